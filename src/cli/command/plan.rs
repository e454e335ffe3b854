//! `supple plan`: where every condition of the plan stands, what each exercise has come to, and the
//! words that change it.

mod advance;
mod rest;
mod settings;
mod why;

use clap_complete::engine::ArgValueCompleter;
use serde_json::{Value, json};

use super::today::{self, Tags};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::known::Known;
use crate::cli::leaving::{self, Leaving};
use crate::cli::page::{self, Page};
use crate::cli::world::World;
use crate::cli::writing::Written;
use crate::cli::{complete, json};
use crate::domain::diary::own_words;
use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::{Plan, SetBy};
use crate::domain::plan::exit::{Readiness, Requirement};
use crate::domain::progression::candidates;
use crate::domain::progression::routine::{NotDueReason, NotToday, Routine};
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::Check;
use crate::domain::text::suggest::{closest, plain};
use crate::domain::text::when;
use crate::store::{Change, Diary};

// Arguments of `plan`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "With nothing more: where you are, what each exercise has come to, and why.\n\n\
                  Examples:\n  supple plan --why clamshell\n  supple plan advance\n  \
                  supple plan set clamshell --reps 12 --sets 3\n  supple plan swap bridge bridge-march --by 'Dr Okafor'\n  \
                  supple plan pause --until 2026-12-07 --why holiday"
)]
pub struct Args {
    /// What to change.
    #[command(subcommand)]
    what: Option<What>,
    /// Everything behind the dose of one exercise
    #[arg(long, value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    why: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

// What to change about the plan.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// Begin the next phase, once everything for it is met
    Advance(advance::Args),
    /// Go back to the phase before
    Back(advance::BackArgs),
    /// Do another exercise in the place of one
    Swap(settings::SwapArgs),
    /// Give an exercise a dose of its own, which the rules leave alone
    Set(settings::SetArgs),
    /// Let the whole plan rest: a holiday, a flare, an illness
    Pause(rest::PauseArgs),
    /// Go on after a rest, or with an exercise that was stopped
    Resume(rest::ResumeArgs),
}

/// Who said so, where it was a clinician.
#[derive(Debug, clap::Args)]
struct ByArgs {
    /// The clinician who said so; without it, you did
    #[arg(long, value_name = "NAME", value_parser = own_words::name)]
    by: Option<String>,
    /// When they said it: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "by", allow_hyphen_values = true)]
    on: Option<String>,
}

impl ByArgs {
    /// Who said so.
    fn set_by(self, world: &World) -> Result<SetBy, Failure> {
        let on =
            self.on.map(|text| when::day(&text, world.today)).transpose()?.unwrap_or(world.today);
        Ok(self.by.map_or(SetBy::Person, |by| SetBy::Clinician(Check { by, on })))
    }
}

/// Runs `plan`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    match args.what {
        None => show(args, world),
        Some(What::Advance(args)) => advance::run(args, world),
        Some(What::Back(args)) => advance::back(args, world),
        Some(What::Swap(args)) => settings::swap(args, world),
        Some(What::Set(args)) => settings::set(args, world),
        Some(What::Pause(args)) => rest::pause(args, world),
        Some(What::Resume(args)) => rest::resume(args, world),
    }
}

/// The plan as a change finds it.
struct Open {
    known: Known,
    /// The conditions that are followed today, with the numbers of their rows.
    running: Vec<Stored<Plan>>,
}

/// Changes the plan. What is decided rests on what the change itself reads.
///
/// A diary without a plan is refused: there is nothing to change, and none is made for that.
fn amend<T>(
    world: &World,
    decide: impl FnOnce(&mut Change<'_>, &Open) -> Result<T, Failure>,
) -> Result<Written<T>, Failure> {
    let amended = world.amend(|change| {
        let open = Open::read(change, world)?;
        decide(change, &open)
    });
    amended?.ok_or_else(no_plan)
}

/// There is nothing to change.
fn no_plan() -> Failure {
    Failure::could_not("there is no plan yet.")
        .next("Tell supple what you were diagnosed with: supple assign piriformis-dgs --side left")
}

impl Open {
    /// Reads it.
    fn read(diary: &Diary, world: &World) -> Result<Self, Failure> {
        let mut running = diary.plans()?;
        running.retain(|plan| plan.value.runs_on(world.today));
        if running.is_empty() {
            return Err(no_plan());
        }
        Ok(Self { known: Known::on(world.today, diary, &world.library())?, running })
    }

    /// The condition that is meant, with the number of its row: the only one, or the one that was
    /// named.
    fn condition(&self, wanted: Option<&str>) -> Result<&Stored<Plan>, Failure> {
        let ids: Vec<String> =
            self.running.iter().map(|plan| plan.value.condition.clone()).collect();
        match (wanted, self.running.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(Failure::usage(
                "several conditions are in your plan, so say which one you mean.",
            )
            .next(format!("It has: {}.", page::and(&ids)))),
            (Some(wanted), running) => {
                let name = |id: &str| {
                    self.known
                        .shelf
                        .conditions
                        .get(id)
                        .map_or(String::new(), |found| found.name.clone())
                };
                let is_meant = |plan: &&Stored<Plan>| {
                    names(wanted, &plan.value.condition, &name(&plan.value.condition))
                };
                running.iter().find(is_meant).ok_or_else(|| not_there(wanted, "a condition", &ids))
            }
        }
    }

    /// The number of the plan that an exercise is in.
    fn plan_of(&self, standing: &Standing) -> Result<i64, Failure> {
        Ok(self.condition(standing.conditions.first().map(String::as_str))?.id)
    }

    /// Refuses while something must be looked at before any exercise is shown.
    fn refuse_holds(&self, world: &World) -> Result<(), Failure> {
        if self.known.screening(world.today).holds().is_empty() {
            Ok(())
        } else {
            Err(Failure::could_not(
                "something you answered to the safety questions comes first, so the plan stays as it is.",
            )
            .next("What to do about it: supple today"))
        }
    }
}

/// The exercise of the plan that is meant.
fn exercise<'s>(
    standings: &'s [Standing],
    wanted: &str,
    known: &Known,
) -> Result<&'s Standing, Failure> {
    let is_meant = |id: &str| names(wanted, id, known.exercise_name(id));
    standings.iter().find(|standing| is_meant(&standing.exercise)).ok_or_else(|| {
        let ids: Vec<String> = standings.iter().map(|standing| standing.exercise.clone()).collect();
        match standings.iter().find(|standing| is_meant(&standing.listed)) {
            Some(other) => Failure::usage(format!(
                "{} is in the place of {} now.",
                known.exercise_name(&other.exercise),
                known.exercise_name(&other.listed)
            ))
            .next(format!("Name that one: {}", other.exercise)),
            None => not_there(wanted, "an exercise", &ids),
        }
    })
}

/// Whether a person means this by an id or a name; case and punctuation do not count.
fn names(said: &str, id: &str, name: &str) -> bool {
    said == id || [id, name].into_iter().any(|each| plain(each) == plain(said))
}

/// What to say about something that is not in the plan.
fn not_there(wanted: &str, what: &str, ids: &[String]) -> Failure {
    let near = closest(wanted, ids.iter().map(String::as_str));
    let failure = Failure::usage(format!("“{wanted}” is not {what} of your plan now."));
    match near.as_slice() {
        [] if ids.is_empty() => failure.next("See your plan: supple plan"),
        [] => failure.next(format!("It has: {}.", page::and(ids))),
        near => failure.next(format!("Did you mean {}?", near.join(" or "))),
    }
}

/// Runs `plan` with nothing to change.
fn show(args: Args, world: &World) -> Result<Answer, Failure> {
    let Some(diary) = world.read_diary()? else {
        return Ok(today::nothing_assigned(args.json, world.today, world));
    };
    let known = Known::on(world.today, &diary, &world.library())?;
    if known.running(world.today).next().is_none() {
        return Ok(today::nothing_assigned(args.json, world.today, world));
    }
    let routine = known.routine(world.today, world.today);
    let tags = today::tags_for([&routine], world)?;
    if let Some(wanted) = &args.why {
        return why::show(wanted, &known, &routine, &tags, args.json, world);
    }
    let leaving = leaving::all(&known, &diary, world.today)?;
    let standings = if routine.holds.is_empty() { &known.told().standings[..] } else { &[] };
    if args.json {
        return Ok(json::answer(&to_json(&known, &routine, &leaving, standings, &tags, world)));
    }
    let mut page = world.page();
    if !routine.holds.is_empty() {
        today::show_holds(&routine.holds, &mut page);
        return Ok(Answer::results(page.text()));
    }
    if let Some(pause) = &routine.paused {
        today::show_pause(pause, world, &mut page);
    }
    for leaving in &leaving {
        let waits = routine.paused.is_some()
            || routine.waiting.iter().any(|waiting| waiting.condition == leaving.plan.condition);
        show_phase(leaving, waits, leaving.plan, &known, world, &mut page);
    }
    today::show_waiting(&routine.waiting, &known, &mut page);
    if !standings.is_empty() {
        page.gap();
        page.heading("Exercises now");
        for standing in standings {
            show_standing(standing, &known, world, &mut page);
        }
    }
    let kept_out: Vec<&NotToday> = kept_out(&routine).collect();
    if !kept_out.is_empty() {
        page.gap();
        page.heading("Kept out for now");
        for out in kept_out {
            let because = today::because_words(&out.because, &known, &tags, world);
            page.item(" •", &format!("{}: {because}", known.exercise_name(&out.exercise)));
        }
    }
    let mut talk = world.page();
    if let Some(first) = standings.first() {
        talk.gap();
        talk.aside(&format!("All that is behind a dose: supple plan --why {}", first.exercise));
    }
    Ok(Answer { results: page.text(), talk: talk.text(), saved: false })
}

/// Exercises of the phase that something keeps out, whatever the day.
fn kept_out(routine: &Routine) -> impl Iterator<Item = &NotToday> {
    routine.not_today.iter().filter(|out| {
        matches!(
            out.because,
            NotDueReason::Barred(_) | NotDueReason::SetUp(_) | NotDueReason::BoneWaits
        )
    })
}

/// A condition's phase, and every criterion for leaving it.
fn show_phase(
    leaving: &Leaving<'_>,
    waits: bool,
    plan: &Plan,
    known: &Known,
    world: &World,
    page: &mut Page,
) {
    let Leaving { start, phase, day_in_phase, .. } = leaving;
    page.gap();
    page.heading(&format!("{} · {} phase, day {day_in_phase}", known.subject(plan), start.phase));
    page.para(&format!("{}.", phase.goal));
    if let Some(check) = &start.cleared {
        page.aside(&format!("Agreed by {} on {}.", check.by, world.day(check.on)));
    }
    page.gap();
    let met = leaving.criteria.iter().filter(|criterion| criterion.is_met).count();
    let of = leaving.criteria.len();
    page.para(&match leaving.next {
        Some(next) => format!("For the {next} phase, {met} of {of} are met:"),
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
        page.item(&format!(" {mark}"), &format!("{}{word}", criterion.in_words()));
    }
    if leaving.needs_clearance {
        page.item(" !", "your clinician agrees, on record");
    }
    if let Some(words) = next_words(leaving, known, world).filter(|_| !waits) {
        page.para(&words);
    }
}

/// What to do about the next phase: a sentence, where there is something to say.
pub fn next_words(leaving: &Leaving<'_>, known: &Known, world: &World) -> Option<String> {
    let several = known.running(world.today).count() > 1;
    let condition = if several { format!(" {}", leaving.plan.condition) } else { String::new() };
    let gate = if leaving.needs_clearance { " --agreed-by 'Dr Name'" } else { "" };
    let command = format!("supple plan advance{condition}{gate}");
    match (leaving.stands(world.today), leaving.next) {
        (Readiness::Met, Some(next)) if leaving.needs_clearance => Some(format!(
            "Everything for the {next} phase is met. It begins when your clinician agrees: {command}"
        )),
        (Readiness::Met, Some(next)) => {
            Some(format!("Everything for the {next} phase is met: {command}"))
        }
        (Readiness::ToTry, Some(next)) => {
            Some(format!("For the {next} phase, only your own tests are left to try: {command}"))
        }
        (Readiness::Met, None) => Some(
            "All of it is met. Talk with your physiotherapist about how to go on from here."
                .to_owned(),
        ),
        (Readiness::ToTry | Readiness::Open, _) => None,
    }
}

/// The dose of an exercise and how often, in a line.
pub fn dose_line(standing: &Standing, known: &Known, world: &World) -> String {
    format!(
        "{}; {}",
        standing
            .dose
            .on_side(known.sore_side(&standing.conditions, world.today), world.settings.weights),
        standing.dose.frequency()
    )
}

/// What is different from the dose that the phase has for an exercise; `None` where nothing is.
fn changed_words(standing: &Standing, known: &Known, world: &World) -> Option<String> {
    let by_phase = by_phase(standing, known, world)?;
    if standing.eased_sets > 0 {
        let fewer = page::count(standing.eased_sets, "set", "sets");
        return Some(format!("{fewer} fewer in the first week of the phase"));
    }
    // Which side it is on is not what has changed.
    let words = |dose: &crate::domain::programme::dose::Dose| {
        format!("{}; {}", dose.in_words(world.settings.weights), dose.frequency())
    };
    (words(&by_phase) != words(&standing.dose)).then(|| {
        if by_phase.frequency() == standing.dose.frequency() {
            format!("the phase has {}", by_phase.in_words(world.settings.weights))
        } else {
            format!("the phase has {}", words(&by_phase))
        }
    })
}

/// The dose that the phase has for an exercise.
fn by_phase(
    standing: &Standing,
    known: &Known,
    world: &World,
) -> Option<crate::domain::programme::dose::Dose> {
    let exercise = known.shelf.exercises.get(&standing.exercise)?;
    Some(candidates::prescribed(known.case(), exercise, &standing.conditions, world.today))
}

/// Who set the dose or chose the exercise, where somebody did.
fn set_words(standing: &Standing, known: &Known) -> Vec<String> {
    let chosen = standing.chosen_by.as_ref().map(|by| match by {
        SetBy::Person => {
            format!("you chose it in the place of {}", known.exercise_name(&standing.listed))
        }
        SetBy::Clinician(check) => {
            format!(
                "{} chose it in the place of {}",
                check.by,
                known.exercise_name(&standing.listed)
            )
        }
    });
    let set = standing.set_by.as_ref().map(|by| format!("the dose stays: {}", by.set_it()));
    let grown = (standing.chosen_by.is_none() && standing.listed != standing.exercise)
        .then(|| format!("in the place of {}", known.exercise_name(&standing.listed)));
    [grown, chosen, set].into_iter().flatten().collect()
}

/// One exercise of the plan.
fn show_standing(standing: &Standing, known: &Known, world: &World, page: &mut Page) {
    page.item(
        " •",
        &format!("{}  ({})", known.exercise_name(&standing.exercise), standing.exercise),
    );
    match (&standing.decision, standing.is_stopped) {
        (Some(decision), true) => {
            page.under(
                3,
                &today::because_words(
                    &NotDueReason::Stopped(Box::new(decision.clone())),
                    known,
                    &Tags::new(),
                    world,
                ),
            );
        }
        _ => {
            let changed = changed_words(standing, known, world)
                .map_or(String::new(), |words| format!(" ({words})"));
            page.under(3, &format!("{}{changed}", dose_line(standing, known, world)));
            if let Some(decision) = &standing.decision {
                page.under(
                    3,
                    &decision.in_few_words(|id| known.exercise_name(id).to_owned(), world.reader()),
                );
            }
        }
    }
    for words in set_words(standing, known) {
        page.under(3, &words);
    }
}

/// An exercise of the plan as JSON.
fn standing_json(standing: &Standing, known: &Known, world: &World) -> Value {
    json!({
        "exercise": standing.exercise,
        "name": known.exercise_name(&standing.exercise),
        "listed": standing.listed,
        "conditions": standing.conditions,
        "dose": json::dose(&standing.dose),
        "phase_dose": by_phase(standing, known, world).as_ref().map(json::dose),
        "since": json::day(standing.since),
        "eased_sets": standing.eased_sets,
        "set_by": standing.set_by.as_ref().map(json::set_by),
        "chosen_by": standing.chosen_by.as_ref().map(json::set_by),
        "stopped": standing.is_stopped,
        "decision": standing.decision.as_ref().map(|decision| json::decision(decision, known, world.today)),
    })
}

/// The plan as JSON.
fn to_json(
    known: &Known,
    routine: &Routine,
    leaving: &[Leaving<'_>],
    standings: &[Standing],
    tags: &Tags,
    world: &World,
) -> Value {
    let plan = |leaving: &Leaving<'_>| {
        json!({
            "condition": leaving.plan.condition,
            "name": known.shelf.conditions.get(&leaving.plan.condition).map(|condition| &condition.name),
            "side": leaving.plan.side.map(Side::word),
            "variant": leaving.plan.variant,
            "phase": leaving.start.phase.word(),
            "phase_from": json::day(leaving.start.from),
            "day_in_phase": leaving.day_in_phase,
            "goal": leaving.phase.goal,
            "cleared": leaving.start.cleared.as_ref().map(json::check),
            "next_phase": leaving.next.map(|next| next.word()),
            "needs_agreement": leaving.needs_clearance,
            "all_met": leaving.stands(world.today) == Readiness::Met,
            "criteria": leaving.criteria.iter().map(json::criterion).collect::<Vec<_>>(),
        })
    };
    let out = |out: &NotToday| json!({ "exercise": out.exercise, "in_words": today::because_words(&out.because, known, tags, world) });
    json!({
        "day": json::day(world.today),
        "holds": routine.holds.iter().map(json::hold).collect::<Vec<_>>(),
        "paused": routine.paused.as_ref().map(json::pause),
        "plans": leaving.iter().map(plan).collect::<Vec<_>>(),
        "waiting": routine.waiting.iter().map(json::waiting).collect::<Vec<_>>(),
        "exercises": standings.iter().map(|each| standing_json(each, known, world)).collect::<Vec<_>>(),
        "kept_out": kept_out(routine).map(out).collect::<Vec<_>>(),
    })
}
