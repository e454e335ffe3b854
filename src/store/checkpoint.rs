//! What following the plan came to by the beginning of a day, kept beside the rows it was made from.
//!
//! It must never disagree with them. So whatever writes a row that the rules about the plan look at
//! forgets, in the same transaction, what was kept for a later day than the row is of. What is kept
//! are bytes of another room's, and what they say is not known here.
//!
//! There are two rows at most, and a row may be as long as a picture. To find a day by the key SQLite
//! reads all of each row that it compares, so a day is asked for as `+day`, which has the rows looked
//! through, and whether there is anything in a column by its length, for which nothing of it is read.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use super::diary::Diary;
use super::error::StoreError;
use super::locks::UnderWay;
use super::open::Writer;
use super::row_change::{self, Image};
use super::value::{self, from_day};
use crate::domain::text::date::days_before;

/// What is to be kept for a day.
#[derive(Debug)]
pub struct KeptCheckpoint {
    /// The day that comes next.
    pub day: NaiveDate,
    /// What names everything that it was made from and that is not in the diary.
    pub made_from: String,
    /// What following the plan came to.
    pub state: Vec<u8>,
}

impl Diary {
    /// What `read` makes of what following the plan came to by the newest day it was kept for, of
    /// those up to `day`: of what it was made from, and of its bytes, which are read where they
    /// stand.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn checkpoint<T>(
        &self,
        day: NaiveDate,
        read: impl FnOnce(&str, &[u8]) -> T,
    ) -> Result<Option<T>, StoreError> {
        // What could not be told was kept as nothing.
        let sql = "SELECT made_from, state FROM plan_checkpoint
             WHERE +day <= ?1 AND length(state) > 0 ORDER BY day DESC LIMIT 1";
        self.ask(|c| {
            let read = |row: &Row<'_>| Ok(read(text(row, 0)?, blob(row, 1)?));
            c.prepare_cached(sql)?.query_row([from_day(day)], read).optional()
        })
    }

    /// The same by the newest day that the course until then was kept for as well, with that course:
    /// it is long, and asked for by few.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn checkpoint_with_course<T>(
        &self,
        day: NaiveDate,
        read: impl FnOnce(&str, &[u8], &[u8]) -> T,
    ) -> Result<Option<T>, StoreError> {
        let sql = "SELECT made_from, state, course FROM plan_checkpoint
             WHERE +day <= ?1 AND length(course) > 0 ORDER BY day DESC LIMIT 1";
        self.ask(|c| {
            let read = |row: &Row<'_>| Ok(read(text(row, 0)?, blob(row, 1)?, blob(row, 2)?));
            c.query_row(sql, [from_day(day)], read).optional()
        })
    }

    /// The days of what is kept, and what each was made from, the oldest first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn checkpoint_days(&self) -> Result<Vec<(NaiveDate, String)>, StoreError> {
        let sql = "SELECT day, made_from FROM plan_checkpoint ORDER BY day";
        let read = |row: &Row<'_>| Ok((value::day(row.get_ref(0)?)?, row.get(1)?));
        self.ask(|c| c.prepare_cached(sql)?.query_map([], read)?.collect())
    }
}

/// The text in a column.
fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

/// The bytes in a column.
fn blob<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r [u8]> {
    Ok(row.get_ref(column)?.as_blob()?)
}

impl Writer {
    /// Forgets what is kept. It is no command, and leaves no trace in the history.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn forget_checkpoint(&mut self) -> Result<(), StoreError> {
        let _under_way = UnderWay::begin();
        self.diary.ask(forget)
    }
}

/// Keeps something beside what is kept with a course, in the place of what is kept without one.
pub(super) fn keep(
    connection: &Connection,
    kept: &KeptCheckpoint,
    course: &[u8],
) -> rusqlite::Result<()> {
    let KeptCheckpoint { day, made_from, state } = kept;
    connection.execute("DELETE FROM plan_checkpoint WHERE length(course) = 0", [])?;
    let sql = "INSERT INTO plan_checkpoint (day, made_from, state, course) VALUES (?1, ?2, ?3, ?4)";
    connection.execute(sql, (from_day(*day), made_from, state, course)).map(drop)
}

/// Forgets all that is kept.
pub(super) fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM plan_checkpoint")?.execute([]).map(drop)
}

/// Forgets what is kept for a later day than a row is of, where the rules about the plan look at
/// rows of its table. `column` gives what a column of the row holds.
pub(super) fn forget_after(
    connection: &Connection,
    table: &str,
    column: impl Fn(&str) -> Option<Value>,
) -> rusqlite::Result<()> {
    let text = |name: &str| match column(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    };
    let first = match table {
        "session" | "screening_answer" | "flare_word" => text("day"),
        // A day of the cycle tells when the cycle began.
        "rating" => match column("cycle_day") {
            Some(Value::Integer(number)) => text("day").and_then(|day| {
                let day: NaiveDate = day.parse().ok()?;
                Some(from_day(days_before(day, u64::try_from(number - 1).ok()?)))
            }),
            _ => text("day"),
        },
        "plan" => text("started_on"),
        // A phase may be agreed to on an earlier day than it begins.
        "plan_phase" => text("gate_on").into_iter().chain(text("from_day")).min(),
        "plan_item" | "plan_pause" => text("from_day"),
        "session_symptom" => day_of_owner(connection, "session", column("session"))?,
        // The worst of the places is the score of an entry that has none of its own.
        "rating_site" => day_of_owner(connection, "rating", column("rating"))?,
        _ => return Ok(()),
    };
    match first {
        Some(first) => connection
            .prepare_cached("DELETE FROM plan_checkpoint WHERE +day > ?1")?
            .execute([first])
            .map(drop),
        None => forget(connection),
    }
}

/// The day of the row that a part belongs to, by its number; `None` where it is gone.
fn day_of_owner(
    connection: &Connection,
    table: &str,
    id: Option<Value>,
) -> rusqlite::Result<Option<String>> {
    let sql = format!("SELECT day FROM {table} WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()
}

/// The same for a row as the history keeps it.
pub(super) fn forget_after_image(
    connection: &Connection,
    table: &str,
    image: &Image,
) -> rusqlite::Result<()> {
    let Some(image) = image else { return Ok(()) };
    forget_after(connection, table, |name| image.get(name).map(row_change::to_column))
}
