//! What a flare does to a dose: less on its days, and a way back after it. The stored dose stays as
//! it is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::{Exercise, Kind};
use crate::domain::programme::rule_book::RuleBook;

/// The most records that a way back has at less than the stored dose.
pub(super) const LONGEST_WAY_BACK: i64 = 2;

/// The way back to the stored dose after a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WayBack {
    /// The day the flare was over.
    pub(super) since: NaiveDate,
    /// Records at less than the stored dose.
    pub(super) steps: i64,
    /// Those that were done, counted no further than `steps`.
    pub(super) done: i64,
}

impl WayBack {
    /// The way back from a flare of so many days that was over on `since`.
    pub(super) fn new(since: NaiveDate, days: i64, rules: &RuleBook) -> Self {
        let steps = if days >= rules.way_back_long { LONGEST_WAY_BACK } else { 1 };
        Self { since, steps, done: 0 }
    }

    /// Records that are left at less than the stored dose.
    pub(super) fn left(self) -> i64 {
        (self.steps - self.done).max(0)
    }
}

/// Whether an exercise loads, so that a flare makes it less.
pub(super) fn is_loading(exercise: &Exercise, rules: &RuleBook) -> bool {
    match exercise.kind {
        Kind::Strength | Kind::Neural => true,
        Kind::Coordination => exercise
            .dose
            .effort
            .is_some_and(|effort| i64::from(effort) * 10 >= rules.loading_effort),
        Kind::Aerobic => exercise.has_impact(),
        Kind::Stretch | Kind::Mobility | Kind::Release | Kind::Relaxation => false,
    }
}

/// Whether a flare leaves an exercise out: what lands, and pressure by ball or roller.
pub(super) fn is_left_out(exercise: &Exercise) -> bool {
    exercise.has_impact() || exercise.kind == Kind::Release && exercise.presses()
}

/// The dose of a day in a flare; `None` where it is the stored one.
pub(super) fn in_flare(exercise: &Exercise, stored: &Dose, rules: &RuleBook) -> Option<Dose> {
    let lighter = if is_loading(exercise, rules) {
        let sets = percent_up(stored.sets, rules.flare_sets).max(1);
        Dose { sets, ..stored.clone() }
    } else if exercise.kind == Kind::Aerobic {
        let minutes = stored.minutes?;
        let least = u32::try_from(rules.flare_minutes_min).unwrap_or(0).min(minutes);
        let minutes = percent_up(minutes, rules.flare_minutes).max(least);
        Dose { minutes: Some(minutes), ..stored.clone() }
    } else {
        return None;
    };
    (lighter != *stored).then_some(lighter)
}

/// What the way back begins from: the dose in a flare, or nothing of what it left out because it
/// lands. `None` where a flare changes nothing.
fn lowest(exercise: &Exercise, stored: &Dose, rules: &RuleBook) -> Option<Dose> {
    if !exercise.has_impact() {
        return in_flare(exercise, stored, rules);
    }
    if !stored.stages.is_empty() {
        // A stage is written as a whole: less is the one before.
        return stored.stage.checked_sub(1).map(|stage| stored.at_stage(stage));
    }
    Some(match stored.minutes {
        Some(_) => Dose { minutes: Some(0), ..stored.clone() },
        None => Dose { sets: 0, ..stored.clone() },
    })
}

/// Whether an exercise has a way back from a flare.
pub(super) fn has_way_back(exercise: &Exercise, stored: &Dose, rules: &RuleBook) -> bool {
    lowest(exercise, stored, rules).is_some()
}

/// The dose of the next record on the way back; `None` where it is the stored one.
pub(super) fn on_way_back(
    way_back: WayBack,
    exercise: &Exercise,
    stored: &Dose,
    rules: &RuleBook,
) -> Option<Dose> {
    if way_back.left() == 0 {
        return None;
    }
    let lowest = lowest(exercise, stored, rules)?;
    if !stored.stages.is_empty() {
        return Some(lowest);
    }
    let part = |half: u32, whole: u32| {
        // So many of the steps from half to whole, rounded up.
        let (of, steps) = (way_back.done + 1, way_back.steps + 1);
        let more = i64::from(whole - half) * of;
        half + u32::try_from((more + steps - 1) / steps).unwrap_or(0)
    };
    let minutes = lowest.minutes.zip(stored.minutes).map(|(low, whole)| part(low, whole));
    let dose = Dose { sets: part(lowest.sets, stored.sets), minutes, ..stored.clone() };
    // Half the way back from one set to two is two.
    (dose != *stored).then_some(dose)
}

/// So many percent of a number, rounded up.
fn percent_up(number: u32, percent: i64) -> u32 {
    let part = i64::from(number) * percent;
    u32::try_from((part + 99) / 100).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::dose::Stage;
    use crate::domain::programme::exercise::IMPACT;
    use crate::domain::testing;

    #[test]
    fn half_the_sets_shorter_walks_and_a_way_back() {
        let rules = testing::rules();
        let since = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date");
        let strength = testing::exercise("x", 3);
        let lighter = |exercise: &Exercise| in_flare(exercise, &exercise.dose, &rules);
        assert_eq!(lighter(&strength).map(|dose| dose.sets), Some(2));
        let back = |exercise: &Exercise, days, done| {
            let way_back = WayBack { done, ..WayBack::new(since, days, &rules) };
            on_way_back(way_back, exercise, &exercise.dose, &rules)
        };
        // Halfway from 2 to 3 is 3, which is no less than what is stored.
        assert_eq!(back(&strength, 3, 0), None);
        let six = Exercise { dose: Dose { sets: 6, ..strength.dose.clone() }, ..strength.clone() };
        assert_eq!(back(&six, 3, 0).map(|dose| dose.sets), Some(5));
        assert_eq!(back(&six, 3, 1), None);
        let walk = |minutes| Exercise {
            kind: Kind::Aerobic,
            dose: Dose { sets: 1, reps: None, minutes: Some(minutes), ..strength.dose.clone() },
            ..strength.clone()
        };
        let minutes = |dose: Option<Dose>| dose.and_then(|dose| dose.minutes);
        for (whole, expected) in
            [(30, Some(18)), (20, Some(12)), (8, Some(5)), (5, None), (3, None)]
        {
            assert_eq!(minutes(lighter(&walk(whole))), expected, "{whole}");
        }
        assert_eq!(minutes(back(&walk(30), 6, 0)), Some(24));
        assert_eq!(minutes(back(&walk(30), 7, 0)), Some(22));
        assert_eq!(minutes(back(&walk(30), 7, 1)), Some(26));
        assert_eq!(back(&walk(30), 7, 2), None);
        // What lands comes back from nothing, and what is written in stages from the one before.
        let lands = |exercise: Exercise| Exercise { tags: vec![IMPACT.to_owned()], ..exercise };
        assert_eq!(minutes(back(&lands(walk(30)), 6, 0)), Some(15));
        assert_eq!(minutes(back(&lands(walk(30)), 7, 1)), Some(20));
        assert_eq!(back(&lands(strength.clone()), 3, 0).map(|dose| dose.sets), Some(2));
        let stage = |minutes| Stage { line: format!("{minutes} minutes"), minutes };
        let staged = Dose { stages: vec![stage(20), stage(25)], ..walk(20).dose };
        let at = |stage| lands(Exercise { dose: staged.at_stage(stage), ..walk(20) });
        assert_eq!(back(&at(1), 3, 0).map(|dose| dose.stage), Some(0));
        assert_eq!(back(&at(0), 3, 0), None);
        let stretch = Exercise { kind: Kind::Stretch, ..strength.clone() };
        assert_eq!(lighter(&stretch), None);
        let light = Exercise { kind: Kind::Coordination, ..strength };
        assert!(!is_loading(&light, &rules));
    }
}
