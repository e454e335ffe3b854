//! The routine of a day, for a program.

use serde::Serialize;

use crate::app::{PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::output::json::diary::PauseView;
use crate::cli::output::json::plan::{
    DecisionView, FlareView, SetByView, StoppedForTodayView, TermView, WaitingView, term_views,
    waiting_views,
};
use crate::cli::output::json::programme::DoseView;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::{CloserLookView, HoldView, hold_views};
use crate::domain::diary::place::Side;
use crate::domain::plan::assignment::Plan;
use crate::domain::progression::fit::DaySeconds;
use crate::domain::progression::routine::{Due, NotToday, Routine};
use crate::domain::progression::week;
use crate::domain::screening::closer_look::CloserLook;
use crate::words;

/// The routine of a day.
#[derive(Debug, Serialize)]
pub struct RoutineView<'a> {
    day: DayText,
    holds: Vec<HoldView<'a>>,
    closer_look: Option<CloserLookView<'a>>,
    waiting: Vec<WaitingView<'a>>,
    notes: &'a [String],
    plans: Vec<RunningPlanView<'a>>,
    paused: Option<PauseView<'a>>,
    /// Nothing since flares took its place; the key stays.
    week_up: Option<()>,
    flare: Option<FlareView>,
    flare_over: Option<FlareView>,
    minutes: DayMinutesView,
    due: Vec<DueView<'a>>,
    not_today: Vec<NotTodayView<'a>>,
}

impl<'a> RoutineView<'a> {
    /// The routine of a day, with what waits for answers beside it.
    pub fn new(
        routine: &'a Routine,
        look: Option<&'a CloserLook>,
        snapshot: &'a PlanSnapshot,
        tags: &Tags,
        context: &Context,
    ) -> Self {
        let plans = snapshot.running(routine.day);
        let due = routine.due.iter().map(|due| DueView::new(due, snapshot, context));
        let not_today = routine.not_today.iter();
        Self {
            day: DayText(routine.day),
            holds: hold_views(&routine.holds),
            closer_look: look.map(CloserLookView::from),
            waiting: waiting_views(&routine.waiting),
            notes: &routine.notes,
            plans: plans.map(|plan| RunningPlanView::new(plan, snapshot, routine)).collect(),
            paused: routine.paused.as_ref().map(PauseView::from),
            week_up: None,
            flare: routine.flare.flare.as_ref().map(|flare| FlareView::new(flare, routine.day)),
            flare_over: routine.flare.over.as_ref().map(|over| FlareView::new(over, routine.day)),
            minutes: DayMinutesView::from(week::seconds(&routine.due)),
            due: due.collect(),
            not_today: not_today
                .map(|out| NotTodayView::new(out, snapshot, tags, context))
                .collect(),
        }
    }
}

/// A condition that is followed on the day.
#[derive(Debug, Serialize)]
struct RunningPlanView<'a> {
    condition: &'a str,
    diagnosis: bool,
    side: Option<&'static str>,
    variant: Option<&'a str>,
    phase: Option<&'static str>,
    phase_from: Option<DayText>,
}

impl<'a> RunningPlanView<'a> {
    fn new(plan: &'a Plan, snapshot: &PlanSnapshot, routine: &Routine) -> Self {
        let start = plan.phase_on(routine.day);
        Self {
            condition: &plan.condition,
            diagnosis: snapshot.is_diagnosis(plan),
            side: plan.side.map(Side::word),
            variant: plan.variant.as_deref(),
            phase: start.map(|start| start.phase.word()),
            phase_from: start.map(|start| DayText(start.from)),
        }
    }
}

/// The time of a whole day, in minutes.
#[derive(Debug, Serialize)]
struct DayMinutesView {
    exercises: u32,
    steady: u32,
}

impl From<DaySeconds> for DayMinutesView {
    fn from(seconds: DaySeconds) -> Self {
        let (exercises, steady) = seconds.minutes();
        Self { exercises, steady }
    }
}

/// An exercise that is due.
#[derive(Debug, Serialize)]
struct DueView<'a> {
    exercise: &'a str,
    name: &'a str,
    dose: DoseView,
    lighter_because: Option<&'static str>,
    reached: Option<DoseView>,
    first_choice: Option<&'a str>,
    conditions: &'a [String],
    why: &'static str,
    carried_over_from: Option<DayText>,
    eased_sets: u32,
    set_by: Option<SetByView<'a>>,
    told: Vec<TermView<'a>>,
    decision: Option<DecisionView<'a>>,
    done: u32,
    skipped: Option<&'a str>,
    left: Option<StoppedForTodayView>,
    settled: bool,
    pain_max: u32,
    cautions: &'a [String],
}

impl<'a> DueView<'a> {
    fn new(due: &'a Due, snapshot: &'a PlanSnapshot, context: &Context) -> Self {
        let decision = due.decision.as_ref();
        Self {
            exercise: &due.exercise,
            name: snapshot.exercise_name(&due.exercise),
            dose: DoseView::from(&due.dose),
            lighter_because: due.lighter.as_ref().map(|lighter| lighter.because.word()),
            reached: due.lighter.as_ref().map(|lighter| DoseView::from(&lighter.reached)),
            first_choice: due.first_choice.as_deref(),
            conditions: &due.conditions,
            why: due.why.word(),
            carried_over_from: due.why.carried_over_from().map(DayText),
            eased_sets: due.eased_sets,
            set_by: due.set_by.as_ref().map(SetByView::from),
            told: term_views(&due.terms, snapshot, context.today),
            decision: decision.map(|decision| DecisionView::new(decision, snapshot, context.today)),
            done: due.done,
            skipped: due.skipped.as_deref(),
            left: due.rest_left().map(StoppedForTodayView::from),
            settled: due.is_settled(),
            pain_max: due.pain_max,
            cautions: &due.cautions,
        }
    }
}

/// An exercise of the phase that is not due, and why.
#[derive(Debug, Serialize)]
struct NotTodayView<'a> {
    exercise: &'a str,
    because: &'static str,
    in_words: String,
}

impl<'a> NotTodayView<'a> {
    fn new(out: &'a NotToday, snapshot: &PlanSnapshot, tags: &Tags, context: &Context) -> Self {
        let (shelf, reader) = (&snapshot.shelf, context.reader());
        Self {
            exercise: &out.exercise,
            because: out.because.word(),
            in_words: words::routine::not_due_reason(&out.because, shelf, tags, reader),
        }
    }
}
