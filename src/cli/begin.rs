//! From “my buttock hurts” to a safe first step, or to the right door: what is urgent, what it may
//! come from, a gentle start, and whom to see. What `supple begin` does, and `supple` alone before
//! there is anything in the diary.
//!
//! The table is the same for everybody, and nothing that was answered ranks or names a cause.

use std::path::Path;

use crate::app::{PlanSnapshot, raised};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::answers_file::AnswersFile;
use crate::cli::input::safety_questions::{ask, keep_answers};
use crate::cli::input::variant::ask_variant;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_closer_look;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::Plan;
use crate::domain::programme::cause::Cause;
use crate::domain::programme::condition::Condition;
use crate::domain::screening::agenda::{AgendaItem, agenda};
use crate::domain::screening::answers::Answers;
use crate::domain::screening::hold::{Hold, HoldKind};
use crate::domain::screening::safety::Safety;
use crate::domain::screening::state::Screening;
use crate::store::{Diary, Recorded};
use crate::words;

/// The programme for people without a diagnosis.
const FIRST_STEPS: &str = "first-steps";

/// The set-up questions that are asked before it is offered, by their group.
const BEFORE_ANY_PROGRAMME: &str = "first";

/// Asks, or takes the answers of a file, and shows the door that is open.
///
/// # Errors
/// When a file of the library, the answers or the diary cannot be read or written.
pub fn begin(answers: Option<&Path>, context: &Context) -> Result<Output, Failure> {
    let safety = context.library().safety()?;
    match answers {
        Some(file) => from_file(&AnswersFile::read(file)?, &safety, context),
        None if context.interactive => asked(&safety, context),
        None => {
            let mut page = context.page();
            page.para(words::causes::WHAT_IT_IS);
            page.para(
                "Begin in a terminal, or with a file of answers: supple begin --answers FILE. Only \
                 a score from 0 to 10: supple log 4",
            );
            page.gap();
            page.para(words::causes::CANNOT_WAIT);
            page.gap();
            show_causes(&context.library().causes()?, &mut page);
            show_ways(false, &mut page);
            Ok(Output::results(page.text()))
        }
    }
}

/// Takes the answers of a file; what follows is shown as commands to type.
fn from_file(file: &AnswersFile, safety: &Safety, context: &Context) -> Result<Output, Failure> {
    // A slip in the file makes no diary.
    if !context.has_diary() {
        file.answers(safety, &Answers::none(), context)?;
    }
    let kept = context.write(|change| {
        keep_answers(change, &file.answers(safety, &change.answers()?, context)?)
    })?;
    Ok(kept.tell(context, |(), diary, page, _| {
        let holds = what_comes_first(diary, safety, context)?;
        if !holds.is_empty() {
            show_holds(&holds, context, page);
            return Ok(());
        }
        show_causes(&context.library().causes()?, page);
        let start = context.library().condition(FIRST_STEPS)?;
        let answers = diary.answers()?;
        let screening = Screening::new(safety, &answers, context.today);
        let is_offered = screening.keeps_from(&start.not_with).is_empty();
        show_ways(is_offered && running(diary, context)?.is_empty(), page);
        Ok(())
    }))
}

/// Asks in the terminal.
fn asked(safety: &Safety, context: &Context) -> Result<Output, Failure> {
    let prompt = &mut Prompt::new(context);
    // The diary is made before the first question: each yes has to be kept at once.
    let mut kept = context.write(|_| Ok(()))?;
    let before = kept.diary.answers()?;
    let raised = raised(&kept.diary, &context.library(), context.today)?;
    let look = Screening::new(safety, &before, context.today).with(&raised).closer_look();
    let urgent = urgent_now(&kept.diary, safety, context)?;
    prompt.say(|page| {
        page.para(words::causes::WHAT_IT_IS);
        page.gap();
        if let Some(look) = &look {
            show_closer_look(look, context, page);
            page.gap();
        }
        if !urgent.is_empty() {
            page.para("First what cannot wait. Any of this?");
            page.note(words::causes::KEYS);
            page.gap();
        }
    });
    let asked = urgent.len();
    kept.about_diary += &ask(urgent, before, safety, Recorded::default(), prompt, context)?;
    let holds = what_comes_first(&kept.diary, safety, context)?;
    if is_stopped(&holds) {
        let left = urgent_now(&kept.diary, safety, context)?.len();
        return Ok(kept.tell(context, |(), _, page, _| {
            show_stopped(asked.saturating_sub(left), asked, page);
            Ok(())
        }));
    }
    let is_open = holds.is_empty();
    let has_plan = !running(&kept.diary, context)?.is_empty();
    let mut way = None;
    if is_open {
        let causes = context.library().causes()?;
        prompt.say(|page| {
            page.gap();
            show_causes(&causes, page);
        });
        way = ask_way(!has_plan, safety, prompt);
    }
    if way == Some(Way::Start) {
        let (about_diary, page) = start(&kept.diary, safety, prompt, context)?;
        let talk = kept.about_diary + &about_diary;
        return Ok(Output { results: page.text(), talk, saved: true });
    }
    Ok(kept.tell(context, |(), _, page, talk| {
        match way {
            _ if !is_open => {
                show_holds(&holds, context, page);
                talk.para("If an answer was a slip: supple undo takes back this round of them.");
            }
            _ => {
                if has_plan {
                    page.para("Your plan goes on: supple today");
                }
                show_ways(false, page);
            }
        }
        Ok(())
    }))
}

/// The questions that cannot wait, as far as they are due.
fn urgent_now(
    diary: &Diary,
    safety: &Safety,
    context: &Context,
) -> Result<Vec<AgendaItem>, Failure> {
    let (answers, raised) = (diary.answers()?, raised(diary, &context.library(), context.today)?);
    let screening = Screening::new(safety, &answers, context.today).with(&raised);
    let mut items = agenda(&screening, safety, false);
    items.retain(|item| {
        matches!(item, AgendaItem::Flag(_) | AgendaItem::FlagGroup(_) | AgendaItem::Week)
    });
    Ok(items)
}

/// Whether what is in the way is nothing but answers that are missing: somebody stopped before the
/// end.
fn is_stopped(holds: &[Hold]) -> bool {
    let is_missing = |hold: &Hold| {
        matches!(hold.kind, HoldKind::Unanswered | HoldKind::Reworded | HoldKind::Stale)
    };
    !holds.is_empty() && holds.iter().all(is_missing)
}

/// What is kept of questions that somebody stopped in, and how to go on.
fn show_stopped(answered: usize, asked: usize, page: &mut Page) {
    page.gap();
    match answered {
        0 => page.para("You stopped before an answer; nothing is kept of the questions."),
        _ => page.para(&format!(
            "You stopped before the end. Kept: the answers to {answered} of {asked} questions."
        )),
    }
    page.para("The rest of them, and what comes after: supple begin");
    page.para(&format!("Whom to see: {WHOM_TO_SEE}"));
}

/// What may be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A gentle start.
    Start,
    /// Whom to see.
    Whom,
}

/// The keys of the ways; `None` for none of them.
const WAYS: [(Words, Option<Way>); 3] = [
    (&["w", "whom"], Some(Way::Whom)),
    (&["", "q", "quit"], None),
    (&["g", "gentle"], Some(Way::Start)),
];

/// What somebody wants next; `None` for nothing more. Whoever has read whom to see is asked again.
fn ask_way(offers_start: bool, safety: &Safety, prompt: &mut Prompt<'_>) -> Option<Way> {
    let keys = if offers_start { &WAYS[..] } else { &WAYS[..2] };
    loop {
        let reply = prompt.key(keys, false, |page, _| {
            let start = if offers_start { "g a gentle start, two weeks · " } else { "" };
            page.para(&format!("{start}w whom to see · Enter stop"));
        });
        match reply {
            Reply::Given(Some(Way::Whom)) => prompt.say(|page| {
                show_whom(safety, page);
                page.gap();
            }),
            Reply::Given(way) => return way,
            Reply::Back | Reply::End => return None,
        }
    }
}

/// Puts the gentle start into the plan, unless something speaks against it.
fn start(
    diary: &Diary,
    safety: &Safety,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<(String, Page), Failure> {
    let library = context.library();
    let condition = library.condition(FIRST_STEPS)?;
    library.subset(&[&condition.id])?;
    let before = diary.answers()?;
    let setup = {
        let screening = Screening::new(safety, &before, context.today);
        let is_due = screening.setup_due().any(|asked| asked.group == BEFORE_ANY_PROGRAMME);
        is_due.then(|| AgendaItem::SetupGroup(BEFORE_ANY_PROGRAMME.to_owned()))
    };
    let items = setup.into_iter().collect();
    let mut about_diary = ask(items, before, safety, Recorded::default(), prompt, context)?;
    let mut page = context.page();
    let mut holds = diary_holds(diary, safety, &condition, context)?;
    if holds.is_empty() {
        let variant = ask_variant(&condition, prompt);
        let plan = Plan::new(&condition.id, variant, 1, context.today);
        let kept = context.write(|change| Ok(change.add_plan(&plan)?))?;
        about_diary += &kept.about_diary;
        let snapshot = PlanSnapshot::on(context.today, context.today, &kept.diary, &library)?;
        holds = snapshot.holds();
        if holds.is_empty() {
            show_start(&condition, &snapshot, &mut page);
            return Ok((about_diary, page));
        }
    }
    if is_stopped(&holds) {
        page.para(
            "You stopped before the end, so the gentle start is not in your plan yet. What you \
             answered is kept. To go on: supple begin",
        );
        return Ok((about_diary, page));
    }
    show_holds(&holds, context, &mut page);
    page.gap();
    page.para(&format!("{} is not for you before that.", condition.name));
    page.command(WHOM_TO_SEE);
    Ok((about_diary, page))
}

/// Everything that the start must wait for.
fn diary_holds(
    diary: &Diary,
    safety: &Safety,
    condition: &Condition,
    context: &Context,
) -> Result<Vec<Hold>, Failure> {
    let answers = diary.answers()?;
    let screening = Screening::new(safety, &answers, context.today);
    Ok(screening.programme_holds(&condition.not_with, false))
}

/// The start on one screen.
fn show_start(condition: &Condition, snapshot: &PlanSnapshot, page: &mut Page) {
    page.heading(&format!("{} is in your plan", condition.name));
    let routine = snapshot.routine();
    for due in &routine.due {
        page.item(" •", &format!("{}: {}", snapshot.exercise_name(&due.exercise), due.dose));
    }
    condition.advice.iter().for_each(|line| page.item(" •", line));
    page.gap();
    page.para("Now: supple today");
    show_next_doors(page);
}

/// What must be answered or looked at before anything else is shown.
fn what_comes_first(
    diary: &Diary,
    safety: &Safety,
    context: &Context,
) -> Result<Vec<Hold>, Failure> {
    let (answers, raised) = (diary.answers()?, raised(diary, &context.library(), context.today)?);
    let screening = Screening::new(safety, &answers, context.today).with(&raised);
    Ok(screening.programme_holds(&[], false))
}

/// The programmes that are followed today.
fn running(diary: &Diary, context: &Context) -> Result<Vec<Stored<Plan>>, Failure> {
    let mut plans = diary.plans()?;
    plans.retain(|plan| plan.value.runs_on(context.today));
    Ok(plans)
}

/// What it may come from, in short.
fn show_causes(causes: &[Cause], page: &mut Page) {
    page.para(words::causes::ABOUT_CAUSES);
    show_causes_in_short(causes, page);
    page.gap();
}

/// Lays out each cause in a line: its name, and where it is felt.
pub fn show_causes_in_short(causes: &[Cause], page: &mut Page) {
    for cause in causes {
        page.item(" •", &words::causes::in_short(cause));
    }
}

/// What to type next.
fn show_ways(offers_start: bool, page: &mut Page) {
    if offers_start {
        page.para(&format!("A gentle start, for two weeks: supple assign {FIRST_STEPS}"));
    }
    page.para("A score: supple log. The whole table: supple conditions --table");
    show_next_doors(page);
}

/// What is for everybody, whatever was answered.
fn show_next_doors(page: &mut Page) {
    page.para(&format!("Whom to see: {WHOM_TO_SEE}. Six lines to bring: supple bring"));
}

/// What to type to read whom to see.
const WHOM_TO_SEE: &str = "supple begin --whom";

/// Whom to see, and when.
pub fn show_whom(safety: &Safety, page: &mut Page) {
    page.heading("Whom to see, and when");
    for referral in &safety.referrals {
        page.item(" •", &format!("{}: {}.", words::text::capital(&referral.when), referral.whom));
    }
    page.gap();
    page.note(&format!("Where this comes from: {}", safety.referral_source.text()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    /// The most words that all causes in short take.
    const MOST_WORDS: usize = 110;

    #[test]
    fn all_of_them_are_read_in_a_glance() {
        let causes = Library::builtin().causes().expect("they read");
        for columns in [40, 80] {
            let mut page = Page::new(columns, false);
            show_causes_in_short(&causes, &mut page);
            let text = page.text();
            let words = text.split_whitespace().filter(|word| *word != "•").count();
            assert!(words <= MOST_WORDS, "{words} words:\n{text}");
            assert!(text.lines().all(|line| line.chars().count() <= columns), "{text}");
            assert!(text.lines().count() <= 2 * causes.len(), "{text}");
        }
    }
}
