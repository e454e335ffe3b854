//! The part of the exercise library that one decision needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::condition::Condition;
use super::exercise::Exercise;

/// Conditions and exercises by id. Those that are followed have been read; an exercise that a rule
/// asks for on the way (an easier or a harder one) is read on that day, so that a plan is followed
/// once, whatever it comes to.
#[derive(Debug, Default)]
pub struct LibrarySubset {
    /// Conditions by id.
    pub conditions: BTreeMap<String, Condition>,
    /// Exercises that have been read beforehand, by id.
    pub exercises: BTreeMap<String, Exercise>,
    /// The ids of those that a phase lists which is over.
    pub unread: BTreeSet<String>,
    /// Every other exercise that can be read.
    others: Others,
}

/// Reads an exercise by its id; `None` where it cannot be read.
pub type ReadExercise = Arc<dyn Fn(&str) -> Option<Exercise> + Send + Sync>;

/// Exercises that are read when they are asked for, each once.
#[derive(Default)]
struct Others {
    read: Option<ReadExercise>,
    /// Few of them are asked for, so that each has the room of one only then.
    found: BTreeMap<String, OnceLock<Option<Box<Exercise>>>>,
}

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Others").field(&self.found).finish()
    }
}

impl LibrarySubset {
    /// The same with further exercises, by id, that `read` reads when they are asked for.
    pub fn with_others(self, ids: Vec<String>, read: ReadExercise) -> Self {
        let found = ids.into_iter().map(|id| (id, OnceLock::new())).collect();
        Self { others: Others { read: Some(read), found }, ..self }
    }

    /// An exercise, which is read now if it has not been yet; `None` where there is none.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        if let Some(exercise) = self.exercises.get(id) {
            return Some(exercise);
        }
        let (cell, read) = (self.others.found.get(id)?, self.others.read.as_ref()?);
        cell.get_or_init(|| read(id).map(Box::new)).as_deref()
    }

    /// Whether a condition that is followed lists an exercise, or a setting brought it in.
    pub fn lists(&self, id: &str) -> bool {
        self.exercises.contains_key(id) || self.unread.contains(id)
    }

    /// An exercise's name; its id where it cannot be read.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.exercise(id).map_or(id, |exercise| &exercise.name)
    }

    /// Whether all of these conditions, by id, are starts without a diagnosis.
    pub fn are_starts(&self, ids: &[String]) -> bool {
        let mut conditions = ids.iter().map(|id| self.conditions.get(id));
        !ids.is_empty()
            && conditions.all(|each| each.is_some_and(|condition| !condition.is_diagnosis))
    }

    /// A condition's name; its id where it has not been read.
    pub fn condition_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.conditions.get(id).map_or(id, |condition| &condition.name)
    }
}
