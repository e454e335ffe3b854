//! `supple`: a pain diary and home-exercise programme for one person's terminal.
//!
//! # The rooms
//!
//! ```text
//! domain/     the nouns and the rules about bodies: pure functions of their arguments
//!   text/         dates, durations, weights, quoting, near misses
//!   diary/        what was recorded
//!   programme/    what the library describes, and the numbers of the rules
//!   flare/        what is usual, settled nights, and the days of a flare
//!   screening/    safety questions, answers, holds
//!   analysis/     what the records show: statistics, patterns, the facts of each chart
//!   plan/         what one person has, how pain goes over it, and when a phase may be left
//!   progression/  how doses change: response, decision, replay, routine, week
//!   guided/       the guided session: pace and guide
//! words/      values of the domain in plain English, each sentence once
//! library/    exercises/ and settings → domain, every problem named by file and line
//! store/      SQLite ↔ domain; the only room that names rusqlite
//! exchange/   other programs' files ↔ values of the domain: bytes in, bytes out
//! figure/     domain → PNG, SVG, PDF bytes; the only room that names plotters; writes no file
//! app/        what a verb needs, gathered once from store, library and domain
//! cli/        the shell: stdin, stdout, stderr, clock, environment, paths, files, exit codes
//!   command/      one file a verb: its arguments and its run; a verb never names a verb
//!   input/        what is typed: shared arguments, safety questions, completion, usage errors
//!   prompt/       asks: raw mode, keys, lines; the only one that listens to the terminal
//!   output/       what is said: pages of text, JSON, pictures in the terminal, files
//!   view/         parts of pages that several verbs show
//!   chart_kinds/  the kinds of chart: their names, and their numbers for programs
//!   guided/       the guided session
//! ```
//!
//! `musl/` is no room: it is C that build.rs puts into a program for musl.
//!
//! Arrows: `main → cli → {app, figure} → {store, library} → domain`, and `words → domain` and
//! `exchange → domain` beside them; `figure`, `app` and `cli` may name the first, `cli` the second.
//! `store`, `library`, `exchange` and `figure` never name each other, `domain` names nobody, and no files of a room name each other in a circle;
//! `tests/rooms.rs` fails on any other arrow.
//!
//! # Where things go
//!
//! Every verb takes the same four steps: **gather** (app), **decide** (domain), **word or draw**
//! (words, figure), **write** (cli). `ARCHITECTURE.md` lists, for each new thing (a verb, a field, a
//! record, a chart, a rule, a sentence), the files to touch.
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
pub mod exchange;
pub mod figure;
pub mod library;
pub mod store;
pub mod words;
