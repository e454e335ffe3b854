//! What leaves the program: widths, colour, pipes that close and disks that are full.

#[cfg(unix)]
use std::io::Read;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::world::{World, words};

/// Every verb that only reads.
const READING: [&str; 12] = [
    "supple today",
    "supple today --on tomorrow",
    "supple today --json",
    "supple history",
    "supple history --json",
    "supple conditions",
    "supple conditions piriformis-dgs",
    "supple conditions --json",
    "supple exercises",
    "supple exercises bridge",
    "supple exercises bridge --json",
    "supple --help",
];

/// A line for every verb, that works in [`with_a_diary`] when they are typed in this order.
const EVERY_VERB: [&str; 20] = [
    "supple",
    "supple --help",
    "supple log --help",
    "supple log 4 --worst 6 --site buttock --side left --tag sitting --note 'on a hard chair again'",
    "supple log 4 --site arm",
    "supple log 4 --on 11/12",
    "supple today",
    "supple done glute-squeeze --pain 7",
    "supple done clamshell",
    "supple skip walking --why 'a very long reason that has to be wrapped somewhere'",
    "supple today",
    "supple edit 1 --score 5",
    "supple edit 99 --score 5",
    "supple undo",
    "supple redo",
    "supple history",
    "supple conditions",
    "supple conditions piriformis-dgs",
    "supple exercises",
    "supple exercises sciatic-slider-supine",
];

/// A world with a plan and a few entries.
fn with_a_diary() -> World {
    let mut world = World::assigned();
    world.quietly(
        "supple log 6 --worst 8 --on yesterday --at 21:30 --site buttock --side left --tag sitting --note 'long drive'",
    );
    world.quietly("supple done glute-squeeze --pain 1 --reps 8");
    world.quietly("supple log 4");
    world.forget();
    world
}

/// Columns a line takes, as far as these tests need it: every character that is not a joined mark
/// is one.
fn columns(line: &str) -> usize {
    line.chars().count()
}

/// Lines longer than `width` that have a place where they could have been broken.
fn too_long(text: &str, width: usize) -> Vec<String> {
    let breakable = |line: &&str| {
        // The parser's own usage lines are left to the terminal.
        if line.starts_with("Usage: ") {
            return false;
        }
        let longest = line.split_whitespace().map(columns).max().unwrap_or(0);
        let indent = columns(line) - columns(line.trim_start());
        columns(line) > width && longest + indent < columns(line)
    };
    text.lines().filter(breakable).map(str::to_owned).collect()
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [24, 40, 60, 79, 200] {
        let mut world = with_a_diary();
        world.set("COLUMNS", width.to_string());
        for line in EVERY_VERB {
            let output = world.run(&words(line)[1..]);
            for stream in [&output.stdout, &output.stderr] {
                assert_eq!(too_long(stream, width), [""; 0], "{line} in {width} columns");
                let trailing: Vec<&str> =
                    stream.lines().filter(|line| line.ends_with(' ')).collect();
                assert_eq!(trailing, [""; 0], "{line} in {width} columns: blanks at the end");
            }
        }
    }
}

#[test]
fn prose_stays_readable_on_a_very_wide_terminal() {
    let mut world = with_a_diary();
    world.set("COLUMNS", "200");
    for line in EVERY_VERB {
        let output = world.run(&words(line)[1..]);
        for line in output.stdout.lines().chain(output.stderr.lines()) {
            assert!(columns(line) <= 100, "{line}");
        }
    }
}

#[test]
fn what_can_be_copied_is_never_broken() {
    for width in [24, 40, 60, 80] {
        let mut world = World::new();
        world.set("COLUMNS", width.to_string());
        let diary = world.diary().display().to_string();
        let output = world.run(&["log", "4"]);
        assert!(output.stderr.contains(&diary), "the path in {width} columns: {}", output.stderr);
        assert!(
            output.stderr.contains("supple begin"),
            "the command in {width} columns: {}",
            output.stderr
        );
        world.quietly("supple assign piriformis-dgs");
        let today = world.run(&["today"]);
        for id in ["figure-four-supine", "sciatic-slider-supine", "glute-squeeze"] {
            assert!(today.stdout.contains(id), "{id} in {width} columns: {}", today.stdout);
        }
        assert!(today.stderr.contains("figure-four-supine"), "{}", today.stderr);
        let refused = world.run(&["log", "4", "--on", "some day"]);
        assert!(refused.stderr.contains("2026-11-20"), "{}", refused.stderr);
    }
}

#[test]
fn a_narrow_terminal_reads_well() {
    let mut world = with_a_diary();
    world.set("COLUMNS", "40");
    world.remark("40 columns");
    world.types_all(&[
        "supple today",
        "supple history",
        "supple done clamshell --pain 6",
        "supple log 11",
    ]);
    world.types_all(&["supple conditions ischial-bursitis", "supple exercises clamshell"]);
    world.set("COLUMNS", "24");
    world.remark("24 columns");
    world.types_all(&["supple today", "supple history"]);
    world.set("COLUMNS", "200");
    world.remark("200 columns");
    world.types_all(&["supple today", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn a_width_that_is_no_number_is_passed_over() {
    let mut world = with_a_diary();
    for width in
        ["", "0", "wide", "-1", "80 ", "1e9", "99999999999999999999", "18446744073709551615", "1"]
    {
        world.set("COLUMNS", width);
        world.set("LINES", width);
        for line in [
            "supple today",
            "supple history",
            "supple log 11",
            "supple --help",
            "supple chart --show=text",
        ] {
            let output = world.run(&words(line)[1..]);
            assert!(
                !(output.stdout.is_empty() && output.stderr.is_empty()),
                "{line} with COLUMNS={width}"
            );
            let longest =
                output.stdout.lines().map(|line| line.chars().count()).max().unwrap_or_default();
            assert!(longest <= 96, "{line} with COLUMNS={width}: {longest} columns");
        }
    }
}

#[test]
fn a_pipe_gets_no_colour() {
    let mut world = with_a_diary();
    for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("CLICOLOR", "1")]
    {
        world.set(name, value);
    }
    for line in READING.iter().chain(&EVERY_VERB) {
        let output = world.run(&words(line)[1..]);
        assert!(!output.stdout.contains('\u{1b}') && !output.stderr.contains('\u{1b}'), "{line}");
    }
}

/// What a program says on a terminal, with its colours.
#[cfg(unix)]
pub fn on_a_terminal(world: &World, line: &str, variables: &[(&str, &str)]) -> String {
    let mut command = world.command(&words(line)[1..]);
    command.envs(variables.iter().copied());
    let mut session = expectrl::Session::spawn(command).expect("it starts on a terminal");
    let mut seen = Vec::new();
    // Linux reports the end of a terminal as an error, after everything was read.
    let _ = session.get_stream_mut().read_to_end(&mut seen);
    String::from_utf8(seen).expect("text")
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_bold_unless_it_is_refused() {
    let world = with_a_diary();
    for line in ["supple today", "supple history", "supple exercises bridge"] {
        let plain =
            String::from_utf8(world.command(&words(line)[1..]).output().expect("it runs").stdout)
                .expect("text");
        let styled = on_a_terminal(&world, line, &[("TERM", "xterm")]);
        assert!(styled.contains("\u{1b}[1m"), "{line}: {styled:?}");
        for variables in [[("NO_COLOR", "1"), ("TERM", "xterm")], [("TERM", "dumb"), ("X", "")]] {
            let refused = on_a_terminal(&world, line, &variables);
            assert!(!refused.contains('\u{1b}'), "{line}: {refused:?}");
            assert!(
                refused.replace("\r\n", "\n").starts_with(&plain),
                "{line}: the same words: {refused:?}"
            );
        }
        // An empty NO_COLOR refuses nothing (no-color.org).
        assert!(
            on_a_terminal(&world, line, &[("NO_COLOR", ""), ("TERM", "xterm")])
                .contains("\u{1b}[1m"),
            "{line}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_one_came_for_is_strong_and_what_is_done_or_met_says_so_in_colour_too() {
    let mut world = World::assigned();
    world.quietly("supple done walking --pain 1");
    let seen = |line: &str| on_a_terminal(&world, line, &[("TERM", "xterm")]);
    let today = seen("supple today");
    assert!(today.contains("\u{1b}[1m    1 × 3, hold 30 s"), "the dose to do: {today:?}");
    assert!(today.contains("\u{1b}[2m[x] 4 Graded walking"), "what is done: {today:?}");
    let plan = seen("supple plan");
    assert!(plan.contains("\u{1b}[32m [x]"), "what is met: {plan:?}");
    assert!(plan.contains("\r\n [ ]"), "what is not: {plan:?}");
}

#[cfg(unix)]
#[test]
fn help_on_a_terminal_obeys_no_color_too() {
    let world = with_a_diary();
    for line in ["supple --help", "supple log --help", "supple log 11"] {
        let refused = on_a_terminal(&world, line, &[("NO_COLOR", "1"), ("TERM", "xterm")]);
        assert!(!refused.contains('\u{1b}') && !refused.is_empty(), "{line}: {refused:?}");
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let mut world = with_a_diary();
    for line in READING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = world
            .command(&words(line)[1..])
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        let said = String::from_utf8(output.stderr).expect("text");
        assert!(
            !said.contains("supple:") && !said.to_lowercase().contains("pipe"),
            "{line}: {said}"
        );
    }
    // A verb that writes has written.
    for (line, count) in [("supple log 7", 4), ("supple done bridge", 5), ("supple remove 1", 4)] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = world.command(&words(line)[1..]).stdout(writer).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        assert_eq!(
            world.json("supple history --json").as_array().map(Vec::len),
            Some(count),
            "{line}"
        );
    }
}

#[test]
fn talk_that_nobody_hears_is_no_failure() {
    let world = with_a_diary();
    for line in ["supple log 4", "supple today", "supple exercises", "supple log 11"] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = world
            .command(&words(line)[1..])
            .stderr(writer)
            .stdout(Stdio::piped())
            .output()
            .expect("it runs");
        let expected = if line.ends_with("11") { 2 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_head_of_one_line_gets_its_line() {
    let mut world = with_a_diary();
    for verb in ["history", "exercises", "today --json", "conditions piriformis-dgs"] {
        let mut shell = world.program("sh");
        shell.args(["-c", &format!("\"$0\" {verb} | head -n 1"), crate::world::PROGRAM]);
        let output = world.finish(shell);
        assert_eq!((output.code, output.stdout.lines().count()), (0, 1), "{verb}: {output:?}");
        assert!(!output.stderr.contains("supple:"), "{verb}: {output:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_screen_loses_no_entry() {
    let mut world = with_a_diary();
    let full =
        || std::fs::File::options().write(true).open("/dev/full").expect("/dev/full is there");
    for line in [
        "supple log 7",
        "supple done bridge",
        "supple undo",
        "supple chart",
        "supple history",
        "supple --help",
    ] {
        let output = world
            .command(&words(line)[1..])
            .stdout(full())
            .stderr(Stdio::piped())
            .output()
            .expect("it runs");
        let said = String::from_utf8(output.stderr).expect("text");
        let code = output.status.code().expect("it ends by itself");
        world.record(
            &format!("{line} >/dev/full"),
            &crate::world::Output { stdout: String::new(), stderr: said, code },
        );
    }
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    $ supple log 7 >/dev/full
    2> It was saved, but the answer could not be printed: No space left on device (os error 28).
    $ supple done bridge >/dev/full
    2> It was saved, but the answer could not be printed: No space left on device (os error 28).
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple undo >/dev/full
    2> It was saved, but the answer could not be printed: No space left on device (os error 28).
    2> supple redo brings it back.
    $ supple chart >/dev/full
    2> It was saved, but the answer could not be printed: No space left on device (os error 28).
    $ supple history >/dev/full
    2> supple: the answer could not be printed: No space left on device (os error 28).
    => 1
    $ supple --help >/dev/full
    2> supple: the answer could not be printed: No space left on device (os error 28).
    => 1
    $ supple history
     entry  day         time   what
     4      Sun 22 Nov  14:34  pain 7
     3      Sun 22 Nov  14:33  pain 4
     2      Sun 22 Nov  14:32  glute-squeeze done  8 reps · pain 1
     1      Sat 21 Nov  21:30  pain 6, worst 8     left buttock · #sitting · long
                                                   drive
    ");
}
