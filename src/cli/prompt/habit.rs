//! What a hand still types behind a key that was an answer by itself: Enter, and the rest of the
//! word that the key begins. It is meant for the question that is answered already, and must not
//! answer the next one.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};

/// What comes later than this behind the key before it is meant for what is asked then.
const WITHIN: Duration = Duration::from_millis(500);

/// What may still come of an answer.
#[derive(Debug, Default)]
pub struct Habit {
    rests: Vec<String>,
    since: Option<Instant>,
}

impl Habit {
    /// The beginning of one of these words was an answer by itself.
    pub fn expect(&mut self, typed: &str, words: &[&str], now: Instant) {
        self.rests = words
            .iter()
            .filter_map(|word| word.strip_prefix(typed))
            .filter(|rest| !rest.is_empty())
            .map(str::to_owned)
            .collect();
        self.since = Some(now);
    }

    /// Takes out of a batch what is meant for the question before.
    pub fn swallow(&mut self, batch: &mut Vec<Event>, now: Instant) {
        while let (Some(since), Some(Event::Key(key))) = (self.since, batch.first()) {
            let is_late = now.duration_since(since) > WITHIN;
            let letter = match key.code {
                KeyCode::Char(letter)
                    if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
                {
                    letter.to_ascii_lowercase()
                }
                // One Enter, and nothing after it.
                KeyCode::Enter if !is_late => {
                    batch.remove(0);
                    self.since = None;
                    return;
                }
                _ => '\0',
            };
            self.rests.retain(|rest| rest.starts_with(letter));
            if is_late || self.rests.is_empty() {
                self.since = None;
                return;
            }
            for rest in &mut self.rests {
                rest.remove(0);
            }
            self.since = Some(now);
            batch.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    /// What is left of keys typed after `y`, each so many milliseconds after the one before it; `⏎`
    /// is Enter.
    fn left(keys: &str, apart: u64) -> String {
        let mut habit = Habit::default();
        let mut now = Instant::now();
        habit.expect("y", &["y", "yes"], now);
        let mut left = String::new();
        for letter in keys.chars() {
            now += Duration::from_millis(apart);
            let code = if letter == '⏎' { KeyCode::Enter } else { KeyCode::Char(letter) };
            let mut batch = vec![Event::Key(KeyEvent::from(code))];
            habit.swallow(&mut batch, now);
            left.extend((!batch.is_empty()).then_some(letter));
        }
        left
    }

    #[test]
    fn the_rest_of_the_word_and_one_enter_are_passed_over() {
        for (keys, apart, expected) in [
            ("⏎", 100, ""),
            ("⏎⏎", 100, "⏎"),
            ("es⏎n", 100, "n"),
            ("ES", 100, ""),
            ("n⏎", 100, "n⏎"),
            ("en", 100, "n"),
            ("s", 100, "s"),
            ("⏎", 600, "⏎"),
            ("es", 600, "es"),
        ] {
            assert_eq!(left(keys, apart), expected, "{keys} every {apart} ms");
        }
    }
}
