//! The ids that files name each other by: what they look like, what to say of one that leads
//! nowhere, and the tags that rules of the library itself ask for.

use std::collections::BTreeSet;

use crate::domain::text::file_name::is_device;
use crate::domain::text::suggest::closest;
use crate::domain::text::suggest::either;

/// The longest id, in characters.
pub(super) const ID_MAX: usize = 40;

/// What an id looks like, to end a sentence with.
pub(super) const ID_RIGHT: &str =
    "an id is 1 to 40 lower-case letters and digits, words joined by single hyphens";

/// What to say of an id that no file can have for a name on Windows.
const ID_OF_A_DEVICE: &str =
    "Windows keeps that name for a device, and can make no such file; add a word";

/// What is right in the place of a text that is no id.
pub(super) fn id_right(text: &str) -> &'static str {
    if is_device(text) { ID_OF_A_DEVICE } else { ID_RIGHT }
}

/// Whether a text has the shape of an id, and a file of that name can be made on every system.
pub fn is_id(text: &str) -> bool {
    text.len() <= ID_MAX
        && !is_device(text)
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// What to say of a word that is not on a list: its neighbours, or where the list is.
pub(super) fn not_among(word: &str, known: &BTreeSet<&str>, list: &str) -> String {
    let near = closest(word, known.iter().copied());
    if near.is_empty() { list.to_owned() } else { format!("did you mean {}?", either(near)) }
}

/// A set of the words in a list, to look them up in.
pub(super) fn set_of<'a>(words: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'a str> {
    words.into_iter().map(String::as_str).collect()
}

/// The tag of movements that are never offered as a harder version, only listed by a phase.
pub(super) const IMPACT: &str = "impact";

/// The tag of work that a muscle needs days to recover from.
pub(super) const HEAVY: &str = "heavy-load";
