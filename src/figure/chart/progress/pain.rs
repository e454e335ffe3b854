//! The pain panel: ratings, their 7-day mean, the first two weeks, the line 30 % below them.

use chrono::{Datelike, NaiveDate};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::dots::{self, RatingDots};
use super::layout::ProgressLayout;
use crate::domain::analysis::progress::Progress;
use crate::domain::analysis::stats::Baseline;
use crate::domain::text::date::days_between;
use crate::domain::text::number::one_decimal;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{
    AXIS, BAND, BAND_EDGE, BAND_INK, MEAN, MUTED, TARGET, TextStyle, Theme, VEIL, WORST,
};
use crate::figure::canvas::{Canvas, DrawResult, Point, font, pattern};
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;

/// The panel's title.
const HEADING: &str = "Pain, 0 to 10";

/// The width of the line 30 % below the first two weeks, in millimetres on A4.
pub const TARGET_MM: f64 = 0.45;

/// The highest score.
const MOST: f64 = 10.0;

/// The hints beside the scale's ends.
const HINTS: [&str; 3] = ["worst", "imaginable", "no pain"];

/// The content's width, in millimetres, from which the scale's ends have their hints.
const HINTS_FROM_MM: f64 = 120.0;

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
pub fn panel(progress: &Progress, theme: &Theme, axis: &DayAxis, area: Area) -> Panel {
    // Dots on 0 and 10 are whole, but a low panel keeps its height for the scale.
    let pad = (dots::diameter(progress, theme, axis) / 2.0 + 0.3)
        .max(theme.mm(1.2))
        .min(0.1 * area.height());
    let scale = MarkedRange::new(MOST, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
    Panel::new(area, (pad, pad), axis.range(), scale)
}

/// The part of the first two weeks that the range shows.
pub fn band(progress: &Progress) -> Option<(NaiveDate, NaiveDate)> {
    let baseline = progress.baseline?;
    let (from, to) = (baseline.from.max(progress.from), baseline.to.min(progress.to));
    (from <= to).then_some((from, to))
}

/// The level 30 % below the first two weeks; a level of no pain at all is no line worth drawing.
pub fn target(progress: &Progress) -> Option<f64> {
    progress.baseline.as_ref().and_then(Baseline::target).filter(|target| *target > 0.0)
}

/// The label at the end of a line.
pub struct EndLabel {
    /// The line's level there.
    value: f64,
    /// The number.
    number: String,
    /// What it is.
    words: Vec<String>,
    /// The line's colour.
    ink: RGBColor,
}

impl EndLabel {
    /// Its width.
    pub fn width(&self, theme: &Theme) -> f64 {
        let words = self.words.iter().map(|word| theme.label.width(word));
        words.fold(theme.figure.width(&self.number), f64::max)
    }

    /// Its height.
    fn height(&self, theme: &Theme) -> f64 {
        // The number from the top of its figures, then its words, each line a box of its own.
        (0.5 * font::CAP_HEIGHT + 0.5 + font::DESCENT) * theme.figure.em()
            + self.words.len() as f64 * theme.label.height()
    }
}

/// The labels at the ends of the mean and of the line below the first two weeks.
pub fn end_labels(progress: &Progress) -> Vec<EndLabel> {
    let mean = progress.trend.last().and_then(|run| run.last()).map(|(day, mean)| {
        let mut words = vec!["7-day mean".to_owned()];
        if *day < progress.to {
            let form = if day.year() == progress.to.year() {
                progress.date_style.form("%-d %b", "%b %-d")
            } else {
                progress.date_style.form("%-d %b %Y", "%b %-d, %Y")
            };
            words.push(format!("on {}", day.format(form)));
        }
        EndLabel { value: *mean, number: one_decimal(*mean), words, ink: MEAN }
    });
    let target = target(progress).map(|target| EndLabel {
        value: target,
        number: one_decimal(target),
        words: vec!["30 % below".to_owned(), "first two weeks".to_owned()],
        ink: TARGET,
    });
    mean.into_iter().chain(target).collect()
}

/// How the worst of a day is drawn.
#[derive(Debug, Clone, Copy)]
pub enum WorstShape {
    /// A hollow triangle of this size.
    Triangle(f64),
    /// A short dash of this width, where triangles would run into each other.
    Dash(f64),
}

/// The shape for a range.
pub fn worst_shape(progress: &Progress, theme: &Theme, axis: &DayAxis) -> WorstShape {
    if axis.per_day < 1.0 {
        WorstShape::Dash((0.9 * axis.per_day).max(0.7))
    } else {
        WorstShape::Triangle((1.05 * dots::diameter(progress, theme, axis)).clamp(1.3, 2.6))
    }
}

impl WorstShape {
    /// Draws one.
    pub fn draw(self, canvas: &Canvas<'_>, theme: &Theme, (x, y): Point) -> DrawResult {
        match self {
            Self::Triangle(size) => {
                let half = size / 2.0;
                let corners =
                    [(x, y - half), (x + half, y + 0.75 * half), (x - half, y + 0.75 * half)];
                canvas.hollow(&corners, (0.13 * size).min(theme.mm(0.3)), VEIL.mix(0.85), WORST)
            }
            Self::Dash(width) => {
                canvas.line(&[(x - width / 2.0, y), (x + width / 2.0, y)], 0.28, WORST.mix(0.65))
            }
        }
    }
}

/// Draws the panel.
pub fn draw(canvas: &mut Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let area = panel.area;
    ground(canvas, layout, progress)?;
    layout.flags.draw_lines(canvas, theme, area)?;
    let shape = worst_shape(progress, theme, axis);
    for (day, worst) in &progress.worsts {
        shape.draw(canvas, theme, panel.place((axis.noon_value(*day), worst.value())))?;
    }
    let dots = RatingDots::new(progress, theme, axis);
    dots.draw(canvas, axis, panel)?;
    level(canvas, layout, progress)?;
    mean(canvas, layout, progress)?;
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], theme.mm(0.3), AXIS)?;

    if let Some(top) = layout.heading {
        let middle = top + theme.heading.leading() / 2.0;
        canvas.text(
            (layout.content.left, middle),
            (HPos::Left, VPos::Center),
            HEADING,
            &theme.heading,
        )?;
    }
    if let Some(legend) = &layout.legend {
        legend.draw(canvas, theme)?;
    }
    scale(canvas, layout)?;
    layout.flags.draw_words(canvas, theme, area.top)?;
    if layout.labels_at_ends {
        ends(canvas, layout, progress)?;
    }
    if progress.readings.is_empty() {
        let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let words = "nothing recorded in these days";
        canvas.text(middle, (HPos::Center, VPos::Center), words, &theme.sentence.inked(MUTED))?;
    }
    band_label(canvas, layout, progress, &dots)
}

/// Draws what lies under the data: the first two weeks, the grid, the line below them.
fn ground(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let area = panel.area;
    let edges =
        band(progress).map(|(from, to)| (axis.x(from, 0.0), axis.x(to, 1440.0).min(axis.right)));
    if let Some((left, right)) = edges {
        canvas.fill(Area { left, right, ..area }, BAND)?;
    }
    panel.draw_grid(canvas, theme)?;
    if let Some((left, right)) = edges {
        for x in [left, right] {
            canvas.line(&[(x, area.top), (x, area.bottom)], theme.mm(0.18), BAND_EDGE)?;
        }
        if let Some(mean) = progress.baseline.and_then(|baseline| baseline.mean) {
            let y = panel.y(mean);
            canvas.line(&[(left, y), (right, y)], theme.mm(0.3), BAND_INK)?;
        }
    }
    Ok(())
}

/// Draws the line 30 % below the first two weeks; over the ratings, where years of them would bury
/// it.
fn level(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let (Some(target), Some(baseline)) = (target(progress), progress.baseline) else {
        return Ok(());
    };
    let (y, right) = (panel.y(target), panel.area.right);
    let left = axis.x(baseline.from, 0.0).clamp(panel.area.left, right);
    canvas.patterned((left, y), (right, y), theme.mm(TARGET_MM), pattern::DASHED, TARGET)
}

/// Millimetres a day from which the mean has a light edge: about three years on a page.
const VEIL_FROM_MM: f64 = 0.2;

/// Draws the 7-day mean, each run by itself: a gap is a gap.
fn mean(canvas: &Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let width = theme.scale * (0.8 * (axis.per_day / 2.7).powf(0.13)).clamp(0.4, 0.95);
    // A light edge keeps the line apart from the dots; in a crowd of years it would hide them.
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

/// White between two labels at lines' ends.
fn between_ends(theme: &Theme) -> f64 {
    theme.mm(2.0)
}

/// The height of a panel that has room for all labels at its lines' ends.
pub fn ends_height(ends: &[EndLabel], theme: &Theme) -> f64 {
    let gaps = ends.len().saturating_sub(1) as f64 * between_ends(theme);
    ends.iter().map(|label| label.height(theme)).sum::<f64>() + gaps
}

/// Draws the labels at the lines' ends, kept apart and joined to their lines.
fn ends(canvas: &mut Canvas<'_>, layout: &ProgressLayout, progress: &Progress) -> DrawResult {
    let (theme, panel) = (&layout.theme, &layout.pain);
    let area = panel.area;
    let mut labels = end_labels(progress);
    labels.sort_by(|one, other| other.value.total_cmp(&one.value));
    // A label hangs from its number, which is level with the line as far as the labels leave each
    // other room.
    let gap = between_ends(theme);
    // A label's number is centred on its line's level, its words hang below.
    let head = theme.figure.em() / 2.0;
    let mut tops: Vec<f64> = labels.iter().map(|label| panel.y(label.value) - head).collect();
    if let ([first, second], [upper, lower]) = (labels.as_slice(), tops.as_mut_slice()) {
        let short = *upper + first.height(theme) + gap - *lower;
        if short > 0.0 {
            *upper -= short / 2.0;
            *lower += short / 2.0;
        }
        *lower = lower.min(area.bottom - second.height(theme));
        *upper = upper.min(*lower - gap - first.height(theme)).max(area.top);
        *lower = lower.max(*upper + first.height(theme) + gap);
    } else if let ([only], [top]) = (labels.as_slice(), tops.as_mut_slice()) {
        *top = top.min(area.bottom - only.height(theme)).max(area.top);
    }
    let x = area.right + theme.mm(4.5);
    for (label, top) in labels.iter().zip(tops) {
        let middle = top + head;
        let from = (area.right + theme.mm(0.6), panel.y(label.value));
        canvas.line(&[from, (x - theme.mm(0.8), middle)], theme.mm(0.25), label.ink.mix(0.7))?;
        let number: TextStyle = theme.figure.inked(label.ink);
        canvas.text((x, middle), (HPos::Left, VPos::Center), &label.number, &number)?;
        let mut y = middle + (0.5 * font::CAP_HEIGHT + font::DESCENT) * number.em();
        for word in &label.words {
            canvas.text((x, y), (HPos::Left, VPos::Top), word, &theme.label.inked(label.ink))?;
            y += theme.label.height();
        }
    }
    Ok(())
}

/// Draws the label of the first two weeks where it covers the least.
fn band_label(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    progress: &Progress,
    dots: &RatingDots,
) -> DrawResult {
    let (theme, axis, panel) = (&layout.theme, &layout.axis, &layout.pain);
    let (Some((from, to)), Some(baseline)) = (band(progress), progress.baseline) else {
        return Ok(());
    };
    let style = theme.label.inked(BAND_INK);
    let fact = match baseline.mean {
        Some(mean) => format!("mean {}", one_decimal(mean)),
        None => {
            let days = days_between(baseline.from, baseline.to) + 1;
            format!("{} of {days} days rated", baseline.rated)
        }
    };
    let one_line = vec![format!("first two weeks · {fact}")];
    let two_lines = vec!["first two weeks".to_owned(), fact];
    let (left, right) = (axis.x(from, 0.0), axis.x(to, 1440.0).min(axis.right));
    // Every place is tried on one and on two lines, and the one that hides the least wins.
    let pad = theme.mm(1.2);
    let mut best: Option<(usize, Area, &Vec<String>, bool)> = None;
    for lines in [&one_line, &two_lines] {
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let height = style.height() + (lines.len() - 1) as f64 * style.leading();
        let inside =
            [left + pad, right - pad - width, (left + right - width) / 2.0].map(|x| (true, x));
        let beside = [right + pad, left - pad - width].map(|x| (false, x));
        for (inside, x) in inside.into_iter().chain(beside) {
            for top in [panel.area.bottom - pad / 2.0 - height, panel.area.top + pad / 2.0] {
                let room = Area { left: x, top, right: x + width, bottom: top + height };
                let fits = panel.area.encloses(&room)
                    && (!inside || width <= right - left - 2.0 * pad)
                    && canvas.is_free(&room);
                if !fits {
                    continue;
                }
                // Ratings, worsts and lines in the way; a place outside the band must be worth it.
                let covered = dots.within(axis, panel, &room)
                    + covered(layout, progress, &room)
                    + if inside { 0 } else { 2 };
                if best.as_ref().is_none_or(|(least, ..)| covered < *least) {
                    best = Some((covered, room, lines, inside));
                }
            }
        }
    }
    let Some((covered, room, lines, inside)) = best else { return Ok(()) };
    if covered > 0 {
        let ground = if inside { BAND } else { VEIL };
        canvas.fill(room, ground.mix(0.8))?;
    }
    let mut y = room.top;
    for line in lines {
        canvas.text((room.left, y), (HPos::Left, VPos::Top), line, &style)?;
        y += style.leading();
    }
    Ok(())
}

/// How much of the worsts, the mean and the level line a text in `room` would cover.
fn covered(layout: &ProgressLayout, progress: &Progress, room: &Area) -> usize {
    let (axis, panel) = (&layout.axis, &layout.pain);
    // A line is thicker than its middle, and one that touches the words disturbs as well.
    let room_and_lines = Area { top: room.top - 1.0, bottom: room.bottom + 1.0, ..*room };
    let worsts = progress
        .worsts
        .iter()
        .filter(|(day, worst)| room_and_lines.contains((axis.noon(*day), panel.y(worst.value()))))
        .count();
    let means = progress
        .trend
        .iter()
        .flatten()
        .filter(|(day, mean)| room_and_lines.contains((axis.noon(*day), panel.y(*mean))))
        .count();
    let level = target(progress).is_some_and(|target| {
        room_and_lines.contains(((room.left + room.right) / 2.0, panel.y(target)))
    });
    let marks = progress.marks.iter().filter(|mark| {
        let x = axis.noon(mark.day);
        x > room.left - 0.5 && x < room.right + 0.5
    });
    worsts + 3 * means + 10 * usize::from(level) + 2 * marks.count()
}
