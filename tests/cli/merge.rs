//! Two machines, one diary.

use std::fs;

use serde_json::Value;

use crate::world::World;

/// Types a line with the diary of a machine.
fn on(world: &mut World, machine: &str, line: &str) -> crate::world::Output {
    world.set("SUPPLE_DB", world.home().join(format!("{machine}.db")));
    world.types(line)
}

/// Two machines with one diary, copied while nothing was different.
fn two_machines() -> World {
    let mut world = World::new();
    for line in ["supple log 4 --note shared", "supple log 5", "supple log 6"] {
        on(&mut world, "desk", line);
    }
    fs::copy(world.home().join("desk.db"), world.home().join("lap.db")).expect("copied");
    world
}

/// The entries of a machine, without their numbers and in the order of their texts.
fn entries(world: &mut World, machine: &str) -> Vec<String> {
    world.set("SUPPLE_DB", world.home().join(format!("{machine}.db")));
    let history: Value = world.json("supple history --json");
    let entries = history.as_array().expect("a list").iter();
    let mut told: Vec<String> =
        entries.map(|entry| format!("{} {}", entry["score"], entry["note"])).collect();
    told.sort();
    told
}

#[test]
fn what_two_machines_recorded_is_on_both_and_removals_hold() {
    let mut world = two_machines();
    on(&mut world, "desk", "supple log 7 --note desk");
    on(&mut world, "desk", "supple edit 2 --score 5.5");
    on(&mut world, "lap", "supple log 8 --note lap");
    on(&mut world, "lap", "supple remove 3");
    let seen = on(&mut world, "desk", "supple merge ../lap.db");
    assert_eq!(seen.code, 0, "{}", seen.stderr);
    assert!(seen.stdout.contains("1 row is new, 0 changed, 1 removed."), "{}", seen.stdout);
    assert!(seen.stderr.contains("Your diary as it was before: "), "{}", seen.stderr);
    on(&mut world, "lap", "supple merge ../desk.db");
    let all = ["4.0 \"shared\"", "5.5 null", "7.0 \"desk\"", "8.0 \"lap\""];
    let told = |entries: Vec<String>| entries.join(", ").replace(".0", "");
    let expected = all.join(", ").replace(".0", "");
    assert_eq!(told(entries(&mut world, "desk")), expected);
    assert_eq!(told(entries(&mut world, "lap")), expected);
    let again = on(&mut world, "desk", "supple merge ../lap.db");
    assert!(again.stdout.contains("was in your diary already"), "{}", again.stdout);
    let none = on(&mut world, "desk", "supple merge");
    assert!(none.stderr.contains("Nothing is set aside"), "{}", none.stderr);
}

#[test]
fn what_both_changed_is_set_aside_and_decided() {
    let mut world = two_machines();
    on(&mut world, "desk", "supple edit 1 --score 1");
    on(&mut world, "lap", "supple edit 1 --score 2");
    let seen = on(&mut world, "desk", "supple merge ../lap.db");
    assert!(seen.stdout.contains("Set aside, for you to decide"), "{}", seen.stdout);
    let list: Value = world.json("supple merge --json");
    assert_eq!(list["set_aside"].as_array().map(Vec::len), Some(1), "{list}");
    let before = entries(&mut world, "desk");
    assert_eq!(on(&mut world, "desk", "supple merge --take 2").code, 2);
    let taken = on(&mut world, "desk", "supple merge --take 1");
    assert!(taken.stdout.contains("It stands now."), "{}", taken.stdout);
    assert_ne!(entries(&mut world, "desk"), before);
    on(&mut world, "lap", "supple merge ../desk.db");
    assert_eq!(entries(&mut world, "lap"), entries(&mut world, "desk"));
    let list: Value = world.json("supple merge --json");
    assert_eq!(list["set_aside"].as_array().map(Vec::len), Some(0), "{list}");
}

#[test]
fn one_file_that_two_machines_import_is_there_once() {
    let mut world = two_machines();
    fs::write(world.desk().join("p.csv"), "d,s\n2026-01-02,3\n2026-01-03,4\n").expect("written");
    for machine in ["desk", "lap"] {
        on(&mut world, machine, "supple import p.csv --map on=d,score=s");
    }
    on(&mut world, "desk", "supple merge ../lap.db");
    world.set("SUPPLE_DB", world.home().join("desk.db"));
    let history: Value = world.json("supple history --from 2026-01-01 --json");
    assert_eq!(history.as_array().map(Vec::len), Some(5), "{history}");
}

#[test]
fn what_is_no_diary_or_not_as_supple_builds_one_is_left_alone() {
    let mut world = two_machines();
    let before = fs::read(world.home().join("desk.db")).expect("the diary");
    fs::write(world.home().join("text.db"), "no diary").expect("written");
    fs::copy(world.home().join("lap.db"), world.home().join("trap.db")).expect("copied");
    let trap = rusqlite::Connection::open(world.home().join("trap.db")).expect("opened");
    trap.execute_batch("CREATE TRIGGER trap AFTER INSERT ON rating BEGIN DELETE FROM rating; END")
        .expect("a trigger");
    drop(trap);
    let cut = &before[..before.len() / 2];
    fs::write(world.home().join("cut.db"), cut).expect("written");
    for (other, told) in [
        ("../text.db", "is not a supple diary"),
        ("../trap.db", "is not built as supple builds one"),
        ("../nowhere.db", "there is no diary in"),
        ("../desk.db", "that is your diary itself"),
        ("../cut.db", "supple:"),
        ("..", "a folder"),
    ] {
        let seen = on(&mut world, "desk", &format!("supple merge {other}"));
        assert_ne!(seen.code, 0, "{other}");
        assert!(seen.stderr.replace('\n', " ").contains(told), "{other}: {}", seen.stderr);
        assert_eq!(fs::read(world.home().join("desk.db")).expect("the diary"), before, "{other}");
    }
    let copies = world.files().iter().filter(|file| file.starts_with("desk.db.")).count();
    assert_eq!(copies, 0, "no copy is left of a merge that did not happen");
}

#[test]
fn a_diary_of_an_older_supple_is_taken_in_as_it_is() {
    let mut world = two_machines();
    let old = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries/v4.db");
    fs::copy(old, world.home().join("old.db")).expect("copied");
    let before = fs::read(world.home().join("old.db")).expect("the diary");
    let seen = on(&mut world, "desk", "supple merge ../old.db");
    assert_eq!(seen.code, 0, "{}", seen.stderr);
    assert_eq!(fs::read(world.home().join("old.db")).expect("the diary"), before);
}
