//! What whoever hands a page over should know of it, and nobody else needs to.

use crate::app::PageSource;
use crate::cli::context::Context;
use crate::domain::text::date;
use crate::words::text::count;

/// What is not on a page that was asked for, in words; empty on most days.
pub fn page_notes(source: &PageSource<'_>, context: &Context) -> String {
    let mut page = context.page();
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
