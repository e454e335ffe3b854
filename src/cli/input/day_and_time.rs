//! The day and the time that something is recorded for, as `--on` and `--at` name them.

use chrono::{NaiveDate, NaiveTime};

use crate::cli::clock::Happened;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::domain::diary::day;
use crate::domain::text::shell;
use crate::domain::text::when::{self, WhenError};

/// Which of two days is meant, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    First,
    Second,
    Neither,
}

/// What is understood as an answer to which of two days is meant.
const ANSWERS: [(Words, Meant); 3] =
    [(&["1"], Meant::First), (&["2"], Meant::Second), (&["n", "no", "neither"], Meant::Neither)];

/// When something happened, as `--on` and `--at` say. A day that only a year which nobody gave
/// would make one that has been is asked about where somebody is there to ask.
///
/// # Errors
/// When a day or a time is not understood, or is still to come.
pub fn happened(
    on: Option<&str>,
    at: Option<&str>,
    ends_at: NaiveTime,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<Happened, Failure> {
    let today = day::day_of(context.now.naive_local(), ends_at);
    let on = on.map(|text| day(text, today, prompt, context)).transpose()?;
    let at = at.map(time).transpose()?;
    context.clock().happened(on, at, ends_at)
}

/// The day that was typed, or chosen of two.
fn day(
    text: &str,
    today: NaiveDate,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<NaiveDate, Failure> {
    let refused = match when::day(text, today) {
        Ok(day) => return Ok(day),
        Err(refused) => refused,
    };
    if let (WhenError::YearBack { last, other_month }, true) = (&refused, context.interactive) {
        let named = last.format("%-d %B");
        let reply = prompt.key(&ANSWERS, false, |page, _| {
            page.para(&format!("{named} is still to come. Which day is meant?"));
            page.item(" 1", &format!("{} {}", last.format("%a"), last.format("%-d %B %Y")));
            page.item(" 2", &format!("{}, if the month is a slip", context.day(*other_month)));
            page.item(" n", "neither; nothing is kept");
        });
        match reply {
            Reply::Given(Meant::First) => return Ok(*last),
            Reply::Given(Meant::Second) => return Ok(*other_month),
            Reply::Given(Meant::Neither) | Reply::Back | Reply::End => {}
        }
    }
    if let (WhenError::Ambiguous { readings, .. }, true) = (&refused, context.interactive)
        && let [one, other] = readings.as_slice()
    {
        let reply = prompt.key(&ANSWERS, false, |page, _| {
            page.para(&format!("“{text}” may be two days. Which is meant?"));
            page.item(" 1", &format!("{} {}", one.format("%a"), one.format("%-d %B %Y")));
            page.item(" 2", &format!("{} {}", other.format("%a"), other.format("%-d %B %Y")));
            page.item(" n", "neither; nothing is kept");
        });
        match reply {
            Reply::Given(Meant::First) => return Ok(*one),
            Reply::Given(Meant::Second) => return Ok(*other),
            Reply::Given(Meant::Neither) | Reply::Back | Reply::End => {}
        }
    }
    let failure = Failure::from(refused);
    if let Some((day, time)) = when::day_and_time(text) {
        let (day, time) = (shell::word(day), shell::word(time));
        return Err(failure.next(format!("Did you mean --on {day} --at {time}?")));
    }
    if let Some(day) = part_of_day(text) {
        return Err(failure.next(format!("The day and the time apart: --on {day} --at 22:00")));
    }
    // A number alone may be a day of the month as well.
    let is_number = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    Err(match when::time(text) {
        Ok(_) if !is_number => {
            failure.next(format!("To say at which time: --at {}", shell::word(text)))
        }
        _ => failure,
    })
}

/// The day of a text that says a part of it, such as `last night` or `this morning`.
fn part_of_day(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    let is_part =
        ["morning", "afternoon", "evening", "night", "tonight"].contains(&words.next_back()?);
    let is_before = matches!(words.next(), Some("last" | "yesterday"));
    is_part.then_some(if is_before { "yesterday" } else { "today" })
}

/// The time that was typed.
///
/// # Errors
/// When it is none.
pub fn time(text: &str) -> Result<NaiveTime, Failure> {
    when::time(text).map_err(|refused| {
        let failure = Failure::from(refused);
        if text.trim().eq_ignore_ascii_case("now") {
            failure.next("Without --at it is now.")
        } else if part_of_day(text).is_some() {
            failure.next("As near as you know it: --at 8am, or leave it out")
        } else if let Some((day, time)) = when::day_and_time(text) {
            let (day, time) = (shell::word(day), shell::word(time));
            failure.next(format!("Did you mean --on {day} --at {time}?"))
        } else if when::names_a_day(text) {
            failure.next(format!("To say on which day: --on {}", shell::word(text)))
        } else {
            failure
        }
    })
}
