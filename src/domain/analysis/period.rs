//! The stretches of days that numbers are given for, and what was done and sat in one.

use chrono::NaiveDate;

use super::stats::{self, Baseline, WINDOW_DAYS};
use crate::domain::text::date::{days_before, days_between};
use crate::domain::text::number::mean;

/// Days of the longer of the two recent stretches: four weeks.
const FOUR_WEEKS: u64 = 28;

/// Which stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// The last seven days, today included.
    Week,
    /// The last four weeks, today included.
    FourWeeks,
    /// From the last visit to today.
    SinceVisit,
    /// The days that were asked for.
    Asked,
    /// The baseline: the first two weeks of the present episode.
    FirstTwoWeeks,
}

impl PeriodKind {
    /// The word that programs read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::FourWeeks => "four-weeks",
            Self::SinceVisit => "since-visit",
            Self::Asked => "asked",
            Self::FirstTwoWeeks => "first-two-weeks",
        }
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Which it is.
    pub kind: PeriodKind,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

impl Period {
    /// How many days it has.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// How many of its days must have a score before it has numbers.
    pub fn needs(&self) -> usize {
        stats::needs(u64::try_from(self.days()).unwrap_or(0))
    }

    /// Whether a day is one of its days.
    pub fn has(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The mean of its days' means of pain-free sitting in minutes, and how many days have one;
    /// `None` where no day has. `sitting` is in the order of days.
    pub fn sitting(&self, sitting: &[(NaiveDate, u32)]) -> Option<(f64, usize)> {
        let within: Vec<_> = sitting.iter().filter(|(day, _)| self.has(*day)).collect();
        let days: Vec<f64> = within
            .chunk_by(|one, next| one.0 == next.0)
            .map(|day| mean(day.iter().map(|(_, minutes)| f64::from(*minutes))))
            .collect();
        (!days.is_empty()).then(|| (mean(days.iter().copied()), days.len()))
    }
}

/// The first day of the last four weeks.
pub fn four_weeks_from(today: NaiveDate) -> NaiveDate {
    days_before(today, FOUR_WEEKS - 1)
}

/// The stretches that there are numbers for on a day, in the order they are shown.
pub fn periods(
    today: NaiveDate,
    last_visit: Option<NaiveDate>,
    baseline: Option<&Baseline>,
) -> Vec<Period> {
    let mut all = vec![
        Period { kind: PeriodKind::Week, from: days_before(today, WINDOW_DAYS - 1), to: today },
        Period { kind: PeriodKind::FourWeeks, from: four_weeks_from(today), to: today },
    ];
    all.extend(last_visit.map(|visit| Period {
        kind: PeriodKind::SinceVisit,
        from: visit,
        to: today,
    }));
    // While the first two weeks still run they are nothing to look back at.
    all.extend(baseline.filter(|first| first.to < today).map(|first| Period {
        kind: PeriodKind::FirstTwoWeeks,
        from: first.from,
        to: first.to,
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day of November 2026.
    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).expect("a day")
    }

    #[test]
    fn sitting_is_a_mean_of_days_and_not_of_entries() {
        let week = Period { kind: PeriodKind::Week, from: day(2), to: day(8) };
        let sitting = [(day(1), 500), (day(2), 10), (day(2), 30), (day(5), 60)];
        assert_eq!(week.sitting(&sitting), Some((40.0, 2)));
        assert_eq!(week.sitting(&sitting[..1]), None);
    }

    #[test]
    fn both_ends_of_a_stretch_belong_to_it() {
        let week = Period { kind: PeriodKind::Week, from: day(2), to: day(8) };
        assert_eq!([1, 2, 8, 9].map(|number| week.has(day(number))), [false, true, true, false]);
        assert_eq!((week.days(), week.needs()), (7, stats::needs(7)));
    }
}
