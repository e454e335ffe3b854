//! One step up or down in the dose of an exercise: repeats, then sets, then load, one at a time.
//!
//! Knows doses and nothing of why one should change; that is [`super::decision`]'s. The order, the
//! two repeats and the four sets are those of the decision table (README, “How a dose changes”;
//! design proposal).

use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Kind;

/// Repeats added in one step (design proposal).
const REPS_STEP: u32 = 2;

/// Repeats above the prescribed ones at which something else grows, where the dose names no end
/// (design choice).
const REPS_ABOVE: u32 = 4;

/// The most sets that a step leads to (design proposal).
const MOST_SETS: u32 = 4;

/// Weights come in quarters of a kilogram; a finer step cannot be picked up (design choice).
const LOAD_GRAIN_G: u32 = 250;

/// A step in load is 5 to 10 % (design proposal; `[recalled: ACSM 2009 Ratamess]` has 2 to 10 %).
const LOAD_STEP_PERCENT: (u32, u32) = (5, 10);

/// A step in steady work is 10 to 20 % (`exercises/library/`: "add 10-20 percent each week").
const MINUTES_STEP_PERCENT: (u32, u32) = (10, 20);

/// One thing that changes in a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
            Self::Load { to, .. } => after.load_g = Some(to),
        }
        after
    }

    /// Whether it is more work than before.
    pub fn is_up(self) -> bool {
        let (Self::Reps { from, to }
        | Self::Sets { from, to }
        | Self::Minutes { from, to }
        | Self::Load { from, to }) = self;
        to > from
    }
}

/// The next step up from `now`, where `prescribed` is the dose the phase began with; `None` at the
/// top.
///
/// Sets and repeats that were lost come back before anything grows beyond the prescribed dose. Only
/// work against load and for control grows in repeats: what lengthens, glides, presses or lets go
/// stays at its dose, and so does a hold that is done once a set (design choice). Steady work grows
/// in minutes, as far as its file says.
pub fn up(kind: Kind, now: &Dose, prescribed: &Dose) -> Option<Step> {
    if now.sets < prescribed.sets {
        return Some(Step::Sets { from: now.sets, to: now.sets + 1 });
    }
    // Repeats that were lost come back for every kind: also a stretch had its dose for a reason.
    if let (Some(from), Some(whole)) =
        (now.reps, prescribed.reps.filter(|whole| now.reps < Some(*whole)))
    {
        return Some(Step::Reps { from, to: (from + REPS_STEP).min(whole) });
    }
    if let Some(from) = now.minutes {
        let end = now.minutes_max.unwrap_or(from).max(prescribed.minutes.unwrap_or(0));
        return within(from, 1, MINUTES_STEP_PERCENT)
            .filter(|_| from < end)
            .map(|to| Step::Minutes { from, to: to.min(end) });
    }
    if !grows(kind) {
        return None;
    }
    let from = now.reps?;
    // One long hold a set: a second one would double the work in one step.
    let is_hold = from == 1 && now.hold_s.is_some();
    let top = now.reps_max.unwrap_or(prescribed.reps.unwrap_or(from) + REPS_ABOVE);
    if from < top && !is_hold {
        return Some(Step::Reps { from, to: (from + REPS_STEP).min(top) });
    }
    if now.sets < MOST_SETS {
        return Some(Step::Sets { from: now.sets, to: now.sets + 1 });
    }
    let load = now.load_g.filter(|load| *load > 0)?;
    within(load, LOAD_GRAIN_G, LOAD_STEP_PERCENT).map(|to| Step::Load { from: load, to })
}

/// Whether work of this kind grows beyond its prescribed dose, and then into a harder exercise.
pub fn grows(kind: Kind) -> bool {
    matches!(kind, Kind::Strength | Kind::Coordination)
}

/// The least that is within so many percent above `from`, in whole grains; `None` where no grain
/// lies in between.
fn within(from: u32, grain: u32, (least, most): (u32, u32)) -> Option<u32> {
    // Rounded up to a whole grain, and then held against the most: a quarter of a kilogram on two
    // is 12 %, and no step at all is better than one that is too big.
    let to = (from * (100 + least)).div_ceil(100 * grain) * grain;
    (to > from && to * 100 <= from * (100 + most)).then_some(to)
}

/// Half of it: the sets; of a single one the repeats, or the minutes of steady work. `None` where
/// there is nothing left to halve.
pub fn halve(now: &Dose) -> Option<Step> {
    match (now.sets, now.minutes, now.reps) {
        (2.., _, _) => Some(Step::Sets { from: now.sets, to: now.sets.div_ceil(2) }),
        (_, Some(minutes @ 2..), _) => {
            Some(Step::Minutes { from: minutes, to: minutes.div_ceil(2) })
        }
        (_, _, Some(reps @ 2..)) => Some(Step::Reps { from: reps, to: reps.div_ceil(2) }),
        _ => None,
    }
}

/// One small step down, for starting again after a break: a set, or a fifth of the minutes (design
/// choice). `None` where nothing can be taken away.
pub fn down(now: &Dose) -> Option<Step> {
    match (now.sets, now.minutes) {
        (2.., _) => Some(Step::Sets { from: now.sets, to: now.sets - 1 }),
        // At least one minute, or a fifth of a short walk would be nothing.
        (_, Some(minutes @ 2..)) => Some(Step::Minutes {
            from: minutes,
            to: minutes - (minutes * MINUTES_STEP_PERCENT.1 / 100).max(1),
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use proptest::prelude::*;
    use strum::VariantArray;

    /// Every step up from a dose, until there is none.
    fn climb(kind: Kind, prescribed: &Dose) -> Vec<String> {
        let mut now = prescribed.clone();
        let mut words = Vec::new();
        while let Some(step) = up(kind, &now, prescribed).filter(|_| words.len() < 12) {
            now = step.apply(&now);
            words.push(step.to_string());
        }
        words
    }

    /// A dose halved until nothing is left to halve.
    fn halves(mut now: Dose) -> Vec<String> {
        let mut words = Vec::new();
        while let Some(step) = halve(&now) {
            now = step.apply(&now);
            words.push(step.to_string());
        }
        words
    }

    #[test]
    fn repeats_grow_first_then_sets_then_load() {
        let dose = testing::exercise("x", 3).dose;
        assert_eq!(climb(Kind::Strength, &dose), ["12 reps", "14 reps", "4 sets"]);
        let named = Dose { reps_max: Some(11), ..dose.clone() };
        assert_eq!(climb(Kind::Coordination, &named), ["11 reps", "4 sets"]);
        let loaded = Dose {
            load_g: Some(5000),
            reps: Some(14),
            reps_max: Some(14),
            sets: 4,
            ..dose.clone()
        };
        assert_eq!(climb(Kind::Strength, &loaded)[..3], ["5.25 kg", "5.75 kg", "6.25 kg"]);
        // Under 2.5 kg, a quarter of a kilogram is more than a tenth.
        let light = Dose { load_g: Some(2000), ..loaded };
        assert_eq!(climb(Kind::Strength, &light), [""; 0]);
        let hold = Dose { reps: Some(1), hold_s: Some(45), sets: 5, ..dose.clone() };
        assert_eq!(climb(Kind::Strength, &hold), [""; 0]);
        assert_eq!(climb(Kind::Strength, &Dose { sets: 3, ..hold }), ["4 sets"]);
        for kind in [Kind::Stretch, Kind::Mobility, Kind::Release, Kind::Relaxation, Kind::Neural] {
            assert_eq!(climb(kind, &dose), [""; 0], "{kind:?}");
        }
    }

    #[test]
    fn steady_work_grows_as_far_as_its_file_says() {
        let walk =
            Dose { sets: 1, reps: None, minutes: Some(15), ..testing::exercise("x", 5).dose };
        assert_eq!(climb(Kind::Aerobic, &walk), [""; 0]);
        let far = Dose { minutes_max: Some(30), ..walk };
        assert_eq!(
            climb(Kind::Aerobic, &far),
            ["17 min", "19 min", "21 min", "24 min", "27 min", "30 min"]
        );
    }

    #[test]
    fn what_was_lost_comes_back_first() {
        let dose = testing::exercise("x", 3).dose;
        let less = Dose { sets: 1, ..dose.clone() };
        assert_eq!(up(Kind::Stretch, &less, &dose), Some(Step::Sets { from: 1, to: 2 }));
        let fewer = Dose { reps: Some(7), ..dose.clone() };
        assert_eq!(up(Kind::Stretch, &fewer, &dose), Some(Step::Reps { from: 7, to: 9 }));
    }

    #[test]
    fn half_is_rounded_up_and_ends_at_one() {
        let dose = testing::exercise("x", 3).dose;
        assert_eq!(
            halves(dose.clone()),
            ["2 sets", "1 set", "5 reps", "3 reps", "2 reps", "1 rep"]
        );
        let hold = Dose { sets: 5, reps: Some(1), hold_s: Some(45), ..dose.clone() };
        assert_eq!(halves(hold), ["3 sets", "2 sets", "1 set"]);
        let walk = Dose { sets: 1, reps: None, minutes: Some(15), ..dose };
        assert_eq!(halves(walk.clone()), ["8 min", "4 min", "2 min", "1 min"]);
        assert_eq!(down(&walk), Some(Step::Minutes { from: 15, to: 12 }));
    }

    proptest! {
        /// A step changes one thing, in its own direction, and never leaves what a dose may be.
        #[test]
        fn a_step_is_one_step(sets in 1u32..=10, reps in 1u32..=100, minutes in prop::option::of(1u32..=180),
                              load in prop::option::of(0u32..500_000), kind in 0usize..8) {
            let reps = minutes.is_none().then_some(reps);
            let now = Dose { sets, reps, minutes, minutes_max: Some(180), load_g: load, ..testing::exercise("x", 3).dose };
            let kind = Kind::VARIANTS[kind];
            for (step, is_up) in [(up(kind, &now, &now), true), (halve(&now), false), (down(&now), false)] {
                let Some(step) = step else { continue };
                prop_assert_eq!(step.is_up(), is_up);
                let after = step.apply(&now);
                let changed = [after.sets != now.sets, after.reps != now.reps, after.minutes != now.minutes, after.load_g != now.load_g];
                prop_assert_eq!(changed.iter().filter(|changed| **changed).count(), 1);
                prop_assert!(after.sets >= 1 && after.minutes != Some(0) && after.reps != Some(0));
                prop_assert!(after.sets <= MOST_SETS.max(now.sets));
            }
        }
    }
}
