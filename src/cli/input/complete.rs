//! What the shell offers when a person presses Tab: the library's ids, the sites, and the person's
//! own words.
//!
//! Completion must never fail or talk: whatever cannot be read is simply not offered. And what it
//! offers is put on a command line, by some shells as it is: [`guarded`] stands between every
//! candidate and the shell.

use std::ffi::OsStr;

use chrono::NaiveDate;
use clap::{Arg, Command, ValueHint};
use clap_complete::CompletionCandidate;
use clap_complete::engine::{ArgValueCompleter, PathCompleter};
use strum::VariantArray;

use crate::app::PlanSnapshot;
use crate::app::{PhaseProgress, suggestions};
use crate::cli::context::Context;
use crate::cli::output::clean::clean;
use crate::domain::diary::exercise_record::{PainPlace, Symptom};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::Side;
use crate::domain::diary::week_answer::Comparison;
use crate::domain::diary::word::WordKind;
use crate::domain::programme::condition::PhaseName;
use crate::domain::text::shell;
use crate::library::RULES;
use crate::store::Diary;

/// The command line with a gate before every candidate for a value, wherever it comes from: the
/// diary, which may be somebody else's, the library, and the names of files.
pub fn guarded(mut command: Command) -> Command {
    // The arguments of a verb are declared only when it is asked for, or all is built.
    command.build();
    command.mut_args(with_gate).mut_subcommands(guarded)
}

/// An argument that offers only what [`passed`] lets through. What its declaration itself lists,
/// such as the words of `--show`, is no text of anybody's, and stays.
fn with_gate(argument: Arg) -> Arg {
    let own = argument.get::<ArgValueCompleter>().cloned();
    // Whatever takes a day takes the same words for one, unless it looks ahead.
    let is_day = argument.get_value_names().is_some_and(|names| names == ["DAY"]);
    let own = own.or_else(|| is_day.then(|| ArgValueCompleter::new(days)));
    let completer = own.unwrap_or_else(|| match argument.get_value_hint() {
        ValueHint::FilePath => ArgValueCompleter::new(PathCompleter::file()),
        ValueHint::DirPath => ArgValueCompleter::new(PathCompleter::dir()),
        ValueHint::AnyPath => ArgValueCompleter::new(PathCompleter::any()),
        _ => ArgValueCompleter::new(|_: &OsStr| Vec::new()),
    });
    let has_list = !argument.get_possible_values().is_empty();
    if has_list {
        argument
    } else {
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
            passed(typed, completer.complete(typed))
        }))
    }
}

/// The candidates that a shell takes for one word whatever is in them, each with its help cleaned.
fn passed(typed: &OsStr, candidates: Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    // The home folder that a person began with is theirs to mean; what follows it is looked at.
    let home = if typed.as_encoded_bytes().starts_with(b"~/") { "~/" } else { "" };
    let safe = candidates.into_iter().filter(|candidate| {
        let word = candidate.get_value().to_str().and_then(|word| word.strip_prefix(home));
        word.is_some_and(shell::is_safe)
    });
    safe.map(with_clean_help).collect()
}

/// A candidate whose help cannot steer the terminal.
fn with_clean_help(candidate: CompletionCandidate) -> CompletionCandidate {
    let help = candidate.get_help().map(|help| clean(&help.to_string()).into_owned().into());
    candidate.help(help)
}

/// The candidates among `known` that begin with what was typed.
fn beginning(typed: &OsStr, known: impl IntoIterator<Item = String>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    known
        .into_iter()
        .filter(|each| each.starts_with(typed.as_ref()))
        .map(CompletionCandidate::new)
        .collect()
}

/// The world, for a Tab; the command line does not matter to it.
fn context() -> Option<Context> {
    Context::load(String::new()).ok()
}

/// What this world offers, among the candidates that begin with what was typed.
fn offered(typed: &OsStr, offer: impl FnOnce(&Context) -> Vec<String>) -> Vec<CompletionCandidate> {
    beginning(typed, context().as_ref().map(offer).unwrap_or_default())
}

/// What the diary of this world offers, if it reads, among the candidates that begin with what was
/// typed.
fn from_diary(
    typed: &OsStr,
    offer: impl FnOnce(Option<&Diary>, &Context) -> Vec<String>,
) -> Vec<CompletionCandidate> {
    offered(typed, |context| offer(context.read_diary_at_once().ok().flatten().as_ref(), context))
}

/// Ids of conditions.
pub fn conditions(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |context| context.library().condition_ids())
}

/// Ids of exercises.
pub fn exercises(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |context| context.library().exercise_ids())
}

/// Ids of exercises: those that are open today, in the order of the list, and then the rest.
pub fn exercises_of_today(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |context| {
        let open = plan_of_today(context).map_or(Vec::new(), |(snapshot, _)| {
            let due = snapshot.routine().due.into_iter();
            due.filter(|due| !due.is_settled()).map(|due| due.exercise).collect()
        });
        own_words::once([open, context.library().exercise_ids()].concat())
    })
}

/// Words for days that have been.
pub fn days(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, ["today", "yesterday"].into_iter().chain(WEEKDAYS).map(str::to_owned))
}

/// Words for days to come.
pub fn days_ahead(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, ["today", "tomorrow"].into_iter().chain(WEEKDAYS).map(str::to_owned))
}

/// The days of a week, as they are typed.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Active goals: a word of each that no other has, or else its number, with the whole beside it.
pub fn goals(typed: &OsStr) -> Vec<CompletionCandidate> {
    let goals = context()
        .and_then(|context| context.read_diary().ok().flatten()?.goals().ok())
        .unwrap_or_default();
    let active: Vec<_> = goals.into_iter().filter(|goal| goal.value.is_active()).collect();
    let lower = |text: &str| text.to_lowercase();
    let candidates = active.iter().map(|goal| {
        let activity = lower(&goal.value.activity);
        let is_only = |word: &&str| {
            let found = active.iter().filter(|other| lower(&other.value.activity).contains(*word));
            word.chars().count() > 2 && found.count() == 1
        };
        let words = activity.split_whitespace().filter(is_only);
        let word = words.max_by_key(|word| word.chars().count()).map(str::to_owned);
        let value = word.unwrap_or_else(|| goal.id.to_string());
        CompletionCandidate::new(value).help(Some(goal.value.activity.clone().into()))
    });
    let typed = typed.to_string_lossy();
    candidates
        .filter(|each| each.get_value().to_string_lossy().starts_with(typed.as_ref()))
        .collect()
}

/// Ids of exercises and conditions, and the rules.
pub fn library_files(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |context| {
        let library = context.library();
        let (exercises, conditions) = (library.exercise_ids(), library.condition_ids());
        exercises.into_iter().chain(conditions).chain([RULES.to_owned()]).collect()
    })
}

/// What today's plan offers, among the candidates that begin with what was typed.
fn of_the_plan(
    typed: &OsStr,
    offer: impl FnOnce(&PlanSnapshot, &Diary, NaiveDate) -> Vec<String>,
) -> Vec<CompletionCandidate> {
    offered(typed, |context| match plan_of_today(context) {
        Some((snapshot, diary)) => offer(&snapshot, &diary, context.today),
        None => Vec::new(),
    })
}

/// Today's plan and the diary that it is in; `None` where there is none, or one that does not read.
fn plan_of_today(context: &Context) -> Option<(PlanSnapshot, Diary)> {
    let diary = context.read_diary_at_once().ok()??;
    let library = context.library();
    let snapshot = PlanSnapshot::on(context.today, context.today, &diary, &library).ok()?;
    Some((snapshot, diary))
}

/// Ids of the conditions in the plan.
pub fn plan_conditions(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |snapshot, _, today| {
        snapshot.running(today).map(|plan| plan.condition.clone()).collect()
    })
}

/// Ids of the exercises in the plan.
pub fn plan_exercises(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |snapshot, _, _| {
        snapshot.outcome().standings.iter().map(|standing| standing.exercise.clone()).collect()
    })
}

/// Ids of the tests at the end of the present phases.
pub fn exit_tests(typed: &OsStr) -> Vec<CompletionCandidate> {
    of_the_plan(typed, |snapshot, diary, today| {
        let all = PhaseProgress::load_all(snapshot, diary, today).unwrap_or_default();
        let tests = all.iter().flat_map(|leaving| &leaving.phase.exit.tests);
        tests.map(|test| test.id.clone()).collect()
    })
}

/// Ids of safety questions.
pub fn questions(typed: &OsStr) -> Vec<CompletionCandidate> {
    offered(typed, |context| match context.library().safety() {
        Ok(safety) => safety.question_ids().map(str::to_owned).collect(),
        Err(_) => Vec::new(),
    })
}

/// Names of sites, and behind a colon the sides.
pub fn sites(typed: &OsStr) -> Vec<CompletionCandidate> {
    match typed.to_string_lossy().split_once(':') {
        None => from_diary(typed, |diary, _| suggestions::sites(diary)),
        Some((site, _)) => {
            beginning(typed, Side::VARIANTS.iter().map(|side| format!("{site}:{side}")))
        }
    }
}

/// Words for sides.
pub fn sides(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Side::VARIANTS.iter().map(|side| side.word().to_owned()))
}

/// Words for the side of an exercise.
pub fn exercise_sides(typed: &OsStr) -> Vec<CompletionCandidate> {
    let sides = [Side::Left, Side::Right, Side::Both];
    beginning(typed, sides.map(|side| side.word().to_owned()))
}

/// Words for phases.
pub fn phases(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, PhaseName::VARIANTS.iter().map(|phase| phase.word().to_owned()))
}

/// Words for a week against the start.
pub fn comparisons(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Comparison::ALL.map(|(_, word)| word.to_owned()))
}

/// Words for where pain in an exercise was.
pub fn pain_places(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, PainPlace::VARIANTS.iter().map(|place| place.word().to_owned()))
}

/// Words for the signs that came with an exercise.
pub fn symptoms(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, Symptom::VARIANTS.iter().map(|symptom| symptom.word().to_owned()))
}

/// What came before: the conditions' words, then the person's own, the most used first.
pub fn before(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, context| {
        all(suggestions::before(diary, &context.library(), context.today))
    })
}

/// What eased it, in the same order.
pub fn eased(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, context| {
        all(suggestions::eased(diary, &context.library(), context.today))
    })
}

/// Every tag there is to look for.
pub fn tags(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, context| {
        let tags = [
            all(suggestions::before(diary, &context.library(), context.today)),
            all(suggestions::eased(diary, &context.library(), context.today)),
            suggestions::feels(diary),
        ];
        own_words::once(tags.concat())
    })
}

/// Words for what pain feels like.
pub fn feels(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, _| suggestions::feels(diary))
}

/// Medicines with their amounts.
pub fn medicines(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, _| {
        suggestions::medicines(diary).iter().map(Intake::in_one_word).collect()
    })
}

/// Words of the entries, the person's own: what can be renamed.
pub fn used_words(typed: &OsStr) -> Vec<CompletionCandidate> {
    from_diary(typed, |diary, _| {
        let Some(diary) = diary else { return Vec::new() };
        let kinds = WordKind::VARIANTS.iter().filter_map(|kind| diary.used_words(*kind).ok());
        own_words::once(kinds.flatten().map(|used| used.word).collect())
    })
}

/// What a score may be replaced by.
pub fn same(typed: &OsStr) -> Vec<CompletionCandidate> {
    beginning(typed, ["same".to_owned()])
}

fn all(tags: suggestions::TagSuggestions) -> Vec<String> {
    [tags.of_conditions, tags.own].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that come through the gate, each with its help.
    fn through(typed: &str, candidates: Vec<CompletionCandidate>) -> Vec<(String, String)> {
        let passed = passed(OsStr::new(typed), candidates);
        let help = |each: &CompletionCandidate| {
            each.get_help().map(ToString::to_string).unwrap_or_default()
        };
        passed
            .iter()
            .map(|each| (each.get_value().to_string_lossy().into_owned(), help(each)))
            .collect()
    }

    #[test]
    fn what_a_shell_would_take_apart_is_not_offered() {
        let known = [
            "voltaren:(gel)",
            "voltaren:forte",
            "rock-'n'-roll",
            "a&b",
            "zz;touch x",
            "$(id)",
            "-rf",
            "~",
        ];
        let offered = through("", known.map(CompletionCandidate::new).into());
        assert_eq!(offered, [("voltaren:forte".to_owned(), String::new())]);
    }

    #[test]
    fn the_home_folder_is_left_to_whoever_typed_it() {
        let files = || ["~/a.toml", "~/b;c.toml"].map(CompletionCandidate::new).into();
        assert_eq!(through("~/", files()), [("~/a.toml".to_owned(), String::new())]);
        assert_eq!(through("", files()), []);
    }

    #[test]
    fn help_beside_a_candidate_is_cleaned() {
        let helped = CompletionCandidate::new("a").help(Some("b\u{202e}c".into()));
        assert_eq!(through("", vec![helped]), [("a".to_owned(), "b\\u{202e}c".to_owned())]);
    }

    #[test]
    fn every_argument_has_the_gate() {
        fn count_gated(command: &Command) -> usize {
            for argument in command.get_arguments() {
                let is_open = argument.get::<ArgValueCompleter>().is_none();
                assert!(
                    !is_open || !argument.get_possible_values().is_empty(),
                    "{argument} of {}",
                    command.get_name()
                );
            }
            let below: usize = command.get_subcommands().map(count_gated).sum();
            command.get_arguments().count() + below
        }
        let all = guarded(<crate::cli::Arguments as clap::CommandFactory>::command());
        assert!(count_gated(&all) > 100, "the arguments of the verbs are among them");
    }
}
