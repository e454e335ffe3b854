//! `supple undo` and `supple redo`: the last change, back and forth.

use crate::cli::failure::Failure;
use crate::cli::output::answer::Answer;
use crate::cli::world::World;
use crate::store::{Command, Missing, Undone};

// Neither takes an argument: there is one row of changes, and one step at a time.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `undo`.
pub fn undo(_: Args, world: &World) -> Result<Answer, Failure> {
    let Some(mut writer) = world.open_to_write(Missing::Leave)? else {
        return Ok(world.talk("There is no diary yet, so there is nothing to undo."));
    };
    let about_diary = world.about(&writer);
    let Undone { command, passed_over, unconfirmed } =
        writer.undo(world.now).map_err(|error| Failure::from(error).after(&about_diary))?;
    let mut talk = world.page();
    for command in &passed_over {
        talk.para(&format!(
            "Passed over: {}. Something else has changed what it changed, so it stands.",
            in_words(command, world)
        ));
    }
    let about_diary = about_diary + &world.about_commit(unconfirmed.as_deref()) + &talk.text();
    let answer = match command {
        Some(command) => turned(world, "Undone", &command, "supple redo brings it back."),
        None => world.talk("There is nothing to undo."),
    };
    Ok(Answer { talk: about_diary + &answer.talk, ..answer })
}

/// Runs `redo`.
pub fn redo(_: Args, world: &World) -> Result<Answer, Failure> {
    let Some(mut writer) = world.open_to_write(Missing::Leave)? else {
        return Ok(world.talk("There is no diary yet, so there is nothing to redo."));
    };
    let about_diary = world.about(&writer);
    let redone =
        writer.redo(world.now).map_err(|error| Failure::from(error).after(&about_diary))?;
    let (answer, unconfirmed) = match redone {
        Some((command, unconfirmed)) => {
            (turned(world, "Done again", &command, "supple undo takes it back."), unconfirmed)
        }
        None => (
            world.talk("There is nothing to redo: nothing was undone since the last change."),
            None,
        ),
    };
    let about_diary = about_diary + &world.about_commit(unconfirmed.as_deref());
    Ok(Answer { talk: about_diary + &answer.talk, ..answer })
}

/// The answer about a command that was turned.
fn turned(world: &World, what: &str, command: &Command, next: &str) -> Answer {
    let mut page = world.page();
    page.para(&format!("{what}: {}.", in_words(command, world)));
    Answer { results: page.text(), ..world.talk(next) }.saved()
}

/// A command with when it was typed: `log 4 (Sun 22 Nov, 14:30)`.
fn in_words(command: &Command, world: &World) -> String {
    let day = world.day(command.at.date_naive());
    format!("{} ({day}, {})", command.said, command.at.format("%H:%M"))
}
