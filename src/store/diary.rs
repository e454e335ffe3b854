//! A diary that SQLite has open: how it is set up, what it is asked, and what its errors are.

#[cfg(not(windows))]
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{StoreError, Trouble};
use super::journal_file::APPLICATION_ID;
use super::structure;

/// How long to wait for another program that is writing.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How much of a diary is held in memory, in KiB. SQLite's own two megabytes are filled by a diary
/// of a million ratings alone, and a fifth of what a short command needs.
const CACHE_KIB: u32 = 1024;

/// The same for what writes rows without number: SQLite's own.
pub(super) const CACHE_OF_MANY_ROWS_KIB: u32 = 2000;

/// What is switched on and off on every connection.
const SWITCHES: [(DbConfig, bool); 6] = [
    // No SQL may write the schema, or a page, behind SQLite's back.
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    // A misspelt column in double quotes is an error, and not a text.
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    // What a diary from elsewhere brings in its schema may call nothing that has side effects.
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    // A question is prepared once, and not again as soon as its values are known.
    (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    // SQLite enforces references only where each connection asks for it.
    (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
];

/// What else SQLite is set up with, for which there is no switch, and what it must say when asked
/// back. With the rollback journal, only `EXTRA` also syncs the folder after the journal is gone:
/// without it a power cut can take back an entry that was already acknowledged.
const PRAGMAS: [(&str, &str, i64); 4] = [
    // A damaged page is noticed before anything on it is believed.
    ("cell_size_check", "ON", 1),
    // A mapped file that another program shortens ends us with SIGBUS; a read only fails.
    ("mmap_size", "0", 0),
    // What is erased is overwritten, so that nobody finds it in the free pages.
    ("secure_delete", "ON", 1),
    ("synchronous", "EXTRA", 3),
];

/// A connection that is not closed when it is dropped: every change was committed and synced before
/// it was acknowledged, so that the end of the program is end enough, and taking SQLite apart would
/// cost a tenth of a `log`.
#[cfg(not(windows))]
type KeptConnection = ManuallyDrop<Connection>;

/// Windows neither renames nor removes a file that is open.
#[cfg(windows)]
type KeptConnection = Box<Connection>;

/// Who will see what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The person, on their own screen: every entry.
    Person,
    /// Whoever a page or an export is handed to: no private entry.
    Others,
}

impl Audience {
    /// Whether private entries may be read, as SQL takes it.
    pub(super) fn sees_private(self) -> bool {
        self == Self::Person
    }
}

/// An open diary, to read.
#[derive(Debug)]
pub struct Diary {
    pub(super) connection: KeptConnection,
    path: PathBuf,
    is_older: bool,
}

impl Diary {
    /// Asks several things of the diary as it is at one moment, whoever writes meanwhile. Within a
    /// change that is the moment of the change.
    ///
    /// Nobody can finish writing until `look` returns: it must wait for no person and no pipe.
    ///
    /// # Errors
    /// Those of `look`, and when another program does not finish writing in time.
    pub fn in_one_look<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.connection.is_autocommit() {
            return look();
        }
        self.ask(|c| c.execute_batch("BEGIN"))?;
        let found = look();
        // Nothing was written. Of a damaged file SQLite says that again at the end.
        if self.connection.execute_batch("END").is_err() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        found
    }

    /// Whether the file is of an older version, so that it is read as brought up to date in memory.
    /// It stays so until the first change is written.
    pub fn is_older(&self) -> bool {
        self.is_older
    }

    /// The same diary, whose file is of an older version.
    pub(super) fn of_older(self) -> Self {
        Self { is_older: true, ..self }
    }

    /// The diary's file, as an absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same diary in another connection.
    pub(super) fn with(connection: Connection, path: &Path) -> Self {
        let connection = KeptConnection::new(connection);
        Self { connection, path: path.to_owned(), is_older: false }
    }

    /// Closes the file: of a copy that something else is to be done with.
    pub(super) fn close(self) {
        #[cfg(not(windows))]
        drop(ManuallyDrop::into_inner(self.connection));
        #[cfg(windows)]
        drop(self.connection);
    }

    /// Connects to the file at `path`, and sets SQLite up as a diary needs it.
    ///
    /// # Errors
    /// When it cannot be opened, or SQLite does not take a setting.
    pub(super) fn connect(path: &Path, access: OpenFlags) -> Result<Self, StoreError> {
        Self::connect_within(path, access, PATIENCE)
    }

    /// The same, waiting no longer than `patience` for another program that writes, now and later.
    ///
    /// # Errors
    /// As [`Diary::connect`].
    pub(super) fn connect_within(
        path: &Path,
        access: OpenFlags,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        // One thread uses the connection. NOFOLLOW: a link put there since we looked is refused.
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let opened = Connection::open_with_flags(path, flags);
        let connection = opened.map_err(|error| StoreError::from_sqlite(path, &error))?;
        let diary = Self::with(connection, path);
        diary.ask(|c| c.busy_timeout(patience))?;
        for (switch, value) in SWITCHES {
            let found = diary.ask(|c| c.set_db_config(switch, value))?;
            if found != value {
                return Err(diary.is_set_otherwise(&format!("{switch:?}"), found, value));
            }
        }
        for (name, value, expected) in PRAGMAS {
            // Most are built in as they should be, and asking is cheaper than telling; what was
            // told is asked again, because SQLite passes over what it does not understand.
            if diary.pragma(name)? != expected {
                diary.ask(|c| c.execute_batch(&format!("PRAGMA {name} = {value}")))?;
                let found = diary.pragma(name)?;
                if found != expected {
                    return Err(diary.is_set_otherwise(name, found, expected));
                }
            }
        }
        diary.hold_in_memory(CACHE_KIB)?;
        if cfg!(target_os = "macos") {
            // There, a plain fsync leaves the data in the drive's own cache.
            diary.ask(|c| c.execute_batch("PRAGMA fullfsync = ON"))?;
        }
        Ok(diary)
    }

    /// Lets SQLite hold so many KiB of the file in memory. What is changed beyond that is written
    /// before the command ends, which waits for the disk each time.
    pub(super) fn hold_in_memory(&self, kib: u32) -> Result<(), StoreError> {
        self.ask(|c| c.execute_batch(&format!("PRAGMA cache_size = -{kib}")))
    }

    /// What SQLite says a setting is.
    fn pragma(&self, name: &str) -> Result<i64, StoreError> {
        self.ask(|c| c.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)))
    }

    /// The error of a setting that SQLite does not take.
    fn is_set_otherwise(
        &self,
        name: &str,
        found: impl std::fmt::Display,
        expected: impl std::fmt::Display,
    ) -> StoreError {
        self.error(Trouble::Other(format!("{name} is {found} and should be {expected}")))
    }

    /// The version of the structure, which SQLite reads after it has taken back a command that did
    /// not end; 0 when there is nothing in the file. It is asked for in a transaction.
    ///
    /// # Errors
    /// When the file turns out to be something else, or a newer program wrote it.
    pub(super) fn version(&self) -> Result<u32, StoreError> {
        let version = u32::try_from(self.pragma("user_version")?).unwrap_or(u32::MAX);
        if self.pragma("application_id")? != i64::from(APPLICATION_ID) {
            let sql = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
            let is_empty = version == 0 && self.ask(|c| c.query_row(sql, [], |row| row.get(0)))?;
            return if is_empty { Ok(0) } else { Err(self.error(Trouble::NotADiary)) };
        }
        if version > structure::newest() {
            return Err(self.error(Trouble::Newer { found: version, known: structure::newest() }));
        }
        Ok(version)
    }

    /// Proves that the structure of the file is the one this program makes, word for word. A
    /// trigger or a view in a diary from elsewhere could do anything at the next entry.
    pub(super) fn prove(&self) -> Result<(), StoreError> {
        let is_ours = self.ask(structure::is_expected)?;
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
