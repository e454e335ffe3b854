//! Somebody's table, read by a recipe.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, TimeZone, Utc};

use super::file::{at_line, records};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::put;
use crate::domain::diary::rating::Rating;
use crate::exchange::date_text::{needs_order, order_of};
use crate::exchange::recipe::{DateOrder, Field, Recipe, is_column, known, offset};
use crate::exchange::records::{Problem, Records, WholeRow};
use crate::exchange::table::{Clocks, Entry, Row, Setting, Table, header};
use crate::store::{Change, Imported};

/// How many entries a preview shows.
pub const SHOWN: usize = 10;

/// After so many rows, a person who waits sees how far it is.
const TOLD_EVERY: usize = 20_000;

/// The most rows that are named with why they were not taken.
const NAMED_MAX: usize = 100_000;

/// This machine's clocks.
struct Here;

impl Clocks for Here {
    fn at(&self, local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        // Where the hour comes twice, the first is as good as the second.
        Local.from_local_datetime(&local).earliest().map(|moment| moment.fixed_offset())
    }

    fn of(&self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        instant.with_timezone(&Local).fixed_offset()
    }
}

/// What became of a table.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rows that are entries now, or would be.
    pub new: usize,
    /// Rows that were there already, or came before in the file.
    pub known: usize,
    /// Rows that the person has removed from the diary.
    pub removed: usize,
    /// Rows of a kind that is not wanted.
    pub other: usize,
    /// Rows that were not taken, with their lines and why.
    pub left: Vec<(usize, String)>,
    /// How many more there were.
    pub left_unnamed: usize,
    /// Entries whose score was rounded to a tenth.
    pub rounded: usize,
    /// The words that stand in place of a score, and in how many entries each.
    pub words: BTreeMap<String, usize>,
    /// Whether something was read as Latin-1.
    pub is_latin: bool,
    /// What is counted in it: lines, or entries.
    pub unit: &'static str,
    /// The first entries.
    pub first: Vec<Rating>,
}

/// A table of a file with the first records, to be shown.
pub struct Beginning {
    /// What the columns are called.
    pub header: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// The recipe of an app whose table this is; `None` for one that nobody knows.
pub fn recipe_of(path: &Path) -> Result<Option<Recipe>, Failure> {
    let recipes = known();
    let found = header(&mut records(path)?, |cells| recipes.iter().any(|each| each.fits(cells)))
        .map_err(|(line, why)| at_line(path, line, &why))?;
    Ok(found.and_then(|found| recipes.into_iter().find(|each| each.fits(&found.cells))))
}

/// The beginning of a table that nobody knows: its header is the first line with several cells.
pub fn first_rows(path: &Path) -> Result<Beginning, Failure> {
    let told = |(line, why): Problem| at_line(path, line, &why);
    let mut reader = records(path)?;
    let found = header(&mut reader, |cells| cells.len() > 1).map_err(told)?;
    let header = found.ok_or_else(|| at_line(path, 0, "there is no table in it"))?.cells;
    let mut rows = Vec::new();
    while rows.len() < SHOWN {
        let Some(record) = reader.next_record().map_err(told)? else { break };
        if !record.is_blank() {
            rows.push(record.cells);
        }
    }
    Ok(Beginning { header, rows })
}

/// Which number of the dates of a table is the day.
pub enum Order {
    /// This one, or it does not matter.
    Told(Option<DateOrder>),
    /// Nothing tells it; with a date that may be read in two ways.
    Unknown(String),
}

/// Looks through the dates of a table for which number is the day, where that is not said.
pub fn order_of_dates(path: &Path, recipe: &Recipe) -> Result<Order, Failure> {
    if recipe.dates.is_some() {
        return Ok(Order::Told(recipe.dates));
    }
    let told = |(line, why): Problem| at_line(path, line, &why);
    let column = recipe
        .pairs()
        .unwrap_or_default()
        .into_iter()
        .find(|(field, _)| *field == Field::On)
        .map(|(_, column)| column);
    let Some(column) = column else { return Ok(Order::Told(None)) };
    let mut reader = records(path)?;
    let has = |cells: &[String]| cells.iter().position(|cell| is_column(cell, &column));
    let found = header(&mut reader, |cells| has(cells).is_some()).map_err(told)?;
    let Some(place) = found.and_then(|found| has(&found.cells)) else {
        return Ok(Order::Told(None));
    };
    let (mut order, mut open) = (None, None);
    while let Some(record) = reader.next_record().map_err(told)? {
        let Some(cell) = record.cells.get(place).map(|cell| cell.trim()) else { continue };
        if open.is_none() && needs_order(cell) {
            open = Some(cell.to_owned());
        }
        match (order, order_of(cell)) {
            (Some(known), Some(other)) if known != other => {
                let why = "this date and one above it cannot be of the same order; say --dates";
                return Err(at_line(path, record.line, why));
            }
            (None, found) => order = found,
            _ => {}
        }
    }
    Ok(match (order, open) {
        (None, Some(date)) => Order::Unknown(date),
        (order, _) => Order::Told(order),
    })
}

/// What has come in of a table.
pub enum Found<'r> {
    /// An entry.
    Entry(&'r Entry),
    /// A row of another kind, with those that belong to it.
    Rows(&'r [WholeRow]),
}

/// Reads a table to its end; `keep` says what becomes of what is found, or why it is not taken.
pub fn read(
    path: &Path,
    recipe: &Recipe,
    private: bool,
    context: &Context,
    mut keep: impl FnMut(Found<'_>) -> Result<Result<Imported, String>, Failure>,
) -> Result<Tally, Failure> {
    let told = |(line, why): Problem| at_line(path, line, &why);
    let zone = recipe.zone.as_deref().map(offset).transpose().map_err(Failure::usage)?;
    let clocks: &dyn Clocks = match &zone {
        Some(zone) => zone,
        None => &Here,
    };
    let setting =
        Setting { clocks, day_ends_at: context.settings.day_ends_at, now: context.now, private };
    let mut table = Table::new(records(path)?, recipe.clone(), setting).map_err(told)?;
    let mut tally = Tally::default();
    let mut rows = 0_usize;
    while let Some(row) = table.next_row().map_err(told)? {
        rows += 1;
        if rows.is_multiple_of(TOLD_EVERY) && context.interactive {
            // Nobody there to read is no failure.
            let _ = put(&mut std::io::stderr().lock(), &format!("\r{rows} rows …"));
        }
        let (line, kept) = match &row {
            Row::Other => {
                tally.other += 1;
                continue;
            }
            Row::Left { line, why } => (*line, Err(why.clone())),
            Row::Entry(entry) => (entry.line, keep(Found::Entry(entry))?),
            Row::Whole { line, rows } => (*line, keep(Found::Rows(rows))?),
        };
        match &kept {
            Ok(Imported::New) => tally.new += 1,
            Ok(Imported::Known) => tally.known += 1,
            Ok(Imported::Removed) => tally.removed += 1,
            Err(why) if tally.left.len() < NAMED_MAX => tally.left.push((line, why.clone())),
            Err(_) => tally.left_unnamed += 1,
        }
        if let (Row::Entry(entry), Ok(Imported::New)) = (row, kept) {
            tally.rounded += usize::from(entry.is_rounded);
            if let Some(word) = entry.word {
                *tally.words.entry(word).or_default() += 1;
            }
            if tally.first.len() < SHOWN {
                tally.first.push(entry.rating);
            }
        }
    }
    if rows >= TOLD_EVERY && context.interactive {
        let _ = put(&mut std::io::stderr().lock(), "\r                    \r");
    }
    tally.unit = table.reader().unit();
    tally.is_latin = table.reader().is_latin();
    tally.other += table.reader().passed_over();
    Ok(tally)
}

/// Reads a table into the diary.
pub fn import(
    path: &Path,
    recipe: &Recipe,
    private: bool,
    context: &Context,
    change: &mut Change<'_>,
) -> Result<Tally, Failure> {
    change.begin_entries()?;
    let mut has_rows = false;
    let tally = read(path, recipe, private, context, |found| match found {
        Found::Entry(entry) => Ok(Ok(change.import_rating(&entry.identity, &entry.rating)?)),
        Found::Rows(rows) => {
            has_rows = true;
            let rows = rows.iter().map(|WholeRow { kind, row }| (*kind, row.clone())).collect();
            Ok(change.import_rows(rows)?)
        }
    })?;
    if has_rows {
        change.reads_back()?.map_err(|why| at_line(path, 0, &why))?;
    }
    Ok(tally)
}

/// A recipe with what was typed beside it. A field that was typed is taken from there alone.
pub fn with_typed(recipe: Recipe, typed: Recipe) -> Result<Recipe, Failure> {
    let fields: Vec<(Field, String)> = typed.pairs().map_err(Failure::usage)?;
    let has = |field: Field, column: &str| {
        fields
            .iter()
            .any(|(each, name)| is_column(name, column) || (*each == field && field != Field::Note))
    };
    let kept = recipe.pairs().map_err(Failure::usage)?.into_iter();
    let kept = kept.filter(|(field, column)| !has(*field, column));
    let kept: Vec<String> =
        kept.map(|(field, column)| format!("{}={column}", field.word())).collect();
    let merged = |mut below: BTreeMap<String, String>, above| {
        below.extend(above);
        below
    };
    Ok(Recipe {
        name: recipe.name,
        header: recipe.header,
        map: [kept, typed.map].concat(),
        scale: typed.scale.or(recipe.scale),
        dates: typed.dates.or(recipe.dates),
        zone: typed.zone.or(recipe.zone),
        site: typed.site.or(recipe.site),
        words: merged(recipe.words, typed.words),
        only: if typed.only.is_empty() { recipe.only } else { typed.only },
        carry: typed.carry || recipe.carry,
    })
}
