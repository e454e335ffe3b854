//! `supple undo` and `supple redo`: the last change, back and forth.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::confirm;
use crate::cli::output::Output;
use crate::cli::prompt::Prompt;
use crate::domain::text::date::days_between;
use crate::store::{Command, IfMissing, Undone};

// Neither takes an argument: there is one row of changes, and one step at a time.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Days after which taking a command back is asked about where somebody is there: a design choice.
/// Whoever undoes a slip does so at once.
const OLD_DAYS: i64 = 2;

/// Runs `undo`.
pub fn undo(_: Args, context: &Context) -> Result<Output, Failure> {
    if context.interactive && !is_still_wanted(context)? {
        return Ok(context.message("Nothing was undone."));
    }
    // Where there is no diary none is made: it would have nothing to take back.
    let Some(mut writer) = context.open_to_write(IfMissing::Leave)? else {
        return Ok(context.message("There is no diary yet, so there is nothing to undo."));
    };
    let about_diary = context.about(&writer);
    let Undone { command, passed_over, unconfirmed } =
        writer.undo(context.now).map_err(|error| Failure::from(error).after(&about_diary))?;
    let mut talk = context.page();
    // Never in silence: what is passed over stands for good.
    for command in &passed_over {
        talk.para(&format!(
            "Passed over: {}. Something else has changed what it changed, so it stands.",
            in_words(command, context)
        ));
    }
    let about_diary = about_diary + &context.about_commit(unconfirmed.as_deref()) + &talk.text();
    let answer = match command {
        Some(command) => turned(context, "Undone", &command, "supple redo brings it back."),
        None => context.message("There is nothing to undo."),
    };
    Ok(Output { talk: about_diary + &answer.talk, ..answer })
}

/// Whether the last command is to be taken back, also where it was typed days ago.
fn is_still_wanted(context: &Context) -> Result<bool, Failure> {
    let last = context.read_diary()?.map(|diary| diary.last_command()).transpose()?.flatten();
    let Some(last) = last else { return Ok(true) };
    let days = days_between(last.at.date_naive(), context.now.date_naive());
    let prompt = &mut Prompt::new(context);
    confirm::is_wanted(days <= OLD_DAYS, "Take it back?", prompt, context, |page| {
        page.para(&format!("The last change is {days} days old: {}.", in_words(&last, context)));
    })
}

/// Runs `redo`.
pub fn redo(_: Args, context: &Context) -> Result<Output, Failure> {
    let Some(mut writer) = context.open_to_write(IfMissing::Leave)? else {
        return Ok(context.message("There is no diary yet, so there is nothing to redo."));
    };
    let about_diary = context.about(&writer);
    let redone =
        writer.redo(context.now).map_err(|error| Failure::from(error).after(&about_diary))?;
    let (answer, unconfirmed) = match redone {
        Some((command, unconfirmed)) => {
            (turned(context, "Done again", &command, "supple undo takes it back."), unconfirmed)
        }
        None => (
            context.message("There is nothing to redo: nothing was undone since the last change."),
            None,
        ),
    };
    let about_diary = about_diary + &context.about_commit(unconfirmed.as_deref());
    Ok(Output { talk: about_diary + &answer.talk, ..answer })
}

/// The answer about a command that was turned.
fn turned(context: &Context, what: &str, command: &Command, next: &str) -> Output {
    let mut page = context.page();
    page.para(&format!("{what}: {}.", in_words(command, context)));
    Output { results: page.text(), ..context.message(next) }.saved()
}

/// A command with when it was typed: `log 4 (Sun 22 Nov, 14:30)`.
fn in_words(command: &Command, context: &Context) -> String {
    let day = context.day(command.at.date_naive());
    format!("{} ({day}, {})", command.said, context.settings.style().time(command.at))
}
