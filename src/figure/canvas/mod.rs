//! What figures are drawn on: a page in millimetres, and the surfaces behind it (PNG, SVG, PDF).
//!
//! `surface.rs` is the bridge from plotters to a surface; `skia.rs`, `svg.rs` and `pdf.rs` are
//! the surfaces, `font.rs` measures text with the embedded faces and with that of a person's own
//! (`own_face.rs`, `direction.rs`), `theme.rs` holds every colour and size. Text is drawn only where it overlaps no other text and stays on the paper: whatever a layout gets wrong,
//! labels never collide. Must not know pain, exercises, or any layout.

pub mod area;
mod direction;
pub mod font;
pub mod own_face;
pub mod paper;
pub mod pdf;
pub mod png;
pub mod sixel;
pub mod skia;
pub mod surface;
pub mod svg;
pub mod theme;

use std::convert::Infallible;

use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBAColor, RGBColor, ShapeStyle};

use self::area::Area;
use self::font::FontWeight;
use self::paper::Paper;
use self::surface::{Surface, SurfaceBackend};
use self::theme::TextStyle;

/// The result of a drawing step. The error type is plotters'; none of our surfaces ever fails.
pub type DrawResult<T = ()> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// A place on the page in millimetres from its upper left corner.
pub type Point = (f64, f64);

/// Line patterns, as lengths of ink and gap in widths of the line.
pub mod pattern {
    /// Long dashes: a level to reach.
    pub const DASHED: (f64, f64) = (6.0, 3.5);
    /// Even dashes: a change of phase.
    pub const SHORT_DASHED: (f64, f64) = (6.0, 6.0);
    /// Dots: a visit.
    pub const DOTTED: (f64, f64) = (1.6, 4.0);
}

#[cfg(test)]
thread_local! {
    /// Texts that pages of this thread had no room for.
    static LOST: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Takes the texts that had no room on this thread since the last call.
#[cfg(test)]
pub fn lost() -> Vec<String> {
    LOST.take()
}

/// A page to draw on, in millimetres from its upper left corner.
pub struct Canvas<'a> {
    /// The whole page, in the back end's units.
    page: DrawingArea<SurfaceBackend<'a>, Shift>,
    /// Units in a millimetre.
    units: f64,
    /// The page in millimetres.
    paper: Area,
    /// Where text already is.
    taken: Vec<Area>,
}

impl<'a> Canvas<'a> {
    /// A blank page over a surface that has `units` in a millimetre.
    pub fn new(surface: &'a mut dyn Surface, paper: Paper, units: f64) -> Self {
        let area = Area { left: 0.0, top: 0.0, right: paper.width_mm(), bottom: paper.height_mm() };
        let page = SurfaceBackend::new(surface, paper.is_grey()).into_drawing_area();
        Self { page, units, paper: area, taken: Vec::new() }
    }

    /// The surface's units in a millimetre; above 0.
    pub fn units(&self) -> f64 {
        self.units
    }

    /// The page as a drawing area of plotters in another coordinate system, for its elements and
    /// series.
    pub fn drawing_area<C: CoordTranslate>(&self, coord: C) -> DrawingArea<SurfaceBackend<'a>, C> {
        self.page.apply_coord_spec(coord)
    }

    /// Millimetres as the back end's units.
    fn unit(&self, mm: f64) -> i32 {
        (mm * self.units).round() as i32
    }

    /// A place as the back end's units.
    fn at(&self, (x, y): Point) -> (i32, i32) {
        (self.unit(x), self.unit(y))
    }

    /// A length as the back end's units, at least one.
    fn length(&self, mm: f64) -> u32 {
        u32::try_from(self.unit(mm)).unwrap_or(0).max(1)
    }

    /// Strokes a polyline, `width` millimetres wide.
    pub fn line(&self, points: &[Point], width: f64, ink: impl Color) -> DrawResult {
        let points: Vec<_> = points.iter().map(|point| self.at(*point)).collect();
        self.page.draw(&PathElement::new(points, ink.stroke_width(self.length(width))))
    }

    /// Strokes a straight line in a [`pattern`]; it starts with ink.
    pub fn patterned(
        &self,
        from: Point,
        to: Point,
        width: f64,
        pattern: (f64, f64),
        ink: impl Color,
    ) -> DrawResult {
        // Dashes are drawn one by one, so that every format has the same ones; plotters' own dashed
        // series would count them in each surface's units, and bend them at every point.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let (dash, gap) = (pattern.0 * width, pattern.1 * width);
        if length <= 0.0 {
            return Ok(());
        }
        let mut start = 0.0;
        while start < length {
            let end = (start + dash).min(length);
            let ends =
                [start, end].map(|part| (from.0 + dx * part / length, from.1 + dy * part / length));
            self.line(&ends, width, ink.to_rgba())?;
            start += dash + gap;
        }
        Ok(())
    }

    /// Fills a box with one colour, which may be translucent.
    pub fn fill(&self, area: Area, ink: impl Color) -> DrawResult {
        let corners = [self.at((area.left, area.top)), self.at((area.right, area.bottom))];
        self.page.draw(&Rectangle::new(corners, ink.filled()))
    }

    /// Strokes the outline of a box, `width` millimetres wide, its middle on the box's edge.
    pub fn outline(&self, area: Area, width: f64, ink: impl Color) -> DrawResult {
        let corners = [self.at((area.left, area.top)), self.at((area.right, area.bottom))];
        self.page.draw(&Rectangle::new(corners, ink.stroke_width(self.length(width))))
    }

    /// Fills a box with slanted lines `apart` millimetres from each other: a shade that survives a
    /// copier. plotters fills with colour alone.
    pub fn hatch(&self, area: Area, apart: f64, width: f64, ink: RGBColor) -> DrawResult {
        let (height, step) = (area.height(), apart * std::f64::consts::SQRT_2);
        // Lines rise to the right; each is named by where it would meet the lower edge.
        let mut foot = area.left - height + step / 2.0;
        while foot < area.right {
            let low = (area.left - foot).max(0.0);
            let high = (area.right - foot).min(height);
            if high > low {
                self.line(
                    &[(foot + low, area.bottom - low), (foot + high, area.bottom - high)],
                    width,
                    ink,
                )?;
            }
            foot += step;
        }
        Ok(())
    }

    /// Fills a circle; `radius` is in millimetres.
    pub fn disc(&self, centre: Point, radius: f64, ink: RGBAColor) -> DrawResult {
        self.page.draw(&Circle::new(self.at(centre), self.length(radius), ink.filled()))
    }

    /// Fills a polygon.
    pub fn shape(&self, corners: &[Point], ink: impl Color) -> DrawResult {
        let corners: Vec<_> = corners.iter().map(|corner| self.at(*corner)).collect();
        self.page.draw(&Polygon::new(corners, ShapeStyle::from(&ink.to_rgba()).filled()))
    }

    /// Fills a polygon with `ground` and strokes its outline with `ink`.
    pub fn hollow(
        &self,
        corners: &[Point],
        width: f64,
        ground: impl Color,
        ink: impl Color,
    ) -> DrawResult {
        self.shape(corners, ground)?;
        // plotters has no closed outline: a path that ends where it began is one, and the surface
        // joins its ends.
        let closed: Vec<_> = corners.iter().chain(corners.first()).copied().collect();
        self.line(&closed, width, ink)
    }

    /// The box that a text would take, accents and descenders included.
    pub fn room(&self, (x, y): Point, anchor: (HPos, VPos), text: &str, style: &TextStyle) -> Area {
        let (width, em) = (style.width(text), style.em());
        let left = match anchor.0 {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        let baseline = match anchor.1 {
            VPos::Top => y + font::ASCENT * em,
            VPos::Center => y + font::CAP_HEIGHT / 2.0 * em,
            VPos::Bottom => y - font::DESCENT * em,
        };
        Area {
            left,
            top: baseline - font::ASCENT * em,
            right: left + width,
            bottom: baseline + font::DESCENT * em,
        }
    }

    /// Whether a box is on the page and overlaps no text drawn so far.
    pub fn is_free(&self, room: &Area) -> bool {
        self.paper.encloses(room) && !self.taken.iter().any(|taken| taken.overlaps(room))
    }

    /// Draws a text for which the layout has found room. If it has not, the text is left out rather
    /// than laid over another; tests fail on it.
    pub fn text(
        &mut self,
        at: Point,
        anchor: (HPos, VPos),
        text: &str,
        style: &TextStyle,
    ) -> DrawResult {
        self.text_if_free(at, anchor, text, style).map(|_is_drawn| {
            #[cfg(test)]
            if !_is_drawn && !text.is_empty() {
                LOST.with_borrow_mut(|lost| lost.push(text.to_owned()));
            }
        })
    }

    /// Draws an optional text if its box [is free](Self::is_free); returns whether it was drawn.
    pub fn text_if_free(
        &mut self,
        at: Point,
        anchor: (HPos, VPos),
        text: &str,
        style: &TextStyle,
    ) -> DrawResult<bool> {
        let room = self.room(at, anchor, text, style);
        // The page itself refuses an overlap, so that a mistake in a layout costs a label and never
        // two.
        if text.is_empty() || !self.is_free(&room) {
            return Ok(false);
        }
        let weight = match style.weight {
            FontWeight::Regular => FontStyle::Normal,
            FontWeight::Bold => FontStyle::Bold,
        };
        // plotters' font size is not the em: its own back ends divide by this factor, and so does
        // ours.
        let size = style.em() * self.units * font::SIZE_PER_EM;
        let face = ("sans-serif", size, weight).into_font();
        let looks = plotters::style::TextStyle::from(face)
            .color(&style.ink)
            .pos(Pos::new(anchor.0, anchor.1));
        self.page.draw(&Text::new(text, self.at(at), looks))?;
        self.taken.push(room);
        Ok(true)
    }
}
