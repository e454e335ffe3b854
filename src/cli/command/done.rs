//! `supple done clamshell --pain 1`: exercises that were done, with what was really done.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use super::edit::{Clearable, clearable};
use super::{history, screen, today};
use crate::cli::answer::Answer;
use crate::cli::clock::{self, Happened};
use crate::cli::failure::Failure;
use crate::cli::known::Known;
use crate::cli::world::World;
use crate::cli::writing::Manner;
use crate::cli::{complete, page, settings};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::diary::{day, own_words};
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::{Due, Routine};
use crate::store::Missing;

// Arguments of `done`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Give --sets, --reps, --hold, --minutes or --load only where they differ from the plan.\n\n\
                        Examples:\n  supple done clamshell --pain 1\n  supple done bridge walking\n  supple done --all\n  \
                        supple done bridge --sets 2 --reps 10"
)]
pub struct Args {
    /// Exercises, as `supple today` names them
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises))]
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
    /// A sign that came with it, which steps the exercise back: leg-spread, numb-weak; may be
    /// repeated
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
}

// What was really done, where it differs from the plan.
#[derive(Debug, Clone, clap::Args)]
pub struct ActualArgs {
    /// Effort, 0 (none) to 10 (all there is)
    #[arg(long, value_name = "0-10", value_parser = clearable(|text: &str| own_words::whole(text, 0, 10)), allow_hyphen_values = true)]
    pub effort: Option<Clearable<u32>>,
    /// Sets
    #[arg(long, value_name = "N", value_parser = clearable(|text: &str| own_words::whole(text, 1, 100)), allow_hyphen_values = true)]
    pub sets: Option<Clearable<u32>>,
    /// Repeats in each set
    #[arg(long, value_name = "N", value_parser = clearable(|text: &str| own_words::whole(text, 1, 1000)), allow_hyphen_values = true)]
    pub reps: Option<Clearable<u32>>,
    /// Seconds held
    #[arg(long, value_name = "SECONDS", value_parser = clearable(|text: &str| own_words::whole(text, 1, 3600)), allow_hyphen_values = true)]
    pub hold: Option<Clearable<u32>>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = clearable(|text: &str| own_words::whole(text, 1, 1440)), allow_hyphen_values = true)]
    pub minutes: Option<Clearable<u32>>,
    /// Weight, in kilograms unless your settings say pounds: 2.5, 5.5lb
    #[arg(long, value_name = "WEIGHT", value_parser = clearable(weight), allow_hyphen_values = true)]
    pub load: Option<Clearable<u32>>,
}

impl ActualArgs {
    /// What was really done, on top of what was known before.
    pub fn over(&self, pain: Option<Clearable<Score>>, before: &Actual) -> Actual {
        let over = |new: Option<Clearable<u32>>, before| new.map_or(before, Clearable::into_option);
        Actual {
            sets: over(self.sets, before.sets),
            reps: over(self.reps, before.reps),
            hold_s: over(self.hold, before.hold_s),
            minutes: over(self.minutes, before.minutes),
            load_g: over(self.load, before.load_g),
            pain: pain.map_or(before.pain, Clearable::into_option),
            effort: over(self.effort, before.effort),
            symptoms: before.symptoms.clone(),
        }
    }

    /// Whether one of them is to be cleared.
    fn clears(&self) -> bool {
        let all = [self.effort, self.sets, self.reps, self.hold, self.minutes, self.load];
        all.contains(&Some(Clearable::Clear))
    }
}

/// A sign as typed.
pub fn symptom(text: &str) -> Result<Symptom, String> {
    const FORM: &str = "a sign is leg-spread (pain or tingling went further down the leg) or numb-weak (numbness or weakness)";
    Symptom::from_word(&text.trim().to_lowercase().replace([' ', '_'], "-"))
        .ok_or_else(|| FORM.to_owned())
}

/// A weight as typed, in grams.
pub fn weight(text: &str) -> Result<u32, String> {
    settings::weights().parse(text)
}

/// Exercises to record as done or skipped.
pub struct Record {
    pub exercises: Vec<String>,
    pub all: bool,
    pub on: Option<String>,
    pub at: Option<String>,
    pub outcome: Outcome,
    pub note: Option<String>,
    pub private: bool,
}

/// What was recorded.
pub struct Kept {
    /// The exercises, in the order they were named.
    pub exercises: Vec<Exercise>,
    /// The numbers of their entries, in the same order.
    pub entries: Vec<i64>,
    /// The day they count for.
    pub day: NaiveDate,
    /// The routine of that day with them in it, and what it was decided from; `None` where there is
    /// no diary or a file of the plan does not read.
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
        match self
            .decided
            .as_ref()
            .map(|(routine, _)| &routine.holds)
            .filter(|holds| !holds.is_empty())
        {
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

/// No exercise was named: says which are open.
fn which(world: &World) -> Result<Failure, Failure> {
    let failure = Failure::usage("which exercise?");
    let verb = world.said.split(' ').next().unwrap_or_default();
    let Some(diary) = world.read_diary()? else {
        return Ok(failure.next("See them all: supple exercises"));
    };
    let routine =
        Known::on(world.today, &diary, &world.library())?.routine(world.today, world.today);
    let open = still_open(&routine);
    Ok(if open.is_empty() {
        failure.next("Nothing is open today. What there is: supple today")
    } else {
        failure.next(format!(
            "Open today: {}. Name one or several, or take all: supple {verb} --all",
            page::and(&open)
        ))
    })
}

/// Records exercises as done or skipped on a day: all of them, or none.
pub fn keep(record: Record, world: &World) -> Result<Kept, Failure> {
    if record.exercises.is_empty() && !record.all {
        return Err(which(world)?);
    }
    let Happened { day, at, note: about_time } =
        clock::happened(world, record.on.as_deref(), record.at.as_deref(), world.ends_at(false))?;
    let library = world.library();
    let ids =
        record.exercises.iter().map(|said| library.exercise_id(said)).collect::<Result<_, _>>()?;
    let named: Vec<String> = own_words::once(ids);
    let mut exercises =
        named.iter().map(|id| library.exercise(id)).collect::<Result<Vec<_>, _>>()?;
    let missing = if record.all { Missing::Leave } else { Missing::Make };
    let manner = Manner { missing, ..world.manner() };
    let kept = world.write_in(manner, |change| {
        let mut page = world.page();
        let known = match Known::on(day, change, &library) {
            Ok(known) => Some(known),
            Err(failure) if record.all => return Err(failure),
            // What was done was done, also where a file of the plan does not read.
            Err(failure) => {
                page.para(&format!("It is recorded, but the routine cannot be told: {failure}"));
                None
            }
        };
        let before = known.as_ref().map(|known| known.routine(day, world.today));
        if let Some((routine, known)) = before.as_ref().zip(known.as_ref()).filter(|_| record.all) {
            let open = routine.due.iter().filter(|due| !due.is_settled());
            exercises =
                open.map(|due| library.exercise(&due.exercise)).collect::<Result<_, _>>()?;
            today::show_left(&routine.due, day, known, world, &mut page);
        }
        let mut entries = Vec::new();
        for exercise in &exercises {
            entries.push(change.add_session(&ExerciseRecord {
                day,
                at,
                exercise: exercise.id.clone(),
                outcome: record.outcome.clone(),
                note: record.note.clone(),
                private: record.private,
                written_at: world.now,
            })?);
        }
        Ok((entries, before, known, page))
    })?;
    let Some(kept) = kept else {
        return Ok(Kept {
            exercises,
            entries: Vec::new(),
            day,
            decided: None,
            talk: String::new(),
        });
    };
    let (entries, before, mut known, mut page) = kept.value;
    if let Some(note) = about_time {
        page.para(&note);
    }
    if day::is_late(day, world.now) {
        page.para(super::log::LATE);
    }
    let said = match &record.outcome {
        Outcome::Skipped { why } => why.iter().cloned().collect(),
        Outcome::Done(actual) => {
            actual.symptoms.iter().map(|symptom| symptom.word().to_owned()).collect::<Vec<_>>()
        }
    };
    screen::watch(record.note.iter().chain(&said), world, &mut page);
    for exercise in &exercises {
        let is_due = |routine: &Routine| routine.due.iter().any(|due| due.exercise == exercise.id);
        if let Some(routine) =
            before.as_ref().filter(|routine| routine.holds.is_empty() && !is_due(routine))
        {
            let because = routine.not_today.iter().find(|waiting| waiting.exercise == exercise.id);
            let tags = today::tags_for([routine], world).unwrap_or_default();
            let why = because.zip(known.as_ref()).map_or(String::new(), |(waiting, known)| {
                format!(" ({})", today::because_words(&waiting.because, known, &tags, world))
            });
            let day = world.day(day);
            page.para(&format!(
                "{} is not in the routine of {day}{why}; it is recorded all the same.",
                exercise.name
            ));
        }
    }
    // It is kept: what cannot be read again is not told, and no failure.
    if let Some(Err(failure)) = known.as_mut().map(|known| known.read_again(&kept.diary)) {
        page.para(&format!("It is saved, but the routine cannot be told: {failure}"));
        known = None;
    }
    let talk = kept.about_diary + &page.text();
    let decided = known.map(|known| (known.routine(day, world.today), known));
    Ok(Kept { exercises, entries, day, decided, talk })
}

/// What is still open, exercise by exercise, with how often.
pub fn still_open(routine: &Routine) -> Vec<String> {
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
    if args.actual.clears() {
        return Err(Failure::usage("none clears what was recorded, and nothing is yet.")
            .next("Leave the option out: what is not given is not recorded."));
    }
    let before = Actual { symptoms: own_words::once(args.symptoms), ..Actual::default() };
    let actual = args.actual.over(args.pain.map(Clearable::Set), &before);
    let record = Record {
        exercises: args.exercises,
        all: args.all,
        on: args.on,
        at: args.at,
        outcome: Outcome::Done(actual.clone()),
        note: args.note,
        private: args.private,
    };
    let kept = keep(record, world)?;
    if kept.exercises.is_empty() {
        return Ok(kept.nothing_open(world));
    }

    let mut page = world.page();
    let mut details = history::actual_words(&actual, world.settings.weights);
    details.extend(args.private.then(|| "private".to_owned()));
    let details =
        if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
    page.para(&format!(
        "Done for {}: {}{details}.",
        kept.day_words(world),
        page::and(&kept.names())
    ));
    let mut talk = world.page();
    show_stop_rules(&actual.symptoms, world, &mut talk);
    if let Some((routine, known)) = &kept.decided {
        let open = still_open(routine);
        if !routine.holds.is_empty() {
            page.gap();
            today::show_holds(&routine.holds, &mut page);
        } else {
            let is_of_it =
                |due: &&Due| kept.exercises.iter().any(|exercise| exercise.id == due.exercise);
            today::show_left(
                routine.due.iter().filter(is_of_it),
                kept.day,
                known,
                world,
                &mut page,
            );
            match open.is_empty() {
                false => page.para(&format!("Still open: {}.", page::and(&open))),
                true if !routine.due.is_empty() => page.para("That is everything for the day."),
                true => {}
            }
        }
        if let Some(pain) = args.pain {
            warn_of_pain(&kept.exercises, pain, known, &mut talk);
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
    Ok(Answer { results: page.text(), talk: kept.talk + &talk.text(), saved: true })
}

/// Names what the next dose is decided from and was not given, and how to add it: once, whatever
/// was done.
fn ask_for_response(kept: &Kept, routine: &Routine, actual: &Actual, talk: &mut page::Page) {
    let due = |exercise: &Exercise| routine.due.iter().find(|due| due.exercise == exercise.id);
    let missing = kept.exercises.iter().zip(&kept.entries).filter_map(|(exercise, entry)| {
        // What is left for the day does not grow, whatever else is known of it.
        let due = due(exercise).filter(|due| due.left.is_none())?;
        let pain = actual.pain.is_none().then_some(" --pain N");
        let effort = due.dose.effort.filter(|_| actual.effort.is_none()).map(|_| " --effort N");
        (pain.is_some() || effort.is_some()).then_some((entry, pain, effort))
    });
    let missing: Vec<_> = missing.collect();
    let Some((first, pain, effort)) = missing.first() else { return };
    let what = match (pain, effort) {
        (Some(_), Some(_)) => "Pain and effort were",
        (Some(_), None) => "Pain was",
        _ => "Effort was",
    };
    let doses = match missing.as_slice() {
        [_] => "the dose".to_owned(),
        many => {
            let entries: Vec<String> = many.iter().map(|(entry, ..)| entry.to_string()).collect();
            format!("the doses of entries {}", page::and(&entries))
        }
    };
    let options = [*pain, *effort].map(Option::unwrap_or_default).concat();
    talk.para(&format!(
        "{what} not given, so {doses} cannot grow yet. With N from 0 to 10: supple edit {first}{options}"
    ));
}

/// The stop rules of the signs that came with an exercise.
pub fn show_stop_rules(symptoms: &[Symptom], world: &World, talk: &mut page::Page) {
    // It is recorded already, so a library that does not read is passed over here.
    let Some(safety) = (!symptoms.is_empty()).then(|| world.library().safety().ok()).flatten()
    else {
        return;
    };
    for rule in symptoms.iter().filter_map(|symptom| safety.stop_rules.get(symptom.word())) {
        talk.para(rule);
    }
}

/// Says when to stop an exercise whose pain was above the strictest limit that holds for it.
pub fn warn_of_pain(exercises: &[Exercise], pain: Score, known: &Known, talk: &mut page::Page) {
    for exercise in exercises {
        let most = known.safety.limit(exercise, known.pain_rules()).acceptable_max;
        if !pain.is_above(most) {
            continue;
        }
        talk.para(&format!(
            "Pain {pain} is above {most}, the most that is acceptable in {}. Leave it for today.",
            exercise.name
        ));
        // A rule that would allow more than the limit that counts here is not shown beside it.
        let looser =
            |id: &&String| known.safety.stop_limits.get(*id).is_some_and(|limit| *limit > most);
        for rule in exercise
            .stop
            .iter()
            .filter(|id| !looser(id))
            .filter_map(|id| known.safety.stop_rules.get(id))
        {
            talk.item(" •", rule);
        }
        if most == 0 {
            talk.para(
                "With bone, any pain is too much: rest it for two days, and tell your clinician.",
            );
        }
    }
}
