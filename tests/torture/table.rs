//! What was tried, as one table: each test measures the rows of [`super::rows`] that are its own,
//! and `.ci/proof` lays all of them side by side in `docs/proof.md`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::home::aloud;
use super::rows::{ROWS, Row, Shown};
use super::teeth::WEAKENINGS;

/// Where the tests write down what they measured, one line a row: `.ci/proof` names it.
const MEASURED: &str = "PROOF";

/// The page of the book, and the line that its table begins with.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/proof.md");
const HEAD: &str = "| | threat | method | tries | survived | goal | what `.ci/teeth` takes out, and the test has to notice |";

/// How often something was tried, and how often it came out right.
struct Measured {
    tries: String,
    survived: String,
}

/// Keeps what was measured for a row, prints its line, and fails where not all came out right.
pub fn prove(id: &str, tries: usize, survived: usize) {
    measure(id, &tries.to_string(), &survived.to_string());
    assert!(tries > 0, "{id}: nothing was tried");
    assert_eq!(survived, tries, "{id}: {}", row(id).threat);
}

/// Says that a row could not be tried on this machine, and what it needs.
pub fn pass_over(id: &str, needs: &str) {
    aloud(&format!("PASSED OVER: {id} needs {needs}."));
    measure(id, "–", &format!("not here: needs {needs}"));
}

fn measure(id: &str, tries: &str, survived: &str) {
    let measured = Measured { tries: tries.to_owned(), survived: survived.to_owned() };
    aloud(&line(row(id), &measured));
    let Some(path) = std::env::var_os(MEASURED) else { return };
    let file = fs::File::options().create(true).append(true).open(path);
    let text = format!("{id}\t{tries}\t{survived}\n");
    file.and_then(|mut file| file.write_all(text.as_bytes())).expect("it is written down");
}

/// The row with this id.
fn row(id: &str) -> &'static Row {
    ROWS.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("no row is called {id}"))
}

/// A row as a line of the table.
fn line(row: &Row, Measured { tries, survived }: &Measured) -> String {
    let Row { id, threat, method, goal, .. } = row;
    format!("| {id} | {threat} | {method} | {tries} | {survived} | {goal} | {} |", teeth(row))
}

/// What shows that the test of a row can fail.
fn teeth(row: &Row) -> String {
    let bites = WEAKENINGS.iter().filter(|weakening| weakening.rows.contains(&row.id));
    let all = bites.map(|weakening| weakening.name).chain(Some(row.teeth));
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The lines of the page, by the id that each begins with.
fn lines_of_page(page: &str) -> BTreeMap<String, Vec<String>> {
    let table = page.lines().skip_while(|line| *line != HEAD).skip(2);
    let cells = |line: &str| {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    let lines = table.take_while(|line| line.starts_with('|')).map(cells);
    lines.map(|cells| (cells[0].clone(), cells)).collect()
}

#[test]
fn the_book_has_every_row_and_none_else() {
    let page = fs::read_to_string(PAGE).expect("the page");
    if let Some(measured) = std::env::var_os("UPDATE_PROOF") {
        fs::write(PAGE, with_measured(&page, Path::new(&measured))).expect("it is written");
        return;
    }
    let found = lines_of_page(&page);
    let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut expected = ids(ROWS.iter().map(|row| row.id).collect());
    expected.sort();
    assert_eq!(found.keys().cloned().collect::<Vec<_>>(), expected, "{PAGE}");
    for row in ROWS {
        let cells = &found[row.id];
        let expected = [row.id, row.threat, row.method, row.goal, &teeth(row)];
        let shown = [0, 1, 2, 5, 6].map(|at| cells[at].as_str());
        assert_eq!(shown, expected, "{PAGE}: `.ci/proof` writes it anew");
        let is_measured = cells[3] == cells[4] && cells[3].parse() != Ok(0);
        assert!(is_measured || cells[4].starts_with("not here"), "{}: {cells:?}", row.id);
    }
}

/// The page with what was measured in its table; a row that was not measured keeps its figures.
fn with_measured(page: &str, measured: &Path) -> String {
    let told = fs::read_to_string(measured).expect("what was measured");
    let mut figures: BTreeMap<&str, Measured> = BTreeMap::new();
    let kept = lines_of_page(page);
    for (id, cells) in &kept {
        let measured = Measured { tries: cells[3].clone(), survived: cells[4].clone() };
        figures.insert(id, measured);
    }
    for told in told.lines() {
        let [id, tries, survived] = told.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{told}")
        };
        let measured = Measured { tries: tries.to_owned(), survived: survived.to_owned() };
        figures.insert(id, measured);
    }
    let table = ROWS.iter().map(|row| {
        let none = || Measured { tries: "–".to_owned(), survived: "not measured".to_owned() };
        line(row, figures.get(row.id).unwrap_or(&none()))
    });
    let (before, rest) = page.split_once(HEAD).expect("the page has a table");
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    let table = table.collect::<Vec<_>>().join("\n");
    let rule = "| --- | --- | --- | ---: | ---: | --- | --- |";
    format!("{before}{HEAD}\n{rule}\n{table}\n\n{after}")
}

/// The tests of a row that stand elsewhere, as arguments of cargo and the name of the test.
fn target(test: &str) -> (Vec<&str>, &str) {
    let (target, name) = test.split_once(' ').expect("a target and a name");
    let arguments = if target == "lib" { vec!["--lib"] } else { vec!["--test", target] };
    (arguments, name)
}

#[test]
#[ignore = "builds and runs tests of other targets: .ci/proof"]
fn what_other_tests_show() {
    for row in ROWS {
        let (tries, survived) = match row.shown {
            Shown::Here => continue,
            Shown::Nowhere(reason) => {
                measure(row.id, "–", &format!("not here: {reason}"));
                continue;
            }
            Shown::By(tests) => (tests.len(), tests.iter().filter(|test| passes(test)).count()),
        };
        prove(row.id, tries, survived);
    }
}

/// Runs one test of another target.
fn passes(test: &str) -> bool {
    let (arguments, name) = target(test);
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet"])
        .args(arguments)
        .args(["--", "--exact", name])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 passed")
}

#[test]
fn every_test_that_a_row_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_there = |test: &str| {
        let name = format!("fn {}(", test.rsplit([' ', ':']).next().expect("a name"));
        let (arguments, _) = target(test);
        let place = match arguments[..] {
            ["--lib"] => root.join("src"),
            [_, target] => root.join("tests").join(target),
            _ => unreachable!("a target is one or two words"),
        };
        files(&place).iter().any(|text| text.contains(&name))
    };
    let named = ROWS.iter().filter_map(|row| match row.shown {
        Shown::By(tests) => Some(tests),
        _ => None,
    });
    let missing: Vec<&str> =
        named.flatten().copied().filter(|test: &&str| !is_there(test)).collect();
    assert_eq!(missing, [""; 0]);
}

/// The text of every Rust file in a folder, or of the one that has its name.
fn files(place: &Path) -> Vec<String> {
    if !place.is_dir() {
        return fs::read_to_string(place.with_extension("rs")).into_iter().collect();
    }
    let entries = fs::read_dir(place).expect("a folder").map(|entry| entry.expect("it").path());
    let text = |path: std::path::PathBuf| match path.is_dir() {
        true => files(&path),
        false if path.extension().is_some_and(|kind| kind == "rs") => {
            vec![fs::read_to_string(path).expect("it reads")]
        }
        false => Vec::new(),
    };
    entries.flat_map(text).collect()
}
