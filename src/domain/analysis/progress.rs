//! What the progress chart shows, as facts: no colours, no pixels, no paper.

use chrono::NaiveDate;

use super::adherence::Tally;
use super::page_scope::PageScope;
use super::stats::{self, Baseline, DayPain, NoChange, PainChange};
use crate::domain::diary::pain_point::PainPoint;
use crate::domain::diary::score::Score;
use crate::domain::text::date::{DateStyle, days_after, days_before, days_between, days_in};

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
}

/// Exercise sessions of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayWork {
    /// The day.
    pub day: NaiveDate,
    /// What was done of what was asked.
    pub tally: Tally,
}

/// Exercise sessions of a day, or of a week when the range is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// First day.
    pub from: NaiveDate,
    /// Last day, within the chart's range.
    pub to: NaiveDate,
    /// What was done of what was asked.
    pub tally: Tally,
}

/// How the exercise panel is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeStep {
    /// A bar a day.
    Day,
    /// A bar a week.
    Week,
}

/// The longest range, in days, that still has a bar a day: four months fill a page without crowding
/// it.
const LONGEST_BY_DAY: i64 = 124;

/// Everything the progress chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Whose chart: the conditions with their sides, such as `Piriformis / deep gluteal syndrome,
    /// left`. Empty before anything was assigned.
    pub subjects: Vec<String>,
    /// First day of the range.
    pub from: NaiveDate,
    /// Last day of the range.
    pub to: NaiveDate,
    /// The ratings of the range, in the order of their days.
    pub readings: Vec<PainPoint>,
    /// The worst of each day that has one recorded.
    pub worsts: Vec<(NaiveDate, Score)>,
    /// The 7-day mean, as runs of consecutive days.
    pub trend: Vec<Vec<(NaiveDate, f64)>>,
    /// The first two weeks.
    pub baseline: Option<Baseline>,
    /// Phase changes and visits within the range, in order.
    pub marks: Vec<Mark>,
    /// How `work` is divided.
    pub step: TimeStep,
    /// Exercise sessions, one for every step of the range; empty when there is neither plan nor
    /// session.
    pub work: Vec<Work>,
    /// The last seven days against the first two weeks, or what is missing for that.
    pub change: Result<PainChange, NoChange>,
    /// Days of the range with a rating.
    pub days_rated: usize,
    /// What must be looked at before any exercise, in words; it stands before everything else.
    pub alerts: Vec<String>,
    /// How days are written.
    pub date_style: DateStyle,
}

/// What a progress chart is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// See [`Progress::subjects`].
    pub subjects: Vec<String>,
    /// First day of the range.
    pub from: NaiveDate,
    /// Last day of the range; never before `from`.
    pub to: NaiveDate,
    /// Ratings in the order of their days, from six days before the range (for the first 7-day
    /// means).
    pub readings: Vec<PainPoint>,
    /// The ratings of the first two weeks; empty before the first rating.
    pub baseline: Vec<PainPoint>,
    /// Phase changes and visits.
    pub marks: Vec<Mark>,
    /// Sessions by day, in order.
    pub work: Vec<DayWork>,
    /// See [`Progress::alerts`].
    pub alerts: Vec<String>,
    /// See [`Progress::date_style`].
    pub date_style: DateStyle,
}

impl Progress {
    /// Draws the conclusions from the facts.
    pub fn new(facts: Facts) -> Self {
        let Facts {
            subjects,
            from,
            to,
            mut readings,
            baseline,
            mut marks,
            work,
            alerts,
            date_style,
        } = facts;
        let days = stats::by_day(&readings);
        let baseline =
            baseline.first().map(|first| Baseline::starting(first.day, &stats::by_day(&baseline)));
        // The days before the range were needed for the mean of its first week, and are not shown.
        readings.retain(|reading| reading.day >= from && reading.day <= to);
        marks.retain(|mark| mark.day >= from && mark.day <= to);
        marks.sort();
        let shown: Vec<&DayPain> =
            days.iter().filter(|day| day.day >= from && day.day <= to).collect();
        let step =
            if days_between(from, to) < LONGEST_BY_DAY { TimeStep::Day } else { TimeStep::Week };
        Self {
            subjects,
            from,
            to,
            worsts: shown
                .iter()
                .filter(|day| day.worst_recorded)
                .map(|day| (day.day, day.worst))
                .collect(),
            trend: stats::seven_day_mean(&days, from, to),
            change: stats::change(&days, baseline, to),
            days_rated: shown.len(),
            readings,
            baseline,
            marks,
            step,
            work: bars(&work, from, to, step),
            alerts,
            date_style,
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

    /// Whose chart, and of which days.
    pub fn about(&self) -> PageScope {
        let (subjects, alerts) = (self.subjects.clone(), self.alerts.clone());
        PageScope { subjects, from: self.from, to: self.to, alerts, date_style: self.date_style }
    }

    /// The range for a title: `30 Aug – 22 Nov 2026`, with what both ends share said once.
    pub fn range(&self) -> String {
        self.about().range()
    }
}

/// A bar for every step of the range, from `work` by day; none when there is no work at all.
fn bars(work: &[DayWork], from: NaiveDate, to: NaiveDate, step: TimeStep) -> Vec<Work> {
    if work.iter().all(|day| day.tally.is_empty()) {
        return Vec::new();
    }
    let width = match step {
        TimeStep::Day => 1,
        TimeStep::Week => 7,
    };
    // Weeks are counted back from the range's end, so that the newest bar is always a whole week.
    let first = match step {
        TimeStep::Day => from,
        TimeStep::Week => {
            let spare = u64::try_from(days_between(from, to) + 1).unwrap_or(0) % width;
            days_before(from, (width - spare) % width)
        }
    };
    let mut bars: Vec<Work> = days_in(first, to)
        .step_by(usize::try_from(width).unwrap_or(1))
        .map(|start| Work {
            from: start.max(from),
            to: days_after(start, width - 1).min(to),
            tally: Tally::default(),
        })
        .collect();
    for day in work.iter().filter(|day| day.day >= from && day.day <= to) {
        let index = bars.partition_point(|bar| bar.to < day.day);
        bars[index].tally = bars[index].tally.plus(day.tally);
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

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
        })
        .collect()
    }

    /// A chart of `readings` from day 0 to day `last`.
    fn progress(readings: Vec<PainPoint>, last: u64) -> Progress {
        let baseline = readings.iter().copied().filter(|r| r.day <= day(13)).collect();
        let facts = Facts {
            subjects: vec![],
            from: day(0),
            to: day(last),
            readings,
            baseline,
            marks: vec![],
            work: vec![],
            alerts: vec![],
            date_style: DateStyle::DayFirst,
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
        insta::assert_snapshot!(progress(ratings(0..6, falling), 5).sentence(), @"A fair comparison is possible from 20 September on; 6 of 6 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..10, falling), 9).sentence(), @"Pain averages 6.0 so far; a fair comparison is possible from 20 September on; 10 of 10 days recorded.");
        insta::assert_snapshot!(progress(ratings((0..7).chain(30..60), falling), 59).sentence(), @"There is nothing to compare with: 1 more rated day in the first two weeks would have been needed; 37 of 60 days recorded.");
        insta::assert_snapshot!(progress(ratings(0..50, falling), 53).sentence(), @"The last 7 days have 3 rated days, and an average needs 4; 50 of 54 days recorded.");
        insta::assert_snapshot!(progress(vec![], 6).sentence(), @"No pain has been recorded yet; 0 of 7 days recorded.");
    }

    #[test]
    fn a_long_range_has_a_bar_a_week_and_loses_no_session() {
        for last in [6, 123, 124, 130, 365, 3650] {
            let work: Vec<_> =
                (0..=last).map(|n| DayWork { day: day(n), tally: Tally::new(1, 2) }).collect();
            let bars = bars(
                &work,
                day(0),
                day(last),
                if last < 124 { TimeStep::Day } else { TimeStep::Week },
            );
            let total: u32 = bars.iter().map(|bar| bar.tally.done).sum();
            assert_eq!(u64::from(total), last + 1, "{last}");
            assert_eq!((bars[0].from, bars[bars.len() - 1].to), (day(0), day(last)));
        }
    }

    #[test]
    fn days_outside_the_range_shape_the_first_mean_and_nothing_else() {
        let facts = Facts {
            subjects: vec![],
            from: day(6),
            to: day(8),
            readings: ratings(0..9, |_| 50),
            baseline: ratings(0..9, |_| 50),
            marks: vec![Mark { day: day(2), kind: MarkKind::Visit, label: "visit".into() }],
            alerts: vec![],
            date_style: DateStyle::DayFirst,
            work: vec![
                DayWork { day: day(1), tally: Tally::new(3, 3) },
                DayWork { day: day(7), tally: Tally::new(1, 3) },
            ],
        };
        let progress = Progress::new(facts);
        assert_eq!(progress.readings.len(), 3);
        assert_eq!(progress.trend[0][0].0, day(6));
        assert_eq!(
            (progress.days_rated, progress.marks.len(), progress.work_total()),
            (3, 0, Tally::new(1, 3))
        );
    }
}
