//! What was done of what was asked: a strip, a cell for every day or longer step, filled by its
//! share, so that a phase that asks for less does not look like giving up. A pause of the plan is a
//! dotted line, so that it does not either.

use chrono::NaiveDate;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::layout::ProgressLayout;
use crate::domain::analysis::progress::{Progress, TimeStep, Work};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{AXIS, DONE, PLANNED, PLANNED_EDGE, PLANNED_NARROW, Theme};
use crate::figure::canvas::{Canvas, DrawResult, pattern};
use crate::figure::layout::axis::DAY_MINUTES;
use crate::words;

/// The height of the cells, and of the row above them for what was done beyond, in millimetres on
/// A4.
const HIGH_MM: (f64, f64) = (5.2, 1.7);

/// The widest cell in millimetres on A4.
const WIDEST_MM: f64 = 9.0;

/// A cell narrower than this, in millimetres, has no outline and no gap beside it: there is no room
/// for them.
const NARROW_MM: f64 = 1.0;

/// The height of the strip.
pub fn height(theme: &Theme) -> f64 {
    theme.mm(HIGH_MM.0 + HIGH_MM.1)
}

/// Draws the strip.
pub fn draw(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    area: Area,
    progress: &Progress,
) -> DrawResult {
    progress.pauses.iter().try_for_each(|days| pause(canvas, layout, area, *days))?;
    progress.work.iter().try_for_each(|work| cell(canvas, layout, area, work))?;
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], layout.theme.mm(0.3), AXIS)
}

/// The word on the days of a pause.
const PAUSED: &str = "paused";

/// Draws the days of a pause, on which there are no cells: a dotted line through their middle, with
/// the word where it has room.
fn pause(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    area: Area,
    (first, last): (NaiveDate, NaiveDate),
) -> DrawResult {
    let (theme, axis) = (&layout.theme, &layout.axis);
    let note = theme.note();
    let (left, right) = (axis.x(first, 0.0), axis.x(last, DAY_MINUTES));
    let y = area.bottom - theme.mm(HIGH_MM.0) / 2.0;
    let line = |from: f64, to: f64| {
        canvas.patterned((from, y), (to, y), theme.mm(0.25), pattern::DOTTED, AXIS)
    };
    let white = theme.mm(1.0);
    let half = note.width(PAUSED) / 2.0 + white;
    let middle = f64::midpoint(left, right);
    if right - left < 2.0 * (half + white) {
        return line(left, right);
    }
    line(left, middle - half)?;
    line(middle + half, right)?;
    canvas.text((middle, y), (HPos::Center, VPos::Center), PAUSED, &note)
}

/// Draws one cell, and a dot above it where more was done than it asked for.
fn cell(canvas: &Canvas<'_>, layout: &ProgressLayout, area: Area, work: &Work) -> DrawResult {
    let (theme, axis) = (&layout.theme, &layout.axis);
    let (from, to) = (axis.x(work.from, 0.0), axis.x(work.to, DAY_MINUTES));
    let narrow = 0.8 * (to - from) < NARROW_MM;
    let share = if narrow { 1.0 } else { 0.8 };
    let half = (share * (to - from)).min(theme.mm(WIDEST_MM)) / 2.0;
    let middle = f64::midpoint(from, to);
    let top = area.top + theme.mm(HIGH_MM.1);
    let whole = Area { left: middle - half, top, right: middle + half, bottom: area.bottom };
    let tally = work.tally;
    if tally.asked > 0 {
        canvas.fill(whole, if narrow { PLANNED_NARROW } else { PLANNED })?;
        let done = f64::from(tally.done) / f64::from(tally.asked);
        if tally.done > 0 {
            canvas.fill(Area { top: whole.bottom - done * whole.height(), ..whole }, DONE)?;
        }
        if !narrow {
            canvas.outline(whole, theme.mm(0.18), PLANNED_EDGE)?;
        }
    }
    if tally.beyond > 0 {
        let centre = (middle, area.top + theme.mm(0.6));
        let radius = (0.45 * (to - from)).clamp(0.15, theme.mm(0.5));
        canvas.disc(centre, radius, DONE.to_rgba())?;
    }
    Ok(())
}

/// The word beside a strip without a title.
const WORD: &str = "done";

/// The width of the word.
pub fn word_width(theme: &Theme) -> f64 {
    theme.label.width(WORD)
}

/// Draws the word beside a strip without a title.
pub fn word(canvas: &mut Canvas<'_>, layout: &ProgressLayout, area: Area) -> DrawResult {
    let theme = &layout.theme;
    let at = (area.left - theme.mm(2.0), area.bottom - theme.mm(HIGH_MM.0) / 2.0);
    // On the lowest panels the scale's 0 stands close by.
    canvas.text_if_free(at, (HPos::Right, VPos::Center), WORD, &theme.label).map(|_| ())
}

/// Draws the title with the totals, and at its right what a cell and a dot are.
pub fn heading(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    area: Area,
    progress: &Progress,
) -> DrawResult {
    let theme = &layout.theme;
    let total = progress.work_total();
    let each = match progress.step {
        TimeStep::Day => "per day",
        TimeStep::Week => "per week",
        TimeStep::FourWeeks => "per four weeks",
    };
    let title = match total.asked {
        0 => "Exercise sessions done",
        _ => "Exercise sessions done of planned",
    };
    let until = progress.counted_until().map_or(String::new(), |until| format!(", up to {until}"));
    let totals = words::adherence::sessions(total)
        .map_or(each.to_owned(), |sessions| format!("{sessions}{until} · {each}"));
    let middle = area.top - theme.under_heading() - theme.heading.leading() / 2.0;
    let left = layout.content.left;
    if !canvas.text_if_free((left, middle), (HPos::Left, VPos::Center), title, &theme.heading)? {
        return Ok(());
    }
    let x = left + theme.heading.width(title) + 0.6 * theme.heading.em();
    let regular = theme.heading.regular();
    // The totals are the first to go where the title takes the whole width.
    let after =
        if canvas.text_if_free((x, middle), (HPos::Left, VPos::Center), &totals, &regular)? {
            x + regular.width(&totals)
        } else {
            x
        };
    let key = progress.strip_key();
    let note = theme.note();
    if layout.content.right - note.width(&key) >= after + theme.mm(5.0) {
        canvas.text((layout.content.right, middle), (HPos::Right, VPos::Center), &key, &note)?;
    }
    Ok(())
}
