//! Makes what is kept of following the plan, and moves it on.

use chrono::NaiveDate;

use super::error::AppError;
use super::plan_checkpoint::{PlanCheckpoint, made_from};
use super::plan_snapshot::PlanSnapshot;
use crate::domain::progression::leaving::Leaving;
use crate::domain::progression::replay::checkpoint::Checkpoint;
use crate::domain::text::date::{days_after, days_before};
use crate::library::Library;
use crate::store::{Audience, Change, KeptCheckpoint};

/// How many days back a checkpoint is made for: what is written late is mostly of a nearer day.
const MADE_BEFORE: u64 = 28;

/// How many days back another one is made for, which is for what is asked about today alone: what is
/// written in the evening or the morning after forgets nothing.
const NEAR_BEFORE: u64 = 2;

/// Days after which the first is moved on; the other one is every day that something is written.
const MOVED_AFTER: u64 = 56;

/// Days of a plan from which it is worth while: a younger one is followed as quickly.
const WORTH_AFTER: u64 = 21;

/// Days before a checkpoint whose sessions may still change what was done of what was asked for:
/// more than one is carried over for.
const OPEN_DAYS: u64 = 7;

/// What following the plan of a snapshot, which was read for `day`, comes to by the beginning of
/// that day; `None` where that cannot be told.
fn checkpoint_at(snapshot: &PlanSnapshot, day: NaiveDate) -> Option<PlanCheckpoint> {
    let outcome = snapshot.outcome();
    let leaving = Leaving {
        case: snapshot.case(),
        today: day,
        flares: &outcome.flares,
        flare: &outcome.flare,
        standings: &outcome.standings,
        ledger: &snapshot.ledger(day, Audience::Person),
        // Nothing of these is older than what is read.
        answers: &[],
        visits: &[],
        goals: &[],
        sitting: None,
        heaviness: &[],
        earlier: snapshot.earlier_programmes(),
    };
    let reads_from = |from| {
        let running = snapshot.running(day);
        running.fold(from, |from, plan| leaving.reads_from(plan, from))
    };
    let earlier = snapshot
        .checkpoint()
        .and_then(|earlier| Some((&earlier.progression, earlier.course.as_ref()?)));
    let (progression, course) = Checkpoint::at(snapshot.case(), earlier, day, reads_from)?;
    let counted_to = days_before(day, OPEN_DAYS);
    let programmes = snapshot
        .running(day)
        .filter_map(|plan| leaving.by(plan, progression.reads_from(), counted_to));
    let read = progression.reads_from()..day;
    let cycle = snapshot.record.cycle.iter().filter(|(day, _)| read.contains(day));
    let sessions = snapshot.record.sessions.iter();
    Some(PlanCheckpoint {
        sessions: sessions.filter(|session| read.contains(&session.day)).cloned().collect(),
        scores: snapshot.record.scores.of_days(read.start, read.end),
        cycle: cycle.copied().collect(),
        programmes: programmes.collect(),
        progression,
        course: Some(course),
    })
}

/// Keeps what following the plan has come to, where nothing is kept yet or what is kept is old.
///
/// # Errors
/// When the diary or a file of the plan cannot be read, or the diary cannot be written.
pub fn keep_checkpoint(
    change: &Change<'_>,
    library: &Library,
    today: NaiveDate,
) -> Result<(), AppError> {
    let Some(fingerprint) = library.fingerprint() else { return Ok(()) };
    let plans = change.plans()?;
    let first = plans.iter().map(|plan| plan.value.started_on).min();
    let Some(first) = first.filter(|first| *first <= days_before(today, WORTH_AFTER)) else {
        return Ok(());
    };
    let days = change.checkpoint_days()?;
    let mut right = days.iter().filter(|(_, made_from)| made_from.starts_with(&fingerprint));
    let (far, near) = (right.next().map(|(day, _)| *day), right.next().map(|(day, _)| *day));
    // Of a young plan, what it began with.
    let last = days_before(today, MADE_BEFORE).max(days_after(first, 1));
    if !far.is_some_and(|far| (days_before(today, MOVED_AFTER)..=last).contains(&far)) {
        let kept = kept_for(last, &fingerprint, change, library)?;
        // Those of another program, or of a clock that was ahead, are of no use.
        change.forget_checkpoints()?;
        change.keep_checkpoint(&kept.0, &kept.1)?;
    } else if near == Some(days_before(today, NEAR_BEFORE)) {
        return Ok(());
    }
    // Where it cannot be told for the one day, the plan would be followed from its beginning for the
    // other.
    if change.checkpoint(last, |_, _| ())?.is_none() {
        return Ok(());
    }
    let (near, _) = kept_for(days_before(today, NEAR_BEFORE), &fingerprint, change, library)?;
    // How it came to that is asked about a longer time.
    Ok(change.keep_checkpoint(&near, &[])?)
}

/// What following the plan comes to by the beginning of a day, and what it led through until then;
/// nothing where that cannot be told, so that it is not tried again by every command.
fn kept_for(
    day: NaiveDate,
    fingerprint: &str,
    change: &Change<'_>,
    library: &Library,
) -> Result<(KeptCheckpoint, Vec<u8>), AppError> {
    let snapshot = PlanSnapshot::up_to(day, day, None, change, library)?;
    let bytes = checkpoint_at(&snapshot, day).and_then(|kept| kept.bytes().ok());
    let (state, course) = bytes.unwrap_or_default();
    Ok((KeptCheckpoint { day, made_from: made_from(fingerprint, &state), state }, course))
}
