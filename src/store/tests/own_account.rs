//! What version 6 has room for: six lines in the person's own words.

use std::collections::BTreeSet;

use super::room::{named, old_diary};
use super::*;
use crate::domain::diary::own_account::{AccountLine, OwnAccount};

/// Each line with its text.
fn texts(account: &OwnAccount) -> Vec<(AccountLine, &str)> {
    account.entries().iter().map(|entry| (entry.line, entry.text.as_str())).collect()
}

/// Sets lines with a command of its own, at a moment.
fn set(diary: &mut Writer, at: DateTime<FixedOffset>, lines: &[(AccountLine, Option<&str>)]) {
    let mut change = diary.change(at).expect("a change");
    for (line, text) in lines {
        change.set_account_line(*line, *text).expect("kept");
    }
    change.commit("bring").expect("kept");
}

#[test]
fn lines_are_kept_changed_cleared_undone_and_done_again() {
    let (_folder, mut diary) = empty();
    assert!(diary.own_account().expect("read").is_empty());
    let all: Vec<_> = AccountLine::VARIANTS.iter().map(|line| (*line, Some("so"))).collect();
    set(&mut diary, now(), &all);
    let (whole, names) = (contents(&diary), named(&diary));
    let later = now() + chrono::TimeDelta::days(3);
    set(
        &mut diary,
        later,
        &[
            (AccountLine::Place, Some("left buttock")),
            (AccountLine::Since, Some("so")),
            (AccountLine::Fear, None),
        ],
    );
    let account = diary.own_account().expect("read");
    assert_eq!(account.entries().len(), 5);
    assert_eq!(
        texts(&account)[..2],
        [(AccountLine::Place, "left buttock"), (AccountLine::Since, "so"),]
    );
    // Only what has other words than before is as new as the command.
    let written: Vec<_> = account.entries().iter().map(|entry| entry.written_at).collect();
    assert_eq!(written, [later, now(), now(), now(), now()]);
    // A line that is changed keeps its name, and one that is cleared leaves it.
    let after = named(&diary);
    assert_eq!(after[..], names[..5]);
    assert_eq!(diary.removed().expect("read").len(), 1);
    let changed = contents(&diary);
    diary.undo(later).expect("undone");
    assert_eq!((contents(&diary), named(&diary)), (whole, names));
    diary.redo(later).expect("redone");
    assert_eq!((contents(&diary), named(&diary)), (changed, after));
}

#[test]
fn nothing_else_is_a_line() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    assert!(change.set_account_line(AccountLine::Place, Some("")).is_err());
    drop(change);
    let text = |text: &str| Value::Text(text.to_owned());
    for (line, uuid) in [("mood", "a"), ("", "b"), ("Place", "c")] {
        let mut change = diary.change(now()).expect("a change");
        let columns = [
            ("uuid", text(uuid)),
            ("line", text(line)),
            ("text", text("so")),
            ("written_at", text("x")),
        ];
        assert!(change.insert("own_account", &columns).is_err(), "{line}");
    }
    // The same line twice would be two truths.
    let mut change = diary.change(now()).expect("a change");
    change.set_account_line(AccountLine::Place, Some("so")).expect("kept for now");
    let again = [
        ("uuid", text("d")),
        ("line", text("place")),
        ("text", text("so")),
        ("written_at", text("x")),
    ];
    assert!(change.insert("own_account", &again).is_err());
}

#[test]
fn warning_words_of_a_line_are_found_on_the_day_they_were_written() {
    let (_folder, mut diary) = empty();
    set(&mut diary, now(), &[(AccountLine::Fear, Some("my leg is numb"))]);
    let numb = |text: &str| text.contains("numb");
    let found = diary.written(day(20), day(22), numb).expect("read");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].day, found[0].written_at), (day(22), now()));
    assert!(diary.written(day(23), day(30), numb).expect("read").is_empty());
    assert!(diary.written(day(20), day(22), |_| false).expect("read").is_empty());
    set(&mut diary, now(), &[(AccountLine::Fear, None)]);
    assert!(diary.written(day(20), day(22), numb).expect("read").is_empty());
}

#[test]
fn all_that_is_written_in_an_entry_is_found_with_its_day() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(40)).expect("kept");
    let done = ExerciseRecord { note: Some("too warm".into()), ..session("walking") };
    change.add_session(&done).expect("kept");
    let why = Some("no time".to_owned());
    let skipped = ExerciseRecord { outcome: Outcome::Skipped { why }, ..session("walking") };
    change.add_session(&skipped).expect("kept");
    change.commit("log").expect("kept");
    let found = |from: u32, to: u32| {
        let written = diary.written(day(from), day(to), |_| true).expect("read");
        let texts = written.into_iter().map(|written| (written.day, written.text));
        texts.collect::<BTreeSet<_>>()
    };
    let of_rating = rating(40);
    let words = [of_rating.tags, of_rating.eased, of_rating.feels].concat().into_iter();
    let sites = of_rating.places.into_iter().map(|each| each.place.site);
    let of_rating: BTreeSet<_> =
        words.chain(sites).chain(of_rating.note).map(|text| (day(21), text)).collect();
    let signs = Symptom::VARIANTS.iter().map(|sign| sign.word()).chain(["too warm", "no time"]);
    let of_sessions: BTreeSet<_> = signs.map(|text| (day(22), text.to_owned())).collect();
    assert_eq!(found(21, 21), of_rating);
    assert_eq!(found(22, 22), of_sessions);
    assert_eq!(found(21, 22), &of_rating | &of_sessions);
    assert!(found(23, 30).is_empty());
}

#[test]
fn what_was_written_late_for_another_day_is_not_of_the_days_that_its_number_is_among() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    for (of, word) in [(21, "first"), (12, "late"), (21, "last")] {
        let of_day = Rating { day: day(of), at: None, tags: vec![word.to_owned()], ..rating(40) };
        change.add_rating(&of_day).expect("kept");
        let note = Some(format!("{word} session"));
        let session = ExerciseRecord { day: day(of), at: None, note, ..session("walking") };
        change.add_session(&session).expect("kept");
    }
    change.commit("log").expect("kept");
    let said = |of: u32| {
        let written = diary.written(day(of), day(of), |_| true).expect("read");
        assert!(written.iter().all(|written| written.day == day(of)), "{written:?}");
        let texts: BTreeSet<String> = written.into_iter().map(|written| written.text).collect();
        ["first", "late", "last"]
            .map(|word| (texts.contains(word), texts.contains(&format!("{word} session"))))
    };
    let (yes, no) = ((true, true), (false, false));
    assert_eq!(said(21), [yes, no, yes]);
    assert_eq!(said(12), [no, yes, no]);
}

#[test]
fn a_diary_of_version_5_keeps_all_it_holds_and_has_no_lines() {
    let (_folder, path) = old_diary(5);
    let read = Diary::open_to_read(&path).expect("it opens").expect("a diary");
    let names = named(&read);
    let mut diary = open(&path).expect("it opens");
    assert!(diary.backup.is_some());
    assert_eq!(named(&diary), names, "in the file as in memory");
    assert!(diary.own_account().expect("read").is_empty());
    let whole = contents(&diary);
    set(&mut diary, now(), &[(AccountLine::Since, Some("spring"))]);
    diary.undo(now()).expect("undone");
    assert_eq!(contents(&diary), whole);
}
