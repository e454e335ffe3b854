//! Where an axis is marked, and how: always at boundaries of the calendar, never more than fit.
//!
//! Knows days and widths of text; draws nothing.

use chrono::{Datelike, NaiveDate};

use crate::domain::text::date::{days_after, days_before, days_between};

/// The marks of a time axis. Places are in days since the first day's midnight.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// Grid lines.
    pub lines: Vec<f64>,
    /// The words of the first row.
    pub labels: Vec<TickLabel>,
    /// The words of the second row (month, year), each from where it begins.
    pub contexts: Vec<TickLabel>,
}

/// A word on a time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct TickLabel {
    /// Where it belongs.
    pub at: f64,
    /// Whether it is centred there; otherwise it starts there.
    pub centred: bool,
    /// The word.
    pub text: String,
}

/// What a time axis has to fit into.
pub struct AxisSpace<'a> {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The width of a day.
    pub per_day: f64,
    /// How far right of the axis' end a word may reach.
    pub beyond: f64,
    /// The least distance between two words.
    pub gap: f64,
    /// The width of a word.
    pub width: &'a dyn Fn(&str) -> f64,
}

/// A step of the calendar, with the longest range in days it is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CalendarStep {
    /// Each day, named `Mon 16`.
    NamedDay,
    /// Each day, named `Mo 16`.
    ShortDay,
    /// Each day, named `M 16`.
    LetterDay,
    /// Each day, named `16`.
    Day,
    /// So many weeks, from Monday.
    Weeks(i64),
    /// So many months.
    Months(u32),
    /// So many years.
    Years(i32),
}

/// The steps from fine to coarse. Weeks before months before quarters before years, each only as
/// long as it is still the way people think about such a range.
const STEPS: [(CalendarStep, i64); 16] = [
    (CalendarStep::NamedDay, 22),
    (CalendarStep::ShortDay, 22),
    (CalendarStep::LetterDay, 22),
    (CalendarStep::Day, 22),
    (CalendarStep::Weeks(1), 130),
    (CalendarStep::Weeks(2), 130),
    (CalendarStep::Months(1), 800),
    (CalendarStep::Months(3), 3000),
    (CalendarStep::Months(6), 3000),
    (CalendarStep::Years(1), i64::MAX),
    (CalendarStep::Years(2), i64::MAX),
    (CalendarStep::Years(5), i64::MAX),
    (CalendarStep::Years(10), i64::MAX),
    (CalendarStep::Years(50), i64::MAX),
    (CalendarStep::Years(100), i64::MAX),
    (CalendarStep::Years(1000), i64::MAX),
];

impl Ticks {
    /// The finest marks that fit.
    pub fn new(room: &AxisSpace<'_>) -> Self {
        let days = days_between(room.from, room.to) + 1;
        STEPS
            .iter()
            .filter(|(_, longest)| days <= *longest)
            .find_map(|(every, _)| Self::every(*every, room))
            .unwrap_or_default()
    }

    /// The marks of one step; `None` when they do not fit.
    fn every(every: CalendarStep, room: &AxisSpace<'_>) -> Option<Self> {
        // A step fits when each of its names does; the first step that fits is the finest.
        let (begins, names) = every.marks(room);
        let end = day_number(room, room.to) + 1.0;
        let mut labels = Vec::new();
        // How far the words so far reach.
        let mut reach = f64::NEG_INFINITY;
        for (index, (begin, text)) in begins.iter().zip(names).enumerate() {
            let width = (room.width)(&text);
            // The last piece ends where the range does.
            let next = begins.get(index + 1).copied().unwrap_or(end);
            let (shown, until) = (begin.max(0.0), next.min(end));
            // A piece of an interval at either end may be too short for its name; the name is then
            // left out.
            let is_piece =
                *begin < 0.0 || (index + 1 == begins.len() && every.is_interval() && next >= end);
            let whole = *begin >= 0.0;
            let (left, right, label) = if every.is_interval() {
                let middle = (shown + until) / 2.0 * room.per_day;
                let label = TickLabel { at: (shown + until) / 2.0, centred: true, text };
                (middle - width / 2.0, middle + width / 2.0, label)
            } else {
                let left = begin * room.per_day + room.gap / 2.0;
                (left, left + width, TickLabel { at: *begin, centred: false, text })
            };
            let fits = if every.is_interval() {
                right - left + room.gap <= (until - shown) * room.per_day
            } else {
                whole && left >= reach + room.gap / 2.0
            };
            let inside = right <= end * room.per_day + room.beyond;
            if fits && inside {
                reach = right;
                labels.push(label);
            } else if !is_piece && inside && whole {
                return None;
            }
        }
        let lines = begins.into_iter().filter(|begin| *begin >= 0.0).collect();
        Some(Self { lines, labels, contexts: every.contexts(room) })
    }
}

/// Days from the range's start, as a place on the axis.
fn day_number(room: &AxisSpace<'_>, day: NaiveDate) -> f64 {
    days_between(room.from, day) as f64
}

impl CalendarStep {
    /// Whether its words name what lies between two lines, rather than a line.
    fn is_interval(self) -> bool {
        match self {
            Self::NamedDay
            | Self::ShortDay
            | Self::LetterDay
            | Self::Day
            | Self::Months(1)
            | Self::Years(1) => true,
            Self::Weeks(_) | Self::Months(_) | Self::Years(_) => false,
        }
    }

    /// Where its steps begin, the one before the range included, and what they are called.
    fn marks(self, room: &AxisSpace<'_>) -> (Vec<f64>, Vec<String>) {
        let mut day = self.start_at_or_before(room.from);
        let mut marks = (Vec::new(), Vec::new());
        while day <= room.to {
            marks.0.push(day_number(room, day));
            marks.1.push(self.name(day));
            let next = self.next(day);
            if next <= day {
                break;
            }
            day = next;
        }
        marks
    }

    /// The last beginning of a step that is not after `day`.
    fn start_at_or_before(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::NamedDay | Self::ShortDay | Self::LetterDay | Self::Day => day,
            Self::Weeks(weeks) => {
                // Counted from one fixed Monday, so that the weeks shown do not depend on the
                // range.
                let since = days_between(NaiveDate::from_ymd_opt(2001, 1, 1).unwrap_or(day), day);
                days_before(day, u64::try_from(since.rem_euclid(7 * weeks)).unwrap_or(0))
            }
            Self::Months(months) => {
                date(day.year(), day.month0() / months * months + 1).unwrap_or(day)
            }
            Self::Years(years) => date(day.year() - day.year().rem_euclid(years), 1).unwrap_or(day),
        }
    }

    /// The beginning of the step after the one that begins on `day`.
    fn next(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::NamedDay | Self::ShortDay | Self::LetterDay | Self::Day => days_after(day, 1),
            Self::Weeks(weeks) => days_after(day, u64::try_from(7 * weeks).unwrap_or(7)),
            Self::Months(months) => {
                let month0 = day.month0() + months;
                let years = i32::try_from(month0 / 12).unwrap_or(1);
                date(day.year() + years, month0 % 12 + 1).unwrap_or(NaiveDate::MAX)
            }
            Self::Years(years) => date(day.year() + years, 1).unwrap_or(NaiveDate::MAX),
        }
    }

    /// What the step that begins on `day` is called.
    fn name(self, day: NaiveDate) -> String {
        let format = match self {
            Self::NamedDay => "%a %-d",
            Self::ShortDay => {
                return format!("{} {}", &day.format("%a").to_string()[..2], day.day());
            }
            Self::LetterDay => {
                return format!("{} {}", &day.format("%a").to_string()[..1], day.day());
            }
            Self::Day | Self::Weeks(_) => "%-d",
            Self::Months(_) => "%b",
            Self::Years(_) => "%Y",
        };
        day.format(format).to_string()
    }

    /// The second row: the month under days and weeks, the year under months.
    fn contexts(self, room: &AxisSpace<'_>) -> Vec<TickLabel> {
        let (larger, formats): (Self, &[&str]) = match self {
            Self::NamedDay | Self::ShortDay | Self::LetterDay | Self::Day | Self::Weeks(_) => {
                (Self::Months(1), &["%B %Y", "%b %Y", "%B", "%b"])
            }
            Self::Months(_) => (Self::Years(1), &["%Y"]),
            Self::Years(_) => return Vec::new(),
        };
        let mut begins = Vec::new();
        let mut day = larger.start_at_or_before(room.from);
        while day <= room.to {
            begins.push(day.max(room.from));
            day = larger.next(day);
        }
        let end = (day_number(room, room.to) + 1.0) * room.per_day + room.beyond;
        // Repeating the year under each month would say nothing new and take the room of others.
        let mut year_said = None;
        let mut labels = Vec::new();
        for (index, begin) in begins.iter().enumerate() {
            let left = day_number(room, *begin) * room.per_day + room.gap / 2.0;
            let right = begins
                .get(index + 1)
                .map_or(end, |next| day_number(room, *next) * room.per_day - room.gap);
            // The year is said once, and again when it changes.
            let wanted = formats.iter().filter(|format| {
                formats.len() < 4 || format.contains("%Y") == (year_said != Some(begin.year()))
            });
            let texts =
                wanted.map(|format| (begin.format(format).to_string(), format.contains("%Y")));
            let fitting = texts.into_iter().find(|(text, _)| left + (room.width)(text) <= right);
            if let Some((text, with_year)) = fitting {
                labels.push(TickLabel { at: day_number(room, *begin), centred: false, text });
                if with_year {
                    year_said = Some(begin.year());
                }
            }
        }
        labels
    }
}

/// The first of a month.
fn date(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// Whole numbers from 0 that cover `most`, at most `steps` of them above 0, 1, 2 or 5 times a power
/// of ten apart; where there is room for two at most, any digit times a power of ten, so that bars
/// stay tall. The last one is the axis' end, at or above `most`.
pub fn counts(most: u32, steps: u32) -> Vec<u32> {
    let most = most.max(1);
    let steps = steps.max(1);
    let mut sizes = (0..10).flat_map(|power| {
        let bases: &[u32] = if steps <= 2 { &[1, 2, 3, 4, 5, 6, 8] } else { &[1, 2, 5] };
        bases.iter().map(move |base| base.saturating_mul(10u32.pow(power)))
    });
    let step = sizes.find(|step| most.div_ceil(*step) <= steps).unwrap_or(most);
    (0..=most.div_ceil(step)).map(|n| n.saturating_mul(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The axis of some days from 30 August 2026, as its words, on `width` millimetres; a letter is
    /// 2 wide.
    fn axis(from: (i32, u32, u32), days: u64, width: f64) -> (Vec<String>, Vec<String>) {
        let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).expect("a date");
        let to = days_after(from, days - 1);
        let per_day = width / days as f64;
        let room = AxisSpace { from, to, per_day, beyond: 5.0, gap: 2.0, width: &letters_width };
        let ticks = Ticks::new(&room);
        // Whatever the range, words keep their distance and stay near the axis.
        for row in [&ticks.labels, &ticks.contexts] {
            let mut reach = f64::NEG_INFINITY;
            for label in row {
                let x = label.at * per_day;
                let letters = letters_width(&label.text);
                let left = if label.centred { x - letters / 2.0 } else { x + 1.0 };
                assert!(left >= reach + 0.9 && left >= 0.0, "{label:?} in {row:?}");
                reach = left + letters;
                assert!(reach <= width + 5.01, "{label:?}");
            }
        }
        (words(ticks.labels), words(ticks.contexts))
    }

    /// The width of a text whose letters are 2 wide.
    fn letters_width(text: &str) -> f64 {
        2.0 * text.chars().count() as f64
    }

    /// The texts of some labels.
    fn words(labels: Vec<TickLabel>) -> Vec<String> {
        labels.into_iter().map(|label| label.text).collect()
    }

    #[test]
    fn each_range_is_marked_the_way_people_think_of_it() {
        let day = axis((2026, 11, 16), 1, 220.0);
        assert_eq!((day.0, day.1), (vec!["Mon 16".to_owned()], vec!["November 2026".to_owned()]));
        let week = axis((2026, 11, 16), 7, 220.0);
        assert_eq!((week.0[0].as_str(), week.0[6].as_str()), ("Mon 16", "Sun 22"));
        assert_eq!(week.1, ["November 2026"]);
        let weeks = axis((2026, 8, 31), 84, 220.0);
        assert_eq!(weeks.0, ["31", "7", "14", "21", "28", "5", "12", "19", "26", "2", "9", "16"]);
        assert_eq!(weeks.1, ["September 2026", "October", "November"]);
        let year = axis((2026, 1, 10), 365, 220.0);
        assert_eq!(year.0[..3], ["Jan", "Feb", "Mar"]);
        assert_eq!(year.1[0], "2026");
        assert_eq!(
            axis((2023, 11, 22), 1096, 220.0).0,
            ["Jan", "Apr", "Jul", "Oct"].repeat(3)[..].to_vec()
        );
        let ten = axis((2016, 11, 22), 3653, 220.0);
        assert_eq!((ten.0[0].as_str(), ten.0.len(), ten.1.len()), ("2017", 10, 0));
        assert_eq!(axis((1996, 11, 22), 10958, 220.0).0.len(), 15);
    }

    #[test]
    fn every_range_on_every_width_has_some_words() {
        for width in [40.0, 60.0, 120.0, 220.0, 600.0] {
            for days in (1..60)
                .chain([84, 100, 124, 125, 200, 365, 400, 800, 801, 1500, 3000, 3001, 9000, 11_000])
            {
                for start in [(2026, 8, 30), (2024, 2, 29), (2025, 12, 31), (2026, 1, 1)] {
                    let words = axis(start, days, width);
                    assert!(
                        !words.0.is_empty() || !words.1.is_empty(),
                        "{days} days on {width} mm"
                    );
                }
            }
        }
    }

    #[test]
    fn counts_are_whole_and_cover_the_most() {
        assert_eq!(counts(0, 4), [0, 1]);
        assert_eq!(counts(3, 4), [0, 1, 2, 3]);
        assert_eq!(counts(7, 4), [0, 2, 4, 6, 8]);
        assert_eq!(counts(61, 4), [0, 20, 40, 60, 80]);
        assert_eq!(counts(5, 1), [0, 5]);
        assert_eq!(counts(24, 1), [0, 30]);
        assert_eq!(counts(24, 2), [0, 20, 40]);
        for most in [1, 999, 123_456, u32::MAX] {
            for steps in 1..6 {
                let counts = counts(most, steps);
                assert!(
                    counts.len() <= steps as usize + 1 && counts[counts.len() - 1] >= most,
                    "{most} {steps}"
                );
            }
        }
    }
}
