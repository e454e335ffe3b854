//! Every shipped drawing: what its words name is seen, moves, touches and bends as they say.

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

use super::scene::{Scene, eye};
use super::shape::{Shape, Tone, hull};
use super::skeleton::{self, Body, Leg, is_frontal};
use super::vector::{Vec2, Vec3};
use super::{body, distance_to_line, faults, thinned};
use crate::domain::diary::place::Side;
use crate::domain::programme::dose::Sides;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::pose::{DrawnLeg, Foot, Hand, Pose, Stance};
use crate::library::Library;

/// Pixels of a unit.
const SCALE: f64 = 14.0;

/// Every shipped exercise.
fn exercises() -> Vec<Exercise> {
    let library = Library::builtin();
    let ids = library.exercise_ids().into_iter();
    ids.map(|id| library.exercise(&id).expect("it is shipped")).collect()
}

/// A shipped exercise.
fn exercise(id: &str) -> Exercise {
    Library::builtin().exercise(id).expect("it is shipped")
}

/// The pose of an exercise.
fn pose(exercise: &Exercise) -> &Pose {
    exercise.pose.as_ref().expect("it is drawn")
}

/// The two bodies of an exercise.
fn bodies(exercise: &Exercise) -> [Body; 2] {
    skeleton::bodies(pose(exercise), exercise.position)
}

/// Which tone is seen in each pixel, 0 for none.
fn pixels(shapes: &[Shape], (lower, upper): (Vec2, Vec2)) -> Vec<u8> {
    let size = |length: f64| (length * SCALE).ceil() as u32 + 1;
    let mut map =
        Pixmap::new(size(upper.0 - lower.0), size(upper.1 - lower.1)).expect("a small picture");
    for shape in shapes {
        let mut points = shape
            .points
            .iter()
            .map(|(x, y)| (((x - lower.0) * SCALE) as f32, ((y - lower.1) * SCALE) as f32));
        let mut path = PathBuilder::new();
        let Some((x, y)) = points.next() else { continue };
        path.move_to(x, y);
        points.for_each(|(x, y)| path.line_to(x, y));
        if shape.line.is_none() {
            path.close();
        }
        let Some(path) = path.finish() else { continue };
        let mut paint = Paint::default();
        paint.set_color(Color::from_rgba8(shape.tone as u8 + 1, 0, 0, 255));
        paint.anti_alias = false;
        match shape.line {
            None => {
                map.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
            }
            Some(width) => {
                let stroke = Stroke { width: (width * SCALE) as f32, ..Stroke::default() };
                map.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
            }
        }
    }
    map.data().chunks_exact(4).map(|pixel| pixel[0]).collect()
}

/// The drawing with this pose, in the frame of another.
fn panels(exercise: &Exercise, pose: Pose, corners: (Vec2, Vec2)) -> Vec<Vec<u8>> {
    let exercise = Exercise { pose: Some(pose), ..exercise.clone() };
    let scene = Scene::new(&exercise, None).expect("it is drawn");
    scene.panels.iter().map(|panel| pixels(&panel.shapes, corners)).collect()
}

#[test]
fn every_prop_is_seen() {
    /// The fewest pixels of one: a quarter of a hand.
    const FEWEST: usize = 20;
    let things = [
        Tone::Mat,
        Tone::Thing,
        Tone::ThingTop,
        Tone::ThingEdge,
        Tone::Soft,
        Tone::SoftEdge,
        Tone::Tool,
        Tone::Water,
    ]
    .map(|tone| tone as u8 + 1);
    for exercise in exercises() {
        let corners = Scene::new(&exercise, None).expect("it is drawn").corners;
        let with = panels(&exercise, pose(&exercise).clone(), corners);
        for prop in &pose(&exercise).props {
            let mut less = pose(&exercise).clone();
            less.props.retain(|each| each != prop);
            let without = panels(&exercise, less, corners);
            let seen = |(with, without): (&Vec<u8>, &Vec<u8>)| {
                let pixels = with.iter().zip(without);
                pixels.filter(|(with, without)| with != without && things.contains(with)).count()
            };
            let most = with.iter().zip(&without).map(seen).max().unwrap_or_default();
            assert!(most >= FEWEST, "{}: {prop:?} has {most} pixels", exercise.id);
        }
    }
}

#[test]
fn start_and_end_differ_by_more_than_three_hundredths_of_the_figure() {
    for exercise in exercises() {
        let (start, end) = (&pose(&exercise).start, &pose(&exercise).end);
        let still = start.angles == end.angles && start.towards == end.towards;
        if still && start.turn == end.turn {
            continue;
        }
        let frontal = is_frontal(pose(&exercise), exercise.position);
        let eye = eye(pose(&exercise), frontal);
        let frame = Scene::new(&exercise, None).expect("it is drawn").corners;
        let [one, other] = bodies(&exercise).map(|body| pixels(&body::shapes(&body, eye), frame));
        let figure = one.iter().filter(|pixel| **pixel > 0).count();
        let differ = one.iter().zip(&other).filter(|(a, b)| a != b).count();
        let share = differ as f64 / figure as f64;
        assert!(share > 0.03, "{}: {:.1} %", exercise.id, share * 100.0);
    }
}

/// How far a leg goes from start to end.
fn goes(start: &Leg, end: &Leg) -> f64 {
    (end.knee - start.knee).length() + (end.ankle - start.ankle).length()
}

#[test]
fn the_leg_the_words_name_is_the_one_that_moves_or_carries() {
    for exercise in exercises().iter().filter(|each| each.dose.sides != Sides::Together) {
        let [start, end] = bodies(exercise);
        let ways = [0, 1].map(|side| goes(&start.legs[side], &end.legs[side]));
        let named = usize::from(pose(exercise).leg == DrawnLeg::Far);
        let carries = end.legs[named].touches != Foot::Air;
        assert!(
            ways[named] + 0.3 >= ways[1 - named] || carries,
            "{}: {ways:?}, and the leg named is {named}",
            exercise.id
        );
    }
}

#[test]
fn the_leg_that_is_named_is_drawn_on_the_sore_side() {
    for exercise in exercises() {
        let [left, right] = [Side::Left, Side::Right]
            .map(|side| Scene::new(&exercise, Some(side)).expect("it is drawn"));
        let as_posed = Scene::new(&exercise, None).expect("it is drawn");
        assert!((left.width() - right.width()).abs() < 1e-9, "{}", exercise.id);
        // Worked out apart from how it is drawn: with the feet down and the face this way, what is
        // to the right of the picture is the left of the person.
        let [body, _] = bodies(&exercise);
        let (up, front) = ((body.mid - body.pelvis).unit_or(Vec3::UP), body.front);
        let left_hand = up.cross(front);
        let near_is_left = (body.legs[0].hip - body.legs[1].hip).dot(left_hand) > 0.0;
        let named_is_left = near_is_left == (pose(&exercise).leg == DrawnLeg::Near);
        let (same, mirrored) = if named_is_left { (left, right) } else { (right, left) };
        assert!(same.panels[0].shapes == as_posed.panels[0].shapes, "{}", exercise.id);
        assert!(mirrored.panels[0].shapes != as_posed.panels[0].shapes, "{}", exercise.id);
    }
}

/// The angle a knee is bent by.
fn knee(leg: &Leg) -> f64 {
    (leg.knee - leg.hip).angle_to(leg.ankle - leg.knee)
}

/// The angle a thigh is bent by against the trunk, in any direction.
fn hip(body: &Body, leg: &Leg) -> f64 {
    (body.pelvis - body.mid).angle_to(leg.knee - leg.hip)
}

#[test]
fn joints_bend_as_the_steps_say() {
    /// Each with what was measured, and the numbers of the steps with room for a line's breadth.
    type Row = (&'static str, fn(&[Body; 2]) -> f64, f64, f64);
    let rows: [Row; 15] = [
        ("bridge", |[start, _]| knee(&start.legs[0]), 80.0, 100.0),
        ("sciatic-slider-supine", |[start, _]| hip(start, &start.legs[0]), 80.0, 100.0),
        ("side-lying-hip-abduction", |[_, end]| hip(end, &end.legs[0]), 22.0, 38.0),
        ("clamshell", |[start, _]| hip(start, &start.legs[1]), 40.0, 50.0),
        ("clamshell", |[start, _]| knee(&start.legs[1]), 80.0, 100.0),
        ("dead-bug", |[start, _]| hip(start, &start.legs[0]), 80.0, 100.0),
        ("dead-bug", |[start, _]| knee(&start.legs[0]), 80.0, 100.0),
        ("heel-dig-isometric", |[_, end]| knee(&end.legs[0]), 25.0, 55.0),
        ("prone-hamstring-curl", |[_, end]| knee(&end.legs[0]), 80.0, 95.0),
        ("side-plank-knees", |[start, _]| knee(&start.legs[1]), 80.0, 100.0),
        ("side-plank-knees", |[_, end]| knee(&end.legs[0]), 80.0, 100.0),
        ("standing-hip-abduction", |[_, end]| hip(end, &end.legs[0]), 22.0, 33.0),
        // A unit is about 21 cm: a few centimetres of the ankle.
        (
            "prone-hip-extension",
            |[start, end]| (end.legs[0].ankle.y - start.legs[0].ankle.y) * 21.0,
            3.0,
            12.0,
        ),
        // Slightly bent at the bottom.
        ("stationary-bike", |[_, end]| knee(&end.legs[0]), 20.0, 40.0),
        // Halfway to flat.
        ("hip-hinge", |[_, end]| 90.0 - end.neck_rise(), 38.0, 52.0),
    ];
    for (id, measured, least, most) in rows {
        let measured = measured(&bodies(&exercise(id)));
        assert!((least..=most).contains(&measured), "{id}: {measured:.0}, {least} to {most}");
    }
    // A step that says degrees or a right angle is measured above.
    for exercise in exercises() {
        let says = exercise
            .steps
            .iter()
            .any(|step| step.contains(" degrees") || step.contains("right angle"));
        let known = rows.iter().any(|row| row.0 == exercise.id);
        assert!(!says || known, "{}: its steps have angles that nothing measures", exercise.id);
    }
}

impl Body {
    /// How far the line from the pelvis to the neck rises, in degrees.
    fn neck_rise(&self) -> f64 {
        let trunk = self.neck - self.pelvis;
        trunk.y.atan2(trunk.x.hypot(trunk.z)).to_degrees()
    }
}

#[test]
fn hands_and_feet_are_where_they_touch_and_nothing_goes_through_anything() {
    let mut told = Vec::new();
    for exercise in exercises() {
        told.extend(faults(&exercise).iter().map(|fault| format!("{}: {fault}", exercise.id)));
        for body in bodies(&exercise) {
            let legs = body.legs.iter().map(|leg| leg.short_by);
            let most = legs.chain(body.arms.iter().map(|arm| arm.short_by)).fold(0.0, f64::max);
            if most >= 0.28 {
                told.push(format!("{}: {most:.2} from what it touches", exercise.id));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_limb_through_the_body_is_told() {
    let mut walking = exercise("walking");
    let pose = walking.pose.as_mut().expect("it is drawn");
    pose.end.angles[6..8].copy_from_slice(&[268.0, 268.0]);
    pose.end.towards[6..8].copy_from_slice(&[-32.0, 0.0]);
    let told = faults(&walking).join("; ");
    assert!(told.contains("near arm goes through the body"), "{told}");
    let mut crossed = exercise("bridge");
    let pose = crossed.pose.as_mut().expect("it is drawn");
    pose.end.feet = [Foot::Air; 2];
    pose.end.angles[2..6].copy_from_slice(&[60.0, 60.0, 60.0, 60.0]);
    pose.end.towards[2..6].copy_from_slice(&[-18.0, -18.0, 18.0, 18.0]);
    let told = faults(&crossed).join("; ");
    assert!(told.contains("one leg goes through the other"), "{told}");
}

/// A change of one position.
type Change = fn(&mut Stance);

#[test]
fn a_limb_through_a_thing_is_told() {
    // An exercise, what is changed at its start and its end alike, and what is told then.
    let rows: [(&str, Change, &str); 7] = [
        ("step-up", |stance| stance.angles[3] = 250.0, "far leg goes through the thing `step`"),
        (
            "split-squat",
            |stance| stance.angles[6..].copy_from_slice(&[285.0, 300.0, 285.0, 300.0]),
            "leg goes through the thing `chair in front`",
        ),
        (
            "ball-release-wall",
            |stance| {
                stance.hands = [Hand::Air; 2];
                stance.angles[6..8].copy_from_slice(&[250.0, 250.0]);
            },
            "near arm goes through the thing `ball at the wall`",
        ),
        (
            "supported-deep-squat",
            |stance| {
                stance.feet[0] = Foot::Air;
                stance.angles[2..4].copy_from_slice(&[25.0, 24.0]);
            },
            "near leg goes through the thing `rail`",
        ),
        (
            "hip-hinge",
            |stance| {
                stance.hands[0] = Hand::Air;
                stance.angles[6..8].copy_from_slice(&[235.0, 235.0]);
                stance.towards[6] = -29.0;
            },
            "near arm goes through the thing `stick along the back`",
        ),
        (
            "toilet-posture",
            |stance| {
                stance.feet[0] = Foot::Air;
                stance.angles[3] = 215.0;
            },
            "near leg goes through the thing `toilet`",
        ),
        (
            "progressive-muscle-relaxation",
            |stance| stance.angles[6..8].copy_from_slice(&[183.0, 180.0]),
            "near arm goes through the thing `pillow under the head`",
        ),
    ];
    for (id, change, expected) in rows {
        let mut changed = exercise(id);
        assert_eq!(faults(&changed), [""; 0], "{id}");
        let pose = changed.pose.as_mut().expect("it is drawn");
        change(&mut pose.start);
        change(&mut pose.end);
        let told = faults(&changed).join("; ");
        assert!(told.contains(expected), "{id}: {told}");
    }
}

#[test]
fn a_circle_says_what_it_shows() {
    let words = |id: &str| -> Vec<String> {
        let scene = Scene::new(&exercise(id), None).expect("it is drawn");
        let labels = scene.panels.iter().filter_map(|panel| panel.label.as_ref());
        labels.map(|label| label.lines.join(" ")).collect()
    };
    assert_eq!(words("pelvic-floor-slow-hold"), ["pelvic floor lifts", "pelvic floor rests"]);
    assert_eq!(words("toilet-posture"), ["pelvic floor softens"]);
    assert_eq!(words("bridge"), [""; 0]);
}

#[test]
fn numbers_stand_above_the_body_and_apart() {
    let numbered = exercise("progressive-muscle-relaxation");
    let scene = Scene::new(&numbered, None).expect("it is drawn");
    let mut numbers = scene.panels[0].in_turn.clone();
    assert_eq!(numbers.len(), 8);
    let body = scene.panels[1].shapes.iter().flat_map(|shape| &shape.points);
    let highest = body.map(|(_, y)| *y).fold(f64::MIN, f64::max);
    assert!(numbers.iter().all(|(_, y)| *y > highest + 0.5), "{numbers:?} {highest}");
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(numbers.windows(2).all(|two| two[1].0 - two[0].0 > 0.99), "{numbers:?}");
}

#[test]
fn what_goes_there_and_back_is_not_held() {
    let caption = |id: &str| {
        let scene = Scene::new(&exercise(id), None).expect("it is drawn");
        scene.panels.last().expect("a panel").caption.clone()
    };
    assert_eq!(caption("foam-roll-glute"), "for 60 s");
    assert_eq!(caption("happy-baby"), "end, hold 30 s");
}

#[test]
fn an_outline_keeps_its_shape_with_fewer_points() {
    let circle = hull(&[((3.0, 2.0), 1.5)], 0.0);
    for blunt in [0.001, 0.02, 0.1] {
        let thin = thinned(&circle, blunt);
        assert_eq!((thin.first(), thin.last()), (circle.first(), circle.last()));
        for point in &circle {
            let lines = thin.windows(2).map(|two| distance_to_line(*point, two[0], two[1]));
            assert!(lines.fold(f64::MAX, f64::min) <= blunt, "{blunt} {point:?}");
        }
    }
    assert!(thinned(&circle, 0.1).len() * 2 < circle.len());
    // A square goes once round; its corners stay.
    let square = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
    assert_eq!(thinned(&square, 0.02), [square[0], square[2], square[3], square[4], square[5]]);
    assert_eq!(thinned(&[(1.0, 1.0)], 0.02), [(1.0, 1.0)]);
    assert_eq!(thinned(&[], 0.02), []);
}

#[test]
fn signs_differ() {
    let shapes = |arrow: &str| {
        let mut bridge = exercise("bridge");
        let pose = bridge.pose.as_mut().expect("it is drawn");
        pose.arrows = Some(Vec::new());
        let without = Scene::new(&bridge, None).expect("it is drawn").panels[1].shapes.len();
        let pose = bridge.pose.as_mut().expect("it is drawn");
        let arrow = crate::domain::programme::pose::Arrow::parse(arrow);
        pose.arrows = arrow.map(|arrow| vec![arrow]);
        let all = Scene::new(&bridge, None).expect("it is drawn");
        all.panels[1].shapes[without..].to_vec()
    };
    let signs = ["hips up", "hips pressed up", "hips tightens", "hips turns clockwise"].map(shapes);
    for (at, one) in signs.iter().enumerate() {
        let points =
            |sign: &[Shape]| sign.iter().map(|shape| shape.points.len()).collect::<Vec<_>>();
        assert!(!one.is_empty());
        assert!(signs[..at].iter().all(|other| points(other) != points(one)));
    }
}
