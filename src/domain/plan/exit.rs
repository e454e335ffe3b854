//! When a phase may be left: each criterion of its exit, with what it needs and what there is.
//!
//! A phase is never left on pain alone (design proposal): every criterion must be met, and a test
//! of function is asked of the person, not assumed. The numbers are design proposals of the
//! condition's file; what the person recorded is all they are held against.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use strum::{IntoStaticStr, VariantNames};

use super::assignment::PhaseStart;
use crate::domain::analysis::response::Morning;
use crate::domain::analysis::stats;
use crate::domain::diary::pain_point::{PainPoint, RecordedScore};
use crate::domain::programme::condition::Exit;
use crate::domain::text::date::{days_after, days_before, days_between};
use crate::domain::text::number::round1;

/// Days of the phase, the last ones, whose mornings count (design choice: what lies further back is
/// overcome).
const MORNINGS_WITHIN: u64 = 28;

/// Days of the longer mean.
const LONG_DAYS: u64 = 28;

/// Days of the longer mean that need a rating: the same share as of the shorter (design choice).
const LONG_NEEDS: usize = 16;

/// Points above usual at which a morning is not settled: the decision table holds from there
/// (design choice).
const NOT_SETTLED: u32 = 1;

/// Days after which a test of function that did not go yet is worth another try (design choice: a
/// week).
const TRY_AGAIN_AFTER: i64 = 7;

/// What was answered to a test of function at the end of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestResult {
    /// The test's id.
    pub test: String,
    /// The day it was answered.
    pub day: NaiveDate,
    /// Whether it went as its line says.
    pub passed: bool,
}

/// One criterion of an exit.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// What it asks.
    pub asks: Requirement,
    /// Whether it is met; what is not known is not.
    pub is_met: bool,
}

/// What a criterion asks, and what there is.
#[derive(Debug, Clone, PartialEq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Requirement {
    /// So many days in the phase.
    Days {
        /// At least.
        needs: u32,
        /// Today is this day of the phase; the first is 1.
        now: i64,
    },
    /// A mean of daily pain no higher than this.
    Pain {
        /// Of the last so many days.
        of_days: u64,
        /// At most.
        needs: f64,
        /// The mean, or the number of days with a rating where they are too few.
        now: Result<f64, usize>,
        /// How many days need a rating.
        needs_days: usize,
    },
    /// A share of sessions whose next morning was settled.
    Mornings {
        /// At least, 0 to 1.
        needs: f64,
        /// Days with sessions whose next morning was settled.
        settled: usize,
        /// Days with sessions.
        of: usize,
        /// Days with sessions whose next morning says nothing.
        unknown: usize,
    },
    /// A share of the planned sessions of the phase.
    Sessions {
        /// At least, 0 to 1.
        needs: f64,
        /// Done.
        done: u32,
        /// Planned.
        planned: u32,
    },
    /// A test of function.
    Test {
        /// Its id.
        id: String,
        /// What to try.
        line: String,
        /// The newest answer in this phase.
        ticked: Option<TestResult>,
    },
    /// That nothing is stopped and still waits for a clinician (design choice).
    NothingStopped {
        /// The exercises that are.
        stopped: Vec<String>,
    },
}

impl Requirement {
    /// The word that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// What an exit is held against.
#[derive(Debug, Clone, Copy)]
pub struct PhaseRecord<'a> {
    /// The phase, and when it began.
    pub start: &'a PhaseStart,
    /// The day it is asked on.
    pub today: NaiveDate,
    /// Ratings in the order of their days, from four weeks before the phase.
    pub felt: &'a [RecordedScore],
    /// Days of the phase before today on which an exercise of the plan was done.
    pub worked: &'a [NaiveDate],
    /// Sessions done and planned in the phase, before today.
    pub sessions: (u32, u32),
    /// The answers to the tests in this phase.
    pub ticked: &'a [TestResult],
    /// Exercises that are stopped.
    pub stopped: &'a [String],
}

/// Sessions done as planned, and sessions planned, of each exercise by its id. What was done beyond
/// the plan does not stand in for what was left out, of another exercise or of the same.
pub fn as_planned<'a>(
    planned: impl Iterator<Item = (&'a str, u32)>,
    done: impl Iterator<Item = &'a str>,
) -> (u32, u32) {
    let mut open: BTreeMap<&str, u32> = BTreeMap::new();
    for (exercise, sessions) in planned {
        *open.entry(exercise).or_default() += sessions;
    }
    // Counted down to 0 for each exercise by itself: ten walks do not make up for the strength work
    // that was left out.
    let all: u32 = open.values().sum();
    for exercise in done {
        open.entry(exercise).and_modify(|left| *left = left.saturating_sub(1));
    }
    (all - open.values().sum::<u32>(), all)
}

/// Every criterion of an exit, in the order a person meets them.
pub fn criteria(exit: &Exit, record: PhaseRecord<'_>) -> Vec<Criterion> {
    let days = days_between(record.start.from, record.today);
    let days = Criterion {
        is_met: days >= i64::from(exit.min_days),
        asks: Requirement::Days { needs: exit.min_days, now: days + 1 },
    };
    let short =
        exit.pain_avg7_max.map(|needs| record.pain(stats::WINDOW_DAYS, stats::WINDOW_NEEDS, needs));
    let long = exit.pain_avg28_max.map(|needs| record.pain(LONG_DAYS, LONG_NEEDS, needs));
    let mornings = exit.next_morning_ok_min.map(|needs| record.mornings(needs));
    let sessions = exit.adherence_min.map(|needs| {
        let (done, planned) = record.sessions;
        // A hair's breadth lets 80 % of five be four in spite of binary fractions.
        let is_met = planned > 0 && f64::from(done) >= needs * f64::from(planned) - 1e-9;
        Criterion { is_met, asks: Requirement::Sessions { needs, done, planned } }
    });
    let tests = exit.tests.iter().map(|test| {
        let ticked = record.ticked.iter().rev().find(|ticked| ticked.test == test.id).cloned();
        let is_met = ticked.as_ref().is_some_and(|ticked| ticked.passed);
        Criterion {
            is_met,
            asks: Requirement::Test { id: test.id.clone(), line: test.line.clone(), ticked },
        }
    });
    // Asked for by no file: a phase is not left past something that waits for a clinician's look.
    let stopped = (!record.stopped.is_empty()).then(|| Criterion {
        is_met: false,
        asks: Requirement::NothingStopped { stopped: record.stopped.to_vec() },
    });
    // The days first and what can be tried last: the order in which a person meets them.
    [Some(days), short, long, mornings, sessions, stopped]
        .into_iter()
        .flatten()
        .chain(tests)
        .collect()
}

impl PhaseRecord<'_> {
    /// The mean of the last days, today included, against the most that it may be.
    fn pain(self, of_days: u64, needs_days: usize, needs: f64) -> Criterion {
        let from = days_before(self.today, of_days - 1);
        let within = &self.felt[self.felt.partition_point(|score| score.day < from)..];
        let readings: Vec<PainPoint> = within
            .iter()
            .filter(|score| score.day <= self.today)
            .map(RecordedScore::reading)
            .collect();
        let now = stats::mean_between(&stats::by_day(&readings), from, self.today, needs_days)
            .map(|(mean, _)| mean);
        // What is shown is what counts: means are shown to one decimal.
        let is_met = now.is_ok_and(|mean| round1(mean) <= needs);
        Criterion { is_met, asks: Requirement::Pain { of_days, needs, now, needs_days } }
    }

    /// The share of session days whose next morning was settled; one that says nothing is not.
    fn mornings(self, needs: f64) -> Criterion {
        let from = days_before(self.today, MORNINGS_WITHIN).max(self.start.from);
        // Yesterday's sessions are left out: the morning after them may still be to come.
        let nights =
            self.worked.iter().filter(|day| **day >= from && days_between(**day, self.today) > 1);
        let mornings: Vec<_> =
            nights.map(|day| Morning::new(self.felt, days_after(*day, 1), self.today)).collect();
        let settled = mornings
            .iter()
            .filter(|morning| morning.is_ok_and(|morning| !morning.is_up_by(NOT_SETTLED)))
            .count();
        let unknown = mornings.iter().filter(|morning| morning.is_err()).count();
        let of = mornings.len();
        // Of no mornings at all none has shown that it settles.
        let is_met = of > 0 && settled as f64 >= needs * of as f64 - 1e-9;
        Criterion { is_met, asks: Requirement::Mornings { needs, settled, of, unknown } }
    }
}

/// What stands between a phase and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing: every criterion is met.
    Met,
    /// Only tests of function that wait to be tried, or tried again.
    ToTry,
    /// Something that has to come by itself.
    Open,
}

/// What is missing of an exit's criteria.
pub fn readiness(criteria: &[Criterion], today: NaiveDate) -> Readiness {
    let open: Vec<&Criterion> = criteria.iter().filter(|criterion| !criterion.is_met).collect();
    if open.is_empty() {
        Readiness::Met
    } else if open.iter().all(|criterion| criterion.waits_to_be_tried(today)) {
        Readiness::ToTry
    } else {
        Readiness::Open
    }
}

impl Criterion {
    /// Whether it is a test of function that was not tried yet, or long enough ago.
    fn waits_to_be_tried(&self, today: NaiveDate) -> bool {
        match &self.asks {
            Requirement::Test { ticked, .. } => ticked
                .as_ref()
                .is_none_or(|ticked| days_between(ticked.day, today) >= TRY_AGAIN_AFTER),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_exercise_done_often_does_not_stand_in_for_another() {
        let planned = [("a", 2), ("b", 1), ("a", 1)];
        assert_eq!(as_planned(planned.into_iter(), ["a"; 9].into_iter()), (3, 4));
        assert_eq!(as_planned(planned.into_iter(), ["a", "b", "c", "b"].into_iter()), (2, 4));
        assert_eq!(as_planned([].into_iter(), ["a"].into_iter()), (0, 0));
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date")
    }

    /// A test of function, and how many days ago it went how.
    fn test(answer: Option<(u64, bool)>) -> Criterion {
        let ticked = answer.map(|(ago, passed)| TestResult {
            test: "t".into(),
            day: days_before(today(), ago),
            passed,
        });
        let is_met = ticked.as_ref().is_some_and(|ticked| ticked.passed);
        Criterion { is_met, asks: Requirement::Test { id: "t".into(), line: "t".into(), ticked } }
    }

    /// So many days in the phase.
    fn days(is_met: bool) -> Criterion {
        Criterion { is_met, asks: Requirement::Days { needs: 7, now: 3 } }
    }

    #[test]
    fn a_test_that_did_not_go_waits_a_week_and_what_comes_by_itself_is_waited_for() {
        for (criteria, expected) in [
            (vec![], Readiness::Met),
            (vec![days(true), test(Some((0, true)))], Readiness::Met),
            (vec![days(true), test(None)], Readiness::ToTry),
            (vec![test(Some((6, false))), test(None)], Readiness::Open),
            (vec![test(Some((7, false))), test(None)], Readiness::ToTry),
            (vec![days(false), test(None)], Readiness::Open),
            (vec![days(false), test(Some((0, true)))], Readiness::Open),
        ] {
            assert_eq!(readiness(&criteria, today()), expected, "{criteria:?}");
        }
    }
}
