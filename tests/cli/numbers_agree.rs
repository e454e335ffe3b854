//! A number that two verbs show is the same number: diaries of all sorts, made up by dice, read by
//! every verb that speaks of them, in JSON, in words and on the page.

use serde_json::Value;

use crate::world::World;

/// The first day of the diaries.
const FROM: (i32, u32, u32) = (2026, 9, 1);

/// A day of them.
fn day(n: u64) -> chrono::NaiveDate {
    let (year, month, day) = FROM;
    chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a date") + chrono::Days::new(n)
}

/// A small generator of numbers that look random (an LCG).
struct Dice(u64);

impl Dice {
    /// A number from 0 to just below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A diary of so many days: one to three scores a day, worsts, places, medicines, minutes
/// of sitting, sessions, goals and a visit; two weeks of it are worse.
fn diary(seed: u64, days: u64) -> World {
    let mut dice = Dice(seed);
    let mut world = World::new();
    world.clock(&format!("{}T07:30:00+01:00", day(0)));
    world.types_all(&[
        "supple assign piriformis-dgs --side left",
        "supple goal add 'sit through a film'",
        "supple goal rate 1 3",
    ]);
    for n in 0..days {
        world.clock(&format!("{}T07:45:00+01:00", day(n)));
        if n == days / 2 {
            world.quietly("supple visit today --with 'Dr Okafor'");
        }
        if dice.roll(8) == 0 {
            continue;
        }
        let bad = if (30..44).contains(&n) { 30 } else { 0 };
        for time in ["08:00", "13:00", "21:00"].iter().take(1 + dice.roll(3) as usize) {
            world.clock(&format!("{}T{time}:30+01:00", day(n)));
            let tenths = (20 + bad + dice.roll(40)).min(100);
            let worst = (tenths + dice.roll(30)).min(100);
            let mut line =
                format!("supple log {} --worst {}", tenths as f64 / 10.0, worst as f64 / 10.0);
            match dice.roll(5) {
                0 => line += " --site buttock:left",
                1 => line += " --site low-back --took 'ibuprofen 400 mg'",
                2 => line += &format!(" --sat {}", 10 + dice.roll(60)),
                _ => {}
            }
            world.quietly(&line);
        }
        if dice.roll(3) > 0 {
            world.clock(&format!("{}T22:00:00+01:00", day(n)));
            world.quietly(&format!("supple done --all --pain {}", dice.roll(5)));
        }
        if n % 20 == 19 {
            world.quietly(&format!("supple goal rate 1 {}", dice.roll(11)));
        }
    }
    world.clock(&format!("{}T22:30:00+01:00", day(days - 1)));
    world.forget();
    world
}

/// The object in a list that has this value under a key.
fn of<'v>(list: &'v Value, key: &str, is: &str) -> &'v Value {
    let found = list.as_array().expect("a list").iter().find(|item| item[key] == is);
    found.unwrap_or_else(|| panic!("no {is} in {list}"))
}

/// A large figure of the visit page.
fn figure(report: &Value, begins: &str) -> (String, String) {
    let answers = report["answers"].as_array().expect("answers");
    let found = answers
        .iter()
        .find(|answer| answer["about"].as_str().is_some_and(|about| about.starts_with(begins)));
    let found = found.unwrap_or_else(|| panic!("no {begins}"));
    let text = |key: &str| found[key].as_str().expect("a text").to_owned();
    (text("figure"), text("says"))
}

/// A number as a page shows it: one decimal, halves away from zero.
fn shown(number: &Value) -> String {
    let exact = number.as_f64().expect("a number");
    let tenths = (exact * 10.0 + exact.signum() * 1e-9).round() / 10.0;
    format!("{tenths:.1}")
}

/// Whether everything that is said of one diary agrees.
fn agrees(seed: u64, days: u64) {
    let mut world = diary(seed, days);
    let stats = world.json("supple stats --json");
    let report = world.json("supple report --text --json");
    let from = report["from"].as_str().expect("a day").to_owned();
    let mut chart = |kind: &str| {
        world.json(&format!("supple chart --kind {kind} --from {from} --json --out {kind}.png"))
    };
    let (progress, calendar, sites) = (chart("progress"), chart("calendar"), chart("sites"));
    let in_one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = in_one_line(world.quietly("supple report --text").stdout);
    let words = in_one_line(world.quietly("supple stats").stdout);

    // How pain changed, since the first two weeks and since the visit.
    for (since, label) in [("first-two-weeks", "Pain since the first"), ("visit", "Pain since")] {
        let change = of(&stats["changes"], "since", since);
        let (said, verdict) = figure(&report, label);
        let [before, now] = ["before", "now"].map(|key| shown(&change[key]));
        assert_eq!(said, format!("{before} → {now}"), "{seed}: {since}");
        let counts = change["reaches_threshold"].as_bool().expect("a verdict");
        assert_eq!(counts, verdict.contains("that counts"), "{seed}: {change} {verdict}");
        let points = shown(&change["points"]).trim_start_matches('-').to_owned();
        assert!(verdict.starts_with(&points) || verdict == "no change", "{seed}: {verdict}");
        for place in [&text, &words] {
            assert!(place.contains(&before) && place.contains(&now), "{seed}: {since}");
        }
    }
    assert_eq!(progress["change"]["now"], stats["changes"][0]["now"], "{seed}");
    assert_eq!(progress["change"]["points"], stats["changes"][0]["points"], "{seed}");

    // What was recorded and done since the visit.
    let period = of(&stats["periods"], "name", "since-visit");
    assert_eq!(period["from"], report["from"], "{seed}");
    for (one, other) in [
        (&report["days_rated"], &period["rated_days"]),
        (&progress["days_rated"], &period["rated_days"]),
        (&calendar["days_rated"], &period["rated_days"]),
        (&report["sessions_done"], &period["sessions_done"]),
        (&report["sessions_planned"], &period["sessions_planned"]),
        (&report["sessions_beyond"], &period["sessions_beyond"]),
        (&progress["sessions_done"], &period["sessions_done"]),
        (&progress["sessions_planned"], &period["sessions_planned"]),
    ] {
        assert_eq!(one, other, "{seed}");
    }
    let done = &figure(&report, "Exercise sessions").1;
    let counts = format!("{} of {}", period["sessions_done"], period["sessions_planned"]);
    assert!(done.starts_with(&counts), "{seed}: {done}");
    assert!(text.contains(&counts), "{seed}");

    // What a phase is left by is the mean of the same days, up to yesterday.
    let plan = world.json("supple plan --json");
    let pain = of(&plan["plans"][0]["criteria"], "kind", "pain").clone();
    if let (Some(now), Some(of_days)) = (pain["now"].as_f64(), pain["of_days"].as_u64()) {
        let from = day(days - 1 - of_days);
        let asked = world.json(&format!("supple stats --from {from} --to yesterday --json"));
        let asked = of(&asked["periods"], "name", "asked");
        assert_eq!(format!("{now:.1}"), shown(&asked["mean"]), "{seed}: {pain} {asked}");
        let right = format!("{} in the {of_days} days up to yesterday", shown(&asked["mean"]));
        let words = pain["in_words"].as_str().expect("words");
        assert!(words.contains(right.trim_end_matches(".0")), "{seed}: {words}");
    }

    // The minutes of a day.
    let today = world.json("supple today --json");
    let minutes = &today["minutes"];
    let sum = minutes["exercises"].as_u64().zip(minutes["steady"].as_u64()).map(|(a, b)| a + b);
    let week = world.json("supple week --json");
    let in_week = of(&week["days"], "day", today["day"].as_str().expect("a day"));
    assert_eq!(in_week["minutes"].as_u64(), sum, "{seed}");

    // Words, as they are listed and as they are found.
    let used = world.json("supple words --json");
    for (kind, word, option) in
        [("site", "buttock", "--site buttock"), ("site", "low-back", "--site low-back")]
    {
        let listed = used["words"].as_array().expect("words").iter();
        let mut listed = listed.filter(|each| each["kind"] == kind && each["word"] == word);
        let entries = listed.next().map_or(0, |each| each["entries"].as_u64().expect("a number"));
        let found = world.json(&format!("supple history {option} --from {} --json", day(0)));
        assert_eq!(found.as_array().map(|all| all.len() as u64), Some(entries), "{seed}: {word}");
    }

    // The worst, and the days of the calendar.
    let (worst, _) = figure(&report, "Worst");
    assert_eq!(worst, period["worst"].to_string(), "{seed}");
    let rated = calendar["rated"].as_array().expect("days");
    let most = rated.iter().map(|day| day["worst"].as_f64().expect("a score")).fold(0.0, f64::max);
    assert_eq!(Some(most), period["worst"].as_f64(), "{seed}");
    let means: f64 = rated.iter().map(|day| day["mean"].as_f64().expect("a mean")).sum();
    let mean = period["mean"].as_f64().expect("a mean");
    assert!((means / rated.len() as f64 - mean).abs() < 1e-9, "{seed}");

    // Sitting.
    let minutes = |name| of(&stats["periods"], "name", name)["sitting_minutes"].as_f64();
    if let Some(now) = minutes("four-weeks") {
        let (said, _) = figure(&report, "Sitting");
        let expected = match minutes("first-two-weeks") {
            Some(then) => format!("{then:.0} → {now:.0} min"),
            None => format!("{now:.0} min"),
        };
        assert_eq!(said, expected, "{seed}");
    }

    // Places, goals.
    let places = &of(&report["sections"], "part", "places")["items"];
    for place in sites["places"].as_array().expect("places") {
        let days = format!("{} day", place["days"]);
        let median = format!("median {}", shown(&place["median"]).trim_end_matches(".0"));
        let items = places.as_array().expect("items").iter();
        let mut says = items.map(|item| item["says"].as_str().expect("a text"));
        assert!(says.any(|says| says.starts_with(&days) && says.ends_with(&median)), "{seed}");
    }
    let goal = &of(&report["sections"], "part", "goals")["items"][0]["says"];
    let last = stats["goals"]["goals"][0]["ratings"].as_array().and_then(|all| all.last().cloned());
    let last = last.expect("a rating")["score"].to_string();
    assert!(goal.as_str().is_some_and(|says| says.contains(&last)), "{seed}: {goal} {last}");
}

#[test]
fn a_number_that_two_verbs_show_is_one_number() {
    for seed in [11, 23, 47] {
        agrees(seed, 52);
    }
}

#[test]
fn a_flare_is_the_same_from_whatever_day_a_page_begins() {
    // 28 days of 3, 18 of 6 with one moment of 8, 7 of 3.
    let mut world = World::new();
    for n in 0..53 {
        world.clock(&format!("{}T20:00:00+01:00", day(n)));
        let score = if (28..46).contains(&n) { 6 } else { 3 };
        let worst = if n == 40 { " --worst 8" } else { "" };
        world.quietly(&format!("supple log {score}{worst}"));
    }
    let mut flares = |from: u64| {
        let report = world.json(&format!("supple report --from {} --text --json", day(from)));
        of(&report["sections"], "part", "flares")["items"].clone()
    };
    let whole = flares(0);
    let says = whole[0]["says"].as_str().expect("a flare");
    assert!(says.contains("worst 8") && whole.as_array().map(Vec::len) == Some(1), "{whole}");
    for from in [5, 14, 20, 27, 28, 35, 44] {
        assert_eq!(flares(from), whole, "from day {from}");
    }
}
