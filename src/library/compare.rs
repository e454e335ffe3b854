//! What two versions of one file ask for differently, in words: the doses, and what keeps a person
//! safe.
//!
//! Compares what was read; knows nothing of where it stands.

use std::collections::BTreeSet;

use super::form::set_of;
use crate::domain::programme::condition::{Condition, PainRule, Phase};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;

/// One difference between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The difference in a line: `bridge: 3 × 12, hold 3 s → 2 × 10, hold 3 s`.
    pub line: String,
    /// Whether something that kept a person safe is gone, so that whoever changed it should look
    /// again.
    pub loosens: bool,
}

/// The differences from one version of an exercise to another.
pub fn between_exercises(ours: &Exercise, theirs: &Exercise) -> Vec<Change> {
    let mut changes = Vec::new();
    doses(&theirs.id, &ours.dose, &theirs.dose, &mut changes);
    gone("stops at", &ours.stop, &theirs.stop, &mut changes);
    gone("carries the tag", &ours.tags, &theirs.tags, &mut changes);
    gone("is hidden by a yes to", &ours.contra, &theirs.contra, &mut changes);
    gone("carries the caution", &ours.caution, &theirs.caution, &mut changes);
    changes
}

/// The differences from one version of a condition to another; doses come from the exercises of
/// each one's shelf.
pub fn between_conditions(
    ours: (&Condition, &LibrarySubset),
    theirs: (&Condition, &LibrarySubset),
) -> Vec<Change> {
    let mut changes = Vec::new();
    let ((was, our_shelf), (is, their_shelf)) = (ours, theirs);
    for (before, after) in was.phases.iter().zip(&is.phases) {
        let lists = |phase: &Phase| -> BTreeSet<String> {
            phase.exercises.iter().chain(phase.alternatives.values().flatten()).cloned().collect()
        };
        let (old, new) = (lists(before), lists(after));
        let named =
            |ids: Vec<&String>| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
        for (word, ids) in [
            ("no longer has", old.difference(&new).collect()),
            ("now has", new.difference(&old).collect::<Vec<_>>()),
        ] {
            if !ids.is_empty() {
                changes.push(Change {
                    line: format!("{} {word} {}", after.name, named(ids)),
                    loosens: false,
                });
            }
        }
        for id in old.intersection(&new) {
            let dose = |phase: &Phase, shelf: &LibrarySubset| {
                let own = &shelf.exercises.get(id)?.dose;
                Some(phase.dose_of(id, own))
            };
            if let (Some(old), Some(new)) = (dose(before, our_shelf), dose(after, their_shelf)) {
                doses(&format!("{}, {id}", after.name), &old, &new, &mut changes);
            }
        }
        if before.exit.clinician_gate && !after.exit.clinician_gate {
            let line = format!("{} can be left without a clinician's agreement", after.name);
            changes.push(Change { line, loosens: true });
        }
        if before.exit.min_days != after.exit.min_days {
            let line = format!(
                "{} lasts {} days or more → {}",
                after.name, before.exit.min_days, after.exit.min_days
            );
            changes.push(Change { line, loosens: after.exit.min_days < before.exit.min_days });
        }
        let tests =
            |phase: &Phase| phase.exit.tests.iter().map(|test| test.id.clone()).collect::<Vec<_>>();
        gone(
            &format!("asks, before {} is left, for", after.name),
            &tests(before),
            &tests(after),
            &mut changes,
        );
    }
    if was.pain_rule == PainRule::BoneZero && is.pain_rule != PainRule::BoneZero {
        let line = "the pain limit of bone, 0 of 10, is gone".to_owned();
        changes.push(Change { line, loosens: true });
    }
    if was.clinician_gate && !is.clinician_gate {
        changes.push(Change {
            line: "it starts without a clinician's agreement".to_owned(),
            loosens: true,
        });
    }
    gone("keeps out", &was.excludes.exercises, &is.excludes.exercises, &mut changes);
    gone("keeps out", &was.excludes.tags, &is.excludes.tags, &mut changes);
    for (variant, tags) in &was.excludes.variant_tags {
        let left = is.excludes.variant_tags.get(variant).cloned().unwrap_or_default();
        gone(&format!("keeps out, in {variant},"), tags, &left, &mut changes);
    }
    for (tag, from) in &was.excludes.delays {
        let earlier = is.excludes.delays.get(tag).is_none_or(|until| until < from)
            && !is.excludes.tags.contains(tag);
        if earlier {
            let now = is
                .excludes
                .delays
                .get(tag)
                .map_or("from the start".to_owned(), |until| format!("from {until}"));
            changes.push(Change { line: format!("{tag}: from {from} → {now}"), loosens: true });
        }
    }
    gone("must not run beside", &was.excludes_conditions, &is.excludes_conditions, &mut changes);
    gone("warns of", &was.red_flags, &is.red_flags, &mut changes);
    changes
}

/// What a list no longer names.
fn gone(what: &str, old: &[String], new: &[String], changes: &mut Vec<Change>) {
    let new = set_of(new);
    for each in old.iter().filter(|each| !new.contains(each.as_str())) {
        changes.push(Change { line: format!("no longer {what} {each}"), loosens: true });
    }
}

/// What differs between two doses, each in a line of its own.
fn doses(whose: &str, old: &Dose, new: &Dose, changes: &mut Vec<Change>) {
    let effort = |dose: &Dose| {
        dose.effort.map_or("effort not said".to_owned(), |effort| format!("effort {effort}"))
    };
    let seconds =
        |rest: Option<u32>| rest.map_or("no rest".to_owned(), |rest| format!("{rest} s rest"));
    let pace =
        |dose: &Dose| dose.tempo.map_or("no pace".to_owned(), |tempo| format!("pace {tempo}"));
    let pairs = [
        (old.to_string(), new.to_string()),
        (old.frequency(), new.frequency()),
        (effort(old), effort(new)),
        (seconds(old.rest_s), seconds(new.rest_s)),
        (
            format!("{} between repeats", seconds(old.rep_rest_s)),
            format!("{} between repeats", seconds(new.rep_rest_s)),
        ),
        (pace(old), pace(new)),
    ];
    for (was, is) in pairs.into_iter().filter(|(was, is)| was != is) {
        changes.push(Change { line: format!("{whose}: {was} → {is}"), loosens: false });
    }
}
