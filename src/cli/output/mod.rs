//! What a verb has to say, and how it gets out: text laid out in the terminal's width, JSON,
//! pictures in the terminal, files.

pub mod clean;
pub mod files;
pub mod json;
pub mod page;
pub mod terminal_image;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// What a verb has to say: results to stdout, talk to stderr.
#[derive(Debug, Default)]
pub struct Output {
    /// Results: what the person asked for, or a program reads.
    pub results: String,
    /// Talk: what is worth knowing beside it.
    pub talk: String,
    /// Whether the diary or a file was changed before this is printed.
    pub saved: bool,
}

impl Output {
    /// An answer of results alone.
    pub fn results(results: impl Into<String>) -> Self {
        Self { results: results.into(), ..Self::default() }
    }

    /// An answer of talk alone.
    pub fn talk(talk: impl Into<String>) -> Self {
        Self { talk: talk.into(), ..Self::default() }
    }

    /// Marks that something was saved before this is printed.
    pub fn saved(self) -> Self {
        Self { saved: true, ..self }
    }

    /// Prints it, and ends with `code`. A reader that went away is no failure. Neither is a screen
    /// that takes nothing, when what was asked for was to keep something and it was kept; the talk
    /// then says so.
    pub fn print(self, code: u8) -> ExitCode {
        let printed = put(&mut std::io::stdout().lock(), &self.results);
        match printed {
            Ok(()) => {
                let _ = put(&mut std::io::stderr().lock(), &self.talk);
                ExitCode::from(code)
            }
            Err(error) if self.saved => {
                let talk = format!(
                    "It was saved, but the answer could not be printed: {error}.\n{}",
                    self.talk
                );
                let _ = put(&mut std::io::stderr().lock(), &talk);
                ExitCode::SUCCESS
            }
            Err(error) => {
                let talk = format!("supple: {}\n", unprinted(&error));
                let _ = put(&mut std::io::stderr().lock(), &talk);
                ExitCode::FAILURE
            }
        }
    }
}

/// What is said where the answer cannot be printed.
pub fn unprinted(error: &std::io::Error) -> String {
    format!("the answer could not be printed: {error}.")
}

/// Writes all of `text`; a pipe whose reader has gone has had enough.
pub fn put(to: &mut impl Write, text: &str) -> std::io::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
