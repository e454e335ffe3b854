//! Broken library files as rows: a file of the base, what is edited in it, and what a person reads.
//!
//! The base is in `tests/fixtures/library/`, laid out as somebody's own exercises folder; nothing
//! is wrong in it. A row takes one file of it, edits it, and puts it into a folder of its own.
//! To add a fault, add a row with an empty message, run the test, and copy what it printed.

mod condition;
mod exercise;
mod file;
mod growth;
mod order;
mod phase;
mod pose;
mod rules;
mod start;
mod together;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// Where the base is: tests run in the folder of the crate.
pub const BASE: &str = "tests/fixtures/library";

const BRIDGE: &str = "library/bridge.toml";
const BURSITIS: &str = "conditions/ischial-bursitis.toml";
const PIRIFORMIS: &str = "conditions/piriformis-dgs.toml";

/// The numbers of the rules; the base has no such file, so its rows write the whole of it.
const RULES: &str = "rules.toml";

/// The end of a file, for [`Edit::Cut`].
const END: &str = "";

/// One change of a file. What is looked for has to be there exactly once, or the row fails.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// This text by that one.
    Replace(&'static str, &'static str),
    /// Below a line: the first such text by that one.
    Below(&'static str, &'static str, &'static str),
    /// This text by another, so many times.
    Repeat(&'static str, &'static str, usize),
    /// This text by bytes that need not be text.
    ReplaceWithBytes(&'static str, &'static [u8]),
    /// After a line: these lines.
    After(&'static str, &'static str),
    /// This line goes.
    Remove(&'static str),
    /// What stands from this text up to the next such text goes.
    Cut(&'static str, &'static str),
    /// Lines at the end of the file.
    Append(&'static str),
    /// The whole file is this. It need not be a file of the base.
    Whole(&'static str),
    /// The file stands under this name, a path in the folder.
    SavedAs(&'static str),
}

/// A file with one thing wrong in it.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub name: &'static str,
    file: &'static str,
    edits: &'static [Edit],
    message: &'static str,
    beside: Option<&'static str>,
    pub by_check_alone: bool,
}

/// A row: its name, the file of the base, what is edited in it, and what is told of it. The message
/// is written like an inline snapshot: on its own lines, whose shared indentation does not count.
const fn row(
    name: &'static str,
    file: &'static str,
    edits: &'static [Edit],
    message: &'static str,
) -> Row {
    Row { name, file, edits, message, beside: None, by_check_alone: false }
}

impl Row {
    /// A second file of the base lies in the folder, as it is.
    const fn beside(mut self, file: &'static str) -> Self {
        self.beside = Some(file);
        self
    }

    /// The fault shows in the check of the library alone, since no plan reads or holds it.
    const fn shown_by_check_alone(mut self) -> Self {
        self.by_check_alone = true;
        self
    }

    /// The message without the indentation that its lines share.
    pub fn message(&self) -> String {
        let lines: Vec<&str> = self.message.trim().lines().collect();
        let indents = self.message.lines().filter(|line| !line.trim().is_empty());
        let shared = indents.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let (first, rest) = lines.split_first().unwrap_or((&"", &[]));
        let rest = rest.iter().map(|line| line.get(shared..).unwrap_or(""));
        std::iter::once(*first).chain(rest).collect::<Vec<_>>().join("\n")
    }

    /// A message as it stands in a row, to be copied.
    pub fn as_written(message: &str) -> String {
        let indented = message.lines().map(|line| format!("            {line}"));
        indented.map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// A folder with the edited file in it.
    pub fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        if let Some(file) = self.beside {
            put(folder.path(), file, base(file).as_bytes());
        }
        let (path, bytes) = self.edited();
        put(folder.path(), path, &bytes);
        folder
    }

    /// Where the edited file is saved, and what is in it.
    fn edited(&self) -> (&'static str, Vec<u8>) {
        let (mut path, mut raw) = (self.file, None);
        let mut text = match self.edits {
            [Edit::Whole(_), ..] => String::new(),
            _ => base(self.file),
        };
        for edit in self.edits {
            let name = self.name;
            match *edit {
                Edit::Replace(old, new) => {
                    let at = only(name, &text, old);
                    text.replace_range(at..at + old.len(), new);
                }
                Edit::Below(line, old, new) => {
                    let below = line_at(name, &text, line) + line.len();
                    let at = below + first(name, &text[below..], old);
                    text.replace_range(at..at + old.len(), new);
                }
                Edit::Repeat(old, unit, times) => {
                    let at = only(name, &text, old);
                    text.replace_range(at..at + old.len(), &unit.repeat(times));
                }
                Edit::ReplaceWithBytes(old, new) => {
                    let at = only(name, &text, old);
                    let parts = [&text.as_bytes()[..at], new, &text.as_bytes()[at + old.len()..]];
                    raw = Some(parts.concat());
                }
                Edit::After(line, new) => {
                    let after = line_at(name, &text, line) + line.len() + 1;
                    text.insert_str(after, &format!("{new}\n"));
                }
                Edit::Remove(line) => {
                    let at = line_at(name, &text, line);
                    text.replace_range(at..=at + line.len(), "");
                }
                Edit::Cut(from, until) => {
                    let at = only(name, &text, from);
                    let rest = &text[at..];
                    let end = if until == END { rest.len() } else { first(name, rest, until) };
                    text.replace_range(at..at + end, "");
                }
                Edit::Append(new) => text.push_str(new),
                Edit::Whole(whole) => whole.clone_into(&mut text),
                Edit::SavedAs(other) => path = other,
            }
        }
        (path, raw.unwrap_or_else(|| text.into_bytes()))
    }
}

/// Every row, by name.
pub fn rows() -> Vec<Row> {
    let exercises = [file::ROWS, exercise::ROWS, growth::ROWS, pose::ROWS];
    let conditions =
        [condition::ROWS, phase::ROWS, order::ROWS, together::ROWS, rules::ROWS, start::ROWS];
    let mut rows = [exercises.concat(), conditions.concat()].concat();
    rows.sort_by_key(|row| row.name);
    rows
}

/// A file of the base.
pub fn base(file: &str) -> String {
    let path = Path::new(BASE).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Writes a file into a folder.
pub fn put(folder: &Path, file: &str, bytes: &[u8]) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

/// Where a text is that must be there once.
fn only(row: &str, text: &str, wanted: &str) -> usize {
    let found: Vec<usize> = text.match_indices(wanted).map(|(at, _)| at).collect();
    assert_eq!(found.len(), 1, "{row}: {wanted:?} is to be there once");
    found[0]
}

/// Where a line begins that must be there once, and whole.
fn line_at(row: &str, text: &str, wanted: &str) -> usize {
    let mut begins = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.strip_suffix('\n') == Some(wanted) {
            found.push(begins);
        }
        begins += line.len();
    }
    assert_eq!(found.len(), 1, "{row}: the line {wanted:?} is to be there once");
    found[0]
}

/// Where a text is first.
fn first(row: &str, text: &str, wanted: &str) -> usize {
    text.find(wanted).unwrap_or_else(|| panic!("{row}: {wanted:?} is not there"))
}
