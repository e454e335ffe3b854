//! What is known of a person when the rules are asked.

use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::pain_point::RecordedScore;
use crate::domain::plan::assignment::{Pause, Plan, Setting};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::screening::answers::Answer;
use crate::domain::screening::safety::Safety;

/// What is known of a person when a routine is decided.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Every condition that is or was in the plan.
    pub plans: &'a [Plan],
    /// The files of those conditions and their exercises.
    pub shelf: &'a LibrarySubset,
    /// The safety questions, and the limits on pain.
    pub safety: &'a Safety,
    /// What was answered to the safety questions, in order.
    pub answers: &'a [Answer],
    /// What was recorded and set.
    pub record: &'a Record,
}

/// What a diary holds that the rules look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Sessions, in the order of their days.
    pub sessions: Vec<ExerciseRecord>,
    /// Ratings, in the order of their days and of their writing.
    pub felt: Vec<RecordedScore>,
    /// Settings of single exercises, in the order they were made.
    pub settings: Vec<Setting>,
    /// When the plan rested, in order.
    pub pauses: Vec<Pause>,
}
