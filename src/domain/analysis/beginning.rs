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
        let (first, baseline) = Self::found(rated)?;
        Some(Self { first, baseline: baseline.unwrap_or(first) })
    }

    /// The same as far as it is settled by the first of the rated days, whatever comes after them;
    /// `None` where it is not.
    pub fn settled_by(first_rated: &[NaiveDate]) -> Option<Self> {
        let (first, baseline) = Self::found(first_rated)?;
        Some(Self { first, baseline: baseline? })
    }

    /// The first day, and that of the baseline where there is one.
    fn found(rated: &[NaiveDate]) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let alone = |one: &NaiveDate, next: &NaiveDate| days_between(*one, *next) <= ALONE_DAYS;
        let mut rest = rated;
        for stretch in rated.chunk_by(alone) {
            let is_last = stretch.len() == rest.len();
            if is_last || baseline(stretch).is_some() {
                break;
            }
            rest = &rest[stretch.len()..];
        }
        Some((*rest.first()?, baseline(rest)))
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

    proptest::proptest! {
        #[test]
        fn what_the_first_days_settle_no_later_one_changes(
            gaps in proptest::collection::vec(
                proptest::prop_oneof![6 => 1..4_u64, 2 => 4..20_u64, 1 => 150..220_u64],
                1..60,
            ),
            some in 1..60_usize,
        ) {
            let numbers = gaps.iter().scan(0, |day, gap| {
                *day += gap;
                Some(*day)
            });
            let rated = days(numbers);
            let settled = Beginning::settled_by(&rated[..some.min(rated.len())]);
            if settled.is_some() {
                proptest::prop_assert_eq!(settled, Beginning::of(&rated));
            }
        }
    }

    #[test]
    fn two_weeks_with_enough_days_settle_it_and_fewer_do_not() {
        let needs = u64::try_from(BASELINE_NEEDS).expect("a few");
        let first = days(0..needs);
        assert_eq!(Beginning::settled_by(&first), Beginning::of(&first));
        assert_eq!(Beginning::settled_by(&first[1..]), None);
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
