//! Characters that act on the text around them, or on the terminal, instead of being seen.

/// Whether `c` steers a terminal, turns text around, parts lines, or is there without being seen.
///
/// Text from a person or a file must not reach a terminal, a command line or another program's
/// input with one of these in it: it would be obeyed, or would make the text look like another.
///
/// * Controls (Unicode's `Cc`): U+0000 to U+001F, U+007F and the eight-bit controls U+0080 to
///   U+009F. They begin escape sequences, which move the cursor, set the window's title or write
///   to the clipboard (CWE-150).
/// * All that turns the direction of writing (`Bidi_Control`): U+061C, U+200E, U+200F, U+202A to
///   U+202E, U+2066 to U+2069. With them a line reads otherwise than it is stored
///   (CVE-2021-42574).
/// * Separators of lines and paragraphs, U+2028 and U+2029: some readers end a line there.
/// * What has no width and joins nothing: U+180E, U+200B, U+2060 to U+2065, the deprecated U+206A
///   to U+206F, the byte order mark U+FEFF, the interlinear marks U+FFF9 to U+FFFB, the shorthand
///   and musical marks U+1BCA0 to U+1BCA3 and U+1D173 to U+1D17A, and the tags U+E0000 to U+E007F,
///   which spell whole messages that nobody sees.
/// * Letters without ink, the Hangul fillers U+115F, U+1160, U+3164 and U+FFA0: two names that look
///   the same can differ by one.
///
/// The joiners U+200C and U+200D and the variation selectors are not among them: Persian, the
/// scripts of India and emoji need them, and they change only the letters they stand between. Nor
/// is the soft hyphen, U+00AD, which comes with every text copied from a page.
pub fn is_hidden(c: char) -> bool {
    // What nearly every character is comes first: all that is printed asks.
    if matches!(c, ' '..='~') {
        return false;
    }
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// `text` without the characters that act and are not seen, for a page: there nobody could tell
/// what they are. A control, such as the end of a line, parts words and stays.
pub fn without_hidden(text: &str) -> String {
    text.chars().filter(|c| c.is_control() || !is_hidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_and_every_turn_of_direction_is_hidden() {
        for c in (0..=0x11_ffff).filter_map(char::from_u32).filter(|c| c.is_control()) {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            assert!(is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn what_people_write_is_seen() {
        for text in [
            "süß Łódź",
            "قدم",
            "می\u{200c}خواهم",
            "कष्ट",
            "腰痛",
            "👩\u{200d}🦽",
            "❤\u{fe0f}",
            "½ – … ’ “”",
        ] {
            assert!(!text.contains(is_hidden), "{text}");
        }
    }
}
