//! One condition's file into a [`Condition`].
//!
//! Looks at that file alone; whether its exercises exist and suit it is for `check.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::diary::score::Score;
use crate::domain::programme::condition::{
    Code, Condition, DatedCheck, DoseOverride, Excludes, Exit, ExitTest, KnownBy, PainRule, Phase,
    PhaseName, VariantAnswer, VariantOffer, VariantQuestion,
};
use crate::domain::programme::rule_book::{RuleBook, Stricter};
use crate::domain::text::limits::{MINUTES_OF_DAY, PHASE_DAY};
use crate::domain::text::vocabulary::vocabulary;

use super::form::{Form, IdAt};
use super::ids::IMPACT;
use super::ids::{not_among, set_of};
use super::note_words;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::read_cause::also;
use super::read_dose;
use super::read_exercise::{QUESTION_LIST, TAG_LIST, Vocabulary, own_id, review};
use super::read_rules;
use super::source_file::SourceFile;

/// The tags there are, to look them up in.
type TagSet<'a> = BTreeSet<&'a str>;

/// The most exercises a phase may list: with more, fewer get done.
const MOST_EXERCISES: usize = 5;

const EXERCISES: &str = "a phase lists 1 to 5 exercises by id, the most important first";
const PHASES: &str = "a condition has four phases in this order: calm, restore, strengthen, return";
const CHECK: &str = "it stands below a line [check]: weeks, note and source";
const OFFER: &str = "it stands below a line [variant_offer]: variant, tag, times and source";
const ONE_PHASE: &str = "what is no diagnosis has one phase, calm";

/// Reads the file of the condition `id`; holds it against `words`, unless that is proven already.
pub(super) fn condition(
    file: &SourceFile,
    id: &str,
    words: Option<Vocabulary<'_>>,
) -> Result<Condition, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "a condition");
    let variants = form.ids_maybe("variants", "it names the programmes to choose from");
    let tags = words.map(Vocabulary::tags);
    let (excludes, excludes_conditions) = excludes(&form, &variants, tags.as_ref());
    let flare_plan = form.ids_maybe("flare_plan", "it names exercises for bad days");
    let is_diagnosis =
        form.flag_or_true("diagnosis", "it is false for people without a diagnosis, else true");
    let mut condition = Condition {
        id: own_id(&form, id),
        name: form.text("name", "it is what a person calls the condition"),
        is_diagnosis,
        is_sided: form.flag_or_true("sided", "it is false where there is no side to it, else true"),
        not_with: not_with(&form, words),
        also: also(&form),
        plain: form.text("plain", "it says in plain words what the condition is"),
        icd10cm: codes(&form, "icd10cm"),
        snomed: codes(&form, "snomed"),
        aggravators: form.texts("aggravators", "it says what makes the pain worse, one a line"),
        easers: form.texts("easers", "it says what eases the pain, one a line"),
        red_flags: form.texts("red_flags", "it says what ends self-care, one a line"),
        avoid: form.texts("avoid", "it says what to keep away from, one a line"),
        outcomes: form.ids("outcomes", "it names the measures that fit, such as [\"nprs\"]"),
        evidence: form.text("evidence", "it says how good the evidence for the programme is"),
        pain_rule: form.word("pain_rule", &vocabulary()),
        clinician_gate: form.flag(
            "clinician_gate",
            "it is true when a clinician must agree before the start, else false",
        ),
        default_variant: form.text_maybe("default_variant", "it is one of the variants"),
        variant_note: form.text_maybe("variant_note", "it says how a variant is chosen"),
        variant_questions: variant_questions(&form, &variants),
        variant_question_source: form
            .contains("variant_question")
            .then(|| form.evidence("variant_question_source")),
        advice: form.texts("advice", "it gives advice for the day, one a line"),
        advice_source: form.evidence("advice_source"),
        review_weeks: form.whole("review_weeks", 1..=52, "a review is after 1 to 52 weeks"),
        review_note: form.text("review_note", "it says when to see a clinician"),
        review_source: form.evidence("review_source"),
        check: form.group_maybe("check", "a dated check", CHECK).map(check),
        variant_offer: form
            .group_maybe("variant_offer", "the offer of a variant", OFFER)
            .map(|offer| variant_offer(offer, &variants)),
        review: review(&form),
        flare_doses: overrides(&form, FLARE_DOSE, &set_of(&flare_plan)),
        flare_plan,
        upkeep: upkeep(&form),
        rules: rules(&form, words.map(|words| words.rules)),
        excludes,
        excludes_conditions,
        phases: phases(&form, &variants, is_diagnosis),
        variants,
    };
    default_variant(&form, &condition);
    twin_variants(&form, &condition);
    match condition.pain_rule {
        PainRule::BoneZero => bone(&form, &condition),
        PainRule::Standard | PainRule::Gentle => {
            pain_goes_down(&form, &condition.phases);
            painless_days(&form);
        }
    }
    if !condition.is_diagnosis {
        without_diagnosis(&form, &condition);
    }
    if condition.excludes_conditions.contains(&condition.id) {
        form.add(
            "excludes",
            "the condition excludes itself",
            "name another condition, or leave it out",
        );
    }
    // Only now: what was held against the file above are the phases that stand in it.
    if !condition.upkeep.is_empty() {
        let upkeep = Phase::upkeep(&condition.upkeep, &condition.phases);
        condition.phases.push(upkeep);
    }
    form.done();
    notes.finish(condition)
}

/// The set-up questions with which a programme is not for a person who says yes.
fn not_with(form: &Form<'_>, words: Option<Vocabulary<'_>>) -> Vec<String> {
    let ids = form.ids_maybe("not_with", "it names set-up questions");
    if let Some(words) = words {
        let questions = words.safety.setup_questions.iter().map(|question| &question.id);
        form.among("not_with", &ids, &set_of(questions), "a set-up question", QUESTION_LIST);
    }
    ids
}

/// A start without a diagnosis keeps to the gentlest limit and leads nowhere by itself: what comes
/// after it is for a clinician to say.
fn without_diagnosis(form: &Form<'_>, condition: &Condition) {
    if form.contains("pain_rule") && condition.pain_rule == PainRule::Standard {
        let what = "diagnosis is false, and the pain rule is standard";
        form.add("pain_rule", what, "without a diagnosis pain may rise less: gentle");
    }
    if form.contains("upkeep") {
        form.add("upkeep", "diagnosis is false, and there is upkeep", "leave it out");
    }
    if condition.clinician_gate {
        let what = "diagnosis is false, and clinician_gate is true";
        form.add("clinician_gate", what, "set it to false; not_with says whom it is not for");
    }
}

/// The exercises for after the last phase, where the file names any.
fn upkeep(form: &Form<'_>) -> Vec<String> {
    const UPKEEP: &str = "it names 1 to 5 exercises for after the last phase";
    let upkeep = form.ids_maybe("upkeep", UPKEEP);
    if form.contains("upkeep") && !(1..=MOST_EXERCISES).contains(&upkeep.len()) {
        form.add("upkeep", format!("upkeep lists {} exercises", upkeep.len()), UPKEEP);
    }
    upkeep
}

/// The variant taken when none is named must be there exactly when there are variants.
fn default_variant(form: &Form<'_>, condition: &Condition) {
    match (&condition.default_variant, condition.variants.as_slice()) {
        (None, []) => {}
        (None, variants) => {
            form.require("default_variant", format!("name one of {}", variants.join(", ")))
        }
        (Some(_), []) => form.add(
            "default_variant",
            "there are no variants",
            "leave it out, or add variants = [ … ]",
        ),
        (Some(chosen), variants) if !variants.contains(chosen) => {
            let right = not_among(
                chosen,
                &set_of(variants),
                &format!("name one of {}", variants.join(", ")),
            );
            form.add(
                "default_variant",
                format!("“{}” is not one of the variants", shown(chosen)),
                right,
            );
        }
        _ => {}
    }
}

/// The questions that lead to a variant.
fn variant_questions(form: &Form<'_>, variants: &[String]) -> Vec<VariantQuestion> {
    const QUESTION: &str = "each question stands below a line [[variant_question]]";
    const ANSWER: &str = "each answer stands below a line [[variant_question.answer]]";
    let known = set_of(variants);
    let questions = form.groups("variant_question", "a question about the variant", QUESTION);
    let questions = questions.into_iter().map(|form| {
        let answers = form.groups("answer", "an answer", ANSWER).into_iter();
        let answers: Vec<_> = answers.map(|form| variant_answer(form, &known)).collect();
        if answers.len() < 2 {
            form.add(
                "answer",
                "there is not much to choose from",
                "a question has two answers or more",
            );
        }
        let question = VariantQuestion { ask: form.text("ask", "it is a question"), answers };
        form.done();
        question
    });
    questions.collect()
}

/// A clinician's look that is due some weeks after the start.
fn check(form: Form<'_>) -> DatedCheck {
    let check = DatedCheck {
        weeks: form.whole("weeks", 1..=52, "the look is due after 1 to 52 weeks"),
        note: form.text("note", "it says who should look, and at what"),
        source: form.evidence("source"),
    };
    form.done();
    check
}

/// A variant that is offered when exercises with a tag have been too much.
fn variant_offer(form: Form<'_>, variants: &[String]) -> VariantOffer {
    const VARIANT: &str = "it is one of the variants";
    let offer = VariantOffer {
        variant: form.text("variant", VARIANT),
        tag: form.text("tag", "it is a tag that the variant never shows"),
        times: form.whole("times", 1..=10, "it is offered after 1 to 10 sessions"),
        source: form.evidence("source"),
    };
    form.among(
        "variant",
        std::slice::from_ref(&offer.variant),
        &set_of(variants),
        "variant",
        VARIANT,
    );
    form.done();
    offer
}

/// One answer to such a question; `known` are the condition's variants.
fn variant_answer(form: Form<'_>, known: &BTreeSet<&str>) -> VariantAnswer {
    const SPEAKS: &str = "it is one of the variants";
    let variant = form.text_maybe("variant", SPEAKS);
    form.among("variant", variant.as_slice(), known, "variant", SPEAKS);
    let rules_out = form.ids_maybe("rules_out", "it names variants that this answer rules out");
    form.among("rules_out", &rules_out, known, "variant", SPEAKS);
    let say = form.text("say", "it is the answer as it is shown");
    form.done();
    VariantAnswer { say, variant, rules_out }
}

/// What a variant is followed with: the exercises of each phase, and the tags it never shows.
fn programme<'a>(
    condition: &'a Condition,
    variant: &str,
) -> (Vec<&'a [String]>, Option<&'a Vec<String>>) {
    let lists = condition.phases.iter().map(|phase| phase.exercises_for(Some(variant))).collect();
    (lists, condition.excludes.variant_tags.get(variant))
}

/// Two variants that nothing tells apart are one programme with two names, or one list was
/// forgotten.
fn twin_variants(form: &Form<'_>, condition: &Condition) {
    for (index, variant) in condition.variants.iter().enumerate() {
        // Only those before it, so that each pair is told once.
        let twin = condition.variants[..index]
            .iter()
            .find(|other| programme(condition, other) == programme(condition, variant));
        if let Some(twin) = twin {
            let what = format!("the variants {twin} and {variant} are the same in every phase");
            form.add(
                "variants",
                what,
                "give one of them a list of its own below [phase.alternatives], or leave it out",
            );
        }
    }
}

/// Under the pain limit of bone a clinician must agree to every step, no pain may be left, and
/// landing waits.
fn bone(form: &Form<'_>, condition: &Condition) {
    const AGREES: &str = "a bone needs a clinician's agreement to begin and to leave each phase: \
                          clinician_gate = true";
    if form.contains("clinician_gate") && !condition.clinician_gate {
        form.add(
            "clinician_gate",
            "the pain rule is bone-zero, and clinician_gate is false",
            AGREES,
        );
    }
    for (phase, place) in condition.phases.iter().zip(form.parts("phase", "exit")) {
        let Some(span) = place else { continue };
        if !phase.exit.clinician_gate {
            let what = format!(
                "the pain rule is bone-zero, and {} is left without clinician_gate",
                phase.name
            );
            form.add_at(span.clone(), what, AGREES);
        }
        if phase.exit.pain_avg7_max != Some(0.0) {
            let what =
                format!("the pain rule is bone-zero, and {} is left with pain above 0", phase.name);
            form.add_at(span, what, "with bone any pain is too much: pain_avg7_max = 0");
        }
    }
    // Landing loads a bone most, so a programme for bone keeps it out, or keeps it for the last
    // phase.
    let waits = condition.excludes.delays.get(IMPACT) == Some(&PhaseName::Return);
    if !waits && !condition.excludes.tags.iter().any(|tag| tag == IMPACT) {
        let what = format!("the pain rule is bone-zero, and {IMPACT} does not wait for return");
        form.add("excludes", what, format!("below [excludes.delays] write {IMPACT} = \"return\""));
    }
}

/// Days at bone pain 0 are counted only where a bone is the trouble.
fn painless_days(form: &Form<'_>) {
    for span in form.parts("phase", "from_painless_day").into_iter().flatten() {
        let what = "there is from_painless_day, and the pain rule is not bone-zero";
        form.add_at(span, what, "count the days of the phase, below [phase.from_day]");
    }
}

/// A phase that may be left with more pain than the one before it is most likely a slip of the pen.
fn pain_goes_down(form: &Form<'_>, phases: &[Phase]) {
    const RIGHT: &str = "pain goes down from phase to phase, or stays";
    let limits: [fn(&Exit) -> Option<f64>; 2] =
        [|exit| exit.pain_avg7_max, |exit| exit.pain_avg28_max];
    for (limit, days) in limits.into_iter().zip([7, 28]) {
        let mut lowest: Option<(f64, PhaseName)> = None;
        for (phase, place) in phases.iter().zip(form.parts("phase", "exit")) {
            let Some(pain) = limit(&phase.exit) else { continue };
            if let (Some((least, earlier)), Some(span)) =
                (lowest.filter(|(least, _)| pain > *least), place)
            {
                let what = format!(
                    "{} may be left with pain {pain} over {days} days, \
                     and {earlier} only with {least}",
                    phase.name
                );
                form.add_at(span, what, RIGHT);
            }
            // The last limit counts even where it went up, so that one slip is told once.
            lowest = Some((pain, phase.name));
        }
    }
}

/// Numbers of the rules that the condition makes stricter than `ours`.
fn rules(form: &Form<'_>, ours: Option<&RuleBook>) -> BTreeMap<String, i64> {
    const RIGHT: &str = "below the line [rules] stand names of rules, each with a number";
    let Some(form) = form.group_maybe("rules", "the rules of a condition", RIGHT) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (id, span, value) in form.entries() {
        let Some(number) = RuleBook::number(&id) else {
            let known = RuleBook::NUMBERS.iter().map(|number| number.id).collect();
            let right = not_among(&id, &known, "exercises/rules.toml has them all");
            form.add_at(span, format!("“{}” is no rule", shown(&id)), right);
            continue;
        };
        if number.stricter == Stricter::Fixed {
            let what = format!("“{id}” is a matter of danger, and the same for every condition");
            form.add_at(span, what, "leave the line out");
            continue;
        }
        let value = read_rules::entry(&form, number, value, ours);
        read.extend(value.map(|value| (id, value)));
    }
    read
}

/// The codes of a classification, those that were seen in a source before those still to be
/// verified.
fn codes(form: &Form<'_>, field: &'static str) -> Vec<Code> {
    const RIGHT: &str = "it lists codes as { seen = [ … ], verify = [ … ] }";
    const CODE: &str = "a code is up to 20 letters, digits, dots and hyphens";
    let Some(form) = form.group_maybe(field, "a list of codes", RIGHT) else { return Vec::new() };
    let mut codes = Vec::new();
    for (part, seen) in [("seen", true), ("verify", false)] {
        for code in form.texts_maybe(part, CODE) {
            let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
            if !plain || code.len() > 20 {
                form.add(part, format!("“{}” is not a code", shown(&code)), CODE);
            }
            codes.push(Code { code, seen });
        }
    }
    form.done();
    codes
}

/// What the programme never shows or holds back, and the conditions it must not run beside.
fn excludes(
    form: &Form<'_>,
    variants: &[String],
    known: Option<&TagSet<'_>>,
) -> (Excludes, Vec<String>) {
    let right = "below the line [excludes] stands what the programme keeps out";
    let Some(form) = form.group("excludes", "the excludes of a condition", right) else {
        return Default::default();
    };
    let excludes = Excludes {
        exercises: form
            .ids("exercises", "it names exercises that are never shown; [] when there are none"),
        tags: form.ids("tags", "it names tags that are never shown; [] when there are none"),
        variant_tags: variant_tags(&form, variants, known),
        delays: delays(&form, known),
    };
    if let Some(known) = known {
        form.among("tags", &excludes.tags, known, "a tag", TAG_LIST);
    }
    // Never and not yet cannot both be meant.
    if let Some(tag) = excludes.tags.iter().find(|tag| excludes.delays.contains_key(*tag)) {
        let what =
            format!("“{}” is never shown, and yet waits for {}", shown(tag), excludes.delays[tag]);
        form.add(
            "tags",
            what,
            "keep it out for good, or hold it back: take it out of one of the two",
        );
    }
    let conditions =
        form.ids_maybe("conditions", "it names conditions that must not run beside this one");
    form.done();
    (excludes, conditions)
}

/// Tags a variant never shows.
fn variant_tags(
    form: &Form<'_>,
    variants: &[String],
    known: Option<&TagSet<'_>>,
) -> BTreeMap<String, Vec<String>> {
    const RIGHT: &str = "below it stands a variant and the tags it never shows";
    let Some(form) = form.group_maybe("variant_tags", "the tags of a variant", RIGHT) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (variant, span, value) in form.entries() {
        check_variant(&form, &variant, span, variants);
        let tags = form.entry_ids(&variant, value, "it names tags");
        tags.iter().for_each(|(tag, span)| check_tag(&form, tag, span.clone(), known));
        read.insert(variant, tags.into_iter().map(|(tag, _)| tag).collect());
    }
    read
}

/// Tags that wait for a phase.
fn delays(form: &Form<'_>, known: Option<&TagSet<'_>>) -> BTreeMap<String, PhaseName> {
    const RIGHT: &str = "below it stands a tag and the phase it waits for";
    let Some(form) = form.group_maybe("delays", "the delays of a condition", RIGHT) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (tag, span, value) in form.entries() {
        check_tag(&form, &tag, span, known);
        if let Some(phase) = form.word_value(&tag, value, &listed_phases()) {
            if phase == PhaseName::Calm {
                let what =
                    format!("“{}” waits for calm, and calm is where everybody begins", shown(&tag));
                form.add_at(value.span.clone(), what, "name a later phase, or leave the line out");
            }
            read.insert(tag, phase);
        }
    }
    read
}

/// Notes a tag that there is not, where the tags are known.
fn check_tag(form: &Form<'_>, tag: &str, span: std::ops::Range<usize>, known: Option<&TagSet<'_>>) {
    if let Some(known) = known.filter(|known| !known.contains(tag)) {
        form.add_at(
            span,
            format!("“{}” is not a tag", shown(tag)),
            not_among(tag, known, TAG_LIST),
        );
    }
}

/// The phases that a file may name, with their words.
fn listed_phases() -> Vec<(PhaseName, &'static str)> {
    PhaseName::LISTED.map(|name| (name, name.word())).to_vec()
}

/// The four phases, in their order; the first alone where there is no diagnosis.
fn phases(form: &Form<'_>, variants: &[String], is_diagnosis: bool) -> Vec<Phase> {
    let (most, right) =
        if is_diagnosis { (PhaseName::LISTED.len(), PHASES) } else { (1, ONE_PHASE) };
    form.require("phase", right);
    // One set for all phases: answers are kept by the id of a test alone.
    let mut tests = BTreeSet::new();
    let forms = form.groups("phase", "a phase", "each phase stands below a line [[phase]]");
    let mut phases = Vec::new();
    for (index, form) in forms.into_iter().enumerate() {
        form.require("name", right);
        let name = form.word_maybe("name", &listed_phases());
        let expected = PhaseName::LISTED[..most].get(index).copied();
        match (name, expected) {
            (_, None) => {
                let most =
                    if is_diagnosis { "are more than four phases" } else { "is a second phase" };
                form.add_at(form.span(), format!("there {most}"), right);
            }
            (Some(name), Some(expected)) if name != expected => {
                form.add("name", format!("phase {} is “{name}”", index + 1), right);
            }
            _ => {}
        }
        // Named by its place where its name cannot be read, so that the others are not told as
        // missing.
        let name = name.or(expected).unwrap_or(PhaseName::Return);
        // Nothing follows the phase of a start without a diagnosis, so it is not left.
        let tests = is_diagnosis.then_some(&mut tests);
        phases.push(phase(form, name, variants, tests));
    }
    if form.contains("phase") && phases.len() < most {
        form.add("phase", format!("there are {} phases", phases.len()), right);
    }
    phases
}

/// One phase; without `tests` it has no exit.
fn phase(
    form: Form<'_>,
    name: PhaseName,
    variants: &[String],
    tests: Option<&mut BTreeSet<String>>,
) -> Phase {
    let exercises = form.ids("exercises", EXERCISES);
    if form.contains("exercises") && !(1..=MOST_EXERCISES).contains(&exercises.len()) {
        form.add("exercises", format!("{name} lists {} exercises", exercises.len()), EXERCISES);
    }
    let alternatives = alternatives(&form, variants);
    let listed = set_of(exercises.iter().chain(alternatives.values().flatten()));
    let instead = instead(&form, &listed);
    let dosed = listed.iter().copied().chain(set_of(instead.values().flatten())).collect();
    let phase = Phase {
        name,
        goal: form.text("goal", "it says in a line what the phase is for"),
        overrides: overrides(&form, PHASE_DOSE, &dosed),
        from_day: days_of(&form, "from_day", "the day an exercise begins", &listed),
        from_painless_day: days_of(&form, "from_painless_day", "the painless days", &listed),
        not_same_day: day_lists(&form, "not_same_day", &listed),
        one_of: day_lists(&form, "one_of", &listed),
        instead,
        note: note(&form),
        education: form.texts_maybe("education", "it gives a line or two worth knowing"),
        exit: tests.map_or_else(|| no_exit(&form), |tests| exit(&form, tests)),
        exercises,
        alternatives,
    };
    form.done();
    phase
}

/// The line under a phase; what a field says is not said in it.
fn note(form: &Form<'_>) -> Option<String> {
    let note = form.text_maybe("note", "it is a line shown under the phase")?;
    if let Some(found) = note_words::first(&note) {
        form.add("note", format!("the note says “{}”", shown(&found.word)), found.right);
    }
    Some(note)
}

/// Days of a phase by exercise, below a heading of the phase.
fn days_of(
    form: &Form<'_>,
    field: &'static str,
    called: &'static str,
    listed: &BTreeSet<&str>,
) -> BTreeMap<String, u32> {
    const RIGHT: &str = "below it stands an exercise and a number of days, 1 to 365";
    let Some(form) = form.group_maybe(field, called, RIGHT) else { return BTreeMap::new() };
    let mut read = BTreeMap::new();
    for (exercise, span, value) in form.entries() {
        check_listed(&form, &exercise, span, listed);
        let days = form.entry_whole(&exercise, value, PHASE_DAY, RIGHT);
        read.insert(exercise, days);
    }
    read
}

/// Lists of exercises that share their days, in a field of a phase.
fn day_lists(form: &Form<'_>, field: &'static str, listed: &BTreeSet<&str>) -> Vec<Vec<String>> {
    const RIGHT: &str =
        "it lists exercises of the phase in groups, such as [[\"walking\", \"bike\"]]";
    let lists = form.id_lists_maybe(field, RIGHT).into_iter().map(|list: Vec<IdAt>| {
        if let [(only, span)] = list.as_slice() {
            let what = format!("“{}” stands in a group of {field} by itself", shown(only));
            form.add_at(span.clone(), what, "a group has two exercises or more");
        }
        let ids = list.into_iter().map(|(id, span)| {
            check_listed(form, &id, span, listed);
            id
        });
        ids.collect()
    });
    lists.collect()
}

/// What takes the place of exercises that are taken out.
fn instead(form: &Form<'_>, listed: &BTreeSet<&str>) -> BTreeMap<String, Vec<String>> {
    const RIGHT: &str = "below it stands an exercise and a list of those that take its place";
    let Some(form) = form.group_maybe("instead", "the replacements of a phase", RIGHT) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (exercise, span, value) in form.entries() {
        check_listed(&form, &exercise, span, listed);
        let others = form.entry_ids(&exercise, value, RIGHT);
        if value.items().is_some_and(|items| items.is_empty()) {
            form.add_at(
                value.span.clone(),
                format!("nothing takes the place of {exercise}"),
                RIGHT,
            );
        }
        for (_, span) in others.iter().filter(|(id, _)| *id == exercise) {
            let what = format!("{exercise} takes its own place");
            form.add_at(span.clone(), what, "name another exercise");
        }
        read.insert(exercise, others.into_iter().map(|(id, _)| id).collect());
    }
    read
}

/// Notes an exercise that the phase does not list.
fn check_listed(
    form: &Form<'_>,
    exercise: &str,
    span: std::ops::Range<usize>,
    listed: &BTreeSet<&str>,
) {
    if !listed.contains(exercise) {
        let right = not_among(exercise, listed, "list the exercise, or leave it out here");
        form.add_at(span, format!("the phase does not list “{}”", shown(exercise)), right);
    }
}

/// Lists that replace a phase's own for a variant.
fn alternatives(form: &Form<'_>, variants: &[String]) -> BTreeMap<String, Vec<String>> {
    const RIGHT: &str = "below it stands a variant and the exercises it has instead";
    let Some(form) = form.group_maybe("alternatives", "the alternatives of a phase", RIGHT) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (variant, span, value) in form.entries() {
        check_variant(&form, &variant, span, variants);
        let exercises: Vec<String> = form
            .entry_ids(&variant, value, EXERCISES)
            .into_iter()
            .map(|(exercise, _)| exercise)
            .collect();
        // What is no list has been told as that.
        if value.items().is_some() && !(1..=MOST_EXERCISES).contains(&exercises.len()) {
            form.add_at(
                value.span.clone(),
                format!("{variant} lists {} exercises", exercises.len()),
                EXERCISES,
            );
        }
        read.insert(variant, exercises);
    }
    read
}

/// Notes a variant the condition does not have.
fn check_variant(
    form: &Form<'_>,
    variant: &str,
    span: std::ops::Range<usize>,
    variants: &[String],
) {
    if !variants.iter().any(|each| each == variant) {
        let list = match variants {
            [] => "this condition has no variants".to_owned(),
            variants => format!("the variants are {}", variants.join(", ")),
        };
        let right = not_among(variant, &set_of(variants), &list);
        form.add_at(span, format!("“{}” is not one of the variants", shown(variant)), right);
    }
}

/// A heading below which doses are set, by exercise.
#[derive(Clone, Copy)]
struct DoseHeading {
    /// The field.
    field: &'static str,
    /// What the group is called.
    called: &'static str,
    /// What one dose of it is called.
    dose: &'static str,
    /// What is right.
    right: &'static str,
    /// Where an exercise has to be named to have a dose here.
    unlisted: &'static str,
    /// What to do where it is not.
    list: &'static str,
}

const PHASE_DOSE: DoseHeading = DoseHeading {
    field: "dose",
    called: "the doses of a phase",
    dose: "a dose set by a phase",
    right: "a line [phase.dose.EXERCISE] stands above the fields that change",
    unlisted: "the phase does not list it",
    list: "list the exercise, or leave its dose out",
};

const FLARE_DOSE: DoseHeading = DoseHeading {
    field: "flare_dose",
    called: "the doses of bad days",
    dose: "a dose for bad days",
    right: "a line [flare_dose.EXERCISE] stands above the fields that change",
    unlisted: "flare_plan does not name it",
    list: "name the exercise in flare_plan, or leave its dose out",
};

/// Dose fields that stand in place of the exercise's own, for exercises that are `listed`.
fn overrides(
    form: &Form<'_>,
    heading: DoseHeading,
    listed: &BTreeSet<&str>,
) -> BTreeMap<String, DoseOverride> {
    let Some(form) = form.group_maybe(heading.field, heading.called, heading.right) else {
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for (exercise, span, value) in form.entries() {
        if !listed.contains(exercise.as_str()) {
            let what = format!("“{}” has a dose here, and {}", shown(&exercise), heading.unlisted);
            form.add_at(span, what, not_among(&exercise, listed, heading.list));
        }
        let Some(form) = form.group_value(&exercise, value, heading.dose, heading.right) else {
            continue;
        };
        let fields = read_dose::fields(&form);
        form.done();
        read.insert(exercise, fields);
    }
    read
}

/// That a phase that nothing follows is not left.
fn no_exit(form: &Form<'_>) -> Exit {
    const RIGHT: &str = "nothing follows such a phase; leave [phase.exit] out";
    if form.group_maybe("exit", "the exit of a phase", RIGHT).is_some() {
        form.add("exit", "diagnosis is false, and its phase has an exit", RIGHT);
    }
    Exit::default()
}

/// When the phase may be left.
fn exit(form: &Form<'_>, tests: &mut BTreeSet<String>) -> Exit {
    const PAIN: &str = "pain is 0 to 10";
    const SHARE: &str = "a share is 0 to 1, so 80 % is 0.8";
    const GATE: &str = "it is true when a clinician must agree to leaving the phase, else false";
    const TEST: &str = "each test stands below a line [[phase.exit.test]]";
    let right = "below the line [phase.exit] stands when the phase may be left";
    let Some(form) = form.group("exit", "the exit of a phase", right) else {
        return Exit::default();
    };
    let exit = Exit {
        min_days: form.whole(
            "min_days",
            0..=365,
            "it is the least number of days in the phase, 0 to 365",
        ),
        pain_avg7_max: form.decimal_maybe("pain_avg7_max", 0.0..=10.0, PAIN),
        pain_avg28_max: form.decimal_maybe("pain_avg28_max", 0.0..=10.0, PAIN),
        next_morning_ok_min: form.decimal_maybe("next_morning_ok_min", 0.0..=1.0, SHARE),
        adherence_min: form.decimal_maybe("adherence_min", 0.0..=1.0, SHARE),
        clinician_gate: form.flag_or_false("clinician_gate", GATE),
        compare: form.text_maybe("compare", "it says with what the mean is compared"),
        tests: form
            .groups("test", "a test", TEST)
            .into_iter()
            .map(|form| exit_test(form, tests))
            .collect(),
    };
    // A number that could not be read has been told, and counts as there.
    let fields = ["pain_avg7_max", "pain_avg28_max", "test"];
    if !fields.iter().any(|field| form.contains(field)) {
        let right = "add a limit on pain, or a test the person ticks off";
        form.add_at(
            form.span(),
            "this phase is left after a number of days and nothing else",
            right,
        );
    }
    form.done();
    exit
}

/// One test the person ticks off.
fn exit_test(form: Form<'_>, tests: &mut BTreeSet<String>) -> ExitTest {
    let test = ExitTest {
        id: form.id("id"),
        line: form.text("line", "it is the line the person ticks off"),
        known_by: known_by(&form),
    };
    if !test.id.is_empty() && !tests.insert(test.id.clone()) {
        let right = "answers are kept by this id, so each test of a condition needs its own";
        form.add("id", format!("a second test is called “{}”", shown(&test.id)), right);
    }
    form.done();
    test
}

/// What the diary tells of a test, where it does.
fn known_by(form: &Form<'_>) -> Option<KnownBy> {
    const SITTING: &str = "sitting is 0 to 1440 minutes";
    const GOALS: &str = "the mean of the goals is 0 to 10, with at most one decimal";
    const SIGNS: &str = "it is true when the test is that no warning sign is open";
    const NO_WORSE: &str =
        "it is true when the test is that pain and heaviness are not above the start";
    let sitting = form.whole_maybe("sitting_minutes_min", MINUTES_OF_DAY, SITTING);
    let goals = form.decimal_maybe("goals_mean_min", 0.0..=10.0, GOALS).map(|mean| {
        let tenths = (mean * 10.0).round();
        if (mean * 10.0 - tenths).abs() > 1e-6 {
            form.add("goals_mean_min", format!("goals_mean_min is {mean}"), GOALS);
        }
        Score::from_tenths(tenths as i64).expect("it is 0 to 10")
    });
    let no_sign = form.flag_or_false("no_open_sign", SIGNS);
    let no_worse = form.flag_or_false("no_worse_than_start", NO_WORSE);
    let found = [
        sitting.map(KnownBy::SittingMinutes),
        goals.map(KnownBy::GoalsMean),
        no_sign.then_some(KnownBy::NoOpenSign),
        no_worse.then_some(KnownBy::NoWorseThanStart),
    ];
    let mut found = found.into_iter().flatten();
    let known_by = found.next();
    if found.next().is_some() {
        let what = "the diary would tell this test by two fields";
        let right = "keep one of sitting_minutes_min, goals_mean_min, no_open_sign and \
                     no_worse_than_start";
        form.add("id", what, right);
    }
    known_by
}
