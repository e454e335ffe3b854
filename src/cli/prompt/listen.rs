//! Keys, as they come: crossterm's events, with all that came at once in one batch.
//!
//! A thread of its own reads them, because a read may wait for the rest of a key for ever, and a
//! signal or a terminal that went away must be seen all the same. What came at once tells a paste
//! from what somebody types, also in a terminal that does not mark what is pasted.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// For so long the thread looks away from whether it is still wanted, and the terminal still there.
const LOOKS_UP_AFTER: Duration = Duration::from_millis(100);

/// What follows this soon came in the same read: nobody types as fast, and a program that answers a
/// question has to see it first.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Listens to the terminal until this is dropped. A run of the program has one at most: what a
/// second one was sent might end up with the first.
#[derive(Debug)]
pub struct Listener {
    batches: Receiver<Vec<Event>>,
    is_wanted: Arc<AtomicBool>,
}

/// What was heard.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// Everything that came at once; never empty.
    Batch(Vec<Event>),
    /// Nothing yet.
    Nothing,
    /// Nothing any more: the terminal went away.
    Gone,
}

impl Listener {
    /// Begins to listen to a terminal in raw mode.
    pub fn new() -> Self {
        let (sender, batches) = channel();
        let is_wanted = Arc::new(AtomicBool::new(true));
        let wanted = Arc::clone(&is_wanted);
        std::thread::spawn(move || listen(&sender, &wanted));
        Self { batches, is_wanted }
    }

    /// What comes within a time.
    pub fn next(&self, within: Duration) -> Heard {
        match self.batches.recv_timeout(within) {
            Ok(batch) => Heard::Batch(batch),
            Err(RecvTimeoutError::Timeout) => Heard::Nothing,
            Err(RecvTimeoutError::Disconnected) => Heard::Gone,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.is_wanted.store(false, Ordering::Relaxed);
    }
}

/// Sends what comes, batch by batch, for as long as somebody wants it.
fn listen(sender: &Sender<Vec<Event>>, is_wanted: &AtomicBool) {
    while is_wanted.load(Ordering::Relaxed) {
        let batch = match event::poll(LOOKS_UP_AFTER) {
            Ok(true) => batch(),
            Ok(false) | Err(_) => Vec::new(),
        };
        if batch.is_empty() {
            // One that was closed is none any more; what is read of it is nothing, at once.
            if !std::io::stdin().is_terminal() {
                return;
            }
        } else if sender.send(batch).is_err() {
            return;
        }
    }
}

/// Everything that is there now.
fn batch() -> Vec<Event> {
    let mut batch = Vec::new();
    loop {
        match event::read() {
            Ok(event) => batch.extend(meant(event)),
            Err(_) => return batch,
        }
        if !event::poll(AT_ONCE).unwrap_or(false) {
            return batch;
        }
    }
}

/// An event as it is meant here. What was typed before raw mode was on has line feeds for Enter,
/// and so has what a program types; a key that is let go is nothing.
fn meant(event: Event) -> Option<Event> {
    let Event::Key(key) = event else { return Some(event) };
    let code = match key.code {
        _ if key.kind == KeyEventKind::Release => return None,
        KeyCode::Char('j' | 'm') if key.modifiers == KeyModifiers::CONTROL => KeyCode::Enter,
        KeyCode::Char('h') if key.modifiers == KeyModifiers::CONTROL => KeyCode::Backspace,
        _ => return Some(event),
    };
    Some(Event::Key(KeyEvent::from(code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_feed_is_enter_and_a_key_that_is_let_go_is_nothing() {
        let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
        let plain = |code| key(code, KeyModifiers::NONE);
        let released =
            KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        for (event, expected) in [
            (key(KeyCode::Char('j'), KeyModifiers::CONTROL), Some(plain(KeyCode::Enter))),
            (key(KeyCode::Char('h'), KeyModifiers::CONTROL), Some(plain(KeyCode::Backspace))),
            (plain(KeyCode::Char('j')), Some(plain(KeyCode::Char('j')))),
            (Event::Key(released), None),
            (Event::Resize(40, 12), Some(Event::Resize(40, 12))),
        ] {
            assert_eq!(meant(event), expected);
        }
    }
}
