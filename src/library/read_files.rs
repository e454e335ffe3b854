//! What was read of the conditions and exercises of a plan, as bytes, so that nobody waits for them
//! to be read again.
//!
//! Who keeps the bytes says for which library they are: in another one the files would be others. Where they are kept is not known here, and it may be a place that
//! somebody else can write to. So the safety file and the rules are never among them: whatever a
//! diary holds, those are read from the program.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::domain::programme::condition::Condition;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;

/// What was read, to be kept.
#[derive(Serialize)]
struct Keep<'a> {
    conditions: Vec<&'a Condition>,
    exercises: Vec<&'a Exercise>,
}

/// The same from what is kept.
#[derive(Deserialize)]
struct Kept {
    conditions: Vec<Condition>,
    exercises: Vec<Exercise>,
}

/// Conditions and exercises that need not be read. Each is handed out once.
#[derive(Debug, Default)]
pub(super) struct ReadBefore {
    conditions: Mutex<Vec<Condition>>,
    exercises: Mutex<Vec<Exercise>>,
}

/// What was read of these conditions and exercises. Nothing where it cannot be kept.
pub(super) fn to_keep(subset: &LibrarySubset) -> Vec<u8> {
    let keep = Keep {
        conditions: subset.conditions.values().collect(),
        exercises: subset.read_exercises().collect(),
    };
    postcard::to_allocvec(&keep).unwrap_or_default()
}

impl ReadBefore {
    /// Takes what was kept, where it says something.
    pub fn take(&self, files: &[u8]) {
        let Ok(kept) = postcard::from_bytes::<Kept>(files) else { return };
        if let Ok(mut conditions) = self.conditions.lock() {
            *conditions = kept.conditions;
        }
        if let Ok(mut exercises) = self.exercises.lock() {
            *exercises = kept.exercises;
        }
    }

    /// A condition.
    pub fn condition(&self, id: &str) -> Option<Condition> {
        let mut conditions = self.conditions.lock().ok()?;
        let index = conditions.iter().position(|condition| condition.id == id)?;
        Some(conditions.swap_remove(index))
    }

    /// An exercise.
    pub fn exercise(&self, id: &str) -> Option<Exercise> {
        let mut exercises = self.exercises.lock().ok()?;
        let index = exercises.iter().position(|exercise| exercise.id == id)?;
        Some(exercises.swap_remove(index))
    }
}
