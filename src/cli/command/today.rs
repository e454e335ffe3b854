//! `supple today`: what to do today, dose by dose, and why.

use clap_complete::engine::ArgValueCompleter;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::view::day::day_answer;

// Arguments of `today`.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Another day, past or to come: tomorrow's date, monday, 2026-11-20
    #[arg(long, value_name = "DAY", add = ArgValueCompleter::new(complete::days_ahead))]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `today`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    day_answer(context.clock().day_to_see(args.on.as_deref())?, args.json, context)
}
