//! Recording exercises as done or skipped: what `done` and `skip` share.

use std::ops::RangeInclusive;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::app::{PlanSnapshot, tags_for};
use crate::cli::clock::Happened;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::actual_args::{ActualArgs, check_side, sets_of};
use crate::cli::input::day_and_time;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::Prompt;
use crate::cli::view::routine::{show_holds, show_left, show_waiting};
use crate::cli::view::screening::{answer_heard, listen};
use crate::cli::writing::Manner;
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::diary::score::Score;
use crate::domain::diary::{day, own_words};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::{Due, Routine};
use crate::domain::progression::settable::Measure;
use crate::domain::text::number::counted;
use crate::domain::text::shell;
use crate::domain::text::suggest;
use crate::library::Library;
use crate::store::{Change, IfMissing};
use crate::words;
use crate::words::text::and;

/// Exercises to record as done or skipped.
pub struct ToRecord {
    /// The exercises, as they were typed.
    pub exercises: Vec<String>,
    /// Everything that is still open, in their place.
    pub all: bool,
    /// The day, as it was typed.
    pub on: Option<String>,
    /// The time, as it was typed.
    pub at: Option<String>,
    /// What came of them.
    pub outcome: Outcome,
    /// A note for each.
    pub note: Option<String>,
    /// Whether they are for the person's own eyes.
    pub private: bool,
    /// What was typed of amounts; `None` where nothing was done.
    pub amounts: Option<ActualArgs>,
    /// Whether amounts that may be slips were said to be meant.
    pub yes: bool,
    /// Whether what hides the routine is shown with the answer, and need not be told beside it.
    pub shows_holds: bool,
}

/// What was recorded.
pub struct RecordedExercises {
    /// The exercises, in the order they were named.
    pub exercises: Vec<Exercise>,
    /// The numbers of their entries, in the same order.
    pub entries: Vec<i64>,
    /// The day they count for.
    pub day: NaiveDate,
    /// The routine of that day with them in it, and what it was decided from; `None` where there is
    /// no diary or a file of the plan does not read.
    pub decided: Option<(Routine, PlanSnapshot)>,
    /// Whether the note spoke of ending one's life: then nothing is asked or proposed.
    pub is_crisis: bool,
    /// What the person should know beside it.
    pub talk: String,
}

impl RecordedExercises {
    /// The exercises' names.
    pub fn names(&self) -> Vec<String> {
        self.exercises.iter().map(|exercise| exercise.name.clone()).collect()
    }

    /// What to say when `--all` found nothing.
    pub fn nothing_open(self, context: &Context) -> Output {
        let mut page = context.page();
        match &self.decided {
            Some((routine, _)) if !routine.holds.is_empty() => {
                let verb = typed_verb(context);
                page.para(&format!(
                    "Nothing was recorded: the plan asks for no exercise until the safety \
                     questions are seen to. What you name is recorded all the same: supple {verb} \
                     EXERCISE"
                ));
                page.gap();
                show_holds(&routine.holds, context, &mut page);
            }
            decided => {
                if let Some((routine, snapshot)) = decided {
                    show_waiting(&routine.waiting, snapshot, &mut page);
                }
                let day = words::day::today_or(self.day, context.reader());
                page.para(&format!("Nothing is open for {day}. supple today shows the routine."));
            }
        }
        Output::talk(self.talk + &page.text())
    }
}

/// The verb as it was typed.
fn typed_verb(context: &Context) -> &str {
    context.command_line.split(' ').next().unwrap_or_default()
}

/// Whether a word means everything that is open.
fn is_all(word: &str) -> bool {
    ["all", "everything"].contains(&word.to_lowercase().as_str())
}

/// No exercise was named, or all of them by a word: says which are open.
fn which(typed: &[String], context: &Context) -> Result<Failure, Failure> {
    let verb = typed_verb(context);
    let named = format!("To record one all the same: supple {verb} EXERCISE");
    let Some(diary) = context.read_diary()? else {
        let what = "there is no plan yet, so nothing is open.";
        return Ok(Failure::usage(what).next(format!("{named}\nA plan: supple begin")));
    };
    let snapshot = PlanSnapshot::on(context.today, context.today, &diary, &context.library())?;
    let routine = snapshot.routine();
    // Whoever types the verb alone most often wants the list to choose from.
    let open = words::routine::still_open(&routine);
    let has_sign = !snapshot.open_signs().is_empty();
    Ok(if has_sign {
        Failure::usage("no exercise is open while a warning sign is.")
            .next("What to do about it: supple today")
    } else if !routine.holds.is_empty() {
        Failure::usage("no exercise is open until the safety questions are answered.")
            .next(format!("They take two minutes: supple screen\n{named}"))
    } else if snapshot.running(context.today).next().is_none() {
        Failure::usage("there is no plan, so nothing is open.")
            .next(format!("{named}\nA plan: supple begin"))
    } else if open.is_empty() {
        Failure::usage("nothing is open today.")
            .next(format!("What there is: supple today\n{named}"))
    } else if let Some(word) = typed.iter().find(|word| is_all(word)) {
        Failure::usage(format!("“{word}” is an option here: supple {verb} --all"))
            .next(format!("It means what is open today: {}.", and(&open)))
    } else {
        Failure::usage("which exercise?").next(format!(
            "Open today: {}. Name one or several, or take all: supple {verb} --all",
            and(&open)
        ))
    })
}

/// What a change has recorded, and what it was decided from.
struct Entered {
    exercises: Vec<Exercise>,
    entries: Vec<i64>,
    /// The plan, and the routine before anything was recorded; `None` where a file of the plan does
    /// not read.
    before: Option<(Routine, PlanSnapshot)>,
    talk: Page,
}

/// Records exercises as done or skipped on a day: all of them, or none. `None` where an amount was
/// a slip, and nothing was recorded.
///
/// # Errors
/// When an exercise, a day or a time is not understood, or the diary does not take it.
pub fn record_exercises(
    to_record: &ToRecord,
    context: &Context,
) -> Result<Option<RecordedExercises>, Failure> {
    let is_unnamed =
        to_record.exercises.is_empty() || to_record.exercises.iter().any(|word| is_all(word));
    if is_unnamed && !to_record.all {
        return Err(which(&to_record.exercises, context)?);
    }
    let prompt = &mut Prompt::new(context);
    let Happened { day, at, note: about_time } = day_and_time::happened(
        to_record.on.as_deref(),
        to_record.at.as_deref(),
        context.ends_at(false),
        prompt,
        context,
    )?;
    let library = context.library();
    // Before the change: a misspelt name must not leave a new, empty diary behind.
    let mut named = Vec::new();
    for id in ids_to_record(to_record, day, &library, context)? {
        named.push(library.exercise(&id)?);
    }
    if let Outcome::Done(actual) = &to_record.outcome {
        named.iter().try_for_each(|exercise| check_side(actual.side, exercise))?;
    }
    if let Some(amounts) = to_record.amounts.as_ref().filter(|amounts| amounts.has_amount()) {
        let exercises = with_doses(&named, to_record.all, day, &library, context);
        if !amounts.are_meant(&exercises, to_record.yes, prompt, context)? {
            return Ok(None);
        }
    }
    // Where there is no diary nothing is open, and `--all` must not make one to say so.
    let missing = if to_record.all { IfMissing::Leave } else { IfMissing::Make };
    let kept = context.write_in(Manner { missing, ..context.manner() }, |change| {
        enter(to_record, &named, (day, at), change, &library, context)
    })?;
    let Some(kept) = kept else {
        return Ok(Some(RecordedExercises {
            exercises: named,
            entries: Vec::new(),
            day,
            decided: None,
            is_crisis: false,
            talk: String::new(),
        }));
    };
    let Entered { exercises, entries, before, talk: mut page } = kept.value;
    if let Some(note) = about_time {
        page.para(&note);
    }
    if day::is_late(day, context.now) {
        page.para(words::entry::LATE);
    }
    // A note may be the only place where somebody tells of a warning sign.
    let written = written_in(&to_record.outcome);
    let heard = listen(to_record.note.iter().chain(&written), &kept.diary, context);
    let is_crisis = heard.is_crisis;
    if let Some((routine, snapshot)) = before.as_ref().filter(|_| !is_crisis) {
        if routine.holds.is_empty() {
            show_beside_routine(&exercises, routine, snapshot, context, &mut page);
        } else if matches!(to_record.outcome, Outcome::Done(_)) && !exercises.is_empty() {
            // While something must be looked at first there is no routine to be beside.
            page.para(
                "The plan asks for no exercise until the safety questions are seen to. What you \
                 did is recorded all the same.",
            );
        }
    }
    let mut snapshot = before.map(|(_, snapshot)| snapshot);
    // It is kept: what cannot be read again is not told, and no failure.
    if let Some(Err(error)) =
        snapshot.as_mut().map(|snapshot| snapshot.read_again(&kept.diary, &library))
    {
        page.para(&format!("It is saved, but the routine cannot be told: {error}"));
        // The old one would show the day as it was before.
        snapshot = None;
    }
    let decided = snapshot.map(|snapshot| (snapshot.routine(), snapshot));
    let is_held = decided.as_ref().is_some_and(|(routine, _)| !routine.holds.is_empty());
    if is_crisis || !(is_held && to_record.shows_holds) {
        answer_heard(&heard, context, &mut page);
    }
    let talk = kept.about_diary + &page.text();
    Ok(Some(RecordedExercises { exercises, entries, day, decided, is_crisis, talk }))
}

/// The exercises to record. Words behind them that are none are refused with the options that they
/// are typed as; a number behind a name is most likely an amount, and never taken for an exercise of
/// the list.
fn ids_to_record(
    to_record: &ToRecord,
    day: NaiveDate,
    library: &Library,
    context: &Context,
) -> Result<Vec<String>, Failure> {
    let words = &to_record.exercises;
    let is_done = matches!(to_record.outcome, Outcome::Done(_));
    let ids_of = |words| exercise_ids(words, library, || on_the_list(day, library, context));
    let is_amount = |pair: &[String]| !starts_with_digit(&pair[0]) && is_number(&pair[1]);
    let amount = words.windows(2).position(is_amount).filter(|_| is_done).map(|at| at + 1);
    let ids = ids_of(words);
    if ids.is_ok() && amount.is_none() {
        return ids;
    }
    let could_be = words[..amount.unwrap_or(words.len())].iter();
    let count = could_be.take_while(|word| ids_of(std::slice::from_ref(word)).is_ok()).count();
    // “sit to stand” is one name, where its words are none.
    let is_joined = count == 0;
    let joined = |count: usize| suggest::hyphenated(&words[..count].join(" "));
    let found = (2..=words.len())
        .rev()
        .map(|count| (count, joined(count)))
        .find(|(_, name)| library.exercise_ids().contains(name));
    let (count, last) = match found.filter(|_| is_joined) {
        Some((count, name)) if count == words.len() => return Ok(vec![name]),
        Some(found) => found,
        None if is_joined => return ids,
        None => (count, words[count - 1].clone()),
    };
    let (named, behind) = words.split_at(count);
    let options = if is_done {
        let id = ids_of(std::slice::from_ref(&last))?.pop();
        let exercise = id.map(|id| library.exercise(&id)).transpose()?;
        exercise.and_then(|exercise| amounts_in(behind, &exercise.dose))
    } else {
        // A number can only be one of the list.
        let is_why = !starts_with_digit(&behind[0]);
        is_why.then(|| format!("--why {}", shell::word(behind.join(" "))))
    };
    let Some(options) = options else { return ids };
    let shown = if is_done || is_joined { last.clone() } else { named.join(" ") };
    let line = line_with((named, &shown), behind, &options, context);
    if let ([word], false) = (behind, is_done)
        && suggest::misspelt(word, library.exercise_ids().iter().map(String::as_str)).is_some()
    {
        return ids.map_err(|unknown| unknown.next(format!("Or, as why: {line}")));
    }
    let mut next = if is_done && named.len() > 1 && !is_joined {
        format!("An amount is of one exercise: {line}")
    } else {
        format!("Did you mean {line}?")
    };
    let behind = behind.join(" ");
    if Score::parse(&behind).is_ok() && !options.starts_with("--pain") {
        next += &format!("\nOr, as its pain: --pain {behind}");
    }
    if ids.is_ok() {
        next += &format!("\nOr the exercise with that number, first: supple done {behind} {last}");
    }
    Err(Failure::usage(format!("“{behind}” is not understood behind an exercise.")).next(next))
}

/// The line as it was typed, with exercises and options in the place of what was named and typed
/// behind.
fn line_with(
    (named, exercises): (&[String], &str),
    behind: &[String],
    options: &str,
    context: &Context,
) -> String {
    let words: Vec<_> = named.iter().chain(behind).map(|word| shell::quoted(word)).collect();
    let (line, verb) = (&context.command_line, typed_verb(context));
    let more = line.split_once(&words.join(" ")).map_or("", |(_, more)| more);
    format!("supple {verb} {exercises} {options}{more}")
}

/// The options that words behind an exercise stand for: `20 min`, `3x10`, `pain 3`, and of numbers
/// alone the ones that its dose has most likely. `None` where one of them stands for none.
fn amounts_in(words: &[String], dose: &Dose) -> Option<String> {
    let mut options = Vec::new();
    let mut counted = Vec::new();
    let mut rest = words;
    while let [word, behind @ ..] = rest {
        let next = behind.first().map_or("", String::as_str);
        let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
        let (number, own_unit) = word.split_at(end);
        let (option, taken) = if ["for", "with", "and", "of"].contains(&word.as_str()) {
            (String::new(), 1)
        } else if let Some(meant) = sets_of(word) {
            (meant, 1)
        } else if let ("pain" | "effort" | "sets" | "reps" | "minutes" | "hold" | "load", true) =
            (word.as_str(), is_number(next))
        {
            (format!("--{word} {next}"), 2)
        } else if !is_number(number) {
            return None;
        } else if let Some(option) = in_unit(number, own_unit) {
            (option, 1)
        } else if let ("", Some(option)) = (own_unit, in_unit(number, next)) {
            (option, 2)
        } else {
            // Of two numbers the first is the sets.
            let has_sets = counted.is_empty() && dose.reps.is_some() && is_number(next);
            let measure = word.parse().ok().and_then(|whole| {
                let likeliest = || Measure::likeliest(whole, dose, &counted);
                if has_sets { Some(Measure::Sets) } else { likeliest() }
            });
            counted.extend(measure);
            let name = match measure {
                Some(Measure::Sets) => "sets",
                Some(Measure::Reps) => "reps",
                Some(Measure::HoldSeconds) => "hold",
                Some(Measure::Minutes) => "minutes",
                Some(Measure::LoadGrams) | None => {
                    Score::parse(word).ok()?;
                    "pain"
                }
            };
            (format!("--{name} {word}"), 1)
        };
        options.extend(Some(option).filter(|option| !option.is_empty()));
        rest = &rest[taken..];
    }
    (!options.is_empty()).then(|| options.join(" "))
}

/// The option of an amount in a unit.
fn in_unit(number: &str, unit: &str) -> Option<String> {
    let (name, unit) = match unit.to_lowercase().trim_end_matches('.') {
        "m" | "min" | "mins" | "minute" | "minutes" => ("minutes", ""),
        "h" | "hr" | "hrs" | "hour" | "hours" => ("minutes", "h"),
        "x" | "rep" | "reps" | "times" => ("reps", ""),
        "set" | "sets" => ("sets", ""),
        "s" | "sec" | "secs" | "second" | "seconds" => ("hold", ""),
        "kg" | "kgs" | "kilo" | "kilos" => ("load", "kg"),
        "lb" | "lbs" | "pound" | "pounds" => ("load", "lb"),
        _ => return None,
    };
    Some(format!("--{name} {number}{unit}"))
}

/// Whether a word is a number and nothing else.
fn is_number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

/// Whether a word can be the number of an exercise on the list of a day.
fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}

/// The exercises that were named, or all that are open, each with its dose: the one of the day
/// where the plan asks for it, and else the one that it begins with.
fn with_doses(
    named: &[Exercise],
    all: bool,
    day: NaiveDate,
    library: &Library,
    context: &Context,
) -> Vec<Exercise> {
    let diary = context.read_diary().ok().flatten();
    let snapshot =
        diary.and_then(|diary| PlanSnapshot::on(day, context.today, &diary, library).ok());
    let due = snapshot.as_ref().map_or(Vec::new(), |snapshot| snapshot.routine().due);
    if all {
        let open = due.into_iter().filter(|due| !due.is_settled());
        let with_dose = |due: Due| {
            let exercise = library.exercise(&due.exercise).ok()?;
            Some(Exercise { dose: due.dose, ..exercise })
        };
        return open.filter_map(with_dose).collect();
    }
    let with_dose = |exercise: &Exercise| {
        let due = due.iter().find(|due| due.exercise == exercise.id);
        let dose = due.map_or(&exercise.dose, |due| &due.dose);
        Exercise { dose: dose.clone(), ..exercise.clone() }
    };
    named.iter().map(with_dose).collect()
}

/// The exercises of a day's list, as far as there is one that reads.
fn on_the_list(day: NaiveDate, library: &Library, context: &Context) -> Vec<String> {
    let Ok(Some(diary)) = context.read_diary() else { return Vec::new() };
    let Ok(snapshot) = PlanSnapshot::on(day, context.today, &diary, library) else {
        return Vec::new();
    };
    snapshot.routine().due.into_iter().map(|due| due.exercise).collect()
}

/// The exercises that were typed, each once: by their numbers on the day's `list`, or by their
/// names. The beginning of a name is enough where only one on the list begins with it.
pub fn exercise_ids(
    typed: &[String],
    library: &Library,
    list: impl Fn() -> Vec<String>,
) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for typed in typed {
        if starts_with_digit(typed)
            && let Ok(numbers) = own_words::entries(typed)
        {
            ids.extend(numbered(numbers, &list())?);
            continue;
        }
        let id = library.exercise_id(typed).or_else(|unknown| {
            let wanted = suggest::hyphenated(typed);
            let list = list();
            let mut fitting = list.into_iter().filter(|id| {
                !wanted.is_empty()
                    && id.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-'))
            });
            fitting.next().filter(|_| fitting.next().is_none()).ok_or(unknown)
        })?;
        ids.push(id);
    }
    // Named twice in one breath is a slip; what was done twice is said twice.
    Ok(own_words::once(ids))
}

/// The exercises with these numbers on a day's list.
fn numbered(numbers: RangeInclusive<i64>, list: &[String]) -> Result<Vec<String>, Failure> {
    let see = "See the numbers: supple today";
    if list.is_empty() {
        return Err(Failure::usage(
            "no exercise is on the list of that day, so none has a number.",
        )
        .next(see));
    }
    numbers
        .map(|number| {
            let index = usize::try_from(number - 1).ok();
            index.and_then(|index| list.get(index)).cloned().ok_or_else(|| {
                let exercises = counted(list.len(), "exercise", "exercises");
                Failure::usage(format!("there is no number {number}: the list has {exercises}."))
                    .next(see)
            })
        })
        .collect()
}

/// Records them within a change, which reads what it rests on.
fn enter(
    to_record: &ToRecord,
    named: &[Exercise],
    (day, at): (NaiveDate, Option<DateTime<FixedOffset>>),
    change: &mut Change<'_>,
    library: &Library,
    context: &Context,
) -> Result<Entered, Failure> {
    let mut talk = context.page();
    let before = match PlanSnapshot::on(day, context.today, change, library) {
        Ok(snapshot) => Some((snapshot.routine(), snapshot)),
        // Nobody knows then what is open, so there is nothing to tick off.
        Err(error) if to_record.all => return Err(error.into()),
        // What was done was done, also where a file of the plan does not read.
        Err(error) => {
            talk.para(&format!("It is recorded, but the routine cannot be told: {error}"));
            None
        }
    };
    let mut exercises = named.to_vec();
    if let Some((routine, snapshot)) = before.as_ref().filter(|_| to_record.all) {
        exercises.clear();
        for due in routine.due.iter().filter(|due| !due.is_settled()) {
            exercises.push(library.exercise(&due.exercise)?);
        }
        // What rests for the day is not ticked off by `--all`; silence about it would look like a
        // fault.
        show_left(&routine.due, day, snapshot, context, &mut talk);
    }
    if let (Some((routine, _)), Outcome::Skipped { .. }) = (&before, &to_record.outcome) {
        refuse_skip_after_done(&exercises, routine, context)?;
    }
    let mut entries = Vec::new();
    for exercise in &exercises {
        entries.push(change.add_session(&ExerciseRecord {
            day,
            at,
            exercise: exercise.id.clone(),
            outcome: to_record.outcome.clone(),
            note: to_record.note.clone(),
            private: to_record.private,
            written_at: context.now,
            source_written_at: None,
        })?);
    }
    Ok(Entered { exercises, entries, before, talk })
}

/// Refuses to skip what was done as often as the day asks for.
fn refuse_skip_after_done(
    exercises: &[Exercise],
    routine: &Routine,
    context: &Context,
) -> Result<(), Failure> {
    let is_done = |exercise: &&Exercise| {
        routine.due.iter().any(|due| due.exercise == exercise.id && due.is_done())
    };
    let done: Vec<&str> =
        exercises.iter().filter(is_done).map(|exercise| exercise.name.as_str()).collect();
    if done.is_empty() {
        return Ok(());
    }
    let day = words::day::today_or(routine.day, context.reader());
    Err(Failure::could_not(format!("done already for {day}, so not skipped: {}.", and(&done)))
        .next("If it was not done after all, take its entry out: supple history, supple remove N"))
}

/// What was written of an outcome, in which a warning word may be.
fn written_in(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Skipped { why } => why.iter().cloned().collect(),
        Outcome::Done(actual) => {
            actual.symptoms.iter().map(|symptom| symptom.word().to_owned()).collect()
        }
    }
}

/// Says which of them the routine does not have, and why.
fn show_beside_routine(
    exercises: &[Exercise],
    routine: &Routine,
    snapshot: &PlanSnapshot,
    context: &Context,
    page: &mut Page,
) {
    if snapshot.running(routine.day).next().is_none() {
        let asks =
            if routine.day == context.today { "asks for it" } else { "asked for it on that day" };
        page.para(&format!("No plan {asks}; it is recorded all the same."));
        return;
    }
    // It is recorded already: a file of tags that does not read costs a few words, and no more.
    let tags = tags_for([routine], &context.library()).unwrap_or_default();
    for exercise in exercises {
        if routine.due.iter().any(|due| due.exercise == exercise.id) {
            continue;
        }
        let not_due = routine.not_today.iter().find(|not_due| not_due.exercise == exercise.id);
        let why = not_due.map_or(String::new(), |not_due| {
            let reason = words::routine::not_due_reason(
                &not_due.because,
                &snapshot.shelf,
                &tags,
                context.reader(),
            );
            format!(" ({reason})")
        });
        page.para(&format!(
            "{} is not in the routine of {}{why}; it is recorded all the same.",
            exercise.name,
            context.day(routine.day)
        ));
    }
}
