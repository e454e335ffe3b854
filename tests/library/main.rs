//! Broken library files, one fault each, and what is told of them.
//!
//! Every folder in `tests/fixtures/library/` is somebody's own exercises folder with one thing wrong in it.
//! The snapshot beside this file is what they would read. Read it aloud: would a physiotherapist who has
//! never seen TOML know what to change?

mod reading;
mod verb;

use std::fs;
use std::path::{Path, PathBuf};

use supple::library::{Library, LibraryError};

/// The fixtures, as a path that is the same on every machine: tests run in the folder of the crate.
const FIXTURES: &str = "tests/fixtures/library";

/// Everything that is wrong in an own folder.
fn told(folder: &Path) -> String {
    let library = Library::with_overrides(Some(folder.to_owned()));
    let notes = library.notes().into_iter().map(LibraryError::from);
    let errors: Vec<LibraryError> = library.check().into_iter().chain(notes).collect();
    errors.iter().map(LibraryError::to_string).collect::<Vec<_>>().join("\n\n")
}

/// Every case, by the name of its folder.
fn cases() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(FIXTURES).expect("the fixtures are in the repository");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut cases: Vec<_> =
        paths.map(|path| (path.file_name().expect("it has a name").to_string_lossy().into_owned(), path)).collect();
    cases.sort();
    cases
}

#[test]
fn every_fault_is_told_in_plain_words() {
    let cases = cases();
    assert!(cases.len() > 130, "the fixtures are there");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for (name, folder) in cases {
        let told = told(&folder);
        assert_ne!(told, "", "{name} is told nothing");
        for jargon in ["expected", "invalid", "TOML", "deserial", "parse", "u32", "struct", "token"] {
            assert!(!told.contains(jargon), "{name} says “{jargon}”:\n{told}");
        }
        insta::assert_snapshot!(name, told);
    }
}

#[test]
fn a_broken_file_is_told_by_its_own_reader_too() {
    for (name, folder) in cases() {
        let library = Library::with_overrides(Some(folder.clone()));
        let mut errors = Vec::new();
        for id in library.exercise_ids() {
            errors.extend(library.exercise(&id).err());
        }
        for id in library.condition_ids() {
            errors.extend(library.shelf(&[&id]).err());
        }
        // What lies between files that no plan holds at once, or is never read, shows in the check alone.
        let only_checked = [
            "easier-unknown",
            "excludes-one-sided",
            "exercise-never-named",
            "relatives-circle",
            "harder-unknown",
            "harder-impact",
            "harder-circle",
            "excludes-condition",
            "in-the-",
            "own-safety",
            "name-with-spaces",
        ];
        let silent = only_checked.iter().any(|case| name.starts_with(case));
        assert_eq!(errors.is_empty(), silent, "{name}: {errors:?}");
    }
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = folder.path().join("library");
    fs::create_dir(&library).expect("it can be made");
    let text = fs::read_to_string("exercises/library/bridge.toml").expect("it is shipped");
    let padding = |size: usize| format!("{text}#{}\n", "x".repeat(size - text.len() - 2));
    fs::write(library.join("bridge.toml"), padding(256 * 1024)).expect("it can be written");
    assert_eq!(told(folder.path()), "");
    fs::write(library.join("bridge.toml"), padding(256 * 1024 + 1)).expect("it can be written");
    let told = told(folder.path()).replace(&folder.path().display().to_string(), "OWN");
    assert_eq!(
        told,
        "OWN/library/bridge.toml: this file is larger than 256 kB; a few kB are enough for what belongs in it."
    );
}
