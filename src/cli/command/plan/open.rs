//! The plan as a change of it finds it, and what a person means by a condition or an exercise.

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::writing::SavedChange;
use crate::domain::diary::own_words;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::{Plan, SetBy};
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::Check;
use crate::domain::text::suggest::{closest, hyphenated};
use crate::domain::text::when;
use crate::store::{Change, Diary};
use crate::words::text::and;

/// Who said so, where it was a clinician.
#[derive(Debug, clap::Args)]
pub struct ByArgs {
    /// The clinician who said so; without it, you did
    #[arg(long, value_name = "NAME", value_parser = own_words::name)]
    pub by: Option<String>,
    /// When they said it: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "by", allow_hyphen_values = true)]
    pub on: Option<String>,
}

impl ByArgs {
    /// Who said so.
    pub fn set_by(self, context: &Context) -> Result<SetBy, Failure> {
        let on = self
            .on
            .map(|text| when::day(&text, context.today))
            .transpose()?
            .unwrap_or(context.today);
        Ok(self.by.map_or(SetBy::Person, |by| SetBy::Clinician(Check { by, on })))
    }
}

/// The plan as a change finds it.
pub struct OpenPlan {
    pub snapshot: PlanSnapshot,
    /// The conditions that are followed today, with the numbers of their rows.
    pub running: Vec<Stored<Plan>>,
}

/// Changes the plan. What is decided rests on what the change itself reads.
///
/// A diary without a plan is refused: there is nothing to change, and none is made for that.
pub fn amend<T>(
    context: &Context,
    decide: impl FnOnce(&mut Change<'_>, &OpenPlan) -> Result<T, Failure>,
) -> Result<SavedChange<T>, Failure> {
    let amended = context.amend(|change| {
        let open = OpenPlan::load(change, context)?;
        decide(change, &open)
    });
    amended?.ok_or_else(no_plan)
}

/// There is nothing to change.
pub fn no_plan() -> Failure {
    Failure::could_not("there is no plan yet.")
        .next("Tell supple what you were diagnosed with: supple assign piriformis-dgs --side left")
}

impl OpenPlan {
    /// Reads it.
    pub fn load(diary: &Diary, context: &Context) -> Result<Self, Failure> {
        let mut running = diary.plans()?;
        // A condition that has ended keeps its rows, for the page of that time.
        running.retain(|plan| plan.value.runs_on(context.today));
        if running.is_empty() {
            return Err(no_plan());
        }
        Ok(Self {
            snapshot: PlanSnapshot::on(context.today, context.today, diary, &context.library())?,
            running,
        })
    }

    /// The condition that is meant, with the number of its row: the only one, or the one that was
    /// named.
    pub fn condition(&self, wanted: Option<&str>) -> Result<&Stored<Plan>, Failure> {
        let ids: Vec<String> =
            self.running.iter().map(|plan| plan.value.condition.clone()).collect();
        match (wanted, self.running.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(Failure::usage(
                "several conditions are in your plan, so say which one you mean.",
            )
            .next(format!("It has: {}.", and(&ids)))),
            (Some(wanted), running) => {
                let found = running.iter().find(|plan| {
                    let id = &plan.value.condition;
                    names(wanted, id, self.snapshot.shelf.condition_name(id))
                });
                found.ok_or_else(|| not_there(wanted, "a condition", &ids))
            }
        }
    }

    /// The number of the plan that an exercise is in.
    pub fn plan_of(&self, standing: &Standing) -> Result<i64, Failure> {
        Ok(self.condition(standing.conditions.first().map(String::as_str))?.id)
    }

    /// Refuses while something must be looked at before any exercise is shown.
    pub fn refuse_holds(&self, context: &Context) -> Result<(), Failure> {
        if self.snapshot.holds(context.today).is_empty() {
            Ok(())
        } else {
            Err(Failure::could_not(
                "something you answered to the safety questions comes first, so the plan stays as \
                 it is.",
            )
            .next("What to do about it: supple today"))
        }
    }
}

/// The exercise of the plan that is meant.
pub fn find_exercise<'s>(
    wanted: &str,
    snapshot: &'s PlanSnapshot,
) -> Result<&'s Standing, Failure> {
    let standings = &snapshot.outcome().standings;
    let is_meant = |id: &str| names(wanted, id, snapshot.exercise_name(id));
    standings.iter().find(|standing| is_meant(&standing.exercise)).ok_or_else(|| {
        let ids: Vec<String> = standings.iter().map(|standing| standing.exercise.clone()).collect();
        match standings.iter().find(|standing| is_meant(&standing.listed)) {
            Some(other) => Failure::usage(format!(
                "{} is in the place of {} now.",
                snapshot.exercise_name(&other.exercise),
                snapshot.exercise_name(&other.listed)
            ))
            .next(format!("Name that one: {}", other.exercise)),
            None => not_there(wanted, "an exercise", &ids),
        }
    })
}

/// Whether a person means this by an id or a name; case and punctuation do not count.
pub fn names(typed: &str, id: &str, name: &str) -> bool {
    typed == id || [id, name].into_iter().any(|each| hyphenated(each) == hyphenated(typed))
}

/// What to say about something that is not in the plan.
pub fn not_there(wanted: &str, what: &str, ids: &[String]) -> Failure {
    let near = closest(wanted, ids.iter().map(String::as_str));
    let failure = Failure::usage(format!("“{wanted}” is not {what} of your plan now."));
    match near.as_slice() {
        [] if ids.is_empty() => failure.next("See your plan: supple plan"),
        [] => failure.next(format!("It has: {}.", and(ids))),
        near => failure.next(format!("Did you mean {}?", near.join(" or "))),
    }
}
