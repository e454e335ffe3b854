//! The routine of a day, as `today` shows it, and `session` where there is nothing to be guided
//! through.

mod program;

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

use chrono::NaiveDate;
use program::RoutineView;

use crate::app::PhaseProgress;
use crate::app::PlanSnapshot;
use crate::app::{Tags, tags_for};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::page::{Page, Tone};
use crate::cli::view::phase::{look_lines, next_phase_line};
use crate::cli::view::routine::{
    nothing_assigned, show_ended_pause, show_holds, show_pause, show_waiting,
};
use crate::cli::view::screening::{remind, show_closer_look};
use crate::domain::flare::fold::FlareAdvice;
use crate::domain::plan::assignment::Plan;
use crate::domain::progression::decision::Decision;
use crate::domain::progression::routine::{Due, NotToday, Routine};
use crate::domain::progression::week;
use crate::domain::text::date::days_between;
use crate::words;

/// The routine of a day: what to do, dose by dose, and why; or what comes before it.
///
/// # Errors
/// When the diary or a file of the plan cannot be read.
pub fn day_answer(day: NaiveDate, as_json: bool, context: &Context) -> Result<Output, Failure> {
    let Some(diary) = context.read_diary()? else {
        return Ok(nothing_assigned(as_json, day, context));
    };
    let snapshot = PlanSnapshot::on(day, context.today, &diary, &context.library())?;
    // Never taken apart: the program soon ends.
    let snapshot = ManuallyDrop::new(snapshot);
    let routine = snapshot.routine();
    let look = snapshot.screening(day).closer_look().filter(|_| day == context.today);
    if let Some(look) = look.filter(|_| !as_json && snapshot.running(day).next().is_none()) {
        let mut page = context.page();
        show_closer_look(&look, context, &mut page);
        return Ok(Output::results(page.text()));
    }
    if snapshot.running(day).next().is_none() && routine.holds.is_empty() {
        return Ok(
            match snapshot
                .plans
                .iter()
                .map(|plan| plan.started_on)
                .filter(|start| *start > day)
                .min()
            {
                _ if as_json || snapshot.plans.is_empty() => {
                    nothing_assigned(as_json, day, context)
                }
                Some(begins) => context.message(&format!(
                    "There is no plan on {}; it begins on {}.",
                    context.day(day),
                    context.day(begins)
                )),
                None => context.message(&format!(
                    "There is no plan on {} any more. A new one: supple assign CONDITION",
                    context.day(day)
                )),
            },
        );
    }
    let tags = tags_for([&routine], &context.library())?;
    let screening = snapshot.screening(day);
    // Words are asked about today; another day's page shows that day.
    let is_first = routine.holds.iter().all(|hold| hold.kind.needs_an_answer());
    let look = screening.closer_look().filter(|_| day == context.today && is_first);
    if as_json {
        let view = RoutineView::new(&routine, look.as_ref(), &snapshot, &tags, context);
        return Ok(json::document(&view));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if !routine.holds.is_empty() {
        show_holds(&routine.holds, context, &mut page);
        if diary.is_older() && is_first && day == context.today {
            talk.para(words::plan::NEW_RULES);
        }
        return Ok(Output { results: page.text(), talk: talk.text(), saved: false });
    }
    if let Some(look) = &look {
        show_closer_look(look, context, &mut page);
    }
    for plan in snapshot.running(day) {
        show_plan(plan, &snapshot, day, context, &mut page);
    }
    show_waiting(&routine.waiting, &snapshot, &mut page);
    show_flare(&routine, context, &mut page);
    match &routine.paused {
        Some(pause) => show_pause(pause, context, &mut page),
        None => {
            // On the first day after it; the plan says it for longer.
            show_ended_pause(&snapshot, day, 1, context, &mut page);
            show_due(&routine, &snapshot, context, &mut page);
        }
    }
    show_not_today(&routine.not_today, &snapshot, &tags, context, &mut page);
    page.list("Keep in mind", &routine.notes);
    if day > context.today && routine.paused.is_none() {
        page.gap();
        page.note("This is how it will be if everything until then is done.");
    }
    if diary.is_older() && day == context.today {
        talk.para(words::plan::NEW_RULES);
    }
    if let Some(next) =
        routine.due.iter().find(|due| !due.is_settled()).filter(|_| day == context.today)
    {
        talk.gap();
        talk.note(&format!("How:  supple exercises {}", next.exercise));
        talk.note(&format!("Done: supple done {} --pain N", next.exercise));
    }
    if day == context.today {
        let is_on = routine.paused.is_none();
        let all = if is_on { PhaseProgress::load_all(&snapshot, &diary, day)? } else { Vec::new() };
        let waiting: Vec<&String> = routine.waiting.iter().map(|each| &each.condition).collect();
        let next = all.iter().filter(|leaving| {
            let leads_on = leaving.next.is_some() || leaving.upkeep_offer().is_some();
            leads_on && !waiting.contains(&&leaving.plan.condition)
        });
        for line in all.iter().flat_map(|phase| look_lines(phase, &snapshot, context)) {
            page.gap();
            page.para(&line);
        }
        let steps = next.map(|leaving| leaving.step(&snapshot, day));
        for line in steps.filter_map(|step| next_phase_line(&step, context.reader())) {
            talk.para(&line);
        }
        if look.is_none() {
            remind(&screening, &mut talk);
        }
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// Which condition, which phase, and what that phase is for.
fn show_plan(
    plan: &Plan,
    snapshot: &PlanSnapshot,
    day: NaiveDate,
    context: &Context,
    page: &mut Page,
) {
    let Some(start) = plan.phase_on(day) else { return };
    let day_in_phase = days_between(start.from, day) + 1;
    // What has one phase goes without its name.
    let named = snapshot.is_diagnosis(plan).then(|| format!("{} phase, ", start.phase));
    page.gap();
    page.heading(&format!(
        "{} · {} · {}day {day_in_phase}",
        context.day(day),
        snapshot.subject(plan),
        named.unwrap_or_default()
    ));
    let phase = snapshot
        .shelf
        .conditions
        .get(&plan.condition)
        .and_then(|condition| condition.phase(start.phase));
    if let Some(phase) = phase {
        page.para(&format!("{}.", phase.goal));
        if let Some(note) = &phase.note {
            page.note(note);
        }
    }
}

/// The exercises that are due, each with its dose and the reason.
fn show_due(routine: &Routine, snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    page.gap();
    if routine.due.is_empty() {
        if routine.waiting.is_empty() {
            page.para("Nothing is due on this day. Rest is part of the programme.");
        }
        return;
    }
    let mut cautioned: Vec<&String> = Vec::new();
    let held = words::routine::shared_holds(routine, &snapshot.shelf, context.reader());
    for (index, due) in routine.due.iter().enumerate() {
        let mark = match (due.is_settled(), due.skipped.is_some() || due.rest_left().is_some()) {
            (_, true) => "[-]",
            (true, false) => "[x]",
            (false, false) => "[ ]",
        };
        // The number is what `done` and `skip` take.
        let number = index + 1;
        let name =
            format!("{number} {}  ({})", snapshot.exercise_name(&due.exercise), due.exercise);
        let sore = snapshot.sore_side(&due.conditions, routine.day);
        let dose = words::routine::dose_today(due, sore, context.settings.style());
        if due.is_settled() {
            page.toned_item(mark, &name, Tone::Quiet);
            page.indented(4, &dose);
        } else {
            page.item(mark, &name);
            page.toned(4, &dose, Tone::Strong);
        }
        for line in [
            words::routine::lighter(due, sore, context.settings.style()),
            words::routine::first_choice(due, &snapshot.shelf),
        ]
        .into_iter()
        .flatten()
        {
            page.indented(4, &line);
        }
        page.indented(4, &words::routine::due_reason(due, context.reader()));
        if let Some(decided) =
            words::routine::decision(due, &snapshot.shelf, &held, context.reader())
        {
            let tone = due.decision.as_ref().map_or(Tone::Quiet, decision_tone);
            page.toned(4, &decided, tone);
        }
        for term in due.terms.iter().filter(|term| term.by.check().is_some()) {
            page.indented(4, &words::plan::term(term, &snapshot.shelf, context.reader()));
        }
        for caution in &due.cautions {
            // The same caution under six exercises is read under none.
            if cautioned.contains(&caution) {
                page.item("    !", "as above")
            } else {
                page.item("    !", caution)
            }
            cautioned.push(caution);
        }
    }
    page.gap();
    let is_open = routine.due.iter().any(|due| !due.is_settled());
    let was_left = |due: &Due| due.skipped.is_some() || due.rest_left().is_some();
    if is_open {
        // The whole day's, and not what is left of it: the same in every place that shows it.
        let is_begun = routine.due.iter().any(|due| due.done > 0);
        let time = words::routine::day_time(week::seconds(&routine.due), is_begun);
        page.para(&time.unwrap_or_default());
    } else if routine.due.iter().any(was_left) {
        page.para("Nothing is open any more.");
    } else {
        page.para("All done for the day.");
    }
    page.para(&words::routine::pain_limits(&routine.due));
    for held in &held {
        let why = held.trim_start_matches("= ").trim_start_matches("stays: ");
        page.para(&format!("Doses stay as they are: {why}."));
    }
    let decisions = routine.due.iter().filter_map(|due| due.decision.as_ref());
    let missing: BTreeSet<NaiveDate> =
        decisions.filter_map(Decision::missing_morning).filter(|day| *day <= routine.day).collect();
    if let Some(line) = words::routine::missing_mornings(&missing, context.reader()) {
        page.note(&line);
    }
}

/// What a decision means for the dose.
pub fn decision_tone(decision: &Decision) -> Tone {
    match decision.change.word() {
        "up" | "harder" => Tone::Up,
        "down" | "easier" => Tone::Down,
        "stop" => Tone::Stop,
        _ => Tone::Quiet,
    }
}

/// What a flare makes of the day, and what should be looked at.
fn show_flare(routine: &Routine, context: &Context, page: &mut Page) {
    let mut lines = words::flare::of_day(&routine.flare, routine.day, context.settings.style());
    let is_long = |advice: &FlareAdvice| matches!(advice, FlareAdvice::Long { .. });
    if routine.paused.is_none() && routine.flare.advice.iter().any(is_long) {
        lines.push(words::flare::OFFER_REST.to_owned());
    }
    if !lines.is_empty() {
        page.gap();
    }
    for line in lines {
        page.para(&line);
    }
}

/// The rest of the phase, and why it waits.
fn show_not_today(
    not_today: &[NotToday],
    snapshot: &PlanSnapshot,
    tags: &Tags,
    context: &Context,
    page: &mut Page,
) {
    if not_today.is_empty() {
        return;
    }
    page.gap();
    page.heading("Not on this day");
    for waiting in not_today {
        page.item(
            " •",
            &format!(
                "{}: {}",
                snapshot.exercise_name(&waiting.exercise),
                words::routine::not_due_reason(
                    &waiting.because,
                    &snapshot.shelf,
                    tags,
                    context.reader()
                )
            ),
        );
    }
}
