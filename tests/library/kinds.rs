//! What holds for every shipped exercise of a kind, so that one correction is not forgotten in the
//! next file: a tag brings its cautions and its stop rules.
//!
//! Which belong together is a design choice, as the wording and the effects of the set-up questions
//! are (`safety.toml`).

use supple::domain::programme::exercise::{Exercise, Position};
use supple::library::Library;

/// A tag, and what a file that carries it has to name.
type Row = (&'static str, &'static [&'static str]);

/// Set-up questions that hide an exercise.
const HIDES: [Row; 3] = [
    ("pressure-tool", &["blood-thinner", "broken-skin"]),
    ("prone", &["pregnancy"]),
    ("spine-flexion", &["osteoporosis"]),
];

/// Set-up questions that hide an exercise or show a caution on it.
const CAUTIONS: [Row; 13] = [
    ("adduction-across-midline", &["hip-replacement"]),
    ("balance", &["poor-balance"]),
    ("breath-hold-risk", &["heart-bp", "prolapse"]),
    ("deep-hip-flexion", &["hip-replacement"]),
    ("end-range-stretch", &["hypermobility"]),
    ("heavy-load", &["heart-bp", "osteoporosis"]),
    ("hip-drop", &["hip-replacement"]),
    ("hip-extension-end-range", &["hip-replacement"]),
    ("impact", &["osteoporosis", "prolapse"]),
    ("inward-rotation", &["hip-replacement"]),
    ("loaded-hip-flexion", &["hip-replacement"]),
    ("spine-extension", &["osteoporosis"]),
    ("spine-rotation", &["osteoporosis"]),
];

/// Stop rules.
const STOPS: [Row; 14] = [
    ("adduction-across-midline", &["adduction-pinch"]),
    ("balance", &["fall-risk"]),
    ("breath-hold-risk", &["prolapse-heavy"]),
    ("deep-hip-flexion", &["groin-pinch"]),
    ("hip-extension-end-range", &["ifi-extension"]),
    ("kegel", &["pf-worse"]),
    ("kegel-light", &["pf-worse"]),
    ("loaded-hip-flexion", &["groin-pinch"]),
    ("nerve-glide", &["nerve-linger", "numb-weak"]),
    ("pressure-tool", &["numb-weak", "bruise-thinner"]),
    ("sitbone-pressure", &["sitbone"]),
    ("spine-extension", &["leg-spread", "back-pinch"]),
    ("spine-flexion", &["leg-spread"]),
    ("tailbone-pressure", &["coccyx-sit"]),
];

/// What exercises with a tag do not name.
fn missing(exercise: &Exercise) -> Vec<String> {
    let look = |rows: &[Row], named: &[&Vec<String>], place: &str| -> Vec<String> {
        let tagged = rows.iter().filter(|(tag, _)| exercise.tags.iter().any(|each| each == tag));
        let asked = tagged.flat_map(|(tag, ids)| ids.iter().map(move |id| (tag, id)));
        let lacking =
            asked.filter(|(_, id)| !named.iter().any(|list| list.iter().any(|each| each == *id)));
        lacking.map(|(tag, id)| format!("{}: {tag} needs {id} in {place}", exercise.id)).collect()
    };
    let Exercise { contra, caution, stop, .. } = exercise;
    [
        look(&HIDES, &[contra], "contra"),
        look(&CAUTIONS, &[contra, caution], "contra or caution"),
        look(&STOPS, &[stop], "stop"),
    ]
    .concat()
}

#[test]
fn a_tag_brings_its_cautions_and_its_stop_rules() {
    let library = Library::builtin();
    let mut told = Vec::new();
    let mut tags = Vec::new();
    for id in library.exercise_ids() {
        let exercise = library.exercise(&id).expect("it is shipped");
        told.extend(missing(&exercise));
        // Who stands with free hands is told to stand beside something to hold on to.
        let stands = exercise.position == Position::Standing && exercise.dose.minutes.is_none();
        let balance = [&exercise.contra, &exercise.caution]
            .map(|list| list.contains(&"poor-balance".to_owned()));
        if stands && balance == [false; 2] {
            told.push(format!("{id}: one stands, and poor-balance is not in caution"));
        }
        tags.extend(exercise.tags);
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    let rows = HIDES.iter().chain(&CAUTIONS).chain(&STOPS);
    for (tag, _) in rows {
        assert!(tags.iter().any(|each| each == tag), "no exercise carries {tag}");
    }
}
