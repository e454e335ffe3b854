//! A start without a diagnosis that would lead somewhere.

use super::Edit::{After, Append, Below, Replace};
use super::{Row, row};

const START: &str = "conditions/first-steps.toml";

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "not-with-unknown",
        START,
        &[Replace(r#""heart-bp"]"#, r#""heart"]"#)],
        r#"
            conditions/first-steps.toml, line 6: “heart” is not a set-up question; did you mean heart-bp?
              6 | …ncy", "recent-surgery", "cancer-ever", "heart"]
                |                                         ^^^^^^^
        "#,
    ),
    row(
        "start-pain-rule",
        START,
        &[Replace(r#"pain_rule = "gentle""#, r#"pain_rule = "standard""#)],
        r#"
            conditions/first-steps.toml, line 26: diagnosis is false, and the pain rule is standard; without a diagnosis pain may rise less: gentle.
              26 | pain_rule = "standard"
                 |             ^^^^^^^^^^
        "#,
    ),
    row(
        "start-upkeep",
        START,
        &[After(r#"pain_rule = "gentle""#, r#"upkeep = ["walking"]"#)],
        r#"
            conditions/first-steps.toml, line 27: diagnosis is false, and there is upkeep; leave it out.
              27 | upkeep = ["walking"]
                 |          ^^^^^^^^^^^
        "#,
    ),
    row(
        "start-gate",
        START,
        &[Replace("clinician_gate = false", "clinician_gate = true")],
        r#"
            conditions/first-steps.toml, line 27: diagnosis is false, and clinician_gate is true; set it to false; not_with says whom it is not for.
              27 | clinician_gate = true
                 |                  ^^^^
        "#,
    ),
    row(
        "start-exit",
        START,
        &[Append("[phase.exit]\nmin_days = 14")],
        r#"
            conditions/first-steps.toml, line 83: diagnosis is false, and its phase has an exit; nothing follows such a phase; leave [phase.exit] out.
              83 | [phase.exit]
                 | ^^^^^^^^^^^^
        "#,
    ),
    row(
        "start-second-phase",
        START,
        &[Append(
            "[[phase]]\nname = \"restore\"\ngoal = \"More\"\nexercises = [\"walking\"]\n[phase.dose.walking]\nminutes = 5",
        )],
        r#"
            conditions/first-steps.toml, line 83: there is a second phase; what is no diagnosis has one phase, calm.
              83 | [[phase]]
                 | ^^^^^^^^^
        "#,
    ),
    row(
        "start-grows",
        START,
        &[Below("minutes = 5", "grow = \"none\"", "minutes_max = 10")],
        r#"
            conditions/first-steps.toml, line 60: diagnosis is false, and walking grows; below a line [phase.dose.walking] write grow = "none".
              60 | [[phase]]
                 | ^^^^^^^^^
        "#,
    ),
];
