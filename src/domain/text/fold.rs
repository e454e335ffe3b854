//! One form for what looks the same: letters and their marks, quotes, and what is searched for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text with each letter and its marks as one character where there is one (Unicode's NFC), so
/// that what looks the same is the same, whatever keyboard or file it came from.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Whether every character is a letter, a digit, one of `others`, or a mark that stands on a letter
/// or on another mark: an accent, or a vowel of Hindi or Thai.
pub fn is_made_of_letters(text: &str, others: &str) -> bool {
    let mut may_be_marked = false;
    text.chars().all(|c| {
        let is_mark = is_combining_mark(c);
        let is_letter = c.is_alphanumeric() || (is_mark && may_be_marked);
        may_be_marked = is_letter;
        is_letter || (!is_mark && others.contains(c))
    })
}

/// A text as it is compared with what is looked for: lower case, without accents, `ß` as `ss`, and
/// with one kind of quote, hyphen and blank, so that `don't` finds `don’t` and `strasse` finds
/// `straße`.
pub fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let plain = lower.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let plain: String = plain
        .map(|c| match c {
            '’' | '‘' | '`' | '´' | 'ʼ' | '′' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\u{2010}'..='\u{2015}' | '−' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    plain.replace('ß', "ss").replace('æ', "ae").replace('œ', "oe").replace('ø', "o").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(composed("cafe\u{301}"), "café");
        assert_eq!(composed("दर्द"), "दर्द");
    }

    #[test]
    fn marks_stand_on_letters_only() {
        for text in ["cafe\u{301}", "दर्द", "นั่ง", "long-drive"] {
            assert!(is_made_of_letters(text, "-"), "{text}");
        }
        for text in ["\u{301}cafe", "a-\u{301}", "a\u{200b}b", "a b"] {
            assert!(!is_made_of_letters(text, "-"), "{text:?}");
        }
    }

    #[test]
    fn what_is_looked_for_is_found_however_it_was_typed() {
        for (one, other) in [
            ("don't", "DON’T"),
            ("strasse", "Straße"),
            ("cafe", "Cafe\u{301}"),
            ("long drive", "long\u{a0}drive"),
            ("a - b", "a – b"),
            ("office", "oﬃce"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        assert_ne!(folded("दर्द"), folded("दरद"));
    }
}
