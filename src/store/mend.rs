//! Puts another state in the place of the one that the diary has: a copy, or what still reads of a
//! damaged one.
//!
//! The file stays the same file, and its pages change in one transaction: another command that
//! waits for its turn meanwhile finds the new state, and one that is killed leaves the old one.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{OpenFlags, Rows};
use serde_json::{Map, Value as Json};

use super::check::{Damage, DamagedRow};
use super::copies;
use super::diary::{CACHE_OF_MANY_ROWS_KIB, Diary};
use super::error::{StoreError, Trouble};
use super::folders;
use super::locks::UnderWay;
use super::open::{self, Writer};
use super::row_sum::{self, RowSum};
use super::{migrate, number, row_change};

/// The columns that name a row of another table, which are also the names of those tables.
const REFERENCES: [&str; 5] = ["rating", "session", "goal", "plan", "visit"];

/// The tables whose rows can be without the row that they belong to.
const CAN_BE_ALONE: [&str; 3] = ["medicine_intake", "week_answer", "visit_question"];

/// What has no numbers, and is taken over as far as it reads.
const UPKEEP: [&str; 4] = ["removed", "row_version", "superseded", "set_aside"];

/// What became of mending a diary.
#[derive(Debug, Clone, PartialEq)]
pub struct Mended {
    /// The file as it was before, byte by byte.
    pub before: PathBuf,
    /// How many rows were saved.
    pub kept: usize,
    /// The rows among them that hold something else than was written, and are kept as they read.
    pub doubtful: Vec<DamagedRow>,
    /// The rows that could not be saved.
    pub lost: Vec<DamagedRow>,
}

/// An entry of a diary that a copy of it has not, or has otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Its table.
    pub kind: &'static str,
    /// Its number.
    pub id: i64,
    /// Whether the copy has an earlier state of it.
    pub is_older_there: bool,
}

impl Writer {
    /// Keeps everybody else out of the file while something is done with it.
    pub(super) fn alone<T>(
        &mut self,
        work: impl FnOnce(&mut Diary) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _under_way = UnderWay::begin();
        self.diary.hold_in_memory(CACHE_OF_MANY_ROWS_KIB)?;
        let alone = "PRAGMA main.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT";
        self.diary.ask(|c| c.execute_batch(alone))?;
        let done = work(&mut self.diary);
        // Given up at the next look.
        let again = "PRAGMA main.locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema";
        let ended = self.diary.ask(|c| c.execute_batch(again));
        done.and_then(|done| ended.map(|()| done))
    }

    /// Keeps the file as it is beside itself, saves every row that reads into a good diary, and
    /// puts that in its place.
    ///
    /// # Errors
    /// When too little of it reads, or the disk does not take it. The diary is then as it was.
    pub fn mend(&mut self, now: DateTime<FixedOffset>) -> Result<Mended, StoreError> {
        let path = self.path().to_owned();
        // Before the lock: closing the file again would give it up.
        let before = copy_bytes(&path, "damaged", now)?;
        let failed = StoreError::io_at(&path);
        let folder = folders::folder(&path);
        let file = tempfile::Builder::new()
            .prefix(copies::UNFINISHED)
            .tempfile_in(folder)
            .map_err(failed)?;
        let good = Diary::connect(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        good.hold_in_memory(CACHE_OF_MANY_ROWS_KIB)?;
        migrate::run(&good, now)?;
        self.alone(|diary| {
            let mut mended = Mended { before, kept: 0, doubtful: Vec::new(), lost: Vec::new() };
            diary.save_into(&good, &mut mended)?;
            diary.become_copy_of(&good)?;
            Ok(mended)
        })
    }

    /// Puts a copy in the place of what the diary holds, and says where that is kept.
    ///
    /// # Errors
    /// When what there is cannot be kept, or the disk does not take the copy. The diary is then as
    /// it was.
    pub fn restore(
        &mut self,
        copy: &Diary,
        now: DateTime<FixedOffset>,
    ) -> Result<PathBuf, StoreError> {
        let kept = free_name(self.path(), "replaced", now);
        self.alone(|diary| {
            diary.write_copy(&kept, false)?;
            let sql = "SELECT kind, number FROM last_number";
            let given: Vec<(String, i64)> = diary.ask(|c| {
                c.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })?;
            diary.become_copy_of(copy)?;
            // A number that was given since the copy was made never means another entry.
            let raise =
                |(kind, last): (String, i64)| diary.ask(|c| number::raise_kind(c, &kind, last));
            given.into_iter().try_for_each(raise)
        })?;
        Ok(kept)
    }
}

/// Puts a copy where there is no diary, or one that cannot be opened; that file is kept beside it,
/// and its name returned.
///
/// # Errors
/// When it cannot be kept, or the disk does not take the copy.
pub fn put_in_place(
    path: &Path,
    copy: &Diary,
    now: DateTime<FixedOffset>,
) -> Result<Option<PathBuf>, StoreError> {
    let failed = StoreError::io_at(path);
    let kept = match path.symlink_metadata() {
        Ok(found) if found.is_file() => {
            let kept = free_name(path, "replaced", now);
            fs::rename(path, &kept).map_err(failed)?;
            // SQLite would take a journal of the old file for one of the new.
            for (left, place) in beside(path).into_iter().zip(beside(&kept)) {
                if left.symlink_metadata().is_ok() {
                    fs::rename(&left, place).map_err(failed)?;
                }
            }
            Some(kept)
        }
        Ok(_) => return Err(StoreError::new(path, Trouble::NotAFile("no file"))),
        Err(_) => None,
    };
    let place = open::make(path)?;
    let mut diary = Diary::connect(&place, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    diary.become_copy_of(copy)?;
    folders::sync_folder(folders::folder(&place)).map_err(failed)?;
    Ok(kept)
}

impl Diary {
    /// Makes every page of the file one of another diary, in one transaction.
    fn become_copy_of(&mut self, other: &Self) -> Result<(), StoreError> {
        let path = self.path().to_owned();
        let failed = |error| StoreError::from_sqlite(&path, &error);
        let connection = &mut *self.connection;
        let step = Backup::new(&other.connection, connection)
            .and_then(|backup| backup.step(-1))
            .map_err(failed)?;
        if step == StepResult::Done { Ok(()) } else { Err(self.error(Trouble::Busy)) }
    }

    /// Writes every page of the file anew: deleted rows are overwritten, and yet a page may keep
    /// what was moved to another. It is not SQLite's VACUUM, which writes the whole diary into a
    /// folder that is not the diary's own.
    pub(super) fn rebuild(&mut self) -> Result<(), StoreError> {
        let failed = StoreError::io_at(self.path());
        let file = tempfile::Builder::new()
            .prefix(copies::UNFINISHED)
            .tempfile_in(folders::folder(self.path()))
            .map_err(failed)?;
        self.vacuum_into(file.path())?;
        let compact = Self::connect(file.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        self.become_copy_of(&compact)?;
        compact.close();
        Ok(())
    }

    /// Saves every row that reads into another diary, which is empty.
    fn save_into(&self, good: &Self, mended: &mut Mended) -> Result<(), StoreError> {
        // Whether a row belongs to one that was saved is looked at here, row by row.
        good.ask(|c| c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false))?;
        good.ask(|c| c.execute_batch("BEGIN IMMEDIATE"))?;
        let mut saved: HashMap<&str, BTreeSet<i64>> = HashMap::new();
        for table in row_sum::TABLES {
            for id in self.numbers_that_read(table) {
                let image = row_change::image(&self.connection, table, id).ok().flatten();
                let lost = |row: Option<Map<String, Json>>| {
                    let row = row.unwrap_or_default();
                    DamagedRow { kind: table, id, damage: Damage::Lost, row }
                };
                let Some(image) = image else {
                    mended.lost.push(lost(None));
                    continue;
                };
                let is_doubtful = !self.is_as_written(table, id, &image);
                let whole = belonging(table, image.clone(), &saved);
                // A step of the history that reads otherwise would bring back what never was.
                let whole = whole.filter(|_| !is_doubtful || table != "journal");
                let is_kept = whole.is_some_and(|row| good.put_image(table, id, &row).is_ok());
                if !is_kept {
                    mended.lost.push(lost(Some(image)));
                    continue;
                }
                if is_doubtful {
                    let damage = Damage::Changed;
                    mended.doubtful.push(DamagedRow { kind: table, id, damage, row: image });
                }
                mended.kept += 1;
                if REFERENCES.contains(&table) {
                    saved.entry(table).or_default().insert(id);
                }
            }
        }
        for table in UPKEEP {
            self.save_upkeep(table, good);
        }
        good.ask(|c| c.execute_batch("COMMIT"))?;
        good.ask(|c| c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true))?;
        if good.check()?.is_whole() {
            Ok(())
        } else {
            Err(self.error(Trouble::Damaged("and what reads of it makes no whole".to_owned())))
        }
    }

    /// Puts a row in as it reads, with its checksum and its number.
    fn put_image(&self, table: &str, id: i64, row: &Map<String, Json>) -> rusqlite::Result<()> {
        let columns: Vec<&str> = row.keys().map(String::as_str).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql =
            format!("INSERT INTO {table} ({}) VALUES ({marks}) RETURNING *", columns.join(", "));
        let values = rusqlite::params_from_iter(row.values().map(row_change::to_column));
        let c = &self.connection;
        let sum =
            c.prepare_cached(&sql)?.query_row(values, |row| RowSum::of_row(table, id, row))?;
        row_sum::note(c, table, id, sum)?;
        number::raise(c, table, id)
    }

    /// Takes over a table without numbers as far as it reads.
    fn save_upkeep(&self, table: &str, good: &Self) {
        let copy = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(&format!("SELECT * FROM {table}"))?;
            let marks = vec!["?"; statement.column_count()].join(", ");
            let sql = format!("INSERT OR IGNORE INTO {table} VALUES ({marks})");
            let mut put = good.connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values = (0..row.as_ref().column_count())
                    .map(|index| row.get::<_, rusqlite::types::Value>(index))
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                put.execute(rusqlite::params_from_iter(values))?;
            }
            Ok(())
        };
        // What does not read of it is what a merge knows less of; no entry is in it.
        let _ = copy();
    }

    /// The entries of this diary that another has not, or has otherwise: what would be lost if that
    /// one took its place.
    ///
    /// # Errors
    /// When one of the two cannot be read.
    pub fn missing_in(&self, other: &Self) -> Result<Vec<Missing>, StoreError> {
        let parts = ["rating_site", "rating_tag", "session_symptom", "journal"];
        let mut missing = Vec::new();
        self.in_one_look(|| {
            other.in_one_look(|| {
                for table in row_sum::TABLES.into_iter().filter(|table| !parts.contains(table)) {
                    self.missing_of(table, other, &mut missing)?;
                }
                Ok(())
            })
        })?;
        Ok(missing)
    }

    /// The same of one table. Both are gone through side by side, and what is the same in both under
    /// the same number, as nearly everything is, is not held in memory.
    fn missing_of(
        &self,
        table: &'static str,
        other: &Self,
        missing: &mut Vec<Missing>,
    ) -> Result<(), StoreError> {
        let here_failed = |error| StoreError::from_sqlite(self.path(), &error);
        let there_failed = |error| StoreError::from_sqlite(other.path(), &error);
        let sql = format!("SELECT * FROM {table} ORDER BY id");
        let mut here = self.connection.prepare(&sql).map_err(here_failed)?;
        let mut there = other.connection.prepare(&sql).map_err(there_failed)?;
        let mut here = here.query([]).map_err(here_failed)?;
        let mut there = there.query([]).map_err(there_failed)?;
        let (mut only_here, mut only_there) = (Vec::new(), HashMap::new());
        let mut beside = NamedRow::next(table, &mut there).map_err(there_failed)?;
        while let Some(own) = NamedRow::next(table, &mut here).map_err(here_failed)? {
            while let Some(row) = beside.take_if(|row| row.id < own.id) {
                only_there.insert(row.uuid, row.sum);
                beside = NamedRow::next(table, &mut there).map_err(there_failed)?;
            }
            if beside.as_ref() == Some(&own) {
                beside = NamedRow::next(table, &mut there).map_err(there_failed)?;
            } else {
                only_here.push(own);
            }
        }
        while let Some(row) = beside {
            only_there.insert(row.uuid, row.sum);
            beside = NamedRow::next(table, &mut there).map_err(there_failed)?;
        }
        // Joining two diaries may have given a row another number.
        for NamedRow { id, uuid, sum } in only_here {
            let other_sum = only_there.get(&uuid);
            if other_sum != Some(&sum) {
                missing.push(Missing { kind: table, id, is_older_there: other_sum.is_some() });
            }
        }
        Ok(())
    }
}

/// A row with a name, and the checksum of what it says.
#[derive(Debug, PartialEq, Eq)]
struct NamedRow {
    id: i64,
    uuid: String,
    sum: i64,
}

impl NamedRow {
    /// The next row of a table.
    fn next(table: &str, rows: &mut Rows<'_>) -> rusqlite::Result<Option<Self>> {
        let Some(row) = rows.next()? else { return Ok(None) };
        let id = row.get("id")?;
        // Of what it says, whatever its number is.
        let sum = RowSum::of_row(table, 0, row)?.number();
        Ok(Some(Self { id, uuid: row.get("uuid")?, sum }))
    }
}

/// A row without the reference to a row that was not saved; `None` where it cannot be without.
fn belonging(
    table: &str,
    mut row: Map<String, Json>,
    saved: &HashMap<&str, BTreeSet<i64>>,
) -> Option<Map<String, Json>> {
    for column in REFERENCES {
        let Some(id) = row.get(column).and_then(Json::as_i64) else { continue };
        let is_saved = saved.get(column).is_some_and(|ids| ids.contains(&id));
        if !is_saved {
            if !CAN_BE_ALONE.contains(&table) {
                return None;
            }
            row.remove(column);
        }
    }
    Some(row)
}

/// What SQLite may keep beside a file.
pub(super) fn beside(path: &Path) -> [PathBuf; 3] {
    ["-journal", "-wal", "-shm"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// A name beside the diary that nothing has yet: `diary.db.damaged-20261122T143000`.
fn free_name(path: &Path, what: &str, now: DateTime<FixedOffset>) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{name}.{what}-{}", now.format("%Y%m%dT%H%M%S"));
    let mut free = path.with_file_name(&name);
    let mut number = 1;
    while free.symlink_metadata().is_ok() {
        number += 1;
        free = path.with_file_name(format!("{name}-{number}"));
    }
    free
}

/// Copies a file beside itself, byte by byte, with its rights.
fn copy_bytes(path: &Path, what: &str, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
    let failed = StoreError::io_at(path);
    let target = free_name(path, what, now);
    fs::copy(path, &target).map_err(failed)?;
    File::open(&target)
        .and_then(|copy| copy.sync_all())
        .and_then(|()| folders::sync_folder(folders::folder(path)))
        .map_err(failed)?;
    Ok(target)
}
