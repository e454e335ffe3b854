//! What only shows when files are held against each other: ids that lead nowhere, circles,
//! movements a condition keeps out.
//!
//! Goes by ids, tags and phases in the files. Decides nothing about a person, and reads no file
//! itself except to say on which line a problem stands.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{not_among, set_of};
use super::load_tags::IMPACT;
use super::problem::{FileKind, Problem, shown};
use super::read_dose;
use super::sources::Sources;
use crate::domain::programme::condition::{Condition, Phase, PhaseName};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;

/// Every exercise a condition names to be done: in any phase, for any variant, or for bad days.
pub(super) fn exercises_named(condition: &Condition) -> BTreeSet<&str> {
    let in_phases =
        condition.phases.iter().flat_map(|phase| lists(phase).flat_map(|(_, list)| list));
    set_of(in_phases.chain(&condition.flare_plan))
}

/// Every problem between the files of a whole library.
pub(super) fn everything(sources: &Sources, shelf: &LibrarySubset) -> Vec<Problem> {
    let mut problems = relatives(sources, shelf);
    problems.extend(circles(sources, &shelf.exercises));
    let known = sources.ids(FileKind::Condition);
    for each in shelf.conditions.values() {
        let page = Place { sources, kind: FileKind::Condition, id: &each.id };
        for other in each.excludes_conditions.iter().filter(|other| !known.contains(other)) {
            let what = format!("“{}” is excluded, and there is no such condition", shown(other));
            let right = not_among(other, &set_of(&known), "leave it out");
            problems.push(page.problem(&["excludes", "conditions"], Some(other), what, right));
        }
        problems.extend(one_sided(sources, each, shelf));
        problems.extend(condition(sources, each, &shelf.exercises));
    }
    problems
}

/// Conditions that one excludes and that do not exclude it back: which one is assigned first must
/// not matter.
fn one_sided(sources: &Sources, each: &Condition, shelf: &LibrarySubset) -> Vec<Problem> {
    let mut problems = Vec::new();
    let others = each.excludes_conditions.iter().filter_map(|other| shelf.conditions.get(other));
    for other in
        others.filter(|other| other.id != each.id && !other.excludes_conditions.contains(&each.id))
    {
        let own = |id: &str| sources.is_own(FileKind::Condition, id);
        let id = if own(&other.id) && !own(&each.id) { &other.id } else { &each.id };
        let page = Place { sources, kind: FileKind::Condition, id };
        let what = format!(
            "{} excludes {}, and {} does not exclude {}",
            each.id, other.id, other.id, each.id
        );
        let right = format!(
            "both say it, or neither: add “{}” to the conditions that {} excludes",
            each.id, other.id
        );
        problems.push(page.problem(&["excludes", "conditions"], Some(&other.id), what, right));
    }
    problems
}

/// Exercises that no programme leads to: no phase and no plan for bad days names them, nor anything
/// easier or harder that one of those leads to. The person's own, or ours where they have no file
/// of their own.
pub(super) fn never_named(sources: &Sources, shelf: &LibrarySubset) -> Vec<Problem> {
    let mut reached: BTreeSet<&str> = shelf.conditions.values().flat_map(exercises_named).collect();
    let mut ways: Vec<&str> = reached.iter().copied().collect();
    while let Some(exercise) = ways.pop().and_then(|id| shelf.exercises.get(id)) {
        for id in exercise.easier.iter().chain(&exercise.harder) {
            if reached.insert(id) {
                ways.push(id);
            }
        }
    }
    let own = |id: &str| sources.is_own(FileKind::Exercise, id);
    let has_own = |kind| sources.own_files(kind).is_ok_and(|files| !files.is_empty());
    let all_ours =
        !has_own(FileKind::Exercise) && !has_own(FileKind::Condition) && sources.drafts.is_empty();
    let lost =
        shelf.exercises.keys().filter(|id| !reached.contains(id.as_str()) && (all_ours || own(id)));
    let told = lost.map(|id| {
        let what = format!("no programme leads to “{}”, so it will never be shown", shown(id));
        let right = "name it in a phase of a condition, or as easier or harder of another exercise";
        Place { sources, kind: FileKind::Exercise, id }.problem(&["id"], None, what, right)
    });
    told.collect()
}

/// Every problem between one condition and the exercises it names.
pub(super) fn condition(
    sources: &Sources,
    condition: &Condition,
    exercises: &BTreeMap<String, Exercise>,
) -> Vec<Problem> {
    let page = Place { sources, kind: FileKind::Condition, id: &condition.id };
    let known = sources.ids(FileKind::Exercise);
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
    // A bad day may come in any phase and with any variant, so the plan for it must suit the first
    // and all.
    let first = condition.phases.first();
    let variants = || {
        std::iter::once(None).chain(condition.variants.iter().map(|variant| Some(variant.as_str())))
    };
    for id in &condition.flare_plan {
        let fault = variants()
            .find_map(|variant| kept_out(condition, first, variant, id, exercises.get(id)));
        if let Some((what, tag)) = fault {
            problems.push(page.blame(
                id,
                tag,
                &["flare_plan"],
                format!("the plan for bad days names {what}"),
            ));
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
                let users =
                    condition.variants.iter().map(String::as_str).filter(|each| match variant {
                        None => !phase.alternatives.contains_key(*each),
                        Some(variant) => variant == *each,
                    });
                let fault = std::iter::once(None)
                    .chain(users.map(Some))
                    .find_map(|user| kept_out(condition, Some(phase), user, id, exercises.get(id)));
                if let Some((what, tag)) = fault {
                    problems.push(page.blame(
                        id,
                        tag,
                        &path,
                        format!("{} lists {what}", phase.name),
                    ));
                }
            }
        }
        for (id, fields) in &phase.overrides {
            let Some(exercise) = exercises.get(id) else { continue };
            let dose = fields.apply(&exercise.dose);
            if let Some(clash) =
                read_dose::clash(&dose).or_else(|| read_dose::too_often(&dose, &exercise.tags))
            {
                let what = format!("with this dose, {id} is wrong: {}", clash.what);
                problems.push(page.problem(
                    &["phase", &index, "dose", id],
                    None,
                    what,
                    clash.right,
                ));
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

/// Whether a condition keeps an exercise out, and by which tag; `None` as a phase asks only about
/// never.
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
    let of_variant =
        variant.and_then(|variant| Some((variant, excludes.variant_tags.get(variant)?)));
    if let Some((variant, tag)) =
        of_variant.and_then(|(variant, tags)| Some((variant, tags.iter().find(carried)?)))
    {
        return Some((
            format!("“{id}”, tagged {tag}, which the variant {variant} excludes"),
            Some(tag),
        ));
    }
    let phase = phase?;
    let early = |tag: &String, from: PhaseName| carried(&tag) && phase.name < from;
    let (tag, from) = excludes.delays.iter().find(|(tag, from)| early(tag, **from))?;
    Some((format!("“{id}”, tagged {tag}, which this condition keeps for {from}"), Some(tag)))
}

/// Relatives there are none of, and harder versions that may not be.
fn relatives(sources: &Sources, shelf: &LibrarySubset) -> Vec<Problem> {
    let known = sources.ids(FileKind::Exercise);
    let mut problems = Vec::new();
    for exercise in shelf.exercises.values() {
        let page = Place { sources, kind: FileKind::Exercise, id: &exercise.id };
        for (field, ids) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
            for id in ids.iter().filter(|id| known.binary_search(id).is_err()) {
                let what =
                    format!("“{}” is named as {field}, and there is no such exercise", shown(id));
                problems.push(page.problem(
                    &[field],
                    Some(id),
                    what,
                    not_among(id, &set_of(&known), "leave it out"),
                ));
            }
        }
        for id in &exercise.harder {
            let landing = shelf
                .exercises
                .get(id)
                .is_some_and(|harder| harder.tags.iter().any(|tag| tag == IMPACT));
            if landing {
                let what = format!("“{id}” is named as harder, and is tagged {IMPACT}");
                problems.push(page.problem(
                    &["harder"],
                    Some(id),
                    what,
                    "only a phase may list such an exercise",
                ));
            }
        }
    }
    problems
}

/// Each exercise and those that are harder than it.
type Ways<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Circles of harder versions, each told once: of those named as harder, and of those that only
/// show when an exercise that has an easier one is taken as the harder of the two.
fn circles(sources: &Sources, exercises: &BTreeMap<String, Exercise>) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let mut ways: Ways<'_> =
        exercises.iter().map(|(id, each)| (id.as_str(), set_of(&each.harder))).collect();
    let mut problems = circles_of(sources, exercises, &ways, &mut told);
    for (id, each) in exercises {
        for easier in each.easier.iter().filter(|easier| *easier != id) {
            ways.entry(easier).or_default().insert(id);
        }
    }
    problems.extend(circles_of(sources, exercises, &ways, &mut told));
    problems
}

/// Circles among these ways that were not told yet.
fn circles_of(
    sources: &Sources,
    exercises: &BTreeMap<String, Exercise>,
    ways: &Ways<'_>,
    told: &mut BTreeSet<String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for start in ways.keys() {
        if told.contains(*start) {
            continue;
        }
        let Some(circle) = way_back(start, ways) else { continue };
        told.extend(circle.iter().cloned());
        // The person's own file is the one that can be changed; a circle of shipped files is told
        // at its start.
        let own = |id: &str| sources.is_own(FileKind::Exercise, id);
        let says = |id: &str, field: fn(&Exercise) -> &Vec<String>, other: &str| {
            exercises
                .get(id)
                .is_some_and(|exercise| field(exercise).iter().any(|named| named == other))
        };
        let step = |at: usize| (circle[at].as_str(), circle[(at + 1) % circle.len()].as_str());
        let steps = || (0..circle.len()).map(|at| (at, step(at)));
        let by_harder = |(at, (id, next))| {
            says(id, |each| &each.harder, next).then_some((at, id, "harder", next))
        };
        let by_easier = |(at, (id, next))| {
            says(next, |each| &each.easier, id).then_some((at, next, "easier", id))
        };
        let mut told_at: Vec<(usize, &str, &str, &str)> =
            steps().filter_map(by_harder).chain(steps().filter_map(by_easier)).collect();
        told_at.sort_by_key(|(_, file, ..)| !own(file));
        let Some((at, file, field, other)) = told_at.first().copied() else { continue };
        let round: Vec<&str> =
            circle.iter().cycle().skip(at).take(circle.len() + 1).map(String::as_str).collect();
        let all_harder = steps().all(|step| by_harder(step).is_some());
        let who = if all_harder { "the harder versions" } else { "easier and harder" };
        let page = Place { sources, kind: FileKind::Exercise, id: file };
        let what = format!("{who} lead in a circle: {}", round.join(" → "));
        problems.push(page.problem(
            &[field],
            Some(other),
            what,
            format!("take one of them out of {field}"),
        ));
    }
    problems
}

/// The shortest way by harder versions from an exercise back to itself. A circle of one is the
/// exercise's own mistake, and is told when its file is read.
fn way_back(start: &str, ways_up: &Ways<'_>) -> Option<Vec<String>> {
    let mut ways: std::collections::VecDeque<Vec<&str>> = [vec![start]].into();
    let mut been = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let here = *way.last()?;
        for next in ways_up.get(here).into_iter().flatten().copied() {
            if next == start && way.len() > 1 {
                return Some(way.into_iter().map(str::to_owned).collect());
            }
            if next != start && been.insert(next) {
                ways.push_back(way.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

/// A file to tell problems of.
struct Place<'a> {
    sources: &'a Sources,
    kind: FileKind,
    id: &'a str,
}

impl Place<'_> {
    /// A problem at the text `value` under a path of fields; see `Page::locate`.
    fn problem(
        &self,
        path: &[&str],
        value: Option<&str>,
        what: String,
        right: impl Into<String>,
    ) -> Problem {
        match self.sources.text_of(self.kind, self.id) {
            Ok(page) => page.problem(page.locate(path, value), what, right),
            Err(error) => Problem::whole(
                &format!("exercises/{}/{}.toml", self.kind.folder(), self.id),
                error.to_string(),
                "",
            ),
        }
    }

    /// A listed exercise that is kept out: told in the person's own exercise when the list itself
    /// is shipped, because that is the file that can be changed.
    fn blame(&self, exercise: &str, tag: Option<&str>, path: &[&str], what: String) -> Problem {
        let own = |kind, id| self.sources.is_own(kind, id);
        if let (Some(tag), false, true) =
            (tag, own(self.kind, self.id), own(FileKind::Exercise, exercise))
        {
            let page = Place { kind: FileKind::Exercise, id: exercise, ..*self };
            let right = "take the tag away only if the movement no longer asks this of the body";
            return page.problem(&["tags"], Some(tag), format!("in {}, {what}", self.id), right);
        }
        self.problem(
            path,
            Some(exercise),
            what,
            "list another exercise, or change what the condition keeps out",
        )
    }
}
