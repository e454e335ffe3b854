//! Brings a diary's structure up to date, one numbered file of `migrations/` after another, all or
//! nothing.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::diary::{CACHE_OF_MANY_ROWS_KIB, Diary};
use super::error::{StoreError, Trouble};
use super::folders::sync_folder;
use super::journal_file::APPLICATION_ID;
use super::row_change::{self, RowChange};
use super::structure::{newest, schema, steps_after};
use super::{journal_file, number, row_sum, uuids};

/// The first version in which every row that two diaries join has a uuid.
pub(super) const VERSION_WITH_UUIDS: u32 = 4;

/// Proves that a diary of an older version is built as this program built one then.
fn prove(diary: &Diary, version: u32) -> Result<(), StoreError> {
    let expected = diary.ask(|_| {
        let model = Connection::open_in_memory()?;
        let steps = steps_after(0).take(usize::try_from(version).unwrap_or(usize::MAX));
        steps.into_iter().try_for_each(|step| model.execute_batch(step))?;
        schema(&model)
    })?;
    if diary.ask(schema)? == expected { Ok(()) } else { Err(diary.error(Trouble::Altered)) }
}

/// Makes the tables of every version after `version`. References must not be enforced meanwhile,
/// for a table that is made anew is dropped first (`sqlite.org/lang_altertable.html`, section 7);
/// they are checked at the end.
fn run_steps(diary: &Diary, version: u32) -> Result<(), StoreError> {
    diary.ask(|c| {
        steps_after(version).try_for_each(|step| c.execute_batch(step))?;
        c.pragma_update(None, "application_id", APPLICATION_ID)?;
        c.pragma_update(None, "user_version", newest())
    })?;
    // A new diary has no rows to name or to check.
    if version > 0 {
        if version < VERSION_WITH_UUIDS {
            diary.ask(uuids::name_all)?;
        }
        refuse_dangling(diary)?;
        raise_last_numbers(diary)?;
        // Last, for what was made anew above is another row.
        diary.ask(row_sum::note_all)?;
    }
    Ok(())
}

/// Refuses a diary with a row that refers to one that is not there.
fn refuse_dangling(diary: &Diary) -> Result<(), StoreError> {
    let sql = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
    match diary.ask(|c| c.query_row(sql, [], |row| row.get::<_, String>(0)).optional())? {
        Some(table) => Err(diary.strange(format!("a row of {table} that belongs to none"))),
        None => Ok(()),
    }
}

/// Switches on or off that references are enforced; within a transaction SQLite would not obey.
fn enforce_references(diary: &Diary, is_on: bool) -> Result<(), StoreError> {
    diary.ask(|c| c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, is_on)).map(drop)
}

/// Raises the last numbers to those that the journal still names: what was undone had one as well.
fn raise_last_numbers(diary: &Diary) -> Result<(), StoreError> {
    diary.ask(|c| {
        let mut statement = c.prepare("SELECT rows FROM journal")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for RowChange { table, id, .. } in
                row_change::read(row.get_ref(0)?.as_str()?).unwrap_or_default()
            {
                number::raise(c, &table, id)?;
            }
        }
        Ok(())
    })
}

/// An older diary as one of the newest version that is only in memory, to be read.
///
/// # Errors
/// When it is not built as this program built one of that version, or does not read.
pub(super) fn in_memory(diary: &Diary, version: u32) -> Result<Diary, StoreError> {
    prove(diary, version)?;
    let newer = into_memory(diary, diary.path())?.of_older();
    enforce_references(&newer, false)?;
    run_steps(&newer, version)?;
    enforce_references(&newer, true)?;
    Ok(newer)
}

/// What a diary holds, in memory; `path` is where it is said to be.
pub(super) fn into_memory(diary: &Diary, path: &Path) -> Result<Diary, StoreError> {
    let mut memory = diary.ask(|_| Connection::open_in_memory())?;
    diary.ask(|c| Backup::new(c, &mut memory)?.step(-1).map(drop))?;
    Ok(Diary::with(memory, path))
}

/// What became of a diary that was brought up to date.
#[derive(Debug, Default)]
pub(super) struct Migrated {
    /// Whether there was nothing in it.
    pub(super) created: bool,
    /// The copy of an older one that was made before.
    pub(super) backup: Option<PathBuf>,
}

/// Brings the diary to the newest version. An older one is first copied beside itself. Whoever
/// comes second waits, and finds it done.
///
/// # Errors
/// When the diary is not as this program built one of its version, or the copy or a step fails; it
/// is then as it was.
pub(super) fn run(diary: &Diary, now: DateTime<FixedOffset>) -> Result<Migrated, StoreError> {
    // Before the transaction begins, and again after it has ended, however it did.
    enforce_references(diary, false)?;
    let migrated = run_enforcing_nothing(diary, now);
    enforce_references(diary, true)?;
    migrated
}

/// The same, while references are not enforced.
fn run_enforcing_nothing(
    diary: &Diary,
    now: DateTime<FixedOffset>,
) -> Result<Migrated, StoreError> {
    let change = rusqlite::Transaction::new_unchecked(
        &diary.connection,
        rusqlite::TransactionBehavior::Immediate,
    )
    .map_err(|error| StoreError::from_sqlite(diary.path(), &error))?;
    let version = diary.version()?;
    if version == newest() {
        return Ok(Migrated::default());
    }
    let copy = match version {
        0 => None,
        version => {
            prove(diary, version)?;
            // Nobody else is at it: what an attempt that was cut short left behind is of no use.
            for left in copies(diary.path(), &format!("{}.part-", stem(diary.path(), version)))? {
                let _ = fs::remove_file(left);
            }
            diary.hold_in_memory(CACHE_OF_MANY_ROWS_KIB)?;
            Some(Copy::make(diary, version)?)
        }
    };
    run_steps(diary, version)?;
    let backup = copy.map(|copy| copy.keep(version, now)).transpose()?;
    if let Err(error) = change.commit() {
        // SQLite may have ended the transaction, and only then found that the disk does not answer:
        // the copy is then all there is of the diary from before.
        let is_done = diary.connection.is_autocommit()
            && diary.version().is_ok_and(|version| version == newest());
        if !is_done {
            // The next attempt makes its own.
            backup.iter().for_each(|(copy, is_new)| drop(is_new.then(|| fs::remove_file(copy))));
            return Err(StoreError::from_sqlite(diary.path(), &error));
        }
    }
    Ok(Migrated { created: version == 0, backup: backup.map(|(copy, _)| copy) })
}

/// Copies a diary beside itself, before something that cannot be undone.
///
/// # Errors
/// When it cannot be read, or the copy cannot be written.
pub(super) fn copy_beside(
    diary: &Diary,
    now: DateTime<FixedOffset>,
) -> Result<PathBuf, StoreError> {
    Ok(Copy::make(diary, newest())?.keep(newest(), now)?.0)
}

/// A copy of a diary beside it that has no name of its own yet.
struct Copy<'d> {
    diary: &'d Diary,
    file: tempfile::NamedTempFile,
}

impl<'d> Copy<'d> {
    /// Copies the whole diary, readable by its owner only. The diary may be locked against writers:
    /// it is read through a second connection.
    fn make(diary: &'d Diary, version: u32) -> Result<Self, StoreError> {
        let path = diary.path();
        let folder = path.parent().unwrap_or(Path::new("."));
        let failed = StoreError::io_at(path);
        let prefix = format!("{}.part-", stem(path, version));
        let file = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder).map_err(failed)?;
        let Some(target) = file.path().to_str() else {
            let why = "its path is not Unicode, so it cannot be copied beside itself";
            return Err(diary.error(Trouble::Other(why.to_owned())));
        };
        let reader = Diary::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        reader.ask(|c| c.execute("VACUUM INTO ?1", [target])).inspect_err(|_| {
            // SQLite leaves the journal of a copy that it could not finish.
            let _ = fs::remove_file(journal_file::path_of(file.path()));
        })?;
        file.as_file().sync_all().map_err(failed)?;
        Ok(Self { diary, file })
    }

    /// Gives it its name, and says whether that is a new file: an attempt that was cut short may
    /// have left the same copy.
    fn keep(self, version: u32, now: DateTime<FixedOffset>) -> Result<(PathBuf, bool), StoreError> {
        let path = self.diary.path();
        let failed = StoreError::io_at(path);
        let copies = copies(path, &format!("{}-", stem(path, version)))?;
        // Each attempt that is cut short would leave a copy of the whole diary otherwise.
        if let Some(same) =
            copies.into_iter().find(|copy| is_same(copy, self.file.path()).unwrap_or(false))
        {
            return Ok((same, false));
        }
        // In the order of their making when sorted by name, which is how the newest is found.
        let name = format!("{}-{}", stem(path, version), now.format("%Y%m%dT%H%M%S"));
        let mut file = self.file;
        for number in 1.. {
            let name = if number == 1 { name.clone() } else { format!("{name}-{number}") };
            let target = path.with_file_name(name);
            file = match file.persist_noclobber(&target) {
                Ok(_) => {
                    // The name is only safe once the folder is.
                    let folder = path.parent().unwrap_or(Path::new("."));
                    sync_folder(folder).map_err(failed)?;
                    return Ok((target, true));
                }
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => error.file,
                Err(error) => return Err(failed(error.error)),
            };
        }
        unreachable!("a folder has fewer files than there are numbers")
    }
}

/// What the copies of a diary's version are called before the moment they were made at:
/// `diary.db.v1`.
fn stem(path: &Path, version: u32) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}.v{version}")
}

/// The files beside the diary whose name begins with `prefix`.
pub(super) fn copies(path: &Path, prefix: &str) -> Result<Vec<PathBuf>, StoreError> {
    let failed = StoreError::io_at(path);
    let mut found = Vec::new();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = match fs::read_dir(folder.unwrap_or(Path::new("."))) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// The newest of the copies that were made of a diary before it was brought up to date.
pub(super) fn newest_copy(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let mut found = Vec::new();
    for version in 1..newest() {
        found.extend(copies(path, &format!("{}-", stem(path, version)))?);
    }
    found.sort();
    Ok(found.pop())
}

/// Whether two files hold the same.
fn is_same(one: &Path, other: &Path) -> std::io::Result<bool> {
    // Most differ in length, and need not be read.
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut ours, mut theirs) = ([0; 8192], [0; 8192]);
    loop {
        let read = one.read(&mut ours)?;
        if read == 0 {
            return Ok(true);
        }
        other.read_exact(&mut theirs[..read])?;
        if ours[..read] != theirs[..read] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{IfMissing, Writer};

    /// A moment for the tests.
    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment")
    }

    #[test]
    fn an_older_diary_is_copied_before_it_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("diary.db");
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries/v1.db");
        fs::copy(kept, &path).expect("the old diary");
        let writer =
            Writer::open(&path, IfMissing::Leave, now()).expect("it runs").expect("a diary");
        let backup = writer.backup.expect("a copy");
        assert!(backup.ends_with("diary.db.v1-20261122T143000"));
        assert!(Diary::open_to_read(&backup).expect("it opens").is_some());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&backup).expect("it is there").permissions().mode() & 0o777,
                0o600
            );
        }
    }
}
