//! What has become of one exercise of a plan.

use chrono::NaiveDate;

use super::decision::Decision;
use crate::domain::plan::assignment::{SetBy, Setting, Term};
use crate::domain::programme::dose::Dose;

/// What has become of one exercise of the plan by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The id that the phase lists.
    pub listed: String,
    /// The id of what is done.
    pub exercise: String,
    /// Ids of the conditions it is for.
    pub conditions: Vec<String>,
    /// The dose it began with.
    pub prescribed: Dose,
    /// The dose now.
    pub dose: Dose,
    /// The first day whose sessions count for the next decision.
    pub since: NaiveDate,
    /// The exercise that comes back in its place once it goes well, where that was too much.
    pub first_choice: Option<String>,
    /// Sets left out because the phase is in its first week; 0 for none.
    pub eased_sets: u32,
    /// Who set the dose, where somebody did.
    pub set_by: Option<SetBy>,
    /// Who chose the exercise in the place of the listed one, where somebody did.
    pub chosen_by: Option<SetBy>,
    /// What was told about it beside its dose, and about its place in the plan.
    pub terms: Vec<Setting<Term>>,
    /// Whether it is stopped until a clinician has looked.
    pub is_stopped: bool,
    /// The decision that stands, with all that it rests on; `None` before its first day is over.
    pub decision: Option<Decision>,
}
