//! The strictest rule wins, whatever a person has: random plans of one to four of the shipped
//! conditions, in any phase and variant, with any answers, against the rules told a second time in
//! plain words.

use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use strum::VariantArray;

use supple::domain::plan::assignment::{PhaseStart, Plan};
use supple::domain::programme::condition::{Condition, PainRule, PhaseName};
use supple::domain::programme::library_subset::LibrarySubset;
use supple::domain::programme::rule_book::RuleBook;
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::fit::DaySeconds;
use supple::domain::progression::replay::routine;
use supple::domain::progression::routine::{NotDueReason, NotToday, Routine};
use supple::domain::screening::answers::{Answer, Answers, Check, Says};
use supple::domain::screening::safety::Safety;
use supple::domain::screening::setup_question::Effect;
use supple::library::Library;

/// Every shipped condition with its exercises.
static SHELF: LazyLock<LibrarySubset> = LazyLock::new(|| {
    let library = Library::builtin();
    let ids = library.condition_ids();
    library.subset(&ids.iter().map(String::as_str).collect::<Vec<_>>()).expect("the library reads")
});

/// The numbers of the shipped rules.
static RULES: LazyLock<RuleBook> =
    LazyLock::new(|| Library::builtin().rules().expect("the library reads"));

/// The shipped safety questions.
static SAFETY: LazyLock<Arc<Safety>> =
    LazyLock::new(|| Library::builtin().safety().expect("the library reads"));

/// The day everything is asked for.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
}

/// One condition of a plan, in any phase and variant, cleared or not.
fn plan(
    condition: &Condition,
    rank: u32,
    phase: Index,
    variant: Index,
    cleared: bool,
    days: u64,
) -> Plan {
    let from = today().checked_sub_days(Days::new(days)).expect("a date");
    let check = Check { by: "Dr A".to_owned(), on: from };
    let phase = PhaseName::VARIANTS[phase.index(4)];
    let variants = &condition.variants;
    Plan {
        condition: condition.id.clone(),
        side: None,
        variant: (!variants.is_empty()).then(|| variants[variant.index(variants.len())].clone()),
        rank,
        started_on: from,
        ended_on: None,
        phases: vec![PhaseStart { phase, from, cleared: cleared.then_some(check) }],
    }
}

/// One to four conditions.
fn plans() -> impl Strategy<Value = Vec<Plan>> {
    // What is no diagnosis never runs beside one, and has but one phase.
    let diagnoses = SHELF.conditions.values().filter(|condition| condition.is_diagnosis);
    let conditions: Vec<&Condition> = diagnoses.collect();
    let most = conditions.len().min(4);
    let each = (any::<Index>(), any::<Index>(), prop::bool::weighted(0.7), 0u64..30);
    (subsequence(conditions, 1..=most), prop::collection::vec(each, 4)).prop_map(
        |(conditions, choices)| {
            conditions
                .into_iter()
                .zip(choices)
                .zip(1..)
                .map(|((condition, (phase, variant, cleared, days)), rank)| {
                    plan(condition, rank, phase, variant, cleared, days)
                })
                .collect()
        },
    )
}

/// A yes to a few of the set-up questions that only filter, and now and then to one that does more.
fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let ids = |effect: Effect| -> Vec<String> {
        SAFETY
            .setup_questions
            .iter()
            .filter(|asked| asked.effect == effect)
            .map(|asked| asked.id.clone())
            .collect()
    };
    let flags: Vec<String> = SAFETY.red_flags.iter().map(|flag| flag.id.clone()).collect();
    let grave = [flags, ids(Effect::Redirect)].concat();
    let grave = prop_oneof![9 => Just(Vec::new()), 1 => subsequence(grave, 1..3)];
    (subsequence(ids(Effect::Filter), 0..4), grave).prop_map(|(mild, grave)| {
        let noon = today().and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset();
        let yes = |question: String| Answer::new(question, Says::Yes, today(), noon);
        mild.into_iter().chain(grave).map(yes).collect()
    })
}

/// The conditions of a plan with the phase and variant each is in.
fn followed(plans: &[Plan]) -> Vec<(&'static Condition, &Plan, &PhaseStart)> {
    plans
        .iter()
        .map(|plan| {
            (&SHELF.conditions[&plan.condition], plan, plan.phase_on(today()).expect("it runs"))
        })
        .collect()
}

/// Everything that must hold of a routine, told again without looking at how it was made.
fn check(plans: &[Plan], answers: &[Answer], routine: &Routine) -> Result<(), TestCaseError> {
    let followed = followed(plans);
    let is_yes = |id: &String| answers.iter().any(|answer| answer.question == *id);
    let grave = answers.iter().any(|answer| {
        SAFETY.red_flag(&answer.question).is_some_and(|flag| flag.hides)
            || SAFETY
                .setup_question(&answer.question)
                .is_some_and(|asked| asked.effect == Effect::Redirect)
    });
    prop_assert_eq!(grave, !routine.holds.is_empty());
    prop_assert!(!grave || routine.due.is_empty());
    prop_assert!(routine.due.len() <= 5);
    let time = DaySeconds::of_all(routine.due.iter().map(|due| (&due.dose, due.is_steady)));
    prop_assert!(time.exercises <= 30 * 60 && time.exercises + time.steady <= 60 * 60);

    let bone_uncleared = followed.iter().any(|(condition, _, start)| {
        condition.pain_rule == PainRule::BoneZero
            && condition.needs_clearance(start.phase)
            && start.cleared.is_none()
    });
    prop_assert!(!bone_uncleared || routine.due.is_empty());

    let mut names: Vec<&String> = routine.due.iter().map(|due| &due.exercise).collect();
    names.sort();
    names.dedup();
    prop_assert_eq!(names.len(), routine.due.len(), "an exercise twice");
    for due in &routine.due {
        let exercise = &SHELF.exercises[&due.exercise];
        prop_assert!(
            !exercise.contra.iter().any(is_yes),
            "{} in spite of a set-up answer",
            due.exercise
        );
        let mut for_somebody = false;
        for (condition, plan, start) in &followed {
            let excludes = &condition.excludes;
            prop_assert!(
                !excludes.exercises.contains(&exercise.id),
                "{} keeps out {}",
                condition.id,
                exercise.id
            );
            for tag in &exercise.tags {
                prop_assert!(
                    !excludes.tags.contains(tag),
                    "{} keeps out {tag} of {}",
                    condition.id,
                    exercise.id
                );
                let variant =
                    plan.variant.as_ref().and_then(|variant| excludes.variant_tags.get(variant));
                prop_assert!(
                    !variant.is_some_and(|tags| tags.contains(tag)),
                    "{} keeps out {tag}",
                    condition.id
                );
                let delayed = excludes.delays.get(tag).is_some_and(|from| start.phase < *from);
                prop_assert!(!delayed, "{} delays {tag} of {}", condition.id, exercise.id);
            }
            let limit = SAFETY.monitor.limit_for(exercise.kind, [condition.pain_rule]);
            prop_assert!(
                due.pain_max <= limit.acceptable_max,
                "{} allows more pain than {}",
                due.exercise,
                condition.id
            );
            if condition.pain_rule == PainRule::BoneZero {
                prop_assert_eq!(due.pain_max, 0);
                let phase = condition.phase(start.phase).expect("four phases");
                let asked = phase.exercises_for(plan.variant.as_deref());
                prop_assert!(
                    asked.contains(&exercise.id),
                    "{} beside a bone that does not ask for it",
                    exercise.id
                );
            }
            let phase = condition.phase(start.phase).expect("four phases");
            let waits = condition.needs_clearance(start.phase) && start.cleared.is_none();
            let opposed = followed.iter().any(|(other, _, _)| {
                condition.excludes_conditions.contains(&other.id)
                    || other.excludes_conditions.contains(&condition.id)
            });
            let asked = phase.exercises_for(plan.variant.as_deref());
            // What an answer takes out may have another one in its place; what two conditions list
            // has the same one for both.
            let stands_in = asked.iter().any(|listed| {
                followed.iter().any(|(other, _, start)| {
                    let instead = &other.phase(start.phase).expect("four phases").instead;
                    instead.get(listed).is_some_and(|others| others.contains(&exercise.id))
                })
            });
            let listed = asked.contains(&exercise.id) || stands_in;
            prop_assert!(!due.conditions.contains(&condition.id) || (listed && !waits && !opposed));
            if listed && !waits && !opposed {
                for_somebody = true;
                let change = phase.overrides.get(&exercise.id);
                let dose = change
                    .map_or_else(|| exercise.dose.clone(), |change| change.apply(&exercise.dose));
                prop_assert!(
                    due.dose.sets <= dose.sets,
                    "{}: {} and {dose}",
                    due.exercise,
                    due.dose
                );
                prop_assert!(
                    due.dose.reps <= dose.reps.or(due.dose.reps),
                    "{}: {} and {dose}",
                    due.exercise,
                    due.dose
                );
                prop_assert!(due.dose.days_per_week <= dose.days_per_week);
                prop_assert!(due.dose.times_per_day <= dose.times_per_day);
                prop_assert!(due.dose.minutes <= dose.minutes.or(due.dose.minutes));
            }
        }
        prop_assert!(for_somebody, "{} is of no phase", due.exercise);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_strictest_rule_always_wins(plans in plans(), answers in answers()) {
        let record = Record::default();
        let case = Case {
            plans: &plans,
            shelf: &SHELF,
            rules: &RULES,
            safety: &SAFETY,
            answers: &answers.iter().cloned().collect(),
            record: &record,
        };
        check(&plans, &answers, &routine(case, today()))?;
    }
}

#[test]
fn every_condition_alone_has_a_routine_in_each_phase() {
    for condition in SHELF.conditions.values() {
        let variants = if condition.variants.is_empty() {
            vec![None]
        } else {
            condition.variants.iter().cloned().map(Some).collect()
        };
        for variant in variants {
            for phase in condition.phases.iter().map(|phase| phase.name) {
                let cleared = Some(Check { by: "Dr A".to_owned(), on: today() });
                let plan = Plan {
                    condition: condition.id.clone(),
                    side: None,
                    variant: variant.clone(),
                    rank: 1,
                    started_on: today(),
                    ended_on: None,
                    phases: vec![PhaseStart { phase, from: today(), cleared }],
                };
                let case = Case {
                    plans: &[plan],
                    shelf: &SHELF,
                    rules: &RULES,
                    safety: &SAFETY,
                    answers: &Answers::none(),
                    record: &Record::default(),
                };
                let found = routine(case, today());
                assert!(!found.due.is_empty(), "{} {variant:?} {phase}", condition.id);
                // On its first day a phase may keep something for later, and never for good.
                let waits = |out: &NotToday| {
                    matches!(
                        out.because,
                        NotDueReason::TooLong { .. }
                            | NotDueReason::Enough { .. }
                            | NotDueReason::FromDay { .. }
                            | NotDueReason::FromPainlessDay { .. }
                            | NotDueReason::NotSameDay { .. }
                            | NotDueReason::OneOf { .. }
                    )
                };
                let others = found.not_today.iter().filter(|out| !waits(out)).collect::<Vec<_>>();
                assert!(others.is_empty(), "{} {variant:?} {phase}: {others:?}", condition.id);
            }
        }
    }
}
