//! Ratings with as little in them as one question needs: a diary may hold a million.

use chrono::NaiveDate;

use super::score::Score;

/// One rating, as little of it as a chart needs: a diary may hold a million.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PainPoint {
    /// The day it counts for.
    pub day: NaiveDate,
    /// Minutes since that day's midnight, up to the end of the night (so it may pass 1,440); `None`
    /// when only the day is known.
    pub minute: Option<u16>,
    /// The score.
    pub score: Score,
    /// The worst of that day, when it was recorded.
    pub worst: Option<Score>,
    /// The least of that day, when it was recorded.
    pub least: Option<Score>,
}

/// A rating as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedScore {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The score.
    pub score: Score,
    /// Whether it is the first of a morning.
    pub morning: bool,
    /// Minutes since that day's midnight, up to the end of the night; `None` when only the day is
    /// known.
    pub minute: Option<u16>,
    /// The day it was written: before that, nobody could have known.
    pub known_on: NaiveDate,
}

impl RecordedScore {
    /// The same as a reading, for the means of days.
    pub fn reading(&self) -> PainPoint {
        PainPoint { day: self.day, minute: None, score: self.score, worst: None, least: None }
    }
}
