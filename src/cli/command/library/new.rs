//! `supple library new`: an exercise of one's own by questions, or a form to fill in.
//!
//! The questions come in the order of the printed sheet (`figure/page/prescription`), so that a
//! filled one is typed from top to bottom. What only the sheet asks is asked with `--from-sheet`
//! alone. This file asks and writes a text; checking and adding it is for the verb.

use std::collections::BTreeMap;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply, Words};
use crate::domain::programme::dose::Sides;
use crate::domain::programme::exercise::{Exercise, Kind, Position};
use crate::domain::screening::setup_question::{Effect, SetupQuestion};
use crate::domain::text::file_name::is_device;
use crate::domain::text::limits::{POINTS, dose as limits, in_words};
use crate::domain::text::vocabulary::vocabulary;
use crate::library::{FileKind, Library, NewDose, NewExercise, id_of, is_id, tags_of};
use crate::words::text::capital;

/// What is asked of a new exercise, in the order of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Name,
    Kind,
    Position,
    Target,
    Equipment,
    Step,
    Sets,
    Reps,
    Hold,
    Load,
    Times,
    Days,
    Effort,
    Sides,
    NotWith,
    PainUntil,
    Grows,
    InFlares,
    Phase,
    Stop,
    Tags,
    Hides,
    By,
    Date,
}

/// All of them, and whether the sheet alone asks it.
const ASKS: [(Ask, bool); 24] = [
    (Ask::Name, false),
    (Ask::Kind, false),
    (Ask::Position, false),
    (Ask::Target, false),
    (Ask::Equipment, false),
    (Ask::Step, false),
    (Ask::Sets, false),
    (Ask::Reps, false),
    (Ask::Hold, false),
    (Ask::Load, true),
    (Ask::Times, false),
    (Ask::Days, false),
    (Ask::Effort, false),
    (Ask::Sides, false),
    (Ask::NotWith, true),
    (Ask::PainUntil, true),
    (Ask::Grows, true),
    (Ask::InFlares, true),
    (Ask::Phase, true),
    (Ask::Stop, false),
    (Ask::Tags, false),
    (Ask::Hides, false),
    (Ask::By, false),
    (Ask::Date, true),
];

/// What the words that may be picked from mean.
struct Lists {
    stop_rules: Vec<(String, String)>,
    tags: Vec<(String, String)>,
    questions: Vec<(String, String)>,
    ours: Vec<Exercise>,
}

impl Lists {
    fn of(library: &Library) -> Result<Self, Failure> {
        let safety = library.safety()?;
        let pairs = |words: BTreeMap<String, String>| words.into_iter().collect::<Vec<_>>();
        // A yes that only shows a line hides nothing.
        let hides = |each: &&SetupQuestion| each.effect != Effect::Note;
        let questions = safety.setup_questions.iter().filter(hides);
        let ours = Library::builtin();
        let ids = ours.exercise_ids();
        Ok(Self {
            questions: questions.map(|each| (each.id.clone(), each.ask.clone())).collect(),
            stop_rules: pairs(safety.stop_rules.clone()),
            tags: pairs(library.tags()?),
            ours: ids.iter().map(|id| ours.exercise(id)).collect::<Result<_, _>>()?,
        })
    }

    /// What all of ours have that are of a kind, or begin in a position.
    fn shared<'a>(
        &'a self,
        like: impl Fn(&Exercise) -> bool,
        of: impl Fn(&'a Exercise) -> &'a [String],
    ) -> Vec<String> {
        let mut alike = self.ours.iter().filter(|each| like(each)).map(of);
        let mut shared = alike.next().unwrap_or_default().to_vec();
        for others in alike {
            shared.retain(|id| others.contains(id));
        }
        shared
    }
}

/// Stop rules that make sense for a kind and a position (design choice).
fn usual_stop(kind: Kind, position: Position) -> Vec<String> {
    let by_kind: &[&str] = match kind {
        Kind::Strength | Kind::Coordination => &["pain5"],
        Kind::Stretch | Kind::Mobility | Kind::Aerobic => &["leg-spread", "pain5"],
        Kind::Release => &["numb-weak", "bruise-thinner", "pain5"],
        Kind::Relaxation => &["dizzy", "pain5"],
        Kind::Neural => &["numb-weak", "nerve-linger", "pain2"],
    };
    let standing = position == Position::Standing && kind != Kind::Aerobic;
    let first = standing.then_some("fall-risk");
    first.into_iter().chain(by_kind.iter().copied()).map(str::to_owned).collect()
}

/// What was answered so far, and what Enter takes.
#[derive(Clone)]
struct Answers {
    exercise: NewExercise,
    /// Whether the id was given, or found on the shelf by its id or name.
    has_id: bool,
    /// The weight in words.
    load: String,
    not_with: String,
    /// The most pain, in points.
    pain_until: Option<u32>,
    in_flares: Option<bool>,
    phase: String,
    by: String,
    date: String,
}

impl Answers {
    /// Nothing yet; what the usual exercise has stands in for it.
    fn new(id: Option<&str>, context: &Context) -> Self {
        let dose = NewDose {
            sets: 3,
            reps: Some(10),
            times_per_day: 1,
            days_per_week: 3,
            ..NewDose::default()
        };
        let exercise = NewExercise {
            id: id.unwrap_or_default().to_owned(),
            name: String::new(),
            kind: Kind::Strength,
            position: Position::Standing,
            target: Vec::new(),
            equipment: Vec::new(),
            steps: Vec::new(),
            stop: Vec::new(),
            tags: Vec::new(),
            contra: Vec::new(),
            caution: Vec::new(),
            dose,
            sides: Sides::Together,
            grows: false,
            said_by: String::new(),
            notes: Vec::new(),
        };
        Self {
            exercise,
            has_id: id.is_some(),
            load: String::new(),
            not_with: String::new(),
            pain_until: None,
            in_flares: None,
            phase: String::new(),
            by: String::new(),
            date: context.today.to_string(),
        }
    }

    /// The exercise as it is written, with what its file has no field for as notes.
    fn finished(mut self, lists: &Lists) -> NewExercise {
        let mut exercise = self.exercise;
        exercise.said_by = format!("{}, {}", self.by, self.date);
        let position = exercise.position;
        exercise.caution = lists.shared(|each| each.position == position, |each| &each.caution);
        exercise.caution.retain(|id| !exercise.contra.contains(id));
        if !self.load.is_empty() {
            exercise.equipment.push(format!("weight: {}", self.load));
        }
        let in_flares =
            self.in_flares.map(|goes_on| if goes_on { "goes on" } else { "rests" }.to_owned());
        for (what, said) in [
            ("Not on the same day as", std::mem::take(&mut self.not_with)),
            ("In a flare it", in_flares.unwrap_or_default()),
            ("Phase:", std::mem::take(&mut self.phase)),
        ] {
            if !said.is_empty() {
                exercise.notes.push(format!("{what} {said}"));
            }
        }
        exercise
    }
}

impl Ask {
    /// Whether it has to be asked, after what was answered.
    fn is_open(self, answers: &Answers) -> bool {
        let is_steady = answers.exercise.kind == Kind::Aerobic;
        !(self == Self::Hold && is_steady)
    }

    /// The question.
    fn text(self, answers: &Answers) -> String {
        match self {
            Self::Name => "What is the exercise called?".to_owned(),
            Self::Kind => "What sort of work is it?".to_owned(),
            Self::Position => "How does one begin?".to_owned(),
            Self::Target => "Which muscles or joints is it for? Commas between them".to_owned(),
            Self::Equipment => "What is needed? Commas between; Enter for nothing".to_owned(),
            Self::Step if answers.exercise.steps.is_empty() => {
                "How is it done? The first step".to_owned()
            }
            Self::Step => {
                format!("Step {}; Enter when it is done", answers.exercise.steps.len() + 1)
            }
            Self::Sets => "How many sets?".to_owned(),
            Self::Reps if answers.exercise.kind == Kind::Aerobic => "How many minutes?".to_owned(),
            Self::Reps => "How many repeats in a set?".to_owned(),
            Self::Hold => "How many seconds is each held? Enter for no hold".to_owned(),
            Self::Load => "With which weight, such as 2 kg? Enter for none".to_owned(),
            Self::Times => "How many times a day?".to_owned(),
            Self::Days => "On how many days a week?".to_owned(),
            Self::Effort => {
                "How much effort, 0 none to 10 all there is? Enter to leave it open".to_owned()
            }
            Self::Sides => "Which side?".to_owned(),
            Self::NotWith => "Not on the same day as which exercise? Enter for any".to_owned(),
            Self::PainUntil => "Until which pain, 0 to 10? Enter for the usual".to_owned(),
            Self::Grows => "May it grow by itself when it goes well? y or n".to_owned(),
            Self::InFlares => "Does it go on in a flare? y or n; Enter for the usual".to_owned(),
            Self::Phase => {
                "In which phase: calm, restore, strengthen, return? Enter for any".to_owned()
            }
            Self::Stop => "When to stop? Their numbers, the most telling first".to_owned(),
            Self::Tags => "What does it ask of the body? Programmes keep movements out by this; \
                           the numbers of all that apply"
                .to_owned(),
            Self::Hides => "A yes to which of these should hide it? Their numbers".to_owned(),
            Self::By => "Who says so? Name, and what they are".to_owned(),
            Self::Date => "On which day, such as 2026-11-22?".to_owned(),
        }
    }

    /// What Enter takes, where it takes something.
    fn usual(self, answers: &Answers, lists: &Lists) -> Option<String> {
        let exercise = &answers.exercise;
        let (kind, position) = (exercise.kind, exercise.position);
        let or_none = |ids: Vec<String>| {
            if ids.is_empty() { "none".to_owned() } else { ids.join(" ") }
        };
        Some(match self {
            Self::Sets if kind == Kind::Aerobic => "1".to_owned(),
            Self::Sets => "3".to_owned(),
            Self::Reps if kind == Kind::Aerobic => "20".to_owned(),
            Self::Reps => "10".to_owned(),
            Self::Times => "1".to_owned(),
            Self::Days => "3".to_owned(),
            Self::Sides => "1".to_owned(),
            Self::Grows => "n".to_owned(),
            Self::Stop => usual_stop(kind, position).join(" "),
            Self::Tags => or_none(tags_of(kind, position)),
            Self::Hides => or_none(lists.shared(|each| each.kind == kind, |each| &each.contra)),
            Self::Date => answers.date.clone(),
            _ => return None,
        })
    }

    /// What may be picked, each with what it means.
    fn choices(self, lists: &Lists) -> Vec<(String, String)> {
        let meaning = |words: &[(&str, &str)]| {
            words.iter().map(|(word, says)| ((*word).to_owned(), (*says).to_owned())).collect()
        };
        match self {
            Self::Kind => meaning(&[
                ("strength", "load on muscle and tendon"),
                ("coordination", "control and balance"),
                ("stretch", "lengthening, held"),
                ("mobility", "moving a joint through its range"),
                ("aerobic", "steady work, in minutes"),
                ("release", "pressure on tender spots"),
                ("relaxation", "letting go"),
                ("neural", "gliding a nerve"),
            ]),
            Self::Position => meaning(&[
                ("supine", "on the back"),
                ("prone", "on the front"),
                ("side-lying", "on one side"),
                ("quadruped", "on hands and knees"),
                ("kneeling", "on one or both knees"),
                ("seated", "on a seat or the floor"),
                ("standing", "on the feet"),
            ]),
            Self::Sides => meaning(&[
                ("together", "both at once, or the whole body"),
                ("each", "one side, then the other"),
                ("sore", "only the painful one"),
            ]),
            Self::Stop => lists.stop_rules.clone(),
            Self::Tags => lists.tags.clone(),
            Self::Hides => lists.questions.clone(),
            _ => Vec::new(),
        }
    }

    /// Takes an answer; what is wrong with it where it cannot be taken.
    fn take(self, text: &str, answers: &mut Answers, lists: &Lists) -> Result<(), String> {
        let choices = self.choices(lists);
        let ids = || picked(text, &choices);
        let exercise = &mut answers.exercise;
        let needed = |what: &str| if text.is_empty() { Err(what.to_owned()) } else { Ok(()) };
        let is_steady = exercise.kind == Kind::Aerobic;
        match self {
            Self::Name => {
                needed("a name is a few words, such as Bridge on the wall")?;
                text.clone_into(&mut exercise.name);
                if !answers.has_id {
                    exercise.id = id_of(text);
                    if exercise.id.is_empty() {
                        return Err("its name in commands is made of the letters a to z and \
                                    digits; use some"
                            .to_owned());
                    }
                    if is_device(&exercise.id) {
                        return Err(device_named(&exercise.id));
                    }
                }
            }
            Self::Kind => exercise.kind = one_of(text, &choices, &vocabulary())?,
            Self::Position => exercise.position = one_of(text, &choices, &vocabulary())?,
            Self::Sides => exercise.sides = one_of(text, &choices, &vocabulary())?,
            Self::Target => {
                needed("say at least one, such as gluteus maximus")?;
                exercise.target = listed(text);
            }
            Self::Equipment => exercise.equipment = listed(text),
            Self::Step => exercise.steps.push(text.to_owned()),
            Self::Sets => exercise.dose.sets = number(text, &limits::SETS)?,
            Self::Reps if is_steady => {
                exercise.dose.minutes = Some(number(text, &limits::MINUTES)?);
                (exercise.dose.reps, exercise.dose.hold_s) = (None, None);
            }
            Self::Reps => {
                exercise.dose.reps = Some(number(text, &limits::REPS)?);
                exercise.dose.minutes = None;
            }
            Self::Hold => exercise.dose.hold_s = number_maybe(text, &limits::HOLD_S)?,
            Self::Load => text.clone_into(&mut answers.load),
            Self::Times => exercise.dose.times_per_day = number(text, &limits::TIMES_PER_DAY)?,
            Self::Days => exercise.dose.days_per_week = number(text, &limits::DAYS_PER_WEEK)?,
            Self::Effort => exercise.dose.effort = number_maybe(text, &POINTS)?,
            Self::NotWith => text.clone_into(&mut answers.not_with),
            Self::PainUntil => answers.pain_until = number_maybe(text, &POINTS)?,
            Self::Grows => exercise.grows = yes_or_no(text)?.unwrap_or(false),
            Self::InFlares => answers.in_flares = yes_or_no(text)?,
            Self::Phase => text.clone_into(&mut answers.phase),
            Self::Stop => {
                exercise.stop = ids()?;
                if exercise.stop.is_empty() {
                    return Err("name at least one".to_owned());
                }
            }
            Self::Tags => exercise.tags = ids()?,
            Self::Hides => exercise.contra = ids()?,
            Self::By => {
                needed("say who it comes from, such as Ana Example, physiotherapist")?;
                text.clone_into(&mut answers.by);
            }
            Self::Date => match text.parse::<chrono::NaiveDate>() {
                Ok(day) => answers.date = day.to_string(),
                Err(_) => return Err("a day is written as 2026-11-22".to_owned()),
            },
        }
        Ok(())
    }
}

/// Asks for a new exercise; `None` when the person stopped before the end.
pub fn ask_exercise(
    id: Option<&str>,
    from_sheet: bool,
    library: &Library,
    context: &Context,
) -> Result<Option<NewExercise>, Failure> {
    let lists = Lists::of(library)?;
    let mut answers = Answers::new(id, context);
    let mut prompt = Prompt::new(context);
    prompt.say(|page| {
        page.para("A new exercise, a question at a time. Nothing is kept before the end.");
        page.note("Enter takes what stands in brackets · b goes back · Ctrl-D stops");
    });
    let asks: Vec<Ask> =
        ASKS.into_iter().filter(|(_, sheet)| from_sheet || !sheet).map(|(ask, _)| ask).collect();
    let mut number = 0;
    while let Some(ask) = asks.get(number).copied() {
        if !ask.is_open(&answers) {
            number += 1;
            continue;
        }
        // From Enter on the steps are all there.
        match put(ask, number > 0, &answers, &lists, &mut prompt) {
            Reply::Given(Taken::As(taken)) => {
                answers = *taken;
                if ask == Ask::Name && id.is_none() {
                    free_id(&mut answers.exercise.id, library);
                }
                if ask != Ask::Step {
                    number += 1;
                }
            }
            Reply::Given(Taken::Enough) => number += 1,
            Reply::Back if ask == Ask::Step && answers.exercise.steps.pop().is_some() => {}
            Reply::Back => {
                number = number.saturating_sub(1);
                while number > 0 && !asks[number].is_open(&answers) {
                    number -= 1;
                }
            }
            Reply::End => return Ok(None),
        }
    }
    if let Some(most) = answers.pain_until {
        limit_pain(&mut answers.exercise, most);
    }
    Ok(Some(answers.finished(&lists)))
}

/// What an answer led to.
enum Taken {
    /// It is among these answers now.
    As(Box<Answers>),
    /// There is no further step.
    Enough,
}

/// Puts one question until its answer can be taken.
fn put(
    ask: Ask,
    goes_back: bool,
    answers: &Answers,
    lists: &Lists,
    prompt: &mut Prompt<'_>,
) -> Reply<Taken> {
    let usual = ask.usual(answers, lists);
    let question = |page: &mut Page, refused: Option<&str>| {
        if let Some(why) = refused {
            page.para(&capital(&format!("{why}.")));
        } else {
            page.gap();
            for (number, (word, meaning)) in ask.choices(lists).iter().enumerate() {
                page.item(&format!("{:>3}", number + 1), &format!("{word}: {meaning}"));
            }
        }
        let usual = usual.as_ref().map_or(String::new(), |usual| format!("  [{usual}]"));
        page.para(&format!("{}{usual}", ask.text(answers)));
    };
    let line = Line { keys: "b", goes_back, ..Line::default() };
    prompt.line(&line, question, |typed| {
        if ask == Ask::Step && typed.is_empty() {
            return if answers.exercise.steps.is_empty() {
                Err("say at least one step".to_owned())
            } else {
                Ok(Taken::Enough)
            };
        }
        let typed = if typed.is_empty() { usual.as_deref().unwrap_or("") } else { typed };
        let mut taken = answers.clone();
        ask.take(typed, &mut taken, lists)?;
        Ok(Taken::As(Box::new(taken)))
    })
}

/// The stop rule of a limit on pain, the strictest that allows no more than was said.
fn limit_pain(exercise: &mut NewExercise, most: u32) {
    let rule = match most {
        0..=2 => "pain2",
        3..=4 => "pain3",
        _ => "pain5",
    };
    exercise.stop.retain(|id| !["pain2", "pain3", "pain5"].contains(&id.as_str()));
    exercise.stop.push(rule.to_owned());
    exercise.notes.push(format!("Until pain {most} of 10"));
}

/// Makes an id one that nobody has yet.
fn free_id(id: &mut String, library: &Library) {
    let taken = library.exercise_ids();
    let wanted = id.clone();
    let mut number = 2;
    while taken.contains(id) {
        *id = format!("{}-{number}", wanted.get(..37).unwrap_or(&wanted).trim_end_matches('-'));
        number += 1;
    }
}

/// Texts between commas.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|each| !each.is_empty()).map(str::to_owned).collect()
}

/// A number within a range.
fn number(text: &str, range: &std::ops::RangeInclusive<u32>) -> Result<u32, String> {
    let read = text.parse().ok().filter(|number| range.contains(number));
    read.ok_or_else(|| format!("it is a whole number, {}", in_words(range)))
}

/// The same, or nothing for Enter.
fn number_maybe(text: &str, range: &std::ops::RangeInclusive<u32>) -> Result<Option<u32>, String> {
    if text.is_empty() { Ok(None) } else { number(text, range).map(Some) }
}

/// Yes, no, or nothing for Enter.
fn yes_or_no(text: &str) -> Result<Option<bool>, String> {
    match text.to_lowercase().as_str() {
        "" => Ok(None),
        "y" | "yes" => Ok(Some(true)),
        "n" | "no" => Ok(Some(false)),
        _ => Err("it is y or n".to_owned()),
    }
}

/// The word of a choice by its number, or by how it begins.
fn choice<'a>(text: &str, choices: &'a [(String, String)]) -> Option<&'a str> {
    let by_number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let found = match by_number {
        Some(at) => choices.get(at),
        None => {
            let text = text.to_lowercase();
            let exact = choices.iter().find(|(word, _)| *word == text);
            let mut begun = choices.iter().filter(|(word, _)| word.starts_with(&text));
            exact.or_else(|| begun.next().filter(|_| begun.next().is_none() && !text.is_empty()))
        }
    };
    found.map(|(word, _)| word.as_str())
}

/// One of some words.
fn one_of<T: Copy>(
    text: &str,
    choices: &[(String, String)],
    words: &[(T, &'static str)],
) -> Result<T, String> {
    choice(text, choices)
        .and_then(|chosen| words.iter().find(|(_, word)| *word == chosen))
        .map(|(value, _)| *value)
        .ok_or_else(|| format!("it is a number from 1 to {}, or the word", choices.len()))
}

/// Some of some words, each once; `none` for none.
fn picked(text: &str, choices: &[(String, String)]) -> Result<Vec<String>, String> {
    let mut ids: Vec<String> = Vec::new();
    let typed = text.split([' ', ',']).filter(|each| !each.is_empty());
    for each in typed.filter(|each| *each != "none") {
        let Some(id) = choice(each, choices) else {
            return Err(format!("“{each}” is none of them; type their numbers, or none"));
        };
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    Ok(ids)
}

/// Why an id is none, and what to do.
fn device_named(id: &str) -> String {
    format!("Windows keeps the file name “{id}” for a device; add a word, such as {id}-lying")
}

/// The id that was given for a new file.
pub fn checked_id(id: Option<&str>, kind: FileKind) -> Result<Option<&str>, Failure> {
    match id {
        Some(id) if is_device(id) => Err(Failure::usage(format!("“{id}” cannot be an id."))
            .next(format!("{}.", capital(&device_named(id))))),
        Some(id) if !is_id(id) => {
            Err(Failure::usage(format!("“{id}” cannot be an id.")).next(format!(
                "An id is lower-case letters and digits, words joined by hyphens: supple library \
                 new {kind} my-{kind}"
            )))
        }
        id => Ok(id),
    }
}

/// Whether what is shown is to be added; `None` when nothing more comes.
pub fn confirms(text: &str, context: &Context) -> bool {
    const KEYS: [(Words, bool); 2] = [(&["y", "yes", ""], true), (&["n", "no"], false)];
    let mut prompt = Prompt::new(context);
    let reply = prompt.key(&KEYS, false, |page, is_again| {
        if !is_again {
            page.gap();
            for line in text.lines() {
                page.unwrapped(line);
            }
            page.gap();
        }
        page.para("Add it to your library? y, or Enter, adds it; n leaves it  [y/n]");
    });
    reply == Reply::Given(true)
}
