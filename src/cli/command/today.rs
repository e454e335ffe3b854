//! `supple today`: what to do today, dose by dose, and why.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use super::screen;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::known::{Known, hold_words};
use crate::cli::page::{self, Page};
use crate::cli::world::World;
use crate::cli::{clock, json, leaving};
use crate::domain::plan::assignment::{Pause, Plan};
use crate::domain::progression::decision::{Change, Decision, WorseWeek};
use crate::domain::progression::fit;
use crate::domain::progression::routine::{
    BlockedUntil, Due, DueReason, NotDueReason, NotToday, Routine, Waiting,
};
use crate::domain::screening::answers::Hold;
use crate::domain::text::date::days_between;
use crate::domain::text::load::WeightUnit;
use crate::domain::text::number;

// Arguments of `today`.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Another day, past or to come: tomorrow's date, monday, 2026-11-20
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `today`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let day = clock::day_to_see(world, args.on.as_deref())?;
    let Some(diary) = world.read_diary()? else {
        return Ok(nothing_assigned(args.json, day, world));
    };
    let known = Known::on(day, &diary, &world.library())?;
    let routine = known.routine(day, world.today);
    if known.running(day).next().is_none() && routine.holds.is_empty() {
        return Ok(
            match known.plans.iter().map(|plan| plan.started_on).filter(|start| *start > day).min()
            {
                _ if args.json || known.plans.is_empty() => nothing_assigned(args.json, day, world),
                Some(begins) => world.talk(&format!(
                    "There is no plan on {}; it begins on {}.",
                    world.day(day),
                    world.day(begins)
                )),
                None => world.talk(&format!(
                    "There is no plan on {} any more. A new one: supple assign",
                    world.day(day)
                )),
            },
        );
    }
    let tags = tags_for([&routine], world)?;
    let written = screen::written(&diary, &known.safety, world)?;
    let screening = known.screening(day).with(&written);
    let look = screening.closer_look().filter(|_| day == world.today && routine.holds.is_empty());
    if args.json {
        let mut shown = to_json(&known, &routine, &tags, world);
        shown["closer_look"] = json!(look.as_ref().map(json::closer_look));
        return Ok(json::answer(&shown));
    }
    let mut page = world.page();
    if !routine.holds.is_empty() {
        show_holds(&routine.holds, &mut page);
        return Ok(Answer::results(page.text()));
    }
    if let Some(look) = &look {
        screen::show_closer_look(look, world, &mut page);
    }
    for plan in known.running(day) {
        show_plan(plan, &known, day, world, &mut page);
    }
    show_waiting(&routine.waiting, &known, &mut page);
    match &routine.paused {
        Some(pause) => show_pause(pause, world, &mut page),
        None => show_due(&routine, &known, world, &mut page),
    }
    show_not_today(&routine.not_today, &known, &tags, world, &mut page);
    page.list("Keep in mind", &routine.notes);
    if day > world.today && routine.paused.is_none() {
        page.gap();
        page.aside("This is how it will be if everything until then is done.");
    }
    let mut talk = world.page();
    if let Some(next) =
        routine.due.iter().find(|due| !due.is_settled()).filter(|_| day == world.today)
    {
        talk.gap();
        talk.aside(&format!("How:  supple exercises {}", next.exercise));
        talk.aside(&format!("Done: supple done {} --pain N", next.exercise));
    }
    if day == world.today {
        let is_on = routine.paused.is_none();
        let all = if is_on { leaving::all(&known, &diary, day)? } else { Vec::new() };
        let waits = |id: &str| routine.waiting.iter().any(|waiting| waiting.condition == id);
        let next =
            all.iter().filter(|leaving| !waits(&leaving.plan.condition) && leaving.next.is_some());
        for words in next.filter_map(|leaving| super::plan::next_words(leaving, &known, world)) {
            talk.para(&words);
        }
        if look.is_none() {
            screen::remind(&screening, &mut talk);
        }
    }
    Ok(Answer { results: page.text(), talk: talk.text(), saved: false })
}

/// The answer when there is no plan.
pub fn nothing_assigned(as_json: bool, day: NaiveDate, world: &World) -> Answer {
    if as_json {
        return json::answer(
            &json!({ "day": json::day(day), "plans": [], "due": [], "not_today": [] }),
        );
    }
    let mut talk = world.page();
    talk.para(
        "There is no plan yet. Tell supple what you were diagnosed with: supple assign piriformis-dgs --side left",
    );
    talk.para("supple conditions lists what it knows.");
    Answer::talk(talk.text())
}

/// What must be looked at first, in place of the routine.
pub fn show_holds(holds: &[Hold], page: &mut Page) {
    for hold in holds {
        page.item("!", &hold_words(hold));
    }
    page.gap();
    page.heading("No exercises until then");
    if holds.iter().any(|hold| hold.checked) {
        page.command("supple screen");
    }
    if holds.iter().any(|hold| !hold.checked) {
        page.para("The routine is hidden until a clinician has looked at this. When one has, record who and when:");
        for hold in holds.iter().filter(|hold| !hold.checked) {
            page.command(&format!("supple screen --checked {} --by 'Dr Name'", hold.question));
        }
    }
}

/// Conditions whose exercises wait, and for what.
pub fn show_waiting(waiting: &[Waiting], known: &Known, page: &mut Page) {
    for waiting in waiting {
        let name = |id: &str| {
            known.shelf.conditions.get(id).map_or(id.to_owned(), |condition| condition.name.clone())
        };
        page.gap();
        match &waiting.until {
            BlockedUntil::Cleared(phase) => {
                let condition = name(&waiting.condition);
                page.para(&format!(
                    "{condition}: the {phase} phase begins when your clinician agrees. Record who and when:"
                ));
                page.command(&format!(
                    "supple assign {} --cleared-by 'Dr Name'",
                    waiting.condition
                ));
            }
            BlockedUntil::Alone { other } => {
                page.para(&format!(
                    "{} and {} cannot be in one plan: what helps one can make the other worse. Ask your clinician \
                     which it is, and take the other out:",
                    name(&waiting.condition),
                    name(other)
                ));
                page.command(&format!("supple assign {other} --end"));
            }
        }
    }
}

/// Which condition, which phase, and what that phase is for.
fn show_plan(plan: &Plan, known: &Known, day: NaiveDate, world: &World, page: &mut Page) {
    let Some(start) = plan.phase_on(day) else { return };
    let day_in_phase = days_between(start.from, day) + 1;
    page.gap();
    page.heading(&format!(
        "{} · {} · {} phase, day {day_in_phase}",
        world.day(day),
        known.subject(plan),
        start.phase
    ));
    let phase = known
        .shelf
        .conditions
        .get(&plan.condition)
        .and_then(|condition| condition.phase(start.phase));
    if let Some(phase) = phase {
        page.para(&format!("{}.", phase.goal));
        if let Some(note) = &phase.note {
            page.aside(note);
        }
    }
}

/// The rest that the plan takes.
pub fn show_pause(pause: &Pause, world: &World, page: &mut Page) {
    let why = pause.why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
    let until = pause.to.map_or(String::new(), |to| format!(" until {}", world.day(to)));
    page.gap();
    page.para(&format!(
        "The plan rests{until}, since {}{why}. To go on now: supple plan resume",
        world.day(pause.from)
    ));
}

/// The exercises that are due, each with its dose and the reason.
fn show_due(routine: &Routine, known: &Known, world: &World, page: &mut Page) {
    page.gap();
    if routine.due.is_empty() {
        if routine.waiting.is_empty() {
            page.para("Nothing is due on this day. Rest is part of the programme.");
        }
        return;
    }
    let mut cautioned: Vec<&String> = Vec::new();
    let held = held_words(routine, known, world);
    for due in &routine.due {
        let mark = match (due.is_settled(), due.skipped.is_some() || due.rest_left().is_some()) {
            (_, true) => "[-]",
            (true, false) => "[x]",
            (false, false) => "[ ]",
        };
        page.item(mark, &format!("{}  ({})", known.exercise_name(&due.exercise), due.exercise));
        page.under(4, &dose_words(due, known, routine.day, world.settings.weights));
        page.under(4, &why_words(due, world));
        if let Some(words) = decision_words(due, known, &held, world) {
            page.under(4, &words);
        }
        for caution in &due.cautions {
            if cautioned.contains(&caution) {
                page.item("    !", "as above")
            } else {
                page.item("    !", caution)
            }
            cautioned.push(caution);
        }
    }
    let open = routine.due.iter().filter(|due| !due.is_settled());
    let seconds: u32 =
        open.map(|due| due.dose.session_seconds() * (due.dose.times_per_day - due.done)).sum();
    page.gap();
    match seconds {
        0 if routine.due.iter().any(|due| due.skipped.is_some() || due.rest_left().is_some()) => {
            page.para("Nothing is open any more.")
        }
        0 => page.para("All done for the day."),
        _ => page.para(&format!(
            "About {} in all.",
            page::count(seconds.div_ceil(60), "minute", "minutes")
        )),
    }
    page.para(&limit_words(&routine.due));
    match routine.week_up {
        Some(WorseWeek { before, now }) => page.para(&format!(
            "Your week is up from {:.1} to {:.1}, so nothing grows for now. That happens, and it usually passes.",
            number::round1(before),
            number::round1(now)
        )),
        None => {
            for held in &held {
                let why = held.trim_start_matches("= ").trim_start_matches("hold: ");
                page.para(&format!("Doses hold: {why}."));
            }
            if routine.due.iter().filter_map(|due| due.decision.as_ref()).any(Decision::waits_for_morning) {
                page.aside("A dose grows only when the morning after is known: supple log --morning");
            }
        }
    }
}

/// What of these is left for the rest of `day`, each with the reason.
pub fn show_left<'d>(
    due: impl IntoIterator<Item = &'d Due>,
    day: NaiveDate,
    known: &Known,
    world: &World,
    page: &mut Page,
) {
    let day = if day == world.today { "today".to_owned() } else { world.day(day) };
    for (due, left) in due.into_iter().filter_map(|due| Some((due, due.rest_left()?))) {
        page.para(&format!(
            "{} is left for {day}: {}.",
            known.exercise_name(&due.exercise),
            left.in_words()
        ));
    }
}

/// What was decided about the dose, in a few words; nothing while there is nothing to say. `held`
/// are the reasons that hold several doses, and are told once below.
fn decision_words(due: &Due, known: &Known, held: &[String], world: &World) -> Option<String> {
    let set = due.set_by.as_ref().map(|by| format!("as {}", by.set_it()));
    let decision = due.decision.as_ref().filter(|decision| decision.says_something());
    let words = decision.map(|decision| {
        decision.in_few_words(|id| known.exercise_name(id).to_owned(), world.reader())
    });
    words.filter(|words| !held.contains(words)).or(set)
}

/// The reasons that hold the doses of several exercises, in the words of each.
fn held_words(routine: &Routine, known: &Known, world: &World) -> Vec<String> {
    let decisions = routine.due.iter().filter_map(|due| due.decision.as_ref());
    let holds =
        decisions.filter(|decision| decision.says_something() && decision.change == Change::Hold);
    let mut words: Vec<String> = holds
        .map(|decision| {
            decision.in_few_words(|id| known.exercise_name(id).to_owned(), world.reader())
        })
        .collect();
    words.sort();
    let several = words.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
    several.map(|same| same[0].clone()).collect()
}

/// The most pain that is acceptable, and where it is less than usual.
fn limit_words(due: &[Due]) -> String {
    let usual = due.iter().map(|due| due.pain_max).max().unwrap_or(0);
    let mut words = match usual {
        0 => "Stop an exercise at any pain at all".to_owned(),
        most => format!("Stop an exercise when pain in it goes above {most} of 10"),
    };
    for most in (0..usual).rev() {
        let stricter: Vec<&str> = due
            .iter()
            .filter(|due| due.pain_max == most)
            .map(|due| due.exercise.as_str())
            .collect();
        if !stricter.is_empty() {
            words += &format!("; in {}, above {most}", page::and(&stricter));
        }
    }
    words + "."
}

/// The dose of the day, and how much of it is done.
pub fn dose_words(due: &Due, known: &Known, day: NaiveDate, weights: WeightUnit) -> String {
    let sore = known.sore_side(&due.conditions, day);
    let effort =
        due.dose.effort.map_or(String::new(), |effort| format!(" · effort {effort} of 10"));
    let times = match (due.dose.times_per_day, due.done) {
        (1, _) => String::new(),
        (2, 0) => " · twice today".to_owned(),
        (times, 0) => format!(" · {times} times today"),
        (times, done) => format!(" · {done} of {times} times done"),
    };
    format!("{}{times}{effort}", due.dose.on_side(sore, weights))
}

/// Why it is due, or why it is not any more.
fn why_words(due: &Due, world: &World) -> String {
    if let Some(why) = &due.skipped {
        return if why.is_empty() {
            "skipped today".to_owned()
        } else {
            format!("skipped today: {why}")
        };
    }
    if let Some(left) = due.left {
        let rest = if due.rest_left().is_some() { "left for today: " } else { "" };
        return format!("{rest}{}", left.in_words());
    }
    let why = match due.why {
        DueReason::Daily => "every day".to_owned(),
        DueReason::ItsDay { days_per_week } => {
            format!("one of its {}", page::count(days_per_week, "day this week", "days this week"))
        }
        DueReason::CarriedOver { from } => format!("still open from {}", world.day(from)),
    };
    match due.eased_sets {
        0 => why,
        eased => format!(
            "{why}; {} fewer in the first week of the phase",
            page::count(eased, "set", "sets")
        ),
    }
}

/// The rest of the phase, and why it waits.
fn show_not_today(
    not_today: &[NotToday],
    known: &Known,
    tags: &Tags,
    world: &World,
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
                known.exercise_name(&waiting.exercise),
                because_words(&waiting.because, known, tags, world)
            ),
        );
    }
}

/// What tags mean, in words.
pub type Tags = BTreeMap<String, String>;

/// The words that the reasons of some routines need; they are read only where there are such
/// reasons.
pub fn tags_for<'r>(
    routines: impl IntoIterator<Item = &'r Routine>,
    world: &World,
) -> Result<Tags, Failure> {
    let mut waiting = routines.into_iter().flat_map(|routine| &routine.not_today);
    if waiting.any(|waiting| matches!(waiting.because, NotDueReason::Barred(_))) {
        Ok(world.library().tags()?)
    } else {
        Ok(Tags::new())
    }
}

/// Why an exercise waits.
pub fn because_words(because: &NotDueReason, known: &Known, tags: &Tags, world: &World) -> String {
    let name = |id: &str| known.exercise_name(id).to_owned();
    match because {
        NotDueReason::AnotherDay { days_per_week } => {
            format!("{} a week, and this is not one", page::count(*days_per_week, "day", "days"))
        }
        NotDueReason::Rest => "a rest day, after yesterday".to_owned(),
        NotDueReason::RestAfter { other } => {
            format!("the same muscles rest today, after {} yesterday", name(other))
        }
        NotDueReason::Enough => {
            format!("{} a day are enough; it comes first next time", fit::MOST_A_DAY)
        }
        NotDueReason::TooLong => {
            format!(
                "going through them would take more than {} minutes; it comes first next time",
                fit::MOST_MINUTES
            )
        }
        NotDueReason::Stopped(decision) => format!(
            "{}. Ask your physiotherapist. When they have looked: supple plan resume {} --by 'Dr Name'",
            decision.in_few_words(name, world.reader()),
            decision.exercise
        ),
        NotDueReason::NewInWorseWeek => {
            "it is new, and your week is worse than the one before".to_owned()
        }
        NotDueReason::BoneRests { on, until } => {
            format!(
                "the bone rests until {} after pain on {}; tell your clinician",
                world.day(*until),
                world.day(*on)
            )
        }
        NotDueReason::Barred(barred) => barred.in_words(tags),
        NotDueReason::SetUp(line) => format!("not for you now. {line}"),
        NotDueReason::BoneWaits => {
            "waits for the bone, whose own phase does not ask for it yet".to_owned()
        }
    }
}

/// The routine as JSON.
fn to_json(known: &Known, routine: &Routine, tags: &Tags, world: &World) -> serde_json::Value {
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
            DueReason::Daily => ("daily", None),
            DueReason::ItsDay { .. } => ("its-day", None),
            DueReason::CarriedOver { from } => ("carried-over", Some(json::day(from))),
        };
        json!({
            "exercise": due.exercise,
            "name": known.exercise_name(&due.exercise),
            "dose": json::dose(&due.dose),
            "conditions": due.conditions,
            "why": why,
            "carried_over_from": from,
            "eased_sets": due.eased_sets,
            "set_by": due.set_by.as_ref().map(json::set_by),
            "decision": due.decision.as_ref().map(|decision| json::decision(decision, known, world.today)),
            "done": due.done,
            "skipped": due.skipped,
            "left": due.rest_left().map(json::left),
            "settled": due.is_settled(),
            "pain_max": due.pain_max,
            "cautions": due.cautions,
        })
    };
    let waiting = |waiting: &NotToday| {
        let because = match &waiting.because {
            NotDueReason::AnotherDay { .. } => "another-day",
            NotDueReason::Rest => "rest",
            NotDueReason::RestAfter { .. } => "rest-after",
            NotDueReason::Enough => "enough",
            NotDueReason::TooLong => "too-long",
            NotDueReason::Stopped(_) => "stopped",
            NotDueReason::NewInWorseWeek => "new-in-worse-week",
            NotDueReason::BoneRests { .. } => "bone-rests",
            NotDueReason::Barred(_) => "barred",
            NotDueReason::SetUp(_) => "set-up",
            NotDueReason::BoneWaits => "bone-waits",
        };
        json!({ "exercise": waiting.exercise, "because": because, "in_words": because_words(&waiting.because, known, tags, world) })
    };
    json!({
        "day": json::day(routine.day),
        "holds": routine.holds.iter().map(json::hold).collect::<Vec<_>>(),
        "waiting": routine.waiting.iter().map(json::waiting).collect::<Vec<_>>(),
        "notes": routine.notes,
        "plans": known.running(routine.day).map(plan).collect::<Vec<_>>(),
        "paused": routine.paused.as_ref().map(json::pause),
        "week_up": routine.week_up.map(|up| json!({ "before": up.before, "now": up.now })),
        "due": routine.due.iter().map(due).collect::<Vec<_>>(),
        "not_today": routine.not_today.iter().map(waiting).collect::<Vec<_>>(),
    })
}
