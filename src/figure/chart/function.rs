//! Function: a row for everything that was measured, each with an axis and a unit of its own.

use crate::domain::analysis::function::{Function, FunctionRow, Measure};
use crate::figure::chart::framed_chart::{Caption, RowFigure};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{BarFill, ChartRow, RowChart, RowSample, Track, TrackMarks};
use crate::figure::layout::ticks;

impl RowFigure for Function {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "function",
            about: &self.about,
            recorded: self.days,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn row_chart(&self) -> RowChart {
        let step = if self.is_by_day() { "day" } else { self.about.step_word() };
        let is_counted =
            |row: &FunctionRow| matches!(row.measure, Measure::Walking | Measure::Leaks);
        let is_rated = |row: &FunctionRow| row.measure == Measure::Goal;
        let mean = if self.is_by_day() { "" } else { ", the mean of its days" };
        let keys = [
            (
                self.rows.iter().any(|row| !is_counted(row) && !is_rated(row)),
                RowSample::Stem,
                format!("each {step}{mean}"),
            ),
            (
                self.rows.iter().any(is_counted),
                RowSample::Bar(BarFill::Solid),
                if self.is_by_day() {
                    "sum of a day".to_owned()
                } else {
                    format!("each {step}{mean}")
                },
            ),
            (
                self.rows.iter().any(is_rated),
                RowSample::Line,
                "each rating, 0 cannot, 10 as before".to_owned(),
            ),
        ];
        let keys = keys.into_iter().filter(|(occurs, ..)| *occurs);
        RowChart {
            range: (self.about.from, self.about.to),
            heading: "What the body can do, each on a scale of its own".to_owned(),
            keys: keys.map(|(_, sample, words)| LegendEntry::new(sample, words)).collect(),
            style: self.about.style,
            rows: self.rows.iter().map(|row| self.chart_row(row)).collect(),
        }
    }
}

impl Function {
    /// One measure as a row.
    fn chart_row(&self, row: &FunctionRow) -> ChartRow {
        let values = || {
            if self.is_by_day() {
                row.days.iter().map(|(day, value)| (*day, *day, *value)).collect()
            } else {
                row.by_step(&self.about.steps())
            }
        };
        let (marks, most) = match row.measure {
            Measure::Goal => (TrackMarks::Line(row.days.clone()), 10.0),
            Measure::Walking | Measure::Leaks => {
                (TrackMarks::Bars(BarFill::Solid, values()), top(row.most()))
            }
            Measure::Sitting | Measure::Sleep => (TrackMarks::Dots(values()), top(row.most())),
        };
        ChartRow {
            name: row.title(),
            notes: row.account(self.about.style),
            tracks: vec![Track { marks, most, share: 1.0 }],
        }
    }
}

/// The end of a scale that has room for a value: a round number.
fn top(most: f64) -> f64 {
    // What a person records of minutes, hours or leaks is far below the largest whole number.
    let most = most.ceil().clamp(0.0, 1e6) as u32;
    f64::from(ticks::counts(most, 1)[1])
}
