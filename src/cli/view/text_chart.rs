//! A chart in letters and blocks, for terminals that show no pictures; in ASCII for those that show
//! no blocks either.

use chrono::NaiveDate;

use crate::cli::output::page::Page;
use crate::domain::text::date::{self, days_after, days_between};
use crate::domain::text::number::{mean, whole};
use crate::domain::text::style::Style;

/// Rows of text of a course that stands alone.
const HIGH: usize = 6;

/// Columns that the numbers of an axis take, with their line.
const AXIS: usize = 4;

/// The longest bar, in columns.
const LONGEST_BAR: usize = 40;

/// A chart in text.
pub enum TextChart {
    /// Courses over days, one under the other.
    Courses {
        /// First and last day.
        range: (NaiveDate, NaiveDate),
        /// How days are written.
        style: Style,
        /// The courses.
        courses: Vec<Course>,
    },
    /// A bar for each thing.
    Bars {
        /// What they are about: `Median pain, 0 to 10`.
        heading: String,
        /// Their name, how long each is of [`MOST_PAIN`], and what stands behind it.
        bars: Vec<(String, Option<f64>, String)>,
    },
}

/// The end of the scale of pain, and of goals.
pub const MOST_PAIN: f64 = 10.0;

/// What happened over some days.
pub struct Course {
    /// What it is, with its numbers.
    pub name: String,
    /// What is drawn.
    pub marks: CourseMarks,
}

/// What is drawn of a course.
pub enum CourseMarks {
    /// Heights: from, to, how much; and the highest number of the scale.
    Heights(Vec<(NaiveDate, NaiveDate, f64)>, f64),
    /// Days on which something was done, and those on which it was missed or stopped.
    Days(Vec<(NaiveDate, DaySign)>),
}

/// What became of something on a day; the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DaySign {
    /// Asked for and missed.
    Missed,
    /// Done.
    Done,
    /// Stopped.
    Stopped,
}

impl DaySign {
    /// Its sign in a terminal that shows `symbols`, or in ASCII.
    fn sign(self, symbols: bool) -> char {
        match (self, symbols) {
            (Self::Missed, true) => '○',
            (Self::Done, true) => '●',
            (Self::Stopped, true) => '✕',
            (Self::Missed, false) => '-',
            (Self::Done, false) => 'o',
            (Self::Stopped, false) => 'x',
        }
    }
}

/// The worst of some days in words; empty without any.
pub fn worst_named(worst: Option<(NaiveDate, f64)>, style: Style) -> String {
    worst.map_or_else(String::new, |(day, pain)| {
        let day = day.format(style.dates.form("%-d %b %Y", "%b %-d, %Y"));
        format!(", worst {} on {day}", style.plain(pain))
    })
}

impl TextChart {
    /// Lays it out in so many columns.
    pub fn put(&self, page: &mut Page, width: usize, symbols: bool) {
        match self {
            Self::Courses { range, style, courses } if page.is_plain() => {
                put_courses_in_words(page, *range, *style, courses);
            }
            Self::Bars { heading, bars } if page.is_plain() => {
                page.para(&format!("{heading}:"));
                bars.iter().for_each(|(name, _, words)| page.para(&format!("{name}: {words}")));
            }
            Self::Courses { range, style, courses } => {
                put_courses(page, *range, *style, courses, width, symbols);
            }
            Self::Bars { heading, bars } => put_bars(page, heading, bars, width, symbols),
        }
    }
}

/// The days of a range as columns of text.
struct Columns {
    from: NaiveDate,
    /// Days in a column.
    each: i64,
    /// How many columns.
    count: i64,
}

impl Columns {
    /// As many days in a column as it takes to fit: no day of the range is cut off.
    fn new((from, to): (NaiveDate, NaiveDate), width: usize) -> Self {
        let days = days_between(from, to) + 1;
        let width = i64::try_from(width).unwrap_or(80).max(1);
        let each = (days + width - 1) / width;
        Self { from, each, count: (days + each - 1) / each }
    }

    /// First and last day of each.
    fn days(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        (0..self.count).map(|at| {
            let first = days_after(self.from, u64::try_from(at * self.each).unwrap_or(0));
            (first, days_after(first, u64::try_from(self.each - 1).unwrap_or(0)))
        })
    }
}

/// Lays out courses over one axis of days.
fn put_courses(
    page: &mut Page,
    range: (NaiveDate, NaiveDate),
    style: Style,
    courses: &[Course],
    width: usize,
    symbols: bool,
) {
    let columns = Columns::new(range, width.saturating_sub(AXIS));
    // The first course of several is as low as the others: they are compared.
    let high = if courses.len() == 1 { HIGH } else { 1 };
    for course in courses {
        page.para(&course.name);
        match &course.marks {
            CourseMarks::Heights(steps, most) => {
                let values: Vec<Option<f64>> = columns
                    .days()
                    .map(|(from, to)| Some(mean_within(steps, from, to)? / most.max(1e-9)))
                    .collect();
                put_heights(page, &values, *most, high, symbols);
            }
            CourseMarks::Days(days) => {
                let signs = columns.days().map(|(from, to)| {
                    let own = days.iter().filter(|(day, _)| *day >= from && *day <= to);
                    let own: Vec<DaySign> = own.map(|(_, sign)| *sign).collect();
                    // A column of several days shows a stop, else what most of them were.
                    let done = own.iter().filter(|sign| **sign == DaySign::Done).count();
                    let missed = own.iter().filter(|sign| **sign == DaySign::Missed).count();
                    match own.iter().max() {
                        None => ' ',
                        Some(DaySign::Stopped) => DaySign::Stopped.sign(symbols),
                        Some(_) if missed > done => DaySign::Missed.sign(symbols),
                        Some(_) => DaySign::Done.sign(symbols),
                    }
                });
                let signs: String = signs.collect();
                let line = format!("{}{signs}", " ".repeat(AXIS));
                page.raw_line(line.trim_end(), anstyle::Style::new());
            }
        }
    }
    let form = style.dates.form("%-d %b %Y", "%b %-d, %Y");
    let [from, to] = [range.0, range.1].map(|day| day.format(form).to_string());
    let wide = usize::try_from(columns.count).unwrap_or(0);
    let gap = wide.saturating_sub(from.chars().count() + to.chars().count());
    if gap > 1 {
        page.raw_line(
            &format!("{}{from}{}{to}", " ".repeat(AXIS), " ".repeat(gap)),
            anstyle::Style::new(),
        );
    } else {
        page.para(&date::range(range.0, range.1, style));
    }
    page.note(&legend(courses, columns.each, high, symbols));
}

/// The most spans of days that a course is told in: a chart that is heard is remembered by its
/// few numbers.
const SPANS: usize = 12;

/// Says courses in words, each span of days on a line.
fn put_courses_in_words(
    page: &mut Page,
    range: (NaiveDate, NaiveDate),
    style: Style,
    courses: &[Course],
) {
    let columns = Columns::new(range, SPANS);
    for course in courses {
        page.gap();
        page.para(&format!("{}:", course.name));
        for (from, to) in columns.days() {
            let to = to.min(range.1);
            let told = match &course.marks {
                CourseMarks::Heights(steps, _) => {
                    mean_within(steps, from, to).map(|mean| style.one_decimal(mean))
                }
                CourseMarks::Days(days) => {
                    let own = days.iter().filter(|(day, _)| *day >= from && *day <= to);
                    days_in_words(own.map(|(_, sign)| *sign))
                }
            };
            let told = told.unwrap_or_else(|| "not recorded".to_owned());
            page.para(&format!("{}: {told}", date::range(from, to, style)));
        }
    }
}

/// How many days were of each kind; `None` where there was none.
fn days_in_words(signs: impl Iterator<Item = DaySign> + Clone) -> Option<String> {
    let kinds =
        [(DaySign::Done, "done"), (DaySign::Missed, "missed"), (DaySign::Stopped, "stopped")];
    let counted = kinds.map(|(kind, word)| {
        let count = signs.clone().filter(|sign| *sign == kind).count();
        (count > 0).then(|| format!("{count} {word}"))
    });
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    (!counted.is_empty()).then(|| counted.join(", "))
}

/// The mean of the steps of some days, where there is one.
fn mean_within(
    steps: &[(NaiveDate, NaiveDate, f64)],
    from: NaiveDate,
    to: NaiveDate,
) -> Option<f64> {
    let within = steps.iter().filter(|(begins, ends, _)| *begins <= to && *ends >= from);
    let within: Vec<f64> = within.map(|(_, _, value)| *value).collect();
    (!within.is_empty()).then(|| mean(within.into_iter()))
}

/// What the signs mean.
fn legend(courses: &[Course], each: i64, high: usize, symbols: bool) -> String {
    let step = if each == 1 { "a day".to_owned() } else { format!("{each} days") };
    let has_heights = courses.iter().any(|course| matches!(course.marks, CourseMarks::Heights(..)));
    let has_days = courses.iter().any(|course| matches!(course.marks, CourseMarks::Days(_)));
    let mut said = vec![format!("A column is {step}; a gap was not recorded")];
    if has_heights && high == 1 {
        said.push(
            if symbols {
                "▁ is 0 and █ the top of each scale"
            } else {
                "0 is none and 9 the top"
            }
            .to_owned(),
        );
    }
    if has_days {
        let sign = |sign: DaySign| sign.sign(symbols);
        said.push(format!(
            "{} done, {} asked for and missed, {} stopped by a rule",
            sign(DaySign::Done),
            sign(DaySign::Missed),
            sign(DaySign::Stopped)
        ));
    }
    said.join("; ") + "."
}

/// Lays out heights, shares of a scale from 0 to 1, in some rows of text.
fn put_heights(page: &mut Page, values: &[Option<f64>], most: f64, high: usize, symbols: bool) {
    const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    for row in (0..high).rev() {
        let line: String = values
            .iter()
            .map(|value| {
                let Some(share) = value else { return ' ' };
                if high == 1 && !symbols {
                    // Digits, because a row of text has no heights in ASCII.
                    return char::from_digit((9.0 * share.clamp(0.0, 1.0)).round() as u32, 10)
                        .unwrap_or('9');
                }
                let all = 8.0 * high as f64 * share.clamp(0.0, 1.0);
                // None is a low block, not nothing: nothing would mean not recorded.
                let here = (all.max(1.0) - 8.0 * row as f64).clamp(0.0, 8.0).round() as usize;
                match (symbols, here) {
                    (true, _) => BLOCKS[here],
                    (false, 0..=3) if row > 0 || here == 0 => ' ',
                    (false, 0..=3) => '.',
                    (false, _) => '#',
                }
            })
            .collect();
        let number = if row + 1 == high {
            whole(most)
        } else if row == 0 {
            "0".to_owned()
        } else {
            String::new()
        };
        let edge = if symbols { '│' } else { '|' };
        page.raw_line(format!("{number:>3}{edge}{line}").trim_end(), anstyle::Style::new());
    }
}

/// Lays out a bar for each thing.
fn put_bars(
    page: &mut Page,
    heading: &str,
    bars: &[(String, Option<f64>, String)],
    width: usize,
    symbols: bool,
) {
    page.para(heading);
    let names = bars.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
    let said = bars.iter().map(|(.., words)| words.chars().count()).max().unwrap_or(0);
    let long = width.saturating_sub(names + said + 3).clamp(1, LONGEST_BAR);
    let (full, edge) = if symbols { ('█', '│') } else { ('#', '|') };
    for (name, value, words) in bars {
        let share = value.map_or(0.0, |value| (value / MOST_PAIN).clamp(0.0, 1.0));
        let bar = full.to_string().repeat((share * long as f64).round() as usize);
        page.raw_line(&format!("{name:<names$} {edge}{bar} {words}"), anstyle::Style::new());
    }
}
