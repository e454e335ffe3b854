//! `supple erase`: gone for good, also from the history and the copies.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::confirm;
use crate::cli::input::entry_fields::no_such_entry;
use crate::cli::output::page::Page;
use crate::cli::output::{Output, json};
use crate::cli::prompt::Prompt;
use crate::cli::view::entry::row_name;
use crate::domain::diary::own_words;
use crate::domain::text::when;
use crate::store::{
    CopiesErased, Diary, Doomed, IfMissing, Unwanted, copies_of, erase_from_copies, remove_all,
};
use crate::words::text::count;

/// How many entries are named before they go.
const NAMED_MAX: usize = 20;

// Arguments of `erase`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "supple remove takes an entry away so that supple undo brings it back; erase takes it out of the file as well: out of the history, with the commands that were typed about it, out of free space, and out of the copies that supple made. Nothing brings it back.\n\n\
                  It cannot reach what is elsewhere: your own copies and backups, exports and pages, the history of your shell, another machine, and what a disk keeps of files that were replaced.\n\n\
                  Examples:\n  supple erase 12\n  supple erase --before 2025-01-01\n  supple erase --all"
)]
pub struct Args {
    /// Numbers of the entries, as `supple history` shows them, also of removed ones: 12, 13-17
    #[arg(
        required_unless_present_any = ["before", "all"],
        value_name = "ENTRY",
        value_parser = own_words::entries
    )]
    entries: Vec<RangeInclusive<i64>>,
    /// Every entry of a day before this one; the plan, goals and safety answers stay
    #[arg(long, value_name = "DAY", conflicts_with = "entries")]
    before: Option<String>,
    /// The whole diary, with its copies
    #[arg(long, conflicts_with_all = ["entries", "before"])]
    all: bool,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `erase`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    if args.all {
        return erase_all(&args, context);
    }
    let unwanted = match &args.before {
        Some(text) => Unwanted::Before(when::day(text, context.today)?),
        None => Unwanted::Entries(args.entries.iter().cloned().flatten().collect()),
    };
    let Some(diary) = context.read_diary()? else {
        return Ok(context.message("There is no diary, and so nothing to erase."));
    };
    let path = diary.path().to_owned();
    let doomed = diary.doomed(&unwanted)?;
    let is_nothing = doomed.is_empty() && !diary.history_goes_too(&unwanted)?;
    let named = doomed.iter().take(NAMED_MAX).map(|row| doomed_name(*row, &diary, context));
    let named: Vec<String> = named.collect::<Result<_, _>>()?;
    // It must not be open while it is rebuilt.
    drop(diary);
    if args.before.is_none() {
        let found: BTreeSet<i64> = doomed.iter().map(|row| row.id).collect();
        // Of a range, one has to be there.
        let is_missing = |range: &RangeInclusive<i64>| found.range(range.clone()).next().is_none();
        if let Some(range) = args.entries.iter().find(|range| is_missing(range)) {
            return Err(no_such_entry(*range.start()));
        }
    }
    if is_nothing && args.json {
        return Ok(json::document(&EraseView::new(0, &[], &[])));
    }
    if is_nothing {
        return Ok(context.message("There is nothing to erase from before that day."));
    }
    let rows = match doomed.len() {
        0 => "Steps of the history".to_owned(),
        entries => count(entries, "entry", "entries"),
    };
    let is_wanted = confirm::is_wanted(
        args.yes,
        "Erase it for good?",
        &mut Prompt::new(context),
        context,
        |page| {
            page.heading(&format!("{rows} would be erased, for good"));
            named.iter().for_each(|name| page.item("-", name));
            if doomed.len() > NAMED_MAX {
                page.item("-", &format!("and {} more", doomed.len() - NAMED_MAX));
            }
            page.para("They also go from the history, so that undo brings nothing of them back, and from the copies that supple made.");
            say_out_of_reach(page);
        },
    )?;
    if !is_wanted {
        return Ok(context.message("Nothing was erased."));
    }
    // Opened before anything goes: an older diary is brought up to date then, and copied.
    let writer = context.open_to_write(IfMissing::Leave)?;
    let mut writer = writer.ok_or_else(|| Failure::could_not("the diary is gone."))?;
    // The copies first: whatever stops this in between, the diary still says what is to go.
    let copies = erase_from_copies(&path, &unwanted, context.now)?;
    let erased = writer.erase(&unwanted, context.now)?;
    // Another command has taken it away meanwhile, so that nothing is left of it.
    if let Some(range) = args.entries.first().filter(|_| erased.is_empty()) {
        return Err(no_such_entry(*range.start()));
    }
    if args.json {
        let view = EraseView::new(erased.len(), &copies.rewritten, &copies.removed);
        return Ok(json::document(&view).saved());
    }
    let (mut page, mut talk) = (context.page(), context.page());
    page.para(&match erased.len() {
        0 => "Erased steps of the history, for good: no entry is of before that day.".to_owned(),
        entries => format!("Erased {}, for good.", count(entries, "entry", "entries")),
    });
    show_copies(&copies, &mut page);
    talk.para("Of each entry a random number stays, so that another copy of the diary that is joined with this one does not bring it back.");
    say_out_of_reach(&mut talk);
    Ok(Output { results: page.text(), talk: talk.text(), saved: true })
}

/// Erases the diary with all its copies.
fn erase_all(args: &Args, context: &Context) -> Result<Output, Failure> {
    let Some(path) = context.diary.clone().filter(|_| context.has_diary() || has_copies(context))
    else {
        return Ok(context.message("There is no diary, and so nothing to erase."));
    };
    let copies = copies_of(&path)?;
    let is_wanted = confirm::is_wanted(
        args.yes,
        "Erase all of it for good?",
        &mut Prompt::new(context),
        context,
        |page| {
            page.heading("The whole diary would be erased, for good");
            page.item("-", &path.display().to_string());
            copies.iter().for_each(|copy| page.item("-", &copy.display().to_string()));
            page.para("Your settings and your own exercise files stay.");
            say_out_of_reach(page);
        },
    )?;
    if !is_wanted {
        return Ok(context.message("Nothing was erased."));
    }
    // Emptied first, so that nothing is in the file that a disk might keep. One that does not open
    // is taken away all the same.
    if let Ok(Some(mut writer)) = context.open_to_write(IfMissing::Leave) {
        let _ = writer.empty();
    }
    let gone = remove_all(&path)?;
    if args.json {
        return Ok(json::document(&EraseView::new(0, &[], &gone)).saved());
    }
    let (mut page, mut talk) = (context.page(), context.page());
    page.para("Erased the whole diary, for good. These files are gone:");
    gone.iter().for_each(|file| page.item("-", &file.display().to_string()));
    say_out_of_reach(&mut talk);
    Ok(Output { results: page.text(), talk: talk.text(), saved: true })
}

/// Whether there are copies, where there may be no diary.
fn has_copies(context: &Context) -> bool {
    context.diary.as_deref().is_some_and(|diary| copies_of(diary).is_ok_and(|all| !all.is_empty()))
}

/// An entry by its name; of one that was removed before, the number is all that may be said.
fn doomed_name(row: Doomed, diary: &Diary, context: &Context) -> Result<String, Failure> {
    let name = row_name(row.kind, row.id, &diary.held_by(row.kind, row.id)?, context);
    Ok(if row.is_there { name } else { format!("{name}, which was removed before") })
}

/// What became of the copies.
fn show_copies(copies: &CopiesErased, page: &mut Page) {
    for copy in &copies.rewritten {
        page.item("-", &format!("written anew without it: {}", copy.display()));
    }
    for copy in &copies.removed {
        page.item("-", &format!("taken away: {}", copy.display()));
    }
}

/// What supple cannot erase.
fn say_out_of_reach(page: &mut Page) {
    page.para("supple cannot reach: your own copies and backups, exports and pages, the history of your shell, other machines, and what a disk keeps of files that were replaced.");
}

/// What was erased, for a program.
#[derive(Debug, Serialize)]
struct EraseView {
    erased: usize,
    copies_rewritten: Vec<String>,
    files_removed: Vec<String>,
}

impl EraseView {
    fn new(erased: usize, rewritten: &[PathBuf], removed: &[PathBuf]) -> Self {
        let shown = |path: &PathBuf| path.display().to_string();
        Self {
            erased,
            copies_rewritten: rewritten.iter().map(shown).collect(),
            files_removed: removed.iter().map(shown).collect(),
        }
    }
}
