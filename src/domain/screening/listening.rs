//! What is listened for in what a person writes: the signs of the safety questions, and words about
//! ending one's life.

use std::collections::BTreeMap;

use super::closer_look::{Raised, Written};
use super::phrases::{FoldedNote, PhraseTexts, Sieve, WordSets};
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::diary::rating::FEELS;

/// Everything that `exercises/phrases.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listening {
    /// The phrases that name a red flag, by its id.
    pub by_question: BTreeMap<String, PhraseTexts>,
    /// The phrases that speak of ending one's life.
    pub crisis: PhraseTexts,
    /// The words that share a name in these phrases.
    pub sets: WordSets,
}

impl Listening {
    /// What something that was written asks for; `None` where it asks for nothing.
    pub fn raised(&self, written: &Written) -> Option<Raised> {
        // A sign is a whole text and no word in one: who falls asleep has not fallen.
        let sign = Symptom::from_word(&written.text.to_lowercase());
        let named = if sign.is_some() { Vec::new() } else { self.named_in(&written.text) };
        (sign.is_some() || !named.is_empty()).then_some(Raised {
            day: written.day,
            named,
            sign,
            is_offered: FEELS.contains(&written.text.as_str()),
            written_at: written.written_at,
        })
    }

    /// The ids of the red flags that a text names by one of their phrases.
    pub fn named_in(&self, text: &str) -> Vec<String> {
        let note = FoldedNote::new(text);
        let sieve = Sieve::new(&note, &self.sets);
        let heard = self.by_question.iter().filter(|(_, texts)| texts.is_heard_in(&sieve));
        heard.map(|(id, _)| id.clone()).collect()
    }

    /// Whether a text speaks of ending one's life.
    pub fn is_crisis(&self, text: &str) -> bool {
        self.crisis.is_heard_in(&Sieve::new(&FoldedNote::new(text), &self.sets))
    }
}
