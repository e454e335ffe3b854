//! The bridge from plotters' `DrawingBackend` to the surfaces: PNG, SVG and PDF.
//!
//! Whatever the papers have in common happens here once: where a text's baseline starts, how wide
//! it is, which lines are closed, and the turn to grey. A surface is then a handful of strokes and
//! fills ([`Surface`]), all in whole units, which are far finer than anything seen. Knows nothing
//! of charts.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};

use crate::figure::canvas::font::{self, Font, FontWeight};

/// What every drawing step returns; nothing here can fail.
type BackendResult = Result<(), DrawingErrorKind<Infallible>>;

/// The drawing operations of one file format. Coordinates and lengths are in whole units of the
/// surface, x to the right and y down from the upper left corner; nothing can fail.
pub trait Surface {
    /// Width and height in units.
    fn size(&self) -> (u32, u32);

    /// Strokes a polyline of at least two points, `width` units wide, with round joins and butt
    /// ends; `closed` joins the last point to the first.
    fn line(&mut self, points: &[BackendCoord], closed: bool, width: u32, color: BackendColor);

    /// Fills a rectangle.
    fn fill(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, color: BackendColor);

    /// Fills a polygon of at least three corners.
    fn shape(&mut self, corners: &[BackendCoord], color: BackendColor);

    /// Fills a circle.
    fn disc(&mut self, centre: BackendCoord, radius: u32, color: BackendColor);

    /// Strokes a circle.
    fn ring(&mut self, centre: BackendCoord, radius: u32, width: u32, color: BackendColor);

    /// Fills one line of text.
    fn text(&mut self, text_run: &TextRun<'_>);
}

/// One line of text with its font, size, place and colour.
pub struct TextRun<'a> {
    /// The text.
    pub text: &'a str,
    /// How heavy it is.
    pub weight: FontWeight,
    /// The size of an em in units of the surface.
    pub em: f64,
    /// The start of the baseline, in units.
    pub start: (f64, f64),
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// Its colour.
    pub color: BackendColor,
}

impl TextRun<'_> {
    /// The unit vector along the baseline.
    pub fn along(&self) -> (f64, f64) {
        match self.turns % 4 {
            0 => (1.0, 0.0),
            1 => (0.0, 1.0),
            2 => (-1.0, 0.0),
            _ => (0.0, -1.0),
        }
    }
}

/// How opaque a colour is, 0 to 1.
pub fn opacity(color: BackendColor) -> f64 {
    color.alpha.clamp(0.0, 1.0)
}

/// A surface as a `DrawingBackend` of plotters.
pub struct SurfaceBackend<'a> {
    /// What is drawn on.
    surface: &'a mut dyn Surface,
    /// Whether it has no colours.
    grey: bool,
}

impl<'a> SurfaceBackend<'a> {
    /// The backend of a surface; with `grey` every colour becomes its luma.
    pub fn new(surface: &'a mut dyn Surface, grey: bool) -> Self {
        Self { surface, grey }
    }

    /// The colour that is drawn for a colour that was asked for.
    fn color(&self, color: BackendColor) -> BackendColor {
        if !self.grey {
            return color;
        }
        let grey = as_grey(color.rgb);
        BackendColor { rgb: (grey, grey, grey), ..color }
    }
}

/// The grey a copier makes of a colour (luma of ITU-R BT.601, as printers and viewers take it).
pub fn as_grey((red, green, blue): (u8, u8, u8)) -> u8 {
    let luma = (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) + 500) / 1000;
    u8::try_from(luma).unwrap_or(u8::MAX)
}

impl DrawingBackend for SurfaceBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.surface.size()
    }

    fn ensure_prepared(&mut self) -> BackendResult {
        Ok(())
    }

    fn present(&mut self) -> BackendResult {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> BackendResult {
        let color = self.color(color);
        self.surface.fill((x, y), (x + 1, y + 1), color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> BackendResult {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, P: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: P,
        style: &S,
    ) -> BackendResult {
        let mut points: Vec<_> = points.into_iter().collect();
        // A path that returns to its start is an outline: joined there, it has no notch at the
        // corner.
        let closed = points.len() > 3 && points.first() == points.last();
        if closed {
            points.pop();
        }
        let color = self.color(style.color());
        if points.len() > 1 {
            self.surface.line(&points, closed, style.stroke_width(), color);
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        one: BackendCoord,
        other: BackendCoord,
        style: &S,
        fill: bool,
    ) -> BackendResult {
        let color = self.color(style.color());
        let ((left, top), (right, bottom)) = (one, other);
        if fill {
            self.surface.fill(one, other, color)
        } else {
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            self.surface.line(&corners, true, style.stroke_width(), color);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> BackendResult {
        let color = self.color(style.color());
        if fill {
            self.surface.disc(center, radius, color)
        } else {
            self.surface.ring(center, radius, style.stroke_width(), color)
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, P: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: P,
        style: &S,
    ) -> BackendResult {
        let points: Vec<_> = points.into_iter().collect();
        let color = self.color(style.color());
        if points.len() > 2 {
            self.surface.shape(&points, color);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> BackendResult {
        let weight = weight(style);
        // The anchor is resolved here, so that surfaces only ever see the start of a baseline.
        let em = style.size() / font::SIZE_PER_EM;
        let (dx, dy) = anchored(style, Font::with_weight(weight).width(text));
        let turns = match style.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 1,
            FontTransform::Rotate180 => 2,
            FontTransform::Rotate270 => 3,
        };
        let mut text_run = TextRun {
            text,
            weight,
            em,
            start: (0.0, 0.0),
            turns,
            color: self.color(style.color()),
        };
        let (cos, sin) = text_run.along();
        text_run.start =
            (f64::from(x) + em * (dx * cos - dy * sin), f64::from(y) + em * (dx * sin + dy * cos));
        self.surface.text(&text_run);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let em = style.size() / font::SIZE_PER_EM;
        let width = Font::with_weight(weight(style)).width(text) * em;
        Ok((width.ceil() as u32, (em * (font::ASCENT + font::DESCENT)).ceil() as u32))
    }
}

/// The weight a style asks for.
fn weight(style: &impl BackendTextStyle) -> FontWeight {
    match style.style() {
        FontStyle::Bold => FontWeight::Bold,
        _ => FontWeight::Regular,
    }
}

/// Where the baseline starts, in ems from the anchor, for a text `width` ems wide. Centred means
/// that the capitals are centred: a number beside a grid line sits on it.
fn anchored(style: &impl BackendTextStyle, width: f64) -> (f64, f64) {
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
