//! What a command changed, row by row, as the journal keeps it for `undo`.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::{Map, Value as Json};

use super::diary::Diary;
use super::error::StoreError;

/// A row of a table, as the journal keeps it; `None` where there was or is none.
pub(super) type Image = Option<Map<String, Json>>;

/// One row of one table, before and after; `None` where there was or is none.
pub(super) struct RowChange {
    pub(super) table: String,
    pub(super) id: i64,
    pub(super) before: Image,
    pub(super) after: Image,
}

/// The tables of parts of a row, each with the table of that row, which is also the column that
/// names it.
const PARTS: [(&str, &str); 3] =
    [("rating_site", "rating"), ("rating_tag", "rating"), ("session_symptom", "session")];

impl RowChange {
    /// The table and the number of the row with a name of its own that this one is, or is a part
    /// of.
    pub(super) fn owner(&self) -> Option<(&str, i64)> {
        match PARTS.iter().find(|(part, _)| *part == self.table) {
            None => Some((&self.table, self.id)),
            Some((_, table)) => {
                let image = self.before.as_ref().or(self.after.as_ref())?;
                Some((table, image.get(*table)?.as_i64()?))
            }
        }
    }

    /// `[table, id, before, after]`.
    pub(super) fn to_json(&self) -> Json {
        Json::Array(vec![
            Json::from(self.table.as_str()),
            Json::from(self.id),
            from_image(&self.before),
            from_image(&self.after),
        ])
    }
}

/// An image as the journal keeps it.
fn from_image(image: &Image) -> Json {
    image.clone().map_or(Json::Null, Json::Object)
}

/// An image as the journal has kept it; `None` when it is none.
fn to_image(json: Json) -> Option<Image> {
    match json {
        Json::Null => Some(None),
        Json::Object(image) => Some(Some(image)),
        _ => None,
    }
}

impl Diary {
    /// What the row of a table and a number holds; nothing where it is not there.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn held_by(&self, table: &str, id: i64) -> Result<Map<String, Json>, StoreError> {
        Ok(self.ask(|c| image(c, table, id))?.unwrap_or_default())
    }
}

/// A whole row as it stands; `None` when there is none.
pub(super) fn image(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<Image> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT * FROM {table} WHERE id = ?"))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut image = Map::new();
    for (index, name) in names.into_iter().enumerate() {
        image.insert(name, from_column(row.get(index)?));
    }
    Ok(Some(image))
}

/// A column's value as the journal keeps it. The diary has no blobs.
pub(super) fn from_column(value: Value) -> Json {
    match value {
        Value::Null | Value::Blob(_) => Json::Null,
        Value::Integer(number) => Json::from(number),
        Value::Real(number) => Json::from(number),
        Value::Text(text) => Json::String(text),
    }
}

/// A value of the journal as a column.
pub(super) fn to_column(value: &Json) -> Value {
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
            Some(RowChange {
                table: table.as_str()?.to_owned(),
                id: id.as_i64()?,
                before: to_image(before)?,
                after: to_image(after)?,
            })
        })
        .collect()
}

/// Whether a text is what the journal keeps of a command: rows, or what an import added.
pub(super) fn is_readable(text: &str) -> bool {
    read(text).is_some() || serde_json::from_str::<Json>(text).is_ok_and(|json| json.is_object())
}
