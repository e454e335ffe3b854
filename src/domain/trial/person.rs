//! One made-up person with one condition, day by day.
//!
//! They do most of what is due, record every morning and evening, try the tests when they feel up
//! to it, ask their clinician where one must agree, and move on as soon as everything is met.

use std::sync::Arc;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime};

use super::body::{Body, Chance, around, score};
use super::event::{Event, Happened};
use super::room::Room;
use crate::domain::analysis::adherence::{Asked, Ledger};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome};
use crate::domain::diary::rating::RecordedScore;
use crate::domain::flare::fold::Flare;
use crate::domain::plan::assignment::{InPlan, Override, PhaseStart, Plan, SetBy, Setting, Term};
use crate::domain::plan::exit::TestResult;
use crate::domain::programme::condition::{Condition, PainRule, PhaseName};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::case::{Case, Record};
use crate::domain::progression::decision::DoseChange;
use crate::domain::progression::leaving::Leaving;
use crate::domain::progression::replay::Progression;
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::{Answers, Check};
use crate::domain::screening::safety::Safety;
use crate::domain::text::date::days_between;

/// A made-up person answers nothing.
static NO_ANSWERS: Answers = Answers::none();

/// The clinician of everybody here.
const CLINICIAN: &str = "Dr A";

/// Days after which the clinician has looked at what was stopped.
const LOOKED_AFTER: i64 = 14;

/// What is tried.
#[derive(Debug, Clone, Copy)]
pub struct Programme<'a> {
    /// The condition, with the exercises that it names.
    pub condition: &'a Condition,
    /// An exercise that is added to every phase, as a clinician may.
    pub added: Option<&'a str>,
    /// The exercises.
    pub shelf: &'a LibrarySubset,
    /// The numbers of the rules.
    pub rules: &'a RuleBook,
    /// The safety questions.
    pub safety: &'a Safety,
    /// The first day.
    pub from: NaiveDate,
}

impl<'a> Programme<'a> {
    /// What the rules are given.
    pub fn case(&self, plans: &'a [Plan], record: &'a Record) -> Case<'a> {
        let Self { shelf, rules, safety, .. } = *self;
        Case { plans, shelf, rules, safety, answers: &NO_ANSWERS, record }
    }

    /// The n-th day, from 0.
    pub fn day(&self, n: u64) -> NaiveDate {
        self.from.checked_add_days(Days::new(n)).unwrap_or(NaiveDate::MAX)
    }

    fn clinician(&self, n: u64) -> Check {
        Check { by: CLINICIAN.to_owned(), on: self.day(n) }
    }
}

/// A made-up person, and what they have recorded so far.
#[derive(Debug)]
pub struct Person<'a> {
    programme: Programme<'a>,
    body: Body,
    room: &'a Room,
    chance: Chance,
    today: u64,
    plans: Vec<Plan>,
    progression: Progression<'a>,
    /// Changes that were told.
    told_changes: usize,
    /// Whether the plan or its settings are others than those that are followed.
    is_changed: bool,
    case: Case<'a>,
    sessions: Vec<&'a ExerciseRecord>,
    record: Record,
    ticked: Vec<TestResult>,
    told_review: bool,
    told: Vec<Happened>,
}

impl<'a> Person<'a> {
    /// A person who begins with the first phase of a condition, as a clinician agrees where one
    /// must. `None` where the room is too small, as it was made for fewer days.
    pub fn begin(programme: Programme<'a>, body: Body, room: &'a Room) -> Option<Self> {
        let condition = programme.condition;
        let cleared = condition.clinician_gate.then(|| programme.clinician(0));
        let plan = Plan {
            condition: condition.id.clone(),
            side: None,
            variant: condition.default_variant.clone(),
            rank: 1,
            started_on: programme.from,
            ended_on: None,
            phases: vec![PhaseStart { phase: PhaseName::Calm, from: programme.from, cleared }],
        };
        let term = programme.added.map(|exercise| Setting {
            exercise: exercise.to_owned(),
            from: programme.from,
            until: None,
            by: SetBy::Clinician(programme.clinician(0)),
            told: Term::InPlan(Some(InPlan::Added { not_same_day: None })),
        });
        let record = Record { terms: term.into_iter().collect(), ..Record::default() };
        let plans = vec![plan];
        let (kept, known) = room.keep_plan(plans.clone(), record.clone())?;
        let case = programme.case(kept, known);
        Some(Self {
            programme,
            body,
            room,
            chance: Chance::new(),
            today: 0,
            plans,
            progression: Progression::follow(case, programme.from),
            told_changes: 0,
            is_changed: false,
            case,
            sessions: Vec::new(),
            record,
            ticked: Vec::new(),
            told_review: false,
            told: Vec::new(),
        })
    }

    /// What happened so far.
    pub fn told(&self) -> &[Happened] {
        &self.told
    }

    /// What the rules have made of it.
    pub fn progression(&self) -> &Progression<'a> {
        &self.progression
    }

    /// The plan and all that was recorded, as it is now.
    pub fn recorded(&self) -> (Vec<Plan>, Record) {
        let sessions = self.sessions.iter().map(|session| (*session).clone()).collect();
        (self.plans.clone(), Record { sessions, ..self.record.clone() })
    }

    /// Lives a day; to its evening where it is the last one.
    pub fn live(&mut self, is_last: bool) {
        // Bone that heals does not hurt in what its phase allows.
        let is_bone = self.programme.condition.pain_rule == PainRule::BoneZero;
        let level = self.body.level(self.today);
        let level = if is_bone { level / 3 } else { level };
        let morning = around(level, &mut self.chance);
        self.rate(morning, true);
        self.tell_changes();
        if self.plans[0].phase_on(self.day()).is_some_and(|phase| phase.from == self.day()) {
            let due = self.due();
            self.tell(Event::Begins { due });
        }
        self.exercise(level, morning, is_bone);
        let evening = around(level, &mut self.chance);
        self.rate(evening, false);
        if self.today % 7 == 6 {
            self.move_on(level);
        }
        if is_last {
            return;
        }
        if std::mem::take(&mut self.is_changed) {
            let Record { settings, terms, .. } = self.record.clone();
            let record = Record { settings, terms, ..Record::default() };
            if let Some((plans, record)) = self.room.keep_plan(self.plans.clone(), record) {
                self.case = self.programme.case(plans, record);
            }
        }
        self.progression.next_day(self.case);
        self.today += 1;
    }

    /// What is due, with its doses.
    fn due(&self) -> Vec<(String, Dose)> {
        let due = self.progression.routine().due;
        due.into_iter().map(|due| (due.exercise, due.dose)).collect()
    }

    fn day(&self) -> NaiveDate {
        self.programme.day(self.today)
    }

    fn rate(&mut self, tenths: i64, morning: bool) {
        let was_in_flare = self.progression.flare().flare.clone();
        let day = self.day();
        let minute = Some(if morning { 7 * 60 } else { 20 * 60 });
        if let Some(score) = score(tenths) {
            let felt = RecordedScore { day, score, morning, minute, known_on: day };
            Arc::make_mut(&mut self.record.scores).add(felt, self.case.rules.evening_from);
            self.progression.rate(felt);
        }
        if morning {
            self.progression.decide();
        }
        self.tell_flare(was_in_flare);
    }

    /// Does most of what is due.
    fn exercise(&mut self, level: i64, morning: i64, is_bone: bool) {
        for due in self.progression.routine().due {
            for _ in 0..due.dose.times_per_day {
                if self.chance.one_in(8) {
                    continue;
                }
                let before = if is_bone { 0.max(level - 18) } else { morning };
                // Mostly no more than before, and now and then a point.
                let more = if !is_bone && self.chance.one_in(4) { 10 } else { 0 };
                let chance = &mut self.chance;
                let actual = Actual {
                    pain_before: score(before),
                    pain: score(before + more),
                    effort: due
                        .dose
                        .effort
                        .map(|effort| effort.saturating_sub(u32::from(!chance.one_in(6)))),
                    ..Actual::default()
                };
                let (day, done) = (self.day(), Outcome::Done(actual));
                let session = ExerciseRecord::new(day, &due.exercise, done, in_the_evening(day));
                let kept = self.room.keep_session(self.sessions.len(), session);
                if let Some(session) = kept {
                    self.sessions.push(session);
                    self.progression.record(session);
                }
            }
        }
    }

    /// Tells what was decided. After a fortnight the clinician has looked at what was stopped.
    fn tell_changes(&mut self) {
        let (programme, today) = (self.programme, self.day());
        let changes = self.progression.changes().to_vec();
        for decision in &changes[self.told_changes..] {
            let name = |id: &str| programme.shelf.exercise_name(id).to_owned();
            let words = decision.in_few_words(name, today);
            self.tell(Event::Changed { exercise: decision.exercise.clone(), words });
        }
        self.told_changes = changes.len();
        let stops = changes.iter().filter(|decision| decision.change == DoseChange::Stop);
        for stop in stops.filter(|stop| days_between(stop.on, today) == LOOKED_AFTER) {
            self.tell(Event::Looked { exercise: stop.exercise.clone() });
            self.record.settings.push(Setting {
                exercise: stop.exercise.clone(),
                from: programme.day(self.today + 1),
                until: None,
                by: SetBy::Clinician(programme.clinician(self.today)),
                told: Override::Released,
            });
            self.is_changed = true;
        }
    }

    /// Tells that a flare has begun or is over, with what is done on its first day.
    fn tell_flare(&mut self, before: Option<Flare>) {
        let now = self.progression.flare();
        match (before, &now.flare, &now.over) {
            (None, Some(_), _) => {
                let due = self.due();
                self.tell(Event::FlareBegins { due });
            }
            (Some(flare), None, Some(over)) => {
                let days = days_between(flare.began, self.day());
                let because = over.ended.map(|(_, end)| end);
                self.tell(Event::FlareEnds { days, because });
            }
            _ => {}
        }
    }

    /// Looks once a week whether the phase may be left, as it is seen on the next morning, and
    /// leaves it.
    fn move_on(&mut self, level: i64) {
        let today = self.day();
        let Some(start) = self.plans[0].phase_on(today).cloned() else { return };
        let Some(phase) = self.programme.condition.phase(start.phase) else { return };
        // A test that says no more pain than before goes also where it hurts.
        let passed = level <= 55;
        let tick = |test: &str| TestResult { test: test.to_owned(), day: today, passed };
        self.ticked = phase.exit.tests.iter().map(|test| tick(&test.id)).collect();
        let (plans, record) = self.recorded();
        let tomorrow = self.programme.day(self.today + 1);
        let planned = self.progression.planned();
        let asked = planned.iter().map(|planned| Asked {
            day: planned.day,
            exercise: planned.exercise,
            sessions: planned.sessions,
        });
        let ledger = Ledger::new(asked, self.sessions.iter().copied(), tomorrow);
        let standings: Vec<Standing> = self.progression.standings().collect();
        let leaving = Leaving {
            case: Case { plans: &plans, record: &record, ..self.case },
            today: tomorrow,
            flares: self.progression.flares(),
            flare: self.progression.flare(),
            standings: &standings,
            ledger: &ledger,
            answers: &[],
            visits: &[],
            goals: &[],
            sitting: None,
            heaviness: &[],
            earlier: &[],
        };
        let Some(state) = leaving.state(&plans[0], &self.ticked) else { return };
        let (next, agreed) = (state.next, state.needs_clearance);
        if state.course.needs_review && !self.told_review {
            let note = self.programme.condition.review_note.clone();
            self.told_review = true;
            self.tell(Event::Review { note });
        }
        let open: Vec<_> =
            state.criteria.into_iter().filter(|criterion| !criterion.is_met).collect();
        let Some(next) = next else { return };
        if !open.is_empty() {
            self.tell(Event::Stays { phase: start.phase, open });
            return;
        }
        let cleared = agreed.then(|| self.programme.clinician(self.today));
        self.plans[0].phases.push(PhaseStart { phase: next, from: tomorrow, cleared });
        self.is_changed = true;
        self.tell(Event::Phase { next, agreed });
    }

    fn tell(&mut self, what: Event) {
        self.told.push(Happened { day: self.today + 1, what });
    }
}

/// When exercises are done.
fn in_the_evening(day: NaiveDate) -> DateTime<FixedOffset> {
    day.and_time(NaiveTime::MIN).and_utc().fixed_offset() + chrono::TimeDelta::hours(18)
}
