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
    world.types_all(&[
        "supple log 5",
        "supple log 4 --at 1:30",
        "supple log 3 --on yesterday",
        "supple done walking",
    ]);
    world.clock("2026-11-22T04:00:00+01:00");
    world.types("supple log 2");
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 02:00 +01:00
    $ supple log 5
    Logged 5 for today, Sat 21 Nov, 02:00 that night. It is entry 1.
    $ supple log 4 --at 1:30
    Logged 4 for today, Sat 21 Nov, 01:30 that night. It is entry 2.
    $ supple log 3 --on yesterday
    Logged 3 for Fri 20 Nov. It is entry 3.
    $ supple done walking
    Done for today: Graded walking.
    2> No plan asks for it; it is recorded all the same.
    # Sun 22 Nov 2026, 04:00 +01:00
    $ supple log 2
    Logged 2 for today, Sun 22 Nov, 04:00. It is entry 5.
    $ supple history
     entry  day         time              what
     5      Sun 22 Nov  04:00             pain 2
     4      Sat 21 Nov  02:03 that night  walking done
     1      Sat 21 Nov  02:00 that night  pain 5
     2      Sat 21 Nov  01:30 that night  pain 4
     3      Fri 20 Nov  —                 pain 3
    ");
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
    world.types_all(&[
        "supple log 2 --morning",
        "supple log 2 --morning --at 11:00",
        "supple history",
    ]);
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 02:00 +01:00
    $ supple log 3 --morning
    Logged 3 for today, Sun 22 Nov, 02:00: morning check. It is entry 1.
    2> A morning check counts for the day that has begun by the calendar, also before
    2> 04:00.
    $ supple log 3 --morning --on yesterday --at 2:30
    Logged 3 for Sat 21 Nov, 02:30: morning check. It is entry 2.
    $ supple log 4 --at 1:30
    Logged 4 for today, Sat 21 Nov, 01:30 that night. It is entry 3.
    $ supple edit 3 --morning
    Entry 3 is now 4 for today, Sun 22 Nov, 01:30: morning check.
    $ supple edit 3 --no-morning
    Entry 3 is now 4 for today, Sat 21 Nov, 01:30 that night.
    $ supple edit 1 --on friday
    Entry 1 is now 3 for Fri 20 Nov, 02:00: morning check.
    $ supple log 3 --morning --at 2:30
    2> supple: 02:30 on Sun 22 Nov is still to come.
    2> For Sat 21 Nov add --on yesterday.
    => 2
    # Sun 22 Nov 2026, 12:00 +01:00
    $ supple log 2 --morning
    Logged 2 for today, Sun 22 Nov: morning check. It is entry 4.
    $ supple log 2 --morning --at 11:00
    Logged 2 for today, Sun 22 Nov, 11:00: morning check. It is entry 5.
    2> That morning had a check already; this one counts now.
    $ supple history
     entry  day         time              what
     4      Sun 22 Nov  —                 pain 2, morning
     5      Sun 22 Nov  11:00             pain 2, morning
     3      Sat 21 Nov  01:30 that night  pain 4
     2      Sat 21 Nov  02:30             pain 3, morning
     1      Fri 20 Nov  02:00             pain 3, morning
    ");
}

#[test]
fn a_morning_is_one_where_clocks_jump_and_on_a_journey() {
    // The hour that comes twice, and the one that never comes.
    let mut world = at("2026-10-25T02:30:00+01:00");
    world.types("supple log 3 --morning");
    assert_eq!(
        (world.newest("day"), world.newest("at")),
        ("2026-10-25".into(), "2026-10-25T02:30:00+01:00".into())
    );
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
    assert_snapshot!(world.told(), @"
    # Sun 25 Oct 2026, 02:30 +01:00
    $ supple log 3 --morning
    Logged 3 for today, Sun 25 Oct, 02:30: morning check. It is entry 1.
    2> A morning check counts for the day that has begun by the calendar, also before
    2> 04:00.
    $ supple log 3 --morning --at 02:15
    Logged 3 for today, Sun 25 Oct, 02:15: morning check. It is entry 2.
    2> The clocks were put back on Sun 25 Oct, so 02:15 came twice; this is kept as the
    2> first.
    2> A morning check counts for the day that has begun by the calendar, also before
    2> 04:00.
    2> That morning had a check already; this one counts now.
    # Sun 28 Mar 2027, 12:00 +02:00
    $ supple log 3 --morning --at 02:30
    2> supple: there was no 02:30 on Sun 28 Mar: the clocks were put forward over it.
    2> Give a time from before or after, such as an hour later.
    => 2
    # Fri 2 Apr 2027, 03:30 +09:00
    $ supple log 4 --morning
    Logged 4 for today, Fri 2 Apr, 03:30: morning check. It is entry 3.
    2> A morning check counts for the day that has begun by the calendar, also before
    2> 04:00.
    # Fri 2 Apr 2027, 20:00 -04:00
    $ supple edit 3 --score 5
    Entry 3 is now 5 for today, Fri 2 Apr, 03:30: morning check.
    $ supple edit 3 --no-morning
    Entry 3 is now 5 for Thu 1 Apr, 03:30 that night.
    $ supple history
     entry  day              time              what
     3      Thu 1 Apr        03:30 that night  pain 5
     1      Sun 25 Oct 2026  02:30             pain 3, morning
     2      Sun 25 Oct 2026  02:15             pain 3, morning
    ");
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
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 14:30 +01:00
    $ supple log 5 --at 02:00
    Logged 5 for Sat 21 Nov, 02:00 that night. It is entry 1.
    $ supple log 5 --on yesterday --at 02:00
    Logged 5 for Sat 21 Nov, 02:00 that night. It is entry 2.
    2> That is the night from Sat 21 Nov to Sun 22 Nov: a day goes on until it ends at
    2> night. If the night before was meant, give --on 2026-11-20 --at 02:00.
    $ supple log 5 --on today --at 02:00
    2> supple: 02:00 on Mon 23 Nov is still to come.
    2> Give an earlier time, or for Sat 21 Nov: --on yesterday
    => 2
    $ supple log 5 --at 23:00
    2> supple: 23:00 on Sun 22 Nov is still to come.
    2> For Sat 21 Nov add --on yesterday.
    => 2
    $ supple log 5 --on yesterday --at 23:00
    Logged 5 for Sat 21 Nov, 23:00. It is entry 3.
    $ supple log 5 --at 4:00
    Logged 5 for today, Sun 22 Nov, 04:00. It is entry 4.
    $ supple history
     entry  day         time              what
     4      Sun 22 Nov  04:00             pain 5
     2      Sat 21 Nov  02:00 that night  pain 5
     1      Sat 21 Nov  02:00 that night  pain 5
     3      Sat 21 Nov  23:00             pain 5
    ");
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
    assert_snapshot!(world.told(), @"
    # Sun 29 Mar 2026, 12:00 +02:00
    $ supple log 5 --at 02:30
    2> supple: there was no 02:30 on Sun 29 Mar: the clocks were put forward over it.
    2> Give a time from before or after, such as an hour later.
    => 2
    $ supple log 5 --on yesterday --at 2.30am
    2> supple: there was no 02:30 on Sun 29 Mar: the clocks were put forward over it.
    2> Give a time from before or after, such as an hour later.
    => 2
    $ supple log 5 --at 01:59
    Logged 5 for Sat 28 Mar, 01:59 that night. It is entry 1.
    $ supple log 5 --at 03:00
    Logged 5 for Sat 28 Mar, 03:00 that night. It is entry 2.
    $ supple done walking --at 02:30
    2> supple: there was no 02:30 on Sun 29 Mar: the clocks were put forward over it.
    2> Give a time from before or after, such as an hour later.
    => 2
    $ supple edit 1 --at 02:15
    2> supple: there was no 02:15 on Sun 29 Mar: the clocks were put forward over it.
    2> Give a time from before or after, such as an hour later.
    => 2
    $ supple history
     entry  day         time              what
     2      Sat 28 Mar  03:00 that night  pain 5
     1      Sat 28 Mar  01:59 that night  pain 5
    ");
}

#[test]
fn an_hour_that_came_twice_is_the_first() {
    let mut world = at("2026-10-25T12:00:00+01:00");
    world.types_all(&["supple log 5 --at 02:30", "supple log 4 --at 03:00", "supple history"]);
    let history = world.json("supple history --json");
    assert_eq!(history[1]["at"], "2026-10-25T02:30:00+02:00");
    assert_eq!(history[0]["at"], "2026-10-25T03:00:00+01:00");
    assert_snapshot!(world.told(), @"
    # Sun 25 Oct 2026, 12:00 +01:00
    $ supple log 5 --at 02:30
    Logged 5 for Sat 24 Oct, 02:30 that night. It is entry 1.
    2> The clocks were put back on Sun 25 Oct, so 02:30 came twice; this is kept as the
    2> first.
    $ supple log 4 --at 03:00
    Logged 4 for Sat 24 Oct, 03:00 that night. It is entry 2.
    $ supple history
     entry  day         time              what
     2      Sat 24 Oct  03:00 that night  pain 4
     1      Sat 24 Oct  02:30 that night  pain 5
    ");
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
    assert_snapshot!(world.told(), @"
    # Sun 25 Oct 2026, 02:30 +02:00
    $ supple log 5
    Logged 5 for today, Sat 24 Oct, 02:30 that night. It is entry 1.
    # Sun 25 Oct 2026, 02:30 +01:00
    $ supple log 4
    Logged 4 for today, Sat 24 Oct, 02:30 that night. It is entry 2.
    $ supple history
     entry  day         time              what
     2      Sat 24 Oct  02:30 that night  pain 4
     1      Sat 24 Oct  02:30 that night  pain 5
    ");
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
    for (time, kept) in [
        ("01:59", Some("01:59:00+01:00")),
        ("02:00", None),
        ("02:59", None),
        ("03:00", Some("03:00:00+02:00")),
    ] {
        let output = world.run(&["log", "5", "--at", time]);
        assert_eq!(
            (output.code == 0, output.stderr.contains("twice")),
            (kept.is_some(), false),
            "{time}: {output:?}"
        );
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
    world.types_all(&[
        "supple assign piriformis-dgs",
        "supple log 4",
        "supple log 3 --on '12 months ago'",
    ]);
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
    world.types(
        "supple log 4 --took 'ibuprofen 400 mg' --slept 6h30 --period-started --site hip:left",
    );
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
    world.types_all(&[
        "supple log 4 --cycle-day 2 --morning",
        "supple log 5 --period-started --on '29 feb' --at 2am",
    ]);
    world.types("supple history --on '29 feb'");
    assert_snapshot!(world.told(), @"
    # Tue 29 Feb 2028, 12:00 +01:00
    $ supple log 4 --period-started --morning
    Logged 4 for today, Tue 29 Feb: morning check, cycle day 1. It is entry 1.
    # Wed 1 Mar 2028, 03:00 +01:00
    $ supple log 4 --cycle-day 2 --morning
    Logged 4 for today, Wed 1 Mar, 03:00: morning check, cycle day 2. It is entry 2.
    2> A morning check counts for the day that has begun by the calendar, also before
    2> 04:00.
    $ supple log 5 --period-started --on '29 feb' --at 2am
    Logged 5 for today, Tue 29 Feb, 02:00 that night: cycle day 1. It is entry 3.
    2> That is the night from Tue 29 Feb to Wed 1 Mar: a day goes on until it ends at
    2> night. If the night before was meant, give --on 2028-02-28 --at 02:00.
    $ supple history --on '29 feb'
     entry  day         time              what
     3      Tue 29 Feb  02:00 that night  pain 5           cycle day 1
     1      Tue 29 Feb  —                 pain 4, morning  cycle day 1
    ");
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
    world.types_all(&[
        "supple today",
        "supple log 4",
        "supple chart",
        "supple history --from '1 month ago'",
    ]);
    let chart = world.json("supple chart --json --out again.png");
    assert_eq!((&chart["days"], &chart["days_rated"]), (&385.into(), &11.into()));
    assert_snapshot!(world.told(), @"
    $ supple today
    Sun 22 Nov · Piriformis / deep gluteal syndrome, left · calm phase, day 385
    Settle the nerve, unload sitting.

    [ ] 1 Figure-four stretch lying  (figure-four-supine)
        1 × 3, hold 30 s, each side · twice today
        every day
    [ ] 2 Sciatic nerve slider lying  (sciatic-slider-supine)
        1 × 10, left side · twice today
        still open from Sat 21 Nov
        ↓ 1 set: not done since Wed 12 Nov 2025
    [ ] 3 Buttock squeeze hold  (glute-squeeze)
        1 × 10, hold 5 s · twice today · effort 4 of 10
        every day
        = stays: no pain recorded on Wed 12 Nov 2025
    [ ] 4 Graded walking  (walking)
        8 min · effort 4 of 10
        still open from Sat 21 Nov
        ↓ 8 min: not done since Tue 11 Nov 2025

    About 15 minutes of exercises and 8 minutes of walking, cycling or water.
    Stop an exercise when pain in it rises by more than 5, or to 8 of 10; in
    sciatic-slider-supine, by more than 2.
    2> How:  supple exercises figure-four-supine
    2> Done: supple done figure-four-supine --pain N
    2> Missing for the restore phase: how the last week was and 1 test:
    2> supple plan advance
    $ supple log 4
    Logged 4 for today, Sun 22 Nov, 14:31. It is entry 47.
    $ supple chart
    The last 7 days have 1 rated day, and an average needs 4; 11 of 385 days
    recorded.
    Drawn to ~/desk/supple-2026-11-22.png
    $ supple history --from '1 month ago'
     entry  day         time   what
     47     Sun 22 Nov  14:31  pain 4
    ");
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
        ("'wed 24 dec'", "2025-12-24"),
        ("20.11.2026", "2026-11-20"),
        ("2026-11-01", "2026-11-01"),
    ] {
        world.types(&format!("supple log 4 --on {day}"));
        assert_eq!(world.newest("day"), meant, "{day}");
    }
    assert_snapshot!(world.told(), @"
    $ supple log 4 --on today
    Logged 4 for today, Sun 22 Nov, 14:31. It is entry 1.
    $ supple log 4 --on Yesterday
    Logged 4 for Sat 21 Nov. It is entry 2.
    $ supple log 4 --on sunday
    Logged 4 for today, Sun 22 Nov, 14:33. It is entry 3.
    $ supple log 4 --on 'last sunday'
    Logged 4 for Sun 15 Nov. It is entry 4.
    2> It is marked as written more than two days later.
    $ supple log 4 --on mon
    Logged 4 for Mon 16 Nov. It is entry 5.
    2> It is marked as written more than two days later.
    $ supple log 4 --on '3 days ago'
    Logged 4 for Thu 19 Nov. It is entry 6.
    2> It is marked as written more than two days later.
    $ supple log 4 --on 'a week ago'
    Logged 4 for Sun 15 Nov. It is entry 7.
    2> It is marked as written more than two days later.
    $ supple log 4 --on '20 nov'
    Logged 4 for Fri 20 Nov. It is entry 8.
    $ supple log 4 --on 'Nov 20th, 2025'
    Logged 4 for Thu 20 Nov 2025. It is entry 9.
    2> That day is more than a year ago. If the year is a slip, supple undo takes it
    2> back.
    2> It is marked as written more than two days later.
    $ supple log 4 --on 'wed 24 dec'
    Logged 4 for Wed 24 Dec 2025. It is entry 10.
    2> It is marked as written more than two days later.
    $ supple log 4 --on 20.11.2026
    Logged 4 for Fri 20 Nov. It is entry 11.
    $ supple log 4 --on 2026-11-01
    Logged 4 for Sun 1 Nov. It is entry 12.
    2> It is marked as written more than two days later.
    ");
}

#[test]
fn a_time_that_is_not_plain_is_refused() {
    let mut world = World::new();
    for time in ["25:00", "9:75", "21.30pm", "half past nine", "nine", "-1", "''", "24:00", "13pm"]
    {
        assert_eq!(world.types(&format!("supple log 4 --at '{time}'")).code, 2, "{time}");
    }
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --at '25:00'
    2> supple: Hours go from 0 to 23; there is no 25. Check it and type it again.
    => 2
    $ supple log 4 --at '9:75'
    2> supple: Minutes go from 0 to 59; there is no 75. Check it and type it again.
    => 2
    $ supple log 4 --at '21.30pm'
    2> supple: With pm, hours go from 1 to 12; there is no 21. Check it and type it
    2> again.
    => 2
    $ supple log 4 --at 'half past nine'
    2> supple: “half past nine” is not a time supple understands. It understands 21:30,
    2> 9.30pm, 7 am, noon, midnight.
    => 2
    $ supple log 4 --at 'nine'
    2> supple: “nine” is not a time supple understands. It understands 21:30, 9.30pm, 7
    2> am, noon, midnight.
    => 2
    $ supple log 4 --at '-1'
    2> supple: “-1” is not a time supple understands. It understands 21:30, 9.30pm, 7
    2> am, noon, midnight.
    => 2
    $ supple log 4 --at ''''
    2> supple: “” is not a time supple understands. It understands 21:30, 9.30pm, 7 am,
    2> noon, midnight.
    => 2
    $ supple log 4 --at '24:00'
    2> supple: Hours go from 0 to 23; there is no 24. Check it and type it again.
    => 2
    $ supple log 4 --at '13pm'
    2> supple: With pm, hours go from 1 to 12; there is no 13. Check it and type it
    2> again.
    => 2
    ");
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
    world.types_all(&[
        "supple history",
        "supple log 3",
        "supple history",
        "supple edit 2 --score 4.5",
        "supple undo",
    ]);
    let history = world.json("supple history --json");
    assert_eq!(history[0], in_tokyo[0]);
    assert_eq!(history[2], in_tokyo[1]);
    assert_snapshot!(world.told(), @"
    # in Tokyo
    # Fri 20 Nov 2026, 23:30 +09:00
    $ supple log 5
    Logged 5 for today, Fri 20 Nov, 23:30. It is entry 1.
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> That is all a diary needs. Safe first steps, what it may come from, and whom to
    2> see:
    2>   supple begin
    # Sat 21 Nov 2026, 08:00 +09:00
    $ supple log 4
    Logged 4 for today, Sat 21 Nov, 08:00. It is entry 2.
    # in New York, where it is still the evening before
    # Fri 20 Nov 2026, 18:30 -05:00
    $ supple history
     entry  day         time   what
     2      Sat 21 Nov  08:00  pain 4
     1      Fri 20 Nov  23:30  pain 5
    $ supple log 3
    Logged 3 for today, Fri 20 Nov, 18:31. It is entry 3.
    $ supple history
     entry  day         time   what
     2      Sat 21 Nov  08:00  pain 4
     3      Fri 20 Nov  18:31  pain 3
     1      Fri 20 Nov  23:30  pain 5
    $ supple edit 2 --score 4.5
    Entry 2 is now 4.5 for Sat 21 Nov, 08:00.
    $ supple undo
    Undone: edit 2 --score 4.5 (Fri 20 Nov, 18:33).
    2> supple redo brings it back.
    ");
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
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 14:30 +01:00
    $ supple log 4
    Logged 4 for today, Sun 22 Nov, 14:30. It is entry 1.
    $ supple done walking
    Done for today: Graded walking.
    Still open: figure-four-supine, sciatic-slider-supine and glute-squeeze.
    2> Pain was not given, so the dose cannot grow yet. With N from 0 to 10:
    2> supple edit 2 --pain N
    # Fri 20 Nov 2026, 14:30 +01:00
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  14:31  walking done
     1      Sun 22 Nov  14:30  pain 4
    $ supple log 5
    Logged 5 for today, Fri 20 Nov, 14:31. It is entry 3.
    2> The clock says 20 Nov 2026, 14:31, and the last change was made on 22 Nov 2026.
    2> Is the clock right? If not, set it, and take this back: supple undo
    $ supple today
    2> There is no plan on Fri 20 Nov; it begins on Sun 22 Nov.
    $ supple undo
    Undone: log 5 (Fri 20 Nov, 14:31).
    2> supple redo brings it back.
    $ supple undo
    Undone: done walking (Sun 22 Nov, 14:31).
    2> supple redo brings it back.
    $ supple redo
    Done again: done walking (Sun 22 Nov, 14:31).
    2> supple undo takes it back.
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  14:31  walking done
     1      Sun 22 Nov  14:30  pain 4
    ");
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
    assert_snapshot!(world.told(), @"
    $ SUPPLE_NOW='yesterday' supple log 4
    2> supple: SUPPLE_NOW is “yesterday”, which is not a moment.
    2> Write it like 2026-11-22T14:30:00+01:00, or unset it.
    => 2
    $ SUPPLE_NOW='' supple log 4
    2> supple: SUPPLE_NOW is “”, which is not a moment.
    2> Write it like 2026-11-22T14:30:00+01:00, or unset it.
    => 2
    $ SUPPLE_NOW='2026-11-22' supple log 4
    2> supple: SUPPLE_NOW is “2026-11-22”, which is not a moment.
    2> Write it like 2026-11-22T14:30:00+01:00, or unset it.
    => 2
    $ SUPPLE_NOW='2026-11-22T14:30:00' supple log 4
    2> supple: SUPPLE_NOW is “2026-11-22T14:30:00”, which is not a moment.
    2> Write it like 2026-11-22T14:30:00+01:00, or unset it.
    => 2
    ");
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
    let late: Vec<_> = world
        .json("supple history --json")
        .as_array()
        .expect("entries")
        .iter()
        .map(|e| e["late"].clone())
        .collect();
    assert_eq!(late, [false.into(), true.into(), serde_json::Value::from(true)]);
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 14:30 +01:00
    $ supple log 4 --on thursday
    Logged 4 for Thu 19 Nov. It is entry 1.
    2> It is marked as written more than two days later.
    $ supple log 4 --on friday
    Logged 4 for Fri 20 Nov. It is entry 2.
    $ supple done walking --on '5 days ago'
    Done for Tue 17 Nov: Graded walking.
    2> It is marked as written more than two days later.
    2> No plan asked for it on that day; it is recorded all the same.
    $ supple history
     entry  day         time    what
     2      Fri 20 Nov  —       pain 4
     1      Thu 19 Nov  — late  pain 4
     3      Tue 17 Nov  — late  walking done
    ");
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

#[test]
fn what_has_no_time_stands_at_noon_by_the_persons_clock() {
    for zone in ["+10:00", "-07:00"] {
        let mut world = World::new();
        world.clock(&format!("2026-11-16T20:00:00{zone}"));
        for line in [
            "log 3 --on yesterday --at 15:00",
            "log 4 --on yesterday",
            "log 5 --on yesterday --at 09:00",
        ] {
            world.quietly(&format!("supple {line}"));
        }
        let told = world.json("supple history --json");
        let scores = told.as_array().expect("entries").iter();
        let scores: Vec<f64> = scores.filter_map(|entry| entry["score"].as_f64()).collect();
        assert_eq!(scores, [3.0, 4.0, 5.0], "{zone}");
    }
}
