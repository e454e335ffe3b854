//! Ratings: rows of `rating`, `rating_site`, `rating_tag` and `medicine_intake` ↔ the domain's.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::days::{NOON, leaves_out};
use crate::domain::analysis::sites::Placed;
use crate::domain::analysis::stats::{DayPain, RatedDays};
use crate::domain::diary::day::{DAY_ENDS_AT, day_of};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place::{Place, RatedPlace, Side};
use crate::domain::diary::rating::{PainPoint, RecordedScore};
use crate::domain::diary::rating::{Rating, Stored, TagRole};
use crate::domain::diary::score::Score;
use crate::domain::flare::score_book::ScoreBook;
use crate::store::change::Change;
use crate::store::diary::{Audience, Diary};
use crate::store::error::StoreError;
use crate::store::value::{self, OWN_SCORE, from_day, from_moment};
use crate::store::{import_entry, removed, uuids};

/// What became of an entry that was to be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It is in the diary now.
    New,
    /// It was there already.
    Known,
    /// The person has removed it.
    Removed,
}

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

impl Filter {
    /// Its first and last day, as SQL takes them.
    pub(in crate::store) fn bounds(&self) -> (String, String) {
        // Every day sorts behind an empty text.
        let first = self.from.map_or_else(String::new, from_day);
        // Every day sorts before a letter.
        let last = self.to.map_or_else(|| "z".to_owned(), from_day);
        (first, last)
    }

    /// The rows that are wanted, no more than it allows; the rest is not read.
    pub(in crate::store) fn collect<T>(
        &self,
        rows: impl Iterator<Item = rusqlite::Result<T>>,
        wanted: impl Fn(&T) -> bool,
    ) -> rusqlite::Result<Vec<T>> {
        let most = self.newest.map_or(usize::MAX, |newest| newest as usize);
        rows.filter(|row| row.as_ref().map_or(true, &wanted)).take(most).collect()
    }
}

/// The ratings from a day on with their places, `place`: found by the day or, where that would leave
/// out nothing, by the places, of which most ratings have none.
fn ratings_with_places(connection: &Connection, from: NaiveDate) -> rusqlite::Result<&'static str> {
    Ok(if leaves_out(connection, "rating", from)? {
        "rating JOIN rating_site AS place ON place.rating = rating.id"
    } else {
        "rating_site AS place CROSS JOIN rating ON place.rating = rating.id"
    })
}

/// A place of an entry, as [`place`] reads it.
const PLACE: &str = "coalesce(side, '') || ':' || coalesce(score, '') || ':' || site";

/// A medicine, as [`intake`] reads it.
const INTAKE: &str =
    "medicine || char(30) || coalesce(amount, '') || char(30) || coalesce(unit, '')";

/// What belongs to a row in one text, in the order in which it was written. `group_concat` can sort
/// by itself, and then empties a table of its own with zeros for every row, also where nothing
/// belongs to it.
pub(super) fn gathered(part: &str, of: &str) -> String {
    format!(
        "(SELECT group_concat(part, char(31)) FROM (SELECT {part} AS part FROM {of} ORDER BY id))"
    )
}

/// The columns [`read`] reads, with sites, tags and medicines gathered into one text each. A
/// medicine is looked up by its day, which is its rating's and has an index.
fn columns() -> String {
    let tags = |role: &str| {
        gathered("tag", &format!("rating_tag WHERE rating = r.id AND role = '{role}'"))
    };
    let places = gathered(PLACE, "rating_site WHERE rating = r.id");
    let intakes = gathered(INTAKE, "medicine_intake WHERE day = r.day AND rating = r.id");
    let [before, eased, quality] = ["before", "eased", "quality"].map(tags);
    format!(
        "id, day, at, score, worst, note, written_at, {places}, {before}, cycle_day, morning,
    private, least, sleep_minutes, sitting_minutes, {eased}, {quality}, {intakes}, leaks,
    heaviness, source_written_at"
    )
}

/// The same without what is gathered, which is read by itself.
const OWN_COLUMNS: &str = "id, day, at, score, worst, note, written_at, NULL, NULL, cycle_day,
    morning, private, least, sleep_minutes, sitting_minutes, NULL, NULL, NULL, leaks, heaviness,
    source_written_at";

/// The ratings of some days in the order of their days, their moments and their numbers, newest
/// first.
pub(super) fn newest_first() -> String {
    format!(
        "SELECT {} FROM rating r WHERE day BETWEEN ?1 AND ?2
         ORDER BY day DESC, julianday(coalesce(at, {NOON})) DESC, id DESC",
        columns()
    )
}

impl Diary {
    /// Reads every rating and every part of one, and keeps nothing: to find one that does not read.
    /// In the order in which they lie, for a long diary has a million of them.
    ///
    /// # Errors
    /// When one does not read.
    pub(in crate::store) fn read_all_ratings(&self) -> Result<(), StoreError> {
        self.ask(|c| {
            let mut statement = c.prepare(&format!("SELECT {OWN_COLUMNS} FROM rating"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                read(row)?;
            }
            let sql = format!("SELECT {PLACE} FROM rating_site");
            let mut statement = c.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                value::list(row.get_ref(0)?, place)?;
            }
            let mut statement = c.prepare("SELECT tag FROM rating_tag")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                row.get_ref(0)?.as_str()?;
            }
            let sql = format!("SELECT {INTAKE} FROM medicine_intake");
            let mut statement = c.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                value::list(row.get_ref(0)?, intake)?;
            }
            Ok(())
        })
    }

    /// Ratings, newest first: by day, then by moment, then by number.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn ratings(&self, filter: Filter) -> Result<Vec<Stored<Rating>>, StoreError> {
        self.ratings_that(filter, |_| true)
    }

    /// The ratings that are wanted, newest first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn ratings_that(
        &self,
        filter: Filter,
        wanted: impl Fn(&Rating) -> bool,
    ) -> Result<Vec<Stored<Rating>>, StoreError> {
        self.ask(|c| {
            filter.collect(c.prepare(&newest_first())?.query_map(filter.bounds(), read)?, |found| {
                wanted(&found.value)
            })
        })
    }

    /// The rating of that number; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rating(&self, id: i64) -> Result<Option<Stored<Rating>>, StoreError> {
        self.ask(|c| numbered(c, id))
    }

    /// The rated days of a range in a few numbers, in order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rated_pain(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<DayPain>, StoreError> {
        let mut days = RatedDays::default();
        self.each_reading(from, to, audience, |reading| days.add(reading))?;
        Ok(days.into_days())
    }

    /// Gives each rating as a chart needs it, in the order of their days; entries without a score
    /// are none. A long diary has a million of them.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn each_reading(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
        mut take: impl FnMut(PainPoint),
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT day, at, {OWN_SCORE}, worst, least FROM rating
             WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) ORDER BY day"
        );
        self.ask(|c| {
            let mut statement = c.prepare(&sql)?;
            let mut rows =
                statement.query((from_day(from), from_day(to), audience.sees_private()))?;
            while let Some(row) = rows.next()? {
                let Some(score) = value::maybe(row.get_ref(2)?, value::score)? else { continue };
                let day = row.get_ref(0)?;
                take(PainPoint {
                    day: value::day(day)?,
                    minute: value::maybe(row.get_ref(1)?, |at| minute(day, at))?,
                    score,
                    worst: value::maybe(row.get_ref(3)?, value::score)?,
                    least: value::maybe(row.get_ref(4)?, value::score)?,
                });
            }
            Ok(())
        })
    }

    /// Adds the ratings of a range to `book` as the rules about doses need them; entries without a
    /// score are none. With them come the days of the menstrual cycle that were logged, as
    /// [`Diary::cycle_days`] has them. `evening_from` is the hour at which the evening begins.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn add_scores(
        &self,
        book: &mut ScoreBook,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
        evening_from: i64,
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        self.each_felt(from, to, audience, |score| book.add(score, evening_from))
    }

    /// The ratings of a range one by one, in the order of their days and of their writing.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn felt(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<RecordedScore>, StoreError> {
        let mut scores = Vec::new();
        self.each_felt(from, to, audience, |score| scores.push(score))?;
        Ok(scores)
    }

    /// Gives each of them, in the same order, and then the days of the cycle. An import counts as
    /// written when its source says.
    fn each_felt(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
        mut take: impl FnMut(RecordedScore),
    ) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
        let sql = format!(
            "SELECT id, day, {OWN_SCORE}, morning, coalesce(source_written_at, written_at), at,
                 cycle_day
             FROM rating WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) ORDER BY day"
        );
        self.ask(|c| {
            let mut statement = c.prepare_cached(&sql)?;
            let mut rows =
                statement.query((from_day(from), from_day(to), audience.sees_private()))?;
            // Those of one day, which are put in order by themselves.
            let mut of_day: Vec<(DateTime<FixedOffset>, i64, RecordedScore)> = Vec::new();
            let mut end_day = |of_day: &mut Vec<(DateTime<FixedOffset>, i64, RecordedScore)>| {
                of_day.sort_by_key(|(known_at, id, _)| (*known_at, *id));
                of_day.drain(..).for_each(|(_, _, felt)| take(felt));
            };
            let mut cycle: Vec<(NaiveDate, i64, u32)> = Vec::new();
            while let Some(row) = rows.next()? {
                let day = row.get_ref(1)?;
                if let Some(number) = row.get(6)? {
                    cycle.push((value::day(day)?, row.get(0)?, number));
                }
                let Some(score) = value::maybe(row.get_ref(2)?, value::score)? else { continue };
                let known_at = value::moment(row.get_ref(4)?)?;
                let felt = RecordedScore {
                    day: value::day(day)?,
                    score,
                    morning: row.get(3)?,
                    minute: value::maybe(row.get_ref(5)?, |at| minute(day, at))?,
                    known_on: day_of(known_at.naive_local(), DAY_ENDS_AT),
                };
                if of_day.last().is_some_and(|(_, _, last)| last.day != felt.day) {
                    end_day(&mut of_day);
                }
                of_day.push((known_at, row.get(0)?, felt));
            }
            end_day(&mut of_day);
            cycle.sort_unstable();
            Ok(cycle.into_iter().map(|(day, _, number)| (day, number)).collect())
        })
    }

    /// Every place of every day of a range, with the mean of the day's ratings that name it, in the
    /// order of the days. A place counts with its own score, else with that of its entry; where
    /// there is neither, it is left out.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn places(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<Placed>, StoreError> {
        // A mean for each day, so that a bad day rated five times weighs no more than a good one.
        self.ask(|c| {
            let places = ratings_with_places(c, from)?;
            let sql = format!(
                "SELECT day, site, side, avg(coalesce(place.score, {OWN_SCORE})) / 10.0 AS mean
                 FROM {places}
                 WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3)
                 GROUP BY day, site, side HAVING mean IS NOT NULL ORDER BY day, site, side"
            );
            c.prepare(&sql)?
                .query_map((from_day(from), from_day(to), audience.sees_private()), read_placed)?
                .collect()
        })
    }

    /// The days of a range on which single places were rated, each in a few numbers and in order:
    /// places with a score of their own, and those that an entry names alone.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rated_places(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<BTreeMap<Place, Vec<DayPain>>, StoreError> {
        // What stands for several places at once is the pain of none of them.
        self.ask(|c| {
            let sql = format!(
                "SELECT day, site, side, coalesce(place.score, rating.score) AS own
                 FROM {}
                 WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) AND own IS NOT NULL
                     AND (place.score IS NOT NULL OR NOT EXISTS (
                         SELECT 1 FROM rating_site AS other
                         WHERE other.rating = rating.id AND other.id <> place.id))
                 ORDER BY day, rating.id",
                ratings_with_places(c, from)?
            );
            let mut statement = c.prepare(&sql)?;
            let mut rows =
                statement.query((from_day(from), from_day(to), audience.sees_private()))?;
            let mut places: BTreeMap<Place, RatedDays> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let (day, score) = (value::day(row.get_ref(0)?)?, value::score(row.get_ref(3)?)?);
                let reading = PainPoint { day, minute: None, score, worst: None, least: None };
                places.entry(read_place(row)?).or_default().add(reading);
            }
            Ok(places.into_iter().map(|(place, days)| (place, days.into_days())).collect())
        })
    }

    /// The first day with a score, at or after `from` when one is given; `None` when there is
    /// none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn first_rated_day(
        &self,
        from: Option<NaiveDate>,
        audience: Audience,
    ) -> Result<Option<NaiveDate>, StoreError> {
        let sql = format!(
            "SELECT day FROM rating
             WHERE day >= ?1 AND (private = 0 OR ?2) AND {OWN_SCORE} IS NOT NULL
             ORDER BY day LIMIT 1"
        );
        let from = from.map_or_else(String::new, from_day);
        self.ask(|c| {
            let first = c.query_row(&sql, (from, audience.sees_private()), |row| {
                Ok(value::day(row.get_ref(0)?)?)
            });
            first.optional()
        })
    }

    /// The days with a score, each once and in order: from `from` on where it is given, up to `to`;
    /// no more than the first `most`, where that is given.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn rated_days(
        &self,
        from: Option<NaiveDate>,
        to: NaiveDate,
        most: Option<u32>,
        audience: Audience,
    ) -> Result<Vec<NaiveDate>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT day FROM rating
             WHERE day BETWEEN ?1 AND ?2 AND (private = 0 OR ?3) AND {OWN_SCORE} IS NOT NULL
             ORDER BY day LIMIT ?4"
        );
        let from = from.map_or_else(String::new, from_day);
        // SQLite takes a negative number for none.
        let most = most.map_or(-1, i64::from);
        self.ask(|c| {
            c.prepare(&sql)?
                .query_map((from, from_day(to), audience.sees_private(), most), |row| {
                    Ok(value::day(row.get_ref(0)?)?)
                })?
                .collect()
        })
    }

    /// The person's own tags of a role, the most used first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn tags(&self, role: TagRole) -> Result<Vec<String>, StoreError> {
        let sql =
            "SELECT tag FROM rating_tag WHERE role = ?1 GROUP BY tag ORDER BY count(*) DESC, tag";
        self.ask(|c| c.prepare(sql)?.query_map([role.word()], |row| row.get(0))?.collect())
    }

    /// The sites of the diary, the most used first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sites(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT site FROM rating_site GROUP BY site ORDER BY count(*) DESC, site";
        self.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())
    }

    /// Medicines with their amounts, as they were taken most often.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn medicines(&self) -> Result<Vec<Intake>, StoreError> {
        let sql = "SELECT medicine, amount, unit FROM medicine_intake
             GROUP BY medicine, amount, unit ORDER BY count(*) DESC, max(id) DESC";
        self.ask(|c| {
            c.prepare(sql)?
                .query_map([], |row| {
                    Ok(Intake { medicine: row.get(0)?, amount: row.get(1)?, unit: row.get(2)? })
                })?
                .collect()
        })
    }
}

/// A place of a day with its mean: `day, site, side, mean`.
fn read_placed(row: &Row<'_>) -> rusqlite::Result<Placed> {
    let day = value::day(row.get_ref(0)?)?;
    Ok(Placed { day, place: read_place(row)?, mean: row.get(3)? })
}

/// A place: the columns `site, side` after the first.
fn read_place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let side: Option<String> = row.get(2)?;
    Ok(Place { site: row.get(1)?, side: side.as_deref().and_then(Side::from_word) })
}

/// The rating of that number.
fn numbered(connection: &Connection, id: i64) -> rusqlite::Result<Option<Stored<Rating>>> {
    let sql = format!("SELECT {} FROM rating r WHERE id = ?1", columns());
    connection.prepare(&sql)?.query_map([id], read)?.next().transpose()
}

impl Change<'_> {
    /// Adds a rating and returns its number. `rating.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_rating(&mut self, rating: &Rating) -> Result<i64, StoreError> {
        self.add_named(rating, None)
    }

    /// Makes ready to import entries: what is known already is looked up once.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn begin_entries(&mut self) -> Result<(), StoreError> {
        self.begin_import()?;
        let undone_at = self.imports_undone_at()?;
        self.ask(|c| import_entry::note_known(c, &undone_at))
    }

    /// Adds a rating that is imported, unless the same one is there, or was and has been removed.
    /// `identity` is what makes it the same.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn import_rating(
        &mut self,
        identity: &str,
        rating: &Rating,
    ) -> Result<Imported, StoreError> {
        let uuid = uuids::of_import(identity);
        match self.ask(|c| import_entry::is_removed(c, &uuid.to_string()))? {
            Some(true) => return Ok(Imported::Removed),
            Some(false) => return Ok(Imported::Known),
            None => {}
        }
        self.add_named(rating, Some(uuid))?;
        Ok(Imported::New)
    }

    /// Adds a rating by a name, or by a new one. Whatever had the name and was taken back with its
    /// import is there again.
    fn add_named(&mut self, rating: &Rating, name: Option<Uuid>) -> Result<i64, StoreError> {
        let uuid = match name {
            Some(name) => {
                self.ask(|c| removed::forget(c, &name.to_string(), self.now()))?;
                Value::Text(name.to_string())
            }
            None => self.uuid(),
        };
        let mut columns = vec![("uuid", uuid), ("written_at", self.written_at())];
        // What was not recorded needs no column: NULL and 0 are their defaults.
        columns.extend(own_columns(rating).into_iter().filter(|(_, value)| *value != Value::Null));
        columns.extend(marks(rating).into_iter().filter(|(_, value)| *value != Value::Integer(0)));
        let id = self.insert("rating", &columns)?;
        self.add_places(id, rating)?;
        self.add_tags(id, rating)?;
        let now = self.now();
        self.add_medicines(id, rating, now, name)?;
        Ok(id)
    }

    /// Changes the rating of that number from what it was read as to `rating`. What is the same in
    /// both stays as it is in the diary; when it was first written stays as well.
    ///
    /// # Errors
    /// When the diary does not take it, or the rating is gone.
    pub fn set_rating(
        &mut self,
        known: &Stored<Rating>,
        rating: &Rating,
    ) -> Result<(), StoreError> {
        let Stored { id, value: before } = known;
        self.update_changed("rating", *id, all_columns(before), all_columns(rating))?;
        // Parts have no names, so writing them anew is as good as finding out which changed.
        if before.places != rating.places {
            self.delete("rating_site", "rating", *id)?;
            self.add_places(*id, rating)?;
        }
        let tags_before = (&before.tags, &before.eased, &before.feels);
        if tags_before != (&rating.tags, &rating.eased, &rating.feels) {
            self.delete("rating_tag", "rating", *id)?;
            self.add_tags(*id, rating)?;
        }
        // A medicine has no edit of its own: another list is other entries.
        if before.medicines != rating.medicines {
            self.delete("medicine_intake", "rating", *id)?;
            return self.add_medicines(*id, rating, rating.written_at, None);
        }
        // Medicines are entries with names of their own: those that stay are not written anew.
        for medicine in self.medicines_of(*id)? {
            self.update_changed(
                "medicine_intake",
                medicine,
                when(before).into(),
                when(rating).into(),
            )?;
        }
        Ok(())
    }

    /// Removes the rating of that number; `false` when there is none.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_rating(&mut self, id: i64) -> Result<bool, StoreError> {
        self.delete("rating_site", "rating", id)?;
        self.delete("rating_tag", "rating", id)?;
        self.delete("medicine_intake", "rating", id)?;
        Ok(self.delete("rating", "id", id)? > 0)
    }

    fn add_places(&mut self, id: i64, rating: &Rating) -> Result<(), StoreError> {
        for RatedPlace { place, score } in &rating.places {
            let columns = [
                ("rating", Value::Integer(id)),
                ("site", Value::Text(place.site.clone())),
                ("side", place.side.map(|side| side.word().to_owned()).into()),
                ("score", value::from_score(*score)),
            ];
            self.insert("rating_site", &columns)?;
        }
        Ok(())
    }

    fn add_tags(&mut self, id: i64, rating: &Rating) -> Result<(), StoreError> {
        let roles = [
            (TagRole::Before, &rating.tags),
            (TagRole::Eased, &rating.eased),
            (TagRole::Feels, &rating.feels),
        ];
        for (role, tag) in roles.iter().flat_map(|(role, tags)| tags.iter().map(|tag| (*role, tag)))
        {
            let role = ("role", Value::Text(role.word().to_owned()));
            let tag = ("tag", Value::Text(tag.clone()));
            self.insert("rating_tag", &[("rating", Value::Integer(id)), role, tag])?;
        }
        Ok(())
    }

    fn add_medicines(
        &mut self,
        id: i64,
        rating: &Rating,
        written_at: DateTime<FixedOffset>,
        name: Option<Uuid>,
    ) -> Result<(), StoreError> {
        for (number, intake) in rating.medicines.iter().enumerate() {
            let uuid = match name {
                Some(name) => {
                    let part = uuids::of_part(name, number).to_string();
                    self.ask(|c| removed::forget(c, &part, self.now()))?;
                    Value::Text(part)
                }
                None => self.uuid(),
            };
            let mut columns = vec![
                ("uuid", uuid),
                ("rating", Value::Integer(id)),
                ("medicine", Value::Text(intake.medicine.clone())),
                ("amount", intake.amount.into()),
                ("unit", intake.unit.clone().into()),
                ("written_at", Value::Text(from_moment(written_at))),
            ];
            columns.extend(when(rating));
            self.insert("medicine_intake", &columns)?;
        }
        Ok(())
    }

    /// The numbers of the rows that hold the medicines of a rating.
    fn medicines_of(&self, id: i64) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT id FROM medicine_intake WHERE rating = ?1 ORDER BY id";
        self.ask(|c| c.prepare(sql)?.query_map([id], |row| row.get(0))?.collect())
    }
}

/// The columns of `rating` that a person sets.
fn own_columns(rating: &Rating) -> [(&'static str, Value); 12] {
    [
        ("day", Value::Text(from_day(rating.day))),
        ("at", value::from_maybe_moment(rating.at)),
        ("score", value::from_score(rating.whole)),
        ("worst", value::from_score(rating.worst)),
        ("least", value::from_score(rating.least)),
        ("sleep_minutes", value::from_count(rating.sleep_minutes)),
        ("sitting_minutes", value::from_count(rating.sitting_minutes)),
        ("cycle_day", value::from_count(rating.cycle_day)),
        ("leaks", value::from_count(rating.leaks)),
        ("heaviness", value::from_score(rating.heaviness)),
        ("note", rating.note.clone().into()),
        ("source_written_at", value::from_maybe_moment(rating.source_written_at)),
    ]
}

/// All columns of `rating` that may be changed.
fn all_columns(rating: &Rating) -> Vec<(&'static str, Value)> {
    [&own_columns(rating)[..], &marks(rating)].concat()
}

/// The columns that a medicine has of its rating.
fn when(rating: &Rating) -> [(&'static str, Value); 3] {
    [
        ("day", Value::Text(from_day(rating.day))),
        ("at", value::from_maybe_moment(rating.at)),
        ("private", rating.private.into()),
    ]
}

/// The columns of `rating` that say yes or no.
fn marks(rating: &Rating) -> [(&'static str, Value); 2] {
    [("morning", rating.morning.into()), ("private", rating.private.into())]
}

/// A row of [`columns`].
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Stored<Rating>> {
    let entry = Rating {
        day: value::day(row.get_ref(1)?)?,
        at: value::maybe(row.get_ref(2)?, value::moment)?,
        whole: value::maybe(row.get_ref(3)?, value::score)?,
        worst: value::maybe(row.get_ref(4)?, value::score)?,
        leaks: row.get(18)?,
        heaviness: value::maybe(row.get_ref(19)?, value::score)?,
        source_written_at: value::maybe(row.get_ref(20)?, value::moment)?,
        cycle_day: row.get(9)?,
        morning: row.get(10)?,
        private: row.get(11)?,
        least: value::maybe(row.get_ref(12)?, value::score)?,
        sleep_minutes: row.get(13)?,
        sitting_minutes: row.get(14)?,
        eased: value::list(row.get_ref(15)?, |text| Some(text.to_owned()))?,
        feels: value::list(row.get_ref(16)?, |text| Some(text.to_owned()))?,
        medicines: value::list(row.get_ref(17)?, intake)?,
        note: row.get(5)?,
        written_at: value::moment(row.get_ref(6)?)?,
        places: value::list(row.get_ref(7)?, place)?,
        tags: value::list(row.get_ref(8)?, |text| Some(text.to_owned()))?,
    };
    Ok(Stored { id: row.get(0)?, value: entry })
}

/// A gathered place.
fn place(text: &str) -> Option<RatedPlace> {
    let mut parts = text.splitn(3, ':');
    let (side, score, site) = (parts.next()?, parts.next()?, parts.next()?);
    let place = Place { site: site.to_owned(), side: Side::from_word(side) };
    if score.is_empty() {
        return Some(place.into());
    }
    Some(RatedPlace { place, score: Some(Score::from_tenths(score.parse().ok()?)?) })
}

/// A gathered medicine.
fn intake(text: &str) -> Option<Intake> {
    let mut parts = text.split('\u{1e}');
    let (medicine, amount, unit) = (parts.next()?, parts.next()?, parts.next()?);
    let amount = if amount.is_empty() { None } else { Some(amount.parse().ok()?) };
    Some(Intake {
        medicine: medicine.to_owned(),
        amount,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
    })
}

/// Minutes since the day's midnight, straight from the texts: both are local, and a night goes on
/// past 24:00.
fn minute(day: ValueRef<'_>, at: ValueRef<'_>) -> FromSqlResult<u16> {
    let (day, at) = (day.as_str()?, at.as_str()?);
    let clock = at.get(11..13).zip(at.get(14..16));
    let clock = clock
        .and_then(|(hour, minute)| Some((hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?)));
    let (hour, minute) = clock.ok_or(FromSqlError::InvalidType)?;
    // A score of 02:00 counts for the evening before, and stands at 26:00 on its chart.
    let next_day = if at.starts_with(day) { 0 } else { 24 };
    Ok((hour + next_day) * 60 + minute)
}
