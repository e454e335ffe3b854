//! `supple assign piriformis-dgs --side left`: a diagnosis, or a start without one, and with it a
//! plan and its cautions.

use clap_complete::engine::ArgValueCompleter;
use strum::VariantArray;

use crate::app::{PlanSnapshot, flare_now};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::agreement::refuse_before_flare;
use crate::cli::input::complete;
use crate::cli::input::safety_questions::{Extent, ask_due};
use crate::cli::input::variant::ask_variant;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::cli::view::routine::{show_holds, show_waiting};
use crate::cli::view::screening::remind;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{self, Side};
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::{PhaseStart, Plan, Term, dropped};
use crate::domain::programme::condition::{Condition, PhaseName};
use crate::domain::programme::exercise::Kind;
use crate::domain::progression::routine::{Due, Routine};
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::Check;
use crate::domain::screening::state::Screening;
use crate::domain::text::date::Reader;
use crate::domain::text::when;
use crate::library::Library;
use crate::store::Diary;
use crate::words;
use crate::words::text::and;

// Arguments of `assign`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "supple does not diagnose: assign what a clinician told you. supple conditions lists what it knows.\n\
                  Nobody has told you yet? supple assign first-steps is a gentle start without a diagnosis.\n\n\
                  Every programme begins with its first phase, unless a clinician says otherwise:\n  \
                  supple assign piriformis-dgs --phase restore --agreed-by 'Dr Okafor' --agreed-on yesterday"
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
    /// Begin in this phase, and not in the first, because a clinician says so
    #[arg(long, value_name = "PHASE", value_parser = phase_name, add = ArgValueCompleter::new(complete::phases))]
    phase: Option<PhaseName>,
    /// The clinician who agreed to the present phase, where one must, or to begin in --phase
    #[arg(long, value_name = "NAME", value_parser = own_words::name)]
    agreed_by: Option<String>,
    /// When they agreed: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "agreed_by")]
    agreed_on: Option<String>,
    /// Take it out of the plan from today on; what was recorded stays
    #[arg(long, conflicts_with_all = ["side", "variant", "agreed_by", "phase"])]
    end: bool,
}

/// A phase as typed.
fn phase_name(text: &str) -> Result<PhaseName, String> {
    let wanted = text.trim().to_lowercase();
    PhaseName::from_word(&wanted).ok_or_else(|| {
        let words = PhaseName::VARIANTS.iter().map(|phase| phase.word().to_owned());
        format!("a phase is one of {}", and(&words.collect::<Vec<_>>()))
    })
}

/// Runs `assign`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let condition = library.condition(&library.condition_id(&args.condition)?)?;
    // The whole programme is read before anything is kept: a plan whose exercises do not read is
    // none.
    library.subset(&[&condition.id])?;
    let mut variant = chosen_variant(&condition, args.variant.as_deref())?;
    let (mut side, mut is_chosen) = (args.side, args.variant.is_some());
    if args.end {
        return end(&condition, context);
    }
    let mut prompt = Prompt::new(context);
    let diary =
        if context.interactive || !context.has_diary() { context.read_diary()? } else { None };
    if context.interactive || !context.has_diary() {
        // What would be refused is refused before anything is asked, and before a diary is made.
        let plans = followed(diary.as_ref(), context)?;
        let agreed = clearance(&args, &condition, &plans, context)?;
        refuse_old_agreement(&args, agreed.as_ref(), diary.as_ref(), context)?;
        refuse_conflict(&condition, &plans, &library)?;
        refuse_unsuited(&condition, diary.as_ref(), &library, context)?;
        // Whoever names a condition again corrects its side, and has chosen the programme before, or
        // may find another one to suit after a week.
        let present = plans.iter().find(|plan| plan.value.condition == condition.id);
        let is_new = present.is_none();
        let is_again =
            present.is_some_and(|plan| plan.value.may_ask_variant_again(&condition, context.today));
        if context.interactive && (is_new || is_again) && !is_chosen {
            variant = ask_variant(&condition, &mut prompt);
            is_chosen = true;
        }
        if context.interactive && is_new && args.side.is_none() && condition.is_sided {
            side = ask_side(&mut prompt);
        }
    }
    let mut kept = context.write(|change| {
        let plans = followed(Some(change), context)?;
        let cleared = clearance(&args, &condition, &plans, context)?;
        refuse_old_agreement(&args, cleared.as_ref(), Some(change), context)?;
        refuse_conflict(&condition, &plans, &library)?;
        refuse_unsuited(&condition, Some(change), &library, context)?;
        let starts = starts(&condition, &plans, &library)?;
        for start in &starts {
            change.end_plan(start.id, context.today)?;
        }
        let present = plans.iter().find(|plan| plan.value.condition == condition.id);
        match present {
            Some(plan) => {
                let side = side.or(plan.value.side);
                let chosen = if is_chosen { &variant } else { &plan.value.variant };
                let variant = chosen.clone();
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
                    side,
                    variant: variant.clone(),
                    rank: 1 + plans.iter().map(|plan| plan.value.rank).max().unwrap_or(0),
                    started_on: context.today,
                    ended_on: None,
                    phases: vec![PhaseStart {
                        // Every programme begins with its first phase, however long the pain has
                        // been there, unless a clinician says otherwise.
                        phase: args.phase.unwrap_or(PhaseName::Calm),
                        from: context.today,
                        cleared,
                    }],
                })?;
            }
        }
        Ok(Assigned {
            before: present.map(|plan| (plan.value.side, plan.value.variant.clone())),
            ends_start: !starts.is_empty(),
        })
    })?;
    if context.interactive {
        // The plan is kept already: whoever is called away is asked again the next time.
        let asked = library.safety().map_err(Failure::from).and_then(|safety| {
            ask_due(&kept.diary, &safety, Extent::Due, kept.recorded, &mut prompt, context)
        });
        let about_plan = format!("{} is in your plan.", condition.name);
        kept.about_diary += &asked.map_err(|failure| failure.also(&about_plan))?;
    }
    Ok(kept.tell(context, |assigned, diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &library)?;
        let screening = snapshot.screening(context.today);
        let holds = snapshot.holds();
        let Some(plan) =
            snapshot.running(context.today).find(|plan| plan.condition == condition.id)
        else {
            return Ok(());
        };
        talk.gap();
        if holds.is_empty() {
            let routine = snapshot.routine();
            show(plan, &condition, &snapshot, &routine, &assigned, context.reader(), page);
            remind(&screening, talk);
            if condition.is_sided && plan.side.is_none() {
                talk.para(&format!(
                    "Which side it is on: supple assign {} --side left",
                    plan.condition
                ));
            }
            talk.para("Today's routine: supple today");
        } else {
            // What to do now must not scroll away below what the plan is.
            page.para(&format!("{} is in your plan.", condition.name));
            let later = begins_later(plan, context.reader());
            for line in assigned.changes(plan).into_iter().chain(later) {
                page.para(&line);
            }
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

/// The keys of the answers about a side; `None` is not being sure.
const SIDES: [(Words, Option<Side>); 4] = [
    (&[""], None),
    (&["l", "left"], Some(Side::Left)),
    (&["r", "right"], Some(Side::Right)),
    (&["b", "both"], Some(Side::Both)),
];

/// The side it is on; `None` for somebody who is not sure, or would rather not answer.
fn ask_side(prompt: &mut Prompt<'_>) -> Option<Side> {
    let reply = prompt.key(&SIDES, false, |page, is_again| {
        if !is_again {
            page.para("Which side is it on?");
        }
        page.note("l left · r right · b both · Enter not sure");
    });
    match reply {
        Reply::Given(side) => side,
        Reply::Back | Reply::End => None,
    }
}

/// Refuses an agreement to begin in a later phase that was given before the flare of today.
fn refuse_old_agreement(
    args: &Args,
    agreed: Option<&Check>,
    diary: Option<&Diary>,
    context: &Context,
) -> Result<(), Failure> {
    match (agreed.filter(|_| args.phase.is_some()), diary) {
        (Some(check), Some(diary)) => {
            let flare = flare_now(diary, &context.library(), context.today)?;
            refuse_before_flare(check, &flare, context)
        }
        _ => Ok(()),
    }
}

/// Refuses a phase to begin in that the condition does not have, or that the plan cannot begin in,
/// and one that no clinician has agreed to.
fn refuse_phase(
    args: &Args,
    condition: &Condition,
    plans: &[Stored<Plan>],
    context: &Context,
) -> Result<(), Failure> {
    let Some(wanted) = args.phase else { return Ok(()) };
    let (id, name) = (&condition.id, &condition.name);
    if !condition.is_diagnosis || condition.phase(wanted).is_none() {
        let phases = condition.phases.iter().map(|phase| phase.name.word().to_owned());
        let failure = Failure::usage(format!("{name} has no {wanted} phase."));
        return Err(if condition.is_diagnosis {
            failure.next(format!("It has: {}.", and(&phases.collect::<Vec<_>>())))
        } else {
            failure.next("It has one phase, and begins with it: leave --phase out.")
        });
    }
    let present = plans.iter().find(|plan| plan.value.condition == *id);
    let present = present.and_then(|plan| plan.value.phase_on(context.today));
    match present {
        Some(start) if start.phase != wanted => {
            return Err(Failure::could_not(format!(
                "{name} is in your plan already, in the {} phase.",
                start.phase
            ))
            .next(format!(
                "To the next one, when your clinician says so: supple plan advance {id} \
                 --agreed-by 'Dr Name'\nTo the one before: supple plan back {id}"
            )));
        }
        _ => {}
    }
    if args.agreed_by.is_none() {
        return Err(Failure::usage(
            "a programme begins with its first phase, unless a clinician says otherwise: who, and \
             when.",
        )
        .next(format!(
            "When they have: supple assign {id} --phase {wanted} --agreed-by 'Dr Name' \
             --agreed-on yesterday"
        )));
    }
    Ok(())
}

/// The agreement that `--agreed-by` records.
fn clearance(
    args: &Args,
    condition: &Condition,
    plans: &[Stored<Plan>],
    context: &Context,
) -> Result<Option<Check>, Failure> {
    refuse_phase(args, condition, plans, context)?;
    let Some(by) = args.agreed_by.clone() else { return Ok(None) };
    let on = args.agreed_on.as_deref().map(|text| when::day(text, context.today)).transpose()?;
    let check = Check { by, on: on.unwrap_or(context.today) };
    if args.phase.is_some() {
        return Ok(Some(check));
    }
    if condition.phases.iter().all(|phase| !condition.needs_clearance(phase.name)) {
        return Err(Failure::usage(format!(
            "no phase of {} needs a clinician's agreement.",
            condition.name
        ))
        .next("Leave --agreed-by out."));
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
    Ok(Some(check))
}

/// Refuses a condition whose programme must not run beside one of the plan's.
fn refuse_conflict(
    condition: &Condition,
    plans: &[Stored<Plan>],
    library: &Library,
) -> Result<(), Failure> {
    for plan in plans.iter().filter(|plan| plan.value.condition != condition.id) {
        let theirs = library.condition(&plan.value.condition)?;
        // A diagnosis takes the place of a start without one.
        let replaces = condition.is_diagnosis && !theirs.is_diagnosis;
        if !condition.is_diagnosis && theirs.is_diagnosis {
            let what = format!(
                "{} is for people without a diagnosis, and {} is in your plan.",
                condition.name, theirs.name
            );
            let next = format!(
                "Go on with that: supple today. If it turned out to be wrong: supple assign {} \
                 --end",
                theirs.id
            );
            return Err(Failure::could_not(what).next(next));
        }
        if condition.conflicts_with(&theirs) && !replaces {
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

/// The starts without a diagnosis among the followed ones, which a diagnosis takes the place of.
fn starts<'p>(
    condition: &Condition,
    plans: &'p [Stored<Plan>],
    library: &Library,
) -> Result<Vec<&'p Stored<Plan>>, Failure> {
    let mut starts = Vec::new();
    for plan in plans.iter().filter(|plan| plan.value.condition != condition.id) {
        if condition.is_diagnosis && !library.condition(&plan.value.condition)?.is_diagnosis {
            starts.push(plan);
        }
    }
    Ok(starts)
}

/// Refuses a programme that is not for somebody with these answers, unless a clinician has looked at
/// them.
fn refuse_unsuited(
    condition: &Condition,
    diary: Option<&Diary>,
    library: &Library,
    context: &Context,
) -> Result<(), Failure> {
    let Some(diary) = diary.filter(|_| !condition.not_with.is_empty()) else { return Ok(()) };
    let (safety, answers) = (library.safety()?, diary.answers()?);
    let screening = Screening::new(&safety, &answers, context.today);
    let holds = screening.keeps_from(&condition.not_with);
    if holds.is_empty() {
        return Ok(());
    }
    let asks: Vec<String> = holds.iter().map(|hold| format!("“{}”", hold.ask)).collect();
    let acts: Vec<&str> = holds.iter().map(|hold| hold.act.as_str()).collect();
    let checks: Vec<String> = holds
        .iter()
        .map(|hold| format!("supple screen --checked {} --by 'Dr Name'", hold.question))
        .collect();
    let what = format!(
        "{} is not for you before a clinician agrees: you answered yes to {}.",
        condition.name,
        and(&asks)
    );
    let next = format!("{} When they agree: {}", acts.join(" "), checks.join("; "));
    Err(Failure::could_not(what).next(next))
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
        // What was set for an exercise holds as long as another condition asks for it, and what was
        // added as long as there is a plan.
        let is_added = |standing: &Standing| {
            standing.terms.iter().any(|term| matches!(term.told, Term::InPlan(Some(_))))
        };
        let leading = plans.iter().filter(|other| other.id != plan);
        let leading = leading.min_by_key(|other| other.value.rank).map(|other| other.id);
        for standing in snapshot
            .outcome()
            .standings
            .iter()
            .filter(|standing| standing.conditions.contains(&condition.id))
        {
            let others = standing.conditions.iter().filter(|id| **id != condition.id);
            let other = others.into_iter().find_map(|id| number(id));
            let Some(other) = other.or(leading.filter(|_| is_added(standing))) else { continue };
            for setting in snapshot.set_for(standing, context.today) {
                change.add_setting(other, &setting.from_day(context.today))?;
            }
            for term in &standing.terms {
                change.add_term(other, &term.from_day(context.today))?;
            }
        }
        let Some(other) = leading else { return Ok(()) };
        for term in dropped(&snapshot.record.terms, context.today) {
            change.add_term(other, &term.from_day(context.today))?;
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

/// What a condition of the plan was before a command.
#[derive(Debug)]
struct Assigned {
    /// The side and the variant it had, where it was in the plan.
    before: Option<(Option<Side>, Option<String>)>,
    /// Whether a start without a diagnosis ended with it.
    ends_start: bool,
}

impl Assigned {
    /// What this replaced, a sentence each.
    fn changes(&self, plan: &Plan) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some((side, variant)) = &self.before {
            if *side != plan.side {
                let [was, now] =
                    [*side, plan.side].map(|side| side.map_or("not recorded", Side::word));
                lines.push(format!("The side was {was}, and is {now} now."));
            }
            if let (Some(was), Some(now)) = (variant, &plan.variant)
                && was != now
            {
                lines.push(format!("The programme was {was}, and is {now} now."));
            }
        }
        if self.ends_start {
            lines.push(START_IS_OVER.to_owned());
        }
        lines
    }
}

/// The phase that a plan begins in, where it is not the first, and who agreed to it.
fn begins_later(plan: &Plan, reader: Reader) -> Option<String> {
    let start = plan.phases.first().filter(|start| start.phase != PhaseName::Calm)?;
    let agreed = words::plan::agreed(start.cleared.as_ref()?, reader);
    Some(format!("It begins in the {} phase. {agreed}", start.phase))
}

/// That a diagnosis has taken the place of a start without one.
const START_IS_OVER: &str = "The gentle start is over; what you recorded stays, doses do not carry over. If that was not \
     meant: supple undo";

/// Sentences of what a condition is that are said when it is assigned.
const SENTENCES: usize = 2;

/// Things to keep away from that are said then.
const AVOID: usize = 2;

/// The plan on one screen: what it is, today's exercises, and what to mind.
fn show(
    plan: &Plan,
    condition: &Condition,
    snapshot: &PlanSnapshot,
    routine: &Routine,
    assigned: &Assigned,
    reader: Reader,
    page: &mut Page,
) {
    let subject = snapshot.subject(plan);
    let now = if assigned.before.is_some() { "" } else { "now " };
    page.heading(&format!("{subject} is {now}in your plan"));
    for line in assigned.changes(plan).into_iter().chain(begins_later(plan, reader)) {
        page.para(&line);
    }
    let sentences: Vec<&str> = condition.plain.split_inclusive(". ").take(SENTENCES).collect();
    page.para(sentences.concat().trim_end());
    if let Some(variant) = &plan.variant {
        let others = condition.variants.iter().filter(|other| *other != variant);
        let others: Vec<&String> = others.collect();
        page.para(&format!("Programme: {variant}; --variant names another: {}.", and(&others)));
    }
    let due: Vec<Due> =
        routine.due.iter().filter(|due| due.conditions.contains(&condition.id)).cloned().collect();
    let waits = routine.waiting.iter().any(|waiting| waiting.condition == condition.id);
    if let Some(pause) = &routine.paused {
        page.gap();
        page.para(&words::plan::rest(pause, reader));
    } else if waits {
        // To list what still waits for a clinician's agreement would be an invitation to begin.
        show_waiting(&routine.waiting, snapshot, page);
    } else {
        page.gap();
        let names: Vec<&str> =
            due.iter().map(|due| snapshot.exercise_name(&due.exercise)).collect();
        page.para(&if names.is_empty() {
            "Today: nothing is due. Rest is part of the programme.".to_owned()
        } else {
            format!("Today: {}.", names.join(", "))
        });
    }
    page.gap();
    let limit = snapshot.safety.monitor.limit_for(Kind::Strength, [condition.pain_rule]);
    page.para(&if due.is_empty() {
        words::screening::pain_rule(limit.acceptable_max)
    } else {
        words::routine::pain_limits(&due)
    });
    let avoid = condition.avoid.iter().take(AVOID).map(String::as_str);
    page.para(&format!("Keep away from: {}.", avoid.collect::<Vec<_>>().join("; ")));
    page.para(&format!("Stop, and see a doctor, with: {}.", condition.red_flags.join("; ")));
    page.gap();
    page.para(&format!("The rest: supple conditions {}", condition.id));
}
