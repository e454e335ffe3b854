//! A panel: the part of a page in which two numbers have a place, by plotters' own coordinate
//! system.
//!
//! The layout asks for places in millimetres before there is a canvas; what is drawn goes through
//! the very same system. Must not know what the numbers are.

use std::rc::Rc;

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::{Cartesian2d, MeshLine};
use plotters::drawing::DrawingArea;
use plotters::element::Circle;
use plotters::series::LineSeries;
use plotters::style::Color;
use plotters_backend::BackendCoord;

use super::marked_range::MarkedRange;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::surface::SurfaceBackend;
use crate::figure::canvas::theme::{GRID, GRID_OPACITY, Theme};
use crate::figure::canvas::{Canvas, DrawResult, Point};

/// Units in a millimetre while a page is laid out: so fine that rounding moves no line to another
/// pixel, and the largest paper still fits a coordinate of plotters.
pub const LAYOUT_UNITS: f64 = 100_000.0;

/// A panel with its two axes.
pub struct Panel {
    /// The whole panel, in millimetres.
    pub area: Area,
    /// Its axes, from left to right and upwards, on a raster of [`LAYOUT_UNITS`].
    coord: Rc<Cartesian2d<MarkedRange, MarkedRange>>,
}

/// A place in millimetres as whole units, of which a millimetre has `units`.
pub fn whole_units(mm: f64, units: f64) -> i32 {
    (mm * units).round() as i32
}

impl Panel {
    /// A panel in an area, with so many millimetres of white above the highest value and below 0,
    /// so that no mark is cut off.
    pub fn new(
        area: Area,
        (above, below): (f64, f64),
        across: MarkedRange,
        upwards: MarkedRange,
    ) -> Self {
        let [left, right, bottom, top] =
            [area.left, area.right, area.bottom - below, area.top + above]
                .map(|mm| whole_units(mm, LAYOUT_UNITS));
        // plotters counts pixels downwards, and numbers grow upwards: the vertical range is turned
        // round.
        let coord = Rc::new(Cartesian2d::new(across, upwards, (left..right, bottom..top)));
        Self { area, coord }
    }

    /// The place of two numbers in millimetres.
    pub fn place(&self, at: (f64, f64)) -> Point {
        let (x, y) = self.coord.translate(&at);
        (f64::from(x) / LAYOUT_UNITS, f64::from(y) / LAYOUT_UNITS)
    }

    /// The height of a number in millimetres from the top of the page.
    pub fn y(&self, value: f64) -> f64 {
        self.place((0.0, value)).1
    }

    /// Draws the grid: plotters' mesh over the marked values of both axes.
    ///
    /// # Errors
    /// Only what the surface refuses.
    pub fn draw_grid(&self, canvas: &Canvas<'_>, theme: &Theme) -> DrawResult {
        let Area { left, top, right, bottom } = self.area;
        self.coord.draw_mesh(usize::MAX, usize::MAX, |line| {
            // A line of plotters' mesh ends where the values do; ours go on through the white, so
            // that a mark at the very end still stands on one.
            let ends = match line {
                MeshLine::XMesh((x, _), ..) => {
                    let x = f64::from(x) / LAYOUT_UNITS;
                    [(x, top), (x, bottom)]
                }
                MeshLine::YMesh((_, y), ..) => {
                    let y = f64::from(y) / LAYOUT_UNITS;
                    [(left, y), (right, y)]
                }
            };
            canvas.line(&ends, theme.mm(0.15), GRID.mix(GRID_OPACITY))
        })
    }

    /// The panel on a canvas, to draw on in its own coordinates.
    pub fn plot<'a>(&self, canvas: &Canvas<'a>) -> Plot<'a> {
        // Nothing is laid out anew: a plot is the same coordinate system, seen in the units of a
        // surface.
        let units = canvas.units();
        // Shared, not copied: the axis holds every tick of a range of years.
        let panel = Self { area: self.area, coord: Rc::clone(&self.coord) };
        Plot { area: canvas.drawing_area(PlotCoord { panel, units }), units }
    }
}

/// A panel's coordinates on a surface that has so many units in a millimetre.
struct PlotCoord {
    panel: Panel,
    units: f64,
}

impl CoordTranslate for PlotCoord {
    type From = (f64, f64);

    fn translate(&self, from: &(f64, f64)) -> BackendCoord {
        // Rounded once, and from the fine raster: so a bar's edge falls on the pixel where the
        // layout has it.
        let (x, y) = self.panel.place(*from);
        (whole_units(x, self.units), whole_units(y, self.units))
    }
}

/// A panel on a canvas: places are in the panel's coordinates, lengths in millimetres.
pub struct Plot<'a> {
    /// plotters' view of the page.
    area: DrawingArea<SurfaceBackend<'a>, PlotCoord>,
    /// Units in a millimetre.
    units: f64,
}

impl Plot<'_> {
    /// A length as the surface's units, at least one.
    fn length(&self, mm: f64) -> u32 {
        u32::try_from(whole_units(mm, self.units)).unwrap_or(0).max(1)
    }

    /// A line through some places.
    ///
    /// # Errors
    /// Only what the surface refuses; this holds for everything that is drawn.
    pub fn line(
        &self,
        points: impl IntoIterator<Item = (f64, f64)>,
        width: f64,
        ink: impl Color,
    ) -> DrawResult {
        let mut series = LineSeries::new(points, ink.stroke_width(self.length(width)));
        series.try_for_each(|element| self.area.draw(&element))
    }

    /// A disc; its `radius` is in millimetres, whatever the axes are.
    pub fn dot(&self, centre: (f64, f64), radius: f64, ink: impl Color) -> DrawResult {
        self.area.draw(&Circle::new(centre, self.length(radius), ink.filled()))
    }
}
