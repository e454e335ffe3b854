//! Broken library files, one fault each, and what is told of them.
//!
//! Every row of `broken` is somebody's own exercises folder with one thing wrong in it, and what
//! they would read. Read it aloud: would a physiotherapist who has never seen TOML know what to
//! change?

mod broken;
mod kinds;
mod reading;
mod rules;
mod verb;

use std::fs;
use std::path::Path;

use supple::library::{Library, LibraryError};

use broken::Row;

/// What nobody who writes a file can be expected to know.
const JARGON: [&str; 8] =
    ["expected", "invalid", "TOML", "deserial", "parse", "u32", "struct", "token"];

/// Everything that is wrong in an own folder; paths begin in the folder.
fn told(folder: &Path) -> String {
    let library = Library::with_overrides(Some(folder.to_owned()));
    let notes = library.notes().into_iter().map(LibraryError::from);
    let errors: Vec<LibraryError> = library.check().into_iter().chain(notes).collect();
    let told = errors.iter().map(LibraryError::to_string).collect::<Vec<_>>().join("\n\n");
    told.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn nothing_is_wrong_in_the_base() {
    let (mut files, own) = (0, tempfile::tempdir().expect("a temporary folder"));
    for folder in ["library", "conditions"] {
        let entries = fs::read_dir(Path::new(broken::BASE).join(folder)).expect("it is there");
        for entry in entries {
            let name = entry.expect("it can be listed").file_name();
            let file = format!("{folder}/{}", name.to_string_lossy());
            broken::put(own.path(), &file, broken::base(&file).as_bytes());
            files += 1;
        }
    }
    assert!(files > 0, "the base is there");
    assert_eq!(told(own.path()), "");
}

#[test]
fn every_fault_is_told_in_plain_words() {
    let rows = broken::rows();
    assert!(rows.len() > 130, "the rows are there");
    for pair in rows.windows(2) {
        assert_ne!(pair[0].name, pair[1].name, "two rows have one name");
    }
    let mut wrong = String::new();
    for row in rows {
        let (name, told) = (row.name, told(row.folder().path()));
        assert_ne!(told, "", "{name} is told nothing");
        for jargon in JARGON {
            assert!(!told.contains(jargon), "{name} says “{jargon}”:\n{told}");
        }
        if told != row.message() {
            let (written, told) = (Row::as_written(&row.message()), Row::as_written(&told));
            wrong += &format!("{name}: the row says\n{written}and what is told is\n{told}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_broken_file_is_told_by_its_own_reader_too() {
    for row in broken::rows() {
        let folder = row.folder();
        let library = Library::with_overrides(Some(folder.path().to_owned()));
        let mut errors = Vec::new();
        for id in library.exercise_ids() {
            errors.extend(library.exercise(&id).err());
        }
        for id in library.condition_ids() {
            errors.extend(library.subset(&[&id]).err());
        }
        errors.extend(library.rules().err());
        // What lies between files that no plan holds at once, or what is never read, shows in the
        // check alone.
        assert_eq!(errors.is_empty(), row.by_check_alone, "{}: {errors:?}", row.name);
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
    assert_eq!(
        told(folder.path()),
        "library/bridge.toml: this file is larger than 256 kB; a few kB are enough for what belongs in it."
    );
}
