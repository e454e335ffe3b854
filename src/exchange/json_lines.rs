//! The diary as JSON Lines: a head, a line for each row, and an end that tells how many there were.
//!
//! `docs/format.md` says what each kind of row holds, and `docs/supple-diary.schema.json` says it
//! for programs. What a row may hold is the diary's to say; here is only how rows become lines.

use std::io::{BufRead, Read};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The version of this format. A reader takes those up to its own.
pub const FORMAT: u32 = 1;

/// The word in the head by which the format is recognised.
const KIND: &str = "supple-diary";

/// The kind of the last line.
const END: &str = "end";

/// The most bytes of one line: far above what an entry with the longest notes comes to.
const LINE_MAX: u64 = 32 << 20;

/// What stands in the first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the format.
    pub format: u32,
    /// When it was written, with its offset from UTC.
    pub made_at: String,
    /// Whether every row of the diary is in it, but for the history of commands.
    pub complete: bool,
    /// Whether the history of commands is in it.
    pub history: bool,
    /// How many private entries were left out.
    pub private_left_out: usize,
}

impl Head {
    /// The head of an export that is made now.
    pub fn now(made_at: DateTime<FixedOffset>) -> Self {
        Self {
            format: FORMAT,
            made_at: made_at.to_rfc3339_opts(SecondsFormat::Secs, false),
            complete: true,
            history: false,
            private_left_out: 0,
        }
    }

    /// As a line.
    pub fn line(&self) -> String {
        // A struct of texts and numbers always becomes an object.
        let value = serde_json::to_value(self).expect("a head is plain data");
        line(KIND, value.as_object().expect("a struct is an object"))
    }
}

/// A row as a line, with its kind before everything else.
pub fn line(kind: &str, row: &Map<String, Value>) -> String {
    let mut line = Vec::new();
    push_line(&mut line, kind, row);
    String::from_utf8(line).expect("JSON is UTF-8")
}

/// Adds that line to a text.
pub fn push_line(text: &mut Vec<u8>, kind: &str, row: &Map<String, Value>) {
    text.extend_from_slice(b"{\"kind\":");
    serde_json::to_writer(&mut *text, kind).expect("a word is plain data");
    let end = text.len();
    serde_json::to_writer(&mut *text, row).expect("a row is plain data");
    // A map of JSON is written as an object, whose first brace makes room for the kind.
    if row.is_empty() {
        text.remove(end);
    } else {
        text[end] = b',';
    }
    text.push(b'\n');
}

/// The last line, after so many rows.
pub fn end(rows: usize) -> String {
    let mut row = Map::new();
    row.insert("rows".to_owned(), rows.into());
    line(END, &row)
}

/// Whether a file that begins so is of this format.
pub fn is_this(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    let first = text.lines().next().unwrap_or_default();
    first.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && first.contains("\"kind\"")
        && first.contains(KIND)
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1 on.
    pub line: usize,
    /// What is wrong there, as a part of a sentence.
    pub what: String,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct DiaryRow {
    /// The line it stood on, from 1 on.
    pub line: usize,
    /// What kind of row it is.
    pub kind: String,
    /// What it holds.
    pub row: Map<String, Value>,
}

/// A line, taken apart: its kind, and what else it holds.
type Line = (String, Map<String, Value>);

/// Reads a file of this format, line by line.
pub struct Reader<R> {
    from: R,
    line: usize,
    rows: usize,
    /// The line that was read last.
    bytes: Vec<u8>,
    /// What the first line says.
    pub head: Head,
}

impl<R: BufRead> Reader<R> {
    /// Reads the first line.
    ///
    /// # Errors
    /// When it is not the head of this format, or of a newer one.
    pub fn new(from: R) -> Result<Self, Problem> {
        let head = Head {
            format: FORMAT,
            made_at: String::new(),
            complete: false,
            history: false,
            private_left_out: 0,
        };
        let mut reader = Self { from, line: 0, rows: 0, bytes: Vec::new(), head };
        let Some((kind, row)) = reader.read_line()? else {
            return Err(reader.problem("there is nothing in it"));
        };
        let format = row.get("format").and_then(Value::as_u64);
        match format {
            Some(format) if kind == KIND && format > u64::from(FORMAT) => {
                return Err(reader.problem(&format!(
                    "it is of format {format}, which a newer supple wrote; this one knows {FORMAT}"
                )));
            }
            Some(_) if kind == KIND => {}
            _ => return Err(reader.problem("it is not the head of a diary of supple")),
        }
        reader.head = serde_json::from_value(Value::Object(row))
            .map_err(|error| reader.problem(&format!("its head does not read ({error})")))?;
        Ok(reader)
    }

    /// The next row; `None` after the last.
    ///
    /// # Errors
    /// When a line is no row, or the file ends before its end.
    pub fn next_row(&mut self) -> Result<Option<DiaryRow>, Problem> {
        let Some((kind, row)) = self.read_line()? else {
            return Err(self.problem("the file ends here, and its last line is missing"));
        };
        if kind != END {
            self.rows += 1;
            return Ok(Some(DiaryRow { line: self.line, kind, row }));
        }
        let told = row.get("rows").and_then(Value::as_u64);
        if told != u64::try_from(self.rows).ok() {
            return Err(self.problem(&format!(
                "there were {} rows before it, and it tells of {}",
                self.rows,
                told.map_or_else(|| "none".to_owned(), |told| told.to_string())
            )));
        }
        match self.read_line()? {
            None => Ok(None),
            Some(_) => Err(self.problem("something stands after the end")),
        }
    }

    /// The next line that is not blank, taken apart; `None` where the file ends.
    fn read_line(&mut self) -> Result<Option<Line>, Problem> {
        loop {
            self.bytes.clear();
            self.line += 1;
            let read = (&mut self.from).take(LINE_MAX + 1).read_until(b'\n', &mut self.bytes);
            let read =
                read.map_err(|error| self.problem(&format!("it does not read ({error})")))?;
            if read == 0 {
                return Ok(None);
            }
            if self.bytes.len() as u64 > LINE_MAX {
                return Err(self.problem("it is longer than any line that supple writes"));
            }
            if !self.bytes.trim_ascii().is_empty() {
                break;
            }
        }
        let text = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes);
        match serde_json::from_slice(text) {
            Ok(Value::Object(mut row)) => match row.remove("kind") {
                Some(Value::String(kind)) => Ok(Some((kind, row))),
                _ => Err(self.problem("it has no “kind”")),
            },
            Ok(_) => Err(self.problem("it is no object of JSON")),
            Err(error) => Err(self.problem(&no_json(&error))),
        }
    }

    /// A problem with the line that was read last.
    fn problem(&self, what: &str) -> Problem {
        Problem { line: self.line, what: what.to_owned() }
    }
}

/// Why a text is no JSON. The line is told beside it: where a text is one line of a file, that of the
/// error is another.
pub fn no_json(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
    format!("it is no JSON ({what})")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head as a line.
    fn head() -> String {
        let now = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        Head::now(now).line()
    }

    /// All rows of a file, or the first problem.
    fn read(text: &[u8]) -> Result<Vec<DiaryRow>, String> {
        let told = |problem: Problem| format!("{}: {}", problem.line, problem.what);
        let mut reader = Reader::new(text).map_err(told)?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row().map_err(told)? {
            rows.push(row);
        }
        Ok(rows)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut row = Map::new();
        row.insert("note".to_owned(), "a “b”\n\u{1b}".into());
        let text = head() + &line("rating", &row) + &line("x", &Map::new()) + &end(2);
        assert!(is_this(text.as_bytes()));
        let rows = read(text.as_bytes()).expect("it reads");
        assert_eq!(rows[0], DiaryRow { line: 2, kind: "rating".to_owned(), row });
        assert_eq!((rows[1].line, rows.len()), (3, 2));
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(read(&with_mark).map(|rows| rows.len()), Ok(2));
    }

    #[test]
    fn a_file_that_is_broken_says_where() {
        let utf_16: Vec<u8> = head().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let deep = "[".repeat(100_000);
        for (text, told) in [
            (String::new().into_bytes(), "1: there is nothing in it"),
            (b"{}\n".to_vec(), "1: it has no “kind”"),
            (b"{\"kind\":\"supple-diary\"}\n".to_vec(), "1: it is not the head"),
            (b"{\"kind\":\"supple-diary\",\"format\":2}\n".to_vec(), "1: it is of format 2"),
            (utf_16, "1: it is no JSON"),
            (head().into_bytes(), "2: the file ends here"),
            ((head() + "{\"kind\":\"rating\"").into_bytes(), "2: it is no JSON"),
            ((head() + &end(1)).into_bytes(), "2: there were 0 rows"),
            ((head() + "\n" + &end(0) + "{\"kind\":\"x\"}").into_bytes(), "4: something stands"),
            ((head() + "[1]\n").into_bytes(), "2: it is no object"),
            ((head() + &deep).into_bytes(), "2: it is no JSON"),
            ([head().as_bytes(), b"{\"kind\":\"\xe9\"}"].concat(), "2: it is no JSON"),
            ([head().as_bytes(), b"\0"].concat(), "2: it is no JSON (expected value)"),
        ] {
            let found = read(&text).expect_err(told);
            assert!(found.starts_with(told), "{found}");
        }
    }
}
