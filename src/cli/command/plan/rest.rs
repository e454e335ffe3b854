//! `supple plan pause` and `supple plan resume`: the whole plan rests, and goes on.

use chrono::NaiveDate;

use super::open::amend;
use crate::cli::failure::Failure;
use crate::cli::output::answer::Answer;
use crate::cli::world::World;
use crate::domain::diary::own_words;
use crate::domain::plan::assignment::Pause;
use crate::domain::text::when::{self, WhenError};

/// Arguments of `plan pause`.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The day it goes on again: 2026-12-07; without it, when you say so
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
    /// Why, in a few words
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    why: Option<String>,
}

/// The day on which a rest ends: one to come.
fn until(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    match when::day(text, today) {
        Err(WhenError::Future { day }) => Ok(day),
        Ok(day) => Err(Failure::usage(format!("{} is not a day to come.", day.format("%a %-d %b %Y")))
            .next("Give the date on which the plan goes on, such as --until 2026-12-07, or leave --until out.")),
        Err(error) => Err(error.into()),
    }
}

/// Runs `plan pause`.
pub fn pause(args: PauseArgs, world: &World) -> Result<Answer, Failure> {
    let to = args.until.as_deref().map(|text| until(text, world.today)).transpose()?;
    let paused = amend(world, |change, open| {
        if let Some(pause) =
            open.snapshot.record.pauses.iter().find(|pause| pause.covers(world.today))
        {
            let until = pause.to.map_or(String::new(), |to| format!(", until {}", world.day(to)));
            return Err(Failure::could_not(format!(
                "the plan rests already, since {}{until}.",
                world.day(pause.from)
            ))
            .next(
                "To go on now: supple plan resume. For another end, resume first and pause again.",
            ));
        }
        Ok(change.add_pause(&Pause { from: world.today, to, why: args.why.clone() })?)
    })?;
    Ok(paused.tell(world, |(), _, page, talk| {
        page.para(&match to {
            Some(to) => format!(
                "The plan rests until {}. To go on before that: supple plan resume",
                world.day(to)
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
