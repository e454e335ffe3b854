//! `supple done clamshell --pain 1`: exercises that were done, with what was really done.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use super::today;
use crate::cli::answer::Answer;
use crate::cli::clock::{self, Happened};
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::page;
use crate::cli::world::World;
use crate::domain::exercise::Exercise;
use crate::domain::routine::Routine;
use crate::domain::score::Score;
use crate::domain::session::{Actual, Outcome, Session};
use crate::domain::words;

/// Arguments of `done`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Give --sets, --reps, --hold, --minutes or --load only where they differ from the plan.\n\n\
                        Examples:\n  supple done clamshell --pain 1\n  supple done bridge walking\n  supple done --all\n  \
                        supple done bridge --sets 2 --reps 10")]
pub struct Args {
    /// Exercises, as `supple today` names them
    #[arg(required_unless_present = "all", value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises))]
    exercises: Vec<String>,
    /// Everything still open today
    #[arg(long, conflicts_with = "exercises")]
    all: bool,
    /// Pain while doing it, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    pain: Option<Score>,
    /// What was really done
    #[command(flatten)]
    actual: ActualArgs,
    /// The day: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = words::note)]
    note: Option<String>,
}

/// What was really done, where it differs from the plan.
#[derive(Debug, Clone, clap::Args)]
pub struct ActualArgs {
    /// Effort, 0 (none) to 10 (all there is)
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u32).range(0..=10))]
    pub effort: Option<u32>,
    /// Sets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub sets: Option<u32>,
    /// Repeats in each set
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub reps: Option<u32>,
    /// Seconds held
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub hold: Option<u32>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    /// Weight in kilograms, such as 2.5
    #[arg(long, value_name = "KG", value_parser = kilograms)]
    pub load: Option<u32>,
}

impl ActualArgs {
    /// What was really done, on top of what was known before.
    pub fn over(&self, pain: Option<Score>, before: &Actual) -> Actual {
        Actual {
            sets: self.sets.or(before.sets),
            reps: self.reps.or(before.reps),
            hold_s: self.hold.or(before.hold_s),
            minutes: self.minutes.or(before.minutes),
            load_g: self.load.or(before.load_g),
            pain: pain.or(before.pain),
            effort: self.effort.or(before.effort),
        }
    }
}

/// A weight as typed, in grams.
fn kilograms(text: &str) -> Result<u32, String> {
    const FORM: &str = "a weight is kilograms from 0 to 500, such as 2.5";
    let kilograms: f64 = text.trim().replace(',', ".").parse().map_err(|_| FORM.to_owned())?;
    match (0.0..=500.0).contains(&kilograms) {
        // In range and whole after rounding, so nothing is cut off.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        true => Ok((kilograms * 1000.0).round() as u32),
        false => Err(FORM.to_owned()),
    }
}

/// Exercises to record as done or skipped.
pub struct Record {
    pub exercises: Vec<String>,
    pub all: bool,
    pub on: Option<String>,
    pub at: Option<String>,
    pub outcome: Outcome,
    pub note: Option<String>,
}

/// What was recorded.
pub struct Kept {
    /// The exercises, in the order they were named.
    pub exercises: Vec<Exercise>,
    /// The day they count for.
    pub day: NaiveDate,
    /// The routine of that day with them in it.
    pub routine: Routine,
    /// What the person should know beside it.
    pub talk: String,
}

impl Kept {
    /// The exercises' names.
    pub fn names(&self) -> Vec<String> {
        self.exercises.iter().map(|exercise| exercise.name.clone()).collect()
    }

    /// `today`, or the day.
    pub fn day_words(&self, world: &World) -> String {
        if self.day == world.today { "today".to_owned() } else { world.day(self.day) }
    }

    /// What to say when `--all` found nothing.
    pub fn nothing_open(self, world: &World) -> Answer {
        let day = self.day_words(world);
        Answer::talk(format!("{}Nothing is open for {day}. supple today shows the routine.\n", self.talk))
    }
}

/// Records exercises as done or skipped on a day: all of them, or none.
pub fn keep(record: Record, world: &World) -> Result<Kept, Failure> {
    let Happened { day, at, note: about_time } = clock::happened(world, record.on.as_deref(), record.at.as_deref())?;
    let library = world.library();
    let mut exercises =
        super::log::once(record.exercises).iter().map(|id| library.exercise(id)).collect::<Result<Vec<_>, _>>()?;

    let (mut diary, mut talk) = world.write_diary()?;
    let before = today::routine_on(&diary, &library, day)?;
    if record.all {
        let open = before.due.iter().filter(|due| !due.is_settled());
        exercises = open.map(|due| library.exercise(&due.exercise)).collect::<Result<_, _>>()?;
    }
    let mut change = diary.change(world.now)?;
    for exercise in &exercises {
        change.add_session(&Session {
            day,
            at,
            exercise: exercise.id.clone(),
            outcome: record.outcome.clone(),
            note: record.note.clone(),
            written_at: world.now,
        })?;
    }
    change.commit(&world.said)?;

    let mut page = world.page();
    if let Some(note) = about_time {
        page.para(&note);
    }
    for exercise in &exercises {
        if before.due.iter().all(|due| due.exercise != exercise.id) {
            page.para(&format!(
                "{} is not in the routine of {}; it is recorded all the same.",
                exercise.name,
                world.day(day)
            ));
        }
    }
    talk += &page.text();
    let routine = today::routine_on(&diary, &library, day)?;
    Ok(Kept { exercises, day, routine, talk })
}

/// Runs `done`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let record = Record {
        exercises: args.exercises,
        all: args.all,
        on: args.on,
        at: args.at,
        outcome: Outcome::Done(args.actual.over(args.pain, &Actual::default())),
        note: args.note,
    };
    let kept = keep(record, world)?;
    if kept.exercises.is_empty() {
        return Ok(kept.nothing_open(world));
    }

    let mut page = world.page();
    let pain = args.pain.map_or(String::new(), |pain| format!(" (pain {pain})"));
    page.para(&format!("Done for {}: {}{pain}.", kept.day_words(world), page::and(&kept.names())));
    let open: Vec<&str> =
        kept.routine.due.iter().filter(|due| !due.is_settled()).map(|due| due.exercise.as_str()).collect();
    match (kept.routine.due.is_empty(), open.is_empty()) {
        (true, _) => {}
        (false, true) => page.para("That is everything for the day."),
        (false, false) => page.para(&format!("Still open: {}.", page::and(&open))),
    }
    let mut talk = world.page();
    if let Some(pain) = args.pain {
        warn_of_pain(&kept.exercises, pain, world, &mut talk);
    }
    Ok(Answer { results: page.text(), talk: kept.talk + &talk.text(), saved: true })
}

/// Says when to stop an exercise whose pain was above what the library's monitor accepts. The sessions are
/// already kept, so a file that does not read is passed over here: the next verb that needs it will say so.
fn warn_of_pain(exercises: &[Exercise], pain: Score, world: &World, talk: &mut page::Page) {
    let Ok(safety) = world.library().safety() else { return };
    for exercise in exercises {
        let limit = safety.monitor.limit_for(exercise.kind, []);
        if pain.tenths() > i64::from(limit.acceptable_max) * 10 {
            talk.para(&format!(
                "Pain {pain} is above {}, the most that is acceptable in this exercise. Its stop rules:",
                limit.acceptable_max
            ));
            for rule in exercise.stop.iter().filter_map(|id| safety.stop_rules.get(id)) {
                talk.item(" •", rule);
            }
        }
    }
}
