//! What a person types: arguments that several verbs share, the safety questions, what Tab
//! offers, and what is said of a command line that does not read.

pub mod actual_args;
pub mod agreement;
pub mod answers_file;
pub mod behind_score;
pub mod clearable;
pub mod complete;
pub mod confirm;
pub mod day_and_time;
pub mod entry_fields;
pub mod measure_args;
pub mod page_args;
pub mod passphrase;
pub mod safety_questions;
pub mod unit_words;
pub mod usage_error;
pub mod variant;
pub mod week_questions;
