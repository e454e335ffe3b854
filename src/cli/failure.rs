//! Why a verb could not do it: what happened, where, and what to type next.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;

use crate::app::AppError;
use crate::cli::output::clean::clean;
use crate::cli::output::page;
use crate::cli::output::put;
use crate::cli::terminal;
use crate::domain::text::shell;
use crate::domain::text::when::WhenError;
use crate::library::LibraryError;
use crate::store::{StoreError, copies};

/// Why it could not be done.
#[derive(Debug)]
pub struct Failure {
    /// What happened, as sentences.
    what: String,
    /// What to type next, as sentences.
    next: Option<String>,
    /// 1 could not, 2 usage.
    code: u8,
    /// What the person should know beside it, laid out already.
    before: String,
    /// The diary's file, where it does not read as it should: there may be a copy that does.
    damaged: Option<PathBuf>,
}

impl Failure {
    /// Something could not be done.
    pub fn could_not(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None, code: 1, before: String::new(), damaged: None }
    }

    /// Something was asked for in a way that cannot be understood.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { what: what.into(), next: None, code: 2, before: String::new(), damaged: None }
    }

    /// The same with what to type next.
    pub fn next(self, next: impl Into<String>) -> Self {
        Self { next: Some(next.into()), ..self }
    }

    /// The same with one more thing that happened.
    pub fn also(self, what: &str) -> Self {
        Self { what: format!("{} {what}", self.what), ..self }
    }

    /// The same after something that was done and stays so, laid out already.
    pub fn after(self, before: &str) -> Self {
        Self { before: before.to_owned() + &self.before, ..self }
    }

    /// The same, with the newest good copy of a diary that does not read, and how to go back to it.
    pub fn naming_copy(mut self, today: NaiveDate) -> Self {
        let copy = self.damaged.take().and_then(|diary| copies::newest_good(&diary, today));
        let Some(copy) = copy else { return self };
        let copy = format!("The newest good copy: supple restore {}", shell::path(&copy));
        let next = self.next.take().map_or_else(|| copy.clone(), |next| format!("{next}\n{copy}"));
        self.next(next)
    }

    /// Says it on stderr, in the terminal's width.
    pub fn print(self) -> ExitCode {
        let mut text = self.before + &lines(&format!("supple: {}", self.what));
        if let Some(next) = self.next {
            text += &lines(&next);
        }
        // Nobody there to read is no second failure: the exit code tells as well.
        let _ = put(&mut std::io::stderr().lock(), &text);
        ExitCode::from(self.code)
    }
}

/// What an item of a list begins with.
const MARK: &str = " - ";

/// Every line cleaned and wrapped by itself: our own line breaks stay, and what is behind a mark of
/// a list stays behind it.
fn lines(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        let (mark, hanging, line) = match line.strip_prefix(MARK) {
            Some(item) => (MARK, "   ", item),
            None => ("", "", line),
        };
        for part in page::wrap(&clean(line), terminal::help_width(), mark, hanging) {
            shown += part.trim_end();
            shown.push('\n');
        }
    }
    shown
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let damaged = error.is_damage().then(|| error.path.clone());
        Self {
            what: error.to_string(),
            next: error.next(),
            code: 1,
            before: String::new(),
            damaged,
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Store(error) => error.into(),
            AppError::Library(error) => error.into(),
        }
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        match &error {
            LibraryError::Unknown { kind, .. } => {
                Self::usage(error.to_string()).next(format!("See them all: supple {kind}s"))
            }
            LibraryError::Several { kind, .. } => Self::usage(error.to_string())
                .next(format!("Type one of those ids. More about one: supple {kind}s ID")),
            LibraryError::NoProgramme { .. } => Self::could_not(error.to_string())
                .next("What else pain in the buttock can come from: supple conditions --table"),
            LibraryError::Broken(_) => Self::could_not(error.to_string()),
        }
    }
}

impl From<WhenError> for Failure {
    fn from(error: WhenError) -> Self {
        Self::usage(error.to_string())
    }
}
