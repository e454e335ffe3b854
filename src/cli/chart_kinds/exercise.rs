//! Each exercise day by day: what was done of it, its dose, and the pain in it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::view::text_chart::{Course, CourseMarks, DaySign, TextChart};
use crate::domain::analysis::practice::{DayMark, DoseSpan, Practice, PracticeRow};
use crate::domain::diary::score::Score;
use crate::domain::text::style::Style;

/// Reads what was done of each exercise.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let snapshot = source.snapshot()?;
    let practice = source.practice(source.done()?, &snapshot, &source.ledger(&snapshot))?;
    if practice.days == 0 {
        return Err(Failure::could_not("no exercise was recorded in these days.")
            .next("Tick one off first: supple done clamshell --sets 2 --reps 10"));
    }
    Ok(Box::new(practice))
}

impl ChartFacts for Practice {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&PracticeView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let courses = self.rows.iter().map(|row| {
            let marks = row.marks.iter().map(|(day, mark)| match mark {
                DayMark::Done => (*day, DaySign::Done),
                DayMark::Missed => (*day, DaySign::Missed),
            });
            let stops = row.stops.iter().map(|day| (*day, DaySign::Stopped));
            Course {
                name: format!("{}: {}", row.exercise, row.account(self.about.style).join(" · ")),
                marks: CourseMarks::Days(marks.chain(stops).collect()),
            }
        });
        TextChart::Courses {
            range: (self.about.from, self.about.to),
            style: self.about.style,
            courses: courses.collect(),
        }
    }
}

/// What was done, for a program.
#[derive(Debug, Serialize)]
struct PracticeView<'a> {
    days_with_exercise: usize,
    exercises: Vec<PracticeRowView<'a>>,
}

impl<'a> From<&'a Practice> for PracticeView<'a> {
    fn from(practice: &'a Practice) -> Self {
        Self {
            days_with_exercise: practice.days,
            exercises: practice.rows.iter().map(PracticeRowView::from).collect(),
        }
    }
}

/// One exercise.
#[derive(Debug, Serialize)]
struct PracticeRowView<'a> {
    exercise: &'a str,
    times: usize,
    unit: &'static str,
    amounts: Vec<AmountView>,
    pains: Vec<PainView>,
    days: Vec<DayMarkView>,
    doses: Vec<DoseSpanView<'a>>,
    stopped: Vec<DayText>,
    days_above_limit: usize,
}

impl<'a> From<&'a PracticeRow> for PracticeRowView<'a> {
    fn from(row: &'a PracticeRow) -> Self {
        let amounts = row.amounts.iter().filter(|(_, _, amount)| *amount > 0);
        Self {
            exercise: &row.exercise,
            times: row.times,
            unit: row.unit.word(),
            amounts: amounts.map(AmountView::from).collect(),
            pains: row.pains.iter().map(PainView::from).collect(),
            days: row.marks.iter().map(DayMarkView::from).collect(),
            doses: row.doses.iter().map(DoseSpanView::from).collect(),
            stopped: row.stops.iter().copied().map(DayText).collect(),
            days_above_limit: row.days_above,
        }
    }
}

/// How much of it in some days, never none.
#[derive(Debug, Serialize)]
struct AmountView {
    from: DayText,
    to: DayText,
    amount: u32,
}

impl From<&(NaiveDate, NaiveDate, u32)> for AmountView {
    fn from((from, to, amount): &(NaiveDate, NaiveDate, u32)) -> Self {
        Self { from: DayText(*from), to: DayText(*to), amount: *amount }
    }
}

/// The most pain in it in some days.
#[derive(Debug, Serialize)]
struct PainView {
    from: DayText,
    to: DayText,
    most: f64,
}

impl From<&(NaiveDate, NaiveDate, Score)> for PainView {
    fn from((from, to, pain): &(NaiveDate, NaiveDate, Score)) -> Self {
        Self { from: DayText(*from), to: DayText(*to), most: pain.value() }
    }
}

/// What became of it on a day.
#[derive(Debug, Serialize)]
struct DayMarkView {
    day: DayText,
    outcome: &'static str,
}

impl From<&(NaiveDate, DayMark)> for DayMarkView {
    fn from((day, mark): &(NaiveDate, DayMark)) -> Self {
        Self { day: DayText(*day), outcome: mark.word() }
    }
}

/// The dose that was asked for in some days, and the limit on pain in it.
#[derive(Debug, Serialize)]
struct DoseSpanView<'a> {
    from: DayText,
    to: DayText,
    dose: &'a str,
    amount: u32,
    unit: &'static str,
    pain_max: u32,
}

impl<'a> From<&'a DoseSpan> for DoseSpanView<'a> {
    fn from(span: &'a DoseSpan) -> Self {
        Self {
            from: DayText(span.from),
            to: DayText(span.to),
            dose: &span.program_words,
            amount: span.amount,
            unit: span.unit.word(),
            pain_max: span.pain_max,
        }
    }
}
