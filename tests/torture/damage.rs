//! A disk that changes bytes: what is no longer as it was is said.

use std::collections::BTreeMap;
use std::fs;

use rusqlite::Connection;

use super::home::{Home, rounds, scatter};
use super::table::prove;

/// Every table that holds what was recorded.
const TABLES: [&str; 7] =
    ["rating", "rating_site", "rating_tag", "medicine_intake", "session", "goal", "visit"];

/// What a diary holds, as far as it reads; `None` for a table that does not.
fn read(home: &Home) -> BTreeMap<&'static str, Option<Vec<String>>> {
    let diary = home.database();
    let table = |name: &str| -> rusqlite::Result<Vec<String>> {
        let mut statement = diary.prepare(&format!("SELECT * FROM {name} ORDER BY id"))?;
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..columns).map(|column| Ok(format!("{:?}", row.get_ref(column)?))).collect()
        })?;
        rows.map(|row: rusqlite::Result<Vec<String>>| Ok(row?.join("|"))).collect()
    };
    TABLES.into_iter().map(|name| (name, table(name).ok())).collect()
}

/// A diary of everyday entries.
fn diary() -> Home {
    let home = Home::new();
    for number in 0..60 {
        let score = number % 10;
        home.works(&format!(
            "log {score} --note 'note {number}' --tag sitting --site buttock:left --took 'ibuprofen 400 mg'"
        ));
    }
    home.works("visit 2026-12-01 --with 'Dr Okafor'");
    home.works("goal add 'walk the dog'");
    home
}

/// Whether SQLite alone would have found something.
fn sqlite_finds_it(home: &Home) -> bool {
    let check = |diary: &Connection| -> rusqlite::Result<Vec<String>> {
        diary.prepare("PRAGMA integrity_check(1)")?.query_map([], |row| row.get(0))?.collect()
    };
    check(&home.database()).map_or(true, |found| found != ["ok"])
}

#[test]
fn whatever_a_disk_changes_in_what_is_read_is_said() {
    let original = diary();
    let whole = fs::read(original.diary()).expect("it reads");
    let (truth, home) = (read(&original), Home::new());
    let (mut tries, mut said, mut missed_by_sqlite) = (0, 0, 0);
    let (mut mended, mut to_mend, mut typed, mut ended) = (0, 0, 0, 0);
    for round in 0..150 * rounds() {
        let mut bytes = whole.clone();
        // Past the header, which is looked at before anything else.
        for number in 0..1 + scatter(round) % 4 {
            let place = scatter(round * 31 + number + 7);
            let at = 100 + usize::try_from(place).unwrap_or(usize::MAX) % (bytes.len() - 100);
            bytes[at] ^= 1 << (place >> 60 & 7);
        }
        fs::write(home.diary(), &bytes).expect("written");
        if read(&home) != truth {
            tries += 1;
            for line in ["history", "stats --json", "today", "log 4"] {
                let home = home.copied();
                let seen = home.types(line);
                typed += 1;
                ended += usize::from(seen.code.is_some() && !seen.stderr.contains("panicked"));
            }
            let checked = home.types("check");
            said += usize::from(checked.code == Some(1));
            missed_by_sqlite += usize::from(!sqlite_finds_it(&home));
            // What opens can be mended, and is whole then.
            if checked.stdout.contains("damaged") {
                to_mend += 1;
                let done = home.types("check --mend");
                mended += usize::from(done.is_done() && home.types("check").is_done());
            }
        }
    }
    assert!(missed_by_sqlite > 0, "the checksums find nothing of their own");
    prove("A18a", tries, said);
    prove("A18b", to_mend, mended);
    prove("C7", typed, ended);
}

#[test]
fn a_whole_diary_is_never_called_damaged() {
    let home = diary();
    let lines = [
        "edit last --score 5 --tag walking",
        "remove 3",
        "undo",
        "redo",
        "undo",
        "log 5 --at 08:00",
        "done bridge --pain 2",
        "goal rate dog 4",
        "export --out all.jsonl --private",
    ];
    let mut survived = 0;
    for line in lines {
        home.types(line);
        survived += usize::from(home.types("check").is_done());
    }
    prove("A18c", lines.len(), survived);
    home.database().execute("UPDATE rating SET score = 77 WHERE id = 5", []).expect("changed");
    assert_eq!(home.types("check").code, Some(1));
}
