//! Words as a shell takes them: quoted in commands that are shown to be copied, and safe by
//! themselves where a shell takes them unquoted, as it does with what Tab offers.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;

use super::hidden::is_hidden;

/// A word of a command line, quoted where a shell would not take it as it stands.
///
/// The quotes are those of POSIX shells, and the form `$'…'` where the word holds something that
/// cannot be shown: a line break, another hidden character, or bytes that are not text. What is
/// shown can then be copied, and names the same file.
pub fn word(word: impl AsRef<OsStr>) -> String {
    let bytes = word.as_ref().as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(is_hidden) => quoted(text),
        _ => escaped(bytes),
    }
}

/// A path of a command line, quoted like [`word`]. One that begins with a hyphen would be taken
/// for an option, and is named from its folder.
pub fn path(path: &Path) -> String {
    // A command would take a file of that name for an option.
    if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
        word(Path::new(".").join(path))
    } else {
        word(path)
    }
}

/// Text in the same quotes, with all its characters as they are: for a command that is named to be
/// recognised, and cleaned like everything else before it is shown.
pub fn quoted(text: &str) -> String {
    quoted_for(text, cfg!(windows))
}

/// The same for the shells of Windows, or for all others.
fn quoted_for(text: &str, is_windows: bool) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || "/._-+@%:,=".contains(c) || (is_windows && c == '\\');
    let is_plain = text.chars().all(is_plain);
    // zsh takes a word that begins with `=` for the path of a command.
    if !text.is_empty() && is_plain && !text.starts_with('=') {
        return text.to_owned();
    }
    // The Command Prompt knows no other quotes; in these a backslash is one, there and in PowerShell.
    if is_windows && !text.contains(['"', '$', '`']) {
        return format!("\"{text}\"");
    }
    // An apostrophe is easier to read in double quotes, where nothing else means something.
    if text.contains('\'') && !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Any bytes, with what cannot be shown in octal: of all such forms its length alone is fixed.
fn escaped(bytes: &[u8]) -> String {
    let mut shown = "$'".to_owned();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\'' | '\\' => shown.extend(['\\', c]),
                '\n' => shown.push_str("\\n"),
                '\t' => shown.push_str("\\t"),
                c if is_hidden(c) => octal(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut shown),
                c => shown.push(c),
            }
        }
        octal(chunk.invalid(), &mut shown);
    }
    shown.push('\'');
    shown
}

/// Writes bytes as `\ooo`.
fn octal(bytes: &[u8], shown: &mut String) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(shown, "\\{byte:03o}");
    }
}

/// The longest word that is offered, in characters: as long as a file's name can be.
const OFFERED_MAX: usize = 255;

/// Whether every shell takes a word, unquoted, as that word and nothing else.
///
/// bash and PowerShell put what Tab offers on the command line as it is. So a word is let through
/// by what it is made of, never refused by what is known to harm: letters and digits of any script
/// with the marks that belong to them, and the signs that neither bash, zsh, fish, PowerShell nor
/// elvish give a meaning within a word. At the beginning a hyphen would make it an option, and a
/// tilde, which is not among the signs, a home folder.
pub fn is_safe(word: &str) -> bool {
    let is_allowed =
        |c: char| "-_.:/+".contains(c) || ((c.is_alphanumeric() || is_mark(c)) && !is_hidden(c));
    let begins_well = word.starts_with(|c: char| c != '-' && !is_mark(c));
    begins_well && word.chars().all(is_allowed) && word.chars().nth(OFFERED_MAX).is_none()
}

/// Accents, tones and other marks of letters that Unicode does not count as letters themselves:
/// of Latin, Greek and Cyrillic where they are written apart, and of the scripts of India, of
/// Thai and of Lao, where hardly a word is without one.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{93c}'
            | '\u{94d}'
            | '\u{9bc}'
            | '\u{9cd}'
            | '\u{a3c}'
            | '\u{a4d}'
            | '\u{abc}'
            | '\u{acd}'
            | '\u{b3c}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{cbc}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{e47}'..='\u{e4e}'
            | '\u{ec8}'..='\u{ecd}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_take_them_apart() {
        for (plain, shown) in [
            ("bridge.toml", "bridge.toml"),
            ("/tmp/Übung_1-a:b", "/tmp/Übung_1-a:b"),
            ("--dose=3x12", "--dose=3x12"),
            ("", "''"),
            ("two words", "'two words'"),
            ("=ls", "'=ls'"),
            ("~", "'~'"),
            ("a;b", "'a;b'"),
            ("$(touch x)", "'$(touch x)'"),
            ("Ann's file", "\"Ann's file\""),
            ("Ann's $HOME", "'Ann'\\''s $HOME'"),
            ("Ann's \"own\"", "'Ann'\\''s \"own\"'"),
            ("it's back\\slash", "'it'\\''s back\\slash'"),
            ("a\nb\tc", "$'a\\nb\\tc'"),
            ("\u{1b}[31m", "$'\\033[31m'"),
            ("it's \u{7}\\", "$'it\\'s \\007\\\\'"),
            ("a\u{202e}b", "$'a\\342\\200\\256b'"),
        ] {
            assert_eq!(word(plain), shown, "{plain:?}");
        }
    }

    #[test]
    fn on_windows_both_of_its_shells_take_a_path_as_one_word() {
        for (plain, shown) in [
            (r"C:\Users\ann\bridge.toml", r"C:\Users\ann\bridge.toml"),
            (r"C:\Program Files (x86)\supple.exe", r#""C:\Program Files (x86)\supple.exe""#),
            ("Ann's file", r#""Ann's file""#),
            ("Ann's $HOME", r"'Ann'\''s $HOME'"),
        ] {
            assert_eq!(quoted_for(plain, true), shown, "{plain}");
        }
        assert_eq!(quoted_for(r"a\b", false), r"'a\b'");
    }

    #[test]
    fn a_path_is_never_an_option() {
        assert_eq!(path(Path::new("-x.toml")), "./-x.toml");
        assert_eq!(path(Path::new("a -x.toml")), "'a -x.toml'");
        assert_eq!(path(Path::new("/a/-x.toml")), "/a/-x.toml");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_named_as_they_are() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(path(Path::new(OsStr::from_bytes(b"/a b/\xff\xfe"))), "$'/a b/\\377\\376'");
    }

    #[test]
    fn only_words_that_no_shell_reads_are_safe() {
        for word in [
            "stairs",
            "süßes-sofa",
            "aspirin:1g",
            "a/b+c_d.e",
            "腰痛",
            "दर्द",
            "ปวดหลัง",
            "e\u{301}t\u{e9}",
            "½",
        ] {
            assert!(is_safe(word), "{word}");
        }
        for word in [
            "",
            "-x",
            "~",
            "~/x",
            "a b",
            "zz;touch",
            "a&b",
            "a|b",
            "a`b",
            "$(a)",
            "${a}",
            "a'b",
            "a\"b",
            "a\\b",
            "a>b",
            "a<b",
            "a*b",
            "a?b",
            "[a]",
            "{a,b}",
            "a,b",
            "a#b",
            "a!b",
            "a^b",
            "a=b",
            "@a",
            "%a",
            "a\nb",
            "a\u{1b}b",
            "a\u{202e}b",
            "a\u{2013}b",
            "‘a’",
            "“a”",
            "a\u{a0}b",
            "\u{3164}",
            "\u{301}a",
            "a\u{200b}",
            "é\u{feff}",
        ] {
            assert!(!is_safe(word), "{word:?}");
        }
        assert!(is_safe(&"x".repeat(OFFERED_MAX)) && !is_safe(&"x".repeat(OFFERED_MAX + 1)));
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_shown(text in "\\PC*|(?s:.*)") {
            prop_assert!(!word(&text).contains(is_hidden));
        }
    }
}
