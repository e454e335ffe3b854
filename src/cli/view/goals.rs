//! Goals, as they are listed by themselves and beside the numbers.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::world::World;
use crate::domain::diary::goal::{Goal, SINGLE_POINTS, mean_change};
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::words::goal::{change_of_mean, change_of_one, mean_source, single_source};
use crate::words::text::capital;

/// The goals, the active ones first, and then what their change means.
pub fn show_goals(goals: &[Stored<Goal>], world: &World, page: &mut Page) {
    let rated = |rating: Option<&(NaiveDate, Score)>| match rating {
        Some((day, score)) => format!("{score} on {}", world.day(*day)),
        None => "not rated".to_owned(),
    };
    let course = |goal: &Goal| match &goal.ratings[..] {
        [first, .., last] => format!("{}, then {}", rated(Some(first)), rated(Some(last))),
        one => rated(one.first()),
    };
    for goal in goals.iter().filter(|goal| goal.value.is_active()) {
        page.item(
            &goal.id.to_string(),
            &format!("{}: {}", capital(&goal.value.activity), course(&goal.value)),
        );
        if let Some(change) = goal.value.change() {
            page.under(2, &change_of_one(&change));
        }
    }
    let active = goals.iter().map(|goal| &goal.value);
    if let Some(mean) = mean_change(active).filter(|mean| mean.goals > 1) {
        page.para(&change_of_mean(&mean));
    }
    let ended: Vec<_> = goals.iter().filter(|goal| !goal.value.is_active()).collect();
    if !ended.is_empty() {
        page.gap();
        page.heading("Ended");
        for goal in ended {
            let words = format!("{}: {}", capital(&goal.value.activity), course(&goal.value));
            page.item(&goal.id.to_string(), &words);
        }
    }
}

/// The goals, for a program.
pub fn goals_json(goals: &[Stored<Goal>]) -> Value {
    let rating = |(day, score): &(NaiveDate, Score)| json!({ "day": json::day(*day), "score": json::score(Some(*score)) });
    let goal = |goal: &Stored<Goal>| {
        let change = goal.value.change().map(|change| {
            json!({
                "points": change.points(),
                "reaches_threshold": change.reaches_single(),
                "threshold_points": SINGLE_POINTS,
                "threshold": single_source(),
            })
        });
        json!({
            "number": goal.id,
            "activity": goal.value.activity,
            "started_on": json::day(goal.value.started_on),
            "ended_on": goal.value.ended_on.map(json::day),
            "ratings": goal.value.ratings.iter().map(rating).collect::<Vec<_>>(),
            "change": change,
        })
    };
    let mean = mean_change(goals.iter().map(|goal| &goal.value)).map(|change| {
        json!({
            "goals": change.goals,
            "before": change.before,
            "now": change.now,
            "points": change.points(),
            "size": change.size().word(),
            "threshold": mean_source(),
        })
    });
    json!({ "goals": goals.iter().map(goal).collect::<Vec<_>>(), "mean_change": mean })
}
