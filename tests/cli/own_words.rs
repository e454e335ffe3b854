//! The words of one's entries over the whole diary: listed, renamed, joined, and taken back.

use std::fs;

use serde_json::Value;

use crate::world::World;

/// What is seen of a line, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A diary with a slip, the word it is a slip of, and both in one entry.
fn with_a_slip() -> World {
    let mut world = World::new();
    for line in [
        "supple log 4 --tag siting --eased siting",
        "supple log 5 --tag siting,sitting --private",
        "supple log 3 --tag sitting --took 'brufen 400 mg'",
        "supple log --own-site overscar:left=6 --site buttock:left=4 --took 'ibuprofen 400 mg'",
    ] {
        world.quietly(line);
    }
    world
}

/// Every entry, as programs read it.
fn entries(world: &mut World) -> Value {
    world.json("supple history --json")
}

#[test]
fn words_are_listed_with_where_they_stand_and_what_may_be_a_slip() {
    let mut world = World::new();
    assert!(seen(&mut world, "supple words").contains("No entry has a tag"));
    let mut world = with_a_slip();
    let listed = seen(&mut world, "supple words");
    for right in [
        "siting, in 2 entries, Sun 22 Nov · your own",
        "sitting, in 2 entries, Sun 22 Nov ",
        "overscar, in 1 entry, Sun 22 Nov · your own",
        "brufen, in 1 entry",
        "If “siting” is sitting, make the two one: supple words rename siting sitting",
    ] {
        assert!(listed.contains(right), "{right}: {listed}");
    }
    let words = world.json("supple words --json");
    assert_eq!(words["words"][0]["word"], "siting");
    assert_eq!(words["words"][0]["is_own"], true);
    for other in ["tags", "sites", "medicines", "rename"] {
        assert!(seen(&mut world, &format!("supple {other}")).contains("supple words"), "{other}");
    }
}

#[test]
fn two_words_become_one_everywhere_and_two_again() {
    let mut world = with_a_slip();
    let before = entries(&mut world);
    let said = seen(&mut world, "supple words rename Siting sitting");
    assert!(said.contains("“siting” is “sitting” now, in 2 entries"), "{said}");
    assert!(said.contains("the two are one now. 1 entry had both."), "{said}");
    let after = entries(&mut world);
    assert!(!after.to_string().contains("siting\""), "{after}");
    // Newest first: the private one had both, and has it once.
    assert_eq!(after[2]["tags"], serde_json::json!(["sitting"]), "{after}");
    assert_eq!(after[3]["eased"], serde_json::json!(["sitting"]), "{after}");
    assert!(!seen(&mut world, "supple words").contains("siting"), "it is no word any more");
    world.quietly("supple undo");
    assert_eq!(entries(&mut world), before);
    world.quietly("supple redo");
    assert_eq!(entries(&mut world), after);
}

#[test]
fn of_two_scores_of_what_is_one_site_the_higher_stays() {
    let mut world = with_a_slip();
    let before = entries(&mut world);
    let said = seen(&mut world, "supple words rename overscar butt");
    assert!(said.contains("“overscar” is “buttock” now, in 1 entry"), "{said}");
    let after = entries(&mut world);
    assert_eq!(after[0]["places"].as_array().map(Vec::len), Some(1), "{after}");
    assert_eq!(after[0]["places"][0]["score"], 6);
    world.quietly("supple undo");
    assert_eq!(entries(&mut world), before);
}

#[test]
fn what_cannot_be_renamed_says_why_and_what_to_type() {
    let mut world = with_a_slip();
    world.quietly("supple log 2 --tag heat --took heat");
    for (line, right) in [
        ("supple words rename sitting siting", "of supple's own, and keeps its name"),
        ("supple words rename buttock bottom", "supple edit ENTRY --site WORD"),
        ("supple words rename sittin x", "Did you mean sitting or siting?"),
        ("supple words rename zzzz x", "See the words of your entries: supple words"),
        ("supple words rename siting siting", "is that word already"),
        ("supple words rename siting none", "a word of supple's own"),
        ("supple words rename overscar left", "the side of each entry stays"),
        ("supple words rename brufen 'ibuprofen 400 mg'", "the amounts of each entry stay"),
        ("supple words rename heat x --kind place", "it is tag, site or medicine"),
    ] {
        let said = seen(&mut world, line);
        assert!(said.contains(right), "{line}: {said}");
    }
    let said = seen(&mut world, "supple words rename brufen ibuprofen");
    assert!(said.contains("“brufen” is “ibuprofen” now"), "{said}");
    let renamed = world.json("supple words rename heat warmth --kind medicine --json");
    assert_eq!(renamed["entries"], 1);
    assert_eq!(World::new().types("supple words rename a b").code, 2, "no diary, and none is made");
}

#[test]
fn a_rename_is_on_the_other_machine_after_a_merge_and_an_edit_there_is_not_lost() {
    let mut world = World::new();
    let (desk, lap) = (world.home().join("desk.db"), world.home().join("lap.db"));
    world.set("SUPPLE_DB", &desk);
    for line in ["supple log 4 --tag siting", "supple log 5 --tag siting", "supple log 6"] {
        world.quietly(line);
    }
    fs::copy(&desk, &lap).expect("copied");
    world.quietly("supple words rename siting desk-work");
    world.set("SUPPLE_DB", &lap);
    world.quietly("supple edit 3 --score 7");
    world.quietly("supple log 8 --tag siting");
    world.quietly("supple merge ../desk.db");
    let told = entries(&mut world);
    let scores_and_tags: Vec<String> = told
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| format!("{} {}", entry["score"], entry["tags"]))
        .collect();
    // What was logged there meanwhile keeps the word it was logged with.
    assert_eq!(
        scores_and_tags,
        ["8 [\"siting\"]", "7 []", "5 [\"desk-work\"]", "4 [\"desk-work\"]"]
    );
    assert!(seen(&mut world, "supple merge").contains("Nothing is set aside"));
}

#[test]
fn ten_years_of_a_word_are_renamed_and_taken_back_in_one_step() {
    let mut world = World::new();
    world.quietly("supple log 3 --tag walking");
    let first = chrono::NaiveDate::from_ymd_opt(2015, 12, 1).expect("a day");
    let rows = first.iter_days().take(4_000).map(|day| format!("{day},4,siting\n"));
    let table = format!("date,pain,tag\n{}", rows.collect::<String>());
    fs::write(world.desk().join("ten.csv"), table).expect("a table");
    world.quietly("supple import ten.csv --map on=date,score=pain,tag=tag");
    let said = seen(&mut world, "supple words rename siting desk-work");
    assert!(said.contains("in 4000 entries"), "{said}");
    let kept: i64 = world
        .database()
        .query_row("SELECT length(rows) FROM journal ORDER BY id DESC LIMIT 1", [], |row| {
            row.get(0)
        })
        .expect("a journal");
    // What undo needs of an entry is two words and a few numbers, and not the whole of it.
    assert!(kept < 4_000 * 110, "{kept} bytes");
    world.quietly("supple undo");
    let old: i64 = world
        .database()
        .query_row("SELECT count(*) FROM rating_tag WHERE tag = 'siting'", [], |row| row.get(0))
        .expect("tags");
    assert_eq!(old, 4_000);
}
