//! Words put together: lists, capitals, what is too long.

use crate::domain::flare::score_book::Tenths;
pub use crate::domain::text::number::counted as count;
use crate::domain::text::style::Style;

/// The longest that a note is shown among other things, in characters: a few lines.
const NOTE_SHOWN: usize = 160;

/// A note for the screen, cut at a blank where there is one; `--json` has all of it.
pub fn shortened(note: &str) -> String {
    let Some((end, _)) = note.char_indices().nth(NOTE_SHOWN) else { return note.to_owned() };
    let end = note[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", note[..end].trim_end())
}

/// `a`, `a and b`, `a, b and c`.
pub fn and<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Tenths of a point as points with one decimal: `4.5`, `3.0`, `-0.5`.
pub fn points(tenths: Tenths, style: Style) -> String {
    let rounded = tenths.round().to_integer();
    let sign = if rounded < 0 { "-" } else { "" };
    style.marked(format!("{sign}{}.{}", rounded.abs() / 10, rounded.abs() % 10))
}

/// The word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
