//! The order in which the parts of a line are seen, where some are written from right to left.
//!
//! The pages are English. So a line is read from left to right and what is written from right to
//! left stands in it as a whole, unless the line begins with such a letter and most of its letters
//! are such: then it is a person's own sentence, and is read as one.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// A part of a line that is written in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectedRun {
    /// Where it is in the text, in bytes.
    pub range: Range<usize>,
    /// Whether its first character stands on the right.
    pub is_rtl: bool,
}

/// Whether a character is a letter of a script that is written from right to left.
fn is_rtl(character: char) -> bool {
    matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// The parts of a line from left to right.
pub fn visual_runs(text: &str) -> Vec<DirectedRun> {
    let rtl = text.chars().filter(|character| is_rtl(*character)).count();
    let ltr = text.chars().filter(|character| bidi_class(*character) == BidiClass::L).count();
    let strong = |character: &char| is_rtl(*character) || bidi_class(*character) == BidiClass::L;
    if rtl > ltr && text.chars().find(strong).is_some_and(is_rtl) {
        return ordered(text, 0..text.len());
    }
    let mut runs = Vec::new();
    let mut end = 0;
    for whole in wholes(text) {
        runs.push(DirectedRun { range: end..whole.start, is_rtl: false });
        end = whole.end;
        runs.extend(ordered(text, whole));
    }
    runs.push(DirectedRun { range: end..text.len(), is_rtl: false });
    runs.retain(|run| !run.range.is_empty());
    runs
}

/// The parts of a line that begin and end with a letter from the right and have none from the left
/// in between.
fn wholes(text: &str) -> Vec<Range<usize>> {
    let mut wholes: Vec<Range<usize>> = Vec::new();
    // Whether the last of them may still go on.
    let mut is_open = false;
    // Whether what came last belongs to it: a mark sits on the letter before it.
    let mut touches = false;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match (bidi_class(character), wholes.last_mut().filter(|_| is_open)) {
            (BidiClass::R | BidiClass::AL, Some(whole)) => whole.end = end,
            (BidiClass::R | BidiClass::AL, None) => {
                wholes.push(at..end);
                is_open = true;
            }
            (BidiClass::NSM | BidiClass::BN, Some(whole)) if touches => whole.end = end,
            (BidiClass::L, _) => is_open = false,
            _ => {}
        }
        touches = wholes.last().is_some_and(|whole| whole.end == end);
    }
    wholes
}

/// A part of a text that is read from right to left, as it is seen from left to right.
fn ordered(text: &str, part: Range<usize>) -> Vec<DirectedRun> {
    let info = BidiInfo::new(&text[part.clone()], Some(Level::rtl()));
    let paragraphs = info.paragraphs.iter().flat_map(|paragraph| {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        runs.into_iter().map(move |run| (levels[run.start].is_rtl(), run))
    });
    paragraphs
        .map(|(is_rtl, run)| DirectedRun {
            range: part.start + run.start..part.start + run.end,
            is_rtl,
        })
        .collect()
}

/// What is seen in place of a character in a line from the right: brackets open the other way.
pub fn mirrored(character: char) -> char {
    const PAIRS: [(char, char); 7] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('≤', '≥')];
    PAIRS
        .iter()
        .find_map(|(one, other)| match character {
            _ if character == *one => Some(*other),
            _ if character == *other => Some(*one),
            _ => None,
        })
        .unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A line as it is seen, one character a cell.
    fn seen(text: &str) -> String {
        visual_runs(text)
            .into_iter()
            .map(|run| {
                let part = &text[run.range];
                if run.is_rtl { part.chars().rev().collect() } else { part.to_owned() }
            })
            .collect()
    }

    #[test]
    fn a_sentence_from_the_right_turns_and_a_word_in_an_english_one_does_not() {
        for (text, line) in [
            ("low back", "low back"),
            // A word in an English sentence stays where it is, and so does what is behind it.
            ("Name: אבג דה", "Name: הד גבא"),
            ("אבגד 3 times", "דגבא 3 times"),
            ("with אבג 12 דה, 3 days", "with הד 12 גבא, 3 days"),
            // A sentence of a person's own is read from the right as a whole.
            ("אבגדה 7", "7 הדגבא"),
            ("אבגדהוזחט 1.5 Yoga", "Yoga 1.5 טחזוהדגבא"),
            ("אב (גד)", ")דג( בא"),
            // A mark stays on its letter.
            ("see א\u{5b8}ב\u{5b8} now", "see \u{5b8}ב\u{5b8}א now"),
            ("痛み 3", "痛み 3"),
        ] {
            assert_eq!(seen(text), line, "{text}");
        }
        assert_eq!([mirrored('('), mirrored('»'), mirrored('a')], [')', '«', 'a']);
    }

    proptest! {
        #[test]
        fn every_byte_of_a_line_is_in_one_part(text in "[ -~א-תا-ي痛み\u{5b8}\u{200d}]{0,40}") {
            let mut ranges: Vec<_> = visual_runs(&text).into_iter().map(|run| run.range).collect();
            ranges.sort_by_key(|range| range.start);
            let mut end = 0;
            for range in ranges {
                prop_assert_eq!(range.start, end);
                prop_assert!(text.is_char_boundary(range.end));
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
