//! `supple library show`: a file of the library on stdout, to start one's own from.

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::clean::clean;
use crate::cli::output::json;
use crate::library::{FileKind, Library, LibraryError, LibraryFile, RULES};

// Arguments of `library show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  supple library show bridge > bridge.toml\n  \
                  supple library show sciatica > sciatica.toml\n  \
                  supple library show rules > rules.toml")]
pub struct ShowArgs {
    /// An exercise, a condition, or rules
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete::library_files))]
    id: String,
    /// The file that came with supple, also where you have one of your own in its place
    #[arg(long)]
    ours: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A file of the library, for a program.
#[derive(Debug, Serialize)]
struct FileView<'a> {
    kind: &'a str,
    id: &'a str,
    own_file: Option<String>,
    text: &'a str,
}

/// Runs `library show`.
pub fn run(args: &ShowArgs, context: &Context) -> Result<Output, Failure> {
    let library = if args.ours { Library::builtin() } else { context.library() };
    let (kind, id) = wanted(&args.id, &library)?;
    let file = match kind {
        Some(kind) => library.file(kind, &id)?,
        None => library.rules_file()?,
    };
    if args.json {
        return Ok(json::document(&FileView {
            kind: &kind.map_or(RULES.to_owned(), |kind| kind.to_string()),
            id: &id,
            own_file: file.own.as_ref().map(|path| path.display().to_string()),
            text: &file.text,
        }));
    }
    let text = format!("{}\n{}", head(kind, &id, &file), file.text);
    if !context.terminal {
        return Ok(Output::results(text));
    }
    // Somebody's own file may have anything in it, and a terminal obeys what it is shown.
    let lines: Vec<_> = text.lines().map(clean).collect();
    let mut talk = context.page();
    talk.para(&format!("To keep it as a file: supple library show {id} > {id}.toml"));
    Ok(Output { talk: format!("\n{}", talk.text()), ..Output::results(lines.join("\n") + "\n") })
}

/// The file that is meant by an id or a name; no kind for the rules.
fn wanted(asked: &str, library: &Library) -> Result<(Option<FileKind>, String), Failure> {
    if asked == RULES {
        return Ok((None, asked.to_owned()));
    }
    let (folder, asked) =
        asked.rsplit_once('/').map_or((None, asked), |(folder, id)| (Some(folder), id));
    let asked = asked.strip_suffix(".toml").unwrap_or(asked);
    let in_folder = |kind: FileKind| folder.is_none_or(|folder| folder.ends_with(kind.folder()));
    let found = |kind, id: Result<String, LibraryError>| id.ok().map(|id| (Some(kind), id));
    let exercise = in_folder(FileKind::Exercise)
        .then(|| found(FileKind::Exercise, library.exercise_id(asked)))
        .flatten();
    let condition = in_folder(FileKind::Condition)
        .then(|| found(FileKind::Condition, library.condition_id(asked)))
        .flatten();
    match (exercise, condition) {
        (Some(one), None) | (None, Some(one)) => Ok(one),
        (Some((_, id)), Some(_)) => {
            Err(Failure::usage(format!("there is an exercise {id} and a condition {id}."))
                .next(format!("Say which: supple library show library/{id}, or conditions/{id}")))
        }
        (None, None) => {
            let near: Vec<String> = [library.exercise_id(asked), library.condition_id(asked)]
                .into_iter()
                .filter_map(|found| match found {
                    Err(LibraryError::Unknown { suggestions, .. }) => Some(suggestions),
                    _ => None,
                })
                .flatten()
                .collect();
            let next = if near.is_empty() {
                "See what there is: supple exercises, supple conditions".to_owned()
            } else {
                format!("Did you mean {}?", near.join(" or "))
            };
            let what = format!("there is no exercise and no condition “{asked}”.");
            Err(Failure::usage(what).next(next))
        }
    }
}

/// Where the file is to go, as a note at its top.
fn head(kind: Option<FileKind>, id: &str, file: &LibraryFile) -> String {
    let (what, they) = match kind {
        Some(kind) => (format!("This is the {kind} {id}"), "it"),
        None => ("These are the numbers of the rules".to_owned(), "they"),
    };
    let whose = match &file.own {
        Some(path) => format!("your own file: {}", path.display()),
        None => format!("as {they} came with supple"),
    };
    let after = match kind {
        Some(kind) => format!(
            "It then stands in for this one. For a new {kind}, give it an id of its own, and give\n\
             # the file the same name."
        ),
        None => "Keep only the numbers that you change: ours are used for all others.".to_owned(),
    };
    format!(
        "# {what}, {whose}.\n\
         # Save it as {id}.toml where you find it, change what you want with a plain text\n\
         # editor, and then type:\n\
         #\n\
         #   supple library check {id}.toml\n\
         #   supple library add {id}.toml\n\
         #\n\
         # {after}\n"
    )
}
