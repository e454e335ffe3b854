//! Tells cargo to build again when an embedded data file is added, changed or removed; names what the program is built
//! from, so that what an earlier build worked out of a diary is not taken for what this one would; reads the data files,
//! so that nobody waits for that when the program runs; and works out which words a note needs for any phrase to be in
//! it. A program for musl gets its copying of memory here.

/// What the data files are read into: of the room with the same name, what that takes.
#[path = "src/domain"]
#[allow(dead_code, reason = "the program asks for more of it")]
mod domain {
    pub mod diary {
        pub mod day;
        pub mod exercise_record;
        pub mod own_words;
        pub mod place;
        pub mod score;
    }
    pub mod programme {
        pub mod cause;
        pub mod condition;
        pub mod dose;
        pub mod exercise;
        pub mod pose;
        pub mod rule_book;
    }
    pub mod screening {
        pub mod answers;
        pub mod folded_note;
        pub mod inflammatory;
        pub mod key;
        pub mod phrases;
        pub mod red_flag;
        pub mod safety;
        pub mod setup_question;
        pub mod sieve;
    }
    pub mod text {
        pub mod date;
        pub mod file_name;
        pub mod fold;
        pub mod hidden;
        pub mod limits;
        pub mod load;
        pub mod number;
        pub mod style;
        pub mod suggest;
        pub mod vocabulary;
    }
}
/// What reads them.
#[path = "src/library"]
#[allow(dead_code, reason = "the program asks for more of it")]
mod library {
    mod fields;
    mod form;
    mod ids;
    mod note_words;
    mod notes;
    pub mod prepare;
    mod problem;
    mod read_cause;
    mod read_condition;
    mod read_dose;
    mod read_exercise;
    mod read_pose;
    mod read_rules;
    mod read_safety;
    mod source_file;
}

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::screening::phrases::WordSets;
use domain::screening::sieve::Gate;
use library::prepare;

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
    write_shipped(&files);
    write_gate(&files[Path::new("exercises/phrases.toml")]);
    let of = |name| env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_ENV") == "musl" && of("CARGO_CFG_TARGET_ARCH") == "x86_64" {
        build_memory();
    }
    if start_unpacks_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Writes the data files into two that the program has in it: the path and the text of each, one after the other; and
/// what stands in each. Where these begin and end is a table of numbers, by path, in the order of the alphabet: one of
/// addresses would be put right, page by page, whenever the program starts.
fn write_shipped(files: &BTreeMap<PathBuf, Vec<u8>>) {
    let in_folder = |(path, text): (&PathBuf, &Vec<u8>)| {
        let path = path.strip_prefix("exercises").ok()?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        // A test says what is wrong with a file that does not read.
        Some((parts.join("/"), String::from_utf8_lossy(text).into_owned()))
    };
    let files: BTreeMap<String, String> = files.iter().filter_map(in_folder).collect();
    let (mut texts, mut prepared, mut places) = (String::new(), Vec::new(), String::new());
    for (path, text) in &files {
        let (path_at, text_at, bytes_at) = (texts.len(), texts.len() + path.len(), prepared.len());
        texts.extend([path.as_str(), text]);
        prepared.extend(prepare::prepare(path, text).unwrap_or_default());
        let place = [path_at, text_at, texts.len(), bytes_at, prepared.len()];
        places += &format!("    {place:?},\n");
    }
    let places = format!("static PLACES: [[u32; 5]; {}] = [\n{places}];\n", files.len());
    for (name, bytes) in [
        ("shipped.txt", texts.as_bytes()),
        ("shipped.bin", &prepared),
        ("shipped.rs", places.as_bytes()),
    ] {
        fs::write(out(name), bytes).expect("cargo's own folder can be written");
    }
}

/// Writes the gate of all that is listened for in notes.
fn write_gate(phrases: &[u8]) {
    let mut parts = prepare::lists(&String::from_utf8_lossy(phrases));
    let mut lists = |heading| parts.remove(heading).unwrap_or_default();
    let words = lists("words").into_iter();
    let words =
        words.map(|(name, texts)| (name.into(), texts.into_iter().map(Into::into).collect()));
    let phrases: Vec<String> = lists("phrases").into_values().flatten().collect();
    let gate = Gate::new(phrases.iter().map(String::as_str), &WordSets::new(words));
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

/// Whether what starts the program knows addresses that are packed. Eleven thousand of them are set before `main`;
/// packed they take 6 kB and not 250, and a little less work. A linker that cannot pack says so and goes on.
fn start_unpacks_relocations() -> bool {
    let of = |name| env::var(name).unwrap_or_default();
    match (of("CARGO_CFG_TARGET_OS").as_str(), of("CARGO_CFG_TARGET_ENV").as_str()) {
        // What starts it here is the system's, and that of another system is not known.
        ("linux", "gnu") => {
            of("TARGET") == of("HOST")
                && minor_version("getconf", "GNU_LIBC_VERSION", "glibc 2.") >= Some(36)
        }
        // What starts it is part of it, and came with the compiler: musl 1.2.5 from then on, which is the first that
        // Rust has and that knows them.
        ("linux", "musl") => minor_version(&of("RUSTC"), "--version", "rustc 1.") >= Some(93),
        _ => false,
    }
}

/// The number that a program prints behind `before`.
fn minor_version(program: &str, asked: &str, before: &str) -> Option<u32> {
    let said = Command::new(program).arg(asked).output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout);
    said.strip_prefix(before)?.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
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
