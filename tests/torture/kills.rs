//! Programs that die in the middle, programs that write the same thing at once, and readers beside
//! them.

use std::collections::BTreeSet;
use std::time::Duration;

use super::home::{Home, ended, rounds, scatter};
use super::table::prove;

/// Notes of the ratings that are in the diary, after SQLite has proved every page of it.
fn kept(home: &Home) -> BTreeSet<String> {
    home.proves_sound();
    home.ask("SELECT note FROM rating WHERE note IS NOT NULL").into_iter().collect()
}

#[test]
fn a_killed_program_takes_no_acknowledged_entry_with_it() {
    let home = Home::new();
    home.works("log 4");
    let mut acknowledged = BTreeSet::new();
    for round in 0..100 * rounds() {
        let note = format!("n{round}");
        let mut child = home.line(&format!("log 5 --note {note}")).spawn().expect("it starts");
        // From before the file is opened to after the answer was printed.
        std::thread::sleep(Duration::from_micros(scatter(round) % 24_000));
        // Now and then one is left alone, so that there is something to lose.
        if round % 10 != 0 {
            child.kill().expect("it is killed, or has ended");
        }
        let output = child.wait_with_output().expect("it ended");
        if String::from_utf8_lossy(&output.stdout).starts_with("Logged 5") {
            acknowledged.insert(note);
        }
    }
    let kept = kept(&home);
    assert!(
        acknowledged.len() as u64 >= 10 * rounds(),
        "too little was acknowledged to prove anything"
    );
    prove("A1", acknowledged.len(), acknowledged.intersection(&kept).count());
    // The next command works, whatever the last one left behind.
    home.works("log 4");
}

#[test]
fn programs_that_write_at_once_wait_for_each_other() {
    let home = Home::new();
    let writers = 4;
    let each = 10 * rounds();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let home = &home;
            scope.spawn(move || {
                for number in 0..each {
                    home.works(&format!("log 5 --note w{writer}-{number}"));
                }
            });
        }
    });
    let written = usize::try_from(writers * each).expect("not that many");
    prove("A11a", written, kept(&home).len());
    assert_eq!(u64::try_from(home.number("SELECT count(*) FROM journal")), Ok(writers * each));
}

#[test]
fn a_reader_is_never_shown_half_a_command() {
    let (home, mut read) = (Home::new(), 0);
    home.works("log 4 --tag a --tag b");
    std::thread::scope(|scope| {
        let writing = scope
            .spawn(|| (0..10 * rounds()).for_each(|_| drop(home.works("log 4 --tag a --tag b"))));
        while !writing.is_finished() {
            let seen = ended(home.line("history --json"));
            assert!(seen.is_done(), "{seen:?}");
            let entries: serde_json::Value = serde_json::from_str(&seen.stdout).expect("JSON");
            read += 1;
            for entry in entries.as_array().expect("a list") {
                assert_eq!(entry["tags"], serde_json::json!(["a", "b"]));
            }
        }
    });
    prove("A11f", read, read);
}
