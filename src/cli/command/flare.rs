//! `supple flare`: a person's own word that a flare has begun, or is over.

use chrono::NaiveDate;

use crate::app::flare_now;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::writing::Manner;
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::rating::Stored;
use crate::domain::text::date::days_between;
use crate::domain::text::when;
use crate::store::{Change, IfMissing};
use crate::words;

/// The farthest day back that a flare can be named for, in days: a word about an earlier one would
/// change no dose any more, and would only blur how it was.
const BACK_DAYS: i64 = 7;

// Arguments of `flare`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Your own word counts, whatever your scores say. supple history lists it, supple remove takes it away.\n\n\
                  Examples:\n  supple flare\n  supple flare --on yesterday\n  supple flare --over"
)]
pub struct Args {
    /// It is over
    #[arg(long)]
    over: bool,
    /// The day from which on, up to a week back: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
}

/// What was said, and what the diary knew before.
struct Said {
    word: Stored<FlareWord>,
    /// Whether it had been said before, and holds.
    is_old: bool,
    /// Whether no flare had been named up to its day.
    none_named: bool,
    /// The newest word about a later day.
    later: Option<FlareWord>,
}

/// Runs `flare`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let day = day(args.on.as_deref(), context)?;
    let change = if args.over { FlareChange::Ended } else { FlareChange::Began };
    // That something is over must not make a diary to say so.
    let missing = if args.over { IfMissing::Leave } else { IfMissing::Make };
    let manner = Manner { missing, ..context.manner() };
    let word = FlareWord { day, change, written_at: context.now };
    let Some(kept) = context.write_in(manner, |change| keep(word, change))? else {
        return Ok(context.message("There is no diary yet, and so no flare that could be over."));
    };
    Ok(kept.tell(context, |said, diary, page, talk| {
        let Stored { id, value } = &said.word;
        page.para(&words::flare::noted(value, *id, said.is_old, context.reader()));
        let now = flare_now(diary, &context.library(), context.today)?;
        // A flare by the scores that is over with this is told of below.
        if said.none_named && now.over.is_none() {
            talk.para(words::flare::NONE_NAMED);
        }
        match &said.later {
            Some(later) => talk.para(&words::flare::later_word(later, context.reader())),
            None => {
                let mut lines = words::flare::of_day(&now, context.today, context.settings.style());
                if lines.is_empty() {
                    lines.extend(words::flare::what_holds(change).map(str::to_owned));
                }
                lines.iter().for_each(|line| talk.para(line));
                if change == FlareChange::Began {
                    talk.para(words::flare::LOOK_FOR_SIGNS);
                }
                if !said.is_old {
                    talk.para(words::flare::NOT_MEANT);
                }
            }
        }
        Ok(())
    }))
}

/// The day that was typed: today unless said otherwise, and not longer ago than a word helps.
fn day(on: Option<&str>, context: &Context) -> Result<NaiveDate, Failure> {
    let day = on.map(|text| when::day(text, context.today)).transpose()?.unwrap_or(context.today);
    if days_between(day, context.today) > BACK_DAYS {
        return Err(Failure::usage(format!(
            "{} is more than a week ago, and nothing would follow from it any more.",
            context.day(day)
        ))
        .next("Keep it beside a score of that day: supple log N --on DAY --note 'a flare'"));
    }
    Ok(day)
}

/// Keeps a word, unless it says what holds already.
fn keep(word: FlareWord, change: &mut Change<'_>) -> Result<Said, Failure> {
    let words = change.flare_words()?;
    let later = words.iter().rev().map(|each| each.value).find(|each| each.day > word.day);
    if let Some(old) = FlareWord::saying_already(&words, word.change, word.day) {
        return Ok(Said { word: old.clone(), is_old: true, none_named: false, later });
    }
    let before = words.iter().rev().find(|each| each.value.day <= word.day);
    let none_named = word.change == FlareChange::Ended
        && before.is_none_or(|before| before.value.change == FlareChange::Ended);
    let id = change.add_flare_word(&word)?;
    Ok(Said { word: Stored { id, value: word }, is_old: false, none_named, later })
}
