//! Which of the copies that are made of a diary day by day stay, and which are spared.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

/// How many of the newest daily copies stay. A design choice, as are the two below: a slip is
/// mostly noticed within days, and a year back is far enough to look something up.
pub const DAYS: usize = 7;

/// Of how many weeks the newest copy stays.
pub const WEEKS: usize = 8;

/// Of how many months the newest copy stays.
pub const MONTHS: usize = 12;

/// The days of which copies stay: the newest of all, of each week and of each month. They are
/// counted by the copies there are, so that whoever writes seldom keeps as many.
pub fn kept(days: &BTreeSet<NaiveDate>) -> BTreeSet<NaiveDate> {
    let newest_of = |count: usize, period: fn(NaiveDate) -> (i32, u32)| {
        let mut seen = BTreeSet::new();
        // The newest first, so that the first of a period is its newest.
        let firsts = days.iter().rev().copied().filter(move |day| seen.insert(period(*day)));
        firsts.take(count)
    };
    newest_of(DAYS, |day| (day.year(), day.ordinal()))
        .chain(newest_of(WEEKS, |day| (day.iso_week().year(), day.iso_week().week())))
        .chain(newest_of(MONTHS, |day| (day.year(), day.month())))
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    /// A day by its number, from 1 January 2026 on.
    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(number)
    }

    #[test]
    fn a_year_of_days_is_thinned_day_by_day_to_days_weeks_and_months() {
        let mut days = BTreeSet::new();
        for number in 0..800 {
            days.insert(day(number));
            days = kept(&days);
            assert!(days.contains(&day(number)), "the newest stays");
            assert!(days.len() <= DAYS + WEEKS + MONTHS);
        }
        let ago = |day: NaiveDate| (self::day(799) - day).num_days();
        let ages: Vec<i64> = days.iter().rev().map(|day| ago(*day)).collect();
        assert_eq!(ages[..7], [0, 1, 2, 3, 4, 5, 6]);
        assert!(ages.iter().any(|age| (40..=56).contains(age)), "weeks: {ages:?}");
        assert!(ages.iter().any(|age| (300..=365).contains(age)), "months: {ages:?}");
    }

    #[test]
    fn who_writes_once_a_month_keeps_a_year() {
        let days: BTreeSet<NaiveDate> = (0..40).map(|month| day(month * 31)).collect();
        assert_eq!(kept(&days).len(), 12);
    }
}
