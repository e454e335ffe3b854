//! Every example of the README, of the book and of the help texts works as it is written.
//!
//! They are typed into a real shell one after the other, so that comments, quotes and redirections
//! mean what they mean to a reader who copies them.

use std::fs;
use std::sync::OnceLock;

use crate::world::{Output, PROGRAM, World};

/// What has to be so before an example can work: the beginning of the example, and what is typed
/// before it.
const BEFORE: [(&str, &str); 9] = [
    ("supple words rename siting", "supple log 3 --tag siting"),
    ("supple chart --kind sites", "supple log 2 --site buttock:left"),
    ("supple assign first-steps", "supple assign piriformis-dgs --end"),
    ("supple log 4  ", "supple undo && supple undo"),
    ("supple screen --checked trauma", "supple screen --answers trauma.json"),
    ("supple plan  ", "supple undo"),
    ("supple plan set clamshell --reps", "supple plan --why clamshell || supple plan back"),
    ("supple library remove bridge", "supple library add bridge.toml --replace"),
    ("supple redo", "supple undo"),
];

/// Examples that cannot do their work here, with the code they end with and why.
const OTHERWISE: [(&str, i32, &str); 11] = [
    (
        "supple backup --seal",
        1,
        "the passphrase is asked for in a terminal, and tests/cli/prompt.rs gives it",
    ),
    ("supple remind", 3, "something is due, and its exit code says so"),
    ("supple merge --take 1", 2, "nothing is set aside here, and tests/cli/merge.rs decides there"),
    ("supple merge --keep 1", 2, "the same"),
    ("supple restore kept.db", 1, "nobody is there to say yes, and tests/cli/keeping.rs does"),
    ("supple erase 12", 1, "nobody is there to say yes, and tests/cli/erase.rs does"),
    ("supple erase --all", 1, "the same"),
    ("supple remind 2>/dev/null", 3, "something is due, and its exit code says so"),
    (
        "supple log",
        2,
        "the score is asked for in a terminal, and tests/cli/logging.rs answers there",
    ),
    (
        "supple screen",
        2,
        "the questions are asked in a terminal, and tests/cli/screen.rs answers them there",
    ),
    ("supple screen --inflammatory", 2, "the same"),
];

/// A world in which somebody has kept a diary for a few weeks, with the files that the examples
/// name.
fn lived_in() -> World {
    static DIARY: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&DIARY, a_good_month);
    let bin = world.home().join("bin");
    fs::create_dir(&bin).expect("a folder");
    std::os::unix::fs::symlink(PROGRAM, bin.join("supple")).expect("a link");
    let path = std::env::var("PATH").unwrap_or_default();
    world.set("PATH", format!("{}:{path}", bin.display()));
    for folder in [".local/share/bash-completion/completions", ".config/fish/completions"] {
        fs::create_dir_all(world.home().join(folder)).expect("a folder");
    }
    let bridge = include_str!("../../exercises/library/bridge.toml");
    fs::write(world.desk().join("bridge.toml"), bridge).expect("a file");
    fs::copy(world.diary(), world.desk().join("laptop.db")).expect("a copy");
    for name in ["pain.csv", "newer.csv"] {
        fs::write(world.desk().join(name), "date,intensity\n2026-01-02,37\n").expect("a file");
    }
    fs::write(world.desk().join("trauma.json"), r#"{"trauma": "yes"}"#).expect("a file");
    fs::write(world.desk().join("answers.json"), r#"{"week": "none"}"#).expect("a file");
    world
}

/// Five weeks of a diary that goes well: in the second phase of the plan, with everything met for
/// the next one.
fn a_good_month() -> World {
    let mut world = World::new();
    for day in 0..37 {
        let first =
            chrono::DateTime::parse_from_rfc3339("2026-10-16T08:00:00+02:00").expect("a moment");
        let morning = first + chrono::Duration::days(day);
        world.clock(&morning.to_rfc3339());
        if day == 0 {
            world.quietly("supple assign piriformis-dgs --side left");
            // The examples put entry 12 right, which is a score.
            for _ in 0..12 {
                world.quietly("supple log 2");
            }
        }
        // A period began on the sixth day.
        let period = if day == 5 { " --period-started" } else { "" };
        world.quietly(&format!("supple log 2 --morning{period}"));
        if day == 11 {
            world.quietly("supple plan advance --passed sit-20-min --passed no-new-numbness");
        }
        if day == 20 {
            let early = world.run(&["plan", "advance", "--passed", "clamshell-15"]);
            assert!(early.stderr.contains("is kept"), "{early:?}");
        }
        // These two stay as they are, so that the examples find them, and no harder one.
        for exercise in ["clamshell", "bridge"].into_iter().filter(|_| day > 10) {
            world.run(&["done", exercise, "--pain", "4"]);
        }
        world.quietly("supple done --all --pain 1");
        world.quietly("supple done --all --pain 1");
    }
    world
}

/// Types a line into a shell.
fn type_into_shell(world: &mut World, line: &str) -> Output {
    let mut shell = world.program("sh");
    shell.args(["-c", line]);
    world.finish(shell)
}

/// Types an example with what has to be before it; what is wrong where it does not keep its word.
fn try_example(world: &mut World, line: &str) -> Option<String> {
    for (_, before) in BEFORE.iter().filter(|(example, _)| line.starts_with(example)) {
        type_into_shell(world, before);
    }
    let typed = line.split('#').next().unwrap_or_default().trim();
    let code =
        OTHERWISE.iter().find(|(example, ..)| *example == typed).map_or(0, |(_, code, _)| *code);
    let output = type_into_shell(world, line);
    (output.code != code)
        .then(|| format!("{line}\n=> {}\n{}{}\n", output.code, output.stdout, output.stderr))
}

/// The lines of a page between ```sh and ```.
fn examples(page: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for block in page.split("```sh\n").skip(1) {
        let block = block.split("\n```").next().unwrap_or_default().lines();
        lines.extend(block.filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    lines
}

/// The examples of the README and of each chapter of the book, with the page's name.
fn pages() -> Vec<(String, Vec<String>)> {
    let read = |path: String| {
        let page = fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")));
        let examples = examples(&page.expect("a page"));
        (path, examples)
    };
    let chapters = crate::book::chapters().into_iter().map(|chapter| format!("docs/{chapter}"));
    ["README.md".to_owned()].into_iter().chain(chapters).map(read).collect()
}

/// Types the examples of a page, in its order; what is wrong with them.
fn try_page(page: &str, examples: &[String]) -> String {
    let check = include_str!("../../.ci/run");
    let mut wrong = String::new();
    let mut world = lived_in();
    for line in examples {
        let typed = if let Some(arguments) = line.strip_prefix("cargo run --release -- ") {
            format!("supple {arguments}")
        } else if line.starts_with("cargo ") {
            let step = format!("step {line}");
            assert!(check.lines().any(|other| other == step), "{line} is not what .ci/run does");
            continue;
        } else if let Some(command) = line.strip_prefix("PROMPT_COMMAND='") {
            command.trim_end_matches('\'').to_owned()
        } else {
            assert!(line.starts_with("supple"), "{page}: {line} is not known here");
            line.clone()
        };
        let said = try_example(&mut world, &typed);
        wrong.extend(said.map(|said| format!("{page}: {said}")));
    }
    wrong
}

#[test]
fn every_example_of_the_readme_and_the_book_works() {
    let pages = pages();
    assert!(pages.iter().map(|(_, examples)| examples.len()).sum::<usize>() > 100);
    // Each page by itself, and all at once: nobody reads them in one go.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let pages = pages.iter().map(|(page, examples)| scope.spawn(|| try_page(page, examples)));
        let pages: Vec<_> = pages.collect();
        pages.into_iter().map(|page| page.join().expect("a page that was tried")).collect()
    });
    assert_eq!(wrong.concat(), "");
}

#[test]
fn every_example_of_the_help_works() {
    let mut world = lived_in();
    let help = world.quietly("supple --help").stdout;
    let (mut tried, mut wrong) = (0, String::new());
    for verb in crate::help::verbs(&help) {
        // Wide enough that no example is broken.
        world.set("COLUMNS", "1000");
        let help = world.quietly(&format!("supple {verb} --help")).stdout;
        let examples = help.split("Examples:\n").skip(1).flat_map(str::lines);
        for example in examples.map_while(|line| line.strip_prefix("  ")) {
            wrong.extend(try_example(&mut world, example));
            tried += 1;
        }
    }
    assert_eq!(wrong, "");
    assert!(tried > 15, "{tried}");
}

#[test]
fn what_is_listed_here_is_still_an_example() {
    let examples: Vec<String> = pages().into_iter().flat_map(|(_, examples)| examples).collect();
    for example in BEFORE
        .iter()
        .map(|(example, _)| example)
        .chain(OTHERWISE.iter().map(|(example, ..)| example))
    {
        let helped = example.starts_with("supple library remove");
        assert!(helped || examples.iter().any(|line| line.contains(example)), "{example}");
    }
}
