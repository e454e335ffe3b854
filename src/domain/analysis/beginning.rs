//! Where a diary begins to say something: past a score that stands alone years before the rest, and
//! the first two weeks that can be a baseline.

use chrono::NaiveDate;

use super::stats::{BASELINE_DAYS, BASELINE_NEEDS};
use crate::domain::text::date::{days_after, days_between};

/// Days without a score behind which a diary is another one, unless what was before them has a
/// baseline (design choice): most often a year was mistyped.
const ALONE_DAYS: i64 = 182;

/// Where a diary begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// Its first day.
    pub first: NaiveDate,
    /// The first day of its baseline: of the first two weeks with enough rated days; the first day
    /// of all, until there are such weeks.
    pub baseline: NaiveDate,
}

impl Beginning {
    /// Of a diary with these rated days, each once and in order; `None` where there is none.
    ///
    /// Days at the front that are followed by half a year of nothing are left out, where no two
    /// weeks among them have enough rated days for a baseline.
    pub fn of(rated: &[NaiveDate]) -> Option<Self> {
        let alone = |one: &NaiveDate, next: &NaiveDate| days_between(*one, *next) <= ALONE_DAYS;
        let mut rest = rated;
        for stretch in rated.chunk_by(alone) {
            let is_last = stretch.len() == rest.len();
            if is_last || baseline(stretch).is_some() {
                break;
            }
            rest = &rest[stretch.len()..];
        }
        let first = *rest.first()?;
        Some(Self { first, baseline: baseline(rest).unwrap_or(first) })
    }
}

/// The first rated day from which on two weeks have enough rated days.
fn baseline(rated: &[NaiveDate]) -> Option<NaiveDate> {
    let within = |at: usize| {
        let end = days_after(rated[at], BASELINE_DAYS - 1);
        rated[at..].partition_point(|day| *day <= end)
    };
    (0..rated.len()).find(|at| within(*at) >= BASELINE_NEEDS).map(|at| rated[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days counted from 1 January 2006.
    fn days(numbers: impl IntoIterator<Item = u64>) -> Vec<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(2006, 1, 1).expect("a day");
        numbers.into_iter().map(|number| days_after(first, number)).collect()
    }

    /// The first day and that of the baseline, by their numbers.
    fn begins(numbers: impl IntoIterator<Item = u64>) -> Option<(i64, i64)> {
        let rated = days(numbers);
        let from = NaiveDate::from_ymd_opt(2006, 1, 1).expect("a day");
        Beginning::of(&rated)
            .map(|found| (days_between(from, found.first), days_between(from, found.baseline)))
    }

    #[test]
    fn a_diary_begins_where_it_says_something() {
        let now = 7_000..7_030;
        for (rated, found) in [
            (vec![], None),
            (vec![3], Some((3, 3))),
            (now.clone().collect(), Some((7_000, 7_000))),
            // A slip of the year, or of two digits of it.
            ([0].into_iter().chain(now.clone()).collect(), Some((7_000, 7_000))),
            ([0, 1, 6_640].into_iter().chain(now.clone()).collect(), Some((7_000, 7_000))),
            ([0, 7_000, 7_001].to_vec(), Some((7_000, 7_000))),
            // Weeks that were kept count, however long ago they are.
            ((0..10).chain(now.clone()).collect(), Some((0, 0))),
            // Thin days before the first full weeks are of the same diary.
            ([6_900, 6_950].into_iter().chain(now.clone()).collect(), Some((6_900, 7_000))),
            ([6_990, 6_995].into_iter().chain(now).collect(), Some((6_990, 6_995))),
            // Never full: once a week, from the first day on.
            ((0..50).map(|week| 7 * week).collect(), Some((0, 0))),
        ] {
            assert_eq!(begins(rated.clone()), found, "{rated:?}");
        }
    }
}
