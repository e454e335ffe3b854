//! The terminal while a session is on: taken over, drawn on, listened to, and given back however it
//! ends.
//!
//! Keys are read by a thread of their own, which ends with the process. A terminal that went away
//! is then the end of what it reads, and no reason to spin.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crossterm::{cursor, execute, queue, style, terminal};

use super::keys::{Keys, Pressed};
use crate::domain::guided::guide::Key;

/// The most rows that are drawn on: no text is longer, and a terminal can say that it has 65 535,
/// all of which would be kept and sent.
const TALLEST: usize = 100;

/// The terminal, taken over until this is dropped.
pub struct Screen {
    keys: Receiver<Pressed>,
    ended: Arc<AtomicBool>,
    shown: Vec<String>,
}

impl Screen {
    /// Takes the terminal over: its other screen, no echo, no cursor.
    pub fn open() -> io::Result<Self> {
        let ended = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in
            [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT, signal_hook::consts::SIGHUP]
        {
            signal_hook::flag::register(signal, Arc::clone(&ended))?;
        }
        // A panic aborts, and drops nothing: the terminal is given back before it is told.
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            told(panic);
        }));
        let screen = Self { keys: listen(), ended, shown: Vec::new() };
        take_over()?;
        Ok(screen)
    }

    /// Columns and rows, as they are now, with no more rows than are drawn on.
    pub fn size() -> (usize, usize) {
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
    pub fn pressed(&self, within: Duration) -> Option<Pressed> {
        let end = Some(Pressed::Key(Key::End));
        if self.ended.load(Ordering::Relaxed) {
            return end;
        }
        match self.keys.recv_timeout(within) {
            Ok(pressed) => Some(pressed),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => end,
        }
    }

    /// Gives the terminal back, stops as Ctrl-Z does, and takes it over again when the shell lets
    /// it go on.
    pub fn suspend(&mut self) -> io::Result<()> {
        #[cfg(unix)]
        {
            give_back();
            signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
            take_over()?;
            self.clear()?;
        }
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Takes the terminal over.
fn take_over() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(
        io::stdout(),
        terminal::EnterAlternateScreen,
        terminal::DisableLineWrap,
        cursor::Hide
    )?;
    execute!(io::stdout(), terminal::Clear(terminal::ClearType::All))
}

/// Gives the terminal back as it was. There is nobody to tell when that fails.
fn give_back() {
    let _ = execute!(
        io::stdout(),
        cursor::Show,
        terminal::EnableLineWrap,
        terminal::LeaveAlternateScreen
    );
    let _ = terminal::disable_raw_mode();
}

/// Reads keys from now on.
fn listen() -> Receiver<Pressed> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut keys = Keys::default();
        let mut bytes = [0; 64];
        loop {
            let read = match io::stdin().lock().read(&mut bytes) {
                Ok(0) => return,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return,
            };
            for pressed in bytes[..read].iter().filter_map(|byte| keys.byte(*byte)) {
                if sender.send(pressed).is_err() {
                    return;
                }
            }
        }
    });
    receiver
}
