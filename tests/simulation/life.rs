//! One person's days: what is felt, logged, asked and done.

use std::fmt::Write;

use crate::body::Body;
use crate::driver::{Course, Done, Due, Room};
use crate::keeping::{ADHERENCE, HARDER, Keeping, RISE};
use crate::noise::{Days, Generator};
use crate::outcome::{self, ChangeKind, Day, Outcome, StopReason};
use crate::reference::Ratings;
use crate::shipped::{SHELF, day};
use supple::domain::diary::week_answer::Comparison;
use supple::domain::programme::condition::{Condition, PhaseName};
use supple::domain::programme::exercise::Kind;

/// Days after which a clinician has looked at what was stopped.
const LOOKED_AFTER: u64 = 14;

/// The day of a flare from which nothing is logged by who stops logging.
const STOPS_LOGGING_ON: u32 = 3;

/// What is lived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Story {
    /// The body.
    pub body: Body,
    /// How many days are lived.
    pub days: u64,
    /// The phase that the plan begins in.
    pub begins_in: PhaseName,
    /// Whether a phase is left as soon as it may be.
    pub moves_on: bool,
    /// First day away and number of days, where the person is away and records nothing.
    pub away: Option<(u64, u64)>,
    /// Whether nothing is logged any more once a flare was found.
    pub stops_logging: bool,
    /// Whether a clinician agrees where one must.
    pub has_clinician: bool,
}

/// One person who has lived a story.
#[derive(Debug)]
pub struct Life {
    /// The story.
    pub story: Story,
    /// The condition.
    pub condition: &'static Condition,
    /// How the diary was kept.
    pub keeping: Keeping,
    /// The first day on which nothing was logged any more.
    pub silent_from: Option<u64>,
    /// What came of it.
    pub outcome: Outcome,
}

/// Whole points, as most people give them.
fn points(level: f64) -> i64 {
    // In these bounds it is a small whole number.
    (level.clamp(0.0, 10.0) + 0.5).floor() as i64
}

/// Lives a story with a condition. What happens is written to `account`, where one is given.
pub fn live(story: Story, condition: &str, seed: u64, account: Option<&mut String>) -> Life {
    let condition = &SHELF.conditions[condition];
    let room = Room::new(story.days);
    let course = Course::begin(&room, condition, story.begins_in);
    let keeping = Keeping::of_seed(seed);
    let generator = |purpose: &str| Generator::new(seed, &format!("{} {purpose}", condition.id));
    let outcome = Outcome { phases: vec![(story.begins_in, 0)], ..Outcome::default() };
    let mut living = Living {
        life: Life { story, condition, keeping, silent_from: None, outcome },
        course,
        days: Days::new(keeping.noise, generator("days")),
        logging: generator("logging"),
        doing: generator("doing"),
        last_rating: None,
        stopped: Vec::new(),
        account,
    };
    for n in 0..story.days {
        living.day(n);
    }
    living.life
}

/// A life that goes on.
struct Living<'a> {
    life: Life,
    course: Course<'a>,
    days: Days,
    logging: Generator,
    doing: Generator,
    /// The last rating, in points.
    last_rating: Option<i64>,
    /// What waits for a clinician's look, and since when.
    stopped: Vec<(String, u64)>,
    account: Option<&'a mut String>,
}

impl Living<'_> {
    fn day(&mut self, n: u64) {
        let story = self.life.story;
        let level = story.body.level(n);
        let (morning_noise, evening_noise) = self.days.next_day();
        let is_away = story.away.is_some_and(|(from, days)| (from..from + days).contains(&n));
        // Drawn in any case, so that two who differ in how they log feel the same.
        let has_morning = self.logging.happens(f64::from(self.life.keeping.mornings) / 100.0);
        let is_silent = is_away || self.life.silent_from.is_some();
        let morning = (has_morning && !is_silent).then(|| points(level + morning_noise));
        let evening =
            (self.life.keeping.evenings && !is_silent).then(|| points(level + evening_noise));
        if let Some(morning) = morning {
            self.last_rating = Some(morning);
            self.course.rate(morning, true);
        }
        let cycle_day = story.body.cycle_day(n).filter(|_| !is_silent);
        if let Some(day) = cycle_day {
            self.course.log_cycle_day(day);
        }
        self.course.decide();
        let due = self.course.routine();
        let mut day = Day {
            tasks: due.iter().map(|due| due.task).collect(),
            ratings: Ratings { morning, evening, cycle_day },
            ..Day::default()
        };
        for due in &due {
            let seconds = due.dose.session_seconds() * due.dose.times_per_day;
            if due.exercise.kind == Kind::Aerobic {
                day.steady_seconds += seconds;
            } else {
                day.exercise_seconds += seconds;
            }
        }
        self.tell_day(n, morning, evening, &due);
        self.take_changes(n);
        if !is_silent {
            for due in &due {
                day.bone_hurt |= self.exercise(due, level + morning_noise);
            }
        }
        if let Some(evening) = evening {
            self.last_rating = Some(evening);
            self.course.rate(evening, false);
        }
        if !is_silent && self.course.asks_about_week() {
            self.answer_week(level);
        }
        let flare = self.course.flare();
        day.flare = flare.map(|flare| flare.is_some());
        if story.stops_logging && flare.flatten() >= Some(STOPS_LOGGING_ON) {
            self.life.silent_from.get_or_insert(n + 1);
        }
        if let Some(notices) = self.course.notices() {
            let told = self.life.outcome.notices.get_or_insert_default();
            told.extend(notices.into_iter().map(|notice| (notice, n)));
        }
        if story.moves_on && !is_silent {
            self.move_on(n);
        }
        self.let_clinician_look(n);
        self.life.outcome.days.push(day);
        self.course.next_day();
    }

    /// Takes up what was decided on the n-th day.
    fn take_changes(&mut self, n: u64) {
        for change in self.course.changes() {
            let (exercise, words) = change.words;
            self.tell(|| format!("      {exercise}: {words}"));
            let (line, kind) = (change.line, change.kind);
            self.life.outcome.changes.push(outcome::Change { day: n, line, kind });
            if kind == ChangeKind::Stopped(StopReason::Rule16) {
                self.stopped.push((exercise, n));
            }
        }
    }

    /// Does what is due, mostly, where it hurts so much before; whether a bone hurt in it.
    fn exercise(&mut self, due: &Due, level: f64) -> bool {
        let mut hurt = false;
        for _ in 0..due.dose.times_per_day {
            // All is drawn in any case, so that who leaves something out feels the same later.
            let is_done = self.doing.happens(ADHERENCE);
            let rise = (RISE.0 + RISE.1 * self.doing.normal()).max(0.0);
            let bone_hurts = self.doing.happens(self.life.story.body.bone_hurts());
            let is_harder = self.doing.happens(HARDER);
            let is_as_hard = self.doing.happens(0.5);
            if !is_done {
                continue;
            }
            let in_bone = if bone_hurts { 2 } else { 0 };
            let is_bone = matches!(self.life.story.body, Body::Bone { .. });
            let pain = if is_bone { in_bone } else { points(level.max(0.0) + rise) };
            let before = if is_bone { 0 } else { points(level) };
            let target = due.dose.effort.filter(|_| self.life.keeping.effort);
            let effort = target.map(|target| match (is_harder, is_as_hard) {
                (true, _) => (target + 1).min(10),
                (false, true) => target,
                (false, false) => target.saturating_sub(1),
            });
            // It is asked only where there was pain the last time.
            let asks_before = self.life.keeping.before && self.last_rating != Some(0);
            hurt |= bone_hurts;
            self.course.record(Done {
                exercise: &due.exercise.id,
                before: asks_before.then_some(before),
                pain,
                in_bone: bone_hurts,
                effort,
            });
        }
        hurt
    }

    /// Answers the two questions of a week that has too few ratings.
    fn answer_week(&mut self, level: f64) {
        let start = self.life.story.body.level(0);
        // A whole point is what a person notices.
        let against_start = match level - start {
            change if change >= 1.0 => Comparison::Worse,
            change if change <= -1.0 => Comparison::Better,
            _ => Comparison::Same,
        };
        self.tell(|| format!("      says {} of the last seven days", points(level)));
        self.course.answer_week(points(level), against_start);
    }

    /// Leaves the phase as soon as it may be left.
    fn move_on(&mut self, n: u64) {
        let Some(next) = self.course.phase().next() else { return };
        let missing = self.course.missing(self.life.story.has_clinician);
        if missing.is_empty() {
            self.tell(|| format!("      ── {next} from tomorrow ──"));
            self.course.enter(next);
            self.life.outcome.phases.push((next, n + 1));
        } else if n % 7 == 6 {
            self.tell(|| format!("      for {next}: {}", missing.join("; ")));
        }
    }

    /// A clinician looks at what was stopped for their look.
    fn let_clinician_look(&mut self, n: u64) {
        let is_looked_at = |since: u64| since + LOOKED_AFTER == n;
        let looked_at: Vec<String> = self
            .stopped
            .iter()
            .filter(|(_, since)| is_looked_at(*since))
            .map(|(exercise, _)| exercise.clone())
            .collect();
        self.stopped.retain(|(_, since)| !is_looked_at(*since));
        let has_clinician = self.life.story.has_clinician;
        for exercise in looked_at.iter().filter(|_| has_clinician) {
            self.tell(|| format!("      {exercise}: Dr A has looked, it may be tried again"));
            self.course.release(exercise);
        }
    }

    fn tell_day(&mut self, n: u64, morning: Option<i64>, evening: Option<i64>, due: &[Due]) {
        if self.account.is_none() {
            return;
        }
        let shown =
            |points: Option<i64>| points.map_or("-".to_owned(), |points| points.to_string());
        let flare = match self.course.flare() {
            Some(Some(day)) => format!("flare {day:>2}"),
            _ => String::new(),
        };
        let due: Vec<String> = due
            .iter()
            .map(|due| {
                let (id, dose) = (&due.exercise.id, &due.dose);
                let times = dose.times_per_day;
                if times > 1 { format!("{id} {times}x({dose})") } else { format!("{id} {dose}") }
            })
            .collect();
        let due = if due.is_empty() { "nothing is due".to_owned() } else { due.join(" · ") };
        let phase = self.course.phase().word();
        let (morning, evening) = (shown(morning), shown(evening));
        self.tell(|| {
            format!(
                "{:>3}  {}  {morning:>2} {evening:>2}  {flare:<8}  {phase:<10}  {due}",
                n + 1,
                day(n).format("%a %d %b")
            )
        });
    }

    /// Writes a line of the account, where one is wanted.
    fn tell(&mut self, line: impl FnOnce() -> String) {
        if let Some(account) = &mut self.account {
            writeln!(account, "{}", line()).expect("a String takes what is written to it");
        }
    }
}
