//! Passphrases: asked for without showing them, or read from a file. Never an argument or a
//! variable, where other programs can read them.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::prompt::Prompt;
use crate::library;

/// The fewest characters of a new one (design choice): four words have more, a year of birth fewer.
const CHARACTERS_MIN: usize = 8;

/// The most that is read of a file with one, in bytes.
const FILE_MAX: u64 = 4096;

// Where a passphrase comes from.
#[derive(Debug, clap::Args)]
pub struct PassphraseArgs {
    /// Read the passphrase from the first line of a file, instead of asking; - is stdin
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArgs {
    /// Whether it is said where one comes from.
    pub fn is_given(&self) -> bool {
        self.passphrase_file.is_some()
    }

    /// A new one, asked for twice.
    ///
    /// # Errors
    /// When none is given, or that in the file is too short.
    pub fn new_one(&self, context: &Context) -> Result<String, Failure> {
        if let Some(file) = &self.passphrase_file {
            let passphrase = from_file(file)?;
            return match is_long_enough(&passphrase) {
                true => Ok(passphrase),
                false => Err(Failure::usage(format!(
                    "a passphrase needs at least {CHARACTERS_MIN} characters."
                ))
                .next("Take four words that nobody would guess.")),
            };
        }
        let mut prompt = Prompt::new(context);
        let mut refused = String::new();
        loop {
            let question = format!("{refused}A passphrase for it, of four words or more:");
            let passphrase = ask(&mut prompt, &question, context)?;
            if !is_long_enough(&passphrase) {
                refused = format!("That is too short: at least {CHARACTERS_MIN} characters. ");
            } else if ask(&mut prompt, "The same once more:", context)? == passphrase {
                return Ok(passphrase);
            } else {
                refused = "They are not the same. ".to_owned();
            }
        }
    }

    /// The one that a file was sealed with.
    ///
    /// # Errors
    /// When none is given.
    pub fn known(&self, context: &Context) -> Result<String, Failure> {
        match &self.passphrase_file {
            Some(file) => from_file(file),
            None => ask(&mut Prompt::new(context), "It is sealed. Its passphrase:", context),
        }
    }
}

fn is_long_enough(passphrase: &str) -> bool {
    passphrase.chars().count() >= CHARACTERS_MIN
}

/// Asks for one, without showing it.
fn ask(prompt: &mut Prompt<'_>, question: &str, context: &Context) -> Result<String, Failure> {
    let given = if context.interactive { prompt.secret(|page| page.para(question)) } else { None };
    given.ok_or_else(|| {
        Failure::could_not("nothing was done, because no passphrase was given.")
            .next("Type it in a terminal, or keep it in a file: --passphrase-file FILE")
    })
}

/// The first line of a file.
fn from_file(file: &Path) -> Result<String, Failure> {
    let is_stdin = file.as_os_str() == "-";
    let bytes = if is_stdin {
        library::read_most(std::io::stdin().lock(), FILE_MAX)
    } else {
        library::read_bounded(file, FILE_MAX)
    };
    let shown = if is_stdin { "stdin".to_owned() } else { file.display().to_string() };
    let bytes = bytes.map_err(|unread| Failure::could_not(format!("{shown} {unread}.")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::could_not(format!("{shown} is not text in UTF-8.")))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
