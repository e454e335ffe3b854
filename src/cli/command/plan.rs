//! `supple plan`: where every condition of the plan stands, what each exercise has come to, and the
//! words that change it.

mod advance;
mod membership;
mod open;
mod rest;
mod settings;
mod standings;
mod why;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::tags_for;
use crate::app::{PhaseProgress, PlanSnapshot, Tags};
use crate::cli::view::routine::{
    nothing_assigned, show_ended_pause, show_holds, show_pause, show_waiting,
};
use crate::words;
use standings::{StandingView, kept_out, show_standing};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::diary::PauseView;
use crate::cli::output::json::plan::{CriterionView, TermView, WaitingView, waiting_views};
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::{CheckView, HoldView, hold_views};
use crate::cli::output::page::{Page, Tone};
use crate::cli::view::phase::{look_lines, next_phase_line};
use crate::domain::diary::place::Side;
use crate::domain::plan::assignment::{self, Plan};
use crate::domain::plan::exit::{Readiness, Requirement};
use crate::domain::programme::condition::PhaseName;
use crate::domain::progression::routine::{NotToday, Routine};
use crate::domain::progression::standing::Standing;

/// Days for which a rest that is over is still told of.
const RESTED_DAYS: i64 = 7;

// Arguments of `plan`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "With nothing more: where you are, what each exercise has come to, and why.\n\n\
                  Examples:\n  supple plan --why clamshell\n  supple plan advance\n  \
                  supple plan set clamshell --reps 12 --sets 3\n  supple plan swap bridge bridge-march --by 'Dr Okafor'\n  \
                  supple plan add hip-hinge --sets 3 --reps 12 --by 'Dr Okafor'\n  supple plan limit clamshell 3 --by 'Dr Okafor'\n  \
                  supple plan pause --until 2026-12-07 --why holiday"
)]
pub struct Args {
    /// What to change.
    #[command(subcommand)]
    what: Option<PlanVerb>,
    /// Everything behind the dose of one exercise
    #[arg(long, value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    why: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

// What to change about the plan.
#[derive(Debug, clap::Subcommand)]
enum PlanVerb {
    /// Begin the next phase, once everything for it is met, or a clinician says so
    Advance(advance::Args),
    /// Go back to the phase before
    Back(advance::BackArgs),
    /// Do another exercise in the place of one
    Swap(settings::SwapArgs),
    /// Give an exercise a dose of its own, which the rules leave alone
    Set(settings::SetArgs),
    /// Add an exercise that no phase lists, because a clinician says so
    Add(membership::AddArgs),
    /// Take an exercise out, because a clinician says so
    Drop(membership::DropArgs),
    /// Set how far pain in an exercise may rise, because a clinician says so
    Limit(membership::LimitArgs),
    /// Let the whole plan rest: a holiday, a flare, an illness
    Pause(rest::PauseArgs),
    /// Go on after a rest, or with an exercise that was stopped
    Resume(rest::ResumeArgs),
}

/// Runs `plan`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    match args.what {
        None => show(args, context),
        Some(PlanVerb::Advance(args)) => advance::run(args, context),
        Some(PlanVerb::Back(args)) => advance::back(args, context),
        Some(PlanVerb::Swap(args)) => settings::swap(args, context),
        Some(PlanVerb::Set(args)) => settings::set(args, context),
        Some(PlanVerb::Add(args)) => membership::add(args, context),
        Some(PlanVerb::Drop(args)) => membership::drop(args, context),
        Some(PlanVerb::Limit(args)) => membership::limit(args, context),
        Some(PlanVerb::Pause(args)) => rest::pause(args, context),
        Some(PlanVerb::Resume(args)) => rest::resume(args, context),
    }
}

/// Runs `plan` with nothing to change.
fn show(args: Args, context: &Context) -> Result<Output, Failure> {
    let Some(diary) = context.read_diary()? else {
        return Ok(nothing_assigned(args.json, context.today, context));
    };
    let (today, library) = (context.today, context.library());
    // Why a dose is what it is may have begun long ago.
    let snapshot = match &args.why {
        Some(_) => PlanSnapshot::since_the_beginning(today, &diary, &library)?,
        None => PlanSnapshot::with_week(today, &diary, &library)?,
    };
    if snapshot.running(context.today).next().is_none() {
        return Ok(nothing_assigned(args.json, context.today, context));
    }
    let routine = snapshot.routine();
    let tags = tags_for([&routine], &context.library())?;
    if let Some(wanted) = &args.why {
        return why::show(wanted, &snapshot, &routine, &tags, args.json, context);
    }
    let leaving = PhaseProgress::load_all(&snapshot, &diary, context.today)?;
    // While a warning is open no exercise is named, to a program as little as to a person.
    let standings = if routine.holds.is_empty() { &snapshot.outcome().standings[..] } else { &[] };
    if args.json {
        return Ok(json::document(&PlanView::new(
            &snapshot, &routine, &leaving, standings, &tags, context,
        )));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if !routine.holds.is_empty() {
        // Nothing of the plan is shown; that there is one, and of what, is no exercise.
        if snapshot.open_signs().is_empty() {
            for plan in snapshot.running(context.today) {
                let from = context.day(plan.started_on);
                page.para(&format!("Your plan: {}, since {from}.", snapshot.subject(plan)));
            }
        }
        show_holds(&routine.holds, context, &mut page);
        // Whoever has a sign to see to reads of nothing else.
        if diary.is_older() && snapshot.open_signs().is_empty() {
            talk.para(words::plan::NEW_RULES);
        }
        return Ok(Output { results: page.text(), talk: talk.text(), saved: false });
    }
    if let Some(pause) = &routine.paused {
        show_pause(pause, context, &mut page);
    } else {
        show_ended_pause(&snapshot, context.today, RESTED_DAYS, context, &mut page);
    }
    for line in words::flare::of_day(&routine.flare, context.today, context.settings.style()) {
        page.para(&line);
    }
    for leaving in &leaving {
        // Whoever rests is not told how near the next phase is.
        let waits = routine.paused.is_some()
            || routine.waiting.iter().any(|waiting| waiting.condition == leaving.plan.condition);
        show_phase(leaving, waits, leaving.plan, &snapshot, context, &mut page);
    }
    show_waiting(&routine.waiting, &snapshot, &mut page);
    if !standings.is_empty() {
        page.gap();
        page.heading("Exercises now");
        for standing in standings {
            show_standing(standing, &routine, &snapshot, context, &mut page);
        }
    }
    let dropped: Vec<String> =
        dropped(&snapshot, context).map(|(name, words)| format!("{name}: {words}")).collect();
    page.list("Taken out", &dropped);
    let kept_out: Vec<&NotToday> = kept_out(&routine).collect();
    if !kept_out.is_empty() {
        page.gap();
        page.heading("Kept out for now");
        for out in kept_out {
            let because = words::routine::not_due_reason(
                &out.because,
                &snapshot.shelf,
                &tags,
                context.reader(),
            );
            page.item(" •", &format!("{}: {because}", snapshot.exercise_name(&out.exercise)));
        }
    }
    if diary.is_older() {
        talk.para(words::plan::NEW_RULES);
    }
    if let Some(first) = standings.first() {
        talk.gap();
        talk.note(&format!("All that is behind a dose: supple plan --why {}", first.exercise));
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// A condition's phase, and every criterion for leaving it.
fn show_phase(
    leaving: &PhaseProgress<'_>,
    waits: bool,
    plan: &Plan,
    snapshot: &PlanSnapshot,
    context: &Context,
    page: &mut Page,
) {
    let (start, phase, day_in_phase) = (leaving.start, leaving.phase, leaving.day_in_phase);
    page.gap();
    // What has one phase goes without its name.
    let named = leaving.is_diagnosis.then(|| format!("{} phase, ", start.phase));
    page.heading(&format!(
        "{} · {}day {day_in_phase}",
        snapshot.subject(plan),
        named.unwrap_or_default()
    ));
    page.para(&format!("{}.", phase.goal));
    if let Some(check) = &start.cleared {
        page.note(&words::plan::agreed(check, context.reader()));
    }
    let condition = snapshot.shelf.conditions.get(&plan.condition);
    if condition.is_some_and(|condition| plan.may_ask_variant_again(condition, context.today)) {
        page.para(&words::plan::variant_again(&plan.condition));
    }
    // A start without a diagnosis leads to no other phase: only its end is told.
    if !leaving.is_diagnosis {
        for line in look_lines(leaving, snapshot, context) {
            page.gap();
            page.para(&line);
        }
        return;
    }
    page.gap();
    let met = leaving.criteria.iter().filter(|criterion| criterion.is_met).count();
    let of = leaving.criteria.len();
    page.para(&match leaving.next {
        Some(next) => format!("For the {next} phase, {met} of {of} are met:"),
        None if phase.name == PhaseName::Upkeep => {
            format!("For the end of the plan, {met} of {of} are met:")
        }
        None => format!("This is the last phase. Of what it leads to, {met} of {of} are met:"),
    });
    for criterion in &leaving.criteria {
        let mark = if criterion.is_met { "[x]" } else { "[ ]" };
        // A test says by itself whether it went.
        let word = match (&criterion.asks, criterion.is_met) {
            (Requirement::Test { .. }, _) => "",
            (_, true) => " · met",
            (_, false) => " · not yet",
        };
        let (mark, line) =
            (format!(" {mark}"), format!("{}{word}", criterion.in_words(context.settings.style())));
        if criterion.is_met {
            page.toned_item(&mark, &line, Tone::Up);
        } else {
            page.item(&mark, &line);
        }
    }
    if leaving.needs_clearance {
        page.item(" !", "your clinician agrees, on record");
    }
    for line in look_lines(leaving, snapshot, context) {
        page.para(&line);
    }
    let step = leaving.step(snapshot, context.today);
    if let Some(words) = next_phase_line(&step, context.reader()).filter(|_| !waits) {
        page.para(&words);
    }
}

/// The exercises that were taken out of the plan, by name, each with who said so.
fn dropped<'s>(
    snapshot: &'s PlanSnapshot,
    context: &Context,
) -> impl Iterator<Item = (&'s str, String)> {
    let reader = context.reader();
    assignment::dropped(&snapshot.record.terms, context.today).map(move |term| {
        (snapshot.exercise_name(&term.exercise), words::plan::who(&term.by, reader))
    })
}

/// The plan, for a program.
#[derive(Debug, Serialize)]
struct PlanView<'a> {
    day: DayText,
    holds: Vec<HoldView<'a>>,
    paused: Option<PauseView<'a>>,
    plans: Vec<PhaseProgressView<'a>>,
    waiting: Vec<WaitingView<'a>>,
    exercises: Vec<StandingView<'a>>,
    kept_out: Vec<KeptOutView<'a>>,
    taken_out: Vec<TermView<'a>>,
}

impl<'a> PlanView<'a> {
    fn new(
        snapshot: &'a PlanSnapshot,
        routine: &'a Routine,
        leaving: &'a [PhaseProgress<'_>],
        standings: &'a [Standing],
        tags: &Tags,
        context: &Context,
    ) -> Self {
        let plans = leaving.iter().map(|each| PhaseProgressView::new(each, snapshot, context));
        let exercises = standings.iter().map(|each| StandingView::new(each, snapshot, context));
        // While a warning is open no exercise is named.
        let taken_out = assignment::dropped(&snapshot.record.terms, context.today)
            .filter(|_| routine.holds.is_empty())
            .map(|term| TermView::new(term, snapshot, context.today));
        let kept_out = kept_out(routine).map(|out| KeptOutView::new(out, snapshot, tags, context));
        Self {
            day: DayText(context.today),
            holds: hold_views(&routine.holds),
            paused: routine.paused.as_ref().map(PauseView::from),
            plans: plans.collect(),
            waiting: waiting_views(&routine.waiting),
            exercises: exercises.collect(),
            kept_out: kept_out.collect(),
            taken_out: taken_out.collect(),
        }
    }
}

/// A condition's phase, and every criterion for leaving it.
#[derive(Debug, Serialize)]
struct PhaseProgressView<'a> {
    condition: &'a str,
    diagnosis: bool,
    name: Option<&'a str>,
    side: Option<&'static str>,
    variant: Option<&'a str>,
    phase: &'static str,
    phase_from: DayText,
    day_in_phase: i64,
    goal: &'a str,
    cleared: Option<CheckView<'a>>,
    next_phase: Option<&'static str>,
    needs_agreement: bool,
    all_met: bool,
    criteria: Vec<CriterionView<'a>>,
}

impl<'a> PhaseProgressView<'a> {
    fn new(leaving: &'a PhaseProgress<'_>, snapshot: &'a PlanSnapshot, context: &Context) -> Self {
        let (plan, start, phase) = (leaving.plan, leaving.start, leaving.phase);
        let condition = snapshot.shelf.conditions.get(&plan.condition);
        Self {
            condition: &plan.condition,
            diagnosis: leaving.is_diagnosis,
            name: condition.map(|condition| condition.name.as_str()),
            side: plan.side.map(Side::word),
            variant: plan.variant.as_deref(),
            phase: start.phase.word(),
            phase_from: DayText(start.from),
            day_in_phase: leaving.day_in_phase,
            goal: &phase.goal,
            cleared: start.cleared.as_ref().map(CheckView::from),
            next_phase: leaving.next.map(|next| next.word()),
            needs_agreement: leaving.needs_clearance,
            all_met: leaving.is_diagnosis && leaving.readiness(context.today) == Readiness::Met,
            criteria: leaving.criteria.iter().map(CriterionView::from).collect(),
        }
    }
}

/// An exercise of the phase that something keeps out.
#[derive(Debug, Serialize)]
struct KeptOutView<'a> {
    exercise: &'a str,
    in_words: String,
}

impl<'a> KeptOutView<'a> {
    fn new(out: &'a NotToday, snapshot: &PlanSnapshot, tags: &Tags, context: &Context) -> Self {
        let (shelf, reader) = (&snapshot.shelf, context.reader());
        let in_words = words::routine::not_due_reason(&out.because, shelf, tags, reader);
        Self { exercise: &out.exercise, in_words }
    }
}
