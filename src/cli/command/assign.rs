//! `supple assign piriformis-dgs --side left`: a diagnosis, and with it a plan and its cautions.

use clap_complete::engine::ArgValueCompleter;

use crate::app::PlanSnapshot;
use crate::app::tags_for;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::input::safety_questions::{Extent, ask_due};
use crate::cli::input::variant::ask_variant;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::Prompt;
use crate::cli::view::phase::show_phase;
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::remind;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{self, Side};
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::{PhaseStart, Plan, Setting};
use crate::domain::programme::condition::{Condition, PhaseName};
use crate::domain::progression::routine::Routine;
use crate::domain::screening::answers::Check;
use crate::domain::text::when;
use crate::library::Library;
use crate::store::Diary;
use crate::words::text::and;

// Arguments of `assign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "supple does not diagnose: assign what a clinician told you. supple conditions lists what it knows."
)]
pub struct Args {
    /// The condition
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::conditions))]
    condition: String,
    /// The side it is on
    #[arg(long, value_name = "SIDE", value_parser = place::side, add = ArgValueCompleter::new(complete::sides))]
    side: Option<Side>,
    /// Which of its programmes, where it has several
    #[arg(long, value_name = "VARIANT")]
    variant: Option<String>,
    /// The clinician who agreed to the present phase, where one must
    #[arg(long, value_name = "NAME", value_parser = own_words::name)]
    cleared_by: Option<String>,
    /// When they agreed: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "cleared_by")]
    cleared_on: Option<String>,
    /// Take it out of the plan from today on; what was recorded stays
    #[arg(long, conflicts_with_all = ["side", "variant", "cleared_by"])]
    end: bool,
}

/// Runs `assign`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let condition = library.condition(&library.condition_id(&args.condition)?)?;
    // The whole programme is read before anything is kept: a plan whose exercises do not read is
    // none.
    library.subset(&[&condition.id])?;
    let mut variant = chosen_variant(&condition, args.variant.as_deref())?;
    if args.end {
        return end(&condition, context);
    }
    let mut prompt = Prompt::new(context);
    let diary =
        if context.interactive || !context.has_diary() { context.read_diary()? } else { None };
    if context.interactive || !context.has_diary() {
        // What would be refused is refused before anything is asked, and before a diary is made.
        let plans = followed(diary.as_ref(), context)?;
        clearance(&args, &condition, &plans, context)?;
        refuse_conflict(&condition, &plans, &library)?;
        // Whoever names a condition again corrects its side, and has chosen the programme before.
        let is_new = plans.iter().all(|plan| plan.value.condition != condition.id);
        if context.interactive && is_new && args.variant.is_none() {
            variant = ask_variant(&condition, &mut prompt);
        }
    }
    let mut kept = context.write(|change| {
        let plans = followed(Some(change), context)?;
        let cleared = clearance(&args, &condition, &plans, context)?;
        refuse_conflict(&condition, &plans, &library)?;
        let present = plans.iter().find(|plan| plan.value.condition == condition.id);
        match present {
            Some(plan) => {
                let side = args.side.or(plan.value.side);
                let variant = if args.variant.is_some() {
                    variant.clone()
                } else {
                    plan.value.variant.clone()
                };
                change.set_plan(plan.id, side, variant)?;
                // Named again with an agreement, the condition keeps its phase and gains the
                // record.
                if let (Some(check), Some(start)) = (&cleared, plan.value.phase_on(context.today)) {
                    change.clear_phase(plan.id, start.from, check)?;
                }
            }
            None => {
                change.add_plan(&Plan {
                    condition: condition.id.clone(),
                    side: args.side,
                    variant: variant.clone(),
                    rank: 1 + plans.iter().map(|plan| plan.value.rank).max().unwrap_or(0),
                    started_on: context.today,
                    ended_on: None,
                    phases: vec![PhaseStart {
                        // Every programme begins with its first phase, however long the pain has
                        // been there.
                        phase: PhaseName::Calm,
                        from: context.today,
                        cleared,
                    }],
                })?;
            }
        }
        Ok(present.is_some())
    })?;
    if context.interactive {
        // The plan is kept already: whoever is called away is asked again the next time.
        let asked = library.safety().map_err(Failure::from).and_then(|safety| {
            ask_due(&kept.diary, &safety, Extent::Due, kept.recorded, &mut prompt, context)
        });
        let about_plan = format!("{} is in your plan.", condition.name);
        kept.about_diary += &asked.map_err(|failure| failure.also(&about_plan))?;
    }
    Ok(kept.tell(context, |was_there, diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &library)?;
        let screening = snapshot.screening(context.today);
        let holds = screening.holds();
        talk.gap();
        if holds.is_empty() {
            if let Some(plan) =
                snapshot.running(context.today).find(|plan| plan.condition == condition.id)
            {
                let routine = snapshot.routine();
                show(plan, &condition, &snapshot, &routine, was_there, context, page)?;
            }
            remind(&screening, talk);
            talk.para("Today's routine: supple today");
        } else {
            // What to do now must not scroll away above a leaflet.
            page.para(&format!("{} is in your plan.", condition.name));
            page.gap();
            show_holds(&holds, context, page);
        }
        Ok(())
    }))
}

/// The conditions that are followed today, with the numbers of their rows.
fn followed(diary: Option<&Diary>, context: &Context) -> Result<Vec<Stored<Plan>>, Failure> {
    let mut plans = diary.map_or(Ok(Vec::new()), Diary::plans)?;
    plans.retain(|plan| plan.value.runs_on(context.today));
    Ok(plans)
}

/// The agreement that `--cleared-by` records.
fn clearance(
    args: &Args,
    condition: &Condition,
    plans: &[Stored<Plan>],
    context: &Context,
) -> Result<Option<Check>, Failure> {
    let Some(by) = args.cleared_by.clone() else { return Ok(None) };
    if condition.phases.iter().all(|phase| !condition.needs_clearance(phase.name)) {
        return Err(Failure::usage(format!(
            "no phase of {} needs a clinician's agreement.",
            condition.name
        ))
        .next("Leave --cleared-by out."));
    }
    let present = plans.iter().find(|plan| plan.value.condition == condition.id);
    let phase = present
        .and_then(|plan| plan.value.phase_on(context.today))
        .map_or(PhaseName::Calm, |start| start.phase);
    if !condition.needs_clearance(phase) {
        return Err(Failure::usage(format!(
            "the {phase} phase of {} needs no agreement; a later one does.",
            condition.name
        ))
        .next("Record it when that phase begins."));
    }
    let on = args.cleared_on.as_deref().map(|text| when::day(text, context.today)).transpose()?;
    Ok(Some(Check { by, on: on.unwrap_or(context.today) }))
}

/// Refuses a condition whose programme must not run beside one of the plan's.
fn refuse_conflict(
    condition: &Condition,
    plans: &[Stored<Plan>],
    library: &Library,
) -> Result<(), Failure> {
    for plan in plans.iter().filter(|plan| plan.value.condition != condition.id) {
        let theirs = library.condition(&plan.value.condition)?;
        if condition.conflicts_with(&theirs) {
            let what = format!(
                "{} and {} cannot be in one plan: what helps one can make the other worse.",
                condition.name, theirs.name
            );
            let next = format!(
                "Ask your clinician which it is. To take the other one out: supple assign {} --end",
                theirs.id
            );
            return Err(Failure::could_not(what).next(next));
        }
    }
    Ok(())
}

/// The variant asked for, or the condition's own choice.
fn chosen_variant(condition: &Condition, asked: Option<&str>) -> Result<Option<String>, Failure> {
    match asked {
        None => Ok(condition.default_variant.clone()),
        Some(variant) if condition.variants.iter().any(|name| name == variant) => {
            Ok(Some(variant.to_owned()))
        }
        Some(variant) if condition.variants.is_empty() => Err(Failure::usage(format!(
            "{} has one programme, and no variant “{variant}”.",
            condition.name
        ))
        .next("Leave --variant out.")),
        Some(variant) => {
            Err(Failure::usage(format!("{} has no variant “{variant}”.", condition.name))
                .next(format!("It has: {}.", condition.variants.join(", "))))
        }
    }
}

/// There is nothing to take out.
fn not_in_plan(condition: &Condition) -> Failure {
    Failure::could_not(format!("{} is not in your plan.", condition.name))
        .next("See your plan: supple today")
}

/// Takes a condition out of the plan.
fn end(condition: &Condition, context: &Context) -> Result<Output, Failure> {
    let ended = context.amend(|change| {
        let plans = followed(Some(change), context)?;
        let number =
            |id: &str| plans.iter().find(|plan| plan.value.condition == id).map(|plan| plan.id);
        let plan = number(&condition.id).ok_or_else(|| not_in_plan(condition))?;
        let snapshot = PlanSnapshot::on(context.today, context.today, change, &context.library())?;
        change.end_plan(plan, context.today)?;
        // What was set for an exercise holds as long as another condition asks for it.
        for standing in snapshot
            .outcome()
            .standings
            .iter()
            .filter(|standing| standing.conditions.contains(&condition.id))
        {
            let others = standing.conditions.iter().filter(|id| **id != condition.id);
            let Some(other) = others.into_iter().find_map(|id| number(id)) else { continue };
            for setting in snapshot.set_for(standing, context.today) {
                change.add_setting(
                    other,
                    &Setting { from: context.today, until: None, ..setting.clone() },
                )?;
            }
        }
        Ok(())
    })?;
    Ok(ended.ok_or_else(|| not_in_plan(condition))?.tell(context, |(), _, page, _| {
        page.para(&format!(
            "{} is out of your plan from today on. What you recorded stays; supple undo takes \
             this back.",
            condition.name
        ));
        Ok(())
    }))
}

/// The plan and its cautions.
fn show(
    plan: &Plan,
    condition: &Condition,
    snapshot: &PlanSnapshot,
    routine: &Routine,
    was_there: bool,
    context: &Context,
    page: &mut Page,
) -> Result<(), Failure> {
    let subject = snapshot.subject(plan);
    page.heading(&if was_there {
        format!("{subject} is in your plan")
    } else {
        format!("{subject} is now in your plan")
    });
    page.para(&condition.plain);
    page.gap();
    page.note(&format!(
        "Evidence for this programme: {}. No physiotherapist has signed it off.",
        condition.evidence
    ));
    if let (Some(variant), Some(note)) = (&plan.variant, &condition.variant_note) {
        page.gap();
        page.para(&format!(
            "Programme: {variant}. There is a choice of {}: --variant names it. {note}",
            and(&condition.variants)
        ));
    }
    show_phase(
        plan,
        condition,
        snapshot,
        routine,
        &tags_for([routine], &context.library())?,
        context,
        page,
    );
    page.list("Keep away from", &condition.avoid);
    page.list("Every day", &condition.advice);
    page.list("Stop, and see a doctor, with", &condition.red_flags);
    page.section(&format!("After {} weeks", condition.review_weeks), &condition.review_note);
    Ok(())
}
