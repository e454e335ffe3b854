//! What is pressed, as far as a guided session cares.

use crossterm::event::{Event, KeyCode, KeyModifiers};

use crate::domain::guided::guide::Key;

/// What a person pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionInput {
    /// A key for the guide.
    Key(Key),
    /// A line up or down in a text that does not fit.
    Scroll(isize),
    /// Ctrl-Z: leave for a while.
    Suspend,
    /// The window was made larger or smaller.
    Resized,
}

/// What an event is; nothing where it means nothing here.
pub fn pressed(event: &Event) -> Option<SessionInput> {
    let key = match event {
        Event::Key(key) => key,
        Event::Resize(..) => return Some(SessionInput::Resized),
        _ => return None,
    };
    match (key.code, key.modifiers.difference(KeyModifiers::SHIFT)) {
        (KeyCode::Char('c'), KeyModifiers::CONTROL) => Some(SessionInput::Key(Key::End)),
        (KeyCode::Char('z'), KeyModifiers::CONTROL) => Some(SessionInput::Suspend),
        (KeyCode::Enter, _) => Some(SessionInput::Key(Key::Enter)),
        (KeyCode::Backspace, _) => Some(SessionInput::Key(Key::Back)),
        (KeyCode::Up, _) => Some(SessionInput::Scroll(-1)),
        (KeyCode::Down, _) => Some(SessionInput::Scroll(1)),
        // A key pressed right behind Escape comes with Alt, and is itself all the same.
        (KeyCode::Char(letter @ ' '..='~'), KeyModifiers::NONE | KeyModifiers::ALT) => {
            Some(SessionInput::Key(Key::Char(letter.to_ascii_lowercase())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    #[test]
    fn events_become_keys_and_nothing_else() {
        let (none, shift, control, alt) =
            (KeyModifiers::NONE, KeyModifiers::SHIFT, KeyModifiers::CONTROL, KeyModifiers::ALT);
        let key = |letter| Some(SessionInput::Key(Key::Char(letter)));
        for (code, modifiers, expected) in [
            (KeyCode::Char('n'), none, key('n')),
            (KeyCode::Char('N'), shift, key('n')),
            (KeyCode::Char('?'), shift, key('?')),
            (KeyCode::Char(' '), none, key(' ')),
            (KeyCode::Char('q'), alt, key('q')),
            (KeyCode::Enter, none, Some(SessionInput::Key(Key::Enter))),
            (KeyCode::Backspace, none, Some(SessionInput::Key(Key::Back))),
            (KeyCode::Char('c'), control, Some(SessionInput::Key(Key::End))),
            (KeyCode::Char('z'), control, Some(SessionInput::Suspend)),
            (KeyCode::Char('q'), control, None),
            (KeyCode::Up, none, Some(SessionInput::Scroll(-1))),
            (KeyCode::Down, none, Some(SessionInput::Scroll(1))),
            (KeyCode::PageUp, none, None),
            (KeyCode::F(5), none, None),
            (KeyCode::Esc, none, None),
            (KeyCode::Tab, none, None),
            (KeyCode::Char('ü'), none, None),
        ] {
            assert_eq!(pressed(&Event::Key(KeyEvent::new(code, modifiers))), expected, "{code:?}");
        }
        assert_eq!(pressed(&Event::Resize(40, 12)), Some(SessionInput::Resized));
        assert_eq!(pressed(&Event::FocusLost), None);
    }
}
