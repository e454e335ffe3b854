//! What is gone: the uuid of every row that was there once and is not now, and when it went.
//!
//! Two diaries that are joined compare what each has. A row that one has and the other has not may
//! be new in the one, or gone from the other; only what is written here tells which. It holds
//! nothing of what the row said, so that what is erased stays erased.
//!
//! A row is here exactly as long as its uuid is gone: removing writes it, bringing back takes it
//! away, whether that is `undo` of a removal or `redo` of an addition. `undo` of an addition is a
//! removal like any other: a copy of the diary that was made in between has the row, and joining
//! the two must not bring back what its writer took back. The price is an entry of 60 bytes for
//! whatever is undone, and that an edit which a second diary made of a row that the first one
//! removed is lost with the row. Who changed their mind about that says `redo`, or `undo`, where
//! they removed it.

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;
use serde_json::{Map, Value as Json};

use super::diary::Diary;
use super::error::StoreError;
use super::value::{self, from_moment};

/// A row that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The name it had.
    pub uuid: String,
    /// When it was removed.
    pub at: DateTime<FixedOffset>,
}

impl Diary {
    /// What was removed and not brought back since, in the order of its uuids.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn removed(&self) -> Result<Vec<Removed>, StoreError> {
        self.ask(|c| {
            c.prepare("SELECT uuid, at FROM removed ORDER BY uuid")?
                .query_map([], |row| {
                    Ok(Removed { uuid: row.get(0)?, at: value::moment(row.get_ref(1)?)? })
                })?
                .collect()
        })
    }
}

/// Notes that a row is gone. A part of another row has no uuid, and leaves nothing.
pub(super) fn note(
    connection: &Connection,
    row: &Map<String, Json>,
    at: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let Some(uuid) = row.get("uuid").and_then(Json::as_str) else { return Ok(()) };
    let sql = "INSERT OR REPLACE INTO removed (uuid, at) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute((uuid, from_moment(at))).map(drop)
}

/// Takes away the note that a row is gone, because it is there again.
pub(super) fn forget(connection: &Connection, uuid: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM removed WHERE uuid = ?1";
    connection.prepare_cached(sql)?.execute([uuid]).map(drop)
}
