//! A phase of a condition, as it is shown when it begins.

use super::routine::show_waiting;
use crate::app::{PhaseProgress, PhaseStep, PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::domain::plan::assignment::{Plan, Term};
use crate::domain::programme::condition::Condition;
use crate::domain::progression::routine::{NotDueReason, Routine};
use crate::domain::text::date::Reader;
use crate::words;
use crate::words::text::capital;

/// What to do about the next phase, or what upkeep offers: a sentence, where there is something to
/// do.
pub fn next_phase_line(step: &PhaseStep, reader: Reader) -> Option<String> {
    let PhaseStep { next, needs_clearance, readiness, to_say, .. } = step;
    // The only condition need not be named, and the command stays short enough to type.
    let several = step.is_one_of_several;
    let condition = if several { format!(" {}", step.condition) } else { String::new() };
    if let Some(offer) = step.upkeep_offer {
        let back = format!("supple plan back{condition}");
        let end = format!("supple assign {} --end", step.condition);
        return Some(words::plan::upkeep_offer(offer, &back, &end));
    }
    let gate = if *needs_clearance { " --agreed-by 'Dr Name'" } else { "" };
    let command = format!("supple plan advance{condition}{gate}");
    words::plan::next_phase(*readiness, *next, *needs_clearance, to_say, &command, reader)
}

/// Why somebody should look at how a condition goes, where they should, and which other programme
/// of it is offered: a sentence each.
pub fn look_lines(
    progress: &PhaseProgress<'_>,
    snapshot: &PlanSnapshot,
    context: &Context,
) -> Vec<String> {
    let Some(condition) = snapshot.shelf.conditions.get(&progress.plan.condition) else {
        return Vec::new();
    };
    let look = words::plan::look(&progress.course, &condition.review_note, context.reader());
    let check = progress.check_since.zip(condition.check.as_ref());
    let check =
        check.map(|(since, check)| words::plan::check_due(&check.note, since, context.reader()));
    let offered = progress.offered.as_ref().map(|offered| {
        let command = format!("supple assign {} --variant {}", condition.id, offered.variant);
        words::plan::offered_variant(offered, &command)
    });
    // Whoever looks at the pain looks at the rest as well.
    look.or(check).into_iter().chain(offered).collect()
}

/// The present phase: its exercises with their doses, or what they wait for. Nothing is listed here
/// that the routine would not show.
pub fn show_phase(
    plan: &Plan,
    condition: &Condition,
    snapshot: &PlanSnapshot,
    routine: &Routine,
    tags: &Tags,
    context: &Context,
    page: &mut Page,
) {
    let Some(start) = plan.phase_on(context.today) else { return };
    let Some(phase) = condition.phase(start.phase) else { return };
    page.gap();
    page.heading(&format!("{} phase: {}", capital(start.phase.word()), phase.goal));
    if let Some(check) = &start.cleared {
        page.para(&words::plan::agreed(check, context.reader()));
    }
    // To list what still waits for a clinician's agreement would be an invitation to begin.
    if routine.waiting.iter().any(|waiting| waiting.condition == condition.id) {
        show_waiting(&routine.waiting, snapshot, page);
        return;
    }
    for id in phase.exercises_for(plan.variant.as_deref()) {
        let kept_out = routine
            .not_today
            .iter()
            .find(|waiting| waiting.exercise == *id)
            .map(|waiting| &waiting.because);
        let line = match kept_out {
            Some(
                because @ (NotDueReason::Barred(_)
                | NotDueReason::SetUp(_)
                | NotDueReason::BoneWaits),
            ) => {
                format!(
                    "{}, not now: {}",
                    snapshot.exercise_name(id),
                    words::routine::not_due_reason(
                        because,
                        &snapshot.shelf,
                        tags,
                        context.reader()
                    )
                )
            }
            _ => {
                // What is done, with the dose that the routine has: both may be others than the
                // phase lists.
                let Some(standing) =
                    snapshot.outcome().standings.iter().find(|standing| standing.listed == *id)
                else {
                    continue;
                };
                let dose = if standing.is_stopped {
                    "stopped until a clinician has looked".to_owned()
                } else {
                    snapshot.dose_line(standing, context.today, context.settings.style())
                };
                format!("{}: {dose}", snapshot.exercise_name(&standing.exercise))
            }
        };
        page.item(" •", &line);
    }
    let added = snapshot.outcome().standings.iter().filter(|standing| {
        standing.conditions.contains(&condition.id)
            && standing.terms.iter().any(|term| matches!(term.told, Term::InPlan(_)))
    });
    for standing in added {
        let listed = phase.exercises_for(plan.variant.as_deref());
        if !listed.contains(&standing.listed) {
            let dose = snapshot.dose_line(standing, context.today, context.settings.style());
            let name = snapshot.exercise_name(&standing.exercise);
            page.item(" •", &format!("{name}: {dose}"));
        }
    }
    page.list("Worth knowing", &phase.education);
}
