//! Which version of a row a diary has, and which it has left behind.
//!
//! A version is a name that nobody gives twice. Whoever changes a row gives it a new one and notes
//! the one before as superseded: two diaries that are joined then know which of two versions has
//! seen the other, without believing a clock. A row that was never changed has the empty version,
//! and nothing is written of it.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension};
use uuid::{ContextV7, Timestamp, Uuid};

/// A version that nobody has given yet; later ones sort behind earlier ones of the same clock.
pub(super) fn new(at: DateTime<FixedOffset>) -> String {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    let timestamp = Timestamp::from_unix(ContextV7::new(), seconds, at.timestamp_subsec_nanos());
    Uuid::new_v7(timestamp).to_string()
}

/// The version of a row.
pub(super) fn of(connection: &Connection, uuid: &str) -> rusqlite::Result<String> {
    let sql = "SELECT version FROM row_version WHERE uuid = ?1";
    let found = connection.prepare_cached(sql)?.query_row([uuid], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// Gives a row a new version, in place of the one that it has.
pub(super) fn step(
    connection: &Connection,
    uuid: &str,
    at: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let before = of(connection, uuid)?;
    let sql = "INSERT OR IGNORE INTO superseded (uuid, version) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute((uuid, before))?;
    let sql = "INSERT OR REPLACE INTO row_version (uuid, version) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute((uuid, new(at))).map(drop)
}

/// The same for all rows of a table with a number in a range.
pub(super) fn step_all(
    connection: &Connection,
    table: &str,
    range: (i64, i64),
    at: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT OR IGNORE INTO superseded (uuid, version)
         SELECT t.uuid, coalesce(v.version, '') FROM {table} t
         LEFT JOIN row_version v ON v.uuid = t.uuid WHERE t.id BETWEEN ?1 AND ?2"
    );
    connection.execute(&sql, range)?;
    let sql = format!(
        "INSERT OR REPLACE INTO row_version (uuid, version)
         SELECT uuid, ?3 FROM {table} WHERE id BETWEEN ?1 AND ?2"
    );
    connection.execute(&sql, (range.0, range.1, new(at))).map(drop)
}
