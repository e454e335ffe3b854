//! Tells cargo to build again when an embedded data file is added, changed or removed, and names what the program is
//! built from, so that what an earlier build worked out of a diary is not taken for what this one would.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=exercises");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=src");
    let mut files = BTreeMap::new();
    for folder in ["exercises", "src"] {
        read(Path::new(folder), &mut files);
    }
    let mut hasher = DefaultHasher::new();
    for (path, text) in &files {
        // A path is written in another way on another system.
        path.iter().for_each(|part| part.to_string_lossy().hash(&mut hasher));
        text.hash(&mut hasher);
    }
    println!("cargo::rustc-env=SUPPLE_SOURCES={:016x}", hasher.finish());
}

/// Every file of a folder and of those in it.
fn read(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, files);
        } else {
            let text = fs::read(&path).expect("a file reads");
            files.insert(path, text);
        }
    }
}
