//! The phases of a condition: their exercises, doses, alternatives and exits.

use super::Edit::{Append, Below, Cut, Remove, Replace};
use super::{BURSITIS, END, PIRIFORMIS, Row, row};

/// A phase that is one too many: only its place is wrong.
const FIFTH_PHASE: &str = r#"
# ----------------------------------------------------------------------------
[[phase]]
name = "return"
goal = "Load in hip bend"
exercises = ["romanian-deadlift", "walking"]
education = []

[phase.exit]
min_days = 42
pain_avg7_max = 1
"#;

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "alternative-exercise-unknown",
        PIRIFORMIS,
        &[Replace(
            r#"strength-only = ["sciatic-slider-supine""#,
            r#"strength-only = ["sciatic-slider""#,
        )],
        r#"
            conditions/piriformis-dgs.toml, line 75: calm lists “sciatic-slider”, and there is no such exercise; did you mean sciatic-slider-seated or sciatic-slider-supine?
              75 | strength-only = ["sciatic-slider", "glute-squeeze", "abdominal-brace",…
                 |                  ^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "alternative-six-exercises",
        PIRIFORMIS,
        &[Replace(
            r#""sciatic-slider-supine", "walking"]"#,
            r#""sciatic-slider-supine", "walking", "glute-squeeze", "abdominal-brace"]"#,
        )],
        r#"
            conditions/piriformis-dgs.toml, line 100: strength-only lists 6 exercises; a phase lists 1 to 5 exercises by id, the most important first.
              100 | strength-only = ["clamshell", "bridge", "sciatic-slider-supine", "walk…
                  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "alternative-unknown-variant",
        PIRIFORMIS,
        &[Below(r#"name = "restore""#, "strength-only", "strenght-only")],
        r#"
            conditions/piriformis-dgs.toml, line 100: “strenght-only” is not one of the variants; did you mean strength-only?
              100 | strenght-only = ["clamshell", "bridge", "sciatic-slider-supine", "walk…
                  | ^^^^^^^^^^^^^
        "#,
    ),
    row(
        "alternative-without-variants",
        BURSITIS,
        &[Below(
            r#"name = "calm""#,
            "[phase.exit]",
            "[phase.alternatives]\ngentle = [\"walking\"]\n\n[phase.exit]",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 74: “gentle” is not one of the variants; this condition has no variants.
              74 | gentle = ["walking"]
                 | ^^^^^^
        "#,
    ),
    row(
        "bone-impact-too-early",
        "conditions/pelvic-stress-fracture.toml",
        &[Replace(r#"impact = "return""#, r#"impact = "strengthen""#)],
        r#"
            conditions/pelvic-stress-fracture.toml, line 50: the pain rule is bone-zero, and impact does not wait for return; below [excludes.delays] write impact = "return".
              50 | [excludes]
                 | ^^^^^^^^^^
        "#,
    ),
    row(
        "bone-phase-left-with-pain",
        "conditions/pelvic-stress-fracture.toml",
        &[Below("min_days = 42", "pain_avg7_max = 0", "pain_avg7_max = 1")],
        r"
            conditions/pelvic-stress-fracture.toml, line 163: the pain rule is bone-zero, and return is left with pain above 0; with bone any pain is too much: pain_avg7_max = 0.
              163 | [phase.exit]
                  | ^^^^^^^^^^^^
        ",
    ),
    row(
        "bone-phase-left-without-clinician",
        "conditions/pelvic-stress-fracture.toml",
        &[Below(r#"name = "calm""#, "clinician_gate = true\n", "")],
        r"
            conditions/pelvic-stress-fracture.toml, line 70: the pain rule is bone-zero, and calm is left without clinician_gate; a bone needs a clinician's agreement to begin and to leave each phase: clinician_gate = true.
              70 | [phase.exit]
                 | ^^^^^^^^^^^^
        ",
    ),
    row(
        "bone-starts-without-clinician",
        "conditions/pelvic-stress-fracture.toml",
        &[Below(r#"pain_rule = "bone-zero""#, "clinician_gate = true", "clinician_gate = false")],
        r"
            conditions/pelvic-stress-fracture.toml, line 37: the pain rule is bone-zero, and clinician_gate is false; a bone needs a clinician's agreement to begin and to leave each phase: clinician_gate = true.
              37 | clinician_gate = false
                 |                  ^^^^^
        ",
    ),
    row(
        "exit-after-days-alone",
        BURSITIS,
        &[Cut("pain_avg7_max = 4", "# ----")],
        r"
            conditions/ischial-bursitis.toml, line 73: this phase is left after a number of days and nothing else; add a limit on pain, or a test the person ticks off.
              73 | [phase.exit]
                 | ^^^^^^^^^^^^
        ",
    ),
    row(
        "exit-days-missing",
        BURSITIS,
        &[Remove("min_days = 10")],
        r"
            conditions/ischial-bursitis.toml, line 73: min_days is missing; it is the least number of days in the phase, 0 to 365.
              73 | [phase.exit]
                 | ^^^^^^^^^^^^
        ",
    ),
    row(
        "exit-not-a-number",
        BURSITIS,
        &[Replace("pain_avg7_max = 4", "pain_avg7_max = nan")],
        r"
            conditions/ischial-bursitis.toml, line 75: pain_avg7_max is nan; pain is 0 to 10.
              75 | pain_avg7_max = nan
                 |                 ^^^
        ",
    ),
    row(
        "exit-pain-goes-up",
        BURSITIS,
        &[Replace("pain_avg7_max = 2", "pain_avg7_max = 6")],
        r"
            conditions/ischial-bursitis.toml, line 128: strengthen may be left with pain 6 over 7 days, and restore only with 3; pain goes down from phase to phase, or stays.
              128 | [phase.exit]
                  | ^^^^^^^^^^^^
        ",
    ),
    row(
        "exit-pain-too-high",
        BURSITIS,
        &[Replace("pain_avg7_max = 4", "pain_avg7_max = 14")],
        r"
            conditions/ischial-bursitis.toml, line 75: pain_avg7_max is 14; pain is 0 to 10.
              75 | pain_avg7_max = 14
                 |                 ^^
        ",
    ),
    row(
        "exit-share-in-percent",
        BURSITIS,
        &[Below("pain_avg7_max = 4", "next_morning_ok_min = 0.8", "next_morning_ok_min = 80")],
        r"
            conditions/ischial-bursitis.toml, line 76: next_morning_ok_min is 80; a share is 0 to 1, so 80 % is 0.8.
              76 | next_morning_ok_min = 80
                 |                       ^^
        ",
    ),
    row(
        "override-against-tempo",
        BURSITIS,
        &[Below("[phase.dose.side-lying-hip-abduction]", "sets = 2", "hold_s = 5")],
        r"
            conditions/ischial-bursitis.toml, line 98: with this dose, side-lying-hip-abduction is wrong: the middle of tempo 2-2-3 is 2, and hold_s is 5; both say how long a repeat is held; give them the same number.
              98 | [phase.dose.side-lying-hip-abduction]
                 | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
    ),
    row(
        "override-both-reps-and-minutes",
        BURSITIS,
        &[Below("[phase.dose.prone-hip-extension]", "sets = 2", "minutes = 2")],
        r"
            conditions/ischial-bursitis.toml, line 95: with this dose, prone-hip-extension is wrong: there are both reps and minutes; repeats are counted or time is, not both.
              95 | [phase.dose.prone-hip-extension]
                 | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
    ),
    row(
        "override-heavy-every-day",
        BURSITIS,
        &[Below(
            r#"name = "strengthen""#,
            "[phase.exit]",
            "[phase.dose.hamstring-slide-out]\ndays_per_week = 7\n\n[phase.exit]",
        )],
        r"
            conditions/ischial-bursitis.toml, line 128: with this dose, hamstring-slide-out is wrong: days_per_week is 7 for a movement tagged heavy-load; such work is done once a day on 1 to 3 days a week, with a rest day between.
              128 | [phase.dose.hamstring-slide-out]
                  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
    ),
    row(
        "override-not-listed",
        BURSITIS,
        &[Replace("[phase.dose.prone-hip-extension]", "[phase.dose.prone-lying]")],
        r"
            conditions/ischial-bursitis.toml, line 95: “prone-lying” has a dose here, and the phase does not list it; list the exercise, or leave its dose out.
              95 | [phase.dose.prone-lying]
                 |             ^^^^^^^^^^^
        ",
    ),
    row(
        "override-out-of-range",
        BURSITIS,
        &[Below("[phase.dose.prone-hip-extension]", "sets = 2", "sets = 0")],
        r"
            conditions/ischial-bursitis.toml, line 96: sets is 0; a dose has 1 to 10 sets.
              96 | sets = 0
                 |        ^
        ",
    ),
    row(
        "phase-exercise-unknown",
        BURSITIS,
        &[Replace(r#""bridge""#, r#""brige""#)],
        r#"
            conditions/ischial-bursitis.toml, line 67: calm lists “brige”, and there is no such exercise; did you mean bridge, bridge-march or bridge-single-leg?
              67 | exercises = ["heel-dig-isometric", "brige", "walking"]
                 |                                    ^^^^^^^
        "#,
    ),
    row(
        "phase-field-misspelt",
        BURSITIS,
        &[Replace(
            r#"goal = "Heavier holds and slow curls, hip nearly straight""#,
            r#"gaol = "Heavier isometrics and slow curls, hip near straight""#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 89: “gaol” is not a field of a phase; did you mean goal?
              89 | gaol = "Heavier isometrics and slow curls, hip near straight"
                 | ^^^^

            conditions/ischial-bursitis.toml, line 87: goal is missing; it says in a line what the phase is for.
              87 | [[phase]]
                 | ^^^^^^^^^
        "#,
    ),
    row(
        "phase-five",
        BURSITIS,
        &[Append(FIFTH_PHASE)],
        r"
            conditions/ischial-bursitis.toml, line 169: there are more than four phases; a condition has four phases in this order: calm, restore, strengthen, return.
              169 | [[phase]]
                  | ^^^^^^^^^
        ",
    ),
    row(
        "phase-left-out",
        BURSITIS,
        &[Cut("[[phase]]\nname = \"return\"", END)],
        r"
            conditions/ischial-bursitis.toml, line 64: there are 3 phases; a condition has four phases in this order: calm, restore, strengthen, return.
              64 | [[phase]]
                 | ^^^^^^^^^
        ",
    ),
    row(
        "phase-name-missing",
        BURSITIS,
        &[Remove(r#"name = "calm""#)],
        r"
            conditions/ischial-bursitis.toml, line 64: name is missing; a condition has four phases in this order: calm, restore, strengthen, return.
              64 | [[phase]]
                 | ^^^^^^^^^
        ",
    ),
    row(
        "phase-no-exercises",
        BURSITIS,
        &[Replace(r#"exercises = ["heel-dig-isometric", "bridge", "walking"]"#, "exercises = []")],
        r"
            conditions/ischial-bursitis.toml, line 67: calm lists 0 exercises; a phase lists 1 to 5 exercises by id, the most important first.
              67 | exercises = []
                 |             ^^
        ",
    ),
    row(
        "phase-six-exercises",
        BURSITIS,
        &[Replace(
            r#"bridge", "walking"]"#,
            r#"bridge", "walking", "glute-squeeze", "abdominal-brace", "clamshell"]"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 67: calm lists 6 exercises; a phase lists 1 to 5 exercises by id, the most important first.
              67 | exercises = ["heel-dig-isometric", "bridge", "walking", "glute-squeeze…
                 |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "phase-upkeep",
        BURSITIS,
        &[Replace(r#"name = "return""#, r#"name = "upkeep""#)],
        r#"
            conditions/ischial-bursitis.toml, line 148: name is “upkeep”; it is calm, restore, strengthen or return.
              148 | name = "upkeep"
                  |        ^^^^^^^^
        "#,
    ),
    row(
        "phase-word-unknown",
        BURSITIS,
        &[Replace(r#"name = "restore""#, r#"name = "recover""#)],
        r#"
            conditions/ischial-bursitis.toml, line 88: name is “recover”; it is calm, restore, strengthen or return.
              88 | name = "recover"
                 |        ^^^^^^^^^
        "#,
    ),
    row(
        "phases-in-wrong-order",
        BURSITIS,
        &[
            Replace(r#"name = "restore""#, r#"name = "later""#),
            Replace(r#"name = "calm""#, r#"name = "restore""#),
            Replace(r#"name = "later""#, r#"name = "calm""#),
        ],
        r#"
            conditions/ischial-bursitis.toml, line 65: phase 1 is “restore”; a condition has four phases in this order: calm, restore, strengthen, return.
              65 | name = "restore"
                 |        ^^^^^^^^^

            conditions/ischial-bursitis.toml, line 88: phase 2 is “calm”; a condition has four phases in this order: calm, restore, strengthen, return.
              88 | name = "calm"
                 |        ^^^^^^
        "#,
    ),
    row(
        "test-id-twice",
        BURSITIS,
        &[Replace(r#"id = "sit-20-min-cushion""#, r#"id = "heel-dig-30-s""#)],
        r#"
            conditions/ischial-bursitis.toml, line 83: a second test is called “heel-dig-30-s”; answers are kept by this id, so each test of a condition needs its own.
              83 | id = "heel-dig-30-s"
                 |      ^^^^^^^^^^^^^^^
        "#,
    ),
];
