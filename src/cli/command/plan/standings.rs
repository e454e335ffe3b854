//! What each exercise of the plan has come to.

use serde::Serialize;

use crate::app::{PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::output::json::plan::{DecisionView, SetByView, TermView, term_views};
use crate::cli::output::json::programme::DoseView;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::page::{Page, Tone};
use crate::cli::view::day::decision_tone;
use crate::domain::progression::decision::{Decision, Finding};
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
    context: &Context,
) -> Option<String> {
    let phase_dose = snapshot.phase_dose(standing, context.today)?;
    words::plan::differs_from_phase(standing, &phase_dose, context.settings.style())
}

/// One exercise of the plan.
pub fn show_standing(
    standing: &Standing,
    routine: &Routine,
    snapshot: &PlanSnapshot,
    context: &Context,
    page: &mut Page,
) {
    page.item(
        " •",
        &format!("{}  ({})", snapshot.exercise_name(&standing.exercise), standing.exercise),
    );
    match (&standing.decision, standing.is_stopped) {
        (Some(decision), true) => {
            page.toned(
                3,
                &words::routine::not_due_reason(
                    &NotDueReason::Stopped(Box::new(decision.clone())),
                    &snapshot.shelf,
                    &Tags::new(),
                    context.reader(),
                ),
                Tone::Stop,
            );
        }
        _ => {
            let changed = changed_words(standing, snapshot, context)
                .map_or(String::new(), |words| format!(" ({words})"));
            page.toned(
                3,
                &format!(
                    "{}{changed}",
                    snapshot.dose_line(standing, context.today, context.settings.style())
                ),
                Tone::Strong,
            );
            // That nothing grows in a flare stands above all of them.
            // Where nothing ever grows, how many good records there are leads nowhere.
            let is_fixed = snapshot.shelf.are_starts(&standing.conditions);
            let says_more = |decision: &&Decision| {
                decision.finding != Finding::InFlare && (!is_fixed || decision.says_something())
            };
            if let Some(decision) = standing.decision.as_ref().filter(says_more) {
                page.toned(
                    3,
                    &decision
                        .in_few_words(|id| snapshot.exercise_name(id).to_owned(), context.reader()),
                    decision_tone(decision),
                );
            }
        }
    }
    for words in about_words(standing, routine, snapshot, context) {
        page.indented(3, &words);
    }
}

/// What is otherwise about it today (less in a flare, or in the place of what spread pain), and who
/// set its dose or chose it.
pub fn about_words(
    standing: &Standing,
    routine: &Routine,
    snapshot: &PlanSnapshot,
    context: &Context,
) -> Vec<String> {
    let due = routine.due.iter().find(|due| due.exercise == standing.exercise);
    let sore = snapshot.sore_side(&standing.conditions, context.today);
    let less = due.and_then(|due| words::routine::today_less(due, sore, context.settings.style()));
    let first = due.and_then(|due| words::routine::first_choice(due, &snapshot.shelf));
    let out = routine.not_today.iter().find(|out| out.exercise == standing.exercise);
    let turn = out.filter(|out| out.because.is_turn()).and_then(|out| {
        words::routine::not_due_in_short(&out.because, &snapshot.shelf, &Tags::new())
    });
    let turn = turn.map(|why| format!("takes turns with others, and is not due today: {why}"));
    let set_by = words::plan::set_by(standing, first.is_some(), &snapshot.shelf);
    let told = standing.terms.iter();
    let told = told.map(|term| words::plan::term(term, &snapshot.shelf, context.reader()));
    less.into_iter().chain(first).chain(turn).chain(set_by).chain(told).collect()
}

/// An exercise of the plan, for a program.
#[derive(Debug, Serialize)]
pub struct StandingView<'a> {
    exercise: &'a str,
    name: &'a str,
    listed: &'a str,
    conditions: &'a [String],
    dose: DoseView,
    phase_dose: Option<DoseView>,
    since: DayText,
    eased_sets: u32,
    set_by: Option<SetByView<'a>>,
    chosen_by: Option<SetByView<'a>>,
    told: Vec<TermView<'a>>,
    stopped: bool,
    decision: Option<DecisionView<'a>>,
}

impl<'a> StandingView<'a> {
    /// An exercise as it is today.
    pub fn new(standing: &'a Standing, snapshot: &'a PlanSnapshot, context: &Context) -> Self {
        let decision = standing.decision.as_ref();
        Self {
            exercise: &standing.exercise,
            name: snapshot.exercise_name(&standing.exercise),
            listed: &standing.listed,
            conditions: &standing.conditions,
            dose: DoseView::from(&standing.dose),
            phase_dose: snapshot.phase_dose(standing, context.today).as_ref().map(DoseView::from),
            since: DayText(standing.since),
            eased_sets: standing.eased_sets,
            set_by: standing.set_by.as_ref().map(SetByView::from),
            chosen_by: standing.chosen_by.as_ref().map(SetByView::from),
            told: term_views(&standing.terms, snapshot, context.today),
            stopped: standing.is_stopped,
            decision: decision.map(|decision| DecisionView::new(decision, snapshot, context.today)),
        }
    }
}
