//! What an import added, as the journal keeps it: which numbers it gave, and not a million rows.
//!
//! An import only adds, in one transaction, so that its rows of a table have numbers without a gap
//! that is somebody else's. To take it back, these rows are removed, if all of them are still as
//! they were: a digest of what they hold tells. They cannot be brought again from here, but from
//! the file that they came from.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::value::from_moment;
use super::{checkpoint, row_sum, versions};

/// Every table that an import may add to, and whether its rows have uuids: each before those that
/// its rows refer to.
const TABLES: [(&str, bool); 19] = [
    ("rating_site", false),
    ("rating_tag", false),
    ("medicine_intake", true),
    ("rating", true),
    ("session_symptom", false),
    ("session", true),
    ("flare_word", true),
    ("goal_rating", true),
    ("goal", true),
    ("plan_item", true),
    ("plan_phase", true),
    ("exit_test", true),
    ("week_answer", true),
    ("plan_pause", true),
    ("visit_question", true),
    ("visit", true),
    ("screening_answer", true),
    ("own_account", true),
    ("plan", true),
];

/// The first and the last number that an import gave in each table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Added {
    ranges: BTreeMap<String, (i64, i64)>,
    /// Whether it is a copy of another diary: taken back, nothing of it counts as removed, for it
    /// may stand in that other one, and joining the two must not take it away there.
    is_copy: bool,
}

impl Added {
    /// Of a copy of another diary.
    pub(super) fn of_copy() -> Self {
        Self { is_copy: true, ..Self::default() }
    }

    /// Whether it is of a copy.
    pub(super) fn is_copy(&self) -> bool {
        self.is_copy
    }

    /// Notes the number of a row that was added.
    pub(super) fn note(&mut self, table: &str, id: i64) {
        match self.ranges.get_mut(table) {
            Some((first, last)) => (*first, *last) = ((*first).min(id), (*last).max(id)),
            None => {
                self.ranges.insert(table.to_owned(), (id, id));
            }
        }
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The tables with rows of it, in the order in which they can be removed.
    fn ranges(&self) -> impl Iterator<Item = (&'static str, bool, i64, i64)> {
        TABLES.iter().filter_map(|(table, is_named)| {
            self.ranges.get(*table).map(|(first, last)| (*table, *is_named, *first, *last))
        })
    }

    /// A digest of the rows as they were written, by their checksums.
    fn digest_as_written(&self, connection: &Connection) -> rusqlite::Result<String> {
        let sql =
            "SELECT id, sum FROM row_sum WHERE kind = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id";
        let mut digest = Digest::default();
        for (table, _, first, last) in self.ranges() {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((table, first, last))?;
            while let Some(row) = rows.next()? {
                digest.add(row.get(0)?, row.get(1)?);
            }
        }
        Ok(digest.end())
    }

    /// The same digest of what the rows hold now.
    fn digest_as_they_are(&self, connection: &Connection) -> rusqlite::Result<String> {
        let mut digest = Digest::default();
        for (table, _, first, last) in self.ranges() {
            let sql = format!("SELECT * FROM {table} WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
            let mut statement = connection.prepare(&sql)?;
            let column = statement.column_index("id")?;
            let mut rows = statement.query((first, last))?;
            while let Some(row) = rows.next()? {
                let id = row.get(column)?;
                digest.add(id, row_sum::RowSum::of_row(table, id, row)?.number());
            }
        }
        Ok(digest.end())
    }
}

/// How many bytes become one link of a digest.
const LINK_BYTES: usize = 4096;

/// A chain of names, each of which rests on the one before and on the rows since then.
#[derive(Debug, Default)]
struct Digest {
    name: Uuid,
    since: Vec<u8>,
}

impl Digest {
    /// Adds a row by its number and its checksum, which knows its table.
    fn add(&mut self, id: i64, sum: i64) {
        self.since.extend(id.to_le_bytes());
        self.since.extend(sum.to_le_bytes());
        if self.since.len() >= LINK_BYTES {
            self.link();
        }
    }

    /// Makes one name of what has come since the last.
    fn link(&mut self) {
        self.name = Uuid::new_v5(&self.name, &self.since);
        self.since.clear();
    }

    /// The name of all of it.
    fn end(mut self) -> String {
        self.link();
        self.name.to_string()
    }
}

/// Notes, beside the diary and for this connection alone, the names that an import may not give
/// again: those of entries that are there, and of those that were removed. What went at one of
/// `undone_at` was an import itself that was taken back, and may come again.
///
/// It is a table, because the names of a million entries are too much to hold in memory.
pub(super) fn note_known(connection: &Connection, undone_at: &[String]) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS known (
             uuid TEXT PRIMARY KEY, is_removed INTEGER NOT NULL) WITHOUT ROWID;
         DELETE FROM temp.known;
         INSERT INTO temp.known SELECT uuid, 0 FROM rating;
         INSERT OR IGNORE INTO temp.known SELECT uuid, 0 FROM medicine_intake;
         INSERT OR IGNORE INTO temp.known SELECT uuid, 0 FROM session;
         INSERT OR IGNORE INTO temp.known SELECT uuid, 0 FROM goal;
         INSERT OR IGNORE INTO temp.known SELECT uuid, 0 FROM plan;
         INSERT OR IGNORE INTO temp.known SELECT uuid, 0 FROM screening_answer;",
    )?;
    let marks = vec!["?"; undone_at.len()].join(", ");
    let sql = format!(
        "INSERT OR IGNORE INTO temp.known SELECT uuid, 1 FROM removed WHERE at NOT IN ({marks})"
    );
    connection.execute(&sql, rusqlite::params_from_iter(undone_at)).map(drop)
}

/// Whether an entry of that name was removed, where the name is known; a new one is noted.
pub(super) fn is_removed(connection: &Connection, uuid: &str) -> rusqlite::Result<Option<bool>> {
    let sql = "SELECT is_removed FROM temp.known WHERE uuid = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let known = statement.query_row([uuid], |row| row.get(0)).optional()?;
    if known.is_none() {
        let sql = "INSERT INTO temp.known VALUES (?1, 0)";
        connection.prepare_cached(sql)?.execute([uuid])?;
    }
    Ok(known)
}

/// What the journal keeps of an import.
pub(super) struct ImportEntry {
    added: Added,
    digest: String,
    undone_at: Option<String>,
}

impl ImportEntry {
    /// What is to be kept of what was added, as it is now.
    pub(super) fn of(added: Added, connection: &Connection) -> rusqlite::Result<Self> {
        let digest = added.digest_as_written(connection)?;
        Ok(Self { added, digest, undone_at: None })
    }

    /// As the journal keeps it.
    pub(super) fn to_text(&self) -> String {
        let ranges: BTreeMap<_, _> =
            self.added.ranges.iter().map(|(table, (first, last))| (table, [first, last])).collect();
        json!({
            "added": ranges,
            "is_copy": self.added.is_copy,
            "digest": self.digest,
            "undone_at": self.undone_at,
        })
        .to_string()
    }

    /// From what the journal has kept; `None` when it is no import.
    pub(super) fn read(text: &str) -> Option<Self> {
        let read: Json = serde_json::from_str(text).ok()?;
        let mut added = Added::default();
        for (table, range) in read.get("added")?.as_object()? {
            // Names become part of SQL, and a journal may come from elsewhere.
            TABLES.iter().find(|(known, _)| known == table)?;
            added.note(table, range.get(0)?.as_i64()?);
            added.note(table, range.get(1)?.as_i64()?);
        }
        added.is_copy = read.get("is_copy").and_then(Json::as_bool).unwrap_or(false);
        let digest = read.get("digest")?.as_str()?.to_owned();
        let undone_at = read.get("undone_at").and_then(Json::as_str).map(str::to_owned);
        Some(Self { added, digest, undone_at })
    }

    /// The same, taken back at a moment.
    pub(super) fn undone(self, at: DateTime<FixedOffset>) -> Self {
        Self { undone_at: Some(from_moment(at)), ..self }
    }

    /// Whether a row is one of those that were added.
    pub(super) fn contains(&self, table: &str, id: i64) -> bool {
        let range = self.added.ranges.get(table);
        range.is_some_and(|(first, last)| (*first..=*last).contains(&id))
    }

    /// When it was taken back.
    pub(super) fn undone_at(&self) -> Option<&str> {
        self.undone_at.as_deref()
    }

    /// Whether all that was added is still as it was.
    pub(super) fn is_as_left(&self, connection: &Connection) -> rusqlite::Result<bool> {
        Ok(self.added.digest_as_they_are(connection)? == self.digest)
    }

    /// Removes what was added, and notes of each row that it is gone, but for those of a copy.
    pub(super) fn remove(
        &self,
        connection: &Connection,
        now: DateTime<FixedOffset>,
    ) -> rusqlite::Result<()> {
        checkpoint::forget(connection)?;
        for (table, is_named, first, last) in self.added.ranges() {
            if is_named && !self.added.is_copy {
                let sql = format!(
                    "INSERT OR REPLACE INTO removed (uuid, at)
                     SELECT uuid, ?3 FROM {table} WHERE id BETWEEN ?1 AND ?2"
                );
                connection.execute(&sql, (first, last, from_moment(now)))?;
                versions::step_all(connection, table, (first, last), now)?;
            }
            let sql = format!("DELETE FROM {table} WHERE id BETWEEN ?1 AND ?2");
            connection.execute(&sql, (first, last))?;
            row_sum::forget(connection, table, (first, last))?;
        }
        Ok(())
    }
}
