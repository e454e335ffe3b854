//! What a command changed, row by row, as the journal keeps it for `undo`.

use serde_json::{Map, Value as Json};

/// A row of a table, as the journal keeps it; `None` where there was or is none.
pub(super) type Image = Option<Map<String, Json>>;

/// One row of one table, before and after; `None` where there was or is none.
pub(super) struct RowChange {
    pub(super) table: String,
    pub(super) id: i64,
    pub(super) before: Image,
    pub(super) after: Image,
}

impl RowChange {
    /// `[table, id, before, after]`.
    pub(super) fn to_json(&self) -> Json {
        let side =
            |image: &Option<Map<String, Json>>| image.clone().map_or(Json::Null, Json::Object);
        Json::Array(vec![
            Json::from(self.table.as_str()),
            Json::from(self.id),
            side(&self.before),
            side(&self.after),
        ])
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
