//! Points and directions in space, and how the viewer sees them.
//!
//! x goes right, y up and z towards the viewer, in units of which a person stands about 8 high.

use std::ops::{Add, Mul, Sub};

/// A point or a direction.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vec3 {
    /// To the right.
    pub x: f64,
    /// Up.
    pub y: f64,
    /// Towards the viewer.
    pub z: f64,
}

/// A point on the picture, y upwards.
pub type Vec2 = (f64, f64);

impl Vec3 {
    /// Straight at the viewer.
    pub const NEAR: Self = Self { x: 0.0, y: 0.0, z: 1.0 };
    /// Straight up.
    pub const UP: Self = Self { x: 0.0, y: 1.0, z: 0.0 };
    /// To the right.
    pub const RIGHT: Self = Self { x: 1.0, y: 0.0, z: 0.0 };

    /// The direction at an angle of the picture, so many degrees towards the viewer.
    pub fn at(angle: f64, towards: f64) -> Self {
        let (angle, towards) = (angle.to_radians(), towards.to_radians());
        Self { x: angle.cos() * towards.cos(), y: angle.sin() * towards.cos(), z: towards.sin() }
    }

    /// The inner product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// How long it is.
    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The same direction, one long; `other` when it has none.
    pub fn unit_or(self, other: Self) -> Self {
        let length = self.length();
        if length < 1e-6 { other } else { self * (1.0 / length) }
    }

    /// What is left of it at right angles to a direction one long.
    pub fn across(self, along: Self) -> Self {
        self - along * self.dot(along)
    }

    /// Turned by a quarter in the picture, counter-clockwise.
    pub fn turned(self) -> Self {
        Self { x: -self.y, y: self.x, z: self.z }
    }

    /// The outer product: at right angles to both.
    pub fn cross(self, other: Self) -> Self {
        Self {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    /// Turned about an axis one long, in degrees, counter-clockwise for whom it points at.
    pub fn about(self, axis: Self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        self * cos + axis.cross(self) * sin + axis * (axis.dot(self) * (1.0 - cos))
    }

    /// The angle between two directions, 0 to 180 degrees.
    pub fn angle_to(self, other: Self) -> f64 {
        (self.dot(other) / (self.length() * other.length())).clamp(-1.0, 1.0).acos().to_degrees()
    }
}

impl Add for Vec3 {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }
}

impl Sub for Vec3 {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + other * -1.0
    }
}

impl Mul<f64> for Vec3 {
    type Output = Self;

    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by, z: self.z * by }
    }
}

/// How the viewer looks: from far away, so that nothing gets smaller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    /// What points to the right of the picture.
    right: Vec3,
    /// What points up in it.
    up: Vec3,
    /// What points at the viewer.
    pub near: Vec3,
}

impl Projection {
    /// From so far round the body and so far above it, in degrees.
    pub fn looking(from: f64, above: f64) -> Self {
        let ((s, c), (down, level)) = (from.to_radians().sin_cos(), above.to_radians().sin_cos());
        Self {
            right: Vec3 { x: c, y: 0.0, z: -s },
            up: Vec3 { x: -s * down, y: level, z: -c * down },
            near: Vec3 { x: s * level, y: down, z: c * level },
        }
    }

    /// Where a point is seen.
    pub fn project(self, point: Vec3) -> Vec2 {
        (point.dot(self.right), point.dot(self.up))
    }

    /// How near the viewer a point is.
    pub fn depth(self, point: Vec3) -> f64 {
        point.dot(self.near)
    }
}
