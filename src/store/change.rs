//! The only way to write: one command, one transaction, every row kept as it was before and after.
//!
//! A verb that changes the diary through [`Change`] can be undone and redone without another line of its
//! own. Nothing else in this room inserts, updates or deletes.

use chrono::{DateTime, FixedOffset};
use rusqlite::types::Value;
use rusqlite::{Transaction, TransactionBehavior, params};
use serde_json::{Map, Value as Json};
use uuid::{ContextV7, Timestamp, Uuid};

use super::error::{StoreError, Trouble};
use super::open::Diary;
use super::value::from_moment;

/// One command's changes to the diary: they happen wholly at [`Change::commit`], or not at all.
pub struct Change<'d> {
    transaction: Transaction<'d>,
    path: std::path::PathBuf,
    now: DateTime<FixedOffset>,
    rows: Vec<RowChange>,
}

/// What a run has recorded so far, to be taken back as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded(Option<i64>);

/// One row of one table, before and after; `None` where there was or is none.
pub(super) struct RowChange {
    pub(super) table: String,
    pub(super) id: i64,
    pub(super) before: Option<Map<String, Json>>,
    pub(super) after: Option<Map<String, Json>>,
}

impl Diary {
    /// Begins to change the diary, waiting for any other writer. `now` is when the entries are written.
    ///
    /// # Errors
    /// When another program does not finish writing in time, or the diary cannot be written.
    pub fn change(&mut self, now: DateTime<FixedOffset>) -> Result<Change<'_>, StoreError> {
        let path = self.path().to_owned();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| StoreError::from_sqlite(&path, &error))?;
        Ok(Change { transaction, path, now, rows: Vec::new() })
    }
}

impl Change<'_> {
    /// When the entries of this change are written.
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }

    /// A new name for an entry that is unique among all diaries, and orders by time.
    pub(super) fn uuid(&self) -> Value {
        let seconds = u64::try_from(self.now.timestamp()).unwrap_or(0);
        let timestamp = Timestamp::from_unix(ContextV7::new(), seconds, self.now.timestamp_subsec_nanos());
        Value::Text(Uuid::new_v7(timestamp).to_string())
    }

    /// When the entry is written, as a column.
    pub(super) fn written_at(&self) -> Value {
        Value::Text(from_moment(self.now))
    }

    /// Adds a row and returns its number.
    pub(super) fn insert(&mut self, table: &str, columns: &[(&str, Value)]) -> Result<i64, StoreError> {
        self.insert_numbered(table, "NULL", columns)
    }

    /// Adds an entry and returns its number. Ratings and sessions share one row of numbers, so that a person may
    /// say `remove 12` without saying of what.
    pub(super) fn insert_entry(&mut self, table: &str, columns: &[(&str, Value)]) -> Result<i64, StoreError> {
        let next = "1 + max((SELECT coalesce(max(id), 0) FROM rating), (SELECT coalesce(max(id), 0) FROM session))";
        self.insert_numbered(table, next, columns)
    }

    /// Adds a row with a number that SQL gives it; `NULL` is the next one of its table.
    fn insert_numbered(&mut self, table: &str, number: &str, columns: &[(&str, Value)]) -> Result<i64, StoreError> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {table} (id, {}) VALUES ({number}, {marks})", names.join(", "));
        let values = columns.iter().map(|(_, value)| value);
        self.ask(|t| t.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values)))?;
        let id = self.transaction.last_insert_rowid();
        // The columns that were not named have their defaults, now as when the row is brought back.
        let named = columns.iter().map(|(name, value)| ((*name).to_owned(), json(value.clone())));
        let after = named.chain([("id".to_owned(), Json::from(id))]).collect();
        self.rows.push(RowChange { table: table.to_owned(), id, before: None, after: Some(after) });
        Ok(id)
    }

    /// Changes some columns of a row. A row that is already so is left alone.
    pub(super) fn update(&mut self, table: &str, id: i64, columns: &[(&str, Value)]) -> Result<(), StoreError> {
        let before = self.image(table, id)?;
        let sets: Vec<String> = columns.iter().map(|(name, _)| format!("{name} = ?")).collect();
        let sql = format!("UPDATE {table} SET {} WHERE id = ?", sets.join(", "));
        let number = Value::Integer(id);
        let values = columns.iter().map(|(_, value)| value).chain([&number]);
        self.ask(|t| t.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values)))?;
        let after = self.image(table, id)?;
        if before != after {
            self.rows.push(RowChange { table: table.to_owned(), id, before, after });
        }
        Ok(())
    }

    /// Removes the rows whose `column` holds `value`, and returns how many there were.
    pub(super) fn delete(&mut self, table: &str, column: &str, value: i64) -> Result<usize, StoreError> {
        let sql = format!("SELECT id FROM {table} WHERE {column} = ? ORDER BY id");
        let ids: Vec<i64> = self.ask(|t| t.prepare_cached(&sql)?.query_map([value], |row| row.get(0))?.collect())?;
        for id in &ids {
            let before = self.image(table, *id)?;
            let sql = format!("DELETE FROM {table} WHERE id = ?");
            self.ask(|t| t.prepare_cached(&sql)?.execute([id]))?;
            self.rows.push(RowChange { table: table.to_owned(), id: *id, before, after: None });
        }
        Ok(ids.len())
    }

    /// Keeps the changes, under the words of the command that made them. Once this returns, a power cut
    /// cannot take them back. Commands that changed nothing leave no trace.
    ///
    /// # Errors
    /// When the disk does not take them; nothing was kept then, unless the error says it is unknown.
    pub fn commit(self, said: &str) -> Result<Recorded, StoreError> {
        self.commit_with(said, Recorded::default())
    }

    /// The same, as one command with what this run has recorded already: one `undo` takes back all of it.
    ///
    /// # Errors
    /// As [`Change::commit`].
    pub fn commit_with(self, said: &str, earlier: Recorded) -> Result<Recorded, StoreError> {
        if self.rows.is_empty() {
            return Ok(earlier);
        }
        let at = from_moment(self.now);
        let recorded = match earlier {
            Recorded(Some(id)) => {
                let before =
                    self.ask(|t| t.query_row("SELECT rows FROM journal WHERE id = ?1", [id], |row| row.get(0)));
                let rows =
                    join(before?, &self.rows).ok_or_else(|| self.strange("a journal entry that does not read"))?;
                self.ask(|t| t.execute("UPDATE journal SET rows = ?1 WHERE id = ?2", params![rows, id]))?;
                earlier
            }
            Recorded(None) => {
                let rows = Json::Array(self.rows.iter().map(RowChange::to_json).collect()).to_string();
                self.ask(|t| {
                    t.execute(
                        "INSERT INTO journal (at, said, rows, state, follows) VALUES (?1, ?2, ?3, 'done',
                             coalesce((SELECT id FROM journal WHERE state = 'done' ORDER BY id DESC LIMIT 1), 0))",
                        params![at, said, rows],
                    )
                })?;
                Recorded(Some(self.transaction.last_insert_rowid()))
            }
        };
        self.finish()?;
        Ok(recorded)
    }

    /// Commits without a journal entry of its own: for undoing and redoing.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        let path = self.path;
        self.transaction.commit().map_err(|error| {
            let known = StoreError::from_sqlite(&path, &error);
            match known.trouble {
                // The folder could not be synced after the commit: the entry is there, for all we know.
                Trouble::Other(detail) => StoreError::new(&path, Trouble::Unknown(detail)),
                _ => known,
            }
        })
    }

    /// Asks SQLite something within this change.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        question(&self.transaction).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// Trouble with what the diary holds.
    pub(super) fn strange(&self, detail: impl Into<String>) -> StoreError {
        StoreError::new(&self.path, Trouble::Strange(detail.into()))
    }

    /// A whole row as it stands; `None` when there is none.
    pub(super) fn image(&self, table: &str, id: i64) -> Result<Option<Map<String, Json>>, StoreError> {
        let sql = format!("SELECT * FROM {table} WHERE id = ?");
        self.ask(|t| {
            let mut statement = t.prepare_cached(&sql)?;
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut rows = statement.query([id])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let column = |(index, name)| Ok((name, json(row.get(index)?)));
            names.into_iter().enumerate().map(column).collect::<rusqlite::Result<Map<_, _>>>().map(Some)
        })
    }
}

/// The rows of a journal entry with more of the same run. A row that is changed again, as this run left it, stays
/// one row: what it became in between is of use to nobody, and a run may change one many times.
fn join(before: String, more: &[RowChange]) -> Option<String> {
    let Json::Array(mut rows) = serde_json::from_str(&before).ok()? else { return None };
    for row in more.iter().map(RowChange::to_json) {
        let is_as_left = |known: &Json| match (&known[3], &row[2]) {
            // Columns that were not named when the row was added have their defaults.
            (Json::Object(left), Json::Object(found)) => {
                left.iter().all(|(name, value)| found.get(name) == Some(value))
            }
            (left, found) => left == found,
        };
        match rows.iter_mut().find(|known| known[0] == row[0] && known[1] == row[1] && is_as_left(known)) {
            Some(known) => known[3] = row[3].clone(),
            None => rows.push(row),
        }
    }
    Some(Json::Array(rows).to_string())
}

/// A column's value as the journal keeps it.
fn json(value: Value) -> Json {
    match value {
        Value::Null | Value::Blob(_) => Json::Null,
        Value::Integer(number) => Json::from(number),
        Value::Real(number) => Json::from(number),
        Value::Text(text) => Json::String(text),
    }
}

impl RowChange {
    /// `[table, id, before, after]`.
    fn to_json(&self) -> Json {
        let side = |image: &Option<Map<String, Json>>| image.clone().map_or(Json::Null, Json::Object);
        Json::Array(vec![Json::from(self.table.as_str()), Json::from(self.id), side(&self.before), side(&self.after)])
    }
}
