//! A person's outline from the joints: tapered limbs, a trunk with volume, head, hands and feet.
//!
//! Parts come in groups to be painted from the farthest to the nearest. Knows nothing of poses or
//! things.

use super::shape::{Ball, Shape, Tone, chain, hull};
use super::skeleton::{Arm, Body, HEAD, Leg, girth};
use super::vector::{Projection, Vec3};
use crate::domain::programme::pose::{Foot, Hand};

/// Shapes that are painted together, and how near they are.
pub struct PaintLayer {
    /// How far towards the viewer.
    pub near: f64,
    /// What is painted.
    pub shapes: Vec<Shape>,
}

/// The tone of a limb: the first of two is the near one.
fn limb_tone(side: usize) -> Tone {
    if side == 0 { Tone::Near } else { Tone::Far }
}

/// What decides between two limbs at one depth: the near one is painted last.
fn nudge(side: usize) -> f64 {
    if side == 0 { 0.05 } else { -0.05 }
}

/// How near a leg is as a whole.
fn depth(leg: &Leg) -> f64 {
    (leg.hip.z + leg.knee.z + leg.ankle.z) / 3.0
}

/// The groups of a body.
pub fn groups(body: &Body, frontal: bool, eye: Projection) -> Vec<PaintLayer> {
    let painter = BodyPainter { eye };
    let mut groups = vec![PaintLayer {
        near: (body.pelvis.z + body.neck.z) / 2.0,
        shapes: painter.trunk(body, frontal),
    }];
    for (side, leg) in body.legs.iter().enumerate() {
        // An ankle that lies across the other knee is in front of it.
        let across = leg.touches == Foot::OtherKnee;
        let near =
            if across { depth(leg).max(depth(&body.legs[1 - side])) + 0.1 } else { depth(leg) }
                + nudge(side);
        groups.push(PaintLayer { near, shapes: chain(&painter.leg(leg), limb_tone(side)) });
    }
    for (side, arm) in body.arms.iter().enumerate() {
        let near = (arm.shoulder.z + arm.elbow.z + arm.wrist.z) / 3.0 + 1.4 * nudge(side);
        let hulls = painter.arm(arm);
        let on_trunk = matches!(arm.touches, Hand::Belly | Hand::Chest);
        if side == 1 && on_trunk && !frontal {
            // The far hand lies on top of the trunk that hides its arm.
            groups.push(PaintLayer { near: 0.01, shapes: chain(&hulls[2..], limb_tone(side)) });
        }
        groups.push(PaintLayer { near, shapes: chain(&hulls, limb_tone(side)) });
    }
    groups.sort_by(|a, b| a.near.total_cmp(&b.near));
    groups
}

/// Turns joints into outlines.
struct BodyPainter {
    eye: Projection,
}

impl BodyPainter {
    fn ball(&self, at: Vec3, radius: f64) -> Ball {
        (self.eye.project(at), radius)
    }

    /// Thigh, calf and foot.
    fn leg(&self, leg: &Leg) -> Vec<Vec<Ball>> {
        let (thigh, shin) = (leg.knee - leg.hip, leg.ankle - leg.knee);
        let up = leg.up();
        let calf_behind = (thigh.unit_or(Vec3::UP) * -1.0 + shin.unit_or(Vec3::UP))
            .across(shin.unit_or(Vec3::UP));
        let calf = leg.knee + shin * 0.3 + calf_behind.unit_or(Vec3::default()) * 0.05;
        vec![
            vec![
                self.ball(leg.hip, 0.36),
                self.ball(leg.hip + thigh * 0.35, 0.335),
                self.ball(leg.knee, girth::KNEE),
            ],
            vec![
                self.ball(leg.knee, girth::KNEE),
                self.ball(calf, 0.235),
                self.ball(leg.ankle, girth::ANKLE),
            ],
            vec![
                self.ball(leg.ankle, girth::ANKLE),
                self.ball(leg.ankle - leg.toes * 0.12 - up * 0.13, 0.13),
                self.ball(leg.ankle + leg.toes * 0.3 - up * 0.13, 0.13),
                self.ball(leg.ankle + leg.toes * 0.62 - up * 0.18, 0.085),
            ],
        ]
    }

    /// Upper arm, forearm and hand.
    fn arm(&self, arm: &Arm) -> Vec<Vec<Ball>> {
        let forearm = arm.wrist - arm.elbow;
        vec![
            vec![self.ball(arm.shoulder, girth::SHOULDER), self.ball(arm.elbow, girth::ELBOW)],
            vec![
                self.ball(arm.elbow, girth::ELBOW),
                self.ball(arm.elbow + forearm * 0.3, 0.15),
                self.ball(arm.wrist, 0.1),
            ],
            vec![
                self.ball(arm.wrist, 0.1),
                self.ball(arm.wrist + arm.fingers * 0.17, 0.12),
                self.ball(arm.wrist + arm.fingers * 0.34, 0.075),
            ],
        ]
    }

    /// Pelvis, waist, chest, neck and head.
    fn trunk(&self, body: &Body, frontal: bool) -> Vec<Shape> {
        let mut hulls = if frontal { self.trunk_in_front(body) } else { self.trunk_aside(body) };
        let along = (body.head - body.neck).unit_or(Vec3::UP);
        let face = if frontal { body.front } else { along.turned() * -1.0 };
        hulls.push(vec![
            self.ball(body.neck, 0.23),
            self.ball(body.head - along * 0.15 - face * 0.05, 0.2),
        ]);
        let skull = vec![self.ball(body.head + along * 0.04, HEAD)];
        hulls.push(vec![skull[0], self.ball(body.head + face * 0.14 - along * 0.24, 0.2)]);
        let mut shapes = chain(&hulls, Tone::Trunk);
        // Hair first, then the face over it.
        shapes.push(Shape::filled(hull(&skull, 0.0), Tone::Near));
        let cheek = body.head + face * 0.13 - along * if frontal { 0.1 } else { 0.03 };
        let chin = body.head + face * 0.14 - along * 0.24;
        shapes.push(Shape::filled(
            hull(&[self.ball(cheek, 0.33), self.ball(chin, 0.2)], 0.0),
            Tone::Trunk,
        ));
        if !frontal {
            let nose = [
                self.ball(body.head + face * 0.36 + along * 0.04, 0.09),
                self.ball(body.head + face * 0.46 - along * 0.08, 0.05),
            ];
            shapes.push(Shape::filled(hull(&nose, 0.0), Tone::Trunk));
        }
        let across = body.side.across(along).unit_or(Vec3::RIGHT);
        let eyes = if frontal {
            [0.15, -0.15].map(|side| body.head + face * 0.3 + across * side + along * 0.05).to_vec()
        } else {
            vec![body.head + face * 0.27 + along * 0.04]
        };
        shapes.extend(
            eyes.into_iter()
                .map(|eye| Shape::filled(hull(&[self.ball(eye, 0.05)], 0.0), Tone::Halo)),
        );
        shapes
    }

    /// The trunk from the side, along its curve.
    fn trunk_aside(&self, body: &Body) -> Vec<Vec<Ball>> {
        /// Radii from the pelvis to the neck, and how far the outline sits towards the front.
        const OUTLINE: [(f64, f64); 9] = [
            (girth::PELVIS, -0.06),
            (0.46, -0.02),
            (0.43, 0.02),
            (0.415, 0.03),
            (0.42, 0.03),
            (0.455, 0.04),
            (girth::CHEST, 0.04),
            (0.44, 0.02),
            (girth::NECK, 0.0),
        ];
        let control = body.mid * 2.0 - (body.pelvis + body.neck) * 0.5;
        // Along a quadratic curve (de Casteljau), so that a bent back is round and not a corner.
        let balls: Vec<Ball> = OUTLINE
            .iter()
            .enumerate()
            .map(|(step, (radius, forward))| {
                let t = step as f64 / (OUTLINE.len() - 1) as f64;
                let a = body.pelvis + (control - body.pelvis) * t;
                let b = control + (body.neck - control) * t;
                let along = (b - a).unit_or(Vec3::UP);
                self.ball(a + (b - a) * t - along.turned() * *forward, *radius)
            })
            .collect();
        let mut hulls: Vec<Vec<Ball>> = balls.windows(2).map(<[Ball]>::to_vec).collect();
        let lumbar = (body.mid - body.pelvis).unit_or(Vec3::UP);
        hulls.push(vec![
            self.ball(body.pelvis, 0.4),
            self.ball(body.pelvis - body.front * 0.19 - lumbar * 0.08, 0.36),
        ]);
        hulls
    }

    /// The trunk from the front.
    fn trunk_in_front(&self, body: &Body) -> Vec<Vec<Ball>> {
        let [near_hip, far_hip] = body.legs.map(|leg| self.ball(leg.hip, girth::HIP));
        let [near_shoulder, far_shoulder] =
            body.arms.map(|arm| self.ball(arm.shoulder, girth::SHOULDER));
        let [near_waist, far_waist] =
            [1.0, -1.0].map(|side| self.ball(body.mid + body.side * (0.27 * side), 0.22));
        let top = self.ball(body.neck, 0.22);
        vec![
            vec![near_hip, far_hip, near_waist, far_waist],
            vec![near_shoulder, far_shoulder, near_waist, far_waist],
            vec![near_shoulder, far_shoulder, top],
        ]
    }
}
