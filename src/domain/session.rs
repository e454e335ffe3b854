//! One exercise done or skipped on one day.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::score::Score;

/// One exercise, done or skipped.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The moment with its offset, when a time was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// The exercise's id.
    pub exercise: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Anything else.
    pub note: Option<String>,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// What came of an exercise. Skipping is a decision, and is neither doing it nor not having recorded it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was done.
    Done(Actual),
    /// It was left out.
    Skipped {
        /// The reason, if the person gave one.
        why: Option<String>,
    },
}

/// What was really done, and how it felt. A field that was not recorded is `None`: the plan's dose is what
/// was asked for, never proof of what was done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Actual {
    /// Rounds.
    pub sets: Option<u32>,
    /// Repeats in each.
    pub reps: Option<u32>,
    /// Seconds held.
    pub hold_s: Option<u32>,
    /// Minutes of steady work.
    pub minutes: Option<u32>,
    /// Weight, in grams.
    pub load_g: Option<u32>,
    /// Pain while doing it.
    pub pain: Option<Score>,
    /// Effort, 0 to 10.
    pub effort: Option<u32>,
}

impl Session {
    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done(_))
    }
}
