//! The verbs as people use them from day to day.

use std::sync::OnceLock;

use insta::assert_snapshot;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::world::World;

/// Two made-up weeks, until the evening of Saturday 21 November: a plan, a score or two on most days, and
/// some of the exercises.
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
    assert_snapshot!(world.told());
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
    assert_snapshot!(world.told());
}

#[test]
fn ticking_off_says_what_is_still_open() {
    let mut world = World::assigned();
    world.types_all(&["supple done walking", "supple done glute-squeeze figure-four-supine --pain 2", "supple today"]);
    world.types_all(&["supple done --all", "supple done --all", "supple today", "supple done --all"]);
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
    assert_snapshot!(world.told());
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
    assert_eq!(world.json("supple history --json")[1]["symptoms"], serde_json::json!(["leg-spread"]));
    assert_snapshot!(world.told());
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
    assert_snapshot!(world.told());
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
    assert_eq!(history.as_array().expect("a list").iter().map(private).collect::<Vec<_>>(), [true, false, false]);
    assert_snapshot!(world.told());
}

#[test]
fn pain_above_the_limit_is_answered_with_the_stop_rules() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple done bridge --pain 7",
        "supple done bridge --pain 5",
        "supple done sciatic-slider-supine --pain 4",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn the_strictest_limit_of_pain_is_the_one_that_counts() {
    // Its own stop rule says 2 of 10, which is less than the 5 that strength work may have in general.
    let mut world = World::assigned();
    let output = world.types("supple done glute-squeeze --pain 4");
    assert!(output.stderr.contains("above 2"), "{output:?}");
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
    assert_snapshot!(world.told());
}

#[test]
fn two_weeks_read_well() {
    let mut world = sunday_after_two_weeks();
    world.types_all(&["supple today", "supple history", "supple history --from 2026-11-09 --to 2026-11-11"]);
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
    assert_snapshot!("json_today_and_history", world.told());

    world.forget();
    let all = world.json("supple conditions --json");
    for key in ["id", "name", "plain"] {
        assert!(all[0][key].is_string(), "{key} in {all}");
    }
    world.types("supple conditions piriformis-dgs --json");
    assert_snapshot!("json_conditions", world.told());

    world.forget();
    world.types("supple exercises bridge --json");
    let all = world.json("supple exercises --json");
    for (key, value) in [("id", "abdominal-brace"), ("kind", "coordination"), ("name", "Gentle deep abdominal brace")] {
        assert_eq!(all[0][key], value);
    }
    world.types("supple chart --json");
    assert_snapshot!("json_exercises_and_chart", world.told());
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
    assert_snapshot!(world.told());
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
    assert_snapshot!(world.told());
}

#[test]
fn removing_is_all_or_nothing() {
    let mut world = World::assigned();
    for score in ["1", "2", "3"] {
        world.quietly(&format!("supple log {score}"));
    }
    world.quietly("supple done bridge");
    world.types_all(&["supple remove 2 9", "supple remove 2 4 2", "supple history", "supple undo", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn undo_and_redo_walk_back_and_forth_across_runs() {
    let mut world = World::new();
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
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let run = runner.run(&proptest::collection::vec(change, 1..7), |lines| {
        let mut world = World::new();
        world.quietly("supple log 5");
        let state = |world: &mut World| (world.json("supple history --json"), world.json("supple today --json"));
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
    world.types_all(&["supple assign piriformis-dgs --end", "supple today", "supple assign piriformis-dgs --end"]);
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
    assert_snapshot!(world.told());
}

#[test]
fn the_library_reads_like_a_leaflet() {
    let mut world = World::new();
    world.types_all(&["supple conditions piriformis-dgs", "supple conditions ischial-bursitis"]);
    assert_snapshot!("conditions_read_like_a_leaflet", world.told());
    world.forget();
    world.types_all(&[
        "supple exercises clamshell",
        "supple exercises sciatic-slider-supine",
        "supple exercises walking",
    ]);
    world.types("supple exercises bridge-long-lever-hold");
    assert_snapshot!("exercises_read_like_a_leaflet", world.told());
}

#[test]
fn whatever_the_library_lists_can_be_read() {
    let mut world = World::new();
    for shelf in ["conditions", "exercises"] {
        let list = world.quietly(&format!("supple {shelf}")).stdout;
        let rows = world.json(&format!("supple {shelf} --json"));
        for row in rows.as_array().expect("a list") {
            let (id, name) = (row["id"].as_str().expect("an id"), row["name"].as_str().expect("a name"));
            assert!(list.contains(id), "{id} is in the list");
            let page = world.quietly(&format!("supple {shelf} {id}")).stdout;
            assert!(page.contains(id) && page.contains(name.split(' ').next().unwrap_or_default()), "{page}");
        }
    }
}

#[test]
fn what_was_too_much_is_left_for_the_day_everywhere() {
    let mut world = World::assigned();
    world.types("supple done figure-four-supine --pain 6");
    world.types("supple done sciatic-slider-supine --pain 2 --symptom numb-weak");
    world.types("supple done glute-squeeze --pain 6");
    world.types_all(&["supple today", "supple done --all --pain 1", "supple done --all", "supple skip --all"]);
    world.types_all(&["supple remind", "supple", "supple session", "supple week", "supple handout"]);
    world.types("supple done figure-four-supine --pain 1");
    let today = world.json("supple today --json");
    let left: Vec<_> = today["due"].as_array().expect("a list").iter().map(|due| due["left"].clone()).collect();
    assert_eq!(left[1], serde_json::json!({ "because": "numb-weak", "in_words": "numbness or weakness" }));
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
    world.quietly("supple assign pelvic-stress-fracture --cleared-by 'Dr A'");
    world.types_all(&["supple done abdominal-brace --pain 2", "supple today"]);
    world.clock("2026-11-23T09:00:00+01:00");
    world.types("supple today");
    assert_snapshot!(world.told());
}
