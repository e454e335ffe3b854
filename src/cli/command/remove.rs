//! `supple remove 12`: entries that should not be there.

use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page;
use crate::cli::world::World;
use crate::domain::words;

// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = "supple history shows the numbers; supple undo brings a removed entry back.")]
pub struct Args {
    /// Numbers of the entries, as `supple history` shows them
    #[arg(required = true, value_name = "ENTRY", value_parser = words::entry, allow_hyphen_values = true)]
    entries: Vec<i64>,
}

/// What to say when there is no entry of that number.
pub fn no_such_entry(id: i64) -> Failure {
    Failure::usage(format!("there is no entry {id}.")).next("See the numbers: supple history")
}

/// Runs `remove`: all of them, or none.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    if world.read_diary()?.is_none() {
        return Err(no_such_entry(args.entries[0]));
    }
    let (mut diary, about_diary) = world.write_diary()?;
    let entries = words::once(args.entries);
    let mut change = diary.change(world.now)?;
    for id in &entries {
        if !change.remove_rating(*id)? && !change.remove_session(*id)? {
            return Err(no_such_entry(*id));
        }
    }
    change.commit(&world.said)?;
    let mut page = world.page();
    let numbers: Vec<String> = entries.iter().map(i64::to_string).collect();
    let noun = if entries.len() == 1 { "entry" } else { "entries" };
    page.para(&format!(
        "Removed {noun} {}. supple undo brings {} back.",
        page::and(&numbers),
        if entries.len() == 1 { "it" } else { "them" }
    ));
    Ok(Answer { results: page.text(), talk: about_diary, saved: true })
}
