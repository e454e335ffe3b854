//! The PNG surface: pixels drawn with tiny-skia, everything smoothed, upright and level lines
//! crisp.
//!
//! A unit of the page is an eighth of a pixel ([`FINE`]). Knows nothing of charts.

use std::collections::HashMap;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use plotters_backend::{BackendColor, BackendCoord};
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, PathSegment, Pixmap, Rect,
    Stroke, Transform,
};

use crate::figure::canvas::font::Font;
use crate::figure::canvas::surface::{self, Surface, TextRun};

/// Drawing units in a pixel.
pub const FINE: i32 = 8;

/// The same as a number to divide by.
const FINE_F: f32 = 8.0;

/// The largest radius, in pixels, that is kept as a stamp; a larger circle is drawn as a path.
const LARGEST_STAMP: u32 = 48;

/// The share of a pixel that is too little to see: half a step of 255.
const LEAST_COVERED: f32 = 0.002;

/// Points of a line from which on it is looked at whether they crowd.
const CROWD: usize = 500;

/// A page of pixels to draw on.
pub struct PixelSurface<'a> {
    /// The pixels, opaque throughout.
    pixels: &'a mut Pixmap,
    /// Discs that were drawn before: a diary has thousands of dots of one size.
    stamps: HashMap<(u32, i32, i32), Stamp>,
    /// What measures how much of each pixel some outlines enclose.
    coverage: Rasterizer,
}

/// A disc's coverage, pixel by pixel, for one position within a pixel.
struct Stamp {
    /// Its side in pixels.
    side: usize,
    /// How much of each pixel it covers.
    coverage: Vec<u8>,
}

impl<'a> PixelSurface<'a> {
    /// Draws on `pixels`, which are filled white first.
    pub fn new(pixels: &'a mut Pixmap) -> Self {
        pixels.fill(Color::WHITE);
        Self { pixels, stamps: HashMap::new(), coverage: Rasterizer::new(0, 0) }
    }

    /// Fills whole pixels, from the first to just before the last.
    fn fill_pixels(
        &mut self,
        (left, top): (i32, i32),
        (right, bottom): (i32, i32),
        color: BackendColor,
    ) {
        let Some(rect) = Rect::from_ltrb(left as f32, top as f32, right as f32, bottom as f32)
        else {
            return;
        };
        // Whole pixels need no smoothing, and without it their edges stay exact.
        let mut paint = paint(color);
        paint.anti_alias = false;
        self.pixels.fill_rect(rect, &paint, Transform::identity(), None);
    }

    /// A disc from its stamp.
    fn stamp(&mut self, (x, y): BackendCoord, radius: u32, color: BackendColor) {
        // The same disc at another fraction of a pixel covers pixels differently, so each fraction
        // has its own stamp.
        let (fine_x, fine_y) = (x.rem_euclid(FINE), y.rem_euclid(FINE));
        let stamp = self
            .stamps
            .entry((radius, fine_x, fine_y))
            .or_insert_with(|| Stamp::disc(radius, fine_x, fine_y));
        let reach = i32::try_from(stamp.side / 2).unwrap_or(0);
        let (left, top) = (x.div_euclid(FINE) - reach, y.div_euclid(FINE) - reach);
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        // Blended by hand: a path for each of thousands of dots would be slow.
        let opacity = u32::from(opacity(color));
        let data = self.pixels.data_mut();
        for (row, coverage) in stamp.coverage.chunks_exact(stamp.side).enumerate() {
            let Some(at_y) = pixel_on_page(top, row, height) else { continue };
            for (column, covered) in
                coverage.iter().enumerate().filter(|(_, covered)| **covered > 0)
            {
                let Some(at_x) = pixel_on_page(left, column, width) else { continue };
                let alpha = (u32::from(*covered) * opacity / 255) as u8;
                blend(&mut data[4 * (at_y * width + at_x)..], color, alpha);
            }
        }
    }

    /// Fills what some outlines enclose. tiny-skia takes sixteen samples of a pixel, and several times
    /// as long: the share of a pixel that an outline encloses can be told at once.
    fn enclosed(&mut self, outlines: &Path, color: BackendColor) {
        let Some(bounds) = outlines.bounds().round_out() else { return };
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let (left, top) = (bounds.left(), bounds.top());
        let (columns, rows) = (bounds.width() as usize + 1, bounds.height() as usize);
        // It is measured as a whole, in memory of its own.
        if columns.saturating_mul(rows) > 2 * width * height {
            let (paint, rule) = (paint(color), FillRule::Winding);
            self.pixels.fill_path(outlines, &paint, rule, Transform::identity(), None);
            return;
        }
        let Self { pixels, coverage, .. } = self;
        coverage.reset(columns, rows);
        let at = |at: tiny_skia::Point| point(at.x - left as f32, at.y - top as f32);
        let (mut first, mut from) = (Point::default(), Point::default());
        for segment in outlines.segments() {
            let to = match segment {
                PathSegment::MoveTo(to) => {
                    first = at(to);
                    first
                }
                PathSegment::LineTo(to) => {
                    coverage.draw_line(from, at(to));
                    at(to)
                }
                PathSegment::QuadTo(control, to) => {
                    coverage.draw_quad(from, at(control), at(to));
                    at(to)
                }
                PathSegment::CubicTo(one, two, to) => {
                    coverage.draw_cubic(from, at(one), at(two), at(to));
                    at(to)
                }
                PathSegment::Close => {
                    coverage.draw_line(from, first);
                    first
                }
            };
            from = to;
        }
        let opacity = f32::from(opacity(color));
        let data = pixels.data_mut();
        coverage.for_each_pixel(|nth, covered| {
            // Most pixels are outside, and little is done for them.
            if covered < LEAST_COVERED {
                return;
            }
            let alpha = (covered.min(1.0) * opacity + 0.5) as u8;
            let (row, column) = (nth / columns, nth % columns);
            if let Some(y) = pixel_on_page(top, row, height)
                && let Some(x) = pixel_on_page(left, column, width)
            {
                blend(&mut data[4 * (y * width + x)..], color, alpha);
            }
        });
    }

    /// A path drawn as a line.
    fn stroke(&mut self, path: &Path, width: u32, color: BackendColor) {
        // Corners that lie closer together than a pixel are round to the eye whatever they are, and
        // making thousands of them round takes most of the time of a chart of years.
        let is_crowded = path.len() > CROWD && path.len() as f32 > path.bounds().width();
        let stroke = Stroke {
            width: units(width).max(0.1),
            line_cap: LineCap::Butt,
            line_join: if is_crowded { LineJoin::Bevel } else { LineJoin::Round },
            ..Stroke::default()
        };
        if let Some(outline) = path.stroke(&stroke, 1.0) {
            self.enclosed(&outline, color);
        }
    }

    /// An upright or level line on whole pixels, so that it is equally crisp everywhere.
    fn straight(&mut self, from: BackendCoord, to: BackendCoord, width: u32, color: BackendColor) {
        let width = i32::try_from(width).unwrap_or(i32::MAX);
        // A whole number of pixels, at least one: otherwise a hairline would be grey over two rows.
        let thick = ((width + FINE / 2) / FINE).max(1);
        let ((x0, x1), (y0, y1)) =
            ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)));
        // Across itself it begins half its thickness before its middle; along itself it has one
        // pixel at least.
        let half = thick * FINE / 2;
        let (first, last) = if x0 == x1 {
            let (left, top) = (nearest_pixel(x0 - half), nearest_pixel(y0));
            ((left, top), (left + thick, nearest_pixel(y1).max(top + 1)))
        } else {
            let (left, top) = (nearest_pixel(x0), nearest_pixel(y0 - half));
            ((left, top), (nearest_pixel(x1).max(left + 1), top + thick))
        };
        self.fill_pixels(first, last, color);
    }
}

impl Stamp {
    /// The coverage of a disc whose centre lies `fine_x`, `fine_y` into the middle pixel.
    fn disc(radius: u32, fine_x: i32, fine_y: i32) -> Self {
        // One pixel more on every side for a centre that is not in the middle of its pixel.
        let reach = radius.div_ceil(FINE.unsigned_abs()) + 1;
        let side = 2 * reach + 1;
        let [x, y] = [fine_x, fine_y].map(|fine| reach as f32 + fine as f32 / FINE_F);
        let disc = PathBuilder::from_circle(x, y, units(radius));
        let coverage = disc.zip(Mask::new(side, side)).map(|(disc, mut mask)| {
            mask.fill_path(&disc, FillRule::Winding, true, Transform::identity());
            mask.take()
        });
        let side = side as usize;
        Self { side, coverage: coverage.unwrap_or_else(|| vec![0; side * side]) }
    }
}

/// Lays a colour over a pixel, which is opaque.
fn blend(pixel: &mut [u8], color: BackendColor, alpha: u8) {
    let (above, alpha) = ([color.rgb.0, color.rgb.1, color.rgb.2], u32::from(alpha));
    for (below, above) in pixel.iter_mut().zip(above) {
        let mixed = u32::from(*below) * (255 - alpha) + u32::from(above) * alpha;
        *below = ((mixed + 127) / 255) as u8;
    }
}

/// The edge between two pixels that is nearest to a place in units.
fn nearest_pixel(unit: i32) -> i32 {
    (unit + FINE / 2).div_euclid(FINE)
}

/// The pixel `offset` after `start`, if it is one of the page's, which are `end`.
fn pixel_on_page(start: i32, offset: usize, end: usize) -> Option<usize> {
    let at = usize::try_from(start + i32::try_from(offset).unwrap_or(i32::MAX / 2)).ok();
    at.filter(|at| *at < end)
}

/// Units as pixels.
fn units(units: u32) -> f32 {
    units as f32 / FINE_F
}

/// A position in units as pixels.
fn pixels((x, y): BackendCoord) -> (f32, f32) {
    (x as f32 / FINE_F, y as f32 / FINE_F)
}

/// How opaque a colour is, 0 to 255.
fn opacity(color: BackendColor) -> u8 {
    (surface::opacity(color) * 255.0).round() as u8
}

/// Whether a line runs along the rows or columns of pixels.
fn is_level((from, to): (BackendCoord, BackendCoord)) -> bool {
    from.0 == to.0 || from.1 == to.1
}

/// A smoothing paint of one colour.
fn paint(color: BackendColor) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.rgb.0, color.rgb.1, color.rgb.2, opacity(color));
    paint.anti_alias = true;
    paint
}

/// What brings the outlines of a text, in ems, to its place in pixels.
fn transform(text_run: &TextRun<'_>) -> Transform {
    let em = (text_run.em / f64::from(FINE)) as f32;
    let (x, y) = (text_run.start.0 / f64::from(FINE), text_run.start.1 / f64::from(FINE));
    let (cos, sin) = text_run.along();
    let (cos, sin) = (cos as f32 * em, sin as f32 * em);
    Transform::from_row(cos, sin, -sin, cos, x as f32, y as f32)
}

/// A path through some points.
fn path(points: &[BackendCoord], close: bool) -> Option<Path> {
    let mut builder = PathBuilder::with_capacity(points.len() + 1, points.len() + 1);
    let (first, rest) = points.split_first()?;
    let (x, y) = pixels(*first);
    builder.move_to(x, y);
    for point in rest {
        let (x, y) = pixels(*point);
        builder.line_to(x, y);
    }
    if close {
        builder.close();
    }
    builder.finish()
}

impl Surface for PixelSurface<'_> {
    fn size(&self) -> (u32, u32) {
        (self.pixels.width() * FINE.unsigned_abs(), self.pixels.height() * FINE.unsigned_abs())
    }

    fn line(&mut self, points: &[BackendCoord], closed: bool, width: u32, color: BackendColor) {
        match *points {
            [from, to] if is_level((from, to)) => self.straight(from, to, width, color),
            // The outline of a box: four crisp lines.
            [a, b, c, d]
                if closed && [(a, b), (b, c), (c, d), (d, a)].into_iter().all(is_level) =>
            {
                for (from, to) in [(a, b), (d, c), (a, d), (b, c)] {
                    self.straight(from, to, width, color);
                }
            }
            _ => {
                if let Some(path) = path(points, closed) {
                    self.stroke(&path, width, color);
                }
            }
        }
    }

    fn fill(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        color: BackendColor,
    ) {
        let first = (nearest_pixel(left), nearest_pixel(top));
        let last = (nearest_pixel(right).max(first.0 + 1), nearest_pixel(bottom).max(first.1 + 1));
        self.fill_pixels(first, last, color);
    }

    fn shape(&mut self, corners: &[BackendCoord], color: BackendColor) {
        if let Some(path) = path(corners, true) {
            self.enclosed(&path, color);
        }
    }

    fn disc(&mut self, centre: BackendCoord, radius: u32, color: BackendColor) {
        if radius <= LARGEST_STAMP * FINE.unsigned_abs() {
            self.stamp(centre, radius, color);
            return;
        }
        let (x, y) = pixels(centre);
        if let Some(circle) = PathBuilder::from_circle(x, y, units(radius)) {
            self.enclosed(&circle, color);
        }
    }

    fn ring(&mut self, centre: BackendCoord, radius: u32, width: u32, color: BackendColor) {
        let (x, y) = pixels(centre);
        if let Some(circle) = PathBuilder::from_circle(x, y, units(radius)) {
            self.stroke(&circle, width, color);
        }
    }

    fn text(&mut self, text_run: &TextRun<'_>) {
        let Some(outline) = Font::with_weight(text_run.weight).outline(text_run.text) else {
            return;
        };
        if let Some(outline) = outline.transform(transform(text_run)) {
            self.enclosed(&outline, text_run.color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::canvas::font::FontWeight;

    /// Black.
    const BLACK: BackendColor = BackendColor { alpha: 1.0, rgb: (0, 0, 0) };

    /// A white page with something drawn on it, as grey values.
    fn drawn(draw: impl FnOnce(&mut PixelSurface<'_>)) -> Vec<Vec<u8>> {
        let mut pixels = Pixmap::new(16, 16).expect("a page");
        draw(&mut PixelSurface::new(&mut pixels));
        pixels.data().chunks(64).map(|row| row.chunks(4).map(|pixel| pixel[0]).collect()).collect()
    }

    #[test]
    fn upright_and_level_lines_are_crisp_wherever_they_fall() {
        for offset in 0..FINE {
            let page = drawn(|canvas| {
                canvas.line(&[(40 + offset, 16), (40 + offset, 96)], false, 8, BLACK);
            });
            let greys: std::collections::BTreeSet<u8> = page.concat().into_iter().collect();
            assert_eq!(greys.into_iter().collect::<Vec<_>>(), [0, 255], "{offset}");
            assert_eq!(page.concat().iter().filter(|grey| **grey == 0).count(), 10);
        }
    }

    #[test]
    fn a_stamped_disc_is_the_disc_a_path_would_draw() {
        for at in [(64, 64), (67, 61), (70, 66)] {
            let stamped = drawn(|canvas| canvas.disc(at, 30, BLACK));
            let path = drawn(|canvas| {
                let (x, y) = pixels(at);
                let circle = PathBuilder::from_circle(x, y, units(30)).expect("a circle");
                canvas.pixels.fill_path(
                    &circle,
                    &paint(BLACK),
                    FillRule::Winding,
                    Transform::identity(),
                    None,
                );
            });
            for (one, other) in stamped.concat().into_iter().zip(path.concat()) {
                assert!(one.abs_diff(other) <= 2, "{at:?}: {one} {other}");
            }
        }
    }

    #[test]
    fn a_text_is_what_filling_its_outlines_would_draw() {
        for (turns, start) in [(0, (3.0, 90.0)), (1, (40.0, 5.0)), (3, (90.0, 121.0))] {
            let text_run = TextRun {
                text: "8g&%",
                weight: FontWeight::Bold,
                em: 60.0,
                start,
                turns,
                color: BLACK,
            };
            let page = drawn(|canvas| canvas.text(&text_run));
            let filled = drawn(|canvas| {
                let outline = Font::with_weight(FontWeight::Bold).outline("8g&%").expect("letters");
                let outline = outline.transform(transform(&text_run)).expect("letters");
                let (paint, rule) = (paint(BLACK), FillRule::Winding);
                canvas.pixels.fill_path(&outline, &paint, rule, Transform::identity(), None);
            });
            let (page, filled) = (page.concat(), filled.concat());
            let off = page.iter().zip(&filled).map(|(one, other)| one.abs_diff(*other)).max();
            assert!(off < Some(64), "{turns}: {off:?}");
            let ink = |page: &[u8]| page.iter().map(|grey| 255 - i32::from(*grey)).sum::<i32>();
            let (ink, whole) = (ink(&page), ink(&filled));
            assert!((ink - whole).abs() < whole / 50, "{turns}: {ink} {whole}");
            assert!(whole > 30 * 255, "{turns}");
        }
    }

    #[test]
    fn what_is_drawn_beyond_the_page_is_cut_off_quietly() {
        let page = drawn(|canvas| {
            canvas.disc((-8, -8), 40, BLACK);
            canvas.disc((500, 60), 40, BLACK);
            canvas.line(&[(-100, 900), (900, 900)], false, 9, BLACK);
            canvas.fill((-90, -90), (-40, 1000), BLACK);
            for start in [(-500.0, -40.0), (-30.0, 300.0), (200.0, 20.0)] {
                let (text, weight) = ("8", FontWeight::Bold);
                canvas.text(&TextRun { text, weight, em: 40.0, start, turns: 0, color: BLACK });
            }
        });
        assert_eq!((page[0][0], page[8][8]), (0, 255));
    }
}
