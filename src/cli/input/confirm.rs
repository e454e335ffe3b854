//! Asking once more: before something that cannot be taken back, and about what may be a slip.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply, Words};

/// What is understood as a yes and as a no.
const ANSWERS: [(Words, bool); 2] = [(&["y", "yes"], true), (&["n", "no"], false)];

/// Whether the person wants it, after reading what it comes to. Whoever has said so on the command
/// line is not asked; where nobody can be asked it is refused, for `--yes` is then missing.
pub fn is_wanted(
    yes: bool,
    question: &str,
    prompt: &mut Prompt<'_>,
    context: &Context,
    lay_out: impl Fn(&mut Page),
) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !context.interactive {
        let mut page = context.page();
        lay_out(&mut page);
        return Err(Failure::could_not("nothing was done, because nobody was there to say yes.")
            .next("If you want it: the same command with --yes")
            .after(&page.text()));
    }
    prompt.say(&lay_out);
    let reply = prompt.key(&ANSWERS, false, |page, _| page.para(&format!("{question} y/n")));
    Ok(matches!(reply, Reply::Given(true)))
}
