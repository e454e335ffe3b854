//! Settings: where they are, what they change, and what is said of a file that does not read.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;

use crate::world::World;

/// Where the settings are.
fn file(world: &World) -> PathBuf {
    world.home().join(".config/supple/config.toml")
}

/// A new world with settings.
fn with(settings: &str) -> World {
    let mut world = World::new();
    set(&mut world, settings);
    world
}

/// Gives a world settings.
fn set(world: &mut World, settings: &str) {
    let file = file(world);
    fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
    fs::write(file, settings).expect("it can be written");
}

#[test]
fn the_settings_are_shown_and_begun() {
    let mut world = World::new();
    world.types_all(&["supple config", "supple config --json"]);
    assert_eq!(world.files(), [""; 0], "asking makes nothing");
    world.types("supple config --init");
    assert_eq!(world.files(), [".config/supple/config.toml"]);
    world.remark("config.toml");
    let text = fs::read_to_string(file(&world)).expect("it is there");
    world.remark(&text.replace('\n', "\n# | "));
    world.types_all(&["supple config", "supple config --init"]);
    assert_eq!(
        fs::read_to_string(file(&world)).expect("it is there"),
        text,
        "it is never written over"
    );
    assert_snapshot!(world.told());
}

#[test]
fn what_is_changed_is_told() {
    let mut world =
        with("week_starts = \"sunday\"\ndate_style = \"iso\"\nname = \"Ada Lovelace\"\n");
    world.types_all(&["supple config", "supple config --json"]);
    world.set("COLUMNS", "40");
    world.types("supple config");
    assert_snapshot!(world.told());
}

#[test]
fn without_a_home_there_are_no_settings_to_begin() {
    let mut world = World::new();
    let home = world.home().join("a-file");
    fs::write(&home, "no folder").expect("a file");
    world.set("HOME", home.clone());
    let output = world.run(&["config", "--init"]);
    assert_eq!(output.code, 1, "{output:?}");
    assert!(
        output.stderr.starts_with("supple: there is no folder to keep settings in."),
        "{output:?}"
    );
    assert_eq!(fs::read(&home).expect("it is there"), b"no folder");
}

#[cfg(unix)]
#[test]
fn only_the_person_may_read_their_settings() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = World::new();
    world.quietly("supple config --init");
    let mode =
        |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(file(&world)), 0o600);
    assert_eq!(mode(world.home().join(".config/supple")), 0o700);
}

#[test]
fn a_file_that_does_not_read_is_told_line_by_line() {
    let mut world = World::new();
    for text in [
        "week_start = \"monday\"",
        "shoe_size = 43",
        "[pages]\npaper = \"a4\"",
        "day_ends_at = \"12:00\"",
        "day_ends_at = \"4\"",
        "day_ends_at = \"\"",
        "day_ends_at = 4",
        "day_ends_at = 04:00:00",
        "week_starts = \"mon\"",
        "week_starts = 1",
        "date_style = \"american\"",
        "date_style = \"day first\"",
        "weights = \"pounds\"",
        "paper = \"a4-portrait\"",
        "colours = true",
        "colours = \"always\"",
        "name = 7",
        "name = \"Ada\\u001b[31m\"",
        &format!("name = \"{}\"", "n".repeat(101)),
        "name = Ada",
        "emergency_number = 112",
        "clinic = \"555\\u202e0123\"",
        &format!("clinic = \"{}\"", "5".repeat(61)),
        "paper = \"a4\"\npaper = \"letter\"",
        "# two things\nunits = \"lb\"\ncolours = \"no\"",
        "paper",
    ] {
        world.remark(
            &text
                .replace('\n', "\n# ")
                .replace(&"n".repeat(101), "nnn…")
                .replace(&"5".repeat(61), "555…"),
        );
        set(&mut world, text);
        let output = world.types("supple config");
        assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{text}");
        for jargon in ["expected", "invalid", "TOML", "deserial", "parse", "struct", "token"] {
            assert!(!output.stderr.contains(jargon), "{text} says “{jargon}”:\n{}", output.stderr);
        }
    }
    assert_snapshot!(world.told());
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let mut world = World::new();
    set(&mut world, "");
    fs::write(file(&world), b"name = \"\xff\"\n").expect("it can be written");
    assert!(world.types("supple config").stderr.contains("UTF-8"));
    fs::write(file(&world), "#".repeat(300_000)).expect("it can be written");
    assert!(world.types("supple config").stderr.contains("256 kB"));
    fs::remove_file(file(&world)).expect("it can be removed");
    fs::create_dir(file(&world)).expect("it can be made");
    assert!(world.types("supple config").stderr.contains("this is not a file"));
    assert_snapshot!(world.told(), @r#"
    $ supple config
    2> supple: ~/.config/supple/config.toml, line 1: this is not text
    2> in UTF-8; save it again with the encoding UTF-8.
    2>   1 | name = "�"
    2>     |         ^
    2> Nothing was done. Change that line, or rename the file to go on without your
    2> settings.
    => 1
    $ supple config
    2> supple: ~/.config/supple/config.toml: this file is larger than
    2> 256 kB; a few kB are enough for what belongs in it.
    2> Nothing was done. Change that line, or rename the file to go on without your
    2> settings.
    => 1
    $ supple config
    2> supple: ~/.config/supple/config.toml: this is not a file; move
    2> it away, or put a file there.
    2> Nothing was done. Change that line, or rename the file to go on without your
    2> settings.
    => 1
    "#);
}

#[test]
fn nothing_is_written_while_the_settings_do_not_read() {
    let mut world = World::new();
    world.quietly("supple log 4");
    set(&mut world, "day_end = \"06:00\"\n");
    for line in [
        "supple log 5",
        "supple log 5 --morning",
        "supple done bridge --load 5",
        "supple undo",
        "supple today",
    ] {
        let output = world.types(line);
        assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{line}");
    }
    for line in ["supple --help", "supple log --help", "supple --version"] {
        world.quietly(line);
    }
    fs::remove_file(file(&world)).expect("it can be removed");
    world.types("supple history");
    assert_snapshot!(world.told());
}

#[test]
fn a_day_ends_when_the_person_says_and_what_is_recorded_stays() {
    let mut world = World::new();
    world.clock("2026-11-22T05:00:00+01:00");
    world.quietly("supple log 4 --note 'by four o’clock'");
    set(&mut world, "day_ends_at = \"06:00\"\n");
    world.types_all(&[
        "supple log 5",
        "supple log 3 --morning",
        "supple log 6 --at 04:30",
        "supple log 2 --at 23:00",
    ]);
    world.types("supple done walking --minutes 10 --pain 1");
    world.clock("2026-11-22T06:00:00+01:00");
    world.types_all(&[
        "supple log 7",
        "supple log 8 --on yesterday --at 05:59",
        "supple edit 2 --score 5.5",
    ]);
    world.types("supple history");
    set(&mut world, "day_ends_at = \"00:00\"\n");
    world.clock("2026-11-23T00:10:00+01:00");
    world.types_all(&["supple log 1", "supple history"]);
    assert_snapshot!(world.told());
}

#[test]
fn what_is_done_before_the_days_end_is_seen_at_once() {
    let mut world = with("day_ends_at = \"11:00\"\n");
    world.clock("2026-11-22T05:00:00+01:00");
    world.quietly(
        "supple assign pelvic-stress-fracture --agreed-by 'Dr Okafor' --agreed-on 2026-11-20",
    );
    world.quietly("supple done diaphragmatic-breathing --pain 2");
    let today = world.quietly("supple today").stdout;
    assert!(today.contains("bone rests"), "{today}");
}

#[test]
fn days_are_written_as_the_person_likes_and_typed_as_before() {
    let mut world = World::new();
    for style in ["day-first", "month-first", "iso"] {
        set(&mut world, &format!("date_style = \"{style}\"\n"));
        world.types("supple log 4 --on '20 nov'");
        world.types("supple log 4 --on 2025-03-02");
    }
    world.types("supple log 4 --on 11/20");
    world.types("supple history --from 2025-01-01");
    assert_eq!(world.json("supple history --json")[0]["day"], "2026-11-20");
    assert_snapshot!(world.told(), @"
    $ supple log 4 --on '20 nov'
    Logged 4 for Fri 20 Nov. It is entry 1.
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> That is all a diary needs. Safe first steps, what it may come from, and whom to
    2> see:
    2>   supple begin
    $ supple log 4 --on 2025-03-02
    Logged 4 for Sun 2 Mar 2025. It is entry 2.
    2> That day is more than a year ago. If the year is a slip, supple undo takes it
    2> back.
    2> It is marked as written more than two days later.
    $ supple log 4 --on '20 nov'
    Logged 4 for Fri Nov 20. It is entry 3.
    $ supple log 4 --on 2025-03-02
    Logged 4 for Sun Mar 2, 2025. It is entry 4.
    2> That day is more than a year ago. If the year is a slip, supple undo takes it
    2> back.
    2> It is marked as written more than two days later.
    $ supple log 4 --on '20 nov'
    Logged 4 for Fri 2026-11-20. It is entry 5.
    $ supple log 4 --on 2025-03-02
    Logged 4 for Sun 2025-03-02. It is entry 6.
    2> That day is more than a year ago. If the year is a slip, supple undo takes it
    2> back.
    2> It is marked as written more than two days later.
    $ supple log 4 --on 11/20
    Logged 4 for Fri 2026-11-20. It is entry 7.
    $ supple history --from 2025-01-01
     entry  day             time    what
     7      Fri 2026-11-20  —       pain 4
     5      Fri 2026-11-20  —       pain 4
     3      Fri 2026-11-20  —       pain 4
     1      Fri 2026-11-20  —       pain 4
     6      Sun 2025-03-02  — late  pain 4
     4      Sun 2025-03-02  — late  pain 4
     2      Sun 2025-03-02  — late  pain 4
    ");
}

#[test]
fn weights_are_in_pounds_where_the_person_says_and_in_grams_in_the_diary() {
    let mut world = World::assigned();
    set(&mut world, "weights = \"lb\"\n");
    world.types_all(&[
        "supple done bridge --load 5.5",
        "supple done clamshell --load '10 kg'",
        "supple edit 1 --load 1103",
    ]);
    world.types("supple history");
    let load = |world: &mut World, entry: usize| {
        world.json("supple history --json")[entry]["load_kg"].clone()
    };
    assert_eq!((load(&mut world, 1), load(&mut world, 0)), (2.495.into(), 10.0.into()));
    world.types("supple edit 1 --load 6");
    set(&mut world, "");
    world.types("supple history");
    assert_snapshot!(world.told(), @"
    $ supple done bridge --load 5.5
    Done for today: Bridge (5.5 lb).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze and
    walking.
    2> Bridge is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple done clamshell --load '10 kg'
    Done for today: Clamshell (22 lb).
    Still open: figure-four-supine, sciatic-slider-supine, glute-squeeze and
    walking.
    2> Clamshell is not in the routine of Sun 22 Nov; it is recorded all the same.
    $ supple edit 1 --load 1103
    2> supple: “1103” does not fit --load: a weight is pounds from 0 to 1100, such as
    2> 5.5.
    => 2
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  14:32  clamshell done  22 lb
     1      Sun 22 Nov  14:31  bridge done     5.5 lb
    $ supple edit 1 --load 6
    Entry 1 is now bridge done, 6 lb for Sun 22 Nov, 14:31.
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  14:32  clamshell done  10 kg
     1      Sun 22 Nov  14:31  bridge done     2.722 kg
    ");
}

#[test]
fn charts_take_the_paper_of_the_settings() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let pixels = |world: &World, name: &str| {
        let bytes = fs::read(world.desk().join(name)).expect("it was drawn");
        let side =
            |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        (side(16), side(20))
    };
    world.quietly("supple chart --out a4.png");
    set(&mut world, "paper = \"letter\"\n");
    world.quietly("supple chart --out letter.png");
    world.quietly("supple chart --size a4 --out asked.png");
    assert_eq!(pixels(&world, "a4.png"), (2339, 1654));
    assert_eq!(pixels(&world, "letter.png"), (2200, 1700));
    assert_eq!(pixels(&world, "asked.png"), (2339, 1654));
}

#[test]
fn the_weeks_of_a_calendar_begin_where_the_person_says() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let mut drawn = |settings: &str| {
        set(&mut world, settings);
        world.quietly("supple chart --kind calendar --out calendar.svg --replace");
        fs::read_to_string(world.desk().join("calendar.svg")).expect("it was drawn")
    };
    let (usual, monday, sunday) =
        (drawn(""), drawn("week_starts = \"monday\"\n"), drawn("week_starts = \"sunday\"\n"));
    assert!(usual == monday && monday != sunday);
}

#[cfg(unix)]
#[test]
fn colours_can_be_switched_off() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let mut seen = |settings: &str| {
        set(&mut world, settings);
        let mut command = world.command(&["history"]);
        command.env("TERM", "xterm");
        let mut session = expectrl::Session::spawn(command).expect("it starts on a terminal");
        let mut seen = Vec::new();
        // Linux reports the end of a terminal as an error, after everything was read.
        let _ = std::io::Read::read_to_end(session.get_stream_mut(), &mut seen);
        String::from_utf8(seen).expect("text")
    };
    assert!(seen("").contains('\u{1b}') && seen("colours = \"auto\"\n").contains('\u{1b}'));
    assert!(!seen("colours = \"never\"\n").contains('\u{1b}'));
}

#[test]
fn a_week_begins_where_the_person_says() {
    let mut world = World::assigned();
    let first = |world: &mut World| {
        let week = world.quietly("supple week").stdout;
        week.lines().next().expect("a heading").to_owned()
    };
    assert_eq!(first(&mut world), "Mon 16 Nov to Sun 22 Nov");
    set(&mut world, "week_starts = \"sunday\"\n");
    assert_eq!(first(&mut world), "Sun 22 Nov to Sat 28 Nov");
}

#[test]
fn whom_you_call_stands_on_the_pages() {
    let mut world = with("clinic = \" Dr  Okafor, 555 0123 \"\nemergency_number = \"112\"\n");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple log 4");
    let text = world.quietly("supple report --text").stdout;
    assert!(text.contains("\nClinic: Dr Okafor, 555 0123 · Emergency: 112\n"), "{text}");
    let page = world.json("supple report --text --json");
    assert_eq!(page["own_numbers"], "Clinic: Dr Okafor, 555 0123 · Emergency: 112");
    let page = world.json("supple handout --out handout.svg --json");
    assert_eq!(page["own_numbers"], "Your clinic: Dr Okafor, 555 0123 · Emergency: 112");
    world.quietly("supple report --out report.svg");
    for (name, words) in [("handout-2", "My clinic: Dr Okafor"), ("report", "Clinic: Dr Okafor")] {
        let picture = fs::read_to_string(world.desk().join(format!("{name}.svg")));
        assert!(picture.expect("it is there").contains(words), "{name}");
    }
    set(&mut world, "emergency_number = \"112\"\n");
    let page = world.json("supple handout --json --out one.png");
    assert_eq!(page["own_numbers"], "Emergency: 112");
}
