//! What a file is, by what it holds.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::domain::text::file_name::is_device;
use crate::exchange::apps::{self, App, NamedFile};
use crate::exchange::csv_text::{CsvReader, separator};
use crate::exchange::records::Records;
use crate::exchange::{csv_tables, json_lines, zip};

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
    /// A table of somebody's, or what an app wrote.
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
        return match apps::of_names(&names_in(path)?) {
            Some(_) => Ok(Source::Table),
            None => Err(unknown(path, "there is no file in it that supple reads")),
        };
    }
    let beginning = beginning(path)?;
    if json_lines::is_this(&beginning) {
        return Ok(Source::Diary);
    }
    if beginning.starts_with(ARCHIVE) {
        return Ok(Source::Table);
    }
    match no_table(&beginning) {
        Some(why) => Err(unknown(path, why)),
        None => Ok(Source::Table),
    }
}

/// What the beginning of an archive is.
const ARCHIVE: &[u8] = b"PK";

/// Why a file that begins so is neither a table nor what an app writes; `None` where it may be.
fn no_table(beginning: &[u8]) -> Option<&'static str> {
    let start = beginning.trim_ascii_start();
    if start.is_empty() {
        Some("there is nothing in it")
    } else if beginning.starts_with(b"SQLite format 3\0") {
        Some("it is a database; the diary of another machine comes in by supple merge")
    } else if beginning.starts_with(b"\x1f\x8b") {
        Some("it is packed; unpack it first")
    } else if apps::of_text(beginning).is_some() {
        None
    } else if start.starts_with(b"<") || start.starts_with(b"{") || start.starts_with(b"[") {
        Some("it is XML or JSON of a kind that supple does not know")
    } else if beginning.iter().filter(|byte| **byte == 0).count() * 20 > beginning.len() {
        Some("it is no text")
    } else {
        None
    }
}

/// The files of a folder and of the folders in it, with their names from there on.
fn names_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let list = |path: &Path| -> Result<Vec<(String, bool)>, Failure> {
        let read = fs::read_dir(path).map_err(|error| unread(path, &error))?;
        let named = |entry: fs::DirEntry| {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            Some((entry.file_name().into_string().ok()?, is_folder))
        };
        let mut found: Vec<_> = read.filter_map(|entry| named(entry.ok()?)).collect();
        found.sort();
        Ok(found)
    };
    let mut names = Vec::new();
    for (name, is_folder) in list(folder)? {
        if is_folder {
            let inside = list(&folder.join(&name))?;
            names.extend(inside.into_iter().map(|(inner, _)| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    Ok(names)
}

/// The records of a file, of one in an archive, or of a folder.
pub fn records(path: &Path) -> Result<Box<dyn Records>, Failure> {
    let told = |(line, why): (usize, String)| at_line(path, line, &why);
    if path.is_dir() {
        let names = names_in(path)?;
        let (app, wanted) = apps::of_names(&names)
            .ok_or_else(|| unknown(path, "there is no file in it that supple reads"))?;
        let files = wanted.into_iter().map(|place| {
            let file = path.join(&names[place]);
            let open = move || {
                // A pipe would be waited for without end.
                if !fs::metadata(&file)?.is_file() {
                    return Err(io::Error::other("it is no ordinary file"));
                }
                Ok(Box::new(BufReader::new(File::open(file)?)) as Box<dyn BufRead>)
            };
            NamedFile { name: names[place].clone(), open: Box::new(open) }
        });
        return app.records(files.collect()).map_err(told);
    }
    let beginning = beginning(path)?;
    if beginning.starts_with(ARCHIVE) {
        return packed_records(path);
    }
    match apps::of_text(&beginning) {
        Some(app) => of_app(app, path, text(path)?),
        None => Ok(Box::new(CsvReader::new(text(path)?, separator(&beginning)))),
    }
}

/// The records of a file that an app wrote.
fn of_app(app: App, path: &Path, from: Box<dyn BufRead>) -> Result<Box<dyn Records>, Failure> {
    let file = NamedFile { name: path.display().to_string(), open: Box::new(|| Ok(from)) };
    app.records(vec![file]).map_err(|(line, why)| at_line(path, line, &why))
}

/// The records of what is in an archive: of the files that an app puts there, or of the only one.
fn packed_records(path: &Path) -> Result<Box<dyn Records>, Failure> {
    let broken = |why: String| unknown(path, &why);
    let packed = zip::files(open(path)?.into_inner()).map_err(broken)?;
    let names: Vec<String> = packed.iter().map(|file| file.name.clone()).collect();
    if let Some((app, wanted)) = apps::of_names(&names) {
        let files = wanted.into_iter().map(|place| {
            let (path, file) = (path.to_owned(), packed[place].clone());
            let open = move || zip::open(File::open(path)?, &file);
            NamedFile { name: names[place].clone(), open: Box::new(open) }
        });
        return app.records(files.collect()).map_err(|(line, why)| at_line(path, line, &why));
    }
    // What a system puts beside the files of an archive is none of them.
    let is_of_system = |name: &str| name.starts_with("__MACOSX/") || name.ends_with(".DS_Store");
    let only: Vec<_> = packed.iter().filter(|file| !is_of_system(&file.name)).collect();
    let [only] = only[..] else {
        let names = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
        return Err(broken(format!(
            "it is an archive, and supple knows no app that writes what is in it ({names}); unpack \
             it, and import one of them"
        )));
    };
    let unreadable = |error: io::Error| unread(path, &error);
    let mut from = zip::open(open(path)?.into_inner(), only).map_err(unreadable)?;
    let beginning = from.fill_buf().map_err(unreadable)?.to_vec();
    if let Some(why) = no_table(&beginning) {
        return Err(broken(format!("{} in it was not read: {why}", only.name)));
    }
    match apps::of_text(&beginning) {
        Some(app) => of_app(app, path, from),
        None => Ok(Box::new(CsvReader::new(from, separator(&beginning)))),
    }
}

/// Nobody knows what a file is.
fn unknown(path: &Path, why: &str) -> Failure {
    Failure::could_not(format!("{} was not read: {why}.", path.display()))
        .next("What supple reads: supple import --help")
}

/// A file could not be read.
pub fn unread(path: &Path, error: &io::Error) -> Failure {
    Failure::could_not(format!("{} could not be read: {error}.", path.display()))
}

/// A file, to be read from its beginning.
pub fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    // A pipe would be waited for without end, and can be read only once.
    let found = fs::metadata(path).map_err(|error| unread(path, &error))?;
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
    if is_device(name) {
        return Err(Failure::usage(format!("Windows keeps the file name “{name}” for a device."))
            .next(format!("Choose another name for the recipe: {name}-table")));
    }
    let folder = config.and_then(|config| config.parent());
    let folder = folder.ok_or_else(|| Failure::could_not("there is no home folder."))?;
    Ok(folder.join("recipes").join(format!("{name}.toml")))
}
