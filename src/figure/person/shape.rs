//! Vec2 shapes a picture of a person is made of, and the rounded hulls they are cut from.

use super::vector::Vec2;

/// What a shape is, by which it gets its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The floor.
    Ground,
    /// A mat.
    Mat,
    /// The light around a limb that parts it from what is behind.
    Halo,
    /// Limbs of the near side.
    Near,
    /// Trunk and head.
    Trunk,
    /// Limbs of the far side.
    Far,
    /// Their outline.
    FarEdge,
    /// The faces of furniture that look at the viewer, and soft things.
    Thing,
    /// The faces that look up.
    ThingTop,
    /// The outline of things.
    ThingEdge,
    /// Straps, bands, sticks, balls and weights: what is held or worn.
    Tool,
    /// Pillows, cushions and towels.
    Soft,
    /// Their outline.
    SoftEdge,
    /// Where the body was at the start.
    Ghost,
    /// Its outline.
    GhostEdge,
    /// An arrow.
    Arrow,
    /// Its outline.
    ArrowEdge,
    /// What presses, and what tightens.
    Force,
    /// Water.
    Water,
}

/// One shape, filled, or drawn as a line so many units wide.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its corners.
    pub points: Vec<Vec2>,
    /// What it is.
    pub tone: Tone,
    /// The width of the line; `None` when it is filled.
    pub line: Option<f64>,
}

impl Shape {
    /// A filled shape.
    pub fn filled(points: Vec<Vec2>, tone: Tone) -> Self {
        Self { points, tone, line: None }
    }

    /// A line.
    pub fn line(points: Vec<Vec2>, width: f64, tone: Tone) -> Self {
        Self { points, tone, line: Some(width) }
    }

    /// An outline.
    pub fn outline(mut points: Vec<Vec2>, width: f64, tone: Tone) -> Self {
        points.extend(points.first().copied());
        Self::line(points, width, tone)
    }
}

/// A ball as it is seen: its middle and its radius.
pub type Ball = (Vec2, f64);

/// Corners of a ball's outline.
const CORNERS: u32 = 28;

/// Whether the way from `a` over `b` to `c` turns left.
fn turns_left(a: Vec2, b: Vec2, c: Vec2) -> bool {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) > 1e-12
}

/// One side of the tightest outline around points that come in the order of their x, without its
/// last corner: the other side begins with it.
fn half_hull(points: impl Iterator<Item = Vec2>) -> Vec<Vec2> {
    let mut chain: Vec<Vec2> = Vec::new();
    for point in points {
        while chain.len() > 1 && !turns_left(chain[chain.len() - 2], chain[chain.len() - 1], point)
        {
            chain.pop();
        }
        chain.push(point);
    }
    chain.pop();
    chain
}

/// The tightest rounded outline around some balls, each made larger by `grow`.
pub fn hull(balls: &[Ball], grow: f64) -> Vec<Vec2> {
    let mut points: Vec<Vec2> = Vec::with_capacity(balls.len() * CORNERS as usize);
    for ((x, y), radius) in balls {
        let radius = (radius + grow).max(0.01);
        points.extend((0..CORNERS).map(|corner| {
            let (sin, cos) =
                (f64::from(corner) * std::f64::consts::TAU / f64::from(CORNERS)).sin_cos();
            (x + radius * cos, y + radius * sin)
        }));
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut outline = half_hull(points.iter().copied());
    outline.extend(half_hull(points.iter().rev().copied()));
    outline
}

/// A chain of hulls in one tone, parted from what is behind by a halo; light tones get an outline.
pub fn chain(hulls: &[Vec<Ball>], tone: Tone) -> Vec<Shape> {
    const HALO: f64 = 0.075;
    const EDGE: f64 = 0.05;
    // Layer by layer over the whole chain: an edge of one hull must not show on its neighbour.
    let layers: &[(f64, Tone)] = match tone {
        Tone::Far => &[(HALO, Tone::Halo), (0.0, Tone::FarEdge), (-EDGE, Tone::Far)],
        Tone::Ghost => &[(0.0, Tone::GhostEdge), (-EDGE, Tone::Ghost)],
        tone => &[(HALO, Tone::Halo), (0.0, tone)],
    };
    layers
        .iter()
        .flat_map(|(grow, tone)| hulls.iter().map(|balls| Shape::filled(hull(balls, *grow), *tone)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_holds_its_balls_and_is_no_larger() {
        let balls = [((0.0, 0.0), 1.0), ((4.0, 0.0), 0.5)];
        let outline = hull(&balls, 0.0);
        let (left, right) =
            outline.iter().fold((9.0_f64, -9.0_f64), |(l, r), (x, _)| (l.min(*x), r.max(*x)));
        assert!((left + 1.0).abs() < 1e-9 && (right - 4.5).abs() < 1e-9, "{left} {right}");
        let area: f64 = (0..outline.len())
            .map(|at| {
                let ((x, y), (u, v)) = (outline[at], outline[(at + 1) % outline.len()]);
                (x * v - u * y) / 2.0
            })
            .sum();
        // Two half discs and the four-sided piece between them.
        assert!((7.85..8.05).contains(&area), "{area}");
        assert!(hull(&balls, 0.2).iter().all(|(x, _)| (-1.21..=4.71).contains(x)));
    }
}
