//! What a criterion for leaving a phase asks, and what there is.

use super::entry::against_start as against_start_in_words;
use super::text::{and, points};
use crate::domain::diary::week_answer::Comparison;
use crate::domain::plan::course::Now;
use crate::domain::plan::exit::{Criterion, Requirement, TestResult};
use crate::domain::text::number::whole;
use crate::domain::text::style::Style;

impl Criterion {
    /// What it asks and what there is, with its numbers: `7-day mean 4 or less: now 5.2`.
    pub fn in_words(&self, style: Style) -> String {
        match &self.asks {
            Requirement::Days { needs, now } => {
                // The day that is running is not full yet.
                format!("{needs} full days in the phase: {} so far", now - 1)
            }
            Requirement::Pain { needs, now, base, number_alone, against_start } => {
                // Less than none there is not.
                let most = match style.plain(*needs) {
                    zero if zero == "0" => zero,
                    needs => format!("{needs} or less"),
                };
                let needs = match (number_alone, base) {
                    (false, Some(base)) => {
                        format!("{most}, or no more than at the start ({})", points(*base, style))
                    }
                    _ => most,
                };
                format!("mean pain {needs}: {}", now_in_words(*now, *against_start, style))
            }
            Requirement::Bearable { of_days, hurt } if hurt.is_empty() => {
                format!("every exercise of the last {of_days} days was bearable: yes")
            }
            Requirement::Bearable { of_days, hurt } => {
                // The same exercise may have hurt more than once.
                let mut last: Vec<&str> = Vec::new();
                for record in hurt {
                    if !last.contains(&record.exercise.as_str()) {
                        last.push(&record.exercise);
                    }
                }
                format!(
                    "every exercise of the last {of_days} days was bearable: all but {}",
                    and(&last)
                )
            }
            Requirement::NoFlare { day } => format!("no flare: day {day} of one"),
            Requirement::NoCreep { base, creep } => format!(
                "pain not above the start: {} now and {} then; see your clinician",
                points(creep.now, style),
                points(*base, style)
            ),
            // Of nights that nobody wrote down none speaks against it.
            Requirement::Mornings { needs, of: 0, .. } => {
                format!("{} of nights settled: none known, so it passes", percent(*needs))
            }
            Requirement::Mornings { needs, settled, of, unknown, .. } => {
                let unknown = match unknown {
                    0 => String::new(),
                    unknown => format!("; {unknown} not known"),
                };
                format!("{} of nights settled: {settled} of {of}{unknown}", percent(*needs))
            }
            Requirement::Sessions { needs, done, planned } => {
                format!("{} of the planned sessions done: {done} of {planned}", percent(*needs))
            }
            Requirement::Test { line, known: Some(true), .. } => {
                format!("{line}: yes, by your diary")
            }
            Requirement::Test { line, known: Some(false), .. } => {
                format!("{line}: not yet, by your diary")
            }
            Requirement::Test { line, ticked: None, .. } => format!("{line}: no answer yet"),
            Requirement::Test { line, ticked: Some(TestResult { passed: true, .. }), .. } => {
                format!("{line}: yes")
            }
            Requirement::Test { line, ticked: Some(TestResult { passed: false, .. }), .. } => {
                format!("{line}: not yet")
            }
            Requirement::NothingStopped { stopped } => {
                format!("no exercise waits for a clinician's look: {} does", stopped.join(", "))
            }
        }
    }
}

/// The mean of the last days, or what there is in its place.
fn now_in_words(now: Now, against_start: Option<Comparison>, style: Style) -> String {
    match now {
        Now::Mean { mean, of_days } => {
            // The day that is running is not full yet; `stats` counts it.
            format!("{} in the {of_days} days up to yesterday", points(mean, style))
        }
        Now::Answered(average) => {
            let than = against_start.map_or("", |answer| match answer {
                Comparison::Better => ", better than at the start",
                Comparison::Same => ", as at the start",
                Comparison::Worse => ", worse than at the start",
            });
            format!("{} as you said{than}", points(average, style))
        }
        // A mean of two days would open the gate by chance, so it says how many are missing instead.
        Now::Unknown { known, needs, of_days } => match against_start {
            Some(answer) => format!("{}, as you said", against_start_in_words(answer)),
            None => {
                format!(
                    "not known, {known} of the {of_days} days up to yesterday rated, {needs} needed"
                )
            }
        },
    }
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{} %", whole(share * 100.0))
}
