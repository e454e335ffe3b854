//! Somebody's table as entries of a diary, row by row, by a recipe.
//!
//! What a row says is kept, or the row is left and the reason told: nothing is guessed. A word that
//! stands where a number is expected stays a word, in the note, unless the recipe says what it
//! counts as; what cannot be a tag, a place or a medicine of a diary goes into the note as well, as
//! it was written.

use std::collections::BTreeMap;

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc,
};
use serde_json::Value;

use super::date_text::{self, When};
use super::recipe::{Field, Recipe, Scale, is_column, offset, thousandths};
use super::records::{Problem, Record, Records, WholeRow};
use crate::domain::diary::day::day_of;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{Place, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::text::limits;
use crate::domain::text::style::Style;

/// How many records may stand above the header.
const ABOVE_HEADER: usize = 30;

/// What stands between several words of a cell.
const BETWEEN: [char; 3] = ['|', ';', ','];

/// The clocks of the place where the times of a table were read.
pub trait Clocks {
    /// The moment of a local time; `None` where clocks never showed it.
    fn at(&self, local: NaiveDateTime) -> Option<DateTime<FixedOffset>>;
    /// A moment as clocks there showed it.
    fn of(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset>;
}

impl Clocks for FixedOffset {
    fn at(&self, local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        self.from_local_datetime(&local).single()
    }

    fn of(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        instant.with_timezone(self)
    }
}

/// What the import of a table has to know beside it.
pub struct Setting<'s> {
    /// The clocks of its times.
    pub clocks: &'s dyn Clocks,
    /// When a day ends.
    pub day_ends_at: NaiveTime,
    /// When it is imported; what is later is not taken.
    pub now: DateTime<FixedOffset>,
    /// Whether all of it is for the person's own eyes.
    pub private: bool,
}

/// An entry that a row has become.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The line it begins on.
    pub line: usize,
    /// The entry.
    pub rating: Rating,
    /// What makes it the same entry in another file, or in this file read again.
    pub identity: String,
    /// Whether its score had to be rounded.
    pub is_rounded: bool,
    /// The word that stands where a score could.
    pub word: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// It is an entry.
    Entry(Box<Entry>),
    /// It is a row of a diary of supple of another kind, with those that belong to it.
    Whole {
        /// The line it begins on.
        line: usize,
        /// The rows.
        rows: Vec<WholeRow>,
    },
    /// It is not taken.
    Left {
        /// The line it begins on.
        line: usize,
        /// Why, as a part of a sentence.
        why: String,
    },
    /// It is of another kind than those that are wanted.
    Other,
}

/// A table that is read.
pub struct Table<'s, R> {
    reader: R,
    setting: Setting<'s>,
    recipe: Recipe,
    scale: Scale,
    site: Option<Place>,
    words: BTreeMap<String, i64>,
    /// The columns that are taken, by their place in a record.
    columns: Vec<(Field, usize)>,
    only: Vec<(usize, Vec<String>)>,
    /// What the columns are called.
    pub header: Vec<String>,
    carried: BTreeMap<Field, String>,
}

/// The header of a table that has the columns of a recipe, or the first record where the recipe is
/// not known yet; with the reader behind it.
///
/// # Errors
/// When the file does not read, or no record has the columns.
pub fn header(
    reader: &mut impl Records,
    has_all: impl Fn(&[String]) -> bool,
) -> Result<Option<Record>, Problem> {
    for _ in 0..ABOVE_HEADER {
        let Some(record) = reader.next_record()? else { return Ok(None) };
        if !record.is_blank() && has_all(&record.cells) {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

impl<'s, R: Records> Table<'s, R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When the recipe does not read, or the table lacks a column of it.
    pub fn new(mut reader: R, recipe: Recipe, setting: Setting<'s>) -> Result<Self, Problem> {
        let of_recipe = |why: String| (0, why);
        let pairs = recipe.pairs().map_err(of_recipe)?;
        let scale = recipe.scale.as_deref().map_or(Ok(Scale::OWN), Scale::parse);
        let site = recipe.site.as_deref().map(Place::parse).transpose().map_err(of_recipe)?;
        let words = recipe.words.iter().map(|(word, points)| {
            let score = Score::parse(points)?;
            Ok((word.trim().to_lowercase(), score.tenths()))
        });
        let words = words.collect::<Result<_, String>>().map_err(of_recipe)?;
        let names: Vec<&str> = pairs
            .iter()
            .map(|(_, column)| column.as_str())
            .chain(recipe.only.keys().map(String::as_str))
            .collect();
        let has = |cells: &[String], name: &str| cells.iter().any(|cell| is_column(cell, name));
        let found = header(&mut reader, |cells| names.iter().all(|name| has(cells, name)))?;
        let Some(found) = found else {
            let names = names.join(", ");
            return Err((1, format!("no line of its beginning has the columns {names}")));
        };
        // Nothing says which of two columns of one name is meant.
        let is_twice =
            |name: &&&str| found.cells.iter().filter(|cell| is_column(cell, name)).count() > 1;
        if let Some(name) = names.iter().find(is_twice) {
            let why = format!("two columns are called {name}; give one of them another name");
            return Err((found.line, why));
        }
        let place = |name: &str| found.cells.iter().position(|cell| is_column(cell, name));
        let columns: Vec<(Field, usize)> =
            pairs.iter().filter_map(|(field, name)| Some((*field, place(name)?))).collect();
        let has_field = |field: Field| columns.iter().any(|(each, _)| *each == field);
        let has_date = has_field(Field::On)
            || [Field::Year, Field::Month, Field::Day].into_iter().all(has_field);
        if !has_date {
            let why = "nothing says which column is the date: on=COLUMN, or year=, month= and day=";
            return Err((0, why.to_owned()));
        }
        let only = recipe.only.iter().filter_map(|(name, texts)| {
            Some((place(name)?, texts.iter().map(|text| text.trim().to_lowercase()).collect()))
        });
        Ok(Self {
            reader,
            setting,
            scale: scale.map_err(of_recipe)?,
            site,
            words,
            only: only.collect(),
            columns,
            header: found.cells,
            carried: BTreeMap::new(),
            recipe,
        })
    }

    /// What the next row has become; `None` after the last. Blank rows are passed over.
    ///
    /// # Errors
    /// When the file does not read any further.
    pub fn next_row(&mut self) -> Result<Option<Row>, Problem> {
        loop {
            let Some(mut record) = self.reader.next_record()? else { return Ok(None) };
            // A line of a comment, as some apps write them.
            let is_comment = record.cells.first().is_some_and(|cell| cell.starts_with('#'));
            if record.is_blank() || is_comment {
                continue;
            }
            let is_other = self.only.iter().any(|(place, texts)| {
                let cell = record.cells.get(*place).map_or("", |cell| cell.trim()).to_lowercase();
                !texts.contains(&cell)
            });
            if is_other {
                return Ok(Some(Row::Other));
            }
            for cell in &mut record.cells {
                if cell.contains('\0') {
                    *cell = cell.replace('\0', "");
                }
            }
            let line = record.line;
            if !record.rows.is_empty() {
                return Ok(Some(match self.completed(record.rows) {
                    Ok(rows) => Row::Whole { line, rows },
                    Err(why) => Row::Left { line, why },
                }));
            }
            return Ok(Some(match self.entry(&record) {
                Ok(entry) => Row::Entry(Box::new(entry)),
                Err(why) => {
                    let of = record.file.map_or(String::new(), |file| format!("{file}: "));
                    Row::Left { line, why: of + &why }
                }
            }));
        }
    }

    /// Rows with the day that they count for, and when they were written: as with an entry, when it
    /// was, where nothing says it.
    fn completed(&self, mut rows: Vec<WholeRow>) -> Result<Vec<WholeRow>, String> {
        for WholeRow { row, .. } in rows.iter_mut().filter(|each| each.kind == "session") {
            let text = |key: &str| row.get(key).and_then(Value::as_str);
            let at = text("at").and_then(|at| DateTime::parse_from_rfc3339(at).ok());
            let day = match at {
                Some(at) => Some(day_of(at.naive_local(), self.setting.day_ends_at)),
                None => text("day").and_then(|day| day.parse().ok()),
            };
            let day = day.ok_or("it has no date")?;
            if day > day_of(self.setting.now.naive_local(), self.setting.day_ends_at) {
                return Err(format!("{day} is still to come"));
            }
            let written = text("source_written_at").map(str::to_owned);
            let when = || at.or_else(|| self.setting.clocks.at(day.and_time(NOON)));
            let written =
                written.or_else(|| Some(when()?.to_rfc3339_opts(SecondsFormat::Secs, false)));
            row.insert("day".to_owned(), day.to_string().into());
            row.extend(written.map(|at| ("source_written_at".to_owned(), at.into())));
            if self.setting.private {
                row.insert("private".to_owned(), 1.into());
            }
        }
        Ok(rows)
    }

    /// What it is read from.
    pub fn reader(&self) -> &R {
        &self.reader
    }

    /// The cells of a field that say something.
    fn cells<'c>(&self, field: Field, record: &'c Record) -> Vec<(usize, &'c str)> {
        let of_it = self.columns.iter().filter(|(each, _)| *each == field);
        of_it
            .filter_map(|(_, place)| {
                let cell = record.cells.get(*place)?.trim();
                (!cell.is_empty()).then_some((*place, cell))
            })
            .collect()
    }

    /// The first cell of a field that says something.
    fn cell<'c>(&self, field: Field, record: &'c Record) -> Option<&'c str> {
        self.cells(field, record).first().map(|(_, cell)| *cell)
    }

    /// A row as an entry.
    fn entry(&mut self, record: &Record) -> Result<Entry, String> {
        let (day, at, time_word) = self.moment(record)?;
        let mut notes = Notes::default();
        notes.add("time", time_word);
        let mut rating = Rating::new(day, at, None, self.setting.now);
        rating.private = self.setting.private;
        let (mut is_rounded, mut word) = (false, None);
        for field in [Field::Score, Field::Worst, Field::Least] {
            for (place, cell) in self.cells(field, record) {
                let tenths = match (self.scale.value(cell), self.words.get(&cell.to_lowercase())) {
                    (_, Some(tenths)) => Some(*tenths),
                    (Some(value), None) => {
                        let (tenths, is_exact) = self
                            .scale
                            .tenths(value)
                            .map_err(|why| format!("{} {cell} {why}", self.header[place]))?;
                        is_rounded |= !is_exact;
                        Some(tenths)
                    }
                    (None, None) => {
                        word = Some(cell.to_lowercase());
                        notes.add(&self.header[place], Some(cell));
                        None
                    }
                };
                let score = tenths.and_then(Score::from_tenths);
                match field {
                    Field::Worst => rating.worst = score.or(rating.worst),
                    Field::Least => rating.least = score.or(rating.least),
                    _ => rating.whole = score.or(rating.whole),
                }
            }
        }
        self.places(record, &mut rating, &mut notes);
        for (field, tags) in [
            (Field::Feels, &mut rating.feels),
            (Field::Before, &mut rating.tags),
            (Field::Eased, &mut rating.eased),
        ] {
            for (place, cell) in self.cells(field, record) {
                for word in split(cell) {
                    match own_words::tag(word) {
                        Ok(tag) if !tags.contains(&tag) => tags.push(tag),
                        Ok(_) => {}
                        Err(_) => notes.add(&self.header[place], Some(word)),
                    }
                }
            }
        }
        for (place, cell) in self.cells(Field::Medicine, record) {
            for word in split(cell) {
                match Intake::parse(word) {
                    Ok(intake) => rating.medicines.push(intake),
                    Err(_) => notes.add(&self.header[place], Some(word)),
                }
            }
        }
        self.counts(record, &mut rating, &mut notes);
        let note_columns = self.columns.iter().filter(|(field, _)| *field == Field::Note).count();
        for (place, cell) in self.cells(Field::Note, record) {
            let name = self.header[place].trim();
            let is_note = ["note", "notes"].iter().any(|word| name.eq_ignore_ascii_case(word));
            let name = if is_note || note_columns == 1 { "" } else { name };
            notes.add(name, Some(cell));
        }
        for cell in record.cells.iter().skip(self.header.len()) {
            notes.add("beside the table", Some(cell.trim()).filter(|cell| !cell.is_empty()));
        }
        let note = notes.text();
        rating.note = (!note.is_empty()).then(|| own_words::note(&note)).transpose()?;
        rating.check_scores(Style::default())?;
        let says = (&rating.places, &rating.feels, &rating.tags, &rating.eased);
        let counts = [rating.sleep_minutes, rating.sitting_minutes, rating.cycle_day];
        // A place that was set for every row says nothing by itself.
        let place_says = rating.places.len() > usize::from(self.site.is_some());
        let is_empty = rating.whole.is_none()
            && !place_says
            && says.1.is_empty()
            && says.2.is_empty()
            && says.3.is_empty()
            && rating.medicines.is_empty()
            && counts.iter().all(Option::is_none)
            && rating.note.is_none();
        if is_empty {
            return Err("nothing in it is recorded in a diary".to_owned());
        }
        rating.source_written_at = Some(self.written(record, day, at)?);
        let identity = record.name.clone().unwrap_or_else(|| self.identity(record, day, at));
        Ok(Entry { line: record.line, rating, identity, is_rounded, word })
    }

    /// The day and the moment of a row, and what stands in place of a time.
    #[expect(clippy::type_complexity, reason = "three parts of one answer, taken apart at once")]
    fn moment<'c>(
        &mut self,
        record: &'c Record,
    ) -> Result<(NaiveDate, Option<DateTime<FixedOffset>>, Option<&'c str>), String> {
        let mut parts = BTreeMap::new();
        for field in [Field::On, Field::Year, Field::Month, Field::Day] {
            let own = self.cell(field, record).map(str::to_owned);
            let carried = self.carried.get(&field).cloned().filter(|_| self.recipe.carry);
            if let Some(text) = own.or(carried) {
                self.carried.insert(field, text.clone());
                parts.insert(field, text);
            }
        }
        let number = |field| parts.get(&field).and_then(|text: &String| text.parse::<u32>().ok());
        let whole = (number(Field::Year), number(Field::Month), number(Field::Day));
        let year = number(Field::Year).and_then(|year| i32::try_from(year).ok());
        let when = match whole {
            (Some(year), Some(month), Some(day)) if year > 0 && month > 0 && day > 0 => {
                let date = i32::try_from(year).ok();
                let date = date.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
                When::Local(date.ok_or_else(|| format!("{year}-{month}-{day} is no date"))?, None)
            }
            _ => {
                let text = parts.get(&Field::On).ok_or_else(|| "it has no date".to_owned())?;
                date_text::when(text, self.recipe.dates, year)?
            }
        };
        let (mut time_word, mut own_time) = (None, None);
        if let Some(cell) = self.cell(Field::At, record) {
            own_time = date_text::time(cell);
            time_word = own_time.is_none().then_some(cell);
        }
        let at = match when {
            When::Moment(moment) => Some(moment),
            When::Instant(instant) => Some(self.setting.clocks.of(instant)),
            When::Local(date, time) => own_time
                .or(time)
                .map(|time| {
                    let moment = self.setting.clocks.at(date.and_time(time));
                    moment.ok_or_else(|| format!("clocks never showed {date} {time}"))
                })
                .transpose()?,
        };
        // To the second, as a diary has it.
        let at = at.and_then(|at| {
            let whole = DateTime::from_timestamp(at.timestamp(), 0)?;
            Some(whole.with_timezone(at.offset()))
        });
        let day = match (at, when) {
            (Some(at), _) => day_of(at.naive_local(), self.setting.day_ends_at),
            (None, When::Local(date, _)) => date,
            (None, _) => return Err("it has no date".to_owned()),
        };
        let today = day_of(self.setting.now.naive_local(), self.setting.day_ends_at);
        if day > today || at.is_some_and(|at| at > self.setting.now) {
            return Err(format!("{day} is still to come"));
        }
        if day < NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default() {
            return Err(format!("{day} is too long ago"));
        }
        Ok((day, at, time_word))
    }

    /// The places of a row.
    fn places(&self, record: &Record, rating: &mut Rating, notes: &mut Notes) {
        let side_cell = self.cell(Field::Side, record);
        let side = side_cell.and_then(|cell| Side::from_word(&cell.to_lowercase()));
        if let Some(cell) = side_cell.filter(|_| side.is_none()) {
            notes.add("side", Some(cell));
        }
        for (place, cell) in self.cells(Field::Site, record) {
            for word in split(cell) {
                match RatedPlace::parse(word) {
                    Ok(RatedPlace { place, score }) => {
                        let place = Place { side: place.side.or(side), ..place };
                        rating.places.push(RatedPlace { place, score });
                    }
                    Err(_) => notes.add(&self.header[place], Some(word)),
                }
            }
        }
        if rating.places.is_empty() {
            if let Some(site) = &self.site {
                let place = Place { side: site.side.or(side), ..site.clone() };
                rating.places.push(place.into());
            } else if let Some(side) = side {
                notes.add("side", Some(side.word()));
            }
        }
        rating.places = own_words::once(std::mem::take(&mut rating.places));
    }

    /// The numbers of a row beside its scores.
    fn counts(&self, record: &Record, rating: &mut Rating, notes: &mut Notes) {
        for (field, unit, range) in [
            (Field::SleepMinutes, 1, &limits::MINUTES_OF_DAY),
            (Field::SleepHours, 60, &limits::MINUTES_OF_DAY),
            (Field::SittingMinutes, 1, &limits::MINUTES_OF_DAY),
            (Field::CycleDay, 1, &limits::CYCLE_DAY),
        ] {
            for (place, cell) in self.cells(field, record) {
                let number = thousandths(cell).map(|number| number * unit);
                let whole = number.filter(|number| number % 1000 == 0);
                let whole = whole.and_then(|number| u32::try_from(number / 1000).ok());
                let whole = whole.filter(|whole| range.contains(whole));
                match field {
                    _ if whole.is_none() => notes.add(&self.header[place], Some(cell)),
                    Field::SittingMinutes => rating.sitting_minutes = whole,
                    Field::CycleDay => rating.cycle_day = whole,
                    _ => rating.sleep_minutes = whole,
                }
            }
        }
    }

    /// When a row was written down there. Where it does not say, it is taken as written when it
    /// was: an import is no late entry.
    fn written(
        &self,
        record: &Record,
        day: NaiveDate,
        at: Option<DateTime<FixedOffset>>,
    ) -> Result<DateTime<FixedOffset>, String> {
        let local = |local| {
            self.setting.clocks.at(local).ok_or_else(|| format!("clocks never showed {local}"))
        };
        if let Some(cell) = self.cell(Field::Written, record) {
            return match date_text::when(cell, self.recipe.dates, None)? {
                When::Moment(moment) => Ok(moment),
                When::Instant(instant) => Ok(self.setting.clocks.of(instant)),
                When::Local(date, time) => local(date.and_time(time.unwrap_or(NOON))),
            };
        }
        at.map_or_else(|| local(day.and_time(NOON)), Ok)
    }

    /// The moment of a row and what it says, as it was written: what makes it the same row in
    /// another file.
    fn identity(
        &self,
        record: &Record,
        day: NaiveDate,
        at: Option<DateTime<FixedOffset>>,
    ) -> String {
        let when = at.map_or_else(|| day.to_string(), |at| at.timestamp().to_string());
        let dates = [Field::On, Field::At, Field::Year, Field::Month, Field::Day, Field::Written];
        let mut said: Vec<String> = self
            .columns
            .iter()
            .filter(|(field, _)| !dates.contains(field))
            .filter_map(|(field, place)| {
                let cell = record.cells.get(*place)?.trim();
                // 3 and 3.0 are one number.
                let cell = thousandths(cell).map_or_else(|| cell.to_owned(), |n| n.to_string());
                (!cell.is_empty()).then(|| format!("{}={cell}", field.word()))
            })
            .collect();
        said.sort();
        format!("{when}\u{1f}{}", said.join("\u{1f}"))
    }
}

/// Noon: where a time is not known.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon is a time");

/// The words of a cell.
fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim).filter(|word| !word.is_empty())
}

/// What goes into the note, each beside the name of its column.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    /// Adds a text, where there is one.
    fn add(&mut self, name: &str, text: Option<&str>) {
        let name = name.trim();
        match text {
            Some(text) if name.is_empty() => self.0.push(text.to_owned()),
            Some(text) => self.0.push(format!("{name}: {text}")),
            None => {}
        }
    }

    /// All of it.
    fn text(self) -> String {
        self.0.join("\n")
    }
}

/// Checks what a person typed of a recipe, before any file is read.
///
/// # Errors
/// A sentence about the first thing that does not read.
pub fn check(recipe: &Recipe) -> Result<(), String> {
    recipe.pairs()?;
    recipe.scale.as_deref().map(Scale::parse).transpose()?;
    recipe.zone.as_deref().map(offset).transpose()?;
    recipe.site.as_deref().map(Place::parse).transpose()?;
    recipe.words.values().try_for_each(|points| Score::parse(points).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv_text::{CsvReader, separator};
    use crate::exchange::recipe::{DateOrder, known};

    /// A recipe of these pairs.
    fn recipe(map: &[&str]) -> Recipe {
        Recipe { map: map.iter().map(|pair| (*pair).to_owned()).collect(), ..Recipe::default() }
    }

    /// What became of each row, in short.
    fn read(text: &str, recipe: Recipe) -> Vec<String> {
        let utc = FixedOffset::east_opt(3600).expect("an offset");
        let now = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let day_ends_at = NaiveTime::from_hms_opt(4, 0, 0).expect("a time");
        let setting = Setting { clocks: &utc, day_ends_at, now, private: false };
        let reader = CsvReader::new(text.as_bytes(), separator(text.as_bytes()));
        let mut table = match Table::new(reader, recipe, setting) {
            Ok(table) => table,
            Err((line, why)) => return vec![format!("{line}: {why}")],
        };
        let mut rows = Vec::new();
        while let Some(row) = table.next_row().expect("it reads") {
            rows.push(match row {
                Row::Other => "other".to_owned(),
                Row::Whole { line, rows } => format!("{line}: {}", rows[0].kind),
                Row::Left { line, why } => format!("{line}: {why}"),
                Row::Entry(entry) => {
                    let Rating { day, at, whole, places, tags, medicines, note, .. } = entry.rating;
                    let at = at.map_or(String::new(), |at| at.format(" %H:%M").to_string());
                    let whole = whole.map_or("-".to_owned(), Score::typed);
                    let more =
                        places.iter().map(|place| place.in_words(Style::default())).chain(tags);
                    let more: Vec<String> =
                        more.chain(medicines.iter().map(Intake::typed)).chain(note).collect();
                    format!("{day}{at} {whole} {}", more.join(", ").replace('\n', " / "))
                }
            });
        }
        rows
    }

    #[test]
    fn a_table_under_prose_with_blank_dates_and_a_cell_too_many_is_read_whole() {
        let text = "my pain since the fall\nyear,month,day,region,side,intensity\n\
                    2019,3,4,low back,Left,3\n,,,hip,Right Mostly,3.0\n,,5,hip,none,,could be 3.1\n\
                    ,,,,,\n,,31,hip,,12\n,,6,\"a, b!\",,4\n";
        let known = known().into_iter().find(|r| r.name.contains("region")).expect("it is known");
        assert_eq!(
            read(text, known),
            [
                "2019-03-04 3 left low-back",
                "2019-03-04 3 hip, side: Right Mostly",
                "2019-03-05 - hip, side: none / beside the table: could be 3.1",
                "7: intensity 12 is not on the scale from 0 to 10",
                "2019-03-06 4 a, region: b!",
            ]
        );
    }

    #[test]
    fn words_stay_words_unless_the_person_says_what_they_count_as() {
        let text = "Date;Pain\n1.2.2020;Mild\n2.2.2020;\n3.2.2020;4\n";
        let mut recipe = recipe(&["on=Date", "score=Pain"]);
        assert_eq!(
            read(text, recipe.clone()),
            ["2020-02-01 - Pain: Mild", "3: nothing in it is recorded in a diary", "2020-02-03 4 ",]
        );
        recipe.words.insert("mild".to_owned(), "2.5".to_owned());
        recipe.scale = Some("0-4".to_owned());
        recipe.site = Some("buttock:left".to_owned());
        assert_eq!(read(text, recipe)[0], "2020-02-01 2.5 left buttock");
    }

    #[test]
    fn a_date_that_may_be_two_is_asked_about() {
        let text = "time,intensity\n03/04/2020 06:50 pm,3\n";
        let mut recipe = recipe(&["on=time", "score=intensity"]);
        assert!(read(text, recipe.clone())[0].contains("--dates day-first"));
        recipe.dates = Some(DateOrder::MonthFirst);
        assert_eq!(read(text, recipe), ["2020-03-04 18:50 3 "]);
    }

    #[test]
    fn the_moment_comes_first_and_the_day_by_the_diary_s_own_rule() {
        let text = "t,score,took\n1584320400,70,Sumatriptan 50mg|rest?\n2020-03-16T01:00:00Z,0,\n\
                    2031-01-01,5,\n2020-03-16 03:59,5,\n";
        let recipe = Recipe {
            scale: Some("0-100".to_owned()),
            ..recipe(&["on=t", "score=score", "medicine=took"])
        };
        assert_eq!(
            read(text, recipe),
            [
                "2020-03-15 02:00 7 sumatriptan 50 mg, took: rest?",
                "2020-03-15 02:00 0 ",
                "4: 2031-01-01 is still to come",
                "2020-03-15 03:59 0.5 ",
            ]
        );
    }

    #[test]
    fn only_the_rows_that_are_wanted_are_taken_and_a_lacking_column_is_named() {
        let text = "date,what,value\n2020-01-01,happiness,8\n2020-01-01,Pain,3\n";
        let mut recipe = recipe(&["on=date", "score=value"]);
        recipe.only.insert("what".to_owned(), vec!["pain".to_owned()]);
        assert_eq!(read(text, recipe), ["other", "2020-01-01 3 "]);
        let lacks = self::recipe(&["on=date", "score=pain"]);
        assert!(read(text, lacks)[0].contains("the columns date, pain"));
        assert!(read(text, self::recipe(&["score=value"]))[0].contains("which column is the date"));
    }

    #[test]
    fn a_row_is_the_same_however_its_number_is_written() {
        let utc = FixedOffset::east_opt(0).expect("an offset");
        let now = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let day_ends_at = NaiveTime::from_hms_opt(4, 0, 0).expect("a time");
        let of = |text: &str| {
            let setting = Setting { clocks: &utc, day_ends_at, now, private: false };
            let reader = CsvReader::new(text.as_bytes(), b',');
            let recipe = recipe(&["on=d", "score=s", "site=p"]);
            let mut table = Table::new(reader, recipe, setting).expect("a table");
            match table.next_row().expect("it reads") {
                Some(Row::Entry(entry)) => entry.identity,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(of("d,s,p\n2020-01-01,3,hip"), of("p,s,d\nhip,3.0,2020-01-01"));
        assert_ne!(of("d,s,p\n2020-01-01,3,hip"), of("d,s,p\n2020-01-01,3,knee"));
    }
}
