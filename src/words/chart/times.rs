//! Pain by time of day and day of the week in words.

use crate::domain::analysis::times::{Group, NEEDS, Times};
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

impl Times {
    /// What it shows, in a sentence or two.
    pub fn sentence(&self) -> String {
        let listed: Vec<String> =
            [("by time of day", &self.parts), ("by day of the week", &self.week)]
                .into_iter()
                .filter_map(|(by, groups)| compared(by, groups, self.about.style))
                .collect();
        let total = self.about.days();
        let recorded = format!(
            "{} of {total} {} recorded",
            self.rated,
            if total == 1 { "day" } else { "days" }
        );
        let sentence = if listed.is_empty() {
            format!(
                "There is not enough yet to tell times apart: a time needs {NEEDS} days with a \
                 score; {recorded}."
            )
        } else {
            format!("Median pain {}. This says when, not why; {recorded}.", listed.join(", and "))
        };
        self.about.with_alerts(&sentence)
    }

    /// All of it in plain words.
    pub fn description(&self) -> String {
        let listed: Vec<String> = self
            .parts
            .iter()
            .chain(&self.week)
            .filter_map(|group| Some((group, group.pain?)))
            .map(|(group, pain)| {
                format!(
                    "{} {} ({})",
                    group.name,
                    self.about.style.plain(pain.median),
                    counted(group.days, "day", "days")
                )
            })
            .collect();
        let listed = if listed.is_empty() {
            String::new()
        } else {
            format!(" Medians: {}.", listed.join(", "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}

/// The lowest and the highest of the groups that have a median; `None` of fewer than two.
fn compared(by: &str, groups: &[Group], style: Style) -> Option<String> {
    let medians: Vec<(&Group, f64)> =
        groups.iter().filter_map(|group| Some((group, group.pain?.median))).collect();
    let first = medians.first()?;
    // One time of day alone is neither the lowest nor the highest.
    if medians.len() < 2 {
        return None;
    }
    let lowest =
        medians.iter().fold(first, |least, each| if each.1 < least.1 { each } else { least });
    let highest =
        medians.iter().fold(first, |most, each| if each.1 > most.1 { each } else { most });
    // Compared as they are shown: “from 4 to 4” would be no sentence.
    if style.plain(lowest.1) == style.plain(highest.1) {
        return Some(format!("{by} was {} throughout", style.plain(lowest.1)));
    }
    let [low, high] = [lowest, highest].map(|(group, median)| {
        format!("{} ({}, {})", style.plain(*median), group.name, counted(group.days, "day", "days"))
    });
    Some(format!("{by} ran from {low} to {high}"))
}
