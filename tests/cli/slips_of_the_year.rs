//! A year that was mistyped, now or long ago, moves no other number.

use crate::world::World;

/// What is seen of a line, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Five weeks of scores, from 19 October on.
fn five_weeks() -> World {
    let mut world = World::new();
    for n in 0..35 {
        let day =
            chrono::NaiveDate::from_ymd_opt(2026, 10, 19).expect("a day") + chrono::Days::new(n);
        world.clock(&format!("{day}T20:00:00+01:00"));
        world.quietly(&format!("supple log {}", if n < 14 { 6 } else { 4 }));
    }
    world
}

#[test]
fn a_score_of_twenty_years_ago_sets_no_baseline_and_no_range() {
    let mut world = five_weeks();
    let all = |world: &mut World| {
        (
            world.json("supple stats --json"),
            world.json("supple chart --json --out progress.png --replace"),
            world.json("supple report --text --json"),
            world.json("supple patterns --json"),
        )
    };
    let before = all(&mut world);
    assert_eq!(before.1["from"], "2026-10-19");
    assert_eq!(before.1["baseline"]["from"], "2026-10-19");
    for day in ["2006-11-20", "2025-11-20"] {
        let said = seen(&mut world, &format!("supple log 9 --on {day}"));
        assert!(said.contains("20 years ago") || day.starts_with("2025"), "{said}");
        world.at("2026-11-22T20:01:00+01:00");
        let after = all(&mut world);
        // The page tells of a worst in its range; none of that has changed.
        assert_eq!(before.0, after.0, "stats, {day}");
        assert_eq!(before.1, after.1, "chart, {day}");
        assert_eq!(before.2, after.2, "report, {day}");
        assert_eq!(before.3, after.3, "patterns, {day}");
        world.quietly("supple undo");
    }
    // Whoever asks for it gets it.
    world.quietly("supple log 9 --on 2006-11-20");
    let asked = world.json("supple chart --from 2006-11-01 --json --out all.png");
    assert_eq!(asked["from"], "2006-11-20");
}

#[test]
fn the_baseline_is_the_first_two_weeks_with_enough_days() {
    let mut world = World::new();
    // Three days, a month of nothing, and then every day.
    for day in ["2026-09-01", "2026-09-02", "2026-09-03"] {
        world.quietly(&format!("supple log 9 --on {day}"));
    }
    for n in 0..28 {
        let day =
            chrono::NaiveDate::from_ymd_opt(2026, 10, 26).expect("a day") + chrono::Days::new(n);
        world.quietly(&format!("supple log 5 --on {day}"));
    }
    let chart = world.json("supple chart --json --out progress.png");
    assert_eq!(chart["from"], "2026-09-01");
    assert_eq!(chart["baseline"]["from"], "2026-10-26");
    assert_eq!(chart["baseline"]["mean"], 5.0);
    assert_eq!(world.json("supple stats --json")["changes"][0]["before"], 5.0);
}

#[test]
fn a_visit_that_was_booked_a_year_ago_is_pointed_out() {
    let mut world = five_weeks();
    // As it was kept before days to come were read as such.
    world.at("2026-11-22T14:30:00+01:00");
    world.quietly("supple visit 2025-12-05 --with 'Dr Okafor'");
    for line in ["supple visit", "supple report --text"] {
        let said = seen(&mut world, line);
        let right = "The visit on Fri 5 Dec 2025 was noted on Sun 22 Nov. If Sat 5 Dec was meant: \
                     supple visit 2025-12-05 --move 2026-12-05";
        assert!(said.contains(right), "{line}: {said}");
    }
    let moved = seen(&mut world, "supple visit 2025-12-05 --move 2026-12-05");
    assert!(moved.contains("Sat 5 Dec, in 13 days, with Dr Okafor"), "{moved}");
    assert!(!seen(&mut world, "supple visit").contains("was noted on"));
    // Whoever looks back says how it was.
    world.quietly("supple visit 2025-12-10 --impression 6");
    assert!(!seen(&mut world, "supple visit").contains("was noted on"));
}
