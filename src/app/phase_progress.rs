//! How far each condition is from its next phase, gathered from the diary, the library and the
//! plan's course.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::adherence::ledger;
use super::error::AppError;
use super::plan_snapshot::PlanSnapshot;
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::plan::assignment::{PhaseStart, Plan};
use crate::domain::plan::exit::{self, Criterion, PhaseRecord, Readiness};
use crate::domain::programme::condition::{Phase, PhaseName};
use crate::domain::progression::standing::Standing;
use crate::domain::text::date::days_between;
use crate::store::{Audience, Diary};

/// A condition's present phase, and what stands between it and the next.
#[derive(Debug)]
pub struct PhaseProgress<'a> {
    /// The condition as it is followed.
    pub plan: &'a Plan,
    /// The phase it is in, and since when.
    pub start: &'a PhaseStart,
    /// What that phase is.
    pub phase: &'a Phase,
    /// Today is this day of the phase; the first is 1.
    pub day_in_phase: i64,
    /// The phase that comes next, if there is one.
    pub next: Option<PhaseName>,
    /// Whether a clinician must agree to leaving.
    pub needs_clearance: bool,
    /// What must be met first.
    pub criteria: Vec<Criterion>,
}

impl<'a> PhaseProgress<'a> {
    /// What is missing for the next phase.
    pub fn readiness(&self, today: NaiveDate) -> Readiness {
        exit::readiness(&self.criteria, today)
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
        let outcome = snapshot.outcome();
        // An exercise that waits for a clinician keeps its condition in the phase.
        let stopped: Vec<&Standing> =
            outcome.standings.iter().filter(|standing| standing.is_stopped).collect();
        let ledger = ledger(snapshot, today, Audience::Person);
        let mut found = Vec::new();
        for plan in snapshot.running(today) {
            let (Some(condition), Some(start)) =
                (snapshot.shelf.conditions.get(&plan.condition), plan.phase_on(today))
            else {
                continue;
            };
            // A file may have lost a phase since it was assigned; supple library says so.
            let Some(phase) = condition.phase(start.phase) else { continue };
            let next = start.phase.next();
            let worked: Vec<NaiveDate> = done_between(snapshot, start.from, today)
                .map(|session| session.day)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            // Today is not over, and is not in the ledger.
            let sessions = ledger.total(start.from, today);
            let stopped =
                stopped.iter().filter(|standing| standing.conditions.contains(&plan.condition));
            let stopped: Vec<String> = stopped
                .map(|standing| snapshot.exercise_name(&standing.exercise).to_owned())
                .collect();
            let criteria = exit::criteria(
                &phase.exit,
                PhaseRecord {
                    start,
                    today,
                    felt: &snapshot.record.felt,
                    worked: &worked,
                    sessions: (sessions.done, sessions.asked),
                    ticked: &diary.exit_tests(&plan.condition, start.from)?,
                    stopped: &stopped,
                },
            );
            found.push(PhaseProgress {
                plan,
                start,
                phase,
                day_in_phase: days_between(start.from, today) + 1,
                next,
                needs_clearance: next.is_some_and(|next| condition.needs_clearance(next)),
                criteria,
            });
        }
        Ok(found)
    }
}

/// What was done of the plan's exercises from `from` on, before `today`.
fn done_between(
    snapshot: &PlanSnapshot,
    from: NaiveDate,
    today: NaiveDate,
) -> impl Iterator<Item = &ExerciseRecord> {
    let planned = &snapshot.outcome().planned;
    snapshot.record.sessions.iter().filter(move |session| {
        // What was done beside the plan says nothing about whether the plan suits.
        let is_of_the_plan = snapshot.shelf.exercises.contains_key(&session.exercise)
            || planned.contains_key(&session.exercise);
        session.is_done() && session.day >= from && session.day < today && is_of_the_plan
    })
}
