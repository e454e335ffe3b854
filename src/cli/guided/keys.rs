//! What a terminal in raw mode sends, as keys.

use crate::domain::guided::guide::Key;

/// What a person pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// A key for the guide.
    Key(Key),
    /// A line up or down in a text that does not fit.
    Scroll(isize),
    /// Ctrl-Z: leave for a while.
    Suspend,
}

/// Bytes on their way to becoming keys; what begins in one read may end in the next.
#[derive(Debug, Default)]
pub struct Keys(Reading);

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Reading {
    #[default]
    Plain,
    Escape,
    Sequence,
}

impl Keys {
    /// The key that this byte completes, if any. Sequences and characters that mean nothing here
    /// are passed over.
    pub fn byte(&mut self, byte: u8) -> Option<Pressed> {
        let reading = std::mem::take(&mut self.0);
        match (reading, byte) {
            (_, 0x1b) => {
                self.0 = Reading::Escape;
                None
            }
            (Reading::Escape, b'[' | b'O') => {
                self.0 = Reading::Sequence;
                None
            }
            (Reading::Sequence, b'A') => Some(Pressed::Scroll(-1)),
            (Reading::Sequence, b'B') => Some(Pressed::Scroll(1)),
            // A sequence ends with a byte from @ to ~ (ECMA-48, 5.4).
            (Reading::Sequence, 0x40..=0x7e) => None,
            (Reading::Sequence, _) => {
                self.0 = Reading::Sequence;
                None
            }
            (_, 0x03) => Some(Pressed::Key(Key::End)),
            (_, 0x1a) => Some(Pressed::Suspend),
            (_, b'\r' | b'\n') => Some(Pressed::Key(Key::Enter)),
            (_, 0x08 | 0x7f) => Some(Pressed::Key(Key::Back)),
            (_, 0x20..=0x7e) => {
                Some(Pressed::Key(Key::Char(char::from(byte).to_ascii_lowercase())))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_keys_and_nothing_else() {
        let key = |c| Pressed::Key(Key::Char(c));
        for (bytes, expected) in [
            (
                &b"nN ?3.5"[..],
                vec![key('n'), key('n'), key(' '), key('?'), key('3'), key('.'), key('5')],
            ),
            (
                b"\r\n\x7f\x08",
                [Key::Enter, Key::Enter, Key::Back, Key::Back].map(Pressed::Key).to_vec(),
            ),
            (b"\x03\x1a", vec![Pressed::Key(Key::End), Pressed::Suspend]),
            (b"\x1b[A\x1bOB", vec![Pressed::Scroll(-1), Pressed::Scroll(1)]),
            // A page key, a function key with a number in it, a mouse report, and then q.
            (b"\x1b[5~\x1b[15;2~\x1b[<0;1;2Mq", vec![key('q')]),
            // Escape alone is nothing, and takes no other key with it.
            (b"\x1b\x1bq", vec![key('q')]),
            ("ü→🙂\u{0}\t".as_bytes(), vec![]),
        ] {
            let mut keys = Keys::default();
            let read: Vec<Pressed> = bytes.iter().filter_map(|byte| keys.byte(*byte)).collect();
            assert_eq!(read, expected, "{bytes:?}");
        }
    }
}
