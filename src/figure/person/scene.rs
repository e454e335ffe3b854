//! Start and end of an exercise side by side: what is painted in each, and how large.
//!
//! Both positions share one scale and one place for the things that stand still. Knows nothing of
//! pages.

use crate::domain::diary::place::Side;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::pose::{Arrow, DrawnLeg, PelvicFloor, Pose, Prop, Stance, View, Way};

use super::shape::{Ball, Shape, Tone, hull};
use super::skeleton::{self, Body, is_frontal};
use super::vector::{Projection, Vec2, Vec3};
use super::{arrow, body, lens, props};

/// White around what is drawn.
const AROUND: f64 = 0.25;

/// The radius of the circle with the pelvic floor.
const INSET: f64 = 1.15;

/// How far from what it shows the middle of a lens is.
const LENS_AWAY: f64 = 5.0;

/// How far above the body the middles of numbers are, and how far apart, however small the drawing.
const NUMBER_ABOVE: f64 = 0.7;
const NUMBER_APART: f64 = 1.0;

/// One position with everything around it, y upwards.
pub struct PosePanel {
    /// The word below it.
    pub caption: String,
    /// What is painted, in order.
    pub shapes: Vec<Shape>,
    /// What a circle beside the body shows.
    pub label: Option<CircleLabel>,
    /// Where the numbers of the parts stand that come one after the other; the first has number 1.
    pub in_turn: Vec<Vec2>,
}

/// The words above a circle.
pub struct CircleLabel {
    /// The middle of the circle's upper edge.
    pub at: Vec2,
    /// A line each.
    pub lines: [&'static str; 2],
}

/// A whole drawing.
pub struct Scene {
    /// The start and the end; one alone when nothing moves.
    pub panels: Vec<PosePanel>,
    /// The lower left and the upper right corner that hold either panel.
    pub corners: (Vec2, Vec2),
}

/// How the viewer of a pose looks.
pub fn eye(pose: &Pose, frontal: bool) -> Projection {
    let (from, above) = match (pose.camera, pose.view, frontal) {
        (Some(camera), ..) => (f64::from(camera.from), f64::from(camera.above)),
        (None, View::Feet, _) => (0.0, 38.0),
        (None, View::Oblique, _) => (-20.0, 25.0),
        (None, _, true) => (0.0, 12.0),
        (None, _, false) => (-6.0, 12.0),
    };
    Projection::looking(from, above)
}

/// Half-way between two positions, each angle turning the short way.
fn half_way(pose: &Pose) -> Stance {
    let mut half = pose.end.clone();
    for ((half, start), end) in half.angles.iter_mut().zip(pose.start.angles).zip(pose.end.angles) {
        let turn = (end - start + 540.0).rem_euclid(360.0) - 180.0;
        *half = (start + turn / 2.0).rem_euclid(360.0);
    }
    for ((half, start), end) in
        half.towards.iter_mut().zip(pose.start.towards).zip(pose.end.towards)
    {
        *half = f32::midpoint(start, end);
    }
    half.turn = [0, 1].map(|at| f32::midpoint(pose.start.turn[at], pose.end.turn[at]));
    half
}

impl Scene {
    /// The drawing of an exercise; `None` where its file says no pose.
    ///
    /// With a side, the leg the words name is drawn as the leg of that side: a mirror image where
    /// the pose has the other.
    pub fn new(exercise: &Exercise, side: Option<Side>) -> Option<Self> {
        let (pose, position) = (exercise.pose.as_ref()?, exercise.position);
        let frontal = is_frontal(pose, position);
        let eye = eye(pose, frontal);
        let bodies = skeleton::bodies(pose, position);
        let arrows = arrows_of(pose, &bodies);
        let moves = pose.start != pose.end;
        // An arrow follows the way a part takes, which is a curve: three positions tell it from a
        // line.
        let half = skeleton::bodies(&Pose { end: half_way(pose), ..pose.clone() }, position)[1];
        // What goes there and back all the while is not held.
        let sways = arrows.iter().any(|arrow| matches!(arrow.way, Way::ThereAndBack(_)));
        let word = if sways { "for" } else { "hold" };
        let hold =
            exercise.dose.hold_s.map_or(String::new(), |seconds| format!(", {word} {seconds} s"));
        let captions =
            pose.captions.clone().unwrap_or_else(|| ["start".to_owned(), format!("end{hold}")]);
        let single = pose.captions.is_none() && !moves;
        let which = if single { 1..2 } else { 0..2 };
        let mut panels: Vec<PosePanel> = which
            .map(|which| {
                let body = &bodies[which];
                let around = props::around(pose, position, &bodies, which, eye);
                let mut shapes = around.behind;
                if which == 1 && !single && !sides_swap(pose) {
                    shapes.extend(body::ghost(&bodies[0], body, eye));
                }
                shapes.extend(body::shapes(body, eye));
                shapes.extend(around.before);
                let shown = if which == 0 { &pose.start_arrows } else { &arrows };
                shapes.extend(
                    shown
                        .iter()
                        .flat_map(|each| arrow::shapes(*each, [&bodies[0], &half, body], eye)),
                );
                let painted = shapes.clone();
                let stance = if which == 0 { &pose.start } else { &pose.end };
                let mut label = None;
                if let Some(state) = stance.pelvic_floor {
                    let middle = inset_middle(body, eye);
                    shapes.extend(inset(state, eye.project(body.pelvis), middle));
                    let at = (middle.0, middle.1 + INSET);
                    label = Some(CircleLabel { at, lines: ["pelvic floor", state_word(state)] });
                }
                if let Some(at) = props::wants_a_lens(pose, &bodies) {
                    let (x, y) = eye.project(at);
                    // Seen from behind a wall is at the right; more of the body than of the wall.
                    let way = if eye.project(Vec3::RIGHT).0 < 0.0 { -1.0 } else { 1.0 };
                    let (at, to) = ((x + 0.3 * way, y), (x + LENS_AWAY * way, y));
                    shapes.extend(lens::lens(&painted, at, to));
                }
                let caption = if single {
                    hold.trim_start_matches(", ").to_owned()
                } else {
                    captions[which].clone()
                };
                let in_turn = if which == 0 { &pose.in_turn[..] } else { &[] };
                let parts: Vec<Vec2> =
                    in_turn.iter().map(|part| arrow::seen(body, *part, eye)).collect();
                let above = corners(shapes.iter()).1.1;
                let in_turn = numbers_above(&parts, above);
                for (part, number) in parts.into_iter().zip(&in_turn) {
                    shapes.extend(leader(part, *number));
                    // Its circle is painted by the page, and has room here.
                    shapes.push(Shape::filled(
                        hull(&[(*number, NUMBER_APART / 2.0)], 0.0),
                        Tone::Halo,
                    ));
                }
                PosePanel { caption, shapes, label, in_turn }
            })
            .collect();
        // Both panels share one frame, so that the person is equally large in each.
        let (lower, upper) = corners(panels.iter().flat_map(|panel| &panel.shapes));
        if props::has_floor(pose) {
            for panel in &mut panels {
                panel.shapes.splice(0..0, ground(pose, &bodies, eye, (lower.0, upper.0)));
            }
        }
        let mirrored = match side {
            Some(Side::Left) => is_right(pose, &bodies[0]),
            Some(Side::Right) => !is_right(pose, &bodies[0]),
            _ => false,
        };
        if mirrored {
            let shapes = panels.iter_mut().flat_map(|panel| &mut panel.shapes);
            for point in shapes.flat_map(|shape| &mut shape.points) {
                point.0 = -point.0;
            }
            for panel in &mut panels {
                let label = panel.label.iter_mut().map(|label| &mut label.at);
                for point in label.chain(&mut panel.in_turn) {
                    point.0 = -point.0;
                }
            }
        }
        let (lower, upper) = corners(panels.iter().flat_map(|panel| &panel.shapes));
        Some(Self {
            panels,
            corners: ((lower.0 - AROUND, lower.1 - AROUND), (upper.0 + AROUND, upper.1 + AROUND)),
        })
    }

    /// The width of a panel.
    pub fn width(&self) -> f64 {
        self.corners.1.0 - self.corners.0.0
    }

    /// The height of a panel.
    pub fn height(&self) -> f64 {
        self.corners.1.1 - self.corners.0.1
    }
}

/// Whether the end is the start with left and right exchanged, as in walking: where the body was
/// tells nothing then.
fn sides_swap(pose: &Pose) -> bool {
    let (start, end) = (&pose.start.angles, &pose.end.angles);
    start[2..4] == end[4..6] && start[4..6] == end[2..4]
}

/// Whether the leg the words name is the right one of the person who is drawn.
fn is_right(pose: &Pose, body: &Body) -> bool {
    let up = (body.mid - body.pelvis).unit_or(Vec3::UP);
    let near = body.front.cross(up).dot(body.side) > 0.0;
    near == (pose.leg == DrawnLeg::Near)
}

/// The arrows of a drawing: those its data names, else one at the part that moves farthest.
pub fn arrows_of(pose: &Pose, bodies: &[Body; 2]) -> Vec<Arrow> {
    let farthest =
        || arrow::mover(&bodies[0], &bodies[1]).map(|part| Arrow { part, way: Way::Moves });
    pose.arrows.clone().unwrap_or_else(|| farthest().into_iter().collect())
}

/// Where numbers stand in a row above the body, each as near above its part as the others leave
/// room: on the parts they would hide them.
fn numbers_above(parts: &[Vec2], above: f64) -> Vec<Vec2> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| parts[*a].0.total_cmp(&parts[*b].0));
    let mut numbers = vec![(0.0, above + NUMBER_ABOVE); parts.len()];
    let mut left = f64::MIN;
    for at in &order {
        numbers[*at].0 = parts[*at].0.max(left);
        left = numbers[*at].0 + NUMBER_APART;
    }
    // Pushed to the right alone, they would lean that way.
    let lean: f64 = numbers.iter().zip(parts).map(|(number, part)| number.0 - part.0).sum();
    let lean = lean / parts.len().max(1) as f64;
    numbers.iter_mut().for_each(|number| number.0 -= lean);
    numbers
}

/// A thin line from a part, where it ends in a dot, to its number.
fn leader(part: Vec2, number: Vec2) -> [Shape; 4] {
    let (line, dot) = (vec![number, part], [(part, 0.09)]);
    [
        Shape::line(line.clone(), 0.16, Tone::Halo),
        Shape::filled(hull(&dot, 0.06), Tone::Halo),
        Shape::line(line, 0.06, Tone::ArrowEdge),
        Shape::filled(hull(&dot, 0.0), Tone::ArrowEdge),
    ]
}

/// The corners that hold some shapes.
fn corners<'a>(shapes: impl Iterator<Item = &'a Shape>) -> (Vec2, Vec2) {
    let start = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    shapes.fold(start, |corners, shape| {
        let around = shape.line.map_or(0.0, |width| width / 2.0);
        shape.points.iter().fold(corners, |((left, bottom), (right, top)), (x, y)| {
            (
                (left.min(x - around), bottom.min(y - around)),
                (right.max(x + around), top.max(y + around)),
            )
        })
    })
}

/// A strip of the floor as it is seen, from left to right and from far to near.
fn strip(eye: Projection, (left, right): (f64, f64), (far, near): (f64, f64)) -> Vec<Vec2> {
    [(left, far), (right, far), (right, near), (left, near)]
        .map(|(x, z)| eye.project(Vec3 { x, y: 0.0, z }))
        .to_vec()
}

/// The floor, and the mat where one lies on it.
fn ground(
    pose: &Pose,
    bodies: &[Body; 2],
    eye: Projection,
    (left, right): (f64, f64),
) -> Vec<Shape> {
    // Seen from behind, what is left in the picture is right in the room.
    let behind = eye.project(Vec3::RIGHT).0 < 0.0;
    let (left, right) = if behind { (-right, -left) } else { (left, right) };
    let reach = bodies.iter().flat_map(|body| {
        let legs = body.legs.iter().flat_map(|leg| [leg.knee.z, leg.ankle.z]);
        legs.chain(body.arms.iter().flat_map(|arm| [arm.elbow.z, arm.wrist.z])).chain([body.head.z])
    });
    let (far, near) = reach.fold((-0.85_f64, 0.85_f64), |(far, near), z| (far.min(z), near.max(z)));
    let mut shapes = Vec::new();
    if !pose.props.contains(&Prop::Mat) {
        shapes.push(Shape::filled(
            strip(eye, (left - 0.2, right + 0.2), (far.min(-1.15), near.max(0.85) + 0.3)),
            Tone::Ground,
        ));
    }
    if pose.props.contains(&Prop::Mat) {
        let (from, to) = props::mat_ends(bodies);
        let mat = strip(eye, (from, to), (far - 0.4, near + 0.4));
        shapes.push(Shape::filled(mat.clone(), Tone::Mat));
        shapes.push(Shape::outline(mat, 0.05, Tone::ThingEdge));
    }
    shapes
}

/// The middle of the circle with the pelvic floor: above somebody who lies, and behind the back of
/// others.
fn inset_middle(body: &Body, eye: Projection) -> Vec2 {
    let pelvis = eye.project(body.pelvis);
    let lies = (body.neck.y - body.pelvis.y).abs() < 1.5;
    if lies { (pelvis.0 - 0.1, pelvis.1 + 3.1) } else { (pelvis.0 - 2.9, pelvis.1 + 1.4) }
}

/// What the pelvic floor does, in a word or two.
fn state_word(state: PelvicFloor) -> &'static str {
    match state {
        PelvicFloor::Rest => "rests",
        PelvicFloor::Lift => "lifts",
        PelvicFloor::Soften => "softens",
    }
}

/// The pelvis from the front in a circle beside the body, its floor as a sling, and which way it
/// goes.
fn inset(state: PelvicFloor, pelvis: Vec2, middle: Vec2) -> Vec<Shape> {
    let at = |x: f64, y: f64| (middle.0 + x * INSET, middle.1 + y * INSET);
    let circle: [Ball; 1] = [(middle, INSET)];
    let outline = hull(&circle, 0.0);
    let mut shapes = vec![
        Shape::line(vec![pelvis, middle], 0.22, Tone::Halo),
        Shape::line(vec![pelvis, middle], 0.06, Tone::ThingEdge),
        Shape::filled(outline.clone(), Tone::Halo),
        Shape::outline(outline, 0.07, Tone::ThingEdge),
    ];
    // The two hip bones as a bowl without a bottom.
    for side in [-1.0, 1.0] {
        let bone = [at(side * 0.62, 0.5), at(side * 0.5, 0.05), at(side * 0.4, -0.38)];
        let balls = [(bone[0], 0.2), (bone[1], 0.15), (bone[2], 0.1)];
        shapes.push(Shape::filled(hull(&balls[..2], 0.0), Tone::FarEdge));
        shapes.push(Shape::filled(hull(&balls[1..], 0.0), Tone::FarEdge));
    }
    let sag = match state {
        PelvicFloor::Lift => 0.3,
        PelvicFloor::Rest => -0.12,
        PelvicFloor::Soften => -0.32,
    };
    let sling: Vec<Vec2> = (-8..=8)
        .map(|step| {
            let x = f64::from(step) / 8.0;
            at(0.4 * x, -0.38 + sag * (1.0 - x * x))
        })
        .collect();
    shapes.push(Shape::line(sling, 0.16, Tone::Near));
    let arrow = match state {
        PelvicFloor::Rest => None,
        PelvicFloor::Lift => Some((at(0.0, 0.02), at(0.0, 0.78))),
        PelvicFloor::Soften => Some((at(0.0, 0.6), at(0.0, -0.5))),
    };
    shapes.extend(arrow.into_iter().flat_map(|(from, to)| arrow::straight(from, to)));
    shapes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use strum::VariantArray;

    use super::*;
    use crate::domain::programme::exercise::Position;
    use crate::domain::programme::pose::{BodyPart, Camera, Face, Foot, Hand, Support};
    use crate::domain::testing;
    use crate::figure::testing::fixtures;

    /// Any position that a file may give.
    fn stance() -> impl Strategy<Value = Stance> {
        let angles = prop::array::uniform10(0.0_f32..=360.0);
        let towards = prop_oneof![Just([0.0; 10]), prop::array::uniform10(-90.0_f32..=90.0)];
        let feet = [select(Foot::VARIANTS), select(Foot::VARIANTS)];
        let hands = [select(Hand::VARIANTS), select(Hand::VARIANTS)];
        let ends = (
            prop::option::of(0.0_f32..=360.0),
            prop::option::of(prop::array::uniform2(0.0_f32..=360.0)),
        );
        (angles, towards, ends, feet, hands, prop::option::of(select(PelvicFloor::VARIANTS)))
            .prop_map(|(angles, towards, (head, toes), feet, hands, pelvic_floor)| Stance {
                angles,
                towards,
                turn: [towards[8], towards[9]],
                head,
                toes,
                feet,
                hands,
                pelvic_floor,
            })
    }

    /// Any pose that a file may give.
    fn pose() -> impl Strategy<Value = Pose> {
        let looks = (
            select(View::VARIANTS),
            select(Face::VARIANTS),
            select(Support::VARIANTS),
            prop::option::of(0.0_f32..=6.0),
            prop::option::of((-180.0_f32..=180.0, 0.0_f32..=85.0)),
            select(DrawnLeg::VARIANTS),
        );
        let arrow = (select(BodyPart::VARIANTS), select(&Way::ALL).prop_map(|(way, _)| way))
            .prop_map(|(part, way)| Arrow { part, way });
        let arrows = prop::option::of(prop::collection::vec(arrow, 0..3));
        let props = prop::collection::vec(select(Prop::VARIANTS), 0..5);
        (looks, stance(), stance(), prop::option::of(select(BodyPart::VARIANTS)), props, arrows)
            .prop_map(
                |((view, face, support, height, camera, leg), start, end, stays, props, arrows)| {
                    Pose {
                        view,
                        camera: camera.map(|(from, above)| Camera { from, above }),
                        leg,
                        face,
                        support,
                        height,
                        start,
                        end,
                        stays,
                        props,
                        start_arrows: arrows.clone().unwrap_or_default(),
                        in_turn: stays.into_iter().collect(),
                        arrows,
                        captions: None,
                        cue: String::new(),
                    }
                },
            )
    }

    proptest! {
        #![proptest_config(fixtures::cases(120))]
        #[test]
        fn whatever_a_file_says_can_be_drawn(
            pose in pose(),
            position in select(Position::VARIANTS),
            side in prop::option::of(select(vec![Side::Left, Side::Right, Side::Both])),
        ) {
            let pose = Some(pose);
            let exercise = Exercise { pose, position, ..testing::exercise("made", 3) };
            let scene = Scene::new(&exercise, side).expect("there is a pose");
            let sides = 1.0..60.0;
            prop_assert!(sides.contains(&scene.width()) && sides.contains(&scene.height()));
            let ((left, bottom), (right, top)) = scene.corners;
            let shapes = scene.panels.iter().flat_map(|panel| &panel.shapes);
            for (x, y) in shapes.flat_map(|shape| &shape.points) {
                prop_assert!((left..=right).contains(x) && (bottom..=top).contains(y), "{x} {y}");
            }
            let _ = super::super::faults(&exercise);
            let _ = super::super::braille(&exercise, None, 80);
        }
    }

    #[test]
    fn half_way_goes_the_short_way() {
        let mut pose = Pose::default();
        (pose.start.angles[2], pose.end.angles[2]) = (350.0, 30.0);
        (pose.start.angles[3], pose.end.angles[3]) = (100.0, 40.0);
        let half = half_way(&pose);
        assert_eq!((half.angles[2], half.angles[3]), (10.0, 70.0));
    }
}
