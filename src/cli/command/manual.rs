//! `supple manual`: the help as manual pages, for `man supple`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::words::text::count;

// Arguments of `manual`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without --dir they go where man looks for your own: ~/.local/share/man/man1\n\n\
                        Examples:\n  supple manual\n  supple manual --dir pages --replace"
)]
pub struct Args {
    /// The folder to write them to, which is made where there is none
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Replace pages that are there already
    #[arg(long)]
    replace: bool,
}

/// Runs `manual`.
pub fn run(
    args: Args,
    command_line: fn() -> Command,
    context: &Context,
) -> Result<Output, Failure> {
    let folder = match (args.dir, &context.manual) {
        (Some(folder), _) => folder,
        (None, Some(folder)) => folder.clone(),
        (None, None) => {
            return Err(Failure::could_not("there is no home folder to put them in.")
                .next("Name one with --dir."));
        }
    };
    let pages = pages(command_line)?;
    // All are looked at before the first is written: half a manual is worse than none.
    for (name, _) in pages.iter().filter(|_| !args.replace) {
        let path = folder.join(name);
        if files::metadata(&path)?.is_some() {
            let what = format!("{} is there already, and nothing was written.", path.display());
            return Err(
                Failure::could_not(what).next("Add --replace, or name another folder with --dir.")
            );
        }
    }
    fs::create_dir_all(&folder).map_err(|error| {
        Failure::could_not(format!("{} could not be made: {error}.", folder.display()))
    })?;
    for (name, text) in &pages {
        let path = folder.join(name);
        files::write(&path, text, args.replace)?;
        for_everybody(&path)?;
    }
    let mut page = context.page();
    let count = count(pages.len(), "page", "pages");
    page.para(&format!("The manual is {count} in {}", folder.display()));
    let mut talk = context.page();
    talk.para("To read it: man supple, or man supple-log for one verb.");
    Ok(Output { results: page.text(), talk: talk.text(), saved: true })
}

/// Every page with its name: the program's, each verb's, and those of what a verb has below it.
fn pages(command_line: fn() -> Command) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut command = command_line();
    // The arguments of a verb are declared only once all is built.
    command.build();
    let mut pages = Vec::new();
    let mut open = vec![&command];
    while let Some(command) = open.pop() {
        pages.push(page(command)?);
        open.extend(command.get_subcommands().filter(|below| !below.is_hide_set()));
    }
    pages.sort();
    Ok(pages)
}

/// One page.
fn page(command: &Command) -> Result<(String, Vec<u8>), Failure> {
    let page = clap_mangen::Man::new(command.clone())
        .source(concat!("supple ", env!("CARGO_PKG_VERSION")))
        .manual("supple: a pain diary and home-exercise programme");
    let mut text = Vec::new();
    page.render(&mut text)
        .map_err(|error| Failure::could_not(format!("a page could not be made: {error}.")))?;
    Ok((page.get_filename(), text))
}

/// A page of the manual holds nothing of the person's, and in a folder of the system everybody
/// reads it.
#[cfg(unix)]
fn for_everybody(path: &Path) -> Result<(), Failure> {
    // Files are written for their owner alone, and `man` may run as somebody else.
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).map_err(
        |error| {
            Failure::could_not(format!("{} could not be opened to all: {error}.", path.display()))
        },
    )
}

/// On Windows a file has the rights of its folder.
#[cfg(not(unix))]
fn for_everybody(_: &Path) -> Result<(), Failure> {
    Ok(())
}
