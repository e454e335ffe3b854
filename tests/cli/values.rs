//! What is typed: scores, places, tags and notes, right and wrong.

use insta::assert_snapshot;
use serde_json::Value;

use crate::world::World;

/// The longest note that is kept, in bytes.
const NOTE_MAX: usize = 100_000;

/// The entries of the diary.
fn entries(world: &mut World) -> Vec<Value> {
    world.json("supple history --json").as_array().expect("a list").clone()
}

#[test]
fn a_score_that_is_none_is_refused() {
    let mut world = World::new();
    for score in
        ["11", "10.1", "-1", "four", "4.55", "4..", ".5", "4e0", "4/5", "''", "NaN", "٤", "--4"]
    {
        assert_eq!(world.types(&format!("supple log {score}")).code, 2, "{score}");
    }
    world.types_all(&[
        "supple log 4 --worst 11",
        "supple log 4 --worst -1",
        "supple log 4 --worst 3.9",
    ]);
    world.types_all(&[
        "supple log",
        "supple log 4 5",
        "supple done bridge --pain 12",
        "supple done bridge --effort 11",
    ]);
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told());
}

#[test]
fn a_score_may_have_a_point_or_a_comma() {
    let mut world = World::new();
    for (score, read) in
        [("0", 0.0), ("10", 10.0), ("4.5", 4.5), ("4,5", 4.5), ("7.0", 7.0), ("0.1", 0.1)]
    {
        world.quietly(&format!("supple log {score} --worst 10"));
        assert_eq!(entries(&mut world)[0]["score"].as_f64(), Some(read), "{score}");
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple assign pirformis",
        "supple assign gout",
        "supple conditions ischial",
        "supple exercises clamshel",
        "supple exercises ''",
        "supple done glute-sqeeze",
        "supple skip xyzzy",
        "supple log 4 --site butock",
        "supple log 4 --site back",
        "supple log 4 --site arm",
        "supple log 4 --site hip --side lft",
        "supple log 4 --side left",
        "supple tody",
        "supple log 4 --notte x",
        "supple chart --size a7",
        "supple completions ksh",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_tag_that_could_not_be_typed_again_is_refused() {
    let mut world = World::new();
    let longest = "x".repeat(40);
    world.quietly(&format!("supple log 4 --tag {longest}"));
    world.forget();
    for tag in [format!("{longest}x"), String::new(), "a;b".to_owned(), "=1+1".to_owned()] {
        assert_eq!(world.types(&format!("supple log 4 --tag '{tag}'")).code, 2, "{tag}");
    }
    assert_eq!(entries(&mut world).len(), 1);
    assert_snapshot!(world.told(), @"
    $ supple log 4 --tag 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
    2> supple: “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” does not fit --tag: a tag is
    2> a word or a few, up to 40 letters: sitting, long-drive.
    => 2
    $ supple log 4 --tag ''
    2> supple: “” does not fit --tag: a tag is a word or a few, up to 40 letters:
    2> sitting, long-drive.
    => 2
    $ supple log 4 --tag 'a;b'
    2> supple: “a;b” does not fit --tag: a tag is letters, digits and hyphens: sitting,
    2> long-drive.
    => 2
    $ supple log 4 --tag '=1+1'
    2> supple: “=1+1” does not fit --tag: a tag is letters, digits and hyphens:
    2> sitting, long-drive.
    => 2
    ");
}

#[test]
fn a_note_cannot_steer_the_terminal_and_is_kept_as_it_is() {
    let mut world = World::assigned();
    let note = "red \u{1b}[31m bell \u{7} link \u{1b}]8;;http://x\u{1b}\\ c1 \u{9b}2J turned \u{202e}gnol\u{2069} zero\u{200b}width";
    for arguments in [
        ["log", "4", "--note", note],
        ["done", "bridge", "--note", note],
        ["skip", "walking", "--why", note],
    ] {
        assert_eq!(world.run(&arguments).code, 0);
    }
    world.forget();
    world.types("supple history");
    world.set("COLUMNS", "40");
    world.types_all(&["supple history", "supple today", "supple undo", "supple undo"]);
    world.types("supple edit 1 --score 5");
    assert_eq!(entries(&mut world)[0]["note"], note);
    assert!(!world.told().contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'));
    assert_snapshot!(world.told());
}

#[test]
fn json_holds_nothing_that_steers_and_loses_nothing() {
    let mut world = World::assigned();
    let note = "del \u{7f} c1 \u{9b}2J turned \u{202e}gnol\u{2069} line\u{2028} mark \u{feff}\u{61c} \
                tag \u{e0041} zero\u{200b} joined 👩\u{200d}🦽";
    for arguments in [
        vec!["log", "4", "--note", note],
        vec!["done", "bridge", "--note", note],
        vec!["skip", "walking", "--why", note],
        vec!["goal", "add", note],
        vec!["visit", "today", "--with", note],
    ] {
        let output = world.run(&arguments);
        assert_eq!(output.code, 0, "{arguments:?}: {output:?}");
    }
    for line in [
        "supple --json",
        "supple history --json",
        "supple goal --json",
        "supple visit --json",
        "supple today --json",
        "supple plan --json",
        "supple stats --json",
        "supple week --json",
        "supple report --json",
        "supple library --json",
    ] {
        let shown = world.quietly(line).stdout;
        let others =
            ['\u{202e}', '\u{2069}', '\u{2028}', '\u{feff}', '\u{61c}', '\u{e0041}', '\u{200b}'];
        let is_raw = |c: char| (c.is_control() && c != '\n') || others.contains(&c);
        assert!(!shown.contains(is_raw), "{line}: {shown:?}");
    }
    let kept = entries(&mut world);
    let texts: Vec<_> = kept
        .iter()
        .flat_map(|entry| [&entry["note"], &entry["why"]])
        .filter(|text| text.is_string())
        .collect();
    assert!(texts.len() >= 3 && texts.iter().all(|text| **text == note), "{texts:?}");
}

#[test]
fn what_is_refused_cannot_steer_the_terminal_either() {
    let mut world = World::unanswered();
    let evil = "\u{1b}[31m\u{202e}x";
    for arguments in [
        vec!["log", evil],
        vec!["log", "4", "--on", evil],
        vec!["log", "4", "--at", evil],
        vec!["log", "4", "--site", evil],
        vec!["log", "4", "--tag", evil],
        vec!["assign", evil],
        vec!["done", evil],
        vec!["exercises", evil],
        vec!["today", "--on", evil],
        vec!["chart", "--size", evil],
        vec!["edit", evil],
        vec![evil],
        vec!["log", "4", "--\u{1b}[31m"],
    ] {
        let output = world.run(&arguments);
        assert_eq!(output.code, 2, "{arguments:?}");
        let said = output.stdout + &output.stderr;
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{arguments:?}: {said:?}");
    }
    assert_eq!(world.files(), [""; 0]);
}

#[test]
fn a_note_of_a_hundred_kilobytes_is_kept_and_one_byte_more_is_refused() {
    let mut world = World::new();
    let longest: String = "schön und gut, ".chars().cycle().take(NOTE_MAX).collect();
    let longest = longest[..longest.floor_char_boundary(NOTE_MAX)].trim_end().to_owned();
    let longest = format!("{longest}{}", "x".repeat(NOTE_MAX - longest.len()));
    assert_eq!(longest.len(), NOTE_MAX);
    assert_eq!(world.run(&["log", "4", "--note", &longest]).code, 0);
    assert_eq!(entries(&mut world)[0]["note"], longest);

    let longer = format!("{longest}x");
    for arguments in
        [vec!["log", "4", "--note", &longer], vec!["edit", "1", "--score", "3", "--note", &longer]]
    {
        let output = world.run(&arguments);
        assert_eq!(output.code, 2);
        assert!(output.stderr.len() < 500, "the refusal is {} bytes long", output.stderr.len());
        world.record(
            &format!(
                "supple {} 'a note of 100,001 bytes'",
                arguments[..arguments.len() - 1].join(" ")
            ),
            &output,
        );
    }
    let kept = entries(&mut world);
    assert_eq!((kept.len(), &kept[0]["score"]), (1, &4.into()));
    assert_snapshot!(world.told(), @"
    $ supple log 4 --note 'a note of 100,001 bytes'
    2> supple: “schön und gut, schön und gut, schön und …” does not fit --note: it is
    2> 100001 bytes long, and a note has 100000 at most.
    => 2
    $ supple edit 1 --score 3 --note 'a note of 100,001 bytes'
    2> supple: “schön und gut, schön und gut, schön und …” does not fit --note: it is
    2> 100001 bytes long, and a note has 100000 at most.
    => 2
    ");
}

#[test]
fn a_long_note_floods_no_other_answer() {
    let mut world = World::new();
    let note = "word ".repeat(2000);
    world.run(&["log", "4", "--note", &note]);
    let output = world.run(&["undo"]);
    assert!(output.stdout.len() < 1000, "undo prints {} bytes", output.stdout.len());
}

#[test]
fn a_note_of_several_lines_stays_one_entry() {
    let mut world = World::new();
    let note = "first line\nsecond line\r\n\tthird";
    assert_eq!(world.run(&["log", "4", "--note", note]).code, 0);
    world.types("supple history");
    world.types("supple undo");
    world.types("supple redo");
    assert_eq!(entries(&mut world)[0]["note"], note);
    assert_snapshot!(world.told(), @"
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  14:30  pain 4  first line ⏎ second line ⏎  third
    $ supple undo
    Undone: log 4 --note 'first line ⏎ second line ⏎  third' (Sun 22 Nov, 14:30).
    2> supple redo brings it back.
    $ supple redo
    Done again: log 4 --note 'first line ⏎ second line ⏎  third' (Sun 22 Nov,
    14:30).
    2> supple undo takes it back.
    ");
}

#[test]
fn a_note_in_any_script_is_kept_and_lined_up() {
    let mut world = World::new();
    for note in ["schöne Grüße", "坐骨神经痛", "ألم في الورك", "👩‍🦽 👍🏽", "e\u{301}te\u{301}"]
    {
        assert_eq!(world.run(&["log", "4", "--note", note]).code, 0);
        // Letters with marks are kept as one character each, so that they are found again.
        assert_eq!(entries(&mut world)[0]["note"], note.replace("e\u{301}", "é"));
    }
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    $ supple history
     entry  day         time   what
     5      Sun 22 Nov  14:38  pain 4  été
     4      Sun 22 Nov  14:36  pain 4  👩‍🦽 👍🏽
     3      Sun 22 Nov  14:34  pain 4  ألم في الورك
     2      Sun 22 Nov  14:32  pain 4  坐骨神经痛
     1      Sun 22 Nov  14:30  pain 4  schöne Grüße
    ");
}

#[test]
fn what_looks_like_an_option_can_be_a_note() {
    let mut world = World::new();
    assert_eq!(world.run(&["log", "4", "--note=--worst 9"]).code, 0);
    assert_eq!(world.run(&["log", "4", "--note", "'; DROP TABLE rating; --"]).code, 0);
    let kept = entries(&mut world);
    assert_eq!((&kept[1]["note"], &kept[1]["worst"]), (&"--worst 9".into(), &Value::Null));
    assert_eq!(kept[0]["note"], "'; DROP TABLE rating; --");
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let mut world = World::new();
    let bytes = OsStr::from_bytes(b"caf\xe9");
    for arguments in [
        [OsStr::new("log"), bytes, OsStr::new("--json")].as_slice(),
        &[OsStr::new("log"), OsStr::new("4"), OsStr::new("--note"), bytes],
        &[bytes],
        &[OsStr::new("done"), bytes],
    ] {
        assert_eq!(world.run(arguments).code, 2, "{arguments:?}");
    }
    let output = world.run(&[OsStr::new("log"), OsStr::new("4"), OsStr::new("--note"), bytes]);
    world.record("supple log 4 --note 'caf\\xe9'", &output);
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told(), @r"
    $ supple log 4 --note 'caf\xe9'
    2> supple: one of the words is not text.
    2> Type it again in UTF-8.
    => 2
    ");
}

#[test]
fn numbers_of_an_exercise_have_limits() {
    let mut world = World::assigned();
    for option in [
        "--sets 0",
        "--sets 101",
        "--reps 1001",
        "--hold 3601",
        "--minutes 1441",
        "--load 501",
        "--load -1",
        "--load heavy",
        "--load NaN",
        "--sets two",
        "--effort 11",
        "--reps 2.5",
    ] {
        assert_eq!(world.types(&format!("supple done bridge {option}")).code, 2, "{option}");
    }
    for option in [
        "--sets 100 --yes",
        "--reps 1000 --yes",
        "--hold 3600 --yes",
        "--minutes 1440 --yes",
        "--load 500",
        "--load 0",
        "--effort 0",
    ] {
        world.quietly(&format!("supple done bridge {option}"));
    }
    assert_eq!(entries(&mut world).len(), 7);
    assert_snapshot!(world.told(), @"
    $ supple done bridge --sets 0
    2> supple: “0” does not fit --sets: it is a whole number from 1 to 100.
    => 2
    $ supple done bridge --sets 101
    2> supple: “101” does not fit --sets: it is a whole number from 1 to 100.
    => 2
    $ supple done bridge --reps 1001
    2> supple: “1001” does not fit --reps: it is a whole number from 1 to 1000, or one
    2> for each set: 12,10,8.
    => 2
    $ supple done bridge --hold 3601
    2> supple: “3601” does not fit --hold: it is a whole number from 1 to 3600.
    => 2
    $ supple done bridge --minutes 1441
    2> supple: “1441” does not fit --minutes: it is a whole number from 1 to 1440.
    => 2
    $ supple done bridge --load 501
    2> supple: “501” does not fit --load: a weight is kilograms from 0 to 500, such as
    2> 2.5.
    => 2
    $ supple done bridge --load -1
    2> supple: “-1” does not fit --load: a weight is kilograms from 0 to 500, such as
    2> 2.5.
    => 2
    $ supple done bridge --load heavy
    2> supple: “heavy” does not fit --load: a weight is kilograms from 0 to 500, such
    2> as 2.5.
    => 2
    $ supple done bridge --load NaN
    2> supple: “NaN” does not fit --load: a weight is kilograms from 0 to 500, such as
    2> 2.5.
    => 2
    $ supple done bridge --sets two
    2> supple: “two” does not fit --sets: it is a whole number from 1 to 100.
    => 2
    $ supple done bridge --effort 11
    2> supple: “11” does not fit --effort: it is a whole number from 0 to 10.
    => 2
    $ supple done bridge --reps 2.5
    2> supple: “2.5” does not fit --reps: it is a whole number from 1 to 1000, or one
    2> for each set: 12,10,8.
    => 2
    ");
}

#[test]
fn what_cannot_be_taken_says_what_to_type_next() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple lgo 4",
        "supple 4 --note 'a long day'",
        "supple 11",
        "supple done",
        "supple skip",
        "supple done clamshell --all",
        "supple done clamshell --effort none",
        "supple screen --checked trauma",
        "supple edit 3 --day monday",
        "supple log 5 --on 3 days ago",
        "supple log 5 --on 31 feb",
        "supple log N",
        "supple edit 1 --effort N",
        "supple goal rte 4",
        "supple goal rate 1",
        "supple plan help",
        "supple edit 1 --tag",
        "supple chart --kind gols",
        "supple chart --kind foo",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn help_is_a_word_as_well() {
    let mut world = World::new();
    for (word, option) in [
        ("supple help", "supple --help"),
        ("supple help log", "supple log --help"),
        ("supple help plan set", "supple plan set --help"),
    ] {
        assert_eq!(world.quietly(word).stdout, world.quietly(option).stdout, "{word}");
    }
    assert_eq!(world.run(&["help", "lgo"]).code, 2);
}

#[test]
fn a_name_means_what_its_id_means() {
    let mut world = World::new();
    world.types_all(&[
        "supple assign hamstring",
        "supple assign 'trapped nerve'",
        "supple assign si-joint",
        "supple assign 'piriformis, deep gluteal syndrome' --side left",
        "supple done 'Sciatic nerve slider lying' --pain 1 --effort 2",
        "supple done 'nerve slider'",
        "supple plan set 'buttock squeeze hold' --hold 8",
        "supple plan advance 'Piriformis / deep gluteal syndrome'",
        "supple assign 'Piriformis / deep gluteal syndrome' --end",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn more_words_than_anybody_reads_again_are_refused() {
    let mut world = World::new();
    let words = |many: usize| (1..=many).map(|number| format!("t{number}")).collect::<Vec<_>>();
    assert_eq!(world.run(&["log", "4", "--tag", &words(100).join(",")]).code, 0);
    let [too_many, all] = [words(101), words(15_000)].map(|words| words.join(","));
    for line in [["log", "4", "--eased", &too_many], ["edit", "1", "--feels", &too_many]] {
        let seen = world.run(&line);
        assert_eq!(seen.code, 2, "{line:?}: {}", seen.stderr);
        assert!(seen.stderr.contains("was given 101, and one entry has up to 100"), "{line:?}");
    }
    let begun = std::time::Instant::now();
    assert_eq!(world.run(&["log", "4", "--tag", &all]).code, 2);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(1));
}
