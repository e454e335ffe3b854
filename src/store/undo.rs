//! Takes commands back, and brings them again, from the rows the journal kept.

use chrono::{DateTime, FixedOffset};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value as Json};

use super::change::{Change, RowChange};
use super::error::StoreError;
use super::open::Diary;
use super::value;

/// A command that was undone or redone.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What was typed, without the program's name.
    pub said: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Which way through the journal.
#[derive(Clone, Copy)]
enum Way {
    Undo,
    Redo,
}

impl Diary {
    /// Takes the last command back; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn undo(&mut self, now: DateTime<FixedOffset>) -> Result<Option<Command>, StoreError> {
        self.step(now, Way::Undo)
    }

    /// Brings back the command that was undone last; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn redo(&mut self, now: DateTime<FixedOffset>) -> Result<Option<Command>, StoreError> {
        self.step(now, Way::Redo)
    }

    fn step(&mut self, now: DateTime<FixedOffset>, way: Way) -> Result<Option<Command>, StoreError> {
        let change = self.change(now)?;
        let (question, state) = match way {
            Way::Undo => {
                ("SELECT id, at, said, rows FROM journal WHERE state = 'done' ORDER BY id DESC LIMIT 1", "undone")
            }
            // Of the commands that followed the newest one that stands, the last is the one to bring back, and
            // only while nothing newer was done.
            Way::Redo => (
                "WITH newest (id) AS (
                     SELECT coalesce((SELECT id FROM journal WHERE state = 'done' ORDER BY id DESC LIMIT 1), 0))
                 SELECT id, at, said, rows FROM journal
                 WHERE id > (SELECT id FROM newest) AND follows = (SELECT id FROM newest) ORDER BY id DESC LIMIT 1",
                "done",
            ),
        };
        let found = change.ask(|t| {
            t.query_row(question, [], |row| {
                let command = Command { at: value::moment(row.get_ref(1)?)?, said: row.get(2)? };
                Ok((row.get::<_, i64>(0)?, command, row.get::<_, String>(3)?))
            })
            .optional()
        })?;
        let Some((id, command, rows)) = found else { return Ok(None) };
        let rows = read(&rows).ok_or_else(|| change.strange("a journal entry that does not read"))?;
        match way {
            Way::Undo => rows.iter().rev().try_for_each(|row| change.turn(row, &row.after, &row.before))?,
            Way::Redo => rows.iter().try_for_each(|row| change.turn(row, &row.before, &row.after))?,
        }
        change.ask(|t| t.execute("UPDATE journal SET state = ?1 WHERE id = ?2", params![state, id]))?;
        change.finish()?;
        Ok(Some(command))
    }
}

impl Change<'_> {
    /// Turns one row from the image it should have now into the other.
    fn turn(
        &self,
        row: &RowChange,
        from: &Option<Map<String, Json>>,
        to: &Option<Map<String, Json>>,
    ) -> Result<(), StoreError> {
        let names = to.iter().chain(from).flat_map(Map::keys);
        if ![row.table.as_str()].into_iter().chain(names.map(String::as_str)).all(is_name) {
            return Err(self.strange("a journal entry with a name that is none"));
        }
        // Columns that a later version of the diary added are not in an older image, and are no obstacle.
        let present = self.image(&row.table, row.id)?;
        let is_as_left = match (&present, from) {
            (Some(present), Some(from)) => from.iter().all(|(name, value)| present.get(name) == Some(value)),
            (present, from) => present.is_none() && from.is_none(),
        };
        if !is_as_left {
            return Err(self.strange("an entry that is not as its last change left it"));
        }
        self.ask(|t| t.execute(&format!("DELETE FROM {} WHERE id = ?1", row.table), [row.id]))?;
        let Some(image) = to else { return Ok(()) };
        let columns: Vec<&str> = image.keys().map(String::as_str).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", row.table, columns.join(", "));
        self.ask(|t| t.execute(&sql, rusqlite::params_from_iter(image.values().map(column))))?;
        Ok(())
    }
}

/// Whether a text from the journal can be the name of a table or column, and nothing else.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A value of the journal as a column.
fn column(value: &Json) -> Value {
    match value {
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Integer(whole),
            (None, Some(real)) => Value::Real(real),
            (None, None) => Value::Null,
        },
        Json::String(text) => Value::Text(text.clone()),
        _ => Value::Null,
    }
}

/// The rows of a journal entry; `None` when it is not as `change` writes one.
pub(super) fn read(text: &str) -> Option<Vec<RowChange>> {
    let Json::Array(rows) = serde_json::from_str(text).ok()? else { return None };
    rows.into_iter()
        .map(|row| {
            let Json::Array(parts) = row else { return None };
            let [table, id, before, after] = <[Json; 4]>::try_from(parts).ok()?;
            let side = |image: Json| match image {
                Json::Null => Some(None),
                Json::Object(image) => Some(Some(image)),
                _ => None,
            };
            Some(RowChange {
                table: table.as_str()?.to_owned(),
                id: id.as_i64()?,
                before: side(before)?,
                after: side(after)?,
            })
        })
        .collect()
}
