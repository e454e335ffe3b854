//! The time axis that panels share: where a day lies from left to right, and the words under it.

use plotters::coord::ranged1d::Ranged;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::text::date::days_between;
use crate::figure::canvas::theme::{AXIS, INK, Theme};
use crate::figure::canvas::{Canvas, DrawResult, Point};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::{LAYOUT_UNITS, whole_units};
use crate::figure::layout::ticks::{AxisSpace, TickLabel, Ticks};

use chrono::NaiveDate;

/// Minutes in a day.
pub const DAY_MINUTES: f64 = 1440.0;

/// A range of days as a horizontal axis, with its lines and words; lengths are in millimetres.
pub struct DayAxis {
    /// First day.
    from: NaiveDate,
    /// The left end, midnight of the first day.
    pub left: f64,
    /// The right end.
    pub right: f64,
    /// The width of a day.
    pub per_day: f64,
    /// The days as plotters maps them; its key points are the lines.
    range: MarkedRange,
    /// The words.
    ticks: Ticks,
}

impl DayAxis {
    /// The axis of the days `from` to `to` between `left` and `right`; words may reach as far as
    /// `edge`.
    pub fn new(
        (from, to): (NaiveDate, NaiveDate),
        theme: &Theme,
        (left, right): (f64, f64),
        edge: f64,
    ) -> Self {
        let days = (days_between(from, to) + 1).max(1) as f64;
        let per_day = (right - left).max(1.0) / days;
        // The last word may reach into the margin right of the panel.
        let beyond = edge - left - per_day * days;
        // Three quarters of an em: words of one row must not read as one.
        let gap = 0.75 * theme.label.em();
        let ticks = Ticks::new(&AxisSpace {
            from,
            to,
            per_day,
            beyond,
            gap,
            width: &|text| theme.label.width(text),
        });
        // The lines are the key points of plotters' axis, so that both are always in one place.
        let range = MarkedRange::new(days, ticks.lines.clone());
        Self { from, left, right, per_day, range, ticks }
    }

    /// The axis' width in millimetres.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The days as an axis of plotters; its marks are the grid lines.
    pub fn range(&self) -> MarkedRange {
        self.range.clone()
    }

    /// A moment of a day as a value of the axis: days since midnight of the first one.
    pub fn value(&self, day: NaiveDate, minute: f64) -> f64 {
        days_between(self.from, day) as f64 + minute / DAY_MINUTES
    }

    /// What counts for a whole day as a value of the axis: its middle.
    pub fn noon_value(&self, day: NaiveDate) -> f64 {
        self.value(day, DAY_MINUTES / 2.0)
    }

    /// The place of a value in millimetres from the left edge of the page.
    fn place(&self, value: f64) -> f64 {
        let ends = (whole_units(self.left, LAYOUT_UNITS), whole_units(self.right, LAYOUT_UNITS));
        f64::from(self.range.map(&value, ends)) / LAYOUT_UNITS
    }

    /// The place of a moment of a day, in millimetres.
    pub fn x(&self, day: NaiveDate, minute: f64) -> f64 {
        self.place(self.value(day, minute))
    }

    /// The place of what counts for a whole day, in millimetres.
    pub fn noon(&self, day: NaiveDate) -> f64 {
        self.place(self.noon_value(day))
    }

    /// The height of the words under the lowest panel, in millimetres.
    pub fn height(&self, theme: &Theme) -> f64 {
        let rows = if self.ticks.contexts.is_empty() { 1.0 } else { 2.0 };
        theme.mm(1.6) + rows * theme.label.leading()
    }

    /// Where a word stands in the row at height `y`, and how: in the middle of what it names, or
    /// `inset` millimetres right of the line it belongs to.
    fn label_place(&self, label: &TickLabel, inset: f64, y: f64) -> (Point, (HPos, VPos)) {
        let x = self.place(label.at);
        if label.centred {
            ((x, y), (HPos::Center, VPos::Top))
        } else {
            ((x + inset, y), (HPos::Left, VPos::Top))
        }
    }

    /// Draws the words under the lowest panel, which ends at `lowest`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, lowest: f64) -> DrawResult {
        let first_row = lowest + theme.mm(1.6);
        let second_row = first_row + theme.label.leading();
        for line in self.range.key_points(usize::MAX) {
            let x = self.place(line);
            canvas.line(&[(x, lowest), (x, lowest + theme.mm(1.4))], theme.mm(0.2), AXIS)?;
        }
        // Half of the gap between words: a word stands just right of the line it belongs to.
        let inset = 0.375 * theme.label.em();
        for label in &self.ticks.labels {
            let (at, anchor) = self.label_place(label, inset, first_row);
            canvas.text(at, anchor, &label.text, &theme.label)?;
        }
        for label in &self.ticks.contexts {
            let (at, anchor) = self.label_place(label, inset, second_row);
            if canvas.text_if_free(at, anchor, &label.text, &theme.label.inked(INK))?
                && label.at > 0.0
            {
                let x = self.place(label.at);
                let bottom = second_row + 0.8 * theme.label.height();
                canvas.line(&[(x, lowest), (x, lowest + theme.mm(1.4))], theme.mm(0.2), AXIS)?;
                canvas.line(
                    &[(x, second_row + 0.15 * theme.label.height()), (x, bottom)],
                    theme.mm(0.2),
                    AXIS,
                )?;
            }
        }
        Ok(())
    }
}
