//! The words that entries are described by: tags, sites and medicines, over the whole diary.

use chrono::NaiveDate;
use strum::{IntoStaticStr, VariantArray};

/// What a word of an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum WordKind {
    /// What came before, what eased it, or what it felt like.
    Tag,
    /// A place of the body.
    Site,
    /// A medicine, without its amounts.
    Medicine,
}

impl WordKind {
    /// Its word in commands and for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A word of the diary, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedWord {
    /// What it is.
    pub kind: WordKind,
    /// The word, as it is kept.
    pub word: String,
    /// In how many entries it stands.
    pub entries: u32,
    /// The day of the first of them.
    pub first: NaiveDate,
    /// The day of the last of them.
    pub last: NaiveDate,
}

/// What renaming a word has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Renamed {
    /// In how many entries the old word stood.
    pub entries: u32,
    /// In how many of them the new one stood beside it already, and stands once now.
    pub with_both: u32,
}
