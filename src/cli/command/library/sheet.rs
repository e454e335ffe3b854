//! `supple library sheet`: an empty prescription to print and fill in by hand.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::figure::{self, Paper};

/// Dots per inch of a picture of it.
const DPI: u32 = 200;

// Arguments of `library sheet`.
#[derive(Debug, clap::Args)]
pub struct SheetArgs {
    /// The file to write, .pdf, .png or .svg; a PDF in this folder without it
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    replace: bool,
}

/// Runs `library sheet`.
pub fn run(args: SheetArgs, context: &Context) -> Result<Output, Failure> {
    let out = match args.out {
        Some(out) => out,
        None => files::free_name(Path::new("."), "prescription", "pdf")?,
    };
    let format = files::format(&out)?;
    let paper = Paper::parse(context.paper(true), DPI).map_err(Failure::usage)?;
    let bytes = figure::render_prescription(paper, format)
        .map_err(|error| Failure::could_not(error.to_string()))?;
    let shown = files::write_page(Some(out), "", &bytes, args.replace)?;
    let mut page = context.page();
    page.para(&format!("The sheet to fill in by hand is {shown}"));
    let mut talk = context.page();
    talk.gap();
    talk.para("To type in what stands on it: supple library new exercise --from-sheet");
    Ok(Output { talk: talk.text(), ..Output::results(page.text()) }.saved())
}
