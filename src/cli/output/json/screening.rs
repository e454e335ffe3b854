//! What must be looked at before any exercise, for programs.

use serde::Serialize;

use super::scalar::DayText;
use crate::domain::screening::answers::Check;
use crate::domain::screening::closer_look::CloserLook;
use crate::domain::screening::hold::Hold;
use crate::domain::screening::red_flag::RedFlag;
use crate::words;

/// The answer of a verb that shows nothing else while something must be looked at first.
#[derive(Debug, Serialize)]
pub struct HoldsView<'a> {
    holds: Vec<HoldView<'a>>,
}

impl<'a> From<&'a [Hold]> for HoldsView<'a> {
    fn from(holds: &'a [Hold]) -> Self {
        Self { holds: hold_views(holds) }
    }
}

/// Something to be looked at first.
#[derive(Debug, Serialize)]
pub struct HoldView<'a> {
    kind: &'static str,
    question: &'a str,
    level: Option<&'static str>,
    ask: &'a str,
    act: String,
    say: Option<&'a str>,
    since: DayText,
    checked: bool,
}

impl<'a> From<&'a Hold> for HoldView<'a> {
    fn from(hold: &'a Hold) -> Self {
        Self {
            kind: hold.kind.word(),
            question: &hold.question,
            level: hold.level.map(|level| level.word()),
            ask: &hold.ask,
            // What a sign asks for is said of it also while only an answer is missing.
            act: if hold.kind.needs_an_answer() {
                words::screening::hold(hold)
            } else {
                hold.act.clone()
            },
            say: hold.say.as_deref(),
            since: DayText(hold.since),
            checked: hold.checked,
        }
    }
}

/// Everything that is to be looked at first.
pub fn hold_views<'a>(holds: impl IntoIterator<Item = &'a Hold>) -> Vec<HoldView<'a>> {
    holds.into_iter().map(HoldView::from).collect()
}

/// A clinician's look or agreement.
#[derive(Debug, Serialize)]
pub struct CheckView<'a> {
    by: &'a str,
    on: DayText,
}

impl<'a> From<&'a Check> for CheckView<'a> {
    fn from(check: &'a Check) -> Self {
        Self { by: &check.by, on: DayText(check.on) }
    }
}

/// What waits for answers because of what was written down.
#[derive(Debug, Serialize)]
pub struct CloserLookView<'a> {
    day: DayText,
    questions: Vec<&'a str>,
    named: Vec<NamedFlagView<'a>>,
}

impl<'a> From<&'a CloserLook> for CloserLookView<'a> {
    fn from(look: &'a CloserLook) -> Self {
        Self {
            day: DayText(look.day),
            questions: look.flags.iter().map(|flag| flag.id.as_str()).collect(),
            named: look.named.iter().map(NamedFlagView::from).collect(),
        }
    }
}

/// A red flag that somebody's words name, with what to do if it is so.
#[derive(Debug, Serialize)]
struct NamedFlagView<'a> {
    question: &'a str,
    ask: &'a str,
    act: &'a str,
}

impl<'a> From<&'a RedFlag> for NamedFlagView<'a> {
    fn from(flag: &'a RedFlag) -> Self {
        Self { question: &flag.id, ask: &flag.ask, act: &flag.act }
    }
}
