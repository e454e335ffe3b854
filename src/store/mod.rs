//! The diary: SQLite ↔ domain. The only room that names rusqlite.
//!
//! It reads no clock, no environment and prints nothing: paths and moments are arguments, and every error
//! is a value that says whether anything was kept.
//!
//! * `open` finds the file, proves that it is a diary of this program, and sets SQLite up.
//! * `migrate` brings an older diary up to date, after copying it beside itself.
//! * `change` is the only way to write: it keeps the rows before and after, which is what `undo` reads.
//! * the other files turn rows into nouns of the domain and back, a file for each noun.

mod answers;
mod change;
mod days;
mod error;
mod goals;
mod migrate;
mod open;
mod plans;
mod ratings;
mod sessions;
#[cfg(test)]
mod tests;
mod undo;
mod value;
mod visits;
mod written;

pub use change::{Change, Recorded};
pub use error::{StoreError, Trouble};
pub use open::{Diary, Opened};
pub use ratings::{Audience, Filter};
pub use undo::Command;
