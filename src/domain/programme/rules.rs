//! What may be done at all: the movements that a condition keeps out, and the stricter of two
//! doses.
//!
//! Everything goes by tags and phases of the data. No exercise and no condition is named here.

use super::condition::{Condition, PhaseName};
use super::dose::{Dose, Grow, Sides, Stage};
use super::exercise::Exercise;

/// A condition as it is followed now.
#[derive(Debug, Clone, Copy)]
pub struct Programme<'a> {
    /// The condition.
    pub condition: &'a Condition,
    /// Its variant.
    pub variant: Option<&'a str>,
    /// Its phase.
    pub phase: PhaseName,
}

impl Programme<'_> {
    /// Whether its phase lists an exercise, or names it in the place of another.
    fn lists(&self, exercise: &Exercise) -> bool {
        self.condition.phase(self.phase).is_some_and(|phase| {
            let mut instead = phase.instead.values().flatten();
            phase.exercises_for(self.variant).contains(&exercise.id)
                || instead.any(|id| *id == exercise.id)
        })
    }
}

/// Why an exercise may not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barred {
    /// The condition that keeps it out, by name.
    pub by: String,
    /// What it keeps out.
    pub what: BarredFor,
}

/// What keeps an exercise out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BarredFor {
    /// The exercise itself.
    Itself,
    /// Everything that its own list does not have.
    Unlisted,
    /// A tag of it, always.
    Tag(String),
    /// A tag of it, before a phase.
    Until {
        /// The tag.
        tag: String,
        /// The first phase that allows it.
        phase: PhaseName,
    },
}

/// The first of `programmes` that keeps `exercise` out, and why. All of them count: the exclusions
/// of several conditions add up.
pub fn barred(exercise: &Exercise, programmes: &[Programme<'_>]) -> Option<Barred> {
    programmes.iter().find_map(|programme| {
        let excludes = &programme.condition.excludes;
        let variant_tags = programme
            .variant
            .and_then(|variant| excludes.variant_tags.get(variant))
            .into_iter()
            .flatten();
        let mut tags = excludes.tags.iter().chain(variant_tags);
        // The reason that holds longest is the one to give: never, before not yet.
        let what = if excludes.exercises.contains(&exercise.id) {
            BarredFor::Itself
        } else if let Some(tag) = tags.find(|tag| exercise.tags.contains(tag)) {
            BarredFor::Tag(tag.clone())
        } else if !programme.condition.is_diagnosis && !programme.lists(exercise) {
            BarredFor::Unlisted
        } else {
            let (tag, phase) = excludes
                .delays
                .iter()
                .find(|(tag, phase)| programme.phase < **phase && exercise.tags.contains(tag))?;
            BarredFor::Until { tag: tag.clone(), phase: *phase }
        };
        Some(Barred { by: programme.condition.name.clone(), what })
    })
}

/// The stricter of two doses of one exercise, field by field: less work, less often, longer rests.
pub fn stricter(a: &Dose, b: &Dose) -> Dose {
    Dose {
        sets: a.sets.min(b.sets),
        sets_max: least(a.sets_max, b.sets_max),
        reps: least(a.reps, b.reps),
        reps_max: least(a.reps_max, b.reps_max),
        // More repeats are less weight, and nothing is less than any: repeats do not fall at all
        // where one of the two does not let them.
        reps_min: a.reps_min.zip(b.reps_min).map(|(a, b)| a.max(b)),
        hold_s: least(a.hold_s, b.hold_s),
        hold_max_s: least(a.hold_max_s, b.hold_max_s),
        minutes: least(a.minutes, b.minutes),
        minutes_max: least(a.minutes_max, b.minutes_max),
        minutes_step: least(a.minutes_step, b.minutes_step),
        stages: fewer_stages(a, b),
        stage: a.stage.min(b.stage),
        grow: if b.grow == Some(Grow::None) { b.grow } else { a.grow.or(b.grow) },
        load_g: least(a.load_g, b.load_g),
        load_step_g: least(a.load_step_g, b.load_step_g),
        times_per_day: a.times_per_day.min(b.times_per_day),
        days_per_week: a.days_per_week.min(b.days_per_week),
        effort: least(a.effort, b.effort),
        // Nothing is less than any rest: `max` takes the one that is there.
        rest_s: a.rest_s.max(b.rest_s),
        rep_rest_s: a.rep_rest_s.max(b.rep_rest_s),
        // Neither of two tempos is stricter; the leading condition's stays.
        tempo: a.tempo,
        sides: if a.sides == Sides::Sore { a.sides } else { b.sides },
        unit: a.unit.clone(),
    }
}

/// The stages of the stricter dose: none where one of the two was set to minutes of its own.
fn fewer_stages(a: &Dose, b: &Dose) -> Vec<Stage> {
    if b.stages.is_empty() { Vec::new() } else { a.stages.clone() }
}

/// The lesser of two numbers, where either may be missing; `min` would take what is missing.
fn least(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    a.into_iter().chain(b).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::condition::Excludes;
    use crate::domain::testing;
    use proptest::prelude::*;

    /// A condition that keeps out what `excludes` says.
    fn excluding(excludes: Excludes) -> Condition {
        Condition { excludes, ..testing::condition("c", &[]) }
    }

    /// Why an exercise tagged `stretch` is kept out by one condition in this phase and variant.
    fn kept_out(excludes: Excludes, variant: Option<&str>, phase: PhaseName) -> Option<String> {
        let exercise = Exercise { tags: vec!["stretch".to_owned()], ..testing::exercise("x", 7) };
        let condition = excluding(excludes);
        let tags = [("stretch".to_owned(), "it is long".to_owned())].into();
        let found = barred(&exercise, &[Programme { condition: &condition, variant, phase }]);
        found.map(|barred| barred.in_words(&tags))
    }

    #[test]
    fn every_kind_of_exclusion_bites() {
        let by_id = Excludes { exercises: vec!["x".into()], ..Excludes::default() };
        assert_eq!(kept_out(by_id, None, PhaseName::Return).as_deref(), Some("c keeps it out"));
        let by_tag = Excludes { tags: vec!["stretch".into()], ..Excludes::default() };
        assert_eq!(
            kept_out(by_tag, None, PhaseName::Return).as_deref(),
            Some("c keeps it out: it is long")
        );
        let by_variant = Excludes {
            variant_tags: [("v".into(), vec!["stretch".into()])].into(),
            ..Excludes::default()
        };
        assert!(kept_out(by_variant.clone(), Some("v"), PhaseName::Calm).is_some());
        assert!(kept_out(by_variant.clone(), Some("w"), PhaseName::Calm).is_none());
        assert!(kept_out(by_variant, None, PhaseName::Calm).is_none());
        let late = Excludes {
            delays: [("stretch".into(), PhaseName::Return)].into(),
            ..Excludes::default()
        };
        assert!(kept_out(late.clone(), None, PhaseName::Strengthen).is_some());
        assert!(kept_out(late, None, PhaseName::Return).is_none());
        assert!(kept_out(Excludes::default(), None, PhaseName::Calm).is_none());
    }

    proptest! {
        /// Adding a condition never lets anything back in.
        #[test]
        fn exclusions_add_up(mine in prop::sample::subsequence(vec!["a", "b", "c"], 0..=3),
                             theirs in prop::sample::subsequence(vec!["a", "b", "c"], 0..=3)) {
            let exercise = Exercise { tags: vec!["b".to_owned()], ..testing::exercise("x", 7) };
            let conditions = [mine, theirs].map(|tags| {
                let tags = tags.into_iter().map(str::to_owned).collect();
                excluding(Excludes { tags, ..Excludes::default() })
            });
            let programmes = conditions
                .each_ref()
                .map(|condition| Programme { condition, variant: None, phase: PhaseName::Calm });
            let [alone, other] =
                programmes.map(|programme| barred(&exercise, &[programme]).is_some());
            prop_assert_eq!(barred(&exercise, &programmes).is_some(), alone || other);
        }

        /// The stricter dose is never more work than either, and does not depend on the order.
        #[test]
        fn the_stricter_dose_is_the_lesser(sets in (1u32..5, 1u32..5), reps in (1u32..20, 1u32..20), days in (1u32..8, 1u32..8)) {
            let [a, b] = [(sets.0, reps.0, days.0), (sets.1, reps.1, days.1)].map(|(sets, reps, days)| {
                Dose { sets, reps: Some(reps), ..testing::exercise("x", days).dose }
            });
            let found = stricter(&a, &b);
            prop_assert_eq!(&found, &stricter(&b, &a));
            for each in [&a, &b] {
                prop_assert!(found.sets <= each.sets && found.reps <= each.reps && found.days_per_week <= each.days_per_week);
            }
        }
    }
}
