//! The few numbers that say how it goes, for `stats`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::episode::Episode;
use super::error::AppError;
use super::plan_snapshot::PlanSnapshot;
use crate::domain::analysis::adherence::{Adherence, Tally};
use crate::domain::analysis::period::{Period, PeriodKind, four_weeks_from, periods};
use crate::domain::analysis::stats::{self, Baseline, NoChange, PainChange, Summary, WINDOW_DAYS};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::Plan;
use crate::domain::text::date::days_before;
use crate::library::Library;
use crate::store::{Audience, Diary};
use crate::words;

/// A stretch of days in numbers.
#[derive(Debug)]
pub struct PeriodNumbers {
    /// Which days.
    pub period: Period,
    /// The pain of its days; how many were rated where that is too few.
    pub pain: Result<Summary, usize>,
    /// Exercises done of those that were asked for.
    pub work: Tally,
    /// The mean minutes of pain-free sitting, and the days it was recorded on.
    pub sitting: Option<(f64, usize)>,
}

impl PeriodNumbers {
    /// How many of its days were rated.
    pub fn rated(&self) -> usize {
        self.pain.map_or_else(|rated| rated, |pain| pain.rated)
    }
}

/// What the last seven days are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The first two weeks of the present episode.
    FirstTwoWeeks,
    /// The week up to the last visit, which was on that day.
    Visit(NaiveDate),
}

/// The last seven days against an earlier stretch.
#[derive(Debug)]
pub struct PainComparison {
    /// The earlier stretch.
    pub since: Since,
    /// What has changed, or why that cannot be told.
    pub change: Result<PainChange, NoChange>,
}

/// All of the numbers; the stretches are empty while nothing was recorded.
#[derive(Debug, Default)]
pub struct Numbers {
    /// What must be looked at first.
    pub alerts: Vec<String>,
    /// Each stretch of days.
    pub periods: Vec<PeriodNumbers>,
    /// The last day on which exercises are counted, here and in every stretch.
    pub work_until: NaiveDate,
    /// What was done of what was asked in the last four weeks, in every respect.
    pub adherence: Adherence,
    /// Names of the exercises in it, by id.
    pub exercise_names: BTreeMap<String, String>,
    /// How the last seven days compare.
    pub changes: Vec<PainComparison>,
    /// The goals.
    pub goals: Vec<Stored<Goal>>,
    /// Whether something private is among them.
    pub has_private: bool,
}

impl Numbers {
    /// Counts on a day, also for the days from one to another where they are asked for.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load(
        diary: &Diary,
        library: &Library,
        today: NaiveDate,
        asked: Option<(NaiveDate, NaiveDate)>,
    ) -> Result<Self, AppError> {
        let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.value).collect();
        let episode = Episode::until(today, &plans, diary, Audience::Person)?;
        let first_weeks = episode.first_weeks(diary)?;
        let baseline = first_weeks.first().map(|first| Baseline::starting(first.day, &first_weeks));
        let visits = diary.visits()?;
        // Today's visit is left out: the week up to it would be the last seven days themselves.
        let visit = visits.iter().map(|visit| visit.value.day).rfind(|day| *day < today);
        let goals = diary.goals()?;
        let month = four_weeks_from(today);
        // Read once, from the earliest day that any of the numbers stands on.
        let earliest = visit.map_or(month, |visit| month.min(days_before(visit, WINDOW_DAYS - 1)));
        let earliest = episode.begins().map_or(earliest, |begins| begins.min(earliest));
        // Days before there was a diary were not missed.
        let first = diary.first_rated_day(None, Audience::Person)?;
        let asked = asked.zip(first).map(|((from, to), first)| (first.max(from).min(to), to));
        let earliest = asked.map_or(earliest, |(from, _)| earliest.min(from));
        let snapshot = PlanSnapshot::up_to(earliest, today, None, diary, library)?;
        // Said also where there is nothing to count: a warning needs no score.
        let alerts = words::screening::alerts(&snapshot.open_signs());
        if episode.begins().is_none() {
            return Ok(Self { alerts, goals, ..Self::default() });
        }
        let days = diary.rated_pain(earliest, today, Audience::Person)?;
        let ledger = snapshot.ledger(today, Audience::Person);
        let sitting = diary.sitting(earliest, today, Audience::Person)?;
        let mut changes = vec![PainComparison {
            since: Since::FirstTwoWeeks,
            change: stats::change(&days, baseline, today),
        }];
        changes.extend(visit.map(|visit| PainComparison {
            since: Since::Visit(visit),
            change: stats::change_since(&days, visit, today),
        }));
        let asked = asked.map(|(from, to)| Period { kind: PeriodKind::Asked, from, to });
        let periods = periods(today, visit, baseline.as_ref());
        // What was asked for stands first.
        let periods = asked
            .into_iter()
            .chain(periods)
            .map(|period| PeriodNumbers {
                pain: stats::summary(&days, period.from, period.to, period.needs()),
                work: ledger.total(period.from, period.to),
                sitting: period.sitting(&sitting),
                period,
            })
            .collect();
        let adherence = ledger.between(month, today);
        let named = |id: &String| (id.clone(), snapshot.exercise_name(id).to_owned());
        let exercise_names = adherence.by_exercise.keys().map(named).collect();
        let has_private = !diary.private_days(earliest, today)?.is_empty();
        Ok(Self {
            alerts,
            periods,
            work_until: ledger.until(today),
            adherence,
            exercise_names,
            changes,
            goals,
            has_private,
        })
    }
}
