//! `supple patterns`: what goes with more pain, or with less.

use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::world::World;

/// Eight weeks in which sitting days are about two points worse, a pill is taken on bad days, and
/// the rest is what it is.
fn eight_weeks() -> World {
    let mut world = World::new();
    let first =
        chrono::DateTime::parse_from_rfc3339("2026-09-28T20:00:00+02:00").expect("a moment");
    let mut chance = 20_261_122_u32;
    for number in 0..56usize {
        world.clock(
            &(first + chrono::Duration::days(i64::try_from(number).expect("small"))).to_rfc3339(),
        );
        if number % 19 == 18 {
            continue;
        }
        // Knuth's linear congruential generator: numbers that look like chance and are the same
        // every time.
        let mut below = |limit: u32| {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (chance >> 16) % limit
        };
        let sits = below(10) < 4;
        let tenths = 25 + 5 * below(6) + if sits { 20 } else { 0 };
        let mut line = format!("supple log {}.{}", tenths / 10, tenths % 10);
        for (tag, is) in
            [("sitting", sits), ("stairs", number % 3 == 0), ("cold", number % 20 == 5)]
        {
            if is {
                line += &format!(" --tag {tag}");
            }
        }
        world.quietly(&line);
        if number % 2 == 0 {
            world.quietly("supple done bridge --pain 1");
        }
    }
    world
}

/// The same, with a clean record.
fn after_eight_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, eight_weeks);
    world.forget();
    world
}

#[test]
fn the_days_come_first_and_then_what_they_say() {
    let mut world = after_eight_weeks();
    world.types("supple patterns");
    world.set("COLUMNS", "40");
    world.types("supple patterns");
    let patterns = world.json("supple patterns --json");
    let mut pairings = patterns["pairings"].as_array().expect("pairings").iter();
    let sitting = pairings
        .find(|pairing| pairing["name"] == "sitting" && pairing["lag"] == 0)
        .expect("sitting");
    assert_eq!(sitting["result"]["goes_with"], "more");
    // The cold came too rarely, and the day after bridge is always a day without.
    assert_eq!(patterns["comparisons"], 5);
    let told = world.told().to_lowercase();
    let blames = told.split(|c: char| !c.is_alphabetic()).any(|word| word.starts_with("caus"));
    assert!(told.contains("goes with") && !blames, "{told}");
    assert_snapshot!(world.told());
    assert_eq!(
        world.json("supple patterns --json"),
        patterns,
        "the same diary gives the same answer"
    );
}

#[test]
fn everything_looked_at_can_be_seen() {
    let mut world = after_eight_weeks();
    world.types("supple patterns --all");
    world.types("supple patterns --from 2026-11-01 --to 2026-11-12 --json");
    assert_snapshot!(world.told());
}

#[test]
fn medicines_nights_and_the_cycle_are_looked_at_too() {
    let mut world = after_eight_weeks();
    let database = world.database();
    let fill = "UPDATE rating SET sleep_minutes = 400 + 10 * (id * 7 % 11);
        UPDATE rating SET cycle_day = 1 WHERE day IN ('2026-10-01', '2026-10-29');
        INSERT INTO rating_tag (rating, role, tag) SELECT id, 'eased', 'heat' FROM rating WHERE id % 4 = 0;
        INSERT INTO rating_tag (rating, role, tag) SELECT id, 'quality', 'burning' FROM rating WHERE id % 4 = 1;
        INSERT INTO medicine_intake (uuid, rating, day, medicine, written_at)
            SELECT 'u' || id, id, day, CASE WHEN id % 2 THEN 'Ibuprofen' ELSE 'ibuprofen' END, written_at
            FROM rating WHERE score > 50;";
    database.execute_batch(fill).expect("it is filled in");
    let patterns = world.json("supple patterns --json");
    let names: Vec<String> = patterns["pairings"]
        .as_array()
        .expect("pairings")
        .iter()
        .filter(|pairing| pairing["lag"] == 0)
        .map(|pairing| {
            format!(
                "{} {}",
                pairing["kind"].as_str().expect("a kind"),
                pairing["name"].as_str().expect("a name")
            )
        })
        .collect();
    let wanted = [
        "tag cold",
        "tag sitting",
        "tag stairs",
        "eased heat",
        "medicine ibuprofen",
        "exercise bridge",
        "sleep night under 7 h 30 min",
        "cycle period, days 1 to 5",
        "cycle the 5 days before a period",
    ];
    assert_eq!(names, wanted);
    let told = world.types("supple patterns").stdout;
    assert!(told.contains("It is what one does when it hurts"), "{told}");
}

#[test]
fn too_little_says_what_is_missing() {
    let mut world = World::new();
    world.types_all(&["supple patterns", "supple patterns --json"]);
    for day in 8..22 {
        world.quietly(&format!("supple log 4 --on 2026-11-{day:02}"));
    }
    world.types("supple patterns");
    world.quietly("supple log 4 --tag sitting");
    world.types("supple patterns");
    world.quietly("supple undo");
    world.quietly("supple log 3");
    world.types("supple patterns");
    world.types("supple patterns --from today --to yesterday");
    assert_snapshot!(world.told(), @r#"
    $ supple patterns
    2> Patterns need 14 rated days that follow a rated day. So far there are 0: 14 more
    2> are needed.
    $ supple patterns --json
    {
      "comparisons": 0,
      "days": 0,
      "days_needed": 14,
      "days_needed_in_each_group": 5,
      "false_discovery_rate": 0.1,
      "from": "2026-11-22",
      "pairings": [],
      "to": "2026-11-22"
    }
    $ supple patterns
    2> Patterns need 14 rated days that follow a rated day. So far there are 13: 1 more
    2> is needed.
    $ supple patterns
    14 days from Sun 8 Nov to Sun 22 Nov, each with the day before it.

    Not enough days yet, 14 in all with 5 of each: sitting (1 with, 0 without).
    $ supple patterns
    2> There is nothing to compare pain with yet. Say what came before it:
    2> supple log N --tag sitting
    $ supple patterns --from today --to yesterday
    2> supple: the range ends on 2026-11-21, before it begins on 2026-11-22.
    2> Give the earlier day to --from.
    => 2
    "#);
}
