//! One movement of the library, as its file describes it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::dose::Dose;
use super::pose::Pose;

/// One movement: how it is done, how much, when to stop, and where all of that comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its name in commands and files: lower-case words joined by hyphens.
    pub id: String,
    /// Its name for a person.
    pub name: String,
    /// What sort of work it is.
    pub kind: Kind,
    /// The muscles or structures it is for, in words.
    pub target: Vec<String>,
    /// How the body lies, sits or stands.
    pub position: Position,
    /// What is needed beside the floor.
    pub equipment: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What often goes wrong.
    pub errors: Vec<String>,
    /// Ids of stop rules in `exercises/safety.toml`, the most telling first.
    pub stop: Vec<String>,
    /// What the movement asks of the body, in the words conditions exclude or delay by.
    pub tags: Vec<String>,
    /// Set-up questions that hide it when the answer is yes.
    pub contra: Vec<String>,
    /// Set-up questions that show their caution on it when the answer is yes.
    pub caution: Vec<String>,
    /// Exercises to fall back to.
    pub easier: Vec<String>,
    /// Exercises to grow into.
    pub harder: Vec<String>,
    /// How much, unless a phase says otherwise.
    pub dose: Dose,
    /// Where the dose comes from and how sure that is.
    pub dose_source: Evidence,
    /// Who has looked its file through; `None` where nobody has.
    pub review: Option<Review>,
    /// The two positions a drawing shows; `None` where it is not drawn.
    pub pose: Option<Pose>,
}

impl Exercise {
    /// Whether it asks anything of the body: letting go does not.
    pub fn loads(&self) -> bool {
        self.kind != Kind::Relaxation
    }
}

/// The tag of movements in which the body lands.
pub const IMPACT: &str = "impact";

/// The tag of movements in which a ball or a roller presses on the body.
pub const PRESSURE: &str = "pressure-tool";

impl Exercise {
    /// Whether it is walking, cycling or work in water, whose time is counted by itself.
    pub fn is_steady(&self) -> bool {
        self.kind == Kind::Aerobic
    }

    /// Whether the body lands in it.
    pub fn has_impact(&self) -> bool {
        self.tags.iter().any(|tag| tag == IMPACT)
    }

    /// Whether a ball or a roller presses on the body in it.
    pub fn presses(&self) -> bool {
        self.tags.iter().any(|tag| tag == PRESSURE)
    }
}

/// What sort of work an exercise is. Rules on pain limits go by it (nerve work has a lower one).
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
pub enum Kind {
    /// Load on muscle and tendon.
    Strength,
    /// Control and balance.
    Coordination,
    /// Lengthening, held.
    Stretch,
    /// Moving a joint through its range.
    Mobility,
    /// Steady work for heart and lungs.
    Aerobic,
    /// Pressure on tender spots.
    Release,
    /// Letting go.
    Relaxation,
    /// Gliding a nerve.
    Neural,
}

impl Kind {
    /// Its word in files and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How the body starts.
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
pub enum Position {
    /// On the back.
    Supine,
    /// On the front.
    Prone,
    /// On one side.
    SideLying,
    /// On hands and knees.
    Quadruped,
    /// On one or both knees.
    Kneeling,
    /// On a seat or the floor.
    Seated,
    /// On the feet.
    Standing,
}

impl Position {
    /// Its word in files and on screen.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A claim and where it comes from, with its marks kept in the text: `[seen: …]` read in a stored
/// copy, `[recalled: …]` from memory of a published source, `design choice`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence(String);

impl Evidence {
    /// `None` when the text carries no mark at all: a number without one is not allowed in.
    pub fn new(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        ["[seen", "[recalled", "design choice"]
            .iter()
            .any(|mark| lower.contains(mark))
            .then(|| Self(text.to_owned()))
    }

    /// The text with its marks.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Who has looked a file through, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who: a name and what they are.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// The day from which it is to be looked through again; `None` where none was named.
    pub again: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_without_a_mark_is_refused() {
        assert!(Evidence::new("[seen: acsm.org 2021]").is_some());
        assert!(Evidence::new("ACSM 2009 [recalled]").is_some());
        assert!(Evidence::new("Design choice, clinical convention").is_some());
        assert!(Evidence::new("everybody knows").is_none());
    }
}
