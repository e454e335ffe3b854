//! Two diaries as one: nothing lost, nothing twice, whichever way round and however often.

use super::*;

/// What a diary is, whatever its numbers are: its rows with their names, what is gone, which
/// versions there are and what is set aside.
fn whole(diary: &Diary) -> Vec<String> {
    let mut names = std::collections::BTreeMap::new();
    let mut rows = Vec::new();
    let took =
        diary.each_row::<crate::store::StoreError>(crate::store::Wanted::ALL, |kind, row| {
            let id = row.get("id").and_then(serde_json::Value::as_i64);
            if let (Some(id), Some(uuid)) = (id, row.get("uuid")) {
                names.insert((kind.to_owned(), id), uuid.to_string());
            }
            let mut said = Vec::new();
            for (key, value) in row.clone() {
                let name = value.as_i64().and_then(|id| names.get(&(key.clone(), id)).cloned());
                let mut value = value;
                if let Some(parts) = value.as_array_mut() {
                    for part in parts.iter_mut() {
                        part.as_object_mut().expect("an object").remove("id");
                    }
                    parts.sort_by_key(ToString::to_string);
                }
                if key != "id" {
                    said.push(format!("{key}={}", name.unwrap_or_else(|| value.to_string())));
                }
            }
            if kind != "last_number" {
                rows.push(format!("{kind} {}", said.join(" ")));
            }
            Ok(())
        });
    took.expect("read");
    rows.sort();
    rows
}

/// A copy of a diary in a folder of its own.
fn copy(diary: &Writer) -> (tempfile::TempDir, Writer) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("diary.db");
    std::fs::copy(diary.path(), &path).expect("copied");
    let copy = open(&path).expect("it opens");
    copy.ask(|c| c.execute_batch("PRAGMA synchronous = OFF")).expect("quick for a test");
    (folder, copy)
}

/// Takes another diary into one.
fn merge(diary: &mut Writer, other: &Writer) -> crate::store::Merged {
    let mut change = diary.change(now()).expect("a change");
    let merged = change.merge(other).expect("merged");
    change.commit("merge").expect("kept");
    merged
}

/// The two as one, in a copy of the first.
fn joined(one: &Writer, other: &Writer) -> (tempfile::TempDir, Writer) {
    let (folder, mut joined) = copy(one);
    merge(&mut joined, other);
    (folder, joined)
}

/// An edit of an entry.
fn edit(diary: &mut Writer, id: i64, tenths: i64) {
    let mut change = diary.change(now()).expect("a change");
    let known = change.rating(id).expect("read").expect("there");
    let edited = Rating { whole: Some(score(tenths)), ..known.value.clone() };
    change.set_rating(&known, &edited).expect("kept");
    change.commit("edit").expect("kept");
}

/// A diary with one entry.
fn with_an_entry() -> (tempfile::TempDir, Writer) {
    let (folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(40)).expect("kept");
    change.commit("log").expect("kept");
    (folder, diary)
}

/// The score of the entry of that number, in tenths.
fn tenths(diary: &Diary, id: i64) -> Option<i64> {
    diary.rating(id).expect("read").and_then(|found| found.value.whole).map(Score::tenths)
}

#[test]
fn an_edit_is_later_than_what_it_edited_and_undo_is_later_still() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = copy(&one);
    edit(&mut one, 1, 50);
    edit(&mut one, 1, 60);
    merge(&mut other, &one);
    assert_eq!(tenths(&other, 1), Some(60));
    one.undo(now()).expect("undone");
    one.undo(now()).expect("undone");
    assert_eq!(tenths(&one, 1), Some(40));
    merge(&mut other, &one);
    assert_eq!(tenths(&other, 1), Some(40), "whoever undid it has seen the edit");
    assert_eq!(other.set_aside().expect("read"), []);
}

#[test]
fn what_is_removed_stays_removed_unless_it_is_brought_back() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = copy(&one);
    let mut change = one.change(now()).expect("a change");
    change.remove_rating(1).expect("gone");
    change.commit("remove").expect("kept");
    assert_eq!(merge(&mut one, &other), crate::store::Merged::default());
    assert_eq!(tenths(&one, 1), None);
    assert_eq!(merge(&mut other, &one).removed, 3, "with its medicines");
    one.undo(now()).expect("undone");
    merge(&mut other, &one);
    // A number is given once: there it has a new one.
    assert_eq!(tenths(&other, 2), Some(40));
    assert_eq!(whole(&one), whole(&other));
}

#[test]
fn two_edits_are_both_kept_and_the_person_decides() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = copy(&one);
    edit(&mut one, 1, 50);
    edit(&mut other, 1, 60);
    merge(&mut one, &other);
    merge(&mut other, &one);
    assert_eq!(whole(&one), whole(&other));
    let aside = one.set_aside().expect("read").remove(0);
    let stands = aside.stands.as_ref().expect("it stands");
    assert_ne!(stands["score"], aside.row["score"]);
    for takes_it in [true, false] {
        let (_c, mut decided) = copy(&one);
        let expected = if takes_it { &aside.row["score"] } else { &stands["score"] };
        let mut change = decided.change(now()).expect("a change");
        change.decide(&aside, takes_it).expect("decided");
        change.commit("merge").expect("kept");
        assert_eq!(tenths(&decided, 1), expected.as_i64());
        assert_eq!(decided.set_aside().expect("read"), []);
        // The other machine learns of it, and asks no more.
        let (_d, elsewhere) = joined(&other, &decided);
        assert_eq!(whole(&elsewhere), whole(&decided));
    }
}

#[test]
fn an_edit_of_what_was_removed_elsewhere_is_set_aside() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = copy(&one);
    edit(&mut one, 1, 50);
    let mut change = other.change(now()).expect("a change");
    change.remove_rating(1).expect("gone");
    change.commit("remove").expect("kept");
    merge(&mut one, &other);
    assert_eq!(tenths(&one, 1), None);
    let aside = one.set_aside().expect("read").remove(0);
    assert_eq!((aside.stands.clone(), aside.row["score"].as_i64()), (None, Some(50)));
    let mut change = one.change(now()).expect("a change");
    change.decide(&aside, true).expect("decided");
    change.commit("merge").expect("kept");
    merge(&mut other, &one);
    assert_eq!(other.ratings(Filter::default()).expect("read")[0].value.whole, Some(score(50)));
}

#[test]
fn one_condition_that_was_assigned_on_two_machines_stands_once() {
    let (_a, mut one) = empty();
    let (_b, mut other) = copy(&one);
    for diary in [&mut one, &mut other] {
        let mut change = diary.change(now()).expect("a change");
        change.add_plan(&plan("a")).expect("kept");
        change.commit("assign").expect("kept");
    }
    merge(&mut one, &other);
    merge(&mut other, &one);
    assert_eq!(whole(&one), whole(&other));
    assert_eq!(one.plans().expect("read").len(), 1);
    assert!(!one.set_aside().expect("read").is_empty());
}

#[test]
fn a_copy_that_was_taken_back_takes_nothing_away_where_it_came_from() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = empty();
    let mut rows = Vec::new();
    let took = one.each_row::<crate::store::StoreError>(crate::store::Wanted::ALL, |kind, row| {
        rows.push((kind.to_owned(), row.clone()));
        Ok(())
    });
    took.expect("read");
    let mut change = other.change(now()).expect("a change");
    change.begin_copy().expect("begun");
    change.put_rows(&mut rows).expect("written").expect("rows");
    change.commit("import").expect("kept");
    assert_eq!(whole(&other), whole(&one));
    other.undo(now()).expect("undone");
    assert!(other.is_empty().expect("read"));
    assert_eq!(merge(&mut one, &other), crate::store::Merged::default());
    merge(&mut other, &one);
    assert_eq!(whole(&other), whole(&one));
}

#[test]
fn a_merge_is_no_command_and_leaves_the_others_alone() {
    let (_a, mut one) = with_an_entry();
    let (_b, mut other) = empty();
    let mut change = other.change(now()).expect("a change");
    change.add_rating(&rating(70)).expect("kept");
    change.commit("log 7").expect("kept");
    assert_eq!(merge(&mut one, &other).added, 3);
    assert_eq!(tenths(&one, 2), Some(70), "the next number that is free");
    let undone = one.undo(now()).expect("undone").command.expect("a command");
    assert_eq!(undone.said, "log");
    assert_eq!(one.undo(now()).expect("undone").command, None);
    assert_eq!(tenths(&one, 2), Some(70));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn joining_has_no_order(
        before in prop::collection::vec(deed(), 0..12),
        deeds in prop::collection::vec(prop::collection::vec(deed(), 0..8), 3),
    ) {
        let (_folder, mut root) = empty();
        root.ask(|c| c.execute_batch("PRAGMA synchronous = OFF")).expect("quick for a test");
        for deed in &before {
            act(&mut root, deed);
        }
        let mut copies: Vec<_> = (0..3).map(|_| copy(&root)).collect();
        for ((_, diary), deeds) in copies.iter_mut().zip(&deeds) {
            for deed in deeds {
                act(diary, deed);
            }
        }
        let [(_, a), (_, b), (_, c)] = &copies[..] else { unreachable!() };
        let (_f1, ab) = joined(a, b);
        let (_f2, ba) = joined(b, a);
        prop_assert_eq!(whole(&ab), whole(&ba));
        let (_f3, again) = joined(&ab, b);
        prop_assert_eq!(whole(&again), whole(&ab));
        let (_f4, itself) = joined(a, a);
        prop_assert_eq!(whole(&itself), whole(a));
        let (_f5, bc) = joined(b, c);
        let (_f6, left) = joined(&ab, c);
        let (_f7, right) = joined(a, &bc);
        prop_assert_eq!(whole(&left), whole(&right));
        // Whoever has taken everything in has nothing more to learn.
        let (_f8, back) = joined(c, &left);
        prop_assert_eq!(whole(&back), whole(&left));
    }
}
