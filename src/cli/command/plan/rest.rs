//! `supple plan pause` and `supple plan resume`: the whole plan rests, and goes on.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use super::open::amend;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::domain::diary::own_words;
use crate::domain::plan::assignment::Pause;
use crate::domain::text::date;
use crate::domain::text::when;
use crate::words;

/// Arguments of `plan pause`.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The day it goes on again: 2026-12-07, friday, in 2 weeks; without it, when you say so
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, add = ArgValueCompleter::new(complete::days_ahead))]
    until: Option<String>,
    /// Why, in a few words
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    why: Option<String>,
}

/// The day on which a rest ends: one to come.
fn until(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    match when::ahead(text, today, date::days_after(today, 1))? {
        day if day > today => Ok(day),
        day => {
            let what = format!("{} is not a day to come.", day.format("%a %-d %b %Y"));
            Err(Failure::usage(what).next(
                "Give the date on which the plan goes on, such as --until 2026-12-07, or leave \
                 --until out.",
            ))
        }
    }
}

/// Runs `plan pause`.
pub fn pause(args: PauseArgs, context: &Context) -> Result<Output, Failure> {
    let to = args.until.as_deref().map(|text| until(text, context.today)).transpose()?;
    let paused = amend(context, |change, open| {
        if let Some(pause) =
            open.snapshot.record.pauses.iter().find(|pause| pause.covers(context.today))
        {
            let until = pause.to.map_or(String::new(), |to| format!(", until {}", context.day(to)));
            return Err(Failure::could_not(format!(
                "the plan rests already, since {}{until}.",
                context.day(pause.from)
            ))
            .next(
                "To go on now: supple plan resume. For another end, resume first and pause again.",
            ));
        }
        Ok(change.add_pause(&Pause { from: context.today, to, why: args.why.clone() })?)
    })?;
    Ok(paused.tell(context, |(), _, page, talk| {
        page.para(&match to {
            Some(to) => format!(
                "The plan rests until {}. To go on before that: supple plan resume",
                words::day::distance(to, context.reader())
            ),
            None => "The plan rests from today on. It goes on when you say so: supple plan resume"
                .to_owned(),
        });
        talk.para(
            "Nothing is counted as missed meanwhile. Scores can be logged as always: supple log",
        );
        Ok(())
    }))
}
