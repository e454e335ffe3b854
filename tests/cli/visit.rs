//! Visits to the clinician and the questions for them.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn a_visit_is_noted_ahead_and_told_of_afterwards() {
    let mut world = World::new();
    world.types_all(&[
        "supple visit",
        "supple visit 2026-12-01 --with 'Dr Okafor' --note 'bring the chart'",
        "supple visit --ask 'May I run again?' --ask 'How long will it take?'",
        "supple visit",
        "supple visit 2026-12-01 --move 2026-12-03 --note none",
    ]);
    world.clock("2026-12-05T10:00:00+01:00");
    world.types_all(&[
        "supple visit",
        "supple visit 2026-12-03 --impression 'Much better' --asked 1",
        "supple visit --asked 2",
        "supple visit tomorrow",
        "supple visit",
        "supple undo",
        "supple visit 2026-12-03 --remove",
        "supple visit",
        "supple undo",
        "supple visit",
    ]);
    let visits = world.json("supple visit --json");
    assert_eq!(
        (&visits["visits"][0]["impression"], &visits["visits"][0]["responds"]),
        (&6.into(), &true.into())
    );
    assert_snapshot!(world.told());
    assert_snapshot!(world.quietly("supple visit --json").stdout, @r#"
    {
      "to_ask": [],
      "visits": [
        {
          "asked": [
            {
              "day": "2026-11-22",
              "number": 1,
              "question": "May I run again?"
            },
            {
              "day": "2026-11-22",
              "number": 2,
              "question": "How long will it take?"
            }
          ],
          "day": "2026-12-03",
          "impression": 6,
          "impression_in_words": "much better",
          "note": null,
          "responds": true,
          "with": "Dr Okafor"
        }
      ]
    }
    "#);
}

#[test]
fn a_visit_that_cannot_be_is_refused_and_nothing_is_kept() {
    let mut world = World::new();
    world.quietly("supple visit 2026-12-01");
    world.quietly("supple visit 2026-11-01");
    world.forget();
    let before = world.json("supple visit --json");
    world.types_all(&[
        "supple visit 31.2.2026",
        "supple visit 2026-12-01 --impression 6",
        "supple visit 2026-11-01 --impression 8",
        "supple visit 2026-11-02 --remove",
        "supple visit 2026-11-02 --move 2026-11-03",
        "supple visit 2026-11-01 --move 2026-12-01",
        "supple visit --asked 7",
        "supple visit --ask 'Why?' --drop 9",
        "supple visit 2026-11-05 --note hi --asked 3",
        "supple visit --with 'Dr A'",
        "supple visit --remove",
        "supple visit 2026-11-01 --note ''",
    ]);
    assert_eq!(world.json("supple visit --json"), before);
    assert_snapshot!(world.told());
}

#[test]
fn a_question_may_be_dropped_and_one_needs_a_visit_to_be_asked_at() {
    let mut world = World::new();
    world.types_all(&[
        "supple visit --drop 1",
        "supple visit --ask 'Is this the sciatic nerve, or a \u{1b}[31mmuscle?'",
        "supple visit --asked 1",
        "supple visit tomorrow --asked 1",
        "supple visit --drop 1",
        "supple visit",
    ]);
    assert_snapshot!(world.told(), @r"
    $ supple visit --drop 1
    2> supple: there is no visit and no question yet.
    2> Note one: supple visit 2026-12-01 --with 'Dr Okafor'
    => 2
    $ supple visit --ask 'Is this the sciatic nerve, or a [31mmuscle?'
    Kept to ask, as question 1: Is this the sciatic nerve, or a \u{1b}[31mmuscle?
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    $ supple visit --asked 1
    2> supple: there was no visit yet to have asked it at.
    2> Say when it was: supple visit yesterday --asked 1
    => 2
    $ supple visit tomorrow --asked 1
    2> supple: the visit on Mon 23 Nov is still to come.
    2> Once a question was asked there, type this again.
    => 2
    $ supple visit --drop 1
    Taken off the list: Is this the sciatic nerve, or a \u{1b}[31mmuscle?
    $ supple visit
    2> No visits are noted yet. The next one:
    2> supple visit 2026-12-01 --with 'Dr Okafor'
    ");
}

#[test]
fn a_question_is_asked_on_the_day_that_a_visit_is_moved_to() {
    let mut world = World::new();
    world.quietly("supple visit 2026-11-10");
    world.quietly("supple visit --ask 'May I run again?'");
    let before = world.json("supple visit --json");
    let to_come = world.run(&["visit", "2026-11-10", "--move", "2026-12-01", "--asked", "1"]);
    assert_eq!((to_come.code, world.json("supple visit --json")), (2, before), "{to_come:?}");
    world.quietly("supple visit 2026-11-10 --move 2026-11-12 --asked 1");
}
