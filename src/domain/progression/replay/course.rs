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
