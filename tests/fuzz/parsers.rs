//! Every parser of supple as a function of bytes. It may refuse them; it may neither panic nor
//! read something of which it would itself read something else.

use std::io::{BufRead, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use supple::domain::diary::medicine::Intake;
use supple::domain::diary::own_words;
use supple::domain::diary::place::{Place, RatedPlace, side};
use supple::domain::diary::score::Score;
use supple::domain::diary::visit::Impression;
use supple::domain::diary::week_answer::Comparison;
use supple::domain::screening::closer_look::Written;
use supple::domain::text::load::WeightUnit;
use supple::domain::text::span::{self, DefaultUnit};
use supple::domain::text::style::Style;
use supple::domain::text::when;
use supple::exchange::apps::{App, NamedFile, of_text};
use supple::exchange::csv_text::{CsvReader, separator};
use supple::exchange::recipe::{self, DateOrder, Recipe, Scale};
use supple::exchange::records::Records;
use supple::exchange::table::{self, Row, Setting, Table};
use supple::exchange::{csv_tables, date_text, json_lines, zip};
use supple::figure::Paper;
use supple::library::{AnyDraft, FileKind, Library};

/// A parser by its name.
pub type Parser = (&'static str, fn(&[u8]));

/// Every parser that can be reached from outside.
pub const PARSERS: [Parser; 11] = [
    ("dates", dates),
    ("words", words),
    ("medicines", medicines),
    ("notes", notes),
    ("library", library),
    ("settings", settings),
    ("recipes", recipes),
    ("tables", tables),
    ("apps", apps),
    ("zip", archives),
    ("json", json),
];

/// What only the shell reads; it lets the fuzzer in, and nobody else.
#[cfg(fuzzing)]
pub const OF_THE_SHELL: [Parser; 2] =
    [("arguments", supple::cli::fuzzing::arguments), ("answers", supple::cli::fuzzing::answers)];

/// A text, where the bytes are one: whoever types or saves bytes that are none is told so before
/// any of these is asked.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment")
}

/// Days and times as they are typed, and as tables of others have them.
fn dates(bytes: &[u8]) {
    let text = text(bytes);
    for day in [when::day(text, today()), when::ahead(text, today(), today())].into_iter().flatten()
    {
        assert_eq!(when::ahead(&day.to_string(), today(), today()), Ok(day), "{text:?}");
    }
    if let Ok(time) = when::time(text) {
        assert_eq!(when::time(&time.format("%H:%M").to_string()), Ok(time), "{text:?}");
    }
    when::names_a_day(text);
    date_text::time(text);
    date_text::needs_order(text);
    for order in [None, date_text::order_of(text), Some(DateOrder::MonthFirst)] {
        let _ = date_text::when(text, order, None);
        let _ = date_text::when(text, order, Some(2026));
    }
    // As a date and a zone that is typed beside it.
    let _ = recipe::offset(text);
}

/// Scores, places, tags, names, numbers of entries, lengths and weights.
fn words(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(score) = Score::parse(text) {
        assert_eq!(Score::parse(&score.typed()), Ok(score), "{text:?}");
    }
    if let Ok(place) = RatedPlace::parse(text) {
        // As it is typed, and not as it is shown.
        let side = place.place.side.map_or(String::new(), |side| format!(":{side}"));
        let score = place.score.map_or(String::new(), |score| format!("={}", score.typed()));
        let typed = format!("{}{side}{score}", place.place.site);
        assert_eq!(RatedPlace::parse(&typed), Ok(place), "{text:?}");
    }
    if let Ok(tag) = own_words::tag(text) {
        assert_eq!(own_words::tag(&tag).as_ref(), Ok(&tag), "{text:?}");
    }
    for read in [own_words::name, own_words::contact, own_words::note] {
        if let Ok(kept) = read(text) {
            assert_eq!(read(&kept).as_ref(), Ok(&kept), "{text:?}");
        }
    }
    if let Ok(entries) = own_words::entries(text) {
        assert!(entries.start() > &0 && entries.start() <= entries.end(), "{text:?}");
    }
    let _ = own_words::entry(text);
    let _ = (Place::parse(text), side(text), Impression::parse(text), Comparison::parse(text));
    let _ = (span::parse(text, DefaultUnit::Hours), span::parse(text, DefaultUnit::Minutes));
    let _ = (WeightUnit::Kilograms.parse(text), WeightUnit::Pounds.parse(text));
    let _ = (Scale::parse(text), recipe::pair(text), Paper::parse(text, 200));
    recipe::thousandths(text);
}

/// Medicines: what is kept is shown, and typed again says the same.
fn medicines(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(intake) = Intake::parse(text) {
        assert!(!intake.medicine.is_empty(), "{text:?}");
        assert_eq!(
            Intake::parse(&intake.in_words(Style::default())).as_ref(),
            Ok(&intake),
            "{text:?}"
        );
        assert_eq!(Intake::parse(&intake.in_one_word()).as_ref(), Ok(&intake), "{text:?}");
    }
}

/// What is listened for in a note.
fn notes(bytes: &[u8]) {
    static LIBRARY: LazyLock<Library> = LazyLock::new(Library::builtin);
    let text = text(bytes);
    let listening = LIBRARY.listening();
    let written = Written { day: today(), text: text.to_owned(), written_at: now() };
    let raised = listening.raised(&written);
    assert_eq!(raised, listening.raised(&written), "the same text asks the same");
    listening.named_in(text);
    listening.is_crisis(text);
}

/// An exercise, a condition or rules, in TOML.
fn library(bytes: &[u8]) {
    static LIBRARY: LazyLock<Library> = LazyLock::new(Library::builtin);
    match AnyDraft::of_text(Path::new("/of/somebody/own.toml"), text(bytes)) {
        Ok(AnyDraft::File(draft)) => {
            let (kind, id) = (draft.kind, draft.id.clone());
            let library = LIBRARY.with_drafts(&[draft]);
            match kind {
                FileKind::Exercise => drop(library.exercise(&id)),
                _ => drop(library.condition(&id)),
            }
        }
        Ok(AnyDraft::Rules(draft)) => drop(LIBRARY.rules_of(&draft)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A file of settings.
fn settings(bytes: &[u8]) {
    static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
        std::env::temp_dir().join(format!("supple-settings-{}.toml", std::process::id()))
    });
    std::fs::write(&*FILE, bytes).expect("it is written");
    let _ = supple::library::settings(&FILE);
    std::fs::remove_file(&*FILE).expect("it was there");
}

/// A recipe that was saved: written out and read again it is the same.
fn recipes(bytes: &[u8]) {
    if let Ok(recipe) = Recipe::read(text(bytes)) {
        let again = Recipe::read(&recipe.to_toml());
        assert_eq!(again.as_ref().map(Recipe::to_toml), Ok(recipe.to_toml()));
        let _ = table::check(&recipe);
    }
}

/// Every row of a table, by a recipe.
fn read_table(records: impl Records, recipe: Recipe) {
    let setting = Setting {
        clocks: &FixedOffset::east_opt(3600).expect("an offset"),
        day_ends_at: NaiveTime::from_hms_opt(4, 0, 0).expect("a time"),
        now: now(),
        private: false,
    };
    let Ok(mut table) = Table::new(records, recipe, setting) else { return };
    while let Ok(Some(row)) = table.next_row() {
        if let Row::Entry(entry) = row {
            assert!(
                entry.rating.check_scores(Style::default()).is_ok()
                    || entry.rating.score().is_none()
            );
            assert!(entry.rating.day <= today(), "it is not to come");
        }
    }
}

/// A table in CSV, by a recipe that is typed and by those that are known.
fn tables(bytes: &[u8]) {
    static KNOWN: LazyLock<Vec<Recipe>> = LazyLock::new(recipe::known);
    let typed = "name = 'x'
        map = ['score=pain', 'on=date', 'at=time', 'note=note', 'site=site', 'medicine=took',
               'before=tags']";
    let reader = || CsvReader::new(Cursor::new(bytes.to_vec()), separator(bytes));
    let mut first = Vec::new();
    if let Ok(Some(record)) = reader().next_record() {
        first = record.cells;
    }
    read_table(reader(), Recipe::read(typed).expect("it reads"));
    for recipe in KNOWN.iter().filter(|recipe| recipe.fits(&first)) {
        read_table(reader(), recipe.clone());
    }
    // The same as a file of the diary itself.
    if let Some(kind) = csv_tables::kind_of(&first) {
        let mut records = reader();
        while let Ok(Some(record)) = records.next_record() {
            let _ = csv_tables::row(kind, &record.cells);
        }
    }
}

/// A file in memory that an app wrote.
fn file(name: &str, bytes: &[u8]) -> NamedFile {
    let bytes = bytes.to_vec();
    NamedFile {
        name: name.to_owned(),
        open: Box::new(|| Ok(Box::new(Cursor::new(bytes)) as Box<dyn BufRead>)),
    }
}

/// The files of apps that are no tables. The first byte says which, so that none has to be guessed.
fn apps(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    of_text(bytes);
    let all = [
        (App::AppleHealth, "export.xml"),
        (App::Clue, "measurements.json"),
        (App::Daylio, "backup.daylio"),
        (App::Fhir, "bundle.json"),
        (App::Flaredown, "flaredown.csv"),
        (App::Flo, "flo.json"),
        (App::LoopHabits, "Checkmarks.csv"),
        (App::MigraineBuddy, "report.html"),
    ];
    let (app, name) = all[usize::from(*first) % all.len()];
    let Ok(mut records) = app.records(vec![file(name, bytes)]) else { return };
    while let Ok(Some(_)) = records.next_record() {}
}

/// An archive, and every file in it.
fn archives(bytes: &[u8]) {
    let from = Cursor::new(bytes.to_vec());
    for packed in zip::files(from.clone()).unwrap_or_default().iter().take(50) {
        if let Ok(unpacked) = zip::open(from.clone(), packed) {
            let _ = unpacked.take(1 << 20).read_to_end(&mut Vec::new());
        }
    }
}

/// supple's own format, line by line.
fn json(bytes: &[u8]) {
    let Ok(mut reader) = json_lines::Reader::new(Cursor::new(bytes)) else { return };
    while let Ok(Some(row)) = reader.next_row() {
        // What was read can be written, and is a line.
        assert!(!json_lines::line(&row.kind, &row.row).trim_end().contains('\n'));
    }
}
