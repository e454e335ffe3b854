//! The first bytes of a diary's file, read before SQLite may touch it
//! (`sqlite.org/fileformat2.html`, section 1.3).

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::error::{StoreError, Trouble};
use super::journal_file::{self, FirstPage, HEADER_BYTES, HotJournal};
use super::structure;

/// What the file and its journal say before SQLite has looked at them.
pub(super) enum Found {
    /// Nothing was written yet, or nothing that was finished.
    Empty,
    /// A diary of this version, which this program knows.
    Diary {
        /// The version of its structure.
        version: u32,
    },
    /// A diary with a command that did not end. SQLite takes that back first; only then is there a
    /// version to read.
    Unfinished,
}

/// Whether a file is a diary, whatever its name and version.
pub fn is_diary(path: &Path) -> bool {
    let mut bytes = [0; HEADER_BYTES];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut bytes));
    read.is_ok() && FirstPage(bytes).is_diary()
}

/// How often the two files are looked at again, and after how long, when they do not seem to belong
/// together: another command may have ended between the two looks.
const LOOKS: u32 = 50;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Looks at the file at `path` and at the journal beside it.
///
/// # Errors
/// When it is not a diary that this program can read. Nothing was touched then.
pub(super) fn read(path: &Path) -> Result<Found, StoreError> {
    for _ in 1..LOOKS {
        match read_once(path) {
            Err(StoreError { trouble: Trouble::ForeignJournal(..), .. }) => {
                std::thread::sleep(BETWEEN_LOOKS);
            }
            found => return found,
        }
    }
    read_once(path)
}

/// One look at both.
fn read_once(path: &Path) -> Result<Found, StoreError> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    let read =
        File::open(path).and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut bytes));
    read.map_err(|error| StoreError::from_io(path, &error))?;
    let first_page = <[u8; HEADER_BYTES]>::try_from(bytes.as_slice()).ok().map(FirstPage);
    let hot = journal_file::find(path)?;
    if bytes.is_empty() {
        return Ok(Found::Empty);
    }
    match (hot, first_page) {
        (None, Some(page)) if page.is_diary() => {
            // `user_version` stands at offset 60 of the first page.
            let version = page.number(60);
            // A newer program may keep what this one does not know of, and would lose at its next
            // change.
            if version > structure::newest() {
                return Err(StoreError::new(
                    path,
                    Trouble::Newer { found: version, known: structure::newest() },
                ));
            }
            if page.has_rollback_journal() {
                Ok(Found::Diary { version })
            } else {
                Err(StoreError::new(path, Trouble::Altered))
            }
        }
        (Some(mut hot), page) => {
            if is_unfinished(path, &mut hot, &bytes, page.as_ref())? {
                Ok(Found::Unfinished)
            } else {
                Err(StoreError::new(path, Trouble::NotADiary))
            }
        }
        (None, _) => Err(StoreError::new(path, Trouble::NotADiary)),
    }
}

/// Whether a journal that will be rolled back is that of a diary: its first page, before or after
/// the command that did not end, is one of this program. The very first command had none before,
/// and may not have come to write one.
///
/// # Errors
/// When the journal is of another state of the diary, as a synced folder may bring one from another
/// machine: rolling it back would undo what was kept since.
fn is_unfinished(
    path: &Path,
    hot: &mut HotJournal,
    bytes: &[u8],
    page: Option<&FirstPage>,
) -> Result<bool, StoreError> {
    // A power cut may leave the space of a page, and nothing in it.
    if hot.was_begun_on_nothing() && bytes.iter().all(|byte| *byte == 0) {
        return Ok(true);
    }
    let before = hot.first_page().map_err(|error| StoreError::from_io(path, &error))?;
    let before = before.filter(FirstPage::is_diary);
    let Some(page) = page.filter(|page| page.is_diary()) else { return Ok(before.is_some()) };
    // The command counts one up, and may have come to write that or not.
    let is_of_this_state = before
        .is_none_or(|before| page.change_counter().wrapping_sub(before.change_counter()) <= 1);
    if is_of_this_state {
        return Ok(true);
    }
    let how = "is of another state of the diary than the one that is there";
    Err(StoreError::new(path, Trouble::ForeignJournal(journal_file::path_of(path), how)))
}
