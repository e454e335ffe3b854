//! `supple done clamshell --pain 1`: exercises that were done, with what was really done; and
//! `supple skip bridge --why tired`: leaving one out is a decision, not a failure.

use clap_complete::engine::ArgValueCompleter;

use crate::cli::context::Context;
use crate::cli::exercise_records::{RecordedExercises, ToRecord, record_exercises};
use crate::cli::failure::Failure;
use crate::cli::input::actual_args::{ActualArgs, side, symptom};
use crate::cli::input::clearable::{Clearable, nothing_to_clear};
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::page;
use crate::cli::view::routine::{show_holds, show_left};
use crate::cli::view::screening::{show_stop_rules, warn_of_pain};
use crate::domain::diary::exercise_record::{Actual, Outcome, Symptom};
use crate::domain::diary::own_words;
use crate::domain::diary::place::Side;
use crate::domain::diary::score::Score;
use crate::domain::programme::dose::Grow;
use crate::domain::progression::routine::{Due, Routine};
use crate::words;
use crate::words::text::and;

// Arguments of `done`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Give --sets, --reps, --hold, --minutes or --load only where they differ from the plan. An exercise that was done on one side counts as done.\n\n\
                        Examples:\n  supple done clamshell --pain 1\n  supple done bridge walking\n  supple done --all\n  \
                        supple done 1 3\n  supple done bridge --reps 12,10,8\n  supple done clamshell --side left"
)]
pub struct Args {
    /// Exercises, by their names or their numbers in `supple today`: bridge, 2, 1-3
    #[arg(value_name = "EXERCISE", value_delimiter = ',', add = ArgValueCompleter::new(complete::exercises_of_today))]
    exercises: Vec<String>,
    /// Everything still open today, once each
    #[arg(long, conflicts_with = "exercises")]
    all: bool,
    /// Pain while doing it, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    pain: Option<Score>,
    /// What was really done
    #[command(flatten)]
    actual: ActualArgs,
    /// The side it was done on, where it was one: left, right, both
    #[arg(long, value_name = "SIDE", value_parser = side, add = ArgValueCompleter::new(complete::exercise_sides))]
    side: Option<Side>,
    /// A sign that came with it: leg-spread, bulge, fall, numb-weak, pelvic-numb; may be repeated
    #[arg(long = "symptom", value_name = "SIGN", value_parser = symptom, add = ArgValueCompleter::new(complete::symptoms))]
    symptoms: Vec<Symptom>,
    /// The day: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    note: Option<String>,
    /// For your own eyes: no page and no export shows it
    #[arg(long)]
    private: bool,
    /// Keep an unusual amount without being asked
    #[arg(long)]
    yes: bool,
}

/// Runs `done`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    // `none` belongs to `edit`, with which the options are shared: here nothing is recorded yet.
    if args.actual.clears() {
        return Err(nothing_to_clear());
    }
    let before =
        Actual { side: args.side, symptoms: own_words::once(args.symptoms), ..Actual::default() };
    let actual = args.actual.over(args.pain.map(Clearable::Set), &before);
    args.actual.check(&actual)?;
    let to_record = ToRecord {
        exercises: args.exercises,
        all: args.all,
        on: args.on,
        at: args.at,
        outcome: Outcome::Done(actual.clone()),
        note: args.note,
        private: args.private,
        amounts: Some(args.actual),
        yes: args.yes,
        shows_holds: true,
    };
    let Some(kept) = record_exercises(&to_record, context)? else {
        return Ok(context.message("Nothing was recorded."));
    };
    if kept.exercises.is_empty() {
        return Ok(kept.nothing_open(context));
    }

    let mut page = context.page();
    let style = context.settings.style();
    let mut details = words::entry::actual(&actual, style);
    details.extend(args.private.then(|| "private".to_owned()));
    let details = if details.is_empty() {
        String::new()
    } else {
        format!(" ({})", details.join(style.separator()))
    };
    page.para(&format!(
        "Done for {}: {}{details}.",
        words::day::today_or(kept.day, context.reader()),
        and(&kept.names())
    ));
    let mut talk = context.page();
    show_stop_rules(&actual.symptoms, context, &mut talk);
    let mut is_left_told = false;
    if let Some((routine, snapshot)) = kept.decided.as_ref().filter(|_| !kept.is_crisis) {
        let open = words::routine::still_open(routine);
        if !routine.holds.is_empty() {
            page.gap();
            show_holds(&routine.holds, context, &mut page);
        } else {
            let is_of_it =
                |due: &&Due| kept.exercises.iter().any(|exercise| exercise.id == due.exercise);
            let of_it = || routine.due.iter().filter(is_of_it);
            let left = show_left(of_it(), kept.day, snapshot, context, &mut page);
            is_left_told = left == kept.exercises.len();
            for due in of_it().filter(|due| due.beyond() > 0) {
                talk.para(&words::routine::beyond(due, &snapshot.shelf));
            }
            match open.is_empty() {
                false => page.para(&format!("Still open: {}.", and(&open))),
                true if !routine.due.is_empty() => page.para("That is everything for the day."),
                true => {}
            }
        }
        // Said when it is recorded: no warning may keep anybody from writing down what hurt.
        warn_of_pain(&kept.exercises, &actual, snapshot, is_left_told, context, &mut talk);
        if let Some(pain) = args.pain {
            let is_bone = snapshot.has_bone();
            if let ([entry], true) = (kept.entries.as_slice(), is_bone && pain.is_above(0))
                && actual.pain_place.is_none()
            {
                talk.para(&format!(
                    "Was that pain in the bone? supple edit {entry} --where bone, or --where other"
                ));
            }
        }
        // Whoever ticks off the whole day is not asked about each of it, and a sign steps the dose
        // back anyway.
        if routine.holds.is_empty()
            && actual.symptoms.is_empty()
            && !(args.all && kept.exercises.len() > 1)
        {
            ask_for_response(&kept, routine, &actual, &mut talk);
        }
    }
    Ok(Output { results: page.text(), talk: kept.talk + &talk.text(), saved: true })
}

/// Says how to add the pain that the next dose is decided from, where it was not given: once,
/// whatever was done. An effort that was not given speaks against nothing.
fn ask_for_response(
    kept: &RecordedExercises,
    routine: &Routine,
    actual: &Actual,
    talk: &mut page::Page,
) {
    if actual.pain.is_some() {
        return;
    }
    let missing = kept.exercises.iter().zip(&kept.entries).filter_map(|(exercise, entry)| {
        // What is left for the day does not grow, whatever else is known of it, and some never does.
        let due = routine.due.iter().find(|due| due.exercise == exercise.id);
        let due = due.filter(|due| due.left.is_none() && due.dose.grow != Some(Grow::None));
        due.is_some().then_some(*entry)
    });
    let missing: Vec<_> = missing.collect();
    let Some(first) = missing.first() else { return };
    let doses = match missing.as_slice() {
        [_] => "the dose".to_owned(),
        many => format!("the doses of entries {}", words::entry::numbers(many)),
    };
    talk.para(&format!(
        "Pain was not given, so {doses} cannot grow yet. With N from 0 to 10: supple edit {first} \
         --pain N"
    ));
}

// Arguments of `skip`.
#[derive(Debug, clap::Args)]
pub struct SkipArgs {
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
pub fn skip(args: SkipArgs, context: &Context) -> Result<Output, Failure> {
    let to_record = ToRecord {
        exercises: args.exercises,
        all: args.all,
        on: args.on,
        at: None,
        outcome: Outcome::Skipped { why: args.why },
        note: None,
        private: args.private,
        amounts: None,
        yes: false,
        shows_holds: false,
    };
    let Some(kept) = record_exercises(&to_record, context)? else {
        return Ok(context.message("Nothing was recorded."));
    };
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
