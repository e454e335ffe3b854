//! Flares by the scores and by a person's own word.

use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::safety_answers::says_to_all;
use crate::world::World;

/// Three weeks of mornings at 3, to Friday 20 November, with a plan that loads.
fn three_even_weeks() -> World {
    static DIARY: OnceLock<Vec<u8>> = OnceLock::new();
    World::with_diary_of(&DIARY, || even_mornings("supple assign ischial-bursitis --side left"))
}

/// The same with any plan.
fn even_mornings(assign: &str) -> World {
    let mut world = World::new();
    for day in 0..21 {
        mornings_go_on(&mut world, day);
        if day == 0 {
            world.quietly(assign);
            says_to_all(&mut world, "no");
        }
        if day % 6 == 5 {
            says_to_all(&mut world, "no");
        }
        world.quietly("supple log 3 --morning");
    }
    world.forget();
    world
}

/// Half past seven on a day after Saturday 31 October.
fn mornings_go_on(world: &mut World, day: i64) {
    let first = chrono::DateTime::parse_from_rfc3339("2026-10-31T07:30:00+01:00");
    let morning = first.expect("a moment") + chrono::Duration::days(day);
    world.clock(&morning.to_rfc3339());
}

/// Three mornings at 6, to Monday 23 November.
fn three_bad_mornings(world: &mut World) {
    for day in 21..24 {
        mornings_go_on(world, day);
        world.types("supple log 6 --morning");
    }
}

#[test]
fn a_flare_is_found_by_the_scores() {
    let mut world = three_even_weeks();
    three_bad_mornings(&mut world);
    world.types_all(&["supple", "supple today", "supple plan", "supple remind"]);
    let today = world.json("supple today --json");
    assert_eq!(
        today["flare"],
        serde_json::json!({
            "began": "2026-11-23", "by": "scores", "day": 1, "over_because": null,
            "usual_evening": null, "usual_morning": 3.0,
        })
    );
    let remind = world.run(&["remind", "--json"]);
    let remind: serde_json::Value = serde_json::from_str(&remind.stdout).expect("JSON");
    assert_eq!(remind["flare"], today["flare"]);
    // The signs were offered on the first day.
    mornings_go_on(&mut world, 24);
    world.types("supple log 5 --morning");
    world.types("supple today");
    assert_snapshot!(world.told());
}

#[test]
fn a_morning_far_above_usual_is_spoken_of_at_once() {
    let mut world = three_even_weeks();
    mornings_go_on(&mut world, 21);
    world.types("supple log 8 --morning");
    world.types_all(&["supple today", "supple flare", "supple"]);
    assert_snapshot!(world.told());
}

#[test]
fn a_flare_that_is_over_by_a_word_shows_the_way_back() {
    let mut world = three_even_weeks();
    three_bad_mornings(&mut world);
    world.forget();
    mornings_go_on(&mut world, 24);
    world.types_all(&["supple log 4 --morning", "supple flare --over", "supple", "supple today"]);
    let today = world.json("supple today --json");
    assert_eq!(today["flare_over"]["over_because"], "word", "{today}");
    assert!(today["flare"].is_null(), "{today}");
    world.quietly("supple done --all --pain 1");
    for day in 25..27 {
        mornings_go_on(&mut world, day);
        world.quietly("supple log 3 --morning");
        world.types("supple today");
        world.quietly("supple done --all --pain 1");
    }
    assert_snapshot!(world.told());
}

#[test]
fn where_a_bone_is_the_trouble_no_flare_is_named() {
    let mut world = even_mornings("supple assign pelvic-stress-fracture --agreed-by 'Dr A'");
    mornings_go_on(&mut world, 21);
    world.types("supple log 8 --morning");
    for day in 22..25 {
        mornings_go_on(&mut world, day);
        world.types("supple log 6 --morning");
    }
    world.types_all(&["supple", "supple today", "supple plan", "supple remind"]);
    assert!(!world.told().to_lowercase().contains("flare"), "{}", world.told());
    assert!(world.json("supple today --json")["flare"].is_null());
    world.types("supple flare");
    world.types("supple today");
    assert_snapshot!(world.told());
}

#[test]
fn a_flare_begins_and_ends_by_a_word() {
    let mut world = World::new();
    world.types_all(&["supple flare --over", "supple flare"]);
    world.clock("2026-11-23T10:00:00+01:00");
    world.types_all(&[
        "supple flare",
        "supple flare --on saturday --over",
        "supple undo",
        "supple flare --over",
        "supple flare --over",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_word_about_a_flare_is_listed_found_and_removed() {
    let mut world = World::new();
    world.quietly("supple log 4 --note 'a flare?'");
    world.quietly("supple flare --on 'saturday'");
    world.quietly("supple flare --over");
    world.types_all(&[
        "supple history --text flare",
        "supple history --on saturday",
        "supple history --min 3",
        "supple edit 2 --on friday",
        "supple remove 2",
        "supple history",
        "supple undo",
        "supple redo",
    ]);
    world.quietly("supple undo");
    let history = world.json("supple history --json");
    assert_eq!(
        (&history[1]["kind"], &history[1]["change"], &history[2]["change"]),
        (&"flare".into(), &"ended".into(), &"began".into()),
        "{history}"
    );
    assert_snapshot!(world.told());
}

#[test]
fn a_day_that_is_to_come_or_long_gone_is_refused() {
    let mut world = World::new();
    world.types_all(&[
        "supple flare --on tomorrow",
        "supple flare --on 2026-11-14",
        "supple flare --on 2026-02-31",
        "supple flare tomorrow",
    ]);
    assert!(!world.diary().exists(), "nothing was said");
    world.quietly("supple flare --on 2026-11-15");
    assert_snapshot!(world.told());
}
