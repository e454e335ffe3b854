//! Exercises drawn to a file and on a terminal, and the page to pin to the wall.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::world::{World, words};

/// Width and height of a PNG, read from its bytes.
fn size(path: &Path) -> (u32, u32) {
    let bytes = fs::read(path).expect("the picture is there");
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// Whether a text has dots of braille in it.
#[cfg(unix)]
fn is_drawn(text: &str) -> bool {
    text.chars().any(|character| ('\u{2801}'..='\u{28ff}').contains(&character))
}

#[test]
fn an_exercise_is_drawn_to_a_file_that_is_not_there_yet() {
    let mut world = World::new();
    world.types_all(&[
        "supple exercises bridge --out bridge.png",
        "supple exercises bridge --out bridge.png",
        "supple exercises bridge --out bridge.png --replace --size a4 --dpi 72",
        "supple exercises brigde --out other.png",
        "supple exercises bridge --out no/such/folder.png",
        "supple exercises bridge --out other.png --size 10x10",
        "supple exercises --out other.png",
        "supple exercises bridge --size a4",
        "supple exercises bridge --out other.png --json",
    ]);
    assert_eq!(size(&world.desk().join("bridge.png")), (842, 595));
    assert_eq!(size(&world.desk().join("other.png")), (1260, 630));
    assert_eq!(world.files().len(), 2, "{:?}", world.files());
    assert_snapshot!(world.told(), @r#"
    $ supple exercises bridge --out bridge.png
    Bridge is drawn to ~/desk/bridge.png
    $ supple exercises bridge --out bridge.png
    2> supple: bridge.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple exercises bridge --out bridge.png --replace --size a4 --dpi 72
    Bridge is drawn to ~/desk/bridge.png
    $ supple exercises brigde --out other.png
    2> supple: there is no exercise “brigde”. Did you mean bridge, bridge-march or
    2> bridge-single-leg?
    2> See them all: supple exercises
    => 2
    $ supple exercises bridge --out no/such/folder.png
    2> supple: there is no folder ~/desk/no/such.
    2> Name a file elsewhere with --out.
    => 1
    $ supple exercises bridge --out other.png --size 10x10
    2> supple: a paper 10 mm wide is outside 80 to 1200 mm, the widths a chart can be
    2> drawn on
    => 2
    $ supple exercises --out other.png
    2> supple: <EXERCISE> is missing.
    2> It goes like this: supple exercises --out <FILE> <EXERCISE>
    2> More about it: supple exercises --help
    => 2
    $ supple exercises bridge --size a4
    2> supple: --out <FILE> is missing.
    2> It goes like this: supple exercises --out <FILE> --size <PAPER> <EXERCISE>
    2> More about it: supple exercises --help
    => 2
    $ supple exercises bridge --out other.png --json
    {
      "exercise": "bridge",
      "file": "~/desk/other.png"
    }
    "#);
}

#[cfg(unix)]
#[test]
fn a_terminal_shows_the_drawing_where_it_can() {
    let mut world = World::new();
    let shown = |world: &World, variables: &[(&str, &str)], line: &[&str]| {
        let mut command = world.command(line);
        command.envs(variables.iter().copied());
        let mut session = expectrl::Session::spawn(command).expect("it starts on a terminal");
        let mut seen = Vec::new();
        let _ = std::io::Read::read_to_end(session.get_stream_mut(), &mut seen);
        String::from_utf8(seen).expect("text")
    };
    let bridge = ["exercises", "bridge"];
    let utf8 = [("LANG", "en_GB.UTF-8"), ("TERM", "xterm"), ("COLUMNS", "80")];
    let seen = shown(&world, &utf8, &bridge);
    assert!(is_drawn(&seen) && seen.contains("end, hold 3 s"), "{seen}");
    assert!(seen.lines().all(|line| line.trim_end_matches('\r').chars().count() <= 90), "{seen}");
    for other in [
        [("LANG", "C"), ("TERM", "xterm"), ("COLUMNS", "80")],
        [("LANG", "en_GB.UTF-8"), ("TERM", "dumb"), ("COLUMNS", "80")],
        [("LANG", "en_GB.UTF-8"), ("TERM", "xterm"), ("COLUMNS", "40")],
    ] {
        let seen = shown(&world, &other, &bridge);
        assert!(
            !is_drawn(&seen) && seen.contains("Lift the hips") | seen.contains("Squeeze"),
            "{other:?} {seen}"
        );
    }
    assert!(!is_drawn(&shown(&world, &utf8, &["exercises", "bridge", "--json"])));
    world.set("LANG", "en_GB.UTF-8");
    assert!(
        !is_drawn(&world.types("supple exercises bridge").stdout),
        "what is read by a program has no drawing"
    );
}

#[test]
fn a_handout_is_a_page_with_the_exercises_of_the_day() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple handout",
        "supple handout",
        "supple handout --week --out week.png --size letter-portrait",
    ]);
    for name in ["2026-11-22-1", "2026-11-22-2", "2026-11-22-2-1", "2026-11-22-2-2"] {
        let path = world.desk().join(format!("supple-handout-{name}.png"));
        assert_eq!(size(&path), (1654, 2339), "{name}");
    }
    assert_eq!(size(&world.desk().join("week-2.png")), (1700, 2200));
    fs::remove_file(world.desk().join("week-1.png")).expect("it is there");
    world.types_all(&[
        "supple handout --out week.png",
        "supple handout --size 80x60 --out small.png",
        "supple handout --out all.pdf",
    ]);
    assert!(!world.desk().join("week-1.png").exists(), "half of a handout is none");
    let told = world.json("supple handout --json --out told.png --dpi 50");
    let days = |number: usize| told["exercises"][number]["days"].as_array().map_or(0, Vec::len);
    assert!(
        told["exercises"].as_array().is_some_and(|due| !due.is_empty() && due.len() <= 5),
        "{told}"
    );
    assert_eq!(
        (days(0), told["from"].as_str(), told["to"].as_str()),
        (7, Some("2026-11-22"), Some("2026-11-28"))
    );
    assert_eq!(told["files"].as_array().map(Vec::len), Some(2), "{told}");
    assert_eq!(told["file"], told["files"][0]);
    assert_snapshot!(world.told(), @"
    $ supple handout
    On the page
     • Figure-four stretch lying
     • Sciatic nerve slider lying
     • Buttock squeeze hold
     • Graded walking

    Drawn to 2 pages
     • ~/desk/supple-handout-2026-11-22-1.png
     • ~/desk/supple-handout-2026-11-22-2.png

    All pages in one file: supple handout --out handout.pdf
    $ supple handout
    On the page
     • Figure-four stretch lying
     • Sciatic nerve slider lying
     • Buttock squeeze hold
     • Graded walking

    Drawn to 2 pages
     • ~/desk/supple-handout-2026-11-22-2-1.png
     • ~/desk/supple-handout-2026-11-22-2-2.png

    All pages in one file: supple handout --out handout.pdf
    $ supple handout --week --out week.png --size letter-portrait
    On the page
     • Figure-four stretch lying
     • Sciatic nerve slider lying
     • Buttock squeeze hold
     • Graded walking

    Drawn to 2 pages
     • ~/desk/week-1.png
     • ~/desk/week-2.png

    All pages in one file: supple handout --out handout.pdf
    $ supple handout --out week.png
    2> supple: week-2.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple handout --size 80x60 --out small.png
    2> supple: not all of it has room on this paper in type that can be read.
    2> Choose a larger one: supple handout --size a4-portrait
    => 1
    $ supple handout --out all.pdf
    On the page
     • Figure-four stretch lying
     • Sciatic nerve slider lying
     • Buttock squeeze hold
     • Graded walking

    Drawn to ~/desk/all.pdf
    ");
}

#[test]
fn handout_and_report_for_a_phone_are_pages_and_a_chart_is_none() {
    let mut world = World::assigned();
    world.forget();
    world.types_all(&[
        "supple handout --out phone.html",
        "supple handout --out phone.html",
        "supple chart --out chart.html",
        "supple report --out report.html",
    ]);
    let page = fs::read_to_string(world.desk().join("phone.html")).expect("it is there");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    assert!(page.contains("<h2>Graded walking</h2>") && !page.contains("<script"));
    assert_snapshot!(world.told(), @"
    $ supple handout --out phone.html
    On the page
     • Figure-four stretch lying
     • Sciatic nerve slider lying
     • Buttock squeeze hold
     • Graded walking

    Drawn to ~/desk/phone.html
    $ supple handout --out phone.html
    2> supple: phone.html is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple chart --out chart.html
    2> supple: supple draws no .html files.
    2> End the name in .png, .svg or .pdf: --out chart.png
    => 2
    $ supple report --out report.html
    No pain has been recorded yet; 0 of 1 day recorded.
    Drawn to ~/desk/report.html
    ");
}

#[test]
fn a_handout_needs_a_plan() {
    let mut world = World::new();
    world.types("supple handout");
    world.quietly("supple log 4");
    world.types("supple handout");
    assert_snapshot!(world.told(), @"
    $ supple handout
    2> supple: there is no plan, so there is nothing to hand out.
    2> Safe first steps: supple begin. For what a clinician has told you that you have:
    2> supple conditions
    => 1
    $ supple handout
    2> supple: there is no plan, so there is nothing to hand out.
    2> Safe first steps: supple begin. For what a clinician has told you that you have:
    2> supple conditions
    => 1
    ");
}

#[test]
fn there_is_no_handout_while_something_has_to_be_looked_at() {
    let mut world = World::assigned();
    crate::safety_answers::says(&mut world, "ces-saddle", "yes");
    let today = world.types("supple today");
    let handout = world.types("supple handout --out page.png");
    // What has to be done is said, and whoever waits for a file is told that there is none.
    assert!(handout.stderr.starts_with(&today.stdout), "{}", handout.stderr);
    assert_eq!((handout.stdout.as_str(), handout.code), ("", 1));
    assert!(!world.desk().join("page.png").exists());
    assert!(
        world.json("supple handout --json")["holds"]
            .as_array()
            .is_some_and(|holds| !holds.is_empty())
    );
}

#[test]
fn replacing_a_page_takes_the_place_of_todays_and_leaves_no_page_unexplained() {
    let mut world = World::assigned();
    world.quietly("supple handout --week --size 148x210 --dpi 50");
    let pages = world.files();
    assert!(pages.len() > 2, "{pages:?}");
    // Not a second one beside it.
    let again = world.types("supple handout --week --size 148x210 --dpi 50 --replace");
    assert_eq!((world.files(), again.stderr.as_str()), (pages.clone(), ""));
    let shorter = world.types("supple handout --size a4-portrait --dpi 50 --replace");
    assert!(shorter.stderr.contains("is of an earlier"), "{}", shorter.stderr);
    assert!(pages.iter().all(|page| world.files().contains(page)));
}

#[test]
fn the_drawing_beside_a_file_replaces_only_what_this_verb_has_drawn_of_it() {
    let mut world = World::new();
    let shown = world.quietly("supple library show bridge");
    let (file, picture) = (world.desk().join("bridge.toml"), world.desk().join("bridge.png"));
    fs::write(&file, shown.stdout).expect("written");
    let draw = "supple library draw bridge.toml";
    world.types_all(&[draw, draw]);
    assert_eq!(size(&picture), (886, 443));
    // A photo, a page of ours, and the drawing of another exercise all stay.
    let other = world.quietly("supple library show clamshell");
    fs::write(world.desk().join("clamshell.toml"), other.stdout).expect("written");
    world.quietly("supple exercises bridge --out page.png");
    world.quietly("supple library draw clamshell.toml");
    let kept = ["page.png", "clamshell.png"].map(|name| world.desk().join(name));
    let photo = b"\x89PNG\r\n\x1a\nof a bridge".to_vec();
    for bytes in kept.map(|path| fs::read(path).expect("it is there")).into_iter().chain([photo]) {
        fs::write(&picture, &bytes).expect("written");
        assert_eq!(world.run(&words(draw)[1..]).code, 1);
        assert!(fs::read(&picture).expect("it is there") == bytes);
    }
    world.types_all(&[draw, &format!("{draw} --replace"), &format!("{draw} --out bridge.png")]);
    assert_eq!(size(&picture), (886, 443));
    assert_snapshot!(world.told(), @"
    $ supple library draw bridge.toml
    Bridge is drawn to ~/desk/bridge.png
    $ supple library draw bridge.toml
    Bridge is drawn to ~/desk/bridge.png
    $ supple library draw bridge.toml
    2> supple: bridge.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    $ supple library draw bridge.toml --replace
    Bridge is drawn to ~/desk/bridge.png
    $ supple library draw bridge.toml --out bridge.png
    2> supple: bridge.png is there already, and was left as it is.
    2> Choose another name with --out, or add --replace.
    => 1
    ");
}
