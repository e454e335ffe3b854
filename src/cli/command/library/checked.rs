//! Files that somebody names, read and checked together with the rest of the library.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::rule_book::RuleBook;
use crate::figure;
use crate::library::{self, AnyDraft, Draft, FileChange, Library, LibraryError, RulesDraft};

/// What is said of an exercise without `[pose]`: nothing is wrong with that.
pub(super) const NOT_DRAWN: &str = "It has no drawing, and needs none: where one would stand there is a box \
                         with its name.";

/// Tells what no body does in the drawing of an exercise.
pub(super) fn tell_faults(exercise: &Exercise, page: &mut Page) {
    for fault in figure::faults(exercise) {
        page.para(&format!("Worth knowing of its drawing: {fault}."));
    }
}

/// Files that read well together with the rest of the library.
pub(super) struct Checked {
    /// Exercises and conditions.
    pub(super) drafts: Vec<Draft>,
    /// Numbers of the rules, where a file has any.
    pub(super) rules: Option<CheckedRules>,
}

/// Numbers of the rules that read well, and what differs from ours.
pub(super) struct CheckedRules {
    /// The file.
    pub(super) draft: RulesDraft,
    /// All numbers with it.
    pub(super) book: RuleBook,
    /// What differs from ours.
    pub(super) changes: Vec<FileChange>,
}

/// The files, once all of them read well together with the rest of the library.
pub(super) fn checked(
    paths: &[PathBuf],
    library: &Library,
    context: &Context,
    next: &str,
) -> Result<Checked, Failure> {
    let read = paths.iter().map(|path| AnyDraft::read(path));
    checked_drafts(read, library, context, next)
}

/// The same of drafts, each as it was read.
pub(super) fn checked_drafts(
    read: impl Iterator<Item = Result<AnyDraft, LibraryError>>,
    library: &Library,
    context: &Context,
    next: &str,
) -> Result<Checked, Failure> {
    let (mut drafts, mut rules): (Vec<Draft>, Option<RulesDraft>) = (Vec::new(), None);
    let mut problems = Vec::new();
    for draft in read {
        let (path, other, what) = match draft {
            Err(error) => {
                problems.push(error);
                continue;
            }
            Ok(AnyDraft::File(draft)) => {
                let same = |other: &&Draft| other.kind == draft.kind && other.id == draft.id;
                let Some(other) = drafts.iter().find(same) else {
                    drafts.push(draft);
                    continue;
                };
                (draft.path, &other.path, format!("the {} {}", draft.kind, draft.id))
            }
            Ok(AnyDraft::Rules(draft)) => {
                let Some(other) = &rules else {
                    rules = Some(draft);
                    continue;
                };
                (draft.path, &other.path, "the numbers of the rules".to_owned())
            }
        };
        let what = format!("{} and {} are both {what}.", other.display(), path.display());
        return Err(
            Failure::usage(what).next("Leave one of them out, or give it an id of its own.")
        );
    }
    problems.extend(library.check_drafts(&drafts));
    let rules = rules.and_then(|draft| match library.rules_of(&draft) {
        Ok(own) => {
            let ours = Library::builtin().rules();
            let changes = ours.map_or(Vec::new(), |ours| library::between_rules(&ours, &own));
            Some(CheckedRules { draft, book: own, changes })
        }
        Err(wrong) => {
            problems.extend(wrong);
            None
        }
    });
    if problems.is_empty() {
        Ok(Checked { drafts, rules })
    } else {
        Err(not_right(&problems, context).next(next))
    }
}

/// All problems, as a failure.
pub(super) fn not_right(problems: &[LibraryError], context: &Context) -> Failure {
    Failure::could_not(format!(
        "{}\n\n{}\n\n",
        to_put_right(problems.len()).to_lowercase(),
        list_of(problems, context)
    ))
}

/// How many things there are to put right.
pub(super) fn to_put_right(many: usize) -> String {
    match many {
        1 => "One thing has to be put right:".to_owned(),
        many => format!("{many} things have to be put right:"),
    }
}

/// Problems one below the other, each with its line where that fits the width.
pub(super) fn list_of(problems: &[LibraryError], context: &Context) -> String {
    let texts = problems.iter().map(|error| {
        let text = error.to_string();
        // A line of the file is quoted with a mark under the fault, which a break would shift.
        let fits = text.lines().skip(1).all(|line| line.chars().count() <= context.width);
        if fits { text } else { text.lines().next().unwrap_or_default().to_owned() }
    });
    texts.collect::<Vec<_>>().join("\n\n")
}
