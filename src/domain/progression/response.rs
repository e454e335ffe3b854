//! How the body answered an exercise: the pain in it, and the day after against usual.
//!
//! A response is put together from what was recorded, and from nothing else: an answer that is
//! missing stays missing. What follows from it is decided in [`super::decision`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::flare::fold::{ComparedDay, FlareFold};
use crate::domain::flare::night::Night;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::text::date::{day_number, days_after};

/// How the body answered an exercise on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The day.
    #[serde(with = "day_number")]
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
    /// Whether the day is in a flare, as far as its morning tells.
    pub has_flare: bool,
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
        // Today is not among the days that are closed.
        let flares_next = known.flares.was_in_flare(next) || next == known.today && known.has_flare;
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
            night: Night::before(&next_day, flares_next, known.rules),
            next_day,
        }
    }

    /// Whether it may prove that a dose is well: what was done in a flare, on the way back from one
    /// or in part proves nothing, and neither does what has no pain recorded.
    pub fn may_prove(&self) -> bool {
        self.as_asked && !self.in_flare && !self.on_way_back && self.above.is_some()
    }
}

/// How far the pain in an exercise was above the pain before, in tenths.
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveTime;

    use super::*;
    use crate::domain::diary::rating::RecordedScore;
    use crate::domain::flare::cycle::Cycle;
    use crate::domain::flare::fold::FlareWords;
    use crate::domain::flare::night::NoNight;
    use crate::domain::flare::score_book::{ScoreBook, Tenths};
    use crate::domain::testing;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    fn score(points: i64) -> Score {
        Score::from_tenths(points * 10).expect("a score")
    }

    /// A record of the n-th day.
    fn record(n: u64, actual: Actual) -> ExerciseRecord {
        let written_at = day(n).and_time(NaiveTime::MIN).and_utc().fixed_offset();
        ExerciseRecord::new(day(n), "x", Outcome::Done(actual), written_at)
    }

    /// Pain in an exercise, and before it.
    fn hurt(pain: Option<i64>, before: Option<i64>) -> Actual {
        Actual { pain: pain.map(score), pain_before: before.map(score), ..Actual::default() }
    }

    /// The response to these records of day 20, seen `today`: mornings and evenings at 2 until day
    /// 20, and then a morning and an evening of day 21 of so many points.
    fn response(done: &[Actual], next: (Option<i64>, Option<i64>), today: u64) -> Response {
        let felt = |n: u64, points: i64, morning: bool| RecordedScore {
            day: day(n),
            score: score(points),
            morning,
            minute: Some(if morning { 420 } else { 1200 }),
            known_on: day(n),
        };
        let usual = (0..=20).flat_map(|n| [felt(n, 2, true), felt(n, 2, false)]);
        let next = [(next.0, true), (next.1, false)];
        let next = next.map(|(points, morning)| Some(felt(21, points?, morning)));
        let scores = usual.chain(next.into_iter().flatten());
        let rules = testing::rules();
        let scores = Arc::new(ScoreBook::new(scores, rules.evening_from));
        let mut flares = FlareFold::new(scores, Cycle::default(), FlareWords::new(), day(0));
        flares.close_before(day(today), &rules, |_| false);
        let known =
            Knowledge { flares: &flares, rules: &rules, today: day(today), has_flare: false };
        let records: Vec<ExerciseRecord> =
            done.iter().map(|actual| record(20, actual.clone())).collect();
        let dose = testing::exercise("x", 7).dose;
        Response::new(&records.iter().collect::<Vec<_>>(), &dose, false, known)
    }

    #[test]
    fn pain_counts_from_the_pain_before_it() {
        for (pain, before, expected) in [
            (Some(5), Some(3), Some(20)),
            (Some(3), Some(5), Some(0)),
            (Some(5), Some(0), Some(50)),
            // Before it unknown, all of it counts.
            (Some(5), None, Some(50)),
            (None, Some(3), None),
            (None, None, None),
        ] {
            assert_eq!(above(&hurt(pain, before)), expected, "{pain:?} {before:?}");
        }
    }

    #[test]
    fn of_several_records_of_a_day_the_worst_counts() {
        let harder = Actual { effort: Some(7), load_g: Some(5000), ..hurt(Some(4), Some(4)) };
        let lighter = Actual {
            effort: Some(5),
            load_g: Some(4000),
            symptoms: vec![Symptom::LegSpread],
            ..hurt(Some(3), None)
        };
        let found = response(&[harder, lighter], (None, None), 22);
        assert_eq!((found.pain, found.above), (Some(score(4)), Some(30)));
        assert_eq!((found.effort, found.load_g), (Some(7), Some(4000)));
        assert_eq!(found.symptoms, [Symptom::LegSpread]);
    }

    #[test]
    fn a_bones_pain_is_elsewhere_only_where_all_of_it_is() {
        let at = |pain, pain_place| Actual { pain_place, ..hurt(Some(pain), None) };
        let (bone, other) = (Some(PainPlace::Bone), Some(PainPlace::Other));
        for (done, expected) in [
            (vec![at(3, other)], true),
            (vec![at(3, None)], false),
            (vec![at(3, bone)], false),
            (vec![at(3, other), at(1, bone)], false),
            (vec![at(3, other), at(0, bone)], true),
        ] {
            assert_eq!(response(&done, (None, None), 22).is_elsewhere, expected, "{done:?}");
        }
    }

    #[test]
    fn the_night_is_known_by_the_day_after_and_on_that_day_by_its_morning() {
        let rise = |tenths| Night::Unsettled { rise: Tenths::from(tenths) };
        let not_recorded = Night::Unknown(NoNight::NotRecorded);
        for (next, today, expected) in [
            ((Some(2), None), 21, Night::Settled),
            ((Some(4), None), 21, rise(20)),
            // The evening counts once it is over.
            ((Some(2), Some(8)), 21, Night::Settled),
            ((Some(2), Some(8)), 22, rise(30)),
            ((None, Some(8)), 21, not_recorded),
            ((None, Some(3)), 22, Night::Settled),
            ((None, None), 22, not_recorded),
        ] {
            assert_eq!(response(&[Actual::default()], next, today).night, expected, "{next:?}");
        }
    }

    #[test]
    fn what_was_not_recorded_was_done_as_asked_but_proves_nothing_without_its_pain() {
        let full = |actual| response(&[actual], (None, None), 22);
        let fewer = Actual { sets: Some(2), ..hurt(Some(0), None) };
        let more = Actual { sets: Some(4), reps: Some(10), ..hurt(Some(0), None) };
        assert!(full(hurt(Some(0), None)).may_prove() && full(more).may_prove());
        assert!(!full(fewer).may_prove() && !full(Actual::default()).may_prove());
        let good = full(hurt(Some(0), None));
        assert!(!Response { in_flare: true, ..good.clone() }.may_prove());
        assert!(!Response { on_way_back: true, ..good }.may_prove());
    }
}
