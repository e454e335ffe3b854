//! A person's settings file into [`Settings`], and the file that a person begins with.

use std::path::Path;

use chrono::NaiveTime;

use super::form::Form;
use super::notes::Notes;
use super::own_file;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;
use crate::domain::diary::own_words;
use crate::domain::diary::settings::{Settings, UNDO_DAYS, weekdays};
use crate::domain::text::vocabulary::vocabulary;

/// What a day's end looks like, to end a sentence with.
const DAY_ENDS_RIGHT: &str = "it is a time from \"00:00\" to \"11:59\"";

/// The settings in a file; `None` where there is no file, which costs one look. A setting that is
/// not named is as supple has it by itself.
///
/// # Errors
/// Everything that is wrong with the file, by its lines.
pub fn settings(path: &Path) -> Result<Option<Settings>, Vec<Problem>> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    // A path that leads through a file leads to none either; a link to nothing is told when read.
    if path.symlink_metadata().is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
    {
        return Ok(None);
    }
    let file = own_file::read(path).map_err(|problem| vec![problem])?;
    read(&file).map(Some)
}

/// The file of settings as it is before a person changed anything: every setting with what it is
/// for.
pub fn commented() -> String {
    let mut text = "# The settings of supple, every one as supple has it by itself. \
                    Change what you like, and save.\n\
                    # While a line here cannot be understood, \
                    supple names it and does nothing else.\n"
        .to_owned();
    for setting in Settings::default().list() {
        text.push('\n');
        text.extend(setting.about.lines().map(|line| format!("# {line}\n")));
        text += &format!("{} = \"{}\"\n", setting.key, setting.value);
    }
    text
}

fn read(file: &SourceFile) -> Result<Settings, Vec<Problem>> {
    let usual = Settings::default();
    // With settings, unlike an exercise, nothing at all is a whole file.
    if file.text.trim().is_empty() {
        return Ok(usual);
    }
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the settings");
    let settings = Settings {
        day_ends_at: day_ends_at(&form).unwrap_or(usual.day_ends_at),
        week_starts: form.word_maybe("week_starts", &weekdays()).unwrap_or(usual.week_starts),
        date_style: form.word_maybe("date_style", &vocabulary()).unwrap_or(usual.date_style),
        clock: form.word_maybe("clock", &vocabulary()).unwrap_or(usual.clock),
        decimals: form.word_maybe("decimals", &vocabulary()).unwrap_or(usual.decimals),
        weights: form.word_maybe("weights", &vocabulary()).unwrap_or(usual.weights),
        paper: form.word_maybe("paper", &vocabulary()).unwrap_or(usual.paper),
        font: font(&form),
        colours: form.word_maybe("colours", &vocabulary()).unwrap_or(usual.colours),
        screen: form.word_maybe("screen", &vocabulary()).unwrap_or(usual.screen),
        name: own_line(
            &form,
            "name",
            "it is your name as pages show it, or \"\"",
            own_words::name,
            own_words::NAME_MAX,
        ),
        emergency_number: contact(&form, "emergency_number"),
        clinic: contact(&form, "clinic"),
        undo_days: undo_days(&form).unwrap_or(usual.undo_days),
    };
    form.done();
    notes.finish(settings)
}

/// When a day ends: before noon, because later it would be the middle of the day.
fn day_ends_at(form: &Form<'_>) -> Option<NaiveTime> {
    let text = form.text_maybe("day_ends_at", DAY_ENDS_RIGHT)?;
    // Parsing alone would take 4:0 as well, and one form is enough to learn.
    let has_form = text.len() == "04:00".len()
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let time = NaiveTime::parse_from_str(&text, "%H:%M").ok();
    let found = time.filter(|time| {
        has_form && *time < NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN)
    });
    if found.is_none() && !text.trim().is_empty() {
        form.add("day_ends_at", format!("day_ends_at is “{}”", shown(&text)), DAY_ENDS_RIGHT);
    }
    found
}

/// The path of a font file: a whole one, because commands are typed in many folders.
fn font(form: &Form<'_>) -> String {
    let right = "it is the whole path of a font file, or \"\"";
    let text = form.text_or_empty("font", right);
    if !text.is_empty() && !Path::new(&text).is_absolute() {
        form.add("font", format!("font is “{}”", shown(&text)), right);
    }
    text
}

/// For how many days a change can be undone: a text, as every setting is.
fn undo_days(form: &Form<'_>) -> Option<u32> {
    let right = "it is a number of days from \"1\" to \"3650\"";
    let text = form.text_maybe("undo_days", right)?;
    let found = text.parse().ok().filter(|days| UNDO_DAYS.contains(days));
    if found.is_none() && !text.trim().is_empty() {
        form.add("undo_days", format!("undo_days is “{}”", shown(&text)), right);
    }
    found
}

/// A text of the person's own that `read` takes, where they give one.
fn own_line(
    form: &Form<'_>,
    field: &'static str,
    right: &str,
    read: impl Fn(&str) -> Result<String, String>,
    most: usize,
) -> String {
    let text = form.text_or_empty(field, right);
    if text.trim().is_empty() {
        return String::new();
    }
    // Characters that nobody sees are told of by the form.
    let (read, letters) = (read(&text), text.chars().count());
    if read.is_err() && letters > most {
        let wrong = format!("{field} is {letters} letters long");
        form.add(field, wrong, format!("{most} are the most"));
    }
    read.unwrap_or_default()
}

/// Whom to call, where the person says.
fn contact(form: &Form<'_>, field: &'static str) -> String {
    let right = "it is a number, a name or both as pages show it, or \"\"";
    own_line(form, field, right, own_words::contact, own_words::CONTACT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::settings::{Colours, Screen, Sheet};
    use crate::domain::text::date::DateStyle;
    use crate::domain::text::load::WeightUnit;
    use crate::domain::text::style::{ClockStyle, DecimalMark};
    use chrono::Weekday;
    use proptest::prelude::*;

    fn read_text(text: &str) -> Result<Settings, String> {
        let file = SourceFile::new("config.toml".to_owned(), text.to_owned());
        read(&file)
            .map_err(|problems| problems.iter().map(|problem| format!("{problem}\n")).collect())
    }

    #[test]
    fn the_file_to_begin_with_has_every_setting_as_it_is_without_a_file() {
        assert_eq!(read_text(&commented()), Ok(Settings::default()));
        for text in ["", "\n", "# nothing set\n"] {
            assert_eq!(read_text(text), Ok(Settings::default()), "{text:?}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(settings(&folder.path().join("none.toml")), Ok(None));
        assert_eq!(settings(&folder.path().join("none/config.toml")), Ok(None));
    }

    #[test]
    fn every_setting_can_be_set_and_is_listed_as_it_was_set() {
        let text = "day_ends_at = \"11:59\"\nweek_starts = \"sunday\"\n\
                    date_style = \"iso\"\nclock = \"12-hour\"\ndecimals = \"comma\"\nweights = \"lb\"\n\
                    paper = \"letter\"\nfont = \"/fonts/a.ttf\"\ncolours = \"never\"\nscreen = \"plain\"\nname = \"  Ada  Lovelace \"\n\
                    emergency_number = \"112\"\nclinic = \"Dr Okafor, 555 0123\"\nundo_days = \"30\"\n";
        let settings = read_text(text).expect("it reads");
        assert_eq!(
            settings,
            Settings {
                day_ends_at: NaiveTime::from_hms_opt(11, 59, 0).expect("a time"),
                week_starts: Weekday::Sun,
                date_style: DateStyle::Iso,
                clock: ClockStyle::Twelve,
                decimals: DecimalMark::Comma,
                weights: WeightUnit::Pounds,
                paper: Sheet::Letter,
                font: "/fonts/a.ttf".to_owned(),
                colours: Colours::Never,
                screen: Screen::Plain,
                name: "Ada Lovelace".to_owned(),
                emergency_number: "112".to_owned(),
                clinic: "Dr Okafor, 555 0123".to_owned(),
                undo_days: 30,
            }
        );
        let listed: String = settings
            .list()
            .iter()
            .map(|setting| format!("{} = \"{}\"\n", setting.key, setting.value))
            .collect();
        assert_eq!(listed, text.replace("  Ada  Lovelace ", "Ada Lovelace"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(?s:.{0,80})", key in 0usize..14) {
            let _ = read_text(&text);
            let key = Settings::default().list()[key].key;
            let _ = read_text(&format!("{key} = {text}"));
            let _ = read_text(&format!("{key} = {text:?}"));
        }
    }
}
