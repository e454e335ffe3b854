//! An entry of the diary in a line, and any other row by a name that a person knows.

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::domain::diary::day;
use crate::domain::diary::rating::Rating;
use crate::domain::text::date;
use crate::words;

/// A rating in a line, with `today` where it counts for the present day.
pub fn rating_line(rating: &Rating, context: &Context) -> String {
    let present = day::day_of(context.now.naive_local(), context.ends_at(rating.morning));
    words::entry::rating(rating, present, context.reader())
}

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
