//! What a person or a clinician may set of an exercise's dose, and what of it is kept.

use crate::domain::programme::condition::DoseOverride;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Kind;

/// Something that an exercise does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It goes by minutes, and has no repeats and no hold.
    GoesByMinutes,
    /// It goes by repeats, and has no minutes.
    GoesByRepeats,
    /// It is not done with a weight.
    WithoutWeight,
}

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

impl Measure {
    /// Why an exercise of this kind, with the dose `now`, has none of it; `None` where it has.
    pub fn misfit(self, now: &Dose, kind: Kind) -> Option<Misfit> {
        match self {
            Self::Reps | Self::HoldSeconds if now.minutes.is_some() => Some(Misfit::GoesByMinutes),
            Self::Minutes if now.minutes.is_none() => Some(Misfit::GoesByRepeats),
            Self::LoadGrams if !takes_weight(kind) => Some(Misfit::WithoutWeight),
            _ => None,
        }
    }

    /// What a number that stands alone counts most likely: of what a dose asks for, and but for what
    /// is `counted` already, that of which it is the smallest part or multiple.
    pub fn likeliest(number: u32, dose: &Dose, counted: &[Self]) -> Option<Self> {
        let sets = Some(dose.sets).filter(|_| dose.minutes.is_none());
        let asked = [
            (Self::Reps, dose.reps),
            (Self::HoldSeconds, dose.hold_s),
            (Self::Minutes, dose.minutes),
            (Self::Sets, sets),
        ];
        let times = |asked: u32| f64::from(asked.max(number)) / f64::from(asked.min(number));
        let asked =
            asked.into_iter().filter(|(measure, _)| number > 0 && !counted.contains(measure));
        let far = asked.filter_map(|(measure, asked)| Some((measure, times(asked?))));
        far.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(measure, _)| measure)
    }
}

/// What of `named` an exercise of this kind, with the dose `now`, does not have.
pub fn misfit(named: &DoseOverride, now: &Dose, kind: Kind) -> Option<Misfit> {
    let measures = [
        (named.reps, Measure::Reps),
        (named.hold_s, Measure::HoldSeconds),
        (named.minutes, Measure::Minutes),
        (named.load_g, Measure::LoadGrams),
    ];
    measures.into_iter().find_map(|(named, measure)| named.and(measure.misfit(now, kind)))
}

/// Whether work of this kind may be done with a weight.
fn takes_weight(kind: Kind) -> bool {
    matches!(kind, Kind::Strength | Kind::Coordination)
}

/// What is to be kept where the dose is `now` and the phase has `phase`: what is named, and whatever
/// else is not as the phase has it, so that the dose becomes the one of now with nothing but the
/// named changed.
pub fn to_keep(named: &DoseOverride, now: &Dose, phase: &Dose) -> DoseOverride {
    DoseOverride {
        sets: named.sets.or(unless_same(now.sets, phase.sets)),
        reps: named.reps.or(now.reps.filter(|reps| Some(*reps) != phase.reps)),
        hold_s: named.hold_s.or(now.hold_s.filter(|hold| Some(*hold) != phase.hold_s)),
        minutes: named.minutes.or(now.minutes.filter(|minutes| Some(*minutes) != phase.minutes)),
        load_g: named.load_g.or(now.load_g.filter(|load| Some(*load) != phase.load_g)),
        times_per_day: named.times_per_day.or(unless_same(now.times_per_day, phase.times_per_day)),
        days_per_week: named.days_per_week.or(unless_same(now.days_per_week, phase.days_per_week)),
        ..DoseOverride::default()
    }
}

/// A number that differs from another.
fn unless_same(now: u32, phase: u32) -> Option<u32> {
    (now != phase).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    /// A dose by repeats.
    fn dose() -> Dose {
        Dose { reps: Some(10), ..testing::exercise("clamshell", 3).dose }
    }

    #[test]
    fn an_exercise_takes_only_what_it_has() {
        let by_minutes = Dose { minutes: Some(10), ..dose() };
        let by_repeats = dose();
        let reps = DoseOverride { reps: Some(8), ..DoseOverride::default() };
        let minutes = DoseOverride { minutes: Some(8), ..DoseOverride::default() };
        let load = DoseOverride { load_g: Some(500), ..DoseOverride::default() };
        for (named, now, kind, expected) in [
            (&reps, &by_minutes, Kind::Strength, Some(Misfit::GoesByMinutes)),
            (&minutes, &by_repeats, Kind::Strength, Some(Misfit::GoesByRepeats)),
            (&load, &by_repeats, Kind::Stretch, Some(Misfit::WithoutWeight)),
            (&load, &by_repeats, Kind::Strength, None),
            (&reps, &by_repeats, Kind::Stretch, None),
            (&minutes, &by_minutes, Kind::Stretch, None),
        ] {
            assert_eq!(misfit(named, now, kind), expected, "{named:?} {kind:?}");
        }
    }

    #[test]
    fn what_is_not_named_stays_as_it_is_now() {
        let phase = Dose { sets: 2, ..dose() };
        let now = Dose { sets: 3, ..dose() };
        let named = DoseOverride { days_per_week: Some(4), ..DoseOverride::default() };
        let expected =
            DoseOverride { sets: Some(3), days_per_week: Some(4), ..DoseOverride::default() };
        assert_eq!(to_keep(&named, &now, &phase), expected);
    }
}
