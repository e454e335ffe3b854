//! What of a thing is solid, so that no limb goes through it.

use crate::domain::programme::pose::Prop;

use super::vector::{Vec2, Vec3};

/// How deep into something soft the middle line of a limb sinks that rests on it: the surface of
/// the limb is then as deep as it is thick. A design choice.
const SINKS: f64 = 0.1;

/// A solid part of a thing.
pub struct Solid {
    /// What it is a part of.
    pub prop: Prop,
    /// Its form.
    pub form: Form,
    /// How it meets the body.
    pub hold: Hold,
}

/// How a solid meets the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is hard and stands for itself.
    Hard,
    /// It is soft: what rests on it sinks in a little.
    Soft,
    /// It is hard, and the hands hold it.
    InHands,
}

/// The form of a solid.
pub enum Form {
    /// A box along the three axes: its least and its greatest x, y and z.
    Box([(f64, f64); 3]),
    /// A round rod between two points, its ends flat.
    Rod([Vec3; 2], f64),
    /// A ball.
    Ball(Vec3, f64),
    /// A convex outline that turns left, seen from the side, between two values of z.
    Prism(Vec<Vec2>, (f64, f64)),
}

impl Solid {
    /// Whether a point is in it, or nearer to it than this; in something soft, whether it is deeper
    /// in it than what rests on it.
    pub fn holds(&self, point: Vec3, near: f64) -> bool {
        let near = if self.hold == Hold::Soft { -SINKS } else { near };
        let is_between =
            |(low, high): (f64, f64), at: f64| (low - near..=high + near).contains(&at);
        match &self.form {
            Form::Box(sides) => sides
                .iter()
                .zip([point.x, point.y, point.z])
                .all(|(side, at)| is_between(*side, at)),
            Form::Rod([from, to], radius) => {
                let axis = *to - *from;
                let along = axis.unit_or(Vec3::UP);
                let off = point - *from;
                is_between((0.0, axis.length()), off.dot(along))
                    && off.across(along).length() <= radius + near
            }
            Form::Ball(middle, radius) => (point - *middle).length() <= radius + near,
            Form::Prism(outline, depth) => {
                let next = outline.iter().cycle().skip(1);
                is_between(*depth, point.z)
                    && outline.iter().zip(next).all(|(a, b)| {
                        let (x, y) = (b.0 - a.0, b.1 - a.1);
                        let inside = x * (point.y - a.1) - y * (point.x - a.0);
                        inside / x.hypot(y).max(1e-9) >= -near
                    })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A point.
    fn at(x: f64, y: f64, z: f64) -> Vec3 {
        Vec3 { x, y, z }
    }

    #[test]
    fn a_point_is_in_a_solid_near_it_or_away_from_it() {
        let bowl = vec![(-1.0, 0.0), (1.0, 0.0), (2.0, 2.0), (-2.0, 2.0)];
        let rod = || Form::Rod([at(0.0, 0.0, 0.0), at(0.0, 4.0, 0.0)], 0.5);
        // A form, a point, how far the point is outside of it (below 0: how deep inside).
        let rows = [
            (Form::Box([(0.0, 2.0), (0.0, 2.0), (0.0, 2.0)]), at(1.0, 2.3, 1.0), 0.3),
            (Form::Box([(0.0, 2.0), (0.0, 2.0), (0.0, 2.0)]), at(1.0, 1.0, 1.8), -0.2),
            (rod(), at(0.0, 2.0, 0.9), 0.4),
            (rod(), at(0.3, 2.0, 0.0), -0.2),
            (rod(), at(0.0, 4.2, 0.0), 0.2),
            (Form::Ball(at(1.0, 1.0, 1.0), 1.0), at(1.0, 2.3, 1.0), 0.3),
            (Form::Ball(at(1.0, 1.0, 1.0), 1.0), at(1.0, 1.0, 0.3), -0.3),
            (Form::Prism(bowl.clone(), (-1.0, 1.0)), at(0.0, 2.25, 0.0), 0.25),
            (Form::Prism(bowl.clone(), (-1.0, 1.0)), at(0.0, 1.0, 0.6), -0.4),
            (Form::Prism(bowl, (-1.0, 1.0)), at(0.0, 1.0, 1.2), 0.2),
        ];
        for (number, (form, point, out)) in rows.into_iter().enumerate() {
            let solid = |hold| Solid { prop: Prop::Step, form, hold };
            let mut solid = solid(Hold::Hard);
            assert!(solid.holds(point, out + 0.01), "row {number}");
            assert!(!solid.holds(point, out - 0.01), "row {number}");
            solid.hold = Hold::Soft;
            assert_eq!(solid.holds(point, 0.0), out < -SINKS, "row {number}");
        }
    }
}
