//! Exercises by their numbers on today's list, on one side, and in sets that differ.

use crate::world::World;

/// What is seen of a line, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ids of today's list, in its order.
fn list(world: &mut World) -> Vec<String> {
    let today = world.json("supple today --json");
    let due = today["due"].as_array().expect("a list").iter();
    due.map(|due| due["exercise"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn a_number_is_the_one_on_todays_list_before_and_after_it_is_done() {
    let mut world = World::assigned();
    let list = list(&mut world);
    let shown = seen(&mut world, "supple today");
    for (index, id) in list.iter().enumerate() {
        let line = shown.split("[ ] ").nth(index + 1).expect("an exercise");
        assert!(line.starts_with(&format!("{} ", index + 1)) && line.contains(id), "{line}");
    }
    world.quietly("supple done 1 3");
    world.quietly("supple skip 2");
    // What is done stays on the list, so the others keep their numbers.
    world.quietly("supple done 4 --pain 1");
    let history = world.json("supple history --json");
    let mut kept: Vec<(String, String)> = history
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| (entry["exercise"].to_string(), entry["outcome"].to_string()))
        .collect();
    kept.sort();
    let mut right: Vec<(String, String)> = list
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let outcome = if at == 1 { "skipped" } else { "done" };
            (format!("\"{id}\""), format!("\"{outcome}\""))
        })
        .collect();
    right.sort();
    assert_eq!(kept, right);
    for (line, right) in [
        (
            "supple done 5",
            "there is no number 5: the list has 4 exercises. See the numbers: supple today",
        ),
        ("supple done 0", "there is no exercise “0”"),
        ("supple done 3-2", "there is no exercise “3-2”"),
        ("supple session 9", "there is no number 9"),
    ] {
        let said = seen(&mut world, line);
        assert!(said.contains(right), "{line}: {said}");
    }
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(4));
    let range = seen(&mut world, "supple done 1-2 --on yesterday");
    assert!(range.contains("so none has a number"), "there was no plan yesterday: {range}");
    let mut world = World::new();
    let said = seen(&mut world, "supple done 1");
    assert!(said.contains("no exercise is on the list of that day"), "{said}");
    assert!(!world.diary().exists(), "a slip makes no diary");
}

#[test]
fn one_side_is_kept_shown_and_exported() {
    let mut world = World::assigned();
    let said = seen(&mut world, "supple done figure-four --side left --pain 2");
    assert!(said.contains("Figure-four stretch lying (left side, pain 2)"), "{said}");
    assert!(seen(&mut world, "supple history").contains("left side · pain 2"));
    assert_eq!(world.json("supple history --json")[0]["side"], "left");
    assert!(seen(&mut world, "supple edit 1 --side both").contains("both sides"));
    assert!(seen(&mut world, "supple edit 1 --side middle").contains("a left and a right side"));
    world.quietly("supple undo");
    assert_eq!(world.json("supple history --json")[0]["side"], "left");
    for (line, right) in [
        ("supple done walking --side left", "Graded walking has no sides. Leave --side out."),
        ("supple done figure-four --side middle", "it is left, right or both"),
    ] {
        let said = seen(&mut world, line);
        assert!(said.contains(right), "{line}: {said}");
    }
    world.quietly("supple export --out all.jsonl --replace");
    let exported = std::fs::read_to_string(world.desk().join("all.jsonl")).expect("written");
    assert!(exported.contains("\"side\":\"left\""), "{exported}");
    // It counts as done, once.
    assert_eq!(world.json("supple today --json")["due"][0]["done"], 1);
}

#[test]
fn sets_that_differ_are_kept_as_they_were_and_counted_as_they_were() {
    let mut world = World::assigned();
    let said = seen(&mut world, "supple done glute-squeeze --reps 12,10,8 --hold 5 --pain 1");
    assert!(said.contains("(12, 10 and 8 reps, hold 5 s, pain 1)"), "{said}");
    assert!(seen(&mut world, "supple history").contains("12, 10 and 8 reps"));
    let entry = world.json("supple history --json")[0].clone();
    assert_eq!(entry["reps_of_sets"], serde_json::json!([12, 10, 8]));
    // What every set had, and how many there were.
    assert_eq!((&entry["sets"], &entry["reps"]), (&3.into(), &8.into()));
    // The chart counts what was done: 30 repeats of 5 seconds.
    let chart = world.json("supple chart --kind exercise --json --out chart.png");
    assert!(chart.to_string().contains("150"), "{chart}");
    for (line, right) in [
        ("supple done bridge --sets 2 --reps 12,10,8", "--reps has the repeats of 3 sets"),
        ("supple done bridge --reps 12,x", "or one for each set: 12,10,8"),
        ("supple done bridge --reps 12,0", "from 1 to 1000"),
        ("supple edit 1 --sets 2", "2 × 8"),
    ] {
        let said = seen(&mut world, line);
        assert!(said.contains(right), "{line}: {said}");
    }
    world.quietly("supple undo");
    world.quietly("supple export --out all.jsonl --replace");
    let exported = std::fs::read_to_string(world.desk().join("all.jsonl")).expect("written");
    assert!(exported.contains("\"reps_of_sets\":\"12,10,8\""), "{exported}");
    world.set("SUPPLE_DB", world.home().join("other.db"));
    world.quietly("supple import all.jsonl");
    assert_eq!(world.json("supple history --json")[0]["reps_of_sets"], entry["reps_of_sets"]);
}
