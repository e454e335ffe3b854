//! What the shell offers when a person presses Tab: the library's ids, the sites, and the person's own words.
//!
//! Completion must never fail or talk: whatever cannot be read is simply not offered.

use std::ffi::OsStr;

use chrono::NaiveDate;
use clap_complete::CompletionCandidate;

use super::known::Known;
use super::leaving;
use super::offer;
use super::world::World;
use crate::domain::medicine::Intake;
use crate::domain::place::Side;
use crate::domain::safety::Safety;
use crate::domain::session::Symptom;
use crate::domain::words;
use crate::store::Diary;

/// What a shell does not take as a letter of a word; a person's own words may hold it.
const FOR_THE_SHELL: [char; 4] = ['(', ')', '&', '\''];

/// The candidates among `known` that begin with what was typed. One that would have to be typed in quotes is left out.
fn beginning(typed: &OsStr, known: impl IntoIterator<Item = String>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let offered = known.into_iter().filter(|each| each.starts_with(typed.as_ref()) && !each.contains(FOR_THE_SHELL));
    offered.map(CompletionCandidate::new).collect()
}

/// The world, for a Tab; the command line does not matter to it.
fn world() -> Option<World> {
    World::look(String::new()).ok()
}

/// What this world offers, among the candidates that begin with what was typed.
fn offered(typed: &OsStr, offer: impl FnOnce(&World) -> Vec<String>) -> Vec<CompletionCandidate> {
    beginning(typed, world().as_ref().map(offer).unwrap_or_default())
}

/// Ids of conditions.
pub fn conditions(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| world.library().condition_ids())
}

/// Ids of exercises.
pub fn exercises(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| world.library().exercise_ids())
}

/// What is known of today's plan offers, among the candidates that begin with what was typed.
fn of_the_plan(
    typed: &OsStr,
    offer: impl FnOnce(&Known, &Diary, NaiveDate) -> Vec<String>,
) -> Vec<CompletionCandidate> {
    let ids = |world: &World| {
        let diary = world.read_diary().ok()??;
        let known = Known::on(world.today, &diary, &world.library()).ok()?;
        Some(offer(&known, &diary, world.today))
    };
    offered(typed, |world| ids(world).unwrap_or_default())
}

/// Ids of the conditions in the plan.
pub fn plan_conditions(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |known, _, today| known.running(today).map(|plan| plan.condition.clone()).collect())
}

/// Ids of the exercises in the plan.
pub fn plan_exercises(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |known, _, _| known.told().standings.iter().map(|standing| standing.exercise.clone()).collect())
}

/// Ids of the tests at the end of the present phases.
pub fn exit_tests(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |known, diary, today| {
        let all = leaving::all(known, diary, today).unwrap_or_default();
        let tests = all.iter().flat_map(|leaving| &leaving.phase.exit.tests);
        tests.map(|test| test.id.clone()).collect()
    })
}

/// Ids of safety questions.
pub fn questions(typed: &OsStr) -> Vec<CompletionCandidate> {
    let ids = |safety: &Safety| safety.question_ids().map(str::to_owned).collect();
    offered(typed, |world| world.library().safety().as_ref().map(ids).unwrap_or_default())
}

/// Names of sites.
pub fn sites(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, offer::sites)
}

/// Words for sides.
pub fn sides(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Side::ALL.map(|(_, word)| word.to_owned()))
}

/// Words for the signs that came with an exercise.
pub fn symptoms(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Symptom::ALL.map(|(_, word)| word.to_owned()))
}

/// What came before: the conditions' words, then the person's own, the most used first.
pub fn before(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| all(offer::before(world)))
}

/// What eased it, in the same order.
pub fn eased(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| all(offer::eased(world)))
}

/// Every tag there is to look for.
pub fn tags(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| {
        words::once([all(offer::before(world)), all(offer::eased(world)), offer::feels(world)].concat())
    })
}

/// Words for what pain feels like.
pub fn feels(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, offer::feels)
}

/// Medicines with their amounts.
pub fn medicines(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |world| offer::medicines(world).iter().map(Intake::in_one_word).collect())
}

/// What a score may be replaced by.
pub fn same(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, ["same".to_owned()])
}

fn all(tags: offer::Tags) -> Vec<String> {
    [tags.of_conditions, tags.own].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_not_offered() {
        let known = ["voltaren:(gel)", "voltaren:forte", "rock-'n'-roll", "a&b"].map(str::to_owned);
        let offered: Vec<_> = beginning(OsStr::new(""), known).iter().map(|each| each.get_value().to_owned()).collect();
        assert_eq!(offered, ["voltaren:forte"]);
    }
}
