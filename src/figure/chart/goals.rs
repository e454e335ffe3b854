//! Goals: a row for each activity, with its ratings joined by a line.

use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::diary::goal::SINGLE_POINTS;
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;
use crate::figure::chart::framed_chart::{Caption, RowFigure};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{ChartRow, RowChart, RowSample, Track, TrackMarks};

/// The highest rating of a goal: as before the pain.
const MOST: f64 = 10.0;

impl RowFigure for Goals {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "goals",
            about: &self.about,
            recorded: self.days,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn row_chart(&self) -> RowChart {
        RowChart {
            range: (self.about.from, self.about.to),
            heading: "What the person wants back, 0 (cannot) to 10 (as before)".to_owned(),
            keys: self.keys(),
            style: self.about.style,
            rows: self.rows.iter().map(|row| chart_row(row, self.about.style)).collect(),
        }
    }
}

impl Goals {
    /// What its marks mean.
    fn keys(&self) -> Vec<LegendEntry> {
        let mut keys = vec![LegendEntry::new(RowSample::Line, "each rating")];
        if self.rows.iter().any(|row| row.mark().is_some()) {
            let words = format!("{SINGLE_POINTS} points above the first, the published mark");
            keys.push(LegendEntry::new(RowSample::Reach, words));
        }
        keys
    }
}

/// One goal as a row.
fn chart_row(row: &GoalRow, style: Style) -> ChartRow {
    let ratings = row.ratings.iter().map(|(day, score)| (*day, score.value())).collect();
    ChartRow {
        name: row.activity.clone(),
        notes: row.ends().map_or_else(Vec::new, |(first, last)| match row.ratings.len() {
            // With one rating there is no change to speak of.
            1 => vec!["rated once".to_owned()],
            times => vec![
                format!("from {} to {}", style.plain(first.value()), style.plain(last.value())),
                counted(times, "rating", "ratings"),
            ],
        }),
        tracks: vec![Track {
            marks: match row.mark() {
                Some(reach) => TrackMarks::LineToReach { days: ratings, reach },
                None => TrackMarks::Line(ratings),
            },
            most: MOST,
            share: 1.0,
        }],
    }
}
