//! The header of a diary's file and the rollback journal of SQLite beside it, byte by byte, looked at
//! before SQLite may touch either of them.
//!
//! A journal that was left behind by a power cut undoes a half-written command as soon as SQLite
//! opens the diary. Until then the diary's own first page may be old, new or not there at all, so
//! what the file is has to be read from both. The format is described in
//! `sqlite.org/fileformat2.html`, section 3.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::error::{StoreError, Trouble};

/// `supl` in ASCII: the mark of a diary in its file's header.
pub(super) const APPLICATION_ID: i32 = 0x7375_706c;

/// The length of an SQLite file's header.
pub(super) const HEADER_BYTES: usize = 100;

/// The header of an SQLite file: the first bytes of its first page.
pub(super) struct FirstPage(pub(super) [u8; HEADER_BYTES]);

impl FirstPage {
    /// Whether it is of a database of this program.
    pub(super) fn is_diary(&self) -> bool {
        self.0.starts_with(b"SQLite format 3\0")
            && i32::try_from(self.number(68)) == Ok(APPLICATION_ID)
    }

    /// How often the database was changed (`sqlite.org/fileformat2.html`, section 1.3.8).
    pub(super) fn change_counter(&self) -> u32 {
        self.number(24)
    }

    /// Whether changes go through a rollback journal; a higher number is a write-ahead log, which
    /// this program never makes.
    pub(super) fn has_rollback_journal(&self) -> bool {
        self.0[18..20] == [1, 1]
    }

    /// A field of the header: a big-endian number of four bytes.
    pub(super) fn number(&self, at: usize) -> u32 {
        u32::from_be_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]])
    }
}

/// The first bytes of a journal that is still to be rolled back.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// The length of the part of its header that is read here.
const HEADER: usize = 28;

/// A journal that SQLite will roll back.
pub(super) struct HotJournal {
    file: File,
    header: [u8; HEADER],
}

/// Where SQLite keeps the journal of the diary at `path`.
pub(super) fn path_of(path: &Path) -> PathBuf {
    beside(path, "-journal")
}

/// The file that SQLite calls after the diary, with `ending` behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The journal beside the diary at `path`; `None` when there is none, or none that would be rolled
/// back.
///
/// # Errors
/// When something else stands in its place, or it belongs to another user: SQLite would follow or
/// delete it. The same holds for a write-ahead log, which this program never makes.
pub(super) fn find(path: &Path) -> Result<Option<HotJournal>, StoreError> {
    let log = beside(path, "-wal");
    if metadata(&log)?.is_some() {
        return Err(foreign(path, log, "this program never makes one of that kind"));
    }
    let journal = path_of(path);
    let failed = StoreError::io_at(&journal);
    let Some(found) = metadata(&journal)? else { return Ok(None) };
    if !found.is_file() {
        return Err(foreign(path, journal, "is no ordinary file"));
    }
    if !same_owner(path, &found) {
        return Err(foreign(path, journal, "belongs to another user"));
    }
    let mut file = match File::open(&journal) {
        Ok(file) => file,
        // The command that wrote it has ended in the meantime.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    // SQLite writes the magic only when all that follows is on the disk, and zeros until then.
    let first: Option<[u8; MAGIC.len()]> = read_at(&mut file, 0).map_err(failed)?;
    if found.len() > 0 && first.is_none_or(|first| first != MAGIC && first[0] != 0) {
        return Err(foreign(path, journal, "is none"));
    }
    let header = read_at(&mut file, 0).map_err(failed)?.filter(|_| first == Some(MAGIC));
    Ok(header.map(|header| HotJournal { file, header }))
}

/// A file that SQLite would act on, and that is not this program's.
fn foreign(path: &Path, file: PathBuf, how: &'static str) -> StoreError {
    StoreError::new(path, Trouble::ForeignJournal(file, how))
}

/// What the file system says of a file; `None` when there is none.
fn metadata(path: &Path) -> Result<Option<fs::Metadata>, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::from_io(path, &error)),
    }
}

impl HotJournal {
    /// Whether the diary had no page at all before the command that did not end.
    pub(super) fn was_begun_on_nothing(&self) -> bool {
        self.number(16) == 0
    }

    /// The first page of the diary as it was before that command, where it had begun to change it.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn first_page(&mut self) -> std::io::Result<Option<FirstPage>> {
        let (pages, sector, page) = (self.number(8), self.number(20), self.number(24));
        // Each page stands between its number and a checksum, behind the header's sector.
        let step = u64::from(page) + 8;
        for index in 0..u64::from(pages) {
            let at = u64::from(sector) + index * step;
            match read_at::<4>(&mut self.file, at)?.map(u32::from_be_bytes) {
                Some(1) => {
                    return Ok(read_at::<HEADER_BYTES>(&mut self.file, at + 4)?.map(FirstPage));
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(None)
    }

    /// A field of the header: a big-endian number of four bytes.
    fn number(&self, at: usize) -> u32 {
        let bytes =
            [self.header[at], self.header[at + 1], self.header[at + 2], self.header[at + 3]];
        u32::from_be_bytes(bytes)
    }
}

/// So many bytes of a file; `None` where it is shorter.
fn read_at<const N: usize>(file: &mut File, offset: u64) -> std::io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(offset))?;
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the journal is of the user to whom the diary belongs. A journal that somebody else put
/// there is not SQLite's.
#[cfg(unix)]
fn same_owner(path: &Path, journal: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).is_ok_and(|diary| diary.uid() == journal.uid())
}

#[cfg(not(unix))]
fn same_owner(_: &Path, _: &fs::Metadata) -> bool {
    true
}
