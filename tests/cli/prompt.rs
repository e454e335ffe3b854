//! Every question of the program at a keyboard: a terminal with raw mode, where keys are read one
//! by one. What a dumb terminal shows stands with the verbs that ask.

use std::time::{Duration, Instant};

use expectrl::Expect;
use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use serde_json::json;

use crate::safety_answers::{holds, says_to_all};
use crate::world::{PROGRAM, World};

/// A run of the program that somebody answers key by key.
pub struct Keyboard {
    session: OsSession,
    seen: Vec<u8>,
    /// How much of it was waited for already.
    looked: usize,
}

impl Keyboard {
    /// Types a line of a shell, in which `supple` is the program.
    pub fn at(world: &World, line: &str) -> Self {
        let mut command = world.program("sh");
        command.args(["-c", &line.replace("supple", PROGRAM)]);
        command.env("TERM", "xterm").stdin(std::process::Stdio::inherit());
        let session = OsSession::spawn(command).expect("it starts on a terminal");
        Self { session, seen: Vec::new(), looked: 0 }
    }

    /// Reads what has come, for a while at most.
    fn reads(&mut self, until: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        let patience = Instant::now() + Duration::from_secs(20);
        let mut bytes = [0; 4096];
        while Instant::now() < patience {
            match self.session.try_read(&mut bytes) {
                Ok(0) | Err(_) => std::thread::sleep(Duration::from_millis(2)),
                Ok(read) => self.seen.extend(&bytes[..read]),
            }
            if let Some(at) = until(&String::from_utf8_lossy(&self.seen[self.looked..])) {
                return Some(at);
            }
        }
        None
    }

    /// Waits for a text behind the one that was waited for before.
    pub fn until(&mut self, text: &str) {
        let found = self.reads(|new| new.find(text).map(|at| at + text.len()));
        let found = found.unwrap_or_else(|| panic!("no “{text}” after:\n{}", self.shown()));
        self.looked += found;
    }

    /// Sends keys, all at once.
    pub fn sends(&mut self, keys: &str) {
        self.session.send(keys).expect("they are sent");
    }

    /// Waits for a text and answers it, with keys that come one by one.
    pub fn answers(&mut self, text: &str, keys: &[&str]) {
        self.until(text);
        for key in keys {
            self.sends(key);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What was shown, without what moves the cursor.
    pub fn shown(&self) -> String {
        let text = String::from_utf8_lossy(&self.seen).replace("\r\n", "\n");
        let mut shown = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            if letter == '\u{1b}' {
                letters.find(|letter| letter.is_ascii_alphabetic());
            } else {
                shown.push(letter);
            }
        }
        shown
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        let mut bytes = [0; 4096];
        loop {
            match self.session.try_read(&mut bytes) {
                Ok(0) => return true,
                Ok(read) => self.seen.extend(&bytes[..read]),
                // Linux reports the end of a terminal as an error.
                Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
            }
        }
    }

    /// Waits until it ends, and returns what was shown and the code.
    pub fn ends(mut self) -> (String, i32) {
        let rest = self.session.expect(expectrl::Eof);
        let rest = rest.unwrap_or_else(|error| panic!("no end ({error}) of:\n{}", self.shown()));
        self.seen.extend(rest.as_bytes());
        let code = match self.session.get_process().wait().expect("it ends") {
            WaitStatus::Exited(_, code) => code,
            WaitStatus::Signaled(_, signal, _) => 128 + signal as i32,
            other => panic!("{other:?}"),
        };
        let shown = self.shown();
        assert!(!shown.contains("panicked"), "{shown}");
        (shown, code)
    }
}

/// The answers that were kept to the safety questions.
fn kept(world: &World) -> Vec<String> {
    let diary = world.database();
    let mut rows = diary
        .prepare("SELECT question || ' ' || answer FROM screening_answer ORDER BY id")
        .expect("a question");
    rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect()
}

/// The answer that was kept to one of them last.
fn kept_to(world: &World, question: &str) -> Option<String> {
    let said = kept(world).into_iter().rev();
    let mut said =
        said.filter_map(|row| row.strip_prefix(question)?.strip_prefix(' ').map(str::to_owned));
    said.next()
}

/// A world whose last score is 6, of yesterday.
fn with_yesterday() -> World {
    let mut world = World::assigned();
    world.clock("2026-11-21T20:00:00+01:00");
    world.quietly("supple log 6 --site buttock:left");
    world.clock("2026-11-22T20:00:00+01:00");
    world
}

/// Notes of all entries, newest first.
fn notes(world: &mut World) -> Vec<serde_json::Value> {
    let history = world.json("supple history --json");
    history.as_array().expect("a list").iter().map(|entry| entry["note"].clone()).collect()
}

#[test]
fn one_key_is_an_answer_with_enter_or_without() {
    let world = World::assigned_unanswered();
    let mut keyboard = Keyboard::at(&world, "supple screen");
    keyboard.answers("1/10", &["n"]);
    keyboard.answers("2/10", &["s"]);
    // Enter behind it at once, a little later, and the whole word.
    keyboard.answers("3/10", &["n\r"]);
    keyboard.answers("4/10", &["n", "\r"]);
    keyboard.answers("5/10", &["s", "k", "i", "p", "\r"]);
    keyboard.answers("6/10", &["none\n"]);
    keyboard.answers("7/10", &["N"]);
    keyboard.answers("8/10", &["sk", "ip"]);
    keyboard.answers("9/10", &["q"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    // One question of each group.
    for (question, says) in [
        ("ces-saddle", "no"),
        ("neuro-one-leg", "skipped"),
        ("trauma", "no"),
        ("infection", "no"),
        ("vascular-dvt", "skipped"),
        ("chest", "no"),
        ("bleeding", "no"),
        ("cancer", "skipped"),
    ] {
        assert_eq!(kept_to(&world, question).as_deref(), Some(says), "{question}: {shown}");
    }
    assert_eq!(kept(&world).len(), 35, "each once: {shown}");
    assert!(!shown.contains("y, n, s or q"), "{shown}");
    assert!(shown.contains("[y/n/s/q]\nn\n2/10"), "{shown}");
}

#[test]
fn enter_behind_a_key_does_not_answer_the_next_test() {
    let world = crate::plan::after_two_weeks();
    // Answers of the first day alone are too old to tell of new numbness, which is asked as well.
    let newer = "DELETE FROM screening_answer WHERE day > '2026-11-02'";
    assert!(world.database().execute(newer, []).expect("it is changed") > 0);
    let mut keyboard = Keyboard::at(&world, "supple plan advance");
    keyboard.answers("[y/n/Enter]", &["n", "\r"]);
    keyboard.until("2 of ");
    keyboard.answers("[y/n/Enter]", &["x"]);
    // Back to the first, and it goes after all.
    keyboard.answers("Enter leaves it open", &["\u{1b}[D"]);
    keyboard.until("1 of ");
    keyboard.answers("[y/n/Enter]", &["y"]);
    keyboard.until("2 of ");
    keyboard.answers("[y/n/Enter]", &["\u{4}"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 1, "{shown}");
    let ticked: Vec<bool> = {
        let diary = world.database();
        let mut rows = diary.prepare("SELECT passed FROM exit_test").expect("a question");
        rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect()
    };
    assert_eq!(ticked, [true], "{shown}");
}

#[test]
fn what_is_no_answer_is_asked_again() {
    let world = World::assigned_unanswered();
    let mut keyboard = Keyboard::at(&world, "supple screen");
    for key in ["x", "\r", "b", "yn\r"] {
        keyboard.answers("[y/n/s/q]", &[key]);
        keyboard.until("y, n, s or q");
        keyboard.until("1/10");
    }
    // A key without a letter is no answer, and nothing to be said of.
    keyboard.answers("[y/n/s/q]", &["\u{1b}[A", "\u{1b}[D", "q"]);
    let (shown, _) = keyboard.ends();
    assert_eq!(shown.matches("y, n, s or q").count(), 4, "{shown}");
    assert_eq!(kept(&world), [""; 0]);
}

#[test]
fn whoever_goes_back_answers_in_place_of_the_slip() {
    let mut world = World::assigned_unanswered();
    let mut keyboard = Keyboard::at(&world, "supple screen");
    keyboard.answers("1/", &["n"]);
    keyboard.answers("2/", &["n"]);
    // By every key that goes back.
    for back in ["b", "\u{1b}[D", "\u{1b}[5~", "\u{1b}", "back\r"] {
        keyboard.answers("3/", &[back]);
        keyboard.answers("2/", &["s"]);
    }
    // The bones, one by one. A yes that can wait is kept at once, and taken back as a slip.
    keyboard.answers("3/", &["y"]);
    keyboard.answers("road accident", &["n"]);
    keyboard.answers("front-of-hip", &["n"]);
    keyboard.answers("even with no fall", &["n"]);
    keyboard.answers("every step or hop", &["y"]);
    keyboard.until("Sudden pop");
    assert_eq!(kept_to(&world, "bone-stress").as_deref(), Some("yes"));
    keyboard.sends("b");
    keyboard.answers("every step or hop", &["n"]);
    keyboard.answers("Sudden pop", &["n"]);
    keyboard.answers("4/", &["q"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    let kept = kept(&world);
    assert_eq!(kept.len(), 14, "{kept:#?}");
    assert_eq!(kept_to(&world, "neuro-one-leg").as_deref(), Some("skipped"));
    assert_eq!(kept_to(&world, "bone-stress").as_deref(), Some("no"));
    assert_eq!(holds(&mut world), [""; 0]);
    // It is one round, and one undo takes it back.
    world.quietly("supple undo");
    assert_eq!(self::kept(&world), [""; 0]);
    world.quietly("supple redo");
    assert_eq!(self::kept(&world).len(), kept.len());
    assert_eq!(kept_to(&world, "bone-stress").as_deref(), Some("no"));
}

#[test]
fn on_the_weekly_screen_a_key_is_a_line_and_going_back_leads_out_of_it() {
    let mut world = World::new();
    says_to_all(&mut world, "no");
    let before = kept(&world).len();
    world.clock("2026-11-29T09:00:00+01:00");
    let mut keyboard = Keyboard::at(&world, "supple screen");
    // No key of it, and none for more than one line at once.
    keyboard.answers("s skip · q stop", &["9"]);
    keyboard.answers("s skip · q stop", &["y"]);
    keyboard.answers("s skip · q stop", &["12\r"]);
    keyboard.answers("s skip · q stop", &["6"]);
    keyboard.answers("known aneurysm", &["n"]);
    keyboard.answers("coughing blood?", &["b"]);
    keyboard.answers("known aneurysm", &["n"]);
    keyboard.answers("coughing blood?", &["n"]);
    keyboard.answers("pulsing belly", &["n"]);
    keyboard.answers("even if it has eased", &["n"]);
    keyboard.answers("painless lump", &["y"]);
    // Back from the rest of the list, and it was a slip.
    keyboard.answers("Anything else", &["b"]);
    keyboard.answers("painless lump", &["n"]);
    keyboard.answers("Anything else", &["n"]);
    keyboard.answers("age 45", &["q"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    assert_eq!(kept(&world).len(), before + 35, "each once: {shown}");
    assert_eq!(holds(&mut world), [""; 0]);
}

#[test]
fn ctrl_c_loses_no_answer_of_the_safety_questions() {
    for term in ["xterm", "dumb"] {
        let world = World::assigned_unanswered();
        let line = format!(
            "stty echo; before=$(stty -g); trap : INT; TERM={term} supple screen; echo \"code $?\"
             [ \"$before\" = \"$(stty -g)\" ] && echo as before"
        );
        let mut keyboard = Keyboard::at(&world, &line);
        keyboard.answers("1/10", &["n\r"]);
        keyboard.answers("2/10", &["s\r"]);
        keyboard.until("3/10");
        keyboard.answers("[y/n/s/q]", &["\u{3}"]);
        let (shown, _) = keyboard.ends();
        assert!(shown.ends_with("code 0\nas before\n"), "{term}: {shown}");
        let both = ["ces-saddle", "neuro-one-leg"].map(|question| kept_to(&world, question));
        let both = both.each_ref().map(Option::as_deref);
        assert_eq!(both, [Some("no"), Some("skipped")], "{term}: {shown}");
        assert_eq!(kept(&world).len(), 9, "{term}: {shown}");
    }
}

#[test]
fn ctrl_c_and_signals_log_nothing_and_give_the_terminal_back() {
    let sent = [
        Signal::SIGTERM,
        Signal::SIGINT,
        Signal::SIGHUP,
        Signal::SIGQUIT,
        Signal::SIGUSR1,
        Signal::SIGALRM,
    ];
    for signal in sent.map(Some).into_iter().chain([None]) {
        let mut world = with_yesterday();
        let mut keyboard = Keyboard::at(&world, "exec supple log");
        keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
        keyboard.answers("log\u{a0}nothing", &["n so"]);
        keyboard.until("n so");
        match signal {
            None => keyboard.sends("\u{3}"),
            Some(signal) => {
                keyboard.session.get_process_mut().signal(signal).expect("it is sent");
            }
        }
        let number = signal.unwrap_or(Signal::SIGINT) as i32;
        let (shown, code) = keyboard.ends();
        assert!(code == 128 + number && !shown.contains("Logged"), "{code}: {shown}");
        assert_eq!(notes(&mut world).len(), 1);
    }
}

#[test]
fn a_line_is_edited_completed_and_remembered() {
    let mut world = with_yesterday();
    let mut keyboard = Keyboard::at(&world, "supple log");
    keyboard.answers("Sat 21 Nov.", &["5", "\u{7f}", "4", "\r"]);
    keyboard.answers(
        "log\u{a0}nothing",
        &["p bttock", "\u{1b}[H", "\u{1b}[C", "\u{1b}[C", "\u{1b}[C", "u", "\r"],
    );
    keyboard.answers("Enter logs it.", &["x", "\u{15}", "pl", "\t", "\r"]);
    // Several that begin so are shown; one is put in.
    keyboard.answers("none for nothing.", &["thigh", "\t", "\t"]);
    keyboard.answers("thigh-back  thigh-side", &["b", "\t", " right", "\r"]);
    keyboard.answers("Enter logs it.", &["n one", "\r"]);
    keyboard.answers("Enter logs it.", &["\u{1b}[A", " and two", "\r"]);
    // The way back out of a part leaves it as it was.
    keyboard.answers("Enter logs it.", &["w", "\r"]);
    keyboard.answers("0 to 10?", &["9", "\u{1b}"]);
    keyboard.answers("It stays as it was.", &["\r"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    assert_eq!(shown.matches("“one”").count(), 1, "{shown}");
    let entry = &world.json("supple history --json")[0];
    assert_eq!(
        (&entry["score"], &entry["note"], &entry["worst"]),
        (&json!(4), &json!("one and two"), &json!(null)),
        "{shown}"
    );
    assert_eq!(entry["places"][0]["site"], "thigh-back", "{shown}");
}

#[test]
fn a_paste_is_one_answer() {
    let pasted = "n Yesterday at its worst it was\n9\nand then it went.";
    for keys in [
        // With marks, and Enter after it; without them, in one read.
        vec![format!("\u{1b}[200~{pasted}\u{1b}[201~"), "\r".to_owned()],
        vec![format!("{}\r", pasted.replace('\n', "\r"))],
        vec![format!("{pasted}\n")],
    ] {
        let mut world = with_yesterday();
        let mut keyboard = Keyboard::at(&world, "supple log");
        keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keyboard.answers("log\u{a0}nothing", &keys);
        keyboard.answers("Enter logs it.", &["\r"]);
        let (shown, code) = keyboard.ends();
        assert_eq!(code, 0, "{shown}");
        let entry = &world.json("supple history --json")[0];
        assert_eq!(
            (&entry["score"], &entry["note"]),
            (&json!(4), &json!("Yesterday at its worst it was 9 and then it went.")),
            "{shown}"
        );
    }
}

#[test]
fn what_was_pasted_does_not_answer_the_next_question() {
    let world = World::assigned_unanswered();
    let mut keyboard = Keyboard::at(&world, "supple screen");
    keyboard.answers("1/10", &["n\ny\ny\nn\n"]);
    keyboard.answers("2/10", &["\u{1b}[200~y\ny\n\u{1b}[201~"]);
    keyboard.until("y, n, s or q");
    // More than the terminal hands out at once.
    keyboard.answers("2/10", &[&"not today, it rained\n".repeat(150)]);
    keyboard.until("y, n, s or q");
    keyboard.answers("2/10", &["q"]);
    let (shown, _) = keyboard.ends();
    assert_eq!(kept(&world).len(), 6, "the first group alone: {shown}");
    assert!(kept(&world).iter().all(|row| row.ends_with(" no")), "{shown}");

    let mut world = with_yesterday();
    let mut keyboard = Keyboard::at(&world, "supple log");
    keyboard.answers("Sat 21 Nov.", &["4\n9\n\n"]);
    keyboard.answers("q to stop.", &["q"]);
    keyboard.ends();
    assert_eq!(notes(&mut world).len(), 1);
}

#[test]
fn goals_take_a_line_a_key_and_the_way_back() {
    let mut world = World::new();
    for goal in ["walk", "swim", "dance"] {
        world.quietly(&format!("supple goal add {goal}"));
    }
    let mut keyboard = Keyboard::at(&world, "supple goal rate");
    keyboard.answers("1/3", &["7", "\r"]);
    keyboard.answers("2/3", &["3.5", "\r"]);
    keyboard.answers("3/3", &["b"]);
    keyboard.answers("2/3", &["eleven", "\r"]);
    keyboard.until("A score is a number");
    keyboard.answers("2/3", &["4", "\r"]);
    keyboard.answers("3/3", &["q"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    let goals = world.json("supple goal --json");
    let rated: Vec<_> =
        (0..3).map(|goal| goals["goals"][goal]["ratings"][0]["score"].clone()).collect();
    assert_eq!(rated, [json!(7), json!(4), json!(null)], "{goals}");
}

#[test]
fn a_line_longer_than_the_window_stays_in_it() {
    let mut world = with_yesterday();
    world.set("COLUMNS", "30");
    let mut keyboard = Keyboard::at(&world, "supple log");
    keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
    let note = "it was a long day at the desk and then in the car";
    keyboard.answers("log\u{a0}nothing", &["n ", note, "\u{1b}[H", "\u{1b}[F", "!"]);
    keyboard.until("the car!");
    let seen = keyboard.shown();
    let typed = seen.rsplit("nothing").next().expect("a line").trim_start_matches('\n');
    for drawn in typed.split('\r') {
        assert!(drawn.chars().count() < 30, "{drawn:?} in {typed:?}");
    }
    keyboard.sends("\r");
    keyboard.answers("Enter logs it.", &["\r"]);
    keyboard.ends();
    assert_eq!(notes(&mut world)[0], format!("{note}!"));
}

#[test]
fn a_session_in_lines_takes_one_key_too() {
    let world = World::assigned();
    let mut keyboard = Keyboard::at(&world, "supple session --plain");
    // Done, with pain and without a sign; Enter twice is once.
    keyboard.answers("s skip, q", &["\r\r"]);
    keyboard.answers("leaves it out", &["3", "\r"]);
    keyboard.answers("leaves it out", &["\r"]);
    keyboard.answers("s skip, q", &["s"]);
    keyboard.answers("s skip, q", &["q"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    let diary = world.database();
    let mut rows = diary
        .prepare("SELECT outcome || coalesce(' ' || pain, '') FROM session ORDER BY id")
        .expect("a question");
    let kept: Vec<String> = rows
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(kept, ["done 30", "skipped"], "{shown}");
}

#[test]
fn questions_are_talk() {
    let world = with_yesterday();
    let mut keyboard = Keyboard::at(&world, "supple log > out");
    keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
    keyboard.answers("log\u{a0}nothing", &["\r"]);
    keyboard.ends();
    let out = std::fs::read_to_string(world.desk().join("out")).expect("it was written");
    assert!(out.starts_with("Logged 4") && !out.contains('\u{1b}'), "{out}");
}

/// Waits until a process is stopped, or goes on.
#[cfg(target_os = "linux")]
fn waits_until_stopped(keyboard: &Keyboard, is_stopped: bool) {
    let stat = format!("/proc/{}/stat", keyboard.session.get_process().pid());
    for _ in 0..2000 {
        let found = std::fs::read_to_string(&stat).expect("it is there");
        if found.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')) == is_stopped {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("stopped is not {is_stopped}: {}", keyboard.shown());
}

/// Waits until the terminal shows what is typed, or does not.
#[cfg(target_os = "linux")]
fn waits_until_it_echoes(keyboard: &Keyboard, echoes: bool) {
    for _ in 0..2000 {
        if keyboard.session.get_process().get_echo().expect("a terminal") == echoes {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("echo is not {echoes}: {}", keyboard.shown());
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_stops_it_from_outside_has_the_terminal_and_it_goes_on() {
    let mut world = with_yesterday();
    let mut keyboard = Keyboard::at(&world, "stty echo; exec supple log");
    keyboard.answers("Sat 21 Nov.", &["4", "\r"]);
    keyboard.until("log\u{a0}nothing");
    waits_until_it_echoes(&keyboard, false);
    let send = |keyboard: &mut Keyboard, signal| {
        keyboard.session.get_process_mut().signal(signal).expect("it is sent");
    };
    send(&mut keyboard, Signal::SIGTSTP);
    waits_until_stopped(&keyboard, true);
    waits_until_it_echoes(&keyboard, true);
    send(&mut keyboard, Signal::SIGCONT);
    waits_until_it_echoes(&keyboard, false);
    // Nobody is told of this one; the shell then has the terminal as it needs it.
    send(&mut keyboard, Signal::SIGSTOP);
    waits_until_stopped(&keyboard, true);
    keyboard.session.get_process_mut().set_echo(true, None).expect("a terminal");
    send(&mut keyboard, Signal::SIGCONT);
    waits_until_it_echoes(&keyboard, false);
    for key in ["n", " ", "s", "o", "\r"] {
        keyboard.sends(key);
        std::thread::sleep(Duration::from_millis(20));
    }
    keyboard.answers("Enter logs it.", &["\r"]);
    keyboard.until("Logged 4");
    let (_, code) = keyboard.ends();
    assert_eq!(code, 0);
    assert_eq!(notes(&mut world).len(), 2);
}

#[test]
fn a_passphrase_is_asked_for_twice_and_never_shown() {
    let mut world = with_yesterday();
    let mut keyboard = Keyboard::at(&world, "supple backup kept.age --seal");
    keyboard.answers("four words or more:", &["short", "\r"]);
    keyboard.answers("at least 8 characters. A passphrase", &["first words", "\r"]);
    keyboard.answers("once more:", &["other words", "\r"]);
    keyboard.answers("not the same. A passphrase", &["right ", "w", "x", "\u{7f}", "ords", "\r"]);
    keyboard.answers("once more:", &["right words", "\r"]);
    let (shown, code) = keyboard.ends();
    assert_eq!(code, 0, "{shown}");
    for text in ["short\n", "first words", "other words", "right"] {
        assert!(!shown.contains(text), "{text}: {shown}");
    }
    world.quietly("supple log 9");
    let mut keyboard = Keyboard::at(&world, "supple restore kept.age");
    keyboard.answers("Its passphrase:", &["right words", "\r"]);
    keyboard.answers("Go back to this copy? y/n", &["y"]);
    let (shown, code) = keyboard.ends();
    assert!(code == 0 && !shown.contains("right words"), "{shown}");
    assert_eq!(notes(&mut world).len(), 1);
    // One that is not wanted leaves nothing.
    let mut keyboard = Keyboard::at(&world, "supple backup two.age --seal");
    keyboard.answers("four words or more:", &["\u{4}"]);
    let (shown, code) = keyboard.ends();
    assert!(code == 1 && !world.desk().join("two.age").exists(), "{shown}");
}
