//! The CSV of Flaredown: a day a row, a column for each condition, symptom and treatment of the
//! person's own.

use std::io::BufRead;

use crate::exchange::csv_text::CsvReader;
use crate::exchange::records::{Problem, Record, Records};

/// The column with the words of a day.
const TAGS: &str = "Tags";

/// The word of a treatment that was taken, and of one that was not.
const TAKEN: [&str; 2] = ["taken", "not taken"];

/// Whether a first line is the header of such a file.
pub fn is_header(line: &str) -> bool {
    let has = |name: &str| line.split(',').any(|cell| cell.trim_matches(['"', ' ']) == name);
    has("Date") && has(TAGS) && has("Foods") && line.contains("Weather summary")
}

/// The days of a file: its own columns, and behind them what was rated and what was taken.
pub struct Days {
    reader: CsvReader<Box<dyn BufRead>>,
    header: Vec<String>,
}

impl Days {
    /// Reads them from here on.
    pub fn new(reader: CsvReader<Box<dyn BufRead>>) -> Self {
        Self { reader, header: Vec::new() }
    }
}

impl Records for Days {
    fn next_record(&mut self) -> Result<Option<Record>, Problem> {
        let Some(mut record) = self.reader.next_record()? else { return Ok(None) };
        if self.header.is_empty() {
            self.header.clone_from(&record.cells);
            record.cells.extend(["rated", "taken"].map(str::to_owned));
            return Ok(Some(record));
        }
        let own = self.header.iter().position(|name| name == TAGS).unwrap_or(self.header.len());
        let (mut rated, mut taken) = (Vec::new(), Vec::new());
        for (name, cell) in self.header.iter().zip(&record.cells).take(own).skip(1) {
            let cell = cell.trim();
            match TAKEN.iter().position(|word| cell.eq_ignore_ascii_case(word)) {
                Some(0) => taken.push(name.clone()),
                _ if cell.is_empty() => {}
                _ => rated.push(format!("{name}: {cell}")),
            }
        }
        record.cells.resize(self.header.len(), String::new());
        record.cells.extend([rated.join("\n"), taken.join(" | ")]);
        Ok(Some(record))
    }

    fn is_latin(&self) -> bool {
        self.reader.is_latin()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::super::{App, of_text};

    #[test]
    fn a_day_has_what_was_rated_and_what_was_taken() {
        let text = "Date,Sciatica,Fatigue,Ibuprofen,Tags,Foods,Weather summary,Weather max temperature\n\
                    2026-10-01,3,,Taken,\"long drive; rain\",,Rain,14\n2026-10-02,,1,Not Taken,,,,\n";
        assert_eq!(of_text(text.as_bytes()), Some(App::Flaredown));
        assert_eq!(
            read(App::Flaredown, &[("", text)])[1..],
            [
                "2: 2026-10-01|3||Taken|long drive; rain||Rain|14|Sciatica: 3|Ibuprofen",
                "3: 2026-10-02||1|Not Taken|||||Fatigue: 1\nIbuprofen: Not Taken|",
            ]
        );
    }
}
