//! Goals: a row for each activity, with its ratings joined by a line.

use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::text::number::{counted, plain};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::chart::framed_chart::{Caption, FramedChart};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{self, ChartRow, RowChart, RowSample, Track, TrackMarks};

/// As before.
const MOST: f64 = 10.0;

impl FramedChart for Goals {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "goals",
            about: &self.about,
            recorded: self.days,
            sentence: self.sentence(),
        }
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn due_height(&self, paper: Paper) -> f64 {
        rows::due_height(self.rows.len(), paper)
    }

    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        row_chart(self).draw(canvas, theme, body)
    }
}

/// The rows as they are drawn.
fn row_chart(facts: &Goals) -> RowChart {
    RowChart {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading: "What the person wants back, 0 (cannot) to 10 (as before)".to_owned(),
        keys: vec![LegendEntry::new(RowSample::Line, "each rating")],
        rows: facts.rows.iter().map(chart_row).collect(),
    }
}

/// One goal as a row.
fn chart_row(row: &GoalRow) -> ChartRow {
    let ratings = row.ratings.iter().map(|(day, score)| (*day, score.value())).collect();
    ChartRow {
        name: row.activity.clone(),
        notes: row.ends().map_or_else(Vec::new, |(first, last)| match row.ratings.len() {
            // With one rating there is no change to speak of.
            1 => vec!["rated once".to_owned()],
            times => vec![
                format!("from {} to {}", plain(first.value()), plain(last.value())),
                counted(times, "rating", "ratings"),
            ],
        }),
        tracks: vec![Track { marks: TrackMarks::Line(ratings), most: MOST, share: 1.0 }],
    }
}
