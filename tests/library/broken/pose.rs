//! The pose of an exercise.

use super::Edit::{After, Replace};
use super::{BRIDGE, Row, row};

/// One fault a row.
pub const ROWS: &[Row] = &[
    row(
        "angle-too-large",
        BRIDGE,
        &[Replace("start = [180, 180", "start = [365, 180")],
        r"
            library/bridge.toml, line 40: an item of start is 365; start and end are ten angles each, 0 to 360 degrees, in the order README.md gives.
              40 | start = [365, 180, 55, 305, 55, 305, 0, 0, 0, 0]
                 |          ^^^
        ",
    ),
    row(
        "angles-too-few",
        BRIDGE,
        &[Replace("start = [180, 180", "start = [180")],
        r"
            library/bridge.toml, line 40: start has 9 numbers; start and end are ten angles each, 0 to 360 degrees, in the order README.md gives.
              40 | start = [180, 55, 305, 55, 305, 0, 0, 0, 0]
                 |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
    ),
    row(
        "face-unknown",
        BRIDGE,
        &[Replace(r#"face = "up""#, r#"face = "upp""#)],
        r#"
            library/bridge.toml, line 38: face is “upp”; did you mean up?
              38 | face = "upp"
                 |        ^^^^^
        "#,
    ),
    row(
        "pose-camera-below",
        BRIDGE,
        &[Replace(r#"face = "up""#, "face = \"up\"\ncamera = { from = 10, above = -5 }")],
        r#"
            library/bridge.toml, line 39: above is -5; it is how far above the body you stand, 0 to 85 degrees.
              39 | camera = { from = 10, above = -5 }
                 |                               ^^
        "#,
    ),
    row(
        "pose-camera-no-group",
        BRIDGE,
        &[Replace(r#"face = "up""#, "face = \"up\"\ncamera = \"above\"")],
        r#"
            library/bridge.toml, line 39: camera is “above”; it says where you look from, such as { from = -30, above = 25 }.
              39 | camera = "above"
                 |          ^^^^^^^
        "#,
    ),
    row(
        "pose-leg-unknown",
        BRIDGE,
        &[Replace(r#"face = "up""#, "face = \"up\"\nleg = \"left\"")],
        r#"
            library/bridge.toml, line 39: leg is “left”; it is near or far.
              39 | leg = "left"
                 |       ^^^^^^
        "#,
    ),
    row(
        "pose-turn-too-far",
        BRIDGE,
        &[Replace(r#"face = "up""#, "face = \"up\"\nend_turn = [120, 0]")],
        r#"
            library/bridge.toml, line 39: an item of end_turn is 120; it says how far the hips and the shoulders are turned, -90 to 90 degrees.
              39 | end_turn = [120, 0]
                 |             ^^^
        "#,
    ),
    row(
        "pose-arrow-part-unknown",
        BRIDGE,
        &[Replace(r#"arrows = ["hips up"]"#, r#"arrows = ["knees up"]"#)],
        r#"
            library/bridge.toml, line 45: “knees up” is not an arrow; its part is near thigh, near calf, near shoulder, jaw, near knee, far knee, near foot, far foot, near hand, far hand, near hip, far hip, hips, seat, back, belly, chest or head.
              45 | arrows = ["knees up"]
                 |          ^^^^^^^^^^^^
        "#,
    ),
    row(
        "pose-arrow-way-unknown",
        BRIDGE,
        &[Replace(r#"arrows = ["hips up"]"#, r#"arrows = ["near knee sideways"]"#)],
        r#"
            library/bridge.toml, line 45: “near knee sideways” is not an arrow; where it goes is right, up right, up, up left, left, down left, down, down right, up and down, right and left, left and right, up left and down right, pressed right, pressed up, pressed left, pressed down left, pressed down, pressed down right, tightens, turns clockwise, turns counter-clockwise or moves.
              45 | arrows = ["near knee sideways"]
                 |          ^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "pose-caption-too-long",
        BRIDGE,
        &[After(
            r#"arrows = ["hips up"]"#,
            r#"captions = ["lie", "lift the hips until they are level"]"#,
        )],
        r#"
            library/bridge.toml, line 46: “lift the hips until they are level” is too long for a caption; 16 characters are the most.
              46 | captions = ["lie", "lift the hips until they are level"]
                 |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "pose-captions-one",
        BRIDGE,
        &[After(r#"arrows = ["hips up"]"#, r#"captions = ["lie"]"#)],
        r#"
            library/bridge.toml, line 46: captions has one text; it has two short texts, for the start and the end, such as ["lift", "let go"].
              46 | captions = ["lie"]
                 |            ^^^^^^^
        "#,
    ),
    row(
        "pose-feet-misspelt",
        BRIDGE,
        &[Replace(r#"end_feet = ["floor", "floor"]"#, r#"end_feet = ["flor", "floor"]"#)],
        r#"
            library/bridge.toml, line 44: an item of end_feet is “flor”; did you mean floor?
              44 | end_feet = ["flor", "floor"]
                 |             ^^^^^^
        "#,
    ),
    row(
        "pose-field-misspelt",
        BRIDGE,
        &[Replace(r#"end_feet = ["floor", "floor"]"#, r#"end_foot = ["floor", "floor"]"#)],
        r#"
            library/bridge.toml, line 44: “end_foot” is not a field of a pose; did you mean end_feet?
              44 | end_foot = ["floor", "floor"]
                 | ^^^^^^^^
        "#,
    ),
    row(
        "pose-hands-three",
        BRIDGE,
        &[After(r#"end_feet = ["floor", "floor"]"#, r#"end_hands = ["floor", "floor", "floor"]"#)],
        r#"
            library/bridge.toml, line 45: end_hands has 3 words; it has two: the near side, then the far side.
              45 | end_hands = ["floor", "floor", "floor"]
                 |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#,
    ),
    row(
        "pose-head-in-quotes",
        BRIDGE,
        &[After("end = [205, 205, 25, 270, 25, 270, 0, 0, 0, 0]", r#"end_head = "up""#)],
        r#"
            library/bridge.toml, line 44: end_head is “up”; it is where the head points, 0 to 360 degrees, written in digits and without quotes.
              44 | end_head = "up"
                 |            ^^^^
        "#,
    ),
    row(
        "pose-height-too-high",
        BRIDGE,
        &[After(r#"face = "up""#, "support = \"bed\"\nheight = 60")],
        r"
            library/bridge.toml, line 40: height is 60; it is how high the seat or the bed is: 0 to 6, where a person stands about 8 high.
              40 | height = 60
                 |          ^^
        ",
    ),
    row(
        "pose-pelvic-floor-unknown",
        BRIDGE,
        &[After(r#"arrows = ["hips up"]"#, r#"end_pelvic_floor = "squeeze""#)],
        r#"
            library/bridge.toml, line 46: end_pelvic_floor is “squeeze”; it is rest, lift or soften.
              46 | end_pelvic_floor = "squeeze"
                 |                    ^^^^^^^^^
        "#,
    ),
    row(
        "pose-prop-unknown",
        BRIDGE,
        &[Replace(r#"props = ["mat"]"#, r#"props = ["matt"]"#)],
        r#"
            library/bridge.toml, line 39: an item of props is “matt”; did you mean mat?
              39 | props = ["matt"]
                 |          ^^^^^^
        "#,
    ),
    row(
        "pose-stays-unknown",
        BRIDGE,
        &[After(r#"arrows = ["hips up"]"#, r#"stays = "elbow""#)],
        r#"
            library/bridge.toml, line 46: stays is “elbow”; it is near thigh, near calf, near shoulder, jaw, near knee, far knee, near foot, far foot, near hand, far hand, near hip, far hip, hips, seat, back, belly, chest or head.
              46 | stays = "elbow"
                 |         ^^^^^^^
        "#,
    ),
    row(
        "pose-support-unknown",
        BRIDGE,
        &[After(r#"face = "up""#, r#"support = "chair""#)],
        r#"
            library/bridge.toml, line 39: support is “chair”; it is floor, seat, bed or water.
              39 | support = "chair"
                 |           ^^^^^^^
        "#,
    ),
    row(
        "pose-towards-too-few",
        BRIDGE,
        &[After("end = [205, 205, 25, 270, 25, 270, 0, 0, 0, 0]", "end_towards = [30, 30]")],
        r"
            library/bridge.toml, line 44: end_towards has 2 numbers; it says of each of the ten parts how far it points at the viewer, -90 to 90 degrees; 0 lies in the picture.
              44 | end_towards = [30, 30]
                 |               ^^^^^^^^
        ",
    ),
    row(
        "pose-towards-too-large",
        BRIDGE,
        &[After(
            "end = [205, 205, 25, 270, 25, 270, 0, 0, 0, 0]",
            "end_towards = [95, 0, 0, 0, 0, 0, 0, 0, 0, 0]",
        )],
        r"
            library/bridge.toml, line 44: an item of end_towards is 95; it says of each of the ten parts how far it points at the viewer, -90 to 90 degrees; 0 lies in the picture.
              44 | end_towards = [95, 0, 0, 0, 0, 0, 0, 0, 0, 0]
                 |                ^^
        ",
    ),
    row(
        "view-unknown",
        BRIDGE,
        &[Replace(r#"view = "side""#, r#"view = "back""#)],
        r#"
            library/bridge.toml, line 37: view is “back”; it is side, front, oblique or feet.
              37 | view = "back"
                 |        ^^^^^^
        "#,
    ),
];
