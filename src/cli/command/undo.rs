//! `supple undo` and `supple redo`: the last change, back and forth.

use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::world::World;
use crate::store::Command;

// Neither takes an argument: there is one row of changes, and one step at a time.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `undo`.
pub fn undo(_: Args, world: &World) -> Result<Answer, Failure> {
    if world.read_diary()?.is_none() {
        return Ok(world.talk("There is no diary yet, so there is nothing to undo."));
    }
    let (mut diary, about_diary) = world.write_diary()?;
    match diary.undo(world.now)? {
        Some(command) => Ok(said(world, "Undone", &command, "supple redo brings it back.", about_diary)),
        None => Ok(world.talk("There is nothing to undo.")),
    }
}

/// Runs `redo`.
pub fn redo(_: Args, world: &World) -> Result<Answer, Failure> {
    if world.read_diary()?.is_none() {
        return Ok(world.talk("There is no diary yet, so there is nothing to redo."));
    }
    let (mut diary, about_diary) = world.write_diary()?;
    match diary.redo(world.now)? {
        Some(command) => Ok(said(world, "Done again", &command, "supple undo takes it back.", about_diary)),
        None => Ok(world.talk("There is nothing to redo: nothing was undone since the last change.")),
    }
}

/// The answer about a command that was turned.
fn said(world: &World, what: &str, command: &Command, next: &str, about_diary: String) -> Answer {
    let mut page = world.page();
    let day = world.day(command.at.date_naive());
    page.para(&format!("{what}: {} ({day}, {}).", command.said, command.at.format("%H:%M")));
    let mut talk = world.page();
    talk.para(next);
    Answer { results: page.text(), talk: about_diary + &talk.text(), saved: true }
}
