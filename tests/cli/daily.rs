//! The verbs as people use them from day to day.

use std::sync::OnceLock;

use insta::assert_snapshot;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::safety_answers::says_to_all;
use crate::world::World;

/// Two made-up weeks, until the evening of Saturday 21 November: a plan, a score or two on most
/// days, and some of the exercises.
fn two_weeks() -> World {
    let mut world = World::new();
    world.clock("2026-11-08T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple log 6 --worst 8 --site buttock --side left --tag sitting");
    let scores = ["6", "5.5", "6", "", "5", "5.5", "4", "4.5", "", "5", "4", "3.5", "4"];
    for (score, day) in scores.iter().zip(9..) {
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        if !score.is_empty() {
            world.quietly(&format!("supple log {score} --site buttock --side left"));
        }
        if day % 3 != 0 {
            world.quietly("supple done --all --pain 1");
        }
    }
    world.quietly("supple log 6 --worst 7 --at 16:30 --tag driving --note 'a long drive'");
    world
}

/// The same, on Sunday morning and with a clean record.
fn sunday_after_two_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, two_weeks);
    world.clock("2026-11-22T09:30:00+01:00");
    world
}

#[test]
fn the_main_job_goes_as_the_first_page_says() {
    let mut world = World::new();
    world.types_all(&[
        "supple assign piriformis-dgs --side left",
        "supple log 4",
        "supple log 6 --worst 8 --on yesterday --at 21:30 --site buttock --side left --tag sitting --note 'long drive'",
        "supple today",
        "supple done glute-squeeze --pain 1",
        "supple skip walking --why tired",
        "supple today",
        "supple chart",
        "supple history",
        "supple edit 2 --score 5",
        "supple remove 2",
        "supple undo",
        "supple redo",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_score_with_everything_is_kept_whole() {
    let mut world = World::assigned();
    world.types(
        "supple log 6.5 --worst 8 --on friday --at 9pm --site buttock --site thigh-back --side left --tag sitting \
         --tag 'Long Drive' --tag sitting --note '  stood up twice  '",
    );
    world.types("supple history");
    let history = world.json("supple history --json");
    let entry = &history[0];
    assert_eq!((&entry["score"], &entry["worst"]), (&6.5.into(), &8.into()));
    assert_eq!(entry["at"], "2026-11-20T21:00:00+01:00");
    assert_eq!(entry["day"], "2026-11-20");
    assert_eq!(entry["tags"], serde_json::json!(["sitting", "long-drive"]));
    assert_eq!(entry["note"], "stood up twice");
    assert_snapshot!(world.told(), @"
    $ supple log 6.5 --worst 8 --on friday --at 9pm --site buttock --site thigh-back --side left --tag sitting --tag 'Long Drive' --tag sitting --note '  stood up twice  '
    Logged 6.5 for Fri 20 Nov, 21:00: worst 8, left buttock, left thigh-back, after
    sitting and long-drive, note “stood up twice”. It is entry 1.
    $ supple history
     entry  day         time   what
     1      Fri 20 Nov  21:00  pain 6.5, worst 8  left buttock · left thigh-back ·
                                                  #sitting · #long-drive · stood up
                                                  twice
    ");
}

#[test]
fn several_scores_a_day_are_normal() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 4 --at 8:00",
        "supple log 5 --at noon",
        "supple log 3",
        "supple log 4 --on yesterday",
    ]);
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    $ supple log 4 --at 8:00
    Logged 4 for today, Sun 22 Nov, 08:00. It is entry 1.
    $ supple log 5 --at noon
    Logged 5 for today, Sun 22 Nov, 12:00. It is entry 2.
    $ supple log 3
    Logged 3 for today, Sun 22 Nov, 14:33. It is entry 3.
    $ supple log 4 --on yesterday
    Logged 4 for Sat 21 Nov. It is entry 4.
    $ supple history
     entry  day         time   what
     3      Sun 22 Nov  14:33  pain 3
     2      Sun 22 Nov  12:00  pain 5
     1      Sun 22 Nov  08:00  pain 4
     4      Sat 21 Nov  —      pain 4
    ");
}

#[test]
fn ticking_off_says_what_is_still_open() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done walking",
        "supple done glute-squeeze figure-four-supine --pain 2",
        "supple today",
    ]);
    world.types_all(&[
        "supple done --all",
        "supple done --all",
        "supple today",
        "supple done --all",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn what_was_really_done_is_kept() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done glute-squeeze --sets 2 --reps 8 --hold 4 --pain 1.5 --effort 5 --note 'on the bed'",
        "supple done walking --minutes 12",
        "supple done bridge --sets 2 --load 2.5",
        "supple done clamshell --reps 12 --load 1,25",
        "supple done dead-bug --on yesterday --at 7:15",
        "supple history",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple done glute-squeeze --sets 2 --reps 8 --hold 4 --pain 1.5 --effort 5 --note 'on the bed'
    Done for today: Buttock squeeze hold (2 × 8, hold 4 s, pain 1.5, effort 5).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze once more
    and walking.
    $ supple done walking --minutes 12
    Done for today: Graded walking (12 min).
    Still open: figure-four-supine, sciatic-slider-supine and glute-squeeze once
    more.
    2> Pain was not given, so the dose cannot grow yet. With N from 0 to 10:
    2> supple edit 2 --pain N
    $ supple done bridge --sets 2 --load 2.5
    Done for today: Bridge (2 sets, 2.5 kg).
    Still open: figure-four-supine, sciatic-slider-supine and glute-squeeze once
    more.
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple done clamshell --reps 12 --load 1,25
    Done for today: Clamshell (12 reps, 1.25 kg).
    Still open: figure-four-supine, sciatic-slider-supine and glute-squeeze once
    more.
    2> Clamshell is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple done dead-bug --on yesterday --at 7:15
    Done for Sat 21 Nov: Dead bug.
    2> No plan asked for it on that day; it is recorded all the same.
    $ supple history
     entry  day         time   what
     4      Sun 22 Nov  14:34  clamshell done      12 reps · 1.25 kg
     3      Sun 22 Nov  14:33  bridge done         2 sets · 2.5 kg
     2      Sun 22 Nov  14:32  walking done        12 min
     1      Sun 22 Nov  14:31  glute-squeeze done  2 × 8 · hold 4 s · pain 1.5 ·
                                                   effort 5 · on the bed
     5      Sat 21 Nov  07:15  dead-bug done
    ");
}

#[test]
fn what_the_next_dose_is_decided_from_is_asked_for_once() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done glute-squeeze",
        "supple done glute-squeeze --pain 1",
        "supple done walking --pain 1",
        "supple done figure-four-supine sciatic-slider-supine",
        "supple done bridge",
        "supple done --all",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple done glute-squeeze
    Done for today: Buttock squeeze hold.
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze once more
    and walking.
    2> Pain was not given, so the dose cannot grow yet. With N from 0 to 10:
    2> supple edit 1 --pain N
    $ supple done glute-squeeze --pain 1
    Done for today: Buttock squeeze hold (pain 1).
    Still open: figure-four-supine, sciatic-slider-supine and walking.
    $ supple done walking --pain 1
    Done for today: Graded walking (pain 1).
    Still open: figure-four-supine and sciatic-slider-supine.
    $ supple done figure-four-supine sciatic-slider-supine
    Done for today: Figure-four stretch lying and Sciatic nerve slider lying.
    Still open: figure-four-supine once more and sciatic-slider-supine once more.
    2> Pain was not given, so the doses of entries 4 and 5 cannot grow yet. With N from
    2> 0 to 10: supple edit 4 --pain N
    $ supple done bridge
    Done for today: Bridge.
    Still open: figure-four-supine once more and sciatic-slider-supine once more.
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple done --all
    Done for today: Figure-four stretch lying and Sciatic nerve slider lying.
    That is everything for the day.
    ");
}

#[test]
fn pain_before_an_exercise_and_where_it_was_are_kept() {
    let mut world = World::new();
    world.quietly("supple assign pelvic-stress-fracture --agreed-by 'Dr A'");
    world.forget();
    world.types_all(&[
        "supple done diaphragmatic-breathing --before 1 --pain 2",
        "supple edit 1 --where bone",
        "supple done pelvic-floor-drop --where bone",
        "supple done pelvic-floor-drop --pain 1 --where knee",
        "supple done pelvic-floor-drop --pain 1 --where other --before none",
        "supple done pelvic-floor-drop --pain 1 --where other",
        "supple edit 2 --before 0.5",
        "supple edit 2 --pain none",
        "supple edit 2 --where bone",
        "supple edit 1 --before none --where none",
        "supple history",
    ]);
    let history = world.json("supple history --json");
    assert_eq!(
        (&history[0]["pain_before"], &history[0]["pain_place"]),
        (&serde_json::json!(0.5), &Value::Null)
    );
    assert_snapshot!(world.told());
}

#[test]
fn a_fall_a_bulge_and_numbness_between_the_legs_are_answered() {
    let mut world = World::assigned();
    says_to_all(&mut world, "no");
    world.forget();
    world.types_all(&[
        "supple done walking --symptom fall",
        "supple screen --json",
        "supple remind",
        "supple done glute-squeeze --symptom bulge",
        "supple done figure-four-supine --symptom 'Pelvic numb' --note 'fell asleep on it'",
        "supple history --text pelvic",
    ]);
    let due = world.json("supple screen --json")["due"].as_array().expect("a list").len();
    assert!(due > 5, "numbness has every warning sign asked again: {due}");
    assert_snapshot!(world.told());
}

#[test]
fn a_sign_that_came_with_an_exercise_is_answered() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done walking --symptom 'Leg spread' --symptom numb-weak --symptom leg-spread --pain 2",
        "supple history",
        "supple edit 1 --symptom none",
        "supple edit 1 --symptom leg-spread",
        "supple edit 1 --symptom sore",
        "supple log 4",
        "supple edit 2 --symptom numb-weak",
        "supple remove 1",
        "supple undo",
    ]);
    assert_eq!(
        world.json("supple history --json")[1]["symptoms"],
        serde_json::json!(["leg-spread"])
    );
    assert_snapshot!(world.told(), @"
    $ supple done walking --symptom 'Leg spread' --symptom numb-weak --symptom leg-spread --pain 2
    Done for today: Graded walking (pain 2, leg-spread, numb-weak).

    ! ANSWER FIRST
      Something you recorded may be a warning sign. Answer this first: Numbness,
      tingling or changed feeling, even a small patch or one side, around the
      genitals, the back passage or the inner thighs, in both buttocks, or when
      wiping? (One buttock asleep from sitting that is back within 10 minutes: no.)
      If yes: Go now to a hospital emergency department, not a walk-in or minor
      injuries clinic; do not wait for a call back. Do not drive; if nobody can take
      you, or your legs are weak, call an ambulance.

    No exercises until then
      supple screen
    2> Stop if pain or tingling moves further down the leg.
    2> Stop and get checked if numbness or weakness starts or grows.
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  14:31  walking done  pain 2 · leg-spread · numb-weak
    $ supple edit 1 --symptom none
    Entry 1 is now walking done, pain 2 for Sun 22 Nov, 14:31.
    $ supple edit 1 --symptom leg-spread
    Entry 1 is now walking done, pain 2, leg-spread for Sun 22 Nov, 14:31.
    2> Stop if pain or tingling moves further down the leg.
    $ supple edit 1 --symptom sore
    2> supple: “sore” does not fit --symptom: a sign is leg-spread, bulge, fall,
    2> numb-weak or pelvic-numb.
    => 2
    $ supple log 4
    Logged 4 for today, Sun 22 Nov, 14:36. It is entry 2.
    $ supple edit 2 --symptom numb-weak
    2> supple: entry 2 is a pain score, and has no --symptom.
    2> See what it says: supple history; see what can be changed: supple edit --help
    => 2
    $ supple remove 1
    Removed entry 1. supple undo brings it back.
    $ supple undo
    Undone: remove 1 (Sun 22 Nov, 14:38).
    2> supple redo brings it back.
    ");
}

#[test]
fn a_morning_check_says_so_everywhere() {
    let mut world = World::assigned();
    world.clock("2026-11-22T07:30:00+01:00");
    world.types_all(&[
        "supple log 3 --morning",
        "supple log 4 --morning --site buttock",
        "supple log 2 --morning --on friday",
        "supple history",
        "supple edit 1 --no-morning",
        "supple edit 1 --morning --no-morning",
        "supple edit 3 --morning",
    ]);
    assert_eq!(world.json("supple history --json")[0]["morning"], true);
    assert_snapshot!(world.told(), @"
    # Sun 22 Nov 2026, 07:30 +01:00
    $ supple log 3 --morning
    Logged 3 for today, Sun 22 Nov, 07:30: morning check. It is entry 1.
    $ supple log 4 --morning --site buttock
    Logged 4 for today, Sun 22 Nov, 07:31: morning check, buttock. It is entry 2.
    2> That morning had a check already; this one counts now.
    $ supple log 2 --morning --on friday
    Logged 2 for Fri 20 Nov: morning check. It is entry 3.
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  07:31  pain 4, morning  buttock
     1      Sun 22 Nov  07:30  pain 3, morning
     3      Fri 20 Nov  —      pain 2, morning
    $ supple edit 1 --no-morning
    Entry 1 is now 3 for today, Sun 22 Nov, 07:30.
    $ supple edit 1 --morning --no-morning
    2> supple: --morning and --no-morning do not go together.
    2> Leave one of them out. More about it: supple edit --help
    => 2
    $ supple edit 3 --morning
    Entry 3 is as it was: 2 for Fri 20 Nov: morning check.
    ");
}

#[test]
fn an_entry_is_private_until_it_is_not() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple log 7 --private --note mine",
        "supple done walking --pain 1 --private",
        "supple skip glute-squeeze --private",
        "supple history",
        "supple edit 1 --no-private",
        "supple edit 2 --no-private",
        "supple edit 3 --private",
        "supple history",
    ]);
    let private = |entry: &Value| entry["private"].as_bool().expect("it is said");
    let history = world.json("supple history --json");
    assert_eq!(
        history.as_array().expect("a list").iter().map(private).collect::<Vec<_>>(),
        [true, false, false]
    );
    assert_snapshot!(world.told(), @"
    $ supple log 7 --private --note mine
    Logged 7 for today, Sun 22 Nov, 14:31: note “mine”, private. It is entry 1.
    $ supple done walking --pain 1 --private
    Done for today: Graded walking (pain 1, private).
    Still open: figure-four-supine, sciatic-slider-supine and glute-squeeze.
    $ supple skip glute-squeeze --private
    Skipped Buttock squeeze hold for today. That is fine; it comes back on its next
    day.
    $ supple history
     entry  day         time   what
     3      Sun 22 Nov  14:33  glute-squeeze skipped  private
     2      Sun 22 Nov  14:32  walking done           pain 1 · private
     1      Sun 22 Nov  14:31  pain 7                 mine · private
    $ supple edit 1 --no-private
    Entry 1 is now 7 for today, Sun 22 Nov, 14:31: note “mine”.
    $ supple edit 2 --no-private
    Entry 2 is now walking done, pain 1 for Sun 22 Nov, 14:32.
    $ supple edit 3 --private
    Entry 3 is as it was: glute-squeeze skipped for Sun 22 Nov, 14:33, private.
    $ supple history
     entry  day         time   what
     3      Sun 22 Nov  14:33  glute-squeeze skipped  private
     2      Sun 22 Nov  14:32  walking done           pain 1
     1      Sun 22 Nov  14:31  pain 7                 mine
    ");
}

#[test]
fn pain_above_the_limit_is_answered_with_the_stop_rules() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done bridge --pain 7",
        "supple done bridge --pain 5",
        "supple done sciatic-slider-supine --pain 4",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple done bridge --pain 7
    Done for today: Bridge (pain 7).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze and
    walking.
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    2> Pain 7 is too much in Bridge. Leave it for today.
    2>  • Pause if a cramp comes; bring the heels closer or rest, then use fewer
    2>    repeats.
    2>  • Stop if the low back pinches; lower the height.
    2>  • Stop if the pain is at the sit bone; reduce hip bend or use a softer seat.
    2>  • Stop this exercise for today if pain in it rises by more than 5, or to 8 out
    2>    of 10.
    $ supple done bridge --pain 5
    Done for today: Bridge (pain 5).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze and
    walking.
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple done sciatic-slider-supine --pain 4
    Done for today: Sciatic nerve slider lying (pain 4).
    Sciatic nerve slider lying is left for today: the pain in it was above 2.
    Still open: figure-four-supine, glute-squeeze and walking.
    2> When to stop Sciatic nerve slider lying:
    2>  • Stop and get checked if numbness or weakness starts or grows.
    2>  • Stop if tingling lasts more than a few minutes after you finish.
    2>  • Stop if pain in it rises by more than 2 (it is easily irritated, so the limit
    2>    is low).
    ");
}

#[test]
fn the_strictest_limit_of_pain_is_the_one_that_counts() {
    // Its own stop rule says 2 of 10, which is less than the 5 that strength work may have in
    // general.
    let mut world = World::assigned();
    let output = world.types("supple done pelvic-floor-slow-hold --pain 4");
    assert!(output.stderr.contains("more than 2"), "{output:?}");
}

#[test]
fn skipping_is_no_failure() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple skip glute-squeeze --why 'slept badly'",
        "supple skip walking sciatic-slider-supine",
        "supple today",
        "supple skip --all",
        "supple today",
        "supple skip --all",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn an_exercise_twice_in_one_line_is_recorded_once() {
    let mut world = World::assigned();
    world.quietly("supple done bridge bridge");
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(1));
}

#[test]
fn one_unknown_exercise_keeps_all_of_them_out() {
    let mut world = World::assigned();
    world.types_all(&["supple done bridge wlking clamshell", "supple history"]);
    assert_snapshot!(world.told(), @"
    $ supple done bridge wlking clamshell
    2> supple: there is no exercise “wlking”. Did you mean walking, prone-lying or
    2> pelvic-tilt-side-lying?
    2> See them all: supple exercises
    => 2
    $ supple history
    2> Nothing is recorded yet.
    ");
}

#[test]
fn two_weeks_read_well() {
    let mut world = sunday_after_two_weeks();
    world.types_all(&[
        "supple today",
        "supple history",
        "supple history --from 2026-11-09 --to 2026-11-11",
    ]);
    world.types_all(&["supple history --from '3 days ago'", "supple history --to 2026-11-08"]);
    assert_snapshot!(world.told());
}

#[test]
fn the_routine_of_any_day_is_the_same_every_time() {
    let mut world = sunday_after_two_weeks();
    for day in ["today", "tomorrow", "2026-11-30", "2027-02-28", "2026-11-10"] {
        let line = format!("supple today --on {day} --json");
        assert_eq!(world.json(&line), world.json(&line), "{day}");
    }
    world.types_all(&["supple today --on tomorrow", "supple today --on 2026-11-25"]);
    assert_snapshot!(world.told());
}

#[test]
fn every_reading_verb_speaks_json() {
    let mut world = sunday_after_two_weeks();
    world.types_all(&["supple today --json", "supple history --from yesterday --json"]);

    let all = world.json("supple conditions --json");
    for key in ["id", "name", "plain"] {
        assert!(all[0][key].is_string(), "{key} in {all}");
    }
    world.types("supple conditions piriformis-dgs --json");

    world.types("supple exercises bridge --json");
    let all = world.json("supple exercises --json");
    for (key, value) in [
        ("id", "abdominal-brace"),
        ("kind", "coordination"),
        ("name", "Gentle deep abdominal brace"),
    ] {
        assert_eq!(all[0][key], value);
    }
    world.types("supple chart --json");
    assert_snapshot!(world.told());
}

#[test]
fn json_without_a_diary_is_still_json() {
    let mut world = World::new();
    assert_eq!(world.json("supple history --json"), Value::Array(Vec::new()));
    assert_eq!(world.json("supple today --json")["plans"], Value::Array(Vec::new()));
}

#[test]
fn a_score_is_put_right() {
    let mut world = World::assigned();
    world.quietly(
        "supple log 6 --worst 8 --on yesterday --at 21:30 --site buttock --side left --tag sitting --note one",
    );
    world.types_all(&[
        "supple edit 1 --score 5",
        "supple edit 1 --score 5.5 --worst 7,5 --tag stairs --tag cold --note two",
        "supple edit 1 --on friday",
        "supple edit 1 --at 7:45",
        "supple edit 1 --site hip --site groin",
        "supple edit 1 --side right",
        "supple edit 1 --worst none --at none --tag none --note none",
        "supple edit 1 --site none",
        "supple edit 1 --score 9",
        "supple history",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple edit 1 --score 5
    Entry 1 is now 5 for Sat 21 Nov, 21:30: worst 8, left buttock, after sitting,
    note “one”.
    $ supple edit 1 --score 5.5 --worst 7,5 --tag stairs --tag cold --note two
    Entry 1 is now 5.5 for Sat 21 Nov, 21:30: worst 7.5, left buttock, after stairs
    and cold, note “two”.
    $ supple edit 1 --on friday
    Entry 1 is now 5.5 for Fri 20 Nov, 21:30: worst 7.5, left buttock, after stairs
    and cold, note “two”.
    $ supple edit 1 --at 7:45
    Entry 1 is now 5.5 for Fri 20 Nov, 07:45: worst 7.5, left buttock, after stairs
    and cold, note “two”.
    $ supple edit 1 --site hip --site groin
    Entry 1 is now 5.5 for Fri 20 Nov, 07:45: worst 7.5, hip, groin, after stairs
    and cold, note “two”.
    $ supple edit 1 --side right
    Entry 1 is now 5.5 for Fri 20 Nov, 07:45: worst 7.5, right hip, right groin,
    after stairs and cold, note “two”.
    $ supple edit 1 --worst none --at none --tag none --note none
    Entry 1 is now 5.5 for Fri 20 Nov: right hip, right groin.
    $ supple edit 1 --site none
    Entry 1 is now 5.5 for Fri 20 Nov.
    $ supple edit 1 --score 9
    Entry 1 is now 9 for Fri 20 Nov.
    $ supple history
     entry  day         time  what
     1      Fri 20 Nov  —     pain 9
    ");
}

#[test]
fn an_edit_that_makes_no_sense_changes_nothing() {
    let mut world = World::assigned();
    world.quietly("supple log 4 --worst 6");
    world.quietly("supple done bridge");
    world.quietly("supple skip walking");
    let before = world.json("supple history --json");
    world.types_all(&[
        "supple edit 1",
        "supple edit 1 --score 7",
        "supple edit 1 --worst 3",
        "supple edit 1 --side left",
        "supple edit 1 --reps 3",
        "supple edit 1 --on tomorrow",
        "supple edit 1 --score none",
        "supple edit 2 --score 3",
        "supple edit 2 --why tired",
        "supple edit 3 --pain 2",
        "supple edit 9 --score 3",
        "supple edit 0 --score 3",
        "supple edit one --score 3",
    ]);
    assert_eq!(world.json("supple history --json"), before);
    assert_snapshot!(world.told());
}

#[test]
fn a_session_is_put_right() {
    let mut world = World::assigned();
    world.quietly("supple done bridge --sets 2 --reps 8 --pain 1");
    world.quietly("supple skip walking --why tired");
    world.types_all(&[
        "supple edit 1 --reps 10 --load 5 --effort 6",
        "supple edit 1 --pain 2.5 --note 'on the mat'",
        "supple edit 1 --on yesterday --at 18:00",
        "supple edit 2 --why rain",
        "supple edit 2 --on friday",
        "supple history",
        "supple edit 1 --pain none --effort None --reps none --load none --sets 1",
        "supple edit 1 --sets none --note none",
        "supple edit 2 --why none",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple edit 1 --reps 10 --load 5 --effort 6
    Entry 1 is now bridge done, 2 × 10, 5 kg, pain 1, effort 6 for Sun 22 Nov,
    14:31.
    $ supple edit 1 --pain 2.5 --note 'on the mat'
    Entry 1 is now bridge done, 2 × 10, 5 kg, pain 2.5, effort 6 for Sun 22 Nov,
    14:31.
    $ supple edit 1 --on yesterday --at 18:00
    Entry 1 is now bridge done, 2 × 10, 5 kg, pain 2.5, effort 6 for Sat 21 Nov,
    18:00.
    $ supple edit 2 --why rain
    Entry 2 is now walking skipped, rain for Sun 22 Nov, 14:32.
    $ supple edit 2 --on friday
    Entry 2 is now walking skipped, rain for Fri 20 Nov, 14:32.
    $ supple history
     entry  day         time   what
     1      Sat 21 Nov  18:00  bridge done      2 × 10 · 5 kg · pain 2.5 · effort 6
                                                · on the mat
     2      Fri 20 Nov  14:32  walking skipped  rain
    $ supple edit 1 --pain none --effort None --reps none --load none --sets 1
    Entry 1 is now bridge done, 1 set for Sat 21 Nov, 18:00.
    $ supple edit 1 --sets none --note none
    Entry 1 is now bridge done for Sat 21 Nov, 18:00.
    $ supple edit 2 --why none
    Entry 2 is now walking skipped for Fri 20 Nov, 14:32.
    ");
}

#[test]
fn removing_is_all_or_nothing() {
    let mut world = World::assigned();
    for score in ["1", "2", "3"] {
        world.quietly(&format!("supple log {score}"));
    }
    world.quietly("supple done bridge");
    world.types_all(&[
        "supple remove 2 9",
        "supple remove 2 4 2",
        "supple history",
        "supple undo",
        "supple history",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple remove 2 9
    2> supple: there is no entry 9.
    2> See the numbers: supple history
    => 2
    $ supple remove 2 4 2
    Removed entries 2 and 4. supple undo brings them back.
    $ supple history
     entry  day         time   what
     3      Sun 22 Nov  14:33  pain 3
     1      Sun 22 Nov  14:31  pain 1
    $ supple undo
    Undone: remove 2 4 2 (Sun 22 Nov, 14:36).
    2> supple redo brings it back.
    $ supple history
     entry  day         time   what
     4      Sun 22 Nov  14:34  bridge done
     3      Sun 22 Nov  14:33  pain 3
     2      Sun 22 Nov  14:32  pain 2
     1      Sun 22 Nov  14:31  pain 1
    ");
}

#[test]
fn undo_and_redo_walk_back_and_forth_across_runs() {
    let mut world = World::unanswered();
    world.types_all(&["supple undo", "supple redo"]);
    for line in [
        "supple assign piriformis-dgs --side left",
        "supple log 4 --tag sitting --note 'a note'",
        "supple done bridge walking",
        "supple edit 1 --score 5 --tag stairs",
        "supple remove 1",
    ] {
        world.quietly(line);
    }
    world.types_all(&["supple undo"; 6]);
    world.types("supple history");
    world.types_all(&["supple redo"; 3]);
    world.types("supple history");
    world.types("supple log 7");
    world.types_all(&["supple redo", "supple undo", "supple redo", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn any_changes_undone_and_redone_are_what_they_were() {
    let change = prop_oneof![
        (0..=100i32).prop_map(|tenths| format!("supple log {}.{} --tag t{}", tenths / 10, tenths % 10, tenths % 3)),
        (1..6i32).prop_map(|id| format!("supple edit {id} --note n{id} --on yesterday")),
        (1..6i32).prop_map(|id| format!("supple remove {id}")),
        (1..6i32).prop_map(|id| format!("supple edit {id} --symptom numb-weak --private")),
        (1..6i32).prop_map(|id| format!("supple edit {id} --morning")),
        (1..6i32).prop_map(|id| format!("supple edit {id} --took 'aspirin {id} g' --eased heat --slept {id}h")),
        Just(
            "supple log 4 --took 'ibuprofen 400 mg' --site hip:left --own-site heel --feels dull --least 1".to_owned()
        ),
        Just("supple done walking --symptom leg-spread".to_owned()),
        Just("supple done --all".to_owned()),
        Just("supple skip bridge".to_owned()),
        prop_oneof![Just("left"), Just("right")].prop_map(|side| format!("supple assign piriformis-dgs --side {side}")),
        Just("supple assign piriformis-dgs --end".to_owned()),
    ];
    let mut runner =
        TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let run = runner.run(&proptest::collection::vec(change, 1..7), |lines| {
        let mut world = World::unanswered();
        says_to_all(&mut world, "no");
        world.quietly("supple log 5");
        let state = |world: &mut World| {
            (world.json("supple history --json"), world.json("supple today --json"))
        };
        let mut states = vec![state(&mut world)];
        for line in &lines {
            // What was refused, or changed nothing, leaves nothing to undo.
            let words = crate::world::words(line);
            world.run(&words[1..]);
            let after = state(&mut world);
            if after != states[states.len() - 1] {
                states.push(after);
            }
        }
        for before in states.iter().rev().skip(1) {
            world.quietly("supple undo");
            prop_assert_eq!(&state(&mut world), before);
        }
        for after in &states[1..] {
            world.quietly("supple redo");
            prop_assert_eq!(&state(&mut world), after);
        }
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn two_conditions_share_one_plan() {
    let mut world = World::assigned();
    world.types_all(&["supple assign ischial-bursitis --side right", "supple today"]);
    world.types_all(&[
        "supple assign piriformis-dgs --end",
        "supple today",
        "supple assign piriformis-dgs --end",
    ]);
    world.types_all(&[
        "supple undo",
        "supple assign ischial-bursitis --end",
        "supple assign piriformis-dgs --end",
        "supple today",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_condition_is_assigned_again_with_another_side_or_programme() {
    let mut world = World::new();
    world.types_all(&[
        "supple assign piriformis-dgs",
        "supple assign piriformis-dgs --side right --variant strength-only",
        "supple assign piriformis-dgs --side left",
        "supple today",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_condition_that_ended_can_begin_again() {
    let mut world = World::assigned();
    world.clock("2026-11-25T10:00:00+01:00");
    world.types("supple assign piriformis-dgs --end");
    world.clock("2026-11-25T11:00:00+01:00");
    let output = world.types("supple assign piriformis-dgs --side right");
    assert_eq!(output.code, 0);
    world.types("supple today --on yesterday");
    assert_snapshot!(world.told());
}

#[test]
fn a_programme_that_is_not_there_is_refused() {
    let mut world = World::new();
    world.types_all(&[
        "supple assign piriformis-dgs --variant stretching",
        "supple assign ischial-bursitis --variant stretching",
        "supple assign piriformis-dgs --side up",
        "supple assign piriformis-dgs --end --side left",
        "supple assign piriformis-dgs --end",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple assign piriformis-dgs --variant stretching
    2> supple: Piriformis / deep gluteal syndrome has no variant “stretching”.
    2> It has: stretch-and-strength, strength-only.
    => 2
    $ supple assign ischial-bursitis --variant stretching
    2> supple: Ischial bursitis / upper hamstring tendon pain has one programme, and no
    2> variant “stretching”.
    2> Leave --variant out.
    => 2
    $ supple assign piriformis-dgs --side up
    2> supple: “up” does not fit --side: a side is left, right, both or middle.
    => 2
    $ supple assign piriformis-dgs --end --side left
    2> supple: --end and --side <SIDE> do not go together.
    2> Leave one of them out. More about it: supple assign --help
    => 2
    $ supple assign piriformis-dgs --end
    2> supple: Piriformis / deep gluteal syndrome is not in your plan.
    2> See your plan: supple today
    => 1
    ");
}

#[test]
fn the_library_reads_like_a_leaflet() {
    let mut world = World::new();
    world.types_all(&["supple conditions piriformis-dgs", "supple conditions ischial-bursitis"]);
    world.types_all(&[
        "supple exercises clamshell",
        "supple exercises sciatic-slider-supine",
        "supple exercises walking",
    ]);
    world.types("supple exercises bridge-long-lever-hold");
    assert_snapshot!(world.told());
}

#[test]
fn whatever_the_library_lists_can_be_read() {
    let mut world = World::new();
    for shelf in ["conditions", "exercises"] {
        let list = world.quietly(&format!("supple {shelf}")).stdout;
        let rows = world.json(&format!("supple {shelf} --json"));
        for row in rows.as_array().expect("a list") {
            let (id, name) =
                (row["id"].as_str().expect("an id"), row["name"].as_str().expect("a name"));
            assert!(list.contains(id), "{id} is in the list");
            let page = world.quietly(&format!("supple {shelf} {id}")).stdout;
            assert!(
                page.contains(id) && page.contains(name.split(' ').next().unwrap_or_default()),
                "{page}"
            );
        }
    }
}

#[test]
fn what_was_too_much_is_left_for_the_day_everywhere() {
    let mut world = World::assigned();
    world.types("supple done figure-four-supine --pain 6");
    world.types("supple done sciatic-slider-supine --pain 2 --symptom numb-weak");
    // The sign has its questions asked; none of it is so.
    says_to_all(&mut world, "no");
    world.types("supple done glute-squeeze --pain 6");
    world.types_all(&[
        "supple today",
        "supple done --all --pain 1",
        "supple done --all",
        "supple skip --all",
    ]);
    world.types_all(&[
        "supple remind",
        "supple",
        "supple session",
        "supple week",
        "supple handout",
    ]);
    world.types("supple done figure-four-supine --pain 1");
    let today = world.json("supple today --json");
    let left: Vec<_> =
        today["due"].as_array().expect("a list").iter().map(|due| due["left"].clone()).collect();
    assert_eq!(
        left[1],
        serde_json::json!({ "because": "numb-weak", "in_words": "numbness or weakness" })
    );
    assert_eq!(left[0], Value::Null, "it was done twice all the same");
    let handout = world.json("supple handout --replace --json");
    assert_eq!(handout["left"]["sciatic-slider-supine"]["because"], "numb-weak");
    assert_eq!(world.json("supple --json")["exercises_left"], serde_json::json!([]));
    world.set("COLUMNS", "40");
    world.types("supple today");
    world.clock("2026-11-23T09:00:00+01:00");
    world.types("supple today");
    assert_snapshot!(world.told());
}

#[test]
fn an_exercise_that_hurt_a_bone_is_shown_as_done() {
    let mut world = World::new();
    world.quietly("supple assign pelvic-stress-fracture --agreed-by 'Dr A'");
    world.types_all(&["supple done abdominal-brace --pain 2", "supple today"]);
    world.clock("2026-11-23T09:00:00+01:00");
    world.types("supple today");
    assert_snapshot!(world.told());
}

#[test]
fn what_is_recorded_once_too_often_is_said_and_nothing_done_is_skipped() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done glute-squeeze --pain 1",
        "supple done glute-squeeze --pain 1",
        "supple done glute-squeeze --pain 1",
        "supple skip glute-squeeze",
        "supple skip walking",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple done glute-squeeze --pain 1
    Done for today: Buttock squeeze hold (pain 1).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze once more
    and walking.
    $ supple done glute-squeeze --pain 1
    Done for today: Buttock squeeze hold (pain 1).
    Still open: figure-four-supine, sciatic-slider-supine and walking.
    $ supple done glute-squeeze --pain 1
    Done for today: Buttock squeeze hold (pain 1).
    Still open: figure-four-supine, sciatic-slider-supine and walking.
    2> Buttock squeeze hold: done 3 times now, and the day asks for 2 times. If it was
    2> a slip: supple undo
    $ supple skip glute-squeeze
    2> supple: done already for today, so not skipped: Buttock squeeze hold.
    2> If it was not done after all, take its entry out: supple history, supple remove
    2> N
    => 1
    $ supple skip walking
    Skipped Graded walking for today. That is fine; it comes back on its next day.
    ");
}

#[test]
fn the_worst_pain_there_is_gets_more_than_a_number_back_once_a_day() {
    let mut world = World::new();
    world.types_all(&["supple log 10", "supple log 9.5", "supple log 8 --on yesterday"]);
    assert_snapshot!(world.told(), @"
    $ supple log 10
    Logged 10 for today, Sun 22 Nov, 14:30. It is entry 1.
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> 10 is a lot. That is hard.
    2> If anything about it is new or different, look through the warning signs:
    2> supple screen
    2> That is all a diary needs. Safe first steps, what it may come from, and whom to
    2> see:
    2>   supple begin
    $ supple log 9.5
    Logged 9.5 for today, Sun 22 Nov, 14:31. It is entry 2.
    $ supple log 8 --on yesterday
    Logged 8 for Sat 21 Nov. It is entry 3.
    ");
}

#[test]
fn numbers_of_other_days_stand_beside_the_usual_ones() {
    let mut world = World::new();
    for (day, score) in [("2026-11-02", 6), ("2026-11-03", 5), ("2026-11-04", 5), ("2026-11-05", 4)]
    {
        world.quietly(&format!("supple log {score} --on {day}"));
    }
    world.types("supple stats --from 1990-01-01 --to 2026-11-05");
    let asked = world.json("supple stats --from 2026-11-03 --to 2026-11-05 --json");
    let asked = &asked["periods"][0];
    assert_eq!((&asked["name"], &asked["days"]), (&json!("asked"), &json!(3)));
    assert_snapshot!(world.told(), @"
    $ supple stats --from 1990-01-01 --to 2026-11-05
     pain                mean  median  days from   worst  rated days  exercises
     The days asked for  5.0   5.0     4.0 to 6.0  6      4 of 4      —
     Last 7 days         —     —       —           —      0 of 7      —
     Last 4 weeks        —     —       —           —      4 of 28     —
     First 2 weeks       —     —       —           —      4 of 14     —
    Last 7 days: numbers need 4 more rated days.
    Last 4 weeks: numbers need 12 more rated days.
    First 2 weeks: numbers need 4 more rated days.

    Since the first two weeks
     There is nothing to compare with: 4 more rated days in the first two weeks
     would have been needed.
    ");
}

/// What is seen of a line, on one line.
fn seen_of(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_was_done_beside_a_plan_or_before_the_answers_is_kept_and_said() {
    let mut world = World::unanswered();
    for (line, right) in [
        ("supple done", "there is no plan yet, so nothing is open."),
        ("supple done clamshell", "No plan asks for it; it is recorded all the same."),
        ("supple skip", "there is no plan, so nothing is open."),
        ("supple assign piriformis-dgs --side left", "supple screen"),
        ("supple done", "no exercise is open until the safety questions are answered."),
        ("supple done", "They take two minutes: supple screen"),
        ("supple done all", "supple screen"),
        ("supple done bird-dog", "What you did is recorded all the same."),
        ("supple plan", "Your plan: Piriformis"),
        ("supple plan", "supple screen"),
    ] {
        let seen = seen_of(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
    let mut world = World::assigned();
    for (line, right) in [
        ("supple done all", "“all” is an option here: supple done --all"),
        ("supple done bridge everything", "“everything” is an option here"),
        ("supple skip all", "supple skip --all"),
        ("supple done bird-dog", "Bird dog is not in the routine of Sun 22 Nov"),
        ("supple done --all", "Done for today"),
        // What is twice a day is ticked off once each time.
        ("supple done --all", "Done for today"),
        ("supple done", "nothing is open today. What there is: supple today"),
        ("supple done all", "nothing is open today."),
    ] {
        let seen = seen_of(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn words_of_other_programs_are_pointed_to_the_right_verb() {
    let mut world = World::new();
    for (verb, right) in [
        ("medicine", "supple log --took 'NAME 400 mg'"),
        ("medicines", "supple words for their names"),
        ("safety", "Here it is: supple screen"),
        ("pain", "supple log SCORE"),
        ("settings", "supple config"),
        ("doctor", "supple visit DAY"),
        ("print", "supple report"),
    ] {
        let seen = seen_of(&mut world, &format!("supple {verb}"));
        assert!(seen.contains(right), "{verb}: {seen}");
    }
}

#[test]
fn a_visit_that_is_there_twice_is_to_be_removed_and_not_moved() {
    let mut world = World::new();
    world.quietly("supple visit 2025-12-05 --with 'Dr Okafor'");
    world.quietly("supple visit 2026-12-05");
    let seen = seen_of(&mut world, "supple visit");
    assert!(seen.contains("supple visit 2025-12-05 --remove"), "{seen}");
    assert!(!seen.contains("--move"), "{seen}");
    let moved = seen_of(&mut world, "supple visit 2025-12-05 --move 2026-12-05");
    assert!(moved.contains("If that is the only one: supple visit 2025-12-05 --remove"), "{moved}");
    world.quietly("supple visit 2025-12-05 --remove");
}

#[cfg(unix)]
#[test]
fn what_is_days_old_is_undone_only_by_a_yes() {
    let mut world = World::new();
    world.quietly("supple log 4");
    // Soon after it nobody is asked.
    let seen = world.answers_to("supple undo", &[]).stdout;
    assert!(seen.contains("Undone: log 4"), "{seen}");
    world.quietly("supple redo");
    world.at("2026-11-28T10:00:00+01:00");
    let seen = world.answers_to("supple undo", &[("Take it back? y/n", "n")]).stdout;
    assert!(seen.contains("The last change is 6 days old: log 4 (Sun 22 Nov, 14:30)."), "{seen}");
    assert!(seen.contains("Nothing was undone."), "{seen}");
    let seen = world.answers_to("supple undo", &[("Take it back? y/n", "y")]).stdout;
    assert!(seen.contains("Undone: log 4"), "{seen}");
    world.quietly("supple redo");
    // In a pipe nobody can be asked, and redo brings it back.
    world.quietly("supple undo");
}

#[test]
fn the_first_day_says_what_is_not_there_yet_in_plain_words() {
    let mut world = World::assigned_unanswered();
    world.quietly("supple log 4");
    let chart = seen_of(&mut world, "supple chart");
    assert!(chart.contains("line begins once 4 of 7 days are rated"), "{chart}");
    let page = seen_of(&mut world, "supple report --text");
    assert!(page.contains("questions about them is answered yet"), "{page}");
    let mut world = World::assigned();
    world.quietly("supple log 4");
    let page = seen_of(&mut world, "supple report --text");
    assert!(page.contains("no exercise of the present phase is recorded yet"), "{page}");
    let plan = seen_of(&mut world, "supple plan");
    assert!(!plan.contains("not tried yet"), "{plan}");
}
