//! The calendar in words.

use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::stats::MILD_AND_SEVERE;
use crate::domain::text::number::{counted, round1};

impl Calendar {
    /// What it shows, in one sentence.
    pub fn sentence(&self) -> String {
        let (rated, total) = (self.days.len(), self.about.days());
        let days = if total == 1 { "day" } else { "days" };
        let sentence = match rated {
            0 => format!(
                "No pain has been recorded on {}.",
                if total == 1 { "this day" } else { "these days" }
            ),
            1 => format!(
                "Pain was recorded on 1 of {total} {days}: {}.",
                self.about.style.plain(self.days[0].mean)
            ),
            _ => {
                let means: Vec<f64> = self.days.iter().map(|day| day.mean).collect();
                let least = means.iter().copied().fold(f64::INFINITY, f64::min);
                let most = means.iter().copied().fold(0.0, f64::max);
                let (mild, severe) = MILD_AND_SEVERE;
                // A day is counted by the number that its cell shows, and a moment by its mark.
                let severe_days = means.iter().filter(|mean| round1(**mean) >= severe).count();
                let mild_days = means.iter().filter(|mean| round1(**mean) <= mild).count();
                let moments =
                    match self.days.iter().filter(|day| day.worst.value() >= severe).count() {
                        0 => String::new(),
                        bad => {
                            format!(
                                ", and a moment of {severe} or more on {}",
                                counted(bad, "day", "days")
                            )
                        }
                    };
                format!(
                    "Pain was recorded on {rated} of {total} {days}: {} on average, {} on the \
                     lowest day and {} on the highest; a mean of {mild} or below on {}, of {severe} \
                     or above on {severe_days}{moments}.",
                    self.about.style.plain(means.iter().sum::<f64>() / rated as f64),
                    self.about.style.plain(least),
                    self.about.style.plain(most),
                    counted(mild_days, "day", "days"),
                )
            }
        };
        self.about.with_alerts(&sentence)
    }

    /// The whole calendar in plain words.
    pub fn description(&self) -> String {
        let months = self.months();
        let listed: Vec<String> = months
            .iter()
            .filter_map(|month| Some((month, month.mean?)))
            .map(|(month, mean)| {
                format!(
                    "{} {} ({})",
                    month.first.format("%B %Y"),
                    self.about.style.plain(mean),
                    counted(month.rated, "day", "days")
                )
            })
            .collect();
        // The mean of a single month is in the sentence already.
        let listed = if listed.len() < 2 {
            String::new()
        } else {
            format!(" Months on average: {}.", listed.join(", "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}
