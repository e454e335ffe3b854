//! The calendar: each day's pain where the day stands in its week.

use chrono::{Datelike, NaiveDate, Weekday};

use super::page_scope::PageScope;
use super::stats::DayPain;
use crate::domain::text::date::days_in;

/// Rated days a month needs before it has a mean: a quarter of it (design choice).
pub const MONTH_NEEDS: usize = 8;

/// Days and their pain.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Whose, and which days.
    pub about: PageScope,
    /// The rated days, in order.
    pub days: Vec<DayPain>,
    /// The day a week begins with.
    pub week_starts: Weekday,
}

/// A month of the calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// The first day of the month, in the range or not.
    pub first: NaiveDate,
    /// How many of its days were rated.
    pub rated: usize,
    /// The mean of its rated days; `None` while fewer than [`MONTH_NEEDS`] were.
    pub mean: Option<f64>,
}

impl Calendar {
    /// The calendar of some rated days, in order.
    pub fn new(about: PageScope, mut days: Vec<DayPain>, week_starts: Weekday) -> Self {
        days.retain(|day| about.holds(day.day));
        Self { about, days, week_starts }
    }

    /// The pain of a day; `None` when it was not recorded.
    pub fn on(&self, day: NaiveDate) -> Option<&DayPain> {
        self.days.binary_search_by_key(&day, |pain| pain.day).ok().map(|at| &self.days[at])
    }

    /// The months of the range, in order.
    pub fn months(&self) -> Vec<Month> {
        let mut months: Vec<Month> = Vec::new();
        for day in days_in(self.about.from, self.about.to) {
            let first = first_of_month(day);
            if months.last().is_none_or(|month| month.first != first) {
                let start = self.days.partition_point(|pain| first_of_month(pain.day) < first);
                let end = self.days.partition_point(|pain| first_of_month(pain.day) <= first);
                // Of a month that the range cuts, only the days within count.
                let rated = end - start;
                let mean = (rated >= MONTH_NEEDS).then(|| {
                    self.days[start..end].iter().map(|pain| pain.mean).sum::<f64>() / rated as f64
                });
                months.push(Month { first, rated, mean });
            }
        }
        months
    }
}

/// The first day of the month of a day.
fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::analysis::stats::RatedDays;
    use crate::domain::diary::rating::PainPoint;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;
    use crate::domain::text::style::Style;

    /// A calendar from 20 October 2026 on.
    fn made(days: u64, rated: &[(u64, i64)]) -> Calendar {
        let from = NaiveDate::from_ymd_opt(2026, 10, 20).expect("a date");
        let readings = rated.iter().map(|(n, tenths)| PainPoint {
            day: days_after(from, *n),
            minute: None,
            score: Score::from_tenths(*tenths).expect("a score"),
            worst: None,
            least: None,
        });
        let pain = RatedDays::from_iter(readings).into_days();
        let about = PageScope {
            subjects: vec![],
            from,
            to: days_after(from, days - 1),
            alerts: vec![],
            style: Style::default(),
        };
        Calendar::new(about, pain, Weekday::Mon)
    }

    #[test]
    fn a_day_that_was_not_recorded_is_no_day_of_no_pain() {
        let calendar = made(3, &[(0, 0), (2, 55), (2, 65), (9, 100)]);
        assert_eq!(calendar.on(calendar.about.from).map(|day| day.mean), Some(0.0));
        assert_eq!(calendar.on(days_after(calendar.about.from, 1)), None);
        insta::assert_snapshot!(calendar.sentence(), @"
        Pain was recorded on 2 of 3 days: 3 on average, 0 on the lowest day and 6 on the highest; a mean of 3 or below on 1 day, of 7 or above on 0.
        ");
    }

    #[test]
    fn a_month_has_a_mean_from_eight_days_on() {
        let calendar =
            made(30, &(0..19).filter(|n| *n < 7 || *n > 11).map(|n| (n, 40)).collect::<Vec<_>>());
        let months = calendar.months();
        assert_eq!(
            months.iter().map(|month| (month.rated, month.mean)).collect::<Vec<_>>(),
            [(7, None), (7, None)]
        );
        let calendar = made(30, &(0..20).map(|n| (n, 40)).collect::<Vec<_>>());
        assert_eq!(calendar.months()[0].mean, Some(4.0));
        insta::assert_snapshot!(calendar.description(), @"
        Pain diary, 20 Oct – 18 Nov 2026. Pain was recorded on 20 of 30 days: 4 on average, 4 on the lowest day and 4 on the highest; a mean of 3 or below on 0 days, of 7 or above on 0. Months on average: October 2026 4 (12 days), November 2026 4 (8 days).
        ");
    }

    #[test]
    fn nothing_recorded_is_said_plainly() {
        insta::assert_snapshot!(made(1, &[]).sentence(), @"No pain has been recorded on this day.");
        insta::assert_snapshot!(made(2, &[(1, 45)]).sentence(), @"Pain was recorded on 1 of 2 days: 4.5.");
    }

    #[test]
    fn a_day_is_counted_by_the_number_that_is_shown_and_a_moment_by_itself() {
        // 6.95 is shown as 7 and counts as 7; 6.9 is shown and counts as 6.9. The day of 8 and 2 has
        // a moment of 8 and a mean of 5.
        let calendar = made(4, &[(0, 69), (0, 70), (1, 69), (2, 80), (2, 20), (3, 30)]);
        insta::assert_snapshot!(calendar.sentence(), @"
        Pain was recorded on 4 of 4 days: 5.5 on average, 3 on the lowest day and 7 on the highest; a mean of 3 or below on 1 day, of 7 or above on 1, and a moment of 7 or more on 2 days.
        ");
        assert!(calendar.sentence().contains("and a moment of 7 or more on 2 days"));
        // Without one nothing is said of moments.
        assert!(!made(2, &[(0, 69), (1, 10)]).sentence().contains("moment"));
    }
}
