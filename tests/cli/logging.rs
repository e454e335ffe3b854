//! Everything a score can come with: kept whole, put right, found again, and asked for on a
//! terminal.

use insta::assert_snapshot;
use serde_json::json;

use crate::world::World;

/// A score with something in every field.
const EVERYTHING: &str = "supple log 4.5 --worst 7 --least 2 --site buttock:left --site 'low back' --own-site scar --side both \
    --feels burning --feels 'like a rope' --tag sitting --eased heat --took 'ibuprofen 400 mg' --took 'Voltaren Gel' \
    --slept 6h30 --sat 1h20 --period-started --note 'long drive' --private";

#[test]
fn everything_that_was_said_is_kept_and_told() {
    let mut world = World::assigned();
    world.types(EVERYTHING);
    world.types("supple history");
    let entry = &world.json("supple history --json")[0];
    for (key, value) in [
        ("least", json!(2)),
        ("feels", json!(["burning", "like-a-rope"])),
        ("eased", json!(["heat"])),
        (
            "medicines",
            json!([
                { "medicine": "ibuprofen", "amount": 400, "unit": "mg" },
                { "medicine": "voltaren gel", "amount": null, "unit": null },
            ]),
        ),
        (
            "places",
            json!([
                { "site": "buttock", "side": "left", "score": null },
                { "site": "low-back", "side": "both", "score": null },
                { "site": "scar", "side": "both", "score": null },
            ]),
        ),
        ("sleep_minutes", json!(390)),
        ("sitting_minutes", json!(80)),
        ("cycle_day", json!(1)),
        ("private", json!(true)),
        ("at", json!("2026-11-22T14:31:00+01:00")),
        ("written_at", json!("2026-11-22T14:31:00+01:00")),
    ] {
        assert_eq!(entry[key], value, "{key}");
    }
    assert_snapshot!(world.told(), @"
    $ supple log 4.5 --worst 7 --least 2 --site buttock:left --site 'low back' --own-site scar --side both --feels burning --feels 'like a rope' --tag sitting --eased heat --took 'ibuprofen 400 mg' --took 'Voltaren Gel' --slept 6h30 --sat 1h20 --period-started --note 'long drive' --private
    Logged 4.5 for today, Sun 22 Nov, 14:31: worst 7, least 2, left buttock,
    low-back on both sides, scar on both sides, burning, like-a-rope, after sitting,
    eased by heat, took ibuprofen 400 mg and voltaren gel, slept 6 h 30 min, sat 1 h
    20 min without pain, cycle day 1, note “long drive”, private. It is entry 1.
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  14:31  pain 4.5, worst 7, least   left buttock · low-back
                               2                          on both sides · scar on
                                                          both sides · burning ·
                                                          like-a-rope · #sitting ·
                                                          eased by heat · ibuprofen
                                                          400 mg · voltaren gel ·
                                                          slept 6 h 30 min · sat 1
                                                          h 20 min · cycle day 1 ·
                                                          long drive · private
    ");
}

#[test]
fn every_field_is_put_right_cleared_and_brought_back() {
    let mut world = World::assigned();
    world.quietly(EVERYTHING);
    let before = world.json("supple history --json");
    world.types_all(&[
        "supple edit 1 --least 3 --feels dull --eased rest --took 'ibuprofen 200' --slept 7 --sat 40 --cycle-day 2",
        "supple edit 1 --site hip:right --own-site heel",
        "supple edit 1 --site heel",
        "supple edit 1 --least none --feels none --eased none --took none --slept none --sat none --cycle-day none",
        "supple edit 1 --least 5",
        "supple edit 1 --own-site 'a b c' --site nowhere",
        "supple remove 1",
    ]);
    world.types_all(&["supple undo"; 5]);
    assert_eq!(world.json("supple history --json"), before);
    for _ in 0..4 {
        world.quietly("supple redo");
    }
    let after = world.json("supple history --json");
    assert_eq!((&after[0]["medicines"], &after[0]["least"]), (&json!([]), &json!(null)));
    assert_snapshot!(world.told());
}

#[test]
fn a_site_of_ones_own_is_taken_once_it_was_kept_as_one() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 4 --site heel",
        "supple log 4 --own-site 'Left heel'",
        "supple log 4 --site heel:right",
        "supple log 4 --site heal",
        "supple log 4 --own-site 'heel;drop'",
        "supple log 4 --side left",
        "supple remove 1 2",
        "supple log 4 --site heel",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --site heel
    2> supple: “heel”: supple knows no such site; try low-back, sacrum, tailbone,
    2> buttock, sit-bone, hip, groin, pubic-bone, pelvis, pelvic-floor, thigh-back,
    2> thigh-side, thigh-front, thigh-inner, knee, calf or foot.
    2> To keep it as a site of your own: --own-site heel
    => 2
    $ supple log 4 --own-site 'Left heel'
    Logged 4 for today, Sun 22 Nov, 14:32: left heel. It is entry 1.
    $ supple log 4 --site heel:right
    Logged 4 for today, Sun 22 Nov, 14:33: right heel. It is entry 2.
    $ supple log 4 --site heal
    2> supple: “heal”: supple knows no such site; try heel.
    2> To keep it as a site of your own: --own-site heal
    => 2
    $ supple log 4 --own-site 'heel;drop'
    2> supple: “heel;drop” does not fit --own-site: a site is a word or a few, up to 40
    2> letters, such as buttock or low-back.
    => 2
    $ supple log 4 --side left
    2> supple: a side needs its site, and none is given.
    2> Such as: --site buttock:left
    => 2
    $ supple remove 1 2
    Removed entries 1 and 2. supple undo brings them back.
    $ supple log 4 --site heel
    2> supple: “heel”: supple knows no such site; try low-back, sacrum, tailbone,
    2> buttock, sit-bone, hip, groin, pubic-bone, pelvis, pelvic-floor, thigh-back,
    2> thigh-side, thigh-front, thigh-inner, knee, calf or foot.
    2> To keep it as a site of your own: --own-site heel
    => 2
    ");
}

#[test]
fn a_slip_makes_no_diary() {
    let mut world = World::new();
    for line in [
        "supple log 4 --site heel",
        "supple log 4 --took 'aspirin 3'",
        "supple log same 4",
        "supple log",
    ] {
        assert_eq!(world.types(line).code, 2, "{line}");
    }
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --site heel
    2> supple: “heel”: supple knows no such site; try low-back, sacrum, tailbone,
    2> buttock, sit-bone, hip, groin, pubic-bone, pelvis, pelvic-floor, thigh-back,
    2> thigh-side, thigh-front, thigh-inner, knee, calf or foot.
    2> To keep it as a site of your own: --own-site heel
    => 2
    $ supple log 4 --took 'aspirin 3'
    2> supple: 3 of what? “aspirin 3” has no unit.
    2> Say it, such as mg or tablets: --took 'aspirin 3 tablets'
    => 2
    $ supple log same 4
    2> supple: there is no entry with a site or a tag that could be repeated.
    2> Say them once, with N from 0 to 10: supple log N --site buttock --tag sitting
    => 2
    $ supple log
    2> supple: the score is missing.
    2> Give one, with N from 0 to 10: supple log N
    => 2
    ");
}

#[test]
fn the_unit_of_a_medicine_is_remembered() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 4 --took 'ibuprofen 400'",
        "supple log 4 --took 'Ibuprofen 400MG'",
        "supple log 4 --took 'ibuprofen 2 tablets'",
        "supple log 4 --took 'ibuprofen 1'",
        "supple log 4 --took '400 mg ibuprofen'",
        "supple log 4 --took 'ibuprofen 400 mgs'",
        "supple log 4 --took 'ibuprofen 1,000 mg'",
        "supple log 4 --took ''",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --took 'ibuprofen 400'
    2> supple: 400 of what? “ibuprofen 400” has no unit.
    2> Say it, such as mg or tablets: --took 'ibuprofen 400 mg'
    => 2
    $ supple log 4 --took 'Ibuprofen 400MG'
    Logged 4 for today, Sun 22 Nov, 14:32: took ibuprofen 400 mg. It is entry 1.
    $ supple log 4 --took 'ibuprofen 2 tablets'
    Logged 4 for today, Sun 22 Nov, 14:33: took ibuprofen 2 tablets. It is entry 2.
    $ supple log 4 --took 'ibuprofen 1'
    Logged 4 for today, Sun 22 Nov, 14:34: took ibuprofen 1 tablet. It is entry 3.
    $ supple log 4 --took '400 mg ibuprofen'
    Logged 4 for today, Sun 22 Nov, 14:35: took ibuprofen 400 mg. It is entry 4.
    $ supple log 4 --took 'ibuprofen 400 mgs'
    Logged 4 for today, Sun 22 Nov, 14:36: took ibuprofen 400 mg. It is entry 5.
    $ supple log 4 --took 'ibuprofen 1,000 mg'
    2> supple: “ibuprofen 1,000 mg” does not fit --took: “1,000” could be a thousand or
    2> a fraction; write 1000 or 1.
    => 2
    $ supple log 4 --took ''
    2> supple: “” does not fit --took: a medicine begins with its name: ibuprofen 400
    2> mg.
    => 2
    ");
}

#[test]
fn lengths_of_time_that_are_none_are_refused() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 4 --slept 390",
        "supple log 4 --slept 6:75",
        "supple log 4 --slept -6h",
        "supple log 4 --sat 'a while'",
        "supple log 4 --sat 25h",
        "supple log 4 --sat none",
        "supple log 4 --period-started --cycle-day 3",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --slept 390
    2> supple: “390” does not fit --slept: it is hours and minutes up to a day: 6h30,
    2> 6:30, 6.5h or 390 min.
    => 2
    $ supple log 4 --slept 6:75
    2> supple: “6:75” does not fit --slept: it is hours and minutes up to a day: 6h30,
    2> 6:30, 6.5h or 390 min.
    => 2
    $ supple log 4 --slept -6h
    2> supple: “-6h” does not fit --slept: it is hours and minutes up to a day: 6h30,
    2> 6:30, 6.5h or 390 min.
    => 2
    $ supple log 4 --sat 'a while'
    2> supple: “a while” does not fit --sat: it is minutes, or hours and minutes, up to
    2> a day: 35, 35 min or 1h20.
    => 2
    $ supple log 4 --sat 25h
    2> supple: “25h” does not fit --sat: it is minutes, or hours and minutes, up to a
    2> day: 35, 35 min or 1h20.
    => 2
    $ supple log 4 --sat none
    2> supple: none clears what was recorded, and nothing is yet.
    2> Leave the option out: what is not given is not recorded.
    => 2
    $ supple log 4 --period-started --cycle-day 3
    2> supple: --period-started and --cycle-day <N> do not go together.
    2> Leave one of them out. More about it: supple log --help
    => 2
    ");
}

#[test]
fn the_same_again_takes_sites_and_tags_of_the_last_entry_that_has_any() {
    let mut world = World::assigned();
    world.clock("2026-11-21T20:00:00+01:00");
    world.quietly("supple log 6 --worst 8 --site buttock:left --tag sitting --took 'ibuprofen 400 mg' --note hard");
    world.quietly("supple log 7 --site hip --tag mine --private");
    world.clock("2026-11-22T20:00:00+01:00");
    world.quietly("supple log 3 --on today --at 8:00");
    world.types_all(&[
        "supple log same 4",
        "supple log SAME 4.5 --tag stairs --worst 6",
        "supple log same 5 --site hip --tag cold",
        "supple remove 4 5 6",
        "supple log same 5 --private",
        "supple log same",
        "supple log same 4 5",
        "supple log 4 5",
        "supple log same purple",
        "supple history",
    ]);
    assert_snapshot!(world.told(), @"
    # Sat 21 Nov 2026, 20:00 +01:00
    # Sun 22 Nov 2026, 20:00 +01:00
    $ supple log same 4
    Logged 4 for today, Sun 22 Nov, 20:01: left buttock, after sitting. It is entry
    4.
    2> Sites and tags are as on Sat 21 Nov.
    $ supple log SAME 4.5 --tag stairs --worst 6
    Logged 4.5 for today, Sun 22 Nov, 20:02: worst 6, left buttock, after stairs. It
    is entry 5.
    2> Sites are as on Sun 22 Nov.
    $ supple log same 5 --site hip --tag cold
    Logged 5 for today, Sun 22 Nov, 20:03: hip, after cold. It is entry 6.
    $ supple remove 4 5 6
    Removed entries 4-6. supple undo brings them back.
    $ supple log same 5 --private
    Logged 5 for today, Sun 22 Nov, 20:05: hip, after mine, private. It is entry 7.
    2> Sites and tags are as on Sat 21 Nov.
    $ supple log same
    2> supple: the score is missing.
    2> Give one, with N from 0 to 10: supple log same N
    => 2
    $ supple log same 4 5
    2> supple: that is two scores, and 5 has no place.
    2> One of them: supple log same 4. If 5 was the worst of the day:
    2> supple log same 4 --worst 5
    => 2
    $ supple log 4 5
    2> supple: that is two scores, and 5 has no place.
    2> One of them: supple log 4. If 5 was the worst of the day: supple log 4 --worst 5
    => 2
    $ supple log same purple
    2> supple: “purple” does not fit score: a score is a number from 0 to 10, with at
    2> most one decimal: 4 or 4.5.
    => 2
    $ supple history
     entry  day         time   what
     7      Sun 22 Nov  20:05  pain 5           hip · #mine · private
     3      Sun 22 Nov  08:00  pain 3
     2      Sat 21 Nov  20:01  pain 7           hip · #mine · private
     1      Sat 21 Nov  20:00  pain 6, worst 8  left buttock · #sitting · ibuprofen
                                                400 mg · hard
    ");
}

#[test]
fn entries_are_found_by_what_they_have() {
    let mut world = World::assigned();
    world.quietly(
        "supple log 6 --site buttock:left --tag sitting --note 'Long DRIVE' --on 2026-11-10",
    );
    world.quietly(
        "supple log 3 --site buttock:right --eased heat --took 'ibuprofen 400 mg' --on 2026-11-15",
    );
    world.quietly("supple log 8 --site hip --feels burning --on yesterday");
    world.quietly("supple done bridge --pain 6 --note 'on the mat'");
    world.quietly("supple skip walking --why 'long day'");
    world.types_all(&[
        "supple history --site buttock",
        "supple history --site 'left buttock'",
        "supple history --tag heat",
        "supple history --tag heet",
        "supple history --min 6",
        "supple history --min 3 --max 6 --to 2026-11-20",
        "supple history --text LONG",
        "supple history --text ibu",
        "supple history --on yesterday",
        "supple history --on friday",
        "supple history --from 2026-11-10 --text nothing",
        "supple history --site butock",
        "supple history --min 6 --max 5",
        "supple history --on yesterday --from friday",
    ]);
    let found = world.json("supple history --min 6 --json");
    assert_eq!(found.as_array().expect("a list").len(), 3);
    assert_snapshot!(world.told());
}

#[test]
fn of_many_that_fit_the_newest_are_shown() {
    let mut world = World::new();
    for number in 0..30 {
        world.quietly(&format!("supple log {} --tag t{}", number % 10, number % 3));
    }
    let shown = |world: &mut World, line: &str| {
        let output = world.quietly(line);
        (output.stdout.lines().count() - 1, output.stderr.contains("newest 20"))
    };
    assert_eq!(shown(&mut world, "supple history --tag t1"), (10, false));
    assert_eq!(shown(&mut world, "supple history --max 8"), (20, true));
    assert_eq!(shown(&mut world, "supple history --max 8 --on today"), (27, false));
}

#[test]
fn what_is_written_late_says_so_wherever_it_is_told() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 4 --on '4 days ago'",
        "supple done walking --pain 1 --effort 3 --on '4 days ago'",
        "supple skip bridge --on '4 days ago'",
        "supple log 4 --morning --on '2 days ago'",
        "supple edit 4 --on '3 days ago'",
        "supple edit 2 --on today",
        "supple history",
    ]);
    let late: Vec<bool> = world
        .json("supple history --json")
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| entry["late"].as_bool().expect("it is said"))
        .collect();
    assert_eq!(late, [false, true, true, true]);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --on '4 days ago'
    Logged 4 for Wed 18 Nov. It is entry 1.
    2> It is marked as written more than two days later.
    $ supple done walking --pain 1 --effort 3 --on '4 days ago'
    Done for Wed 18 Nov: Graded walking (pain 1, effort 3).
    2> It is marked as written more than two days later.
    2> No plan asked for it on that day; it is recorded all the same.
    $ supple skip bridge --on '4 days ago'
    Skipped Bridge for Wed 18 Nov. That is fine.
    2> It is marked as written more than two days later.
    2> No plan asked for it on that day; it is recorded all the same.
    $ supple log 4 --morning --on '2 days ago'
    Logged 4 for Fri 20 Nov: morning check. It is entry 4.
    $ supple edit 4 --on '3 days ago'
    Entry 4 is now 4 for Thu 19 Nov: morning check.
    2> It is marked as written more than two days later.
    $ supple edit 2 --on today
    Entry 2 is now walking done, pain 1, effort 3 for Sun 22 Nov.
    $ supple history
     entry  day         time    what
     2      Sun 22 Nov  —       walking done     pain 1 · effort 3
     4      Thu 19 Nov  — late  pain 4, morning
     3      Wed 18 Nov  — late  bridge skipped
     1      Wed 18 Nov  — late  pain 4
    ");
}

#[cfg(unix)]
mod on_a_terminal {
    use expectrl::ControlCode;

    use super::*;

    /// What the score is asked with, to its end.
    const SCORE: &str = "imaginable)?";

    /// A world with an entry of yesterday.
    fn with_yesterday() -> World {
        let mut world = World::assigned();
        world.clock("2026-11-21T20:00:00+01:00");
        world.quietly("supple log 6 --site buttock:left --tag sitting --took 'ibuprofen 400 mg'");
        world.clock("2026-11-22T20:00:00+01:00");
        world.forget();
        world
    }

    /// Types `line` and answers in turn, each answer after the text that must stand at the end of a
    /// line before it.
    fn converse(world: &mut World, line: &str, answers: &[(&str, &str)]) {
        let mut watched = world.on_a_terminal(line);
        for (until, answer) in answers {
            watched.until(until);
            watched.types(answer);
        }
        let output = watched.ends();
        assert_eq!(output.code, 0, "{output:?}");
        world.record_watched(line, &output);
    }

    #[test]
    fn the_usual_day_takes_a_score_and_enter() {
        let mut world = with_yesterday();
        converse(&mut world, "supple log", &[("Sat 21 Nov.", "4"), ("log\u{a0}nothing", "")]);
        let entry = &world.json("supple history --json")[0];
        assert_eq!(
            (&entry["score"], &entry["places"][0]["side"], &entry["tags"], &entry["medicines"]),
            (&json!(4), &json!("left"), &json!([]), &json!([]))
        );
        world.types("supple undo");
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple log
        Pain now, 0 (none) to 10 (the worst imaginable)? The last was 6 on Sat 21 Nov.
        4
        4 for today, Sun 22 Nov, 20:00: left buttock. Sites are as on Sat 21 Nov.
        Enter logs it. Or: w worst, p place, t what came before, e what eased it,
        f what it feels like, m medicine, s sleep, n note, q log nothing

        Logged 4 for today, Sun 22 Nov, 20:00: left buttock. It is entry 2.
        $ supple undo
        Undone: log 4 (Sun 22 Nov, 20:00).
        2> supple redo brings it back.
        ");
    }

    #[test]
    fn everything_can_be_said_one_letter_at_a_time() {
        let mut world = with_yesterday();
        let answers = [
            ("Sat 21 Nov.", ""),
            ("q to stop.", "eleven"),
            ("q to stop.", "5,5"),
            ("log\u{a0}nothing", "w"),
            ("0 to 10?", "4"),
            ("0 to 10?", "8"),
            ("Enter logs it.", "worst 8"),
            ("Enter logs it.", "p"),
            ("none for nothing.", "1 right, low back, +scar left"),
            ("Enter logs it.", "p heel"),
            ("none for nothing.", ""),
            ("Enter logs it.", "t"),
            ("none for nothing.", "2 3, Long drive"),
            ("Enter logs it.", "e"),
            ("none for nothing.", ""),
            ("Enter logs it.", "e 99"),
            ("none for nothing.", "1"),
            ("Enter logs it.", "f burning"),
            ("Enter logs it.", "m"),
            ("none for nothing.", "1, aspirin 1 g"),
            ("Enter logs it.", "s 6h30"),
            ("Enter logs it.", "n It was Cold"),
            ("Enter logs it.", "z"),
            ("log\u{a0}nothing.", "6"),
            ("Enter logs it.", "9"),
            ("score (9).", ""),
        ];
        converse(&mut world, "supple log", &answers);
        assert_eq!(world.json("supple history --json")[0]["note"], "It was Cold");
        assert_snapshot!(world.told());
    }

    #[test]
    fn what_is_there_can_be_taken_back() {
        let mut world = with_yesterday();
        let answers = [
            ("Sat 21 Nov.", "4"),
            ("log\u{a0}nothing", "t none"),
            ("Enter logs it.", "p none"),
            ("Enter logs it.", ""),
        ];
        converse(&mut world, "supple log --private", &answers);
        let entry = &world.json("supple history --json")[0];
        assert_eq!(
            (&entry["tags"], &entry["places"], &entry["private"]),
            (&json!([]), &json!([]), &json!(true))
        );
    }

    #[test]
    fn whoever_stops_logs_nothing() {
        let mut world = with_yesterday();
        converse(&mut world, "supple log", &[("Sat 21 Nov.", "q")]);
        converse(&mut world, "supple log", &[("Sat 21 Nov.", "4"), ("log\u{a0}nothing", "q")]);
        converse(&mut world, "supple log same", &[("Sat 21 Nov.", "q")]);
        for key in [ControlCode::EndOfTransmission, ControlCode::EndOfText] {
            let mut watched = world.on_a_terminal("supple log");
            watched.until("Sat 21 Nov.");
            watched.presses(key);
            let code = watched.ends().code;
            assert_eq!(code, if key == ControlCode::EndOfText { 130 } else { 0 });
        }
        let mut watched = world.on_a_terminal("supple log");
        watched.until("Sat 21 Nov.");
        watched.types("4");
        watched.until("log\u{a0}nothing");
        watched.presses(ControlCode::EndOfText);
        assert_eq!(watched.ends().code, 130);
        assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(1));
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple log
        Pain now, 0 (none) to 10 (the worst imaginable)? The last was 6 on Sat 21 Nov.
        q
        Nothing was logged.
        # on a terminal
        $ supple log
        Pain now, 0 (none) to 10 (the worst imaginable)? The last was 6 on Sat 21 Nov.
        4
        4 for today, Sun 22 Nov, 20:01: left buttock. Sites are as on Sat 21 Nov.
        Enter logs it. Or: w worst, p place, t what came before, e what eased it,
        f what it feels like, m medicine, s sleep, n note, q log nothing
        q
        Nothing was logged.
        # on a terminal
        $ supple log same
        Pain now, 0 (none) to 10 (the worst imaginable)? The last was 6 on Sat 21 Nov.
        q
        Nothing was logged.
        ");
    }

    #[test]
    fn the_end_of_typing_after_the_score_loses_nothing() {
        let mut world = with_yesterday();
        let mut watched = world.on_a_terminal("supple log");
        watched.until("Sat 21 Nov.");
        watched.types("4");
        watched.until("log\u{a0}nothing");
        watched.presses(ControlCode::EndOfTransmission);
        assert_eq!(watched.ends().code, 0);
        assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn the_first_score_ever_is_asked_for_as_well() {
        let mut world = World::new();
        converse(&mut world, "supple log", &[(SCORE, "4"), ("log\u{a0}nothing", "")]);
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple log
        Pain now, 0 (none) to 10 (the worst imaginable)?
        4
        4 for today, Sun 22 Nov, 14:30.
        Enter logs it. Or: w worst, p place, t what came before, e what eased it,
        f what it feels like, m medicine, s sleep, n note, q log nothing

        Logged 4 for today, Sun 22 Nov, 14:30. It is entry 1.
        Your diary is new. It is this one file:
        ~/.local/share/supple/diary.db
        That is all a diary needs. Safe first steps, what it may come from, and whom to
        see:
          supple begin
        ");
    }

    #[test]
    fn the_first_score_of_a_morning_is_its_check_unless_it_is_not() {
        let mut world = with_yesterday();
        world.clock("2026-11-22T07:30:00+01:00");
        converse(&mut world, "supple log", &[("Sat 21 Nov.", "2"), ("log\u{a0}nothing", "")]);
        assert_eq!(world.json("supple history --json")[0]["morning"], true);
        // The second of a day is none, and either can be turned.
        converse(&mut world, "supple log", &[("Sun 22 Nov.", "3"), ("log\u{a0}nothing", "")]);
        assert_eq!(world.json("supple history --json")[0]["morning"], false);
        world.clock("2026-11-23T07:30:00+01:00");
        converse(
            &mut world,
            "supple log",
            &[("Sun 22 Nov.", "3"), ("log\u{a0}nothing", "c"), ("logs it.", "")],
        );
        assert_eq!(world.json("supple history --json")[0]["morning"], false);
        // In the small hours the check is of the day that begins, and anything else of the evening
        // before.
        world.clock("2026-11-24T03:00:00+01:00");
        let answers = [("Mon 23 Nov.", "3"), ("log\u{a0}nothing", "c"), ("logs it.", "")];
        converse(&mut world, "supple log --morning", &answers);
        assert_eq!(world.json("supple history --json")[0]["day"], "2026-11-23");
        assert_snapshot!(world.told());
    }

    #[test]
    fn the_same_again_asks_for_the_score_alone() {
        let mut world = with_yesterday();
        converse(&mut world, "supple log same", &[("Sat 21 Nov.", "5")]);
        assert_eq!(world.json("supple history --json")[0]["tags"], json!(["sitting"]));
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple log same
        Pain now, 0 (none) to 10 (the worst imaginable)? The last was 6 on Sat 21 Nov.
        5
        Logged 5 for today, Sun 22 Nov, 20:00: left buttock, after sitting. It is entry
        2.
        Sites and tags are as on Sat 21 Nov.
        ");
    }

    #[test]
    fn the_questions_read_well_in_forty_columns() {
        let mut world = with_yesterday();
        world.set("COLUMNS", "40");
        converse(
            &mut world,
            "supple log",
            &[("Nov.", "4"), ("log\u{a0}nothing", "p"), ("nothing.", "2"), ("logs it.", "")],
        );
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple log
        Pain now, 0 (none) to 10 (the worst
        imaginable)? The last was 6 on Sat 21
        Nov.
        4
        4 for today, Sun 22 Nov, 20:00: left
        buttock. Sites are as on Sat 21 Nov.
        Enter logs it. Or: w worst, p place,
        t what came before, e what eased it,
        f what it feels like, m medicine,
        s sleep, n note, q log nothing
        p
        Where, and on which side? Such as 1
        left, or buttock right, low-back.
        1 buttock · 2 low-back · 3 sacrum ·
        4 tailbone · 5 sit-bone · 6 hip ·
        7 groin · 8 pubic-bone · 9 pelvis ·
        10 pelvic-floor · 11 thigh-back ·
        12 thigh-side · 13 thigh-front ·
        14 thigh-inner · 15 knee · 16 calf ·
        17 foot
        Numbers or words, with commas between
        them; none for nothing.
        2
        4 for today, Sun 22 Nov, 20:00:
        low-back.
        Enter logs it.

        Logged 4 for today, Sun 22 Nov, 20:00:
        low-back. It is entry 2.
        ");
    }
}

#[test]
fn a_new_word_that_is_a_slip_away_from_another_is_kept_and_told_of_once() {
    let mut world = World::new();
    world.types_all(&[
        "supple log 4 --tag sitting --tag stairs",
        "supple log 4 --tag siting --tag stairs --feels burnign",
        "supple log 4 --tag siting",
        "supple log 4 --tag 'long drive'",
    ]);
    assert_eq!(world.json("supple history --json")[2]["tags"], json!(["siting", "stairs"]));
    assert_snapshot!(world.told(), @"
    $ supple log 4 --tag sitting --tag stairs
    Logged 4 for today, Sun 22 Nov, 14:30: after sitting and stairs. It is entry 1.
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> That is all a diary needs. Safe first steps, what it may come from, and whom to
    2> see:
    2>   supple begin
    $ supple log 4 --tag siting --tag stairs --feels burnign
    Logged 4 for today, Sun 22 Nov, 14:31: burnign, after siting and stairs. It is
    entry 2.
    2> “siting” is kept as a new word. If you meant sitting:
    2> supple edit 2 --tag sitting --tag stairs
    2> “burnign” is kept as a new word. If you meant burning:
    2> supple edit 2 --feels burning
    $ supple log 4 --tag siting
    Logged 4 for today, Sun 22 Nov, 14:32: after siting. It is entry 3.
    $ supple log 4 --tag 'long drive'
    Logged 4 for today, Sun 22 Nov, 14:33: after long-drive. It is entry 4.
    ");
}

#[test]
fn a_slip_is_told_of_without_a_plan_and_before_the_word_was_ever_right() {
    let mut world = World::new();
    let said = |world: &mut World, line: &str| {
        world.quietly(line).stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let slip = said(&mut world, "supple log 4 --tag siting");
    assert!(slip.contains("If you meant sitting: supple edit 1 --tag sitting"), "{slip}");
    for right in ["sitting", "gardening", "piano", "meeting"] {
        let none = said(&mut world, &format!("supple log 4 --tag {right}"));
        assert!(!none.contains("If you meant"), "{right}: {none}");
    }
}

#[test]
fn a_score_of_ten_is_read_as_people_write_it_and_one_of_another_scale_is_refused() {
    let mut world = World::new();
    for (line, score) in [
        ("supple log 4/10", 4.0),
        ("supple log 4,5/10", 4.5),
        ("supple log '4 / 10'", 4.0),
        ("supple log 4 / 10", 4.0),
        ("supple log 4 /10 --tag sitting", 4.0),
        ("supple log 5 of 10", 5.0),
        ("supple log 6 out of 10", 6.0),
        ("supple log same 3 of 10", 3.0),
        ("supple log 2 --worst 7/10", 2.0),
        ("supple edit 1 --score 8/10", 2.0),
    ] {
        world.quietly(line);
        assert_eq!(world.json("supple history --json")[0]["score"], score, "{line}");
    }
    let count = world.json("supple history --json").as_array().map(Vec::len);
    for line in [
        "supple log 4/5",
        "supple log 40/100",
        "supple log 4 out of 5",
        "supple log 4 of",
        "supple log of 10",
        "supple log 2 --worst 4/5",
    ] {
        assert_eq!(world.types(line).code, 2, "{line}");
    }
    assert!(world.told().contains("it is out of 5, and only you can say"), "{}", world.told());
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), count);
}

#[test]
fn a_long_note_is_shown_in_a_few_lines_and_kept_whole() {
    let mut world = World::new();
    let note = "a long day on a hard chair ".repeat(80);
    world.quietly(&format!("supple log 4 --note '{note}'"));
    assert_eq!(world.json("supple history --json")[0]["note"], note.trim_end());
    world.types("supple history");
    world.set("COLUMNS", "40");
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  14:30  pain 4  a long day on a hard chair a long day on a
                                       hard chair a long day on a hard chair a long
                                       day on a hard chair a long day on a hard
                                       chair a long day on a hard …
    $ supple history
    1 Sun 22 Nov 14:30: pain 4
       a long day on a hard chair a long day
       on a hard chair a long day on a hard
       chair a long day on a hard chair a
       long day on a hard chair a long day
       on a hard …
    ");
}
