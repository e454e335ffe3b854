//! A home of its own to run the program in, and what the tests here ask of the diary in it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

/// How many times over to run: 1, or what `TORTURE` says.
pub fn rounds() -> u64 {
    std::env::var("TORTURE").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

/// Numbers spread over a range, the same in every run (SplitMix64).
pub fn scatter(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Every row of the tables that hold what was recorded, by table.
pub type Contents = BTreeMap<String, Vec<String>>;

/// No to every safety question, by the groups they are asked in.
pub const NONE_OF_IT: &str = r#"{
    "pelvis": "none", "legs": "none", "bones": "none", "fever": "none", "circulation": "none",
    "sudden": "none", "blood": "none", "illness": "none", "first": "none", "body": "none"
}"#;

/// A home that is thrown away, with a diary that is not there yet.
pub struct Home {
    folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its results.
    pub stdout: String,
    /// Its talk.
    pub stderr: String,
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
}

impl Seen {
    /// Whether it said that it did it.
    pub fn is_done(&self) -> bool {
        self.code == Some(0)
    }
}

impl From<Output> for Seen {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code(),
        }
    }
}

impl Home {
    /// A home where nothing has happened yet.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a home") }
    }

    /// A home where these lines were typed, each of which worked. Whoever has a plan has none of
    /// what the safety questions ask for.
    pub fn after(lines: &[&str]) -> Self {
        let home = Self::new();
        if needs_answers(lines) {
            home.has_no_signs();
        }
        lines.iter().for_each(|line| drop(home.works(line)));
        home
    }

    /// Answers every safety question with no.
    fn has_no_signs(&self) {
        let mut answers = self.line(ANSWERED).stdin(Stdio::piped()).spawn();
        let answers = answers.as_mut().expect("it starts");
        let mut stdin = answers.stdin.take().expect("its stdin");
        stdin.write_all(NONE_OF_IT.as_bytes()).expect("it reads");
        drop(stdin);
        assert!(answers.wait().expect("it ends").success(), "the answers are kept");
    }

    /// A home with the oldest diary there is.
    pub fn with_an_old_diary() -> Self {
        let home = Self::new();
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diaries/v1.db");
        fs::copy(kept, home.diary()).expect("the old diary");
        home
    }

    /// A home with the same files.
    pub fn copied(&self) -> Self {
        let home = Self::new();
        for name in self.names() {
            fs::copy(self.path().join(&name), home.path().join(&name)).expect("it is copied");
        }
        home
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The diary's file.
    pub fn diary(&self) -> PathBuf {
        self.path().join("diary.db")
    }

    /// The names of its files, in order.
    pub fn names(&self) -> Vec<String> {
        let entries =
            fs::read_dir(self.path()).expect("a folder").map(|entry| entry.expect("an entry"));
        let files = entries.filter(|entry| entry.file_type().expect("a type").is_file());
        let mut names: Vec<String> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The copies that were made of the diary before it was brought up to date.
    pub fn copies(&self) -> Vec<String> {
        self.names().into_iter().filter(|name| name.starts_with("diary.db.")).collect()
    }

    /// The program with these words, not started yet. Its clock stands still.
    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command.args(words).env_clear().env("HOME", self.path()).env("SUPPLE_DB", self.diary());
        command
            .env("SUPPLE_NOW", "2026-11-22T14:30:00+01:00")
            .env("TZ", "UTC")
            .env("COLUMNS", "1000");
        command.current_dir(self.path());
        command.stdin(Stdio::null()).stderr(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    /// The program with a line as it is typed, such as `log 4 --note 'long drive'`, not started
    /// yet.
    pub fn line(&self, line: &str) -> Command {
        self.command(&words(line))
    }

    /// Types a line and waits for its end.
    pub fn types(&self, line: &str) -> Seen {
        ended(self.line(line))
    }

    /// Types a line that must work.
    pub fn works(&self, line: &str) -> Seen {
        let seen = self.types(line);
        assert!(seen.is_done(), "{line}: {seen:?}");
        seen
    }

    /// The diary itself, past the program.
    pub fn database(&self) -> Connection {
        Connection::open(self.diary()).expect("the diary opens")
    }

    /// The first column of what a question to the diary finds, as text.
    pub fn ask(&self, question: &str) -> Vec<String> {
        let diary = self.database();
        let mut statement = diary.prepare(question).expect(question);
        let rows = statement.query_map([], |row| Ok(text(row.get(0)?))).expect(question);
        rows.collect::<rusqlite::Result<_>>().expect(question)
    }

    /// The one number that a question to the diary finds.
    pub fn number(&self, question: &str) -> i64 {
        self.database().query_row(question, [], |row| row.get(0)).expect(question)
    }

    /// Proves every page of the diary and every reference in it.
    pub fn proves_sound(&self) {
        assert_eq!(self.ask("PRAGMA integrity_check"), ["ok"]);
        assert_eq!(self.ask("PRAGMA foreign_key_check"), [""; 0]);
    }

    /// Everything that is recorded: the tables that say when a row was written, and those that
    /// belong to one. Those that count or remember commands are left out.
    pub fn contents(&self) -> Contents {
        let tables = self.ask(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND (sql LIKE '%written_at%' OR sql LIKE '%REFERENCES%')
             ORDER BY name",
        );
        let diary = self.database();
        let rows = |table: &String| {
            let mut statement =
                diary.prepare(&format!("SELECT * FROM {table} ORDER BY id")).expect("it reads");
            let columns = statement.column_count();
            let row = |row: &rusqlite::Row<'_>| {
                (0..columns)
                    .map(|column| Ok(text(row.get(column)?)))
                    .collect::<rusqlite::Result<Vec<_>>>()
            };
            let rows = statement.query_map([], row).expect("it reads");
            rows.map(|row| row.expect("it reads").join("|")).collect()
        };
        tables.iter().map(|table| (table.clone(), rows(table))).collect()
    }

    /// Takes everything back, one command after the other, and returns how many that were.
    pub fn takes_everything_back(&self) -> usize {
        for number in 0.. {
            let seen = self.works("undo");
            if seen.stdout.is_empty() {
                assert!(seen.stderr.contains("nothing to undo"), "{seen:?}");
                return number;
            }
        }
        unreachable!("it ends")
    }
}

/// What answers the safety questions before a plan is made.
const ANSWERED: &str = "screen --answers -";

fn needs_answers(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.starts_with("assign "))
}

/// Everything that [`Home::after`] types for these lines: where one of them makes a plan, the
/// safety questions are answered first.
pub fn typed<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let first = needs_answers(lines).then_some(ANSWERED);
    first.into_iter().chain(lines.iter().copied()).collect()
}

/// Runs a command to its end.
pub fn ended(mut command: Command) -> Seen {
    let seen = Seen::from(command.output().expect("it runs"));
    assert!(!seen.stderr.contains("panicked"), "{command:?}: {}", seen.stderr);
    seen
}

/// Two commands begun at the same time, one of them `after` microseconds later.
pub fn both(first: Command, second: Command, after: u64) -> (Seen, Seen) {
    thread::scope(|scope| {
        let first = scope.spawn(|| ended(first));
        thread::sleep(std::time::Duration::from_micros(after));
        let second = ended(second);
        (first.join().expect("it ends"), second)
    })
}

/// The words of a line; what stands in single quotes is one word.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('\'').enumerate() {
        match number % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// A column as text.
fn text(value: Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => format!("{bytes:?}"),
    }
}

/// Says something past what the test runner keeps to itself when a test passes.
pub fn aloud(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).expect("it is said");
}
