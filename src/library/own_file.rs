//! Reads a file of a person's own, whatever lies at its path.
//!
//! Knows files and their encoding, and nothing of what stands in them.

use std::path::Path;

use super::bounded::{ReadFailure, read_bounded, reason};
use super::problem::Problem;
use super::source_file::{SourceFile, display_name};

/// The largest file that is read, in bytes: fifty times the largest shipped one, and no burden to
/// hold.
const SIZE_MAX: u64 = 256 * 1024;

/// What documents of word processors begin with: those that are archives, older ones of Word, and
/// rich text.
const DOCUMENTS: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"];

/// Reads a file of a person's own.
///
/// # Errors
/// When it is no plain file, is larger than [`SIZE_MAX`], may not be read, or is not UTF-8.
pub(super) fn read(path: &Path) -> Result<SourceFile, Problem> {
    let name = display_name(path);
    let bytes = read_bounded(path, SIZE_MAX).map_err(|failure| unreadable(&name, &failure))?;
    if DOCUMENTS.iter().any(|begins| bytes.starts_with(begins)) {
        let what = "this is a document of a word processor";
        let right = "save it as plain text, and check that file";
        return Err(Problem::whole(&name, what, right));
    }
    String::from_utf8(bytes).map(|text| SourceFile::new(name.clone(), text)).map_err(|error| {
        // The place is shown in the text as it will be printed, so the broken bytes become `�`
        // there and the mark is as wide as that.
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let span = good..good + '\u{fffd}'.len_utf8();
        let right = "save it again with the encoding UTF-8";
        Problem::at(&name, &text, span, "this is not text in UTF-8", right)
    })
}

/// Why a file could not be read, and what to do about it.
fn unreadable(name: &str, failure: &ReadFailure) -> Problem {
    let (what, right) = match failure {
        ReadFailure::NotAFile(_) => {
            ("this is not a file".to_owned(), "move it away, or put a file there")
        }
        ReadFailure::TooLarge(_) => {
            (format!("this file {failure}"), "a few kB are enough for what belongs in it")
        }
        ReadFailure::Refused(error) => (
            format!("this file cannot be read ({})", reason(error)),
            "allow reading it, or move it away",
        ),
    };
    Problem::whole(name, what, right)
}
