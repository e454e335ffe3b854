//! Guides a person through the exercises of a day, one after the other.
//!
//! A [`Guide`] is a machine without hands: keys and passing time come in, and what should be kept
//! or sounded comes out. It knows no clock, no terminal and no diary. What is shown follows from
//! what it says about itself.
//!
//! Nothing is made up: a set counts once its last second has passed or the person has moved on from
//! it, and an exercise that ends early is kept with what was finished of it.

use super::pace::{Pace, PacePosition};
use crate::domain::diary::exercise_record::{Actual, Outcome, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::text::limits;

/// Stretches of at least this many seconds are rung in and out; shorter ones would ring all the
/// time (design choice).
const RINGS_FROM_S: u32 = 5;

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
    /// Doing it.
    Going,
    /// Asked for the pain in it.
    Pain,
    /// Asked for signs that came with it.
    Signs,
    /// Told what to do about the pain or the signs.
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
        /// Whether more of it was done, and not only said about it.
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
}

impl Guide {
    /// At the opening of a day with these exercises.
    pub fn new(items: Vec<GuidedExercise>) -> Self {
        let stage = if items.is_empty() { Stage::Over } else { Stage::Opening };
        Self {
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
        (begun && self.actual == Actual::default()).then_some(self.current)
    }

    /// Thousandths of a second of all exercises that are behind, and of all there are.
    pub fn progress(&self) -> (u64, u64) {
        let behind = total_ms(&self.items[..self.current]);
        let present = match (self.stage, self.item()) {
            (Stage::Opening | Stage::Reading, _) | (_, None) => 0,
            (Stage::Going, Some(item)) => self.at_ms.min(item.pace.total_ms()),
            (_, Some(item)) => item.pace.total_ms(),
        };
        (behind + present, total_ms(&self.items))
    }

    /// Takes in what happened, and says what to do about it, in order.
    pub fn step(&mut self, event: Event) -> Vec<GuideEffect> {
        let mut effects = Vec::new();
        match event {
            Event::Key(key) => {
                self.says = None;
                self.key(key, &mut effects);
            }
            Event::Passed(ms) if self.is_running() => self.pass(ms, &mut effects),
            Event::Passed(_) => {}
        }
        effects
    }

    fn key(&mut self, key: Key, effects: &mut Vec<GuideEffect>) {
        match (self.stage, key) {
            (Stage::Over, _) => {}
            (_, Key::End) => self.quit(effects),
            // Whoever reads about the keys does not mean them yet.
            _ if self.help => self.help = false,
            (_, Key::Char('q')) => self.quit(effects),
            (_, Key::Char('?')) => self.help = true,
            (Stage::Opening, Key::Enter | Key::Char(' ' | 'n')) => self.read(0),
            (Stage::Reading, Key::Enter | Key::Char(' ' | 'n')) => self.stage = Stage::Going,
            (Stage::Going, Key::Char(' ')) => self.paused = !self.paused,
            // Whoever paused wants to go on, not to leave something out.
            (Stage::Going, Key::Enter) if self.paused => self.paused = false,
            (Stage::Going, Key::Enter | Key::Char('n')) => {
                let left = self.place().map_or(0, |place| place.left_ms);
                self.paused = false;
                self.advance(left, effects);
            }
            (Stage::Reading | Stage::Going, Key::Char('l')) => self.less(effects),
            (Stage::Reading | Stage::Going, Key::Char('s')) => self.end(effects),
            (Stage::Pain | Stage::Effort, Key::Char(c @ ('0'..='9' | '.' | ',')))
                if self.typed.len() < TYPED_MAX =>
            {
                self.typed.push(c);
            }
            (Stage::Pain | Stage::Effort, Key::Back) => drop(self.typed.pop()),
            (Stage::Pain | Stage::Effort, Key::Enter) => self.answer(effects),
            (Stage::Signs, Key::Char('s')) => self.tick(Symptom::LegSpread),
            (Stage::Signs, Key::Char('n')) => self.tick(Symptom::NumbWeak),
            (Stage::Signs, Key::Enter) => self.take_signs(effects),
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
                self.stage = Stage::Reading;
            }
            None => self.stage = Stage::Over,
        }
    }

    fn next(&mut self, effects: &mut Vec<GuideEffect>) {
        self.read(self.current + 1);
        if self.stage == Stage::Over {
            effects.push(GuideEffect::Quit);
        }
    }

    /// Time passes while an exercise is being done.
    fn pass(&mut self, ms: u64, effects: &mut Vec<GuideEffect>) {
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

    fn keep(&self, worked: bool, effects: &mut Vec<GuideEffect>) {
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
        match self.stage {
            Stage::Signs => self.keep_signs(effects),
            // What is no answer yet is none.
            Stage::Pain | Stage::Effort => drop(self.keep_answer(effects)),
            _ => {}
        }
        self.stage = Stage::Over;
        effects.push(GuideEffect::Quit);
    }

    /// Keeps the answer that was typed. An empty one is none, and is not kept as one.
    fn keep_answer(&mut self, effects: &mut Vec<GuideEffect>) -> Result<(), String> {
        let typed = std::mem::take(&mut self.typed);
        match (self.stage, typed.is_empty()) {
            (_, true) => return Ok(()),
            (Stage::Pain, false) => self.actual.pain = Some(Score::parse(&typed)?),
            (_, false) => self.actual.effort = Some(limits::whole(&typed, &limits::POINTS)?),
        }
        self.keep(false, effects);
        Ok(())
    }

    /// Takes the answer that was typed, and goes on.
    fn answer(&mut self, effects: &mut Vec<GuideEffect>) {
        if let Err(why) = self.keep_answer(effects) {
            self.says = Some(why);
            return;
        }
        match self.stage {
            Stage::Pain => self.stage = Stage::Signs,
            _ => self.next(effects),
        }
    }

    /// Ticks a sign, or takes the tick away.
    fn tick(&mut self, sign: Symptom) {
        match self.signs.iter().position(|ticked| *ticked == sign) {
            Some(ticked) => drop(self.signs.remove(ticked)),
            None => self.signs.push(sign),
        }
    }

    /// Keeps the signs that were ticked.
    fn keep_signs(&mut self, effects: &mut Vec<GuideEffect>) {
        if !self.signs.is_empty() {
            self.actual.symptoms = std::mem::take(&mut self.signs);
            self.keep(false, effects);
        }
    }

    /// Takes the signs that were ticked. They, and pain above the limit, are answered before
    /// anything else is asked.
    fn take_signs(&mut self, effects: &mut Vec<GuideEffect>) {
        self.keep_signs(effects);
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

/// Thousandths of a second that some exercises take together.
fn total_ms(items: &[GuidedExercise]) -> u64 {
    items.iter().map(|item| item.pace.total_ms()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::dose::{Dose, Sides};
    use crate::domain::testing;
    use proptest::prelude::*;

    /// Two sets of two repeats of four seconds, ten seconds of rest between: 10 s ready, sets end
    /// at 18 and 36 s.
    fn two_sets() -> GuidedExercise {
        item(Dose { sets: 2, reps: Some(2), rest_s: Some(10), ..testing::exercise("x", 7).dose })
    }

    fn item(dose: Dose) -> GuidedExercise {
        let before = Actual::default();
        GuidedExercise {
            pace: Pace::new(&dose, &before),
            aims_at_effort: false,
            pain_max: 5,
            before,
        }
    }

    /// What happens for a line of events: `>` Enter, `_` Space, `<` Backspace, `^` Ctrl-C, `12s`
    /// seconds that pass in one go, any other word the keys of its letters.
    fn play(guide: &mut Guide, line: &str) -> Vec<String> {
        let mut told = Vec::new();
        for word in line.split_whitespace() {
            let seconds = word.strip_suffix('s').and_then(|number| number.parse::<u64>().ok());
            let events: Vec<Event> = match (word, seconds) {
                (_, Some(seconds)) => vec![Event::Passed(seconds * 1000)],
                (word, None) => word.chars().map(|c| Event::Key(key(c))).collect(),
            };
            told.extend(
                events.into_iter().flat_map(|event| guide.step(event)).map(|effect| tell(&effect)),
            );
        }
        told.push(format!("{:?} {}", guide.stage(), guide.current()));
        told
    }

    fn key(c: char) -> Key {
        match c {
            '>' => Key::Enter,
            '_' => Key::Char(' '),
            '<' => Key::Back,
            '^' => Key::End,
            c => Key::Char(c),
        }
    }

    /// `keep 0: 2 sets pain 3`.
    fn tell(effect: &GuideEffect) -> String {
        match effect {
            GuideEffect::Bell => "bell".to_owned(),
            GuideEffect::Quit => "quit".to_owned(),
            GuideEffect::Keep { item, outcome: Outcome::Skipped { .. }, .. } => {
                format!("keep {item}: skipped")
            }
            GuideEffect::Keep { item, outcome: Outcome::Done(actual), worked } => {
                let mut words = vec![format!("{} {item}:", if *worked { "keep" } else { "felt" })];
                let numbers = [
                    ("sets", actual.sets.map(|sets| sets.to_string())),
                    ("reps", actual.reps.map(|reps| reps.to_string())),
                    ("hold", actual.hold_s.map(|seconds| seconds.to_string())),
                    ("min", actual.minutes.map(|minutes| minutes.to_string())),
                    ("pain", actual.pain.map(|pain| pain.to_string())),
                    ("effort", actual.effort.map(|effort| effort.to_string())),
                ];
                words.extend(
                    numbers
                        .into_iter()
                        .filter_map(|(what, number)| Some(format!("{what} {}", number?))),
                );
                words.extend(actual.symptoms.iter().map(|symptom| symptom.word().to_owned()));
                words.join(" ")
            }
        }
    }

    /// What is seen of each line of events, for two exercises of two sets, the second with an
    /// effort to aim at.
    #[test]
    fn keys_and_time_lead_through_the_day() {
        for (line, expected) in [
            ("", "Opening 0"),
            ("99s", "Opening 0"),
            (">", "Reading 0"),
            ("> 99s", "Reading 0"),
            ("> > 9s", "Going 0"),
            ("> > 10s", "bell, Going 0"),
            ("> > 10s 8s", "bell, keep 0: sets 1, bell, Going 0"),
            ("> > 36s", "keep 0: sets 2, bell, Pain 0"),
            ("> > 18s 18s", "keep 0: sets 1, bell, keep 0: sets 2, bell, Pain 0"),
            // Next, pause and going on.
            ("> > nnn", "keep 0: sets 1, Going 0"),
            ("> > nnn nnn", "keep 0: sets 1, keep 0: sets 2, Pain 0"),
            ("> > _ 99s", "Going 0"),
            ("> > _ > 10s", "bell, Going 0"),
            ("> > _ _ 10s", "bell, Going 0"),
            ("> > _ n 8s", "keep 0: sets 1, bell, Going 0"),
            // Skipping before anything was done leaves it out; after that it is kept as far as it
            // went.
            ("> s", "keep 0: skipped, Reading 1"),
            ("> > s", "keep 0: skipped, Reading 1"),
            ("> > n s", "keep 0: sets 1 reps 1, Pain 0"),
            ("> > nn s", "keep 0: sets 1 reps 1, Pain 0"),
            ("> > nnn s", "keep 0: sets 1, keep 0: sets 1, Pain 0"),
            ("> s s", "keep 0: skipped, keep 1: skipped, quit, Over 2"),
            // Less takes one set off, and ends the last one where it is.
            ("> l", "Reading 0"),
            ("> ll", "Reading 0"),
            ("> l > 18s", "keep 0: sets 1, bell, Pain 0"),
            ("> > nl nn", "keep 0: sets 1, Pain 0"),
            ("> > nl l", "keep 0: sets 1 reps 1, Pain 0"),
            ("> > nnn l", "keep 0: sets 1, keep 0: sets 1, Pain 0"),
            // Quitting keeps what is finished and asks nothing.
            ("q", "quit, Over 0"),
            ("> q", "quit, Over 0"),
            ("> > nn q", "quit, Over 0"),
            ("> > nnn ^", "keep 0: sets 1, quit, Over 0"),
            ("> > 36s ^", "keep 0: sets 2, bell, quit, Over 0"),
            ("> > 36s q", "keep 0: sets 2, bell, quit, Over 0"),
            ("q > > 36s", "quit, Over 0"),
            // A key that is pressed over the explanation of the keys only takes that away.
            ("> ?s >", "Going 0"),
            ("> ?? >", "Going 0"),
            ("> ?^", "quit, Over 0"),
        ] {
            let mut guide =
                Guide::new(vec![two_sets(), GuidedExercise { aims_at_effort: true, ..two_sets() }]);
            assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
        }
    }

    #[test]
    fn pain_and_effort_are_asked_and_only_answers_are_kept() {
        for (line, expected) in [
            (">", "Signs 0"),
            (">>", "Effort 0"),
            (">>>", "Reading 1"),
            ("3>", "felt 0: sets 2 pain 3, Signs 0"),
            ("3.5> > 7>", "felt 0: sets 2 pain 3.5, felt 0: sets 2 pain 3.5 effort 7, Reading 1"),
            ("0> > 0>", "felt 0: sets 2 pain 0, felt 0: sets 2 pain 0 effort 0, Reading 1"),
            ("3,5>", "felt 0: sets 2 pain 3.5, Signs 0"),
            ("9<2>", "felt 0: sets 2 pain 2, Signs 0"),
            ("11>", "Pain 0"),
            ("11> 1>", "felt 0: sets 2 pain 1, Signs 0"),
            (">> 11>", "Effort 0"),
            (">> 3.5>", "Effort 0"),
            ("xyz 99s >", "Signs 0"),
            ("5> >", "felt 0: sets 2 pain 5, Effort 0"),
            ("5.1> >", "felt 0: sets 2 pain 5.1, Warned 0"),
            ("6> > >", "felt 0: sets 2 pain 6, Effort 0"),
            ("3> q", "felt 0: sets 2 pain 3, quit, Over 0"),
            // Whoever leaves with an answer on the screen has given it.
            ("3^", "felt 0: sets 2 pain 3, quit, Over 0"),
            ("3q", "felt 0: sets 2 pain 3, quit, Over 0"),
            ("3?^", "felt 0: sets 2 pain 3, quit, Over 0"),
            ("11q", "quit, Over 0"),
            ("3.^", "quit, Over 0"),
            (">> 7^", "felt 0: sets 2 effort 7, quit, Over 0"),
            (">> 77q", "quit, Over 0"),
            // Signs are ticked, unticked, and answered whatever the pain.
            ("> s>", "felt 0: sets 2 leg-spread, Warned 0"),
            ("> ns>", "felt 0: sets 2 numb-weak leg-spread, Warned 0"),
            ("> ss>", "Effort 0"),
            (
                "1> n> > 4>",
                "felt 0: sets 2 pain 1, felt 0: sets 2 pain 1 numb-weak, felt 0: sets 2 pain 1 effort 4 numb-weak, Reading 1",
            ),
            ("> sq", "felt 0: sets 2 leg-spread, quit, Over 0"),
            ("> n^", "felt 0: sets 2 numb-weak, quit, Over 0"),
            ("> ssq", "quit, Over 0"),
            ("2> n> q", "felt 0: sets 2 pain 2, felt 0: sets 2 pain 2 numb-weak, quit, Over 0"),
        ] {
            let mut guide =
                Guide::new(vec![GuidedExercise { aims_at_effort: true, ..two_sets() }, two_sets()]);
            play(&mut guide, "> > 36s");
            assert_eq!(play(&mut guide, line).join(", "), expected, "{line}");
        }
    }

    #[test]
    fn an_answer_that_is_none_says_what_one_looks_like() {
        let mut guide = Guide::new(vec![two_sets()]);
        play(&mut guide, "> > 36s 11>");
        assert!(guide.says().is_some_and(|says| says.contains("0 to 10")), "{:?}", guide.says());
        assert_eq!(guide.typed(), "");
        play(&mut guide, "12345678");
        assert_eq!((guide.says(), guide.typed()), (None, "1234"));
    }

    #[test]
    fn steady_work_is_kept_in_whole_minutes() {
        let walk =
            item(Dose { minutes: Some(5), sets: 1, reps: None, ..testing::exercise("x", 7).dose });
        for (line, expected) in [
            ("> > 310s", "keep 0: min 5, bell, Pain 0"),
            ("> > 60s q", "bell, quit, Over 0"),
            ("> > 60s s", "bell, keep 0: min 1, Pain 0"),
            ("> > 70s q", "bell, keep 0: min 1, quit, Over 0"),
            ("> > 200s l", "bell, keep 0: min 3, Pain 0"),
            ("> > 200s s", "bell, keep 0: min 3, Pain 0"),
            ("> l", "Reading 0"),
        ] {
            assert_eq!(
                play(&mut Guide::new(vec![walk.clone()]), line).join(", "),
                expected,
                "{line}"
            );
        }
    }

    #[test]
    fn an_exercise_goes_on_where_it_was_broken_off() {
        let before = Actual { sets: Some(1), load_g: Some(2000), ..Actual::default() };
        let dose = Dose {
            sets: 2,
            reps: Some(2),
            sides: Sides::Together,
            ..testing::exercise("x", 7).dose
        };
        let broken_off = GuidedExercise {
            pace: Pace::new(&dose, &before),
            before: before.clone(),
            ..two_sets()
        };
        for (line, expected) in [
            ("> > 18s", "keep 0: sets 2, bell, Pain 0"),
            ("> > q", "quit, Over 0"),
            ("> s", "Pain 0"),
            ("> l 2> >", "felt 0: sets 1 pain 2, quit, Over 1"),
            ("> > nn s", "keep 0: sets 1, Pain 0"),
        ] {
            assert_eq!(
                play(&mut Guide::new(vec![broken_off.clone()]), line).join(", "),
                expected,
                "{line}"
            );
        }
        let mut guide = Guide::new(vec![broken_off]);
        let kept = guide
            .step(Event::Key(Key::Enter))
            .into_iter()
            .chain(guide.step(Event::Key(Key::Enter)));
        let kept: Vec<GuideEffect> = kept.chain(guide.step(Event::Passed(18_000))).collect();
        let outcome = Outcome::Done(Actual { sets: Some(2), ..before });
        assert_eq!(
            kept[0],
            GuideEffect::Keep { item: 0, outcome, worked: true },
            "what was said before stays"
        );
    }

    #[test]
    fn what_was_left_unfinished_is_known() {
        for (line, expected) in [
            ("> > 9s q", None),
            ("> > 11s q", Some(0)),
            ("> > 17s ^", Some(0)),
            ("> > 18s q", None),
            ("> > 36s q", None),
            ("> > 36s >> q", None),
            ("> s > 11s q", Some(1)),
            ("> s > 11s", None),
            ("> s s", None),
        ] {
            let mut guide = Guide::new(vec![two_sets(), two_sets()]);
            play(&mut guide, line);
            assert_eq!(guide.left_unfinished(), expected, "{line}");
        }
    }

    #[test]
    fn the_way_through_the_day_is_told_as_a_share() {
        let mut guide = Guide::new(vec![two_sets(), two_sets()]);
        for (line, expected) in [
            ("> 9s", 0),
            (">", 0),
            ("18s", 18_000),
            ("18s", 36_000),
            (">>", 36_000),
            (">", 36_000),
            ("n", 46_000),
        ] {
            play(&mut guide, line);
            assert_eq!(guide.progress(), (expected, 72_000), "{line}");
        }
        play(&mut guide, "q");
        assert_eq!(Guide::new(vec![]).progress(), (0, 0));
        assert_eq!(Guide::new(vec![]).stage(), Stage::Over);
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let keys = prop::sample::select(">> nn_<sl?05.,qx".chars().collect::<Vec<_>>());
        prop_oneof![4 => keys.prop_map(|c| Event::Key(key(c))), 3 => (0u64..40_000).prop_map(Event::Passed)]
    }

    proptest! {
        #[test]
        fn no_keys_lose_or_make_up_anything(events in prop::collection::vec(any_event(), 0..120)) {
            let mut guide = Guide::new(vec![two_sets(), GuidedExercise { aims_at_effort: true, ..two_sets() }]);
            let mut kept = [const { None::<Outcome> }; 2];
            let mut last = 0;
            for event in events {
                let (item, stage) = (guide.current(), guide.stage());
                let effects = guide.step(event);
                prop_assert!(guide.current() >= item, "there is no way back");
                let (behind, all) = guide.progress();
                prop_assert!(behind <= all && all > 0);
                if let Event::Passed(_) = event {
                    prop_assert!(behind >= last);
                }
                last = behind;
                for effect in effects {
                    prop_assert!(stage != Stage::Over, "nothing comes after the end");
                    let GuideEffect::Keep { item: number, outcome, .. } = effect else { continue };
                    prop_assert_eq!(number, item);
                    if let (Some(Outcome::Done(before)), Outcome::Done(now)) = (&kept[number], &outcome) {
                        prop_assert!(now.sets >= before.sets && (before.pain.is_none() || now.pain == before.pain));
                    }
                    let undone = matches!((&kept[number], &outcome), (Some(_), Outcome::Skipped { .. }));
                    prop_assert!(!undone, "what was done is not left out");
                    kept[number] = Some(outcome);
                }
            }
            for (number, kept) in kept.iter().enumerate().take(guide.current()) {
                prop_assert!(kept.is_some(), "exercise {} is behind and nothing of it is kept", number);
            }
        }
    }
}
