//! The exercise panel: sessions done of those planned, a bar for every day or week.

use plotters::style::text_anchor::{HPos, VPos};

use super::layout::ProgressLayout;
use crate::domain::analysis::adherence::Tally;
use crate::domain::analysis::progress::{Progress, TimeStep};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{AXIS, DONE, INK, PLANNED, PLANNED_EDGE, PLANNED_NARROW, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::axis::{DAY_MINUTES, DayAxis};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;
use crate::figure::layout::ticks;
use crate::words;

/// The widest bar in millimetres on A4.
const WIDEST_MM: f64 = 9.0;

/// A bar narrower than this, in millimetres, has no outline and no gap beside it: there is no room
/// for them.
const NARROW_MM: f64 = 1.0;

/// The most sessions of any bar.
fn most(progress: &Progress) -> u32 {
    progress.work.iter().map(|work| work.tally.asked + work.tally.beyond).max().unwrap_or(1)
}

/// The numbers of the scale of a panel so high.
fn numbers(progress: &Progress, theme: &Theme, height: f64) -> Vec<u32> {
    // No more numbers than have room above each other.
    let room = (height / (1.7 * theme.label.leading())).floor().clamp(1.0, 5.0);
    ticks::counts(most(progress), room as u32)
}

/// The width of the scale's numbers.
pub fn scale_width(progress: &Progress, theme: &Theme) -> f64 {
    // The widest a rounded-up scale can be has one digit more.
    theme.label.width(&ticks::counts(most(progress), 1)[1].to_string())
}

/// The panel in an area.
pub fn panel(progress: &Progress, theme: &Theme, axis: &DayAxis, area: Area) -> Panel {
    let numbers = numbers(progress, theme, area.height());
    let most = numbers.last().copied().unwrap_or(1);
    let scale = MarkedRange::new(f64::from(most), numbers.into_iter().map(f64::from).collect());
    Panel::new(area, (theme.mm(0.4), 0.0), axis.range(), scale)
}

/// Draws the panel.
pub fn draw(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    panel: &Panel,
    progress: &Progress,
) -> DrawResult {
    let (theme, area) = (&layout.theme, panel.area);
    heading(canvas, layout, panel, progress)?;
    panel.draw_grid(canvas, theme)?;
    for number in numbers(progress, theme, area.height()) {
        let at = (area.left - theme.mm(2.0), panel.y(f64::from(number)));
        canvas.text(at, (HPos::Right, VPos::Center), &number.to_string(), &theme.label)?;
    }
    bars(canvas, layout, panel, progress)?;
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], theme.mm(0.3), AXIS)
}

/// Whether bars are too narrow for an outline and a gap.
fn is_narrow(layout: &ProgressLayout, progress: &Progress) -> bool {
    let days = match progress.step {
        TimeStep::Day => 1.0,
        TimeStep::Week => 7.0,
    };
    0.74 * days * layout.axis.per_day < NARROW_MM
}

/// Draws the bars: planned as a light box, done as a dark bar in it, and beyond it on top.
fn bars(
    canvas: &Canvas<'_>,
    layout: &ProgressLayout,
    panel: &Panel,
    progress: &Progress,
) -> DrawResult {
    let (theme, axis) = (&layout.theme, &layout.axis);
    let line = theme.mm(0.22);
    let narrow = is_narrow(layout, progress);
    let plot = panel.plot(canvas);
    for work in &progress.work {
        let (from, to) = (axis.value(work.from, 0.0), axis.value(work.to, DAY_MINUTES));
        // On a range of few days a bar as wide as its day would be a wall.
        let widest = theme.mm(WIDEST_MM) / 2.0 / axis.per_day;
        let half = if narrow { (to - from) / 2.0 } else { (0.37 * (to - from)).min(widest) };
        let middle = f64::midpoint(from, to);
        let Tally { done, asked, beyond } = work.tally;
        if asked > 0 {
            let corners = bar_corners(middle, half, (0, asked));
            plot.bar(corners, if narrow { PLANNED_NARROW } else { PLANNED })?;
            if !narrow {
                plot.bar_outline(corners, line, PLANNED_EDGE)?;
            }
        }
        // The box of what was planned shows on both sides of what was done; what was done beyond
        // stands on top of it, so that it never looks as if it filled the box.
        let half = if narrow { half } else { 0.64 * half };
        for (from, to) in [(0, done), (asked, asked + beyond)] {
            if from < to {
                plot.bar(bar_corners(middle, half, (from, to)), DONE)?;
            }
        }
    }
    Ok(())
}

/// Two corners of a bar in the panel's coordinates: `half` days to either side of its middle, from
/// one number of sessions up to another.
fn bar_corners(middle: f64, half: f64, (from, to): (u32, u32)) -> [(f64, f64); 2] {
    [(middle - half, f64::from(to)), (middle + half, f64::from(from))]
}

/// Draws the title with the totals, and the two samples at its right.
fn heading(
    canvas: &mut Canvas<'_>,
    layout: &ProgressLayout,
    panel: &Panel,
    progress: &Progress,
) -> DrawResult {
    if layout.heading.is_none() {
        return Ok(());
    }
    let theme = &layout.theme;
    let total = progress.work_total();
    let each = match progress.step {
        TimeStep::Day => "per day",
        TimeStep::Week => "per week",
    };
    let title = match total.asked {
        0 => "Exercise sessions done",
        _ => "Exercise sessions done of planned",
    };
    let totals = words::adherence::sessions(total)
        .map_or(each.to_owned(), |sessions| format!("{sessions} · {each}"));
    let middle = panel.area.top - theme.under_heading() - theme.heading.leading() / 2.0;
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
    // The samples, from the right; only where both have room.
    let label = theme.label.inked(INK);
    let (box_width, gap) = (theme.mm(3.4), theme.mm(1.3));
    let width =
        2.0 * (box_width + gap) + label.width("done") + label.width("planned") + theme.mm(5.5);
    let mut x = layout.content.right - width;
    if layout.legend.is_none() || x < after + theme.mm(5.0) {
        return Ok(());
    }
    let narrow = is_narrow(layout, progress);
    for (words, filled) in [("done", true), ("planned", false)] {
        let half = 0.42 * label.em();
        let area =
            Area { left: x, top: middle - half, right: x + box_width, bottom: middle + half };
        if filled {
            canvas.fill(area, DONE)?
        } else {
            canvas.fill(area, if narrow { PLANNED_NARROW } else { PLANNED })?;
            canvas.outline(area, theme.mm(0.22), PLANNED_EDGE)?;
        }
        x += box_width + gap;
        canvas.text((x, middle), (HPos::Left, VPos::Center), words, &label)?;
        x += label.width(words) + theme.mm(5.5);
    }
    Ok(())
}
