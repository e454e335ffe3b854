//! `supple library try`: twelve made-up weeks with a file, before a person lives one.

use std::path::PathBuf;
use std::sync::Arc;

use clap_complete::engine::ArgValueCompleter;

use super::checked::{Checked, checked};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::domain::flare::fold::FlareEnd;
use crate::domain::programme::condition::{Condition, PainRule};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::text::shell;
use crate::domain::text::style::Style;
use crate::domain::trial::{Body, Event, Happened, Person, Programme, Room};
use crate::library::{Draft, FileKind, Library};
use crate::words::text::{and, capital};

/// Weeks that are tried.
const WEEKS: u64 = 12;

/// Weeks after which it is told again what stands between a phase and the next.
const STAYS_EVERY_WEEKS: u64 = 4;

// Arguments of `library try`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It shows how the rules move doses, and not what they do for anybody: nobody's body is tried. \
                  Nothing is kept.\n\n\
                  Examples:\n  supple library try sciatica.toml --body flare\n  \
                  supple library try bridge.toml --condition sciatica\n  \
                  supple library try rules.toml --condition sciatica --body same"
)]
pub struct TryArgs {
    /// Files of exercises, conditions or rules
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// A body that gets better, one that has a flare every seven weeks, or one that stays the same
    #[arg(long, value_enum, default_value_t = BodyArg::Better)]
    body: BodyArg,
    /// The condition to try it with; without one, that of the files, or the first that lists it
    #[arg(long, value_name = "CONDITION", add = ArgValueCompleter::new(complete::conditions))]
    condition: Option<String>,
}

// The body that is tried.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum BodyArg {
    /// From 6 of 10 to nothing within five months
    Better,
    /// The same, with five worse days every seven weeks
    Flare,
    /// At 5 of 10 every day
    Same,
}

impl BodyArg {
    fn body(self) -> Body {
        match self {
            Self::Better => Body::Better,
            Self::Flare => Body::Flare,
            Self::Same => Body::Same,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Better => "gets better: from 6 of 10 towards nothing within five months",
            Self::Flare => {
                "gets better from 6 of 10, and has five days every seven weeks that are 3.5 points \
                 worse"
            }
            Self::Same => "stays at 5 of 10",
        }
    }
}

/// Runs `library try`.
pub fn run(args: &TryArgs, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let next = "Change that, and try again: supple library try FILE";
    let Checked { drafts, rules } = checked(&args.files, &library, context, next)?;
    let rules = match rules {
        Some(rules) => rules.book,
        None => library.rules()?,
    };
    let library = library.with_drafts(&drafts);
    let condition = condition(args.condition.as_deref(), &drafts, &library)?;
    let others = library.clone();
    let shelf = library
        .subset(&[&condition.id])?
        .with_others(library.exercise_ids(), Arc::new(move |id| others.exercise(id).ok()));
    let is_new = |draft: &&Draft| draft.kind == FileKind::Exercise && !lists(&condition, &draft.id);
    let added = drafts.iter().find(is_new).map(|draft| draft.id.as_str());
    let programme = Programme {
        condition: &condition,
        added,
        shelf: &shelf,
        rules: &rules,
        safety: &*library.safety()?,
        from: context.today,
    };
    let mut page = context.page();
    page.heading(&format!("Twelve made-up weeks with {}", condition.name));
    page.para(&format!(
        "A body that {}{}. It does seven of eight exercises that are due. This shows how the rules \
         move doses, and not what they do for anybody.",
        args.body.in_words(),
        if condition.pain_rule == PainRule::BoneZero {
            ", and in bone a third of that"
        } else {
            ""
        }
    ));
    if let Some(added) = added {
        let name = shelf.exercise_name(added);
        page.para(&format!("{name} is added to every phase, as supple plan add does."));
    }
    tell(programme, args.body.body(), &mut page);
    Ok(Output::results(page.text()))
}

/// The condition that is tried: the one asked for, the one in the files, or the first one that lists
/// an exercise of the files.
fn condition(
    typed: Option<&str>,
    drafts: &[Draft],
    library: &Library,
) -> Result<Condition, Failure> {
    if let Some(typed) = typed {
        return Ok(library.condition(&library.condition_id(typed)?)?);
    }
    if let Some(draft) = drafts.iter().find(|draft| draft.kind == FileKind::Condition) {
        return Ok(library.condition(&draft.id)?);
    }
    let ids = library.condition_ids();
    let conditions = ids.iter().filter_map(|id| library.condition(id).ok());
    let mut conditions = conditions.filter(|condition| condition.is_diagnosis);
    let listing =
        conditions.find(|condition| drafts.iter().any(|draft| lists(condition, &draft.id)));
    listing.ok_or_else(|| {
        let (what, file) = match drafts.first() {
            Some(draft) => (format!("no condition lists {}", draft.id), draft.file_name()),
            None => ("numbers of the rules are for every condition".to_owned(), "rules.toml".to_owned()),
        };
        Failure::usage(format!("{what}, so supple needs to know which to try it with.")).next(
            format!(
                "Name one: supple library try {} --condition sciatica\nAll of them: supple conditions",
                shell::quoted(&file)
            ),
        )
    })
}

/// Whether a phase of a condition lists an exercise.
fn lists(condition: &Condition, exercise: &str) -> bool {
    condition.phases.iter().any(|phase| phase.lists(exercise))
}

/// Lives the weeks and tells them.
fn tell(programme: Programme<'_>, body: Body, page: &mut Page) {
    let days = WEEKS * 7;
    let room = Room::new(days);
    let Some(mut person) = Person::begin(programme, body, &room) else { return };
    let shelf = programme.shelf;
    for n in 1..=days {
        person.live(n == days);
    }
    let mut week = 0;
    for happened in person.told() {
        let Some(line) = line(happened, shelf) else { continue };
        let this = happened.day.div_ceil(7);
        if this != week {
            week = this;
            page.gap();
            page.heading(&format!("Week {week}"));
        }
        page.item(&format!("{:>4}", happened.day), &line);
    }
    page.gap();
    page.heading("After twelve weeks");
    for standing in person.progression().standings() {
        let stopped =
            if standing.is_stopped { ", stopped until a clinician has looked" } else { "" };
        let name = shelf.exercise_name(&standing.exercise);
        page.item(" •", &format!("{name}: {}{stopped}", standing.dose));
    }
}

/// What happened, in a line; `None` for what is told once in a few weeks, in the others.
fn line(happened: &Happened, shelf: &LibrarySubset) -> Option<String> {
    Some(match &happened.what {
        Event::Changed { exercise, words } => {
            format!("{}: {words}", shelf.exercise_name(exercise))
        }
        Event::Looked { exercise } => format!(
            "{}: a clinician has looked, and it may be tried again",
            shelf.exercise_name(exercise)
        ),
        Event::Begins { due } => format!("Due on that day: {}", doses(due, shelf)),
        Event::FlareBegins { due } => {
            format!("A flare begins. Due on that day: {}", doses(due, shelf))
        }
        Event::FlareEnds { days, because } => {
            let because = match because {
                Some(FlareEnd::NearUsual) => ": pain is near its usual again",
                Some(FlareEnd::Length) => ": what it came to is the new usual",
                Some(FlareEnd::Silence) => ": nothing was recorded for too long",
                Some(FlareEnd::Word) => ": the person said so",
                None => "",
            };
            format!("The flare is over after {days} days{because}")
        }
        Event::Review { note } => note.clone(),
        Event::Phase { next, agreed } => {
            let agreed = if *agreed { ", as a clinician agrees" } else { "" };
            format!("The {next} phase begins{agreed}")
        }
        Event::Stays { .. } if !happened.day.is_multiple_of(7 * STAYS_EVERY_WEEKS) => return None,
        Event::Stays { phase, open } => {
            let open: Vec<String> =
                open.iter().map(|open| open.in_words(Style::default())).collect();
            capital(&format!("it stays in the {phase} phase; not met: {}", and(&open)))
        }
    })
}

/// Exercises with their doses.
fn doses(due: &[(String, Dose)], shelf: &LibrarySubset) -> String {
    let doses = due.iter().map(|(id, dose)| format!("{} {dose}", shelf.exercise_name(id)));
    doses.collect::<Vec<_>>().join("; ")
}
