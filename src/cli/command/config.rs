//! `supple config`: where the settings are, and what is set.

use std::path::Path;

use serde::Serialize;

use crate::cli::clock;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::domain::diary::settings::{ConfigEntry, Settings};
use crate::library;

// Arguments of `config`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The file is yours to change: supple reads it and never writes to it again.\n\n\
                        Examples:\n  supple config\n  supple config --init"
)]
pub struct Args {
    /// Write the file, with every setting explained and as it is by default
    #[arg(long)]
    init: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `config`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let Some(file) = context.config.as_deref() else {
        return Err(Failure::could_not("there is no folder to keep settings in.")
            .next("Set HOME, so that there is one."));
    };
    let exists = files::metadata(file)?.is_some();
    if args.init {
        begin(file, exists)?;
    }
    let settings = context.settings.list();
    if args.json {
        let answer = json::document(&ConfigView::new(file, exists || args.init, &settings));
        return Ok(if args.init { answer.saved() } else { answer });
    }
    let mut page = context.page();
    match (args.init, exists) {
        (true, _) => {
            page.para(&format!("Your settings are in {}", file.display()));
            page.para("Every line in it says what it is for. Change what you like, and save.");
            return Ok(Output::results(page.text()).saved());
        }
        (false, true) => page.para(&format!("Your settings are in {}", file.display())),
        (false, false) => page
            .para("You have no settings of your own, so everything is as supple has it by itself."),
    }
    page.gap();
    let rows = pairs(&settings).map(|(setting, usual)| {
        let changed = if setting.value == usual {
            String::new()
        } else {
            format!("changed from {}", shown(&usual))
        };
        [setting.key.to_owned(), shown(&setting.value).to_owned(), changed]
    });
    if page.has_room_for_table() {
        page.table(&["setting", "value", ""], rows.map(Vec::from).collect())
    } else {
        rows.for_each(|[key, value, changed]| {
            page.item(&format!("{key}:"), [value, changed].join(" ").trim_end());
        })
    }
    let mut talk = context.page();
    talk.para(&format!("Times are in the zone: {}", clock::zone(context.now)));
    if !exists {
        talk.gap();
        talk.para("To write a file with every setting explained: supple config --init");
        talk.para(&format!("It will be {}", file.display()));
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// A value to be read; what is empty has a word as well.
fn shown(value: &str) -> &str {
    if value.is_empty() { "(none)" } else { value }
}

/// Writes the file to begin with, where there is none.
fn begin(file: &Path, exists: bool) -> Result<(), Failure> {
    if exists {
        let what = format!("{} is there already, and was left as it is.", file.display());
        return Err(Failure::could_not(what).next("See what is set: supple config"));
    }
    if let Some(folder) = file.parent() {
        files::make_folder(folder)?;
    }
    files::write(file, library::commented().as_bytes(), false)
}

/// Each setting with what it is by default.
fn pairs(settings: &[ConfigEntry]) -> impl Iterator<Item = (&ConfigEntry, String)> {
    settings.iter().zip(Settings::default().list()).map(|(setting, usual)| (setting, usual.value))
}

/// The settings, for a program.
#[derive(Debug, Serialize)]
struct ConfigView<'a> {
    file: String,
    exists: bool,
    settings: Vec<SettingView<'a>>,
}

impl<'a> ConfigView<'a> {
    fn new(file: &Path, exists: bool, settings: &'a [ConfigEntry]) -> Self {
        let settings = pairs(settings).map(|(setting, usual)| SettingView::new(setting, usual));
        Self { file: file.display().to_string(), exists, settings: settings.collect() }
    }
}

/// One setting.
#[derive(Debug, Serialize)]
struct SettingView<'a> {
    key: &'static str,
    value: &'a str,
    default: String,
    changed: bool,
    about: String,
}

impl<'a> SettingView<'a> {
    /// A setting, and what it is by default.
    fn new(setting: &'a ConfigEntry, usual: String) -> Self {
        Self {
            key: setting.key,
            value: &setting.value,
            changed: setting.value != usual,
            default: usual,
            about: setting.about.replace('\n', " "),
        }
    }
}
