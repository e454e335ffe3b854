//! What is known of a person when the rules are asked.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::flare_word::FlareWord;
use crate::domain::flare::score_book::ScoreBook;
use crate::domain::plan::assignment::{Pause, Plan, Setting, Term};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::answers::Answers;
use crate::domain::screening::safety::Safety;

/// What is known of a person when a routine is decided.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Every condition that is or was in the plan.
    pub plans: &'a [Plan],
    /// The files of those conditions and their exercises.
    pub shelf: &'a LibrarySubset,
    /// The numbers of the rules.
    pub rules: &'a RuleBook,
    /// The safety questions, and the limits on pain.
    pub safety: &'a Safety,
    /// What was answered to the safety questions, in order.
    pub answers: &'a Answers,
    /// What was recorded and set.
    pub record: &'a Record,
}

/// What a diary holds that the rules look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Sessions, in the order of their days.
    pub sessions: Vec<ExerciseRecord>,
    /// Ratings.
    pub scores: Arc<ScoreBook>,
    /// Settings of single exercises, in the order they were made.
    pub settings: Vec<Setting>,
    /// What the plan was told about the rules of single exercises, in the order it was told.
    pub terms: Vec<Setting<Term>>,
    /// When the plan rested, in order.
    pub pauses: Vec<Pause>,
    /// Days of the menstrual cycle that were logged: the day, and its number.
    pub cycle: Vec<(NaiveDate, u32)>,
    /// What the person said about flares, in the order it was written.
    pub flare_words: Vec<FlareWord>,
}
