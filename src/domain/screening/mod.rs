//! What keeps a person safe: the safety questions, what was answered, and what is held back because
//! of it.
//!
//! Knows no plan and no dose; an answer is never derived from a score.

pub mod agenda;
pub mod answers;
pub mod closer_look;
pub mod folded_note;
pub mod hold;
pub mod inflammatory;
pub mod key;
pub mod listening;
pub mod phrases;
pub mod red_flag;
pub mod safety;
pub mod setup_question;
pub mod sieve;
pub mod state;
