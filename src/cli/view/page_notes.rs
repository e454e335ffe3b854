//! What whoever hands a page over should know of it, and nobody else needs to.

use crate::app::PageSource;
use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::domain::text::date;
use crate::figure;
use crate::words::text::count;

/// How many characters are shown of those that a page leaves out.
const SHOWN: usize = 8;

/// That something of a text could not be drawn; nothing where all of it was. What looks like a page
/// that says little is a page that says less than it was given.
pub fn show_undrawn(text: &str, page: &mut Page) {
    let lacking = figure::lacking(text);
    let number = lacking.chars().count();
    if number == 0 {
        return;
    }
    let shown: String = lacking.chars().take(SHOWN).collect();
    let more = if number > SHOWN { " …" } else { "" };
    page.para(&format!(
        "{} could not be drawn, because the typeface of the page lacks {}: {shown}{more}",
        count(number, "character", "characters"),
        if number == 1 { "it" } else { "them" },
    ));
}

/// What is not on a page that was asked for, in words; empty on most days. `drawn` is what is drawn
/// of it.
pub fn page_notes(source: &PageSource<'_>, drawn: &str, context: &Context) -> String {
    let mut page = context.page();
    show_undrawn(drawn, &mut page);
    if source.begins_later {
        let first = date::short(source.about.from, context.reader());
        page.para(&format!("The diary begins on {first}, and so does the page."));
    }
    if source.left_out > 0 {
        let days = count(source.left_out, "day has", "days have");
        page.para(&format!(
            "{days} something private. It is not on the page, and neither is what may rest on it, \
             such as the reason for a dose."
        ));
    }
    page.text()
}
