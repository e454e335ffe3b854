//! Copies of a diary: those of each day in a folder beside it, and those that a person asks for.
//!
//! A copy is made whole in a temporary neighbour, checked, synced and then named. Nothing here
//! touches the diary itself.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::OpenFlags;
use tempfile::NamedTempFile;

use super::diary::Diary;
use super::error::{StoreError, Trouble};
use super::folders::{folder, give_to_owner, make_folder, sync_folder};
use super::{journal_file, migrate};
use crate::domain::diary::copies::kept;

/// The most bytes that all daily copies of a diary take together, but for the newest.
const ALL_BYTES_MAX: u64 = 500_000_000;

/// What begins the name of a file that is not finished: a copy, a page, a chart.
pub const UNFINISHED: &str = ".supple-part-";

/// From what age on an unfinished file is nobody's: making one takes seconds.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A copy of a diary as it was on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedCopy {
    /// The day that it was made on.
    pub day: NaiveDate,
    /// Where it is.
    pub path: PathBuf,
    /// How many bytes it takes.
    pub bytes: u64,
}

/// The folder of a diary's daily copies.
pub fn folder_of(diary: &Path) -> PathBuf {
    let mut name = diary.file_name().unwrap_or_default().to_owned();
    name.push(".copies");
    diary.with_file_name(name)
}

/// Where the copy of a day is, or would be.
fn path_of(diary: &Path, day: NaiveDate) -> PathBuf {
    folder_of(diary).join(format!("{}.db", day.format("%Y-%m-%d")))
}

/// Whether a diary was copied on a day.
pub fn is_there(diary: &Path, day: NaiveDate) -> bool {
    path_of(diary, day).exists()
}

/// The daily copies of a diary, the oldest first.
///
/// # Errors
/// When their folder cannot be read.
pub fn daily(diary: &Path) -> Result<Vec<DatedCopy>, StoreError> {
    let folder = folder_of(diary);
    let failed = StoreError::io_at(&folder);
    let entries = match fs::read_dir(&folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let day = name.to_str().and_then(|name| name.strip_suffix(".db"));
        let Some(day) = day.and_then(|day| day.parse().ok()) else { continue };
        // Not through a link: this program makes none.
        let Ok(about) = entry.metadata() else { continue };
        if about.is_file() {
            found.push(DatedCopy { day, path: entry.path(), bytes: about.len() });
        }
    }
    found.sort_by_key(|copy| copy.day);
    Ok(found)
}

/// The newest copy of a diary that is whole: of the daily ones first, those from days that are
/// still to come last, for they were made by a clock that was wrong; then of those that were made
/// before it was brought up to date.
pub fn newest_good(diary: &Path, today: NaiveDate) -> Option<PathBuf> {
    let (past, future): (Vec<_>, Vec<_>) =
        daily(diary).unwrap_or_default().into_iter().partition(|copy| copy.day <= today);
    let older = migrate::newest_copy(diary).ok().flatten();
    let daily = past.into_iter().rev().chain(future.into_iter().rev()).map(|copy| copy.path);
    daily.chain(older).find(|copy| is_good(copy))
}

/// Whether a copy opens, and its pages are in order.
fn is_good(copy: &Path) -> bool {
    Diary::open_to_read(copy).is_ok_and(|copy| copy.is_some_and(|copy| copy.has_good_pages()))
}

impl Diary {
    /// Copies the diary for a day, and thins out the copies of earlier days.
    ///
    /// # Errors
    /// When it cannot be copied, or the copy is not whole. What was there before stays then.
    pub fn copy_for(&self, day: NaiveDate) -> Result<(), StoreError> {
        let folder = folder_of(self.path());
        make_folder(&folder)?;
        let target = path_of(self.path(), day);
        match self.write_copy(&target, false) {
            Ok(()) => {}
            // Another command was first.
            Err(StoreError { trouble: Trouble::IsThere, .. }) => return Ok(()),
            Err(error) => return Err(error),
        }
        thin(self.path(), day)
    }

    /// Writes the diary as it is at one moment into a file that only its owner may read, proves
    /// that the copy is whole, and only then gives it its name. A file that is there stays unless
    /// `replace`.
    ///
    /// # Errors
    /// When it cannot be read, written or named, or is not whole.
    pub fn write_copy(&self, target: &Path, replace: bool) -> Result<(), StoreError> {
        let failed = StoreError::io_at(target);
        let folder = folder(target);
        let file = self.proved_copy(unfinished_in(folder, target)?, target)?;
        let named = if replace { file.persist(target) } else { file.persist_noclobber(target) };
        named.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => StoreError::new(target, Trouble::IsThere),
            _ => StoreError::from_io(target, &error.error),
        })?;
        sync_folder(folder).map_err(failed)
    }

    /// The diary as it is at one moment, proved as [`Diary::write_copy`] does, in a file that is
    /// gone when this is dropped. It is where the diary is, so that no other disk ever has it.
    ///
    /// # Errors
    /// When it cannot be read or written, or is not whole.
    pub fn passing_copy(&self) -> Result<NamedTempFile, StoreError> {
        let file = unfinished_beside(self.path())?;
        let target = file.path().to_owned();
        self.proved_copy(file, &target)
    }

    /// Writes the diary into an empty file, for `target`, and proves that it is whole.
    fn proved_copy(&self, file: NamedTempFile, target: &Path) -> Result<NamedTempFile, StoreError> {
        give_to_owner(file.path());
        self.vacuum_into(file.path())?;
        file.as_file().sync_all().map_err(StoreError::io_at(target))?;
        let copy = Self::connect(file.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // The check goes through the tables and then through what is looked up in them, and
        // reads each page three times where a diary of ten years does not stay in memory.
        copy.hold_in_memory(4096)?;
        let is_good = copy.has_good_pages() && copy.in_one_look(|| copy.prove()).is_ok();
        copy.close();
        // The disk may have kept something else than what was written.
        if !is_good {
            let why = "a copy of it did not read back as it was written".to_owned();
            return Err(StoreError::new(target, Trouble::Other(why)));
        }
        Ok(file)
    }

    /// Writes a compact copy into an empty file, which is not synced: nobody has been told of it.
    pub(super) fn vacuum_into(&self, target: &Path) -> Result<(), StoreError> {
        let Some(name) = target.to_str() else {
            let why = "the path of its copy is not Unicode".to_owned();
            return Err(StoreError::new(target, Trouble::Other(why)));
        };
        // Whoever keeps it syncs it once as a whole: to wait for the disk at each step of a file
        // that has no name yet takes longer than to write it.
        let usual: i64 =
            self.ask(|c| c.pragma_query_value(None, "synchronous", |row| row.get(0)))?;
        self.ask(|c| c.pragma_update(None, "synchronous", "OFF"))?;
        let written = self.ask(|c| c.execute("VACUUM INTO ?1", [name]).map(drop));
        self.ask(|c| c.pragma_update(None, "synchronous", usual))?;
        written.inspect_err(|_| {
            // SQLite leaves the journal of a copy that it could not finish.
            let _ = fs::remove_file(journal_file::path_of(target));
        })
    }
}

/// An empty file for something that is not finished, where a diary is or will be: it is in the folder
/// of its copies, and so is swept with them.
///
/// # Errors
/// When it cannot be made.
pub fn unfinished_beside(diary: &Path) -> Result<NamedTempFile, StoreError> {
    let folder = folder_of(diary);
    make_folder(&folder)?;
    unfinished_in(&folder, diary)
}

/// An empty file in a folder, for `target`, after what was left there is swept away.
fn unfinished_in(folder: &Path, target: &Path) -> Result<NamedTempFile, StoreError> {
    let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder);
    let file = file.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let why = "there is no such folder".to_owned();
            StoreError::new(target, Trouble::NoAccess(why))
        }
        _ => StoreError::from_io(target, &error),
    })?;
    sweep(folder, file.as_file());
    Ok(file)
}

/// Takes away the folder of a diary's daily copies, with what was not finished in it; anything else
/// in it stays, and the folder with it.
pub(super) fn remove_folder(diary: &Path) {
    let folder = folder_of(diary);
    let Ok(entries) = fs::read_dir(&folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Takes away what was never finished, and is nobody's any more. The age is by the clock of the
/// disk, as a file tells it that was made just now.
pub fn sweep(folder: &Path, new: &File) {
    let changed = |about: std::io::Result<fs::Metadata>| about.and_then(|about| about.modified());
    let (Ok(entries), Ok(now)) = (fs::read_dir(folder), changed(new.metadata())) else { return };
    for entry in entries.flatten() {
        let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        let age = changed(entry.metadata()).ok().and_then(|made| now.duration_since(made).ok());
        if is_unfinished && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Takes away the daily copies that are spared, and of the rest the oldest while they take too much
/// room. The one that was just made and proved stays in any case.
fn thin(diary: &Path, made: NaiveDate) -> Result<(), StoreError> {
    let copies = daily(diary)?;
    let mut stay = kept(&copies.iter().map(|copy| copy.day).collect::<BTreeSet<_>>());
    stay.insert(made);
    let mut bytes: u64 = 0;
    // The newest first, so that what is too much is the oldest.
    for copy in copies.iter().rev() {
        bytes = bytes.saturating_add(copy.bytes);
        let is_kept = copy.day == made || (stay.contains(&copy.day) && bytes <= ALL_BYTES_MAX);
        if !is_kept && fs::remove_file(&copy.path).is_ok() {
            bytes = bytes.saturating_sub(copy.bytes);
        }
    }
    Ok(())
}
