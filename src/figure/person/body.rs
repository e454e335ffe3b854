//! A person's outline from the joints: tapered limbs, a trunk with volume, head, hands and feet.
//!
//! Parts come in groups to be painted from the farthest to the nearest. Knows nothing of poses or
//! things.

use super::shape::{Ball, Shape, Tone, chain, hull};
use super::skeleton::{Arm, Body, HEAD, Leg, girth};
use super::vector::{Projection, Vec2, Vec3};
use crate::domain::programme::pose::Hand;

/// The tone of a limb: the first of two is the near one.
fn limb_tone(side: usize) -> Tone {
    if side == 0 { Tone::Near } else { Tone::Far }
}

/// A part of the body that is painted as one, and the balls it is made of.
struct PaintLayer {
    /// What is painted.
    shapes: Vec<Shape>,
    /// Its middle line as balls in space, by which it is found in front of another or behind it.
    balls: Vec<(Vec3, f64)>,
    /// Where it hangs on the trunk, beside the place where it would be inside of it.
    root: Option<Vec3>,
}

/// Balls along a chain of joints, each with its radius.
fn along(joints: &[(Vec3, f64)]) -> Vec<(Vec3, f64)> {
    const STEPS: u32 = 5;
    joints
        .windows(2)
        .flat_map(|pair| {
            (0..=STEPS).map(|step| {
                let t = f64::from(step) / f64::from(STEPS);
                let radius = pair[0].1 + (pair[1].1 - pair[0].1) * t;
                (pair[0].0 + (pair[1].0 - pair[0].0) * t, radius)
            })
        })
        .collect()
}

/// How far the first is in front of the second where they cover each other; `None` where they do
/// not.
fn in_front(first: &PaintLayer, second: &PaintLayer, eye: Projection) -> Option<f64> {
    let (mut sum, mut cover) = (0.0, 0.0);
    let seen = |layer: &PaintLayer| -> Vec<(Vec2, f64, f64)> {
        let balls = layer.balls.iter();
        balls.map(|(at, radius)| (eye.project(*at), eye.depth(*at), *radius)).collect()
    };
    let second = seen(second);
    for (a, depth, radius) in seen(first) {
        for (b, other, other_radius) in &second {
            let over = radius + other_radius - (a.0 - b.0).hypot(a.1 - b.1);
            if over > 0.03 {
                sum += (depth - other) * over;
                cover += over;
            }
        }
    }
    (cover > 0.0).then(|| sum / cover)
}

/// The shapes of a body, from the farthest part to the nearest.
pub fn shapes(body: &Body, eye: Projection) -> Vec<Shape> {
    let layers = BodyPainter { eye }.layers(body);
    let middle = |layer: &PaintLayer| {
        layer.balls.iter().map(|(at, _)| eye.depth(*at)).sum::<f64>() / layer.balls.len() as f64
    };
    let trunk = |root: Vec3| eye.depth(root - (body.pelvis + body.neck) * 0.5);
    let hung = |at: Vec3| {
        let below = (at - body.pelvis).length() < (at - body.neck).length();
        eye.depth(at - if below { body.pelvis } else { body.neck })
    };
    // How far layer `a` is in front of layer `b`.
    let before = |a: usize, b: usize| {
        let (one, other) = (&layers[a], &layers[b]);
        in_front(one, other, eye).unwrap_or_else(|| match (one.root, other.root) {
            (Some(root), None) if b == 0 => hung(root),
            (None, Some(root)) if a == 0 => -hung(root),
            (Some(one), Some(other)) => trunk(one) - trunk(other),
            _ => middle(one) - middle(other),
        })
    };
    let fronts: Vec<Vec<f64>> = (0..layers.len())
        .map(|a| (0..layers.len()).map(|b| if a == b { 0.0 } else { before(a, b) }).collect())
        .collect();
    let mut left: Vec<usize> = (0..layers.len()).collect();
    let mut shapes = Vec::new();
    while !left.is_empty() {
        // The one that is least in front of any other; parts that cross twice have no right order.
        let front = |a: usize| {
            left.iter().filter(|b| **b != a).map(|b| fronts[a][*b]).fold(f64::MIN, f64::max)
        };
        let farthest = left
            .iter()
            .enumerate()
            .map(|(place, layer)| (place, front(*layer)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((place, _)) = farthest else { break };
        shapes.extend(layers[left.remove(place)].shapes.iter().cloned());
    }
    shapes
}

/// The outline of a body where it was, pale, for those limbs that have gone far enough to be told
/// from where they are now.
pub fn ghost(before: &Body, now: &Body, eye: Projection) -> Vec<Shape> {
    /// How far a part has to go: a design choice, about the breadth of a limb.
    const FAR_ENOUGH: f64 = 0.5;
    let painter = BodyPainter { eye };
    let went = |pairs: &[(Vec3, Vec3)]| {
        pairs.iter().any(|(a, b)| {
            let (a, b) = (eye.project(*a), eye.project(*b));
            (a.0 - b.0).hypot(a.1 - b.1) > FAR_ENOUGH
        })
    };
    let mut hulls = Vec::new();
    for (was, is) in before.legs.iter().zip(&now.legs) {
        if went(&[(was.knee, is.knee), (was.ankle, is.ankle)]) {
            hulls.extend(painter.leg(was));
        }
    }
    for (was, is) in before.arms.iter().zip(&now.arms) {
        if went(&[(was.elbow, is.elbow), (was.wrist, is.wrist)]) {
            hulls.extend(painter.arm(was));
        }
    }
    if went(&[(before.head, now.head), (before.pelvis, now.pelvis)]) {
        hulls.extend(painter.trunk(before));
        hulls.push(vec![painter.ball(before.head, HEAD)]);
    }
    chain(&hulls, Tone::Ghost)
}

/// Turns joints into outlines.
struct BodyPainter {
    eye: Projection,
}

impl BodyPainter {
    fn ball(&self, at: Vec3, radius: f64) -> Ball {
        (self.eye.project(at), radius)
    }

    /// The parts of a body, the trunk first.
    fn layers(&self, body: &Body) -> Vec<PaintLayer> {
        let (along_trunk, trunk) = (body.neck - body.pelvis, body.chest_side);
        let sections = (0..=6).flat_map(|step| {
            let at = body.spine(f64::from(step) / 6.0);
            [-0.25, 0.0, 0.25].map(|side| (at + trunk * side, 0.4))
        });
        let mut layers = vec![
            PaintLayer {
                shapes: chain(&self.trunk(body), Tone::Trunk),
                balls: sections.collect(),
                root: None,
            },
            PaintLayer {
                shapes: self.head(body),
                balls: vec![(body.head, HEAD)],
                root: Some(body.head + along_trunk * 0.001),
            },
        ];
        for (side, leg) in body.legs.iter().enumerate() {
            // What is inside the trunk tells nothing.
            let out = leg.hip + (leg.knee - leg.hip) * 0.4;
            let toe = leg.ankle + leg.toes * 0.6;
            layers.push(PaintLayer {
                shapes: chain(&self.leg(leg), limb_tone(side)),
                balls: along(&[(out, 0.3), (leg.knee, 0.24), (leg.ankle, 0.14), (toe, 0.1)]),
                root: Some(leg.hip),
            });
        }
        for (side, arm) in body.arms.iter().enumerate() {
            let out = arm.shoulder + (arm.elbow - arm.shoulder) * 0.4;
            let hulls = self.arm(arm);
            let tip = arm.wrist + arm.fingers * 0.34;
            layers.push(PaintLayer {
                balls: along(&[(out, 0.18), (arm.elbow, 0.15), (arm.wrist, 0.1)]),
                shapes: chain(&hulls, limb_tone(side)),
                root: Some(arm.shoulder),
            });
            let is_seen_behind = |leg: &Leg| self.eye.depth(leg.behind(body)) > 0.3;
            let is_on_top = match arm.touches {
                Hand::Belly | Hand::Chest => true,
                Hand::NearThigh => is_seen_behind(&body.legs[0]),
                Hand::FarThigh => is_seen_behind(&body.legs[1]),
                _ => false,
            };
            // A hand is seen on top of what it lies on, which may hide its arm.
            if is_on_top {
                layers.push(PaintLayer {
                    balls: along(&[(arm.wrist, 0.1), (tip, 0.1)])
                        .into_iter()
                        .map(|(at, radius)| (at + self.eye.near * 0.6, radius))
                        .collect(),
                    shapes: chain(&hulls[2..], limb_tone(side)),
                    root: None,
                });
            }
        }
        layers
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

    /// Head and face.
    fn head(&self, body: &Body) -> Vec<Shape> {
        let along = (body.head - body.neck).unit_or(Vec3::UP);
        let face = body.chest_front.across(along).unit_or(body.chest_front);
        let side = body.chest_side.across(along).unit_or(body.chest_side);
        let skull = self.ball(body.head + along * 0.04, HEAD);
        let jaw = self.ball(body.head + face * 0.14 - along * 0.24, 0.2);
        // No halo: head and neck are one.
        let mut shapes = vec![Shape::filled(hull(&[skull, jaw], 0.0), Tone::Trunk)];
        // Hair first, then the face over it, as far as it looks this way.
        shapes.push(Shape::filled(hull(&[skull], 0.0), Tone::Near));
        let looks = self.eye.depth(face);
        if looks < -0.35 {
            return shapes;
        }
        let cheek = body.head + face * 0.13 - along * (0.03 + 0.07 * looks.max(0.0));
        shapes.push(Shape::filled(hull(&[self.ball(cheek, 0.33), jaw], 0.0), Tone::Trunk));
        let nose = [
            self.ball(body.head + face * 0.36 + along * 0.04, 0.09),
            self.ball(body.head + face * 0.46 - along * 0.08, 0.05),
        ];
        shapes.push(Shape::filled(hull(&nose, 0.0), Tone::Trunk));
        let eyes = [0.15, -0.15].map(|out| face * 0.28 + side * out + along * 0.05);
        let seen = eyes.into_iter().filter(|eye| self.eye.depth(*eye) > 0.06);
        shapes.extend(
            seen.map(|eye| {
                Shape::filled(hull(&[self.ball(body.head + eye, 0.05)], 0.0), Tone::Halo)
            }),
        );
        shapes
    }

    /// Pelvis, waist, chest and neck: sections along the curve of the back, each as deep as its
    /// balls and as wide as the two are apart.
    fn trunk(&self, body: &Body) -> Vec<Vec<Ball>> {
        /// Of each section: half its depth, how far its balls are from the middle, and how far it
        /// sits towards the front. Proportions are design choices.
        const SECTIONS: [(f64, f64, f64); 9] = [
            (girth::PELVIS, 0.22, -0.06),
            (0.46, 0.2, -0.02),
            (0.43, 0.13, 0.02),
            (0.41, 0.1, 0.03),
            (0.415, 0.13, 0.03),
            (0.45, 0.17, 0.04),
            (girth::CHEST, 0.2, 0.04),
            (0.42, 0.24, 0.02),
            (girth::NECK, 0.04, 0.0),
        ];
        let last = (SECTIONS.len() - 1) as f64;
        let sections: Vec<[Ball; 2]> = SECTIONS
            .iter()
            .enumerate()
            .map(|(step, (radius, apart, forward))| {
                let t = step as f64 / last;
                let front = body.front * (1.0 - t) + body.chest_front * t;
                let side = body.side * (1.0 - t) + body.chest_side * t;
                let at = body.spine(t) + front.unit_or(body.front) * *forward;
                let out = side.unit_or(body.side) * *apart;
                [self.ball(at + out, *radius), self.ball(at - out, *radius)]
            })
            .collect();
        let mut hulls: Vec<Vec<Ball>> = sections.windows(2).map(<[_]>::concat).collect();
        let lumbar = (body.mid - body.pelvis).unit_or(Vec3::UP);
        let seat = body.pelvis - body.front * 0.19 - lumbar * 0.08;
        let out = body.side * 0.24;
        hulls.push(vec![
            self.ball(body.pelvis, 0.4),
            self.ball(seat + out, 0.36),
            self.ball(seat - out, 0.36),
        ]);
        let top = self.ball(body.neck, 0.24);
        let shoulders = body.arms.map(|arm| self.ball(arm.shoulder, girth::SHOULDER));
        hulls.push(vec![shoulders[0], shoulders[1], top]);
        hulls.push([shoulders.to_vec(), sections[6].to_vec()].concat());
        let along = (body.head - body.neck).unit_or(Vec3::UP);
        hulls.push(vec![
            self.ball(body.neck, 0.23),
            self.ball(body.head - along * 0.15 - body.chest_front * 0.05, 0.2),
        ]);
        hulls
    }
}
