//! Out without loss: what `export` writes, and `import` of it.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
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
    #[cfg(unix)]
    for (name, mode) in [("tables", 0o700), ("tables/entries.csv", 0o600)] {
        use std::os::unix::fs::PermissionsExt;
        let about = fs::metadata(world.desk().join(name)).expect(name);
        assert_eq!(about.permissions().mode() & 0o777, mode, "{name}");
    }
    world.set("SUPPLE_DB", world.home().join("new.db"));
    world.quietly("supple import tables");
    world.quietly("supple export --private --format csv --out again");
    for file in fs::read_dir(world.desk().join("tables")).expect("the folder") {
        let name = file.expect("a file").file_name();
        let read = |folder: &str| fs::read(world.desk().join(folder).join(&name)).expect("a file");
        assert_eq!(read("tables"), read("again"), "{}", name.display());
    }
}

/// A line that records something. The first numbers choose what, the text stands where a person may
/// write anything.
fn any_line() -> impl Strategy<Value = String> {
    let text = "[a-z\u{e9}=+@,;\"\n\t-]{1,12}".prop_map(|text| format!("'-{text}'"));
    let side = prop_oneof!["left", "right", "both"];
    let number = 0_u32..=10;
    (0..22_usize, number, text, side, 1_u32..20).prop_map(|(what, n, text, side, day)| {
        let on = format!("--on 2026-11-{day:02}");
        let more = n + 1;
        match what {
            0 => format!("log {n} {on} --at 21:30 --note {text}"),
            1 => format!("log {n}.5 --site buttock:{side}=4 --site hip --feels burning --tag sitting --eased heat"),
            2 => format!("log {n} --took 'ibuprofen {more}00.5 mg' --took aspirin --private"),
            3 => format!("log --slept {n}h30 --sat {more} --cycle-day {more} --leaks {n} --heaviness {n} {on}"),
            4 => format!("log {n} --morning --least 0 --worst 10 {on}"),
            5 => format!("done bridge --sets 2 --reps {more} --pain {n} --before {n} --where bone --effort {n} {on}"),
            6 => format!("done clamshell --reps 12,{more} --side {side} --symptom bulge --symptom fall --note {text}"),
            7 => format!("done walking --minutes {more} --load {more}.5 --hold {more} --private --yes"),
            8 => format!("skip bridge --why {text}"),
            9 => format!("flare {on}"),
            10 => "flare --over".to_owned(),
            11 => format!("goal add {text}"),
            12 => format!("goal rate 1 {n}"),
            13 => "goal end 1".to_owned(),
            14 => format!("plan pause --until 2026-12-{day:02} --why {text}"),
            15 => format!("plan set glute-squeeze --reps {more} --sets 3"),
            16 => format!("plan add hip-hinge --sets 3 --reps {more} --by {text}"),
            17 => format!("plan advance --by {text}"),
            18 => format!("visit 2026-12-{day:02} --with {text} --note {text} --ask {text}"),
            19 => format!("visit 2026-11-{day:02} --impression {} --asked 1", n % 7 + 1),
            20 => format!("bring --place {text} --fear {text}"),
            _ => format!("screen --checked cancer --by {text}"),
        }
    })
}

/// The rows of a diary as far as tables hold them: the parts of a row have no numbers there, and
/// words of different roles no order among each other.
fn tabled(world: &mut World, name: &str) -> Vec<String> {
    let told = rows_of_diary(world, name).into_iter().map(|line| {
        let mut row: BTreeMap<String, Value> = serde_json::from_str(&line).expect("a row");
        for parts in row.values_mut().filter_map(Value::as_array_mut) {
            for part in parts.iter_mut().filter_map(Value::as_object_mut) {
                part.remove("id");
            }
        }
        if let Some(tags) = row.get_mut("tags").and_then(Value::as_array_mut) {
            tags.sort_by_key(|tag| tag["role"].to_string());
        }
        format!("{row:?}")
    });
    told.collect()
}

/// Exports a diary as tables, and reads them into a new one; how many rows each file had.
fn out_and_in_as_tables(world: &mut World) -> BTreeMap<String, usize> {
    world.quietly("supple export --private --format csv --out tables");
    let before = tabled(world, "before.jsonl");
    world.set("SUPPLE_DB", world.home().join("new.db"));
    world.quietly("supple import tables");
    assert_eq!(tabled(world, "after.jsonl"), before);
    world.quietly("supple export --private --format csv --out again");
    let files = fs::read_dir(world.desk().join("tables")).expect("the folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let count = |name: String| {
        let read = |folder: &str| fs::read(world.desk().join(folder).join(&name)).expect("a file");
        assert_eq!(read("tables"), read("again"), "{name}");
        let rows = read("tables").windows(2).filter(|pair| pair == b"\r\n").count() - 1;
        (name, rows)
    };
    names.map(count).collect()
}

#[test]
fn every_kind_of_file_comes_back_exactly() {
    let mut world = lived();
    for line in [
        "goal rate 1 4",
        "plan pause --until 2026-12-07 --why holiday",
        "plan set glute-squeeze --reps 12 --sets 3",
        "bring --since March",
    ] {
        world.quietly(&format!("supple {line}"));
    }
    // What is asked at the end of a phase, and of a week, has its own ways in.
    let diary = rusqlite::Connection::open(world.diary()).expect("opened");
    let uuid = |number: u32| format!("0199c0de-0000-7000-8000-{number:012}");
    let at = "2026-11-22T14:30:00+01:00";
    diary
        .execute(
            "INSERT INTO exit_test (id, uuid, plan, test, day, passed, written_at)
             SELECT 1, ?1, id, 'single-leg-stand', '2026-11-22', 1, ?2 FROM plan",
            [&uuid(1), at],
        )
        .expect("a test");
    diary
        .execute(
            "INSERT INTO week_answer (id, uuid, plan, day, average, against_start, written_at)
             SELECT 900, ?1, id, '2026-11-22', 45, 'same', ?2 FROM plan",
            [&uuid(2), at],
        )
        .expect("an answer");
    drop(diary);
    let rows = out_and_in_as_tables(&mut world);
    let empty: Vec<&String> =
        rows.iter().filter(|(_, rows)| **rows == 0).map(|(name, _)| name).collect();
    assert!(empty.is_empty(), "without a row: {empty:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whole_diaries_come_back_from_tables_exactly(lines in prop::collection::vec(any_line(), 1..25)) {
        let mut world = World::assigned();
        let kept = lines.iter().filter(|line| world.types(&format!("supple {line}")).code == 0);
        prop_assume!(kept.count() > 0);
        out_and_in_as_tables(&mut world);
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
        (whole.replace("\"score\":45", "\"score\":\"45\"").into_bytes(), "“score” is a number"),
        // What comes first in the file is told, although later lines are read ahead.
        (cut.replace("\"score\":45", "\"score\":450").into_bytes(), ": the diary does not take"),
        (whole.replace("buttock", "but\\u0000ock").into_bytes(), "NUL"),
        (whole.replace("{\"kind\":\"end\"", "\u{e9}\n{\"kind\":\"end\"").into_bytes(), "no JSON"),
        (whole.replace("\"format\":1", "\"format\":9").into_bytes(), "a newer supple wrote"),
        (utf_16, "it is XML or JSON"),
        (zip, "its archive is broken"),
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
fn what_comes_to_nothing_begins_no_diary() {
    let mut world = World::new();
    put(&world, "broken.jsonl", "{\"kind\":\"supple-diary\",\"format\":1}\n");
    put(&world, "two.csv", "d,s\n2026-10-01,4\n");
    put(&world, "text.db", "no diary");
    for line in [
        "supple import broken.jsonl",
        "supple import two.csv --map on=d,score=s,site=nowhere",
        "supple merge text.db",
        "supple restore text.db --yes",
        "supple edit 1 --score 3",
        "supple log 4 --on 2090-01-01",
    ] {
        let seen = world.types(line);
        assert_ne!(seen.code, 0, "{line}: {}", seen.stdout);
        assert!(!seen.stderr.contains("Your diary is new"), "{line}: {}", seen.stderr);
        assert!(!world.diary().exists(), "{line}");
    }
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

/// Writes a file on the desk.
fn put(world: &World, name: &str, text: impl AsRef<[u8]>) {
    fs::write(world.desk().join(name), text).expect("it is written");
}

/// How many entries a diary has.
fn entries(world: &mut World) -> usize {
    let history: Value = world.json("supple history --from 1990-01-01 --json");
    history.as_array().map_or(0, Vec::len)
}

#[test]
fn a_table_comes_in_once_however_often_and_goes_as_one() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let before = rows_of_diary(&mut world, "before.jsonl");
    put(
        &world,
        "pain.csv",
        "date,intensity,where\n2026-10-01 08:00,37,buttock:left\n2026-10-02,999,hip\n\
         2026-10-03,50,hip\n\n2026-10-04,mild,\n2026-10-05,,\nyesterday,4,\n",
    );
    let typed = "--map score=intensity,on=date,site=where --scale 0-100";
    let seen = world.types(&format!("supple import pain.csv {typed} --dry-run"));
    assert!(seen.stdout.contains("3 entries would come in."), "{}", seen.stdout);
    assert!(seen.stdout.contains("08:00: 3.7; left buttock"), "{}", seen.stdout);
    assert_eq!(entries(&mut world), 1);
    let seen = world.types(&format!("supple import pain.csv {typed} --report left.csv"));
    let out = seen.stdout.clone();
    assert!(out.contains("3 entries came in."), "{out}");
    assert!(out.contains("line 3: intensity 999 is not on the scale from 0 to 100"), "{out}");
    assert!(out.contains("line 7: nothing in it is recorded in a diary"), "{out}");
    assert!(out.contains("line 8: “yesterday” is no date"), "{out}");
    assert!(seen.stderr.contains("Scores were read on a scale of 0-100."), "{}", seen.stderr);
    assert!(seen.stderr.contains("1 entry has a word in place of a score"), "{}", seen.stderr);
    let left = fs::read_to_string(world.desk().join("left.csv")).expect("the report");
    assert_eq!(left.lines().count(), 4, "{left}");
    assert_eq!(entries(&mut world), 4);
    let stats: Value = world.json("supple history --from 2026-10-01 --to 2026-10-04 --json");
    assert!(stats[0]["late"] != Value::Bool(true), "an import is not late: {stats}");

    // The same rows again, in an overlapping file, newest first: only what is new comes in.
    put(
        &world,
        "newer.csv",
        "intensity;date;where\n20;2026-10-06;hip\n50.0;2026-10-03;hip\n37;2026-10-01 08:00;buttock:left\n",
    );
    let seen: Value = world.json(&format!("supple import newer.csv {typed} --json"));
    assert_eq!((&seen["new"], &seen["known"]), (&1.into(), &2.into()), "{seen}");
    // What the person has removed does not come back; what was undone as a whole does.
    world.quietly("supple remove 3");
    let seen: Value = world.json(&format!("supple import pain.csv {typed} --json"));
    assert_eq!((&seen["new"], &seen["removed"]), (&0.into(), &1.into()), "{seen}");
    for _ in 0..3 {
        world.quietly("supple undo");
    }
    assert_eq!(rows_of_diary(&mut world, "after.jsonl"), before, "as if it had never been");
    let seen: Value = world.json(&format!("supple import pain.csv {typed} --json"));
    assert_eq!((&seen["new"], &seen["removed"]), (&3.into(), &0.into()), "{seen}");
}

/// The rows of a diary, but for what it keeps of what is gone and of its numbers.
fn rows_of_diary(world: &mut World, name: &str) -> Vec<String> {
    world.quietly(&format!("supple export --private --out {name}"));
    let upkeep = ["removed", "row_version", "superseded", "last_number", "end"];
    let is_of = |row: &String, kind: &&str| row.starts_with(&format!("{{\"kind\":\"{kind}\""));
    let of_diary = |row: &String| !upkeep.iter().any(|kind| is_of(row, kind));
    rows(world, name).into_iter().filter(of_diary).collect()
}

#[test]
fn a_recipe_is_saved_and_used_again() {
    let mut world = World::new();
    put(&world, "a.csv", "Datum;Stärke\n1.2.2026;leicht\n2.2.2026;4\n");
    let saved = world.types(
        "supple import a.csv --map score=Stärke,on=Datum --words leicht=2.5 --site buttock:left \
         --save mine",
    );
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    assert!(saved.stderr.contains("--recipe mine"), "{}", saved.stderr);
    put(&world, "b.csv", "Datum;Stärke\n1.2.2026;leicht\n3.2.2026;leicht\n");
    let seen: Value = world.json("supple import b.csv --recipe mine --json");
    assert_eq!((&seen["new"], &seen["known"]), (&1.into(), &1.into()), "{seen}");
    let history: Value = world.json("supple history --on 2026-02-03 --json");
    assert_eq!(history[0]["score"], 2.5, "{history}");
    assert!(world.types("supple import b.csv --recipe other").stderr.contains("no recipe other"));
    assert_eq!(world.types("supple import b.csv --recipe ../x").code, 2);
    let device = world.types("supple import a.csv --map score=Stärke,on=Datum --save Con");
    assert!(device.code == 2 && device.stderr.contains("Con-table"), "{}", device.stderr);
}

#[test]
fn tables_of_apps_are_recognised() {
    let mut world = World::new();
    for (name, text, seen) in [
        (
            "Bearable (since 2022)",
            "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n\
             22nd Sep 2020,2020-09-22,Tuesday,am,Symptom,2,\"Back (lower) pain (Moderate)\",\n\
             22nd Sep 2020,2020-09-22,Tuesday,am,Mood,6,,\n",
            "time: am",
        ),
        (
            "Daylio",
            "\u{feff}full_date,date,weekday,time,mood,activities,note_title,note\n\
             2020-09-22,September 22,Tuesday,6:50 pm,meh,long walk | bad sleep,\"\",\"so so\"\n",
            "long-walk, bad-sleep",
        ),
        (
            "Track & Graph",
            "FeatureName,Timestamp,Value,Label,Note\nhip,2020-09-22T21:30:00+02:00,4.0,,x\n",
            "21:30: no score",
        ),
        (
            "CrisisCore",
            "# exported\nDate,Time,Pain Level,Locations,Symptoms,Limited Activities,Sleep Quality,\
             Mood Impact,Missed Work Days,Notes\n2020-09-22,21:30,6.5,hip|knee,burning,,,,,\n",
            "6.5; hip, knee, burning",
        ),
        (
            "Tonnta",
            "Date,Start Time,End Time,Duration (minutes),Intensity,Triggers,Medications,\
             Resolutions,Notes\n2020-09-22,21:30,22:00,30,7,stress,Ibuprofen 400 mg,rest,\n",
            "7; stress, rest, ibuprofen 400 mg",
        ),
        (
            "HabitBull",
            "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n\
             Stretch,,,22/9/2020,1,\n",
            "HabitName: Stretch ⏎ Value: 1",
        ),
        (
            "a table of sites",
            "name,startday,startmonth,startyear,intensity,date\nhip,22,9,2020,3,\n\
             knee,0,,0,4,2020-09-22 10:00\n",
            "3; hip",
        ),
    ] {
        put(&world, "app.csv", text);
        let told = world.types("supple import app.csv --dry-run");
        assert_eq!(told.code, 0, "{name}: {}", told.stderr);
        let out: String = told.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(&format!("Read as {name}.")), "{name}: {out}");
        assert!(out.contains(seen), "{name}: {out}");
        assert!(!out.contains("not taken"), "{name}: {out}");
    }
}

#[test]
fn a_table_that_nobody_knows_asks_for_its_columns_and_a_hostile_one_is_refused() {
    let mut world = World::new();
    put(&world, "x.csv", "when,how bad\n2026-01-01,3\n");
    let seen = world.types("supple import x.csv");
    assert_eq!(seen.code, 2);
    let said = seen.stderr.replace('\n', " ");
    assert!(said.contains("Its columns are when, how bad."), "{said}");
    assert!(said.contains("--map score=COLUMN,on=COLUMN"), "{said}");
    for (bytes, typed, told) in [
        ([b"when,how bad\n\"".to_vec(), vec![b'x'; 2_000_000]].concat(), "", "never ends"),
        (b"PK\x03\x04when,how bad\n".to_vec(), "", "its archive is broken"),
        (b"<Other>".to_vec(), "", "it is XML or JSON"),
        (vec![0; 5000], "", "it is no text"),
        (b"when,how bad\n01/02/2026,3\n".to_vec(), "", "may be read in two ways"),
        (b"when,how bad\n01/22/2026,3\n22/01/2026,3\n".to_vec(), "", "cannot be of the same order"),
        (b"when,how bad\n2026-01-01,3\n".to_vec(), " --scale 5", "a scale is its two ends"),
        (b"when,how bad\n2026-01-01,3\n".to_vec(), " --zone Berlin", "an offset from UTC"),
        (b"when,how bad\n2026-01-01,3\n".to_vec(), " --map pain=x", "is not FIELD=COLUMN"),
        (b"when,other\n2026-01-01,3\n".to_vec(), "", "has the columns"),
    ] {
        put(&world, "x.csv", bytes);
        let seen =
            world.types(&format!("supple import x.csv --map 'score=how bad,on=when'{typed}"));
        assert_ne!(seen.code, 0, "{told}");
        assert!(seen.stderr.replace('\n', " ").contains(told), "{told}: {}", seen.stderr);
    }
    assert!(!world.diary().exists() || entries(&mut world) == 0);
    // What can be read is read: another alphabet, a NUL, a cell too many.
    let utf_16: Vec<u8> =
        "\u{feff}when,how bad\n2026-01-01,3\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    put(&world, "x.csv", utf_16);
    let seen = world.quietly("supple import x.csv --map 'score=how bad,on=when'");
    assert!(seen.stdout.contains("1 entry came in."), "{}", seen.stdout);
    put(&world, "x.csv", b"when,how bad,n\n2026-01-02,3,caf\xe9\0,y\n");
    let seen = world.quietly("supple import x.csv --map 'score=how bad,on=when,note=n'");
    assert!(seen.stderr.contains("read as Latin-1"), "{}", seen.stderr);
    let history: Value = world.json("supple history --on 2026-01-02 --json");
    assert_eq!(history[0]["note"], "café\nbeside the table: y", "{history}");
}

#[test]
fn a_health_record_gets_what_it_has_a_place_for() {
    let mut world = lived();
    world.quietly("supple export --format fhir --out diary.fhir.json");
    let text = fs::read_to_string(world.desk().join("diary.fhir.json")).expect("the file");
    assert!(!text.contains("secret") && !text.contains("ibuprofen"), "{text}");
    let bundle: Value = serde_json::from_str(&text).expect("JSON");
    let entries = bundle["entry"].as_array().expect("a list");
    let pain = entries.iter().find(|entry| entry["resource"]["bodySite"].is_object());
    let pain = &pain.expect("a place")["resource"];
    assert_eq!(pain["valueQuantity"]["value"], 4.5);
    assert_eq!(pain["bodySite"]["coding"][0]["code"], "723979003");
    world.quietly("supple export --format phr --private --no-notes --out diary.phr");
    let text = fs::read_to_string(world.desk().join("diary.phr")).expect("the file");
    assert!(text.contains("ibuprofen") && !text.contains("SUM"), "{text}");
    assert!(text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let mut nothing = World::new();
    nothing.quietly("supple visit 2026-12-01");
    let seen = nothing.types("supple export --format fhir");
    assert_eq!(seen.code, 1, "{}", seen.stdout);
    assert!(nothing.files().iter().all(|file| !file.contains("fhir")), "{:?}", nothing.files());
}

#[test]
fn in_a_terminal_the_columns_are_asked_for_and_what_is_typed_wrong_loses_nothing() {
    let mut world = World::new();
    put(
        &world,
        "mine.csv",
        "My pain\nDatum;Zeit;Stärke;Ort;Notiz\n2/9/2025;08:10;35;hip;slept badly\n\
         3/9/2025;;leicht;;\n4/9/2025;21:00;70;low back;\n5/9/2025;;200;;\n",
    );
    let mut watched = world.on_a_terminal("supple import mine.csv");
    for (asked, answer) in [
        ("Which column is the date?", Some("day")),
        ("There is no such column.", Some("1")),
        ("And the time? (Enter: none, or it is in the date)", Some("Zeit")),
        ("How much it hurts? (Enter: none)", Some("3")),
        ("Where it hurts? (Enter: none)", Some("4")),
        ("On which side? (Enter: none)", Some("")),
        ("What was taken? (Enter: none)", Some("")),
        ("Anything else, for the note? (Enter: none)", Some("5")),
        ("The ends of its scale, such as 0-100? (Enter: 0-10)", Some("100")),
        ("A scale is its two ends, such as 0-10, 0-100 or 1-5.", Some("0-100")),
        ("d or m", Some("d")),
        ("in the note)", Some("2.5")),
        (" line 6: Stärke 200 is not on the scale from 0 to 100", None),
        ("The first of 3, as they were understood", None),
        (" • Tue 2 Sep 2025, 08:10: 3.5; hip, slept badly", None),
        (" • Wed 3 Sep 2025: 2.5", None),
        ("Bring them in? y or n", Some("y")),
        ("A name, to read such a table again by itself? (Enter: none)", Some("my table")),
        ("A name is letters, digits and hyphens, such as my-table.", Some("mine")),
    ] {
        watched.until(asked);
        if let Some(answer) = answer {
            watched.types(answer);
        }
    }
    watched.ends();
    assert_eq!(entries(&mut world), 3);
    let seen: Value = world.json("supple import mine.csv --recipe mine --json");
    assert_eq!((&seen["new"], &seen["known"]), (&0.into(), &3.into()), "{seen}");
}
