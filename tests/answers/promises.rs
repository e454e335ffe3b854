//! Whatever half a year holds, the rules keep their promises. The histories are random and rough:
//! pain that is missing, mornings that are missing or written days late, exercises nobody asked
//! for, flags, rests and settings. What must hold is told a second time here, from the record
//! alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use proptest::prelude::*;
use strum::VariantArray;

use crate::shipped::{SAFETY, SHELF, day};
use supple::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use supple::domain::diary::pain_point::RecordedScore;
use supple::domain::diary::score::Score;
use supple::domain::plan::assignment::{Override, Pause, PhaseStart, Plan, SetBy, Setting};
use supple::domain::programme::condition::{DoseOverride, PhaseName};
use supple::domain::programme::dose::Dose;
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::decision::{Decision, DoseChange, Finding};
use supple::domain::progression::replay::{self, Progression};
use supple::domain::progression::routine::{Due, NotDueReason};
use supple::domain::progression::standing::Standing;
use supple::domain::screening::answers::{Answer, Check, Says, Screening};
use supple::domain::text::date::{days_after, days_before, days_between};

/// Days of a history.
const DAYS: u64 = 182;

/// Numbers that look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

/// What a person with a plan recorded in half a year.
#[derive(Debug)]
struct History {
    plans: Vec<Plan>,
    answers: Vec<Answer>,
    record: Record,
}

impl History {
    fn case(&self) -> Case<'_> {
        let Self { plans, answers, record } = self;
        Case { plans, shelf: &SHELF, safety: &SAFETY, answers, record }
    }

    fn course(&self, today: NaiveDate) -> Progression<'_> {
        Progression::replay(self.case(), replay::beginning(&self.plans, today), today)
    }

    /// The same as far as it was dated and written by the end of a day.
    fn up_to(&self, today: NaiveDate) -> Self {
        let mut record = self.record.clone();
        record.sessions.retain(|session| session.day <= today && session.known_on() <= today);
        record.felt.retain(|felt| felt.day <= today && felt.known_on <= today);
        record.settings.retain(|setting| setting.from <= today);
        record.pauses.retain(|pause| pause.from <= today);
        let mut plans = self.plans.clone();
        plans.iter_mut().for_each(|plan| plan.phases.retain(|start| start.from <= today));
        let answers = self.answers.iter().filter(|answer| answer.day <= today).cloned().collect();
        Self { plans, answers, record }
    }
}

/// A moment of a day.
fn at(day: NaiveDate, hour: u32) -> DateTime<FixedOffset> {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("a time")).and_utc().fixed_offset()
}

/// Some half a year: `how_bad`, 0 to 9, is how much tends to go wrong in it.
fn history(seed: u64, how_bad: u64) -> History {
    let mut chance = Chance(seed | 1);
    let ids: Vec<&String> = SHELF.conditions.keys().collect();
    let mut plans: Vec<Plan> = Vec::new();
    for rank in 1..=(1 + chance.below(2)) {
        let condition =
            &SHELF.conditions[ids[usize::try_from(chance.below(ids.len() as u64)).expect("small")]];
        if plans.iter().any(|plan| plan.condition == condition.id) {
            continue;
        }
        let started_on = day(chance.below(20) * (rank - 1));
        let mut from = started_on;
        let phases = PhaseName::VARIANTS.iter().map(|&phase| {
            let start = PhaseStart {
                phase,
                from,
                cleared: Some(Check { by: "Dr A".to_owned(), on: from }),
            };
            from = days_after(from, 20 + chance.below(60));
            start
        });
        plans.push(Plan {
            condition: condition.id.clone(),
            side: None,
            variant: condition.default_variant.clone(),
            rank: u32::try_from(rank).expect("small"),
            started_on,
            ended_on: None,
            phases: phases.collect(),
        });
    }
    let listed: Vec<&String> = plans
        .iter()
        .flat_map(|plan| &SHELF.conditions[&plan.condition].phases)
        .flat_map(|phase| &phase.exercises)
        .flat_map(|id| {
            [id].into_iter().chain(&SHELF.exercises[id].harder).chain(&SHELF.exercises[id].easier)
        })
        .collect();
    let mut record = Record::default();
    for n in 0..DAYS {
        let late = |chance: &mut Chance| if chance.percent(6) { chance.below(9) } else { 0 };
        for morning in [true, false] {
            if chance.percent(90 - 3 * how_bad) {
                let score =
                    10 * (2 + chance.below(2)) + if chance.percent(2 * how_bad) { 30 } else { 0 };
                let score =
                    Score::from_tenths(i64::try_from(score).expect("small")).expect("a score");
                record.felt.push(RecordedScore {
                    day: day(n),
                    score,
                    morning,
                    minute: None,
                    known_on: day(n + late(&mut chance)),
                });
            }
        }
        for exercise in &listed {
            if !chance.percent(45) {
                continue;
            }
            let target = SHELF.exercises[*exercise].dose.effort;
            let pain = if chance.percent(1 + how_bad) {
                10 * chance.below(8)
            } else {
                10 * chance.below(2)
            };
            let actual = Actual {
                pain: (!chance.percent(1 + how_bad))
                    .then(|| Score::from_tenths(pain as i64).expect("a score")),
                effort: target
                    .filter(|_| !chance.percent(2))
                    .map(|target| target + u32::from(chance.percent(2))),
                reps: chance.percent(2).then_some(3),
                symptoms: if chance.percent(1) && how_bad > 4 {
                    vec![Symptom::LegSpread]
                } else {
                    Vec::new()
                },
                ..Actual::default()
            };
            record.sessions.push(ExerciseRecord {
                day: day(n),
                at: None,
                exercise: (*exercise).clone(),
                outcome: if chance.percent(4) {
                    Outcome::Skipped { why: None }
                } else {
                    Outcome::Done(actual)
                },
                note: None,
                private: false,
                written_at: at(day(n + late(&mut chance)), 18),
                source_written_at: None,
            });
        }
        if chance.percent(2) {
            let exercise =
                listed[usize::try_from(chance.below(listed.len() as u64)).expect("small")].clone();
            let by = if chance.percent(50) {
                SetBy::Person
            } else {
                SetBy::Clinician(Check { by: "Dr A".to_owned(), on: day(n) })
            };
            let told = match chance.below(3) {
                0 => Override::Released,
                _ => Override::Dose(DoseOverride {
                    sets: Some(2),
                    days_per_week: Some(3),
                    ..DoseOverride::default()
                }),
            };
            record.settings.push(Setting { exercise, from: day(n), until: None, by, told });
        }
    }
    record.felt.sort_by_key(|felt| (felt.day, felt.known_on));
    if chance.percent(30) {
        let from = chance.below(DAYS);
        record.pauses.push(Pause {
            from: day(from),
            to: Some(day(from + chance.below(25))),
            why: None,
        });
    }
    let mut answers = Vec::new();
    if chance.percent(30) {
        let flag =
            SAFETY.red_flags.iter().find(|flag| flag.known_ok).expect("one that may be known");
        let on = chance.below(DAYS);
        let mut answer = Answer {
            question: flag.id.clone(),
            says: Says::Yes,
            day: day(on),
            checked: None,
            written_at: day(on).and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset(),
        };
        answers.push(answer.clone());
        answer.day = day(on + chance.below(30));
        answer.checked = Some(Check { by: "Dr A".to_owned(), on: answer.day });
        answers.push(answer);
    }
    // A condition that ends may begin again, the same day or later.
    if chance.percent(40) {
        let end = day(1 + chance.below(DAYS - 40));
        let first = &mut plans[0];
        first.ended_on = Some(end.max(first.started_on));
        let mut from = days_after(end.max(first.started_on), chance.below(10));
        let mut again = Plan { started_on: from, ended_on: None, ..first.clone() };
        for start in &mut again.phases {
            start.from = from;
            start.cleared = Some(Check { by: "Dr A".to_owned(), on: from });
            from = days_after(from, 20 + chance.below(60));
        }
        plans.push(again);
    }
    History { plans, answers, record }
}

/// The median of the last seven mornings before one, as far as they were known, in twentieths of a
/// point.
fn usual(felt: &[RecordedScore], morning: NaiveDate, known_by: NaiveDate) -> Option<i64> {
    let mut of_day: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    let counts = |felt: &&RecordedScore| {
        felt.morning
            && felt.known_on <= known_by
            && felt.day < morning
            && days_between(felt.day, morning) <= 28
    };
    for felt in felt.iter().filter(counts) {
        of_day.insert(felt.day, felt.score.tenths());
    }
    let mut last: Vec<i64> = of_day.into_values().rev().take(7).collect();
    last.sort_unstable();
    let middle = last.len() / 2;
    (last.len() >= 3).then(|| {
        if last.len() % 2 == 1 { 2 * last[middle] } else { last[middle - 1] + last[middle] }
    })
}

/// The mean of the days from `from` to `to`, where four were rated.
fn week(
    felt: &[RecordedScore],
    from: NaiveDate,
    to: NaiveDate,
    known_by: NaiveDate,
) -> Option<f64> {
    let mut of_day: BTreeMap<NaiveDate, Vec<f64>> = BTreeMap::new();
    for felt in
        felt.iter().filter(|felt| felt.day >= from && felt.day <= to && felt.known_on <= known_by)
    {
        of_day.entry(felt.day).or_default().push(felt.score.value());
    }
    let days: Vec<f64> =
        of_day.values().map(|scores| scores.iter().sum::<f64>() / scores.len() as f64).collect();
    (days.len() >= 4).then(|| days.iter().sum::<f64>() / days.len() as f64)
}

/// Whether a decision makes something grow beyond the first week's fewer sets.
fn grows(decision: &Decision) -> bool {
    match decision.change {
        DoseChange::Dose(step) => step.is_up() && decision.finding != Finding::FirstWeekOver,
        DoseChange::Swap { harder, .. } => harder,
        _ => false,
    }
}

/// What must hold whenever something grows.
fn growth_is_earned(
    history: &History,
    decision: &Decision,
    since: NaiveDate,
) -> Result<(), TestCaseError> {
    let (on, record) = (decision.on, &history.record);
    prop_assert!(
        Screening::new(&SAFETY, &history.answers, on).holds().is_empty(),
        "a flag is open"
    );
    prop_assert!(!record.pauses.iter().any(|pause| pause.covers(on)), "the plan rests");
    let now = week(&record.felt, days_before(on, 7), days_before(on, 1), on);
    let before = week(&record.felt, days_before(on, 14), days_before(on, 8), on);
    if let (Some(before), Some(now)) = (before, now) {
        prop_assert!(now - before < 1.0, "the week is up");
    }
    let mut of_day: BTreeMap<NaiveDate, Vec<&Actual>> = BTreeMap::new();
    let counts = |session: &&ExerciseRecord| {
        session.exercise == decision.exercise
            && session.day >= since
            && session.day < on
            && session.known_on() <= on
    };
    for session in record.sessions.iter().filter(counts) {
        if let Outcome::Done(actual) = &session.outcome {
            of_day.entry(session.day).or_default().push(actual);
        }
    }
    let last: Vec<(&NaiveDate, &Vec<&Actual>)> = of_day.iter().rev().take(3).collect();
    prop_assert_eq!(last.len(), 3, "under three sessions");
    let target = SHELF.exercises[&decision.exercise].dose.effort;
    for (done_on, actual) in last {
        for actual in actual {
            let safe = i64::from(decision.limit.safe_max) * 10;
            prop_assert!(
                actual.pain.is_some_and(|pain| pain.tenths() <= safe),
                "pain on {}",
                done_on
            );
            prop_assert!(actual.symptoms.is_empty());
            prop_assert!(target.is_none() || actual.effort.is_some(), "no effort on {}", done_on);
        }
        if !SHELF.exercises[&decision.exercise].loads() {
            continue;
        }
        let morning = days_after(*done_on, 1);
        let known =
            |felt: &&RecordedScore| felt.morning && felt.day == morning && felt.known_on <= on;
        let score = record.felt.iter().rev().find(known).map(|felt| felt.score.tenths());
        let usual = usual(&record.felt, morning, on);
        prop_assert!(
            score.zip(usual).is_some_and(|(score, usual)| 2 * score <= usual),
            "the morning after {}",
            done_on
        );
    }
    Ok(())
}

/// How many things differ between two doses.
fn differences(a: &Dose, b: &Dose) -> usize {
    let differs = [
        a.sets != b.sets,
        a.reps != b.reps,
        a.minutes != b.minutes,
        a.hold_s != b.hold_s,
        a.days_per_week != b.days_per_week,
    ];
    differs.into_iter().filter(|differs| *differs).count()
}

/// Follows a history day by day, and looks whether every promise is kept.
fn keeps_its_promises(history: &History) -> Result<(), TestCaseError> {
    let first = replay::beginning(&history.plans, day(DAYS));
    let mut course = history.course(first);
    let mut before: BTreeMap<String, Standing> = BTreeMap::new();
    let mut told = 0;
    let mut stopped: BTreeSet<String> = BTreeSet::new();
    for today in (1..DAYS).map(day) {
        course = course.advance_to(history.case(), today);
        let new = &course.changes()[told..];
        told = course.changes().len();
        let mut changed: Vec<&String> = new.iter().map(|decision| &decision.exercise).collect();
        changed.sort();
        changed.dedup();
        prop_assert_eq!(changed.len(), new.len(), "two changes of one exercise on {}", today);
        for decision in new {
            prop_assert_eq!(decision.on, today);
            let since = before
                .values()
                .find(|standing| standing.exercise == decision.exercise)
                .map_or(today, |it| it.since);
            if grows(decision) {
                growth_is_earned(history, decision, since)?;
            }
        }
        let routine = course.routine();
        let turns = history.plans.iter().any(|plan| {
            plan.started_on == today
                || plan.ended_on == Some(today)
                || plan.phases.iter().any(|start| start.from == today)
        });
        let set = history.record.settings.iter().any(|setting| setting.from == today);
        // Once stopped, an exercise is asked for by no plan and in no place until a clinician has
        // spoken of it.
        let spoken = |id: &String| {
            let settings = history
                .record
                .settings
                .iter()
                .filter(|setting| setting.from == today && setting.exercise == *id);
            settings.into_iter().any(|setting| setting.by != SetBy::Person)
        };
        stopped.retain(|id| !spoken(id));
        if let Some(due) = routine.due.iter().find(|due| stopped.contains(&due.exercise)) {
            prop_assert!(false, "{} is stopped, and due on {}", due.exercise, today);
        }
        stopped.extend(
            course
                .standings()
                .filter(|standing| standing.is_stopped)
                .map(|standing| standing.exercise),
        );
        for standing in course.standings() {
            let was = before.get(&standing.listed);
            if let Some(was) = was.filter(|was| was.exercise == standing.exercise && !turns && !set)
            {
                // Going back to what it was before it last grew may take back a step that regained
                // a set.
                prop_assert!(
                    differences(&was.dose, &standing.dose) <= 1,
                    "{}: {} and {}",
                    today,
                    was.dose,
                    standing.dose
                );
            }
            if standing.is_stopped {
                let waits = |because: &NotDueReason| matches!(because, NotDueReason::Stopped(_));
                prop_assert!(routine.due.iter().all(|due| due.exercise != standing.exercise));
                let hidden = !routine.holds.is_empty() || routine.paused.is_some();
                prop_assert!(
                    hidden
                        || routine
                            .not_today
                            .iter()
                            .any(|out| out.exercise == standing.exercise && waits(&out.because))
                );
                let lifted = history.record.settings.iter().any(|setting| {
                    setting.from == today
                        && setting.exercise == standing.exercise
                        && setting.told == Override::Released
                });
                prop_assert!(
                    !lifted
                        || was.is_none()
                        || history
                            .record
                            .settings
                            .iter()
                            .any(|setting| setting.from == today && setting.by == SetBy::Person)
                );
            }
            if standing.set_by.is_some() {
                prop_assert_eq!(
                    (standing.dose.sets, standing.dose.days_per_week),
                    (2, 3),
                    "a setting was overwritten"
                );
            }
        }
        before = course.standings().map(|standing| (standing.listed.clone(), standing)).collect();
    }
    Ok(())
}

/// A setting was made while the plan rested, and the exercise grew on that day.
#[test]
fn a_setting_made_in_a_rest_lets_nothing_grow() {
    keeps_its_promises(&history(7_506_767_166_760_131_584, 1)).expect("kept");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Day by day through half a year.
    #[test]
    fn the_rules_keep_their_promises(seed in any::<u64>(), how_bad in 0u64..10) {
        keeps_its_promises(&history(seed, how_bad))?;
    }

    /// A day is decided from what was known by then, and always in the same way.
    #[test]
    fn a_past_day_stays_as_it_was_decided(seed in any::<u64>(), how_bad in 0u64..10, n in 0..DAYS) {
        let history = history(seed, how_bad);
        let today = day(n);
        let course = history.course(today);
        let mut known = history.up_to(today);
        let then = known.course(today);
        // What was ticked off later is ticked off; what was asked for stays.
        let asked = |course: &Progression<'_>| -> Vec<Due> {
            course.routine().due.into_iter().map(|due| Due { done: 0, skipped: None, left: None, ..due }).collect()
        };
        prop_assert_eq!(asked(&course), asked(&then));
        prop_assert_eq!(course.changes(), then.changes());
        // The order in which the sessions are read says nothing.
        let again: (Vec<Decision>, Vec<Standing>) = (course.changes().to_vec(), course.standings().collect());
        known.record.sessions.reverse();
        let reversed = known.course(today);
        prop_assert_eq!(again, (reversed.changes().to_vec(), reversed.standings().collect()));
    }
}

#[test]
fn the_histories_hold_what_the_promises_are_about() {
    let (mut up, mut down, mut stops, mut kept) = (0, 0, 0, 0);
    for seed in 1..25 {
        let history = history(seed * 7919, seed % 10);
        let course = history.course(day(DAYS));
        up += course.changes().iter().filter(|decision| grows(decision)).count();
        down += course
            .changes()
            .iter()
            .filter(|decision| matches!(decision.finding, Finding::TooMuch { again: false, .. }))
            .count();
        stops +=
            course.changes().iter().filter(|decision| decision.change == DoseChange::Stop).count();
        kept += course.standings().filter(|standing| standing.set_by.is_some()).count();
    }
    assert!(up > 50 && down > 20 && stops > 20 && kept > 5, "{up} {down} {stops} {kept}");
}
