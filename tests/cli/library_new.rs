//! A new exercise by questions, at a terminal that asks for lines.

use std::fs;

use crate::world::{Output, World};

/// What came of a line whose questions are answered in turn.
fn typed(world: &mut World, line: &str, answers: &[&str]) -> Output {
    let mut watched = world.on_a_terminal(line);
    for answer in answers {
        watched.types(answer);
    }
    // Where an answer was refused there are too few of them, and nobody else will answer.
    watched.presses(expectrl::ControlCode::EndOfTransmission);
    watched.ends()
}

#[test]
fn a_new_exercise_is_asked_for_shown_checked_and_added() {
    let mut world = World::new();
    let asked = typed(
        &mut world,
        "supple library new exercise",
        &[
            "",
            "Bridge on the wall",
            "9",
            "strength",
            "1",
            "gluteus maximus, hamstrings",
            "mat",
            "Lie on your back, feet on the wall.",
            "Lift the \"hips\".",
            "Hold, the wrong step.",
            "b",
            "",
            "2",
            "0",
            "8",
            "5",
            "",
            "",
            "6",
            "1",
            "cramp 22",
            "none",
            "",
            "Ana Example, physiotherapist",
            "y",
        ],
    );
    assert_eq!(asked.code, 0, "{}", asked.stdout);
    for told in [
        "A name is a few words, such as Bridge on the wall.",
        "It is a number from 1 to 8, or the word.",
        "It is a whole number, 1 to 100.",
        "bridge-on-the-wall is in your library now",
        "supple plan add bridge-on-the-wall --by NAME",
    ] {
        assert!(asked.stdout.contains(told), "{told}: {}", asked.stdout);
    }
    let file =
        world.home().join(".config/supple/exercises/library").join("bridge-on-the-wall.toml");
    insta::assert_snapshot!(fs::read_to_string(file).expect("it was added"), @r#"
    id = "bridge-on-the-wall"
    name = "Bridge on the wall"
    kind = "strength"
    target = ["gluteus maximus", "hamstrings"]
    position = "supine"
    equipment = ["mat"]
    steps = [
      "Lie on your back, feet on the wall.",
      "Lift the \"hips\".",
    ]
    stop = ["cramp", "pain5"]
    tags = ["supine"]
    contra = []
    caution = []

    [dose]
    sets = 2
    reps = 8
    hold_s = 5
    sides = "together"
    times_per_day = 1
    days_per_week = 3
    effort = 6
    grow = "none"
    source = "design choice: Ana Example, physiotherapist, 2026-11-22"
    "#);
    world.quietly("supple library check");
}

#[test]
fn a_sheet_is_typed_in_from_top_to_bottom() {
    let mut world = World::new();
    let asked = typed(
        &mut world,
        "supple library new exercise wall-bridge --from-sheet",
        &[
            "Bridge on the wall",
            "strength",
            "standing",
            "gluteus maximus",
            "",
            "Lean on the wall.",
            "",
            "3",
            "8",
            "",
            "2 kg",
            "",
            "",
            "",
            "sore",
            "walk-run",
            "4",
            "y",
            "n",
            "strengthen",
            "",
            "",
            "",
            "Ana Example, physiotherapist",
            "2026-11-20",
            "",
        ],
    );
    assert_eq!(asked.code, 0, "{}", asked.stdout);
    let file = world.home().join(".config/supple/exercises/library").join("wall-bridge.toml");
    insta::assert_snapshot!(fs::read_to_string(file).expect("it was added"), @r#"
    # Until pain 4 of 10
    # Not on the same day as walk-run
    # In a flare it rests
    # Phase: strengthen
    id = "wall-bridge"
    name = "Bridge on the wall"
    kind = "strength"
    target = ["gluteus maximus"]
    position = "standing"
    equipment = ["weight: 2 kg"]
    steps = [
      "Lean on the wall.",
    ]
    stop = ["fall-risk", "pain3"]
    tags = []
    contra = []
    caution = []

    [dose]
    sets = 3
    reps = 8
    sides = "sore"
    times_per_day = 1
    days_per_week = 3
    source = "design choice: Ana Example, physiotherapist, 2026-11-20"
    "#);
}

#[test]
fn nothing_is_kept_of_what_is_not_wanted() {
    let mut world = World::new();
    let asked = typed(
        &mut world,
        "supple library new exercise",
        &[
            "Wall", "1", "1", "back", "", "Lean.", "", "", "", "", "", "", "", "", "", "", "",
            "Ana", "n",
        ],
    );
    assert!(asked.stdout.contains("Nothing was added."), "{}", asked.stdout);
    assert!(!world.home().join(".config/supple/exercises").exists());
}
