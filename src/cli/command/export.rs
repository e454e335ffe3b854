//! `supple export`: the whole diary in a file that other programs read.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files::{self, free_name, unwritten, write_folder, write_with};
use crate::cli::output::json;
use crate::domain::text::date::days_after;
use crate::domain::text::shell;
use crate::exchange::ics::Event;
use crate::exchange::{csv_tables, fhir, ics, json_lines};
use crate::store::{Diary, Filter, Wanted};
use crate::words;
use crate::words::text::count;

// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "json holds everything, and supple import reads it back row for row. csv is a folder with a file for each kind of entry, and one that says what each column is. ics has visits, and the routine of the next two weeks as it is seen today. fhir and phr have what a health record has a place for: pain, medicines, exercises, goals, the plan and the safety answers; docs/fhir.md says how each is written.\n\
                  Private entries are left out unless --private is given. docs/format.md describes both formats.\n\n\
                  Examples:\n  supple export\n  supple export --format csv --out diary-csv\n  \
                  supple export --private --history --out everything.jsonl"
)]
pub struct Args {
    /// The format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The file, or for csv the folder, to write [default: a new name in this folder]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    replace: bool,
    /// Entries from this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Entries up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// With private entries
    #[arg(long)]
    private: bool,
    /// Without notes, reasons and your lines for a visit
    #[arg(long)]
    no_notes: bool,
    /// With the history that undo goes by (json alone; it holds every entry, so it needs --private)
    #[arg(long, requires = "private", conflicts_with_all = ["from", "to", "no_notes"])]
    history: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Everything, in one file of JSON Lines
    Json,
    /// A folder of tables, for a spreadsheet
    Csv,
    /// Visits, and the routine of the next two weeks, for a calendar
    Ics,
    /// A Bundle of FHIR R4, for a health record
    Fhir,
    /// The same resources, one a line (NDJSON, as in HL7's Personal Health Record format)
    Phr,
}

/// What was written.
struct Written {
    path: PathBuf,
    rows: usize,
    private_left_out: usize,
    /// Whether a safety question hides the routine.
    is_hidden: bool,
}

/// Runs `export`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    if args.history && args.format != Format::Json {
        return Err(Failure::usage("only json holds the history.")
            .next("Leave --history out, or: supple export --private --history"));
    }
    let Some(diary) = context.read_diary()? else {
        return Err(
            Failure::could_not("there is no diary yet.").next("Log a score first: supple log")
        );
    };
    let (from, to) = context.clock().range(args.from.as_deref(), args.to.as_deref())?;
    let wanted =
        Wanted { from, to, private: args.private, notes: !args.no_notes, journal: args.history };
    let private_left_out =
        if args.private { 0 } else { diary.private_count(Filter { from, to, newest: None })? };
    let path = path(&args, context.today)?;
    let mut is_hidden = false;
    let rows = match args.format {
        Format::Json => {
            let head = json_lines::Head {
                complete: wanted.is_complete() && private_left_out == 0,
                history: args.history,
                private_left_out,
                ..json_lines::Head::now(context.now)
            };
            write_json(&diary, wanted, &head, &path, args.replace)?
        }
        Format::Csv => write_csv(&diary, wanted, &path)?,
        Format::Fhir | Format::Phr => {
            write_fhir(&diary, wanted, &path, args.format, context.now, args.replace)?
        }
        Format::Ics => {
            let events;
            (events, is_hidden) = self::events(&diary, wanted, context)?;
            let text = ics::calendar(&events, context.now);
            files::write(&path, text.as_bytes(), args.replace)?;
            events.len()
        }
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    Ok(answer(&Written { path, rows, private_left_out, is_hidden }, &args, context))
}

/// Where it is written.
fn path(args: &Args, today: NaiveDate) -> Result<PathBuf, Failure> {
    if let Some(out) = &args.out {
        return Ok(out.clone());
    }
    let here = std::env::current_dir().unwrap_or_default();
    let stem = format!("supple-diary-{today}");
    match args.format {
        Format::Json => free_name(&here, &stem, "jsonl"),
        Format::Ics => free_name(&here, &stem, "ics"),
        Format::Fhir => free_name(&here, &stem, "fhir.json"),
        Format::Phr => free_name(&here, &stem, "phr"),
        Format::Csv => {
            let (mut path, mut number) = (here.join(&stem), 1_u64);
            while files::metadata(&path)?.is_some() {
                number += 1;
                path = here.join(format!("{stem}-{number}"));
            }
            Ok(path)
        }
    }
}

/// Writes everything that is wanted as JSON Lines, and returns how many rows there were.
fn write_json(
    diary: &Diary,
    wanted: Wanted,
    head: &json_lines::Head,
    path: &Path,
    replace: bool,
) -> Result<usize, Failure> {
    let mut rows = 0;
    write_with(path, replace, |file| {
        let mut put = |text: &[u8]| file.write_all(text).map_err(|error| unwritten(path, &error));
        put(head.line().as_bytes())?;
        let mut line = Vec::new();
        diary.each_row::<Failure>(wanted, |kind, row| {
            rows += 1;
            line.clear();
            json_lines::push_line(&mut line, kind, row);
            put(&line)
        })?;
        put(json_lines::end(rows).as_bytes())
    })?;
    Ok(rows)
}

/// Writes what FHIR has a place for, and returns how many resources there were.
fn write_fhir(
    diary: &Diary,
    wanted: Wanted,
    path: &Path,
    format: Format,
    now: DateTime<FixedOffset>,
    replace: bool,
) -> Result<usize, Failure> {
    let is_bundle = format == Format::Fhir;
    let mut found = 0;
    write_with(path, replace, |file| {
        let mut put =
            |text: &str| file.write_all(text.as_bytes()).map_err(|error| unwritten(path, &error));
        if is_bundle {
            put(&fhir::bundle_head(&now.to_rfc3339_opts(SecondsFormat::Secs, false)))?;
        }
        let mut put_all = |resources: Vec<Value>| {
            for resource in resources {
                if is_bundle {
                    put(if found > 0 { ",\n" } else { "" })?;
                    put(&fhir::bundle_entry(&resource))?;
                } else {
                    put(&format!("{resource}\n"))?;
                }
                found += 1;
            }
            Ok::<(), Failure>(())
        };
        let mut resources = fhir::Resources::default();
        diary.each_row::<Failure>(wanted, |kind, row| put_all(resources.of(kind, row)))?;
        put_all(resources.end())?;
        // A list of FHIR is never empty.
        if found == 0 {
            let why = "there is nothing in it that a health record has a place for.";
            return Err(Failure::could_not(why).next("Log a score first: supple log"));
        }
        if is_bundle { put(fhir::BUNDLE_END) } else { Ok(()) }
    })?;
    Ok(found)
}

/// Writes everything that is wanted as a folder of CSV, and returns how many rows there were.
fn write_csv(diary: &Diary, wanted: Wanted, folder: &Path) -> Result<usize, Failure> {
    let mut rows = 0;
    write_folder(folder, |folder| {
        let make = |name: &str, text: &str| {
            let path = folder.join(name);
            let made = files::make(&path).and_then(|file| {
                let mut file = BufWriter::with_capacity(files::BUFFER, file);
                file.write_all(text.as_bytes())?;
                Ok(file)
            });
            made.map_err(|error| unwritten(&path, &error))
        };
        let end = |mut file: BufWriter<File>, name: &str| {
            let ended = file.flush().and_then(|()| file.get_ref().sync_all());
            ended.map_err(|error| unwritten(&folder.join(name), &error))
        };
        end(make(csv_tables::DICTIONARY, &csv_tables::dictionary())?, csv_tables::DICTIONARY)?;
        // One file after the other, as the rows come; a kind without rows has its header alone.
        let mut names = csv_tables::files();
        let mut open: Option<(&str, BufWriter<File>)> = None;
        let mut next = |open: &mut Option<(&'static str, BufWriter<File>)>| {
            if let Some((name, file)) = open.take() {
                end(file, name)?;
            }
            if let Some(name) = names.next() {
                *open = Some((name, make(name, &csv_tables::header(name))?));
            }
            Ok::<(), Failure>(())
        };
        next(&mut open)?;
        let mut line = String::new();
        diary.each_row::<Failure>(wanted, |kind, row| {
            // What one copy of a diary keeps for itself is in no table.
            let Some(wanted) = csv_tables::file_of(kind) else { return Ok(()) };
            while open.as_ref().is_some_and(|(name, _)| *name != wanted) {
                next(&mut open)?;
            }
            rows += 1;
            let Some((name, file)) = &mut open else { return Ok(()) };
            line.clear();
            csv_tables::push_row(&mut line, name, row);
            file.write_all(line.as_bytes()).map_err(|error| unwritten(&folder.join(*name), &error))
        })?;
        while open.is_some() {
            next(&mut open)?;
        }
        Ok(())
    })?;
    Ok(rows)
}

/// Days of the routine that a calendar gets: later doses are too unsure to stand in one.
const ROUTINE_DAYS: u64 = 14;

/// The visits of a range, and the routine of the next days as it is seen today; whether a safety
/// question hides the routine, which is then none.
fn events(diary: &Diary, wanted: Wanted, context: &Context) -> Result<(Vec<Event>, bool), Failure> {
    let mut events = Vec::new();
    diary.each_row::<Failure>(wanted, |kind, row| {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let day = text("day").and_then(|day| day.parse().ok());
        if let (true, Some(day), Some(uuid)) = (kind == "visit", day, text("uuid")) {
            let with = text("clinician").map(|name| format!(" with {name}")).unwrap_or_default();
            events.push(Event {
                uid: format!("{uuid}@supple"),
                day,
                summary: format!("Visit{with}"),
                description: text("note").unwrap_or_default().to_owned(),
            });
        }
        Ok(())
    })?;
    let first = wanted.from.unwrap_or(context.today).max(context.today);
    let last = days_after(context.today, ROUTINE_DAYS - 1);
    let last = wanted.to.map_or(last, |to| to.min(last));
    if first > last {
        return Ok((events, false));
    }
    let snapshot =
        PlanSnapshot::with_routines(first, last, context.today, diary, &context.library())?;
    if snapshot.running(context.today).next().is_none() {
        return Ok((events, false));
    }
    if !snapshot.holds().is_empty() {
        return Ok((events, true));
    }
    for routine in snapshot.routines().into_iter().filter(|routine| routine.holds.is_empty()) {
        let style = context.settings.style();
        let lines = routine.due.iter().map(|due| {
            let sore = snapshot.sore_side(&due.conditions, routine.day);
            let dose = words::routine::dose_today(due, sore, style);
            format!("{}: {dose}", snapshot.exercise_name(&due.exercise))
        });
        let description = lines.collect::<Vec<_>>().join("\n");
        if !description.is_empty() {
            let summary = count(routine.due.len(), "exercise", "exercises");
            let uid = format!("routine-{}@supple", routine.day);
            events.push(Event { uid, day: routine.day, summary, description });
        }
    }
    Ok((events, false))
}

/// What was written, for a person or a program.
fn answer(written: &Written, args: &Args, context: &Context) -> Output {
    let path = written.path.display().to_string();
    if args.json {
        let view = ExportView {
            path: &path,
            rows: written.rows,
            private_left_out: written.private_left_out,
        };
        return json::document(&view).saved();
    }
    let (mut page, mut talk) = (context.page(), context.page());
    let what = match args.format {
        Format::Json | Format::Csv => count(written.rows, "row", "rows"),
        Format::Ics => count(written.rows, "event", "events"),
        Format::Fhir | Format::Phr => count(written.rows, "resource", "resources"),
    };
    page.para(&format!("Wrote {what} to {path}"));
    if written.is_hidden {
        talk.para(
            "The routine is not in it: something is to be looked at first. See what: supple screen",
        );
    }
    // A calendar has no entries at all, private or not.
    if written.private_left_out > 0 && args.format != Format::Ics {
        let (are, them) =
            if written.private_left_out == 1 { ("is", "it") } else { ("are", "them") };
        talk.para(&format!(
            "{} {are} not in it; --private puts {them} in.",
            count(written.private_left_out, "private entry", "private entries")
        ));
    }
    if matches!(args.format, Format::Json | Format::Csv) {
        let name = shell::path(&written.path);
        talk.para(&format!("It is in the clear: keep it as you keep the diary. To read it back: supple import {name}"));
    } else {
        talk.para("It is in the clear: keep it as you keep the diary.");
    }
    Output { results: page.text(), talk: talk.text(), saved: true }
}

/// What was written, for a program.
#[derive(Debug, Serialize)]
struct ExportView<'a> {
    path: &'a str,
    rows: usize,
    private_left_out: usize,
}
