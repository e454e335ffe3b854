//! `supple`: a pain diary and home-exercise programme for one person's terminal.
//!
//! # The rooms
//!
//! ```text
//! domain/     the nouns and the rules about bodies: pure functions of their arguments
//!   text/         dates, durations, weights, quoting, near misses
//!   diary/        what was recorded
//!   programme/    what the library describes
//!   screening/    safety questions, answers, holds
//!   analysis/     what the records show: statistics, patterns, the facts of each chart
//!   plan/         what one person has, and when a phase may be left
//!   progression/  how doses change: replay, decision, routine, week
//!   guided/       the guided session: pace and guide
//! words/      values of the domain in plain English, each sentence once
//! library/    exercises/ and settings → domain, every problem named by file and line
//! store/      SQLite ↔ domain; the only room that names rusqlite
//! figure/     domain → PNG, SVG, PDF bytes; the only room that names plotters; writes no file
//! app/        what a verb needs, gathered once from store, library and domain
//! cli/        the shell: stdin, stdout, stderr, clock, environment, paths, files, exit codes
//!   command/      one file a verb: its arguments and its run; a verb never names a verb
//!   input/        what is typed: shared arguments, safety questions, completion, usage errors
//!   prompt/       asks: raw mode, keys, lines; the only one that listens to the terminal
//!   output/       what is said: pages of text, JSON, pictures in the terminal, files
//!   view/         parts of pages that several verbs show
//!   guided/       the guided session
//! ```
//!
//! Arrows: `main → cli → {app, figure} → {store, library} → domain`, and `words → domain` beside
//! them, which `figure`, `app` and `cli` may name. `store`, `library` and `figure` never name each
//! other, `domain` names nobody, and no files of a room name each other in a circle;
//! `tests/rooms.rs` fails on any other arrow.
//!
//! # Where things go
//!
//! * A new verb: one file in `cli/command/`, its arguments and its `run` side by side, and its line
//!   in each of the three lists of `cli/command/mod.rs`. Every verb takes the same four steps:
//!   **gather** (app), **decide** (domain), **word or draw** (words, figure), **write** (cli).
//! * A sentence: beside its kin in `words/`, with how days are written as an argument.
//! * A new exercise or condition: one file in `exercises/`, and no Rust at all.
//! * A rule about doses: its row in `domain/progression/decision.rs`, the size of its step in
//!   `domain/progression/ladder.rs`, and its place in the day-by-day story in
//!   `domain/progression/replay.rs`, where nothing dated or written after a day may be looked at on
//!   it.
//! * A new mark on the chart: its facts in `domain/analysis/progress.rs`, its drawing in a file of
//!   `figure/chart/progress/`.
//! * A new thing in a drawing: its word in `domain/programme/pose.rs`, its shapes in
//!   `figure/person/props.rs`.
//! * A new kind of chart: its facts in a file of `domain/analysis/`, its drawing in one of
//!   `figure/chart/` that is a `FramedChart` or a `RowFigure` (and so a PNG, SVG and PDF), its
//!   reading and its numbers in a file of `cli/chart_kinds/`, with a line of the table there, and
//!   what it is read from in `app/page_source.rs`.
//! * A new key of `--json`: a field of the verb's view, beside its `run`; of what several verbs
//!   show, in a file of `cli/output/json/`. A code is a word of the type itself, in `domain/`.
//! * A new kind of record: a numbered file in `migrations/`, and its reader in `store/`. Writing
//!   goes through `store::Change`, and can be undone without another line.
//!
//! # Rules every room keeps
//!
//! The clock is read once per run, in `cli/`; `today` and `now` are arguments everywhere below it.
//! A missing record is absence, never 0. Text that came from a person or a file is cleaned before
//! it reaches a terminal. There is no network code.

pub mod app;
pub mod cli;
#[cfg(test)]
mod counting;
pub mod domain;
pub mod figure;
pub mod library;
pub mod store;
pub mod words;
