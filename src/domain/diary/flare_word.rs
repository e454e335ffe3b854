//! What a person says about a flare: that one has begun, or that it is over.
//!
//! Two thirds of the days that people call a flare are not above their average pain
//! (`[seen: Costa, n = 126]`, `clinical/rules.md` 1), so their own word counts beside the scores.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// A person's word that a flare began or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlareWord {
    /// The day it holds from.
    pub day: NaiveDate,
    /// What was said.
    pub change: FlareChange,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// What a person may say of a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlareChange {
    /// It has begun.
    Began,
    /// It is over.
    Ended,
}

impl FlareChange {
    /// Every change with its word in the diary.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Began, "began"), (Self::Ended, "ended")];

    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The change that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, each)| *each == word).map(|(change, _)| *change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_reads_back() {
        for (change, word) in FlareChange::ALL {
            assert_eq!((change.word(), FlareChange::from_word(word)), (word, Some(change)));
        }
    }
}
