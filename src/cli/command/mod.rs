//! The verbs: one file each, with its arguments and its `run` side by side.
//!
//! Every verb takes the same four steps: gather (app), decide (domain), word or draw (words,
//! figure), write (cli). A new one is a file here and a line in each of the three lists below.

mod assign;
mod backup;
mod begin;
mod bring;
mod chart;
mod check;
mod completions;
mod conditions;
mod config;
mod demo;
mod done;
mod edit;
mod erase;
mod exercises;
mod export;
mod flare;
mod goal;
mod handout;
mod history;
mod import;
mod library;
mod log;
mod manual;
mod merge;
pub mod patterns;
mod plan;
mod remind;
mod remove;
mod report;
mod restore;
pub mod screen;
mod session;
mod stats;
mod today;
mod undo;
mod visit;
mod week;
mod words;

use std::ffi::OsString;
use std::mem::ManuallyDrop;

use clap::{FromArgMatches, Subcommand};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::glance;
use crate::cli::output::Output;
use crate::domain::text::shell;

/// Every verb in its group, in the order in which `supple --help` lists them.
pub const GROUPS: [(&str, &[&str]); 6] = [
    ("Every day", &["log", "today", "week", "session", "done", "skip", "flare", "remind"]),
    (
        "The plan",
        &[
            "begin",
            "assign",
            "plan",
            "screen",
            "goal",
            "visit",
            "bring",
            "conditions",
            "exercises",
            "library",
        ],
    ),
    ("Pages and numbers", &["report", "chart", "handout", "stats", "patterns"]),
    (
        "The diary",
        &["history", "edit", "remove", "words", "undo", "redo", "export", "import", "merge"],
    ),
    ("Kept safe", &["backup", "restore", "check", "erase"]),
    ("supple itself", &["config", "demo", "completions", "manual"]),
];

/// Writes down what a verb is called, what it takes, and what it says of itself in the list of all.
macro_rules! verbs {
    ($($(#[$about:meta])* $verb:ident($args:ty),)*) => {
        /// What to do.
        ///
        /// The options of a verb are only put together once it is the one that was typed: most of the work
        /// of a short command would otherwise be the options of all the others. A doc comment on those
        /// options would then be taken for the help of the verb, so they have a plain one.
        #[derive(Debug, Subcommand)]
        #[command(defer = true)]
        pub enum Verb {
            $($(#[$about])* $verb($args),)*
        }

        impl Verb {
            /// Reads a verb with what is typed behind it, where all of that is as it should be. The
            /// other verbs are not put together for it; what is wrong is told by those who are.
            pub fn read(typed: &[OsString]) -> Option<Self> {
                let verb = typed.first()?.to_str()?;
                match verb {
                    $(_ if is_called(verb, stringify!($verb)) => read(typed).map(Self::$verb),)*
                    _ => None,
                }
            }
        }
    };
}

/// Whether a word is the name of a verb in small letters.
fn is_called(word: &str, verb: &str) -> bool {
    word.bytes().eq(verb.bytes().map(|letter| letter.to_ascii_lowercase()))
}

/// Reads the arguments of a verb, which is the first of the words.
fn read<A: clap::Args>(typed: &[OsString]) -> Option<A> {
    // As the whole of what may be typed says of all verbs. Never taken apart: the program soon ends.
    let command = clap::Command::new("supple").disable_help_subcommand(true);
    let mut command = ManuallyDrop::new(A::augment_args(command));
    let mut matches = command.try_get_matches_from_mut(typed).ok()?;
    A::from_arg_matches_mut(&mut matches).ok()
}

verbs! {
    /// Log a pain score: today, in one breath
    Log(log::Args),
    /// Show what to do today, and why
    Today(today::Args),
    /// Be guided through today's routine
    Session(session::Args),
    /// Show the week: what was done, what is due, what waits
    Week(week::Args),
    /// Tick off exercises that were done
    Done(done::Args),
    /// Leave exercises out today, without blame
    Skip(done::SkipArgs),
    /// Say that a flare has begun, or is over
    Flare(flare::Args),
    /// Draw the diary: how it went, a calendar, exercises, places, times
    Chart(chart::Args),
    /// Put the exercises on one page, with drawings and boxes to tick
    Handout(handout::Args),
    /// Make the one page that you hand your physiotherapist
    Report(report::Args),
    /// List what was recorded, newest first
    History(history::Args),
    /// Change an entry
    Edit(edit::Args),
    /// Remove entries
    Remove(remove::Args),
    /// List the words of your entries, and rename them everywhere
    Words(words::Args),
    /// Take the last change back
    Undo(undo::Args),
    /// Bring back what was undone
    Redo(undo::Args),
    /// Write the diary into a file that other programs read
    Export(export::Args),
    /// Read what another program, or this one, has written
    Import(import::Args),
    /// Make two diaries one, such as those of two machines
    Merge(merge::Args),
    /// Copy the diary into a file, to keep it elsewhere
    Backup(backup::Args),
    /// Go back to a copy of the diary
    Restore(restore::Args),
    /// Look whether the diary is whole, and save what reads
    Check(check::Args),
    /// Erase entries for good, also from the history and the copies
    Erase(erase::Args),
    /// Begin without a diagnosis: what is urgent, first steps, whom to see
    Begin(begin::Args),
    /// Put a diagnosis into the plan
    Assign(assign::Args),
    /// Show where each condition stands, and change the plan
    Plan(plan::Args),
    /// Answer the questions that keep you safe
    Screen(screen::Args),
    /// Say what is due, for a prompt or a timer
    Remind(remind::Args),
    /// The few numbers that say how it goes
    Stats(stats::Args),
    /// What goes with more pain, or with less
    Patterns(patterns::Args),
    /// What you want to be able to do again, and how near it is
    Goal(goal::Args),
    /// Note a visit to your clinician, and what to ask there
    Visit(visit::Args),
    /// Six lines for whoever sees you, in your own words
    Bring(bring::Args),
    /// Read about the conditions supple knows
    Conditions(conditions::Args),
    /// Read how an exercise is done, and where its dose comes from
    Exercises(exercises::Args),
    /// Check and keep files of your own, or your physiotherapist's
    Library(library::Args),
    /// See what is set, and where
    Config(config::Args),
    /// See all of it with a made-up twelve-week diary
    Demo(demo::Args),
    /// Print the completion script for a shell
    Completions(completions::Args),
    /// Write the manual pages, for man
    Manual(manual::Args),
}

impl Verb {
    /// Does it. `command_line` is the whole of what may be typed. The number is the exit code once
    /// the answer is printed.
    pub fn run(
        self,
        command_line: fn() -> clap::Command,
        context: &Context,
    ) -> Result<(Output, u8), Failure> {
        let answer = match self {
            Self::Remind(args) => return remind::run(args, context),
            Self::Check(args) => return check::run(args, context),
            Self::Backup(args) => backup::run(args, context),
            Self::Restore(args) => restore::run(args, context),
            Self::Erase(args) => erase::run(args, context),
            Self::Log(args) => log::run(args, context),
            Self::Today(args) => today::run(args, context),
            Self::Session(args) => session::run(args, context),
            Self::Week(args) => week::run(args, context),
            Self::Done(args) => done::run(args, context),
            Self::Skip(args) => done::skip(args, context),
            Self::Flare(args) => flare::run(args, context),
            Self::Chart(args) => chart::run(args, context),
            Self::Handout(args) => handout::run(args, context),
            Self::Report(args) => report::run(args, context),
            Self::History(args) => history::run(args, context),
            Self::Edit(args) => edit::run(args, context),
            Self::Remove(args) => remove::run(args, context),
            Self::Words(args) => words::run(args, context),
            Self::Undo(args) => undo::undo(args, context),
            Self::Redo(args) => undo::redo(args, context),
            Self::Export(args) => export::run(args, context),
            Self::Import(args) => import::run(args, context),
            Self::Merge(args) => merge::run(args, context),
            Self::Begin(args) => begin::run(args, context),
            Self::Assign(args) => assign::run(args, context),
            Self::Plan(args) => plan::run(args, context),
            Self::Screen(args) => screen::run(args, context),
            Self::Stats(args) => stats::run(args, context),
            Self::Patterns(args) => patterns::run(args, context),
            Self::Goal(args) => goal::run(args, context),
            Self::Visit(args) => visit::run(args, context),
            Self::Bring(args) => bring::run(args, context),
            Self::Conditions(args) => conditions::run(args, context),
            Self::Exercises(args) => exercises::run(args, context),
            Self::Library(args) => library::run(args, context),
            Self::Config(args) => config::run(args, context),
            Self::Demo(args) => show_demo(&args, command_line, context),
            Self::Completions(args) => completions::run(args, context),
            Self::Manual(args) => manual::run(args, command_line, context),
        }?;
        Ok((answer, 0))
    }
}

/// Runs `demo`: makes the diary, and shows it by the commands that a person types.
fn show_demo(
    args: &demo::Args,
    command_line: fn() -> clap::Command,
    context: &Context,
) -> Result<Output, Failure> {
    let demo = demo::make(args, context)?;
    let mut shown = Output::results(demo.opening).saved();
    for words in demo.commands {
        let mut page = context.page();
        let typed: Vec<String> = words.iter().map(|word| shell::quoted(word)).collect();
        page.command(format!("$ supple {}", typed.join(" ")).trim_end());
        page.gap();
        let words = ["supple".to_owned()].into_iter().chain(words);
        let mut matches = command_line().try_get_matches_from(words).expect("a command of ours");
        let answer = if matches.subcommand_name().is_some() {
            let verb = Verb::from_arg_matches_mut(&mut matches).expect("a verb of ours");
            verb.run(command_line, &demo.context)?.0
        } else {
            glance::run(false, &demo.context)?
        };
        // What a verb says to type next would be typed into the person's own diary.
        shown.results += &format!("\n{}{}", page.text(), answer.results);
    }
    shown.talk += &demo.closing;
    Ok(shown)
}
