//! Puts whole rows into one table, however many: what is the same for all of them, such as the
//! statement and what each column takes, is worked out once.

use rusqlite::{Connection, Statement};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::row_sum::{self, ColumnSum, RowSum};
use super::{row_change, value};
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::text::limits;

/// The largest number of a row that is taken: every reader of JSON knows it exactly.
pub(super) const NUMBER_MAX: i64 = (1 << 53) - 1;

/// The most bytes of one text, but for the rows of the history.
const TEXT_MAX: usize = 2 * *limits::NOTE_BYTES.end() as usize;

/// How many rows are put in by one statement where there are many. SQLite then begins and ends one
/// in place of sixteen, which is a third of the time that a row takes it; more at once gain nothing.
pub(super) const ROWS_AT_ONCE: usize = 16;

/// Columns with the number of a row.
const ROW_NUMBERS: [&str; 6] = ["id", "rating", "session", "goal", "plan", "visit"];

/// Columns with a moment.
const MOMENTS: [&str; 3] = ["at", "written_at", "source_written_at"];

/// Columns with a text of several lines.
const LINES: [&str; 6] = ["note", "why", "reason", "said", "rows", "text"];

/// How whole rows are put into one table.
pub(super) struct TableInsert<'d> {
    /// In the order of their names, which is that of the keys of a row.
    columns: Vec<Column>,
    /// Whether its rows have checksums.
    pub(super) is_summed: bool,
    /// What puts in one row: it names every column, in that order.
    one: Statement<'d>,
    /// The same for [`ROWS_AT_ONCE`] rows, once there are so many.
    many: Option<Statement<'d>>,
    /// How both begin, and how one row stands in them.
    head: String,
    marks: String,
    /// The rows that were bound last: the number of each, where it has one, and its checksum, but
    /// for its table and number.
    bound: Vec<(Option<i64>, RowSum)>,
    /// The checksums of rows of a copy that are still to be noted, by the numbers of these.
    pub(super) sums: Vec<(i64, RowSum)>,
    /// The highest number of a row that was put in.
    pub(super) last_number: i64,
}

/// A column of the table.
struct Column {
    name: String,
    form: Form,
    sum: ColumnSum,
}

/// What a column takes, beyond what the diary looks at by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A number.
    Number,
    /// A whole number, from this one on.
    Whole(i64),
    /// A moment, as the diary writes it.
    Moment,
    /// The name of a row.
    Uuid,
    /// The word of a sign.
    Symptom,
    /// Rows, as the history of commands keeps them.
    History,
    /// A text of several lines.
    Lines,
    /// A text of one line.
    Words,
}

impl<'d> TableInsert<'d> {
    /// Prepares it. Rows of what is kept of names may be there already, from an import that was
    /// taken back, and are then put in their place.
    pub(super) fn new(
        connection: &'d Connection,
        table: &'static str,
        replaces: bool,
    ) -> rusqlite::Result<Self> {
        let mut columns = Vec::new();
        let mut marks = Vec::new();
        let sql = "SELECT name, type, dflt_value FROM pragma_table_info(?1) ORDER BY name";
        let mut about = connection.prepare(sql)?;
        let mut about = about.query([table])?;
        while let Some(column) = about.next()? {
            let name: String = column.get(0)?;
            let form = Form::of(table, &name, &column.get::<_, String>(1)?);
            // What a row does not name has its default, as if the statement did not name it.
            marks.push(match column.get::<_, Option<String>>(2)? {
                Some(default) => format!("coalesce(?, {default})"),
                None => "?".to_owned(),
            });
            columns.push(Column { form, sum: ColumnSum::of(&name), name });
        }
        let verb = if replaces { "INSERT OR REPLACE" } else { "INSERT" };
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let head = format!("{verb} INTO {table} ({}) VALUES ", names.join(", "));
        let marks = format!("({})", marks.join(", "));
        let one = connection.prepare(&format!("{head}{marks}"))?;
        let (many, bound, sums, last_number) = (None, Vec::new(), Vec::new(), 0);
        let is_summed = row_sum::is_summed(table);
        Ok(Self { columns, is_summed, one, many, head, marks, bound, sums, last_number })
    }

    /// Whether the table has a column of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Looks at rows, one or [`ROWS_AT_ONCE`], and makes ready to put them in; what stands under
    /// the keys `parts` has a table of its own. Returns whether they have numbers, which all of them
    /// have or none. The inner error names what a row has that the table does not take.
    pub(super) fn bind<'r>(
        &mut self,
        connection: &'d Connection,
        table: &str,
        rows: impl ExactSizeIterator<Item = &'r Map<String, Json>>,
        parts: &[&str],
    ) -> rusqlite::Result<Result<bool, String>> {
        let Self { columns, one, many, head, marks, bound, .. } = self;
        let statement = match (rows.len(), many) {
            (1, _) => one,
            (_, Some(many)) => many,
            (count, many) => {
                let marks = vec![marks.as_str(); count].join(", ");
                many.insert(connection.prepare(&format!("{head}{marks}"))?)
            }
        };
        statement.clear_bindings();
        bound.clear();
        for (nth, row) in rows.enumerate() {
            let first = 1 + nth * columns.len();
            match bind_row(statement, first, columns, table, row, parts)? {
                Ok(row) => bound.push(row),
                Err(why) => return Ok(Err(why)),
            }
        }
        let numbered = bound.iter().filter(|(id, _)| id.is_some()).count();
        if numbered > 0 && numbered < bound.len() {
            return Ok(Err("has an “id” or not, as the rows beside it".to_owned()));
        }
        Ok(Ok(numbered > 0))
    }

    /// Puts in the rows that were bound, and returns the number and the checksum of each.
    pub(super) fn put(
        &mut self,
        connection: &Connection,
        table: &str,
    ) -> rusqlite::Result<Vec<(i64, RowSum)>> {
        let Self { one, many, bound, .. } = self;
        match many {
            Some(many) if bound.len() > 1 => many.raw_execute()?,
            _ => one.raw_execute()?,
        };
        // Those without a number got the next ones.
        let count = i64::try_from(bound.len()).unwrap_or(i64::MAX);
        let given = connection.last_insert_rowid().saturating_sub(count)..;
        let put = bound.iter().zip(given.skip(1)).map(|((id, sum), given)| {
            let id = id.unwrap_or(given);
            (id, sum.with_number(table, id))
        });
        Ok(put.collect())
    }
}

/// Binds one row to a statement from a place on; its number, where it has one, and its checksum.
fn bind_row(
    statement: &mut Statement<'_>,
    first: usize,
    columns: &[Column],
    table: &str,
    row: &Map<String, Json>,
    parts: &[&str],
) -> rusqlite::Result<Result<(Option<i64>, RowSum), String>> {
    let (mut id, mut sum) = (None, RowSum::default());
    // Both are in the order of their names.
    let mut columns = (first..).zip(columns);
    for (name, value) in row {
        if parts.contains(&name.as_str()) {
            continue;
        }
        let Some((place, column)) = columns.find(|(_, column)| column.name == *name) else {
            return Ok(Err(format!("supple knows no “{name}” of the kind “{table}”")));
        };
        if let Err(why) = column.form.takes(value) {
            return Ok(Err(format!("“{name}” {why}")));
        }
        match value {
            Json::String(text) => statement.raw_bind_parameter(place, text.as_str())?,
            Json::Number(number) => match number.as_i64() {
                Some(whole) => {
                    statement.raw_bind_parameter(place, whole)?;
                    if name == "id" {
                        id = Some(whole);
                    }
                }
                None => statement.raw_bind_parameter(place, number.as_f64())?,
            },
            _ => {}
        }
        sum.add_json(&column.sum, value);
    }
    Ok(Ok((id, sum)))
}

impl Form {
    /// What a column of a table takes, whose type SQLite calls so.
    fn of(table: &str, name: &str, kind: &str) -> Self {
        match name {
            _ if ROW_NUMBERS.contains(&name) => Self::Whole(1),
            "follows" => Self::Whole(0),
            _ if kind != "TEXT" => Self::Number,
            _ if MOMENTS.contains(&name) => Self::Moment,
            "uuid" => Self::Uuid,
            "symptom" => Self::Symptom,
            "rows" if table == "journal" => Self::History,
            _ if LINES.contains(&name) => Self::Lines,
            _ => Self::Words,
        }
    }

    /// Whether a column takes a value; the error is the end of a sentence about it.
    fn takes(self, value: &Json) -> Result<(), String> {
        let is_numeric = matches!(self, Self::Number | Self::Whole(_));
        match (self, value) {
            (_, Json::Null) => Ok(()),
            (Self::Whole(least), Json::Number(number)) => {
                let is_so = number.as_i64().is_some_and(|at| (least..=NUMBER_MAX).contains(&at));
                is_so.then_some(()).ok_or_else(|| format!("is a whole number from {least} on"))
            }
            (Self::Number, Json::Number(_)) => Ok(()),
            // SQLite would turn the one into the other, and the checksum would not be that of the row.
            (_, Json::Number(_)) => Err("is a text".to_owned()),
            (_, Json::String(_)) if is_numeric => Err("is a number".to_owned()),
            (_, Json::String(text)) => self.takes_text(text),
            (_, Json::Bool(_) | Json::Array(_) | Json::Object(_)) => {
                Err("is a text or a number, and nothing else".to_owned())
            }
        }
    }

    /// Whether a text can be that of a column.
    fn takes_text(self, text: &str) -> Result<(), String> {
        // Most texts are plain, and one look tells.
        let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !is_plain && text.contains('\0') {
            return Err("holds a NUL character".to_owned());
        }
        if text.len() > TEXT_MAX && self != Self::History {
            return Err(format!("is {} bytes long, and {TEXT_MAX} is the most", text.len()));
        }
        let may_have_lines = matches!(self, Self::Lines | Self::History);
        if !is_plain && !may_have_lines && text.contains(char::is_control) {
            return Err("holds a character that is none of a word".to_owned());
        }
        let is_so = match self {
            // As the diary writes it, to the letter: it is also compared as a text.
            Self::Moment => value::is_written_moment(text),
            Self::Uuid => text.len() == 36 && Uuid::parse_str(text).is_ok(),
            Self::Symptom => Symptom::from_word(text).is_some(),
            Self::History => row_change::is_readable(text),
            Self::Number | Self::Whole(_) | Self::Lines | Self::Words => true,
        };
        if is_so { Ok(()) } else { Err("is not as supple writes it".to_owned()) }
    }
}
