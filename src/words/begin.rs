//! What is said to somebody who begins.

/// What the program is for, and what it cannot do.
pub const WHAT_IT_IS: &str = "supple keeps a pain diary and offers safe first steps, on this \
                              machine alone. It cannot say what you have. A score alone: supple log";
