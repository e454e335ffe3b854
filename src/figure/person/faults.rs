//! What no body does: knees that bend forwards, people who float, hands that do not reach.
//!
//! Whoever writes a pose is told of these before anybody is shown them. The limits are design
//! choices: generous round numbers for healthy joints, to find slips of the pen and not stiffness.

use crate::domain::programme::exercise::{Exercise, Position};
use crate::domain::programme::pose::{Foot, Pose, Support};

use super::skeleton::{self, ANKLE, Body, HEAD, STEP, STOOL, girth, is_frontal, surface};
use super::solid::Hold;
use super::vector::Vec3;
use super::{props, scene};

/// How far a knee or an elbow bends back, and how far it bends, in degrees.
const KNEE: std::ops::RangeInclusive<f64> = -6.0..=160.0;
const ELBOW: std::ops::RangeInclusive<f64> = -8.0..=155.0;
/// How far a thigh goes behind the trunk, and how far in front.
const HIP: std::ops::RangeInclusive<f64> = -40.0..=150.0;
/// The most a back bends between its two halves, and a neck against the back.
const BACK: f64 = 75.0;
const NECK: f64 = 80.0;
/// How far a body may sink into what carries it, or float above it: soft parts give way.
const CLOSE: f64 = 0.14;
/// How far a hand or a foot may be from what it touches.
const REACH: f64 = 0.3;
/// Half the depth and half the breadth of the core of the trunk, that no limb goes through.
const CORE: (f64, f64) = (0.3, 0.42);
/// How near the middle lines of two legs come only when one goes through the other.
const CROSS: f64 = 0.12;
/// How near a thing the middle line of a leg comes only when the leg goes through it: less than
/// half the breadth of an ankle.
const IN_A_THING: f64 = 0.05;
/// In how many places a bone is looked at: less than the breadth of a rod from one to the next.
const SAMPLES: u32 = 24;
/// How far something has to move to be seen.
const SEEN: f64 = 0.15;

/// What is wrong with the drawing of an exercise, a sentence each; nothing when it can be drawn as
/// it is, or is not drawn at all.
pub fn faults(exercise: &Exercise) -> Vec<String> {
    let Some(pose) = &exercise.pose else { return Vec::new() };
    let position = exercise.position;
    let bodies = skeleton::bodies(pose, position);
    let mut faults = Vec::new();
    for (body, when) in bodies.iter().zip(["at the start", "at the end"]) {
        joints(body, is_frontal(pose, position), when, &mut faults);
        contacts(body, pose, position, when, &mut faults);
        crossings(body, when, &mut faults);
        things(pose, position, &bodies, usize::from(when == "at the end"), &mut faults);
    }
    if pose.start != pose.end && pose.captions.is_none() {
        let moved = travelled(&bodies);
        if moved < SEEN {
            faults
                .push("the start and the end differ, but nothing in the drawing moves".to_owned());
        }
    }
    faults
}

/// Limbs that go through the trunk, or through another limb.
fn crossings(body: &Body, when: &str, faults: &mut Vec<String>) {
    let between = |from: Vec3, to: Vec3, t: f64| from + (to - from) * t;
    for (leg, side) in body.legs.iter().zip(["near", "far"]) {
        let points = [
            between(leg.hip, leg.knee, 0.75),
            leg.knee,
            between(leg.knee, leg.ankle, 0.5),
            leg.ankle,
        ];
        if points.iter().any(|point| is_inside(body, *point)) {
            faults.push(format!("{when} the {side} leg goes through the body"));
        }
    }
    for (arm, side) in body.arms.iter().zip(["near", "far"]) {
        let points = [arm.elbow, between(arm.elbow, arm.wrist, 0.5), arm.wrist];
        if points.iter().any(|point| is_inside(body, *point)) {
            faults.push(format!("{when} the {side} arm goes through the body"));
        }
    }
    let [near, far] = body.legs.map(|leg| [(leg.hip, leg.knee), (leg.knee, leg.ankle)]);
    // Thighs meet at the hips, and an ankle may lie on the other knee: only bones that truly cross
    // are nearer than this.
    let cross = near.iter().any(|one| far.iter().any(|other| apart(*one, *other) < CROSS));
    if cross {
        faults.push(format!("{when} one leg goes through the other"));
    }
}

/// Parts of the body that go through a thing: a chair, a rail, a pillow.
fn things(
    pose: &Pose,
    position: Position,
    bodies: &[Body; 2],
    which: usize,
    faults: &mut Vec<String>,
) {
    let eye = scene::eye(pose, is_frontal(pose, position));
    let when = ["at the start", "at the end"][which];
    let body = &bodies[which];
    for thing in props::around(pose, position, bodies, which, eye).solids {
        let is_hit = |bones: &[(Vec3, Vec3)], near: f64| {
            bones.iter().any(|(from, to)| {
                (1..=SAMPLES).any(|step| {
                    let share = f64::from(step) / f64::from(SAMPLES);
                    thing.holds(*from + (*to - *from) * share, near)
                })
            })
        };
        let legs = body.legs.iter().zip(["the near leg", "the far leg"]).map(|(leg, part)| {
            let toes = leg.ankle + leg.toes * 0.5;
            let bones = [(leg.hip, leg.knee), (leg.knee, leg.ankle), (leg.ankle, toes)];
            (part, is_hit(&bones, IN_A_THING))
        });
        let arms = body.arms.iter().zip(["the near arm", "the far arm"]).map(|(arm, part)| {
            // What a hand holds begins where the hand is.
            let bones = [(arm.shoulder, arm.elbow), (arm.elbow, arm.wrist)];
            let free = if thing.hold == Hold::InHands { &bones[..1] } else { &bones[..] };
            (part, is_hit(free, 0.0))
        });
        let middle = [
            ("the trunk", is_hit(&[(body.pelvis, body.mid), (body.mid, body.neck)], IN_A_THING)),
            ("the head", thing.holds(body.head, HEAD * 0.6)),
        ];
        let name: &str = thing.prop.into();
        for (part, _) in legs.chain(arms).chain(middle).filter(|(_, hit)| *hit) {
            let fault = format!("{when} {part} goes through the thing `{name}`");
            // A thing is made of several parts, and one fault of it is enough.
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
}

/// Whether a point is in the core of the trunk: soft parts may be pressed.
fn is_inside(body: &Body, point: Vec3) -> bool {
    (0..=12).any(|step| {
        let t = f64::from(step) / 12.0;
        let off = point - body.spine(t);
        let (front, side) =
            if t < 0.5 { (body.front, body.side) } else { (body.chest_front, body.chest_side) };
        let along = front.cross(side);
        let [deep, wide, long] = [front, side, along].map(|axis| off.dot(axis));
        long.abs() < 0.15 && (deep / CORE.0).powi(2) + (wide / CORE.1).powi(2) < 1.0
    })
}

/// The least distance of two bones, sampled.
fn apart(one: (Vec3, Vec3), other: (Vec3, Vec3)) -> f64 {
    const STEPS: u32 = 16;
    let points = |(from, to): (Vec3, Vec3)| {
        (0..=STEPS).map(move |step| from + (to - from) * (f64::from(step) / f64::from(STEPS)))
    };
    points(one).flat_map(|a| points(other).map(move |b| (a - b).length())).fold(f64::MAX, f64::min)
}

/// Every joint of a body, and where its toes end.
fn joint_points(body: &Body) -> Vec<Vec3> {
    let legs = body.legs.iter().flat_map(|leg| [leg.knee, leg.ankle, leg.ankle + leg.toes]);
    let arms = body.arms.iter().flat_map(|arm| [arm.elbow, arm.wrist]);
    legs.chain(arms).chain([body.pelvis, body.mid, body.neck, body.head]).collect()
}

/// How far the part that moves farthest goes.
fn travelled([start, end]: &[Body; 2]) -> f64 {
    joint_points(start)
        .into_iter()
        .zip(joint_points(end))
        .map(|(from, to)| (to - from).length())
        .fold(0.0, f64::max)
}

/// Joints that bend too far, or the wrong way.
fn joints(body: &Body, frontal: bool, when: &str, faults: &mut Vec<String>) {
    let (lumbar, thoracic) = (body.mid - body.pelvis, body.neck - body.mid);
    let neck = thoracic.angle_to(body.head - body.neck);
    let mut bends = vec![
        ("the back".to_owned(), lumbar.angle_to(thoracic), 0.0..=BACK),
        ("the neck".to_owned(), neck, 0.0..=NECK),
    ];
    for (leg, side) in body.legs.iter().zip(["near", "far"]) {
        let (thigh, shin) = (leg.knee - leg.hip, leg.ankle - leg.knee);
        bends.push((format!("the {side} knee"), bend(thigh, shin, -1.0, frontal), KNEE));
        bends.push((format!("the {side} hip"), bend(lumbar * -1.0, thigh, 1.0, frontal), HIP));
    }
    for (arm, side) in body.arms.iter().zip(["near", "far"]) {
        let bent = bend(arm.elbow - arm.shoulder, arm.wrist - arm.elbow, 1.0, frontal);
        bends.push((format!("the {side} elbow"), bent, ELBOW));
    }
    for (what, bent, range) in bends.into_iter().filter(|(_, bent, range)| !range.contains(bent)) {
        let (least, most) = (range.start(), range.end());
        faults.push(format!(
            "{when} {what} is bent by {bent:.0} degrees; {least:.0} to {most:.0} are possible"
        ));
    }
}

/// How far a limb is bent against the one before it, in degrees; below 0 the wrong way.
///
/// Seen from the side a bend has a direction: forwards is counter-clockwise (1) for a thigh and a
/// forearm, and clockwise (-1) for a shin. Out of the picture, and seen from the front, only how
/// far is known.
fn bend(from: Vec3, to: Vec3, forwards: f64, frontal: bool) -> f64 {
    let angle = from.angle_to(to);
    let turn = (from.x * to.y - from.y * to.x) * forwards;
    let in_picture = !frontal && [from, to].iter().all(|limb| limb.z.abs() < 0.35 * limb.length());
    if in_picture && turn < 0.0 { -angle } else { angle }
}

/// Parts that sink, a body that floats, hands and feet that do not reach.
fn contacts(body: &Body, pose: &Pose, position: Position, when: &str, faults: &mut Vec<String>) {
    for (leg, side) in body.legs.iter().zip(["near", "far"]) {
        if leg.short_by > REACH {
            faults.push(format!("{when} the {side} foot does not reach what it stands on"));
        }
    }
    for (arm, side) in body.arms.iter().zip(["near", "far"]) {
        if arm.short_by > REACH {
            faults.push(format!("{when} the {side} hand does not reach what it touches"));
        }
    }
    if !props::has_floor(pose) {
        return;
    }
    let surface = surface(pose);
    let trunk = body.trunk(is_frontal(pose, position));
    let lowest_trunk =
        trunk.iter().map(|(at, radius)| at.y - radius - surface).fold(f64::MAX, f64::min);
    // A foot or a knee may hang beside a seat or a bed, but not below the floor.
    let ends = body.legs.iter().flat_map(|leg| {
        let ground = match leg.touches {
            Foot::Step => STEP,
            Foot::Stool => STOOL,
            _ => 0.0,
        };
        let sole = match leg.touches {
            Foot::Floor | Foot::Moved | Foot::Step | Foot::Stool => ANKLE,
            Foot::Ball => ANKLE + 0.45,
            _ => girth::ANKLE,
        };
        [leg.knee.y - girth::KNEE, leg.ankle.y - sole - ground]
    });
    // Knee, foot, knee, foot.
    let ends: Vec<f64> = ends.collect();
    let arms = body.arms.iter().flat_map(|arm| [arm.elbow.y - girth::ELBOW, arm.wrist.y - 0.1]);
    let lowest =
        ends.iter().copied().chain(arms).chain([body.head.y - HEAD]).fold(f64::MAX, f64::min);
    if lowest < -CLOSE || lowest_trunk + surface < -CLOSE {
        faults.push(format!("{when} a part of the body is below the floor"));
    }
    let [closest_knee, closest_foot] = [0, 1].map(|first| {
        ends.iter().skip(first).step_by(2).fold(f64::MAX, |least, end| least.min(end.abs()))
    });
    let carried = match position {
        Position::Standing if pose.support == Support::Floor => closest_foot,
        Position::Kneeling | Position::Quadruped => closest_knee,
        _ => lowest_trunk.abs().min(lowest.abs()),
    };
    let raised =
        if pose.support == Support::Floor && position == Position::Seated { surface } else { 0.0 };
    if carried > CLOSE + raised {
        faults.push(format!("{when} the body floats above what carries it"));
    }
}
