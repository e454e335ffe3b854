//! Did-you-mean: the known names nearest to one that is not known, and choices in a sentence.

use strsim::damerau_levenshtein;

/// The most names worth offering; a longer list is no longer an answer.
const MOST: usize = 3;

/// Longer than any name of ours, and short enough that comparing costs nothing.
const LONGEST: usize = 80;

/// At most three of `known` that `wanted` may have been meant for, the likeliest first.
///
/// A name is near when it begins with what was wanted, when it has the wanted words in any order
/// (`piriformis` finds `piriformis-dgs`), or when a slip or two of the fingers lies between them.
/// Case, spaces and underscores do not count. Nothing near is an empty list, not a wild guess.
pub fn closest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = hyphenated(wanted);
    if wanted.is_empty() || wanted.chars().count() > LONGEST {
        return Vec::new();
    }
    nearest(&wanted, known.into_iter().collect())
}

/// The nearest of some names, apart from [`closest`] so that it is built once and not for each list.
fn nearest<'a>(wanted: &str, known: Vec<&'a str>) -> Vec<&'a str> {
    let far = |name: &'a str| distance(wanted, &hyphenated(name)).map(|far| (far, name));
    let mut near: Vec<(usize, &str)> = known.into_iter().filter_map(far).collect();
    // Of equally near ones the shorter: it has less in it that was not typed.
    near.sort_by_key(|(far, name)| (*far, name.len(), *name));
    near.dedup();
    near.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// The one of `known` that `wanted` is a slip of the fingers away from: one letter in a word of
/// five, two in one of nine. Shorter words that differ in a letter are two words, and so are those
/// with a number in them.
pub fn misspelt<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slips = (wanted.chars().count().saturating_sub(1) / 4).min(2);
    // `l4` and `l5` differ in a letter and are two places.
    if wanted.contains(|c: char| c.is_numeric()) || wanted.chars().count() > LONGEST {
        return None;
    }
    let far = known.into_iter().map(|name| (damerau_levenshtein(wanted, name), name));
    far.filter(|(far, _)| (1..=slips).contains(far)).min().map(|(_, name)| name)
}

/// Lower case, with one hyphen for every run of what people type between words.
pub fn hyphenated(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// How far `name` is from `wanted`, or `None` when it is too far to be meant. Slips count most,
/// words left out next to nothing, so that a shortened name beats a misspelt one.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    if wanted == name {
        return Some(0);
    }
    // A slip weighs four, so that two words in another order come before one that is misspelt.
    let by_prefix = (wanted.len() >= 2 && name.starts_with(wanted)).then_some(1);
    let whole = damerau_levenshtein(wanted, name);
    let by_letters = (whole <= slips_allowed(wanted)).then_some(4 * whole);
    by_prefix.into_iter().chain(by_words(wanted, name)).chain(by_letters).min()
}

/// Every wanted word found, slips allowed, among the words of `name`; the order does not matter.
fn by_words(wanted: &str, name: &str) -> Option<usize> {
    let names: Vec<&str> = name.split('-').collect();
    let mut far = 2;
    for word in wanted.split('-') {
        let nearest = names.iter().map(|each| word_distance(word, each)).min()?;
        if nearest > slips_allowed(word) {
            return None;
        }
        far += 4 * nearest;
    }
    Some(far)
}

/// Slips between two words; none where one begins the other and is long enough to be meant.
fn word_distance(word: &str, each: &str) -> usize {
    if word.chars().count() >= 3 && each.starts_with(word) {
        0
    } else {
        damerau_levenshtein(word, each)
    }
}

/// Slips of the fingers forgiven in a word: one in three letters, three at most.
fn slips_allowed(word: &str) -> usize {
    (word.chars().count() / 3).min(3)
}

/// Choices in a sentence: `a`, `a or b`, `a, b or c`.
pub fn either<T: AsRef<str>>(choices: impl IntoIterator<Item = T>) -> String {
    let choices: Vec<T> = choices.into_iter().collect();
    let choices: Vec<&str> = choices.iter().map(AsRef::as_ref).collect();
    match choices.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 8] = [
        "piriformis-dgs",
        "ischial-bursitis",
        "sciatica",
        "bridge",
        "bridge-march",
        "bridge-long-lever-hold",
        "hip-hinge",
        "hip-hitch",
    ];

    fn offered(wanted: &str) -> Vec<&'static str> {
        closest(wanted, KNOWN)
    }

    #[test]
    fn a_shortened_or_misspelt_name_is_found() {
        assert_eq!(offered("piriformis"), ["piriformis-dgs"]);
        assert_eq!(offered("piriformas"), ["piriformis-dgs"]);
        assert_eq!(offered("bursitis"), ["ischial-bursitis"]);
        assert_eq!(offered("Ischial Bursitis"), ["ischial-bursitis"]);
        assert_eq!(offered("scaitica"), ["sciatica"]);
        assert_eq!(offered("hinge hip"), ["hip-hinge"]);
        assert_eq!(offered("pir"), ["piriformis-dgs"]);
    }

    #[test]
    fn the_likeliest_comes_first_and_three_are_enough() {
        assert_eq!(offered("brige"), ["bridge", "bridge-march", "bridge-long-lever-hold"]);
        assert_eq!(closest("a", ["a", "a-b", "a-c", "a-d", "a-e"]), ["a", "a-b", "a-c"]);
        assert_eq!(offered("hip-hing")[0], "hip-hinge");
    }

    #[test]
    fn a_word_is_misspelt_only_where_that_is_likely() {
        let known = ["sitting", "standing", "cold", "physiotherapy", "day-12"];
        for (wanted, meant) in [
            ("siting", Some("sitting")),
            ("sittign", Some("sitting")),
            ("physoitherpy", Some("physiotherapy")),
            ("sitting", None),
            ("gold", None),
            ("stairs", None),
            ("day-13", None),
        ] {
            assert_eq!(misspelt(wanted, known), meant, "{wanted}");
        }
    }

    #[test]
    fn choices_stand_in_a_sentence() {
        assert_eq!(either::<&str>([]), "");
        assert_eq!(either(["a"]), "a");
        assert_eq!(either(["a", "b"]), "a or b");
        assert_eq!(either(["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b or c");
    }

    #[test]
    fn nothing_near_is_no_guess() {
        assert!(offered("").is_empty());
        assert!(offered("--").is_empty());
        assert!(offered("shoulder").is_empty());
        assert!(offered("zz").is_empty());
        assert!(offered(&"bridge".repeat(1000)).is_empty());
    }
}
