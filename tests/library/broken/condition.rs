//! The head of a condition.

use super::Edit::{Remove, Replace};
use super::{BURSITIS, PIRIFORMIS, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "advice-source-without-mark",
        PIRIFORMIS,
        &[Replace(r#"advice_source = "design choice""#, r#"advice_source = "from experience""#)],
        r#"
            conditions/piriformis-dgs.toml, line 47: advice_source has no evidence mark; say where it comes from with a mark: [seen: …], [recalled: …] or design choice.
              47 | advice_source = "from experience"
                 |                 ^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "also-twice",
        BURSITIS,
        &[Replace("\nplain = ", "\nalso = [\"sit bone\", \"Sit-bone\"]\nplain = ")],
        r#"
            conditions/ischial-bursitis.toml, line 3: also names “Sit-bone” twice; name it once.
              3 | also = ["sit bone", "Sit-bone"]
                |        ^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "also-without-a-letter",
        BURSITIS,
        &[Replace("\nplain = ", "\nalso = [\"?!\"]\nplain = ")],
        r#"
            conditions/ischial-bursitis.toml, line 3: “?!” has no letter in it; it names what people also call it, such as ["sit bone"].
              3 | also = ["?!"]
                |        ^^^^^^
        "#,
    ),
    row(
        "also-is-a-text",
        BURSITIS,
        &[Replace("\nplain = ", "\nalso = \"sit bone\"\nplain = ")],
        r#"
            conditions/ischial-bursitis.toml, line 3: also is “sit bone”; it names what people also call it, such as ["sit bone"], as a list between [ and ].
              3 | also = "sit bone"
                |        ^^^^^^^^^^
        "#,
    ),
    row(
        "clinician-gate-in-quotes",
        BURSITIS,
        &[Replace("clinician_gate = false", r#"clinician_gate = "no""#)],
        r#"
            conditions/ischial-bursitis.toml, line 37: clinician_gate is “no”; it is true when a clinician must agree before the start, else false, written without quotes.
              37 | clinician_gate = "no"
                 |                  ^^^^
        "#,
    ),
    row(
        "code-not-a-code",
        BURSITIS,
        &[Replace("M70.71", "M70 71")],
        r#"
            conditions/ischial-bursitis.toml, line 4: “M70 71” is not a code; a code is up to 20 letters, digits, dots and hyphens.
              4 | icd10cm = { seen = ["M70.70", "M70 71", "M70.72"], verify = [] }
                |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "default-variant-missing",
        PIRIFORMIS,
        &[Remove(r#"default_variant = "stretch-and-strength""#)],
        r"
            conditions/piriformis-dgs.toml: default_variant is missing; name one of stretch-and-strength, strength-only.
        ",
    ),
    row(
        "default-variant-unknown",
        PIRIFORMIS,
        &[Replace(
            r#"default_variant = "stretch-and-strength""#,
            r#"default_variant = "stretching""#,
        )],
        r#"
            conditions/piriformis-dgs.toml, line 38: “stretching” is not one of the variants; did you mean stretch-and-strength?
              38 | default_variant = "stretching"
                 |                   ^^^^^^^^^^^^
        "#,
    ),
    row(
        "pain-rule-unknown",
        BURSITIS,
        &[Replace(r#"pain_rule = "standard""#, r#"pain_rule = "normal""#)],
        r#"
            conditions/ischial-bursitis.toml, line 36: pain_rule is “normal”; it is standard, bone-zero or gentle.
              36 | pain_rule = "normal"
                 |             ^^^^^^^^
        "#,
    ),
    row(
        "review-weeks-zero",
        BURSITIS,
        &[Replace("review_weeks = 6", "review_weeks = 0")],
        r"
            conditions/ischial-bursitis.toml, line 47: review_weeks is 0; a review is after 1 to 52 weeks.
              47 | review_weeks = 0
                 |                ^
        ",
    ),
    row(
        "variant-tags-unknown",
        PIRIFORMIS,
        &[Replace(
            r#"strength-only = ["end-range-stretch"]"#,
            r#"strength-only = ["end-stretch"]"#,
        )],
        r#"
            conditions/piriformis-dgs.toml, line 58: “end-stretch” is not a tag; did you mean end-range-stretch?
              58 | strength-only = ["end-stretch"]
                 |                  ^^^^^^^^^^^^^
        "#,
    ),
    row(
        "variants-the-same",
        "conditions/endometriosis.toml",
        &[Replace(r#"tense-floor"]"#, r#"tense-floor", "easy-floor"]"#)],
        r#"
            conditions/endometriosis.toml, line 39: the variants relaxed-floor and easy-floor are the same in every phase; give one of them a list of its own below [phase.alternatives], or leave it out.
              39 | variants = ["relaxed-floor", "tense-floor", "easy-floor"]
                 |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
];
