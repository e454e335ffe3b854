//! The time axis that panels share, and the panel: the area in which a day and a number have a place.

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::day::{DateStyle, days_between};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{AXIS, GRID, GRID_OPACITY, INK, Theme};
use crate::figure::canvas::{Canvas, DrawResult, Point};
use crate::figure::layout::ticks::{AxisSpace, Ticks};

use chrono::NaiveDate;

/// Minutes in a day.
pub const DAY_MINUTES: f64 = 1440.0;

/// Days and where they lie from left to right.
pub struct DayAxis {
    /// First day.
    from: NaiveDate,
    /// The left end, midnight of the first day.
    pub left: f64,
    /// The right end.
    pub right: f64,
    /// The width of a day.
    pub per_day: f64,
    /// Lines and words.
    ticks: Ticks,
}

/// Where a number lies from top to bottom.
pub struct Panel {
    /// The whole panel.
    pub area: Area,
    /// White above the highest and below the lowest number, so that no mark is cut off.
    pub above: f64,
    /// The same below.
    pub below: f64,
    /// The highest number.
    pub most: f64,
}

impl Panel {
    /// The place of a number.
    pub fn y(&self, value: f64) -> f64 {
        let height = self.area.height() - self.above - self.below;
        self.area.bottom - self.below - value / self.most * height
    }
}

impl DayAxis {
    /// The axis of some days between two places; words may reach as far as `edge`. After the last day it goes on
    /// for the share `night` of a day: a rating after midnight still belongs to the evening before.
    #[allow(clippy::cast_precision_loss)]
    pub fn new(
        (from, to): (NaiveDate, NaiveDate),
        date_style: DateStyle,
        night: f64,
        theme: &Theme,
        (left, right): (f64, f64),
        edge: f64,
    ) -> Self {
        let days = (days_between(from, to) + 1).max(1) as f64;
        let per_day = (right - left).max(1.0) / (days + night);
        let width = |text: &str| theme.label.width(text);
        let beyond = edge - left - per_day * days;
        let gap = 0.75 * theme.label.em();
        let ticks = Ticks::new(&AxisSpace { from, to, date_style, per_day, beyond, gap, width: &width });
        Self { from, left, right, per_day, ticks }
    }

    /// The axis' width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The place of a moment of a day.
    #[allow(clippy::cast_precision_loss)]
    pub fn x(&self, day: NaiveDate, minute: f64) -> f64 {
        self.left + self.per_day * (days_between(self.from, day) as f64 + minute / DAY_MINUTES)
    }

    /// The place of what counts for a whole day: its middle.
    pub fn noon(&self, day: NaiveDate) -> f64 {
        self.x(day, DAY_MINUTES / 2.0)
    }

    /// The height of the words under the lower panel.
    pub fn height(&self, theme: &Theme) -> f64 {
        let rows = if self.ticks.contexts.is_empty() { 1.0 } else { 2.0 };
        theme.mm(1.6) + rows * theme.label.leading()
    }

    /// Draws the upright lines of a panel.
    pub fn draw_lines(&self, canvas: &Canvas<'_>, theme: &Theme, area: Area) -> DrawResult {
        self.ticks.lines.iter().try_for_each(|line| {
            let x = self.left + line * self.per_day;
            canvas.line(&[(x, area.top), (x, area.bottom)], theme.mm(0.15), GRID.mix(GRID_OPACITY))
        })
    }

    /// Draws the words under the lowest panel, which ends at `lowest`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, lowest: f64) -> DrawResult {
        let first_row = lowest + theme.mm(1.6);
        let second_row = first_row + theme.label.leading();
        for line in &self.ticks.lines {
            let x = self.left + line * self.per_day;
            canvas.line(&[(x, lowest), (x, lowest + theme.mm(1.4))], theme.mm(0.2), AXIS)?;
        }
        let inset = 0.375 * theme.label.em();
        let place = |at: f64, centred: bool, y: f64| -> (Point, (HPos, VPos)) {
            let x = self.left + at * self.per_day;
            match centred {
                true => ((x, y), (HPos::Center, VPos::Top)),
                false => ((x + inset, y), (HPos::Left, VPos::Top)),
            }
        };
        for label in &self.ticks.labels {
            let (at, anchor) = place(label.at, label.centred, first_row);
            canvas.text(at, anchor, &label.text, &theme.label)?;
        }
        for label in &self.ticks.contexts {
            let (at, anchor) = place(label.at, label.centred, second_row);
            if canvas.text_if_free(at, anchor, &label.text, &theme.label.inked(INK))? && label.at > 0.0 {
                let x = self.left + label.at * self.per_day;
                let bottom = second_row + 0.8 * theme.label.height();
                canvas.line(&[(x, lowest), (x, lowest + theme.mm(1.4))], theme.mm(0.2), AXIS)?;
                canvas.line(&[(x, second_row + 0.15 * theme.label.height()), (x, bottom)], theme.mm(0.2), AXIS)?;
            }
        }
        Ok(())
    }
}
