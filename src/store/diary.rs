//! A diary that SQLite has open: how it is set up, what it is asked, and what its errors are.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{StoreError, Trouble};
use super::first_page::APPLICATION_ID;
use super::structure;

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

impl Diary {
    /// Asks several things of the diary as it is at one moment, whoever writes meanwhile.
    pub(super) fn in_one_look<T>(
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

    /// Connects to the file at `path`, and sets SQLite up as a diary needs it.
    ///
    /// # Errors
    /// When it cannot be opened, or SQLite does not take a setting.
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
        if version > structure::newest() {
            return Err(self.error(Trouble::Newer { found: version, known: structure::newest() }));
        }
        Ok(version)
    }

    /// Proves that the structure of the file is the one this program makes, word for word. A
    /// trigger or a view in a diary from elsewhere could do anything at the next entry.
    pub(super) fn prove(&self) -> Result<(), StoreError> {
        let is_ours = structure::schema(&self.connection)
            .map_err(|error| StoreError::from_sqlite(&self.path, &error))?
            == structure::EXPECTED_SCHEMA;
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
