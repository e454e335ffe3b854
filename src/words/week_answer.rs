//! The two questions about a week, and what was answered to them.

use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::domain::text::style::Style;

/// What is asked about the last week's average.
pub const ASK_AVERAGE: &str = "On average, how was your pain in the last week? 0 to 10";

/// What is asked about the week against the start.
pub const ASK_AGAINST_START: &str =
    "Against the start of the programme: better, the same, or worse?";

/// How a week was against the start: `the same as at the start`.
pub fn against_start(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Better => "better than at the start",
        Comparison::Same => "the same as at the start",
        Comparison::Worse => "worse than at the start",
    }
}

/// What was answered, part by part: `pain 4 on average`, `better than at the start`.
fn parts(answer: &WeekAnswer, style: Style) -> Vec<String> {
    let average = answer.average.map(|average| format!("pain {} on average", average.shown(style)));
    let against_start = answer.against_start.map(|each| against_start(each).to_owned());
    average.into_iter().chain(against_start).collect()
}

/// An answer in a list: what it is, and what it says.
pub fn row(answer: &WeekAnswer, style: Style) -> (String, String) {
    ("about the week".to_owned(), parts(answer, style).join(" · "))
}
