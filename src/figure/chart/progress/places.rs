//! A small line for each place that was rated apart, one below the other on one scale: the days as
//! dots, the mean as a line. What one place does is never merged with another.

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::layout::ProgressLayout;
use crate::domain::analysis::place_lines::PlaceLine;
use crate::domain::analysis::progress::Progress;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::showable;
use crate::figure::canvas::theme::{AXIS, INK, MEAN, PAIN_SPAN, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;
use crate::figure::layout::text::{at_most, wrapped};

/// The height of a row below its words, and the white above the words, in millimetres on A4.
const ROW_MM: (f64, f64) = (9.0, 1.8);

/// The most width of a dot, in millimetres on A4.
const DOT_MM: f64 = 1.1;

/// The highest score.
const MOST: f64 = 10.0;

/// The height of all rows.
pub fn height(progress: &Progress, theme: &Theme) -> f64 {
    progress.places.len() as f64 * row_height(theme)
}

/// The height of one row with its words.
fn row_height(theme: &Theme) -> f64 {
    theme.mm(ROW_MM.0 + ROW_MM.1) + theme.note().leading()
}

/// Draws the rows from the top of an area.
pub fn draw(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    area: Area,
    progress: &Progress,
) -> DrawResult {
    let theme = &layout.theme;
    for (n, line) in progress.places.iter().enumerate() {
        let top = area.top + n as f64 * row_height(theme) + theme.mm(ROW_MM.1);
        let words = wrapped(&showable(&progress.place_words(line)), &theme.note(), area.width());
        let words = at_most(words, 1, &theme.note(), area.width());
        for words in &words {
            let style = theme.note().inked(INK);
            canvas.text((area.left, top), (HPos::Left, VPos::Top), words, &style)?;
        }
        let top = top + theme.note().leading();
        draw_row(canvas, layout, Area { top, bottom: top + theme.mm(ROW_MM.0), ..area }, line)?;
    }
    Ok(())
}

/// Draws one line on its scale from 0 to 10.
fn draw_row(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    area: Area,
    line: &PlaceLine,
) -> DrawResult {
    let (theme, axis) = (&layout.theme, &layout.axis);
    let scale = MarkedRange::new(MOST, vec![0.0, MOST]);
    let panel = Panel::new(area, (theme.mm(0.5), 0.0), axis.range(), scale);
    panel.draw_grid(canvas, theme)?;
    let radius = (0.4 * axis.per_day).clamp(0.12, theme.mm(DOT_MM) / 2.0);
    for pain in &line.days {
        let at = (axis.noon(pain.day), panel.y(pain.mean).min(area.bottom - radius));
        canvas.disc(at, radius, PAIN_SPAN.to_rgba())?;
    }
    let plot = panel.plot(canvas);
    for run in line.trend.iter().filter(|run| run.len() > 1) {
        let points = run.iter().map(|(day, mean)| (axis.noon_value(*day), *mean));
        plot.line(points, theme.mm(0.5), MEAN)?;
    }
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], theme.mm(0.2), AXIS)?;
    for score in [0.0, MOST] {
        let at = (area.left - theme.mm(2.0), panel.y(score));
        let words = format!("{score}");
        canvas.text_if_free(at, (HPos::Right, VPos::Center), &words, &theme.note())?;
    }
    Ok(())
}
