//! `supple remove 12`: entries that should not be there.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::entry_fields::no_such_entry;
use crate::cli::output::Output;
use crate::domain::diary::own_words;
use crate::words::text::and;

// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "supple history shows the numbers; supple undo brings a removed entry back."
)]
pub struct Args {
    /// Numbers of the entries, as `supple history` shows them
    #[arg(required = true, value_name = "ENTRY", value_parser = own_words::entry, allow_hyphen_values = true)]
    entries: Vec<i64>,
}

/// Runs `remove`: all of them, or none.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let entries = own_words::once(args.entries);
    let removed = context.amend(|change| {
        for id in &entries {
            if !change.remove_rating(*id)?
                && !change.remove_session(*id)?
                && !change.remove_flare_word(*id)?
                && !change.remove_week_answer(*id)?
            {
                return Err(no_such_entry(*id));
            }
        }
        Ok(())
    })?;
    let removed = removed.ok_or_else(|| no_such_entry(entries[0]))?;
    Ok(removed.tell(context, |(), _, page, _| {
        let numbers: Vec<String> = entries.iter().map(i64::to_string).collect();
        let (noun, them) = if entries.len() == 1 { ("entry", "it") } else { ("entries", "them") };
        let numbers = and(&numbers);
        page.para(&format!("Removed {noun} {numbers}. supple undo brings {them} back."));
        Ok(())
    }))
}
