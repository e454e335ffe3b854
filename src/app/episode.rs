//! The part of the diary that belongs to the present plan: where it begins, and its first two
//! weeks.

use chrono::NaiveDate;

use super::error::AppError;
use crate::domain::analysis::beginning::Beginning;
use crate::domain::analysis::stats::{BASELINE_DAYS, DayPain};
use crate::domain::plan::assignment::Plan;
use crate::domain::text::date::{days_after, days_before};
use crate::store::{Audience, Diary};

/// Where the present plan, or without one the diary, begins.
#[derive(Debug, Clone, Copy)]
pub struct Episode {
    /// Where its scores begin, and their baseline.
    scores: Option<Beginning>,
    /// The day the plan was assigned.
    plan_from: Option<NaiveDate>,
    audience: Audience,
}

/// How many rated days are looked at first: most diaries begin with two weeks that have enough.
const FIRST_DAYS: u32 = 30;

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
        // baseline. A page about past days must not begin with a score that came after them.
        let from = plan_from.map(|from| days_before(from, BASELINE_DAYS));
        let beginning = |from| {
            let first = diary.rated_days(from, to, Some(FIRST_DAYS), audience)?;
            if let Some(settled) = Beginning::settled_by(&first) {
                return Ok(Some(settled));
            }
            Ok::<_, AppError>(Beginning::of(&diary.rated_days(from, to, None, audience)?))
        };
        let scores = match beginning(from)? {
            None if from.is_some() => beginning(None)?,
            found => found,
        };
        Ok(Self { scores, plan_from, audience })
    }

    /// Its first day: of a score, or else of the plan.
    pub fn begins(&self) -> Option<NaiveDate> {
        self.scores.map(|scores| scores.first).or(self.plan_from)
    }

    /// The rated days of its first two weeks that have enough of them, in order; until there are
    /// such weeks, of its first two.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn first_weeks(&self, diary: &Diary) -> Result<Vec<DayPain>, AppError> {
        match self.scores {
            Some(Beginning { baseline, .. }) => {
                let last = days_after(baseline, BASELINE_DAYS - 1);
                Ok(diary.rated_pain(baseline, last, self.audience)?)
            }
            None => Ok(Vec::new()),
        }
    }
}
