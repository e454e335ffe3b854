//! Keeps characters that came from a person or a file from steering the terminal.

use std::borrow::Cow;

/// `text` with every control, direction-changing and invisible character written out, such as `\u{1b}`, so
/// that it is seen and not obeyed (CWE-150, CVE-2021-42574). A line break becomes `⏎`. The joiner inside
/// emoji stays: it changes what is drawn only where it belongs.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\n' || steers(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => shown.push_str(" ⏎ "),
            '\t' => shown.push(' '),
            c if steers(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something to a terminal or to its neighbours instead of being drawn.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_steer_is_written_out() {
        assert_eq!(clean("plain ü Ω 🙂"), "plain ü Ω 🙂");
        assert_eq!(clean("\u{1b}[31mred\u{7}"), "\\u{1b}[31mred\\u{7}");
        assert_eq!(clean("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(clean("one\r\ntwo\tthree"), "one ⏎ two three");
        assert_eq!(clean("👩\u{200d}🦽"), "👩\u{200d}🦽");
        assert_eq!(clean("\u{9b}31m"), "\\u{9b}31m");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in "\\PC*|(?s:.*)") {
            prop_assert!(!clean(&text).chars().any(steers));
        }
    }
}
