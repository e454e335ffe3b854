//! Takes commands back, and brings them again, from the rows the journal kept.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value as Json};

use super::change::Change;
use super::diary::Diary;
use super::error::{StoreError, Trouble};
use super::import_entry::ImportEntry;
use super::open::Writer;
use super::row_change::{self, Image, RowChange};
use super::{checkpoint, number, removed, row_sum, uuids, value};

/// A command that was undone or redone.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What was typed, without the program's name.
    pub said: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What became of taking the last command back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Undone {
    /// The command that was taken back; `None` when there was none left.
    pub command: Option<Command>,
    /// Newer commands that can no longer be taken back, because something else changed what they
    /// had changed: the newest first. They stand for good.
    pub passed_over: Vec<Command>,
    /// Why the disk did not confirm it; `None` on every ordinary day.
    pub unconfirmed: Option<String>,
}

/// A command as the journal holds it.
struct JournalEntry {
    id: i64,
    command: Command,
    rows: Kept,
}

/// What the journal has kept of a command.
enum Kept {
    /// Every row before and after.
    Each(Vec<RowChange>),
    /// The numbers of what an import added.
    Import(ImportEntry),
}

impl Diary {
    /// The command that would be taken back next, unless something else has changed what it did;
    /// `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn last_command(&self) -> Result<Option<Command>, StoreError> {
        let newest = "SELECT at, said FROM journal WHERE state = 'done' AND passed_over = 0
             ORDER BY id DESC LIMIT 1";
        self.ask(|c| {
            let read = |row: &Row<'_>| {
                Ok(Command { at: value::moment(row.get_ref(0)?)?, said: row.get(1)? })
            };
            c.query_row(newest, [], read).optional()
        })
    }
}

impl Writer {
    /// Takes the last command back that can be, and passes over those that cannot for good.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn undo(&mut self, now: DateTime<FixedOffset>) -> Result<Undone, StoreError> {
        let change = self.change(now)?;
        let newest =
            "SELECT id, at, said, rows FROM journal WHERE state = 'done' AND passed_over = 0
             ORDER BY id DESC LIMIT 1";
        let mut undone = Undone::default();
        let mut last = None;
        while let Some(entry) = change.journal_entry(newest)? {
            last = Some(entry.id);
            if change.take_back_command(entry.id, entry.rows)? {
                undone.command = Some(entry.command);
                break;
            }
            // Marked for good: left as it was, it would be undone by surprise once the rows happen
            // to fit again.
            change.ask(|c| {
                c.execute("UPDATE journal SET passed_over = 1 WHERE id = ?1", [entry.id])?;
                row_sum::note_as_is(c, "journal", entry.id)
            })?;
            undone.passed_over.push(entry.command);
        }
        let Some(last) = last else { return Ok(undone) };
        let sql = "SELECT state = 'undone' OR passed_over FROM journal WHERE id = ?1";
        undone.unconfirmed = change.finish(|c| c.query_row(sql, [last], |row| row.get(0)))?;
        Ok(undone)
    }

    /// Brings back the command that was undone last, with why the disk did not confirm it, if it
    /// did not; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be written, or what the command had changed was changed since.
    pub fn redo(
        &mut self,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<(Command, Option<String>)>, StoreError> {
        let change = self.change(now)?;
        // Of the commands that followed the newest one that stands, the last is the one to bring
        // back, and only while nothing newer was done.
        let undone_last = "WITH newest (id) AS (
                 SELECT coalesce((SELECT id FROM journal WHERE state = 'done' AND passed_over = 0
                                  ORDER BY id DESC LIMIT 1), 0))
             SELECT id, at, said, rows FROM journal
             WHERE id > (SELECT id FROM newest) AND follows = (SELECT id FROM newest)
                 AND state = 'undone'
             ORDER BY id DESC LIMIT 1";
        let Some(entry) = change.journal_entry(undone_last)? else { return Ok(None) };
        let Kept::Each(rows) = &entry.rows else {
            return Err(change.error(Trouble::NotKept(entry.command.said)));
        };
        if !change.turn_all(rows.iter(), |row| (&row.before, &row.after))? {
            return Err(change.error(Trouble::Overtaken(entry.command.said)));
        }
        change.ask(|c| {
            c.execute("UPDATE journal SET state = 'done' WHERE id = ?1", [entry.id])?;
            row_sum::note_as_is(c, "journal", entry.id)
        })?;
        let sql = "SELECT state = 'done' FROM journal WHERE id = ?1";
        let unconfirmed = change.finish(|c| c.query_row(sql, [entry.id], |row| row.get(0)))?;
        Ok(Some((entry.command, unconfirmed)))
    }
}

impl Change<'_> {
    /// The entry that a query of the journal finds.
    fn journal_entry(&self, query: &str) -> Result<Option<JournalEntry>, StoreError> {
        let found = self.ask(|c| {
            let mut statement = c.prepare_cached(query)?;
            let entry = statement.query_row([], |row| {
                let command = Command { at: value::moment(row.get_ref(1)?)?, said: row.get(2)? };
                Ok((row.get::<_, i64>(0)?, command, row.get::<_, String>(3)?))
            });
            entry.optional()
        })?;
        let Some((id, command, rows)) = found else { return Ok(None) };
        // What it would bring back may be what never was.
        if !self.ask(|c| row_sum::is_whole(c, "journal", id))? {
            return Err(self.error(Trouble::RowDamaged("the step of the history".to_owned(), id)));
        }
        let rows = row_change::read(&rows)
            .map(Kept::Each)
            .or_else(|| ImportEntry::read(&rows).map(Kept::Import))
            .ok_or_else(|| self.strange("a journal entry that does not read"))?;
        Ok(Some(JournalEntry { id, command, rows }))
    }

    /// Takes a command back, and notes that it was; `false` where something it changed is no longer
    /// as it was.
    fn take_back_command(&self, id: i64, rows: Kept) -> Result<bool, StoreError> {
        match rows {
            Kept::Each(rows) => {
                if !self.turn_all(rows.iter().rev(), |row| (&row.after, &row.before))? {
                    return Ok(false);
                }
                let sql = "UPDATE journal SET state = 'undone' WHERE id = ?1";
                self.ask(|c| c.execute(sql, [id]))?;
            }
            Kept::Import(entry) => {
                if !self.take_back(&entry)? {
                    return Ok(false);
                }
                let rows = entry.undone(self.now()).to_text();
                let sql = "UPDATE journal SET state = 'undone', rows = ?2 WHERE id = ?1";
                self.ask(|c| c.execute(sql, (id, &rows)))?;
            }
        }
        self.ask(|c| row_sum::note_as_is(c, "journal", id))?;
        Ok(true)
    }

    /// Removes what an import added; `false`, and nothing is changed, where something of it is no
    /// longer as it was.
    fn take_back(&self, entry: &ImportEntry) -> Result<bool, StoreError> {
        if !self.ask(|c| entry.is_as_left(c))? {
            return Ok(false);
        }
        self.ask(|c| c.execute_batch("SAVEPOINT taking_back"))?;
        let is_gone = match self.ask(|c| entry.remove(c, self.now())) {
            Ok(()) => true,
            // A row from elsewhere has come to belong to one of these.
            Err(error) if error.is_refusal() => false,
            Err(error) => return Err(error),
        };
        self.ask(|c| {
            if !is_gone {
                c.execute_batch("ROLLBACK TO taking_back")?;
            }
            c.execute_batch("RELEASE taking_back")
        })?;
        Ok(is_gone)
    }

    /// The moments at which imports were taken back: what went then is no removal that somebody
    /// decided on row by row, and the file may bring it again.
    pub(super) fn imports_undone_at(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT rows FROM journal WHERE state = 'undone' AND rows LIKE '{%'";
        let rows: Vec<String> =
            self.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())?;
        let read = rows.iter().filter_map(|rows| ImportEntry::read(rows));
        Ok(read.filter_map(|entry| entry.undone_at().map(str::to_owned)).collect())
    }

    /// Turns rows from the images they should have now into the others: all of them, or none where
    /// one is not as it should be.
    fn turn_all<'r>(
        &self,
        mut rows: impl Iterator<Item = &'r RowChange>,
        images: impl Fn(&'r RowChange) -> (&'r Image, &'r Image),
    ) -> Result<bool, StoreError> {
        // A row may come back before the one it belongs to; at the end all of them are there.
        self.ask(|c| c.execute_batch("PRAGMA defer_foreign_keys = ON; SAVEPOINT turning"))?;
        let all = rows.try_fold(true, |all, row| {
            let (from, to) = images(row);
            Ok::<_, StoreError>(all && self.turn(row, from, to)?)
        })?;
        self.ask(|c| {
            if !all {
                c.execute_batch("ROLLBACK TO turning")?;
            }
            c.execute_batch("RELEASE turning")
        })?;
        Ok(all)
    }

    /// Turns one row from the image it should have now into the other; `false` where it is not as
    /// it should be. Whether it is gone afterwards or there again is noted as of any other removal.
    fn turn(&self, row: &RowChange, from: &Image, to: &Image) -> Result<bool, StoreError> {
        // Names cannot be bound like values, and a journal from elsewhere must not become SQL.
        let names = to.iter().chain(from).flat_map(Map::keys);
        if ![row.table.as_str()].into_iter().chain(names.map(String::as_str)).all(is_name) {
            return Err(self.strange("a journal entry with a name that is none"));
        }
        // Columns that a later version of the diary added are not in an older image, and are no
        // obstacle.
        let present = self.image(&row.table, row.id)?;
        let is_as_left = match (&present, from) {
            (Some(present), Some(from)) => {
                from.iter().all(|(name, value)| present.get(name) == Some(value))
            }
            (present, from) => present.is_none() && from.is_none(),
        };
        if !is_as_left {
            return Ok(false);
        }
        self.step_version(row)?;
        self.ask(|c| {
            // A part of a row must be looked at while that row is there.
            checkpoint::forget_after_image(c, &row.table, &present)?;
            checkpoint::forget_after_image(c, &row.table, to)?;
            c.execute(&format!("DELETE FROM {} WHERE id = ?1", row.table), [row.id])?;
            match (present, to) {
                (Some(present), None) => removed::note(c, &present, self.now()),
                (Some(mut present), Some(to)) => {
                    // What an older image does not name stays as it is: its uuid, and whatever a
                    // later version of the diary has room for.
                    present.extend(to.clone());
                    insert(c, &row.table, &present)
                }
                (None, Some(to)) => bring_back(c, row, to, self.now()),
                (None, None) => Ok(()),
            }?;
            row_sum::note_as_is(c, &row.table, row.id)
        })?;
        Ok(true)
    }
}

/// Brings a row back that is gone.
fn bring_back(
    connection: &Connection,
    row: &RowChange,
    image: &Map<String, Json>,
    now: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let mut image = image.clone();
    // A journal from before version 4 does not know the uuids that some rows have by now.
    let has_no_uuid = uuids::had_none(&row.table) && !image.contains_key("uuid");
    if has_no_uuid {
        image.insert("uuid".to_owned(), Json::String(uuids::placeholder(row.id)));
    }
    insert(connection, &row.table, &image)?;
    // Only now, for it rests on the whole row as it stands.
    if has_no_uuid {
        uuids::name_row(connection, &row.table, row.id)?;
    }
    // The image may not name the uuid, but the row that it has become does.
    let there = row_change::image(connection, &row.table, row.id)?;
    if let Some(uuid) = there.as_ref().and_then(|there| there.get("uuid")?.as_str()) {
        removed::forget(connection, uuid, now)?;
    }
    number::raise(connection, &row.table, row.id)
}

/// Inserts a row as its image says.
fn insert(connection: &Connection, table: &str, image: &Map<String, Json>) -> rusqlite::Result<()> {
    let columns: Vec<&str> = image.keys().map(String::as_str).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", "));
    let values = image.values().map(row_change::to_column);
    connection.execute(&sql, rusqlite::params_from_iter(values)).map(drop)
}

/// Whether a text from the journal can be the name of a table or column, and nothing else.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
