//! Erasing for good: from the tables, the history, what is set aside, free pages and the copies
//! that this program made.
//!
//! What stays of an entry is its name, a random number: without it, joining another copy of the
//! diary would bring the entry back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde_json::{Map, Value as Json};

use super::copies;
use super::diary::Diary;
use super::error::{StoreError, Trouble};
use super::folders;
use super::import_entry::ImportEntry;
use super::open::{IfMissing, Writer};
use super::value::from_day;
use super::{checkpoint, mend, migrate, removed, row_change, row_sum};

/// The tables with numbers that a person types.
const TYPED: [&str; 4] = ["rating", "session", "flare_word", "week_answer"];

/// The tables whose rows belong to a day alone, and are no part of what holds today.
const DATED: [&str; 8] = [
    "rating",
    "session",
    "flare_word",
    "week_answer",
    "medicine_intake",
    "goal_rating",
    "visit_question",
    "visit",
];

/// What goes with a row: the table of its parts, and the column that names the row.
const PARTS: [(&str, &str, &str); 4] = [
    ("rating", "rating_site", "rating"),
    ("rating", "rating_tag", "rating"),
    ("rating", "medicine_intake", "rating"),
    ("session", "session_symptom", "session"),
];

/// What a person wants to have erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwanted {
    /// The entries with these numbers, also where they were removed before.
    Entries(BTreeSet<i64>),
    /// Every entry of a day before this one.
    Before(NaiveDate),
}

/// A row that is to be erased. What it holds is not in it: there may be a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doomed {
    /// Its table.
    pub kind: &'static str,
    /// Its number.
    pub id: i64,
    /// Whether it is there; of one that was removed before, only the history has something.
    pub is_there: bool,
}

/// What was erased beside the diary itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopiesErased {
    /// Copies that are there without what was erased.
    pub rewritten: Vec<PathBuf>,
    /// Copies that are gone.
    pub removed: Vec<PathBuf>,
}

impl Diary {
    /// The rows that would be erased.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn doomed(&self, unwanted: &Unwanted) -> Result<Vec<Doomed>, StoreError> {
        self.in_one_look(|| self.ask(|c| doomed(c, unwanted)))
    }

    /// Whether the history has a step of its own that goes, which may be of no row that would be
    /// erased: one from before the day.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn history_goes_too(&self, unwanted: &Unwanted) -> Result<bool, StoreError> {
        self.ask(|c| history_has_older(c, unwanted))
    }
}

/// The rows that would be erased.
fn doomed(c: &Connection, unwanted: &Unwanted) -> rusqlite::Result<Vec<Doomed>> {
    let mut found = Vec::new();
    match unwanted {
        Unwanted::Entries(numbers) => {
            let kept = in_history(c, |_| true)?;
            for id in numbers {
                for kind in TYPED {
                    let is_there = row_change::image(c, kind, *id)?.is_some();
                    if is_there || kept.contains(&(kind.to_owned(), *id)) {
                        found.push(Doomed { kind, id: *id, is_there });
                    }
                }
            }
        }
        Unwanted::Before(day) => {
            for kind in DATED {
                // What is a part of an entry of a day goes and stays with it.
                let own = if kind == "medicine_intake" { "AND rating IS NULL" } else { "" };
                let sql = format!("SELECT id FROM {kind} WHERE day < ?1 {own} ORDER BY id");
                let mut statement = c.prepare(&sql)?;
                let mut ids = statement.query([from_day(*day)])?;
                while let Some(row) = ids.next()? {
                    found.push(Doomed { kind, id: row.get(0)?, is_there: true });
                }
            }
            // Of what was removed before, the history still has all.
            let before = from_day(*day);
            for (table, id) in in_history(c, |change| has_before(change, &before))? {
                let kind = TYPED.into_iter().find(|kind| *kind == table);
                let Some(kind) = kind else { continue };
                if row_change::image(c, kind, id)?.is_none() {
                    found.push(Doomed { kind, id, is_there: false });
                }
            }
        }
    }
    Ok(found)
}

/// Whether a row was of a day before another, at one side of a change.
fn has_before(change: &row_change::RowChange, day: &str) -> bool {
    let images = [&change.before, &change.after].into_iter().flatten();
    images.filter_map(|image| image.get("day")?.as_str()).any(|of| of < day)
}

/// Every row that the history has a change of which is wanted.
fn in_history(
    c: &Connection,
    is_wanted: impl Fn(&row_change::RowChange) -> bool,
) -> rusqlite::Result<BTreeSet<(String, i64)>> {
    let mut found = BTreeSet::new();
    let mut statement = c.prepare("SELECT rows FROM journal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let changes = row_change::read(row.get_ref(0)?.as_str()?).unwrap_or_default();
        found
            .extend(changes.into_iter().filter(&is_wanted).map(|change| (change.table, change.id)));
    }
    Ok(found)
}

impl Writer {
    /// Erases rows for good, with their parts and every step of the history that has something of
    /// them. It cannot be taken back.
    ///
    /// # Errors
    /// When the diary cannot be written; nothing is erased then.
    pub fn erase(
        &mut self,
        unwanted: &Unwanted,
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<Doomed>, StoreError> {
        self.alone(|diary| {
            diary.ask(|c| c.execute_batch("BEGIN IMMEDIATE"))?;
            let erased = diary.ask(|c| {
                let doomed = doomed(c, unwanted)?;
                checkpoint::forget(c)?;
                erase_rows(c, &doomed, now)?;
                erase_history(c, &doomed, unwanted)?;
                Ok(doomed)
            });
            let ended = if erased.is_ok() { "COMMIT" } else { "ROLLBACK" };
            diary.ask(|c| c.execute_batch(ended))?;
            diary.rebuild()?;
            erased
        })
    }

    /// Empties every table, so that no page of the file holds anything.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn empty(&mut self) -> Result<(), StoreError> {
        self.alone(|diary| {
            diary.ask(|c| {
                c.execute_batch("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")?;
                checkpoint::forget(c)?;
                let more = ["row_sum", "removed", "row_version", "superseded", "set_aside"];
                for table in row_sum::TABLES.into_iter().chain(more) {
                    c.execute_batch(&format!("DELETE FROM {table}"))?;
                }
                c.execute_batch("COMMIT")
            })?;
            diary.rebuild()
        })
    }
}

/// Deletes rows with their parts. Of each name that they had, that it is gone stays.
fn erase_rows(
    c: &Connection,
    doomed: &[Doomed],
    now: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    for Doomed { kind, id, .. } in doomed {
        for (_, part, column) in PARTS.iter().filter(|(owner, ..)| owner == kind) {
            let sql = format!("SELECT id FROM {part} WHERE {column} = ?1");
            let ids: Vec<i64> = c
                .prepare_cached(&sql)?
                .query_map([id], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for id in ids {
                let row = row_change::image(c, part, id)?.unwrap_or_default();
                delete(c, part, id, &row, now)?;
            }
        }
        if *kind == "visit" {
            // A question that was asked there stays, where it is of a later day.
            let sql = "UPDATE visit_question SET visit = NULL WHERE visit = ?1 RETURNING id";
            let ids: Vec<i64> =
                c.prepare(sql)?.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for id in ids {
                row_sum::note_as_is(c, "visit_question", id)?;
            }
        }
        let row = row_change::image(c, kind, *id)?.unwrap_or_default();
        delete(c, kind, *id, &row, now)?;
    }
    Ok(())
}

/// Deletes one row, and what a merge has set aside of it.
fn delete(
    c: &Connection,
    table: &str,
    id: i64,
    row: &Map<String, Json>,
    now: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    c.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
    row_sum::forget(c, table, (id, id))?;
    if let Some(uuid) = row.get("uuid").and_then(Json::as_str) {
        c.prepare_cached("DELETE FROM set_aside WHERE uuid = ?1")?.execute([uuid])?;
    }
    removed::note(c, row, now)
}

/// Deletes every step of the history that has something of the rows, with the command as it was
/// typed; and where all before a day goes, every step that has something of such a day.
fn erase_history(c: &Connection, doomed: &[Doomed], unwanted: &Unwanted) -> rusqlite::Result<()> {
    let rows: BTreeSet<(&str, i64)> = doomed.iter().map(|row| (row.kind, row.id)).collect();
    let before = match unwanted {
        Unwanted::Before(day) => Some(from_day(*day)),
        Unwanted::Entries(_) => None,
    };
    let mut steps = Vec::new();
    let mut statement = c.prepare("SELECT id, rows, at FROM journal")?;
    let mut entries = statement.query([])?;
    while let Some(entry) = entries.next()? {
        let text = entry.get_ref(1)?.as_str()?;
        let at = entry.get_ref(2)?.as_str()?;
        let has_some = match row_change::read(text) {
            Some(changes) => changes.iter().any(|change| {
                let owner = change.owner().unwrap_or((&change.table, change.id));
                rows.contains(&(change.table.as_str(), change.id))
                    || rows.contains(&owner)
                    || refers_to(change, &rows)
                    || before.as_deref().is_some_and(|day| has_before(change, day))
            }),
            None => ImportEntry::read(text).is_none_or(|import| {
                // One that was taken back holds nothing but when.
                import.undone_at().is_none()
                    && rows.iter().any(|(table, id)| import.contains(table, *id))
            }),
        };
        if has_some || before.as_deref().is_some_and(|before| at < before) {
            steps.push(entry.get::<_, i64>(0)?);
        }
    }
    for id in steps {
        c.prepare_cached("DELETE FROM journal WHERE id = ?1")?.execute([id])?;
        row_sum::forget(c, "journal", (id, id))?;
    }
    Ok(())
}

/// Whether a change is of a row that belongs to one of the rows, such as a medicine of a score.
fn refers_to(change: &row_change::RowChange, rows: &BTreeSet<(&str, i64)>) -> bool {
    let images = [&change.before, &change.after];
    images.into_iter().flatten().any(|image| {
        let rating = image.get("rating").and_then(Json::as_i64);
        rating.is_some_and(|rating| rows.contains(&("rating", rating)))
    })
}

/// Every file that this program has made of a diary beside it: the copies of each day, those from
/// before it was brought up to date or joined with another, and those that were replaced or mended.
///
/// # Errors
/// When a folder cannot be read.
pub fn copies_of(diary: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found: Vec<PathBuf> = copies::daily(diary)?.into_iter().map(|copy| copy.path).collect();
    let name = diary.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for what in [".v", ".replaced-", ".damaged-"] {
        found.extend(migrate::copies(diary, &format!("{name}{what}"))?);
    }
    Ok(found)
}

/// Erases from every copy of a diary what is to be erased of it: a copy that opens as one of this
/// version is written anew without it, and any other is taken away.
///
/// # Errors
/// When a copy can neither be written anew nor be taken away.
pub fn erase_from_copies(
    diary: &Path,
    unwanted: &Unwanted,
    now: DateTime<FixedOffset>,
) -> Result<CopiesErased, StoreError> {
    let mut erased = CopiesErased::default();
    for copy in copies_of(diary)? {
        match rewrite_without(&copy, unwanted, now) {
            Ok(true) => erased.rewritten.push(copy),
            Ok(false) => {}
            Err(_) => {
                fs::remove_file(&copy).map_err(StoreError::io_at(&copy))?;
                erased.removed.push(copy);
            }
        }
    }
    Ok(erased)
}

/// Writes a copy anew without what is to be erased; `false` where it has nothing of it.
fn rewrite_without(
    copy: &Path,
    unwanted: &Unwanted,
    now: DateTime<FixedOffset>,
) -> Result<bool, StoreError> {
    let there = Diary::open_to_read(copy)?;
    let there = there.ok_or_else(|| StoreError::new(copy, Trouble::NotADiary))?;
    // An older one would be brought up to date, and copied before that.
    if there.is_older() || !there.check()?.is_whole() {
        return Err(StoreError::new(copy, Trouble::Altered));
    }
    if there.doomed(unwanted)?.is_empty() && !there.history_goes_too(unwanted)? {
        return Ok(false);
    }
    let folder = folders::folder(copy);
    let failed = StoreError::io_at(copy);
    let file =
        tempfile::Builder::new().prefix(copies::UNFINISHED).tempfile_in(folder).map_err(failed)?;
    there.vacuum_into(file.path())?;
    there.close();
    let writer = Writer::open(file.path(), IfMissing::Leave, now)?;
    let mut writer = writer.ok_or_else(|| StoreError::new(copy, Trouble::NotADiary))?;
    writer.erase(unwanted, now)?;
    writer.into_diary().close();
    file.as_file().sync_all().map_err(failed)?;
    file.persist(copy).map_err(|error| StoreError::from_io(copy, &error.error))?;
    folders::sync_folder(folder).map_err(failed)?;
    Ok(true)
}

/// Whether the history has a step that was typed before the day, or that has something of one.
fn history_has_older(c: &Connection, unwanted: &Unwanted) -> rusqlite::Result<bool> {
    let Unwanted::Before(day) = unwanted else { return Ok(false) };
    let before = from_day(*day);
    let sql = "SELECT EXISTS (SELECT 1 FROM journal WHERE at < ?1)";
    if c.query_row(sql, params![Value::Text(before.clone())], |row| row.get(0))? {
        return Ok(true);
    }
    // Of a visit or the score of a goal that was removed, of an entry that is of another day now.
    Ok(!in_history(c, |change| has_before(change, &before))?.is_empty())
}

/// Takes a diary away with every copy that this program made of it, and returns what is gone.
///
/// # Errors
/// When a file cannot be taken away.
pub fn remove_all(diary: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut gone = Vec::new();
    let files = copies_of(diary)?.into_iter().chain([diary.to_owned()]);
    for file in files.chain(mend::beside(diary)) {
        if file.symlink_metadata().is_ok() {
            fs::remove_file(&file).map_err(StoreError::io_at(&file))?;
            gone.push(file);
        }
    }
    copies::remove_folder(diary);
    folders::sync_folder(folders::folder(diary)).map_err(StoreError::io_at(diary))?;
    Ok(gone)
}
