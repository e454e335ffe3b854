//! An old diary is brought up to date once, whoever asks for it, and a copy from before stays
//! beside it.

use std::fs;
#[cfg(unix)]
use std::path::Path;

use super::home::{Home, Seen, both, rounds, scatter};
use super::table::prove;

/// What the old diary holds: so many scores and exercises.
const RATINGS: usize = 9;
const EXERCISES: usize = 10;

/// Proves that exactly one copy from before is there, that it is whole, and that nothing else was
/// left behind.
fn has_one_old_copy(home: &Home, why: &str) {
    let copies = home.copies();
    assert_eq!(copies.len(), 1, "{why}: {:?}", home.names());
    assert!(copies[0].starts_with("diary.db.v1-"), "{why}: {copies:?}");
    assert_eq!(home.names(), ["diary.db", copies[0].as_str()], "{why}");
    let copy = Home::new();
    fs::copy(home.path().join(&copies[0]), copy.diary()).expect("it is copied");
    assert_eq!(copy.number("PRAGMA user_version"), 1, "{why}: the copy is an old diary");
    assert_eq!(copy.ask("PRAGMA integrity_check"), ["ok"], "{why}");
    assert_eq!(entries(&copy.works("history --json")), RATINGS + EXERCISES, "{why}");
}

/// How many entries `history --json` showed.
fn entries(seen: &Seen) -> usize {
    let read: serde_json::Value =
        serde_json::from_str(&seen.stdout).unwrap_or_else(|_| panic!("{seen:?}"));
    read.as_array().expect("a list").len()
}

/// Proves what two commands on one old diary left behind.
fn both_worked(home: &Home, lines: [&str; 2], seen: &[Seen; 2], why: &str) {
    assert!(seen.iter().all(Seen::is_done), "{why}: {lines:?}: {seen:?}");
    home.proves_sound();
    has_one_old_copy(home, why);
    let logged = lines.iter().filter(|line| line.starts_with("log")).count();
    assert_eq!(
        entries(&home.works("history --from 2020-01-01 --json")),
        RATINGS + EXERCISES + logged,
        "{why}: {lines:?}"
    );
    for (line, seen) in lines.iter().zip(seen).filter(|(line, _)| line.starts_with("history")) {
        assert!(entries(seen) >= RATINGS + EXERCISES, "{why}: {line}: {seen:?}");
    }
}

const PAIRS: [[&str; 2]; 3] =
    [["log 4", "log 5"], ["log 4", "history --json"], ["history --json", "log 4"]];

#[test]
fn two_commands_at_once_on_an_old_diary_both_work() {
    let mut pairs = 0;
    for round in 0..4 * rounds() {
        for lines in PAIRS {
            pairs += 1;
            let home = Home::with_an_old_diary();
            let seen = both(home.line(lines[0]), home.line(lines[1]), scatter(round) % 3000);
            both_worked(&home, lines, &seen.into(), &format!("round {round}"));
        }
    }
    prove("A14a", pairs, pairs);
}

#[cfg(target_os = "linux")]
#[test]
fn a_command_in_any_gap_of_the_one_that_brings_it_up_to_date_works() {
    if super::preload::library().is_none() {
        return;
    }
    let mut gaps = 0;
    for lines in PAIRS {
        for gap in 1.. {
            let home = Home::with_an_old_diary();
            let Some(seen) = super::gaps::within(&home, lines[0], lines[1], gap) else { break };
            both_worked(&home, lines, &seen, &format!("gap {gap}"));
            gaps += 1;
        }
    }
    prove("A14b", gaps, gaps);
}

#[test]
fn the_place_of_the_copy_is_said() {
    let home = Home::with_an_old_diary();
    let seen = home.works("log 4");
    has_one_old_copy(&home, "log");
    assert!(seen.stderr.replace(['\n', ' '], "").contains(&home.copies()[0]), "{seen:?}");
    assert!(!home.works("log 5").stderr.contains("diary.db.v1-"));
}

#[test]
fn an_old_diary_with_a_trigger_is_refused_and_left_exactly_as_it_is() {
    for line in ["log 4", "history --json", "undo", "done clamshell"] {
        for planted in [
            "CREATE TRIGGER t AFTER INSERT ON rating BEGIN DELETE FROM rating; END",
            "CREATE VIEW v AS SELECT * FROM rating",
            "CREATE INDEX more ON rating (score)",
            "ALTER TABLE rating ADD COLUMN more TEXT",
            "CREATE TABLE more (id INTEGER)",
        ] {
            let home = Home::with_an_old_diary();
            home.database().execute_batch(planted).expect("it is planted");
            let before = fs::read(home.diary()).expect("it reads");
            let seen = home.types(line);
            assert_eq!(seen.code, Some(1), "{line}, {planted}: {seen:?}");
            assert_eq!(home.names(), ["diary.db"], "{line}, {planted}");
            assert!(
                before == fs::read(home.diary()).expect("it reads"),
                "{line} changed a file with {planted}"
            );
        }
    }
}

/// The program as somebody who may not write in a folder; `None`, said aloud, where nobody can be
/// made that.
#[cfg(unix)]
fn as_a_reader(home: &Home, program: &Path, line: &str) -> Option<Seen> {
    use std::os::unix::fs::MetadataExt;
    let wanted = home.line(line);
    let is_root = fs::metadata(home.path()).expect("it is there").uid() == 0;
    let mut command = match is_root {
        false => std::process::Command::new(program),
        // For root, nothing is read-only.
        true => {
            let mut command = std::process::Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program);
            command
        }
    };
    command.args(wanted.get_args()).env_clear();
    command.envs(wanted.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(std::process::Stdio::null());
    match command.output() {
        Ok(output) => Some(output.into()),
        Err(error) if is_root => {
            super::home::aloud(&format!("PASSED OVER: as root this test needs setpriv ({error})."));
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[cfg(unix)]
#[test]
fn an_old_diary_can_be_read_in_a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode")
    };
    // The program in a place where anybody may run it.
    let place = tempfile::tempdir().expect("a folder");
    let program = place.path().join("supple");
    fs::copy(env!("CARGO_BIN_EXE_supple"), &program).expect("the program");
    mode(place.path(), 0o755);
    mode(&program, 0o755);
    let home = Home::with_an_old_diary();
    let before = fs::read(home.diary()).expect("it reads");
    mode(&home.diary(), 0o444);
    mode(home.path(), 0o555);
    let seen: Vec<Option<Seen>> = ["history --json", "today", "stats --json", "log 4", "undo"]
        .map(|line| as_a_reader(&home, &program, line))
        .into_iter()
        .collect();
    let now = (home.names(), fs::read(home.diary()).expect("it reads"));
    mode(home.path(), 0o755);
    let Some(seen) = seen.into_iter().collect::<Option<Vec<Seen>>>() else { return };
    assert!(now == (vec!["diary.db".to_owned()], before), "something was changed: {:?}", now.0);
    assert!(seen[..3].iter().all(Seen::is_done), "{seen:?}");
    assert_eq!(entries(&seen[0]), RATINGS + EXERCISES);
    assert!(
        seen[3..].iter().all(|seen| seen.code == Some(1) && seen.stderr.contains("diary.db")),
        "{seen:?}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_old_diary_can_be_read_on_a_full_disk() {
    const FULL: &str = "28";
    let Some(library) = super::preload::library() else { return };
    for line in ["history --json", "today"] {
        let home = Home::with_an_old_diary();
        let before = fs::read(home.diary()).expect("it reads");
        let wish = format!("write:1:{FULL}:+");
        let command =
            super::preload::under(home.line(line), &home, library, &[("TORTURE_FAIL", &wish)]);
        let seen = super::home::ended(command);
        assert!(seen.is_done(), "{line}: {seen:?}");
        assert!(line == "today" || entries(&seen) == RATINGS + EXERCISES, "{line}: {seen:?}");
        assert!(before == fs::read(home.diary()).expect("it reads"), "{line} changed the file");
        // The first command that finds room brings it up to date.
        home.works("log 4");
        has_one_old_copy(&home, line);
    }
}

#[test]
fn an_empty_file_beside_a_copy_is_no_new_diary() {
    let home = Home::with_an_old_diary();
    home.works("log 4");
    fs::write(home.diary(), "").expect("it is emptied");
    for line in ["log 5", "history", "goal add walk"] {
        let seen = home.types(line);
        assert_eq!(seen.code, Some(1), "{line}: {seen:?}");
        assert!(
            // The copy of the day is newer than the one from before the diary was brought up to date.
            seen.stderr.replace(['\n', ' '], "").contains("diary.db.copies/2026-11-22.db"),
            "{line} does not name the copy: {seen:?}"
        );
        assert_eq!(
            fs::metadata(home.diary()).expect("it is there").len(),
            0,
            "{line} wrote into it"
        );
    }
    // Without a copy, it is a diary that was never begun.
    fs::remove_file(home.path().join(&home.copies()[0])).expect("it is removed");
    fs::remove_dir_all(home.path().join("diary.db.copies")).expect("they are removed");
    home.works("log 5");
    home.proves_sound();
}
