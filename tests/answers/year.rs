//! A year of each of the programmes with three made-up bodies: one that gets better, one that
//! flares, and one that stays as it is. The person does most of what is due, records every morning
//! and evening, tries the tests when they feel up to it, asks their clinician where one must agree,
//! and moves on as soon as everything is met. What the rules made of it is printed, so that a
//! physiotherapist can read it.

use std::fmt::Write;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::shipped::{RULES, SAFETY, SHELF, day};
use supple::domain::analysis::adherence::{Asked, Ledger};
use supple::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome};
use supple::domain::diary::pain_point::RecordedScore;
use supple::domain::diary::score::Score;
use supple::domain::flare::fold::Flare;
use supple::domain::plan::assignment::{Override, PhaseStart, Plan, SetBy, Setting};
use supple::domain::plan::exit::{Criterion, TestResult};
use supple::domain::programme::condition::{Condition, PainRule, PhaseName};
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::decision::DoseChange;
use supple::domain::progression::leaving::{Leaving, PhaseState};
use supple::domain::progression::replay::Progression;
use supple::domain::progression::standing::Standing;
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

/// One person with one condition, and what they have recorded so far.
struct Person {
    condition: &'static Condition,
    plans: Vec<Plan>,
    progression: Progression<'static>,
    /// Changes that were told.
    told_changes: usize,
    /// Whether the plan or its settings are others than those that are followed.
    is_changed: bool,
    case: Case<'static>,
    sessions: Vec<&'static ExerciseRecord>,
    record: Record,
    ticked: Vec<TestResult>,
    told_review: bool,
    told: String,
}

/// A case that lives as long as the test.
fn leaked(plans: &[Plan], record: Record) -> Case<'static> {
    Case {
        plans: Vec::leak(plans.to_vec()),
        shelf: &SHELF,
        rules: &RULES,
        safety: &SAFETY,
        answers: &[],
        record: Box::leak(Box::new(record)),
    }
}

impl Person {
    /// A person who begins with the first phase of a condition, as a clinician agrees where one must.
    fn new(condition: &'static Condition) -> Self {
        let agreed = Check { by: "Dr A".to_owned(), on: day(0) };
        let cleared = condition.clinician_gate.then_some(agreed);
        let plan = Plan {
            condition: condition.id.clone(),
            side: None,
            variant: condition.default_variant.clone(),
            rank: 1,
            started_on: day(0),
            ended_on: None,
            phases: vec![PhaseStart { phase: PhaseName::Calm, from: day(0), cleared }],
        };
        let plans = vec![plan];
        let case = leaked(&plans, Record::default());
        Self {
            condition,
            plans,
            progression: Progression::follow(case, day(0)),
            told_changes: 0,
            is_changed: false,
            case,
            sessions: Vec::new(),
            record: Record::default(),
            ticked: Vec::new(),
            told_review: false,
            told: String::new(),
        }
    }

    /// All that was recorded, as it is in the end.
    fn finished(&self) -> Case<'static> {
        let sessions = self.sessions.iter().map(|session| (*session).clone()).collect();
        leaked(&self.plans, Record { sessions, ..self.record.clone() })
    }

    fn rate(&mut self, day: NaiveDate, tenths: i64, morning: bool) {
        let minute = Some(if morning { 7 * 60 } else { 20 * 60 });
        let score = RecordedScore { day, score: score(tenths), morning, minute, known_on: day };
        self.record.felt.push(score);
        self.progression.rate(score);
    }

    /// Lives the n-th day.
    fn live(&mut self, n: u64, body: Body, chance: &mut Chance) {
        let today = day(n);
        let is_bone = self.condition.pain_rule == PainRule::BoneZero;
        // Bone that heals does not hurt in what its phase allows.
        let level = if is_bone { body.level(n) / 3 } else { body.level(n) };
        let morning = around(level, chance);
        let was_in_flare = self.progression.flare().flare.clone();
        self.rate(today, morning, true);
        self.progression.decide();
        self.tell_flare(n, was_in_flare);
        self.tell_changes(n);
        for due in self.progression.routine().due {
            for _ in 0..due.dose.times_per_day {
                if chance.one_in(8) {
                    continue;
                }
                let before = if is_bone { 0.max(level - 18) } else { morning };
                // Mostly no more than before, and now and then a point.
                let more = if !is_bone && chance.one_in(4) { 10 } else { 0 };
                let actual = Actual {
                    pain_before: Some(score(before)),
                    pain: Some(score(before + more)),
                    effort: due
                        .dose
                        .effort
                        .map(|effort| effort.saturating_sub(u32::from(!chance.one_in(6)))),
                    ..Actual::default()
                };
                let session: &'static ExerciseRecord = Box::leak(Box::new(ExerciseRecord::new(
                    today,
                    &due.exercise,
                    Outcome::Done(actual),
                    at(today, 18),
                )));
                self.sessions.push(session);
                self.progression.record(session);
            }
        }
        let evening = around(level, chance);
        let was_in_flare = self.progression.flare().flare.clone();
        self.rate(today, evening, false);
        self.tell_flare(n, was_in_flare);
        if n % 7 == 6 {
            self.move_on(n, level);
        }
        if n + 1 == YEAR {
            return;
        }
        if std::mem::take(&mut self.is_changed) {
            let settings = self.record.settings.clone();
            self.case = leaked(&self.plans, Record { settings, ..Record::default() });
        }
        self.progression.next_day(self.case);
    }

    /// Tells what was decided on the n-th day. After a fortnight the clinician has looked at what
    /// was stopped.
    fn tell_changes(&mut self, n: u64) {
        let today = day(n);
        let changes = self.progression.changes().to_vec();
        for decision in &changes[self.told_changes..] {
            let words = decision.in_few_words(|id| SHELF.exercises[id].name.clone(), today);
            self.tell(n, &words, &decision.exercise);
        }
        self.told_changes = changes.len();
        let stops = changes.iter().filter(|decision| decision.change == DoseChange::Stop);
        for stop in stops.filter(|stop| days_between(stop.on, today) == 14) {
            self.tell(n, "Dr A has looked: it may be tried again", &stop.exercise);
            self.record.settings.push(Setting {
                exercise: stop.exercise.clone(),
                from: day(n + 1),
                until: None,
                by: SetBy::Clinician(Check { by: "Dr A".to_owned(), on: today }),
                told: Override::Released,
            });
            self.is_changed = true;
        }
    }

    /// Tells that a flare has begun or is over, with what is done on its first day.
    fn tell_flare(&mut self, n: u64, before: Option<Flare>) {
        let now = self.progression.flare().clone();
        match (before, &now.flare, &now.over) {
            (None, Some(_), _) => {
                let due = self.progression.routine().due;
                let doses = due.iter().map(|due| format!("{} {}", due.exercise, due.dose));
                let doses = doses.collect::<Vec<_>>().join("; ");
                let _ = writeln!(self.told, "{:>4}  ~~ a flare begins: {doses}", n + 1);
            }
            (Some(flare), None, Some(over)) => {
                let days = days_between(flare.began, day(n));
                let why = over.ended.map_or("", |(_, end)| end.word());
                let _ = writeln!(self.told, "{:>4}  ~~ over after {days} days: {why}", n + 1);
            }
            _ => {}
        }
    }

    /// The state of the phase, as it is seen on the morning after the n-th day.
    fn phase_state(&self, n: u64) -> PhaseState<'static> {
        let today = day(n + 1);
        let planned = self.progression.planned();
        let asked = planned.iter().map(|planned| Asked {
            day: planned.day,
            exercise: planned.exercise,
            sessions: planned.sessions,
        });
        let ledger = Ledger::new(asked, self.sessions.iter().copied(), today);
        let standings: Vec<Standing> = self.progression.standings().collect();
        let case = self.finished();
        let leaving = Leaving {
            case,
            today,
            flares: self.progression.flares(),
            flare: self.progression.flare(),
            standings: &standings,
            ledger: &ledger,
            answers: &[],
            visits: &[],
            goals: &[],
            sitting: None,
        };
        leaving.state(&case.plans[0], &self.ticked).expect("it is in a phase")
    }

    /// Looks once a week whether the phase may be left, and leaves it.
    fn move_on(&mut self, n: u64, level: i64) {
        let start = self.plans[0].phase_on(day(n)).expect("it runs").clone();
        let phase = self.condition.phase(start.phase).expect("four phases");
        // A test that says no more pain than before goes also where it hurts.
        self.ticked = phase
            .exit
            .tests
            .iter()
            .map(|test| TestResult { test: test.id.clone(), day: day(n), passed: level <= 55 })
            .collect();
        let state = self.phase_state(n);
        if state.course.needs_review && !self.told_review {
            let note = &self.condition.review_note;
            let _ = writeln!(self.told, "{:>4}  !! {note}", n + 1);
            self.told_review = true;
        }
        let open: Vec<&Criterion> =
            state.criteria.iter().filter(|criterion| !criterion.is_met).collect();
        match (open.is_empty(), state.next) {
            (true, Some(next)) => {
                let on = day(n);
                let cleared = state.needs_clearance.then(|| Check { by: "Dr A".to_owned(), on });
                let agreed = if state.needs_clearance { ", as Dr A agrees" } else { "" };
                let _ = writeln!(self.told, "{:>4}  ── {next} phase{agreed} ──", n + 1);
                self.plans[0].phases.push(PhaseStart { phase: next, from: day(n + 1), cleared });
                self.is_changed = true;
            }
            // What stands in the way is told every eight weeks, so that a year stays a page.
            (false, Some(_)) if (n + 1).is_multiple_of(56) => {
                let words: Vec<String> =
                    open.iter().map(|criterion| criterion.in_words()).collect();
                let words = words.join("; ");
                let _ = writeln!(self.told, "{:>4}  stays in {}: {words}", n + 1, start.phase);
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
    let mut person = Person::new(condition);
    let mut chance = Chance(7);
    for n in 0..YEAR {
        person.live(n, body, &mut chance);
    }
    let lived = &person.progression;
    // Told from the first day at one go, it is the same year.
    let again = Progression::replay(person.finished(), day(0), day(YEAR - 1));
    assert_eq!(again.changes(), lived.changes());
    assert!(again.standings().eq(lived.standings()) && again.routine() == lived.routine());
    assert!(again.planned() == lived.planned(), "another plan was counted");
    let mut told = person.told.clone();
    for standing in lived.standings() {
        let stopped = if standing.is_stopped { " (stopped)" } else { "" };
        let _ = writeln!(told, " end  {:<28} {}{stopped}", standing.exercise, standing.dose);
    }
    let flares = lived.flares().past();
    let days: i64 =
        flares.iter().filter_map(|flare| Some(days_between(flare.began, flare.ended?.0))).sum();
    let _ = writeln!(told, " end  {} flares, {days} days in them", flares.len());
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
    a_year_of_first_steps: "first-steps",
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
