//! The numbers of the rules, in the person's own `rules.toml` and in a condition.

use super::Edit::{After, Append, SavedAs, Whole};
use super::{BURSITIS, RULES, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "condition-rule-as-group",
        BURSITIS,
        &[Append(
            r#"
[rules]
growth-days = { value = 10 }
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: growth-days is a group of fields; it is 1 to 60 days.
              169 | growth-days = { value = 10 }
                  |               ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "condition-rule-looser-at-least",
        BURSITIS,
        &[Append(
            r#"
[rules]
growth-days = 5
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: growth-days is looser than ours, 7 days; a condition can only make it stricter: at least 7 days.
              169 | growth-days = 5
                  |               ^
        "#,
    ),
    row(
        "condition-rule-looser-at-most",
        BURSITIS,
        &[Append(
            r#"
[rules]
flare-rise = 2.5
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: flare-rise is looser than ours, 2 points; a condition can only make it stricter: at most 2 points.
              169 | flare-rise = 2.5
                  |              ^^^
        "#,
    ),
    row(
        "condition-rule-of-danger",
        BURSITIS,
        &[Append(
            r#"
[rules]
pain-most = 7
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: “pain-most” is a matter of danger, and the same for every condition; leave the line out.
              169 | pain-most = 7
                  | ^^^^^^^^^
        "#,
    ),
    row(
        "condition-rule-out-of-range",
        BURSITIS,
        &[Append(
            r#"
[rules]
growth-days = 90
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: growth-days is 90; it is 1 to 60 days.
              169 | growth-days = 90
                  |               ^^
        "#,
    ),
    row(
        "condition-rule-two-decimals",
        BURSITIS,
        &[Append(
            r#"
[rules]
flare-rise = 1.25
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: flare-rise is 1.25; it is 0.5 to 5 points, with at most one decimal.
              169 | flare-rise = 1.25
                  |              ^^^^
        "#,
    ),
    row(
        "condition-rule-unknown",
        BURSITIS,
        &[Append(
            r#"
[rules]
growth-day = 10
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: “growth-day” is no rule; did you mean growth-days or growth-pain?
              169 | growth-day = 10
                  | ^^^^^^^^^^
        "#,
    ),
    row(
        "condition-rule-unlike-any",
        BURSITIS,
        &[Append(
            r#"
[rules]
zzz = 10
"#,
        )],
        r#"
            conditions/ischial-bursitis.toml, line 169: “zzz” is no rule; exercises/rules.toml has them all.
              169 | zzz = 10
                  | ^^^
        "#,
    ),
    row(
        "condition-rules-no-heading",
        BURSITIS,
        &[After("review_weeks = 6", r#"rules = "growth-days 10""#)],
        r#"
            conditions/ischial-bursitis.toml, line 48: rules is “growth-days 10”; below the line [rules] stand names of rules, each with a number.
              48 | rules = "growth-days 10"
                 |         ^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "own-rule-agreed-by-alone",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
value = 5
agreed_by = "Ana Example, physiotherapist"
"#,
        )],
        r#"
            rules.toml, line 2: growth-days is looser than ours, 7 days; a number that is looser than ours needs agreed_by and agreed_on: who agreed, and when.
              2 | value = 5
                |         ^
        "#,
    ),
    row(
        "own-rule-agreed-by-empty",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 3
agreed_by = ""
agreed_on = "2026-11-20"
"#,
        )],
        r#"
            rules.toml, line 3: agreed_by is empty; it is who agreed.
              3 | agreed_by = ""
                |             ^^
        "#,
    ),
    row(
        "own-rule-agreed-on-alone",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
value = 5
agreed_on = "2026-11-20"
"#,
        )],
        r#"
            rules.toml, line 2: growth-days is looser than ours, 7 days; a number that is looser than ours needs agreed_by and agreed_on: who agreed, and when.
              2 | value = 5
                |         ^
        "#,
    ),
    row(
        "own-rule-agreed-on-no-day",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 3
agreed_by = "Ana Example, physiotherapist"
agreed_on = "last week"
"#,
        )],
        r#"
            rules.toml, line 4: agreed_on is no day; it is a day, such as "2026-11-20".
              4 | agreed_on = "last week"
                |             ^^^^^^^^^^^
        "#,
    ),
    row(
        "own-rule-count-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.growth-records]
value = 0
"#,
        )],
        r#"
            rules.toml, line 2: value is 0; it is 1 to 12.
              2 | value = 0
                |         ^
        "#,
    ),
    row(
        "own-rule-days-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
value = 90
"#,
        )],
        r#"
            rules.toml, line 2: value is 90; it is 1 to 60 days.
              2 | value = 90
                |         ^^
        "#,
    ),
    row(
        "own-rule-field-misspelt",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
valu = 10
"#,
        )],
        r#"
            rules.toml, line 2: “valu” is not a field of a rule; did you mean value?
              2 | valu = 10
                | ^^^^

            rules.toml, line 1: value is missing; it is 1 to 60 days.
              1 | [rule.growth-days]
                | ^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "own-rule-half-a-day",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
value = 10.5
"#,
        )],
        r#"
            rules.toml, line 2: value is 10.5; it is 1 to 60 days, a whole number.
              2 | value = 10.5
                |         ^^^^
        "#,
    ),
    row(
        "own-rule-hour-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.evening-from]
value = 24
"#,
        )],
        r#"
            rules.toml, line 2: value is 24; it is 12 to 23, an hour of the day.
              2 | value = 24
                |         ^^
        "#,
    ),
    row(
        "own-rule-in-quotes",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
value = "10"
"#,
        )],
        r#"
            rules.toml, line 2: value is “10”; it is 1 to 60 days, written in digits and without quotes.
              2 | value = "10"
                |         ^^^^
        "#,
    ),
    row(
        "own-rule-looser-than-ours",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 3
"#,
        )],
        r#"
            rules.toml, line 2: flare-rise is looser than ours, 2 points; a number that is looser than ours needs agreed_by and agreed_on: who agreed, and when.
              2 | value = 3
                |         ^
        "#,
    ),
    row(
        "own-rule-minutes-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.day-minutes]
value = 0
"#,
        )],
        r#"
            rules.toml, line 2: value is 0; it is 5 to 120 minutes.
              2 | value = 0
                |         ^
        "#,
    ),
    row(
        "own-rule-not-below-a-heading",
        RULES,
        &[Whole(
            r#"[rule]
growth-days = 10
"#,
        )],
        r#"
            rules.toml, line 2: growth-days is 10; each number stands below a line [rule.NAME], such as [rule.flare-rise].
              2 | growth-days = 10
                |               ^^
        "#,
    ),
    row(
        "own-rule-of-danger",
        RULES,
        &[Whole(
            r#"[rule.pain-most]
value = 9
agreed_by = "Ana Example, physiotherapist"
agreed_on = "2026-11-20"
"#,
        )],
        r#"
            rules.toml, line 2: pain-most is a matter of danger; it stays 8.
              2 | value = 9
                |         ^
        "#,
    ),
    row(
        "own-rule-percent-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.flare-sets]
value = 120
"#,
        )],
        r#"
            rules.toml, line 2: value is 120; it is 0 to 100 percent.
              2 | value = 120
                |         ^^^
        "#,
    ),
    row(
        "own-rule-points-out-of-range",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 0.4
"#,
        )],
        r#"
            rules.toml, line 2: value is 0.4; it is 0.5 to 5 points, with at most one decimal.
              2 | value = 0.4
                |         ^^^
        "#,
    ),
    row(
        "own-rule-two-decimals",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 1.25
"#,
        )],
        r#"
            rules.toml, line 2: value is 1.25; it is 0.5 to 5 points, with at most one decimal.
              2 | value = 1.25
                |         ^^^^
        "#,
    ),
    row(
        "own-rule-unknown",
        RULES,
        &[Whole(
            r#"[rule.growth-day]
value = 10
"#,
        )],
        r#"
            rules.toml, line 1: “growth-day” is no rule; did you mean growth-days or growth-pain?
              1 | [rule.growth-day]
                |       ^^^^^^^^^^
        "#,
    ),
    row(
        "own-rule-unlike-any",
        RULES,
        &[Whole(
            r#"[rule.zzz]
value = 10
"#,
        )],
        r#"
            rules.toml, line 1: “zzz” is no rule; exercises/rules.toml has them all.
              1 | [rule.zzz]
                |       ^^^
        "#,
    ),
    row(
        "own-rule-without-value",
        RULES,
        &[Whole(
            r#"[rule.growth-days]
agreed_by = "Ana Example, physiotherapist"
"#,
        )],
        r#"
            rules.toml, line 1: value is missing; it is 1 to 60 days.
              1 | [rule.growth-days]
                | ^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "own-rules-other-heading",
        RULES,
        &[Whole(
            r#"[rules]
growth-days = 10
"#,
        )],
        r#"
            rules.toml, line 1: “rules” is not a field of the rules; did you mean rule?
              1 | [rules]
                |  ^^^^^

            rules.toml: rule is missing; each number stands below a line [rule.NAME], such as [rule.flare-rise].
        "#,
    ),
    row(
        "own-rule-agreed-on-without-quotes",
        RULES,
        &[Whole(
            r#"[rule.flare-rise]
value = 3
agreed_by = "Ana Example, physiotherapist"
agreed_on = 2026-11-20
"#,
        )],
        r#"
            rules.toml, line 4: agreed_on is 2026-11-20; it is a day, such as "2026-11-20", in quotes.
              4 | agreed_on = 2026-11-20
                |             ^^^^^^^^^^
        "#,
    ),
    row(
        "own-rules-name-with-a-capital",
        RULES,
        &[
            Whole(
                r#"[rule.growth-days]
value = 10
"#,
            ),
            SavedAs("Rules.toml"),
        ],
        r#"
            Rules.toml: the file's name is not in lower-case letters; call it rules.toml.
        "#,
    ),
];
