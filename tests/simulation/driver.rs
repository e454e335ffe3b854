//! The one place that asks the rules: a course of one plan, driven day by day as the program would
//! drive it. Everything else in this test knows only what is here.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::outcome::{Amount, ChangeKind, Notice, StopReason, Task};
use crate::shipped::{RULES, SAFETY, SHELF, day};
use supple::domain::analysis::adherence::{Asked, Ledger};
use supple::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace};
use supple::domain::diary::rating::RecordedScore;
use supple::domain::diary::score::Score;
use supple::domain::diary::week_answer::{Comparison, WeekAnswer};
use supple::domain::flare::fold::{Flare, FlareEnd};
use supple::domain::plan::assignment::{Override, PhaseStart, Plan, SetBy, Setting};
use supple::domain::plan::course::{Course as PainCourse, CourseInput};
use supple::domain::plan::exit::TestResult;
use supple::domain::programme::condition::{Condition, PhaseName};
use supple::domain::programme::dose::Dose;
use supple::domain::programme::exercise::{Exercise, Kind};
use supple::domain::programme::rule_book::RuleBook;
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::decision::{Decision, DoseChange, Finding};
use supple::domain::progression::leaving::Leaving;
use supple::domain::progression::replay::Progression;
use supple::domain::progression::standing::Standing;
use supple::domain::screening::answers::{Answer, Answers, Check, Says};

/// Days after which the safety questions are answered again: before a hold comes of it.
const ANSWERS_EVERY_DAYS: usize = 14;

/// The days that the longest life may have.
const MOST_DAYS: u64 = 366;

/// The safety questions, all answered with no, again and again, in order.
static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let days = (0..MOST_DAYS).step_by(ANSWERS_EVERY_DAYS);
    let round = |n: u64| {
        SAFETY
            .red_flags
            .iter()
            .map(move |flag| Answer::new(flag.id.clone(), Says::No, day(n), at(n, 7)))
    };
    days.flat_map(round).collect()
});

/// The number of a day.
fn number(of: NaiveDate) -> u64 {
    u64::try_from((of - day(0)).num_days()).expect("no day before the first")
}

/// A moment of the n-th day.
fn at(n: u64, hour: u32) -> DateTime<FixedOffset> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    day(n).and_time(time).and_utc().fixed_offset()
}

/// A score of whole points.
fn score(points: i64) -> Score {
    Score::from_tenths(points * 10).expect("0 to 10")
}

/// An exercise that is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// Which.
    pub exercise: &'static Exercise,
    /// How much, today.
    pub dose: Dose,
    /// The same, to be counted.
    pub task: Task,
}

/// One exercise as it was done.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// Which.
    pub exercise: &'static str,
    /// Pain before it, in points, where it was logged.
    pub before: Option<i64>,
    /// Pain in it, in points.
    pub pain: i64,
    /// Whether that pain was in a bone.
    pub in_bone: bool,
    /// Effort, where it was logged.
    pub effort: Option<u32>,
}

/// What changed on a day.
#[derive(Debug, Clone)]
pub struct Change {
    /// The exercise, by the id that it began as.
    pub line: &'static str,
    /// What happened.
    pub kind: ChangeKind,
    /// The exercise by its id, and what was decided and why, in words.
    pub words: (String, String),
}

/// The room for what a course borrows: made before it begins, because the course keeps what it
/// borrows for as long as it lives.
pub struct Room {
    /// The plan, as it is from some day on.
    plans: Vec<OnceCell<(Vec<Plan>, Record)>>,
    /// What was done.
    sessions: Vec<OnceCell<ExerciseRecord>>,
}

/// Records of a day for which there is room.
const RECORDS_A_DAY: usize = 24;

impl Room {
    /// Room for so many days.
    pub fn new(days: u64) -> Self {
        let days = usize::try_from(days).expect("a few hundred");
        Self {
            plans: (0..=days).map(|_| OnceCell::new()).collect(),
            sessions: (0..days * RECORDS_A_DAY).map(|_| OnceCell::new()).collect(),
        }
    }
}

/// A plan of one condition, and what the rules have made of it so far.
pub struct Course<'a> {
    room: &'a Room,
    condition: &'static Condition,
    plans: Vec<Plan>,
    settings: Vec<Setting>,
    /// Whether the plan or its settings are others than those in the room.
    is_changed: bool,
    case: Case<'a>,
    /// The numbers of the rules, with those of the condition.
    rules: RuleBook,
    sessions: Vec<&'a ExerciseRecord>,
    /// The same, as one record.
    done: Record,
    answers: Vec<WeekAnswer>,
    today: u64,
    progression: Progression<'a>,
    /// Changes that were handed on.
    handed_on: usize,
    /// Where an exercise comes from: the line of the phase, and its rank in it.
    lines: BTreeMap<&'static str, (&'static str, i32)>,
}

/// The case of a plan from a day on, as the room keeps it.
fn case(kept: &(Vec<Plan>, Record)) -> Case<'_> {
    let (plans, record) = kept;
    Case { plans, shelf: &SHELF, rules: &RULES, safety: &SAFETY, answers: &ANSWERS, record }
}

impl<'a> Course<'a> {
    /// A plan that begins on day 0 in a phase, with a clinician's agreement where one is needed.
    pub fn begin(room: &'a Room, condition: &'static Condition, phase: PhaseName) -> Self {
        let plan = Plan {
            condition: condition.id.clone(),
            side: None,
            variant: condition.default_variant.clone(),
            rank: 1,
            started_on: day(0),
            ended_on: None,
            phases: vec![PhaseStart { phase, from: day(0), cleared: Some(agreed(0)) }],
        };
        let plans = vec![plan];
        let case = case(room.plans[0].get_or_init(|| (plans.clone(), Record::default())));
        Self {
            room,
            condition,
            plans,
            settings: Vec::new(),
            is_changed: false,
            case,
            rules: RULES.with(condition.rules.iter().map(|(id, value)| (id.as_str(), *value))),
            sessions: Vec::new(),
            done: Record::default(),
            answers: Vec::new(),
            today: 0,
            progression: Progression::follow(case, day(0)),
            handed_on: 0,
            lines: BTreeMap::new(),
        }
    }

    /// Takes up a rating of today, in points, as it is written.
    pub fn rate(&mut self, points: i64, morning: bool) {
        let day = day(self.today);
        let minute = Some(if morning { 7 * 60 } else { 20 * 60 });
        let score = score(points);
        self.progression.rate(RecordedScore { day, score, morning, minute, known_on: day });
    }

    /// Takes up the day of the cycle.
    pub fn log_cycle_day(&mut self, number: u32) {
        self.progression.log_cycle(day(self.today), number);
    }

    /// Whether the two questions of a week with too few ratings are asked today.
    pub fn asks_about_week(&self) -> bool {
        self.today % 7 == 6 && self.course().now.mean().is_none()
    }

    /// Takes up what is answered where a week has too few ratings: its average in points, and the
    /// week against the start.
    pub fn answer_week(&mut self, average: i64, against_start: Comparison) {
        self.answers.push(WeekAnswer {
            plan: None,
            day: day(self.today),
            average: Some(score(average)),
            against_start: Some(against_start),
            written_at: at(self.today, 20),
        });
    }

    /// Decides about today, after its morning.
    pub fn decide(&mut self) {
        self.progression.decide();
    }

    /// What is due today.
    pub fn routine(&self) -> Vec<Due> {
        let routine = self.progression.routine();
        let due = routine.due.into_iter().map(|due| {
            let (id, exercise) = SHELF.exercises.get_key_value(&due.exercise).expect("shipped");
            let (line, rank) = self.line(id);
            let dose = due.dose;
            let above =
                |now: Option<u32>, most: Option<u32>| most.is_some_and(|most| now > Some(most));
            let task = Task {
                line,
                amount: Amount {
                    rank,
                    load_g: dose.load_g.unwrap_or(0),
                    seconds: dose.session_seconds() * dose.times_per_day * dose.days_per_week,
                },
                days_per_week: dose.days_per_week,
                is_strength: exercise.kind == Kind::Strength,
                is_above_ceiling: above(dose.reps, dose.reps_max)
                    || above(dose.minutes, dose.minutes_max),
                can_grow: due.decision.map(|decision| decision.can_grow),
            };
            Due { exercise, dose, task }
        });
        due.collect()
    }

    /// The line that an exercise belongs to, and its rank in it.
    fn line(&self, exercise: &'static str) -> (&'static str, i32) {
        self.lines.get(exercise).copied().unwrap_or((exercise, 0))
    }

    /// The day of the flare, from 1; `None` within where there is none.
    pub fn flare(&self) -> Option<Option<u32>> {
        let flare = self.progression.flare().flare.as_ref();
        Some(flare.and_then(|flare| u32::try_from(flare.day_number(day(self.today))).ok()))
    }

    /// What was told today beside the doses.
    pub fn notices(&mut self) -> Option<Vec<Notice>> {
        let course = self.course();
        let is_long = |over: &Flare| over.ended.is_some_and(|(_, end)| end == FlareEnd::Length);
        let now = self.progression.flare();
        let told = [
            (Notice::HighMorning, now.is_much_worse),
            (Notice::SeeSomebody, !now.advice.is_empty() || now.over.as_ref().is_some_and(is_long)),
            (Notice::Creep, course.creep.is_some()),
            (Notice::Review, course.needs_review),
        ];
        Some(told.into_iter().filter(|(_, is_told)| *is_told).map(|(notice, _)| notice).collect())
    }

    /// How pain goes over the programme, as it is seen tomorrow.
    fn course(&self) -> PainCourse {
        PainCourse::new(CourseInput {
            began: day(0),
            today: day(self.today + 1),
            flares: self.progression.flares(),
            earlier: None,
            rules: &self.rules,
            answers: &self.answers,
            visits: &[],
            review_weeks: self.condition.review_weeks,
            is_for_a_while: false,
            goals_up: None,
        })
    }

    /// Asks something of the phase at the end of today, as it is seen tomorrow.
    fn leaving<T>(&self, ask: impl FnOnce(&Leaving<'_, '_>) -> T) -> T {
        let today = day(self.today + 1);
        let planned = self.progression.planned();
        let asked = planned.iter().map(|planned| Asked {
            day: planned.day,
            exercise: planned.exercise,
            sessions: planned.sessions,
        });
        let ledger = Ledger::new(asked, self.sessions.iter().copied(), today);
        let case = Case { record: &self.done, plans: &self.plans, ..self.case };
        let standings: Vec<Standing> = self.progression.standings().collect();
        ask(&Leaving {
            case,
            today,
            flares: self.progression.flares(),
            flare: self.progression.flare(),
            standings: &standings,
            ledger: &ledger,
            answers: &self.answers,
            visits: &[],
            goals: &[],
            sitting: None,
            heaviness: &[],
            earlier: &[],
        })
    }

    /// What was decided since this was last asked.
    pub fn changes(&mut self) -> Vec<Change> {
        let decided = self.progression.changes()[self.handed_on..].to_vec();
        self.handed_on += decided.len();
        decided.iter().map(|decision| self.change(decision)).collect()
    }

    fn change(&mut self, decision: &Decision) -> Change {
        let key = |id: &str| SHELF.exercises.get_key_value(id).expect("shipped").0.as_str();
        let exercise = key(&decision.exercise);
        let (line, rank) = self.line(exercise);
        let lowered = match decision.finding {
            Finding::Away { .. } => ChangeKind::LoweredAfterBreak,
            _ => ChangeKind::Lowered,
        };
        let kind = match &decision.change {
            DoseChange::Hold => unreachable!("what holds is no change"),
            DoseChange::Stop => ChangeKind::Stopped(match decision.finding {
                Finding::Sign { .. } | Finding::Bone { .. } | Finding::MostPain { .. } => {
                    StopReason::Rule16
                }
                _ => StopReason::Other,
            }),
            DoseChange::Swap { harder: true, .. } => ChangeKind::Harder,
            DoseChange::Swap { harder: false, .. } => ChangeKind::Easier,
            DoseChange::Dose(_) if decision.finding == Finding::FirstWeekOver => {
                ChangeKind::FirstWeekOver
            }
            DoseChange::Dose(step) if step.is_up() => ChangeKind::Grown,
            DoseChange::Return { .. } => ChangeKind::Grown,
            DoseChange::Dose(_) | DoseChange::Back { .. } => lowered,
        };
        let (to, by) = match &decision.change {
            DoseChange::Swap { to, harder } => (Some(to), if *harder { 1 } else { -1 }),
            DoseChange::Back { to, .. } => (to.as_ref(), -1),
            DoseChange::Return { to, .. } => (to.as_ref(), 1),
            _ => (None, 0),
        };
        if let Some(to) = to {
            self.lines.insert(key(to), (line, rank + by));
        }
        let words = decision.in_few_words(|id| SHELF.exercise_name(id).to_owned(), day(self.today));
        Change { line, kind, words: (exercise.to_owned(), words) }
    }

    /// Takes up an exercise that was done today.
    pub fn record(&mut self, done: Done) {
        let actual = Actual {
            pain_before: done.before.map(score),
            pain: Some(score(done.pain)),
            pain_place: done.in_bone.then_some(PainPlace::Bone),
            effort: done.effort,
            ..Actual::default()
        };
        let session = ExerciseRecord::new(
            day(self.today),
            done.exercise,
            Outcome::Done(actual),
            at(self.today, 18),
        );
        self.done.sessions.push(session.clone());
        let session = self.room.sessions[self.sessions.len()].get_or_init(|| session);
        self.sessions.push(session);
        self.progression.record(session);
    }

    /// The phase of today.
    pub fn phase(&self) -> PhaseName {
        self.start().phase
    }

    fn start(&self) -> &PhaseStart {
        self.plans[0].phase_on(day(self.today)).expect("it runs")
    }

    /// What is missing for the next phase at the end of today, in words; nothing where it may be
    /// entered. Tests of function are answered with yes, and `clinician` agrees where one must.
    pub fn missing(&self, clinician: bool) -> Vec<String> {
        let (start, today) = (self.start(), day(self.today));
        let phase = self.condition.phase(start.phase).expect("four phases");
        let days = self.today + 1 - number(start.from);
        if days < u64::from(phase.exit.min_days) {
            return vec![format!("day {} of {}", days + 1, phase.exit.min_days)];
        }
        let next = start.phase.next();
        if !clinician && next.is_some_and(|next| self.condition.needs_clearance(next)) {
            return vec!["a clinician's agreement".to_owned()];
        }
        let tests = phase.exit.tests.iter();
        let ticked: Vec<TestResult> = tests
            .map(|test| TestResult { test: test.id.clone(), day: today, passed: true })
            .collect();
        self.leaving(|leaving| {
            let state = leaving.state(&self.plans[0], &ticked).expect("it is in a phase");
            let open = state.criteria.iter().filter(|criterion| !criterion.is_met);
            open.map(|criterion| criterion.in_words(supple::domain::text::style::Style::default()))
                .collect()
        })
    }

    /// Enters a phase tomorrow, as a clinician agrees where one must.
    pub fn enter(&mut self, phase: PhaseName) {
        let cleared = self.condition.needs_clearance(phase).then(|| agreed(self.today));
        self.is_changed = true;
        self.plans[0].phases.push(PhaseStart { phase, from: day(self.today + 1), cleared });
    }

    /// A clinician has looked at what stopped a line: it may be tried again from tomorrow.
    pub fn release(&mut self, exercise: &str) {
        self.is_changed = true;
        self.settings.push(Setting {
            exercise: exercise.to_owned(),
            from: day(self.today + 1),
            until: None,
            by: SetBy::Clinician(agreed(self.today)),
            told: Override::Released,
        });
    }

    /// Goes on to the next day.
    pub fn next_day(&mut self) {
        self.today += 1;
        if std::mem::take(&mut self.is_changed) {
            let index = usize::try_from(self.today).expect("a few hundred");
            let record = Record { settings: self.settings.clone(), ..Record::default() };
            self.case = case(self.room.plans[index].get_or_init(|| (self.plans.clone(), record)));
        }
        self.progression.next_day(self.case);
    }
}

/// A clinician's agreement on the n-th day.
fn agreed(n: u64) -> Check {
    Check { by: "Dr A".to_owned(), on: day(n) }
}
