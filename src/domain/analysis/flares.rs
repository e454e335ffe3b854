//! Flares: stretches of days with pain well above what was usual before.
//!
//! There is no agreed definition of a flare for these conditions, so this one is a design choice
//! throughout, kept plain enough to be explained in one line on a page.

use chrono::NaiveDate;

use super::stats::{self, DayPain};
use crate::domain::text::date::{days_before, days_between};
use crate::domain::text::number;

/// Points above usual from which a day belongs to a flare (design choice: the published mark of a
/// change that matters, see [`stats::THRESHOLD_POINTS`]).
pub const POINTS: f64 = stats::THRESHOLD_POINTS;

/// Days before a flare whose median is what was usual (design choice: four weeks).
pub const USUAL_DAYS: u64 = 28;

/// Rated days of a flare; a single one is a bad day (design choice).
pub const LEAST_DAYS: usize = 2;

/// The days from one rated day of a flare to the next; a single day that was not recorded does not
/// end it (design choice).
const STEP_DAYS: i64 = 2;

/// One flare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flare {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last rated day.
    pub to: NaiveDate,
    /// The mean of its worst day.
    pub worst: f64,
    /// What was usual before it.
    pub usual: f64,
    /// Its rated days.
    pub rated: usize,
}

impl Flare {
    /// How many days it lasted.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }
}

/// The flares that reach into the days from `from` to `to`, in their order. `days` come in order,
/// from [`USUAL_DAYS`] before the range, or there is nothing to say what was usual.
pub fn flares(days: &[DayPain], from: NaiveDate, to: NaiveDate) -> Vec<Flare> {
    let mut found: Vec<Flare> = Vec::new();
    let mut open: Option<Flare> = None;
    for (at, day) in days.iter().enumerate().filter(|(_, day)| day.day <= to) {
        let going_on = open.as_mut().filter(|flare| {
            days_between(flare.to, day.day) <= STEP_DAYS && is_flare_pain(day.mean, flare.usual)
        });
        match going_on {
            Some(flare) => {
                (flare.to, flare.worst, flare.rated) =
                    (day.day, flare.worst.max(day.mean), flare.rated + 1);
            }
            None => {
                found.extend(open.take());
                let usual =
                    usual(&days[..at], day.day).filter(|usual| is_flare_pain(day.mean, *usual));
                open = usual.map(|usual| Flare {
                    from: day.day,
                    to: day.day,
                    worst: day.mean,
                    usual,
                    rated: 1,
                });
            }
        }
    }
    // Single bad days are left out only here: whether a second one follows is not known before.
    found.extend(open);
    found.retain(|flare| flare.rated >= LEAST_DAYS && flare.to >= from);
    found
}

/// Whether a day's mean is far enough above what is usual.
fn is_flare_pain(mean: f64, usual: f64) -> bool {
    // Judged by the decimal that is shown, so that no day of “2.0 above” is left out.
    number::round1(mean - usual) >= POINTS
}

/// The median of the rated days among the four weeks before a day; `None` when too few of them were
/// rated.
fn usual(before: &[DayPain], day: NaiveDate) -> Option<f64> {
    // The flare's own days are not in it: they come after `before` ends.
    let first = days_before(day, USUAL_DAYS);
    let within = &before[before.partition_point(|day| day.day < first)..];
    let enough = within.len() >= stats::needs(USUAL_DAYS);
    enough.then(|| number::median(within.iter().map(|day| day.mean).collect())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// Days of these means; a negative one was not recorded.
    fn days(means: impl IntoIterator<Item = f64>) -> Vec<DayPain> {
        let zero = Score::from_tenths(0).expect("a score");
        (0..)
            .map(day)
            .zip(means)
            .filter(|(_, mean)| *mean >= 0.0)
            .map(|(day, mean)| DayPain { day, mean, worst: zero, worst_recorded: false })
            .collect()
    }

    /// Four weeks at 3, and then these.
    fn after_four_weeks(then: &[f64]) -> Vec<Flare> {
        let means = std::iter::repeat_n(3.0, 28).chain(then.iter().copied());
        flares(&days(means), day(28), day(60))
    }

    #[test]
    fn a_flare_is_two_days_or_more_two_points_above_usual() {
        for (then, flares) in [
            (&[5.0, 6.5, 5.0, 3.0][..], &[(day(28), 3, 6.5)][..]),
            (&[4.9, 4.9, 4.9], &[]),
            // Single bad days.
            (&[6.0, 3.0, 6.0, 3.0], &[]),
            // A day that was not recorded does not end it; two do.
            (&[6.0, -1.0, 6.0], &[(day(28), 3, 6.0)]),
            (&[6.0, -1.0, -1.0, 6.0], &[]),
            (&[6.0, 6.0, 3.0, 7.0, 7.0], &[(day(28), 2, 6.0), (day(31), 2, 7.0)]),
        ] {
            let found = after_four_weeks(then);
            let found = found.iter().map(|flare| (flare.from, flare.days(), flare.worst));
            assert_eq!(found.collect::<Vec<_>>(), flares, "{then:?}");
        }
    }

    #[test]
    fn without_enough_days_before_nothing_is_usual() {
        let few = std::iter::repeat_n(3.0, 12).chain([8.0; 4]);
        assert_eq!(flares(&days(few), day(0), day(40)), []);
        let enough = std::iter::repeat_n(3.0, 16).chain([8.0; 4]);
        assert_eq!(flares(&days(enough), day(0), day(40)).len(), 1);
    }

    #[test]
    fn one_that_was_over_before_the_range_is_not_told() {
        let means = std::iter::repeat_n(3.0, 28).chain([7.0, 7.0, 3.0, 3.0]);
        assert_eq!(flares(&days(means), day(30), day(40)), []);
    }
}
