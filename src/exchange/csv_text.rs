//! CSV as bytes (RFC 4180): written so that no spreadsheet takes a text for a formula, and read as
//! people's files are.
//!
//! What is read may have any of four separators, a mark of UTF-8 at its beginning, line ends of any
//! system, quotes in some cells and not in others, and letters of Latin-1. It is read record by
//! record: the memory that is needed does not grow with the file.

use std::io::BufRead;

use super::records::{Problem, Record, Records};

/// The most bytes of one record. A quote that is never closed ends there and not with the memory.
const RECORD_MAX: usize = 1 << 20;

/// The most cells of one record.
const CELLS_MAX: usize = 4096;

/// What a spreadsheet would take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A record as a line of CSV.
pub fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut line = String::new();
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            line.push(',');
        }
        push_cell(&mut line, cell.as_ref());
    }
    line + "\r\n"
}

/// Adds a cell to a line, quoted where it has to be.
pub(super) fn push_cell(line: &mut String, cell: &str) {
    if is_plain(cell) {
        line.push_str(cell);
        return;
    }
    let apostrophe = if begins_a_formula(cell) { "'" } else { "" };
    let has_blank_ends =
        cell.ends_with(char::is_whitespace) || cell.starts_with(char::is_whitespace);
    if has_blank_ends || cell.as_bytes().iter().any(is_special) {
        line.push('"');
        line.push_str(apostrophe);
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(apostrophe);
        line.push_str(cell);
    }
}

/// Whether a cell can be seen at its ends to be no formula and to have no blanks there, and needs no
/// quotes: as good as all of a long diary.
fn is_plain(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    bytes.first().is_none_or(u8::is_ascii_alphanumeric)
        && bytes.last().is_none_or(u8::is_ascii_graphic)
        && !bytes.iter().any(is_special)
}

/// Whether a cell with this byte is quoted.
fn is_special(byte: &u8) -> bool {
    matches!(byte, b',' | b'"' | b'\n' | b'\r')
}

/// Whether a text needs an apostrophe before it; one that has some already gets one more, so that
/// all of them can be told apart when it is read.
fn begins_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The text that [`line()`] was given for a cell.
pub fn unprotected(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        _ => cell,
    }
}

/// Reads CSV record by record.
pub struct CsvReader<R> {
    from: R,
    separator: u8,
    line: usize,
    is_first: bool,
    is_latin: bool,
}

impl<R: BufRead> CsvReader<R> {
    /// Reads from here on, with cells between `separator`.
    pub fn new(from: R, separator: u8) -> Self {
        Self { from, separator, line: 1, is_first: true, is_latin: false }
    }

    /// Passes over what some programs put before the table: a mark of UTF-8, and a line that says
    /// what stands between the cells.
    fn skip_marks(&mut self) -> Result<(), Problem> {
        let line = self.line;
        let unread = |error| (line, format!("it does not read ({error})"));
        if self.from.fill_buf().map_err(unread)?.starts_with(b"\xef\xbb\xbf") {
            self.from.consume(3);
        }
        let start = self.from.fill_buf().map_err(unread)?;
        if let Some([separator, end @ (b'\r' | b'\n'), ..]) = start.strip_prefix(b"sep=") {
            self.separator = *separator;
            // The line ends as the others do.
            let is_pair = *end == b'\r' && start.get(6) == Some(&b'\n');
            self.from.consume(6 + usize::from(is_pair));
            self.line += 1;
        }
        Ok(())
    }

    /// The bytes of a cell as a text.
    fn text(&mut self, cell: &[u8]) -> String {
        if let Ok(text) = std::str::from_utf8(cell) {
            return text.to_owned();
        }
        self.is_latin = true;
        cell.iter().copied().map(char::from).collect()
    }

    /// Takes what stands up to the next byte that may mean something, or that is not read yet, and
    /// returns how many bytes it is.
    fn plain(&mut self, cell: &mut Vec<u8>) -> Result<usize, Problem> {
        let separator = self.separator;
        let line = self.line;
        let buffer = self.from.fill_buf();
        let buffer = buffer.map_err(|error| (line, format!("it does not read ({error})")))?;
        let ends = |byte: &u8| *byte == separator || matches!(*byte, b'"' | b'\r' | b'\n');
        let length = buffer.iter().position(ends).unwrap_or(buffer.len());
        cell.extend_from_slice(&buffer[..length]);
        self.from.consume(length);
        Ok(length)
    }

    /// The next byte, taken.
    fn byte(&mut self) -> Result<Option<u8>, Problem> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.from.consume(1);
        }
        Ok(byte)
    }

    /// The next byte, left there.
    fn peek(&mut self) -> Result<Option<u8>, Problem> {
        let line = self.line;
        let buffer = self.from.fill_buf();
        let buffer = buffer.map_err(|error| (line, format!("it does not read ({error})")))?;
        Ok(buffer.first().copied())
    }
}

impl<R: BufRead> Records for CsvReader<R> {
    // Blank lines are records of one empty cell.
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        if std::mem::replace(&mut self.is_first, false) {
            self.skip_marks()?;
        }
        let mut record = Record::at(self.line);
        let mut cell: Vec<u8> = Vec::new();
        let (mut length, mut is_quoted, mut was_quoted, mut has_begun) = (0, false, false, false);
        loop {
            length += self.plain(&mut cell)?;
            let byte = self.byte()?;
            length += usize::from(byte.is_some());
            has_begun |= length > 0;
            if length > RECORD_MAX || record.cells.len() > CELLS_MAX {
                let why = "it never ends: a quote may be missing, or it is no CSV";
                return Err((record.line, why.to_owned()));
            }
            match byte {
                None if !has_begun => return Ok(None),
                // Else all that follows, which may be half of a table, would be one cell.
                None if is_quoted => {
                    return Err((
                        record.line,
                        "a quote is opened in it and never closed".to_owned(),
                    ));
                }
                None => break,
                Some(b'"') if is_quoted => {
                    // Two of them are one; one alone ends the cell.
                    if self.peek()? == Some(b'"') {
                        self.byte()?;
                        cell.push(b'"');
                    } else {
                        is_quoted = false;
                    }
                }
                Some(b'"') if cell.iter().all(u8::is_ascii_whitespace) && !was_quoted => {
                    cell.clear();
                    (is_quoted, was_quoted) = (true, true);
                }
                Some(b'\n') if !is_quoted => {
                    self.line += 1;
                    break;
                }
                Some(b'\r') if !is_quoted => {
                    if self.peek()? == Some(b'\n') {
                        self.byte()?;
                    }
                    self.line += 1;
                    break;
                }
                Some(byte) if byte == self.separator && !is_quoted => {
                    record.cells.push(self.text(&cell));
                    cell.clear();
                    was_quoted = false;
                }
                Some(byte) => {
                    self.line += usize::from(byte == b'\n');
                    cell.push(byte);
                }
            }
        }
        record.cells.push(self.text(&cell));
        Ok(Some(record))
    }

    fn is_latin(&self) -> bool {
        self.is_latin
    }
}

/// The separator of a file that begins so: the one that its first lines have most often.
pub fn separator(beginning: &[u8]) -> u8 {
    let lines: Vec<&[u8]> = beginning.split(|byte| *byte == b'\n').take(5).collect();
    let count = |wanted: u8| {
        lines.iter().map(|line| line.iter().filter(|byte| **byte == wanted).count()).sum::<usize>()
    };
    let all = [b',', b';', b'\t', b'|'];
    // The first of them where none is there: one column has no separator.
    all.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All records of a file.
    fn read(text: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
        let mut reader = CsvReader::new(text, separator(text));
        let mut records = Vec::new();
        while let Some(record) = reader.next_record()? {
            records.push(record.cells);
        }
        Ok(records)
    }

    #[test]
    fn files_are_read_as_people_have_them() {
        for (text, cells) in [
            (&b"a,b\r\n1,2"[..], &[&["a", "b"][..], &["1", "2"]][..]),
            (b"\xef\xbb\xbfa;b;\n1;2\n", &[&["a", "b", ""], &["1", "2"]]),
            (b"\xef\xbb\xbf\"a\",b\n", &[&["a", "b"]]),
            (b"\xef\xbb\xbfsep=;\r\na;b,c\r\n", &[&["a", "b,c"]]),
            (b"sep=\t\na\tb\n", &[&["a", "b"]]),
            (b"a\tb\r1\t2\r", &[&["a", "b"], &["1", "2"]]),
            (b"\"a, \"\"x\"\"\",\"b\nc\"\n", &[&["a, \"x\"", "b\nc"]]),
            (b"a, \"b\" ,c\n", &[&["a", "b ", "c"]]),
            (b"5\" tall,x\n", &[&["5\" tall", "x"]]),
            (b"caf\xe9,x\n", &[&["caf\u{e9}", "x"]]),
            (b"", &[]),
            (b"a,b\n\n", &[&["a", "b"], &[""]]),
        ] {
            assert_eq!(read(text).expect("it reads"), cells, "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_with_its_line() {
        let mut reader = CsvReader::new("on,pain\n1,\"4\"\n2,\"5,ok\n3,6\n".as_bytes(), b',');
        assert!(reader.next_record().is_ok() && reader.next_record().is_ok());
        let (line, why) = reader.next_record().expect_err("it has no end");
        assert_eq!((line, why.as_str()), (3, "a quote is opened in it and never closed"));
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_before_the_memory_does() {
        let text = [b"a,b\n\"".to_vec(), vec![b'x'; RECORD_MAX + 10]].concat();
        assert!(read(&text).expect_err("it never ends").1.contains("never ends"));
        assert!(read(&vec![b','; RECORD_MAX]).is_err());
    }

    #[test]
    fn no_spreadsheet_takes_a_text_for_a_formula() {
        for text in ["=1+1", "+x", "-x", "@x", "'=x", "\tx", "\r"] {
            let written = line([text]);
            let shown = written.trim_start_matches('"');
            assert!(shown.starts_with('\''), "{written:?}");
            let mut reader = CsvReader::new(written.as_bytes(), b',');
            let read = reader.next_record().expect("it reads").expect("one");
            assert_eq!(unprotected(&read.cells[0]), text);
        }
        assert_eq!(line(["'tis", "4"]), "'tis,4\r\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in prop::collection::vec("\\PC*|[=+@,;\"'\n\r\t -]{0,4}", 2..5)) {
            let written = line(&cells);
            let mut reader = CsvReader::new(written.as_bytes(), b',');
            let read = reader.next_record().expect("it reads").expect("one");
            let read: Vec<&str> = read.cells.iter().map(|cell| unprotected(cell)).collect();
            prop_assert_eq!(read, cells);
            prop_assert_eq!(reader.next_record(), Ok(None));
        }
    }
}
