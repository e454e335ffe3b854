//! Rows that something is wrong with, by names that a person knows.

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::domain::text::date;
use crate::words;

/// The tables whose numbers a person types.
const TYPED: [&str; 4] = ["rating", "session", "flare_word", "week_answer"];

/// A row by its name: `the score of Mon 4 May (entry 12)`.
pub fn row_name(kind: &str, id: i64, row: &Map<String, Value>, context: &Context) -> String {
    let day = ["day", "from_day", "started_on", "at"].iter().find_map(|key| {
        let text = row.get(*key)?.as_str()?;
        text.get(..10)?.parse().ok()
    });
    let day = day.map(|day| date::short(day, context.reader()));
    let part_of = || ["rating", "session"].iter().find_map(|key| row.get(*key)?.as_i64());
    let entry = if TYPED.contains(&kind) { Some(id) } else { part_of() };
    words::row::name(kind, day.as_deref(), entry)
}
