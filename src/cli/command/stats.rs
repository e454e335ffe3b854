//! `supple stats`: the few numbers that say how it goes, each with the days it stands on.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::{Numbers, PainComparison, PeriodNumbers, Since};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::page_args::{Range, RangeArgs};
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::adherence::AdherenceView;
use crate::cli::output::json::scalar::{DayText, ScoreNumber};
use crate::cli::output::page::Page;
use crate::cli::view::goals::{GoalsView, show_goals};
use crate::domain::analysis::period::PeriodKind;
use crate::domain::analysis::stats::THRESHOLD_NAME;
use crate::domain::text::number::whole;
use crate::domain::text::style::Style;
use crate::words;
use crate::words::adherence::{self, sessions};
use crate::words::chart::progress::comparison;
use crate::words::text::{capital, count};

// Arguments of `stats`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Means and medians are of days: a bad day rated five times is still one day."
)]
pub struct Args {
    /// The days, beside the usual stretches.
    #[command(flatten)]
    range: RangeArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `stats`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let asked = asked_days(&args, context)?;
    let numbers = match context.read_diary()? {
        Some(diary) => {
            diary.in_one_look(|| Numbers::load(&diary, &context.library(), context.today, asked))?
        }
        None => Numbers::default(),
    };
    if args.json {
        return Ok(json::document(&StatsView::new(&numbers, context)));
    }
    if numbers.periods.is_empty() && numbers.goals.is_empty() {
        return Ok(context.message("There is nothing to count yet. Log a score first: supple log"));
    }
    let mut page = context.page();
    // Good numbers must not hide a sign that a clinician should look at.
    for alert in &numbers.alerts {
        page.item("!", alert);
    }
    show_periods(&numbers, context, &mut page);
    for compared in &numbers.changes {
        let heading = match compared.since {
            Since::Visit(_) => "Since the last visit",
            Since::FirstTwoWeeks => "Since the first two weeks",
        };
        let change =
            comparison(&compared.change, &when(compared.since, context), context.settings.style());
        page.section(heading, &format!("{}.", capital(&change)));
    }
    show_adherence(&numbers, context, &mut page);
    show_sitting(&numbers.periods, &mut page);
    if numbers.goals.iter().any(|goal| goal.value.is_active()) {
        page.gap();
        page.heading("Goals");
        show_goals(&numbers.goals, context, &mut page);
    }
    let mut talk = context.page();
    if numbers.has_private {
        talk.gap();
        talk.para("What is private is counted here; a page for others leaves it out.");
    }
    Ok(Output { talk: talk.text(), ..Output::results(page.text()) })
}

/// The days that were asked for beside the usual ones; from the first day that is named, or the
/// first of the diary, to the last.
fn asked_days(args: &Args, context: &Context) -> Result<Option<(NaiveDate, NaiveDate)>, Failure> {
    let range = Range::from_args(&args.range, context)?;
    let is_asked = range.from.is_some() || range.to != context.today;
    Ok(is_asked.then_some((range.from.unwrap_or(NaiveDate::MIN), range.to)))
}

/// When it was that the last seven days are compared with.
fn when(since: Since, context: &Context) -> String {
    match since {
        Since::FirstTwoWeeks => "in the first two weeks".to_owned(),
        Since::Visit(day) => format!("in the week up to the visit on {}", context.day(day)),
    }
}

/// What a stretch is called.
fn heading(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week => "last 7 days",
        PeriodKind::FourWeeks => "last 4 weeks",
        PeriodKind::SinceVisit => "since the visit",
        PeriodKind::Asked => "the days asked for",
        PeriodKind::FirstTwoWeeks => "first 2 weeks",
    }
}

/// `6 of 7` days rated.
fn rated(numbers: &PeriodNumbers) -> String {
    format!("{} of {}", numbers.rated(), numbers.period.days())
}

/// The pain of each stretch: as a table where there is room, else as a list.
fn show_periods(numbers: &Numbers, context: &Context, page: &mut Page) {
    let periods = &numbers.periods;
    page.gap();
    let style = context.settings.style();
    let one = |value| style.one_decimal(value);
    if page.has_room_for_table() {
        let headings = ["pain", "mean", "median", "days from", "worst", "rated days", "exercises"];
        page.table(&headings, periods.iter().map(|period| period_row(period, style)).collect());
    } else {
        for period in periods {
            page.heading(&capital(heading(period.period.kind)));
            if let Ok(pain) = period.pain {
                page.item(
                    " ",
                    &format!(
                        "mean {}{}median {}",
                        one(pain.mean),
                        style.separator(),
                        one(pain.median)
                    ),
                );
                let range = format!(
                    "days from {} to {}, worst {}",
                    one(pain.lowest),
                    one(pain.highest),
                    pain.worst.shown(style)
                );
                page.item(" ", &range);
            }
            let done =
                sessions(period.work).map_or(String::new(), |done| format!(", exercises {done}"));
            page.item(" ", &format!("{} days rated{done}", rated(period)));
        }
    }
    for period in periods {
        if let Err(rated) = period.pain {
            // A mean of two days moves by chance, so that it is not shown, and what it needs is.
            let missing = period.period.needs().saturating_sub(rated);
            let more = count(missing, "more rated day", "more rated days");
            page.note(&format!("{}: numbers need {more}.", capital(heading(period.period.kind))));
        }
    }
    let goes_on = |period: &PeriodNumbers| period.period.to > numbers.work_until;
    if periods.iter().any(|period| goes_on(period) && !period.work.is_empty()) {
        let until = words::day::yesterday_or(numbers.work_until, context.reader());
        page.note(&format!("Exercises are counted up to {until}: today is not over."));
    }
}

/// What stands where there is no number.
const NOT_KNOWN: &str = "—";

/// A stretch as a row of the table.
fn period_row(period: &PeriodNumbers, style: Style) -> Vec<String> {
    let one = |value| style.one_decimal(value);
    let numbers = match period.pain {
        Ok(pain) => [
            one(pain.mean),
            one(pain.median),
            format!("{} to {}", one(pain.lowest), one(pain.highest)),
            pain.worst.shown(style),
        ],
        Err(_) => std::array::from_fn(|_| NOT_KNOWN.to_owned()),
    };
    let ends = [rated(period), sessions(period.work).unwrap_or_else(|| NOT_KNOWN.to_owned())];
    [capital(heading(period.period.kind))].into_iter().chain(numbers).chain(ends).collect()
}

/// What was done of each exercise in the last four weeks, week by week, and the reasons given for
/// leaving some out. Today is not over and not counted.
fn show_adherence(numbers: &Numbers, context: &Context, page: &mut Page) {
    let done = &numbers.adherence;
    if done.total.is_empty() {
        return;
    }
    page.gap();
    let until = words::day::yesterday_or(numbers.work_until, context.reader());
    page.heading(&format!("Exercises in the last 4 weeks, up to {until}"));
    let name = |id: &str| numbers.exercise_names.get(id).map_or(id, String::as_str).to_owned();
    for line in adherence::lines(done, name).all() {
        page.item(" ", &line.text());
    }
}

/// Minutes of pain-free sitting, where they were recorded.
fn show_sitting(periods: &[PeriodNumbers], page: &mut Page) {
    let words = periods.iter().filter_map(|period| {
        let (minutes, days) = period.sitting?;
        let days = count(days, "day", "days");
        Some(format!("{}, {} minutes ({days})", heading(period.period.kind), whole(minutes)))
    });
    let words: Vec<String> = words.collect();
    if !words.is_empty() {
        page.section("Sitting without pain, on average", &(capital(&words.join("; ")) + "."));
    }
}

/// The numbers, for a program.
#[derive(Debug, Serialize)]
struct StatsView<'a> {
    day: DayText,
    alerts: &'a [String],
    periods: Vec<PeriodView>,
    adherence: AdherenceView<'a>,
    changes: Vec<ComparisonView>,
    goals: GoalsView<'a>,
}

/// A stretch of days, for a program.
#[derive(Debug, Serialize)]
struct PeriodView {
    name: &'static str,
    from: DayText,
    to: DayText,
    days: i64,
    rated_days: usize,
    missing_days: i64,
    days_needed: usize,
    mean: Option<f64>,
    median: Option<f64>,
    lowest_day: Option<f64>,
    highest_day: Option<f64>,
    worst: Option<ScoreNumber>,
    sessions_done: u32,
    sessions_planned: u32,
    sessions_beyond: u32,
    sitting_minutes: Option<f64>,
    sitting_days: usize,
}

/// A comparison, for a program.
#[derive(Debug, Serialize)]
struct ComparisonView {
    since: &'static str,
    before: Option<f64>,
    now: Option<f64>,
    points: Option<f64>,
    percent: Option<f64>,
    reaches_threshold: Option<bool>,
    threshold: &'static str,
    in_words: String,
}

impl<'a> StatsView<'a> {
    fn new(numbers: &'a Numbers, context: &Context) -> Self {
        Self {
            day: DayText(context.today),
            alerts: &numbers.alerts,
            periods: numbers.periods.iter().map(PeriodView::new).collect(),
            adherence: AdherenceView::from(&numbers.adherence),
            changes: numbers
                .changes
                .iter()
                .map(|compared| ComparisonView::new(compared, context))
                .collect(),
            goals: GoalsView::from(&numbers.goals[..]),
        }
    }
}

impl PeriodView {
    fn new(numbers: &PeriodNumbers) -> Self {
        let PeriodNumbers { period, pain, work, sitting } = numbers;
        let pain = pain.ok();
        Self {
            name: period.kind.word(),
            from: DayText(period.from),
            to: DayText(period.to),
            days: period.days(),
            rated_days: numbers.rated(),
            missing_days: period.days() - i64::try_from(numbers.rated()).unwrap_or(0),
            days_needed: period.needs().saturating_sub(numbers.rated()),
            mean: pain.map(|pain| pain.mean),
            median: pain.map(|pain| pain.median),
            lowest_day: pain.map(|pain| pain.lowest),
            highest_day: pain.map(|pain| pain.highest),
            worst: pain.map(|pain| ScoreNumber(pain.worst)),
            sessions_done: work.done,
            sessions_planned: work.asked,
            sessions_beyond: work.beyond,
            sitting_minutes: sitting.map(|(minutes, _)| minutes),
            sitting_days: sitting.map_or(0, |(_, days)| days),
        }
    }
}

impl ComparisonView {
    fn new(compared: &PainComparison, context: &Context) -> Self {
        let change = compared.change.ok();
        let when = when(compared.since, context);
        Self {
            since: match compared.since {
                Since::FirstTwoWeeks => "first-two-weeks",
                Since::Visit(_) => "visit",
            },
            before: change.map(|change| change.before),
            now: change.map(|change| change.now),
            points: change.map(|change| change.points()),
            percent: change.and_then(|change| change.percent()),
            reaches_threshold: change.map(|change| change.reaches_threshold()),
            threshold: THRESHOLD_NAME,
            in_words: comparison(&compared.change, &when, Style::default()),
        }
    }
}
