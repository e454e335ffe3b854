//! Helper: the safety questions that are due or open, and answers to them that nobody sees typed.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

/// Ids of the questions that are due.
pub fn due(world: &mut World) -> Vec<String> {
    let seen = world.json("supple screen --json");
    let due = seen["due"].as_array().expect("a list");
    due.iter().map(|question| question["id"].as_str().expect("an id").to_owned()).collect()
}

/// Ids of the questions whose holds are open.
pub fn holds(world: &mut World) -> Vec<String> {
    let seen = world.json("supple screen --json");
    let holds = seen["holds"].as_array().expect("a list");
    holds.iter().map(|hold| hold["question"].as_str().expect("an id").to_owned()).collect()
}

/// Answers a question from a file, unrecorded.
pub fn says(world: &mut World, question: &str, answer: &str) {
    says_lines(world, &json!({ question: answer }));
}

/// Answers everything that is due with the same word, unrecorded.
pub fn says_to_all(world: &mut World, answer: &str) {
    let answers = due(world).into_iter().map(|id| (id, Value::from(answer)));
    says_lines(world, &Value::from_iter(answers));
}

/// Answers lines of a file, by groups, by the weekly screen or one by one, unrecorded.
pub fn says_lines(world: &mut World, answers: &Value) {
    fs::write(world.desk().join("a.json"), answers.to_string()).expect("it is written");
    world.quietly("supple screen --answers a.json");
}
