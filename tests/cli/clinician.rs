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
const ORDERS: [Order; 10] = [
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
    Order {
        said: "add this, 3 × 12, not on walking days",
        typed: "supple plan add hip-hinge --sets 3 --reps 12 --not-same-day walking --by 'Dr Okafor'",
        plan: "added to the plan, never on one day with Graded walking: Dr Okafor, Mon 16 Nov",
        handout: "Added to the plan, never on one day with Graded walking: Dr Okafor",
        report: "new: 3 × 12 (set by Dr Okafor; added to the plan, never on one day with Graded walking",
    },
    Order {
        said: "drop the slider",
        typed: "supple plan drop sciatic-slider-supine --by 'Dr Okafor'",
        plan: "Taken out • Sciatic nerve slider lying: Dr Okafor, Mon 16 Nov",
        handout: r#""exercise":"walking""#,
        report: "taken out of the plan: Dr Okafor, Mon 16 Nov",
    },
    Order {
        said: "stop at 3",
        typed: "supple plan limit walking 3 --by 'Dr Okafor'",
        plan: "too much when pain in it rises by more than 3: Dr Okafor, Mon 16 Nov",
        handout: "Stop when pain in it rises by more than 3",
        report: "rises by more than 3: Dr Okafor",
    },
    Order {
        said: "this may grow",
        typed: "supple plan set walking --minutes 10 --may-grow --by 'Dr Okafor'",
        plan: "it may grow from the dose that is set: Dr Okafor, Mon 16 Nov",
        handout: "It may grow from the dose that is set: Dr Okafor",
        report: "it may grow from the dose that is set: Dr Okafor",
    },
    Order {
        said: "keep doing it in flares",
        typed: "supple plan set walking --in-flares --by 'Dr Okafor'",
        plan: "left as it is in a flare: Dr Okafor, Mon 16 Nov",
        handout: "Left as it is in a flare: Dr Okafor",
        report: "left as it is in a flare: Dr Okafor",
    },
    Order {
        said: "rest for five days",
        typed: "supple plan pause --until 2026-11-21 --why 'Dr Okafor says so'",
        plan: "The plan rests until Sat 21 Nov, since Mon 16 Nov (Dr Okafor says so)",
        handout: r#""days":["2026-11-21","2026-11-22"]"#,
        report: "",
    },
];

#[test]
fn each_order_of_a_physiotherapist_is_one_command_and_is_read_back() {
    for order in &ORDERS {
        let mut world = after_two_weeks();
        let before = world.quietly("supple plan --json").stdout;
        world.quietly(order.typed);
        let read = [
            (order.plan, in_one_line(&world.quietly("supple plan").stdout)),
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

/// A text in one line.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

#[test]
fn an_exercise_is_added_and_dropped_by_a_word() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan add hip-hinge",
        "supple plan add walking --by 'Dr Okafor'",
        "supple plan add romanian-deadlift --by 'Dr Okafor'",
        "supple plan add abdominal-brace --minutes 5 --by 'Dr Okafor'",
        "supple plan add abdominal-brace --sets 2 --not-same-day abdominal-brace --by 'Dr Okafor'",
        "supple plan add abdominal-brace --sets 2 --by 'Dr Okafor' --on yesterday",
        "supple plan add abdominal-brace --by 'Dr Okafor'",
        "supple today",
        "supple plan drop abdominal-brace --by 'Dr Reyes'",
        "supple plan drop abdominal-brace --by 'Dr Reyes'",
        "supple plan drop glute-squeeze --by 'Dr Reyes'",
        "supple plan drop glute-squeeze --by 'Dr Reyes'",
        "supple plan",
        "supple plan swap walking glute-squeeze",
        "supple plan add glute-squeeze --by 'Dr Okafor'",
        "supple plan --why glute-squeeze",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn what_is_added_goes_on_into_the_next_phase_and_waits_behind_an_answer() {
    let mut world = after_two_weeks();
    world.quietly("supple plan add abdominal-brace --by 'Dr Okafor'");
    world.quietly("supple plan drop walking --by 'Dr Okafor'");
    world.types("supple plan advance --agreed-by 'Dr Okafor'");
    let plan = world.json("supple plan --json");
    let ids: Vec<&str> = plan["exercises"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|each| each["exercise"].as_str().expect("an id"))
        .collect();
    assert!(ids.contains(&"abdominal-brace") && !ids.contains(&"walking"), "{ids:?}");
    assert_eq!(plan["taken_out"][0]["exercise"], "walking");
    assert_snapshot!(world.told());
}

#[test]
fn a_limit_is_a_clinicians_and_passes_no_bone() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan limit walking 3",
        "supple plan limit walking 11 --by 'Dr Okafor'",
        "supple plan limit walking 3 --by 'Dr Okafor' --on yesterday",
        "supple plan limit walking 2 --by 'Dr Reyes'",
        "supple today",
        "supple plan --why walking",
    ]);
    let mut bone = World::new();
    bone.quietly("supple assign pelvic-stress-fracture --agreed-by 'Dr Okafor'");
    bone.types_all(&[
        "supple plan limit abdominal-brace 3 --by 'Dr Okafor'",
        "supple plan add walking --by 'Dr Okafor'",
    ]);
    assert_snapshot!(world.told() + &bone.told());
}

#[test]
fn a_dose_may_grow_and_goes_on_in_flares_because_a_clinician_says_so() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan set walking --may-grow",
        "supple plan set walking --minutes 10 --may-grow --in-flares --by 'Dr Okafor'",
        "supple plan set walking --minutes 12 --by 'Dr Reyes'",
        "supple flare",
        "supple today",
        "supple plan set walking --by-rules",
        "supple plan set walking --by-rules",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_look_on_the_day_of_a_sign_counts_from_the_next_day() {
    let mut world = after_two_weeks();
    for day in [16, 17] {
        world.clock(&format!("2026-11-{day}T12:00:00+01:00"));
        world.quietly("supple done figure-four-supine --pain 9 --before 2");
    }
    world.types("supple plan resume figure-four-supine --by 'Dr Okafor'");
    world.clock("2026-11-18T12:00:00+01:00");
    // A dose says nothing of a look, and handing back neither.
    world.types_all(&[
        "supple plan set figure-four-supine --reps 2 --by 'Dr Okafor'",
        "supple plan set figure-four-supine --by-rules --by 'Dr Okafor'",
        "supple plan resume figure-four-supine --by 'Dr Okafor' --on 2026-11-17",
    ]);
    assert_snapshot!(world.told());
}
