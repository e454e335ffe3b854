//! What a person answers where the scores of a week are too few to tell whether a phase may be
//! left.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::score::Score;

/// The answers to both questions, each of which may have been left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekAnswer {
    /// The number of the plan it was asked for; `None` where it is about the whole person.
    pub plan: Option<i64>,
    /// The last day of the week it is about.
    pub day: NaiveDate,
    /// The average pain of the week.
    pub average: Option<Score>,
    /// How the week was against the start of the programme.
    pub against_start: Option<Comparison>,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// How a week was against the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Less pain.
    Better,
    /// As much.
    Same,
    /// More pain.
    Worse,
}

impl Comparison {
    /// Every comparison with its word in the diary.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Better, "better"), (Self::Same, "same"), (Self::Worse, "worse")];

    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// A comparison as typed: `same`, or `the same`.
    ///
    /// # Errors
    /// What it may be, when it is none of it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        Self::from_word(word.strip_prefix("the ").unwrap_or(&word))
            .ok_or_else(|| "it is better, same or worse".to_owned())
    }

    /// The comparison that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, each)| *each == word).map(|(comparison, _)| *comparison)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_typed_as_it_is_asked() {
        assert_eq!(Comparison::parse(" The same "), Ok(Comparison::Same));
        assert_eq!(Comparison::parse("Worse"), Ok(Comparison::Worse));
        assert!(Comparison::parse("").is_err() && Comparison::parse("the").is_err());
    }

    #[test]
    fn every_comparison_reads_back() {
        for (comparison, word) in Comparison::ALL {
            assert_eq!((comparison.word(), Comparison::from_word(word)), (word, Some(comparison)));
        }
    }
}
