//! The shell: the only room that knows stdin, stdout, stderr, the clock, the environment, paths,
//! files and exit codes, and the only one that joins the others.
//!
//! * `context` is everything outside the program that a verb may look at, read once.
//! * `command` has one file for each verb; a verb never names a verb.
//! * `input` is what a person types, `output` how an answer gets out, `view` what several verbs
//!   show.
//! * `prompt` asks: it alone takes the terminal into raw mode and listens to it.
//! * `guided` is the one that stays: it draws on the terminal and listens to keys, second by
//!   second.

mod begin;
mod chart_kinds;
mod clock;
mod command;
mod context;
mod exercise_records;
mod failure;
mod glance;
mod guided;
mod help;
mod input;
mod output;
mod prompt;
mod sealed_copy;
mod settings;
mod terminal;
mod view;
mod writing;

use std::borrow::Cow;
use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches, Parser};

use command::Verb;
use context::Context;
use failure::Failure;
use input::behind_score::DiaryWords;
use output::Output;

use crate::domain::text::shell;

/// A pain diary and home-exercise programme for your terminal.
#[derive(Debug, Parser)]
#[command(
    name = "supple",
    bin_name = "supple",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    help_expected = true,
    after_help = "Everything stays on this machine. `supple help VERB` says more.\n\
                  SUPPLE_DB sets the diary's path, SUPPLE_NOW (RFC 3339) the clock.\n\
                  If you think of ending your life: call your emergency number, or tell somebody now."
)]
struct Arguments {
    /// What to do; without it, the day at a glance.
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Print the day at a glance as JSON
    #[arg(long)]
    json: bool,
    /// Say it in words alone, for a screen reader
    #[arg(long, global = true)]
    plain: bool,
}

/// What reads people's words and files here, for the fuzzer alone: `.ci/fuzz`.
#[cfg(any(test, fuzzing))]
pub mod fuzzing {
    use std::ffi::OsString;

    use clap::CommandFactory;

    use super::Arguments;
    use super::input::answers_file::AnswersFile;
    use super::input::usage_error;

    /// A command line: words between line feeds.
    pub fn arguments(bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let typed: Vec<OsString> =
            ["supple"].into_iter().chain(text.split('\n')).map(OsString::from).collect();
        let typed = super::as_option(&typed);
        let _ = super::Verb::read(typed.get(1..).unwrap_or_default());
        let mut command = Arguments::command();
        if let Err(error) = command.try_get_matches_from_mut(typed.iter()) {
            let _ = usage_error::from_clap(&error, &typed, &command, || None);
        }
        // What undo calls it has an end.
        assert!(super::command_line(&typed).chars().count() <= super::SAID_MAX + 2);
    }

    /// A file of answers to the safety questions.
    pub fn answers(bytes: &[u8]) {
        if let Ok(text) = std::str::from_utf8(bytes) {
            let _ = AnswersFile::of_text(text, "it".to_owned());
        }
    }
}

/// Keeps what is in memory out of core dumps, for they hold notes; and makes of a file that grows
/// beyond what is allowed an error that can be told, in place of a signal that ends the program in
/// the middle of a sentence. What the system does not take is as it was.
#[cfg(unix)]
fn raise_shield() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    // A signal that is noted somewhere no longer ends anything; the write then fails by itself.
    let _ = signal_hook::flag::register(libc::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn raise_shield() {}

/// Runs the program on the process's own arguments and environment.
pub fn main() -> ExitCode {
    raise_shield();
    // A shell that asks for completions sets this; every other run saves the work.
    if std::env::var_os("COMPLETE").is_some() {
        clap_complete::CompleteEnv::with_factory(|| input::complete::guarded(Arguments::command()))
            .complete();
    }
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match run(&arguments) {
        Ok((answer, code)) => answer.print(code),
        Err(failure) => failure.print(),
    }
}

/// Reads the arguments, looks at the world, and lets the verb speak. The number is the exit code.
fn run(arguments: &[OsString]) -> Result<(Output, u8), Failure> {
    let typed = input::unit_words::joined(&as_option(arguments));
    let is_for_all = |word: &OsString| ["--plain", "--help", "-h"].iter().any(|each| word == each);
    let is_said = typed.iter().any(is_for_all);
    // Nearly every command is a verb with its arguments, and nothing is wrong with them.
    let verb = if is_said { None } else { Verb::read(typed.get(1..).unwrap_or_default()) };
    let arguments_read = match verb {
        Some(verb) => Arguments { verb: Some(verb), json: false, plain: false },
        None => {
            let (mut read, mut command) = read_words(&typed, is_said);
            // What to type instead is told of all that may be typed.
            let is_wrong = |error: &clap::Error| error.kind() != ErrorKind::DisplayVersion;
            if read.as_ref().is_err_and(|error| !is_said && is_wrong(error)) {
                (read, command) = read_words(&typed, true);
            }
            match read {
                Ok(read) => read,
                Err(error) => {
                    let context = || Context::load(command_line(arguments)).ok();
                    let diary_words = || context().map(|context| DiaryWords::new(&context));
                    let told = input::usage_error::from_clap(&error, &typed, &command, diary_words);
                    return Ok((told?, 0));
                }
            }
        }
    };
    // Only now: help and usage must work beside a settings file with a mistake in it.
    let context = Context::load(command_line(arguments))?.in_plain_words(arguments_read.plain);
    let answer = match arguments_read.verb {
        Some(verb) => verb.run(Arguments::command, &context),
        None => glance::run(arguments_read.json, &context).map(|answer| (answer, 0)),
    };
    answer.map_err(|failure| failure.naming_copy(context.today))
}

/// What was typed, and what it was read by. `--plain`, which every verb takes, belongs to each of
/// them only `with_shared`: forty copies of an option are a hundred kilobytes, and are made for
/// whoever types it or asks for help.
fn read_words(
    typed: &[OsString],
    with_shared: bool,
) -> (Result<Arguments, clap::Error>, ManuallyDrop<Command>) {
    let width = terminal::help_width();
    // Beside the longest option little room is left on a narrow terminal.
    let command = Arguments::command().term_width(width).next_line_help(width < 48);
    // The verbs are listed only where none is named, and the version is not all that is asked for.
    let first = typed.get(1).map(|word| word.to_string_lossy());
    let lists_verbs =
        first.is_some_and(|word| word.starts_with('-') && word != "--version" && word != "-V");
    let command = if lists_verbs { help::in_groups(command) } else { command };
    let command =
        if with_shared { command } else { command.mut_arg("plain", |plain| plain.global(false)) };
    // Never taken apart: the program soon ends.
    let mut command = ManuallyDrop::new(command);
    let read = command
        .try_get_matches_from_mut(typed)
        .and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    (read, command)
}

/// The same words with help as an option: `supple help log` asks for what `supple log --help` does.
fn as_option(arguments: &[OsString]) -> Cow<'_, [OsString]> {
    match arguments {
        [program, help, verb @ ..] if help == "help" => {
            Cow::Owned([std::slice::from_ref(program), verb, &["--help".into()]].concat())
        }
        _ => Cow::Borrowed(arguments),
    }
}

/// The longest that a command is remembered by, in characters: `undo` only has to make it
/// recognisable.
const SAID_MAX: usize = 120;

/// The command as it was typed, without the program's name: what `undo` calls it.
fn command_line(arguments: &[OsString]) -> String {
    let typed = arguments
        .iter()
        .skip(1)
        .map(|word| shell::quoted(&word.to_string_lossy()))
        .collect::<Vec<_>>()
        .join(" ");
    match typed.char_indices().nth(SAID_MAX) {
        Some((end, _)) => format!("{} …", typed[..end].trim_end()),
        None => typed,
    }
}

#[cfg(test)]
mod tests;
