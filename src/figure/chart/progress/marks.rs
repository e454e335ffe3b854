//! Phase changes and visits: a glyph and a word above the pain panel, a line down through it.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::domain::analysis::progress::{MarkKind, Progress};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::showable;
use crate::figure::canvas::theme::{INK, MARK, Theme, WORST};
use crate::figure::canvas::{Canvas, DrawResult, Point, pattern};
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::flags::{Flag, FlagPlace, TextSide, flag_rows};
use crate::figure::layout::text::shortened;

/// The longest word beside a glyph, in millimetres on A4.
const LONGEST_MM: f64 = 46.0;

/// The number of marks from which their lines step back behind the data.
const MANY: usize = 16;

/// The labels of all marks of a chart, with their places.
pub struct MarkLabels {
    /// Each mark's x, kind, word and place.
    flags: Vec<(f64, MarkKind, String, Option<FlagPlace>)>,
    /// How many rows they take.
    rows: usize,
}

/// The width of a glyph.
pub fn glyph_size(theme: &Theme) -> f64 {
    theme.mm(2.3)
}

/// The gap between a glyph and its word.
fn gap(theme: &Theme) -> f64 {
    theme.mm(0.9)
}

/// The height of a row.
fn row_height(theme: &Theme) -> f64 {
    1.02 * theme.label.leading()
}

impl MarkLabels {
    /// Finds a place for every mark.
    pub fn new(
        progress: &Progress,
        theme: &Theme,
        axis: &DayAxis,
        content: Area,
        most_rows: usize,
    ) -> Self {
        // Shortened before any place is sought, so that one long name takes no other's place.
        let words: Vec<_> = progress
            .marks
            .iter()
            .map(|mark| shortened(&showable(&mark.label), &theme.label, theme.mm(LONGEST_MM)))
            .collect();
        let flags: Vec<_> = progress
            .marks
            .iter()
            .zip(&words)
            .map(|(mark, word)| Flag {
                x: axis.noon(mark.day),
                glyph: glyph_size(theme),
                text: theme.label.width(word),
            })
            .collect();
        // Left of the panel stand the numbers of its scale, half above its edge.
        let places = flag_rows(&flags, axis.left, content.right, most_rows, gap(theme));
        let rows = places.iter().flatten().map(|place| place.row + 1).max().unwrap_or(0);
        let marks = progress.marks.iter().zip(words).zip(flags).zip(places);
        let flags =
            marks.map(|(((mark, word), flag), place)| (flag.x, mark.kind, word, place)).collect();
        Self { flags, rows }
    }

    /// How many marks had no room for their word.
    pub fn unlabelled(&self) -> usize {
        let unlabelled = self.flags.iter().filter(|(_, _, word, place)| {
            let has_side = place.is_some_and(|place| place.side != TextSide::Nowhere);
            !word.is_empty() && !has_side
        });
        unlabelled.count()
    }

    /// The height they need above the panel.
    pub fn height(&self, theme: &Theme) -> f64 {
        self.rows as f64 * row_height(theme)
    }

    /// Draws the lines through the panel, before the data.
    pub fn draw_lines(&self, canvas: &Canvas<'_>, theme: &Theme, area: Area) -> DrawResult {
        // A fence of dark lines would hide the ratings.
        let opacity = if self.flags.len() > MANY { 0.5 } else { 1.0 };
        for (x, kind, _, place) in &self.flags {
            let Some(place) = place else {
                // Where even the glyph has no room there is a short tick: a fence of lines would
                // say nothing.
                canvas.line(
                    &[(*x, area.top), (*x, area.top + theme.mm(2.2))],
                    theme.mm(0.25),
                    MARK,
                )?;
                continue;
            };
            // From the middle of its glyph down.
            let rows = place.row as f64 + 0.5;
            let (width, pattern) = match kind {
                MarkKind::Phase => (theme.mm(0.2), pattern::SHORT_DASHED),
                MarkKind::Visit => (theme.mm(0.25), pattern::DOTTED),
            };
            let top = area.top - rows * row_height(theme);
            canvas.line(&[(*x, top), (*x, area.top)], theme.mm(0.2), WORST)?;
            canvas.patterned(
                (*x, area.top),
                (*x, area.bottom),
                width,
                pattern,
                MARK.mix(opacity),
            )?;
        }
        Ok(())
    }

    /// Draws glyphs and words above the panel's upper edge.
    pub fn draw_words(&self, canvas: &mut Canvas<'_>, theme: &Theme, top: f64) -> DrawResult {
        let style = theme.label.inked(INK);
        let size = glyph_size(theme);
        for (x, kind, word, place) in &self.flags {
            let Some(place) = place else { continue };
            let y = top - (place.row as f64 + 0.5) * row_height(theme);
            glyph(canvas, (*x, y), *kind, size)?;
            let away = size / 2.0 + gap(theme);
            match place.side {
                TextSide::Right => {
                    canvas.text((x + away, y), (HPos::Left, VPos::Center), word, &style)?
                }
                TextSide::Left => {
                    canvas.text((x - away, y), (HPos::Right, VPos::Center), word, &style)?
                }
                TextSide::Nowhere => {}
            }
        }
        Ok(())
    }
}

/// A full triangle that points at its day for a phase, a hollow diamond for a visit.
pub fn glyph(canvas: &Canvas<'_>, (x, y): Point, kind: MarkKind, size: f64) -> DrawResult {
    let half = size / 2.0;
    match kind {
        MarkKind::Phase => {
            let corners = [(x - half, y - 0.8 * half), (x + half, y - 0.8 * half), (x, y + half)];
            canvas.shape(&corners, MARK)
        }
        MarkKind::Visit => {
            let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            canvas.hollow(&corners, 0.16 * size, RGBColor(255, 255, 255), MARK)
        }
    }
}
