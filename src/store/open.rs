//! Finds the diary's file, proves that it is one, and sets SQLite up so that what was said to be logged
//! stays logged.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{StoreError, Trouble};
use super::migrate;

/// `supl` in ASCII: the mark of a diary in its file's header.
pub(super) const APPLICATION_ID: i32 = 0x7375_706c;

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

/// What else SQLite is set up with, for which there is no switch, and what it must say when asked back. With the
/// rollback journal, only `EXTRA` also syncs the folder after the journal is gone: without it a power cut can take
/// back an entry that was already acknowledged.
const PRAGMAS: [(&str, &str, i64); 4] =
    [("cell_size_check", "ON", 1), ("mmap_size", "0", 0), ("secure_delete", "ON", 1), ("synchronous", "EXTRA", 3)];

/// An open diary.
#[derive(Debug)]
pub struct Diary {
    /// Never closed: every change was committed and synced before it was acknowledged, so that the end of the
    /// program is end enough, and taking SQLite apart would cost a tenth of a `log`.
    pub(super) connection: ManuallyDrop<Connection>,
    path: PathBuf,
}

/// A diary opened for writing.
#[derive(Debug)]
pub struct Opened {
    /// The diary.
    pub diary: Diary,
    /// Whether it was made just now.
    pub created: bool,
    /// The copy of an older diary that was made before bringing it up to date.
    pub backup: Option<PathBuf>,
}

impl Diary {
    /// Opens the diary at `path` to read it; `None` when there is none yet. A folder that cannot be written
    /// is no obstacle, and nothing is created. An older diary is brought up to date first.
    ///
    /// # Errors
    /// When the file is not a diary this program can read.
    pub fn open_to_read(path: &Path, now: DateTime<FixedOffset>) -> Result<Option<Self>, StoreError> {
        let Some(path) = locate(path)? else { return Ok(None) };
        match header(&path)? {
            Header::Empty => return Ok(None),
            Header::Diary { version } if version < migrate::newest() => {
                return Ok(Some(Self::open_to_write(&path, now)?.diary));
            }
            Header::Diary { .. } => {}
        }
        // A journal that was left behind is a command that did not end; only a writer can take it back.
        let access = match journal(&path).exists() {
            true => OpenFlags::SQLITE_OPEN_READ_WRITE,
            false => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let diary = Self::connect(&path, access)?;
        diary.prove()?;
        Ok(Some(diary))
    }

    /// Opens the diary at `path` to write in it, making it, with its folder, when there is none.
    ///
    /// # Errors
    /// When the file is not a diary this program can write, or cannot be made.
    pub fn open_to_write(path: &Path, now: DateTime<FixedOffset>) -> Result<Opened, StoreError> {
        let found = match locate(path)? {
            Some(found) => found,
            None => make(path)?,
        };
        let header = header(&found)?;
        let mut diary = Self::connect(&found, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // A journal kept in any other way than deleting it would leave entries in a second file.
        let mode: String = diary.ask(|c| c.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)))?;
        if mode != "delete" {
            return Err(diary.error(Trouble::Other(format!("its journal is in {mode} mode"))));
        }
        let backup = match header {
            Header::Empty => {
                migrate::run(&mut diary, None, now)?;
                None
            }
            Header::Diary { version } if version < migrate::newest() => migrate::run(&mut diary, Some(version), now)?,
            Header::Diary { .. } => None,
        };
        diary.prove()?;
        Ok(Opened { diary, created: matches!(header, Header::Empty), backup })
    }

    /// The diary's file, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connect(path: &Path, access: OpenFlags) -> Result<Self, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        let differs = |name: &str, found: i64, expected: i64| {
            StoreError::new(path, Trouble::Other(format!("{name} is {found} and should be {expected}")))
        };
        for (switch, value) in SWITCHES {
            let found = connection.set_db_config(switch, value).map_err(failed)?;
            if found != value {
                return Err(differs(&format!("{switch:?}"), found.into(), value.into()));
            }
        }
        for (name, value, expected) in PRAGMAS {
            let asked = |connection: &Connection| {
                connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).map_err(failed)
            };
            // Most are built in as they should be, and asking is cheaper than telling; what was told is asked
            // again, because SQLite passes over what it does not understand.
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
        Ok(Self { connection: ManuallyDrop::new(connection), path: path.to_owned() })
    }

    /// Proves what the file is: its version, and that its structure is the one this program makes, word for
    /// word. A trigger or a view in a diary from elsewhere could do anything at the next entry.
    fn prove(&self) -> Result<(), StoreError> {
        let version: u32 = self.ask(|c| c.query_row("PRAGMA user_version", [], |row| row.get(0)))?;
        if version > migrate::newest() {
            return Err(self.error(Trouble::Newer { found: version, known: migrate::newest() }));
        }
        match self.schema()? == migrate::EXPECTED_SCHEMA {
            true => Ok(()),
            false => Err(self.error(Trouble::Altered)),
        }
    }

    /// The structure of the file as SQLite tells it: every table, index, trigger and view, in the order of
    /// their texts, because a copied diary holds them in another order.
    fn schema(&self) -> Result<String, StoreError> {
        let mut parts: Vec<String> = self.ask(|c| {
            c.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")?.query_map([], |row| row.get(0))?.collect()
        })?;
        parts.sort();
        Ok(parts.join(";\n") + ";\n")
    }

    /// Asks SQLite something; what it cannot answer becomes our error.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        question(&self.connection).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// Trouble with this diary.
    pub(super) fn error(&self, trouble: Trouble) -> StoreError {
        StoreError::new(&self.path, trouble)
    }
}

/// Where SQLite keeps the journal of the command that is being written.
fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// What the first bytes of the file say, read before SQLite may touch it.
enum Header {
    /// Nothing was written yet.
    Empty,
    /// A diary of this version, which this program knows.
    Diary { version: u32 },
}

/// The absolute path of the diary, its folder resolved; `None` when there is no file. An absolute path keeps
/// SQLite from reading a name such as `file:x` or `:memory:` as anything but a name.
fn locate(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let name = path.file_name().ok_or_else(|| StoreError::new(path, Trouble::NotAFile("a folder")))?;
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

/// Makes an empty file that only its owner may read, and its folder. SQLite gives its journal the same mode.
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
    locate(path)?.ok_or_else(|| StoreError::new(path, Trouble::NoAccess("it disappeared".to_owned())))
}

/// Reads the header of an SQLite file (`sqlite.org/fileformat.html`, section 1.3).
fn header(path: &Path) -> Result<Header, StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    let mut bytes = Vec::with_capacity(100);
    File::open(path).map_err(failed)?.take(100).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.is_empty() {
        return Ok(Header::Empty);
    }
    let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    let is_diary = bytes.starts_with(b"SQLite format 3\0") && number(68) == u32::try_from(APPLICATION_ID).ok();
    let version = number(60).filter(|_| is_diary).ok_or_else(|| StoreError::new(path, Trouble::NotADiary))?;
    if version > migrate::newest() {
        return Err(StoreError::new(path, Trouble::Newer { found: version, known: migrate::newest() }));
    }
    // Write and read versions above 1 mean a write-ahead log, which this program never makes.
    match bytes[18..20] == [1, 1] {
        true => Ok(Header::Diary { version }),
        false => Err(StoreError::new(path, Trouble::Altered)),
    }
}
