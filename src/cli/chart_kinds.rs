//! The kinds of chart: what each is called, how its facts are read, and its numbers for programs.
//!
//! A new kind is a figure of its facts in `figure/chart/`, its numbers here, and a line in
//! [`KINDS`].

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};

use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::analysis::practice::{Practice, PracticeRow};
use crate::domain::analysis::progress::Progress;
use crate::domain::analysis::sites::{SiteRow, Sites};
use crate::domain::analysis::stats::DayPain;
use crate::domain::analysis::times::{Group, Times};
use crate::domain::diary::score::Score;
use crate::domain::text::date::DateStyle;
use crate::figure::Figure;

/// A kind of chart.
#[derive(Debug)]
pub struct ChartKind {
    /// What is typed after `--kind`, and stands in the name of its files.
    pub name: &'static str,
    /// What it is about, for the help.
    about: &'static str,
    /// Reads its facts; fails when nothing of what it is about was recorded.
    pub read: fn(&PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure>,
}

/// Every kind of chart; the first is drawn when none is asked for.
pub static KINDS: [ChartKind; 6] = [
    ChartKind {
        name: "progress",
        about: "How it went: pain and exercises over time",
        read: progress,
    },
    ChartKind { name: "calendar", about: "Each day's pain, month by month", read: calendar },
    ChartKind {
        name: "exercise",
        about: "How much of each exercise was done, and the pain in it",
        read: exercise,
    },
    ChartKind { name: "goals", about: "Goals and how they were rated", read: goals },
    ChartKind { name: "sites", about: "Where it hurt, and when", read: sites },
    ChartKind { name: "times", about: "Pain by time of day and day of the week", read: times },
];

impl ChartKind {
    /// What stands in the name of its files after `supple`; nothing for the usual kind.
    pub fn infix(&self) -> String {
        if self.name == KINDS[0].name { String::new() } else { format!("-{}", self.name) }
    }
}

/// The kind that a word on the command line names.
pub fn parser() -> impl TypedValueParser<Value = &'static ChartKind> {
    let names = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.about));
    // The first parser has let through only names of the table.
    PossibleValuesParser::new(names)
        .map(|name| KINDS.iter().find(|kind| kind.name == name).unwrap_or(&KINDS[0]))
}

/// The facts of one chart: a figure, with its words and numbers.
pub trait ChartFacts: Figure {
    /// What it shows, in a sentence or a few.
    fn sentence(&self) -> String;

    /// Its numbers, without those that every chart has.
    fn to_json(&self) -> Value;

    /// Writes its days as programs read them, whatever the person set.
    fn use_program_dates(&mut self) {}
}

/// Reads how it went.
fn progress(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.progress(&source.snapshot(None)?)?))
}

impl ChartFacts for Progress {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let (done, planned) = self.work_total();
        let baseline = self.baseline.map(|baseline| {
            json!({
                "from": json::day(baseline.from),
                "to": json::day(baseline.to),
                "rated_days": baseline.rated,
                "mean": baseline.mean,
            })
        });
        let change = self.change.ok().map(|change| {
            json!({
                "before": change.before,
                "now": change.now,
                "points": change.points(),
                "percent": change.percent(),
                "reaches_threshold": change.reaches_threshold(),
            })
        });
        json!({
            "days_rated": self.days_rated,
            "baseline": baseline,
            "change": change,
            "sessions_done": done,
            "sessions_planned": planned,
        })
    }

    fn use_program_dates(&mut self) {
        self.date_style = DateStyle::DayFirst;
    }
}

/// Reads each day's pain.
fn calendar(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.calendar()?))
}

impl ChartFacts for Calendar {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let day = |pain: &DayPain| json!({ "day": json::day(pain.day), "mean": pain.mean, "worst": pain.worst.value() });
        json!({ "days_rated": self.days.len(), "rated": self.days.iter().map(day).collect::<Vec<_>>() })
    }
}

/// Reads what was done of each exercise.
fn exercise(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let practice = source.practice()?;
    if practice.rows.is_empty() {
        return Err(Failure::could_not("no exercise was recorded in these days.")
            .next("Tick one off first: supple done clamshell --sets 2 --reps 10"));
    }
    Ok(Box::new(practice))
}

impl ChartFacts for Practice {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let exercise = |row: &PracticeRow| {
            let amounts = row.amounts.iter().filter(|(_, _, amount)| *amount > 0);
            let amounts = amounts
                .map(|(from, to, amount)| json!({ "from": json::day(*from), "to": json::day(*to), "amount": amount }));
            let pains = row.pains.iter().map(
                |(from, to, pain)| json!({ "from": json::day(*from), "to": json::day(*to), "most": pain.value() }),
            );
            json!({
                "exercise": row.exercise,
                "times": row.times,
                "unit": row.unit.word(),
                "amounts": amounts.collect::<Vec<_>>(),
                "pains": pains.collect::<Vec<_>>(),
            })
        };
        json!({ "days_with_exercise": self.days, "exercises": self.rows.iter().map(exercise).collect::<Vec<_>>() })
    }
}

/// Reads how goals were rated.
fn goals(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let goals = source.goals()?;
    if goals.rows.is_empty() {
        return Err(Failure::could_not("no goal was rated in these days.").next(
            "Set one and rate it: supple goal add 'sit through a film', supple goal rate film N",
        ));
    }
    Ok(Box::new(goals))
}

impl ChartFacts for Goals {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let goal = |row: &GoalRow| {
            let rated = |(day, score): &(NaiveDate, Score)| json!({ "day": json::day(*day), "score": json::score(Some(*score)) });
            json!({ "activity": row.activity, "ratings": row.ratings.iter().map(rated).collect::<Vec<_>>() })
        };
        json!({ "days_rated": self.days, "goals": self.rows.iter().map(goal).collect::<Vec<_>>() })
    }
}

/// Reads where it hurt.
fn sites(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let sites = source.sites()?;
    if sites.rows.is_empty() {
        return Err(Failure::could_not("no place was recorded in these days.")
            .next("Say where it hurts with a score: supple log N --site buttock --side left"));
    }
    Ok(Box::new(sites))
}

impl ChartFacts for Sites {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let place = |row: &SiteRow| {
            json!({
                "site": row.place.site,
                "side": row.place.side.map(|side| side.word()),
                "days": row.days,
                "median": row.median,
            })
        };
        json!({
            "days_rated": self.rated,
            "days_with_place": self.placed,
            "places": self.rows.iter().map(place).collect::<Vec<_>>(),
        })
    }
}

/// Reads pain by time of day and day of the week.
fn times(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.times()?))
}

impl ChartFacts for Times {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn to_json(&self) -> Value {
        let group = |group: &Group| {
            json!({
                "name": group.name,
                "days": group.days,
                "median": group.pain.map(|pain| pain.median),
                "quarter_at_or_below": group.pain.map(|pain| pain.low),
                "quarter_at_or_above": group.pain.map(|pain| pain.high),
            })
        };
        json!({
            "days_rated": self.rated,
            "parts_of_the_day": self.parts.iter().map(group).collect::<Vec<_>>(),
            "days_of_the_week": self.week.iter().map(group).collect::<Vec<_>>(),
        })
    }
}
