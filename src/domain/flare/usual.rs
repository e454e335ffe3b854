//! What is usual for a part of the day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::score_book::{DayPart, Tenths};
use crate::domain::programme::rule_book::RuleBook;

/// What is known of a day that usual is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsualDay {
    /// The pain of the part of the day; `None` where it is not known.
    pub pain: Option<Tenths>,
    /// Whether it is left out, because it belongs to a flare.
    pub is_out: bool,
}

/// The pain that a part of the day usually has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usual {
    /// Of mornings.
    pub morning: Option<Tenths>,
    /// Of evenings.
    pub evening: Option<Tenths>,
}

impl Usual {
    /// Both parts, from a function of each.
    pub fn of_both(mut part: impl FnMut(DayPart) -> Option<Tenths>) -> Self {
        Self { morning: part(DayPart::Morning), evening: part(DayPart::Evening) }
    }

    /// Of one part.
    pub fn part(self, part: DayPart) -> Option<Tenths> {
        match part {
            DayPart::Morning => self.morning,
            DayPart::Evening => self.evening,
        }
    }
}

/// The median of the days before a day that count, where enough of them are known; `back_by` tells
/// of the day so many days earlier.
pub fn before(rules: &RuleBook, back_by: impl Fn(u64) -> UsualDay) -> Option<Tenths> {
    let (from, to) = (rules.usual_from.unsigned_abs(), rules.usual_to.unsigned_abs());
    let days = (to..=from).map(back_by);
    let known: Vec<Tenths> =
        days.filter(|each| !each.is_out).filter_map(|each| each.pain).collect();
    median(known, rules.usual_needs)
}

/// The median of the same days of earlier cycles, where enough of them are known. A flare among
/// them is not left out: what comes with every period is what is usual then.
pub fn of_cycle(
    same_days: &[NaiveDate],
    rules: &RuleBook,
    of_day: impl Fn(NaiveDate) -> UsualDay,
) -> Option<Tenths> {
    let known = same_days.iter().filter_map(|day| of_day(*day).pain).collect();
    median(known, rules.cycle_needs)
}

/// The middle of some values, or the mean of the middle two; `None` where they are fewer than
/// `needs`.
fn median(mut values: Vec<Tenths>, needs: i64) -> Option<Tenths> {
    if values.is_empty() || (values.len() as i64) < needs {
        return None;
    }
    values.sort_unstable();
    let middle = values.len() / 2;
    Some(if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    #[test]
    fn usual_is_the_median_of_the_days_from_17_to_4_back() {
        let usual = |pain: fn(i64) -> Option<i64>, is_out: fn(i64) -> bool| {
            before(&testing::rules(), |back| {
                let back = i64::try_from(back).expect("a number of days");
                UsualDay { pain: pain(back).map(Tenths::from), is_out: is_out(back) }
            })
        };
        assert_eq!(usual(|_| Some(30), |_| false), Some(Tenths::from(30)));
        // The days after that do not count, and those before neither.
        let within = |back: i64| Some(if (4..=17).contains(&back) { 20 } else { 90 });
        assert_eq!(usual(within, |_| false), Some(Tenths::from(20)));
        // Of an even number the mean of the middle two.
        assert_eq!(usual(|back| Some(back * 10), |_| false), Some(Tenths::new(210, 2)));
        // Three are too few; what is out is not counted.
        assert_eq!(usual(|back| (back < 7).then_some(30), |_| false), None);
        assert_eq!(usual(|_| Some(30), |back| back < 15), None);
        assert_eq!(usual(|_| Some(30), |back| back < 14), Some(Tenths::from(30)));
    }
}
