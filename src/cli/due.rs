//! Where the day stands, and what of it is still due: what `supple` alone shows, and `supple
//! remind` reminds of.

use chrono::Timelike;

use super::command::screen;
use super::failure::Failure;
use super::known::Known;
use super::page;
use super::world::World;
use crate::domain::analysis::stats::{self, DayPain};
use crate::domain::diary::rating::{Rating, Stored};
use crate::domain::diary::visit::Visit;
use crate::domain::screening::answers::{CloserLook, Hold};
use crate::domain::text::date::days_before;
use crate::store::{Audience, Diary, Filter};

/// Days of pain that are shown at a glance.
pub const GLANCE_DAYS: u64 = 14;

/// The hour from which it is too late for a morning check (design choice).
const MORNING_ENDS_AT: u32 = 12;

/// Where the day stands.
pub struct DayNow {
    /// What must be looked at before anything else.
    pub holds: Vec<Hold>,
    /// What waits for answers because of what was written down; nothing while there are holds.
    pub closer_look: Option<CloserLook>,
    /// The newest score.
    pub last: Option<Rating>,
    /// The pain of the last [`GLANCE_DAYS`] days.
    pub pain: Vec<DayPain>,
    /// Whether today has no score yet, the morning check aside.
    pub needs_score: bool,
    /// Whether the morning check after yesterday's exercises is missing, and it is still morning.
    pub needs_morning: bool,
    /// Exercises that are still open.
    pub open: Vec<String>,
    /// Whether there are exercises on this day at all.
    pub has_exercises: bool,
    /// Whether a condition is in the plan.
    pub has_plan: bool,
    /// Whether one ever was.
    pub had_plan: bool,
    /// Safety questions that are due.
    pub questions: usize,
    /// Goals to be rated again, by number.
    pub goals: Vec<i64>,
    /// The next visit, today's included.
    pub visit: Option<Visit>,
    /// Questions that wait for a visit.
    pub to_ask: usize,
}

/// Something that is due.
pub struct Due {
    /// A word for a program.
    pub what: &'static str,
    /// How many of it.
    pub count: usize,
    /// What it is, in words.
    pub words: String,
    /// What to type.
    pub command: String,
}

impl DayNow {
    /// Reads it.
    pub fn read(diary: &Diary, world: &World) -> Result<Self, Failure> {
        let today = world.today;
        let known = Known::on(today, diary, &world.library())?;
        let routine = known.routine(today, today);
        let written = screen::written(diary, &known.safety, world)?;
        let screening = known.screening(today).with(&written);
        let from = days_before(today, GLANCE_DAYS - 1);
        let up_to_now = Filter { from: None, to: Some(today), newest: Some(1) };
        let all_today = Filter { from: Some(today), to: Some(today), newest: None };
        let todays = diary.ratings_that(all_today, |rating| rating.score().is_some())?;
        let yesterday = days_before(today, 1);
        let worked = known
            .record
            .sessions
            .iter()
            .any(|session| session.day == yesterday && session.is_done());
        let is_morning = world.now.date_naive() == today && world.now.hour() < MORNING_ENDS_AT;
        let open = routine
            .due
            .iter()
            .filter(|due| !due.is_settled())
            .map(|due| due.exercise.clone())
            .collect();
        Ok(Self {
            closer_look: screening.closer_look().filter(|_| routine.holds.is_empty()),
            last: diary
                .ratings_that(up_to_now, |rating| rating.score().is_some())?
                .pop()
                .map(|Stored { value: entry, .. }| entry),
            pain: stats::by_day(&diary.readings(from, today, Audience::Person)?),
            needs_score: todays.iter().all(|rating| rating.value.morning),
            needs_morning: worked
                && is_morning
                && todays.iter().all(|rating| !rating.value.morning),
            open,
            has_exercises: !routine.due.is_empty(),
            has_plan: known.running(today).next().is_some(),
            had_plan: !known.plans.is_empty(),
            questions: screening.flags_due().count() + screening.setup_due().count(),
            goals: diary
                .goals()?
                .iter()
                .filter(|goal| goal.value.is_due(today))
                .map(|goal| goal.id)
                .collect(),
            visit: diary
                .visits()?
                .into_iter()
                .map(|visit| visit.value)
                .find(|visit| visit.day >= today),
            to_ask: diary
                .visit_questions()?
                .iter()
                .filter(|question| question.value.visit.is_none())
                .count(),
            holds: routine.holds,
        })
    }

    /// What is due, the most urgent first.
    pub fn due(&self, world: &World) -> Vec<Due> {
        let mut due = Vec::new();
        let mut add = |what, count: usize, words: String, command: String| {
            if count > 0 {
                due.push(Due { what, count, words, command });
            }
        };
        let number = |count: usize, one, many| page::count(count, one, many);
        let holds = self.holds.len();
        add(
            "warning",
            holds,
            number(holds, "warning sign", "warning signs"),
            "supple screen".to_owned(),
        );
        if let Some(look) = &self.closer_look {
            let words =
                format!("the safety questions after what you wrote on {}", world.day(look.day));
            add("closer-look", look.flags.len(), words, "supple screen".to_owned());
        }
        let morning = usize::from(self.needs_morning);
        add("morning", morning, "the morning check".to_owned(), "supple log --morning".to_owned());
        add(
            "score",
            usize::from(self.needs_score),
            "today's score".to_owned(),
            "supple log".to_owned(),
        );
        let open = self.open.len();
        add("exercises", open, number(open, "exercise", "exercises"), "supple today".to_owned());
        // Whoever answers for what they wrote is asked these as well.
        let questions =
            if self.has_plan && self.closer_look.is_none() { self.questions } else { 0 };
        let words = number(questions, "safety question", "safety questions");
        add("questions", questions, words, "supple screen".to_owned());
        let goals = self.goals.len();
        add(
            "goals",
            goals,
            number(goals, "goal to rate", "goals to rate"),
            "supple goal rate".to_owned(),
        );
        let tomorrow = world.today.succ_opt();
        let soon = self
            .visit
            .as_ref()
            .filter(|visit| visit.day == world.today || Some(visit.day) == tomorrow);
        if let Some(visit) = soon {
            let day = if visit.day == world.today { "today" } else { "tomorrow" };
            let with =
                visit.clinician.as_ref().map_or(String::new(), |name| format!(" with {name}"));
            add("visit", 1, format!("a visit {day}{with}"), "supple visit".to_owned());
        }
        due
    }
}
