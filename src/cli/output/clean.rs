//! Keeps characters that came from a person or a file from steering the terminal.

use std::borrow::Cow;

use crate::domain::text::hidden::is_hidden;

/// `text` with every hidden character written out, such as `\u{1b}`, so that it is seen and not
/// obeyed; [`is_hidden`] says which they are. A line break becomes `⏎`.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    // Text from Windows ends its lines with two characters, and one break is meant.
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => shown.push_str(" ⏎ "),
            '\t' => shown.push(' '),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
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
            prop_assert!(!clean(&text).contains(is_hidden));
        }
    }
}
