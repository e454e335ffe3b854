//! `supple today`: what to do today, dose by dose, and why.

use chrono::NaiveDate;
use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::page::{self, Page};
use crate::cli::world::World;
use crate::domain::day::{days_before, days_between};
use crate::domain::plan::Plan;
use crate::domain::routine::{self, Because, Due, NotToday, Routine, Why};
use crate::domain::shelf::Shelf;
use crate::domain::when::{self, WhenError};
use crate::library::{Library, LibraryError};
use crate::store::{Diary, Filter, StoreError};

/// Arguments of `today`.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Another day, past or to come: tomorrow's date, monday, 2026-11-20
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The plans that run on a day.
pub fn plans_on(diary: &Diary, day: NaiveDate) -> Result<Vec<Plan>, StoreError> {
    Ok(diary.plans()?.into_iter().map(|plan| plan.entry).filter(|plan| plan.runs_on(day)).collect())
}

/// The part of the library that these plans need.
pub fn shelf_for(library: &Library, plans: &[Plan]) -> Result<Shelf, LibraryError> {
    let ids: Vec<&str> = plans.iter().map(|plan| plan.condition.as_str()).collect();
    library.shelf(&super::log::once(ids))
}

/// The routine of a day as the diary and the library have it now.
pub fn routine_on(diary: &Diary, library: &Library, day: NaiveDate) -> Result<Routine, Failure> {
    let plans = plans_on(diary, day)?;
    let shelf = shelf_for(library, &plans)?;
    routine_of(diary, &plans, &shelf, day)
}

/// The routine of a day from plans and files that were read already.
fn routine_of(diary: &Diary, plans: &[Plan], shelf: &Shelf, day: NaiveDate) -> Result<Routine, Failure> {
    let week = Filter { from: Some(days_before(day, 7)), to: Some(day), newest: None };
    let sessions: Vec<_> = diary.sessions(week)?.into_iter().map(|session| session.entry).collect();
    Ok(routine::routine(plans, shelf, &sessions, day))
}

/// Runs `today`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let day = match args.on.as_deref().map(|text| when::day(text, world.today)) {
        None => world.today,
        // A routine can be looked up ahead; nothing is recorded by it.
        Some(Ok(day) | Err(WhenError::Future { day })) => day,
        Some(Err(error)) => return Err(error.into()),
    };
    let diary = world.read_diary()?;
    let plans = diary.as_ref().map_or(Ok(Vec::new()), |diary| plans_on(diary, day))?;
    let Some(diary) = diary.filter(|_| !plans.is_empty()) else { return Ok(nothing_assigned(args.json, day, world)) };
    let shelf = shelf_for(&world.library(), &plans)?;
    let routine = routine_of(&diary, &plans, &shelf, day)?;
    if args.json {
        return Ok(json::answer(&to_json(&plans, &shelf, &routine)));
    }
    let mut page = world.page();
    for plan in &plans {
        show_plan(plan, &shelf, day, world, &mut page);
    }
    show_due(&routine, &shelf, world, &mut page);
    show_not_today(&routine.not_today, &shelf, &mut page);
    let mut talk = world.page();
    if let Some(next) = routine.due.iter().find(|due| !due.is_settled()).filter(|_| day == world.today) {
        talk.gap();
        talk.aside(&format!("How:  supple exercises {}", next.exercise));
        talk.aside(&format!("Done: supple done {} --pain 1", next.exercise));
    }
    Ok(Answer { results: page.text(), talk: talk.text(), saved: false })
}

/// The answer when there is no plan.
fn nothing_assigned(as_json: bool, day: NaiveDate, world: &World) -> Answer {
    if as_json {
        return json::answer(&json!({ "day": json::day(day), "plans": [], "due": [], "not_today": [] }));
    }
    let mut talk = world.page();
    talk.para(
        "There is no plan yet. Tell supple what you were diagnosed with: supple assign piriformis-dgs --side left",
    );
    talk.para("supple conditions lists what it knows.");
    Answer::talk(talk.text())
}

/// A condition's name with its side.
pub fn subject(plan: &Plan, shelf: &Shelf) -> String {
    let name = shelf.conditions.get(&plan.condition).map_or(plan.condition.as_str(), |condition| &condition.name);
    match plan.side {
        Some(side) => format!("{name}, {side}"),
        None => name.to_owned(),
    }
}

/// Which condition, which phase, and what that phase is for.
fn show_plan(plan: &Plan, shelf: &Shelf, day: NaiveDate, world: &World, page: &mut Page) {
    let Some(start) = plan.phase_on(day) else { return };
    let day_in_phase = days_between(start.from, day) + 1;
    page.heading(&format!("{} · {} · {} phase, day {day_in_phase}", world.day(day), subject(plan, shelf), start.phase));
    let phase = shelf.conditions.get(&plan.condition).and_then(|condition| condition.phase(start.phase));
    if let Some(phase) = phase {
        page.para(&format!("{}.", phase.goal));
        if let Some(note) = &phase.note {
            page.aside(note);
        }
    }
}

/// The exercises that are due, each with its dose and the reason.
fn show_due(routine: &Routine, shelf: &Shelf, world: &World, page: &mut Page) {
    page.gap();
    if routine.due.is_empty() {
        page.para("Nothing is due on this day. Rest is part of the programme.");
        return;
    }
    for due in &routine.due {
        let name = shelf.exercises.get(&due.exercise).map_or(due.exercise.as_str(), |exercise| &exercise.name);
        let mark = match (due.is_settled(), due.skipped.is_some()) {
            (_, true) => "[-]",
            (true, false) => "[x]",
            (false, false) => "[ ]",
        };
        page.item(mark, &format!("{name}  ({})", due.exercise));
        page.under(4, &dose_words(due));
        page.under(4, &why_words(due, world));
    }
    let open = routine.due.iter().filter(|due| !due.is_settled());
    let seconds: u32 = open.map(|due| due.dose.session_seconds() * (due.dose.times_per_day - due.done)).sum();
    page.gap();
    match seconds {
        0 => page.para("All done for the day."),
        _ => page.para(&format!("About {} in all.", page::count(seconds.div_ceil(60), "minute", "minutes"))),
    }
}

/// The dose of the day, and how much of it is done.
fn dose_words(due: &Due) -> String {
    let effort = due.dose.effort.map_or(String::new(), |effort| format!(" · effort {effort} of 10"));
    let times = match (due.dose.times_per_day, due.done) {
        (1, _) => String::new(),
        (2, 0) => " · twice today".to_owned(),
        (times, 0) => format!(" · {times} times today"),
        (times, done) => format!(" · {done} of {times} times done"),
    };
    format!("{}{times}{effort}", due.dose)
}

/// Why it is due, or why it is not any more.
fn why_words(due: &Due, world: &World) -> String {
    if let Some(why) = &due.skipped {
        return if why.is_empty() { "skipped today".to_owned() } else { format!("skipped today: {why}") };
    }
    let why = match due.why {
        Why::Daily => "every day".to_owned(),
        Why::ItsDay { days_per_week } => {
            format!("one of its {}", page::count(days_per_week, "day this week", "days this week"))
        }
        Why::CarriedOver { from } => format!("still open from {}", world.day(from)),
    };
    match due.eased_sets {
        0 => why,
        eased => format!("{why}; {} fewer in the first week of the phase", page::count(eased, "set", "sets")),
    }
}

/// The rest of the phase, and why it waits.
fn show_not_today(not_today: &[NotToday], shelf: &Shelf, page: &mut Page) {
    if not_today.is_empty() {
        return;
    }
    page.gap();
    page.heading("Not on this day");
    for waiting in not_today {
        let name = shelf.exercises.get(&waiting.exercise).map_or(waiting.exercise.as_str(), |exercise| &exercise.name);
        page.item(" •", &format!("{name}: {}", because_words(&waiting.because)));
    }
}

/// Why an exercise waits.
fn because_words(because: &Because) -> String {
    match because {
        Because::AnotherDay { days_per_week } => {
            format!("{} a week, and this is not one", page::count(*days_per_week, "day", "days"))
        }
        Because::Rest => "a rest day, after yesterday".to_owned(),
        Because::Enough => format!("{} a day are enough", routine::MOST_A_DAY),
        Because::Barred(barred) => barred.to_string(),
    }
}

/// The routine as JSON.
fn to_json(plans: &[Plan], shelf: &Shelf, routine: &Routine) -> serde_json::Value {
    let name = |id: &str| shelf.exercises.get(id).map(|exercise| exercise.name.clone());
    let plan = |plan: &Plan| {
        let start = plan.phase_on(routine.day);
        json!({
            "condition": plan.condition,
            "side": plan.side.map(|side| side.word()),
            "variant": plan.variant,
            "phase": start.map(|start| start.phase.word()),
            "phase_from": start.map(|start| json::day(start.from)),
        })
    };
    let due = |due: &Due| {
        let (why, from) = match due.why {
            Why::Daily => ("daily", None),
            Why::ItsDay { .. } => ("its-day", None),
            Why::CarriedOver { from } => ("carried-over", Some(json::day(from))),
        };
        json!({
            "exercise": due.exercise,
            "name": name(&due.exercise),
            "dose": json::dose(&due.dose),
            "conditions": due.conditions,
            "why": why,
            "carried_over_from": from,
            "eased_sets": due.eased_sets,
            "done": due.done,
            "skipped": due.skipped,
            "settled": due.is_settled(),
        })
    };
    let waiting = |waiting: &NotToday| {
        let because = match &waiting.because {
            Because::AnotherDay { .. } => "another-day",
            Because::Rest => "rest",
            Because::Enough => "enough",
            Because::Barred(_) => "barred",
        };
        json!({ "exercise": waiting.exercise, "because": because, "in_words": because_words(&waiting.because) })
    };
    json!({
        "day": json::day(routine.day),
        "plans": plans.iter().map(plan).collect::<Vec<_>>(),
        "due": routine.due.iter().map(due).collect::<Vec<_>>(),
        "not_today": routine.not_today.iter().map(waiting).collect::<Vec<_>>(),
    })
}
