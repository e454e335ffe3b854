//! The part of the exercise library that one decision needs, already read.

use std::collections::BTreeMap;

use super::condition::Condition;
use super::exercise::Exercise;

/// Conditions and exercises by id. What reads the files fills it with as much as a rule will look
/// at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LibrarySubset {
    /// Conditions by id.
    pub conditions: BTreeMap<String, Condition>,
    /// Exercises by id.
    pub exercises: BTreeMap<String, Exercise>,
}
