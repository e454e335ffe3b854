//! What the diary keeps when things go wrong: programs that die, and programs that all write at once.
//!
//! `cargo test` runs a tenth of it; `TORTURE=10 cargo test --release --test torture` runs all of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

/// How many times over to run: 1, or what `TORTURE` says.
fn rounds() -> u64 {
    std::env::var("TORTURE").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

/// `supple` with its own home and diary.
fn supple(home: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
    command.args(words).env_clear().env("HOME", home).env("SUPPLE_DB", home.join("diary.db"));
    command.stdin(Stdio::null()).stderr(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Notes of the ratings that are in the diary, after SQLite has proved every page of it.
fn kept(home: &Path) -> BTreeSet<String> {
    let diary = Connection::open(home.join("diary.db")).expect("it opens");
    let sound: String = diary.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it is checked");
    assert_eq!(sound, "ok");
    let mut statement = diary.prepare("SELECT note FROM rating WHERE note IS NOT NULL").expect("it reads");
    let notes = statement.query_map([], |row| row.get(0)).expect("it reads");
    notes.collect::<rusqlite::Result<_>>().expect("it reads")
}

/// Numbers spread over a range, the same in every run (SplitMix64).
fn scatter(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[test]
fn a_killed_program_takes_no_acknowledged_entry_with_it() {
    let home = tempfile::tempdir().expect("a home");
    assert!(supple(home.path(), &["log", "4"]).status().expect("it runs").success());
    let mut acknowledged = BTreeSet::new();
    for round in 0..100 * rounds() {
        let note = format!("n{round}");
        let mut child = supple(home.path(), &["log", "5", "--note", &note]).spawn().expect("it starts");
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
    let kept = kept(home.path());
    assert!(acknowledged.len() as u64 >= 10 * rounds(), "too little was acknowledged to prove anything");
    assert!(acknowledged.is_subset(&kept), "lost: {:?}", acknowledged.difference(&kept));
    // The next command works, whatever the last one left behind.
    assert!(supple(home.path(), &["log", "4"]).status().expect("it runs").success());
}

#[test]
fn programs_that_write_at_once_wait_for_each_other() {
    let home = tempfile::tempdir().expect("a home");
    let writers = 4;
    let each = 10 * rounds();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let home = home.path();
            scope.spawn(move || {
                for number in 0..each {
                    let note = format!("w{writer}-{number}");
                    let output = supple(home, &["log", "5", "--note", &note]).output().expect("it runs");
                    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                }
            });
        }
    });
    assert_eq!(kept(home.path()).len() as u64, writers * each);
    let diary = Connection::open(home.path().join("diary.db")).expect("it opens");
    let journal: i64 = diary.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).expect("it reads");
    assert_eq!(u64::try_from(journal), Ok(writers * each));
}

#[test]
fn a_reader_is_never_shown_half_a_command() {
    let home = tempfile::tempdir().expect("a home");
    assert!(supple(home.path(), &["log", "4", "--tag", "a", "--tag", "b"]).status().expect("it runs").success());
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for _ in 0..10 * rounds() {
                assert!(
                    supple(home.path(), &["log", "4", "--tag", "a", "--tag", "b"]).status().expect("it runs").success()
                );
            }
        });
        while !writing.is_finished() {
            let output = supple(home.path(), &["history", "--json"]).output().expect("it runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let entries: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            for entry in entries.as_array().expect("a list") {
                assert_eq!(entry["tags"], serde_json::json!(["a", "b"]));
            }
        }
    });
}
