//! The scores of each day, and what a day's morning, evening and mean are.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use chrono::NaiveDate;
use num_rational::Ratio;

use crate::domain::diary::rating::RecordedScore;
use crate::domain::text::date::{days_after, days_between};

/// Pain in tenths of a point. Means are fractions, so that they are compared exactly.
pub type Tenths = Ratio<i64>;

/// A part of the day that has a usual of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    /// The morning check.
    Morning,
    /// The evening, or what was rated of the rest of the day.
    Evening,
}

impl DayPart {
    /// Both, in the order of the day.
    pub const BOTH: [Self; 2] = [Self::Morning, Self::Evening];
}

/// The pain of both parts of a day, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DayPain {
    /// The last score marked as morning.
    pub morning: Option<Tenths>,
    /// The last score from the evening on, else the mean of the others.
    pub evening: Option<Tenths>,
}

impl DayPain {
    /// The pain of a day from its scores, in the order of their writing; `evening_from` is the hour
    /// at which the evening begins.
    pub fn new<'s>(scores: impl IntoIterator<Item = &'s RecordedScore>, evening_from: i64) -> Self {
        let mut morning = None;
        let mut evening: Option<(u16, Tenths)> = None;
        let (mut sum, mut count) = (0, 0);
        for score in scores {
            let tenths = score.score.tenths();
            if score.morning {
                morning = Some(Tenths::from(tenths));
                continue;
            }
            (sum, count) = (sum + tenths, count + 1);
            // A score whose time is not known is one of the others.
            if let Some(minute) =
                score.minute.filter(|minute| i64::from(*minute) >= evening_from * 60)
                && evening.is_none_or(|(last, _)| minute >= last)
            {
                evening = Some((minute, Tenths::from(tenths)));
            }
        }
        let mean = (count > 0).then(|| Ratio::new(sum, count));
        Self { morning, evening: evening.map(|(_, evening)| evening).or(mean) }
    }

    /// The pain of one part.
    pub fn part(self, part: DayPart) -> Option<Tenths> {
        match part {
            DayPart::Morning => self.morning,
            DayPart::Evening => self.evening,
        }
    }

    /// The mean of the parts that are known.
    pub fn mean(self) -> Option<Tenths> {
        mean([self.morning, self.evening].into_iter().flatten())
    }
}

/// The mean of some values; `None` of none.
pub fn mean(values: impl IntoIterator<Item = Tenths>) -> Option<Tenths> {
    let (sum, count) = values
        .into_iter()
        .fold((Tenths::from(0), 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count)
}

/// Every score of a diary, by day and in the order of their writing.
#[derive(Debug, Clone, Default)]
pub struct ScoreBook {
    first: Option<NaiveDate>,
    days: Vec<Vec<RecordedScore>>,
    /// Days with a score that was written after the day that followed, and when it was.
    late: BTreeSet<(NaiveDate, NaiveDate)>,
}

impl ScoreBook {
    /// A book of these scores, in the order of their days and of their writing.
    pub fn new(scores: &[RecordedScore]) -> Self {
        let mut book = Self::default();
        for score in scores {
            book.add(*score);
        }
        book
    }

    /// Adds a score, written after all that are there of its day. The first that is added must be
    /// of the earliest day.
    pub fn add(&mut self, score: RecordedScore) {
        if score.known_on > days_after(score.day, 1) {
            self.late.insert((score.day, score.known_on));
        }
        let first = *self.first.get_or_insert(score.day);
        let Ok(at) = usize::try_from(days_between(first, score.day)) else {
            // Older than all: the days before it are still to be made.
            let more = days_between(score.day, first).unsigned_abs();
            let more = usize::try_from(more).expect("a number of days fits");
            self.days.splice(0..0, std::iter::repeat_with(Vec::new).take(more));
            self.first = Some(score.day);
            self.days[0].push(score);
            return;
        };
        if at >= self.days.len() {
            self.days.resize_with(at + 1, Vec::new);
        }
        self.days[at].push(score);
    }

    /// Whether a score of the days from `from` to `to` was written late, as far as it was known on
    /// `known_by`.
    pub fn has_late(&self, from: NaiveDate, to: NaiveDate, known_by: NaiveDate) -> bool {
        let mut late = self.late.range((from, NaiveDate::MIN)..=(to, NaiveDate::MAX));
        late.any(|(_, known_on)| *known_on <= known_by)
    }

    /// The first day with a score.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.first
    }

    /// The last day with a score.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let last = self.days.len().checked_sub(1)?;
        Some(days_after(self.first?, last as u64))
    }

    /// The scores of a day, in the order of their writing.
    pub fn scores(&self, day: NaiveDate) -> &[RecordedScore] {
        let at = self.first.and_then(|first| usize::try_from(days_between(first, day)).ok());
        at.and_then(|at| self.days.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The mean of all scores of a day as far as they were known on `known_by`: the same as that of
    /// `stats` and of the charts.
    pub fn mean(&self, day: NaiveDate, known_by: NaiveDate) -> Option<Tenths> {
        let known = self.scores(day).iter().filter(|score| score.known_on <= known_by);
        mean(known.map(|score| Tenths::from(score.score.tenths())))
    }

    /// The pain of a day as far as it was known on `known_by`.
    pub fn pain(&self, day: NaiveDate, known_by: NaiveDate, evening_from: i64) -> DayPain {
        let known = self.scores(day).iter().filter(|score| score.known_on <= known_by);
        DayPain::new(known, evening_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// A score of the n-th day: tenths, and the hour of the day, `None` for a morning check.
    fn score(n: u64, tenths: i64, hour: Option<u16>) -> RecordedScore {
        RecordedScore {
            day: day(n),
            score: Score::from_tenths(tenths).expect("a score"),
            morning: hour.is_none(),
            minute: hour.map(|hour| hour * 60),
            known_on: day(n),
        }
    }

    #[test]
    fn a_day_has_a_morning_and_an_evening() {
        let tenths = |value: i64| Some(Tenths::from(value));
        for (scores, morning, evening, mean) in [
            (vec![], None, None, None),
            (vec![score(0, 30, None)], tenths(30), None, tenths(30)),
            (vec![score(0, 30, None), score(0, 50, None)], tenths(50), None, tenths(50)),
            (vec![score(0, 30, Some(12))], None, tenths(30), tenths(30)),
            (
                vec![score(0, 30, Some(9)), score(0, 40, Some(12)), score(0, 40, Some(13))],
                None,
                Some(Ratio::new(110, 3)),
                Some(Ratio::new(110, 3)),
            ),
            (
                vec![score(0, 90, Some(12)), score(0, 60, Some(22)), score(0, 20, Some(19))],
                None,
                tenths(60),
                tenths(60),
            ),
            (
                vec![score(0, 35, None), score(0, 60, Some(18))],
                tenths(35),
                tenths(60),
                Some(Ratio::new(95, 2)),
            ),
        ] {
            let pain = DayPain::new(&scores, 18);
            assert_eq!((pain.morning, pain.evening, pain.mean()), (morning, evening, mean));
        }
    }

    #[test]
    fn what_was_written_later_was_not_known() {
        let late = RecordedScore { known_on: day(3), ..score(1, 70, None) };
        let book = ScoreBook::new(&[score(0, 30, None), late, score(2, 10, Some(20))]);
        assert_eq!(book.pain(day(1), day(2), 18), DayPain::default());
        assert_eq!(book.pain(day(1), day(3), 18).morning, Some(Tenths::from(70)));
        assert_eq!(book.pain(day(2), day(2), 18).evening, Some(Tenths::from(10)));
        assert_eq!(book.pain(day(9), day(9), 18), DayPain::default());
        assert_eq!((book.first_day(), book.last_day()), (Some(day(0)), Some(day(2))));
    }

    #[test]
    fn an_older_day_can_come_later() {
        let mut book = ScoreBook::new(&[score(4, 30, None)]);
        book.add(score(1, 10, None));
        assert_eq!((book.first_day(), book.last_day()), (Some(day(1)), Some(day(4))));
        assert_eq!(book.scores(day(1)).len() + book.scores(day(4)).len(), 2);
        assert!(book.scores(day(2)).is_empty());
    }
}
