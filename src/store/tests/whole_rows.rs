//! A diary that is given out row by row comes back equal, and what is no row of a diary does not
//! get in.

use serde_json::{Map, Value as Json, json};

use super::room::{named, something_of_everything};
use super::*;
use crate::store::{Imported, Wanted};

/// Everything, with the history.
const WITH_HISTORY: Wanted = Wanted { journal: true, ..Wanted::ALL };

/// The rows of a diary.
fn rows(diary: &Diary, wanted: Wanted) -> Vec<(String, Map<String, Json>)> {
    let mut rows = Vec::new();
    let took = diary.each_row::<crate::store::StoreError>(wanted, |kind, row| {
        rows.push((kind.to_owned(), row.clone()));
        Ok(())
    });
    took.expect("read");
    rows
}

/// Puts rows into a diary, or says why not.
fn put(
    diary: &mut Writer,
    rows: &[(String, Map<String, Json>)],
    with_history: bool,
) -> Result<(), String> {
    let mut change = diary.change(now()).expect("a change");
    change.begin_copy().expect("begun");
    let mut rows = rows.to_vec();
    // As a long file comes in: some at a time.
    for some in rows.chunks_mut(50) {
        change.put_rows(some).expect("written").map_err(|(_, why)| why)?;
    }
    if with_history {
        change.bring_history();
    }
    change.reads_back().expect("read")?;
    change.commit("import").expect("kept");
    Ok(())
}

#[test]
fn a_diary_with_something_of_everything_comes_back_equal() {
    let (_folder, mut diary) = empty();
    something_of_everything(&mut diary);
    let all = rows(&diary, WITH_HISTORY);
    let kinds: std::collections::BTreeSet<&str> =
        all.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds.len(), 18, "every table, but for what was removed: {kinds:?}");
    let (_other, mut other) = empty();
    put(&mut other, &all, true).expect("it comes in");
    assert_eq!(rows(&other, WITH_HISTORY), all);
    assert!(other.undo(now()).expect("undone").command.is_some(), "the history works");

    // Without it, all of it is one command.
    let (_third, mut third) = empty();
    put(&mut third, &rows(&diary, Wanted::ALL), false).expect("it comes in");
    assert_eq!(rows(&third, Wanted::ALL), rows(&diary, Wanted::ALL));
    let undone = third.undo(now()).expect("undone");
    assert_eq!(undone.command.map(|command| command.said).as_deref(), Some("import"));
    assert!(third.is_empty().expect("read"));
    assert!(matches!(
        third.redo(now()).expect_err("it is in the file alone").trouble,
        Trouble::NotKept(_)
    ));
}

#[test]
fn an_import_that_was_changed_since_is_not_taken_back() {
    let (_folder, mut diary) = empty();
    something_of_everything(&mut diary);
    let (_other, mut other) = empty();
    put(&mut other, &rows(&diary, Wanted::ALL), false).expect("it comes in");
    other.ask(|c| c.execute("UPDATE rating SET score = 1", [])).expect("changed from outside");
    let undone = other.undo(now()).expect("undone");
    assert_eq!((undone.command, undone.passed_over.len()), (None, 1));
    assert_eq!(named(&other).len(), named(&diary).len());
}

#[test]
fn what_is_left_out_is_not_in_any_row() {
    let (_folder, mut diary) = empty();
    something_of_everything(&mut diary);
    let others = Wanted { private: false, ..Wanted::ALL };
    assert!(rows(&diary, others).iter().all(|(kind, row)| {
        row.get("private").and_then(Json::as_i64) != Some(1) && kind != "removed"
    }));
    let quiet = Wanted { notes: false, ..Wanted::ALL };
    assert!(rows(&diary, quiet).iter().all(|(kind, row)| {
        !row.contains_key("note") && !row.contains_key("why") && kind != "own_account"
    }));
    let short = Wanted { from: Some(day(22)), ..Wanted::ALL };
    assert!(rows(&diary, short).iter().all(|(_, row)| {
        row.get("day").and_then(Json::as_str).is_none_or(|day| day >= "2026-11-22")
    }));
    // Whatever is left out, the rest is a diary.
    for wanted in [others, quiet, short] {
        let (_other, mut other) = empty();
        put(&mut other, &rows(&diary, wanted), false).expect("it comes in");
    }
}

#[test]
fn what_is_no_row_of_a_diary_does_not_get_in() {
    let (_folder, mut diary) = empty();
    let uuid = "0199c0de-0000-7000-8000-000000000001";
    let rating = json!({
        "id": 1, "uuid": uuid, "day": "2026-11-22", "score": 40,
        "written_at": "2026-11-22T14:30:00+01:00",
    });
    let mut refused = |kind: &str, key: &str, value: Json| {
        let mut row = rating.as_object().expect("an object").clone();
        row.insert(key.to_owned(), value);
        put(&mut diary, &[(kind.to_owned(), row)], false).expect_err(key)
    };
    assert!(refused("sqlite_schema", "score", 1.into()).contains("no rows of the kind"));
    assert!(refused("rating", "x); DROP TABLE rating;--", 1.into()).contains("knows no"));
    assert!(refused("rating", "id", Json::Null).contains("has no “id”"));
    assert!(refused("rating", "id", 0.into()).contains("whole number"));
    assert!(refused("rating", "id", i64::MAX.into()).contains("whole number"));
    assert!(refused("rating", "score", 101.into()).contains("does not take it"));
    assert!(refused("rating", "score", json!(4.5)).contains("does not take it"));
    assert!(refused("rating", "score", "four".into()).contains("is a number"));
    // SQLite would make a number of it, whose checksum is another.
    assert!(refused("rating", "score", "40".into()).contains("is a number"));
    assert!(refused("rating", "note", 40.into()).contains("is a text"));
    assert!(refused("rating", "score", json!([4])).contains("a text or a number"));
    assert!(refused("rating", "day", "2026-02-30".into()).contains("does not take it"));
    assert!(refused("rating", "written_at", "abcd-ef-ghTij:kl:x".into()).contains("as supple"));
    assert!(refused("rating", "uuid", "x".repeat(36).into()).contains("as supple"));
    assert!(refused("rating", "note", "a\0b".into()).contains("NUL"));
    assert!(refused("rating", "note", "x".repeat(300_000).into()).contains("bytes long"));
    assert!(refused("rating", "places", json!({})).contains("is a list"));
    assert!(refused("rating", "places", json!([1])).contains("objects"));
    let escape = json!([{ "id": 1, "site": "a\u{1f}b" }]);
    assert!(refused("rating", "places", escape).contains("none of a word"));
    assert!(refused("medicine_intake", "score", 1.into()).contains("knows no"));
    let orphan = json!({
        "id": 1, "uuid": uuid, "goal": 7, "day": "2026-11-22", "score": 1,
        "written_at": "2026-11-22T14:30:00+01:00",
    });
    let orphan = orphan.as_object().expect("an object").clone();
    let row = ("goal_rating".to_owned(), orphan);
    assert!(put(&mut diary, &[row], false).is_err());
    assert!(diary.is_empty().expect("read"));
}

/// Ratings of one day, each with two places, which have no numbers of their own.
fn many_rows(count: u32) -> Vec<(String, Map<String, Json>)> {
    let row = |nth: u32| {
        let row = json!({
            "id": nth, "uuid": format!("0199c0de-0000-7000-8000-{nth:012}"), "day": "2026-11-22",
            "score": nth % 100, "written_at": "2026-11-22T14:30:00+01:00",
            "places": [{ "site": format!("site {nth}") }, { "site": "hip", "side": "left" }],
        });
        ("rating".to_owned(), row.as_object().expect("an object").clone())
    };
    (1..=count).map(row).collect()
}

#[test]
fn rows_that_come_many_at_once_are_as_if_they_came_one_by_one() {
    let all = many_rows(101);
    let put_by = |size: usize| {
        let (_folder, mut diary) = empty();
        let mut change = diary.change(now()).expect("a change");
        change.begin_copy().expect("begun");
        for some in all.clone().chunks_mut(size) {
            change.put_rows(some).expect("written").expect("taken");
        }
        change.reads_back().expect("read").expect("whole");
        change.commit("import").expect("kept");
        contents(&diary)
    };
    let one_by_one = put_by(1);
    for size in [15, 16, 40, 101] {
        assert_eq!(put_by(size), one_by_one, "{size} at once");
    }
}

#[test]
fn of_many_rows_the_first_that_is_refused_is_told() {
    let bad: [(&str, Json, &str); 4] = [
        ("score", 101.into(), "does not take it"),
        ("score", "four".into(), "is a number"),
        ("id", 3.into(), "does not take it"),
        ("places", json!([{ "site": "hip", "side": "up" }]), "in “places”"),
    ];
    for (key, value, words) in bad {
        let mut rows = many_rows(101);
        for place in [37, 39, 90] {
            rows[place].1.insert(key.to_owned(), value.clone());
        }
        // What is wrong later with a part or a row of another kind is not told before.
        rows[80].0 = "nothing".to_owned();
        let (_folder, mut diary) = empty();
        let mut change = diary.change(now()).expect("a change");
        change.begin_copy().expect("begun");
        let (place, why) = change.put_rows(&mut rows).expect("written").expect_err(key);
        assert_eq!(place, 37, "{key}: {why}");
        assert!(why.contains(words), "{key}: {why}");
    }
}

/// Imports entries, and says how many were new.
fn import(diary: &mut Writer, entries: &[(u32, i64)]) -> usize {
    let mut change = diary.change(now()).expect("a change");
    change.begin_entries().expect("begun");
    let new = entries.iter().filter(|(on, tenths)| {
        let rating = Rating { day: day(*on), at: None, ..rating(*tenths) };
        let identity = format!("{on} {tenths}");
        change.import_rating(&identity, &rating).expect("kept") == Imported::New
    });
    let new = new.count();
    change.commit("import").expect("kept");
    new
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn every_diary_comes_back_equal_row_for_row(
        deeds in prop::collection::vec(deed(), 1..25)
    ) {
        let (_folder, mut diary) = empty();
        diary.ask(|c| c.execute_batch("PRAGMA synchronous = OFF")).expect("quick for a test");
        for deed in &deeds {
            act(&mut diary, deed);
        }
        for (wanted, with_history) in [(Wanted::ALL, false), (WITH_HISTORY, true)] {
            let all = rows(&diary, wanted);
            let (_other, mut other) = empty();
            put(&mut other, &all, with_history).expect("it comes in");
            prop_assert_eq!(rows(&other, wanted), all);
            prop_assert_eq!(contents(&other), contents(&diary));
        }
    }

    #[test]
    fn an_import_twice_is_once_and_undone_is_never(
        deeds in prop::collection::vec(deed(), 1..15),
        entries in prop::collection::vec((1u32..20, 0i64..=100), 1..12),
        more in prop::collection::vec((1u32..20, 0i64..=100), 1..12),
    ) {
        let (_folder, mut diary) = empty();
        diary.ask(|c| c.execute_batch("PRAGMA synchronous = OFF")).expect("quick for a test");
        for deed in &deeds {
            act(&mut diary, deed);
        }
        let before = contents(&diary);
        let new = import(&mut diary, &entries);
        prop_assert!(new > 0);
        let once = contents(&diary);
        prop_assert_eq!(import(&mut diary, &entries), 0);
        prop_assert_eq!(&contents(&diary), &once);
        let both: Vec<_> = entries.iter().chain(&more).copied().collect();
        let different: std::collections::BTreeSet<_> = both.iter().collect();
        prop_assert_eq!(import(&mut diary, &both), different.len() - new);
        while contents(&diary) != before {
            prop_assert!(diary.undo(now()).expect("undone").command.is_some());
        }
        // What was taken back with its import may come again, under the names it had.
        prop_assert_eq!(import(&mut diary, &both), different.len());
        prop_assert_eq!(contents(&diary).len() > before.len(), true);
    }
}
