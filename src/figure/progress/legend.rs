//! What the dots, shapes and lines mean: one row of small samples beside the pain panel's title.

use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};
use plotters_backend::DrawingBackend;

use super::axis::TimeAxis;
use super::{dots, marks, pain};
use crate::domain::progress::{MarkKind, Progress};
use crate::figure::label::Area;
use crate::figure::page::{Drawn, Page, pattern};
use crate::figure::theme::{BAND, BAND_EDGE, INK, MEAN, RATING, TARGET, Theme};

/// A kind of ink that is explained.
enum Sample {
    /// A rating's dot, so many millimetres across.
    Dot(f64),
    /// The worst of a day, as it is drawn here.
    Worst(pain::WorstShape),
    /// The 7-day mean.
    Mean,
    /// The first two weeks.
    Band,
    /// 30 % below them.
    Target,
    /// A phase or a visit.
    Mark(MarkKind),
    /// Nothing: the words stand alone.
    None,
}

/// An entry of a legend.
pub struct Key {
    /// The ink.
    sample: Sample,
    /// What it means.
    words: String,
}

impl Key {
    /// What this chart shows; nothing it does not.
    pub fn of(
        progress: &Progress,
        theme: &Theme,
        axis: &TimeAxis,
        labels_at_ends: bool,
        unlabelled: usize,
    ) -> Vec<Self> {
        let key = |sample, words: &str| Self { sample, words: words.to_owned() };
        let mut keys = Vec::new();
        if !progress.readings.is_empty() {
            keys.push(key(
                Sample::Dot(dots::diameter(progress, theme, axis).min(theme.mm(2.2)).max(1.1)),
                "each rating",
            ));
        }
        if !progress.worsts.is_empty() {
            keys.push(key(Sample::Worst(pain::worst_shape(progress, theme, axis)), "worst of the day"));
        }
        // Where the ends of the lines carry no label, the numbers stand here.
        if let Some((_, mean)) = progress.trend.last().and_then(|run| run.last()) {
            let number = if labels_at_ends { String::new() } else { format!(", last {mean:.1}") };
            keys.push(key(Sample::Mean, &format!("7-day mean{number}")));
        }
        if pain::band(progress).is_some() {
            keys.push(key(Sample::Band, "first two weeks"));
        }
        if let Some(target) = pain::target(progress) {
            let number = if labels_at_ends { String::new() } else { format!(": {target:.1}") };
            let what = if pain::band(progress).is_some() { "them" } else { "the first two weeks" };
            keys.push(key(Sample::Target, &format!("30 % below {what}{number}")));
        }
        for (kind, words) in [(MarkKind::Phase, "new phase"), (MarkKind::Visit, "visit")] {
            if progress.marks.iter().any(|mark| mark.kind == kind) {
                keys.push(key(Sample::Mark(kind), words));
            }
        }
        if unlabelled > 0 {
            keys.push(key(Sample::None, &format!("+{unlabelled} more")));
        }
        keys
    }

    /// The width of the sample, with the gap behind it.
    fn sample_width(&self, theme: &Theme) -> f64 {
        let gap = theme.mm(1.3);
        match &self.sample {
            Sample::Dot(diameter) => diameter + gap,
            Sample::Worst(_) | Sample::Mark(_) => marks::glyph_size(theme) + gap,
            Sample::Mean | Sample::Band | Sample::Target => theme.mm(7.0) + gap,
            Sample::None => 0.0,
        }
    }

    /// The width of the whole entry.
    fn width(&self, theme: &Theme) -> f64 {
        self.sample_width(theme) + theme.label.width(&self.words)
    }

    /// Draws it from a place at half its height.
    fn draw<DB: DrawingBackend>(&self, page: &mut Page<'_, DB>, theme: &Theme, (x, y): (f64, f64)) -> Drawn<DB> {
        let end = x + self.sample_width(theme) - theme.mm(1.3);
        let middle = (x + end) / 2.0;
        match &self.sample {
            Sample::Dot(diameter) => page.disc((middle, y), diameter / 2.0, RATING.mix(0.8))?,
            Sample::Worst(pain::WorstShape::Dash(width)) => {
                pain::WorstShape::Dash(width.max(theme.mm(1.8))).draw(page, theme, (middle, y))?;
            }
            Sample::Worst(shape) => shape.draw(page, theme, (middle, y))?,
            Sample::Mean => page.line(&[(x, y), (end, y)], theme.mm(0.8), MEAN)?,
            Sample::Band => {
                let half = 0.5 * theme.label.em();
                let area = Area { left: x, top: y - half, right: end, bottom: y + half };
                page.fill(area, BAND)?;
                for x in [x, end] {
                    page.line(&[(x, area.top), (x, area.bottom)], theme.mm(0.2), BAND_EDGE)?;
                }
            }
            Sample::Target => page.patterned((x, y), (end, y), theme.mm(pain::TARGET_MM), pattern::DASHED, TARGET)?,
            Sample::Mark(kind) => marks::glyph(page, (middle, y), *kind, marks::glyph_size(theme))?,
            Sample::None => {}
        }
        let at = (x + self.sample_width(theme), y);
        page.text(at, (HPos::Left, VPos::Center), &self.words, &theme.label.inked(INK)).map(|_| ())
    }
}

/// Entries and where they go.
pub struct Legend {
    /// Each entry with its left edge and the middle of its row.
    keys: Vec<(Key, f64, f64)>,
    /// Where it ends.
    pub bottom: f64,
}

/// The most rows; a legend that needs more is left out, it would be longer than what it explains.
const MOST_ROWS: usize = 3;

impl Legend {
    /// Lays entries out: right of a title `heading` wide if one row does, else in rows under it.
    pub fn of(keys: Vec<Key>, theme: &Theme, content: Area, top: f64, heading: f64) -> Self {
        let between = theme.mm(5.5);
        let widths: Vec<f64> = keys.iter().map(|key| key.width(theme)).collect();
        #[allow(clippy::cast_precision_loss)]
        let total = widths.iter().sum::<f64>() + between * keys.len().saturating_sub(1) as f64;
        let (leading, middle) = (theme.label.leading(), top + theme.heading.leading() / 2.0);
        let one_row = heading + 2.0 * between + total <= content.width();
        let (start, first) = match one_row {
            true => (content.right - total, middle),
            false => (content.left, top + theme.heading.leading() + 0.55 * leading),
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
    pub fn draw<DB: DrawingBackend>(&self, page: &mut Page<'_, DB>, theme: &Theme) -> Drawn<DB> {
        self.keys.iter().try_for_each(|(key, x, y)| key.draw(page, theme, (*x, *y)))
    }
}

/// A white ground that lets a little of what is below show through.
pub const VEIL: RGBColor = RGBColor(255, 255, 255);
