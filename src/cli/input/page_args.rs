//! What a page is asked for with: its days (`--from`, `--to`, `--weeks`), and the font file for what its
//! typeface lacks (`--font`, or the setting).

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::text::date::days_before;
use crate::domain::text::limits;
use crate::{figure, library};

// The days of a page, as they are typed.
#[derive(Debug, Default, clap::Args)]
pub struct RangeArgs {
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// The last so many weeks
    #[arg(long, value_name = "N", conflicts_with = "from", value_parser = limits::within(limits::WEEKS), allow_hyphen_values = true)]
    weeks: Option<u32>,
}

/// The days that a page was asked for.
pub struct Range {
    /// The first of them, where one was named.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: NaiveDate,
    /// Whether the last was named.
    ends_by_choice: bool,
}

impl Range {
    /// What was typed, as days.
    pub fn from_args(args: &RangeArgs, context: &Context) -> Result<Self, Failure> {
        let (from, to) = context.clock().range(args.from.as_deref(), args.to.as_deref())?;
        let last = to.unwrap_or(context.today);
        let from = from.or(args.weeks.map(|weeks| days_before(last, u64::from(weeks) * 7 - 1)));
        Ok(Self { from, to: last, ends_by_choice: to.is_some() })
    }

    /// That nothing was recorded in time; `yet` says so where no last day was named.
    pub fn nothing(&self, yet: &str, context: &Context) -> Failure {
        if self.ends_by_choice {
            Failure::could_not(format!("nothing was recorded up to {}.", context.day(self.to)))
                .next("See what was: supple history --from 2020-01-01")
        } else {
            Failure::could_not(yet).next("Log a score first: supple log")
        }
    }
}

/// The largest font file that is read, in bytes: three times one with all of Chinese, Japanese and
/// Korean in one weight.
const FONT_MAX: u64 = 64 * 1024 * 1024;

// The typeface of a page, as it is typed.
#[derive(Debug, Default, clap::Args)]
pub struct FontArgs {
    /// A font file (.ttf, .otf or .ttc) for letters that the page lacks, such as Hebrew, Arabic or
    /// Chinese ones; without it, that of your settings
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

impl FontArgs {
    /// Reads the font file, if there is one, for whatever is drawn from now on.
    pub fn prepare(&self, context: &Context) -> Result<(), Failure> {
        let setting = Path::new(&context.settings.font);
        let path = match &self.font {
            Some(path) => path,
            None if setting.as_os_str().is_empty() => return Ok(()),
            None => setting,
        };
        let wrong = |what: String| {
            let next = match self.font {
                Some(_) => "Name a .ttf, .otf or .ttc with --font, such as one of Noto Sans.",
                None => "It is the font of your settings. Change it there: supple config",
            };
            Failure::could_not(what).next(next)
        };
        let bytes = library::read_bounded(path, FONT_MAX)
            .map_err(|unread| wrong(format!("{} {unread}.", path.display())))?;
        figure::use_face(bytes)
            .map_err(|error| wrong(format!("{} cannot be drawn with: {error}.", path.display())))
    }
}
