//! One exercise done or skipped on one day.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::day::{DAY_ENDS_AT, day_of};
use super::place::Side;
use super::score::Score;
use crate::domain::text::date::{day_number, maybe_seconds, seconds};

/// One exercise, done or skipped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExerciseRecord {
    /// The day it counts for.
    #[serde(with = "day_number")]
    pub day: NaiveDate,
    /// The moment with its offset, when a time was given.
    #[serde(with = "maybe_seconds")]
    pub at: Option<DateTime<FixedOffset>>,
    /// The exercise's id.
    pub exercise: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Anything else.
    pub note: Option<String>,
    /// Whether it is for the person's own eyes: no page and no export shows it.
    pub private: bool,
    /// When it was written down here.
    #[serde(with = "seconds")]
    pub written_at: DateTime<FixedOffset>,
    /// When it was first written down elsewhere, as the file that it was imported from says.
    #[serde(with = "maybe_seconds")]
    pub source_written_at: Option<DateTime<FixedOffset>>,
}

/// What came of an exercise. Skipping is a decision, and is neither doing it nor not having
/// recorded it.
#[derive(Debug, Clone, PartialEq, IntoStaticStr, VariantNames, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Done(Actual),
    /// It was left out.
    Skipped {
        /// The reason, if the person gave one.
        why: Option<String>,
    },
}

impl Outcome {
    /// Its word in the diary and on screen, and the one that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// What was really done, and how it felt. A field that was not recorded is `None`: the plan's dose
/// is what was asked for, never proof of what was done.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Actual {
    /// Rounds.
    pub sets: Option<u32>,
    /// Repeats in each; where they differed, the fewest, which every set had.
    pub reps: Option<u32>,
    /// The repeats of each set in their order, where they differed; empty where they did not.
    pub reps_of_sets: Vec<u32>,
    /// Seconds held.
    pub hold_s: Option<u32>,
    /// Minutes of steady work.
    pub minutes: Option<u32>,
    /// Weight, in grams.
    pub load_g: Option<u32>,
    /// Pain just before it.
    pub pain_before: Option<Score>,
    /// Pain while doing it.
    pub pain: Option<Score>,
    /// Whether that pain was in a bone, where it was asked: a bone's own rule goes by that.
    pub pain_place: Option<PainPlace>,
    /// Effort, 0 to 10.
    pub effort: Option<u32>,
    /// The side it was done on, where it was said.
    pub side: Option<Side>,
    /// Signs that came with it, each once.
    pub symptoms: Vec<Symptom>,
}

impl Actual {
    /// All repeats of all sets; `None` where they were not recorded. What was not the same in each
    /// set is counted as it was.
    pub fn all_reps(&self) -> Option<u32> {
        if self.reps_of_sets.is_empty() {
            Some(self.sets?.saturating_mul(self.reps?))
        } else {
            Some(self.reps_of_sets.iter().fold(0, |sum, reps| sum.saturating_add(*reps)))
        }
    }
}

/// Where pain in an exercise was, as far as a rule asks.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum PainPlace {
    /// In a bone.
    Bone,
    /// Anywhere else.
    Other,
}

impl PainPlace {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The place that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// A sign that came with an exercise, whatever the pain, the gravest last. Each has a stop rule of
/// the same name in `exercises/safety.toml`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Symptom {
    /// Pain or tingling that spread into the leg, or further down it.
    LegSpread,
    /// Something that bulged or came down in the pelvic floor.
    Bulge,
    /// A fall.
    Fall,
    /// Numbness or weakness that began or grew.
    NumbWeak,
    /// Numbness of the pelvic floor, between the legs.
    PelvicNumb,
}

impl Symptom {
    /// Whether only a clinician's look answers it. A fall asks questions and stops nothing by
    /// itself.
    pub fn is_grave(&self) -> bool {
        matches!(self, Self::NumbWeak | Self::Bulge | Self::PelvicNumb)
    }

    /// Its word in commands, the diary and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The symptom a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

impl ExerciseRecord {
    /// An exercise on a day, without a time of its own or a note, and for everybody's eyes.
    pub fn new(
        day: NaiveDate,
        exercise: &str,
        outcome: Outcome,
        written_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            day,
            at: None,
            exercise: exercise.to_owned(),
            outcome,
            note: None,
            private: false,
            written_at,
            source_written_at: None,
        }
    }

    /// Whether it was done.
    pub fn is_done(&self) -> bool {
        matches!(self.outcome, Outcome::Done(_))
    }

    /// What was really done.
    pub fn actual(&self) -> Option<&Actual> {
        match &self.outcome {
            Outcome::Done(actual) => Some(actual),
            Outcome::Skipped { .. } => None,
        }
    }

    /// Pain while doing it, where it was recorded.
    pub fn pain(&self) -> Option<Score> {
        self.actual()?.pain
    }

    /// Whether the pain in it was said to be elsewhere than in a bone.
    pub fn hurts_elsewhere(&self) -> bool {
        self.actual().is_some_and(|actual| actual.pain_place == Some(PainPlace::Other))
    }

    /// The moment from which the rules may know of it: an import counts as written when its source
    /// says.
    pub fn known_at(&self) -> DateTime<FixedOffset> {
        self.source_written_at.unwrap_or(self.written_at)
    }

    /// The day it was written: before that, no rule could have known of it. What is written while
    /// it happens was known on its own day, wherever that day ended; of the rest the usual end
    /// decides, so that another setting changes nothing about days gone by.
    pub fn known_on(&self) -> NaiveDate {
        let known_at = self.known_at();
        if self.at == Some(known_at) {
            self.day
        } else {
            day_of(known_at.naive_local(), DAY_ENDS_AT)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_as_it_happens_is_known_on_its_day() {
        let moment = |text: &str| DateTime::parse_from_rfc3339(text).expect(text);
        let (evening, day) =
            (moment("2026-11-22T06:00:00+01:00"), NaiveDate::from_ymd_opt(2026, 11, 21));
        let session = ExerciseRecord {
            day: day.expect("a day"),
            at: Some(evening),
            exercise: "x".to_owned(),
            outcome: Outcome::Skipped { why: None },
            note: None,
            private: false,
            written_at: evening,
            source_written_at: None,
        };
        assert_eq!(session.known_on().to_string(), "2026-11-21", "a day that ends at noon");
        let later = ExerciseRecord { written_at: moment("2026-11-22T06:01:00+01:00"), ..session };
        assert_eq!(later.known_on().to_string(), "2026-11-22");
        let imported = ExerciseRecord { source_written_at: Some(evening), ..later };
        assert_eq!(imported.known_on().to_string(), "2026-11-21", "as its source says");
    }
}
