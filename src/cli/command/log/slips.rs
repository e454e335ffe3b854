//! Words of an entry that are new to the diary, and a slip of the fingers away from one that is
//! known: they are kept, because tags are free, and the person is told once.

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
    let all = |tags: suggestions::TagSuggestions| [tags.of_conditions, tags.own].concat();
    let of = |option: &str, words: &[String], known: &dyn Fn() -> Vec<String>| -> Vec<Slip> {
        let known = if words.is_empty() { return Vec::new() } else { known() };
        let meant = |word: &String| {
            let others = known.iter().filter(|_| !known.contains(word)).map(String::as_str);
            suggest::misspelt(word, others).map(str::to_owned)
        };
        let right =
            |word: &String| format!(" {option} {}", meant(word).unwrap_or_else(|| word.clone()));
        let options: String = words.iter().map(right).collect();
        let slip = |word: &String| {
            Some(Slip { typed: word.clone(), meant: meant(word)?, options: options.clone() })
        };
        words.iter().filter_map(slip).collect()
    };
    [
        of("--tag", &rating.tags, &|| {
            all(suggestions::before(Some(diary), &context.library(), context.today))
        }),
        of("--eased", &rating.eased, &|| {
            all(suggestions::eased(Some(diary), &context.library(), context.today))
        }),
        of("--feels", &rating.feels, &|| suggestions::feels(Some(diary))),
    ]
    .concat()
}
