//! What several verbs show of a routine: what comes before it, what waits, what is left.

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::page::Page;
use crate::domain::plan::assignment::Pause;
use crate::domain::progression::routine::{BlockedUntil, Due, Waiting};
use crate::domain::screening::hold::Hold;
use crate::domain::screening::red_flag::Level;
use crate::domain::text::date::days_between;
use crate::words;

/// What to type where there is no plan.
pub const NO_PLAN: &str = "Safe first steps: supple begin. For what a clinician has told you that you have: supple \
     conditions";

/// The answer when there is no plan.
pub fn nothing_assigned(as_json: bool, day: NaiveDate, context: &Context) -> Output {
    if as_json {
        // The same keys as on every other day, so that a script need not ask whether there is a
        // plan.
        return json::document(&NoPlanView::new(day));
    }
    let mut talk = context.page();
    talk.para("There is no plan, and a diary needs none.");
    talk.para("Safe first steps, what it may come from, and whom to see:");
    talk.command("supple begin");
    talk.para("For what a clinician has told you that you have:");
    talk.command("supple conditions");
    Output::talk(talk.text())
}

/// A day without a plan, for a program: nothing of what a plan would bring.
#[derive(Debug, Serialize)]
struct NoPlanView {
    day: DayText,
    plans: [(); 0],
    due: [(); 0],
    not_today: [(); 0],
}

impl NoPlanView {
    fn new(day: NaiveDate) -> Self {
        Self { day: DayText(day), plans: [], due: [], not_today: [] }
    }
}

/// What must be looked at first, in place of the routine.
pub fn show_holds(holds: &[Hold], context: &Context, page: &mut Page) {
    let signs: Vec<&Hold> = holds.iter().filter(|hold| !hold.kind.needs_an_answer()).collect();
    // Whoever has a sign to see to is asked nothing else meanwhile.
    let shown: Vec<&Hold> = if signs.is_empty() { holds.iter().collect() } else { signs };
    for hold in &shown {
        page.gap();
        show_hold(hold, context, page);
    }
    page.gap();
    page.heading("No exercises until then");
    // Some may have been looked at and others not: each has its own way on.
    if shown.iter().any(|hold| hold.checked || hold.kind.needs_an_answer()) {
        page.command("supple screen");
    }
    let unseen = shown.iter().filter(|hold| !hold.checked && !hold.kind.needs_an_answer());
    if unseen.clone().next().is_some() {
        page.para("When a clinician has looked at it, record who and when:");
        for hold in unseen {
            page.command(&format!("supple screen --checked {} --by 'Dr Name'", hold.question));
        }
    }
}

/// One thing that must be looked at first: how fast, what to do, what to say there, and what sign it
/// is. Whoever is frightened reads the first lines.
fn show_hold(hold: &Hold, context: &Context, page: &mut Page) {
    page.alarm(words::screening::urgency(hold));
    page.item(" ", &words::screening::hold(hold));
    if let Some(say) = hold.say.as_ref().filter(|_| !hold.checked) {
        page.item(" ", &format!("Say there: “{say}”"));
    }
    let is_urgent = hold.level.is_some_and(Level::cannot_wait);
    if let Some(numbers) = words::screening::own_numbers(&context.settings).filter(|_| is_urgent) {
        page.item(" ", &numbers);
    }
    if !hold.kind.needs_an_answer() && !hold.checked {
        let since = context.day(hold.since);
        page.item(" ", &format!("You said yes on {since}: {}", words::screening::sign(hold)));
    }
}

/// Conditions whose exercises wait, and for what.
pub fn show_waiting(waiting: &[Waiting], snapshot: &PlanSnapshot, page: &mut Page) {
    for waiting in waiting {
        page.gap();
        match &waiting.until {
            BlockedUntil::Cleared(phase) => {
                let condition = snapshot.shelf.condition_name(&waiting.condition);
                page.para(&format!(
                    "{condition}: the {phase} phase begins when your clinician agrees. Record who \
                     and when:"
                ));
                page.command(&format!("supple assign {} --agreed-by 'Dr Name'", waiting.condition));
            }
            BlockedUntil::Alone { other } => {
                page.para(&format!(
                    "{} and {} cannot be in one plan: what helps one can make the other worse. \
                     Ask your clinician which it is, and take the other out:",
                    snapshot.shelf.condition_name(&waiting.condition),
                    snapshot.shelf.condition_name(other)
                ));
                page.command(&format!("supple assign {other} --end"));
            }
        }
    }
}

/// A rest that the plan takes, or took.
pub fn show_pause(pause: &Pause, context: &Context, page: &mut Page) {
    page.gap();
    page.para(&words::plan::rest(pause, context.reader()));
}

/// The rest from which the plan went on within the last days before `day`, so that a person knows
/// what the days were that ask for nothing.
pub fn show_ended_pause(
    snapshot: &PlanSnapshot,
    day: NaiveDate,
    within: i64,
    context: &Context,
    page: &mut Page,
) {
    let ended = snapshot.record.pauses.iter().rev().find(|pause| {
        let last = pause.ended_before(day);
        last.is_some_and(|last| days_between(last, day) <= within)
    });
    if let Some(pause) = ended {
        show_pause(pause, context, page);
    }
}

/// What of these is left for the rest of `day`, each with the reason; gives how many that are.
pub fn show_left<'d>(
    due: impl IntoIterator<Item = &'d Due>,
    day: NaiveDate,
    snapshot: &PlanSnapshot,
    context: &Context,
    page: &mut Page,
) -> usize {
    let day = words::day::today_or(day, context.reader());
    let left =
        due.into_iter().filter_map(|due| words::routine::left_for(due, &day, &snapshot.shelf));
    left.map(|left| page.para(&left)).count()
}
