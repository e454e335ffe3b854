//! The numbers that a person types: each is given once, and never again.

use rusqlite::Connection;

/// What the numbers of a table are counted as; `None` where a table's numbers are nobody's to type.
/// All that a day's history may show shares one row of numbers, so that a person may say
/// `remove 12` without saying of what.
fn kind(table: &str) -> Option<&'static str> {
    match table {
        "rating" | "session" | "flare_word" | "week_answer" => Some("entry"),
        "goal" => Some("goal"),
        "visit_question" => Some("question"),
        _ => None,
    }
}

/// The number that the next row of a table gets; `None` where SQLite may choose one.
pub(super) fn next(connection: &Connection, table: &str) -> rusqlite::Result<Option<i64>> {
    let Some(kind) = kind(table) else { return Ok(None) };
    // In two steps: for RETURNING, SQLite sets up a database for what is temporary.
    let sql = "SELECT number + 1 FROM last_number WHERE kind = ?1";
    let next: i64 = connection.prepare_cached(sql)?.query_row([kind], |row| row.get(0))?;
    raise_kind(connection, kind, next)?;
    Ok(Some(next))
}

/// Holds that no number up to `number` is given again.
pub(super) fn raise(connection: &Connection, table: &str, number: i64) -> rusqlite::Result<()> {
    kind(table).map_or(Ok(()), |kind| raise_kind(connection, kind, number))
}

/// The same, for what the numbers are counted as.
pub(super) fn raise_kind(connection: &Connection, kind: &str, number: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE last_number SET number = ?2 WHERE kind = ?1 AND number < ?2";
    connection.prepare_cached(sql)?.execute((kind, number)).map(drop)
}
