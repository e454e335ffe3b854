//! `supple session`: today's routine, guided, one exercise at a time.

use std::collections::BTreeSet;

use clap_complete::engine::ArgValueCompleter;

use crate::app::PlanSnapshot;
use crate::app::Tags;
use crate::cli::context::Context;
use crate::cli::exercise_records::exercise_ids;
use crate::cli::failure::Failure;
use crate::cli::guided::{self, Card, Keeper, SessionText};
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::view::day::day_answer;
use crate::cli::view::routine::{show_holds, show_left, show_waiting};
use crate::cli::view::screening::{remind, show_stop_rules, warn_of_pain, watch};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::domain::guided::guide::{Guide, GuidedExercise};
use crate::domain::guided::pace::Pace;
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::{Due, NotDueReason, NotToday, Routine};
use crate::domain::text::limits;
use crate::domain::text::style::Style;
use crate::store::{Diary, Filter};
use crate::words;
use crate::words::text::{and, capital, count};

// Arguments of `session`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "One exercise after the other: its steps, a countdown for holds and rests, and the pain in it at the \
                        end. Every finished set is kept at once; after an interruption, run it again to go on with what is still open.\n\n\
                        Keys: space pauses, n goes on to what is next, b goes back, l does less, s skips, q quits, ? explains them."
)]
pub struct Args {
    /// These exercises of today, in this order; without them all that are open
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises_of_today))]
    exercises: Vec<String>,
    /// Let time pass so many times as fast, 1 to 100: to try it out
    #[arg(long, value_name = "N", default_value = "1", value_parser = limits::within(limits::SPEED))]
    speed: u32,
}

/// An exercise that is open.
struct OpenExercise {
    due: Due,
    exercise: Exercise,
    /// Its entry of today that was broken off.
    entry: Option<Stored<ExerciseRecord>>,
}

/// Runs `session`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let Some(diary) = context.read_diary()? else {
        return day_answer(context.today, false, context);
    };
    let mut snapshot = PlanSnapshot::on(context.today, context.today, &diary, &context.library())?;
    let routine = snapshot.routine();
    if !routine.holds.is_empty()
        || routine.paused.is_some()
        || snapshot.running(context.today).next().is_none()
    {
        // What stands in the way is said as it is when the routine is asked for.
        return day_answer(context.today, false, context);
    }
    let open = open(&routine, &snapshot, &sessions_today(&diary, context)?);
    let hurts = last_score(&diary, context)?.is_some_and(|score| score.is_above(0));
    let bone_zero = snapshot.has_bone();
    // A session takes half an hour, in which other terminals may write.
    drop(diary);
    if open.is_empty() {
        return Ok(nothing_open(&routine, &snapshot, context));
    }
    let list: Vec<String> = routine.due.iter().map(|due| due.exercise.clone()).collect();
    let open = chosen(open, &args.exercises, &list, context)?;

    let cards: Vec<Card> = open.iter().map(|open| card(open, &snapshot, context)).collect();
    let items: Vec<GuidedExercise> = open.iter().map(|open| item(open, hurts, bone_zero)).collect();
    let opening = |page: &mut Page| {
        show_waiting(&routine.waiting, &snapshot, page);
        page.gap();
        show_left(&routine.due, context.today, &snapshot, context, page);
        page.list("Keep in mind", &routine.notes);
        page.gap();
        remind(&snapshot.screening(context.today), page);
    };
    let warning = |number: usize, actual: &Actual, page: &mut Page| {
        if let Some(open) = open.get(number) {
            warn_of_pain(
                std::slice::from_ref(&open.exercise),
                actual,
                &snapshot,
                false,
                context,
                page,
            );
        }
        answer_signs(&actual.symptoms, context, page);
    };
    let is_held = |number: usize| {
        let Some(diary) = context.read_diary()? else { return Ok(false) };
        let routine =
            PlanSnapshot::on(context.today, context.today, &diary, &context.library())?.routine();
        let rests = open
            .get(number)
            .is_some_and(|open| resting(&routine).any(|out| out.exercise == open.due.exercise));
        Ok(!routine.holds.is_empty() || rests)
    };
    let words = SessionText { opening: &opening, warning: &warning, is_held: &is_held };

    // In a pipe nobody answers, and drawing would garble it: the routine can still be read.
    if !context.interactive || !context.terminal {
        return Ok(to_read(&cards, &words, context));
    }
    let entries = open.iter().map(|open| (open.exercise.id.clone(), open.entry.clone()));
    let mut keeper = Keeper::new(context, context.today, entries.collect());
    let unfinished = if context.draws && !context.plain {
        guided::guide(Guide::new(items), &cards, &words, &mut keeper, args.speed, context)?
    } else {
        guided::ask(&items, &cards, &words, &mut keeper, context)?;
        None
    };
    let unfinished = unfinished.and_then(|number| open.get(number));
    let context = &context.with_current_width();
    let mut page = context.page();
    let mut is_held = false;
    // What was done is in the diary by now: what cannot be read any more is a note, and no failure.
    if let Err(failure) =
        show_end(&open, unfinished, &mut keeper, &mut snapshot, &mut is_held, context, &mut page)
    {
        page.para(&format!("How the day stands cannot be shown: {failure}"));
    }
    let saved = keeper.kept().next().is_some();
    let mut talk = context.page();
    show_signs(&keeper, is_held, context, &mut talk);
    match saved {
        false => talk.para("Nothing was recorded."),
        // The last thing that was recorded is the answer then, and that is not to be taken back in
        // passing.
        true if is_held => talk.para("supple history shows their numbers."),
        true => talk
            .para("supple undo takes the last of them back; supple history shows their numbers."),
    }
    Ok(Output { results: page.text(), talk: keeper.talk().to_owned() + &talk.text(), saved })
}

/// The open exercises that were asked for, in the order in which they were; all where none was.
/// `list` is the whole of the day's.
fn chosen(
    mut open: Vec<OpenExercise>,
    asked: &[String],
    list: &[String],
    context: &Context,
) -> Result<Vec<OpenExercise>, Failure> {
    if asked.is_empty() {
        return Ok(open);
    }
    let library = context.library();
    let mut chosen: Vec<OpenExercise> = Vec::new();
    for id in exercise_ids(asked, &library, || list.to_vec())? {
        let Some(at) = open.iter().position(|open| open.due.exercise == id) else {
            let names: Vec<&str> =
                open.iter().chain(&chosen).map(|open| open.due.exercise.as_str()).collect();
            return Err(Failure::could_not(format!("{id} is not open today."))
                .next(format!("Open today: {}. What it asks for: supple today", and(&names))));
        };
        chosen.push(open.remove(at));
    }
    Ok(chosen)
}

/// What was recorded, and how the day stands after it.
fn show_end(
    open: &[OpenExercise],
    unfinished: Option<&OpenExercise>,
    keeper: &mut Keeper<'_>,
    snapshot: &mut PlanSnapshot,
    is_held: &mut bool,
    context: &Context,
    page: &mut Page,
) -> Result<(), Failure> {
    let diary = context.read_diary()?;
    let removed = diary.as_ref().map_or(Ok(Vec::new()), |diary| keeper.let_go_of_removed(diary))?;
    show_kept(open, keeper, context.settings.style(), page);
    for open in removed.into_iter().filter_map(|item| open.get(item)) {
        let name = &open.exercise.name;
        page.para(&format!(
            "{name} was taken back by another command meanwhile; nothing of it is recorded."
        ));
    }
    if let Some(open) = unfinished {
        let name = &open.exercise.name;
        page.para(&format!(
            "{name} was broken off before a set of it was done; nothing of it is recorded."
        ));
    }
    page.gap();
    let Some(diary) = diary else { return Ok(()) };
    snapshot.read_again(&diary, &context.library())?;
    let routine = snapshot.routine();
    *is_held = !routine.holds.is_empty();
    if *is_held {
        page.para("The safety questions come first now, so it ends here.");
        page.gap();
        show_holds(&routine.holds, context, page);
    } else {
        show_still_open(&routine, snapshot, &sessions_today(&diary, context)?, context, page);
    }
    Ok(())
}

/// The exercises of a routine that are open. One that was broken off, as the last thing that was
/// done, is open as well: it goes on where it was.
fn open(
    routine: &Routine,
    snapshot: &PlanSnapshot,
    today: &[Stored<ExerciseRecord>],
) -> Vec<OpenExercise> {
    let open = |due: &Due| {
        let exercise = snapshot.shelf.exercise(&due.exercise)?.clone();
        let entry = today
            .first()
            .filter(|last| last.value.exercise == due.exercise && is_broken_off(&last.value, due));
        let is_open = due.left.is_none() && (entry.is_some() || !due.is_settled());
        is_open.then(|| OpenExercise { due: due.clone(), exercise, entry: entry.cloned() })
    };
    routine.due.iter().filter_map(open).collect()
}

/// Whether a session ended before its dose did, and without the answers that end one.
fn is_broken_off(session: &ExerciseRecord, due: &Due) -> bool {
    let fewer =
        |done: Option<u32>, of: Option<u32>| done.zip(of).is_some_and(|(done, of)| done < of);
    match &session.outcome {
        Outcome::Done(actual)
            if (actual.pain, actual.effort, actual.reps, actual.hold_s)
                == (None, None, None, None)
                && actual.symptoms.is_empty() =>
        {
            fewer(actual.sets, Some(due.dose.sets)) || fewer(actual.minutes, due.dose.minutes)
        }
        _ => false,
    }
}

/// The last score of today, where there is one.
fn last_score(diary: &Diary, context: &Context) -> Result<Option<Score>, Failure> {
    let today = Filter { from: Some(context.today), to: Some(context.today), newest: None };
    Ok(diary.ratings(today)?.iter().find_map(|rating| rating.value.score()))
}

/// What the guide needs of an exercise: `hurts` where the last score of the day is above 0, and
/// `bone_zero` where a bone is the trouble.
fn item(open: &OpenExercise, hurts: bool, bone_zero: bool) -> GuidedExercise {
    // What was done before the session was broken off is not asked for again.
    let before = match open.entry.as_ref().map(|numbered| &numbered.value.outcome) {
        Some(Outcome::Done(actual)) => actual.clone(),
        _ => Actual::default(),
    };
    GuidedExercise {
        pace: Pace::new(&open.due.dose, &before),
        aims_at_effort: open.due.dose.effort.is_some(),
        pain_max: open.due.pain_max,
        // Where it goes on, what it hurt before it is past.
        asks_before: hurts && before == Actual::default(),
        asks_place: bone_zero,
        before,
    }
}

/// An exercise in words.
fn card(open: &OpenExercise, snapshot: &PlanSnapshot, context: &Context) -> Card {
    let due = &open.due;
    let sore = snapshot.sore_side(&due.conditions, context.today);
    Card {
        id: due.exercise.clone(),
        name: open.exercise.name.clone(),
        amount: due.dose.clone(),
        sides: sides(&due.dose, sore),
        dose: words::routine::dose_today(due, sore, context.settings.style()),
        count: count_words(&due.dose, sore),
        limit: words::screening::pain_rule(due.pain_max),
        cautions: due.cautions.clone(),
        steps: open.exercise.steps.clone(),
        stop: snapshot.safety.stop_rules_of(&open.exercise),
    }
}

/// The sides of a dose in their order, in words: the sore one first, where it is known.
fn sides(dose: &Dose, sore: Option<Side>) -> Vec<String> {
    let words: &[&str] = match (dose.sides, sore) {
        (Sides::Together, _) => &[],
        (Sides::Each, Some(Side::Right)) => &["right side", "left side"],
        (Sides::Each, _) => &["left side", "right side"],
        (Sides::Sore, Some(Side::Left)) => &["left side"],
        (Sides::Sore, Some(Side::Right)) => &["right side"],
        (Sides::Sore, _) => &["sore side"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// How a dose is counted: `Each repeat 2 s into it, 3 s held, 3 s out of it; 60 s rest between
/// sets. About 7 minutes.`
fn count_words(dose: &Dose, sore: Option<Side>) -> String {
    let mut parts = Vec::new();
    match (dose.tempo, dose.hold_s) {
        _ if dose.minutes.is_some() => {}
        (Some(tempo), _) => {
            let steps =
                [(tempo.up_s, "into it"), (tempo.hold_s, "held"), (tempo.down_s, "out of it")];
            let steps = steps
                .iter()
                .filter(|(seconds, _)| *seconds > 0)
                .map(|(seconds, what)| format!("{seconds} s {what}"));
            parts.push(format!("each repeat {}", steps.collect::<Vec<_>>().join(", ")));
        }
        (None, Some(_)) => {}
        (None, None) => parts.push("at your own pace".to_owned()),
    }
    if let Some(rest) =
        dose.rep_rest_s.filter(|rest| *rest > 0 && dose.reps.is_some_and(|reps| reps > 1))
    {
        parts.push(format!("{rest} s rest between repeats"));
    }
    if let Some(rest) = dose.rest_s.filter(|rest| *rest > 0 && dose.sets > 1) {
        parts.push(format!("{rest} s rest between sets"));
    }
    if let ([first, second], None) = (sides(dose, sore).as_slice(), dose.minutes) {
        let each = if dose.sets > 1 { ", in every set" } else { "" };
        parts.push(format!("{first} first, then the {second}{each}"));
    }
    let minutes = count(dose.session_seconds().div_ceil(60), "minute", "minutes");
    parts.push(format!("about {minutes}"));
    capital(&format!("{}.", parts.join("; ")))
}

/// The answer when there is nothing to be guided through.
fn nothing_open(routine: &Routine, snapshot: &PlanSnapshot, context: &Context) -> Output {
    let mut page = context.page();
    show_waiting(&routine.waiting, snapshot, &mut page);
    show_left(&routine.due, context.today, snapshot, context, &mut page);
    match routine.due.is_empty() {
        true if routine.waiting.is_empty() => {
            page.para("Nothing is due today. Rest is part of the programme.")
        }
        true => {}
        false => page.para("That is everything for today. supple today shows it."),
    }
    Output::results(page.text())
}

/// The routine to be read, where nobody can be asked.
fn to_read(cards: &[Card], words: &SessionText<'_>, context: &Context) -> Output {
    let mut page = context.page();
    (words.opening)(&mut page);
    cards.iter().for_each(|card| guided::script(card, &mut page));
    let mut talk = context.page();
    talk.gap();
    talk.para(
        "To be guided through it, run supple session in a terminal. To record what you did, with \
         N from 0 to 10:",
    );
    for card in cards {
        talk.command(&format!("supple done {} --pain N", card.id));
    }
    Output { results: page.text(), talk: format!("\n{}", talk.text()), saved: false }
}

/// What was kept in this run.
fn show_kept(open: &[OpenExercise], keeper: &Keeper<'_>, style: Style, page: &mut Page) {
    if keeper.kept().next().is_some() {
        page.heading("Recorded");
    }
    for (open, outcome) in
        keeper.kept().filter_map(|(number, outcome)| Some((open.get(number)?, outcome)))
    {
        let name = &open.exercise.name;
        match outcome {
            Outcome::Skipped { .. } => {
                page.item("[-]", &format!("{name}: skipped, and that is fine"))
            }
            Outcome::Done(actual) => {
                let mut words = vec![words::entry::amount(actual, open.due.dose.sets)];
                let before =
                    actual.pain_before.map(|pain| format!("pain {} before", pain.shown(style)));
                words.extend(before);
                words.extend(actual.pain.map(|pain| format!("pain {}", pain.shown(style))));
                words.extend(actual.symptoms.iter().map(|symptom| symptom.in_words().to_owned()));
                words.extend(actual.effort.map(|effort| format!("effort {effort}")));
                page.item("[x]", &format!("{name}: {}", words.join(", ")));
            }
        }
    }
}

/// What to do about signs that came with an exercise.
fn answer_signs(signs: &[Symptom], context: &Context, page: &mut Page) {
    show_stop_rules(signs, context, page);
    let words: Vec<String> = signs.iter().map(|sign| sign.word().to_owned()).collect();
    if let Ok(Some(diary)) = context.read_diary() {
        watch(&words, &diary, context, page);
    }
}

/// The same for all that was kept in this run: it must be there to read when the drawing is gone.
/// What is held says by itself what must be answered first, and what to do.
fn show_signs(keeper: &Keeper<'_>, is_held: bool, context: &Context, talk: &mut Page) {
    let done = keeper.kept().filter_map(|(_, outcome)| match outcome {
        Outcome::Done(actual) => Some(actual),
        Outcome::Skipped { .. } => None,
    });
    let signs: BTreeSet<Symptom> = done.flat_map(|actual| &actual.symptoms).copied().collect();
    let signs: Vec<Symptom> = signs.into_iter().collect();
    if is_held {
        show_stop_rules(&signs, context, talk);
    } else {
        answer_signs(&signs, context, talk);
    }
}

/// What is still open after it.
fn show_still_open(
    routine: &Routine,
    snapshot: &PlanSnapshot,
    today: &[Stored<ExerciseRecord>],
    context: &Context,
    page: &mut Page,
) {
    let open = open(routine, snapshot, today);
    show_left(&routine.due, context.today, snapshot, context, page);
    // A bone that rests takes exercises away in the middle of a session, and that needs a word.
    for waiting in resting(routine) {
        let why = words::routine::not_due_reason(
            &waiting.because,
            &snapshot.shelf,
            &Tags::new(),
            context.reader(),
        );
        page.para(&format!("{}: {why}.", snapshot.exercise_name(&waiting.exercise)));
    }
    if let Some(open) = open.iter().find(|open| open.entry.is_some()) {
        page.para(&format!(
            "{} was broken off; supple session goes on with it.",
            open.exercise.name
        ));
    }
    let due = open.into_iter().map(|open| open.due).collect();
    let still = words::routine::still_open(&Routine { due, ..routine.clone() });
    if still.is_empty() {
        page.para("That is everything for today.")
    } else {
        page.para(&format!("Still open: {}.", and(&still)))
    }
}

/// The exercises that wait because a bone rests.
fn resting(routine: &Routine) -> impl Iterator<Item = &NotToday> {
    routine
        .not_today
        .iter()
        .filter(|waiting| matches!(waiting.because, NotDueReason::BoneRests { .. }))
}

/// The sessions of today, newest first.
fn sessions_today(
    diary: &Diary,
    context: &Context,
) -> Result<Vec<Stored<ExerciseRecord>>, Failure> {
    Ok(diary.sessions(Filter {
        from: Some(context.today),
        to: Some(context.today),
        newest: None,
    })?)
}
