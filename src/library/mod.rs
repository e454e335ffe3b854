//! The exercise library: `exercises/` read into the nouns of the domain, every problem named by
//! file and line. A person's settings are read here too, with the same care.
//!
//! The shipped files are inside the program; a person's own folder may replace any of them by id. A
//! file is read only when something asks for its id, so that a question about today opens the few
//! files it needs.
//!
//! This room decides nothing about a body and prints nothing: it knows how the files are written,
//! not what the diary says. Rules about movements go by the tags the files carry, never by an id
//! written here.

mod bounded;
mod check;
mod compare;
mod draft;
mod form;
mod load_tags;
mod meant;
mod page;
mod problem;
mod read_condition;
mod read_dose;
mod read_exercise;
mod read_pose;
mod read_safety;
mod read_settings;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::domain::programme::condition::{Condition, PhaseName};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::screening::safety::Safety;

pub use bounded::{Unread, read_bounded, read_most};
pub use compare::{Change, between_conditions, between_exercises};
pub use draft::Draft;
pub use problem::{FileKind, LibraryError, Problem};
pub use read_settings::{commented, settings};
pub use sources::Origin;

use page::Page;
use read_exercise::Words;
use sources::Sources;

/// The shipped exercises and conditions, and a person's own that stand in for them.
#[derive(Debug)]
pub struct Library {
    sources: Sources,
    /// The safety file, read once.
    safety: OnceLock<Result<Safety, LibraryError>>,
    /// The list of tags, read once, and only when a file is held against it.
    tags: OnceLock<Result<BTreeMap<String, String>, LibraryError>>,
}

/// A condition as it is followed on a day: which of its exercises are needed.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'a> {
    /// Its id.
    pub condition: &'a str,
    /// Its variant.
    pub variant: Option<&'a str>,
    /// Its phase; none of its exercises are needed without one.
    pub phase: Option<PhaseName>,
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
        Self { sources, safety: OnceLock::new(), tags: OnceLock::new() }
    }

    /// The same library as it would be with these files in the person's folder.
    pub fn trying(&self, drafts: &[Draft]) -> Self {
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
    pub fn safety(&self) -> Result<Safety, LibraryError> {
        self.safety_file().cloned()
    }

    /// Every tag a movement may carry, with what it means. Always the shipped file.
    ///
    /// # Errors
    /// When the file is broken, which a test of the shipped files rules out.
    pub fn tags(&self) -> Result<BTreeMap<String, String>, LibraryError> {
        self.tag_list().cloned()
    }

    /// These conditions and every exercise they name: in any phase, for any variant, or for bad
    /// days.
    ///
    /// # Errors
    /// The first problem: an unknown id, a broken file, or a phase that lists what its condition
    /// keeps out.
    pub fn shelf(&self, conditions: &[&str]) -> Result<LibrarySubset, LibraryError> {
        let mut shelf = LibrarySubset::default();
        for id in conditions {
            let condition = self.condition(id)?;
            self.put(&condition, &check::exercises_named(&condition), &mut shelf)?;
            shelf.conditions.insert(condition.id.clone(), condition);
        }
        Ok(shelf)
    }

    /// An exercise's name; what has left the library keeps the id it was recorded under.
    pub fn exercise_name(&self, id: &str) -> String {
        self.exercise(id).map_or_else(|_| id.to_owned(), |exercise| exercise.name)
    }

    /// These conditions, and of their exercises those that the phase of each lists for its variant.
    ///
    /// What the person wrote is read as [`Library::shelf`] reads it, in whichever phase it stands,
    /// so that a mistake in it is told on the first day and not months later. Only what is ours
    /// alone is left for the day it is needed: a test has read all of it.
    ///
    /// # Errors
    /// As [`Library::shelf`].
    pub fn shelf_for(&self, followed: &[Followed<'_>]) -> Result<LibrarySubset, LibraryError> {
        let mut shelf = LibrarySubset::default();
        for each in followed {
            let condition = self.condition(each.condition)?;
            let phase = each.phase.and_then(|phase| condition.phase(phase));
            let list = phase.map_or(&[][..], |phase| phase.exercises_for(each.variant));
            let is_own = self.sources.is_own(FileKind::Condition, &condition.id);
            let mut named = check::exercises_named(&condition);
            named.retain(|id| {
                is_own
                    || list.iter().any(|due| due == id)
                    || self.sources.is_own(FileKind::Exercise, id)
            });
            self.put(&condition, &named, &mut shelf)?;
            shelf.conditions.insert(condition.id.clone(), condition);
        }
        Ok(shelf)
    }

    /// Puts the exercises that a condition names on a shelf, and holds the two against each other.
    fn put(
        &self,
        condition: &Condition,
        named: &BTreeSet<&str>,
        shelf: &mut LibrarySubset,
    ) -> Result<(), LibraryError> {
        let mut unknown = None;
        for id in named {
            if shelf.exercises.contains_key(*id) {
                continue;
            }
            match self.exercise(id) {
                Ok(exercise) => drop(shelf.exercises.insert((*id).to_owned(), exercise)),
                Err(error @ LibraryError::Unknown { .. }) => unknown = Some(error),
                Err(broken) => return Err(broken),
            }
        }
        // That shipped files suit each other is proven by a test, and need not be found out again
        // every day.
        let is_own = |kind, id: &str| self.sources.is_own(kind, id);
        if !is_own(FileKind::Condition, &condition.id)
            && !named.iter().any(|id| is_own(FileKind::Exercise, id))
        {
            return unknown.map_or(Ok(()), Err);
        }
        // An unknown id came from the condition's file: the check says on which line of it.
        let fault = check::condition(&self.sources, condition, &shelf.exercises).into_iter().next();
        fault.map(LibraryError::from).or(unknown).map_or(Ok(()), Err)
    }

    /// Reads every file, shipped or the person's own, and holds them against each other. All
    /// problems found, not only the first; empty when all is well.
    pub fn check(&self) -> Vec<LibraryError> {
        let mut errors: Vec<LibraryError> =
            self.sources.strays().into_iter().map(LibraryError::from).collect();
        if let Err(error) = self.words() {
            errors.push(error);
            return errors;
        }
        let (shelf, mut broken) = self.whole_shelf();
        // A folder that cannot be listed is told once, and not for every file that may be in it.
        broken.retain(|error| !errors.contains(error));
        errors.extend(broken);
        errors.extend(check::everything(&self.sources, &shelf).into_iter().map(LibraryError::from));
        errors
    }

    /// What is well written and yet will never be seen: exercises that no programme leads to. Of
    /// the person's own files where there are any, because those are the ones to change; else of
    /// ours.
    pub fn notes(&self) -> Vec<Problem> {
        let (shelf, _) = self.whole_shelf();
        check::never_named(&self.sources, &shelf)
    }

    /// The problems that these files would bring with them: their own, and what they would break
    /// elsewhere.
    pub fn check_drafts(&self, drafts: &[Draft]) -> Vec<LibraryError> {
        let before = self.check();
        self.trying(drafts).check().into_iter().filter(|error| !before.contains(error)).collect()
    }

    /// What is worth knowing about these files though they read well; see [`Library::notes`].
    pub fn notes_on_drafts(&self, drafts: &[Draft]) -> Vec<Problem> {
        let before = self.notes();
        self.trying(drafts).notes().into_iter().filter(|note| !before.contains(note)).collect()
    }

    /// Every file that reads well, and every problem in the others; ours are held against the words
    /// like all.
    fn whole_shelf(&self) -> (LibrarySubset, Vec<LibraryError>) {
        let (mut shelf, mut errors) = (LibrarySubset::default(), Vec::new());
        for id in self.exercise_ids() {
            match self.read_checked(FileKind::Exercise, &id, read_exercise::exercise) {
                Ok(exercise) => drop(shelf.exercises.insert(id, exercise)),
                Err(problems) => errors.extend(problems),
            }
        }
        for id in self.condition_ids() {
            match self.read_checked(FileKind::Condition, &id, read_condition::condition) {
                Ok(condition) => drop(shelf.conditions.insert(id, condition)),
                Err(problems) => errors.extend(problems),
            }
        }
        (shelf, errors)
    }

    /// Whether an id is shipped or the person's own file; `None` when there is no such id.
    ///
    /// # Errors
    /// When the person's own folder cannot be listed: there may be a file of that id in it.
    pub fn origin(&self, kind: FileKind, id: &str) -> Result<Option<Origin>, LibraryError> {
        Ok(self.sources.find(kind, id)?)
    }

    /// Finds the file of an id and reads it with `reader`; every problem in it, or the one that
    /// there is none.
    ///
    /// A shipped file is not held against the tags and the safety file here: a test has read every
    /// one of them by way of [`Library::check`], and they are inside the program, where nobody has
    /// changed them since.
    fn read<T>(&self, kind: FileKind, id: &str, reader: Reader<T>) -> Result<T, Vec<LibraryError>> {
        if self.sources.is_own(kind, id) {
            return self.read_checked(kind, id, reader);
        }
        let page = self.sources.text_of(kind, id).map_err(|error| vec![error])?;
        reader(&page, id, None).map_err(errors)
    }

    /// The same, held against the tags and the safety file whoever wrote it.
    fn read_checked<T>(
        &self,
        kind: FileKind,
        id: &str,
        reader: Reader<T>,
    ) -> Result<T, Vec<LibraryError>> {
        let page = self.sources.text_of(kind, id).map_err(|error| vec![error])?;
        let words = self.words().map_err(|error| vec![error])?;
        reader(&page, id, Some(words)).map_err(errors)
    }

    /// What every exercise and condition is checked against.
    fn words(&self) -> Result<Words<'_>, LibraryError> {
        Ok(Words { safety: self.safety_file()?, tags: self.tag_list()? })
    }

    fn safety_file(&self) -> Result<&Safety, LibraryError> {
        let read = || read_safety::safety(&sources::shipped("safety.toml")).map_err(first_problem);
        self.safety.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    fn tag_list(&self) -> Result<&BTreeMap<String, String>, LibraryError> {
        let read = || read_safety::tags(&sources::shipped("tags.toml")).map_err(first_problem);
        self.tags.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

/// What makes an exercise or a condition of a file.
type Reader<T> = fn(&Page, &str, Option<Words<'_>>) -> Result<T, Vec<Problem>>;

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
mod tests {
    use super::form::set_of;
    use super::*;

    use std::fs;
    use std::path::Path;

    use crate::domain::programme::condition::PhaseName;

    /// The problems as a person would read them.
    fn told(errors: &[LibraryError]) -> String {
        errors.iter().map(|error| format!("{error}\n")).collect()
    }

    #[test]
    fn every_shipped_file_is_as_it_should_be() {
        let library = Library::builtin();
        assert_eq!(told(&library.check()), "");
        assert_eq!(library.exercise_ids().len(), 70);
        assert_eq!(
            library.condition_ids(),
            [
                "coccydynia",
                "endometriosis",
                "ischial-bursitis",
                "ischiofemoral-impingement",
                "myofascial-gluteal",
                "pelvic-floor-overactive",
                "pelvic-floor-underactive",
                "pelvic-stress-fracture",
                "piriformis-dgs",
                "sciatica",
            ]
        );
        assert_eq!(library.notes(), [], "every exercise is named, or leads on from one that is");
    }

    #[test]
    fn what_is_inside_the_program_is_what_stands_in_the_folder() {
        let library = Library::builtin();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
        for (kind, ids) in [
            (FileKind::Exercise, library.exercise_ids()),
            (FileKind::Condition, library.condition_ids()),
        ] {
            let entries =
                fs::read_dir(folder.join(kind.folder())).expect("the folder is in the repository");
            let names =
                entries.map(|entry| entry.expect("it can be listed").file_name().into_string());
            let on_disk: BTreeSet<String> =
                names.map(|name| name.expect("names are plain")).collect();
            assert_eq!(ids.iter().map(|id| format!("{id}.toml")).collect::<BTreeSet<_>>(), on_disk);
            for id in &ids {
                let inside = sources::shipped(&format!("{}/{id}.toml", kind.folder())).text;
                let outside =
                    fs::read_to_string(folder.join(kind.folder()).join(format!("{id}.toml")));
                assert_eq!(inside, outside.expect("it can be read"), "{id}");
            }
        }
        for name in ["safety.toml", "tags.toml", "README.md"] {
            let outside = fs::read_to_string(folder.join(name)).expect("it can be read");
            assert_eq!(sources::shipped(name).text, outside, "{name}");
        }
    }

    #[test]
    fn an_exercise_comes_out_as_its_file_says() {
        let bridge = Library::builtin().exercise("bridge").expect("it is shipped");
        assert_eq!(bridge.name, "Bridge");
        assert_eq!(bridge.dose.to_string(), "3 × 12, hold 3 s");
        assert_eq!(bridge.dose.frequency(), "3 days a week");
        assert_eq!(bridge.dose.effort, Some(6));
        assert_eq!(bridge.steps.len(), 3);
        assert_eq!(bridge.tags, ["supine"]);
        assert!(bridge.dose_source.text().starts_with("[seen: PMC6670054"));
        assert_eq!(bridge.pose.end.angles[2], 25.0);
    }

    #[test]
    fn a_condition_comes_out_as_its_file_says() {
        let condition = Library::builtin().condition("piriformis-dgs").expect("it is shipped");
        let words: Vec<&str> = condition.phases.iter().map(|phase| phase.name.word()).collect();
        assert_eq!(words, ["calm", "restore", "strengthen", "return"]);
        assert_eq!(condition.default_variant.as_deref(), Some("stretch-and-strength"));
        assert_eq!(condition.excludes.delays["heavy-load"], PhaseName::Return);
        assert!(condition.icd10cm.iter().all(|code| code.seen) && condition.icd10cm.len() == 4);
        let calm = condition.phase(PhaseName::Calm).expect("all four are there");
        assert!(calm.exercises_for(Some("strength-only")).contains(&"abdominal-brace".to_owned()));
        assert_eq!((calm.exit.min_days, calm.exit.pain_avg7_max), (7, Some(4.0)));
        assert_eq!(calm.exit.tests[0].id, "sit-20-min");
        let strengthen = condition.phase(PhaseName::Strengthen).expect("all four are there");
        assert_eq!(strengthen.overrides["lateral-step-down"].sets, Some(2));
    }

    #[test]
    fn a_shelf_holds_what_the_phases_name_and_no_more() {
        let shelf = Library::builtin()
            .shelf(&["piriformis-dgs", "ischial-bursitis"])
            .expect("both are shipped");
        assert_eq!(shelf.conditions.len(), 2);
        assert!(shelf.exercises.contains_key("abdominal-brace"), "only a variant names it");
        assert!(shelf.exercises.contains_key("walk-run"));
        assert!(!shelf.exercises.contains_key("pelvic-floor-knack"), "no phase names it");
    }

    #[test]
    fn a_shelf_for_a_phase_holds_what_it_lists_for_the_variant_and_no_more() {
        let library = Library::builtin();
        for id in library.condition_ids() {
            let whole = library.shelf(&[&id]).expect("it is shipped");
            let condition = &whole.conditions[&id];
            let variants = condition.variants.iter().map(|variant| Some(variant.as_str()));
            for variant in variants.chain([None]) {
                for phase in &condition.phases {
                    let followed = Followed { condition: &id, variant, phase: Some(phase.name) };
                    let shelf = library.shelf_for(&[followed, followed]).expect("it is shipped");
                    assert_eq!(shelf.conditions, whole.conditions);
                    let listed = set_of(phase.exercises_for(variant));
                    assert_eq!(
                        set_of(shelf.exercises.keys()),
                        listed,
                        "{id} {variant:?} {}",
                        phase.name
                    );
                    assert!(
                        shelf
                            .exercises
                            .iter()
                            .all(|(id, exercise)| whole.exercises[id] == *exercise)
                    );
                }
            }
            let none = Followed { condition: &id, variant: None, phase: None };
            assert_eq!(library.shelf_for(&[none]).map(|shelf| shelf.exercises.len()), Ok(0));
        }
    }

    #[test]
    fn a_shipped_file_reads_the_same_whether_it_is_held_against_the_words_or_not() {
        let library = Library::builtin();
        for id in library.exercise_ids() {
            let checked = library
                .read_checked(FileKind::Exercise, &id, read_exercise::exercise)
                .map_err(first);
            assert_eq!(library.exercise(&id), checked);
        }
        for id in library.condition_ids() {
            let checked = library
                .read_checked(FileKind::Condition, &id, read_condition::condition)
                .map_err(first);
            assert_eq!(library.condition(&id), checked);
        }
    }

    #[test]
    fn an_unknown_id_is_answered_with_its_neighbours() {
        let library = Library::builtin();
        let told = |error: LibraryError| error.to_string();
        assert_eq!(
            library.condition("piriformas").map_err(told),
            Err("there is no condition “piriformas”. Did you mean piriformis-dgs?".to_owned())
        );
        assert_eq!(
            library.exercise("brige").map_err(told),
            Err("there is no exercise “brige”. Did you mean bridge, bridge-march or bridge-single-leg?".to_owned())
        );
        for odd in ["", "../safety", "/etc/passwd", "Bridge", "a\0b", "bridge.toml", "…"] {
            assert!(matches!(library.exercise(odd), Err(LibraryError::Unknown { .. })), "{odd:?}");
        }
    }

    #[test]
    fn a_file_cut_short_or_missing_a_line_is_read_or_told_and_nothing_else() {
        let library = Library::builtin();
        let words = library.words().expect("they are shipped");
        let bridge = sources::shipped("library/bridge.toml").text;
        let bursitis = sources::shipped("conditions/ischial-bursitis.toml").text;
        let told = |name: &str, text: String| {
            let page = Page { name: name.to_owned(), text };
            let exercise = read_exercise::exercise(&page, "bridge", Some(words)).err();
            let condition = read_condition::condition(&page, "ischial-bursitis", Some(words)).err();
            for problems in [exercise, condition].into_iter().flatten() {
                assert!(
                    !problems.is_empty()
                        && problems.iter().all(|problem| !problem.to_string().is_empty())
                );
            }
        };
        for text in [bridge, bursitis] {
            for end in (0..text.len()).step_by(11).filter(|end| text.is_char_boundary(*end)) {
                told("cut short", text[..end].to_owned());
            }
            let lines: Vec<&str> = text.lines().collect();
            for left_out in 0..lines.len() {
                let others = lines.iter().enumerate().filter(|(index, _)| *index != left_out);
                told("a line less", others.map(|(_, line)| format!("{line}\n")).collect());
            }
        }
    }

    #[test]
    fn the_tags_that_checks_go_by_are_on_the_list() {
        let tags = Library::builtin().tags().expect("it is shipped");
        let by_kind = read_exercise::ALWAYS.map(|(_, tag)| tag);
        for tag in [load_tags::IMPACT, load_tags::HEAVY].into_iter().chain(by_kind) {
            assert!(tags.contains_key(tag), "{tag}");
        }
    }

    /// A person's own folder with these files in it.
    fn own(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("it is in the folder"))
                .expect("it can be made");
            fs::write(path, text).expect("it can be written");
        }
        let library = Library::with_overrides(Some(folder.path().to_owned()));
        (folder, library)
    }

    #[test]
    fn a_persons_own_file_replaces_the_shipped_one_wholly() {
        let text = sources::shipped("library/bridge.toml").text;
        let mine = text.replace("sets = 3", "sets = 2").replace("rest_s = 60\n", "");
        let new = text.replace("id = \"bridge\"", "id = \"garden-bridge\"");
        let (folder, library) =
            own(&[("library/bridge.toml", &mine), ("library/garden-bridge.toml", &new)]);
        let bridge = library.exercise("bridge").expect("it is well written");
        assert_eq!((bridge.dose.sets, bridge.dose.rest_s), (2, None));
        assert!(library.exercise_ids().contains(&"garden-bridge".to_owned()));
        assert_eq!(told(&library.check()), "");
        let path = folder.path().join("library/bridge.toml");
        assert_eq!(library.origin(FileKind::Exercise, "bridge"), Ok(Some(Origin::Own(path))));
        assert_eq!(library.origin(FileKind::Exercise, "clamshell"), Ok(Some(Origin::BuiltIn)));
        assert_eq!(library.origin(FileKind::Exercise, "nothing"), Ok(None));
    }

    #[test]
    fn a_broken_file_of_ones_own_is_never_quietly_ours() {
        let (folder, library) = own(&[("library/bridge.toml", "id = \"bridge\"\nsets =\n")]);
        let error = library.exercise("bridge").expect_err("it is broken");
        let path = folder.path().join("library/bridge.toml").display().to_string();
        assert!(error.to_string().starts_with(&format!("{path}, line 2: ")), "{error}");
        assert!(library.shelf(&["piriformis-dgs"]).is_err());
        assert!(library.exercise("clamshell").is_ok(), "the other files are not looked at");
    }

    #[test]
    fn a_mistake_of_ones_own_is_told_before_its_phase_comes() {
        let calm =
            Followed { condition: "piriformis-dgs", variant: None, phase: Some(PhaseName::Calm) };
        let told = |files: &[(&str, &str)]| {
            let (_folder, library) = own(files);
            library
                .shelf_for(&[calm])
                .map(|shelf| shelf.exercises.len())
                .map_err(|error| error.to_string())
        };
        let step_down = sources::shipped("library/lateral-step-down.toml").text;
        let piriformis = sources::shipped("conditions/piriformis-dgs.toml").text;
        let in_calm = told(&[]).expect("all of it is shipped");
        assert_eq!(
            told(&[("library/lateral-step-down.toml", &step_down)]),
            Ok(in_calm + 1),
            "only strengthen lists it"
        );

        // Broken, with a word there is not, and with a tag that its phase may not have.
        let error =
            told(&[("library/lateral-step-down.toml", "sets =")]).expect_err("it is broken");
        assert!(error.contains("lateral-step-down.toml, line 1"), "{error}");
        let odd = step_down.replacen("tags = [", "tags = [\"weekday\", ", 1);
        let error =
            told(&[("library/lateral-step-down.toml", &odd)]).expect_err("there is no such tag");
        assert!(error.contains("“weekday” is not a tag"), "{error}");
        let heavy = step_down.replacen("tags = [", "tags = [\"heavy-load\", ", 1);
        let error =
            told(&[("library/lateral-step-down.toml", &heavy)]).expect_err("it waits for return");
        assert!(
            error.contains("tagged heavy-load, which this condition keeps for return"),
            "{error}"
        );

        // A condition of one's own is held against all that it names, also where that is ours.
        let all =
            Library::builtin().shelf(&["piriformis-dgs"]).expect("it is shipped").exercises.len();
        assert_eq!(told(&[("conditions/piriformis-dgs.toml", &piriformis)]), Ok(all));
        let none = piriformis.replace("\"hip-thrust\"", "\"hip-trust\"");
        let error = told(&[("conditions/piriformis-dgs.toml", &none)])
            .expect_err("there is no such exercise");
        assert!(
            error.contains("return lists “hip-trust”, and there is no such exercise"),
            "{error}"
        );
        let strict = piriformis.replace("\"pressure-tool\"]", "\"pressure-tool\", \"balance\"]");
        let error = told(&[("conditions/piriformis-dgs.toml", &strict)])
            .expect_err("a side step needs balance");
        assert!(error.contains("strengthen lists “band-side-step”, tagged balance"), "{error}");
    }

    #[test]
    fn what_editors_and_systems_leave_behind_is_not_a_file_of_ones_own() {
        let names = [
            "library/.bridge.toml",
            "library/#bridge.toml#",
            "library/bridge.toml~",
            "library/bridge.txt",
        ];
        let (_folder, library) = own(&names.map(|name| (name, "nonsense")));
        assert_eq!(told(&library.check()), "");
        assert_eq!(library.exercise_ids().len(), 70);
        assert_eq!(library.origin(FileKind::Exercise, "bridge"), Ok(Some(Origin::BuiltIn)));
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_problem() {
        let library = Library::with_overrides(Some(PathBuf::from("/nowhere/at/all")));
        assert_eq!(told(&library.check()), "");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_one_to_nothing_is_told() {
        let (folder, library) =
            own(&[("elsewhere.txt", &sources::shipped("library/bridge.toml").text)]);
        let shelf = folder.path().join("library");
        fs::create_dir(&shelf).expect("it can be made");
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(folder.path().join(to), shelf.join(name))
        };
        link("elsewhere.txt", "bridge.toml").expect("links can be made");
        link("nothing", "clamshell.toml").expect("links can be made");
        fs::create_dir(shelf.join("walking.toml")).expect("it can be made");
        assert!(library.exercise("bridge").is_ok());
        let error = library.exercise("clamshell").expect_err("it leads nowhere").to_string();
        assert!(
            error.ends_with(
                "cannot be read (it points to nothing); allow reading it, or move it away."
            ),
            "{error}"
        );
        assert!(
            library
                .exercise("walking")
                .expect_err("it is a folder")
                .to_string()
                .contains("this is not a file")
        );
    }
}
