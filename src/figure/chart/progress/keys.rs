//! What the dots, shapes and lines of the progress chart mean.

use plotters::style::Color;

use super::{dots, marks, pain};
use crate::domain::analysis::progress::{MarkKind, Progress};
use crate::domain::text::number::one_decimal;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{BAND, BAND_EDGE, MEAN, RATING, TARGET, Theme};
use crate::figure::canvas::{Canvas, DrawResult, pattern};
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::legend::{LegendEntry, Sample};

/// A mark that the legend explains.
pub enum ProgressSample {
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

/// What this chart shows; nothing it does not.
pub fn keys(
    progress: &Progress,
    theme: &Theme,
    axis: &DayAxis,
    labels_at_ends: bool,
    unlabelled: usize,
) -> Vec<LegendEntry> {
    let mut keys = Vec::new();
    if !progress.readings.is_empty() {
        keys.push(LegendEntry::new(
            ProgressSample::Dot(dots::diameter(progress, theme, axis).min(theme.mm(2.2)).max(1.1)),
            "each rating",
        ));
    }
    if !progress.worsts.is_empty() {
        keys.push(LegendEntry::new(
            ProgressSample::Worst(pain::worst_shape(progress, theme, axis)),
            "worst of the day",
        ));
    }
    // Where the ends of the lines carry no label, the numbers stand here.
    if let Some((_, mean)) = progress.trend.last().and_then(|run| run.last()) {
        let number =
            if labels_at_ends { String::new() } else { format!(", last {}", one_decimal(*mean)) };
        keys.push(LegendEntry::new(ProgressSample::Mean, format!("7-day mean{number}")));
    }
    if pain::band(progress).is_some() {
        keys.push(LegendEntry::new(ProgressSample::Band, "first two weeks"));
    }
    if let Some(target) = pain::target(progress) {
        let number =
            if labels_at_ends { String::new() } else { format!(": {}", one_decimal(target)) };
        // Where the two weeks are in the legend already, a word points to them.
        let what = if pain::band(progress).is_some() { "them" } else { "the first two weeks" };
        keys.push(LegendEntry::new(ProgressSample::Target, format!("30 % below {what}{number}")));
    }
    for (kind, words) in [(MarkKind::Phase, "new phase"), (MarkKind::Visit, "visit")] {
        if progress.marks.iter().any(|mark| mark.kind == kind) {
            keys.push(LegendEntry::new(ProgressSample::Mark(kind), words));
        }
    }
    if unlabelled > 0 {
        keys.push(LegendEntry::new(ProgressSample::None, format!("+{unlabelled} more")));
    }
    keys
}

impl Sample for ProgressSample {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Dot(diameter) => *diameter,
            Self::Worst(_) | Self::Mark(_) => marks::glyph_size(theme),
            Self::Mean | Self::Band | Self::Target => theme.mm(7.0),
            Self::None => 0.0,
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, x: f64, end: f64, y: f64) -> DrawResult {
        let middle = (x + end) / 2.0;
        match self {
            Self::Dot(diameter) => canvas.disc((middle, y), diameter / 2.0, RATING.mix(0.8)),
            Self::Worst(pain::WorstShape::Dash(width)) => {
                pain::WorstShape::Dash(width.max(theme.mm(1.8))).draw(canvas, theme, (middle, y))
            }
            Self::Worst(shape) => shape.draw(canvas, theme, (middle, y)),
            Self::Mean => canvas.line(&[(x, y), (end, y)], theme.mm(0.8), MEAN),
            Self::Band => {
                let half = 0.5 * theme.label.em();
                let area = Area { left: x, top: y - half, right: end, bottom: y + half };
                canvas.fill(area, BAND)?;
                [x, end].into_iter().try_for_each(|x| {
                    canvas.line(&[(x, area.top), (x, area.bottom)], theme.mm(0.2), BAND_EDGE)
                })
            }
            Self::Target => canvas.patterned(
                (x, y),
                (end, y),
                theme.mm(pain::TARGET_MM),
                pattern::DASHED,
                TARGET,
            ),
            Self::Mark(kind) => marks::glyph(canvas, (middle, y), *kind, marks::glyph_size(theme)),
            Self::None => Ok(()),
        }
    }
}
