//! A diary of supple, read back row for row: its rows are read ahead by a thread of their own,
//! while those before them are put in.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use serde_json::{Map, Value};

use super::file::{Source, at_line, open, text, unread};
use crate::cli::failure::Failure;
use crate::domain::text::shell;
use crate::exchange::csv_tables;
use crate::exchange::csv_text::CsvReader;
use crate::exchange::json_lines;
use crate::exchange::records::Records;
use crate::store::Change;

/// Rows of one file, as they are handed over from one thread to the other.
pub struct Lot {
    path: PathBuf,
    /// The lines that they stand on.
    lines: Vec<usize>,
    /// The kind of each, and what it holds.
    pub rows: Vec<(String, Map<String, Value>)>,
}

/// The reading thread's side of what is handed over.
struct Lots {
    sender: SyncSender<Lot>,
    /// Those that were taken come back, for the thread that made them to free them: the other one
    /// would wait for its memory.
    used: Receiver<Lot>,
}

/// A row with the line that it stands on.
type Found = (usize, (String, Map<String, Value>));

/// How many rows are handed over at once.
const LOT_ROWS: usize = 256;

/// How many lots may wait, so that what is in memory stays bounded.
const LOTS_WAITING: usize = 2;

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
    let has_history = each_lot(source, path, &mut |lot| {
        rows += lot.rows.len();
        let put = change.put_rows(&mut lot.rows)?;
        put.map_err(|(place, why)| at_line(&lot.path, lot.lines[place], &why))
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

/// Hands over the rows of a file or folder, many at a time; whether the history of commands is
/// among them.
pub fn each_lot(
    source: Source,
    path: &Path,
    take: &mut dyn FnMut(&mut Lot) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(LOTS_WAITING);
        let (give_back, used) = mpsc::channel();
        let lots = Lots { sender, used };
        let reader = thread::Builder::new().spawn_scoped(scope, move || read(source, path, &lots));
        let reader = reader.map_err(|error| unread(path, &error))?;
        // Who does not take a row hangs up, and the reader ends.
        for mut lot in receiver {
            take(&mut lot)?;
            // After the last one nobody is there to take it.
            drop(give_back.send(lot));
        }
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Reads the rows of a file or folder, as far as somebody takes them; whether the history of
/// commands is among them.
fn read(source: Source, path: &Path, lots: &Lots) -> Result<bool, Failure> {
    let told = |problem: json_lines::Problem| at_line(path, problem.line, &problem.what);
    if source == Source::Tables {
        for file in csv_tables::files().map(|name| path.join(name)).filter(|file| file.is_file()) {
            let mut table = Table::open(&file)?;
            hand_over(&file, lots, || table.next_row(&file))?;
        }
        return Ok(false);
    }
    let mut reader = json_lines::Reader::new(text(path)?).map_err(told)?;
    let has_history = reader.head.history;
    hand_over(path, lots, || {
        let Some(found) = reader.next_row().map_err(told)? else { return Ok(None) };
        let json_lines::DiaryRow { line, kind, row } = found;
        if kind == "journal" && !has_history {
            return Err(at_line(path, line, "its head tells of no history"));
        }
        Ok(Some((line, (kind, row))))
    })?;
    Ok(has_history)
}

/// Hands over the rows of one file. Those before one that does not read come first: what is wrong
/// with them is told before.
fn hand_over(
    path: &Path,
    lots: &Lots,
    mut next: impl FnMut() -> Result<Option<Found>, Failure>,
) -> Result<(), Failure> {
    loop {
        lots.used.try_iter().for_each(drop);
        let (lines, rows) = (Vec::with_capacity(LOT_ROWS), Vec::with_capacity(LOT_ROWS));
        let mut lot = Lot { path: path.to_owned(), lines, rows };
        let mut read = Ok(true);
        while lot.rows.len() < LOT_ROWS {
            match next() {
                Ok(Some((line, row))) => {
                    lot.lines.push(line);
                    lot.rows.push(row);
                }
                end => {
                    read = end.map(|_| false);
                    break;
                }
            }
        }
        let is_taken = lots.sender.send(lot).is_ok();
        if !read? || !is_taken {
            return Ok(());
        }
    }
}

/// A table of a diary.
struct Table {
    reader: CsvReader<Box<dyn BufRead>>,
    kind: &'static str,
}

impl Table {
    /// Opens it, and reads what its columns are.
    fn open(path: &Path) -> Result<Self, Failure> {
        let mut reader = CsvReader::new(Box::new(open(path)?) as Box<dyn BufRead>, b',');
        let header = reader.next_record().map_err(|(line, why)| at_line(path, line, &why))?;
        let kind = csv_tables::kind_of(&header.unwrap_or_default().cells).ok_or_else(|| {
            at_line(path, 1, "its columns are not those that supple export writes")
        })?;
        Ok(Self { reader, kind })
    }

    /// The next row that is not blank; `None` after the last.
    fn next_row(&mut self, path: &Path) -> Result<Option<Found>, Failure> {
        loop {
            let record = self.reader.next_record();
            let record = record.map_err(|(line, why)| at_line(path, line, &why))?;
            let Some(record) = record else { return Ok(None) };
            if !record.is_blank() {
                let row = csv_tables::row(self.kind, &record.cells);
                let row = row.map_err(|why| at_line(path, record.line, &why))?;
                return Ok(Some((record.line, (self.kind.to_owned(), row))));
            }
        }
    }
}
