//! `supple import FILE`: what another program, or this one, has written.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::domain::text::shell;
use crate::exchange::csv_tables;
use crate::exchange::csv_text::CsvReader;
use crate::exchange::json_lines;
use crate::store::Change;
use crate::words::text::count;

// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "What supple export wrote (json, or a folder of csv) comes back row for row, into a diary in which nothing is recorded yet.\n\
                  All of it comes in, or nothing; supple undo takes it back as one.\n\n\
                  Examples:\n  supple import supple-diary-2026-11-22.jsonl\n  \
                  supple import diary-csv --dry-run"
)]
pub struct Args {
    /// The file or folder
    file: PathBuf,
    /// Only say what would come in
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How much of a file is looked at to see what it is, in bytes.
const BEGINNING: u64 = 64 << 10;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The diary as JSON Lines.
    Diary,
    /// The diary as a folder of CSV.
    Tables,
}

impl Source {
    /// What it is called.
    fn words(self) -> &'static str {
        match self {
            Self::Diary => "a diary of supple",
            Self::Tables => "a diary of supple, as a folder of csv",
        }
    }
}

/// Runs `import`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let source = recognised(&args.file)?;
    if args.dry_run {
        // Into nothing: what is wrong with the rows themselves is found by the diary alone.
        let mut rows = 0;
        each_row(source, &args.file, &mut |_| {
            rows += 1;
            Ok(())
        })?;
        return Ok(answer(source, rows, &args, context));
    }
    let kept = context.write(|change| put_all(source, &args.file, change))?;
    if args.json {
        return Ok(kept.answer(context, |rows, _| Ok(answer(source, rows, &args, context))));
    }
    Ok(kept.tell(context, |rows, _, page, _| {
        page.para(&format!("Read as {}. {} came in.", source.words(), count(rows, "row", "rows")));
        Ok(())
    }))
}

/// What a file or folder is, by what it holds.
fn recognised(path: &Path) -> Result<Source, Failure> {
    if path.is_dir() {
        let has_one = csv_tables::files().any(|name| path.join(name).is_file());
        if has_one {
            return Ok(Source::Tables);
        }
        return Err(unknown(path, "there is no file in it that supple export writes"));
    }
    let mut beginning = Vec::new();
    let read = open(path)?.take(BEGINNING).read_to_end(&mut beginning);
    read.map_err(|error| unread(path, &error))?;
    if json_lines::is_this(&beginning) {
        return Ok(Source::Diary);
    }
    let why = if beginning.is_empty() {
        "there is nothing in it"
    } else if beginning.starts_with(b"SQLite format 3\0") {
        "it is a database; supple reads the diary that SUPPLE_DB names as it is"
    } else {
        "it does not begin like anything that supple reads"
    };
    Err(unknown(path, why))
}

/// Nobody knows what a file is.
fn unknown(path: &Path, why: &str) -> Failure {
    Failure::could_not(format!("{} was not read: {why}.", path.display()))
        .next("What supple reads: supple import --help")
}

/// A file could not be read.
fn unread(path: &Path, error: &std::io::Error) -> Failure {
    Failure::could_not(format!("{} could not be read: {error}.", path.display()))
}

/// A file, to be read from its beginning.
fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    File::open(path).map(BufReader::new).map_err(|error| unread(path, &error))
}

/// A row of a diary, and where it stands.
struct Found<'a> {
    path: &'a Path,
    line: usize,
    kind: &'a str,
    row: Map<String, Value>,
}

/// Puts every row into a diary in which nothing is recorded yet, and returns how many there were.
fn put_all(source: Source, path: &Path, change: &mut Change<'_>) -> Result<usize, Failure> {
    if !change.is_empty()? {
        return Err(Failure::could_not("something is recorded in your diary already.")
            .next("Read it into a new one: SUPPLE_DB=other.db supple import FILE"));
    }
    change.begin_import();
    let mut rows = 0;
    let has_history = each_row(source, path, &mut |found| {
        rows += 1;
        let Found { path, line, kind, row } = found;
        change.put_row(kind, row)?.map_err(|why| at_line(path, line, &why))
    })?;
    if has_history {
        change.bring_history();
    }
    change.reads_back()?.map_err(|why| {
        Failure::could_not(format!("{} was not read: {why}.", path.display()))
            .also("Nothing was kept.")
    })?;
    Ok(rows)
}

/// Hands over every row of a file or folder; whether the history of commands is among them.
fn each_row(
    source: Source,
    path: &Path,
    take: &mut dyn FnMut(Found<'_>) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    match source {
        Source::Diary => {
            let told = |problem: json_lines::Problem| at_line(path, problem.line, &problem.what);
            let mut reader = json_lines::Reader::new(open(path)?).map_err(told)?;
            while let Some(found) = reader.next_row().map_err(told)? {
                let json_lines::DiaryRow { line, kind, row } = found;
                if kind == "journal" && !reader.head.history {
                    return Err(at_line(path, line, "its head tells of no history"));
                }
                take(Found { path, line, kind: &kind, row })?;
            }
            Ok(reader.head.history)
        }
        Source::Tables => {
            for file in csv_tables::files().map(|name| path.join(name)) {
                if file.is_file() {
                    each_row_of_table(&file, take)?;
                }
            }
            Ok(false)
        }
    }
}

/// Hands over every row of one table.
fn each_row_of_table(
    path: &Path,
    take: &mut dyn FnMut(Found<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = CsvReader::new(Box::new(open(path)?) as Box<dyn BufRead>, b',');
    let told = |(line, why): (usize, String)| at_line(path, line, &why);
    let header = reader.next_record().map_err(told)?.unwrap_or_default();
    let kind = csv_tables::kind_of(&header.cells)
        .ok_or_else(|| at_line(path, 1, "its columns are not those that supple export writes"))?;
    while let Some(record) = reader.next_record().map_err(told)? {
        if record.is_blank() {
            continue;
        }
        let row = csv_tables::row(kind, &record.cells);
        let row = row.map_err(|why| at_line(path, record.line, &why))?;
        take(Found { path, line: record.line, kind, row })?;
    }
    Ok(())
}

/// Something is wrong in a line of a file.
fn at_line(path: &Path, line: usize, why: &str) -> Failure {
    Failure::could_not(format!("{}, line {line}: {why}.", path.display())).also("Nothing was kept.")
}

/// What came in, or would.
fn answer(source: Source, rows: usize, args: &Args, context: &Context) -> Output {
    if args.json {
        return json::document(&ImportView {
            read_as: source.words(),
            rows,
            dry_run: args.dry_run,
        });
    }
    let mut page = context.page();
    page.para(&format!(
        "Read as {}. {} would come in. Nothing was changed.",
        source.words(),
        count(rows, "row", "rows")
    ));
    let mut talk = context.page();
    talk.para(&format!("To do it: supple import {}", shell::path(&args.file)));
    Output { results: page.text(), talk: talk.text(), saved: false }
}

/// What came in, for a program.
#[derive(Debug, Serialize)]
struct ImportView<'a> {
    read_as: &'a str,
    rows: usize,
    dry_run: bool,
}
