//! What the dots, shapes and lines of the progress chart mean.

use plotters::style::Color;
use plotters_backend::DrawingBackend;

use super::{dots, marks, pain};
use crate::domain::progress::{MarkKind, Progress};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{BAND, BAND_EDGE, MEAN, RATING, TARGET, Theme};
use crate::figure::canvas::{Drawn, Page, pattern};
use crate::figure::layout::axis::TimeAxis;
use crate::figure::layout::legend::{Key, Sample};

/// A kind of ink that is explained.
pub enum Ink {
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
    axis: &TimeAxis,
    labels_at_ends: bool,
    unlabelled: usize,
) -> Vec<Key<Ink>> {
    let key = |sample, words: &str| Key { sample, words: words.to_owned() };
    let mut keys = Vec::new();
    if !progress.readings.is_empty() {
        keys.push(key(Ink::Dot(dots::diameter(progress, theme, axis).min(theme.mm(2.2)).max(1.1)), "each rating"));
    }
    if !progress.worsts.is_empty() {
        keys.push(key(Ink::Worst(pain::worst_shape(progress, theme, axis)), "worst of the day"));
    }
    // Where the ends of the lines carry no label, the numbers stand here.
    if let Some((_, mean)) = progress.trend.last().and_then(|run| run.last()) {
        let number = if labels_at_ends { String::new() } else { format!(", last {mean:.1}") };
        keys.push(key(Ink::Mean, &format!("7-day mean{number}")));
    }
    if pain::band(progress).is_some() {
        keys.push(key(Ink::Band, "first two weeks"));
    }
    if let Some(target) = pain::target(progress) {
        let number = if labels_at_ends { String::new() } else { format!(": {target:.1}") };
        let what = if pain::band(progress).is_some() { "them" } else { "the first two weeks" };
        keys.push(key(Ink::Target, &format!("30 % below {what}{number}")));
    }
    for (kind, words) in [(MarkKind::Phase, "new phase"), (MarkKind::Visit, "visit")] {
        if progress.marks.iter().any(|mark| mark.kind == kind) {
            keys.push(key(Ink::Mark(kind), words));
        }
    }
    if unlabelled > 0 {
        keys.push(key(Ink::None, &format!("+{unlabelled} more")));
    }
    keys
}

impl Sample for Ink {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Dot(diameter) => *diameter,
            Self::Worst(_) | Self::Mark(_) => marks::glyph_size(theme),
            Self::Mean | Self::Band | Self::Target => theme.mm(7.0),
            Self::None => 0.0,
        }
    }

    fn draw<DB: DrawingBackend>(&self, page: &Page<'_, DB>, theme: &Theme, x: f64, end: f64, y: f64) -> Drawn<DB> {
        let middle = (x + end) / 2.0;
        match self {
            Self::Dot(diameter) => page.disc((middle, y), diameter / 2.0, RATING.mix(0.8)),
            Self::Worst(pain::WorstShape::Dash(width)) => {
                pain::WorstShape::Dash(width.max(theme.mm(1.8))).draw(page, theme, (middle, y))
            }
            Self::Worst(shape) => shape.draw(page, theme, (middle, y)),
            Self::Mean => page.line(&[(x, y), (end, y)], theme.mm(0.8), MEAN),
            Self::Band => {
                let half = 0.5 * theme.label.em();
                let area = Area { left: x, top: y - half, right: end, bottom: y + half };
                page.fill(area, BAND)?;
                [x, end]
                    .into_iter()
                    .try_for_each(|x| page.line(&[(x, area.top), (x, area.bottom)], theme.mm(0.2), BAND_EDGE))
            }
            Self::Target => page.patterned((x, y), (end, y), theme.mm(pain::TARGET_MM), pattern::DASHED, TARGET),
            Self::Mark(kind) => marks::glyph(page, (middle, y), *kind, marks::glyph_size(theme)),
            Self::None => Ok(()),
        }
    }
}
