//! A reason not to exercise now.

use chrono::NaiveDate;
use strum::IntoStaticStr;

use super::red_flag::Level;

/// A reason not to exercise before somebody has looked at it, or a question was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// What sort of reason it is.
    pub kind: HoldKind,
    /// The question's id; of several, that of the first.
    pub question: String,
    /// How soon to be seen; `None` where a clinician only has to agree, or an answer is missing.
    pub level: Option<Level>,
    /// The question as it is asked.
    pub ask: String,
    /// What to do, or to do if the answer is yes; empty where several questions are to be answered.
    pub act: String,
    /// What to say there; `None` where nothing is set down for it.
    pub say: Option<String>,
    /// The day it began: a sign's first yes, the words that ask for an answer, the last answer.
    pub since: NaiveDate,
    /// Whether a clinician has looked, and only a "no" is missing.
    pub checked: bool,
}

/// What sort of reason a hold is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum HoldKind {
    /// A red flag that was answered yes.
    Sign,
    /// Something about the person that a clinician has to agree to first.
    Agreement,
    /// Words or a sign that were recorded name a red flag, and nobody has answered it since.
    Raised,
    /// Urgent questions that were never answered.
    Unanswered,
    /// Urgent questions that were answered, and have changed since.
    Reworded,
    /// Urgent questions whose answers are too old.
    Stale,
    /// A morning much worse than usual, and urgent questions that were not answered on its day.
    WorseMorning,
}

impl HoldKind {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether all it needs is an answer, and no clinician.
    pub fn needs_an_answer(self) -> bool {
        !matches!(self, Self::Sign | Self::Agreement)
    }
}
