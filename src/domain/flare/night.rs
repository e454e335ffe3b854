//! What the day after says of a night.

use super::fold::ComparedDay;
use super::score_book::Tenths;
use crate::domain::programme::rule_book::RuleBook;
use serde::{Deserialize, Serialize};

/// The night after an exercise, by the day that followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Night {
    /// The day after was near usual.
    Settled,
    /// It was above usual by so many tenths.
    Unsettled {
        /// How far.
        rise: Tenths,
    },
    /// Nothing can be said of it.
    Unknown(NoNight),
}

/// Why nothing can be said of a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoNight {
    /// The day after has no score yet.
    NotRecorded,
    /// It has, but too few days came before it to say what is usual.
    NoUsual,
    /// It was in a flare.
    InFlare,
}

impl Night {
    /// The night before a day. A flare has its own course, and says nothing of a single night.
    pub fn before(next: &ComparedDay, in_flare: bool, rules: &RuleBook) -> Self {
        if in_flare {
            return Self::Unknown(NoNight::InFlare);
        }
        match next.rise {
            Some(rise) if rise >= Tenths::from(rules.settled_rise) => Self::Unsettled { rise },
            Some(_) => Self::Settled,
            None if next.pain.mean().is_none() => Self::Unknown(NoNight::NotRecorded),
            None => Self::Unknown(NoNight::NoUsual),
        }
    }

    /// Whether it is known.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}
