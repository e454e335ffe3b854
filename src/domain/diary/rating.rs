//! A rating, as the diary keeps it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::medicine::Intake;
use super::place::Place;
use super::score::Score;

/// Plain words for what pain feels like; the person's own do as well. A design choice, and no
/// questionnaire's list.
pub const FEELS: [&str; 14] = [
    "aching",
    "burning",
    "cramping",
    "dull",
    "electric",
    "numb",
    "pressing",
    "pulling",
    "sharp",
    "shooting",
    "stiff",
    "throbbing",
    "tight",
    "tingling",
];

/// What a tag of a rating says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum TagRole {
    /// What came before.
    Before,
    /// What eased it.
    Eased,
    /// What it felt like.
    #[strum(serialize = "quality")]
    Feels,
}

impl TagRole {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What a person recorded about their pain at one moment, or of one day.
///
/// A field that was not recorded is `None`, empty or `false`, as [`Rating::new`] leaves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The moment with its offset, when a time was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// The score.
    pub score: Score,
    /// The worst of the day; never below the score.
    pub worst: Option<Score>,
    /// The least of the day; never above the score.
    pub least: Option<Score>,
    /// Whether it is a morning check: the first one of the morning of `day`, for the 24-hour rule.
    /// Where a day has several, the one written last counts.
    pub morning: bool,
    /// Where it hurt.
    pub places: Vec<Place>,
    /// What it felt like: words of [`FEELS`], or the person's own.
    pub feels: Vec<String>,
    /// What came before, in the person's words.
    pub tags: Vec<String>,
    /// What eased it, in the person's words.
    pub eased: Vec<String>,
    /// Medicines that were taken.
    pub medicines: Vec<Intake>,
    /// How long the night's sleep was, in minutes.
    pub sleep_minutes: Option<u32>,
    /// How long sitting went without pain, in minutes.
    pub sitting_minutes: Option<u32>,
    /// Day of the menstrual cycle, 1 the first of bleeding.
    pub cycle_day: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
    /// Whether it is for the person's own eyes: no page and no export shows it.
    pub private: bool,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

impl Rating {
    /// A score and nothing else.
    pub fn new(
        day: NaiveDate,
        at: Option<DateTime<FixedOffset>>,
        score: Score,
        written_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            day,
            at,
            score,
            worst: None,
            least: None,
            morning: false,
            places: Vec::new(),
            feels: Vec::new(),
            tags: Vec::new(),
            eased: Vec::new(),
            medicines: Vec::new(),
            sleep_minutes: None,
            sitting_minutes: None,
            cycle_day: None,
            note: None,
            private: false,
            written_at,
        }
    }

    /// Whether the least, the score and the worst can be of one day.
    ///
    /// # Errors
    /// A sentence that says which is on the wrong side of the score.
    pub fn check_scores(&self) -> Result<(), String> {
        let Self { score, worst, least, .. } = self;
        match (worst, least) {
            (Some(worst), _) if worst < score => {
                Err(format!("the worst of the day, {worst}, is below the score, {score}"))
            }
            (_, Some(least)) if least > score => {
                Err(format!("the least of the day, {least}, is above the score, {score}"))
            }
            _ => Ok(()),
        }
    }
}

/// A value of the diary with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T> {
    /// Its number, which stays its own as long as it is there.
    pub id: i64,
    /// What is recorded under that number.
    pub value: T,
}
