//! `supple` alone: the day at a glance, and what to type next.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::{GLANCE_DAYS, Glance};
use crate::cli::begin::begin;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::plan::FlareView;
use crate::cli::output::json::scalar::{DayText, MomentText, ScoreNumber};
use crate::cli::output::json::screening::{CloserLookView, HoldView, hold_views};
use crate::cli::output::page::Page;
use crate::cli::output::terminal_image::block;
use crate::cli::view::due::command;
use crate::cli::view::phase::next_phase_line;
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_closer_look;
use crate::domain::diary::rating::Rating;
use crate::domain::diary::visit::Visit;
use crate::domain::plan::due::DueKind;
use crate::domain::text::date::{days_before, days_in};
use crate::words;
use crate::words::day::time_of_day;
use crate::words::text::{and, count};

/// Columns that the sparkline and its days need beside each other.
const ONE_LINE_NEEDS: usize = 39;

/// What a diary begins with.
const FIRST_COMMAND: &str = "supple begin";

/// Shows the day.
pub fn run(as_json: bool, context: &Context) -> Result<Output, Failure> {
    let now = match context.read_diary()? {
        Some(diary) => Some(Glance::load(&diary, &context.library(), context.now, context.today)?),
        None => None,
    };
    if as_json {
        return Ok(match &now {
            Some(now) => json::document(&GlanceView::new(now, context)),
            None => json::document(&FirstGlanceView::new(context)),
        });
    }
    let Some(now) = now.filter(|now| !is_empty(now)) else {
        // What undo calls it by: nothing was typed but the program's name.
        let named = Context { command_line: "begin".to_owned(), ..context.clone() };
        return begin(None, &named);
    };
    let mut page = context.page();
    show(&now, context, &mut page);
    Ok(Output::results(page.text()))
}

/// Whether there is nothing in the diary yet to be shown at a glance.
fn is_empty(now: &Glance) -> bool {
    let is_bare = now.last.is_none() && !now.had_plan && now.visit.is_none();
    is_bare && now.holds.is_empty() && now.closer_look.is_none()
}

/// The day as lines, each with its word before it.
fn show(now: &Glance, context: &Context, page: &mut Page) {
    if !now.holds.is_empty() {
        show_holds(&now.holds, context, page);
        page.gap();
    }
    // With a plan it is one of the holds.
    if let Some(look) = now.closer_look.as_ref().filter(|_| now.holds.is_empty()) {
        show_closer_look(look, context, page);
        page.gap();
    }
    page.heading(&context.day(context.today));
    page.item("Pain     ", &pain_words(now, context));
    let days = format!("{} of {GLANCE_DAYS} days", now.pain.len());
    let line = format!("2 weeks   {}", sparkline(now, context));
    // A sparkline that is broken in two is no picture of two weeks.
    if page.is_plain() {
        page.item("2 weeks:", &format!("{}; {days}", two_weeks_in_words(now, context)));
    } else if context.width < ONE_LINE_NEEDS {
        page.unwrapped(&line);
        page.indented(10, &days);
    } else {
        page.unwrapped(&format!("{line}  {days}"))
    }
    if let Some(missed) = missed_words(now, context) {
        page.item("Missing  ", &missed);
    }
    // While a warning is open, less of the exercises is not enough.
    let flare = words::flare::in_few_words(&now.flare, context.today);
    if let Some(flare) = flare.filter(|_| now.holds.is_empty()) {
        page.item("Flare    ", &flare);
    }
    // While a warning is open no exercise is named, and no next step stands beside it.
    if now.holds.is_empty() {
        page.item("Exercises", &exercise_words(now));
    }
    // Beside a warning nothing is proposed.
    let steps = now.steps.iter().filter(|_| now.holds.is_empty() && now.closer_look.is_none());
    for line in steps.filter_map(|step| next_phase_line(step, context.reader())) {
        page.item("Phase    ", &line);
    }
    if let Some(visit) = &now.visit {
        let with = visit.clinician.as_ref().map_or(String::new(), |name| format!(", with {name}"));
        let asks = match now.to_ask {
            0 => String::new(),
            some => format!(", {} to ask", count(some, "question", "questions")),
        };
        page.item(
            "Visit    ",
            &format!("{}{with}{asks}", words::day::distance(visit.day, context.reader())),
        );
    }
    let sign = now.holds.iter().any(|hold| !hold.kind.needs_an_answer());
    if !sign {
        let (next, why) = next(now, context);
        page.item("Next     ", &format!("{next}{why}"));
    }
}

/// The last score, and whether today has one.
fn pain_words(now: &Glance, context: &Context) -> String {
    let Some((last, score)) = now.last.as_ref().and_then(|last| Some((last, last.score()?))) else {
        return "nothing logged yet".to_owned();
    };
    let style = context.settings.style();
    let score = score.shown(style);
    let is_today = last.day == context.today;
    let day = if is_today { "today".to_owned() } else { context.day(last.day) };
    let at = last
        .at
        .filter(|_| is_today)
        .map_or(String::new(), |at| format!(", {}", time_of_day(last.day, at, style)));
    let morning = if last.morning { ", morning check" } else { "" };
    if is_today {
        format!("{score} {day}{at}{morning}")
    } else {
        format!("not logged today; last {score} on {day}{morning}")
    }
}

/// How many days back a score can still be remembered (design choice).
const REMEMBERED_DAYS: u64 = 3;

/// The last days without a score, and how to add one; nothing where there is none, or where the
/// diary has only begun.
fn missed_words(now: &Glance, context: &Context) -> Option<String> {
    let is_rated = |day: NaiveDate| now.pain.iter().any(|pain| pain.day == day);
    let days = days_in(days_before(context.today, REMEMBERED_DAYS), context.today);
    let missed: Vec<NaiveDate> =
        days.filter(|day| *day < context.today && !is_rated(*day)).collect();
    let first = *missed.first()?;
    // Before the first score nothing was missed.
    let begun = now.pain.iter().any(|pain| pain.day < first);
    let shown: Vec<String> = missed.iter().map(|day| context.day(*day)).collect();
    let last = *missed.last()?;
    begun.then(|| format!("{}. If you remember: supple log N --on {last}", and(&shown)))
}

/// The mean of each of the last two weeks' days as a height; a day without a score is a gap.
fn sparkline(now: &Glance, context: &Context) -> String {
    days_in(days_before(context.today, GLANCE_DAYS - 1), context.today)
        .map(|day| {
            now.pain.iter().find(|pain| pain.day == day).map_or(' ', |pain| block(pain.mean))
        })
        .collect()
}

/// The same in words: the mean of each day, the oldest first.
fn two_weeks_in_words(now: &Glance, context: &Context) -> String {
    let of_day = |day: NaiveDate| {
        let pain = now.pain.iter().find(|pain| pain.day == day);
        pain.map_or_else(
            || "not recorded".to_owned(),
            |pain| context.settings.style().one_decimal(pain.mean),
        )
    };
    let days = days_in(days_before(context.today, GLANCE_DAYS - 1), context.today);
    days.map(of_day).collect::<Vec<_>>().join(", ")
}

/// What is left to do.
fn exercise_words(now: &Glance) -> String {
    match now.open.len() {
        _ if !now.has_plan => "no plan, and a diary needs none".to_owned(),
        // “Nothing left” is for a day on which something was done; a day off has nothing to praise.
        0 if now.has_exercises => "nothing left for today".to_owned(),
        0 => "none today".to_owned(),
        left => format!("{left} left: {}", and(&now.open)),
    }
}

/// The next command to type, and what it is for where that is not plain.
fn next(now: &Glance, context: &Context) -> (String, &'static str) {
    match (now.due(context.today).first(), now.open.first()) {
        (Some(due), Some(exercise)) if due.kind == DueKind::Exercises => {
            (format!("supple done {exercise}"), "")
        }
        (Some(due), _) => (command(due.kind).to_owned(), ""),
        // Whoever has ended a plan knows how to begin one.
        (None, _) if !now.had_plan => {
            ("nothing more today; supple begin shows first steps and whom to see".to_owned(), "")
        }
        (None, _) => ("nothing more today; supple stats shows how it goes".to_owned(), ""),
    }
}

/// The day before there is a diary, for a program.
#[derive(Debug, Serialize)]
struct FirstGlanceView {
    day: DayText,
    logged: bool,
    next: &'static str,
}

impl FirstGlanceView {
    fn new(context: &Context) -> Self {
        Self { day: DayText(context.today), logged: false, next: FIRST_COMMAND }
    }
}

/// The day, for a program.
#[derive(Debug, Serialize)]
struct GlanceView<'a> {
    day: DayText,
    logged: bool,
    last: Option<LastRatingView>,
    two_weeks: Vec<DayMeanView>,
    holds: Vec<HoldView<'a>>,
    closer_look: Option<CloserLookView<'a>>,
    flare: Option<FlareView>,
    exercises_left: &'a [String],
    visit: Option<NextVisitView<'a>>,
    questions_to_ask: usize,
    next: String,
}

impl<'a> GlanceView<'a> {
    fn new(now: &'a Glance, context: &Context) -> Self {
        let two_weeks = days_in(days_before(context.today, GLANCE_DAYS - 1), context.today);
        Self {
            day: DayText(context.today),
            logged: !now.needs_score,
            last: now.last.as_ref().map(LastRatingView::from),
            two_weeks: two_weeks.map(|day| DayMeanView::new(day, now)).collect(),
            holds: hold_views(&now.holds),
            closer_look: now.closer_look.as_ref().map(CloserLookView::from),
            flare: now.flare.flare.as_ref().map(|flare| FlareView::new(flare, context.today)),
            exercises_left: &now.open,
            visit: now.visit.as_ref().map(NextVisitView::from),
            questions_to_ask: now.to_ask,
            next: next(now, context).0,
        }
    }
}

/// The newest score.
#[derive(Debug, Serialize)]
struct LastRatingView {
    day: DayText,
    at: Option<MomentText>,
    score: Option<ScoreNumber>,
}

impl From<&Rating> for LastRatingView {
    fn from(last: &Rating) -> Self {
        Self {
            day: DayText(last.day),
            at: last.at.map(MomentText),
            score: last.score().map(ScoreNumber),
        }
    }
}

/// A day with the mean of its scores; null where it has none.
#[derive(Debug, Serialize)]
struct DayMeanView {
    day: DayText,
    mean: Option<f64>,
}

impl DayMeanView {
    fn new(day: NaiveDate, now: &Glance) -> Self {
        let pain = now.pain.iter().find(|pain| pain.day == day);
        Self { day: DayText(day), mean: pain.map(|pain| pain.mean) }
    }
}

/// The next visit.
#[derive(Debug, Serialize)]
struct NextVisitView<'a> {
    day: DayText,
    with: Option<&'a str>,
}

impl<'a> From<&'a Visit> for NextVisitView<'a> {
    fn from(visit: &'a Visit) -> Self {
        Self { day: DayText(visit.day), with: visit.clinician.as_deref() }
    }
}
