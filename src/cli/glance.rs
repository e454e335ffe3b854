//! `supple` alone: the day at a glance, and what to type next.

use serde_json::{Value, json};

use crate::app::{DayNow, GLANCE_DAYS};
use crate::cli::failure::Failure;
use crate::cli::output::answer::Answer;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::output::terminal_image::block;
use crate::cli::view::due::command;
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_closer_look;
use crate::cli::world::World;
use crate::domain::plan::due::DueKind;
use crate::domain::text::date::{days_before, days_in};
use crate::words;
use crate::words::day::time_of_day;
use crate::words::text::{and, count};

/// Columns that the sparkline and its days need beside each other.
const ONE_LINE_NEEDS: usize = 39;

/// Shows the day.
pub fn run(as_json: bool, world: &World) -> Result<Answer, Failure> {
    let now = match world.read_diary()? {
        Some(diary) => Some(DayNow::load(&diary, &world.library(), world.now, world.today)?),
        None => None,
    };
    if as_json {
        return Ok(json::answer(&to_json(now.as_ref(), world)));
    }
    let mut page = world.page();
    match &now {
        Some(now) => show(now, world, &mut page),
        None => {
            page.para("supple keeps your pain diary and your home exercises. Begin with a score from 0 to 10:");
            page.command("supple log");
        }
    }
    Ok(Answer::results(page.text()))
}

/// The day as lines, each with its word before it.
fn show(now: &DayNow, world: &World, page: &mut Page) {
    if !now.holds.is_empty() {
        show_holds(&now.holds, page);
        page.gap();
    }
    if let Some(look) = &now.closer_look {
        show_closer_look(look, world, page);
        page.gap();
    }
    page.heading(&world.day(world.today));
    page.item("Pain     ", &pain_words(now, world));
    let (line, days) = (
        format!("2 weeks   {}", sparkline(now, world)),
        format!("{} of {GLANCE_DAYS} days", now.pain.len()),
    );
    if world.width < ONE_LINE_NEEDS {
        page.strip(&line);
        page.under(10, &days);
    } else {
        page.strip(&format!("{line}  {days}"))
    }
    if now.holds.is_empty() {
        page.item("Exercises", &exercise_words(now));
    }
    if let Some(visit) = &now.visit {
        let with = visit.clinician.as_ref().map_or(String::new(), |name| format!(", with {name}"));
        let asks = match now.to_ask {
            0 => String::new(),
            some => format!(", {} to ask", count(some, "question", "questions")),
        };
        page.item(
            "Visit    ",
            &format!("{}{with}{asks}", words::day::distance(visit.day, world.reader())),
        );
    }
    if now.holds.is_empty() {
        let (next, why) = next(now, world);
        page.item("Next     ", &format!("{next}{why}"));
    }
}

/// The last score, and whether today has one.
fn pain_words(now: &DayNow, world: &World) -> String {
    let Some((last, score)) = now.last.as_ref().and_then(|last| Some((last, last.score()?))) else {
        return "nothing logged yet".to_owned();
    };
    let is_today = last.day == world.today;
    let day = if is_today { "today".to_owned() } else { world.day(last.day) };
    let at = last
        .at
        .filter(|_| is_today)
        .map_or(String::new(), |at| format!(", {}", time_of_day(last.day, at)));
    let morning = if last.morning { ", morning check" } else { "" };
    if is_today {
        format!("{score} {day}{at}{morning}")
    } else {
        format!("not logged today; last {score} on {day}{morning}")
    }
}

/// The mean of each of the last two weeks' days as a height; a day without a score is a gap.
fn sparkline(now: &DayNow, world: &World) -> String {
    days_in(days_before(world.today, GLANCE_DAYS - 1), world.today)
        .map(|day| {
            now.pain.iter().find(|pain| pain.day == day).map_or(' ', |pain| block(pain.mean))
        })
        .collect()
}

/// What is left to do.
fn exercise_words(now: &DayNow) -> String {
    match now.open.len() {
        _ if !now.has_plan => "no plan yet".to_owned(),
        0 if now.has_exercises => "nothing left for today".to_owned(),
        0 => "none today".to_owned(),
        left => format!("{left} left: {}", and(&now.open)),
    }
}

/// The next command to type, and what it is for where that is not plain.
fn next(now: &DayNow, world: &World) -> (String, &'static str) {
    match (now.due(world.today).first(), now.open.first()) {
        (Some(due), Some(exercise)) if due.kind == DueKind::Exercises => {
            (format!("supple done {exercise}"), "")
        }
        (Some(due), _) => (command(due.kind).to_owned(), ""),
        (None, _) if !now.had_plan => {
            ("supple conditions".to_owned(), ", to find what you were diagnosed with")
        }
        (None, _) => ("nothing more today; supple stats shows how it goes".to_owned(), ""),
    }
}

/// The day, for a program.
fn to_json(now: Option<&DayNow>, world: &World) -> Value {
    let day = json::day(world.today);
    let Some(now) = now else {
        return json!({ "day": day, "logged": false, "next": "supple log" });
    };
    let mean = |day| now.pain.iter().find(|pain| pain.day == day).map(|pain| pain.mean);
    let two_weeks = days_in(days_before(world.today, GLANCE_DAYS - 1), world.today)
        .map(|day| json!({ "day": json::day(day), "mean": mean(day) }));
    json!({
        "day": day,
        "logged": !now.needs_score,
        "last": now.last.as_ref().map(|last| {
            json!({ "day": json::day(last.day), "at": json::moment(last.at), "score": json::score(last.score()) })
        }),
        "two_weeks": two_weeks.collect::<Vec<_>>(),
        "holds": now.holds.iter().map(json::hold).collect::<Vec<_>>(),
        "closer_look": now.closer_look.as_ref().map(json::closer_look),
        "exercises_left": now.open,
        "visit": now.visit.as_ref().map(|visit| json!({ "day": json::day(visit.day), "with": visit.clinician })),
        "questions_to_ask": now.to_ask,
        "next": next(now, world).0,
    })
}
