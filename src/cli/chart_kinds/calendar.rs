//! Each day's pain, week by week.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::view::text_chart::{Course, CourseMarks, MOST_PAIN, TextChart, worst_named};
use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::stats::DayPain;
use crate::domain::text::style::Style;

/// Reads each day's pain.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.calendar()?))
}

impl ChartFacts for Calendar {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&CalendarView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let days = self.days.iter().map(|pain| (pain.day, pain.day, pain.mean)).collect();
        let by_worst = |one: &&DayPain, other: &&DayPain| one.worst.cmp(&other.worst);
        let worst = self.days.iter().rev().max_by(by_worst);
        let worst = worst.map(|pain| (pain.day, pain.worst.value()));
        TextChart::Courses {
            range: (self.about.from, self.about.to),
            style: self.about.style,
            courses: vec![Course {
                name: format!(
                    "Mean pain of each day, 0 to 10{}",
                    worst_named(worst, self.about.style)
                ),
                marks: CourseMarks::Heights(days, MOST_PAIN),
            }],
        }
    }
}

/// The rated days, for a program.
#[derive(Debug, Serialize)]
struct CalendarView {
    days_rated: usize,
    rated: Vec<DayPainView>,
}

impl From<&Calendar> for CalendarView {
    fn from(calendar: &Calendar) -> Self {
        Self {
            days_rated: calendar.days.len(),
            rated: calendar.days.iter().map(DayPainView::from).collect(),
        }
    }
}

/// The pain of one day.
#[derive(Debug, Serialize)]
struct DayPainView {
    day: DayText,
    mean: f64,
    worst: f64,
}

impl From<&DayPain> for DayPainView {
    fn from(pain: &DayPain) -> Self {
        Self { day: DayText(pain.day), mean: pain.mean, worst: pain.worst.value() }
    }
}
