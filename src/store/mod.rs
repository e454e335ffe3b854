//! The diary: SQLite ↔ domain. The only room that names rusqlite.
//!
//! It reads no clock, no environment and prints nothing: paths and moments are arguments, and every
//! error is a value that says whether anything was kept.
//!
//! * `header` and `journal_file` look at the file before SQLite may touch it.
//! * `diary` is a file that SQLite has open; `open` finds it and proves that it is one of this
//!   program. A [`Diary`] can only be read; a [`Writer`] can only be changed.
//! * `locks` says when the file may be looked at again, and whether it can be locked at all.
//! * `structure` is what the tables are in each version.
//! * `migrate` brings an older diary up to date, after copying it beside itself.
//! * `change` is the only way to write: it reads and writes in one transaction, and keeps the rows
//!   before and after, which is what `undo` reads.
//! * `checkpoint` keeps what following the plan came to, for as long as it is true.
//! * `row_sum` is the checksum of a row, by which damage shows that SQLite does not see.
//! * `check` looks whether a diary is whole, and `mend` saves what still reads of one that is not.
//! * `copies` are those of each day, and those that a person asks for; `folders` is where they lie.
//! * `erase` takes away for good, also from the history and from copies.
//! * `number` gives the numbers that a person types, each once; `uuids` the names that rows have in
//!   every copy of a diary, and `removed` keeps those of what is gone.
//! * `whole_rows` gives and takes whole rows, as an export holds them, `table_insert` those of one
//!   table; `import_entry` is what the journal keeps of an import.
//! * `versions` says which version of a row is the later, for diaries that are joined.
//! * `merge` makes two diaries one.
//! * `record` turns rows into nouns of the domain and back, a file for each noun.

mod change;
mod check;
mod checkpoint;
pub mod copies;
mod diary;
mod erase;
mod error;
mod folders;
mod header;
mod import_entry;
mod journal_file;
mod locks;
mod mend;
mod merge;
mod migrate;
mod number;
mod open;
mod record;
mod removed;
mod row_change;
mod row_sum;
mod structure;
mod table_insert;
#[cfg(test)]
mod tests;
mod undo;
mod uuids;
mod value;
mod versions;
mod whole_rows;

pub use change::{Change, Committed, Recorded};
pub use check::{Damage, DamagedRow, Health};
pub use checkpoint::KeptCheckpoint;
pub use diary::{Audience, Diary};
pub use erase::{CopiesErased, Doomed, Unwanted, copies_of, erase_from_copies, remove_all};
pub use error::{StoreError, Trouble};
pub use folders::{give_to_owner, sync_folder};
pub use header::is_diary;
pub use mend::{Mended, Missing, put_in_place};
pub use merge::{Merged, SetAside};
pub use open::{IfMissing, Writer};
pub use record::{DayEntries, Filter, Imported};
pub use removed::Removed;
pub use undo::{Command, Undone};
pub use whole_rows::Wanted;
