//! Practice: a row for each exercise: its days, the dose that was asked for, and the pain in it.

use crate::domain::analysis::practice::{AmountUnit, DayMark, Practice, PracticeRow};
use crate::figure::chart::framed_chart::{Caption, RowFigure};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{
    BarFill, ChartRow, Level, RowChart, RowSample, Track, TrackMarks,
};

/// The scale of pain.
const MOST_PAIN: f64 = 10.0;

impl RowFigure for Practice {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "exercises",
            about: &self.about,
            recorded: self.days,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn row_chart(&self) -> RowChart {
        let scales = Scales::of(self);
        RowChart {
            style: self.about.style,
            range: (self.about.from, self.about.to),
            heading: match self.pain_word() {
                "day" => "Exercises day by day, in the order in which they began".to_owned(),
                step => format!("Exercises per {step}, in the order in which they began"),
            },
            keys: self.keys(),
            rows: self.rows.iter().map(|row| self.chart_row(row, &scales)).collect(),
        }
    }
}

/// The highest numbers of the scales that rows share.
struct Scales {
    /// The most of a dose, by its unit.
    dose: Vec<(AmountUnit, u32)>,
    /// The most done in a step of what no plan asked for, by its unit.
    done: Vec<(AmountUnit, u32)>,
}

impl Scales {
    /// Those of a chart.
    fn of(practice: &Practice) -> Self {
        let spans = practice.rows.iter().flat_map(|row| &row.doses);
        let dose = spans.map(|span| (span.unit, span.amount)).collect();
        let free = practice.rows.iter().filter(|row| row.doses.is_empty());
        let done =
            free.flat_map(|row| row.amounts.iter().map(|(_, _, amount)| (row.unit, *amount)));
        Self { dose, done: done.collect() }
    }

    /// The end of the scale of a unit: the most of it among some amounts, at least 1.
    fn most(amounts: &[(AmountUnit, u32)], unit: AmountUnit) -> f64 {
        let own = amounts.iter().filter(|(of, _)| *of == unit).map(|(_, amount)| *amount);
        f64::from(own.max().unwrap_or(1).max(1))
    }
}

impl Practice {
    /// What its marks mean, as far as they occur.
    fn keys(&self) -> Vec<LegendEntry> {
        let any = |is: fn(&PracticeRow) -> bool| self.rows.iter().any(is);
        let mut keys = Vec::new();
        let mut key = |occurs: bool, sample: RowSample, words: String| {
            if occurs {
                keys.push(LegendEntry::new(sample, words));
            }
        };
        if self.is_by_day() {
            key(any(|row| row.times > 0), RowSample::FullDot, "done".to_owned());
            let missed = |row: &PracticeRow| row.days_done_and_missed().1 > 0;
            key(any(missed), RowSample::HollowDay, "asked for and missed".to_owned());
        } else {
            let words = format!("days done of those asked for, per {}", self.about.step_word());
            key(true, RowSample::Share, words);
        }
        key(any(|row| !row.stops.is_empty()), RowSample::Cross, "stopped by a rule".to_owned());
        key(any(|row| !row.doses.is_empty()), RowSample::Stepped, self.dose_key());
        let is_free = |row: &PracticeRow| row.doses.is_empty() && row.times > 0;
        let each = self.about.step_word();
        key(any(is_free), RowSample::Bar(BarFill::Solid), format!("amount done per {each}"));
        let pain = format!("most pain in it per {}, 0 to 10", self.pain_word());
        key(any(|row| !row.pains.is_empty()), RowSample::Diamond, pain);
        let limit = |row: &PracticeRow| !row.pains.is_empty() && !row.doses.is_empty();
        key(any(limit), RowSample::Limit, "limit on pain".to_owned());
        keys
    }

    /// What the line of doses is, with the units that occur.
    fn dose_key(&self) -> String {
        let units = [
            (AmountUnit::Reps, "repeats"),
            (AmountUnit::Seconds, "seconds held"),
            (AmountUnit::Minutes, "minutes"),
        ];
        let spans = || self.rows.iter().flat_map(|row| &row.doses);
        let found: Vec<&str> = units
            .into_iter()
            .filter(|(unit, _)| spans().any(|span| span.unit == *unit))
            .map(|(_, word)| word)
            .collect();
        format!("dose of a session asked for, in {}", found.join(" or "))
    }

    /// One exercise as a row.
    fn chart_row(&self, row: &PracticeRow, scales: &Scales) -> ChartRow {
        let crosses = row.stops.clone();
        let marks = if self.is_by_day() {
            let days = row.marks.iter().map(|(day, mark)| (*day, *mark == DayMark::Done));
            TrackMarks::Days { days: days.collect(), crosses }
        } else {
            let steps = row.shares(&self.about.steps()).into_iter();
            let steps = steps.map(|(from, to, done, all)| (from, to, done as f64 / all as f64));
            TrackMarks::Shares { steps: steps.collect(), crosses }
        };
        let mut tracks = vec![Track { marks, most: 1.0, share: 0.22 }];
        if let Some(unit) = row.doses.last().map(|span| span.unit) {
            // A dose in another unit has no place on this scale.
            let spans = row.doses.iter().filter(|span| span.unit == unit);
            let levels = spans.map(|span| Level {
                from: span.from,
                to: span.to,
                value: f64::from(span.amount),
                words: span.words.clone(),
            });
            tracks.push(Track {
                marks: TrackMarks::Stepped(levels.collect()),
                most: Scales::most(&scales.dose, unit),
                share: 0.42,
            });
        } else {
            let bars =
                row.amounts.iter().map(|(from, to, amount)| (*from, *to, f64::from(*amount)));
            tracks.push(Track {
                marks: TrackMarks::Bars(BarFill::Solid, bars.collect()),
                most: Scales::most(&scales.done, row.unit),
                share: 0.42,
            });
        }
        if !row.pains.is_empty() {
            let dots = row.pains.iter().map(|(from, to, pain)| (*from, *to, pain.value()));
            let line = row.doses.iter().map(|span| (span.from, span.to, f64::from(span.pain_max)));
            tracks.push(Track {
                marks: TrackMarks::DiamondsBelow { dots: dots.collect(), line: line.collect() },
                most: MOST_PAIN,
                share: 0.42,
            });
        }
        ChartRow { name: row.exercise.clone(), notes: row.account(self.about.style), tracks }
    }
}
