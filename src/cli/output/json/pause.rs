//! Rests of the plan, for programs.

use serde::Serialize;

use super::scalar::DayText;
use crate::domain::plan::assignment::Pause;

/// A rest of the plan.
#[derive(Debug, Serialize)]
pub struct PauseView<'a> {
    from: DayText,
    to: Option<DayText>,
    why: Option<&'a str>,
}

impl<'a> From<&'a Pause> for PauseView<'a> {
    fn from(pause: &'a Pause) -> Self {
        Self { from: DayText(pause.from), to: pause.to.map(DayText), why: pause.why.as_deref() }
    }
}
