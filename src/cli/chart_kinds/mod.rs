//! The kinds of chart: what each is called, how its facts are read, and its numbers for programs.
//!
//! A new kind is a figure of its facts in `figure/chart/`, a file here that reads the facts and has
//! their numbers, and a line in [`KINDS`].

mod calendar;
mod cycle;
mod exercise;
pub mod facts;
mod function;
mod goals;
mod progress;
mod sites;
mod times;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::app::PageSource;
use crate::cli::failure::Failure;
use facts::ChartFacts;

/// A kind of chart.
#[derive(Debug)]
pub struct ChartKind {
    /// What is typed after `--kind`, and stands in the name of its files.
    pub name: &'static str,
    /// What it is about, for the help.
    about: &'static str,
    /// Reads its facts; fails when nothing of what it is about was recorded.
    pub read: fn(&PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure>,
}

/// Every kind of chart; the first is drawn when none is asked for.
pub static KINDS: [ChartKind; 8] = [
    ChartKind {
        name: "progress",
        about: "How it went: pain and exercises over time",
        read: progress::read,
    },
    ChartKind { name: "calendar", about: "Each day's pain, week by week", read: calendar::read },
    ChartKind {
        name: "exercise",
        about: "Each exercise day by day, its dose, and the pain in it",
        read: exercise::read,
    },
    ChartKind { name: "goals", about: "Goals and how they were rated", read: goals::read },
    ChartKind { name: "sites", about: "Where it hurt, and when", read: sites::read },
    ChartKind {
        name: "times",
        about: "Pain by time of day and day of the week",
        read: times::read,
    },
    ChartKind {
        name: "function",
        about: "Sitting, walking, sleep, leaks and goals",
        read: function::read,
    },
    ChartKind { name: "cycle", about: "Pain by day of the menstrual cycle", read: cycle::read },
];

impl ChartKind {
    /// What stands in the name of its files after `supple`; nothing for the usual kind.
    pub fn infix(&self) -> String {
        if self.name == KINDS[0].name { String::new() } else { format!("-{}", self.name) }
    }
}

/// The kind that a word on the command line names.
pub fn parser() -> impl TypedValueParser<Value = &'static ChartKind> {
    let names = KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.about));
    // The first parser has let through only names of the table.
    PossibleValuesParser::new(names)
        .map(|name| KINDS.iter().find(|kind| kind.name == name).unwrap_or(&KINDS[0]))
}
