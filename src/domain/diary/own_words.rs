//! The person's own words: tags and notes, checked before they are kept.

use std::ops::RangeInclusive;

use crate::domain::text::fold::{composed, is_made_of_letters};
use crate::domain::text::hidden::is_hidden;
use crate::domain::text::limits;

/// The longest tag, in characters.
pub const TAG_MAX: usize = *limits::TAG_LETTERS.end() as usize;

/// The longest name of a person, in characters.
pub const NAME_MAX: usize = *limits::NAME_LETTERS.end() as usize;

/// The longest name and number of whom to call, in characters.
pub const CONTACT_MAX: usize = *limits::CONTACT_LETTERS.end() as usize;

/// The longest note, in bytes.
pub const NOTE_MAX: usize = *limits::NOTE_BYTES.end() as usize;

/// Words that take something away or repeat it, and are therefore no tag.
const TAKEN: [&str; 2] = ["none", "same"];

/// A tag as it is kept: lower case, words joined by hyphens, so that `Long drive` and `long-drive`
/// are one. `#sitting`, as `history` shows it, is `sitting`.
///
/// # Errors
/// A sentence that says what a tag may be.
pub fn tag(text: &str) -> Result<String, String> {
    let text = text.trim().trim_start_matches('#');
    let kept = composed(&text.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase());
    if TAKEN.contains(&kept.as_str()) {
        return Err(format!("“{kept}” is a word of supple's own and no tag; leave it out"));
    }
    if kept.is_empty() || kept.chars().count() > TAG_MAX {
        return Err(format!(
            "a tag is a word or a few, up to {TAG_MAX} letters: sitting, long-drive"
        ));
    }
    if !is_made_of_letters(&kept, "-_'’/+&.()") {
        return Err("a tag is letters, digits and hyphens: sitting, long-drive".to_owned());
    }
    Ok(kept)
}

/// Each value once, in the order it first came.
pub fn once<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// The number of an entry.
///
/// # Errors
/// A sentence that says where the numbers are shown.
pub fn entry(text: &str) -> Result<i64, String> {
    let number = text.trim().parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "it is the number of an entry, as supple history shows it".to_owned())
}

/// The numbers of entries: `12`, or a range such as `13-17`.
///
/// # Errors
/// A sentence that says how they are written.
pub fn entries(text: &str) -> Result<RangeInclusive<i64>, String> {
    let Some((first, last)) =
        text.trim().split_once(['-', '–']).filter(|(first, _)| !first.is_empty())
    else {
        return entry(text).map(|number| number..=number);
    };
    let (first, last) = (entry(first)?, entry(last)?);
    if last < first {
        Err(format!("a range begins with its smaller number: {last}-{first}"))
    } else if last - first >= RANGE_MAX {
        Err(format!("a range has {RANGE_MAX} numbers at most"))
    } else {
        Ok(first..=last)
    }
}

/// The most numbers of a range of entries: beyond it one of the two is a slip.
const RANGE_MAX: i64 = 1_000;

/// The name of a person, as it is kept.
///
/// # Errors
/// A sentence, when it is empty or too long.
pub fn name(text: &str) -> Result<String, String> {
    let kept = composed(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if kept.is_empty() || kept.chars().count() > NAME_MAX || kept.contains('\0') {
        Err(format!("a name is one or a few words, up to {NAME_MAX} letters: 'Dr Okafor'"))
    } else {
        Ok(kept)
    }
}

/// Whom to call, as it is kept: a number, a name, or both.
///
/// # Errors
/// A sentence, when it is empty, too long to stand on a page, or holds what nobody would see.
pub fn contact(text: &str) -> Result<String, String> {
    let kept = composed(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if kept.is_empty() || kept.chars().count() > CONTACT_MAX || kept.contains(is_hidden) {
        Err(format!("it is a number, a name or both, up to {CONTACT_MAX} letters"))
    } else {
        Ok(kept)
    }
}

/// A note as it is kept: every character of it, without the blank space around it.
///
/// # Errors
/// A sentence, when it is empty, too long, or holds the one character a database cannot search
/// past.
pub fn note(text: &str) -> Result<String, String> {
    let kept = composed(text.trim());
    match kept.as_str() {
        "" => Err("it is empty; leave it out instead".to_owned()),
        long if long.len() > NOTE_MAX => {
            Err(format!("it is {} bytes long, and a note has {NOTE_MAX} at most", long.len()))
        }
        nul if nul.contains('\0') => Err("it holds a NUL character; leave that out".to_owned()),
        _ => Ok(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_however_it_is_typed() {
        for text in ["long-drive", "Long drive", "  long   DRIVE "] {
            assert_eq!(tag(text), Ok("long-drive".to_owned()), "{text}");
        }
        assert_eq!(tag("Bürostuhl"), Ok("bürostuhl".to_owned()));
        // What two keyboards write for one word is one tag; marks are part of a letter.
        assert_eq!(tag("cafe\u{301}"), tag("café"));
        assert_eq!(tag("दर्द"), Ok("दर्द".to_owned()));
        assert_eq!(tag("นั่ง"), Ok("นั่ง".to_owned()));
    }

    #[test]
    fn a_tag_that_could_not_be_typed_again_is_refused() {
        for text in
            ["", "   ", "a\u{1b}[31m", "a,b", "=1", "none", "Same", "\u{301}a", &"x".repeat(41)]
        {
            assert!(tag(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn whom_to_call_is_one_short_line_that_can_be_read() {
        assert_eq!(contact("  Dr Okafor,\n 555 0123 "), Ok("Dr Okafor, 555 0123".to_owned()));
        assert_eq!(contact(&"5".repeat(60)), Ok("5".repeat(60)));
        for text in ["", "  ", "5\u{1b}[31m5", "5\u{202e}5", "5\u{200b}5", &"5".repeat(61)] {
            assert!(contact(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_note_keeps_its_characters() {
        assert_eq!(note(" long drive \u{1b}[31m "), Ok("long drive \u{1b}[31m".to_owned()));
        assert!(note("\n").is_err());
        assert!(note(&"x".repeat(NOTE_MAX + 1)).is_err());
        assert!(note(&"x".repeat(NOTE_MAX)).is_ok());
        assert!(note("a\0b").is_err());
    }
}
