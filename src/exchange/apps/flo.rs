//! The JSON of Flo: cycles, what was recorded of a day in three lists, and notes.

use std::io::BufRead;

use serde_json::Value;

use super::file::{Listed, json, whole};
use crate::exchange::records::Problem;

/// The lists of what was recorded of a day.
const EVENTS: [&str; 2] = ["point_events_manual_v2", "repeatable_child_point_events"];

/// The records of a file.
pub fn records(from: Box<dyn BufRead>) -> Result<Listed, Problem> {
    let all = json(&whole(from)?)?;
    let parts: Vec<&Value> = all.as_object().into_iter().flat_map(|all| all.values()).collect();
    let lists = |key: &'static str| {
        parts.iter().filter_map(move |part| part.get(key)?.as_array()).flatten()
    };
    let mut rows = Vec::new();
    for cycle in lists("cycles").filter(|cycle| !is_true(cycle, "pregnant")) {
        let end = day(&text(cycle, "period_end_date"));
        let value = if end.is_empty() { end } else { format!("until {end}") };
        let start = day(&text(cycle, "period_start_date"));
        rows.push(["period".to_owned(), start, "bleeding".to_owned(), value]);
    }
    for event in EVENTS.into_iter().flat_map(lists).filter(|event| !is_true(event, "deleted")) {
        // The day as the person saw it; the other is the same moment in UTC.
        let own_day = text(event, "local_date");
        let own_day = if own_day.is_empty() { text(event, "date") } else { own_day };
        let value = event.get("properties").or(event.get("value")).map_or(String::new(), in_words);
        rows.push([text(event, "category"), day(&own_day), text(event, "subcategory"), value]);
    }
    for note in lists("notes") {
        rows.push(["note".to_owned(), day(&text(note, "date")), String::new(), text(note, "text")]);
    }
    let rows = rows.into_iter().map(Vec::from).collect();
    Ok(Listed::new(&["category", "local_date", "subcategory", "value"], rows))
}

/// A text of an object.
fn text(object: &Value, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether an object says so.
fn is_true(object: &Value, key: &str) -> bool {
    object.get(key) == Some(&Value::Bool(true))
}

/// The date of a text; the time beside it is that of a zone, and says nothing.
fn day(text: &str) -> String {
    text.get(..10).unwrap_or(text).to_owned()
}

/// What was recorded beside the words: an object, or one that stands in a text.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => match serde_json::from_str(text) {
            Ok(inner @ Value::Object(_)) => in_words(&inner),
            _ => text.clone(),
        },
        Value::Object(parts) => {
            let part = |(key, value): (&String, &Value)| {
                format!("{}: {}", key.replace('_', " "), in_words(value))
            };
            parts.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;

    #[test]
    fn every_list_is_read_and_the_day_is_the_person_s_own() {
        let text = r#"{"operationalData":{
            "cycles":[{"period_start_date":"2026-10-01 00:00:00.000","period_end_date":"2026-10-05 00:00:00.000","pregnant":false},
                      {"period_start_date":"2025-01-01","pregnant":true}],
            "point_events_manual_v2":[
              {"category":"Symptom","subcategory":"Cramps","date":"2026-10-01T22:30:00Z","local_date":"2026-10-02","properties":{}},
              {"category":"Symptom","subcategory":"Backache","date":"2026-10-03","deleted":true}],
            "repeatable_child_point_events":[{"category":"Pills","subcategory":"Ibuprofen","date":"2026-10-03","properties":"{\"missed_pill\": false}"}],
            "notes":[{"text":"sore","date":"2026-10-04 10:00:00"}]}}"#;
        assert_eq!(
            read(App::Flo, &[("", text)])[1..],
            [
                "1: period|2026-10-01|bleeding|until 2026-10-05",
                "2: Symptom|2026-10-02|Cramps|",
                "3: Pills|2026-10-03|Ibuprofen|missed pill: false",
                "4: note|2026-10-04||sore",
            ]
        );
    }
}
