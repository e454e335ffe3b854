//! A call to the system fails, any one of them: what the program then says about the diary is true.
//!
//! Exit 0 means that it is there. A failure means that it is not, unless the message says that
//! nobody can know. Either way no signal ends the program, the file is sound, and the next command
//! works.

use std::fs;
use std::os::unix::process::ExitStatusExt;

use super::home::{Home, Seen, aloud, rounds};
use super::preload::{library, under};
use super::table::prove;

/// The disk reports an error, or is full, or no file may be opened any more.
const EIO: u32 = 5;
const EMFILE: u32 = 24;
const ENOSPC: u32 = 28;

/// A kind of call, the error it gives, whether all later ones fail too, and how many of them one
/// round passes over after each that it looks at: there are many of some.
const FAULTS: [(&str, u32, bool, u64); 11] = [
    ("sync", EIO, false, 1),
    ("sync", ENOSPC, true, 1),
    ("unlink", EIO, false, 1),
    ("rename", EIO, false, 1),
    ("mkdir", ENOSPC, false, 1),
    ("truncate", EIO, false, 1),
    ("write", EIO, false, 5),
    ("write", ENOSPC, false, 7),
    ("write", ENOSPC, true, 7),
    ("read", EIO, false, 3),
    ("open", EMFILE, false, 3),
];

/// A command, and how often what it keeps is in the diary.
struct Deed {
    line: &'static str,
    count: &'static str,
}

/// How often it is there; a file that is not there, or has nothing in it yet, has nothing of it.
fn count(home: &Home, question: &str) -> i64 {
    // A copy is looked at, so that the next command finds what the failed one left.
    let copy = home.copied();
    if !copy.diary().exists() {
        return 0;
    }
    assert_eq!(copy.ask("PRAGMA integrity_check"), ["ok"]);
    let tables = copy.number("SELECT count(*) FROM sqlite_schema");
    if tables == 0 { 0 } else { copy.number(question) }
}

/// Runs a command, and lets the calls of every kind fail, one after the other; returns how many.
fn tells_the_truth(id: &str, start: &Home, deed: &Deed) -> usize {
    let Some(library) = library() else { return 0 };
    let before = count(start, deed.count);
    let (mut injected, mut wrong) = (0_usize, Vec::new());
    for (kind, error, stays, step) in FAULTS {
        // The whole run looks at every call.
        let step = if rounds() > 1 { 1 } else { step };
        for number in (1..).step_by(usize::try_from(step).expect("small")) {
            let home = start.copied();
            let folder = tempfile::tempdir().expect("a folder");
            let fired = folder.path().join("fired");
            let wish = format!("{kind}:{number}:{error}{}", if stays { ":+" } else { "" });
            let wishes = [
                ("TORTURE_FAIL", wish.as_str()),
                ("TORTURE_FIRED", fired.to_str().expect("a path")),
            ];
            let output =
                under(home.line(deed.line), &home, library, &wishes).output().expect("it runs");
            let signal = output.status.signal();
            let seen = Seen::from(output);
            if !fired.exists() {
                assert!(seen.is_done(), "{wish}: {seen:?}");
                break;
            }
            injected += 1;
            let mut found_wrong =
                |why: &str| wrong.push(format!("{} with {wish}: {why}: {seen:?}", deed.line));
            let is_there = count(&home, deed.count) - before;
            let is_unknown = seen
                .stderr
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains("may or may not");
            match (seen.code, is_there) {
                (None, _) => found_wrong(&format!("a signal ended it: {signal:?}")),
                (Some(0), 1) | (Some(1 | 2), 0) => {}
                (Some(1), 1) if is_unknown => {}
                (Some(0), _) => found_wrong(&format!("acknowledged, and there {is_there} times")),
                _ => found_wrong(&format!("refused, and there {is_there} times")),
            }
            if seen.stderr.contains("panicked") {
                found_wrong("it panicked");
            }
            let next = home.types("log 2 --note next");
            if !next.is_done() {
                found_wrong(&format!("the next command fails: {}", next.stderr));
                continue;
            }
            home.proves_sound();
            let kept = home.number(deed.count) - before;
            if kept != is_there
                || home.number("SELECT count(*) FROM rating WHERE note = 'next'") != 1
            {
                found_wrong(&format!(
                    "there {is_there} times, and after the next command {kept} times"
                ));
            }
            // What does not let itself be removed stays.
            if kind != "unlink"
                && (home.copies().len() > 1
                    || home.names().iter().any(|name| {
                        let is_ours = name == "diary.db" || name.starts_with("diary.db.");
                        !is_ours && !start.path().join(name).exists()
                    }))
            {
                found_wrong(&format!("something was left behind: {:?}", home.names()));
            }
        }
    }
    assert!(injected > 20, "{}: only {injected} calls failed", deed.line);
    wrong.iter().take(20).for_each(|wrong| aloud(wrong));
    prove(id, injected, injected.saturating_sub(wrong.len()));
    injected
}

#[test]
fn the_very_first_log() {
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    tells_the_truth("A4a", &Home::new(), &Deed { line: "log 5 --note fault", count: question });
}

#[test]
fn a_later_log() {
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    let start = Home::after(&["log 4 --own-site ballofthumb --took ibuprofen:200mg"]);
    let line = "log 5 --note fault --site ballofthumb --took ibuprofen:400 --tag numb";
    let answers = tells_the_truth("A4b", &start, &Deed { line, count: question });
    if answers > 0 {
        prove("A5", answers, answers);
    }
}

#[test]
fn an_exercise_done() {
    let question = "SELECT count(*) FROM session WHERE note = 'fault'";
    let start = Home::after(&["assign piriformis-dgs --side left"]);
    tells_the_truth(
        "A4c",
        &start,
        &Deed { line: "done glute-squeeze --pain 7 --note fault", count: question },
    );
}

#[test]
fn a_whole_day_done() {
    let question = "SELECT count(*) / 4 FROM session WHERE note = 'fault'";
    let start = Home::after(&["assign piriformis-dgs --side left"]);
    tells_the_truth("A4d", &start, &Deed { line: "done --all --note fault", count: question });
}

#[test]
fn a_dose_set() {
    let question = "SELECT count(*) FROM plan_item WHERE reps = 8";
    let start = Home::after(&["assign piriformis-dgs --side left"]);
    tells_the_truth(
        "A4e",
        &start,
        &Deed { line: "plan set glute-squeeze --reps 8", count: question },
    );
}

#[test]
fn a_diagnosis_assigned() {
    let start = Home::after(&["log 4"]);
    tells_the_truth(
        "A4f",
        &start,
        &Deed {
            line: "assign piriformis-dgs --side left",
            count: "SELECT count(*) FROM plan WHERE side = 'left'",
        },
    );
}

#[test]
fn a_goal_added_and_rated() {
    let start = Home::after(&["log 4"]);
    tells_the_truth(
        "A4g",
        &start,
        &Deed { line: "goal add walk", count: "SELECT count(*) FROM goal" },
    );
    let start = Home::after(&["goal add walk"]);
    tells_the_truth(
        "A4h",
        &start,
        &Deed { line: "goal rate walk 4", count: "SELECT count(*) FROM goal_rating" },
    );
}

#[test]
fn a_visit_noted() {
    let start = Home::after(&["log 4"]);
    let question = "SELECT count(*) FROM visit WHERE note = 'fault'";
    tells_the_truth(
        "A4i",
        &start,
        &Deed { line: "visit 2026-12-01 --note fault --json", count: question },
    );
}

#[test]
fn an_entry_changed() {
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    let start = Home::after(&["log 4 --own-site ballofthumb --took ibuprofen:200mg", "log 5"]);
    let line = "edit 2 --note fault --site ballofthumb --took ibuprofen:400";
    tells_the_truth("A4j", &start, &Deed { line, count: question });
    let question = "SELECT count(*) FROM session WHERE pain = 70";
    let start = Home::after(&["assign piriformis-dgs --side left", "done glute-squeeze"]);
    tells_the_truth("A4k", &start, &Deed { line: "edit 1 --pain 7", count: question });
}

#[test]
fn a_change_taken_back() {
    let question = "SELECT count(*) FROM journal WHERE state = 'undone'";
    tells_the_truth(
        "A4l",
        &Home::after(&["log 4", "log 5"]),
        &Deed { line: "undo", count: question },
    );
}

#[test]
fn an_old_diary_brought_up_to_date_by_a_log() {
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    tells_the_truth(
        "A4m",
        &Home::with_an_old_diary(),
        &Deed { line: "log 5 --note fault", count: question },
    );
}

#[test]
fn a_table_imported() {
    let start = Home::after(&["log 4"]);
    fs::write(start.path().join("t.csv"), "d,s,n\n2026-11-01,3,fault\n").expect("a table");
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    let line = "import t.csv --map on=d,score=s,note=n";
    tells_the_truth("A4n", &start, &Deed { line, count: question });
}

#[test]
fn two_diaries_merged() {
    let start = Home::after(&["log 4"]);
    let other = Home::after(&["log 2 --note fault"]);
    fs::copy(other.diary(), start.path().join("other.db")).expect("it is copied");
    let question = "SELECT count(*) FROM rating WHERE note = 'fault'";
    tells_the_truth("A4o", &start, &Deed { line: "merge other.db", count: question });
}

#[test]
fn a_system_without_random_numbers_is_told_and_nothing_panics() {
    let Some(library) = library() else { return };
    for start in [Home::new(), Home::after(&["log 4"])] {
        let wishes = [("TORTURE_FAIL", "random:1:5:+")];
        let command = under(start.line("log 5"), &start, library, &wishes);
        let seen = Seen::from({ command }.output().expect("it runs"));
        assert_eq!(seen.code, Some(1), "{seen:?}");
        assert!(seen.stderr.replace('\n', " ").contains("no random numbers"), "{seen:?}");
    }
}

#[test]
fn a_folder_without_locks_is_named_as_such() {
    let Some(library) = library() else { return };
    // One that makes the diary, and one that only reads.
    for (start, line) in [(Home::new(), "log 5"), (Home::after(&["log 4"]), "remind")] {
        let command = under(start.line(line), &start, library, &[("TORTURE_NO_LOCKS", "1")]);
        let seen = Seen::from({ command }.output().expect("it runs"));
        let words = seen.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(seen.code, Some(1), "{line}: {seen:?}");
        assert!(words.contains("cannot lock files"), "{line}: {words}");
        assert!(!words.contains("another program"), "{line}: {words}");
    }
}
