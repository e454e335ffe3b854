//! The scores of each day, and what a day's morning, evening and mean are.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use chrono::NaiveDate;
use num_rational::Ratio;

use crate::domain::diary::rating::RecordedScore;
use crate::domain::text::date::{day_number, days_after, days_between};

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
    /// The pain of one part.
    pub fn part(self, part: DayPart) -> Option<Tenths> {
        match part {
            DayPart::Morning => self.morning,
            DayPart::Evening => self.evening,
        }
    }

    /// The same as far as its morning alone tells.
    pub fn of_morning(self) -> Self {
        Self { evening: None, ..self }
    }

    /// Whether it is at least as high as another that knows of the same parts, in each of them.
    fn tops(self, other: Self) -> bool {
        let tops = |own: Option<Tenths>, other: Option<Tenths>| match (own, other) {
            (Some(own), Some(other)) => own >= other,
            (own, other) => own == other,
        };
        tops(self.morning, other.morning) && tops(self.evening, other.evening)
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

/// Scores of a day that were written one after the other and became known on the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    #[serde(with = "day_number")]
    known_on: NaiveDate,
    /// The last score marked as morning, in tenths.
    morning: Option<i64>,
    /// The minute and the tenths of the latest of the others, and of several the last written.
    latest: Option<(u16, i64)>,
    /// The sum of the tenths of those marked as morning, and how many there are.
    mornings: (i64, i64),
    /// The same of the others.
    others: (i64, i64),
    /// The most tenths.
    highest: i64,
}

impl From<RecordedScore> for Run {
    fn from(score: RecordedScore) -> Self {
        let tenths = score.score.tenths();
        let run = Self {
            known_on: score.known_on,
            morning: None,
            latest: None,
            mornings: (0, 0),
            others: (0, 0),
            highest: tenths,
        };
        if score.morning {
            Self { morning: Some(tenths), mornings: (tenths, 1), ..run }
        } else {
            // A score whose time is not known is one of the others.
            let latest = score.minute.map(|minute| (minute, tenths));
            Self { latest, others: (tenths, 1), ..run }
        }
    }
}

impl Run {
    /// The same with what was written after it.
    fn and(self, later: Self) -> Self {
        let add = |one: (i64, i64), other: (i64, i64)| (one.0 + other.0, one.1 + other.1);
        Self {
            known_on: later.known_on,
            morning: later.morning.or(self.morning),
            latest: match (self.latest, later.latest) {
                (Some(latest), Some(other)) if latest.0 > other.0 => Some(latest),
                (latest, other) => other.or(latest),
            },
            mornings: add(self.mornings, later.mornings),
            others: add(self.others, later.others),
            highest: self.highest.max(later.highest),
        }
    }

    /// The pain of a day that has no other scores; `evening_from` is the hour at which the evening
    /// begins.
    fn pain(self, evening_from: i64) -> DayPain {
        let evening = self.latest.filter(|(minute, _)| i64::from(*minute) >= evening_from * 60);
        let (sum, count) = self.others;
        let mean = (count > 0).then(|| Ratio::new(sum, count));
        DayPain {
            morning: self.morning.map(Tenths::from),
            evening: evening.map(|(_, tenths)| Tenths::from(tenths)).or(mean),
        }
    }
}

/// The scores of a day in as little as is asked of them: a day with a thousand scores takes no more
/// room than one with a few.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct DayScores {
    /// In the order of their writing.
    runs: Vec<Run>,
    /// What the pain of the day was after each of its scores, as far as they were known on the day
    /// itself; without what another one tops.
    peaks: Vec<DayPain>,
    /// The same as far as they were known on the day after, where that is more.
    peaks_with_next: Option<Vec<DayPain>>,
}

impl DayScores {
    /// Adds a score of `day`, written after all that are there.
    fn add(&mut self, day: NaiveDate, score: RecordedScore, evening_from: i64) {
        let run = Run::from(score);
        match self.runs.last_mut().filter(|last| last.known_on == run.known_on) {
            Some(last) => *last = last.and(run),
            None => push_one(&mut self.runs, run),
        }
        let next = days_after(day, 1);
        if score.known_on > next {
            return;
        }
        if score.known_on == next {
            self.peaks_with_next.get_or_insert_with(|| self.peaks.clone());
        } else if let Some(run) = self.known(day) {
            add_peak(&mut self.peaks, run.pain(evening_from));
        }
        let by_next = self.known(next);
        if let Some((peaks, run)) = self.peaks_with_next.as_mut().zip(by_next) {
            add_peak(peaks, run.pain(evening_from));
        }
    }

    /// What the scores come to that were known on `known_by`; `None` where none was.
    fn known(&self, known_by: NaiveDate) -> Option<Run> {
        let known = self.runs.iter().filter(|run| run.known_on <= known_by).copied();
        known.reduce(Run::and)
    }
}

/// Adds to a list that seldom has more than one.
fn push_one<T>(list: &mut Vec<T>, one: T) {
    list.reserve_exact(1);
    list.push(one);
}

/// Adds what none of some peaks tops, and takes away those that it tops.
fn add_peak(peaks: &mut Vec<DayPain>, pain: DayPain) {
    if !peaks.iter().any(|peak| peak.tops(pain)) {
        peaks.retain(|peak| !pain.tops(*peak));
        push_one(peaks, pain);
    }
}

/// The scores of a diary, by day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreBook {
    first: Option<NaiveDate>,
    days: Vec<DayScores>,
    /// Days with a score that was written after the day that followed, and when it was.
    late: BTreeSet<(NaiveDate, NaiveDate)>,
}

impl ScoreBook {
    /// A book of these scores, in the order of their writing within each day; `evening_from` is the
    /// hour at which the evening begins.
    pub fn new(scores: impl IntoIterator<Item = RecordedScore>, evening_from: i64) -> Self {
        let mut book = Self::default();
        scores.into_iter().for_each(|score| book.add(score, evening_from));
        book
    }

    /// Adds a score, written after all that are there of its day.
    pub fn add(&mut self, score: RecordedScore, evening_from: i64) {
        if score.known_on > days_after(score.day, 1) {
            self.late.insert((score.day, score.known_on));
        }
        self.of_day(score.day).add(score.day, score, evening_from);
    }

    /// The scores of a day, of which there may be none yet.
    fn of_day(&mut self, day: NaiveDate) -> &mut DayScores {
        let first = *self.first.get_or_insert(day);
        let at = usize::try_from(days_between(first, day)).unwrap_or_else(|_| {
            // Older than all: the days before it are still to be made.
            let more = days_between(day, first).unsigned_abs();
            let more = usize::try_from(more).expect("a number of days fits");
            self.days.splice(0..0, std::iter::repeat_with(DayScores::default).take(more));
            self.first = Some(day);
            0
        });
        if at >= self.days.len() {
            self.days.resize_with(at + 1, DayScores::default);
        }
        &mut self.days[at]
    }

    /// The book of the days from `from` to before `to` alone.
    pub fn of_days(&self, from: NaiveDate, to: NaiveDate) -> Self {
        let mut book = Self::default();
        let days = self.first.into_iter().flat_map(|first| first.iter_days()).zip(&self.days);
        for (day, scores) in days.filter(|(day, _)| (from..to).contains(day)) {
            // A book begins with a day that has a score, and ends with one.
            if !scores.runs.is_empty() {
                *book.of_day(day) = scores.clone();
            }
        }
        let late = self.late.iter().filter(|(day, _)| (from..to).contains(day));
        Self { late: late.copied().collect(), ..book }
    }

    /// Forgets the scores of a day and of all later ones.
    pub fn forget_from(&mut self, day: NaiveDate) {
        let before = self.first.map_or(0, |first| days_between(first, day).max(0).unsigned_abs());
        self.days.truncate(usize::try_from(before).expect("a number of days fits"));
        // A book ends with a day that has a score.
        while self.days.pop_if(|last| last.runs.is_empty()).is_some() {}
        self.first = self.first.filter(|_| !self.days.is_empty());
        self.late.retain(|(late, _)| *late < day);
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

    /// The days with a score, in order, each with the days on which its scores became known.
    pub fn written(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let days = self.first.into_iter().flat_map(|first| first.iter_days()).zip(&self.days);
        days.flat_map(|(day, scores)| scores.runs.iter().map(move |run| (day, run.known_on)))
    }

    fn day(&self, day: NaiveDate) -> Option<&DayScores> {
        let at = usize::try_from(days_between(self.first?, day)).ok()?;
        self.days.get(at)
    }

    /// The scores of a day as far as they were known on `known_by`.
    fn known(&self, day: NaiveDate, known_by: NaiveDate) -> Option<Run> {
        self.day(day)?.known(known_by)
    }

    /// The mean of all scores of a day as far as they were known on `known_by`: the same as that of
    /// `stats` and of the charts.
    pub fn mean(&self, day: NaiveDate, known_by: NaiveDate) -> Option<Tenths> {
        let Run { mornings, others, .. } = self.known(day, known_by)?;
        Some(Ratio::new(mornings.0 + others.0, mornings.1 + others.1))
    }

    /// The highest score of a day in tenths, as far as they were known on `known_by`.
    pub fn highest(&self, day: NaiveDate, known_by: NaiveDate) -> Option<i64> {
        self.known(day, known_by).map(|run| run.highest)
    }

    /// The pain of a day as far as it was known on `known_by`; `evening_from` is the hour at which
    /// the evening begins.
    pub fn pain(&self, day: NaiveDate, known_by: NaiveDate, evening_from: i64) -> DayPain {
        self.known(day, known_by).map_or_else(DayPain::default, |run| run.pain(evening_from))
    }

    /// What the pain of a day was after each of its scores, as far as they were known on
    /// `known_by`, which is the day or the one after it; without what another one of them tops. The
    /// evening began when the book was told.
    pub fn peaks(&self, day: NaiveDate, known_by: NaiveDate) -> &[DayPain] {
        debug_assert!((day..=days_after(day, 1)).contains(&known_by), "not kept for other days");
        let Some(scores) = self.day(day) else { return &[] };
        match &scores.peaks_with_next {
            Some(peaks) if known_by > day => peaks,
            _ => &scores.peaks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn the_book_of_some_days_goes_on_as_if_it_had_been_read(
            scores in prop::collection::vec((0..12_u64, 0..=100_i64, prop::option::of(0..24_u16), 0..5_u64), 0..30),
            (from, to) in (0..12_u64, 0..12_u64),
        ) {
            let mut scores: Vec<RecordedScore> = scores
                .into_iter()
                .map(|(n, tenths, hour, later)| RecordedScore {
                    known_on: day(n + later),
                    ..score(n, tenths, hour)
                })
                .collect();
            scores.sort_by_key(|score| (score.day, score.known_on));
            let read = |from: u64, to: u64| {
                let days = day(from)..day(to);
                let some = scores.iter().filter(move |score| days.contains(&score.day));
                some.copied()
            };
            let mut book = ScoreBook::new(read(0, 20), 18).of_days(day(from), day(to));
            prop_assert_eq!(&book, &ScoreBook::new(read(from, to), 18));
            read(to, 20).for_each(|score| book.add(score, 18));
            let whole = read(from, to).chain(read(to, 20));
            prop_assert_eq!(&book, &ScoreBook::new(whole, 18));
            book.forget_from(day(to));
            prop_assert_eq!(book, ScoreBook::new(read(from, to), 18));
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
            let pain = ScoreBook::new(scores, 18).pain(day(0), day(0), 18);
            assert_eq!((pain.morning, pain.evening, pain.mean()), (morning, evening, mean));
        }
    }

    #[test]
    fn what_was_written_later_was_not_known() {
        let late = RecordedScore { known_on: day(3), ..score(1, 70, None) };
        let book = ScoreBook::new([score(0, 30, None), late, score(2, 10, Some(20))], 18);
        assert_eq!(book.pain(day(1), day(2), 18), DayPain::default());
        assert_eq!(book.pain(day(1), day(3), 18).morning, Some(Tenths::from(70)));
        assert_eq!(book.pain(day(2), day(2), 18).evening, Some(Tenths::from(10)));
        assert_eq!(book.pain(day(9), day(9), 18), DayPain::default());
        assert_eq!((book.first_day(), book.last_day()), (Some(day(0)), Some(day(2))));
    }

    #[test]
    fn an_older_day_can_come_later() {
        let mut book = ScoreBook::new([score(4, 30, None)], 18);
        book.add(score(1, 10, None), 18);
        assert_eq!((book.first_day(), book.last_day()), (Some(day(1)), Some(day(4))));
        let highest = [1, 2, 4].map(|n| book.highest(day(n), day(9)));
        assert_eq!(highest, [Some(10), None, Some(30)]);
    }

    /// The pain of a day, straight from its scores.
    fn pain_of(scores: &[RecordedScore], evening_from: u16) -> DayPain {
        let mut mornings = scores.iter().filter(|score| score.morning);
        let others: Vec<_> = scores.iter().filter(|score| !score.morning).collect();
        let tenths = |score: &RecordedScore| Tenths::from(score.score.tenths());
        let late = others.iter().filter(|score| score.minute >= Some(evening_from * 60));
        DayPain {
            morning: mornings.next_back().map(tenths),
            evening: late
                .max_by_key(|score| score.minute)
                .map(|score| tenths(score))
                .or(mean(others.iter().map(|score| tenths(score)))),
        }
    }

    proptest! {
        /// However many scores a day has, the book says of it what the scores say themselves.
        #[test]
        fn a_book_says_what_all_of_the_scores_say(
            drawn in prop::collection::vec(
                (0i64..=100, prop::bool::weighted(0.2), prop::option::of(0u16..1_700), 0u64..5),
                0..40,
            ),
            evening_from in 12u16..=23,
            usual in (0i64..100, 0i64..100),
        ) {
            let scores: Vec<RecordedScore> = drawn
                .into_iter()
                .map(|(tenths, morning, minute, late)| RecordedScore {
                    day: day(0),
                    score: Score::from_tenths(tenths).expect("a score"),
                    morning,
                    minute,
                    known_on: day(late),
                })
                .collect();
            let from = i64::from(evening_from);
            let book = ScoreBook::new(scores.iter().copied(), from);
            // How far it is above usual, where both parts have one, and where one has.
            let rise = |pain: DayPain, parts: &[DayPart]| {
                let usual = DayPain {
                    morning: Some(Tenths::from(usual.0)),
                    evening: Some(Tenths::from(usual.1)),
                };
                mean(parts.iter().filter_map(|part| Some(pain.part(*part)? - usual.part(*part)?)))
            };
            for n in 0..6 {
                let known: Vec<RecordedScore> =
                    scores.iter().filter(|score| score.known_on <= day(n)).copied().collect();
                let tenths = || known.iter().map(|score| score.score.tenths());
                prop_assert_eq!(book.pain(day(0), day(n), from), pain_of(&known, evening_from));
                prop_assert_eq!(book.mean(day(0), day(n)), mean(tenths().map(Tenths::from)));
                prop_assert_eq!(book.highest(day(0), day(n)), tenths().max());
                if n > 1 {
                    continue;
                }
                let moments: Vec<DayPain> =
                    (1..=known.len()).map(|count| pain_of(&known[..count], evening_from)).collect();
                for parts in [&DayPart::BOTH[..], &DayPart::BOTH[..1], &DayPart::BOTH[1..]] {
                    let highest = |pains: &[DayPain]| {
                        pains.iter().filter_map(|pain| rise(*pain, parts)).max()
                    };
                    prop_assert_eq!(highest(book.peaks(day(0), day(n))), highest(&moments));
                }
            }
        }
    }
}
