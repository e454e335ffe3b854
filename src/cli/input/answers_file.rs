//! Answers to the safety questions from a file, where nobody can be asked in a terminal.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::screening::answers::{Answer, Answers, Asked, Says};
use crate::domain::screening::safety::Safety;
use crate::domain::screening::setup_question::Effect;
use crate::domain::screening::state::Screening;
use crate::domain::text::suggest;
use crate::library::{self, ReadFailure};

/// A question that does not exist.
pub fn unknown_question(id: &str, safety: &Safety) -> Failure {
    let groups = safety.flag_groups.iter().map(|group| group.id.as_str());
    let near = suggest::closest(id, safety.question_ids().chain(groups));
    let near = if near.is_empty() {
        "The questions: supple screen --json".to_owned()
    } else {
        format!("Did you mean {}?", near.join(" or "))
    };
    Failure::usage(format!("there is no safety question “{id}”.")).next(near)
}

/// A file of answers.
pub struct AnswersFile {
    /// What it is called.
    shown: String,
    given: GivenAnswers,
}

/// Questions and answers of a JSON object, each question once: of two answers neither may be lost
/// silently.
struct GivenAnswers(BTreeMap<String, String>);

impl<'de> serde::Deserialize<'de> for GivenAnswers {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> serde::de::Visitor<'de> for Once {
            type Value = GivenAnswers;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("questions with their answers")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<GivenAnswers, A::Error> {
                let mut given = BTreeMap::new();
                while let Some((question, answer)) = map.next_entry::<String, String>()? {
                    if given.contains_key(&question) {
                        return Err(serde::de::Error::custom(format!(
                            "{question} is answered twice"
                        )));
                    }
                    given.insert(question, answer);
                }
                Ok(GivenAnswers(given))
            }
        }
        from.deserialize_map(Once)
    }
}

/// The line that answers the weekly screen.
const WEEK: &str = "week";

/// The most that is read of a file of answers, in bytes: all questions with their answers are a
/// twentieth of it.
const ANSWERS_MAX: u64 = 64 * 1024;

impl AnswersFile {
    /// Reads a file; `-` is stdin.
    ///
    /// # Errors
    /// When it cannot be read, or is no JSON object of questions and answers.
    pub fn read(file: &Path) -> Result<Self, Failure> {
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
                ReadFailure::NotAFile(_) => failure
                    .next("Name a file, or send the answers on stdin: supple screen --answers -"),
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
        Self::of_text(&text, shown)
    }

    /// The same of what stands in a file that is called `shown`.
    ///
    /// # Errors
    /// When it is no JSON object of questions and answers.
    pub fn of_text(text: &str, shown: String) -> Result<Self, Failure> {
        // Some editors put a byte-order mark before the first character.
        let text = text.trim_start_matches('\u{feff}');
        let given = serde_json::from_str(text).map_err(|error| {
            Failure::usage(format!(
                "{shown} is not a JSON object of questions and answers ({error})."
            ))
            .next("It looks like this: {\"ces-saddle\": \"no\", \"pregnancy\": \"skip\"}")
        })?;
        Ok(Self { shown, given })
    }

    /// What it answers; every line must be right before any is kept. `before` is what was answered
    /// until now.
    ///
    /// # Errors
    /// When a line is no question, or says what is no answer to it.
    pub fn answers(
        &self,
        safety: &Safety,
        before: &Answers,
        context: &Context,
    ) -> Result<Vec<Answer>, Failure> {
        let mut answers = Vec::new();
        for (question, says) in &self.given.0 {
            let says = parsed(question, says, &self.shown)?;
            let (mut ids, asked) = meant(question, says, safety, before, context)?;
            // A group is answered for the rest of it: a yes beside it must not be lost.
            ids.retain(|id| id == question || !self.given.0.contains_key(id));
            answers.extend(ids.into_iter().map(|id| Answer {
                asked,
                wording: safety.red_flag(&id).map_or(1, |flag| flag.wording),
                ..Answer::new(id, says, context.today, context.now)
            }));
        }
        Ok(answers)
    }
}

/// An answer of a file; `shown` is what the file is called.
fn parsed(question: &str, says: &str, shown: &str) -> Result<Says, Failure> {
    match says.trim().to_lowercase().as_str() {
        "yes" => Ok(Says::Yes),
        "no" | "none" => Ok(Says::No),
        "skip" | "skipped" => Ok(Says::Skipped),
        // A typing error must never pass for a no.
        other => {
            let what = format!("{shown}: “{other}” is no answer to {question}.");
            Err(Failure::usage(what).next("Answers are yes, no or skip."))
        }
    }
}

/// The questions that a line of a file answers: one by its id, a group by its id, or the weekly
/// screen.
fn meant(
    line: &str,
    says: Says,
    safety: &Safety,
    before: &Answers,
    context: &Context,
) -> Result<(Vec<String>, Asked), Failure> {
    if safety.has_question(line) {
        return Ok((vec![line.to_owned()], Asked::Alone));
    }
    let screening = Screening::new(safety, before, context.today);
    let flags = safety.red_flags.iter().filter(|flag| !screening.is_left_out(flag));
    let is_week = line == WEEK;
    let flags: Vec<String> =
        flags.filter(|flag| is_week || flag.group == line).map(|flag| flag.id.clone()).collect();
    let setup = safety.setup_questions.iter().filter(|question| question.effect != Effect::Skip);
    let setup = setup.filter(|question| question.group == line).map(|question| question.id.clone());
    let ids: Vec<String> = flags.into_iter().chain(setup).collect();
    if ids.is_empty() {
        return Err(unknown_question(line, safety));
    }
    // Of several questions only “none” says what each of them is answered.
    if says == Says::Yes {
        let failure = Failure::usage(format!(
            "“{line}” stands for several questions, and a yes has to say to which."
        ));
        return Err(failure.next(if is_week {
            "Answer yes to the question itself, and the rest with “week”: {\"cancer\": \"yes\", \
             \"week\": \"none\"}"
                .to_owned()
        } else {
            format!("Answer them one by one: {}.", ids.join(", "))
        }));
    }
    if is_week && !screening.all_answered_once() {
        return Err(Failure::usage(
            "“week” says that nothing is new, and some questions were never answered.",
        )
        .next("Answer the questions or their groups first: supple screen --json lists them."));
    }
    Ok((ids, if is_week { Asked::Week } else { Asked::Group }))
}
