//! The terminal while a session is on: taken over, drawn on, listened to, and given back however it
//! ends.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::Duration;

use crossterm::{cursor, execute, queue, style, terminal};

use super::keys::{SessionInput, pressed};
use crate::cli::prompt::listen::{Heard, Listener};
use crate::cli::prompt::raw::{Mode, RawTerminal};
use crate::domain::guided::guide::Key;

/// The most rows that are drawn on: no text is longer, and a terminal can say that it has 65 535,
/// all of which would be kept and sent.
const TALLEST: usize = 100;

/// Its other screen, without a cursor, and with lines that end where they are cut.
const MODE: Mode = Mode {
    begin: || {
        execute!(
            io::stdout(),
            terminal::EnterAlternateScreen,
            terminal::DisableLineWrap,
            cursor::Hide,
            terminal::Clear(terminal::ClearType::All)
        )
    },
    end: || {
        execute!(
            io::stdout(),
            cursor::Show,
            terminal::EnableLineWrap,
            terminal::LeaveAlternateScreen
        )
    },
};

/// The terminal, taken over until this is dropped.
pub struct Screen {
    terminal: RawTerminal,
    listener: Listener,
    /// What came at once with a key, and waits for its turn.
    waiting: VecDeque<SessionInput>,
    shown: Vec<String>,
}

impl Screen {
    /// Takes the terminal over.
    pub fn open() -> io::Result<Self> {
        let terminal = RawTerminal::open(MODE)?;
        let (waiting, shown) = (VecDeque::new(), Vec::new());
        Ok(Self { terminal, listener: Listener::new(), waiting, shown })
    }

    /// Columns and rows, as they are now, with no more rows than are drawn on.
    pub fn size() -> (usize, usize) {
        // crossterm's own asks another program where the terminal does not say.
        let size = terminal_size::terminal_size();
        size.map_or((80, 24), |(columns, rows)| {
            (usize::from(columns.0), usize::from(rows.0).min(TALLEST))
        })
    }

    /// Shows these lines from the top, and writes only those that changed.
    pub fn draw(&mut self, lines: &[String]) -> io::Result<()> {
        let mut sent = Vec::new();
        for row in 0..lines.len().max(self.shown.len()) {
            if lines.get(row) != self.shown.get(row) {
                queue!(sent, cursor::MoveTo(0, u16::try_from(row).unwrap_or(u16::MAX)))?;
                queue!(sent, terminal::Clear(terminal::ClearType::CurrentLine))?;
                queue!(sent, style::Print(lines.get(row).map_or("", String::as_str)))?;
            }
        }
        self.shown = lines.to_vec();
        if sent.is_empty() {
            return Ok(());
        }
        // All at once: a picture that comes in pieces flickers.
        let mut out = io::stdout().lock();
        out.write_all(&sent)?;
        out.flush()
    }

    /// Forgets what is shown, so that all of it is drawn again.
    pub fn clear(&mut self) -> io::Result<()> {
        self.shown.clear();
        execute!(io::stdout(), terminal::Clear(terminal::ClearType::All))
    }

    /// Rings the bell.
    pub fn ring(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(b"\x07")?;
        out.flush()
    }

    /// What is pressed within a time; `None` when nothing is. A signal to end is a key as well.
    pub fn pressed(&mut self, within: Duration) -> Option<SessionInput> {
        let end = Some(SessionInput::Key(Key::End));
        if self.terminal.signal().is_some() {
            return end;
        }
        if self.terminal.is_to_stop() {
            return Some(SessionInput::Suspend);
        }
        match self.terminal.take_again_after_stop() {
            Ok(true) => self.shown.clear(),
            Ok(false) => {}
            Err(_) => return end,
        }
        if self.waiting.is_empty() {
            match self.listener.next(within) {
                Heard::Batch(batch) => self.waiting.extend(batch.iter().filter_map(pressed)),
                Heard::Nothing => {}
                Heard::Gone => return end,
            }
        }
        self.waiting.pop_front()
    }

    /// Gives the terminal back, stops as Ctrl-Z does, and takes it over again when the shell lets
    /// it go on.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.terminal.suspend()?;
        self.clear()
    }
}
