//! What the shell offers when a person presses Tab: the library's ids, the sites, and the person's own tags.
//!
//! Completion must never fail or talk: whatever cannot be read is simply not offered.

use clap_complete::CompletionCandidate;

use super::world::World;
use crate::domain::place::{SITES, Side};
use crate::domain::safety::Safety;
use crate::domain::session::Symptom;

/// The candidates among `known` that begin with what was typed.
fn beginning(typed: &std::ffi::OsStr, known: impl IntoIterator<Item = String>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    known.into_iter().filter(|each| each.starts_with(typed.as_ref())).map(CompletionCandidate::new).collect()
}

/// The world, for a Tab; the command line does not matter to it.
fn world() -> Option<World> {
    World::look(String::new()).ok()
}

/// Ids of conditions.
pub fn conditions(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, world().map(|world| world.library().condition_ids()).unwrap_or_default())
}

/// Ids of exercises.
pub fn exercises(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, world().map(|world| world.library().exercise_ids()).unwrap_or_default())
}

/// Ids of safety questions.
pub fn questions(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let safety = world().and_then(|world| world.library().safety().ok());
    let ids = |safety: &Safety| safety.question_ids().map(str::to_owned).collect::<Vec<_>>();
    beginning(typed, safety.as_ref().map(ids).unwrap_or_default())
}

/// Names of sites.
pub fn sites(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, SITES.map(|(site, _)| site.to_owned()))
}

/// Words for sides.
pub fn sides(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Side::ALL.map(|(_, word)| word.to_owned()))
}

/// Words for the signs that came with an exercise.
pub fn symptoms(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Symptom::ALL.map(|(_, word)| word.to_owned()))
}

/// The person's own tags, the most used first.
pub fn tags(typed: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let tags = || world()?.read_diary().ok()??.tags().ok();
    beginning(typed, tags().unwrap_or_default())
}
