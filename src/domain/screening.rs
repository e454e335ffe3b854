//! What was answered to the safety questions, and what follows from it.
//!
//! A red flag that was answered yes stays open until a clinician has checked it, on record: a later "no" does
//! not close it, because such a sign may come and go. One that is never waved through needs both, the check
//! and a "no" after it. What follows is decided here; what is asked, and what to do, stands in the library.

use chrono::NaiveDate;

use super::day::days_between;
use super::safety::{Effect, Level, RedFlag, Safety, SetupQuestion};

/// Days after which the red flags are asked again (design choice: weekly).
const FLAGS_AGAIN_AFTER: i64 = 7;

/// Days after which a set-up question that was skipped is asked again (design choice: with the red flags).
const SKIPPED_AGAIN_AFTER: i64 = FLAGS_AGAIN_AFTER;

/// Days after which the set-up questions are asked again (design choice: yearly).
const SETUP_AGAIN_AFTER: i64 = 365;

/// What was answered to one question on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// What was said.
    pub says: Says,
    /// The day it was said.
    pub day: NaiveDate,
    /// The clinician who has looked at it since, for a yes.
    pub checked: Option<Check>,
}

/// What a person may say to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing, for now.
    Skipped,
}

impl Says {
    /// Every answer with its word in the diary.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Yes, "yes"), (Self::No, "no"), (Self::Skipped, "skipped")];

    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The answer a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, each)| *each == word).map(|(says, _)| *says)
    }
}

/// A clinician's look at something: who, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Who.
    pub by: String,
    /// When.
    pub on: NaiveDate,
}

/// A reason not to exercise before somebody has looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The question's id.
    pub question: String,
    /// How soon to be seen; `None` where a clinician only has to agree.
    pub level: Option<Level>,
    /// The question as it is asked.
    pub ask: String,
    /// What to do.
    pub act: String,
    /// The day it was first answered yes.
    pub since: NaiveDate,
    /// Whether a clinician has looked, and only a "no" is missing.
    pub checked: bool,
}

/// The answers of a diary up to a day, against the questions of the library.
#[derive(Debug, Clone, Copy)]
pub struct Screening<'a> {
    safety: &'a Safety,
    answers: &'a [Answer],
    day: NaiveDate,
}

impl<'a> Screening<'a> {
    /// What was known on `day`. `answers` come in the order they were given.
    pub fn new(safety: &'a Safety, answers: &'a [Answer], day: NaiveDate) -> Self {
        Self { safety, answers, day }
    }

    /// The answers to one question up to the day, in order.
    fn to(&self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Answer> {
        let day = self.day;
        self.answers.iter().filter(move |answer| answer.question == id && answer.day <= day)
    }

    /// Everything that must be looked at before any exercise is shown, the most urgent first.
    pub fn holds(&self) -> Vec<Hold> {
        let flags = self.safety.red_flags.iter().filter_map(|flag| self.flag_hold(flag));
        let redirects = self.safety.setup_questions.iter().filter_map(|question| self.redirect_hold(question));
        let mut holds: Vec<Hold> = flags.chain(redirects).collect();
        // A level sorts by urgency; a mere agreement comes after every one of them.
        holds.sort_by_key(|hold| (hold.level.is_none(), hold.level));
        holds
    }

    /// The hold of a red flag, while it is open.
    fn flag_hold(&self, flag: &'a RedFlag) -> Option<Hold> {
        let mut open: Option<Hold> = None;
        let mut last_look: Option<NaiveDate> = None;
        for answer in self.to(&flag.id) {
            let looked_on = answer.checked.as_ref().map(|check| check.on);
            open = match (answer.says, open) {
                (Says::Yes, before) => {
                    let since = before.as_ref().map_or(answer.day, |hold| hold.since);
                    // What a clinician may know of from the past is settled by any look, and once it is new or
                    // worse by a later one; what is never waved through, only by one that can have seen it.
                    let checked = looked_on.is_some_and(|on| match flag.known_ok {
                        true => last_look.is_none_or(|last| on > last),
                        false => can_have_seen(on, since),
                    });
                    last_look = if checked { looked_on } else { last_look };
                    (!(checked && flag.known_ok)).then(|| Hold {
                        question: flag.id.clone(),
                        level: Some(flag.level),
                        ask: flag.ask.clone(),
                        act: flag.act.clone(),
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
        let answer = self.in_force(question).filter(|_| question.effect == Effect::Redirect)?;
        answer.checked.is_none().then(|| Hold {
            question: question.id.clone(),
            level: None,
            ask: question.ask.clone(),
            act: question.line.clone(),
            since: answer.day,
            checked: false,
        })
    }

    /// The answer to a set-up question that counts, when it is a yes.
    fn in_force(&self, question: &'a SetupQuestion) -> Option<&'a Answer> {
        self.to(&question.id).rfind(|answer| answer.says != Says::Skipped).filter(|answer| answer.says == Says::Yes)
    }

    /// The set-up question among `ids` that was answered yes, if any.
    pub fn first_yes(&self, ids: &[String]) -> Option<&'a SetupQuestion> {
        self.yes_to(ids).next()
    }

    /// The set-up questions among `ids` that were answered yes, in the order they are asked.
    pub fn yes_to(&self, ids: &[String]) -> impl Iterator<Item = &'a SetupQuestion> {
        let asked = self.safety.setup_questions.iter().filter(move |question| ids.contains(&question.id));
        asked.filter(|question| self.in_force(question).is_some())
    }

    /// The lines that a yes to a set-up question has shown with every routine.
    pub fn notes(&self) -> impl Iterator<Item = &'a str> {
        let noted = |question: &&'a SetupQuestion| question.effect == Effect::Note && self.in_force(question).is_some();
        self.safety.setup_questions.iter().filter(noted).map(|question| question.line.as_str())
    }

    /// Whether a question was asked within so many days, answered or skipped.
    fn was_asked(&self, id: &'a str, within: i64) -> bool {
        self.to(id).next_back().is_some_and(|answer| days_between(answer.day, self.day) < within)
    }

    /// The set-up questions that are due: never asked, answered a year ago, or skipped a week ago.
    pub fn setup_due(&self) -> impl Iterator<Item = &'a SetupQuestion> {
        self.safety.setup_questions.iter().filter(|question| {
            let last = self.to(&question.id).next_back();
            let again_after = match last.map(|answer| answer.says) {
                Some(Says::Skipped) => SKIPPED_AGAIN_AFTER,
                _ => SETUP_AGAIN_AFTER,
            };
            !self.was_asked(&question.id, again_after)
        })
    }

    /// The red flags that are due: never asked, or a week ago, or looked at by a clinician and only to be
    /// answered once more.
    pub fn flags_due(&self) -> impl Iterator<Item = &'a RedFlag> {
        self.safety.red_flags.iter().filter(|flag| {
            !self.was_asked(&flag.id, FLAGS_AGAIN_AFTER) || self.flag_hold(flag).is_some_and(|hold| hold.checked)
        })
    }

    /// How many of the questions have an answer that is neither missing nor skipped.
    pub fn answered(&self) -> usize {
        let ids = self.safety.question_ids();
        ids.filter(|id| self.to(id).any(|answer| answer.says != Says::Skipped)).count()
    }

    /// Whether a red flag was answered yes before and a clinician has looked: it is then asked as new or worse.
    pub fn is_known(&self, flag: &'a RedFlag) -> bool {
        flag.known_ok && self.to(&flag.id).any(|answer| answer.says == Says::Yes && answer.checked.is_some())
    }
}

/// Whether a look on `on` can have seen a sign that was answered yes on `since`: it may have been there since
/// the question was asked the time before.
fn can_have_seen(on: NaiveDate, since: NaiveDate) -> bool {
    days_between(on, since) <= FLAGS_AGAIN_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::days_after;
    use crate::domain::sample;
    use proptest::prelude::*;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// An answer on the n-th day.
    fn answer(question: &str, says: Says, n: u64) -> Answer {
        Answer { question: question.to_owned(), says, day: day(n), checked: None }
    }

    /// A yes that a clinician has looked at on the n-th day.
    fn checked(question: &str, n: u64) -> Answer {
        let check = Check { by: "Dr A".to_owned(), on: day(n) };
        Answer { checked: Some(check), ..answer(question, Says::Yes, n) }
    }

    /// The questions whose holds are open on the last day.
    fn open(answers: &[Answer]) -> Vec<String> {
        let safety = sample::safety();
        Screening::new(&safety, answers, day(30)).holds().into_iter().map(|hold| hold.question).collect()
    }

    #[test]
    fn a_flag_stays_open_until_it_was_checked() {
        let yes = answer("known", Says::Yes, 0);
        assert_eq!(open(std::slice::from_ref(&yes)), ["known"]);
        assert_eq!(open(&[yes.clone(), answer("known", Says::No, 1)]), ["known"]);
        assert_eq!(open(&[yes.clone(), answer("known", Says::Skipped, 1)]), ["known"]);
        assert!(open(&[yes.clone(), checked("known", 2)]).is_empty());
        // New or worse since: open again.
        assert_eq!(open(&[yes, checked("known", 2), answer("known", Says::Yes, 9)]), ["known"]);
    }

    #[test]
    fn a_flag_that_is_never_waved_through_needs_a_check_and_a_no() {
        let yes = answer("never", Says::Yes, 0);
        assert_eq!(open(&[yes.clone(), checked("never", 1)]), ["never"]);
        assert_eq!(open(&[yes.clone(), answer("never", Says::No, 1), checked("never", 2)]), ["never"]);
        assert!(open(&[yes.clone(), checked("never", 1), answer("never", Says::No, 2)]).is_empty());
        assert_eq!(
            open(&[yes, checked("never", 1), answer("never", Says::Yes, 2), answer("never", Says::No, 3)]),
            ["never"]
        );
    }

    #[test]
    fn a_look_from_before_the_sign_does_not_count() {
        let seen_on = |question: &str, n: u64, on: u64| {
            let check = Check { by: "Dr A".to_owned(), on: day(on) };
            Answer { checked: Some(check), ..answer(question, Says::Yes, n) }
        };
        let yes = |question, n| answer(question, Says::Yes, n);
        // What is never waved through needs a look that can have seen it: a week before the answer at most.
        let no = || answer("never", Says::No, 22);
        assert_eq!(open(&[yes("never", 20), seen_on("never", 21, 12), no()]), ["never"]);
        assert!(open(&[yes("never", 20), seen_on("never", 21, 13), no()]).is_empty());
        // What a clinician knows of from long ago is settled by that, until it is new or worse.
        let known = || vec![yes("known", 1), seen_on("known", 2, 0)];
        assert!(open(&known()).is_empty());
        let worse = |on| [known(), vec![yes("known", 20), seen_on("known", 21, on)]].concat();
        assert_eq!(open(&worse(0)), ["known"]);
        assert!(open(&worse(19)).is_empty());
    }

    #[test]
    fn the_most_urgent_comes_first_and_agreement_last() {
        let answers = [answer("agree", Says::Yes, 0), answer("known", Says::Yes, 0), answer("never", Says::Yes, 0)];
        assert_eq!(open(&answers), ["never", "known", "agree"]);
    }

    #[test]
    fn a_redirect_ends_with_a_clinicians_agreement_or_a_no() {
        let yes = answer("agree", Says::Yes, 0);
        assert_eq!(open(std::slice::from_ref(&yes)), ["agree"]);
        assert!(open(&[yes.clone(), checked("agree", 1)]).is_empty());
        assert!(open(&[yes, answer("agree", Says::No, 1)]).is_empty());
    }

    #[test]
    fn questions_come_again_in_time() {
        let safety = sample::safety();
        let answers = [answer("never", Says::No, 0), answer("filter", Says::Skipped, 0)];
        let due = |n: u64| {
            let screening = Screening::new(&safety, &answers, day(n));
            let flags = screening.flags_due().map(|flag| flag.id.clone());
            let setup: Vec<String> = screening.setup_due().map(|question| question.id.clone()).collect();
            flags.chain(setup).collect::<Vec<_>>()
        };
        assert_eq!(due(6), ["known", "agree"]);
        assert_eq!(due(7), ["never", "known", "agree", "filter"]);
        let answered = [answer("filter", Says::No, 0)];
        let due = |n: u64| Screening::new(&safety, &answered, day(n)).setup_due().any(|asked| asked.id == "filter");
        assert!(!due(364) && due(365));
        let looked_at = [answer("never", Says::Yes, 0), checked("never", 1)];
        let due: Vec<_> =
            Screening::new(&safety, &looked_at, day(1)).flags_due().map(|flag| flag.id.as_str()).collect();
        assert_eq!(due, ["never", "known"]);
    }

    proptest! {
        /// What is not known yet changes nothing, and without a check no answer ever closes a flag.
        #[test]
        fn nothing_closes_a_flag_but_a_check(
            given in prop::collection::vec((0u64..30, 0usize..3, prop::sample::select(vec!["known", "never"])), 0..20),
            n in 0u64..30,
        ) {
            let safety = sample::safety();
            let mut given = given;
            given.sort();
            let answers: Vec<Answer> =
                given.iter().map(|(n, says, question)| answer(question, Says::ALL[*says].0, *n)).collect();
            let known: Vec<Answer> = answers.iter().filter(|answer| answer.day <= day(n)).cloned().collect();
            let holds = Screening::new(&safety, &answers, day(n)).holds();
            prop_assert_eq!(&holds, &Screening::new(&safety, &known, day(n)).holds());
            for question in ["known", "never"] {
                let said_yes = known.iter().any(|answer| answer.question == question && answer.says == Says::Yes);
                prop_assert_eq!(holds.iter().any(|hold| hold.question == question), said_yes);
            }
        }
    }
}
