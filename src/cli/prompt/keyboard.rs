//! Answers key by key, from a terminal in raw mode: a line that can be edited, or one key.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyModifiers,
};
use crossterm::terminal::{Clear, ClearType};
use crossterm::{cursor, execute, queue};

use super::complete::{Completion, complete};
use super::edit::LineEditor;
use super::habit::Habit;
use super::listen::{Heard, Listener};
use super::question::{KEY_WORDS, KeyAnswer, Line, Typed, Words, begun, pressed};
use super::raw::{Mode, RawTerminal};
use super::signals::{HANG_UP, INTERRUPT};
use crate::cli::output::clean::clean;
use crate::cli::terminal;

/// For so long a signal may wait.
const LOOKS_UP_AFTER: Duration = Duration::from_millis(100);

/// What is pasted comes marked as such.
const MODE: Mode = Mode {
    begin: || execute!(io::stderr(), EnableBracketedPaste),
    end: || execute!(io::stderr(), DisableBracketedPaste),
};

/// A terminal in raw mode, and what is known of what was typed.
#[derive(Debug)]
pub struct Keyboard {
    terminal: RawTerminal,
    listener: Listener,
    habit: Habit,
    /// The lines of this run, oldest first.
    history: Vec<String>,
    /// Whether Ctrl-C and signals are the end of answers, and not of the program.
    keeps: bool,
}

impl Keyboard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When it has no raw mode.
    pub fn open() -> io::Result<Self> {
        let terminal = RawTerminal::open(MODE)?;
        let listener = Listener::new();
        let (habit, history) = (Habit::default(), Vec::new());
        Ok(Self { terminal, listener, habit, history, keeps: false })
    }

    /// From now on Ctrl-C and signals are the end of answers, or again the end of the program.
    pub fn keep_on_ctrl_c(&mut self, keeps: bool) {
        self.keeps = keeps;
    }

    /// Shows text that was laid out. Raw mode leaves the cursor where a line ends.
    pub fn show(&self, text: &str) {
        let _ = put(text.replace('\n', "\r\n"));
    }

    /// Reads the answer to a line.
    pub fn line(&mut self, line: &Line<'_>) -> Typed {
        let mut editor = LineEditor::default();
        let mut before = self.history.len();
        loop {
            draw(&editor);
            let Some(batch) = self.next() else { return Typed::End };
            if let Some(key) = whole_answer(&batch, &editor, line) {
                self.show(&format!("{key}\n"));
                self.habit.expect(&key, &KEY_WORDS, Instant::now());
                return if line.is_back(&key) { Typed::Back } else { Typed::Text(key) };
            }
            // Pasted lines are one answer: the second of them would answer the next question.
            let is_pasted = has_breaks(&batch);
            let enters = batch.last().is_some_and(is_enter);
            for event in &batch {
                match event {
                    Event::Paste(text) => editor.insert(text),
                    Event::Key(key) if is_pasted => editor.insert(&letter(key)),
                    Event::Key(key) => match key.code {
                        KeyCode::Enter => break,
                        KeyCode::Esc if line.goes_back => return self.goes_back(),
                        KeyCode::PageUp if line.goes_back => return self.goes_back(),
                        KeyCode::Left if line.goes_back && editor.is_empty() => {
                            return self.goes_back();
                        }
                        KeyCode::Esc => editor.set(""),
                        // As in every shell, the end of typing on an empty line and nothing else.
                        KeyCode::Char('d') if is_control(key) && editor.is_empty() => {
                            return Typed::End;
                        }
                        KeyCode::Tab => self.complete(&mut editor, line.words),
                        KeyCode::Up if before > 0 => {
                            before -= 1;
                            editor.set(&self.history[before]);
                        }
                        KeyCode::Down if before < self.history.len() => {
                            before += 1;
                            editor.set(self.history.get(before).map_or("", String::as_str));
                        }
                        _ => editor.press(*key),
                    },
                    _ => {}
                }
            }
            if enters {
                return self.entered(editor.text(), line);
            }
        }
    }

    /// Reads a line of which nothing is shown or kept.
    pub fn secret(&mut self) -> Option<String> {
        let mut editor = LineEditor::default();
        loop {
            for event in &self.next()? {
                match event {
                    // What is pasted behind it would answer the next question.
                    _ if is_enter(event) => {
                        self.show("\n");
                        return Some(editor.text().to_owned());
                    }
                    Event::Paste(text) => editor.insert(text),
                    Event::Key(key) => match key.code {
                        KeyCode::Esc => editor.set(""),
                        KeyCode::Char('d') if is_control(key) && editor.is_empty() => return None,
                        _ => editor.press(*key),
                    },
                    _ => {}
                }
            }
        }
    }

    /// Reads the answer to a question for one key.
    pub fn key(&mut self, keys: &[Words], goes_back: bool) -> KeyAnswer {
        loop {
            let Some(batch) = self.next() else { return KeyAnswer::End };
            let text = match batch.as_slice() {
                [Event::Key(key)] if is_control(key) && key.code == KeyCode::Char('d') => {
                    return KeyAnswer::End;
                }
                [
                    Event::Key(KeyEvent {
                        code: KeyCode::Esc | KeyCode::Left | KeyCode::PageUp,
                        ..
                    }),
                ] if goes_back => {
                    self.show("\n");
                    return KeyAnswer::Back;
                }
                batch => typed(batch),
            };
            // A key without a letter is a slip of the hand, and no answer to be refused.
            let Some(text) = text else { continue };
            let (word, is_entered) =
                (text.trim().to_lowercase(), batch.last().is_some_and(is_enter));
            let answer = match pressed(&word, keys, goes_back) {
                // A slow line may bring two letters of a word at once.
                KeyAnswer::Other if !is_entered => {
                    begun(&word, keys).map_or(KeyAnswer::Other, KeyAnswer::Key)
                }
                answer => answer,
            };
            // The rest of “yes” comes a moment later, and must not answer what is asked next.
            if let KeyAnswer::Key(key) = answer
                && !is_entered
            {
                self.habit.expect(&word, keys[key], Instant::now());
            }
            self.show(&format!("{}\n", clean(&text)));
            return answer;
        }
    }

    /// The question before is wanted.
    fn goes_back(&self) -> Typed {
        let _ = put(line_of(""));
        self.show("\n");
        Typed::Back
    }

    /// A line was ended: it stays to be read, as a whole.
    fn entered(&mut self, text: &str, line: &Line<'_>) -> Typed {
        let _ = put(line_of(&clean(text)));
        self.show("\n");
        let text = text.trim();
        if line.is_back(&text.to_lowercase()) {
            return Typed::Back;
        }
        // As in a shell, what is typed twice in a row is kept once.
        if !text.is_empty() && self.history.last().is_none_or(|last| last != text) {
            self.history.push(text.to_owned());
        }
        Typed::Text(text.to_owned())
    }

    /// Completes the word that is being typed, or shows what it can be.
    fn complete(&self, editor: &mut LineEditor, words: &[String]) {
        match complete(editor.before(), words) {
            Completion::None => {}
            Completion::Word { replaces, with } => editor.replace_before(replaces, &with),
            Completion::Several(words) => {
                let _ = put(line_of(&clean(&words.join("  "))));
                self.show("\n");
            }
        }
    }

    /// What was typed at once, without what is meant for a question before; `None` when no more
    /// will come. What ends or stops the program has done so.
    fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            // In raw mode Ctrl-C is a key; a `kill` or a closed window still comes as a signal.
            match self.terminal.signal() {
                Some(_) if self.keeps => return None,
                Some(signal) => self.terminal.die(signal),
                None => {}
            }
            let is_to_stop = self.terminal.is_to_stop();
            if is_to_stop {
                // One that is not to be had again is gone.
                self.terminal.suspend().ok()?;
            }
            if is_to_stop || self.terminal.take_again_after_stop().ok()? {
                return Some(vec![Event::FocusGained]);
            }
            let mut batch = match self.listener.next(LOOKS_UP_AFTER) {
                Heard::Batch(batch) => batch,
                Heard::Nothing => continue,
                Heard::Gone if self.keeps => return None,
                // A closed window is not the end of an answer: nobody saw what would be kept.
                Heard::Gone => self.terminal.die(HANG_UP),
            };
            let holds = |letter| {
                let is_it = |key: &KeyEvent| is_control(key) && key.code == KeyCode::Char(letter);
                batch.iter().any(|event| matches!(event, Event::Key(key) if is_it(key)))
            };
            if holds('c') {
                self.show("^C\n");
                if self.keeps {
                    return None;
                }
                self.terminal.die(INTERRUPT);
            }
            if holds('z') {
                // One that is not to be had again is gone.
                self.terminal.suspend().ok()?;
                return Some(vec![Event::FocusGained]);
            }
            self.habit.swallow(&mut batch, Instant::now());
            if !batch.is_empty() {
                return Some(batch);
            }
        }
    }
}

/// The letter that is the whole answer to a line, with or without Enter behind it.
fn whole_answer(batch: &[Event], editor: &LineEditor, line: &Line<'_>) -> Option<String> {
    let key = match batch {
        [Event::Key(key)] => key,
        [Event::Key(key), enter] if is_enter(enter) => key,
        _ => return None,
    };
    let letter = letter(key).to_lowercase();
    let is_answer = editor.is_empty() && !letter.trim().is_empty() && line.keys.contains(&letter);
    is_answer.then_some(letter)
}

/// Whether something stands behind a line break: nobody types so fast, it was pasted.
fn has_breaks(batch: &[Event]) -> bool {
    let ended = batch.iter().skip_while(|event| !is_enter(event));
    ended
        .into_iter()
        .any(|event| matches!(event, Event::Key(key) if !letter(key).trim().is_empty()))
}

/// What was typed at once, as text up to the first Enter, or what was pasted; `None` where no key
/// of it has a letter.
fn typed(batch: &[Event]) -> Option<String> {
    let mut text = None;
    for event in batch {
        match event {
            Event::Paste(pasted) => text.get_or_insert_with(String::new).push_str(pasted),
            Event::Key(KeyEvent { code: KeyCode::Enter, .. }) => {
                return Some(text.unwrap_or_default());
            }
            Event::Key(key) if !letter(key).is_empty() => {
                text.get_or_insert_with(String::new).push_str(&letter(key))
            }
            _ => {}
        }
    }
    text
}

/// The letter that a key puts into a text; Enter and Tab put a blank.
fn letter(key: &KeyEvent) -> String {
    match key.code {
        KeyCode::Enter | KeyCode::Tab => " ".to_owned(),
        KeyCode::Char(letter)
            if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
        {
            letter.to_string()
        }
        _ => String::new(),
    }
}

fn is_enter(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Enter, .. }))
}

fn is_control(key: &KeyEvent) -> bool {
    key.modifiers == KeyModifiers::CONTROL
}

/// Shows the line that is being typed.
fn draw(editor: &LineEditor) {
    let (seen, at) = editor.window(terminal::raw_columns());
    let mut sent = line_of(&seen);
    // What is only queued in a vector cannot fail.
    let _ = queue!(sent, cursor::MoveToColumn(u16::try_from(at).unwrap_or(u16::MAX)));
    let _ = put(&sent);
}

/// What shows a text in place of the line that the cursor is in.
fn line_of(text: &str) -> Vec<u8> {
    let mut sent = b"\r".to_vec();
    let _ = queue!(sent, Clear(ClearType::UntilNewLine));
    sent.extend_from_slice(text.as_bytes());
    sent
}

/// Sends something to the terminal, all at once. Nobody there to read is nothing to fail over; the
/// answer that follows will show it.
fn put(sent: impl AsRef<[u8]>) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    stderr.write_all(sent.as_ref())?;
    stderr.flush()
}
