//! What the diary promises: what was kept is read back, what was changed can be taken back, and
//! nothing that should not be there gets in.

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;
use rusqlite::types::Value;

use super::error::Trouble;
use super::{Audience, Change, Committed, Diary, Filter, IfMissing, Undone, Writer};
use strum::VariantArray;

use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace, Symptom};
use crate::domain::diary::goal::Goal;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place::{Place, RatedPlace, Side};
use crate::domain::diary::rating::{PainPoint, Rating, TagRole};
use crate::domain::diary::score::Score;
use crate::domain::diary::visit::{Impression, Visit};
use crate::domain::diary::week_answer::WeekAnswer;
use crate::domain::plan::assignment::{PhaseStart, Plan};
use crate::domain::programme::condition::PhaseName;
use crate::domain::screening::answers::{Answer, Asked, Check, Says};

mod merge;
mod own_account;
mod room;
mod upkeep;
mod whole_rows;

/// A moment for the tests.
fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment")
}

/// A day of that month.
fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).expect("a date")
}

impl std::ops::Deref for Writer {
    type Target = Diary;

    /// A test may look at a diary between two changes.
    fn deref(&self) -> &Diary {
        &self.diary
    }
}

/// Opens a diary to write in it.
fn open(path: &std::path::Path) -> Result<Writer, super::StoreError> {
    Ok(Writer::open(path, IfMissing::Make, now())?.expect("it is made"))
}

/// Its ratings as a chart needs them.
fn readings(diary: &Diary, from: NaiveDate, to: NaiveDate, audience: Audience) -> Vec<PainPoint> {
    let mut found = Vec::new();
    diary.each_reading(from, to, audience, |reading| found.push(reading)).expect("read");
    found
}

/// An empty diary in a folder of its own, which goes when it is dropped.
fn empty() -> (tempfile::TempDir, Writer) {
    let folder = tempfile::tempdir().expect("a folder");
    let diary = open(&folder.path().join("diary.db")).expect("a diary");
    (folder, diary)
}

/// Edits a rating as it is.
fn edit_rating(change: &mut Change<'_>, id: i64, rating: &Rating) {
    let known = change.rating(id).expect("read").expect("there");
    change.set_rating(&known, rating).expect("kept");
}

/// Edits a session as it is.
fn edit_session(change: &mut Change<'_>, id: i64, session: &ExerciseRecord) {
    let known = change.session(id).expect("read").expect("there");
    change.set_session(&known, session).expect("kept");
}

/// A rating with everything in it.
fn rating(tenths: i64) -> Rating {
    Rating {
        day: day(21),
        at: DateTime::parse_from_rfc3339("2026-11-22T01:30:00+01:00").ok(),
        whole: Some(score(tenths)),
        worst: Score::from_tenths(100),
        places: vec![
            RatedPlace {
                place: Place { site: "buttock".into(), side: Some(Side::Left) },
                score: Some(score(65)),
            },
            Place { site: "tailbone".into(), side: None }.into(),
        ],
        tags: vec!["sitting".into(), "bürostuhl".into()],
        least: Some(score(0)),
        morning: true,
        feels: vec!["burning".into()],
        eased: vec!["heat".into(), "walking".into()],
        medicines: vec![
            Intake { medicine: "ibuprofen".into(), amount: Some(400.5), unit: Some("mg".into()) },
            Intake { medicine: "voltaren gel".into(), amount: None, unit: None },
        ],
        sleep_minutes: Some(390),
        sitting_minutes: Some(0),
        cycle_day: Some(3),
        leaks: Some(0),
        heaviness: Some(score(25)),
        note: Some("long drive \u{1b}[31m'; DROP TABLE rating;--".into()),
        private: true,
        written_at: now(),
        source_written_at: DateTime::parse_from_rfc3339("2026-11-22T09:15:00+02:00").ok(),
    }
}

/// A score, in tenths.
fn score(tenths: i64) -> Score {
    Score::from_tenths(tenths).expect("a score")
}

/// A session with everything in it.
fn session(exercise: &str) -> ExerciseRecord {
    let actual = Actual {
        sets: Some(3),
        reps: Some(12),
        hold_s: Some(3),
        minutes: None,
        load_g: Some(2500),
        pain_before: Some(score(10)),
        pain: Some(score(15)),
        pain_place: Some(PainPlace::Bone),
        reps_of_sets: vec![14, 13, 12],
        effort: Some(6),
        side: Some(Side::Left),
        symptoms: Symptom::VARIANTS.to_vec(),
    };
    ExerciseRecord {
        day: day(22),
        at: None,
        exercise: exercise.into(),
        outcome: Outcome::Done(actual),
        note: None,
        private: true,
        written_at: now(),
        source_written_at: DateTime::parse_from_rfc3339("2026-11-22T09:15:00+02:00").ok(),
    }
}

/// A clinician's look.
fn check() -> Check {
    Check { by: "Dr A".into(), on: day(14) }
}

/// A plan with two phases.
fn plan(condition: &str) -> Plan {
    Plan {
        condition: condition.into(),
        side: Some(Side::Left),
        variant: Some("strength-only".into()),
        rank: 1,
        started_on: day(1),
        ended_on: None,
        phases: vec![
            PhaseStart { phase: PhaseName::Calm, from: day(1), cleared: None },
            PhaseStart { phase: PhaseName::Restore, from: day(15), cleared: Some(check()) },
        ],
    }
}

#[test]
fn what_was_kept_is_read_back() {
    let (_folder, mut diary) = empty();
    let skipped = ExerciseRecord {
        outcome: Outcome::Skipped { why: Some("tired".into()) },
        ..session("bridge")
    };
    let mut change = diary.change(now()).expect("a change");
    assert_eq!(change.add_rating(&rating(45)).expect("kept"), 1);
    assert_eq!(change.add_session(&session("clamshell")).expect("kept"), 2);
    assert_eq!(change.add_session(&skipped).expect("kept"), 3);
    change.add_plan(&plan("a")).expect("kept");
    let visit = Visit {
        clinician: Some("Dr A".into()),
        note: Some("x-ray".into()),
        impression: Impression::from_point(6),
        ..Visit::on(day(9))
    };
    let visited = change.add_visit(&visit).expect("kept");
    let goal = Goal {
        activity: "walk".into(),
        started_on: day(1),
        ended_on: Some(day(20)),
        ratings: vec![(day(2), score(30)), (day(9), score(65))],
    };
    let goal_number = change.add_goal(&goal).expect("kept");
    for (on, tenths) in [(day(9), 50), (day(2), 30), (day(9), 65), (day(10), 70)] {
        change.rate_goal(goal_number, on, Some(score(tenths))).expect("kept");
    }
    change.rate_goal(goal_number, day(10), None).expect("kept");
    change.rate_goal(goal_number, day(11), None).expect("nothing to remove");
    let asked = change.add_visit_question("May I run?", day(8)).expect("kept");
    change.add_visit_question("And swim?", day(10)).expect("kept");
    change.set_asked(asked, Some(visited)).expect("kept");
    let answers = [
        Answer {
            question: "a".into(),
            says: Says::Skipped,
            day: day(20),
            checked: None,
            asked: Asked::Group,
            wording: 2,
            written_at: change.now(),
        },
        Answer {
            question: "b".into(),
            says: Says::Yes,
            day: day(21),
            checked: Some(check()),
            asked: Asked::Alone,
            wording: 1,
            written_at: change.now(),
        },
    ];
    for answer in &answers {
        change.add_answer(answer).expect("kept");
    }
    change.commit("test").expect("kept");

    assert_eq!(diary.rating(1).expect("read").map(|r| r.value), Some(rating(45)));
    let sessions: Vec<_> =
        diary.sessions(Filter::default()).expect("read").into_iter().map(|s| s.value).collect();
    assert_eq!(sessions, [skipped, session("clamshell")]);
    assert_eq!(diary.plans().expect("read").remove(0).value, plan("a"));
    assert_eq!(diary.answers().expect("read").to_vec(), answers);
    assert_eq!(diary.visit_days(day(1), day(30)).expect("read"), [day(9)]);
    assert_eq!(diary.tags(TagRole::Before).expect("read"), ["bürostuhl", "sitting"]);
    assert_eq!(diary.tags(TagRole::Feels).expect("read"), ["burning"]);
    assert_eq!(diary.sites().expect("read"), ["buttock", "tailbone"]);
    assert_eq!(diary.medicines().expect("read").len(), 2);
    assert_eq!(diary.visits().expect("read").remove(0).value, visit);
    assert_eq!(diary.goals().expect("read").remove(0).value, goal);
    let questions = diary.visit_questions().expect("read");
    let asked_at: Vec<_> =
        questions.iter().map(|each| (each.value.question.as_str(), each.value.visit)).collect();
    assert_eq!(asked_at, [("May I run?", Some(visited)), ("And swim?", None)]);
    let reading = readings(&diary, day(1), day(30), Audience::Person).remove(0);
    assert_eq!(
        (reading.day, reading.minute, reading.score.tenths()),
        (day(21), Some(25 * 60 + 30), 45)
    );
    let done = diary.sessions_for_rules(day(1), day(30)).expect("read").remove(0);
    assert!(done.is_done() && done.private && done.day == day(22));
    assert_eq!(diary.first_rated_day(None, Audience::Person).expect("read"), Some(day(21)));
    assert_eq!(diary.first_session_day(Audience::Person).expect("read"), Some(day(22)));
    // All of them are private, so others see nothing.
    assert_eq!(readings(&diary, day(1), day(30), Audience::Others), []);
    assert_eq!(diary.first_rated_day(None, Audience::Others).expect("read"), None);
    assert_eq!(diary.first_session_day(Audience::Others).expect("read"), None);
}

#[test]
fn an_edit_that_leaves_the_medicines_leaves_their_names_too() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(45)).expect("kept");
    change.commit("log").expect("kept");
    let rows = |diary: &Diary| -> Vec<String> {
        let sql = "SELECT uuid || day || private || written_at FROM medicine_intake ORDER BY id";
        diary.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect()).expect("read")
    };
    let before = rows(&diary);
    let mut edit = |rating: &Rating| {
        let mut change = diary.change(now()).expect("a change");
        edit_rating(&mut change, 1, rating);
        change.commit("edit").expect("kept");
        (rows(&diary), diary.rating(1).expect("read").map(|kept| kept.value))
    };
    let moved = Rating { day: day(20), at: None, private: false, ..rating(45) };
    let (after, read) = edit(&moved);
    assert_eq!(read, Some(moved.clone()));
    assert!(
        after
            .iter()
            .zip(&before)
            .all(|(after, before)| after[..36] == before[..36] && after != before)
    );
    let fewer = Rating { medicines: moved.medicines[..1].to_vec(), ..moved };
    let (after, read) = edit(&fewer);
    assert_eq!((after.len(), read), (1, Some(fewer)));
}

#[test]
fn sqlite_is_set_up_as_a_diary_needs_it() {
    let (folder, written) = empty();
    let read = Diary::open_to_read(&folder.path().join("diary.db"))
        .expect("it opens")
        .expect("it is there");
    let settings = |diary: &Diary| {
        let names = [
            "application_id",
            "user_version",
            "trusted_schema",
            "cell_size_check",
            "mmap_size",
            "foreign_keys",
            "secure_delete",
            "synchronous",
            "busy_timeout",
        ];
        names.map(|name| {
            let value: i64 = diary
                .ask(|c| c.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)))
                .expect(name);
            format!("{name} {value}")
        })
    };
    let version = format!("user_version {}", super::structure::newest());
    let expected = [
        "application_id 1937076332",
        &version,
        "trusted_schema 0",
        "cell_size_check 1",
        "mmap_size 0",
        "foreign_keys 1",
        "secure_delete 1",
        "synchronous 3",
        "busy_timeout 10000",
    ];
    assert_eq!(settings(&written), expected);
    assert_eq!(settings(&read), expected);
    // Also after a copy was made, or could not be: it is written without waiting for the disk.
    for _ in 0..2 {
        let _ = written.write_copy(&folder.path().join("copy.db"), false);
        assert_eq!(settings(&written), expected);
    }
    let nowhere = folder.path().join("nowhere").join("copy.db");
    written.vacuum_into(&nowhere).expect_err("there is no such folder");
    assert_eq!(settings(&written), expected);
    let journal: String =
        written.ask(|c| c.query_row("PRAGMA journal_mode", [], |row| row.get(0))).expect("asked");
    assert_eq!(journal, "delete");
}

#[test]
fn a_change_that_is_not_committed_never_happened() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(45)).expect("kept for now");
    drop(change);
    assert!(diary.ratings(Filter::default()).expect("read").is_empty());
    assert_eq!(diary.undo(now()).expect("asked"), Undone::default());
}

#[test]
fn what_one_run_records_in_parts_is_taken_back_as_one() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(40)).expect("kept");
    let first = change.commit("a run").expect("kept").recorded;
    let mut change = diary.change(now()).expect("a change");
    change.add_session(&session("bridge")).expect("kept");
    change.add_rating(&rating(50)).expect("kept");
    assert_eq!(change.commit_with("a run", first).expect("kept").recorded, first);
    let whole = contents(&diary);
    assert!(diary.undo(now()).expect("undone").command.is_some());
    assert!(contents(&diary).is_empty());
    assert!(diary.redo(now()).expect("redone").is_some());
    assert_eq!(contents(&diary), whole);
}

#[test]
fn an_entry_that_is_already_so_leaves_nothing_to_undo() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    let (pain, bridge) = (
        change.add_rating(&rating(40)).expect("kept"),
        change.add_session(&session("bridge")).expect("kept"),
    );
    change.commit("log and done").expect("kept");
    let known = diary.rating(pain).expect("read").expect("there").value;
    let done = diary.session(bridge).expect("read").expect("there").value;
    let mut change = diary.change(now()).expect("a change");
    edit_rating(&mut change, pain, &known);
    edit_session(&mut change, bridge, &done);
    assert_eq!(change.commit("edit").expect("kept"), Committed::default());
}

#[test]
fn a_row_that_one_run_changes_again_and_again_is_kept_as_one() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    let id = change.add_session(&session("bridge")).expect("kept");
    let mut run = change.commit("a run").expect("kept").recorded;
    for sets in 1..=3 {
        let mut change = diary.change(now()).expect("a change");
        let outcome = Outcome::Done(Actual { sets: Some(sets), ..Actual::default() });
        edit_session(&mut change, id, &ExerciseRecord { outcome, ..session("bridge") });
        run = change.commit_with("a run", run).expect("kept").recorded;
    }
    let rows: String = diary
        .ask(|c| c.query_row("SELECT rows FROM journal", [], |row| row.get(0)))
        .expect("asked");
    assert_eq!(rows.matches("\"bridge\"").count(), 1, "{rows}");
    let whole = contents(&diary);
    assert!(diary.undo(now()).expect("undone").command.is_some());
    assert!(contents(&diary).is_empty());
    assert!(diary.redo(now()).expect("redone").is_some());
    assert_eq!(contents(&diary), whole);

    // What somebody else did to it in between is not passed over: what comes after it is a command
    // of its own.
    let mut change = diary.change(now()).expect("a change");
    edit_session(
        &mut change,
        id,
        &ExerciseRecord { note: Some("mine".to_owned()), ..session("bridge") },
    );
    change.commit("another").expect("kept");
    let mut change = diary.change(now()).expect("a change");
    edit_session(
        &mut change,
        id,
        &ExerciseRecord { note: Some("theirs".to_owned()), ..session("bridge") },
    );
    assert_ne!(change.commit_with("a run", run).expect("kept").recorded, run);
    let rows: Vec<String> = diary
        .ask(|c| {
            c.prepare("SELECT rows FROM journal ORDER BY id")?
                .query_map([], |row| row.get(0))?
                .collect()
        })
        .expect("asked");
    let named = |note: &str| rows.iter().map(|row| row.matches(note).count()).collect::<Vec<_>>();
    assert_eq!((named("mine"), named("theirs")), (vec![0, 1, 1], vec![0, 0, 1]));
}

#[test]
fn the_tables_refuse_what_the_program_should_never_write() {
    let (_folder, mut diary) = empty();
    let text = |text: &str| Value::Text(text.to_owned());
    let refused: [(&str, &str, Value); 17] = [
        ("rating", "score", Value::Integer(101)),
        ("rating", "score", text("four")),
        ("rating", "worst", Value::Integer(39)),
        ("rating", "day", text("2026-02-30")),
        ("rating", "day", text("yesterday")),
        ("rating", "at", text("2026-11-25T10:00:00+01:00")),
        ("rating", "note", text("")),
        ("rating", "written_at", text("now")),
        ("rating", "uuid", text("1")),
        ("rating", "morning", Value::Integer(2)),
        ("rating", "leaks", Value::Integer(101)),
        ("rating", "heaviness", Value::Integer(-1)),
        ("rating", "source_written_at", text("yesterday")),
        ("rating", "score", Value::Null),
        ("rating", "at", text("2026-11-21")),
        ("rating", "at", text("2026-11-23T00:00:00+01:00")),
        ("rating", "at", text("2026-11-20T23:59:59+01:00")),
    ];
    for (table, column, value) in refused {
        let mut change = diary.change(now()).expect("a change");
        let id = change.add_rating(&Rating { worst: None, ..rating(40) }).expect("kept for now");
        assert!(
            change.update(table, id, &[(column, value.clone())]).is_err(),
            "{column} = {value:?}"
        );
    }
    // The score goes, and its least stays behind.
    let mut change = diary.change(now()).expect("a change");
    let least = Rating { worst: None, least: Some(score(10)), ..rating(40) };
    let id = change.add_rating(&least).expect("kept for now");
    assert!(change.update("rating", id, &[("score", Value::Null)]).is_err());
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let alone = Rating { whole: None, least: None, worst: Some(score(40)), ..rating(40) };
    assert!(change.add_rating(&alone).is_err(), "a worst of no score");
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let tag = [("rating", Value::Integer(99)), ("role", text("before")), ("tag", text("x"))];
    assert!(change.insert("rating_tag", &tag).is_err(), "a tag of no rating");
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let skipped = ExerciseRecord { outcome: Outcome::Skipped { why: None }, ..session("bridge") };
    let id = change.add_session(&skipped).expect("kept for now");
    for (column, value) in [
        ("pain_before", Value::Integer(10)),
        ("pain_place", text("bone")),
        ("pain", Value::Integer(10)),
    ] {
        assert!(change.update("session", id, &[(column, value)]).is_err(), "{column} of nothing");
    }
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let id = change.add_session(&session("bridge")).expect("kept for now");
    assert!(change.update("session", id, &[("pain_place", text("skin"))]).is_err());
    assert!(change.update("session", id, &[("pain_before", Value::Integer(101))]).is_err());
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let empty = WeekAnswer {
        plan: None,
        day: day(22),
        average: None,
        against_start: None,
        written_at: now(),
    };
    assert!(change.add_week_answer(&empty).is_err(), "answers to neither question");
    drop(change);
    let mut change = diary.change(now()).expect("a change");
    let plan_number = change.add_plan(&plan("a")).expect("kept for now");
    assert!(change.add_plan(&plan("a")).is_err(), "one condition twice");
    for (term, value) in [
        (text("grows"), Value::Integer(1)),
        (text("may-grow"), Value::Integer(2)),
        (text("pain-limit"), Value::Integer(101)),
        (Value::Null, Value::Integer(1)),
    ] {
        let said = format!("{term:?} {value:?}");
        let item = [
            ("uuid", change.uuid()),
            ("plan", Value::Integer(plan_number)),
            ("exercise", text("x")),
            ("from_day", text("2026-11-22")),
            ("set_by", text("person")),
            ("reason", text("x")),
            ("term", term),
            ("value", value),
        ];
        assert!(change.insert("plan_item", &item).is_err(), "{said}");
    }
}

#[test]
fn a_diary_with_anything_added_to_it_is_refused_and_left_alone() {
    for addition in [
        "CREATE TRIGGER t AFTER INSERT ON rating BEGIN DELETE FROM rating; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (id INTEGER)",
        "CREATE INDEX i ON rating (note)",
        "ALTER TABLE rating ADD COLUMN more TEXT",
        "DROP TABLE goal",
    ] {
        let (folder, diary) = empty();
        let path = folder.path().join("diary.db");
        drop(diary);
        rusqlite::Connection::open(&path).and_then(|c| c.execute_batch(addition)).expect(addition);
        let before = std::fs::read(&path).expect("it is there");
        let trouble = |found: Result<(), super::StoreError>| found.expect_err(addition).trouble;
        assert!(
            matches!(trouble(Diary::open_to_read(&path).map(drop)), Trouble::Altered),
            "{addition}"
        );
        assert!(
            matches!(
                trouble(open(&path).and_then(|mut writer| writer.change(now()).map(drop))),
                Trouble::Altered
            ),
            "{addition}"
        );
        assert_eq!(std::fs::read(&path).expect("it is there"), before, "{addition}");
    }
}

#[test]
fn a_journal_entry_that_names_something_else_is_not_obeyed() {
    let (_folder, mut diary) = empty();
    let rows = r#"[["rating; DROP TABLE rating; --", 1, null, {"id": 1}]]"#;
    diary
        .ask(|c| {
            c.execute(
                "INSERT INTO journal (at, said, rows, state, follows)
                 VALUES ('2026-11-22T14:30:00+01:00', 'x', ?1, 'done', 0)",
                [rows],
            )
        })
        .expect("planted");
    // Whoever does not know of the checksum does not get past it.
    assert!(matches!(diary.undo(now()).expect_err("refused").trouble, Trouble::RowDamaged(..)));
    diary.ask(|c| super::row_sum::note_as_is(c, "journal", 1)).expect("noted");
    assert!(matches!(diary.undo(now()).expect_err("refused").trouble, Trouble::Strange(_)));
    assert!(diary.ratings(Filter::default()).expect("the table is there").is_empty());
}

/// Something a person may do to a diary.
#[derive(Debug, Clone)]
enum Deed {
    Log(i64),
    Edit(usize, i64),
    Remove(usize),
    Done,
    Skip,
    Assign(usize),
    End,
    Visit(usize),
    Goal(usize, i64),
    Undo,
    Redo,
}

/// Any deed.
fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0i64..=100).prop_map(Deed::Log),
        (any::<usize>(), 0i64..=100).prop_map(|(which, tenths)| Deed::Edit(which, tenths)),
        any::<usize>().prop_map(Deed::Remove),
        Just(Deed::Done),
        Just(Deed::Skip),
        (0usize..3).prop_map(Deed::Assign),
        Just(Deed::End),
        (0usize..4).prop_map(Deed::Visit),
        (0usize..4, 0i64..=100).prop_map(|(what, tenths)| Deed::Goal(what, tenths)),
        Just(Deed::Undo),
        Just(Deed::Redo),
    ]
}

/// Everything in the diary but the journal, the last numbers, what was removed and what is kept of
/// following the plan, as text.
fn contents(diary: &Diary) -> Vec<String> {
    // Whatever was done to it: every row has the checksum of what it holds.
    let health = diary.check().expect("it can be asked");
    assert!(health.is_whole(), "{health:?}");
    let tables = diary
        .ask(|c| {
            let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND
                 name NOT IN ('journal', 'last_number', 'removed', 'row_version',
                     'superseded', 'set_aside', 'plan_checkpoint')
                 ORDER BY name";
            c.prepare(sql)?
                .query_map([], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .expect("the tables");
    tables
        .iter()
        .flat_map(|table| {
            // The history is not compared, and neither are its checksums.
            let some = if table == "row_sum" { "WHERE kind <> 'journal'" } else { "" };
            let sql = format!("SELECT * FROM {table} {some} ORDER BY id");
            diary
                .ask(|c| {
                    let mut statement = c.prepare(&sql)?;
                    let columns = statement.column_count();
                    let row = |row: &rusqlite::Row<'_>| {
                        (0..columns)
                            .map(|index| Ok(format!("{:?}", row.get_ref(index)?)))
                            .collect::<rusqlite::Result<Vec<_>>>()
                    };
                    statement
                        .query_map([], row)?
                        .map(|row| Ok(format!("{table} {:?}", row?)))
                        .collect::<rusqlite::Result<Vec<_>>>()
                })
                .expect("the rows")
        })
        .collect()
}

/// Does one deed, and says whether it was a change that can be taken back.
fn act(diary: &mut Writer, deed: &Deed) -> bool {
    let ids: Vec<i64> =
        diary.ratings(Filter::default()).expect("read").iter().map(|rating| rating.id).collect();
    let plans = diary.plans().expect("read");
    let running: Vec<_> = plans.iter().filter(|plan| plan.value.ended_on.is_none()).collect();
    let (visits, questions) =
        (diary.visits().expect("read"), diary.visit_questions().expect("read"));
    let goals = diary.goals().expect("read");
    let pick = |which: usize| ids.get(which % ids.len().max(1)).copied();
    let before = contents(diary);
    match deed {
        Deed::Undo => return diary.undo(now()).map(|_| false).expect("undone"),
        Deed::Redo => return diary.redo(now()).map(|_| false).expect("redone"),
        _ => {}
    }
    let mut change = diary.change(now()).expect("a change");
    match deed {
        Deed::Log(tenths) => drop(change.add_rating(&rating(*tenths)).expect("kept")),
        Deed::Edit(which, tenths) => {
            if let Some(id) = pick(*which) {
                let edited = Rating { tags: vec!["stairs".into()], note: None, ..rating(*tenths) };
                edit_rating(&mut change, id, &edited);
            }
        }
        Deed::Remove(which) => {
            if let Some(id) = pick(*which) {
                assert!(change.remove_rating(id).expect("gone"));
            }
        }
        Deed::Done => drop(change.add_session(&session("clamshell")).expect("kept")),
        Deed::Skip => {
            let skipped =
                ExerciseRecord { outcome: Outcome::Skipped { why: None }, ..session("bridge") };
            change.add_session(&skipped).expect("kept");
        }
        Deed::Assign(which) => {
            let name = ["a", "b", "c"][*which];
            if running.iter().all(|plan| plan.value.condition != name) {
                change.add_plan(&plan(name)).expect("kept");
            }
        }
        Deed::End => {
            if let Some(plan) = running.first() {
                change.end_plan(plan.id, day(22)).expect("ended");
            }
        }
        Deed::Visit(what) => match (what, visits.first()) {
            (0, _) | (_, None) => {
                change.add_visit(&Visit::on(day(22))).expect("kept");
                change.add_visit_question("why", day(22)).expect("kept");
            }
            (1, Some(visit)) => {
                let felt = Visit { impression: Impression::from_point(5), ..visit.value.clone() };
                change.set_visit(visit.id, &felt).expect("kept");
            }
            (2, Some(visit)) => {
                if let Some(question) = questions.first() {
                    change.set_asked(question.id, Some(visit.id)).expect("kept");
                }
            }
            (_, Some(visit)) => {
                let asked =
                    questions.iter().filter(|question| question.value.visit == Some(visit.id));
                change
                    .remove_visit(visit.id, &asked.map(|question| question.id).collect::<Vec<_>>())
                    .expect("gone");
                if let Some(question) = questions.last() {
                    change.remove_visit_question(question.id).expect("gone");
                }
            }
        },
        Deed::Goal(what, tenths) => match (what, goals.first()) {
            (0, _) | (_, None) => {
                let goal = Goal {
                    activity: "run".into(),
                    started_on: day(1),
                    ended_on: None,
                    ratings: vec![],
                };
                change.add_goal(&goal).expect("kept");
            }
            (1, Some(goal)) => {
                change.rate_goal(goal.id, day(9), Some(score(*tenths))).expect("kept")
            }
            (2, Some(goal)) => change.rate_goal(goal.id, day(9), None).expect("kept"),
            (_, Some(goal)) => change.remove_goal(goal.id).expect("gone"),
        },
        Deed::Undo | Deed::Redo => {}
    }
    change.commit("a deed").expect("kept");
    contents(diary) != before
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Undoing everything gives an empty diary, and redoing everything gives every state on the way
    /// again.
    #[test]
    fn every_change_can_be_taken_back_and_brought_again(
        deeds in prop::collection::vec(deed(), 1..25)
    ) {
        let (_folder, mut diary) = empty();
        diary.ask(|c| c.execute_batch("PRAGMA synchronous = OFF")).expect("quick for a test");
        for deed in &deeds {
            act(&mut diary, deed);
        }
        let end = contents(&diary);
        let mut states = vec![end];
        while diary.undo(now()).expect("undone").command.is_some() {
            states.push(contents(&diary));
        }
        prop_assert!(contents(&diary).is_empty());
        states.pop();
        for state in states.iter().rev() {
            prop_assert!(diary.redo(now()).expect("redone").is_some());
            prop_assert_eq!(&contents(&diary), state);
        }
        // What was undone earlier by a deed may still wait to be redone; a new change ends that.
        act(&mut diary, &Deed::Log(10));
        prop_assert_eq!(diary.redo(now()).expect("asked"), None);
    }
}

#[test]
fn a_diary_of_every_earlier_version_is_brought_up_to_date_with_all_it_holds() {
    for version in 1..super::structure::newest() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("diary.db");
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries");
        let kept = std::path::Path::new(kept).join(format!("v{version}.db"));
        std::fs::copy(kept, &path).expect("the old diary");
        let before = std::fs::read(&path).expect("it is there");
        let diary = Diary::open_to_read(&path).expect("it opens").expect("a diary");
        let counts = |diary: &Diary| {
            let all = Filter::default();
            let ratings = diary.ratings(all).expect("ratings").len();
            let sessions = diary.sessions(all).expect("sessions").len();
            (ratings, sessions, diary.plans().expect("plans").len())
        };
        assert_eq!(counts(&diary), (9, 10, 1));
        let since = usize::from(version >= 2);
        let questions = diary.visit_questions().expect("questions").len();
        assert_eq!((diary.goals().expect("goals").len(), questions), (since, since));
        // Whoever only reads leaves it as it is.
        assert_eq!(std::fs::read(&path).expect("it is there"), before);

        let mut writer = open(&path).expect("it opens");
        let copy = folder.path().join(format!("diary.db.v{version}-20261122T143000"));
        assert_eq!(writer.backup, Some(copy));
        assert_eq!(counts(&writer), (9, 10, 1));
        // What was undone before stays undone, and can still be redone; its number was never
        // another's.
        let sql = "SELECT number FROM last_number WHERE kind = 'entry'";
        let last: i64 = writer.ask(|c| c.query_row(sql, [], |row| row.get(0))).expect("a number");
        assert!(writer.redo(now()).expect("it redoes").is_some());
        assert_eq!(counts(&writer), (10, 10, 1));
        let ratings = writer.ratings(Filter::default()).expect("ratings");
        assert!(ratings.iter().all(|rating| rating.id <= last), "{last}");
    }
}

#[test]
fn an_old_diary_that_was_built_otherwise_is_refused_before_anything_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("diary.db");
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries/v1.db");
    std::fs::copy(kept, &path).expect("the old diary");
    let trigger = "CREATE TRIGGER t AFTER INSERT ON rating BEGIN DELETE FROM rating; END";
    rusqlite::Connection::open(&path).and_then(|c| c.execute_batch(trigger)).expect("planted");
    let before = std::fs::read(&path).expect("it is there");
    let trouble = |found: Result<(), super::StoreError>| found.expect_err("refused").trouble;
    assert!(matches!(trouble(Diary::open_to_read(&path).map(drop)), Trouble::Altered));
    assert!(matches!(trouble(open(&path).map(drop)), Trouble::Altered));
    assert_eq!(std::fs::read(&path).expect("it is there"), before);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "no copy is left");
}

#[test]
fn an_attempt_that_was_cut_short_and_the_next_one_leave_one_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("diary.db");
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries/v1.db");
    std::fs::copy(kept, &path).expect("the old diary");
    open(&path).expect("it opens");
    std::fs::copy(kept, &path).expect("the old diary again");
    let later = Writer::open(&path, IfMissing::Leave, now() + chrono::TimeDelta::hours(1));
    let backup = later.expect("it opens").expect("a diary").backup;
    assert_eq!(backup, Some(folder.path().join("diary.db.v1-20261122T143000")));
    // An empty file beside a copy is no new diary.
    std::fs::write(&path, "").expect("emptied");
    let trouble = open(&path).expect_err("refused").trouble;
    assert!(matches!(trouble, Trouble::Emptied(copy) if Some(&copy) == backup.as_ref()));
    assert!(matches!(
        Diary::open_to_read(&path).expect_err("refused").trouble,
        Trouble::Emptied(_)
    ));
}

#[test]
fn a_number_is_given_once() {
    let (_folder, mut diary) = empty();
    let log = |diary: &mut Writer| {
        let mut change = diary.change(now()).expect("a change");
        let id = change.add_rating(&rating(40)).expect("kept");
        change.commit("log").expect("kept");
        id
    };
    assert_eq!(log(&mut diary), 1);
    diary.undo(now()).expect("undone");
    assert_eq!(log(&mut diary), 2);
    let mut change = diary.change(now()).expect("a change");
    change.remove_rating(2).expect("gone");
    assert_eq!(change.add_session(&session("bridge")).expect("kept"), 3);
    change.commit("remove").expect("kept");
    assert_eq!(log(&mut diary), 4);
}

#[test]
fn what_was_taken_back_elsewhere_is_not_amended() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(40)).expect("kept");
    let run = change.commit("a run").expect("kept").recorded;
    diary.undo(now()).expect("undone");
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(50)).expect("kept");
    let after = change.commit_with("a run", run).expect("kept").recorded;
    assert_ne!(after, run);
    assert_eq!(diary.ratings(Filter::default()).expect("read").len(), 1);
    assert!(diary.undo(now()).expect("undone").command.is_some());
    assert_eq!(diary.undo(now()).expect("asked"), Undone::default());
}

#[test]
fn a_command_that_can_no_longer_be_taken_back_is_passed_over_for_good() {
    let (_folder, mut diary) = empty();
    let log = |diary: &mut Writer, tenths, said: &str| {
        let mut change = diary.change(now()).expect("a change");
        change.add_rating(&rating(tenths)).expect("kept");
        change.commit(said).expect("kept");
    };
    log(&mut diary, 40, "first");
    log(&mut diary, 50, "second");
    diary
        .ask(|c| c.execute("UPDATE rating SET score = 60, note = 'another' WHERE id = 2", []))
        .expect("changed");
    let undone = diary.undo(now()).expect("undone");
    assert_eq!(undone.command.map(|command| command.said).as_deref(), Some("first"));
    assert_eq!(
        undone.passed_over.iter().map(|command| command.said.as_str()).collect::<Vec<_>>(),
        ["second"]
    );
    let redone = diary.redo(now()).expect("redone").map(|(command, _)| command.said);
    assert_eq!(redone.as_deref(), Some("first"));
    let undone = diary.undo(now()).expect("undone");
    assert_eq!((undone.command.is_some(), undone.passed_over), (true, Vec::new()));
    assert_eq!(diary.undo(now()).expect("asked"), Undone::default());
}

#[test]
fn a_diary_is_not_looked_at_in_the_middle_of_a_change() {
    let (folder, mut diary) = empty();
    let path = folder.path().join("diary.db");
    let change = diary.change(now()).expect("a change");
    assert!(Diary::open_to_read(&path).is_err());
    assert!(Writer::open(&path, IfMissing::Leave, now()).is_err());
    drop(change);
    assert!(Diary::open_to_read(&path).is_ok());
}

/// A journal as SQLite leaves one that holds the first page of a diary as it is now.
fn journal_of(diary: &[u8]) -> Vec<u8> {
    let pages = u32::try_from(diary.len() / 4096).expect("a small diary");
    let mut journal = vec![0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    for number in [1, 0, pages, 512, 4096] {
        journal.extend(u32::to_be_bytes(number));
    }
    journal.resize(512, 0);
    journal.extend(1_u32.to_be_bytes());
    journal.extend(&diary[..4096]);
    journal.extend([0; 4]);
    journal
}

#[test]
fn what_stands_in_the_place_of_a_journal_and_is_none_of_this_diary_is_left_alone() {
    let (folder, mut diary) = empty();
    let path = folder.path().join("diary.db");
    let older = journal_of(&std::fs::read(&path).expect("it is there"));
    for _ in 0..3 {
        let mut change = diary.change(now()).expect("a change");
        change.add_rating(&rating(40)).expect("kept");
        change.commit("log").expect("kept");
    }
    let before = std::fs::read(&path).expect("it is there");
    let of_now = journal_of(&before);
    for (name, found) in [
        ("diary.db-journal", b"my own notes, to keep".to_vec()),
        // As a synced folder brings one from another machine.
        ("diary.db-journal", older),
        ("diary.db-wal", b"anything".to_vec()),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, &found).expect("planted");
        let trouble = |found: Result<(), super::StoreError>| found.expect_err(name).trouble;
        let read = trouble(Diary::open_to_read(&path).map(drop));
        assert!(matches!(&read, Trouble::ForeignJournal(at, _) if at.ends_with(name)), "{read:?}");
        assert!(matches!(trouble(open(&path).map(drop)), Trouble::ForeignJournal(..)));
        assert_eq!(std::fs::read(&file).expect("it is there"), found);
        assert_eq!(std::fs::read(&path).expect("it is there"), before);
        std::fs::remove_file(&file).expect("taken away");
    }
    // One of this very state is SQLite's to take back.
    std::fs::write(folder.path().join("diary.db-journal"), of_now).expect("planted");
    assert!(Diary::open_to_read(&path).expect("it opens").is_some());
}

#[test]
fn no_diary_is_begun_beside_the_copy_of_an_earlier_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("diary.db");
    std::fs::write(folder.path().join("diary.db.v1-20261122T143000"), "a copy")
        .expect("it is there");
    assert!(matches!(open(&path).expect_err("refused").trouble, Trouble::Emptied(_)));
    assert!(matches!(
        Diary::open_to_read(&path).expect_err("refused").trouble,
        Trouble::Emptied(_)
    ));
    assert!(!path.exists(), "nothing was made");
}

#[test]
fn a_new_diary_that_came_to_nothing_is_taken_away_and_no_other() {
    let (_folder, diary) = empty();
    let path = diary.path().to_owned();
    let mut waiting = open(&path).expect("opened beside it");
    assert!(diary.discard_new().expect("it is free"));
    assert!(!path.exists());
    // Nothing is lost without a word in a file that has no name any more.
    let mut change = waiting.change(now()).expect("begun");
    assert!(change.add_rating(&rating(40)).is_err());
    drop(change);

    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("begun");
    change.add_rating(&rating(40)).expect("kept");
    change.commit("supple log 4").expect("kept");
    let path = diary.path().to_owned();
    assert!(!diary.discard_new().expect("it is free"));
    assert!(path.exists(), "something is recorded in it");
    assert!(!open(&path).expect("opened").discard_new().expect("nothing to do"));
}

#[test]
fn a_short_command_holds_less_of_the_file_in_memory_than_an_import() {
    let (_folder, mut diary) = empty();
    let held = |diary: &Diary| -> i64 {
        diary.ask(|c| c.query_row("PRAGMA cache_size", [], |row| row.get(0))).expect("said")
    };
    assert_eq!(held(&diary), -1024);
    let read = Diary::open_to_read(diary.path()).expect("it opens").expect("there");
    assert_eq!(held(&read), -1024);
    let mut change = diary.change(now()).expect("begun");
    change.begin_import().expect("begun");
    assert_eq!(held(&change), -2000);
}
