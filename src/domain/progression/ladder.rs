//! One step up or down in the dose of an exercise: one thing at a time.
//!
//! Knows doses and nothing of why one should change; that is [`super::decision`]'s. How far a dose
//! may grow, and by what, stands in its file; where the file says nothing, in
//! `exercises/rules.toml`.

use crate::domain::programme::dose::{Dose, Grow, Tempo};
use crate::domain::programme::exercise::Kind;
use crate::domain::programme::rule_book::RuleBook;
use serde::{Deserialize, Serialize};

/// Weights come in quarters of a kilogram; a finer step cannot be picked up (design choice).
const LOAD_GRAIN_G: u32 = 250;

/// Percent of the minutes that a break takes away (design choice: the greatest step up, back).
const BREAK_PERCENT: u32 = 20;

/// One thing that changes in a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Repeats in a set.
    Reps {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// Sets.
    Sets {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// Minutes of steady work.
    Minutes {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// Weight, in grams.
    Load {
        /// Before.
        from: u32,
        /// After.
        to: u32,
        /// Repeats from then on, where they fall as the weight rises.
        reps: Option<u32>,
    },
    /// Seconds held.
    Hold {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// The written stage, the first 0.
    Stage {
        /// Before.
        from: usize,
        /// After.
        to: usize,
    },
}

impl Step {
    /// The dose after it.
    pub fn apply(self, dose: &Dose) -> Dose {
        let mut after = dose.clone();
        match self {
            Self::Reps { to, .. } => after.reps = Some(to),
            Self::Sets { to, .. } => after.sets = to,
            Self::Minutes { to, .. } => after.minutes = Some(to),
            Self::Load { to, reps, .. } => {
                after.load_g = Some(to);
                after.reps = reps.or(after.reps);
            }
            Self::Hold { to, .. } => {
                after.hold_s = Some(to);
                // A pace says the same hold.
                after.tempo = after.tempo.map(|tempo| Tempo { hold_s: to, ..tempo });
            }
            Self::Stage { to, .. } => return dose.at_stage(to),
        }
        after
    }

    /// Whether it is more work than before.
    pub fn is_up(self) -> bool {
        match self {
            Self::Reps { from, to }
            | Self::Sets { from, to }
            | Self::Minutes { from, to }
            | Self::Load { from, to, .. }
            | Self::Hold { from, to } => to > from,
            Self::Stage { from, to } => to > from,
        }
    }

    /// Whether a step of this sort needs a night that is known.
    pub fn needs_night(self) -> bool {
        matches!(self, Self::Load { .. } | Self::Stage { .. })
    }
}

/// What grows in a dose: what its file says, else by the kind of exercise.
pub fn growth(kind: Kind, dose: &Dose) -> Grow {
    dose.grow.unwrap_or(match kind {
        Kind::Strength => Grow::Reps,
        _ if dose.minutes_max.is_some() => Grow::Minutes,
        _ => Grow::None,
    })
}

/// The next step up from `now`, where `prescribed` is the dose the phase began with; `None` at the
/// top.
///
/// What was lost of the prescribed dose comes back before anything grows beyond it, for every kind.
pub fn up(kind: Kind, now: &Dose, prescribed: &Dose, rules: &RuleBook) -> Option<Step> {
    lost(now, prescribed, rules).or_else(|| match growth(kind, now) {
        Grow::None => None,
        Grow::Reps => more_repeats(now, prescribed, rules),
        Grow::Hold => longer_hold(now, rules),
        // Without a weight it is the repeats that grow, or the harder exercise would come at once.
        Grow::Load if now.load_g.is_none_or(|load| load == 0) => {
            more_repeats(now, prescribed, rules)
        }
        Grow::Load => more_load(now, rules),
        Grow::Minutes => more_minutes(now, rules),
        Grow::Stage => (now.stage + 1 < now.stages.len())
            .then_some(Step::Stage { from: now.stage, to: now.stage + 1 }),
    })
}

/// A step back towards the prescribed dose, where something of it was lost.
fn lost(now: &Dose, prescribed: &Dose, rules: &RuleBook) -> Option<Step> {
    if now.sets < prescribed.sets {
        return Some(Step::Sets { from: now.sets, to: now.sets + 1 });
    }
    // Repeats that fall as the weight rises were not lost.
    let falls = prescribed.reps_min.is_some() && now.load_g > prescribed.load_g;
    if let (Some(from), Some(whole), false) = (now.reps, prescribed.reps, falls)
        && from < whole
    {
        return Some(Step::Reps { from, to: (from + count(rules.step_reps)).min(whole) });
    }
    if let (Some(from), Some(whole)) = (now.minutes, prescribed.minutes)
        && from < whole
        && now.stages.is_empty()
    {
        let to = match now.minutes_step {
            Some(step) => from + step,
            None => within(from, 1, minutes_step(rules)).unwrap_or(from + 1),
        };
        return Some(Step::Minutes { from, to: to.min(whole) });
    }
    None
}

/// Repeats up to their end, and then sets.
fn more_repeats(now: &Dose, prescribed: &Dose, rules: &RuleBook) -> Option<Step> {
    let from = now.reps?;
    // One long hold a set: a second one would double the work in one step.
    let is_hold = from == 1 && now.hold_s.is_some();
    let most = now.reps_max.unwrap_or(count(rules.most_reps));
    if from < most && !is_hold {
        return Some(Step::Reps { from, to: (from + count(rules.step_reps)).min(most) });
    }
    let most = now.sets_max.unwrap_or(count(rules.most_sets).max(prescribed.sets));
    (now.sets < most).then_some(Step::Sets { from: now.sets, to: now.sets + 1 })
}

/// Seconds more of each hold.
fn longer_hold(now: &Dose, rules: &RuleBook) -> Option<Step> {
    let (from, most) = (now.hold_s?, now.hold_max_s?);
    // A second more of a hold of three is much, and of one of forty nothing.
    let more = count(rules.step_hold).max(from / 10);
    (from < most).then_some(Step::Hold { from, to: (from + more).min(most) })
}

/// More weight, with the repeats falling where the file says so far; only where a weight is known.
fn more_load(now: &Dose, rules: &RuleBook) -> Option<Step> {
    let from = now.load_g?;
    let to = match now.load_step_g {
        Some(step) => from + step,
        None => within(from, LOAD_GRAIN_G, (rules.step_load_least, rules.step_load_most))?,
    };
    let reps = now.reps.zip(now.reps_min).map(|(reps, least)| (reps - 1).max(least).min(reps));
    Some(Step::Load { from, to, reps: reps.filter(|reps| Some(*reps) != now.reps) })
}

/// More minutes of steady work, as far as its file says.
fn more_minutes(now: &Dose, rules: &RuleBook) -> Option<Step> {
    let (from, most) = (now.minutes?, now.minutes_max?);
    if from >= most {
        return None;
    }
    let to = match now.minutes_step {
        Some(step) => from + step,
        None => within(from, 1, minutes_step(rules))?,
    };
    Some(Step::Minutes { from, to: to.min(most) })
}

/// The range of a step in minutes, in percent.
fn minutes_step(rules: &RuleBook) -> (i64, i64) {
    (rules.step_minutes_least, rules.step_minutes_most)
}

/// A number of the rules that counts sets, repeats or seconds.
fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// The least that is within so many percent above `from`, in whole grains; `None` where no grain
/// lies in between.
fn within(from: u32, grain: u32, (least, most): (i64, i64)) -> Option<u32> {
    // Rounded up to a whole grain, and then held against the most: a quarter of a kilogram on two
    // is 12 %, and no step at all is better than one that is too big.
    let to = (from * (100 + count(least))).div_ceil(100 * grain) * grain;
    (to > from && to * 100 <= from * (100 + count(most))).then_some(to)
}

/// Half of the sets, at least one; `None` of a single set.
pub fn half_the_sets(now: &Dose) -> Option<Step> {
    (now.sets > 1).then_some(Step::Sets { from: now.sets, to: now.sets.div_ceil(2) })
}

/// Half of the repeats, the hold or the minutes; `None` where there is nothing left to halve.
pub fn half_the_amount(now: &Dose) -> Option<Step> {
    if !now.stages.is_empty() {
        // A stage is written as a whole: less is the one before.
        return (now.stage > 0).then(|| Step::Stage { from: now.stage, to: now.stage - 1 });
    }
    match (now.reps, now.hold_s, now.minutes) {
        (Some(reps @ 2..), _, _) => Some(Step::Reps { from: reps, to: reps.div_ceil(2) }),
        (_, Some(hold @ 2..), None) => Some(Step::Hold { from: hold, to: hold.div_ceil(2) }),
        (_, _, Some(minutes @ 2..)) => {
            Some(Step::Minutes { from: minutes, to: minutes.div_ceil(2) })
        }
        _ => None,
    }
}

/// One small step down, for starting again after a break: a set, or a fifth of the minutes (design
/// choice). `None` where nothing can be taken away.
pub fn down(now: &Dose) -> Option<Step> {
    match (now.sets, now.minutes) {
        _ if !now.stages.is_empty() => half_the_amount(now),
        (2.., _) => Some(Step::Sets { from: now.sets, to: now.sets - 1 }),
        // At least one minute, or a fifth of a short walk would be nothing.
        (_, Some(minutes @ 2..)) => Some(Step::Minutes {
            from: minutes,
            to: minutes - (minutes * BREAK_PERCENT / 100).max(1),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::dose::Stage;
    use crate::domain::testing;
    use proptest::prelude::*;
    use strum::VariantArray;

    /// Three sets of ten.
    fn plain() -> Dose {
        testing::exercise("x", 3).dose
    }

    /// Every step up from a dose, until there is none or there are twelve.
    fn climb(kind: Kind, prescribed: &Dose) -> Vec<String> {
        let (rules, mut now, mut words) = (testing::rules(), prescribed.clone(), Vec::new());
        while let Some(step) = up(kind, &now, prescribed, &rules).filter(|_| words.len() < 12) {
            now = step.apply(&now);
            words.push(step.to_string());
        }
        words
    }

    /// A dose of which `half` is left again and again, until there is nothing to halve.
    fn halves(half: fn(&Dose) -> Option<Step>, mut now: Dose) -> Vec<String> {
        let mut words = Vec::new();
        while let Some(step) = half(&now) {
            now = step.apply(&now);
            words.push(step.to_string());
        }
        words
    }

    #[test]
    fn repeats_grow_first_and_then_sets() {
        let dose = plain();
        assert_eq!(climb(Kind::Strength, &dose), ["12 reps", "14 reps", "15 reps"]);
        let two_sets = Dose { sets: 2, ..dose.clone() };
        let expected = ["12 reps", "14 reps", "15 reps", "3 sets"];
        assert_eq!(climb(Kind::Strength, &two_sets), expected);
        // What a phase begins with is never above its own ceiling.
        assert_eq!(
            climb(Kind::Strength, &Dose { sets: 5, reps: Some(15), ..dose.clone() }),
            [""; 0]
        );
        let named = Dose { reps_max: Some(11), sets_max: Some(4), ..dose.clone() };
        assert_eq!(climb(Kind::Strength, &named), ["11 reps", "4 sets"]);
        let hold = Dose { reps: Some(1), hold_s: Some(45), ..dose.clone() };
        assert_eq!(climb(Kind::Strength, &hold), [""; 0]);
        // All else grows only where its file says so.
        for kind in Kind::VARIANTS.iter().filter(|kind| **kind != Kind::Strength) {
            assert_eq!(climb(*kind, &dose), [""; 0], "{kind:?}");
            let said = Dose { grow: Some(Grow::Reps), reps_max: Some(12), ..dose.clone() };
            assert_eq!(climb(*kind, &said), ["12 reps"], "{kind:?}");
        }
        assert_eq!(climb(Kind::Strength, &Dose { grow: Some(Grow::None), ..dose }), [""; 0]);
    }

    #[test]
    fn weight_grows_where_it_is_known_and_repeats_fall() {
        let loaded = |load_g| Dose {
            load_g,
            reps: Some(10),
            reps_min: Some(8),
            grow: Some(Grow::Load),
            ..plain()
        };
        let climbed = climb(Kind::Strength, &loaded(Some(5000)));
        assert_eq!(climbed[..3], ["5.25 kg with 9 reps", "5.75 kg with 8 reps", "6.25 kg"]);
        // Where none is known, repeats grow.
        assert_eq!(climb(Kind::Strength, &loaded(None)), ["12 reps", "14 reps", "15 reps"]);
        // Under 2.5 kg, a quarter of a kilogram is more than a tenth.
        assert_eq!(climb(Kind::Strength, &loaded(Some(2000))), [""; 0]);
        let named = Dose { load_step_g: Some(500), ..loaded(Some(2000)) };
        assert_eq!(climb(Kind::Strength, &named)[..2], ["2.5 kg with 9 reps", "3 kg with 8 reps"]);
    }

    #[test]
    fn holds_minutes_and_stages_grow_as_far_as_their_file_says() {
        let hold = Dose {
            sets: 1,
            hold_s: Some(3),
            hold_max_s: Some(5),
            grow: Some(Grow::Hold),
            ..plain()
        };
        assert_eq!(climb(Kind::Coordination, &hold), ["hold 4 s", "hold 5 s"]);
        let walk = Dose { sets: 1, reps: None, minutes: Some(15), ..plain() };
        assert_eq!(climb(Kind::Aerobic, &walk), [""; 0]);
        let far = Dose { minutes_max: Some(30), ..walk.clone() };
        let expected = ["17 min", "19 min", "21 min", "24 min", "27 min", "30 min"];
        assert_eq!(climb(Kind::Aerobic, &far), expected);
        let fives = Dose { minutes: Some(5), minutes_step: Some(5), minutes_max: Some(12), ..walk };
        assert_eq!(climb(Kind::Aerobic, &fives), ["10 min", "12 min"]);
        let stages = staged();
        let up = |stage| up(Kind::Aerobic, &staged().at_stage(stage), &stages, &testing::rules());
        assert_eq!(up(0), Some(Step::Stage { from: 0, to: 1 }));
        assert_eq!(up(1), None);
        assert_eq!(half_the_amount(&stages.at_stage(1)), Some(Step::Stage { from: 1, to: 0 }));
        assert_eq!(half_the_amount(&stages), None);
    }

    /// Walking and running by turns, in two stages.
    fn staged() -> Dose {
        let stage = |minutes| Stage { line: format!("{minutes} minutes"), minutes };
        let stages = vec![stage(20), stage(25)];
        let walk = Dose { sets: 1, reps: None, minutes: Some(20), ..plain() };
        Dose { stages, grow: Some(Grow::Stage), ..walk }
    }

    #[test]
    fn what_was_lost_comes_back_first() {
        let (dose, rules) = (plain(), testing::rules());
        let up = |kind, now: &Dose| up(kind, now, &dose, &rules);
        let less = Dose { sets: 1, ..dose.clone() };
        assert_eq!(up(Kind::Stretch, &less), Some(Step::Sets { from: 1, to: 2 }));
        let fewer = Dose { reps: Some(7), ..dose.clone() };
        assert_eq!(up(Kind::Stretch, &fewer), Some(Step::Reps { from: 7, to: 9 }));
        let almost = Dose { reps: Some(9), ..dose.clone() };
        assert_eq!(up(Kind::Stretch, &almost), Some(Step::Reps { from: 9, to: 10 }));
        let both = Dose { sets: 2, reps: Some(7), ..dose.clone() };
        assert_eq!(up(Kind::Strength, &both), Some(Step::Sets { from: 2, to: 3 }));
    }

    #[test]
    fn half_is_rounded_up_and_ends_at_one() {
        assert_eq!(halves(half_the_sets, plain()), ["2 sets", "1 set"]);
        assert_eq!(halves(half_the_amount, plain()), ["5 reps", "3 reps", "2 reps", "1 rep"]);
        let hold = Dose { reps: Some(1), hold_s: Some(5), ..plain() };
        assert_eq!(halves(half_the_amount, hold), ["hold 3 s", "hold 2 s", "hold 1 s"]);
        let walk = Dose { sets: 1, reps: None, minutes: Some(15), ..plain() };
        assert_eq!(halves(half_the_sets, walk.clone()), [""; 0]);
        assert_eq!(halves(half_the_amount, walk.clone()), ["8 min", "4 min", "2 min", "1 min"]);
        assert_eq!(down(&walk), Some(Step::Minutes { from: 15, to: 12 }));
        assert_eq!(down(&plain()), Some(Step::Sets { from: 3, to: 2 }));
        assert_eq!(down(&Dose { sets: 1, ..plain() }), None);
    }

    proptest! {
        /// A step changes one thing, in its own direction, and never passes a ceiling.
        #[test]
        fn a_step_is_one_step(
            (sets, reps, hold) in (1u32..=6, 1u32..=30, prop::option::of(1u32..=60)),
            minutes in prop::option::of(1u32..=60),
            load in prop::option::of(0u32..500_000),
            (kind, grow) in (0usize..8, prop::option::of(0usize..6)),
            (sets_max, reps_max) in (prop::option::of(1u32..=6), prop::option::of(1u32..=30)),
        ) {
            let rules = testing::rules();
            let now = Dose {
                sets,
                sets_max,
                reps: minutes.is_none().then_some(reps),
                reps_max,
                hold_s: hold.filter(|_| minutes.is_none()),
                hold_max_s: Some(40),
                minutes,
                minutes_max: Some(45),
                load_g: load,
                grow: grow.map(|grow| Grow::VARIANTS[grow]),
                ..plain()
            };
            let kind = Kind::VARIANTS[kind % Kind::VARIANTS.len()];
            let steps = [
                (up(kind, &now, &now, &rules), true),
                (half_the_sets(&now), false),
                (half_the_amount(&now), false),
                (down(&now), false),
            ];
            for (step, is_up) in steps {
                let Some(step) = step else { continue };
                prop_assert_eq!(step.is_up(), is_up, "{:?}", step);
                let after = step.apply(&now);
                let changed = [
                    after.sets != now.sets,
                    after.reps != now.reps,
                    after.hold_s != now.hold_s,
                    after.minutes != now.minutes,
                    after.load_g != now.load_g,
                ];
                prop_assert_eq!(changed.iter().filter(|changed| **changed).count(), 1);
                prop_assert!(after.sets >= 1 && after.minutes != Some(0) && after.reps != Some(0));
                if is_up {
                    prop_assert!(after.sets <= sets_max.unwrap_or(3).max(now.sets));
                    prop_assert!(after.reps <= Some(reps_max.unwrap_or(15)).max(now.reps));
                    prop_assert!(after.hold_s <= Some(40).max(now.hold_s));
                    prop_assert!(after.minutes <= Some(45).max(now.minutes));
                }
            }
        }
    }
}
