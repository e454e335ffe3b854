//! What following the plans led through: what was asked for, at which dose, and what was changed.
//! Pages and statistics tell of all of it, and of nothing else that the days before today came to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Progression;
use crate::domain::analysis::practice::AskedDose;
use crate::domain::progression::decision::Decision;

/// What following the plans led through, as far back as they were followed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Course {
    /// Everything that was changed, in order.
    pub changes: Vec<Decision>,
    /// How many sessions of each exercise were asked for on which days, in order.
    #[serde(with = "by_gaps")]
    pub planned: BTreeMap<String, Vec<(NaiveDate, u32)>>,
    /// Which dose of each exercise they asked for, in order.
    pub doses: BTreeMap<String, Vec<AskedDose>>,
}

impl Course {
    /// What `progression` led through on its way.
    pub fn of(progression: &Progression<'_>) -> Self {
        Self::default().followed_by(progression, NaiveDate::MIN)
    }

    /// The same, and what `progression` led through from `day` on, which is the first that this
    /// course does not have.
    #[must_use]
    pub fn followed_by(mut self, progression: &Progression<'_>, day: NaiveDate) -> Self {
        let changes = progression.changes().iter().filter(|change| change.on >= day);
        self.changes.extend(changes.cloned());
        for planned in progression.planned() {
            if planned.day >= day {
                let days = self.planned.entry(planned.exercise.to_owned()).or_default();
                days.push((planned.day, planned.sessions));
            }
        }
        for step in progression.dose_steps() {
            if step.day >= day {
                let doses = self.doses.entry(step.exercise.to_owned()).or_default();
                let (from, dose, pain_max) = (step.day, step.dose, step.pain_max);
                doses.push(AskedDose { from, dose, pain_max });
            }
        }
        self
    }
}

/// Days as they are written: each by how many days it is after the one before, for in ten years
/// there are fifteen thousand.
mod by_gaps {
    use std::collections::BTreeMap;

    use chrono::{Datelike, NaiveDate};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Planned = BTreeMap<String, Vec<(NaiveDate, u32)>>;

    pub(super) fn serialize<S: Serializer>(planned: &Planned, to: S) -> Result<S::Ok, S::Error> {
        let gaps = |days: &Vec<(NaiveDate, u32)>| {
            let mut before = 0;
            let gaps = days.iter().map(|(day, sessions)| {
                let gap = day.num_days_from_ce() - before;
                before += gap;
                (gap, *sessions)
            });
            gaps.collect::<Vec<_>>()
        };
        let written: BTreeMap<&String, _> =
            planned.iter().map(|(exercise, days)| (exercise, gaps(days))).collect();
        written.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Planned, D::Error> {
        let written = BTreeMap::<String, Vec<(i32, u32)>>::deserialize(from)?;
        let days = |gaps: Vec<(i32, u32)>| {
            let mut before = 0_i32;
            let days = gaps.into_iter().map(|(gap, sessions)| {
                before = before.checked_add(gap)?;
                Some((NaiveDate::from_num_days_from_ce_opt(before)?, sessions))
            });
            days.collect::<Option<Vec<_>>>().ok_or_else(|| D::Error::custom("no day of a calendar"))
        };
        written.into_iter().map(|(exercise, gaps)| Ok((exercise, days(gaps)?))).collect()
    }
}
