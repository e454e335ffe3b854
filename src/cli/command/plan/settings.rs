//! `supple plan set`, `supple plan swap` and `supple plan resume clamshell`: what a person or a
//! clinician tells the plan about one exercise.
//!
//! It is kept with who said it, and the rules leave it as it is. What they still do is to stop.

use clap_complete::engine::ArgValueCompleter;

use super::open::{ByArgs, OpenPlan, amend, find_exercise};
use crate::app::{PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::actual_args::weight;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::domain::plan::assignment::{Override, SetBy, Setting, Term};
use crate::domain::programme::condition::DoseOverride;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::candidates;
use crate::domain::progression::routine::NotDueReason;
use crate::domain::progression::settable::{Misfit, misfit, to_keep};
use crate::domain::progression::standing::Standing;
use crate::domain::text::limits::{dose, within};
use crate::store::Change;
use crate::words;
use crate::words::text::{and, capital};

/// Arguments of `plan set`.
#[derive(Debug, clap::Args)]
#[command(after_help = "What you do not name stays as it is now.\n\nExamples:\n  \
                        supple plan set clamshell --reps 12 --sets 3\n  \
                        supple plan set walking --minutes 20 --by 'Dr Okafor' --on yesterday\n  \
                        supple plan set clamshell --sets 2 --may-grow --by 'Dr Okafor'\n  \
                        supple plan set clamshell --by-rules")]
pub struct SetArgs {
    /// An exercise of the plan
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    exercise: String,
    /// What it shall be.
    #[command(flatten)]
    dose: DoseArgs,
    /// The dose that is set may grow by the rules, as a clinician says
    #[arg(long, requires = "by")]
    may_grow: bool,
    /// It goes on as it is in a flare, as a clinician says
    #[arg(long, requires = "by")]
    in_flares: bool,
    /// Hand it back to the rules, from today on, with its limit on pain
    #[arg(long, conflicts_with_all = ["DoseArgs", "may_grow", "in_flares"])]
    by_rules: bool,
    /// Who said so.
    #[command(flatten)]
    by: ByArgs,
}

/// A dose, as far as it is named; the ranges are those of the diary.
#[derive(Debug, clap::Args)]
#[group(multiple = true)]
pub struct DoseArgs {
    /// Sets
    #[arg(long, value_name = "N", value_parser = within(dose::SETS), allow_hyphen_values = true)]
    sets: Option<u32>,
    /// Repeats in each set
    #[arg(long, value_name = "N", value_parser = within(dose::REPS), allow_hyphen_values = true)]
    reps: Option<u32>,
    /// Seconds to hold
    #[arg(long, value_name = "SECONDS", value_parser = within(dose::HOLD_S), allow_hyphen_values = true)]
    hold: Option<u32>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = within(dose::MINUTES), allow_hyphen_values = true)]
    minutes: Option<u32>,
    /// Weight, in kilograms unless your settings say pounds: 2.5, 5.5lb
    #[arg(long, value_name = "WEIGHT", value_parser = weight, allow_hyphen_values = true)]
    load: Option<u32>,
    /// Times a day
    #[arg(long, value_name = "N", value_parser = within(dose::TIMES_PER_DAY), allow_hyphen_values = true)]
    times: Option<u32>,
    /// Days a week
    #[arg(long, value_name = "N", value_parser = within(dose::DAYS_PER_WEEK), allow_hyphen_values = true)]
    days: Option<u32>,
}

impl DoseArgs {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        let Self { sets, reps, hold, minutes, load, times, days } = self;
        [sets, reps, hold, minutes, load, times, days].into_iter().all(Option::is_none)
    }

    /// What is named, as a dose.
    pub fn named(&self) -> DoseOverride {
        DoseOverride {
            sets: self.sets,
            reps: self.reps,
            hold_s: self.hold,
            minutes: self.minutes,
            load_g: self.load,
            times_per_day: self.times,
            days_per_week: self.days,
            ..DoseOverride::default()
        }
    }
}

/// Refuses what an exercise does not have; `verb` is what was typed after `plan`.
pub fn refuse_misfit(misfit: Misfit, exercise: &Exercise, verb: &str) -> Failure {
    let next = match misfit {
        Misfit::GoesByMinutes => {
            format!("Such as: supple plan {verb} {} --minutes 20", exercise.id)
        }
        Misfit::GoesByRepeats => {
            format!("Such as: supple plan {verb} {} --sets 2 --reps 10", exercise.id)
        }
        Misfit::WithoutWeight => "Leave --load out.".to_owned(),
    };
    Failure::usage(format!("{} {}.", exercise.name, words::entry::misfit(misfit))).next(next)
}

/// Arguments of `plan swap`.
#[derive(Debug, clap::Args)]
pub struct SwapArgs {
    /// An exercise of the plan
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    from: String,
    /// What to do in its place
    #[arg(value_name = "OTHER", add = ArgValueCompleter::new(complete::exercises))]
    to: String,
    /// Who said so.
    #[command(flatten)]
    by: ByArgs,
}

/// Runs `plan set`.
pub fn set(args: SetArgs, context: &Context) -> Result<Output, Failure> {
    if args.by_rules {
        return hand_back(args, context);
    }
    let kept = amend(context, |change, open| {
        // A dose that can be set while a warning is open would look like leave to go on.
        open.refuse_holds()?;
        let standing = find_exercise(&args.exercise, &open.snapshot)?.clone();
        let by = args.by.set_by(context)?;
        let words = [
            (args.may_grow, Term::MayGrow(Some(true))),
            (args.in_flares, Term::GoesOnInFlares(Some(true))),
        ];
        let mut words: Vec<Term> =
            words.into_iter().filter(|(is_said, _)| *is_said).map(|(_, word)| word).collect();
        if args.dose.is_empty() && words.is_empty() {
            return Err(Failure::usage("there is nothing to set.").next(format!(
                "Say what: supple plan set {} --sets 2, or give it back: --by-rules",
                standing.exercise
            )));
        }
        let shown = context.library().exercise(&standing.exercise)?;
        let named = args.dose.named();
        // The diary would take it, and the routine would show a dose that nobody can do.
        if let Some(misfit) = misfit(&named, &standing.dose, shown.kind) {
            return Err(refuse_misfit(misfit, &shown, "set"));
        }
        let phase = candidates::prescribed(
            open.snapshot.case(),
            &shown,
            &standing.conditions,
            context.today,
        );
        let sets_dose = !args.dose.is_empty();
        if sets_dose {
            let told = Override::Dose(to_keep(&named, &standing.dose, &phase));
            keep_overrides(change, open, &standing, &[(&standing.exercise, told)], &by, context)?;
            // That the dose before might grow was said of that one.
            let may_grow = |term: &Setting<Term>| matches!(term.told, Term::MayGrow(_));
            if !args.may_grow && standing.terms.iter().any(may_grow) {
                words.push(Term::MayGrow(None));
            }
        }
        let plan = open.plan_of(&standing)?;
        for word in words {
            keep_term(change, plan, &standing.exercise, word, &by, context)?;
        }
        Ok((standing, by, shown, phase, sets_dose))
    })?;
    Ok(kept.tell(context, |(standing, by, shown, phase, sets_dose), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        let mut standings = snapshot.outcome().standings.iter();
        let Some(after) = standings.find(|each| each.listed == standing.listed) else {
            return Ok(());
        };
        let dose = snapshot.dose_line(after, context.today, context.settings.style());
        page.para(&format!("{} from today on: {dose}.", shown.name));
        let may_grow = |term: &Setting<Term>| term.told == Term::MayGrow(Some(true));
        let may_grow = after.terms.iter().any(may_grow);
        if sets_dose && !may_grow {
            page.para(&format!(
                "Kept as {}: the rules leave it as it is, and only stop it when it gives trouble.",
                by.set_it()
            ));
        }
        tell_terms(after, &snapshot, context, page);
        // The person may overrule a clinician, who should hear of it.
        if let (SetBy::Person, Some(SetBy::Clinician(check))) = (&by, &standing.set_by) {
            page.para(&format!("Before, {} had set it. Tell them at your next visit.", check.by));
        } else if let Some(before) = standing.set_by.as_ref().filter(|_| sets_dose) {
            tell_other(before, &by, context, page);
        }
        // Kept, for it is their body; the next morning is what will tell.
        if by == SetBy::Person && after.dose.is_more_than(&phase) {
            page.para(&format!(
                "That is more than the phase has ({phase}; {}). Let the next morning tell you \
                 whether it suits you.",
                phase.frequency()
            ));
        }
        show_stop(after, &snapshot, context, page);
        talk.para(&format!(
            "supple plan set {} --by-rules hands it back to the rules.",
            after.exercise
        ));
        Ok(())
    }))
}

/// Hands an exercise back to the rules.
fn hand_back(args: SetArgs, context: &Context) -> Result<Output, Failure> {
    let kept = amend(context, |change, open| {
        let standing = find_exercise(&args.exercise, &open.snapshot)?.clone();
        let by = args.by.set_by(context)?;
        open.refuse_holds()?;
        // Handing back would else read as a look at what it was stopped for.
        if standing.is_stopped && by != SetBy::Person {
            let name = open.snapshot.exercise_name(&standing.exercise);
            return Err(Failure::could_not(format!("{name} is stopped.")).next(format!(
                "When a clinician has looked: supple plan resume {} --by 'Dr Name'",
                standing.exercise
            )));
        }
        let is_dose_set = standing.set_by.is_some() || standing.chosen_by.is_some();
        let words = standing.terms.iter().filter_map(|term| match term.told {
            Term::MayGrow(_) => Some(Term::MayGrow(None)),
            Term::GoesOnInFlares(_) => Some(Term::GoesOnInFlares(None)),
            Term::PainLimit(_) => Some(Term::PainLimit(None)),
            Term::InPlan(_) => None,
        });
        let words: Vec<Term> = words.collect();
        let is_set = is_dose_set || !words.is_empty();
        let plan = open.plan_of(&standing)?;
        for word in words {
            keep_term(change, plan, &standing.exercise, word, &by, context)?;
        }
        if is_dose_set {
            keep_overrides(
                change,
                open,
                &standing,
                &[(&standing.exercise, Override::Released)],
                &by,
                context,
            )?;
        }
        Ok((standing, is_set, by))
    })?;
    Ok(kept.tell(context, |(standing, was_set, by), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        if was_set {
            tell_after(&snapshot, &standing, "The rules decide about it again.", context, page);
            let told = standing.terms.iter().filter_map(|term| term.by.check());
            let clinicians = standing.set_by.iter().filter_map(SetBy::check).chain(told);
            let mut clinicians: Vec<&str> = clinicians.map(|check| check.by.as_str()).collect();
            clinicians.dedup();
            if by == SetBy::Person && !clinicians.is_empty() {
                page.para(&format!(
                    "Before, {} had set it. Tell them at your next visit.",
                    and(&clinicians)
                ));
            }
        } else {
            let name = snapshot.exercise_name(&standing.exercise);
            talk.para(&format!("The rules decide about {name} already. Nobody has set it."));
        }
        Ok(())
    }))
}

/// Runs `plan swap`.
pub fn swap(args: SwapArgs, context: &Context) -> Result<Output, Failure> {
    let kept = amend(context, |change, open| {
        let standings = &open.snapshot.outcome().standings;
        let standing = find_exercise(&args.from, &open.snapshot)?.clone();
        let other = {
            let library = context.library();
            library.exercise(&library.exercise_id(&args.to)?)?
        };
        let by = args.by.set_by(context)?;
        open.refuse_holds()?;
        // An exercise may come back into its own place, and into no other.
        let is_there = standings.iter().any(|each| {
            each.exercise == other.id || each.listed == other.id && each.listed != standing.listed
        });
        if is_there {
            return Err(Failure::usage(format!("{} is in your plan already.", other.name))
                .next("See your plan: supple plan"));
        }
        refuse_swap(open, &standing, &other, &by, context)?;
        // Back to what the phase lists is back to the rules.
        let overrides = if standing.chosen_by.is_some() && standing.listed == other.id {
            vec![
                (standing.exercise.as_str(), Override::Released),
                (other.id.as_str(), Override::Released),
            ]
        } else {
            vec![(other.id.as_str(), Override::Substitute(standing.listed.clone()))]
        };
        keep_overrides(change, open, &standing, &overrides, &by, context)?;
        Ok((standing, other))
    })?;
    Ok(kept.tell(context, |(standing, other), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        let name = snapshot.exercise_name(&standing.exercise);
        tell_after(
            &snapshot,
            &standing,
            &format!("It is in the place of {name} from today on."),
            context,
            page,
        );
        talk.para(&format!("supple plan swap {} {} puts it back.", other.id, standing.exercise));
        let is_done = snapshot.record.sessions.iter().any(|session| {
            session.is_done()
                && session.day == context.today
                && session.exercise == standing.exercise
        });
        if is_done {
            talk.para(&format!(
                "{name} is done for today, so this one may wait: supple skip {}",
                other.id
            ));
        }
        Ok(())
    }))
}

/// Refuses an exercise that may not come into the place of another.
fn refuse_swap(
    open: &OpenPlan,
    standing: &Standing,
    other: &Exercise,
    by: &SetBy,
    context: &Context,
) -> Result<(), Failure> {
    if let Some(because) = candidates::keeps_out(open.snapshot.case(), other, context.today) {
        let tags = match because {
            NotDueReason::Barred(_) => context.library().tags()?,
            _ => Tags::new(),
        };
        let because =
            words::routine::not_due_reason(&because, &open.snapshot.shelf, &tags, context.reader());
        return Err(Failure::could_not(format!(
            "{} cannot be in your plan now: {because}.",
            other.name.trim_end_matches('.')
        ))
        .next(format!(
            "Easier and harder relatives of yours: supple exercises {}",
            standing.exercise
        )));
    }
    // Nor the way around a word that took it out.
    if candidates::dropped(open.snapshot.case(), context.today).contains(&other.id.as_str()) {
        return Err(Failure::could_not(format!("{} was taken out of your plan.", other.name))
            .next(format!(
                "When a clinician says otherwise: supple plan add {} --by 'Dr Name'",
                other.id
            )));
    }
    // A swap must not be the way around a stop.
    if standing.is_stopped && *by == SetBy::Person {
        let name = open.snapshot.exercise_name(&standing.exercise);
        return Err(Failure::could_not(format!(
            "{name} is stopped until a clinician has looked, and so is its place."
        ))
        .next(format!(
            "When they tell you to do {} instead: supple plan swap {} {} --by 'Dr Name'",
            other.name, standing.exercise, other.id
        )));
    }
    Ok(())
}

/// Keeps what the plan was told, from today on.
pub fn keep_overrides(
    change: &mut Change<'_>,
    open: &OpenPlan,
    standing: &Standing,
    overrides: &[(&str, Override)],
    by: &SetBy,
    context: &Context,
) -> Result<(), Failure> {
    let plan = open.plan_of(standing)?;
    for (exercise, told) in overrides {
        let (exercise, told) = ((*exercise).to_owned(), told.clone());
        change.add_setting(
            plan,
            &Setting { exercise, from: context.today, until: None, by: by.clone(), told },
        )?;
    }
    Ok(())
}

/// Keeps what was told of an exercise beside its dose, from today on.
pub fn keep_term(
    change: &mut Change<'_>,
    plan: i64,
    exercise: &str,
    told: Term,
    by: &SetBy,
    context: &Context,
) -> Result<(), Failure> {
    let (exercise, by) = (exercise.to_owned(), by.clone());
    Ok(change.add_term(plan, &Setting { exercise, from: context.today, until: None, by, told })?)
}

/// Says which other clinician had said something else before, where one had.
pub fn tell_other(before: &SetBy, by: &SetBy, context: &Context, page: &mut Page) {
    let (Some(before), Some(now)) = (before.check(), by.check()) else { return };
    if before.by != now.by {
        page.para(&format!(
            "Before, {} had said otherwise ({}). The newest word counts, and both stay in the \
             history.",
            before.by,
            context.day(before.on)
        ));
    }
}

/// Says what was told of an exercise beside its dose, a sentence each.
pub fn tell_terms(after: &Standing, snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    for term in &after.terms {
        let words = words::plan::term(term, &snapshot.shelf, context.reader());
        page.para(&format!("{}.", capital(&words)));
    }
}

/// Says what stands in a place of the plan after a change.
pub fn tell_after(
    snapshot: &PlanSnapshot,
    before: &Standing,
    sentence: &str,
    context: &Context,
    page: &mut Page,
) {
    let after = snapshot.outcome().standings.iter().find(|each| each.listed == before.listed);
    if let Some(after) = after {
        let name = snapshot.exercise_name(&after.exercise);
        page.para(&format!(
            "{name}: {}.",
            snapshot.dose_line(after, context.today, context.settings.style())
        ));
    }
    page.para(sentence);
    if let Some(after) = after {
        show_stop(after, snapshot, context, page);
    }
}

/// Says that an exercise is stopped still.
pub fn show_stop(standing: &Standing, snapshot: &PlanSnapshot, context: &Context, page: &mut Page) {
    if let Some(decision) = standing.decision.clone().filter(|_| standing.is_stopped) {
        let words = words::routine::not_due_reason(
            &NotDueReason::Stopped(Box::new(decision)),
            &snapshot.shelf,
            &Tags::new(),
            context.reader(),
        );
        page.para(&format!("It is still left out: {words}"));
    }
}
