//! The PNG back end: plotters' drawing trait over tiny-skia, everything smoothed, text kerned.
//!
//! plotters' trait speaks whole numbers, so a page is [`FINE`] times finer than its pixels. Knows nothing of
//! charts.

use std::collections::HashMap;
use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::font::{self, Font, Weight};

/// Drawing units in a pixel.
pub const FINE: i32 = 8;

/// The same as a number to divide by.
const FINE_F: f32 = 8.0;

/// The largest radius, in pixels, that is kept as a stamp; a larger circle is drawn as a path.
const LARGEST_STAMP: u32 = 48;

/// What every drawing step returns; nothing here can fail.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A sheet of pixels to draw on.
pub struct Canvas<'a> {
    /// The pixels, opaque throughout.
    pixels: &'a mut Pixmap,
    /// Discs that were drawn before: a diary has thousands of dots of one size.
    stamps: HashMap<(u32, i32, i32), Stamp>,
}

/// A disc's coverage, pixel by pixel, for one position within a pixel.
struct Stamp {
    /// Its side in pixels.
    side: usize,
    /// How much of each pixel it covers.
    coverage: Vec<u8>,
}

impl<'a> Canvas<'a> {
    /// Draws on `pixels`, which are filled white first.
    pub fn new(pixels: &'a mut Pixmap) -> Self {
        pixels.fill(Color::WHITE);
        Self { pixels, stamps: HashMap::new() }
    }

    /// Fills whole pixels, from the first to just before the last.
    #[allow(clippy::cast_precision_loss)]
    fn fill_pixels(&mut self, (left, top): (i32, i32), (right, bottom): (i32, i32), color: BackendColor) {
        let Some(rect) = Rect::from_ltrb(left as f32, top as f32, right as f32, bottom as f32) else { return };
        let mut paint = paint(color);
        paint.anti_alias = false;
        self.pixels.fill_rect(rect, &paint, Transform::identity(), None);
    }

    /// A disc from its stamp.
    fn stamp(&mut self, (x, y): BackendCoord, radius: u32, color: BackendColor) {
        let (fine_x, fine_y) = (x.rem_euclid(FINE), y.rem_euclid(FINE));
        let stamp = self.stamps.entry((radius, fine_x, fine_y)).or_insert_with(|| Stamp::disc(radius, fine_x, fine_y));
        let reach = i32::try_from(stamp.side / 2).unwrap_or(0);
        let (left, top) = (x.div_euclid(FINE) - reach, y.div_euclid(FINE) - reach);
        let (width, height) = (self.pixels.width() as usize, self.pixels.height() as usize);
        let source = [color.rgb.0, color.rgb.1, color.rgb.2].map(i32::from);
        let opacity = opacity(color);
        let data = self.pixels.data_mut();
        // A pixel of the stamp on the sheet, if it is on it at all.
        let on_sheet = |start: i32, offset: usize, end: usize| {
            let at = usize::try_from(start + i32::try_from(offset).unwrap_or(i32::MAX / 2)).ok();
            at.filter(|at| *at < end)
        };
        for (row, coverage) in stamp.coverage.chunks_exact(stamp.side).enumerate() {
            let Some(at_y) = on_sheet(top, row, height) else { continue };
            for (column, covered) in coverage.iter().enumerate().filter(|(_, covered)| **covered > 0) {
                let Some(at_x) = on_sheet(left, column, width) else { continue };
                let alpha = i32::from(*covered) * opacity / 255;
                let pixel = &mut data[4 * (at_y * width + at_x)..][..3];
                for (below, above) in pixel.iter_mut().zip(source) {
                    let mixed = i32::from(*below) + (above - i32::from(*below)) * alpha / 255;
                    *below = u8::try_from(mixed).unwrap_or(*below);
                }
            }
        }
    }

    /// A path drawn as a line.
    fn stroke(&mut self, path: &Path, style: &impl BackendStyle) {
        let stroke = Stroke {
            width: units(style.stroke_width()).max(0.1),
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.pixels.stroke_path(path, &paint(style.color()), &stroke, Transform::identity(), None);
    }

    /// An upright or level line on whole pixels, so that it is equally crisp everywhere.
    fn straight(&mut self, from: BackendCoord, to: BackendCoord, style: &impl BackendStyle) {
        let width = i32::try_from(style.stroke_width()).unwrap_or(i32::MAX);
        let thick = ((width + FINE / 2) / FINE).max(1);
        // The first whole pixel of a line of this thickness around `centre`.
        let across = |centre: i32| (centre - thick * FINE / 2 + FINE / 2).div_euclid(FINE);
        let along = |unit: i32| (unit + FINE / 2).div_euclid(FINE);
        let ((x0, x1), (y0, y1)) = ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)));
        let (first, last) = match x0 == x1 {
            true => ((across(x0), along(y0)), (across(x0) + thick, along(y1).max(along(y0) + 1))),
            false => ((along(x0), across(y0)), (along(x1).max(along(x0) + 1), across(y0) + thick)),
        };
        self.fill_pixels(first, last, style.color());
    }
}

impl Stamp {
    /// The coverage of a disc whose centre lies `fine_x`, `fine_y` into the middle pixel.
    #[allow(clippy::cast_precision_loss)]
    fn disc(radius: u32, fine_x: i32, fine_y: i32) -> Self {
        let reach = radius.div_ceil(FINE.unsigned_abs()) + 1;
        let side = 2 * reach + 1;
        let centre = |fine: i32| reach as f32 + fine as f32 / FINE_F;
        let disc = PathBuilder::from_circle(centre(fine_x), centre(fine_y), units(radius));
        let coverage = disc.zip(Mask::new(side, side)).map(|(disc, mut mask)| {
            mask.fill_path(&disc, FillRule::Winding, true, Transform::identity());
            mask.take()
        });
        let side = side as usize;
        Self { side, coverage: coverage.unwrap_or_else(|| vec![0; side * side]) }
    }
}

/// Units as pixels.
#[allow(clippy::cast_precision_loss)]
fn units(units: u32) -> f32 {
    units as f32 / FINE_F
}

/// A position in units as pixels.
#[allow(clippy::cast_precision_loss)]
fn pixels((x, y): BackendCoord) -> (f32, f32) {
    (x as f32 / FINE_F, y as f32 / FINE_F)
}

/// How opaque a colour is, 0 to 255.
#[allow(clippy::cast_possible_truncation)]
fn opacity(color: BackendColor) -> i32 {
    (color.alpha.clamp(0.0, 1.0) * 255.0).round() as i32
}

/// A smoothing paint of one colour.
fn paint(color: BackendColor) -> Paint<'static> {
    let mut paint = Paint::default();
    let alpha = u8::try_from(opacity(color)).unwrap_or(u8::MAX);
    paint.set_color_rgba8(color.rgb.0, color.rgb.1, color.rgb.2, alpha);
    paint.anti_alias = true;
    paint
}

/// A path through some points; closed when it ends where it began.
fn path(points: &[BackendCoord], close: bool) -> Option<Path> {
    let mut builder = PathBuilder::with_capacity(points.len() + 1, points.len() + 1);
    let (first, rest) = points.split_first()?;
    let (x, y) = pixels(*first);
    builder.move_to(x, y);
    for point in rest {
        let (x, y) = pixels(*point);
        builder.line_to(x, y);
    }
    if close || (points.len() > 2 && points.first() == points.last()) {
        builder.close();
    }
    builder.finish()
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.pixels.width() * FINE.unsigned_abs(), self.pixels.height() * FINE.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = (x.div_euclid(FINE), y.div_euclid(FINE));
        self.fill_pixels((x, y), (x + 1, y + 1), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let points: Vec<_> = points.into_iter().collect();
        match points[..] {
            [from, to] if from.0 == to.0 || from.1 == to.1 => self.straight(from, to, style),
            _ => {
                if let Some(path) = path(&points, false) {
                    self.stroke(&path, style);
                }
            }
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (upper_left, bottom_right);
        if fill {
            let whole = |unit: i32| (unit + FINE / 2).div_euclid(FINE);
            let last = (whole(right).max(whole(left) + 1), whole(bottom).max(whole(top) + 1));
            self.fill_pixels((whole(left), whole(top)), last, style.color());
            return Ok(());
        }
        for (from, to) in [
            ((left, top), (right, top)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
            ((right, top), (right, bottom)),
        ] {
            self.straight(from, to, style);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        if fill && radius <= LARGEST_STAMP * FINE.unsigned_abs() {
            self.stamp(center, radius, style.color());
            return Ok(());
        }
        let (x, y) = pixels(center);
        let Some(circle) = PathBuilder::from_circle(x, y, units(radius)) else { return Ok(()) };
        match fill {
            true => {
                let paint = paint(style.color());
                self.pixels.fill_path(&circle, &paint, FillRule::Winding, Transform::identity(), None);
            }
            false => self.stroke(&circle, style),
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let points: Vec<_> = points.into_iter().collect();
        if let Some(path) = path(&points, true) {
            self.pixels.fill_path(&path, &paint(style.color()), FillRule::Winding, Transform::identity(), None);
        }
        Ok(())
    }

    #[allow(clippy::cast_possible_truncation)]
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let font = Font::of(weight(style));
        let Some(outline) = font.outline(text) else { return Ok(()) };
        let em = style.size() / font::SIZE_PER_EM / f64::from(FINE);
        let (dx, dy) = anchored(style, font.width(text));
        let (x, y) = pixels(at);
        let turn = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 90.0,
            FontTransform::Rotate180 => 180.0,
            FontTransform::Rotate270 => 270.0,
        };
        let transform = Transform::from_translate(dx as f32, dy as f32)
            .post_scale(em as f32, em as f32)
            .post_rotate(turn)
            .post_translate(x, y);
        self.pixels.fill_path(&outline, &paint(style.color()), FillRule::Winding, transform, None);
        Ok(())
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let em = style.size() / font::SIZE_PER_EM;
        let width = Font::of(weight(style)).width(text) * em;
        Ok((width.ceil() as u32, (em * (font::ASCENT + font::DESCENT)).ceil() as u32))
    }
}

/// The weight a style asks for.
pub fn weight(style: &impl BackendTextStyle) -> Weight {
    match style.style() {
        FontStyle::Bold => Weight::Bold,
        _ => Weight::Regular,
    }
}

/// Where the baseline starts, in ems from the anchor, for a text `width` ems wide. Centred means that the
/// capitals are centred: a number beside a grid line sits on it.
pub fn anchored(style: &impl BackendTextStyle, width: f64) -> (f64, f64) {
    let anchor = style.anchor();
    let dx = match anchor.h_pos {
        HPos::Left => 0.0,
        HPos::Center => -width / 2.0,
        HPos::Right => -width,
    };
    let dy = match anchor.v_pos {
        VPos::Top => font::ASCENT,
        VPos::Center => font::CAP_HEIGHT / 2.0,
        VPos::Bottom => -font::DESCENT,
    };
    (dx, dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::{BLACK, ShapeStyle};

    /// A white sheet with something drawn on it, as grey values.
    fn drawn(draw: impl FnOnce(&mut Canvas<'_>)) -> Vec<Vec<u8>> {
        let mut pixels = Pixmap::new(16, 16).expect("a sheet");
        draw(&mut Canvas::new(&mut pixels));
        pixels.data().chunks(64).map(|row| row.chunks(4).map(|pixel| pixel[0]).collect()).collect()
    }

    /// A black line some units wide.
    fn line(width: u32) -> ShapeStyle {
        ShapeStyle::from(&BLACK).stroke_width(width)
    }

    #[test]
    fn upright_and_level_lines_are_crisp_wherever_they_fall() {
        for offset in 0..FINE {
            let sheet = drawn(|canvas| {
                canvas.draw_line((40 + offset, 16), (40 + offset, 96), &line(8)).expect("drawn");
            });
            let greys: std::collections::BTreeSet<u8> = sheet.concat().into_iter().collect();
            assert_eq!(greys.into_iter().collect::<Vec<_>>(), [0, 255], "{offset}");
            assert_eq!(sheet.concat().iter().filter(|grey| **grey == 0).count(), 10);
        }
    }

    #[test]
    fn a_stamped_disc_is_the_disc_a_path_would_draw() {
        for at in [(64, 64), (67, 61), (70, 66)] {
            let stamped = drawn(|canvas| canvas.draw_circle(at, 30, &BLACK, true).expect("drawn"));
            let path = drawn(|canvas| {
                let (x, y) = pixels(at);
                let circle = PathBuilder::from_circle(x, y, units(30)).expect("a circle");
                let paint = paint(BackendColor { alpha: 1.0, rgb: (0, 0, 0) });
                canvas.pixels.fill_path(&circle, &paint, FillRule::Winding, Transform::identity(), None);
            });
            for (one, other) in stamped.concat().into_iter().zip(path.concat()) {
                assert!(one.abs_diff(other) <= 2, "{at:?}: {one} {other}");
            }
        }
    }

    #[test]
    fn ink_beyond_the_sheet_is_cut_off_quietly() {
        let sheet = drawn(|canvas| {
            canvas.draw_circle((-8, -8), 40, &BLACK, true).expect("drawn");
            canvas.draw_circle((500, 60), 40, &BLACK, true).expect("drawn");
            canvas.draw_line((-100, 900), (900, 900), &line(9)).expect("drawn");
            canvas.draw_rect((-90, -90), (-40, 1000), &BLACK, true).expect("drawn");
        });
        assert_eq!((sheet[0][0], sheet[8][8]), (0, 255));
    }
}
