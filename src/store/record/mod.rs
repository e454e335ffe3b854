//! Rows into nouns of the domain and back, a file for each noun.
//!
//! Reading stands on [`Diary`](super::Diary), writing on [`Change`](super::Change). What a row must
//! be is the structure's to say; these files only know its columns.

mod answers;
mod days;
mod entries;
mod flares;
mod goals;
mod own_account;
mod plans;
mod ratings;
mod sessions;
mod visits;
mod words;
mod written;

pub use entries::DayEntries;
pub use ratings::{Filter, Imported};
