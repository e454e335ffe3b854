//! What every page about some days of a diary begins with: whose it is, which days, what must be looked at first.

use chrono::NaiveDate;

use crate::domain::diary::day;
use crate::domain::diary::day::{DateStyle, days_after, days_before, days_between};

/// Whose page it is, and of which days.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The conditions with their sides, such as `Piriformis / deep gluteal syndrome, left`; empty before anything
    /// was assigned.
    pub subjects: Vec<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; never before `from`.
    pub to: NaiveDate,
    /// What must be looked at before any exercise, in words; it stands before everything else.
    pub alerts: Vec<String>,
    /// How days are written.
    pub date_style: DateStyle,
}

impl About {
    /// How many days.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// Whether a day is one of them.
    pub fn holds(&self, day: NaiveDate) -> bool {
        day >= self.from && day <= self.to
    }

    /// The days for a title: `30 Aug – 22 Nov 2026`, with what both ends share said once.
    pub fn range(&self) -> String {
        day::range(self.from, self.to, self.date_style)
    }

    /// A sentence with the alerts before it.
    pub fn with_alerts(&self, sentence: &str) -> String {
        let alerts = self.alerts.iter().map(|alert| format!("{}. ", alert.trim_end_matches('.')));
        alerts.collect::<String>() + sentence
    }

    /// What a page about this shows, in plain words: whose it is, when, and its sentence.
    pub fn description(&self, sentence: &str) -> String {
        let about = match self.subjects.is_empty() {
            true => "Pain diary".to_owned(),
            false => self.subjects.join(" and "),
        };
        format!("{about}, {}. {sentence}", self.range())
    }

    /// The steps a long range is counted in: a day each up to 45 days, a week up to three years, four weeks beyond.
    /// They end with the last day, so that the newest is always whole.
    pub fn steps(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let width: u64 = match self.days() {
            ..=45 => 1,
            46..=1100 => 7,
            _ => 28,
        };
        let mut steps = Vec::new();
        let mut to = self.to;
        while to >= self.from {
            let from = days_before(to, width - 1).max(self.from);
            steps.push((from, to));
            match from.pred_opt() {
                Some(before) => to = before,
                None => break,
            }
        }
        steps.reverse();
        steps
    }

    /// What a step of [`steps`](Self::steps) is called.
    pub fn step_word(&self) -> &'static str {
        match self.steps().last() {
            Some((from, to)) if from == to => "day",
            Some((from, to)) if days_after(*from, 6) >= *to => "week",
            _ => "four weeks",
        }
    }
}

/// `1 day`, `3 days`: a number with its noun.
pub fn counted(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A number without the decimal it does not need: `4`, `4.5`.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The value below which a share of some sorted numbers lies, between neighbours in proportion; `None` of none.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let (low, part) = (place.floor() as usize, place.fract());
    Some(sorted[low] + part * (sorted[(low + 1).min(last)] - sorted[low]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of so many days up to 22 November 2026.
    fn about(days: u64) -> About {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let (from, alerts) = (days_before(to, days - 1), vec!["See a doctor".to_owned()]);
        About { subjects: vec![], from, to, alerts, date_style: DateStyle::DayFirst }
    }

    #[test]
    fn steps_are_whole_from_the_last_day_back_and_miss_no_day() {
        for (days, word, count) in [
            (1, "day", 1),
            (45, "day", 45),
            (46, "week", 7),
            (84, "week", 12),
            (4000, "four weeks", 143),
        ] {
            let (about, steps) = (about(days), about(days).steps());
            assert_eq!((about.step_word(), steps.len()), (word, count), "{days}");
            assert_eq!((steps[0].0, steps[count - 1].1), (about.from, about.to));
            assert!(steps.windows(2).all(|pair| days_after(pair[0].1, 1) == pair[1].0));
        }
    }

    #[test]
    fn words_are_said_once() {
        assert_eq!(about(1).range(), "22 Nov 2026");
        assert_eq!(about(22).range(), "1 – 22 Nov 2026");
        assert_eq!(about(84).range(), "31 Aug – 22 Nov 2026");
        assert_eq!(about(400).range(), "19 Oct 2025 – 22 Nov 2026");
        assert_eq!(about(1).with_alerts("Calm."), "See a doctor. Calm.");
        assert_eq!(
            (plain(4.0), plain(4.25), counted(1, "day", "days")),
            ("4".into(), "4.2".into(), "1 day".into())
        );
    }

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let numbers = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| quantile(&numbers, share)),
            [Some(1.0), Some(3.0), Some(8.0)]
        );
        assert_eq!((quantile(&[5.0], 0.25), quantile(&[], 0.5)), (Some(5.0), None));
    }
}
