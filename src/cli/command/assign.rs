//! `supple assign piriformis-dgs --side left`: a diagnosis, and with it a plan and its cautions.

use clap_complete::engine::ArgValueCompleter;

use super::{log, today};
use crate::cli::answer::Answer;
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::page::{self, Page};
use crate::cli::world::World;
use crate::domain::condition::{Condition, PhaseName};
use crate::domain::place::Side;
use crate::domain::plan::{PhaseStart, Plan};
use crate::domain::rating::Numbered;
use crate::domain::shelf::Shelf;
use crate::store::Diary;

/// Arguments of `assign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "supple does not diagnose: assign what a clinician told you. supple conditions lists what it knows."
)]
pub struct Args {
    /// The condition
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::conditions))]
    condition: String,
    /// The side it is on
    #[arg(long, value_name = "SIDE", value_parser = log::side, add = ArgValueCompleter::new(complete::sides))]
    side: Option<Side>,
    /// Which of its programmes, where it has several
    #[arg(long, value_name = "VARIANT")]
    variant: Option<String>,
    /// Take it out of the plan from today on; what was recorded stays
    #[arg(long, conflicts_with_all = ["side", "variant"])]
    end: bool,
}

/// Runs `assign`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let library = world.library();
    let condition = library.condition(&args.condition)?;
    let variant = chosen_variant(&condition, args.variant.as_deref())?;
    // The whole programme is read before anything is kept: a plan whose exercises do not read is none.
    let shelf = library.shelf(&[&condition.id])?;

    let (mut diary, talk) = world.write_diary()?;
    let plans = diary.plans()?;
    let present = plans.iter().find(|plan| plan.entry.condition == condition.id && plan.entry.runs_on(world.today));
    if args.end {
        return end(&mut diary, present, &condition, talk, world);
    }
    for other in plans.iter().filter(|plan| plan.entry.runs_on(world.today)) {
        let theirs = library.condition(&other.entry.condition)?;
        if condition.excludes_conditions.contains(&theirs.id) || theirs.excludes_conditions.contains(&condition.id) {
            return Err(Failure::could_not(format!(
                "{} and {} exclude each other's exercises.",
                condition.name, theirs.name
            ))
            .next(format!(
                "Ask your clinician which it is. To take the other one out: supple assign {} --end",
                theirs.id
            )));
        }
    }
    if condition.clinician_gate {
        return Err(Failure::could_not(format!(
            "the programme for {} starts only when a clinician agrees.",
            condition.name
        ))
        .next("Ask yours first; supple cannot record that agreement yet."));
    }

    let mut page = world.page();
    let mut change = diary.change(world.now)?;
    match present {
        Some(plan) => {
            let side = args.side.or(plan.entry.side);
            let variant = if args.variant.is_some() { variant } else { plan.entry.variant.clone() };
            change.set_plan(plan.id, side, variant)?;
        }
        None => {
            let rank = 1 + plans
                .iter()
                .filter(|plan| plan.entry.runs_on(world.today))
                .map(|plan| plan.entry.rank)
                .max()
                .unwrap_or(0);
            change.add_plan(&Plan {
                condition: condition.id.clone(),
                side: args.side,
                variant,
                rank,
                started_on: world.today,
                ended_on: None,
                phases: vec![PhaseStart { phase: PhaseName::Calm, from: world.today }],
            })?;
        }
    }
    change.commit(&world.said)?;

    let plan = diary
        .plans()?
        .into_iter()
        .map(|plan| plan.entry)
        .find(|plan| plan.condition == condition.id && plan.runs_on(world.today));
    if let Some(plan) = plan {
        show(&plan, &condition, &shelf, present.is_some(), world, &mut page);
    }
    let mut next = world.page();
    next.gap();
    next.para("Today's routine: supple today");
    Ok(Answer { results: page.text(), talk: talk + &next.text(), saved: true })
}

/// The variant asked for, or the condition's own choice.
fn chosen_variant(condition: &Condition, asked: Option<&str>) -> Result<Option<String>, Failure> {
    match asked {
        None => Ok(condition.default_variant.clone()),
        Some(variant) if condition.variants.iter().any(|known| known == variant) => Ok(Some(variant.to_owned())),
        Some(variant) if condition.variants.is_empty() => {
            Err(Failure::usage(format!("{} has one programme, and no variant “{variant}”.", condition.name))
                .next("Leave --variant out."))
        }
        Some(variant) => Err(Failure::usage(format!("{} has no variant “{variant}”.", condition.name))
            .next(format!("It has: {}.", condition.variants.join(", ")))),
    }
}

/// Takes a condition out of the plan.
fn end(
    diary: &mut Diary,
    present: Option<&Numbered<Plan>>,
    condition: &Condition,
    talk: String,
    world: &World,
) -> Result<Answer, Failure> {
    let Some(plan) = present else {
        return Err(
            Failure::could_not(format!("{} is not in your plan.", condition.name)).next("See your plan: supple today")
        );
    };
    let mut change = diary.change(world.now)?;
    change.end_plan(plan.id, world.today)?;
    change.commit(&world.said)?;
    let mut page = world.page();
    page.para(&format!(
        "{} is out of your plan from today on. What you recorded stays; supple undo takes this back.",
        condition.name
    ));
    Ok(Answer { results: page.text(), talk, saved: true })
}

/// The plan and its cautions.
fn show(plan: &Plan, condition: &Condition, shelf: &Shelf, was_there: bool, world: &World, page: &mut Page) {
    let subject = today::subject(plan, shelf);
    page.heading(&if was_there {
        format!("{subject} is in your plan")
    } else {
        format!("{subject} is now in your plan")
    });
    page.para(&condition.plain);
    page.gap();
    page.aside(&format!("Evidence for this programme: {}. No physiotherapist has signed it off.", condition.evidence));
    if let (Some(variant), Some(note)) = (&plan.variant, &condition.variant_note) {
        page.gap();
        page.para(&format!(
            "Programme: {variant}. There is a choice of {}: --variant names it. {note}",
            page::and(&condition.variants)
        ));
    }
    if let Some((start, phase)) =
        plan.phase_on(world.today).and_then(|start| Some((start, condition.phase(start.phase)?)))
    {
        page.gap();
        page.heading(&format!("{} phase: {}", page::capital(start.phase.word()), phase.goal));
        for id in phase.exercises_for(plan.variant.as_deref()) {
            let Some(exercise) = shelf.exercises.get(id) else { continue };
            let dose =
                phase.overrides.get(id).map_or_else(|| exercise.dose.clone(), |change| change.apply(&exercise.dose));
            page.item(" •", &format!("{}: {dose}; {}", exercise.name, dose.frequency()));
        }
        page.list("Worth knowing", &phase.education);
    }
    page.list("Keep away from", &condition.avoid);
    page.list("Every day", &condition.advice);
    page.list("See a doctor at once, and stop exercising, with", &condition.red_flags);
    page.section(&format!("After {} weeks", condition.review_weeks), &condition.review_note);
}
