//! A session in lines of text: for a terminal that cannot be drawn on, and for none.

use super::card::{Card, SessionText};
use super::keeper::Keeper;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply};
use crate::domain::diary::exercise_record::{Actual, Outcome, PainPlace, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::guided::guide::{GuidedExercise, SIGNS};
use crate::domain::text::limits;
use crate::words::entry::amount;
use crate::words::text::{and, capital};

/// An exercise to be read: how much, how it is counted, how it is done, and when to stop.
pub fn script(card: &Card, page: &mut Page) {
    page.gap();
    page.heading(&format!("{}  ({})", card.name, card.id));
    page.para(&card.dose);
    page.para(&card.count);
    page.para(&card.limit);
    for caution in &card.cautions {
        page.item("!", caution);
    }
    for (number, step) in card.steps.iter().enumerate() {
        page.item(&format!(" {}.", number + 1), step);
    }
    page.list("When to stop", &card.stop);
}

/// Goes through the exercises line by line: what was done of each, and how it felt. Whoever stops
/// answering keeps what was answered.
///
/// # Errors
/// When the diary does not take an answer.
pub fn ask(
    items: &[GuidedExercise],
    cards: &[Card],
    words: &SessionText<'_>,
    keeper: &mut Keeper<'_>,
    context: &Context,
) -> Result<(), Failure> {
    let prompt = &mut Prompt::new(context);
    prompt.say(|page| (words.opening)(page));
    for (number, (item, card)) in items.iter().zip(cards).enumerate() {
        // A question may have been answered in another terminal meanwhile, or a bone rests from now
        // on.
        if (words.is_held)(number)? {
            return Ok(());
        }
        prompt.say(|page| script(card, page));
        let before = if item.asks_before {
            let Some(before) =
                ask_about("Pain now, before you begin, 0 to 10", Score::parse, prompt)
            else {
                return Ok(());
            };
            before
        } else {
            None
        };
        let Some(actual) = ask_done(item, card, prompt) else { return Ok(()) };
        let actual =
            actual.map(|actual| Actual { pain_before: before.or(actual.pain_before), ..actual });
        let Some(mut actual) = actual else {
            keeper.keep(number, &Outcome::Skipped { why: None }, true)?;
            continue;
        };
        // Kept before the questions: whoever closes the window now has done it all the same.
        keeper.keep(number, &Outcome::Done(actual.clone()), true)?;
        let Some(pain) = ask_about("Pain at the most, 0 to 10", Score::parse, prompt) else {
            return Ok(());
        };
        if pain.is_some() {
            actual.pain = pain;
            keeper.keep(number, &Outcome::Done(actual.clone()), false)?;
        }
        if item.asks_place && pain.is_some_and(|pain| pain.is_above(0)) {
            let what = "Was it in the bone? b yes, o elsewhere";
            let Some(place) = ask_about(what, place, prompt) else { return Ok(()) };
            if place.is_some() {
                actual.pain_place = place;
                keeper.keep(number, &Outcome::Done(actual.clone()), false)?;
            }
        }
        prompt.say(|page| {
            page.para("Did anything new come with it?");
            SIGNS.iter().for_each(|(key, sign)| page.item(&format!(" {key}"), sign.in_words()));
        });
        let Some(signs) = ask_about("One letter or several", signs, prompt) else {
            return Ok(());
        };
        if let Some(signs) = signs {
            actual.symptoms = signs;
            keeper.keep(number, &Outcome::Done(actual.clone()), false)?;
        }
        prompt.say(|page| (words.warning)(number, &actual, page));
        if item.aims_at_effort {
            let effort = ask_about("Effort, 0 to 10", limits::within(limits::POINTS), prompt);
            let Some(effort) = effort else { return Ok(()) };
            if effort.is_some() {
                actual.effort = effort;
                keeper.keep(number, &Outcome::Done(actual), false)?;
            }
        }
    }
    Ok(())
}

/// Asks how much was done: `None` for no more, `Some(None)` when it is left out.
fn ask_done(item: &GuidedExercise, card: &Card, prompt: &mut Prompt<'_>) -> Option<Option<Actual>> {
    let steady = card.amount.minutes.filter(|_| card.amount.sets == 1);
    let (most, unit) = match steady {
        Some(minutes) => (minutes, "minutes"),
        None => (card.amount.sets, "sets"),
    };
    let done = |number: u32| match steady {
        Some(_) => Actual { minutes: Some(number), ..item.before.clone() },
        None => Actual { sets: Some(number), ..item.before.clone() },
    };
    let before = item.before != Actual::default();
    let fewer = match (most, before) {
        (1, _) => String::new(),
        (_, false) => format!(" · a number if it was fewer {unit}"),
        (_, true) => format!(" · a number if it was fewer {unit} in all"),
    };
    let keys = format!("Enter when you have done it{fewer} · s skip · q quit");
    let question = |page: &mut Page, refused: Option<&str>| {
        // What is no number of them is passed over where there is but one.
        if let Some(why) = refused.filter(|_| most > 1) {
            page.para(&format!("{}.", capital(why)));
        }
        if before {
            page.para(&format!("Before: {}.", amount(&item.before, most)));
        }
        page.item(">", &keys);
    };
    let line = Line { keys: "sq", ..Line::default() };
    let reply = prompt.line(&line, question, |typed| match typed.to_lowercase().as_str() {
        "" => Ok(Some(Some(done(most)))),
        // What was done before stays done; only the rest is skipped.
        "s" | "skip" if before => Ok(Some(Some(item.before.clone()))),
        "s" | "skip" => Ok(Some(None)),
        "q" | "quit" => Ok(None),
        typed if most > 1 => {
            limits::whole(typed, &(1..=most)).map(|number| Some(Some(done(number))))
        }
        _ => Err(String::new()),
    });
    match reply {
        Reply::Given(done) => done,
        Reply::Back | Reply::End => None,
    }
}

/// Where pain was, as typed.
fn place(text: &str) -> Result<PainPlace, String> {
    match text.to_lowercase().as_str() {
        "b" | "bone" => Ok(PainPlace::Bone),
        "o" | "other" => Ok(PainPlace::Other),
        _ => Err("it is b or o".to_owned()),
    }
}

/// The sign that a letter stands for.
fn sign(letter: char) -> Result<Symptom, String> {
    let found = SIGNS.iter().find(|(key, _)| *key == letter.to_ascii_lowercase());
    found.map(|(_, sign)| *sign).ok_or_else(|| {
        let letters = SIGNS.map(|(key, _)| key.to_string());
        format!("it is one of the letters {}, or several of them", and(&letters))
    })
}

/// Signs as typed: one letter, or several.
fn signs(text: &str) -> Result<Vec<Symptom>, String> {
    let mut signs =
        text.chars().filter(|c| !c.is_whitespace()).map(sign).collect::<Result<Vec<_>, _>>()?;
    signs.sort();
    signs.dedup();
    Ok(signs)
}

/// Asks about an exercise: `None` for no more, `Some(None)` when it is left out.
fn ask_about<T>(
    what: &str,
    read: impl Fn(&str) -> Result<T, String>,
    prompt: &mut Prompt<'_>,
) -> Option<Option<T>> {
    let question = |page: &mut Page, refused: Option<&str>| {
        if let Some(why) = refused {
            page.para(&format!("{}.", capital(why)));
        }
        page.item(">", &format!("{what}; Enter alone leaves it out"));
    };
    let line = Line { keys: "q", ..Line::default() };
    let reply = prompt.line(&line, question, |typed| match typed.to_lowercase().as_str() {
        "" => Ok(Some(None)),
        "q" | "quit" => Ok(None),
        typed => read(typed).map(|read| Some(Some(read))),
    });
    match reply {
        Reply::Given(given) => given,
        Reply::Back | Reply::End => None,
    }
}
