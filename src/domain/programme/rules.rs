//! What may be done at all: the movements that a condition keeps out, and the stricter of two
//! doses.
//!
//! Everything goes by tags and phases of the data. No exercise and no condition is named here.

use std::collections::BTreeMap;

use super::condition::{Condition, PhaseName};
use super::dose::{Dose, Sides};
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

impl Barred {
    /// The reason in words, with what `tags` say a tag means; a tag that is not among them stands
    /// for itself.
    pub fn in_words(&self, tags: &BTreeMap<String, String>) -> String {
        let meaning = |tag: &String| tags.get(tag).unwrap_or(tag).clone();
        match &self.what {
            BarredFor::Itself => format!("{} keeps it out", self.by),
            BarredFor::Tag(tag) => format!("{} keeps it out: {}", self.by, meaning(tag)),
            BarredFor::Until { tag, phase } => {
                format!("{} holds it back until its {phase} phase: {}", self.by, meaning(tag))
            }
        }
    }
}

/// The first of `programmes` that keeps `exercise` out, and why. All of them count: the exclusions
/// of several conditions add up.
pub fn barred(exercise: &Exercise, programmes: &[Programme<'_>]) -> Option<Barred> {
    programmes.iter().find_map(|programme| {
        let excludes = &programme.condition.excludes;
        let has = |tag: &&String| exercise.tags.contains(tag);
        let variant_tags = programme
            .variant
            .and_then(|variant| excludes.variant_tags.get(variant))
            .into_iter()
            .flatten();
        let what = if excludes.exercises.contains(&exercise.id) {
            BarredFor::Itself
        } else if let Some(tag) = excludes.tags.iter().chain(variant_tags).find(has) {
            BarredFor::Tag(tag.clone())
        } else {
            let (tag, phase) = excludes
                .delays
                .iter()
                .find(|(tag, phase)| programme.phase < **phase && has(tag))?;
            BarredFor::Until { tag: tag.clone(), phase: *phase }
        };
        Some(Barred { by: programme.condition.name.clone(), what })
    })
}

/// The stricter of two doses of one exercise, field by field: less work, less often, longer rests.
pub fn stricter(a: &Dose, b: &Dose) -> Dose {
    let least = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
    let most = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).max();
    Dose {
        sets: a.sets.min(b.sets),
        reps: least(a.reps, b.reps),
        reps_max: least(a.reps_max, b.reps_max),
        hold_s: least(a.hold_s, b.hold_s),
        minutes: least(a.minutes, b.minutes),
        minutes_max: least(a.minutes_max, b.minutes_max),
        load_g: least(a.load_g, b.load_g),
        times_per_day: a.times_per_day.min(b.times_per_day),
        days_per_week: a.days_per_week.min(b.days_per_week),
        effort: least(a.effort, b.effort),
        rest_s: most(a.rest_s, b.rest_s),
        rep_rest_s: most(a.rep_rest_s, b.rep_rest_s),
        tempo: a.tempo,
        sides: if a.sides == Sides::Sore { a.sides } else { b.sides },
        unit: a.unit.clone(),
    }
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
            let words = |tags: Vec<&str>| tags.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let exercise = Exercise { tags: words(vec!["b"]), ..testing::exercise("x", 7) };
            let one = excluding(Excludes { tags: words(mine), ..Excludes::default() });
            let two = excluding(Excludes { tags: words(theirs), ..Excludes::default() });
            let programme = |condition| Programme { condition, variant: None, phase: PhaseName::Calm };
            let alone = barred(&exercise, &[programme(&one)]).is_some();
            let other = barred(&exercise, &[programme(&two)]).is_some();
            prop_assert_eq!(barred(&exercise, &[programme(&one), programme(&two)]).is_some(), alone || other);
        }

        /// The stricter dose is never more work than either, and does not depend on the order.
        #[test]
        fn the_stricter_dose_is_the_lesser(sets in (1u32..5, 1u32..5), reps in (1u32..20, 1u32..20), days in (1u32..8, 1u32..8)) {
            let dose = |sets, reps, days| Dose { sets, reps: Some(reps), ..testing::exercise("x", days).dose };
            let (a, b) = (dose(sets.0, reps.0, days.0), dose(sets.1, reps.1, days.1));
            let found = stricter(&a, &b);
            prop_assert_eq!(&found, &stricter(&b, &a));
            for each in [&a, &b] {
                prop_assert!(found.sets <= each.sets && found.reps <= each.reps && found.days_per_week <= each.days_per_week);
            }
        }
    }
}
