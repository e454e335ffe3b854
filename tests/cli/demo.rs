//! The demo: all of it, and nothing of the person's touched.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn the_demo_shows_the_main_job_and_touches_nothing() {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    let before = std::fs::read(world.diary()).expect("a diary");
    world.forget();
    // Wide enough for its long paths.
    world.set("COLUMNS", "96");
    let output = world.types("supple demo");
    assert_eq!(output.code, 0);
    assert!(std::fs::read(world.diary()).expect("a diary") == before);
    let files = world.files();
    assert_eq!(files.len(), 3, "{files:?}");
    let [diary, picture] = [&files[1], &files[2]];
    assert!(diary.starts_with("tmp/supple-demo-") && diary.ends_with("/diary.db"), "{files:?}");
    assert!(
        picture.starts_with("tmp/supple-demo-") && picture.ends_with("/progress.png"),
        "{files:?}"
    );

    world.set("SUPPLE_DB", world.home().join(diary));
    let history = world.json("supple history --json");
    assert_eq!(history.as_array().map(Vec::len), Some(20));
    assert_snapshot!(world.told(), @"
    $ supple demo
    A made-up diary of twelve weeks: 148 pain scores and 299 exercises. Here is its routine for
    today.

    Sun 22 Nov · Piriformis / deep gluteal syndrome, left · strengthen phase, day 36
    Strength on the feet, and hip control.

    [ ] 1 Sit to stand  (sit-to-stand)
        3 × 15 · effort 6 of 10
        one of its 3 days this week
        = 1 of 3 good records
    [ ] 2 Slow step-down  (lateral-step-down)
        2 × 8, each side · effort 7 of 10
        one of its 3 days this week
    [ ] 3 Hip hinge with stick  (hip-hinge)
        2 × 10 · effort 4 of 10
        one of its 4 days this week

    About 12 minutes of exercises.
    Stop an exercise when pain in it rises by more than 5, or to 8 of 10.

    Not on this day
     • Side plank on knees: a rest day, after yesterday
     • Band side step: the same muscles rest today, after Side plank on knees yesterday

    And this is what its chart says:

    Over the last 7 days (7 rated) pain averaged 2.3, down from 5.4 in the first two weeks (3.1
    points, 59 % lower), which passes the published mark of a change that matters (2 points or 30 %,
    Farrar 2001); 81 of 84 days recorded.
    Drawn to ~/tmp/supple-demo-…/progress.png
    2> Look around in it: SUPPLE_DB=~/tmp/supple-demo-…/diary.db supple history
    2> Begin your own: supple log
    ");
}

#[test]
fn the_demo_is_the_same_for_everybody() {
    let numbers = |text: &str| {
        text.lines()
            .filter(|line| !line.contains("Drawn to"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut world = World::assigned();
    let first = world.quietly("supple demo").stdout;
    world.set("SUPPLE_DB", world.home().join("mine.db"));
    world.unset("HOME");
    let second = world.quietly("supple demo").stdout;
    assert_eq!(numbers(&first), numbers(&second));
    assert!(!world.home().join("mine.db").exists());
}

#[test]
fn the_demo_runs_at_any_hour() {
    for time in ["00:00", "05:41", "12:59", "23:59"] {
        let mut world = World::assigned();
        world.at(&format!("2026-11-27T{time}:00+00:00"));
        let run = world.quietly("supple demo");
        assert_eq!(run.code, 0, "at {time}: {run:?}");
    }
}
