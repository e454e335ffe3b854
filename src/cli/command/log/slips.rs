//! Words of an entry that are new to the diary, and a slip of the fingers away from one that is
//! known: they are kept, because tags are free, and the person is told once.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::app::suggestions;
use crate::cli::context::Context;
use crate::domain::diary::rating::{Rating, TagRole};
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

/// The tags that are the library's own, once they are asked for.
type Ours<F> = LazyCell<BTreeSet<String>, F>;

/// The slips of a rating that is not yet kept.
pub fn find(rating: &Rating, diary: &Diary, context: &Context) -> Vec<Slip> {
    let (library, today) = (context.library(), context.today);
    // Read only for a word that the diary and the plan do not have.
    let ours = LazyCell::new(|| suggestions::library_tags(&library));
    // A word that the diary has is known. Most words are the same few, and for them no condition is
    // read.
    let has_new = |words: &[String], role: TagRole| {
        let used = diary.tags(role).unwrap_or_default();
        words.iter().any(|word| !used.contains(word))
    };
    let has_new_tags = !rating.tags.is_empty() && has_new(&rating.tags, TagRole::Before);
    let has_new_eased = !rating.eased.is_empty() && has_new(&rating.eased, TagRole::Eased);
    let diary = Some(diary);
    let mut slips = Vec::new();
    if has_new_tags {
        let known = all_tags(suggestions::before(diary, &library, today));
        slips.extend(slips_of("--tag", &rating.tags, &known, &ours));
    }
    if has_new_eased {
        let known = all_tags(suggestions::eased(diary, &library, today));
        slips.extend(slips_of("--eased", &rating.eased, &known, &ours));
    }
    if !rating.feels.is_empty() {
        slips.extend(slips_of("--feels", &rating.feels, &suggestions::feels(diary), &ours));
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
    ours: &Ours<impl FnOnce() -> BTreeSet<String>>,
) -> Vec<Slip> {
    // `edit` replaces all words of an option, so the command has those that were right as well.
    let options: String = words
        .iter()
        .map(|word| {
            format!(" {option} {}", meant(word, known, ours).unwrap_or_else(|| word.clone()))
        })
        .collect();
    let slips = words.iter().filter_map(|word| {
        let meant = meant(word, known, ours)?;
        Some(Slip { typed: word.clone(), meant, options: options.clone() })
    });
    slips.collect()
}

/// The known word that a new one may be meant for; `None` for one that is known itself. A word that
/// the library uses is right, also where the person has mistyped it before, and near one of its
/// words is a slip also where there is no plan.
fn meant(
    word: &String,
    known: &[String],
    ours: &Ours<impl FnOnce() -> BTreeSet<String>>,
) -> Option<String> {
    if known.contains(word) || ours.contains(word) {
        return None;
    }
    let near = suggest::misspelt(word, known.iter().map(String::as_str));
    near.or_else(|| suggest::misspelt(word, ours.iter().map(String::as_str))).map(str::to_owned)
}
