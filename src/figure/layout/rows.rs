//! Small multiples: a row for each thing, its name and numbers on the left, its course on the
//! right, one time axis under all of them.
//!
//! Rows that have no room are named at the end, never left out in silence. Knows nothing of
//! what the rows are.

use chrono::NaiveDate;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::domain::text::style::Style;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{self, showable};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{
    AXIS, DONE, GRID, GRID_OPACITY, INK, MARK, MEAN, PLANNED, PLANNED_EDGE, RATING, TARGET, Theme,
    VEIL,
};
use crate::figure::canvas::{Canvas, DrawResult, Point, pattern};
use crate::figure::layout::axis::{DAY_MINUTES, DayAxis};
use crate::figure::layout::frame::PanelHeading;
use crate::figure::layout::legend::{LegendEntry, Sample};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;
use crate::figure::layout::text::{at_most, shortened, wrapped};

/// The lowest and the highest row, in millimetres on A4.
const ROW_MM: (f64, f64) = (9.5, 34.0);

/// The share of the width that names have.
const NAMES_SHARE: f64 = 0.27;

/// What stands between the numbers of a row that share a line.
const NOTES_BETWEEN: &str = " · ";

/// How a bar is filled: told apart also on a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarFill {
    /// Full.
    Solid,
    /// Slanted lines.
    Hatched,
    /// Light, with an edge.
    Light,
}

/// What is drawn along the time axis.
pub enum TrackMarks {
    /// A bar for every step: from, to, how much.
    Bars(BarFill, Vec<(NaiveDate, NaiveDate, f64)>),
    /// A hollow dot for every day or step: from, to, how much.
    Dots(Vec<(NaiveDate, NaiveDate, f64)>),
    /// A line through every day, with a dot on each.
    Line(Vec<(NaiveDate, f64)>),
    /// A line through every day, with a dot on each, and the height that it should reach.
    LineToReach {
        /// The days and how much.
        days: Vec<(NaiveDate, f64)>,
        /// The height.
        reach: f64,
    },
    /// A dot for every day, full or hollow, and a cross where it was stopped; without a scale.
    Days {
        /// The days, and whether their dot is full.
        days: Vec<(NaiveDate, bool)>,
        /// The days with a cross.
        crosses: Vec<NaiveDate>,
    },
    /// A box for every step, filled as far as its share, and a cross where it was stopped; without a
    /// scale.
    Shares {
        /// From, to, the share from 0 to 1.
        steps: Vec<(NaiveDate, NaiveDate, f64)>,
        /// The days with a cross.
        crosses: Vec<NaiveDate>,
    },
    /// A stepped line, with the words of its first and its last step.
    Stepped(Vec<Level>),
    /// Diamonds, and the line that they should stay under.
    DiamondsBelow {
        /// A diamond for every day or step: from, to, how much.
        dots: Vec<(NaiveDate, NaiveDate, f64)>,
        /// The line, which may be stepped and have gaps: from, to, how much.
        line: Vec<(NaiveDate, NaiveDate, f64)>,
    },
}

impl TrackMarks {
    /// Whether heights in it are numbers.
    fn has_scale(&self) -> bool {
        !matches!(self, Self::Days { .. } | Self::Shares { .. })
    }
}

/// A level piece of a stepped line.
pub struct Level {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// How high it is.
    pub value: f64,
    /// What it is, in words.
    pub words: String,
}

/// One course of a row.
pub struct Track {
    /// What is drawn.
    pub marks: TrackMarks,
    /// The highest number of its scale.
    pub most: f64,
    /// Its share of the row's height.
    pub share: f64,
}

/// One row.
pub struct ChartRow {
    /// What it is.
    pub name: String,
    /// Its numbers, in words, the most important first.
    pub notes: Vec<String>,
    /// What is drawn of it.
    pub tracks: Vec<Track>,
}

/// What the colours and shapes mean.
#[derive(Debug, Clone, Copy)]
pub enum RowSample {
    /// Bars.
    Bar(BarFill),
    /// A line.
    Line,
    /// A hollow dot on a stem.
    Stem,
    /// A full dot.
    FullDot,
    /// A hollow dot of a day, not of a number.
    HollowDay,
    /// A diamond.
    Diamond,
    /// A cross.
    Cross,
    /// A box filled in part.
    Share,
    /// A stepped line.
    Stepped,
    /// A line that dots should stay under.
    Limit,
    /// A height that a line should reach.
    Reach,
}

impl Sample for RowSample {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Bar(_) => theme.mm(3.4),
            Self::Stem | Self::FullDot | Self::HollowDay | Self::Diamond | Self::Cross => {
                theme.mm(2.0)
            }
            Self::Share => theme.mm(2.4),
            Self::Line | Self::Stepped | Self::Limit | Self::Reach => theme.mm(7.0),
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult {
        let half = 0.42 * theme.label.em();
        match self {
            Self::Bar(fill) => bar(
                canvas,
                theme,
                Area { left: from, top: y - half, right: to, bottom: y + half },
                *fill,
            ),
            Self::Line => canvas.line(&[(from, y), (to, y)], theme.mm(0.6), MEAN),
            Self::FullDot | Self::HollowDay => {
                let is_full = matches!(self, Self::FullDot);
                day_dot(canvas, theme, (f64::midpoint(from, to), y), DAY_DOT_MM, is_full)
            }
            Self::Stem => {
                let x = f64::midpoint(from, to);
                canvas.line(&[(x, y + half), (x, y)], theme.mm(0.3), RATING)?;
                canvas.disc((x, y), theme.mm(0.85), RATING.to_rgba())?;
                canvas.disc((x, y), HOLLOW * theme.mm(0.85), VEIL.to_rgba())
            }
            Self::Diamond => diamond(canvas, (f64::midpoint(from, to), y), theme.mm(1.0)),
            Self::Cross => cross(canvas, theme, (f64::midpoint(from, to), y)),
            Self::Share => {
                let area = Area { left: from, top: y - half, right: to, bottom: y + half };
                share_box(canvas, theme, area, 0.5)
            }
            Self::Stepped => {
                let middle = f64::midpoint(from, to);
                let (low, high) = (y + 0.7 * half, y - 0.7 * half);
                let points = [(from, low), (middle, low), (middle, high), (to, high)];
                canvas.line(&points, theme.mm(STEPPED_MM), MEAN)
            }
            Self::Reach => {
                let width = theme.mm(LIMIT_MM);
                canvas.patterned((from, y), (to, y), width, pattern::DASHED, TARGET)
            }
            Self::Limit => {
                let width = theme.mm(LIMIT_MM);
                canvas.patterned((from, y), (to, y), width, pattern::DASHED, LIMIT_INK)
            }
        }
    }
}

/// The largest radius of a day's dot, and the widths of a stepped line and of a limit, in
/// millimetres on A4.
const DAY_DOT_MM: f64 = 0.85;
const STEPPED_MM: f64 = 0.5;
const LIMIT_MM: f64 = 0.3;

/// The ink of a limit: darker than the grid, so that it is no part of it.
const LIMIT_INK: RGBColor = MARK;

/// Draws the dot of a day, of at most so many millimetres on A4.
fn day_dot(
    canvas: &Canvas<'_>,
    theme: &Theme,
    centre: Point,
    radius: f64,
    is_full: bool,
) -> DrawResult {
    let radius = theme.mm(radius);
    canvas.disc(centre, radius, DONE.to_rgba())?;
    // A hair of white would be lost on a copy: a small dot has a thick white inside as well.
    if is_full { Ok(()) } else { canvas.disc(centre, HOLLOW * radius, VEIL.to_rgba()) }
}

/// Draws a diamond that reaches so many millimetres to each side.
fn diamond(canvas: &Canvas<'_>, (x, y): Point, reach: f64) -> DrawResult {
    let corners = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)];
    canvas.shape(&corners, RATING)
}

/// Draws a cross, on white so that no dot below it fills its corners.
fn cross(canvas: &Canvas<'_>, theme: &Theme, (x, y): Point) -> DrawResult {
    let reach = theme.mm(1.1);
    canvas.disc((x, y), theme.mm(1.5), VEIL.to_rgba())?;
    for slope in [-1.0, 1.0] {
        let ends = [(x - reach, y - slope * reach), (x + reach, y + slope * reach)];
        canvas.line(&ends, theme.mm(0.6), INK)?;
    }
    Ok(())
}

/// Draws a box that is filled from below as far as a share, 0 to 1.
fn share_box(canvas: &Canvas<'_>, theme: &Theme, area: Area, share: f64) -> DrawResult {
    canvas.fill(area, PLANNED)?;
    let full = Area { top: area.bottom - share * area.height(), ..area };
    if share > 0.0 {
        canvas.fill(full, DONE)?;
    }
    canvas.outline(area, theme.mm(0.2), PLANNED_EDGE)
}

/// Draws a bar.
fn bar(canvas: &Canvas<'_>, theme: &Theme, area: Area, fill: BarFill) -> DrawResult {
    match fill {
        BarFill::Solid => canvas.fill(area, DONE),
        BarFill::Hatched => {
            canvas.fill(area, VEIL)?;
            canvas.hatch(area, theme.mm(0.75), theme.mm(0.3), DONE)?;
            canvas.outline(area, theme.mm(0.2), DONE)
        }
        BarFill::Light => {
            canvas.fill(area, PLANNED)?;
            canvas.outline(area, theme.mm(0.2), PLANNED_EDGE)
        }
    }
}

/// The white inside of a hollow dot, as a share of its radius.
const HOLLOW: f64 = 0.62;

/// A panel of rows.
pub struct RowChart {
    /// First and last day.
    pub range: (NaiveDate, NaiveDate),
    /// How its numbers are written.
    pub style: Style,
    /// The panel's title.
    pub heading: String,
    /// What the colours and shapes mean.
    pub keys: Vec<LegendEntry>,
    /// The rows, the most important first.
    pub rows: Vec<ChartRow>,
}

impl RowChart {
    /// The height in millimetres that they are due on a page: the lowest of each, and what is above
    /// and below them.
    pub fn due_height(&self, paper: Paper) -> f64 {
        let wanted = (self.rows.len() + 3) as f64 * least_row(&Theme::new(paper));
        // Words give way to rows, but never to more than two thirds of the page.
        wanted.min(0.66 * paper.height_mm())
    }

    /// Draws them between the head and the footer of a page.
    ///
    /// # Errors
    /// Only what the surface refuses.
    pub fn draw(self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        if self.rows.is_empty() {
            return Ok(());
        }
        let heading = PanelHeading::new(&self.heading, self.keys, theme, body);
        heading.draw(canvas, theme)?;
        let bold = theme.heading.sized(theme.label.pt);
        // Where rows are low, the numbers of one share a line, and it is given room for them.
        let under = body.bottom - heading.bottom - 2.0 * theme.label.leading();
        let height = (under / self.rows.len() as f64).max(least_row(theme));
        let lines = (height / theme.label.leading()).floor() as usize;
        let widths = self.rows.iter().flat_map(|row| {
            let notes = if row.notes.len() < lines {
                row.notes.clone()
            } else {
                vec![row.notes.join(NOTES_BETWEEN)]
            };
            let notes = notes.into_iter().map(|note| theme.label.width(&note));
            notes.chain([bold.width(&row.name)])
        });
        // As wide as the longest needs, but never so wide that little is left to draw in.
        let names = widths.fold(0.0, f64::max).min(NAMES_SHARE * body.width());
        let tops = self
            .rows
            .iter()
            .flat_map(|row| &row.tracks)
            .filter(|track| track.marks.has_scale())
            .map(|track| theme.label.width(&format!("{:.0}", track.most)));
        let left = body.left + names + theme.mm(3.0) + tops.fold(0.0, f64::max) + theme.mm(1.5);
        let axis = DayAxis::new(self.range, theme, (left, body.right), body.right);
        // Above the axis' words there is room for so many rows, and a line for those without.
        let bottom = body.bottom - axis.height(theme);
        let space = bottom - heading.bottom;
        let shown = if rows_in(space, theme) >= self.rows.len() {
            self.rows.len()
        } else {
            rows_in(space - theme.label.leading(), theme).min(self.rows.len())
        };
        let spare = if shown < self.rows.len() { theme.label.leading() } else { 0.0 };
        let height = ((space - spare) / shown as f64).min(theme.mm(ROW_MM.1));
        let mut top = heading.bottom;
        for row in &self.rows[..shown] {
            let area = Area { left: body.left, top, right: body.right, bottom: top + height };
            draw_row(canvas, theme, &axis, area, names, row, self.style)?;
            top += height;
        }
        canvas.line(&[(body.left, top), (body.right, top)], theme.mm(0.2), AXIS)?;
        axis.draw(canvas, theme, top)?;
        if shown < self.rows.len() {
            let more = self.rows[shown..]
                .iter()
                .map(|row| row.name.as_str())
                .collect::<Vec<_>>()
                .join("; ");
            let more = showable(&format!("No room for {} more: {more}", self.rows.len() - shown));
            let at = (body.left, top + axis.height(theme) + theme.label.leading() / 2.0);
            let words = shortened(&more, &theme.label, body.width());
            canvas.text(at, (HPos::Left, VPos::Center), &words, &theme.label)?;
        }
        Ok(())
    }
}

/// The height in millimetres of the lowest row that can be read.
fn least_row(theme: &Theme) -> f64 {
    theme.mm(ROW_MM.0).max(1.1 * theme.label.leading())
}

/// How many rows have room in a height in millimetres; one is always drawn, however low.
fn rows_in(height: f64, theme: &Theme) -> usize {
    (height / least_row(theme)).floor().max(1.0) as usize
}

/// Draws one row.
fn draw_row(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    area: Area,
    names: f64,
    row: &ChartRow,
    written: Style,
) -> DrawResult {
    canvas.line(
        &[(area.left, area.top), (area.right, area.top)],
        theme.mm(0.15),
        GRID.mix(2.0 * GRID_OPACITY),
    )?;
    // The name in as many lines as leave its first number room.
    let bold = theme.heading.sized(theme.label.pt);
    let pad = theme.mm(0.9);
    let lines = ((area.height() - pad) / theme.label.leading()).floor().max(1.0);
    let lines = lines as usize;
    let for_notes = row.notes.len().min(lines.saturating_sub(1));
    let name = wrapped(&showable(&row.name), &bold, names);
    let name = at_most(name, (lines - for_notes).clamp(1, 3), &bold, names);
    // Where not every number has a line of its own, they share one.
    let notes = match lines.saturating_sub(name.len()) {
        room if room >= row.notes.len() => row.notes.clone(),
        0 => Vec::new(),
        _ => vec![row.notes.join(NOTES_BETWEEN)],
    };
    let notes = notes.into_iter().map(|note| shortened(&showable(&note), &theme.label, names));
    let texts =
        name.into_iter().map(|line| (line, bold)).chain(notes.map(|note| (note, theme.label)));
    let mut y = area.top + pad;
    for (text, style) in texts {
        canvas.text((area.left, y), (HPos::Left, VPos::Top), &text, &style)?;
        y += theme.label.leading();
    }
    let between = theme.mm(1.2);
    // Shares are relative: a single track has the whole row, whatever its share.
    let total: f64 = row.tracks.iter().map(|track| track.share).sum();
    let room =
        area.height() - 2.0 * theme.mm(1.1) - between * row.tracks.len().saturating_sub(1) as f64;
    let mut top = area.top + theme.mm(1.1);
    for track in &row.tracks {
        let height = (room * track.share / total).max(0.5);
        draw_track(
            canvas,
            theme,
            axis,
            Area { left: axis.left, top, right: axis.right, bottom: top + height },
            track,
            written,
        )?;
        top += height + between;
    }
    Ok(())
}

/// Draws one course.
fn draw_track(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    area: Area,
    track: &Track,
    written: Style,
) -> DrawResult {
    let apart = match &track.marks {
        TrackMarks::Dots(dots) | TrackMarks::DiamondsBelow { dots, .. } => {
            // The first step of a range may be cut short: the widest says how far they are apart.
            let wide = |(from, to, _): &(NaiveDate, NaiveDate, f64)| {
                axis.x(*to, DAY_MINUTES) - axis.x(*from, 0.0)
            };
            dots.iter().map(wide).fold(0.0, f64::max)
        }
        _ => axis.per_day,
    };
    // Neighbouring dots must not touch, and one alone must not look like a ball.
    let radius = (0.4 * apart).clamp(0.35, theme.mm(0.85));
    let pad = match track.marks {
        TrackMarks::Dots(_)
        | TrackMarks::Line(_)
        | TrackMarks::LineToReach { .. }
        | TrackMarks::DiamondsBelow { .. } => radius.min(0.2 * area.height()),
        _ => 0.0,
    };
    match &track.marks {
        TrackMarks::Days { days, crosses } => {
            return draw_days(canvas, theme, axis, area, days, crosses);
        }
        TrackMarks::Shares { steps, crosses } => {
            return draw_shares(canvas, theme, axis, area, steps, crosses);
        }
        _ => {}
    }
    // Only the ends of its scale are marked: a row is too low for more.
    let scale = MarkedRange::new(track.most, vec![0.0, track.most]);
    let panel = Panel::new(area, (pad, pad), axis.range(), scale);
    panel.draw_grid(canvas, theme)?;
    canvas.line(&[(area.left, area.bottom), (area.right, area.bottom)], theme.mm(0.2), AXIS)?;
    // The numbers stand inside the row, the highest hanging from its line, 0 standing on its own.
    let (above, below) =
        ((font::ASCENT - font::CAP_HEIGHT) * theme.label.em(), font::DESCENT * theme.label.em());
    for (number, y, edge) in
        [(track.most, area.top - above, VPos::Top), (0.0, area.bottom + below, VPos::Bottom)]
    {
        let at = (area.left - theme.mm(1.5), y);
        canvas.text_if_free(at, (HPos::Right, edge), &format!("{number:.0}"), &theme.label)?;
    }
    match &track.marks {
        TrackMarks::Bars(fill, bars) => draw_bars(canvas, theme, axis, &panel, *fill, bars),
        TrackMarks::Dots(dots) => draw_dots(canvas, axis, &panel, radius, dots),
        TrackMarks::Line(days) => draw_line(canvas, theme, axis, &panel, radius, days, written),
        TrackMarks::LineToReach { days, reach } => {
            if let Some((first, _)) = days.first() {
                let y = panel.y(*reach);
                let ends = ((axis.noon(*first), y), (axis.right, y));
                canvas.patterned(ends.0, ends.1, theme.mm(LIMIT_MM), pattern::DASHED, TARGET)?;
            }
            draw_line(canvas, theme, axis, &panel, radius, days, written)
        }
        TrackMarks::Stepped(levels) => draw_stepped(canvas, theme, axis, &panel, levels),
        TrackMarks::DiamondsBelow { dots, line } => {
            for (from, to, value) in line {
                let ends = [axis.x(*from, 0.0), axis.x(*to, DAY_MINUTES)];
                let [from, to] = ends.map(|x| (x, panel.y(*value)));
                canvas.patterned(from, to, theme.mm(LIMIT_MM), pattern::DASHED, LIMIT_INK)?;
            }
            dots.iter().try_for_each(|(from, to, value)| {
                let across = f64::midpoint(axis.noon_value(*from), axis.noon_value(*to));
                diamond(canvas, panel.place((across, *value)), 1.15 * radius)
            })
        }
        TrackMarks::Days { .. } | TrackMarks::Shares { .. } => Ok(()),
    }
}

/// Draws a dot for every day on one line, and the crosses over them.
fn draw_days(
    canvas: &Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    area: Area,
    days: &[(NaiveDate, bool)],
    crosses: &[NaiveDate],
) -> DrawResult {
    let y = f64::midpoint(area.top, area.bottom);
    canvas.line(&[(area.left, y), (area.right, y)], theme.mm(0.15), GRID.mix(GRID_OPACITY))?;
    // Neighbours must not touch.
    let radius = (0.42 * axis.per_day / theme.scale).min(DAY_DOT_MM);
    for (day, is_full) in days {
        day_dot(canvas, theme, (axis.noon(*day), y), radius, *is_full)?;
    }
    crosses.iter().try_for_each(|day| cross(canvas, theme, (axis.noon(*day), y)))
}

/// Draws a box for every step, and the crosses over them.
fn draw_shares(
    canvas: &Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    area: Area,
    steps: &[(NaiveDate, NaiveDate, f64)],
    crosses: &[NaiveDate],
) -> DrawResult {
    for (from, to, share) in steps {
        let (left, right) = (axis.x(*from, 0.0), axis.x(*to, DAY_MINUTES));
        let inset = (0.12 * (right - left)).min(theme.mm(0.8));
        let step = Area { left: left + inset, right: right - inset, ..area };
        share_box(canvas, theme, step, *share)?;
    }
    let y = f64::midpoint(area.top, area.bottom);
    crosses.iter().try_for_each(|day| cross(canvas, theme, (axis.noon(*day), y)))
}

/// Draws a stepped line, broken where nothing was asked, and the words of both its ends.
fn draw_stepped(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    panel: &Panel,
    levels: &[Level],
) -> DrawResult {
    let mut points: Vec<Point> = Vec::new();
    let mut last: Option<NaiveDate> = None;
    for level in levels {
        let y = panel.y(level.value);
        if last.is_some_and(|last| last.succ_opt() != Some(level.from)) {
            canvas.line(&points, theme.mm(STEPPED_MM), MEAN)?;
            points.clear();
        }
        points.extend([(axis.x(level.from, 0.0), y), (axis.x(level.to, DAY_MINUTES), y)]);
        last = Some(level.to);
    }
    canvas.line(&points, theme.mm(STEPPED_MM), MEAN)?;
    let (Some(first), Some(end)) = (levels.first(), levels.last()) else { return Ok(()) };
    let style = theme.note().inked(INK);
    let gap = theme.mm(0.4);
    let height = style.height();
    let (left, right) = (axis.x(first.from, 0.0), axis.x(end.to, DAY_MINUTES));
    // Over or under the line where the row has room for it, never over what stands in the next
    // track; else before its beginning or after its end.
    let mut say = |level: &Level, x: f64, edge: HPos, beside: (f64, HPos)| {
        let y = panel.y(level.value);
        let (from, width) = (x, style.width(&level.words));
        let from = if matches!(edge, HPos::Left) { from } else { from - width };
        let crosses = |top: f64| {
            let (to, bottom) = (from + width, top + height);
            levels.iter().any(|level| {
                let y = panel.y(level.value);
                axis.x(level.from, 0.0) < to
                    && axis.x(level.to, DAY_MINUTES) > from
                    && (top..bottom).contains(&y)
            })
        };
        let over = y - gap - height >= panel.area.top - gap && !crosses(y - gap - height);
        let under = y + gap + height <= panel.area.bottom + gap && !crosses(y + gap);
        let (at, anchor) = if over {
            ((x, y - gap), (edge, VPos::Bottom))
        } else if under {
            ((x, y + gap), (edge, VPos::Top))
        } else {
            ((beside.0, y), (beside.1, VPos::Center))
        };
        let room = canvas.room(at, anchor, &level.words, &style);
        if room.left < axis.left - gap || room.right > axis.right + gap {
            return Ok(());
        }
        canvas.text_if_free(at, anchor, &level.words, &style).map(|_| ())
    };
    let space = theme.mm(1.0);
    if first.words == end.words {
        return say(first, left, HPos::Left, (right + space, HPos::Left));
    }
    let at = right.max((left + style.width(&end.words)).min(axis.right));
    say(end, at, HPos::Right, (right + space, HPos::Left))?;
    say(first, left, HPos::Left, (left - space, HPos::Right))
}

/// Draws a bar for every step that has an amount.
///
/// By the page's millimetres and not by plotters' rectangles: the inset and the hatching are
/// lengths on paper, and the samples in the legend are drawn by the same function.
fn draw_bars(
    canvas: &Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    panel: &Panel,
    fill: BarFill,
    bars: &[(NaiveDate, NaiveDate, f64)],
) -> DrawResult {
    for (from, to, value) in bars.iter().filter(|(_, _, value)| *value > 0.0) {
        let (left, right) = (axis.x(*from, 0.0), axis.x(*to, DAY_MINUTES));
        let inset = (0.12 * (right - left)).min(theme.mm(0.8));
        let area = Area {
            left: left + inset,
            top: panel.y(*value),
            right: right - inset,
            bottom: panel.area.bottom,
        };
        // Too narrow for a pattern, a bar keeps its full or its light shade.
        let is_narrow = right - left < theme.mm(1.0) && fill == BarFill::Hatched;
        bar(canvas, theme, area, if is_narrow { BarFill::Light } else { fill })?;
    }
    Ok(())
}

/// Draws a hollow dot for every step, on a stem.
fn draw_dots(
    canvas: &Canvas<'_>,
    axis: &DayAxis,
    panel: &Panel,
    radius: f64,
    dots: &[(NaiveDate, NaiveDate, f64)],
) -> DrawResult {
    // In the panel's own coordinates from here on; only the stem reaches below 0 into the white.
    let plot = panel.plot(canvas);
    dots.iter().try_for_each(|(from, to, value)| {
        let at = (f64::midpoint(axis.noon_value(*from), axis.noon_value(*to)), *value);
        // On a low row a stem says more of the height than the dot alone.
        let (x, y) = panel.place(at);
        canvas.line(&[(x, panel.area.bottom), (x, y)], 0.35 * radius, RATING)?;
        plot.dot(at, radius, RATING)?;
        plot.dot(at, HOLLOW * radius, VEIL)
    })
}

/// Draws a line through every day with a dot on each, and the number it ends with.
fn draw_line(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    axis: &DayAxis,
    panel: &Panel,
    radius: f64,
    days: &[(NaiveDate, f64)],
    written: Style,
) -> DrawResult {
    let plot = panel.plot(canvas);
    let points: Vec<_> = days.iter().map(|(day, value)| (axis.noon_value(*day), *value)).collect();
    if points.len() > 1 {
        plot.line(points.iter().copied(), theme.mm(0.6), MEAN)?;
    }
    points.iter().try_for_each(|point| plot.dot(*point, radius.max(theme.mm(0.7)), MEAN))?;
    let Some(last) = points.last() else { return Ok(()) };
    let ((x, y), words) = (panel.place(*last), written.plain(last.1));
    let style = theme.heading.inked(INK);
    let beside = (x + theme.mm(1.8), y);
    if !canvas.text_if_free(beside, (HPos::Left, VPos::Center), &words, &style)? {
        let above = (x, y - theme.mm(1.0));
        canvas.text_if_free(above, (HPos::Right, VPos::Bottom), &words, &style)?;
    }
    Ok(())
}
