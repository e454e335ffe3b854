//! What was answered to the safety questions, and what follows from it.
//!
//! A red flag that was answered yes stays open until a clinician has checked it, on record: a later
//! "no" does not close it, because such a sign may come and go. One that is never waved through
//! needs both, the check and a "no" after it. What follows is decided here; what is asked, and what
//! to do, stands in the library.

use chrono::{DateTime, FixedOffset, NaiveDate};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::safety::{Effect, Level, RedFlag, Safety, SetupQuestion};
use crate::domain::text::date::days_between;

/// Days after which the red flags are asked again (design choice: weekly).
const FLAGS_AGAIN_AFTER: i64 = 7;

/// Days after which a set-up question that was skipped is asked again (design choice: with the red
/// flags).
const SKIPPED_AGAIN_AFTER: i64 = FLAGS_AGAIN_AFTER;

/// Days after which the set-up questions are asked again (design choice: yearly).
const SETUP_AGAIN_AFTER: i64 = 365;

/// Days for which words that were written down ask for answers (design choice: two weeks).
pub const WORDS_ASK_FOR: u64 = 14;

/// What was answered to one question on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// The answer.
    pub says: Says,
    /// The day it was given.
    pub day: NaiveDate,
    /// The clinician who has looked at it since, for a yes.
    pub checked: Option<Check>,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// Something that was written down beside a score or an exercise: a note, a tag, a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The day it counts for.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
    /// When it was written down.
    pub written_at: DateTime<FixedOffset>,
}

/// Warning words that were written down, and red flags that nobody has answered since.
#[derive(Debug, Clone, PartialEq)]
pub struct CloserLook {
    /// The day of the newest of those words.
    pub day: NaiveDate,
    /// The red flags to be answered, in the order they are asked.
    pub flags: Vec<RedFlag>,
    /// Those of them that were named by a word of their own: what to do about them is said again
    /// and again. What a sign names was said when it was recorded, and is too much for a prompt.
    pub named: Vec<RedFlag>,
}

/// What a person may say to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Says {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing, for now.
    Skipped,
}

impl Says {
    /// Its word in the diary.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The answer a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
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

impl Check {
    /// Whether it came before what it is to be about, so that it says nothing of that.
    pub fn is_before(&self, day: NaiveDate) -> bool {
        self.on < day
    }
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
    written: &'a [Written],
    day: NaiveDate,
}

impl<'a> Screening<'a> {
    /// What was known on `day`. `answers` come in the order they were given.
    pub fn new(safety: &'a Safety, answers: &'a [Answer], day: NaiveDate) -> Self {
        Self { safety, answers, written: &[], day }
    }

    /// The same, and what was written down may ask for answers too.
    pub fn with(self, written: &'a [Written]) -> Self {
        Self { written, ..self }
    }

    /// The red flags that warning words of the last [`WORDS_ASK_FOR`] days ask for: those that were
    /// not answered since the words were written. `None` when there are none. Skipping a question
    /// does not answer it.
    pub fn closer_look(&self) -> Option<CloserLook> {
        let recent = self
            .written
            .iter()
            .filter(|written| days_between(written.day, self.day) < WORDS_ASK_FOR as i64);
        let mut open: Vec<(&Written, Vec<&RedFlag>)> = Vec::new();
        for written in recent {
            let mut flags = self.safety.asked_by(&written.text);
            flags.retain(|flag| !self.is_answered_since(flag, written.written_at));
            if !flags.is_empty() {
                open.push((written, flags));
            }
        }
        let day = open.iter().map(|(written, _)| written.day).max()?;
        let (mut flags, mut named) = (Vec::new(), Vec::new());
        // Gone through once more by flag, so that they come in the order they are asked, and each
        // once however many words ask for it.
        for flag in &self.safety.red_flags {
            let asking: Vec<&Written> = open
                .iter()
                .filter(|(_, flags)| flags.iter().any(|open| open.id == flag.id))
                .map(|(written, _)| *written)
                .collect();
            if asking.is_empty() {
                continue;
            }
            flags.push(flag.clone());
            let is_named = asking.iter().any(|written| {
                self.safety.named_by_word(&written.text).any(|named| named.id == flag.id)
            });
            if is_named {
                named.push(flag.clone());
            }
        }
        Some(CloserLook { day, flags, named })
    }

    /// Whether a red flag has an answer that was written after a moment. By the moment and not by
    /// the day: words that were written in the evening are not answered by the morning's questions.
    fn is_answered_since(&self, flag: &'a RedFlag, moment: DateTime<FixedOffset>) -> bool {
        self.to(&flag.id)
            .filter(|answer| answer.says != Says::Skipped)
            .any(|answer| answer.written_at > moment)
    }

    /// The answers to one question up to the day, in order.
    fn to(&self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Answer> {
        let day = self.day;
        self.answers.iter().filter(move |answer| answer.question == id && answer.day <= day)
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
        // A look closes it for good, and so does a "no": agreement is no sign that may come back.
        let answer = self.in_force(question).filter(|_| question.effect == Effect::Redirect)?;
        answer.checked.is_none().then(|| hold_of(question, answer))
    }

    /// What keeps a programme from a person by the set-up questions it is not for a yes to, in the
    /// order they are asked: an answer that a clinician has looked at keeps nothing.
    pub fn keeps_from(&self, not_with: &[String]) -> Vec<Hold> {
        let unseen = self.yes_to(not_with).filter_map(|question| {
            let answer = self.in_force(question)?;
            answer.checked.is_none().then(|| hold_of(question, answer))
        });
        unseen.collect()
    }

    /// The answer to a set-up question that counts, when it is a yes.
    fn in_force(&self, question: &'a SetupQuestion) -> Option<&'a Answer> {
        // Skipping says nothing, and takes nothing back.
        self.to(&question.id)
            .rfind(|answer| answer.says != Says::Skipped)
            .filter(|answer| answer.says == Says::Yes)
    }

    /// The set-up question among `ids` that was answered yes, if any.
    pub fn first_yes(&self, ids: &[String]) -> Option<&'a SetupQuestion> {
        self.yes_to(ids).next()
    }

    /// The set-up questions among `ids` that were answered yes, in the order they are asked.
    pub fn yes_to(&self, ids: &[String]) -> impl Iterator<Item = &'a SetupQuestion> {
        let asked =
            self.safety.setup_questions.iter().filter(move |question| ids.contains(&question.id));
        asked.filter(|question| self.in_force(question).is_some())
    }

    /// The lines that a yes to a set-up question has shown with every routine.
    pub fn notes(&self) -> impl Iterator<Item = &'a str> {
        self.safety
            .setup_questions
            .iter()
            .filter(|question| question.effect == Effect::Note)
            .filter(|question| self.in_force(question).is_some())
            .map(|question| question.line.as_str())
    }

    /// Whether a question was asked within so many days, answered or skipped.
    fn was_asked(&self, id: &'a str, within: i64) -> bool {
        self.to(id).next_back().is_some_and(|answer| days_between(answer.day, self.day) < within)
    }

    /// The set-up questions that are due: never asked, answered a year ago, or skipped a week ago.
    pub fn setup_due(&self) -> impl Iterator<Item = &'a SetupQuestion> {
        self.safety.setup_questions.iter().filter(|question| {
            let last = self.to(&question.id).next_back();
            // Whoever skipped a question may answer it next week; whoever answered has a year.
            let again_after = match last.map(|answer| answer.says) {
                Some(Says::Skipped) => SKIPPED_AGAIN_AFTER,
                _ => SETUP_AGAIN_AFTER,
            };
            !self.was_asked(&question.id, again_after)
        })
    }

    /// The red flags that are due: never asked, or a week ago, or looked at by a clinician and only
    /// to be answered once more, or asked for by what was written down since.
    pub fn flags_due(&self) -> impl Iterator<Item = &'a RedFlag> {
        let look = self.closer_look();
        self.safety.red_flags.iter().filter(move |flag| {
            !self.was_asked(&flag.id, FLAGS_AGAIN_AFTER)
                || self.flag_hold(flag).is_some_and(|hold| hold.checked)
                || look
                    .as_ref()
                    .is_some_and(|look| look.flags.iter().any(|asked| asked.id == flag.id))
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

/// The hold of a set-up question by its yes, which no clinician has looked at.
fn hold_of(question: &SetupQuestion, answer: &Answer) -> Hold {
    Hold {
        question: question.id.clone(),
        level: None,
        ask: question.ask.clone(),
        act: question.line.clone(),
        since: answer.day,
        checked: false,
    }
}

/// Whether a look on `on` can have seen a sign that was answered yes on `since`: it may have been
/// there since the question was asked the time before.
fn can_have_seen(on: NaiveDate, since: NaiveDate) -> bool {
    days_between(on, since) <= FLAGS_AGAIN_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use crate::domain::text::date::days_after;
    use proptest::prelude::*;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// Noon of the n-th day.
    fn noon(n: u64) -> DateTime<FixedOffset> {
        day(n).and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset()
    }

    /// An answer at noon of the n-th day.
    fn answer(question: &str, says: Says, n: u64) -> Answer {
        Answer {
            question: question.to_owned(),
            says,
            day: day(n),
            checked: None,
            written_at: noon(n),
        }
    }

    /// A yes that a clinician has looked at on the n-th day.
    fn checked(question: &str, n: u64) -> Answer {
        seen_on(question, n, n)
    }

    /// A yes on the n-th day that a clinician has looked at `on` another one.
    fn seen_on(question: &str, n: u64, on: u64) -> Answer {
        let check = Check { by: "Dr A".to_owned(), on: day(on) };
        Answer { checked: Some(check), ..answer(question, Says::Yes, n) }
    }

    /// The questions whose holds are open on the last day.
    fn open(answers: &[Answer]) -> Vec<String> {
        let safety = testing::safety();
        Screening::new(&safety, answers, day(30))
            .holds()
            .into_iter()
            .map(|hold| hold.question)
            .collect()
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
        assert_eq!(
            open(&[yes.clone(), answer("never", Says::No, 1), checked("never", 2)]),
            ["never"]
        );
        assert!(open(&[yes.clone(), checked("never", 1), answer("never", Says::No, 2)]).is_empty());
        assert_eq!(
            open(&[
                yes,
                checked("never", 1),
                answer("never", Says::Yes, 2),
                answer("never", Says::No, 3)
            ]),
            ["never"]
        );
    }

    #[test]
    fn a_look_from_before_the_sign_does_not_count() {
        // What is never waved through needs a look that can have seen it: a week before the answer
        // at most.
        let (yes, no) = (answer("never", Says::Yes, 20), answer("never", Says::No, 22));
        assert_eq!(open(&[yes.clone(), seen_on("never", 21, 12), no.clone()]), ["never"]);
        assert!(open(&[yes, seen_on("never", 21, 13), no]).is_empty());
        // What a clinician knows of from long ago is settled by that, until it is new or worse.
        let mut answers = vec![answer("known", Says::Yes, 1), seen_on("known", 2, 0)];
        assert!(open(&answers).is_empty());
        answers.extend([answer("known", Says::Yes, 20), seen_on("known", 21, 0)]);
        assert_eq!(open(&answers), ["known"]);
        answers[3] = seen_on("known", 21, 19);
        assert!(open(&answers).is_empty());
    }

    #[test]
    fn the_most_urgent_comes_first_and_agreement_last() {
        let answers = [
            answer("agree", Says::Yes, 0),
            answer("known", Says::Yes, 0),
            answer("never", Says::Yes, 0),
        ];
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
    fn a_programme_is_kept_from_a_yes_that_nobody_has_looked_at() {
        let (safety, not_with) = (testing::safety(), ["filter".to_owned(), "agree".to_owned()]);
        let kept_from = |answers: &[Answer]| -> Vec<String> {
            let holds = Screening::new(&safety, answers, day(30)).keeps_from(&not_with);
            holds.into_iter().map(|hold| hold.question).collect()
        };
        let yes = answer("filter", Says::Yes, 0);
        assert!(kept_from(&[answer("known", Says::Yes, 0)]).is_empty());
        assert_eq!(kept_from(&[yes.clone(), answer("agree", Says::Yes, 0)]), ["agree", "filter"]);
        assert_eq!(kept_from(&[yes.clone(), answer("filter", Says::Skipped, 1)]), ["filter"]);
        assert!(kept_from(&[yes.clone(), answer("filter", Says::No, 1)]).is_empty());
        assert!(kept_from(&[yes.clone(), checked("filter", 1)]).is_empty());
        assert_eq!(kept_from(&[checked("filter", 1), answer("filter", Says::Yes, 2)]), ["filter"]);
        // Asked of no programme it is no hold.
        assert!(open(&[yes]).is_empty());
    }

    #[test]
    fn questions_come_again_in_time() {
        let safety = testing::safety();
        let answers = [answer("never", Says::No, 0), answer("filter", Says::Skipped, 0)];
        for (n, due) in [(6, &["known", "agree"][..]), (7, &["never", "known", "agree", "filter"])]
        {
            let screening = Screening::new(&safety, &answers, day(n));
            let flags = screening.flags_due().map(|flag| flag.id.as_str());
            let setup = screening.setup_due().map(|question| question.id.as_str());
            assert_eq!(flags.chain(setup).collect::<Vec<_>>(), due, "day {n}");
        }
        let answered = [answer("filter", Says::No, 0)];
        for (n, is_due) in [(364, false), (365, true)] {
            let screening = Screening::new(&safety, &answered, day(n));
            assert_eq!(screening.setup_due().any(|asked| asked.id == "filter"), is_due, "day {n}");
        }
        let looked_at = [answer("never", Says::Yes, 0), checked("never", 1)];
        let due: Vec<_> = Screening::new(&safety, &looked_at, day(1))
            .flags_due()
            .map(|flag| flag.id.as_str())
            .collect();
        assert_eq!(due, ["never", "known"]);
    }

    /// Something written so many minutes after noon of the n-th day.
    fn written(text: &str, n: u64, minutes: i64) -> Written {
        Written {
            day: day(n),
            text: text.to_owned(),
            written_at: noon(n) + chrono::Duration::minutes(minutes),
        }
    }

    /// A "no" to both red flags at noon of the n-th day.
    fn no(n: u64) -> Vec<Answer> {
        vec![answer("never", Says::No, n), answer("known", Says::No, n)]
    }

    /// The ids of some red flags.
    fn ids(flags: &[RedFlag]) -> Vec<&str> {
        flags.iter().map(|flag| flag.id.as_str()).collect()
    }

    /// What is asked for on day 20 by words of some days and minutes after noon, after these
    /// answers at noon: the day, the flags, and those that are named.
    #[test]
    fn warning_words_ask_until_the_flags_were_answered_after_them() {
        let safety = testing::safety();
        type ExpectedLook = Option<(u64, &'static [&'static str], &'static [&'static str])>;
        let both: &[&str] = &["never", "known"];
        let cases: Vec<(Vec<Written>, Vec<Answer>, ExpectedLook)> = vec![
            (vec![], vec![], None),
            (vec![written("long drive", 20, 0)], vec![], None),
            (vec![written("a numb foot", 20, 0)], vec![], Some((20, both, &[]))),
            (vec![written("Saddle numbness", 20, 0)], vec![], Some((20, both, &["never"]))),
            // For two weeks.
            (vec![written("numb", 7, 0)], vec![], Some((7, both, &[]))),
            (vec![written("numb", 6, 0)], vec![], None),
            // Answers from before do not count, answers from after do: by the minute, not by the
            // day.
            (vec![written("numb", 20, 0)], no(19), Some((20, both, &[]))),
            (vec![written("numb", 20, 1)], no(20), Some((20, both, &[]))),
            (vec![written("numb", 20, 0)], no(20), Some((20, both, &[]))),
            (vec![written("numb", 20, -1)], no(20), None),
            (vec![written("numb", 18, 0)], no(19), None),
            // Each flag for itself, and a question that was skipped stays open.
            (
                vec![written("saddle", 18, 0)],
                vec![answer("never", Says::No, 19)],
                Some((18, &["known"], &[])),
            ),
            (
                vec![written("saddle", 18, 0)],
                vec![answer("never", Says::Yes, 19)],
                Some((18, &["known"], &[])),
            ),
            (
                vec![written("numb", 18, 0)],
                vec![answer("never", Says::Skipped, 19)],
                Some((18, both, &[])),
            ),
            // Words after the answers ask anew, and name what they name.
            (vec![written("saddle", 17, 0), written("numb", 19, 0)], no(18), Some((19, both, &[]))),
            (
                vec![written("saddle", 17, 0), written("numb", 19, 0)],
                vec![],
                Some((19, both, &["never"])),
            ),
            // A sign asks what it names and no more, and is no word in a text.
            (vec![written("fall", 20, 0)], vec![], Some((20, &["known"], &[]))),
            (vec![written("fall", 20, 0)], no(20), Some((20, &["known"], &[]))),
            (vec![written("fall", 19, 0)], no(20), None),
            (vec![written("fall asleep", 20, 0)], vec![], None),
            (vec![written("bulge", 20, 0)], vec![], None),
            (vec![written("fall", 20, 0), written("numb", 20, 0)], vec![], Some((20, both, &[]))),
            // What is written of an earlier day afterwards is as new as the writing.
            (
                vec![Written { written_at: noon(20), ..written("numb", 15, 0) }],
                no(19),
                Some((15, both, &[])),
            ),
        ];
        for (written, answers, expected) in cases {
            let screening = Screening::new(&safety, &answers, day(20)).with(&written);
            let look = screening.closer_look();
            let found = look.as_ref().map(|look| (look.day, ids(&look.flags), ids(&look.named)));
            let wanted = expected.map(|(n, flags, named)| (day(n), flags.to_vec(), named.to_vec()));
            assert_eq!(found, wanted, "{written:?} {answers:?}");
            let due: Vec<&str> = screening.flags_due().map(|flag| flag.id.as_str()).collect();
            assert!(
                found.is_none_or(|(_, flags, _)| flags.iter().all(|flag| due.contains(flag))),
                "{due:?}"
            );
            // Nobody has said yes to anything by writing it down.
            assert_eq!(
                screening.holds().len(),
                usize::from(answers.iter().any(|answer| answer.says == Says::Yes))
            );
        }
    }

    proptest! {
        /// What is not known yet changes nothing, and without a check no answer ever closes a flag.
        #[test]
        fn nothing_closes_a_flag_but_a_check(
            given in prop::collection::vec((0u64..30, 0usize..3, prop::sample::select(vec!["known", "never"])), 0..20),
            n in 0u64..30,
        ) {
            let safety = testing::safety();
            let mut given = given;
            given.sort();
            let answers: Vec<Answer> =
                given.iter().map(|(n, says, question)| answer(question, Says::VARIANTS[*says], *n)).collect();
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
