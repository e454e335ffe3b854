//! `supple remind`: what is due, in a line or two, for a shell prompt or a timer. Nothing due says
//! nothing.

mod timer;

use chrono::NaiveTime;
use clap::ValueEnum;
use etcetera::BaseStrategy;
use serde::Serialize;

use crate::cli::view::due::{command, due_words};
use crate::domain::plan::due::DueItem;

use crate::app::DayNow;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::plan::FlareView;
use crate::cli::output::json::screening::{HoldView, hold_views};
use crate::cli::view::screening::show_named;
use crate::domain::text::when;
use crate::words;
use crate::words::text::and;

use timer::{Look, TimerKind};

/// The exit code when something is due: neither a failure (1) nor a slip (2).
const SOMETHING_DUE: u8 = 3;

// Arguments of `remind`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It looks for today's score, the morning check on the day after exercises (until 11:00), open exercises, \
                  safety questions (first of all those that something you wrote asks for), goals not rated for a week, and a visit today or tomorrow.\n\n\
                  Exit codes: 0 nothing is due, and nothing is said; 3 something is due; 1 and 2 as everywhere.\n\n\
                  Examples:\n  supple remind --install cron\n  supple remind --install systemd --at 07:30 --write"
)]
pub struct Args {
    /// Print what the system's own timer needs, to look once a day
    #[arg(long, value_name = "TIMER", value_enum)]
    install: Option<TimerKind>,
    /// When the timer looks
    #[arg(long, value_name = "TIME", default_value = "20:00", value_parser = typed_time, requires = "install")]
    at: NaiveTime,
    /// Write the files of the timer where they belong, instead of printing them
    #[arg(long, requires = "install")]
    write: bool,
    /// Replace files of the timer that are there already
    #[arg(long, requires = "write")]
    replace: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "install")]
    json: bool,
}

/// Reads a time of day.
fn typed_time(text: &str) -> Result<NaiveTime, String> {
    when::time(text).map_err(|error| error.to_string())
}

/// Runs `remind`. The number is its exit code.
pub fn run(args: Args, context: &Context) -> Result<(Output, u8), Failure> {
    if let Some(kind) = args.install {
        return Ok((install(kind, &args, context)?, 0));
    }
    // Nobody is reminded of a diary they have not begun.
    let now = context
        .read_diary_at_once()?
        .map(|diary| DayNow::load(&diary, &context.library(), context.now, context.today))
        .transpose()?;
    let due = now.as_ref().map_or(Vec::new(), |now| now.due(context.today));
    // A code of its own, so that a shell prompt or a timer need not read the words.
    let code = if due.is_empty() { 0 } else { SOMETHING_DUE };
    if args.json {
        return Ok((json::document(&RemindView::new(now.as_ref(), &due, context)), code));
    }
    let mut page = context.page();
    let Some(now) = now else { return Ok((Output::results(page.text()), code)) };
    for hold in &now.holds {
        page.item("!", &words::screening::hold(hold));
    }
    // With a plan it is one of the holds.
    if let Some(look) = now.closer_look.as_ref().filter(|_| now.holds.is_empty()) {
        show_named(&look.named, &mut page);
    }
    if let Some(first) = due.first() {
        // While a warning is open no exercise is named, and less of them is not enough.
        let flare = words::flare::in_few_words(&now.flare, context.today);
        if let Some(flare) = flare.filter(|_| now.holds.is_empty()) {
            page.item("Flare", &flare);
        }
        let lines: Vec<String> = due.iter().map(|due| due_words(due, &now, context)).collect();
        page.para(&format!("Due: {}.", and(&lines)));
        // The most urgent alone: a list of commands is put off as a whole.
        page.command(command(first.kind));
    }
    Ok((Output::results(page.text()), code))
}

/// Prints what a timer needs, or writes it where it belongs.
fn install(kind: TimerKind, args: &Args, context: &Context) -> Result<Output, Failure> {
    let program = std::env::current_exe().map_err(|error| {
        Failure::could_not(format!("where supple itself is cannot be found out: {error}."))
    })?;
    // A timer has nothing of this shell's environment.
    let diary = std::env::var_os("SUPPLE_DB").and(context.diary.as_deref());
    let look = Look { program: &program, diary, at: args.at };
    let folders = etcetera::choose_base_strategy()
        .map_err(|_| Failure::could_not("there is no home folder to find the timers in."))?;
    let folder = timer::folder(kind, folders.home_dir(), &folders.config_dir());
    let files = timer::files(kind, &look);
    let mut page = context.page();
    if let Some(line) = timer::line(kind, &look) {
        if args.write {
            return Err(Failure::usage("this timer has no file that could be written.")
                .next(format!("Type what this prints: {}", without_write(kind))));
        }
        page.unwrapped(&line);
    } else if args.write {
        // All are looked at before the first is written: half a timer is none.
        for file in files.iter().filter(|_| !args.replace) {
            let path = folder.join(file.name);
            if files::metadata(&path)?.is_some() {
                let what = format!("{} is there already, and nothing was written.", path.display());
                return Err(Failure::could_not(what).next("Add --replace to write it anew."));
            }
        }
        files::make_folder(&folder)?;
        for file in &files {
            files::write(&folder.join(file.name), file.text.as_bytes(), args.replace)?;
            page.para(&format!("Written to {}", folder.join(file.name).display()));
        }
    } else {
        for file in &files {
            page.note(&format!("# {}", folder.join(file.name).display()));
            file.text.lines().for_each(|line| page.unwrapped(line));
            page.gap();
        }
    }
    let mut talk = context.page();
    let (what, command) = timer::next(kind, &folder);
    talk.para(what);
    talk.command(&command);
    let output = Output { talk: talk.text(), ..Output::results(page.text()) };
    Ok(if args.write { output.saved() } else { output })
}

/// The command that prints a timer.
fn without_write(kind: TimerKind) -> String {
    let kind = kind.to_possible_value().expect("every timer has a name");
    format!("supple remind --install {}", kind.get_name())
}

/// What is due, for a program.
#[derive(Debug, Serialize)]
struct RemindView<'a> {
    holds: Vec<HoldView<'a>>,
    due: Vec<ReminderView>,
    flare: Option<FlareView>,
}

impl<'a> RemindView<'a> {
    fn new(now: Option<&'a DayNow>, due: &[DueItem], context: &Context) -> Self {
        // Without a diary nothing is due, and nothing is held back.
        let Some(now) = now else {
            return Self { holds: Vec::new(), due: Vec::new(), flare: None };
        };
        Self {
            holds: hold_views(&now.holds),
            due: due.iter().map(|due| ReminderView::new(due, now, context)).collect(),
            flare: now.flare.flare.as_ref().map(|flare| FlareView::new(flare, context.today)),
        }
    }
}

/// Something that is due.
#[derive(Debug, Serialize)]
struct ReminderView {
    what: &'static str,
    count: usize,
    in_words: String,
    command: &'static str,
}

impl ReminderView {
    fn new(due: &DueItem, now: &DayNow, context: &Context) -> Self {
        Self {
            what: due.kind.word(),
            count: due.count,
            in_words: due_words(due, now, context),
            command: command(due.kind),
        }
    }
}
