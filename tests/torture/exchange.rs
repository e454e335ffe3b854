//! Imports, merges and exports that are killed: before or after, and never between.

use std::fs;
use std::time::{Duration, Instant};

use super::home::{Home, rounds, scatter};
use super::table::prove;

/// How often each is killed.
const KILLS: u64 = 12;

/// So many kills a round, over the whole run.
fn runs(each: u64) -> usize {
    usize::try_from(each * rounds()).expect("not that many")
}

/// How many rows come in.
const ROWS: usize = 2000;

/// A home with one entry, and a table of many more.
fn home_with_a_table() -> Home {
    let home = Home::after(&["log 4 --note own"]);
    let day = |number: usize| {
        format!("{}-{:02}-{:02}", 2015 + number / 360, number / 30 % 12 + 1, number % 28 + 1)
    };
    let row = |number: usize| format!("{},{},hip,n{number}\n", day(number), number % 11);
    let table: String = (0..ROWS).map(row).collect();
    fs::write(home.path().join("t.csv"), "d,s,p,n\n".to_owned() + &table).expect("written");
    home
}

/// The import of that table.
const IMPORT: &str = "import t.csv --map on=d,score=s,site=p,note=n";

/// Runs a line until a moment between its beginning and a little after its end, and kills it.
fn killed(home: &Home, line: &str, whole: Duration, round: u64) {
    let mut child = home.line(line).spawn().expect("it starts");
    let most = u64::try_from(whole.as_micros()).expect("it is short") * 11 / 10;
    std::thread::sleep(Duration::from_micros(scatter(round) % most));
    child.kill().expect("it is killed, or has ended");
    child.wait().expect("it ended");
}

/// How long a line takes that is left alone.
fn taken(home: &Home, line: &str) -> Duration {
    let begun = Instant::now();
    home.works(line);
    begun.elapsed()
}

#[test]
fn an_import_that_is_killed_has_brought_all_or_nothing() {
    let home = home_with_a_table();
    let whole = taken(&home.copied(), IMPORT);
    let (mut none, mut all) = (0, 0);
    for round in 0..KILLS * rounds() {
        let home = home.copied();
        killed(&home, IMPORT, whole, round);
        home.proves_sound();
        match home.number("SELECT count(*) FROM rating") {
            1 => none += 1,
            found => {
                assert_eq!(usize::try_from(found), Ok(ROWS + 1));
                all += 1;
            }
        }
        // Whatever was left behind, the same again brings each row once.
        home.works(IMPORT);
        let found = home.number("SELECT count(*) FROM rating");
        assert_eq!(usize::try_from(found), Ok(ROWS + 1));
    }
    assert!(none > 0, "none was killed in time: {all} were whole");
    prove("A13a", none + all, none + all);
}

#[test]
fn a_diary_that_is_read_back_is_there_whole_or_not_at_all() {
    let home = home_with_a_table();
    home.works(IMPORT);
    home.works("export --private --out all.jsonl");
    fs::remove_file(home.diary()).expect("gone");
    let whole = taken(&home.copied(), "import all.jsonl");
    for round in 0..KILLS * rounds() {
        let home = home.copied();
        killed(&home, "import all.jsonl", whole, round);
        // One that was made and never written to is an empty file, and a diary without entries.
        let is_written = || fs::metadata(home.diary()).is_ok_and(|file| file.len() > 0);
        if is_written() {
            home.works("history");
            home.proves_sound();
            // The very first change, cut off before it was acknowledged, is taken back by now.
            if !is_written() {
                continue;
            }
            let found = home.number("SELECT count(*) FROM rating");
            assert!([0, ROWS + 1].contains(&usize::try_from(found).expect("a number")), "{found}");
        }
    }
    prove("S9", runs(KILLS), runs(KILLS));
}

#[test]
fn a_merge_that_is_killed_has_joined_all_or_nothing() {
    let home = home_with_a_table();
    fs::copy(home.diary(), home.path().join("other.db")).expect("copied");
    let mut there = home.line(IMPORT);
    there.env("SUPPLE_DB", home.path().join("other.db"));
    assert!(there.status().expect("it runs").success());
    home.works("edit last --score 7");
    let whole = taken(&home.copied(), "merge other.db");
    let other = fs::read(home.path().join("other.db")).expect("read");
    for round in 0..KILLS * rounds() {
        let home = home.copied();
        killed(&home, "merge other.db", whole, round);
        home.proves_sound();
        let found = home.number("SELECT count(*) FROM rating");
        assert!([1, ROWS + 1].contains(&usize::try_from(found).expect("a number")), "{found}");
        assert_eq!(home.number("SELECT max(score) FROM rating WHERE note = 'own'"), 70);
        assert!(fs::read(home.path().join("other.db")).expect("read") == other, "left as it was");
        home.works("merge other.db");
        let found = home.number("SELECT count(*) FROM rating");
        assert_eq!(usize::try_from(found), Ok(ROWS + 1));
    }
    prove("S4", runs(KILLS), runs(KILLS));
}

#[test]
fn an_export_that_is_killed_leaves_a_whole_file_or_none() {
    let home = home_with_a_table();
    home.works(IMPORT);
    for (line, name) in [
        ("export --out out.jsonl", "out.jsonl"),
        ("export --format phr --out out.phr", "out.phr"),
        ("export --format csv --out tables", "tables"),
    ] {
        let whole_home = home.copied();
        let whole = taken(&whole_home, line);
        let expected = lines_of(&whole_home, name);
        for round in 0..KILLS / 2 * rounds() {
            let home = home.copied();
            killed(&home, line, whole, round);
            if home.path().join(name).exists() {
                assert_eq!(lines_of(&home, name), expected, "{name}");
            }
        }
    }
    prove("S5", 3 * runs(KILLS / 2), 3 * runs(KILLS / 2));
}

/// How many lines a file has, or the files of a folder together.
fn lines_of(home: &Home, name: &str) -> usize {
    let path = home.path().join(name);
    let count = |path| fs::read_to_string(path).expect("it reads").lines().count();
    if path.is_dir() {
        let files = fs::read_dir(path).expect("a folder");
        return files.map(|file| count(file.expect("a file").path())).sum();
    }
    count(path)
}
