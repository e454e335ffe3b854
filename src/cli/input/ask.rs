//! Asks a person in the terminal, while a verb is still running.

use std::io::{BufRead, Write};

use crate::cli::output::page::Page;
use crate::cli::world::World;

/// Talks at once, on stderr.
pub fn say(world: &World, lay_out: impl FnOnce(&mut Page)) {
    let mut page = world.page();
    lay_out(&mut page);
    let mut stderr = std::io::stderr().lock();
    // Nobody there to read is nothing to fail over; the answer that follows will show it.
    let _ = stderr.write_all(page.text().as_bytes()).and_then(|()| stderr.flush());
}

/// The next line that is typed, in lower case and without blanks around it; `None` when no more
/// will come.
pub fn line() -> Option<String> {
    text().map(|text| text.to_lowercase())
}

/// The next line as it is typed, without blanks around it; `None` when no more will come.
pub fn text() -> Option<String> {
    let mut line = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(String::from_utf8_lossy(&line).trim().to_owned()),
    }
}
