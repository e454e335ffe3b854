//! Looks whether a diary is whole: SQLite's own check, references, and the checksum of every row.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Map;

use super::diary::Diary;
use super::error::StoreError;
use super::row_change::{self, Image};
use super::row_sum::{self, RowSum};

/// How many rows are named one by one; of more, how many there are.
const NAMED_MAX: usize = 200;

/// How many of SQLite's own findings are kept.
const PAGES_MAX: usize = 20;

/// What a diary was found to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Health {
    /// How many rows were looked at.
    pub rows: usize,
    /// What SQLite finds wrong with the file, in its own words.
    pub pages: Vec<String>,
    /// Rows that are not as they were written.
    pub damaged: Vec<DamagedRow>,
    /// How many more there are than are named.
    pub more: usize,
}

/// A row that is not as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct DamagedRow {
    /// Its table.
    pub kind: &'static str,
    /// Its number.
    pub id: i64,
    /// What has become of it.
    pub damage: Damage,
    /// What it reads now; empty where it does not read.
    pub row: Map<String, serde_json::Value>,
}

/// What has become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It reads, and holds something else than what was written.
    Changed,
    /// It is gone, or does not read.
    Lost,
    /// It belongs to a row that is not there.
    Dangling,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.pages.is_empty() && self.damaged.is_empty()
    }

    /// Notes a row, by its name while there are not too many.
    fn note(&mut self, kind: &'static str, id: i64, damage: Damage, image: Image) {
        if self.damaged.len() < NAMED_MAX {
            self.damaged.push(DamagedRow { kind, id, damage, row: image.unwrap_or_default() });
        } else {
            self.more += 1;
        }
    }
}

impl Diary {
    /// Looks at every page and every row, as they are at one moment: a row that is being written
    /// meanwhile is there wholly or not at all.
    ///
    /// # Errors
    /// When the diary cannot be asked at all.
    pub fn check(&self) -> Result<Health, StoreError> {
        self.in_one_look(|| {
            let mut health = Health::default();
            self.check_pages(&mut health);
            for table in row_sum::TABLES {
                let before = health.clone();
                if self.check_table(table, &mut health).is_err() {
                    // Past a page that does not read, every row has to be asked for by itself.
                    health = before;
                    self.check_each_row(table, &mut health);
                }
            }
            self.check_references(&mut health);
            Ok(health)
        })
    }

    /// SQLite's own check of the pages, the indexes and what the columns allow.
    fn check_pages(&self, health: &mut Health) {
        let sql = format!("PRAGMA integrity_check({PAGES_MAX})");
        let read = |c: &Connection| -> rusqlite::Result<Vec<String>> {
            c.prepare(&sql)?.query_map([], |row| row.get(0))?.collect()
        };
        match read(&self.connection) {
            Ok(found) => health.pages.extend(found.into_iter().filter(|text| text != "ok")),
            Err(error) => health.pages.push(error.to_string()),
        }
    }

    /// Whether SQLite finds the pages of the file in order: the quick half of [`Diary::check`].
    pub(super) fn has_good_pages(&self) -> bool {
        let sql = "PRAGMA quick_check(1)";
        let found = self.connection.query_row(sql, [], |row| row.get::<_, String>(0));
        found.is_ok_and(|found| found == "ok")
    }

    /// Lays the rows of a table beside their checksums, both in the order of their numbers.
    fn check_table(&self, table: &'static str, health: &mut Health) -> rusqlite::Result<()> {
        let c = &self.connection;
        let mut rows = c.prepare(&format!("SELECT * FROM {table} ORDER BY id"))?;
        let column = rows.column_index("id")?;
        let mut rows = rows.query([])?;
        let mut sums = c.prepare("SELECT id, sum FROM row_sum WHERE kind = ?1 ORDER BY id")?;
        let mut sums = sums.query([table])?;
        let mut sum = next_sum(&mut sums)?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(column)?;
            health.rows += 1;
            while let Some((noted, _)) = sum.filter(|(noted, _)| *noted < id) {
                health.note(table, noted, Damage::Lost, None);
                sum = next_sum(&mut sums)?;
            }
            let is_as_written = sum == Some((id, RowSum::of_row(table, id, row)?.number()));
            if !is_as_written {
                health.note(table, id, Damage::Changed, row_change::image(c, table, id)?);
            }
            if sum.is_some_and(|(noted, _)| noted == id) {
                sum = next_sum(&mut sums)?;
            }
        }
        while let Some((noted, _)) = sum {
            health.note(table, noted, Damage::Lost, None);
            sum = next_sum(&mut sums)?;
        }
        Ok(())
    }

    /// The same, each row by itself: of a table that does not read as a whole.
    fn check_each_row(&self, table: &'static str, health: &mut Health) {
        for id in self.numbers_that_read(table) {
            health.rows += 1;
            match row_change::image(&self.connection, table, id) {
                Ok(Some(image)) => {
                    if !self.is_as_written(table, id, &image) {
                        health.note(table, id, Damage::Changed, Some(image));
                    }
                }
                Ok(None) | Err(_) => health.note(table, id, Damage::Lost, None),
            }
        }
    }

    /// Whether a row fits the checksum that was noted of it; a checksum that does not read fits
    /// nothing.
    pub(super) fn is_as_written(
        &self,
        table: &str,
        id: i64,
        image: &Map<String, serde_json::Value>,
    ) -> bool {
        let sum = RowSum::of_image(table, id, image);
        row_sum::is_as_written(&self.connection, table, id, sum).unwrap_or(false)
    }

    /// The numbers of a table's rows, as far as anything in the file still tells them: the
    /// checksums, and the rows from either end.
    pub(super) fn numbers_that_read(&self, table: &str) -> BTreeSet<i64> {
        let mut numbers = BTreeSet::new();
        for sql in [
            format!("SELECT id FROM row_sum WHERE kind = '{table}' ORDER BY id"),
            format!("SELECT id FROM row_sum WHERE kind = '{table}' ORDER BY id DESC"),
            format!("SELECT id FROM {table} ORDER BY id"),
            format!("SELECT id FROM {table} ORDER BY id DESC"),
        ] {
            let Ok(mut statement) = self.connection.prepare(&sql) else { continue };
            let Ok(found) = statement.query_map([], |row| row.get::<_, i64>(0)) else { continue };
            // Up to the first that does not read.
            numbers.extend(found.map_while(Result::ok));
        }
        numbers
    }

    /// Notes the rows that belong to one which is not there.
    fn check_references(&self, health: &mut Health) {
        let sql = "SELECT \"table\", rowid FROM pragma_foreign_key_check";
        let read = |c: &Connection| -> rusqlite::Result<Vec<(String, i64)>> {
            c.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        match read(&self.connection) {
            Ok(found) => {
                for (table, id) in found.into_iter().collect::<BTreeSet<_>>() {
                    let Some(table) = row_sum::TABLES.into_iter().find(|each| *each == table)
                    else {
                        continue;
                    };
                    let is_named =
                        health.damaged.iter().any(|row| (row.kind, row.id) == (table, id));
                    if !is_named {
                        let image = row_change::image(&self.connection, table, id);
                        health.note(table, id, Damage::Dangling, image.ok().flatten());
                    }
                }
            }
            // What the pages are like was said already.
            Err(_) if !health.pages.is_empty() => {}
            Err(error) => health.pages.push(error.to_string()),
        }
    }
}

/// The next number with its checksum.
fn next_sum(sums: &mut rusqlite::Rows<'_>) -> rusqlite::Result<Option<(i64, i64)>> {
    sums.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}
