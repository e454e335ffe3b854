//! A year of each of the programmes with three made-up bodies: one that gets better, one that
//! flares, and one that stays as it is. The person does most of what is due, records every morning
//! and evening, tries the tests when they feel up to it, asks their clinician where one must agree,
//! and moves on as soon as everything is met. What the rules made of it is printed, so that a
//! physiotherapist can read it.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::shipped::{SAFETY, SHELF, day};
use supple::domain::analysis::adherence::{Asked, Ledger};
use supple::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome};
use supple::domain::diary::pain_point::RecordedScore;
use supple::domain::diary::score::Score;
use supple::domain::plan::assignment::{Override, PhaseStart, Plan, SetBy, Setting};
use supple::domain::plan::exit::{self, PhaseRecord, Requirement, TestResult};
use supple::domain::programme::condition::{Condition, PainRule, PhaseName};
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::decision::{Decision, DoseChange};
use supple::domain::progression::replay::{self, Progression};
use supple::domain::screening::answers::Check;
use supple::domain::text::date::days_between;

/// Days that are told.
const YEAR: u64 = 364;

/// A made-up body.
#[derive(Clone, Copy)]
enum Body {
    Improves,
    Flares,
    Stalls,
}

impl Body {
    /// How much it hurts on the n-th day, in tenths, before chance.
    fn level(self, n: u64) -> i64 {
        let n = i64::try_from(n).expect("a small number");
        let healing = (60 - n * 60 / 150).max(0);
        match self {
            Self::Improves => healing,
            // Every seven weeks, five days that are worse.
            Self::Flares => healing.max(10) + if n % 49 >= 44 { 35 } else { 0 },
            Self::Stalls => 50,
        }
    }
}

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % limit).expect("a small number")
    }

    fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }
}

/// A moment of a day.
fn at(day: NaiveDate, hour: u32) -> DateTime<FixedOffset> {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("a time")).and_utc().fixed_offset()
}

/// A score of so many tenths, held to what a score may be, and to whole points, as most people give
/// them.
fn score(tenths: i64) -> Score {
    Score::from_tenths((tenths + 5).clamp(0, 100) / 10 * 10).expect("it is held")
}

/// About this level, in tenths; what has gone stays gone.
fn around(level: i64, chance: &mut Chance) -> i64 {
    let off = chance.below(11) - 5;
    if level < 5 { 0 } else { level + off }
}

/// Days between two points from which the course is told anew: telling it from the first day every
/// day of a year takes the tests too long.
const MILESTONE: u64 = 28;

/// One person with one condition, and what they have recorded so far.
struct Person {
    condition: &'static Condition,
    plans: Vec<Plan>,
    milestone: Progression<'static>,
    record: Record,
    ticked: Vec<TestResult>,
    told: String,
}

impl Person {
    fn case(&self) -> Case<'_> {
        Case {
            plans: &self.plans,
            shelf: &SHELF,
            safety: &SAFETY,
            answers: &[],
            record: &self.record,
        }
    }

    fn course(&self, today: NaiveDate) -> Progression<'_> {
        self.milestone.clone().advance_to(self.case(), today)
    }

    /// Keeps what the course has come to on a day.
    fn set_milestone(&mut self, today: NaiveDate) {
        let plans: &'static [Plan] = Vec::leak(self.plans.clone());
        let record: &'static Record = Box::leak(Box::new(self.record.clone()));
        let case = Case { plans, shelf: &SHELF, safety: &SAFETY, answers: &[], record };
        self.milestone = self.milestone.clone().advance_to(case, today);
    }

    fn felt(&mut self, day: NaiveDate, tenths: i64, morning: bool) {
        self.record.felt.push(RecordedScore {
            day,
            score: score(tenths),
            morning,
            minute: None,
            known_on: day,
        });
    }

    /// Lives the n-th day.
    fn live(&mut self, n: u64, body: Body, chance: &mut Chance) {
        let today = day(n);
        let is_bone = self.condition.pain_rule == PainRule::BoneZero;
        // Bone that heals does not hurt in what its phase allows; all else hurts a little less than
        // the day.
        let level = if is_bone { body.level(n) / 3 } else { body.level(n) };
        let morning = around(level, chance);
        self.felt(today, morning, true);
        let course = self.course(today);
        let is_stop = |decision: &&Decision| decision.change == DoseChange::Stop;
        let decided: Vec<Decision> =
            course.changes().iter().filter(|decision| decision.on == today).cloned().collect();
        let stopped: Vec<Decision> = course.changes().iter().filter(is_stop).cloned().collect();
        let routine = course.routine();
        for decision in &decided {
            self.tell(
                n,
                &decision.in_few_words(|id| SHELF.exercises[id].name.clone(), today),
                &decision.exercise,
            );
        }
        // After a fortnight the clinician has looked at what was stopped.
        for decision in
            stopped.into_iter().filter(|decision| days_between(decision.on, today) == 14)
        {
            let by = SetBy::Clinician(Check { by: "Dr A".to_owned(), on: today });
            let exercise = decision.exercise;
            self.tell(n, "Dr A has looked: it may be tried again", &exercise);
            self.record.settings.push(Setting {
                exercise,
                from: today,
                until: None,
                by,
                told: Override::Released,
            });
        }
        for due in routine.due {
            for _ in 0..due.dose.times_per_day {
                if chance.one_in(8) {
                    continue;
                }
                let hurts =
                    if is_bone { 0.max(level - 18) } else { around(level * 4 / 10, chance) };
                let actual = Actual {
                    pain: Some(score(hurts)),
                    effort: due
                        .dose
                        .effort
                        .map(|effort| effort.saturating_sub(u32::from(!chance.one_in(6)))),
                    ..Actual::default()
                };
                self.record.sessions.push(ExerciseRecord {
                    day: today,
                    at: None,
                    exercise: due.exercise.clone(),
                    outcome: Outcome::Done(actual),
                    note: None,
                    private: false,
                    written_at: at(today, 18),
                    source_written_at: None,
                });
            }
        }
        let evening = around(level, chance);
        self.felt(today, evening, false);
        if n % 7 == 6 {
            self.move_on(n, level);
        }
        if n % MILESTONE == MILESTONE - 2 {
            self.set_milestone(today);
        }
    }

    /// Looks once a week whether the phase may be left, and leaves it.
    fn move_on(&mut self, n: u64, level: i64) {
        let today = day(n);
        let start = self.plans[0].phase_on(today).expect("it runs").clone();
        let phase = self.condition.phase(start.phase).expect("four phases");
        if level <= 25 {
            let ticked = phase.exit.tests.iter().map(|test| TestResult {
                test: test.id.clone(),
                day: today,
                passed: true,
            });
            self.ticked = ticked.collect();
        }
        let course = self.course(today);
        let stopped: Vec<String> = course
            .standings()
            .filter(|standing| standing.is_stopped)
            .map(|standing| standing.exercise)
            .collect();
        let of_phase = || {
            self.record
                .sessions
                .iter()
                .filter(|session| session.day >= start.from && session.day < today)
        };
        let mut worked: Vec<NaiveDate> = of_phase().map(|session| session.day).collect();
        worked.dedup();
        let planned = course.planned();
        let asked = planned.iter().map(|planned| Asked {
            day: planned.day,
            exercise: planned.exercise,
            sessions: planned.sessions,
        });
        let tally = Ledger::new(asked, &self.record.sessions, today).total(start.from, today);
        let sessions = (tally.done, tally.asked);
        let held = PhaseRecord {
            start: &start,
            today,
            felt: &self.record.felt,
            worked: &worked,
            sessions,
            ticked: &self.ticked,
            stopped: &stopped,
        };
        let criteria = exit::criteria(&phase.exit, held);
        let unmet: Vec<&exit::Criterion> =
            criteria.iter().filter(|criterion| !criterion.is_met).collect();
        match (unmet.is_empty(), start.phase.next()) {
            (true, Some(next)) => {
                let gate = self.condition.needs_clearance(next);
                let cleared = gate.then(|| Check { by: "Dr A".to_owned(), on: today });
                let agreed = if gate { ", as Dr A agrees" } else { "" };
                let _ = writeln!(self.told, "{:>4}  ── {next} phase{agreed} ──", n + 1);
                self.plans[0].phases.push(PhaseStart { phase: next, from: day(n + 1), cleared });
                self.ticked.clear();
            }
            // What stands in the way is told every eight weeks, so that a year stays a page.
            (false, Some(_)) if (n + 1).is_multiple_of(56) => {
                let words: Vec<String> = unmet
                    .iter()
                    .filter(|criterion| !matches!(criterion.asks, Requirement::Test { .. }))
                    .map(|criterion| criterion.in_words())
                    .collect();
                let tests = unmet
                    .iter()
                    .filter(|criterion| matches!(criterion.asks, Requirement::Test { .. }))
                    .count();
                let tests = (tests > 0).then(|| format!("tests not passed: {tests}"));
                let words: Vec<String> = words.into_iter().chain(tests).collect();
                let _ = writeln!(
                    self.told,
                    "{:>4}  stays in {}: {}",
                    n + 1,
                    start.phase,
                    words.join("; ")
                );
            }
            _ => {}
        }
    }

    fn tell(&mut self, n: u64, what: &str, exercise: &str) {
        let _ = writeln!(self.told, "{:>4}  {exercise:<28} {what}", n + 1);
    }
}

/// A year of a condition with a body, told.
fn year(condition: &'static Condition, body: Body) -> String {
    let plan = Plan {
        condition: condition.id.clone(),
        side: None,
        variant: condition.default_variant.clone(),
        rank: 1,
        started_on: day(0),
        ended_on: None,
        phases: vec![PhaseStart {
            phase: PhaseName::Calm,
            from: day(0),
            cleared: condition.clinician_gate.then(|| Check { by: "Dr A".to_owned(), on: day(0) }),
        }],
    };
    let plans = vec![plan];
    let record: &'static Record = Box::leak(Box::default());
    let case = Case {
        plans: Vec::leak(plans.clone()),
        shelf: &SHELF,
        safety: &SAFETY,
        answers: &[],
        record,
    };
    let milestone = Progression::replay(case, day(0), day(0));
    let record = Record::default();
    let mut person =
        Person { condition, plans, milestone, record, ticked: Vec::new(), told: String::new() };
    let mut chance = Chance(7);
    for n in 0..YEAR {
        person.live(n, body, &mut chance);
    }
    let standings = person.course(day(YEAR - 1));
    // Told from the first day at one go, it is the same year.
    let again = Progression::replay(
        person.case(),
        replay::beginning(&person.plans, day(YEAR - 1)),
        day(YEAR - 1),
    );
    assert_eq!(again.changes(), standings.changes());
    assert!(again.standings().eq(standings.standings()) && again.routine() == standings.routine());
    let mut told = person.told.clone();
    for standing in standings.standings() {
        let stopped = if standing.is_stopped { " (stopped)" } else { "" };
        let _ = writeln!(told, " end  {:<28} {}{stopped}", standing.exercise, standing.dose);
    }
    told
}

/// The three years of one condition.
fn years(id: &str) {
    let condition = &SHELF.conditions[id];
    let mut told = String::new();
    for (body, name) in [
        (Body::Improves, "gets better"),
        (Body::Flares, "flares"),
        (Body::Stalls, "stays as it is"),
    ] {
        let _ =
            writeln!(told, "# {}: a body that {name}\n\n{}", condition.name, year(condition, body));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("year-of-{id}"), told));
}

macro_rules! a_year_of {
    ($($name:ident: $id:literal,)*) => { $(#[test] fn $name() { years($id); })* };
}

a_year_of! {
    a_year_of_coccydynia: "coccydynia",
    a_year_of_endometriosis: "endometriosis",
    a_year_of_ischial_bursitis: "ischial-bursitis",
    a_year_of_ischiofemoral_impingement: "ischiofemoral-impingement",
    a_year_of_myofascial_gluteal: "myofascial-gluteal",
    a_year_of_pelvic_floor_overactive: "pelvic-floor-overactive",
    a_year_of_pelvic_floor_underactive: "pelvic-floor-underactive",
    a_year_of_pelvic_stress_fracture: "pelvic-stress-fracture",
    a_year_of_piriformis_dgs: "piriformis-dgs",
    a_year_of_sciatica: "sciatica",
}

#[test]
fn every_shipped_programme_has_its_year() {
    let here = include_str!("year.rs");
    for id in SHELF.conditions.keys() {
        assert!(here.contains(&format!("\"{id}\",")), "{id} has no year");
    }
}
