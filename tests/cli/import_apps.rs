//! What apps write that is no table comes in; what is hostile does not.

use std::fs;
use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};
use serde_json::{Value, json};

use crate::world::World;

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, text) in files {
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("a file");
        let level = flate2::Compression::best();
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, level);
        let mut writer = config.wrap(encoder);
        writer.write_all(text).expect("written");
        let (encoder, descriptor) = writer.finish().expect("ended");
        encoder.finish().expect("ended");
        entry.finish(descriptor).expect("ended");
    }
    archive.finish().expect("ended");
    bytes
}

/// Writes a file on the desk.
fn put(world: &World, name: &str, text: impl AsRef<[u8]>) {
    fs::write(world.desk().join(name), text).expect("it is written");
}

/// Symptoms as Apple Health writes them.
const HEALTH: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record)*>\n]>\n\
    <HealthData locale=\"en_GB\">\n<Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"12\"/>\n\
    <Record type=\"HKCategoryTypeIdentifierLowerBackPain\" creationDate=\"2026-10-01 21:00:00 +0200\" \
    startDate=\"2026-10-01 08:00:00 +0200\" endDate=\"2026-10-01 09:00:00 +0200\" \
    value=\"HKCategoryValueSeverityModerate\"/>\n</HealthData>\n";

/// An entry as the backup of Daylio has it, in Base64.
const DAYLIO: &str = "eyJjdXN0b21Nb29kcyI6W3siaWQiOjEsImN1c3RvbV9uYW1lIjoiIiwicHJlZGVmaW5lZF9uYW1lX2lkIjo0fV0s\
    InRhZ3MiOlt7ImlkIjozLCJuYW1lIjoid2FsayJ9XSwiZGF5RW50cmllcyI6W3sibWludXRlIjo1LCJob3VyIjo4LCJkYXki\
    OjMsIm1vbnRoIjo5LCJ5ZWFyIjoyMDI2LCJ0aW1lWm9uZU9mZnNldCI6MzYwMDAwMCwibW9vZCI6MSwidGFncyI6WzNdLCJu\
    b3RlIjoiPHA+c29yZTwvcD4ifV19";

#[test]
fn files_of_apps_are_recognised_and_read() {
    let mut world = World::new();
    let habits = b"Position,Name,Type\n001,Stretch,YES_NO\n";
    let marks = b"Date,Value,Notes\n2026-10-03,YES_MANUAL,slow\n2026-10-02,NO,\n2026-10-01,UNKNOWN,\nno,3000,\n";
    let buddy = "<title>Migraine Listing</title><table><thead><tr><td>#</td><td>Started</td><td>Lasted</td>\
        <td>Pain Level</td><td>Medication</td></tr></thead><tbody><tr><td>1</td><td>13/10/25 21:06</td>\
        <td>26h 00m</td><td>5</td><td>Helpful - 1x Sumatriptan 50mg</td></tr></tbody></table>";
    for (name, text, seen) in [
        ("Apple Health", HEALTH.as_bytes().to_vec(), "08:00: no score; low-back, severity: moderate"),
        (
            "Apple Health",
            zip(&[("apple_health_export/export.xml", HEALTH.as_bytes()), ("x.gpx", b"<gpx/>")]),
            "1 row was of another kind.",
        ),
        ("a backup of Daylio", zip(&[("backup.daylio", DAYLIO.as_bytes())]), "08:05: no score; walk, mood: bad"),
        (
            "Loop Habit Tracker",
            zip(&[
                ("Habits.csv", habits),
                ("Checkmarks.csv", b"Date,Stretch,\n"),
                ("001 Stretch/Checkmarks.csv", marks),
            ]),
            "line 5: 001 Stretch/Checkmarks.csv: “no” is no date",
        ),
        (
            "Clue",
            b"[{\"type\":\"pain\",\"date\":\"2026-10-01\",\"value\":[{\"option\":\"lower_back\"}]},\
               {\"type\":\"energy\",\"date\":\"2026-10-01\",\"value\":[]}]"
                .to_vec(),
            "options: lower back",
        ),
        (
            "Flo",
            b"{\"operationalData\":{\"point_events_manual_v2\":[{\"category\":\"Symptom\",\
               \"subcategory\":\"Cramps\",\"date\":\"2026-10-01\"},{\"category\":\"Symptom\"}]}}"
                .to_vec(),
            "entry 2: it has no date",
        ),
        (
            "Flaredown",
            b"Date,Sciatica,Ibuprofen,Tags,Foods,Weather summary\n2026-10-01,3,Taken,drive,,\n".to_vec(),
            "no score; drive, ibuprofen, Sciatica: 3",
        ),
        ("Migraine Buddy", buddy.as_bytes().to_vec(), "21:06: 5; sumatriptan 50 mg"),
        (
            "Garmin (activities)",
            b"Activity Type,Date,Favorite,Title,Distance,Time\nRunning,2026-10-01 17:06:03,false,\"Run, far\",\"1,005.4\",00:31:24\n"
                .to_vec(),
            "17:06: no score; running, Title: Run, far",
        ),
        (
            "FHIR",
            b"{\"resourceType\":\"Observation\",\"effectiveDateTime\":\"2026-10-01T08:00:00+02:00\",\"code\":\
               {\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"72514-3\"}]},\"valueQuantity\":{\"value\":4.5}}"
                .to_vec(),
            "08:00: 4.5",
        ),
    ] {
        put(&world, "app", text);
        let told = world.types("supple import app --dry-run");
        assert_eq!(told.code, 0, "{name}: {}", told.stderr);
        let out = told.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(&format!("Read as {name}. 1 entry would come in.")), "{name}: {out}");
        assert!(out.contains(seen), "{name}: {out}");
    }
    assert!(!world.diary().exists());
    // The same habits from a folder; and words that somebody says the score of.
    fs::create_dir_all(world.desk().join("loop/001 Stretch")).expect("made");
    put(&world, "loop/Habits.csv", habits);
    put(&world, "loop/001 Stretch/Checkmarks.csv", b"Date,Value,Notes\n2026-10-03,3500,\n");
    world.quietly("supple import loop --map score=value --only habit=Stretch");
    put(&world, "export.xml", HEALTH);
    world.quietly("supple import export.xml --words moderate=5");
    let seen: Value = world.json("supple import export.xml --words moderate=5 --json");
    assert_eq!((&seen["new"], &seen["known"]), (&0.into(), &1.into()), "{seen}");
    let history: Value = world.json("supple history --from 2026-09-01 --json");
    let entries: Vec<&Value> = history.as_array().into_iter().flatten().collect();
    let scores: Vec<Option<f64>> = entries.iter().map(|entry| entry["score"].as_f64()).collect();
    assert_eq!(scores, [Some(3.5), Some(5.0)], "{history}");
    assert_eq!(entries[1]["late"], false, "{history}");
}

#[test]
fn what_supple_gave_to_a_health_record_comes_back_as_it_was() {
    let mut world = World::new();
    for line in [
        "supple log 4.5 --site buttock:left --site hip=6 --note both",
        "supple log 3 --site low-back --on yesterday",
        "supple log --site knee:right=2 --site hip=7",
        "supple log 2 --took 'ibuprofen 400mg' --at 08:00",
        "supple log 0",
    ] {
        world.quietly(line);
    }
    world.quietly("supple export --format fhir --out all.json");
    world.quietly("supple export --format phr --out all.phr");
    let seen: Value = world.json("supple import all.json --json");
    assert_eq!((&seen["new"], &seen["known"]), (&0.into(), &6.into()), "{seen}");
    let told = |world: &mut World| {
        let history: Value = world.json("supple history --from 2026-11-01 --json");
        let entries = history.as_array().into_iter().flatten().map(|entry| {
            let keys = ["day", "at", "score", "places", "medicines", "note"];
            keys.map(|key| entry[key].to_string()).join(" ")
        });
        let mut told: Vec<String> = entries.collect();
        told.sort();
        told
    };
    let mut before = told(&mut world);
    for file in ["all.json", "all.phr"] {
        world.set("SUPPLE_DB", world.home().join(format!("{file}.db")));
        world.quietly(&format!("supple import {file}"));
        let mut after = told(&mut world);
        // A medicine is a resource of its own, and so an entry of its own.
        after.retain(|entry| !(entry.contains("ibuprofen") && entry.contains(" null ")));
        before.iter_mut().for_each(|entry| {
            if let Some(at) = entry.find("[{\"amount") {
                let end = entry.find("}]").map_or(at, |end| end + 2);
                entry.replace_range(at..end, "[]");
            }
        });
        assert_eq!(after, before, "{file}");
    }
}

#[test]
fn exercises_goals_the_plan_and_answers_come_back_from_a_health_record() {
    let mut world = World::assigned();
    for line in [
        "supple done glute-squeeze --sets 2 --reps 12,10 --pain 2.5 --note slow",
        "supple done walking --minutes 20 --effort 4",
        "supple done figure-four-supine --side left --before 3",
        "supple skip sciatic-slider-supine --why tired",
        "supple goal add 'sit through a film'",
        "supple goal add 'walk the dog'",
        "supple goal end 2",
        "supple log 4",
    ] {
        world.quietly(line);
    }
    let kinds = ["session", "goal", "plan", "plan_phase", "screening_answer"];
    let rows = |world: &mut World, name: &str| {
        world.quietly(&format!("supple export --private --out {name}"));
        let text = fs::read_to_string(world.desk().join(name)).expect("the export");
        let mut rows: Vec<String> = Vec::new();
        for line in text.lines() {
            let mut row: Value = serde_json::from_str(line).expect("a row");
            if kinds.contains(&row["kind"].as_str().unwrap_or_default()) {
                // Numbers and the moment of writing are those of this copy.
                let row = row.as_object_mut().expect("an object");
                for key in ["id", "written_at", "source_written_at"] {
                    row.remove(key);
                }
                rows.push(Value::Object(row.clone()).to_string());
            }
        }
        rows.sort();
        rows
    };
    let before = rows(&mut world, "before.jsonl");
    assert!(before.len() > 10, "{before:?}");
    world.quietly("supple export --format fhir --out all.json");
    // As a server gives it back: about somebody, with a word on how it came.
    let text = fs::read_to_string(world.desk().join("all.json")).expect("the Bundle");
    let nobody = "{\"display\":\"the person who keeps this diary\"}";
    let text = text
        .replace(nobody, "{\"reference\":\"Patient/1\"}")
        .replace("\"urn:supple:diary\"}", "\"urn:supple:diary#a1\"}");
    put(&world, "served.json", text);
    for file in ["all.json", "served.json"] {
        world.set("SUPPLE_DB", world.home().join(format!("{file}.db")));
        // What is new about the diary itself is said beside the JSON.
        let seen = world.quietly(&format!("supple import {file} --json"));
        let seen: Value = serde_json::from_str(&seen.stdout).expect("JSON");
        assert_eq!((&seen["other"], &seen["left"]), (&0.into(), &json!([])), "{seen}");
        assert_eq!(rows(&mut world, &format!("after-{file}l")), before, "{file}");
        let today = world.quietly("supple today");
        assert!(today.stdout.contains("glute"), "the routine is there: {}", today.stdout);
        let again: Value = world.json("supple import all.json --json");
        assert_eq!((&again["new"], &again["known"]), (&0.into(), &seen["new"]), "{again}");
        world.quietly("supple undo");
        assert_eq!(rows(&mut world, &format!("undone-{file}l")), [""; 0], "{file}");
        let back: Value = world.json("supple import all.json --json");
        assert_eq!(back["new"], seen["new"], "what was taken back may come again: {back}");
    }
}

#[test]
fn what_is_hostile_is_refused_and_nothing_is_kept() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let before = fs::read(world.diary()).expect("the diary");
    let two_people = ["1", "2"].map(|name| {
        json!({ "resource": { "resourceType": "Observation", "effectiveDateTime": "2026-10-01",
            "subject": { "reference": format!("Patient/{name}") }, "valueInteger": 3,
            "code": { "coding": [{ "system": "http://loinc.org", "code": "72514-3" }] } } })
    });
    let bundle = json!({ "resourceType": "Bundle", "entry": two_people }).to_string();
    let deep = format!("{{\"resourceType\":\"Bundle\",\"entry\":[{}", "[".repeat(200_000));
    let endless = format!("<HealthData>\n<Record type=\"{}", "x".repeat(3 << 20));
    let health = zip(&[("export.xml", HEALTH.as_bytes())]);
    let mut damaged = health.clone();
    damaged[60] ^= 0x55;
    for (bytes, told) in [
        (zip(&[("export.xml", &vec![b' '; 64 << 20])]), "it would unpack to far more than it is"),
        (
            zip(&[("a.txt", b"x"), ("b.txt", b"y")]),
            "supple knows no app that writes what is in it (a.txt, b.txt)",
        ),
        (zip(&[("a.zip", &health)]), "no text"),
        (zip(&[("a.xml", b"<x/>")]), "a.xml in it was not read: it is XML or JSON"),
        (zip(&[]), "it is an archive"),
        (health[..health.len() / 2].to_vec(), "its archive is broken, or cut off"),
        (damaged, "does not read"),
        (b"PK\x03\x04".to_vec(), "its archive is broken"),
        (bundle.into_bytes(), "it is about several people"),
        (deep.into_bytes(), "it"),
        (endless.into_bytes(), "an element in it never ends"),
        (b"<HealthData>\n<Record type='x' <\n".to_vec(), "it is no XML"),
        (b"{\"operationalData\":[}".to_vec(), "it is no JSON"),
        (b"eyJ=".to_vec(), "it is no JSON"),
        (b"\x1f\x8b".to_vec(), "it is packed"),
    ] {
        put(&world, "hostile", bytes);
        let seen = world.types("supple import hostile");
        assert_eq!(seen.code, 1, "{told}: {} {}", seen.stdout, seen.stderr);
        assert!(seen.stderr.replace('\n', " ").contains(told), "{told}: {}", seen.stderr);
        assert_eq!(fs::read(world.diary()).expect("the diary"), before, "{told}");
    }
}
