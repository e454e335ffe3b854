//! What the body can do, as it was logged.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::view::text_chart::{Course, CourseMarks, MOST_PAIN, TextChart};
use crate::domain::analysis::function::{Function, FunctionRow, Measure};
use crate::domain::text::number::round1;
use crate::domain::text::style::Style;

/// Reads what was logged of it.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let function = source.function()?;
    if function.rows.is_empty() {
        return Err(Failure::could_not(
            "no sitting, walking, sleep, leaks or goals were recorded in these days.",
        )
        .next("Say them with a score: supple log N --sat 35 --slept 6h30"));
    }
    Ok(Box::new(function))
}

impl ChartFacts for Function {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&FunctionView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let courses = self.rows.iter().map(|row| Course {
            name: format!(
                "{}: {}",
                row.title(),
                row.account(self.about.style).join(self.about.style.separator())
            ),
            marks: CourseMarks::Heights(
                row.days.iter().map(|(day, value)| (*day, *day, *value)).collect(),
                match row.measure {
                    Measure::Goal => MOST_PAIN,
                    _ => row.most().ceil().max(1.0),
                },
            ),
        });
        TextChart::Courses {
            range: (self.about.from, self.about.to),
            style: self.about.style,
            courses: courses.collect(),
        }
    }
}

/// What was measured, for a program.
#[derive(Debug, Serialize)]
struct FunctionView<'a> {
    days_recorded: usize,
    measures: Vec<MeasureView<'a>>,
}

impl<'a> From<&'a Function> for FunctionView<'a> {
    fn from(function: &'a Function) -> Self {
        Self {
            days_recorded: function.days,
            measures: function.rows.iter().map(MeasureView::from).collect(),
        }
    }
}

/// One measure: minutes of sitting and walking, hours of sleep, leaks, or a goal from 0 to 10.
#[derive(Debug, Serialize)]
struct MeasureView<'a> {
    measure: &'static str,
    name: Option<&'a str>,
    median: f64,
    values: Vec<DayValueView>,
}

impl<'a> From<&'a FunctionRow> for MeasureView<'a> {
    fn from(row: &'a FunctionRow) -> Self {
        let values = row.days.iter();
        Self {
            measure: row.measure.word(),
            name: row.name.as_deref(),
            median: round1(row.median()),
            values: values
                .map(|(day, value)| DayValueView { day: DayText(*day), value: round1(*value) })
                .collect(),
        }
    }
}

/// The value of a day.
#[derive(Debug, Serialize)]
struct DayValueView {
    day: DayText,
    value: f64,
}
