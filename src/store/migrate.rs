//! Brings a diary's structure up to date, one numbered file of `migrations/` after another, all or nothing.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use include_dir::{Dir, include_dir};
use rusqlite::TransactionBehavior;

use super::error::{StoreError, Trouble};
use super::open::{APPLICATION_ID, Diary};

/// The numbered files, built in.
static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The structure all of them together make, as SQLite tells it; a test keeps it true.
pub(super) const EXPECTED_SCHEMA: &str = include_str!("expected_schema.sql");

/// The version of a diary that is up to date: the number of the last file.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.files().count()).unwrap_or(0)
}

/// The SQL of each version after `version`, in order.
fn steps_after(version: u32) -> impl Iterator<Item = &'static str> {
    let mut files: Vec<_> = MIGRATIONS.files().collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().skip(usize::try_from(version).unwrap_or(usize::MAX)).filter_map(|file| file.contents_utf8())
}

/// Brings the diary from `version` (`None`: nothing in it yet) to the newest. An older one is first copied
/// beside itself, and the copy's path returned.
///
/// # Errors
/// When the copy or a step fails; the diary is then as it was.
pub(super) fn run(
    diary: &mut Diary,
    version: Option<u32>,
    now: DateTime<FixedOffset>,
) -> Result<Option<PathBuf>, StoreError> {
    let backup = version.map(|version| copy(diary, version, now)).transpose()?;
    let path = diary.path().to_owned();
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(&path, &error);
    let change = diary.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Another run may have done it while this one waited for its turn.
    let found: u32 = change.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    for step in steps_after(found) {
        change.execute_batch(step).map_err(failed)?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    change.pragma_update(None, "user_version", newest()).map_err(failed)?;
    change.commit().map_err(failed)?;
    Ok(backup)
}

/// Copies the whole diary to `diary.db.v1-20261122T143000` beside it, readable by its owner only.
fn copy(diary: &Diary, version: u32, now: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
    let path = diary.path();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let target = path.with_file_name(format!("{name}.v{version}-{}", now.format("%Y%m%dT%H%M%S")));
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&target).map_err(|error| StoreError::from_io(&target, &error))?;
    let Some(text) = target.to_str() else {
        return Err(diary.error(Trouble::Other("its path is not Unicode, so it cannot be copied beside itself".into())));
    };
    diary.ask(|c| c.execute("VACUUM INTO ?1", [text]))?;
    file.sync_all().map_err(|error| StoreError::from_io(&target, &error))?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment for the tests.
    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment")
    }

    #[test]
    fn the_expected_schema_is_what_the_migrations_make() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("diary.db");
        let connection = rusqlite::Connection::open(&path).expect("a database");
        for step in steps_after(0) {
            connection.execute_batch(step).expect("a step");
        }
        let sql =
            "SELECT group_concat(sql || ';' || char(10), '' ORDER BY sql) FROM sqlite_schema WHERE sql IS NOT NULL";
        let made: String = connection.query_row(sql, [], |row| row.get(0)).expect("a schema");
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/expected_schema.sql");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(kept, &made).expect("the file is written");
        }
        assert_eq!(made, std::fs::read_to_string(kept).expect("the file"), "run: UPDATE_SCHEMA=1 cargo test schema");
    }

    #[test]
    fn migrations_are_numbered_without_a_gap_and_say_why() {
        let mut names: Vec<_> = MIGRATIONS.files().map(|file| file.path().display().to_string()).collect();
        names.sort();
        for (index, name) in names.iter().enumerate() {
            assert!(name.starts_with(&format!("{:04}_", index + 1)) && name.ends_with(".sql"), "{name}");
        }
        assert!(steps_after(0).all(|sql| sql.starts_with("-- ")));
    }

    #[test]
    fn an_older_diary_is_copied_before_it_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("diary.db");
        let mut diary = Diary::open_to_write(&path, now()).expect("a diary").diary;
        let backup = run(&mut diary, Some(0), now()).expect("it runs").expect("a copy");
        assert!(backup.ends_with("diary.db.v0-20261122T143000"));
        assert!(Diary::open_to_read(&backup, now()).expect("it opens").is_some());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&backup).expect("it is there").permissions().mode() & 0o777, 0o600);
        }
    }
}
