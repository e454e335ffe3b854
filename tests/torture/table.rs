//! One line of what was tried, in one form: `cargo test --test torture -- --nocapture | grep '|'`
//! is the table.

use super::home::aloud;

/// A threat, how it was tried, and what came of it.
pub struct Line<'a> {
    /// What could happen.
    pub threat: &'a str,
    /// How it was made to happen.
    pub method: &'a str,
    /// How often.
    pub tries: usize,
    /// How often it came out right.
    pub survived: usize,
    /// What shows that the test can fail: what comes of a weaker program, or of none.
    pub teeth: &'a str,
}

impl Line<'_> {
    /// Prints the line, and fails where not all came out right.
    pub fn prove(&self) {
        let Self { threat, method, tries, survived, teeth } = self;
        aloud(&format!("| {threat} | {method} | {tries} | {survived} | all | {teeth} |"));
        assert_eq!(survived, tries, "{threat}: {method}");
    }
}
