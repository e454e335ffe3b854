//! The first bytes of a diary's file, read before SQLite may touch it (`sqlite.org/fileformat2.html`, section 1.3).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::{StoreError, Trouble};
use super::first_page::{FirstPage, HEADER_BYTES};
use super::journal_file::{self, HotJournal};
use super::migrate;

/// What the file and its journal say before SQLite has looked at them.
pub(super) enum Found {
    /// Nothing was written yet, or nothing that was finished.
    Empty,
    /// A diary of this version, which this program knows.
    Diary {
        /// The version of its structure.
        version: u32,
    },
    /// A diary with a command that did not end. SQLite takes that back first; only then is there a version to read.
    Unfinished,
}

/// Looks at the file at `path` and at the journal beside it.
///
/// # Errors
/// When it is not a diary that this program can read. Nothing was touched then.
pub(super) fn look(path: &Path) -> Result<Found, StoreError> {
    let error = |trouble| StoreError::new(path, trouble);
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    let read =
        File::open(path).and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut bytes));
    read.map_err(|error| StoreError::from_io(path, &error))?;
    let first_page = <[u8; HEADER_BYTES]>::try_from(bytes.as_slice()).ok().map(FirstPage);
    let hot = journal_file::look(path)?;
    if bytes.is_empty() {
        return Ok(Found::Empty);
    }
    match (hot, first_page) {
        (None, Some(page)) if page.is_diary() => {
            let version = page.number(60);
            if version > migrate::newest() {
                return Err(error(Trouble::Newer { found: version, known: migrate::newest() }));
            }
            if page.has_rollback_journal() {
                Ok(Found::Diary { version })
            } else {
                Err(error(Trouble::Altered))
            }
        }
        (Some(mut hot), page) => match is_unfinished(&mut hot, &bytes, page.as_ref()) {
            Ok(true) => Ok(Found::Unfinished),
            Ok(false) => Err(error(Trouble::NotADiary)),
            Err(failed) => Err(StoreError::from_io(path, &failed)),
        },
        (None, _) => Err(error(Trouble::NotADiary)),
    }
}

/// Whether a journal that will be rolled back is that of a diary: its first page, before or after the command that did
/// not end, is one of this program. The very first command had none before, and may not have come to write one.
fn is_unfinished(
    hot: &mut HotJournal,
    bytes: &[u8],
    page: Option<&FirstPage>,
) -> std::io::Result<bool> {
    // A power cut may leave the space of a page, and nothing in it.
    let was_begun = hot.was_begun_on_nothing() && bytes.iter().all(|byte| *byte == 0);
    Ok(was_begun
        || page.is_some_and(FirstPage::is_diary)
        || hot.first_page()?.is_some_and(|page| page.is_diary()))
}
