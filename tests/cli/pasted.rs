//! Whatever is pasted into a question answers no other, and a question that stood open over night is
//! answered when it is answered.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::prompt::Keyboard;
use crate::world::World;

/// Pieces of what people have on their clipboards, and what no person would have on it. Ctrl-Z is
/// not among it: it stops the program until somebody lets it go on.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop_oneof![Just("9"), Just("10"), Just("0"), Just("7.5"), Just("6,5"), Just("11")]
            .prop_map(str::to_owned),
        4 => prop_oneof![Just("\r"), Just("\n"), Just("\r\n")].prop_map(str::to_owned),
        3 => prop_oneof![
            Just("n Yesterday at its worst it was"),
            Just("w"),
            Just("p left"),
            Just("q"),
            Just("b"),
            Just("y"),
            Just(" "),
            Just("–"),
            Just("دردم"),
        ]
        .prop_map(str::to_owned),
        2 => prop_oneof![
            Just("\u{1b}[A"),
            Just("\u{1b}[D"),
            Just("\u{1b}[H"),
            Just("\u{1b}"),
            Just("\u{1b}[201~"),
            Just("\u{1b}]0;x\u{7}"),
            Just("\u{7f}"),
            Just("\t"),
            Just("\u{15}"),
            Just("\u{3}"),
            Just("\u{4}"),
            Just("\0"),
        ]
        .prop_map(str::to_owned),
        2 => proptest::string::string_regex("[ -~]{1,12}").expect("a pattern"),
    ]
}

/// Something pasted, with the marks of a terminal that marks it, or without.
fn pasted() -> impl Strategy<Value = (String, bool)> {
    (proptest::collection::vec(piece(), 1..8).prop_map(|pieces| pieces.concat()), any::<bool>())
}

/// What is sent for it.
fn sent(pasted: &str, is_marked: bool) -> String {
    if is_marked { format!("\u{1b}[200~{pasted}\u{1b}[201~") } else { pasted.to_owned() }
}

/// Presses Enter until the program has ended; what it asks then is left as it is.
fn enters(keyboard: &mut Keyboard) {
    for _ in 0..40 {
        std::thread::sleep(Duration::from_millis(60));
        if keyboard.has_ended() {
            return;
        }
        keyboard.sends("\r");
    }
    keyboard.sends("\u{3}");
}

/// The scores that were kept, newest first, but for the one that was there before.
fn scores(world: &mut World) -> Vec<String> {
    let history = world.json("supple history --json");
    let all = history.as_array().expect("a list").iter();
    let mut scores: Vec<String> = all.map(|entry| entry["score"].to_string()).collect();
    scores.pop();
    scores
}

/// The lines of what was pasted with anything on them.
fn lines(pasted: &str) -> Vec<&str> {
    let says_something = |c: char| !c.is_control() && !c.is_whitespace();
    pasted.split(['\r', '\n']).filter(|line| line.contains(says_something)).collect()
}

/// The lines that are a score by themselves, as the diary keeps it.
fn lines_of_a_score(pasted: &str) -> Vec<String> {
    let scores = lines(pasted).into_iter().filter_map(|line| {
        let line = line.trim().replace(',', ".");
        line.parse::<f64>().ok().filter(|score| (0.0..=10.0).contains(score))
    });
    scores.map(|score| score.to_string()).collect()
}

/// Whether it is one line that a person may have typed key by key: Backspace, an arrow or Tab may
/// make another of it.
fn may_be_typed(pasted: &str) -> bool {
    lines(pasted).len() <= 1 && pasted.contains(char::is_control)
}

/// Whether a score is made of letters that were on the line: keys move and take away what is there,
/// and bring nothing.
fn is_of_letters(score: &str, pasted: &str) -> bool {
    let mut left: Vec<char> = pasted.replace(',', ".").chars().collect();
    score.chars().all(|letter| {
        let found = left.iter().position(|each| *each == letter);
        found.map(|at| left.swap_remove(at)).is_some()
    })
}

/// A world whose last score is 6, of yesterday.
fn with_yesterday() -> World {
    let mut world = World::new();
    world.clock("2026-11-21T20:00:00+01:00");
    world.quietly("supple log 6 --site buttock:left");
    world.clock("2026-11-22T20:00:00+01:00");
    world
}

/// Runs a property a few times: each is a run of the program at a keyboard.
fn holds(property: impl Fn((String, bool)) -> Result<(), TestCaseError>) {
    let config = Config { cases: 14, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&pasted(), property).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn what_is_pasted_after_the_score_never_becomes_the_score() {
    holds(|(pasted, is_marked)| {
        let mut world = with_yesterday();
        let mut keyboard = Keyboard::at(&world, "supple log");
        keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
        keyboard.answers("log\u{a0}nothing", &[&sent(&pasted, is_marked)]);
        enters(&mut keyboard);
        let (shown, _) = keyboard.ends();
        // A number alone is a new score there, as the question says.
        let mut right = vec!["4".to_owned()];
        if lines(&pasted).len() == 1 {
            right.extend(lines_of_a_score(&pasted));
        }
        let kept = scores(&mut world);
        prop_assert!(kept.len() <= 1, "{pasted:?} {shown}");
        let is_right = |score: &String| {
            right.contains(score) || may_be_typed(&pasted) && is_of_letters(score, &pasted)
        };
        prop_assert!(kept.iter().all(is_right), "{pasted:?}: {kept:?} {shown}");
        Ok(())
    });
}

#[test]
fn what_is_pasted_for_the_score_is_one_by_itself_or_none() {
    holds(|(pasted, is_marked)| {
        let mut world = with_yesterday();
        let mut keyboard = Keyboard::at(&world, "supple log");
        keyboard.answers("Sat 21 Nov.", &[&sent(&pasted, is_marked)]);
        enters(&mut keyboard);
        let (shown, _) = keyboard.ends();
        let kept = scores(&mut world);
        prop_assert!(kept.len() <= 1, "{pasted:?} {shown}");
        let right = lines_of_a_score(&pasted);
        let is_right = |score: &String| {
            right.contains(score) || may_be_typed(&pasted) && is_of_letters(score, &pasted)
        };
        prop_assert!(kept.iter().all(is_right), "{pasted:?}: {kept:?} {shown}");
        Ok(())
    });
}

#[test]
fn what_is_pasted_for_a_goal_rates_no_other() {
    holds(|(pasted, is_marked)| {
        let mut world = with_yesterday();
        world.quietly("supple goal add walk");
        world.quietly("supple goal add swim");
        let mut keyboard = Keyboard::at(&world, "supple goal rate");
        keyboard.answers("1/2", &[&sent(&pasted, is_marked)]);
        enters(&mut keyboard);
        let (shown, _) = keyboard.ends();
        let goals = world.json("supple goal --json");
        let other = &goals["goals"][1]["ratings"];
        prop_assert!(*other == serde_json::json!([]), "{pasted:?} {shown}");
        Ok(())
    });
}

#[test]
fn a_question_that_stood_open_over_night_is_answered_when_it_is_answered() {
    let mut world = with_yesterday();
    // The day ends at 04:00, and whoever answers needs three seconds.
    world.at("2026-11-23T03:59:58+01:00");
    let mut keyboard = Keyboard::at(&world, "supple log");
    keyboard.until("Sat 21 Nov.");
    std::thread::sleep(Duration::from_secs(3));
    keyboard.answers("", &["4", "\r"]);
    keyboard.answers("log\u{a0}nothing", &["\r"]);
    let (shown, code) = keyboard.ends();
    let said = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(code, 0, "{shown}");
    assert!(said.contains("The day has turned since the question was put"), "{shown}");
    let entry = &world.json("supple history --json")[0];
    assert_eq!(entry["day"], "2026-11-23", "{shown}");
    for moment in ["at", "written_at"] {
        let text = entry[moment].as_str().expect("a moment");
        assert!(text > "2026-11-23T04:00" && text < "2026-11-23T04:02", "{moment}: {text}");
    }
    // Asked for a day, that day is meant, whatever the clock says by now.
    world.at("2026-11-24T03:59:58+01:00");
    let mut keyboard = Keyboard::at(&world, "supple log --on yesterday");
    keyboard.until("Pain now");
    std::thread::sleep(Duration::from_secs(3));
    keyboard.answers("", &["5", "\r"]);
    keyboard.answers("log\u{a0}nothing", &["\r"]);
    let (shown, _) = keyboard.ends();
    let entry = world.json("supple history --json");
    let entry = entry.as_array().expect("a list").iter().find(|entry| entry["score"] == 5);
    assert_eq!(entry.expect("it is kept")["day"], "2026-11-22", "{shown}");
}
