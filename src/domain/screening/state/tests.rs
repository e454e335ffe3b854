//! The rules about answers, by tables and properties.

use super::*;
use crate::domain::screening::agenda::{AgendaItem, agenda};
use crate::domain::screening::answers::Check;
use crate::domain::screening::closer_look::Written;
use crate::domain::testing;
use crate::domain::text::date::days_after;
use proptest::prelude::*;
use strum::VariantArray;

/// Answers as they are looked at, for as long as the test runs.
fn kept(answers: &[Answer]) -> &'static Answers {
    Box::leak(Box::new(answers.iter().cloned().collect()))
}

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
    Answer::new(question, says, day(n), noon(n))
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
    Screening::new(&safety, kept(answers), day(30))
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
    assert_eq!(open(&[yes.clone(), answer("never", Says::No, 1), checked("never", 2)]), ["never"]);
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
fn questions_come_again_in_time() {
    let safety = testing::safety();
    let answers = [answer("never", Says::No, 0), answer("filter", Says::Skipped, 0)];
    for (n, due) in [(6, &["known", "agree"][..]), (7, &["never", "known", "agree", "filter"])] {
        let screening = Screening::new(&safety, kept(&answers), day(n));
        let flags = screening.flags_due().map(|flag| flag.id.as_str());
        let setup = screening.setup_due().map(|question| question.id.as_str());
        assert_eq!(flags.chain(setup).collect::<Vec<_>>(), due, "day {n}");
    }
    let answered = [answer("filter", Says::No, 0)];
    for (n, is_due) in [(364, false), (365, true)] {
        let screening = Screening::new(&safety, kept(&answered), day(n));
        assert_eq!(screening.setup_due().any(|asked| asked.id == "filter"), is_due, "day {n}");
    }
    let looked_at = [answer("never", Says::Yes, 0), checked("never", 1)];
    let due: Vec<_> = Screening::new(&safety, kept(&looked_at), day(1))
        .flags_due()
        .map(|flag| flag.id.as_str())
        .collect();
    assert_eq!(due, ["never", "known"]);
}

/// Something written so many minutes after noon of the n-th day, and what it asks for.
fn written(text: &str, n: u64, minutes: i64) -> Raised {
    let written_at = noon(n) + chrono::Duration::minutes(minutes);
    let written = Written { day: day(n), text: text.to_owned(), written_at };
    let nothing = Raised { day: day(n), named: vec![], sign: None, is_offered: false, written_at };
    testing::listening().raised(&written).unwrap_or(nothing)
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
    let (saddle, foot): (&[&str], &[&str]) = (&["never"], &["known"]);
    let cases: Vec<(Vec<Raised>, Vec<Answer>, ExpectedLook)> = vec![
        (vec![], vec![], None),
        (vec![written("long drive", 20, 0)], vec![], None),
        // A phrase asks its own question, and no other.
        (vec![written("a numb foot", 20, 0)], vec![], Some((20, foot, foot))),
        (vec![written("Saddle feels odd", 20, 0)], vec![], Some((20, saddle, saddle))),
        (vec![written("numb saddle", 20, 0)], vec![], Some((20, both, both))),
        // For two weeks.
        (vec![written("numb foot", 7, 0)], vec![], Some((7, foot, foot))),
        (vec![written("numb foot", 6, 0)], vec![], None),
        // Answers from before do not count, answers from after do: by the minute, not by the day.
        (vec![written("numb foot", 20, 0)], no(19), Some((20, foot, foot))),
        (vec![written("numb foot", 20, 1)], no(20), Some((20, foot, foot))),
        (vec![written("numb foot", 20, 0)], no(20), Some((20, foot, foot))),
        (vec![written("numb foot", 20, -1)], no(20), None),
        (vec![written("numb foot", 18, 0)], no(19), None),
        // Each flag for itself, and a question that was skipped stays open.
        (
            vec![written("numb saddle", 18, 0)],
            vec![answer("never", Says::No, 19)],
            Some((18, foot, foot)),
        ),
        (vec![written("saddle", 18, 0)], vec![answer("never", Says::Yes, 19)], None),
        (
            vec![written("numb foot", 18, 0)],
            vec![answer("known", Says::Skipped, 19)],
            Some((18, foot, foot)),
        ),
        // Words after the answers ask anew, and name what they name.
        (
            vec![written("saddle", 17, 0), written("numb foot", 19, 0)],
            no(18),
            Some((19, foot, foot)),
        ),
        (
            vec![written("saddle", 17, 0), written("numb foot", 19, 0)],
            vec![],
            Some((19, both, both)),
        ),
        // What is left out is not asked.
        (vec![written("saddle", 20, 0)], vec![answer("skip", Says::Yes, 1)], None),
        // A word that is offered for every entry asks only when the answers are a week old.
        (vec![Raised { is_offered: true, ..written("numb foot", 20, 0) }], no(14), None),
        (
            vec![Raised { is_offered: true, ..written("numb foot", 20, 0) }],
            no(13),
            Some((20, foot, foot)),
        ),
        // A sign asks what it names, and is no word in a text.
        (vec![written("fall", 20, 0)], vec![], Some((20, foot, &[]))),
        (vec![written("fall", 20, 0)], no(20), Some((20, foot, &[]))),
        (vec![written("fall", 19, 0)], no(20), None),
        (vec![written("fall asleep", 20, 0)], vec![], None),
        (vec![written("bulge", 20, 0)], vec![], None),
        // What is written of an earlier day afterwards is as new as the writing.
        (
            vec![Raised { written_at: noon(20), ..written("numb foot", 15, 0) }],
            no(19),
            Some((15, foot, foot)),
        ),
    ];
    for (written, answers, expected) in cases {
        let screening = Screening::new(&safety, kept(&answers), day(20)).with(&written);
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
            answers
                .iter()
                .filter(|answer| answer.says == Says::Yes && answer.question != "skip")
                .count()
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
        let holds = Screening::new(&safety, kept(&answers), day(n)).holds();
        prop_assert_eq!(&holds, &Screening::new(&safety, kept(&known), day(n)).holds());
        for question in ["known", "never"] {
            let said_yes = known.iter().any(|answer| answer.question == question && answer.says == Says::Yes);
            prop_assert_eq!(holds.iter().any(|hold| hold.question == question), said_yes);
        }
    }
}

/// The sort of everything that hides a programme on a day, with the question.
fn hidden_by(answers: &[Answer], written: &[Raised], n: u64) -> Vec<(HoldKind, String)> {
    let safety = testing::safety();
    let holds = Screening::new(&safety, kept(answers), day(n))
        .with(written)
        .programme_holds(&["filter".to_owned()], false);
    holds.into_iter().map(|hold| (hold.kind, hold.question)).collect()
}

/// What hides a programme that must not be shown with `filter`.
#[test]
fn a_programme_waits_for_urgent_answers_that_are_missing_or_too_old() {
    use HoldKind::{Agreement, Reworded, Sign, Stale, Unanswered};
    let not_filter = answer("filter", Says::No, 0);
    let asked = |says, n| vec![not_filter.clone(), answer("never", says, n)];
    type Case = (Vec<Answer>, Vec<Raised>, u64, Vec<(HoldKind, &'static str)>);
    let cases: Vec<Case> = vec![
        (vec![], vec![], 0, vec![(Unanswered, "never")]),
        (vec![not_filter.clone()], vec![], 0, vec![(Unanswered, "never")]),
        // What is not urgent may be missing.
        (asked(Says::No, 0), vec![], 0, vec![]),
        (asked(Says::Skipped, 0), vec![], 0, vec![(Unanswered, "never")]),
        // Two weeks, and not a day longer.
        (asked(Says::No, 0), vec![], 14, vec![]),
        (asked(Says::No, 0), vec![], 15, vec![(Stale, "never")]),
        (asked(Says::Yes, 0), vec![], 3, vec![(Sign, "never")]),
        // An answer to another wording is none.
        (
            vec![not_filter.clone(), Answer { wording: 0, ..answer("never", Says::No, 0) }],
            vec![],
            0,
            vec![(Reworded, "never")],
        ),
        // What a programme is not for needs an answer too, and a yes holds until a clinician agrees.
        (vec![answer("never", Says::No, 0)], vec![], 0, vec![(Unanswered, "filter")]),
        (
            vec![answer("never", Says::No, 0), answer("filter", Says::Yes, 0)],
            vec![],
            0,
            vec![(Agreement, "filter")],
        ),
        (vec![answer("never", Says::No, 0), checked("filter", 0)], vec![], 0, vec![]),
        // Words hold until the question they name is answered, and only that.
        (
            asked(Says::No, 0),
            vec![written("numb foot", 1, 0)],
            2,
            vec![(HoldKind::Raised, "known")],
        ),
        (
            [asked(Says::No, 0), vec![answer("known", Says::No, 2)]].concat(),
            vec![written("numb foot", 1, 0)],
            2,
            vec![],
        ),
        // Who is not asked a question need not answer it.
        (vec![not_filter.clone(), answer("skip", Says::Yes, 0)], vec![], 0, vec![]),
    ];
    for (answers, written, n, expected) in cases {
        let expected: Vec<(HoldKind, String)> =
            expected.into_iter().map(|(kind, id)| (kind, id.to_owned())).collect();
        assert_eq!(hidden_by(&answers, &written, n), expected, "{answers:?} {written:?} day {n}");
    }
}

#[test]
fn a_morning_much_worse_wants_answers_of_its_day() {
    let safety = testing::safety();
    for (n, says, waits) in [(0, Says::No, false), (1, Says::No, true)] {
        let answers = [answer("never", Says::No, 0), answer("never", says, n - n.min(1))];
        let screening = Screening::new(&safety, kept(&answers), day(n));
        let kinds: Vec<HoldKind> =
            screening.programme_holds(&[], true).iter().map(|hold| hold.kind).collect();
        let expected = if waits { vec![HoldKind::WorseMorning] } else { vec![] };
        assert_eq!(kinds, expected, "day {n}");
        assert!(screening.programme_holds(&[], false).is_empty());
    }
}

/// What is put on day 10, after these answers and words.
#[test]
fn questions_are_put_in_groups_then_weekly_and_one_by_one_where_words_ask() {
    use AgendaItem::{Flag, FlagGroup, SetupGroup, Week};
    let safety = testing::safety();
    let (group, about) = (FlagGroup("group".to_owned()), SetupGroup("about".to_owned()));
    let foot = Flag("known".to_owned());
    let setup = [answer("agree", Says::No, 9), answer("filter", Says::No, 9)];
    let all_on = |n| [no(n), setup.to_vec()].concat();
    let cases: Vec<(Vec<Answer>, Vec<Raised>, Vec<AgendaItem>)> = vec![
        (vec![], vec![], vec![group.clone(), about.clone()]),
        (no(9), vec![], vec![about.clone()]),
        (setup.to_vec(), vec![], vec![group.clone()]),
        (all_on(9), vec![], vec![]),
        (all_on(4), vec![], vec![]),
        (all_on(3), vec![], vec![Week, AgendaItem::Inflammatory("inflammatory-gate".to_owned())]),
        (
            [all_on(3), vec![answer("inflammatory-gate", Says::Skipped, 3)]].concat(),
            vec![],
            vec![Week],
        ),
        // Whoever is asked one question is asked for the rest of the list.
        (all_on(9), vec![written("numb foot", 10, 0)], vec![foot.clone(), Week]),
        (setup.to_vec(), vec![written("numb foot", 10, 0)], vec![foot, group]),
    ];
    for (answers, written, expected) in cases {
        let screening = Screening::new(&safety, kept(&answers), day(10)).with(&written);
        assert_eq!(agenda(&screening, &safety, false), expected, "{answers:?} {written:?}");
    }
}
