//! Why a verb could not do it: what happened, where, and what to type next.

use std::process::ExitCode;

use super::answer::{Answer, put};
use super::clean::clean;
use super::world;
use crate::domain::when::WhenError;
use crate::library::LibraryError;
use crate::store::StoreError;

/// Why it could not be done.
#[derive(Debug)]
pub struct Failure {
    /// What happened, as sentences.
    what: String,
    /// What to type next, as sentences.
    next: Option<String>,
    /// 1 could not, 2 usage.
    code: u8,
    /// Whether it stands without the program's name before it.
    bare: bool,
}

impl Failure {
    /// Something could not be done.
    pub fn could_not(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None, code: 1, bare: false }
    }

    /// Something was asked for in a way that cannot be understood.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None, code: 2, bare: false }
    }

    /// The same with what to type next.
    pub fn next(self, next: impl Into<String>) -> Self {
        Self { next: Some(next.into()), ..self }
    }

    /// Says it on stderr, in the terminal's width.
    pub fn print(self) -> ExitCode {
        let name = if self.bare { "" } else { "supple: " };
        let mut text = lines(&format!("{name}{}", self.what));
        if let Some(next) = self.next {
            text += &lines(&next);
        }
        let _ = put(&mut std::io::stderr().lock(), &text);
        ExitCode::from(self.code)
    }
}

/// Every line cleaned and wrapped by itself: our own line breaks stay.
fn lines(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        for part in textwrap::wrap(&clean(line), world::width_for_help()) {
            shown += part.trim_end();
            shown.push('\n');
        }
    }
    shown
}

/// What clap has to say: help and version are answers, the rest is a usage error in its own words.
pub fn from_clap(said: &clap::Error) -> Result<Answer, Failure> {
    use clap::error::ErrorKind;
    let text = said.render().to_string();
    match said.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Answer::results(text)),
        // Nothing was asked, so nothing went wrong; but nothing was done either.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Err(Failure { what: text, next: None, code: 2, bare: true })
        }
        kind => {
            let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
            // Where the value itself is wrong, the message says what would be right, and help adds nothing.
            let brief = matches!(kind, ErrorKind::ValueValidation);
            Err(Failure::usage(if brief { text.split("\n\n").next().unwrap_or(text) } else { text }))
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self { what: error.to_string(), next: error.next(), code: 1, bare: false }
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        let code = if matches!(error, LibraryError::Unknown { .. }) { 2 } else { 1 };
        Self { what: error.to_string(), next: None, code, bare: false }
    }
}

impl From<WhenError> for Failure {
    fn from(error: WhenError) -> Self {
        Self::usage(error.to_string())
    }
}
