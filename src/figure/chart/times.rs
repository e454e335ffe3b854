//! Pain by time: a column for each part of the day and each day of the week, with its median, the
//! middle half of its days, and how many they are.

use plotters::coord::types::RangedCoordf64;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::times::{Group, Times};
use crate::domain::text::number::plain;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{
    AXIS, GRID, GRID_OPACITY, INK, MEAN, MUTED, PLANNED, PLANNED_EDGE, Theme,
};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::frame::{Frame, PanelHeading};
use crate::figure::layout::head::{self, HeadText};
use crate::figure::layout::legend::{LegendEntry, Sample};
use crate::figure::layout::panel::Panel;
use crate::figure::render::Figure;

/// The body's width, in millimetres, from which the panels stand side by side.
const SIDE_BY_SIDE_MM: f64 = 200.0;

/// The lowest panel that can be read, in millimetres, its words included.
const LEAST_MM: f64 = 38.0;

/// The widest column, in millimetres on A4.
const WIDEST_MM: f64 = 15.0;

/// The highest score.
const MOST: f64 = 10.0;

/// What the inks of a column mean.
enum ColumnSample {
    /// The median.
    Median,
    /// The middle half.
    Half,
}

impl Sample for ColumnSample {
    fn width(&self, theme: &Theme) -> f64 {
        theme.mm(6.0)
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult {
        let half = 0.5 * theme.label.em();
        match self {
            Self::Median => canvas.line(&[(from, y), (to, y)], theme.mm(1.0), MEAN),
            Self::Half => {
                let area = Area { left: from, top: y - half, right: to, bottom: y + half };
                canvas.fill(area, PLANNED)?;
                canvas.outline(area, theme.mm(0.2), PLANNED_EDGE)
            }
        }
    }
}

impl Figure for Times {
    fn title(&self) -> String {
        format!("{}, pain by time, {}", head::subjects(&self.about.subjects), self.about.range())
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        let head_text = HeadText::new(&self.about, self.sentence());
        let frame = Frame::new(
            &head_text,
            (self.rated, self.about.days()),
            paper,
            0.55 * paper.height_mm(),
        );
        frame.draw(canvas, |canvas| {
            let (theme, body) = (&frame.theme, frame.body);
            let keys = vec![
                LegendEntry::new(ColumnSample::Median, "median"),
                LegendEntry::new(ColumnSample::Half, "middle half of the days"),
            ];
            if body.width() < SIDE_BY_SIDE_MM && body.height() < 2.0 * LEAST_MM {
                // Room for one alone: the one that says more.
                let told =
                    |groups: &[Group]| groups.iter().filter(|group| group.pain.is_some()).count();
                return if told(&self.parts) > 1 {
                    draw_groups(canvas, theme, body, ("By time of day", vec![]), &self.parts, false)
                } else {
                    draw_groups(
                        canvas,
                        theme,
                        body,
                        ("By day of the week", vec![]),
                        &self.week,
                        false,
                    )
                };
            }
            let gap = theme.mm(12.0);
            let (one, other) = if body.width() >= SIDE_BY_SIDE_MM {
                // A column of the week is as wide as one of the day.
                // Five parts of the day beside seven days of the week.
                let share = 5.0 / 12.0 * (body.width() - gap);
                (
                    Area { right: body.left + share, ..body },
                    Area { left: body.left + share + gap, ..body },
                )
            } else {
                let middle = (body.top + body.bottom) / 2.0;
                let space = theme.mm(2.0);
                (Area { bottom: middle - space, ..body }, Area { top: middle + space, ..body })
            };
            // Side by side both have as many rows of words, so that their scales agree.
            let aligned = body.width() >= SIDE_BY_SIDE_MM;
            draw_groups(canvas, theme, one, ("By time of day", vec![]), &self.parts, aligned)?;
            draw_groups(canvas, theme, other, ("By day of the week", keys), &self.week, aligned)
        })
    }
}

/// Draws one panel.
fn draw_groups(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    area: Area,
    (text, keys): (&'static str, Vec<LegendEntry>),
    groups: &[Group],
    aligned: bool,
) -> DrawResult {
    let heading = PanelHeading::new(text, keys, theme, area);
    heading.draw(canvas, theme)?;
    let count = groups.len().max(1) as f64;
    let left = area.left + theme.label.width("10") + theme.mm(2.0);
    let wide = (area.right - left) / count;
    let fitting = |text: &str| theme.label.width(text) < 0.96 * wide;
    // Either all names are whole or all are letters: in one hand.
    let long = groups.iter().all(|group| fitting(group.short));
    let has_hours = groups.iter().any(|group| group.hours.is_some_and(fitting));
    let rows = if has_hours || aligned { 3.0 } else { 2.0 };
    let bottom = area.bottom - theme.mm(1.6) - rows * theme.label.leading();
    let above = theme.label.em().max(theme.mm(2.0));
    let (top, height) = (heading.bottom, (bottom - heading.bottom).min(1.4 * area.width()));
    let area = Area { left, top, right: area.right, bottom: top + height.max(1.0) };
    let white = (above.min(0.1 * height.max(1.0)), 0.0);
    let panel = Panel::new(area, white, RangedCoordf64::from(0.0..count), MOST);
    // The ends first: on a low panel the numbers between them give way.
    for score in [10, 0, 4, 8, 2, 6] {
        let y = panel.y(f64::from(score));
        canvas.line(&[(left, y), (area.right, y)], theme.mm(0.15), GRID.mix(GRID_OPACITY))?;
        let at = (left - theme.mm(2.0), y);
        canvas.text_if_free(at, (HPos::Right, VPos::Center), &score.to_string(), &theme.label)?;
    }
    canvas.line(
        &[(left, panel.area.bottom), (area.right, panel.area.bottom)],
        theme.mm(0.3),
        AXIS,
    )?;
    for (at, group) in (0..).zip(groups) {
        let (middle, _) = panel.place((f64::from(at) + 0.5, 0.0));
        let name = if long { group.short } else { &group.short[..1] };
        let row = |n: f64| panel.area.bottom + theme.mm(1.6) + n * theme.label.leading();
        let under = (HPos::Center, VPos::Top);
        canvas.text((middle, row(0.0)), under, name, &theme.label.inked(INK))?;
        if let Some(hours) = group.hours.filter(|_| has_hours) {
            canvas.text((middle, row(1.0)), under, hours, &theme.label)?;
        }
        let days =
            if group.days == 1 { "1 day".to_owned() } else { format!("{} days", group.days) };
        let days = if fitting(&days) { days } else { group.days.to_string() };
        canvas.text(
            (middle, row(if has_hours { 2.0 } else { 1.0 })),
            under,
            &days,
            &theme.label,
        )?;
        let half = (0.32 * wide).min(theme.mm(WIDEST_MM) / 2.0);
        column(canvas, theme, &panel, group, (middle, half))?;
    }
    Ok(())
}

/// Draws one column.
fn column(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    panel: &Panel<RangedCoordf64>,
    group: &Group,
    (middle, half): (f64, f64),
) -> DrawResult {
    let Some(pain) = group.pain else {
        if group.days > 0 {
            for (line, words) in [(1.6, "too few"), (0.6, "days")] {
                let at = (middle, panel.area.bottom - line * theme.label.leading());
                canvas.text(at, (HPos::Center, VPos::Center), words, &theme.label.inked(MUTED))?;
            }
        }
        return Ok(());
    };
    // The box of a group whose days were all alike is still seen as a line.
    let (low, high) = (panel.y(pain.low), panel.y(pain.high));
    let area =
        Area { left: middle - half, top: high, right: middle + half, bottom: low.max(high + 0.1) };
    canvas.fill(area, PLANNED)?;
    canvas.outline(area, theme.mm(0.2), PLANNED_EDGE)?;
    let y = panel.y(pain.median);
    canvas.line(&[(area.left, y), (area.right, y)], theme.mm(1.0), MEAN)?;
    // The number stands above the box, clear of its line.
    let text = plain(pain.median);
    let style = theme.figure.inked(MEAN);
    let style = if 2.2 * half < style.width("0.0") { theme.label.inked(MEAN) } else { style };
    let at = (middle, high - theme.mm(0.6));
    if !canvas.text_if_free(at, (HPos::Center, VPos::Bottom), &text, &style)? {
        // On the lowest of panels neither has room beside the names.
        canvas.text_if_free(
            (middle, low + theme.mm(0.6)),
            (HPos::Center, VPos::Top),
            &text,
            &style,
        )?;
    }
    Ok(())
}
