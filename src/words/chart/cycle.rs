//! Pain by day of the cycle in words.

use crate::domain::analysis::cycle::{CYCLES_NEEDED, CycleGroup, CyclePain};
use crate::domain::text::date::days_between;
use crate::domain::text::number::counted;

/// What to log so that cycles are known.
pub const HOW_TO_LOG: &str =
    "the first day of each period is logged with a score: supple log N --period-started";

impl CyclePain {
    /// What it shows, in a sentence or two.
    pub fn sentence(&self) -> String {
        let whole = self.whole();
        let sentence = if self.cycles.is_empty() {
            format!("No day of a cycle has been recorded in these days; {HOW_TO_LOG}.")
        } else if whole < CYCLES_NEEDED {
            let known = match whole {
                0 => "No whole cycle is known yet".to_owned(),
                _ => "Only one whole cycle is known".to_owned(),
            };
            format!(
                "{known}, on {}; nothing is said of its days before there are \
                 {CYCLES_NEEDED}. A cycle is whole once the next period has begun; {HOW_TO_LOG}.",
                counted(self.rated, "rated day", "rated days")
            )
        } else {
            let lengths: Vec<i64> = self
                .cycles
                .iter()
                .filter_map(|row| Some(days_between(row.span.start, row.span.next?)))
                .collect();
            let (least, most) = lengths
                .iter()
                .fold((i64::MAX, 0), |(low, high), days| (low.min(*days), high.max(*days)));
            let long = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let told = self.extremes().map_or_else(
                || "pain was alike on all of its days".to_owned(),
                |(high, low)| {
                    format!(
                        "the median was highest, {}, on days {} and lowest, {}, on days {}",
                        self.about.style.plain(high.median),
                        days(high),
                        self.about.style.plain(low.median),
                        days(low)
                    )
                },
            );
            let few = if whole < 3 { "; two are few, and the next may differ" } else { "" };
            format!("{whole} whole cycles of {long} days: {told}{few}.")
        };
        self.about.with_alerts(&sentence)
    }

    /// All of it in plain words.
    pub fn description(&self) -> String {
        let listed: Vec<String> = self
            .groups
            .iter()
            .map(|group| format!("days {} {}", days(*group), self.about.style.plain(group.median)))
            .collect();
        let listed = if listed.is_empty() {
            String::new()
        } else {
            format!(" Median pain by day of the cycle: {}.", listed.join(", "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}

/// The days of a group: `1 to 3`.
fn days(group: CycleGroup) -> String {
    format!("{} to {}", group.from, group.to)
}
