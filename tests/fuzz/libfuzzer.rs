//! Hands what libFuzzer comes up with to the parser that `PARSER` names.
#![no_main]

mod parsers;

use std::sync::LazyLock;

static PARSER: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("PARSER").expect("PARSER names one");
    let named = parsers::PARSERS.iter().chain(&parsers::OF_THE_SHELL);
    named.copied().find(|(known, _)| *known == name).expect("a parser of that name").1
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| PARSER(bytes));
