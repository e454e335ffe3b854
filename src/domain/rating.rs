//! A rating, as the diary keeps it.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::place::Place;
use super::score::Score;

/// What a person recorded about their pain at one moment, or of one day.
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
    /// Where it hurt.
    pub places: Vec<Place>,
    /// What came before, in the person's words.
    pub tags: Vec<String>,
    /// Day of the menstrual cycle, 1 the first of bleeding.
    pub cycle_day: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// A rating with its number in the diary.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered<T> {
    /// Its number, which stays its own as long as it is there.
    pub id: i64,
    /// The entry.
    pub entry: T,
}
