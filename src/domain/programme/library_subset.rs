//! The part of the exercise library that one decision needs, already read.

use std::collections::BTreeMap;

use super::condition::Condition;
use super::exercise::Exercise;

/// Conditions and exercises by id. What reads the files fills it with as much as a rule will look
/// at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LibrarySubset {
    /// Conditions by id.
    pub conditions: BTreeMap<String, Condition>,
    /// Exercises by id.
    pub exercises: BTreeMap<String, Exercise>,
}

impl LibrarySubset {
    /// An exercise's name; its id where it has not been read.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.exercises.get(id).map_or(id, |exercise| &exercise.name)
    }

    /// A condition's name; its id where it has not been read.
    pub fn condition_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.conditions.get(id).map_or(id, |condition| &condition.name)
    }
}
