//! What was recorded day by day beside the pain itself: for numbers and patterns, which look at
//! days and not at entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::domain::analysis::patterns::FactorKind;
use crate::domain::diary::day::is_late;
use crate::domain::diary::medicine::Intake;
use crate::store::diary::{Audience, Diary};
use crate::store::error::StoreError;
use crate::store::value::{self, OWN_SCORE, from_day};

/// Where an entry stands that has no time: at noon by the clock that it was written by.
pub(super) const NOON: &str =
    "day || 'T12:00:00' || substr(coalesce(source_written_at, written_at), -6)";

impl Diary {
    /// Minutes of pain-free sitting, one value for each rating that has it, in the order of the
    /// days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sitting(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("sitting_minutes", from, to, audience)
    }

    /// Minutes of pain-free sitting that others may see, in the same way.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sitting_for_others(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("sitting_minutes", from, to, Audience::Others)
    }

    /// Leaks, one value for each rating that has it, in the order of the days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn leaks(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("leaks", from, to, audience)
    }

    /// Heaviness of the pelvic floor in tenths, one value for each rating that has it, in the order
    /// of the days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn heaviness(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("heaviness", from, to, audience)
    }

    /// Minutes of sleep before a day, one value for each rating that has it, in the order of the
    /// days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn nights(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("sleep_minutes", from, to, audience)
    }

    /// Days of the menstrual cycle, one value for each rating that has it, in the order of the
    /// days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn cycle_days(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.numbers_of_days("cycle_day", from, to, audience)
    }

    /// What came before the pain, what eased it, medicines taken and exercises done: each kind and
    /// name with its days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn events(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<BTreeMap<(FactorKind, String), BTreeSet<NaiveDate>>, StoreError> {
        const TAGS: &str = "SELECT tag, r.day FROM rating_tag t JOIN rating r ON r.id = t.rating";
        let sources = [
            (FactorKind::Tag, format!("{TAGS} WHERE role = 'before'")),
            (FactorKind::Eased, format!("{TAGS} WHERE role = 'eased'")),
            (
                FactorKind::Medicine,
                "SELECT lower(medicine), day FROM medicine_intake WHERE true".to_owned(),
            ),
            (
                FactorKind::Exercise,
                "SELECT exercise, day FROM session WHERE outcome = 'done'".to_owned(),
            ),
        ];
        self.ask(|c| {
            let mut events: BTreeMap<(FactorKind, String), BTreeSet<NaiveDate>> = BTreeMap::new();
            for (kind, source) in sources {
                let mut statement = c.prepare(&format!(
                    "{source} AND day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3)"
                ))?;
                let mut rows =
                    statement.query((from_day(from), from_day(to), audience.sees_private()))?;
                while let Some(row) = rows.next()? {
                    events
                        .entry((kind, row.get(0)?))
                        .or_default()
                        .insert(value::day(row.get_ref(1)?)?);
                }
            }
            Ok(events)
        })
    }

    /// Medicines that were taken, each with its day, in the order of names and days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn intakes(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, Intake)>, StoreError> {
        let sql = "SELECT day, lower(medicine), amount, unit FROM medicine_intake
             WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) ORDER BY lower(medicine), day, id";
        self.ask(|c| {
            c.prepare(sql)?
                .query_map((from_day(from), from_day(to), audience.sees_private()), read_intake)?
                .collect()
        })
    }

    /// How many scores of a range were written more than 48 hours after their day; an import counts
    /// as written when its source says.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn late_ratings(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<usize, StoreError> {
        self.ask(|c| {
            // Two days on, as texts, is the least there is to look at more closely.
            let way = way_to(c, "rating", from)?;
            let sql = format!(
                "SELECT day, coalesce(source_written_at, written_at) FROM rating {way}
                 WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3)
                     AND coalesce(source_written_at, written_at) > date(day, '+2 days')
                     AND {OWN_SCORE} IS NOT NULL"
            );
            let mut statement = c.prepare(&sql)?;
            let mut rows =
                statement.query((from_day(from), from_day(to), audience.sees_private()))?;
            let mut late = 0;
            while let Some(row) = rows.next()? {
                let (day, moment) = (value::day(row.get_ref(0)?)?, value::moment(row.get_ref(1)?)?);
                late += usize::from(is_late(day, moment));
            }
            Ok(late)
        })
    }

    /// The days of a range that have a private entry or session: what rests on them is nobody
    /// else's business.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn private_days(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<BTreeSet<NaiveDate>, StoreError> {
        let sql = "SELECT day FROM rating WHERE private = 1 AND day BETWEEN ?1 AND ?2
             UNION SELECT day FROM session WHERE private = 1 AND day BETWEEN ?1 AND ?2";
        self.ask(|c| {
            c.prepare(sql)?
                .query_map([from_day(from), from_day(to)], |row| Ok(value::day(row.get_ref(0)?)?))?
                .collect()
        })
    }

    /// A number that ratings may have, with their days, in the order of the days.
    fn numbers_of_days(
        &self,
        column: &str,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.ask(|c| {
            let way = way_to(c, "rating", from)?;
            let sql = format!(
                "SELECT day, id, {column} FROM rating {way}
                 WHERE {column} IS NOT NULL AND day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3)"
            );
            let bounds = (from_day(from), from_day(to), audience.sees_private());
            let mut statement = c.prepare(&sql)?;
            let read = |row: &Row<'_>| {
                let number: i64 = row.get(1)?;
                Ok((value::day(row.get_ref(0)?)?, number, row.get(2)?))
            };
            let found = statement.query_map(bounds, read)?;
            let mut found: Vec<(NaiveDate, i64, u32)> = found.collect::<Result<_, _>>()?;
            found.sort_unstable();
            Ok(found.into_iter().map(|(day, _, value)| (day, value)).collect())
        })
    }
}

/// How the ratings or sessions from a day on are found: by the index of the days or, where it would
/// leave out nothing, straight through, which spares looking up every row on its own. In neither way
/// is there an order to rely on.
pub(super) fn way_to(
    connection: &Connection,
    table: &str,
    from: NaiveDate,
) -> rusqlite::Result<&'static str> {
    Ok(if leaves_out(connection, table, from)? { "" } else { "NOT INDEXED" })
}

/// Whether there are ratings or sessions of days before one.
pub(super) fn leaves_out(
    connection: &Connection,
    table: &str,
    from: NaiveDate,
) -> rusqlite::Result<bool> {
    let sql = format!("SELECT min(day) FROM {table}");
    let first: Option<String> = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(first.is_some_and(|first| first < from_day(from)))
}

/// A medicine with its day: `day, medicine, amount, unit`.
fn read_intake(row: &Row<'_>) -> rusqlite::Result<(NaiveDate, Intake)> {
    let intake = Intake { medicine: row.get(1)?, amount: row.get(2)?, unit: row.get(3)? };
    Ok((value::day(row.get_ref(0)?)?, intake))
}
