//! A checksum of every row, written with it: what a disk has changed behind SQLite's back shows.
//!
//! SQLite finds a page that makes no sense, and not a 4 that has become a 6. A checksum guards
//! against chance and not against a person: whoever can write the file can write both.
//!
//! It covers the table, the number and every column that is neither NULL nor has its default, each
//! by its name: a column that a later version adds, empty, changes no checksum.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value as Json};

/// The tables whose rows have checksums: all that hold what a person recorded, each after those
/// that its rows refer to, and the history of commands.
pub(super) const TABLES: [&str; 20] = [
    "rating",
    "rating_site",
    "rating_tag",
    "medicine_intake",
    "session",
    "session_symptom",
    "flare_word",
    "goal",
    "goal_rating",
    "plan",
    "plan_phase",
    "plan_item",
    "plan_pause",
    "exit_test",
    "week_answer",
    "visit",
    "visit_question",
    "screening_answer",
    "own_account",
    "journal",
];

/// The checksum of the columns read so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowSum(u64);

/// What is the same of a column in the checksums of all rows.
pub(super) struct ColumnSum {
    /// The hash of its name.
    start: u64,
    /// Whether it holds the number of the row, which is in every sum already.
    is_number: bool,
    /// The value that it gets where nobody names it. It counts as little as NULL: a row is then
    /// summed up by what is written, and need not be read back. Another value counts.
    default: Option<ValueRef<'static>>,
}

impl ColumnSum {
    /// Of the column of that name.
    pub(super) fn of(name: &str) -> Self {
        let default = match name {
            "morning" | "private" | "dropped" | "handed_back" | "passed_over" => {
                Some(ValueRef::Integer(0))
            }
            "wording" => Some(ValueRef::Integer(1)),
            "asked" => Some(ValueRef::Text(b"alone")),
            _ => None,
        };
        Self { start: fnv(FNV_START, name.as_bytes()), is_number: name == "id", default }
    }
}

impl RowSum {
    /// Of a row without columns.
    fn new(table: &str, id: i64) -> Self {
        Self::default().with_number(table, id)
    }

    /// The same, with the table and the number of the row.
    pub(super) fn with_number(self, table: &str, id: i64) -> Self {
        let row = spread(fnv(fnv(FNV_START, table.as_bytes()), &id.to_le_bytes()));
        Self(self.0.wrapping_add(row))
    }

    /// Adds a column. The order of columns is not part of it: an image has another than its table.
    fn add(&mut self, name: &str, value: ValueRef<'_>) {
        if value != ValueRef::Null {
            self.add_column(&ColumnSum::of(name), value);
        }
    }

    /// The same, for what is the same of the column in all rows.
    fn add_column(&mut self, column: &ColumnSum, value: ValueRef<'_>) {
        if column.is_number || column.default == Some(value) {
            return;
        }
        let start = column.start;
        let column = match value {
            ValueRef::Null => return,
            // 4 and 4.0 are the same amount.
            ValueRef::Integer(number) => fnv(fnv(start, b"#"), &number.to_le_bytes()),
            ValueRef::Real(number) => match whole(number) {
                Some(number) => fnv(fnv(start, b"#"), &number.to_le_bytes()),
                None => fnv(fnv(start, b"."), &number.to_bits().to_le_bytes()),
            },
            ValueRef::Text(bytes) => fnv(fnv(start, b"\""), bytes),
            ValueRef::Blob(bytes) => fnv(fnv(start, b"x"), bytes),
        };
        self.0 = self.0.wrapping_add(spread(column));
    }

    /// Of a whole row as SQLite hands it over, its number among the columns.
    pub(super) fn of_row(table: &str, id: i64, row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut sum = Self::new(table, id);
        let statement = row.as_ref();
        for index in 0..statement.column_count() {
            sum.add(statement.column_name(index)?, row.get_ref(index)?);
        }
        Ok(sum)
    }

    /// Of a row that is written with these columns, and its number.
    pub(super) fn of_columns(table: &str, id: i64, columns: &[(&str, Value)]) -> Self {
        let mut sum = Self::new(table, id);
        columns.iter().for_each(|(name, value)| sum.add(name, value.into()));
        sum
    }

    /// Of a whole row as the journal keeps it.
    pub(super) fn of_image(table: &str, id: i64, image: &Map<String, Json>) -> Self {
        let mut sum = Self::new(table, id);
        for (name, value) in image {
            if !value.is_null() {
                sum.add_json(&ColumnSum::of(name), value);
            }
        }
        sum
    }

    /// Adds a column whose value is of JSON.
    pub(super) fn add_json(&mut self, column: &ColumnSum, value: &Json) {
        match value {
            Json::String(text) => self.add_column(column, ValueRef::Text(text.as_bytes())),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => self.add_column(column, ValueRef::Integer(whole)),
                (None, Some(real)) => self.add_column(column, ValueRef::Real(real)),
                (None, None) => {}
            },
            _ => {}
        }
    }

    /// As a column holds it.
    pub(super) fn number(self) -> i64 {
        self.0.cast_signed()
    }
}

/// Where FNV-1a of 64 bits begins (`isthe.com/chongo/tech/comp/fnv`).
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over more bytes: one byte that is another always makes another number.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Spreads a number over all bits, and loses nothing: sums of neighbours then do not meet.
fn spread(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    number ^ (number >> 32)
}

/// A number without a fraction, as one.
fn whole(number: f64) -> Option<i64> {
    // Beyond this, a float does not hold every whole number.
    let is_whole = number.fract() == 0.0 && number.abs() < 9.0e15;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and in the range")]
    is_whole.then_some(number as i64)
}

/// Whether the rows of a table have checksums.
pub(super) fn is_summed(table: &str) -> bool {
    TABLES.contains(&table)
}

/// Notes the checksum of a row.
pub(super) fn note(
    connection: &Connection,
    table: &str,
    id: i64,
    sum: RowSum,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO row_sum (kind, id, sum) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute((table, id, sum.number())).map(drop)
}

/// A row that was put in, and its checksum.
pub(super) type SummedRow = (&'static str, i64, RowSum);

/// Notes the checksums of many rows, in one statement: noting each by itself takes a tenth of the
/// time of a long import.
pub(super) fn note_many(connection: &Connection, rows: &[SummedRow]) -> rusqlite::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let marks = vec!["(?, ?, ?)"; rows.len()].join(", ");
    let sql = format!("INSERT OR REPLACE INTO row_sum (kind, id, sum) VALUES {marks}");
    let mut statement = connection.prepare_cached(&sql)?;
    for (place, (table, id, sum)) in (1_usize..).step_by(3).zip(rows) {
        statement.raw_bind_parameter(place, *table)?;
        statement.raw_bind_parameter(place + 1, *id)?;
        statement.raw_bind_parameter(place + 2, sum.number())?;
    }
    statement.raw_execute().map(drop)
}

/// Notes the checksum of a row as it stands, and none where it is gone.
pub(super) fn note_as_is(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<()> {
    match present(connection, table, id)? {
        Some(sum) => note(connection, table, id, sum),
        None => forget(connection, table, (id, id)),
    }
}

/// The checksum that a row has come to as it stands; `None` where there is none.
fn present(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<Option<RowSum>> {
    let sql = format!("SELECT * FROM {table} WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_row([id], |row| RowSum::of_row(table, id, row)).optional()
}

/// Whether a row is as it was written.
pub(super) fn is_as_written(
    connection: &Connection,
    table: &str,
    id: i64,
    sum: RowSum,
) -> rusqlite::Result<bool> {
    let sql = "SELECT sum FROM row_sum WHERE kind = ?1 AND id = ?2";
    let noted = connection.prepare_cached(sql)?.query_row((table, id), |row| row.get(0));
    Ok(noted.optional()? == Some(sum.number()))
}

/// Whether a row that is there is as it was written.
pub(super) fn is_whole(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<bool> {
    match present(connection, table, id)? {
        Some(sum) => is_as_written(connection, table, id, sum),
        None => Ok(false),
    }
}

/// Takes away the checksums of rows that are gone: those with a number in a range.
pub(super) fn forget(
    connection: &Connection,
    table: &str,
    (first, last): (i64, i64),
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM row_sum WHERE kind = ?1 AND id BETWEEN ?2 AND ?3";
    connection.prepare_cached(sql)?.execute((table, first, last)).map(drop)
}

/// Notes the checksums of all rows, of a diary that has none yet.
pub(super) fn note_all(connection: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let column = statement.column_index("id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(column)?;
            note(connection, table, id, RowSum::of_row(table, id, row)?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of a row of two columns.
    fn sum(table: &str, id: i64, columns: &[(&str, ValueRef<'_>)]) -> i64 {
        let mut sum = RowSum::new(table, id);
        columns.iter().for_each(|(name, value)| sum.add(name, *value));
        sum.number()
    }

    #[test]
    fn what_is_not_named_counts_as_its_default() {
        let named = [("morning", ValueRef::Integer(0)), ("asked", ValueRef::Text(b"alone"))];
        let named = [&named[..], &[("id", ValueRef::Integer(1))]].concat();
        assert_eq!(sum("rating", 1, &named), sum("rating", 1, &[]));
        let other = [("morning", ValueRef::Integer(1))];
        assert_ne!(sum("rating", 1, &other), sum("rating", 1, &[]));
    }

    #[test]
    fn whatever_is_another_makes_another_checksum() {
        let (four, note) = (ValueRef::Integer(40), ValueRef::Text(b"sat for long"));
        let whole = sum("rating", 7, &[("score", four), ("note", note)]);
        assert_eq!(whole, sum("rating", 7, &[("note", note), ("score", four)]), "the order");
        let same = [("note", note), ("score", ValueRef::Real(40.0)), ("worst", ValueRef::Null)];
        assert_eq!(whole, sum("rating", 7, &same), "what is NULL, and how a number is kept");
        for (what, other) in [
            ("a number", sum("rating", 8, &[("score", four), ("note", note)])),
            ("a table", sum("session", 7, &[("score", four), ("note", note)])),
            ("a name", sum("rating", 7, &[("worst", four), ("note", note)])),
            ("a value", sum("rating", 7, &[("score", ValueRef::Integer(41)), ("note", note)])),
            (
                "a letter",
                sum("rating", 7, &[("score", four), ("note", ValueRef::Text(b"sat for Long"))]),
            ),
            ("a column less", sum("rating", 7, &[("score", four)])),
            ("swapped", sum("rating", 7, &[("score", note), ("note", four)])),
        ] {
            assert_ne!(whole, other, "{what}");
        }
    }
}
