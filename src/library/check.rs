//! What only shows when files are held against each other: ids that lead nowhere, circles, movements a
//! condition keeps out.
//!
//! Goes by ids, tags and phases in the files. Decides nothing about a person, and reads no file itself except
//! to say on which line a problem stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::condition::{Condition, Phase, PhaseName};
use crate::domain::exercise::Exercise;
use crate::domain::shelf::Shelf;

use super::form::not_among;
use super::problem::{FileKind, Problem, shown};
use super::sources::Origin;
use super::{Library, read_dose, set_of};

/// The tag of movements that are never offered as a harder version, only listed by a phase.
pub(super) const IMPACT: &str = "impact";

/// Every exercise a condition names to be done: in any phase, for any variant, or for bad days.
pub(super) fn exercises_named(condition: &Condition) -> BTreeSet<&str> {
    let in_phases = condition.phases.iter().flat_map(|phase| lists(phase).flat_map(|(_, list)| list));
    set_of(in_phases.chain(&condition.flare_plan))
}

/// Every problem between the files of a whole library.
pub(super) fn everything(library: &Library, shelf: &Shelf) -> Vec<Problem> {
    let mut problems = relatives(library, shelf);
    problems.extend(circles(library, &shelf.exercises));
    let known = library.condition_ids();
    for each in shelf.conditions.values() {
        let page = Place { library, kind: FileKind::Condition, id: &each.id };
        for other in each.excludes_conditions.iter().filter(|other| !known.contains(other)) {
            let what = format!("“{}” is excluded, and there is no such condition", shown(other));
            let right = not_among(other, &set_of(&known), "leave it out");
            problems.push(page.problem(&["excludes", "conditions"], Some(other), what, right));
        }
        problems.extend(condition(library, each, &shelf.exercises));
    }
    problems
}

/// Every problem between one condition and the exercises it names.
pub(super) fn condition(
    library: &Library,
    condition: &Condition,
    exercises: &BTreeMap<String, Exercise>,
) -> Vec<Problem> {
    let page = Place { library, kind: FileKind::Condition, id: &condition.id };
    let known = library.exercise_ids();
    let missing = |id: &str, path: &[&str], who: &str| {
        let what = format!("{who} “{}”, and there is no such exercise", shown(id));
        page.problem(path, Some(id), what, not_among(id, &set_of(&known), "name one that there is"))
    };
    let unknown = |id: &&String| known.binary_search(id).is_err();
    let mut problems = Vec::new();
    for id in condition.excludes.exercises.iter().filter(unknown) {
        problems.push(missing(id, &["excludes", "exercises"], "the excludes name"));
    }
    for id in condition.flare_plan.iter().filter(unknown) {
        problems.push(missing(id, &["flare_plan"], "the plan for bad days names"));
    }
    for id in &condition.flare_plan {
        if let Some((what, tag)) = kept_out(condition, None, None, id, exercises.get(id)) {
            problems.push(page.blame(id, tag, &["flare_plan"], format!("the plan for bad days names {what}")));
        }
    }
    for (index, phase) in condition.phases.iter().enumerate() {
        let index = index.to_string();
        for (variant, list) in lists(phase) {
            let path: Vec<&str> = match variant {
                None => vec!["phase", &index, "exercises"],
                Some(variant) => vec!["phase", &index, "alternatives", variant],
            };
            for id in list {
                if unknown(&id) {
                    problems.push(missing(id, &path, &format!("{} lists", phase.name)));
                    continue;
                }
                let users = condition.variants.iter().map(String::as_str).filter(|each| match variant {
                    None => !phase.alternatives.contains_key(*each),
                    Some(variant) => variant == *each,
                });
                let fault = std::iter::once(None)
                    .chain(users.map(Some))
                    .find_map(|user| kept_out(condition, Some(phase), user, id, exercises.get(id)));
                if let Some((what, tag)) = fault {
                    problems.push(page.blame(id, tag, &path, format!("{} lists {what}", phase.name)));
                }
            }
        }
        for (id, fields) in &phase.overrides {
            let Some(exercise) = exercises.get(id) else { continue };
            if let Some(clash) = read_dose::clash(&fields.apply(&exercise.dose)) {
                let what = format!("with this dose, {id} is wrong: {}", clash.what);
                problems.push(page.problem(&["phase", &index, "dose", id], None, what, clash.right));
            }
        }
    }
    problems
}

/// The lists of a phase: its own, and the one of each variant that has another.
fn lists(phase: &Phase) -> impl Iterator<Item = (Option<&str>, &Vec<String>)> {
    let others = phase.alternatives.iter().map(|(variant, list)| (Some(variant.as_str()), list));
    std::iter::once((None, &phase.exercises)).chain(others)
}

/// Whether a condition keeps an exercise out, and by which tag; `None` as a phase asks only about never.
fn kept_out<'a>(
    condition: &'a Condition,
    phase: Option<&Phase>,
    variant: Option<&str>,
    id: &str,
    exercise: Option<&Exercise>,
) -> Option<(String, Option<&'a str>)> {
    let excludes = &condition.excludes;
    if excludes.exercises.iter().any(|each| each == id) {
        return Some((format!("“{id}”, which this condition excludes"), None));
    }
    let exercise = exercise?;
    let carried = |tag: &&String| exercise.tags.contains(tag);
    if let Some(tag) = excludes.tags.iter().find(carried) {
        return Some((format!("“{id}”, tagged {tag}, which this condition excludes"), Some(tag)));
    }
    let of_variant = variant.and_then(|variant| Some((variant, excludes.variant_tags.get(variant)?)));
    if let Some((variant, tag)) = of_variant.and_then(|(variant, tags)| Some((variant, tags.iter().find(carried)?))) {
        return Some((format!("“{id}”, tagged {tag}, which the variant {variant} excludes"), Some(tag)));
    }
    let phase = phase?;
    let early = |tag: &String, from: PhaseName| carried(&tag) && phase.name < from;
    let (tag, from) = excludes.delays.iter().find(|(tag, from)| early(tag, **from))?;
    Some((format!("“{id}”, tagged {tag}, which this condition keeps for {from}"), Some(tag)))
}

/// Relatives there are none of, and harder versions that may not be.
fn relatives(library: &Library, shelf: &Shelf) -> Vec<Problem> {
    let known = library.exercise_ids();
    let mut problems = Vec::new();
    for exercise in shelf.exercises.values() {
        let page = Place { library, kind: FileKind::Exercise, id: &exercise.id };
        for (field, ids) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
            for id in ids.iter().filter(|id| known.binary_search(id).is_err()) {
                let what = format!("“{}” is named as {field}, and there is no such exercise", shown(id));
                problems.push(page.problem(&[field], Some(id), what, not_among(id, &set_of(&known), "leave it out")));
            }
        }
        for id in &exercise.harder {
            let landing = shelf.exercises.get(id).is_some_and(|harder| harder.tags.iter().any(|tag| tag == IMPACT));
            if landing {
                let what = format!("“{id}” is named as harder, and is tagged {IMPACT}");
                problems.push(page.problem(&["harder"], Some(id), what, "only a phase may list such an exercise"));
            }
        }
    }
    problems
}

/// Circles of harder versions, each told once.
fn circles(library: &Library, exercises: &BTreeMap<String, Exercise>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for start in exercises.keys() {
        if told.contains(start) {
            continue;
        }
        let Some(circle) = way_back(start, exercises) else { continue };
        told.extend(circle.iter().cloned());
        // The person's own file is the one that can be changed; a circle of shipped files is told at its start.
        let own = |id: &&String| matches!(library.origin(FileKind::Exercise, id), Some(Origin::Own(_)));
        let at = circle.iter().position(|id| own(&id)).unwrap_or(0);
        let (id, next) = (&circle[at], &circle[(at + 1) % circle.len()]);
        let round: Vec<&str> = circle.iter().cycle().skip(at).take(circle.len() + 1).map(String::as_str).collect();
        let page = Place { library, kind: FileKind::Exercise, id };
        let what = format!("the harder versions lead in a circle: {}", round.join(" → "));
        problems.push(page.problem(&["harder"], Some(next), what, "take one of them out of harder"));
    }
    problems
}

/// The shortest way by harder versions from an exercise back to itself. A circle of one is the exercise's own
/// mistake, and is told when its file is read.
fn way_back(start: &str, exercises: &BTreeMap<String, Exercise>) -> Option<Vec<String>> {
    let mut ways: std::collections::VecDeque<Vec<&str>> = [vec![start]].into();
    let mut been = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let here = *way.last()?;
        for next in exercises.get(here).into_iter().flat_map(|exercise| &exercise.harder) {
            if next == start {
                return Some(way.into_iter().map(str::to_owned).collect());
            }
            if been.insert(next.as_str()) {
                ways.push_back(way.iter().copied().chain([next.as_str()]).collect());
            }
        }
    }
    None
}

/// A file to tell problems of.
struct Place<'a> {
    library: &'a Library,
    kind: FileKind,
    id: &'a str,
}

impl Place<'_> {
    /// A problem at the text `value` under a path of fields; see `Page::locate`.
    fn problem(&self, path: &[&str], value: Option<&str>, what: String, right: impl Into<String>) -> Problem {
        match self.library.page(self.kind, self.id) {
            Ok(page) => page.problem(page.locate(path, value), what, right),
            Err(error) => {
                Problem::whole(&format!("exercises/{}/{}.toml", self.kind.folder(), self.id), error.to_string(), "")
            }
        }
    }

    /// A listed exercise that is kept out: told in the person's own exercise when the list itself is shipped,
    /// because that is the file that can be changed.
    fn blame(&self, exercise: &str, tag: Option<&str>, path: &[&str], what: String) -> Problem {
        let own = |kind, id| matches!(self.library.origin(kind, id), Some(Origin::Own(_)));
        if let (Some(tag), false, true) = (tag, own(self.kind, self.id), own(FileKind::Exercise, exercise)) {
            let page = Place { kind: FileKind::Exercise, id: exercise, ..*self };
            let right = "take the tag away only if the movement no longer asks this of the body";
            return page.problem(&["tags"], Some(tag), format!("in {}, {what}", self.id), right);
        }
        self.problem(path, Some(exercise), what, "list another exercise, or change what the condition keeps out")
    }
}
