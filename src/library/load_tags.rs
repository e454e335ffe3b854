//! The tags that rules of the library itself ask for.

/// The tag of movements that are never offered as a harder version, only listed by a phase.
pub(super) const IMPACT: &str = "impact";

/// The tag of work that a muscle needs days to recover from.
pub(super) const HEAVY: &str = "heavy-load";
