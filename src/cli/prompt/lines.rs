//! Answers line by line, as the terminal itself reads them: for one that cannot move its cursor, or
//! has no raw mode.

use std::io::BufRead;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::question::{KeyAnswer, Line, Typed, Words, pressed};
use super::signals::Signals;

/// For so long Ctrl-C may wait.
const LOOKS_UP_AFTER: Duration = Duration::from_millis(100);

/// Reads lines; Ctrl-C is the end of them where it must not end the program.
#[derive(Debug, Default)]
pub struct Lines {
    ctrl_c: Option<Signals>,
}

impl Lines {
    /// From now on Ctrl-C is the end of answers, or again the end of the program. Where the system
    /// has no such signal, it stays what it was.
    pub fn keep_on_ctrl_c(&mut self, keeps: bool) {
        self.ctrl_c = keeps.then(Signals::of_ctrl_c).and_then(Result::ok);
    }

    /// Reads the answer to a line.
    pub fn line(&self, line: &Line<'_>) -> Typed {
        match self.next() {
            Some(text) if line.is_back(&text.to_lowercase()) => Typed::Back,
            Some(text) => Typed::Text(text),
            None => Typed::End,
        }
    }

    /// Reads the answer to a question for one key, which needs Enter here.
    pub fn key(&self, keys: &[Words], goes_back: bool) -> KeyAnswer {
        self.next().map_or(KeyAnswer::End, |text| pressed(&text.to_lowercase(), keys, goes_back))
    }

    /// The next line, without blanks around it; `None` when no more will come.
    fn next(&self) -> Option<String> {
        let Some(ctrl_c) = &self.ctrl_c else { return read() };
        // A read goes on after a signal, so that somebody else has to look.
        let (sender, lines) = channel();
        std::thread::spawn(move || sender.send(read()));
        loop {
            match lines.recv_timeout(LOOKS_UP_AFTER) {
                Ok(line) => return line,
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if ctrl_c.arrived().is_some() => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

/// Reads a line.
fn read() -> Option<String> {
    let mut line = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(String::from_utf8_lossy(&line).trim().to_owned()),
    }
}
