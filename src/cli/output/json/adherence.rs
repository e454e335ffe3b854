//! What was done of what was asked, for programs.

use serde::Serialize;

use super::scalar::DayText;
use crate::domain::analysis::adherence::{Adherence, Tally, WeekTally};

/// Exercises, weeks and reasons beside the total.
#[derive(Debug, Serialize)]
pub struct AdherenceView<'a> {
    exercises: Vec<ExerciseTallyView<'a>>,
    weeks: Vec<WeekTallyView>,
    skipped_reasons: Vec<ReasonView<'a>>,
}

impl<'a> From<&'a Adherence> for AdherenceView<'a> {
    fn from(adherence: &'a Adherence) -> Self {
        let exercises = adherence.by_exercise.iter();
        let reasons = adherence.skipped_reasons.iter();
        Self {
            exercises: exercises
                .map(|(exercise, tally)| ExerciseTallyView { exercise, tally: tally.into() })
                .collect(),
            weeks: adherence.by_week.iter().map(WeekTallyView::from).collect(),
            skipped_reasons: reasons
                .map(|(why, times)| ReasonView { why, times: *times })
                .collect(),
        }
    }
}

/// Sessions in numbers.
#[derive(Debug, Serialize)]
struct TallyView {
    done: u32,
    planned: u32,
    beyond: u32,
}

impl From<&Tally> for TallyView {
    fn from(Tally { done, asked, beyond }: &Tally) -> Self {
        Self { done: *done, planned: *asked, beyond: *beyond }
    }
}

/// One exercise.
#[derive(Debug, Serialize)]
struct ExerciseTallyView<'a> {
    exercise: &'a str,
    #[serde(flatten)]
    tally: TallyView,
}

/// Seven days, or fewer at the beginning.
#[derive(Debug, Serialize)]
struct WeekTallyView {
    from: DayText,
    to: DayText,
    #[serde(flatten)]
    tally: TallyView,
}

impl From<&WeekTally> for WeekTallyView {
    fn from(week: &WeekTally) -> Self {
        Self { from: DayText(week.from), to: DayText(week.to), tally: (&week.tally).into() }
    }
}

/// A reason for leaving exercises out, and how often it was given.
#[derive(Debug, Serialize)]
struct ReasonView<'a> {
    why: &'a str,
    times: u32,
}
