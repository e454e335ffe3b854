//! What version 4 has room for: entries without a score, the person's word about flares and weeks,
//! terms of an exercise, names for every row, and what was removed.

use std::collections::BTreeSet;

use super::*;
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::own_account::AccountLine;
use crate::domain::diary::week_answer::Comparison;
use crate::domain::plan::assignment::{InPlan, Override, Pause, SetBy, Setting, Term};
use crate::domain::plan::exit::TestResult;
use crate::domain::programme::condition::DoseOverride;
use crate::store::Removed;
use crate::store::migrate::VERSION_WITH_UUIDS;

/// The kept diary of an earlier version, in a folder of its own.
pub(super) fn old_diary(version: u32) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("diary.db");
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries");
    let kept = std::path::Path::new(kept).join(format!("v{version}.db"));
    std::fs::copy(kept, &path).expect("the old diary");
    (folder, path)
}

/// A word about a flare.
fn flare(change: FlareChange, number: u32) -> FlareWord {
    FlareWord { day: day(number), change, written_at: now() }
}

/// What was told about one exercise.
fn told<T>(by: SetBy, told: T) -> Setting<T> {
    Setting { exercise: "bridge".into(), from: day(3), until: None, by, told }
}

/// Every uuid that a row has, with its table, in order.
pub(super) fn named(diary: &Diary) -> Vec<(String, String)> {
    let tables = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND
         m.name NOT IN ('removed', 'row_version', 'superseded', 'set_aside') AND c.name = 'uuid' ORDER BY m.name";
    let tables: Vec<String> = diary
        .ask(|c| c.prepare(tables)?.query_map([], |row| row.get(0))?.collect())
        .expect("the tables");
    let mut found = Vec::new();
    for table in tables {
        let sql = format!("SELECT uuid FROM {table} ORDER BY id");
        let uuids: Vec<String> = diary
            .ask(|c| c.prepare(&sql)?.query_map([], |row| row.get(0))?.collect())
            .expect("the uuids");
        found.extend(uuids.into_iter().map(|uuid| (table.clone(), uuid)));
    }
    found
}

/// The uuids of what was removed.
fn gone(diary: &Diary) -> BTreeSet<String> {
    diary.removed().expect("read").into_iter().map(|removed| removed.uuid).collect()
}

/// One row in every table that has uuids, each written by a command of its own.
pub(super) fn something_of_everything(diary: &mut Writer) {
    let mut commit = |add: &dyn Fn(&mut Change<'_>)| {
        let mut change = diary.change(now()).expect("a change");
        add(&mut change);
        change.commit("add").expect("kept");
    };
    commit(&|change| {
        change.add_rating(&rating(45)).expect("kept");
    });
    commit(&|change| {
        change.add_session(&session("bridge")).expect("kept");
    });
    commit(&|change| {
        change.add_plan(&plan("a")).expect("kept");
    });
    commit(&|change| {
        let dose = DoseOverride { sets: Some(3), ..DoseOverride::default() };
        change.add_setting(1, &told(SetBy::Person, Override::Dose(dose))).expect("kept");
        let term = told(SetBy::Clinician(check()), Term::MayGrow(Some(true)));
        change.add_term(1, &term).expect("kept");
    });
    commit(&|change| {
        let result = TestResult { test: "sit".into(), day: day(20), passed: true };
        change.add_exit_test(1, &result).expect("kept");
        let pause = Pause { from: day(10), to: Some(day(12)), why: Some("away".into()) };
        change.add_pause(&pause).expect("kept");
    });
    commit(&|change| {
        let goal = Goal {
            activity: "walk".into(),
            started_on: day(1),
            ended_on: None,
            ratings: Vec::new(),
        };
        let goal = change.add_goal(&goal).expect("kept");
        change.rate_goal(goal, day(9), Some(score(50))).expect("kept");
    });
    commit(&|change| {
        change.add_visit(&Visit::on(day(9))).expect("kept");
        change.add_visit_question("May I run?", day(8)).expect("kept");
    });
    commit(&|change| {
        let answer = Answer {
            question: "a".into(),
            says: Says::No,
            day: day(20),
            checked: None,
            asked: Asked::Alone,
            wording: 1,
            written_at: now(),
        };
        change.add_answer(&answer).expect("kept");
    });
    commit(&|change| {
        change.set_account_line(AccountLine::Place, Some("left buttock")).expect("kept");
    });
    commit(&|change| {
        change.add_flare_word(&flare(FlareChange::Began, 20)).expect("kept");
    });
    commit(&|change| {
        let answer = WeekAnswer {
            plan: Some(1),
            day: day(21),
            average: Some(score(35)),
            against_start: Some(Comparison::Better),
            written_at: now(),
        };
        change.add_week_answer(&answer).expect("kept");
    });
}

#[test]
fn the_persons_word_about_flares_and_weeks_is_read_back() {
    let (_folder, mut diary) = empty();
    let words = [flare(FlareChange::Began, 20), flare(FlareChange::Ended, 22)];
    let answers = [
        (Some(35), Some(Comparison::Better)),
        (None, Some(Comparison::Same)),
        (Some(0), None),
        (Some(100), Some(Comparison::Worse)),
    ];
    let answers = answers.map(|(average, against_start)| WeekAnswer {
        plan: None,
        day: day(22),
        average: average.map(score),
        against_start,
        written_at: now(),
    });
    let mut change = diary.change(now()).expect("a change");
    let plan = change.add_plan(&plan("a")).expect("kept");
    let answers =
        [answers[0], answers[1], answers[2], WeekAnswer { plan: Some(plan), ..answers[3] }];
    for word in &words {
        change.add_flare_word(word).expect("kept");
    }
    for answer in &answers {
        change.add_week_answer(answer).expect("kept");
    }
    change.commit("say").expect("kept");
    let read: Vec<FlareWord> =
        diary.flare_words().expect("read").into_iter().map(|word| word.value).collect();
    assert_eq!(read, words);
    let read = diary.week_answers().expect("read");
    assert_eq!(read.iter().map(|answer| answer.value).collect::<Vec<_>>(), answers);

    let whole = contents(&diary);
    let mut change = diary.change(now()).expect("a change");
    assert!(change.remove_flare_word(1).expect("gone"));
    assert!(!change.remove_flare_word(99).expect("there was none"));
    assert!(change.remove_week_answer(read[0].id).expect("gone"));
    change.commit("remove").expect("kept");
    assert_eq!(diary.flare_words().expect("read").len(), 1);
    assert_eq!(diary.week_answers().expect("read").len(), 3);
    assert!(diary.undo(now()).expect("undone").command.is_some());
    assert_eq!(contents(&diary), whole);
}

#[test]
fn a_term_is_read_back_with_who_said_it_and_is_no_dose() {
    let (_folder, mut diary) = empty();
    let doctor = || SetBy::Clinician(check());
    let terms = [
        told(doctor(), Term::MayGrow(Some(true))),
        told(SetBy::Person, Term::MayGrow(Some(false))),
        told(doctor(), Term::MayGrow(None)),
        told(doctor(), Term::GoesOnInFlares(Some(true))),
        told(doctor(), Term::GoesOnInFlares(None)),
        told(doctor(), Term::PainLimit(Some(score(0)))),
        told(doctor(), Term::PainLimit(Some(score(45)))),
        told(SetBy::Person, Term::PainLimit(None)),
        told(doctor(), Term::InPlan(Some(InPlan::Added { not_same_day: None }))),
        told(doctor(), Term::InPlan(Some(InPlan::Added { not_same_day: Some("run".into()) }))),
        told(SetBy::Person, Term::InPlan(Some(InPlan::Dropped))),
        told(doctor(), Term::InPlan(None)),
    ];
    let dose = DoseOverride { reps: Some(12), ..DoseOverride::default() };
    let settings = [
        told(doctor(), Override::Dose(dose)),
        told(SetBy::Person, Override::Substitute("clamshell".into())),
        told(SetBy::Person, Override::Released),
    ];
    let mut change = diary.change(now()).expect("a change");
    let plan = change.add_plan(&plan("a")).expect("kept");
    terms.iter().for_each(|term| change.add_term(plan, term).expect("kept"));
    settings.iter().for_each(|setting| change.add_setting(plan, setting).expect("kept"));
    change.commit("set").expect("kept");
    assert_eq!(diary.terms().expect("read"), terms);
    assert_eq!(diary.settings().expect("read"), settings);

    let mut change = diary.change(now()).expect("a change");
    change.end_plan(plan, day(20)).expect("ended");
    change.commit("end").expect("kept");
    assert!(diary.terms().expect("read").iter().all(|term| term.until == Some(day(20))));
}

/// An entry with everything but a score.
fn unscored() -> Rating {
    Rating {
        whole: None,
        worst: None,
        least: None,
        places: vec![Place { site: "hip".into(), side: None }.into()],
        private: false,
        morning: false,
        ..rating(0)
    }
}

#[test]
fn an_entry_without_a_score_is_kept_and_no_number_comes_of_it() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&unscored()).expect("kept");
    change.commit("log").expect("kept");
    assert_eq!(diary.rating(1).expect("read").map(|kept| kept.value), Some(unscored()));
    let (from, to) = (day(1), day(30));
    assert_eq!(readings(&diary, from, to, Audience::Person), []);
    assert_eq!(diary.felt(from, to, Audience::Person).expect("read"), []);
    assert_eq!(diary.places(from, to, Audience::Person).expect("read"), []);
    assert_eq!(diary.first_rated_day(None, Audience::Person).expect("read"), None);
    // What is not about pain counts.
    assert_eq!(diary.nights(from, to, Audience::Person).expect("read"), [(day(21), 390)]);
    assert_eq!(diary.cycle_days(from, to, Audience::Person).expect("read"), [(day(21), 3)]);
    assert_eq!(diary.sitting(from, to, Audience::Person).expect("read"), [(day(21), 0)]);
    assert_eq!(diary.intakes(from, to, Audience::Person).expect("read").len(), 2);

    // Beside one of another day that has a score, there is that one alone.
    let mut change = diary.change(now()).expect("a change");
    let scored = Rating { day: day(22), at: None, private: false, ..rating(60) };
    change.add_rating(&scored).expect("kept");
    // A score that is given later, and one that is taken back.
    edit_rating(&mut change, 1, &Rating { whole: Some(score(20)), ..unscored() });
    edit_rating(&mut change, 1, &unscored());
    change.commit("log").expect("kept");
    let readings = readings(&diary, from, to, Audience::Person);
    assert_eq!(readings.iter().map(|each| each.score.tenths()).collect::<Vec<_>>(), [60]);
    assert_eq!(diary.felt(from, to, Audience::Person).expect("read").len(), 1);
    assert_eq!(diary.first_rated_day(None, Audience::Person).expect("read"), Some(day(22)));

    // Weeks later it would be late, if it were a score.
    let mut change = diary.change(now() + chrono::TimeDelta::days(20)).expect("a change");
    let late = Rating { source_written_at: None, ..unscored() };
    change.add_rating(&late).expect("kept");
    change.commit("log").expect("kept");
    assert_eq!(diary.late_ratings(from, to, Audience::Person).expect("read"), 0);
}

#[test]
fn the_score_in_sql_is_the_one_of_the_domain() {
    for whole in [None, Some(30)] {
        for places in [&[][..], &[None], &[Some(20), Some(65), None], &[Some(0)]] {
            let (_folder, mut diary) = empty();
            let places = places.iter().zip(["hip", "knee", "calf"]).map(|(own, site)| RatedPlace {
                place: Place { site: site.into(), side: None },
                score: own.map(score),
            });
            let entry = Rating {
                whole: whole.map(score),
                worst: None,
                least: None,
                places: places.collect(),
                ..rating(0)
            };
            let mut change = diary.change(now()).expect("a change");
            change.add_rating(&entry).expect("kept");
            change.commit("log").expect("kept");
            let own = Vec::from_iter(entry.score());
            let readings = readings(&diary, day(1), day(30), Audience::Person);
            assert_eq!(readings.iter().map(|each| each.score).collect::<Vec<_>>(), own);
            let felt = diary.felt(day(1), day(30), Audience::Person).expect("read");
            assert_eq!(felt.iter().map(|each| each.score).collect::<Vec<_>>(), own);
            let rated = diary.first_rated_day(None, Audience::Person).expect("read");
            assert_eq!(rated.is_some(), entry.score().is_some(), "{entry:?}");
            let mut of_places: Vec<(String, i64)> = entry
                .places
                .iter()
                .filter_map(|each| {
                    let own = each.score.or(entry.score())?;
                    Some((each.place.site.clone(), own.tenths()))
                })
                .collect();
            of_places.sort();
            let placed = diary.places(day(1), day(30), Audience::Person).expect("read");
            let placed = placed
                .iter()
                .map(|placed| (placed.place.site.clone(), (placed.mean * 10.0).round() as i64));
            assert_eq!(placed.collect::<Vec<_>>(), of_places, "{entry:?}");
        }
    }
}

#[test]
fn an_import_counts_as_written_when_its_source_says() {
    let (_folder, mut diary) = empty();
    let months_later = now() + chrono::TimeDelta::days(90);
    let mut change = diary.change(months_later).expect("a change");
    change.add_rating(&rating(45)).expect("kept");
    change.add_session(&session("bridge")).expect("kept");
    change.commit("import").expect("kept");
    assert_eq!(diary.felt(day(1), day(30), Audience::Person).expect("read")[0].known_on, day(22));
    assert_eq!(diary.late_ratings(day(1), day(30), Audience::Person).expect("read"), 0);
    let done = diary.sessions_for_rules(day(1), day(30)).expect("read").remove(0);
    assert_eq!((done.known_on(), done.written_at), (day(22), months_later));
    let kept = diary.rating(1).expect("read").expect("there").value;
    assert_eq!(kept.written_at, months_later, "when it was written here is kept as well");
}

#[test]
fn every_row_of_its_own_has_a_name_that_no_other_has() {
    let (_folder, mut diary) = empty();
    something_of_everything(&mut diary);
    let named = named(&diary);
    let tables: BTreeSet<&str> = named.iter().map(|(table, _)| table.as_str()).collect();
    let expected = [
        "exit_test",
        "flare_word",
        "goal",
        "goal_rating",
        "medicine_intake",
        "own_account",
        "plan",
        "plan_item",
        "plan_pause",
        "plan_phase",
        "rating",
        "screening_answer",
        "session",
        "visit",
        "visit_question",
        "week_answer",
    ];
    assert_eq!(tables, BTreeSet::from(expected));
    let uuids: BTreeSet<&str> = named.iter().map(|(_, uuid)| uuid.as_str()).collect();
    assert_eq!(uuids.len(), named.len());
    assert!(
        uuids
            .iter()
            .all(|uuid| uuid::Uuid::parse_str(uuid)
                .is_ok_and(|uuid| { uuid.get_version_num() == 7 }))
    );
}

#[test]
fn what_is_undone_or_removed_leaves_its_name_and_takes_it_back_when_it_returns() {
    let (_folder, mut diary) = empty();
    something_of_everything(&mut diary);
    let everything: BTreeSet<String> = named(&diary).into_iter().map(|(_, uuid)| uuid).collect();
    assert!(gone(&diary).is_empty());
    let whole = contents(&diary);
    let mut undone = 0;
    while diary.undo(now()).expect("undone").command.is_some() {
        undone += 1;
        let there: BTreeSet<String> = named(&diary).into_iter().map(|(_, uuid)| uuid).collect();
        assert!(there.is_disjoint(&gone(&diary)));
        assert_eq!(&there | &gone(&diary), everything);
    }
    assert!(contents(&diary).is_empty());
    for _ in 0..undone {
        assert!(diary.redo(now()).expect("redone").is_some());
    }
    assert_eq!(contents(&diary), whole);
    assert!(gone(&diary).is_empty());

    // A rating goes with its medicines, each of which has a name; its sites and tags have none.
    let mut change = diary.change(now()).expect("a change");
    assert!(change.remove_rating(1).expect("gone"));
    change.commit("remove").expect("kept");
    let removed = diary.removed().expect("read");
    assert_eq!(removed.len(), 3);
    assert!(removed.iter().all(|Removed { uuid, at }| everything.contains(uuid) && *at == now()));
    diary.undo(now()).expect("undone");
    assert!(gone(&diary).is_empty());
    diary.redo(now()).expect("redone");
    assert_eq!(gone(&diary).len(), 3);
}

#[test]
fn a_medicine_that_an_edit_takes_out_leaves_its_name() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    change.add_rating(&rating(45)).expect("kept");
    change.commit("log").expect("kept");
    let before: BTreeSet<String> = named(&diary).into_iter().map(|(_, uuid)| uuid).collect();
    let mut change = diary.change(now()).expect("a change");
    edit_rating(&mut change, 1, &Rating { medicines: Vec::new(), ..rating(45) });
    change.commit("edit").expect("kept");
    let after: BTreeSet<String> = named(&diary).into_iter().map(|(_, uuid)| uuid).collect();
    assert_eq!(gone(&diary), &before - &after);
    assert_eq!(gone(&diary).len(), 2);
}

#[test]
fn two_copies_of_an_old_diary_get_the_same_names_on_two_machines() {
    for version in 1..VERSION_WITH_UUIDS {
        let (_one, one) = old_diary(version);
        let (_other, other) = old_diary(version);
        let read = Diary::open_to_read(&one).expect("it opens").expect("a diary");
        let one = open(&one).expect("it opens");
        let later = now() + chrono::TimeDelta::days(400);
        let other =
            Writer::open(&other, IfMissing::Leave, later).expect("it opens").expect("there");
        let names = named(&one);
        assert_eq!(names, named(&other), "{version}");
        assert_eq!(names, named(&read), "{version}: in memory as in the file");
        let uuids: BTreeSet<&str> = names.iter().map(|(_, uuid)| uuid.as_str()).collect();
        assert_eq!(uuids.len(), names.len(), "{version}");
        let is_uuid = |(_, uuid): &(String, String)| {
            uuid::Uuid::parse_str(uuid).is_ok_and(|uuid| uuid.get_version_num() > 0)
        };
        // The fixture of version 2 has two rows that were named by hand.
        assert!(names.iter().all(is_uuid), "{version}");
        assert!(gone(&one).is_empty());
        let sql = "SELECT count(*) FROM pragma_foreign_key_check";
        let dangling: i64 = one.ask(|c| c.query_row(sql, [], |row| row.get(0))).expect("asked");
        assert_eq!(dangling, 0);
    }
}

#[test]
fn what_an_old_journal_brings_back_has_the_name_that_it_would_have_had() {
    for version in 1..VERSION_WITH_UUIDS {
        let (_folder, path) = old_diary(version);
        let mut diary = open(&path).expect("it opens");
        let (whole, names) = (contents(&diary), named(&diary));
        let mut undone = 0;
        while diary.undo(now()).expect("undone").command.is_some() {
            undone += 1;
        }
        assert!(undone > 15, "{version}: {undone}");
        assert!(gone(&diary).len() > 15, "{version}");
        for _ in 0..undone {
            assert!(diary.redo(now()).expect("redone").is_some());
        }
        assert_eq!((contents(&diary), named(&diary)), (whole, names), "{version}");
        assert!(gone(&diary).is_empty(), "{version}");
    }
}

#[test]
fn rows_that_hold_the_same_get_names_of_their_own() {
    let (_folder, path) = old_diary(3);
    let double = "INSERT INTO plan_item (plan, exercise, from_day, set_by, reason, minutes)
             SELECT plan, exercise, from_day, set_by, reason, minutes FROM plan_item
             WHERE minutes = 20;
         INSERT INTO screening_answer (question, answer, day, written_at)
             SELECT question, answer, day, written_at FROM screening_answer;";
    rusqlite::Connection::open(&path).and_then(|c| c.execute_batch(double)).expect("doubled");
    let names = named(&open(&path).expect("it opens"));
    let uuids: BTreeSet<&str> = names.iter().map(|(_, uuid)| uuid.as_str()).collect();
    assert_eq!(uuids.len(), names.len());
    // The first of two has the name that it has where it is alone.
    let (_alone, alone) = old_diary(3);
    let alone = named(&open(&alone).expect("it opens"));
    assert!(alone.iter().all(|(_, uuid)| uuids.contains(uuid.as_str())));
}

#[test]
fn versions_3_to_5_are_brought_up_to_date_with_all_they_hold() {
    for version in [3, 4, 5] {
        let (_folder, path) = old_diary(version);
        let old = rusqlite::Connection::open(&path).expect("it opens");
        let new = open(&path).expect("it opens");
        // Every column of the old version holds what it held.
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'removed'";
        let copy = new.backup.clone().expect("a copy");
        let copy = rusqlite::Connection::open(copy).expect("it opens");
        let names: Vec<String> = copy
            .prepare(tables)
            .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
            .expect("the tables");
        assert!(names.len() > 15);
        for table in names {
            let columns: String = copy
                .query_row(
                    "SELECT group_concat(name, ', ') FROM pragma_table_info(?1)",
                    [&table],
                    |row| row.get(0),
                )
                .expect("its columns");
            let sql = format!("SELECT json_array({columns}) FROM {table} ORDER BY 1");
            let rows = |connection: &rusqlite::Connection| -> Vec<String> {
                let mut statement = connection.prepare(&sql).expect("asked");
                let rows = statement.query_map([], |row| row.get(0)).expect("asked");
                rows.collect::<rusqlite::Result<_>>().expect("read")
            };
            let before = rows(&copy);
            assert!(!before.is_empty(), "the old diary has something in {table}");
            assert_eq!(rows(&old), before, "{table}");
        }
    }
}

#[test]
fn the_person_s_words_share_the_numbers_of_entries() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    assert_eq!(change.add_rating(&rating(40)).expect("kept"), 1);
    assert_eq!(change.add_flare_word(&flare(FlareChange::Began, 20)).expect("kept"), 2);
    change.commit("say").expect("kept");
    diary.undo(now()).expect("undone");
    let mut change = diary.change(now()).expect("a change");
    assert_eq!(change.add_flare_word(&flare(FlareChange::Began, 20)).expect("kept"), 3);
    assert!(change.remove_flare_word(3).expect("gone"));
    let answer = WeekAnswer {
        plan: None,
        day: day(22),
        average: Some(score(30)),
        against_start: None,
        written_at: now(),
    };
    assert_eq!(change.add_week_answer(&answer).expect("kept"), 4);
    assert_eq!(change.add_session(&session("bridge")).expect("kept"), 5);
}

#[test]
fn an_edit_that_is_undone_leaves_what_the_older_journal_does_not_know() {
    let (_folder, path) = old_diary(3);
    let mut diary = open(&path).expect("it opens");
    let pause = || -> (String, Option<String>) {
        let diary = Diary::open_to_read(&path).expect("it opens").expect("there");
        let sql = "SELECT uuid, to_day FROM plan_pause";
        diary.ask(|c| c.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).expect("read")
    };
    let (uuid, ended) = pause();
    let planned = Some("2026-10-20".to_owned());
    // Back to before the rest was ended: its row is changed, by images without a uuid.
    for _ in 0..30 {
        if pause().1 == planned {
            break;
        }
        diary.undo(now()).expect("undone");
    }
    assert_eq!(pause(), (uuid, planned));
    assert_ne!(ended, pause().1);
}
