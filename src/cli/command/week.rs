//! `supple week`: a calendar week at a glance, as it was and as it will be.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::{PlanSnapshot, Tags, tags_for};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::diary::PauseView;
use crate::cli::output::json::plan::{WaitingView, waiting_views};
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::{HoldView, hold_views};
use crate::cli::output::page::Page;
use crate::cli::view::routine::{nothing_assigned, show_holds, show_pause, show_waiting};
use crate::domain::analysis::adherence::Tally;
use crate::domain::diary::exercise_record::Outcome;
use crate::domain::progression::routine::{NotToday, Routine};
use crate::domain::progression::week;
use crate::domain::screening::hold::Hold;
use crate::domain::text::date::{days_after, days_in, week_of};
use crate::store::Audience;
use crate::words;
use crate::words::text::{capital, count};

// Arguments of `week`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A day of another week, past or to come: 2026-11-20
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, add = ArgValueCompleter::new(complete::days_ahead))]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What stands in the square of an exercise and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WeekMark {
    Done,
    Part,
    Skipped,
    Due,
    NotDue,
}

impl WeekMark {
    /// Every mark with its letter and its word.
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Done, "x", "done"),
        (Self::Part, "/", "done in part"),
        (Self::Skipped, "-", "skipped"),
        (Self::Due, "o", "due"),
        (Self::NotDue, ".", "not due"),
    ];

    fn letter(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    fn word(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

/// Runs `week`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let day = context.clock().day_to_see(args.on.as_deref())?;
    let Some(diary) = context.read_diary()? else {
        return Ok(nothing_assigned(args.json, day, context));
    };
    let from = week_of(day, context.settings.week_starts);
    let to = days_after(from, 6);
    // What a week asked for may have been done in the days after it, as everywhere else.
    let seen_to = days_after(to, 6).min(context.today).max(to);
    let snapshot =
        PlanSnapshot::with_routines(from, seen_to, context.today, &diary, &context.library())?;
    let mut routines = snapshot.routines();
    routines.truncate(7);
    let tally = snapshot.ledger(context.today, Audience::Person).total(from, to);
    if !args.json && days_in(from, to).all(|day| snapshot.running(day).next().is_none()) {
        return Ok(if snapshot.plans.is_empty() {
            nothing_assigned(false, day, context)
        } else {
            context.message(&format!("There is no plan in the week from {}.", context.day(from)))
        });
    }
    let tags = tags_for(&routines, &context.library())?;
    if args.json {
        let holds = snapshot.holds();
        let view = WeekView::new(&routines, &holds, tally, &snapshot, &tags, context);
        return Ok(json::document(&view));
    }
    let mut page = context.page();
    // What was open on an earlier day and is cleared now hides nothing any more.
    let holds = snapshot.holds();
    if !holds.is_empty() {
        show_holds(&holds, context, &mut page);
        return Ok(Output::results(page.text()));
    }
    page.heading(&format!("{} to {}", context.day(from), context.day(to)));
    if page.has_room_for_table() {
        show_table(&routines, &snapshot, &mut page)
    } else {
        show_list(&routines, &snapshot, context, &mut page)
    }
    page.gap();
    // What is read aloud has words and no signs that would have to be explained.
    if !page.is_plain() {
        let legend: Vec<String> =
            WeekMark::ALL.iter().map(|(_, letter, word)| format!("{letter} {word}")).collect();
        page.note(&legend.join("   "));
    }
    // A week that is to come is a promise of the rules, and not of the diary.
    if to > context.today {
        page.note("Days to come are as they will be if everything until then is done.");
    }
    if let Some(sentence) = words::adherence::sentence(tally, None) {
        let until = if to >= context.today { " Today is not counted yet." } else { "" };
        page.para(&format!("{sentence}{until}"));
    }
    show_rests(&routines, &snapshot, context, &mut page);
    show_left_out(&routines, &snapshot, &tags, &mut page);
    Ok(Output::results(page.text()))
}

/// The exercises of the week, in the order they first come up.
fn exercises(routines: &[Routine], snapshot: &PlanSnapshot) -> Vec<String> {
    let due = routines.iter().flat_map(|routine| routine.due.iter().map(|due| &due.exercise));
    let done = snapshot
        .record
        .sessions
        .iter()
        .filter(|session| routines.iter().any(|routine| routine.day == session.day))
        .map(|session| &session.exercise);
    let mut ids: Vec<String> = Vec::new();
    for id in due.chain(done) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// What came, or comes, of an exercise on a day.
fn mark(exercise: &str, routine: &Routine, snapshot: &PlanSnapshot) -> WeekMark {
    if let Some(due) = routine.due.iter().find(|due| due.exercise == exercise) {
        return match (due.is_settled(), due.skipped.is_some()) {
            (_, true) => WeekMark::Skipped,
            (true, false) => WeekMark::Done,
            (false, false) if due.done > 0 => WeekMark::Part,
            (false, false) => WeekMark::Due,
        };
    }
    // What was done beside the plan has its mark as well.
    let mut of_it = snapshot
        .record
        .sessions
        .iter()
        .filter(|session| session.day == routine.day && session.exercise == exercise);
    match of_it.clone().any(crate::domain::diary::exercise_record::ExerciseRecord::is_done) {
        true => WeekMark::Done,
        false if of_it.any(|session| matches!(session.outcome, Outcome::Skipped { .. })) => {
            WeekMark::Skipped
        }
        false => WeekMark::NotDue,
    }
}

/// Minutes of a whole day: of exercises and of steady work together.
fn minutes(routine: &Routine) -> u32 {
    let (exercises, steady) = week::seconds(&routine.due).minutes();
    exercises + steady
}

/// Two letters for a day of the week.
fn letters(day: NaiveDate) -> String {
    day.format("%a").to_string().chars().take(2).collect()
}

/// A row for each exercise, a column for each day.
fn show_table(routines: &[Routine], snapshot: &PlanSnapshot, page: &mut Page) {
    let days: Vec<String> = routines.iter().map(|routine| letters(routine.day)).collect();
    let headings: Vec<&str> = std::iter::once("").chain(days.iter().map(String::as_str)).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for id in exercises(routines, snapshot) {
        let marks = routines.iter().map(|routine| mark(&id, routine, snapshot).letter().to_owned());
        rows.push(std::iter::once(snapshot.exercise_name(&id).to_owned()).chain(marks).collect());
    }
    let sums = routines.iter().map(|routine| match minutes(routine) {
        0 => String::new(),
        minutes => minutes.to_string(),
    });
    rows.push(std::iter::once("Minutes".to_owned()).chain(sums).collect());
    page.table(&headings, rows);
}

/// Day by day, for a narrow terminal.
fn show_list(routines: &[Routine], snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    for routine in routines {
        let marks: Vec<(String, WeekMark)> = exercises(routines, snapshot)
            .into_iter()
            .map(|id| (id.clone(), mark(&id, routine, snapshot)))
            .filter(|(_, mark)| *mark != WeekMark::NotDue)
            .collect();
        let about = match minutes(routine) {
            0 => String::new(),
            minutes => format!(" · {}", count(minutes, "minute", "minutes")),
        };
        page.gap();
        page.heading(&format!("{}{about}", context.day(routine.day)));
        if marks.is_empty() {
            page.note("nothing due");
        }
        for (id, mark) in marks {
            let name = snapshot.exercise_name(&id);
            if page.is_plain() {
                page.para(&format!("{}: {name}", capital(mark.word())))
            } else {
                page.item(&format!(" {}", mark.letter()), name)
            }
        }
    }
}

/// When the plan rests, and which conditions wait.
fn show_rests(routines: &[Routine], snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    let mut pauses: Vec<_> =
        routines.iter().filter_map(|routine| routine.paused.as_ref()).collect();
    pauses.dedup();
    for pause in pauses {
        show_pause(pause, context, page);
    }
    // Who waits is a matter of today: each past day had reasons of its own.
    if let Some(routine) = routines.iter().find(|routine| routine.day == context.today) {
        show_waiting(&routine.waiting, snapshot, page);
    }
}

/// What is left out beside its usual days, when, and why.
fn show_left_out(routines: &[Routine], snapshot: &PlanSnapshot, tags: &Tags, page: &mut Page) {
    let word = |day: NaiveDate| {
        if page.is_plain() { day.format("%A").to_string() } else { letters(day) }
    };
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for routine in routines {
        for out in &routine.not_today {
            let Some(why) = words::routine::not_due_in_short(&out.because, &snapshot.shelf, tags)
            else {
                continue;
            };
            let line = format!("{}: {why}", snapshot.exercise_name(&out.exercise));
            match found.iter_mut().find(|(other, _)| *other == line) {
                Some((_, days)) => days.push(word(routine.day)),
                None => found.push((line, vec![word(routine.day)])),
            }
        }
    }
    let lines: Vec<String> = found
        .into_iter()
        .map(|(line, days)| {
            if days.len() == routines.len() {
                line
            } else {
                format!("{line} ({})", days.join(", "))
            }
        })
        .collect();
    page.list("Left out", &lines);
}

/// The week, for a program.
#[derive(Debug, Serialize)]
struct WeekView<'a> {
    holds: Vec<HoldView<'a>>,
    days: Vec<WeekDayView<'a>>,
    sessions_done: u32,
    sessions_planned: u32,
    sessions_beyond: u32,
}

impl<'a> WeekView<'a> {
    fn new(
        routines: &'a [Routine],
        holds: &'a [Hold],
        tally: Tally,
        snapshot: &PlanSnapshot,
        tags: &Tags,
        context: &Context,
    ) -> Self {
        let ids = exercises(routines, snapshot);
        let days = routines.iter().map(|day| WeekDayView::new(day, &ids, snapshot, tags, context));
        Self {
            holds: hold_views(holds),
            days: days.collect(),
            sessions_done: tally.done,
            sessions_planned: tally.asked,
            sessions_beyond: tally.beyond,
        }
    }
}

/// A day of the week.
#[derive(Debug, Serialize)]
struct WeekDayView<'a> {
    day: DayText,
    to_come: bool,
    minutes: u32,
    paused: Option<PauseView<'a>>,
    waiting: Vec<WaitingView<'a>>,
    exercises: Vec<MarkView>,
    left_out: Vec<LeftOutView<'a>>,
}

impl<'a> WeekDayView<'a> {
    fn new(
        routine: &'a Routine,
        ids: &[String],
        snapshot: &PlanSnapshot,
        tags: &Tags,
        context: &Context,
    ) -> Self {
        let out = routine.not_today.iter();
        Self {
            day: DayText(routine.day),
            to_come: routine.day > context.today,
            minutes: minutes(routine),
            paused: routine.paused.as_ref().map(PauseView::from),
            waiting: waiting_views(&routine.waiting),
            exercises: ids.iter().map(|id| MarkView::new(id, routine, snapshot)).collect(),
            left_out: out.filter_map(|out| LeftOutView::new(out, snapshot, tags)).collect(),
        }
    }
}

/// What came, or comes, of an exercise on a day.
#[derive(Debug, Serialize)]
struct MarkView {
    exercise: String,
    mark: &'static str,
}

impl MarkView {
    fn new(id: &str, routine: &Routine, snapshot: &PlanSnapshot) -> Self {
        Self { exercise: id.to_owned(), mark: mark(id, routine, snapshot).word() }
    }
}

/// An exercise that is left out beside its usual days, and why.
#[derive(Debug, Serialize)]
struct LeftOutView<'a> {
    exercise: &'a str,
    in_words: String,
}

impl<'a> LeftOutView<'a> {
    /// `None` where it is only not one of its days.
    fn new(out: &'a NotToday, snapshot: &PlanSnapshot, tags: &Tags) -> Option<Self> {
        let why = words::routine::not_due_in_short(&out.because, &snapshot.shelf, tags)?;
        Some(Self { exercise: &out.exercise, in_words: why })
    }
}
