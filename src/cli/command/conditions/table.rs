//! `supple conditions --table`: what buttock pain can come from, the same for everybody.

use std::path::PathBuf;

use serde::Serialize;

use crate::cli::begin::show_causes_in_short;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::programme::CauseView;
use crate::cli::output::page::Page;
use crate::domain::programme::cause::Cause;
use crate::domain::text::limits;
use crate::figure::{self, FigureError, Paper};
use crate::words::causes::{CANNOT_WAIT, COLUMNS, READ_FIRST, TITLE, cells};

// The options of `--table`.
#[derive(Debug, clap::Args)]
pub struct TableArgs {
    /// What buttock pain can come from, in one table, the same for everybody
    #[arg(long, conflicts_with = "condition")]
    pub table: bool,
    /// Draw the table as a page to print: the file to write, .png, .svg or .pdf
    #[arg(long, value_name = "FILE", requires = "table")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    replace: bool,
    /// The paper: a4-portrait (unless your settings say letter), a4, letter, letter-portrait, or
    /// WIDTHxHEIGHT in mm
    #[arg(long, value_name = "PAPER", requires = "out", allow_hyphen_values = true)]
    size: Option<String>,
    /// Dots per inch; 200 without it
    #[arg(long, value_name = "N", requires = "out", value_parser = limits::within(limits::DPI), allow_hyphen_values = true)]
    dpi: Option<u32>,
    /// Draw in black, white and greys
    #[arg(long, requires = "out")]
    mono: bool,
}

/// Dots per inch where none were asked for.
const DPI: u32 = 200;

/// Runs `conditions --table`.
pub fn run(args: TableArgs, as_json: bool, context: &Context) -> Result<Output, Failure> {
    let causes = context.library().causes()?;
    let Some(out) = args.out else {
        if as_json {
            return Ok(json::document(&TableView::new(&causes, None)));
        }
        let mut page = context.page();
        show(&causes, &mut page);
        let mut talk = context.page();
        talk.gap();
        talk.para("To print it: supple conditions --table --out causes.pdf");
        return Ok(Output {
            results: page.text(),
            talk: format!("\n{}", talk.text()),
            saved: false,
        });
    };
    let size = args.size.as_deref().unwrap_or(context.paper(true));
    let paper =
        Paper::parse(size, args.dpi.unwrap_or(DPI)).map_err(Failure::usage)?.in_grey(args.mono);
    let format = files::format(&out)?;
    let bytes = figure::render_causes(&causes, paper, format).map_err(|error| match error {
        FigureError::NoRoom => Failure::could_not(format!("{error}.")).next(
            "Choose a larger one: supple conditions --table --out causes.pdf --size a4-portrait",
        ),
        error => Failure::could_not(error.to_string()),
    })?;
    let shown = files::write_page(Some(out), "", &bytes, args.replace)?;
    if as_json {
        return Ok(json::document(&TableView::new(&causes, Some(&shown))).saved());
    }
    let mut page = context.page();
    page.heading("On the page");
    show_causes_in_short(&causes, &mut page);
    page.gap();
    page.para(&format!("Drawn to {shown}"));
    Ok(Output::results(page.text()).saved())
}

/// The whole table: a block for each row, for no terminal is wide enough for its columns.
fn show(causes: &[Cause], page: &mut Page) {
    page.heading(TITLE);
    page.para(&format!("{} {CANNOT_WAIT}", READ_FIRST.join(" ")));
    for cause in causes {
        page.gap();
        page.heading(&cause.name);
        page.para(&cause.plain);
        let filled = COLUMNS.iter().zip(cells(cause));
        for (label, text) in filled.filter_map(|(label, text)| Some((label, text?))) {
            line(label, text, page);
        }
        let ids: Vec<String> =
            cause.conditions.iter().map(|id| format!("supple conditions {id}")).collect();
        if !ids.is_empty() {
            line("More about it", &ids.join(", "), page);
        }
    }
    page.gap();
    page.heading("Where each row comes from");
    for cause in causes {
        page.indented(1, &format!("{}: {}", cause.name, cause.source.text()));
    }
}

/// The widest label and its colon, in columns.
const LABEL: usize = 23;

/// A label and what stands behind it: beside it where there is room, below it where there is not.
fn line(label: &str, text: &str, page: &mut Page) {
    let label = format!("{label}:");
    if page.has_room_for_table() {
        page.item(&format!(" {label:<LABEL$}"), text)
    } else {
        page.item(" •", &format!("{label} {text}"))
    }
}

/// The table, for a program.
#[derive(Debug, Serialize)]
struct TableView<'a> {
    /// What has to be known before it is read.
    read_first: Vec<&'a str>,
    /// Where it was drawn, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    causes: Vec<CauseView<'a>>,
}

impl<'a> TableView<'a> {
    /// The rows, and the file that they were drawn to.
    fn new(causes: &'a [Cause], file: Option<&'a str>) -> Self {
        Self {
            read_first: READ_FIRST.into_iter().chain([CANNOT_WAIT]).collect(),
            file,
            causes: causes.iter().map(CauseView::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_room() {
        assert!(COLUMNS.iter().all(|label| label.len() < LABEL), "{LABEL} columns");
    }
}
