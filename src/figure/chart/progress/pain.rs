//! The pain panel: each day from its least to its worst, the mean as a line, the first two weeks
//! and the level from which a fall counts.

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::layout::ProgressLayout;
use crate::domain::analysis::progress::{PainSpan, Progress};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{
    AXIS, BAND, HATCH, MEAN, MUTED, PAIN_SPAN, TARGET, Theme, VEIL,
};
use crate::figure::canvas::{Canvas, DrawResult, pattern};
use crate::figure::layout::axis::{DAY_MINUTES, DayAxis};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;

/// The panel's title.
const HEADING: &str = "Pain, 0 to 10";

/// The highest score.
const MOST: f64 = 10.0;

/// The hints beside the scale's ends.
const HINTS: [&str; 3] = ["worst", "imaginable", "no pain"];

/// The content's width, in millimetres, from which the scale's ends have their hints.
const HINTS_FROM_MM: f64 = 120.0;

/// The widest span, and the least height of one, in millimetres on A4: a single score is a mark as
/// well.
const SPAN_MM: (f64, f64) = (2.6, 0.9);

/// The narrowest gap that is hatched, in millimetres.
const GAP_MM: f64 = 0.8;

/// The distance of the lines of a hatch, in millimetres on A4.
const HATCH_MM: f64 = 1.4;

/// The width of the title.
pub fn heading_width(theme: &Theme) -> f64 {
    theme.heading.width(HEADING)
}

/// The width of the scale's numbers and hints.
pub fn scale_width(theme: &Theme, content: Area) -> f64 {
    let hints = HINTS.iter().filter(|_| content.width() >= HINTS_FROM_MM);
    hints.chain(&["10"]).map(|text| theme.label.width(text)).fold(0.0, f64::max)
}

/// The panel in an area.
pub fn panel(theme: &Theme, axis: &DayAxis, area: Area) -> Panel {
    // A single score of 0 or 10 is whole, but a low panel keeps its height for the scale.
    let pad = theme.mm(1.2).min(0.1 * area.height());
    let scale = MarkedRange::new(MOST, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
    Panel::new(area, (pad, pad), axis.range(), scale)
}

/// Draws the panel.
pub fn draw(canvas: &mut Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, panel) = (&layout.theme, &layout.pain);
    let area = panel.area;
    let is_explained = layout.key.is_some();
    ground(canvas, layout, progress)?;
    layout.flags.draw_lines(canvas, theme, area)?;
    // Without a word about them, spans stand only where there is no mean to show.
    if is_explained || progress.trend.is_empty() {
        progress.spans.iter().try_for_each(|span| draw_span(canvas, layout, span))?;
    }
    if is_explained {
        levels(canvas, layout, progress)?;
    }
    mean(canvas, layout, progress)?;
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], theme.mm(0.3), AXIS)?;

    if let Some(top) = layout.heading {
        let at = (layout.content.left, top + theme.heading.leading() / 2.0);
        canvas.text(at, (HPos::Left, VPos::Center), HEADING, &theme.heading)?;
    }
    for (x, y, line) in layout.key.iter().flatten() {
        canvas.text((*x, *y), (HPos::Left, VPos::Top), line, &theme.note())?;
    }
    scale(canvas, layout)?;
    layout.flags.draw_words(canvas, theme, area.top)?;
    if let Some(ends) = &layout.ends {
        ends.draw(canvas, theme, panel)?;
    }
    if progress.spans.is_empty() {
        let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let words = "nothing recorded in these days";
        canvas.text(middle, (HPos::Center, VPos::Center), words, &theme.sentence.inked(MUTED))?;
    }
    Ok(())
}

/// Draws what lies under the data: the days that are looked at most, the grid, the gaps.
fn ground(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let area = panel.area;
    let is_explained = layout.key.is_some();
    if let Some(since) = progress.since.filter(|_| is_explained) {
        canvas.fill(Area { left: axis.x(since, 0.0), ..area }, BAND)?;
    }
    panel.draw_grid(canvas, theme)?;
    // An empty panel says in words that it is.
    let is_empty = progress.spans.is_empty();
    for (from, to) in progress.gaps.iter().filter(|_| is_explained && !is_empty) {
        let (left, right) = (axis.x(*from, 0.0), axis.x(*to, DAY_MINUTES));
        if right - left >= GAP_MM {
            let gap = Area { left, right, ..area };
            canvas.hatch(gap, theme.mm(HATCH_MM), theme.mm(0.15), HATCH)?;
        }
    }
    Ok(())
}

/// Draws one span.
fn draw_span(canvas: &Canvas<'_>, layout: &ProgressLayout, span: &PainSpan) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let (from, to) = (axis.x(span.from, 0.0), axis.x(span.to, DAY_MINUTES));
    let half = (0.55 * (to - from)).clamp(0.25, theme.mm(SPAN_MM.0)) / 2.0;
    let middle = f64::midpoint(from, to);
    let (top, bottom) = (panel.y(span.worst.value()), panel.y(span.least.value()));
    let short = (theme.mm(SPAN_MM.1).min(0.05 * panel.area.height()) - (bottom - top)).max(0.0);
    let area = Area {
        left: middle - half,
        top: top - short / 2.0,
        right: middle + half,
        bottom: bottom + short / 2.0,
    };
    canvas.fill(area, PAIN_SPAN)
}

/// Draws the mean of the first two weeks, strong over them, and the level from which a fall counts.
fn levels(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let Some(baseline) = progress.baseline else { return Ok(()) };
    let (left, right) = (panel.area.left, panel.area.right);
    let start = axis.x(baseline.from, 0.0).clamp(left, right);
    if let Some(mean) = baseline.mean {
        let y = panel.y(mean);
        canvas.line(&[(start, y), (right, y)], theme.mm(0.22), MUTED)?;
        let end = axis.x(baseline.to, DAY_MINUTES).clamp(left, right);
        if end > start {
            canvas.line(&[(start, y), (end, y)], theme.mm(0.7), MUTED)?;
        }
    }
    match progress.threshold() {
        Some(mark) => {
            let y = panel.y(mark.level);
            let ends = ((start, y), (right, y));
            canvas.patterned(ends.0, ends.1, theme.mm(0.4), pattern::DASHED, TARGET)
        }
        None => Ok(()),
    }
}

/// Millimetres a day from which the mean has a light edge: about three years on a page.
const VEIL_FROM_MM: f64 = 0.2;

/// Draws the mean, each run by itself: a gap is a gap.
fn mean(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let width = theme.scale * (0.8 * (axis.per_day / 2.7).powf(0.13)).clamp(0.4, 0.95);
    // A light edge keeps the line apart from the spans; in a crowd of years it would hide them.
    let veil = (axis.per_day >= VEIL_FROM_MM).then(|| theme.mm(axis.per_day.clamp(0.2, 0.6)));
    let plot = panel.plot(canvas);
    for run in &progress.trend {
        let points: Vec<(f64, f64)> = match run.as_slice() {
            // A mean of one day alone is a short dash, so that nothing vanishes.
            [(day, mean)] => {
                let half = (axis.per_day / 2.0).clamp(0.6, 4.0) / axis.per_day;
                let noon = axis.noon_value(*day);
                vec![(noon - half, *mean), (noon + half, *mean)]
            }
            run => run.iter().map(|(day, mean)| (axis.noon_value(*day), *mean)).collect(),
        };
        if let Some(veil) = veil {
            plot.line(points.iter().copied(), width + veil, VEIL.mix(0.75))?;
        }
        plot.line(points, width, MEAN)?;
    }
    Ok(())
}

/// Draws the scale's numbers, and what its ends mean where there is room.
fn scale(canvas: &mut Canvas<'_>, layout: &ProgressLayout) -> DrawResult {
    let (theme, panel) = (&layout.theme, &layout.pain);
    let x = panel.area.left - theme.mm(2.0);
    // The ends first: on a low panel the numbers between them give way.
    for score in [10, 0, 4, 8, 2, 6] {
        let at = (x, panel.y(f64::from(score)));
        canvas.text_if_free(at, (HPos::Right, VPos::Center), &score.to_string(), &theme.label)?;
    }
    if layout.content.width() < HINTS_FROM_MM {
        return Ok(());
    }
    let (label, leading) = (theme.label, 1.01 * theme.label.height());
    let places = [
        (HINTS[0], panel.y(MOST) + leading),
        (HINTS[1], panel.y(MOST) + 2.0 * leading),
        (HINTS[2], panel.y(0.0) - leading),
    ];
    let anchor = (HPos::Right, VPos::Center);
    if places.iter().all(|(hint, y)| canvas.is_free(&canvas.room((x, *y), anchor, hint, &label))) {
        for (hint, y) in places {
            canvas.text((x, y), anchor, hint, &label)?;
        }
    }
    Ok(())
}
