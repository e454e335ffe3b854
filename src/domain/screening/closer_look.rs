//! Words and signs that were written down and ask for answers.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::red_flag::RedFlag;

/// Something that was written down beside a score or an exercise: a note, a tag, a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The day it counts for.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// Warning words that were written down, and red flags that nobody has answered since.
#[derive(Debug, Clone, PartialEq)]
pub struct CloserLook {
    /// The day of the newest of those words.
    pub day: NaiveDate,
    /// The red flags to be answered, in the order they are asked.
    pub flags: Vec<RedFlag>,
    /// Those of them that were named by a word of their own: what to do about them is said again
    /// and again. What a sign names was said when it was recorded, and is too much for a prompt.
    pub named: Vec<RedFlag>,
}
