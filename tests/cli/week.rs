//! The week: as it was, as it is, and as it will be.

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::World;

/// A made-up week up to Friday 13 November at noon: some of it done, some skipped, some left open.
fn half_a_week() -> World {
    let mut world = World::new();
    world.clock("2026-11-09T08:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    for day in 9..14 {
        world.clock(&format!("2026-11-{day:02}T12:00:00+01:00"));
        match day {
            10 => drop(world.quietly("supple skip --all --why tired")),
            12 => drop(world.quietly("supple done figure-four-supine --pain 1")),
            _ => {
                world.quietly("supple done --all --pain 1");
                world.quietly("supple done --all --pain 1");
            }
        }
    }
    world.forget();
    world
}

#[test]
fn a_week_at_a_glance() {
    let mut world = half_a_week();
    world.types_all(&[
        "supple week",
        "supple week --on 2026-11-18",
        "supple week --on 2026-11-01",
        "supple week --on 2029-01-01",
        "supple today --on 2026-11-18",
    ]);
    world.set("COLUMNS", "40");
    world.types("supple week");
    assert_snapshot!(world.told());
}

#[test]
fn what_is_left_out_is_told_with_its_day() {
    let mut world = half_a_week();
    world.quietly("supple assign ischial-bursitis --side left");
    world.quietly("supple plan pause --until 2026-11-15 --why holiday");
    world.types("supple week");
    world.types("supple week --on 2026-11-16");
    assert_snapshot!(world.told(), @"
    $ supple week
    Mon 9 Nov to Sun 15 Nov
                                 Mo  Tu  We  Th  Fr  Sa  Su
     Figure-four stretch lying   x   -   x   /   x   .   o
     Sciatic nerve slider lying  x   -   x   o   x   .   .
     Buttock squeeze hold        x   -   x   o   x   .   o
     Graded walking              x   -   .   o   x   .   o
     Heel dig hold               .   .   .   .   .   .   o
     Bridge                      .   .   .   .   .   .   o
     Minutes                     33  33  18  33          37

    x done   / done in part   - skipped   o due   . not due
    Days to come are as they will be if everything until then is done.
    Exercise sessions done of planned: 14 of 27. Today is not counted yet.

    The plan rests until Sun 15 Nov, since Fri 13 Nov (holiday). To go on now:
    supple plan resume

    Left out
     • Sciatic nerve slider lying: Ischial bursitis / upper hamstring tendon pain
       holds it back until its return phase: the hamstrings are lengthened (Su)
    $ supple week --on 2026-11-16
    Mon 16 Nov to Sun 22 Nov
                                Mo  Tu  We  Th  Fr  Sa  Su
     Graded walking             o   o   o   .   o   o   .
     Figure-four stretch lying  o   o   o   o   o   o   o
     Heel dig hold              o   o   o   o   o   o   o
     Buttock squeeze hold       o   o   o   o   o   o   o
     Bridge                     .   o   .   .   o   .   o
     Minutes                    33  37  33  18  37  33  22

    x done   / done in part   - skipped   o due   . not due
    Days to come are as they will be if everything until then is done.

    Left out
     • Sciatic nerve slider lying: Ischial bursitis / upper hamstring tendon pain
       holds it back until its return phase: the hamstrings are lengthened
    ");
}

#[test]
fn a_day_to_come_is_the_same_in_the_week_and_by_itself() {
    let mut world = half_a_week();
    world.quietly("supple assign ischial-bursitis --side left");
    for monday in ["2026-11-09", "2026-11-16", "2026-11-23"] {
        let week = world.json(&format!("supple week --on {monday} --json"));
        for day in week["days"].as_array().expect("a list") {
            let date = day["day"].as_str().expect("a day");
            let alone = world.json(&format!("supple today --on {date} --json"));
            let due = alone["due"].as_array().expect("a list");
            let marks = day["exercises"].as_array().expect("a list");
            let marked = |id: &Value| {
                marks.iter().find(|each| each["exercise"] == *id).map(|each| each["mark"].clone())
            };
            for due in due {
                let is_open = marked(&due["exercise"])
                    .is_some_and(|mark| mark == "due" || mark == "done in part");
                assert_eq!(is_open, due["settled"] == false, "{date}: {due}");
            }
            let is_open = |each: &&Value| each["mark"] == "due" || each["mark"] == "done in part";
            let open = marks.iter().filter(is_open).count();
            assert_eq!(open, due.iter().filter(|due| due["settled"] == false).count(), "{date}");
            let carried = due.iter().any(|due| due["why"] == "carried-over");
            assert!(
                !carried || date <= "2026-11-15",
                "{date}: nothing is carried over from days to come"
            );
        }
    }
}

#[test]
fn what_was_done_beyond_the_plan_stands_beside_it_in_every_number() {
    let mut world = World::new();
    world.clock("2026-11-09T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    for day in 9..13 {
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        world.quietly("supple log 3");
        world.quietly("supple done walking");
        world.quietly("supple done walking");
        world.quietly("supple done bridge");
    }
    world.quietly("supple skip figure-four-supine --why tired");
    world.clock("2026-11-20T18:00:00+01:00");
    world.forget();
    world.types_all(&["supple week --on 2026-11-12", "supple stats", "supple report --text"]);
    let week = world.json("supple week --on 2026-11-12 --json");
    let stats = world.json("supple stats --json");
    let report = world.json("supple report --text --json");
    let chart = world.json("supple chart --out week.svg --json");
    for key in ["sessions_done", "sessions_beyond"] {
        let all = &stats["periods"][1][key];
        assert_eq!((&week[key], &report[key], &chart[key]), (all, all, all), "{key}");
    }
    assert_snapshot!(world.told());
}
