//! Function: what a body can do, and what it does by itself: how long sitting and walking go, how long
//! a night's sleep is, how often urine or stool leaks, and how goals were rated.
//!
//! Only what was recorded counts: a day without a number is no day of 0.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::goals::GoalRow;
use super::page_scope::PageScope;
use crate::domain::text::number;

/// The longest range, in days, that is given day by day; beyond, the steps of a range are (design
/// choice, as for exercises).
const LONGEST_BY_DAY: i64 = 190;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Measure {
    /// Sitting without pain, in minutes.
    Sitting,
    /// Steady work for heart and lungs that was done, such as walking, in minutes.
    Walking,
    /// A night's sleep, in hours.
    Sleep,
    /// Leaks, a number a day.
    Leaks,
    /// A goal, from 0 (cannot) to 10 (as before).
    Goal,
}

impl Measure {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What several values of one day come to: what was done and what leaked adds up, the rest is
    /// the mean.
    fn of_day(self, values: &[f64]) -> f64 {
        match self {
            Self::Walking | Self::Leaks => values.iter().sum(),
            Self::Sitting | Self::Sleep | Self::Goal => number::mean(values.iter().copied()),
        }
    }
}

/// Something that was measured, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionRow {
    /// What.
    pub measure: Measure,
    /// Its own name, where there are several: the exercise, or the activity.
    pub name: Option<String>,
    /// The recorded days with their value, in order; never empty.
    pub days: Vec<(NaiveDate, f64)>,
}

impl FunctionRow {
    /// The values of each step of a range that has any: from, to, the mean of its days.
    pub fn by_step(&self, steps: &[(NaiveDate, NaiveDate)]) -> Vec<(NaiveDate, NaiveDate, f64)> {
        let of = |from: NaiveDate, to: NaiveDate| {
            let begin = self.days.partition_point(|(day, _)| *day < from);
            let end = self.days.partition_point(|(day, _)| *day <= to);
            &self.days[begin..end]
        };
        let steps = steps.iter().filter(|(from, to)| !of(*from, *to).is_empty());
        let mean = |from, to| number::mean(of(from, to).iter().map(|(_, value): &(_, f64)| *value));
        steps.map(|(from, to)| (*from, *to, mean(*from, *to))).collect()
    }

    /// Its first and its last value.
    pub fn ends(&self) -> (f64, f64) {
        let value = |day: Option<&(NaiveDate, f64)>| day.map_or(0.0, |(_, value)| *value);
        (value(self.days.first()), value(self.days.last()))
    }

    /// The middle of its values.
    pub fn median(&self) -> f64 {
        number::median(self.days.iter().map(|(_, value)| *value).collect()).unwrap_or(0.0)
    }

    /// The highest of its values.
    pub fn most(&self) -> f64 {
        self.days.iter().map(|(_, value)| *value).fold(0.0, f64::max)
    }
}

/// What was measured of some days.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Whose, and which days.
    pub about: PageScope,
    /// Only what was recorded, in the order of [`Measure`].
    pub rows: Vec<FunctionRow>,
    /// Days with any of it.
    pub days: usize,
}

/// Numbers as they were recorded on days, in their order; a day may have several.
#[derive(Debug, Clone, Default)]
pub struct FunctionRecord {
    /// Minutes of sitting without pain.
    pub sitting: Vec<(NaiveDate, u32)>,
    /// Minutes of steady work done, with the exercise's name.
    pub walking: Vec<(NaiveDate, String, u32)>,
    /// Minutes of sleep before a day.
    pub sleep: Vec<(NaiveDate, u32)>,
    /// Leaks.
    pub leaks: Vec<(NaiveDate, u32)>,
    /// Goals with their ratings.
    pub goals: Vec<GoalRow>,
}

impl Function {
    /// What was measured, from what was recorded.
    pub fn new(about: PageScope, record: FunctionRecord) -> Self {
        let FunctionRecord { sitting, walking, sleep, leaks, goals } = record;
        let counts = |numbers: &[(NaiveDate, u32)], of: f64| {
            numbers.iter().map(|(day, number)| (*day, f64::from(*number) / of)).collect::<Vec<_>>()
        };
        let mut found = vec![(Measure::Sitting, None, counts(&sitting, 1.0))];
        let mut names: Vec<&String> = Vec::new();
        for (_, name, _) in &walking {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        found.extend(names.into_iter().map(|name| {
            let own = walking.iter().filter(|(_, of, _)| of == name);
            let own = own.map(|(day, _, minutes)| (*day, f64::from(*minutes)));
            (Measure::Walking, Some(name.clone()), own.collect())
        }));
        found.push((Measure::Sleep, None, counts(&sleep, 60.0)));
        found.push((Measure::Leaks, None, counts(&leaks, 1.0)));
        found.extend(goals.into_iter().map(|goal| {
            let ratings = goal.ratings.iter().map(|(day, score)| (*day, score.value()));
            (Measure::Goal, Some(goal.activity), ratings.collect())
        }));
        let rows: Vec<FunctionRow> = found
            .into_iter()
            .map(|(measure, name, values)| {
                let within: Vec<_> =
                    values.into_iter().filter(|(day, _)| about.holds(*day)).collect();
                let days = within.chunk_by(|one, next| one.0 == next.0).map(|day| {
                    let values: Vec<f64> = day.iter().map(|(_, value)| *value).collect();
                    (day[0].0, measure.of_day(&values))
                });
                FunctionRow { measure, name, days: days.collect() }
            })
            .filter(|row| !row.days.is_empty())
            .collect();
        let mut days: Vec<NaiveDate> =
            rows.iter().flat_map(|row| row.days.iter().map(|(day, _)| *day)).collect();
        days.sort_unstable();
        days.dedup();
        Self { about, rows, days: days.len() }
    }

    /// Whether each day has a mark of its own; else each step of the range has one.
    pub fn is_by_day(&self) -> bool {
        self.about.days() <= LONGEST_BY_DAY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::{days_after, days_before};
    use crate::domain::text::style::Style;

    /// What was recorded in twenty days, and on one before them.
    fn made() -> Function {
        let from = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date");
        let day = |n| days_after(from, n);
        let about = PageScope {
            subjects: vec![],
            from,
            to: day(19),
            alerts: vec![],
            style: Style::default(),
        };
        let score = |tenths| Score::from_tenths(tenths).expect("a score");
        Function::new(
            about,
            FunctionRecord {
                sitting: vec![(days_before(from, 1), 90), (day(0), 20), (day(0), 30), (day(9), 45)],
                walking: vec![
                    (day(2), "Graded walking".to_owned(), 15),
                    (day(2), "Graded walking".to_owned(), 10),
                ],
                sleep: vec![(day(3), 390)],
                leaks: vec![],
                goals: vec![GoalRow {
                    activity: "sit through a film".to_owned(),
                    ratings: vec![(day(1), score(20)), (day(15), score(55))],
                }],
            },
        )
    }

    #[test]
    fn only_what_was_recorded_has_a_row_and_several_of_a_day_are_one() {
        let function = made();
        let rows: Vec<_> = function
            .rows
            .iter()
            .map(|row| (row.measure.word(), row.days.len(), row.ends()))
            .collect();
        assert_eq!(
            rows,
            [
                ("sitting", 2, (25.0, 45.0)),
                ("walking", 1, (25.0, 25.0)),
                ("sleep", 1, (6.5, 6.5)),
                ("goal", 2, (2.0, 5.5)),
            ]
        );
        assert_eq!(function.days, 6);
        insta::assert_snapshot!(function.description(), @"
        Pain diary, 1 – 20 Nov 2026. Recorded on 6 days, first and last: sitting without pain, from 25 min to 45 min; Graded walking, 25 min; sleep, 6 h 30 min; 1 rated goal. Sitting without pain, minutes: first 25 min, last 45 min, median 35 min on 2 days; Graded walking, minutes a day: 25 min on 1 day; Sleep, hours a night: 6 h 30 min on 1 day; sit through a film: first 2, last 5.5, median 3.8 on 2 days.
        ");
    }

    #[test]
    fn a_step_without_a_number_is_a_gap() {
        let function = made();
        let from = function.about.from;
        let weeks = [0, 7, 14].map(|n| (days_after(from, n), days_after(from, n + 6)));
        let steps: Vec<f64> =
            function.rows[0].by_step(&weeks).into_iter().map(|(_, _, mean)| mean).collect();
        assert_eq!(steps, [25.0, 45.0]);
    }
}
