//! The calendar: a heat map that also says its numbers.
//!
//! Up to two years every day has its cell in the row of its week, and a line shows where a month
//! begins; beyond, every month has a cell, year by year. A cell has a shade and, where it fits, the
//! number with its decimal; where it does not, a square that grows with the number, because a
//! number that was rounded further would not be the one that is counted. What was not recorded is an
//! empty cell.
//!
//! Weeks flow over the page in columns like words, so there is no one pair of axes to give to
//! plotters; its elements draw the cells by their places on the page.

use chrono::{Datelike, NaiveDate};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::domain::analysis::calendar::{Calendar, Month};
use crate::domain::analysis::stats::MILD_AND_SEVERE;
use crate::domain::text::date::{days_between, days_in, week_of};
use crate::domain::text::style::Style;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{
    AXIS, INK, MM_PER_PT, MUTED, PLANNED_EDGE, SEVERE_MOMENT, TextStyle, Theme, VEIL,
    calendar_shade, on_calendar_shade,
};
use crate::figure::canvas::{Canvas, DrawResult, Point, font};
use crate::figure::chart::framed_chart::{Caption, FramedChart};
use crate::figure::layout::frame::PanelHeading;
use crate::figure::layout::legend::{LegendEntry, Sample};

/// The most months that are shown day by day.
const MOST_MONTHS: usize = 26;

/// A cell's width is at most this many times its height.
const WIDEST: f64 = 1.8;

/// The largest cell, in millimetres on A4: beyond, a page looks like a toy.
const LARGEST_MM: f64 = 21.0;

/// The smallest cell that has room for a mark in its corner, in millimetres.
const LEAST_MARKED_MM: f64 = 4.0;

/// The smallest number that is written, in points.
const LEAST_PT: f64 = 6.0;

/// The days of a week, in one letter.
const LETTERS: [&str; 7] = ["M", "T", "W", "T", "F", "S", "S"];

/// The months of a year, in three letters.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a cell of the legend shows.
enum CellSample {
    /// A number with its shade.
    Score(f64),
    /// Not recorded.
    Empty,
    /// Too few days for a mean.
    Few,
    /// A moment of the severe score or more.
    Moment,
}

impl Sample for CellSample {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Score(_) => theme.mm(6.0),
            Self::Empty | Self::Few | Self::Moment => theme.mm(5.0),
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult {
        let half = 0.55 * theme.label.em();
        let area = Area { left: from, top: y - half, right: to, bottom: y + half };
        match self {
            Self::Score(score) => canvas.fill(area, calendar_shade(*score)),
            Self::Moment => {
                canvas.fill(area, calendar_shade(5.0))?;
                corner_mark(canvas, theme, area)
            }
            Self::Empty => empty(canvas, theme, area),
            Self::Few => few(canvas, theme, area),
        }
    }
}

/// A cell of what was not recorded.
fn empty(canvas: &Canvas<'_>, theme: &Theme, area: Area) -> DrawResult {
    canvas.outline(area, theme.mm(0.15), PLANNED_EDGE.mix(0.55))
}

/// A cell with too few days for a mean.
fn few(canvas: &Canvas<'_>, theme: &Theme, area: Area) -> DrawResult {
    canvas.hatch(area, theme.mm(1.1), theme.mm(0.15), PLANNED_EDGE)?;
    canvas.outline(area, theme.mm(0.15), PLANNED_EDGE)
}

impl FramedChart for Calendar {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "calendar",
            about: &self.about,
            recorded: self.days.len(),
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn due_height(&self, paper: Paper) -> f64 {
        0.45 * paper.height_mm()
    }

    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        let months = self.months();
        // Beyond two years a day's cell would be smaller than its number.
        let by_day = months.len() <= MOST_MONTHS;
        let mut keys: Vec<LegendEntry> = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
            .map(|score| LegendEntry::new(CellSample::Score(score), self.about.style.plain(score)))
            .into_iter()
            .collect();
        keys.push(LegendEntry::new(CellSample::Empty, "not recorded"));
        if !by_day {
            keys.push(LegendEntry::new(CellSample::Few, "too few days"));
        }
        let severe = MILD_AND_SEVERE.1;
        let is_marked = by_day && self.marks_moments(theme, body);
        if is_marked && self.days.iter().any(|day| day.worst.value() >= severe) {
            keys.push(LegendEntry::new(
                CellSample::Moment,
                format!("a moment of {severe} or more"),
            ));
        }
        let text = if by_day {
            "Mean pain of each day, 0 to 10"
        } else {
            "Mean pain of each month, 0 to 10"
        };
        let heading = PanelHeading::new(text, keys, theme, body);
        heading.draw(canvas, theme)?;
        let area = Area { top: heading.bottom, ..body };
        if by_day {
            self.draw_days(canvas, theme, area, &months, is_marked)
        } else {
            draw_years(canvas, theme, area, &months, self.about.style)
        }
    }
}

/// A number of things as a number to reckon with.
fn number(count: usize) -> f64 {
    count as f64
}

/// Where weeks stand, a row each, in columns.
struct WeekGrid {
    /// Weeks in a column, one above the other.
    rows: usize,
    /// A column's width, the gap included.
    pitch: f64,
    /// A day's width and height.
    cell: (f64, f64),
    /// The room for the names of months.
    gutter: f64,
    /// The room for the days of the week.
    letters: f64,
}

impl WeekGrid {
    /// The columns of so many weeks with the largest cells.
    fn new(weeks: usize, theme: &Theme, area: Area) -> Self {
        let short = theme.label.width("2026").max(theme.label.width("Mmm")) + theme.mm(1.6);
        let long =
            theme.label.width("mean 10.0").max(theme.label.width("Mmm 2026")) + theme.mm(1.6);
        // The means of months have room only where the numbers of days have.
        let roomy = Self::largest(weeks, theme, area, long);
        if exact_size(theme, roomy.cell).is_some() && theme.label.height() <= roomy.cell.1 {
            roomy
        } else {
            Self::largest(weeks, theme, area, short)
        }
    }

    /// The columns with the largest cells beside a gutter.
    fn largest(weeks: usize, theme: &Theme, area: Area, gutter: f64) -> Self {
        // Every number of columns is tried: which gives the largest cells depends on the shape of
        // the paper.
        let mut best = Self::with_columns(1, weeks, theme, area, gutter);
        for columns in 2..=weeks {
            let next = Self::with_columns(columns, weeks, theme, area, gutter);
            if next.cell_size() > best.cell_size() {
                best = next;
            }
        }
        best
    }

    /// The weeks in so many columns.
    fn with_columns(columns: usize, weeks: usize, theme: &Theme, area: Area, gutter: f64) -> Self {
        let rows = weeks.div_ceil(columns);
        let gap = theme.mm(5.0);
        let width = (area.width() + gap) / number(columns) - gap - gutter;
        let largest = theme.mm(LARGEST_MM);
        let wide = (width / 7.0).min(largest);
        let letters = if theme.label.width("W") < wide { theme.label.leading() } else { 0.0 };
        // A cell keeps the shape of a calendar's.
        let high = ((area.height() - letters) / number(rows)).min(largest / 1.6).min(1.3 * wide);
        let wide = wide.min(WIDEST * high);
        let pitch = gutter + 7.0 * wide + gap;
        Self { rows, pitch, cell: (wide.max(0.1), high.max(0.1)), gutter, letters }
    }

    /// The size of a number that fits a cell, in proportion: numbers are wider than high.
    fn cell_size(&self) -> f64 {
        (self.cell.0 / 1.2).min(self.cell.1)
    }

    /// The upper left corner of the cell of a day, counted from 0 in rows of 7.
    fn corner(&self, area: Area, at: usize) -> Point {
        let (week, weekday) = (at / 7, at % 7);
        let left = area.left + number(week / self.rows) * self.pitch + self.gutter;
        let x = left + number(weekday) * self.cell.0;
        (x, area.top + self.letters + number(week % self.rows) * self.cell.1)
    }
}

impl Calendar {
    /// How many weeks it touches.
    fn weeks(&self) -> usize {
        let days = days_between(week_of(self.about.from, self.week_starts), self.about.to);
        usize::try_from(days).unwrap_or(0) / 7 + 1
    }

    /// Whether cells have room for a mark beside their number: a smaller one would be a speck. It
    /// is asked before the legend is laid out, so a heading of two lines is taken as given.
    fn marks_moments(&self, theme: &Theme, body: Area) -> bool {
        let area = Area { top: body.top + 2.0 * theme.heading.leading(), ..body };
        let cell = WeekGrid::new(self.weeks(), theme, area).cell;
        exact_size(theme, cell).is_some() && cell.0.min(cell.1) >= LEAST_MARKED_MM
    }

    /// Draws every day, week by week.
    fn draw_days(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        area: Area,
        months: &[Month],
        is_marked: bool,
    ) -> DrawResult {
        let first_day = week_of(self.about.from, self.week_starts);
        let place = |day| usize::try_from(days_between(first_day, day)).unwrap_or(0);
        let weeks = self.weeks();
        let grid = WeekGrid::new(weeks, theme, area);
        self.draw_letters(canvas, theme, &grid, area, weeks)?;
        let dates = DateNumber::new(theme, grid.cell);
        for day in days_in(self.about.from, self.about.to) {
            let (x, y) = grid.corner(area, place(day));
            let (wide, high) = grid.cell;
            // White between cells, so that neighbours of one shade stay two days.
            let inset = 0.04 * wide.min(high);
            let cell = Area { left: x, top: y, right: x + wide, bottom: y + high }.inset(inset);
            let ink = match self.on(day) {
                None => {
                    empty(canvas, theme, cell)?;
                    MUTED
                }
                Some(pain) => {
                    let below = dates.as_ref().map_or(0.0, |dates| dates.height);
                    filled(
                        canvas,
                        theme,
                        cell,
                        below,
                        pain.mean,
                        self.about.style.plain(pain.mean),
                    )?;
                    if is_marked && pain.worst.value() >= MILD_AND_SEVERE.1 {
                        corner_mark(canvas, theme, cell)?;
                    }
                    on_calendar_shade(pain.mean)
                }
            };
            if let Some(dates) = &dates {
                dates.draw(canvas, cell, day.day(), ink)?;
            }
        }
        for month in months {
            self.draw_beginning(canvas, theme, &grid, area, place, month)?;
        }
        self.draw_names(canvas, theme, &grid, area, place, months)
    }

    /// Draws the days of the week over each column.
    fn draw_letters(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        grid: &WeekGrid,
        area: Area,
        weeks: usize,
    ) -> DrawResult {
        if grid.letters <= 0.0 {
            return Ok(());
        }
        for column in 0..weeks.div_ceil(grid.rows) {
            let letters =
                LETTERS.iter().cycle().skip(self.week_starts.num_days_from_monday() as usize);
            for (at, letter) in letters.take(LETTERS.len()).enumerate() {
                let (x, _) = grid.corner(area, column * grid.rows * 7 + at);
                let middle = (x + grid.cell.0 / 2.0, area.top + grid.letters / 2.0);
                canvas.text(middle, (HPos::Center, VPos::Center), letter, &theme.label)?;
            }
        }
        Ok(())
    }

    /// Draws the line between the last day of a month and the first of the next, where both are
    /// shown.
    fn draw_beginning(
        &self,
        canvas: &Canvas<'_>,
        theme: &Theme,
        grid: &WeekGrid,
        area: Area,
        place: impl Fn(NaiveDate) -> usize,
        month: &Month,
    ) -> DrawResult {
        if month.first <= self.about.from {
            return Ok(());
        }
        let at = place(month.first);
        let row = at - at % 7;
        let (x, y) = grid.corner(area, at);
        let (left, _) = grid.corner(area, row);
        let right = left + 7.0 * grid.cell.0;
        let bottom = y + grid.cell.1;
        let mut points = Vec::new();
        if at > row {
            // Before it in its week are days of the month that ends.
            points.extend([(left, bottom), (x, bottom)]);
        }
        points.extend([(x, y), (right, y)]);
        let width = theme.mm(0.35).min(0.2 * grid.cell.1);
        canvas.line(&points, width, INK)
    }

    /// Writes the months beside the weeks that they begin in, and their means where there is room.
    fn draw_names(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        grid: &WeekGrid,
        area: Area,
        place: impl Fn(NaiveDate) -> usize,
        months: &[Month],
    ) -> DrawResult {
        let has_means = grid.gutter >= theme.label.width("mean 10.0");
        let weeks = place(self.about.to) / 7;
        let mut is_first = true;
        for (nth, month) in months.iter().enumerate() {
            let begins = place(month.first.max(self.about.from)) / 7;
            // A few last days of a month share their only week with the next, which has the name.
            if months.get(nth + 1).is_some_and(|next| place(next.first) / 7 == begins) {
                continue;
            }
            // A month whose last days share a week with the next leaves that week to it.
            let ends =
                months.get(nth + 1).map_or(weeks, |next| (place(next.first) / 7).saturating_sub(1));
            let mut lines = vec![(month.first.format("%b").to_string(), theme.label.inked(INK))];
            if std::mem::take(&mut is_first) || month.first.month() == 1 {
                let year = month.first.format("%Y").to_string();
                if has_means {
                    lines[0].0 += &format!(" {year}");
                } else {
                    lines.push((year, theme.label.inked(INK)));
                }
            }
            if let (true, Some(mean)) = (has_means, month.mean) {
                lines.push((format!("mean {}", self.about.style.one_decimal(mean)), theme.label));
            }
            // A week each, as far as the month and its column reach; one line stands also where
            // rows are lower than it.
            let same_column = |week: usize| week / grid.rows == begins / grid.rows;
            let room = (begins..=ends).filter(|week| same_column(*week)).count();
            let lines = lines.into_iter().take(room.max(1)).enumerate();
            for (line, (text, style)) in lines {
                let is_low = grid.cell.1 < style.height();
                if is_low && line > 0 {
                    break;
                }
                let (x, y) = grid.corner(area, (begins + line) * 7);
                let at = (x - theme.mm(1.6), y + grid.cell.1 / 2.0);
                canvas.text_if_free(at, (HPos::Right, VPos::Center), &text, &style)?;
            }
        }
        Ok(())
    }
}

/// The dates in the corners of cells.
struct DateNumber {
    style: TextStyle,
    /// The height that they take of a cell, in millimetres.
    height: f64,
}

impl DateNumber {
    /// Those of cells that have room for a date over their number; else `None`.
    fn new(theme: &Theme, cell: (f64, f64)) -> Option<Self> {
        let style = theme.label.sized((0.68 * theme.label.pt).max(LEAST_PT));
        let height = style.height();
        let is_fitting = exact_size(theme, (cell.0, cell.1 - height)).is_some()
            && style.width("30") <= 0.5 * cell.0;
        is_fitting.then_some(Self { style, height })
    }

    /// Writes the day of the month into a cell's upper left corner.
    fn draw(&self, canvas: &mut Canvas<'_>, cell: Area, day: u32, ink: RGBColor) -> DrawResult {
        let at = (cell.left + 0.06 * cell.width(), cell.top);
        canvas.text(at, (HPos::Left, VPos::Top), &day.to_string(), &self.style.inked(ink))
    }
}

/// Marks a cell in its upper right corner: the day had a moment of the severe score or more.
fn corner_mark(canvas: &Canvas<'_>, theme: &Theme, cell: Area) -> DrawResult {
    let reach = (0.3 * cell.width().min(cell.height())).clamp(theme.mm(1.3), theme.mm(2.4));
    let Area { right, top, .. } = cell;
    let corners = [(right - reach, top), (right, top), (right, top + reach)];
    canvas.hollow(&corners, theme.mm(0.2), SEVERE_MOMENT, VEIL)
}

/// Draws every month, year by year.
fn draw_years(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    area: Area,
    months: &[Month],
    style: Style,
) -> DrawResult {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return Ok(()) };
    let years = f64::from(last.first.year() - first.first.year() + 1);
    let gutter = theme.label.width("2026") + theme.mm(2.0);
    let names = theme.label.leading();
    let wide = (area.width() - gutter) / 12.0;
    let high = ((area.height() - names) / years).min(theme.mm(LARGEST_MM) / 1.6);
    let first_column = area.left + gutter;
    for (at, name) in MONTHS.into_iter().enumerate() {
        let middle = (first_column + (number(at) + 0.5) * wide, area.top + names / 2.0);
        let name = if theme.label.width("Mmm") < wide { name } else { &name[..1] };
        canvas.text(middle, (HPos::Center, VPos::Center), name, &theme.label)?;
    }
    // Where rows are lower than a line of text, every second or fifth year has its number.
    let every = [1, 2, 5, 10, 20, 50]
        .into_iter()
        .find(|every| f64::from(*every) * high >= theme.label.height());
    for month in months {
        let row = f64::from(month.first.year() - first.first.year());
        let top = area.top + names + row * high;
        let labelled = every.is_some_and(|every| month.first.year() % every == 0) || row == 0.0;
        if labelled && (month.first.month() == 1 || row == 0.0 && month == first) {
            let at = (area.left + gutter - theme.mm(2.0), top + high / 2.0);
            // A number too close under that of the first year gives way.
            let year = month.first.format("%Y").to_string();
            canvas.text_if_free(at, (HPos::Right, VPos::Center), &year, &theme.label.inked(INK))?;
        }
        let inset = 0.04 * wide.min(high);
        let left = first_column + f64::from(month.first.month0()) * wide;
        let cell = Area { left, top, right: left + wide, bottom: top + high }.inset(inset);
        match month.mean {
            Some(mean) => filled(canvas, theme, cell, 0.0, mean, style.one_decimal(mean))?,
            None if month.rated > 0 => few(canvas, theme, cell)?,
            None => empty(canvas, theme, cell)?,
        }
    }
    Ok(())
}

/// The points in which a number with its decimal fits a cell of some width and height; `None` where
/// it would be too small to read. One for all cells: no number is larger or more exact than its
/// neighbours.
fn exact_size(theme: &Theme, (wide, high): (f64, f64)) -> Option<f64> {
    let (wide, high) = (0.92 * wide, 0.92 * high);
    // The page keeps whole lines of text apart, so a line's height must fit, not only its figures'.
    let highest = 0.94 * high / ((font::ASCENT + font::DESCENT) * MM_PER_PT);
    let widest = 0.9 * wide / theme.label.sized(1.0).width("8.8");
    let size = highest.min(widest).min(1.35 * theme.label.pt);
    (size >= LEAST_PT).then_some(size)
}

/// A cell with a number, in what is left of it `below` so many millimetres: its shade, and the number
/// where it fits; else a square that grows with it.
fn filled(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    cell: Area,
    below: f64,
    value: f64,
    exact: String,
) -> DrawResult {
    let middle = (f64::midpoint(cell.left, cell.right), f64::midpoint(cell.top, cell.bottom));
    // A cell here is what the white between cells has left of it.
    let whole = (cell.width() / 0.92, (cell.height() - below) / 0.92);
    match exact_size(theme, whole) {
        Some(pt) => {
            canvas.fill(cell, calendar_shade(value))?;
            let style = theme.label.inked(on_calendar_shade(value)).sized(pt);
            let at = (middle.0, middle.1 + below / 2.0);
            canvas.text(at, (HPos::Center, VPos::Center), &exact, &style)
        }
        None => {
            empty(canvas, theme, cell)?;
            // No pain is a small square, not none: none would mean not recorded.
            let share = 0.3 + 0.07 * value;
            let (half_wide, half_high) = (share * cell.width() / 2.0, share * cell.height() / 2.0);
            let square = Area {
                left: middle.0 - half_wide,
                top: middle.1 - half_high,
                right: middle.0 + half_wide,
                bottom: middle.1 + half_high,
            };
            canvas.fill(square, calendar_shade(value))?;
            if value < 3.0 { canvas.outline(square, theme.mm(0.12), AXIS) } else { Ok(()) }
        }
    }
}
