//! A session in the terminal: one exercise at a time, with its steps, its countdown, and a question
//! at its end.
//!
//! What happens is decided by [`Guide`]; `view` says what is seen of it, `screen` is the terminal,
//! `keeper` the diary, and `plain` the same for a terminal that cannot be drawn on, or none. This
//! file lets them meet, and has the only watch.

mod card;
mod keeper;
mod keys;
mod plain;
mod screen;
mod view;

use std::io;
use std::time::{Duration, Instant};

pub use card::{Card, SessionText};
pub use keeper::Keeper;
pub use plain::{ask, script};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::domain::guided::guide::{Event, Guide, GuideEffect, Key, Stage};
use keys::SessionInput;
use screen::Screen;
use view::{Look, Texts, frame};

/// The longest that the watch looks away: a redraw at most five times a second.
const LOOKS_AFTER: Duration = Duration::from_millis(200);

/// The longest stretch that counts as time in which an exercise was done. A machine that slept did
/// not exercise.
const ASLEEP_AFTER: Duration = Duration::from_secs(2);

/// For so long a question or a warning is not taken as seen, and Enter as meant for what was there
/// before it.
const UNSEEN_FOR: Duration = Duration::from_millis(500);

/// Guides through the exercises on the terminal, until all are done or the person leaves. Time
/// passes `speed` times as fast as it does. Returns the number of an exercise that was begun and of
/// which nothing was finished.
///
/// # Errors
/// When the diary or the terminal does not take any more; the terminal is given back first.
pub fn guide(
    mut guide: Guide,
    cards: &[Card],
    words: &SessionText<'_>,
    keeper: &mut Keeper<'_>,
    speed: u32,
    context: &Context,
) -> Result<Option<usize>, Failure> {
    let mut screen = Screen::open().map_err(no_terminal)?;
    let (mut last, mut size, mut above) = (Instant::now(), Screen::size(), 0);
    let mut new_since = last;
    while guide.stage() != Stage::Over {
        // What was laid out for the old window is wrong from its first line on.
        let now_size = Screen::size();
        if now_size != size {
            size = now_size;
            above = 0;
            screen.clear().map_err(no_terminal)?;
        }
        let warning = |page: &mut Page| (words.warning)(guide.current(), guide.actual(), page);
        let texts = Texts {
            cards,
            opening: words.opening,
            style: context.settings.style(),
            warning: &warning,
        };
        let look = Look {
            width: size.0,
            height: size.1,
            colour: context.colour,
            symbols: context.symbols,
            above,
        };
        // Laid out anew every round: a frame is small, and what is the same is not sent again.
        let shown = frame(&guide, &texts, look);
        screen.draw(&shown.lines).map_err(no_terminal)?;

        let pressed = screen.pressed(look_again_after(&guide, speed));
        let now = Instant::now();
        let passed = now.duration_since(last).min(ASLEEP_AFTER).as_millis() * u128::from(speed);
        last = now;
        let before = (guide.current(), guide.stage());
        let mut effects = guide.step(Event::Passed(u64::try_from(passed).unwrap_or(u64::MAX)));
        // Enter is pressed without looking: a question that has only just come up must not take it
        // as its answer.
        let unseen = before.1 != guide.stage() || now - new_since < UNSEEN_FOR;
        match pressed {
            Some(SessionInput::Suspend) => {
                // A countdown must not run on while nobody sees it.
                if guide.is_running() {
                    effects.extend(guide.step(Event::Key(Key::Char(' '))));
                }
                screen.suspend().map_err(no_terminal)?;
                last = Instant::now();
            }
            Some(SessionInput::Scroll(by)) => {
                above = above.saturating_add_signed(by.min(shown.below as isize))
            }
            // The rest of a text comes before its end is agreed to: the stop rules stand there.
            Some(SessionInput::Key(Key::Enter | Key::Char(' ' | 'n'))) if shown.below > 0 => {
                above += size.1.saturating_sub(5).clamp(1, shown.below);
            }
            Some(SessionInput::Key(key)) if unseen && passes_over(key, &guide) => {}
            Some(SessionInput::Key(key)) => effects.extend(guide.step(Event::Key(key))),
            // The next round asks for the size.
            Some(SessionInput::Resized) | None => {}
        }
        if before != (guide.current(), guide.stage()) {
            above = 0;
            new_since = now;
        }
        for effect in effects {
            match effect {
                GuideEffect::Keep { item, outcome, worked } => {
                    keeper.keep(item, &outcome, worked)?
                }
                GuideEffect::Bell => screen.ring().map_err(no_terminal)?,
                // The loop ends with the guide.
                GuideEffect::Quit => {}
            }
        }
        // A question may have been answered in another terminal meanwhile, or a bone rests from now
        // on.
        let begins = before != (guide.current(), guide.stage())
            && matches!(guide.stage(), Stage::Reading | Stage::Going);
        if begins && (words.is_held)(guide.current())? {
            break;
        }
    }
    Ok(guide.left_unfinished())
}

/// The terminal takes no more.
fn no_terminal(error: io::Error) -> Failure {
    Failure::could_not(format!("the terminal cannot be drawn on: {error}."))
        .next("What was done is kept. The same without drawing: supple session --plain")
}

/// Whether a key would pass over a question or a warning without an answer to it.
fn passes_over(key: Key, guide: &Guide) -> bool {
    match (guide.stage(), key) {
        // Whoever goes on with n once too often does not mean the sign that has this letter.
        (Stage::Pain, Key::Enter | Key::Char('a'..='z')) => {
            guide.typed().is_empty() && guide.signs().is_empty()
        }
        (Stage::Before | Stage::Effort, Key::Enter) => guide.typed().is_empty(),
        (Stage::Place, Key::Enter) => true,
        (Stage::Warned, Key::Enter | Key::Char(' ' | 'n')) => true,
        _ => false,
    }
}

/// How long until there is something new to see: the next whole second of a countdown, but not
/// sooner than the eye needs it.
fn look_again_after(guide: &Guide, speed: u32) -> Duration {
    match guide.place().filter(|_| guide.is_running() && speed == 1) {
        Some(place) => Duration::from_millis((place.left_ms - 1) % 1000 + 1).min(LOOKS_AFTER),
        None => LOOKS_AFTER,
    }
}
