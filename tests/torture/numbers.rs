//! A number names one thing for ever: who wrote down “entry 12” never changes or removes another
//! one with it.

use super::home::Home;
use super::table::prove;

/// The number of the newest entry, goal or question that a line made, as the program says it.
fn made(home: &Home, line: &str) -> u64 {
    let seen = home.works(line);
    let digits = |word: &str| word.trim_matches([':', '.']).parse().ok();
    let mark = ["entry ", "Goal ", "question "]
        .into_iter()
        .find_map(|mark| seen.stdout.split(mark).nth(1));
    let word = mark
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap_or_else(|| panic!("{line}: {seen:?}"));
    digits(word).unwrap_or_else(|| panic!("{line}: {seen:?}"))
}

/// Makes one thing after the other, each time after what was made before was taken away, and
/// expects new numbers; returns how many.
fn are_new(before: &[&str], makes: &str, takes_away: &[&str]) -> usize {
    for take in takes_away {
        let home = Home::after(before);
        let mut last = made(&home, makes);
        for _ in 0..3 {
            home.works(&take.replace('N', &last.to_string()));
            let next = made(&home, makes);
            assert!(next > last, "{makes}, {take}, {makes}: {next} after {last}");
            last = next;
        }
    }
    3 * takes_away.len()
}

#[test]
fn each_has_a_number_that_none_had_before() {
    let (goal, question) = (["undo", "goal remove N"], ["undo", "visit --drop N"]);
    let numbers = [
        are_new(&["log 4"], "log 5", &["undo", "remove N"]),
        are_new(&[], "log 5", &["undo", "remove N"]),
        are_new(&["goal add swim"], "goal add walk", &goal),
        are_new(&[], "goal add walk", &goal),
        are_new(&["visit --ask why"], "visit --ask when", &question),
        are_new(&[], "visit --ask when", &question),
    ];
    let numbers = numbers.iter().sum();
    prove("S13", numbers, numbers);
    // The same after it was removed and brought back and removed again.
    let home = Home::after(&["log 4", "log 5", "remove 2", "undo", "undo", "redo", "redo"]);
    assert_eq!(made(&home, "log 3"), 3);
}

#[test]
fn ratings_and_exercises_never_share_a_number() {
    let home = Home::after(&["assign piriformis-dgs", "log 4", "done glute-squeeze", "undo"]);
    assert_eq!(made(&home, "log 5"), 3);
    home.works("remove 3");
    home.works("skip glute-squeeze");
    assert_eq!(home.ask("SELECT id FROM session"), ["4"]);
    home.works("undo");
    home.works("done glute-squeeze");
    assert_eq!(home.ask("SELECT id FROM session"), ["5"]);
}

#[test]
fn a_redo_brings_the_same_number_back() {
    let home = Home::after(&["log 4", "log 5", "undo", "redo"]);
    assert_eq!(home.ask("SELECT id FROM rating ORDER BY id"), ["1", "2"]);
    assert_eq!(made(&home, "log 6"), 3);
}
