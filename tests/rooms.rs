//! The map in `src/lib.rs` is true: the rooms name each other only along its arrows, and what
//! belongs to one room stays in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may name.
const ARROWS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("words", &["domain"]),
    ("library", &["domain"]),
    ("store", &["domain"]),
    ("exchange", &["domain"]),
    ("figure", &["domain", "words"]),
    ("app", &["domain", "words", "library", "store"]),
    ("cli", &["domain", "words", "library", "store", "exchange", "figure", "app"]),
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
        if path.is_dir() && !path.ends_with("tests") {
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

/// A file of the crate by its module path: `["domain", "diary", "day"]`.
type Module = Vec<String>;

/// The paths that a `use` tree names, each in full.
fn leaves(tree: &str, before: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(brace) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        found.push(format!("{before}{}", path.trim()));
        return;
    };
    let head = format!("{before}{}", tree[..brace].trim());
    let inside = &tree[brace + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in inside.char_indices().chain([(inside.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[start..at].trim().is_empty() {
                    leaves(&inside[start..at], &head, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Everything that a file's code names by a path: its `use` trees taken apart, and paths elsewhere.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = String::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let visible = start.strip_prefix("pub").map_or(start, |after| {
            let after = after.trim_start();
            match after.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
                Some((_, after)) => after.trim_start(),
                None => after,
            }
        });
        let Some(tree) = visible.strip_prefix("use ") else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';') {
            tree.push(' ');
            tree.push_str(lines.next().expect("a use ends with a semicolon"));
        }
        leaves(tree.split(';').next().unwrap_or_default(), "", &mut found);
    }
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    // `pub(in crate::figure)` says who may look, and looks at nobody.
    let mut pieces = rest.split("pub(in ");
    let mut seen = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        seen.push_str(piece.split_once(')').map_or("", |(_, after)| after));
    }
    let words = seen.split(|letter| !is_part(letter)).map(|word| word.trim_matches(':'));
    found.extend(words.filter(|word| word.contains("::")).map(str::to_owned));
    found
}

/// The module that a file is.
fn module(path: &Path) -> Module {
    let inside = path.strip_prefix(room("")).expect("a file of src").with_extension("");
    let mut parts: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// A path as the file of `here` means it, from the crate on; nothing for what is not of this crate.
fn from_crate(path: &str, here: &Module, files: &BTreeSet<Module>) -> Option<Module> {
    let mut parts: Module =
        path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "self") {
        parts.pop();
    }
    let mut base = here.clone();
    match parts.first()?.as_str() {
        "crate" | "supple" => {
            parts.remove(0);
            return Some(parts);
        }
        "self" => {
            parts.remove(0);
        }
        "super" => {
            while parts.first().is_some_and(|part| part == "super") {
                parts.remove(0);
                base.pop();
            }
        }
        child => {
            base.push(child.to_owned());
            if !files.contains(&base) {
                return None;
            }
            base.pop();
        }
    }
    base.extend(parts);
    Some(base)
}

/// The files that a file names. A path that leads to a module without an item of it names nobody.
fn named(code: &str, here: &Module, files: &BTreeSet<Module>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    for path in paths(code) {
        let Some(full) = from_crate(&path, here, files) else { continue };
        let lengths = (1..=full.len()).rev();
        let file = lengths.map(|length| full[..length].to_vec()).find(|each| files.contains(each));
        found.extend(file.filter(|file| file != here));
    }
    found
}

#[test]
fn the_rooms_name_each_other_only_along_the_arrows() {
    for (name, may) in ARROWS {
        for (path, code) in sources(&room(name)) {
            let here = module(&path);
            for named in paths(&code) {
                let Some(full) = from_crate(&named, &here, &BTreeSet::new()) else { continue };
                let Some(other) = full.first().map(String::as_str) else { continue };
                let is_room = ARROWS.iter().any(|(each, _)| *each == other);
                assert!(
                    !is_room || other == name || may.contains(&other),
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
    // `number`, `removed` and `row_sum` count for `change`, `undo` puts back what `change` kept and
    // `import_entry` takes back what it added, `merge` takes in what another diary has, `uuids`
    // names the rows that a migration or an old journal brings without a name, `erase` takes rows
    // away for good, and `mend` saves those of a damaged file.
    let may = [
        "change.rs",
        "checkpoint.rs",
        "erase.rs",
        "import_entry.rs",
        "mend.rs",
        "merge.rs",
        "number.rs",
        "removed.rs",
        "row_sum.rs",
        "undo.rs",
        "uuids.rs",
    ];
    assert_eq!(writers, may);
    // A transaction that does not take its turn only looks at a diary that is being opened.
    assert_eq!(readers, ["diary.rs"]);
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

/// The rooms in which no files may name each other in a circle.
const WITHOUT_CIRCLES: [&str; 8] =
    ["domain", "words", "library", "store", "exchange", "figure", "app", "cli"];

/// Whether `to` can be reached from `from`.
fn reaches(graph: &BTreeMap<Module, BTreeSet<Module>>, from: &Module, to: &Module) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        for each in graph.get(next).into_iter().flatten() {
            if each == to {
                return true;
            }
            if seen.insert(each) {
                open.push(each);
            }
        }
    }
    false
}

#[test]
fn no_files_of_a_room_name_each_other_in_a_circle() {
    for name in WITHOUT_CIRCLES {
        let sources = sources(&room(name));
        let files: BTreeSet<Module> = sources.iter().map(|(path, _)| module(path)).collect();
        let mut graph: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (path, code) in &sources {
            let here = module(path);
            let others = named(code, &here, &files);
            graph.insert(here, others);
        }
        let arrows =
            graph.iter().flat_map(|(from, others)| others.iter().map(move |to| (from, to)));
        let circle: Vec<String> = arrows
            .filter(|(from, to)| reaches(&graph, to, from))
            .map(|(from, to)| format!("(\"{}\", \"{}\"),", from.join("::"), to.join("::")))
            .collect();
        assert!(circle.is_empty(), "in a circle:\n{}", circle.join("\n"));
    }
}

#[test]
fn use_trees_are_read_with_nested_braces() {
    let code = "pub(crate) use crate::{domain::x::{self, Y as Z}, store::{\n    a,\n    b::C,\n}};\nlet _ = crate::cli::d();";
    let expected = [
        "crate::domain::x::self",
        "crate::domain::x::Y",
        "crate::store::a",
        "crate::store::b::C",
        "crate::cli::d",
    ];
    assert_eq!(paths(code), expected);
}

/// The sub-rooms of the domain, each with those it may name.
const DOMAIN_ARROWS: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("diary", &["text"]),
    ("programme", &["text", "diary"]),
    ("flare", &["text", "diary", "programme"]),
    ("screening", &["text", "diary", "programme", "flare"]),
    ("analysis", &["text", "diary", "programme", "flare", "screening"]),
    ("plan", &["text", "diary", "programme", "flare", "screening", "analysis"]),
    ("progression", &["text", "diary", "programme", "flare", "screening", "analysis", "plan"]),
    (
        "trial",
        &["text", "diary", "programme", "flare", "screening", "analysis", "plan", "progression"],
    ),
    ("guided", &["text", "diary", "programme"]),
];

#[test]
fn the_sub_rooms_of_the_domain_name_each_other_only_along_the_arrows() {
    for (name, may) in DOMAIN_ARROWS {
        for (path, code) in sources(&room("domain").join(name)) {
            let here = module(&path);
            for named in paths(&code) {
                let Some(full) = from_crate(&named, &here, &BTreeSet::new()) else { continue };
                let other = match full.as_slice() {
                    [room, other, ..] if room == "domain" => other.as_str(),
                    _ => continue,
                };
                let is_room = DOMAIN_ARROWS.iter().any(|(each, _)| *each == other);
                assert!(
                    !is_room || other == name || may.contains(&other),
                    "{} names {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn no_folder_of_the_domain_is_crowded() {
    for (name, _) in DOMAIN_ARROWS {
        let files = fs::read_dir(room("domain").join(name)).expect("the folder is there").count();
        assert!(files <= 20, "{name} has {files} files");
    }
}

#[test]
fn no_verb_names_a_verb() {
    let verbs = room("cli").join("command");
    let names: Vec<String> = fs::read_dir(&verbs)
        .expect("the folder is there")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "mod")
        .collect();
    for (path, code) in sources(&verbs) {
        let here = module(&path);
        let Some(verb) = here.get(2) else { continue };
        for path in paths(&code) {
            let Some(full) = from_crate(&path, &here, &BTreeSet::new()) else { continue };
            let [cli, command, other, ..] = full.as_slice() else { continue };
            assert!(
                cli != "cli" || command != "command" || other == verb || !names.contains(other),
                "{verb} names {other}"
            );
        }
    }
}

/// What takes the terminal over, or listens to it.
const OF_THE_TERMINAL: [&str; 5] = [
    "enable_raw_mode",
    "event::read",
    "event::poll",
    "EnableBracketedPaste",
    "stdin().lock().read",
];

#[test]
fn only_the_prompt_takes_the_terminal_over_and_listens_to_it() {
    for (path, code) in sources(&room("")) {
        for word in OF_THE_TERMINAL {
            let is_prompt = path.starts_with(room("cli").join("prompt"));
            assert!(is_prompt || !code.contains(word), "{} names {word}", path.display());
        }
    }
}

/// A number with one decimal is written in one place, which rounds halves as on paper: the
/// formatter rounds what is stored, and 2.25 would be 2.2 on a chart and 2.3 in its sentence.
#[test]
fn one_decimal_is_written_in_one_place() {
    for (path, code) in sources(&room("")) {
        let is_there = path.ends_with("domain/text/number.rs") || path.ends_with("tests.rs");
        assert!(is_there || !code.contains(concat!(":.", "1}")), "{}", path.display());
        // Whole numbers of a scale and angles of a drawing are whole already, or no facts.
        let is_drawn = path.components().any(|part| part.as_os_str() == "figure");
        assert!(is_there || is_drawn || !code.contains(concat!(":.", "0}")), "{}", path.display());
    }
}
