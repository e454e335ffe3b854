//! Pain by day of the menstrual cycle.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::view::text_chart::TextChart;
use crate::domain::analysis::cycle::{CycleGroup, CyclePain, CycleRow};
use crate::domain::text::number::counted;
use crate::domain::text::number::round1;
use crate::domain::text::style::Style;

/// Reads pain by day of the cycle.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let pain = source.cycle_pain()?;
    if pain.cycles.is_empty() {
        return Err(Failure::could_not("no day of a cycle was recorded in these days.")
            .next("Say with a score when a period begins: supple log N --period-started"));
    }
    Ok(Box::new(pain))
}

impl ChartFacts for CyclePain {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&CyclePainView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let days = |from: u32, to: u32| format!("days {from} to {to}");
        let mut bars: Vec<(String, Option<f64>, String)> = self
            .groups
            .iter()
            .map(|group| {
                let cycles = counted(group.cycles, "cycle", "cycles");
                let words = format!("{} ({cycles})", self.about.style.plain(group.median));
                (days(group.from, group.to), Some(group.median), words)
            })
            .collect();
        let heading = if bars.is_empty() {
            // Before there are medians the days of the newest cycle stand by themselves.
            let newest = self.cycles.last().into_iter().flat_map(|row| &row.days);
            bars = newest
                .map(|(day, pain)| {
                    (format!("day {day}"), Some(*pain), self.about.style.plain(*pain))
                })
                .collect();
            "Pain in the newest cycle, 0 to 10"
        } else {
            "Median pain by day of the cycle, 0 to 10"
        };
        TextChart::Bars { heading: heading.to_owned(), bars }
    }
}

/// Pain by day of the cycle, for a program.
#[derive(Debug, Serialize)]
struct CyclePainView {
    days_rated: usize,
    whole_cycles: usize,
    cycles: Vec<CycleView>,
    medians: Vec<CycleGroupView>,
}

impl From<&CyclePain> for CyclePainView {
    fn from(pain: &CyclePain) -> Self {
        Self {
            days_rated: pain.rated,
            whole_cycles: pain.whole(),
            cycles: pain.cycles.iter().map(CycleView::from).collect(),
            medians: pain.groups.iter().map(CycleGroupView::from).collect(),
        }
    }
}

/// One cycle.
#[derive(Debug, Serialize)]
struct CycleView {
    from: DayText,
    to: DayText,
    whole: bool,
    days: Vec<CycleDayView>,
}

impl From<&CycleRow> for CycleView {
    fn from(row: &CycleRow) -> Self {
        let days = row.days.iter();
        Self {
            from: DayText(row.span.start),
            to: DayText(row.span.last),
            whole: row.span.next.is_some(),
            days: days
                .map(|(day, mean)| CycleDayView { cycle_day: *day, mean: round1(*mean) })
                .collect(),
        }
    }
}

/// A rated day of a cycle.
#[derive(Debug, Serialize)]
struct CycleDayView {
    cycle_day: u32,
    mean: f64,
}

/// A few days of the cycle over all cycles.
#[derive(Debug, Serialize)]
struct CycleGroupView {
    from_day: u32,
    to_day: u32,
    median: f64,
    readings: usize,
    cycles: usize,
}

impl From<&CycleGroup> for CycleGroupView {
    fn from(group: &CycleGroup) -> Self {
        Self {
            from_day: group.from,
            to_day: group.to,
            median: round1(group.median),
            readings: group.readings,
            cycles: group.cycles,
        }
    }
}
