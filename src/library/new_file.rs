//! The text of a new file: an exercise from answers, or a form that is filled in by hand.
//!
//! Writes what the readers of this room read. What is asked, and how, is for whoever asks.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::programme::dose::Sides;
use crate::domain::programme::exercise::{Kind, Position};

use super::read_exercise::ALWAYS;

/// The forms, each with [`FILL_IN`](super::problem::FILL_IN) where something is to be written and
/// `{id}` for the id.
const EXERCISE_FORM: &str = include_str!("forms/exercise.toml");
const CONDITION_FORM: &str = include_str!("forms/condition.toml");

/// How much of a new exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDose {
    /// Sets, or rounds.
    pub sets: u32,
    /// Repeats of a set; where there are none it is minutes.
    pub reps: Option<u32>,
    /// Seconds that each repeat is held.
    pub hold_s: Option<u32>,
    /// Minutes of steady work.
    pub minutes: Option<u32>,
    /// Times a day.
    pub times_per_day: u32,
    /// Days a week.
    pub days_per_week: u32,
    /// Effort aimed at, 0 to 10.
    pub effort: Option<u32>,
}

/// What a new exercise is, as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExercise {
    /// Its id, which is also the file's name.
    pub id: String,
    /// Its name for a person.
    pub name: String,
    /// What sort of work it is.
    pub kind: Kind,
    /// How the body starts.
    pub position: Position,
    /// Muscles or joints it is for.
    pub target: Vec<String>,
    /// What is needed.
    pub equipment: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Ids of stop rules.
    pub stop: Vec<String>,
    /// Tags beside those that its kind and position bring.
    pub tags: Vec<String>,
    /// Ids of set-up questions that hide it.
    pub contra: Vec<String>,
    /// Ids of set-up questions that put a caution on it.
    pub caution: Vec<String>,
    /// How much.
    pub dose: NewDose,
    /// On which sides.
    pub sides: Sides,
    /// Whether the dose grows; `false` keeps it as it is.
    pub grows: bool,
    /// Who says so and when: `Ana Example, 2026-11-22`.
    pub said_by: String,
    /// What a sheet says that the file of an exercise has no field for, a line each.
    pub notes: Vec<String>,
}

impl NewExercise {
    /// The text of its file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for note in &self.notes {
            line(&mut text, &format!("# {}", plain(note)));
        }
        field(&mut text, "id", &quoted(&self.id));
        field(&mut text, "name", &quoted(&self.name));
        field(&mut text, "kind", &quoted(self.kind.word()));
        field(&mut text, "target", &list(&self.target));
        field(&mut text, "position", &quoted(self.position.word()));
        if !self.equipment.is_empty() {
            field(&mut text, "equipment", &list(&self.equipment));
        }
        line(&mut text, "steps = [");
        for step in &self.steps {
            line(&mut text, &format!("  {},", quoted(step)));
        }
        line(&mut text, "]");
        field(&mut text, "stop", &list(&self.stop));
        field(&mut text, "tags", &list(&self.all_tags()));
        field(&mut text, "contra", &list(&self.contra));
        field(&mut text, "caution", &list(&self.caution));
        line(&mut text, "\n[dose]");
        let dose = &self.dose;
        for (name, value) in [
            ("sets", Some(dose.sets)),
            ("reps", dose.reps),
            ("hold_s", dose.hold_s),
            ("minutes", dose.minutes),
        ] {
            if let Some(value) = value {
                field(&mut text, name, &value.to_string());
            }
        }
        field(&mut text, "sides", &quoted(self.sides.into()));
        field(&mut text, "times_per_day", &dose.times_per_day.to_string());
        field(&mut text, "days_per_week", &dose.days_per_week.to_string());
        if let Some(effort) = dose.effort {
            field(&mut text, "effort", &effort.to_string());
        }
        if !self.grows {
            field(&mut text, "grow", &quoted("none"));
        }
        field(&mut text, "source", &quoted(&format!("design choice: {}", self.said_by)));
        text
    }

    /// The tags that were named, and before them those that its position and its kind bring.
    fn all_tags(&self) -> Vec<String> {
        let mut tags = tags_of(self.kind, self.position);
        tags.extend(
            self.tags.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>(),
        );
        tags
    }
}

/// The tags that a kind and a position bring.
pub fn tags_of(kind: Kind, position: Position) -> Vec<String> {
    let brings = ALWAYS.iter().filter(|(word, _)| [kind.word(), position.word()].contains(word));
    brings.map(|(_, tag)| (*tag).to_owned()).collect()
}

/// A form for a new exercise, to be filled in by hand.
pub fn exercise_form(
    id: &str,
    stop_rules: &BTreeMap<String, String>,
    tags: &BTreeMap<String, String>,
) -> String {
    let listed = |words: &BTreeMap<String, String>| {
        let lines = words.iter().map(|(word, meaning)| format!("#   {word:<24} {meaning}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    EXERCISE_FORM
        .replace("{id}", id)
        .replace("{stop rules}", &listed(stop_rules))
        .replace("{tags}", &listed(tags))
}

/// A form for a new condition, to be filled in by hand.
pub fn condition_form(id: &str) -> String {
    CONDITION_FORM.replace("{id}", id)
}

/// An id made of a name: `Bridge, on a wall` becomes `bridge-on-a-wall`; empty when nothing is left.
pub fn id_of(name: &str) -> String {
    let letters = name.to_lowercase();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        let joined = if id.is_empty() { word.to_owned() } else { format!("{id}-{word}") };
        if joined.len() > super::ids::ID_MAX {
            break;
        }
        id = joined;
    }
    id
}

/// A line.
fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{line}");
}

/// A field with its value.
fn field(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{name} = {value}");
}

/// A text without line breaks and what cannot be seen.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text between quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A list of texts.
fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_a_name() {
        for (name, id) in [
            ("Bridge, on a wall", "bridge-on-a-wall"),
            ("  Übung 3 ", "bung-3"),
            ("?!", ""),
            (
                "a very long name that goes on and on for ever",
                "a-very-long-name-that-goes-on-and-on-for",
            ),
        ] {
            assert_eq!(id_of(name), id);
        }
    }

    #[test]
    fn a_text_stays_one_text() {
        assert_eq!(quoted("say \"a\\b\"\n now"), r#""say \"a\\b\" now""#);
    }
}
