//! `supple remove 12`: entries that should not be there.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::entry_fields::{LAST, entry_or_last, last_entry, no_such_entry};
use crate::cli::output::Output;
use crate::domain::diary::own_words;
use crate::domain::text::when;
use crate::store::{Diary, Filter};
use crate::words::entry;

// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  supple remove 12\n  supple remove 13-17\n  supple remove --on today\n\nsupple history shows the numbers; supple undo brings a removed entry back."
)]
pub struct Args {
    /// Numbers of the entries, as `supple history` shows them, and ranges of them: 12, 13-17; or
    /// last, the one that was written last
    #[arg(required_unless_present = "on", value_name = "ENTRY", value_parser = entries_or_last)]
    entries: Vec<RangeInclusive<i64>>,
    /// Every entry of a day: today, yesterday, 2026-11-20
    #[arg(long, value_name = "DAY", conflicts_with = "entries", allow_hyphen_values = true)]
    on: Option<String>,
}

/// A range of entries, or `last`.
fn entries_or_last(text: &str) -> Result<RangeInclusive<i64>, String> {
    entry_or_last(text).map(|entry| entry..=entry).or_else(|_| own_words::entries(text))
}

/// Runs `remove`: all of them, or none.
pub fn run(mut args: Args, context: &Context) -> Result<Output, Failure> {
    for range in args.entries.iter_mut().filter(|range| *range.start() == LAST) {
        let last = last_entry(context)?;
        *range = last..=last;
    }
    let day = args.on.as_deref().map(|text| when::day(text, context.today)).transpose()?;
    let first = args.entries.first().map(|range| *range.start());
    let removed = context.amend(|change| {
        let entries = match day {
            Some(day) => of_day(day, change)?,
            None => named(&args.entries, change)?,
        };
        for id in &entries {
            if !change.remove_rating(*id)?
                && !change.remove_session(*id)?
                && !change.remove_flare_word(*id)?
                && !change.remove_week_answer(*id)?
            {
                return Err(no_such_entry(*id));
            }
        }
        Ok(entries)
    })?;
    let removed = removed.ok_or_else(|| match first {
        Some(first) => no_such_entry(first),
        None => Failure::usage("there is no diary yet.").next("Begin one with: supple log"),
    })?;
    if let Some(day) = day.filter(|_| removed.value.is_empty()) {
        return Ok(context.message(&format!("Nothing is recorded for {}.", context.day(day))));
    }
    Ok(removed.tell(context, |entries, _, page, _| {
        let (noun, them) = if entries.len() == 1 { ("entry", "it") } else { ("entries", "them") };
        let numbers = entry::numbers(&entries);
        page.para(&format!("Removed {noun} {numbers}. supple undo brings {them} back."));
        Ok(())
    }))
}

/// The entries of a day, all kinds of them.
fn of_day(day: NaiveDate, diary: &Diary) -> Result<Vec<i64>, Failure> {
    let filter = Filter { from: Some(day), to: Some(day), newest: None };
    let ratings = diary.ratings_that(filter, |_| true)?.into_iter().map(|each| each.id);
    let sessions = diary.sessions_that(filter, |_| true)?.into_iter().map(|each| each.id);
    let mut entries: Vec<i64> = ratings.chain(sessions).collect();
    entries.sort_unstable();
    Ok(entries)
}

/// The entries that are named, each once. In a range a number may be missing, where something was
/// removed before; one of its numbers has to be there.
fn named(ranges: &[RangeInclusive<i64>], diary: &Diary) -> Result<Vec<i64>, Failure> {
    let mut entries = Vec::new();
    for range in ranges {
        if range.start() == range.end() {
            entries.push(*range.start());
            continue;
        }
        let mut found = Vec::new();
        for id in range.clone() {
            if diary.rating(id)?.is_some() || diary.session(id)?.is_some() {
                found.push(id);
            }
        }
        if found.is_empty() {
            return Err(no_such_entry(*range.start()));
        }
        entries.extend(found);
    }
    Ok(own_words::once(entries))
}
