//! The real program, driven as a person drives it, in a world of its own.
//!
//! Every test gets a [`world::World`]: a home that is thrown away, an environment with nothing of
//! this machine's in it, and a clock that stands still between commands. What the person would see
//! is kept as a snapshot: up to about 40 lines below what was typed, longer ones in `snapshots/`.
//! When one changes, read the new text aloud, as someone tired and in pain, before keeping it.
//!
//! `cargo insta review` shows and keeps both kinds (`cargo install cargo-insta`). Without it, a
//! failing test prints what it saw, to be copied, and `INSTA_UPDATE=always cargo test --test cli`
//! keeps what is in `snapshots/`.

mod begin;
#[cfg(unix)]
mod book;
mod bring;
mod causes;
mod chart;
mod clinician;
mod completions;
mod config;
mod daily;
mod demo;
mod drawings;
mod erase;
#[cfg(unix)]
mod exchange;
#[cfg(unix)]
mod files;
mod first_run;
mod flare;
mod font;
mod glance;
mod goal;
mod help;
mod import_apps;
mod json_keys;
mod keeping;
#[cfg(unix)]
mod library_new;
mod living_with_it;
mod logging;
mod manual;
#[cfg(target_os = "linux")]
mod memory;
mod merge;
mod numbers_agree;
mod output;
mod own_words;
#[cfg(unix)]
mod pasted;
mod patterns;
mod plain;
mod plan;
#[cfg(unix)]
mod prompt;
#[cfg(unix)]
mod readme;
mod report;
mod safety;
mod safety_answers;
mod screen;
mod session;
mod sides_and_sets;
mod slips_of_the_year;
mod start;
mod stats;
mod time;
mod trouble;
mod typed_days;
mod typed_medicines;
mod typed_sloppily;
mod typed_words;
mod unscored;
mod upgrade;
mod values;
mod visit;
mod week;
mod world;
mod written_style;
