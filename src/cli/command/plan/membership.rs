//! `supple plan add`, `supple plan drop`, `supple plan limit`: what a clinician says of an exercise
//! beside its dose, each kept with who and when.
//!
//! None of it passes what a condition or an answer keeps out, a bone's rule of no pain, or what is
//! stopped until a clinician has looked.

use clap_complete::engine::ArgValueCompleter;

use super::open::{ByArgs, OpenPlan, amend, find_exercise, names};
use super::settings::{DoseArgs, keep_term, refuse_misfit, show_stop, tell_other, tell_terms};
use crate::app::{PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::{InPlan, Override, SetBy, Setting, Term};
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::candidates;
use crate::domain::progression::routine::NotDueReason;
use crate::domain::progression::settable::{misfit, to_keep};
use crate::domain::text::limits::{POINTS, within};
use crate::words;

/// Arguments of `plan add`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It is in every phase until it is dropped. What you do not name of the dose is as the exercise has it.\n\n\
                  Examples:\n  supple plan add hip-hinge --by 'Dr Okafor'\n  \
                  supple plan add hip-hinge --sets 3 --reps 12 --not-same-day walking --by 'Dr Okafor' --on yesterday"
)]
pub struct AddArgs {
    /// An exercise that no phase of your plan has now
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises))]
    exercise: String,
    /// How much of it.
    #[command(flatten)]
    dose: DoseArgs,
    /// Never on one day with this one
    #[arg(long, value_name = "OTHER", add = ArgValueCompleter::new(complete::exercises))]
    not_same_day: Option<String>,
    /// Who said so.
    #[command(flatten)]
    by: ByArgs,
}

/// Arguments of `plan drop`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "What a clinician had added is as if it had not been; what a phase lists is left out of every \
                  phase, until it is added again."
)]
pub struct DropArgs {
    /// An exercise of the plan
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    exercise: String,
    /// Who said so.
    #[command(flatten)]
    by: ByArgs,
}

/// Arguments of `plan limit`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Counted is how far pain in it rises above the pain before it. At 8 of 10 it is left for the day, \
                  whatever the limit is; and where a bone is the trouble, any pain is too much.\n\n\
                  supple plan set EXERCISE --by-rules takes the limit back."
)]
pub struct LimitArgs {
    /// An exercise of the plan
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    exercise: String,
    /// The most that pain in it may rise, 0 to 10
    #[arg(value_name = "POINTS", value_parser = within(POINTS), allow_hyphen_values = true)]
    points: u32,
    /// Who said so.
    #[command(flatten)]
    by: ByArgs,
}

/// The clinician who said so: a word of this sort is nobody else's. `line` is what to type with a
/// name.
fn clinician(by: ByArgs, line: &str, context: &Context) -> Result<SetBy, Failure> {
    match by.set_by(context)? {
        SetBy::Person => Err(Failure::usage("that is for a clinician to say: who, and when.")
            .next(format!("When they have: {line} --by 'Dr Name' --on yesterday"))),
        by => Ok(by),
    }
}

/// Runs `plan add`.
pub fn add(args: AddArgs, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let exercise = library.exercise(&library.exercise_id(&args.exercise)?)?;
    let other = args.not_same_day.as_deref().map(|other| library.exercise_id(other)).transpose()?;
    if other.as_ref() == Some(&exercise.id) {
        return Err(Failure::usage("an exercise is on the same day as itself.")
            .next("Name another one after --not-same-day."));
    }
    let by = clinician(args.by, &format!("supple plan add {}", exercise.id), context)?;
    let kept = amend(context, |change, open| {
        open.refuse_holds()?;
        refuse_added(&exercise, open, context)?;
        let named = args.dose.named();
        if let Some(misfit) = misfit(&named, &exercise.dose, exercise.kind) {
            return Err(refuse_misfit(misfit, &exercise, "add"));
        }
        // What leads the plan is what it goes with; it stays when another condition is added.
        let leading = open.running.iter().min_by_key(|plan| plan.value.rank);
        let plan = leading.map_or_else(|| open.condition(None), Ok)?.id;
        let told = Term::InPlan(Some(InPlan::Added { not_same_day: other.clone() }));
        keep_term(change, plan, &exercise.id, told, &by, context)?;
        if !args.dose.is_empty() {
            let told = Override::Dose(to_keep(&named, &exercise.dose, &exercise.dose));
            let (exercise, by) = (exercise.id.clone(), by.clone());
            change.add_setting(
                plan,
                &Setting { exercise, from: context.today, until: None, by, told },
            )?;
        }
        Ok(())
    })?;
    Ok(kept.tell(context, |(), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        tell(&exercise.id, &snapshot, context, page);
        talk.para(&format!(
            "It is in every phase until it is dropped: supple plan drop {} --by 'Dr Name'",
            exercise.id
        ));
        Ok(())
    }))
}

/// Refuses what is in the plan already, and what something keeps out of it: no word passes that.
fn refuse_added(exercise: &Exercise, open: &OpenPlan, context: &Context) -> Result<(), Failure> {
    let snapshot = &open.snapshot;
    let name = exercise.name.trim_end_matches('.');
    let standings = &snapshot.outcome().standings;
    let there =
        standings.iter().find(|each| each.exercise == exercise.id || each.listed == exercise.id);
    if let Some(there) = there {
        return Err(Failure::could_not(format!("{name} is in your plan already.")).next(format!(
            "To change its dose: supple plan set {} --sets 2 --by 'Dr Name'",
            there.exercise
        )));
    }
    let Some(because) = candidates::keeps_out(snapshot.case(), exercise, context.today) else {
        return Ok(());
    };
    let tags = match because {
        NotDueReason::Barred(_) => context.library().tags()?,
        _ => Tags::new(),
    };
    let words = words::routine::not_due_reason(&because, &snapshot.shelf, &tags, context.reader());
    let question = snapshot.screening(context.today).first_excluding(&exercise.contra);
    let next = match (because, question) {
        (NotDueReason::SetUp(_), Some(question)) => format!(
            "When a clinician has looked at that answer: supple screen --checked {} --by 'Dr Name'",
            question.id
        ),
        _ => format!(
            "No word passes that. Easier and harder relatives of it: supple exercises {}",
            exercise.id
        ),
    };
    Err(Failure::could_not(format!("{name} cannot be in your plan now: {words}.")).next(next))
}

/// Runs `plan drop`.
pub fn drop(args: DropArgs, context: &Context) -> Result<Output, Failure> {
    let by = clinician(args.by, &format!("supple plan drop {}", args.exercise), context)?;
    let kept = amend(context, |change, open| {
        open.refuse_holds()?;
        let snapshot = &open.snapshot;
        let standing = find_exercise(&args.exercise, snapshot).map_err(|failure| {
            let dropped = candidates::dropped(snapshot.case(), context.today);
            let is_meant = |id: &&str| names(&args.exercise, id, snapshot.exercise_name(id));
            match dropped.into_iter().find(is_meant) {
                Some(id) => Failure::could_not(format!(
                    "{} is out of your plan already.",
                    snapshot.exercise_name(id)
                ))
                .next(format!("To bring it back: supple plan add {id} --by 'Dr Name'")),
                None => failure,
            }
        })?;
        // The place in the plan is what is dropped, whatever stands in it.
        let is_listed = candidates::lists(snapshot.case(), &standing.listed, context.today);
        let told = Term::InPlan(is_listed.then_some(InPlan::Dropped));
        let plan = open.plan_of(standing)?;
        keep_term(change, plan, &standing.listed, told, &by, context)?;
        Ok((standing.clone(), is_listed))
    })?;
    Ok(kept.tell(context, |(standing, was_listed), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        let name = snapshot.exercise_name(&standing.exercise);
        page.para(&format!(
            "{name} is out of your plan from today on{}. What you recorded of it stays.",
            if was_listed { ", in every phase" } else { "" }
        ));
        talk.para(&format!(
            "To bring it back: supple undo, or later supple plan add {} --by 'Dr Name'",
            standing.listed
        ));
        Ok(())
    }))
}

/// Runs `plan limit`.
pub fn limit(args: LimitArgs, context: &Context) -> Result<Output, Failure> {
    let line = format!("supple plan limit {} {}", args.exercise, args.points);
    let by = clinician(args.by, &line, context)?;
    let kept = amend(context, |change, open| {
        open.refuse_holds()?;
        let standing = find_exercise(&args.exercise, &open.snapshot)?.clone();
        let has_bone = open.snapshot.has_bone();
        if has_bone && args.points > 0 {
            return Err(Failure::could_not(
                "where a bone is the trouble any pain is too much, and no word passes that.",
            )
            .next("The limit is no pain at all, in every exercise of the plan."));
        }
        let most = Score::from_tenths(i64::from(args.points) * 10);
        let plan = open.plan_of(&standing)?;
        keep_term(change, plan, &standing.exercise, Term::PainLimit(most), &by, context)?;
        Ok(standing)
    })?;
    Ok(kept.tell(context, |standing, diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        tell(&standing.exercise, &snapshot, context, page);
        page.para(&words::screening::pain_rule(args.points));
        let is_limit = |term: &&Setting<Term>| matches!(term.told, Term::PainLimit(_));
        if let Some(before) = standing.terms.iter().find(is_limit) {
            tell_other(&before.by, &by, context, page);
        }
        talk.para(&format!("supple plan set {} --by-rules takes it back.", standing.exercise));
        Ok(())
    }))
}

/// Says what an exercise of the plan is now, and all that was told about it.
fn tell(exercise: &str, snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    let mut standings = snapshot.outcome().standings.iter();
    let Some(after) = standings.find(|each| each.exercise == exercise) else { return };
    page.para(&format!(
        "{}: {}.",
        snapshot.exercise_name(exercise),
        snapshot.dose_line(after, context.today, context.settings.style())
    ));
    tell_terms(after, snapshot, context, page);
    show_stop(after, snapshot, context, page);
}
