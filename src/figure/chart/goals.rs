//! Goals: a row for each activity, with its ratings joined by a line.

use plotters_backend::DrawingBackend;

use crate::domain::about::{counted, plain};
use crate::domain::goals::{GoalRow, Goals};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::{Drawn, Page};
use crate::figure::layout::head;
use crate::figure::layout::legend::Key;
use crate::figure::layout::rows::{Ink, Marks, Row, Rows, Track};
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

    fn draw<DB: DrawingBackend>(&self, page: &mut Page<'_, DB>, paper: Paper) -> Drawn<DB> {
        panel(self).draw_page(page, paper, &head::said(&self.about, self.sentence()), (self.days, self.about.days()))
    }
}

/// The rows as a panel, for a page of their own or a part of another.
fn panel(facts: &Goals) -> Rows {
    let row = |row: &GoalRow| Row {
        name: row.activity.clone(),
        notes: row.ends().map_or_else(Vec::new, |(first, last)| match row.ratings.len() {
            1 => vec!["rated once".to_owned()],
            times => vec![
                format!("from {} to {}", plain(first.value()), plain(last.value())),
                counted(times, "rating", "ratings"),
            ],
        }),
        tracks: vec![Track {
            marks: Marks::Line(row.ratings.iter().map(|(day, score)| (*day, score.value())).collect()),
            most: MOST,
            share: 1.0,
        }],
    };
    Rows {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading: "What the person wants back, 0 (cannot) to 10 (as before)".to_owned(),
        keys: vec![Key { sample: Ink::Line, words: "each rating".to_owned() }],
        rows: facts.rows.iter().map(row).collect(),
    }
}
