//! `supple visit 2026-12-01 --with 'Dr Okafor'`: visits past and to come, and what to ask there.
//!
//! A visit is named by its day, as people name it; naming the day again changes what is kept of it.

use chrono::{Datelike, NaiveDate};
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::clearable::{Clearable, clearable};
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::page::Page;
use crate::cli::view::due::show_early_visits;
use crate::cli::writing::Manner;
use crate::domain::diary::own_words;
use crate::domain::diary::rating::Stored;
use crate::domain::diary::visit::{Impression, Question, Visit};
use crate::domain::text::date;
use crate::domain::text::shell;
use crate::domain::text::when;
use crate::store::{Change, Diary, IfMissing};
use crate::words;
use crate::words::text::and;

// Arguments of `visit`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`none` clears --with, --note or --impression.\n\nExamples:\n  supple visit 2026-12-01 --with 'Dr Okafor' --note 'bring the chart'\n  \
                  supple visit --ask 'May I run again?'\n  supple visit today --impression 'much better' --asked 1\n  supple visit"
)]
pub struct Args {
    /// The day, past or to come: 2026-12-01, tomorrow, today, friday (the coming one), in 2 weeks
    #[arg(value_name = "DAY", required_if_eq("remove", "true"), add = ArgValueCompleter::new(complete::days_ahead))]
    day: Vec<String>,
    /// Whom you see
    #[arg(long, value_name = "NAME", requires = "day", value_parser = clearable(own_words::name))]
    with: Option<Clearable<String>>,
    /// Anything else
    #[arg(long, value_name = "TEXT", requires = "day", value_parser = clearable(own_words::note))]
    note: Option<Clearable<String>>,
    /// How you are against the visit before, from 1 (very much worse) to 7 (very much better); 4 is
    /// as before
    #[arg(long, value_name = "1-7", requires = "day", value_parser = clearable(Impression::parse), allow_hyphen_values = true)]
    impression: Option<Clearable<Impression>>,
    /// A question to ask at the next visit; may be repeated
    #[arg(long = "ask", value_name = "QUESTION", value_parser = own_words::note)]
    ask: Vec<String>,
    /// The number of a question that was asked, on DAY or at the last visit; may be repeated
    #[arg(long = "asked", value_name = "N", value_parser = question_number, allow_hyphen_values = true)]
    asked: Vec<i64>,
    /// The number of a question to take off the list; may be repeated
    #[arg(long = "drop", value_name = "N", value_parser = question_number, allow_hyphen_values = true)]
    drop: Vec<i64>,
    /// The visit is on another day
    #[arg(long = "move", value_name = "NEW-DAY", requires = "day")]
    to: Option<String>,
    /// Remove the visit
    #[arg(long, conflicts_with_all = ["with", "note", "impression", "asked", "to"])]
    remove: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The number of a question as typed.
fn question_number(text: &str) -> Result<i64, String> {
    let number = text.trim().parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "it is the number of a question, as supple visit shows it".to_owned())
}

/// The day that the words before the options name: `5 dec` needs no quotes.
fn named_day(words: &[String], context: &Context) -> Result<Option<NaiveDate>, Failure> {
    if words.is_empty() {
        return Ok(None);
    }
    any_day(&words.join(" "), context).map(Some).map_err(|refused| {
        // “5 dec Dr Okafor”: whom, or when on that day, said behind the day.
        let split = (1..words.len()).rev().find(|at| {
            let day = words[..*at].join(" ");
            any_day(&day, context).is_ok()
        });
        let Some((day, more)) = split.map(|at| words.split_at(at)) else { return refused };
        let (option, more) = match more {
            [with, name @ ..] if with == "with" && !name.is_empty() => ("--with", name),
            [at, time @ ..] if at == "at" && !time.is_empty() => ("--note", time),
            more if when::time(&more.join(" ")).is_ok() => ("--note", more),
            more => ("--with", more),
        };
        // “10am with Dr Okafor”.
        let (more, whom) = match more.iter().position(|word| word == "with") {
            Some(at) if at > 0 && at + 1 < more.len() => {
                let whom = shell::word(more[at + 1..].join(" "));
                (&more[..at], format!(" --with {whom}"))
            }
            _ => (more, String::new()),
        };
        let option = if whom.is_empty() { option } else { "--note" };
        let more = shell::word(more.join(" ")) + &whom;
        refused.next(format!("Did you mean supple visit {} {option} {more}?", day.join(" ")))
    })
}

/// A day in the past or to come.
fn any_day(text: &str, context: &Context) -> Result<NaiveDate, Failure> {
    Ok(when::ahead(text, context.today, context.today)?)
}

/// Visits with the questions for them.
struct Book {
    visits: Vec<Stored<Visit>>,
    questions: Vec<Stored<Question>>,
}

impl Book {
    fn read(diary: &Diary) -> Result<Self, Failure> {
        Ok(Self { visits: diary.visits()?, questions: diary.visit_questions()? })
    }

    fn on(&self, day: NaiveDate) -> Option<&Stored<Visit>> {
        self.visits.iter().find(|visit| visit.value.day == day)
    }

    /// The number of the last visit that has been.
    fn last_before(&self, today: NaiveDate) -> Option<i64> {
        let last = self.visits.iter().rev().find(|visit| visit.value.day <= today);
        last.map(|visit| visit.id)
    }

    /// What was asked at a visit; with `None`, what waits to be asked.
    fn questions(&self, visit: Option<i64>) -> impl Iterator<Item = &Stored<Question>> {
        self.questions.iter().filter(move |question| question.value.visit == visit)
    }

    fn question(&self, number: i64) -> Result<&Stored<Question>, Failure> {
        self.questions.iter().find(|question| question.id == number).ok_or_else(|| {
            Failure::usage(format!("there is no question {number}."))
                .next("See the numbers: supple visit")
        })
    }
}

/// Runs `visit`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let day = named_day(&args.day, context)?;
    if day.is_none() && args.ask.is_empty() && args.asked.is_empty() && args.drop.is_empty() {
        let diary = context.read_diary()?;
        let book = diary
            .as_ref()
            .map_or(Ok(Book { visits: Vec::new(), questions: Vec::new() }), Book::read)?;
        let shown = answer(&book, args.json, context);
        let mut talk = context.page();
        if let Some(diary) = diary.as_ref().filter(|_| !args.json) {
            show_early_visits(diary, context, &mut talk)?;
        }
        return Ok(Output { talk: shown.talk + &talk.text(), ..shown });
    }
    // These speak of something that is there, and must not make a diary to find that it is not.
    let changes_what_is =
        args.remove || args.to.is_some() || !args.asked.is_empty() || !args.drop.is_empty();
    let missing = if changes_what_is { IfMissing::Leave } else { IfMissing::Make };
    let manner = Manner { missing, ..context.manner() };
    let kept =
        context.write_in(manner, |change| keep(&args, day, change, context))?.ok_or_else(|| {
            Failure::usage("there is no visit and no question yet.")
                .next("Note one: supple visit 2026-12-01 --with 'Dr Okafor'")
        })?;
    if args.json {
        return Ok(kept.answer(context, |_, diary| Ok(answer(&Book::read(diary)?, true, context))));
    }
    Ok(kept.tell(context, |lines, _, page, _| {
        lines.iter().for_each(|line| page.para(line));
        Ok(())
    }))
}

/// Keeps what the arguments say of a visit and its questions, and returns what to say about it,
/// line by line.
fn keep(
    args: &Args,
    day: Option<NaiveDate>,
    change: &mut Change<'_>,
    context: &Context,
) -> Result<Vec<String>, Failure> {
    let book = Book::read(change)?;
    let mut lines = Vec::new();
    for question in &args.ask {
        let number = change.add_visit_question(question, context.today)?;
        lines.push(format!("Kept to ask, as question {number}: {question}"));
    }
    for number in &args.drop {
        let question = book.question(*number)?;
        change.remove_visit_question(*number)?;
        lines.push(format!("Taken off the list: {}", question.value.question));
    }
    let here = day.and_then(|day| book.on(day));
    let (mut visit_number, mut visit_day) = (here.map(|visit| visit.id), day);
    match day {
        Some(day) if args.remove => {
            let visit = here.ok_or_else(|| no_visit(day, context))?;
            let asked: Vec<i64> =
                book.questions(Some(visit.id)).map(|question| question.id).collect();
            change.remove_visit(visit.id, &asked)?;
            lines.push(format!(
                "Removed the visit on {}. supple undo brings it back.",
                context.day(day)
            ));
        }
        Some(day) => {
            let visit = changed(args, here.map(|visit| &visit.value), day, &book, context)?;
            match here {
                Some(old) => change.set_visit(old.id, &visit)?,
                None => visit_number = Some(change.add_visit(&visit)?),
            }
            visit_day = Some(visit.day);
            lines.push(format!("Visit: {}.", in_words(&visit, context)));
            lines.extend(far_off(visit.day, context));
        }
        None => {}
    }
    for number in &args.asked {
        let question = book.question(*number)?;
        let at = match visit_day {
            Some(day) if day > context.today => {
                return Err(Failure::usage(format!(
                    "the visit on {} is still to come.",
                    context.day(day)
                ))
                .next("Once a question was asked there, type this again."));
            }
            Some(_) => visit_number,
            None => book.last_before(context.today),
        };
        let at = at.ok_or_else(|| {
            Failure::usage("there was no visit yet to have asked it at.")
                .next(format!("Say when it was: supple visit yesterday --asked {number}"))
        })?;
        change.set_asked(*number, Some(at))?;
        lines.push(format!("Asked: {}", question.value.question));
    }
    Ok(lines)
}

/// Days after which the same day a year earlier may have been meant: half a year.
const FAR_DAYS: i64 = 183;

/// Says which day of the year before may be meant, of a visit that is far off.
fn far_off(day: NaiveDate, context: &Context) -> Option<String> {
    let is_far = date::days_between(context.today, day) > FAR_DAYS;
    let before = day.with_year(day.year() - 1).filter(|_| is_far)?;
    Some(format!(
        "If it has been, on {}: supple undo, and supple visit {before}",
        context.day(before)
    ))
}

/// There is nothing to remove or move.
fn no_visit(day: NaiveDate, context: &Context) -> Failure {
    Failure::usage(format!("there is no visit on {}.", context.day(day)))
        .next("See them all: supple visit")
}

/// The visit on `day` after what the arguments say.
fn changed(
    args: &Args,
    old: Option<&Visit>,
    day: NaiveDate,
    book: &Book,
    context: &Context,
) -> Result<Visit, Failure> {
    let mut visit = old.cloned().unwrap_or_else(|| Visit::on(day));
    if let Some(to) = &args.to {
        if old.is_none() {
            return Err(no_visit(day, context));
        }
        visit.day = any_day(to, context)?;
        if visit.day != day && book.on(visit.day).is_some() {
            return Err(Failure::usage(format!(
                "there is a visit on {} already.",
                context.day(visit.day)
            ))
            .next(format!("If that is the only one: supple visit {day} --remove")));
        }
    }
    if let Some(with) = args.with.clone() {
        visit.clinician = with.into_option();
    }
    if let Some(note) = args.note.clone() {
        visit.note = note.into_option();
    }
    if let Some(impression) = args.impression {
        visit.impression = impression.into_option();
    }
    match visit.impression {
        Some(_) if visit.day > context.today => Err(Failure::usage(format!(
            "the visit on {} is still to come.",
            context.day(visit.day)
        ))
        .next("Say how you are once it has been.")),
        _ => Ok(visit),
    }
}

/// A visit in words: `Tue 1 Dec, in 9 days, with Dr Okafor, feeling much better`.
fn in_words(visit: &Visit, context: &Context) -> String {
    let with = visit.clinician.as_ref().map(|name| format!(", with {name}"));
    let felt = visit.impression.map(|impression| format!(", feeling {impression}"));
    let note = visit.note.as_ref().map(|note| format!(": {note}"));
    let more: String = with.into_iter().chain(felt).chain(note).collect();
    format!("{}{more}", words::day::distance(visit.day, context.reader()))
}

/// All of it.
fn answer(book: &Book, as_json: bool, context: &Context) -> Output {
    if as_json {
        return json::document(&BookView::from(book));
    }
    let (past, next): (Vec<_>, Vec<_>) =
        book.visits.iter().partition(|visit| visit.value.day < context.today);
    let mut page = context.page();
    for (number, visit) in next.iter().enumerate() {
        page.section(
            if number == 0 { "Next visit" } else { "After that" },
            &in_words(&visit.value, context),
        );
        show_asked(book, visit.id, &mut page);
    }
    let open: Vec<_> = book.questions(None).collect();
    if !open.is_empty() {
        page.gap();
        page.heading("To ask");
        for question in &open {
            page.item(&format!(" {}", question.id), &question.value.question);
        }
    }
    if !past.is_empty() {
        page.gap();
        page.heading("Visits so far");
        for visit in past.iter().rev() {
            page.item(" •", &in_words(&visit.value, context));
            show_asked(book, visit.id, &mut page);
        }
    }
    let mut talk = context.page();
    if book.visits.is_empty() && open.is_empty() {
        talk.para(
            "No visits are noted yet. The next one: supple visit 2026-12-01 --with 'Dr Okafor'",
        );
    }
    // A question that is older than a visit that has been may well have been asked there.
    let may_be =
        past.last().and_then(|visit| open.iter().find(|open| open.value.day <= visit.value.day));
    if let Some(question) = may_be {
        talk.para(&format!("When a question was asked: supple visit --asked {}", question.id));
    }
    Output { results: page.text(), talk: talk.text(), saved: false }
}

/// What was asked at a visit.
fn show_asked(book: &Book, visit: i64, page: &mut Page) {
    let asked: Vec<&str> =
        book.questions(Some(visit)).map(|question| question.value.question.as_str()).collect();
    if !asked.is_empty() {
        page.indented(3, &format!("asked: {}", and(&asked)));
    }
}

/// Visits and questions, for a program.
#[derive(Debug, Serialize)]
struct BookView<'a> {
    visits: Vec<VisitView<'a>>,
    to_ask: Vec<QuestionView<'a>>,
}

impl<'a> From<&'a Book> for BookView<'a> {
    fn from(book: &'a Book) -> Self {
        Self {
            visits: book.visits.iter().map(|visit| VisitView::new(visit, book)).collect(),
            to_ask: book.questions(None).map(QuestionView::from).collect(),
        }
    }
}

/// A visit, with what was asked there.
#[derive(Debug, Serialize)]
struct VisitView<'a> {
    day: DayText,
    with: Option<&'a str>,
    note: Option<&'a str>,
    impression: Option<i64>,
    impression_in_words: Option<String>,
    responds: Option<bool>,
    asked: Vec<QuestionView<'a>>,
}

impl<'a> VisitView<'a> {
    fn new(Stored { id, value: visit }: &'a Stored<Visit>, book: &'a Book) -> Self {
        Self {
            day: DayText(visit.day),
            with: visit.clinician.as_deref(),
            note: visit.note.as_deref(),
            impression: visit.impression.map(Impression::point),
            impression_in_words: visit.impression.map(|impression| impression.to_string()),
            responds: visit.impression.map(Impression::responds),
            asked: book.questions(Some(*id)).map(QuestionView::from).collect(),
        }
    }
}

/// A question for a visit.
#[derive(Debug, Serialize)]
struct QuestionView<'a> {
    number: i64,
    question: &'a str,
    day: DayText,
}

impl<'a> From<&'a Stored<Question>> for QuestionView<'a> {
    fn from(Stored { id, value: question }: &'a Stored<Question>) -> Self {
        Self { number: *id, question: &question.question, day: DayText(question.day) }
    }
}
