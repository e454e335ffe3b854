//! What was done of each exercise in words.

use crate::domain::analysis::practice::Practice;
use crate::domain::text::number::{counted, plain};

impl Practice {
    /// What it shows, in one sentence.
    pub fn sentence(&self) -> String {
        let times: usize = self.rows.iter().map(|row| row.times).sum();
        let worst = self
            .rows
            .iter()
            .flat_map(|row| row.pains.iter().map(move |(_, _, pain)| (*pain, row)))
            .max_by(|(one, _), (other, _)| one.cmp(other));
        let sentence = match (times, worst) {
            (0, _) => "No exercise has been recorded in these days.".to_owned(),
            (_, worst) => {
                let pain = match worst {
                    None => "pain in them was not recorded".to_owned(),
                    // “The most pain in one was 0” would read as a fault of the page.
                    Some((pain, _)) if pain.tenths() == 0 => {
                        "with no pain in them where it was recorded".to_owned()
                    }
                    Some((pain, row)) => format!(
                        "the most pain in one was {} ({})",
                        plain(pain.value()),
                        row.exercise
                    ),
                };
                format!(
                    "{} done {} on {}; {pain}.",
                    counted(self.rows.len(), "exercise", "exercises"),
                    counted(times, "time", "times"),
                    counted(self.days, "day", "days"),
                )
            }
        };
        self.about.with_alerts(&sentence)
    }

    /// All of it in plain words.
    pub fn description(&self) -> String {
        let listed: Vec<String> = self
            .rows
            .iter()
            .map(|row| format!("{} {}", row.exercise, counted(row.times, "time", "times")))
            .collect();
        let listed = if listed.is_empty() {
            String::new()
        } else {
            format!(" Done: {}.", listed.join("; "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}
