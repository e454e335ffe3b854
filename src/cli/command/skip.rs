//! `supple skip bridge --why tired`: leaving an exercise out is a decision, not a failure.

use clap_complete::engine::ArgValueCompleter;

use crate::cli::context::Context;
use crate::cli::exercise_records::{ToRecord, record_exercises};
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::domain::diary::exercise_record::Outcome;
use crate::domain::diary::own_words;
use crate::words;
use crate::words::text::and;

// Arguments of `skip`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Exercises, by their names or their numbers in `supple today`: bridge, 2, 1-3
    #[arg(value_name = "EXERCISE", value_delimiter = ',', add = ArgValueCompleter::new(complete::exercises_of_today))]
    exercises: Vec<String>,
    /// Everything still open today
    #[arg(long, conflicts_with = "exercises")]
    all: bool,
    /// Why, in a few words
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    why: Option<String>,
    /// The day: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// For your own eyes: no page and no export shows it
    #[arg(long)]
    private: bool,
}

/// Runs `skip`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let to_record = ToRecord {
        exercises: args.exercises,
        all: args.all,
        on: args.on,
        at: None,
        outcome: Outcome::Skipped { why: args.why },
        note: None,
        private: args.private,
        shows_holds: false,
    };
    let kept = record_exercises(&to_record, context)?;
    if kept.exercises.is_empty() {
        return Ok(kept.nothing_open(context));
    }
    let mut page = context.page();
    let is_due = |id: &String| {
        kept.decided.iter().flat_map(|(routine, _)| &routine.due).any(|due| due.exercise == *id)
    };
    let comes_back = match kept.exercises.as_slice() {
        [only] if is_due(&only.id) => "; it comes back on its next day",
        many if many.len() > 1 && many.iter().all(|exercise| is_due(&exercise.id)) => {
            "; they come back on their next days"
        }
        _ => "",
    };
    page.para(&format!(
        "Skipped {} for {}. That is fine{comes_back}.",
        and(&kept.names()),
        words::day::today_or(kept.day, context.reader())
    ));
    Ok(Output { results: page.text(), talk: kept.talk, saved: true })
}
