//! The plan: where it stands, why, and the words that change it.

use std::sync::OnceLock;

use insta::assert_snapshot;
use serde_json::Value;

use crate::safety_answers::{says, says_to_all};
use crate::world::World;

/// Two made-up weeks in the calm phase, until the morning of Monday 16 November: everything done
/// without much pain, and most mornings recorded.
fn two_calm_weeks() -> World {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    for day in 2..16 {
        let score = if day < 8 { 4 } else { 3 };
        world.clock(&format!("2026-11-{day:02}T08:00:00+01:00"));
        if day != 7 {
            world.quietly(&format!("supple log {score} --morning"));
        }
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        world.quietly(&format!("supple log {score}"));
        if day != 6 {
            world.quietly("supple done --all --pain 1 --effort 4");
            world.quietly("supple done --all --pain 1 --effort 4");
        }
    }
    world.clock("2026-11-16T08:00:00+01:00");
    world.quietly("supple log 3 --morning");
    world
}

/// The same with a clean record.
pub fn after_two_weeks() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, two_calm_weeks);
    world.clock("2026-11-16T08:05:00+01:00");
    world
}

/// An exercise of the plan as `supple plan --json` has it.
fn exercise(world: &mut World, id: &str) -> Value {
    let plan = world.json("supple plan --json");
    let all = plan["exercises"].as_array().expect("a list").clone();
    all.into_iter().find(|each| each["exercise"] == id).unwrap_or_default()
}

/// Ids of the exercises that are due today.
fn due(world: &mut World) -> Vec<String> {
    let today = world.json("supple today --json");
    let due = today["due"].as_array().expect("a list");
    due.iter().map(|due| due["exercise"].as_str().expect("an id").to_owned()).collect()
}

/// The phase that the only condition is in.
fn phase(world: &mut World) -> Value {
    world.json("supple plan --json")["plans"][0]["phase"].clone()
}

#[test]
fn without_a_plan_there_is_nothing_to_change_and_no_diary_is_made() {
    let mut world = World::new();
    world.types_all(&["supple plan", "supple plan --why clamshell", "supple week"]);
    for line in
        ["advance", "back", "swap a b", "set a --sets 2", "pause", "resume", "resume a --by 'Dr A'"]
    {
        let output = world.types(&format!("supple plan {line}"));
        assert_eq!(output.code, 1, "{line}");
    }
    assert!(!world.diary().exists());
    assert_snapshot!(world.told());
}

#[test]
fn every_word_that_changes_the_plan_explains_itself() {
    let mut world = World::new();
    for word in ["advance", "back", "swap", "set", "pause", "resume"] {
        let output = world.types(&format!("supple plan {word} --help"));
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{word}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn the_plan_says_where_you_are_and_what_is_missing() {
    let mut world = after_two_weeks();
    world.types("supple plan");
    world.set("COLUMNS", "40");
    world.types("supple plan");
    world.set("COLUMNS", "80");
    // Today proposes what is left to try, in one line.
    assert!(
        world
            .quietly("supple today")
            .stderr
            .contains("only your own tests are left to try: supple plan advance")
    );
    let plan = world.json("supple plan --json");
    let criteria = &plan["plans"][0]["criteria"];
    assert_eq!((&criteria[0]["full_days"], &criteria[0]["met"]), (&14.into(), &true.into()));
    assert_eq!((&criteria[1]["now"], &criteria[1]["needs"]), (&3.0.into(), &4.0.into()));
    assert_eq!((&criteria[2]["of"], &criteria[2]["unknown"]), (&7.into(), &5.into()));
    assert_eq!(&criteria[3]["kind"], "bearable");
    assert_eq!((&criteria[4]["id"], &criteria[4]["passed"]), (&"sit-20-min".into(), &Value::Null));
    assert_snapshot!(world.told());
}

#[test]
fn all_that_is_behind_a_dose_is_told() {
    let mut world = after_two_weeks();
    for wanted in ["glute-squeeze", "walking", "walkng", "bridge"] {
        world.types(&format!("supple plan --why {wanted}"));
    }
    let why = world.json("supple plan --why walking --json");
    assert_eq!(why["decision"]["sessions"].as_array().expect("a list").len(), 4);
    assert_eq!((&why["phase_dose"]["minutes"], &why["dose"]["minutes"]), (&15.into(), &17.into()));
    world.clock("2026-11-25T08:00:00+01:00");
    world.types("supple plan --why walking");
    assert_snapshot!(world.told());
}

#[test]
fn a_phase_begins_when_everything_for_it_is_met() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan advance",
        "supple plan advance sciatica",
        "supple plan advance --passed sit-20",
        "supple plan advance --passed sit-20-min --not-yet sit-20-min",
        "supple plan advance --passed sit-20-min --not-yet no-new-numbness",
    ]);
    assert_eq!(phase(&mut world), "calm");
    // An answer that is kept is not asked for again, and one that did not go is not proposed on the
    // same day.
    assert!(!world.quietly("supple today").stderr.contains("supple plan advance"));
    world.types_all(&["supple plan advance --passed no-new-numbness", "supple plan"]);
    assert_eq!(phase(&mut world), "restore");
    world.types("supple plan back");
    assert_eq!(
        world.json("supple plan --json")["plans"][0]["day_in_phase"],
        15,
        "it goes on as it was"
    );
    world.types_all(&["supple undo", "supple undo"]);
    let plan = world.json("supple plan --json");
    assert_eq!(
        plan["plans"][0]["criteria"][5]["passed"], false,
        "the answer is taken back with the phase"
    );
    world.types_all(&["supple redo", "supple plan back", "supple plan back"]);
    world.clock("2026-11-18T08:00:00+01:00");
    world.quietly("supple plan advance");
    world.clock("2026-11-25T08:00:00+01:00");
    world.types("supple plan back");
    assert_eq!(world.json("supple plan --json")["plans"][0]["day_in_phase"], 1);
    assert_snapshot!(world.told());
}

#[test]
fn too_early_is_said_with_its_numbers() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple plan",
        "supple plan advance",
        "supple plan advance --passed sit-20-min",
    ]);
    assert_snapshot!(world.told());
}

#[cfg(unix)]
#[test]
fn in_a_terminal_the_tests_are_asked() {
    let mut world = after_two_weeks();
    // Safety answers of two weeks ago say nothing of the numbness, so that it is asked as well.
    let forgotten =
        world.database().execute("DELETE FROM screening_answer WHERE day > '2026-11-02'", []);
    assert!(forgotten.expect("they are forgotten") > 0);
    let ask = |world: &mut World, answers: &[&str]| {
        let mut watched = world.on_a_terminal("supple plan advance");
        for answer in answers {
            watched.until("[y/n/Enter]");
            watched.types(answer);
        }
        let output = watched.ends();
        world.record_watched("supple plan advance", &output);
        output.code
    };
    assert_eq!(ask(&mut world, &["", "maybe", "n"]), 1);
    assert_eq!(ask(&mut world, &["y", ""]), 1);
    // What went is not asked again.
    assert_eq!(ask(&mut world, &["y"]), 0);
    assert_eq!(phase(&mut world), "restore");
    assert_snapshot!(world.told());
}

#[test]
fn a_clinician_agrees_where_one_must_and_goes_by_what_they_see() {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign pelvic-stress-fracture");
    world.types("supple plan advance");
    world.quietly("supple assign pelvic-stress-fracture --agreed-by 'Dr Okafor'");
    for day in 9..17 {
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        world.quietly("supple log 0");
    }
    world.forget();
    world.clock("2026-11-17T09:00:00+01:00");
    world.types_all(&[
        "supple plan advance --passed walk-indoors --passed cleared-for-restore",
        "supple plan",
        "supple plan advance --agreed-by 'Dr Okafor' --agreed-on 2026-10-30",
        "supple plan advance --agreed-by 'Dr Okafor' --agreed-on 2026-12-01",
        "supple plan advance --agreed-by 'Dr Okafor' --agreed-on yesterday",
    ]);
    assert_eq!(world.json("supple plan --json")["plans"][0]["cleared"]["on"], "2026-11-16");
    // Back to the phase before, the agreement to that one still holds.
    world.clock("2026-11-19T09:00:00+01:00");
    world.types("supple plan back");
    let plan = world.json("supple plan --json");
    assert_eq!(
        (&plan["plans"][0]["phase"], &plan["plans"][0]["cleared"]["on"]),
        (&"calm".into(), &"2026-11-02".into())
    );
    assert_snapshot!(world.told());
}

#[test]
fn of_the_dose_that_a_phase_has_only_what_is_another_is_told() {
    let mut world = World::assigned();
    for (set, told) in [
        ("walking --days 3", "15 min; 3 days a week (the phase has it 5 days a week)"),
        ("walking --times 2", "15 min; twice a day, 3 days a week (the phase has it once a day, 5"),
        ("walking --minutes 10", "(the phase has 15 min; once a day, 5 days a week)"),
        ("walking --times 1 --days 5", "10 min; 5 days a week (the phase has 15 min)"),
        ("figure-four-supine --times 1", "each side; every day (the phase has it twice a day)"),
        ("figure-four-supine --hold 20", "hold 20 s, each side; every day (the phase has 1 × 3,"),
    ] {
        world.quietly(&format!("supple plan set {set}"));
        let plan = world.run(&["plan"]).stdout;
        let plan = plan.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plan.contains(told), "{set}: {plan}");
        assert!(!plan.contains("hold 30 s, each side)"), "{set}: {plan}");
    }
}

#[test]
fn what_somebody_set_is_kept_and_marked() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan set glute-squeeze --reps 12 --by 'Dr Okafor' --on yesterday",
        "supple plan set glute-squeeze --sets 3",
        "supple plan set walking --minutes 40",
        "supple plan set walking --minutes 10 --days 3",
        "supple plan",
        "supple today",
        "supple plan --why walking",
    ]);
    let set = exercise(&mut world, "glute-squeeze");
    assert_eq!(
        (&set["dose"]["reps"], &set["dose"]["sets"], &set["set_by"]["who"]),
        (&12.into(), &3.into(), &"person".into())
    );
    world.types_all(&[
        "supple plan set glute-squeeze --by-rules",
        "supple plan set glute-squeeze --by-rules",
        "supple plan set glute-squeeze",
        "supple plan set walking --reps 3",
        "supple plan set glute-squeeze --minutes 3",
        "supple plan set figure-four-supine --load 2",
        "supple plan set walking --minutes 0",
        "supple plan set walking --minutes 10 --on yesterday",
        "supple plan set walkin --minutes 10",
    ]);
    assert_eq!(exercise(&mut world, "glute-squeeze")["dose"]["reps"], 10);
    assert_snapshot!(world.told());
}

#[test]
fn one_exercise_takes_the_place_of_another() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan swap walking glute-squeeze",
        "supple plan swap walking romanian-deadlift",
        "supple plan swap walking stationary-bik",
        "supple plan swap walking stationary-bike --by 'Dr Okafor'",
        "supple plan",
        "supple plan set walking --minutes 20",
        "supple plan swap stationary-bike walking",
    ]);
    assert_eq!(
        exercise(&mut world, "walking")["chosen_by"],
        Value::Null,
        "what the phase lists is the rules' again"
    );
    world.types_all(&["supple done walking", "supple plan swap walking stationary-bike"]);
    assert!(due(&mut world).contains(&"stationary-bike".to_owned()));
    assert_snapshot!(world.told());
}

#[test]
fn the_plan_rests_and_goes_on() {
    let mut world = after_two_weeks();
    world.types_all(&[
        "supple plan resume",
        "supple plan pause --until monday",
        "supple plan pause --until 2026-11-20 --why holiday",
        "supple plan pause",
        "supple today",
        "supple plan advance --passed sit-20-min --passed no-new-numbness",
        "supple week",
        "supple log 4",
        "supple plan resume",
        "supple plan pause",
    ]);
    assert_eq!(due(&mut world), [""; 0]);
    world.clock("2026-11-25T09:00:00+01:00");
    world.types_all(&["supple plan", "supple plan resume", "supple today"]);
    assert_snapshot!(world.told());
}

#[test]
fn a_stop_is_lifted_by_a_clinician_alone() {
    let mut world = after_two_weeks();
    world.types("supple done glute-squeeze --symptom numb-weak");
    // The sign has its questions asked; none of it is so.
    says_to_all(&mut world, "no");
    world.types("supple plan resume glute-squeeze");
    world.clock("2026-11-17T08:00:00+01:00");
    world.types_all(&[
        "supple plan",
        "supple plan --why glute-squeeze",
        "supple plan resume glute-squeeze",
        "supple plan set glute-squeeze --reps 5",
        "supple plan set glute-squeeze --by-rules",
        "supple plan swap glute-squeeze abdominal-brace",
        "supple plan advance --passed sit-20-min --passed no-new-numbness",
        "supple plan resume glute-squeeze --by 'Dr Okafor' --on 2026-11-15",
    ]);
    assert!(!due(&mut world).contains(&"glute-squeeze".to_owned()));
    world.types("supple plan resume glute-squeeze --by 'Dr Okafor'");
    assert!(due(&mut world).contains(&"glute-squeeze".to_owned()));
    assert_snapshot!(world.told());
}

#[test]
fn an_open_flag_leaves_the_plan_as_it_is() {
    let mut world = after_two_weeks();
    says(&mut world, "ces-saddle", "yes");
    for line in [
        "",
        " --why walking",
        " advance",
        " set walking --minutes 5",
        " swap walking stationary-bike",
    ] {
        world.types(&format!("supple plan{line}"));
    }
    world.types("supple week");
    let plan = world.json("supple plan --json");
    assert_eq!(
        (plan["holds"].as_array().map(Vec::len), &plan["exercises"]),
        (Some(1), &serde_json::json!([]))
    );
    assert_snapshot!(world.told(), @"
    # Mon 16 Nov 2026, 08:05 +01:00
    $ supple plan
    ! EMERGENCY: NOW
      Go now to a hospital emergency department, not a walk-in or minor injuries
      clinic; do not wait for a call back. Do not drive; if nobody can take you, or
      your legs are weak, call an ambulance.
      Say there: “I have numbness between my legs with back or buttock pain. Cauda
      equina must be ruled out.”
      You said yes on Mon 16 Nov: Numbness, tingling or changed feeling, even a
      small patch or one side, around the genitals, the back passage or the inner
      thighs, in both buttocks, or when wiping?

    No exercises until then
    When a clinician has looked at it, record who and when:
      supple screen --checked ces-saddle --by 'Dr Name'
    $ supple plan --why walking
    ! EMERGENCY: NOW
      Go now to a hospital emergency department, not a walk-in or minor injuries
      clinic; do not wait for a call back. Do not drive; if nobody can take you, or
      your legs are weak, call an ambulance.
      Say there: “I have numbness between my legs with back or buttock pain. Cauda
      equina must be ruled out.”
      You said yes on Mon 16 Nov: Numbness, tingling or changed feeling, even a
      small patch or one side, around the genitals, the back passage or the inner
      thighs, in both buttocks, or when wiping?

    No exercises until then
    When a clinician has looked at it, record who and when:
      supple screen --checked ces-saddle --by 'Dr Name'
    $ supple plan advance
    2> supple: the safety questions come first, so the plan stays as it is.
    2> What to do about it: supple today
    => 1
    $ supple plan set walking --minutes 5
    2> supple: the safety questions come first, so the plan stays as it is.
    2> What to do about it: supple today
    => 1
    $ supple plan swap walking stationary-bike
    2> supple: the safety questions come first, so the plan stays as it is.
    2> What to do about it: supple today
    => 1
    $ supple week
    ! EMERGENCY: NOW
      Go now to a hospital emergency department, not a walk-in or minor injuries
      clinic; do not wait for a call back. Do not drive; if nobody can take you, or
      your legs are weak, call an ambulance.
      Say there: “I have numbness between my legs with back or buttock pain. Cauda
      equina must be ruled out.”
      You said yes on Mon 16 Nov: Numbness, tingling or changed feeling, even a
      small patch or one side, around the genitals, the back passage or the inner
      thighs, in both buttocks, or when wiping?

    No exercises until then
    When a clinician has looked at it, record who and when:
      supple screen --checked ces-saddle --by 'Dr Name'
    ");
}

#[test]
fn every_change_of_the_plan_is_undone_and_done_again() {
    let mut world = after_two_weeks();
    for line in [
        "supple plan set walking --minutes 10",
        "supple plan set walking --by-rules",
        "supple plan swap walking stationary-bike --by 'Dr A'",
        "supple plan swap stationary-bike walking",
        "supple plan pause --why flare",
        "supple plan resume",
        "supple plan advance --passed sit-20-min --passed no-new-numbness",
        "supple plan back",
    ] {
        let before = world.json("supple plan --json");
        world.quietly(line);
        let after = world.json("supple plan --json");
        assert_ne!(before, after, "{line}");
        world.quietly("supple undo");
        assert_eq!(world.json("supple plan --json"), before, "{line}");
        world.quietly("supple redo");
        assert_eq!(world.json("supple plan --json"), after, "{line}");
    }
}

#[test]
fn with_two_conditions_one_is_named() {
    let mut world = after_two_weeks();
    world.quietly("supple assign myofascial-gluteal --side left");
    world.types_all(&[
        "supple plan",
        "supple plan advance",
        "supple plan back myofascial-glutea",
        "supple plan advance piriformis-dgs --passed sit-20-min --passed no-new-numbness",
    ]);
    let plans = world.json("supple plan --json")["plans"].clone();
    assert_eq!((&plans[0]["phase"], &plans[1]["phase"]), (&"restore".into(), &"calm".into()));
    assert_snapshot!(world.told());
}

#[test]
fn a_week_with_too_few_scores_may_be_told_of_by_two_answers() {
    let mut world = World::assigned();
    world.types_all(&[
        "supple plan advance --week-average 11",
        "supple plan advance --against-start bad",
        "supple plan advance --week-average 4 --against-start 'The same'",
        "supple history",
        "supple edit 1 --score 5",
        "supple undo",
    ]);
    #[cfg(unix)]
    {
        let mut watched = world.on_a_terminal("supple plan advance --against-start better");
        for answer in ["twelve", "3.5"] {
            watched.until("[0-10/Enter]");
            watched.types(answer);
        }
        let output = watched.ends();
        world.record_watched("supple plan advance --against-start better", &output);
    }
    world.types("supple history --json");
    assert_snapshot!(world.told());
}

#[test]
fn a_rest_that_is_over_reads_as_over_and_its_days_owe_nothing() {
    let mut world = World::new();
    world.clock("2026-11-09T10:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.clock("2026-11-10T10:00:00+01:00");
    world.quietly("supple plan pause --until 2026-11-13 --why holiday");
    world.types("supple history");
    let asked = |world: &mut World| {
        let week = world.json("supple week --on 2026-11-10 --json");
        week["sessions_planned"].as_u64().expect("a number")
    };
    world.clock("2026-11-13T10:00:00+01:00");
    let before = asked(&mut world);
    for line in ["supple plan", "supple today", "supple today --on 2026-11-11", "supple history"] {
        let output = world.types(line);
        assert!(!output.stdout.contains("plan resume"), "{line}: {output:?}");
    }
    world.types("supple history --text holiday --json");
    world.clock("2026-11-14T10:00:00+01:00");
    assert!(asked(&mut world) > before, "Friday asks again");
    world.clock("2026-11-10T11:00:00+01:00");
    assert_eq!(asked(&mut world), before, "the days of the rest asked for nothing");
    world.quietly("supple plan resume");
    world.types("supple history");
    assert_snapshot!(world.told());
}

/// Four weeks in the last phase that a file lists, until the morning of Tuesday 30 June: everything
/// done without much pain.
fn four_weeks_of_return() -> World {
    let mut world = World::new();
    world.clock("2026-06-01T08:00:00+02:00");
    world.quietly("supple assign piriformis-dgs --side left");
    let change = "UPDATE plan_phase SET phase = 'return'";
    assert_eq!(world.database().execute(change, []).expect("it is changed"), 1);
    for n in 0..29 {
        a_day(&mut world, n, 1);
        world.quietly("supple done --all --pain 1 --effort 4");
    }
    world.clock("2026-06-30T08:00:00+02:00");
    world
}

/// The moment of an hour of the n-th day after 1 June 2026.
fn moment(n: u64, hour: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).expect("a date");
    format!("{}T{hour:02}:00:00+02:00", first + chrono::Days::new(n))
}

/// A morning and an evening with the same score, n days after 1 June.
fn a_day(world: &mut World, n: u64, score: u32) {
    world.at(&moment(n, 8));
    world.quietly(&format!("supple log {score} --morning"));
    world.at(&moment(n, 18));
    world.quietly(&format!("supple log {score}"));
}

/// The same, with upkeep begun on that morning.
fn in_upkeep() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, four_weeks_of_return);
    world.clock("2026-06-30T08:05:00+02:00");
    world.types("supple plan advance --passed psfs-8");
    world
}

#[test]
fn upkeep_goes_on_with_the_doses_of_the_last_phase_and_can_be_ended_after_three_months() {
    let mut world = in_upkeep();
    let walking = exercise(&mut world, "walking");
    assert_eq!(walking["dose"]["minutes"], 24);
    assert_eq!(walking["dose"]["days_per_week"], 3);
    assert_eq!(exercise(&mut world, "hip-thrust")["dose"]["reps"], 14);
    world.types_all(&["supple plan back", "supple undo", "supple plan advance"]);
    world.clock(&moment(30, 8));
    world.types("supple today");
    for n in 30..119 {
        if !due(&mut world).is_empty() {
            world.quietly("supple done --all --pain 1 --effort 4");
        }
        world.at(&moment(n, 8));
    }
    let tells = |world: &mut World, n: u64| {
        world.at(&moment(n, 8));
        world.quietly("supple today").stderr.contains("You can end the plan")
    };
    assert!(!tells(&mut world, 118));
    assert!(tells(&mut world, 119));
    world.clock(&moment(119, 9));
    world.types_all(&["supple today", "supple plan", "supple assign piriformis-dgs --end"]);
    assert_snapshot!(world.told());
}

#[test]
fn upkeep_that_was_not_recorded_is_not_told_as_done() {
    let mut world = in_upkeep();
    world.forget();
    world.clock(&moment(119, 8));
    let plan = world.json("supple plan --json");
    assert_eq!(plan["plans"][0]["all_met"], true);
    let said = world.quietly("supple plan").stdout.replace('\n', " ");
    let offer = "Upkeep began three months ago. You can end the plan: supple assign piriformis-dgs \
                 --end; the diary stays.";
    assert!(said.contains(offer), "{said}");
}

#[test]
fn a_long_flare_in_upkeep_offers_the_phase_before() {
    let mut world = in_upkeep();
    world.forget();
    world.quietly("supple flare");
    let offer = "This flare has gone on for more than 14 days.";
    for n in 29..44 {
        a_day(&mut world, n, 5);
        // On each morning that is much worse than usual; nothing about it is new.
        says(&mut world, "week", "none");
        let said = world.quietly("supple plan").stdout.replace('\n', " ");
        assert_eq!(said.contains(offer), n == 43, "{n}: {said}");
    }
    world.clock(&moment(43, 19));
    world.types_all(&["supple today", "supple plan back"]);
    assert_eq!(phase(&mut world), "return");
    assert_snapshot!(world.told());
}

/// From `day` of November on, so many days with one score in the morning and in the evening, and
/// the exercises done in between where `done` is what is typed for it.
fn days_at(world: &mut World, days: std::ops::Range<u32>, score: &str, done: Option<&str>) {
    for day in days {
        world.clock(&format!("2026-11-{day:02}T08:05:00+01:00"));
        world.quietly(&format!("supple log {score} --morning"));
        // A morning much worse than usual asks; nothing about it is new.
        says(world, "week", "none");
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        world.quietly(&format!("supple log {score}"));
        if let Some(done) = done {
            world.quietly(done);
            world.quietly(done);
        }
    }
}

/// The plan and all that is behind an exercise, at 08:05 of a day of November.
fn plan_and_why(world: &mut World, day: u32, exercise: &str) -> String {
    world.clock(&format!("2026-11-{day:02}T08:05:00+01:00"));
    world.forget();
    world.types("supple plan");
    let why = world.types(&format!("supple plan --why {exercise}")).stdout;
    let numbers = why.split("Its numbers").nth(1).expect("the numbers of the rule");
    let has_mark = |mark: &&str| numbers.contains(*mark);
    assert!(["design choice", "[seen: ", "[recalled: "].iter().any(has_mark), "{why}");
    world.told()
}

#[test]
fn the_plan_and_its_reasons_read_aloud_in_five_situations() {
    const DONE: Option<&str> = Some("supple done --all --pain 1 --effort 4");
    let mut world = after_two_weeks();
    days_at(&mut world, 16..17, "3", DONE);
    assert_snapshot!("aloud_1_ordinary_growth", plan_and_why(&mut world, 17, "walking"));
    world.quietly("supple done glute-squeeze --pain 7 --before 1");
    assert_snapshot!("aloud_2_too_much", plan_and_why(&mut world, 18, "glute-squeeze"));

    let mut world = after_two_weeks();
    days_at(&mut world, 16..21, "6", DONE);
    let flare = plan_and_why(&mut world, 21, "walking");
    assert!(flare.contains("Flare, day 4"), "{flare}");
    assert_snapshot!("aloud_3_flare_day_4", flare);
    days_at(&mut world, 21..24, "3", None);
    let back = plan_and_why(&mut world, 24, "walking");
    assert!(back.contains("on the way back from the flare"), "{back}");
    assert_snapshot!("aloud_4_way_back", back);

    let mut world = after_two_weeks();
    world.quietly("supple done sciatic-slider-supine --symptom leg-spread --pain 1");
    days_at(&mut world, 16..17, "3", None);
    plan_and_why(&mut world, 17, "sciatic-slider-supine");
    world.quietly("supple done pelvic-tilt-supine --pain 1");
    world.quietly("supple done pelvic-tilt-supine --pain 1");
    assert_snapshot!(
        "aloud_5_stand_in_after_leg_spread",
        plan_and_why(&mut world, 18, "sciatic-slider-supine")
    );
}

/// The calm phase of a fortnight in which next to nothing was rated.
fn after_two_quiet_weeks() -> World {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.clock("2026-11-16T08:00:00+01:00");
    world.forget();
    world
}

#[test]
fn without_a_terminal_it_is_said_how_the_last_week_is_told() {
    let mut world = after_two_quiet_weeks();
    world.types_all(&[
        "supple plan advance",
        "supple plan advance --passed sit-20-min --passed no-new-numbness",
        "supple",
        "supple plan advance --week-average 5",
        "supple plan advance --against-start same",
    ]);
    assert_eq!(phase(&mut world), "restore");
    assert_snapshot!(world.told());
}

#[cfg(unix)]
#[test]
fn in_a_terminal_the_last_week_is_asked_where_too_little_is_known_of_it() {
    let mut world = after_two_quiet_weeks();
    let line = "supple plan advance";
    let mut watched = world.on_a_terminal(line);
    for (question, answer) in [("[0-10/Enter]", "6"), ("[b/s/w/Enter]", "s"), ("[y/n/Enter]", "n")]
    {
        watched.until(question);
        watched.types(answer);
    }
    let output = watched.ends();
    world.record_watched(line, &output);
    assert_eq!(output.code, 1, "a test did not go");
    // What was answered holds for a week, and is not asked again.
    world.clock("2026-11-23T08:00:00+01:00");
    // The safety questions are a week old, so that the numbness is asked as well.
    let mut watched = world.on_a_terminal(line);
    for _ in 0..2 {
        watched.until("[y/n/Enter]");
        watched.types("y");
    }
    let output = watched.ends();
    world.record_watched(line, &output);
    assert_eq!((output.code, phase(&mut world)), (0, "restore".into()));
    world.types("supple history");
    assert_snapshot!(world.told());
}

#[test]
fn no_phase_begins_in_a_flare_unless_a_clinician_says_so() {
    let mut world = after_two_weeks();
    world.quietly("supple flare");
    world.clock("2026-11-19T08:05:00+01:00");
    let output = world.types("supple plan advance");
    assert_eq!(output.code, 1);
    let today = world.quietly("supple today");
    assert!(!today.stderr.contains("plan advance"), "{today:?}");
    world.types(
        "supple plan advance --passed sit-20-min --passed no-new-numbness --agreed-by 'Dr Okafor'",
    );
    assert_eq!(phase(&mut world), "restore");
    assert_snapshot!(world.told());
}

#[test]
fn what_can_still_be_said_for_the_next_phase_is_one_line_everywhere() {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    // A night that was not settled, one that was, and two mornings that nobody wrote down.
    for (day, morning, is_done) in [
        (3, "3", false),
        (4, "3", false),
        (5, "3", false),
        (9, "3", false),
        (10, "3", false),
        (14, "3", true),
        (15, "6", true),
        (16, "", true),
        (17, "3", true),
    ] {
        world.clock(&format!("2026-11-{day:02}T08:05:00+01:00"));
        if !morning.is_empty() {
            world.quietly(&format!("supple log {morning} --morning"));
        }
        if morning == "6" {
            // It is much worse than usual; nothing about it is new.
            says(&mut world, "week", "none");
        }
        if is_done {
            world.quietly("supple done --all --pain 1 --effort 4");
        }
    }
    world.clock("2026-11-20T08:05:00+01:00");
    world.forget();
    world.types_all(&["supple plan", "supple"]);
    let mornings = &world.json("supple plan --json")["plans"][0]["criteria"][2]["missing_mornings"];
    assert_eq!(*mornings, serde_json::json!(["2026-11-16", "2026-11-18"]));
    let today = world.quietly("supple today").stderr;
    assert!(today.contains("Missing for the restore phase: the mornings of Mon 16"), "{today}");
    // What is filled in can be enough.
    world.quietly("supple log 3 --morning --on 2026-11-16");
    world.quietly("supple log 3 --morning --on 2026-11-18");
    world.types("supple plan");
    assert_snapshot!(world.told());
}

#[test]
fn a_sign_that_waits_for_a_look_keeps_the_next_phase_also_where_it_has_no_such_exercise() {
    let mut world = after_two_weeks();
    world.quietly("supple done glute-squeeze --symptom numb-weak");
    says_to_all(&mut world, "no");
    world.clock("2026-11-17T08:05:00+01:00");
    let line = "supple plan advance --passed sit-20-min --passed no-new-numbness";
    assert_eq!(world.types(line).code, 1);
    world.quietly("supple plan resume glute-squeeze --by 'Dr Okafor'");
    assert_eq!(world.types("supple plan advance").code, 0);
    assert_snapshot!(world.told());
}

#[test]
fn in_a_long_flare_a_rest_is_offered_where_the_plan_does_not_rest() {
    let mut world = after_two_weeks();
    days_at(&mut world, 16..30, "6", None);
    world.clock("2026-12-02T08:05:00+01:00");
    says(&mut world, "week", "none");
    world.forget();
    let offer = "If it is too much, the plan may rest: supple plan pause";
    for (line, is_offered) in [("supple today", true), ("supple plan", false)] {
        assert_eq!(world.types(line).stdout.contains(offer), is_offered, "{line}");
    }
    world.quietly("supple plan pause");
    assert!(!world.quietly("supple today").stdout.contains(offer));
    assert_snapshot!(world.told());
}

/// The lines of the plan that have this in them.
fn plan_says(world: &mut World, words: &str) -> bool {
    let plan = world.quietly("supple plan").stdout;
    plan.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
}

#[test]
fn the_programme_without_stretching_is_offered_when_stretching_was_too_much_twice() {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    let offer = "Figure-four stretch lying was too much in 2 sessions. The programme strength-only \
                 does without it. To take that: supple assign piriformis-dgs --variant strength-only";
    for (day, exercise) in
        [(3, "figure-four-supine"), (4, "glute-squeeze"), (5, "figure-four-supine")]
    {
        world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
        world.quietly(&format!("supple done {exercise} --pain 7 --before 1"));
        assert!(!plan_says(&mut world, "strength-only does without"), "day {day}");
    }
    world.clock("2026-11-06T08:00:00+01:00");
    assert!(plan_says(&mut world, offer), "{}", world.quietly("supple plan").stdout);
    world.quietly("supple assign piriformis-dgs --variant strength-only");
    assert!(!plan_says(&mut world, "does without"));
}

#[test]
fn a_check_of_technique_is_due_from_week_four_until_a_visit_is_recorded() {
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign pelvic-floor-underactive");
    let due = "Since Mon 30 Nov: Have a pelvic health clinician check how you squeeze";
    world.clock("2026-11-29T18:00:00+01:00");
    assert!(!plan_says(&mut world, "check how you squeeze"));
    world.clock("2026-11-30T18:00:00+01:00");
    assert!(plan_says(&mut world, due), "{}", world.quietly("supple plan").stdout);
    world.quietly("supple visit today");
    assert!(!plan_says(&mut world, "check how you squeeze"));
}

#[test]
fn logged_heaviness_decides_whether_it_is_no_worse_than_at_the_start() {
    /// What of the test of the phase is met after a last week of this heaviness.
    fn met(heaviness: u32) -> bool {
        let mut world = World::new();
        world.clock("2026-11-02T18:00:00+01:00");
        world.quietly("supple assign pelvic-floor-underactive");
        for day in 2..=28 {
            world.clock(&format!("2026-11-{day:02}T18:00:00+01:00"));
            let heaviness = if day < 20 { 3 } else { heaviness };
            world.quietly(&format!("supple log 2 --heaviness {heaviness}"));
        }
        world.clock("2026-11-29T18:00:00+01:00");
        world.quietly("supple plan advance --agreed-by 'Ana Example'");
        let plan = world.json("supple plan --json");
        let criteria = plan["plans"][0]["criteria"].as_array().expect("criteria").clone();
        let is_it = |each: &Value| each["in_words"].to_string().contains("heaviness");
        criteria.into_iter().find(is_it).expect("it is a criterion")["met"]
            .as_bool()
            .expect("yes or no")
    }
    assert!(met(3) && met(1));
    assert!(!met(6));
}

#[cfg(unix)]
#[test]
fn which_movement_eases_a_leg_is_asked_again_after_a_week() {
    let tells_again = |world: &mut World| {
        let told = world.quietly("supple plan").stdout.replace('\n', " ");
        told.contains("To be asked again: supple assign sciatica")
    };
    let variant =
        |world: &mut World| world.json("supple plan --json")["plans"][0]["variant"].clone();
    let mut world = World::new();
    world.clock("2026-11-02T18:00:00+01:00");
    world.quietly("supple assign sciatica");
    world.clock("2026-11-08T18:00:00+01:00");
    assert!(!tells_again(&mut world));
    world.clock("2026-11-09T18:00:00+01:00");
    for (answers, found) in
        [(&["2", "1", "1"][..], "extension-preference"), (&[""][..], "no-preference")]
    {
        assert!(tells_again(&mut world));
        let mut watched = world.on_a_terminal("supple assign sciatica");
        for answer in answers {
            watched.until("A number, or Enter for none.");
            watched.types(answer);
        }
        // The safety questions are a week old, too.
        watched.until("q stop");
        watched.types("q");
        assert_eq!(watched.ends().code, 0);
        assert_eq!(variant(&mut world), found);
        // Whoever has found a movement is left in peace.
        assert_eq!(tells_again(&mut world), found == "no-preference");
        world.quietly("supple assign sciatica --variant no-preference");
    }
}

#[test]
fn what_takes_turns_is_said_to_come_as_often_as_the_week_has_it() {
    let mut world = World::new();
    world.clock("2026-11-16T08:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple assign coccydynia");
    let told = world.quietly("supple plan").stdout;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    // From today, a Monday, to Sunday.
    let week = world.json("supple week --json");
    let days = week["days"].as_array().expect("days");
    for (name, id) in [
        ("Pelvic floor release (drop)", "pelvic-floor-drop"),
        ("Buttock squeeze hold", "glute-squeeze"),
    ] {
        let is_due = |day: &&Value| {
            let all = day["exercises"].as_array().expect("exercises");
            all.iter().any(|each| each["exercise"] == id && each["mark"] == "due")
        };
        let due = days.iter().filter(is_due).count();
        let line = told.split(" • ").find(|line| line.starts_with(name)).expect("its line");
        assert!(due < 7 && !line.contains("every day"), "{due}: {line}");
        let turns = format!("in turns with the others: on {due} of the next 7 days");
        assert!(line.contains(&turns), "{line}");
        assert!(world.quietly(&format!("supple plan --why {id}")).stdout.contains("in turns with"));
    }
    // What comes as often as its dose says has that.
    let walking = told.split(" • ").find(|line| line.starts_with("Graded walking"));
    assert!(walking.expect("its line").contains("15 min; 5 days a week"), "{told}");
}
