//! Routines and replays of made-up plans: what is due, what stays out, and what becomes of a dose.

use std::rc::Rc;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;

use super::*;
use crate::domain::diary::exercise_record::{Actual, Symptom};
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::rating::RecordedScore;
use crate::domain::diary::score::Score;
use crate::domain::flare::score_book::ScoreBook;
use crate::domain::plan::assignment::{InPlan, Override, PhaseStart, SetBy, Setting};
use crate::domain::programme::condition::{DoseOverride, Excludes, PainRule, PhaseName};
use crate::domain::programme::dose::Grow;
use crate::domain::programme::exercise::{IMPACT, Kind, PRESSURE};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::case::Record;
use crate::domain::progression::routine::{BlockedUntil, Waiting};
use crate::domain::screening::answers::{Answer, Answers, Check, Says};
use crate::domain::screening::safety::Safety;
use crate::domain::testing;
use crate::domain::text::date::{days_after, days_before};

mod checkpoint;

/// Answers as they are looked at, for as long as the test runs.
fn kept(answers: &[Answer]) -> &'static Answers {
    Box::leak(Box::new(answers.iter().cloned().collect()))
}

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
    ExerciseRecord::new(day(n), exercise, outcome, written_at)
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
    routine(
        Case {
            plans,
            shelf,
            rules: &RULES,
            safety: &safety,
            answers: kept(answers),
            record: &record,
        },
        day,
    )
}

/// Noon of the n-th day.
fn noon(n: u64) -> DateTime<FixedOffset> {
    day(n).and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset()
}

/// An answer on the n-th day.
fn answer(question: &str, says: Says, n: u64) -> Answer {
    Answer::new(question, says, day(n), noon(n))
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
        let record = Record { sessions, scores: book(&good_mornings(9)), ..Record::default() };
        let plans = [plan("a", 1)];
        let case = Case {
            plans: &plans,
            shelf: &shelf,
            rules: &RULES,
            safety: &safety,
            answers: &Answers::none(),
            record: &record,
        };
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
        let case = Case {
            plans: &plans,
            shelf: &shelf,
            rules: &RULES,
            safety: &safety,
            answers: &Answers::none(),
            record: &record,
        };
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
            answers: kept(&answers),
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
        answers: &Answers::none(),
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
        answers: kept(&answers),
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
    let case = Case {
        plans: &plans,
        shelf: &shelf,
        rules: &RULES,
        safety: &safety,
        answers: &Answers::none(),
        record: &record,
    };
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
            answers: kept(&answers),
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
    let enough = routines[0]
        .not_today
        .iter()
        .filter(|out| out.because == NotDueReason::Enough { most: 5 })
        .count();
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

/// A book of some scores.
fn book(felt: &[RecordedScore]) -> Arc<ScoreBook> {
    Arc::new(ScoreBook::new(felt.iter().copied(), RULES.evening_from))
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
    let record = Record { sessions, scores: book(&good_mornings(17)), ..Record::default() };
    let answers = [13, 14, 15, 16].map(|n| answer("known", Says::No, n));
    let case = Case {
        plans: &plans,
        shelf: &shelf,
        rules: &RULES,
        safety: &safety,
        answers: kept(&answers),
        record: &record,
    };
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
    // A dose says how much, and not that anybody has looked.
    for (told, lifts) in [(dose, false), (Override::Released, true)] {
        // Neither the person nor a clinician who cannot have seen it.
        for (by, is_due) in [(SetBy::Person, false), (doctor(0), false), (doctor(2), true)] {
            for n in [2, 3] {
                let is_due = is_due && lifts;
                rows.push((vec![setting("x7", n, by.clone(), told.clone())], 5, is_due));
            }
        }
    }
    for (settings, n, is_due) in rows {
        let record = Record { sessions: sessions.clone(), settings, ..Record::default() };
        let case = Case {
            plans: &plans,
            shelf: &shelf,
            rules: &RULES,
            safety: &safety,
            answers: &Answers::none(),
            record: &record,
        };
        assert_eq!(!due_on(case, n).is_empty(), is_due, "day {n}: {:?}", record.settings);
    }
}

/// What a person recorded, for one condition `a` from day 0 on.
#[derive(Debug, Clone)]
struct Diary {
    shelf: Rc<LibrarySubset>,
    plans: Vec<Plan>,
    answers: Vec<Answer>,
    /// Every score that is in the record, in the order of writing.
    felt: Vec<RecordedScore>,
    record: Record,
}

impl Diary {
    /// A diary with usual scores, for some exercises of so many days a week.
    fn new(shelf: LibrarySubset) -> Self {
        let (plans, answers, record) = (vec![plan("a", 1)], vec![], Record::default());
        Self { shelf: Rc::new(shelf), plans, answers, felt: vec![], record }
    }

    /// Keeps the scores that are wanted.
    fn keep_scores(&mut self, wanted: impl Fn(&RecordedScore) -> bool) {
        self.felt.retain(wanted);
        self.record.scores = book(&self.felt);
    }

    /// Adds scores, written after those that are there.
    fn rate(&mut self, scores: impl IntoIterator<Item = RecordedScore>) {
        self.felt.extend(scores);
        self.record.scores = book(&self.felt);
    }

    fn case(&self) -> Case<'_> {
        let Self { shelf, plans, answers, record, .. } = self;
        Case { plans, shelf, rules: &RULES, safety: &SAFETY, answers: kept(answers), record }
    }

    fn on(&self, n: u64) -> Progression<'_> {
        Progression::replay(self.case(), day(0), day(n))
    }

    /// What is due on the n-th day, with its sets.
    fn sets(&self, n: u64) -> Vec<(String, u32)> {
        let due = self.on(n).routine().due.into_iter();
        due.map(|due| (due.exercise, due.dose.sets)).collect()
    }

    /// The sets of an exercise on the n-th day; `None` where it is not due.
    fn sets_of(&self, id: &str, n: u64) -> Option<u32> {
        self.sets(n).into_iter().find(|(due, _)| due == id).map(|(_, sets)| sets)
    }

    /// The stored dose of a listed exercise, and what is done in its place.
    fn stored(&self, listed: &str, n: u64) -> (String, Dose) {
        let found = self.on(n).standings().find(|standing| standing.listed == listed);
        found.map(|standing| (standing.exercise, standing.dose)).expect("it is listed")
    }

    /// Mornings of so many tenths on some days.
    fn mornings(mut self, days: std::ops::Range<u64>, tenths: i64) -> Self {
        self.rate(days.map(|n| scored(n, tenths, true)));
        self
    }

    /// An exercise done with this pain on each of some days.
    fn done(mut self, id: &str, days: impl IntoIterator<Item = u64>, pain: i64) -> Self {
        self.record.sessions.extend(days.into_iter().map(|n| hurt(id, n, pain)));
        self
    }

    /// A word about a flare on the n-th day.
    fn says(mut self, n: u64, change: FlareChange) -> Self {
        self.record.flare_words.push(FlareWord { day: day(n), change, written_at: noon(n) });
        self
    }

    /// What was decided about an exercise and changed it: the day, and which way.
    fn changes(&self, id: &str, n: u64) -> Vec<(u64, &'static str)> {
        let progression = self.on(n);
        let changes = progression.changes().iter().filter(|decision| decision.exercise == id);
        let number = |on| u64::try_from(days_between(day(0), on)).expect("after the first");
        changes.map(|decision| (number(decision.on), decision.change.word())).collect()
    }
}

/// A score of the n-th day, in tenths.
fn scored(n: u64, tenths: i64, morning: bool) -> RecordedScore {
    let score = Score::from_tenths(tenths).expect("a score");
    let minute = Some(if morning { 7 * 60 } else { 20 * 60 });
    RecordedScore { day: day(n), score, morning, minute, known_on: day(n) }
}

/// The safety questions of the tests.
static SAFETY: LazyLock<Safety> = LazyLock::new(testing::safety);

/// Strength work, a walk, a stretch, a run and a ball, all of them daily.
fn varied() -> LibrarySubset {
    let mut shelf = LibrarySubset::default();
    let short = |id: &str| {
        let exercise = testing::exercise(id, 7);
        let dose = Dose { reps: Some(2), grow: Some(Grow::None), ..exercise.dose.clone() };
        Exercise { dose, ..exercise }
    };
    let steady = |id: &str, minutes| {
        let exercise = short(id);
        let dose = Dose { sets: 1, reps: None, minutes: Some(minutes), ..exercise.dose.clone() };
        Exercise { kind: Kind::Aerobic, dose, ..exercise }
    };
    let tagged =
        |exercise: Exercise, tag: &str| Exercise { tags: vec![tag.to_owned()], ..exercise };
    for exercise in [
        short("strong"),
        steady("walk", 20),
        Exercise { kind: Kind::Stretch, ..short("stretch") },
        tagged(steady("run", 10), IMPACT),
        tagged(Exercise { kind: Kind::Release, ..short("ball") }, PRESSURE),
    ] {
        shelf.exercises.insert(exercise.id.clone(), exercise);
    }
    let ids = ["strong", "walk", "stretch", "run", "ball"].map(str::to_owned);
    shelf.conditions.insert("a".to_owned(), testing::condition("a", &ids));
    shelf
}

/// A diary of those with all done on the first twenty days, and then so many days of a flare by
/// word, with only the walk done in it.
fn flaring(shelf: LibrarySubset, days: u64) -> Diary {
    let diary = ["strong", "stretch", "run", "ball"]
        .iter()
        .fold(Diary::new(shelf), |diary, id| diary.done(id, 0..20, 0));
    let end = 20 + days;
    let diary = diary.mornings(0..20, 20).mornings(20..end, 50).mornings(end..80, 20);
    diary.done("walk", 0..end, 0).says(20, FlareChange::Began).says(end, FlareChange::Ended)
}

/// What is due on the n-th day, with its dose.
fn doses_due(diary: &Diary, n: u64) -> Vec<String> {
    let due = diary.on(n).routine().due.into_iter();
    due.map(|due| format!("{} {}", due.exercise, due.dose)).collect()
}

#[test]
fn a_flare_halves_loading_work_on_every_other_day_and_leaves_out_what_lands_or_presses() {
    let diary = flaring(varied(), 10).done("strong", [21], 0);
    let due = |n| doses_due(&diary, n);
    let all = ["strong 3 × 2", "walk 20 min", "stretch 3 × 2", "run 10 min", "ball 3 × 2"];
    assert_eq!(due(19), all);
    // Done the day before, loading work rests.
    let [rest, work] =
        [&["walk 12 min", "stretch 3 × 2"][..], &["strong 2 × 2", "walk 12 min", "stretch 3 × 2"]];
    assert_eq!([20, 21, 22, 23].map(due), [rest, work, rest, work]);
    let routine = diary.on(22).routine();
    let because = |id: &str| {
        let out = routine.not_today.iter().find(|out| out.exercise == id);
        out.map(|out| out.because.word())
    };
    assert_eq!(
        ["strong", "run", "ball"].map(because),
        [Some("rest"), Some("in-flare"), Some("in-flare")]
    );
    // What was reached is kept, and shown beside the day's.
    assert_eq!(diary.stored("strong", 21).1.sets, 3);
    let strong = &diary.on(21).routine().due[0];
    let lighter = strong.lighter.as_ref().map(|lighter| (lighter.because, lighter.reached.sets));
    assert_eq!(lighter, Some((LighterDay::Flare, 3)));
    assert_eq!(diary.changes("strong", 28), [(7, "up")], "the first week ends, and nothing else");
}

#[test]
fn after_a_flare_the_way_back_has_one_step_or_after_a_week_two() {
    let walks = |days: u64, done: &[u64]| {
        let end = 20 + days;
        let diary = flaring(varied(), days).done("walk", done.to_vec(), 0);
        let minutes = |n| {
            let due = diary.on(n).routine().due;
            let walk = due.into_iter().find(|due| due.exercise == "walk").expect("it is due");
            (walk.dose.minutes.expect("a walk"), walk.lighter.map(|lighter| lighter.because))
        };
        (0..4).map(|n| minutes(end + n)).collect::<Vec<_>>()
    };
    let back = |minutes| (minutes, Some(LighterDay::WayBack));
    // Halfway, and then as before; a day without it does not count.
    assert_eq!(walks(3, &[23, 24]), [back(16), (20, None), (20, None), (20, None)]);
    assert_eq!(walks(3, &[24]), [back(16), back(16), (20, None), (20, None)]);
    assert_eq!(walks(6, &[26, 27])[..2], [back(16), (20, None)]);
    assert_eq!(walks(7, &[27, 28, 29])[..3], [back(15), back(18), (20, None)]);
}

#[test]
fn what_is_done_in_a_flare_or_on_the_way_back_proves_and_spoils_nothing() {
    let shelf = || {
        let mut shelf = varied();
        shelf.exercises.get_mut("strong").expect("it is there").dose.grow = None;
        shelf
    };
    let diary = || Diary::new(shelf()).done("strong", [5, 8, 9, 10], 0).mornings(0..8, 20);
    // Without a flare it grows on three good records.
    let grown = diary().mornings(8..60, 20);
    assert_eq!(grown.changes("strong", 14), [(7, "up"), (11, "up")]);
    let flare = diary().mornings(8..14, 50).mornings(14..60, 20).says(8, FlareChange::Began);
    let first_week = [(7, "up")];
    assert_eq!(flare.changes("strong", 14), first_week);
    let hurt = flare.clone().done("strong", [11, 12], 7);
    assert_eq!(hurt.changes("strong", 14), first_week);
    // The first record after the flare is on the way back: it proves nothing either.
    let back = flare.says(14, FlareChange::Ended).done("strong", [14, 15, 16, 17], 0);
    assert_eq!(back.changes("strong", 18), [(7, "up"), (18, "up")]);
    // A sign is a sign.
    let mut sign = hurt;
    let numb = Actual { symptoms: vec![Symptom::NumbWeak], ..Actual::default() };
    sign.record.sessions.push(session("strong", 13, Outcome::Done(numb)));
    assert_eq!(sign.changes("strong", 14), [(7, "up"), (14, "stop")]);
}

#[test]
fn a_night_into_a_flare_spoils_nothing() {
    // Two bad mornings, of which the second begins a flare.
    let bad =
        Diary::new(varied()).mornings(0..20, 20).mornings(20..22, 70).done("strong", 0..21, 0);
    let routine = bad.on(21).routine();
    assert!(routine.flare.flare.is_some());
    assert_eq!(bad.changes("strong", 21), [(7, "up")]);
}

#[test]
fn the_plan_for_bad_days_is_the_day_of_a_flare() {
    let mut shelf = varied();
    let breathe = testing::exercise("breathe", 7);
    shelf.exercises.insert("breathe".to_owned(), Exercise { kind: Kind::Relaxation, ..breathe });
    let condition = shelf.conditions.get_mut("a").expect("it is there");
    condition.flare_plan = ["walk", "breathe", "run"].map(str::to_owned).to_vec();
    let five = DoseOverride { minutes: Some(5), ..DoseOverride::default() };
    condition.flare_doses.insert("walk".to_owned(), five);
    let diary = flaring(shelf, 5);
    let due = doses_due;
    assert_eq!(due(&diary, 21), ["walk 5 min", "breathe 3 × 10"]);
    let planned = diary.on(21).planned();
    let asked = planned.iter().filter(|asked| asked.day == day(21)).count();
    assert_eq!(asked, 2, "doing the plan for bad days is the day done");
    assert_eq!(due(&diary, 25).len(), 5);
    // A sign in what only bad days ask for stops it, also in the next flare.
    let mut sign = diary.says(30, FlareChange::Began);
    let numb = Actual { symptoms: vec![Symptom::NumbWeak], ..Actual::default() };
    sign.record.sessions.push(session("breathe", 21, Outcome::Done(numb)));
    assert_eq!([22, 31].map(|n| due(&sign, n)), [["walk 5 min"], ["walk 5 min"]]);
}

#[test]
fn a_clinicians_dose_and_what_goes_on_stay_as_they_are_in_a_flare() {
    let set = |by| setting("strong", 15, by, Override::Dose(five_reps()));
    let goes_on = |by, told| Setting::<Term> {
        exercise: "strong".to_owned(),
        from: day(15),
        until: None,
        by,
        told: Term::GoesOnInFlares(told),
    };
    let diary = |settings: Vec<Setting>, terms: Vec<Setting<Term>>| {
        let mut diary = flaring(varied(), 5);
        diary.record.sessions.retain(|session| session.day < day(19));
        (diary.record.settings, diary.record.terms) = (settings, terms);
        diary
    };
    for (diary, sets) in [
        (diary(vec![], vec![]), 2),
        (diary(vec![set(SetBy::Person)], vec![]), 2),
        (diary(vec![set(doctor(15))], vec![]), 3),
        (diary(vec![], vec![goes_on(doctor(15), Some(true))]), 3),
        (diary(vec![], vec![goes_on(doctor(15), Some(true)), goes_on(doctor(15), None)]), 2),
    ] {
        assert_eq!(diary.sets_of("strong", 20), Some(sets), "{:?}", diary.record.terms);
    }
}

/// The same exercises in an order of their own.
fn ordered() -> LibrarySubset {
    let mut shelf = varied();
    let condition = shelf.conditions.get_mut("a").expect("it is there");
    let phase = &mut condition.phases[0];
    phase.from_day.insert("strong".to_owned(), 4);
    phase.from_painless_day.insert("run".to_owned(), 3);
    phase.not_same_day.push(["walk", "ball"].map(str::to_owned).to_vec());
    shelf
}

#[test]
fn the_order_inside_a_phase() {
    let diary = Diary::new(ordered());
    let ids = |diary: &Diary, n| due_ids(&diary.on(n).routine());
    let out = |diary: &Diary, n, id: &str| {
        let out = diary.on(n).routine().not_today.into_iter().find(|out| out.exercise == id);
        out.map(|out| out.because)
    };
    assert_eq!(out(&diary, 2, "strong"), Some(NotDueReason::FromDay { day: day(3) }));
    assert!(!ids(&diary, 2).contains(&"strong".to_owned()));
    assert!(ids(&diary, 3).contains(&"strong".to_owned()));
    // One of the two each day, in turn.
    let turns: Vec<bool> = (4..8).map(|n| ids(&diary, n).contains(&"walk".to_owned())).collect();
    assert_eq!(turns, [true, false, true, false]);
    let beside = NotDueReason::NotSameDay { other: "walk".to_owned() };
    assert_eq!(out(&diary, 4, "ball"), Some(beside));
    // Painless days are counted anew after pain; an unknown one neither counts nor breaks.
    let needs = |now| Some(NotDueReason::FromPainlessDay { needs: 3, now });
    let painless = Diary::new(ordered()).mornings(0..2, 0).mornings(3..4, 0);
    assert_eq!(
        [1, 2, 3, 4].map(|n| out(&painless, n, "run")),
        [needs(1), needs(2), needs(2), None]
    );
    let again = painless.mornings(4..5, 10).mornings(5..6, 0);
    assert_eq!([5, 6].map(|n| out(&again, n, "run")), [needs(0), needs(1)]);
    // One of two a day, by its own name.
    let mut shelf = ordered();
    let phase = &mut shelf.conditions.get_mut("a").expect("it is there").phases[0];
    phase.one_of = std::mem::take(&mut phase.not_same_day);
    let one_of = NotDueReason::OneOf { other: "walk".to_owned() };
    assert_eq!(out(&Diary::new(shelf), 4, "ball"), Some(one_of));
}

#[test]
fn what_an_answer_takes_out_has_its_place_taken() {
    let mut shelf = varied();
    shelf.exercises.insert("sit".to_owned(), testing::exercise("sit", 7));
    let strong = shelf.exercises.get_mut("strong").expect("it is there");
    strong.contra.push("filter".to_owned());
    let phase = &mut shelf.conditions.get_mut("a").expect("it is there").phases[0];
    phase.instead.insert("strong".to_owned(), vec!["sit".to_owned()]);
    let mut diary = Diary::new(shelf);
    let first = |diary: &Diary| diary.sets(1).remove(0).0;
    assert_eq!(first(&diary), "strong");
    diary.answers.push(yes("filter"));
    assert_eq!(first(&diary), "sit");
}

#[test]
fn what_stands_in_for_another_and_is_listed_itself_goes_on_from_the_dose_it_has_reached() {
    for (from, pain, grows) in [(0, 0, true), (8, 6, false)] {
        let mut shelf = varied();
        let mut sit = testing::exercise("sit", 7);
        (sit.dose.sets, sit.dose.sets_max) = (1, Some(1));
        (sit.dose.reps, sit.dose.reps_max) = (Some(10), Some(20));
        shelf.exercises.insert("sit".to_owned(), sit);
        shelf.exercises.get_mut("strong").expect("it is there").contra.push("filter".to_owned());
        let phase = &mut shelf.conditions.get_mut("a").expect("it is there").phases[0];
        phase.exercises = ["strong", "sit"].map(str::to_owned).to_vec();
        phase.instead.insert("strong".to_owned(), vec!["sit".to_owned()]);
        let mut diary = Diary::new(shelf).done("sit", from..9, pain);
        let reps = |diary: &Diary, n: u64| {
            let due = diary.on(n).routine().due.into_iter();
            let sit = due.filter(|due| due.exercise == "sit").map(|due| due.dose.reps);
            sit.collect::<Vec<_>>()
        };
        let reached = reps(&diary, 10);
        assert!(if grows { reached[0] > Some(10) } else { reached[0] < Some(10) }, "{reached:?}");
        // On the day of the answer it takes the place of the other one, and is done once.
        diary.answers.push(answer("filter", Says::Yes, 10));
        assert_eq!(diary.stored("strong", 10).0, "sit");
        assert_eq!(reps(&diary, 10), reached, "pain {pain}");
        // And it is itself again when the answer is another.
        diary.answers.push(answer("filter", Says::No, 11));
        assert_eq!(diary.stored("strong", 11).0, "strong");
        assert_eq!(reps(&diary, 11), reached, "pain {pain}");
    }
}

/// Strength work of three sets that was done on the first ten days, in a plan that may rest.
fn then_away(rests: bool) -> Diary {
    let mut shelf = varied();
    shelf.exercises.get_mut("strong").expect("it is there").dose.sets = 5;
    let mut diary = Diary::new(shelf).done("strong", 0..10, 0);
    if rests {
        diary.record.pauses.push(Pause { from: day(10), to: Some(day(37)), why: None });
    }
    diary
}

#[test]
fn days_without_it_take_a_step_a_week_and_after_four_it_begins_again() {
    for rests in [false, true] {
        let diary = then_away(rests);
        // Day 9 was the last; day 17 is the first with seven days missed.
        let sets = [16, 17, 23, 24, 30, 31, 37, 38].map(|n| diary.stored("strong", n).1.sets);
        assert_eq!(sets, [5, 4, 4, 3, 3, 2, 2, 2], "rests: {rests}");
        let changes = diary.changes("strong", 60);
        assert_eq!(changes[1..], [(17, "down"), (24, "down"), (31, "down")], "rests: {rests}");
    }
    // What had grown begins again as its phase did.
    let mut grown = then_away(true);
    grown.record.settings.push(setting("strong", 5, SetBy::Person, Override::Released));
    grown.record.pauses[0].to = Some(day(60));
    assert_eq!(grown.stored("strong", 60).1.sets, 2);
    let again = grown.done("strong", 60..62, 0);
    assert_eq!(again.stored("strong", 62).1.sets, 2);
}

#[test]
fn rest_after_another_exercise_is_no_break() {
    let mut shelf = varied();
    for id in ["strong", "other"] {
        let target = vec!["hamstrings".to_owned()];
        let exercise = Exercise { target, ..testing::exercise(id, 3) };
        shelf.exercises.insert(id.to_owned(), exercise);
    }
    let ids = ["strong", "other"].map(str::to_owned);
    shelf.conditions.insert("a".to_owned(), testing::condition("a", &ids));
    let diary = Diary::new(shelf).done("strong", [0], 0);
    // The other one is done on each of its days, and the day after is one of rest for both.
    let last = |done: &[u64]| diary.clone().done("other", done.to_vec(), 0).changes("strong", 10);
    assert_eq!(last(&[]), [(7, "up"), (8, "down")]);
    assert_eq!(last(&[2, 4, 7]), [(7, "up")]);
}

#[test]
fn minutes_that_grow_go_on_in_the_next_phase_from_what_was_reached() {
    let mut shelf = varied();
    let walk = shelf.exercises.get_mut("walk").expect("it is there");
    (walk.dose.grow, walk.dose.minutes_max) = (Some(Grow::Minutes), Some(45));
    walk.dose.minutes_step = Some(5);
    let thirty = DoseOverride {
        minutes: Some(30),
        minutes_max: Some(45),
        grow: Some(Grow::Minutes),
        ..DoseOverride::default()
    };
    let condition = shelf.conditions.get_mut("a").expect("it is there");
    condition.phases[1].overrides.insert("walk".to_owned(), thirty);
    let mut diary = Diary::new(shelf).mornings(0..40, 0).done("walk", 0..30, 0);
    let restore = PhaseStart { phase: PhaseName::Restore, from: day(10), cleared: None };
    diary.plans[0].phases.push(restore);
    let minutes = [9, 10, 16, 23].map(|n| diary.stored("walk", n).1.minutes);
    assert_eq!(minutes, [25, 25, 30, 35].map(Some));
}

#[test]
fn letting_go_loses_nothing_by_a_break() {
    let mut shelf = varied();
    let relax = Exercise { kind: Kind::Relaxation, ..testing::exercise("relax", 7) };
    shelf.exercises.insert("relax".to_owned(), relax);
    shelf.conditions.insert("a".to_owned(), testing::condition("a", &["relax".to_owned()]));
    let diary = Diary::new(shelf).done("relax", 0..10, 0);
    assert_eq!(diary.changes("relax", 60), [(7, "up")]);
}

#[test]
fn days_on_which_a_flare_or_its_phase_kept_it_out_are_no_break() {
    // The run is left out for 15 days of a flare.
    let diary = flaring(varied(), 15);
    assert_eq!(diary.stored("run", 41).1.minutes, Some(10));
    assert_eq!(diary.stored("run", 44).1.minutes, Some(8), "seven days without the flare's");
}

#[test]
fn a_cut_comes_back_level_by_level() {
    let mut shelf = varied();
    shelf.exercises.get_mut("strong").expect("it is there").dose.reps = Some(10);
    let diary = Diary::new(shelf).mornings(0..80, 20).done("strong", 0..10, 0);
    let lowered = diary.done("strong", [10, 12, 14], 6);
    let doses = |diary: &Diary, days: &[u64]| {
        let dose = |n: &u64| diary.stored("strong", *n).1.to_string();
        days.iter().map(dose).collect::<Vec<_>>()
    };
    // Half the sets, then half the repeats; that is the lowest, and it never stops.
    assert_eq!(doses(&lowered, &[10, 11, 13, 15]), ["3 × 10", "2 × 10", "2 × 5", "2 × 5"]);
    assert_eq!(lowered.changes("strong", 16)[1..], [(11, "down"), (13, "down")]);
    let back = lowered.done("strong", 15..40, 0);
    assert_eq!(doses(&back, &[17, 18, 24, 25]), ["2 × 5", "2 × 10", "2 × 10", "3 × 10"]);
}

/// Leg pain that spread in an exercise on the n-th day.
fn spread(id: &str, n: u64) -> ExerciseRecord {
    let symptoms = vec![Symptom::LegSpread];
    session(id, n, Outcome::Done(Actual { symptoms, ..Actual::default() }))
}

#[test]
fn after_a_spread_the_first_choice_comes_back_at_its_lowest_dose() {
    let mut shelf = varied();
    let strong = shelf.exercises.get_mut("strong").expect("it is there");
    (strong.easier, strong.dose.reps) = (vec!["easy".to_owned()], Some(10));
    shelf.exercises.insert("easy".to_owned(), testing::exercise("easy", 7));
    let mut diary = Diary::new(shelf).mornings(0..80, 20).done("strong", 0..10, 0);
    diary.record.sessions.push(spread("strong", 10));
    let shown = |diary: &Diary, n| {
        let (exercise, dose) = diary.stored("strong", n);
        format!("{exercise} {dose}")
    };
    let diary = diary.done("easy", [11, 12, 13], 0);
    assert_eq!(
        [11, 13, 14].map(|n| shown(&diary, n)),
        ["easy 2 × 5", "easy 2 × 5", "strong 2 × 5"]
    );
    // A second time it is stopped, also in the easier one.
    for (id, n) in [("strong", 14), ("easy", 12)] {
        let mut again = diary.clone();
        again.record.sessions.retain(|session| session.day < day(n));
        again.record.sessions.push(spread(id, n));
        assert_eq!(again.changes(id, n + 1).last(), Some(&(n + 1, "stop")), "{id}");
    }
    // A long break does not undo it.
    let mut away = diary;
    away.record.sessions.retain(|session| session.day <= day(11));
    assert_eq!(away.stored("strong", 50).0, "easy");
}

#[test]
fn one_spread_in_what_a_person_set_is_no_second_one() {
    let mut diary = Diary::new(varied());
    diary.record.settings.push(setting("strong", 1, SetBy::Person, Override::Dose(five_reps())));
    diary.record.sessions.push(spread("strong", 3));
    assert_eq!(diary.changes("strong", 8), [(4, "down")]);
    diary.record.sessions.push(spread("strong", 8));
    assert_eq!(diary.changes("strong", 9), [(4, "down"), (9, "stop")]);
}

#[test]
fn the_most_pain_is_remembered_where_there_is_nothing_to_take_away() {
    let mut shelf = varied();
    let strong = shelf.exercises.get_mut("strong").expect("it is there");
    (strong.dose.sets, strong.dose.reps) = (1, Some(1));
    let diary = Diary::new(shelf).mornings(0..40, 20).done("strong", [3, 9], 8);
    assert_eq!(diary.changes("strong", 9), []);
    assert_eq!(diary.changes("strong", 10), [(10, "stop")]);
}

#[test]
fn all_the_sets_of_a_first_week_return_at_once() {
    let mut shelf = varied();
    shelf.exercises.get_mut("strong").expect("it is there").dose.sets = 5;
    let diary = Diary::new(shelf).mornings(0..40, 20).done("strong", 5..12, 0);
    assert_eq!(
        [6, 7, 8, 12].map(|n| diary.sets_of("strong", n)),
        [Some(2), Some(5), Some(5), Some(5)]
    );
    assert_eq!(diary.changes("strong", 12), [(7, "up")]);
}

#[test]
fn what_an_evening_says_of_a_flare_makes_the_day_lighter_and_changes_no_decision_of_its_morning() {
    let mut shelf = varied();
    shelf.exercises.get_mut("strong").expect("it is there").dose.grow = None;
    let mut diary = Diary::new(shelf).mornings(0..25, 20).done("strong", (5..6).chain(7..14), 0);
    let evening = |n| scored(n, if n < 15 { 20 } else { 90 }, false);
    diary.rate((0..17).map(evening));
    let mut later = diary.clone();
    // The third bad evening.
    later.rate([evening(17)]);
    let [morning, evening] = [diary.on(17), later.on(17)];
    let is_flare = |progression: &Progression<'_>| progression.routine().flare.flare.is_some();
    assert_eq!((is_flare(&morning), is_flare(&evening)), (false, true));
    let strong = |diary: &Diary| diary.changes("strong", 17);
    assert_eq!(strong(&diary).last(), Some(&(17, "up")));
    assert_eq!(strong(&diary), strong(&later));
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

/// The exercises that words are about: two that a phase lists or listed, one for a later phase, one
/// that is never for the person, one that an answer keeps out, and one that nothing asks for.
const TOLD: [&str; 6] = ["here", "first", "heavy", "never", "asked", "free"];

/// A shelf with all of them.
fn told_shelf(is_bone: bool) -> LibrarySubset {
    let mut shelf = LibrarySubset::default();
    for id in TOLD {
        let exercise = testing::exercise(id, 7);
        let others = TOLD.iter().filter(|other| **other != id).map(|other| (*other).to_owned());
        let others: Vec<String> = others.collect();
        let exercise = Exercise {
            tags: match id {
                "heavy" | "never" => vec![id.to_owned()],
                _ => vec![],
            },
            contra: if id == "asked" { vec!["filter".to_owned()] } else { vec![] },
            // Whatever is too much or grows would bring in any of the others.
            easier: others.clone(),
            harder: others,
            ..exercise
        };
        shelf.exercises.insert(id.to_owned(), exercise);
    }
    let listed = ["here", "heavy", "never", "asked"].map(str::to_owned);
    let mut condition = testing::condition("a", &listed);
    condition.phases[0].exercises.insert(0, "first".to_owned());
    condition.excludes = Excludes {
        tags: vec!["never".to_owned()],
        delays: [("heavy".to_owned(), PhaseName::Strengthen)].into(),
        ..Excludes::default()
    };
    if is_bone {
        condition.pain_rule = PainRule::BoneZero;
    }
    shelf.conditions.insert("a".to_owned(), condition);
    shelf
}

/// A word of the sort `kind` about an exercise on the n-th day, kept in a diary.
fn tell(diary: &mut Diary, (n, which, kind): (u64, usize, u8)) {
    let id = TOLD[which];
    let term =
        |told| Setting { exercise: id.to_owned(), from: day(n), until: None, by: doctor(n), told };
    let (settings, terms) = (&mut diary.record.settings, &mut diary.record.terms);
    match kind {
        0 | 1 => {
            let plan = &mut diary.plans[0];
            let last = plan.phases.last().expect("it has begun");
            let next = last.phase.next().filter(|next| *next != PhaseName::Upkeep);
            if let Some(phase) = next.filter(|_| last.from < day(n)) {
                let cleared = Some(Check { by: "Dr A".to_owned(), on: day(n) });
                plan.phases.push(PhaseStart { phase, from: day(n), cleared });
            }
        }
        2 => terms.push(term(Term::InPlan(Some(InPlan::Added { not_same_day: None })))),
        3 => terms.push(term(Term::InPlan(Some(InPlan::Dropped)))),
        4 => terms.push(term(Term::InPlan(None))),
        5 => terms.push(term(Term::PainLimit(Score::from_tenths(100)))),
        6 => terms.push(term(Term::MayGrow(Some(true)))),
        7 => terms.push(term(Term::GoesOnInFlares(Some(true)))),
        8 => settings.push(setting(id, n, doctor(n), Override::Dose(five_reps()))),
        9 => settings.push(setting(id, n, doctor(n), Override::Substitute("here".to_owned()))),
        _ => settings.push(setting(id, n, SetBy::Person, Override::Released)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever clinicians say, in any order: what a condition or an answer keeps out stays out, a
    /// bone allows no pain and no more than its phase asks for, what is stopped stays stopped until
    /// somebody has looked, and nothing is due while a sign is open.
    #[test]
    fn no_word_passes_an_exclusion_a_bone_a_stop_or_an_open_sign(
        mut words in prop::collection::vec((1u64..16, 0usize..6, 0u8..11), 0..14),
        signs in prop::collection::vec((0u64..16, 0usize..6, any::<bool>()), 0..5),
        is_bone in any::<bool>(),
        open_from in prop::option::of(0u64..16),
    ) {
        words.sort();
        let mut diary = Diary::new(told_shelf(is_bone));
        diary.answers.push(yes("filter"));
        diary.answers.extend(open_from.map(|n| answer("never", Says::Yes, n)));
        for (n, which, is_numb) in &signs {
            let symptoms = if *is_numb { vec![Symptom::NumbWeak] } else { vec![] };
            let pain = Score::from_tenths(90);
            let actual = Actual { symptoms, pain, pain_before: None, ..Actual::default() };
            diary.record.sessions.push(session(TOLD[*which], *n, Outcome::Done(actual)));
        }
        diary.record.sessions.sort_by_key(|session| session.day);
        words.into_iter().for_each(|word| tell(&mut diary, word));
        let mut stopped: BTreeSet<String> = BTreeSet::new();
        for n in 0..18 {
            let progression = diary.on(n);
            let phase = diary.plans[0].phase_on(day(n)).expect("one").phase;
            for due in progression.routine().due {
                let id = due.exercise.as_str();
                prop_assert!(id != "never" && id != "asked", "{id} on day {n}");
                prop_assert!(id != "heavy" || phase >= PhaseName::Strengthen, "day {n}");
                prop_assert!(!is_bone || due.pain_max == 0 && id != "free", "{id} on day {n}");
                prop_assert!(!stopped.contains(id), "{id} is stopped, and due on day {n}");
                prop_assert!(open_from.is_none_or(|from| n < from), "{id} on day {n}");
            }
            let there: Vec<Standing> = progression.standings().collect();
            let is_stopped = there.iter().filter(|each| each.is_stopped);
            stopped.extend(is_stopped.map(|each| each.exercise.clone()));
            // A grave sign in what the plan had on its day stops it from the next day on.
            let grave = signs.iter().filter(|(on, _, is_numb)| *on == n && *is_numb);
            let grave = grave.map(|(_, which, _)| TOLD[*which].to_owned());
            let grave = grave.filter(|id| there.iter().any(|each| each.exercise == *id));
            stopped.extend(grave);
        }
    }
}
