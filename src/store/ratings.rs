//! Ratings: rows of `rating`, `rating_site` and `rating_tag` ↔ the domain's.

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use super::change::Change;
use super::error::StoreError;
use super::open::Diary;
use super::value::{self, from_day, from_moment};
use crate::domain::day::{DAY_ENDS_AT, day_of};
use crate::domain::place::{Place, Side};
use crate::domain::progress::Reading;
use crate::domain::rating::{Numbered, Rating};
use crate::domain::response::Felt;
use crate::domain::score::Score;

/// Which entries to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day, which is included.
    pub to: Option<NaiveDate>,
    /// No more than this many, the newest.
    pub newest: Option<u32>,
}

/// Who will see what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The person, on their own screen: every entry.
    Person,
    /// Whoever a page or an export is handed to: no private entry.
    Others,
}

impl Audience {
    /// Whether private entries may be read, as SQL takes it.
    pub(super) fn sees_private(self) -> bool {
        self == Self::Person
    }
}

impl Filter {
    /// Its first and last day and the most entries, as SQL takes them.
    pub(super) fn bounds(&self) -> (String, String, i64) {
        let first = self.from.map_or_else(String::new, from_day);
        // Every day sorts before a letter.
        let last = self.to.map_or_else(|| "z".to_owned(), from_day);
        (first, last, self.newest.map_or(-1, i64::from))
    }
}

/// The columns [`read`] reads, sites and tags gathered into one text each.
const COLUMNS: &str = "id, day, at, score, worst, note, written_at,
    (SELECT group_concat(coalesce(side, '') || ':' || site, char(31) ORDER BY id) FROM rating_site WHERE rating = r.id),
    (SELECT group_concat(tag, char(31) ORDER BY id) FROM rating_tag WHERE rating = r.id AND role = 'before'),
    cycle_day, morning, private";

impl Diary {
    /// Ratings, newest first: by day, then by moment, then by number.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn ratings(&self, filter: Filter) -> Result<Vec<Numbered<Rating>>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM rating r WHERE day BETWEEN ?1 AND ?2
             ORDER BY day DESC, coalesce(julianday(at), julianday(day) + 0.5) DESC, id DESC LIMIT ?3"
        );
        self.ask(|c| c.prepare(&sql)?.query_map(filter.bounds(), read)?.collect())
    }

    /// The rating of that number; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rating(&self, id: i64) -> Result<Option<Numbered<Rating>>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM rating r WHERE id = ?1");
        self.ask(|c| c.prepare(&sql)?.query_map([id], read)?.next().transpose())
    }

    /// Ratings as a chart needs them, in the order of their days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn readings(&self, from: NaiveDate, to: NaiveDate, audience: Audience) -> Result<Vec<Reading>, StoreError> {
        let sql = "SELECT day, at, score, worst FROM rating
             WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) ORDER BY day";
        self.ask(|c| {
            let mut statement = c.prepare(sql)?;
            let mut rows = statement.query((from_day(from), from_day(to), audience.sees_private()))?;
            let mut readings = Vec::new();
            while let Some(row) = rows.next()? {
                let day = row.get_ref(0)?;
                readings.push(Reading {
                    day: value::day(day)?,
                    minute: value::maybe(row.get_ref(1)?, |at| minute(day, at))?,
                    score: value::score(row.get_ref(2)?)?,
                    worst: value::maybe(row.get_ref(3)?, value::score)?,
                });
            }
            Ok(readings)
        })
    }

    /// The morning checks of a range, one for each day that has any, in the order of the days: of several the one
    /// written last, which has the highest number also when the clock was set back in between.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn mornings(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, Score)>, StoreError> {
        let sql = "SELECT day, score FROM rating r WHERE morning = 1 AND day BETWEEN ?1 AND ?2
             AND id = (SELECT max(id) FROM rating WHERE morning = 1 AND day = r.day) ORDER BY day";
        self.ask(|c| {
            let rows = |row: &Row<'_>| Ok((value::day(row.get_ref(0)?)?, value::score(row.get_ref(1)?)?));
            c.prepare(sql)?.query_map([from_day(from), from_day(to)], rows)?.collect()
        })
    }

    /// Ratings as the rules about doses need them, in the order of their days and of their writing.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn felt(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Felt>, StoreError> {
        let sql = "SELECT day, score, morning, written_at FROM rating WHERE day BETWEEN ?1 AND ?2
             ORDER BY day, julianday(written_at), id";
        self.ask(|c| {
            let read = |row: &Row<'_>| {
                let written_at = value::moment(row.get_ref(3)?)?;
                Ok(Felt {
                    day: value::day(row.get_ref(0)?)?,
                    score: value::score(row.get_ref(1)?)?,
                    morning: row.get(2)?,
                    known_on: day_of(written_at.naive_local(), DAY_ENDS_AT),
                })
            };
            c.prepare(sql)?.query_map([from_day(from), from_day(to)], read)?.collect()
        })
    }

    /// The first day with a rating, at or after `from` when one is given; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn first_rated_day(
        &self,
        from: Option<NaiveDate>,
        audience: Audience,
    ) -> Result<Option<NaiveDate>, StoreError> {
        let sql = "SELECT min(day) FROM rating WHERE day >= ?1 AND (private = 0 OR ?2)";
        let from = from.map_or_else(String::new, from_day);
        self.ask(|c| {
            c.query_row(sql, (from, audience.sees_private()), |row| Ok(value::maybe(row.get_ref(0)?, value::day)?))
        })
    }

    /// The person's own tags, the most used first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn tags(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT tag FROM rating_tag GROUP BY tag ORDER BY count(*) DESC, tag";
        self.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())
    }
}

impl Change<'_> {
    /// Adds a rating and returns its number. `rating.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_rating(&mut self, rating: &Rating) -> Result<i64, StoreError> {
        let mut columns = vec![("uuid", self.uuid()), ("written_at", self.written_at())];
        // What was not recorded needs no column: NULL and 0 are their defaults.
        columns.extend(own_columns(rating).into_iter().filter(|(_, value)| *value != Value::Null));
        columns.extend(marks(rating).into_iter().filter(|(_, value)| *value != Value::Integer(0)));
        let id = self.insert_entry("rating", &columns)?;
        self.add_places_and_tags(id, rating)?;
        Ok(id)
    }

    /// Makes the rating of that number what `rating` says. When it was first written stays as it was.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_rating(&mut self, id: i64, rating: &Rating) -> Result<(), StoreError> {
        self.update("rating", id, &[&own_columns(rating)[..], &marks(rating)].concat())?;
        self.delete("rating_site", "rating", id)?;
        self.delete("rating_tag", "rating", id)?;
        self.add_places_and_tags(id, rating)
    }

    /// Removes the rating of that number; `false` when there is none.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_rating(&mut self, id: i64) -> Result<bool, StoreError> {
        self.delete("rating_site", "rating", id)?;
        self.delete("rating_tag", "rating", id)?;
        Ok(self.delete("rating", "id", id)? > 0)
    }

    fn add_places_and_tags(&mut self, id: i64, rating: &Rating) -> Result<(), StoreError> {
        let number = ("rating", Value::Integer(id));
        for place in &rating.places {
            let side = place.side.map_or(Value::Null, |side| Value::Text(side.word().to_owned()));
            self.insert("rating_site", &[number.clone(), ("site", Value::Text(place.site.clone())), ("side", side)])?;
        }
        for tag in &rating.tags {
            let role = ("role", Value::Text("before".to_owned()));
            self.insert("rating_tag", &[number.clone(), role, ("tag", Value::Text(tag.clone()))])?;
        }
        Ok(())
    }
}

/// The columns of `rating` that a person sets.
fn own_columns(rating: &Rating) -> [(&'static str, Value); 6] {
    let score = |score: Option<Score>| score.map(|score| score.tenths()).into();
    [
        ("day", Value::Text(from_day(rating.day))),
        ("at", rating.at.map(from_moment).into()),
        ("score", score(Some(rating.score))),
        ("worst", score(rating.worst)),
        ("cycle_day", rating.cycle_day.map(i64::from).into()),
        ("note", rating.note.clone().into()),
    ]
}

/// The columns of `rating` that say yes or no.
fn marks(rating: &Rating) -> [(&'static str, Value); 2] {
    [("morning", rating.morning.into()), ("private", rating.private.into())]
}

/// A row of [`COLUMNS`].
fn read(row: &Row<'_>) -> rusqlite::Result<Numbered<Rating>> {
    let entry = Rating {
        day: value::day(row.get_ref(1)?)?,
        at: value::maybe(row.get_ref(2)?, value::moment)?,
        score: value::score(row.get_ref(3)?)?,
        worst: value::maybe(row.get_ref(4)?, value::score)?,
        cycle_day: row.get(9)?,
        morning: row.get(10)?,
        private: row.get(11)?,
        note: row.get(5)?,
        written_at: value::moment(row.get_ref(6)?)?,
        places: value::list(row.get_ref(7)?, |text| {
            let (side, site) = text.split_once(':')?;
            Some(Place { site: site.to_owned(), side: Side::from_word(side) })
        })?,
        tags: value::list(row.get_ref(8)?, |text| Some(text.to_owned()))?,
    };
    Ok(Numbered { id: row.get(0)?, entry })
}

/// Minutes since the day's midnight, straight from the texts: both are local, and a night goes on past 24:00.
fn minute(day: ValueRef<'_>, at: ValueRef<'_>) -> FromSqlResult<u16> {
    let (day, at) = (day.as_str()?, at.as_str()?);
    let number = |from: usize| at.get(from..from + 2).and_then(|part| part.parse::<u16>().ok());
    let (Some(hour), Some(minute)) = (number(11), number(14)) else { return Err(FromSqlError::InvalidType) };
    let next_day = if at.starts_with(day) { 0 } else { 24 };
    Ok((hour + next_day) * 60 + minute)
}
