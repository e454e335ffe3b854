//! When it hurts: pain by the time of day and by the day of the week.
//!
//! Medians of days, not of ratings: five ratings of one evening are one evening. Nothing is said of
//! a group with too few days, and never why.

use chrono::{Datelike, NaiveDate, Weekday};

use super::page_scope::PageScope;
use super::stats::RatedDays;
use crate::domain::diary::rating::PainPoint;
use crate::domain::text::number::quantile;

/// Days a group needs before it has a median: two in each quarter (design choice).
pub const NEEDS: usize = 8;

/// The parts of a day: the name, the hours as they are shown, and the first and last minute after
/// midnight. The small hours belong to the night before (design choice).
const PARTS: [(&str, &str, u16, u16); 5] = [
    ("morning", "5–11 h", 300, 659),
    ("midday", "11–15 h", 660, 899),
    ("afternoon", "15–19 h", 900, 1139),
    ("evening", "19–23 h", 1140, 1379),
    ("night", "23–5 h", 1380, u16::MAX),
];

/// The days of the week.
const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Mon, "Monday", "Mon"),
    (Weekday::Tue, "Tuesday", "Tue"),
    (Weekday::Wed, "Wednesday", "Wed"),
    (Weekday::Thu, "Thursday", "Thu"),
    (Weekday::Fri, "Friday", "Fri"),
    (Weekday::Sat, "Saturday", "Sat"),
    (Weekday::Sun, "Sunday", "Sun"),
];

/// Pain by time.
#[derive(Debug, Clone, PartialEq)]
pub struct Times {
    /// Whose, and which days.
    pub about: PageScope,
    /// The parts of the day, in order.
    pub parts: Vec<Group>,
    /// The days of the week, from Monday.
    pub week: Vec<Group>,
    /// Days with a rating.
    pub rated: usize,
}

/// The days that have something in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What they are called in a sentence.
    pub name: &'static str,
    /// The same in a few letters.
    pub short: &'static str,
    /// Which hours, for a part of the day.
    pub hours: Option<&'static str>,
    /// How many days.
    pub days: usize,
    /// Their pain; `None` while there are fewer than [`NEEDS`].
    pub pain: Option<Middle>,
}

/// The middle of some days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Middle {
    /// A quarter of the days is at or below this.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// A quarter of the days is at or above this.
    pub high: f64,
}

impl Group {
    /// A group of days, each with its mean.
    fn new(
        name: &'static str,
        short: &'static str,
        hours: Option<&'static str>,
        mut means: Vec<f64>,
    ) -> Self {
        means.sort_by(f64::total_cmp);
        let pain = match [0.25, 0.5, 0.75].map(|share| quantile(&means, share)) {
            [Some(low), Some(median), Some(high)] if means.len() >= NEEDS => {
                Some(Middle { low, median, high })
            }
            _ => None,
        };
        Self { name, short, hours, days: means.len(), pain }
    }
}

/// The part of the day a minute after the diary day's midnight lies in, as its place in [`PARTS`].
/// The small hours are of the night, on either side of midnight; where a day ends later than they
/// do, what follows them is what the clock says.
fn part(minute: u16) -> usize {
    let minute = minute % (24 * 60);
    PARTS
        .iter()
        .position(|(_, _, from, to)| (*from..=*to).contains(&minute))
        .unwrap_or(PARTS.len() - 1)
}

/// Readings that are taken one by one in the order of their days, as far as times need them.
#[derive(Debug, Default)]
pub struct ReadingTimes {
    rated: RatedDays,
    /// The means of the days that are over, by the part of the day.
    parts: [Vec<f64>; PARTS.len()],
    /// The last day, and of each of its parts the sum of the scores and how many there are.
    last: Option<(NaiveDate, [(f64, f64); PARTS.len()])>,
}

impl ReadingTimes {
    /// Takes a reading, which is of the last day or of a later one.
    pub fn add(&mut self, reading: PainPoint) {
        self.rated.add(reading);
        if self.last.is_none_or(|(day, _)| day != reading.day) {
            self.end_day();
        }
        let (_, sums) = self.last.get_or_insert((reading.day, Default::default()));
        if let Some(minute) = reading.minute {
            let (sum, count) = &mut sums[part(minute)];
            (*sum, *count) = (*sum + reading.score.value(), *count + 1.0);
        }
    }

    /// Ends the last day with a mean of each of its parts: five scores of one evening weigh as one.
    fn end_day(&mut self) {
        let Some((_, sums)) = self.last.take() else { return };
        for (means, (sum, count)) in self.parts.iter_mut().zip(sums) {
            if count > 0.0 {
                means.push(sum / count);
            }
        }
    }
}

impl FromIterator<PainPoint> for ReadingTimes {
    fn from_iter<I: IntoIterator<Item = PainPoint>>(readings: I) -> Self {
        let mut times = Self::default();
        readings.into_iter().for_each(|reading| times.add(reading));
        times
    }
}

impl Times {
    /// The times of the readings of these days.
    pub fn new(about: PageScope, mut readings: ReadingTimes) -> Self {
        readings.end_day();
        let days = readings.rated.into_days();
        Self {
            parts: PARTS
                .iter()
                .zip(readings.parts)
                .map(|((name, hours, ..), means)| Group::new(name, name, Some(hours), means))
                .collect(),
            week: WEEK
                .iter()
                .map(|(weekday, name, short)| {
                    let own = days.iter().filter(|rated| rated.day.weekday() == *weekday);
                    Group::new(name, short, None, own.map(|rated| rated.mean).collect())
                })
                .collect(),
            rated: days.len(),
            about,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;

    use super::*;
    use crate::domain::diary::day::MORNING_ENDS_AT;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::{days_after, days_before};
    use crate::domain::text::style::Style;

    /// A diary of so many days up to Sunday 22 November 2026, with ratings at the minutes given.
    fn times(days: u64, rating: impl Fn(u64) -> Vec<(Option<u16>, i64)>) -> Times {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let from = days_before(to, days - 1);
        let mut readings = Vec::new();
        for n in 0..days {
            for (minute, tenths) in rating(n) {
                let score = Score::from_tenths(tenths).expect("a score");
                readings.push(PainPoint {
                    day: days_after(from, n),
                    minute,
                    score,
                    worst: None,
                    least: None,
                });
            }
        }
        Times::new(
            PageScope { subjects: vec![], from, to, alerts: vec![], style: Style::default() },
            readings.into_iter().collect(),
        )
    }

    #[test]
    fn every_minute_of_a_diary_day_is_in_a_part() {
        for (minute, name) in [
            (0, "night"),
            (299, "night"),
            (300, "morning"),
            (660, "midday"),
            (900, "afternoon"),
            (1140, "evening"),
            (1380, "night"),
            (1679, "night"),
            // At nine in the morning of a day that ends at ten.
            (1440 + 540, "morning"),
            (1440 + 719, "midday"),
        ] {
            assert_eq!(PARTS[part(minute)].0, name, "{minute}");
        }
    }

    #[test]
    fn a_morning_is_over_when_no_morning_check_is_asked_for_any_more() {
        let minutes = u32::from(PARTS[0].3 + 1);
        assert_eq!(
            (minutes / 60, minutes % 60),
            (MORNING_ENDS_AT.hour(), MORNING_ENDS_AT.minute())
        );
    }

    #[test]
    fn a_time_is_compared_from_eight_days_on_and_counts_days() {
        // Five ratings of one evening are one evening.
        let few = times(7, |_| vec![(Some(1200), 50); 5]);
        assert_eq!((few.parts[3].days, few.parts[3].pain), (7, None));
        insta::assert_snapshot!(few.sentence(), @"There is not enough yet to tell times apart: a time needs 8 days with a score; 7 of 7 days recorded.");
        let many = times(70, |n| {
            vec![(Some(480), 30), (Some(1200), 50), (None, if n % 7 == 6 { 70 } else { 10 })]
        });
        assert_eq!(many.parts[0].pain.map(|pain| pain.median), Some(3.0));
        insta::assert_snapshot!(many.sentence(), @"Median pain by time of day ran from 3 (morning, 70 days) to 5 (evening, 70 days), and by day of the week ran from 3 (Monday, 10 days) to 5 (Sunday, 10 days). This says when, not why; 70 of 70 days recorded.");
        let same = times(70, |_| vec![(None, 40)]);
        insta::assert_snapshot!(same.sentence(), @"Median pain by day of the week was 4 throughout. This says when, not why; 70 of 70 days recorded.");
    }
}
