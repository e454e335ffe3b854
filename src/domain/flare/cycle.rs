//! The menstrual cycle as it was logged: which day of it a day is, and the same days of earlier
//! ones.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::text::date::{days_after, days_before, days_between};

/// Days beside the same day that count as the same.
const NEAR: i64 = 1;

/// Earlier cycles that are looked at.
const EARLIER: usize = 2;

/// The first days of the cycles that were logged.
#[derive(Debug, Clone, Default)]
pub struct Cycle {
    starts: BTreeSet<NaiveDate>,
}

impl Cycle {
    /// The cycles of days with the day of the cycle that was logged on each, 1 the first of
    /// bleeding.
    pub fn new(logged: impl IntoIterator<Item = (NaiveDate, u32)>) -> Self {
        let mut cycle = Self::default();
        for (day, number) in logged {
            cycle.log(day, number);
        }
        cycle
    }

    /// Takes up a day of the cycle that was logged.
    pub fn log(&mut self, day: NaiveDate, number: u32) {
        self.starts.insert(days_before(day, u64::from(number.saturating_sub(1))));
    }

    /// Whether none was logged.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The first day that the days from `day` on are held against: that of the earliest of the cycles
    /// that are looked at; `None` where none began before it.
    pub fn looks_back_to(&self, day: NaiveDate) -> Option<NaiveDate> {
        let earlier = self.starts.range(..day).rev().take(EARLIER + 1);
        earlier.last().map(|start| days_before(*start, NEAR.unsigned_abs()))
    }

    /// The first day of the cycle that `day` is in, where it is counted on for at most `days_max`
    /// days.
    fn start_of(&self, day: NaiveDate, days_max: i64) -> Option<NaiveDate> {
        let start = *self.starts.range(..=day).next_back()?;
        (days_between(start, day) < days_max).then_some(start)
    }

    /// The day of the cycle that `day` is; the first is 1.
    pub fn day_of(&self, day: NaiveDate, days_max: i64) -> Option<i64> {
        Some(days_between(self.start_of(day, days_max)?, day) + 1)
    }

    /// The same day of the last two cycles, and the days beside it.
    pub fn same_days(&self, day: NaiveDate, days_max: i64) -> Vec<NaiveDate> {
        let Some(start) = self.start_of(day, days_max) else { return Vec::new() };
        let offset = days_between(start, day);
        let mut next = start;
        let mut found = Vec::new();
        for earlier in self.starts.range(..start).rev().take(EARLIER) {
            for beside in offset - NEAR..=offset + NEAR {
                let Ok(beside) = u64::try_from(beside) else { continue };
                let same = days_after(*earlier, beside);
                // A shorter cycle has no such day: the next one had begun.
                if same < next {
                    found.push(same);
                }
            }
            next = *earlier;
        }
        found
    }

    /// Whether a period began within so many days of `day`, before or after it.
    pub fn is_near_period(&self, day: NaiveDate, days: i64) -> bool {
        let days = days.unsigned_abs();
        self.starts.range(days_before(day, days)..=days_after(day, days)).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    #[test]
    fn unlogged_days_are_counted_on() {
        let cycle = Cycle::new([(day(2), 3), (day(28), 1)]);
        assert_eq!(cycle.day_of(day(0), 45), Some(1));
        assert_eq!(cycle.day_of(day(27), 45), Some(28));
        assert_eq!(cycle.day_of(day(28), 45), Some(1));
        assert_eq!(cycle.day_of(day(28 + 44), 45), Some(45));
        assert_eq!(cycle.day_of(day(28 + 45), 45), None);
        assert_eq!(Cycle::default().day_of(day(3), 45), None);
    }

    #[test]
    fn the_same_days_are_those_of_the_two_cycles_before() {
        let cycle = Cycle::new([(day(0), 1), (day(28), 1), (day(50), 1), (day(80), 1)]);
        assert_eq!(cycle.same_days(day(80), 45), [day(50), day(51), day(28), day(29)]);
        assert_eq!(cycle.same_days(day(82), 45).len(), 6);
        // The cycle from day 28 had 22 days.
        assert_eq!(cycle.same_days(day(80 + 22), 45), [day(71), day(72), day(73), day(49)]);
        assert!(cycle.same_days(day(3), 45).is_empty());
        assert!(cycle.is_near_period(day(45), 5) && !cycle.is_near_period(day(44), 5));
    }
}
