//! Files of an app, and those that are read as a whole.

use std::io::{self, BufRead};

use serde_json::Value;

use crate::exchange::json_lines::no_json;
use crate::exchange::records::{Problem, Record, Records};

/// A file, opened when it is its turn.
pub struct NamedFile {
    /// Its name, with the folders it is in.
    pub name: String,
    /// Opens it.
    pub open: Box<dyn FnOnce() -> io::Result<Box<dyn BufRead>>>,
}

/// Records that are all in memory.
pub struct Listed(std::vec::IntoIter<Record>);

impl Listed {
    /// A header, and the cells of each record, numbered.
    pub fn new(header: &[&str], rows: Vec<Vec<String>>) -> Self {
        let header = Record::new(1, header.iter().copied());
        let rows = rows.into_iter().enumerate();
        let rows = rows.map(|(number, cells)| Record::new(number + 1, cells));
        Self(std::iter::once(header).chain(rows).collect::<Vec<_>>().into_iter())
    }
}

impl Records for Listed {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        Ok(self.0.next())
    }

    fn unit(&self) -> &'static str {
        "entry"
    }
}

/// A file that is read as a whole, for it says things in an order of its own.
pub fn whole(from: Box<dyn BufRead>) -> Result<Vec<u8>, Problem> {
    /// Ten times what years of entries come to.
    const WHOLE_MAX: u64 = 64 << 20;
    let mut bytes = Vec::new();
    let read = io::Read::read_to_end(&mut io::Read::take(from, WHOLE_MAX + 1), &mut bytes);
    read.map_err(|error| (0, format!("it does not read ({error})")))?;
    if bytes.len() as u64 > WHOLE_MAX {
        return Err((0, "it is larger than this app writes one".to_owned()));
    }
    Ok(bytes)
}

/// All of a file as JSON.
pub fn json(bytes: &[u8]) -> Result<Value, Problem> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(text).map_err(|error| (error.line(), no_json(&error)))
}
