//! What was answered to the safety questions, and what follows from it.
//!
//! A red flag that was answered yes stays open until a clinician has checked it, on record: a later
//! "no" does not close it, because such a sign may come and go. One that is never waved through
//! needs both, the check and a "no" after it. What follows is decided here; what is asked, and what
//! to do, stands in the library.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::answers::{Answer, Answers, Asked, Says};
use super::closer_look::{CloserLook, Raised};
use super::hold::{Hold, HoldKind};
use super::red_flag::RedFlag;
use super::safety::Safety;
use super::setup_question::{Effect, SetupQuestion};
use crate::domain::text::date::days_between;

/// Days after which the red flags are asked again (design choice: weekly).
const FLAGS_AGAIN_AFTER: i64 = 7;

/// Days after which a set-up question that was skipped is asked again (design choice: with the red
/// flags).
const SKIPPED_AGAIN_AFTER: i64 = FLAGS_AGAIN_AFTER;

/// Days after which the set-up questions are asked again (design choice: yearly).
const SETUP_AGAIN_AFTER: i64 = 365;

/// Days after which an answer to an urgent question no longer lets a programme be shown (design
/// choice: twice the week).
const ANSWERS_HOLD_FOR: i64 = 14;

/// Days after the first answers from which the inflammatory questions are offered (design choice:
/// the second week).
const INFLAMMATORY_AFTER: i64 = 7;

/// Days for which words that were written down ask for answers (design choice: two weeks).
pub const WORDS_ASK_FOR: u64 = 14;

/// The answers of a diary up to a day, against the questions of the library.
#[derive(Debug, Clone, Copy)]
pub struct Screening<'a> {
    safety: &'a Safety,
    answers: &'a Answers,
    raised: &'a [Raised],
    day: NaiveDate,
}

impl<'a> Screening<'a> {
    /// What was known on `day`. `answers` come in the order they were given.
    pub fn new(safety: &'a Safety, answers: &'a Answers, day: NaiveDate) -> Self {
        Self { safety, answers, raised: &[], day }
    }

    /// The same, and what was written down may ask for answers too.
    pub fn with(self, raised: &'a [Raised]) -> Self {
        Self { raised, ..self }
    }

    /// The red flags that warning words of the last [`WORDS_ASK_FOR`] days ask for: those that were
    /// not answered since the words were written. `None` when there are none. Skipping a question
    /// does not answer it.
    pub fn closer_look(&self) -> Option<CloserLook> {
        let recent = self
            .raised
            .iter()
            .filter(|raised| days_between(raised.day, self.day) < WORDS_ASK_FOR as i64);
        let (mut day, mut flags, mut named) = (None, Vec::new(), Vec::new());
        // By flag, so that they come in the order they are asked, and each once however much asks
        // for it.
        for flag in self.safety.red_flags.iter().filter(|flag| !self.is_left_out(flag)) {
            let asking = recent.clone().filter(|raised| raised.asks(flag));
            let asking: Vec<&Raised> = asking
                .filter(|raised| !self.is_answered_since(flag, raised.written_at))
                .filter(|raised| !(raised.is_offered && self.was_answered_lately(flag)))
                .collect();
            if asking.is_empty() {
                continue;
            }
            day = day.max(asking.iter().map(|raised| raised.day).max());
            flags.push(flag.clone());
            if asking.iter().any(|raised| raised.names(flag)) {
                named.push(flag.clone());
            }
        }
        let day = day?;
        Some(CloserLook { day, flags, named })
    }

    /// Whether a red flag has an answer that was written after a moment. By the moment and not by
    /// the day: words that were written in the evening are not answered by the morning's questions.
    fn is_answered_since(&self, flag: &'a RedFlag, moment: DateTime<FixedOffset>) -> bool {
        self.to(&flag.id)
            .filter(|answer| answer.says != Says::Skipped)
            .any(|answer| answer.written_at > moment)
    }

    /// Whether a red flag was answered within the last week.
    fn was_answered_lately(&self, flag: &'a RedFlag) -> bool {
        self.last_answer(flag)
            .is_some_and(|answer| days_between(answer.day, self.day) < FLAGS_AGAIN_AFTER)
    }

    /// The answers to one question up to the day, in order.
    fn to(&self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Answer> {
        let day = self.day;
        self.answers.to(id).filter(move |answer| answer.day <= day)
    }

    /// Everything that hides a programme now, the most urgent first: what must be looked at, words
    /// that ask for an answer, and urgent questions whose answer is missing or too old. `not_with`
    /// are the set-up questions that the programmes followed must not be shown with: they need an
    /// answer too, and a yes holds until a clinician agrees. After a morning that is much worse than
    /// usual the answers must be of its day.
    pub fn programme_holds(&self, not_with: &[String], is_much_worse: bool) -> Vec<Hold> {
        let mut holds = self.holds_with(not_with);
        let raised = self.raised_hold();
        // Two reasons to answer the same questions are one too many.
        let unanswered =
            || self.unanswered(not_with).or_else(|| self.oldest_answer_before_today(is_much_worse));
        holds.extend(raised.or_else(unanswered));
        holds
    }

    /// What must be looked at before a programme that must not be shown with a yes to `not_with`.
    pub fn holds_with(&self, not_with: &[String]) -> Vec<Hold> {
        let mut holds = self.holds();
        for hold in self.keeps_from(not_with) {
            if holds.iter().all(|other| other.question != hold.question) {
                holds.push(hold);
            }
        }
        holds
    }

    /// The urgent questions, and the set-up questions of `not_with`, that were never answered as
    /// they are asked now.
    fn unanswered(&self, not_with: &[String]) -> Option<Hold> {
        let flag = self.urgent().find(|flag| self.last_answer(flag).is_none());
        let flag = flag.map(|flag| (&flag.id, &flag.ask));
        let asked = self.safety.setup_questions.iter().filter(|asked| not_with.contains(&asked.id));
        let unasked =
            |asked: &&SetupQuestion| self.to(&asked.id).all(|answer| answer.says == Says::Skipped);
        let (id, ask) = flag.or_else(|| {
            asked.clone().find(unasked).map(|question| (&question.id, &question.ask))
        })?;
        // Whoever has answered an earlier wording is told why they are asked again.
        let has_changed = self.urgent().any(|flag| {
            let mut said = self.to(&flag.id).filter(|answer| answer.says != Says::Skipped);
            self.last_answer(flag).is_none() && said.any(|answer| answer.wording < flag.wording)
        });
        let kind = if has_changed { HoldKind::Reworded } else { HoldKind::Unanswered };
        Some(answer_hold(kind, id, ask, self.day))
    }

    /// The most urgent question that words or a sign ask for, and nobody has answered since.
    pub fn raised_hold(&self) -> Option<Hold> {
        self.raised_holds().into_iter().next()
    }

    /// Every question that words or a sign ask for, and nobody has answered since, the most urgent
    /// first.
    pub fn raised_holds(&self) -> Vec<Hold> {
        let Some(look) = self.closer_look() else { return Vec::new() };
        let mut flags: Vec<_> = look.flags.iter().collect();
        flags.sort_by_key(|flag| flag.level);
        let holds = flags.into_iter().map(|flag| {
            let hold = answer_hold(HoldKind::Raised, &flag.id, &flag.ask, look.day);
            Hold { level: Some(flag.level), act: flag.act.clone(), ..hold }
        });
        holds.collect()
    }

    /// Whether urgent questions hid every programme on the day: an answer was missing or too old.
    pub fn was_unanswered(&self) -> bool {
        self.urgent().any(|flag| {
            let answer = self.last_answer(flag);
            answer.is_none_or(|answer| days_between(answer.day, self.day) > ANSWERS_HOLD_FOR)
        })
    }

    /// The urgent question whose answer is the oldest, where that is too old for a programme, or
    /// for a day whose morning is much worse than usual.
    fn oldest_answer_before_today(&self, is_much_worse: bool) -> Option<Hold> {
        let answers = self.urgent().filter_map(|flag| Some((flag, self.last_answer(flag)?.day)));
        let (flag, day) = answers.min_by_key(|(_, day)| *day)?;
        let age = days_between(day, self.day);
        let kind = if age > ANSWERS_HOLD_FOR {
            HoldKind::Stale
        } else if is_much_worse && age > 0 {
            HoldKind::WorseMorning
        } else {
            return None;
        };
        Some(answer_hold(kind, &flag.id, &flag.ask, day))
    }

    /// The red flags that are asked of this person and cannot wait.
    fn urgent(&self) -> impl Iterator<Item = &'a RedFlag> {
        let flags = self.safety.red_flags.iter().filter(|flag| flag.is_urgent());
        flags.filter(|flag| !self.is_left_out(flag))
    }

    /// The newest answer to a red flag as it is asked now; skipping is none. An urgent one that was
    /// put in full and left open has none until it is answered: whoever opened it was not sure.
    fn last_answer(&self, flag: &'a RedFlag) -> Option<&'a Answer> {
        let newest_first = self.to(&flag.id).rev().filter(|said| said.wording >= flag.wording);
        for answer in newest_first {
            match (answer.says, answer.asked) {
                (Says::Skipped, Asked::Alone) if flag.is_urgent() => return None,
                (Says::Skipped, _) => {}
                (Says::Yes | Says::No, _) => return Some(answer),
            }
        }
        None
    }

    /// Whether a red flag is not asked, because of what was answered about the person.
    pub fn is_left_out(&self, flag: &'a RedFlag) -> bool {
        let asked = flag.not_for.as_ref().and_then(|id| self.safety.setup_question(id));
        asked.is_some_and(|question| self.in_force(question).is_some())
    }

    /// Whether every red flag has an answer as it is asked now: then all are asked by one screen.
    pub fn all_answered_once(&self) -> bool {
        let mut asked = self.safety.red_flags.iter().filter(|flag| !self.is_left_out(flag));
        asked.all(|flag| self.last_answer(flag).is_some())
    }

    /// Everything that must be looked at before any exercise is shown, the most urgent first.
    pub fn holds(&self) -> Vec<Hold> {
        let flags = self.safety.red_flags.iter().filter_map(|flag| self.flag_hold(flag));
        let redirects =
            self.safety.setup_questions.iter().filter_map(|question| self.redirect_hold(question));
        let mut holds: Vec<Hold> = flags.chain(redirects).collect();
        // A level sorts by urgency; a mere agreement comes after every one of them.
        holds.sort_by_key(|hold| (hold.level.is_none(), hold.level));
        holds
    }

    /// The hold of a red flag, while it is open.
    fn flag_hold(&self, flag: &'a RedFlag) -> Option<Hold> {
        if flag.hides { self.open_flag(flag) } else { None }
    }

    /// A red flag that is open, whether or not it hides anything.
    fn open_flag(&self, flag: &'a RedFlag) -> Option<Hold> {
        // The answers are gone through in order, because a flag is a state: what a "no" does
        // depends on whether a clinician had looked before it.
        let mut open: Option<Hold> = None;
        let mut last_look: Option<NaiveDate> = None;
        for answer in self.to(&flag.id) {
            let looked_on = answer.checked.as_ref().map(|check| check.on);
            open = match (answer.says, open) {
                (Says::Yes, before) => {
                    let since = before.as_ref().map_or(answer.day, |hold| hold.since);
                    // What a clinician may know of from the past is settled by any look, and once
                    // it is new or worse by a later one; what is never waved through, only by one
                    // that can have seen it.
                    let checked = looked_on.is_some_and(|on| {
                        if flag.known_ok {
                            last_look.is_none_or(|last| on > last)
                        } else {
                            can_have_seen(on, since)
                        }
                    });
                    last_look = if checked { looked_on } else { last_look };
                    (!(checked && flag.known_ok)).then(|| Hold {
                        kind: HoldKind::Sign,
                        question: flag.id.clone(),
                        level: Some(flag.level),
                        ask: flag.ask.clone(),
                        act: flag.act.clone(),
                        say: flag.say.clone(),
                        since,
                        checked,
                    })
                }
                (Says::No, Some(hold)) if hold.checked => None,
                (_, open) => open,
            };
        }
        open
    }

    /// The hold of a set-up question that wants a clinician's agreement, while that is missing.
    fn redirect_hold(&self, question: &'a SetupQuestion) -> Option<Hold> {
        if question.effect == Effect::Redirect { self.agreement_hold(question) } else { None }
    }

    /// The hold of a yes to a set-up question until a clinician has agreed, whatever its effect.
    fn agreement_hold(&self, question: &'a SetupQuestion) -> Option<Hold> {
        // A look closes it for good, and so does a "no": agreement is no sign that may come back.
        let answer = self.in_force(question)?;
        answer.checked.is_none().then(|| Hold {
            kind: HoldKind::Agreement,
            question: question.id.clone(),
            level: None,
            ask: question.ask.clone(),
            act: question.line.clone(),
            say: None,
            since: answer.day,
            checked: false,
        })
    }

    /// What keeps a programme from a person by the set-up questions it is not for a yes to, in the
    /// order they are asked: an answer that a clinician has looked at keeps nothing.
    pub fn keeps_from(&self, not_with: &[String]) -> Vec<Hold> {
        self.yes_to(not_with).filter_map(|question| self.agreement_hold(question)).collect()
    }

    /// The answer to a set-up question that counts, when it is a yes.
    fn in_force(&self, question: &'a SetupQuestion) -> Option<&'a Answer> {
        // Skipping says nothing, and takes nothing back.
        self.to(&question.id)
            .rfind(|answer| answer.says != Says::Skipped)
            .filter(|answer| answer.says == Says::Yes)
    }

    /// The set-up question among `ids` that was answered yes, and on which no clinician has agreed
    /// that it takes nothing out, if any. Whoever agrees to a programme in a pregnancy agrees to
    /// what is left of it, and to nothing that it is kept out for.
    pub fn first_excluding(&self, ids: &[String]) -> Option<&'a SetupQuestion> {
        self.yes_to(ids).find(|question| {
            let is_lifted = self.in_force(question).is_some_and(|answer| answer.checked.is_some());
            question.effect != Effect::Filter || !is_lifted
        })
    }

    /// The set-up questions among `ids` that were answered yes, in the order they are asked.
    pub fn yes_to(&self, ids: &[String]) -> impl Iterator<Item = &'a SetupQuestion> {
        let asked =
            self.safety.setup_questions.iter().filter(move |question| ids.contains(&question.id));
        asked.filter(|question| self.in_force(question).is_some())
    }

    /// The lines that are shown with every routine: what to do about red flags that are open and
    /// hide nothing, and what a yes to a set-up question has to say.
    pub fn notes(&self) -> impl Iterator<Item = &'a str> {
        let notes =
            self.safety.setup_questions.iter().filter(|question| question.effect == Effect::Note);
        let notes = notes.filter(|question| self.in_force(question).is_some());
        let flags = self.flags_that_hide_nothing().map(|flag| flag.act.as_str());
        flags.chain(notes.map(|question| question.line.as_str()))
    }

    /// The red flags that are open and hide nothing, in the order they are asked.
    pub fn flags_that_hide_nothing(&self) -> impl Iterator<Item = &'a RedFlag> {
        let flags = self.safety.red_flags.iter().filter(|flag| !flag.hides);
        flags.filter(|flag| self.open_flag(flag).is_some())
    }

    /// Whether a red flag was asked within so many days as it is asked now, answered or skipped; an
    /// urgent one counts as asked only when it was answered.
    fn flag_was_asked(&self, flag: &'a RedFlag, within: i64) -> bool {
        let mut asked = self.to(&flag.id).filter(|answer| answer.wording >= flag.wording);
        let last = asked.rfind(|answer| !flag.is_urgent() || answer.says != Says::Skipped);
        last.is_some_and(|answer| days_between(answer.day, self.day) < within)
    }

    /// Whether a question was asked within so many days, answered or skipped.
    fn was_asked(&self, id: &'a str, within: i64) -> bool {
        self.to(id).next_back().is_some_and(|answer| days_between(answer.day, self.day) < within)
    }

    /// The set-up questions that are due: never asked, answered a year ago, or skipped a week ago.
    pub fn setup_due(&self) -> impl Iterator<Item = &'a SetupQuestion> {
        let questions = &self.safety.setup_questions;
        // What only leaves out questions is asked beside those.
        questions.iter().filter(|question| question.effect != Effect::Skip).filter(|question| {
            let last = self.to(&question.id).next_back();
            // Whoever skipped a question may answer it next week; whoever answered has a year.
            let again_after = match last.map(|answer| answer.says) {
                Some(Says::Skipped) => SKIPPED_AGAIN_AFTER,
                _ => SETUP_AGAIN_AFTER,
            };
            !self.was_asked(&question.id, again_after)
        })
    }

    /// Whether somebody is to be told that set-up questions are due: not on a day on which they have
    /// answered some, for that has questions enough.
    pub fn reminds_of_setup(&self) -> bool {
        let has_answered = self.answers.iter().any(|answer| answer.day == self.day);
        !has_answered && self.setup_due().next().is_some()
    }

    /// The red flags that are due: never asked, or a week ago, or looked at by a clinician and only
    /// to be answered once more, or asked for by what was written down since.
    pub fn flags_due(&self) -> impl Iterator<Item = &'a RedFlag> {
        let look = self.closer_look();
        let flags = self.safety.red_flags.iter().filter(|flag| !self.is_left_out(flag));
        flags.filter(move |flag| {
            !self.flag_was_asked(flag, FLAGS_AGAIN_AFTER)
                || self.flag_hold(flag).is_some_and(|hold| hold.checked)
                || look
                    .as_ref()
                    .is_some_and(|look| look.flags.iter().any(|asked| asked.id == flag.id))
        })
    }

    /// The gate of the inflammatory questions, where it is to be offered: once, a week or more after
    /// the first of all answers. On the first days there are questions enough.
    pub fn inflammatory_due(&self) -> Option<String> {
        let first = self.answers.iter().map(|answer| answer.day).min()?;
        let gate = self.safety.inflammatory_screen.ids().next()?;
        let was_offered = self.answers.to(&gate).next().is_some();
        let is_time = days_between(first, self.day) >= INFLAMMATORY_AFTER;
        (is_time && !was_offered).then_some(gate)
    }

    /// The newest answer to each question that was answered, in the order the questions are asked.
    pub fn newest_answers(&self) -> impl Iterator<Item = &'a Answer> {
        let asked = self.safety.question_ids().map(str::to_owned);
        let ids = asked.chain(self.safety.inflammatory_screen.ids());
        let (answers, day) = (self.answers, self.day);
        ids.filter_map(move |id| {
            let up_to = answers.to(&id).filter(|answer| answer.day <= day);
            up_to.rev().find(|answer| answer.says != Says::Skipped)
        })
    }

    /// How many of the questions have an answer that is neither missing nor skipped.
    pub fn answered(&self) -> usize {
        let ids = self.safety.question_ids();
        ids.filter(|id| self.to(id).any(|answer| answer.says != Says::Skipped)).count()
    }

    /// Whether a red flag was answered yes before and a clinician has looked: it is then asked as
    /// new or worse.
    pub fn is_known(&self, flag: &'a RedFlag) -> bool {
        flag.known_ok
            && self.to(&flag.id).any(|answer| answer.says == Says::Yes && answer.checked.is_some())
    }
}

/// A hold that ends with an answer.
fn answer_hold(kind: HoldKind, question: &str, ask: &str, since: NaiveDate) -> Hold {
    Hold {
        kind,
        question: question.to_owned(),
        level: None,
        ask: ask.to_owned(),
        act: String::new(),
        say: None,
        since,
        checked: false,
    }
}

/// Whether a look on `on` can have seen a sign that was answered yes on `since`: it may have been
/// there since the question was asked the time before.
fn can_have_seen(on: NaiveDate, since: NaiveDate) -> bool {
    days_between(on, since) <= FLAGS_AGAIN_AFTER
}

#[cfg(test)]
mod tests;
