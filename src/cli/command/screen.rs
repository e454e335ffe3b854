//! `supple screen`: the questions that keep a person safe.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::written;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::input::safety_questions::{ask_due, ask_one, keep_answers};
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::screening::{CloserLookView, HoldView, hold_views};
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply};
use crate::cli::view::routine::show_holds;
use crate::domain::diary::own_words;
use crate::domain::screening::answers::{self, Check, Hold, Says, Screening};
use crate::domain::screening::safety::{Effect, InflammatoryScreen, Safety};
use crate::domain::text::{suggest, when};
use crate::library::{self, ReadFailure};
use crate::store::Recorded;
use crate::words::text::{capital, count};

// Arguments of `screen`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "In a terminal it asks what is due: the warning signs weekly, the set-up questions yearly. Without one, give \
                        --answers a JSON file such as {\"ces-saddle\": \"no\", \"pregnancy\": \"skip\"}; --json lists what is due."
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
            Some(diary) => (diary.answers()?, written(&diary, &safety, context.today)?),
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
            let answers = from_file(file, &safety, context)?;
            context.write(|change| keep_answers(change, &answers))?
        }
        (None, Some(question)) => {
            // What would be refused is refused before a diary is made for it.
            if !context.has_diary() {
                clinician_check(question, &args, &safety, &[], context)?;
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
            kept.about_diary +=
                &ask_due(&kept.diary, &safety, args.all, recorded, prompt, context)?;
            kept
        }
    };
    let (as_json, safety) = (args.json, &safety);
    Ok(kept.answer(context, |(), diary| {
        let (answers, written) = (diary.answers()?, written(diary, safety, context.today)?);
        let screening = Screening::new(safety, &answers, context.today).with(&written);
        if as_json {
            return Ok(for_programs(&screening));
        }
        let mut page = context.page();
        show(&screening, &mut page);
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
fn show(screening: &Screening<'_>, page: &mut Page) {
    let holds = screening.holds();
    if !holds.is_empty() {
        return show_holds(&holds, page);
    }
    if screening.answered() == 0 {
        page.para("You have not answered any of the questions yet. They take two minutes:");
        return page.command("supple screen");
    }
    let open = screening.flags_due().count() + screening.setup_due().count();
    match open {
        0 => page.para(
            "Nothing here needs a clinician first. The warning signs are asked again in a week.",
        ),
        open => page.para(&format!(
            "Nothing you answered needs a clinician first. {} still open: supple screen",
            count(open, "question is", "questions are")
        )),
    }
}

/// A question that does not exist.
fn unknown(id: &str, safety: &Safety) -> Failure {
    let near = suggest::closest(id, safety.question_ids());
    let near = if near.is_empty() {
        "The questions: supple screen --json".to_owned()
    } else {
        format!("Did you mean {}?", near.join(" or "))
    };
    Failure::usage(format!("there is no safety question “{id}”.")).next(near)
}

/// Questions and answers of a JSON object, each question once: of two answers neither may be lost
/// silently.
struct AnswersFile(BTreeMap<String, String>);

impl<'de> serde::Deserialize<'de> for AnswersFile {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> serde::de::Visitor<'de> for Once {
            type Value = AnswersFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("questions with their answers")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<AnswersFile, A::Error> {
                let mut given = BTreeMap::new();
                while let Some((question, answer)) = map.next_entry::<String, String>()? {
                    if given.contains_key(&question) {
                        return Err(serde::de::Error::custom(format!(
                            "{question} is answered twice"
                        )));
                    }
                    given.insert(question, answer);
                }
                Ok(AnswersFile(given))
            }
        }
        from.deserialize_map(Once)
    }
}

/// The most that is read of a file of answers, in bytes: all questions with their answers are a
/// twentieth of it.
const ANSWERS_MAX: u64 = 64 * 1024;

/// Answers from a JSON file; every one of them must be right before any is kept.
fn from_file(
    file: &Path,
    safety: &Safety,
    context: &Context,
) -> Result<Vec<answers::Answer>, Failure> {
    let is_stdin = file.as_os_str() == "-";
    let shown = if is_stdin { "stdin".to_owned() } else { file.display().to_string() };
    let bytes = if is_stdin {
        library::read_most(std::io::stdin().lock(), ANSWERS_MAX)
    } else {
        library::read_bounded(file, ANSWERS_MAX)
    };
    let bytes = bytes.map_err(|unread| {
        let failure = Failure::could_not(format!("{shown} {unread}. Nothing was recorded."));
        match unread {
            ReadFailure::NotAFile(_) => {
                failure.next("Name a file, or send the answers on stdin: supple screen --answers -")
            }
            ReadFailure::TooLarge(_) => failure.next(
                "Answers to all the questions are a few kB. What is due: supple screen --json",
            ),
            ReadFailure::Refused(_) => {
                failure.next("See how its name is spelt, and whether you may read it.")
            }
        }
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::could_not(format!("{shown} is not text in UTF-8. Nothing was recorded."))
            .next("Save it again with the encoding UTF-8.")
    })?;
    let AnswersFile(read) = serde_json::from_str(&text).map_err(|error| {
        Failure::usage(format!("{shown} is not a JSON object of questions and answers ({error})."))
            .next("It looks like this: {\"ces-saddle\": \"no\", \"pregnancy\": \"skip\"}")
    })?;
    let answers = read.into_iter();
    answers.map(|(question, says)| file_answer(question, &says, &shown, safety, context)).collect()
}

/// One answer of a file; `shown` is what the file is called.
fn file_answer(
    question: String,
    says: &str,
    shown: &str,
    safety: &Safety,
    context: &Context,
) -> Result<answers::Answer, Failure> {
    if safety.question_ids().all(|id| id != question) {
        return Err(unknown(&question, safety));
    }
    let says = match says.trim().to_lowercase().as_str() {
        "yes" => Says::Yes,
        "no" => Says::No,
        "skip" | "skipped" => Says::Skipped,
        // A typing error must never pass for a no.
        other => {
            let what = format!("{shown}: “{other}” is no answer to {question}.");
            return Err(Failure::usage(what).next("Answers are yes, no or skip."));
        }
    };
    Ok(answers::Answer {
        question,
        says,
        day: context.today,
        checked: None,
        written_at: context.now,
    })
}

/// Whether a programme of the library is not for a yes to a question, so that a clinician's look at
/// it matters whatever else it does. A file that does not read is told elsewhere.
fn keeps_from_a_programme(question: &str, context: &Context) -> bool {
    let library = context.library();
    let ids = library.condition_ids();
    let mut conditions = ids.iter().filter_map(|id| library.condition(id).ok());
    conditions.any(|condition| condition.not_with.iter().any(|id| id == question))
}

/// A clinician's look at a sign, or agreement.
fn clinician_check(
    question: &str,
    args: &Args,
    safety: &Safety,
    answers: &[answers::Answer],
    context: &Context,
) -> Result<answers::Answer, Failure> {
    if safety.question_ids().all(|id| id != question) {
        return Err(unknown(question, safety));
    }
    let keeps_out = keeps_from_a_programme(question, context);
    if safety.setup_question(question).is_some_and(|asked| asked.effect != Effect::Redirect)
        && !keeps_out
    {
        return Err(Failure::usage(format!(
            "{question} needs nobody's agreement: its answer only shapes the routine."
        )));
    }
    let on = args
        .on
        .as_deref()
        .map(|text| when::day(text, context.today))
        .transpose()?
        .unwrap_or(context.today);
    let check = Check { by: args.by.clone().unwrap_or_default(), on };
    let looked = answers::Answer {
        question: question.to_owned(),
        says: Says::Yes,
        day: context.today,
        checked: Some(check),
        written_at: context.now,
    };
    let screening = Screening::new(safety, answers, context.today);
    let is_open = hold_on(question, safety, answers, context.today).is_some()
        || keeps_out && !screening.keeps_from(&[question.to_owned()]).is_empty();
    // A sign that is known and fine may be put on record without having been answered yes first.
    if !is_open && safety.red_flag(question).is_none_or(|flag| !flag.known_ok) {
        return Err(Failure::usage(format!("{question} is not open: it was not answered yes."))
            .next("Answer it first: supple screen --all"));
    }
    // The same rules that open a hold say whether this look would answer it: a look from before the
    // yes says nothing about what is new since.
    let with_check = [answers, std::slice::from_ref(&looked)].concat();
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
fn hold_on(
    question: &str,
    safety: &Safety,
    answers: &[answers::Answer],
    today: NaiveDate,
) -> Option<Hold> {
    let holds = Screening::new(safety, answers, today).holds();
    holds.into_iter().find(|hold| hold.question == question)
}

/// The questions about inflammatory back pain: not warning signs, and nothing of them is kept.
fn inflammatory(safety: &Safety, context: &Context) -> Result<Output, Failure> {
    if !context.interactive {
        return Err(Failure::usage("these questions are asked in a terminal, and this is none.")
            .next("To read them: supple screen --inflammatory --json"));
    }
    let screen = &safety.inflammatory_screen;
    let mut page = context.page();
    let items = screen.items.len();
    let mut prompt = Prompt::new(context);
    // The gate comes first, and is no item.
    let mut given = vec![Says::Skipped; items + 1];
    let mut number = 0;
    while number <= items {
        let (mark, text) = match number.checked_sub(1).map(|item| &screen.items[item]) {
            None => (" ".to_owned(), format!("Is this so: {}?", screen.gate)),
            Some(item) => (format!("{number}/{items}"), format!("{}?", capital(item))),
        };
        match ask_one(&mark, &text, number > 0, &mut prompt) {
            Reply::Given(Says::No) if number == 0 => {
                page.para("Then these questions do not apply.");
                return Ok(Output::results(page.text()));
            }
            Reply::Given(Says::Skipped) if number == 0 => return Ok(Output::default()),
            Reply::Given(says) => {
                given[number] = says;
                number += 1;
            }
            Reply::Back => number -= 1,
            Reply::End => return Ok(Output::default()),
        }
    }
    let yes: u32 = given[1..].iter().map(|says| u32::from(*says == Says::Yes)).sum();
    page.para(&match yes {
        yes if yes >= screen.refer_at => format!("{yes} of {items}. {}", screen.text_refer),
        yes if yes == screen.test_at => format!("{yes} of {items}. {}", screen.text_test),
        yes => format!(
            "{yes} of {items}. That is below the number at which a referral is advised. If you \
             are not sure of an answer, ask your doctor."
        ),
    });
    page.note(&format!("Where this comes from: {}", screen.source.text()));
    Ok(Output::results(page.text()))
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
        ask: &flag.ask,
        known: screening.is_known(flag),
        level: flag.level.word(),
    });
    let setup = screening
        .setup_due()
        .map(|question| DueQuestionView::SetUp { id: &question.id, ask: &question.ask });
    json::document(&ScreenView {
        holds: hold_views(&holds),
        closer_look: look.as_ref().map(CloserLookView::from),
        due: flags.chain(setup).collect(),
        notes: screening.notes().collect(),
    })
}

/// What must be looked at first, and every question that is due.
#[derive(Debug, Serialize)]
struct ScreenView<'a> {
    holds: Vec<HoldView<'a>>,
    closer_look: Option<CloserLookView<'a>>,
    due: Vec<DueQuestionView<'a>>,
    notes: Vec<&'a str>,
}

/// A question that is due.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum DueQuestionView<'a> {
    RedFlag { id: &'a str, ask: &'a str, known: bool, level: &'static str },
    SetUp { id: &'a str, ask: &'a str },
}
