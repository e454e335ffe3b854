//! Goals: a row for each activity, with its ratings joined by a line.

use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::text::number::{counted, plain};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::head::{self, HeadText};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{ChartRow, RowChart, RowSample, Track, TrackMarks};
use crate::figure::render::Figure;

/// As before.
const MOST: f64 = 10.0;

impl Figure for Goals {
    fn title(&self) -> String {
        format!("{}, goals, {}", head::subjects(&self.about.subjects), self.about.range())
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
fn panel(facts: &Goals) -> RowChart {
    // With one rating there is no change to speak of.
    let row = |row: &GoalRow| ChartRow {
        name: row.activity.clone(),
        notes: row.ends().map_or_else(Vec::new, |(first, last)| match row.ratings.len() {
            1 => vec!["rated once".to_owned()],
            times => vec![
                format!("from {} to {}", plain(first.value()), plain(last.value())),
                counted(times, "rating", "ratings"),
            ],
        }),
        tracks: vec![Track {
            marks: TrackMarks::Line(
                row.ratings.iter().map(|(day, score)| (*day, score.value())).collect(),
            ),
            most: MOST,
            share: 1.0,
        }],
    };
    RowChart {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading: "What the person wants back, 0 (cannot) to 10 (as before)".to_owned(),
        keys: vec![LegendEntry::new(RowSample::Line, "each rating")],
        rows: facts.rows.iter().map(row).collect(),
    }
}
