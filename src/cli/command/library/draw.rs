//! `supple library draw` and `supple library sheet`: the drawing of an exercise's file, before it is
//! added, and an empty prescription to print and fill in by hand.

use std::fs;
use std::path::{Path, PathBuf};

use super::checked::{NOT_DRAWN, checked, tell_faults};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::domain::diary::place::Side;
use crate::domain::text::shell;
use crate::figure::{self, Figure, Paper, SidedExercise};
use crate::library::FileKind;

/// Dots per inch of a picture of it.
const DPI: u32 = 150;

/// The paper it is drawn on, in millimetres: both positions as large as on a handout, or larger.
const PAPER: &str = "150x75";

// Arguments of `library draw`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Change an angle, draw again, and look: without --out the picture always has the same name. A picture\n                  of that name that was not drawn in this way stays, unless you add --replace.\n\n\
                  Examples:\n  supple library draw bridge.toml\n  \
                  supple library draw bridge.toml --show\n  \
                  supple library draw bridge.toml --side left --out bridge-left.svg"
)]
pub struct DrawArgs {
    /// The file of an exercise
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    /// The side that is sore, to see the leg the words name on it
    #[arg(long, value_name = "SIDE", value_enum)]
    side: Option<SideArg>,
    /// Show it here in the terminal, and write no picture
    #[arg(long, conflicts_with_all = ["out", "replace"])]
    show: bool,
    /// The picture to write, .png, .svg or .pdf; beside the file, with its name, without it
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Replace a picture that is there already
    #[arg(long)]
    replace: bool,
}

// The sore side.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SideArg {
    /// The left
    Left,
    /// The right
    Right,
}

/// Runs `library draw`.
pub fn run(args: DrawArgs, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let again =
        format!("Change that, and draw again: supple library draw {}", shell::path(&args.file));
    let drafts = checked(std::slice::from_ref(&args.file), &library, context, &again)?.drafts;
    let with = library.with_drafts(&drafts);
    let Some(draft) = drafts.iter().find(|draft| draft.kind == FileKind::Exercise) else {
        return Err(Failure::usage(format!("{} is no exercise.", args.file.display()))
            .next("Only an exercise has a drawing."));
    };
    let exercise = with.exercise(&draft.id)?;
    let mut page = context.page();
    if exercise.pose.is_none() {
        page.para(NOT_DRAWN);
        return Ok(Output::results(page.text()));
    }
    let side = args.side.map(|side| match side {
        SideArg::Left => Side::Left,
        SideArg::Right => Side::Right,
    });
    if args.show {
        let drawn = figure::braille(&exercise, side, context.width).ok_or_else(|| {
            Failure::could_not("There is too little room for a drawing here.")
                .next("Make the window wider, or leave --show out.")
        })?;
        for line in drawn {
            page.unwrapped(&line);
        }
        tell_faults(&exercise, &mut page);
        return Ok(Output::results(page.text()));
    }
    let paper = Paper::parse(PAPER, DPI).map_err(Failure::usage)?;
    let beside = args.file.with_extension("png");
    // The picture of its own that an earlier call has left beside the file is drawn again and
    // again; any other stays, whatever its name.
    let replace = args.replace
        || (args.out.is_none() && is_earlier_drawing(&beside, paper, &exercise.title()));
    let out = args.out.unwrap_or(beside);
    let format = files::format(&out)?;
    let bytes = figure::render(&SidedExercise { exercise: &exercise, side }, paper, format)
        .map_err(|error| Failure::could_not(error.to_string()))?;
    let shown = files::write_page(Some(out), "", &bytes, replace)?;
    page.para(&format!("{} is drawn to {shown}", exercise.name));
    tell_faults(&exercise, &mut page);
    Ok(Output::results(page.text()).saved())
}

/// Whether a file is the drawing that this verb has made of an exercise of that name.
fn is_earlier_drawing(path: &Path, paper: Paper, title: &str) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
    is_file
        && fs::read(path)
            .is_ok_and(|bytes| figure::is_made_here(&bytes, paper, &format!("{title}, ")))
}

/// Dots per inch of a picture of it.
const SHEET_DPI: u32 = 200;

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
pub fn sheet(args: SheetArgs, context: &Context) -> Result<Output, Failure> {
    let out = match args.out {
        Some(out) => out,
        None => files::free_name(Path::new("."), "prescription", "pdf")?,
    };
    let format = files::format(&out)?;
    let paper = Paper::parse(context.paper(true), SHEET_DPI).map_err(Failure::usage)?;
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
