//! The few numbers a diary is read by: daily means, the 7-day mean, the first two weeks, and the
//! change.
//!
//! Means are means of days, not of ratings: a bad day rated five times is still one day (`[seen:
//! PMC3014612]`: weekly means carry a change that single scores lose).

use chrono::NaiveDate;

use crate::domain::diary::rating::PainPoint;
use crate::domain::diary::score::Score;
use crate::domain::text::date::{days_after, days_before, days_between};
use crate::domain::text::number::{mean, median, round1};

/// Days in the moving window.
pub const WINDOW_DAYS: u64 = 7;

/// Days of the window that need a rating before its mean is a number (design choice, common in
/// diary trials `[recalled]`).
pub const WINDOW_NEEDS: usize = 4;

/// Days that make the baseline.
pub const BASELINE_DAYS: u64 = 14;

/// Days of the baseline that need a rating: the same share as of the moving window (design choice).
pub const BASELINE_NEEDS: usize = 8;

/// The highest mean that counts as a mild day, and the lowest that counts as a severe one
/// (`[recalled: cut points of the 0 to 10 scale, Serlin 1995, Pain 61:277]`).
pub const MILD_AND_SEVERE: (f64, f64) = (3.0, 7.0);

/// One day's ratings in a few numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayPain {
    /// The day.
    pub day: NaiveDate,
    /// The mean of its scores, 0 to 10.
    pub mean: f64,
    /// The worst that was recorded for it, by itself or as the day's highest score.
    pub worst: Score,
    /// The least that was recorded for it, by itself or as the day's lowest score.
    pub least: Score,
}

/// The rated days of some readings that are taken one by one, in the order of their days: a long
/// diary has a million of them, and none is kept.
#[derive(Debug, Clone, Default)]
pub struct RatedDays {
    days: Vec<DayPain>,
    /// The sum of the scores of the last day, and how many there are.
    sum: f64,
    count: f64,
}

impl RatedDays {
    /// Takes a reading, which is of the last day or of a later one.
    pub fn add(&mut self, reading: PainPoint) {
        let PainPoint { day, score, .. } = reading;
        // A worst that was recorded may be of another moment; it is never below the score.
        let worst = reading.worst.map_or(score, |worst| worst.max(score));
        let least = reading.least.map_or(score, |least| least.min(score));
        match self.days.last_mut().filter(|last| last.day == day) {
            Some(last) => {
                (self.sum, self.count) = (self.sum + score.value(), self.count + 1.0);
                last.mean = self.sum / self.count;
                (last.worst, last.least) = (last.worst.max(worst), last.least.min(least));
            }
            None => {
                (self.sum, self.count) = (score.value(), 1.0);
                self.days.push(DayPain { day, mean: self.sum, worst, least });
            }
        }
    }

    /// Each day in a few numbers, in the order of the days.
    pub fn into_days(self) -> Vec<DayPain> {
        self.days
    }
}

impl FromIterator<PainPoint> for RatedDays {
    fn from_iter<I: IntoIterator<Item = PainPoint>>(readings: I) -> Self {
        let mut days = Self::default();
        readings.into_iter().for_each(|reading| days.add(reading));
        days
    }
}

/// The mean of the days from `from` to `to`, and how many of them were rated.
///
/// # Errors
/// The number of rated days, when fewer than `needs` were.
pub fn mean_between(
    days: &[DayPain],
    from: NaiveDate,
    to: NaiveDate,
    needs: usize,
) -> Result<(f64, usize), usize> {
    let within = between(days, from, to);
    if within.len() < needs {
        Err(within.len())
    } else {
        Ok((mean(within.iter().map(|day| day.mean)), within.len()))
    }
}

/// Those of some days, in their order, that lie from `from` to `to`.
fn between(days: &[DayPain], from: NaiveDate, to: NaiveDate) -> &[DayPain] {
    let start = days.partition_point(|day| day.day < from);
    let end = days.partition_point(|day| day.day <= to);
    // The search for the end knows nothing of the start: a range that is turned round is empty.
    &days[start..end.max(start)]
}

/// Rated days that a stretch of so many days needs before its numbers are shown: the same share as
/// of the moving window, and never fewer than it (design choice).
pub fn needs(days: u64) -> usize {
    let share = (days * WINDOW_NEEDS as u64).div_ceil(WINDOW_DAYS);
    usize::try_from(share).unwrap_or(usize::MAX).max(WINDOW_NEEDS)
}

/// A stretch of days in a few numbers. All but `worst` are of days, each in its mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many of its days were rated.
    pub rated: usize,
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// The best day.
    pub lowest: f64,
    /// The worst day.
    pub highest: f64,
    /// The worst that was recorded at any moment of it.
    pub worst: Score,
}

/// The days from `from` to `to` in a few numbers.
///
/// # Errors
/// The number of rated days, when fewer than `needs` were.
pub fn summary(
    days: &[DayPain],
    from: NaiveDate,
    to: NaiveDate,
    needs: usize,
) -> Result<Summary, usize> {
    let (mean, rated) = mean_between(days, from, to, needs.max(1))?;
    let within = between(days, from, to);
    let means: Vec<f64> = within.iter().map(|day| day.mean).collect();
    Ok(Summary {
        rated,
        mean,
        lowest: means.iter().copied().fold(f64::INFINITY, f64::min),
        highest: means.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        median: median(means).unwrap_or(mean),
        worst: within.iter().map(|day| day.worst).max().ok_or(0usize)?,
    })
}

/// The worst that was recorded at any moment of a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worst {
    /// How bad.
    pub score: Score,
    /// The days that had it, in order; one at least.
    pub days: Vec<NaiveDate>,
    /// On how many days a moment was [severe](MILD_AND_SEVERE).
    pub severe_days: usize,
}

/// The worst of the days from `from` to `to`; `None` where none of them was rated.
pub fn worst(days: &[DayPain], from: NaiveDate, to: NaiveDate) -> Option<Worst> {
    let within = between(days, from, to);
    let score = within.iter().map(|day| day.worst).max()?;
    let worst_days = within.iter().filter(|day| day.worst == score).map(|day| day.day);
    let (_, severe) = MILD_AND_SEVERE;
    let severe_days = within.iter().filter(|day| day.worst.value() >= severe).count();
    Some(Worst { score, days: worst_days.collect(), severe_days })
}

/// The mean of so many days as runs of consecutive days; a day whose window has too few ratings
/// ends a run.
///
/// Each value is the mean of its own day and those before it, `window` in all. Days before `from`
/// count as the window of the first ones but get no value of their own.
pub fn moving_mean(
    days: &[DayPain],
    window: u64,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Vec<(NaiveDate, f64)>> {
    let needs = needs(window);
    let mut runs: Vec<Vec<(NaiveDate, f64)>> = Vec::new();
    let mut previous = None;
    for day in crate::domain::text::date::days_in(from, to) {
        let Ok((value, _)) = mean_between(days, days_before(day, window - 1), day, needs) else {
            continue;
        };
        // A gap in the line says that the mean is not known there; a straight line across it would
        // claim a week that nobody recorded.
        match runs.last_mut() {
            Some(run) if previous == day.pred_opt() => run.push((day, value)),
            _ => runs.push(vec![(day, value)]),
        }
        previous = Some(day);
    }
    runs
}

/// The first two weeks, which later weeks are compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, [`BASELINE_DAYS`] in all.
    pub to: NaiveDate,
    /// How many of its days were rated.
    pub rated: usize,
    /// The mean of its days; `None` while fewer than [`BASELINE_NEEDS`] were rated.
    pub mean: Option<f64>,
}

impl Baseline {
    /// The two weeks from `from` on.
    pub fn starting(from: NaiveDate, days: &[DayPain]) -> Self {
        let to = days_after(from, BASELINE_DAYS - 1);
        match mean_between(days, from, to, BASELINE_NEEDS) {
            Ok((mean, rated)) => Self { from, to, rated, mean: Some(mean) },
            Err(rated) => Self { from, to, rated, mean: None },
        }
    }

    /// From where on a fall from its mean counts as one that matters; `None` while there is no mean,
    /// or where no fall could.
    pub fn threshold(&self) -> Option<Threshold> {
        let before = self.mean?;
        // Down from the mean in steps of what is shown: the line is where the verdict turns.
        let highest = (round1(before) * 10.0).round() as u32;
        (0..=highest).rev().map(|tenths| f64::from(tenths) / 10.0).find_map(|now| {
            let change = PainChange { before, now, rated: 0 };
            let reason = match change.points().abs() {
                _ if !change.reaches_threshold() => return None,
                // On the floor of the share, more than the share is needed.
                points if points == SHARE_NEEDS_POINTS => ThresholdReason::OnePoint,
                points if points == THRESHOLD_POINTS && !change.reaches_share() => {
                    ThresholdReason::TwoPoints
                }
                _ => ThresholdReason::Share,
            };
            Some(Threshold { level: now, reason })
        })
    }
}

/// A level of pain at which a fall from the first two weeks begins to count as one that matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The level, in tenths of a point.
    pub level: f64,
    /// The mark that is reached there.
    pub reason: ThresholdReason,
}

/// Which of the marks of a change that matters is reached first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThresholdReason {
    /// [`THRESHOLD_POINTS`].
    TwoPoints,
    /// [`THRESHOLD_SHARE`].
    Share,
    /// [`SHARE_NEEDS_POINTS`], where the share is less.
    OnePoint,
}

/// The share of the baseline at which a fall counts as one that matters
/// (`[recalled: Farrar 2001, Pain 94:149]`).
pub const THRESHOLD_SHARE: f64 = 0.3;

/// The same in points of the 0 to 10 scale (`[recalled: Farrar 2001, Pain 94:149]`).
pub const THRESHOLD_POINTS: f64 = 2.0;

/// The threshold's name, as it is shown.
pub const THRESHOLD_NAME: &str = "2 points or 30 %, Farrar 2001";

/// The least a change must be in points before its share of the baseline means anything: 30 % of a
/// very low baseline is less than people's scores wander from day to day (design choice).
pub const SHARE_NEEDS_POINTS: f64 = 1.0;

/// The last seven days against the first two weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PainChange {
    /// The baseline's mean.
    pub before: f64,
    /// The mean of the last seven days.
    pub now: f64,
    /// How many of the last seven days were rated.
    pub rated: usize,
}

impl PainChange {
    /// Points gained (more pain, positive) or lost (less pain, negative), as shown: from means
    /// rounded to one decimal, so that the numbers on the page add up.
    pub fn points(&self) -> f64 {
        round1(round1(self.now) - round1(self.before))
    }

    /// The same as a whole percentage of the baseline; `None` from a baseline of nothing.
    pub fn percent(&self) -> Option<f64> {
        // From nothing, any rise would be endless per cent.
        (self.before > 0.0).then(|| (100.0 * (self.now - self.before) / self.before).round())
    }

    /// Whether it reaches the published threshold, in either direction: judged by the numbers that
    /// are shown.
    pub fn reaches_threshold(&self) -> bool {
        let points = self.points().abs();
        // Either mark will do: below a baseline of 6.7, 30 % is the smaller of the two.
        points >= THRESHOLD_POINTS || (points >= SHARE_NEEDS_POINTS && self.reaches_share())
    }

    /// Whether it is a great enough share of the baseline, and too few points for that to mean
    /// anything.
    pub fn is_share_of_little(&self) -> bool {
        self.points().abs() < SHARE_NEEDS_POINTS && self.reaches_share()
    }

    fn reaches_share(&self) -> bool {
        self.percent().map_or(0.0, f64::abs) >= 100.0 * THRESHOLD_SHARE
    }
}

/// Why there is no change to speak of yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoChange {
    /// Nothing was rated at all.
    NoRatings,
    /// Too few of the first two weeks were rated, and this many are missing.
    BaselineNeeds(usize),
    /// The last seven days still overlap the first two weeks; comparing starts on this day.
    TooEarly(NaiveDate),
    /// Too few of the last seven days were rated: this many.
    RecentRated(usize),
}

/// The change from the baseline to the seven days that end on `to`.
///
/// # Errors
/// What is missing for one.
pub fn change(
    days: &[DayPain],
    baseline: Option<Baseline>,
    to: NaiveDate,
) -> Result<PainChange, NoChange> {
    let baseline = baseline.ok_or(NoChange::NoRatings)?;
    let before = baseline.mean.ok_or(BASELINE_NEEDS.saturating_sub(baseline.rated));
    compare(days, before, baseline.to, to)
}

/// The change from the seven days that end on `since` to the seven that end on `to`.
///
/// # Errors
/// What is missing for one.
pub fn change_since(
    days: &[DayPain],
    since: NaiveDate,
    to: NaiveDate,
) -> Result<PainChange, NoChange> {
    let before = mean_between(days, days_before(since, WINDOW_DAYS - 1), since, WINDOW_NEEDS);
    compare(days, before.map(|(mean, _)| mean).map_err(|rated| WINDOW_NEEDS - rated), since, to)
}

/// The seven days that end on `to` against an earlier mean, or the rated days it lacks, of days up
/// to `end`.
fn compare(
    days: &[DayPain],
    before: Result<f64, usize>,
    end: NaiveDate,
    to: NaiveDate,
) -> Result<PainChange, NoChange> {
    // The two stretches must not share a day, or a bad day would be compared with itself.
    let first_window_end = days_after(end, WINDOW_DAYS);
    if days_between(first_window_end, to) < 0 {
        return Err(NoChange::TooEarly(first_window_end));
    }
    let before = before.map_err(NoChange::BaselineNeeds)?;
    let (now, rated) = mean_between(days, days_before(to, WINDOW_DAYS - 1), to, WINDOW_NEEDS)
        .map_err(NoChange::RecentRated)?;
    Ok(PainChange { before, now, rated })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The n-th day of a made-up diary.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// One rating on the n-th day.
    fn rated(n: u64, tenths: i64) -> PainPoint {
        PainPoint {
            day: day(n),
            minute: None,
            score: Score::from_tenths(tenths).expect("a score"),
            worst: None,
            least: None,
        }
    }

    /// A day's pain straight from a mean.
    fn pain(n: u64, mean: f64) -> DayPain {
        DayPain {
            day: day(n),
            mean,
            worst: Score::from_tenths(50).expect("a score"),
            least: Score::from_tenths(0).expect("a score"),
        }
    }

    #[test]
    fn the_threshold_is_where_the_verdict_turns() {
        for hundredths in 0..=1000u32 {
            let before = f64::from(hundredths) / 100.0;
            let baseline = Baseline { from: day(0), to: day(13), rated: 14, mean: Some(before) };
            let reaches = |tenths: u32| {
                let change = PainChange { before, now: f64::from(tenths) / 10.0, rated: 7 };
                change.points() < 0.0 && change.reaches_threshold()
            };
            let highest = (0..=100).rev().find(|tenths| reaches(*tenths));
            let level = baseline.threshold().map(|mark| mark.level);
            assert_eq!(level, highest.map(|tenths| f64::from(tenths) / 10.0), "{before}");
        }
        let reason = |mean| {
            let baseline = Baseline { from: day(0), to: day(13), rated: 14, mean: Some(mean) };
            baseline.threshold().map(|mark| (mark.level, mark.reason))
        };
        assert_eq!(reason(9.0), Some((7.0, ThresholdReason::TwoPoints)));
        assert_eq!(reason(5.0), Some((3.5, ThresholdReason::Share)));
        assert_eq!(reason(2.0), Some((1.0, ThresholdReason::OnePoint)));
        assert_eq!(reason(0.9), None);
    }

    #[test]
    fn a_day_counts_once_however_often_it_was_rated() {
        let worst = PainPoint { worst: Score::from_tenths(90), ..rated(0, 60) };
        let days = RatedDays::from_iter([rated(0, 20), worst, rated(2, 10)]).into_days();
        assert_eq!(days.len(), 2);
        assert!((days[0].mean - 4.0).abs() < 1e-9);
        assert_eq!(days[0].worst.tenths(), 90);
        assert_eq!(days[0].least.tenths(), 20);
    }

    #[test]
    fn the_mean_needs_four_of_seven_days_and_a_gap_ends_its_run() {
        let days: Vec<_> = (0..7).chain(20..27).map(|n| pain(n, 4.0)).collect();
        let runs = moving_mean(&days, WINDOW_DAYS, day(0), day(30));
        let spans: Vec<_> = runs.iter().map(|run| (run[0].0, run[run.len() - 1].0)).collect();
        assert_eq!(spans, [(day(3), day(9)), (day(23), day(29))]);
    }

    #[test]
    fn a_stretch_needs_the_same_share_of_days_as_the_moving_window() {
        for (days, wanted) in
            [(1, 4), (7, WINDOW_NEEDS), (BASELINE_DAYS, BASELINE_NEEDS), (28, 16), (29, 17)]
        {
            assert_eq!(needs(days), wanted, "{days}");
        }
    }

    #[test]
    fn a_stretch_in_numbers_is_of_days_and_knows_its_worst_moment() {
        let mut days: Vec<_> =
            [3.0, 5.0, 1.0, 4.5].iter().zip(0..).map(|(mean, n)| pain(2 * n, *mean)).collect();
        days[1].worst = Score::from_tenths(90).expect("a score");
        let summary = summary(&days, day(0), day(6), 4).expect("four days");
        assert_eq!(
            (summary.rated, summary.median, summary.lowest, summary.highest),
            (4, 3.75, 1.0, 5.0)
        );
        assert_eq!((summary.mean, summary.worst.tenths()), (3.375, 90));
        assert_eq!(super::summary(&days, day(0), day(5), 4), Err(3));
        assert_eq!(super::summary(&days, day(7), day(9), 0), Err(0));
        assert_eq!(median(vec![]), None);
    }

    #[test]
    fn a_change_since_a_visit_is_of_the_week_before_it_and_the_last_one() {
        let days: Vec<_> = (0..30).map(|n| pain(n, if n < 10 { 6.0 } else { 3.0 })).collect();
        assert_eq!(change_since(&days, day(9), day(29)).map(|change| change.points()), Ok(-3.0));
        assert_eq!(change_since(&days, day(25), day(29)), Err(NoChange::TooEarly(day(32))));
        assert_eq!(change_since(&days, day(1), day(29)), Err(NoChange::BaselineNeeds(2)));
        assert_eq!(change_since(&days, day(9), day(33)), Err(NoChange::RecentRated(3)));
    }

    #[test]
    fn the_threshold_is_two_points_or_thirty_percent() {
        for (before, now, reaches) in [
            (8.0, 6.0, true),
            (5.0, 3.5, true),
            (6.0, 8.0, true),
            (8.0, 6.1, false),
            (5.0, 3.6, false),
            (1.0, 0.5, false),
            (0.0, 0.9, false),
            (0.0, 2.0, true),
            // Shown as 2.0 points, so judged as 2 points.
            (8.0, 6.04, true),
            (8.0, 6.06, false),
        ] {
            let change = PainChange { before, now, rated: 7 };
            assert_eq!(change.reaches_threshold(), reaches, "{before} to {now}");
        }
    }

    #[test]
    fn no_change_is_claimed_too_early_or_from_too_little() {
        let full: Vec<_> = (0..40).map(|n| pain(n, 5.0)).collect();
        let baseline = Baseline::starting(day(0), &full);
        assert_eq!(baseline.to, day(13));
        assert_eq!(change(&full, Some(baseline), day(19)), Err(NoChange::TooEarly(day(20))));
        assert!(change(&full, Some(baseline), day(20)).is_ok());
        let thin: Vec<_> = (0..5).chain(20..40).map(|n| pain(n, 5.0)).collect();
        let baseline = Baseline::starting(day(0), &thin);
        assert_eq!(change(&thin, Some(baseline), day(39)), Err(NoChange::BaselineNeeds(3)));
        let stopped: Vec<_> = (0..20).map(|n| pain(n, 5.0)).collect();
        let baseline = Baseline::starting(day(0), &stopped);
        assert_eq!(change(&stopped, Some(baseline), day(23)), Err(NoChange::RecentRated(3)));
        assert_eq!(change(&[], None, day(0)), Err(NoChange::NoRatings));
    }

    proptest! {
        /// The windowed sums agree with a plain definition, on diaries with any gaps.
        #[test]
        fn the_seven_day_mean_is_what_it_says(scores in prop::collection::vec(prop::option::of(0i64..=100), 1..60)) {
            let readings =
                scores.iter().enumerate().filter_map(|(n, s)| s.map(|s| rated(n as u64, s)));
            let days = RatedDays::from_iter(readings).into_days();
            let last = day(scores.len() as u64 - 1);
            let shown: std::collections::BTreeMap<_, _> =
                moving_mean(&days, WINDOW_DAYS, day(0), last).into_iter().flatten().collect();
            for n in 0..scores.len() {
                let window: Vec<f64> =
                    scores[n.saturating_sub(6)..=n].iter().flatten().map(|s| *s as f64 / 10.0).collect();
                let value = shown.get(&day(n as u64));
                prop_assert_eq!(value.is_some(), window.len() >= 4);
                if let Some(value) = value {
                    let expected = window.iter().sum::<f64>() / window.len() as f64;
                    prop_assert!((value - expected).abs() < 1e-9);
                }
            }
        }
    }
}
