//! Words as numbers that are quickly compared: by what a phrase may begin, and what a note holds.

use super::folded_note::{LONG, STEM};

/// A word, or the beginning of one, as a number that is quickly compared. Two words may share one,
/// and then a phrase is read in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// Stands for what cannot be told without reading it.
    pub(super) const UNKNOWN: Self = Self(0);

    /// How many ends of keys there are, for the last eleven bits.
    pub(super) const ENDS: usize = 2048;

    /// The last bits.
    pub(super) fn end(self) -> usize {
        self.0 as usize % Self::ENDS
    }

    /// The key of a word with a mark for its sort, by the hash FNV-1a.
    fn new(word: &[u8], mark: u8) -> Self {
        let bytes = word.iter().chain([&mark]);
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    pub(super) fn whole(word: &[u8]) -> Self {
        Self::new(word, b' ')
    }

    /// The key of all words with the same first [`STEM`] letters, if there are as many.
    pub(super) fn stem(word: &[u8]) -> Option<Self> {
        word.get(..STEM).map(|stem| Self::new(stem, b'*'))
    }

    /// The key of all words that may be slips of each other.
    pub(super) fn slip(word: &[u8]) -> Option<Self> {
        (word.len() >= LONG - 1).then(|| Self::new(&word[..1], b'~'))
    }

    /// The key of a word set by its name.
    pub(super) fn set(name: &[u8]) -> Self {
        Self::new(name, b'<')
    }

    /// The keys of a word as it is written in a phrase: one of them is a key of each note in which
    /// the word stands, the other one where it stands with a slip.
    pub(super) fn of_written(word: &[u8]) -> (Self, Option<Self>) {
        let (letters, is_stem) = match word.split_last() {
            Some((b'*', letters)) => (letters, true),
            _ => (word, false),
        };
        let is_plain = |letter: &u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if letters.is_empty() || !letters.iter().all(is_plain) {
            // A sign of the language, or what folding makes another word.
            (Self::UNKNOWN, None)
        } else if is_stem {
            (Self::stem(letters).unwrap_or(Self::UNKNOWN), None)
        } else {
            (Self::whole(letters), Self::slip(letters).filter(|_| letters.len() >= LONG))
        }
    }
}

/// The words of each choice of a part of a phrase, as they are written.
pub(super) fn choices(part: &[u8]) -> impl Iterator<Item = impl Iterator<Item = &[u8]>> {
    let is_between = |sign: &u8| matches!(sign, b'_' | b'-');
    part.split(|sign| *sign == b'|').map(move |words| words.split(is_between))
}

/// The parts of a phrase or of an entry, as they are written.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|sign| *sign == b' ')
}

/// The name of the word set that a part of a phrase is.
pub(super) fn set_name(part: &[u8]) -> Option<&[u8]> {
    part.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">"))
}

/// Hands out the keys of the first words of a phrase or of an entry: one of them is a key of each
/// note in which it is found.
pub(super) fn each_first_key(text: &str, mut each: impl FnMut(Key)) {
    let part = parts(text).next().unwrap_or_default();
    if let Some(name) = set_name(part) {
        return each(Key::set(name));
    }
    for word in choices(part).filter_map(|mut words| words.next()) {
        let (key, slip) = Key::of_written(word);
        each(key);
        slip.into_iter().for_each(&mut each);
    }
}
