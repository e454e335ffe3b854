//! What this person has: conditions, side, variant and phase, over time.

use chrono::NaiveDate;

use super::condition::PhaseName;
use super::place::Side;
use super::screening::Check;

/// One condition of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The condition's id.
    pub condition: String,
    /// The side it is on.
    pub side: Option<Side>,
    /// The variant of its programme, where it has several.
    pub variant: Option<String>,
    /// Its place among the plan's conditions: 1 leads.
    pub rank: u32,
    /// The day it was assigned.
    pub started_on: NaiveDate,
    /// The first day it is no longer followed.
    pub ended_on: Option<NaiveDate>,
    /// Its phases in the order they began.
    pub phases: Vec<PhaseStart>,
}

/// A phase and the day it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseStart {
    /// The phase.
    pub phase: PhaseName,
    /// Its first day.
    pub from: NaiveDate,
    /// The clinician who agreed to it, where one did.
    pub cleared: Option<Check>,
}

impl Plan {
    /// Whether it is followed on `day`.
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.started_on <= day && self.ended_on.is_none_or(|end| day < end)
    }

    /// The phase on `day`, while it is followed.
    pub fn phase_on(&self, day: NaiveDate) -> Option<&PhaseStart> {
        self.phases.iter().rev().find(|start| start.from <= day).filter(|_| self.runs_on(day))
    }
}
