//! How the body answered an exercise: the pain in it, and the day after against usual.
//!
//! A response is put together from what was recorded, and from nothing else: an answer that is
//! missing stays missing. What follows from it is decided in [`super::decision`].

use chrono::NaiveDate;
use strum::VariantArray;

use crate::domain::diary::exercise_record::{
    Actual, ExerciseRecord, Outcome, PainPlace, Symptom,
};
use crate::domain::diary::score::Score;
use crate::domain::flare::fold::{ComparedDay, FlareFold};
use crate::domain::flare::night::Night;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::text::date::days_after;

/// How the body answered an exercise on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The day.
    pub day: NaiveDate,
    /// The worst pain that was recorded in it.
    pub pain: Option<Score>,
    /// The most that the pain in it was above the pain just before, in tenths. Where the pain
    /// before was not recorded, all of the pain counts.
    pub above: Option<i64>,
    /// Whether the pain in it was not in a bone, as far as that was told.
    pub is_elsewhere: bool,
    /// The hardest effort that was recorded.
    pub effort: Option<u32>,
    /// The lightest weight that it was done with, in grams.
    pub load_g: Option<u32>,
    /// Signs that came with it.
    pub symptoms: Vec<Symptom>,
    /// Whether all that was asked for was done. What was not recorded was done as asked: that is
    /// how `done` is used.
    pub as_asked: bool,
    /// Whether it was done in a flare.
    pub in_flare: bool,
    /// Whether it was done on the way back from one.
    pub on_way_back: bool,
    /// The day after, against usual.
    pub next_day: ComparedDay,
    /// The night.
    pub night: Night,
}

/// The day that a response is put together on, and what is known then.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// The scores, and the flares of the days before.
    pub flares: &'a FlareFold,
    /// The numbers of the rules.
    pub rules: &'a RuleBook,
    /// The day.
    pub today: NaiveDate,
}

impl Response {
    /// The answer to an exercise on `day`, from its done sessions of that day (at least one),
    /// against the dose that was asked for.
    pub fn new(
        sessions: &[&ExerciseRecord],
        dose: &Dose,
        on_way_back: bool,
        known: Knowledge<'_>,
    ) -> Self {
        let done: Vec<&Actual> = sessions
            .iter()
            .filter_map(|session| match &session.outcome {
                Outcome::Done(actual) => Some(actual),
                Outcome::Skipped { .. } => None,
            })
            .collect();
        let day = sessions[0].day;
        let next = days_after(day, 1);
        // Today is not over: of it only the morning counts, so that what is asked for does not
        // change in the course of a day.
        let next_day = known.flares.compared(next, known.today, next >= known.today, known.rules);
        // Of several sessions on a day the worst counts: the most pain, the hardest effort, the
        // lightest weight.
        let pain = done.iter().filter_map(|actual| actual.pain).max();
        let hurting = |actual: &&&Actual| actual.pain.is_some_and(|pain| pain.tenths() > 0);
        Self {
            day,
            pain,
            above: done.iter().filter_map(|actual| above(actual)).max(),
            is_elsewhere: done
                .iter()
                .filter(hurting)
                .all(|actual| actual.pain_place == Some(PainPlace::Other)),
            effort: done.iter().filter_map(|actual| actual.effort).max(),
            load_g: done.iter().filter_map(|actual| actual.load_g).min(),
            symptoms: Symptom::VARIANTS
                .iter()
                .copied()
                .filter(|symptom| done.iter().any(|actual| actual.symptoms.contains(symptom)))
                .collect(),
            as_asked: done.iter().all(|actual| was_as_asked(actual, dose)),
            in_flare: known.flares.was_in_flare(day),
            on_way_back,
            night: Night::before(&next_day, known.flares.was_in_flare(next), known.rules),
            next_day,
        }
    }

    /// Whether it may prove that a dose is well: what was done in a flare, on the way back from one
    /// or in part proves nothing, and neither does what has no pain recorded.
    pub fn may_prove(&self) -> bool {
        self.as_asked && !self.in_flare && !self.on_way_back && self.above.is_some()
    }
}

/// How far the pain in an exercise was above the pain before, in tenths (`clinical/rules.md` 15).
pub fn above(actual: &Actual) -> Option<i64> {
    let before = actual.pain_before.map_or(0, Score::tenths);
    Some((actual.pain?.tenths() - before).max(0))
}

/// Whether all that a dose asks for was done; a number that was not recorded counts as done.
fn was_as_asked(actual: &Actual, dose: &Dose) -> bool {
    [
        (actual.sets, Some(dose.sets)),
        (actual.reps, dose.reps),
        (actual.minutes, dose.minutes),
        (actual.hold_s, dose.hold_s),
        (actual.load_g, dose.load_g),
    ]
    .into_iter()
    .all(|(done, asked)| done.is_none_or(|done| asked.is_none_or(|asked| done >= asked)))
}
