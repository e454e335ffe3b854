//! The files of CSV of Loop Habit Tracker: a folder for each habit, with its check marks.

use std::collections::VecDeque;
use std::io::BufRead;

use super::file::NamedFile;
use crate::exchange::csv_text::CsvReader;
use crate::exchange::records::{Problem, Record, Records};

/// The file of a habit that has its days.
const CHECKMARKS: &str = "Checkmarks.csv";

/// Which files are read: the list of all habits, and the check marks of each.
pub fn files(names: &[String]) -> Vec<usize> {
    let habits = names.iter().position(|name| name.rsplit('/').next() == Some("Habits.csv"));
    let of_habit = |name: &String| {
        let mut parts = name.rsplit('/');
        parts.next() == Some(CHECKMARKS)
            && parts.next().is_some_and(|folder| number(folder).is_some())
    };
    let checkmarks = (0..names.len()).filter(|place| of_habit(&names[*place]));
    habits.into_iter().chain(checkmarks).collect()
}

/// The number and the name of a habit, by its folder: `001 Walk`.
fn number(folder: &str) -> Option<(usize, &str)> {
    let (number, name) = folder.split_once(' ')?;
    Some((number.parse().ok()?, name))
}

/// A habit whose file is open.
struct Habit {
    reader: CsvReader<Box<dyn BufRead>>,
    name: String,
    file: String,
}

/// The check marks of all habits, one habit after the other.
pub struct Checkmarks {
    files: VecDeque<NamedFile>,
    /// The names of the habits, by their numbers from 1 on: a folder has only letters that every
    /// system takes.
    names: Vec<String>,
    open: Option<Habit>,
    is_header_told: bool,
    passed_over: usize,
}

impl Checkmarks {
    /// Reads them from files that [`files`] has chosen.
    pub fn new(files: Vec<NamedFile>) -> Self {
        Self {
            files: files.into(),
            names: Vec::new(),
            open: None,
            is_header_told: false,
            passed_over: 0,
        }
    }

    /// Opens the next file.
    fn open_next(&mut self) -> Result<bool, Problem> {
        let Some(file) = self.files.pop_front() else { return Ok(false) };
        let from = (file.open)()
            .map_err(|error| (0, format!("{} in it does not read ({error})", file.name)))?;
        let mut reader = CsvReader::new(from, b',');
        // The header of each is the same.
        let of = |(line, why): Problem| (line, format!("{}: {why}", file.name));
        reader.next_record().map_err(of)?;
        let Some(folder) = file.name.rsplit('/').nth(1).and_then(number) else {
            while let Some(record) = reader.next_record().map_err(of)? {
                self.names.push(record.cells.get(1).cloned().unwrap_or_default());
            }
            return self.open_next();
        };
        let name = folder.0.checked_sub(1).and_then(|place| self.names.get(place));
        let name = name.cloned().unwrap_or_else(|| folder.1.to_owned());
        self.open = Some(Habit { reader, name, file: file.name });
        Ok(true)
    }
}

impl Records for Checkmarks {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        if !self.is_header_told {
            self.is_header_told = true;
            return Ok(Some(Record::new(1, ["habit", "date", "value", "notes"])));
        }
        loop {
            let Some(Habit { reader, name: habit, file }) = &mut self.open else {
                if self.open_next()? {
                    continue;
                }
                return Ok(None);
            };
            let of = |(line, why): Problem| (line, format!("{file}: {why}"));
            let Some(record) = reader.next_record().map_err(of)? else {
                self.open = None;
                continue;
            };
            if record.is_blank() {
                continue;
            }
            let cell = |place: usize| record.cells.get(place).map_or("", |cell| cell.trim());
            let Some(value) = value(cell(1)).or((!cell(2).is_empty()).then(String::new)) else {
                self.passed_over += 1;
                continue;
            };
            let cells = [habit.clone(), cell(0).to_owned(), value, cell(2).to_owned()];
            let file = Some(file.clone());
            return Ok(Some(Record { file, ..Record::new(record.line, cells) }));
        }
    }

    fn passed_over(&self) -> usize {
        self.passed_over
    }
}

/// What a check mark says. The app itself fills in `NO`, `UNKNOWN` and `YES_AUTO`, so that they are
/// nothing that somebody recorded. Numbers are kept there a thousand times as large.
fn value(word: &str) -> Option<String> {
    match word {
        "YES_MANUAL" | "2" => Some("done".to_owned()),
        "SKIP" | "3" => Some("skipped".to_owned()),
        "NO" | "UNKNOWN" | "YES_AUTO" | "-1" | "0" | "1" | "" => None,
        other => match other.parse::<i64>() {
            Ok(number) if number >= 0 => {
                let (whole, rest) = (number / 1000, number % 1000);
                let text = format!("{whole}.{rest:03}");
                Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
            }
            _ => Some(other.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;

    #[test]
    fn what_the_app_fills_in_is_passed_over() {
        let habits =
            "Position,Name,Type,Question,Description\n001,Walk: 1,YES_NO,,\n002,Pain,NUMERICAL,,\n";
        let walk =
            "Date,Value,Notes\n2026-10-03,YES_MANUAL,slow\n2026-10-02,NO,\n2026-10-01,SKIP,\n";
        let pain =
            "Date,Value,Notes\n2026-10-03,4500,\n2026-10-02,UNKNOWN,why\n2026-10-01,YES_AUTO,\n";
        assert_eq!(
            read(
                App::LoopHabits,
                &[
                    ("Habits.csv", habits),
                    ("001 Walk 1/Checkmarks.csv", walk),
                    ("x/002 Pain/Checkmarks.csv", pain)
                ]
            )[1..],
            [
                "2: Walk: 1|2026-10-03|done|slow",
                "4: Walk: 1|2026-10-01|skipped|",
                "2: Pain|2026-10-03|4.5|",
                "3: Pain|2026-10-02||why",
            ]
        );
    }
}
