//! What was recorded before a day, as it was known on that day.
//!
//! Everything that a replay looks back on is asked for here, so that nothing dated or written after
//! a day can be used on it. What follows from it is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::flare_dose::LONGEST_WAY_BACK;
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::progression::case::Record;
use crate::domain::text::date::days_after;

/// Sessions and ratings in the order of their days.
#[derive(Debug, Clone)]
pub(super) struct Past<'a> {
    sessions: Vec<Kept<'a>>,
    of_exercise: BTreeMap<&'a str, Vec<Kept<'a>>>,
    /// The days on which something was written that a day before could have used.
    late: BTreeSet<NaiveDate>,
    /// What there was before the first day of the record; `None` where it is whole.
    earlier: Option<&'a Earlier>,
}

/// What is still asked about sessions that are older than all of a record.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Earlier {
    /// The last [`LONGEST_WAY_BACK`] days on which each exercise was done, the newest first.
    done: BTreeMap<String, Vec<NaiveDate>>,
    /// The last day on which something was written that a day before could have used.
    late: Option<NaiveDate>,
}

/// A session with its day, and the day from which it was known.
#[derive(Debug, Clone, Copy)]
struct Kept<'a> {
    session: &'a ExerciseRecord,
    // Beside the session, because a search looks at the days of many and at nothing else of them.
    day: NaiveDate,
    known_on: NaiveDate,
}

impl<'a> Kept<'a> {
    fn new(session: &'a ExerciseRecord) -> Self {
        Self { session, day: session.day, known_on: session.known_on() }
    }
}

/// How far back of its end the beginning of a range is looked for one by one.
const NEAR: usize = 12;

/// The sessions of the days from `from` to before `to`.
fn within<'s, 'a>(sessions: &'s [Kept<'a>], from: NaiveDate, to: NaiveDate) -> &'s [Kept<'a>] {
    // They are sorted by day: searching for both ends keeps a replay of years from reading every
    // session on every day.
    let end = sessions.partition_point(|kept| kept.day < to);
    let before = &sessions[..end];
    // Most ranges are of a few days.
    let near = before.iter().rev().take(NEAR).take_while(|kept| kept.day >= from).count();
    let start =
        if near < NEAR { end - near } else { before.partition_point(|kept| kept.day < from) };
    // A range that ends before it begins is empty.
    &sessions[start.min(end)..end]
}

impl<'a> Past<'a> {
    /// Puts a record in order.
    pub(super) fn new(record: &'a Record) -> Self {
        let mut sessions: Vec<Kept<'a>> = record.sessions.iter().map(Kept::new).collect();
        sessions.sort_by_key(|kept| (kept.day, kept.session.written_at));
        let mut of_exercise: BTreeMap<&str, Vec<Kept<'a>>> = BTreeMap::new();
        for kept in &sessions {
            of_exercise.entry(&kept.session.exercise).or_default().push(*kept);
        }
        let late_scores = record.scores.written().filter(|(day, known_on)| known_on > day);
        let late_scores = late_scores.map(|(_, known_on)| known_on);
        // A session is used from the next day on, so that one written by then is in time.
        let late_sessions = sessions.iter().filter(|kept| kept.known_on > days_after(kept.day, 1));
        let late_sessions = late_sessions.map(|kept| kept.known_on);
        Self {
            late: late_sessions.chain(late_scores).collect(),
            of_exercise,
            sessions,
            earlier: None,
        }
    }

    /// Puts a record in order that goes on from what there was before it.
    pub(super) fn after(earlier: &'a Earlier, record: &'a Record) -> Self {
        let mut past = Self::new(record);
        past.late.extend(earlier.late);
        Self { earlier: Some(earlier), ..past }
    }

    /// What will be asked about the sessions before `from` once they are not read any more, as of
    /// the beginning of `day`.
    pub(super) fn before(&self, from: NaiveDate, day: NaiveDate) -> Earlier {
        let most = usize::try_from(LONGEST_WAY_BACK).unwrap_or(0);
        let mut done: BTreeMap<String, Vec<NaiveDate>> =
            self.earlier.map(|earlier| earlier.done.clone()).unwrap_or_default();
        for exercise in self.of_exercise.keys() {
            let sessions = self.of_exercise(exercise, NaiveDate::MIN, from, day).rev();
            let days = sessions.filter(|session| session.is_done()).map(|session| session.day);
            let mut days: Vec<NaiveDate> = days.collect();
            days.dedup();
            let older = done.entry((*exercise).to_owned()).or_default();
            days.append(older);
            days.truncate(most);
            *older = days;
        }
        done.retain(|_, days| !days.is_empty());
        let late = self.late.range(..day).next_back().copied();
        Earlier { done, late }
    }

    /// Days from `from` on, older than all of the record, on which an exercise was done: the newest
    /// first, and no more than will be asked about.
    fn earlier_done(&self, exercise: &str, from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let days = self.earlier.and_then(|earlier| earlier.done.get(exercise));
        days.into_iter().flatten().copied().filter(move |day| *day >= from)
    }

    /// The first day that something is recorded of which is dated before `day`, and was written on
    /// it or later.
    pub(super) fn first_known_late(record: &Record, day: NaiveDate) -> Option<NaiveDate> {
        let scores = record.scores.written();
        let sessions = record.sessions.iter().map(|session| (session.day, session.known_on()));
        let late = scores.chain(sessions).filter(|(of, known_on)| *of < day && *known_on >= day);
        late.map(|(of, _)| of).min()
    }

    /// Takes it as done on its day.
    pub(super) fn add(&mut self, session: &'a ExerciseRecord) {
        for sessions in [&mut self.sessions, self.of_exercise.entry(&session.exercise).or_default()]
        {
            let after = sessions.partition_point(|other| other.day <= session.day);
            sessions.insert(after, Kept::new(session));
        }
    }

    /// Every session of an exercise from `from` to before `to` as far as it was known on `today`,
    /// done or skipped, in the order of their days.
    pub(super) fn of_exercise<'s>(
        &'s self,
        exercise: &str,
        from: NaiveDate,
        to: NaiveDate,
        today: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = &'a ExerciseRecord> + use<'s, 'a> {
        let all = self.of_exercise.get(exercise).map_or(&[][..], Vec::as_slice);
        known(within(all, from, to), today)
    }

    /// Every session from `from` to before `to` as far as it was known on `today`, in the order of
    /// their days.
    pub(super) fn between<'s>(
        &'s self,
        from: NaiveDate,
        to: NaiveDate,
        today: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = &'a ExerciseRecord> + use<'s, 'a> {
        known(within(&self.sessions, from, to), today)
    }

    /// The last day from `from` to before `today` on which an exercise was done, as far as it was
    /// known.
    pub(super) fn last_done(
        &self,
        exercise: &str,
        from: NaiveDate,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let mut sessions = self.of_exercise(exercise, from, today, today).rev();
        let last = sessions.find(|session| session.is_done()).map(|session| session.day);
        last.or_else(|| self.earlier_done(exercise, from).next())
    }

    /// The days from `from` to before `today` on which an exercise was done, as far as it was
    /// known, the newest first, each with its sessions.
    pub(super) fn done_days<'s>(
        &'s self,
        exercise: &str,
        from: NaiveDate,
        today: NaiveDate,
    ) -> impl Iterator<Item = Vec<&'a ExerciseRecord>> + use<'s, 'a> {
        let mut done = self
            .of_exercise(exercise, from, today, today)
            .rev()
            .filter(|session| session.is_done())
            .peekable();
        std::iter::from_fn(move || {
            let last = done.next()?;
            let mut sessions = vec![last];
            sessions.extend(std::iter::from_fn(|| done.next_if(|session| session.day == last.day)));
            Some(sessions)
        })
    }

    /// How many of those days there are, counted up to `most`: further on nobody asks, and the last
    /// flare may be years ago.
    pub(super) fn done_days_at_most(
        &self,
        most: i64,
        exercise: &str,
        from: NaiveDate,
        today: NaiveDate,
    ) -> i64 {
        let days = self.done_days(exercise, from, today).map(drop);
        let days = days.chain(self.earlier_done(exercise, from).map(drop));
        days.take(usize::try_from(most).unwrap_or(0)).count() as i64
    }

    /// Whether something was written after `day` and up to `today` that a day before could have
    /// used.
    pub(super) fn was_written_late(&self, day: NaiveDate, today: NaiveDate) -> bool {
        self.late.range(..=today).next_back().is_some_and(|last| *last > day)
    }
}

/// Those that were known on `today`.
fn known<'s, 'a>(
    sessions: &'s [Kept<'a>],
    today: NaiveDate,
) -> impl DoubleEndedIterator<Item = &'a ExerciseRecord> + use<'s, 'a> {
    sessions.iter().filter(move |kept| kept.known_on <= today).map(|kept| kept.session)
}
