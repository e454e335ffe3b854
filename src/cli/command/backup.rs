//! `supple backup`: a whole copy of the diary, to be kept elsewhere.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::passphrase::PassphraseArgs;
use crate::cli::output::Output;
use crate::cli::output::{files, json};
use crate::cli::sealed_copy;
use crate::domain::text::shell;

// Arguments of `backup`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The copy is the diary as it is at one moment, whoever writes in it meanwhile; it is read back before it gets its name, and only you may read it. It is not encrypted, unless you seal it with a passphrase: keep it where nobody else looks. What is sealed opens with that passphrase alone, here and with the program age; nobody can open it for you when it is forgotten. A copy of each day is made by itself; supple restore lists them.\n\n\
                  Examples:\n  supple backup\n  supple backup kept.db --replace\n  supple backup --seal"
)]
pub struct Args {
    /// Where to write it; supple-DATE.db in this folder unless named
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Seal it with a passphrase, which you are asked for; unless named, it ends in .age
    #[arg(long)]
    seal: bool,
    #[command(flatten)]
    passphrase: PassphraseArgs,
    /// Write over a file that is there
    #[arg(long)]
    replace: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `backup`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let diary = context.read_diary()?.ok_or_else(|| {
        Failure::could_not("there is no diary yet.").next("Begin one with: supple log")
    })?;
    if args.passphrase.is_given() && !args.seal {
        return Err(Failure::usage("a passphrase is for a copy that is sealed.")
            .next("Seal it: the same command with --seal"));
    }
    let ending = if args.seal { "db.age" } else { "db" };
    let file = match &args.file {
        Some(file) => file.clone(),
        None => {
            let here = std::env::current_dir().unwrap_or_default();
            files::free_name(&here, &format!("supple-{}", context.today), ending)?
        }
    };
    if files::are_same(&file, diary.path())? {
        return Err(Failure::usage("that is your diary itself.")
            .next("Name another file: supple backup FILE"));
    }
    if file.is_dir() {
        return Err(
            Failure::usage(format!("{} is a folder.", file.display())).next("Name a file in it.")
        );
    }
    if !args.replace && files::metadata(&file)?.is_some() {
        return Err(Failure::could_not(format!(
            "{} is there already, and was left as it is.",
            file.display()
        ))
        .next("Choose another name, or add --replace."));
    }
    if args.seal {
        let passphrase = args.passphrase.new_one(context)?;
        sealed_copy::write(&diary, &file, args.replace, &passphrase)?;
    } else {
        diary.write_copy(&file, args.replace)?;
    }
    let bytes = files::metadata(&file)?.map_or(0, |about| about.len());
    let shown = std::path::absolute(&file).unwrap_or(file);
    if args.json {
        return Ok(json::document(&BackupView::new(&shown, bytes, args.seal)).saved());
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if args.seal {
        talk.para("It is sealed: without its passphrase nobody can open it, and you neither.");
    }
    page.para(&format!("Copied your diary to {}", shown.display()));
    talk.para(&format!(
        "It was read back and is whole. To go back to it one day: supple restore {}",
        shell::path(&shown)
    ));
    Ok(Output { results: page.text(), talk: talk.text(), saved: true })
}

/// A copy, for a program.
#[derive(Debug, Serialize)]
struct BackupView {
    file: String,
    bytes: u64,
    sealed: bool,
}

impl BackupView {
    fn new(file: &Path, bytes: u64, sealed: bool) -> Self {
        Self { file: file.display().to_string(), bytes, sealed }
    }
}
