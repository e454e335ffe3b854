//! The map in `src/lib.rs` is true: the rooms name each other only along its arrows, and what
//! belongs to one room stays in it.

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may name.
const ARROWS: [(&str, &[&str]); 5] = [
    ("domain", &[]),
    ("library", &["domain"]),
    ("store", &["domain"]),
    ("figure", &["domain"]),
    ("cli", &["domain", "library", "store", "figure"]),
];

/// What only one room may name, and why it is kept there.
const KEPT: [(&str, &[&str], &str); 8] = [
    ("rusqlite", &["store"], "the diary's file has one keeper"),
    ("plotters", &["figure"], "a picture is composed in one place"),
    ("tiny_skia", &["figure"], "a picture is composed in one place"),
    ("pdf_writer", &["figure"], "a picture is composed in one place"),
    ("clap", &["cli"], "arguments end where the shell ends"),
    ("std::env", &["cli"], "the environment is read in one place"),
    ("Local::now", &["cli"], "the clock is read in one place"),
    ("std::net", &[], "nothing leaves the machine"),
];

/// Every Rust file below a folder, with its text, without the tests inside it.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("tests.rs")
        {
            let text = fs::read_to_string(&path).expect("a source file is text");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code: Vec<&str> =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
    found
}

/// A room's folder.
fn room(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

#[test]
fn the_rooms_name_each_other_only_along_the_arrows() {
    for (name, may) in ARROWS {
        for (path, code) in sources(&room(name)) {
            for (other, _) in ARROWS {
                let names = code.contains(&format!("crate::{other}"))
                    || code.contains(&format!("supple::{other}"));
                assert!(
                    !names || other == name || may.contains(&other),
                    "{} names {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn what_belongs_to_one_room_stays_in_it() {
    for (name, _) in ARROWS {
        for (path, code) in sources(&room(name)) {
            for (word, homes, why) in KEPT {
                assert!(
                    homes.contains(&name) || !code.contains(word),
                    "{} names {word}: {why}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn only_one_file_writes_rows_and_every_writer_takes_its_turn() {
    let mut writers = Vec::new();
    let mut readers = Vec::new();
    for (path, code) in sources(&room("store")) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        assert!(!code.contains("TransactionBehavior::Deferred"), "{name}");
        if code.contains("\"BEGIN\"") {
            readers.push(name.clone());
        }
        if ["INSERT INTO", "UPDATE ", "DELETE FROM"].iter().any(|verb| code.contains(verb)) {
            writers.push(name);
        }
    }
    writers.sort();
    // `number` counts for `change`, and `undo` puts back what `change` kept.
    assert_eq!(writers, ["change.rs", "number.rs", "undo.rs"]);
    // A transaction that does not take its turn only looks at a diary that is being opened.
    assert_eq!(readers, ["open.rs"]);
}

#[test]
fn no_rule_stands_on_the_id_of_an_exercise_or_a_condition() {
    let ids = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises").join(folder);
        let entries = fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").path());
        entries
            .filter_map(|path| Some(format!("\"{}\"", path.file_stem()?.to_str()?)))
            .collect::<Vec<_>>()
    };
    let ids: Vec<String> = ids("library").into_iter().chain(ids("conditions")).collect();
    for name in ["domain", "library", "store", "figure"] {
        for (path, code) in sources(&room(name)) {
            for id in &ids {
                assert!(!code.contains(id.as_str()), "{} names {id}", path.display());
            }
        }
    }
}

/// The sub-rooms of the figure room, each with those it may name.
const FIGURE_ARROWS: [(&str, &[&str]); 5] = [
    ("canvas", &[]),
    ("layout", &["canvas"]),
    ("chart", &["canvas", "layout"]),
    ("person", &["canvas", "layout"]),
    ("page", &["canvas", "layout", "chart", "person"]),
];

#[test]
fn the_sub_rooms_of_figure_name_each_other_only_along_the_arrows() {
    for (name, may) in FIGURE_ARROWS {
        for (path, code) in sources(&room("figure").join(name)) {
            for (other, _) in FIGURE_ARROWS {
                let names = code.contains(&format!("figure::{other}"));
                assert!(
                    !names || other == name || may.contains(&other),
                    "{} names {other}",
                    path.display()
                );
            }
            // Nobody reaches another sub-room through its own parent.
            assert!(
                !code.contains("figure::{"),
                "{} names several sub-rooms at once",
                path.display()
            );
        }
    }
}
