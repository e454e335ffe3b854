//! What is listened for in what a person writes: the signs of the safety questions, and words about
//! ending one's life.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::closer_look::{Raised, Written};
use super::folded_note::FoldedNote;
use super::phrases::WordSets;
use super::sieve::{Gate, PhraseTexts, Sieve};
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::diary::rating::FEELS;

/// Everything that `exercises/phrases.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhraseBook {
    /// The phrases that name a red flag, by its id.
    pub by_question: BTreeMap<String, PhraseTexts>,
    /// The phrases that speak of ending one's life.
    pub crisis: PhraseTexts,
    /// The words that share a name in these phrases.
    pub sets: WordSets,
}

/// Listens to texts by a book of phrases, which is read when a text may hold one of them.
#[derive(Debug)]
pub struct Listening {
    gate: Gate,
    book: LazyLock<PhraseBook>,
}

impl Listening {
    /// Listens by the book that `read` gives; `gate` is that of all its phrases.
    pub const fn new(gate: Gate, read: fn() -> PhraseBook) -> Self {
        Self { gate, book: LazyLock::new(read) }
    }

    /// All that is listened for.
    pub fn book(&self) -> &PhraseBook {
        &self.book
    }

    /// What something that was written asks for; `None` where it asks for nothing.
    pub fn raised(&self, written: &Written) -> Option<Raised> {
        let sign = sign_of(&written.text);
        let named = if sign.is_some() { Vec::new() } else { self.named_in(&written.text) };
        (sign.is_some() || !named.is_empty()).then_some(Raised {
            day: written.day,
            named,
            sign,
            is_offered: FEELS.contains(&written.text.as_str()),
            written_at: written.written_at,
        })
    }

    /// Whether a text asks for anything, or speaks of ending one's life; when it was written does not
    /// matter.
    pub fn minds(&self, text: &str) -> bool {
        let hear = |book: &PhraseBook, sieve: &Sieve<'_>| {
            let mut phrases = book.by_question.values().chain([&book.crisis]);
            phrases.any(|texts| texts.is_heard_in(sieve))
        };
        sign_of(text).is_some() || self.heard_in(text, hear)
    }

    /// The ids of the red flags that a text names by one of their phrases.
    pub fn named_in(&self, text: &str) -> Vec<String> {
        self.heard_in(text, |book, sieve| {
            let heard = book.by_question.iter().filter(|(_, texts)| texts.is_heard_in(sieve));
            heard.map(|(id, _)| id.clone()).collect()
        })
    }

    /// Whether a text speaks of ending one's life.
    pub fn is_crisis(&self, text: &str) -> bool {
        self.heard_in(text, |book, sieve| book.crisis.is_heard_in(sieve))
    }

    /// What `hear` finds in a text, and nothing where no phrase may be in it.
    fn heard_in<T: Default>(&self, text: &str, hear: impl Fn(&PhraseBook, &Sieve<'_>) -> T) -> T {
        let note = FoldedNote::new(text);
        if !self.gate.may_hear(&note) {
            return T::default();
        }
        hear(&self.book, &Sieve::new(&note, &self.book.sets))
    }
}

/// The sign that a text is. A sign is a whole text and no word in one: who falls asleep has not
/// fallen.
fn sign_of(text: &str) -> Option<Symptom> {
    Symptom::from_word(&text.to_lowercase())
}
