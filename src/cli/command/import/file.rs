//! What a file is, by what it holds.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::exchange::{csv_tables, json_lines};

/// How much of a file is looked at to see what it is, in bytes.
const BEGINNING: u64 = 64 << 10;

/// The most bytes of a file in UTF-16, which is turned around in memory.
const UTF_16_MAX: u64 = 64 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The diary as JSON Lines.
    Diary,
    /// The diary as a folder of CSV.
    Tables,
    /// A table of somebody's.
    Table,
}

impl Source {
    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Diary => "a diary of supple",
            Self::Tables => "a diary of supple, as a folder of csv",
            Self::Table => "a table",
        }
    }
}

/// The beginning of a file.
pub fn beginning(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut beginning = Vec::new();
    let read = text(path)?.take(BEGINNING).read_to_end(&mut beginning);
    read.map_err(|error| unread(path, &error))?;
    Ok(beginning)
}

/// What a file or folder is.
pub fn recognised(path: &Path) -> Result<Source, Failure> {
    if path.is_dir() {
        if csv_tables::files().any(|name| path.join(name).is_file()) {
            return Ok(Source::Tables);
        }
        return Err(unknown(path, "there is no file in it that supple export writes"));
    }
    let beginning = beginning(path)?;
    if json_lines::is_this(&beginning) {
        return Ok(Source::Diary);
    }
    let start = beginning.trim_ascii_start();
    let why = if start.is_empty() {
        "there is nothing in it"
    } else if beginning.starts_with(b"SQLite format 3\0") {
        "it is a database; supple reads the diary that SUPPLE_DB names as it is"
    } else if beginning.starts_with(b"PK") {
        "it is an archive; unpack it, and import a table that is in it"
    } else if beginning.starts_with(b"\x1f\x8b") {
        "it is packed; unpack it first"
    } else if start.starts_with(b"<") || start.starts_with(b"{") || start.starts_with(b"[") {
        "it is XML or JSON, and supple reads tables"
    } else if beginning.iter().filter(|byte| **byte == 0).count() * 20 > beginning.len() {
        "it is no text"
    } else {
        return Ok(Source::Table);
    };
    Err(unknown(path, why))
}

/// Nobody knows what a file is.
fn unknown(path: &Path, why: &str) -> Failure {
    Failure::could_not(format!("{} was not read: {why}.", path.display()))
        .next("What supple reads: supple import --help")
}

/// A file could not be read.
pub fn unread(path: &Path, error: &std::io::Error) -> Failure {
    Failure::could_not(format!("{} could not be read: {error}.", path.display()))
}

/// A file, to be read from its beginning.
pub fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    // A pipe would be waited for without end, and can be read only once.
    let found = std::fs::metadata(path).map_err(|error| unread(path, &error))?;
    if !found.is_file() {
        return Err(unknown(path, "it is no ordinary file"));
    }
    File::open(path).map(BufReader::new).map_err(|error| unread(path, &error))
}

/// A file as UTF-8, or as what else it may be, from its beginning on; UTF-16 is turned around.
pub fn text(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let mut file = open(path)?;
    let start = file.fill_buf().map_err(|error| unread(path, &error))?;
    let is_little = match start.get(..2) {
        Some(b"\xff\xfe") => true,
        Some(b"\xfe\xff") => false,
        _ => return Ok(Box::new(file)),
    };
    let mut bytes = Vec::new();
    let read = file.take(UTF_16_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| unread(path, &error))?;
    if bytes.len() as u64 > UTF_16_MAX {
        return Err(unknown(path, "it is UTF-16, and too large; save it as UTF-8"));
    }
    let units = bytes[2..].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Ok(Box::new(Cursor::new(text.into_bytes())))
}

/// Something is wrong in a line of a file, or with how it was to be read.
pub fn at_line(path: &Path, line: usize, why: &str) -> Failure {
    let what = match line {
        0 => format!("{} was not read: {why}.", path.display()),
        line => format!("{}, line {line}: {why}.", path.display()),
    };
    Failure::could_not(what).also("Nothing was kept.")
}

/// The file of a recipe of that name, beside the settings.
pub fn recipe_file(config: Option<&PathBuf>, name: &str) -> Result<PathBuf, Failure> {
    let is_plain = !name.is_empty()
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_');
    if !is_plain {
        return Err(Failure::usage(format!("“{name}” is no name of a recipe."))
            .next("A name is letters, digits and hyphens: my-table"));
    }
    let folder = config.and_then(|config| config.parent());
    let folder = folder.ok_or_else(|| Failure::could_not("there is no home folder."))?;
    Ok(folder.join("recipes").join(format!("{name}.toml")))
}
