//! A gentle start for people without a diagnosis, and what `assign` asks and says.

use insta::assert_snapshot;

use crate::safety::flat;
use crate::world::World;

/// Puts answers to safety questions on record.
fn answers(world: &mut World, given: &str) {
    std::fs::write(world.desk().join("answers.json"), given).expect("written");
    assert_eq!(world.quietly("supple screen --answers answers.json").code, 0);
}

#[test]
fn a_gentle_start_goes_for_two_weeks_and_then_says_whom_to_see() {
    let mut world = World::new();
    world.types_all(&["supple assign first-steps", "supple today", "supple plan"]);
    let plans = &world.json("supple today --json")["plans"];
    assert_eq!(
        (plans[0]["condition"].as_str(), plans[0]["diagnosis"].as_bool()),
        (Some("first-steps"), Some(false))
    );
    world.clock("2026-12-05T20:00:00+01:00");
    assert!(!world.quietly("supple today").stdout.contains("--whom"));
    world.clock("2026-12-06T20:00:00+01:00");
    for line in ["supple today", "supple plan"] {
        let seen = flat(&world.quietly(line).stdout);
        assert!(seen.contains("Two weeks of the gentle start are over."), "{line}: {seen}");
        assert!(!seen.contains("phase"), "{line}: {seen}");
    }
    assert_snapshot!(world.told());
    let reminded = world.types("supple remind --json").stdout;
    let reminded: serde_json::Value = serde_json::from_str(&reminded).expect("it is JSON");
    let due = &reminded["due"];
    let whom = due.as_array().expect("a list").iter().find(|due| due["what"] == "whom-to-see");
    assert_eq!(whom.expect("it is due")["command"], "supple begin --whom");
    world.quietly("supple visit today --with 'Dr Okafor'");
    assert!(!world.quietly("supple plan").stdout.contains("--whom"));
    // Nothing follows it by itself.
    assert_eq!(world.types("supple plan advance").code, 1);
    assert_eq!(world.types("supple plan swap walking stationary-bike").code, 1);
}

#[test]
fn a_diagnosis_takes_the_place_of_a_gentle_start_and_undo_brings_it_back() {
    let mut world = World::new();
    world.quietly("supple assign first-steps");
    world.quietly("supple done walking --pain 1 --minutes 4");
    let seen = world.quietly("supple assign piriformis-dgs --side left").stdout;
    let over = "The gentle start is over; what you recorded stays, doses do not carry over.";
    assert!(flat(&seen).contains(over), "{seen}");
    let running = |world: &mut World| -> Vec<String> {
        let plans = world.json("supple plan --json")["plans"].clone();
        let plans = plans.as_array().expect("a list").iter();
        plans.map(|plan| plan["condition"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(running(&mut world), ["piriformis-dgs"]);
    let walking = world.quietly("supple plan --why walking").stdout;
    assert!(walking.contains("15 min"), "{walking}");
    let refused = world.types("supple assign first-steps");
    assert_eq!(refused.code, 1);
    assert!(flat(&refused.stderr).contains("is for people without a diagnosis"), "{refused:?}");
    world.quietly("supple undo");
    assert_eq!(running(&mut world), ["first-steps"]);
    world.quietly("supple redo");
    assert_eq!(running(&mut world), ["piriformis-dgs"]);
}

#[test]
fn a_gentle_start_is_not_for_everybody_before_a_clinician_agrees() {
    let mut world = World::new();
    answers(&mut world, r#"{"heart-bp": "yes", "cancer-ever": "yes"}"#);
    world.forget();
    world.types_all(&[
        "supple assign first-steps",
        "supple screen --checked heart-bp --by 'Dr Okafor'",
        "supple screen --checked cancer-ever --by 'Dr Okafor'",
        "supple assign first-steps",
    ]);
    assert_snapshot!(world.told());
    assert!(world.quietly("supple today").stdout.contains("[ ]"));
}

#[test]
fn a_yes_that_comes_later_hides_it_and_no_other_programme() {
    for (condition, is_hidden) in [("first-steps", true), ("sciatica", false)] {
        let mut world = World::new();
        world.quietly(&format!("supple assign {condition}"));
        answers(&mut world, r#"{"cancer-ever": "yes"}"#);
        let seen = world.quietly("supple today").stdout;
        assert_eq!(!seen.contains("[ ]"), is_hidden, "{seen}");
        assert_eq!(seen.contains("supple screen --checked cancer-ever"), is_hidden, "{seen}");
        let alone = world.json("supple today --json");
        assert_eq!(alone["due"].as_array().map(Vec::is_empty), Some(is_hidden), "{alone}");
    }
}

#[test]
fn what_is_assigned_is_told_on_one_screen() {
    let conditions = World::new().json("supple conditions --json");
    for condition in conditions.as_array().expect("a list") {
        let id = condition["id"].as_str().expect("an id");
        let mut world = World::new();
        world.quietly("supple log 3");
        for line in [format!("supple assign {id}"), format!("supple assign {id} --side both")] {
            let seen = world.quietly(&line);
            let lines = seen.stdout.lines().count() + seen.stderr.lines().count();
            assert!(lines <= 24, "{line}, {lines} lines:\n{}{}", seen.stdout, seen.stderr);
            let all = flat(&seen.stdout);
            for part in ["Keep away from: ", "see a doctor, with: ", "The rest: supple conditions"]
            {
                assert!(all.contains(part), "{line}: {all}");
            }
        }
    }
}

#[test]
fn a_side_that_was_not_said_can_be_added_where_there_is_one() {
    let mut world = World::new();
    let seen = world.quietly("supple assign sciatica");
    assert!(flat(&seen.stderr).contains("supple assign sciatica --side left"), "{seen:?}");
    let seen = world.quietly("supple assign sciatica --side left");
    assert!(flat(&seen.stdout).contains("The side was not recorded, and is left now."), "{seen:?}");
    assert!(!seen.stderr.contains("Which side"), "{seen:?}");
    let seen = world.quietly("supple assign coccydynia");
    assert!(!seen.stderr.contains("Which side"), "{seen:?}");
}

#[cfg(unix)]
#[test]
fn in_a_terminal_the_side_is_asked_where_there_is_one() {
    for (typed, side) in [("r", Some("right")), ("", None)] {
        let mut world = World::unanswered();
        let mut watched = world.on_a_terminal("supple assign ischial-bursitis");
        watched.until("Enter not sure");
        watched.types(typed);
        watched.until("[y/n/s/q]");
        watched.types("q");
        assert_eq!(watched.ends().code, 0);
        assert_eq!(world.json("supple plan --json")["plans"][0]["side"].as_str(), side);
    }
}

#[cfg(unix)]
#[test]
fn in_a_terminal_a_gentle_start_asks_whether_sitting_hurts() {
    for (typed, variant) in [("1", "without-chair"), ("2", "with-chair"), ("", "without-chair")] {
        let mut world = World::unanswered();
        let mut watched = world.on_a_terminal("supple assign first-steps");
        watched.until("A number, or Enter for none.");
        watched.types(typed);
        watched.until("[y/n/s/q]");
        watched.types("q");
        assert_eq!(watched.ends().code, 0);
        assert_eq!(world.json("supple plan --json")["plans"][0]["variant"], variant);
    }
}
