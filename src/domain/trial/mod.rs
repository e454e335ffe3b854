//! A programme tried on a made-up body, so that whoever writes one can read what the rules make of
//! it before a person does.
//!
//! Asks the rules day by day as the program does, and knows nothing of files or of words on a
//! screen. No body here is anybody's: what it shows is how the doses move, not what they do.

mod body;
mod event;
mod person;
mod room;

pub use body::Body;
pub use event::{Event, Happened};
pub use person::{Person, Programme};
pub use room::Room;
