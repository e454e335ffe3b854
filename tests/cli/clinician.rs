//! A clinician's word: what it changes, where it is shown, and what it never passes.

use insta::assert_snapshot;

use crate::plan::after_two_weeks;
use crate::safety_answers::says;
use crate::world::World;

/// An order of a physiotherapist, as a person types it, and where it is read back.
struct Order {
    /// What they say.
    said: &'static str,
    /// What is typed.
    typed: &'static str,
    /// What `supple plan` shows of it.
    plan: &'static str,
    /// What the JSON of the week's handout holds of it.
    handout: &'static str,
    /// What the JSON of the visit page holds of it.
    report: &'static str,
}

/// The ordinary orders of a physiotherapist.
const ORDERS: [Order; 4] = [
    Order {
        said: "go on to phase 2",
        typed: "supple plan advance --agreed-by 'Dr Okafor'",
        plan: "restore phase, day 1",
        handout: "restore phase. Agreed by Dr Okafor",
        report: r#""agreed":{"by":"Dr Okafor","on":"2026-11-16"}"#,
    },
    Order {
        said: "begin in phase 3",
        typed: "supple assign coccydynia --phase strengthen --agreed-by 'Dr Okafor'",
        plan: "strengthen phase, day 1",
        handout: "strengthen phase. Agreed by Dr Okafor",
        report: r#""agreed":{"by":"Dr Okafor","on":"2026-11-16"}"#,
    },
    Order {
        said: "only 10 minutes",
        typed: "supple plan set walking --minutes 10 --by 'Dr Okafor'",
        plan: "the dose stays: Dr Okafor set it",
        handout: r#""minutes":10"#,
        report: "set by Dr Okafor",
    },
    Order {
        said: "this one twice a week",
        typed: "supple plan set walking --days 2 --by 'Dr Okafor'",
        plan: "2 days a week",
        handout: r#""days_per_week":2"#,
        report: "set by Dr Okafor",
    },
];

#[test]
fn each_order_of_a_physiotherapist_is_one_command_and_is_read_back() {
    for order in &ORDERS {
        let mut world = after_two_weeks();
        let before = world.quietly("supple plan --json").stdout;
        world.quietly(order.typed);
        let read = [
            (order.plan, world.quietly("supple plan").stdout.replace("\n    ", " ")),
            (
                order.handout,
                compact(&mut world, "supple handout --week --json --replace --size 420x594"),
            ),
            (order.report, compact(&mut world, "supple report --text --json")),
        ];
        for (wanted, found) in read {
            assert!(found.contains(wanted), "{}: no “{wanted}” in\n{found}", order.said);
        }
        world.quietly("supple undo");
        assert_eq!(world.quietly("supple plan --json").stdout, before, "{}", order.said);
    }
}

/// A JSON in one line.
fn compact(world: &mut World, line: &str) -> String {
    world.json(line).to_string()
}

#[test]
fn a_word_goes_on_whatever_the_numbers_say() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple plan advance",
        "supple plan advance --agreed-by 'Dr Okafor' --agreed-on yesterday",
        "supple plan advance --agreed-by 'Dr Okafor'",
        "supple plan",
        "supple undo",
        "supple plan advance --agreed-by 'Dr Okafor' --not-yet sit-20-min",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn in_a_flare_a_word_counts_that_was_given_in_it() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple flare",
        "supple plan advance",
        "supple plan advance --agreed-by 'Dr Okafor' --agreed-on yesterday",
        "supple assign coccydynia --phase restore --agreed-by 'Dr Okafor' --agreed-on yesterday",
        "supple plan advance --agreed-by 'Dr Okafor'",
    ]);
    assert_eq!(world.json("supple plan --json")["plans"][0]["phase"], "restore");
    assert_snapshot!(world.told());
}

#[test]
fn a_word_passes_no_open_sign_and_what_was_stopped_stays_stopped() {
    let mut world = after_two_weeks();
    for day in [16, 17] {
        world.clock(&format!("2026-11-{day}T12:00:00+01:00"));
        world.quietly("supple done figure-four-supine --pain 9 --before 2");
    }
    world.clock("2026-11-18T12:00:00+01:00");
    world.types("supple plan advance --agreed-by 'Dr Okafor'");
    let today = world.json("supple today --json");
    let due = today["due"].as_array().expect("a list");
    assert!(due.iter().all(|due| due["exercise"] != "figure-four-supine"), "{due:?}");
    world.quietly("supple undo");
    says(&mut world, "ces-saddle", "yes");
    world.types("supple plan advance --agreed-by 'Dr Okafor'");
    assert_snapshot!(world.told());
}

#[test]
fn a_programme_begins_in_the_phase_that_a_clinician_says() {
    let mut world = World::new();
    world.types_all(&[
        "supple assign sciatica --phase restore",
        "supple assign sciatica --phase 2 --agreed-by 'Dr Okafor'",
        "supple assign first-steps --phase restore --agreed-by 'Dr Okafor'",
        "supple assign sciatica --phase restore --agreed-by 'Dr Okafor' --agreed-on yesterday",
        "supple plan",
        "supple assign sciatica --phase strengthen --agreed-by 'Dr Okafor'",
        "supple undo",
        "supple plan",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_bone_begins_later_with_a_word_and_still_allows_no_pain() {
    let mut world = World::new();
    world.types("supple assign pelvic-stress-fracture --phase strengthen --agreed-by 'Dr Okafor'");
    let today = world.json("supple today --json");
    let due = today["due"].as_array().expect("a list");
    assert!(!due.is_empty() && due.iter().all(|due| due["pain_max"] == 0), "{today}");
    world.types_all(&["supple today", "supple plan advance --agreed-by 'Dr Okafor'"]);
    assert_snapshot!(world.told());
}
