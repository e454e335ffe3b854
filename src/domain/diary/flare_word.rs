//! What a person says about a flare: that one has begun, or that it is over.
//!
//! Two thirds of the days that people call a flare are not above their average pain (`[seen: Costa,
//! n = 126]`), so their own word counts beside the scores.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::day::{DAY_ENDS_AT, day_of};

use super::rating::Stored;
use crate::domain::text::date::days_between;

/// Days from its first one on which a flare cannot end but by a word: whatever else ends it needs
/// three days after the one it began on.
const SURE_DAYS: i64 = 3;

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

impl FlareWord {
    /// The day from which it counts: its own, or that of its writing where it was written later, so
    /// that no day that has gone by is decided anew.
    pub fn counts_from(&self) -> NaiveDate {
        self.day.max(day_of(self.written_at.naive_local(), DAY_ENDS_AT))
    }
}

/// What a person may say of a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlareChange {
    /// It has begun.
    Began,
    /// It is over.
    Ended,
}

impl FlareWord {
    /// The word that says already what `change` would on `day`. `words` stand in the order of their
    /// days and of their writing.
    ///
    /// A flare that began longer ago may have ended by itself, and one that was never named may have
    /// begun by the scores alone; so what is said again is news then.
    pub fn saying_already(
        words: &[Stored<Self>],
        change: FlareChange,
        day: NaiveDate,
    ) -> Option<&Stored<Self>> {
        let last = words.iter().rev().find(|word| word.value.day <= day)?;
        let holds_for = match change {
            FlareChange::Began => SURE_DAYS,
            FlareChange::Ended => 1,
        };
        let holds = days_between(last.value.day, day) < holds_for;
        (last.value.change == change && holds).then_some(last)
    }
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
    fn what_holds_already_need_not_be_said_again() {
        let day = |n: u32| NaiveDate::from_ymd_opt(2026, 11, n).expect("a date");
        let word = |change, n| {
            let written_at = day(n).and_hms_opt(12, 0, 0).expect("a time").and_utc();
            let value = FlareWord { day: day(n), change, written_at: written_at.fixed_offset() };
            Stored { id: i64::from(n), value }
        };
        let (began, ended) = (FlareChange::Began, FlareChange::Ended);
        let words = [word(began, 10), word(ended, 15)];
        for (change, n, expected) in [
            (began, 9, None),
            (began, 10, Some(10)),
            (began, 12, Some(10)),
            (began, 13, None),
            (ended, 12, None),
            (ended, 15, Some(15)),
            (began, 15, None),
            (ended, 16, None),
        ] {
            let found = FlareWord::saying_already(&words, change, day(n)).map(|word| word.id);
            assert_eq!(found, expected, "{change:?} on {n}");
        }
        assert_eq!(FlareWord::saying_already(&[], ended, day(15)), None);
    }

    #[test]
    fn every_change_reads_back() {
        for (change, word) in FlareChange::ALL {
            assert_eq!((change.word(), FlareChange::from_word(word)), (word, Some(change)));
        }
    }
}
