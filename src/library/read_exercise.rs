//! One exercise's file into an [`Exercise`].
//!
//! Looks at that file alone; whether its relatives exist is for `check.rs`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::programme::exercise::{Evidence, Exercise, Review};
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::setup_question::Effect;
use crate::domain::text::vocabulary::vocabulary;

use super::form::Form;
use super::ids::set_of;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;
use super::{read_dose, read_pose};

/// What exercises and conditions are held against: stop rules, set-up questions and tags that there
/// are, and the numbers of the rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vocabulary<'a> {
    /// What `exercises/safety.toml` says.
    pub safety: &'a Safety,
    /// Tags and what they mean.
    pub tags: &'a BTreeMap<String, String>,
    /// The numbers of the rules as shipped.
    pub rules: &'a RuleBook,
}

impl<'a> Vocabulary<'a> {
    /// The tags, to look them up in.
    pub fn tags(self) -> BTreeSet<&'a str> {
        set_of(self.tags.keys())
    }
}

/// Where to find the words that may be used, to end a sentence with.
pub(super) const TAG_LIST: &str = "the tags and their meanings are in exercises/tags.toml";
const STOP_LIST: &str = "the stop rules are in exercises/safety.toml";

/// What a position or a kind always asks of the body. Conditions keep movements out by tags, so one
/// that is forgotten would let the movement through.
pub(super) const ALWAYS: [(&str, &str); 5] = [
    ("supine", "supine"),
    ("prone", "prone"),
    ("quadruped", "hands-and-knees"),
    ("release", "pressure-tool"),
    ("neural", "nerve-glide"),
];

pub(super) const QUESTION_LIST: &str = "the set-up questions are in exercises/safety.toml";

/// Reads the file of the exercise `id`; holds it against `words`, unless that is proven already.
pub(super) fn exercise(
    file: &SourceFile,
    id: &str,
    words: Option<Vocabulary<'_>>,
) -> Result<Exercise, Vec<Problem>> {
    const TAGS: &str = "it names what the movement asks of the body, such as [\"supine\"]; \
                        [] when nothing fits";
    const CONTRA: &str = "it names set-up questions that hide the exercise; [] when there are none";
    const CAUTION: &str =
        "it names set-up questions that put a caution on it; [] when there are none";
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "an exercise");
    let exercise = Exercise {
        id: own_id(&form, id),
        name: form.text("name", "it is what a person calls the exercise, such as \"Bridge\""),
        kind: form.word("kind", &vocabulary()),
        target: form.texts("target", "it names the muscles or joints the exercise is for"),
        position: form.word("position", &vocabulary()),
        equipment: form.texts_maybe("equipment", "it names what is needed, such as [\"mat\"]"),
        steps: form.texts("steps", "it says what to do, one step a line"),
        errors: form.texts_maybe("errors", "it says what often goes wrong, one a line"),
        stop: form.ids("stop", "it names at least one stop rule, such as [\"pain5\"]"),
        tags: form.ids("tags", TAGS),
        contra: form.ids("contra", CONTRA),
        caution: form.ids("caution", CAUTION),
        easier: form.ids_maybe("easier", "it names exercises to fall back to"),
        harder: form.ids_maybe("harder", "it names exercises to grow into"),
        dose: read_dose::blank(),
        dose_source: Evidence::new("design choice").expect("the stand-in carries a mark"),
        review: review(&form),
        pose: None,
    };
    if let Some(words) = words {
        known_words(&form, &exercise, words);
    }
    if exercise.stop.is_empty() && form.contains("stop") {
        form.add(
            "stop",
            "stop is an empty list",
            "it names at least one stop rule, such as [\"pain5\"]",
        );
    }
    for (field, relatives) in [("easier", &exercise.easier), ("harder", &exercise.harder)] {
        if relatives.contains(&exercise.id) {
            form.add(
                field,
                format!("the exercise names itself as {field}"),
                "name another one, or leave it out",
            );
        }
    }
    if let Some(both) = exercise.easier.iter().find(|id| exercise.harder.contains(id)) {
        form.add(
            "harder",
            format!("“{}” is named as easier and as harder", shown(both)),
            "it can only be one of them",
        );
    }
    if let Some(words) = words {
        tags_that_go_with_it(&form, &exercise, words);
        cautions(&form, &exercise, words);
    }
    let exercise = Exercise { pose: read_pose::pose(&form), ..with_dose(&form, exercise) };
    form.done();
    notes.finish(exercise)
}

/// Who has looked the file through; empty fields say that nobody has.
pub(super) fn review(form: &Form<'_>) -> Option<Review> {
    const BY: &str = "it is who has looked the file through, and what they are";
    let by = form.text_or_empty("reviewed_by", BY);
    let on = day(form, "reviewed_on");
    let again = day(form, "review_again");
    if by.is_empty() {
        for field in
            ["reviewed_on", "review_again"].into_iter().filter(|field| form.contains(field))
        {
            if !form.equals(field, "") {
                let what = format!("there is {field}, and nobody in reviewed_by");
                form.add(field, what, "say who has looked the file through, or leave it out");
            }
        }
        return None;
    }
    if !form.contains("reviewed_on") || form.equals("reviewed_on", "") {
        form.add("reviewed_by", "there is reviewed_by without reviewed_on", DAY);
    }
    let on = on?;
    if again.is_some_and(|again| again <= on) {
        let right = "it is a day after reviewed_on";
        form.add("review_again", "review_again is not after reviewed_on", right);
    }
    Some(Review { by, on, again })
}

/// What is right in a field with a day.
const DAY: &str = "a day is written as \"2026-11-22\"";

/// A day, where the field has one; an empty text is none.
fn day(form: &Form<'_>, field: &'static str) -> Option<NaiveDate> {
    let text = form.text_or_empty(field, DAY);
    let day = text.parse().ok();
    if day.is_none() && !text.is_empty() {
        form.add(field, format!("{field} is “{}”", shown(&text)), DAY);
    }
    day
}

/// The id in the file, which must be the file's own name.
pub(super) fn own_id(form: &Form<'_>, file: &str) -> String {
    let id = form.id("id");
    if !id.is_empty() && super::ids::is_id(&id) && id != file {
        form.add(
            "id",
            format!("id is “{id}”, and the file is called {file}.toml"),
            "both must be the same",
        );
    }
    id
}

/// Notes every tag, stop rule and set-up question that there is not.
fn known_words(form: &Form<'_>, exercise: &Exercise, words: Vocabulary<'_>) {
    let stop_rules = set_of(words.safety.stop_rules.keys());
    let questions = set_of(words.safety.setup_questions.iter().map(|question| &question.id));
    form.among("tags", &exercise.tags, &words.tags(), "a tag", TAG_LIST);
    form.among("stop", &exercise.stop, &stop_rules, "a stop rule", STOP_LIST);
    form.among("contra", &exercise.contra, &questions, "a set-up question", QUESTION_LIST);
    form.among("caution", &exercise.caution, &questions, "a set-up question", QUESTION_LIST);
}

/// Notes a tag that the position or the kind calls for and that is not there.
fn tags_that_go_with_it(form: &Form<'_>, exercise: &Exercise, words: Vocabulary<'_>) {
    // A misspelt tag has been told, and may well be the one that would be called missing here.
    let misspelt = exercise.tags.iter().any(|tag| !words.tags.contains_key(tag));
    if misspelt || !form.contains("tags") {
        return;
    }
    for (field, word) in [("position", exercise.position.word()), ("kind", exercise.kind.word())] {
        let calls_for = ALWAYS.iter().find(|(name, _)| form.equals(field, name) && *name == word);
        if let Some((_, tag)) =
            calls_for.filter(|(_, tag)| !exercise.tags.iter().any(|each| each == tag))
        {
            let what = format!("{field} is {word}, and the tag {tag} is missing");
            form.add(
                "tags",
                what,
                "conditions keep movements out by their tags, so give all that apply",
            );
        }
    }
}

/// Notes set-up questions that cannot do here what they are named for.
fn cautions(form: &Form<'_>, exercise: &Exercise, words: Vocabulary<'_>) {
    if let Some(both) = exercise.contra.iter().find(|id| exercise.caution.contains(id)) {
        let what = format!("“{}” stands in contra and in caution", shown(both));
        form.add(
            "caution",
            what,
            "contra hides the exercise, so a caution on it would never be seen",
        );
    }
    let only_shown = exercise.contra.iter().find(|id| {
        words.safety.setup_question(id).is_some_and(|question| question.effect == Effect::Note)
    });
    if let Some(id) = only_shown {
        let what = format!("“{}” stands in contra, and a yes to it hides nothing", shown(id));
        form.add("contra", what, "it only shows a line; put it in caution, or leave it out");
    }
}

/// The exercise with the dose its file gives.
fn with_dose(form: &Form<'_>, exercise: Exercise) -> Exercise {
    let right = "below the line [dose] stands how much, and how often";
    let Some(form) = form.group("dose", "a dose", right) else { return exercise };
    let dose = read_dose::dose(&form);
    if let Some(clash) = read_dose::too_often(&dose, &exercise.tags) {
        form.add(clash.field, clash.what, clash.right);
    }
    let read = Exercise { dose, dose_source: form.evidence("source"), ..exercise };
    form.done();
    read
}
