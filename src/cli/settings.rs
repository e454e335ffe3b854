//! The person's settings: one file beside their own exercises, which need not be there.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::cli::failure::Failure;
use crate::domain::diary::settings::Settings;
use crate::domain::text::load::WeightUnit;
use crate::library;

/// Where the settings are, or would be.
pub fn file(folders: &impl BaseStrategy) -> PathBuf {
    folders.config_dir().join("supple").join("config.toml")
}

/// The settings of a file; as supple has them by itself where there is none.
///
/// A file that does not read stops every command before it does anything. Going on without it could
/// log a score on the wrong day or a weight in the wrong unit, and nobody would see it later.
/// Nothing is lost by that: commands are read as a whole before the first question is asked, and
/// whoever changes a setting learns of a slip with the next command they type, not weeks later on a
/// bad night.
pub fn read(file: Option<&Path>) -> Result<Settings, Failure> {
    let Some(file) = file else { return Ok(Settings::default()) };
    library::settings(file).map(Option::unwrap_or_default).map_err(|problems| {
        let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::could_not(texts.join("\n\n")).next(
            "Nothing was done. Change that line, or rename the file to go on without your \
             settings.",
        )
    })
}

/// What a weight without a unit is in. A file that does not read is told of before anything is done
/// with it.
pub fn weights() -> WeightUnit {
    let file = etcetera::choose_base_strategy().ok().map(|folders| file(&folders));
    read(file.as_deref()).unwrap_or_default().weights
}
