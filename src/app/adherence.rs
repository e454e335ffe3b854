//! What was done of what the plan asked for, gathered from the plan's course and the diary.

use chrono::NaiveDate;

use super::plan_snapshot::PlanSnapshot;
use crate::domain::analysis::adherence::{Asked, Ledger};
use crate::store::Audience;

/// What was done of what was asked before `today`, as far as `snapshot` was read and its readers may
/// see it.
pub fn ledger(snapshot: &PlanSnapshot, today: NaiveDate, audience: Audience) -> Ledger {
    let asked = snapshot.outcome().planned.iter().flat_map(|(exercise, days)| {
        days.iter().map(|&(day, sessions)| Asked { day, exercise, sessions })
    });
    // A day on which the safety questions hid the routine asked for nothing.
    let asked = asked.filter(|asked| !snapshot.was_unanswered(asked.day));
    // A count gives a private entry away as surely as the entry itself.
    let records = snapshot
        .record
        .sessions
        .iter()
        .filter(|session| audience == Audience::Person || !session.private);
    Ledger::new(asked, records, today)
}
