//! Everything outside the program that a verb may look at, read once.

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use etcetera::BaseStrategy;

use crate::cli::clock::{self, Clock};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::output::terminal_image::Protocol;
use crate::cli::settings;
use crate::cli::terminal;
use crate::domain::diary::day;
use crate::domain::diary::settings::{Colours, Screen, Settings, Sheet};
use crate::domain::text::date::{self, Reader};
use crate::library::Library;
use crate::store::{Diary, IfMissing, Writer};

/// How long another program that writes is waited for where nobody wants to wait.
const AT_ONCE: Duration = Duration::from_millis(200);

/// What a run of the program sees of the world.
#[derive(Debug, Clone)]
pub struct Context {
    /// The moment of this run, in the local zone.
    pub now: DateTime<FixedOffset>,
    /// The diary's day it falls on.
    pub today: NaiveDate,
    /// Where the diary is, or will be; `None` where there is no home to keep it in.
    pub diary: Option<PathBuf>,
    /// The person's own exercise files; may not exist.
    pub exercises: Option<PathBuf>,
    /// The person's file of settings; may not exist.
    pub config: Option<PathBuf>,
    /// Where `man` looks for pages of this person's own.
    pub manual: Option<PathBuf>,
    /// What the person set.
    pub settings: Settings,
    /// Columns to lay text out in.
    pub width: usize,
    /// Whether a person is there to be asked.
    pub interactive: bool,
    /// Whether results go to a terminal.
    pub terminal: bool,
    /// Whether that terminal can be drawn on.
    pub draws: bool,
    /// Whether it shows more than ASCII.
    pub symbols: bool,
    /// Whether results may carry colour.
    pub colour: bool,
    /// Whether text is for a screen reader: words in the places of bars, tables and signs.
    pub plain: bool,
    /// The command as it was typed.
    pub command_line: String,
}

impl Context {
    /// Looks at the clock, the environment and the terminal.
    pub fn load(command_line: String) -> Result<Self, Failure> {
        let now = clock::now()?;
        let folders = etcetera::choose_base_strategy().ok();
        let folders = folders.filter(|folders| can_be_home(folders.home_dir()));
        let diary = match env::var_os("SUPPLE_DB") {
            // An empty path is an unset variable of a script, and would begin a diary that nobody
            // finds again.
            Some(path) if path.is_empty() => {
                return Err(Failure::usage("SUPPLE_DB is set, but empty.")
                    .next("Give it the path of your diary, or unset it to use the usual place."));
            }
            Some(path) => Some(std::path::absolute(path).map_err(|error| {
                let what = format!("SUPPLE_DB is not a path that can be used: {error}.");
                Failure::could_not(what)
            })?),
            None => {
                let usual = folders
                    .as_ref()
                    .map(|folders| folders.data_dir().join("supple").join("diary.db"));
                // Without HOME the path would depend on the folder that the command is typed in.
                usual.filter(|path| path.is_absolute())
            }
        };
        let config = folders.as_ref().map(settings::file);
        let settings = settings::read(config.as_deref())?;
        let is_terminal = std::io::stdout().is_terminal();
        Ok(Self {
            now,
            today: day::day_of(now.naive_local(), settings.day_ends_at),
            diary,
            manual: folders.as_ref().map(|folders| folders.data_dir().join("man").join("man1")),
            exercises: folders.map(|folders| folders.config_dir().join("supple").join("exercises")),
            width: terminal::columns(),
            // Questions go to stderr and answers come from stdin; results may go into a pipe all
            // the same.
            interactive: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
            terminal: is_terminal,
            // A dumb terminal only writes on, and never moves its cursor.
            draws: is_terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
            symbols: terminal::shows_symbols(),
            colour: is_terminal && settings.colours == Colours::Auto && terminal::takes_colour(),
            plain: settings.screen == Screen::Plain,
            config,
            settings,
            command_line,
        })
    }

    /// The same for a screen reader, where this command asks for it.
    pub fn in_plain_words(self, asked: bool) -> Self {
        Self { plain: self.plain || asked, ..self }
    }

    /// The exercise library, with the person's own files in place of ours.
    pub fn library(&self) -> Library {
        Library::with_overrides(self.exercises.clone())
    }

    /// An empty page of this world's width.
    pub fn page(&self) -> Page {
        Page::new(self.width, self.colour).in_plain_words(self.plain)
    }

    /// The same in the width that the terminal has now: whoever was guided for half an hour may
    /// have changed the window.
    pub fn with_current_width(&self) -> Self {
        Self { width: terminal::columns(), ..self.clone() }
    }

    /// How a picture is shown here.
    pub fn how_to_show(&self, how: Protocol) -> Protocol {
        how.resolve(std::io::stdout().is_terminal(), |name| env::var(name).ok())
    }

    /// Talk of one paragraph.
    pub fn message(&self, text: &str) -> Output {
        let mut page = self.page();
        page.para(text);
        Output::talk(page.text())
    }

    /// The diary's path.
    fn diary_path(&self) -> Result<&Path, Failure> {
        self.diary.as_deref().ok_or_else(|| {
            Failure::could_not("there is no home folder to keep the diary in.")
                .next("Set HOME, or SUPPLE_DB to the path the diary should have.")
        })
    }

    /// Whether there is a diary, or something in its place.
    pub fn has_diary(&self) -> bool {
        self.diary.as_ref().is_some_and(|path| path.symlink_metadata().is_ok())
    }

    /// The diary, to read it; `None` when there is none yet.
    pub fn read_diary(&self) -> Result<Option<Diary>, Failure> {
        Ok(Diary::open_to_read(self.diary_path()?)?)
    }

    /// The diary, to read it; whoever writes just now is waited for a moment at most, as a shell
    /// prompt and a Tab need it.
    pub fn read_diary_at_once(&self) -> Result<Option<Diary>, Failure> {
        Ok(Diary::open_to_read_within(self.diary_path()?, AT_ONCE)?)
    }

    /// The diary, to change it; `missing` says what happens where there is none.
    pub fn open_to_write(&self, missing: IfMissing) -> Result<Option<Writer>, Failure> {
        Ok(Writer::open(self.diary_path()?, missing, self.now)?)
    }

    /// A day for a person.
    pub fn day(&self, day: NaiveDate) -> String {
        date::short(day, self.reader())
    }

    /// The clock of this run.
    pub fn clock(&self) -> Clock {
        Clock { now: self.now, reader: self.reader() }
    }

    /// Whom sentences are for.
    pub fn reader(&self) -> Reader {
        Reader { today: self.today, style: self.settings.style() }
    }

    /// When a day ends for an entry, which may be the check of a morning.
    pub fn ends_at(&self, morning: bool) -> NaiveTime {
        day::ends_at(morning, self.settings.day_ends_at)
    }

    /// The paper of a page when none was asked for, `upright` where its long side stands: as
    /// `--size` takes it.
    pub fn paper(&self, upright: bool) -> &'static str {
        match (self.settings.paper, upright) {
            (Sheet::A4, false) => "a4",
            (Sheet::A4, true) => "a4-portrait",
            (Sheet::Letter, false) => "letter",
            (Sheet::Letter, true) => "letter-portrait",
        }
    }
}

/// Whether a home folder is one, or can be made: in the place of a file, or below one, nothing can.
fn can_be_home(home: &Path) -> bool {
    let there = home.ancestors().find_map(|folder| folder.metadata().ok());
    there.is_none_or(|there| there.is_dir())
}
