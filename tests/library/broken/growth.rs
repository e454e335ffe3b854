//! How a dose grows, its stages, and who has looked a file through.

use super::Edit::{After, Below};
use super::{BRIDGE, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "grow-hold-with-tempo",
        BRIDGE,
        &[After("sets = 3", "grow = \"hold\"\nhold_max_s = 10")],
        r#"
            library/bridge.toml, line 30: grow is “hold”, and a tempo says how long a repeat is held; leave tempo out; hold_s is where it begins.
              30 | tempo = "2-3-3"
                 |         ^^^^^^^
        "#,
    ),
    row(
        "grow-hold-without-end",
        BRIDGE,
        &[After("sets = 3", r#"grow = "hold""#)],
        r#"
            library/bridge.toml, line 26: grow is “hold”, and hold_max_s is missing; say how far: hold_max_s = 10.
              26 | grow = "hold"
                 |        ^^^^^^
        "#,
    ),
    row(
        "grow-load-of-steady-work",
        "library/walk-run.toml",
        &[After("minutes = 20", r#"grow = "load""#)],
        r#"
            library/walk-run.toml, line 27: grow is “load”, and reps is missing; add reps, or grow = "minutes".
              27 | grow = "load"
                 |        ^^^^^^
        "#,
    ),
    row(
        "grow-minutes-without-end",
        "library/walk-run.toml",
        &[After("minutes = 20", r#"grow = "minutes""#)],
        r#"
            library/walk-run.toml, line 27: grow is “minutes”, and minutes_max is missing; say how far: minutes_max = 30.
              27 | grow = "minutes"
                 |        ^^^^^^^^^
        "#,
    ),
    row(
        "grow-reps-of-steady-work",
        "library/walk-run.toml",
        &[After("minutes = 20", r#"grow = "reps""#)],
        r#"
            library/walk-run.toml, line 27: grow is “reps”, and reps is missing; add reps, or grow = "minutes".
              27 | grow = "reps"
                 |        ^^^^^^
        "#,
    ),
    row(
        "grow-stage-without-stages",
        "library/walk-run.toml",
        &[After("minutes = 20", r#"grow = "stage""#)],
        r#"
            library/walk-run.toml, line 27: grow is “stage”, and a stage is missing; write each stage below a line [[dose.stage]].
              27 | grow = "stage"
                 |        ^^^^^^^
        "#,
    ),
    row(
        "grow-unknown",
        BRIDGE,
        &[After("sets = 3", r#"grow = "repetitions""#)],
        r#"
            library/bridge.toml, line 26: grow is “repetitions”; it is none, reps, hold, load, minutes or stage.
              26 | grow = "repetitions"
                 |        ^^^^^^^^^^^^^
        "#,
    ),
    row(
        "hold-max-below-hold",
        BRIDGE,
        &[After("hold_s = 3", "hold_max_s = 2")],
        r#"
            library/bridge.toml, line 28: hold_max_s is 2, below hold_s, which is 3; it is hold_s or more.
              28 | hold_max_s = 2
                 |              ^
        "#,
    ),
    row(
        "hold-max-without-grow",
        BRIDGE,
        &[After("hold_s = 3", "hold_max_s = 10")],
        r#"
            library/bridge.toml, line 28: there is hold_max_s, and grow is not “hold”; add grow = "hold", or leave it out.
              28 | hold_max_s = 10
                 |              ^^
        "#,
    ),
    row(
        "hold-max-without-hold",
        "library/bridge-march.toml",
        &[After("reps = 8", "hold_max_s = 10")],
        r#"
            library/bridge-march.toml, line 26: there is hold_max_s without hold_s; leave it out, or add hold_s.
              26 | hold_max_s = 10
                 |              ^^
        "#,
    ),
    row(
        "load-step-in-kilograms",
        BRIDGE,
        &[After("sets = 3", "load_step = 2.5")],
        r#"
            library/bridge.toml, line 26: load_step is 2.5; weight grows by 250 to 20000 grams, in whole numbers.
              26 | load_step = 2.5
                 |             ^^^
        "#,
    ),
    row(
        "load-step-without-grow",
        BRIDGE,
        &[After("reps = 12", "load_step = 500")],
        r#"
            library/bridge.toml, line 27: there is load_step, and grow is not “load”; add grow = "load", or leave it out.
              27 | load_step = 500
                 |             ^^^
        "#,
    ),
    row(
        "load-step-without-reps",
        "library/walk-run.toml",
        &[After("minutes = 20", "load_step = 500")],
        r#"
            library/walk-run.toml, line 27: there is load_step without reps; leave it out: only repeats grow in weight.
              27 | load_step = 500
                 |             ^^^
        "#,
    ),
    row(
        "minutes-step-too-large",
        "library/walk-run.toml",
        &[After("minutes = 20", "minutes_step = 60")],
        r#"
            library/walk-run.toml, line 27: minutes_step is 60; steady work grows by 1 to 30 minutes.
              27 | minutes_step = 60
                 |                ^^
        "#,
    ),
    row(
        "minutes-step-without-minutes",
        BRIDGE,
        &[After("sets = 3", "minutes_step = 5")],
        r#"
            library/bridge.toml, line 26: there is minutes_step without minutes; leave it out, or add minutes.
              26 | minutes_step = 5
                 |                ^
        "#,
    ),
    row(
        "reps-min-above-reps",
        BRIDGE,
        &[After("reps = 12", "reps_min = 15")],
        r#"
            library/bridge.toml, line 27: reps_min is 15, above reps, which is 12; it is reps or fewer.
              27 | reps_min = 15
                 |            ^^
        "#,
    ),
    row(
        "reps-min-without-grow",
        BRIDGE,
        &[After("reps = 12", "reps_min = 8")],
        r#"
            library/bridge.toml, line 27: there is reps_min, and grow is not “load”; add grow = "load", or leave it out.
              27 | reps_min = 8
                 |            ^
        "#,
    ),
    row(
        "reps-min-without-reps",
        "library/walk-run.toml",
        &[After("minutes = 20", "reps_min = 8")],
        r#"
            library/walk-run.toml, line 27: there is reps_min without reps; leave it out, or add reps.
              27 | reps_min = 8
                 |            ^
        "#,
    ),
    row(
        "review-again-too-early",
        BRIDGE,
        &[After(
            r#"name = "Bridge""#,
            "reviewed_by = \"Ana Example\"\nreviewed_on = \"2026-11-22\"\nreview_again = \"2026-11-22\"",
        )],
        r#"
            library/bridge.toml, line 5: review_again is not after reviewed_on; it is a day after reviewed_on.
              5 | review_again = "2026-11-22"
                |                ^^^^^^^^^^^^
        "#,
    ),
    row(
        "reviewed-by-without-a-day",
        BRIDGE,
        &[After(r#"name = "Bridge""#, r#"reviewed_by = "Ana Example, physiotherapist""#)],
        r#"
            library/bridge.toml, line 3: there is reviewed_by without reviewed_on; a day is written as "2026-11-22".
              3 | reviewed_by = "Ana Example, physiotherapist"
                |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "reviewed-on-another-way-round",
        BRIDGE,
        &[After(
            r#"name = "Bridge""#,
            "reviewed_by = \"Ana Example\"\nreviewed_on = \"22.11.2026\"",
        )],
        r#"
            library/bridge.toml, line 4: reviewed_on is “22.11.2026”; a day is written as "2026-11-22".
              4 | reviewed_on = "22.11.2026"
                |               ^^^^^^^^^^^^
        "#,
    ),
    row(
        "reviewed-on-by-nobody",
        BRIDGE,
        &[After(r#"name = "Bridge""#, r#"reviewed_on = "2026-11-22""#)],
        r#"
            library/bridge.toml, line 3: there is reviewed_on, and nobody in reviewed_by; say who has looked the file through, or leave it out.
              3 | reviewed_on = "2026-11-22"
                |               ^^^^^^^^^^^^
        "#,
    ),
    row(
        "sets-max-below-sets",
        BRIDGE,
        &[After("sets = 3", "sets_max = 2")],
        r#"
            library/bridge.toml, line 26: sets_max is 2, below sets, which is 3; it is sets or more.
              26 | sets_max = 2
                 |            ^
        "#,
    ),
    row(
        "stage-alone",
        "library/walk-run.toml",
        &[
            After("minutes = 20", r#"grow = "stage""#),
            Below(
                "[dose]",
                "\n[pose]",
                "\n[[dose.stage]]\nline = \"walk 20 min\"\nminutes = 20\n\n[pose]",
            ),
        ],
        r#"
            library/walk-run.toml, line 34: there is one stage; write two or more, or leave it out.
              34 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "stage-first-differs",
        "library/walk-run.toml",
        &[
            After("minutes = 20", r#"grow = "stage""#),
            Below(
                "[dose]",
                "\n[pose]",
                "\n[[dose.stage]]\nline = \"walk 15 min\"\nminutes = 15\n\n[[dose.stage]]\nline = \"run 20 min\"\nminutes = 20\n\n[pose]",
            ),
        ],
        r#"
            library/walk-run.toml, line 34: the first stage takes 15 minutes, and minutes is 20; the first stage is where the dose begins; give them the same number.
              34 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "stage-too-many",
        "library/walk-run.toml",
        &[
            After("minutes = 20", r#"grow = "stage""#),
            Below(
                "[dose]",
                "\n[pose]",
                "\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run\"\nminutes = 20\n\n[pose]",
            ),
        ],
        r#"
            library/walk-run.toml, line 34: there are 21 stages; 20 is the most; take larger steps.
              34 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "stage-without-line",
        "library/walk-run.toml",
        &[
            After("minutes = 20", r#"grow = "stage""#),
            Below(
                "[dose]",
                "\n[pose]",
                "\n[[dose.stage]]\nminutes = 20\n\n[[dose.stage]]\nline = \"run 20 min\"\nminutes = 20\n\n[pose]",
            ),
        ],
        r#"
            library/walk-run.toml, line 34: line is missing; it says what is done in this stage.
              34 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "stages-without-grow",
        "library/walk-run.toml",
        &[Below(
            "[dose]",
            "\n[pose]",
            "\n[[dose.stage]]\nline = \"walk 20 min\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run 20 min\"\nminutes = 20\n\n[pose]",
        )],
        r#"
            library/walk-run.toml, line 33: there are stages, and grow is not “stage”; add grow = "stage".
              33 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "stages-without-minutes",
        BRIDGE,
        &[
            After("sets = 3", r#"grow = "stage""#),
            Below(
                "[dose]",
                "\n[pose]",
                "\n[[dose.stage]]\nline = \"walk 20 min\"\nminutes = 20\n\n[[dose.stage]]\nline = \"run 20 min\"\nminutes = 20\n\n[pose]",
            ),
        ],
        r#"
            library/bridge.toml, line 37: there are stages without minutes; a stage is steady work by time.
              37 | [[dose.stage]]
                 | ^^^^^^^^^^^^^^
        "#,
    ),
];
