//! The room for what a made-up course borrows.

use std::cell::OnceCell;

use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::plan::assignment::Plan;
use crate::domain::progression::case::Record;

/// The room for what a course borrows: made before it begins, because the rules keep what they
/// borrow for as long as they are followed.
#[derive(Debug)]
pub struct Room {
    /// The plan, as it is from some day on.
    plans: Vec<OnceCell<(Vec<Plan>, Record)>>,
    /// What was done.
    sessions: Vec<OnceCell<ExerciseRecord>>,
}

/// Records of a day for which there is room: more than any programme asks for. What is beyond is
/// not kept.
const RECORDS_A_DAY: usize = 64;

impl Room {
    /// Room for so many days.
    pub fn new(days: u64) -> Self {
        let days = usize::try_from(days).unwrap_or_default();
        Self {
            // One for the first day, and one for what the last day may change.
            plans: (0..=days + 1).map(|_| OnceCell::new()).collect(),
            sessions: (0..days * RECORDS_A_DAY).map(|_| OnceCell::new()).collect(),
        }
    }

    /// Keeps a plan in the next free place; `None` where there is no room.
    pub(super) fn keep_plan(
        &self,
        plans: Vec<Plan>,
        record: Record,
    ) -> Option<&(Vec<Plan>, Record)> {
        let free = self.plans.iter().find(|cell| cell.get().is_none())?;
        Some(free.get_or_init(|| (plans, record)))
    }

    /// Keeps the n-th record; `None` where there is no room.
    pub(super) fn keep_session(
        &self,
        n: usize,
        session: ExerciseRecord,
    ) -> Option<&ExerciseRecord> {
        Some(self.sessions.get(n)?.get_or_init(|| session))
    }
}
