//! The diary as CSV: a file for each kind of row, and one that says what each column is.
//!
//! The rows are those of the diary's own format. A moment is three columns here, its date, its time
//! and its offset from UTC, and scores are points with a decimal, because people look at these
//! files; read back, they are what they were.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::csv_text::{line, push_cell, unprotected};

/// How a column is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A text, or a number, as it is.
    Plain,
    /// A whole number.
    Number,
    /// A number that may have decimals.
    Amount,
    /// Tenths of a point, written as points.
    Score,
    /// Yes or no.
    Mark,
    /// The date of a moment.
    Date,
    /// The time of a moment.
    Time,
    /// The offset of a moment from UTC.
    Offset,
    /// Places, each `site:side:score`.
    Places,
    /// Words of one role.
    Tags(&'static str),
    /// Signs that came with an exercise.
    Symptoms,
}

/// A column: its name, the key of the row, its form, and what it says.
type Column = (&'static str, &'static str, Form, &'static str);

/// A file.
struct Table {
    /// The kind of its rows.
    kind: &'static str,
    /// Its name.
    file: &'static str,
    columns: &'static [Column],
}

/// The file with what each column is.
pub const DICTIONARY: &str = "data-dictionary.csv";

/// What stands in every file.
const ID: Column = ("number", "id", Form::Number, "the number of the row in this diary");
const UUID: Column =
    ("uuid", "uuid", Form::Plain, "the name of the row in every copy of the diary");
const DAY: Column = ("day", "day", Form::Plain, "the day it counts for, YYYY-MM-DD");
const WRITTEN: Column =
    ("written_at", "written_at", Form::Plain, "when it was written down, with its offset from UTC");
const SOURCE: Column = (
    "source_written_at",
    "source_written_at",
    Form::Plain,
    "when it was first written down elsewhere, for what was imported",
);
const DATE: Column = ("date", "at", Form::Date, "the date of the moment, where a time is known");
const TIME: Column = ("time", "at", Form::Time, "the time of the moment, HH:MM:SS");
const OFFSET: Column = ("utc_offset", "at", Form::Offset, "the offset of the time from UTC");
const PRIVATE: Column = ("private", "private", Form::Mark, "for the person's own eyes");
const NOTE: Column = ("note", "note", Form::Plain, "anything else, in the person's words");
const PLAN: Column = ("plan", "plan", Form::Number, "the number of its row in plans.csv");

/// The files, each after those that its rows refer to.
const TABLES: [Table; 16] = [
    Table {
        kind: "rating",
        file: "entries.csv",
        columns: &[
            ID,
            UUID,
            DAY,
            DATE,
            TIME,
            OFFSET,
            ("score", "score", Form::Score, "pain, 0 (none) to 10 (the worst imaginable)"),
            ("worst", "worst", Form::Score, "the worst of the day, 0 to 10"),
            ("least", "least", Form::Score, "the least of the day, 0 to 10"),
            ("morning", "morning", Form::Mark, "the first check of the morning"),
            ("places", "places", Form::Places, "site:side:score of each place, between “; ”"),
            ("feels", "tags", Form::Tags("quality"), "what it felt like, between “; ”"),
            ("before", "tags", Form::Tags("before"), "what came before, between “; ”"),
            ("eased", "tags", Form::Tags("eased"), "what eased it, between “; ”"),
            ("sleep_minutes", "sleep_minutes", Form::Number, "sleep of the night, in minutes"),
            (
                "sitting_minutes",
                "sitting_minutes",
                Form::Number,
                "sitting without pain, in minutes",
            ),
            ("cycle_day", "cycle_day", Form::Number, "day of the cycle, 1 the first of bleeding"),
            ("leaks", "leaks", Form::Number, "how often something leaked that day"),
            ("heaviness", "heaviness", Form::Score, "heaviness of the pelvic floor, 0 to 10"),
            PRIVATE,
            NOTE,
            WRITTEN,
            SOURCE,
        ],
    },
    Table {
        kind: "medicine_intake",
        file: "medicines.csv",
        columns: &[
            ID,
            UUID,
            ("entry", "rating", Form::Number, "the number of its row in entries.csv"),
            DAY,
            DATE,
            TIME,
            OFFSET,
            ("medicine", "medicine", Form::Plain, "its name, in the person's words"),
            ("amount", "amount", Form::Amount, "how much"),
            ("unit", "unit", Form::Plain, "what the amount is counted in"),
            PRIVATE,
            WRITTEN,
        ],
    },
    Table {
        kind: "session",
        file: "exercises.csv",
        columns: &[
            ID,
            UUID,
            DAY,
            DATE,
            TIME,
            OFFSET,
            ("exercise", "exercise", Form::Plain, "the id of the exercise"),
            ("outcome", "outcome", Form::Plain, "done or skipped"),
            ("sets", "sets", Form::Number, "rounds"),
            ("reps", "reps", Form::Number, "repeats in each"),
            ("hold_seconds", "hold_s", Form::Number, "seconds held"),
            ("minutes", "minutes", Form::Number, "minutes of steady work"),
            ("load_grams", "load_g", Form::Number, "weight, in grams"),
            ("pain_before", "pain_before", Form::Score, "pain just before it, 0 to 10"),
            ("pain", "pain", Form::Score, "pain while doing it, 0 to 10"),
            ("pain_place", "pain_place", Form::Plain, "whether that was in a bone: bone or other"),
            ("effort", "effort", Form::Number, "effort, 0 to 10"),
            (
                "reps_of_sets",
                "reps_of_sets",
                Form::Plain,
                "repeats of each set, where they differed; reps is the fewest then",
            ),
            ("side", "side", Form::Plain, "the side it was done on: left, right or both"),
            ("signs", "symptoms", Form::Symptoms, "signs that came with it, between “; ”"),
            ("why", "why", Form::Plain, "why it was left out"),
            PRIVATE,
            NOTE,
            WRITTEN,
            SOURCE,
        ],
    },
    Table {
        kind: "flare_word",
        file: "flares.csv",
        columns: &[
            ID,
            UUID,
            DAY,
            ("change", "change", Form::Plain, "the person's word: a flare began, or ended"),
            WRITTEN,
        ],
    },
    Table {
        kind: "goal",
        file: "goals.csv",
        columns: &[
            ID,
            UUID,
            ("activity", "activity", Form::Plain, "what the person wants to be able to do"),
            ("started_on", "started_on", Form::Plain, "the day it was set"),
            ("ended_on", "ended_on", Form::Plain, "the day it was ended"),
            WRITTEN,
        ],
    },
    Table {
        kind: "goal_rating",
        file: "goal-ratings.csv",
        columns: &[
            ID,
            UUID,
            ("goal", "goal", Form::Number, "the number of its row in goals.csv"),
            DAY,
            ("score", "score", Form::Score, "how well it goes, 0 (cannot) to 10 (as before)"),
            WRITTEN,
        ],
    },
    Table {
        kind: "plan",
        file: "plans.csv",
        columns: &[
            ID,
            UUID,
            ("condition", "condition", Form::Plain, "the id of the condition"),
            ("side", "side", Form::Plain, "left, right, both or middle"),
            ("variant", "variant", Form::Plain, "the variant of the condition"),
            ("rank", "rank", Form::Number, "its place among those of the plan"),
            ("started_on", "started_on", Form::Plain, "the day it was assigned"),
            ("ended_on", "ended_on", Form::Plain, "the day it was ended"),
            WRITTEN,
        ],
    },
    Table {
        kind: "plan_phase",
        file: "plan-phases.csv",
        columns: &[
            ID,
            UUID,
            PLAN,
            ("phase", "phase", Form::Plain, "calm, restore, strengthen, return or upkeep"),
            ("from_day", "from_day", Form::Plain, "the day from which on"),
            ("gate_by", "gate_by", Form::Plain, "who allowed it"),
            ("gate_on", "gate_on", Form::Plain, "when"),
        ],
    },
    Table {
        kind: "plan_item",
        file: "plan-changes.csv",
        columns: &[
            ID,
            UUID,
            PLAN,
            ("exercise", "exercise", Form::Plain, "the id of the exercise"),
            ("from_day", "from_day", Form::Plain, "the day from which on"),
            ("set_by", "set_by", Form::Plain, "rule, person or clinician"),
            ("reason", "reason", Form::Plain, "why"),
            ("in_place_of", "in_place_of", Form::Plain, "the exercise it stands in for"),
            ("dropped", "dropped", Form::Mark, "taken out"),
            ("sets", "sets", Form::Number, "rounds"),
            ("reps", "reps", Form::Number, "repeats in each"),
            ("hold_seconds", "hold_s", Form::Number, "seconds held"),
            ("minutes", "minutes", Form::Number, "minutes of steady work"),
            ("load_grams", "load_g", Form::Number, "weight, in grams"),
            ("times_per_day", "times_per_day", Form::Number, "times on a day"),
            ("days_per_week", "days_per_week", Form::Number, "days in a week"),
            ("told_by", "told_by", Form::Plain, "the clinician who said so"),
            ("told_on", "told_on", Form::Plain, "when"),
            ("handed_back", "handed_back", Form::Mark, "handed back to the rules"),
            ("term", "term", Form::Plain, "may-grow, in-flares, pain-limit or in-plan"),
            ("value", "value", Form::Number, "of a term: 0 or 1, or a limit in tenths of a point"),
        ],
    },
    Table {
        kind: "plan_pause",
        file: "pauses.csv",
        columns: &[
            ID,
            UUID,
            ("from_day", "from_day", Form::Plain, "the first day of the pause"),
            ("to_day", "to_day", Form::Plain, "the last"),
            ("why", "why", Form::Plain, "why"),
            WRITTEN,
        ],
    },
    Table {
        kind: "exit_test",
        file: "tests.csv",
        columns: &[
            ID,
            UUID,
            PLAN,
            ("test", "test", Form::Plain, "the id of the test"),
            DAY,
            ("passed", "passed", Form::Mark, "whether it was passed"),
            WRITTEN,
        ],
    },
    Table {
        kind: "week_answer",
        file: "weeks.csv",
        columns: &[
            ID,
            UUID,
            PLAN,
            DAY,
            ("average", "average", Form::Score, "pain of the last seven days on average, 0 to 10"),
            ("against_start", "against_start", Form::Plain, "better, same or worse than at first"),
            WRITTEN,
        ],
    },
    Table {
        kind: "visit",
        file: "visits.csv",
        columns: &[
            ID,
            UUID,
            DAY,
            ("clinician", "clinician", Form::Plain, "with whom"),
            NOTE,
            (
                "impression",
                "impression",
                Form::Number,
                "1 (very much improved) to 7 (very much worse)",
            ),
            WRITTEN,
        ],
    },
    Table {
        kind: "visit_question",
        file: "questions.csv",
        columns: &[
            ID,
            UUID,
            ("question", "question", Form::Plain, "what to ask"),
            DAY,
            ("visit", "visit", Form::Number, "the number of the visit it was asked at"),
            WRITTEN,
        ],
    },
    Table {
        kind: "screening_answer",
        file: "safety-answers.csv",
        columns: &[
            ID,
            UUID,
            ("question", "question", Form::Plain, "the id of the safety question"),
            ("answer", "answer", Form::Plain, "yes, no or skipped"),
            DAY,
            ("checked_by", "checked_by", Form::Plain, "the clinician who looked at it"),
            ("checked_on", "checked_on", Form::Plain, "when"),
            ("asked", "asked", Form::Plain, "alone, with its group, or in the week's screen"),
            ("wording", "wording", Form::Number, "the version of the question's wording"),
            WRITTEN,
        ],
    },
    Table {
        kind: "own_account",
        file: "own-words.csv",
        columns: &[
            ID,
            UUID,
            ("line", "line", Form::Plain, "place, since, brings-on, eases, cannot or fear"),
            ("text", "text", Form::Plain, "the line, in the person's words"),
            WRITTEN,
        ],
    },
];

/// Between the parts of a cell.
const BETWEEN: &str = "; ";

/// The names of the files, in the order in which they can be read back.
pub fn files() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.file)
}

/// The file that the rows of a kind stand in; `None` for kinds that CSV does not hold.
pub fn file_of(kind: &str) -> Option<&'static str> {
    TABLES.iter().find(|table| table.kind == kind).map(|table| table.file)
}

/// The first line of a file.
pub fn header(file: &str) -> String {
    line(columns(file).iter().map(|(name, ..)| *name))
}

/// What each column of each file is, as CSV.
pub fn dictionary() -> String {
    let mut text = line(["file", "column", "form", "what it says"]);
    for table in &TABLES {
        for (name, _, form, says) in table.columns {
            text += &line([table.file, name, form.words(), says]);
        }
    }
    text
}

/// Adds a row to a text, as a line of the file of its kind.
pub fn push_row(text: &mut String, file: &str, row: &Map<String, Value>) {
    // Some columns stand beside each other and are made of one value.
    let mut found = ("", None);
    for (number, (_, key, form, _)) in columns(file).iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        if found.0 != *key {
            found = (key, row.get(*key));
        }
        if let Some(value) = found.1 {
            form.push(text, value);
        }
    }
    text.push_str("\r\n");
}

/// The kind of the rows of a file that begins with this header; `None` when it is none of these.
pub fn kind_of(header: &[String]) -> Option<&'static str> {
    let found = TABLES.iter().find(|table| {
        table.columns.len() == header.len()
            && table.columns.iter().zip(header).all(|((name, ..), cell)| name == cell)
    });
    found.map(|table| table.kind)
}

/// A line of a file of this kind as the row that it was.
///
/// # Errors
/// A sentence that names the column that does not read.
pub fn row(kind: &str, cells: &[String]) -> Result<Map<String, Value>, String> {
    let columns = TABLES.iter().find(|table| table.kind == kind).map_or(&[][..], |t| t.columns);
    if cells.len() != columns.len() {
        return Err(format!("it has {} cells, and its header {}", cells.len(), columns.len()));
    }
    let mut row = Map::new();
    for ((name, key, form, _), cell) in columns.iter().zip(cells) {
        let cell = unprotected(cell);
        if !cell.is_empty() {
            form.read(cell, key, &mut row).map_err(|why| format!("“{name}” {why}"))?;
        }
    }
    Ok(row)
}

/// The columns of a file.
fn columns(file: &str) -> &'static [Column] {
    TABLES.iter().find(|table| table.file == file).map_or(&[], |table| table.columns)
}

impl Form {
    /// What it is, for the dictionary.
    fn words(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Number => "whole number",
            Self::Amount => "number",
            Self::Score => "points, with up to one decimal",
            Self::Mark => "yes or no",
            Self::Date => "YYYY-MM-DD",
            Self::Time => "HH:MM:SS",
            Self::Offset => "UTC+HH:MM",
            Self::Places | Self::Tags(_) | Self::Symptoms => "list",
        }
    }

    /// Adds a value of a row to a line, as a cell.
    fn push(self, line: &mut String, value: &Value) {
        // Numbers need neither quotes nor an apostrophe, and most cells are numbers.
        let written = match (self, value.as_u64()) {
            (Self::Plain | Self::Number | Self::Amount, Some(whole)) => write!(line, "{whole}"),
            (Self::Score, Some(tenths)) if tenths % 10 == 0 => write!(line, "{}", tenths / 10),
            (Self::Score, Some(tenths)) => write!(line, "{}.{}", tenths / 10, tenths % 10),
            _ => {
                push_cell(line, &self.cell(value));
                Ok(())
            }
        };
        written.expect("a String takes whatever is written");
    }

    /// A value of a row as the text of a cell.
    fn cell(self, value: &Value) -> Cow<'_, str> {
        let text = match value {
            Value::String(text) => text.as_str(),
            _ => "",
        };
        let more = match self {
            Self::Plain | Self::Number | Self::Amount => match value {
                Value::Number(number) => number.to_string(),
                _ => return text.into(),
            },
            Self::Score => match value.as_i64() {
                Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
                Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
                None => return text.into(),
            },
            Self::Mark => return if value.as_i64() == Some(1) { "yes" } else { "no" }.into(),
            Self::Date => return text.get(..10).unwrap_or_default().into(),
            Self::Time => return text.get(11..19).unwrap_or_default().into(),
            Self::Offset => format!("UTC{}", text.get(19..).unwrap_or_default()),
            Self::Places => parts(value, |place| {
                let [site, side] = ["site", "side"].map(|key| text_of(place, key));
                let score = place.get("score").map_or(Cow::default(), |at| Self::Score.cell(at));
                format!("{site}:{side}:{score}").trim_end_matches(':').to_owned()
            }),
            Self::Tags(role) => parts(value, |tag| {
                let is_of_it = text_of(tag, "role") == role;
                if is_of_it { text_of(tag, "tag").to_owned() } else { String::new() }
            }),
            Self::Symptoms => parts(value, |symptom| text_of(symptom, "symptom").to_owned()),
        };
        more.into()
    }

    /// Puts what a cell says into a row.
    fn read(self, cell: &str, key: &str, row: &mut Map<String, Value>) -> Result<(), String> {
        let value = match self {
            Self::Plain => Value::from(cell),
            Self::Number => {
                let number = cell.parse::<i64>().map_err(|_| "is a whole number".to_owned())?;
                Value::from(number)
            }
            Self::Amount => {
                let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
                Value::from(number.ok_or_else(|| "is a number".to_owned())?)
            }
            Self::Score => score(cell)?,
            Self::Mark => match cell {
                "yes" => 1.into(),
                "no" => 0.into(),
                _ => return Err("is yes or no".to_owned()),
            },
            // The three parts of a moment stand one after the other.
            Self::Date => Value::from(cell),
            Self::Time => Value::from(format!("{}T{cell}", text_of_row(row, key))),
            Self::Offset => {
                let offset = cell.strip_prefix("UTC").ok_or("is UTC+HH:MM")?;
                Value::from(format!("{}{offset}", text_of_row(row, key)))
            }
            Self::Places => list(cell, |text| {
                let mut place = Map::new();
                let mut parts = text.splitn(3, ':');
                place.insert("site".to_owned(), parts.next().unwrap_or_default().into());
                if let Some(side) = parts.next().filter(|side| !side.is_empty()) {
                    place.insert("side".to_owned(), side.into());
                }
                if let Some(at) = parts.next().filter(|at| !at.is_empty()) {
                    place.insert("score".to_owned(), score(at)?);
                }
                Ok(place)
            })?,
            Self::Tags(role) => {
                let more = list(cell, |tag| {
                    let pair = [("role", role), ("tag", tag)];
                    Ok(pair.map(|(key, text)| (key.to_owned(), text.into())).into_iter().collect())
                })?;
                // The three roles are one list of the row.
                let mut all = match row.remove(key) {
                    Some(Value::Array(known)) => known,
                    _ => Vec::new(),
                };
                all.extend(more.as_array().cloned().unwrap_or_default());
                Value::Array(all)
            }
            Self::Symptoms => list(cell, |symptom| {
                Ok([("symptom".to_owned(), symptom.into())].into_iter().collect())
            })?,
        };
        row.insert(key.to_owned(), value);
        Ok(())
    }
}

/// Points as tenths.
fn score(cell: &str) -> Result<Value, String> {
    let (whole, tenth) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = whole.parse::<i64>().ok().zip(tenth.parse::<i64>().ok());
    match number {
        Some((whole, tenth)) if digits(cell.replacen('.', "", 1).as_str()) && tenth < 10 => {
            Ok(Value::from(whole.saturating_mul(10) + tenth))
        }
        _ => Err("is points with up to one decimal".to_owned()),
    }
}

/// A text of an object, or nothing.
fn text_of<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A text of a row, or nothing.
fn text_of_row<'a>(row: &'a Map<String, Value>, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The parts of a row as one cell.
fn parts(value: &Value, text: impl Fn(&Value) -> String) -> String {
    let parts = value.as_array().map_or(&[][..], Vec::as_slice).iter().map(text);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// A cell as the parts of a row.
fn list(
    cell: &str,
    read: impl Fn(&str) -> Result<Map<String, Value>, String>,
) -> Result<Value, String> {
    let parts = cell.split(BETWEEN).map(|part| read(part).map(Value::Object));
    parts.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv_text::CsvReader;
    use crate::exchange::records::Records;
    use proptest::prelude::*;
    use serde_json::json;

    /// Texts as people write them, and as they would be if they wanted to break a file: never
    /// empty, for what is empty is not recorded, and without a NUL, which no diary takes.
    const TEXTS: &str = "[^\0]{1,12}|[=+@',;\"\n\r\t -]{1,4}";

    /// What a value of a form may be; `None` for a part of a moment that another column brings.
    fn values(form: Form) -> Option<BoxedStrategy<Value>> {
        let word = "[a-z][a-z0-9-]{0,8}";
        Some(match form {
            Form::Plain => TEXTS.prop_map(Value::from).boxed(),
            Form::Number => (1_i64..1 << 53).prop_map(Value::from).boxed(),
            Form::Amount => (0.001_f64..1e6).prop_map(Value::from).boxed(),
            Form::Score => (0_i64..=100).prop_map(Value::from).boxed(),
            Form::Mark => (0_i64..=1).prop_map(Value::from).boxed(),
            Form::Date => (1900_i32..2100, 1_u32..13, 1_u32..29, 0_u32..86400, -14_i32..15)
                .prop_map(|(year, month, day, second, offset)| {
                    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
                    let sign = if offset < 0 { '-' } else { '+' };
                    let offset = offset.abs();
                    Value::from(format!(
                        "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{offset:02}:00"
                    ))
                })
                .boxed(),
            Form::Time | Form::Offset => return None,
            Form::Places => {
                let side = prop::option::of(prop_oneof!["left", "right", "both", "middle"]);
                let place = (word, side, prop::option::of(0_i64..=100));
                let place = place.prop_map(|(site, side, score)| {
                    let mut place = json!({ "site": site });
                    if let Some(side) = side {
                        place["side"] = side.into();
                    }
                    if let Some(score) = score {
                        place["score"] = score.into();
                    }
                    place
                });
                prop::collection::vec(place, 1..4).prop_map(Value::from).boxed()
            }
            Form::Tags(role) => prop::collection::vec(word, 1..4)
                .prop_map(move |tags| {
                    tags.into_iter().map(|tag| json!({ "role": role, "tag": tag })).collect()
                })
                .boxed(),
            Form::Symptoms => prop::collection::vec(word, 1..4)
                .prop_map(|all| all.into_iter().map(|one| json!({ "symptom": one })).collect())
                .boxed(),
        })
    }

    /// A row of a table: each of its columns, or not.
    fn any_row() -> impl Strategy<Value = (usize, Map<String, Value>)> {
        (0..TABLES.len()).prop_flat_map(|number| {
            let columns = TABLES[number].columns.iter();
            let cells: Vec<_> = columns
                .filter_map(|(_, key, form, _)| {
                    let value = prop::option::of(values(*form)?);
                    Some(value.prop_map(|value| (*key, value)).boxed())
                })
                .collect();
            cells.prop_map(move |cells| {
                let mut row = Map::new();
                for (key, value) in cells {
                    // The words of the three roles are one list.
                    match (row.get_mut(key), value) {
                        (Some(Value::Array(known)), Some(Value::Array(more))) => known.extend(more),
                        (_, Some(value)) => drop(row.insert(key.to_owned(), value)),
                        (_, None) => {}
                    }
                }
                (number, row)
            })
        })
    }

    proptest! {
        #[test]
        fn every_row_comes_back_exactly(rows in prop::collection::vec(any_row(), 1..4)) {
            for (number, row) in rows {
                let table = &TABLES[number];
                let mut text = header(table.file);
                push_row(&mut text, table.file, &row);
                let mut reader = CsvReader::new(text.as_bytes(), b',');
                let names = reader.next_record().expect("it reads").expect("a header");
                prop_assert_eq!(kind_of(&names.cells), Some(table.kind));
                let read = reader.next_record().expect("it reads").expect("a row");
                prop_assert_eq!(super::row(table.kind, &read.cells), Ok(row));
                prop_assert_eq!(reader.next_record(), Ok(None));
            }
        }
    }
}
