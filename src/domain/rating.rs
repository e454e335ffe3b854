//! A rating, as the diary keeps it.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::place::Place;
use super::score::Score;

/// What a person recorded about their pain at one moment, or of one day.
///
/// A field that was not recorded is `None`, empty or `false`, as [`Rating::new`] leaves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The moment with its offset, when a time was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// The score.
    pub score: Score,
    /// The worst of the day; never below the score.
    pub worst: Option<Score>,
    /// Whether it is a morning check: the first one of the morning of `day`, for the 24-hour rule. Where a day
    /// has several, the one written last counts.
    pub morning: bool,
    /// Where it hurt.
    pub places: Vec<Place>,
    /// What came before, in the person's words.
    pub tags: Vec<String>,
    /// Day of the menstrual cycle, 1 the first of bleeding.
    pub cycle_day: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
    /// Whether it is for the person's own eyes: no page and no export shows it.
    pub private: bool,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

impl Rating {
    /// A score and nothing else.
    pub fn new(
        day: NaiveDate,
        at: Option<DateTime<FixedOffset>>,
        score: Score,
        written_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            day,
            at,
            score,
            worst: None,
            morning: false,
            places: Vec::new(),
            tags: Vec::new(),
            cycle_day: None,
            note: None,
            private: false,
            written_at,
        }
    }
}

/// A rating with its number in the diary.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered<T> {
    /// Its number, which stays its own as long as it is there.
    pub id: i64,
    /// The entry.
    pub entry: T,
}
