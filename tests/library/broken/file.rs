//! How a file is written and named: what any file may get wrong.

use super::Edit::{After, Below, Cut, Remove, Repeat, Replace, ReplaceWithBytes, SavedAs, Whole};
use super::{BRIDGE, BURSITIS, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "empty-file",
        BRIDGE,
        &[Whole("")],
        r"
            library/bridge.toml: this file is empty; README.md says what belongs in it.
        ",
    ),
    row(
        "heading-misspelt",
        BURSITIS,
        &[Below(r#"line = "brisk walk 30 min, pain 2 or less""#, "[[phase]]", "[[fase]]")],
        r"
            conditions/ischial-bursitis.toml, line 156: “exit” is set a second time here; keep only one of the two, or look for a misspelt heading above it.
              156 | [phase.exit]
                  |        ^^^^
        ",
    ),
    row(
        "id-differs-from-file",
        BRIDGE,
        &[Replace(r#"id = "bridge""#, r#"id = "brigde""#)],
        r#"
            library/bridge.toml, line 1: id is “brigde”, and the file is called bridge.toml; both must be the same.
              1 | id = "brigde"
                |      ^^^^^^^^
        "#,
    ),
    row(
        "id-not-an-id",
        BRIDGE,
        &[Replace(r#"id = "bridge""#, r#"id = "Bridge (floor)""#)],
        r#"
            library/bridge.toml, line 1: id is “Bridge (floor)”; an id is 1 to 40 lower-case letters and digits, words joined by single hyphens.
              1 | id = "Bridge (floor)"
                |      ^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "in-the-wrong-folder",
        BRIDGE,
        &[SavedAs("bridge.toml")],
        r"
            bridge.toml: this file is not read here; move it into the folder library or the folder conditions.
        ",
    )
    .shown_by_check_alone(),
    row(
        "list-names-twice",
        BRIDGE,
        &[Replace(r#""back-pinch""#, r#""cramp""#)],
        r#"
            library/bridge.toml, line 17: stop names “cramp” twice; name it once.
              17 | stop = ["cramp", "cramp", "sitbone", "pain5"]
                 |                  ^^^^^^^
        "#,
    ),
    row(
        "missing-dose",
        BRIDGE,
        &[Cut("[dose]", "[pose]")],
        r"
            library/bridge.toml: dose is missing; below the line [dose] stands how much, and how often.
        ",
    ),
    row(
        "missing-dose-field",
        BRIDGE,
        &[Remove("sets = 3")],
        r"
            library/bridge.toml, line 24: sets is missing; a dose has 1 to 10 sets.
              24 | [dose]
                 | ^^^^^^
        ",
    ),
    row(
        "missing-name",
        BRIDGE,
        &[Remove(r#"name = "Bridge""#)],
        r#"
            library/bridge.toml: name is missing; it is what a person calls the exercise, such as "Bridge".
        "#,
    ),
    row(
        "missing-tags",
        BRIDGE,
        &[Remove(r#"tags = ["supine"]"#)],
        r#"
            library/bridge.toml: tags is missing; it names what the movement asks of the body, such as ["supine"]; [] when nothing fits.
        "#,
    ),
    row(
        "name-empty",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, r#"name = "  ""#)],
        r#"
            library/bridge.toml, line 2: name is empty; it is what a person calls the exercise, such as "Bridge".
              2 | name = "  "
                |        ^^^^
        "#,
    ),
    row(
        "name-with-capitals",
        BRIDGE,
        &[SavedAs("library/Bridge.toml")],
        r"
            library/Bridge.toml: the file's name is not in lower-case letters; call it bridge.toml.
        ",
    ),
    row(
        "name-of-a-device",
        BRIDGE,
        &[Replace(r#"id = "bridge""#, r#"id = "aux""#), SavedAs("library/aux.toml")],
        r"
            library/aux.toml: “aux” cannot be the name of this file; Windows keeps that name for a device, and can make no such file; add a word.
        ",
    )
    .shown_by_check_alone(),
    row(
        "name-with-spaces",
        BRIDGE,
        &[SavedAs("library/my bridge.toml")],
        r"
            library/my bridge.toml: “my bridge” cannot be the name of this file; an id is 1 to 40 lower-case letters and digits, words joined by single hyphens.
        ",
    )
    .shown_by_check_alone(),
    row(
        "not-utf-8",
        BRIDGE,
        &[ReplaceWithBytes("Bridge", b"Br\xfccke")],
        r#"
            library/bridge.toml, line 2: this is not text in UTF-8; save it again with the encoding UTF-8.
              2 | name = "Br�cke"
                |           ^
        "#,
    ),
    row(
        "own-cause",
        "causes/sciatica.toml",
        &[Whole("# mine\n")],
        r"
            causes/sciatica.toml: this file is not read: it is the same for everybody; take it out of this folder.
        ",
    )
    .shown_by_check_alone(),
    row(
        "own-safety-file",
        "safety.toml",
        &[Whole("# mine\n")],
        r"
            safety.toml: this file is not read: it is the same for everybody; take it out of this folder.
        ",
    )
    .shown_by_check_alone(),
    row(
        "syntax-backslash",
        BRIDGE,
        &[Replace("Hold 3 s, then lower", r"Hold 3 s \ lower")],
        r#"
            library/bridge.toml, line 10: a text has a single backslash in it; leave it out, or write two: \\.
              10 |   "Hold 3 s \ lower slowly.",
                 |              ^
        "#,
    ),
    row(
        "syntax-control-character",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, "name = \"Bri\u{1b}[31mdge\"")],
        r#"
            library/bridge.toml, line 2: there is a hidden control character in this line; type the line again, as plain text.
              2 | name = "Bri�[31mdge"
                |            ^
        "#,
    ),
    row(
        "syntax-curly-quotes",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, "name = “Bridge”")],
        r#"
            library/bridge.toml, line 2: these are curly quotes; write straight ones: "…".
              2 | name = “Bridge”
                |        ^^^^^^^^
        "#,
    ),
    row(
        "syntax-duplicate-field",
        BRIDGE,
        &[After("sets = 3", "sets = 2")],
        r"
            library/bridge.toml, line 26: “sets” is set a second time here; keep only one of the two, or look for a misspelt heading above it.
              26 | sets = 2
                 | ^^^^
        ",
    ),
    row(
        "syntax-duplicate-heading",
        BRIDGE,
        &[Replace("[pose]", "[dose]")],
        r"
            library/bridge.toml, line 36: “dose” is set a second time here; keep only one of the two, or look for a misspelt heading above it.
              36 | [dose]
                 |  ^^^^
        ",
    ),
    row(
        "syntax-heading-not-closed",
        BRIDGE,
        &[Replace("[dose]", "[dose")],
        r"
            library/bridge.toml, line 24: a heading is opened and not closed; a heading stands between square brackets, such as [dose] or [[phase]].
              24 | [dose
                 |      ^
        ",
    ),
    row(
        "syntax-leading-zero",
        BRIDGE,
        &[Replace("sets = 3", "sets = 03")],
        r"
            library/bridge.toml, line 25: a number begins with a zero; leave out the zero in front.
              25 | sets = 03
                 |        ^
        ",
    ),
    row(
        "syntax-list-not-closed",
        BRIDGE,
        &[Replace(r#""hamstrings"]"#, r#""hamstrings""#)],
        r#"
            library/bridge.toml, line 5: there is no comma between two items; put a comma after each item of a list, and a ] after the last.
              5 | position = "supine"
                | ^
        "#,
    ),
    row(
        "syntax-nested-too-deep",
        BRIDGE,
        &[
            Replace(r#"tags = ["supine"]"#, "tags = «»"),
            Repeat("«", "[", 100),
            Repeat("»", "]", 100),
        ],
        r"
            library/bridge.toml, line 18: lists or groups stand too deep inside each other; no field needs more than a list of texts or numbers.
              18 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]…
                 |                                         ^
        ",
    ),
    row(
        "syntax-no-comma",
        BRIDGE,
        &[Replace(r#""cramp", "#, r#""cramp" "#)],
        r#"
            library/bridge.toml, line 17: there is no comma between two items; put a comma after each item of a list, and a ] after the last.
              17 | stop = ["cramp" "back-pinch", "sitbone", "pain5"]
                 |                 ^
        "#,
    ),
    row(
        "syntax-no-equals",
        BRIDGE,
        &[Replace("sets = 3", "sets 3")],
        r"
            library/bridge.toml, line 25: this field has no value; a line is a field, an equals sign and a value, such as sets = 3.
              25 | sets 3
                 |      ^
        ",
    ),
    row(
        "syntax-no-quotes",
        BRIDGE,
        &[Replace(r#"kind = "strength""#, "kind = strength")],
        r#"
            library/bridge.toml, line 3: the word strength has no quotes around it; a text stands in quotes, "strength", and a number is written in digits.
              3 | kind = strength
                |        ^^^^^^^^
        "#,
    ),
    row(
        "syntax-no-value",
        BRIDGE,
        &[Replace("sets = 3", "sets =")],
        r"
            library/bridge.toml, line 25: this field has no value; a line is a field, an equals sign and a value, such as sets = 3.
              25 | sets =
                 |       ^
        ",
    ),
    row(
        "syntax-quote-not-closed",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, r#"name = "Bridge"#)],
        r#"
            library/bridge.toml, line 2: a text begins with a quote here and does not end with one; put a " at the end of the text.
              2 | name = "Bridge
                |               ^
        "#,
    ),
    row(
        "text-hidden-character",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, "name = \"Bri\u{202e}dge\"")],
        r#"
            library/bridge.toml, line 2: name has a hidden control character in it; type the text again, as plain text.
              2 | name = "Bri�dge"
                |        ^^^^^^^^^
        "#,
    ),
    row(
        "text-over-lines",
        BRIDGE,
        &[Replace(
            r#""Hold 3 s, then lower slowly.""#,
            "\"\"\"Hold 3 s,\nthen lower slowly.\"\"\"",
        )],
        r#"
            library/bridge.toml, line 10: an item of steps runs over several lines; keep it to one line.
              10 |   """Hold 3 s,
                 |   ^^^^^^^^^^^^
        "#,
    ),
    row(
        "text-too-long",
        BRIDGE,
        &[Repeat("Bridge", "bridge ", 300)],
        r#"
            library/bridge.toml, line 2: name is 2100 characters long; 2,000 is the most.
              2 | name = "bridge bridge bridge bridge bridge bridge bridge bridge bridge…
                |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "type-fraction",
        BRIDGE,
        &[Replace("sets = 3", "sets = 2.5")],
        r"
            library/bridge.toml, line 25: sets is 2.5; a dose has 1 to 10 sets, in whole numbers.
              25 | sets = 2.5
                 |        ^^^
        ",
    ),
    row(
        "type-group-for-text",
        BRIDGE,
        &[Replace(r#"kind = "strength""#, "kind = { a = 1 }")],
        r"
            library/bridge.toml, line 3: kind is a group of fields; it is strength, coordination, stretch, mobility, aerobic, release, relaxation or neural.
              3 | kind = { a = 1 }
                |        ^^^^^^^^^
        ",
    ),
    row(
        "type-list-in-list",
        BRIDGE,
        &[Replace(r#""gluteus maximus""#, r#"["gluteus maximus"]"#)],
        r#"
            library/bridge.toml, line 4: an item of target is a list; it names the muscles or joints the exercise is for.
              4 | target = [["gluteus maximus"], "hamstrings"]
                |           ^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "type-number-for-text",
        BRIDGE,
        &[Replace(r#"name = "Bridge""#, "name = 5")],
        r#"
            library/bridge.toml, line 2: name is 5; it is what a person calls the exercise, such as "Bridge", in quotes.
              2 | name = 5
                |        ^
        "#,
    ),
    row(
        "type-text-for-group",
        BRIDGE,
        &[
            Cut("[dose]", "[pose]"),
            After(r#"stop = ["cramp", "back-pinch", "sitbone", "pain5"]"#, r#"dose = "3 x 12""#),
        ],
        r#"
            library/bridge.toml, line 18: dose is “3 x 12”; below the line [dose] stands how much, and how often.
              18 | dose = "3 x 12"
                 |        ^^^^^^^^
        "#,
    ),
    row(
        "type-text-for-list",
        BRIDGE,
        &[Replace(r#"equipment = ["mat"]"#, r#"equipment = "mat""#)],
        r#"
            library/bridge.toml, line 6: equipment is “mat”; it names what is needed, such as ["mat"], as a list between [ and ].
              6 | equipment = "mat"
                |             ^^^^^
        "#,
    ),
    row(
        "type-text-for-number",
        BRIDGE,
        &[Replace("sets = 3", r#"sets = "three""#)],
        r#"
            library/bridge.toml, line 25: sets is “three”; a dose has 1 to 10 sets, written in digits and without quotes.
              25 | sets = "three"
                 |        ^^^^^^^
        "#,
    ),
    row(
        "unknown-field",
        BRIDGE,
        &[Replace("reps = 12", "repz = 12")],
        r"
            library/bridge.toml, line 26: “repz” is not a field of a dose; did you mean reps, reps_max or reps_min?
              26 | repz = 12
                 | ^^^^

            library/bridge.toml, line 24: there are neither reps nor minutes; give one: reps = 10, or minutes = 15.
              24 | [dose]
                 | ^^^^^^
        ",
    ),
    row(
        "unknown-field-nothing-near",
        BRIDGE,
        &[After("reps = 12", r#"colour = "blue""#)],
        r#"
            library/bridge.toml, line 27: “colour” is not a field of a dose; its fields are days_per_week, effort, grow, hold_max_s, hold_s, load_step, minutes, minutes_max, minutes_step, rep_rest_s, reps, reps_max, reps_min, rest_s, sets, sets_max, sides, source, stage, tempo, times_per_day, unit.
              27 | colour = "blue"
                 | ^^^^^^
        "#,
    ),
];
