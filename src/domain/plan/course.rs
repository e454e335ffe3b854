//! How pain goes over a whole programme: where it began, where it is now, and whether somebody
//! should look.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::domain::flare::fold::FlareFold;
use crate::domain::flare::score_book::{Tenths, mean};
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::text::date::{days_after, days_before, days_between, days_in};

/// Days for which an answer about a week stands in for its scores (design choice: the week itself).
const ANSWER_HOLDS: i64 = 7;

/// What of a programme's course was found by an earlier day, so that the scores before it need not be
/// read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierCourse {
    /// The means of the first days that are known, where those days are not read again.
    first_days: Option<Vec<Tenths>>,
    /// A day up to which pain lay above the base without a break, and the first such day; `None`
    /// where it did not on that day.
    crept: Option<(NaiveDate, NaiveDate)>,
}

/// What the course is found from.
#[derive(Debug, Clone, Copy)]
pub struct CourseInput<'a> {
    /// The first day of the programme.
    pub began: NaiveDate,
    /// The day it is asked on; only the days before it count, because it is not over.
    pub today: NaiveDate,
    /// The scores of the diary, and its flares.
    pub flares: &'a FlareFold,
    /// What was found of it by an earlier day, where the scores do not go back to the beginning.
    pub earlier: Option<&'a EarlierCourse>,
    /// The numbers of the rules, with those of the condition.
    pub rules: &'a RuleBook,
    /// What was answered about weeks, in the order of their days.
    pub answers: &'a [WeekAnswer],
    /// The days of visits that have been, in order.
    pub visits: &'a [NaiveDate],
    /// Weeks without clear change after which somebody should look.
    pub review_weeks: u32,
    /// Whether somebody should look then however it goes, because what is followed is no diagnosis.
    pub is_for_a_while: bool,
    /// The most that a goal has risen since the programme began, in tenths; `None` where none was
    /// rated twice.
    pub goals_up: Option<i64>,
}

/// How pain goes over a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// The mean of the first days, in tenths; `None` where too few are known.
    pub base: Option<Tenths>,
    /// The mean of the last days.
    pub now: Now,
    /// How the last week was against the start, as far as it was answered.
    pub against_start: Option<Comparison>,
    /// Slow worsening: since when, and the mean now.
    pub creep: Option<Creep>,
    /// Whether somebody should look because nothing has clearly changed.
    pub needs_review: bool,
}

/// The mean of the last days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// A mean.
    Mean {
        /// In tenths.
        mean: Tenths,
        /// Of so many days.
        of_days: i64,
    },
    /// What was answered, in tenths.
    Answered(Tenths),
    /// Too few days are known.
    Unknown {
        /// How many of the last days are.
        known: i64,
        /// How many are needed.
        needs: i64,
        /// Of how many days.
        of_days: i64,
    },
}

impl Now {
    /// The mean, in tenths, where there is one.
    pub fn mean(self) -> Option<Tenths> {
        match self {
            Self::Mean { mean, .. } | Self::Answered(mean) => Some(mean),
            Self::Unknown { .. } => None,
        }
    }
}

/// Pain that has come to lie above where the programme began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Creep {
    /// The first day on which it did, of those without a break.
    pub since: NaiveDate,
    /// The mean of the last days, in tenths.
    pub now: Tenths,
}

impl Course {
    /// Whether somebody should look.
    pub fn needs_look(&self) -> bool {
        self.creep.is_some() || self.needs_review
    }

    /// The course of a programme.
    pub fn new(input: CourseInput<'_>) -> Self {
        let base = input.base();
        let now = input.now();
        Self {
            base,
            now,
            against_start: input.answer().and_then(|answer| answer.against_start),
            creep: input.creep(base),
            needs_review: input.needs_review(base, now),
        }
    }
}

impl CourseInput<'_> {
    /// The means of the days from `from` to `to` that are known.
    fn known(&self, from: NaiveDate, to: NaiveDate) -> Vec<Tenths> {
        self.known_that(from, to, |_| true)
    }

    /// The same of the days that `counts`.
    fn known_that(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        counts: impl Fn(NaiveDate) -> bool,
    ) -> Vec<Tenths> {
        let scores = self.flares.scores();
        let days = days_in(from, to).filter(|day| counts(*day));
        days.filter_map(|day| scores.mean(day, self.today)).collect()
    }

    /// The last day that is over.
    fn last_day(&self) -> NaiveDate {
        days_before(self.today, 1)
    }

    /// The last of the first days.
    fn last_first_day(&self) -> NaiveDate {
        days_after(self.began, (self.rules.base_days - 1).unsigned_abs())
    }

    /// The means of the first days that are known; until they are over, of those so far.
    fn first_days(&self) -> Vec<Tenths> {
        match self.earlier.and_then(|earlier| earlier.first_days.as_ref()) {
            Some(known) => known.clone(),
            None => self.known(self.began, self.last_first_day().min(self.last_day())),
        }
    }

    /// The mean of the first days.
    fn base(&self) -> Option<Tenths> {
        let known = self.first_days();
        if (known.len() as i64) >= self.rules.base_needs {
            return mean(known);
        }
        // Who logs next to nothing has at least said how a week was: the first answer.
        let first = self.answers.iter().find_map(|answer| answer.average);
        first.map(|average| Tenths::from(average.tenths()))
    }

    /// Whether the base is made of scores, and not of an answer.
    fn has_scored_base(&self) -> bool {
        (self.first_days().len() as i64) >= self.rules.base_needs
    }

    /// The first day of a programme's first days, where not all of them are before `reads_from`: then
    /// all of them have to be read.
    pub fn reads_from(&self, reads_from: NaiveDate) -> NaiveDate {
        if self.last_first_day() < reads_from { reads_from } else { reads_from.min(self.began) }
    }

    /// What will be known of the course once the scores before `reads_from` are not read any more.
    pub fn by(&self, reads_from: NaiveDate) -> EarlierCourse {
        let is_over = self.last_first_day() < reads_from;
        // The first day whose own days are all read.
        let day = days_after(reads_from, self.rules.creep_days.unsigned_abs());
        let base = self.base().filter(|_| self.has_scored_base());
        let is_up = |base: &Tenths| day > self.creeps_from() && self.creep_on(day, *base).is_some();
        EarlierCourse {
            first_days: is_over.then(|| self.first_days()),
            crept: base.filter(is_up).map(|base| (day, self.creeps_since(day, base))),
        }
    }

    /// The newest answer about a week, while it stands in for its scores.
    fn answer(&self) -> Option<&WeekAnswer> {
        let last = self.answers.iter().rfind(|answer| answer.day <= self.today)?;
        (days_between(last.day, self.today) <= ANSWER_HOLDS).then_some(last)
    }

    fn now(&self) -> Now {
        let rules = self.rules;
        let windows = [
            (rules.now_days, rules.now_needs),
            (rules.now_fallback_days, rules.now_fallback_needs),
        ];
        let last = self.last_day();
        for (of_days, needs) in windows {
            let known = self.known(days_before(self.today, of_days.unsigned_abs()), last);
            if let Some(mean) = mean(known.iter().copied()).filter(|_| known.len() as i64 >= needs)
            {
                return Now::Mean { mean, of_days };
            }
        }
        match self.answer().and_then(|answer| answer.average) {
            Some(average) => Now::Answered(Tenths::from(average.tenths())),
            None => {
                let from = days_before(self.today, rules.now_days.unsigned_abs());
                Now::Unknown {
                    known: self.known(from, last).len() as i64,
                    needs: rules.now_needs,
                    of_days: rules.now_days,
                }
            }
        }
    }

    /// The mean of the days up to `day`, where it lies so far above the base that it is slow
    /// worsening.
    fn creep_on(&self, day: NaiveDate, base: Tenths) -> Option<Tenths> {
        let from = days_before(day, (self.rules.creep_days - 1).unsigned_abs());
        // A flare is not slow: for two weeks after an ordinary one its days would pass for it.
        let known = self.known_that(from, day, |day| !self.flares.was_in_flare(day));
        let is_known = known.len() as i64 >= self.rules.creep_needs;
        let is_up = |mean: &Tenths| *mean >= base + Tenths::from(self.rules.creep_rise);
        mean(known).filter(|_| is_known).filter(is_up)
    }

    /// The first day on which pain may be found to be slowly worse.
    fn creeps_from(&self) -> NaiveDate {
        days_after(self.began, (self.rules.creep_from - 1).unsigned_abs())
    }

    /// The first of the days up to `day` on which it was, without a break.
    fn creeps_since(&self, day: NaiveDate, base: Tenths) -> NaiveDate {
        let crept = self.earlier.and_then(|earlier| earlier.crept);
        let mut since = day;
        while since > self.creeps_from() {
            if let Some((_, first)) = crept.filter(|(known, _)| *known == since) {
                return first;
            }
            if self.creep_on(days_before(since, 1), base).is_none() {
                break;
            }
            since = days_before(since, 1);
        }
        since
    }

    /// Slow worsening, unless a clinician has been seen since it began.
    fn creep(&self, base: Option<Tenths>) -> Option<Creep> {
        let base = base.filter(|_| self.has_scored_base())?;
        let last = self.last_day();
        if last < self.creeps_from() {
            return None;
        }
        let now = self.creep_on(last, base)?;
        let since = self.creeps_since(last, base);
        let is_seen = self.visits.iter().any(|visit| *visit >= since);
        (!is_seen).then_some(Creep { since, now })
    }

    /// Whether nothing has clearly changed for the better by the time that the condition names, or
    /// it was for no longer than that, and nobody was seen since.
    fn needs_review(&self, base: Option<Tenths>, now: Now) -> bool {
        let due = days_after(self.began, u64::from(self.review_weeks) * 7);
        let is_seen = self.visits.iter().any(|visit| *visit >= due);
        if self.today < due || is_seen {
            return false;
        }
        if self.is_for_a_while {
            return true;
        }
        let (Some(base), Some(now)) = (base.filter(|_| self.has_scored_base()), now.mean()) else {
            return false;
        };
        let least = Tenths::from(self.rules.review_points)
            .max(base * Tenths::new(self.rules.review_percent, 100));
        let is_better = base - now >= least
            || self.goals_up.is_some_and(|up| up >= self.rules.review_goal)
            || now <= Tenths::from(self.rules.review_well);
        !is_better
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::diary::rating::RecordedScore;
    use crate::domain::diary::score::Score;
    use crate::domain::flare::cycle::Cycle;
    use crate::domain::flare::fold::FlareWords;
    use crate::domain::flare::score_book::ScoreBook;
    use crate::domain::testing;

    /// The n-th day.
    fn day(n: i64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date");
        days_after(first, n.unsigned_abs())
    }

    /// One score a day from the first on, in tenths; `None` for a day without.
    fn book(tenths: impl IntoIterator<Item = Option<i64>>) -> ScoreBook {
        let scores = (0..).zip(tenths).filter_map(|(n, tenths)| {
            Some(RecordedScore {
                day: day(n),
                score: Score::from_tenths(tenths?).expect("a score"),
                morning: false,
                minute: None,
                known_on: day(n),
            })
        });
        ScoreBook::new(scores, testing::rules().evening_from)
    }

    /// The course of these scores on the day after the last.
    fn course(tenths: &[Option<i64>], visits: &[NaiveDate], goals_up: Option<i64>) -> Course {
        let rules = testing::rules();
        Course::new(CourseInput {
            began: day(0),
            today: day(tenths.len() as i64),
            flares: &FlareFold::new(
                Arc::new(book(tenths.iter().copied())),
                Cycle::default(),
                FlareWords::new(),
                day(0),
            ),
            earlier: None,
            rules: &rules,
            answers: &[],
            visits,
            review_weeks: 6,
            is_for_a_while: false,
            goals_up,
        })
    }

    #[test]
    fn what_is_for_a_while_is_over_then_however_it_goes() {
        let rules = testing::rules();
        let needs_review = |n: i64, visits: &[NaiveDate]| {
            let input = CourseInput {
                began: day(0),
                today: day(n),
                flares: &FlareFold::new(
                    Arc::new(book([])),
                    Cycle::default(),
                    FlareWords::new(),
                    day(0),
                ),
                earlier: None,
                rules: &rules,
                answers: &[],
                visits,
                review_weeks: 2,
                is_for_a_while: true,
                goals_up: Some(50),
            };
            Course::new(input).needs_review
        };
        for (n, visits, expected) in [
            (13, vec![], false),
            (14, vec![], true),
            (40, vec![], true),
            (20, vec![day(15)], false),
        ] {
            assert_eq!(needs_review(n, &visits), expected, "day {n} {visits:?}");
        }
    }

    #[test]
    fn the_base_is_the_first_two_weeks_and_does_not_move() {
        let steady = vec![Some(50); 14];
        let then = [steady.clone(), vec![Some(20); 14]].concat();
        for (tenths, base, now) in [
            (vec![Some(50); 3], None, None),
            (vec![Some(50); 4], Some(50), Some(50)),
            (then, Some(50), Some(20)),
            (
                [steady, vec![None; 3], vec![Some(30); 2], vec![None; 2]].concat(),
                Some(50),
                Some(46),
            ),
        ] {
            let found = course(&tenths, &[], None);
            assert_eq!(found.base, base.map(Tenths::from), "{tenths:?}");
            assert_eq!(found.now.mean().map(|mean| mean.round()), now.map(Tenths::from));
        }
    }

    #[test]
    fn slow_worsening_is_found_and_ends_with_a_visit() {
        let up: Vec<_> = (0..60).map(|n| Some(if n < 30 { 30 } else { 40 })).collect();
        let found = course(&up, &[], None).creep.expect("it is up");
        assert_eq!((found.since, found.now), (day(43), Tenths::from(40)));
        assert_eq!(course(&up, &[day(50)], None).creep, None);
        assert!(course(&up, &[day(42)], None).creep.is_some());
        assert_eq!(course(&vec![Some(39); 60], &[], None).creep, None);
    }

    #[test]
    fn what_has_not_changed_by_its_time_is_looked_at() {
        let steady = vec![Some(50); 42];
        for (tenths, visits, goals_up, expected) in [
            (steady.clone(), vec![], None, true),
            (vec![Some(50); 41], vec![], None, false),
            (steady.clone(), vec![day(42)], None, false),
            (steady.clone(), vec![], Some(10), false),
            (steady.clone(), vec![], Some(9), true),
            ([vec![Some(50); 35], vec![Some(40); 7]].concat(), vec![], None, false),
            ([vec![Some(80); 35], vec![Some(70); 7]].concat(), vec![], None, true),
            (vec![Some(10); 42], vec![], None, false),
        ] {
            assert_eq!(course(&tenths, &visits, goals_up).needs_review, expected, "{tenths:?}");
        }
    }
}
