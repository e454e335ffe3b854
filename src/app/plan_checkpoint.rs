//! What following the plan came to by a day about a month back, kept in the diary so that no command
//! follows ten years of it.
//!
//! A command that only reads goes on from what is kept, where that is of no later day than it asks
//! about and was made by this very program with these very files; at any doubt it follows the plan
//! from its beginning. What is kept is moved on by commands that write. That it is forgotten with
//! the rows it was made from is the work of the store.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::progression::leaving::EarlierProgramme;
use crate::domain::progression::replay::checkpoint::Checkpoint;
use crate::library::Library;
use crate::store::Diary;

/// What following the plan came to by the beginning of a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanCheckpoint {
    /// The doses, and the flares.
    pub(super) progression: Checkpoint,
    /// What is asked for about the end of each phase.
    pub(super) programmes: Vec<EarlierProgramme>,
}

impl PlanCheckpoint {
    /// What is kept, where it may be gone on from for what is asked about `day` and later ones.
    pub(super) fn read(diary: &Diary, library: &Library, day: NaiveDate) -> Option<Self> {
        // Whatever is wrong with it, the diary itself has all of it.
        let kept = diary.checkpoint().ok().flatten().filter(|kept| kept.day <= day)?;
        if kept.made_from != made_from(&library.fingerprint()?, &kept.state) {
            return None;
        }
        serde_json::from_str(&kept.state).ok()
    }
}

/// What names all that a checkpoint is made from and that is not in the diary, and its own text, by
/// which damage shows. `fingerprint` is that of the library.
pub(super) fn made_from(fingerprint: &str, state: &str) -> String {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    format!("{fingerprint} {:016x}", hasher.finish())
}
