//! A diary row by row, as an export holds it, and back into an empty one.
//!
//! A row of its own is an object with its columns; what is NULL is not in it. The parts of a row,
//! which have no name of their own, stand in it as lists. The tables come in an order in which
//! every row is after those that it refers to.

use chrono::NaiveDate;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Rows, Statement};
use serde_json::{Map, Value as Json};

use super::change::Change;
use super::diary::Diary;
use super::error::{StoreError, Trouble};
use super::record::{Filter, Imported};
use super::table_insert::{NUMBER_MAX, ROWS_AT_ONCE};
use super::{import_entry, number, row_change, value};

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Entries from this day on.
    pub from: Option<NaiveDate>,
    /// Entries up to this day, which is included.
    pub to: Option<NaiveDate>,
    /// Whether private entries are among them.
    pub private: bool,
    /// Whether the person's free text is.
    pub notes: bool,
    /// Whether the history of commands is, by which they can be undone.
    pub journal: bool,
}

impl Wanted {
    /// Everything but the history of commands.
    pub const ALL: Self = Self { from: None, to: None, private: true, notes: true, journal: false };

    /// Whether nothing is left out that another copy of the diary would need.
    pub fn is_complete(&self) -> bool {
        Self { journal: false, ..*self } == Self::ALL
    }
}

/// A table of rows with names of their own.
struct Table {
    name: &'static str,
    /// The column with the day by which a row is in a range, where it has one.
    day: Option<&'static str>,
    /// Whether a row may be private.
    private: bool,
    /// The columns with free text.
    notes: &'static [&'static str],
    /// Its parts: the key they stand under, their table, and their column that names the row.
    parts: &'static [(&'static str, &'static str, &'static str)],
}

/// A table whose rows are in no range, have no parts and are nobody's secret.
const PLAIN: Table = Table { name: "", day: None, private: false, notes: &[], parts: &[] };

/// The tables, each after those that its rows refer to.
static TABLES: [Table; 16] = [
    Table {
        name: "rating",
        day: Some("day"),
        private: true,
        notes: &["note"],
        parts: &[("places", "rating_site", "rating"), ("tags", "rating_tag", "rating")],
    },
    Table { name: "medicine_intake", day: Some("day"), private: true, ..PLAIN },
    Table {
        name: "session",
        day: Some("day"),
        private: true,
        notes: &["note", "why"],
        parts: &[("symptoms", "session_symptom", "session")],
    },
    Table { name: "flare_word", day: Some("day"), ..PLAIN },
    Table { name: "goal", ..PLAIN },
    Table { name: "goal_rating", day: Some("day"), ..PLAIN },
    Table { name: "plan", ..PLAIN },
    Table { name: "plan_phase", ..PLAIN },
    Table { name: "plan_item", ..PLAIN },
    Table { name: "plan_pause", notes: &["why"], ..PLAIN },
    Table { name: "exit_test", day: Some("day"), ..PLAIN },
    Table { name: "week_answer", day: Some("day"), ..PLAIN },
    Table { name: "visit", day: Some("day"), notes: &["note"], ..PLAIN },
    Table { name: "visit_question", day: Some("day"), ..PLAIN },
    Table { name: "screening_answer", day: Some("day"), ..PLAIN },
    Table { name: "own_account", ..PLAIN },
];

/// What belongs to one copy of a diary, and is in no range: no row of these has a number.
const UPKEEP: [&str; 5] = ["removed", "row_version", "superseded", "set_aside", "last_number"];

/// The history of commands.
const JOURNAL: &str = "journal";

/// What stands for the column `kind` of the last numbers.
const COUNTED: &str = "numbers_of";

impl Diary {
    /// Hands over every row that is wanted, with its kind, as the diary is at one moment. Only one
    /// is in memory at a time.
    ///
    /// # Errors
    /// When the diary cannot be read, or `take` fails.
    pub fn each_row<E: From<StoreError>>(
        &self,
        wanted: Wanted,
        take: impl FnMut(&str, &Map<String, Json>) -> Result<(), E>,
    ) -> Result<(), E> {
        // What `take` says is no trouble of the diary, and is kept beside it meanwhile.
        let mut taken = Ok(());
        self.in_one_look(|| {
            taken = self.each_row_now(wanted, take);
            Ok(())
        })?;
        taken
    }

    /// The same, in a transaction that is there already.
    pub(super) fn each_row_now<E: From<StoreError>>(
        &self,
        wanted: Wanted,
        mut take: impl FnMut(&str, &Map<String, Json>) -> Result<(), E>,
    ) -> Result<(), E> {
        for table in &TABLES {
            self.each_of(table, wanted, None, &mut take)??;
        }
        // Without their rows, they would only say how much there is that is not shown.
        let upkeep = UPKEEP.iter().filter(|_| wanted.is_complete());
        for name in upkeep.copied().chain(wanted.journal.then_some(JOURNAL)) {
            self.each_of(&Table { name, ..PLAIN }, wanted, None, &mut take)??;
        }
        Ok(())
    }

    /// How many private entries there are in a range.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn private_count(&self, filter: Filter) -> Result<usize, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM rating WHERE private AND day BETWEEN ?1 AND ?2)
             + (SELECT count(*) FROM session WHERE private AND day BETWEEN ?1 AND ?2)";
        let count: i64 = self.ask(|c| c.query_row(sql, filter.bounds(), |row| row.get(0)))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Whether nothing was ever recorded in it that is still there.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        for table in &TABLES {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
            if self.ask(|c| c.query_row(&sql, [], |row| row.get(0)))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The row of that kind and number, in a transaction that is there already.
    pub(super) fn row_of(
        &self,
        kind: &str,
        id: i64,
    ) -> Result<Option<Map<String, Json>>, StoreError> {
        let mut found = None;
        if let Some(table) = TABLES.iter().find(|table| table.name == kind) {
            self.each_of::<StoreError>(table, Wanted::ALL, Some(id), &mut |_, row| {
                found = Some(row.clone());
                Ok(())
            })??;
        }
        Ok(found)
    }

    /// Hands over the wanted rows of one table, or the one of that number.
    fn each_of<E>(
        &self,
        table: &Table,
        wanted: Wanted,
        id: Option<i64>,
        take: &mut impl FnMut(&str, &Map<String, Json>) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let name = table.name;
        if name == "own_account" && !wanted.notes {
            return Ok(Ok(()));
        }
        let mut conditions = vec!["1".to_owned()];
        let day = table.day.filter(|_| id.is_none());
        // The plus keeps SQLite from going by the index of days: the rows come in the order of their
        // numbers, and would all have to be sorted into it.
        conditions.extend(day.map(|day| format!("+{day} BETWEEN ?1 AND ?2")));
        conditions.extend((table.private && !wanted.private).then(|| "private = 0".to_owned()));
        conditions.extend(id.map(|_| "id = ?1".to_owned()));
        let has_numbers = !UPKEEP.contains(&name);
        let order = if has_numbers { "id" } else { "1" };
        let sql =
            format!("SELECT * FROM {name} WHERE {} ORDER BY {order}", conditions.join(" AND "));
        let (first, last) = Filter { from: wanted.from, to: wanted.to, newest: None }.bounds();
        let is_kept = |key: &str| wanted.notes || !table.notes.contains(&key);
        self.ask(|c| {
            let mut part_statements = table
                .parts
                .iter()
                .map(|(_, part, column)| c.prepare_cached(&part_sql(part, column, id)))
                .collect::<Result<Vec<_>, _>>()?;
            let mut parts = part_statements
                .iter_mut()
                .zip(table.parts)
                .map(|(statement, (key, _, column))| PartWalk::begin(statement, key, column, id))
                .collect::<Result<Vec<_>, _>>()?;
            let mut statement = c.prepare_cached(&sql)?;
            // “kind” says of every row what it is.
            let columns = named_columns(&statement, |name| match name {
                "kind" => Some(COUNTED),
                name => is_kept(name).then_some(name),
            });
            let mut object = Map::new();
            let mut rows = match (id, day) {
                (Some(id), _) => statement.query([id])?,
                (None, Some(_)) => statement.query((&first, &last))?,
                (None, None) => statement.query([])?,
            };
            while let Some(row) = rows.next()? {
                fill(&mut object, row, &columns)?;
                if let Some(id) = object.get("id").and_then(Json::as_i64) {
                    for part in &mut parts {
                        let found = part.of(id)?;
                        if found.is_empty() {
                            object.remove(part.key);
                        } else {
                            object.insert(part.key.to_owned(), Json::Array(found));
                        }
                    }
                }
                if name == "visit_question" {
                    self.without_unseen_visit(&mut object, &first, &last)?;
                }
                if let Err(error) = take(name, &object) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        })
    }

    /// Takes the visit out of a question where the visit is not in the range itself.
    fn without_unseen_visit(
        &self,
        question: &mut Map<String, Json>,
        first: &str,
        last: &str,
    ) -> rusqlite::Result<()> {
        let Some(visit) = question.get("visit").and_then(Json::as_i64) else { return Ok(()) };
        let sql = "SELECT EXISTS (SELECT 1 FROM visit WHERE id = ?1 AND day BETWEEN ?2 AND ?3)";
        let mut statement = self.connection.prepare_cached(sql)?;
        if !statement.query_row((visit, first, last), |row| row.get::<_, bool>(0))? {
            question.remove("visit");
        }
        Ok(())
    }
}

/// A column of a statement that is wanted.
struct Column {
    /// Its place in the statement.
    place: usize,
    /// The key that it stands under.
    key: String,
}

/// The columns of a statement that are wanted, under the keys that `key` gives them, and in the
/// order of these.
fn named_columns(statement: &Statement<'_>, key: impl Fn(&str) -> Option<&str>) -> Vec<Column> {
    let names = statement.column_names().enumerate();
    let column = |(place, name)| Some(Column { place, key: key(name)?.to_owned() });
    let mut columns: Vec<Column> = names.filter_map(column).collect();
    columns.sort_by(|one, other| one.key.cmp(&other.key));
    columns
}

/// Puts the columns of a row that are there into the object of the row before it, whose keys and
/// texts it takes over: making them anew takes a third of the time of a long export.
fn fill(object: &mut Map<String, Json>, row: &Row<'_>, columns: &[Column]) -> rusqlite::Result<()> {
    // The keys of both are in one order, so that none has to be looked up.
    let mut known = object.iter_mut().peekable();
    let mut gone = Vec::new();
    let mut new = Vec::new();
    for Column { place, key } in columns {
        while known.next_if(|(other, _)| *other < key).is_some() {}
        let value = row.get_ref(*place)?;
        let is_there = !matches!(value, ValueRef::Null | ValueRef::Blob(_));
        match (known.next_if(|(other, _)| *other == key), value) {
            (Some(_), _) if !is_there => gone.push(key),
            (Some((_, Json::String(text))), ValueRef::Text(_)) => {
                text.clear();
                text.push_str(value.as_str()?);
            }
            (Some((_, known)), _) => *known = row_change::from_column(row.get(*place)?),
            (None, _) if is_there => new.push((key, row_change::from_column(row.get(*place)?))),
            (None, _) => {}
        }
    }
    gone.into_iter().for_each(|key| drop(object.remove(key)));
    object.extend(new.into_iter().map(|(key, value)| (key.clone(), value)));
    Ok(())
}

/// The rows of a part, of one row or of all of them in the order of their numbers.
fn part_sql(part: &str, column: &str, id: Option<i64>) -> String {
    match id {
        Some(_) => format!("SELECT * FROM {part} WHERE {column} = ?1 ORDER BY id"),
        None => format!("SELECT * FROM {part} ORDER BY {column}, id"),
    }
}

/// The parts of a table's rows, walked through beside them: asking for those of each row by itself
/// takes most of the time of a long export.
struct PartWalk<'s> {
    /// What the parts are called in an export.
    key: &'static str,
    /// Their columns, but for the one that names the row they belong to, whose place is `owner`.
    columns: Vec<Column>,
    owner: usize,
    rows: Rows<'s>,
}

impl<'s> PartWalk<'s> {
    /// Stands at the first part, of one row or of all.
    fn begin(
        statement: &'s mut Statement<'_>,
        key: &'static str,
        column: &'static str,
        id: Option<i64>,
    ) -> rusqlite::Result<Self> {
        let columns = named_columns(statement, |name| (name != column).then_some(name));
        let owner = statement.column_index(column)?;
        let mut rows = match id {
            Some(id) => statement.query([id])?,
            None => statement.query([])?,
        };
        rows.advance()?;
        Ok(Self { key, columns, owner, rows })
    }

    /// The parts of a row; the rows must come in the order of their numbers.
    fn of(&mut self, id: i64) -> rusqlite::Result<Vec<Json>> {
        let mut found = Vec::new();
        while let Some(row) = self.rows.get() {
            let owner: i64 = row.get(self.owner)?;
            if owner > id {
                break;
            }
            // Those before it are of rows that are not wanted.
            if owner == id {
                let mut part = Map::new();
                fill(&mut part, row, &self.columns)?;
                found.push(Json::Object(part));
            }
            self.rows.advance()?;
        }
        Ok(found)
    }
}

impl Change<'_> {
    /// Puts rows back as an export holds them, each under its kind and with its number. The inner
    /// error is the place of the first that the diary does not take, and a sentence about it; then
    /// nothing may be kept. After the last, [`Change::reads_back`] is asked.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn put_rows(
        &mut self,
        rows: &mut [(String, Map<String, Json>)],
    ) -> Result<Result<(), (usize, String)>, StoreError> {
        self.note_many_sums()?;
        self.ask(|c| c.execute_batch("SAVEPOINT some_rows"))?;
        let mut are_in = true;
        for some in rows.chunk_by_mut(|(one, _), (next, _)| one == next) {
            are_in = are_in && self.put_of_one_kind(some)?;
        }
        let end = if are_in { "" } else { "ROLLBACK TO some_rows; " };
        self.ask(|c| c.execute_batch(&format!("{end}RELEASE some_rows")))?;
        if !are_in {
            // Which of them it is, is found one by one.
            for (place, (kind, row)) in rows.iter_mut().enumerate() {
                if let Err(why) = self.put_row(kind, row)? {
                    return Ok(Err((place, why)));
                }
            }
        }
        Ok(Ok(()))
    }

    /// Puts rows of one kind in, several by one statement, and then their parts; whether the diary
    /// took all of them.
    fn put_of_one_kind(
        &mut self,
        rows: &mut [(String, Map<String, Json>)],
    ) -> Result<bool, StoreError> {
        let Some((kind, _)) = rows.first() else { return Ok(true) };
        let Some(table) = TABLES.iter().find(|table| table.name == kind) else {
            for (kind, row) in rows {
                if self.put_row(kind, row)?.is_err() {
                    return Ok(false);
                }
            }
            return Ok(true);
        };
        let keys: Vec<&str> = table.parts.iter().map(|(key, ..)| *key).collect();
        let own: Vec<_> = rows.iter().map(|(_, row)| row).collect();
        if !self.put_several(table.name, &own, &keys, true)? {
            return Ok(false);
        }
        for (key, part, column) in table.parts {
            let mut parts = Vec::new();
            for (_, row) in &mut *rows {
                let Some(id) = row.get("id").cloned() else { return Ok(false) };
                match parts_of(row, key, column, &id) {
                    Ok(some) => parts.extend(some),
                    Err(_) => return Ok(false),
                }
            }
            if !self.put_several(part, &parts, &[], false)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts rows into one table, several by one statement; whether the diary took all of them.
    fn put_several(
        &mut self,
        table: &'static str,
        rows: &[&Map<String, Json>],
        parts: &[&str],
        needs_number: bool,
    ) -> Result<bool, StoreError> {
        let (many, rest) = rows.as_chunks::<ROWS_AT_ONCE>();
        let statements = many.iter().map(<[_; _]>::as_slice).chain(rest.chunks(1));
        for some in statements {
            if self.put_columns(table, some, parts, needs_number)?.is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts one row back. The inner error is a sentence about it, and then nothing may be kept.
    pub(super) fn put_row(
        &mut self,
        kind: &str,
        row: &mut Map<String, Json>,
    ) -> Result<Result<(), String>, StoreError> {
        let known = TABLES.iter().find(|table| table.name == kind);
        let has_no_parts = UPKEEP.iter().chain([&JOURNAL]).find(|name| **name == kind);
        let (name, its_parts) = match (known, has_no_parts) {
            (Some(table), _) => (table.name, table.parts),
            (None, Some(name)) => (*name, &[][..]),
            (None, None) => return Ok(Err(format!("supple knows no rows of the kind “{kind}”"))),
        };
        if name == "last_number" {
            return self.put_last_number(row);
        }
        let keys: Vec<&str> = its_parts.iter().map(|(key, ..)| *key).collect();
        let id = match self.put_columns(name, &[row], &keys, !UPKEEP.contains(&name))? {
            Ok(id) => Json::from(id),
            Err(why) => return Ok(Err(why)),
        };
        for (key, part, column) in its_parts {
            let parts = match parts_of(row, key, column, &id) {
                Ok(parts) => parts,
                Err(why) => return Ok(Err(why)),
            };
            for row in parts {
                if let Err(why) = self.put_columns(part, &[row], &[], false)? {
                    return Ok(Err(format!("in “{key}”: {why}")));
                }
            }
        }
        Ok(Ok(()))
    }

    /// Puts rows into a table, one or as many as go in at once, and returns the number of the last.
    /// Parts of a row may do without one.
    fn put_columns(
        &mut self,
        table: &'static str,
        rows: &[&Map<String, Json>],
        parts: &[&str],
        needs_number: bool,
    ) -> Result<Result<i64, String>, StoreError> {
        match self.insert_whole(table, rows.iter().copied(), parts, needs_number) {
            Ok(put) => Ok(put),
            Err(error) => {
                let why =
                    refusal(&error).map(|detail| format!("the diary does not take it ({detail})"));
                why.map(Err).ok_or(error)
            }
        }
    }

    /// Raises a last number to that of a row. They are there already, and are never lowered.
    fn put_last_number(&self, row: &Map<String, Json>) -> Result<Result<(), String>, StoreError> {
        let kind = row.get(COUNTED).and_then(Json::as_str);
        let number = row.get("number").and_then(Json::as_i64);
        match kind.zip(number.filter(|number| (0..=NUMBER_MAX).contains(number))) {
            Some((kind, number)) => self.ask(|c| number::raise_kind(c, kind, number)).map(Ok),
            None => Ok(Err("it has no “kind” and “number”".to_owned())),
        }
    }

    /// Adds a row of another copy of a diary, and the rows that belong to it, under the next free
    /// numbers; unless it is there, or was and has been removed. The inner error is a sentence about
    /// the row, of which nothing is kept then. After the last, [`Change::reads_back`] is asked.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn import_rows(
        &mut self,
        rows: Vec<(&'static str, Map<String, Json>)>,
    ) -> Result<Result<Imported, String>, StoreError> {
        let name = rows.first().and_then(|(_, row)| row.get("uuid")).and_then(Json::as_str);
        let Some(name) = name else { return Ok(Err("it has no name".to_owned())) };
        match self.ask(|c| import_entry::is_removed(c, name))? {
            Some(true) => return Ok(Ok(Imported::Removed)),
            Some(false) => return Ok(Ok(Imported::Known)),
            None => {}
        }
        self.ask(|c| c.execute_batch("SAVEPOINT one_import"))?;
        let put = self.put_new_rows(rows)?;
        let end = if put.is_ok() { "" } else { "ROLLBACK TO one_import; " };
        self.ask(|c| c.execute_batch(&format!("{end}RELEASE one_import")))?;
        Ok(put.map(|()| Imported::New))
    }

    /// Puts rows in under the next free numbers; all but the first belong to it.
    fn put_new_rows(
        &mut self,
        rows: Vec<(&'static str, Map<String, Json>)>,
    ) -> Result<Result<(), String>, StoreError> {
        let mut first = None;
        for (kind, mut row) in rows {
            let id = self.next_number(kind, 0)?;
            row.insert("id".to_owned(), id.into());
            match first {
                None => first = Some((kind, id)),
                Some((kind, id)) => drop(row.insert(kind.to_owned(), id.into())),
            }
            if self.has_column(kind, "written_at")? {
                let now = value::from_moment(self.now());
                row.entry("written_at").or_insert_with(|| now.into());
            }
            if let Err(why) = self.put_row(kind, &mut row)? {
                return Ok(Err(why));
            }
        }
        Ok(Ok(()))
    }

    /// Reads everything back that was put in, as every command will, and holds that no number of it
    /// is given again. The inner error is a sentence about what does not read; then nothing may be
    /// kept.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn reads_back(&self) -> Result<Result<(), String>, StoreError> {
        for (table, insert) in &self.copied.tables {
            self.ask(|c| number::raise(c, table, insert.last_number))?;
        }
        let sql = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";
        let dangling: Option<String> =
            self.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.next().transpose())?;
        if let Some(table) = dangling {
            return Ok(Err(format!(
                "a row of the kind “{table}” belongs to one that is not there"
            )));
        }
        let read = self
            .read_all_ratings()
            .and_then(|()| self.sessions_that(Filter::default(), |_| false).map(drop))
            .and_then(|()| self.plans().map(drop))
            .and_then(|()| self.settings().map(drop))
            .and_then(|()| self.terms().map(drop))
            .and_then(|()| self.pauses().map(drop))
            .and_then(|()| self.goals().map(drop))
            .and_then(|()| self.visits().map(drop))
            .and_then(|()| self.visit_questions().map(drop))
            .and_then(|()| self.answers().map(drop))
            .and_then(|()| self.flare_words().map(drop))
            .and_then(|()| self.week_answers().map(drop))
            .and_then(|()| self.own_account().map(drop));
        match read {
            Ok(()) => Ok(Ok(())),
            Err(error) => refusal(&error).map(|why| Err(why.to_owned())).ok_or(error),
        }
    }
}

/// The parts of a row that stand under a key, which then name the row in that column.
fn parts_of<'r>(
    row: &'r mut Map<String, Json>,
    key: &str,
    column: &str,
    id: &Json,
) -> Result<Vec<&'r Map<String, Json>>, String> {
    let parts = match row.get_mut(key) {
        None => return Ok(Vec::new()),
        Some(Json::Array(parts)) => parts,
        Some(_) => return Err(format!("“{key}” is a list")),
    };
    let named = parts.iter_mut().map(|part| {
        let Json::Object(part) = part else {
            return Err(format!("what stands in “{key}” are objects"));
        };
        part.insert(column.to_owned(), id.clone());
        Ok(&*part)
    });
    named.collect()
}

/// What a row is refused for, without the file.
fn refusal(error: &StoreError) -> Option<&str> {
    match &error.trouble {
        Trouble::Refused(detail) | Trouble::Strange(detail) => Some(detail),
        _ => None,
    }
}
