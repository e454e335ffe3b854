//! What following the plan came to by a day about a month back, kept in the diary so that no command
//! follows ten years of it.
//!
//! A command that only reads goes on from what is kept, where that is of no later day than it asks
//! about and was made by this very program with these very files; at any doubt it follows the plan
//! from its beginning. What is kept is moved on by commands that write. That it is forgotten with
//! the rows it was made from is the work of the store.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::adherence::ledger;
use super::error::AppError;
use super::plan_snapshot::PlanSnapshot;
use crate::domain::progression::leaving::{EarlierProgramme, Leaving};
use crate::domain::progression::replay::checkpoint::Checkpoint;
use crate::domain::text::date::days_before;
use crate::library::Library;
use crate::store::{Audience, Change, Diary, KeptCheckpoint};

/// How many days back a checkpoint is made for: what is written late is mostly of a nearer day.
const MADE_BEFORE: u64 = 28;

/// Days after which it is moved on.
const MOVED_AFTER: u64 = 56;

/// Days of a plan from which it is worth while: a younger one is followed as quickly.
const WORTH_AFTER: u64 = 120;

/// Days before a checkpoint whose sessions may still change what was done of what was asked for:
/// more than one is carried over for.
const OPEN_DAYS: u64 = 7;

/// What following the plan came to by the beginning of a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PlanCheckpoint {
    /// The doses, and the flares.
    pub(super) progression: Checkpoint,
    /// What is asked for about the end of each phase.
    pub(super) programmes: Vec<EarlierProgramme>,
}

impl PlanCheckpoint {
    /// What is kept, where it may be gone on from for what is asked about `day` and later ones.
    pub(super) fn read(diary: &Diary, library: &Library, day: NaiveDate) -> Option<Self> {
        // Whatever is wrong with it, the diary itself has all of it.
        let kept = diary.checkpoint().ok().flatten().filter(|kept| kept.day <= day)?;
        if kept.made_from != made_from(library, &kept.state)? {
            return None;
        }
        serde_json::from_str(&kept.state).ok()
    }

    /// What following the plan of a snapshot, which was read for `day`, comes to by the beginning of
    /// that day; `None` where that cannot be told.
    fn at(snapshot: &PlanSnapshot, day: NaiveDate) -> Option<Self> {
        let outcome = snapshot.outcome();
        let leaving = Leaving {
            case: snapshot.case(),
            today: day,
            flares: &outcome.flares,
            flare: &outcome.flare,
            standings: &outcome.standings,
            ledger: &ledger(snapshot, day, Audience::Person),
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
        let earlier = snapshot.checkpoint().map(|earlier| &earlier.progression);
        let progression = Checkpoint::at(snapshot.case(), earlier, day, reads_from)?;
        let counted_to = days_before(day, OPEN_DAYS);
        let programmes = snapshot
            .running(day)
            .filter_map(|plan| leaving.by(plan, progression.reads_from(), counted_to));
        Some(Self { programmes: programmes.collect(), progression })
    }
}

/// What names all that a checkpoint is made from and that is not in the diary, and its own text, by
/// which damage shows; `None` where none may be kept.
fn made_from(library: &Library, state: &str) -> Option<String> {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    Some(format!("{} {:016x}", library.fingerprint()?, hasher.finish()))
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
    if first.is_none_or(|first| first > days_before(today, WORTH_AFTER)) {
        return Ok(());
    }
    let is_recent = |day: NaiveDate| (days_before(today, MOVED_AFTER)..=today).contains(&day);
    if let Some((day, made_from)) = change.checkpoint_day()?
        && is_recent(day)
        && made_from.starts_with(&fingerprint)
    {
        return Ok(());
    }
    let day = days_before(today, MADE_BEFORE);
    let snapshot = PlanSnapshot::on(day, day, change, library)?;
    // What cannot be told is not tried again by every command.
    let state = PlanCheckpoint::at(&snapshot, day).map(|kept| serde_json::to_string(&kept));
    let state = state.and_then(Result::ok).unwrap_or_default();
    let Some(made_from) = made_from(library, &state) else { return Ok(()) };
    Ok(change.keep_checkpoint(&KeptCheckpoint { day, made_from, state })?)
}
