//! Asking how a week was, where its scores are too few to tell.

use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply, Words};
use crate::domain::diary::score::Score;
use crate::domain::diary::week_answer::Comparison;
use crate::words::entry::{ASK_AGAINST_START, ASK_AVERAGE};
use crate::words::text::capital;

/// The answers to both questions, as far as they are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WeekAnswers {
    /// The average pain of the week.
    pub average: Option<Score>,
    /// The week against the start of the programme.
    pub against_start: Option<Comparison>,
}

impl WeekAnswers {
    /// Whether neither is known.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The keys for the week against the start.
    const KEYS: [(Words, Option<Comparison>); 4] = [
        (&["b", "better"], Some(Comparison::Better)),
        (&["s", "same", "the same"], Some(Comparison::Same)),
        (&["w", "worse"], Some(Comparison::Worse)),
        (&[""], None),
    ];

    /// Asks for what is not known yet. Enter leaves a question open, and so does the end of typing.
    pub fn ask_for_missing(self, prompt: &mut Prompt<'_>) -> Self {
        Self {
            average: self.average.or_else(|| ask_average(prompt)),
            against_start: self.against_start.or_else(|| ask_against_start(prompt)),
        }
    }
}

/// Asks for the average of the week.
fn ask_average(prompt: &mut Prompt<'_>) -> Option<Score> {
    let question = |page: &mut Page, refused: Option<&str>| {
        match refused {
            Some(why) => page.para(&capital(&format!("{why}."))),
            None => {
                page.gap();
                page.para(ASK_AVERAGE);
            }
        }
        page.note("Enter leaves it open  [0-10/Enter]");
    };
    let read = |text: &str| match text {
        "" => Ok(None),
        text => Score::parse(text).map(Some),
    };
    match prompt.line(&Line::default(), question, read) {
        Reply::Given(average) => average,
        Reply::Back | Reply::End => None,
    }
}

/// Asks how the week was against the start.
fn ask_against_start(prompt: &mut Prompt<'_>) -> Option<Comparison> {
    let reply = prompt.key(&WeekAnswers::KEYS, false, |page, is_again| {
        if !is_again {
            page.gap();
            page.para(ASK_AGAINST_START);
        }
        page.note("b better, s the same, w worse, Enter leaves it open  [b/s/w/Enter]");
    });
    match reply {
        Reply::Given(comparison) => comparison,
        Reply::Back | Reply::End => None,
    }
}
