//! What is known of the person when a routine is decided, read once from the diary and the library.

use chrono::NaiveDate;

use super::failure::Failure;
use crate::domain::day::days_before;
use crate::domain::plan::Plan;
use crate::domain::routine::{self, Case, Routine};
use crate::domain::safety::Safety;
use crate::domain::screening::{Answer, Hold, Screening};
use crate::domain::session::Session;
use crate::domain::shelf::Shelf;
use crate::library::{Followed, Library};
use crate::store::{Diary, Filter};

/// The plan, the files it needs, and the safety questions with their answers.
#[derive(Debug)]
pub struct Known {
    /// Conditions of the plan.
    pub plans: Vec<Plan>,
    /// Their files, and those of the exercises that may be asked for.
    pub shelf: Shelf,
    /// The safety questions, and the limits on pain.
    pub safety: Safety,
    /// What was answered, in order.
    pub answers: Vec<Answer>,
}

impl Known {
    /// For one day: the conditions that are followed on it, and the exercises of the phase each of them is in.
    pub fn on(day: NaiveDate, diary: &Diary, library: &Library) -> Result<Self, Failure> {
        let plans: Vec<Plan> = plans(diary)?.filter(|plan| plan.runs_on(day)).collect();
        let followed: Vec<Followed<'_>> = plans
            .iter()
            .map(|plan| Followed {
                condition: &plan.condition,
                variant: plan.variant.as_deref(),
                phase: plan.phase_on(day).map(|start| start.phase),
            })
            .collect();
        let shelf = library.shelf_for(&followed)?;
        Self::with(plans, shelf, diary, library)
    }

    /// For a long time: every condition there ever was, with the exercises of all its phases.
    pub fn ever(diary: &Diary, library: &Library) -> Result<Self, Failure> {
        let plans: Vec<Plan> = plans(diary)?.collect();
        let mut ids: Vec<&str> = plans.iter().map(|plan| plan.condition.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let shelf = library.shelf(&ids)?;
        Self::with(plans, shelf, diary, library)
    }

    fn with(plans: Vec<Plan>, shelf: Shelf, diary: &Diary, library: &Library) -> Result<Self, Failure> {
        Ok(Self { shelf, safety: library.safety()?, answers: diary.answers()?, plans })
    }

    /// The case for these sessions.
    pub fn case<'a>(&'a self, sessions: &'a [Session]) -> Case<'a> {
        Case { plans: &self.plans, shelf: &self.shelf, safety: &self.safety, answers: &self.answers, sessions }
    }

    /// The routine of a day.
    pub fn routine(&self, diary: &Diary, day: NaiveDate) -> Result<Routine, Failure> {
        let week = Filter { from: Some(days_before(day, 7)), to: Some(day), newest: None };
        let sessions: Vec<Session> = diary.sessions(week)?.into_iter().map(|session| session.entry).collect();
        Ok(routine::routine(self.case(&sessions), day))
    }

    /// The answers up to a day against the questions.
    pub fn screening(&self, day: NaiveDate) -> Screening<'_> {
        Screening::new(&self.safety, &self.answers, day)
    }

    /// A condition's name with its side.
    pub fn subject(&self, plan: &Plan) -> String {
        let name =
            self.shelf.conditions.get(&plan.condition).map_or(plan.condition.as_str(), |condition| &condition.name);
        match plan.side {
            Some(side) => format!("{name}, {side}"),
            None => name.to_owned(),
        }
    }

    /// An exercise's name.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.shelf.exercises.get(id).map_or(id, |exercise| &exercise.name)
    }
}

/// Every condition that is or was in the plan.
fn plans(diary: &Diary) -> Result<impl Iterator<Item = Plan>, Failure> {
    Ok(diary.plans()?.into_iter().map(|plan| plan.entry))
}

/// What to do about a hold.
pub fn hold_words(hold: &Hold) -> String {
    match hold.checked {
        false => hold.act.clone(),
        true => format!("A clinician has looked at this. To go on, answer it once more: “{}”", hold.ask),
    }
}
