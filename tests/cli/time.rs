//! Days and hours: the small hours, clocks that jump, far years, and journeys.

use insta::assert_snapshot;

use crate::world::{NEW_YORK, TOKYO, World};

/// A world whose diary is there, with a clean record, and the clock set.
fn at(now: &str) -> World {
    let mut world = World::assigned();
    world.clock(now);
    world
}

#[test]
fn two_in_the_morning_belongs_to_the_evening_before() {
    let mut world = at("2026-11-22T02:00:00+01:00");
    world.types_all(&["supple log 5", "supple log 4 --at 1:30", "supple log 3 --on yesterday", "supple done walking"]);
    world.clock("2026-11-22T04:00:00+01:00");
    world.types("supple log 2");
    world.types("supple history");
    assert_snapshot!(world.told());
}

#[test]
fn a_morning_begins_the_day_by_the_calendar() {
    let mut world = at("2026-11-22T02:00:00+01:00");
    world.types_all(&[
        "supple log 3 --morning",
        "supple log 3 --morning --on yesterday --at 2:30",
        "supple log 4 --at 1:30",
        "supple edit 3 --morning",
        "supple edit 3 --no-morning",
        "supple edit 1 --on friday",
        "supple log 3 --morning --at 2:30",
    ]);
    // What was not this morning's hour is left open, not made up.
    world.clock("2026-11-22T12:00:00+01:00");
    world.types_all(&["supple log 2 --morning", "supple log 2 --morning --at 11:00", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn a_morning_is_one_where_clocks_jump_and_on_a_journey() {
    // The hour that comes twice, and the one that never comes.
    let mut world = at("2026-10-25T02:30:00+01:00");
    world.types("supple log 3 --morning");
    assert_eq!((world.newest("day"), world.newest("at")), ("2026-10-25".into(), "2026-10-25T02:30:00+01:00".into()));
    world.types("supple log 3 --morning --at 02:15");
    assert_eq!(world.newest("at"), "2026-10-25T02:15:00+02:00");
    world.clock("2027-03-28T12:00:00+02:00");
    world.types("supple log 3 --morning --at 02:30");
    // Of a morning in Tokyo the day stays, wherever it is put right.
    world.set("TZ", TOKYO);
    world.clock("2027-04-02T03:30:00+09:00");
    world.types("supple log 4 --morning");
    assert_eq!(world.newest("day"), "2027-04-02");
    world.set("TZ", NEW_YORK);
    world.clock("2027-04-02T20:00:00-04:00");
    world.types_all(&["supple edit 3 --score 5", "supple edit 3 --no-morning", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn an_hour_of_last_night_counts_for_yesterday() {
    let mut world = at("2026-11-22T14:30:00+01:00");
    world.types_all(&[
        "supple log 5 --at 02:00",
        "supple log 5 --on yesterday --at 02:00",
        "supple log 5 --on today --at 02:00",
        "supple log 5 --at 23:00",
        "supple log 5 --on yesterday --at 23:00",
        "supple log 5 --at 4:00",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn an_hour_that_never_came_is_refused() {
    let mut world = at("2026-03-29T12:00:00+02:00");
    world.types_all(&[
        "supple log 5 --at 02:30",
        "supple log 5 --on yesterday --at 2.30am",
        "supple log 5 --at 01:59",
        "supple log 5 --at 03:00",
        "supple done walking --at 02:30",
    ]);
    world.types("supple edit 1 --at 02:15");
    world.types("supple history");
    assert_snapshot!(world.told());
}

#[test]
fn an_hour_that_came_twice_is_the_first() {
    let mut world = at("2026-10-25T12:00:00+01:00");
    world.types_all(&["supple log 5 --at 02:30", "supple log 4 --at 03:00", "supple history"]);
    let history = world.json("supple history --json");
    assert_eq!(history[1]["at"], "2026-10-25T02:30:00+02:00");
    assert_eq!(history[0]["at"], "2026-10-25T03:00:00+01:00");
    assert_snapshot!(world.told());
}

#[test]
fn now_in_the_hour_that_comes_twice_is_now() {
    let mut world = at("2026-10-25T02:30:00+02:00");
    world.types("supple log 5");
    world.clock("2026-10-25T02:30:00+01:00");
    world.types_all(&["supple log 4", "supple history"]);
    let history = world.json("supple history --json");
    assert_eq!(history[0]["at"], "2026-10-25T02:30:00+01:00");
    assert_eq!(history[1]["at"], "2026-10-25T02:30:00+02:00");
    assert_snapshot!(world.told());
}

#[test]
fn late_at_night_the_evening_before_is_still_today() {
    let mut world = at("2026-11-22T02:00:00+01:00");
    world.types("supple log 5 --at 23:30");
    let history = world.json("supple history --json");
    assert_eq!(history[0]["at"], "2026-11-21T23:30:00+01:00", "a time alone is the last such time");
}

#[test]
fn the_edges_of_the_hour_that_jumps_are_exact() {
    let mut world = at("2026-03-29T12:00:00+02:00");
    for (time, kept) in
        [("01:59", Some("01:59:00+01:00")), ("02:00", None), ("02:59", None), ("03:00", Some("03:00:00+02:00"))]
    {
        let output = world.run(&["log", "5", "--at", time]);
        assert_eq!((output.code == 0, output.stderr.contains("twice")), (kept.is_some(), false), "{time}: {output:?}");
        if let Some(kept) = kept {
            assert_eq!(world.newest("at"), format!("2026-03-29T{kept}"));
        }
    }
    world.clock("2026-10-25T12:00:00+01:00");
    for (time, kept, twice) in [
        ("01:59", "01:59:00+02:00", false),
        ("02:00", "02:00:00+02:00", true),
        ("02:59", "02:59:00+02:00", true),
        ("03:00", "03:00:00+01:00", false),
    ] {
        let output = world.run(&["log", "5", "--at", time]);
        assert_eq!(world.newest("at"), format!("2026-10-25T{kept}"));
        assert_eq!(output.stderr.contains("twice"), twice, "{time}: {output:?}");
    }
}

#[test]
fn a_leap_day_is_a_day() {
    let mut world = World::new();
    world.clock("2028-02-29T12:00:00+01:00");
    world.types_all(&["supple assign piriformis-dgs", "supple log 4", "supple log 3 --on '12 months ago'"]);
    world.clock("2028-03-01T12:00:00+01:00");
    world.types_all(&[
        "supple log 5 --on '29 feb'",
        "supple log 6 --on 2028-02-29 --at 9:00",
        "supple log 6 --on 2027-02-29",
    ]);
    world.clock("2029-03-01T12:00:00+01:00");
    world.types_all(&[
        "supple log 2 --on '29 feb'",
        "supple history",
        "supple chart --from 2028-02-29 --to 2028-02-29",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn what_comes_with_a_score_stays_with_its_day() {
    let medicine = |world: &World| -> String {
        let sql = "SELECT day || ' ' || coalesce(at, '-') FROM medicine_intake";
        world.database().query_row(sql, [], |row| row.get(0)).expect("a medicine")
    };
    // The evening before the clocks go back, put right in Tokyo with its clock a day ahead.
    let mut world = at("2026-10-24T23:30:00+02:00");
    world.types("supple log 4 --took 'ibuprofen 400 mg' --slept 6h30 --period-started --site hip:left");
    let logged = "2026-10-24 2026-10-24T23:30:00+02:00";
    assert_eq!(medicine(&world), logged);
    world.set("TZ", TOKYO);
    world.clock("2026-10-26T09:00:00+09:00");
    world.types("supple edit 1 --score 5 --slept 7h");
    assert_eq!(medicine(&world), logged);
    world.types("supple edit 1 --on '24 oct' --at 22:00");
    assert_eq!(medicine(&world), "2026-10-24 2026-10-24T22:00:00+09:00");
    world.types("supple edit 1 --on 2026-10-23 --at none");
    assert_eq!(medicine(&world), "2026-10-23 -");
    // The same again is the newest day's, also when the clock that wrote it was ahead.
    world.types("supple log 6 --site groin --tag rain");
    world.clock("2026-10-25T09:00:00+09:00");
    world.types_all(&["supple log same 3", "supple undo", "supple undo", "supple log same 3"]);
    world.types_all(&["supple undo"; 4]);
    assert_eq!(medicine(&world), logged);
    world.types("supple history");
    assert_snapshot!(world.told());
}

#[test]
fn a_period_may_begin_on_a_leap_day() {
    let mut world = at("2028-02-29T12:00:00+01:00");
    world.types("supple log 4 --period-started --morning");
    world.clock("2028-03-01T03:00:00+01:00");
    world.types_all(&["supple log 4 --cycle-day 2 --morning", "supple log 5 --period-started --on '29 feb' --at 2am"]);
    world.types("supple history --on '29 feb'");
    assert_snapshot!(world.told());
}

#[test]
fn a_year_without_a_word_is_a_gap_and_no_blame() {
    let mut world = World::new();
    for day in 3..13 {
        world.clock(&format!("2025-11-{day:02}T20:00:00+01:00"));
        if day == 3 {
            world.quietly("supple assign piriformis-dgs --side left");
        }
        world.quietly("supple log 6");
        world.quietly("supple done --all");
    }
    world.clock("2026-11-22T14:30:00+01:00");
    world.forget();
    world.types_all(&["supple today", "supple log 4", "supple chart", "supple history --from '1 month ago'"]);
    let chart = world.json("supple chart --json --out again.png");
    assert_eq!((&chart["days"], &chart["days_rated"]), (&385.into(), &11.into()));
    assert_snapshot!(world.told());
}

#[test]
fn a_day_that_is_not_plain_is_refused() {
    let mut world = World::new();
    for day in [
        "tomorrow",
        "'next week'",
        "'next monday'",
        "2026-11-29",
        "2126-01-01",
        "soon",
        "yesterdya",
        "11/12",
        "13/12",
        "3.4",
        "'30 feb'",
        "2026-02-30",
        "2026-13-01",
        "'31 november'",
        "1726-11-22",
        "'99999999999999999999 days ago'",
        "'400000 days ago'",
        "''",
        "'mon 20 nov'",
        "20-11-26",
    ] {
        assert_eq!(world.types(&format!("supple log 4 --on {day}")).code, 2, "{day}");
    }
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told());
}

#[test]
fn every_way_to_name_a_past_day_is_understood() {
    let mut world = World::assigned();
    for (day, meant) in [
        ("today", "2026-11-22"),
        ("Yesterday", "2026-11-21"),
        ("sunday", "2026-11-22"),
        ("'last sunday'", "2026-11-15"),
        ("mon", "2026-11-16"),
        ("'3 days ago'", "2026-11-19"),
        ("'a week ago'", "2026-11-15"),
        ("'20 nov'", "2026-11-20"),
        ("'Nov 20th, 2025'", "2025-11-20"),
        ("'24 dec'", "2025-12-24"),
        ("20.11.2026", "2026-11-20"),
        ("2026-11-01", "2026-11-01"),
    ] {
        world.types(&format!("supple log 4 --on {day}"));
        assert_eq!(world.newest("day"), meant, "{day}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn a_time_that_is_not_plain_is_refused() {
    let mut world = World::new();
    for time in ["25:00", "9:75", "21.30pm", "half past nine", "nine", "-1", "''", "24:00", "13pm"] {
        assert_eq!(world.types(&format!("supple log 4 --at '{time}'")).code, 2, "{time}");
    }
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told());
}

#[test]
fn a_journey_moves_no_day() {
    let mut world = World::new();
    world.remark("in Tokyo");
    world.set("TZ", TOKYO);
    world.clock("2026-11-20T23:30:00+09:00");
    world.types("supple log 5");
    world.clock("2026-11-21T08:00:00+09:00");
    world.types("supple log 4");
    let in_tokyo = world.json("supple history --json");
    world.remark("in New York, where it is still the evening before");
    world.set("TZ", NEW_YORK);
    world.clock("2026-11-20T18:30:00-05:00");
    world.types_all(&["supple history", "supple log 3", "supple history", "supple edit 2 --score 4.5", "supple undo"]);
    let history = world.json("supple history --json");
    assert_eq!(history[0], in_tokyo[0]);
    assert_eq!(history[2], in_tokyo[1]);
    assert_snapshot!(world.told());
}

#[test]
fn a_clock_set_back_loses_nothing() {
    let mut world = at("2026-11-22T14:30:00+01:00");
    world.types_all(&["supple log 4", "supple done walking"]);
    world.clock("2026-11-20T14:30:00+01:00");
    world.types_all(&[
        "supple history",
        "supple log 5",
        "supple today",
        "supple undo",
        "supple undo",
        "supple redo",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_clock_that_cannot_be_read_is_refused() {
    let mut world = World::new();
    for now in ["yesterday", "", "2026-11-22", "2026-11-22T14:30:00"] {
        let mut command = world.command(&["log", "4"]);
        command.env("SUPPLE_NOW", now);
        let output = world.finish(command);
        world.record(&format!("SUPPLE_NOW='{now}' supple log 4"), &output);
        assert_eq!(output.code, 2, "{now}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn a_late_entry_says_so() {
    let mut world = at("2026-11-22T14:30:00+01:00");
    world.types_all(&[
        "supple log 4 --on thursday",
        "supple log 4 --on friday",
        "supple done walking --on '5 days ago'",
        "supple history",
    ]);
    let late: Vec<_> =
        world.json("supple history --json").as_array().expect("entries").iter().map(|e| e["late"].clone()).collect();
    assert_eq!(late, [false.into(), true.into(), serde_json::Value::from(true)]);
    assert_snapshot!(world.told());
}

#[test]
fn the_names_of_zones_are_understood_where_the_system_knows_them() {
    if !std::path::Path::new("/usr/share/zoneinfo/Asia/Kolkata").exists() {
        return;
    }
    let mut world = World::new();
    world.set("TZ", "Asia/Kolkata");
    world.quietly("supple log 4");
    assert_eq!(world.json("supple history --json")[0]["at"], "2026-11-22T19:00:00+05:30");
}

#[test]
fn a_clock_that_cannot_be_right_is_not_believed() {
    for wrong in ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"] {
        let mut world = World::new();
        world.clock(wrong);
        let output = world.run(&["log", "4"]);
        assert_eq!(output.code, 1, "{output:?}");
        assert!(output.stderr.contains("cannot be right"), "{output:?}");
        assert!(!world.diary().exists(), "nothing is kept under such a date");
    }
}
