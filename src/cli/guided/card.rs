//! What a guided session says, made before it begins.

use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::domain::diary::exercise_record::Actual;
use crate::domain::programme::dose::Dose;

/// An exercise in words, for a person who is about to do it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How much of it.
    pub amount: Dose,
    /// The sides it is done on, in words and in their order; none where both work together.
    pub sides: Vec<String>,
    /// How much of it, in words.
    pub dose: String,
    /// How it is counted, in words.
    pub count: String,
    /// The most pain that is acceptable, in words.
    pub limit: String,
    /// What to mind, from the set-up answers.
    pub cautions: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// When to stop.
    pub stop: Vec<String>,
}

/// The words that need more than an exercise.
pub struct SessionText<'a> {
    /// What the day asks for, beside the exercises.
    pub opening: &'a dyn Fn(&mut Page),
    /// What to do about the pain in the exercise of that number, and the signs that came with it;
    /// nothing where there is nothing to do.
    pub warning: &'a dyn Fn(usize, &Actual, &mut Page),
    /// Whether the exercise of that number must not be begun any more, by what the diary holds now.
    pub is_held: &'a dyn Fn(usize) -> Result<bool, Failure>,
}
