//! What each exercise of the plan has come to.

use serde_json::{Value, json};

use crate::app::{PlanSnapshot, Tags};
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::world::World;
use crate::domain::progression::routine::{NotDueReason, NotToday, Routine};
use crate::domain::progression::standing::Standing;
use crate::words;

/// Exercises of the phase that something keeps out, whatever the day.
pub fn kept_out(routine: &Routine) -> impl Iterator<Item = &NotToday> {
    routine.not_today.iter().filter(|out| {
        matches!(
            out.because,
            NotDueReason::Barred(_) | NotDueReason::SetUp(_) | NotDueReason::BoneWaits
        )
    })
}

/// What is different from the dose that the phase has for an exercise; `None` where nothing is.
pub fn changed_words(
    standing: &Standing,
    snapshot: &PlanSnapshot,
    world: &World,
) -> Option<String> {
    let phase_dose = snapshot.phase_dose(standing, world.today)?;
    words::plan::differs_from_phase(standing, &phase_dose, world.settings.weights)
}

/// One exercise of the plan.
pub fn show_standing(standing: &Standing, snapshot: &PlanSnapshot, world: &World, page: &mut Page) {
    page.item(
        " •",
        &format!("{}  ({})", snapshot.exercise_name(&standing.exercise), standing.exercise),
    );
    match (&standing.decision, standing.is_stopped) {
        (Some(decision), true) => {
            page.under(
                3,
                &words::routine::not_due_reason(
                    &NotDueReason::Stopped(Box::new(decision.clone())),
                    &snapshot.shelf,
                    &Tags::new(),
                    world.reader(),
                ),
            );
        }
        _ => {
            let changed = changed_words(standing, snapshot, world)
                .map_or(String::new(), |words| format!(" ({words})"));
            page.under(
                3,
                &format!(
                    "{}{changed}",
                    snapshot.dose_line(standing, world.today, world.settings.weights)
                ),
            );
            if let Some(decision) = &standing.decision {
                page.under(
                    3,
                    &decision
                        .in_few_words(|id| snapshot.exercise_name(id).to_owned(), world.reader()),
                );
            }
        }
    }
    for words in words::plan::set_by(standing, &snapshot.shelf) {
        page.under(3, &words);
    }
}

/// An exercise of the plan as JSON.
pub fn standing_json(standing: &Standing, snapshot: &PlanSnapshot, world: &World) -> Value {
    json!({
        "exercise": standing.exercise,
        "name": snapshot.exercise_name(&standing.exercise),
        "listed": standing.listed,
        "conditions": standing.conditions,
        "dose": json::dose(&standing.dose),
        "phase_dose": snapshot.phase_dose(standing, world.today).as_ref().map(json::dose),
        "since": json::day(standing.since),
        "eased_sets": standing.eased_sets,
        "set_by": standing.set_by.as_ref().map(json::set_by),
        "chosen_by": standing.chosen_by.as_ref().map(json::set_by),
        "stopped": standing.is_stopped,
        "decision": standing.decision.as_ref().map(|decision| json::decision(decision, snapshot, world.today)),
    })
}
