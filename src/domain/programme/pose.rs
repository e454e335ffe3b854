//! Two positions of a movement as a drawing needs them: where each part of the body points, what it
//! touches, and what stands around it.
//!
//! Only data, in the words of the files. How a position becomes a picture is for the `figure` room.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Start and end of a movement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pose {
    /// The plane the directions are given in, and where the viewer stands unless `camera` says.
    pub view: View,
    /// Where the viewer stands; `None`: the usual place of the view.
    pub camera: Option<Camera>,
    /// Which leg of the drawing is the one the words name: that which works, is stretched or is
    /// sore. Its side is shown where the sore side is known.
    pub leg: DrawnLeg,
    /// Which way the face looks.
    pub face: Face,
    /// The position it begins in.
    pub start: Stance,
    /// The position it leads to.
    pub end: Stance,
    /// What carries the body.
    pub support: Support,
    /// How high that is, in the body's units (a person stands about 8 high); `None` for the usual
    /// height.
    pub height: Option<f32>,
    /// The part that stays where it is from start to end; `None` for the usual one of the position.
    pub stays: Option<BodyPart>,
    /// What stands, lies or hangs around the body.
    pub props: Vec<Prop>,
    /// What moves at the end, and which way; `None`: the part that moves farthest is shown.
    pub arrows: Option<Vec<Arrow>>,
    /// What moves or works at the start already.
    pub start_arrows: Vec<Arrow>,
    /// What is done with one part after the other: the parts in their order, which are numbered in
    /// the first picture.
    pub in_turn: Vec<BodyPart>,
    /// Words under the two positions in place of “start” and “end”.
    pub captions: Option<[String; 2]>,
    /// What the drawing cannot show; may be empty.
    pub cue: String,
}

/// One position.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stance {
    /// Ten directions in degrees, counter-clockwise from the right: lumbar, thoracic, near thigh,
    /// near shin, far thigh, far shin, near upper arm, near forearm, far upper arm, far forearm
    /// (`exercises/README.md`).
    pub angles: [f32; 10],
    /// How far each of the ten points out of the picture, in degrees: 90 is straight at the viewer.
    pub towards: [f32; 10],
    /// How far hips and shoulders are turned about the length of the trunk, in degrees: the near
    /// side goes backwards above 0, and forwards below.
    pub turn: [f32; 2],
    /// Where the head points, in degrees; `None`: it follows the upper back, or lies down with it.
    pub head: Option<f32>,
    /// Where the toes point, near and far, in degrees; `None`: as the shin and the floor have it.
    pub toes: Option<[f32; 2]>,
    /// What the feet touch, near and far.
    pub feet: [Foot; 2],
    /// What the hands touch, near and far.
    pub hands: [Hand; 2],
    /// What the pelvic floor does, drawn beside the body.
    pub pelvic_floor: Option<PelvicFloor>,
}

impl Default for Pose {
    /// A person who stands.
    fn default() -> Self {
        let angles = [90.0, 90.0, 270.0, 270.0, 270.0, 270.0, 270.0, 270.0, 270.0, 270.0];
        let stance = Stance { angles, ..Stance::default() };
        Self {
            view: View::Side,
            camera: None,
            leg: DrawnLeg::Near,
            face: Face::Front,
            end: stance.clone(),
            start: stance,
            support: Support::Floor,
            height: None,
            stays: None,
            props: Vec::new(),
            arrows: None,
            start_arrows: Vec::new(),
            in_turn: Vec::new(),
            captions: None,
            cue: String::new(),
        }
    }
}

/// Where the viewer stands and looks from, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// How far round the body: 0 is in front of the picture, 90 at its right, -90 at its left.
    pub from: f32,
    /// How far above the body: 0 is level, 90 straight above.
    pub above: f32,
}

/// One of the two legs of a drawing.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum DrawnLeg {
    /// The near one.
    Near,
    /// The far one.
    Far,
}

/// The plane the directions of a pose are given in, and where its viewer usually stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum View {
    /// From the side.
    Side,
    /// From the front.
    Front,
    /// As from the side or the front, and from well above.
    Oblique,
    /// From the feet of a person who lies on the back, or the front of one who sits, and from well
    /// above.
    Feet,
}

/// Which way the face looks in a pose.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Face {
    /// Towards the ceiling.
    Up,
    /// Towards the floor.
    Down,
    /// Level.
    Front,
}

/// What carries the body.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Support {
    /// The floor, under whatever is lowest.
    Floor,
    /// A seat under the pelvis.
    Seat,
    /// A bed or bench under the trunk.
    Bed,
    /// Nothing: the body is in water, or the picture shows no ground.
    Water,
}

/// What a foot touches.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Foot {
    /// The floor where it is near enough, and then it stays in that place.
    #[default]
    Auto,
    /// Nothing: as the angles have it.
    Air,
    /// The floor, flat; at the end in the place where it was at the start.
    Floor,
    /// The floor, flat, in a place of its own.
    Moved,
    /// The floor, with the heel.
    Heel,
    /// The floor, with the ball of the foot.
    Ball,
    /// The floor, with the back of the foot.
    Instep,
    /// The floor, with the edge of the foot: lying on the side, sole against sole.
    Edge,
    /// The step, flat.
    Step,
    /// The footstool, flat.
    Stool,
    /// The pedal.
    Pedal,
    /// The knee of the other leg, with the ankle across it.
    #[strum(serialize = "other knee")]
    OtherKnee,
}

/// What a hand touches.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Hand {
    /// The floor where it is near enough, and then it stays in that place.
    #[default]
    Auto,
    /// Nothing: as the angles have it.
    Air,
    /// The floor; at the end in the place where it was at the start.
    Floor,
    /// The floor, in a place of its own.
    Moved,
    /// The belly, below the navel.
    Belly,
    /// The chest.
    Chest,
    /// The hip bone of its side.
    Hip,
    /// The back of the hips.
    #[strum(serialize = "back of the hips")]
    HipBack,
    /// The mouth.
    Mouth,
    /// The back of the near thigh.
    #[strum(serialize = "near thigh")]
    NearThigh,
    /// The back of the far thigh.
    #[strum(serialize = "far thigh")]
    FarThigh,
    /// The near knee, in front.
    #[strum(serialize = "near knee")]
    NearKnee,
    /// The far knee, in front.
    #[strum(serialize = "far knee")]
    FarKnee,
    /// The near foot.
    #[strum(serialize = "near foot")]
    NearFoot,
    /// The far foot.
    #[strum(serialize = "far foot")]
    FarFoot,
    /// The top of the thigh of its side.
    Lap,
    /// The seat, beside and behind the pelvis.
    Seat,
    /// The chair, rail, worktop or handlebar in front.
    Rail,
    /// Under the head.
    Head,
    /// The stick along the back, behind the head.
    #[strum(serialize = "stick high")]
    StickHigh,
    /// The stick along the back, behind the waist.
    #[strum(serialize = "stick low")]
    StickLow,
}

/// What the pelvic floor does.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum PelvicFloor {
    /// It rests.
    Rest,
    /// It lifts.
    Lift,
    /// It softens downwards.
    Soften,
}

/// A part of the body that an arrow or a number can point at, or that can stay where it is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum BodyPart {
    /// The thigh of the near leg.
    #[strum(serialize = "near thigh")]
    NearThigh,
    /// The calf of the near leg.
    #[strum(serialize = "near calf")]
    NearCalf,
    /// The shoulder of the near arm.
    #[strum(serialize = "near shoulder")]
    NearShoulder,
    /// The jaw.
    Jaw,
    /// The knee of the near leg.
    #[strum(serialize = "near knee")]
    NearKnee,
    /// The knee of the far leg.
    #[strum(serialize = "far knee")]
    FarKnee,
    /// The foot of the near leg.
    #[strum(serialize = "near foot")]
    NearFoot,
    /// The foot of the far leg.
    #[strum(serialize = "far foot")]
    FarFoot,
    /// The hand of the near arm.
    #[strum(serialize = "near hand")]
    NearHand,
    /// The hand of the far arm.
    #[strum(serialize = "far hand")]
    FarHand,
    /// The hip of the near leg.
    #[strum(serialize = "near hip")]
    NearHip,
    /// The hip of the far leg.
    #[strum(serialize = "far hip")]
    FarHip,
    /// The hips.
    Hips,
    /// The seat: the underside of the hips.
    Seat,
    /// The middle of the back.
    Back,
    /// The belly.
    Belly,
    /// The chest.
    Chest,
    /// The head.
    Head,
}

/// What an arrow says about a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// It moves from where it was at the start.
    Moves,
    /// It goes, or presses, in a direction of the picture, in degrees counter-clockwise from the
    /// right.
    Goes(i32),
    /// It presses in a direction, in degrees, against something that holds it, and does not move.
    Pressed(i32),
    /// It goes there and back, as a belly that breathes.
    ThereAndBack(i32),
    /// It tightens.
    Tightens,
    /// It turns in its place, as the viewer sees it.
    Turns {
        /// Clockwise or not.
        clockwise: bool,
    },
}

impl Way {
    /// Every way with its words in files.
    pub const ALL: [(Self, &'static str); 22] = [
        (Self::Goes(0), "right"),
        (Self::Goes(45), "up right"),
        (Self::Goes(90), "up"),
        (Self::Goes(135), "up left"),
        (Self::Goes(180), "left"),
        (Self::Goes(225), "down left"),
        (Self::Goes(270), "down"),
        (Self::Goes(315), "down right"),
        (Self::ThereAndBack(90), "up and down"),
        (Self::ThereAndBack(0), "right and left"),
        (Self::ThereAndBack(180), "left and right"),
        (Self::ThereAndBack(135), "up left and down right"),
        (Self::Pressed(0), "pressed right"),
        (Self::Pressed(90), "pressed up"),
        (Self::Pressed(180), "pressed left"),
        (Self::Pressed(225), "pressed down left"),
        (Self::Pressed(270), "pressed down"),
        (Self::Pressed(315), "pressed down right"),
        (Self::Tightens, "tightens"),
        (Self::Turns { clockwise: true }, "turns clockwise"),
        (Self::Turns { clockwise: false }, "turns counter-clockwise"),
        (Self::Moves, "moves"),
    ];
}

/// One arrow of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrow {
    /// The part it stands beside.
    pub part: BodyPart,
    /// What it says.
    pub way: Way,
}

impl Arrow {
    /// Reads `near knee up`, `belly up and down`, or a part alone, which moves; `None` for anything
    /// else.
    pub fn parse(text: &str) -> Option<Self> {
        let (part, rest) = BodyPart::VARIANTS
            .iter()
            .find_map(|part| Some((*part, text.strip_prefix(<&str>::from(part))?)))?;
        // What follows begins with a blank, so that `near knees` is no knee.
        let way = match rest.strip_prefix(' ') {
            None if rest.is_empty() => Way::Moves,
            None => return None,
            Some(rest) => Way::ALL.iter().find(|(_, word)| *word == rest).map(|(way, _)| *way)?,
        };
        Some(Self { part, way })
    }
}

/// Something that stands, lies or hangs around the body.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Prop {
    /// A mat under the body.
    Mat,
    /// The chair the person sits on.
    Chair,
    /// A chair in front, to hold on to.
    #[strum(serialize = "chair in front")]
    ChairInFront,
    /// The toilet the person sits on.
    Toilet,
    /// A stool under the feet.
    Footstool,
    /// A wall behind the body.
    Wall,
    /// A low step under a foot.
    Step,
    /// A rail or worktop in front, to hold on to.
    Rail,
    /// A bench or sofa behind the upper back.
    Bench,
    /// A bed under the body.
    Bed,
    /// A pillow under the head.
    #[strum(serialize = "pillow under the head")]
    PillowHead,
    /// A pillow under the belly.
    #[strum(serialize = "pillow under the belly")]
    PillowBelly,
    /// Pillows under the knees or thighs.
    #[strum(serialize = "pillow under the knees")]
    PillowKnees,
    /// A cushion under the kneeling knee.
    #[strum(serialize = "cushion under the knee")]
    CushionKnee,
    /// A cushion between bottom and heels.
    #[strum(serialize = "cushion on the heels")]
    CushionSeat,
    /// A ball under the near buttock.
    #[strum(serialize = "ball under the buttock")]
    BallFloor,
    /// A ball between the buttock and a wall.
    #[strum(serialize = "ball at the wall")]
    BallWall,
    /// A foam roller under the pelvis.
    #[strum(serialize = "roller under the buttock")]
    Roller,
    /// A loop band round both thighs, above the knees.
    #[strum(serialize = "band above the knees")]
    BandKnees,
    /// A weight or band at the near ankle.
    #[strum(serialize = "weight at the ankle")]
    AnkleWeight,
    /// A strap from the hands round the near foot.
    #[strum(serialize = "strap round the near foot")]
    StrapNear,
    /// Straps from both hands round both feet.
    #[strum(serialize = "strap round both feet")]
    StrapBoth,
    /// A towel under the heels.
    #[strum(serialize = "towel under the heels")]
    Towel,
    /// A stick along the back.
    #[strum(serialize = "stick along the back")]
    Stick,
    /// A weight across the hips.
    #[strum(serialize = "weight on the hips")]
    HipLoad,
    /// A weight in each hand that hangs.
    #[strum(serialize = "weight in the hands")]
    Dumbbells,
    /// A block under the heels.
    #[strum(serialize = "block under the heels")]
    HeelBlock,
    /// A line through both hips, where it matters whether they are level.
    #[strum(serialize = "line through the hips")]
    HipLine,
    /// A bicycle that stands.
    Bike,
    /// Water up to the neck, and a belt that floats.
    Water,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::vocabulary::vocabulary;

    #[test]
    fn every_arrow_is_read_from_its_words() {
        for (part, word) in vocabulary::<BodyPart>() {
            assert_eq!(Arrow::parse(word), Some(Arrow { part, way: Way::Moves }));
            for (way, words) in Way::ALL {
                assert_eq!(Arrow::parse(&format!("{word} {words}")), Some(Arrow { part, way }));
            }
        }
        for text in ["", "elbow up", "near knees", "near knee sideways", "near kneeup", "hips "] {
            assert_eq!(Arrow::parse(text), None, "{text:?}");
        }
    }
}
