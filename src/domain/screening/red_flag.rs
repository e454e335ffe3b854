//! Signs that end self-care, and the groups they are asked in.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::diary::exercise_record::Symptom;

/// Signs that are asked together, by one line: the first time a group is a screen of its own, and
/// the lines of all groups together are the weekly screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagGroup {
    /// Its name in files.
    pub id: String,
    /// Everything that its questions ask for, never less.
    pub line: String,
}

/// A sign that ends self-care and sends the person to a clinician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedFlag {
    /// Its name in the diary.
    pub id: String,
    /// The group it is asked in, by id.
    pub group: String,
    /// The question, answered yes or no.
    pub ask: String,
    /// How soon to be seen.
    pub level: Level,
    /// Whether a yes hides the programme; otherwise it is only said what to do.
    pub hides: bool,
    /// What to do.
    pub act: String,
    /// What to say there, in the person's own words; `None` where the question itself does.
    pub say: Option<String>,
    /// Signs beside an exercise that ask it; often none.
    pub signs: Vec<Symptom>,
    /// The set-up question whose yes leaves it out; `None` where it is asked of everybody.
    pub not_for: Option<String>,
    /// Whether the person may record that a clinician has already checked it.
    pub known_ok: bool,
    /// Which wording of the question this is, from 1: an answer to an earlier one does not count as
    /// an answer to this.
    pub wording: u32,
}

impl RedFlag {
    /// Whether no programme is shown before it was answered: it says to be seen at once or today.
    pub fn is_urgent(&self) -> bool {
        self.level.cannot_wait()
    }
}

/// How soon a red flag wants a clinician. The order is the order of urgency, the most urgent first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    EnumString,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Level {
    /// Now.
    Emergency,
    /// Today.
    SameDay,
    /// Within days.
    Days,
    /// Within weeks.
    Weeks,
}

impl Level {
    /// Its word in files and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a yes to such a flag cannot wait for the rest of the questions.
    pub fn cannot_wait(self) -> bool {
        matches!(self, Self::Emergency | Self::SameDay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urgent_levels_cannot_wait() {
        assert!(Level::Emergency < Level::Weeks);
        assert!(Level::SameDay.cannot_wait() && !Level::Days.cannot_wait());
    }
}
