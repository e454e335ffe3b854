//! Each verb opens the diary once, and a verb that reads follows the plan once, whatever its
//! options: counted, because neither shows on the screen.

mod commands;

use std::ffi::OsString;
use std::path::Path;

use chrono::DateTime;
use clap::{CommandFactory, Parser};

use super::Arguments;
use super::command::Verb;
use super::context::Context;
use super::failure::Failure;
use crate::counting;
use crate::domain::diary::day;
use crate::domain::diary::settings::Settings;

/// A world with nothing but a diary in a folder, at a moment.
fn context(folder: &Path, now: &str) -> Context {
    let now = DateTime::parse_from_rfc3339(now).expect(now);
    let settings = Settings::default();
    Context {
        now,
        today: day::day_of(now.naive_local(), settings.day_ends_at),
        diary: Some(folder.join("diary.db")),
        exercises: None,
        config: None,
        manual: None,
        settings,
        width: 80,
        interactive: false,
        terminal: false,
        draws: false,
        symbols: true,
        plain: false,
        colour: false,
        command_line: String::new(),
    }
}

/// Runs a command line; how often the diary was opened, and the plan followed.
fn run(line: &str, context: &Context) -> (usize, usize) {
    let words = line.split(' ').map(|word| word.replace('_', " "));
    let arguments =
        Arguments::try_parse_from(std::iter::once("supple".to_owned()).chain(words)).expect(line);
    let verb = arguments.verb.expect("a verb");
    let (answer, opened, followed) =
        counting::during(|| verb.run(Arguments::command, context).map_err(told));
    answer.unwrap_or_else(|failure| panic!("{line}: {failure}"));
    (opened, followed)
}

/// A failure, with what it says to type next.
fn told(failure: Failure) -> String {
    failure.to_string()
}

/// No to every safety question.
const NONE_OF_IT: &str = r#"{
    "pelvis": "none", "legs": "none", "bones": "none", "fever": "none", "circulation": "none",
    "sudden": "none", "blood": "none", "illness": "none", "first": "none", "body": "none"
}"#;

/// A diary of three weeks with a plan.
fn three_weeks(folder: &Path) -> Context {
    let first = context(folder, "2026-11-01T20:00:00+00:00");
    let answers = folder.join("answers.json");
    std::fs::write(&answers, NONE_OF_IT).expect("it is written");
    let answer = format!("screen --answers {}", answers.display().to_string().replace(' ', "_"));
    run(&answer, &first);
    run("assign piriformis-dgs --side left", &first);
    for number in 1..=21 {
        let morning = context(folder, &format!("2026-11-{number:02}T08:00:00+00:00"));
        run("log 4 --morning", &morning);
        let evening = context(folder, &format!("2026-11-{number:02}T20:00:00+00:00"));
        run("log 4 --site buttock:left --tag sitting", &evening);
        run("done --all --pain 1 --effort 4", &evening);
        if number % 7 == 0 {
            run(&answer, &evening);
        }
    }
    context(folder, "2026-11-22T20:00:00+00:00")
}

#[test]
fn logging_opens_the_diary_once_whatever_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let context = three_weeks(folder.path());
    // The first change of a day follows the plan, for what is kept of it.
    assert!(matches!(run("log 4", &context), (1, 1..)));
    for line in [
        "log 4",
        "log 4 --morning",
        "log 4 --site buttock --site other-place --own-site other-place",
        "log 5 --tag sittin --eased heet --feels akin",
        "log same 4",
        "log 4 --took ibuprofen:400mg",
        "log 4 --took ibuprofen:200 --note numb_between_the_legs --slept 6h30 --sat 35 --private",
        "log 6 --worst 8 --least 2 --on yesterday --at 21:30 --cycle-day 3",
    ] {
        let line = line.replace(" --site other-place", "");
        assert_eq!(run(&line, &context), (1, 0), "{line}");
    }
}

#[test]
fn a_verb_that_reads_opens_the_diary_once_and_follows_the_plan_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let context = three_weeks(folder.path());
    let out = |ending: &str| folder.path().join(ending).display().to_string().replace(' ', "_");
    for (line, follows) in [
        ("today".to_owned(), 1),
        ("today --json".to_owned(), 1),
        ("today --on tomorrow".to_owned(), 1),
        ("today --on yesterday".to_owned(), 1),
        ("week".to_owned(), 1),
        ("week --json".to_owned(), 1),
        ("week --on 2026-11-30".to_owned(), 1),
        ("plan".to_owned(), 1),
        ("plan --json".to_owned(), 1),
        ("plan --why glute-squeeze".to_owned(), 1),
        ("session".to_owned(), 1),
        ("remind".to_owned(), 1),
        ("stats".to_owned(), 1),
        ("stats --json".to_owned(), 1),
        (format!("chart --out {}", out("a.svg")), 1),
        (format!("chart --json --out {}", out("b.svg")), 1),
        (format!("chart --kind calendar --out {}", out("c.svg")), 0),
        ("report --text".to_owned(), 1),
        ("report --text --json".to_owned(), 1),
        (format!("report --out {}", out("d.svg")), 1),
        (format!("report --json --out {}", out("e.svg")), 1),
        (format!("handout --out {}", out("f.svg")), 1),
        (format!("handout --week --json --out {}", out("g.svg")), 1),
        ("history".to_owned(), 0),
        ("patterns".to_owned(), 0),
        ("goal".to_owned(), 0),
        ("visit".to_owned(), 0),
        ("screen --json".to_owned(), 0),
    ] {
        assert_eq!(run(&line, &context), (1, follows), "{line}");
    }
}

#[test]
fn words_are_read_the_same_whether_or_not_each_verb_has_the_options_of_all() {
    for line in [
        "",
        "--json",
        "today",
        "log 4 --tag sitting",
        "plan set bridge --reps 10",
        "week --on monday",
    ] {
        let typed: Vec<_> =
            ["supple"].into_iter().chain(line.split_whitespace()).map(OsString::from).collect();
        let [alone, shared] = [false, true].map(|with_shared| {
            let (read, _) = super::read_words(&typed, with_shared);
            format!("{:?}", read.expect(line))
        });
        assert_eq!(alone, shared, "{line}");
    }
    for line in
        ["today --plain", "--plain today", "plan --plain set bridge --reps 10", "today --help"]
    {
        let typed: Vec<_> =
            ["supple"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
        let (read, _) = super::read_words(&typed, true);
        match read {
            Ok(read) => assert!(read.plain, "{line}"),
            Err(help) => assert!(help.to_string().contains("--plain"), "{help}"),
        }
    }
}

#[test]
fn a_verb_is_read_alone_as_among_all_of_them() {
    let mut lines: Vec<String> =
        Arguments::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    assert!(lines.len() > 30, "{lines:?}");
    lines.extend(
        [
            "log 4 --tag sitting --tag stairs --site buttock:left --note stiff",
            "log same --json",
            "log 44",
            "log 4 --tagg sitting",
            "log --json 4",
            "log 4 -- 5",
            "Log 4",
            "lo 4",
            "plan set bridge --reps 10",
            "plan help",
            "plan sett bridge",
            "done --all --pain 1 --effort 4",
            "done all",
            "remove 12",
            "history --site buttock --json",
            "chart --kind calendar --out a.png",
            "library new exercise",
            "library help",
            "goal rate 1 7",
            "today --version",
            "help",
        ]
        .map(str::to_owned),
    );
    let mut read_alone = 0;
    for line in lines {
        let typed: Vec<OsString> =
            ["supple"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
        let alone = Verb::read(&typed[1..]).map(|verb| format!("{verb:?}"));
        let (among, _) = super::read_words(&typed, true);
        let among = among.ok().and_then(|read| read.verb).map(|verb| format!("{verb:?}"));
        assert_eq!(alone, among, "{line}");
        read_alone += usize::from(alone.is_some());
    }
    assert!(read_alone > 25, "{read_alone}");
}

#[test]
fn arguments_and_answers_that_the_fuzzer_kept_are_read_or_refused() {
    let read = |name: &str, parser: fn(&[u8])| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
        let files = std::fs::read_dir(folder).expect("it is there");
        let kept: Vec<Vec<u8>> = files
            .map(|file| std::fs::read(file.expect("an entry").path()).expect("it reads"))
            .collect();
        assert!(!kept.is_empty(), "{name} has none");
        kept.iter().for_each(|bytes| parser(bytes));
    };
    read("arguments", super::fuzzing::arguments);
    read("answers", super::fuzzing::answers);
}
