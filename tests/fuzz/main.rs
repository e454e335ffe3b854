//! Every parser reads what the fuzzer has kept, and whatever is made of it by chance.
//!
//! `.ci/fuzz` finds new bytes; what it finds is mended, and kept in `corpus/`. What only the shell
//! reads, arguments and answers, is read again by a test beside it.

mod parsers;

use std::fs;
use std::path::PathBuf;

use parsers::PARSERS;

/// What is kept for a parser.
fn corpus(parser: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(parser);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is there", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("it reads")).collect()
}

#[test]
fn what_was_kept_is_read_or_refused() {
    for (name, parser) in PARSERS {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "{name} has none");
        corpus.iter().for_each(|bytes| parser(bytes));
    }
}

#[test]
fn what_is_cut_off_or_has_a_byte_changed_is_read_or_refused() {
    for (name, parser) in PARSERS {
        for (number, bytes) in corpus(name).into_iter().take(12).enumerate() {
            parser(&bytes[..bytes.len() / 2]);
            let Some(place) = (number * 7_919 + 13).checked_rem(bytes.len()) else { continue };
            let mut changed = bytes;
            changed[place] ^= 1 << (number % 8);
            parser(&changed);
        }
    }
}
