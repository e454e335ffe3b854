//! `supple screen`: the questions that keep a person safe.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::raised;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::answers_file::{AnswersFile, unknown_question};
use crate::cli::input::complete;
use crate::cli::input::safety_questions::{Extent, ask, ask_due, keep_answers};
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::{CheckView, CloserLookView, HoldView, hold_views};
use crate::cli::output::page::Page;
use crate::cli::prompt::Prompt;
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_closer_look;
use crate::domain::diary::own_words;
use crate::domain::screening::agenda::AgendaItem;
use crate::domain::screening::answers::{Answer, Answers, Check, Says};
use crate::domain::screening::hold::Hold;
use crate::domain::screening::inflammatory::InflammatoryScreen;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::setup_question::Effect;
use crate::domain::screening::state::Screening;
use crate::domain::text::when;
use crate::store::Recorded;
use crate::words;

// Arguments of `screen`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "In a terminal it asks what is due: the warning signs weekly, the set-up questions yearly. Without one, give \
                        --answers a JSON file such as {\"pelvis\": \"none\", \"cancer\": \"yes\", \"pregnancy\": \"skip\"}: a group of \
                        questions with none, or one question with yes, no or skip. Once all were answered, {\"week\": \"none\"} says \
                        that nothing is new. --json lists what is due, with the group of each."
)]
pub struct Args {
    /// Ask everything again, whether or not it is due
    #[arg(long)]
    all: bool,
    /// Take the answers from a JSON file (- for stdin)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "checked"])]
    answers: Option<PathBuf>,
    /// Record that a clinician has looked at this question's sign, or agreed
    #[arg(long, value_name = "QUESTION", requires = "by", add = ArgValueCompleter::new(complete::questions))]
    checked: Option<String>,
    /// Who looked at it
    #[arg(long, value_name = "NAME", requires = "checked", value_parser = own_words::name)]
    by: Option<String>,
    /// When: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "checked")]
    on: Option<String>,
    /// The separate questions about inflammatory back pain
    #[arg(long, conflicts_with_all = ["all", "answers", "checked"])]
    inflammatory: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `screen`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let safety = context.library().safety()?;
    if args.inflammatory {
        return if args.json {
            Ok(json::document(&InflammatoryScreenView::from(&safety.inflammatory_screen)))
        } else {
            inflammatory(&safety, context)
        };
    }
    if args.json && args.answers.is_none() && args.checked.is_none() {
        let (answers, written) = match context.read_diary()? {
            Some(diary) => (diary.answers()?, raised(&diary, &context.library(), context.today)?),
            None => Default::default(),
        };
        let screening = Screening::new(&safety, &answers, context.today).with(&written);
        return Ok(for_programs(&screening));
    }
    if args.answers.is_none() && args.checked.is_none() && !context.interactive {
        return Err(Failure::usage("the questions are asked in a terminal, and this is none.")
            .next(
                "Give the answers in a file: supple screen --answers FILE. What is due: supple \
                   screen --json",
            ));
    }
    let mut answered_before = 0;
    let kept = match (&args.answers, &args.checked) {
        (Some(file), _) => {
            let file = AnswersFile::read(file)?;
            // A slip in the file makes no diary.
            if !context.has_diary() {
                file.answers(&safety, &Answers::none(), context)?;
            }
            context.write(|change| {
                keep_answers(change, &file.answers(&safety, &change.answers()?, context)?)
            })?
        }
        (None, Some(question)) => {
            // What would be refused is refused before a diary is made for it.
            if !context.has_diary() {
                clinician_check(question, &args, &safety, &Answers::none(), context)?;
            }
            context.write(|change| {
                let check = clinician_check(question, &args, &safety, &change.answers()?, context)?;
                keep_answers(change, &[check])
            })?
        }
        // The diary is made before the first question: each yes has to be kept at once.
        (None, None) => {
            let mut kept = context.write(|_| Ok(()))?;
            answered_before = kept.diary.answers()?.len();
            let (recorded, prompt) = (Recorded::default(), &mut Prompt::new(context));
            let extent = if args.all { Extent::All } else { Extent::DueOrWeek };
            kept.about_diary += &ask_due(&kept.diary, &safety, extent, recorded, prompt, context)?;
            kept
        }
    };
    let (as_json, safety) = (args.json, &safety);
    Ok(kept.answer(context, |(), diary| {
        let (answers, written) =
            (diary.answers()?, raised(diary, &context.library(), context.today)?);
        let screening = Screening::new(safety, &answers, context.today).with(&written);
        if as_json {
            return Ok(for_programs(&screening));
        }
        let mut page = context.page();
        show(&screening, context, &mut page);
        show_inflammatory(&answers, safety, context, &mut page);
        let mut talk = context.page();
        // Without an answer in this round, undo would take back whatever was done before it.
        if !screening.holds().is_empty() && answers.len() > answered_before {
            talk.gap();
            talk.para("If an answer was a slip: supple undo takes back this round of them.");
        }
        Ok(Output { results: page.text(), talk: talk.text(), saved: true })
    }))
}

/// Where things stand.
fn show(screening: &Screening<'_>, context: &Context, page: &mut Page) {
    let holds = screening.holds();
    if !holds.is_empty() {
        return show_holds(&holds, context, page);
    }
    if screening.answered() == 0 {
        page.para("You have not answered any of the questions yet. They take two minutes:");
        return page.command("supple screen");
    }
    if let Some(look) = screening.closer_look() {
        return show_closer_look(&look, context, page);
    }
    // What is missing is named by what it is for, and not by how many questions it is.
    page.para(if screening.flags_due().next().is_some() {
        "Nothing you answered needs a clinician first. Some questions are still open: supple screen"
    } else if screening.setup_due().next().is_some() {
        "No warning sign is open. A few questions about you are: supple screen"
    } else {
        "Nothing here needs a clinician first. The warning signs are asked again in a week."
    });
    // In a terminal it was said to the answer itself.
    for flag in screening.flags_that_hide_nothing().filter(|_| !context.interactive) {
        page.gap();
        page.item("!", &flag.act);
        page.para("When a clinician has looked at it, record who and when:");
        page.command(&format!("supple screen --checked {} --by 'Dr Name'", flag.id));
    }
}

/// A clinician's look at a sign, or agreement.
fn clinician_check(
    question: &str,
    args: &Args,
    safety: &Safety,
    answers: &Answers,
    context: &Context,
) -> Result<Answer, Failure> {
    if safety.question_ids().all(|id| id != question) {
        return Err(unknown_question(question, safety));
    }
    if safety.setup_question(question).is_some_and(|asked| asked.effect == Effect::Skip) {
        return Err(Failure::usage(format!(
            "{question} needs nobody's agreement: it only leaves out questions."
        )));
    }
    let on = args
        .on
        .as_deref()
        .map(|text| when::day(text, context.today))
        .transpose()?
        .unwrap_or(context.today);
    let check = Check { by: args.by.clone().unwrap_or_default(), on };
    let looked = Answer {
        checked: Some(check),
        wording: safety.red_flag(question).map_or(1, |flag| flag.wording),
        ..Answer::new(question, Says::Yes, context.today, context.now)
    };
    let is_open = match safety.setup_question(question) {
        // An answer that only shapes the routine holds nothing; a clinician may lift what it takes
        // out.
        Some(asked) => {
            let screening = Screening::new(safety, answers, context.today);
            screening.yes_to(std::slice::from_ref(&asked.id)).next().is_some()
        }
        None => hold_on(question, safety, answers, context.today).is_some(),
    };
    // A sign that is known and fine may be put on record without having been answered yes first.
    if !is_open && safety.red_flag(question).is_none_or(|flag| !flag.known_ok) {
        return Err(Failure::usage(format!("{question} is not open: it was not answered yes."))
            .next("Answer it first: supple screen --all"));
    }
    // The same rules that open a hold say whether this look would answer it: a look from before the
    // yes says nothing about what is new since.
    let with_check: Answers = answers.iter().cloned().chain([looked.clone()]).collect();
    let hold = hold_on(question, safety, &with_check, context.today);
    if let Some(hold) = hold.filter(|hold| !hold.checked) {
        let since = context.day(hold.since);
        return Err(Failure::usage(format!(
            "a look on {} is too early for what was answered yes on {since}.",
            context.day(on)
        ))
        .next("It needs a newer one: ask a clinician."));
    }
    Ok(looked)
}

/// What must be looked at first because of one question, by these answers.
fn hold_on(question: &str, safety: &Safety, answers: &Answers, today: NaiveDate) -> Option<Hold> {
    let holds = Screening::new(safety, answers, today).holds();
    holds.into_iter().find(|hold| hold.question == question)
}

/// The questions about inflammatory back pain, one by one: no warning signs, but worth knowing for
/// whoever sees the person, so the answers are kept.
fn inflammatory(safety: &Safety, context: &Context) -> Result<Output, Failure> {
    if !context.interactive {
        return Err(Failure::usage("these questions are asked in a terminal, and this is none.")
            .next("To read them: supple screen --inflammatory --json"));
    }
    let mut kept = context.write(|_| Ok(()))?;
    let before = kept.diary.answers()?;
    let answered_before = before.len();
    let gate = safety.inflammatory_screen.ids().take(1).map(AgendaItem::Inflammatory).collect();
    let (recorded, prompt) = (Recorded::default(), &mut Prompt::new(context));
    kept.about_diary += &ask(gate, before, safety, recorded, prompt, context)?;
    Ok(kept.answer(context, |(), diary| {
        let answers = diary.answers()?;
        let mut page = context.page();
        if answers.len() > answered_before {
            show_inflammatory(&answers, safety, context, &mut page);
            let source = safety.inflammatory_screen.source.text();
            page.note(&format!("Where this comes from: {source}"));
        }
        Ok(Output::results(page.text()).saved())
    }))
}

/// What was answered to the inflammatory questions, and what that means; nothing before.
fn show_inflammatory(answers: &Answers, safety: &Safety, context: &Context, page: &mut Page) {
    let screen = &safety.inflammatory_screen;
    if let Some(result) = screen.result(answers, context.today) {
        page.para(&words::screening::inflammatory(&result, screen, context.reader()));
    }
}

/// The questions about inflammatory back pain, and what so many yeses mean, for a program that asks
/// them itself.
#[derive(Debug, Serialize)]
struct InflammatoryScreenView<'a> {
    gate: &'a str,
    items: &'a [String],
    test_at: u32,
    text_test: &'a str,
    refer_at: u32,
    text_refer: &'a str,
    source: &'a str,
}

impl<'a> From<&'a InflammatoryScreen> for InflammatoryScreenView<'a> {
    fn from(screen: &'a InflammatoryScreen) -> Self {
        Self {
            gate: &screen.gate,
            items: &screen.items,
            test_at: screen.test_at,
            text_test: &screen.text_test,
            refer_at: screen.refer_at,
            text_refer: &screen.text_refer,
            source: screen.source.text(),
        }
    }
}

/// Where things stand, for a program.
fn for_programs(screening: &Screening<'_>) -> Output {
    let (holds, look) = (screening.holds(), screening.closer_look());
    let flags = screening.flags_due().map(|flag| DueQuestionView::RedFlag {
        id: &flag.id,
        group: &flag.group,
        ask: &flag.ask,
        known: screening.is_known(flag),
        level: flag.level.word(),
    });
    let setup = screening.setup_due().map(|question| DueQuestionView::SetUp {
        id: &question.id,
        group: &question.group,
        ask: &question.ask,
    });
    json::document(&ScreenView {
        holds: hold_views(&holds),
        closer_look: look.as_ref().map(CloserLookView::from),
        due: flags.chain(setup).collect(),
        notes: screening.notes().collect(),
        answers: screening.newest_answers().map(AnswerView::from).collect(),
    })
}

/// What must be looked at first, and every question that is due.
#[derive(Debug, Serialize)]
struct ScreenView<'a> {
    holds: Vec<HoldView<'a>>,
    closer_look: Option<CloserLookView<'a>>,
    due: Vec<DueQuestionView<'a>>,
    notes: Vec<&'a str>,
    answers: Vec<AnswerView<'a>>,
}

/// The newest answer to a question, and how the question was put.
#[derive(Debug, Serialize)]
struct AnswerView<'a> {
    question: &'a str,
    answer: &'static str,
    day: DayText,
    asked: &'static str,
    checked: Option<CheckView<'a>>,
}

impl<'a> From<&'a Answer> for AnswerView<'a> {
    fn from(answer: &'a Answer) -> Self {
        Self {
            question: &answer.question,
            answer: answer.says.word(),
            day: DayText(answer.day),
            asked: answer.asked.word(),
            checked: answer.checked.as_ref().map(CheckView::from),
        }
    }
}

/// A question that is due.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum DueQuestionView<'a> {
    RedFlag { id: &'a str, group: &'a str, ask: &'a str, known: bool, level: &'static str },
    SetUp { id: &'a str, group: &'a str, ask: &'a str },
}
