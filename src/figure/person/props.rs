//! What stands, lies or hangs around a person: furniture, mats, pillows, straps, weights.
//!
//! Furniture keeps its place from the start to the end of a movement; what is worn or held goes
//! with the body.

use crate::domain::programme::exercise::Position;
use crate::domain::programme::pose::{Foot, Hand, Pose, Prop, Support};

use super::shape::{Ball, Shape, Tone, hull};
use super::skeleton::{Body, Leg, STEP, STOOL, surface};
use super::solid::{Form, Hold, Solid};
use super::vector::{Projection, Vec2, Vec3};

/// How wide an outline is.
const EDGE: f64 = 0.055;

/// The thickest single pillow; more height takes more pillows.
const THICKEST_PILLOW: f64 = 0.62;

/// How far behind the pelvis a chair's seat goes, and how far its back stands out behind that.
const CHAIR_BEHIND: f64 = 1.25;
const CHAIR_BACK: f64 = 0.12;

/// The radius of the ball at the wall.
const WALL_BALL: f64 = 0.27;

/// Shapes behind the body, and shapes in front of it.
#[derive(Default)]
pub struct Surroundings {
    /// Painted first.
    pub behind: Vec<Shape>,
    /// Painted last.
    pub before: Vec<Shape>,
    /// What of them is solid, so that no limb goes through it.
    pub solids: Vec<Solid>,
}

/// What is around one body of the pair.
pub fn around(
    pose: &Pose,
    position: Position,
    bodies: &[Body; 2],
    which: usize,
    eye: Projection,
) -> Surroundings {
    let mut room = PropPainter {
        pose,
        position,
        start: &bodies[0],
        bodies,
        body: &bodies[which],
        eye,
        prop: Prop::Mat,
        around: Surroundings::default(),
    };
    for prop in &pose.props {
        room.prop = *prop;
        room.put(*prop);
    }
    room.around
}

/// The left and right ends of a mat under two bodies.
pub fn mat_ends(bodies: &[Body; 2]) -> (f64, f64) {
    let points = bodies.iter().flat_map(|body| {
        let legs = body
            .legs
            .iter()
            .flat_map(|leg| [leg.hip, leg.knee, leg.ankle, leg.ankle + leg.toes * 0.5]);
        legs.chain(body.arms.iter().flat_map(|arm| [arm.elbow, arm.wrist])).chain([
            body.head,
            body.pelvis,
            body.neck,
        ])
    });
    let low = points.filter(|point| point.y < 1.6);
    let (left, right) =
        low.fold((f64::MAX, f64::MIN), |(l, r), point| (l.min(point.x), r.max(point.x)));
    if left > right { (-1.0, 1.0) } else { (left - 0.65, right + 0.65) }
}

/// The place of a thing so small that it is shown a second time, larger.
pub fn wants_a_lens(pose: &Pose, bodies: &[Body; 2]) -> Option<Vec3> {
    pose.props.contains(&Prop::BallWall).then(|| wall_ball(&bodies[1]))
}

/// The middle of the ball between a wall and the hip that is farther to the left.
fn wall_ball(body: &Body) -> Vec3 {
    let [near, far] = body.legs.map(|leg| leg.hip);
    let hip = if near.x < far.x { near } else { far };
    Vec3 { x: hip.x - 0.38 - 0.42 + WALL_BALL, y: hip.y + 0.05, z: hip.z }
}

struct PropPainter<'a> {
    pose: &'a Pose,
    position: Position,
    /// The body at the start.
    start: &'a Body,
    /// Both.
    bodies: &'a [Body; 2],
    /// The body that is drawn.
    body: &'a Body,
    eye: Projection,
    /// What is being painted.
    prop: Prop,
    around: Surroundings,
}

impl PropPainter<'_> {
    fn at(&self, x: f64, y: f64, z: f64) -> Vec2 {
        self.eye.project(Vec3 { x, y, z })
    }

    fn ball(&self, at: Vec3, radius: f64) -> Ball {
        (self.eye.project(at), radius)
    }

    /// Keeps what is solid of what is being painted.
    fn solid(&mut self, form: Form, hold: Hold) {
        self.around.solids.push(Solid { prop: self.prop, form, hold });
    }

    /// A box: those of its faces that look at the viewer.
    fn block(&mut self, x: (f64, f64), y: (f64, f64), z: (f64, f64)) {
        self.solid(Form::Box([x, y, z]), Hold::Hard);
        let near = self.eye.near;
        // The face at one end of an axis: which end looks at the viewer.
        let end = |(low, high): (f64, f64), way: f64| if way < 0.0 { low } else { high };
        let (side, front) = (end(x, near.x), end(z, near.z));
        let sideways = [(y.0, z.0), (y.0, z.1), (y.1, z.1), (y.1, z.0)];
        let sideways = sideways.map(|(y, z)| self.at(side, y, z)).to_vec();
        let forwards = [(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1)];
        let forwards = forwards.map(|(x, y)| self.at(x, y, front)).to_vec();
        let above = [(x.0, z.1), (x.1, z.1), (x.1, z.0), (x.0, z.0)];
        let above = above.map(|(x, z)| self.at(x, y.1, z)).to_vec();
        self.face(above, Tone::ThingTop);
        // Seen from the edge a face is a line, which would only thicken the outline.
        if near.x.abs() > 0.02 {
            self.face(sideways, Tone::Thing);
        }
        if near.z.abs() > 0.02 {
            self.face(forwards, Tone::Thing);
        }
    }

    /// The outline of something soft, behind the body.
    fn soft(&mut self, points: Vec<Vec2>) {
        self.around.behind.push(Shape::filled(points.clone(), Tone::Soft));
        self.around.behind.push(Shape::outline(points, EDGE, Tone::SoftEdge));
    }

    /// A band round something: behind it as far as it is farther than its middle, and else before.
    fn ring(&mut self, points: &[Vec3], width: f64) {
        let count = points.len();
        let middle = points.iter().map(|at| self.eye.depth(*at)).sum::<f64>() / count.max(1) as f64;
        let is_before = |at: usize| self.eye.depth(points[at % count]) >= middle;
        // Begins where the band comes to the front, so that either half is one line.
        let first = (0..count).find(|at| is_before(at + 1) && !is_before(*at)).unwrap_or(0);
        let seen = |at: usize| self.eye.project(points[at % count]);
        // The whole of it lies behind; its front half is painted once more over the limbs, with one
        // corner more at either end.
        let whole: Vec<Vec2> = (0..=count).map(seen).collect();
        let halves = first..first + count;
        let front: Vec<Vec2> = halves
            .filter(|at| [count - 1, 0, 1].iter().any(|by| is_before(at + by)))
            .map(seen)
            .collect();
        self.around.behind.push(Shape::line(whole, width, Tone::Tool));
        self.around.before.push(Shape::line(front.clone(), width + 0.1, Tone::Halo));
        self.around.before.push(Shape::line(front, width, Tone::Tool));
    }

    /// A band so wide that it hides the limb it goes round.
    fn cuff(&mut self, at: &[Vec3], radius: f64) {
        let balls: Vec<Ball> = at.iter().map(|at| self.ball(*at, radius)).collect();
        self.around.before.push(Shape::filled(hull(&balls, 0.06), Tone::Halo));
        self.around.before.push(Shape::filled(hull(&balls, 0.0), Tone::Tool));
    }

    /// A wide belt from its lower to its upper edge, each the middles of balls of this radius that
    /// the waist is made of.
    fn belt(&mut self, low: &[Vec3], high: &[Vec3], radius: f64) {
        // The outer ends of either edge, as far apart in the picture as the waist is wide there.
        let edge = |balls: &[Vec3]| {
            let seen: Vec<Vec2> = balls.iter().map(|at| self.eye.project(*at)).collect();
            let ends = |way: f64| {
                let far = seen.iter().map(|at| at.0 * way).fold(f64::MIN, f64::max);
                let y = seen.iter().map(|at| at.1).sum::<f64>() / seen.len().max(1) as f64;
                (way * (far + radius), y)
            };
            [ends(-1.0), ends(1.0)]
        };
        let ([a, b], [c, d]) = (edge(low), edge(high));
        self.around.before.push(Shape::outline(vec![a, b, d, c], 0.12, Tone::Halo));
        self.around.before.push(Shape::filled(vec![a, b, d, c], Tone::Tool));
    }

    /// The points of a band that goes round limbs at right angles to a direction, each limb with
    /// its middle and its radius.
    fn round(limbs: &[(Vec3, f64)], axis: Vec3) -> Vec<Vec3> {
        const CORNERS: u32 = 24;
        let one = Vec3::UP.across(axis);
        let one = if one.length() < 0.2 { Vec3::RIGHT.across(axis) } else { one };
        let one = one.unit_or(Vec3::RIGHT);
        let other = axis.cross(one);
        // The tightest line round them: in each direction the farthest limb.
        (0..CORNERS)
            .filter_map(|corner| {
                let (sin, cos) =
                    (f64::from(corner) * std::f64::consts::TAU / f64::from(CORNERS)).sin_cos();
                let out = one * cos + other * sin;
                let points = limbs.iter().map(|(at, radius)| *at + out * *radius);
                points.max_by(|a, b| a.dot(out).total_cmp(&b.dot(out)))
            })
            .collect()
    }

    /// A filled shape with an outline, behind the body.
    fn face(&mut self, points: Vec<Vec2>, tone: Tone) {
        self.around.behind.push(Shape::filled(points.clone(), tone));
        self.around.behind.push(Shape::outline(points, EDGE, Tone::ThingEdge));
    }

    /// A rod between two points, behind the body.
    fn rod(&mut self, from: Vec3, to: Vec3, width: f64) {
        self.solid(Form::Rod([from, to], width / 2.0), Hold::Hard);
        let points = vec![self.eye.project(from), self.eye.project(to)];
        self.around.behind.push(Shape::line(points.clone(), width + 2.0 * EDGE, Tone::ThingEdge));
        self.around.behind.push(Shape::line(points, width, Tone::Thing));
    }

    /// A soft rounded thing behind the body.
    fn cushion(&mut self, balls: &[(Vec3, f64)]) {
        let balls: Vec<Ball> = balls.iter().map(|(at, radius)| self.ball(*at, *radius)).collect();
        self.face(hull(&balls, 0.0), Tone::Thing);
    }

    /// A pillow that lies on something, so long, so wide and so high.
    fn pillow(&mut self, middle: Vec3, half: (f64, f64), bottom: f64, top: f64) {
        let pillows = ((top - bottom) / THICKEST_PILLOW).ceil().max(1.0);
        let each = ((top - bottom) / pillows).max(0.2);
        let radius = each / 2.0;
        let across = |middle: f64, half: f64| (middle - half, middle + half);
        // An arm slides in under a pillow, which gives way from below: its upper half is in the way.
        let high = (f64::midpoint(bottom, top), top);
        let sides = [across(middle.x, half.0), high, across(middle.z, half.1)];
        self.solid(Form::Box(sides), Hold::Soft);
        let mut y = bottom + radius;
        while y < top + 0.01 {
            let ends = [(-1.0, -1.0), (-1.0, 1.0), (1.0, 1.0), (1.0, -1.0)];
            let balls = ends.map(|(along, across)| {
                let x = middle.x + along * (half.0 - radius).max(0.0);
                self.ball(Vec3 { x, y, z: middle.z + across * (half.1 - radius).max(0.0) }, radius)
            });
            self.soft(hull(&balls, 0.0));
            y += each;
        }
    }

    /// Something dark that is worn or held, before the body.
    fn tool_line(&mut self, points: &[Vec3], width: f64) {
        let points: Vec<Vec2> = points.iter().map(|point| self.eye.project(*point)).collect();
        self.around.before.push(Shape::line(points.clone(), width + 0.1, Tone::Halo));
        self.around.before.push(Shape::line(points, width, Tone::Tool));
    }

    /// Something dark and round, before the body.
    fn tool_ball(&mut self, at: Vec3, radius: f64) {
        let ball = [self.ball(at, radius)];
        self.around.before.push(Shape::filled(hull(&ball, 0.06), Tone::Halo));
        self.around.before.push(Shape::filled(hull(&ball, 0.0), Tone::Tool));
    }

    /// A ball with the seam of a tennis ball, so that it is no spot on the body.
    fn tennis_ball(&mut self, at: Vec3, radius: f64) {
        self.tool_ball(at, radius);
        let (x, y) = self.eye.project(at);
        for way in [-1.0, 1.0] {
            let seam = (-4..=4).map(|step| {
                let up = f64::from(step) / 4.0;
                // Out from the middle at its ends, as it goes round to the other side.
                (x + way * radius * (0.3 + 0.35 * up * up), y + 0.72 * radius * up)
            });
            self.around.before.push(Shape::line(seam.collect(), 0.2 * radius, Tone::Halo));
        }
    }

    fn put(&mut self, prop: Prop) {
        match prop {
            Prop::Mat => {}
            Prop::Chair => self.chair(),
            Prop::ChairInFront => self.chair_in_front(),
            Prop::Toilet => self.toilet(),
            Prop::Footstool => self.footstool(),
            Prop::Wall => {
                let behind = self.bodies.iter().map(|body| body.pelvis.x - 0.75);
                // A chair stands against it.
                let chair = self.pose.props.contains(&Prop::Chair);
                let chair = chair.then_some(self.start.pelvis.x - CHAIR_BEHIND - CHAIR_BACK);
                self.wall(chair.unwrap_or(behind.fold(f64::MAX, f64::min)), 1.1);
            }
            Prop::Step => self.step(),
            Prop::Rail => self.rail(),
            Prop::Bench => self.bench(),
            Prop::Bed => self.bed(),
            Prop::PillowHead => self.pillow_head(),
            Prop::PillowBelly => {
                let belly = self.body.pelvis + (self.body.mid - self.body.pelvis) * 0.45;
                let surface = surface(self.pose);
                self.pillow(belly, (0.85, 1.5), surface, surface + 0.42);
            }
            Prop::PillowKnees => self.pillow_knees(),
            Prop::CushionKnee => self.cushion_knee(),
            Prop::CushionSeat => self.cushion_seat(),
            Prop::BallFloor => {
                let radius = surface(self.pose).max(0.3) / 2.0 + 0.06;
                let under = Vec3 { y: radius, z: 0.4, ..self.body.pelvis - self.body.front * 0.1 };
                self.solid(Form::Ball(under, radius), Hold::Soft);
                self.tennis_ball(under, radius);
            }
            Prop::BallWall => self.ball_wall(),
            Prop::Roller => {
                let radius = surface(self.pose).max(0.4) / 2.0 + 0.1;
                let [far, near] =
                    [-0.9, 0.9].map(|z| Vec3 { x: self.body.pelvis.x - 0.05, y: radius, z });
                self.solid(Form::Rod([far, near], radius), Hold::Soft);
                // Its length, then the end that one looks at, and the hole in it.
                let [far, near] = [far, near].map(|at| self.eye.project(at));
                self.soft(hull(&[(far, radius), (near, radius)], 0.0));
                self.soft(hull(&[(near, radius)], 0.0));
                self.soft(hull(&[(near, 0.35 * radius)], 0.0));
            }
            Prop::BandKnees => self.band_knees(),
            Prop::AnkleWeight => {
                let leg = self.body.legs[0];
                let at = leg.ankle - leg.shin() * 0.3;
                self.cuff(&[at - leg.shin() * 0.13, at + leg.shin() * 0.13], 0.2);
            }
            Prop::StrapNear => self.strap(0, &[0, 1]),
            Prop::StrapBoth => {
                self.strap(0, &[0]);
                self.strap(1, &[1]);
            }
            Prop::Towel => {
                let heels = self.body.legs[0].ankle.x;
                let corners = [(-0.6, -0.85), (0.9, -0.85), (0.9, 0.95), (-0.6, 0.95)];
                let towel = corners.map(|(x, z)| self.at(heels + x, 0.05, z)).to_vec();
                self.soft(towel);
                for x in [-0.35, 0.65] {
                    let stripe = [-0.85, 0.95].map(|z| self.at(heels + x, 0.05, z)).to_vec();
                    self.around.behind.push(Shape::line(stripe, EDGE, Tone::SoftEdge));
                }
            }
            Prop::Stick => self.stick(),
            Prop::HipLoad => {
                let crease =
                    self.body.pelvis + self.body.front * 0.62 + self.body.legs[0].thigh() * 0.15;
                let ends = [-1.3, 1.3].map(|out| crease + Vec3::NEAR * out);
                self.solid(Form::Rod(ends, 0.07), Hold::InHands);
                self.tool_line(&ends, 0.14);
                self.tool_ball(crease + Vec3::NEAR * 1.3, 0.36);
            }
            Prop::Dumbbells => self.dumbbells(),
            Prop::HeelBlock => {
                let heels = self.body.legs[0].ankle.x;
                self.block((heels - 0.3, heels + 0.12), (0.0, 0.14), (-0.7, 0.75));
            }
            Prop::HipLine => {
                let [near, far] = self.body.legs.map(|leg| leg.hip);
                let out = (near - far) * 1.3 + self.body.front * 0.1;
                let front = self.body.front * 0.4;
                self.tool_line(&[far - out + front, near + out + front], 0.1);
            }
            Prop::Bike => self.bike(),
            Prop::Water => self.water(),
        }
    }

    fn chair(&mut self) {
        let (seat, x) = (surface(self.pose), self.start.pelvis.x);
        if super::skeleton::is_frontal(self.pose, self.position) {
            self.block((x - 0.9, x + 0.9), (seat, seat + 2.1), (-0.95, -0.85));
            for (x, z) in [(x - 0.8, -0.8), (x + 0.8, -0.8), (x - 0.8, 0.8), (x + 0.8, 0.8)] {
                self.rod(Vec3 { x, y: 0.0, z }, Vec3 { x, y: seat - 0.1, z }, 0.1);
            }
            return self.block((x - 0.95, x + 0.95), (seat - 0.2, seat), (-0.9, 0.9));
        }
        // One sits on the front half of it, with room behind for hands.
        let (left, right) = (x - CHAIR_BEHIND, x + 0.7);
        for (x, z) in
            [(left + 0.1, -0.75), (right - 0.1, -0.75), (left + 0.1, 0.75), (right - 0.1, 0.75)]
        {
            self.rod(Vec3 { x, y: 0.0, z }, Vec3 { x, y: seat - 0.1, z }, 0.1);
        }
        self.block((left - CHAIR_BACK, left + 0.04), (seat, seat + 2.3), (-0.8, 0.8));
        self.block((left, right), (seat - 0.2, seat), (-0.8, 0.8));
    }

    /// Its back towards the person: the hands hold its upper edge.
    fn chair_in_front(&mut self) {
        let hold = self.held();
        // Seen from the front it stands beside the person, its back still towards them.
        let away = if hold.x < self.start.pelvis.x - 0.3 { -1.0 } else { 1.0 };
        let x = hold.x + away * 0.12;
        // Each from its end at the person to the other, whichever of them is left.
        let [back, seat] = [(-0.05, 0.1), (0.0, 1.8)].map(|(from, to)| {
            let (from, to): (f64, f64) = (x + away * from, x + away * to);
            (from.min(to), from.max(to))
        });
        for (x, z) in [(x, -0.7), (x + away * 1.7, -0.7), (x, 0.7), (x + away * 1.7, 0.7)] {
            self.rod(Vec3 { x, y: 0.0, z }, Vec3 { x, y: 1.9, z }, 0.1);
        }
        self.block(back, (1.9, hold.y - 0.05), (-0.8, 0.8));
        self.block(seat, (1.85, 2.02), (-0.8, 0.8));
    }

    /// Where the hands hold on: the same place at the start and the end.
    fn held(&self) -> Vec3 {
        let mut arms = self.bodies.iter().flat_map(|body| &body.arms);
        arms.find(|arm| arm.touches == Hand::Rail)
            .map_or(self.start.arms[0].wrist, |arm| arm.wrist + arm.fingers * 0.15)
    }

    fn toilet(&mut self) {
        let (seat, x) = (surface(self.pose), self.start.pelvis.x);
        self.block((x - 1.6, x - 0.75), (0.9, seat + 1.3), (-0.75, 0.75));
        let bowl = vec![
            self.at(x - 0.55, 0.0, 0.7),
            self.at(x + 0.45, 0.0, 0.7),
            self.at(x + 0.5, 0.6, 0.7),
            self.at(x + 0.95, seat - 0.18, 0.7),
            self.at(x - 0.9, seat - 0.18, 0.7),
        ];
        self.face(bowl, Tone::Thing);
        // The notch below its front edge counts as well.
        let bowl = [(-0.55, 0.0), (0.45, 0.0), (0.95, seat - 0.18), (-0.9, seat - 0.18)];
        let bowl = bowl.map(|(along, y)| (x + along, y)).to_vec();
        self.solid(Form::Prism(bowl, (-0.7, 0.7)), Hold::Hard);
        self.block((x - 0.95, x + 1.02), (seat - 0.18, seat), (-0.75, 0.75));
    }

    fn footstool(&mut self) {
        let x = self.start.legs[0].ankle.x;
        self.block((x - 0.55, x + 0.95), (0.0, STOOL), (-0.8, 0.8));
    }

    /// A wall whose right face is there, and which goes so far to either side of the body.
    fn wall(&mut self, x: f64, half: f64) {
        self.block((x - 0.3, x), (0.0, 8.3), (-half, half));
    }

    /// Under the foot that is on it, at the start or at the end.
    fn step(&mut self) {
        let mut legs = self.bodies.iter().flat_map(|body| &body.legs);
        let Some(leg) = legs.find(|leg| leg.touches == Foot::Step) else { return };
        let x = leg.ankle.x;
        if super::skeleton::is_frontal(self.pose, self.position) {
            self.block((x - 0.75, x + 0.42), (0.0, STEP), (-0.9, 0.9))
        } else {
            self.block((x - 1.0, x + 0.8), (0.0, STEP), (-1.0, 1.0))
        }
    }

    /// A bar at the height of the hands: from the front beside the person on one post, from the
    /// side across in front of them on two.
    fn rail(&mut self) {
        let hold = self.held();
        if super::skeleton::is_frontal(self.pose, self.position) {
            let z = hold.z.abs().max(0.2) + 0.3;
            self.rod(Vec3 { z: 0.0, y: 0.0, ..hold }, Vec3 { z: 0.0, ..hold }, 0.14);
            self.rod(Vec3 { z: -z, ..hold }, Vec3 { z, ..hold }, 0.16);
            let y = hold.y - 0.1;
            return self.rod(
                Vec3 { x: hold.x - 0.5, y, z: 0.0 },
                Vec3 { x: hold.x + 0.9, y, z: 0.0 },
                0.16,
            );
        }
        let painted = self.around.behind.len();
        let z = hold.z.abs() + 1.4;
        for z in [-z, z] {
            self.rod(Vec3 { z, y: 0.0, ..hold }, Vec3 { z, ..hold }, 0.16);
        }
        self.rod(Vec3 { z: -z - 0.3, ..hold }, Vec3 { z: z + 0.3, ..hold }, 0.2);
        // Seen from beyond it, the person stands behind it.
        if self.eye.depth(hold) > self.eye.depth(self.body.pelvis) {
            self.around.before.extend(self.around.behind.split_off(painted));
        }
    }

    fn bench(&mut self) {
        let end = &self.bodies[1];
        let right = end.neck.x + 0.35;
        let top = end.neck.y - 0.42;
        self.block((right - 2.1, right), (0.0, top), (-1.2, 1.2));
    }

    fn bed(&mut self) {
        let (left, right) = self.bed_ends();
        let top = surface(self.pose);
        for (x, z) in
            [(left + 0.2, -1.2), (right - 0.2, -1.2), (left + 0.2, 1.2), (right - 0.2, 1.2)]
        {
            self.rod(Vec3 { x, y: 0.0, z }, Vec3 { x, y: top - 0.5, z }, 0.18);
        }
        self.block((left, right), (top - 0.65, top), (-1.3, 0.75));
    }

    fn bed_ends(&self) -> (f64, f64) {
        let left = self.bodies.iter().map(|body| body.head.x - 0.8).fold(f64::MAX, f64::min);
        (left, self.start.pelvis.x + 4.2)
    }

    /// Only where the head is low enough to lie on it.
    fn pillow_head(&mut self) {
        let top = self.body.head.y - 0.25;
        if top - surface(self.pose) < 1.0 {
            self.pillow(self.body.head, (0.75, 0.9), surface(self.pose), top);
        }
    }

    /// Under both thighs or knees, as far as they are from the ground: one on the other, each as
    /// long and as wide as there is room below the leg.
    fn pillow_knees(&mut self) {
        /// From the middle line of a leg to the pillow below it.
        const BELOW: f64 = 0.26;
        for side in [1, 0] {
            let leg: Leg = self.body.legs[side];
            let at = leg.knee - leg.thigh() * 0.25;
            let top = at.y - BELOW;
            if top <= 0.12 {
                continue;
            }
            let pillows = (top / THICKEST_PILLOW).ceil();
            for pillow in 1..=pillows as u32 {
                let y = top * f64::from(pillow) / pillows;
                let mut half: (f64, f64) = (0.75, 0.55);
                for step in 0..=24 {
                    let share = f64::from(step) / 24.0;
                    for (from, to) in [(leg.knee, leg.hip), (leg.knee, leg.ankle)] {
                        let point = from + (to - from) * share;
                        let (x, z) = ((point.x - at.x).abs(), (point.z - at.z).abs());
                        // Where the leg is lower than this pillow, it ends before the leg.
                        if point.y < y - 0.08 && x < half.0 && z < half.1 {
                            if x / half.0 > z / half.1 { half.0 = x } else { half.1 = z }
                        }
                    }
                }
                self.pillow(at, half, y - top / pillows, y);
            }
        }
    }

    fn cushion_knee(&mut self) {
        let low = self.start.legs.into_iter().min_by(|a, b| a.knee.y.total_cmp(&b.knee.y));
        if let Some(leg) = low {
            self.pillow(Vec3 { x: leg.knee.x - 0.1, ..leg.knee }, (0.7, 0.75), 0.0, 0.2);
        }
    }

    fn cushion_seat(&mut self) {
        let leg = self.body.legs[0];
        let between = (self.body.pelvis - self.body.front * 0.1) * 0.5 + leg.ankle * 0.5;
        if (self.body.pelvis - leg.ankle).length() < 1.6 {
            self.pillow(
                Vec3 { z: 0.0, ..between },
                (0.55, 1.0),
                leg.ankle.y + 0.1,
                self.body.pelvis.y - 0.25,
            );
        }
    }

    /// A wall at the side of the hip that leans on the ball.
    fn ball_wall(&mut self) {
        let ball = wall_ball(&self.bodies[1]);
        let wall = ball.x - WALL_BALL;
        self.wall(wall, 3.0);
        // The board along its foot tells it from a door.
        let board = [(0.0, -3.0), (0.0, 3.0), (0.6, 3.0), (0.6, -3.0)];
        self.face(board.map(|(y, z)| self.at(wall, y, z)).to_vec(), Tone::ThingTop);
        self.solid(Form::Ball(ball, WALL_BALL), Hold::Soft);
        self.tennis_ball(ball, WALL_BALL);
    }

    fn band_knees(&mut self) {
        let legs = self.body.legs;
        let limbs = legs.map(|leg| (leg.knee - leg.thigh() * 0.42, 0.3));
        let apart = (limbs[1].0 - limbs[0].0).unit_or(Vec3::NEAR);
        let axis = (legs[0].thigh() + legs[1].thigh()).across(apart).unit_or(Vec3::UP);
        self.ring(&Self::round(&limbs, axis), 0.15);
    }

    /// From the hands to a foot and round its ball.
    fn strap(&mut self, foot: usize, hands: &[usize]) {
        let leg = self.body.legs[foot];
        let ball = leg.ankle + leg.toes * 0.32 - leg.up() * 0.13;
        let across = leg.toes.cross(leg.up()).unit_or(Vec3::NEAR);
        for hand in hands {
            let arm = self.body.arms[*hand];
            let side = if *hand == 0 { 0.17 } else { -0.17 };
            let side = if across.z < 0.0 { -side } else { side };
            let ends = [arm.wrist + arm.fingers * 0.15, ball + across * side + leg.up() * 0.05];
            // Its last piece lies on the foot.
            let before = ends[1] + (ends[0] - ends[1]).unit_or(Vec3::UP) * 0.4;
            self.solid(Form::Rod([ends[0], before], 0.05), Hold::InHands);
            self.tool_line(&ends, 0.1);
        }
        self.ring(&Self::round(&[(ball, 0.22)], leg.toes), 0.12);
    }

    /// Along the back, from the tailbone past the head.
    fn stick(&mut self) {
        let along = (self.body.neck - self.body.pelvis).unit_or(Vec3::UP);
        let back = along.turned();
        let foot = self.body.pelvis + back * 0.62 - along * 0.35;
        let top = foot + along * 5.1;
        self.solid(Form::Rod([foot, top], 0.08), Hold::InHands);
        let points: Vec<Vec2> = [foot, top].iter().map(|point| self.eye.project(*point)).collect();
        self.around.behind.push(Shape::line(points, 0.17, Tone::Tool));
    }

    fn dumbbells(&mut self) {
        for arm in self.body.arms {
            let middle = arm.wrist + arm.fingers * 0.2;
            if arm.touches == Hand::Air {
                let weight = middle - Vec3::UP * 0.2;
                self.solid(Form::Ball(weight, 0.32), Hold::InHands);
                self.tool_ball(weight, 0.32);
            }
        }
    }

    fn bike(&mut self) {
        let body = self.start;
        let crank = (body.legs[0].ankle + body.legs[1].ankle) * 0.5 - Vec3::UP * 0.3;
        let crank = Vec3 { z: 0.0, ..crank };
        let saddle = Vec3 { z: 0.0, y: body.pelvis.y - 0.6, ..body.pelvis };
        let hold = self.held();
        let bars = Vec3 { z: 0.0, ..hold };
        let wheel = Vec3 { x: crank.x + 1.5, y: 1.15, z: 0.0 };
        self.rod(Vec3 { y: 0.1, ..saddle }, Vec3 { y: 0.1, x: wheel.x + 0.7, z: 0.0 }, 0.16);
        let rims = [-0.1, 0.1].map(|out| wheel + Vec3::NEAR * out);
        self.solid(Form::Rod(rims, 1.0), Hold::Hard);
        self.cushion(&[(wheel, 1.0)]);
        self.cushion(&[(wheel, 0.25)]);
        self.rod(crank, wheel, 0.14);
        self.rod(Vec3 { y: 0.1, ..saddle }, saddle, 0.18);
        self.rod(Vec3 { y: crank.y, ..saddle }, crank, 0.18);
        self.rod(Vec3 { y: 1.0, ..wheel }, bars, 0.18);
        self.rod(bars + Vec3::RIGHT * -0.25, bars + Vec3::RIGHT * 0.3, 0.18);
        let saddle = [saddle + Vec3::RIGHT * -0.4, saddle + Vec3::RIGHT * 0.5];
        self.solid(Form::Rod(saddle, 0.15), Hold::Soft);
        self.cushion(&[(saddle[0], 0.18), (saddle[1], 0.1)]);
        for leg in self.body.legs {
            let pedal = leg.ankle + leg.toes * 0.3 - leg.up() * 0.34;
            self.rod(crank, Vec3 { z: 0.0, ..pedal }, 0.12);
            self.rod(pedal - leg.toes * 0.25, pedal + leg.toes * 0.3, 0.1);
        }
        self.cushion(&[(crank, 0.2)]);
    }

    fn water(&mut self) {
        let level = self.start.neck.y + 0.05;
        let (left, right) = (self.start.pelvis.x - 2.6, self.start.pelvis.x + 3.0);
        let steps = 60;
        let surface: Vec<Vec2> = (0..=steps)
            .map(|step| {
                let x = left + (right - left) * f64::from(step) / f64::from(steps);
                (x, level + 0.1 * (x * 4.0).sin())
            })
            .collect();
        let mut pool = surface.clone();
        pool.extend([(right, -0.6), (left, -0.6)]);
        self.around.behind.push(Shape::filled(pool, Tone::Water));
        self.around.behind.push(Shape::line(surface.clone(), 0.1, Tone::ThingEdge));
        let waist = self.body.pelvis + (self.body.mid - self.body.pelvis) * 0.75;
        let out = self.body.side * 0.12;
        let along = (self.body.mid - self.body.pelvis).unit_or(Vec3::UP);
        let (low, high) = (waist - along * 0.16, waist + along * 0.16);
        self.belt(&[low + out, low - out], &[high + out, high - out], 0.47);
    }
}

/// Whether the picture has a floor.
pub fn has_floor(pose: &Pose) -> bool {
    pose.support != Support::Water
}
