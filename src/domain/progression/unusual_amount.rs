//! Amounts of exercises that may be slips of the fingers: `--minutes 500` for 50.

use crate::domain::diary::exercise_record::Actual;
use crate::domain::programme::dose::Dose;
use crate::domain::text::limits;

/// How many times what a dose asks for is asked about: a zero too many. A design choice.
const ASKED_TIMES: u32 = 10;

/// What is counted of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Rounds.
    Sets,
    /// Repeats of a set.
    Reps,
    /// Seconds that a repeat is held.
    HoldSeconds,
    /// Minutes of steady work.
    Minutes,
    /// A weight in grams.
    LoadGrams,
}

/// An amount that may be a slip of the fingers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnusualAmount {
    /// What it is counted in.
    pub measure: Measure,
    /// How much was typed.
    pub typed: u32,
    /// How much the dose asks for; `None` where it asks for nothing of it.
    pub dose: Option<u32>,
}

/// The amounts of what was `typed` that may be slips: ten times what the dose asks for, or more
/// than any dose may ask for. A weight has no such end.
pub fn unusual_amounts(typed: &Actual, dose: &Dose) -> Vec<UnusualAmount> {
    let most_reps = typed.reps_of_sets.iter().copied().max().or(typed.reps);
    let amounts = [
        (Measure::Sets, typed.sets, Some(dose.sets), *limits::dose::SETS.end()),
        (Measure::Reps, most_reps, dose.reps, *limits::dose::REPS.end()),
        (Measure::HoldSeconds, typed.hold_s, dose.hold_s, *limits::dose::HOLD_S.end()),
        (Measure::Minutes, typed.minutes, dose.minutes, *limits::dose::MINUTES.end()),
        (Measure::LoadGrams, typed.load_g, dose.load_g.filter(|load| *load > 0), u32::MAX),
    ];
    let unusual = amounts.into_iter().filter_map(|(measure, typed, dose, most)| {
        let typed = typed?;
        let is_far = dose.is_some_and(|dose| typed >= dose.saturating_mul(ASKED_TIMES));
        (is_far || typed > most).then_some(UnusualAmount { measure, typed, dose })
    });
    unusual.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    #[test]
    fn an_amount_far_beyond_the_dose_is_unusual_and_no_other() {
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
        let dose = Dose {
            sets: 2,
            reps: Some(8),
            hold_s: Some(5),
            minutes: Some(15),
            load_g: Some(2500),
            ..testing::exercise("bridge", 3).dose
        };
        let nothing =
            Dose { reps: None, hold_s: None, minutes: None, load_g: None, ..dose.clone() };
        for (measure, amount, by_dose, by_none) in [
            (Measure::Sets, 6, false, false),
            (Measure::Sets, 20, true, true),
            (Measure::Reps, 30, false, false),
            (Measure::Reps, 80, true, false),
            (Measure::Reps, 101, true, true),
            (Measure::HoldSeconds, 45, false, false),
            (Measure::HoldSeconds, 50, true, false),
            (Measure::HoldSeconds, 301, true, true),
            (Measure::Minutes, 120, false, false),
            (Measure::Minutes, 150, true, false),
            (Measure::Minutes, 500, true, true),
            (Measure::LoadGrams, 20_000, false, false),
            (Measure::LoadGrams, 25_000, true, false),
        ] {
            let typed = typed(measure, amount);
            let is_unusual = |dose| !unusual_amounts(&typed, dose).is_empty();
            assert_eq!(is_unusual(&dose), by_dose, "{measure:?} {amount}");
            assert_eq!(is_unusual(&nothing), by_none, "{measure:?} {amount} without a dose");
        }
        let sets =
            Actual { sets: Some(2), reps: Some(8), reps_of_sets: vec![8, 80], ..Actual::default() };
        assert_eq!(unusual_amounts(&sets, &dose)[0].typed, 80);
    }
}
