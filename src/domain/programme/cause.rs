//! What buttock pain can come from: one row of a table that is the same for everybody.
//!
//! Nothing here scores, ranks or picks a row; the order is that of the alphabet.

use serde::{Deserialize, Serialize};

use super::exercise::Evidence;

/// One thing that buttock pain can come from, in sentences to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Its name in files.
    pub id: String,
    /// Its name for a person.
    pub name: String,
    /// What people also call it.
    pub also: Vec<String>,
    /// What happens in the body.
    pub plain: String,
    /// Where it is felt, and when.
    pub felt: String,
    /// The same in a few words, to stand behind the name.
    pub felt_short: String,
    /// What brings it on.
    pub brings_on: String,
    /// What eases it.
    pub eases: String,
    /// What goes with it, or who tends to have it; `None` where no source says.
    pub goes_with: Option<String>,
    /// Who can find out.
    pub who_can_tell: String,
    /// What helps, in general.
    pub helps: String,
    /// The conditions whose programmes are for it, by id; empty where there is no programme.
    pub conditions: Vec<String>,
    /// Where the row comes from.
    pub source: Evidence,
}

impl Cause {
    /// Puts rows into the order of the alphabet, which says nothing about how likely one is. What
    /// has no programme ends the table: it is what is left.
    pub fn sort(causes: &mut [Self]) {
        causes.sort_by_key(|cause| (cause.conditions.is_empty(), cause.name.to_lowercase()));
    }
}
