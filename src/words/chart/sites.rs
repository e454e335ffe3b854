//! Where it hurt in words.

use std::cmp::Reverse;

use crate::domain::analysis::sites::{SiteRow, Sites};
use crate::domain::text::number::counted;

impl Sites {
    /// What it shows, in one sentence.
    pub fn sentence(&self) -> String {
        let mut rows: Vec<&SiteRow> = self.rows.iter().collect();
        rows.sort_by_key(|row| Reverse(row.days));
        let sentence = match rows.first() {
            None => format!(
                "No place has been recorded in these days; {} recorded without one.",
                counted(self.rated, "day was", "days were")
            ),
            Some(first) => {
                let others =
                    rows[1..].iter().take(2).map(|row| format!("{} ({})", row.place, row.days));
                let others: Vec<String> = others.collect();
                let more = if others.is_empty() {
                    String::new()
                } else {
                    format!(", then {}", others.join(" and "))
                };
                format!(
                    "Recorded most often: {} ({}, median pain {}){more}; {} of {} with a score \
                     say where.",
                    first.place,
                    counted(first.days, "day", "days"),
                    self.about.style.plain(first.median),
                    self.placed,
                    counted(self.rated, "day", "days"),
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
            .map(|row| {
                format!(
                    "{} {}, median {}",
                    row.place,
                    counted(row.days, "day", "days"),
                    self.about.style.plain(row.median)
                )
            })
            .collect();
        let listed = if listed.is_empty() {
            String::new()
        } else {
            format!(" Places: {}.", listed.join("; "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}
