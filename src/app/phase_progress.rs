//! How far each condition is from its next phase, gathered from the diary, the library and the
//! plan's course.

use std::ops::Deref;

use chrono::NaiveDate;

use super::error::AppError;
use super::plan_snapshot::PlanSnapshot;
use crate::domain::diary::goal::Goal;
use crate::domain::diary::visit::Visit;
use crate::domain::diary::week_answer::WeekAnswer;
use crate::domain::plan::assignment::Plan;
use crate::domain::plan::exit::{self, Readiness, ToSay};
use crate::domain::programme::condition::{KnownBy, PhaseName};
use crate::domain::progression::leaving::{Leaving, PhaseState, UpkeepOffer};
use crate::domain::text::date::{days_before, days_between};
use crate::store::{Audience, Diary};

/// Days within which minutes of sitting were logged, to tell of now (design choice).
const LOGGED_WITHIN: u64 = 7;

/// A condition's present phase, and what stands between it and the next.
#[derive(Debug)]
pub struct PhaseProgress<'a> {
    /// The condition as it is followed.
    pub plan: &'a Plan,
    /// Today is this day of the phase; the first is 1.
    pub day_in_phase: i64,
    state: PhaseState<'a>,
}

/// What there is to do about a condition's next phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseStep {
    /// The condition's id.
    pub condition: String,
    /// Whether the plan has others beside it, so that it has to be named.
    pub is_one_of_several: bool,
    /// The phase that comes next, if there is one.
    pub next: Option<PhaseName>,
    /// Whether a clinician must agree to it.
    pub needs_clearance: bool,
    /// What is missing.
    pub readiness: Readiness,
    /// What the person can still say.
    pub to_say: ToSay,
    /// What upkeep offers, where this is upkeep.
    pub upkeep_offer: Option<UpkeepOffer>,
}

impl<'a> Deref for PhaseProgress<'a> {
    type Target = PhaseState<'a>;

    fn deref(&self) -> &Self::Target {
        &self.state
    }
}

impl<'a> PhaseProgress<'a> {
    /// What is missing for the next phase.
    pub fn readiness(&self, today: NaiveDate) -> Readiness {
        exit::readiness(&self.state.criteria, today, &self.state.rules)
    }

    /// What there is to do about the next phase.
    pub fn step(&self, snapshot: &PlanSnapshot, today: NaiveDate) -> PhaseStep {
        PhaseStep {
            condition: self.plan.condition.clone(),
            is_one_of_several: snapshot.running(today).count() > 1,
            next: self.state.next,
            needs_clearance: self.state.needs_clearance,
            readiness: self.readiness(today),
            to_say: ToSay::new(&self.state.criteria, today, &self.state.rules),
            upkeep_offer: self.state.upkeep_offer(),
        }
    }

    /// Every condition that is followed on `today`, the last day that `snapshot` was read for, in the
    /// order of rank.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load_all(
        snapshot: &'a PlanSnapshot,
        diary: &Diary,
        today: NaiveDate,
    ) -> Result<Vec<PhaseProgress<'a>>, AppError> {
        let goals: Vec<Goal> = diary.goals()?.into_iter().map(|goal| goal.value).collect();
        let visits: Vec<Visit> = diary.visits()?.into_iter().map(|visit| visit.value).collect();
        Self::load_with(snapshot, diary, today, &goals, &visits)
    }

    /// The same for one who has read all goals and visits already.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load_with(
        snapshot: &'a PlanSnapshot,
        diary: &Diary,
        today: NaiveDate,
        goals: &[Goal],
        visits: &[Visit],
    ) -> Result<Vec<PhaseProgress<'a>>, AppError> {
        let found = Self::load_each(snapshot, diary, today, goals, visits)?;
        #[cfg(debug_assertions)]
        if let Some(whole) = snapshot.whole() {
            let whole = Self::load_each(whole, diary, today, goals, visits)?;
            assert_eq!(format!("{found:?}"), format!("{whole:?}"), "{today}");
        }
        Ok(found)
    }

    fn load_each(
        snapshot: &'a PlanSnapshot,
        diary: &Diary,
        today: NaiveDate,
        goals: &[Goal],
        visits: &[Visit],
    ) -> Result<Vec<PhaseProgress<'a>>, AppError> {
        let outcome = snapshot.outcome();
        let visits = visits.iter().map(|visit| visit.day);
        let visits: Vec<NaiveDate> = visits.filter(|day| *day <= today).collect();
        let answers: Vec<WeekAnswer> =
            diary.week_answers()?.into_iter().map(|answer| answer.value).collect();
        // What few phases ask for is read for these alone: years of scores hold none of it.
        let phases = || {
            snapshot.running(today).filter_map(|plan| {
                let condition = snapshot.shelf.conditions.get(&plan.condition)?;
                condition.phase(plan.phase_on(today)?.phase)
            })
        };
        let asks_for = |known_by: fn(KnownBy) -> bool| {
            let mut tests = phases().flat_map(|phase| &phase.exit.tests);
            tests.any(|test| test.known_by.is_some_and(known_by))
        };
        let sitting = if asks_for(|known_by| matches!(known_by, KnownBy::SittingMinutes(_))) {
            diary.sitting(days_before(today, LOGGED_WITHIN), today, Audience::Person)?
        } else {
            Vec::new()
        };
        let heaviness = if asks_for(|known_by| known_by == KnownBy::NoWorseThanStart) {
            let began = snapshot.running(today).map(|plan| plan.started_on).min();
            diary.heaviness(began.unwrap_or(today), today, Audience::Person)?
        } else {
            Vec::new()
        };
        let leaving = Leaving {
            case: snapshot.case(),
            today,
            flares: &outcome.flares,
            flare: &outcome.flare,
            standings: &outcome.standings,
            ledger: &snapshot.ledger(today, Audience::Person),
            answers: &answers,
            visits: &visits,
            goals,
            sitting: sitting.into_iter().map(|(_, minutes)| minutes).max(),
            heaviness: &heaviness,
            earlier: snapshot.earlier_programmes(),
        };
        let mut found = Vec::new();
        for plan in snapshot.running(today) {
            let from = plan.phase_on(today).map_or(today, |start| start.from);
            let ticked = diary.exit_tests(&plan.condition, from)?;
            // A file may have lost a phase since it was assigned; supple library says so.
            let Some(state) = leaving.state(plan, &ticked) else { continue };
            let day_in_phase = days_between(state.start.from, today) + 1;
            found.push(PhaseProgress { plan, day_in_phase, state });
        }
        Ok(found)
    }
}
