//! Going back a phase, and what stands before going on to the next.

use chrono::NaiveDate;

use super::assignment::{PhaseStart, Plan};
use crate::domain::programme::condition::PhaseName;

/// What going back a phase does to the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepBack {
    /// The phase that began today is taken out again: it has left nothing behind, and the one before
    /// it goes on as it was.
    Resumes {
        /// The phase that goes on.
        phase: PhaseName,
        /// The day that the present phase had begun.
        drops: NaiveDate,
    },
    /// The phase before begins again today, with the agreement it had.
    Begins(PhaseStart),
}

impl StepBack {
    /// The phase that the person is in after it.
    pub fn phase(&self) -> PhaseName {
        match self {
            Self::Resumes { phase, .. } => *phase,
            Self::Begins(start) => start.phase,
        }
    }
}

/// Why nobody can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStepBack {
    /// No phase has begun on that day.
    NotBegun,
    /// The present phase is the first.
    IsFirst(PhaseName),
}

impl Plan {
    /// What going back a phase on `today` means. It is always allowed: less is never refused.
    ///
    /// # Errors
    /// Where there is no phase to go back from, or none before it.
    pub fn step_back(&self, today: NaiveDate) -> Result<StepBack, NoStepBack> {
        let start = self.phase_on(today).ok_or(NoStepBack::NotBegun)?;
        let previous = start.phase.previous().ok_or(NoStepBack::IsFirst(start.phase))?;
        let before = self.phases.iter().rev().nth(1);
        if start.from == today && before.is_some_and(|before| before.phase == previous) {
            return Ok(StepBack::Resumes { phase: previous, drops: start.from });
        }
        let cleared = self
            .phases
            .iter()
            .rev()
            .filter(|old| old.phase == previous)
            .find_map(|old| old.cleared.clone());
        Ok(StepBack::Begins(PhaseStart { phase: previous, from: today, cleared }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::screening::answers::Check;

    /// A day of November 2026.
    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).expect("a day")
    }

    /// A plan with these phases, each from a day on.
    fn plan(phases: &[(PhaseName, u32)]) -> Plan {
        let start = |(phase, from): &(PhaseName, u32)| PhaseStart {
            phase: *phase,
            from: day(*from),
            cleared: None,
        };
        Plan {
            condition: "condition".to_owned(),
            side: None,
            variant: None,
            rank: 1,
            started_on: day(1),
            ended_on: None,
            phases: phases.iter().map(start).collect(),
        }
    }

    #[test]
    fn a_phase_of_today_is_taken_out_and_an_older_one_left_behind() {
        let both = plan(&[(PhaseName::Calm, 1), (PhaseName::Restore, 10)]);
        assert_eq!(
            both.step_back(day(10)),
            Ok(StepBack::Resumes { phase: PhaseName::Calm, drops: day(10) })
        );
        let begins = PhaseStart { phase: PhaseName::Calm, from: day(11), cleared: None };
        assert_eq!(both.step_back(day(11)), Ok(StepBack::Begins(begins)));
        assert_eq!(
            plan(&[(PhaseName::Calm, 1)]).step_back(day(2)),
            Err(NoStepBack::IsFirst(PhaseName::Calm))
        );
        assert_eq!(plan(&[]).step_back(day(2)), Err(NoStepBack::NotBegun));
    }

    #[test]
    fn an_agreement_that_was_given_to_the_phase_before_still_counts() {
        let mut plan = plan(&[(PhaseName::Calm, 1), (PhaseName::Restore, 5)]);
        let check = Check { by: "Dr A".to_owned(), on: day(1) };
        plan.phases[0].cleared = Some(check.clone());
        let begins = PhaseStart { phase: PhaseName::Calm, from: day(9), cleared: Some(check) };
        assert_eq!(plan.step_back(day(9)), Ok(StepBack::Begins(begins)));
    }
}
