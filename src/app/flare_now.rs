//! The flare of a day, also of a diary without a plan.

use std::sync::Arc;

use chrono::NaiveDate;

use super::error::AppError;
use super::plan_snapshot::{FOLD_DAYS, PlanSnapshot};
use crate::domain::flare::cycle::Cycle;
use crate::domain::flare::fold::{Flare, FlareDay, FlareFold, words_by_day};
use crate::domain::flare::score_book::ScoreBook;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::hold::HoldKind;
use crate::domain::text::date::days_before;
use crate::library::Library;
use crate::store::{Audience, Diary};

/// The flare of `today`. With a plan it is the one that the routine goes by.
///
/// # Errors
/// When the diary, the rules or a file of the plan cannot be read.
pub fn flare_now(diary: &Diary, library: &Library, today: NaiveDate) -> Result<FlareDay, AppError> {
    let snapshot = PlanSnapshot::on(today, today, diary, library)?;
    flare_of(&snapshot, diary, library, today)
}

/// The flare of `today`, and whether its exercises wait for answers because its morning is much
/// worse than usual; `None` while a sign is open, or words ask about one.
///
/// # Errors
/// When the diary, the rules or a file of the plan cannot be read.
pub fn flare_unless_held(
    diary: &Diary,
    library: &Library,
    today: NaiveDate,
) -> Result<Option<(FlareDay, bool)>, AppError> {
    let snapshot = PlanSnapshot::on(today, today, diary, library)?;
    let holds = snapshot.holds();
    if holds.iter().any(|hold| !hold.kind.needs_an_answer() || hold.kind == HoldKind::Raised) {
        return Ok(None);
    }
    let waits = holds.iter().any(|hold| hold.kind == HoldKind::WorseMorning);
    Ok(Some((flare_of(&snapshot, diary, library, today)?, waits)))
}

/// The same, where the plan was read already.
///
/// # Errors
/// When the diary or the rules cannot be read.
pub(super) fn flare_of(
    snapshot: &PlanSnapshot,
    diary: &Diary,
    library: &Library,
    today: NaiveDate,
) -> Result<FlareDay, AppError> {
    // Without a plan a snapshot reads no scores.
    if !snapshot.plans.is_empty() {
        return Ok(snapshot.outcome().flare.clone());
    }
    let rules = library.rules()?;
    let from = Some(days_before(today, FOLD_DAYS));
    let mut fold = fold(diary, from, today, Audience::Person, &rules)?;
    fold.close_before(today, &rules, |_| false);
    Ok(fold.on(today, &rules, false))
}

/// The scores, the cycle and the words up to a day, of which no day is closed yet; from the first
/// score on where no first day is named.
fn fold(
    diary: &Diary,
    from: Option<NaiveDate>,
    to: NaiveDate,
    audience: Audience,
    rules: &RuleBook,
) -> Result<FlareFold, AppError> {
    let from_any = from.unwrap_or(NaiveDate::MIN);
    let mut scores = ScoreBook::default();
    let cycle = diary.add_scores(&mut scores, from_any, to, audience, rules.evening_from)?;
    let first = from.or(scores.first_day()).unwrap_or(to);
    let cycle = Cycle::new(cycle.into_iter().filter(|(day, _)| *day >= first));
    let mut words = words_by_day(diary.flare_words()?.into_iter().map(|word| word.value));
    words.retain(|day, _| (from_any..=to).contains(day));
    Ok(FlareFold::new(Arc::new(scores), cycle, words, first))
}

/// Every flare of a diary up to a day that may be told to others, in order, the last also where it
/// goes on: found as for a routine, from the first score on, so that it does not matter which days
/// are looked at. What is private has no part in it: neither its days nor its usual.
///
/// # Errors
/// When the diary cannot be read.
pub(super) fn flares_up_to(
    snapshot: &PlanSnapshot,
    diary: &Diary,
    to: NaiveDate,
) -> Result<Vec<Flare>, AppError> {
    let found = |fold: &FlareFold, now: FlareDay| {
        // What was over on the day itself is not closed yet.
        let past = fold.past().iter().cloned();
        past.chain(now.over).chain(now.flare).collect::<Vec<Flare>>()
    };
    // Where nothing is private the plan was followed by the very same scores, and ten years of them
    // need not be folded again.
    let outcome = snapshot.outcome();
    let first = diary.first_rated_day(None, Audience::Person)?;
    let is_same = !snapshot.plans.is_empty()
        && first.is_some_and(|first| outcome.flares.first() <= first)
        && diary.private_days(NaiveDate::MIN, to)?.is_empty();
    let followed = || found(&outcome.flares, outcome.flare.clone());
    if is_same && !cfg!(debug_assertions) {
        return Ok(followed());
    }
    let mut fold = fold(diary, None, to, Audience::Others, &snapshot.rules)?;
    let has_bone = |day: NaiveDate| snapshot.has_bone_on(day);
    fold.close_before(to, &snapshot.rules, has_bone);
    let folded = found(&fold, fold.on(to, &snapshot.rules, has_bone(to)));
    if is_same {
        assert_eq!(followed(), folded, "up to {to}");
    }
    Ok(folded)
}
