//! The header of an SQLite file, byte by byte.

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
