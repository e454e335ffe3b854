//! The only way to write: one command, one transaction, every row kept as it was before and after.
//!
//! A verb that changes the diary through [`Change`] can be undone and redone without another line
//! of its own. Nothing else in this room inserts, updates or deletes. Whatever can be read of a
//! diary can be read of a change, and is read in its transaction: what a verb decides on cannot be
//! another's by the time it writes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::ops::Deref;

use chrono::{DateTime, FixedOffset};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::{Map, Value as Json};
use uuid::{ContextV7, Timestamp, Uuid};

use super::checkpoint::KeptCheckpoint;
use super::diary::{CACHE_OF_MANY_ROWS_KIB, Diary};
use super::error::{StoreError, Trouble};
use super::import_entry::{Added, ImportEntry};
use super::locks::UnderWay;
use super::open::Writer;
use super::row_change::{self, Image, RowChange};
use super::row_sum::{self, RowSum};
use super::table_insert::TableInsert;
use super::value::from_moment;
use super::{checkpoint, number, removed, versions};

/// The most bytes that the history of commands takes: some years of entries, or what a big import
/// was put right by.
const HISTORY_BYTES_MAX: i64 = 5_000_000;

/// How many checksums of a table of a copy are noted at once.
const SUMS_AT_ONCE: usize = 256;

/// One command's changes to the diary: they happen wholly at [`Change::commit`], or not at all.
pub struct Change<'d> {
    diary: &'d Diary,
    transaction: Transaction<'d>,
    now: DateTime<FixedOffset>,
    rows: Vec<RowChange>,
    /// What was added, where only its numbers are kept and not each row.
    added: Option<Added>,
    /// Whether the history came with the rows, and nothing is to be added to it.
    has_history: bool,
    /// What is known of the rows that were put in whole.
    pub(super) copied: Copied<'d>,
    _under_way: UnderWay,
}

/// What a run has recorded so far, to be taken back as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded(Option<i64>);

/// What became of a change that was committed: it is in the diary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// What this run has recorded, with this change.
    pub recorded: Recorded,
    /// Whether anything was changed.
    pub is_change: bool,
    /// Why the disk did not confirm it, in SQLite's words; `None` on every ordinary day.
    pub unconfirmed: Option<String>,
}

impl Writer {
    /// Begins to change the diary, waiting for any other writer. `now` is when the entries are
    /// written.
    ///
    /// # Errors
    /// When another program does not finish writing in time, the diary cannot be written, or it is
    /// not built as this program builds one.
    pub fn change(&mut self, now: DateTime<FixedOffset>) -> Result<Change<'_>, StoreError> {
        let diary = &self.diary;
        // Every row gets a name by chance, and what makes them panics where the system gives none.
        getrandom::fill(&mut [0]).map_err(|error| {
            diary.error(Trouble::Other(format!("the system gives no random numbers ({error})")))
        })?;
        let under_way = UnderWay::begin();
        // IMMEDIATE takes the write lock before the first read: what a verb decides on stays so
        // until it has written.
        let transaction =
            Transaction::new_unchecked(&diary.connection, TransactionBehavior::Immediate)
                .map_err(|error| StoreError::from_sqlite(diary.path(), &error))?;
        // Whoever waited for another writer finds the diary as that one left it, which may be a
        // newer program.
        diary.prove().or_else(|altered| diary.version().and(Err(altered)))?;
        Ok(Change {
            diary,
            transaction,
            now,
            rows: Vec::new(),
            added: None,
            has_history: false,
            copied: Copied::default(),
            _under_way: under_way,
        })
    }
}

impl Deref for Change<'_> {
    type Target = Diary;

    fn deref(&self) -> &Diary {
        self.diary
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
        let timestamp =
            Timestamp::from_unix(ContextV7::new(), seconds, self.now.timestamp_subsec_nanos());
        Value::Text(Uuid::new_v7(timestamp).to_string())
    }

    /// When the entry is written, as a column.
    pub(super) fn written_at(&self) -> Value {
        Value::Text(from_moment(self.now))
    }

    /// Adds a row and returns its number.
    pub(super) fn insert(
        &mut self,
        table: &str,
        columns: &[(&str, Value)],
    ) -> Result<i64, StoreError> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {table} (id, {}) VALUES (?, {marks})", names.join(", "));
        // For NULL, SQLite takes the next id that is free; nobody types those.
        let number = self.ask(|c| number::next(c, table))?.map_or(Value::Null, Value::Integer);
        let values = std::iter::once(&number).chain(columns.iter().map(|(_, value)| value));
        let id = self.insert_summed(table, &sql, values, columns)?;
        if let Some(added) = &mut self.added {
            added.note(table, id);
            return Ok(id);
        }
        let column = |name: &str| {
            columns.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone())
        };
        self.ask(|c| checkpoint::forget_after(c, table, column))?;
        // The columns that were not named have their defaults, now as when the row is brought back.
        let mut after: Map<String, Json> = columns
            .iter()
            .map(|(name, value)| ((*name).to_owned(), row_change::from_column(value.clone())))
            .collect();
        after.insert("id".to_owned(), Json::from(id));
        self.rows.push(RowChange { table: table.to_owned(), id, before: None, after: Some(after) });
        Ok(id)
    }

    /// From here on this change only adds, and of what it adds the journal keeps the numbers alone:
    /// there may be a million rows. `undo` takes all of it back as one.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn begin_import(&mut self) -> Result<(), StoreError> {
        self.begin_adding(Added::default())
    }

    /// The same, for a copy of another diary that is put into an empty one.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn begin_copy(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM removed)";
        self.copied.has_removed = self.ask(|c| c.query_row(sql, [], |row| row.get(0)))?;
        self.begin_adding(Added::of_copy())
    }

    /// Begins to add many rows, of which not each is looked at.
    fn begin_adding(&mut self, added: Added) -> Result<(), StoreError> {
        self.added = Some(added);
        self.hold_in_memory(CACHE_OF_MANY_ROWS_KIB)?;
        self.ask(checkpoint::forget)
    }

    /// The rows that are put in bring the history of their commands: this change is none of its own.
    pub fn bring_history(&mut self) {
        self.has_history = true;
    }

    /// Puts whole rows into a table, one or as many as go in at once, with the numbers that they had
    /// where they have some; what stands under the keys `parts` has a table of its own. Returns the
    /// number of the last. The inner error is a sentence about what the table does not take.
    pub(super) fn insert_whole<'r>(
        &mut self,
        table: &'static str,
        rows: impl ExactSizeIterator<Item = &'r Map<String, Json>> + Clone,
        parts: &[&str],
        needs_number: bool,
    ) -> Result<Result<i64, String>, StoreError> {
        let Self { diary, copied: Copied { tables, has_removed }, added, now, .. } = self;
        let insert = prepared(tables, diary, table)?;
        let connection = &diary.connection;
        match diary.ask(|_| insert.bind(connection, table, rows.clone(), parts))? {
            Ok(have_numbers) if needs_number && !have_numbers => {
                return Ok(Err("it has no “id”, which is a whole number from 1 on".to_owned()));
            }
            Ok(_) => {}
            Err(why) => return Ok(Err(why)),
        }
        *has_removed |= table == "removed";
        // The name is looked for last: of a copy into a new diary, no row was ever removed.
        if *has_removed && (table == "removed" || insert.is_summed) {
            for uuid in rows.filter_map(|row| row.get("uuid")?.as_str()) {
                // It is there again; or its removal is known, and told once more.
                diary.ask(|c| removed::forget(c, uuid, *now))?;
            }
        }
        let put = diary.ask(|c| insert.put(c, table))?;
        let mut last = 0;
        for (id, sum) in put {
            last = id;
            if needs_number {
                insert.last_number = insert.last_number.max(id);
            }
            if insert.is_summed {
                match added {
                    // Of a copy, nobody asks for a checksum before all of it is there.
                    Some(added) if added.is_copy() => insert.sums.push((id, sum)),
                    _ => diary.ask(|c| row_sum::note(c, table, id, sum))?,
                }
                // What one copy keeps for itself stays when the rest is taken back.
                if let Some(added) = added.as_mut().filter(|_| table != "journal") {
                    added.note(table, id);
                }
            }
        }
        Ok(Ok(last))
    }

    /// Notes the checksums of rows of a copy that wait for it, where there are many.
    pub(super) fn note_many_sums(&mut self) -> Result<(), StoreError> {
        let Self { diary, copied: Copied { tables, .. }, .. } = self;
        for (table, TableInsert { sums, .. }) in tables {
            while let Some((some, _)) = sums.split_at_checked(SUMS_AT_ONCE) {
                diary.ask(|c| row_sum::note_many(c, table, some))?;
                sums.drain(..SUMS_AT_ONCE);
            }
        }
        Ok(())
    }

    /// Whether a table has a column of that name.
    pub(super) fn has_column(
        &mut self,
        table: &'static str,
        name: &str,
    ) -> Result<bool, StoreError> {
        Ok(prepared(&mut self.copied.tables, self.diary, table)?.has(name))
    }

    /// Inserts a row, notes its checksum, and returns its number. Columns that are not named have
    /// their defaults, which no checksum counts.
    fn insert_summed<'v>(
        &self,
        table: &str,
        sql: &str,
        values: impl Iterator<Item = &'v Value>,
        columns: &[(&str, Value)],
    ) -> Result<i64, StoreError> {
        self.ask(|c| {
            c.prepare_cached(sql)?.execute(rusqlite::params_from_iter(values))?;
            let id = c.last_insert_rowid();
            row_sum::note(c, table, id, RowSum::of_columns(table, id, columns))?;
            Ok(id)
        })
    }

    /// Changes some columns of a row. A row that is already so is left alone; a row that is gone is
    /// an error.
    pub(super) fn update(
        &mut self,
        table: &str,
        id: i64,
        columns: &[(&str, Value)],
    ) -> Result<(), StoreError> {
        let before = self.image(table, id)?;
        let Some(image) = &before else { return Err(self.error(Trouble::Gone(id))) };
        self.ask(|c| checkpoint::forget_after_image(c, table, &before))?;
        // A row that was damaged would get a checksum that calls it whole.
        let sum = RowSum::of_image(table, id, image);
        if !self.ask(|c| row_sum::is_as_written(c, table, id, sum))? {
            return Err(self.error(Trouble::RowDamaged(table.to_owned(), id)));
        }
        let sets: Vec<String> = columns.iter().map(|(name, _)| format!("{name} = ?")).collect();
        let sql = format!("UPDATE {table} SET {} WHERE id = ?", sets.join(", "));
        let number = Value::Integer(id);
        let values = columns.iter().map(|(_, value)| value).chain([&number]);
        self.ask(|c| c.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values)))?;
        // As the columns read back: 4 and 4.0 are the same amount.
        let after = self.image(table, id)?;
        if before != after {
            self.ask(|c| checkpoint::forget_after_image(c, table, &after))?;
            if let Some(after) = &after {
                let sum = RowSum::of_image(table, id, after);
                self.ask(|c| row_sum::note(c, table, id, sum))?;
            }
            self.rows.push(RowChange { table: table.to_owned(), id, before, after });
        }
        Ok(())
    }

    /// Puts one text in the place of another in a column of a row, which holds the first. The
    /// journal keeps these texts alone and not the whole row: a word that is renamed stands in ten
    /// years of rows. `rating` is the entry whose part the row is.
    pub(super) fn reword(
        &mut self,
        table: &str,
        id: i64,
        column: &str,
        (from, to): (&str, &str),
        rating: Option<i64>,
    ) -> Result<(), StoreError> {
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE id = ?2");
        if !self.ask(|c| row_sum::is_whole(c, table, id))? {
            return Err(self.error(Trouble::RowDamaged(table.to_owned(), id)));
        }
        self.ask(|c| {
            c.prepare_cached(&sql)?.execute(params![to, id])?;
            row_sum::note_as_is(c, table, id)
        })?;
        let image = |text: &str| {
            let named = [("rating", rating.map(Json::from)), (column, Some(Json::from(text)))];
            named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
        };
        let (before, after) = (Some(image(from)), Some(image(to)));
        self.rows.push(RowChange { table: table.to_owned(), id, before, after });
        Ok(())
    }

    /// Changes those columns of a row that are others in `after` than they were in `before`, which
    /// have the same order.
    pub(super) fn update_changed(
        &mut self,
        table: &str,
        id: i64,
        before: Vec<(&str, Value)>,
        after: Vec<(&str, Value)>,
    ) -> Result<(), StoreError> {
        let pairs = before.into_iter().zip(after);
        let changed: Vec<_> =
            pairs.filter(|(before, after)| before != after).map(|(_, after)| after).collect();
        if changed.is_empty() { Ok(()) } else { self.update(table, id, &changed) }
    }

    /// Removes the rows whose `column` holds `value`, and returns how many there were. That they
    /// are gone is noted, so that joining another copy of the diary does not bring them back.
    pub(super) fn delete(
        &mut self,
        table: &str,
        column: &str,
        value: i64,
    ) -> Result<usize, StoreError> {
        let sql = format!("SELECT id FROM {table} WHERE {column} = ? ORDER BY id");
        let ids: Vec<i64> =
            self.ask(|c| c.prepare_cached(&sql)?.query_map([value], |row| row.get(0))?.collect())?;
        for id in &ids {
            // The whole row, for undo brings it back from here and from nowhere else.
            let before = self.image(table, *id)?;
            self.ask(|c| checkpoint::forget_after_image(c, table, &before))?;
            let sql = format!("DELETE FROM {table} WHERE id = ?");
            self.ask(|c| {
                c.prepare_cached(&sql)?.execute([id])?;
                row_sum::forget(c, table, (*id, *id))?;
                before.as_ref().map_or(Ok(()), |row| removed::note(c, row, self.now))
            })?;
            self.rows.push(RowChange { table: table.to_owned(), id: *id, before, after: None });
        }
        Ok(ids.len())
    }

    /// Keeps what following the plan came to by a day, and the course that it led through until then
    /// where it has one; in the place of what is kept without a course. It is no part of the command,
    /// and leaves no trace in the history.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn keep_checkpoint(&self, kept: &KeptCheckpoint, course: &[u8]) -> Result<(), StoreError> {
        self.ask(|c| checkpoint::keep(c, kept, course))
    }

    /// Forgets all that is kept of following the plan.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn forget_checkpoints(&self) -> Result<(), StoreError> {
        self.ask(checkpoint::forget)
    }

    /// Forgets the steps of the history that are older than some days, and of the newer ones the
    /// oldest beyond a size; and those of earlier days that can be neither undone nor redone any
    /// more, which with this change are all that are undone.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn bound_history(&self, days: u32) -> Result<(), StoreError> {
        // A copy comes in as it was; its next day bounds it.
        if self.has_history {
            return Ok(());
        }
        let now = from_moment(self.now);
        // What an import left when it was taken back is how its file may bring it again.
        let sql = "DELETE FROM journal WHERE NOT (state = 'undone' AND rows LIKE '{%') AND (
                 ((state = 'undone' OR passed_over = 1)
                     AND substr(at, 1, 10) < substr(?1, 1, 10))
                 OR julianday(at) < julianday(?1) - ?2
                 OR id < (SELECT min(id) FROM (
                     SELECT id, sum(octet_length(rows)) OVER (ORDER BY id DESC) AS bytes
                     FROM journal) WHERE bytes <= ?3))
             RETURNING id";
        self.ask(|c| {
            let mut statement = c.prepare(sql)?;
            let gone = statement
                .query_map(params![now, days, HISTORY_BYTES_MAX], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()?;
            gone.into_iter().try_for_each(|id| row_sum::forget(c, "journal", (id, id)))
        })
    }

    /// Whether SQLite has taken all of it back by itself, as it does when the disk fails it. What is
    /// written after that would be kept without it.
    pub fn is_gone(&self) -> bool {
        self.diary.connection.is_autocommit()
    }

    /// Keeps the changes, under the words of the command that made them. Once this returns, a power
    /// cut cannot take them back. Commands that changed nothing leave no trace.
    ///
    /// # Errors
    /// When the disk does not take them; nothing was kept then, unless the error says it is
    /// unknown.
    pub fn commit(self, said: &str) -> Result<Committed, StoreError> {
        self.commit_with(said, Recorded::default())
    }

    /// The same, as one command with what this run has recorded already: one `undo` takes back all
    /// of it. Where that was taken back meanwhile, or something else was done since, it is a
    /// command of its own.
    ///
    /// # Errors
    /// As [`Change::commit`].
    pub fn commit_with(self, said: &str, earlier: Recorded) -> Result<Committed, StoreError> {
        if self.is_gone() {
            return Err(self.strange("a change that SQLite has taken back"));
        }
        for (table, insert) in &self.copied.tables {
            let mut some = insert.sums.chunks(SUMS_AT_ONCE);
            some.try_for_each(|some| self.ask(|c| row_sum::note_many(c, table, some)))?;
        }
        let is_import = self.added.is_some();
        let added = self.added.clone().filter(|added| !added.is_empty());
        // What one copy keeps for itself may be all there is, and is no command.
        if self.has_history || (is_import && added.is_none()) {
            // No entry of the journal tells whether it happened.
            let unconfirmed = self.finish(|_| Err(rusqlite::Error::QueryReturnedNoRows))?;
            return Ok(Committed { recorded: earlier, is_change: true, unconfirmed });
        }
        if self.rows.is_empty() && added.is_none() {
            return Ok(Committed { recorded: earlier, ..Committed::default() });
        }
        self.step_versions()?;
        // Joined to a command that is no longer the newest, one `undo` would take back two things
        // out of their order.
        let known = match earlier {
            Recorded(Some(id)) => self.newest_rows(id)?.map(|rows| (id, rows)),
            Recorded(None) => None,
        };
        let (id, rows) = match known {
            Some((id, rows)) => {
                let rows = join(rows, &self.rows)
                    .ok_or_else(|| self.strange("a journal entry that does not read"))?;
                self.ask(|c| {
                    c.execute("UPDATE journal SET rows = ?1 WHERE id = ?2", params![rows, id])?;
                    row_sum::note_as_is(c, "journal", id)
                })?;
                (id, rows)
            }
            None => {
                let at = from_moment(self.now);
                let rows = match added {
                    Some(added) => self.ask(|c| ImportEntry::of(added, c))?.to_text(),
                    None => {
                        Json::Array(self.rows.iter().map(RowChange::to_json).collect()).to_string()
                    }
                };
                let newest = "SELECT id FROM journal WHERE state = 'done' AND passed_over = 0
                     ORDER BY id DESC LIMIT 1";
                let follows: Option<i64> =
                    self.ask(|c| c.query_row(newest, [], |row| row.get(0)).optional())?;
                let columns = [
                    ("at", Value::Text(at)),
                    ("said", Value::Text(said.to_owned())),
                    ("rows", Value::Text(rows.clone())),
                    ("state", Value::Text("done".to_owned())),
                    ("follows", Value::Integer(follows.unwrap_or(0))),
                ];
                let sql = "INSERT INTO journal (at, said, rows, state, follows)
                     VALUES (?1, ?2, ?3, ?4, ?5)";
                let values = columns.iter().map(|(_, value)| value);
                (self.insert_summed("journal", sql, values, &columns)?, rows)
            }
        };
        // By its rows and not by its number alone: another command may have been given that one.
        let unconfirmed = self.finish(|c| {
            let sql = "SELECT rows FROM journal WHERE id = ?1 AND state = 'done'";
            let found: Option<String> = c.query_row(sql, [id], |row| row.get(0)).optional()?;
            Ok(found.as_deref() == Some(rows.as_str()))
        })?;
        Ok(Committed { recorded: Recorded(Some(id)), is_change: true, unconfirmed })
    }

    /// The rows of a journal entry, as long as it is the newest of all and was not taken back.
    fn newest_rows(&self, id: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT rows FROM journal WHERE id = ?1 AND state = 'done' AND passed_over = 0
             AND id = (SELECT max(id) FROM journal)";
        self.ask(|c| c.query_row(sql, [id], |row| row.get(0)).optional())
    }

    /// Commits. When the disk did not confirm it, `is_there` looks whether it happened all the
    /// same, and the reason is returned: whoever was told that nothing was saved would type it
    /// again, and have it twice.
    pub(super) fn finish(
        self,
        is_there: impl FnOnce(&Connection) -> rusqlite::Result<bool>,
    ) -> Result<Option<String>, StoreError> {
        let Self { diary, transaction, .. } = self;
        let Err(error) = transaction.commit() else { return Ok(None) };
        // SQLite may have ended the transaction, and only then found that the disk does not answer.
        if !diary.connection.is_autocommit() {
            return Err(StoreError::from_sqlite(diary.path(), &error));
        }
        match is_there(&diary.connection) {
            Ok(true) => Ok(Some(error.to_string())),
            Ok(false) => Err(StoreError::from_sqlite(diary.path(), &error)),
            Err(_) => Err(StoreError::new(diary.path(), Trouble::Unknown(error.to_string()))),
        }
    }

    /// Gives every row a new version that this change has changed, and neither added nor removed:
    /// who adds or removes one has seen to that.
    fn step_versions(&self) -> Result<(), StoreError> {
        let mut seen: HashSet<(&str, i64)> = HashSet::new();
        for row in &self.rows {
            let Some((table, id)) = row.owner() else { continue };
            let is_added = row.before.is_none() && row.table == table;
            if !seen.insert((table, id)) || is_added {
                continue;
            }
            self.step_version(row)?;
        }
        Ok(())
    }

    /// Gives the row a new version that a row is, or is a part of, where it is there.
    pub(super) fn step_version(&self, row: &RowChange) -> Result<(), StoreError> {
        let Some((table, id)) = row.owner() else { return Ok(()) };
        if row.table == table && (row.before.is_none() || row.after.is_none()) {
            return Ok(());
        }
        let sql = format!("SELECT uuid FROM {table} WHERE id = ?1");
        self.ask(|c| {
            let uuid: Option<String> =
                c.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?;
            uuid.map_or(Ok(()), |uuid| versions::step(c, &uuid, self.now))
        })
    }

    /// A whole row as it stands; `None` when there is none.
    pub(super) fn image(&self, table: &str, id: i64) -> Result<Image, StoreError> {
        self.ask(|c| row_change::image(c, table, id))
    }
}

/// The rows of a journal entry with more of the same run. A row that is changed again, as this run
/// left it, stays one row: what it became in between is of use to nobody, and a run may change one
/// many times.
fn join(before: String, more: &[RowChange]) -> Option<String> {
    let Json::Array(mut rows) = serde_json::from_str(&before).ok()? else { return None };
    for row in more.iter().map(RowChange::to_json) {
        let known = rows.iter_mut().find(|known| {
            known[0] == row[0] && known[1] == row[1] && is_as_left(&known[3], &row[2])
        });
        match known {
            Some(known) => known[3] = row[3].clone(),
            None => rows.push(row),
        }
    }
    Some(Json::Array(rows).to_string())
}

/// Whether a row was found as it had been left. Columns that were not named when it was added have
/// their defaults.
fn is_as_left(left: &Json, found: &Json) -> bool {
    match (left, found) {
        (Json::Object(left), Json::Object(found)) => {
            left.iter().all(|(name, value)| found.get(name) == Some(value))
        }
        (left, found) => left == found,
    }
}

/// How rows are put into a table, which is worked out once.
fn prepared<'t, 'd>(
    tables: &'t mut BTreeMap<&'static str, TableInsert<'d>>,
    diary: &'d Diary,
    table: &'static str,
) -> Result<&'t mut TableInsert<'d>, StoreError> {
    match tables.entry(table) {
        Entry::Occupied(known) => Ok(known.into_mut()),
        Entry::Vacant(new) => {
            let replaces = ["removed", "row_version", "superseded", "set_aside"].contains(&table);
            let insert = diary.ask(|_| TableInsert::new(&diary.connection, table, replaces))?;
            Ok(new.insert(insert))
        }
    }
}

/// What a change that puts rows in knows of those before.
pub(super) struct Copied<'d> {
    /// How rows are put into each table that some went into.
    pub(super) tables: BTreeMap<&'static str, TableInsert<'d>>,
    /// Whether the name of a row may be that of one that is gone.
    has_removed: bool,
}

impl Default for Copied<'_> {
    fn default() -> Self {
        Self { tables: BTreeMap::new(), has_removed: true }
    }
}
