//! The part of the diary that belongs to the present plan: where it begins, and its first two
//! weeks.

use chrono::NaiveDate;

use super::error::AppError;
use crate::domain::analysis::stats::BASELINE_DAYS;
use crate::domain::diary::pain_point::PainPoint;
use crate::domain::plan::assignment::Plan;
use crate::domain::text::date::{days_after, days_before};
use crate::store::{Audience, Diary};

/// Where the present plan, or without one the diary, begins.
#[derive(Debug, Clone, Copy)]
pub struct Episode {
    /// The first day with a score.
    first_rated: Option<NaiveDate>,
    /// The day the plan was assigned.
    plan_from: Option<NaiveDate>,
    audience: Audience,
}

impl Episode {
    /// The one that runs on `to`, as its readers may see it. Its scores may have begun up to two
    /// weeks before the plan was assigned.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn until(
        to: NaiveDate,
        plans: &[Plan],
        diary: &Diary,
        audience: Audience,
    ) -> Result<Self, AppError> {
        let plan_from =
            plans.iter().filter(|plan| plan.runs_on(to)).map(|plan| plan.started_on).min();
        // Whoever is assigned a plan has often logged for some days already: those days are its
        // baseline.
        let first_rated = match diary
            .first_rated_day(plan_from.map(|from| days_before(from, BASELINE_DAYS)), audience)?
        {
            None => diary.first_rated_day(None, audience)?,
            found => found,
        };
        // A page about past days must not begin with a score that came after them.
        Ok(Self { first_rated: first_rated.filter(|day| *day <= to), plan_from, audience })
    }

    /// Its first day: of a score, or else of the plan.
    pub fn begins(&self) -> Option<NaiveDate> {
        self.first_rated.or(self.plan_from)
    }

    /// The scores of its first two weeks, in the order of their days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn first_weeks(&self, diary: &Diary) -> Result<Vec<PainPoint>, AppError> {
        match self.first_rated {
            Some(first) => {
                Ok(diary.readings(first, days_after(first, BASELINE_DAYS - 1), self.audience)?)
            }
            None => Ok(Vec::new()),
        }
    }
}
