//! A picture in the terminal, where it can show one; else a line of blocks.
//!
//! What a terminal can do is told by its environment alone. No question is sent to it: one that
//! does not answer would keep the person waiting, and one that answers late would type into their
//! next command.

/// How to show a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Protocol {
    /// As the terminal can
    Auto,
    /// As kitty and Ghostty take it
    Kitty,
    /// As iTerm2 and WezTerm take it
    Iterm,
    /// As sixels: foot, mlterm, xterm with -ti vt340
    Sixel,
    /// In words and blocks
    Text,
}

/// The most of a picture in one message to kitty, in bytes of base64, as its protocol asks.
const KITTY_CHUNK: usize = 4096;

/// Pixels that a column of text is about wide.
pub const COLUMN_PIXELS: u32 = 10;

impl Protocol {
    /// How this terminal shows pictures, from its environment. What is not a terminal shows none;
    /// neither does one inside tmux or screen, which keep pictures from it.
    pub fn resolve(self, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        if self != Self::Auto {
            return self;
        }
        let is = |name: &str, values: &[&str]| {
            variable(name).is_some_and(|value| values.contains(&value.as_str()))
        };
        let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let begins = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        // tmux and screen keep pictures to themselves, and leave the variables of the terminal
        // around them in place.
        if !is_terminal || is_set("TMUX") || is_set("STY") || begins(&["tmux", "screen", "dumb"]) {
            Self::Text
        } else if is_set("KITTY_WINDOW_ID")
            || begins(&["xterm-kitty", "xterm-ghostty"])
            || is("TERM_PROGRAM", &["ghostty"])
        {
            Self::Kitty
        } else if is("TERM_PROGRAM", &["iTerm.app", "WezTerm", "mintty"])
            || is("LC_TERMINAL", &["iTerm2"])
        {
            Self::Iterm
        } else if begins(&["foot", "mlterm", "yaft"]) || term.contains("sixel") {
            Self::Sixel
        } else {
            Self::Text
        }
    }
}

/// A PNG for kitty, as wide as so many columns; it is asked not to answer.
pub fn kitty(png: &[u8], columns: usize) -> String {
    let encoded = base64(png);
    let chunks: Vec<&str> = (0..encoded.len())
        .step_by(KITTY_CHUNK)
        .map(|at| &encoded[at..(at + KITTY_CHUNK).min(encoded.len())])
        .collect();
    let mut text = String::new();
    for (number, chunk) in chunks.iter().enumerate() {
        let more = u8::from(number + 1 < chunks.len());
        // a=T shows it at once, f=100 is PNG, and q=2 asks for no answer, which would be typed into
        // the shell.
        let first = if number == 0 { format!("a=T,f=100,q=2,c={columns},") } else { String::new() };
        text += &format!("\x1b_G{first}m={more};{chunk}\x1b\\");
    }
    text + "\n"
}

/// A PNG for iTerm2, as wide as so many columns.
pub fn iterm(png: &[u8], columns: usize) -> String {
    let size = png.len();
    format!(
        "\x1b]1337;File=inline=1;size={size};width={columns};preserveAspectRatio=1:{}\x07\n",
        base64(png)
    )
}

/// Bytes in base64 (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= group.len() {
                text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]))
            } else {
                text.push('=')
            }
        }
    }
    text
}

/// A block as high as pain of 10.
pub fn block(pain: f64) -> char {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    // Pain is 0 to 10, so this is 0 to 7.
    let at = (pain * 0.7).round() as usize;
    BLOCKS[at.min(7)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a terminal with this environment shows a picture.
    fn settled(variables: &[(&str, &str)]) -> Protocol {
        let variable = |wanted: &str| {
            variables.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
        };
        Protocol::Auto.resolve(true, variable)
    }

    #[test]
    fn a_terminal_is_known_by_its_environment() {
        for (variables, how) in [
            (&[("TERM", "xterm-kitty")][..], Protocol::Kitty),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Protocol::Kitty),
            (&[("TERM", "xterm-ghostty")], Protocol::Kitty),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], Protocol::Iterm),
            (&[("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")], Protocol::Iterm),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Protocol::Iterm),
            (&[("TERM", "foot")], Protocol::Sixel),
            (&[("TERM", "mlterm-256color")], Protocol::Sixel),
            (&[("TERM", "xterm-256color")], Protocol::Text),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")], Protocol::Text),
            (&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")], Protocol::Text),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")], Protocol::Text),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "")], Protocol::Text),
            (&[("TERM", "dumb"), ("TERM_PROGRAM", "iTerm.app")], Protocol::Text),
            (&[], Protocol::Text),
        ] {
            assert_eq!(settled(variables), how, "{variables:?}");
        }
        let kitty = |name: &str| (name == "TERM").then(|| "xterm-kitty".to_owned());
        assert_eq!(Protocol::Auto.resolve(false, kitty), Protocol::Text);
        assert_eq!(Protocol::Sixel.resolve(false, kitty), Protocol::Sixel);
    }

    #[test]
    fn base64_is_as_its_standard_shows() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn pictures_are_sent_as_their_protocols_ask() {
        let sent = kitty(&[7; 7000], 80);
        let parts: Vec<&str> = sent.trim_end().split_terminator("\x1b\\").collect();
        assert_eq!(parts.len(), 3);
        assert!(
            parts[0].starts_with("\x1b_Ga=T,f=100,q=2,c=80,m=1;BwcH")
                && parts[1].starts_with("\x1b_Gm=1;")
        );
        assert!(parts[2].starts_with("\x1b_Gm=0;"));
        assert!(
            parts
                .iter()
                .all(|part| part.split(';').nth(1).is_some_and(|data| data.len() <= KITTY_CHUNK))
        );
        assert_eq!(kitty(&[7; 3], 80), "\x1b_Ga=T,f=100,q=2,c=80,m=0;BwcH\x1b\\\n");
        let expected = "\x1b]1337;File=inline=1;size=3;width=80;preserveAspectRatio=1:BwcH\x07\n";
        assert_eq!(iterm(&[7; 3], 80), expected);
    }
}
