//! What was recorded day by day beside the pain itself: for numbers and patterns, which look at days and not
//! at entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::Row;

use super::error::StoreError;
use super::open::Diary;
use super::value::{self, from_day};
use crate::domain::patterns::Kind;

impl Diary {
    /// Minutes of pain-free sitting, one value for each rating that has it, in the order of the days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sitting(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("sitting_minutes", from, to)
    }

    /// Minutes of sleep before a day, one value for each rating that has it, in the order of the days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn nights(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("sleep_minutes", from, to)
    }

    /// Days of the menstrual cycle, one value for each rating that has it, in the order of the days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn cycle_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("cycle_day", from, to)
    }

    /// What came before the pain, what eased it, medicines taken and exercises done: each kind and name with its
    /// days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn events(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<BTreeMap<(Kind, String), BTreeSet<NaiveDate>>, StoreError> {
        const TAGS: &str = "SELECT tag, day FROM rating_tag t JOIN rating r ON r.id = t.rating";
        let sources = [
            (Kind::Tag, format!("{TAGS} WHERE role = 'before'")),
            (Kind::Eased, format!("{TAGS} WHERE role = 'eased'")),
            (Kind::Medicine, "SELECT lower(medicine), day FROM medicine_intake WHERE true".to_owned()),
            (Kind::Exercise, "SELECT exercise, day FROM session WHERE outcome = 'done'".to_owned()),
        ];
        self.ask(|c| {
            let mut events: BTreeMap<(Kind, String), BTreeSet<NaiveDate>> = BTreeMap::new();
            for (kind, source) in sources {
                let mut statement = c.prepare(&format!("{source} AND day BETWEEN ?1 AND ?2"))?;
                let mut rows = statement.query([from_day(from), from_day(to)])?;
                while let Some(row) = rows.next()? {
                    events.entry((kind, row.get(0)?)).or_default().insert(value::day(row.get_ref(1)?)?);
                }
            }
            Ok(events)
        })
    }

    /// A number that ratings may have, with their days, in the order of the days.
    fn numbers_of_days(
        &self,
        column: &str,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        let sql = format!(
            "SELECT day, {column} FROM rating WHERE {column} IS NOT NULL AND day BETWEEN ?1 AND ?2 ORDER BY day, id"
        );
        self.ask(|c| {
            let rows = |row: &Row<'_>| Ok((value::day(row.get_ref(0)?)?, row.get(1)?));
            c.prepare(&sql)?.query_map([from_day(from), from_day(to)], rows)?.collect()
        })
    }
}
