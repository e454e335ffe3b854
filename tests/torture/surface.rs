//! What surrounds the program: a small disk, readers that leave, signals, links, other people, and
//! text that was written to do harm.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::home::{Home, Seen, aloud, ended, rounds, scatter};
use super::table::{pass_over, prove};

/// Every file and folder below a folder, links not followed.
fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("it").path());
    entries
        .flat_map(|path| {
            let is_folder = path.symlink_metadata().expect("it is there").is_dir();
            let below = if is_folder { everything_below(&path) } else { Vec::new() };
            below.into_iter().chain([path])
        })
        .collect()
}

#[test]
fn a_small_disk_takes_no_entry_with_it() {
    let (mut acknowledged, mut kept) = (0, 0);
    for round in 0..2 * rounds() {
        let home = Home::new();
        let size = format!("size={}k", 500 + scatter(round) % 300);
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(home.path());
        if !mount.output().is_ok_and(|output| output.status.success()) {
            return pass_over("A6", "root, to mount a small disk");
        }
        let _away = Unmounted(home.path().to_owned());
        let (mut done, mut refused) = (BTreeSet::new(), 0);
        for number in 0..2000 {
            let length = usize::try_from(scatter(round * 7919 + number) % 1500).expect("small");
            let note = format!("{number}-{}", "x".repeat(length));
            let seen = home.types(&format!("log 5 --note {note}"));
            match seen.code {
                Some(0) => drop(done.insert(note)),
                Some(1) => {
                    assert!(!seen.stderr.is_empty(), "{seen:?}");
                    refused += 1;
                }
                _ => panic!("{seen:?}"),
            }
            if refused == 5 {
                break;
            }
        }
        assert_eq!(refused, 5, "the disk was never full");
        home.works("history --json");
        let notes = home.ask("SELECT note FROM rating WHERE note IS NOT NULL");
        let found: BTreeSet<String> = notes.into_iter().collect();
        assert_eq!(found.difference(&done).count(), 0, "refused, and stored");
        acknowledged += done.len();
        kept += done.intersection(&found).count();
        // Elsewhere there is room.
        let elsewhere = Home::new();
        let out = elsewhere.path().join("all.jsonl");
        home.works(&format!("export --private --out {}", out.display()));
        home.works("check");
    }
    prove("A6", acknowledged, kept);
}

/// A disk that is taken away again, also when a test fails.
struct Unmounted(PathBuf);

impl Drop for Unmounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_reader_that_leaves_breaks_nothing() {
    let start = Home::after(&["assign piriformis-dgs --side left", "log 4 --note first"]);
    for number in 0..40 {
        start.works(&format!("log {} --on 2026-10-{:02}", number % 11, 1 + number % 28));
    }
    let lines = [
        ("history", None),
        ("history --json", None),
        ("today", None),
        ("help log", None),
        ("stats", None),
        ("export", None),
        ("log 5 --note left", Some("SELECT count(*) FROM rating WHERE note = 'left'")),
        ("done glute-squeeze --note left", Some("SELECT count(*) FROM session")),
    ];
    let (mut tries, mut right) = (0, 0);
    for round in 0..4 * rounds() {
        for (line, written) in lines {
            for reads in [0, 10, usize::MAX] {
                let home = start.copied();
                let mut command = home.line(line);
                let full =
                    || fs::File::options().write(true).open("/dev/full").expect("it is there");
                if reads == usize::MAX {
                    command.stdout(full());
                }
                let mut child = command.spawn().expect("it starts");
                if let Some(mut stdout) = child.stdout.take() {
                    // What is left of it is closed at the end of the block.
                    let mut some = vec![0; reads.min(10)];
                    let _ = stdout.read_exact(&mut some);
                }
                let seen = Seen::from(child.wait_with_output().expect("it ends"));
                let is_there = written.is_none_or(|question| home.number(question) == 1);
                let is_right = seen.code.is_some() && !seen.stderr.contains("panicked") && is_there;
                if !is_right {
                    aloud(&format!("{line}, {reads} read, round {round}: {seen:?}"));
                }
                tries += 1;
                right += usize::from(is_right);
            }
        }
    }
    prove("A9", tries, right);
}

#[test]
fn a_signal_leaves_a_command_whole_or_undone() {
    use rustix::process::{Pid, Signal, kill_process};
    let home = Home::after(&["log 4"]);
    let (mut tries, mut right, mut cut_off) = (0, 0, 0);
    for round in 0..60 * rounds() {
        let signal =
            [Signal::INT, Signal::TERM, Signal::HUP][usize::try_from(round % 3).expect("small")];
        let note = format!("n{round}");
        let child = home.line(&format!("log 5 --note {note}")).spawn().expect("it starts");
        std::thread::sleep(Duration::from_micros(scatter(round) % 24_000));
        let _ = kill_process(Pid::from_child(&child), signal);
        let seen = Seen::from(child.wait_with_output().expect("it ends"));
        let question = format!("SELECT count(*) FROM rating WHERE note = '{note}'");
        // The next command takes back what was not finished.
        home.works("history");
        let count = home.number(&question);
        cut_off += usize::from(!seen.is_done());
        tries += 1;
        right += usize::from(count == 1 || count == 0 && !seen.stdout.starts_with("Logged"));
    }
    home.proves_sound();
    assert!(cut_off > 0, "none came in time");
    prove("A10a", tries, right);
}

#[test]
fn a_journey_moves_no_entry() {
    // Apia had no 30 December 2011; the others are on both sides of the line and of everything.
    let zones = [
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Pacific/Chatham",
        "Pacific/Auckland",
        "Australia/Lord_Howe",
        "Australia/Adelaide",
        "Asia/Tokyo",
        "Asia/Kathmandu",
        "Asia/Kolkata",
        "Asia/Tehran",
        "Asia/Kabul",
        "Europe/Moscow",
        "Europe/Berlin",
        "Europe/London",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Atlantic/Azores",
        "America/St_Johns",
        "America/New_York",
        "America/Caracas",
        "America/Denver",
        "America/Anchorage",
        "Pacific/Honolulu",
    ];
    if !Path::new("/usr/share/zoneinfo/Pacific/Apia").exists() {
        return pass_over("B2", "the system's list of time zones");
    }
    let home = Home::new();
    let begin: chrono::DateTime<chrono::Utc> = "2011-12-29T03:00:00Z".parse().expect("a moment");
    let mut expected = Vec::new();
    for (number, zone) in zones.iter().enumerate() {
        let moment = begin + chrono::Duration::hours(2 * i64::try_from(number).expect("small"));
        let typed = |line: &str, zone: &str| {
            let mut command = home.line(line);
            command.env("SUPPLE_NOW", moment.to_rfc3339()).env("TZ", zone);
            let seen = ended(command);
            assert!(seen.is_done(), "{zone}: {seen:?}");
            seen
        };
        typed(&format!("log 5 --note {zone}"), zone);
        let row = home.ask("SELECT day || ' ' || at FROM rating ORDER BY id DESC LIMIT 1");
        expected.push(row[0].clone());
        // Whoever looks from elsewhere sees the same day.
        typed("history", "UTC");
    }
    let found = home.ask("SELECT day || ' ' || at FROM rating ORDER BY id");
    let shown: serde_json::Value =
        serde_json::from_str(&home.works("history --from 2011-01-01 --json").stdout).expect("JSON");
    let shown = shown.as_array().expect("a list");
    let is_kept = |(row, zone): (&String, &&str)| {
        let (day, at) = row.split_once(' ').expect("a day and a moment");
        let entry = shown.iter().find(|entry| entry["note"] == **zone);
        // The day is the one that the person's own clock had at that moment.
        let hour_ends_day = chrono::Duration::hours(4);
        let local = chrono::DateTime::parse_from_rfc3339(at).expect("a moment");
        let own_day = (local.naive_local() - hour_ends_day).date().to_string();
        entry.is_some_and(|entry| entry["day"] == day) && own_day == day
    };
    assert_eq!(found, expected);
    prove("B2", zones.len(), expected.iter().zip(&zones).filter(|pair| is_kept(*pair)).count());
}

/// What would steer a terminal, each in the middle of a word.
const STEERS: [&str; 12] = [
    "a\u{1b}[2Jb",
    "a\u{1b}]0;title\u{7}b",
    "a\u{1b}]52;c;Zm9v\u{7}b",
    "a\u{1b}]8;;http://example.org\u{1b}\\b",
    "a\u{9b}31mb",
    "a\u{90}q\u{9c}b",
    "a\u{7}\u{8}b",
    "a\u{7f}b",
    "a\rb",
    "a\u{1b}c",
    "a\u{202e}b\u{202c}",
    "a\u{2066}b\u{200b}\u{feff}",
];

/// Whether an answer has something that a terminal obeys: it was not made for one.
fn steers(text: &str) -> bool {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = |c| matches!(c, '\u{200b}' | '\u{feff}') || turns(c);
    text.chars().any(|c| c.is_control() && c != '\n' || hides(c))
}

#[test]
fn text_steers_no_terminal() {
    let home = Home::after(&["assign piriformis-dgs --side left", "log 4"]);
    let lines = [
        "history",
        "today",
        "stats",
        "plan",
        "goal",
        "visit",
        "report",
        "history --json",
        "help",
        "patterns",
        "week",
        "check",
        "undo",
        "redo",
    ];
    let (mut tries, mut right) = (0, 0);
    for text in STEERS {
        let typed = |words: &[&str]| Seen::from(home.command(words).output().expect("it runs"));
        let mut seen = vec![
            typed(&["log", "5", "--note", text]),
            typed(&["log", text]),
            typed(&["goal", "add", text]),
            typed(&["visit", "2026-12-01", "--with", text, "--ask", text]),
            typed(&["log", "5", "--tag", text]),
            typed(&["done", text]),
            typed(&["library", "show", text]),
            typed(&["chart", "--out", text]),
            typed(&["history", "--text", text]),
            typed(&[text]),
        ];
        seen.extend(lines.map(|line| home.types(line)));
        tries += seen.len();
        let wrong = seen.iter().filter(|seen| steers(&seen.stdout) || steers(&seen.stderr));
        let wrong: Vec<&Seen> = wrong.collect();
        wrong.iter().for_each(|seen| aloud(&format!("{text:?}: {seen:?}")));
        right += seen.len() - wrong.len();
    }
    prove("C1", tries, right);
}

#[test]
fn words_that_are_sql_are_words() {
    let words = [
        "'; DROP TABLE rating; --",
        "' OR '1'='1",
        "1); DELETE FROM rating; --",
        "\" OR \"\"=\"",
        "x' UNION SELECT * FROM journal --",
        "%",
        "_",
        "*",
        "NULL",
        "\\'",
        "a''b",
        "$1 ?1 :a @b",
    ];
    let (mut tries, mut right) = (0, 0);
    for word in words {
        let home = Home::after(&["log 4 --note other"]);
        let typed = |words: &[&str]| Seen::from(home.command(words).output().expect("it runs"));
        let logged = typed(&["log", "5", "--note", word]);
        let goal = typed(&["goal", "add", word]);
        for line in [["log", "5", "--tag", word], ["log", "5", "--own-site", word]] {
            // Not every text is a tag or a place; it says so.
            typed(&line);
        }
        let found = typed(&["history", "--text", word, "--json"]);
        let edited = typed(&["edit", "2", "--note", word]);
        home.proves_sound();
        let kept = home.ask("SELECT note FROM rating WHERE id IN (1, 2) ORDER BY id");
        let goals = home.ask("SELECT activity FROM goal");
        let entries: serde_json::Value = serde_json::from_str(&found.stdout).unwrap_or_default();
        let is_found = entries.as_array().is_some_and(|entries| {
            entries.iter().any(|entry| entry["note"] == word)
                && entries.iter().all(|entry| entry["note"] != "other")
        });
        for is_right in [
            logged.is_done() && kept == ["other", word],
            goal.is_done() && goals == [word],
            is_found,
            edited.code.is_some() && !edited.stderr.contains("SQL"),
        ] {
            tries += 1;
            right += usize::from(is_right);
        }
        if !is_found {
            aloud(&format!("{word}: {found:?}"));
        }
    }
    prove("C8", tries, right);
}

/// Verbs that make a file, with its name last.
const MAKES: [&str; 8] = [
    "chart --out",
    "report --out",
    "handout --out",
    "export --out",
    "export --format ics --out",
    "exercises glute-squeeze --out",
    "library sheet --out",
    "backup",
];

#[test]
fn a_link_in_the_place_of_a_page_is_not_written_through() {
    let home = Home::after(&["assign piriformis-dgs --side left", "log 4", "log 5"]);
    let (victim, place) = (home.path().join("victim"), home.path().join("page.png"));
    let (mut tries, mut right) = (0, 0);
    let mut try_with = |line: &str, more: &str| {
        fs::write(&victim, "mine").expect("it is written");
        let _ = fs::remove_file(&place);
        symlink(&victim, &place).expect("a link");
        home.types(&format!("{line} page.png{more}"));
        tries += 1;
        right += usize::from(fs::read_to_string(&victim).is_ok_and(|text| text == "mine"));
    };
    for line in MAKES {
        try_with(line, "");
        try_with(line, " --replace");
    }
    // While somebody swaps a file and a link to another one.
    let is_over = AtomicBool::new(false);
    let _ = fs::remove_file(&place);
    std::thread::scope(|scope| {
        let (victim, place, is_over) = (&victim, &place, &is_over);
        scope.spawn(move || {
            let aside = place.with_extension("aside");
            while !is_over.load(Ordering::Relaxed) {
                let _ = symlink(victim, &aside).and_then(|()| fs::rename(&aside, place));
                let _ = fs::write(&aside, "").and_then(|()| fs::rename(&aside, place));
            }
        });
        for _ in 0..20 * rounds() {
            home.types("export --out page.png --replace");
            tries += 1;
            right += usize::from(fs::read_to_string(victim).is_ok_and(|text| text == "mine"));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    prove("C11", tries, right);
}

#[test]
fn nobody_else_reads_what_is_made() {
    let (mut tries, mut right) = (0, 0);
    for umask in ["000", "022", "077"] {
        let home = Home::new();
        fs::write(home.path().join("none.json"), super::home::NONE_OF_IT).expect("written");
        let before: BTreeSet<PathBuf> = everything_below(home.path()).into_iter().collect();
        let more = [
            "screen --answers none.json",
            "assign piriformis-dgs --side left",
            "log 4 --note x",
            "config --init",
            "export --format csv --out tables",
            "export --private --out all.jsonl",
            "manual --dir manual",
        ];
        let makes = MAKES.iter().enumerate().map(|(number, line)| format!("{line} {number}.png"));
        for line in more.iter().map(|line| (*line).to_owned()).chain(makes) {
            let program = home.line(&line);
            let mut command = Command::new("/bin/sh");
            command.args(["-c", "umask \"$0\"; exec \"$@\"", umask]);
            command.arg(program.get_program()).args(program.get_args());
            command.env_clear().current_dir(home.path()).stdin(Stdio::null());
            command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
            command.env("SUPPLE_DB", home.path().join("new/diary.db"));
            let output = command.output().expect("it runs");
            assert!(output.status.code().is_some_and(|code| code < 2), "{line}: {output:?}");
        }
        for path in everything_below(home.path()) {
            // The manual is for everybody.
            if before.contains(&path) || path.starts_with(home.path().join("manual")) {
                continue;
            }
            let mode = fs::metadata(&path).expect("it is there").permissions().mode();
            if mode & 0o077 != 0 {
                aloud(&format!("umask {umask}: {} has {mode:o}", path.display()));
            }
            tries += 1;
            right += usize::from(mode & 0o077 == 0);
        }
    }
    assert!(tries > 30, "only {tries} files were made");
    prove("C12", tries, right);
}

#[test]
fn a_note_stands_nowhere_else() {
    let home = Home::after(&["log 4"]);
    let secret = "quetzalcoatlus";
    home.works(&format!("log 5 --private --note {secret}"));
    for line in ["history", "today", "stats", "undo", "redo", "check", "edit 2 --note other"] {
        home.works(line);
    }
    for line in MAKES {
        home.types(&format!("{line} {}.out", line.replace(' ', "-")));
    }
    home.types("log nonsense");
    home.works("backup mine.db");
    // Killed in the middle of everything that makes something.
    for round in 0..8 * rounds() {
        let line = MAKES[usize::try_from(round % 7).expect("small")];
        let mut child = home.line(&format!("{line} cut{round}")).spawn().expect("it starts");
        std::thread::sleep(Duration::from_micros(scatter(round) % 60_000));
        child.kill().expect("it is killed, or has ended");
        child.wait().expect("it ended");
    }
    let is_meant = |path: &Path| {
        let name = path.to_string_lossy();
        name.contains("diary.db") || name.ends_with("mine.db") || name.ends_with("backup.out")
    };
    let files = everything_below(home.path());
    let files: Vec<&PathBuf> =
        files.iter().filter(|path| path.is_file() && !is_meant(path)).collect();
    let has_it = |path: &&&PathBuf| {
        let bytes = fs::read(path).expect("it reads");
        bytes.windows(secret.len()).any(|part| part == secret.as_bytes())
    };
    let found: Vec<_> = files.iter().filter(has_it).collect();
    found.iter().for_each(|path| aloud(&format!("it stands in {}", path.display())));
    prove("C13", files.len(), files.len() - found.len());
}

#[test]
fn no_other_program_is_started() {
    let home = Home::after(&["assign piriformis-dgs --side left", "log 4", "log 5"]);
    let started = home.path().join("started");
    let script = home.path().join("bin");
    fs::create_dir(&script).expect("a folder");
    let text = format!("#!/bin/sh\necho \"$0\" >> '{}'\n", started.display());
    let names = ["vi", "less", "more", "sh", "xdg-open", "open", "age", "lp", "git", "editor"];
    for name in names {
        let path = script.join(name);
        fs::write(&path, &text).expect("it is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    let lines = [
        "history",
        "report --out r.pdf",
        "handout --out h.html",
        "chart --out c.png",
        "help log",
        "manual",
        "config",
        "library",
        "export",
        "backup b.db",
        "session",
        "remind",
        "screen",
        "edit 1",
        "completions bash",
        "log",
    ];
    let mut right = 0;
    for line in lines {
        let mut command = home.line(line);
        command.env("PATH", &script).env("BROWSER", script.join("open"));
        for name in ["EDITOR", "VISUAL", "PAGER", "SHELL", "MANPAGER"] {
            command.env(name, format!("{} -c 'sh'", script.join("sh").display()));
        }
        ended(command);
        right += usize::from(!started.exists());
    }
    // The trap itself works.
    assert!(Command::new(script.join("sh")).status().is_ok_and(|status| status.success()));
    assert!(started.exists() && fs::metadata(&started).expect("it").size() > 0);
    prove("C18", lines.len(), right);
}
