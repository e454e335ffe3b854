//! The order of a phase, what takes the place of what, and what goes on after it.

use super::Edit::{After, Below};
use super::{BURSITIS, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "flare-dose-not-in-the-plan",
        BURSITIS,
        &[After(
            r#"pain_rule = "standard""#,
            "flare_plan = [\"walking\"]\nflare_dose.bridge.sets = 1",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 38: “bridge” has a dose here, and flare_plan does not name it; name the exercise in flare_plan, or leave its dose out.
              38 | flare_dose.bridge.sets = 1
                 |            ^^^^^^
        "#,
    ),
    row(
        "flare-dose-wrong",
        BURSITIS,
        &[After(
            r#"pain_rule = "standard""#,
            "flare_plan = [\"walking\"]\nflare_dose.walking.reps = 5",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 38: with this dose, walking is wrong: there are both reps and minutes; repeats are counted or time is, not both.
              38 | flare_dose.walking.reps = 5
                 |            ^^^^^^^
        "#,
    ),
    row(
        "from-day-not-listed",
        BURSITIS,
        &[Below(r#"name = "calm""#, "[phase.exit]", "[phase.from_day]\nbridg = 7\n\n[phase.exit]")],
        r#"
            conditions/ischial-bursitis.toml, line 74: the phase does not list “bridg”; did you mean bridge?
              74 | bridg = 7
                 | ^^^^^
        "#,
    ),
    row(
        "from-day-zero",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.from_day]\nbridge = 0\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: bridge is 0; below it stands an exercise and a number of days, 1 to 365.
              74 | bridge = 0
                 |          ^
        "#,
    ),
    row(
        "from-painless-day-in-quotes",
        "conditions/pelvic-stress-fracture.toml",
        &[Below(
            r#"name = "restore""#,
            "[phase.exit]",
            "[phase.from_painless_day]\nbridge = \"14\"\n\n[phase.exit]",
        )],
        r#"
            conditions/pelvic-stress-fracture.toml, line 108: bridge is “14”; below it stands an exercise and a number of days, 1 to 365, written in digits and without quotes.
              108 | bridge = "14"
                  |          ^^^^
        "#,
    ),
    row(
        "from-painless-day-without-bone",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.from_painless_day]\nbridge = 14\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 73: there is from_painless_day, and the pain rule is not bone-zero; count the days of the phase, below [phase.from_day].
              73 | [phase.from_painless_day]
                 | ^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "instead-kept-out",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nbridge = [\"ball-release-wall\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: calm takes, in place of bridge, “ball-release-wall”, tagged pressure-tool, which this condition excludes; list another exercise, or change what the condition keeps out.
              74 | bridge = ["ball-release-wall"]
                 |           ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "instead-nothing",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nbridge = []\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: nothing takes the place of bridge; below it stands an exercise and a list of those that take its place.
              74 | bridge = []
                 |          ^^
        "#,
    ),
    row(
        "instead-of-itself",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nbridge = [\"bridge\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: bridge takes its own place; name another exercise.
              74 | bridge = ["bridge"]
                 |           ^^^^^^^^
        "#,
    ),
    row(
        "instead-of-unlisted",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nclamshell = [\"bridge\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: the phase does not list “clamshell”; list the exercise, or leave it out here.
              74 | clamshell = ["bridge"]
                 | ^^^^^^^^^
        "#,
    ),
    row(
        "instead-too-early",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nbridge = [\"romanian-deadlift\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: calm takes, in place of bridge, “romanian-deadlift”, tagged loaded-hip-flexion, which this condition keeps for return; list another exercise, or change what the condition keeps out.
              74 | bridge = ["romanian-deadlift"]
                 |           ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "instead-unknown",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.instead]\nbridge = [\"brige\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: calm takes, in place of bridge, “brige”, and there is no such exercise; did you mean bridge, bridge-march or bridge-single-leg?
              74 | bridge = ["brige"]
                 |           ^^^^^^^
        "#,
    ),
    row(
        "not-same-day-alone",
        BURSITIS,
        &[Below(r#"name = "calm""#, "exercises =", "not_same_day = [[\"bridge\"]]\nexercises =")],
        r#"
            conditions/ischial-bursitis.toml, line 67: “bridge” stands in a group of not_same_day by itself; a group has two exercises or more.
              67 | not_same_day = [["bridge"]]
                 |                  ^^^^^^^^
        "#,
    ),
    row(
        "not-same-day-not-a-group",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "not_same_day = [\"bridge\", \"walking\"]\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: not_same_day is “bridge”; it lists exercises of the phase in groups, such as [["walking", "bike"]], as a list between [ and ].
              67 | not_same_day = ["bridge", "walking"]
                 |                 ^^^^^^^^

            conditions/ischial-bursitis.toml, line 67: not_same_day is “walking”; it lists exercises of the phase in groups, such as [["walking", "bike"]], as a list between [ and ].
              67 | not_same_day = ["bridge", "walking"]
                 |                           ^^^^^^^^^
        "#,
    ),
    row(
        "not-same-day-not-listed",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "not_same_day = [[\"bridge\", \"walk-run\"]]\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: the phase does not list “walk-run”; list the exercise, or leave it out here.
              67 | not_same_day = [["bridge", "walk-run"]]
                 |                            ^^^^^^^^^^
        "#,
    ),
    row(
        "note-with-a-day",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "note = \"Never walk and bridge on the same day.\"\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: the note says “same day”; the routine goes by fields and not by notes: put exercises that share no day into not_same_day or one_of.
              67 | note = "Never walk and bridge on the same day."
                 |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "note-with-an-amount",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "note = \"Bridge: two sets at most.\"\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: the note says “two”; the routine goes by fields and not by notes: put amounts below [phase.dose.EXERCISE].
              67 | note = "Bridge: two sets at most."
                 |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "note-with-an-order",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "note = \"Begin the bridge after the heel dig is easy.\"\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: the note says “after”; the routine goes by fields and not by notes: put what begins later below [phase.from_day] or [phase.from_painless_day].
              67 | note = "Begin the bridge after the heel dig is easy."
                 |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "one-of-twice",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "exercises =",
            "one_of = [[\"bridge\", \"walking\", \"bridge\"]]\nexercises =",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: one_of names “bridge” twice; name it once.
              67 | one_of = [["bridge", "walking", "bridge"]]
                 |                                 ^^^^^^^^
        "#,
    ),
    row(
        "test-goals-too-fine",
        BURSITIS,
        &[Below(
            r#"name = "return""#,
            r#"id = "psfs-8""#,
            "id = \"psfs-8\"\ngoals_mean_min = 7.55",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 166: goals_mean_min is 7.55; the mean of the goals is 0 to 10, with at most one decimal.
              166 | goals_mean_min = 7.55
                  |                  ^^^^
        "#,
    ),
    row(
        "test-known-twice",
        BURSITIS,
        &[After(
            r#"line = "sit 20 min on cushion, pain 4 or less""#,
            "sitting_minutes_min = 20\nno_open_sign = true",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 83: the diary would tell this test by two fields; keep one of sitting_minutes_min, goals_mean_min, no_open_sign and no_worse_than_start.
              83 | id = "sit-20-min-cushion"
                 |      ^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "test-sitting-too-long",
        BURSITIS,
        &[After(r#"line = "sit 20 min on cushion, pain 4 or less""#, "sitting_minutes_min = 2000")],
        r#"
            conditions/ischial-bursitis.toml, line 85: sitting_minutes_min is 2000; sitting is 0 to 1440 minutes.
              85 | sitting_minutes_min = 2000
                 |                       ^^^^
        "#,
    ),
    row(
        "upkeep-empty",
        BURSITIS,
        &[After(r#"pain_rule = "standard""#, "upkeep = []")],
        r#"
            conditions/ischial-bursitis.toml, line 37: upkeep lists 0 exercises; it names 1 to 5 exercises for after the last phase.
              37 | upkeep = []
                 |          ^^
        "#,
    ),
    row(
        "upkeep-kept-out",
        BURSITIS,
        &[After(r#"pain_rule = "standard""#, r#"upkeep = ["ball-release-wall"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 37: upkeep names “ball-release-wall”, tagged pressure-tool, which this condition excludes; list another exercise, or change what the condition keeps out.
              37 | upkeep = ["ball-release-wall"]
                 |           ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "upkeep-six",
        BURSITIS,
        &[After(
            r#"pain_rule = "standard""#,
            r#"upkeep = ["bridge", "walking", "step-up", "hip-hinge", "walk-run", "single-leg-rdl"]"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 37: upkeep lists 6 exercises; it names 1 to 5 exercises for after the last phase.
              37 | upkeep = ["bridge", "walking", "step-up", "hip-hinge", "walk-run", "si…
                 |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "upkeep-unknown",
        BURSITIS,
        &[After(r#"pain_rule = "standard""#, r#"upkeep = ["brige"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 37: upkeep names “brige”, and there is no such exercise; did you mean bridge, bridge-march or bridge-single-leg?
              37 | upkeep = ["brige"]
                 |           ^^^^^^^
        "#,
    ),
];
