//! Words of an entry that are new to the diary, and a slip of the fingers away from one that is
//! known: they are kept, because tags are free, and the person is told once.

use std::cell::LazyCell;

use crate::app::suggestions;
use crate::cli::context::Context;
use crate::domain::diary::rating::Rating;
use crate::domain::text::suggest;
use crate::store::Diary;

/// A word that may be meant for another.
#[derive(Debug, Clone)]
pub struct Slip {
    /// What was typed, and is kept.
    typed: String,
    /// What may have been meant.
    meant: String,
    /// All words of its kind as they would be put right: `--tag sitting --tag stairs`.
    options: String,
}

impl Slip {
    /// What to say about it, once it is kept as an entry of that number.
    pub fn in_words(&self, entry: i64) -> String {
        let Self { typed, meant, options } = self;
        format!(
            "“{typed}” is kept as a new word. If you meant {meant}: supple edit {entry}{options}"
        )
    }
}

/// The slips of a rating that is not yet kept.
pub fn find(rating: &Rating, diary: &Diary, context: &Context) -> Vec<Slip> {
    let (library, today) = (context.library(), context.today);
    // Asked only for a word that is near another.
    let ours = LazyCell::new(|| suggestions::library_tags(&library));
    let is_ours = |word: &str| ours.contains(word);
    let diary = Some(diary);
    let mut slips = Vec::new();
    // Known words are read only for a list that has words: most entries have none.
    if !rating.tags.is_empty() {
        let known = all_tags(suggestions::before(diary, &library, today));
        slips.extend(slips_of("--tag", &rating.tags, &known, &is_ours));
    }
    if !rating.eased.is_empty() {
        let known = all_tags(suggestions::eased(diary, &library, today));
        slips.extend(slips_of("--eased", &rating.eased, &known, &is_ours));
    }
    if !rating.feels.is_empty() {
        slips.extend(slips_of("--feels", &rating.feels, &suggestions::feels(diary), &is_ours));
    }
    slips
}

/// The tags of the conditions and the person's own.
fn all_tags(tags: suggestions::TagSuggestions) -> Vec<String> {
    [tags.of_conditions, tags.own].concat()
}

/// The slips among the words of one option.
fn slips_of(
    option: &str,
    words: &[String],
    known: &[String],
    is_ours: &dyn Fn(&str) -> bool,
) -> Vec<Slip> {
    // `edit` replaces all words of an option, so the command has those that were right as well.
    let options: String = words
        .iter()
        .map(|word| {
            format!(" {option} {}", meant(word, known, is_ours).unwrap_or_else(|| word.clone()))
        })
        .collect();
    let slips = words.iter().filter_map(|word| {
        let meant = meant(word, known, is_ours)?;
        Some(Slip { typed: word.clone(), meant, options: options.clone() })
    });
    slips.collect()
}

/// The known word that a new one may be meant for; `None` for one that is known itself. A word that
/// the library uses is right, also where the person has mistyped it before.
fn meant(word: &String, known: &[String], is_ours: &dyn Fn(&str) -> bool) -> Option<String> {
    if known.contains(word) {
        return None;
    }
    let near = suggest::misspelt(word, known.iter().map(String::as_str))?;
    (!is_ours(word)).then(|| near.to_owned())
}
