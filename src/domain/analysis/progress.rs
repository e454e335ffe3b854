//! What the progress chart shows, as facts: no colours, no pixels, no paper.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::adherence::Tally;
use super::flares::FlareSpan;
use super::page_scope::{PageScope, Subject};
use super::place_lines::{PlaceLine, place_lines};
use super::stats::{self, Baseline, DayPain, NoChange, PainChange, Threshold, WINDOW_DAYS};
use crate::domain::diary::place::Place;
use crate::domain::diary::score::Score;
use crate::domain::text::date::{days_after, days_before, days_between, days_in};
use crate::domain::text::style::Style;

/// Something that happened on a day: a labelled tick on the time axis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The day.
    pub day: NaiveDate,
    /// What sort of event.
    pub kind: MarkKind,
    /// A word or two.
    pub label: String,
}

/// What sort of event a tick stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A phase of the programme began.
    Phase,
    /// A visit to the clinician.
    Visit,
    /// Exercises were stopped.
    Stop,
}

/// Pain in a day, or in the days of a longer step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PainSpan {
    /// First day.
    pub from: NaiveDate,
    /// Last day, within the chart's range.
    pub to: NaiveDate,
    /// The least of any moment.
    pub least: Score,
    /// The worst of any moment.
    pub worst: Score,
}

/// Exercise sessions of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayWork {
    /// The day.
    pub day: NaiveDate,
    /// What was done of what was asked.
    pub tally: Tally,
}

/// Exercise sessions of a day, or of the days of a longer step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// First day.
    pub from: NaiveDate,
    /// Last day, within the chart's range.
    pub to: NaiveDate,
    /// What was done of what was asked.
    pub tally: Tally,
}

/// How the time of a chart is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeStep {
    /// A mark a day.
    Day,
    /// A mark a week.
    Week,
    /// A mark for four weeks.
    FourWeeks,
}

/// The longest range, in days, that still has a mark a day: four months fill a page without
/// crowding it.
const LONGEST_BY_DAY: i64 = 124;

/// The longest range, in days, that still has a mark a week.
const LONGEST_BY_WEEK: i64 = 1000;

/// The longest range, in days, whose mean is one of seven days.
const LONGEST_BY_SEVEN: i64 = 366;

/// The days of the mean on a longer range.
const LONG_WINDOW_DAYS: u64 = 28;

/// Days without a score that are a gap to be shown: one day alone is missed in any diary.
const GAP_DAYS: i64 = 2;

impl TimeStep {
    /// The step for so many days.
    fn of(days: i64) -> Self {
        if days <= LONGEST_BY_DAY {
            Self::Day
        } else if days <= LONGEST_BY_WEEK {
            Self::Week
        } else {
            Self::FourWeeks
        }
    }

    /// How many days it has.
    pub fn days(self) -> u64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::FourWeeks => 28,
        }
    }

    /// The steps of a range, each with its first and its last day. They are counted back from the
    /// range's end, so that the newest is always whole.
    fn within(self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let width = self.days();
        let spare = u64::try_from(days_between(from, to) + 1).unwrap_or(0) % width;
        let first = days_before(from, (width - spare) % width);
        days_in(first, to)
            .step_by(usize::try_from(width).unwrap_or(1))
            .map(|start| (start.max(from), days_after(start, width - 1).min(to)))
            .collect()
    }
}

/// The days of the mean of a range: the readings before it that it needs are one fewer.
pub fn mean_days(from: NaiveDate, to: NaiveDate) -> u64 {
    if days_between(from, to) < LONGEST_BY_SEVEN { WINDOW_DAYS } else { LONG_WINDOW_DAYS }
}

/// Everything the progress chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Whose chart: the conditions. Empty before anything was assigned.
    pub subjects: Vec<Subject>,
    /// First day of the range.
    pub from: NaiveDate,
    /// Last day of the range.
    pub to: NaiveDate,
    /// The first day of what is looked at most, where the range begins before it.
    pub since: Option<NaiveDate>,
    /// The days of the range that have a score.
    pub days: Vec<DayPain>,
    /// Pain in each step of the range that has a score, from the least to the worst.
    pub spans: Vec<PainSpan>,
    /// Two or more days running without a score, each run with its first and its last day.
    pub gaps: Vec<(NaiveDate, NaiveDate)>,
    /// The mean of [`Progress::mean_days`], as runs of consecutive days.
    pub trend: Vec<Vec<(NaiveDate, f64)>>,
    /// How many days each mean is of.
    pub mean_days: u64,
    /// How many rated days the last mean is of, where scores began within its days.
    pub mean_rated: Option<usize>,
    /// A line for each of several places that were rated apart.
    pub places: Vec<PlaceLine>,
    /// The first two weeks.
    pub baseline: Option<Baseline>,
    /// Phase changes, visits and stops within the range, in order.
    pub marks: Vec<Mark>,
    /// Flares that reach into the range, in order.
    pub flares: Vec<FlareSpan>,
    /// How `spans` and `work` are divided.
    pub step: TimeStep,
    /// Exercise sessions, one for every step of the range; empty when there is neither plan nor
    /// session.
    pub work: Vec<Work>,
    /// Days on which the whole plan rested and nothing was asked for, each run with its first and
    /// its last day.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// The last day whose sessions are counted: the day before the last one where that is not over.
    pub work_until: NaiveDate,
    /// The last seven days against the first two weeks, or what is missing for that.
    pub change: Result<PainChange, NoChange>,
    /// Days of the range with a rating.
    pub days_rated: usize,
    /// What must be looked at before any exercise, in words; it stands before everything else.
    pub alerts: Vec<String>,
    /// How days are written.
    pub style: Style,
}

/// What a progress chart is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// See [`Progress::subjects`].
    pub subjects: Vec<Subject>,
    /// First day of the range.
    pub from: NaiveDate,
    /// Last day of the range; never before `from`.
    pub to: NaiveDate,
    /// See [`Progress::since`].
    pub since: Option<NaiveDate>,
    /// The rated days in order, from so many days before the range as the first means need
    /// ([`mean_days`]).
    pub days: Vec<DayPain>,
    /// The days on which single places were rated, from as many days before the range.
    pub places: BTreeMap<Place, Vec<DayPain>>,
    /// The rated days of the first two weeks; empty before the first rating.
    pub baseline: Vec<DayPain>,
    /// Phase changes, visits and stops.
    pub marks: Vec<Mark>,
    /// See [`Progress::flares`].
    pub flares: Vec<FlareSpan>,
    /// Sessions by day, in order.
    pub work: Vec<DayWork>,
    /// The first and the last day of each pause of the whole plan.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// See [`Progress::work_until`].
    pub work_until: NaiveDate,
    /// See [`Progress::alerts`].
    pub alerts: Vec<String>,
    /// See [`Progress::style`].
    pub style: Style,
}

impl Progress {
    /// Draws the conclusions from the facts.
    pub fn new(facts: Facts) -> Self {
        let Facts {
            subjects,
            from,
            to,
            since,
            days,
            places,
            baseline,
            mut marks,
            flares,
            work,
            pauses,
            work_until,
            alerts,
            style,
        } = facts;
        let baseline = baseline.first().map(|first| Baseline::starting(first.day, &baseline));
        marks.retain(|mark| mark.day >= from && mark.day <= to);
        marks.sort();
        // Two conditions that begin the same phase on one day have one mark.
        marks.dedup();
        // The days before the range were needed for the mean of its first ones, and are not shown.
        let shown = &days[days.partition_point(|day| day.day < from)..];
        let shown = &shown[..shown.partition_point(|day| day.day <= to)];
        let step = TimeStep::of(days_between(from, to) + 1);
        let mean_days = mean_days(from, to);
        let trend = stats::moving_mean(&days, mean_days, from, to);
        let mean_rated = trend.last().and_then(|run| run.last()).and_then(|(last, _)| {
            let begins = days_before(*last, mean_days - 1);
            let rated = days.iter().filter(|day| day.day >= begins && day.day <= *last).count();
            baseline.is_some_and(|baseline| baseline.from > begins).then_some(rated)
        });
        let work = work_by_step(&work, from, to, step);
        Self {
            subjects,
            from,
            to,
            since: since.filter(|since| *since > from && *since <= to),
            days: shown.to_vec(),
            spans: spans(shown, from, to, step),
            gaps: gaps(shown, from, to),
            trend,
            mean_days,
            mean_rated,
            places: place_lines(places, mean_days, (from, to)),
            change: stats::change(&days, baseline, to),
            days_rated: shown.len(),
            baseline,
            marks,
            flares: flares
                .into_iter()
                .filter(|flare| flare.to >= from && flare.from <= to)
                .collect(),
            step,
            pauses: shown_pauses(&pauses, &work),
            work,
            work_until,
            alerts,
            style,
        }
    }

    /// Days in the range.
    pub fn days_total(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// Sessions over the whole range.
    pub fn work_total(&self) -> Tally {
        self.work.iter().fold(Tally::default(), |all, work| all.plus(work.tally))
    }

    /// The level from which a fall counts; a level of no pain at all is none worth a line.
    pub fn threshold(&self) -> Option<Threshold> {
        self.baseline.as_ref()?.threshold().filter(|mark| mark.level > 0.0)
    }

    /// Whose chart, and of which days.
    pub fn about(&self) -> PageScope {
        let (subjects, alerts) = (self.subjects.clone(), self.alerts.clone());
        PageScope { subjects, from: self.from, to: self.to, alerts, style: self.style }
    }

    /// The range for a title: `30 Aug – 22 Nov 2026`, with what both ends share said once.
    pub fn range(&self) -> String {
        self.about().range()
    }
}

/// Pain of every step of a range that has a score, from the days of the range.
fn spans(days: &[DayPain], from: NaiveDate, to: NaiveDate, step: TimeStep) -> Vec<PainSpan> {
    let mut rest = days;
    let steps = step.within(from, to).into_iter();
    let spans = steps.filter_map(|(from, to)| {
        let (within, after) = rest.split_at(rest.partition_point(|day| day.day <= to));
        rest = after;
        let least = within.iter().map(|day| day.least).min()?;
        let worst = within.iter().map(|day| day.worst).max()?;
        Some(PainSpan { from, to, least, worst })
    });
    spans.collect()
}

/// The days of pauses that lie in steps which ask for nothing, as runs: a step that asks for
/// something has a cell, and no blank to explain.
fn shown_pauses(pauses: &[(NaiveDate, NaiveDate)], work: &[Work]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut shown: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for step in work.iter().filter(|step| step.tally.asked == 0) {
        for (first, last) in pauses {
            let (first, last) = ((*first).max(step.from), (*last).min(step.to));
            match shown.last_mut() {
                _ if first > last => {}
                Some(run) if days_between(run.1, first) <= 1 => run.1 = last.max(run.1),
                _ => shown.push((first, last)),
            }
        }
    }
    shown
}

/// Runs of days without a score, from the days of the range that have one.
fn gaps(days: &[DayPain], from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let rated = days.iter().map(|day| day.day);
    let ends = [days_before(from, 1)].into_iter().chain(rated.clone());
    let gaps = ends
        .zip(rated.chain([days_after(to, 1)]))
        .map(|(before, after)| (days_after(before, 1), days_before(after, 1)));
    gaps.filter(|(first, last)| days_between(*first, *last) + 1 >= GAP_DAYS).collect()
}

/// Work of every step of the range, from `work` by day; none when there is no work at all.
fn work_by_step(work: &[DayWork], from: NaiveDate, to: NaiveDate, step: TimeStep) -> Vec<Work> {
    if work.iter().all(|day| day.tally.is_empty()) {
        return Vec::new();
    }
    let steps = step.within(from, to).into_iter();
    let mut steps: Vec<Work> =
        steps.map(|(from, to)| Work { from, to, tally: Tally::default() }).collect();
    for day in work.iter().filter(|day| day.day >= from && day.day <= to) {
        let index = steps.partition_point(|step| step.to < day.day);
        steps[index].tally = steps[index].tally.plus(day.tally);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::analysis::stats::RatedDays;
    use crate::domain::diary::rating::PainPoint;

    /// The n-th day of a made-up diary.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 8, 31).expect("a date"), n)
    }

    /// Ratings of `score` tenths on the days given.
    fn ratings(days: impl Iterator<Item = u64>, score: impl Fn(u64) -> i64) -> Vec<PainPoint> {
        days.map(|n| PainPoint {
            day: day(n),
            minute: None,
            score: Score::from_tenths(score(n)).expect("score"),
            worst: None,
            least: None,
        })
        .collect()
    }

    /// A chart of `readings` from day 0 to day `last`.
    fn progress(readings: Vec<PainPoint>, last: u64) -> Progress {
        let days = RatedDays::from_iter(readings).into_days();
        let baseline = days.iter().copied().filter(|rated| rated.day <= day(13)).collect();
        let facts = Facts {
            subjects: vec![],
            from: day(0),
            to: day(last),
            since: None,
            days,
            places: BTreeMap::new(),
            baseline,
            marks: vec![],
            flares: vec![],
            work: vec![],
            pauses: vec![],
            work_until: day(last),
            alerts: vec![],
            style: Style::default(),
        };
        Progress::new(facts)
    }

    /// Two weeks at 6, and from then on at 3, in tenths.
    fn falling(n: u64) -> i64 {
        if n < 14 { 60 } else { 30 }
    }

    #[test]
    fn the_sentence_says_what_there_is_and_what_is_missing() {
        insta::assert_snapshot!(progress(ratings(0..84, falling), 83).sentence(), @"Over the last 7 days (7 rated) pain averaged 3.0, down from 6.0 in the first two weeks (3.0 points, 50 % lower), which passes the published mark of a change that matters (2 points or 30 %, Farrar 2001); 84 of 84 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..84, |n| if n < 14 { 60 } else { 55 }), 83).sentence(), @"Over the last 7 days (7 rated) pain averaged 5.5, down from 6.0 in the first two weeks (0.5 points, 8 % lower), which is less than the published mark of a change that matters (2 points or 30 %, Farrar 2001); 84 of 84 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..84, |n| if n < 14 { 30 } else { 60 }), 83).sentence(), @"Over the last 7 days (7 rated) pain averaged 6.0, up from 3.0 in the first two weeks (3.0 points, 100 % higher), a rise as large as the published mark of a change that matters (2 points or 30 %, Farrar 2001), worth showing your physiotherapist; 84 of 84 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..84, |_| 40), 83).sentence(), @"Over the last 7 days (7 rated) pain averaged 4.0, the same as in the first two weeks; 84 of 84 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..6, falling), 5).sentence(), @"Whether pain has changed can be said fairly from 20 September on; 6 of 6 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..10, falling), 9).sentence(), @"Pain averages 6.0 so far; whether pain has changed can be said fairly from 20 September on; 10 of 10 days recorded.");
        insta::assert_snapshot!(progress(ratings((0..7).chain(30..60), falling), 59).sentence(), @"There is nothing to compare with: 1 more rated day in the first two weeks would have been needed; 37 of 60 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..50, falling), 53).sentence(), @"The last 7 days have 3 rated days, and an average needs 4; 50 of 54 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..1, falling), 0).sentence(), @"Whether pain has changed can be said fairly from 20 September on; the line begins once 4 of 7 days are rated; 1 of 1 day recorded.");
        insta::assert_snapshot!(progress(ratings(0..3, falling), 2).sentence(), @"Whether pain has changed can be said fairly from 20 September on; the line begins once 4 of 7 days are rated; 3 of 3 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..18, falling), 17).sentence(), @"Pain averaged 6.0 in the first two weeks; whether pain has changed can be said fairly from 20 September on; 18 of 18 days recorded.");
        insta::assert_snapshot!(progress(vec![], 6).sentence(), @"No pain has been recorded yet; 0 of 7 days recorded.");
    }

    #[test]
    fn a_pause_is_shown_on_the_steps_that_ask_for_nothing() {
        let work = |days: i64, asked: fn(u64) -> u32| {
            let step = TimeStep::of(days);
            let last = u64::try_from(days - 1).expect("a few");
            let all: Vec<DayWork> = (0..=last)
                .map(|n| DayWork { day: day(n), tally: Tally::new(0, asked(n)) })
                .collect();
            work_by_step(&all, day(0), day(last), step)
        };
        let run = |first, last| (day(first), day(last));
        // A day without a cell beside it is not one of the pause, and one of the pause on which
        // something was asked for has its cell.
        let by_day = work(14, |n| u32::from(!(2..=6).contains(&n)));
        assert_eq!(shown_pauses(&[run(3, 5)], &by_day), [run(3, 5)]);
        assert_eq!(shown_pauses(&[run(5, 8)], &by_day), [run(5, 6)]);
        assert_eq!(
            shown_pauses(&[run(2, 3), run(4, 4), run(6, 6)], &by_day),
            [run(2, 4), run(6, 6)]
        );
        assert_eq!(shown_pauses(&[], &by_day), []);
        // Of weeks only a whole one is blank.
        let by_week = work(140, |n| u32::from(!(10..=24).contains(&n)));
        assert_eq!(shown_pauses(&[run(10, 24)], &by_week), [run(14, 20)]);
    }

    #[test]
    fn the_line_begins_with_the_day_that_the_sentence_names() {
        for rated in 1..=8 {
            let progress = progress(ratings(0..rated, |_| 40), rated - 1);
            let waits = progress.sentence().contains("the line begins once 4 of 7 days are rated");
            assert_eq!(waits, progress.trend.is_empty(), "{rated}");
            // As long as there are no seven days, the mean is not called one of seven.
            let of = (4..7).contains(&rated).then_some(rated as usize);
            assert_eq!(progress.mean_rated, of, "{rated}");
        }
    }

    #[test]
    fn a_long_range_has_longer_steps_and_loses_no_session() {
        for last in [6, 123, 124, 130, 365, 999, 1000, 3650] {
            let work: Vec<_> =
                (0..=last).map(|n| DayWork { day: day(n), tally: Tally::new(1, 2) }).collect();
            let step = TimeStep::of(days_between(day(0), day(last)) + 1);
            let expected = if last < 124 {
                1
            } else if last < 1000 {
                7
            } else {
                28
            };
            assert_eq!(step.days(), expected, "{last}");
            let bars = work_by_step(&work, day(0), day(last), step);
            let total: u32 = bars.iter().map(|bar| bar.tally.done).sum();
            assert_eq!(u64::from(total), last + 1, "{last}");
            assert_eq!((bars[0].from, bars[bars.len() - 1].to), (day(0), day(last)));
        }
    }

    #[test]
    fn days_outside_the_range_shape_the_first_mean_and_nothing_else() {
        let days = RatedDays::from_iter(ratings(0..9, |_| 50)).into_days();
        let facts = Facts {
            subjects: vec![],
            from: day(6),
            to: day(8),
            since: Some(day(6)),
            days: days.clone(),
            places: BTreeMap::new(),
            baseline: days,
            marks: vec![Mark { day: day(2), kind: MarkKind::Visit, label: "visit".into() }],
            flares: vec![],
            alerts: vec![],
            style: Style::default(),
            pauses: vec![],
            work_until: day(8),
            work: vec![
                DayWork { day: day(1), tally: Tally::new(3, 3) },
                DayWork { day: day(7), tally: Tally::new(1, 3) },
            ],
        };
        let progress = Progress::new(facts);
        assert_eq!((progress.spans.len(), progress.since), (3, None));
        assert_eq!(progress.trend[0][0].0, day(6));
        assert_eq!(
            (progress.days_rated, progress.marks.len(), progress.work_total()),
            (3, 0, Tally::new(1, 3))
        );
    }

    #[test]
    fn a_span_reaches_from_the_least_to_the_worst_of_any_moment_of_its_days() {
        let score = |tenths| Score::from_tenths(tenths).expect("a score");
        let mut readings = ratings(0..200, |n| if n == 100 { 20 } else { 40 });
        readings[7].worst = Some(score(90));
        readings[150].least = Some(score(5));
        let by_day = progress(readings[..20].to_vec(), 19);
        assert_eq!((by_day.spans.len(), by_day.spans[7].worst), (20, score(90)));
        let by_week = progress(readings, 199);
        let whole = |of: fn(&PainSpan) -> Score| by_week.spans.iter().map(of);
        assert_eq!(whole(|span| span.worst).max(), Some(score(90)));
        assert_eq!(whole(|span| span.least).min(), Some(score(5)));
        // Counted back from the end: only the first week is not whole.
        let days = |span: &PainSpan| days_between(span.from, span.to) + 1;
        assert!(by_week.spans[1..].iter().all(|span| days(span) == 7));
        assert_eq!(days(&by_week.spans[0]), 200 % 7);
    }

    #[test]
    fn two_days_without_a_score_are_a_gap_and_one_is_none() {
        let found = progress(ratings([1, 3, 6, 7].into_iter(), |_| 40), 9);
        assert_eq!(found.gaps, [(day(4), day(5)), (day(8), day(9))]);
        assert_eq!(progress(vec![], 6).gaps, [(day(0), day(6))]);
    }
}
