//! Goals over time in words.

use crate::domain::analysis::goals::{Goals, MOST_NAMED};
use crate::domain::text::number::counted;

impl Goals {
    /// What it shows, in a sentence or two.
    pub fn sentence(&self) -> String {
        let listed: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.ends()?)))
            .map(|(row, (first, last))| match row.ratings.len() {
                1 => format!("{}, {}", row.activity, self.about.style.plain(last.value())),
                _ => format!(
                    "{}, from {} to {}",
                    row.activity,
                    self.about.style.plain(first.value()),
                    self.about.style.plain(last.value())
                ),
            })
            .collect();
        let more = match listed.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let sentence = if listed.is_empty() {
            "No goal has been rated in these days.".to_owned()
        } else {
            format!(
                "{} rated, 0 cannot and 10 as before: {}{more}.",
                counted(listed.len(), "goal", "goals"),
                listed[..listed.len().min(MOST_NAMED)].join("; ")
            )
        };
        self.about.with_alerts(&sentence)
    }

    /// All of it in plain words.
    pub fn description(&self) -> String {
        self.about.description(&self.sentence())
    }
}
