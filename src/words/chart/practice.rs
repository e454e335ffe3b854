//! What was done of each exercise in words.

use crate::domain::analysis::practice::{Practice, PracticeRow};
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

impl Practice {
    /// What it shows, in one sentence.
    pub fn sentence(&self) -> String {
        let times: usize = self.rows.iter().map(|row| row.times).sum();
        let worst = self.most_pain();
        let sentence = match (times, worst) {
            (0, _) => "No exercise has been recorded in these days.".to_owned(),
            (_, worst) => {
                let pain = match worst {
                    None => "pain in them was not recorded".to_owned(),
                    // “The most pain in one was 0” would read as a fault of the page.
                    Some((pain, _)) if pain.tenths() == 0 => {
                        "with no pain in them where it was recorded".to_owned()
                    }
                    Some((pain, had)) => {
                        let pain = self.about.style.plain(pain.value());
                        match had.as_slice() {
                            [one] => format!("the most pain in one was {pain} ({one})"),
                            [one, other] => {
                                format!("the most pain was {pain}, in {one} and {other}")
                            }
                            all => format!("the most pain was {pain}, in {} exercises", all.len()),
                        }
                    }
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
            .map(|row| {
                format!(
                    "{} {}",
                    row.exercise,
                    row.account(self.about.style).join(self.about.style.separator())
                )
            })
            .collect();
        let listed = if listed.is_empty() {
            String::new()
        } else {
            format!(" Done: {}.", listed.join("; "))
        };
        self.about.description(&self.sentence()) + &listed
    }
}

impl PracticeRow {
    /// Its doses, what was done of it and the pain in it, each in a few words.
    pub fn account(&self, style: Style) -> Vec<String> {
        let (_, missed) = self.days_done_and_missed();
        let mut done = counted(self.times, "time", "times");
        if missed > 0 {
            done += &format!(", missed on {}", counted(missed, "day", "days"));
        }
        let dose = self.doses.first().zip(self.doses.last()).map(|(first, last)| {
            if first.words == last.words {
                first.words.clone()
            } else {
                // `2 × 10 to 3 × 12, hold 5 s`: what both share is said once.
                let shared = |words: &'_ str| {
                    let at = words.find(", ").unwrap_or(words.len());
                    (words[..at].to_owned(), words[at..].to_owned())
                };
                match (shared(&first.words), shared(&last.words)) {
                    ((was, one), (is, other)) if one == other => format!("{was} to {is}{one}"),
                    _ => format!("{} to {}", first.words, last.words),
                }
            }
        });
        let pain = match (self.most_pain(), self.doses.last()) {
            (None, _) => "pain not recorded".to_owned(),
            (Some(most), None) => format!("pain at most {}", style.plain(most.value())),
            (Some(most), Some(_)) if self.days_above > 0 => format!(
                "pain at most {}{}above its limit on {}",
                style.plain(most.value()),
                style.separator(),
                counted(self.days_above, "day", "days")
            ),
            (Some(most), Some(last)) => {
                let most = style.plain(most.value());
                format!("pain at most {most}{}limit {}", style.separator(), last.pain_max)
            }
        };
        [dose, Some(done), Some(pain)].into_iter().flatten().collect()
    }
}
