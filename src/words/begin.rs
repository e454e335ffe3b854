//! What is said to somebody who begins.

/// What the program is for, and what it cannot do.
pub const WHAT_IT_IS: &str = "A pain diary and safe first steps, kept on this machine. It cannot \
                              say what you have.";

/// The keys of the safety questions.
pub const KEYS: &str = "n none · y yes, or not sure · s skip · b back · q stop";

/// What stands above what it may come from.
pub const ABOUT_CAUSES: &str = "It can come from one or several of these; nobody can tell from a \
                                list.";
