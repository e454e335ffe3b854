//! What Tab makes of a word that is being typed.

/// What a word can be completed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// Nothing.
    None,
    /// So many bytes before the cursor become another text.
    Word {
        /// How many.
        replaces: usize,
        /// The text.
        with: String,
    },
    /// Several words begin with what is there, and differ in the next letter.
    Several(Vec<String>),
}

/// Completes the last word of a text: what stands behind the last comma, or where no word begins
/// with that, behind the last blank.
pub fn complete(text: &str, words: &[String]) -> Completion {
    // A tag may be of two words (“long drive”), so the comma is tried before the blank.
    let behind_comma = text.rsplit(',').next().unwrap_or_default().trim_start();
    let behind_blank = text.rsplit([',', ' ']).next().unwrap_or_default();
    [behind_comma, behind_blank]
        .into_iter()
        .map(|typed| one(typed, words))
        .find(|found| *found != Completion::None)
        .unwrap_or(Completion::None)
}

fn one(typed: &str, words: &[String]) -> Completion {
    // Phones and habits begin a line with a capital.
    let wanted = typed.to_lowercase();
    let found: Vec<&String> =
        words.iter().filter(|word| word.to_lowercase().starts_with(&wanted)).collect();
    let Some(first) = found.first() else { return Completion::None };
    let shared = found.iter().fold(first.as_str(), |shared, word| common(shared, word));
    if shared.len() > typed.len() || (found.len() == 1 && shared != typed) {
        Completion::Word { replaces: typed.len(), with: shared.to_owned() }
    } else if found.len() > 1 {
        Completion::Several(found.into_iter().cloned().collect())
    } else {
        Completion::None
    }
}

/// What two words have in common at their beginning.
fn common<'w>(one: &'w str, other: &str) -> &'w str {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    match same {
        Some(((at, _), _)) => &one[..at],
        None => &one[..one.len().min(other.len())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_completed_as_far_as_it_is_certain() {
        let words = ["low-back", "buttock", "long drive", "Übung"].map(str::to_owned);
        let word = |replaces, with: &str| Completion::Word { replaces, with: with.to_owned() };
        for (text, expected) in [
            ("bu", word(2, "buttock")),
            ("left bu", word(2, "buttock")),
            ("heel, BU", word(2, "buttock")),
            ("lo", Completion::Several(vec!["low-back".into(), "long drive".into()])),
            ("l", word(1, "lo")),
            ("long d", word(6, "long drive")),
            ("ü", word(2, "Übung")),
            ("buttock", Completion::None),
            ("x", Completion::None),
        ] {
            assert_eq!(complete(text, &words), expected, "{text}");
        }
        assert_eq!(complete("", &[]), Completion::None);
    }
}
