//! Out without loss: what `export` writes, and `import` of it.

use std::fs;

use serde_json::Value;

use crate::world::World;

/// The lines of an export, without the head, which has its moment.
fn rows(world: &World, name: &str) -> Vec<String> {
    let text = fs::read_to_string(world.desk().join(name)).expect(name);
    text.lines().skip(1).map(str::to_owned).collect()
}

/// A world with some of everything that a person may record.
fn lived() -> World {
    let mut world = World::assigned();
    for line in [
        "supple log 4.5 --site buttock:left --tag sitting --note '=SUM(A1) is no sum'",
        "supple log 6 --worst 8 --took 'ibuprofen 400mg' --private --note secret",
        "supple log 3 --on yesterday",
        "supple edit 3 --score 2",
        "supple remove 3",
        "supple done bridge",
        "supple flare",
        "supple goal add 'sit through a film'",
        "supple visit 2026-12-01 --with 'Dr Okafor' --ask 'May I run?'",
        "supple bring --place 'left buttock, deep'",
        "supple log 5",
        "supple undo",
    ] {
        world.quietly(line);
    }
    world
}

#[test]
fn a_diary_goes_out_and_comes_back_row_for_row() {
    let mut world = lived();
    world.quietly("supple export --private --out all.jsonl");
    world.quietly("supple export --private --history --out history.jsonl");
    for name in ["all.jsonl", "history.jsonl"] {
        world.set("SUPPLE_DB", world.home().join(format!("new-{name}.db")));
        let seen = world.quietly(&format!("supple import {name}"));
        assert!(seen.stdout.contains("Read as a diary of supple."), "{}", seen.stdout);
        let with = if name == "history.jsonl" { " --history" } else { "" };
        world.quietly(&format!("supple export --private{with} --out back-{name}"));
        assert_eq!(rows(&world, &format!("back-{name}")), rows(&world, name));
    }
}

#[test]
fn a_folder_of_csv_comes_back_too() {
    let mut world = lived();
    world.quietly("supple export --private --format csv --out tables");
    let entries = fs::read_to_string(world.desk().join("tables/entries.csv")).expect("entries");
    assert!(entries.contains("'=SUM(A1) is no sum"), "{entries}");
    assert!(entries.contains(",2026-11-22,2026-11-22,"), "{entries}");
    assert!(entries.contains(",UTC+01:00,4.5,"), "{entries}");
    world.set("SUPPLE_DB", world.home().join("new.db"));
    world.quietly("supple import tables");
    world.quietly("supple export --private --format csv --out again");
    for file in fs::read_dir(world.desk().join("tables")).expect("the folder") {
        let name = file.expect("a file").file_name();
        let read = |folder: &str| fs::read(world.desk().join(folder).join(&name)).expect("a file");
        assert_eq!(read("tables"), read("again"), "{}", name.display());
    }
}

#[test]
fn what_is_private_stays_out_and_its_number_is_said() {
    let mut world = lived();
    let seen = world.quietly("supple export --out shared.jsonl");
    assert!(seen.stderr.contains("1 private entry is not in it; --private puts it in."));
    let text = rows(&world, "shared.jsonl").join("\n");
    assert!(!text.contains("secret") && !text.contains("ibuprofen"), "{text}");
    world.quietly("supple export --no-notes --out quiet.jsonl");
    let text = rows(&world, "quiet.jsonl").join("\n");
    assert!(!text.contains("SUM") && !text.contains("deep"), "{text}");
    let refused = world.types("supple export --history");
    assert_eq!(refused.code, 2);
    let refused = world.types("supple export --out shared.jsonl");
    assert_eq!(refused.code, 1, "{}", refused.stderr);
}

#[test]
fn an_import_is_undone_as_one_and_told_before_it_is_done() {
    let mut world = lived();
    world.quietly("supple export --private --out all.jsonl");
    world.set("SUPPLE_DB", world.home().join("new.db"));
    let seen = world.quietly("supple import all.jsonl --dry-run");
    assert!(seen.stdout.contains("would come in. Nothing was changed."), "{}", seen.stdout);
    assert!(!world.home().join("new.db").exists());
    let came: Value = world.json("supple import all.jsonl --dry-run --json");
    world.quietly("supple import all.jsonl");
    let twice = world.types("supple import all.jsonl");
    assert_eq!(twice.code, 1);
    assert!(twice.stderr.contains("something is recorded in your diary already"));
    world.quietly("supple undo");
    let nothing: Value = world.json("supple history --json");
    assert_eq!(nothing.as_array().map(Vec::len), Some(0), "{nothing}");
    let redo = world.types("supple redo");
    assert!(redo.stderr.contains("Import the file again"), "{}", redo.stderr);
    let again: Value = world.json("supple import all.jsonl --json");
    assert_eq!(again["rows"], came["rows"]);
}

#[test]
fn a_file_that_is_broken_leaves_nothing_behind_and_names_its_line() {
    let mut world = lived();
    world.quietly("supple export --private --out all.jsonl");
    let whole = fs::read_to_string(world.desk().join("all.jsonl")).expect("the file");
    world.set("SUPPLE_DB", world.home().join("new.db"));
    world.quietly("supple import all.jsonl");
    world.quietly("supple undo");
    let cut = whole.rsplit_once("{\"kind\":\"end\"").expect("an end").0.to_owned();
    let utf_16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let zip = [b"PK\x03\x04".to_vec(), vec![0; 100]].concat();
    for (bytes, told) in [
        (cut.clone().into_bytes(), "its last line is missing"),
        (whole.replace("\"score\":45", "\"score\":450").into_bytes(), ": the diary does not take"),
        (whole.replace("buttock", "but\\u0000ock").into_bytes(), "NUL"),
        (whole.replace("{\"kind\":\"end\"", "\u{e9}\n{\"kind\":\"end\"").into_bytes(), "no JSON"),
        (whole.replace("\"format\":1", "\"format\":9").into_bytes(), "a newer supple wrote"),
        (utf_16, "does not begin like anything"),
        (zip, "does not begin like anything"),
        (Vec::new(), "there is nothing in it"),
        (fs::read(world.diary()).expect("the diary"), "it is a database"),
    ] {
        fs::write(world.desk().join("broken"), bytes).expect("written");
        let seen = world.types("supple import broken");
        assert_eq!(seen.code, 1, "{told}");
        assert!(seen.stderr.replace('\n', " ").contains(told), "{told}: {}", seen.stderr);
        let left: Value = world.json("supple history --json");
        assert_eq!(left.as_array().map(Vec::len), Some(0), "{told}");
    }
    let missing = world.types("supple import nowhere.csv");
    assert!(missing.stderr.contains("could not be read"), "{}", missing.stderr);
}

#[test]
fn a_calendar_has_the_visits_and_the_routine_of_two_weeks() {
    let mut world = lived();
    let seen = world.quietly("supple export --format ics --out plan.ics");
    assert!(seen.stdout.contains("events to"), "{}", seen.stdout);
    let text = fs::read_to_string(world.desk().join("plan.ics")).expect("the file");
    assert!(text.contains("SUMMARY:Visit with Dr Okafor\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20261122\r\n"), "{text}");
    assert!(!text.contains("DTSTART;VALUE=DATE:20261206"), "two weeks and no more: {text}");
    // The same file again has the same events.
    world.quietly("supple export --format ics --out again.ics");
    let again = fs::read_to_string(world.desk().join("again.ics")).expect("the file");
    let uids = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("UID")).map(str::to_owned).collect()
    };
    assert_eq!(uids(&again), uids(&text));
    let mut held = World::assigned_unanswered();
    held.quietly("supple visit 2026-12-01 --with 'Dr Okafor'");
    held.quietly("supple export --format ics --out plan.ics");
    let text = fs::read_to_string(held.desk().join("plan.ics")).expect("the file");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "no routine before the answers: {text}");
}
