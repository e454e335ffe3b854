//! Practice: a row for each exercise, how much was done above, the pain in it below.

use crate::domain::analysis::practice::{AmountUnit, Practice, PracticeRow};
use crate::domain::text::number::{counted, plain};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::head::{self, HeadText};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{BarFill, ChartRow, RowChart, RowSample, Track, TrackMarks};
use crate::figure::layout::ticks;
use crate::figure::render::Figure;

/// The scale of pain.
const MOST_PAIN: f64 = 10.0;

impl Figure for Practice {
    fn title(&self) -> String {
        format!("{}, exercises, {}", head::subjects(&self.about.subjects), self.about.range())
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        panel(self).draw_page(
            canvas,
            paper,
            &HeadText::new(&self.about, self.sentence()),
            (self.days, self.about.days()),
        )
    }
}

/// The rows as a panel, for a page of their own or a part of another.
fn panel(facts: &Practice) -> RowChart {
    let each = facts.about.step_word();
    let has_pain = facts.rows.iter().any(|row| !row.pains.is_empty());
    let mut keys = vec![LegendEntry::new(RowSample::Bar(BarFill::Solid), "done")];
    if has_pain {
        keys.push(LegendEntry::new(
            RowSample::Dot,
            format!("most pain in it per {}, 0 to 10", facts.pain_word()),
        ));
    }
    let row = |row: &PracticeRow| {
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
        let pain = worst.map_or("pain not recorded".to_owned(), |worst| {
            format!("pain at most {}", plain(worst))
        });
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
    };
    RowChart {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading: format!("Exercises as they were done, per {each}"),
        keys,
        rows: facts.rows.iter().map(row).collect(),
    }
}
