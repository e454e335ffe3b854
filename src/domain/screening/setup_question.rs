//! What is asked about a person before a programme starts.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Set-up questions that are asked on one screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupGroup {
    /// Its name in files.
    pub id: String,
    /// What stands above what its questions ask for.
    pub line: String,
}

/// Something to know about a person before a programme starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupQuestion {
    /// Its name in the diary, and in the `contra` and `caution` of exercises.
    pub id: String,
    /// The group it is asked in, by id.
    pub group: String,
    /// The question, answered yes or no.
    pub ask: String,
    /// What it asks for, in a few words and never less.
    pub short: String,
    /// What a yes does.
    pub effect: Effect,
    /// The line shown after a yes.
    pub line: String,
}

/// What a yes to a set-up question does.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Effect {
    /// No programme until a clinician agrees, on record.
    Redirect,
    /// Hides the exercises whose `contra` names the question, and shows its line on those whose
    /// `caution` does.
    Filter,
    /// Shows its line, and no more.
    Note,
    /// Leaves out the red flags whose `not_for` names the question.
    Skip,
}
