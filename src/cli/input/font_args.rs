//! The font file for what the typeface of the pages lacks: `--font`, or the setting.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::{figure, library};

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
