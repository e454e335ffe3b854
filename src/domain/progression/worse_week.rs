//! Whether the last week was worse than the one before: pain must not rise from week to week
//! (`[recalled: Silbernagel 2007, Am J Sports Med 35:897]`), and while it does, nothing grows.

use chrono::NaiveDate;

use crate::domain::analysis::stats::{self, DayPain};
use crate::domain::diary::pain_point::{PainPoint, RecordedScore};
use crate::domain::text::date::days_before;

/// Points by which the mean of seven days must rise over the seven before to hold everything
/// (design proposal).
const WEEK_UP: f64 = 1.0;

/// A week whose mean is above that of the week before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorseWeek {
    /// The mean of the seven days before.
    pub before: f64,
    /// The mean of the last seven days, yesterday the last of them.
    pub now: f64,
}

impl WorseWeek {
    /// The week before `day`, if it is up by a point or more, as far as it was known on the day.
    /// Each week needs four rated days. `scores` come in the order of their days.
    pub fn before(scores: &[RecordedScore], day: NaiveDate) -> Option<Self> {
        let first = days_before(day, 2 * stats::WINDOW_DAYS);
        let start = scores.partition_point(|score| score.day < first);
        let end = scores.partition_point(|score| score.day < day);
        let known = scores[start..end].iter().filter(|score| score.known_on <= day);
        let readings: Vec<PainPoint> = known.map(RecordedScore::reading).collect();
        Self::from_days(&stats::by_day(&readings), day)
    }

    /// The same from days of which all was known.
    pub fn from_days(days: &[DayPain], day: NaiveDate) -> Option<Self> {
        let first = days_before(day, 2 * stats::WINDOW_DAYS);
        let turn = days_before(day, stats::WINDOW_DAYS);
        let before = week_mean(days, first, days_before(turn, 1))?;
        // Yesterday is the last day of the week: today is not over, and a bad morning alone would
        // hold everything back.
        let now = week_mean(days, turn, days_before(day, 1))?;
        // A hair's breadth lets exactly one point count in spite of binary fractions.
        (now - before >= WEEK_UP - 1e-9).then_some(Self { before, now })
    }
}

/// The mean of the days from `from` to `to`, where enough of them are rated.
fn week_mean(days: &[DayPain], from: NaiveDate, to: NaiveDate) -> Option<f64> {
    stats::mean_between(days, from, to, stats::WINDOW_NEEDS).ok().map(|(mean, _)| mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// One score a day from the n-th on, in tenths, each known on its day.
    fn scores(from: u64, tenths: &[i64]) -> Vec<RecordedScore> {
        let days = (from..).map(day);
        let scores = tenths.iter().map(|tenths| Score::from_tenths(*tenths).expect("a score"));
        days.zip(scores)
            .map(|(day, score)| RecordedScore {
                day,
                score,
                morning: false,
                minute: None,
                known_on: day,
            })
            .collect()
    }

    #[test]
    fn a_week_is_worse_from_one_point_on_and_needs_four_days_of_each() {
        for (before, now, is_worse) in [
            ([30; 7].as_slice(), [40; 7].as_slice(), true),
            (&[30; 7], &[39; 7], false),
            (&[30; 4], &[40; 4], true),
            (&[30; 3], &[40; 7], false),
            (&[30; 7], &[40; 3], false),
            // Three tenths seven times over are a point in spite of binary fractions.
            (&[3; 7], &[13; 7], true),
        ] {
            let scores = [scores(0, before), scores(7, now)].concat();
            let worse = WorseWeek::before(&scores, day(14));
            assert_eq!(worse.is_some(), is_worse, "{before:?} {now:?}");
        }
        // What was written later was not known.
        let mut scores = [scores(0, &[30; 7]), scores(7, &[50; 7])].concat();
        assert!(WorseWeek::before(&scores, day(14)).is_some());
        for score in &mut scores[7..11] {
            score.known_on = day(15);
        }
        assert!(WorseWeek::before(&scores, day(14)).is_none());
    }
}
