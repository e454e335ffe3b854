//! Routines and replays of made-up plans: what is due, what stays out, and what becomes of a dose.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;

use super::*;
use crate::domain::diary::exercise_record::{Actual, Symptom};
use crate::domain::diary::pain_point::RecordedScore;
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::SetBy;
use crate::domain::plan::assignment::{Override, PhaseStart, Setting};
use crate::domain::programme::condition::{DoseOverride, Excludes, PainRule, PhaseName};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::case::Record;
use crate::domain::progression::routine::{BlockedUntil, Waiting};
use crate::domain::screening::answers::{Answer, Check, Says};
use crate::domain::testing;
use crate::domain::text::date::{days_after, days_before};

/// The numbers of the shipped rules.
static RULES: LazyLock<RuleBook> = LazyLock::new(testing::rules);

/// The n-th day of the plan.
fn day(n: u64) -> NaiveDate {
    days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
}

/// A plan in its calm phase from day 0.
fn plan(condition: &str, rank: u32) -> Plan {
    Plan {
        condition: condition.to_owned(),
        side: None,
        variant: None,
        rank,
        started_on: day(0),
        ended_on: None,
        phases: vec![PhaseStart { phase: PhaseName::Calm, from: day(0), cleared: None }],
    }
}

/// A session of an exercise on the n-th day.
fn session(exercise: &str, n: u64, outcome: Outcome) -> ExerciseRecord {
    let written_at = day(n).and_hms_opt(20, 0, 0).expect("a time").and_utc().fixed_offset();
    ExerciseRecord {
        day: day(n),
        at: None,
        exercise: exercise.to_owned(),
        outcome,
        note: None,
        private: false,
        written_at,
        source_written_at: None,
    }
}

/// An exercise done on the n-th day.
fn done(exercise: &str, n: u64) -> ExerciseRecord {
    session(exercise, n, Outcome::Done(Actual::default()))
}

/// A shelf with one condition `a` whose calm phase has exercises of these days a week, named by
/// them.
fn shelf(days_per_week: &[u32]) -> LibrarySubset {
    let mut shelf = LibrarySubset::default();
    let ids: Vec<String> = days_per_week.iter().map(|days| format!("x{days}")).collect();
    for (id, days) in ids.iter().zip(days_per_week) {
        shelf.exercises.insert(id.clone(), testing::exercise(id, *days));
    }
    shelf.conditions.insert("a".to_owned(), testing::condition("a", &ids));
    shelf
}

/// The routine of someone who answered no safety question.
fn decide(
    plans: &[Plan],
    shelf: &LibrarySubset,
    sessions: &[ExerciseRecord],
    day: NaiveDate,
) -> Routine {
    answered(plans, shelf, &[], sessions, day)
}

/// The routine of someone who answered these.
fn answered(
    plans: &[Plan],
    shelf: &LibrarySubset,
    answers: &[Answer],
    sessions: &[ExerciseRecord],
    day: NaiveDate,
) -> Routine {
    let record = Record { sessions: sessions.to_vec(), ..Record::default() };
    let safety = testing::safety();
    routine(Case { plans, shelf, rules: &RULES, safety: &safety, answers, record: &record }, day)
}

/// Noon of the n-th day.
fn noon(n: u64) -> DateTime<FixedOffset> {
    day(n).and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset()
}

/// An answer on the n-th day.
fn answer(question: &str, says: Says, n: u64) -> Answer {
    Answer { question: question.to_owned(), says, day: day(n), checked: None, written_at: noon(n) }
}

/// A yes on the first day.
fn yes(question: &str) -> Answer {
    answer(question, Says::Yes, 0)
}

/// A setting of an exercise on the n-th day.
fn setting(exercise: &str, n: u64, by: SetBy, told: Override) -> Setting {
    Setting { exercise: exercise.to_owned(), from: day(n), until: None, by, told }
}

/// A clinician who looked on the n-th day.
fn doctor(n: u64) -> SetBy {
    SetBy::Clinician(Check { by: "Dr A".to_owned(), on: day(n) })
}

/// A dose of five repeats.
fn five_reps() -> DoseOverride {
    DoseOverride { reps: Some(5), ..DoseOverride::default() }
}

/// The exercises that are due on the n-th day.
fn due_on(case: Case<'_>, n: u64) -> Vec<String> {
    due_ids(&routine(case, day(n)))
}

/// The exercises that are due in a routine.
fn due_ids(routine: &Routine) -> Vec<String> {
    routine.due.iter().map(|due| due.exercise.clone()).collect()
}

/// Which of the first `days` days the exercise is due on, when it is always done on the days it is
/// due.
fn due_when_done(days_per_week: u32, days: u64) -> Vec<u64> {
    let shelf = shelf(&[days_per_week]);
    let id = format!("x{days_per_week}");
    let mut sessions = Vec::new();
    let mut due_on = Vec::new();
    for n in 0..days {
        if !decide(&[plan("a", 1)], &shelf, &sessions, day(n)).due.is_empty() {
            due_on.push(n);
            sessions.push(done(&id, n));
        }
    }
    due_on
}

#[test]
fn an_exercise_has_its_days_of_the_week() {
    assert_eq!(due_when_done(7, 9), (0..9).collect::<Vec<_>>());
    assert_eq!(due_when_done(3, 14), [0, 2, 4, 7, 9, 11]);
    assert_eq!(due_when_done(2, 14), [0, 3, 7, 10]);
    for days in 1..=7u32 {
        assert_eq!(due_when_done(days, 28).len(), 4 * days as usize, "{days} days a week");
    }
}

#[test]
fn a_missed_exercise_is_carried_over_until_it_is_done_or_skipped() {
    let shelf = shelf(&[3]);
    let skipped = session("x3", 0, Outcome::Skipped { why: None });
    let late = done("x3", 1);
    for (sessions, n, why) in [
        (vec![], 0, Some(DueReason::ItsDay { days_per_week: 3 })),
        (vec![], 1, Some(DueReason::CarriedOver { from: day(0) })),
        (vec![done("x3", 0)], 1, None),
        (vec![skipped], 1, None),
        // Done a day late, it rests on what would have been its next day, and is carried over from
        // there.
        (vec![late.clone()], 2, None),
        (vec![late], 3, Some(DueReason::CarriedOver { from: day(2) })),
    ] {
        let due = decide(&[plan("a", 1)], &shelf, &sessions, day(n)).due.pop();
        assert_eq!(due.map(|due| due.why), why, "day {n}: {sessions:?}");
    }
}

#[test]
fn what_is_done_today_ticks_off_and_does_not_change_the_list() {
    let shelf = shelf(&[7, 3]);
    let before = decide(&[plan("a", 1)], &shelf, &[], day(0));
    let after = decide(&[plan("a", 1)], &shelf, &[done("x7", 0)], day(0));
    assert_eq!(due_ids(&before), due_ids(&after));
    assert!(after.due[0].is_settled() && !after.due[1].is_settled());
    let skipped = [session("x7", 0, Outcome::Skipped { why: Some("tired".into()) })];
    let after = decide(&[plan("a", 1)], &shelf, &skipped, day(0));
    assert_eq!(after.due[0].skipped.as_deref(), Some("tired"));
}

/// `x7` on the first day, with this pain and these signs.
fn x7_with(pain: Option<&str>, symptoms: &[Symptom]) -> ExerciseRecord {
    let pain = pain.map(|pain| Score::parse(pain).expect("a score"));
    let symptoms = symptoms.to_vec();
    session("x7", 0, Outcome::Done(Actual { pain, symptoms, ..Actual::default() }))
}

#[test]
fn what_was_too_much_is_left_for_the_day_and_comes_back_on_the_next() {
    let mut shelf = shelf(&[7]);
    shelf.exercises.get_mut("x7").expect("it is there").dose.times_per_day = 2;
    let (spread, numb) =
        (StoppedForToday::Sign(Symptom::LegSpread), StoppedForToday::Sign(Symptom::NumbWeak));
    for (sessions, left, settled) in [
        (vec![], None, false),
        (vec![x7_with(None, &[])], None, false),
        (vec![x7_with(Some("5"), &[])], None, false),
        (vec![x7_with(Some("5.1"), &[])], Some(StoppedForToday::Pain { above: 5 }), true),
        (vec![x7_with(Some("2"), &[Symptom::LegSpread])], Some(spread), true),
        (vec![x7_with(None, &[Symptom::NumbWeak])], Some(numb), true),
        (vec![x7_with(Some("6"), &[Symptom::NumbWeak])], Some(numb), true),
        (
            vec![session("x7", 0, Outcome::Skipped { why: None }), x7_with(Some("6"), &[])],
            Some(StoppedForToday::Pain { above: 5 }),
            true,
        ),
        // Doing it all the same is recorded, and there is no rest of it to leave.
        (vec![x7_with(Some("6"), &[]), x7_with(Some("1"), &[])], None, true),
    ] {
        let due = decide(&[plan("a", 1)], &shelf, &sessions, day(0)).due.remove(0);
        assert_eq!((due.rest_left(), due.is_settled()), (left, settled), "{sessions:?}");
        let tomorrow = decide(&[plan("a", 1)], &shelf, &sessions, day(1))
            .due
            .into_iter()
            .find_map(|due| due.left);
        assert_eq!(tomorrow, None, "{sessions:?}");
    }
}

#[test]
fn a_bone_that_hurts_leaves_what_was_begun_and_keeps_back_the_rest() {
    let mut shelf = shelf(&[7, 6, 5]);
    shelf.exercises.get_mut("x6").expect("it is there").dose.times_per_day = 2;
    shelf.conditions.get_mut("a").expect("it is there").pain_rule = PainRule::BoneZero;
    let hurt = session(
        "x7",
        0,
        Outcome::Done(Actual {
            pain: Some(Score::parse("2").expect("a score")),
            ..Actual::default()
        }),
    );
    let routine = decide(&[plan("a", 1)], &shelf, &[done("x6", 0), hurt.clone()], day(0));
    let due: Vec<_> = routine
        .due
        .iter()
        .map(|due| (due.exercise.as_str(), due.done, due.rest_left(), due.is_settled()))
        .collect();
    assert_eq!(due, [("x7", 1, None, true), ("x6", 1, Some(StoppedForToday::BoneRests), true)]);
    let back: Vec<_> =
        routine.not_today.iter().map(|out| (out.exercise.as_str(), &out.because)).collect();
    assert_eq!(back, [("x5", &NotDueReason::BoneRests { on: day(0), until: day(2) })]);
    // The next day it rests as a whole.
    let routine = decide(&[plan("a", 1)], &shelf, &[done("x6", 0), hurt], day(1));
    assert_eq!((routine.due.len(), routine.not_today.len()), (0, 3));
}

#[test]
fn the_first_week_of_a_phase_has_two_sets_at_most() {
    let (shelf, safety) = (shelf(&[7]), testing::safety());
    let daily: Vec<ExerciseRecord> = (0..8).map(|n| hurt("x7", n, 0)).collect();
    for (sessions, n, sets) in [
        (daily.clone(), 0, 2),
        (daily.clone(), 6, 2),
        (daily, 7, 3),
        // One record is enough, as far as it was bearable; nothing recorded is not.
        (vec![hurt("x7", 6, 5)], 7, 3),
        (vec![hurt("x7", 6, 6)], 7, 1),
        (vec![], 8, 2),
        (vec![done("x7", 6)], 8, 2),
    ] {
        let record = Record { sessions, felt: good_mornings(9), ..Record::default() };
        let plans = [plan("a", 1)];
        let case =
            Case { plans: &plans, shelf: &shelf, rules: &RULES, safety: &safety, answers: &[], record: &record };
        assert_eq!(routine(case, day(n)).due[0].dose.sets, sets, "day {n}");
    }
}

/// Numbness or weakness came with `x7` on the second day, and nothing easier is there: it is
/// stopped on the third.
fn with_a_sign() -> ExerciseRecord {
    let symptoms = vec![Symptom::NumbWeak];
    session("x7", 1, Outcome::Done(Actual { symptoms, ..Actual::default() }))
}

#[test]
fn a_stop_goes_on_in_the_next_plan_of_the_same_exercise() {
    let (shelf, record) =
        (shelf(&[7]), Record { sessions: vec![with_a_sign()], ..Record::default() });
    for (end, start) in [(2, 2), (2, 3), (4, 4), (4, 9)] {
        let ended = Plan { ended_on: Some(day(end)), ..plan("a", 1) };
        let phases = vec![PhaseStart { phase: PhaseName::Calm, from: day(start), cleared: None }];
        let again = Plan { started_on: day(start), phases, ..plan("a", 1) };
        let (plans, safety) = ([ended, again], testing::safety());
        let case =
            Case { plans: &plans, shelf: &shelf, rules: &RULES, safety: &safety, answers: &[], record: &record };
        for n in [start, start + 1, start + 30] {
            assert!(
                routine(case, day(n)).due.is_empty(),
                "ended on day {end}, begun on day {start}: day {n}"
            );
        }
    }
}

#[test]
fn a_stop_outlasts_what_keeps_the_exercise_out_for_a_while() {
    let mut shelf = shelf(&[7]);
    shelf.exercises.get_mut("x7").expect("it is there").contra.push("filter".to_owned());
    let safety = testing::safety();
    let answers = [answer("filter", Says::Yes, 4), answer("filter", Says::No, 6)];
    for (sessions, due) in [(vec![], [1, 0, 1]), (vec![with_a_sign()], [0, 0, 0])] {
        let record = Record { sessions, ..Record::default() };
        let case = Case {
            plans: &[plan("a", 1)],
            shelf: &shelf,
            rules: &RULES,
            safety: &safety,
            answers: &answers,
            record: &record,
        };
        assert_eq!([3, 5, 7].map(|n| due_on(case, n).len()), due);
    }
}

#[test]
fn what_a_clinician_put_in_the_place_of_a_stopped_exercise_does_not_lift_the_stop() {
    let mut shelf = shelf(&[7]);
    shelf.exercises.insert("y7".to_owned(), testing::exercise("y7", 7));
    let settings = vec![
        setting("y7", 3, doctor(3), Override::Substitute("x7".to_owned())),
        setting("y7", 5, SetBy::Person, Override::Released),
        setting("x7", 5, SetBy::Person, Override::Released),
    ];
    let record = Record { sessions: vec![with_a_sign()], settings, ..Record::default() };
    let safety = testing::safety();
    let case = Case {
        plans: &[plan("a", 1)],
        shelf: &shelf,
        rules: &RULES,
        safety: &safety,
        answers: &[],
        record: &record,
    };
    assert_eq!([2, 4, 6].map(|n| due_on(case, n)), [vec![], vec!["y7".to_owned()], vec![]]);
}

#[test]
fn where_the_easier_exercise_may_not_be_done_the_one_that_was_too_much_does_not_come_back() {
    let mut shelf = shelf(&[7]);
    let x7 = shelf.exercises.get_mut("x7").expect("it is there");
    (x7.easier, x7.dose.sets) = (vec!["e7".to_owned()], 2);
    let e7 = Exercise { contra: vec!["filter".to_owned()], ..testing::exercise("e7", 7) };
    shelf.exercises.insert("e7".to_owned(), e7);
    let safety = testing::safety();
    let answers = [answer("filter", Says::Yes, 4), answer("filter", Says::No, 6)];
    let spread = Actual { symptoms: vec![Symptom::LegSpread], ..Actual::default() };
    let sessions = vec![session("x7", 1, Outcome::Done(spread))];
    let record = Record { sessions, ..Record::default() };
    let case = Case {
        plans: &[plan("a", 1)],
        shelf: &shelf,
        rules: &RULES,
        safety: &safety,
        answers: &answers,
        record: &record,
    };
    let easier = vec!["e7".to_owned()];
    assert_eq!([3, 5, 7].map(|n| due_on(case, n)), [easier.clone(), vec![], easier]);
    // It begins with no more sets than the lowest dose of the harder one.
    assert_eq!([3, 7].map(|n| routine(case, day(n)).due[0].dose.sets), [1, 1]);
}

#[test]
fn what_reaches_the_plan_by_two_ways_has_the_stricter_dose() {
    let mut shelf = shelf(&[7]);
    shelf.exercises.insert("y7".to_owned(), testing::exercise("y7", 7));
    let mut other = testing::condition("b", &["y7".to_owned()]);
    other.phases[0].overrides.insert("y7".to_owned(), five_reps());
    shelf.conditions.insert("b".to_owned(), other);
    let swap = setting("y7", 1, SetBy::Person, Override::Substitute("x7".to_owned()));
    let record = Record { settings: vec![swap], ..Record::default() };
    let (plans, safety) = ([plan("a", 1), plan("b", 2)], testing::safety());
    let case =
        Case { plans: &plans, shelf: &shelf, rules: &RULES, safety: &safety, answers: &[], record: &record };
    let due = routine(case, day(2)).due;
    assert_eq!((due.len(), due[0].dose.reps, due[0].conditions.len()), (1, Some(5), 2));
}

#[test]
fn before_the_plan_and_after_its_end_nothing_is_due() {
    let shelf = shelf(&[7]);
    let ended = Plan { ended_on: Some(day(5)), ..plan("a", 1) };
    for (on, due) in [(days_before(day(0), 1), 0), (day(0), 1), (day(4), 1), (day(5), 0)] {
        assert_eq!(decide(std::slice::from_ref(&ended), &shelf, &[], on).due.len(), due, "{on}");
    }
}

#[test]
fn two_conditions_share_one_routine_by_the_stricter_dose_and_all_exclusions() {
    let mut shelf = shelf(&[7, 3]);
    let mut other = testing::condition("b", &["x7".to_owned(), "y7".to_owned()]);
    let gentle = DoseOverride { sets: Some(1), times_per_day: Some(1), ..DoseOverride::default() };
    other.phases[0].overrides.insert("x7".to_owned(), gentle);
    other.excludes = Excludes {
        delays: [("load".to_owned(), PhaseName::Restore)].into(),
        ..Excludes::default()
    };
    shelf.conditions.insert("b".to_owned(), other);
    shelf.exercises.insert("y7".to_owned(), testing::exercise("y7", 7));
    shelf.exercises.get_mut("x3").expect("it is there").tags.push("load".to_owned());

    let routine = decide(&[plan("b", 2), plan("a", 1)], &shelf, &[], day(0));
    let names: Vec<_> = routine.due.iter().map(|due| due.exercise.as_str()).collect();
    assert_eq!(names, ["x7", "y7"]);
    assert_eq!(routine.due[0].dose.sets, 1);
    assert_eq!(routine.due[0].conditions, ["a", "b"]);
    let NotDueReason::Barred(barred) = &routine.not_today[0].because else {
        panic!("x3 is kept out")
    };
    assert_eq!(barred.in_words(&[].into()), "b holds it back until its restore phase: load");
}

#[test]
fn a_missed_day_is_planned_once() {
    let shelf = shelf(&[3]);
    let (plans, safety) = ([plan("a", 1)], testing::safety());
    let record = Record::default();
    // While a flag is open, nothing is asked for.
    let flag = Answer { day: day(14), ..yes("never") };
    for (answers, sessions) in [(vec![], 12), (vec![flag], 6)] {
        let case = Case {
            plans: &plans,
            shelf: &shelf,
            rules: &RULES,
            safety: &safety,
            answers: &answers,
            record: &record,
        };
        let planned = Progression::replay(case, day(0), day(27)).planned();
        assert_eq!(planned.iter().map(|planned| planned.sessions).sum::<u32>(), sessions);
    }
}

#[test]
fn what_two_conditions_share_is_not_crowded_out() {
    let mut shelf = shelf(&[7, 6, 5, 4, 3]);
    let ids = ["y1", "y2", "y3", "y4", "x3"].map(str::to_owned);
    for id in &ids[..4] {
        shelf.exercises.insert(id.clone(), testing::exercise(id, 7));
    }
    shelf.conditions.insert("b".to_owned(), testing::condition("b", &ids));
    let found = decide(&[plan("a", 1), plan("b", 2)], &shelf, &[], day(0));
    let names: Vec<_> = found.due.iter().map(|due| due.exercise.as_str()).collect();
    assert_eq!(names, ["x3", "x7", "y1", "x6", "y2"]);
}

#[test]
fn what_does_not_fit_comes_first_next_time() {
    let mut shelf = shelf(&[7]);
    let ids: Vec<String> = (1..=4).map(|n| format!("y{n}")).collect();
    for (condition, mine) in [("a", &ids[..2]), ("b", &ids[2..])] {
        for id in mine {
            shelf.exercises.insert(id.clone(), testing::exercise(id, 7));
        }
        let long = ["x7".to_owned(), format!("{condition}-long")];
        shelf.exercises.insert(long[1].clone(), testing::exercise(&long[1], 7));
        shelf
            .conditions
            .insert(condition.to_owned(), testing::condition(condition, &[mine, &long].concat()));
    }
    let plans = [plan("a", 1), plan("b", 2)];
    let routines = [0, 1, 2].map(|n| decide(&plans, &shelf, &[], day(n)));
    let enough =
        routines[0].not_today.iter().filter(|out| out.because == NotDueReason::Enough { most: 5 }).count();
    assert_eq!(enough, 2);
    assert_eq!(
        routines.each_ref().map(due_ids),
        [
            ["x7", "y1", "y3", "y2", "y4"],
            ["x7", "y1", "y3", "a-long", "b-long"],
            ["x7", "y1", "y3", "y2", "y4"],
        ]
    );
}

#[test]
fn an_open_flag_hides_everything() {
    let shelf = shelf(&[7]);
    let hidden = answered(&[plan("a", 1)], &shelf, &[yes("never")], &[], day(3));
    assert_eq!(hidden.holds.len(), 1);
    assert!(hidden.due.is_empty() && hidden.not_today.is_empty());
    let agree = answered(&[plan("a", 1)], &shelf, &[yes("agree")], &[], day(3));
    assert_eq!((agree.holds[0].act.as_str(), agree.due.len()), ("Line of agree.", 0));
}

#[test]
fn a_set_up_answer_keeps_its_exercises_out_and_warns_on_others() {
    let mut shelf = shelf(&[7, 6]);
    shelf.exercises.get_mut("x7").expect("it is there").contra.push("filter".to_owned());
    shelf.exercises.get_mut("x6").expect("it is there").caution.push("filter".to_owned());
    let found = answered(&[plan("a", 1)], &shelf, &[yes("filter")], &[], day(0));
    assert_eq!(found.not_today[0].because, NotDueReason::SetUp("Line of filter.".to_owned()));
    assert_eq!(
        (found.due[0].exercise.as_str(), found.due[0].cautions.as_slice()),
        ("x6", &["Line of filter.".to_owned()][..])
    );
}

#[test]
fn a_phase_behind_a_gate_waits_for_who_and_when() {
    let mut shelf = shelf(&[7]);
    shelf.conditions.get_mut("a").expect("it is there").clinician_gate = true;
    let mut gated = plan("a", 1);
    let found = decide(std::slice::from_ref(&gated), &shelf, &[], day(0));
    assert_eq!(
        found.waiting,
        [Waiting { condition: "a".into(), until: BlockedUntil::Cleared(PhaseName::Calm) }]
    );
    assert!(found.due.is_empty());
    gated.phases[0].cleared = Some(Check { by: "Dr A".into(), on: day(0) });
    let found = decide(std::slice::from_ref(&gated), &shelf, &[], day(0));
    assert_eq!((found.waiting.len(), found.due.len()), (0, 1));
    // Leaving a phase may be gated as well.
    shelf.conditions.get_mut("a").expect("it is there").phases[0].exit.clinician_gate = true;
    gated.phases.push(PhaseStart { phase: PhaseName::Restore, from: day(5), cleared: None });
    let found = decide(&[gated], &shelf, &[], day(5));
    assert_eq!(found.waiting[0].until, BlockedUntil::Cleared(PhaseName::Restore));
}

#[test]
fn a_bone_leads_binds_the_others_to_its_limit_and_makes_them_wait_with_it() {
    let mut shelf = shelf(&[7]);
    let mut bone = testing::condition("bone", &["y7".to_owned()]);
    bone.pain_rule = PainRule::BoneZero;
    bone.clinician_gate = true;
    shelf.conditions.insert("bone".to_owned(), bone);
    shelf.exercises.insert("y7".to_owned(), testing::exercise("y7", 7));
    let plans = [plan("a", 1), plan("bone", 2)];
    let found = decide(&plans, &shelf, &[], day(0));
    assert!(found.due.is_empty());
    assert_eq!(found.not_today[0].because, NotDueReason::BoneWaits);
    let mut cleared = plans;
    cleared[1].phases[0].cleared = Some(Check { by: "Dr A".into(), on: day(0) });
    let found = decide(&cleared, &shelf, &[], day(0));
    let due: Vec<_> = found.due.iter().map(|due| (due.exercise.as_str(), due.pain_max)).collect();
    assert_eq!(due, [("y7", 0)]);
    // What the bone's own phase does not ask for still waits; what both ask for is done.
    assert_eq!(
        found.not_today[0],
        NotToday { exercise: "x7".into(), because: NotDueReason::BoneWaits }
    );
    let both = shelf.conditions.get_mut("bone").expect("it is there");
    both.phases[0].exercises.push("x7".to_owned());
    let found = decide(&cleared, &shelf, &[], day(0));
    assert_eq!(found.due.iter().map(|due| due.pain_max).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn the_exercises_own_stop_rule_counts_where_it_is_stricter() {
    let mut shelf = shelf(&[7, 6]);
    shelf.exercises.get_mut("x7").expect("it is there").stop.push("pain2".to_owned());
    let found = decide(&[plan("a", 1)], &shelf, &[], day(0));
    assert_eq!(found.due.iter().map(|due| due.pain_max).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn two_programmes_that_exclude_each_other_both_wait() {
    let mut shelf = shelf(&[7]);
    let mut other = testing::condition("b", &["x7".to_owned()]);
    other.excludes_conditions.push("a".to_owned());
    shelf.conditions.insert("b".to_owned(), other);
    let found = decide(&[plan("a", 1), plan("b", 2)], &shelf, &[], day(0));
    assert!(found.due.is_empty());
    assert_eq!(found.waiting.len(), 2);
    // Once one has ended, the other goes on.
    let ended = Plan { ended_on: Some(day(3)), ..plan("b", 2) };
    assert_eq!(decide(&[plan("a", 1), ended], &shelf, &[], day(3)).due.len(), 1);
}

/// A shelf whose calm phase has one exercise with no room left in its dose, and a harder one to go
/// on to.
fn shelf_that_grows() -> LibrarySubset {
    let mut shelf = shelf(&[7]);
    let x7 = shelf.exercises.get_mut("x7").expect("it is there");
    (x7.harder, x7.dose.reps_max, x7.dose.sets) = (vec!["y7".to_owned()], Some(10), 4);
    shelf.exercises.insert("y7".to_owned(), testing::exercise("y7", 7));
    shelf
}

/// An exercise done with this pain on the n-th day.
fn hurt(exercise: &str, n: u64, pain: i64) -> ExerciseRecord {
    let pain = Score::from_tenths(10 * pain);
    session(exercise, n, Outcome::Done(Actual { pain, ..Actual::default() }))
}

/// Mornings without pain on the first `days` days.
fn good_mornings(days: u64) -> Vec<RecordedScore> {
    let score = Score::from_tenths(0).expect("a score");
    (0..days)
        .map(|n| RecordedScore {
            day: day(n),
            score,
            morning: true,
            minute: None,
            known_on: day(n),
        })
        .collect()
}

#[test]
fn what_an_exercise_has_grown_into_outlasts_every_answer_to_a_question() {
    let (shelf, plans, safety) = (shelf_that_grows(), [plan("a", 1)], testing::safety());
    let sessions = (0..16).map(|n| hurt(if n < 14 { "x7" } else { "y7" }, n, 0)).collect();
    let record = Record { sessions, felt: good_mornings(17), ..Record::default() };
    let answers = [13, 14, 15, 16].map(|n| answer("known", Says::No, n));
    let case =
        Case { plans: &plans, shelf: &shelf, rules: &RULES, safety: &safety, answers: &answers, record: &record };
    let due: Vec<String> = (12..17).map(|n| routine(case, day(n)).due.remove(0).exercise).collect();
    let first = due.iter().position(|id| id == "y7").expect("it grows");
    assert!(first < 3 && due[first..].iter().all(|id| id == "y7"), "{due:?}");
}

#[test]
fn no_setting_passes_over_a_sign_and_only_a_clinicians_word_lifts_a_stop() {
    let (shelf, plans, safety) = (shelf(&[7]), [plan("a", 1)], testing::safety());
    let sign = Actual { symptoms: vec![Symptom::NumbWeak], ..Actual::default() };
    let sessions = vec![session("x7", 1, Outcome::Done(sign))];
    let dose = Override::Dose(five_reps());
    // A dose beside the word that lifts it, on the same day, counts as well.
    let released = setting("x7", 3, doctor(3), Override::Released);
    let both = vec![released, setting("x7", 3, doctor(3), dose.clone())];
    let mut rows = vec![(vec![], 1, true), (vec![], 2, false), (both, 5, true)];
    for told in [dose, Override::Released] {
        // Neither the person nor a clinician who cannot have seen it.
        for (by, is_due) in [(SetBy::Person, false), (doctor(0), false), (doctor(2), true)] {
            for n in [2, 3] {
                rows.push((vec![setting("x7", n, by.clone(), told.clone())], 5, is_due));
            }
        }
    }
    for (settings, n, is_due) in rows {
        let record = Record { sessions: sessions.clone(), settings, ..Record::default() };
        let case =
            Case { plans: &plans, shelf: &shelf, rules: &RULES, safety: &safety, answers: &[], record: &record };
        assert_eq!(!due_on(case, n).is_empty(), is_due, "day {n}: {:?}", record.settings);
    }
}

proptest! {
    /// Whatever was done: at most five a day, none twice, a rest day after load, the order of the
    /// sessions does not matter, and only days up to this one do.
    #[test]
    fn a_routine_keeps_its_promises(
        kept in prop::collection::vec((0usize..4, 0u64..30, any::<bool>()), 0..60),
        today in 0u64..30,
    ) {
        let shelf = shelf(&[7, 5, 3, 2]);
        let ids = ["x7", "x5", "x3", "x2"];
        let sessions: Vec<ExerciseRecord> = kept
            .iter()
            .map(|(which, n, skip)| {
                if *skip {
                    session(ids[*which], *n, Outcome::Skipped { why: None })
                } else {
                    done(ids[*which], *n)
                }
            })
            .collect();
        let plans = [plan("a", 1)];
        let found = decide(&plans, &shelf, &sessions, day(today));
        prop_assert!(found.due.len() <= 5);
        let mut names: Vec<_> = found.due.iter().map(|due| &due.exercise).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), found.due.len());
        for due in &found.due {
            let yesterday = sessions.iter().any(|s| s.exercise == due.exercise && s.is_done() && s.day == days_before(day(today), 1));
            prop_assert!(!(yesterday && due.dose.days_per_week <= 3));
        }
        let mut shuffled = sessions.clone();
        shuffled.reverse();
        shuffled.retain(|session| session.day <= day(today));
        prop_assert_eq!(decide(&plans, &shelf, &shuffled, day(today)), found);
    }
}
