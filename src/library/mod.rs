//! The exercise library: `exercises/` read into the nouns of the domain, every problem named by
//! file and line. A person's settings are read here too, with the same care.
//!
//! The shipped files are inside the program, and were read when it was built; a person's own folder
//! may replace any of them by id. A file is taken up only when something asks for its id, so that a
//! question about today opens the few files it needs.
//!
//! This room decides nothing about a body and prints nothing: it knows how the files are written,
//! not what the diary says. Rules about movements go by the tags the files carry, never by an id
//! written here.

mod bounded;
mod check;
mod compare;
mod draft;
mod fields;
mod form;
mod ids;
mod lookup;
mod new_file;
mod note_words;
mod notes;
mod own_file;
#[cfg(test)]
mod prepare;
mod problem;
mod read_cause;
mod read_condition;
mod read_dose;
mod read_exercise;
mod read_phrases;
mod read_pose;
mod read_rules;
mod read_safety;
mod read_settings;
mod source_file;
mod sources;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::domain::programme::cause::Cause;
use crate::domain::programme::condition::{Condition, PhaseName};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::programme::rule_book::{RuleBook, RuleSources};
use crate::domain::screening::listening::Listening;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::sieve::Gate;

pub use bounded::{ReadFailure, read_bounded, read_most};
pub use compare::{FileChange, between_conditions, between_exercises, between_rules};
pub use draft::{AnyDraft, Draft, RulesDraft};
pub use ids::is_id;
pub use new_file::{NewDose, NewExercise, condition_form, exercise_form, id_of, tags_of};
pub use problem::{FileKind, LibraryError, Problem};
pub use read_settings::{commented, settings};
pub use sources::{Origin, RULES};

use read_exercise::Vocabulary;
use source_file::SourceFile;
use sources::Sources;

/// What is listened for. The gate was worked out when the program was built.
static LISTENING: Listening = Listening::new(
    Gate::read(include_str!(concat!(env!("OUT_DIR"), "/gate.txt"))),
    read_phrases::tested,
);

/// What each number of our rules says and where it comes from. It is long, and few want it: it is
/// read when somebody asks.
pub fn rule_sources() -> &'static RuleSources {
    static READ: OnceLock<RuleSources> = OnceLock::new();
    // A test of the shipped files says what is wrong with one that does not read.
    READ.get_or_init(|| {
        let prepared: Option<(RuleBook, RuleSources)> = sources::prepared("rules.toml");
        prepared.map(|(_, sources)| sources).unwrap_or_default()
    })
}

/// The shipped exercises and conditions, and a person's own that stand in for them.
#[derive(Debug, Clone)]
pub struct Library {
    sources: Sources,
    /// The safety file, read once.
    safety: OnceLock<Result<Arc<Safety>, LibraryError>>,
    /// The list of tags, read once, and only when a file is held against it.
    tags: OnceLock<Result<BTreeMap<String, String>, LibraryError>>,
    /// The numbers of the rules as shipped, read once.
    rules: OnceLock<Result<RuleBook, LibraryError>>,
}

/// A condition as it is followed on a day: which of its exercises are needed.
#[derive(Debug, Clone, Copy)]
pub struct ActiveCondition<'a> {
    /// Its id.
    pub condition: &'a str,
    /// Its variant.
    pub variant: Option<&'a str>,
    /// Its phase; none of its exercises are needed without one.
    pub phase: Option<PhaseName>,
    /// Whether that is over: then its exercises are known by id, and read when they are asked for.
    pub is_over: bool,
}

impl Library {
    /// The shipped files alone.
    pub fn builtin() -> Self {
        Self::with_overrides(None)
    }

    /// The shipped files, and before them the person's own exercises folder, which may not exist.
    ///
    /// A file there replaces the shipped one of the same id wholly; when it is broken that is an
    /// error naming it, and the shipped one never quietly takes its place.
    pub fn with_overrides(folder: Option<PathBuf>) -> Self {
        Self::from_sources(Sources { own: folder, ..Sources::default() })
    }

    fn from_sources(sources: Sources) -> Self {
        Self { sources, safety: OnceLock::new(), tags: OnceLock::new(), rules: OnceLock::new() }
    }

    /// The same library as it would be with these files in the person's folder.
    pub fn with_drafts(&self, drafts: &[Draft]) -> Self {
        Self::from_sources(Sources { drafts: drafts.to_vec(), ..self.sources.clone() })
    }

    /// The same library as it would be without one of the person's own files.
    pub fn without(&self, kind: FileKind, id: &str) -> Self {
        Self::from_sources(Sources {
            left_out: vec![(kind, id.to_owned())],
            ..self.sources.clone()
        })
    }

    /// Every file of the person's own that stands in for one of ours or adds to them, conditions
    /// first.
    ///
    /// # Errors
    /// When their folder cannot be listed.
    pub fn own_files(&self) -> Result<Vec<OwnFile>, LibraryError> {
        let mut own = Vec::new();
        for kind in [FileKind::Condition, FileKind::Exercise] {
            let files = self.sources.own_files(kind)?.into_iter();
            own.extend(files.map(|(id, path)| OwnFile {
                kind,
                replaces: self.is_shipped(kind, &id),
                id,
                path,
            }));
        }
        Ok(own)
    }

    /// What tells this library from every other that any build of the program has read: the text of
    /// all that came with the program, and of the person's own files. `None` where files are tried
    /// out, or cannot be read.
    pub fn fingerprint(&self) -> Option<String> {
        let own = self.sources.own_texts()?;
        let mut hasher = DefaultHasher::new();
        own.hash(&mut hasher);
        Some(format!("{} {:016x}", env!("SUPPLE_SOURCES"), hasher.finish()))
    }

    /// Where a person's own file of that id is, or would be; `None` when there is no folder for it.
    pub fn own_path(&self, kind: FileKind, id: &str) -> Option<PathBuf> {
        self.sources
            .own
            .as_deref()
            .map(|own: &Path| own.join(kind.folder()).join(format!("{id}.toml")))
    }

    /// Whether the file of an id reads well by itself.
    pub fn reads(&self, kind: FileKind, id: &str) -> bool {
        match kind {
            FileKind::Condition => self.condition(id).is_ok(),
            FileKind::Exercise => self.exercise(id).is_ok(),
        }
    }

    /// Whether the program came with a file of that id.
    pub fn is_shipped(&self, kind: FileKind, id: &str) -> bool {
        self.sources.is_shipped(kind, id)
    }

    /// Ids of every condition, sorted. Goes by file names and reads no file.
    pub fn condition_ids(&self) -> Vec<String> {
        self.sources.ids(FileKind::Condition)
    }

    /// Ids of every exercise, sorted. Goes by file names and reads no file.
    pub fn exercise_ids(&self) -> Vec<String> {
        self.sources.ids(FileKind::Exercise)
    }

    /// The condition of that id.
    ///
    /// # Errors
    /// When there is none, or its file is broken; no other condition or exercise is looked at.
    pub fn condition(&self, id: &str) -> Result<Condition, LibraryError> {
        self.read(FileKind::Condition, id, read_condition::condition).map_err(first)
    }

    /// The exercise of that id.
    ///
    /// # Errors
    /// When there is none, or its file is broken; no other exercise is looked at.
    pub fn exercise(&self, id: &str) -> Result<Exercise, LibraryError> {
        self.read(FileKind::Exercise, id, read_exercise::exercise).map_err(first)
    }

    /// When to stop, when to be seen, and what to ask before starting. Always the shipped file.
    ///
    /// # Errors
    /// When the file is broken, which a test of the shipped files rules out.
    pub fn safety(&self) -> Result<Arc<Safety>, LibraryError> {
        self.safety_file().cloned()
    }

    /// What is listened for in what a person writes. Always the shipped file, which
    /// [`Library::check`] and a test read with more care.
    pub fn listening(&self) -> &'static Listening {
        &LISTENING
    }

    /// The numbers of the rules: ours, with those of the person's own `rules.toml` in their place.
    ///
    /// # Errors
    /// When the person's file is broken; ours never quietly takes its place. Ours is proven by a
    /// test.
    pub fn rules(&self) -> Result<RuleBook, LibraryError> {
        let ours = self.shipped_rules()?;
        match self.sources.own_rules()? {
            Some(file) => read_rules::own(&file, ours).map_err(first_problem),
            None => Ok(ours.clone()),
        }
    }

    /// Where the person's own `rules.toml` is, where there is one.
    pub fn own_rules_path(&self) -> Option<PathBuf> {
        self.sources.own_rules_path()
    }

    /// Every tag a movement may carry, with what it means. Always the shipped file.
    ///
    /// # Errors
    /// When the file is broken, which a test of the shipped files rules out.
    pub fn tags(&self) -> Result<BTreeMap<String, String>, LibraryError> {
        self.tag_list().cloned()
    }

    /// What buttock pain can come from, in the order of the alphabet and with what has no programme
    /// at the end. Always the shipped files, the same for everybody.
    ///
    /// # Errors
    /// When a file is broken, which a test of the shipped files rules out.
    pub fn causes(&self) -> Result<Vec<Cause>, LibraryError> {
        let ids = sources::shipped_ids(read_cause::FOLDER);
        let read = ids.map(|id| {
            let path = format!("{}/{id}.toml", read_cause::FOLDER);
            shipped(&path, |file| read_cause::cause(file, id, None))
        });
        let mut causes = read.collect::<Result<Vec<_>, _>>()?;
        Cause::sort(&mut causes);
        Ok(causes)
    }

    /// These conditions and every exercise they name: in any phase, for any variant, or for bad
    /// days.
    ///
    /// # Errors
    /// The first problem: an unknown id, a broken file, or a phase that lists what its condition
    /// keeps out.
    pub fn subset(&self, conditions: &[&str]) -> Result<LibrarySubset, LibraryError> {
        let mut subset = LibrarySubset::default();
        for id in conditions {
            let condition = self.condition(id)?;
            self.add_exercises(&condition, &check::exercises_named(&condition), &mut subset)?;
            subset.conditions.insert(condition.id.clone(), condition);
        }
        Ok(subset)
    }

    /// An exercise's name; what has left the library keeps the id it was recorded under.
    pub fn exercise_name(&self, id: &str) -> String {
        self.exercise(id).map_or_else(|_| id.to_owned(), |exercise| exercise.name)
    }

    /// These conditions, and of their exercises those that the phase of each lists for its variant.
    ///
    /// What the person wrote is read as [`Library::subset`] reads it, in whichever phase it stands,
    /// so that a mistake in it is told on the first day and not months later. Only what is ours
    /// alone is left for the day it is needed: a test has read all of it.
    ///
    /// # Errors
    /// As [`Library::subset`].
    pub fn subset_for(
        &self,
        followed: &[ActiveCondition<'_>],
    ) -> Result<LibrarySubset, LibraryError> {
        let mut subset = LibrarySubset::default();
        let mut conditions: BTreeMap<&str, Condition> = BTreeMap::new();
        for each in followed {
            let condition = match conditions.entry(each.condition) {
                Entry::Occupied(read) => read.into_mut(),
                Entry::Vacant(unread) => unread.insert(self.condition(each.condition)?),
            };
            let phase = each.phase.and_then(|phase| condition.phase(phase));
            let list = phase.map_or(&[][..], |phase| phase.exercises_for(each.variant));
            let is_own = self.sources.is_own(FileKind::Condition, &condition.id);
            let mut named = if is_own || self.sources.has_own(FileKind::Exercise) {
                check::exercises_named(condition)
            } else {
                list.iter().map(String::as_str).collect()
            };
            // A condition of the person's own is read whole; of ours only what is due, and what
            // they replaced.
            named.retain(|id| {
                is_own
                    || !each.is_over && list.iter().any(|due| due == id)
                    || self.sources.is_own(FileKind::Exercise, id)
            });
            self.add_exercises(condition, &named, &mut subset)?;
            subset.unread.extend(list.iter().cloned());
        }
        subset.unread.retain(|id| !subset.exercises.contains_key(id));
        subset.conditions = conditions.into_values().map(|read| (read.id.clone(), read)).collect();
        Ok(subset)
    }

    /// Adds the exercises that a condition names to a subset, and holds the two against each other.
    fn add_exercises(
        &self,
        condition: &Condition,
        named: &BTreeSet<&str>,
        subset: &mut LibrarySubset,
    ) -> Result<(), LibraryError> {
        let mut unknown = None;
        for id in named {
            if subset.exercises.contains_key(*id) {
                continue;
            }
            match self.exercise(id) {
                Ok(exercise) => drop(subset.exercises.insert((*id).to_owned(), exercise)),
                // An unknown id waits, because the check below can say on which line it stands;
                // what is broken says its own line.
                Err(error @ LibraryError::Unknown { .. }) => unknown = Some(error),
                Err(broken) => return Err(broken),
            }
        }
        // That shipped files suit each other is proven by a test, and need not be found out again
        // every day.
        let has_own = self.sources.is_own(FileKind::Condition, &condition.id)
            || named.iter().any(|id| self.sources.is_own(FileKind::Exercise, id));
        if !has_own {
            return unknown.map_or(Ok(()), Err);
        }
        // An unknown id came from the condition's file: the check says on which line of it.
        let fault =
            check::condition(&self.sources, condition, &subset.exercises).into_iter().next();
        fault.map(LibraryError::from).or(unknown).map_or(Ok(()), Err)
    }

    /// Reads every file, shipped or the person's own, and holds them against each other. All
    /// problems found, not only the first; empty when all is well.
    pub fn check(&self) -> Vec<LibraryError> {
        let mut errors: Vec<LibraryError> =
            self.sources.strays().into_iter().map(LibraryError::from).collect();
        // Without the words that may be used every file would be told as wrong, and only one is.
        let safety = match self.vocabulary() {
            Ok(vocabulary) => vocabulary.safety,
            Err(error) => {
                errors.push(error);
                return errors;
            }
        };
        let questions: Vec<String> = safety.red_flags.iter().map(|flag| flag.id.clone()).collect();
        let phrases = read_phrases::checked(&sources::shipped("phrases.toml"), &questions);
        errors.extend(phrases.err().into_iter().flatten().map(LibraryError::from));
        let sources = read_rules::sources(&sources::shipped("rules.toml"));
        errors.extend(sources.err().into_iter().flatten().map(LibraryError::from));
        match self.sources.own_rules() {
            Err(problem) => errors.push(problem.into()),
            Ok(None) => {}
            Ok(Some(file)) => {
                if let Err(problems) = self.own_rules_problems(&file) {
                    errors.extend(problems);
                }
            }
        }
        let (subset, mut broken) = self.whole_subset();
        // A folder that cannot be listed is told once, and not for every file that may be in it.
        broken.retain(|error| !errors.contains(error));
        errors.extend(broken);
        errors
            .extend(check::everything(&self.sources, &subset).into_iter().map(LibraryError::from));
        errors
    }

    /// Every problem in the person's own rules.
    fn own_rules_problems(&self, file: &SourceFile) -> Result<(), Vec<LibraryError>> {
        let ours = self.shipped_rules().map_err(|error| vec![error])?;
        read_rules::own(file, ours).map(drop).map_err(errors)
    }

    /// The file of an id as it is used, whether or not it reads well.
    ///
    /// # Errors
    /// When there is no such id, or its file cannot be opened.
    pub fn file(&self, kind: FileKind, id: &str) -> Result<LibraryFile, LibraryError> {
        let own = match self.sources.find(kind, id)? {
            Some(Origin::Own(path)) => Some(path),
            _ => None,
        };
        Ok(LibraryFile { text: self.sources.file(kind, id)?.text.into_owned(), own })
    }

    /// The file of the rules: the person's own where they have one, else ours.
    ///
    /// # Errors
    /// When the person's own cannot be opened.
    pub fn rules_file(&self) -> Result<LibraryFile, LibraryError> {
        Ok(match self.sources.own_rules()? {
            Some(file) => LibraryFile { text: file.text.into_owned(), own: self.own_rules_path() },
            None => {
                LibraryFile { text: sources::shipped("rules.toml").text.into_owned(), own: None }
            }
        })
    }

    /// What is well written and yet will never be seen: exercises that no programme leads to. Of
    /// the person's own files where there are any, because those are the ones to change; else of
    /// ours.
    pub fn notes(&self) -> Vec<Problem> {
        let (subset, _) = self.whole_subset();
        check::never_named(&self.sources, &subset)
    }

    /// The problems that these files would bring with them: their own, and what they would break
    /// elsewhere.
    pub fn check_drafts(&self, drafts: &[Draft]) -> Vec<LibraryError> {
        // What was wrong before is not these files' doing.
        let before = self.check();
        self.with_drafts(drafts)
            .check()
            .into_iter()
            .filter(|error| !before.contains(error))
            .collect()
    }

    /// The numbers of the rules as they would be with this file, or every problem in it.
    ///
    /// # Errors
    /// When the file does not read well.
    pub fn rules_of(&self, draft: &RulesDraft) -> Result<RuleBook, Vec<LibraryError>> {
        let ours = self.shipped_rules().map_err(|error| vec![error])?;
        read_rules::own(&draft.source_file(), ours).map_err(errors)
    }

    /// Ids of the conditions whose programmes name an exercise, sorted; those whose files are
    /// broken are left out.
    pub fn programmes_with(&self, exercise: &str) -> Vec<String> {
        let mut ids = self.condition_ids();
        ids.retain(|id| {
            let condition = self.condition(id);
            condition.is_ok_and(|condition| check::exercises_named(&condition).contains(exercise))
        });
        ids
    }

    /// What is worth knowing about these files though they read well; see [`Library::notes`].
    pub fn notes_on_drafts(&self, drafts: &[Draft]) -> Vec<Problem> {
        let before = self.notes();
        self.with_drafts(drafts).notes().into_iter().filter(|note| !before.contains(note)).collect()
    }

    /// Every file that reads well, and every problem in the others; ours are held against the words
    /// like all.
    fn whole_subset(&self) -> (LibrarySubset, Vec<LibraryError>) {
        // A broken file is told and left out; what names it is not told a second time, because the
        // check goes by all ids there are.
        let (mut subset, mut errors) = (LibrarySubset::default(), Vec::new());
        for id in self.exercise_ids() {
            match self.read_checked(FileKind::Exercise, &id, read_exercise::exercise) {
                Ok(exercise) => drop(subset.exercises.insert(id, exercise)),
                Err(problems) => errors.extend(problems),
            }
        }
        for id in self.condition_ids() {
            match self.read_checked(FileKind::Condition, &id, read_condition::condition) {
                Ok(condition) => drop(subset.conditions.insert(id, condition)),
                Err(problems) => errors.extend(problems),
            }
        }
        (subset, errors)
    }

    /// Whether an id is shipped or the person's own file; `None` when there is no such id.
    ///
    /// # Errors
    /// When the person's own folder cannot be listed: there may be a file of that id in it.
    pub fn origin(&self, kind: FileKind, id: &str) -> Result<Option<Origin>, LibraryError> {
        Ok(self.sources.find(kind, id)?)
    }

    /// Where the person's own file of an id is, when it stands in for ours or is new.
    ///
    /// # Errors
    /// As [`Library::origin`].
    pub fn own_file_path(&self, kind: FileKind, id: &str) -> Result<Option<String>, LibraryError> {
        Ok(match self.origin(kind, id)? {
            Some(Origin::Own(path)) => Some(path.display().to_string()),
            _ => None,
        })
    }

    /// Finds the file of an id and reads it with `reader`; every problem in it, or the one that
    /// there is none.
    ///
    /// A shipped file was read when the program was built, and is not held against the tags and the
    /// safety file here: a test has read every one of them by way of [`Library::check`], and they are
    /// inside the program, where nobody has changed them since.
    fn read<T: Deserialize<'static>>(
        &self,
        kind: FileKind,
        id: &str,
        reader: FileReader<T>,
    ) -> Result<T, Vec<LibraryError>> {
        match self.sources.find(kind, id).map_err(|problem| vec![problem.into()])? {
            None => Err(vec![self.sources.unknown(kind, id)]),
            Some(Origin::Own(_)) => self.read_checked(kind, id, reader),
            Some(Origin::BuiltIn) => {
                shipped(&sources::shipped_path(kind, id), |file| reader(file, id, None))
                    .map_err(|error| vec![error])
            }
        }
    }

    /// The same, held against the tags and the safety file whoever wrote it.
    fn read_checked<T>(
        &self,
        kind: FileKind,
        id: &str,
        reader: FileReader<T>,
    ) -> Result<T, Vec<LibraryError>> {
        let file = self.sources.file(kind, id).map_err(|error| vec![error])?;
        let words = self.vocabulary().map_err(|error| vec![error])?;
        reader(&file, id, Some(words)).map_err(errors)
    }

    /// What every exercise and condition is checked against.
    fn vocabulary(&self) -> Result<Vocabulary<'_>, LibraryError> {
        Ok(Vocabulary {
            safety: self.safety_file()?,
            tags: self.tag_list()?,
            rules: self.shipped_rules()?,
        })
    }

    fn shipped_rules(&self) -> Result<&RuleBook, LibraryError> {
        self.rules
            .get_or_init(|| shipped("rules.toml", read_rules::shipped))
            .as_ref()
            .map_err(Clone::clone)
    }

    fn safety_file(&self) -> Result<&Arc<Safety>, LibraryError> {
        self.safety
            .get_or_init(|| shipped("safety.toml", read_safety::safety).map(Arc::new))
            .as_ref()
            .map_err(Clone::clone)
    }

    fn tag_list(&self) -> Result<&BTreeMap<String, String>, LibraryError> {
        self.tags
            .get_or_init(|| shipped("tags.toml", read_safety::tags))
            .as_ref()
            .map_err(Clone::clone)
    }
}

/// What makes an exercise or a condition of a file.
type FileReader<T> = fn(&SourceFile, &str, Option<Vocabulary<'_>>) -> Result<T, Vec<Problem>>;

/// A file of the library, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFile {
    /// The whole text.
    pub text: String,
    /// Where it is, when it is the person's own.
    pub own: Option<PathBuf>,
}

/// A file of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Whether it is an exercise or a condition.
    pub kind: FileKind,
    /// Its id.
    pub id: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it stands in for one of ours; otherwise it is new.
    pub replaces: bool,
}

/// What stands in a shipped file. It was read when the program was built; one that did not read well
/// then is read again, for its first problem.
fn shipped<T: Deserialize<'static>>(
    path: &str,
    read: impl FnOnce(&SourceFile) -> Result<T, Vec<Problem>>,
) -> Result<T, LibraryError> {
    match sources::prepared(path) {
        Some(prepared) => Ok(prepared),
        None => read(&sources::shipped(path)).map_err(first_problem),
    }
}

/// The first of a file's problems; a reader that fails names at least one.
fn first(errors: Vec<LibraryError>) -> LibraryError {
    errors.into_iter().next().expect("a reader that fails names a problem")
}

/// A file's problems as errors.
fn errors(problems: Vec<Problem>) -> Vec<LibraryError> {
    problems.into_iter().map(LibraryError::from).collect()
}

/// The first of a file's problems, as an error.
fn first_problem(problems: Vec<Problem>) -> LibraryError {
    first(errors(problems))
}

#[cfg(test)]
mod tests;
