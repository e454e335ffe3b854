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
    /// It names every column, in that order.
    statement: Statement<'d>,
    /// The number of the row that was bound last, where it has one.
    id: Option<i64>,
    /// The checksum of that row, but for its table and number.
    sum: RowSum,
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
        let (names, marks) = (names.join(", "), marks.join(", "));
        let statement =
            connection.prepare(&format!("{verb} INTO {table} ({names}) VALUES ({marks})"))?;
        let (id, sum, sums, last_number) = (None, RowSum::default(), Vec::new(), 0);
        let is_summed = row_sum::is_summed(table);
        Ok(Self { columns, is_summed, statement, id, sum, sums, last_number })
    }

    /// Whether the table has a column of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Looks at a row, and makes ready to put it in; returns its number, where it has one. The inner
    /// error names what it has that the table does not take.
    pub(super) fn bind(
        &mut self,
        table: &str,
        row: &Map<String, Json>,
    ) -> rusqlite::Result<Result<Option<i64>, String>> {
        let Self { columns, statement, id, sum, .. } = self;
        statement.clear_bindings();
        (*id, *sum) = (None, RowSum::default());
        // Both are in the order of their names.
        let mut columns = (1_usize..).zip(columns);
        for (name, value) in row {
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
                            *id = Some(whole);
                        }
                    }
                    None => statement.raw_bind_parameter(place, number.as_f64())?,
                },
                _ => {}
            }
            sum.add_json(&column.sum, value);
        }
        Ok(Ok(*id))
    }

    /// Puts in the row that was bound, and returns its number and its checksum.
    pub(super) fn put(
        &mut self,
        connection: &Connection,
        table: &str,
    ) -> rusqlite::Result<(i64, RowSum)> {
        self.statement.raw_execute()?;
        let id = self.id.unwrap_or_else(|| connection.last_insert_rowid());
        Ok((id, self.sum.with_number(table, id)))
    }
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
