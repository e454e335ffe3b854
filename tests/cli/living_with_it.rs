//! Weeks with a plan, as they are lived: what is seen on the days when something has ended, has
//! come back, takes turns or was too much.

use chrono::{Days, NaiveDate};

use crate::world::{NONE_OF_IT, World};

/// The diary's first day in these tests.
fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// Sets the clock to an hour of the n-th day, which the first is 1.
fn day(world: &mut World, n: u64, hour: u32) {
    world.at(&format!("{}T{hour:02}:00:00+01:00", first() + Days::new(n - 1)));
}

/// What is seen of a line, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A morning and an evening with one score, with everything done in between.
fn lived(world: &mut World, n: u64, score: u32) {
    day(world, n, 8);
    world.quietly(&format!("supple log {score} --morning"));
    day(world, n, 18);
    world.quietly("supple done --all --pain 1 --effort 4");
    world.quietly("supple done --all --pain 1 --effort 4");
}

/// No to every safety question, from a file.
fn answer_all(world: &World) {
    let answers = world.home().join("tmp/answers.json");
    std::fs::write(&answers, NONE_OF_IT).expect("it is written");
    let file = answers.display().to_string();
    let output = world.command(&["screen", "--answers", &file]).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_week_after_the_safety_questions_have_ended_asks_once_and_then_goes_on() {
    let mut world = World::unanswered();
    day(&mut world, 1, 7);
    answer_all(&world);
    world.quietly("supple assign piriformis-dgs --side left");
    for n in 1..=7 {
        lived(&mut world, n, 3);
    }
    // The answers are of more than two weeks ago: one thing is asked for, and nothing else.
    day(&mut world, 17, 9);
    let ended = seen(&mut world, "supple week");
    assert!(ended.contains("Answer this week's safety questions first: one screen"), "{ended}");
    assert_eq!(ended.matches("ANSWER FIRST").count(), 1, "{ended}");
    answer_all(&world);
    for n in [17, 18, 24] {
        day(&mut world, n, 10);
        let after = seen(&mut world, "supple week");
        assert!(!after.contains("ANSWER FIRST") && !after.contains("screen"), "{n}: {after}");
        assert!(after.contains("Figure-four stretch lying"), "{n}: {after}");
    }
    // The days behind a closed door were asked for nothing.
    day(&mut world, 18, 11);
    let week = world.json("supple week --json");
    assert_ne!(week["sessions_planned"], 0, "{week}");
}

#[test]
fn fewer_sets_belong_to_the_beginning_of_a_phase_and_are_not_said_on_day_29() {
    let mut world = World::assigned();
    let change = "UPDATE plan_phase SET phase = 'strengthen', gate_by = NULL, gate_on = NULL";
    assert_eq!(world.database().execute(change, []).expect("it is changed"), 1);
    world.command(&["check", "--mend"]).output().expect("it runs");
    day(&mut world, 2, 8);
    let begun = seen(&mut world, "supple plan");
    assert!(begun.contains("1 set fewer at the start of the phase"), "{begun}");
    for n in 2..=29 {
        lived(&mut world, n, 1);
    }
    day(&mut world, 29, 20);
    let later = seen(&mut world, "supple plan");
    assert!(!later.contains("fewer at the start") && !later.contains("first week"), "{later}");
}

#[test]
fn an_exercise_that_was_replaced_says_that_it_comes_back_and_does() {
    let mut world = World::assigned();
    day(&mut world, 1, 9);
    world.quietly("supple done sciatic-slider-supine --symptom leg-spread --pain 1");
    answer_all(&world);
    // Eight weeks in which it is left alone: it never looks as if it were gone for good.
    for n in [2, 15, 29, 57] {
        day(&mut world, n, 8);
        let plan = seen(&mut world, "supple plan");
        let right =
            "for now in place of Sciatic nerve slider lying, which comes back once this goes well";
        assert!(plan.contains(right), "{n}: {plan}");
    }
    // Once the easier one goes well it is back.
    for n in 57..=65 {
        lived(&mut world, n, 3);
    }
    day(&mut world, 66, 8);
    let plan = seen(&mut world, "supple plan");
    assert!(!plan.contains("in place of Sciatic nerve slider"), "{plan}");
    assert!(plan.contains("Sciatic nerve slider lying (sciatic-slider-supine)"), "{plan}");
}

#[test]
fn what_takes_turns_between_two_conditions_says_so_where_it_is_not_due() {
    let mut world = World::new();
    world.quietly("supple assign coccydynia");
    world.quietly("supple assign ischial-bursitis");
    let (mut due_on, mut waited_on) = (Vec::new(), Vec::new());
    for n in 2..=8 {
        day(&mut world, n, 9);
        let plan = seen(&mut world, "supple plan");
        let waits = "takes turns with others, and is not due today: at most 5 a day";
        let of_it = plan.split(" • ").find(|part| part.contains("(figure-four-supine)"));
        let of_it = of_it.unwrap_or_else(|| panic!("{plan}"));
        let today = world.json("supple today --json");
        let due = today["due"].as_array().expect("a list");
        let is_due = due.iter().any(|each| each["exercise"] == "figure-four-supine");
        assert!(due.len() <= 5, "{today}");
        assert_eq!(of_it.contains(waits), !is_due, "{n}: {of_it}");
        if is_due {
            due_on.push(n)
        } else {
            waited_on.push(n)
        }
        // What was done stays done, whatever else changes on that evening.
        let open = |world: &mut World| {
            let today = world.json("supple today --json");
            let due = today["due"].as_array().expect("a list").clone();
            due.iter().filter(|each| each["settled"] == false).count()
        };
        world.quietly("supple done --all --pain 1");
        world.quietly("supple done --all --pain 1");
        world.quietly("supple done --all --pain 1");
        assert_eq!(open(&mut world), 0, "{n}");
    }
    assert!(!due_on.is_empty() && !waited_on.is_empty(), "{due_on:?} {waited_on:?}");
}

#[test]
fn pain_that_is_too_much_is_said_once() {
    let mut world = World::assigned();
    day(&mut world, 2, 9);
    let said = seen(&mut world, "supple done figure-four-supine --pain 8");
    let too_much = said.matches("too much").count();
    let left = said.to_lowercase().matches("for today: the pain in it was above 5").count();
    assert_eq!((too_much, left), (0, 1), "{said}");
    assert!(!said.contains("Leave it for today"), "{said}");
    assert!(said.contains("When to stop Figure-four stretch lying: "), "{said}");
    // Put right later, where the routine is not shown, it is said there.
    day(&mut world, 2, 10);
    world.quietly("supple done glute-squeeze --pain 1");
    let edited = seen(&mut world, "supple edit last --pain 8");
    assert_eq!(edited.matches("too much").count(), 1, "{edited}");
}
