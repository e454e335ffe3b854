//! `supple stats`: the few numbers that say how it goes.

use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::world::World;

/// Six made-up weeks, from Monday 12 October on: pain that falls from about 6 to about 3, some
/// gaps, most of the exercises, a visit and a goal.
fn six_weeks() -> World {
    let mut world = World::new();
    world.clock("2026-10-12T18:00:00+02:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple goal add 'walk the dog for an hour'");
    world.quietly("supple goal rate 1 3");
    let first =
        chrono::DateTime::parse_from_rfc3339("2026-10-12T18:00:00+02:00").expect("a moment");
    for number in 0..42 {
        world.clock(&(first + chrono::Duration::days(number)).to_rfc3339());
        if number % 6 != 4 {
            let tenths = 60 - number * 3 / 4
                + [0, 5, -5, 10, 0, -10, 0][usize::try_from(number % 7).expect("small")];
            let worst = tenths / 10 + 2;
            world.quietly(&format!(
                "supple log {}.{} --worst {worst}",
                tenths / 10,
                tenths / 5 % 2 * 5
            ));
        }
        if number % 5 != 2 && number < 41 {
            world.quietly("supple done --all --pain 1");
        }
        if number == 20 {
            world.quietly("supple visit today --with 'Dr Okafor'");
        }
    }
    world.quietly("supple goal rate 1 6");
    world
}

/// The same, on Sunday evening and with a clean record.
fn sunday_after_six_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, six_weeks);
    world.clock("2026-11-22T21:00:00+01:00");
    world.forget();
    world
}

#[test]
fn the_numbers_of_six_weeks() {
    let mut world = sunday_after_six_weeks();
    world.types("supple stats");
    world.set("COLUMNS", "40");
    world.types("supple stats");
    world.types("supple stats --json");
    assert_snapshot!(world.told());
}

#[test]
fn the_numbers_are_those_of_the_chart() {
    let mut world = sunday_after_six_weeks();
    let chart = world.json("supple chart --json");
    let stats = world.json("supple stats --json");
    for key in ["before", "now", "points", "percent", "reaches_threshold"] {
        assert_eq!(stats["changes"][0][key], chart["change"][key], "{key}");
    }
    let said = stats["changes"][0]["in_words"].as_str().expect("words").to_lowercase();
    assert!(chart["sentence"].as_str().expect("a sentence").to_lowercase().starts_with(&said));
    let baseline = stats["periods"].as_array().expect("periods").last().expect("one").clone();
    assert_eq!(
        (&baseline["mean"], &baseline["rated_days"]),
        (&chart["baseline"]["mean"], &chart["baseline"]["rated_days"])
    );
}

#[test]
fn too_few_days_give_no_number_and_say_how_many_are_missing() {
    let mut world = World::new();
    world.types("supple stats");
    world.types("supple stats --json");
    world.quietly("supple log 4 --on yesterday");
    world.quietly("supple log 5");
    world.quietly("supple visit yesterday");
    world.types("supple stats");
    assert_snapshot!(world.told(), @r#"
    $ supple stats
    2> There is nothing to count yet. Log a score first: supple log
    $ supple stats --json
    {
      "adherence": {
        "exercises": [],
        "skipped_reasons": [],
        "weeks": []
      },
      "alerts": [],
      "changes": [],
      "day": "2026-11-22",
      "goals": {
        "goals": [],
        "mean_change": null
      },
      "periods": []
    }
    $ supple stats
     pain             mean  median  days from  worst  rated days  exercises
     Last 7 days      —     —       —          —      2 of 7      —
     Last 4 weeks     —     —       —          —      2 of 28     —
     Since the visit  —     —       —          —      2 of 2      —
    Last 7 days: numbers need 2 more rated days.
    Last 4 weeks: numbers need 14 more rated days.
    Since the visit: numbers need 2 more rated days.

    Since the first two weeks
     Whether pain has changed can be said fairly from 11 December on.

    Since the last visit
     Whether pain has changed can be said fairly from 28 November on.
    "#);
}

#[test]
fn an_open_flag_comes_before_the_numbers() {
    let mut world = sunday_after_six_weeks();
    std::fs::write(world.desk().join("answers.json"), r#"{"ces-saddle": "yes"}"#).expect("written");
    world.quietly("supple screen --answers answers.json");
    let output = world.types("supple stats");
    assert!(output.stdout.starts_with("! "), "{}", output.stdout);
}

#[test]
fn nobody_is_told_that_they_left_out_what_was_not_asked() {
    let mut world = World::assigned_unanswered();
    world.at("2026-12-06T20:00:00+01:00");
    // Until the safety questions are answered there are no exercises, and so none were left out.
    let output = world.types("supple stats");
    assert!(!output.stdout.contains("Exercises in"), "{}", output.stdout);
    world.quietly("supple log 4");
    world.quietly("supple report --out page.html");
    let page = std::fs::read_to_string(world.desk().join("page.html")).expect("it is written");
    assert!(page.contains("Pain") && !page.contains("(0 of"), "{page}");
}

#[test]
fn sitting_without_pain_is_counted_by_days() {
    let mut world = sunday_after_six_weeks();
    let set = "UPDATE rating SET sitting_minutes = CASE WHEN day < '2026-10-26' THEN 20 ELSE 45 END WHERE id % 2 = 0";
    world.database().execute(set, []).expect("it is set");
    let periods = world.json("supple stats --json")["periods"].clone();
    let sitting: Vec<_> = periods
        .as_array()
        .expect("periods")
        .iter()
        .map(|period| &period["sitting_minutes"])
        .collect();
    assert_eq!(sitting, [45.0, 45.0, 45.0, 20.0]);
    world.types("supple stats");
    assert_snapshot!(world.told().split("Sitting").nth(1).expect("it is told"));
}
