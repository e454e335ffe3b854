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
use crate::domain::progression::replay::course::Course;
use crate::library::Library;
use crate::store::Diary;

/// What following the plan came to by the beginning of a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanCheckpoint {
    /// The doses, and the flares.
    pub(super) progression: Checkpoint,
    /// What is asked for about the end of each phase.
    pub(super) programmes: Vec<EarlierProgramme>,
    /// What it led through until then, where that was asked for.
    #[serde(skip)]
    pub(super) course: Option<Course>,
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

    /// The same with what it led through until then; `None` where that cannot be told.
    pub(super) fn with_course(diary: &Diary, library: &Library, day: NaiveDate) -> Option<Self> {
        let kept = Self::read(diary, library, day)?;
        let text = diary.kept_course().ok().flatten()?;
        let (sum, course) = text.split_once(' ')?;
        let is_whole = sum == sum_of(course);
        let course = is_whole.then(|| serde_json::from_str(course).ok()).flatten()?;
        Some(Self { course: Some(course), ..kept })
    }

    /// What it came to and what it led through, as they are kept.
    pub(super) fn texts(&self) -> serde_json::Result<(String, String)> {
        let course = serde_json::to_string(&self.course)?;
        Ok((serde_json::to_string(self)?, format!("{} {course}", sum_of(&course))))
    }
}

/// What names all that a checkpoint is made from and that is not in the diary, and its own text, by
/// which damage shows. `fingerprint` is that of the library.
pub(super) fn made_from(fingerprint: &str, state: &str) -> String {
    format!("{fingerprint} {}", sum_of(state))
}

/// What a text is known by.
fn sum_of(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
