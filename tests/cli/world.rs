//! Helper: a sealed world to run the program in.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use chrono::{DateTime, Duration, FixedOffset};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_supple");

/// Central Europe's clocks (Europe/Berlin), spelt out so that no zone files are needed.
pub const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// Japan's clocks.
pub const TOKYO: &str = "JST-9";

/// New York's clocks.
pub const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";

/// A home, an environment and a clock that belong to one test, and a record of what was typed and
/// seen.
pub struct World {
    folder: TempDir,
    now: DateTime<FixedOffset>,
    variables: BTreeMap<&'static str, OsString>,
    told: String,
    /// Whether its person answers the safety questions with no in time, unasked and unrecorded.
    has_no_signs: bool,
    /// When they did so last.
    answered: Option<DateTime<FixedOffset>>,
}

/// No to every safety question, by the groups they are asked in.
pub const NONE_OF_IT: &str = r#"{
    "pelvis": "none", "legs": "none", "bones": "none", "fever": "none", "circulation": "none",
    "sudden": "none", "blood": "none", "illness": "none", "first": "none", "body": "none"
}"#;

/// Days for which answers are good enough for a routine to be shown.
const ANSWERS_LAST_DAYS: i64 = 13;

/// What a run of the program left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its results.
    pub stdout: String,
    /// Its talk.
    pub stderr: String,
    /// Its exit code.
    pub code: i32,
}

impl World {
    /// A world where nothing has happened yet, on Sunday 22 November 2026 at half past two.
    pub fn new() -> Self {
        // Messages carry paths and are wrapped, so the path is short, and equally long every time.
        let system = if cfg!(unix) { PathBuf::from("/tmp") } else { std::env::temp_dir() };
        let folder = tempfile::Builder::new()
            .prefix("supple_")
            .rand_bytes(6)
            .tempdir_in(system)
            .expect("a folder");
        for part in ["tmp", "desk"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
        }
        let mut world = Self {
            folder,
            now: moment("2026-11-22T14:30:00+01:00"),
            variables: BTreeMap::new(),
            told: String::new(),
            has_no_signs: true,
            answered: None,
        };
        world.set("HOME", world.home().to_owned());
        world.set("TMPDIR", world.home().join("tmp"));
        world.set("PATH", std::env::var_os("PATH").unwrap_or_default());
        world.set("TZ", BERLIN);
        world.set("COLUMNS", "80");
        world
    }

    /// A world whose person answers no safety question unless the test does.
    pub fn unanswered() -> Self {
        Self { has_no_signs: false, ..Self::new() }
    }

    /// A world whose person has assigned a condition.
    pub fn assigned() -> Self {
        let mut world = Self::new();
        world.quietly("supple assign piriformis-dgs --side left");
        world
    }

    /// The same, and no safety question is answered unless the test does.
    pub fn assigned_unanswered() -> Self {
        let mut world = Self::unanswered();
        world.quietly("supple assign piriformis-dgs --side left");
        world
    }

    /// A world in which the diary is the one of the demo.
    pub fn of_the_demo() -> Self {
        let mut world = Self::new();
        world.quietly("supple demo --keep demo");
        world.set("SUPPLE_DB", world.desk().join("demo/diary.db"));
        world
    }

    /// A new world with the diary of another, which is made only once for all the tests that begin
    /// with it.
    pub fn with_diary_of(once: &OnceLock<Vec<u8>>, make: impl FnOnce() -> Self) -> Self {
        let bytes = once.get_or_init(|| fs::read(make().diary()).expect("a diary"));
        let mut world = Self::new();
        world.answered = Some(world.now);
        fs::create_dir_all(world.diary().parent().expect("a folder")).expect("a folder");
        fs::write(world.diary(), bytes).expect("it is written");
        close(&world.diary());
        world
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Where commands are typed: `~/desk`.
    pub fn desk(&self) -> PathBuf {
        self.home().join("desk")
    }

    /// The diary's usual place.
    pub fn diary(&self) -> PathBuf {
        self.home().join(".local/share/supple/diary.db")
    }

    /// Every file of the home, as paths from it, sorted; without the copies of each day, which
    /// `keeping.rs` looks at.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.home().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true if path.extension().is_some_and(|ending| ending == "copies") => {}
                    true => folders.push(path),
                    false => found
                        .push(path.strip_prefix(self.home()).expect("in it").display().to_string()),
                }
            }
        }
        found.sort();
        found
    }

    /// Sets a variable of the environment.
    pub fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.variables.insert(name, value.into());
    }

    /// Takes a variable out of the environment.
    pub fn unset(&mut self, name: &'static str) {
        self.variables.remove(name);
    }

    /// Sets the clock, and says nothing of it in the record.
    pub fn at(&mut self, now: &str) {
        self.now = moment(now);
    }

    /// Sets the clock, and says so in the record.
    pub fn clock(&mut self, now: &str) {
        self.at(now);
        self.remark(&self.now.format("%a %-d %b %Y, %H:%M %:z").to_string());
    }

    /// Empties the record.
    pub fn forget(&mut self) {
        self.told.clear();
    }

    /// A line of the record that no program said.
    pub fn remark(&mut self, text: &str) {
        self.told += &format!("# {text}\n");
    }

    /// The program with these arguments, in this world, not started yet.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = self.program(PROGRAM);
        command.args(arguments);
        command
    }

    /// Any program in this world, not started yet.
    pub fn program(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&self.variables).env("SUPPLE_NOW", self.now.to_rfc3339());
        // Where coverage is measured, what the program did is counted as well.
        command.envs(std::env::vars_os().filter(|(name, _)| name == "LLVM_PROFILE_FILE"));
        command.current_dir(self.desk()).stdin(Stdio::null());
        command
    }

    /// Types a line, such as `supple log 4 --note 'long drive'`, and records what was seen.
    pub fn types(&mut self, line: &str) -> Output {
        let words = words(line);
        assert_eq!(words.first().map(String::as_str), Some("supple"), "{line}");
        let output = self.run(&words[1..]);
        self.record(line, &output);
        output
    }

    /// Types several lines.
    pub fn types_all(&mut self, lines: &[&str]) {
        for line in lines {
            self.types(line);
        }
    }

    /// Types a line that must work, and leaves it out of the record.
    pub fn quietly(&mut self, line: &str) -> Output {
        let output = self.run(&words(line)[1..]);
        assert_eq!(output.code, 0, "{line}: {output:?}");
        output
    }

    /// What `--json` says, read.
    pub fn json(&mut self, line: &str) -> Value {
        let output = self.quietly(line);
        assert_eq!(output.stderr, "", "{line}: JSON comes alone");
        serde_json::from_str(&output.stdout).expect(line)
    }

    /// Runs the program with exactly these arguments, unrecorded. A minute passes.
    pub fn run<S: AsRef<OsStr>>(&mut self, arguments: &[S]) -> Output {
        self.answer_in_time(arguments);
        let command = self.command(arguments);
        self.finish(command)
    }

    /// Answers the safety questions before a plan is made, and again before the answers are too
    /// old. No time passes, and where the diary cannot be written nothing comes of it.
    fn answer_in_time<S: AsRef<OsStr>>(&mut self, arguments: &[S]) {
        let is_due = match self.answered {
            Some(last) => (self.now - last).num_days().abs() >= ANSWERS_LAST_DAYS,
            None => arguments.first().is_some_and(|verb| verb.as_ref() == "assign"),
        };
        if self.has_no_signs && is_due {
            let answers = self.home().join("tmp/none-of-it.json");
            fs::write(&answers, self.no_but_to_yes()).expect("it is written");
            let file = answers.display().to_string();
            let answer = self.command(&["screen", "--answers", &file]).output();
            answer.expect("the program starts");
            fs::remove_file(answers).expect("it was there");
            self.answered = Some(self.now);
        }
    }

    /// A file of answers that says no to everything but what a test has answered yes.
    fn no_but_to_yes(&self) -> String {
        let seen = self.command(&["screen", "--json"]).output().expect("the program starts");
        let seen: Value = serde_json::from_slice(&seen.stdout).unwrap_or_default();
        let list = |key: &str| seen[key].as_array().cloned().unwrap_or_default();
        let answered = list("answers");
        let (yes, no): (Vec<&Value>, Vec<&Value>) =
            answered.iter().partition(|answer| answer["answer"] == "yes");
        if yes.is_empty() {
            return NONE_OF_IT.to_owned();
        }
        let due = list("due").into_iter().map(|question| question["id"].clone());
        let no = no.iter().map(|answer| answer["question"].clone()).chain(due);
        let no = no.filter(|id| yes.iter().all(|answer| answer["question"] != *id));
        let no = no.map(|id| (id.as_str().expect("an id").to_owned(), Value::from("no")));
        Value::from_iter(no).to_string()
    }

    /// Runs a command of this world to its end. A minute passes.
    pub fn finish(&mut self, mut command: Command) -> Output {
        let output = command.output().expect("the program starts");
        self.now += Duration::minutes(1);
        let text = |bytes| String::from_utf8(bytes).expect("what it says is Unicode");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert!(
            !stdout.contains("panicked") && !stderr.contains("panicked"),
            "{command:?}: {stderr}"
        );
        Output { stdout, stderr, code: output.status.code().expect("it ends by itself") }
    }

    /// Records a line and what was seen after it.
    pub fn record(&mut self, line: &str, output: &Output) {
        let mut told = format!("$ {line}\n{}", output.stdout);
        for line in output.stderr.lines() {
            told += format!("2> {line}").trim_end();
            told.push('\n');
        }
        if output.code != 0 {
            told += &format!("=> {}\n", output.code);
        }
        self.told += &told;
    }

    /// The record so far, without what differs from run to run.
    pub fn told(&self) -> String {
        let told = without_names_by_chance(&self.told, "/supple-demo-");
        told.replace(&format!("/private{}", self.home().display()), "~")
            .replace(&self.home().display().to_string(), "~")
    }

    /// The diary itself, past the program.
    pub fn database(&self) -> Connection {
        Connection::open(self.diary()).expect("the diary opens")
    }

    /// A column of the score that was written last, as the file has it.
    pub fn newest(&self, column: &str) -> String {
        let question = format!("SELECT {column} FROM rating ORDER BY id DESC LIMIT 1");
        self.database().query_row(&question, [], |row| row.get(0)).expect("a score")
    }

    /// Whether the tests run as root, for whom nothing is read-only.
    #[cfg(unix)]
    pub fn is_roots(&self) -> bool {
        #[cfg(unix)]
        return std::os::unix::fs::MetadataExt::uid(
            &fs::metadata(self.home()).expect("it is there"),
        ) == 0;
        #[cfg(not(unix))]
        false
    }
}

/// Takes a file away from everybody but its owner, as the program makes a diary.
pub fn close(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("its own file");
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// A moment.
fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect(text)
}

/// The words of a line; what stands in single or double quotes is one word.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (c, Some(_)) => word.get_or_insert_default().push(c),
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, None) => word.get_or_insert_default().push(c),
        }
    }
    assert_eq!(quote, None, "{line}");
    words.extend(word);
    words
}

/// The text with the six letters that a temporary name ends in written as `…`.
fn without_names_by_chance(text: &str, stem: &str) -> String {
    let mut parts = text.split(stem);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept += stem;
        kept.push('…');
        kept.extend(part.chars().skip(6));
    }
    kept
}

/// How long a command on a terminal may take to end, on however busy a machine.
#[cfg(unix)]
const LONGEST: std::time::Duration = std::time::Duration::from_secs(120);

/// A run of the program that somebody watches and answers, on a terminal of its own.
#[cfg(unix)]
pub struct Watched {
    session: expectrl::session::OsSession,
    seen: String,
}

#[cfg(unix)]
impl World {
    /// Types a line on a terminal. What is typed later is shown, as terminals do. A minute passes.
    pub fn on_a_terminal(&mut self, line: &str) -> Watched {
        let words = words(line);
        self.answer_in_time(&words[1..]);
        let command = self.command(&words[1..]);
        self.watch(command)
    }

    /// Starts a command of this world on a terminal.
    pub fn watch(&mut self, mut command: Command) -> Watched {
        command.env("TERM", "dumb").stdin(Stdio::inherit());
        self.now += Duration::minutes(1);
        let mut session = expectrl::Session::spawn(command).expect("it starts on a terminal");
        session.get_process_mut().set_echo(true, None).expect("a terminal");
        Watched { session, seen: String::new() }
    }

    /// Records a line typed on a terminal and what was seen, with the answers in their places.
    pub fn record_watched(&mut self, line: &str, output: &Output) {
        self.remark("on a terminal");
        self.record(line, output);
    }

    /// Types a line on a terminal, answers each `[y/n/s/q]` in turn, and records what was seen to
    /// its end.
    pub fn answers(&mut self, line: &str, answers: &[&str]) -> Output {
        let asked: Vec<_> = answers.iter().map(|answer| ("[y/n/s/q]", *answer)).collect();
        self.answers_to(line, &asked)
    }

    /// Types a line on a terminal, waits for each of some texts at the end of a line and answers
    /// it, and records what was seen to its end.
    pub fn answers_to(&mut self, line: &str, asked: &[(&str, &str)]) -> Output {
        let mut watched = self.on_a_terminal(line);
        for (text, answer) in asked {
            watched.until(text);
            watched.types(answer);
        }
        let output = watched.ends();
        self.record_watched(line, &output);
        output
    }
}

#[cfg(unix)]
impl Watched {
    /// Waits until a text stands at the end of a line.
    pub fn until(&mut self, text: &str) {
        use expectrl::Expect;
        let found = self.session.expect(format!("{text}\r\n"));
        let found =
            found.unwrap_or_else(|error| panic!("no “{text}” ({error}) after:\n{}", self.seen));
        self.seen += &String::from_utf8_lossy(found.as_bytes()).replace("\r\n", "\n");
    }

    /// Types an answer and Enter.
    pub fn types(&mut self, answer: &str) {
        use expectrl::Expect;
        self.session.send_line(answer).expect("it is typed");
    }

    /// Presses a key with Ctrl.
    pub fn presses(&mut self, key: expectrl::ControlCode) {
        use expectrl::Expect;
        self.session.send(key).expect("it is pressed");
    }

    /// Waits until it ends. Both streams are one on a terminal; the code of a signal is 128 and its
    /// number.
    pub fn ends(mut self) -> Output {
        use expectrl::process::unix::WaitStatus;
        use std::io::Read;
        let mut rest = Vec::new();
        // One that waits for what nobody types would hold all tests up; killed, it fails its own.
        let process = self.session.get_process().pid().to_string();
        let (ended, waits) = std::sync::mpsc::channel::<()>();
        std::thread::spawn(move || {
            if waits.recv_timeout(LONGEST) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                drop(Command::new("kill").args(["-9", &process]).status());
            }
        });
        // Linux reports the end of a terminal as an error, after everything was read.
        let _ = self.session.read_to_end(&mut rest);
        drop(ended);
        self.seen += &String::from_utf8_lossy(&rest).replace("\r\n", "\n");
        let code = match self.session.get_process().wait().expect("it ends") {
            WaitStatus::Exited(_, code) => code,
            WaitStatus::Signaled(_, signal, _) => 128 + signal as i32,
            other => panic!("{other:?}"),
        };
        assert!(!self.seen.contains("panicked"), "{}", self.seen);
        Output { stdout: self.seen, stderr: String::new(), code }
    }
}
