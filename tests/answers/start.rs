//! A start without a diagnosis keeps to its file: whatever is recorded, nothing in it ever grows,
//! nothing harder comes, and it offers nothing else.

use proptest::prelude::*;

use crate::promises::{Chance, DAYS, History, recorded};
use crate::shipped::{SHELF, day};
use supple::domain::diary::exercise_record::Outcome;
use supple::domain::plan::assignment::{PhaseStart, Plan};
use supple::domain::programme::condition::{Condition, PhaseName};
use supple::domain::programme::dose::Dose;

/// Every shipped start without a diagnosis.
fn starts() -> Vec<&'static Condition> {
    SHELF.conditions.values().filter(|condition| !condition.is_diagnosis).collect()
}

/// Half a year of a start with a variant of it, in which `how_bad` goes wrong.
fn history(condition: &Condition, variant: Option<&str>, seed: u64, how_bad: u64) -> History {
    let plan = Plan {
        condition: condition.id.clone(),
        side: None,
        variant: variant.map(str::to_owned),
        rank: 1,
        started_on: day(0),
        ended_on: None,
        phases: vec![PhaseStart { phase: PhaseName::Calm, from: day(0), cleared: None }],
    };
    let mut history = recorded(vec![plan], &mut Chance(seed | 1), how_bad);
    // What somebody sets is theirs; here it is about what the rules do.
    history.record.settings.clear();
    // Somebody does all of it with a weight.
    for session in &mut history.record.sessions {
        if let Outcome::Done(actual) = &mut session.outcome {
            actual.load_g = Some(5000);
        }
    }
    history
}

/// Whether a dose is more than another in anything.
fn is_more(now: &Dose, file: &Dose) -> bool {
    now.sets > file.sets
        || now.reps > file.reps
        || now.hold_s > file.hold_s
        || now.minutes > file.minutes
        || now.load_g > file.load_g
        || now.stage > file.stage
        || now.times_per_day > file.times_per_day
        || now.days_per_week > file.days_per_week
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_ever_more_than_its_file_says(seed in any::<u64>(), how_bad in 0u64..10) {
        for condition in starts() {
            for variant in &condition.variants {
                let history = history(condition, Some(variant), seed, how_bad);
                let phase = condition.phase(PhaseName::Calm).expect("its only one");
                let listed = phase.exercises_for(Some(variant));
                let mut course = history.course(day(0));
                for today in (1..DAYS).map(day) {
                    course = course.advance_to(history.case(), today);
                    for due in course.routine().due {
                        prop_assert!(listed.contains(&due.exercise), "{} is due", due.exercise);
                        let file = phase.dose_of(&due.exercise, &SHELF.exercises[&due.exercise].dose);
                        prop_assert!(!is_more(&due.dose, &file), "{}: {}", due.exercise, due.dose);
                        prop_assert!(due.pain_max <= 3, "{} allows {}", due.exercise, due.pain_max);
                    }
                    for standing in course.standings() {
                        prop_assert!(listed.contains(&standing.exercise));
                    }
                }
            }
        }
    }
}

#[test]
fn a_start_asks_for_nothing_that_loads() {
    let kept_out =
        ["end-range-stretch", "heavy-load", "impact", "kegel", "nerve-glide", "pressure-tool"];
    for condition in starts() {
        assert!(condition.phases.len() == 1 && condition.upkeep.is_empty(), "{}", condition.id);
        let phase = &condition.phases[0];
        for id in phase.exercises.iter().chain(phase.alternatives.values().flatten()) {
            let tags = &SHELF.exercises[id].tags;
            assert!(tags.iter().all(|tag| !kept_out.contains(&tag.as_str())), "{id}: {tags:?}");
        }
    }
    assert!(!starts().is_empty());
}
