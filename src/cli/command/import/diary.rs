//! A diary of supple, read back row for row.

use std::io::BufRead;
use std::path::Path;

use serde_json::{Map, Value};

use super::file::{Source, at_line, open, text};
use crate::cli::failure::Failure;
use crate::domain::text::shell;
use crate::exchange::csv_tables;
use crate::exchange::csv_text::CsvReader;
use crate::exchange::json_lines;
use crate::exchange::records::Records;
use crate::store::Change;

/// A row of a diary, and where it stands.
pub struct Found<'a> {
    path: &'a Path,
    line: usize,
    kind: &'a str,
    row: Map<String, Value>,
}

/// Puts every row into a diary in which nothing is recorded yet, and returns how many there were.
pub fn put_all(source: Source, path: &Path, change: &mut Change<'_>) -> Result<usize, Failure> {
    if !change.is_empty()? {
        return Err(Failure::could_not("something is recorded in your diary already.")
            .next(format!(
                "Read it into a new one, and join the two: SUPPLE_DB=other.db supple import {}, and \
                 then supple merge other.db",
                shell::path(path)
            )));
    }
    change.begin_copy()?;
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
pub fn each_row(
    source: Source,
    path: &Path,
    take: &mut dyn FnMut(Found<'_>) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    if source == Source::Tables {
        for file in csv_tables::files().map(|name| path.join(name)) {
            if file.is_file() {
                each_row_of_table(&file, take)?;
            }
        }
        return Ok(false);
    }
    let told = |problem: json_lines::Problem| at_line(path, problem.line, &problem.what);
    let mut reader = json_lines::Reader::new(text(path)?).map_err(told)?;
    while let Some(found) = reader.next_row().map_err(told)? {
        let json_lines::DiaryRow { line, kind, row } = found;
        if kind == "journal" && !reader.head.history {
            return Err(at_line(path, line, "its head tells of no history"));
        }
        take(Found { path, line, kind: &kind, row })?;
    }
    Ok(reader.head.history)
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
