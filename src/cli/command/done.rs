//! `supple done clamshell --pain 1`: exercises that were done, with what was really done.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use super::{screen, today};
use crate::cli::answer::Answer;
use crate::cli::clock::{self, Happened};
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::known::Known;
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
    /// Everything still open today, once each
    #[arg(long, conflicts_with = "exercises")]
    all: bool,
    /// Pain while doing it, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    pain: Option<Score>,
    /// What was really done
    #[command(flatten)]
    actual: ActualArgs,
    /// The day: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = words::note)]
    note: Option<String>,
}

/// What was really done, where it differs from the plan.
#[derive(Debug, Clone, clap::Args)]
pub struct ActualArgs {
    /// Effort, 0 (none) to 10 (all there is)
    #[arg(long, value_name = "0-10", value_parser = |text: &str| words::whole(text, 0, 10), allow_hyphen_values = true)]
    pub effort: Option<u32>,
    /// Sets
    #[arg(long, value_name = "N", value_parser = |text: &str| words::whole(text, 1, 100), allow_hyphen_values = true)]
    pub sets: Option<u32>,
    /// Repeats in each set
    #[arg(long, value_name = "N", value_parser = |text: &str| words::whole(text, 1, 1000), allow_hyphen_values = true)]
    pub reps: Option<u32>,
    /// Seconds held
    #[arg(long, value_name = "SECONDS", value_parser = |text: &str| words::whole(text, 1, 3600), allow_hyphen_values = true)]
    pub hold: Option<u32>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = |text: &str| words::whole(text, 1, 1440), allow_hyphen_values = true)]
    pub minutes: Option<u32>,
    /// Weight in kilograms, such as 2.5
    #[arg(long, value_name = "KG", value_parser = kilograms, allow_hyphen_values = true)]
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
    /// The routine of that day with them in it, and what it was decided from; `None` where there is no diary
    /// or a file of the plan does not read.
    pub decided: Option<(Routine, Known)>,
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
        let mut page = world.page();
        match self.decided.as_ref().map(|(routine, _)| &routine.holds).filter(|holds| !holds.is_empty()) {
            Some(holds) => today::show_holds(holds, &mut page),
            None => {
                if let Some((routine, known)) = &self.decided {
                    today::show_waiting(&routine.waiting, known, &mut page);
                }
                let day = self.day_words(world);
                page.para(&format!("Nothing is open for {day}. supple today shows the routine."));
            }
        }
        Answer::talk(self.talk + &page.text())
    }
}

/// Records exercises as done or skipped on a day: all of them, or none.
pub fn keep(record: Record, world: &World) -> Result<Kept, Failure> {
    let Happened { day, at, note: about_time } = clock::happened(world, record.on.as_deref(), record.at.as_deref())?;
    let library = world.library();
    let named = super::log::once(record.exercises);
    let mut exercises = named.iter().map(|id| library.exercise(id)).collect::<Result<Vec<_>, _>>()?;
    if record.all && world.read_diary()?.is_none() {
        return Ok(Kept { exercises, day, decided: None, talk: String::new() });
    }

    let (mut diary, mut talk) = world.write_diary()?;
    let mut page = world.page();
    let known = match Known::on(day, &diary, &library) {
        Ok(known) => Some(known),
        Err(failure) if record.all => return Err(failure),
        // What was done was done, also where a file of the plan does not read.
        Err(failure) => {
            page.para(&format!("It is recorded, but the routine cannot be told: {failure}"));
            None
        }
    };
    let before = known.as_ref().map(|known| known.routine(&diary, day)).transpose()?;
    if let Some(routine) = before.as_ref().filter(|_| record.all) {
        let open = routine.due.iter().filter(|due| !due.is_settled());
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

    if let Some(note) = about_time {
        page.para(&note);
    }
    let why = match &record.outcome {
        Outcome::Skipped { why } => why.as_ref(),
        Outcome::Done(_) => None,
    };
    screen::watch(record.note.iter().chain(why), world, &mut page);
    for exercise in &exercises {
        let is_due = |routine: &Routine| routine.due.iter().any(|due| due.exercise == exercise.id);
        if let Some(routine) = before.as_ref().filter(|routine| routine.holds.is_empty() && !is_due(routine)) {
            let because = routine.not_today.iter().find(|waiting| waiting.exercise == exercise.id);
            let tags = today::tags_for(routine, world).unwrap_or_default();
            let why = because
                .map_or(String::new(), |waiting| format!(" ({})", today::because_words(&waiting.because, &tags)));
            let day = world.day(day);
            page.para(&format!("{} is not in the routine of {day}{why}; it is recorded all the same.", exercise.name));
        }
    }
    talk += &page.text();
    let decided = match known {
        Some(known) => Some((known.routine(&diary, day)?, known)),
        None => None,
    };
    Ok(Kept { exercises, day, decided, talk })
}

/// What is still open, exercise by exercise, with how often.
fn still_open(routine: &Routine) -> Vec<String> {
    let open = routine.due.iter().filter(|due| !due.is_settled());
    open.map(|due| match (due.done, due.dose.times_per_day - due.done) {
        (0, _) => due.exercise.clone(),
        (_, 1) => format!("{} once more", due.exercise),
        (_, more) => format!("{} {more} times more", due.exercise),
    })
    .collect()
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
    let mut talk = world.page();
    if let Some((routine, known)) = &kept.decided {
        let open = still_open(routine);
        if !routine.holds.is_empty() {
            page.gap();
            today::show_holds(&routine.holds, &mut page);
        } else if !open.is_empty() {
            page.para(&format!("Still open: {}.", page::and(&open)));
        } else if !routine.due.is_empty() {
            page.para("That is everything for the day.");
        }
        if let Some(pain) = args.pain {
            warn_of_pain(&kept.exercises, pain, known, &mut talk);
        }
    }
    Ok(Answer { results: page.text(), talk: kept.talk + &talk.text(), saved: true })
}

/// Says when to stop an exercise whose pain was above the strictest limit that holds for it.
pub fn warn_of_pain(exercises: &[Exercise], pain: Score, known: &Known, talk: &mut page::Page) {
    let rules = || known.shelf.conditions.values().map(|condition| condition.pain_rule);
    for exercise in exercises {
        let most = known.safety.pain_max(exercise, rules());
        if pain.tenths() <= i64::from(most) * 10 {
            continue;
        }
        talk.para(&format!(
            "Pain {pain} is above {most}, the most that is acceptable in {}. Leave it for today.",
            exercise.name
        ));
        // A rule that would allow more than the limit that counts here is not shown beside it.
        let looser = |id: &&String| known.safety.stop_limits.get(*id).is_some_and(|limit| *limit > most);
        for rule in exercise.stop.iter().filter(|id| !looser(id)).filter_map(|id| known.safety.stop_rules.get(id)) {
            talk.item(" •", rule);
        }
        if most == 0 {
            talk.para("With bone, any pain is too much: rest it for two days, and tell your clinician.");
        }
    }
}
