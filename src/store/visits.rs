//! Visits: rows of `visit` → the domain's.

use chrono::NaiveDate;

use rusqlite::types::Value;

use super::change::Change;
use super::error::StoreError;
use super::open::Diary;
use super::value::{self, from_day};

impl Diary {
    /// The days of visits within a range, in order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn visit_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>, StoreError> {
        let sql = "SELECT DISTINCT day FROM visit WHERE day BETWEEN ?1 AND ?2 ORDER BY day";
        self.ask(|c| {
            let rows = |row: &rusqlite::Row<'_>| Ok(value::day(row.get_ref(0)?)?);
            c.prepare(sql)?.query_map([from_day(from), from_day(to)], rows)?.collect()
        })
    }
}

impl Change<'_> {
    /// Adds a visit and returns its number.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_visit(&mut self, day: NaiveDate) -> Result<i64, StoreError> {
        let columns = [("uuid", self.uuid()), ("day", Value::Text(from_day(day))), ("written_at", self.written_at())];
        self.insert("visit", &columns)
    }
}
