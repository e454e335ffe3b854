//! Asking a person in the terminal, while a verb is still running: the one way of it, for every
//! question.
//!
//! It alone takes the terminal into raw mode and listens to it (`guided` borrows that of it). It
//! knows what is the same for every question: one key where one letter is asked, the way back, that
//! a refused answer is asked for again, editing, history and completion of a line, and that what
//! was pasted is one answer. Talk goes to stderr. A terminal that cannot do that is asked for
//! lines.
//!
//! Why none of the line editors on crates.io: inquire (0.9) spreads a paste without marks over the
//! next questions, and lays out the question itself; rustyline (19) reads the terminal by itself
//! beside crossterm, throws away what was typed ahead, and has no question for one key.

mod complete;
mod edit;
mod habit;
mod keyboard;
mod lines;
pub mod listen;
mod question;
pub mod raw;
mod signals;

use std::io::Write;

pub use question::{Line, Words};

use crate::cli::context::Context;
use crate::cli::output::page::Page;
use crate::cli::terminal;
use crate::domain::text::suggest::either;
use keyboard::Keyboard;
use lines::Lines;
use question::{KeyAnswer, Typed};

/// The person at the terminal. A run of the program has one at most; the terminal is taken over at
/// the first question, and given back when this is dropped.
#[derive(Debug)]
pub struct Prompt<'w> {
    context: &'w Context,
    source: Option<Source>,
    keeps: bool,
}

/// The keys by their names, numbers in one and Enter last: `y, n, 1-8, q or Enter`.
fn named(keys: &[Words]) -> String {
    let all: Vec<&str> = keys.iter().filter_map(|words| words.first()).copied().collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<&str> =
        all.iter().copied().filter(|word| !word.is_empty()).filter(is_number).collect();
    let mut names: Vec<String> = Vec::new();
    for word in all.iter().filter(|word| !word.is_empty()) {
        match numbers.as_slice() {
            [first, _, .., last] if is_number(word) => {
                if word == first {
                    names.push(format!("{first}-{last}"));
                }
            }
            _ => names.push((*word).to_owned()),
        }
    }
    if all.contains(&"") {
        names.push("Enter".to_owned());
    }
    either(names)
}

/// Where answers come from.
#[derive(Debug)]
enum Source {
    Keys(Box<Keyboard>),
    Lines(Lines),
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply<T> {
    /// It was answered.
    Given(T),
    /// The question before is wanted again.
    Back,
    /// Nothing more will come: the end of typing, or Ctrl-C where that keeps what was answered.
    End,
}

impl<'w> Prompt<'w> {
    /// Somebody who was not asked anything yet.
    pub fn new(context: &'w Context) -> Self {
        Self { context, source: None, keeps: false }
    }

    /// From now on Ctrl-C is the end of answers, for a verb that keeps those it has got; or again
    /// the end of the program, as it is elsewhere.
    pub fn keep_on_ctrl_c(&mut self, keeps: bool) {
        self.keeps = keeps;
        match &mut self.source {
            Some(Source::Keys(keyboard)) => keyboard.keep_on_ctrl_c(keeps),
            Some(Source::Lines(lines)) => lines.keep_on_ctrl_c(keeps),
            None => {}
        }
    }

    /// Talks at once.
    pub fn say(&self, lay_out: impl FnOnce(&mut Page)) {
        // The window may have been changed since the last question.
        let mut page = self.context.with_current_width().page();
        lay_out(&mut page);
        let text = page.text();
        match &self.source {
            Some(Source::Keys(keyboard)) => keyboard.show(&text),
            _ => {
                let mut stderr = std::io::stderr().lock();
                // Nobody there to read is nothing to fail over; the answer that follows will show
                // it.
                let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
            }
        }
    }

    /// Asks for a line until it can be read. `question` is told why the answer before was refused;
    /// what is read is without blanks around it, and empty for Enter alone.
    pub fn line<T>(
        &mut self,
        line: &Line<'_>,
        question: impl Fn(&mut Page, Option<&str>),
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Reply<T> {
        let mut refused: Option<String> = None;
        loop {
            self.say(|page| question(page, refused.as_deref()));
            let typed = match self.source() {
                Source::Keys(keyboard) => keyboard.line(line),
                Source::Lines(lines) => lines.line(line),
            };
            match typed {
                Typed::Text(text) => match read(&text) {
                    Ok(answer) => return Reply::Given(answer),
                    Err(why) => refused = Some(why),
                },
                Typed::Back => return Reply::Back,
                Typed::End => return Reply::End,
            }
        }
    }

    /// Asks for a text that is not shown while it is typed, as it is typed, blanks too; `None` when
    /// no more will come, or where the terminal would show it.
    pub fn secret(&mut self, question: impl Fn(&mut Page)) -> Option<String> {
        let Source::Keys(_) = self.source() else { return None };
        self.say(question);
        let Source::Keys(keyboard) = self.source() else { return None };
        keyboard.secret()
    }

    /// Asks for one of some keys until it is one of them: what is none of them is answered with
    /// those that are. `question` is told whether it is asked again.
    pub fn key<T: Copy>(
        &mut self,
        keys: &[(Words, T)],
        goes_back: bool,
        question: impl Fn(&mut Page, bool),
    ) -> Reply<T> {
        let words: Vec<Words> = keys.iter().map(|(words, _)| *words).collect();
        let mut is_again = false;
        loop {
            self.say(|page| question(page, is_again));
            let pressed = match self.source() {
                Source::Keys(keyboard) => keyboard.key(&words, goes_back),
                Source::Lines(lines) => lines.key(&words, goes_back),
            };
            match pressed {
                KeyAnswer::Key(key) => return Reply::Given(keys[key].1),
                KeyAnswer::Other => {
                    is_again = true;
                    self.say(|page| page.para(&format!("A key here is {}.", named(&words))));
                }
                KeyAnswer::Back => return Reply::Back,
                KeyAnswer::End => return Reply::End,
            }
        }
    }

    /// Where answers come from, from the first question on.
    fn source(&mut self) -> &mut Source {
        let keeps = self.keeps;
        self.source.get_or_insert_with(|| {
            let keyboard = if terminal::moves_cursor() { Keyboard::open().ok() } else { None };
            match keyboard {
                Some(mut keyboard) => {
                    keyboard.keep_on_ctrl_c(keeps);
                    Source::Keys(Box::new(keyboard))
                }
                None => {
                    let mut lines = Lines::default();
                    lines.keep_on_ctrl_c(keeps);
                    Source::Lines(lines)
                }
            }
        })
    }
}
