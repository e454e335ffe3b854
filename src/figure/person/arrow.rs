//! The arrows of a drawing: which part moves, and which way.
//!
//! An arrow stands in the room a part has left, or in front of it where it has hardly moved, so
//! that it hides no limb. It is hollow, light with a dark outline, and so stands out from dark and
//! light limbs alike.

use crate::domain::programme::pose::{Arrow, BodyPart, Way};

use super::shape::{Shape, Tone};
use super::skeleton::Body;
use super::vector::{Projection, Vec2, Vec3};

/// The shortest arrow.
const SHORTEST: f64 = 0.95;
/// White between an arrow and the body.
const GAP: f64 = 0.14;
/// Half the shaft's width, half the head's width, and the head's length.
const SHAFT: f64 = 0.1;
const BARB: f64 = 0.3;
const HEAD: f64 = 0.42;

/// Parts a drawing looks at when its data names no arrow, and how much farther than the others each
/// has to go.
const CANDIDATES: [(BodyPart, f64); 8] = [
    (BodyPart::NearFoot, 1.0),
    (BodyPart::FarFoot, 1.0),
    (BodyPart::NearKnee, 1.0),
    (BodyPart::FarKnee, 1.0),
    (BodyPart::Hips, 1.0),
    (BodyPart::Head, 0.9),
    (BodyPart::NearHand, 0.7),
    (BodyPart::FarHand, 0.7),
];

/// The part that moves farthest; `None` when nothing moves.
pub fn mover(start: &Body, end: &Body) -> Option<BodyPart> {
    let ways = CANDIDATES
        .map(|(part, weight)| (part, (end.part(part) - start.part(part)).length() * weight));
    let (part, way) = ways.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (way > 0.25).then_some(part)
}

/// How far the body reaches from a part's middle.
fn radius(part: BodyPart) -> f64 {
    match part {
        BodyPart::NearThigh | BodyPart::NearShoulder => 0.3,
        BodyPart::NearKnee | BodyPart::FarKnee | BodyPart::NearCalf => 0.27,
        BodyPart::Jaw => 0.25,
        BodyPart::NearFoot | BodyPart::FarFoot => 0.24,
        BodyPart::NearHand | BodyPart::FarHand => 0.2,
        BodyPart::NearHip | BodyPart::FarHip => 0.4,
        BodyPart::Hips | BodyPart::Seat | BodyPart::Chest => 0.52,
        BodyPart::Back | BodyPart::Belly => 0.45,
        BodyPart::Head => 0.5,
    }
}

/// The middle of a part as it is seen.
pub fn seen(body: &Body, part: BodyPart, eye: Projection) -> Vec2 {
    let feet = body.legs.map(|leg| leg.ankle + leg.toes * 0.2);
    let hands = body.arms.map(|arm| arm.wrist + arm.fingers * 0.15);
    eye.project(match part {
        BodyPart::NearFoot => feet[0],
        BodyPart::FarFoot => feet[1],
        BodyPart::NearHand => hands[0],
        BodyPart::FarHand => hands[1],
        // The underside of the hips, away from the trunk.
        BodyPart::Seat => body.pelvis - (body.mid - body.pelvis) * 0.28,
        part => body.part(part),
    })
}

/// An arrow beside a body at the end of its movement, which went from `start` by way of `half`.
pub fn shapes(arrow: Arrow, [start, half, end]: [&Body; 3], eye: Projection) -> Vec<Shape> {
    let at = seen(end, arrow.part, eye);
    let radius = radius(arrow.part);
    match arrow.way {
        Way::Moves => moves([start, half, end].map(|body| seen(body, arrow.part, eye)), radius),
        Way::Goes(angle) => {
            let from = off(at, angle, radius + GAP);
            block(&[from, off(from, angle, SHORTEST)], false)
        }
        Way::Pressed(angle) => {
            // Its bar is where the part meets what holds it.
            let to = off(at, angle, radius);
            force(off(to, angle, -SHORTEST), to)
        }
        Way::ThereAndBack(angle) => {
            let from = off(at, angle, radius + GAP);
            block(&[from, off(from, angle, 1.25 * SHORTEST)], true)
        }
        Way::Tightens => {
            let out = eye.project(match arrow.part {
                BodyPart::Hips | BodyPart::Seat | BodyPart::Back => Vec3::default() - end.front,
                BodyPart::Belly | BodyPart::Chest => end.front,
                _ => Vec3::UP,
            });
            let out = out.1.atan2(out.0).to_degrees();
            let edge = off(at, out.round() as i32, radius + GAP);
            [-90, 90]
                .into_iter()
                .flat_map(|turn| converging(edge, out.round() as i32 + turn))
                .collect()
        }
        Way::Turns { clockwise } => turning(at, radius + GAP + 0.18, clockwise),
    }
}

/// What presses: short, solid and red, with the bar it presses against.
fn force(from: Vec2, to: Vec2) -> Vec<Shape> {
    let far = distance(from, to).max(1e-6);
    let (x, y) = ((to.0 - from.0) / far, (to.1 - from.1) / far);
    let at =
        |along: f64, aside: f64| (from.0 + x * along - y * aside, from.1 + y * along + x * aside);
    let neck = far - 0.36;
    let outline = vec![
        at(0.0, 0.13),
        at(neck, 0.13),
        at(neck, 0.3),
        at(far - 0.06, 0.0),
        at(neck, -0.3),
        at(neck, -0.13),
        at(0.0, -0.13),
    ];
    let bar = vec![at(far, 0.36), at(far, -0.36)];
    vec![
        Shape::outline(outline.clone(), 0.2, Tone::Halo),
        Shape::line(bar.clone(), 0.26, Tone::Halo),
        Shape::filled(outline, Tone::Force),
        Shape::line(bar, 0.13, Tone::Force),
    ]
}

/// One side of what tightens: two angles, one behind the other, that point at a place.
fn converging(at: Vec2, angle: i32) -> Vec<Shape> {
    let angles = [0.16, 0.5].map(|by| {
        let tip = off(at, angle, by);
        let back = off(at, angle, by + 0.28);
        vec![off(back, angle + 90, 0.3), tip, off(back, angle - 90, 0.3)]
    });
    let lines =
        |width: f64, tone: Tone| angles.clone().map(|points| Shape::line(points, width, tone));
    lines(0.24, Tone::Halo).into_iter().chain(lines(0.11, Tone::Force)).collect()
}

/// What turns in its place: three quarters of a circle, with a head.
fn turning(at: Vec2, radius: f64, clockwise: bool) -> Vec<Shape> {
    let way = if clockwise { -9 } else { 9 };
    let path: Vec<Vec2> = (0..=28).map(|step| off(at, 90 + 45 + way * step, radius)).collect();
    block(&path, false)
}

/// The distance of two points.
fn distance(a: Vec2, b: Vec2) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The point so far from one on the way to another.
fn toward(from: Vec2, to: Vec2, by: f64) -> Vec2 {
    let far = distance(from, to).max(1e-6);
    (from.0 + (to.0 - from.0) / far * by, from.1 + (to.1 - from.1) / far * by)
}

/// A point so far off at an angle.
fn off((x, y): Vec2, angle: i32, far: f64) -> Vec2 {
    let (sin, cos) = f64::from(angle).to_radians().sin_cos();
    (x + far * cos, y + far * sin)
}

/// A point of a quadratic curve from `a` by way of the control `b` to `c`, at `t` from 0 to 1.
fn curved(a: Vec2, b: Vec2, c: Vec2, t: f64) -> Vec2 {
    let [x, y] = [[a.0, b.0, c.0], [a.1, b.1, c.1]]
        .map(|[a, b, c]| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c);
    (x, y)
}

/// An arrow along the way a part took, in the room it has left; in front of it when that is too
/// short.
fn moves([start, half, end]: [Vec2; 3], radius: f64) -> Vec<Shape> {
    // A quadratic curve through the three positions of the part.
    let control = (2.0 * half.0 - (start.0 + end.0) / 2.0, 2.0 * half.1 - (start.1 + end.1) / 2.0);
    let path: Vec<Vec2> =
        (0..=24).map(|step| curved(start, control, end, f64::from(step) / 24.0)).collect();
    let left: Vec<Vec2> =
        path.iter().copied().filter(|at| distance(*at, end) >= radius + GAP).collect();
    let length: f64 = left.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    if length >= SHORTEST {
        return block(&left, false);
    }
    // The way of the last fifth goes on beyond the part.
    let before = curved(start, control, end, 0.8);
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let far = dx.hypot(dy).max(1e-6);
    let ends = [radius + GAP, radius + GAP + SHORTEST]
        .map(|by| (end.0 + dx / far * by, end.1 + dy / far * by));
    block(&ends, false)
}

/// A block arrow along a path, with a head at its end, and one at its start when it goes there and
/// back.
fn block(path: &[Vec2], both: bool) -> Vec<Shape> {
    let Some(((first, last), inner)) =
        path.first().copied().zip(path.last().copied()).map(|ends| (ends, path))
    else {
        return Vec::new();
    };
    let shaft: Vec<Vec2> = {
        // The shaft ends where the heads begin.
        let clear = inner
            .iter()
            .copied()
            .filter(|at| distance(*at, last) > HEAD && (!both || distance(*at, first) > HEAD));
        let mut points: Vec<Vec2> = clear.collect();
        let before_last = points.last().copied().unwrap_or(first);
        let neck = toward(last, before_last, HEAD);
        if both {
            let after_first = points.first().copied().unwrap_or(last);
            points.insert(0, toward(first, after_first, HEAD));
        }
        points.push(neck);
        points
    };
    let end = shaft.len() - 1;
    let mut outline: Vec<Vec2> = Vec::new();
    if both {
        outline.extend([aside(&shaft, 0, -BARB), first, aside(&shaft, 0, BARB)]);
    }
    outline.extend((0..=end).map(|at| aside(&shaft, at, SHAFT)));
    outline.extend([aside(&shaft, end, BARB), last, aside(&shaft, end, -BARB)]);
    outline.extend((0..=end).rev().map(|at| aside(&shaft, at, -SHAFT)));
    vec![
        Shape::outline(outline.clone(), 0.26, Tone::Halo),
        Shape::filled(outline.clone(), Tone::Arrow),
        Shape::outline(outline, 0.075, Tone::ArrowEdge),
    ]
}

/// The point so far to the left of a point of a path, at right angles to it; negative to the right.
fn aside(path: &[Vec2], at: usize, by: f64) -> Vec2 {
    let (a, b) = (path[at.saturating_sub(1)], path[(at + 1).min(path.len() - 1)]);
    let far = distance(a, b).max(1e-6);
    (path[at].0 - (b.1 - a.1) / far * by, path[at].1 + (b.0 - a.0) / far * by)
}

/// A straight arrow from one point to another.
pub fn straight(from: Vec2, to: Vec2) -> Vec<Shape> {
    block(&[from, to], false)
}
