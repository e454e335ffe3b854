//! The page for a visit: the same facts drawn, in words and for programs, and nothing private on
//! any of them.

use std::fs;
use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::safety_answers::says;
use crate::world::World;

/// Seven weeks with a visit in the middle, day by day.
fn seven_weeks_day_by_day() -> World {
    let mut world = World::new();
    let day = |n: i64| {
        (chrono::NaiveDate::from_ymd_opt(2026, 10, 5).expect("a date")
            + chrono::Days::new(n.unsigned_abs()))
        .to_string()
    };
    world.clock(&format!("{}T08:00:00+01:00", day(0)));
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple goal add 'sit through a film'");
    for n in 0..49 {
        world.clock(&format!("{}T19:00:00+01:00", day(n)));
        if n % 6 != 5 {
            let flare = if (38..41).contains(&n) { 3 } else { 0 };
            let tag = if n % 3 == 0 { " --tag sitting --site low-back" } else { "" };
            let took = if n % 5 == 0 { " --took 'ibuprofen 400 mg'" } else { "" };
            world.quietly(&format!(
                "supple log {} --site buttock --side left{tag}{took}",
                6 - n / 16 + flare
            ));
        }
        match n {
            20 => drop(world.quietly("supple visit today --with 'Dr Okafor'")),
            2 | 46 => drop(
                world.quietly(&format!("supple goal rate film {}", if n == 2 { 3 } else { 6 })),
            ),
            _ if n % 4 == 0 => drop(world.quietly("supple done --all")),
            _ => {}
        }
    }
    world.clock("2026-11-22T20:00:00+01:00");
    world.quietly("supple visit --ask 'May I run again?'");
    world
}

/// A world with those seven weeks.
fn seven_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, seven_weeks_day_by_day);
    world.clock("2026-11-22T20:30:00+01:00");
    world.forget();
    world
}

#[test]
fn the_page_says_how_it_went_since_the_visit() {
    let mut world = seven_weeks();
    world.types_all(&[
        "supple report --text --name 'Dana Novak'",
        "supple report --text --weeks 2",
        "supple report",
        "supple report --out visit.gif",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn nothing_private_is_on_the_page() {
    let page_with = |private: &[String]| {
        let mut world = seven_weeks();
        for line in private {
            world.quietly(line);
        }
        let text = world.quietly("supple report --text").stdout;
        let mut json = world.json("supple report --json --out page.png");
        json["file"] = serde_json::Value::Null;
        let picture = fs::read(world.desk().join("page.png")).expect("the picture is there");
        (text, json, picture)
    };
    let private = |score: u32, site: &str, word: &str| {
        let days = (10..20).map(|day| {
            format!(
                "supple log {score} --private --on 2026-11-{day} --site {site} --tag {word} --took '{word}ol 5 mg' --note {word}"
            )
        });
        days.chain(["supple done --all --private".to_owned()]).collect::<Vec<_>>()
    };
    let hushed = page_with(&private(10, "knee", "hush"));
    assert!(!hushed.0.contains("hush") && !hushed.0.contains("knee"), "{}", hushed.0);
    // Whatever they say, the page is the same.
    let other = page_with(&private(0, "calf", "secret"));
    assert_eq!(hushed.0, other.0);
    assert_eq!(hushed.1, other.1);
    assert!(hushed.2 == other.2, "the picture is the same");
    // Without them it says one thing more: what the next phase lacks, which might give them away.
    let open = page_with(&[]).0;
    let (before, decide) = open.split_once("For you to decide").expect("there is a next phase");
    let (next, after) = decide.split_once("\n\n").expect("it ends");
    assert!(next.contains("Next phase") && next.lines().count() < 5, "{next}");
    assert_eq!(hushed.0, format!("{before}{after}"));
}

#[test]
fn a_page_for_a_browser_has_the_same_figures_and_asks_for_nothing() {
    let mut world = seven_weeks();
    world.quietly("supple report --out visit.html --name 'Dana <Novak>'");
    let html = fs::read_to_string(world.desk().join("visit.html")).expect("a page");
    let report = world.json("supple report --text --json");
    for answer in report["answers"].as_array().expect("answers") {
        assert!(html.contains(answer["figure"].as_str().expect("a figure")), "{answer}");
    }
    assert!(html.contains("Dana &lt;Novak&gt;") && html.contains("</table>"), "{html}");
    assert!(!html.contains("<script") && !html.contains("<link"), "{html}");
    let again = world.types("supple report --out visit.html");
    assert!(again.code != 0, "nothing is replaced unasked");
}

#[test]
fn it_is_one_upright_sheet_on_every_paper() {
    let mut world = seven_weeks();
    for (name, options, begins) in [
        ("a.png", "", "\u{fffd}PNG"),
        ("b.pdf", "--size letter", "%PDF-1.7"),
        ("c.svg", "--mono", "<?xml"),
    ] {
        world.quietly(&format!("supple report --out {name} {options}"));
        let bytes = fs::read(world.desk().join(name)).expect("it is there");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with(begins), "{name}");
        // Each file tells people who cannot see it the same.
        if name == "c.svg" {
            assert!(text.contains("May I run again?") && text.contains("Dr Okafor"), "{name}");
        }
    }
    let bytes = fs::read(world.desk().join("a.png")).expect("it is there");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((number(16), number(20)), (1654, 2339));
}

#[test]
fn without_anything_to_report_the_next_step_is_told() {
    let mut world = World::new();
    world.types("supple report");
    world.quietly("supple log 10 --private");
    world.types("supple report --text");
    world.quietly("supple log 4");
    world.types("supple report --since-visit");
    assert_snapshot!(world.told(), @"
    $ supple report
    2> supple: there is nothing to report yet.
    2> Log a score first: supple log
    => 1
    $ supple report --text
    2> supple: there is nothing to report yet.
    2> Log a score first: supple log
    => 1
    $ supple report --since-visit
    2> supple: no visit is noted yet.
    2> Note one: supple visit 2026-11-01
    => 1
    ");
}

#[test]
fn days_are_written_as_the_person_likes_and_for_programs_as_ever() {
    let mut world = seven_weeks();
    let asked = "supple report --name 'Dana Novak' --json --text";
    let before = world.json(asked);
    let settings = world.home().join(".config/supple/config.toml");
    fs::create_dir_all(settings.parent().expect("a folder")).expect("it can be made");
    for (style, range, visit, flare, why) in [
        (
            "month-first",
            "Oct 25 – Nov 22, 2026",
            "since the visit on Sun Oct 25 with",
            "Nov 14 – 17, 2026: 4 days",
            "not done since Wed Oct 21; Thu Oct 29",
        ),
        (
            "iso",
            "2026-10-25 – 2026-11-22",
            "since the visit on Sun 2026-10-25 with",
            "2026-11-14 – 2026-11-17: 4 days",
            "not done since Wed 2026-10-21; Thu 2026-10-29",
        ),
    ] {
        fs::write(&settings, format!("date_style = \"{style}\"\n")).expect("it can be written");
        world.set("COLUMNS", "200");
        let text = world.quietly("supple report --text").stdout;
        for words in [range, visit, flare, why] {
            assert!(text.contains(words), "{words:?} is not in {text}");
        }
        assert!(!text.contains("22 Nov"), "{text}");
        // The picture is of the same words, and so is a chart.
        for verb in ["report", "chart", "chart --kind calendar"] {
            world.quietly(&format!("supple {verb} --replace --out page.svg"));
            let svg = fs::read_to_string(world.desk().join("page.svg")).expect("it is there");
            let last = range.rsplit(" – ").next().expect("a day");
            assert!(svg.contains(last) && !svg.contains("22 Nov"), "{verb}: {style}");
        }
        world.quietly("supple handout --week --replace --out page.svg");
        let svg = fs::read_to_string(world.desk().join("page-1.svg")).expect("it is there");
        let today = if style == "iso" { "Sunday 2026-11-22" } else { "Sunday, November 22, 2026" };
        assert!(svg.contains(today) && !svg.contains("22 November"), "{style}");
        assert_eq!(world.json(asked), before, "a program reads the same");
    }
}

#[test]
fn what_is_open_stands_first_with_what_to_do() {
    let mut world = seven_weeks();
    for sign in ["cancer", "ces-saddle", "ces-bowel"] {
        says(&mut world, sign, "yes");
    }
    world.forget();
    world.types("supple report --text --weeks 1");
    world.set("COLUMNS", "40");
    world.types_all(&["supple report --text", "supple report --out page.png"]);
    assert_snapshot!(world.told());
}

#[test]
fn a_flare_of_private_scores_is_told_to_nobody() {
    for (private, is_told) in [("", true), (" --private", false)] {
        let mut world = World::new();
        for n in 1..=40 {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).expect("a date");
            let day = day + chrono::Days::new(n);
            world.clock(&format!("{day}T19:00:00+01:00"));
            world.quietly("supple log 3");
            if n > 32 {
                world.quietly(&format!("supple log 9{private}"));
            }
        }
        let text = world.quietly("supple report --text --from 2026-10-02").stdout;
        assert_eq!(text.contains("Flares"), is_told, "{private}: {text}");
    }
}

#[test]
fn a_dose_that_went_down_and_up_is_told_by_its_whole_way() {
    let mut world = World::new();
    let day = |n: u64| {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 10, 5).expect("a date");
        (first + chrono::Days::new(n)).to_string()
    };
    world.clock(&format!("{}T08:00:00+01:00", day(0)));
    world.quietly("supple assign piriformis-dgs --side left");
    for n in 0..34 {
        world.clock(&format!("{}T08:00:00+01:00", day(n)));
        world.quietly("supple log 2 --morning");
        world.clock(&format!("{}T19:00:00+01:00", day(n)));
        world.quietly("supple log 2");
        // Once it was far too much.
        let pain = if n == 15 { 8 } else { 2 };
        world.types(&format!("supple done walking --pain {pain}"));
    }
    let text = world.quietly("supple report --text").stdout;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let walking = text.split(" • ").find(|item| item.starts_with("Graded walking: "));
    assert_snapshot!(walking.expect("its line"), @"
    Graded walking: 15 min → 24 min (2 steps up until Sat 17 Oct, then 1 step down Wed 21 Oct (pain 8 on Tue 20 Oct), then 3 steps up until Sat 7 Nov)
    ");
}

#[test]
fn what_a_page_cannot_draw_is_said() {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    assert_eq!(world.quietly("supple report --out a.png").stderr, "");
    world.quietly("supple visit --ask 'Darf ich laufen? 走ってもいい? 🏃'");
    let page = world.quietly("supple report --out b.png");
    assert!(page.stderr.contains("6 characters could not be drawn"), "{page:?}");
    assert!(page.stderr.contains('走'), "{page:?}");
    // A browser has the typefaces for it, and so has the terminal.
    assert_eq!(world.quietly("supple report --out c.html").stderr, "");
    assert_eq!(world.quietly("supple report --text").stderr, "");
}

#[test]
fn what_is_planned_is_said_from_the_first_day_of_the_plan_to_the_last_that_is_over() {
    let mut world = World::new();
    // An entry and an exercise of a time without a plan.
    world.clock("2026-11-13T19:00:00+01:00");
    world.quietly("supple log 5");
    world.quietly("supple done walking --minutes 20");
    for day in 16..=21 {
        world.clock(&format!("2026-11-{day}T19:00:00+01:00"));
        if day == 16 {
            world.quietly("supple assign piriformis-dgs --side left");
        }
        world.quietly("supple log 5");
        world.quietly("supple done --all");
    }
    world.quietly("supple assign coccydynia");
    let html = {
        world.quietly("supple report --out page.html");
        fs::read_to_string(world.desk().join("page.html")).expect("the page")
    };
    for words in [
        // Of what the plan held, and from when.
        "Piriformis / deep gluteal syndrome, left (since 16 Nov) · Tailbone pain (coccydynia) (since 21 Nov)",
        "Exercises since 16 Nov",
        ">on 16 Nov<",
        // Of what is counted, and up to when.
        ">done up to 20 Nov<",
        ", up to 20 Nov<",
        "Before this plan",
        "Graded walking (1, none planned)",
    ] {
        assert!(html.contains(words), "{words:?} is missing: {html}");
    }
    assert!(!html.contains("13 Nov<"), "{html}");
    // The marks on the chart, which is of two conditions; and of one.
    let chart = |world: &mut World, to: &str| {
        let file = format!("chart-{to}.svg");
        world.quietly(&format!("supple chart --to {to} --out {file}"));
        fs::read_to_string(world.desk().join(file)).expect("the chart")
    };
    let both = chart(&mut world, "2026-11-21");
    assert!(both.contains("Piriformis: calm phase") && both.contains("Tailbone pain: calm phase"));
    let one = chart(&mut world, "2026-11-20");
    assert!(
        one.contains("\"calm phase\"")
            && one.contains("triangle: a phase of the plan begins")
            && !one.contains("Tailbone"),
        "{one}"
    );
    // Of a day that is over everything counts.
    world.quietly("supple report --to 2026-11-20 --out over.html");
    let over = fs::read_to_string(world.desk().join("over.html")).expect("the page");
    assert!(over.contains(">done of planned<") && !over.contains("up to 20 Nov"), "{over}");
}

#[test]
fn a_page_of_few_days_words_its_numbers_as_what_they_are() {
    let mut world = World::assigned();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let mut pages = Vec::new();
    for n in 0..8 {
        world.clock(&format!("{}T19:00:00+01:00", first + chrono::Days::new(n)));
        world.quietly(&format!("supple log {} --worst 7 --sat 20", 4 + n % 2));
        let page = world.json("supple report --json");
        let answers = page["answers"].as_array().expect("answers");
        let said: Vec<String> = answers
            .iter()
            .filter(|answer| answer["about"] != "Exercise sessions done")
            .map(|answer| format!("{}: {} ({})", answer["about"], answer["figure"], answer["says"]))
            .collect();
        pages.push(said.join("; ").replace('"', ""));
    }
    assert!(pages.iter().all(|page| !page.contains('–')), "{pages:#?}");
    assert_snapshot!([0, 2, 4, 7].map(|n: usize| pages[n].clone()).join("\n"), @"
    Pain so far: 4 to 7 (least to worst of 1 day rated; a change can be told from 12 Dec); Worst in these days: 7 (22 Nov); Sitting without pain: 20 min (recorded on one day of the last four weeks)
    Pain so far: 4 to 7 (least to worst of 3 days rated; a change can be told from 12 Dec); Worst in these days: 7 (on 3 days, last on 24 Nov); Sitting without pain: 20 min (mean of 3 days of the last four weeks)
    Pain so far: 4.4 (mean of the 5 days rated; a change can be told from 12 Dec); Worst in these days: 7 (on 5 days, last on 26 Nov); Sitting without pain: 20 min (mean of 5 days of the last four weeks)
    Pain so far: 4.5 (mean of the 8 days rated; a change can be told from 12 Dec); Worst in these days: 7 (on 8 days, last on 29 Nov); Sitting without pain: 20 min (mean of 8 days of the last four weeks)
    ");
    // What the clinician cannot type is said to the person.
    world.quietly("supple report --out page.html");
    let html = fs::read_to_string(world.desk().join("page.html")).expect("the page");
    let commands = html.match_indices("supple plan").count();
    assert!(
        commands == 1 && html.contains("For the person, at home: supple plan --help"),
        "{html}"
    );
}
