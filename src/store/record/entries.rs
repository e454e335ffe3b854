//! What was recorded day by day, whatever it is of: ratings and sessions beside each other.

use chrono::NaiveDate;
use rusqlite::{Row, Rows};

use super::ratings::{self, Filter};
use super::sessions;
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::rating::{Rating, Stored};
use crate::store::diary::Diary;
use crate::store::error::StoreError;

/// What was recorded of one day, newest first.
#[derive(Debug)]
pub struct DayEntries {
    /// The day.
    pub day: NaiveDate,
    /// Its ratings.
    pub ratings: Vec<Stored<Rating>>,
    /// Its sessions.
    pub sessions: Vec<Stored<ExerciseRecord>>,
}

/// Rows that are read one after the other, with the one that comes next.
struct Ahead<'s, T> {
    rows: Rows<'s>,
    read: fn(&Row<'_>) -> rusqlite::Result<Stored<T>>,
    day: fn(&T) -> NaiveDate,
    next: Option<Stored<T>>,
}

impl<'s, T> Ahead<'s, T> {
    fn new(
        rows: Rows<'s>,
        read: fn(&Row<'_>) -> rusqlite::Result<Stored<T>>,
        day: fn(&T) -> NaiveDate,
    ) -> rusqlite::Result<Self> {
        let mut ahead = Self { rows, read, day, next: None };
        ahead.next = ahead.read_next()?;
        Ok(ahead)
    }

    fn read_next(&mut self) -> rusqlite::Result<Option<Stored<T>>> {
        self.rows.next()?.map(self.read).transpose()
    }

    /// The day of the next one; `None` after the last.
    fn next_day(&self) -> Option<NaiveDate> {
        self.next.as_ref().map(|next| (self.day)(&next.value))
    }

    /// Those that come next and are of a day.
    fn of_day(&mut self, day: NaiveDate) -> rusqlite::Result<Vec<Stored<T>>> {
        let mut found = Vec::new();
        while self.next_day() == Some(day) {
            let next = self.read_next()?;
            found.extend(std::mem::replace(&mut self.next, next));
        }
        Ok(found)
    }
}

impl Diary {
    /// Gives what was recorded in the days of a filter, a day at a time and the newest first, until
    /// `take` has enough or fails. How many are wanted is not looked at.
    ///
    /// # Errors
    /// When the diary cannot be read, or `take` fails.
    pub fn each_day_of_entries<E: From<StoreError>>(
        &self,
        filter: Filter,
        mut take: impl FnMut(DayEntries) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut taken = Ok(());
        self.ask(|c| {
            let (mut ratings, mut sessions) =
                (c.prepare(&ratings::newest_first())?, c.prepare(&sessions::newest_first())?);
            let day = |rating: &Rating| rating.day;
            let mut ratings = Ahead::new(ratings.query(filter.bounds())?, ratings::read, day)?;
            let day = |session: &ExerciseRecord| session.day;
            let mut sessions = Ahead::new(sessions.query(filter.bounds())?, sessions::read, day)?;
            while let Some(day) = ratings.next_day().max(sessions.next_day()) {
                let (ratings, sessions) = (ratings.of_day(day)?, sessions.of_day(day)?);
                taken = take(DayEntries { day, ratings, sessions });
                if taken.is_err() {
                    break;
                }
            }
            Ok(())
        })?;
        taken
    }
}
