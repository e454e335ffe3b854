//! No command lets go of the locks it relies on.
//!
//! POSIX locks belong to a process and a file: when a process closes any descriptor of a file, all
//! its locks on that file are gone, also those that SQLite took through another descriptor. A
//! command that looks into its diary past SQLite in the middle of a change lets another one write
//! into the same pages, and both are lost. A socket would be told in the same way.

use std::fs;

use super::home::{Home, ended};
use super::preload::{library, under};
use super::table::prove;

/// Types a line under the watch, and returns what was seen closed that should not have been.
fn watched(home: &Home, line: &str) -> Option<String> {
    let report = home.path().join("closed.txt");
    let wishes = [("TORTURE_WATCH", report.to_str().expect("a path"))];
    let seen = ended(under(home.line(line), home, library()?, &wishes));
    // Answers are kept, also where the next phase does not begin yet.
    assert!(seen.is_done() || seen.stderr.contains("your answers are kept"), "{line}: {seen:?}");
    let closed = fs::read_to_string(&report).ok().map(|report| format!("{line}: {report}"));
    let _ = fs::remove_file(&report);
    closed
}

/// Every verb that writes, one after the other, in a home where nothing has happened yet.
const EVERY_WRITING_VERB: [&str; 61] = [
    "log 4",
    "log 6 --worst 8 --least 2 --on yesterday --at 21:30 --site buttock:left --own-site ballofthumb --feels burning \
     --tag sitting --eased heat --took ibuprofen:400mg --slept 6h30 --sat 35 --cycle-day 3 --note 'long drive'",
    "log 3 --morning --private",
    "log 5 --site ballofthumb --took ibuprofen:200 --tag sittin",
    "log same 4",
    "edit 1 --score 5",
    "edit 1 --site ballofthumb",
    "edit 1 --took ibuprofen:400",
    "edit 1 --own-site heel --side left --tag stairs --feels aching --eased walking --note late --at 10:00",
    "edit 1 --on yesterday --at none --worst 9 --least 1 --slept 7h --sat 20 --cycle-day 2 --morning --private",
    "assign piriformis-dgs --side left",
    "screen --answers answers.json",
    "screen --checked cancer --by 'Dr Okafor'",
    // Before anything is written that asks for answers: the clock stands still.
    "plan set glute-squeeze --reps 8 --sets 2",
    "plan set walking --minutes 20 --by 'Dr Okafor' --on yesterday",
    "plan set glute-squeeze --by-rules",
    "plan swap glute-squeeze clamshell",
    "plan pause --until 2026-12-07 --why holiday",
    "plan resume",
    "plan resume sciatic-slider-supine --by 'Dr Okafor'",
    "plan advance --passed sit-20-min --not-yet no-new-numbness",
    "done figure-four-supine --pain 1 --effort 3 --sets 1 --reps 3 --hold 20",
    "done sciatic-slider-supine --symptom leg-spread --note fever",
    "done glute-squeeze --pain 9 --on yesterday",
    "edit 6 --pain 2 --effort 4 --sets 1 --symptom numb-weak --note again",
    "skip walking --why tired",
    "edit 9 --why numb",
    "done --all",
    "skip --all",
    "goal add 'walk the dog'",
    "goal add 'sit through a film'",
    "goal rate dog 4",
    "goal rate 1 5 --on yesterday",
    "goal rate 1 none --on yesterday",
    "goal edit film 'sit through an opera'",
    "goal end opera",
    "goal remove dog",
    "visit 2026-12-01 --with 'Dr Okafor' --note 'bring the chart' --ask 'May I run?'",
    "visit 2026-12-01 --note more",
    "visit 2026-12-01 --move 2026-12-03 --json",
    "visit yesterday --with 'Dr Okafor' --impression 'much better' --asked 1",
    "visit --ask 'And swim?'",
    "visit --drop 2",
    "visit 2026-12-03 --remove",
    "assign ischial-bursitis --side right",
    "assign ischial-bursitis --end",
    "remove 1",
    "remove 2 3",
    "undo",
    "undo",
    "redo",
    "redo",
    "log 2 --took paracetamol:500mg",
    "undo",
    "redo",
    "edit 4 --site ballofthumb --took ibuprofen:800",
    "undo",
    "edit 5 --side left --site buttock --site ballofthumb",
    "goal add 'sleep through'",
    "goal rate sleep 4",
    "undo",
];

#[test]
fn no_writing_verb_closes_the_diary_while_it_holds_a_lock() {
    if library().is_none() {
        return;
    }
    let home = Home::new();
    fs::write(
        home.path().join("answers.json"),
        r#"{
            "pelvis": "none", "legs": "none", "bones": "none", "fever": "none", "blood": "none",
            "circulation": "none", "sudden": "none", "cord": "no", "cancer-severe": "no",
            "medicines": "no", "cancer": "yes", "pregnancy": "skip"
        }"#,
    )
    .expect("the answers");
    let closed: Vec<String> =
        EVERY_WRITING_VERB.iter().filter_map(|line| watched(&home, line)).collect();
    assert_eq!(closed, [""; 0]);
    home.proves_sound();
    // What the watch tells is one or the other, and it told nothing.
    for id in ["S3", "C14"] {
        prove(id, EVERY_WRITING_VERB.len(), EVERY_WRITING_VERB.len());
    }
}

#[test]
fn neither_does_the_next_phase_nor_the_one_before() {
    if library().is_none() {
        return;
    }
    let home = Home::after(&["assign piriformis-dgs --side left"]);
    // It began long ago, and went well.
    let began =
        "UPDATE plan SET started_on = '2026-10-01'; UPDATE plan_phase SET from_day = '2026-10-01'";
    home.database().execute_batch(began).expect("it is changed");
    for day in 8..23 {
        home.works(&format!("log 1 --morning --on 2026-11-{day:02}"));
        home.works(&format!("done glute-squeeze --pain 0 --on 2026-11-{day:02}"));
    }
    for line in ["plan advance --passed sit-20-min --passed no-new-numbness", "plan back"] {
        assert_eq!(watched(&home, line), None);
        assert!(home.works("undo").stdout.contains(line), "{line} changed nothing");
        home.works("redo");
    }
}

#[test]
fn neither_does_what_brings_an_old_diary_up_to_date() {
    if library().is_none() {
        return;
    }
    for line in ["log 4", "history --json", "edit 1 --own-site heel --took ibuprofen:400mg", "redo"]
    {
        assert_eq!(watched(&Home::with_an_old_diary(), line), None);
    }
}
