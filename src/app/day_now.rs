//! Where the day stands, and what of it is still due.

use super::error::AppError;
use super::flare_now::flare_of;
use super::phase_progress::{PhaseProgress, PhaseStep};
use super::plan_snapshot::PlanSnapshot;
use crate::domain::analysis::stats::DayPain;
use crate::domain::diary::day::MORNING_ENDS_AT;
use crate::domain::diary::goal::Goal;
use crate::domain::diary::rating::Rating;
use crate::domain::diary::visit::Visit;
use crate::domain::flare::fold::FlareDay;
use crate::domain::plan::due::{DueItem, DueKind};
use crate::domain::screening::closer_look::CloserLook;
use crate::domain::screening::hold::Hold;
use crate::domain::text::date::days_before;
use crate::library::Library;
use crate::store::{Audience, Diary, Filter};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::mem::ManuallyDrop;
use std::ops::Deref;

/// Days of pain that are shown at a glance.
pub const GLANCE_DAYS: u64 = 14;

/// Where the day stands, with the pain of two weeks.
pub struct Glance {
    /// Where the day stands.
    now: DayNow,
    /// The newest score.
    pub last: Option<Rating>,
    /// The pain of the last [`GLANCE_DAYS`] days.
    pub pain: Vec<DayPain>,
    /// Questions that wait for a visit.
    pub to_ask: usize,
}

impl Deref for Glance {
    type Target = DayNow;

    fn deref(&self) -> &Self::Target {
        &self.now
    }
}

impl Glance {
    /// Reads it as it is at a moment of the day `today`.
    ///
    /// # Errors
    /// When the diary or a file of the plan cannot be read.
    pub fn load(
        diary: &Diary,
        library: &Library,
        now: DateTime<FixedOffset>,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        diary.in_one_look(|| {
            let up_to_now = Filter { from: None, to: Some(today), newest: Some(1) };
            let last = diary.ratings_that(up_to_now, |rating| rating.score().is_some())?.pop();
            let questions = diary.visit_questions()?;
            let from = days_before(today, GLANCE_DAYS - 1);
            Ok(Self {
                now: DayNow::load(diary, library, now, today)?,
                last: last.map(|last| last.value),
                pain: diary.rated_pain(from, today, Audience::Person)?,
                to_ask: questions.iter().filter(|question| question.value.visit.is_none()).count(),
            })
        })
    }
}

/// Where the day stands.
pub struct DayNow {
    /// What must be looked at before anything else.
    pub holds: Vec<Hold>,
    /// What waits for answers because of what was written down; nothing while a sign is open.
    pub closer_look: Option<CloserLook>,
    /// Whether today has no score yet, the morning check aside.
    pub needs_score: bool,
    /// Whether the morning check after yesterday's exercises is missing, and it is still morning.
    pub needs_morning: bool,
    /// The flare of the day.
    pub flare: FlareDay,
    /// Conditions about which somebody should look, because pain has slowly risen or nothing has
    /// clearly changed.
    pub looks: usize,
    /// Starts without a diagnosis that are over, so that somebody has to be seen.
    pub starts_over: usize,
    /// What there is to do about the next phase of a condition whose plan goes on.
    pub steps: Vec<PhaseStep>,
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
    /// Whether something written today spoke of ending one's life: then nothing is asked for.
    pub is_quiet: bool,
}

impl DayNow {
    /// Reads it as it is at a moment of the day `today`.
    ///
    /// # Errors
    /// When the diary or a file of the plan cannot be read.
    pub fn load(
        diary: &Diary,
        library: &Library,
        now: DateTime<FixedOffset>,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        diary.in_one_look(|| Self::at_once(diary, library, now, today))
    }

    /// The same, while nobody can change the diary.
    fn at_once(
        diary: &Diary,
        library: &Library,
        now: DateTime<FixedOffset>,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        // Never taken apart: the program soon ends.
        let snapshot = ManuallyDrop::new(PlanSnapshot::on(today, today, diary, library)?);
        let routine = snapshot.routine();
        let (goal_ids, goals): (Vec<i64>, Vec<Goal>) =
            diary.goals()?.into_iter().map(|goal| (goal.id, goal.value)).unzip();
        let visits: Vec<Visit> = diary.visits()?.into_iter().map(|visit| visit.value).collect();
        let phases = PhaseProgress::load_with(&snapshot, diary, today, &goals, &visits)?;
        let goes_on = |condition: &String| {
            routine.paused.is_none()
                && routine.waiting.iter().all(|waiting| waiting.condition != *condition)
        };
        let needs_look = phases.iter().filter(|phase| phase.course.needs_look());
        let steps = phases.iter().map(|phase| phase.step(&snapshot, today));
        let steps = steps.filter(|step| step.next.is_some() && goes_on(&step.condition)).collect();
        let screening = snapshot.screening(today);
        let todays = diary.felt(today, today, Audience::Person)?;
        // The morning check says how the body took the exercises of the day before, so it is missed
        // only after a day on which something was done.
        let yesterday = days_before(today, 1);
        let worked = snapshot
            .record
            .sessions
            .iter()
            .any(|session| session.day == yesterday && session.is_done());
        // Later in the day pain says how today goes, and no longer how yesterday was taken.
        let is_morning = now.date_naive() == today && now.time() < MORNING_ENDS_AT;
        let open = routine
            .due
            .iter()
            .filter(|due| !due.is_settled())
            .map(|due| due.exercise.clone())
            .collect();
        Ok(Self {
            // An open warning is more urgent than words that may be one; two alarms weaken each
            // other.
            closer_look: screening
                .closer_look()
                .filter(|_| routine.holds.iter().all(|hold| hold.kind.needs_an_answer())),
            // The morning check is about yesterday: the day itself still has no score then.
            needs_score: todays.iter().all(|score| score.morning),
            needs_morning: worked && is_morning && todays.iter().all(|score| !score.morning),
            flare: flare_of(&snapshot, diary, library, today)?,
            steps,
            looks: needs_look.clone().filter(|phase| !phase.is_start_over()).count(),
            starts_over: needs_look.filter(|phase| phase.is_start_over()).count(),
            open,
            has_exercises: !routine.due.is_empty(),
            has_plan: snapshot.running(today).next().is_some(),
            had_plan: !snapshot.plans.is_empty(),
            questions: screening.flags_due().count() + screening.setup_due().count(),
            goals: (goal_ids.into_iter().zip(&goals))
                .filter(|(_, goal)| goal.is_due(today))
                .map(|(id, _)| id)
                .collect(),
            visit: visits.into_iter().find(|visit| visit.day >= today),
            is_quiet: snapshot.is_crisis(today),
            holds: routine.holds,
        })
    }

    /// What is due, the most urgent first; on a quiet day nothing but an open warning sign.
    pub fn due(&self, today: NaiveDate) -> Vec<DueItem> {
        let all = DueKind::ALL.map(|kind| DueItem { kind, count: self.count(kind, today) });
        let is_sign =
            |kind| matches!(kind, DueKind::Warning | DueKind::CloserLook | DueKind::Answers);
        let all = all.into_iter().filter(|due| !self.is_quiet || is_sign(due.kind));
        all.filter(|due| due.count > 0).collect()
    }

    /// How many of one kind are due.
    fn count(&self, kind: DueKind, today: NaiveDate) -> usize {
        match kind {
            DueKind::Warning => {
                self.holds.iter().filter(|hold| !hold.kind.needs_an_answer()).count()
            }
            DueKind::CloserLook => self.closer_look.as_ref().map_or(0, |look| look.flags.len()),
            DueKind::Answers => usize::from(
                self.closer_look.is_none()
                    && self.holds.iter().any(|hold| hold.kind.needs_an_answer()),
            ),
            DueKind::Morning => usize::from(self.needs_morning),
            DueKind::Score => usize::from(self.needs_score),
            DueKind::Exercises => self.open.len(),
            // Whoever answers for what they wrote is asked these as well.
            DueKind::Questions if self.has_plan && self.holds.is_empty() => self.questions,
            DueKind::Questions => 0,
            DueKind::WhomToSee => self.starts_over,
            DueKind::Look => self.looks,
            DueKind::Goals => self.goals.len(),
            // Reminded earlier than the day before, people have forgotten it again by the time it
            // counts.
            DueKind::Visit => {
                let day = self.visit.as_ref().map(|visit| visit.day);
                usize::from(day == Some(today) || day.is_some() && day == today.succ_opt())
            }
        }
    }
}
