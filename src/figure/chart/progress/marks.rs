//! Phase changes, visits, stops and flares: a glyph and a word above the pain panel, and a line down
//! through it or, for a flare, a bar along its upper edge.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::domain::analysis::progress::{MarkKind, Progress};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::showable;
use crate::figure::canvas::theme::{INK, MARK, STOPPED, Theme, WORST};
use crate::figure::canvas::{Canvas, DrawResult, Point, pattern};
use crate::figure::layout::axis::{DAY_MINUTES, DayAxis};
use crate::figure::layout::flags::{Flag, FlagPlace, TextSide, flag_rows};
use crate::figure::layout::text::shortened;
use crate::words::chart::progress::FLARE;

/// The longest word beside a glyph, in millimetres on A4.
const LONGEST_MM: f64 = 46.0;

/// The height of the bar of a flare, in millimetres on A4.
const FLARE_MM: f64 = 1.0;

/// The number of marks from which their lines step back behind the data.
const MANY: usize = 16;

/// What a label stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Labelled {
    /// Something that happened on a day.
    Mark(MarkKind),
    /// A flare, from its left to its right end.
    Flare(f64, f64),
}

/// The labels of all marks of a chart, with their places.
pub struct MarkLabels {
    /// Each mark's x, kind, word and place.
    flags: Vec<(f64, Labelled, String, Option<FlagPlace>)>,
    /// How many rows they take.
    rows: usize,
}

/// Whether a mark has its word beside it.
fn is_named(place: Option<FlagPlace>) -> bool {
    place.is_some_and(|place| place.side != TextSide::Nowhere)
}

/// The width of a glyph.
fn glyph_size(theme: &Theme) -> f64 {
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
        let marks = progress.marks.iter().map(|mark| {
            // Shortened before any place is sought, so that one long name takes no other's place.
            let word = shortened(&showable(&mark.label), &theme.label, theme.mm(LONGEST_MM));
            (axis.noon(mark.day), Labelled::Mark(mark.kind), word)
        });
        let flares = progress.flares.iter().map(|flare| {
            let (from, to) = (flare.from.max(progress.from), flare.to.min(progress.to));
            let (left, right) = (axis.x(from, 0.0), axis.x(to, DAY_MINUTES));
            // Its word stands at its beginning, but never left of the panel.
            let x = left + glyph_size(theme) / 2.0;
            (x.min(axis.right), Labelled::Flare(left, right), FLARE.to_owned())
        });
        let mut labels: Vec<_> = marks.chain(flares).collect();
        labels.sort_by(|one, other| one.0.total_cmp(&other.0));
        let flags: Vec<_> = labels
            .iter()
            .map(|(x, _, word)| Flag {
                x: *x,
                glyph: glyph_size(theme),
                text: theme.label.width(word),
            })
            .collect();
        // Left of the panel stand the numbers of its scale, half above its edge; a glyph over the first
        // day does not reach them.
        let left = axis.left - glyph_size(theme) / 2.0;
        let places = flag_rows(&flags, left, content.right, most_rows, gap(theme));
        let rows = places.iter().flatten().map(|place| place.row + 1).max().unwrap_or(0);
        let flags = labels.into_iter().zip(places);
        let flags = flags.map(|((x, kind, word), place)| (x, kind, word, place)).collect();
        Self { flags, rows }
    }

    /// How many marks had no room for their word.
    pub fn unlabelled(&self) -> usize {
        let unlabelled = self.flags.iter();
        unlabelled.filter(|(_, _, word, place)| !word.is_empty() && !is_named(*place)).count()
    }

    /// Leaves out all marks that have no word, where nothing else says what they are.
    pub fn keep_named(&mut self) {
        self.flags.retain(|(_, _, _, place)| is_named(*place));
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
            // From the middle of its glyph down to the panel.
            if let Some(place) = place {
                let top = area.top - (place.row as f64 + 0.5) * row_height(theme);
                canvas.line(&[(*x, top), (*x, area.top)], theme.mm(0.2), WORST)?;
            }
            let (width, pattern) = match kind {
                Labelled::Flare(left, right) => {
                    let bar = Area {
                        left: *left,
                        right: *right,
                        bottom: area.top + theme.mm(FLARE_MM),
                        ..area
                    };
                    canvas.fill(bar, MARK)?;
                    continue;
                }
                // Where even the glyph has no room there is a short tick: a fence of lines would
                // say nothing.
                Labelled::Mark(_) if place.is_none() => {
                    let tick = [(*x, area.top), (*x, area.top + theme.mm(2.2))];
                    canvas.line(&tick, theme.mm(0.25), MARK)?;
                    continue;
                }
                Labelled::Mark(MarkKind::Phase) => (theme.mm(0.2), pattern::SHORT_DASHED),
                Labelled::Mark(MarkKind::Visit) => (theme.mm(0.25), pattern::DOTTED),
                Labelled::Mark(MarkKind::Stop) => (theme.mm(0.35), pattern::SHORT_DASHED),
            };
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

/// A full triangle that points at its day for a phase, a hollow diamond for a visit, a full square
/// for a stop, a bar for a flare.
fn glyph(canvas: &Canvas<'_>, (x, y): Point, kind: Labelled, size: f64) -> DrawResult {
    let half = size / 2.0;
    match kind {
        Labelled::Mark(MarkKind::Phase) => {
            let corners = [(x - half, y - 0.8 * half), (x + half, y - 0.8 * half), (x, y + half)];
            canvas.shape(&corners, MARK)
        }
        Labelled::Mark(MarkKind::Visit) => {
            let corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            canvas.hollow(&corners, 0.16 * size, RGBColor(255, 255, 255), MARK)
        }
        Labelled::Mark(MarkKind::Stop) => {
            let half = 0.8 * half;
            let square = Area { left: x - half, top: y - half, right: x + half, bottom: y + half };
            canvas.fill(square, STOPPED)
        }
        Labelled::Flare(..) => {
            let bar = Area {
                left: x - half,
                top: y - 0.25 * half,
                right: x + half,
                bottom: y + 0.25 * half,
            };
            canvas.fill(bar, MARK)
        }
    }
}
