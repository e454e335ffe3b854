//! A line that is being typed: its text, where the next letter goes, and what is seen of it where
//! it is longer than the terminal is wide.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::cli::output::clean::clean;

/// A line being typed. What looks like one letter is one, however many characters it is made of.
#[derive(Debug, Default)]
pub struct LineEditor {
    text: String,
    /// Where the next letter goes, in bytes.
    at: usize,
}

impl LineEditor {
    /// What is typed so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is typed before the place where the next letter goes.
    pub fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Whether nothing is typed yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts another text in place of all that is typed.
    pub fn set(&mut self, text: &str) {
        self.text = text.to_owned();
        self.at = self.text.len();
    }

    /// Puts a text where the next letter goes. A line has one line: breaks become blanks, and what
    /// is neither a letter nor a blank is left out.
    pub fn insert(&mut self, text: &str) {
        let breaks = text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        let kept: String = breaks.chars().filter(|letter| !letter.is_control()).collect();
        self.text.insert_str(self.at, &kept);
        self.at += kept.len();
    }

    /// Puts a text in place of the last `bytes` before the place where the next letter goes.
    pub fn replace_before(&mut self, bytes: usize, text: &str) {
        let from = self.at.saturating_sub(bytes);
        self.text.replace_range(from..self.at, text);
        self.at = from + text.len();
    }

    /// Does what a key asks for; the keys are those of every shell.
    pub fn press(&mut self, key: KeyEvent) {
        let (control, alt) = (
            key.modifiers.contains(KeyModifiers::CONTROL),
            key.modifiers.contains(KeyModifiers::ALT),
        );
        match key.code {
            KeyCode::Left if control || alt => self.at = self.word_before(),
            KeyCode::Right if control || alt => self.at = self.word_after(),
            KeyCode::Left => self.at = self.letter_before(),
            KeyCode::Right => self.at = self.letter_after(),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            KeyCode::Backspace if control || alt => self.cut(self.word_before(), self.at),
            KeyCode::Backspace => self.cut(self.letter_before(), self.at),
            KeyCode::Delete => self.cut(self.at, self.letter_after()),
            KeyCode::Char(letter) if control => match letter {
                'a' => self.at = 0,
                'e' => self.at = self.text.len(),
                'b' => self.at = self.letter_before(),
                'f' => self.at = self.letter_after(),
                'd' => self.cut(self.at, self.letter_after()),
                'k' => self.cut(self.at, self.text.len()),
                'u' => self.cut(0, self.at),
                'w' => self.cut(self.word_before(), self.at),
                _ => {}
            },
            KeyCode::Char(letter) if alt => match letter {
                'b' => self.at = self.word_before(),
                'f' => self.at = self.word_after(),
                'd' => self.cut(self.at, self.word_after()),
                _ => {}
            },
            KeyCode::Char(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    /// What is seen of the line in so many columns, and the column of the next letter in it: the
    /// part that holds that place, where there is no room for all.
    pub fn window(&self, columns: usize) -> (String, usize) {
        let shown = |part: &str| -> Vec<(String, usize)> {
            let letters = part.graphemes(true).map(|letter| clean(letter).into_owned());
            letters.map(|letter| (letter.width(), letter)).map(|(w, l)| (l, w)).collect()
        };
        let (before, after) = (shown(&self.text[..self.at]), shown(&self.text[self.at..]));
        // The place itself takes a column.
        let room = columns.max(2) - 1;
        let mut cursor = 0;
        let fitting = before.iter().rev().take_while(|(_, width)| {
            let fits = cursor + width <= room;
            cursor += if fits { *width } else { 0 };
            fits
        });
        let from = before.len() - fitting.count();
        let mut seen: String = before[from..].iter().map(|(letter, _)| letter.as_str()).collect();
        let mut used = cursor;
        for (letter, width) in after {
            used += width;
            if used > room {
                break;
            }
            seen += &letter;
        }
        (seen, cursor)
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }

    fn letter_before(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn letter_after(&self) -> usize {
        self.at + self.text[self.at..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        self.before().unicode_word_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let next = self.text[self.at..].unicode_word_indices().next();
        next.map_or(self.text.len(), |(at, word)| self.at + at + word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A line after these keys: `<` left, `>` right, `[` Home, `]` End, `~` Backspace, `x` with
    /// Ctrl as `^x`.
    fn typed(keys: &str) -> LineEditor {
        let mut line = LineEditor::default();
        let mut letters = keys.chars();
        while let Some(letter) = letters.next() {
            let key = match letter {
                '<' => KeyEvent::from(KeyCode::Left),
                '>' => KeyEvent::from(KeyCode::Right),
                '[' => KeyEvent::from(KeyCode::Home),
                ']' => KeyEvent::from(KeyCode::End),
                '~' => KeyEvent::from(KeyCode::Backspace),
                '^' => {
                    let Some(with) = letters.next() else { break };
                    KeyEvent::new(KeyCode::Char(with), KeyModifiers::CONTROL)
                }
                letter => KeyEvent::from(KeyCode::Char(letter)),
            };
            line.press(key);
        }
        line
    }

    #[test]
    fn keys_edit_the_line() {
        for (keys, expected) in [
            ("buttok<c", "buttock"),
            ("uttock[b]s~", "buttock"),
            ("low back^w", "low "),
            ("low back^u", ""),
            ("low back<<<<^k", "low "),
            ("abc[^d^d", "c"),
            ("<<~>>", ""),
            ("Übung~~~~~", ""),
            // One letter of several characters is one.
            ("a👩\u{200d}🦽~b", "ab"),
            ("e\u{301}<x", "xe\u{301}"),
        ] {
            assert_eq!(typed(keys).text(), expected, "{keys:?}");
        }
    }

    #[test]
    fn what_is_put_in_stays_one_line() {
        let mut line = typed("ab<");
        line.insert("one\r\ntwo\n\tthree\u{1b}[31m\u{7}");
        assert_eq!(line.text(), "aone two  three[31mb");
        line.replace_before(5, "3");
        assert_eq!(line.text(), "aone two  thre3b");
    }

    #[test]
    fn the_part_that_is_seen_holds_the_place() {
        for (keys, columns, expected) in [
            ("", 10, ("", 0)),
            ("abc", 10, ("abc", 3)),
            ("abcdefghij", 5, ("ghij", 4)),
            ("abcdefghij[", 5, ("abcd", 0)),
            ("abcdefghij<<<<<", 5, ("bcde", 4)),
            // Two columns each.
            ("日本語", 5, ("本語", 4)),
            ("a\u{202e}b", 20, ("a\\u{202e}b", 10)),
            ("abc", 1, ("c", 1)),
        ] {
            let (seen, at) = typed(keys).window(columns);
            assert_eq!((seen.as_str(), at), expected, "{keys:?} in {columns}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_seen_within_the_columns(
            keys in "[<>\\[\\]~]{0,5}(\\PC|[<>\\[\\]~ ]|\\^[abdefkuw]){0,30}",
            columns in 0_usize..40,
        ) {
            let line = typed(&keys);
            let (seen, at) = line.window(columns);
            prop_assert!(at < columns.max(2));
            prop_assert!(seen.width() < columns.max(2) || seen.graphemes(true).count() == 1);
            prop_assert!(line.text().starts_with(line.before()));
        }
    }
}
