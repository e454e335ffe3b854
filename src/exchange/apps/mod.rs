//! Files of apps that are no tables, as records: what an app keeps becomes columns, and a recipe of
//! `recipes.toml` says, as for every table, what is taken from which.
//!
//! What is read here stands in public code or files of these apps; `docs/import.md` says what is
//! taken of each, and what is left.

mod apple_health;
mod clue;
mod daylio;
mod fhir;
mod file;
mod flaredown;
mod flo;
mod html_text;
mod loop_habits;
mod migraine_buddy;

use std::io;

pub use self::file::NamedFile;
use super::csv_text::{CsvReader, separator};
use super::records::{Problem, Records};

/// An app, by what it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    /// The `export.xml` of Apple Health.
    AppleHealth,
    /// The `measurements.json` of Clue.
    Clue,
    /// The backup of Daylio, in Base64.
    Daylio,
    /// A Bundle of FHIR, or resources one a line.
    Fhir,
    /// The CSV of Flaredown.
    Flaredown,
    /// The JSON of Flo.
    Flo,
    /// The files of CSV of Loop Habit Tracker.
    LoopHabits,
    /// The report of Migraine Buddy, a page of HTML.
    MigraineBuddy,
}

/// The app that writes a file that begins so.
pub fn of_text(beginning: &[u8]) -> Option<App> {
    let text = String::from_utf8_lossy(beginning);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let has = |words: &[&str]| words.iter().all(|word| text.contains(word));
    match start.chars().next()? {
        '<' if has(&["<HealthData"]) => Some(App::AppleHealth),
        '<' if has(&["Migraine Buddy"]) || has(&["Migraine Listing"]) => Some(App::MigraineBuddy),
        '{' if has(&["\"resourceType\""]) => Some(App::Fhir),
        '{' if has(&["\"operationalData\""]) => Some(App::Flo),
        '{' if has(&["\"dayEntries\""]) || has(&["\"customMoods\""]) => Some(App::Daylio),
        '[' if has(&["\"resourceType\""]) => Some(App::Fhir),
        '[' if has(&["\"type\"", "\"date\"", "\"value\""]) => Some(App::Clue),
        // What begins with a brace, in Base64.
        'e' if daylio::is_base64(beginning) => Some(App::Daylio),
        _ if flaredown::is_header(start.lines().next()?) => Some(App::Flaredown),
        _ => None,
    }
}

/// The app that writes such files into an archive or a folder, and which of them are read.
pub fn of_names(names: &[String]) -> Option<(App, Vec<usize>)> {
    let ending = |end: &str| {
        let of_it = |name: &String| name.rsplit('/').next() == Some(end);
        names.iter().position(of_it)
    };
    if ending("Habits.csv").is_some() {
        return Some((App::LoopHabits, loop_habits::files(names)));
    }
    if let Some(place) = names.iter().position(|name| name.ends_with(".phr")) {
        return Some((App::Fhir, vec![place]));
    }
    [
        (App::AppleHealth, "export.xml"),
        (App::Daylio, "backup.daylio"),
        (App::Clue, "measurements.json"),
    ]
    .into_iter()
    .find_map(|(app, name)| Some((app, vec![ending(name)?])))
}

impl App {
    /// Its records.
    ///
    /// # Errors
    /// When a file does not read, or is none of it.
    pub fn records(self, files: Vec<NamedFile>) -> Result<Box<dyn Records>, Problem> {
        if self == Self::LoopHabits {
            return Ok(Box::new(loop_habits::Checkmarks::new(files)));
        }
        let unread = |error: io::Error| (0, format!("it does not read ({error})"));
        let file =
            files.into_iter().next().ok_or_else(|| (0, "there is nothing in it".to_owned()))?;
        let mut from = (file.open)().map_err(unread)?;
        Ok(match self {
            Self::AppleHealth => Box::new(apple_health::Symptoms::new(from)),
            Self::Clue => Box::new(clue::Measurements::new(from)),
            Self::Daylio => Box::new(daylio::records(from)?),
            Self::Fhir => Box::new(fhir::Resources::new(from)),
            Self::Flo => Box::new(flo::records(from)?),
            Self::MigraineBuddy => Box::new(migraine_buddy::records(from)?),
            Self::Flaredown | Self::LoopHabits => {
                let separator = separator(from.fill_buf().map_err(unread)?);
                Box::new(flaredown::Days::new(CsvReader::new(from, separator)))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, Cursor};

    /// All records of files of an app, each with its cells between bars.
    pub fn read(app: App, files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(name, text)| {
            let text = text.as_bytes().to_vec();
            NamedFile {
                name: (*name).to_owned(),
                open: Box::new(|| Ok(Box::new(Cursor::new(text)) as Box<dyn BufRead>)),
            }
        });
        let told = |(line, why): Problem| vec![format!("{line}: {why}")];
        let mut records = match app.records(files.collect()) {
            Ok(records) => records,
            Err(problem) => return told(problem),
        };
        let mut found = Vec::new();
        loop {
            match records.next_record() {
                Ok(Some(record)) => {
                    found.push(format!("{}: {}", record.line, record.cells.join("|")));
                }
                Ok(None) => return found,
                Err(problem) => found.extend(told(problem)),
            }
            assert!(found.len() < 1000, "it never ends: {found:?}");
            if found.last().is_some_and(|last| last.contains("it ")) {
                return found;
            }
        }
    }

    #[test]
    fn files_are_recognised_by_what_they_hold() {
        for (text, app) in [
            (
                "<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n]>\n<HealthData locale=\"de\">",
                Some(App::AppleHealth),
            ),
            ("<html><title>Migraine Listing</title>", Some(App::MigraineBuddy)),
            ("<html>", None),
            ("{\"resourceType\":\"Bundle\"}", Some(App::Fhir)),
            ("{\"operationalData\":{}}", Some(App::Flo)),
            ("{\"version\":15,\"customMoods\":[]}", Some(App::Daylio)),
            ("[{\"type\":\"pain\",\"date\":\"2020-01-01\",\"value\":[]}]", Some(App::Clue)),
            ("[1,2]", None),
            ("eyJ2ZXJzaW9uIjoxNX0=", Some(App::Daylio)),
            ("entry,date\n1,2", None),
            ("", None),
        ] {
            assert_eq!(of_text(text.as_bytes()), app, "{text}");
        }
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            of_names(&names(&[
                "apple_health_export/export_cda.xml",
                "apple_health_export/export.xml"
            ])),
            Some((App::AppleHealth, vec![1]))
        );
        assert_eq!(
            of_names(&names(&[
                "Habits.csv",
                "Checkmarks.csv",
                "001 Walk/Checkmarks.csv",
                "001 Walk/Scores.csv"
            ])),
            Some((App::LoopHabits, vec![0, 2]))
        );
        assert_eq!(of_names(&names(&["a.txt"])), None);
    }
}
