//! Made-up bodies that live with every programme for weeks, many times with different chance, and
//! what must come out of the rules then.
//!
//! `cargo test --test simulation` lives each body of [`rows`] with each programme [`SEEDS`] times
//! and holds each to its limits, but for two standard errors. `SIMULATION=full cargo test --release
//! --test simulation table` lives them [`FULL_SEEDS`] times, and holds all programmes together to
//! the limits themselves. `ROW=flare` keeps to one row, `SEEDS=20` to fewer lives. [`trace`] tells
//! one life.

mod body;
mod driver;
mod keeping;
mod life;
mod noise;
mod outcome;
mod reference;
mod rows;
#[path = "../answers/shipped.rs"]
mod shipped;
mod table;
mod trace;

use std::env;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::reference::Reference;
use crate::rows::{Check, FOR_ALL, Row};
use crate::table::{Found, Line};

/// Lives of each row with each programme in the ordinary run.
const SEEDS: u64 = 24;

/// The same in the full one: twenty of each stratum.
const FULL_SEEDS: u64 = 20 * keeping::STRATA;

/// Lives a row with a programme, and measures each of `checks`.
fn measure(row: &Row, programme: &'static str, seeds: u64, checks: &[Check]) -> Vec<Found> {
    let mut found: Vec<Found> =
        checks.iter().map(|_| Found { programme, values: Some(Vec::new()) }).collect();
    for seed in 0..seeds {
        let life = life::live(row.story, programme, seed, None);
        for (check, found) in checks.iter().zip(&mut found) {
            if !(check.who)(&life) {
                continue;
            }
            match ((check.measure)(&life), &mut found.values) {
                (Some(values), Some(all)) => all.extend(values),
                _ => found.values = None,
            }
        }
    }
    found
}

/// The lines of the table of these rows.
fn lines(rows: &[Row], seeds: u64) -> Vec<Line> {
    let cells: Vec<(usize, &'static str)> = rows
        .iter()
        .enumerate()
        .flat_map(|(index, row)| row.programmes.ids().into_iter().map(move |id| (index, id)))
        .collect();
    let checks: Vec<Vec<Check>> =
        rows.iter().map(|row| row.checks.iter().copied().chain(FOR_ALL).collect()).collect();
    let done: Vec<Mutex<Vec<Found>>> = cells.iter().map(|_| Mutex::default()).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((row, id)) = cells.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = measure(&rows[*row], id, seeds, &checks[*row]);
                    let cell = cells.iter().position(|cell| cell == &(*row, *id));
                    let cell = cell.expect("it is one of them");
                    *done[cell].lock().expect("nobody panicked") = found;
                }
            });
        }
    });
    let mut lines: Vec<Line> = rows
        .iter()
        .zip(&checks)
        .flat_map(|(row, checks)| {
            checks.iter().map(|check| Line { row: row.id, check: *check, found: Vec::new() })
        })
        .collect();
    for ((row, _), found) in cells.iter().zip(done) {
        let first = checks[..*row].iter().map(Vec::len).sum::<usize>();
        for (line, found) in lines[first..].iter_mut().zip(found.into_inner().expect("no panic")) {
            line.found.push(found);
        }
    }
    lines
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is for people to read, also where it holds")]
fn the_table_of_what_must_come_out() {
    let only = env::var("ROW").ok();
    let rows: Vec<Row> = rows::rows()
        .into_iter()
        .filter(|row| only.as_deref().is_none_or(|only| only == row.id))
        .collect();
    assert!(!rows.is_empty(), "no such row: {only:?}");
    let is_full = env::var("SIMULATION").is_ok_and(|which| which == "full");
    let fewer = env::var("SEEDS").ok().map(|seeds| seeds.parse().expect("a number"));
    let seeds = if is_full { FULL_SEEDS } else { SEEDS };
    let lines = lines(&rows, fewer.unwrap_or(seeds));
    let text = table::in_words(&lines);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulation/table.txt");
    if env::var_os("UPDATE_TABLE").is_some() {
        fs::write(&path, &text).expect("it can be written");
    }
    let missed: Vec<String> = lines
        .iter()
        .filter(|line| !line.is_kept(is_full))
        .map(|line| format!("{}: {}", line.row, line.check.what))
        .collect();
    let after_away: Vec<f64> = lines
        .iter()
        .filter(|line| line.check.what == rows::DOSE_AFTER_AWAY)
        .filter_map(Line::number)
        .collect();
    println!("{text}");
    assert!(missed.is_empty(), "{text}\nmissed:\n{}", missed.join("\n"));
    assert!(after_away.is_sorted_by(|one, longer| one >= longer), "{text}\n{after_away:?}");
}

/// Lives of each row that are held against [`reference`]: of every way to keep a diary some.
const REFERENCE_SEEDS: u64 = 20;

/// The rows whose flares are held against [`reference`].
const HELD_AGAINST_REFERENCE: [&str; 6] =
    ["unchanging-at-3", "flare", "step-up", "flare-of-28-days", "stops-logging", "cycle"];

#[test]
fn the_flare_state_is_the_one_of_the_rules_as_they_are_written() {
    for row in rows::rows().iter().filter(|row| HELD_AGAINST_REFERENCE.contains(&row.id)) {
        // What is felt does not go by the programme: one is enough.
        let programme = row.programmes.ids()[0];
        for seed in 0..REFERENCE_SEEDS {
            let life = life::live(row.story, programme, seed, None);
            let mut reference = Reference::default();
            for (day, n) in life.outcome.days.iter().zip(1..) {
                let is_in_flare = reference.next_day(day.ratings);
                if let Some(flare) = day.flare {
                    let which = format!("{} with {programme}, seed {seed}, day {n}", row.id);
                    assert_eq!(flare, is_in_flare, "{which}");
                }
            }
        }
    }
}
