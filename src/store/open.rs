//! Finds the diary's file, proves that it is one, and sets SQLite up so that what was said to be
//! logged stays logged.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{StoreError, Trouble};
use super::first_page::APPLICATION_ID;
use super::header::{self, Found};
use super::{journal_file, migrate};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is switched on and off on every connection.
const SWITCHES: [(DbConfig, bool); 5] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
];

/// What else SQLite is set up with, for which there is no switch, and what it must say when asked
/// back. With the rollback journal, only `EXTRA` also syncs the folder after the journal is gone:
/// without it a power cut can take back an entry that was already acknowledged.
const PRAGMAS: [(&str, &str, i64); 4] = [
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("secure_delete", "ON", 1),
    ("synchronous", "EXTRA", 3),
];

/// An open diary, to read.
#[derive(Debug)]
pub struct Diary {
    /// Never closed: every change was committed and synced before it was acknowledged, so that the
    /// end of the program is end enough, and taking SQLite apart would cost a tenth of a `log`.
    pub(super) connection: ManuallyDrop<Connection>,
    path: PathBuf,
}

/// A diary opened for writing. It is read and changed through [`Writer::change`] alone, so that
/// what a change rests on was read in the same transaction.
#[derive(Debug)]
pub struct Writer {
    pub(super) diary: Diary,
    /// Whether the diary was made just now.
    pub created: bool,
    /// Whether there was a file before that, with nothing in it.
    pub was_empty: bool,
    /// The copy of an older diary that was made before bringing it up to date.
    pub backup: Option<PathBuf>,
}

/// Whether a diary is made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// One is made, with its folder.
    Make,
    /// None is made.
    Leave,
}

thread_local! {
    /// Whether a change is under way. Looking at the file again would close a descriptor of it, and
    /// with that drop every lock that this process holds on it (`sqlite.org/howtocorrupt.html`,
    /// section 2.2).
    static CHANGING: Cell<bool> = const { Cell::new(false) };
}

/// Marks that a change is under way, for as long as it is kept.
pub(super) struct UnderWay(());

impl UnderWay {
    /// Begins one.
    pub(super) fn begin() -> Self {
        CHANGING.set(true);
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        CHANGING.set(false);
    }
}

impl Diary {
    /// Opens the diary at `path` to read it; `None` when there is none yet. Nothing is created or
    /// changed, so a folder that cannot be written is no obstacle: an older diary is brought up to
    /// date in memory.
    ///
    /// # Errors
    /// When the file is not a diary this program can read.
    pub fn open_to_read(path: &Path) -> Result<Option<Self>, StoreError> {
        refuse_while_changing(path)?;
        let Some(path) = locate(path)? else { return refuse_emptied(path).map(|()| None) };
        let access = match header::look(&path)? {
            Found::Empty => return refuse_emptied(&path).map(|()| None),
            // A journal that was left behind is a command that did not end; only a writer can take
            // it back.
            _ if journal_file::path_of(&path).exists() => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Found::Unfinished | Found::Diary { .. } => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let diary = Self::connect(&path, access)?;
        let older = diary.in_one_look(|| match diary.version()? {
            0 => Ok(None),
            version if version < migrate::newest() => {
                migrate::in_memory(&diary, version).map(|newer| Some(Some(newer)))
            }
            _ => diary.prove().map(|()| Some(None)),
        })?;
        Ok(older.map(|newer| newer.unwrap_or(diary)))
    }

    /// Asks several things of the diary as it is at one moment, whoever writes meanwhile.
    fn in_one_look<T>(
        &self,
        look: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.ask(|c| c.execute_batch("BEGIN"))?;
        let found = look();
        let ended = self.ask(|c| c.execute_batch("END"));
        found.and_then(|found| ended.map(|()| found))
    }

    /// The diary's file, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same diary in another connection.
    pub(super) fn with(connection: Connection, path: &Path) -> Self {
        Self { connection: ManuallyDrop::new(connection), path: path.to_owned() }
    }

    pub(super) fn connect(path: &Path, access: OpenFlags) -> Result<Self, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        let differs = |name: &str, found: i64, expected: i64| {
            StoreError::new(
                path,
                Trouble::Other(format!("{name} is {found} and should be {expected}")),
            )
        };
        for (switch, value) in SWITCHES {
            let found = connection.set_db_config(switch, value).map_err(failed)?;
            if found != value {
                return Err(differs(&format!("{switch:?}"), found.into(), value.into()));
            }
        }
        for (name, value, expected) in PRAGMAS {
            let asked = |connection: &Connection| {
                connection
                    .query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
                    .map_err(failed)
            };
            // Most are built in as they should be, and asking is cheaper than telling; what was
            // told is asked again, because SQLite passes over what it does not understand.
            if asked(&connection)? != expected {
                connection.execute_batch(&format!("PRAGMA {name} = {value}")).map_err(failed)?;
                let found = asked(&connection)?;
                if found != expected {
                    return Err(differs(name, found, expected));
                }
            }
        }
        if cfg!(target_os = "macos") {
            // There, a plain fsync leaves the data in the drive's own cache.
            connection.execute_batch("PRAGMA fullfsync = ON").map_err(failed)?;
        }
        Ok(Self::with(connection, path))
    }

    /// The version of the structure, which SQLite reads after it has taken back a command that did
    /// not end; 0 when there is nothing in the file. It is asked for in a transaction.
    ///
    /// # Errors
    /// When the file turns out to be something else, or a newer program wrote it.
    pub(super) fn version(&self) -> Result<u32, StoreError> {
        let number = |sql: &str| self.ask(|c| c.query_row(sql, [], |row| row.get::<_, i64>(0)));
        let version = u32::try_from(number("PRAGMA user_version")?).unwrap_or(u32::MAX);
        if number("PRAGMA application_id")? != i64::from(APPLICATION_ID) {
            let is_empty = version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0;
            return if is_empty { Ok(0) } else { Err(self.error(Trouble::NotADiary)) };
        }
        if version > migrate::newest() {
            return Err(self.error(Trouble::Newer { found: version, known: migrate::newest() }));
        }
        Ok(version)
    }

    /// Proves that the structure of the file is the one this program makes, word for word. A
    /// trigger or a view in a diary from elsewhere could do anything at the next entry.
    pub(super) fn prove(&self) -> Result<(), StoreError> {
        let is_ours = migrate::schema(&self.connection)
            .map_err(|error| StoreError::from_sqlite(&self.path, &error))?
            == migrate::EXPECTED_SCHEMA;
        if is_ours { Ok(()) } else { Err(self.error(Trouble::Altered)) }
    }

    /// Asks SQLite something; what it cannot answer becomes our error.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        question(&self.connection).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// Trouble with this diary.
    pub(super) fn error(&self, trouble: Trouble) -> StoreError {
        StoreError::new(&self.path, trouble)
    }

    /// Trouble with what the diary holds.
    pub(super) fn strange(&self, detail: impl Into<String>) -> StoreError {
        self.error(Trouble::Strange(detail.into()))
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
        missing: Missing,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Self>, StoreError> {
        refuse_while_changing(path)?;
        let there = locate(path)?;
        let found = there.as_deref().map_or(Ok(Found::Empty), header::look)?;
        if matches!(found, Found::Empty) {
            refuse_emptied(there.as_deref().unwrap_or(path))?;
            if missing == Missing::Leave {
                return Ok(None);
            }
        }
        let was_empty = there.is_some() && matches!(found, Found::Empty);
        let path = there.map_or_else(|| make(path), Ok)?;
        let mut writer = Self {
            diary: Diary::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
            created: false,
            was_empty,
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
        if version == 0 && missing == Missing::Leave {
            return Ok(None);
        }
        if version < migrate::newest() {
            migrate::run(&mut writer, now)?;
        }
        Ok(Some(writer))
    }

    /// The diary's file, as an absolute path.
    pub fn path(&self) -> &Path {
        self.diary.path()
    }

    /// The diary, once everything is written.
    pub fn into_diary(self) -> Diary {
        self.diary
    }
}

/// Refuses to look at a diary while this program is changing one.
fn refuse_while_changing(path: &Path) -> Result<(), StoreError> {
    if CHANGING.get() {
        let why = "it was to be opened again in the middle of a change, and nothing was saved";
        return Err(StoreError::new(path, Trouble::Other(why.to_owned())));
    }
    Ok(())
}

/// Refuses to begin anew beside a copy of an earlier diary: a diary was there, and something
/// emptied it or took it away.
fn refuse_emptied(path: &Path) -> Result<(), StoreError> {
    match migrate::newest_copy(path)? {
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

/// Makes an empty file that only its owner may read, and its folder. SQLite gives its journal the
/// same mode.
fn make(path: &Path) -> Result<PathBuf, StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => {}
        // Another run made it in the meantime, which is as good.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(failed(error)),
    }
    locate(path)?
        .ok_or_else(|| StoreError::new(path, Trouble::NoAccess("it disappeared".to_owned())))
}
