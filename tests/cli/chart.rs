//! The picture: where it goes, what it is, and what is never replaced.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::world::World;

/// Four weeks of scores, and a plan.
fn four_weeks_day_by_day() -> World {
    let mut world = World::new();
    world.clock("2026-10-25T20:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    for day in 0..28 {
        world.clock(&format!(
            "2026-{}T20:00:00+01:00",
            if day < 7 { format!("10-{}", 25 + day) } else { format!("11-{:02}", day - 6) }
        ));
        if day % 6 != 5 {
            world.quietly(&format!("supple log {}.{}", 6 - day / 8, (day * 7) % 10));
        }
        if day % 9 == 0 {
            world.quietly("supple done --all");
        }
    }
    world
}

/// A world with those four weeks, on the Sunday after them.
fn four_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    World::with_diary_of(&ONCE, four_weeks_day_by_day)
}

#[test]
fn a_chart_never_shows_what_is_private() {
    let mut world = four_weeks();
    let before = world.json("supple chart --json --out before.png");
    world.quietly("supple log 10 --private --on 2026-10-20");
    world.quietly("supple log 10 --private --worst 10");
    world.quietly("supple done --all --private");
    let mut after = world.json("supple chart --json --out after.png");
    after["file"] = before["file"].clone();
    assert_eq!(after, before);
    let bytes = |name: &str| fs::read(world.desk().join(name)).expect("the picture is there");
    assert_eq!(bytes("after.png"), bytes("before.png"));

    let mut world = World::new();
    world.quietly("supple log 10 --private");
    let output = world.types("supple chart");
    assert!(output.stderr.contains("nothing to draw yet"), "{output:?}");
}

/// Width, height and pixels per metre of a PNG, read from its bytes.
fn png(path: &Path) -> (u32, u32, u32) {
    let bytes = fs::read(path).expect("the picture is there");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let dpi =
        bytes.windows(4).position(|name| name == b"pHYs").expect("it carries its resolution") + 4;
    assert_eq!((number(dpi), bytes[dpi + 8]), (number(dpi + 4), 1), "square dots, in metres");
    assert!(bytes.windows(4).any(|name| name == b"iTXt"), "it carries its description");
    assert!(bytes.ends_with(b"IEND\xaeB`\x82"), "it is whole");
    (number(16), number(20), number(dpi))
}

#[test]
fn a_chart_is_a4_at_200_dpi_in_this_folder() {
    let mut world = four_weeks();
    world.types_all(&["supple chart", "supple chart", "supple chart"]);
    for name in ["supple-2026-11-22.png", "supple-2026-11-22-2.png", "supple-2026-11-22-3.png"] {
        assert_eq!(png(&world.desk().join(name)), (2339, 1654, 7874), "{name}");
    }
    let [first, second] = ["", "-2"].map(|number| {
        fs::read(world.desk().join(format!("supple-2026-11-22{number}.png"))).expect("it is there")
    });
    assert!(first == second, "the same diary gives the same picture");
    assert_snapshot!(world.told(), @"
    $ supple chart
    Over the last 7 days (5 rated) pain averaged 3.8, down from 6.0 in the first two
    weeks (2.2 points, 37 % lower), which passes the published mark of a change that
    matters (2 points or 30 %, Farrar 2001); 24 of 29 days recorded.
    Drawn to ~/desk/supple-2026-11-22.png
    $ supple chart
    Over the last 7 days (5 rated) pain averaged 3.8, down from 6.0 in the first two
    weeks (2.2 points, 37 % lower), which passes the published mark of a change that
    matters (2 points or 30 %, Farrar 2001); 24 of 29 days recorded.
    Drawn to ~/desk/supple-2026-11-22-2.png
    $ supple chart
    Over the last 7 days (5 rated) pain averaged 3.8, down from 6.0 in the first two
    weeks (2.2 points, 37 % lower), which passes the published mark of a change that
    matters (2 points or 30 %, Farrar 2001); 24 of 29 days recorded.
    Drawn to ~/desk/supple-2026-11-22-3.png
    ");
}

#[test]
fn a_chart_that_is_there_stays_unless_told() {
    let mut world = four_weeks();
    let path = world.desk().join("mine.png");
    fs::write(&path, "an old picture").expect("it is written");
    world.types("supple chart --out mine.png");
    assert_eq!(fs::read(&path).expect("it is there"), b"an old picture");
    world.types("supple chart --out mine.png --replace");
    assert_eq!(png(&path), (2339, 1654, 7874));
    let new = fs::read(&path).expect("it is there");
    world.types_all(&[
        "supple chart --out mine.png --replace --size a7",
        "supple chart --out mine.png --replace --from 2026-11-20 --to 2026-11-10",
    ]);
    assert!(fs::read(&path).expect("it is there") == new, "a chart that failed left the old one");
    assert_eq!(world.files().len(), 2, "{:?}", world.files());
    assert_snapshot!(world.told(), @"
    $ supple chart --out mine.png
    2> supple: mine.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple chart --out mine.png --replace
    Over the last 7 days (5 rated) pain averaged 3.8, down from 6.0 in the first two
    weeks (2.2 points, 37 % lower), which passes the published mark of a change that
    matters (2 points or 30 %, Farrar 2001); 24 of 29 days recorded.
    Drawn to ~/desk/mine.png
    $ supple chart --out mine.png --replace --size a7
    2> supple: `a7` is not a paper; a paper is a4, a4-portrait, letter,
    2> letter-portrait, or its width and height in millimetres: 200x120
    => 2
    $ supple chart --out mine.png --replace --from 2026-11-20 --to 2026-11-10
    2> supple: the range ends on 2026-11-10, before it begins on 2026-11-20.
    2> Give the earlier day to --from.
    => 2
    ");
}

#[test]
fn paper_and_resolution_are_as_asked() {
    let mut world = four_weeks();
    for (options, expected) in [
        ("--size a4-portrait --dpi 100", (827, 1169, 3937)),
        ("--size letter --dpi 100", (1100, 850, 3937)),
        ("--size LETTER-portrait --dpi 72", (612, 792, 2835)),
        ("--size 200x120 --dpi 150", (1181, 709, 5906)),
    ] {
        world.quietly(&format!("supple chart --out p.png --replace {options}"));
        assert_eq!(png(&world.desk().join("p.png")), expected, "{options}");
    }
}

#[test]
fn the_ending_says_what_kind_of_file_it_is() {
    let mut world = four_weeks();
    for (name, begins) in [("a.svg", "<?xml"), ("b.PDF", "%PDF-1.7"), ("c.png", "\u{fffd}PNG")] {
        world.quietly(&format!("supple chart --out {name}"));
        let bytes = fs::read(world.desk().join(name)).expect("it is there");
        assert!(String::from_utf8_lossy(&bytes).starts_with(begins), "{name}");
        world.quietly(&format!("supple chart --mono --out grey-{name}"));
        assert!(
            fs::read(world.desk().join(format!("grey-{name}"))).expect("it is there") != bytes,
            "{name}"
        );
        world.quietly(&format!("supple chart --out {name} --replace"));
        assert!(
            fs::read(world.desk().join(name)).expect("it is there") == bytes,
            "the same diary, the same bytes"
        );
    }
    for name in ["x.gif", "x", ".png", "x.", "x.svgz", "."] {
        let output = world.types(&format!("supple chart --out {name}"));
        assert_eq!(output.code, 2, "{name}");
    }
    assert_eq!(world.files().len(), 7, "{:?}", world.files());
    assert_snapshot!(world.told(), @"
    $ supple chart --out x.gif
    2> supple: supple draws no .gif files.
    2> End the name in .png, .svg or .pdf: --out x.png
    => 2
    $ supple chart --out x
    2> supple: `x` does not say what kind of picture it is to be.
    2> End the name in .png, .svg or .pdf: --out x.png
    => 2
    $ supple chart --out .png
    2> supple: `.png` does not say what kind of picture it is to be.
    2> End the name in .png, .svg or .pdf: --out .png.png
    => 2
    $ supple chart --out x.
    2> supple: `x.` does not say what kind of picture it is to be.
    2> End the name in .png, .svg or .pdf: --out x.png
    => 2
    $ supple chart --out x.svgz
    2> supple: supple draws no .svgz files.
    2> End the name in .png, .svg or .pdf: --out x.png
    => 2
    $ supple chart --out .
    2> supple: . is a folder.
    2> Name a file in it.
    => 2
    ");
}

#[test]
fn paper_that_cannot_be_is_refused() {
    let mut world = four_weeks();
    for options in [
        "--size a7",
        "--size ''",
        "--size 10x10",
        "--size 200",
        "--size -200x100",
        "--size 5000x5000",
        "--dpi 0",
        "--dpi 5000",
        "--dpi fine",
        "--size 1200x1200 --dpi 600",
        "--weeks 0",
        "--weeks -1",
        "--weeks 99999",
        "--weeks 2 --from monday",
        "--from tomorrow",
        "--from 2026-11-20 --to 2026-11-10",
        "--out ''",
        "--out .",
        "--out no/such/folder/x.png",
        "--out /",
    ] {
        let output = world.types(&format!("supple chart {options}"));
        assert_ne!(output.code, 0, "{options}");
        assert!(!output.stderr.contains(".tmp"), "no name that nobody has heard of: {output:?}");
    }
    assert_eq!(world.files().len(), 1, "{:?}", world.files());
    assert_snapshot!(world.told());
}

#[test]
fn there_is_a_chart_of_each_kind() {
    let mut world = four_weeks();
    for kind in ["calendar", "exercise", "sites", "times", "progress"] {
        world.types(&format!("supple chart --kind {kind}"));
    }
    world.quietly("supple log 4 --site buttock --side left --on yesterday");
    world.quietly("supple log 6 --site buttock --side right");
    world.quietly("supple done --all");
    for kind in ["calendar", "exercise", "sites", "times"] {
        world.types(&format!("supple chart --kind {kind} --out {kind}.pdf"));
        let chart =
            world.json(&format!("supple chart --kind {kind} --weeks 1 --json --out {kind}.svg"));
        world.remark(&serde_json::to_string(&chart).expect("JSON"));
    }
    world.types_all(&["supple chart --kind calender", "supple chart --kind sites --to 2026-11-08"]);
    assert_snapshot!(world.told());
}

#[test]
fn every_kind_that_the_help_names_is_drawn_on_every_paper() {
    let mut world = four_weeks();
    world.quietly("supple log 4 --site buttock --side left");
    world.quietly("supple done --all");
    world.quietly("supple goal add 'sit through a film'");
    world.quietly("supple goal rate film 4");
    world.quietly("supple log 4 --period-started");
    let help = world.quietly("supple chart --help").stdout;
    let (_, kinds) = help.split_once("Possible values:\n").expect("the kinds");
    let kinds: Vec<&str> = kinds
        .lines()
        .map_while(|line| line.trim().strip_prefix("- ")?.split_once(':').map(|(kind, _)| kind))
        .collect();
    assert!(kinds.contains(&"progress") && kinds.len() > 5, "{kinds:?}");
    for kind in kinds {
        for (ending, begins) in [("png", "\u{fffd}PNG"), ("svg", "<?xml"), ("pdf", "%PDF")] {
            for paper in ["a4", "letter-portrait", "80x60"] {
                let name = format!("{kind}-{paper}.{ending}");
                let typed =
                    format!("supple chart --kind {kind} --size {paper} --dpi 50 --out {name}");
                assert_eq!(world.types(&typed).code, 0, "{name}");
                let bytes = fs::read(world.desk().join(&name)).expect("the picture");
                assert!(String::from_utf8_lossy(&bytes).starts_with(begins), "{name}");
            }
        }
    }
}

#[test]
fn a_chart_is_shown_where_it_is_asked_for() {
    let mut world = four_weeks();
    world.types("supple chart --show");
    world.set("COLUMNS", "40");
    world.types("supple chart --kind calendar --show=text --weeks 2");
    world.unset("COLUMNS");
    world.types_all(&["supple chart --show=blocks", "supple chart --show --json"]);
    assert_eq!(world.files().len(), 1, "nothing was written: {:?}", world.files());
    for (how, begins, ends) in [
        ("kitty", "\x1b_Ga=T,f=100,q=2,c=80,m=1;iVBORw0KGgo", "\x1b\\\n"),
        ("iterm", "\x1b]1337;File=inline=1;size=", "\x07\n"),
        ("sixel", "\x1bP0;1;0q\"1;1;795;562#", "\x1b\\\n"),
    ] {
        let shown = world.quietly(&format!("supple chart --show={how}")).stdout;
        let (picture, words) = shown.split_once("Over the last 7 days").expect("the sentence");
        assert!(
            picture.starts_with(begins) && picture.ends_with(ends) && !words.contains('\x1b'),
            "{how}"
        );
    }
    world.types("supple chart --show --out both.pdf");
    assert_eq!(world.files().len(), 2, "{:?}", world.files());
    assert_snapshot!(world.told());
}

#[test]
fn every_kind_is_shown_as_itself_in_a_terminal_without_pictures() {
    let mut world = four_weeks();
    world.quietly("supple log 4 --site buttock --side left --sat 25 --period-started");
    world.quietly("supple done --all");
    world.quietly("supple goal add 'sit through a film'");
    world.quietly("supple goal rate film 4");
    let kinds =
        ["progress", "calendar", "exercise", "goals", "sites", "times", "function", "cycle"];
    world.set("LC_ALL", "C.UTF-8");
    for kind in kinds {
        world.types(&format!("supple chart --kind {kind} --show=text"));
    }
    // A terminal that shows no blocks has the same chart in ASCII.
    world.set("LC_ALL", "C");
    for kind in ["calendar", "exercise", "goals", "times"] {
        let shown = world.types(&format!("supple chart --kind {kind} --show=text")).stdout;
        assert!(!shown.contains(['█', '▁', '●', '○', '│']), "{kind}: {shown}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn what_is_private_is_on_no_page() {
    let mut world = World::new();
    world.quietly("supple log 3 --on yesterday --site hip");
    let facts = |world: &mut World| {
        ["progress", "calendar", "sites", "times"].map(|kind| {
            world.json(&format!("supple chart --kind {kind} --json --replace --dpi 50 --out x.png"))
        })
    };
    let before = facts(&mut world);
    world.quietly("supple log 9 --site pelvic-floor --private");
    world.quietly("supple log 8 --site pelvic-floor --on yesterday --private");
    assert_eq!(facts(&mut world), before);
    world.quietly("supple log 9 --site pelvic-floor");
    assert_ne!(facts(&mut world), before);
    // Whoever hands the page over is told; the page is not.
    let told = world.types("supple chart --replace --dpi 50 --out x.png");
    assert!(told.stderr.starts_with("2 days have something private."), "{}", told.stderr);
}

#[test]
fn a_range_is_as_asked() {
    let mut world = four_weeks();
    for (options, from, to, days) in [
        ("", "2026-10-25", "2026-11-22", 29),
        ("--weeks 1", "2026-11-16", "2026-11-22", 7),
        // No day before the diary was missed.
        ("--weeks 52", "2026-10-25", "2026-11-22", 29),
        ("--from 2026-11-01", "2026-11-01", "2026-11-22", 22),
        ("--to 2026-11-08", "2026-10-25", "2026-11-08", 15),
        ("--weeks 2 --to 2026-11-08", "2026-10-26", "2026-11-08", 14),
        ("--from yesterday --to today", "2026-11-21", "2026-11-22", 2),
        ("--from today", "2026-11-22", "2026-11-22", 1),
        ("--from 1990-01-01", "2026-10-25", "2026-11-22", 29),
    ] {
        let chart =
            world.json(&format!("supple chart --json --replace --dpi 50 --out r.png {options}"));
        assert_eq!(
            (&chart["from"], &chart["to"], &chart["days"]),
            (&from.into(), &to.into(), &days.into()),
            "{options}"
        );
        world.types(&format!("supple chart --replace --dpi 50 --out r.png {options}"));
    }
    assert_snapshot!(world.told());
}

#[test]
fn a_chart_before_the_first_score_says_so() {
    let mut world = World::new();
    world.types("supple chart");
    world.quietly("supple log 4");
    world.types_all(&["supple chart --to 2026-11-01", "supple undo", "supple chart"]);
    assert_snapshot!(world.told(), @"
    $ supple chart
    2> supple: there is nothing to draw yet.
    2> Log a score first: supple log
    => 1
    $ supple chart --to 2026-11-01
    2> supple: nothing was recorded up to Sun 1 Nov.
    2> See what was: supple history --from 2020-01-01
    => 1
    $ supple undo
    Undone: log 4 (Sun 22 Nov, 14:31).
    2> supple redo brings it back.
    $ supple chart
    2> supple: there is nothing to draw yet.
    2> Log a score first: supple log
    => 1
    ");
}

#[test]
fn a_plan_alone_can_be_drawn() {
    let mut world = World::assigned();
    world.types("supple chart");
    assert_snapshot!(world.told(), @"
    $ supple chart
    No pain has been recorded yet; 0 of 1 day recorded.
    Drawn to ~/desk/supple-2026-11-22.png
    ");
}

#[test]
fn a_chart_lands_where_it_is_called_for() {
    let mut world = four_weeks();
    let elsewhere = world.home().join("Für die Physio");
    fs::create_dir(&elsewhere).expect("a folder");
    let mut command = world.command(&["chart", "--out", "mein Verlauf.png"]);
    command.current_dir(&elsewhere);
    let output = world.finish(command);
    world.record("supple chart --out 'mein Verlauf.png'", &output);
    assert_eq!(png(&elsewhere.join("mein Verlauf.png")).0, 2339);
    let absolute = world.home().join("x.png").display().to_string();
    world.quietly(&format!("supple chart --out {absolute}"));
    assert!(world.home().join("x.png").is_file());
    assert_snapshot!(world.told(), @"
    $ supple chart --out 'mein Verlauf.png'
    Over the last 7 days (5 rated) pain averaged 3.8, down from 6.0 in the first two
    weeks (2.2 points, 37 % lower), which passes the published mark of a change that
    matters (2 points or 30 %, Farrar 2001); 24 of 29 days recorded.
    Drawn to ~/Für die Physio/mein Verlauf.png
    ");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_written_through_by_accident() {
    let mut world = four_weeks();
    fs::write(world.home().join("target.png"), "kept").expect("it is written");
    std::os::unix::fs::symlink(world.home().join("target.png"), world.desk().join("link.png"))
        .expect("a link");
    assert_eq!(world.run(&["chart", "--out", "link.png"]).code, 1);
    assert_eq!(world.run(&["chart", "--out", "link.png", "--replace"]).code, 0);
    assert_eq!(fs::read(world.home().join("target.png")).expect("it is there"), b"kept");
}
