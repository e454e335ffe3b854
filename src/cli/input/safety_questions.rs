//! Asking the safety questions in a terminal: what `screen` and `assign` share.

use crate::app::written;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_named;
use crate::cli::writing::Manner;
use crate::domain::screening::answers::{Answer, Says, Screening};
use crate::domain::screening::safety::Safety;
use crate::store::{Change, Diary, Recorded};
use crate::words;

/// Asks what is due, one question at a time. A yes is kept at once, and one that cannot wait ends
/// the questions: what to do is then more urgent than the rest. Whoever goes back answers in place
/// of what was a slip. All answers are one command with what this run has recorded already. Returns
/// what the person should know of the diary; empty most days.
pub fn ask_due(
    diary: &Diary,
    safety: &Safety,
    all: bool,
    mut recorded: Recorded,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<String, Failure> {
    let (answers, written) = (diary.answers()?, written(diary, safety, context.today)?);
    let screening = Screening::new(safety, &answers, context.today).with(&written);
    let flags = safety
        .red_flags
        .iter()
        .filter(|flag| all || screening.flags_due().any(|due| due.id == flag.id));
    let setup = safety
        .setup_questions
        .iter()
        .filter(|question| all || screening.setup_due().any(|due| due.id == question.id));
    // The warning signs come first: whoever stops half-way has answered what matters most.
    let flags = flags.map(|flag| {
        // What a clinician knows of is asked about anew: only a change of it is a warning.
        let since =
            if screening.is_known(flag) { "New or worse since it was checked: " } else { "" };
        (flag.id.clone(), format!("{since}{}", flag.ask), flag.level.cannot_wait())
    });
    let questions: Vec<_> = flags
        .chain(setup.map(|question| (question.id.clone(), question.ask.clone(), false)))
        .collect();
    if questions.is_empty() {
        return Ok(String::new());
    }
    let holds = screening.holds();
    prompt.say(|page| {
        if !holds.is_empty() {
            show_holds(&holds, page);
            page.gap();
        }
        if let Some(look) = screening.closer_look() {
            show_named(&look.named, page);
            page.para(&format!(
                "{}, so the warning signs are asked again.",
                words::screening::closer_look(&look, context.reader())
            ));
            page.gap();
        }
        page.para(
            "A few questions that keep you safe. They are asked of everybody, and most people say \
             no to all of them.",
        );
        page.note("y yes · n no · s skip this one · b back · q stop asking");
        page.gap();
    });
    let mut about_diary = String::new();
    let mut keep_given = |given: &mut [Option<GivenAnswer>]| -> Result<(), Failure> {
        let manner = Manner { earlier: recorded, ..context.manner() };
        if let Some(kept) = context.write_in(manner, |change| keep_given(change, given))? {
            recorded = kept.recorded;
            about_diary += &kept.about_diary;
            given
                .iter_mut()
                .flatten()
                .zip(kept.value)
                .for_each(|(given, id)| given.kept = Some(id));
        }
        Ok(())
    };
    // Whoever stops in the middle, in whatever way, has answered what was answered.
    prompt.keep_on_ctrl_c(true);
    let mut given: Vec<Option<GivenAnswer>> = questions.iter().map(|_| None).collect();
    let mut number = 0;
    while let Some((id, text, cannot_wait)) = questions.get(number) {
        let mark = format!("{}/{}", number + 1, questions.len());
        match ask_one(&mark, text, number > 0, prompt) {
            Reply::Given(says) => {
                let before = given[number].take();
                given[number] = Some(GivenAnswer {
                    answer: Answer {
                        question: id.clone(),
                        says,
                        day: context.today,
                        checked: None,
                        written_at: context.now,
                    },
                    kept: None,
                    // Whoever goes back twice corrects the row that is in the diary, not the slip
                    // before.
                    instead_of: before.and_then(|before| before.kept.or(before.instead_of)),
                });
                // The window may be closed before the last question, and a yes is what must not be
                // lost.
                if says == Says::Yes {
                    keep_given(&mut given)?;
                    if *cannot_wait {
                        break;
                    }
                }
                number += 1;
            }
            Reply::Back => number -= 1,
            Reply::End => break,
        }
    }
    prompt.keep_on_ctrl_c(false);
    keep_given(&mut given)?;
    Ok(about_diary)
}

/// An answer of this run.
struct GivenAnswer {
    answer: Answer,
    /// Its row, once it is kept.
    kept: Option<i64>,
    /// The row of an answer that was a slip: the person went back to the question.
    instead_of: Option<i64>,
}

/// Keeps what is not kept yet; the rows of all that was given, in its order.
fn keep_given(change: &mut Change<'_>, given: &[Option<GivenAnswer>]) -> Result<Vec<i64>, Failure> {
    let mut rows = Vec::new();
    for given in given.iter().flatten() {
        rows.push(match given.kept {
            Some(row) => row,
            None => {
                if let Some(slip) = given.instead_of {
                    change.remove_answer(slip)?;
                }
                change.add_answer(&given.answer)?
            }
        });
    }
    Ok(rows)
}

/// What one safety question takes; `None` for no more questions.
const ANSWERS: [(Words, Option<Says>); 4] = [
    (&["y", "yes"], Some(Says::Yes)),
    (&["n", "no"], Some(Says::No)),
    (&["s", "skip"], Some(Says::Skipped)),
    (&["q", "quit"], None),
];

/// Asks one question until it is answered.
pub fn ask_one(mark: &str, text: &str, goes_back: bool, prompt: &mut Prompt<'_>) -> Reply<Says> {
    let reply = prompt.key(&ANSWERS, goes_back, |page, is_again| {
        if is_again {
            page.para("y, n, s or q");
        }
        page.item(mark, &format!("{text} [y/n/s/q]"));
    });
    match reply {
        Reply::Given(Some(says)) => Reply::Given(says),
        Reply::Back => Reply::Back,
        Reply::Given(None) | Reply::End => Reply::End,
    }
}

/// Keeps answers, all or none.
pub fn keep_answers(change: &mut Change<'_>, answers: &[Answer]) -> Result<(), Failure> {
    for answer in answers {
        change.add_answer(answer)?;
    }
    Ok(())
}
