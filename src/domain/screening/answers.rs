//! What was answered to a safety question, and who has looked at it since.

use std::collections::BTreeMap;
use std::ops::Deref;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// What was answered to one question on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// The answer.
    pub says: Says,
    /// The day it was given.
    pub day: NaiveDate,
    /// The clinician who has looked at it since, for a yes.
    pub checked: Option<Check>,
    /// How the question was put.
    pub asked: Asked,
    /// Which wording of the question it answers, from 1.
    pub wording: u32,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

impl Answer {
    /// An answer to a question that was asked alone, in its first wording, and that no clinician
    /// has looked at.
    pub fn new(
        question: impl Into<String>,
        says: Says,
        day: NaiveDate,
        written_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            question: question.into(),
            says,
            day,
            checked: None,
            asked: Asked::Alone,
            wording: 1,
            written_at,
        }
    }
}

/// Every answer that was given, in order. Who answers each week for ten years has twenty thousand,
/// of which a question looks at its own alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    all: Vec<Answer>,
    /// The places of each question's answers, in order.
    by_question: BTreeMap<String, Vec<usize>>,
}

impl Answers {
    /// No answer.
    pub const fn none() -> Self {
        Self { all: Vec::new(), by_question: BTreeMap::new() }
    }

    /// The answers to one question, in order.
    pub fn to(&self, question: &str) -> impl DoubleEndedIterator<Item = &Answer> {
        let places = self.by_question.get(question).map_or(&[][..], Vec::as_slice);
        places.iter().map(|at| &self.all[*at])
    }
}

impl FromIterator<Answer> for Answers {
    fn from_iter<I: IntoIterator<Item = Answer>>(answers: I) -> Self {
        let all: Vec<Answer> = answers.into_iter().collect();
        let mut by_question: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, answer) in all.iter().enumerate() {
            match by_question.get_mut(&answer.question) {
                Some(places) => places.push(at),
                None => drop(by_question.insert(answer.question.clone(), vec![at])),
            }
        }
        Self { all, by_question }
    }
}

impl Deref for Answers {
    type Target = [Answer];

    fn deref(&self) -> &[Answer] {
        &self.all
    }
}

/// How a question was put when it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Asked {
    /// By itself, in full.
    Alone,
    /// By the line of its group.
    Group,
    /// By the weekly screen: nothing on it is new, and nothing has got worse.
    Week,
}

impl Asked {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// What a person may say to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Says {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing, for now.
    Skipped,
}

impl Says {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The answer a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// A clinician's look at something: who, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Who.
    pub by: String,
    /// When.
    pub on: NaiveDate,
}

impl Check {
    /// Whether it came before what it is to be about, so that it says nothing of that.
    pub fn is_before(&self, day: NaiveDate) -> bool {
        self.on < day
    }
}
