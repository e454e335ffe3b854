//! The days with something private, and what may not be told to others because of them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::error::AppError;
use crate::domain::progression::decision::Decision;
use crate::store::Diary;

/// The days of a diary that have something private.
pub(super) struct PrivateDays(BTreeSet<NaiveDate>);

impl PrivateDays {
    /// Every one up to a day: a dose of today may rest on an entry of years ago.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub(super) fn up_to(diary: &Diary, to: NaiveDate) -> Result<Self, AppError> {
        Ok(Self(diary.private_days(NaiveDate::MIN, to)?))
    }

    /// Whether any of some days is one.
    pub(super) fn has_any(&self, days: RangeInclusive<NaiveDate>) -> bool {
        self.0.range(days).next().is_some()
    }

    /// Whether a decision may rest on something private.
    pub(super) fn may_shape(&self, decision: &Decision) -> bool {
        self.has_any(decision.may_rest_on())
    }
}
