//! What a criterion for leaving a phase asks, and what there is.

use crate::domain::plan::exit::{Criterion, Requirement, TestResult};
use crate::domain::text::number::{one_decimal, plain};

impl Criterion {
    /// What it asks and what there is, with its numbers: `7-day mean 4 or less: now 5.2`.
    pub fn in_words(&self) -> String {
        match &self.asks {
            Requirement::Days { needs, now } => {
                // The day that is running is not full yet.
                format!("{needs} full days in the phase: {} so far", now - 1)
            }
            Requirement::Pain { of_days, needs, now, needs_days } => {
                let now = match now {
                    Ok(mean) => format!("now {}", one_decimal(*mean)),
                    // A mean of two days would open the gate by chance, so it says how many are
                    // missing instead.
                    Err(rated) => {
                        format!("not known, {rated} of the {needs_days} days it needs are rated")
                    }
                };
                format!("mean pain of {of_days} days {} or less: {now}", plain(*needs))
            }
            // A share of nothing is neither met nor missed.
            Requirement::Mornings { needs, of: 0, .. } => {
                format!(
                    "{} of sessions settled by the next morning: none to go by yet",
                    percent(*needs)
                )
            }
            Requirement::Mornings { needs, settled, of, unknown } => {
                let unknown = match unknown {
                    0 => String::new(),
                    unknown => format!(", {unknown} of them not known"),
                };
                format!(
                    "{} of sessions settled by the next morning: {settled} of {of}{unknown}",
                    percent(*needs)
                )
            }
            Requirement::Sessions { needs, done, planned } => {
                format!("{} of the planned sessions done: {done} of {planned}", percent(*needs))
            }
            Requirement::Test { line, ticked: None, .. } => format!("{line}: not tried yet"),
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

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
