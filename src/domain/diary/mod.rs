//! What was recorded: ratings, places, medicines, visits, goals, the person's word about flares and
//! weeks, and the exercises done, each on its day.
//!
//! Knows no programme, no plan and no rule about a body; only [`text`](super::text) below it.

pub mod copies;
pub mod day;
pub mod exercise_record;
pub mod flare_word;
pub mod goal;
pub mod loose_words;
pub mod medicine;
pub mod own_account;
pub mod own_words;
pub mod place;
pub mod rating;
pub mod score;
pub mod search;
pub mod settings;
pub mod visit;
pub mod week_answer;
pub mod word;
