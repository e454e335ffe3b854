//! Times on a 12-hour clock and decimals with a comma, where a person says so: everywhere that a
//! person reads, and nowhere that a program does.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::world::World;

/// A diary of some weeks with every kind of entry, at half points and at times of the day.
fn lived_in() -> World {
    let mut world = World::new();
    world.clock("2026-10-31T12:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple goal add 'walk to the shop'");
    for day in 1..=28_u32 {
        let date = format!("2026-11-{day:02}");
        world.clock(&format!("{date}T19:35:00+01:00"));
        let score = f64::from(40 + day * 7 % 15) / 10.0;
        let place = if day % 2 == 0 { "buttock:left=3.5" } else { "low-back=2.5" };
        world.quietly(&format!(
            "supple log {score} --worst 8.5 --least 1.5 --site {place} --tag sitting --slept 6h30 \
             --sat 35 --took 'diazepam 0.5 tablet' --heaviness 1.5 --cycle-day {day}"
        ));
        world.quietly(&format!("supple log {:.1} --morning --at 7:05", score - 0.5));
        world.quietly("supple done 1 --pain 2.5 --load 2.5 --yes");
        world.quietly(&format!("supple goal rate 1 {}", f64::from(20 + day) / 10.0));
    }
    world.quietly("supple visit today");
    world
}

/// Settings of a person in whose country a decimal has a comma, and who reads a 12-hour clock.
const SETTINGS: &str = "clock = \"12-hour\"\ndecimals = \"comma\"\n";

/// Writes settings.
fn set(world: &World, settings: &str) {
    let file = world.home().join(".config/supple/config.toml");
    fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
    fs::write(file, settings).expect("it can be written");
}

/// What a person reads, one line a verb.
const READ: [&str; 30] = [
    "supple",
    "supple today",
    "supple week",
    "supple plan",
    "supple plan --why 1",
    "supple history",
    "supple stats",
    "supple patterns --all",
    "supple goal",
    "supple visit",
    "supple bring",
    "supple flare",
    "supple undo",
    "supple redo",
    "supple log 4.5",
    "supple log 4.5 --worst 3.5",
    "supple log 4.5 5.5",
    "supple done 1 --pain 7.5",
    "supple edit last --pain 6.5",
    "supple goal rate 1 7.5",
    "supple history --min 4.5 --max 3.5",
    "supple remind",
    "supple chart --show --kind progress",
    "supple chart --show --kind calendar",
    "supple chart --show --kind exercise",
    "supple chart --show --kind goals",
    "supple chart --show --kind sites",
    "supple chart --show --kind times",
    "supple chart --show --kind function",
    "supple chart --show --kind cycle",
];

/// The numbers with a point, and the times of 24 hours, in what is not a command to type: what
/// stands from `supple` on in its line is one, and a number with two points is a version.
fn escaped(text: &str) -> Vec<String> {
    let words = text.lines().flat_map(|line| {
        let line = line.strip_prefix("supple: ").unwrap_or(line);
        let line = line.split("supple ").next().unwrap_or_default();
        line.split(|c: char| c.is_whitespace() || "()“”;→".contains(c))
    });
    let words = words.map(|word| word.trim_matches(|c: char| ",.:…".contains(c)));
    let is_number = |word: &str, mark: char| {
        word.trim_start_matches(['+', '−', '-']).split_once(mark).is_some_and(|(whole, part)| {
            [whole, part]
                .iter()
                .all(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    words
        .filter(|word| is_number(word, '.') || is_number(word, ':') && word.len() == 5)
        .map(str::to_owned)
        .collect()
}

/// The numbers with a decimal comma that a comma or a colon stands right behind: `4,5, 6` is hard
/// to read.
fn run_together(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().filter(|word| word.ends_with([',', ':']));
    let is_decimal = |word: &&str| {
        word.trim_end_matches([',', ':']).split_once(',').is_some_and(|(whole, part)| {
            whole.ends_with(|c: char| c.is_ascii_digit())
                && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    words.filter(is_decimal).collect()
}

#[test]
fn a_person_reads_a_12_hour_clock_and_decimal_commas_in_every_verb() {
    let mut world = lived_in();
    set(&world, SETTINGS);
    let mut all = String::new();
    for line in READ {
        let output = world.types(line);
        let text = format!("{}\n{}", output.stdout, output.stderr);
        assert_eq!(escaped(&text), [""; 0], "{line}:\n{text}");
        assert_eq!(run_together(&text), [""; 0], "{line}:\n{text}");
        all += &text;
    }
    for shown in ["4,5", "7:35 pm", "7:05 am", "0,5 tablet", "2,5 kg", "8,5"] {
        assert!(all.contains(shown), "{shown}: {all}");
    }
    // The first way is what everybody has who set nothing.
    set(&world, "");
    let output = world.types("supple history");
    assert!(output.stdout.contains("8.5") && output.stdout.contains("19:35"), "{output:?}");
}

#[test]
fn pages_have_the_marks_of_their_reader() {
    let mut world = lived_in();
    set(&world, SETTINGS);
    for (verb, page) in [("report", "page.html"), ("handout", "exercises.html")] {
        let path = world.home().join(page);
        world.quietly(&format!("supple {verb} --out {}", path.display()));
    }
    for page in ["page.html", "exercises.html"] {
        let html = fs::read_to_string(world.home().join(page)).expect("it is there");
        let body = &html[html.find("<body").expect("a body")..];
        let mut text = String::new();
        let mut is_text = true;
        for part in body.split_inclusive(['<', '>']) {
            if is_text && !part.trim_end_matches('<').contains('{') {
                text += part.trim_end_matches('<');
                text.push('\n');
            }
            is_text = part.ends_with('>');
        }
        assert_eq!(escaped(&text), [""; 0], "{page}: {text}");
        assert_eq!(run_together(&text), [""; 0], "{page}: {text}");
        assert!(page != "page.html" || text.contains("8,5"), "{page}: {text}");
    }
}

/// The text of a file that is drawn: what a picture says of itself, and every word of a PDF where
/// the system has what reads one.
fn drawn(path: &Path) -> Option<String> {
    let bytes = fs::read(path).expect("it is there");
    let file = String::from_utf8_lossy(&bytes);
    let (begin, end) = match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => ("<desc", "</desc>"),
        Some("png") => ("iTXt", "IDAT"),
        _ => {
            let output = Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output();
            let output = output.ok()?;
            assert!(output.status.success(), "{output:?}");
            return Some(String::from_utf8(output.stdout).expect("text"));
        }
    };
    let text = &file[file.find(begin).expect(begin)..];
    Some(text[..text.find(end).expect(end)].to_owned())
}

#[test]
fn pictures_have_the_marks_of_their_reader() {
    let mut world = lived_in();
    set(&world, SETTINGS);
    for (line, shown) in [
        ("supple chart --out c.pdf", "4,3"),
        ("supple chart --out c.png", "4,3"),
        ("supple chart --out c.svg", "4,3"),
        ("supple chart --kind function --out f.pdf", "3,5"),
        ("supple chart --kind function --out f.svg", "3,5"),
        ("supple chart --kind sites --out s.pdf", "3,5"),
        ("supple chart --kind sites --out s.png", "3,5"),
        ("supple report --out r.pdf", "8,5"),
        ("supple report --out r.png", "8,5"),
    ] {
        let name = line.rsplit_once(' ').expect("a file").1;
        let path = world.home().join(name);
        world.quietly(&line.replace(name, &path.display().to_string()));
        if let Some(text) = drawn(&path) {
            assert_eq!(escaped(&text), [""; 0], "{line}: {text}");
            assert_eq!(run_together(&text), [""; 0], "{line}: {text}");
            assert!(text.contains(shown), "{line}: {text}");
        }
    }
}

#[test]
fn programs_read_the_same_whatever_is_set() {
    let mut world = lived_in();
    let lines = [
        "supple history --json",
        "supple stats --json",
        "supple today --json",
        "supple plan --json",
        "supple week --json",
        "supple goal --json",
        "supple patterns --json",
        "supple chart --json --kind sites --replace",
        "supple chart --json --kind times --replace",
        "supple chart --json --kind goals --replace",
        "supple chart --json --kind function --replace",
        "supple chart --json --kind exercise --replace",
        "supple chart --json --kind calendar --replace",
        "supple chart --json --kind cycle --replace",
        "supple chart --json --replace",
        "supple report --json --replace",
        "supple export --format csv --out HOME/tables",
        "supple export --out HOME/diary.jsonl --replace",
    ];
    let said = |world: &mut World| {
        lines.map(|line| {
            world.clock("2026-11-28T21:00:00+01:00");
            let home = world.home().to_owned();
            let _ = fs::remove_dir_all(home.join("tables"));
            let _ = fs::remove_file(home.join("diary.jsonl"));
            let line = line.replace("HOME", &home.display().to_string());
            let stdout = world.quietly(&line).stdout;
            let files = ["tables/ratings.csv", "diary.jsonl"];
            let files = files.map(|file| fs::read_to_string(world.home().join(file)));
            (stdout, files.map(Result::unwrap_or_default))
        })
    };
    let plain = said(&mut world);
    set(&world, SETTINGS);
    for ((line, before), after) in lines.iter().zip(plain).zip(said(&mut world)) {
        assert_eq!(before, after, "{line}");
    }
}

#[test]
fn times_and_decimals_are_read_in_every_way_people_write_them() {
    let mut world = World::new();
    world.clock("2026-11-22T22:00:00+01:00");
    for (typed, time) in [
        ("7pm", "19:00"),
        ("'7 pm'", "19:00"),
        ("'7.30 pm'", "19:30"),
        ("7:30pm", "19:30"),
        ("19:30", "19:30"),
        ("19.30", "19:30"),
        ("19h30", "19:30"),
        ("7h30", "07:30"),
        ("7h", "07:00"),
        ("'12 am'", "00:00"),
        ("noon", "12:00"),
    ] {
        world.quietly(&format!("supple log 3,5 --on 2026-11-21 --at {typed}"));
        let entry = world.json("supple history --json")[0].clone();
        assert_eq!(entry["score"], 3.5, "{typed}");
        let at = entry["at"].as_str().expect("a moment");
        assert!(at.contains(&format!("T{time}")), "{typed}: {at}");
        world.quietly("supple undo");
    }
}
