//! Pain by time: a column for each part of the day and each day of the week, with its median, the
//! middle half of its days, and how many they are.

use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::times::{Group, Times};
use crate::domain::text::style::Style;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{AXIS, INK, MEAN, MUTED, PLANNED_EDGE, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::chart::framed_chart::{Caption, FramedChart};
use crate::figure::layout::frame::PanelHeading;
use crate::figure::layout::legend::{LegendEntry, Sample};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;

/// The body's width, in millimetres, from which the panels stand side by side.
const SIDE_BY_SIDE_MM: f64 = 200.0;

/// The lowest panel that can be read, in millimetres, its words included.
const LEAST_MM: f64 = 38.0;

/// The widest column, in millimetres on A4.
const WIDEST_MM: f64 = 15.0;

/// The radius of the dot of a median, in millimetres on A4.
const DOT_MM: f64 = 1.4;

/// The highest score.
const MOST: f64 = 10.0;

/// What the colours of a column mean.
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
            Self::Median => {
                canvas.disc((f64::midpoint(from, to), y), theme.mm(DOT_MM), MEAN.into())
            }
            Self::Half => {
                let x = f64::midpoint(from, to);
                whisker(canvas, theme, x, (y - half, y + half), theme.mm(1.2))
            }
        }
    }
}

impl FramedChart for Times {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "pain by time",
            about: &self.about,
            recorded: self.rated,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn due_height(&self, paper: Paper) -> f64 {
        0.55 * paper.height_mm()
    }

    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        let keys = vec![
            LegendEntry::new(ColumnSample::Median, "median"),
            LegendEntry::new(ColumnSample::Half, "middle half of the days"),
        ];
        let style = self.about.style;
        let day = GroupPanel { title: "By time of day", groups: &self.parts, style };
        let week = GroupPanel { title: "By day of the week", groups: &self.week, style };
        if body.width() < SIDE_BY_SIDE_MM && body.height() < 2.0 * LEAST_MM {
            // Room for one alone: the one that says more.
            let parts_with_pain = self.parts.iter().filter(|group| group.pain.is_some()).count();
            let panel = if parts_with_pain > 1 { day } else { week };
            return panel.draw(canvas, theme, body, vec![], false);
        }
        let gap = theme.mm(12.0);
        let (one, other) = if body.width() >= SIDE_BY_SIDE_MM {
            // A column of the week is as wide as one of the day: five parts of the day beside seven
            // days of the week.
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
        day.draw(canvas, theme, one, vec![], aligned)?;
        week.draw(canvas, theme, other, keys, aligned)
    }
}

/// Groups of days side by side, a column each.
struct GroupPanel<'a> {
    title: &'static str,
    groups: &'a [Group],
    style: Style,
}

/// The words of the groups that have room under their columns.
struct ColumnWords {
    /// The width of a column with the white around it, in millimetres.
    wide: f64,
    /// Whether names are whole; else they are letters. One way for all of them.
    whole_names: bool,
    /// Whether the hours are said.
    hours: bool,
}

impl ColumnWords {
    /// What has room in columns so wide.
    fn new(groups: &[Group], theme: &Theme, wide: f64) -> Self {
        Self {
            wide,
            whole_names: groups.iter().all(|group| fits(group.short, theme, wide)),
            hours: groups
                .iter()
                .any(|group| group.hours.is_some_and(|hours| fits(hours, theme, wide))),
        }
    }

    /// The words under one column, from above; empty where a row has none.
    fn rows(&self, group: &Group, theme: &Theme) -> Vec<String> {
        let name = if self.whole_names { group.short } else { &group.short[..1] };
        let days =
            if group.days == 1 { "1 day".to_owned() } else { format!("{} days", group.days) };
        let days = if fits(&days, theme, self.wide) { days } else { group.days.to_string() };
        let hours = self.hours.then(|| group.hours.unwrap_or_default().to_owned());
        [Some(name.to_owned()), hours, Some(days)].into_iter().flatten().collect()
    }
}

/// Whether a label has room under a column so wide, in millimetres.
fn fits(text: &str, theme: &Theme, wide: f64) -> bool {
    theme.label.width(text) < 0.96 * wide
}

impl GroupPanel<'_> {
    /// Draws the panel with its heading; `aligned` keeps room for the words of a neighbour that has
    /// one row more.
    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        area: Area,
        keys: Vec<LegendEntry>,
        aligned: bool,
    ) -> DrawResult {
        let heading = PanelHeading::new(self.title, keys, theme, area);
        heading.draw(canvas, theme)?;
        let count = self.groups.len().max(1) as f64;
        let left = area.left + theme.label.width("10") + theme.mm(2.0);
        let wide = (area.right - left) / count;
        let words = ColumnWords::new(self.groups, theme, wide);
        let rows = if words.hours || aligned { 3.0 } else { 2.0 };
        let bottom = area.bottom - theme.mm(1.6) - rows * theme.label.leading();
        let above = theme.label.em().max(theme.mm(2.0));
        let (top, height) = (heading.bottom, (bottom - heading.bottom).min(1.4 * area.width()));
        let area = Area { left, top, right: area.right, bottom: top + height.max(1.0) };
        let white = (above.min(0.1 * height.max(1.0)), 0.0);
        // A column is one unit wide and has no line of its own: its words name it.
        let columns = MarkedRange::new(count, Vec::new());
        let scores = MarkedRange::new(MOST, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        let panel = Panel::new(area, white, columns, scores);
        panel.draw_grid(canvas, theme)?;
        // The ends first: on a low panel the numbers between them give way.
        for score in [10, 0, 4, 8, 2, 6] {
            let at = (left - theme.mm(2.0), panel.y(f64::from(score)));
            canvas.text_if_free(
                at,
                (HPos::Right, VPos::Center),
                &score.to_string(),
                &theme.label,
            )?;
        }
        canvas.line(&[(left, area.bottom), (area.right, area.bottom)], theme.mm(0.3), AXIS)?;
        let half = 0.32_f64.min(theme.mm(WIDEST_MM) / 2.0 / wide);
        for (at, group) in (0..).zip(self.groups) {
            let middle = f64::from(at) + 0.5;
            let (x, _) = panel.place((middle, 0.0));
            let mut y = area.bottom + theme.mm(1.6);
            for (row, text) in words.rows(group, theme).into_iter().enumerate() {
                // The name is what the others are about.
                let style = if row == 0 { theme.label.inked(INK) } else { theme.label };
                if !text.is_empty() {
                    canvas.text((x, y), (HPos::Center, VPos::Top), &text, &style)?;
                }
                y += theme.label.leading();
            }
            column(canvas, theme, &panel, group, (middle, half), self.style)?;
        }
        Ok(())
    }
}

/// Draws a line from `high` to `low`, in millimetres from the top, with a cap that reaches `cap` to
/// both sides of each end.
fn whisker(
    canvas: &Canvas<'_>,
    theme: &Theme,
    x: f64,
    (high, low): (f64, f64),
    cap: f64,
) -> DrawResult {
    canvas.line(&[(x, high), (x, low)], theme.mm(0.5), PLANNED_EDGE)?;
    [high, low]
        .into_iter()
        .try_for_each(|y| canvas.line(&[(x - cap, y), (x + cap, y)], theme.mm(0.5), PLANNED_EDGE))
}

/// Draws one column: `half` of its width to either side of its middle, both in columns.
fn column(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    panel: &Panel,
    group: &Group,
    (middle, half): (f64, f64),
    written: Style,
) -> DrawResult {
    let (x, zero) = panel.place((middle, 0.0));
    let Some(pain) = group.pain else {
        if group.days > 0 {
            for (line, words) in [(1.6, "too few"), (0.6, "days")] {
                let at = (x, zero - line * theme.label.leading());
                canvas.text(at, (HPos::Center, VPos::Center), words, &theme.label.inked(MUTED))?;
            }
        }
        return Ok(());
    };
    let (left, right) = (panel.place((middle - half, 0.0)).0, panel.place((middle + half, 0.0)).0);
    // The caps of days that were all alike are one line, behind the dot and wider than it.
    let cap = (0.22 * (right - left)).max(theme.mm(1.2));
    whisker(canvas, theme, x, (panel.y(pain.high), panel.y(pain.low)), cap)?;
    canvas.disc((x, panel.y(pain.median)), theme.mm(DOT_MM), MEAN.into())?;
    // The number stands beside its dot: over the whisker it would be read as that of the cap.
    let text = written.plain(pain.median);
    let style = theme.heading.inked(MEAN);
    let beside = (x + theme.mm(DOT_MM + 0.9), panel.y(pain.median));
    if canvas.text_if_free(beside, (HPos::Left, VPos::Center), &text, &style)? {
        return Ok(());
    }
    let above = (x, panel.y(pain.high) - theme.mm(0.6));
    if !canvas.text_if_free(above, (HPos::Center, VPos::Bottom), &text, &style)? {
        // On the lowest of panels neither has room beside the names.
        let below = (x, panel.y(pain.low) + theme.mm(0.6));
        canvas.text_if_free(below, (HPos::Center, VPos::Top), &text, &style)?;
    }
    Ok(())
}
