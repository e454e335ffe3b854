//! What two versions of one file ask for differently, in words: the doses, and what keeps a person
//! safe.
//!
//! Compares what was read; knows nothing of where it stands.

use std::collections::BTreeSet;

use super::ids::set_of;
use super::read_rules::{in_file, unit_word};
use crate::domain::programme::condition::{
    Condition, DatedCheck, ExitTest, KnownBy, PainRule, Phase,
};
use crate::domain::programme::dose::{Dose, Grow};
use crate::domain::programme::exercise::{Exercise, Review};
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::RuleBook;

/// One difference between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The difference in a line: `bridge: 3 × 12, hold 3 s → 2 × 10, hold 3 s`.
    pub line: String,
    /// Whether something that kept a person safe is gone, so that whoever changed it should look
    /// again.
    pub loosens: bool,
}

/// The differences from one version of an exercise to another.
pub fn between_exercises(ours: &Exercise, theirs: &Exercise) -> Vec<FileChange> {
    let mut changes = Vec::new();
    doses(&theirs.id, &ours.dose, &theirs.dose, &mut changes);
    reviewed(ours.review.as_ref(), theirs.review.as_ref(), &mut changes);
    gone("stops at", &ours.stop, &theirs.stop, &mut changes);
    gone("carries the tag", &ours.tags, &theirs.tags, &mut changes);
    gone("is hidden by a yes to", &ours.contra, &theirs.contra, &mut changes);
    gone("carries the caution", &ours.caution, &theirs.caution, &mut changes);
    changes
}

/// The numbers of the rules that differ; with what is looser stands who agreed to it.
pub fn between_rules(ours: &RuleBook, theirs: &RuleBook) -> Vec<FileChange> {
    let changed = RuleBook::NUMBERS.iter().filter_map(|number| {
        let (was, is) = (ours.get(number.id)?, theirs.get(number.id)?);
        (was != is).then(|| {
            let agreed = theirs.agreed.iter().find(|agreed| agreed.id == number.id);
            let by = agreed.map_or(String::new(), |agreed| format!(", agreed by {}", agreed.by));
            let (was_written, is_written) = (in_file(number, was), in_file(number, is));
            FileChange {
                line: format!(
                    "{}: {was_written} → {is_written}{}{by}",
                    number.id,
                    unit_word(number)
                ),
                loosens: number.is_looser(is, was),
            }
        })
    });
    changed.collect()
}

/// The differences from one version of a condition to another; doses come from the exercises of
/// each one's subset.
pub fn between_conditions(
    ours: (&Condition, &LibrarySubset),
    theirs: (&Condition, &LibrarySubset),
) -> Vec<FileChange> {
    let mut changes = Vec::new();
    let ((was, our_subset), (is, their_subset)) = (ours, theirs);
    // Both have the same four phases in order, or they would not have been read.
    for (before, after) in was.listed_phases().zip(is.listed_phases()) {
        let (old, new) = (exercises(before), exercises(after));
        added_and_gone(after.name.word(), &old, &new, &mut changes);
        for id in old.intersection(&new) {
            // The dose of a phase may come from the phase or from the exercise's own file, and
            // either may have changed.
            if let (Some(old), Some(new)) =
                (phase_dose(before, our_subset, id), phase_dose(after, their_subset, id))
            {
                doses(&format!("{}, {id}", after.name), &old, &new, &mut changes);
            }
        }
        order(before, after, &mut changes);
        if before.exit.clinician_gate && !after.exit.clinician_gate {
            let line = format!("{} can be left without a clinician's agreement", after.name);
            changes.push(FileChange { line, loosens: true });
        }
        if before.exit.min_days != after.exit.min_days {
            let line = format!(
                "{} lasts {} days or more → {}",
                after.name, before.exit.min_days, after.exit.min_days
            );
            changes.push(FileChange { line, loosens: after.exit.min_days < before.exit.min_days });
        }
        known_tests(before, after, &mut changes);
        gone(
            &format!("asks, before {} is left, for", after.name),
            &exit_tests(before),
            &exit_tests(after),
            &mut changes,
        );
    }
    if was.pain_rule == PainRule::BoneZero && is.pain_rule != PainRule::BoneZero {
        let line = "the pain limit of bone, 0 of 10, is gone".to_owned();
        changes.push(FileChange { line, loosens: true });
    }
    if was.pain_rule == PainRule::Gentle && is.pain_rule == PainRule::Standard {
        let line = "the pain limit of a gentle start is gone".to_owned();
        changes.push(FileChange { line, loosens: true });
    }
    gone("is not for a yes to", &was.not_with, &is.not_with, &mut changes);
    if was.clinician_gate && !is.clinician_gate {
        changes.push(FileChange {
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
        // A tag that is now kept out for good is kept longer than any delay kept it.
        let earlier = is.excludes.delays.get(tag).is_none_or(|until| until < from)
            && !is.excludes.tags.contains(tag);
        if earlier {
            let now = is
                .excludes
                .delays
                .get(tag)
                .map_or("from the start".to_owned(), |until| format!("from {until}"));
            changes
                .push(FileChange { line: format!("{tag}: from {from} → {now}"), loosens: true });
        }
    }
    let lists = [
        ("the plan for bad days", &was.flare_plan, &is.flare_plan),
        ("upkeep", &was.upkeep, &is.upkeep),
    ];
    for (list, old, new) in lists {
        added_and_gone(list, &set_of(old), &set_of(new), &mut changes);
    }
    let weeks = |check: Option<&DatedCheck>| {
        check.map_or("no look at how it is done".to_owned(), |check| {
            format!("a look at how it is done after {} weeks", check.weeks)
        })
    };
    let (old, new) = (weeks(was.check.as_ref()), weeks(is.check.as_ref()));
    if old != new {
        let loosens = was.check.is_some() && is.check.is_none();
        changes.push(FileChange { line: format!("{old} → {new}"), loosens });
    }
    reviewed(was.review.as_ref(), is.review.as_ref(), &mut changes);
    for id in set_of(&was.flare_plan).intersection(&set_of(&is.flare_plan)) {
        if let (Some(old), Some(new)) = (our_subset.exercise(id), their_subset.exercise(id)) {
            let (old, new) = (was.flare_dose(id, &old.dose), is.flare_dose(id, &new.dose));
            doses(&format!("on bad days, {id}"), &old, &new, &mut changes);
        }
    }
    gone("must not run beside", &was.excludes_conditions, &is.excludes_conditions, &mut changes);
    gone("warns of", &was.red_flags, &is.red_flags, &mut changes);
    changes
}

/// What differs between two versions of a phase in order and in what shares a day.
fn order(before: &Phase, after: &Phase, changes: &mut Vec<FileChange>) {
    let waits = [
        (&before.from_day, &after.from_day, "day of the phase"),
        (&before.from_painless_day, &after.from_painless_day, "painless day in a row"),
    ];
    for (old, new, what) in waits {
        let ids = set_of(old.keys().chain(new.keys()));
        let each = ids.into_iter().map(|id| (id, old.get(id), new.get(id)));
        for (id, was, is) in each.filter(|(_, was, is)| was != is) {
            let day = |day: Option<&u32>| {
                day.map_or("from the start".to_owned(), |day| format!("from {what} {day}"))
            };
            let line = format!("{}, {id}: {} → {}", after.name, day(was), day(is));
            changes.push(FileChange { line, loosens: is < was });
        }
    }
    let groups = [
        (&before.not_same_day, &after.not_same_day, "keeps to different days"),
        (&before.one_of, &after.one_of, "lets choose one a day of"),
    ];
    for (old, new, what) in groups {
        for group in old.iter().filter(|group| !new.contains(group)) {
            let line = format!("{} no longer {what} {}", after.name, group.join(", "));
            changes.push(FileChange { line, loosens: true });
        }
        for group in new.iter().filter(|group| !old.contains(group)) {
            let line = format!("{} now {what} {}", after.name, group.join(", "));
            changes.push(FileChange { line, loosens: false });
        }
    }
    let ids = set_of(before.instead.keys().chain(after.instead.keys()));
    for id in ids.into_iter().filter(|id| before.instead.get(*id) != after.instead.get(*id)) {
        let [was, is] = [before, after].map(|phase| {
            phase.instead.get(id).map_or("nothing".to_owned(), |others| others.join(", "))
        });
        let line = format!("{}, in place of {id}: {was} → {is}", after.name);
        changes.push(FileChange { line, loosens: false });
    }
}

/// What two versions of a list of exercises name differently.
fn added_and_gone(
    list: &str,
    old: &BTreeSet<&str>,
    new: &BTreeSet<&str>,
    changes: &mut Vec<FileChange>,
) {
    for (word, ids) in [
        ("no longer has", old.difference(new).copied().collect::<Vec<_>>()),
        ("now has", new.difference(old).copied().collect()),
    ] {
        if !ids.is_empty() {
            let line = format!("{list} {word} {}", ids.join(", "));
            changes.push(FileChange { line, loosens: false });
        }
    }
}

/// Every exercise that a phase lists, whatever the variant, or takes in place of another.
fn exercises(phase: &Phase) -> BTreeSet<&str> {
    let listed = phase.exercises.iter().chain(phase.alternatives.values().flatten());
    set_of(listed.chain(phase.instead.values().flatten()))
}

/// The dose of an exercise in a phase; `None` when the subset does not have the exercise.
fn phase_dose(phase: &Phase, subset: &LibrarySubset, id: &str) -> Option<Dose> {
    Some(phase.dose_of(id, &subset.exercises.get(id)?.dose))
}

/// Who has looked the one through, and who the other.
fn reviewed(was: Option<&Review>, is: Option<&Review>, changes: &mut Vec<FileChange>) {
    if was != is {
        let by = |review: Option<&Review>| {
            review.map_or("nobody".to_owned(), |review| format!("{} on {}", review.by, review.on))
        };
        let line = format!("looked through by {} → {}", by(was), by(is));
        changes.push(FileChange { line, loosens: false });
    }
}

/// What differs in what the diary tells of the tests that a phase ends with.
fn known_tests(before: &Phase, after: &Phase, changes: &mut Vec<FileChange>) {
    let known_by = |test: &ExitTest| match test.known_by {
        Some(KnownBy::SittingMinutes(minutes)) => format!("{minutes} min of sitting"),
        Some(KnownBy::GoalsMean(mean)) => format!("goals averaging {}", mean.typed()),
        Some(KnownBy::NoOpenSign) => "no open warning sign".to_owned(),
        Some(KnownBy::NoWorseThanStart) => "no more pain and heaviness than at first".to_owned(),
        None => "the person's own word".to_owned(),
    };
    for test in &after.exit.tests {
        let Some(old) = before.exit.tests.iter().find(|old| old.id == test.id) else { continue };
        if old.known_by != test.known_by {
            let line = format!("test {}: by {} → {}", test.id, known_by(old), known_by(test));
            changes.push(FileChange { line, loosens: false });
        }
    }
}

/// The ids of the tests that a phase ends with.
fn exit_tests(phase: &Phase) -> Vec<String> {
    phase.exit.tests.iter().map(|test| test.id.clone()).collect()
}

/// What a list no longer names.
fn gone(what: &str, old: &[String], new: &[String], changes: &mut Vec<FileChange>) {
    let new = set_of(new);
    for each in old.iter().filter(|each| !new.contains(each.as_str())) {
        changes.push(FileChange { line: format!("no longer {what} {each}"), loosens: true });
    }
}

/// A dose in words, part by part: amount, frequency, effort, rests, pace and growth.
fn dose_parts(dose: &Dose) -> [String; 8] {
    let [rest, rep_rest] = [dose.rest_s, dose.rep_rest_s]
        .map(|rest| rest.map_or("no rest".to_owned(), |rest| format!("{rest} s rest")));
    [
        dose.to_string(),
        dose.frequency(),
        dose.effort.map_or("effort not said".to_owned(), |effort| format!("effort {effort}")),
        rest,
        format!("{rep_rest} between repeats"),
        dose.tempo.map_or("no pace".to_owned(), |tempo| format!("pace {tempo}")),
        growth(dose),
        stages(dose),
    ]
}

/// How a dose grows, in words: `grows in hold, hold up to 10 s`.
fn growth(dose: &Dose) -> String {
    let grow = match dose.grow {
        Some(Grow::None) => "does not grow".to_owned(),
        Some(grow) => format!("grows in {}", <&str>::from(grow)),
        None => "growth not said".to_owned(),
    };
    let limits = [
        (dose.sets_max, "sets up to", ""),
        (dose.reps_max, "repeats up to", ""),
        (dose.reps_min, "repeats down to", ""),
        (dose.hold_max_s, "hold up to", " s"),
        (dose.minutes_max, "minutes up to", ""),
        (dose.minutes_step, "minutes by", ""),
        (dose.load_step_g, "weight by", " g"),
    ];
    let limits = limits
        .into_iter()
        .filter_map(|(limit, what, unit)| Some(format!("{what} {}{unit}", limit?)));
    std::iter::once(grow).chain(limits).collect::<Vec<_>>().join(", ")
}

/// The stages of a dose in words.
fn stages(dose: &Dose) -> String {
    let lines = dose.stages.iter().map(|stage| format!("{} ({} min)", stage.line, stage.minutes));
    match lines.collect::<Vec<_>>().join(", then ") {
        none if none.is_empty() => "no stages".to_owned(),
        lines => format!("stages {lines}"),
    }
}

/// What differs between two doses, each in a line of its own.
fn doses(whose: &str, old: &Dose, new: &Dose, changes: &mut Vec<FileChange>) {
    for (was, is) in dose_parts(old).into_iter().zip(dose_parts(new)).filter(|(was, is)| was != is)
    {
        changes.push(FileChange { line: format!("{whose}: {was} → {is}"), loosens: false });
    }
}
