//! What asks in one terminal, while something else is typed in another: a guided session and the
//! safety questions own what they have recorded themselves, and nothing else.

use std::collections::BTreeSet;
#[cfg(target_os = "linux")]
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use expectrl::session::OsSession;
use expectrl::{Any, Eof, Expect};

use super::home::{Contents, Home, aloud};
use super::table::prove;

/// A run of the program on a terminal of its own.
pub struct Terminal {
    session: OsSession,
    seen: String,
    has_ended: bool,
}

impl Terminal {
    /// Starts a command on a terminal that cannot be drawn on.
    pub fn new(mut command: Command) -> Self {
        command.env("TERM", "dumb").env("COLUMNS", "80").stdin(Stdio::inherit());
        command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
        let mut session = OsSession::spawn(command).expect("it starts on a terminal");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        Self { session, seen: String::new(), has_ended: false }
    }

    /// Waits for a text, and answers it; nothing happens when the program has ended.
    pub fn at(&mut self, text: &str, answer: &str) {
        self.until(text);
        if !self.has_ended {
            self.session.send_line(answer).expect("it is typed");
        }
    }

    /// Waits for a text, or for the end.
    pub fn until(&mut self, text: &str) {
        if self.has_ended {
            return;
        }
        let found = self.session.expect(Any::boxed(vec![Box::new(text.to_owned()), Box::new(Eof)]));
        let found =
            found.unwrap_or_else(|error| panic!("no “{text}” ({error}) after:\n{}", self.seen));
        let bytes = String::from_utf8_lossy(found.as_bytes()).into_owned();
        self.has_ended = !bytes.contains(text);
        self.seen += &bytes;
    }

    /// Waits until it ends, and returns all that was seen, and its exit code.
    pub fn ends(mut self) -> (String, i32) {
        use expectrl::process::unix::WaitStatus;
        self.until("\0");
        let WaitStatus::Exited(_, code) = self.session.get_process().wait().expect("it ends")
        else {
            panic!("no exit:\n{}", self.seen)
        };
        assert!(!self.seen.contains("panicked"), "{}", self.seen);
        (self.seen.replace("\r\n", "\n"), code)
    }
}

/// What is typed in the other terminal; `N` is the number of the newest entry.
const MEANWHILE: [&[&str]; 12] = [
    &[],
    &["undo"],
    &["undo", "redo"],
    &["undo", "undo"],
    &["undo", "done figure-four-supine --note other --pain 1"],
    &["undo", "done glute-squeeze --note other"],
    &["undo", "log 5 --note other"],
    &["log 5 --note other"],
    &["done glute-squeeze --note other"],
    &["remove N"],
    &["edit N --note other"],
    &["log 5 --note other", "undo", "undo"],
];

/// Types lines in another terminal.
fn types_meanwhile(home: &Home, lines: &[&str]) {
    for line in lines {
        let newest = home.number(
            "SELECT max(coalesce((SELECT max(id) FROM rating), 0), coalesce((SELECT max(id) FROM session), 0))",
        );
        home.works(&line.replace('N', &newest.to_string()));
    }
}

/// The rows that the other terminal made, or put a note to.
fn others(home: &Home) -> Vec<String> {
    home.ask(
        "SELECT 'rating ' || id || ' ' || score FROM rating WHERE note = 'other'
         UNION ALL SELECT 'session ' || id || ' ' || exercise || ' ' || outcome FROM session WHERE note = 'other'
         UNION ALL SELECT 'pain ' || id || ' ' || pain FROM session WHERE note = 'other' AND pain IS 10",
    )
}

/// Takes everything back, and brings everything again.
fn goes_back_and_forth(home: &Home, why: &str) {
    home.proves_sound();
    let before: Contents = home.contents();
    let steps = home.takes_everything_back();
    let left: Vec<_> = home.contents().into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
    assert_eq!(left, [], "{why}: not everything was taken back");
    for _ in 0..steps {
        assert!(
            !home.works("redo").stdout.is_empty(),
            "{why}: there is less to redo than was undone"
        );
    }
    assert_eq!(home.contents(), before, "{why}: it is not as it was after undo and redo");
    home.proves_sound();
}

/// A guided session with something typed elsewhere at one of its questions.
fn a_session_beside(lines: &[&str], at: &str) {
    let why = format!("{lines:?} {at}");
    let home = Home::after(&["log 4", "assign piriformis-dgs --side left"]);
    let mut terminal = Terminal::new(home.line("session"));
    let meanwhile = |home: &Home, now: &str| {
        (now == at).then(|| {
            types_meanwhile(home, lines);
            others(home)
        })
    };
    // There was pain on that day, so that it is asked for before each exercise.
    terminal.at("before you begin", "");
    terminal.at("quit", "");
    terminal.until("Pain at the most");
    let mut theirs = meanwhile(&home, "asked for the pain");
    terminal.at("leaves it out", "3");
    terminal.until("Did anything new come with it");
    theirs = theirs.or(meanwhile(&home, "asked for signs"));
    // With a sign, another row belongs to the exercise.
    terminal.at("leaves it out", if at == "asked for the pain" { "" } else { "s" });
    terminal.until("before you begin");
    theirs = theirs.or(meanwhile(&home, "at the next exercise"));
    terminal.at("", "q");
    let (seen, code) = terminal.ends();

    assert_eq!(
        Some(others(&home)),
        theirs,
        "{why}: what was recorded elsewhere was changed:\n{seen}"
    );
    assert!(
        !seen.contains("constraint") && !seen.contains("unexpected"),
        "{why}: that helps nobody:\n{seen}"
    );
    let after = seen.rsplit_once("Recorded\n").map(|(_, after)| after);
    let said = after.and_then(|after| {
        after.lines().find(|line| line.contains("[x]") && line.contains("Figure-four"))
    });
    let is_there = |more: &str| {
        let mine = "SELECT count(*) FROM session WHERE exercise = 'figure-four-supine' AND outcome = 'done' AND sets = 1";
        home.number(&format!("{mine} {more}")) > 0
    };
    match said {
        Some(said) => {
            assert!(is_there(""), "{why}: it says it was recorded, and it is not there:\n{seen}");
            assert!(
                !said.contains("pain 3") || is_there("AND pain = 30"),
                "{why}: its pain is not there:\n{seen}"
            );
            let signs =
                "AND id IN (SELECT session FROM session_symptom WHERE symptom = 'leg-spread')";
            assert!(
                !said.contains("spread") || is_there(signs),
                "{why}: its sign is not there:\n{seen}"
            );
        }
        // What was not recorded is said, and so is what somebody else took back.
        None => assert!(code != 0 || seen.contains("recorded"), "{why}: exit {code}:\n{seen}"),
    }
    if lines.is_empty() || lines == ["undo", "redo"] {
        assert!(is_there("AND pain = 30"), "{why}: nobody took it back:\n{seen}");
    }
    goes_back_and_forth(&home, &why);
}

#[test]
fn a_guided_session_owns_what_it_recorded_and_nothing_else() {
    let mut wrong = Vec::new();
    for lines in MEANWHILE {
        for at in ["asked for the pain", "asked for signs", "at the next exercise"] {
            let went = std::panic::catch_unwind(|| a_session_beside(lines, at));
            wrong.extend(went.err().map(|_| format!("{lines:?} {at}")));
        }
    }
    wrong.iter().for_each(|wrong| aloud(wrong));
    prove("S1", 3 * MEANWHILE.len(), 3 * MEANWHILE.len() - wrong.len());
}

/// The first groups of the safety questions, and the last question of each.
const GROUPS: [&str; 5] =
    ["ces-older", "neuro-one-leg", "avulsion", "shingles", "vascular-claudication"];

/// The safety questions with something typed elsewhere after a yes and `after_yes` more groups.
fn a_screen_beside(lines: &[&str], after_yes: usize) {
    let why = format!("{lines:?} {after_yes} groups after a yes");
    let home = Home::after(&["log 4"]);
    let due = home.works("screen --json").stdout;
    let due: serde_json::Value = serde_json::from_str(&due).expect("JSON");
    let due = due["due"].as_array().expect("a list");
    let id = |question: &serde_json::Value| question["id"].as_str().expect("an id").to_owned();
    let due: Vec<String> = due.iter().map(id).collect();
    let mut terminal = Terminal::new(home.line("screen"));
    // None of the first group; of the second a yes that can wait, so that the questions go on.
    for answer in ["n", "y", "n", "n", "y"] {
        terminal.at("[y/n/s/q]", answer);
    }
    for _ in 0..after_yes {
        terminal.at("[y/n/s/q]", "n");
    }
    let last = GROUPS[2 + after_yes];
    terminal.until("[y/n/s/q]");
    types_meanwhile(&home, lines);
    let theirs = others(&home);
    terminal.at("", "n");
    terminal.at("[y/n/s/q]", "q");
    let (seen, code) = terminal.ends();

    assert_eq!(others(&home), theirs, "{why}: what was recorded elsewhere was changed:\n{seen}");
    let kept = home.ask("SELECT question FROM screening_answer ORDER BY id");
    assert!(
        code != 0 || kept.iter().any(|id| id == last),
        "{why}: the last answer is not kept: {kept:?}\n{seen}"
    );
    if !lines.contains(&"undo") {
        let end = due.iter().position(|id| id == last).expect("it is asked");
        // Those of one group are kept together.
        let [kept, asked] =
            [&kept[..], &due[..=end]].map(|ids| ids.iter().collect::<BTreeSet<_>>());
        assert_eq!(kept, asked, "{why}\n{seen}");
    }
    goes_back_and_forth(&home, &why);
}

#[test]
fn the_safety_questions_own_their_answers_and_nothing_else() {
    let mut wrong = Vec::new();
    let meanwhile: [&[&str]; 7] = [
        &[],
        &["undo"],
        &["undo", "redo"],
        &["undo", "undo"],
        &["undo", "log 5 --note other"],
        &["log 5 --note other"],
        &["log 5 --note other", "undo", "undo"],
    ];
    for lines in meanwhile {
        for after_yes in [0, 2] {
            let went = std::panic::catch_unwind(|| a_screen_beside(lines, after_yes));
            wrong
                .extend(went.err().map(|_| format!("{lines:?} {after_yes} questions after a yes")));
        }
    }
    wrong.iter().for_each(|wrong: &String| aloud(wrong));
    prove("S2", 2 * meanwhile.len(), 2 * meanwhile.len() - wrong.len());
}

#[cfg(target_os = "linux")]
#[test]
fn what_asks_in_a_terminal_keeps_its_locks() {
    use super::preload::{library, under};
    let Some(library) = library() else { return };
    let home = Home::after(&["assign piriformis-dgs --side left", "goal add walk"]);
    let report = home.path().join("closed.txt");
    let wishes = [("TORTURE_WATCH", report.to_str().expect("a path"))];
    let start = |line: &str| Terminal::new(under(home.line(line), &home, library, &wishes));
    let mut session = start("session");
    session.at("quit", "");
    session.at("leaves it out", "3");
    session.at("leaves it out", "s");
    session.at("quit", "s");
    session.at("quit", "q");
    session.ends();
    let mut screen = start("screen --all");
    screen.at("[y/n/s/q]", "n");
    screen.at("[y/n/s/q]", "y");
    screen.at("[y/n/s/q]", "y");
    screen.ends();
    let mut goals = start("goal rate");
    goals.at("[0-10]", "4");
    goals.ends();
    assert_eq!(fs::read_to_string(report).unwrap_or_default(), "");
    home.proves_sound();
}
