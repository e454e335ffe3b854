//! A small outline of a body, from the back and from the side, shaded by how often each place was
//! recorded.
//!
//! DrawResult by hand in units of a hundredth of the body's height: a map to point at, not anatomy.
//! The back has the person's left on its left; the side shows a place whichever side it was on, and
//! has what the back cannot show.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::sites::Sites;
use crate::domain::diary::place::Side;
use crate::figure::canvas::theme::{INK, Theme, VEIL, shade};
use crate::figure::canvas::{Canvas, DrawResult, Point};

/// The height of a body, in millimetres on A4.
pub const TALL_MM: f64 = 30.0;

/// The middles of the two bodies, in units of theirs.
const MIDDLES: [f64; 2] = [17.0, 43.0];

/// The width of both, in the same units.
const WIDE: f64 = 52.0;

/// The right half of the back, from the neck down to the crotch.
const BACK: [Point; 23] = [
    (2.3, 12.6),
    (2.9, 15.6),
    (8.6, 17.6),
    (10.6, 20.0),
    (10.3, 27.0),
    (9.0, 34.0),
    (8.2, 40.0),
    (9.1, 45.5),
    (10.2, 51.0),
    (10.0, 57.0),
    (9.0, 66.0),
    (7.5, 73.5),
    (7.8, 80.0),
    (6.0, 90.0),
    (6.2, 95.0),
    (7.8, 98.4),
    (2.9, 98.6),
    (3.0, 94.5),
    (2.7, 89.0),
    (1.9, 80.0),
    (2.4, 73.5),
    (1.3, 62.0),
    (0.4, 54.4),
];

/// The right arm, hanging.
const ARM: [Point; 11] = [
    (10.6, 20.0),
    (12.4, 23.5),
    (13.6, 33.0),
    (15.2, 43.0),
    (16.0, 50.0),
    (14.9, 53.4),
    (13.5, 50.0),
    (12.9, 43.5),
    (11.4, 34.5),
    (10.3, 27.0),
    (10.2, 22.0),
];

/// The body from its left, its face to the left: the person looks away from the other one.
const SIDE: [Point; 33] = [
    (1.8, 12.8),
    (2.6, 15.8),
    (4.4, 20.0),
    (4.9, 26.0),
    (3.9, 33.0),
    (2.7, 39.0),
    (3.7, 44.0),
    (5.7, 48.6),
    (5.5, 53.0),
    (4.5, 56.6),
    (4.2, 64.0),
    (3.0, 73.0),
    (3.9, 79.0),
    (2.6, 88.0),
    (2.0, 93.0),
    (2.8, 96.4),
    (2.4, 98.6),
    (-6.0, 98.6),
    (-5.6, 97.0),
    (-1.8, 94.0),
    (-1.2, 88.0),
    (-1.6, 80.0),
    (-2.8, 73.5),
    (-3.4, 66.0),
    (-4.4, 58.0),
    (-4.4, 52.0),
    (-4.9, 47.0),
    (-4.6, 41.0),
    (-4.4, 35.0),
    (-5.0, 28.0),
    (-4.4, 21.0),
    (-2.4, 16.4),
    (-1.8, 13.2),
];

/// A part of the body that is shaded.
struct Region {
    /// The site.
    site: &'static str,
    /// Its edge; of the back the right half.
    edge: &'static [Point],
}

/// A region.
const fn region(site: &'static str, edge: &'static [Point]) -> Region {
    Region { site, edge }
}

/// The regions of the back, the larger ones first: what lies on them comes later.
const BACK_REGIONS: [Region; 12] = [
    region("low-back", &[(0.0, 36.0), (8.3, 36.6), (8.1, 40.0), (8.5, 43.0), (0.0, 43.6)]),
    region("sacrum", &[(0.0, 44.3), (3.3, 44.3), (2.4, 47.0), (0.0, 49.6)]),
    region(
        "buttock",
        &[
            (4.0, 44.8),
            (7.4, 45.2),
            (8.2, 48.6),
            (8.0, 52.4),
            (5.6, 54.6),
            (2.2, 54.2),
            (0.9, 51.2),
            (2.8, 48.2),
        ],
    ),
    region("hip", &[(8.4, 45.4), (9.0, 46.0), (10.0, 51.0), (9.7, 54.8), (8.7, 54.2), (8.9, 49.6)]),
    region("tailbone", &[(0.0, 50.2), (0.8, 50.6), (0.7, 52.4), (0.0, 53.0)]),
    region(
        "sit-bone",
        &[(3.2, 52.2), (4.6, 51.8), (5.8, 52.6), (5.6, 54.0), (4.2, 54.4), (3.2, 53.6)],
    ),
    region("pelvic-floor", &[(0.0, 53.4), (1.4, 53.8), (1.2, 55.4), (0.0, 55.6)]),
    region("thigh-inner", &[(1.2, 56.4), (2.2, 57.0), (3.2, 70.0), (2.5, 70.0), (1.6, 62.0)]),
    region("thigh-back", &[(2.8, 56.6), (7.6, 56.6), (6.8, 69.6), (3.7, 69.6)]),
    region("thigh-side", &[(8.1, 56.6), (9.8, 57.0), (8.8, 65.6), (7.9, 70.0), (7.2, 69.6)]),
    region("calf", &[(2.9, 77.4), (7.2, 77.4), (7.3, 80.6), (5.8, 88.4), (3.3, 88.4), (2.5, 80.6)]),
    region("foot", &[(3.4, 94.6), (5.9, 94.6), (7.2, 98.0), (3.3, 98.1)]),
];

/// The regions of the side.
const SIDE_REGIONS: [Region; 13] = [
    region("low-back", &[(3.2, 36.0), (2.4, 39.4), (3.3, 43.2), (0.6, 43.4), (0.2, 36.2)]),
    region("pelvis", &[(-4.4, 43.6), (-1.6, 43.6), (-1.4, 48.6), (-4.6, 48.6)]),
    region(
        "buttock",
        &[(2.6, 45.0), (3.7, 45.0), (5.3, 48.8), (5.1, 52.8), (4.2, 55.0), (2.2, 54.4)],
    ),
    region(
        "hip",
        &[(-0.6, 47.0), (1.2, 47.6), (1.6, 50.6), (1.0, 53.6), (-0.8, 54.0), (-1.2, 50.4)],
    ),
    region("groin", &[(-4.2, 53.2), (-2.0, 52.4), (-1.8, 54.2), (-4.2, 56.2)]),
    region("pubic-bone", &[(-4.2, 49.4), (-2.4, 49.4), (-2.6, 51.6), (-4.2, 52.4)]),
    region("thigh-front", &[(-4.1, 57.4), (-1.7, 57.0), (-1.2, 69.4), (-2.9, 69.4)]),
    region("thigh-side", &[(-1.2, 57.0), (1.4, 57.0), (1.2, 69.4), (-0.7, 69.4)]),
    region("thigh-back", &[(1.9, 57.0), (4.0, 57.6), (3.8, 64.0), (3.2, 69.4), (1.7, 69.4)]),
    region("knee", &[(-2.4, 71.4), (-0.4, 71.2), (0.2, 73.6), (-0.4, 76.0), (-2.0, 75.8)]),
    region("calf", &[(0.6, 77.6), (3.2, 77.6), (3.4, 79.6), (2.2, 87.6), (0.6, 87.4)]),
    region(
        "foot",
        &[(1.6, 95.4), (2.3, 96.6), (2.0, 98.1), (-5.3, 98.1), (-4.9, 97.2), (-1.6, 95.2)],
    ),
    region("tailbone", &[(3.4, 44.0), (4.2, 44.2), (4.8, 45.6), (4.1, 45.8)]),
];

/// The width of both bodies of such a height.
pub fn width(theme: &Theme, tall: f64) -> f64 {
    WIDE * theme.mm(tall) / 100.0
}

/// Their height with the words under them.
pub fn height(theme: &Theme, tall: f64) -> f64 {
    theme.mm(tall) + 1.1 * theme.note().leading()
}

/// A coordinate of the Catmull-Rom curve from `b` to `c`, at `t` from 0 to 1; `a` and `d` are the
/// places before and after.
fn catmull_rom([a, b, c, d]: [f64; 4], t: f64) -> f64 {
    0.5 * (2.0 * b
        + (c - a) * t
        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
        + (3.0 * b - a - 3.0 * c + d) * t * t * t)
}

/// A smooth line through some places (Catmull-Rom), closed.
fn smooth(corners: &[Point]) -> Vec<Point> {
    const STEPS: u32 = 6;
    let count = corners.len();
    let mut line = Vec::with_capacity(count * STEPS as usize);
    for at in 0..count {
        let [a, b, c, d] = [count - 1, 0, 1, 2].map(|step| corners[(at + step) % count]);
        for step in 0..STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            line.push((catmull_rom([a.0, b.0, c.0, d.0], t), catmull_rom([a.1, b.1, c.1, d.1], t)));
        }
    }
    line
}

/// The shade of a place that was recorded on a share of the days; the lightest still stands out
/// from the paper.
fn often(share: f64) -> RGBColor {
    shade(2.0 + 8.0 * share)
}

/// Where the outlines stand on the page: their upper left corner and the length of their unit, a
/// hundredth of a body's height, in millimetres.
struct OutlinePlace {
    left: f64,
    top: f64,
    unit: f64,
}

impl OutlinePlace {
    /// Points of an outline around its `middle` as places on the page; a `mirror` of -1 turns left
    /// and right round.
    fn points(&self, middle: f64, mirror: f64, points: &[Point]) -> Vec<Point> {
        let place = points.iter().map(|(x, y)| {
            (self.left + (middle + mirror * x) * self.unit, self.top + y * self.unit)
        });
        place.collect()
    }
}

/// Draws both bodies of such a height from their upper left corner.
pub fn draw(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    (left, top): Point,
    tall: f64,
    sites: &Sites,
) -> DrawResult {
    let unit = theme.mm(tall) / 100.0;
    let line = theme.mm(0.22);
    let place = OutlinePlace { left, top, unit };
    let [back, side] = MIDDLES;

    let mirrored = BACK.iter().rev().map(|(x, y)| (-x, *y));
    let whole: Vec<Point> = BACK.iter().copied().chain(mirrored).collect();
    for mirror in [1.0, -1.0] {
        canvas.hollow(&place.points(back, mirror, &smooth(&ARM)), line, VEIL, INK)?;
    }
    for (middle, outline) in [(back, whole.as_slice()), (side, &SIDE)] {
        canvas.hollow(&place.points(middle, 1.0, &smooth(outline)), line, VEIL, INK)?;
        let head: Vec<Point> = (0..28)
            .map(|n| {
                let (sin, cos) = (f64::from(n) * std::f64::consts::TAU / 28.0).sin_cos();
                let wide = if middle == back { 4.5 } else { 5.2 };
                (wide * cos, 6.9 + 6.3 * sin)
            })
            .collect();
        canvas.hollow(&place.points(middle, 1.0, &head), line, VEIL, INK)?;
    }
    for (middle, mirror, which, regions) in [
        (back, 1.0, Some(Side::Right), &BACK_REGIONS[..]),
        (back, -1.0, Some(Side::Left), &BACK_REGIONS[..]),
        (side, 1.0, None, &SIDE_REGIONS[..]),
    ] {
        for region in regions {
            let share = sites.share(region.site, which);
            if share > 0.0 {
                canvas.hollow(
                    &place.points(middle, mirror, region.edge),
                    0.6 * line,
                    often(share),
                    INK,
                )?;
            }
        }
    }
    let under = top + theme.mm(tall) + 0.1 * theme.note().leading();
    for (x, words) in [(back, "back"), (side, "side")] {
        canvas.text((left + x * unit, under), (HPos::Center, VPos::Top), words, &theme.note())?;
    }
    // The sides stand beside the head, where the smallest body leaves them room as well.
    for (x, words) in [(back - 10.5, "L"), (back + 10.5, "R")] {
        canvas.text(
            (left + x * unit, top + 7.0 * unit),
            (HPos::Center, VPos::Center),
            words,
            &theme.note(),
        )?;
    }
    Ok(())
}
