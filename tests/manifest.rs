//! What `Cargo.toml` promises to whoever builds supple: the oldest Rust, and the oldest SQLite.

use std::collections::{HashMap, HashSet};
use std::process::Command;

use serde_json::Value as Json;

/// What cargo knows of the packages in `Cargo.lock`, read from what lies on this machine.
///
/// The packages of other systems are there after `cargo fetch`. Where they are not, those of this
/// system are: this test was built from them.
fn metadata() -> Json {
    let ask = |more: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs")
    };
    let mut answer = ask(&[]);
    if !answer.status.success() {
        let about = Command::new(env!("CARGO")).arg("-vV").output().expect("cargo runs").stdout;
        let about = String::from_utf8(about).expect("cargo prints text");
        let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
        answer = ask(&["--filter-platform", host]);
    }
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).expect("cargo prints JSON")
}

/// A list in cargo's answer.
fn list<'j>(of: &'j Json, name: &str) -> &'j [Json] {
    of[name].as_array().map_or(&[], Vec::as_slice)
}

/// A text in cargo's answer.
fn text<'j>(of: &'j Json, name: &str) -> &'j str {
    of[name].as_str().unwrap_or_default()
}

/// The packages that a build of the program needs, by id: no package that only a test needs.
fn needed(metadata: &Json) -> HashSet<&str> {
    let nodes: HashMap<&str, &Json> =
        list(&metadata["resolve"], "nodes").iter().map(|node| (text(node, "id"), node)).collect();
    let mut found = HashSet::new();
    let mut next = vec![text(&metadata["resolve"], "root")];
    while let Some(id) = next.pop() {
        if !found.insert(id) {
            continue;
        }
        for dependency in list(nodes[id], "deps") {
            let kinds = list(dependency, "dep_kinds");
            if kinds.iter().any(|kind| text(kind, "kind") != "dev") {
                next.push(text(dependency, "pkg"));
            }
        }
    }
    found
}

/// A version of Rust as numbers that compare: `1.89` and `1.89.0` are the same.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(text.split('.')) {
        *number = part.parse().expect("a version is numbers between dots");
    }
    numbers
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_supple_does() {
    let ours = env!("CARGO_PKG_RUST_VERSION");
    let metadata = metadata();
    let needed = needed(&metadata);
    assert!(needed.len() > 50, "cargo told of {} packages only", needed.len());
    let newer: Vec<String> = list(&metadata, "packages")
        .iter()
        .filter(|package| needed.contains(text(package, "id")))
        .filter_map(|package| Some((package, package["rust_version"].as_str()?)))
        .filter(|(_, theirs)| version(theirs) > version(ours))
        .map(|(package, theirs)| {
            format!("{} {} asks for {theirs}", text(package, "name"), text(package, "version"))
        })
        .collect();
    assert!(newer.is_empty(), "supple is to build with Rust {ours}, but {}", newer.join(", "));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the page");
    let part = page.split("## What it is built from").nth(1).expect("its part");
    let part = part.split("\n## ").next().expect("up to the next");
    let lines = part.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = lines.filter_map(|line| line.split('|').next());
    let told: HashSet<String> = cells
        .flat_map(|cell| cell.split(',').map(|name| name.trim().trim_matches('`').to_owned()))
        .collect();
    let metadata = metadata();
    let own = list(&metadata, "packages").iter().find(|package| package["name"] == "supple");
    let named: HashSet<String> = list(own.expect("ourselves"), "dependencies")
        .iter()
        .map(|dependency| text(dependency, "name").to_owned())
        .collect();
    assert_eq!(named.difference(&told).collect::<Vec<_>>(), [""; 0], "ARCHITECTURE.md is silent");
    assert_eq!(told.difference(&named).collect::<Vec<_>>(), [""; 0], "no longer there");
}

#[test]
fn the_sqlite_it_is_built_with_is_new_enough() {
    let found = rusqlite::version_number();
    assert!(found >= 3_045_003, "SQLite is {}, and has to be 3.45.3", rusqlite::version());
}
