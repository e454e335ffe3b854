//! Asking the safety questions in a terminal: what every verb shares that asks them.

use std::collections::BTreeMap;

use crate::app::raised;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::cli::view::routine::show_holds;
use crate::cli::view::screening::show_named;
use crate::cli::writing::Manner;
use crate::domain::screening::agenda::{AgendaItem, agenda};
use crate::domain::screening::answers::{Answer, Answers, Asked, Says};
use crate::domain::screening::red_flag::RedFlag;
use crate::domain::screening::safety::Safety;
use crate::domain::screening::setup_question::{Effect, SetupQuestion};
use crate::domain::screening::state::Screening;
use crate::store::{Change, Diary, Recorded};
use crate::words;
use crate::words::text::capital;

/// Which questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Those that are due.
    Due,
    /// Those that are due; the weekly screen where none is, for whoever asks for questions.
    DueOrWeek,
    /// All.
    All,
}

/// Asks what is due, or more. See [`ask`].
///
/// # Errors
/// When the diary cannot be read or written.
pub fn ask_due(
    diary: &Diary,
    safety: &Safety,
    extent: Extent,
    recorded: Recorded,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<String, Failure> {
    let (answers, written) = (diary.answers()?, raised(diary, &context.library(), context.today)?);
    let screening = Screening::new(safety, &answers, context.today).with(&written);
    let mut items = agenda(&screening, safety, extent == Extent::All);
    if items.is_empty() && extent == Extent::DueOrWeek {
        items.push(AgendaItem::Week);
    }
    if items.is_empty() {
        return Ok(String::new());
    }
    let holds = screening.holds();
    prompt.say(|page| {
        if !holds.is_empty() {
            show_holds(&holds, context, page);
            page.gap();
        }
        if let Some(look) = screening.closer_look() {
            show_named(&look.named, page);
            page.para(&format!(
                "{}, so it is asked first.",
                words::screening::closer_look(&look, context.reader())
            ));
            page.gap();
        }
        // The weekly screen has its own question and its own keys.
        if items.first() == Some(&AgendaItem::Week) {
            return page.para("Questions that keep you safe. Most weeks there is nothing new.");
        }
        page.para(
            "Questions that keep you safe. Do you have any of this? They are asked of everybody, \
             and most people have none.",
        );
        page.note(words::causes::KEYS);
        page.gap();
    });
    ask(items, answers, safety, recorded, prompt, context)
}

/// Puts screens of questions, one after the other. A yes is kept at once, and one that cannot wait
/// ends the questions: what to do is then more urgent than the rest. Whoever goes back answers in
/// place of what was a slip. All answers are one command with what this run has recorded already.
/// `before` is what was answered until now. Returns what the person should know of the diary; empty
/// most days.
///
/// # Errors
/// When the diary cannot be written.
pub fn ask(
    items: Vec<AgendaItem>,
    before: Answers,
    safety: &Safety,
    mut recorded: Recorded,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<String, Failure> {
    let mut about_diary = String::new();
    let mut round = Round { safety, before, context, given: BTreeMap::new(), slips: Vec::new() };
    let mut keep = |round: &mut Round<'_>| -> Result<(), Failure> {
        let manner = Manner { earlier: recorded, ..context.manner() };
        if let Some(kept) = context.write_in(manner, |change| round.write(change))? {
            recorded = kept.recorded;
            about_diary += &kept.about_diary;
            round.mark_kept(kept.value);
        }
        Ok(())
    };
    // Whoever stops in the middle, in whatever way, has answered what was answered.
    prompt.keep_on_ctrl_c(true);
    let mut steps = Steps::new(items);
    while let Some(step) = steps.current() {
        let reply = match &step.item {
            // What an answer of this round leaves out is passed over in both directions.
            AgendaItem::Flag(id) if round.leaves_out(id) => {
                steps.pass();
                continue;
            }
            AgendaItem::Week if step.is_again => round.ask_week_again(prompt),
            AgendaItem::Week => round.ask_week(prompt, steps.can_go_back()),
            item => match ask_one(&step.mark, &round.question(item), steps.can_go_back(), prompt) {
                Reply::Given(says) => Reply::Given(Pressed::Says(says)),
                Reply::Back => Reply::Back,
                Reply::End => Reply::End,
            },
        };
        match reply {
            // Asked which line, until one is named.
            Reply::Given(Pressed::Which) => {}
            Reply::Given(Pressed::Group(number)) => {
                let group = &safety.flag_groups[number].id;
                let mut follow_up = round.open_group(group);
                // Behind them the rest of the list is asked for.
                follow_up.push(AgendaItem::Week);
                steps.advance(follow_up);
            }
            Reply::Given(Pressed::Says(says)) => {
                let item = step.item.clone();
                let follow_up = round.take(&item, says);
                // The window may be closed before the last question, and a yes is what must not be
                // lost.
                if says == Says::Yes && follow_up.is_empty() {
                    keep(&mut round)?;
                    if round.ends_with(&item) {
                        break;
                    }
                    if let Some(line) = round.changes(&item) {
                        prompt.say(|page| page.item("  →", line));
                    }
                }
                steps.advance(follow_up);
            }
            Reply::Back => {
                steps.back();
                // Whoever goes back and stops there has taken the answer back.
                if let Some(step) = steps.current() {
                    round.reopen(&step.item);
                }
            }
            Reply::End => break,
        }
    }
    prompt.keep_on_ctrl_c(false);
    keep(&mut round)?;
    Ok(about_diary)
}

/// A screen on its way.
#[derive(Debug, Clone)]
struct Step {
    item: AgendaItem,
    /// How it is numbered; blanks for a question that follows from another.
    mark: String,
    /// Whether it was put before, and is only asked for the rest.
    is_again: bool,
    /// How many questions were put in behind it because of a yes.
    follow_ups: usize,
}

/// The screens of a round, and which of them it stands at.
struct Steps {
    steps: Vec<Step>,
    at: usize,
    goes_back: bool,
}

impl Steps {
    /// Screens in their order.
    fn new(items: Vec<AgendaItem>) -> Self {
        let count = items.len();
        let steps = items.into_iter().enumerate().map(|(number, item)| Step {
            item,
            // One screen alone needs no number.
            mark: if count == 1 { " ".to_owned() } else { format!("{}/{count}", number + 1) },
            is_again: false,
            follow_ups: 0,
        });
        Self { steps: steps.collect(), at: 0, goes_back: false }
    }

    /// The screen it stands at; `None` after the last.
    fn current(&self) -> Option<Step> {
        self.steps.get(self.at).cloned()
    }

    /// Whether there is one before it.
    fn can_go_back(&self) -> bool {
        self.at > 0
    }

    /// Passes over the screen, in the direction of the last move.
    fn pass(&mut self) {
        if self.goes_back && self.at > 0 { self.at -= 1 } else { self.at += 1 }
    }

    /// Goes on, to the questions that follow from the answer, if there are such.
    fn advance(&mut self, follow_up: Vec<AgendaItem>) {
        self.goes_back = false;
        let at = self.at;
        let before = std::mem::replace(&mut self.steps[at].follow_ups, follow_up.len());
        self.steps.drain(at + 1..at + 1 + before);
        self.splice(at + 1, follow_up);
        self.at += 1;
    }

    /// Goes back to the screen before.
    fn back(&mut self) {
        self.goes_back = true;
        self.at -= 1;
    }

    /// Puts questions in at a place.
    fn splice(&mut self, at: usize, items: Vec<AgendaItem>) {
        let steps = items.into_iter().map(|item| Step {
            // A weekly screen that follows from another is asked for the rest of its list.
            is_again: item == AgendaItem::Week,
            item,
            mark: "   ".to_owned(),
            follow_ups: 0,
        });
        self.steps.splice(at..at, steps);
    }
}

/// What was pressed on a screen.
#[derive(Debug, Clone, Copy)]
enum Pressed {
    Says(Says),
    /// A line of the weekly screen, from 0.
    Group(usize),
    /// A yes to the weekly screen, and not yet to which line.
    Which,
}

/// The answers of a round.
struct Round<'a> {
    safety: &'a Safety,
    /// What was answered before it.
    before: Answers,
    context: &'a Context,
    /// By question.
    given: BTreeMap<String, GivenAnswer>,
    /// Rows of answers that were slips: the person went back to the question.
    slips: Vec<i64>,
}

/// An answer of this run.
struct GivenAnswer {
    answer: Answer,
    /// Its row, once it is kept.
    kept: Option<i64>,
}

impl Round<'_> {
    /// A screen in words, but for the weekly one.
    fn question(&self, item: &AgendaItem) -> String {
        match item {
            AgendaItem::Flag(id) => {
                let Some(flag) = self.safety.red_flag(id) else { return String::new() };
                // What a clinician knows of is asked about anew: only a change of it is a warning.
                let is_known = self.screening(|screening| screening.is_known(flag));
                let since = if is_known { "New or worse since it was checked: " } else { "" };
                format!("{since}{}", flag.ask)
            }
            AgendaItem::FlagGroup(id) => {
                let group = self.safety.flag_groups.iter().find(|group| group.id == *id);
                group.map_or(String::new(), |group| format!("{}?", capital(&group.line)))
            }
            AgendaItem::Setup(id) => {
                self.safety.setup_question(id).map_or(String::new(), |asked| asked.ask.clone())
            }
            AgendaItem::SetupGroup(id) => {
                let group = self.safety.setup_groups.iter().find(|group| group.id == *id);
                let short: Vec<&str> =
                    self.setup_questions(id).map(|question| question.short.as_str()).collect();
                group.map_or(String::new(), |group| format!("{} {}?", group.line, short.join("; ")))
            }
            AgendaItem::Inflammatory(id) => {
                let statement = self.safety.inflammatory_screen.statement(id).unwrap_or_default();
                format!("Is this so: {statement}?")
            }
            AgendaItem::Week => String::new(),
        }
    }

    /// The weekly screen, and what was pressed on it.
    fn ask_week(&self, prompt: &mut Prompt<'_>, goes_back: bool) -> Reply<Pressed> {
        prompt.say(|page| {
            page.para("Is any of this new, or has any of it got worse?");
            for (number, group) in self.safety.flag_groups.iter().enumerate() {
                page.item(&format!(" {}", number + 1), &group.line);
            }
        });
        ask_lines(prompt, goes_back, |page| {
            page.note("n none is new or worse · 1-8 that line, or not sure · s skip · q stop");
        })
    }

    /// The same for what is left of it.
    fn ask_week_again(&self, prompt: &mut Prompt<'_>) -> Reply<Pressed> {
        ask_lines(prompt, true, |page| page.para("Anything else on the list? [n/1-8/s/q]"))
    }

    /// Takes an answer to a screen; the questions that follow from it.
    fn take(&mut self, item: &AgendaItem, says: Says) -> Vec<AgendaItem> {
        match item {
            AgendaItem::Flag(id) | AgendaItem::Setup(id) => {
                self.set(id, says, Asked::Alone);
                Vec::new()
            }
            AgendaItem::Inflammatory(id) => {
                self.set(id, says, Asked::Alone);
                let mut ids = self.safety.inflammatory_screen.ids();
                // The items are asked only where the gate holds.
                let is_gate = ids.next().as_ref() == Some(id);
                if is_gate && says == Says::Yes {
                    ids.map(AgendaItem::Inflammatory).collect()
                } else {
                    Vec::new()
                }
            }
            AgendaItem::FlagGroup(id) if says == Says::Yes => self.open_group(id),
            AgendaItem::FlagGroup(id) => {
                let flags: Vec<&RedFlag> = self.safety.flags_of(id).collect();
                self.set_flags(&flags, says, Asked::Group);
                Vec::new()
            }
            AgendaItem::SetupGroup(id) if says == Says::Yes => {
                let ids: Vec<String> =
                    self.setup_questions(id).map(|question| question.id.clone()).collect();
                self.take_back(&ids);
                ids.into_iter().map(AgendaItem::Setup).collect()
            }
            AgendaItem::SetupGroup(id) => {
                let ids: Vec<String> =
                    self.setup_questions(id).map(|question| question.id.clone()).collect();
                for id in ids {
                    self.set(&id, says, Asked::Group);
                }
                Vec::new()
            }
            AgendaItem::Week => {
                // What was answered in full in this round stays as it was answered.
                let flags: Vec<&RedFlag> = self.safety.red_flags.iter().collect();
                let rest: Vec<&RedFlag> =
                    flags.into_iter().filter(|flag| !self.given.contains_key(&flag.id)).collect();
                self.set_flags(&rest, says, Asked::Week);
                Vec::new()
            }
        }
    }

    /// Opens a group: its questions follow in full, and until they are answered each counts as left
    /// open, whatever was answered before.
    fn open_group(&mut self, group: &str) -> Vec<AgendaItem> {
        let follow_up = self.follow_up_of_flags(group);
        let flags: Vec<&RedFlag> = self.safety.flags_of(group).collect();
        self.set_flags(&flags, Says::Skipped, Asked::Alone);
        follow_up
    }

    /// Takes back what was answered to a screen in this round.
    fn reopen(&mut self, item: &AgendaItem) {
        let ids: Vec<String> = match item {
            AgendaItem::Flag(id) | AgendaItem::Setup(id) | AgendaItem::Inflammatory(id) => {
                vec![id.clone()]
            }
            AgendaItem::FlagGroup(group) => {
                self.safety.flags_of(group).map(|flag| flag.id.clone()).collect()
            }
            AgendaItem::SetupGroup(group) => {
                self.setup_questions(group).map(|question| question.id.clone()).collect()
            }
            AgendaItem::Week => {
                let given =
                    self.given.iter().filter(|(_, given)| given.answer.asked == Asked::Week);
                given.map(|(id, _)| id.clone()).collect()
            }
        };
        self.take_back(&ids);
    }

    /// The questions of a group in full. What leaves one out is asked before it, unless it is known.
    fn follow_up_of_flags(&self, group: &str) -> Vec<AgendaItem> {
        let mut items = Vec::new();
        for flag in self.safety.flags_of(group) {
            let asked_first = flag.not_for.clone().map(AgendaItem::Setup);
            let is_known = flag.not_for.as_ref().is_some_and(|id| {
                let given = self.given.values().map(|given| &given.answer);
                let mut answers = given.chain(self.before.iter());
                answers.any(|said| said.question == *id && said.says != Says::Skipped)
            });
            items.extend(asked_first.filter(|first| !is_known && !items.contains(first)));
            items.push(AgendaItem::Flag(flag.id.clone()));
        }
        items
    }

    /// The set-up questions of a group, but for what only leaves out others.
    fn setup_questions<'s>(&'s self, group: &'s str) -> impl Iterator<Item = &'s SetupQuestion> {
        let questions = self.safety.setup_questions.iter();
        questions.filter(move |question| question.group == group && question.effect != Effect::Skip)
    }

    /// Sets the answers to some red flags, but for those that are left out.
    fn set_flags(&mut self, flags: &[&RedFlag], says: Says, asked: Asked) {
        for flag in flags {
            if !self.leaves_out(&flag.id) {
                self.set(&flag.id, says, asked);
            }
        }
    }

    /// Sets an answer, in place of one that was given in this round.
    fn set(&mut self, id: &str, says: Says, asked: Asked) {
        self.take_back(&[id.to_owned()]);
        let answer = Answer {
            asked,
            wording: self.safety.red_flag(id).map_or(1, |flag| flag.wording),
            ..Answer::new(id, says, self.context.today, self.context.now)
        };
        self.given.insert(id.to_owned(), GivenAnswer { answer, kept: None });
    }

    /// Takes back answers of this round.
    fn take_back(&mut self, ids: &[String]) {
        let given = ids.iter().filter_map(|id| self.given.remove(id));
        self.slips.extend(given.filter_map(|given| given.kept));
    }

    /// Whether a red flag is not asked, by what was answered so far.
    fn leaves_out(&self, id: &str) -> bool {
        let flag = self.safety.red_flag(id);
        flag.is_some_and(|flag| self.screening(|screening| screening.is_left_out(flag)))
    }

    /// Looks at what was answered so far.
    fn screening<T>(&self, look: impl FnOnce(&Screening<'_>) -> T) -> T {
        let given = self.given.values().map(|given| given.answer.clone());
        let answers: Answers = self.before.iter().cloned().chain(given).collect();
        look(&Screening::new(self.safety, &answers, self.context.today))
    }

    /// Whether a yes to it ends the questions.
    fn ends_with(&self, item: &AgendaItem) -> bool {
        let AgendaItem::Flag(id) = item else { return false };
        self.safety.red_flag(id).is_some_and(RedFlag::is_urgent)
    }

    /// What a yes changes, where it is no sign that everything waits for.
    fn changes(&self, item: &AgendaItem) -> Option<&str> {
        match item {
            AgendaItem::Flag(id) => {
                self.safety.red_flag(id).filter(|flag| !flag.hides).map(|flag| flag.act.as_str())
            }
            AgendaItem::Setup(id) => {
                self.safety.setup_question(id).map(|question| question.line.as_str())
            }
            AgendaItem::FlagGroup(_)
            | AgendaItem::SetupGroup(_)
            | AgendaItem::Inflammatory(_)
            | AgendaItem::Week => None,
        }
    }

    /// Writes what is not written yet, and removes what was a slip; the rows of all answers in
    /// their order.
    fn write(&self, change: &mut Change<'_>) -> Result<Vec<i64>, Failure> {
        for slip in &self.slips {
            change.remove_answer(*slip)?;
        }
        let mut rows = Vec::new();
        for given in self.given.values() {
            rows.push(match given.kept {
                Some(row) => row,
                None => change.add_answer(&given.answer)?,
            });
        }
        Ok(rows)
    }

    /// Notes that everything is written, in these rows.
    fn mark_kept(&mut self, rows: Vec<i64>) {
        self.slips.clear();
        for (given, row) in self.given.values_mut().zip(rows) {
            given.kept = Some(row);
        }
    }
}

/// What one question takes; `None` for no more questions.
const ANSWERS: [(Words, Option<Says>); 4] = [
    (&["y", "yes"], Some(Says::Yes)),
    (&["n", "no", "none"], Some(Says::No)),
    (&["s", "skip"], Some(Says::Skipped)),
    (&["q", "quit"], None),
];

/// What the weekly screen takes; `None` for no more questions.
const WEEK_KEYS: [(Words, Option<Pressed>); 12] = [
    (&["y", "yes"], Some(Pressed::Which)),
    (&["n", "no", "none"], Some(Pressed::Says(Says::No))),
    (&["s", "skip"], Some(Pressed::Says(Says::Skipped))),
    (&["1"], Some(Pressed::Group(0))),
    (&["2"], Some(Pressed::Group(1))),
    (&["3"], Some(Pressed::Group(2))),
    (&["4"], Some(Pressed::Group(3))),
    (&["5"], Some(Pressed::Group(4))),
    (&["6"], Some(Pressed::Group(5))),
    (&["7"], Some(Pressed::Group(6))),
    (&["8"], Some(Pressed::Group(7))),
    (&["q", "quit"], None),
];

/// Asks for a line of the weekly screen. A yes alone is asked which line it is of.
fn ask_lines(
    prompt: &mut Prompt<'_>,
    goes_back: bool,
    question: impl Fn(&mut Page),
) -> Reply<Pressed> {
    loop {
        let reply = given(prompt.key(&WEEK_KEYS, goes_back, |page, _| question(page)));
        if !matches!(reply, Reply::Given(Pressed::Which)) {
            return reply;
        }
        prompt.say(|page| page.para("Which line is it? Its number, 1 to 8; one of several first."));
    }
}

/// Asks one question until it is answered.
pub fn ask_one(mark: &str, text: &str, goes_back: bool, prompt: &mut Prompt<'_>) -> Reply<Says> {
    let reply = prompt.key(&ANSWERS, goes_back, |page, _| {
        page.item(mark, &format!("{text} [y/n/s/q]"));
    });
    given(reply)
}

/// A reply in which no more questions are the end.
fn given<T>(reply: Reply<Option<T>>) -> Reply<T> {
    match reply {
        Reply::Given(Some(answer)) => Reply::Given(answer),
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
