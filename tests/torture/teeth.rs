//! A test that cannot fail proves nothing: each guard is taken out of a copy of the sources, one at
//! a time, and the tests of its rows have to notice.
//!
//! `.ci/teeth` does all of it, which takes half an hour; `WEAKENING=sync .ci/teeth` those with a
//! word in their name. `cargo test` sees to it that each text that is replaced is still there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::home::aloud;

/// One guard less.
pub struct Weakening {
    /// What is made weaker, as the table says it.
    pub name: &'static str,
    /// The rows whose test has to notice.
    pub rows: &'static [&'static str],
    /// Files, each with what stands there once, and what stands there instead. Where one guard stands
    /// behind another, both are taken out.
    changes: &'static [(&'static str, &'static str, &'static str)],
    /// The tests that have to fail: a target and a part of their names. Of those of the torture
    /// run, each row above has to.
    test: &'static str,
}

/// All of them.
pub const WEAKENINGS: &[Weakening] = &[
    Weakening {
        name: "no sync of the diary",
        rows: &["A2a", "A2b", "A3a"],
        changes: &[(
            "src/store/diary.rs",
            r#"("synchronous", "EXTRA", 3)"#,
            r#"("synchronous", "OFF", 0)"#,
        )],
        test: "torture power::a_power_cut_",
    },
    Weakening {
        name: "no sync of the folder",
        rows: &["A2b"],
        changes: &[(
            "src/store/diary.rs",
            r#"("synchronous", "EXTRA", 3)"#,
            r#"("synchronous", "FULL", 2)"#,
        )],
        test: "torture power::a_power_cut_in_any_later_command",
    },
    Weakening {
        name: "a page renamed before it is synced",
        rows: &["A3e"],
        changes: &[(
            "src/cli/output/files.rs",
            ".and_then(|()| temporary.as_file().sync_all())",
            "",
        )],
        test: "torture power::a_power_cut_in_an_export",
    },
    Weakening {
        name: "a copy named before it is synced",
        rows: &["A3h"],
        changes: &[(
            "src/store/copies.rs",
            "file.as_file().sync_all().map_err(StoreError::io_at(target))?;",
            "",
        )],
        test: "torture power::a_power_cut_in_a_backup",
    },
    Weakening {
        name: "a change that begins without the lock",
        rows: &["A11a"],
        changes: &[(
            "src/store/change.rs",
            "TransactionBehavior::Immediate)",
            "TransactionBehavior::Deferred)",
        )],
        test: "torture kills::programs_that_write_at_once",
    },
    Weakening {
        name: "nobody waits for a lock",
        rows: &["A11a"],
        changes: &[(
            "src/store/diary.rs",
            "diary.ask(|c| c.busy_timeout(patience))?;",
            "diary.ask(|c| c.busy_timeout(patience.min(Duration::ZERO)))?;",
        )],
        test: "torture kills::programs_that_write_at_once",
    },
    Weakening {
        name: "steps of an older diary committed one by one",
        rows: &["A4m"],
        changes: &[(
            "src/store/migrate.rs",
            "    run_steps(diary, version)?;\n    let backup",
            "    diary.ask(|c| c.execute_batch(\"COMMIT\"))?;\n    run_steps(diary, version)?;\n    \
             diary.ask(|c| c.execute_batch(\"BEGIN IMMEDIATE\"))?;\n    let backup",
        )],
        test: "torture faults::an_old_diary_brought_up_to_date_by_a_log",
    },
    Weakening {
        name: "checksums are not compared",
        rows: &["A18a"],
        changes: &[(
            "src/store/check.rs",
            "let is_as_written = sum == Some((id, RowSum::of_row(table, id, row)?.number()));",
            "let is_as_written = sum.is_some_and(|(noted, _)| noted == id);",
        )],
        test: "torture damage::whatever_a_disk_changes",
    },
    Weakening {
        name: "a copy that takes the diary's place is not checked",
        rows: &["A15"],
        changes: &[("src/cli/command/restore.rs", "if !copy.check()?.is_whole() {", "if false {")],
        test: "cli keeping::a_copy_that_is_damaged_itself",
    },
    Weakening {
        name: "what is kept of a plan is not forgotten",
        rows: &["S10"],
        changes: &[(
            "src/store/change.rs",
            "        self.ask(|c| checkpoint::forget_after(c, table, column))?;\n",
            "        let _ = column(\"id\");\n",
        )],
        test: "cli keeping::the_course_of_a_long_plan",
    },
    Weakening {
        name: "deleted rows are not overwritten, pages not written anew",
        rows: &["C15b"],
        changes: &[
            (
                "src/store/erase.rs",
                "            diary.rebuild()?;\n            erased",
                "            erased",
            ),
            (
                "src/store/diary.rs",
                "(\"secure_delete\", \"ON\", 1)",
                "(\"secure_delete\", \"OFF\", 0)",
            ),
        ],
        test: "cli erase::entries_are_gone",
    },
    Weakening {
        name: "the history keeps what is erased",
        rows: &["C15a"],
        changes: &[(
            "src/store/erase.rs",
            "                erase_history(c, &doomed, unwanted)?;\n",
            "                let _ = erase_history;\n",
        )],
        test: "torture keeping::a_killed_erase",
    },
    Weakening {
        name: "text is not cleaned",
        rows: &["C1"],
        changes: &[(
            "src/cli/output/clean.rs",
            "if !text.contains(is_hidden) {",
            "if !text.contains(is_hidden) || !text.is_empty() {",
        )],
        test: "torture surface::text_steers_no_terminal",
    },
    Weakening {
        name: "what a killed page left stays",
        rows: &["S15"],
        changes: &[(
            "src/store/copies.rs",
            "if is_unfinished && age.is_some_and(|age| age > ABANDONED) {",
            "if is_unfinished && age.is_some_and(|age| age > ABANDONED * 1000) {",
        )],
        test: "cli keeping::what_was_never_finished",
    },
    Weakening {
        name: "a page is written over what is there",
        rows: &["C11"],
        changes: &[(
            "src/cli/output/files.rs",
            "    if replace {\n        temporary.persist(path)",
            "    if replace {\n        std::fs::copy(temporary.path(), path).map(|_| temporary.into_file()).map_err(|error| \
             tempfile::PathPersistError { error, path: tempfile::TempPath::from_path(path) })",
        )],
        test: "torture surface::a_link_in_the_place_of_a_page",
    },
    Weakening {
        name: "files are made as the umask has it",
        rows: &["C12"],
        changes: &[(
            "src/cli/output/files.rs",
            "    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);\n",
            "",
        )],
        test: "torture surface::nobody_else_reads_what_is_made",
    },
    Weakening {
        name: "a socket is opened",
        rows: &["C14"],
        changes: &[(
            "src/main.rs",
            "    supple::cli::main()",
            "    let _ = std::net::UdpSocket::bind(\"127.0.0.1:0\");\n    supple::cli::main()",
        )],
        test: "torture watch::no_writing_verb",
    },
    Weakening {
        name: "a formula is written as it is",
        rows: &["C3"],
        changes: &[(
            "src/exchange/csv_text.rs",
            "let apostrophe = if begins_a_formula(cell) { \"'\" } else { \"\" };",
            "let apostrophe = \"\";",
        )],
        test: "lib no_spreadsheet_takes_a_text_for_a_formula",
    },
];

/// The root of the sources.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files of a guard with their texts without it, and as they are.
fn weakened(root: &Path, Weakening { name, changes, .. }: &Weakening) -> Vec<Weakened> {
    let weakened = |(file, from, to): &(&str, &str, &str)| {
        let path = root.join(file);
        let strong = fs::read_to_string(&path).expect(file);
        assert_eq!(
            strong.matches(from).count(),
            1,
            "“{name}” finds not one place in {file}: {from}"
        );
        Weakened { path, weak: strong.replace(from, to), strong }
    };
    changes.iter().map(weakened).collect()
}

/// A file with a guard less.
struct Weakened {
    path: PathBuf,
    weak: String,
    strong: String,
}

#[test]
fn every_guard_is_where_it_was() {
    for weakening in WEAKENINGS {
        weakened(Path::new(ROOT), weakening);
    }
}

#[test]
#[ignore = "builds the program anew for each: .ci/teeth"]
fn every_guard_that_is_taken_out_is_missed() {
    let copy = sources_again();
    let wanted = std::env::var("WEAKENING").unwrap_or_default();
    let mut toothless = Vec::new();
    for weakening in WEAKENINGS.iter().filter(|weakening| weakening.name.contains(&wanted)) {
        let files = weakened(&copy, weakening);
        for Weakened { path, weak, .. } in &files {
            fs::write(path, weak).expect("it is made weaker");
        }
        let bites = fails(&copy, weakening);
        for Weakened { path, strong, .. } in &files {
            fs::write(path, strong).expect("it is as before");
        }
        aloud(&format!("{} | {} | {bites:?}", weakening.name, weakening.test));
        toothless.extend((bites != Ending::Failed).then_some(weakening.name));
    }
    assert_eq!(toothless, [""; 0], "nothing notices");
}

/// A copy of the sources, below `target/`, that is built by itself.
fn sources_again() -> PathBuf {
    let copy = Path::new(ROOT).join("target/teeth/sources");
    let _ = fs::remove_dir_all(&copy);
    let files = Command::new("git").arg("ls-files").current_dir(ROOT).output().expect("git");
    for name in String::from_utf8(files.stdout).expect("names").lines() {
        let (from, to) = (Path::new(ROOT).join(name), copy.join(name));
        fs::create_dir_all(to.parent().expect("a folder")).expect("it is made");
        // What is removed and not committed is still listed.
        if from.exists() {
            fs::copy(from, to).expect("it is copied");
        }
    }
    copy
}

/// How a test of a weaker program ended.
#[derive(Debug, PartialEq)]
enum Ending {
    /// It noticed.
    Failed,
    /// It did not notice.
    Passed,
    /// It was never run.
    NotBuilt(String),
}

fn fails(copy: &Path, Weakening { rows, test, .. }: &Weakening) -> Ending {
    let (target, name) = test.split_once(' ').expect("a target and a name");
    let run = |more: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg("test").env("CARGO_TARGET_DIR", copy.with_file_name("target"));
        match target {
            "lib" => cargo.arg("--lib"),
            target => cargo.args(["--test", target]),
        };
        cargo.args(more).current_dir(copy).output().expect("cargo runs")
    };
    let built = run(&["--no-run"]);
    if !built.status.success() {
        return Ending::NotBuilt(String::from_utf8_lossy(&built.stderr).into_owned());
    }
    let ran = run(&["--", name]);
    if String::from_utf8_lossy(&ran.stdout).contains("running 0 tests") {
        return Ending::NotBuilt(format!("no test is called {name}"));
    }
    // A test that fails before it has measured has noticed as well.
    let measured = String::from_utf8_lossy(&ran.stderr);
    let is_whole = |row: &&str| {
        let mark = format!("| {row} |");
        let line = measured.lines().find(|line| line.starts_with(&mark));
        line.is_some_and(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            cells[4] == cells[5]
        })
    };
    match ran.status.success() || rows.iter().any(is_whole) {
        true => Ending::Passed,
        false => Ending::Failed,
    }
}
