//! What following the plan came to by a day about a month back, kept in the diary so that no command
//! follows ten years of it; and by the day before yesterday, so that what is asked about today
//! follows two days.
//!
//! A command that only reads goes on from what is kept, where that is of no later day than it asks
//! about and was made by this very program with these very files; at any doubt it follows the plan
//! from its beginning. What is kept is moved on by commands that write. That it is forgotten with
//! the rows it was made from is the work of the store.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};
use std::mem;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::flare::score_book::ScoreBook;
use crate::domain::progression::case::Record;
use crate::domain::progression::leaving::EarlierProgramme;
use crate::domain::progression::replay::checkpoint::Checkpoint;
use crate::domain::progression::replay::course::Course;
use crate::library::Library;
use crate::store::Diary;

/// Sessions that there is room for beside those that are kept: what most do in three days.
const ROOM: usize = 48;

/// The most that room is made for at once.
const ROOM_MOST: usize = 4096;

/// What following the plan came to by the beginning of a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanCheckpoint {
    /// The doses, and the flares.
    pub(super) progression: Checkpoint,
    /// What was done and left out on the days before it that are still looked back on.
    #[serde(deserialize_with = "with_room")]
    pub(super) sessions: Vec<ExerciseRecord>,
    /// The scores of the same days.
    pub(super) scores: ScoreBook,
    /// The days of the menstrual cycle among them that were logged, each with its number.
    pub(super) cycle: Vec<(NaiveDate, u32)>,
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
        let read = |made_from: &str, state: &[u8]| Self::from_kept(made_from, state, library);
        diary.checkpoint(day, read).ok()?.flatten()
    }

    /// The same from what is kept.
    fn from_kept(kept_from: &str, state: &[u8], library: &Library) -> Option<Self> {
        if kept_from != made_from(&library.fingerprint()?, state) {
            return None;
        }
        postcard::from_bytes(state).ok()
    }

    /// The same with what it led through until then; `None` where that cannot be told.
    pub(super) fn with_course(diary: &Diary, library: &Library, day: NaiveDate) -> Option<Self> {
        let read = |made_from: &str, state: &[u8], bytes: &[u8]| {
            let kept = Self::from_kept(made_from, state, library)?;
            let (sum, course) = bytes.split_first_chunk()?;
            let is_whole = u64::from_le_bytes(*sum) == sum_of(course);
            let course = is_whole.then(|| postcard::from_bytes(course).ok()).flatten()?;
            Some(Self { course: Some(course), ..kept })
        };
        diary.checkpoint_with_course(day, read).ok()?.flatten()
    }

    /// What was recorded on the days before it, which is long and is handed out once.
    pub(super) fn take_record(&mut self) -> Record {
        Record {
            sessions: mem::take(&mut self.sessions),
            scores: Arc::new(mem::take(&mut self.scores)),
            cycle: mem::take(&mut self.cycle),
            ..Record::default()
        }
    }

    /// What it came to, and what it led through, as they are kept.
    pub(super) fn bytes(&self) -> postcard::Result<(Vec<u8>, Vec<u8>)> {
        let course = postcard::to_allocvec(self.course.as_ref().unwrap_or(&Course::default()))?;
        let sum = sum_of(&course).to_le_bytes();
        Ok((postcard::to_allocvec(self)?, [&sum[..], &course].concat()))
    }
}

/// Sessions that are kept, with room for those of the days since: to make room for them later, all of
/// them would be copied.
fn with_room<'de, D: Deserializer<'de>>(kept: D) -> Result<Vec<ExerciseRecord>, D::Error> {
    struct Sessions;
    impl<'de> Visitor<'de> for Sessions {
        type Value = Vec<ExerciseRecord>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("sessions")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut kept: A) -> Result<Self::Value, A::Error> {
            // As many as that are believed before they have been read.
            let many = kept.size_hint().unwrap_or_default().min(ROOM_MOST);
            let mut sessions = Vec::with_capacity(many + ROOM);
            while let Some(session) = kept.next_element()? {
                sessions.push(session);
            }
            Ok(sessions)
        }
    }
    kept.deserialize_seq(Sessions)
}

/// What names all that a checkpoint is made from and that is not in the diary, and its own bytes, by
/// which damage shows. `fingerprint` is that of the library.
pub(super) fn made_from(fingerprint: &str, state: &[u8]) -> String {
    format!("{fingerprint} {:016x}", sum_of(state))
}

/// What bytes are known by.
fn sum_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::diary::exercise_record::{Actual, Outcome, PainPlace, Symptom};
    use crate::domain::diary::place::Side;
    use crate::domain::diary::score::Score;
    use chrono::{DateTime, FixedOffset};

    /// A moment, to the second, with some offset.
    fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
        let offset = (-16 * 60..16 * 60_i32).prop_map(|minutes| minutes * 60);
        (-60_000_000_000..200_000_000_000_i64, offset).prop_map(|(seconds, offset)| {
            let offset = FixedOffset::east_opt(offset).expect("an offset");
            DateTime::from_timestamp(seconds, 0).expect("a moment").with_timezone(&offset)
        })
    }

    proptest! {
        #[test]
        fn a_session_is_kept_as_it_was(
            (written_at, at, source) in
                (moment(), prop::option::of(moment()), prop::option::of(moment())),
            (reps, pain) in (prop::option::of(0..100_u32), prop::option::of(0..=100_i64)),
            is_done: bool,
        ) {
            let actual = Actual {
                reps,
                pain: pain.and_then(Score::from_tenths),
                pain_place: pain.map(|_| PainPlace::Bone),
                side: reps.map(|_| Side::Left),
                symptoms: vec![Symptom::Fall],
                ..Actual::default()
            };
            let skipped = Outcome::Skipped { why: reps.map(|reps| reps.to_string()) };
            let outcome = if is_done { Outcome::Done(actual) } else { skipped };
            let session = ExerciseRecord {
                at,
                source_written_at: source,
                private: is_done,
                ..ExerciseRecord::new(written_at.date_naive(), "walking", outcome, written_at)
            };
            let kept = postcard::to_allocvec(&session).expect("it can be written");
            let read: ExerciseRecord = postcard::from_bytes(&kept).expect("it can be read");
            // Two moments that are the same need not have the same offset.
            prop_assert_eq!(read.written_at.offset(), session.written_at.offset());
            prop_assert_eq!(read, session);
        }
    }
}
