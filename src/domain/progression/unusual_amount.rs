//! Amounts of exercises that may be slips of the fingers: `--minutes 500` for 50, repeats of a walk.

use crate::domain::diary::exercise_record::Actual;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Kind;
use crate::domain::progression::settable::{Measure, Misfit};
use crate::domain::text::limits;

/// How many times what a dose asks for is asked about: a zero too many. A design choice.
const ASKED_TIMES: u32 = 10;

/// An amount that may be a slip of the fingers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnusualAmount {
    /// What it is counted in.
    pub measure: Measure,
    /// How much was typed.
    pub typed: u32,
    /// Why it may be one.
    pub because: Unusual,
}

/// Why an amount may be a slip of the fingers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// The exercise is not counted in it.
    Misfit(Misfit),
    /// The dose asks for a small part of it: for so much.
    FarAbove(u32),
    /// No dose may ask for so much.
    AboveAll,
}

/// The amounts of what was `typed` for an exercise of this kind that may be slips: what it is not
/// counted in, ten times what the dose asks for, or more than any dose may ask for. A weight has no
/// such end.
pub fn unusual_amounts(typed: &Actual, dose: &Dose, kind: Kind) -> Vec<UnusualAmount> {
    let most_reps = typed.reps_of_sets.iter().copied().max().or(typed.reps);
    let amounts = [
        (Measure::Sets, typed.sets, Some(dose.sets), *limits::dose::SETS.end()),
        (Measure::Reps, most_reps, dose.reps, *limits::dose::REPS.end()),
        (Measure::HoldSeconds, typed.hold_s, dose.hold_s, *limits::dose::HOLD_S.end()),
        (Measure::Minutes, typed.minutes, dose.minutes, *limits::dose::MINUTES.end()),
        (Measure::LoadGrams, typed.load_g, dose.load_g.filter(|load| *load > 0), u32::MAX),
    ];
    let unusual = amounts.into_iter().filter_map(|(measure, typed, asked, most)| {
        let typed = typed?;
        let far_above = asked.filter(|asked| typed >= asked.saturating_mul(ASKED_TIMES));
        let because = measure
            .misfit(dose, kind)
            .map(Unusual::Misfit)
            .or(far_above.map(Unusual::FarAbove))
            .or((typed > most).then_some(Unusual::AboveAll))?;
        Some(UnusualAmount { measure, typed, because })
    });
    unusual.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    #[test]
    fn an_amount_far_beyond_the_dose_or_of_another_kind_is_unusual_and_no_other() {
        let typed = |measure: Measure, amount: u32| {
            let mut actual = Actual::default();
            match measure {
                Measure::Sets => actual.sets = Some(amount),
                Measure::Reps => actual.reps = Some(amount),
                Measure::HoldSeconds => actual.hold_s = Some(amount),
                Measure::Minutes => actual.minutes = Some(amount),
                Measure::LoadGrams => actual.load_g = Some(amount),
            }
            actual
        };
        let counted = Dose {
            sets: 2,
            reps: Some(8),
            hold_s: Some(5),
            minutes: None,
            load_g: Some(2500),
            ..testing::exercise("bridge", 3).dose
        };
        let steady =
            Dose { reps: None, hold_s: None, minutes: Some(15), load_g: None, ..counted.clone() };
        let bare = Dose { hold_s: None, load_g: None, ..counted.clone() };
        let by_minutes = Some(Unusual::Misfit(Misfit::GoesByMinutes));
        let by_repeats = Some(Unusual::Misfit(Misfit::GoesByRepeats));
        let without_weight = Some(Unusual::Misfit(Misfit::WithoutWeight));
        for (dose, kind, measure, amount, expected) in [
            (&counted, Kind::Strength, Measure::Sets, 6, None),
            (&counted, Kind::Strength, Measure::Sets, 20, Some(Unusual::FarAbove(2))),
            (&counted, Kind::Strength, Measure::Reps, 30, None),
            (&counted, Kind::Strength, Measure::Reps, 80, Some(Unusual::FarAbove(8))),
            (&counted, Kind::Strength, Measure::HoldSeconds, 45, None),
            (&counted, Kind::Strength, Measure::HoldSeconds, 50, Some(Unusual::FarAbove(5))),
            (&counted, Kind::Strength, Measure::Minutes, 1, by_repeats),
            (&counted, Kind::Strength, Measure::LoadGrams, 20_000, None),
            (&counted, Kind::Strength, Measure::LoadGrams, 25_000, Some(Unusual::FarAbove(2500))),
            // A weight that nobody has set may be any, where the work is done with one.
            (&bare, Kind::Coordination, Measure::LoadGrams, 25_000, None),
            (&bare, Kind::Stretch, Measure::LoadGrams, 500, without_weight),
            // A hold that the dose does not ask for is still one.
            (&bare, Kind::Strength, Measure::HoldSeconds, 100, None),
            (&bare, Kind::Strength, Measure::HoldSeconds, 301, Some(Unusual::AboveAll)),
            (&steady, Kind::Aerobic, Measure::Sets, 6, None),
            (&steady, Kind::Aerobic, Measure::Reps, 1, by_minutes),
            (&steady, Kind::Aerobic, Measure::HoldSeconds, 1, by_minutes),
            (&steady, Kind::Aerobic, Measure::LoadGrams, 500, without_weight),
            (&steady, Kind::Aerobic, Measure::Minutes, 120, None),
            (&steady, Kind::Aerobic, Measure::Minutes, 150, Some(Unusual::FarAbove(15))),
        ] {
            let unusual = unusual_amounts(&typed(measure, amount), dose, kind);
            let because = unusual.first().map(|amount| amount.because);
            assert_eq!(because, expected, "{measure:?} {amount} of {dose:?}");
        }
        let sets =
            Actual { sets: Some(2), reps: Some(8), reps_of_sets: vec![8, 80], ..Actual::default() };
        assert_eq!(unusual_amounts(&sets, &counted, Kind::Strength)[0].typed, 80);
    }
}
