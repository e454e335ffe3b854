//! `supple restore`: back to a copy of the diary.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::raised;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::confirm;
use crate::cli::input::passphrase::PassphraseArgs;
use crate::cli::output::page::Page;
use crate::cli::output::{Output, files, json};
use crate::cli::prompt::Prompt;
use crate::cli::sealed_copy;
use crate::cli::view::entry::row_name;
use crate::domain::screening::state::Screening;
use crate::domain::text::shell;
use crate::store::copies::{self, DatedCopy};
use crate::store::{Diary, IfMissing, Missing, StoreError, Trouble, Writer, put_in_place};
use crate::words::text::count;

/// How many entries are named that a copy has not.
const NAMED_MAX: usize = 10;

// Arguments of `restore`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a file, the copies that were made by themselves are listed. With one, you see which entries of today's diary are not in it, and are asked; the diary as it is now is kept beside itself, so that you can go back to it in the same way. A copy that is sealed asks for its passphrase.\n\n\
                  Examples:\n  supple restore\n  supple restore kept.db"
)]
pub struct Args {
    /// The copy to go back to
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Do it without asking
    #[arg(long, requires = "file")]
    yes: bool,
    #[command(flatten)]
    passphrase: PassphraseArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `restore`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let Some(path) = &context.diary else {
        return Err(Failure::could_not("there is no home folder to keep the diary in.")
            .next("Set HOME, or SUPPLE_DB to the path the diary should have."));
    };
    match &args.file {
        Some(file) => restore(file, path, &args, context),
        None => list(path, args.json, context),
    }
}

/// Lists the copies that there are.
fn list(path: &Path, as_json: bool, context: &Context) -> Result<Output, Failure> {
    let copies = copies::daily(path)?;
    if as_json {
        return Ok(json::document(&copies.iter().rev().map(CopyView::new).collect::<Vec<_>>()));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if copies.is_empty() {
        talk.para("There are no copies yet. One is made with the first change of each day.");
    } else {
        page.heading("Copies, newest first");
        for copy in copies.iter().rev() {
            let kilobytes = copy.bytes.div_ceil(1000);
            page.item(
                &format!("{:<14}", context.day(copy.day)),
                &format!("{kilobytes} kB · {}", shell::path(&copy.path)),
            );
        }
        talk.para("To go back to one: supple restore FILE. You see first what it has not.");
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// Goes back to a copy.
fn restore(file: &Path, path: &Path, args: &Args, context: &Context) -> Result<Output, Failure> {
    if files::are_same(file, path)? {
        return Err(Failure::usage("that is your diary itself.")
            .next("Name a copy of it. Those that were made by themselves: supple restore"));
    }
    // Opened beside the diary, and gone at the end.
    let opened = if sealed_copy::is_sealed(file)? {
        Some(sealed_copy::open(file, path, &args.passphrase.known(context)?)?)
    } else {
        None
    };
    let plain = opened.as_ref().map_or(file, |opened| opened.path());
    let copy = Diary::open_to_read(plain)?
        .ok_or_else(|| Failure::could_not(format!("there is no diary in {}.", file.display())))?;
    if !copy.check()?.is_whole() {
        return Err(Failure::could_not(format!("{} is damaged itself.", file.display()))
            .next("Nothing was done. Other copies: supple restore"));
    }
    // One that is damaged is no reason not to go back: it is what one goes back for.
    let current = context.read_diary().ok().flatten();
    let lost = current.as_ref().map(|diary| Lost::read(diary, &copy, context));
    let is_wanted = confirm::is_wanted(
        args.yes,
        "Go back to this copy?",
        &mut Prompt::new(context),
        context,
        |page| match &lost {
            None if path.exists() => {
                page.para("Your diary does not read. It is kept beside itself as it is.");
            }
            None => page.para("There is no diary now."),
            Some(Ok(lost)) => lost.show(page),
            Some(Err(_)) => page.para("What your diary has that the copy has not does not read."),
        },
    )?;
    if !is_wanted {
        return Ok(context.message("Nothing was done."));
    }
    drop(current);
    let in_place = || put_in_place(path, &copy, context.now);
    let restored = Writer::open(path, IfMissing::Leave, context.now).and_then(|writer| {
        let Some(mut writer) = writer else { return in_place() };
        writer.restore(&copy, context.now).map(Some)
    });
    let kept = match restored {
        Ok(kept) => kept,
        // Nobody can be writing in it.
        Err(error) if error.is_damage() || matches!(error.trouble, Trouble::Emptied(_)) => {
            in_place()?
        }
        Err(error) => return Err(error.into()),
    };
    let lost = lost.and_then(Result::ok);
    if args.json {
        let view = RestoreView {
            restored: file.display().to_string(),
            kept: kept.map(|kept| kept.display().to_string()),
            missing: lost.map(|lost| lost.rows),
        };
        return Ok(json::document(&view).saved());
    }
    let (mut page, mut talk) = (context.page(), context.page());
    page.para(&format!("Your diary is what {} was.", file.display()));
    for sign in lost.iter().flat_map(|lost| &lost.signs) {
        talk.item(
            "!",
            &format!("Not in it any more, so that no exercise is held back for it: {sign}"),
        );
    }
    if let Some(kept) = &kept {
        talk.para("What it was before is kept. To go back to it:");
        talk.command(&format!("supple restore {}", shell::path(kept)));
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: true })
}

/// What the diary has that a copy has not.
struct Lost {
    /// How many rows.
    rows: usize,
    /// What becomes of the newest of them, which one would miss first.
    named: Vec<String>,
    /// The warning signs that are open, and would not be any more.
    signs: Vec<String>,
}

impl Lost {
    fn read(diary: &Diary, copy: &Diary, context: &Context) -> Result<Self, Failure> {
        let missing = diary.missing_in(copy)?;
        let newest = missing.iter().rev().take(NAMED_MAX);
        let named = newest.map(|each| missing_name(*each, diary, context));
        let named = named.collect::<Result<Vec<_>, _>>()?;
        let known = open_signs(copy, context)?;
        let mut signs = open_signs(diary, context)?;
        signs.retain(|sign| !known.contains(sign));
        Ok(Self { rows: missing.len(), named, signs })
    }

    fn show(&self, page: &mut Page) {
        if self.rows == 0 {
            page.para("Everything that is in your diary is in the copy.");
            return;
        }
        // First what keeps somebody safe.
        for sign in &self.signs {
            page.item("!", &format!("Open in your diary, and not in the copy: {sign}"));
        }
        let rows = count(self.rows, "row", "rows");
        page.heading(&format!("{rows} of your diary would be gone, or as earlier"));
        self.named.iter().for_each(|line| page.item("-", line));
        if self.rows > NAMED_MAX {
            page.item("-", &format!("and {} more", self.rows - NAMED_MAX));
        }
    }
}

/// The warning signs that are open in a diary, each with what to do about it; and what was written
/// that may be one.
fn open_signs(diary: &Diary, context: &Context) -> Result<Vec<String>, Failure> {
    let library = context.library();
    let (safety, answers) = (library.safety()?, diary.answers()?);
    let raised = raised(diary, &library, context.today)?;
    let screening = Screening::new(&safety, &answers, context.today).with(&raised);
    let signs = screening.holds().into_iter().chain(screening.raised_holds());
    Ok(signs.map(|hold| format!("“{}” {}", hold.ask, hold.act)).collect())
}

/// What becomes of a row that a copy has not, in a line.
fn missing_name(each: Missing, diary: &Diary, context: &Context) -> Result<String, StoreError> {
    let name = row_name(each.kind, each.id, &diary.held_by(each.kind, each.id)?, context);
    Ok(format!("{name}: {}", if each.is_older_there { "as earlier" } else { "gone" }))
}

/// A copy, for a program.
#[derive(Debug, Serialize)]
struct CopyView {
    day: String,
    file: String,
    bytes: u64,
}

impl CopyView {
    fn new(copy: &DatedCopy) -> Self {
        Self { day: copy.day.to_string(), file: copy.path.display().to_string(), bytes: copy.bytes }
    }
}

/// Where the diary went back to, for a program.
#[derive(Debug, Serialize)]
struct RestoreView {
    restored: String,
    kept: Option<String>,
    missing: Option<usize>,
}
