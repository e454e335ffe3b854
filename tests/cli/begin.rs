//! The first ten minutes: from “my buttock hurts” to a safe first step or the right door, and no way
//! to a routine past an urgent question that nobody answered.

use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use crate::world::{NONE_OF_IT, World};

/// Keys of somebody with no sign who takes the gentle start: eight groups, the start, what comes
/// before any programme, and that sitting does not hurt.
#[cfg(unix)]
const TO_THE_START: [(&str, &str); 11] = [
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("[y/n/s/q]", "n"),
    ("Enter stop", "g"),
    ("[y/n/s/q]", "n"),
    ("Enter for none.", "2"),
];

/// The most keys, and the most words on the screen, from an empty home to a first step.
#[cfg(unix)]
const MOST_KEYS: usize = 25;
const MOST_WORDS: usize = 450;

/// Words of a screen: what has two letters or more beside each other, or is a word of one.
fn words(screen: &str) -> usize {
    let is_word = |word: &&str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 && !word.contains("[y/n/s/q]") || *word == "a" || *word == "A"
    };
    screen.split_whitespace().filter(is_word).count()
}

/// Types the keys of a walk through `supple begin`, or `supple` alone.
#[cfg(unix)]
fn walk(world: &mut World, line: &str, keys: &[(&str, &str)]) -> crate::world::Output {
    let mut watched = world.on_a_terminal(line);
    for (question, key) in keys {
        watched.until(question);
        watched.types(key);
    }
    watched.ends()
}

#[test]
#[cfg(unix)]
fn an_empty_home_comes_to_a_safe_first_step_in_few_keys_and_words() {
    for (line, columns) in [("supple begin", "80"), ("supple begin", "40"), ("supple", "80")] {
        let mut world = World::unanswered();
        world.set("COLUMNS", columns);
        let seen = walk(&mut world, line, &TO_THE_START);
        // Each answer was typed with Enter; a terminal with keys takes them without.
        assert!(TO_THE_START.len() <= MOST_KEYS);
        let count = words(&seen.stdout);
        assert!(count <= MOST_WORDS, "{count} words in {columns} columns:\n{}", seen.stdout);
        assert!(seen.stdout.contains("A gentle start is in your plan"), "{}", seen.stdout);
        assert!(seen.stdout.lines().all(|line| {
            line.chars().count() <= columns.parse().expect("a number") || line.contains('/')
        }));
        let today = world.json("supple today --json");
        assert_eq!(today["holds"], Value::Array(vec![]), "{today}");
        assert!(!today["due"].as_array().expect("a list").is_empty());
    }
}

#[test]
#[cfg(unix)]
fn whoever_stops_in_it_is_told_what_is_kept_and_how_to_go_on() {
    let said = |seen: &str| seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut world = World::unanswered();
    let no = ("[y/n/s/q]", "n");
    let seen = walk(&mut world, "supple begin", &[no, no, no, ("[y/n/s/q]", "q")]);
    let seen = said(&seen.stdout);
    let kept = "You stopped before the end. Kept: the answers to 3 of 8 questions.";
    assert!(seen.contains(kept), "{seen}");
    assert!(seen.contains("and what comes after: supple begin"), "{seen}");
    assert!(!seen.contains("supple screen"), "{seen}");
    // It goes on where it stopped.
    let seen = walk(&mut world, "supple begin", &[("[y/n/s/q]", "q")]);
    assert!(said(&seen.stdout).contains("nothing is kept of the questions"), "{}", seen.stdout);
    let seen = walk(&mut world, "supple begin", &[no, no, no, no, no, ("Enter stop", "")]);
    assert!(!seen.stdout.contains("You stopped"), "{}", seen.stdout);
    // The questions before a programme are of the same kind.
    let seen = walk(&mut world, "supple begin", &[("Enter stop", "g"), ("[y/n/s/q]", "q")]);
    let seen = said(&seen.stdout);
    assert!(
        seen.contains("not in your plan yet") && seen.contains("go on: supple begin"),
        "{seen}"
    );
}

#[test]
#[cfg(unix)]
fn its_menu_goes_on_and_a_key_that_is_none_of_its_own_is_answered() {
    let mut world = World::unanswered();
    let mut keys = vec![("[y/n/s/q]", "n"); 8];
    keys.extend([("Enter stop", "x"), ("Enter stop", "w"), ("Enter stop", "g")]);
    keys.extend(&TO_THE_START[9..10]);
    // “2 no, neither”.
    keys.push(("Enter for none.", "n"));
    let seen = walk(&mut world, "supple begin", &keys);
    for said in
        ["A key here is w, g or Enter.", "Whom to see, and when", "A gentle start is in your plan"]
    {
        assert!(seen.stdout.contains(said), "{}", seen.stdout);
    }
    // There were questions enough on this day.
    for (day, is_reminded) in [("2026-11-22", false), ("2026-11-23", true)] {
        world.clock(&format!("{day}T18:00:00+01:00"));
        let seen = world.types("supple today");
        let all = seen.stdout + &seen.stderr;
        assert_eq!(all.contains("A few questions about you are due"), is_reminded, "{day}: {all}");
    }
}

#[test]
#[cfg(unix)]
fn a_yes_to_the_weekly_screen_is_asked_which_line_it_is_of() {
    let mut world = World::assigned();
    world.clock("2026-11-29T09:00:00+01:00");
    let keys = [("q stop", "y"), ("q stop", "5"), ("[y/n/s/q]", "n"), ("[y/n/s/q]", "q")];
    let mut watched = world.on_a_terminal("supple screen");
    for (question, key) in keys {
        watched.until(question);
        watched.types(key);
    }
    let seen = watched.ends().stdout;
    assert!(seen.contains("Which line is it?") && !seen.contains("A key here is"), "{seen}");
}

#[test]
fn the_same_by_a_file_of_answers() {
    for columns in ["80", "40"] {
        let mut world = World::unanswered();
        world.set("COLUMNS", columns);
        fs::write(world.desk().join("a.json"), NONE_OF_IT).expect("it is written");
        let begun = world.quietly("supple begin --answers a.json");
        let flowed: Vec<&str> = begun.stdout.split_whitespace().collect();
        assert!(flowed.join(" ").contains("supple assign first-steps"), "{}", begun.stdout);
        let start = world.quietly("supple assign first-steps");
        let all = [begun.stdout, begun.stderr, start.stdout, start.stderr].concat();
        let count = words(&all);
        assert!(count <= MOST_WORDS, "{count} words in {columns} columns:\n{all}");
    }
}

#[test]
#[cfg(unix)]
fn a_yes_shows_the_door_and_no_exercise() {
    let mut world = World::unanswered();
    let group = ("[y/n/s/q]", "y");
    let seen = walk(&mut world, "supple begin", &[group, ("[y/n/s/q]", "y")]);
    let home = world.home().display().to_string();
    insta::assert_snapshot!(seen.stdout.replace(&home, "~"), @"
    A pain diary and safe first steps, kept on this machine. It cannot say what you
    have.

    First what cannot wait. Any of this?
    n none · y yes, or not sure · s skip · b back · q stop

    1/8 Numbness between the legs, in both buttocks or when wiping; new or
        unexamined trouble with bladder, bowel or genital feeling? [y/n/s/q]
    y
        Numbness, tingling or changed feeling, even a small patch or one side,
        around the genitals, the back passage or the inner thighs, in both buttocks,
        or when wiping? (One buttock asleep from sitting that is back within 10
        minutes: no.) [y/n/s/q]
    y
    ! EMERGENCY: NOW
      Go now to a hospital emergency department, not a walk-in or minor injuries
      clinic; do not wait for a call back. Do not drive; if nobody can take you, or
      your legs are weak, call an ambulance.
      Say there: “I have numbness between my legs with back or buttock pain. Cauda
      equina must be ruled out.”
      You said yes on Sun 22 Nov: Numbness, tingling or changed feeling, even a
      small patch or one side, around the genitals, the back passage or the inner
      thighs, in both buttocks, or when wiping?

    No exercises until then
    When a clinician has looked at it, record who and when:
      supple screen --checked ces-saddle --by 'Dr Name'
    Your diary is new. It is this one file:
    ~/.local/share/supple/diary.db
    If an answer was a slip: supple undo takes back this round of them.
    ");
}

#[test]
fn a_cause_is_never_ranked_and_no_diagnosis_is_led_to() {
    let mut world = World::unanswered();
    for line in ["supple", "supple begin", "supple log 4", "supple today", "supple week", "supple"]
    {
        let seen = world.run(&crate::world::words(line)[1..]);
        let said = seen.stdout + &seen.stderr;
        assert!(!said.contains("diagnosed with"), "{line}: {said}");
        assert!(!said.contains("supple assign piriformis"), "{line}: {said}");
    }
}

/// What may show a routine.
const VERBS: [&str; 22] = [
    "supple",
    "supple --json",
    "supple today",
    "supple today --json",
    "supple today --on tomorrow",
    "supple today --on tomorrow --json",
    "supple week",
    "supple week --json",
    "supple session",
    "supple session --plain",
    "supple handout --out a.svg --replace",
    "supple handout --week --out b.svg --json --replace",
    "supple plan",
    "supple plan --json",
    "supple plan --why figure-four-supine",
    "supple plan advance piriformis-dgs",
    "supple plan set figure-four-supine --sets 1",
    "supple remind",
    "supple remind --json",
    "supple done --all",
    "supple screen",
    "supple flare",
];

/// Names and ids of the exercises that the plan begins with.
const FORBIDDEN: [&str; 6] = [
    "figure-four",
    "Figure-four",
    "sciatic-slider",
    "Sciatic nerve slider",
    "diaphragmatic-breathing",
    "1 × 3, hold",
];

/// The groups of the urgent questions.
const GROUPS: [&str; 8] =
    ["pelvis", "legs", "bones", "fever", "circulation", "sudden", "blood", "illness"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// As long as one urgent question was never answered, or its answer is too old, or a sign that
    /// was written down waits for one, no verb shows an exercise of the plan.
    #[test]
    fn no_way_leads_to_a_routine_past_an_urgent_question(
        answered in prop::sample::subsequence(GROUPS.to_vec(), 0..8),
        skips in any::<bool>(),
        weeks in 0_u8..3,
        sign in any::<bool>(),
        verbs in prop::sample::subsequence(VERBS.to_vec(), 6),
    ) {
        let mut world = World::unanswered();
        let answers: serde_json::Map<String, Value> = GROUPS
            .iter()
            .filter(|group| weeks > 0 || sign || answered.contains(group) || skips)
            .map(|group| {
                let is_answered = weeks > 0 || sign || answered.contains(group);
                ((*group).to_owned(), Value::from(if is_answered { "none" } else { "skip" }))
            })
            .collect();
        let answers = Value::Object(answers).to_string();
        fs::write(world.desk().join("a.json"), answers).expect("it is written");
        world.quietly("supple screen --answers a.json");
        world.quietly("supple assign piriformis-dgs --side left");
        if weeks > 0 {
            world.at("2026-12-20T09:00:00+01:00");
        } else if sign {
            world.quietly("supple done walking --symptom numb-weak");
        }
        for verb in verbs {
            let seen = world.run(&crate::world::words(verb)[1..]);
            let said = seen.stdout + &seen.stderr;
            for name in FORBIDDEN {
                // What was typed may be said back.
                prop_assert!(
                    !said.contains(name) || verb.contains(name),
                    "{} shows {}:\n{}", verb, name, said
                );
            }
        }
        let files = world.files();
        prop_assert!(files.iter().all(|file| !file.ends_with(".svg")), "{:?}", files);
    }
}
