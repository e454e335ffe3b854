//! The `[pose]` of an exercise's file: the two positions that are drawn.
//!
//! Ten angles each are enough for most; everything else may be left out.

use crate::domain::programme::pose::{
    Arrow, BodyPart, Camera, DrawnLeg, Pose, Stance, Support, Way,
};
use crate::domain::text::suggest::either;
use crate::domain::text::vocabulary::vocabulary;

use super::form::Form;
use super::problem::shown;

/// Which fields hold one of the two positions.
struct Names {
    angles: &'static str,
    towards: &'static str,
    turn: &'static str,
    head: &'static str,
    toes: &'static str,
    feet: &'static str,
    hands: &'static str,
    pelvic_floor: &'static str,
}

const START: Names = Names {
    angles: "start",
    towards: "start_towards",
    turn: "start_turn",
    head: "start_head",
    toes: "start_toes",
    feet: "start_feet",
    hands: "start_hands",
    pelvic_floor: "start_pelvic_floor",
};

const END: Names = Names {
    angles: "end",
    towards: "end_towards",
    turn: "end_turn",
    head: "end_head",
    toes: "end_toes",
    feet: "end_feet",
    hands: "end_hands",
    pelvic_floor: "end_pelvic_floor",
};

/// The two positions a drawing shows; `None` where the file leaves them out.
pub(super) fn pose(form: &Form<'_>) -> Option<Pose> {
    let right = "below the line [pose] stand the two positions to draw, or leave it out";
    let form = form.group_maybe("pose", "a pose", right)?;
    let height =
        "it is how high the seat or the bed is: 0 to 6, where a person stands about 8 high";
    let pose = Pose {
        view: form.word("view", &vocabulary()),
        camera: camera(&form),
        leg: form.word_maybe("leg", &vocabulary()).unwrap_or(DrawnLeg::Near),
        face: form.word("face", &vocabulary()),
        start: stance(&form, &START),
        end: stance(&form, &END),
        support: form.word_maybe("support", &vocabulary()).unwrap_or(Support::Floor),
        height: form.decimal_maybe("height", 0.0..=6.0, height).map(|height| height as f32),
        stays: form.word_maybe("stays", &vocabulary()),
        props: form.words_maybe("props", &vocabulary()),
        arrows: arrows(&form, "arrows"),
        start_arrows: arrows(&form, "start_arrows").unwrap_or_default(),
        in_turn: form.words_maybe("in_turn", &vocabulary()),
        captions: captions(&form),
        cue: form.text_or_empty("cue", "it says what the drawing cannot show"),
    };
    form.done();
    Some(pose)
}

/// Where the viewer stands.
fn camera(form: &Form<'_>) -> Option<Camera> {
    const FROM: &str = "it is how far round the body you stand, -180 to 180 degrees: 0 is in front \
                        of the picture, 90 at its right";
    const ABOVE: &str = "it is how far above the body you stand, 0 to 85 degrees";
    let right = "it says where you look from, such as { from = -30, above = 25 }";
    let form = form.group_maybe("camera", "a camera", right)?;
    let camera = Camera {
        from: form.decimal_maybe("from", -180.0..=180.0, FROM).unwrap_or_default() as f32,
        above: form.decimal_maybe("above", 0.0..=85.0, ABOVE).unwrap_or_default() as f32,
    };
    form.done();
    Some(camera)
}

/// One of the two positions.
fn stance(form: &Form<'_>, names: &Names) -> Stance {
    const ANGLES: &str =
        "start and end are ten angles each, 0 to 360 degrees, in the order README.md gives";
    const TOWARDS: &str = "it says of each of the ten parts how far it points at the viewer, \
                           -90 to 90 degrees; 0 lies in the picture";
    const TURN: &str = "it says how far the hips and the shoulders are turned, -90 to 90 degrees";
    const HEAD: &str = "it is where the head points, 0 to 360 degrees";
    const TOES: &str = "it says where the near and the far toes point, 0 to 360 degrees";
    Stance {
        angles: form.decimals(names.angles, 0.0..=360.0, ANGLES),
        towards: form.decimals_maybe(names.towards, -90.0..=90.0, TOWARDS).unwrap_or_default(),
        turn: form.decimals_maybe(names.turn, -90.0..=90.0, TURN).unwrap_or_default(),
        head: form.decimal_maybe(names.head, 0.0..=360.0, HEAD).map(|angle| angle as f32),
        toes: form.decimals_maybe(names.toes, 0.0..=360.0, TOES),
        feet: pair(form, names.feet, &vocabulary()),
        hands: pair(form, names.hands, &vocabulary()),
        pelvic_floor: form.word_maybe(names.pelvic_floor, &vocabulary()),
    }
}

/// A word for the near side and one for the far side.
fn pair<T: Copy + Default>(
    form: &Form<'_>,
    field: &'static str,
    words: &[(T, &'static str)],
) -> [T; 2] {
    if !form.contains(field) {
        // Asked for all the same, so that a misspelt neighbour is told with its right name.
        form.words_maybe(field, words);
        return Default::default();
    }
    match form.words_maybe(field, words)[..] {
        [near, far] => [near, far],
        ref found => {
            // A word that was not known has been told already.
            if let Some(length) =
                form.list_length(field).filter(|length| *length != 2 && *length == found.len())
            {
                let what = if length == 1 {
                    format!("{field} has one word")
                } else {
                    format!("{field} has {length} words")
                };
                form.add(field, what, "it has two: the near side, then the far side");
            }
            Default::default()
        }
    }
}

/// What moves, and which way.
fn arrows(form: &Form<'_>, field: &'static str) -> Option<Vec<Arrow>> {
    const RIGHT: &str =
        "an arrow names a part, and where it goes unless it just moves, such as [\"near knee up\"]";
    let texts = form.texts_maybe(field, RIGHT);
    let read = texts.iter().filter_map(|text| {
        let arrow = Arrow::parse(text);
        if arrow.is_none() {
            // Where the part is known it is the way that is wrong, and the other way about.
            let part = vocabulary::<BodyPart>().iter().any(|(_, word)| text.starts_with(word));
            let words: Vec<&str> = if part {
                Way::ALL.iter().map(|(_, word)| *word).collect()
            } else {
                vocabulary::<BodyPart>().iter().map(|(_, word)| *word).collect()
            };
            let right = if part {
                format!("where it goes is {}", either(words))
            } else {
                format!("its part is {}", either(words))
            };
            form.add(field, format!("“{}” is not an arrow", shown(text)), right);
        }
        arrow
    });
    let read = read.collect();
    form.contains(field).then_some(read)
}

/// The words under the two positions.
fn captions(form: &Form<'_>) -> Option<[String; 2]> {
    /// The longest that stands under one position.
    const LONGEST: usize = 16;
    const RIGHT: &str =
        "it has two short texts, for the start and the end, such as [\"lift\", \"let go\"]";
    let texts = form.texts_maybe("captions", RIGHT);
    if !form.contains("captions") {
        return None;
    }
    if let Some(long) = texts.iter().find(|text| text.chars().count() > LONGEST) {
        form.add(
            "captions",
            format!("“{}” is too long for a caption", shown(long)),
            "16 characters are the most",
        );
    }
    let count = texts.len();
    let pair = <[String; 2]>::try_from(texts).ok();
    if pair.is_none() {
        let what = if count == 1 {
            "captions has one text".to_owned()
        } else {
            format!("captions has {count} texts")
        };
        form.add("captions", what, RIGHT);
    }
    pair
}
