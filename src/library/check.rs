//! What only shows when files are held against each other: ids that lead nowhere, circles,
//! movements a condition keeps out.
//!
//! Goes by ids, tags and phases in the files. Decides nothing about a person, and reads no file
//! itself except to say on which line a problem stands.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::IMPACT;
use super::ids::{not_among, set_of};
use super::problem::{FileKind, Problem, shown};
use super::read_dose;
use super::sources::Sources;
use crate::domain::programme::condition::{Condition, DoseOverride, Phase};
use crate::domain::programme::dose::Grow;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::progression::ladder::growth;

/// Every exercise a condition names to be done: in any phase, for any variant, in place of another,
/// for bad days, or after the last phase.
pub(super) fn exercises_named(condition: &Condition) -> BTreeSet<&str> {
    let in_phases =
        condition.phases.iter().flat_map(|phase| lists(phase).flat_map(|(_, list)| list));
    let instead = condition.phases.iter().flat_map(|phase| phase.instead.values().flatten());
    set_of(in_phases.chain(instead).chain(&condition.flare_plan).chain(&condition.upkeep))
}

/// Every problem between the files of a whole library.
pub(super) fn everything(sources: &Sources, subset: &LibrarySubset) -> Vec<Problem> {
    let mut problems = relatives(sources, subset);
    problems.extend(circles(sources, &subset.exercises));
    let known = sources.ids(FileKind::Condition);
    for each in subset.conditions.values() {
        let file = CheckedFile { sources, kind: FileKind::Condition, id: &each.id };
        for other in each.excludes_conditions.iter().filter(|other| !known.contains(other)) {
            let what = format!("“{}” is excluded, and there is no such condition", shown(other));
            let right = not_among(other, &set_of(&known), "leave it out");
            problems.push(file.problem(&["excludes", "conditions"], Some(other), what, right));
        }
        problems.extend(one_sided(sources, each, subset));
        problems.extend(condition(sources, each, &subset.exercises));
    }
    problems
}

/// Conditions that one excludes and that do not exclude it back: which one is assigned first must
/// not matter.
fn one_sided(sources: &Sources, each: &Condition, subset: &LibrarySubset) -> Vec<Problem> {
    let mut problems = Vec::new();
    let others = each.excludes_conditions.iter().filter_map(|other| subset.conditions.get(other));
    for other in
        others.filter(|other| other.id != each.id && !other.excludes_conditions.contains(&each.id))
    {
        // Told in the file that the person can change.
        let [own, others_own] =
            [each, other].map(|one| sources.is_own(FileKind::Condition, &one.id));
        let id = if others_own && !own { &other.id } else { &each.id };
        let file = CheckedFile { sources, kind: FileKind::Condition, id };
        let what = format!(
            "{} excludes {}, and {} does not exclude {}",
            each.id, other.id, other.id, each.id
        );
        let right = format!(
            "both say it, or neither: add “{}” to the conditions that {} excludes",
            each.id, other.id
        );
        problems.push(file.problem(&["excludes", "conditions"], Some(&other.id), what, right));
    }
    problems
}

/// Exercises that no programme leads to: no list of a condition names them, nor anything easier or harder that one of those leads to. The person's own, or ours where they have no file
/// of their own.
pub(super) fn never_named(sources: &Sources, subset: &LibrarySubset) -> Vec<Problem> {
    let mut reached: BTreeSet<&str> =
        subset.conditions.values().flat_map(exercises_named).collect();
    let mut ways: Vec<&str> = reached.iter().copied().collect();
    while let Some(exercise) = ways.pop().and_then(|id| subset.exercises.get(id)) {
        for id in exercise.easier.iter().chain(&exercise.harder) {
            if reached.insert(id) {
                ways.push(id);
            }
        }
    }
    // A person cannot change our files, and an own programme that leaves one of ours out is meant.
    let has_own = [FileKind::Exercise, FileKind::Condition]
        .into_iter()
        .any(|kind| sources.own_files(kind).is_ok_and(|files| !files.is_empty()));
    let all_ours = !has_own && sources.drafts.is_empty();
    let lost = subset.exercises.keys().filter(|id| {
        !reached.contains(id.as_str()) && (all_ours || sources.is_own(FileKind::Exercise, id))
    });
    let told = lost.map(|id| {
        let what = format!("no condition's programme leads to “{}” yet", shown(id));
        let right = format!(
            "it comes into the routine by supple plan add {} --by NAME, or by listing it in a \
             phase of a condition",
            shown(id)
        );
        CheckedFile { sources, kind: FileKind::Exercise, id }.problem(&["id"], None, what, right)
    });
    told.collect()
}

/// Every problem between one condition and the exercises it names.
pub(super) fn condition(
    sources: &Sources,
    condition: &Condition,
    exercises: &BTreeMap<String, Exercise>,
) -> Vec<Problem> {
    let file = CheckedFile { sources, kind: FileKind::Condition, id: &condition.id };
    // All ids there are, so that a file that is broken is not also told as missing.
    let known = sources.ids(FileKind::Exercise);
    let check = ConditionCheck { file, condition, exercises, known: set_of(&known) };
    let mut problems = Vec::new();
    for id in &condition.excludes.exercises {
        problems.extend(check.unknown(id, &["excludes", "exercises"], "the excludes name"));
    }
    for id in &condition.flare_plan {
        problems.extend(check.unknown(id, &["flare_plan"], "the plan for bad days names"));
    }
    problems.extend(check.flare_plan());
    problems.extend(check.flare_doses());
    for (index, phase) in condition.listed_phases().enumerate() {
        let index = index.to_string();
        for (variant, list) in lists(phase) {
            problems.extend(check.list(&index, phase, variant, list));
        }
        problems.extend(check.doses(&index, phase));
        problems.extend(check.growing(&index, phase));
        problems.extend(check.instead(&index, phase));
    }
    for id in &condition.upkeep {
        problems.extend(check.unknown(id, &["upkeep"], "upkeep names"));
    }
    problems.extend(check.upkeep());
    problems
}

/// A condition that is held against the exercises it names.
struct ConditionCheck<'a> {
    file: CheckedFile<'a>,
    condition: &'a Condition,
    /// The exercises that could be read, by id.
    exercises: &'a BTreeMap<String, Exercise>,
    /// The ids of all exercises there are, also of those that could not be read.
    known: BTreeSet<&'a str>,
}

impl ConditionCheck<'_> {
    /// The problem that there is no exercise of this id, told of the field that names it.
    fn unknown(&self, id: &str, path: &[&str], who: &str) -> Option<Problem> {
        if self.known.contains(id) {
            return None;
        }
        let what = format!("{who} “{}”, and there is no such exercise", shown(id));
        let right = not_among(id, &self.known, "name one that there is");
        Some(self.file.problem(path, Some(id), what, right))
    }

    /// Exercises for bad days that the condition keeps out.
    fn flare_plan(&self) -> Vec<Problem> {
        // A bad day may come in any phase and with any variant, so the plan for it must suit the
        // first and all.
        let first = self.condition.phases.first();
        let variants = self.every_variant();
        let faults = self.condition.flare_plan.iter().filter_map(|id| {
            let (what, tag) = self.kept_out(id, first, &variants)?;
            let what = format!("the plan for bad days names {what}");
            Some(self.file.blame(id, tag, &["flare_plan"], what))
        });
        faults.collect()
    }

    /// Exercises for after the last phase that the condition keeps out in it.
    fn upkeep(&self) -> Vec<Problem> {
        let last = self.condition.phases.last();
        let variants = self.every_variant();
        let faults = self.condition.upkeep.iter().filter_map(|id| {
            let (what, tag) = self.kept_out(id, last, &variants)?;
            Some(self.file.blame(id, tag, &["upkeep"], format!("upkeep names {what}")))
        });
        faults.collect()
    }

    /// Replacements of a phase that there are not, or that the condition keeps out in it.
    fn instead(&self, index: &str, phase: &Phase) -> Vec<Problem> {
        let replaced = phase.instead.iter();
        let each = replaced.flat_map(|(exercise, ids)| ids.iter().map(move |id| (exercise, id)));
        let faults = each.filter_map(|(exercise, id)| {
            // Whoever has the exercise on their list is who may be given the other in its place.
            let mut variants = self.every_variant();
            variants.retain(|variant| phase.exercises_for(*variant).contains(exercise));
            let path = ["phase", index, "instead", exercise];
            let who = format!("{} takes, in place of {exercise},", phase.name);
            if let Some(unknown) = self.unknown(id, &path, &who) {
                return Some(unknown);
            }
            let (what, tag) = self.kept_out(id, Some(phase), &variants)?;
            Some(self.file.blame(id, tag, &path, format!("{who} {what}")))
        });
        faults.collect()
    }

    /// Every variant, and none.
    fn every_variant(&self) -> Vec<Option<&str>> {
        let variants = self.condition.variants.iter().map(|variant| Some(variant.as_str()));
        std::iter::once(None).chain(variants).collect()
    }

    /// Exercises in one list of a phase that there are not, or that the condition keeps out;
    /// `index` is the phase's place, counted from 0.
    fn list(
        &self,
        index: &str,
        phase: &Phase,
        variant: Option<&str>,
        list: &[String],
    ) -> Vec<Problem> {
        let path: Vec<&str> = match variant {
            None => vec!["phase", index, "exercises"],
            Some(variant) => vec!["phase", index, "alternatives", variant],
        };
        // A phase's own list is followed by every variant that has no list of its own.
        let users =
            self.condition.variants.iter().map(String::as_str).filter(|each| match variant {
                None => !phase.alternatives.contains_key(*each),
                Some(variant) => variant == *each,
            });
        let users: Vec<Option<&str>> = std::iter::once(None).chain(users.map(Some)).collect();
        let faults = list.iter().filter_map(|id| {
            if let Some(unknown) = self.unknown(id, &path, &format!("{} lists", phase.name)) {
                return Some(unknown);
            }
            let (what, tag) = self.kept_out(id, Some(phase), &users)?;
            Some(self.file.blame(id, tag, &path, format!("{} lists {what}", phase.name)))
        });
        faults.collect()
    }

    /// Doses of a phase that contradict what the exercise itself says.
    fn doses(&self, index: &str, phase: &Phase) -> Vec<Problem> {
        let doses = phase.overrides.iter();
        doses
            .filter_map(|(id, fields)| self.dose(id, fields, &["phase", index, "dose", id]))
            .collect()
    }

    /// Exercises that would grow, where the condition is no diagnosis: nobody has looked at what
    /// hurts, so nothing gets more by itself.
    fn growing(&self, index: &str, phase: &Phase) -> Vec<Problem> {
        if self.condition.is_diagnosis {
            return Vec::new();
        }
        let named = set_of(lists(phase).flat_map(|(_, list)| list));
        let growing = named.into_iter().filter_map(|id| {
            let exercise = self.exercises.get(id)?;
            let dose = phase.dose_of(id, &exercise.dose);
            (growth(exercise.kind, &dose) != Grow::None).then(|| {
                let what = format!("diagnosis is false, and {id} grows");
                let right = format!("below a line [phase.dose.{id}] write grow = \"none\"");
                self.file.problem(&["phase", index], None, what, right)
            })
        });
        growing.collect()
    }

    /// Doses of bad days that contradict what the exercise itself says.
    fn flare_doses(&self) -> Vec<Problem> {
        let doses = self.condition.flare_doses.iter();
        doses.filter_map(|(id, fields)| self.dose(id, fields, &["flare_dose", id])).collect()
    }

    /// The contradiction of a dose that is set here with what the exercise itself says.
    fn dose(&self, id: &str, fields: &DoseOverride, path: &[&str]) -> Option<Problem> {
        let exercise = self.exercises.get(id)?;
        let dose = fields.apply(&exercise.dose);
        let clash =
            read_dose::clash(&dose).or_else(|| read_dose::too_often(&dose, &exercise.tags))?;
        let what = format!("with this dose, {id} is wrong: {}", clash.what);
        Some(self.file.problem(path, None, what, clash.right))
    }

    /// Why the condition keeps an exercise out for one of these variants, and by which tag.
    fn kept_out(
        &self,
        id: &str,
        phase: Option<&Phase>,
        variants: &[Option<&str>],
    ) -> Option<(String, Option<&str>)> {
        let exercise = self.exercises.get(id);
        variants.iter().find_map(|variant| kept_out(self.condition, phase, *variant, id, exercise))
    }
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
    let tags = &exercise?.tags;
    if let Some(tag) = excludes.tags.iter().find(|tag| tags.contains(tag)) {
        return Some((format!("“{id}”, tagged {tag}, which this condition excludes"), Some(tag)));
    }
    if let Some(variant) = variant {
        let kept_out = excludes.variant_tags.get(variant).into_iter().flatten();
        if let Some(tag) = kept_out.into_iter().find(|tag| tags.contains(tag)) {
            let what = format!("“{id}”, tagged {tag}, which the variant {variant} excludes");
            return Some((what, Some(tag)));
        }
    }
    let phase = phase?;
    let (tag, from) =
        excludes.delays.iter().find(|(tag, from)| tags.contains(tag) && phase.name < **from)?;
    Some((format!("“{id}”, tagged {tag}, which this condition keeps for {from}"), Some(tag)))
}

/// Relatives there are none of, and harder versions that may not be.
fn relatives(sources: &Sources, subset: &LibrarySubset) -> Vec<Problem> {
    let known = sources.ids(FileKind::Exercise);
    let mut problems = Vec::new();
    for exercise in subset.exercises.values() {
        let file = CheckedFile { sources, kind: FileKind::Exercise, id: &exercise.id };
        for (field, ids) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
            for id in ids.iter().filter(|id| known.binary_search(id).is_err()) {
                let what =
                    format!("“{}” is named as {field}, and there is no such exercise", shown(id));
                problems.push(file.problem(
                    &[field],
                    Some(id),
                    what,
                    not_among(id, &set_of(&known), "leave it out"),
                ));
            }
        }
        for id in &exercise.harder {
            // Landing is never a step that is offered by itself; a phase has to list it.
            let landing = subset
                .exercises
                .get(id)
                .is_some_and(|harder| harder.tags.iter().any(|tag| tag == IMPACT));
            if landing {
                let what = format!("“{id}” is named as harder, and is tagged {IMPACT}");
                problems.push(file.problem(
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
type HarderLinks<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Circles of harder versions, each told once: of those named as harder, and of those that only
/// show when an exercise that has an easier one is taken as the harder of the two.
fn circles(sources: &Sources, exercises: &BTreeMap<String, Exercise>) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let mut ways: HarderLinks<'_> =
        exercises.iter().map(|(id, each)| (id.as_str(), set_of(&each.harder))).collect();
    // By harder versions alone first: such a circle is the plainest to tell, and its exercises are
    // not told again below.
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
    ways: &HarderLinks<'_>,
    told: &mut BTreeSet<String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for start in ways.keys() {
        if told.contains(*start) {
            continue;
        }
        let Some(circle) = way_back(start, ways) else { continue };
        told.extend(circle.iter().cloned());
        let steps = circle_steps(exercises, &circle);
        // The person's own file is the one that can be changed; a circle of shipped files is told
        // at its start.
        let told_at = steps.iter().flat_map(|step| step.by_harder);
        let mut told_at: Vec<CircleFault<'_>> =
            told_at.chain(steps.iter().flat_map(|step| step.by_easier)).collect();
        told_at.sort_by_key(|fault| !sources.is_own(FileKind::Exercise, fault.file));
        let Some(CircleFault { at, file, field, other }) = told_at.first().copied() else {
            continue;
        };
        let round: Vec<&str> =
            circle.iter().cycle().skip(at).take(circle.len() + 1).map(String::as_str).collect();
        let all_harder = steps.iter().all(|step| step.by_harder.is_some());
        let who = if all_harder { "the harder versions" } else { "easier and harder" };
        let file = CheckedFile { sources, kind: FileKind::Exercise, id: file };
        let what = format!("{who} lead in a circle: {}", round.join(" → "));
        problems.push(file.problem(
            &[field],
            Some(other),
            what,
            format!("take one of them out of {field}"),
        ));
    }
    problems
}

/// A field that leads on in a circle.
#[derive(Clone, Copy)]
struct CircleFault<'a> {
    /// The step's place in the circle.
    at: usize,
    /// The exercise whose file has the field.
    file: &'a str,
    /// The field: `harder` or `easier`.
    field: &'static str,
    /// The exercise that it names.
    other: &'a str,
}

/// A step of a circle: the file of either of its two exercises may say it, or both.
struct CircleStep<'a> {
    by_harder: Option<CircleFault<'a>>,
    by_easier: Option<CircleFault<'a>>,
}

/// The steps of a circle, from its start.
fn circle_steps<'a>(
    exercises: &BTreeMap<String, Exercise>,
    circle: &'a [String],
) -> Vec<CircleStep<'a>> {
    let nexts = circle.iter().cycle().skip(1);
    let steps = circle.iter().zip(nexts).enumerate().map(|(at, (id, next))| {
        let says_harder = exercises.get(id).is_some_and(|each| each.harder.contains(next));
        let says_easier = exercises.get(next).is_some_and(|each| each.easier.contains(id));
        CircleStep {
            by_harder: says_harder.then_some(CircleFault {
                at,
                file: id,
                field: "harder",
                other: next,
            }),
            by_easier: says_easier.then_some(CircleFault {
                at,
                file: next,
                field: "easier",
                other: id,
            }),
        }
    });
    steps.collect()
}

/// The shortest way by harder versions from an exercise back to itself. A circle of one is the
/// exercise's own mistake, and is told when its file is read.
fn way_back(start: &str, ways_up: &HarderLinks<'_>) -> Option<Vec<String>> {
    // Breadth first: the shortest circle is the easiest one to understand.
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
struct CheckedFile<'a> {
    sources: &'a Sources,
    kind: FileKind,
    id: &'a str,
}

impl CheckedFile<'_> {
    /// A problem at the text `value` under a path of fields; see `SourceFile::locate`.
    fn problem(
        &self,
        path: &[&str],
        value: Option<&str>,
        what: String,
        right: impl Into<String>,
    ) -> Problem {
        match self.sources.file(self.kind, self.id) {
            Ok(file) => file.problem(file.locate(path, value), what, right),
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
        let own_list = self.sources.is_own(self.kind, self.id);
        let own_exercise = self.sources.is_own(FileKind::Exercise, exercise);
        if let (Some(tag), false, true) = (tag, own_list, own_exercise) {
            let file = CheckedFile { kind: FileKind::Exercise, id: exercise, ..*self };
            let right = "take the tag away only if the movement no longer asks this of the body";
            return file.problem(&["tags"], Some(tag), format!("in {}, {what}", self.id), right);
        }
        self.problem(
            path,
            Some(exercise),
            what,
            "list another exercise, or change what the condition keeps out",
        )
    }
}
