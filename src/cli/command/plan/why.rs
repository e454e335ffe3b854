//! `supple plan --why clamshell`: all that is behind the dose of one exercise, as sentences.

use chrono::NaiveDate;
use serde_json::json;

use super::{dose_line, exercise, kept_out, names, set_words, standing_json};
use crate::cli::answer::Answer;
use crate::cli::command::today::{self, Tags};
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::known::Known;
use crate::cli::page::Page;
use crate::cli::world::World;
use crate::domain::analysis::response::{NoMorning, Response};
use crate::domain::plan::assignment::{Override, SetBy};
use crate::domain::progression::decision::{Change, Decision, Finding};
use crate::domain::progression::routine::Routine;
use crate::domain::progression::standing::Standing;

/// Shows it, on a page or as JSON.
pub fn show(
    wanted: &str,
    known: &Known,
    routine: &Routine,
    tags: &Tags,
    as_json: bool,
    world: &World,
) -> Result<Answer, Failure> {
    if !routine.holds.is_empty() {
        if as_json {
            return Ok(json::answer(
                &json!({ "holds": routine.holds.iter().map(json::hold).collect::<Vec<_>>() }),
            ));
        }
        let mut page = world.page();
        today::show_holds(&routine.holds, &mut page);
        return Ok(Answer::results(page.text()));
    }
    let standings = &known.told().standings;
    let is_meant = |id: &str| names(wanted, id, known.exercise_name(id));
    let listed = || standings.iter().find(|standing| is_meant(&standing.listed));
    let found = match exercise(standings, wanted, known).or_else(|failure| listed().ok_or(failure))
    {
        Ok(standing) => standing,
        Err(failure) => {
            let out = kept_out(routine).find(|out| is_meant(&out.exercise)).ok_or(failure)?;
            let because = today::because_words(&out.because, known, tags, world);
            let said = format!("{}: {because}.", known.exercise_name(&out.exercise));
            return Ok(if as_json {
                json::answer(&json!({ "exercise": out.exercise, "not_due": because }))
            } else {
                Answer::results({
                    let mut page = world.page();
                    page.para(&said);
                    page.text()
                })
            });
        }
    };
    let not_due = routine.not_today.iter().find(|out| out.exercise == found.exercise);
    let not_due = not_due.map(|out| today::because_words(&out.because, known, tags, world));
    let changes = history(found, known);
    if as_json {
        let mut value = standing_json(found, known, world);
        value["not_due"] = json!(not_due);
        value["changes"] =
            changes.iter().map(|change| json::decision(change, known, world.today)).collect();
        return Ok(json::answer(&value));
    }
    let mut page = world.page();
    page.heading(&format!("{}  ({})", known.exercise_name(&found.exercise), found.exercise));
    page.para(&format!("Now: {}.", dose_line(found, known, world)));
    if let Some(words) = super::changed_words(found, known, world) {
        page.para(&format!("{}.", crate::cli::page::capital(&words)));
    }
    for words in set_words(found, known) {
        page.para(&format!("{}.", crate::cli::page::capital(&words)));
    }
    match &found.decision {
        None => page.para("Nothing is decided yet: its first day is not over."),
        Some(decision) => show_decision(decision, found, known, world, &mut page),
    }
    if let Some(because) = not_due.filter(|_| !found.is_stopped) {
        page.section("Not due today", &format!("{because}."));
    }
    let earlier = changes.iter().filter(|change| Some(*change) != found.decision.as_ref());
    let mut earlier: Vec<(NaiveDate, String)> = earlier
        .map(|change| (change.on, words(change, known, world)))
        .chain(told(found, known))
        .collect();
    earlier.sort_by_key(|(day, _)| *day);
    let earlier: Vec<String> = earlier
        .into_iter()
        .rev()
        .map(|(day, words)| format!("{}: {words}", world.day(day)))
        .collect();
    page.list("What changed before, the newest first", &earlier);
    Ok(Answer::results(page.text()))
}

/// A decision in a few words.
fn words(decision: &Decision, known: &Known, world: &World) -> String {
    decision.in_few_words(|id| known.exercise_name(id).to_owned(), world.reader())
}

/// What the plan was told about an exercise, with its days.
fn told(standing: &Standing, known: &Known) -> impl Iterator<Item = (NaiveDate, String)> {
    let about =
        known.record.settings.iter().filter(|setting| setting.exercise == standing.exercise);
    about.map(|setting| {
        let words = match (&setting.told, &setting.by) {
            (Override::Released, SetBy::Clinician(check)) => {
                format!("{} has looked at it", check.by)
            }
            (Override::Released, SetBy::Person) => "you handed it back to the rules".to_owned(),
            (Override::Dose(_), by) => by.set_it(),
            (Override::Substitute(other), by) => {
                format!("{}, in the place of {}", by.set_it(), known.exercise_name(other))
            }
        };
        (setting.from, words)
    })
}

/// Everything that has changed an exercise and what it came from, in order.
fn history(standing: &Standing, known: &Known) -> Vec<Decision> {
    let mut ids = vec![standing.exercise.clone(), standing.listed.clone()];
    let mut found: Vec<Decision> = Vec::new();
    for change in known.told().changes.iter().rev() {
        if ids.iter().any(|id| change.exercise == *id || change.leads_to(id)) {
            ids.push(change.exercise.clone());
            found.push(change.clone());
        }
    }
    found.reverse();
    found
}

/// A decision with its rule, the sessions it looked at, and where the rule comes from.
fn show_decision(
    decision: &Decision,
    standing: &Standing,
    known: &Known,
    world: &World,
    page: &mut Page,
) {
    page.section(
        &format!("Decided on {}", world.day(decision.on)),
        &format!("{}.", words(decision, known, world)),
    );
    if decision.change == Change::Stop {
        page.para(&format!(
            " Ask your physiotherapist. When they have looked: supple plan resume {} --by 'Dr Name'",
            decision.exercise
        ));
    }
    let sessions: Vec<String> = decision
        .responses
        .iter()
        .map(|response| response_words(response, decision, standing, known, world))
        .collect();
    page.list(
        match sessions.len() {
            1 => "The session it looked at",
            _ => "The sessions it looked at",
        },
        &sessions,
    );
    let limit = decision.limit;
    if !sessions.is_empty() {
        page.para(&match limit.acceptable_max {
            0 => " No pain at all is the limit here.".to_owned(),
            most if most == limit.safe_max => {
                format!(" Pain up to {most} is fine in it; more is too much.")
            }
            most => format!(
                " Pain up to {} is fine in it, up to {most} acceptable; more is too much.",
                limit.safe_max
            ),
        });
    }
    if let (Finding::WorseWeek(up), true) = (&decision.finding, sessions.is_empty()) {
        page.para(&format!(" The mean of your week went from {:.1} to {:.1}.", up.before, up.now));
    }
    let rule = decision.finding.rule();
    page.section(&format!("The rule: {}", rule.name), &format!("{}.", rule.source));
}

/// How the body answered on one day, in a sentence: what was recorded, and what was not.
fn response_words(
    response: &Response,
    decision: &Decision,
    standing: &Standing,
    known: &Known,
    world: &World,
) -> String {
    let effort = if decision.exercise == standing.exercise {
        standing.dose.effort
    } else {
        known.shelf.exercises.get(&decision.exercise).and_then(|exercise| exercise.dose.effort)
    };
    let mut parts = vec![match (response.pain, response.has_all_pain) {
        (Some(pain), true) => format!("pain {pain}"),
        (Some(pain), false) => format!("pain {pain}, and once not recorded"),
        (None, _) => "pain not recorded".to_owned(),
    }];
    parts.extend(match (response.effort, effort) {
        (Some(effort), Some(target)) => Some(format!("effort {effort} where {target} is meant")),
        (Some(effort), None) => Some(format!("effort {effort}")),
        (None, Some(target)) => Some(format!("effort not recorded, where {target} is meant")),
        (None, None) => None,
    });
    parts.extend(response.symptoms.iter().map(|symptom| symptom.in_words().to_owned()));
    parts.push(if response.as_asked { "all that was asked" } else { "less than asked" }.to_owned());
    let morning = match response.morning {
        Ok(morning) => {
            format!("the morning after was {}, usual is {}", morning.score, morning.usual)
        }
        Err(NoMorning::NotRecorded) => "the morning after is not recorded".to_owned(),
        Err(NoMorning::NoUsual) => "too few mornings before to know the usual one".to_owned(),
    };
    format!("{}: {}; {morning}", world.day(response.day), parts.join(", "))
}
