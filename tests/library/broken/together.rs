//! What lies between files: relatives, what a condition excludes or puts off, and its flare plan.

use super::Edit::{Replace, SavedAs};
use super::{BRIDGE, BURSITIS, PIRIFORMIS, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "delay-phase-unknown",
        BURSITIS,
        &[Replace(r#"hamstring-stretch = "return""#, r#"hamstring-stretch = "last""#)],
        r#"
            conditions/ischial-bursitis.toml, line 57: hamstring-stretch is “last”; it is calm, restore, strengthen or return.
              57 | hamstring-stretch = "last"
                 |                     ^^^^^^
        "#,
    ),
    row(
        "delay-tag-unknown",
        BURSITIS,
        &[Replace(r#"hamstring-stretch = "return""#, r#"hamstring-stretching = "return""#)],
        r#"
            conditions/ischial-bursitis.toml, line 57: “hamstring-stretching” is not a tag; did you mean hamstring-stretch?
              57 | hamstring-stretching = "return"
                 | ^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "delay-to-calm",
        BURSITIS,
        &[Replace(r#"single-leg = "strengthen""#, r#"single-leg = "calm""#)],
        r#"
            conditions/ischial-bursitis.toml, line 61: “single-leg” waits for calm, and calm is where everybody begins; name a later phase, or leave the line out.
              61 | single-leg = "calm"
                 |              ^^^^^^
        "#,
    ),
    row(
        "easier-and-harder",
        BRIDGE,
        &[Replace(r#"harder = ["bridge-march""#, r#"harder = ["glute-squeeze", "bridge-march""#)],
        r#"
            library/bridge.toml, line 22: “glute-squeeze” is named as easier and as harder; it can only be one of them.
              22 | harder = ["glute-squeeze", "bridge-march", "bridge-long-lever-hold", "…
                 |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "easier-unknown",
        BRIDGE,
        &[Replace(r#"easier = ["glute-squeeze"]"#, r#"easier = ["glute-squeze"]"#)],
        r#"
            library/bridge.toml, line 21: “glute-squeze” is named as easier, and there is no such exercise; did you mean glute-squeeze?
              21 | easier = ["glute-squeze"]
                 |           ^^^^^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "excluded-by-id",
        BURSITIS,
        &[Replace("exercises = []", r#"exercises = ["bridge"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 67: calm lists “bridge”, which this condition excludes; list another exercise, or change what the condition keeps out.
              67 | exercises = ["heel-dig-isometric", "bridge", "walking"]
                 |                                    ^^^^^^^^
        "#,
    ),
    row(
        "excluded-by-own-exercise",
        BRIDGE,
        &[Replace(r#"tags = ["supine"]"#, r#"tags = ["supine", "loaded-hip-flexion"]"#)],
        r#"
            library/bridge.toml, line 18: in ischial-bursitis, calm lists “bridge”, tagged loaded-hip-flexion, which this condition keeps for return; take the tag away only if the movement no longer asks this of the body.
              18 | tags = ["supine", "loaded-hip-flexion"]
                 |                   ^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "excluded-by-tag",
        BURSITIS,
        &[Replace(r#""bridge""#, r#""ball-release-wall""#)],
        r#"
            conditions/ischial-bursitis.toml, line 67: calm lists “ball-release-wall”, tagged pressure-tool, which this condition excludes; list another exercise, or change what the condition keeps out.
              67 | exercises = ["heel-dig-isometric", "ball-release-wall", "walking"]
                 |                                    ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "excluded-for-variant",
        PIRIFORMIS,
        &[Replace(r#""abdominal-brace""#, r#""butterfly-supine""#)],
        r#"
            conditions/piriformis-dgs.toml, line 75: calm lists “butterfly-supine”, tagged end-range-stretch, which the variant strength-only excludes; list another exercise, or change what the condition keeps out.
              75 | …iatic-slider-supine", "glute-squeeze", "butterfly-supine", "walking"]
                 |                                         ^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "excluded-until-later",
        BURSITIS,
        &[Replace(r#""bridge""#, r#""hamstring-strap""#)],
        r#"
            conditions/ischial-bursitis.toml, line 67: calm lists “hamstring-strap”, tagged hamstring-stretch, which this condition keeps for return; list another exercise, or change what the condition keeps out.
              67 | exercises = ["heel-dig-isometric", "hamstring-strap", "walking"]
                 |                                    ^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "excludes-condition-unknown",
        BURSITIS,
        &[Replace("conditions = []", r#"conditions = ["sciatic"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 54: “sciatic” is excluded, and there is no such condition; did you mean sciatica?
              54 | conditions = ["sciatic"]
                 |               ^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "excludes-exercise-unknown",
        BURSITIS,
        &[Replace("exercises = []", r#"exercises = ["star-jump"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 52: the excludes name “star-jump”, and there is no such exercise; name one that there is.
              52 | exercises = ["star-jump"]
                 |              ^^^^^^^^^^^
        "#,
    ),
    row(
        "excludes-one-sided",
        "conditions/pelvic-floor-overactive.toml",
        &[Replace(r#"conditions = ["pelvic-floor-underactive"]"#, "conditions = []")],
        r"
            conditions/pelvic-floor-overactive.toml, line 55: pelvic-floor-underactive excludes pelvic-floor-overactive, and pelvic-floor-overactive does not exclude pelvic-floor-underactive; both say it, or neither: add “pelvic-floor-underactive” to the conditions that pelvic-floor-overactive excludes.
              55 | conditions = []
                 |              ^^
        ",
    )
    .shown_by_check_alone(),
    row(
        "excludes-one-sided-new",
        "conditions/sciatica.toml",
        &[Replace("conditions = []", r#"conditions = ["coccydynia"]"#)],
        r#"
            conditions/sciatica.toml, line 61: sciatica excludes coccydynia, and coccydynia does not exclude sciatica; both say it, or neither: add “sciatica” to the conditions that coccydynia excludes.
              61 | conditions = ["coccydynia"]
                 |               ^^^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "excludes-tag-unknown",
        BURSITIS,
        &[Replace(r#"tags = ["pressure-tool"]"#, r#"tags = ["presure-tool"]"#)],
        r#"
            conditions/ischial-bursitis.toml, line 53: “presure-tool” is not a tag; did you mean pressure-tool?
              53 | tags = ["presure-tool"]
                 |         ^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "exercise-never-named",
        BRIDGE,
        &[
            Replace(r#"id = "bridge""#, r#"id = "garden-bridge""#),
            SavedAs("library/garden-bridge.toml"),
        ],
        r#"
            library/garden-bridge.toml, line 1: no condition's programme leads to “garden-bridge” yet; it comes into the routine by supple plan add garden-bridge --by NAME, or by listing it in a phase of a condition.
              1 | id = "garden-bridge"
                |      ^^^^^^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "flare-plan-excluded",
        BURSITIS,
        &[Replace(
            "[excludes]\n",
            "flare_plan = [\"walking\", \"ball-release-wall\"]\n\n[excludes]\n",
        )],
        r#"
            conditions/ischial-bursitis.toml, line 51: the plan for bad days names “ball-release-wall”, tagged pressure-tool, which this condition excludes; list another exercise, or change what the condition keeps out.
              51 | flare_plan = ["walking", "ball-release-wall"]
                 |                          ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "flare-plan-excluded-for-variant",
        "conditions/endometriosis.toml",
        &[Replace(r#""child-pose-wide"]"#, r#""pelvic-floor-contract-relax"]"#)],
        r#"
            conditions/endometriosis.toml, line 53: the plan for bad days names “pelvic-floor-contract-relax”, tagged kegel-light, which the variant tense-floor excludes; list another exercise, or change what the condition keeps out.
              53 | …ing", "progressive-muscle-relaxation", "pelvic-floor-contract-relax"]
                 |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "flare-plan-too-early",
        "conditions/endometriosis.toml",
        &[Replace(r#""child-pose-wide"]"#, r#""hip-thrust"]"#)],
        r#"
            conditions/endometriosis.toml, line 53: the plan for bad days names “hip-thrust”, tagged heavy-load, which this condition keeps for return; list another exercise, or change what the condition keeps out.
              53 | …ing", "progressive-muscle-relaxation", "hip-thrust"]
                 |                                         ^^^^^^^^^^^^
        "#,
    ),
    row(
        "harder-circle",
        "library/bridge-single-leg.toml",
        &[Replace(r#"harder = ["hip-thrust"]"#, r#"harder = ["glute-squeeze", "hip-thrust"]"#)],
        r#"
            library/bridge-single-leg.toml, line 21: the harder versions lead in a circle: bridge-single-leg → glute-squeeze → bridge → bridge-march → bridge-single-leg; take one of them out of harder.
              21 | harder = ["glute-squeeze", "hip-thrust"]
                 |           ^^^^^^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "harder-impact",
        BRIDGE,
        &[Replace(r#""hip-thrust""#, r#""walk-run""#)],
        r#"
            library/bridge.toml, line 22: “walk-run” is named as harder, and is tagged impact; only a phase may list such an exercise.
              22 | …idge-march", "bridge-long-lever-hold", "walk-run"]
                 |                                         ^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "harder-itself",
        BRIDGE,
        &[Replace(r#""hip-thrust""#, r#""bridge""#)],
        r#"
            library/bridge.toml, line 22: the exercise names itself as harder; name another one, or leave it out.
              22 | harder = ["bridge-march", "bridge-long-lever-hold", "bridge"]
                 |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "harder-unknown",
        BRIDGE,
        &[Replace(r#""hip-thrust""#, r#""trampoline""#)],
        r#"
            library/bridge.toml, line 22: “trampoline” is named as harder, and there is no such exercise; leave it out.
              22 | …idge-march", "bridge-long-lever-hold", "trampoline"]
                 |                                         ^^^^^^^^^^^^
        "#,
    )
    .shown_by_check_alone(),
    row(
        "relatives-circle",
        BRIDGE,
        &[
            Replace(r#"["glute-squeeze"]"#, r#"["glute-squeeze", "bridge-march"]"#),
            Replace(r#"["bridge-march", "bridge-long"#, r#"["bridge-long"#),
        ],
        r#"
            library/bridge-march.toml, line 20: easier and harder lead in a circle: bridge → bridge-march → bridge; take one of them out of easier.
              20 | easier = ["bridge"]
                 |           ^^^^^^^^
        "#,
    )
    .beside("library/bridge-march.toml")
    .shown_by_check_alone(),
    row(
        "tag-never-and-later",
        BURSITIS,
        &[
            Replace(r#"tags = ["pressure-tool"]"#, r#"tags = ["pressure-tool", "impact"]"#),
            Replace(r#", "walk-run""#, ""),
        ],
        r#"
            conditions/ischial-bursitis.toml, line 53: “impact” is never shown, and yet waits for return; keep it out for good, or hold it back: take it out of one of the two.
              53 | tags = ["pressure-tool", "impact"]
                 |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
];
