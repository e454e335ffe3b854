//! `supple plan --why clamshell`: all that is behind the dose of one exercise, as sentences.

use chrono::NaiveDate;
use serde::Serialize;

use super::open::{find_exercise, names};
use super::standings::{StandingView, about_words, changed_words, kept_out};
use crate::app::{PlanSnapshot, Tags};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::plan::DecisionView;
use crate::cli::output::json::screening::HoldsView;
use crate::cli::output::page::Page;
use crate::cli::view::routine::show_holds;
use crate::domain::plan::assignment::{Override, SetBy};
use crate::domain::progression::decision::{Decision, DoseChange, Finding, Over};
use crate::domain::progression::routine::Routine;
use crate::domain::progression::standing::Standing;
use crate::library::rule_sources;
use crate::words;
use crate::words::text::capital;

/// Records that are shown of those that a decision looked at: a week of them, once a day.
const RECORDS_SHOWN: usize = 7;

/// Shows it, on a page or as JSON.
pub fn show(
    wanted: &str,
    snapshot: &PlanSnapshot,
    routine: &Routine,
    tags: &Tags,
    as_json: bool,
    context: &Context,
) -> Result<Output, Failure> {
    if !routine.holds.is_empty() {
        if as_json {
            return Ok(json::document(&HoldsView::from(&routine.holds[..])));
        }
        let mut page = context.page();
        show_holds(&routine.holds, context, &mut page);
        return Ok(Output::results(page.text()));
    }
    let standings = &snapshot.outcome().standings;
    let is_meant = |id: &str| names(wanted, id, snapshot.exercise_name(id));
    // What stands in the place of an exercise may be asked for by the name of that one.
    let listed = standings.iter().find(|standing| is_meant(&standing.listed));
    let found = match find_exercise(wanted, snapshot).or_else(|failure| listed.ok_or(failure)) {
        Ok(standing) => standing,
        Err(failure) => {
            let out = kept_out(routine).find(|out| is_meant(&out.exercise)).ok_or(failure)?;
            let because = words::routine::not_due_reason(
                &out.because,
                &snapshot.shelf,
                tags,
                context.reader(),
            );
            return Ok(if as_json {
                json::document(&NeverDueView { exercise: &out.exercise, not_due: &because })
            } else {
                Output::results({
                    let mut page = context.page();
                    let name = snapshot.exercise_name(&out.exercise);
                    page.para(&format!("{name}: {because}."));
                    page.text()
                })
            });
        }
    };
    let not_due = routine.not_today.iter().find(|out| out.exercise == found.exercise);
    let not_due = not_due.map(|out| {
        words::routine::not_due_reason(&out.because, &snapshot.shelf, tags, context.reader())
    });
    let changes = history(found, snapshot);
    if as_json {
        let changes = changes.iter();
        return Ok(json::document(&WhyView {
            standing: StandingView::new(found, snapshot, context),
            not_due: not_due.as_deref(),
            changes: changes
                .map(|change| DecisionView::new(change, snapshot, context.today))
                .collect(),
        }));
    }
    let mut page = context.page();
    page.heading(&format!("{}  ({})", snapshot.exercise_name(&found.exercise), found.exercise));
    page.para(&format!(
        "Now: {}.",
        snapshot.dose_line(found, context.today, context.settings.style())
    ));
    if let Some(words) = changed_words(found, snapshot, context) {
        page.para(&format!("{}.", capital(&words)));
    }
    for line in about_words(found, routine, snapshot, context) {
        page.para(&format!("{}.", capital(&line)));
    }
    match &found.decision {
        None => page.para("Nothing is decided yet: its first day is not over."),
        Some(decision) => show_decision(decision, found, snapshot, context, &mut page),
    }
    if let Some(because) = not_due.filter(|_| !found.is_stopped) {
        page.section("Not due today", &format!("{because}."));
    }
    let earlier = changes.iter().filter(|change| Some(*change) != found.decision.as_ref());
    let mut earlier: Vec<(NaiveDate, String)> = earlier
        .map(|change| (change.on, decision_words(change, snapshot, context)))
        .chain(overrides(found, snapshot))
        .chain(terms_before(found, snapshot, context))
        .collect();
    earlier.sort_by_key(|(day, _)| *day);
    let earlier: Vec<String> = earlier
        .into_iter()
        .rev()
        .map(|(day, words)| format!("{}: {words}", context.day(day)))
        .collect();
    page.list("What changed before, the newest first", &earlier);
    Ok(Output::results(page.text()))
}

/// All that is behind the dose of one exercise, for a program.
#[derive(Debug, Serialize)]
struct WhyView<'a> {
    #[serde(flatten)]
    standing: StandingView<'a>,
    not_due: Option<&'a str>,
    changes: Vec<DecisionView<'a>>,
}

/// An exercise of the phase that something keeps out, so that it has no dose.
#[derive(Debug, Serialize)]
struct NeverDueView<'a> {
    exercise: &'a str,
    not_due: &'a str,
}

/// A decision in a few words.
fn decision_words(decision: &Decision, snapshot: &PlanSnapshot, context: &Context) -> String {
    decision.in_few_words(|id| snapshot.exercise_name(id).to_owned(), context.reader())
}

/// What the plan was told about an exercise, with its days.
fn overrides(
    standing: &Standing,
    snapshot: &PlanSnapshot,
) -> impl Iterator<Item = (NaiveDate, String)> {
    let about =
        snapshot.record.settings.iter().filter(|setting| setting.exercise == standing.exercise);
    about.map(|setting| {
        let words = match (&setting.told, &setting.by) {
            (Override::Released, SetBy::Clinician(check)) => {
                format!("{} has looked at it", check.by)
            }
            (Override::Released, SetBy::Person) => "you handed it back to the rules".to_owned(),
            (Override::Dose(_), by) => by.set_it(),
            (Override::Substitute(other), by) => {
                format!("{}, in the place of {}", by.set_it(), snapshot.exercise_name(other))
            }
        };
        (setting.from, words)
    })
}

/// What was told about an exercise beside its dose, with its days, also what counts no more.
fn terms_before(
    standing: &Standing,
    snapshot: &PlanSnapshot,
    context: &Context,
) -> impl Iterator<Item = (NaiveDate, String)> {
    let about = snapshot
        .record
        .terms
        .iter()
        .filter(|term| term.exercise == standing.exercise || term.exercise == standing.listed);
    about.map(|term| (term.from, words::plan::term(term, &snapshot.shelf, context.reader())))
}

/// Everything that has changed an exercise and what it came from, in order.
fn history(standing: &Standing, snapshot: &PlanSnapshot) -> Vec<Decision> {
    // Followed backwards: each change may have led here from another exercise.
    let mut ids = vec![standing.exercise.clone(), standing.listed.clone()];
    let mut found: Vec<Decision> = Vec::new();
    for change in snapshot.outcome().course.changes.iter().rev() {
        if ids.iter().any(|id| change.exercise == *id || change.leads_to(id)) {
            ids.push(change.exercise.clone());
            found.push(change.clone());
        }
    }
    found.reverse();
    found
}

/// A decision with its rule, the records it looked at, and where the rule comes from.
fn show_decision(
    decision: &Decision,
    standing: &Standing,
    snapshot: &PlanSnapshot,
    context: &Context,
    page: &mut Page,
) {
    page.section(
        &format!("Decided on {}", context.day(decision.on)),
        &format!("{}.", decision_words(decision, snapshot, context)),
    );
    if decision.change == DoseChange::Stop {
        page.para(&format!(
            " Ask your physiotherapist. When they have looked: supple plan resume {} --by 'Dr \
             Name'",
            decision.exercise
        ));
    }
    // A decision may be about what stood in this place before.
    let effort = if decision.exercise == standing.exercise {
        standing.dose.effort
    } else {
        snapshot.shelf.exercise(&decision.exercise).and_then(|exercise| exercise.dose.effort)
    };
    // That there is or was a flare is reason enough; no record is.
    let is_flare = matches!(decision.finding, Finding::InFlare | Finding::WayBack { .. });
    let of = if is_flare { 0 } else { decision.responses.len() };
    let newest = &decision.responses[of.saturating_sub(RECORDS_SHOWN)..of];
    let sessions: Vec<String> = newest
        .iter()
        .map(|response| words::plan::response(response, effort, context.reader()))
        .collect();
    let title = match of {
        1 => "The record it looked at".to_owned(),
        _ if of > sessions.len() => {
            format!("The last {} of the {of} records it looked at", sessions.len())
        }
        _ => "The records it looked at".to_owned(),
    };
    page.list(&title, &sessions);
    let limit = decision.limit;
    if !sessions.is_empty() {
        page.para(&match limit.acceptable_max {
            0 => " No pain at all is the limit here.".to_owned(),
            most => format!(" Pain may rise by up to {most} in it; more is too much."),
        });
    }
    let rule = decision.finding.rule();
    page.section(&format!("The rule: {}", rule.name), rule.says);
    let mut numbers = rule.sources(&snapshot.rules, rule_sources(), context.settings.style());
    // The limit on pain stands with the safety questions, and not with the rules.
    let is_about_pain =
        matches!(decision.finding, Finding::TooMuch { over: Over::Pain { .. }, .. });
    let exercise = snapshot.shelf.exercise(&decision.exercise);
    if let Some(exercise) = exercise.filter(|_| is_about_pain) {
        let source = snapshot.safety.monitor.source_for(exercise.kind, limit);
        numbers.insert(0, words::decision::limit_line(limit, source));
    }
    page.list("Its numbers", &numbers);
}
