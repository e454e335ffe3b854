//! The calendar: a heat map that also says its numbers.
//!
//! Up to two years every day has its cell, month by month; beyond, every month has one, year by
//! year. A cell has a shade and, where it fits, the number; where it does not, a square that grows
//! with the number. What was not recorded is an empty cell.
//!
//! Months are blocks that flow over the page like words, so there is no one pair of axes to give to
//! plotters; its elements draw the cells by their places on the page.

use chrono::Datelike;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::calendar::{Calendar, Month};
use crate::domain::text::date::{days_after, days_before, days_between, days_in, week_of};
use crate::domain::text::number::{one_decimal, plain};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{AXIS, INK, MM_PER_PT, PLANNED_EDGE, Theme, on_shade, shade};
use crate::figure::canvas::{Canvas, DrawResult, font};
use crate::figure::chart::framed_chart::{Caption, FramedChart};
use crate::figure::layout::frame::PanelHeading;
use crate::figure::layout::legend::{LegendEntry, Sample};

/// The most months that are shown day by day.
const MOST_MONTHS: usize = 26;

/// A cell's width is at most this many times its height.
const WIDEST: f64 = 1.8;

/// The largest cell, in millimetres on A4: beyond, a page looks like a toy.
const LARGEST_MM: f64 = 17.0;

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
}

impl Sample for CellSample {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Score(_) => theme.mm(6.0),
            Self::Empty | Self::Few => theme.mm(5.0),
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult {
        let half = 0.55 * theme.label.em();
        let area = Area { left: from, top: y - half, right: to, bottom: y + half };
        match self {
            Self::Score(score) => canvas.fill(area, shade(*score)),
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
            .map(|score| LegendEntry::new(CellSample::Score(score), plain(score)))
            .into_iter()
            .collect();
        keys.push(LegendEntry::new(CellSample::Empty, "not recorded"));
        if !by_day {
            keys.push(LegendEntry::new(CellSample::Few, "too few days"));
        }
        let text = if by_day { "Pain each day, 0 to 10" } else { "Pain each month, 0 to 10" };
        let heading = PanelHeading::new(text, keys, theme, body);
        heading.draw(canvas, theme)?;
        let area = Area { top: heading.bottom, ..body };
        if by_day {
            self.draw_days(canvas, theme, area, &months)
        } else {
            draw_years(canvas, theme, area, &months)
        }
    }
}

/// Where months stand, day by day.
struct MonthGrid {
    /// Months side by side.
    columns: usize,
    /// A block's width and height, the gaps included.
    block: (f64, f64),
    /// A day's width and height.
    cell: (f64, f64),
    /// The room for the dates that weeks begin with.
    gutter: f64,
    /// The room for the month's name, and for the days of the week.
    names: (f64, f64),
}

/// A number of things as a number to reckon with.
fn number(count: usize) -> f64 {
    count as f64
}

impl MonthGrid {
    /// The blocks of so many months with the largest cells.
    fn new(months: usize, theme: &Theme, area: Area) -> Self {
        // Letters and dates that would not fit their cells are not given room either.
        let all = Self::largest(months, theme, area, (true, true));
        let letters = theme.label.width("W") < all.cell.0;
        let dates = theme.label.height() <= all.cell.1;
        Self::largest(months, theme, area, (letters, dates))
    }

    /// The blocks with the largest cells, with or without room for the letters of the weekdays and
    /// for dates.
    fn largest(months: usize, theme: &Theme, area: Area, room: (bool, bool)) -> Self {
        // Every number of columns is tried: which gives the largest cells depends on the shape of
        // the paper.
        let mut best = Self::with_columns(1, months, theme, area, room);
        for columns in 2..=months {
            let next = Self::with_columns(columns, months, theme, area, room);
            if next.cell_size() > best.cell_size() {
                best = next;
            }
        }
        best
    }

    /// The blocks in so many columns.
    fn with_columns(
        columns: usize,
        months: usize,
        theme: &Theme,
        area: Area,
        (letters, dates): (bool, bool),
    ) -> Self {
        let rows = months.div_ceil(columns);
        let gap = (theme.mm(7.0), theme.mm(4.0));
        let gutter = if dates { theme.label.width("31") + theme.mm(1.6) } else { 0.0 };
        let names =
            (1.15 * theme.heading.leading(), if letters { theme.label.leading() } else { 0.0 });
        let width = (area.width() + gap.0) / number(columns) - gap.0 - gutter;
        let height = (area.height() + gap.1) / number(rows) - gap.1 - names.0 - names.1;
        let largest = theme.mm(LARGEST_MM);
        // A month touches up to six weeks, and a cell keeps the shape of a calendar's.
        let high = (height / 6.0).min(largest / 1.6);
        let wide = (width / 7.0).min(largest).min(WIDEST * high);
        let high = high.min(1.3 * wide);
        let block = (gutter + 7.0 * wide + gap.0, names.0 + names.1 + 6.0 * high + gap.1);
        Self { columns, block, cell: (wide.max(0.1), high.max(0.1)), gutter, names }
    }

    /// The size of a number that fits a cell, in proportion: numbers are wider than high.
    fn cell_size(&self) -> f64 {
        (self.cell.0 / 1.2).min(self.cell.1)
    }
}

impl Calendar {
    /// Draws every day, month by month.
    fn draw_days(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        area: Area,
        months: &[Month],
    ) -> DrawResult {
        let blocks = MonthGrid::new(months.len(), theme, area);
        for (at, month) in months.iter().enumerate() {
            let left = area.left + number(at % blocks.columns) * blocks.block.0;
            let top = area.top + number(at / blocks.columns) * blocks.block.1;
            self.draw_month(canvas, theme, &blocks, month, (left, top))?;
        }
        Ok(())
    }

    /// Draws one month.
    fn draw_month(
        &self,
        canvas: &mut Canvas<'_>,
        theme: &Theme,
        blocks: &MonthGrid,
        month: &Month,
        (left, top): (f64, f64),
    ) -> DrawResult {
        let (wide, high) = blocks.cell;
        let first_column = left + blocks.gutter;
        let right = first_column + 7.0 * wide;
        let name = ["%B %Y", "%b %Y", "%b"].map(|format| month.first.format(format).to_string());
        let mean = month.mean.map(|mean| format!("mean {}", one_decimal(mean)));
        let beside = mean.as_ref().map_or(0.0, |mean| theme.mm(3.0) + theme.label.width(mean));
        // The longest form of the name that has room over its block, beside the mean: the mean is
        // left out only where even the shortest has none.
        let fits = |beside: f64| {
            let room = right - left - beside;
            name.iter().find(move |name| theme.heading.width(name) <= room)
        };
        let (named, mean) = match fits(beside) {
            Some(named) => (Some(named), mean),
            None => (fits(0.0), None),
        };
        let middle = top + blocks.names.0 / 2.0;
        if let Some(named) = named {
            canvas.text((left, middle), (HPos::Left, VPos::Center), named, &theme.heading)?;
        }
        if let Some(mean) = &mean {
            canvas.text((right, middle), (HPos::Right, VPos::Center), mean, &theme.label)?;
        }
        let first_letter =
            LETTERS.iter().cycle().skip(self.week_starts.num_days_from_monday() as usize);
        for (at, letter) in first_letter.take(LETTERS.len()).enumerate() {
            let x = first_column + (number(at) + 0.5) * wide;
            if blocks.names.1 > 0.0 && theme.label.width("W") < wide {
                let y = top + blocks.names.0 + blocks.names.1 / 2.0;
                canvas.text((x, y), (HPos::Center, VPos::Center), letter, &theme.label)?;
            }
        }
        let first = month.first;
        let last = days_before(days_after(first, 31).with_day(1).unwrap_or(first), 1);
        // A month that begins in the middle is shown from its first week on.
        let begin = first.max(self.about.from);
        let first_week = week_of(begin, self.week_starts);
        for day in days_in(begin, last.min(self.about.to)) {
            // Rows are weeks: counted from the first day of the first week shown.
            let since = number(usize::try_from(days_between(first_week, day)).unwrap_or(0));
            let (row, column) =
                ((since / 7.0).floor(), f64::from(day.weekday().days_since(self.week_starts)));
            let (x, y) =
                (first_column + column * wide, top + blocks.names.0 + blocks.names.1 + row * high);
            if column == 0.0 || day == begin {
                let at = (first_column - theme.mm(1.0), y + high / 2.0);
                if blocks.gutter > 0.0 && theme.label.height() <= high {
                    canvas.text(
                        at,
                        (HPos::Right, VPos::Center),
                        &day.day().to_string(),
                        &theme.label,
                    )?;
                }
            }
            // White between cells, so that neighbours of one shade stay two days.
            let inset = 0.04 * wide.min(high);
            let cell = Area { left: x, top: y, right: x + wide, bottom: y + high }.inset(inset);
            match self.on(day) {
                None => empty(canvas, theme, cell)?,
                Some(pain) => filled(canvas, theme, cell, pain.mean, plain(pain.mean))?,
            }
        }
        Ok(())
    }
}

/// Draws every month, year by year.
fn draw_years(canvas: &mut Canvas<'_>, theme: &Theme, area: Area, months: &[Month]) -> DrawResult {
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
            Some(mean) => filled(canvas, theme, cell, mean, one_decimal(mean))?,
            None if month.rated > 0 => few(canvas, theme, cell)?,
            None => empty(canvas, theme, cell)?,
        }
    }
    Ok(())
}

/// A cell with a number: its shade, and the number where it fits; else a square that grows with it.
fn filled(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    cell: Area,
    value: f64,
    exact: String,
) -> DrawResult {
    let middle = ((cell.left + cell.right) / 2.0, (cell.top + cell.bottom) / 2.0);
    // The page keeps whole lines of text apart, so a line's height must fit, not only its figures'.
    let highest = 0.94 * cell.height() / ((font::ASCENT + font::DESCENT) * MM_PER_PT);
    let largest = highest.min(1.35 * theme.label.pt);
    let style = theme.label.inked(on_shade(value));
    // Where decimals do not fit, all numbers go without: in one hand, and none more exact than its
    // neighbours.
    let widest = 0.9 * cell.width();
    // Without decimals a number may still fit where the exact one does not.
    let whole = format!("{:.0}", value.round());
    let fitted = largest.min(widest / style.sized(1.0).width("10"));
    let exact_fits = style.sized(largest).width("8.8") <= widest && largest >= LEAST_PT;
    let fits = if exact_fits {
        Some((exact, largest))
    } else {
        (fitted >= LEAST_PT).then_some((whole, fitted))
    };
    match fits {
        Some((text, pt)) => {
            canvas.fill(cell, shade(value))?;
            canvas.text(middle, (HPos::Center, VPos::Center), &text, &style.sized(pt))
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
            canvas.fill(square, shade(value))?;
            if value < 3.0 { canvas.outline(square, theme.mm(0.12), AXIS) } else { Ok(()) }
        }
    }
}
