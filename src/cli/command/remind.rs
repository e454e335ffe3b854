//! `supple remind`: what is due, in a line or two, for a shell prompt or a timer. Nothing due says
//! nothing.

use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::due::{DayNow, Due};
use crate::cli::failure::Failure;
use crate::cli::known::hold_words;
use crate::cli::world::World;
use crate::cli::{json, page};

/// The exit code when something is due: neither a failure (1) nor a slip (2).
const SOMETHING_DUE: u8 = 3;

// Arguments of `remind`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It looks for today's score, the morning check on the day after exercises (until noon), open exercises, \
                  safety questions (first of all those that something you wrote asks for), goals not rated for a week, and a visit today or tomorrow.\n\n\
                  Exit codes: 0 nothing is due, and nothing is said; 3 something is due; 1 and 2 as everywhere."
)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `remind`. The number is its exit code.
pub fn run(args: Args, world: &World) -> Result<(Answer, u8), Failure> {
    // Nobody is reminded of a diary they have not begun.
    let now = world.read_diary()?.map(|diary| DayNow::read(&diary, world)).transpose()?;
    let due = now.as_ref().map_or(Vec::new(), |now| now.due(world));
    let code = if due.is_empty() { 0 } else { SOMETHING_DUE };
    if args.json {
        let each = |due: &Due| json!({ "what": due.what, "count": due.count, "in_words": due.words, "command": due.command });
        let holds = now.iter().flat_map(|now| &now.holds).map(json::hold).collect::<Vec<_>>();
        return Ok((
            json::answer(
                &json!({ "holds": holds, "due": due.iter().map(each).collect::<Vec<_>>() }),
            ),
            code,
        ));
    }
    let mut page = world.page();
    for hold in now.iter().flat_map(|now| &now.holds) {
        page.item("!", &hold_words(hold));
    }
    if let Some(look) = now.as_ref().and_then(|now| now.closer_look.as_ref()) {
        super::screen::show_named(&look.named, &mut page);
    }
    if let Some(first) = due.first() {
        let words: Vec<&str> = due.iter().map(|due| due.words.as_str()).collect();
        page.para(&format!("Due: {}.", page::and(&words)));
        page.command(&first.command);
    }
    Ok((Answer::results(page.text()), code))
}
