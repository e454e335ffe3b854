//! Many who write whatever comes to mind, all at once, beside others who read.
//!
//! Every command that changes something leaves its words in the journal, and most of them here have
//! a word of their own. So it can be counted, line by line: as often as it was acknowledged, less
//! as often as an acknowledged undo named it, so often it stands. That the rows are what the
//! journal says is proved by taking everything back.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::home::{Home, Seen, rounds, scatter, typed};
use super::table::prove;

/// What is typed before: a plan, a goal, a visit, and some entries.
const BEFORE: [&str; 8] = [
    "assign piriformis-dgs --side left",
    "log 4 --own-site ballofthumb --took ibuprofen:200mg",
    "log 5 --site buttock --tag sitting",
    "goal add walk",
    "visit 2026-12-01",
    "visit --ask why",
    "done glute-squeeze",
    "skip walking",
];

/// A line that changes something, and whether it always does when it says that it is done.
fn line(writer: u64, number: u64) -> (String, bool) {
    let (chance, mark) = (scatter(writer * 1_000_003 + number), format!("w{writer}n{number}"));
    // Few enough for two writers to mean the same one.
    let entry = 1 + (chance >> 16) % 12;
    let visit = 1 + (chance >> 24) % 3;
    let exercise = ["figure-four-supine", "sciatic-slider-supine", "glute-squeeze", "walking"];
    let exercise = exercise[usize::try_from((chance >> 32) % 4).expect("small")];
    // A day that no other line of this run has.
    let past = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
        - chrono::Days::new(writer * 100 + number);
    match chance % 32 {
        0..=3 => (format!("log 5 --note {mark}"), true),
        6 => {
            (format!("log 6 --worst 8 --site ballofthumb --tag {mark} --took ibuprofen:400"), true)
        }
        4 | 7 | 8 => (format!("edit {entry} --note {mark}"), true),
        5 | 9 | 10 => (format!("edit {entry} --tag {mark}"), true),
        11 => (format!("edit {entry} --own-site {mark} --site ballofthumb"), true),
        12 => (format!("edit {entry} --took {mark}:{}mg", 1 + number), true),
        13 => (format!("edit {entry} --pain {}", chance >> 40 & 7), false),
        14 => (format!("done {exercise} --note {mark}"), true),
        15 => ("done --all".to_owned(), false),
        16 => (format!("skip {exercise} --why {mark}"), true),
        17 => (format!("goal add {mark}"), true),
        18 => (format!("goal edit {} {mark}", 1 + (chance >> 40) % 5), true),
        19 => (format!("goal rate {} 4 --on {past}", 1 + (chance >> 40) % 3), true),
        20 => (format!("visit 2026-12-0{visit} --note {mark}"), true),
        21 => (format!("visit 2026-12-0{visit} --with {mark}"), true),
        22 => (format!("visit --ask {mark}"), true),
        23 => (format!("visit 2026-12-0{visit} --remove"), true),
        24 => (format!("plan set {exercise} --times {}", 1 + (chance >> 40) % 3), false),
        25 => (format!("plan pause --until 2026-12-2{} --why {mark}", (chance >> 40) % 9), true),
        26 => ("plan resume".to_owned(), false),
        27 => ("assign ischial-bursitis --side right".to_owned(), false),
        28 => ("assign ischial-bursitis --end".to_owned(), false),
        29 => (format!("remove {}", 1 + (chance >> 16) % 60), true),
        30 => ("undo".to_owned(), true),
        _ => ("redo".to_owned(), false),
    }
}

/// The command that an undo or a redo names.
fn named(seen: &Seen, verb: &str) -> Option<String> {
    let told = seen.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = told.strip_prefix(verb)?;
    Some(rest.rsplit_once(" (").unwrap_or_else(|| panic!("{seen:?}")).0.to_owned())
}

/// Proves that the file is as the commands that stand make it, one after the other: for each entry,
/// visit and goal, what was set last is what is there, and nothing else has set it back.
fn are_in_the_file(home: &Home, told: &[(String, bool, Seen)]) {
    // By a question to the diary: what it should find.
    let mut expected: BTreeMap<String, Option<String>> = BTreeMap::new();
    let text = |of: &str| Some(of.to_owned());
    let note = |entry: &str| {
        format!(
            "SELECT note FROM rating WHERE id = {entry} UNION ALL SELECT note FROM session WHERE id = {entry}"
        )
    };
    let tags = |entry: &str| {
        format!(
            "SELECT group_concat(tag) FROM rating_tag WHERE rating = {entry} AND role = 'before'"
        )
    };
    let visit = |column: &str, day: &str| format!("SELECT {column} FROM visit WHERE day = '{day}'");
    for said in home.ask("SELECT said FROM journal WHERE state = 'done' ORDER BY id") {
        match said.split(' ').collect::<Vec<_>>()[..] {
            ["log", "5", "--note", word] => {
                let seen = told
                    .iter()
                    .find(|(line, ..)| *line == said)
                    .map(|(.., seen)| seen)
                    .expect("it was typed");
                let number = seen
                    .stdout
                    .rsplit_once("It is entry ")
                    .map(|(_, rest)| rest.trim().trim_end_matches('.'));
                expected.insert(note(number.unwrap_or_else(|| panic!("{seen:?}"))), text(word));
            }
            ["edit", entry, "--note", word] => drop(expected.insert(note(entry), text(word))),
            ["edit", entry, "--tag", word] => drop(expected.insert(tags(entry), text(word))),
            ["remove", entry] => {
                expected.insert(note(entry), None);
                expected.insert(tags(entry), text("-"));
            }
            ["visit", day, "--note", word] => drop(expected.insert(visit("note", day), text(word))),
            ["visit", day, "--with", word] => {
                drop(expected.insert(visit("clinician", day), text(word)))
            }
            ["visit", day, "--remove"] => {
                expected.insert(visit("note", day), None);
                expected.insert(visit("clinician", day), None);
            }
            ["goal", "edit", goal, word] => {
                expected.insert(format!("SELECT activity FROM goal WHERE id = {goal}"), text(word));
            }
            _ => {}
        }
    }
    let wrong = |(question, expected): (&String, &Option<String>)| {
        let found = home.ask(question);
        let is_right = match expected {
            Some(expected) => found == [expected.as_str()],
            // A visit may have been noted again, without this.
            None => found.iter().all(|found| found == "-"),
        };
        (!is_right).then(|| {
            format!("{question}: {found:?}, and what was acknowledged last is {expected:?}")
        })
    };
    let wrong: Vec<String> = expected.iter().filter_map(wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} are not as they should be:\n{}",
        wrong.len(),
        expected.len(),
        wrong.join("\n")
    );
}

#[test]
fn many_who_write_whatever_beside_many_who_read_lose_nothing() {
    let (writers, each) = if rounds() > 1 { (32, 6 * rounds()) } else { (8, 40) };
    let home = Home::after(&BEFORE);
    let is_over = AtomicBool::new(false);
    let told: Vec<(String, bool, Seen)> = thread::scope(|scope| {
        let (home, is_over) = (&home, &is_over);
        let read = |line: &'static str| {
            scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let seen = home.types(line);
                    assert!(seen.is_done(), "{line}: {seen:?}");
                }
            })
        };
        let readers = ["history --json", "today", "stats", "plan"].map(read);
        let write = |writer: u64| {
            scope.spawn(move || {
                let typed = |number| {
                    let (line, always) = line(writer, number);
                    let seen = home.types(&line);
                    (line, always, seen)
                };
                (0..each).map(typed).collect::<Vec<_>>()
            })
        };
        let written: Vec<_> = (0..writers).map(write).collect();
        let told = written.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>();
        is_over.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().expect("a reader never fails"));
        told.into_iter().flat_map(|told| told.expect("a writer ends")).collect()
    });

    home.proves_sound();
    // As often as a line was acknowledged, and how often it was taken back, less as often as it was
    // brought again.
    let mut acknowledged: BTreeMap<String, (i64, bool)> = BTreeMap::new();
    let mut taken_back: BTreeMap<String, i64> = BTreeMap::new();
    typed(&BEFORE)
        .into_iter()
        .for_each(|line| acknowledged.entry(line.to_owned()).or_insert((0, true)).0 += 1);
    for (line, always, seen) in &told {
        assert!(
            seen.code.is_some() && (seen.is_done() || !seen.stderr.is_empty()),
            "{line}: {seen:?}"
        );
        assert!(
            !seen.stderr.contains("constraint") && !seen.stderr.contains("unexpected"),
            "{line}: {seen:?}"
        );
        if !seen.is_done() {
            continue;
        }
        match line.as_str() {
            "undo" => {
                *taken_back.entry(named(seen, "Undone: ").unwrap_or_default()).or_default() += 1
            }
            "redo" => {
                *taken_back.entry(named(seen, "Done again: ").unwrap_or_default()).or_default() -= 1
            }
            _ => acknowledged.entry(line.clone()).or_insert((0, *always)).0 += 1,
        }
    }
    let mut standing: BTreeMap<String, i64> = BTreeMap::new();
    for said in home.ask("SELECT said FROM journal WHERE state = 'done'") {
        *standing.entry(said).or_default() += 1;
    }
    let unknown: Vec<_> =
        standing.keys().filter(|said| !acknowledged.contains_key(*said)).collect();
    assert!(unknown.is_empty(), "they stand, and nobody was told that they were done: {unknown:?}");
    let wrong = |(line, (times, always)): (&String, &(i64, bool))| {
        let expected = times - taken_back.get(line).copied().unwrap_or_default();
        let found = standing.get(line).copied().unwrap_or_default();
        let is_right = if *always { found == expected } else { found <= expected };
        (!is_right).then(|| format!("{line}: {found} stand, and {expected} should"))
    };
    let wrong: Vec<String> = acknowledged.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    are_in_the_file(&home, &told);

    let steps = home.takes_everything_back();
    assert_eq!(
        i64::try_from(steps),
        Ok(standing.values().sum()),
        "each command that stood is one step"
    );
    home.proves_sound();
    let left: Vec<_> = home.contents().into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
    assert_eq!(left, [], "everything is as at the start");
    prove("A11b", told.len(), told.len());
}
