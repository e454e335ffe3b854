//! What a person brings to whoever sees them: six lines in their own words, with or without a
//! diagnosis.

use chrono::{DateTime, FixedOffset};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// What one of the six lines is about, in the order in which they are asked and read.
///
/// Site, onset, what brings it on, what eases it, what it keeps from and what is feared are what a
/// first visit asks about in most textbooks (`[recalled: history taking]`); that they are six, and
/// these, is a design choice.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum AccountLine {
    /// Where it hurts.
    Place,
    /// Since when.
    Since,
    /// What brings it on, or makes it worse.
    BringsOn,
    /// What eases it.
    Eases,
    /// What the person cannot do.
    Cannot,
    /// What the person fears.
    Fear,
}

impl AccountLine {
    /// Its word in the diary, and for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The line that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// One of the six lines as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEntry {
    /// What it is about.
    pub line: AccountLine,
    /// The person's words; never empty.
    pub text: String,
    /// When these words were written.
    pub written_at: DateTime<FixedOffset>,
}

/// The lines that somebody has written, each at most once, in the order of [`AccountLine`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnAccount {
    entries: Vec<AccountEntry>,
}

impl OwnAccount {
    /// The account of these lines, in whatever order they come.
    pub fn new(mut entries: Vec<AccountEntry>) -> Self {
        entries.sort_by_key(|entry| entry.line);
        entries.dedup_by_key(|entry| entry.line);
        Self { entries }
    }

    /// The lines that were written.
    pub fn entries(&self) -> &[AccountEntry] {
        &self.entries
    }

    /// What was written of one of the six.
    pub fn entry(&self, line: AccountLine) -> Option<&AccountEntry> {
        self.entries.iter().find(|entry| entry.line == line)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What of it holds a condition, such as having been written in time for a page.
    pub fn that(self, wanted: impl Fn(&AccountEntry) -> bool) -> Self {
        Self { entries: self.entries.into_iter().filter(|entry| wanted(entry)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_their_order_and_each_once() {
        let written_at = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a time");
        let entry = |line, text: &str| AccountEntry { line, text: text.to_owned(), written_at };
        let account = OwnAccount::new(vec![
            entry(AccountLine::Fear, "a slipped disc"),
            entry(AccountLine::Place, "left buttock"),
        ]);
        let lines: Vec<AccountLine> = account.entries().iter().map(|entry| entry.line).collect();
        assert_eq!(lines, [AccountLine::Place, AccountLine::Fear]);
        assert_eq!(
            account.entry(AccountLine::Fear).map(|entry| &*entry.text),
            Some("a slipped disc")
        );
        assert_eq!(account.entry(AccountLine::Eases), None);
        assert!(!account.is_empty() && account.that(|_| false).is_empty());
    }

    #[test]
    fn every_line_reads_back() {
        let words: Vec<&str> = AccountLine::VARIANTS.iter().map(|line| line.word()).collect();
        assert_eq!(words, ["place", "since", "brings-on", "eases", "cannot", "fear"]);
        for line in AccountLine::VARIANTS {
            assert_eq!(AccountLine::from_word(line.word()), Some(*line));
        }
    }
}
