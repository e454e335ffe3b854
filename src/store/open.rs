//! Finds the diary's file, proves that it is one, and opens it to be read or to be changed.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::{OpenFlags, OptionalExtension};

use super::diary::{Diary, PATIENCE};
use super::error::{StoreError, Trouble};
use super::header::{self, Found};
use super::{copies, folders, journal_file, locks, migrate, structure, value};

/// A diary opened for writing. It is read and changed through [`Writer::change`] alone, so that
/// what a change rests on was read in the same transaction.
#[derive(Debug)]
pub struct Writer {
    pub(super) diary: Diary,
    /// Whether the diary was made just now.
    pub created: bool,
    /// Whether there was a file before that, with nothing in it.
    pub was_empty: bool,
    /// The mode of the file, where others could read it until now.
    pub was_open_to_others: Option<u32>,
    /// The copy of an older diary that was made before bringing it up to date.
    pub backup: Option<PathBuf>,
}

/// Whether a diary is made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// One is made, with its folder.
    Make,
    /// None is made.
    Leave,
}

/// The access of whoever may change the file.
const WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE;

impl Diary {
    /// Opens the diary at `path` to read it; `None` when there is none yet. Nothing is created or
    /// changed, so a folder that cannot be written is no obstacle: an older diary is brought up to
    /// date in memory.
    ///
    /// # Errors
    /// When the file is not a diary this program can read.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>, StoreError> {
        Self::open_to_read_within(path, PATIENCE)
    }

    /// The same, waiting no longer than `patience` for another program that writes.
    ///
    /// # Errors
    /// As [`Diary::open_to_read`].
    pub fn open_to_read_within(
        path: &Path,
        patience: Duration,
    ) -> Result<Option<Self>, StoreError> {
        #[cfg(test)]
        crate::counting::opened();
        refuse_while_changing(path)?;
        let Some(path) = locate(path)? else { return refuse_emptied(path).map(|()| None) };
        let access = match header::read(&path)? {
            Found::Empty => return refuse_emptied(&path).map(|()| None),
            // A journal that was left behind is a command that did not end; only a writer can take
            // it back.
            _ if journal_file::path_of(&path).exists() => WRITE,
            Found::Unfinished | Found::Diary { .. } => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let opened = Self::open_found(&path, access, patience);
        match opened {
            // Of a command that did not end, only a writer can take back what it did.
            Err(error) if error.is_unwritable() && access.contains(WRITE) => {
                Self::read_aside(&path).map_err(|_| error)
            }
            opened => opened,
        }
    }

    /// Opens a file that was looked at; `None` when there is nothing in it.
    fn open_found(
        path: &Path,
        access: OpenFlags,
        patience: Duration,
    ) -> Result<Option<Self>, StoreError> {
        let diary = Self::connect_within(path, access, patience)?;
        // Version and structure at one moment: another program may be migrating it just now.
        let older = diary.in_one_look(|| match diary.version()? {
            0 => Ok(None),
            version if version < structure::newest() => {
                migrate::in_memory(&diary, version).map(|newer| Some(Some(newer)))
            }
            _ => diary.prove().map(|()| Some(None)),
        })?;
        Ok(older.map(|newer| newer.unwrap_or(diary)))
    }

    /// Reads into memory what a writer would find after taking back the command that did not end.
    /// That is done in a copy, which nobody else can read, and which is gone when this returns.
    fn read_aside(path: &Path) -> Result<Option<Self>, StoreError> {
        let failed = StoreError::io_at(path);
        let folder = tempfile::Builder::new().prefix(copies::UNFINISHED).tempdir();
        let folder = folder.map_err(failed)?;
        let copy = folder.path().join("diary.db");
        let [journal, its_copy] = [path, &copy].map(journal_file::path_of);
        let state =
            || journal.symlink_metadata().and_then(|about| Ok((about.len(), about.modified()?)));
        let before = state().map_err(failed)?;
        for (from, to) in [(path, &copy), (&journal, &its_copy)] {
            let mut to = File::create_new(to).map_err(failed)?;
            io::copy(&mut File::open(from).map_err(failed)?, &mut to).map_err(failed)?;
        }
        // Whoever may write has come, and the two may not belong together.
        if state().map_err(failed)? != before {
            return Err(StoreError::new(path, Trouble::Busy));
        }
        let whole = Self::open_found(&copy, WRITE, PATIENCE)?;
        whole.map(|whole| migrate::into_memory(&whole, path)).transpose()
    }
}

impl Writer {
    /// Opens the diary at `path` to write in it. Where there is none, `missing` says whether one is
    /// made; `None` when there is none then.
    ///
    /// # Errors
    /// When the file is not a diary this program can write, or cannot be made.
    pub fn open(
        path: &Path,
        missing: IfMissing,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Self>, StoreError> {
        #[cfg(test)]
        crate::counting::opened();
        refuse_while_changing(path)?;
        let there = locate(path)?;
        let found = there.as_deref().map_or(Ok(Found::Empty), header::read)?;
        if matches!(found, Found::Empty) {
            // An emptied file is what a failed sync leaves; a new diary in it would hide the copy
            // of the old one.
            refuse_emptied(there.as_deref().unwrap_or(path))?;
            if missing == IfMissing::Leave {
                return Ok(None);
            }
        }
        let was_empty = there.is_some() && matches!(found, Found::Empty);
        // Made here and not by SQLite, which would leave its mode to the umask.
        let path = there.map_or_else(|| make(path), Ok)?;
        let was_open_to_others = close_to_others(&path);
        let mut writer = Self {
            diary: Diary::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
            created: false,
            was_empty,
            was_open_to_others,
            backup: None,
        };
        // A journal kept in any other way than deleting it would leave entries in a second file.
        let mode: String = writer
            .diary
            .ask(|c| c.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)))?;
        if mode != "delete" {
            return Err(writer
                .diary
                .error(Trouble::Other(format!("its journal is in {mode} mode"))));
        }
        let version = match found {
            Found::Diary { version } => version,
            Found::Empty | Found::Unfinished => {
                writer.diary.in_one_look(|| writer.diary.version())?
            }
        };
        // The very first command did not end, and SQLite has just taken it back: there is nothing.
        if version == 0 && missing == IfMissing::Leave {
            return Ok(None);
        }
        if version < structure::newest() {
            let migrated = migrate::run(&writer.diary, now)?;
            writer.created = migrated.created;
            writer.backup = migrated.backup;
        }
        Ok(Some(writer))
    }

    /// The diary's file, as an absolute path.
    pub fn path(&self) -> &Path {
        self.diary.path()
    }

    /// Copies the diary beside itself, and says where the copy is.
    ///
    /// # Errors
    /// When it cannot be read, or the copy cannot be written.
    pub fn copy_beside(&self, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
        migrate::copy_beside(&self.diary, now)
    }

    /// Whether the file has another name on its disk, under which it can be read or be lost.
    #[cfg(unix)]
    pub fn has_other_names(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        self.path().symlink_metadata().is_ok_and(|about| about.nlink() > 1)
    }

    /// Elsewhere nobody can say.
    #[cfg(not(unix))]
    pub fn has_other_names(&self) -> bool {
        false
    }

    /// When the last change was made, by the clock of then; `None` where there was none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn last_change(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        let sql = "SELECT at FROM journal ORDER BY id DESC LIMIT 1";
        self.diary
            .ask(|c| c.query_row(sql, [], |row| Ok(value::moment(row.get_ref(0)?)?)).optional())
    }

    /// Copies the diary for a day, as [`Diary::copy_for`] does.
    ///
    /// # Errors
    /// As there.
    pub fn copy_for(&self, day: NaiveDate) -> Result<(), StoreError> {
        self.diary.copy_for(day)
    }

    /// Takes a diary away again that was made just now, for a command that came to nothing. One in
    /// which something was recorded meanwhile stays. Returns whether it is gone.
    ///
    /// # Errors
    /// When it is in use, or cannot be removed; it is then left as it is, without an entry.
    pub fn discard_new(self) -> Result<bool, StoreError> {
        let diary = self.diary;
        if !self.created || self.was_empty {
            return Ok(false);
        }
        // Whoever waits for this lock finds a file without a name, in which SQLite refuses to write.
        diary.ask(|c| c.execute_batch("BEGIN EXCLUSIVE"))?;
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM journal)";
        let is_unused =
            diary.is_empty()? && diary.ask(|c| c.query_row(sql, [], |row| row.get(0)))?;
        let path = diary.path().to_owned();
        if is_unused && cfg!(windows) {
            // Windows takes no file away that is open; what another run writes meanwhile is lost.
            diary.close();
            fs::remove_file(&path).map_err(StoreError::io_at(&path))?;
        } else {
            if is_unused {
                fs::remove_file(&path).map_err(StoreError::io_at(&path))?;
            }
            diary.close();
        }
        Ok(is_unused)
    }

    /// The diary, once everything is written.
    pub fn into_diary(self) -> Diary {
        self.diary
    }
}

/// Refuses to look at a diary while this program is changing one.
fn refuse_while_changing(path: &Path) -> Result<(), StoreError> {
    if locks::is_changing() {
        let why = "it was to be opened again in the middle of a change, and nothing was saved";
        return Err(StoreError::new(path, Trouble::Other(why.to_owned())));
    }
    Ok(())
}

/// Refuses to begin anew beside a copy of an earlier diary: a diary was there, and something
/// emptied it or took it away.
fn refuse_emptied(path: &Path) -> Result<(), StoreError> {
    let daily = copies::daily(path)?.pop().map(|copy| copy.path);
    match daily.map_or_else(|| migrate::newest_copy(path), |copy| Ok(Some(copy)))? {
        Some(copy) => Err(StoreError::new(path, Trouble::Emptied(copy))),
        None => Ok(()),
    }
}

/// The absolute path of the diary, its folder resolved; `None` when there is no file. An absolute
/// path keeps SQLite from reading a name such as `file:x` or `:memory:` as anything but a name.
fn locate(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let name =
        path.file_name().ok_or_else(|| StoreError::new(path, Trouble::NotAFile("a folder")))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The folder alone is resolved: a link in the file's own place is refused below.
    let folder = match folder.canonicalize() {
        Ok(folder) => folder,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::from_io(path, &error)),
    };
    let path = folder.join(name);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => Ok(Some(path)),
        Ok(found) if found.is_symlink() => Err(StoreError::new(&path, Trouble::NotAFile("a link"))),
        Ok(found) if found.is_dir() => Err(StoreError::new(&path, Trouble::NotAFile("a folder"))),
        Ok(_) => Err(StoreError::new(&path, Trouble::NotAFile("a device"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::from_io(&path, &error)),
    }
}

/// Takes a file away from everybody but its owner, where others could read or write it, as after a
/// copy was put in its place. Returns the mode that it had; `None` where there was nothing to do,
/// or it cannot be done.
#[cfg(unix)]
fn close_to_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    let is_open = mode & 0o077 != 0;
    let closed = fs::Permissions::from_mode(mode & 0o700);
    (is_open && fs::set_permissions(path, closed).is_ok()).then_some(mode)
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> Option<u32> {
    None
}

/// Makes an empty file that only its owner may read, and its folder. SQLite gives its journal the
/// same mode.
pub(super) fn make(path: &Path) -> Result<PathBuf, StoreError> {
    let failed = StoreError::io_at(path);
    folders::make_folder(folders::folder(path))
        .map_err(|error| StoreError::new(path, error.trouble))?;
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => folders::give_to_owner(path),
        // Another run made it in the meantime, which is as good.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(failed(error)),
    }
    locate(path)?
        .ok_or_else(|| StoreError::new(path, Trouble::NoAccess("it disappeared".to_owned())))
}
