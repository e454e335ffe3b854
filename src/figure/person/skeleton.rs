//! From the angles of a pose to joints in space that stand, sit or lie where they should.
//!
//! The angles say how the limbs point; then the body is set down on what carries it, and each foot
//! and hand that touches something is put exactly there by bending its two joints. Draws nothing.
//! The lengths are those of `exercises/README.md`.

use crate::domain::programme::exercise::Position;
use crate::domain::programme::pose::{
    BodyPart, Face, Foot, Hand, Pose, Prop, Stance, Support, View,
};

use super::vector::Vec3;

/// Pelvis to the middle of the back, and from there to the neck.
const SPINE: f64 = 1.5;
/// The middle of the neck to the middle of the head.
const NECK_TO_HEAD: f64 = 0.77;
/// The head's radius, hair included.
pub const HEAD: f64 = 0.45;
/// Hip to knee.
const THIGH: f64 = 2.2;
/// Knee to ankle.
const SHIN: f64 = 2.2;
/// Shoulder to elbow.
const UPPER_ARM: f64 = 1.25;
/// Elbow to wrist.
const FOREARM: f64 = 1.15;
/// From the middle of the pelvis to a hip.
const HALF_HIPS: f64 = 0.34;
/// From the middle of the chest to a shoulder.
const HALF_SHOULDERS: f64 = 0.6;

/// The ankle's height over a foot that stands flat.
pub const ANKLE: f64 = 0.27;
/// The wrist's height over a hand that lies flat.
pub const WRIST: f64 = 0.13;
/// How high a low step is.
pub const STEP: f64 = 0.6;
/// How high a footstool is.
pub const STOOL: f64 = 0.8;
/// How high a seat is: the knees of a person on it are level with the hips.
const SEAT: f64 = 2.02;
/// How high a bed is.
const BED: f64 = 2.3;
/// How far a shoulder goes along with an arm that reaches.
const SHRUG: f64 = 0.4;
/// How far above the floor a hand or a foot may be meant to touch it all the same.
const NEAR_ENOUGH: f64 = 0.55;

/// The radii of the body where it may rest on something.
pub mod girth {
    /// The pelvis from the side.
    pub const PELVIS: f64 = 0.48;
    /// The chest from the side.
    pub const CHEST: f64 = 0.47;
    /// The base of the neck.
    pub const NECK: f64 = 0.32;
    /// A hip seen from the front.
    pub const HIP: f64 = 0.38;
    /// The knee.
    pub const KNEE: f64 = 0.24;
    /// The ankle.
    pub const ANKLE: f64 = 0.14;
    /// A shoulder.
    pub const SHOULDER: f64 = 0.22;
    /// The elbow.
    pub const ELBOW: f64 = 0.15;
}

/// A leg's joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// The hip.
    pub hip: Vec3,
    /// The knee.
    pub knee: Vec3,
    /// The ankle.
    pub ankle: Vec3,
    /// Where the toes point.
    pub toes: Vec3,
    /// What the foot touches; never [`Foot::Auto`].
    pub touches: Foot,
    /// How far the foot is from what it should touch: the leg is too short.
    pub short_by: f64,
}

/// An arm's joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arm {
    /// The shoulder.
    pub shoulder: Vec3,
    /// The elbow.
    pub elbow: Vec3,
    /// The wrist.
    pub wrist: Vec3,
    /// Where the fingers point.
    pub fingers: Vec3,
    /// What the hand touches; never [`Hand::Auto`].
    pub touches: Hand,
    /// How far the hand is from what it should touch: the arm is too short.
    pub short_by: f64,
}

/// A person in one position. Of two limbs the first is the near one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Body {
    /// The middle between the hips.
    pub pelvis: Vec3,
    /// The middle of the back.
    pub mid: Vec3,
    /// The base of the neck.
    pub neck: Vec3,
    /// The middle of the head.
    pub head: Vec3,
    /// Where the body's front faces at the pelvis.
    pub front: Vec3,
    /// From the middle to the near side, at the pelvis.
    pub side: Vec3,
    /// Where the chest faces.
    pub chest_front: Vec3,
    /// From the middle of the chest to the near side.
    pub chest_side: Vec3,
    /// The legs.
    pub legs: [Leg; 2],
    /// The arms.
    pub arms: [Arm; 2],
}

impl Arm {
    /// An arm from its shoulder, which touches nothing yet; the directions are one long.
    fn hanging(shoulder: Vec3, upper: Vec3, fore: Vec3) -> Self {
        let elbow = shoulder + upper * UPPER_ARM;
        let wrist = elbow + fore * FOREARM;
        Self { shoulder, elbow, wrist, fingers: fore, touches: Hand::Air, short_by: 0.0 }
    }
}

impl Leg {
    /// A leg from its hip, which touches nothing yet; the directions are one long.
    fn hanging(hip: Vec3, thigh: Vec3, shin: Vec3) -> Self {
        let knee = hip + thigh * THIGH;
        let ankle = knee + shin * SHIN;
        Self { hip, knee, ankle, toes: Vec3::RIGHT, touches: Foot::Air, short_by: 0.0 }
    }

    /// Where a hand holds the back of the thigh.
    fn under_thigh(&self, body: &Body) -> Vec3 {
        self.hip + self.thigh() * (0.6 * THIGH) + self.behind(body) * 0.24
    }

    /// Where a hand holds the knee from the front.
    fn front_of_knee(&self, body: &Body) -> Vec3 {
        self.knee - self.behind(body) * 0.22 + self.shin() * 0.25
    }

    /// Hip to knee.
    pub fn thigh(&self) -> Vec3 {
        (self.knee - self.hip).unit_or(Vec3::RIGHT)
    }

    /// Knee to ankle.
    pub fn shin(&self) -> Vec3 {
        (self.ankle - self.knee).unit_or(Vec3::RIGHT)
    }

    /// The direction the back of the thigh faces.
    pub fn behind(&self, body: &Body) -> Vec3 {
        let thigh = self.thigh();
        let straight = (body.front * -1.0).across(thigh);
        let bent = self.shin().across(thigh);
        if bent.length() > 0.25 { bent.unit_or(thigh) } else { straight.unit_or(thigh) }
    }

    /// From the sole through the ankle.
    pub fn up(&self) -> Vec3 {
        let back = (self.shin() * -1.0).across(self.toes);
        if back.length() > 0.3 {
            back.unit_or(Vec3::UP)
        } else {
            self.toes.turned().unit_or(Vec3::UP)
        }
    }
}

impl Body {
    /// A point of the back's curve, from the pelvis (0) to the neck (1).
    pub fn spine(&self, t: f64) -> Vec3 {
        // A quadratic curve through the middle of the back: a bent back is round, no corner.
        let control = self.mid * 2.0 - (self.pelvis + self.neck) * 0.5;
        let a = self.pelvis + (control - self.pelvis) * t;
        let b = control + (self.neck - control) * t;
        a + (b - a) * t
    }

    /// Where a part is.
    pub fn part(&self, part: BodyPart) -> Vec3 {
        let lumbar = (self.mid - self.pelvis).unit_or(Vec3::UP);
        match part {
            BodyPart::NearThigh => self.legs[0].hip * 0.5 + self.legs[0].knee * 0.5,
            BodyPart::NearCalf => self.legs[0].knee * 0.5 + self.legs[0].ankle * 0.5,
            BodyPart::NearShoulder => self.arms[0].shoulder,
            BodyPart::Jaw => self.head - (self.head - self.neck) * 0.3 + self.chest_front * 0.2,
            BodyPart::NearKnee => self.legs[0].knee,
            BodyPart::FarKnee => self.legs[1].knee,
            BodyPart::NearFoot => self.legs[0].ankle,
            BodyPart::FarFoot => self.legs[1].ankle,
            BodyPart::NearHand => self.arms[0].wrist,
            BodyPart::FarHand => self.arms[1].wrist,
            BodyPart::NearHip => self.legs[0].hip,
            BodyPart::FarHip => self.legs[1].hip,
            BodyPart::Hips | BodyPart::Seat => self.pelvis,
            BodyPart::Back => self.mid,
            BodyPart::Belly => self.pelvis + lumbar * 0.9,
            BodyPart::Chest => self.neck - (self.neck - self.mid) * 0.35,
            BodyPart::Head => self.head,
        }
    }

    /// The same body elsewhere.
    fn moved(&mut self, by: Vec3) {
        for point in [&mut self.pelvis, &mut self.mid, &mut self.neck, &mut self.head] {
            *point = *point + by;
        }
        for leg in &mut self.legs {
            (leg.hip, leg.knee, leg.ankle) = (leg.hip + by, leg.knee + by, leg.ankle + by);
        }
        for arm in &mut self.arms {
            (arm.shoulder, arm.elbow, arm.wrist) =
                (arm.shoulder + by, arm.elbow + by, arm.wrist + by);
        }
    }

    /// The balls of the trunk that may rest on something, each with its radius.
    pub fn trunk(&self, frontal: bool) -> Vec<(Vec3, f64)> {
        if frontal {
            let hips = self.legs.iter().map(|leg| (leg.hip, girth::HIP));
            hips.chain(self.arms.iter().map(|arm| (arm.shoulder, girth::SHOULDER))).collect()
        } else {
            vec![
                (self.pelvis - self.front * 0.06, girth::PELVIS),
                (self.mid + (self.neck - self.mid) * 0.55, girth::CHEST),
                (self.neck, girth::NECK),
            ]
        }
    }
}

/// Whether the body's width lies in the picture: seen from the front, standing or lying on the
/// side.
pub fn is_frontal(pose: &Pose, position: Position) -> bool {
    matches!(pose.view, View::Front | View::Feet) || position == Position::SideLying
}

/// How high what carries the trunk is.
pub fn surface(pose: &Pose) -> f64 {
    let usual = match pose.support {
        Support::Floor | Support::Water => 0.0,
        Support::Seat => SEAT,
        Support::Bed => BED,
    };
    pose.height.map_or(usual, f64::from)
}

/// The positions at the start and at the end.
pub fn bodies(pose: &Pose, position: Position) -> [Body; 2] {
    let maker = PoseSolver { pose, position, frontal: is_frontal(pose, position) };
    let start = maker.body(&pose.start, None);
    let end = maker.body(&pose.end, Some(&start));
    [start, end]
}

/// The direction clockwise of another in the picture.
fn right_of(along: Vec3) -> Vec3 {
    along.turned() * -1.0
}

/// What is needed to make a body.
struct PoseSolver<'a> {
    pose: &'a Pose,
    position: Position,
    frontal: bool,
}

impl PoseSolver<'_> {
    /// One position; the end knows where things were at the start.
    fn body(&self, stance: &Stance, start: Option<&Body>) -> Body {
        let mut body = self.pointed(stance);
        self.set_down(&mut body, stance, start);
        for side in 0..2 {
            self.place_foot(&mut body, side, stance, start);
        }
        for side in 0..2 {
            self.cross_foot(&mut body, side, stance);
        }
        self.lay_head(&mut body, stance);
        for side in 0..2 {
            self.place_hand(&mut body, side, stance, start);
        }
        body
    }

    /// The body as the angles have it, the pelvis at the origin.
    fn pointed(&self, stance: &Stance) -> Body {
        // The direction of each part, in the order of the angles: the two halves of the back, then
        // both bones of either leg and of either arm.
        let ways: [Vec3; 10] = std::array::from_fn(|part| {
            Vec3::at(f64::from(stance.angles[part]), f64::from(stance.towards[part]))
        });
        let [lumbar, thoracic, ..] = ways;
        let pelvis = Vec3::default();
        let mid = lumbar * SPINE;
        let neck = mid + thoracic * SPINE;
        // Clockwise of a trunk is its front from the side, and its near side from the front.
        let facing = |along: Vec3| {
            if !self.frontal {
                (right_of(along), Vec3::NEAR)
            } else if lumbar.z < -0.7 {
                // A back that goes away from the viewer lies: its front is up.
                (Vec3::UP, Vec3::RIGHT)
            } else {
                (Vec3::NEAR, right_of(along))
            }
        };
        // Both at right angles to the trunk, however far it leans at the viewer; a quarter turn
        // takes the near side to where the back was.
        let turned = |along: Vec3, turn: f32| {
            let (front, side) = facing(along);
            let side = side.across(along).unit_or(side);
            let front = front.across(along).across(side).unit_or(front);
            let back = side.about(along, 90.0).dot(front) < 0.0;
            let turn = f64::from(turn) * if back { 1.0 } else { -1.0 };
            (front.about(along, turn), side.about(along, turn))
        };
        let (front, side) = turned(lumbar, stance.turn[0]);
        let (chest_front, chest_side) = turned(thoracic, stance.turn[1]);
        let legs =
            [(1.0, ways[2], ways[3]), (-1.0, ways[4], ways[5])].map(|(near, thigh, shin)| {
                Leg::hanging(pelvis + side * (near * HALF_HIPS), thigh, shin)
            });
        let arms =
            [(1.0, ways[6], ways[7]), (-1.0, ways[8], ways[9])].map(|(near, upper, fore)| {
                let shoulder = neck - thoracic * 0.22 + chest_side * (near * HALF_SHOULDERS);
                Arm::hanging(shoulder, upper, fore)
            });
        let nod = stance.head.map_or(thoracic, |angle| Vec3::at(f64::from(angle), 0.0));
        let head = neck + nod * NECK_TO_HEAD;
        Body { pelvis, mid, neck, head, front, side, chest_front, chest_side, legs, arms }
    }

    /// Puts the body on what carries it, and over the part that stays.
    fn set_down(&self, body: &mut Body, stance: &Stance, start: Option<&Body>) {
        if self.pose.support == Support::Water {
            return body.moved(Vec3::UP * 4.9);
        }
        let surface = surface(self.pose);
        let trunk = body.trunk(self.frontal);
        let mut clear =
            trunk.iter().map(|(at, radius)| at.y - radius - surface).fold(f64::MAX, f64::min);
        let lies = matches!(
            self.position,
            Position::Supine
                | Position::Prone
                | Position::SideLying
                | Position::Seated
                | Position::Kneeling
        );
        // Beside a bed legs hang; on the floor the lowest part carries.
        let legs = if self.pose.support == Support::Bed { &body.legs[..0] } else { &body.legs[..] };
        for (leg, foot) in legs.iter().zip(stance.feet) {
            let ground = match foot {
                Foot::Step => STEP,
                Foot::Stool => STOOL,
                _ => 0.0,
            };
            let sole = match foot {
                Foot::Ball => ANKLE + 0.45,
                _ if leg.shin().y.abs() < 0.45 => girth::ANKLE,
                _ => ANKLE,
            };
            clear = clear.min(leg.knee.y - girth::KNEE);
            // A foot that is put down afterwards carries nothing when the trunk or a knee does.
            if !(lies && !matches!(foot, Foot::Auto | Foot::Air) || foot == Foot::Pedal) {
                clear = clear.min(leg.ankle.y - sole - ground);
            }
        }
        if self.position == Position::SideLying {
            clear = body
                .arms
                .iter()
                .map(|arm| arm.elbow.y - girth::ELBOW - surface)
                .fold(clear, f64::min);
        }
        body.moved(Vec3::UP * -clear);
        let Some(start) = start else { return };
        let stays = self.pose.stays.unwrap_or(match self.position {
            Position::Supine => BodyPart::Chest,
            Position::Prone | Position::SideLying | Position::Seated => BodyPart::Hips,
            Position::Quadruped | Position::Kneeling => BodyPart::NearKnee,
            Position::Standing => BodyPart::NearFoot,
        });
        let by = start.part(stays) - body.part(stays);
        body.moved(Vec3 { y: 0.0, z: 0.0, ..by });
    }

    /// Puts a foot where it touches.
    fn place_foot(&self, body: &mut Body, side: usize, stance: &Stance, start: Option<&Body>) {
        let leg = &mut body.legs[side];
        let (thigh, shin) = (leg.thigh(), leg.shin());
        let level = shin.y.abs() < 0.45;
        let ground = match stance.feet[side] {
            Foot::Step => STEP,
            Foot::Stool => STOOL,
            _ => 0.0,
        };
        let near_floor = leg.ankle.y - ANKLE < NEAR_ENOUGH && self.pose.support != Support::Water;
        let on_bed = self.pose.support == Support::Bed
            && level
            && leg.ankle.y - surface(self.pose) < NEAR_ENOUGH;
        let touches = match stance.feet[side] {
            Foot::Auto if on_bed || (near_floor && level) => match self.pose.face {
                Face::Down => Foot::Instep,
                _ if self.frontal => Foot::Edge,
                _ => Foot::Heel,
            },
            Foot::Auto if near_floor => Foot::Floor,
            Foot::Auto => Foot::Air,
            other => other,
        };
        let height = match touches {
            Foot::Floor | Foot::Moved | Foot::Step | Foot::Stool => Some(ANKLE),
            Foot::Heel => Some(0.2),
            Foot::Edge => Some(0.2),
            Foot::Instep => Some(0.15),
            Foot::Ball => Some(ANKLE + 0.45),
            Foot::Air | Foot::Pedal | Foot::OtherKnee | Foot::Auto => None,
        };
        let was = start.map(|start| start.legs[side]).filter(|was| stays_put(touches, was.touches));
        let ground = if on_bed { surface(self.pose) } else { ground };
        if let Some(height) = height {
            let target = Vec3 { y: ground + height, ..was.map_or(leg.ankle, |was| was.ankle) };
            let pole = self.bends(leg.knee - leg.hip, (target - leg.hip).turned());
            (leg.knee, leg.ankle) = reach(leg.hip, target, THIGH, SHIN, pole);
            leg.short_by = (leg.ankle - target).length();
        }
        leg.touches = touches;
        let flat =
            matches!(touches, Foot::Floor | Foot::Moved | Foot::Step | Foot::Stool | Foot::Pedal);
        let shin = (leg.ankle - leg.knee).unit_or(shin);
        let bent = thigh.across(shin);
        leg.toes = match stance.toes {
            Some(toes) => Vec3::at(f64::from(toes[side]), 0.0),
            None if flat && self.frontal => {
                Vec3 { x: 0.6 * if side == 0 { 1.0 } else { -1.0 }, y: 0.0, z: 1.0 }
            }
            None if flat => Vec3::RIGHT,
            None if touches == Foot::Ball => Vec3::at(315.0, 0.0),
            None if self.pose.face == Face::Down || touches == Foot::Instep => shin,
            None if bent.length() > 0.35 => bent,
            None if self.frontal => {
                // Turned out a little, as feet hang; straight at the viewer they would look like
                // points.
                let out = if side == 0 { 0.5 } else { -0.5 };
                (Vec3::NEAR + body.side * out).across(shin)
            }
            None => shin.turned(),
        }
        .unit_or(Vec3::RIGHT);
    }

    /// The side a joint bends to: where its angles have it, out of the picture or seen from the
    /// front; else `forwards`, the only way it can, which is counter-clockwise of the line to its
    /// end for a knee and clockwise for an elbow.
    fn bends(&self, angles: Vec3, forwards: Vec3) -> Vec3 {
        if self.frontal || angles.z.abs() > 0.3 * angles.length() {
            angles + forwards * 0.001
        } else {
            forwards
        }
    }

    /// Lays an ankle across the other knee.
    fn cross_foot(&self, body: &mut Body, side: usize, stance: &Stance) {
        if stance.feet[side] != Foot::OtherKnee {
            return;
        }
        let other = body.legs[1 - side];
        let behind = other.behind(body);
        let leg = &mut body.legs[side];
        let target = other.knee - other.thigh() * 0.35 - behind * 0.38;
        let out = if side == 0 { 1.0 } else { -1.0 };
        (leg.knee, leg.ankle) = reach(leg.hip, target, THIGH, SHIN, leg.knee - leg.hip);
        leg.short_by = (leg.ankle - target).length();
        let shin = leg.shin();
        leg.toes = (Vec3::NEAR * -out + Vec3::UP * 0.2).across(shin).unit_or(Vec3::RIGHT);
        // The foot lies beyond the knee, its toes up or forwards.
        leg.toes = (other.thigh() * 0.6 - behind).across(shin).unit_or(leg.toes);
    }

    /// Lays the head down with a back or a front that lies.
    fn lay_head(&self, body: &mut Body, stance: &Stance) {
        let lies = match self.position {
            Position::Supine => body.neck.y - surface(self.pose) < 1.1,
            Position::Prone => body.neck.y - surface(self.pose) < 0.6,
            _ => false,
        };
        if stance.head.is_some() || !lies {
            return;
        }
        let pillow = if self.pose.props.contains(&Prop::PillowHead) { 0.3 } else { 0.0 };
        let lift = if self.position == Position::Prone { 0.1 } else { 0.0 };
        let rise = (surface(self.pose) + HEAD + pillow + lift - body.neck.y) / NECK_TO_HEAD;
        // A head is tipped, not broken off, however high the pillow.
        let rise = rise.clamp(-0.55, 0.55);
        let level = Vec3 { y: 0.0, ..body.neck - body.mid }.unit_or(Vec3::RIGHT);
        body.head =
            body.neck + (level * (1.0 - rise * rise).sqrt() + Vec3::UP * rise) * NECK_TO_HEAD;
    }

    /// Puts a hand where it touches.
    fn place_hand(&self, body: &mut Body, side: usize, stance: &Stance, start: Option<&Body>) {
        let was = start.map(|start| start.arms[side]);
        let arm = body.arms[side];
        let surface = if self.pose.support == Support::Bed { surface(self.pose) } else { 0.0 };
        let near_floor = (arm.wrist.y - surface - WRIST).abs() < NEAR_ENOUGH
            && self.pose.support != Support::Water;
        let touches = match stance.hands[side] {
            Hand::Auto if near_floor => Hand::Floor,
            Hand::Auto => Hand::Air,
            other => other,
        };
        let palm = self.palm(body, side, touches);
        let body_side = body.chest_side;
        let forearm = (arm.wrist - arm.elbow).unit_or(Vec3::RIGHT);
        let (target, fingers) = match touches {
            Hand::Air | Hand::Auto => (None, None),
            Hand::Floor | Hand::Moved => {
                let kept = was.filter(|was| touches == Hand::Floor && was.touches == Hand::Floor);
                let flat = Vec3 { x: forearm.x, y: 0.0, z: forearm.z };
                let flat =
                    if flat.length() < 0.1 { Vec3::RIGHT } else { flat.unit_or(Vec3::RIGHT) };
                let at = kept.map_or(arm.wrist, |was| was.wrist);
                (
                    Some(Vec3 { y: surface + WRIST, ..at }),
                    Some(kept.map_or(flat, |was| was.fingers)),
                )
            }
            Hand::Rail => {
                let held = was.filter(|was| was.touches == Hand::Rail);
                (Some(held.map_or(arm.wrist, |was| was.wrist)), None)
            }
            _ => (palm.map(|palm| palm - (palm - arm.elbow).unit_or(forearm) * 0.2), None),
        };
        let arm = &mut body.arms[side];
        if let Some(target) = target {
            // A shoulder goes along with an arm that reaches far.
            let far = (target - arm.shoulder).length() - (UPPER_ARM + FOREARM - 0.001);
            let along = (target - arm.shoulder).unit_or(Vec3::RIGHT) * far.clamp(0.0, SHRUG);
            (arm.shoulder, arm.elbow) = (arm.shoulder + along, arm.elbow + along);
            let pole =
                self.bends(arm.elbow - arm.shoulder, (target - arm.shoulder).turned() * -1.0);
            // A hand on the trunk or before it: the elbow stays outside, at its side.
            let out = body_side * if side == 0 { 1.0 } else { -1.0 };
            let outwards = match touches {
                Hand::Belly | Hand::Chest | Hand::Hip | Hand::Mouth => 1.0,
                Hand::NearThigh | Hand::FarThigh | Hand::NearKnee | Hand::FarKnee => 0.6,
                _ => 0.0,
            };
            let pole = if outwards > 0.0 { pole.unit_or(out) + out * outwards } else { pole };
            (arm.elbow, arm.wrist) = reach(arm.shoulder, target, UPPER_ARM, FOREARM, pole);
            arm.short_by = (arm.wrist - target).length();
        }
        let forearm = (arm.wrist - arm.elbow).unit_or(forearm);
        let to_palm = palm.map(|palm| (palm - arm.wrist).unit_or(forearm) + forearm * 0.6);
        // A hand on the trunk lies flat on it, and one behind a thigh goes across it.
        let inwards = body.chest_side * if side == 0 { -1.0 } else { 1.0 };
        let to_palm = match touches {
            Hand::Belly | Hand::Chest => to_palm.map(|way| way.across(body.front) + way * 0.15),
            Hand::NearThigh | Hand::FarThigh => to_palm.map(|way| inwards + way * 0.3),
            _ => to_palm,
        };
        arm.fingers = fingers.or(to_palm).unwrap_or(forearm).unit_or(forearm);
        arm.touches = touches;
    }

    /// Where the palm goes that touches a part of the body or the seat.
    fn palm(&self, body: &Body, side: usize, touches: Hand) -> Option<Vec3> {
        let near = if side == 0 { 1.0 } else { -1.0 };
        let (own, chest_own) = (body.side * near, body.chest_side * near);
        let lumbar = (body.mid - body.pelvis).unit_or(Vec3::UP);
        let thoracic = (body.neck - body.mid).unit_or(Vec3::UP);
        let chest_front = body.chest_front;
        let [near, far] = &body.legs;
        Some(match touches {
            Hand::Belly => body.pelvis + lumbar * 0.8 + body.front * 0.52 + own * 0.12,
            Hand::Chest => body.mid + thoracic * 0.75 + chest_front * 0.64 + chest_own * 0.05,
            Hand::Hip => {
                body.pelvis
                    + lumbar * 0.75
                    + body.front * 0.15
                    + own * if self.frontal { 0.6 } else { 0.45 }
            }
            Hand::HipBack => body.pelvis + lumbar * 0.65 - body.front * 0.5 + own * 0.3,
            Hand::Mouth => body.head + chest_front * 0.5 - thoracic * 0.15,
            Hand::NearThigh => near.under_thigh(body),
            Hand::FarThigh => far.under_thigh(body),
            Hand::NearKnee => near.front_of_knee(body),
            Hand::FarKnee => far.front_of_knee(body),
            Hand::NearFoot => near.ankle + near.toes * 0.35,
            Hand::FarFoot => far.ankle + far.toes * 0.35,
            Hand::Lap => {
                let leg = &body.legs[side];
                leg.hip + leg.thigh() * (0.55 * THIGH) - leg.behind(body) * 0.32
            }
            Hand::Seat => {
                Vec3 { y: surface(self.pose) + 0.1, ..body.pelvis - body.front * 0.75 + own * 0.45 }
            }
            Hand::Head => body.head - Vec3::UP * 0.36 + thoracic * 0.1 + own * 0.1,
            Hand::StickHigh => body.neck + thoracic * 0.15 - chest_front * 0.5,
            Hand::StickLow => body.pelvis + lumbar * 0.75 - body.front * 0.55,
            Hand::Auto | Hand::Air | Hand::Floor | Hand::Moved | Hand::Rail => return None,
        })
    }
}

/// Whether a foot that touched something at the start is still there at the end.
fn stays_put(now: Foot, before: Foot) -> bool {
    match now {
        Foot::Floor => matches!(before, Foot::Floor | Foot::Moved),
        Foot::Heel | Foot::Ball | Foot::Step | Foot::Stool => now == before,
        _ => false,
    }
}

/// Two bones from `root` to `target`, the joint between them on the side `pole` points to; as far
/// as they go.
fn reach(root: Vec3, target: Vec3, first: f64, second: f64, pole: Vec3) -> (Vec3, Vec3) {
    let line = target - root;
    let along = line.unit_or(Vec3::RIGHT);
    // Beyond the length of both bones the target is missed, and the drawing says so as a fault.
    let distance = line.length().clamp((first - second).abs() + 0.05, first + second);
    let reached = (distance * distance + first * first - second * second) / (2.0 * distance);
    let out = (first * first - reached * reached).max(0.0).sqrt();
    let bend = pole.across(along).unit_or(along.turned());
    (root + along * reached + bend * out, root + along * distance)
}
