//! How the doses of a plan change: the replay of the diary day by day, the decision after each
//! answer of the body, and the routine of a day or a week.
//!
//! Knows no terminal and no guided session; nothing dated or written after a day may be looked at
//! on that day.

pub mod candidates;
pub mod case;
pub mod decision;
pub mod fit;
pub mod ladder;
pub mod leaving;
pub mod replay;
pub mod response;
pub mod routine;
mod schedule;
pub mod settable;
pub mod standing;
pub mod unusual_amount;
pub mod week;
