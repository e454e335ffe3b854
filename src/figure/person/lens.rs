//! A part of a picture once more beside it, larger, in a circle: for things too small to be told.

use super::shape::{Shape, Tone, hull};
use super::vector::Vec2;

/// The circle's radius, and how many times larger things are in it.
const RADIUS: f64 = 2.5;
const ZOOM: f64 = 2.1;

/// What is seen round a place, larger, in a circle round another.
pub fn lens(shapes: &[Shape], at: Vec2, to: Vec2) -> Vec<Shape> {
    let circle = hull(&[(to, RADIUS)], 0.0);
    let small = hull(&[(at, RADIUS / ZOOM)], 0.0);
    let enlarged = |point: &Vec2| (to.0 + (point.0 - at.0) * ZOOM, to.1 + (point.1 - at.1) * ZOOM);
    // The line between the circles hides nothing of what is in them.
    let (across, up) = (to.0 - at.0, to.1 - at.1);
    let share = RADIUS / ZOOM / across.hypot(up).max(RADIUS);
    let edge = (at.0 + across * share, at.1 + up * share);
    let mut seen = vec![
        Shape::outline(small, 0.06, Tone::ThingEdge),
        Shape::line(vec![edge, to], 0.06, Tone::ThingEdge),
        Shape::filled(circle.clone(), Tone::Halo),
    ];
    for shape in shapes {
        let points: Vec<Vec2> = shape.points.iter().map(enlarged).collect();
        match shape.line {
            None => {
                let inside = clipped(points, &circle);
                if inside.len() > 2 {
                    seen.push(Shape::filled(inside, shape.tone));
                }
            }
            Some(width) => {
                let pieces = points.windows(2).filter_map(|pair| within(pair[0], pair[1], to));
                seen.extend(pieces.map(|piece| Shape::line(piece, width * ZOOM, shape.tone)));
            }
        }
    }
    seen.push(Shape::outline(circle, 0.09, Tone::ThingEdge));
    seen
}

/// The part of a filled shape that is inside a convex outline, which turns left.
fn clipped(points: Vec<Vec2>, outline: &[Vec2]) -> Vec<Vec2> {
    let count = outline.len();
    (0..count).fold(points, |points, at| {
        let (a, b) = (outline[at], outline[(at + 1) % count]);
        // How far to the left of this edge a point is.
        let left = |p: Vec2| (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
        let mut kept = Vec::with_capacity(points.len() + 2);
        for (number, point) in points.iter().enumerate() {
            let before = points[(number + points.len() - 1) % points.len()];
            let (was, is) = (left(before), left(*point));
            if (was >= 0.0) != (is >= 0.0) {
                let t = was / (was - is);
                kept.push((
                    before.0 + (point.0 - before.0) * t,
                    before.1 + (point.1 - before.1) * t,
                ));
            }
            if is >= 0.0 {
                kept.push(*point);
            }
        }
        kept
    })
}

/// The part of a line that is inside the circle round a place; `None` where none is.
fn within(from: Vec2, to: Vec2, middle: Vec2) -> Option<Vec<Vec2>> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (x, y) = (from.0 - middle.0, from.1 - middle.1);
    // Where the line's distance from the middle is the radius.
    let (a, b, c) = (dx * dx + dy * dy, x * dx + y * dy, x * x + y * y - RADIUS * RADIUS);
    let under = b * b - a * c;
    if under <= 0.0 || a <= 0.0 {
        return None;
    }
    let root = under.sqrt();
    let (first, last) = (((-b - root) / a).max(0.0), ((-b + root) / a).min(1.0));
    (first < last).then(|| [first, last].map(|t| (from.0 + dx * t, from.1 + dy * t)).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_circle_and_what_is_in_it_is_larger() {
        let square = vec![(-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2)];
        let far = vec![(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)];
        let away = vec![(5.0, 5.0), (6.0, 5.0), (6.0, 6.0)];
        let shapes = [
            Shape::filled(far.clone(), Tone::Near),
            Shape::filled(square, Tone::Tool),
            Shape::filled(away.clone(), Tone::Far),
            Shape::line(vec![far[0], far[2]], 0.1, Tone::Force),
            Shape::line(away.clone(), 0.1, Tone::Force),
            Shape::line(vec![(-9.0, 4.0), (9.0, 4.0)], 0.1, Tone::Force),
        ];
        let to = (10.0, 3.0);
        let seen = lens(&shapes, (0.0, 0.0), to);
        let of = |tone: Tone| seen.iter().filter(move |shape| shape.tone == tone);
        for shape in
            seen.iter().filter(|shape| [Tone::Near, Tone::Tool, Tone::Force].contains(&shape.tone))
        {
            for (x, y) in &shape.points {
                assert!((x - to.0).hypot(y - to.1) < RADIUS + 1e-6, "{shape:?}");
            }
        }
        let tool = of(Tone::Tool).next().expect("the square");
        assert!((tool.points[0].0 - (to.0 - 0.2 * ZOOM)).abs() < 1e-9, "{tool:?}");
        assert_eq!((of(Tone::Far).count(), of(Tone::Force).count()), (0, 1));
    }
}
