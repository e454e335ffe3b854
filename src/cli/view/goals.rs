//! Goals, as they are listed by themselves and beside the numbers.

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::output::json::diary::GoalRatingView;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::page::Page;
use crate::domain::diary::goal::{Goal, GoalChange, SINGLE_POINTS, mean_change};
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::words::goal::{change_of_mean, change_of_one, mean_source, single_source};
use crate::words::text::capital;

/// The goals, the active ones first, and then what their change means.
pub fn show_goals(goals: &[Stored<Goal>], context: &Context, page: &mut Page) {
    for goal in goals.iter().filter(|goal| goal.value.is_active()) {
        page.item(
            &goal.id.to_string(),
            &format!("{}: {}", capital(&goal.value.activity), course(&goal.value, context)),
        );
        if let Some(change) = goal.value.change() {
            page.indented(2, &change_of_one(&change, context.settings.style()));
        }
    }
    let active = goals.iter().map(|goal| &goal.value);
    if let Some(mean) = mean_change(active).filter(|mean| mean.goals > 1) {
        page.para(&change_of_mean(&mean, context.settings.style()));
    }
    let ended: Vec<_> = goals.iter().filter(|goal| !goal.value.is_active()).collect();
    if !ended.is_empty() {
        page.gap();
        page.heading("Ended");
        for goal in ended {
            let words =
                format!("{}: {}", capital(&goal.value.activity), course(&goal.value, context));
            page.item(&goal.id.to_string(), &words);
        }
    }
}

/// The first rating of a goal and its last.
fn course(goal: &Goal, context: &Context) -> String {
    match &goal.ratings[..] {
        [] => "not rated".to_owned(),
        [only] => rated(only, context),
        [first, .., last] => format!("{}, then {}", rated(first, context), rated(last, context)),
    }
}

/// A rating of a goal with its day.
fn rated((day, score): &(NaiveDate, Score), context: &Context) -> String {
    format!("{} on {}", score.shown(context.settings.style()), context.day(*day))
}

/// The goals, for a program.
#[derive(Debug, Serialize)]
pub struct GoalsView<'a> {
    goals: Vec<GoalView<'a>>,
    mean_change: Option<MeanGoalChangeView>,
}

impl<'a> From<&'a [Stored<Goal>]> for GoalsView<'a> {
    fn from(goals: &'a [Stored<Goal>]) -> Self {
        let mean = mean_change(goals.iter().map(|goal| &goal.value));
        Self {
            goals: goals.iter().map(GoalView::from).collect(),
            mean_change: mean.as_ref().map(MeanGoalChangeView::from),
        }
    }
}

/// One goal.
#[derive(Debug, Serialize)]
struct GoalView<'a> {
    number: i64,
    activity: &'a str,
    started_on: DayText,
    ended_on: Option<DayText>,
    ratings: Vec<GoalRatingView>,
    change: Option<GoalChangeView>,
}

impl<'a> From<&'a Stored<Goal>> for GoalView<'a> {
    fn from(Stored { id, value: goal }: &'a Stored<Goal>) -> Self {
        Self {
            number: *id,
            activity: &goal.activity,
            started_on: DayText(goal.started_on),
            ended_on: goal.ended_on.map(DayText),
            ratings: goal.ratings.iter().map(GoalRatingView::from).collect(),
            change: goal.change().as_ref().map(GoalChangeView::from),
        }
    }
}

/// How one goal has changed, against what a single one needs.
#[derive(Debug, Serialize)]
struct GoalChangeView {
    points: f64,
    reaches_threshold: bool,
    threshold_points: f64,
    threshold: String,
}

impl From<&GoalChange> for GoalChangeView {
    fn from(change: &GoalChange) -> Self {
        Self {
            points: change.points(),
            reaches_threshold: change.reaches_single(),
            threshold_points: SINGLE_POINTS,
            threshold: single_source(),
        }
    }
}

/// How the mean of the goals has changed, and how much that is.
#[derive(Debug, Serialize)]
struct MeanGoalChangeView {
    goals: usize,
    before: f64,
    now: f64,
    points: f64,
    size: &'static str,
    threshold: String,
}

impl From<&GoalChange> for MeanGoalChangeView {
    fn from(change: &GoalChange) -> Self {
        Self {
            goals: change.goals,
            before: change.before,
            now: change.now,
            points: change.points(),
            size: change.size().word(),
            threshold: mean_source(),
        }
    }
}
