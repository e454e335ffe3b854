//! Visits to the clinician: when, with whom, how it felt against the visit before, and what to ask
//! there.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::domain::text::date::days_between;
use crate::domain::text::limits;

/// A date the person saw, or will see, their clinician. A day has one visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The day, past or to come.
    pub day: NaiveDate,
    /// Whom.
    pub clinician: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// How the person felt there against the visit before.
    pub impression: Option<Impression>,
}

impl Visit {
    /// A visit of which only the day is known.
    pub fn on(day: NaiveDate) -> Self {
        Self { day, clinician: None, note: None, impression: None }
    }
}

/// The fewest days by which a visit lies before the day it was noted on, for a slip of the year to
/// be likelier than a look back (design choice).
const LONG_AGO_DAYS: i64 = 183;

/// The days for which a slip of the year is pointed out, after the day that may have been meant
/// (design choice).
const POINTED_OUT_DAYS: i64 = 28;

/// A visit that seems to have been booked a year too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyVisit {
    /// Its day.
    pub day: NaiveDate,
    /// The day it was noted on.
    pub written_on: NaiveDate,
    /// The day that may have been meant.
    pub meant: NaiveDate,
}

impl EarlyVisit {
    /// Whether a visit is one: noted when it was months ago, with the same day of the next year yet
    /// to come then. Who looks back on a visit says how it was.
    pub fn find(visit: &Visit, written_on: NaiveDate, today: NaiveDate) -> Option<Self> {
        let meant = visit.day.with_year(visit.day.year() + 1)?;
        let is_early = days_between(visit.day, written_on) >= LONG_AGO_DAYS
            && meant >= written_on
            && days_between(meant, today) <= POINTED_OUT_DAYS
            && visit.impression.is_none();
        is_early.then_some(Self { day: visit.day, written_on, meant })
    }
}

/// What the person wants to ask at a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The day it was written down.
    pub day: NaiveDate,
    /// The number of the visit it was asked at; `None` while it waits for one.
    pub visit: Option<i64>,
}

/// A global impression of change since the visit before, in seven points: 1 very much worse, 4 as
/// before, 7 very much better. The scale is free (`[recalled]`); the words are our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Impression(u8);

/// The words of the seven points, from 1 on.
const WORDS: [&str; 7] = [
    "very much worse",
    "much worse",
    "a little worse",
    "as before",
    "a little better",
    "much better",
    "very much better",
];

/// The least impression that counts as a change that matters to the person: “much better”
/// (`[seen: abstract of Farrar 2001, Pain 94:149]`: much and very much improved are responders).
const RESPONDS_FROM: u8 = 6;

impl Impression {
    /// From its point, 1 to 7; `None` beyond that.
    pub fn from_point(point: i64) -> Option<Self> {
        u8::try_from(point)
            .ok()
            .filter(|point| limits::IMPRESSION.contains(&u32::from(*point)))
            .map(Self)
    }

    /// Its point, 1 to 7.
    pub fn point(self) -> i64 {
        i64::from(self.0)
    }

    /// Whether it is one of the two best points, which studies count as having responded.
    pub fn responds(self) -> bool {
        self.0 >= RESPONDS_FROM
    }

    /// Reads what a person typed: a point, or its words.
    ///
    /// # Errors
    /// A sentence with all seven.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let by_words =
            WORDS.iter().zip(1..).find(|(words, _)| **words == wanted).map(|(_, point)| point);
        by_words.or_else(|| wanted.parse().ok()).and_then(Self::from_point).ok_or_else(|| {
            let points: Vec<String> =
                WORDS.iter().zip(1..).map(|(words, point)| format!("{point} {words}")).collect();
            format!("it is a number from 1 to 7: {}", points.join(", "))
        })
    }
}

impl fmt::Display for Impression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WORDS[usize::from(self.0 - 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_of_last_december_that_was_noted_in_november_may_be_to_come() {
        let day = |text: &str| text.parse::<NaiveDate>().expect(text);
        for (visit, written, today, meant) in [
            ("2025-12-05", "2026-11-22", "2026-11-22", Some("2026-12-05")),
            ("2025-12-05", "2026-11-22", "2027-01-02", Some("2026-12-05")),
            // Long over: whoever has left it so means it.
            ("2025-12-05", "2026-11-22", "2027-01-03", None),
            // Noted when it was, or soon after.
            ("2025-12-05", "2025-12-06", "2026-11-22", None),
            ("2026-06-01", "2026-11-22", "2026-11-22", None),
            // More than a year ago: nobody books that.
            ("2025-11-01", "2026-11-22", "2026-11-22", None),
            ("2024-02-29", "2026-11-22", "2026-11-22", None),
        ] {
            let found = EarlyVisit::find(&Visit::on(day(visit)), day(written), day(today));
            assert_eq!(found.map(|early| early.meant), meant.map(day), "{visit} {written} {today}");
        }
        let felt = Visit { impression: Impression::from_point(6), ..Visit::on(day("2025-12-05")) };
        assert_eq!(EarlyVisit::find(&felt, day("2026-11-22"), day("2026-11-22")), None);
    }

    #[test]
    fn an_impression_is_a_point_or_its_words() {
        for point in 1..=7 {
            let impression = Impression::from_point(point).expect("a point");
            assert_eq!(Impression::parse(&point.to_string()), Ok(impression));
            assert_eq!(Impression::parse(&impression.to_string().to_uppercase()), Ok(impression));
            assert_eq!(impression.responds(), point >= 6);
        }
        for text in ["0", "8", "better", "", "4.5", "-1"] {
            assert!(Impression::parse(text).expect_err(text).contains("4 as before"), "{text}");
        }
    }
}
