//! The `measurements.json` of Clue: a list of what was measured, of which the value is one option
//! or several.

use std::io::BufRead;

use serde_json::Value;

use crate::exchange::json_items::Items;
use crate::exchange::records::{Problem, Record, Records};

/// The measurements of a file.
pub struct Measurements {
    items: Items<Box<dyn BufRead>>,
    number: usize,
}

impl Measurements {
    /// Reads them from here on.
    pub fn new(from: Box<dyn BufRead>) -> Self {
        Self { items: Items::new(from, "data"), number: 0 }
    }
}

impl Records for Measurements {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        self.number += 1;
        if self.number == 1 {
            return Ok(Some(Record::new(1, ["measured", "date", "options"])));
        }
        let Some(item) = self.items.next_item()? else { return Ok(None) };
        let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let options = item.get("value").map(options).unwrap_or_default();
        let cells = [text("type").replace('_', " "), text("date"), options.join(", ")];
        Ok(Some(Record::new(self.number - 1, cells)))
    }

    fn unit(&self) -> &'static str {
        "entry"
    }
}

/// The options of a value, as words: `lower_back` is `lower back`.
fn options(value: &Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().flat_map(options).collect(),
        Value::Object(one) => match one.get("option") {
            Some(option) => options(option),
            None => one
                .iter()
                .flat_map(|(key, value)| {
                    options(value).into_iter().map(move |value| format!("{key} {value}"))
                })
                .collect(),
        },
        Value::String(word) => vec![word.replace('_', " ")],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;

    #[test]
    fn a_value_is_one_option_or_several() {
        let text = r#"[{"type":"pain","id":"1","date":"2026-10-01","value":[{"option":"lower_back"},{"option":"period_cramps"}]},
            {"type":"period","date":"2026-10-01T21:00:00Z","value":{"option":"heavy"}},
            {"type":"bbt","date":"2026-10-02","value":{"celsius":36.6}}, {"type":"tags","value":null}]"#;
        assert_eq!(
            read(App::Clue, &[("", text)]),
            [
                "1: measured|date|options",
                "1: pain|2026-10-01|lower back, period cramps",
                "2: period|2026-10-01T21:00:00Z|heavy",
                "3: bbt|2026-10-02|celsius 36.6",
                "4: tags||",
            ]
        );
    }
}
