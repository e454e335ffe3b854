//! How the body answered an exercise: the pain in it, and the morning after against the usual
//! morning.
//!
//! A response is put together from what was recorded, and from nothing else: an answer that is
//! missing stays missing. What follows from it is decided in
//! [`crate::domain::progression::decision`].

use std::fmt;

use chrono::NaiveDate;
use strum::VariantArray;

use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::pain_point::RecordedScore;
use crate::domain::diary::score::Score;
use crate::domain::programme::dose::Dose;
use crate::domain::text::date::{days_after, days_before};

/// Mornings that "usual" is the median of (design proposal).
const USUAL_OF: usize = 7;

/// Mornings that are needed before there is a "usual" (design choice).
pub const USUAL_NEEDS: usize = 3;

/// Days that such a morning may lie back: an older one says nothing about now (design choice).
pub const USUAL_WITHIN: u64 = 28;

/// The usual morning: the median of the last seven that were recorded, in twentieths of a point,
/// because the middle of two scores may lie between two tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usual(i64);

impl Usual {
    /// The usual morning before `morning`, as far as it was known on `known_by`; `None` where fewer
    /// than [`USUAL_NEEDS`] were recorded in the four weeks before. `scores` come in the order of
    /// their days.
    pub fn before(
        scores: &[RecordedScore],
        morning: NaiveDate,
        known_by: NaiveDate,
    ) -> Option<Self> {
        let first = days_before(morning, USUAL_WITHIN);
        let start = scores.partition_point(|score| score.day < first);
        let end = scores.partition_point(|score| score.day < morning);
        let earlier = scores[start..end].iter().rev();
        let mut mornings: Vec<(NaiveDate, i64)> = Vec::with_capacity(USUAL_OF);
        for recorded in earlier.filter(|score| score.morning && score.known_on <= known_by) {
            // Of two on one day the later one counts, and it comes first here.
            if mornings.last().is_some_and(|(day, _)| *day == recorded.day) {
                continue;
            }
            mornings.push((recorded.day, recorded.score.tenths()));
            if mornings.len() == USUAL_OF {
                break;
            }
        }
        if mornings.len() < USUAL_NEEDS {
            return None;
        }
        let mut tenths: Vec<i64> = mornings.into_iter().map(|(_, tenths)| tenths).collect();
        tenths.sort_unstable();
        // In whole twentieths, so that a morning is compared exactly: “just above usual” holds a
        // dose, and must not depend on binary fractions.
        let middle = tenths.len() / 2;
        Some(Self(if tenths.len() % 2 == 1 {
            2 * tenths[middle]
        } else {
            tenths[middle - 1] + tenths[middle]
        }))
    }

    /// In points, 0 to 10.
    pub fn points(self) -> f64 {
        self.0 as f64 / 20.0
    }

    /// How far a morning lies above it, in twentieths of a point; below it, less than 0.
    fn rise(self, morning: Score) -> i64 {
        2 * morning.tenths() - self.0
    }
}

/// In points, with no more decimals than it needs: `3`, `2.5`, `2.25`.
impl fmt::Display for Usual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.points())
    }
}

/// The morning after a session: how it was, and how it usually is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Morning {
    /// The score of that morning.
    pub score: Score,
    /// The usual one before it.
    pub usual: Usual,
}

impl Morning {
    /// The morning of `day`, as far as it was known on `known_by`.
    ///
    /// # Errors
    /// What is missing for it.
    pub fn new(
        scores: &[RecordedScore],
        day: NaiveDate,
        known_by: NaiveDate,
    ) -> Result<Self, NoMorning> {
        let start = scores.partition_point(|score| score.day < day);
        let end = scores.partition_point(|score| score.day <= day);
        let last = scores[start..end]
            .iter()
            .rev()
            .find(|score| score.morning && score.known_on <= known_by);
        let score = last.ok_or(NoMorning::NotRecorded)?.score;
        Ok(Self { score, usual: Usual::before(scores, day, known_by).ok_or(NoMorning::NoUsual)? })
    }

    /// Whether it was no worse than usual.
    pub fn is_settled(self) -> bool {
        self.usual.rise(self.score) <= 0
    }

    /// Whether it was worse than usual by so many points or more.
    pub fn is_up_by(self, points: u32) -> bool {
        self.usual.rise(self.score) >= 20 * i64::from(points)
    }
}

/// Why a morning says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMorning {
    /// It was not recorded.
    NotRecorded,
    /// It was, but too few came before it to say what is usual.
    NoUsual,
}

/// How the body answered an exercise on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The day.
    pub day: NaiveDate,
    /// The worst pain that was recorded in it.
    pub pain: Option<Score>,
    /// The hardest effort that was recorded.
    pub effort: Option<u32>,
    /// The lightest weight that it was done with, in grams.
    pub load_g: Option<u32>,
    /// Whether each of the day's sessions of it has its pain.
    pub has_all_pain: bool,
    /// Whether each of them has its effort.
    pub has_all_effort: bool,
    /// Signs that came with it.
    pub symptoms: Vec<Symptom>,
    /// Whether all that was asked for was done. What was not recorded was done as asked: that is
    /// how `done` is used.
    pub as_asked: bool,
    /// The morning after.
    pub morning: Result<Morning, NoMorning>,
}

impl Response {
    /// The answer to an exercise on `day`, from its done sessions of that day (at least one),
    /// against the dose that was asked for.
    pub fn new(
        sessions: &[&ExerciseRecord],
        dose: &Dose,
        scores: &[RecordedScore],
        day: NaiveDate,
        known_by: NaiveDate,
    ) -> Self {
        let done: Vec<&Actual> = sessions
            .iter()
            .filter_map(|session| match &session.outcome {
                Outcome::Done(actual) => Some(actual),
                Outcome::Skipped { .. } => None,
            })
            .collect();
        // Of several sessions on a day the worst counts: the most pain, the hardest effort, the
        // lightest weight.
        Self {
            day,
            pain: done.iter().filter_map(|actual| actual.pain).max(),
            effort: done.iter().filter_map(|actual| actual.effort).max(),
            load_g: done.iter().filter_map(|actual| actual.load_g).min(),
            has_all_pain: done.iter().all(|actual| actual.pain.is_some()),
            has_all_effort: done.iter().all(|actual| actual.effort.is_some()),
            symptoms: Symptom::VARIANTS
                .iter()
                .copied()
                .filter(|symptom| done.iter().any(|actual| actual.symptoms.contains(symptom)))
                .collect(),
            as_asked: done.iter().all(|actual| is_as_asked(actual, dose)),
            morning: Morning::new(scores, days_after(day, 1), known_by),
        }
    }
}

/// Whether all that a dose asks for was done; a number that was not recorded counts as done.
fn is_as_asked(actual: &Actual, dose: &Dose) -> bool {
    [
        (actual.sets, Some(dose.sets)),
        (actual.reps, dose.reps),
        (actual.minutes, dose.minutes),
        (actual.hold_s, dose.hold_s),
        (actual.load_g, dose.load_g),
    ]
    .into_iter()
    .all(|(done, asked)| done.is_none_or(|done| asked.is_none_or(|asked| done >= asked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// Mornings of the days from 0 on, in tenths; a negative number is a day without one.
    fn mornings(tenths: &[i64]) -> Vec<RecordedScore> {
        let scores = tenths.iter().zip(0..).filter_map(|(tenths, n)| {
            Some(RecordedScore {
                day: day(n),
                score: Score::from_tenths(*tenths)?,
                morning: true,
                minute: None,
                known_on: day(n),
            })
        });
        scores.collect()
    }

    /// The usual morning before day n, in words.
    fn usual(tenths: &[i64], n: u64) -> Option<String> {
        Usual::before(&mornings(tenths), day(n), day(n)).map(|usual| usual.to_string())
    }

    #[test]
    fn usual_is_the_median_of_the_last_seven_mornings() {
        assert_eq!(usual(&[90, 90, 30, 40, 20, 30, 50, 30, 10], 9).as_deref(), Some("3"));
        assert_eq!(usual(&[20, 30, 30, 40], 4).as_deref(), Some("3"));
        assert_eq!(usual(&[20, 25, 30, 45], 4).as_deref(), Some("2.75"));
        assert_eq!(usual(&[20, -1, 30, -1, 40], 5).as_deref(), Some("3"));
        // The morning itself is not part of what is usual.
        assert_eq!(usual(&[20, 20, 20, 90], 3).as_deref(), Some("2"));
    }

    #[test]
    fn too_few_mornings_or_too_old_ones_say_nothing() {
        assert_eq!(usual(&[20, 30], 2), None);
        assert_eq!(usual(&[20, 20, 20], 29), None);
        assert_eq!(usual(&[20, 20, 20], 28).as_deref(), Some("2"));
    }

    #[test]
    fn a_morning_counts_only_once_it_was_written() {
        let mut scores = mornings(&[20, 20, 20, 40]);
        scores[3].known_on = day(5);
        assert_eq!(Morning::new(&scores, day(3), day(4)), Err(NoMorning::NotRecorded));
        let morning = Morning::new(&scores, day(3), day(5)).expect("a morning");
        assert!(morning.is_up_by(2) && !morning.is_up_by(3) && !morning.is_settled());
        assert_eq!(Morning::new(&scores, day(2), day(5)), Err(NoMorning::NoUsual));
        // An evening score is no morning.
        scores[3].morning = false;
        assert_eq!(Morning::new(&scores, day(3), day(5)), Err(NoMorning::NotRecorded));
    }

    #[test]
    fn the_later_of_two_mornings_counts() {
        let mut scores = mornings(&[20, 20, 20, 40]);
        scores.push(RecordedScore { score: Score::from_tenths(10).expect("a score"), ..scores[3] });
        assert!(Morning::new(&scores, day(3), day(3)).expect("a morning").is_settled());
    }
}
