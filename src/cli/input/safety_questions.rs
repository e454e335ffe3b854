//! Asking the safety questions in a terminal: what `screen` and `assign` share.

use crate::app::written;
use crate::cli::failure::Failure;
use crate::cli::input::ask::{self, say};
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_named;
use crate::cli::world::World;
use crate::cli::writing::Manner;
use crate::domain::screening::answers::{Answer, Says, Screening};
use crate::domain::screening::safety::Safety;
use crate::store::{Change, Diary, Recorded};
use crate::words;

/// Asks what is due, one question at a time. A yes is kept at once, and one that cannot wait ends
/// the questions: what to do is then more urgent than the rest. All answers are one command with
/// what this run has recorded already. Returns what the person should know of the diary; empty most
/// days.
pub fn ask_due(
    diary: &Diary,
    safety: &Safety,
    all: bool,
    mut recorded: Recorded,
    world: &World,
) -> Result<String, Failure> {
    let (answers, written) = (diary.answers()?, written(diary, safety, world.today)?);
    let screening = Screening::new(safety, &answers, world.today).with(&written);
    let flags = safety
        .red_flags
        .iter()
        .filter(|flag| all || screening.flags_due().any(|due| due.id == flag.id));
    let setup = safety
        .setup_questions
        .iter()
        .filter(|question| all || screening.setup_due().any(|due| due.id == question.id));
    let flags = flags.map(|flag| {
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
    say(world, |page| {
        if !holds.is_empty() {
            show_holds(&holds, page);
            page.gap();
        }
        if let Some(look) = screening.closer_look() {
            show_named(&look.named, page);
            page.para(&format!(
                "{}, so the warning signs are asked again.",
                words::screening::closer_look(&look, world.reader())
            ));
            page.gap();
        }
        page.para(
            "A few questions that keep you safe. They are asked of everybody, and most people say no to all of them.",
        );
        page.aside("y yes · n no · s skip this one · q stop asking");
        page.gap();
    });
    let mut about_diary = String::new();
    let mut keep_given = |given: &[Answer]| -> Result<(), Failure> {
        let manner = Manner { earlier: recorded, ..world.manner() };
        if let Some(kept) = world.write_in(manner, |change| keep_answers(change, given))? {
            recorded = kept.recorded;
            about_diary += &kept.about_diary;
        }
        Ok(())
    };
    let mut given = Vec::new();
    for (number, (id, text, cannot_wait)) in questions.iter().enumerate() {
        let Some(says) = ask_one(&format!("{}/{}", number + 1, questions.len()), text, world)
        else {
            break;
        };
        given.push(Answer {
            question: id.clone(),
            says,
            day: world.today,
            checked: None,
            written_at: world.now,
        });
        if says == Says::Yes {
            keep_given(&std::mem::take(&mut given))?;
            if *cannot_wait {
                break;
            }
        }
    }
    keep_given(&given)?;
    Ok(about_diary)
}

/// Asks one question until it is answered; `None` for no more questions.
pub fn ask_one(mark: &str, text: &str, world: &World) -> Option<Says> {
    loop {
        say(world, |page| page.item(mark, &format!("{text} [y/n/s/q]")));
        match ask::line()?.as_str() {
            "y" | "yes" => return Some(Says::Yes),
            "n" | "no" => return Some(Says::No),
            "s" | "skip" => return Some(Says::Skipped),
            "q" | "quit" => return None,
            _ => say(world, |page| page.para("y, n, s or q")),
        }
    }
}

/// Keeps answers, all or none.
pub fn keep_answers(change: &mut Change<'_>, answers: &[Answer]) -> Result<(), Failure> {
    for answer in answers {
        change.add_answer(answer)?;
    }
    Ok(())
}
