//! Pain by time of day and day of the week.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::view::text_chart::TextChart;
use crate::domain::analysis::times::{Group, Times};
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

/// Reads pain by time of day and day of the week.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.times()?))
}

impl ChartFacts for Times {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&TimesView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let bars = self.parts.iter().chain(&self.week).map(|group| {
            let days = counted(group.days, "day", "days");
            let median = group.pain.map(|pain| pain.median);
            let words = match median {
                Some(median) => format!("{} ({days})", self.about.style.plain(median)),
                None => format!("too few days ({days})"),
            };
            (group.name.to_owned(), median, words)
        });
        TextChart::Bars { heading: "Median pain, 0 to 10".to_owned(), bars: bars.collect() }
    }
}

/// Pain by time of day and day of the week, for a program.
#[derive(Debug, Serialize)]
struct TimesView {
    days_rated: usize,
    parts_of_the_day: Vec<GroupView>,
    days_of_the_week: Vec<GroupView>,
}

impl From<&Times> for TimesView {
    fn from(times: &Times) -> Self {
        Self {
            days_rated: times.rated,
            parts_of_the_day: times.parts.iter().map(GroupView::from).collect(),
            days_of_the_week: times.week.iter().map(GroupView::from).collect(),
        }
    }
}

/// The days that have something in common.
#[derive(Debug, Serialize)]
struct GroupView {
    name: &'static str,
    days: usize,
    median: Option<f64>,
    quarter_at_or_below: Option<f64>,
    quarter_at_or_above: Option<f64>,
}

impl From<&Group> for GroupView {
    fn from(group: &Group) -> Self {
        Self {
            name: group.name,
            days: group.days,
            median: group.pain.map(|pain| pain.median),
            quarter_at_or_below: group.pain.map(|pain| pain.low),
            quarter_at_or_above: group.pain.map(|pain| pain.high),
        }
    }
}
