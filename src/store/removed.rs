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
//! whatever is undone. Being gone and being there again are versions of a row like any other
//! (`versions.rs`): who changed their mind says `redo`, or `undo`, and a copy that has seen the
//! removal alone learns of it. An edit that a second diary made of a row that the first one removed
//! is set aside, and the person is asked.

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;
use serde_json::{Map, Value as Json};

use super::diary::Diary;
use super::error::StoreError;
use super::value::{self, from_moment};
use super::versions;

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
    connection.prepare_cached(sql)?.execute((uuid, from_moment(at)))?;
    versions::step(connection, uuid, at)
}

/// Takes away the note that a row is gone, because it is there again.
pub(super) fn forget(
    connection: &Connection,
    uuid: &str,
    at: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM removed WHERE uuid = ?1";
    let was_gone = connection.prepare_cached(sql)?.execute([uuid])? > 0;
    if was_gone { versions::step(connection, uuid, at) } else { Ok(()) }
}
