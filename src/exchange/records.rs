//! A file as records, one after the other, whatever it is written in: the first has the names of the
//! columns, the others their cells. What a reader of them makes of it, `table` says.

use serde_json::{Map, Value};

/// Why a file cannot be read any further: the line, and a part of a sentence.
pub type Problem = (usize, String);

/// A record that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The line it begins on, from 1 on; in a file without lines, which one it is.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// The file it stands in, where there are several.
    pub file: Option<String>,
    /// The name of the entry that it is, where it has been one of a diary of supple.
    pub name: Option<String>,
    /// The rows of a diary that it is, where it is no entry: one, and those that belong to it.
    pub rows: Vec<WholeRow>,
}

/// A row of a diary of supple, without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeRow {
    /// What kind of row it is, as `docs/format.md` names them.
    pub kind: &'static str,
    /// What it holds.
    pub row: Map<String, Value>,
}

impl Record {
    /// A record without cells.
    pub fn at(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    /// A record of these cells.
    pub fn new<T: Into<String>>(line: usize, cells: impl IntoIterator<Item = T>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), ..Self::at(line) }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.rows.is_empty() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// What reads a file record by record. The memory that it needs does not grow with the file.
pub trait Records {
    /// The next record; `None` where the file ends.
    ///
    /// # Errors
    /// The file does not read any further.
    fn next_record(&mut self) -> Result<Option<Record>, Problem>;

    /// Whether something was no UTF-8, and was read as Latin-1.
    fn is_latin(&self) -> bool {
        false
    }

    /// What is counted: lines, or entries where a file has no lines.
    fn unit(&self) -> &'static str {
        "line"
    }

    /// How many records were passed over because a diary has nothing of their kind.
    fn passed_over(&self) -> usize {
        0
    }
}

impl<T: Records + ?Sized> Records for Box<T> {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        (**self).next_record()
    }

    fn is_latin(&self) -> bool {
        (**self).is_latin()
    }

    fn unit(&self) -> &'static str {
        (**self).unit()
    }

    fn passed_over(&self) -> usize {
        (**self).passed_over()
    }
}
