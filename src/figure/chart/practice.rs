//! Practice: a row for each exercise, how much was done above, the pain in it below.

use crate::domain::analysis::practice::{AmountUnit, Practice, PracticeRow};
use crate::domain::text::number::{counted, plain};
use crate::figure::chart::framed_chart::{Caption, RowFigure};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{BarFill, ChartRow, RowChart, RowSample, Track, TrackMarks};
use crate::figure::layout::ticks;

/// The scale of pain.
const MOST_PAIN: f64 = 10.0;

impl RowFigure for Practice {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "exercises",
            about: &self.about,
            recorded: self.days,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn row_chart(&self) -> RowChart {
        let each = self.about.step_word();
        let has_pain = self.rows.iter().any(|row| !row.pains.is_empty());
        let mut keys = vec![LegendEntry::new(RowSample::Bar(BarFill::Solid), "done")];
        if has_pain {
            keys.push(LegendEntry::new(
                RowSample::Dot,
                format!("most pain in it per {}, 0 to 10", self.pain_word()),
            ));
        }
        RowChart {
            range: (self.about.from, self.about.to),
            date_style: self.about.date_style,
            heading: format!("Exercises as they were done, per {each}"),
            keys,
            rows: self.rows.iter().map(chart_row).collect(),
        }
    }
}

/// One exercise as a row.
fn chart_row(row: &PracticeRow) -> ChartRow {
    // Each exercise has a scale of its own: minutes and repetitions cannot share one.
    let most = row.amounts.iter().map(|(_, _, amount)| *amount).max().unwrap_or(0);
    let bars =
        row.amounts.iter().map(|(from, to, amount)| (*from, *to, f64::from(*amount))).collect();
    let amounts = Track {
        marks: TrackMarks::Bars(BarFill::Solid, bars),
        most: f64::from(ticks::counts(most, 1)[1]),
        share: 0.5,
    };
    let pains = row.pains.iter().map(|(from, to, pain)| (*from, *to, pain.value())).collect();
    let pains = Track { marks: TrackMarks::Dots(pains), most: MOST_PAIN, share: 0.5 };
    let worst = row
        .pains
        .iter()
        .map(|(_, _, pain)| pain.value())
        .fold(None, |most: Option<f64>, pain| Some(most.map_or(pain, |most| most.max(pain))));
    let pain = worst
        .map_or("pain not recorded".to_owned(), |worst| format!("pain at most {}", plain(worst)));
    ChartRow {
        name: row.exercise.clone(),
        notes: vec![
            match row.unit {
                AmountUnit::Times => counted(row.times, "time", "times"),
                unit => format!("{}, in {}", counted(row.times, "time", "times"), unit.word()),
            },
            pain,
        ],
        tracks: if row.pains.is_empty() { vec![amounts] } else { vec![amounts, pains] },
    }
}
