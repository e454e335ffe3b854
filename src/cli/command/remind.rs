//! `supple remind`: what is due, in a line or two, for a shell prompt or a timer. Nothing due says
//! nothing.

use serde::Serialize;

use crate::cli::view::due::{command, due_words};
use crate::domain::plan::due::DueItem;

use crate::app::DayNow;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::plan::FlareView;
use crate::cli::output::json::screening::{HoldView, hold_views};
use crate::cli::view::screening::show_named;
use crate::words;
use crate::words::text::and;

/// The exit code when something is due: neither a failure (1) nor a slip (2).
const SOMETHING_DUE: u8 = 3;

// Arguments of `remind`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It looks for today's score, the morning check on the day after exercises (until 11:00), open exercises, \
                  safety questions (first of all those that something you wrote asks for), goals not rated for a week, and a visit today or tomorrow.\n\n\
                  Exit codes: 0 nothing is due, and nothing is said; 3 something is due; 1 and 2 as everywhere."
)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `remind`. The number is its exit code.
pub fn run(args: Args, context: &Context) -> Result<(Output, u8), Failure> {
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
