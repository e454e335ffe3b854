//! Goals: what a person wants back.

use insta::assert_snapshot;

use crate::world::World;

/// Three goals, two of them rated twice.
fn with_goals() -> World {
    let mut world = World::new();
    world.clock("2026-10-25T10:00:00+01:00");
    world.quietly("supple goal add 'walk the dog for an hour'");
    world.quietly("supple goal add 'sit through a film'");
    world.quietly("supple goal add 'walk to work'");
    world.quietly("supple goal rate dog 3");
    world.quietly("supple goal rate 2 2");
    world.clock("2026-11-22T10:00:00+01:00");
    world.quietly("supple goal rate dog 6");
    world.quietly("supple goal rate film 4,5");
    world
}

#[test]
fn a_goal_is_set_rated_and_ended() {
    let mut world = World::new();
    world.types_all(&[
        "supple goal",
        "supple goal add 'walk the dog  for an hour'",
        "supple goal rate 1 3 --on '3 weeks ago'",
        "supple goal rate walk 6",
        "supple goal add 'sit through a film'",
        "supple goal rate film 2 --on '3 weeks ago'",
        "supple goal rate film 4.5",
        "supple goal rate film 4",
        "supple goal",
        "supple goal rate film none",
        "supple goal edit film 'sit through a long film'",
        "supple goal end walk",
        "supple goal",
        "supple goal rate walk 7",
        "supple undo",
        "supple goal rate walk 7",
        "supple goal remove film",
        "supple goal",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn goals_in_40_columns_and_as_json() {
    let mut world = with_goals();
    world.set("COLUMNS", "40");
    world.forget();
    world.types("supple goal");
    world.types("supple goal --json");
    assert_snapshot!(world.told());
}

#[test]
fn a_goal_that_is_not_plain_is_asked_for_again() {
    let mut world = World::new();
    world.types_all(&["supple goal rate 1 5", "supple goal end 1"]);
    assert!(!world.diary().exists(), "a goal that is not there makes no diary");
    for activity in ["walk to work", "walk the dog", "swim", "run", "dance"] {
        world.quietly(&format!("supple goal add '{activity}'"));
    }
    world.types_all(&[
        "supple goal add 'sing'",
        "supple goal rate walk 5",
        "supple goal rate swimm 5",
        "supple goal rate zzz 5",
        "supple goal rate 9 5",
        "supple goal rate 1 11",
        "supple goal rate 1",
        "supple goal rate",
        "supple goal rate 1 5 --on tomorrow",
        "supple goal edit 1 ' '",
        "supple goal end dance",
        "supple goal add SWIM",
    ]);
    assert_snapshot!(world.told());
}

#[cfg(unix)]
#[test]
fn on_a_terminal_each_goal_is_asked_for() {
    let mut world = with_goals();
    world.forget();
    let mut watched = world.on_a_terminal("supple goal rate");
    for answer in ["7", "eleven", "", "2"] {
        watched.until("[0-10]");
        watched.types(answer);
    }
    let output = watched.ends();
    world.record_watched("supple goal rate", &output);
    world.types("supple undo");
    assert_snapshot!(world.told(), @"
    # on a terminal
    $ supple goal rate
    0 cannot · 10 as before · Enter leaves one out · b back · q stops
    1/3 Walk the dog for an hour, last 6 on Sun 22 Nov [0-10]
    7
    2/3 Sit through a film, last 4.5 on Sun 22 Nov [0-10]
    eleven
    A score is a number from 0 to 10, with at most one decimal: 4 or 4.5
    2/3 Sit through a film, last 4.5 on Sun 22 Nov [0-10]

    3/3 Walk to work [0-10]
    2
    1 Walk the dog for an hour: 3 on Sun 25 Oct, then 7 on Sun 22 Nov
      Up 4 points, which passes the published mark (about 3 points in one activity,
      Stratford 1995, recalled).
    2 Sit through a film: 2 on Sun 25 Oct, then 4.5 on Sun 22 Nov
      Up 2.5 points, which is less than the published mark (about 3 points in one
      activity, Stratford 1995, recalled).
    3 Walk to work: 2 on Sun 22 Nov
    2 goals together: from 2.5 to 5.8, up 3.3 points: a large change (small from
    1.3, medium from 2.3, large from 2.7 points, Abbott & Schmitt 2014).
    $ supple undo
    Undone: goal rate (Sun 22 Nov, 10:02).
    2> supple redo brings it back.
    ");
}
