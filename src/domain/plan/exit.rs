//! When a phase may be left: each criterion of its exit, with what it needs and what there is.
//!
//! A phase is never left on pain alone: a test of function is asked of the person, not assumed. Nor
//! is anybody kept in it by pain that is as it was: what has not come down to the phase's number may
//! be no higher than where the programme began. What the person recorded is all that it is held
//! against.

use chrono::NaiveDate;
use strum::{IntoStaticStr, VariantNames};

use super::assignment::PhaseStart;
use super::course::{Course, Creep, Now};
use crate::domain::analysis::adherence::Tally;
use crate::domain::diary::week_answer::Comparison;
use crate::domain::flare::night::{Night, NoNight};
use crate::domain::flare::score_book::Tenths;
use crate::domain::programme::condition::{Exit, ExitTest};
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::text::date::days_between;

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
    /// Pain that has come down, or is at least no worse than at the start.
    Pain {
        /// The most that the phase names, in points.
        needs: f64,
        /// The mean of the last days.
        now: Now,
        /// The mean of the first days of the programme, in tenths.
        base: Option<Tenths>,
        /// Whether only the phase's own number counts.
        number_alone: bool,
        /// What was answered about the last week against the start.
        against_start: Option<Comparison>,
    },
    /// A share of the nights after exercises that are known.
    Mornings {
        /// At least, 0 to 1.
        needs: f64,
        /// Settled nights.
        settled: usize,
        /// Nights that are known.
        of: usize,
        /// Nights of which nothing is known.
        unknown: usize,
        /// The mornings among them that were not written down, and still can be.
        missing: Vec<NaiveDate>,
    },
    /// That every record of the last days was bearable.
    Bearable {
        /// Of the last so many days.
        of_days: i64,
        /// Those that were not.
        hurt: Vec<HurtRecord>,
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
    /// That there is no flare.
    NoFlare {
        /// Today is this day of it.
        day: i64,
    },
    /// That pain has not slowly come to lie above where it began.
    NoCreep {
        /// The mean of the first days of the programme, in tenths.
        base: Tenths,
        /// Since when, and the mean now.
        creep: Creep,
    },
    /// A test of function.
    Test {
        /// Its id.
        id: String,
        /// What to try.
        line: String,
        /// The newest answer in this phase.
        ticked: Option<TestResult>,
        /// What the diary knows of it, so that nobody is asked; `None` where only the person knows.
        known: Option<bool>,
    },
    /// That nothing is stopped which the next phase lists and which waits for a clinician.
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

/// A record with more pain than may be, when a phase is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HurtRecord {
    /// The exercise's name.
    pub exercise: String,
    /// The day.
    pub day: NaiveDate,
    /// How far the pain was above the pain before, in tenths.
    pub above: i64,
}

/// What an exit is held against.
#[derive(Debug, Clone, Copy)]
pub struct PhaseRecord<'a> {
    /// The phase, and when it began.
    pub start: &'a PhaseStart,
    /// The day it is asked on. It is not over, and does not count.
    pub today: NaiveDate,
    /// The numbers of the rules, with those of the condition.
    pub rules: &'a RuleBook,
    /// How pain goes over the programme.
    pub course: Course,
    /// Whether only the phase's own number counts: a bone, a phase before impact, or a clinician's
    /// gate.
    pub number_alone: bool,
    /// Which day of a flare today is, where there is one.
    pub flare_day: Option<i64>,
    /// The nights after the last days of the phase on which an exercise was done, each with the day
    /// after it.
    pub nights: &'a [(NaiveDate, Night)],
    /// Records of the last days with more pain than may be.
    pub hurt: &'a [HurtRecord],
    /// Sessions done and planned in the phase, before today.
    pub sessions: Tally,
    /// The answers to the tests in this phase.
    pub ticked: &'a [TestResult],
    /// What the diary knows of the tests, by their ids.
    pub known: &'a [(String, bool)],
    /// Exercises that are stopped and that the next phase lists.
    pub stopped: &'a [String],
}

/// Every criterion of an exit, in the order a person meets them.
pub fn criteria(exit: &Exit, record: PhaseRecord<'_>) -> Vec<Criterion> {
    let days = days_between(record.start.from, record.today);
    let days = Criterion {
        is_met: days >= i64::from(exit.min_days),
        asks: Requirement::Days { needs: exit.min_days, now: days + 1 },
    };
    let flare =
        record.flare_day.map(|day| Criterion { is_met: false, asks: Requirement::NoFlare { day } });
    let pain = exit.pain_avg28_max.or(exit.pain_avg7_max).map(|needs| record.pain(needs));
    let creep = record.course.creep.zip(record.course.base).map(|(creep, base)| Criterion {
        is_met: false,
        asks: Requirement::NoCreep { base, creep },
    });
    let mornings = exit.next_morning_ok_min.map(|needs| record.mornings(needs));
    let bearable = Criterion {
        is_met: record.hurt.is_empty(),
        asks: Requirement::Bearable {
            of_days: record.rules.leave_records,
            hurt: record.hurt.to_vec(),
        },
    };
    let sessions = exit.adherence_min.map(|needs| {
        let Tally { done, asked, .. } = record.sessions;
        // A hair's breadth lets 80 % of five be four in spite of binary fractions.
        let is_met = asked > 0 && f64::from(done) >= needs * f64::from(asked) - 1e-9;
        Criterion { is_met, asks: Requirement::Sessions { needs, done, planned: asked } }
    });
    let tests = exit.tests.iter().map(|test| record.test(test));
    // Asked for by no file: a phase is not left past something that waits for a clinician's look.
    let stopped = (!record.stopped.is_empty()).then(|| Criterion {
        is_met: false,
        asks: Requirement::NothingStopped { stopped: record.stopped.to_vec() },
    });
    // The days first and what can be tried last: the order in which a person meets them.
    [Some(days), flare, pain, creep, mornings, Some(bearable), sessions, stopped]
        .into_iter()
        .flatten()
        .chain(tests)
        .collect()
}

impl PhaseRecord<'_> {
    /// Whether pain is low enough, or as it was when the programme began; `needs` in points.
    fn pain(self, needs: f64) -> Criterion {
        let Course { base, now, against_start, .. } = self.course;
        let mean = now.mean();
        let number = Tenths::from((needs * 10.0).round() as i64);
        // What is shown is what counts: means are shown to one decimal.
        let is_low = mean.is_some_and(|now| now.round() <= number);
        let margin = Tenths::from(self.rules.leave_margin);
        let is_no_worse = mean.zip(base).is_some_and(|(now, base)| now <= base + margin);
        // Asked only where the scores do not say it.
        let said = matches!(against_start, Some(Comparison::Better | Comparison::Same))
            && !matches!(now, Now::Mean { .. });
        let is_met = is_low || !self.number_alone && (is_no_worse || said);
        let number_alone = self.number_alone;
        let asks = Requirement::Pain { needs, now, base, number_alone, against_start };
        Criterion { is_met, asks }
    }

    /// The share of nights that were settled, of those that are known; where none is, it is met.
    fn mornings(self, needs: f64) -> Criterion {
        let of = self.nights.iter().filter(|(_, night)| night.is_known()).count();
        let settled = self.nights.iter().filter(|(_, night)| *night == Night::Settled).count();
        let unknown = self.nights.len() - of;
        let is_missing = |night: &Night| *night == Night::Unknown(NoNight::NotRecorded);
        let missing = self.nights.iter().filter(|(_, night)| is_missing(night));
        let missing = missing.map(|(day, _)| *day).collect();
        let is_met = settled as f64 >= needs * of as f64 - 1e-9;
        Criterion { is_met, asks: Requirement::Mornings { needs, settled, of, unknown, missing } }
    }

    /// A test of function: by what the diary knows, else by what was answered.
    fn test(self, test: &ExitTest) -> Criterion {
        let ticked = self.ticked.iter().rev().find(|ticked| ticked.test == test.id).cloned();
        let known = self.known.iter().find(|(id, _)| *id == test.id).map(|(_, passed)| *passed);
        let passed = ticked.as_ref().is_some_and(|ticked| ticked.passed);
        let (id, line) = (test.id.clone(), test.line.clone());
        Criterion {
            is_met: known.unwrap_or(passed),
            asks: Requirement::Test { id, line, ticked, known },
        }
    }
}

/// What stands between a phase and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing: every criterion is met.
    Met,
    /// Only tests of function that wait to be tried, or tried again.
    ToTry,
    /// Only what the person can still say: mornings that were not written down, how the last week
    /// was, and tests.
    ToSay,
    /// Something that has to come by itself.
    Open,
}

/// What is missing of an exit's criteria.
pub fn readiness(criteria: &[Criterion], today: NaiveDate, rules: &RuleBook) -> Readiness {
    let open: Vec<&Criterion> = criteria.iter().filter(|criterion| !criterion.is_met).collect();
    if open.is_empty() {
        Readiness::Met
    } else if open.iter().all(|criterion| criterion.waits_to_be_tried(today, rules)) {
        Readiness::ToTry
    } else if open.iter().all(|criterion| {
        criterion.waits_to_be_tried(today, rules)
            || criterion.waits_for_week()
            || !criterion.missing_mornings().is_empty()
    }) {
        Readiness::ToSay
    } else {
        Readiness::Open
    }
}

/// What the person can still say for an exit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToSay {
    /// Mornings that were not written down, in order.
    pub mornings: Vec<NaiveDate>,
    /// Whether how the last week was is not known.
    pub week: bool,
    /// How many tests of function wait to be tried, or tried again.
    pub tests: usize,
}

impl ToSay {
    /// What can still be said for these criteria.
    pub fn new(criteria: &[Criterion], today: NaiveDate, rules: &RuleBook) -> Self {
        let open = || criteria.iter().filter(|criterion| !criterion.is_met);
        Self {
            mornings: open().flat_map(Criterion::missing_mornings).copied().collect(),
            week: open().any(Criterion::waits_for_week),
            tests: open().filter(|criterion| criterion.waits_to_be_tried(today, rules)).count(),
        }
    }
}

impl Criterion {
    /// Whether it is a test of function that was not tried yet, or long enough ago.
    pub fn waits_to_be_tried(&self, today: NaiveDate, rules: &RuleBook) -> bool {
        match &self.asks {
            Requirement::Test { ticked, known: None, .. } => ticked
                .as_ref()
                .is_none_or(|ticked| days_between(ticked.day, today) >= rules.test_again),
            _ => false,
        }
    }

    /// Whether too few days are rated for it, so that two answers may stand in for them.
    pub fn waits_for_week(&self) -> bool {
        matches!(self.asks, Requirement::Pain { now: Now::Unknown { .. }, .. }) && !self.is_met
    }

    /// The mornings that were not written down, where they count.
    pub fn missing_mornings(&self) -> &[NaiveDate] {
        match &self.asks {
            Requirement::Mornings { missing, .. } if !self.is_met => missing,
            _ => &[],
        }
    }

    /// The exercises that are stopped, where it asks that nothing is.
    pub fn stopped(&self) -> &[String] {
        match &self.asks {
            Requirement::NothingStopped { stopped } => stopped,
            _ => &[],
        }
    }

    /// The id of the test of function that it asks of the person, and that the diary does not know.
    pub fn asked_test(&self) -> Option<&str> {
        match &self.asks {
            Requirement::Test { id, known: None, .. } => Some(id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::domain::flare::night::NoNight;
    use crate::domain::programme::condition::PhaseName;
    use crate::domain::testing;
    use crate::domain::text::date::{days_after, days_before};

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
        let (id, line) = ("t".into(), "t".into());
        Criterion { is_met, asks: Requirement::Test { id, line, ticked, known: None } }
    }

    /// The share of settled nights, with so many mornings that were not written down.
    fn mornings(is_met: bool, missing: u64) -> Criterion {
        let missing: Vec<NaiveDate> = (1..=missing).map(|ago| days_before(today(), ago)).collect();
        let (needs, settled, of, unknown) = (0.8, 2, 4, missing.len());
        let asks = Requirement::Mornings { needs, settled, of, unknown, missing };
        Criterion { is_met, asks }
    }

    /// Pain of which too little is known.
    fn pain_unknown() -> Criterion {
        let now = Now::Unknown { known: 1, needs: 4, of_days: 7 };
        let (base, against_start) = (None, None);
        let asks = Requirement::Pain { needs: 4.0, now, base, number_alone: false, against_start };
        Criterion { is_met: false, asks }
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
            (vec![days(true), mornings(true, 3)], Readiness::Met),
            (vec![days(true), mornings(false, 0), test(None)], Readiness::Open),
            (vec![days(true), mornings(false, 1), test(None)], Readiness::ToSay),
            (vec![days(true), pain_unknown()], Readiness::ToSay),
            (vec![days(false), pain_unknown()], Readiness::Open),
        ] {
            assert_eq!(readiness(&criteria, today(), &testing::rules()), expected, "{criteria:?}");
        }
    }

    /// Thirty days in a phase that asks for pain of 3 at most, with nothing against leaving it.
    fn record_of<'a>(start: &'a PhaseStart, rules: &'a RuleBook) -> PhaseRecord<'a> {
        PhaseRecord {
            start,
            today: today(),
            rules,
            course: Course {
                base: Some(Tenths::from(50)),
                now: Now::Mean { mean: Tenths::from(30), of_days: 7 },
                against_start: None,
                creep: None,
                needs_review: false,
            },
            number_alone: false,
            flare_day: None,
            nights: &[],
            hurt: &[],
            sessions: Tally { done: 8, asked: 10, ..Tally::default() },
            ticked: &[],
            known: &[],
            stopped: &[],
        }
    }

    /// The words of what is missing, where `with` changes what there is.
    fn missing(with: impl for<'a> FnOnce(PhaseRecord<'a>) -> PhaseRecord<'a>) -> Vec<&'static str> {
        let (rules, from) = (testing::rules(), days_before(today(), 30));
        let start = PhaseStart { phase: PhaseName::Calm, from, cleared: None };
        let exit = Exit {
            min_days: 14,
            pain_avg7_max: Some(3.0),
            next_morning_ok_min: Some(0.8),
            adherence_min: Some(0.8),
            tests: vec![ExitTest { id: "t".into(), line: "Try it.".into(), known_by: None }],
            ..Exit::default()
        };
        let passed = [TestResult { test: "t".into(), day: today(), passed: true }];
        let record = PhaseRecord { ticked: &passed, ..record_of(&start, &rules) };
        let criteria = criteria(&exit, with(record));
        let open = criteria.iter().filter(|criterion| !criterion.is_met);
        open.map(|criterion| criterion.asks.word()).collect()
    }

    /// A mean of the last week, in tenths.
    fn mean_of(tenths: i64) -> Now {
        Now::Mean { mean: Tenths::from(tenths), of_days: 7 }
    }

    #[test]
    fn pain_is_low_or_no_worse_than_at_the_start_or_its_number_alone_counts() {
        let unknown = Now::Unknown { known: 1, needs: 4, of_days: 7 };
        let answered = |tenths| Now::Answered(Tenths::from(tenths));
        let (better, same, worse) = (Comparison::Better, Comparison::Same, Comparison::Worse);
        for (now, base, number_alone, said, is_met) in [
            (mean_of(30), None, true, None, true),
            // What is shown counts: 3.04 is 3.0.
            (Now::Mean { mean: Tenths::new(304, 10), of_days: 7 }, None, true, None, true),
            (mean_of(31), None, false, None, false),
            (mean_of(55), Some(50), false, None, true),
            (mean_of(56), Some(50), false, None, false),
            (mean_of(40), Some(50), true, None, false),
            (unknown, Some(50), false, None, false),
            (unknown, None, false, Some(better), true),
            (answered(60), Some(50), false, Some(same), true),
            (answered(60), Some(50), false, Some(worse), false),
            (answered(30), None, false, Some(worse), true),
            (answered(60), Some(50), true, Some(better), false),
            // The scores say it by themselves.
            (mean_of(60), Some(50), false, Some(better), false),
        ] {
            let found = missing(|record| PhaseRecord {
                course: Course {
                    now,
                    base: base.map(Tenths::from),
                    against_start: said,
                    ..record.course
                },
                number_alone,
                ..record
            });
            assert_eq!(found.is_empty(), is_met, "{now:?} {base:?} {number_alone} {said:?}");
        }
    }

    #[test]
    fn what_else_stands_between_a_phase_and_the_next() {
        static HURT: LazyLock<[HurtRecord; 1]> =
            LazyLock::new(|| [HurtRecord { exercise: "x".into(), day: today(), above: 51 }]);
        static STOPPED: LazyLock<[String; 1]> = LazyLock::new(|| ["x".to_owned()]);
        static KNOWN: LazyLock<[[(String, bool); 1]; 2]> =
            LazyLock::new(|| [false, true].map(|passed| [("t".to_owned(), passed)]));
        let unsettled = Night::Unsettled { rise: Tenths::from(20) };
        let unknown = Night::Unknown(NoNight::NotRecorded);
        let creep = Creep { since: today(), now: Tenths::from(60) };
        let nights = |nights: &[Night]| {
            let nights = nights.iter().map(|night| (today(), *night));
            let nights: &'static [_] = nights.collect::<Vec<_>>().leak();
            missing(move |record| PhaseRecord { nights, ..record })
        };
        let bad = Box::leak(Box::new([Night::Settled, Night::Settled, Night::Settled, unsettled]));
        let fine = Box::leak(Box::new([Night::Settled; 4].to_vec()));
        fine.extend([unsettled, unknown, unknown]);
        let none = Box::leak(Box::new([unknown; 3]));
        let tested = |at: Option<usize>, ticked| {
            missing(move |record| PhaseRecord {
                known: at.map_or(&[], |at| &KNOWN[at]),
                ticked: if ticked { record.ticked } else { &[] },
                ..record
            })
        };
        let days = |ago| {
            missing(move |record| PhaseRecord {
                today: days_after(record.start.from, ago),
                ..record
            })
        };
        let sessions = |done, asked| {
            let sessions = Tally { done, asked, ..Tally::default() };
            missing(move |record| PhaseRecord { sessions, ..record })
        };
        for (found, expected) in [
            (missing(|record| record), &[][..]),
            (days(14), &[]),
            (days(13), &["days"]),
            (missing(|record| PhaseRecord { flare_day: Some(4), ..record }), &["no-flare"]),
            (missing(|record| PhaseRecord { hurt: &*HURT, ..record }), &["bearable"]),
            (missing(|record| PhaseRecord { stopped: &*STOPPED, ..record }), &["nothing-stopped"]),
            (
                missing(|record| PhaseRecord {
                    course: Course { creep: Some(creep), ..record.course },
                    ..record
                }),
                &["no-creep"],
            ),
            // Of five known nights four; of three that are not known none is held against anybody.
            (nights(fine), &[]),
            (nights(bad), &["mornings"]),
            (nights(none), &[]),
            (sessions(4, 5), &[]),
            (sessions(7, 10), &["sessions"]),
            (sessions(0, 0), &["sessions"]),
            (tested(None, false), &["test"]),
            // What the diary knows is not asked, and counts also against what was answered.
            (tested(Some(1), false), &[]),
            (tested(Some(0), true), &["test"]),
        ] {
            assert_eq!(found, expected);
        }
    }
}
