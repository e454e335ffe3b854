//! What the shapes and lines of a figure mean: one row of small samples beside a panel's title.

use plotters::style::text_anchor::{HPos, VPos};

use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{INK, Theme};
use crate::figure::canvas::{Canvas, DrawResult};

/// A small sample of how something is drawn.
pub trait Sample {
    /// Its width in millimetres; 0 for words that stand alone.
    fn width(&self, theme: &Theme) -> f64;

    /// Draws it between the x `from` and `to`, centred on the height `y`.
    ///
    /// # Errors
    /// Only what the surface refuses.
    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult;
}

/// An entry of a legend.
pub struct LegendEntry {
    /// How it is drawn.
    sample: Box<dyn Sample>,
    /// What it means.
    words: String,
}

impl LegendEntry {
    /// A sample with the words that explain it.
    pub fn new(sample: impl Sample + 'static, words: impl Into<String>) -> Self {
        Self { sample: Box::new(sample), words: words.into() }
    }

    /// The width of the sample, with the gap behind it.
    fn sample_width(&self, theme: &Theme) -> f64 {
        let width = self.sample.width(theme);
        if width > 0.0 { width + theme.mm(1.3) } else { 0.0 }
    }

    /// The width of the whole entry.
    fn width(&self, theme: &Theme) -> f64 {
        self.sample_width(theme) + theme.label.width(&self.words)
    }

    /// Draws it from a place at half its height.
    fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, (x, y): (f64, f64)) -> DrawResult {
        self.sample.draw(canvas, theme, x, x + self.sample.width(theme), y)?;
        let at = (x + self.sample_width(theme), y);
        canvas.text(at, (HPos::Left, VPos::Center), &self.words, &theme.label.inked(INK))
    }
}

/// Entries and where they go.
pub struct Legend {
    /// Each entry with its left edge and the middle of its row.
    keys: Vec<(LegendEntry, f64, f64)>,
    /// Where it ends.
    pub bottom: f64,
}

/// The most rows; a legend that needs more is left out, it would be longer than what it explains.
const MOST_ROWS: usize = 3;

impl Legend {
    /// Lays entries out: right of a title `heading` wide if one row does, else in rows under it.
    pub fn new(
        keys: Vec<LegendEntry>,
        theme: &Theme,
        content: Area,
        top: f64,
        heading: f64,
    ) -> Self {
        let between = theme.mm(5.5);
        // Measured once, for the one row that is tried and for the rows that it may become.
        let widths: Vec<f64> = keys.iter().map(|key| key.width(theme)).collect();
        let total = widths.iter().sum::<f64>() + between * keys.len().saturating_sub(1) as f64;
        let (leading, middle) = (theme.label.leading(), top + theme.heading.leading() / 2.0);
        // Right of the title where that takes one row: it then costs no height at all.
        let one_row = heading + 2.0 * between + total <= content.width();
        let (start, first) = if one_row {
            (content.right - total, middle)
        } else {
            (content.left, top + theme.heading.leading() + 0.55 * leading)
        };
        let (mut x, mut y, mut rows) = (start, first, 1);
        let mut placed = Vec::new();
        for (key, width) in keys.into_iter().zip(widths) {
            if x > start && x + width > content.right + 0.01 {
                (x, y, rows) = (start, y + leading, rows + 1);
            }
            placed.push((key, x, y));
            x += width + between;
        }
        if placed.is_empty() || rows > MOST_ROWS {
            return Self { keys: Vec::new(), bottom: top };
        }
        Self { keys: placed, bottom: y + 0.6 * leading }
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme) -> DrawResult {
        self.keys.iter().try_for_each(|(key, x, y)| key.draw(canvas, theme, (*x, *y)))
    }
}
