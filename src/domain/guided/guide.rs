//! Guides a person through the exercises of a day, one after the other.
//!
//! A [`Guide`] is a machine without hands: keys and passing time come in, and what should be kept
//! or sounded comes out. It knows no clock, no terminal and no diary. What is shown follows from
//! what it says about itself.
//!
//! Nothing is made up: a set counts once its last second has passed or the person has moved on from
//! it, and an exercise that ends early is kept with what was finished of it.

use super::pace::{Pace, PacePosition};
use crate::domain::diary::exercise_record::{Actual, Outcome, PainPlace, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::text::limits;

/// Stretches of at least this many seconds are rung in and out; shorter ones would ring all the
/// time (design choice).
const RINGS_FROM_S: u32 = 5;

/// The signs that are asked for, with the key that ticks each.
pub const SIGNS: [(char, Symptom); 5] = [
    ('s', Symptom::LegSpread),
    ('n', Symptom::NumbWeak),
    ('p', Symptom::PelvicNumb),
    ('b', Symptom::Bulge),
    ('f', Symptom::Fall),
];

/// The longest answer that can be typed: `10.0` and no more.
const TYPED_MAX: usize = 4;

/// An exercise to be guided through.
#[derive(Debug, Clone, PartialEq)]
pub struct GuidedExercise {
    /// What to do from second to second.
    pub pace: Pace,
    /// Whether its dose aims at an effort, so that effort is asked for.
    pub aims_at_effort: bool,
    /// The most pain in it that is acceptable, in whole points.
    pub pain_max: u32,
    /// Whether there was pain today, so that the pain just before it is asked for.
    pub asks_before: bool,
    /// Whether a bone is the trouble, so that it is asked where pain was.
    pub asks_place: bool,
    /// What was done of it before, when it goes on where it was broken off.
    pub before: Actual,
}

/// Where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking at what the day asks for.
    Opening,
    /// Reading how the exercise is done.
    Reading,
    /// Asked for the pain just before it.
    Before,
    /// Doing it.
    Going,
    /// Asked for the pain in it, and for signs that came with it.
    Pain,
    /// Asked whether that pain was in a bone.
    Place,
    /// Reading what to do about the pain or the signs.
    Warned,
    /// Asked for the effort.
    Effort,
    /// Through.
    Over,
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(Key),
    /// Time that passed, in thousandths of a second.
    Passed(u64),
}

/// A key, as far as the guide cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// Backspace.
    Back,
    /// A character, in lower case.
    Char(char),
    /// Whatever ends the program at once: Ctrl-C, a signal, a terminal that went away.
    End,
}

/// What the shell is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum GuideEffect {
    /// Keep what came of an exercise, in place of what this run has kept of it before.
    Keep {
        /// The number of its item.
        item: usize,
        /// What came of it.
        outcome: Outcome,
        /// Whether more of it was done, and not only answered about it.
        worked: bool,
    },
    /// Ring the terminal's bell: something begins or ends.
    Bell,
    /// Leave.
    Quit,
}

/// Where a person is in the exercises of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    items: Vec<GuidedExercise>,
    current: usize,
    stage: Stage,
    at_ms: u64,
    paused: bool,
    help: bool,
    typed: String,
    says: Option<String>,
    signs: Vec<Symptom>,
    actual: Actual,
    /// Whether leaving was asked for while repeats were under way.
    leaves: bool,
    /// What is behind, by item.
    behind: Vec<bool>,
    /// What was kept as done, by item.
    kept: Vec<Option<Actual>>,
}

impl Guide {
    /// At the opening of a day with these exercises.
    pub fn new(items: Vec<GuidedExercise>) -> Self {
        let stage = if items.is_empty() { Stage::Over } else { Stage::Opening };
        Self {
            behind: vec![false; items.len()],
            kept: vec![None; items.len()],
            leaves: false,
            items,
            current: 0,
            stage,
            at_ms: 0,
            paused: false,
            help: false,
            typed: String::new(),
            says: None,
            signs: Vec::new(),
            actual: Actual::default(),
        }
    }

    /// Where the person is.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The number of the present exercise, from 0.
    pub fn current(&self) -> usize {
        self.current
    }

    /// The present exercise.
    pub fn item(&self) -> Option<&GuidedExercise> {
        self.items.get(self.current)
    }

    /// Where in the present exercise; `None` unless it is being done.
    pub fn place(&self) -> Option<PacePosition> {
        self.item().filter(|_| self.stage == Stage::Going)?.pace.at(self.at_ms)
    }

    /// Whether time stands still while an exercise is being done.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Whether time passes.
    pub fn is_running(&self) -> bool {
        self.stage == Stage::Going && !self.paused
    }

    /// Whether the keys are to be explained.
    pub fn helps(&self) -> bool {
        self.help
    }

    /// What was typed so far in answer to a question.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Signs that were ticked so far.
    pub fn signs(&self) -> &[Symptom] {
        &self.signs
    }

    /// A sentence about the last key, such as why an answer was refused.
    pub fn says(&self) -> Option<&str> {
        self.says.as_deref()
    }

    /// What is known of the present exercise so far: what was done, and what was answered about it.
    pub fn actual(&self) -> &Actual {
        &self.actual
    }

    /// The number of the exercise that was begun when the person left, and of which nothing was
    /// finished.
    pub fn left_unfinished(&self) -> Option<usize> {
        let begun = self.item().filter(|_| self.stage == Stage::Over)?.pace.begun(self.at_ms);
        // What it hurt before it is no part of it.
        let done = Actual { pain_before: None, ..self.actual.clone() };
        (begun && done == Actual::default()).then_some(self.current)
    }

    /// Thousandths of a second of all exercises that are behind, and of all there are.
    pub fn progress(&self) -> (u64, u64) {
        let behind = (0..self.items.len()).filter(|at| self.behind[*at] && *at != self.current);
        let behind: u64 = behind.map(|at| self.items[at].pace.total_ms()).sum();
        let present = match (self.stage, self.item()) {
            (Stage::Opening | Stage::Reading | Stage::Before, _) | (_, None) => 0,
            (Stage::Going, Some(item)) => self.at_ms.min(item.pace.total_ms()),
            (_, Some(item)) => item.pace.total_ms(),
        };
        (behind + present, self.items.iter().map(|item| item.pace.total_ms()).sum())
    }

    /// Takes in what happened, and says what to do about it, in order.
    pub fn step(&mut self, event: Event) -> Vec<GuideEffect> {
        let mut effects = Vec::new();
        match event {
            Event::Key(key) => {
                self.says = None;
                let leaves = std::mem::take(&mut self.leaves);
                self.key(key, leaves, &mut effects);
            }
            Event::Passed(ms) if self.is_running() => self.pass(ms, &mut effects),
            Event::Passed(_) => {}
        }
        effects
    }

    /// Takes in a key; `leaves` where the one before it asked to leave.
    fn key(&mut self, key: Key, leaves: bool, effects: &mut Vec<GuideEffect>) {
        match (self.stage, key) {
            (Stage::Over, _) => {}
            (_, Key::End) => self.quit(effects),
            // Whoever reads about the keys does not mean them yet.
            _ if self.help => self.help = false,
            (Stage::Going, Key::Char('q')) if !leaves && self.has_repeats_under_way() => {
                self.leaves = true;
                self.paused = true;
                self.says = Some(
                    "The repeats of this set are not kept yet: s keeps them, q again leaves."
                        .to_owned(),
                );
            }
            (_, Key::Char('q')) => self.quit(effects),
            (_, Key::Char('?')) => self.help = true,
            (Stage::Opening, Key::Char(digit @ '1'..='9')) => {
                let number = usize::from(digit as u8 - b'1');
                if number < self.items.len() {
                    self.read(number);
                }
            }
            (Stage::Reading, Key::Char('b') | Key::Back) => self.back(),
            (Stage::Before, Key::Back) if self.typed.is_empty() => self.stage = Stage::Reading,
            (Stage::Effort, Key::Back) if self.typed.is_empty() => self.stage = Stage::Pain,
            (Stage::Place | Stage::Warned, Key::Back) => self.stage = Stage::Pain,
            (Stage::Opening, Key::Enter | Key::Char(' ' | 'n')) => self.read(0),
            (Stage::Reading, Key::Enter | Key::Char(' ' | 'n')) => {
                let asks = self.item().is_some_and(|item| item.asks_before);
                self.stage = if asks { Stage::Before } else { Stage::Going };
            }
            (Stage::Going, Key::Char(' ')) => self.paused = !self.paused,
            // Whoever paused wants to go on, not to leave something out.
            (Stage::Going, Key::Enter) if self.paused => self.paused = false,
            (Stage::Going, Key::Enter | Key::Char('n')) => {
                let left = self.place().map_or(0, |place| place.left_ms);
                self.paused = false;
                self.advance(left, effects);
            }
            (Stage::Reading | Stage::Before | Stage::Going, Key::Char('l')) => self.less(effects),
            (Stage::Reading | Stage::Before | Stage::Going, Key::Char('s')) => self.end(effects),
            (
                Stage::Before | Stage::Pain | Stage::Effort,
                Key::Char(c @ ('0'..='9' | '.' | ',')),
            ) if self.typed.len() < TYPED_MAX => {
                self.typed.push(c);
            }
            (Stage::Before | Stage::Pain | Stage::Effort, Key::Back) => drop(self.typed.pop()),
            (Stage::Before | Stage::Pain | Stage::Effort, Key::Enter) => self.answer(effects),
            (Stage::Place, Key::Char('b')) => self.place_pain(Some(PainPlace::Bone), effects),
            (Stage::Place, Key::Char('o')) => self.place_pain(Some(PainPlace::Other), effects),
            (Stage::Place, Key::Enter) => self.place_pain(None, effects),
            // `s` and `n` are signs here, and mean skip and next elsewhere.
            (Stage::Pain, Key::Char(key)) => {
                if let Some((_, sign)) = SIGNS.iter().find(|(letter, _)| *letter == key) {
                    self.tick(*sign);
                }
            }
            (Stage::Warned, Key::Enter | Key::Char(' ' | 'n')) => self.ask_effort(effects),
            _ => {}
        }
    }

    /// Begins with an exercise, or ends when there is none of that number.
    fn read(&mut self, number: usize) {
        self.current = number;
        self.at_ms = 0;
        self.paused = false;
        self.typed.clear();
        self.signs.clear();
        match self.items.get(number) {
            Some(item) => {
                self.actual = item.before.clone();
                self.behind[number] = false;
                self.stage = Stage::Reading;
            }
            None => self.stage = Stage::Over,
        }
    }

    /// Goes on to the next exercise that is not behind, after the last with the first again.
    fn next(&mut self, effects: &mut Vec<GuideEffect>) {
        self.behind[self.current] = true;
        let count = self.items.len();
        let after = (self.current + 1..count).chain(0..self.current);
        let next = after.into_iter().find(|at| !self.behind[*at]);
        self.read(next.unwrap_or(count));
        if self.stage == Stage::Over {
            effects.push(GuideEffect::Quit);
        }
    }

    /// Goes back to the exercise before: to its questions where it was done, else to its steps.
    /// Before the first stands the whole day.
    fn back(&mut self) {
        let Some(number) = self.current.checked_sub(1) else {
            self.stage = Stage::Opening;
            return;
        };
        let Some(actual) = self.kept[number].clone() else { return self.read(number) };
        self.read(number);
        self.behind[number] = true;
        self.at_ms = self.items[number].pace.total_ms();
        self.signs.clone_from(&actual.symptoms);
        self.actual = actual;
        self.stage = Stage::Pain;
    }

    /// Whether there are repeats or seconds of a set that leaving would not keep.
    fn has_repeats_under_way(&self) -> bool {
        let Some(pace) = self.item().map(|item| &item.pace) else { return false };
        pace.begun(self.at_ms) && pace.done(self.at_ms) != pace.finished(self.at_ms)
    }

    /// Time passes while an exercise is being done.
    fn pass(&mut self, ms: u64, effects: &mut Vec<GuideEffect>) {
        // Compared by the segment and not by the second: however much time passed in one go, one
        // bell says that something else has begun.
        let before = self.place();
        self.advance(ms, effects);
        let after = self.place();
        let is_other = before.map(|place| place.index) != after.map(|place| place.index);
        // The end of the exercise is long enough, whatever came before it.
        let is_long = [before, after]
            .iter()
            .any(|place| place.is_none_or(|place| place.segment.seconds >= RINGS_FROM_S));
        if is_other && is_long {
            effects.push(GuideEffect::Bell);
        }
    }

    /// Goes on by some time, and keeps every set that is finished by that.
    fn advance(&mut self, ms: u64, effects: &mut Vec<GuideEffect>) {
        let before = self.at_ms;
        self.at_ms = self.at_ms.saturating_add(ms);
        let Some(item) = self.item() else { return };
        let (pace, over) = (&item.pace, item.pace.at(self.at_ms).is_none());
        // Kept set by set, not at the end: whoever is called away loses the one under way and no
        // more.
        let sets_grew = pace.finished_sets(self.at_ms) > pace.finished_sets(before);
        let done = pace.finished(self.at_ms);
        if sets_grew || over {
            self.work(done, effects);
        }
        if over {
            self.stage = Stage::Pain;
        }
    }

    /// Keeps what was done.
    fn work(&mut self, done: Actual, effects: &mut Vec<GuideEffect>) {
        // What was answered about it, and the weight, stay; only the amounts grow.
        let actual = Actual {
            sets: done.sets.or(self.actual.sets),
            reps: done.reps.or(self.actual.reps),
            hold_s: done.hold_s.or(self.actual.hold_s),
            minutes: done.minutes.or(self.actual.minutes),
            ..self.actual.clone()
        };
        self.actual = actual;
        self.keep(true, effects);
    }

    fn keep(&mut self, worked: bool, effects: &mut Vec<GuideEffect>) {
        self.kept[self.current] = Some(self.actual.clone());
        effects.push(GuideEffect::Keep {
            item: self.current,
            outcome: Outcome::Done(self.actual.clone()),
            worked,
        });
    }

    /// One set fewer; where the one under way is the last, the exercise ends here.
    fn less(&mut self, effects: &mut Vec<GuideEffect>) {
        let at_ms = self.at_ms;
        let Some(item) = self.items.get_mut(self.current) else { return };
        if item.pace.fewer(at_ms) {
            self.says = Some(match item.pace.sets() {
                1 => "One set today.".to_owned(),
                sets => format!("{sets} sets today."),
            });
        // The last set cannot be taken off; ending the exercise is what is left to do less.
        } else if item.before != Actual::default() || item.pace.begun(at_ms) {
            self.end(effects);
        } else {
            self.says = Some("There is nothing to take off it; s leaves it out.".to_owned());
        }
    }

    /// Ends an exercise early: it is left out where nothing of it was done, and kept as far as it
    /// went otherwise.
    fn end(&mut self, effects: &mut Vec<GuideEffect>) {
        let Some(item) = self.item() else { return };
        let going = self.stage == Stage::Going && item.pace.begun(self.at_ms);
        if going {
            let done = item.pace.done(self.at_ms);
            self.work(done, effects);
            self.stage = Stage::Pain;
        } else if item.before != Actual::default() {
            // Kept when it was done.
            self.stage = Stage::Pain;
        } else {
            let outcome = Outcome::Skipped { why: None };
            effects.push(GuideEffect::Keep { item: self.current, outcome, worked: true });
            self.next(effects);
        }
    }

    /// Leaves at once. What was finished is kept, and so is what was answered and not confirmed
    /// yet; an exercise of which nothing was finished stays open.
    fn quit(&mut self, effects: &mut Vec<GuideEffect>) {
        if let Some(item) = self.item().filter(|_| self.stage == Stage::Going) {
            let finished = item.pace.finished(self.at_ms);
            if (finished.sets, finished.minutes) != (None, None)
                && (finished.sets, finished.minutes) != (self.actual.sets, self.actual.minutes)
            {
                self.work(finished, effects);
            }
        }
        // Nothing more is asked: whoever leaves wants to leave, and what is on the screen is answered.
        match self.stage {
            // What is no answer yet is none; the signs are one all the same.
            Stage::Pain | Stage::Effort => {
                let kept = self.keep_answer(effects);
                drop(kept.or_else(|_| self.keep_answer(effects)));
            }
            // Of an exercise that was not begun there is nothing to keep.
            _ => {}
        }
        self.stage = Stage::Over;
        effects.push(GuideEffect::Quit);
    }

    /// Keeps the answer that was typed. An empty one is none, and is not kept as one.
    fn keep_answer(&mut self, effects: &mut Vec<GuideEffect>) -> Result<(), String> {
        let typed = std::mem::take(&mut self.typed);
        let before = self.actual.clone();
        match (self.stage, typed.is_empty()) {
            (Stage::Before, true) => return Ok(()),
            (Stage::Before, false) => {
                self.actual.pain_before = Some(Score::parse(&typed)?);
                // It is kept with the exercise, once something of that is done.
                return Ok(());
            }
            (Stage::Pain, false) => self.actual.pain = Some(Score::parse(&typed)?),
            (Stage::Effort, false) => {
                self.actual.effort = Some(limits::whole(&typed, &limits::POINTS)?)
            }
            _ => {}
        }
        if self.stage == Stage::Pain {
            self.actual.symptoms.clone_from(&self.signs);
        }
        // What was answered already is not an answer again.
        if self.actual != before {
            self.keep(false, effects);
        }
        Ok(())
    }

    /// Takes the answer that was typed, and goes on.
    fn answer(&mut self, effects: &mut Vec<GuideEffect>) {
        if let Err(why) = self.keep_answer(effects) {
            self.says = Some(why);
            return;
        }
        match self.stage {
            Stage::Before => self.stage = Stage::Going,
            Stage::Pain if self.asks_place() => self.stage = Stage::Place,
            Stage::Pain => self.warn(effects),
            _ => self.next(effects),
        }
    }

    /// Whether it matters where the pain was: there was some, and a bone is the trouble.
    fn asks_place(&self) -> bool {
        let hurt = self.actual.pain.is_some_and(|pain| pain.is_above(0));
        hurt && self.item().is_some_and(|item| item.asks_place)
    }

    /// Takes where the pain was, and goes on.
    fn place_pain(&mut self, place: Option<PainPlace>, effects: &mut Vec<GuideEffect>) {
        if place.is_some() {
            self.actual.pain_place = place;
            self.keep(false, effects);
        }
        self.warn(effects);
    }

    /// Ticks a sign, or takes the tick away.
    fn tick(&mut self, sign: Symptom) {
        match self.signs.iter().position(|ticked| *ticked == sign) {
            Some(ticked) => drop(self.signs.remove(ticked)),
            None => self.signs.push(sign),
        }
    }

    /// Signs, and pain above the limit, are answered before anything else is asked.
    fn warn(&mut self, effects: &mut Vec<GuideEffect>) {
        let pain_max = self.item().map_or(0, |item| item.pain_max);
        let hurt = self.actual.pain.is_some_and(|pain| pain.is_above(pain_max));
        if hurt || !self.actual.symptoms.is_empty() {
            self.stage = Stage::Warned
        } else {
            self.ask_effort(effects)
        }
    }

    /// Asks for the effort where the dose aims at one, else goes on.
    fn ask_effort(&mut self, effects: &mut Vec<GuideEffect>) {
        if self.item().is_some_and(|item| item.aims_at_effort) {
            self.stage = Stage::Effort
        } else {
            self.next(effects)
        }
    }
}

#[cfg(test)]
mod tests;
