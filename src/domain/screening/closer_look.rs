//! Words and signs that were written down and ask for answers.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::red_flag::RedFlag;
use crate::domain::diary::exercise_record::Symptom;

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

/// Something that was written down and asks for answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The ids of the red flags that it names by a phrase.
    pub named: Vec<String>,
    /// The sign beside an exercise that it is.
    pub sign: Option<Symptom>,
    /// Whether it is a word that is offered for every entry: it asks nothing while the answers of
    /// the week stand, or somebody with a long-known tingling would be asked every day.
    pub is_offered: bool,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

impl Raised {
    /// Whether it asks a red flag.
    pub fn asks(&self, flag: &RedFlag) -> bool {
        self.names(flag) || self.sign.is_some_and(|sign| flag.signs.contains(&sign))
    }

    /// Whether it names a red flag by a phrase.
    pub fn names(&self, flag: &RedFlag) -> bool {
        self.named.contains(&flag.id)
    }
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
