//! An exercise and its dose.

use super::Edit::{After, Remove, Replace};
use super::{BRIDGE, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "caution-unknown",
        BRIDGE,
        &[Replace(r#"caution = ["pregnancy"]"#, r#"caution = ["age"]"#)],
        r#"
            library/bridge.toml, line 20: “age” is not a set-up question; the set-up questions are in exercises/safety.toml.
              20 | caution = ["age"]
                 |            ^^^^^
        "#,
    ),
    row(
        "contra-and-caution",
        BRIDGE,
        &[Replace("contra = []", r#"contra = ["pregnancy"]"#)],
        r#"
            library/bridge.toml, line 20: “pregnancy” stands in contra and in caution; contra hides the exercise, so a caution on it would never be seen.
              20 | caution = ["pregnancy"]
                 |           ^^^^^^^^^^^^^
        "#,
    ),
    row(
        "contra-hides-nothing",
        BRIDGE,
        &[Replace("contra = []", r#"contra = ["inflammatory"]"#)],
        r#"
            library/bridge.toml, line 19: “inflammatory” stands in contra, and a yes to it hides nothing; it only shows a line; put it in caution, or leave it out.
              19 | contra = ["inflammatory"]
                 |          ^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "contra-unknown",
        BRIDGE,
        &[Replace("contra = []", r#"contra = ["hip-replacment"]"#)],
        r#"
            library/bridge.toml, line 19: “hip-replacment” is not a set-up question; did you mean hip-replacement?
              19 | contra = ["hip-replacment"]
                 |           ^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "days-per-week-too-many",
        BRIDGE,
        &[Replace("days_per_week = 3", "days_per_week = 8")],
        r"
            library/bridge.toml, line 31: days_per_week is 8; an exercise is done on 1 to 7 days a week.
              31 | days_per_week = 8
                 |                 ^
        ",
    ),
    row(
        "effort-too-high",
        BRIDGE,
        &[Replace("effort = 6", "effort = 11")],
        r"
            library/bridge.toml, line 32: effort is 11; effort is 0 (none) to 10 (all there is).
              32 | effort = 11
                 |          ^^
        ",
    ),
    row(
        "heavy-every-day",
        "library/hip-thrust.toml",
        &[Replace("days_per_week = 3", "days_per_week = 6")],
        r"
            library/hip-thrust.toml, line 29: days_per_week is 6 for a movement tagged heavy-load; such work is done once a day on 1 to 3 days a week, with a rest day between.
              29 | days_per_week = 6
                 |                 ^
        ",
    ),
    row(
        "heavy-twice-a-day",
        "library/walk-run.toml",
        &[Replace("times_per_day = 1", "times_per_day = 2")],
        r"
            library/walk-run.toml, line 28: times_per_day is 2 for a movement tagged impact; such work is done once a day on 1 to 3 days a week, with a rest day between.
              28 | times_per_day = 2
                 |                 ^
        ",
    ),
    row(
        "hold-too-long",
        BRIDGE,
        &[Remove(r#"tempo = "2-3-3""#), Replace("hold_s = 3", "hold_s = 301")],
        r"
            library/bridge.toml, line 27: hold_s is 301; a hold is 1 to 300 seconds; leave hold_s out where nothing is held.
              27 | hold_s = 301
                 |          ^^^
        ",
    ),
    row(
        "kind-misspelt",
        BRIDGE,
        &[Replace(r#"kind = "strength""#, r#"kind = "strenght""#)],
        r#"
            library/bridge.toml, line 3: kind is “strenght”; did you mean strength?
              3 | kind = "strenght"
                |        ^^^^^^^^^^
        "#,
    ),
    row(
        "kind-tag-forgotten",
        "library/ball-release-wall.toml",
        &[Replace(r#"tags = ["pressure-tool"]"#, "tags = []")],
        r"
            library/ball-release-wall.toml, line 19: kind is release, and the tag pressure-tool is missing; conditions keep movements out by their tags, so give all that apply.
              19 | tags = []
                 |        ^^
        ",
    ),
    row(
        "minutes-too-many",
        "library/walking.toml",
        &[Replace("minutes = 15", "minutes = 181")],
        r"
            library/walking.toml, line 25: minutes is 181; steady work is 1 to 180 minutes.
              25 | minutes = 181
                 |           ^^^
        ",
    ),
    row(
        "position-tag-forgotten",
        BRIDGE,
        &[Replace(r#"tags = ["supine"]"#, "tags = []")],
        r"
            library/bridge.toml, line 18: position is supine, and the tag supine is missing; conditions keep movements out by their tags, so give all that apply.
              18 | tags = []
                 |        ^^
        ",
    ),
    row(
        "position-unknown",
        BRIDGE,
        &[Replace(r#"position = "supine""#, r#"position = "floating""#)],
        r#"
            library/bridge.toml, line 5: position is “floating”; it is supine, prone, side-lying, quadruped, kneeling, seated or standing.
              5 | position = "floating"
                |            ^^^^^^^^^^
        "#,
    ),
    row(
        "rep-rest-too-long",
        BRIDGE,
        &[Replace("rest_s = 60", "rep_rest_s = 900")],
        r"
            library/bridge.toml, line 33: rep_rest_s is 900; a rest is 0 to 600 seconds.
              33 | rep_rest_s = 900
                 |              ^^^
        ",
    ),
    row(
        "reps-and-minutes",
        BRIDGE,
        &[After("reps = 12", "minutes = 5")],
        r"
            library/bridge.toml, line 27: there are both reps and minutes; repeats are counted or time is, not both.
              27 | minutes = 5
                 |           ^
        ",
    ),
    row(
        "reps-huge",
        BRIDGE,
        &[Replace("reps = 12", "reps = 99999999999999999999999")],
        r"
            library/bridge.toml, line 26: reps is 99999999999999999999999; a set has 1 to 100 repeats.
              26 | reps = 99999999999999999999999
                 |        ^^^^^^^^^^^^^^^^^^^^^^^
        ",
    ),
    row(
        "reps-max-below-reps",
        BRIDGE,
        &[After("reps = 12", "reps_max = 10")],
        r"
            library/bridge.toml, line 27: reps_max is 10, below reps, which is 12; it is reps or more.
              27 | reps_max = 10
                 |            ^^
        ",
    ),
    row(
        "reps-max-without-reps",
        "library/walking.toml",
        &[After("minutes = 15", "reps_max = 10")],
        r"
            library/walking.toml, line 26: there is reps_max without reps; leave it out, or add reps.
              26 | reps_max = 10
                 |            ^^
        ",
    ),
    row(
        "reps-negative",
        BRIDGE,
        &[Replace("reps = 12", "reps = -12")],
        r"
            library/bridge.toml, line 26: reps is -12; a set has 1 to 100 repeats.
              26 | reps = -12
                 |        ^^^
        ",
    ),
    row(
        "reps-nor-minutes",
        BRIDGE,
        &[Remove("reps = 12")],
        r"
            library/bridge.toml, line 24: there are neither reps nor minutes; give one: reps = 10, or minutes = 15.
              24 | [dose]
                 | ^^^^^^
        ",
    ),
    row(
        "reps-zero",
        BRIDGE,
        &[Replace("reps = 12", "reps = 0")],
        r"
            library/bridge.toml, line 26: reps is 0; a set has 1 to 100 repeats.
              26 | reps = 0
                 |        ^
        ",
    ),
    row(
        "rest-too-long",
        BRIDGE,
        &[Replace("rest_s = 60", "rest_s = 601")],
        r"
            library/bridge.toml, line 33: rest_s is 601; a rest is 0 to 600 seconds.
              33 | rest_s = 601
                 |          ^^^
        ",
    ),
    row(
        "sets-too-many",
        BRIDGE,
        &[Replace("sets = 3", "sets = 11")],
        r"
            library/bridge.toml, line 25: sets is 11; a dose has 1 to 10 sets.
              25 | sets = 11
                 |        ^^
        ",
    ),
    row(
        "sides-unknown",
        BRIDGE,
        &[Replace(r#"sides = "together""#, r#"sides = "left""#)],
        r#"
            library/bridge.toml, line 29: sides is “left”; it is together, each or sore.
              29 | sides = "left"
                 |         ^^^^^^
        "#,
    ),
    row(
        "source-without-mark",
        BRIDGE,
        &[Replace("[seen: PMC", "(saw it: PMC")],
        r#"
            library/bridge.toml, line 34: source has no evidence mark; say where it comes from with a mark: [seen: …], [recalled: …] or design choice.
              34 | source = "(saw it: PMC6670054 table 3, Wright 2016 HEP - bridges, clam…
                 |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "steps-empty",
        BRIDGE,
        &[Replace("steps = [", "steps = []\nold = [")],
        r"
            library/bridge.toml, line 8: “old” is not a field of an exercise; its fields are caution, contra, dose, easier, equipment, errors, harder, id, kind, name, pose, position, review_again, reviewed_by, reviewed_on, steps, stop, tags, target.
              8 | old = [
                | ^^^

            library/bridge.toml, line 7: steps is an empty list; it says what to do, one step a line.
              7 | steps = []
                |         ^^
        ",
    ),
    row(
        "stop-empty",
        BRIDGE,
        &[Replace(r#"stop = ["cramp", "back-pinch", "sitbone", "pain5"]"#, "stop = []")],
        r#"
            library/bridge.toml, line 17: stop is an empty list; it names at least one stop rule, such as ["pain5"].
              17 | stop = []
                 |        ^^
        "#,
    ),
    row(
        "stop-misspelt",
        BRIDGE,
        &[Replace(r#""pain5""#, r#""pain-5""#)],
        r#"
            library/bridge.toml, line 17: “pain-5” is not a stop rule; did you mean pain5, pain2 or pain3?
              17 | stop = ["cramp", "back-pinch", "sitbone", "pain-5"]
                 |                                           ^^^^^^^^
        "#,
    ),
    row(
        "tag-misspelt",
        BRIDGE,
        &[Replace(r#"tags = ["supine"]"#, r#"tags = ["supin"]"#)],
        r#"
            library/bridge.toml, line 18: “supin” is not a tag; did you mean supine?
              18 | tags = ["supin"]
                 |         ^^^^^^^
        "#,
    ),
    row(
        "tag-unknown",
        BRIDGE,
        &[Replace(r#"tags = ["supine"]"#, r#"tags = ["underwater"]"#)],
        r#"
            library/bridge.toml, line 18: “underwater” is not a tag; the tags and their meanings are in exercises/tags.toml.
              18 | tags = ["underwater"]
                 |         ^^^^^^^^^^^^
        "#,
    ),
    row(
        "tempo-differs-from-hold",
        BRIDGE,
        &[Replace(r#"tempo = "2-3-3""#, r#"tempo = "2-5-3""#)],
        r#"
            library/bridge.toml, line 28: the middle of tempo 2-5-3 is 5, and hold_s is 3; both say how long a repeat is held; give them the same number.
              28 | tempo = "2-5-3"
                 |         ^^^^^^^
        "#,
    ),
    row(
        "tempo-unreadable",
        BRIDGE,
        &[Replace(r#"tempo = "2-3-3""#, r#"tempo = "2-3""#)],
        r#"
            library/bridge.toml, line 28: tempo is “2-3”; a tempo is seconds up, held and down, each 0 to 60, such as "2-3-3".
              28 | tempo = "2-3"
                 |         ^^^^^
        "#,
    ),
    row(
        "times-per-day-too-many",
        BRIDGE,
        &[Replace("times_per_day = 1", "times_per_day = 13")],
        r"
            library/bridge.toml, line 30: times_per_day is 13; an exercise is done 1 to 12 times a day.
              30 | times_per_day = 13
                 |                 ^^
        ",
    ),
];
