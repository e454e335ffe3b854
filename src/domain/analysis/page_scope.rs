//! What every page about some days of a diary begins with: whose it is, which days, what must be
//! looked at first.

use chrono::NaiveDate;

use crate::domain::text::date::{self, Reader, days_after, days_before, days_between};
use crate::domain::text::style::Style;

/// A condition that a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name with its side, such as `Piriformis / deep gluteal syndrome, left`.
    pub name: String,
    /// The first day of its plan, where the page begins before it.
    pub since: Option<NaiveDate>,
}

impl From<String> for Subject {
    /// A condition that was in the plan on all the days.
    fn from(name: String) -> Self {
        Self { name, since: None }
    }
}

/// Whose page it is, and of which days.
#[derive(Debug, Clone, PartialEq)]
pub struct PageScope {
    /// The conditions; empty before anything was assigned.
    pub subjects: Vec<Subject>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; never before `from`.
    pub to: NaiveDate,
    /// What must be looked at before any exercise, in words; it stands before everything else.
    pub alerts: Vec<String>,
    /// How days are written.
    pub style: Style,
}

impl PageScope {
    /// How many days.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// Whether a day is one of them.
    pub fn holds(&self, day: NaiveDate) -> bool {
        day >= self.from && day <= self.to
    }

    /// The conditions for a title, each with the day it came in where that was later than the first
    /// day: a title claims no more than the plan held.
    pub fn titles(&self) -> Vec<String> {
        let reader = Reader { style: self.style, ..self.to.into() };
        let titles = self.subjects.iter().map(|subject| match subject.since {
            Some(since) => format!("{} (since {})", subject.name, date::shortest(since, reader)),
            None => subject.name.clone(),
        });
        titles.collect()
    }

    /// The days for a title: `30 Aug – 22 Nov 2026`, with what both ends share said once.
    pub fn range(&self) -> String {
        date::range(self.from, self.to, self.style)
    }

    /// A sentence with the alerts before it.
    pub fn with_alerts(&self, sentence: &str) -> String {
        let alerts = self.alerts.iter().map(|alert| format!("{}. ", alert.trim_end_matches('.')));
        alerts.collect::<String>() + sentence
    }

    /// What a page about this shows, in plain words: whose it is, when, and its sentence.
    pub fn description(&self, sentence: &str) -> String {
        let about = if self.subjects.is_empty() {
            "Pain diary".to_owned()
        } else {
            self.titles().join(" and ")
        };
        format!("{about}, {}. {sentence}", self.range())
    }

    /// The steps a long range is counted in: a day each up to 45 days, a week up to three years,
    /// four weeks beyond. They end with the last day, so that the newest is always whole.
    pub fn steps(&self) -> Vec<(NaiveDate, NaiveDate)> {
        // A bar must stay wide enough to be seen on a printed page.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of so many days up to 22 November 2026.
    fn about(days: u64) -> PageScope {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let (from, alerts) = (days_before(to, days - 1), vec!["See a doctor".to_owned()]);
        PageScope { subjects: vec![], from, to, alerts, style: Style::default() }
    }

    #[test]
    fn a_title_claims_no_more_days_than_the_plan_held() {
        let since = Some(days_before(about(1).to, 1));
        let tailbone = Subject { name: "Tailbone pain".to_owned(), since };
        let about =
            PageScope { subjects: vec!["Sciatica, left".to_owned().into(), tailbone], ..about(9) };
        assert_eq!(about.titles(), ["Sciatica, left", "Tailbone pain (since 21 Nov)"]);
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
    }
}
