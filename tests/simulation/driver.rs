//! The one place that asks the rules: a course of one plan, driven day by day as the program would
//! drive it. Everything else in this test knows only what is here.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime};

use crate::outcome::{Amount, ChangeKind, Notice, Task};
use supple::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace};
use supple::domain::diary::pain_point::RecordedScore;
use supple::domain::diary::score::Score;
use supple::domain::diary::week_answer::Comparison;
use supple::domain::plan::assignment::{Override, PhaseStart, Plan, SetBy, Setting};
use supple::domain::plan::exit::{self, Criterion, PhaseRecord, TestResult};
use supple::domain::programme::condition::{Condition, PhaseName};
use supple::domain::programme::dose::Dose;
use supple::domain::programme::exercise::{Exercise, Kind};
use supple::domain::programme::library_subset::LibrarySubset;
use supple::domain::progression::case::{Case, Record};
use supple::domain::progression::decision::{Decision, DoseChange, Finding};
use supple::domain::progression::replay::Progression;
use supple::domain::screening::answers::Check;
use supple::domain::screening::safety::Safety;
use supple::library::Library;

/// Every shipped condition with its exercises, and all their easier and harder relatives.
pub static SHELF: LazyLock<LibrarySubset> = LazyLock::new(|| {
    let library = Library::builtin();
    let conditions = library.condition_ids();
    let mut shelf = library
        .subset(&conditions.iter().map(String::as_str).collect::<Vec<_>>())
        .expect("it reads");
    for id in library.exercise_ids() {
        shelf.exercises.insert(id.clone(), library.exercise(&id).expect("it reads"));
    }
    shelf
});

/// The shipped safety questions.
static SAFETY: LazyLock<Safety> = LazyLock::new(|| Library::builtin().safety().expect("it reads"));

/// The n-th day; the first is a Monday.
pub fn date(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5)
        .and_then(|day| day.checked_add_days(Days::new(n)))
        .expect("a date")
}

/// The number of a day.
fn number(day: NaiveDate) -> u64 {
    u64::try_from((day - date(0)).num_days()).expect("no day before the first")
}

/// A moment of the n-th day.
fn at(n: u64, hour: u32) -> DateTime<FixedOffset> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    date(n).and_time(time).and_utc().fixed_offset()
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
pub struct Room(Vec<OnceCell<(Vec<Plan>, Record)>>);

impl Room {
    /// Room for so many days.
    pub fn new(days: u64) -> Self {
        Self((0..days).map(|_| OnceCell::new()).collect())
    }
}

/// A plan of one condition, and what the rules have made of it so far.
pub struct Course<'a> {
    room: &'a Room,
    condition: &'static Condition,
    plans: Vec<Plan>,
    record: Record,
    today: u64,
    progression: Option<Progression<'a>>,
    /// Changes that were handed on.
    handed_on: usize,
    /// Where an exercise comes from: the line of the phase, and its rank in it.
    lines: BTreeMap<&'static str, (&'static str, i32)>,
}

impl<'a> Course<'a> {
    /// A plan that begins on day 0 in a phase, with a clinician's agreement where one is needed.
    pub fn begin(room: &'a Room, condition: &'static Condition, phase: PhaseName) -> Self {
        let plan = Plan {
            condition: condition.id.clone(),
            side: None,
            variant: condition.default_variant.clone(),
            rank: 1,
            started_on: date(0),
            ended_on: None,
            phases: vec![PhaseStart { phase, from: date(0), cleared: Some(agreed(0)) }],
        };
        Self {
            room,
            condition,
            plans: vec![plan],
            record: Record::default(),
            today: 0,
            progression: None,
            handed_on: 0,
            lines: BTreeMap::new(),
        }
    }

    /// Takes up a rating of today, in points, as it is written.
    pub fn rate(&mut self, points: i64, morning: bool) {
        let day = date(self.today);
        self.record.felt.push(RecordedScore { day, score: score(points), morning, known_on: day });
    }

    /// Takes up the day of the cycle.
    pub fn log_cycle_day(&mut self, _day: u32) {}

    /// Takes up what is answered where a week has too few ratings: its average in points, and the
    /// week against the start.
    pub fn answer_week(&mut self, _average: i64, _against_start: Comparison) {}

    /// Decides about today, after its morning.
    pub fn decide(&mut self) {
        let index = usize::try_from(self.today).expect("a few hundred");
        let (plans, record) =
            self.room.0[index].get_or_init(|| (self.plans.clone(), self.record.clone()));
        let case = Case { plans, shelf: &SHELF, safety: &SAFETY, answers: &[], record };
        let today = date(self.today);
        self.progression = Some(match self.progression.take() {
            Some(progression) => progression.advance_to(case, today),
            None => Progression::replay(case, date(0), today),
        });
    }

    fn progression(&self) -> &Progression<'a> {
        self.progression.as_ref().expect("today was decided")
    }

    /// What is due today.
    pub fn routine(&self) -> Vec<Due> {
        let routine = self.progression().routine();
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

    /// The day of the flare, from 1; `None` within where there is none. `None` at all where the
    /// rules know of no flares.
    pub fn flare(&self) -> Option<Option<u32>> {
        None
    }

    /// What was told today beside the doses; `None` where the rules know of no notices.
    pub fn notices(&self) -> Option<Vec<Notice>> {
        None
    }

    /// What was decided since this was last asked.
    pub fn changes(&mut self) -> Vec<Change> {
        let decided = self.progression().changes()[self.handed_on..].to_vec();
        self.handed_on += decided.len();
        decided.iter().map(|decision| self.change(decision)).collect()
    }

    fn change(&mut self, decision: &Decision) -> Change {
        let key = |id: &str| SHELF.exercises.get_key_value(id).expect("shipped").0.as_str();
        let exercise = key(&decision.exercise);
        let (line, rank) = self.line(exercise);
        let lowered = match decision.finding {
            Finding::Missed { .. } => ChangeKind::LoweredAfterBreak,
            _ => ChangeKind::Lowered,
        };
        let kind = match &decision.change {
            DoseChange::Hold => unreachable!("what holds is no change"),
            DoseChange::Stop => ChangeKind::Stopped {
                by_sign: matches!(decision.finding, Finding::Sign { .. } | Finding::Bone { .. }),
            },
            DoseChange::Swap { harder: true, .. } => ChangeKind::Harder,
            DoseChange::Swap { harder: false, .. } => ChangeKind::Easier,
            DoseChange::Dose(_) if decision.finding == Finding::FirstWeekOver => {
                ChangeKind::FirstWeekOver
            }
            DoseChange::Dose(step) if step.is_up() => ChangeKind::Grown,
            DoseChange::Dose(_) | DoseChange::Back { .. } => lowered,
        };
        let (to, by) = match &decision.change {
            DoseChange::Swap { to, harder } => (Some(to), if *harder { 1 } else { -1 }),
            DoseChange::Back { to, .. } => (to.as_ref(), -1),
            _ => (None, 0),
        };
        if let Some(to) = to {
            self.lines.insert(key(to), (line, rank + by));
        }
        let words =
            decision.in_few_words(|id| SHELF.exercise_name(id).to_owned(), date(self.today));
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
        self.record.sessions.push(ExerciseRecord {
            day: date(self.today),
            at: None,
            exercise: done.exercise.to_owned(),
            outcome: Outcome::Done(actual),
            note: None,
            private: false,
            written_at: at(self.today, 18),
            source_written_at: None,
        });
    }

    /// The phase of today.
    pub fn phase(&self) -> PhaseName {
        self.start().phase
    }

    fn start(&self) -> &PhaseStart {
        self.plans[0].phase_on(date(self.today)).expect("it runs")
    }

    /// What is missing for the next phase at the end of today, in words; nothing where it may be
    /// entered. Tests of function are answered with yes, and `clinician` agrees where one must.
    pub fn missing(&self, clinician: bool) -> Vec<String> {
        let (start, today) = (self.start(), date(self.today));
        let phase = self.condition.phase(start.phase).expect("four phases");
        let days = self.today - number(start.from);
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
        let progression = self.progression();
        let stopped: Vec<String> = progression
            .standings()
            .filter(|standing| standing.is_stopped)
            .map(|standing| standing.exercise)
            .collect();
        let first = self.record.sessions.partition_point(|session| session.day < start.from);
        let before_today = self.record.sessions.partition_point(|session| session.day < today);
        let sessions = &self.record.sessions[first..before_today];
        let mut worked: Vec<NaiveDate> = sessions.iter().map(|session| session.day).collect();
        worked.dedup();
        let planned = progression.planned();
        let planned =
            planned.iter().filter(|planned| planned.day >= start.from && planned.day < today);
        let record = PhaseRecord {
            start,
            today,
            felt: &self.record.felt,
            worked: &worked,
            sessions: exit::as_planned(
                planned.map(|planned| (planned.exercise, planned.sessions)),
                sessions.iter().map(|session| session.exercise.as_str()),
            ),
            ticked: &ticked,
            stopped: &stopped,
        };
        let criteria = exit::criteria(&phase.exit, record);
        criteria.iter().filter(|criterion| !criterion.is_met).map(Criterion::in_words).collect()
    }

    /// Enters a phase tomorrow, as a clinician agrees where one must.
    pub fn enter(&mut self, phase: PhaseName) {
        let cleared = self.condition.needs_clearance(phase).then(|| agreed(self.today));
        self.plans[0].phases.push(PhaseStart { phase, from: date(self.today + 1), cleared });
    }

    /// A clinician has looked at what stopped a line: it may be tried again from tomorrow.
    pub fn release(&mut self, exercise: &str) {
        self.record.settings.push(Setting {
            exercise: exercise.to_owned(),
            from: date(self.today + 1),
            until: None,
            by: SetBy::Clinician(agreed(self.today)),
            told: Override::Released,
        });
    }

    /// Goes on to the next day.
    pub fn next_day(&mut self) {
        self.today += 1;
    }
}

/// A clinician's agreement on the n-th day.
fn agreed(n: u64) -> Check {
    Check { by: "Dr A".to_owned(), on: date(n) }
}
