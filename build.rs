//! Tells cargo to build again when an embedded data file is added, changed or removed; names what the program is built
//! from, so that what an earlier build worked out of a diary is not taken for what this one would; and works out where
//! the values of the data files stand in their texts, and which words a note needs for any phrase to be in it. A program
//! for musl gets its copying of memory here.

#[path = "src/domain"]
#[allow(dead_code, reason = "the program asks for more of it")]
mod domain {
    pub mod text {
        pub mod hidden;
    }
    pub mod screening {
        pub mod folded_note;
        pub mod key;
        pub mod phrases;
        pub mod sieve;
    }
}
#[path = "src/library/fields.rs"]
#[allow(dead_code, reason = "the program asks for more of it")]
mod fields;
#[path = "src/library/outline.rs"]
#[allow(dead_code, reason = "what is written here is read by the program")]
mod outline;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::screening::phrases::WordSets;
use domain::screening::sieve::Gate;

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
    write_outlines(&files);
    write_gate(&files[Path::new("exercises/phrases.toml")]);
    let of = |name| env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_ENV") == "musl" && of("CARGO_CFG_TARGET_ARCH") == "x86_64" {
        build_memory();
    }
    if loader_unpacks_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Writes the outline of every data file as a table in Rust, by path, in the order of the alphabet.
fn write_outlines(files: &BTreeMap<PathBuf, Vec<u8>>) {
    let mut outlines = BTreeMap::new();
    for (path, text) in files {
        let Ok(path) = path.strip_prefix("exercises") else { continue };
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        // A file that does not read has no outline, and a test of the shipped files says what is wrong with it.
        let Ok(text) = str::from_utf8(text) else { continue };
        let Ok(fields) = fields::Fields::parse(text) else { continue };
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        outlines.insert(parts.join("/"), outline::write(text, &fields));
    }
    let rows: String =
        outlines.iter().map(|(path, outline)| format!("    ({path:?}, &{outline:?}),\n")).collect();
    let table = format!("static OUTLINES: [(&str, &[u8]); {}] = [\n{rows}];\n", outlines.len());
    fs::write(out("outlines.rs"), table).expect("cargo's own folder can be written");
}

/// Writes the gate of all that is listened for in notes.
fn write_gate(phrases: &[u8]) {
    let text = String::from_utf8_lossy(phrases);
    // A test says what is wrong with a file that does not read.
    let fields = fields::Fields::parse(&text).unwrap_or_default();
    let words = fields.lists("words").map(|(name, texts)| {
        (name.into_owned().into(), texts.into_iter().map(|text| text.into_owned().into()).collect())
    });
    let phrases: Vec<_> = fields.lists("phrases").flat_map(|(_, texts)| texts).collect();
    let gate = Gate::new(phrases.iter().map(AsRef::as_ref), &WordSets::new(words));
    fs::write(out("gate.txt"), gate.text()).expect("cargo's own folder can be written");
}

/// A file that the program is built with.
fn out(name: &str) -> PathBuf {
    Path::new(&env::var_os("OUT_DIR").expect("cargo names it")).join(name)
}

/// Builds what stands in the place of musl's own copying and comparing of memory.
fn build_memory() {
    let mut compiler = cc::Build::new();
    // A compiler takes a loop that copies for a call of `memcpy`, which here would be one of itself.
    compiler.flag("-ffreestanding").flag_if_supported("-fno-tree-loop-distribute-patterns");
    compiler.file("src/musl/memory.c").opt_level(2).warnings(true).compile("supple_memory");
}

/// Whether what starts a program here knows addresses that are packed (glibc from 2.36 on). Eight thousand of them are
/// set before `main`; packed they take 5 kB and not 190, and a little less work. A linker that cannot pack says so and
/// goes on.
fn loader_unpacks_relocations() -> bool {
    let of = |name| env::var(name).unwrap_or_default();
    if of("TARGET") != of("HOST")
        || of("CARGO_CFG_TARGET_OS") != "linux"
        || of("CARGO_CFG_TARGET_ENV") != "gnu"
    {
        return false;
    }
    let Ok(said) = Command::new("getconf").arg("GNU_LIBC_VERSION").output() else { return false };
    let said = String::from_utf8_lossy(&said.stdout);
    let version = said.trim().strip_prefix("glibc 2.").and_then(|minor| minor.split('.').next());
    version.and_then(|minor| minor.parse().ok()).is_some_and(|minor: u32| minor >= 36)
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
