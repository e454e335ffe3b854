//! The person's own words: tags and notes, checked before they are kept.

/// The longest tag, in characters.
pub const TAG_MAX: usize = 40;

/// The longest note, in bytes. A diary page's worth, and still cheap to keep for decades.
pub const NOTE_MAX: usize = 100_000;

/// A tag as it is kept: lower case, words joined by hyphens, so that `Long drive` and `long-drive` are one.
///
/// # Errors
/// A sentence that says what a tag may be.
pub fn tag(text: &str) -> Result<String, String> {
    let kept = text.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    if kept.is_empty() || kept.chars().count() > TAG_MAX {
        return Err(format!("a tag is a word or a few, up to {TAG_MAX} letters: sitting, long-drive"));
    }
    if kept.chars().any(|c| !(c.is_alphanumeric() || "-_'’/+&.()".contains(c))) {
        return Err("a tag is letters, digits and hyphens: sitting, long-drive".to_owned());
    }
    Ok(kept)
}

/// A note as it is kept: every character of it, without the blank space around it.
///
/// # Errors
/// A sentence, when it is empty, too long, or holds the one character a database cannot search past.
pub fn note(text: &str) -> Result<String, String> {
    let kept = text.trim();
    match kept {
        "" => Err("the note is empty; leave --note out instead".to_owned()),
        long if long.len() > NOTE_MAX => {
            Err(format!("the note is {} kB long; {} kB is the most", long.len().div_ceil(1000), NOTE_MAX / 1000))
        }
        nul if nul.contains('\0') => Err("the note holds a NUL character; leave it out".to_owned()),
        kept => Ok(kept.to_owned()),
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
    }

    #[test]
    fn a_tag_that_could_not_be_typed_again_is_refused() {
        for text in ["", "   ", "a\u{1b}[31m", "a,b", "=1", &"x".repeat(41)] {
            assert!(tag(text).is_err(), "{text:?}");
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
