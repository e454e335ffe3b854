//! The routine answers the diary: whatever is recorded, the rules keep their promises; and a year
//! of every programme, told as a person would have lived it.

mod notes;
mod promises;
mod shipped;
mod start;
mod year;
