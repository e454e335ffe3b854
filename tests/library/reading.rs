//! How hard the texts are to read: about reading age 12 is the aim.
//!
//! Flesch–Kincaid grade level, 0.39 × words per sentence + 11.8 × syllables per word − 15.59
//! (Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of New Readability Formulas, Naval
//! Technical Training Command, report 8-75). A grade is a year of school in the United States; the
//! sixth is about age 12. It counts word lengths and sentence lengths and knows nothing of sense,
//! so the words that nobody outside a clinic uses are looked for by name as well.

use supple::domain::programme::condition::Condition;
use supple::library::Library;

/// Steps are short orders, and none of them needs a long word.
const STEPS: f64 = 5.0;

/// Descriptions need the names of muscles and diseases.
const DESCRIPTIONS: f64 = 8.0;

/// Words of the trade that have a plain one beside them.
const JARGON: [&str; 22] = [
    "abduct",
    "adduct",
    "anterior",
    "aetiolog",
    "bilateral",
    "concentric",
    "contraindicat",
    "distal",
    "eccentric",
    "flexion",
    "gait",
    "idiopathic",
    "isometric",
    "lumbopelvic",
    "midline",
    "modality",
    "palpat",
    "posterior",
    "proximal",
    "regress",
    "symptomatic",
    "unilateral",
];

/// Syllables in a word, counted by its groups of vowels: English endings that are not spoken are
/// left out.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let (mut groups, mut inside) = (0_usize, false);
    for c in word.chars() {
        groups += usize::from(vowel(c) && !inside);
        inside = vowel(c);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let silent = (word.ends_with('e') && !ends(&["le", "ee"]))
        || (word.ends_with("ed") && !ends(&["ted", "ded"]))
        || (word.ends_with("es")
            && !ends(&["ses", "zes", "xes", "ches", "shes", "ces", "ges", "les"]));
    groups.saturating_sub(usize::from(silent && groups > 1)).max(1)
}

/// The Flesch–Kincaid grade of texts; each text ends its last sentence.
fn grade<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    let (mut sentences, mut words, mut spoken) = (0.0, 0.0, 0.0);
    for text in texts {
        for sentence in text.split_inclusive(['.', '!', '?', ';', ':']) {
            let found: Vec<&str> = sentence
                .split(|c: char| !c.is_alphanumeric() && c != '\'')
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .collect();
            sentences += f64::from(u8::from(!found.is_empty()));
            for word in found {
                words += 1.0;
                spoken += f64::from(u32::try_from(syllables(word)).expect("a word is short"));
            }
        }
    }
    if words == 0.0 { 0.0 } else { 0.39 * words / sentences + 11.8 * spoken / words - 15.59 }
}

/// Fails with the worst five when any of them is above the bound.
fn none_above(bound: f64, mut graded: Vec<(f64, String)>) {
    graded.sort_by(|a, b| b.0.total_cmp(&a.0));
    let worst: Vec<String> =
        graded.iter().take(5).map(|(grade, what)| format!("{grade:.1}  {what}")).collect();
    assert!(
        graded.iter().all(|(grade, _)| *grade <= bound),
        "above grade {bound}; the worst are\n{}",
        worst.join("\n")
    );
}

fn conditions() -> Vec<Condition> {
    let library = Library::builtin();
    library.condition_ids().iter().map(|id| library.condition(id).expect("it is shipped")).collect()
}

/// Everything in a condition that is written for the person who has it, by the name of its field.
fn for_the_person(condition: &Condition) -> Vec<(&'static str, Vec<String>)> {
    let phases = &condition.phases;
    vec![
        ("plain", vec![condition.plain.clone()]),
        ("plain and advice", [vec![condition.plain.clone()], condition.advice.clone()].concat()),
        ("red_flags", condition.red_flags.clone()),
        ("avoid", condition.avoid.clone()),
        ("goals", phases.iter().map(|phase| phase.goal.clone()).collect()),
        (
            "education and notes",
            phases
                .iter()
                .flat_map(|phase| phase.education.iter().chain(&phase.note))
                .cloned()
                .collect(),
        ),
        (
            "tests",
            phases
                .iter()
                .flat_map(|phase| &phase.exit.tests)
                .map(|test| test.line.clone())
                .collect(),
        ),
        ("review_note", vec![condition.review_note.clone()]),
    ]
}

#[test]
fn the_steps_of_every_exercise_are_easy_to_read() {
    let library = Library::builtin();
    let exercises =
        library.exercise_ids().into_iter().map(|id| library.exercise(&id).expect("it is shipped"));
    none_above(STEPS, exercises.map(|exercise| (grade(&exercise.steps), exercise.id)).collect());
}

#[test]
fn what_a_condition_says_is_easy_to_read() {
    let graded = conditions().into_iter().flat_map(|condition| {
        let texts = for_the_person(&condition).into_iter();
        texts
            .map(|(field, texts)| (grade(&texts), format!("{}, {field}", condition.id)))
            .collect::<Vec<_>>()
    });
    none_above(DESCRIPTIONS, graded.collect());
}

#[test]
fn no_text_for_a_person_uses_the_words_of_the_trade() {
    let library = Library::builtin();
    let exercises =
        library.exercise_ids().into_iter().map(|id| library.exercise(&id).expect("it is shipped"));
    let steps =
        exercises.map(|exercise| (exercise.id.clone(), [exercise.steps, exercise.errors].concat()));
    let conditions = conditions().into_iter().map(|condition| {
        let texts = for_the_person(&condition).into_iter().flat_map(|(_, texts)| texts).collect();
        (condition.id, texts)
    });
    for (id, texts) in steps.chain(conditions) {
        // The names of programmes are ids, and stand in texts as they are typed.
        let text = texts.join(" ").to_lowercase().replace("flexion-preference", "");
        for word in JARGON {
            assert!(!text.contains(word), "{id} says “{word}”: {text}");
        }
    }
}

#[test]
fn the_score_is_the_published_one() {
    for (word, count) in [
        ("hips", 1),
        ("knee", 1),
        ("squeeze", 1),
        ("buttock", 2),
        ("muscle", 2),
        ("lifted", 2),
        ("pelvis", 2),
        ("30", 1),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
    // Six words, six syllables, one sentence: 0.39 × 6 + 11.8 − 15.59.
    let score = grade([&"Stand up and push your hips.".to_owned()]);
    assert!((score - -1.45).abs() < 1e-9, "{score}");
}
