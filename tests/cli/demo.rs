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
    assert_eq!(files.len(), 4, "{files:?}");
    let [diary, picture, page] = [&files[1], &files[2], &files[3]];
    assert!(diary.starts_with("tmp/supple-demo-") && diary.ends_with("/diary.db"), "{files:?}");
    assert!(
        picture.starts_with("tmp/supple-demo-") && picture.ends_with("/progress.png"),
        "{files:?}"
    );
    assert!(page.starts_with("tmp/supple-demo-") && page.ends_with("/visit-page.png"), "{files:?}");

    world.set("SUPPLE_DB", world.home().join(diary));
    let history = world.json("supple history --json");
    assert_eq!(history.as_array().map(Vec::len), Some(20));
    assert_snapshot!(world.told(), @"
    $ supple demo
    A made-up diary of twelve weeks: 148 pain scores and 299 exercises, with a condition that a
    clinician found.

      $ supple today

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

      $ supple plan --why sit-to-stand

    Sit to stand  (sit-to-stand)
    Now: 3 × 15; 3 days a week.
    The phase has 3 × 10.

    Decided on Sun 22 Nov
     = 1 of 3 good records.

    The record it looked at
     • Thu 19 Nov: pain 0, effort 6 where 6 is meant, all that was asked; the day after was near
       usual
     Pain may rise by up to 5 in it; more is too much.

    The rule: Good records: one step up
     All of the dose done, pain well within its limit, and the next day near usual. A morning or an
     effort that was not written down speaks for nothing and against nothing.

    Its numbers
     • 3: good records that a step of growth needs (design choice, simulated)
     • 3: the most points that each may have been above the pain before (0 to 3 is safe [seen:
       summaries of the pain-monitoring model])
     • 5: the most pain in each (4 to 5 is acceptable [seen: summaries of the pain-monitoring
       model])
     • 28: how many days old they may be (design choice)
     • 7: days from one step of growth of an exercise to the next (pain must not rise from week to
       week [recalled: Silbernagel 2007, Am J Sports Med 35:897]; the days are a design choice)
     • 2: points above usual on the day after from which a night is not settled (design choice,
       simulated: with less, an unchanging body is hardly ever settled)

    What changed before, the newest first
     • Wed 18 Nov: ↑ 15 reps: 3 good records
     • Wed 11 Nov: ↑ 14 reps: 3 good records
     • Tue 3 Nov: ↑ 12 reps: 3 good records
     • Sun 25 Oct: ↑ 3 sets: the first week is over

      $ supple chart --show --out ~/tmp/supple-demo-…/progress.png

    Pain, 0 to 10, worst 9 on 1 Oct 2026
     10|
       |                               #
       |  #   ###   #      #           ##
       |############################ ##########  #              ##
       |############################################################   ### ###  # ####  # #
      0|############################################################   #####################
        31 Aug 2026                                                              22 Nov 2026
    A column is a day; a gap was not recorded.

    Piriformis / deep gluteal syndrome, left, 31 Aug – 22 Nov 2026. Over the last 7 days (7 rated)
    pain averaged 2.3, down from 5.4 in the first two weeks (3.1 points, 59 % lower), which passes
    the published mark of a change that matters (2 points or 30 %, Farrar 2001); 81 of 84 days
    recorded. Exercise sessions done of planned up to 21 Nov: 296 of 352, 3 beyond.
    Drawn to ~/tmp/supple-demo-…/progress.png

      $ supple report --out ~/tmp/supple-demo-…/visit-page.png

    Since the visit on Thu 15 Oct: 4.0 → 2.3, seven days each (down 1.7, as much as matters). Over
    the last 7 days (7 rated) pain averaged 2.3, down from 5.4 in the first two weeks (3.1 points,
    59 % lower), which passes the published mark of a change that matters (2 points or 30 %, Farrar
    2001); 36 of 39 days recorded.
    Drawn to ~/tmp/supple-demo-…/visit-page.png
    2> Look around in it: SUPPLE_DB=~/tmp/supple-demo-…/diary.db supple history
    2> Keep one to play in: supple demo --keep
    2> Begin your own: supple log
    ");
}

#[test]
fn the_demo_is_the_same_for_everybody() {
    let numbers = |text: &str| {
        text.lines()
            .filter(|line| !line.contains("supple-demo-"))
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

#[test]
fn a_demo_can_be_kept_to_play_in() {
    let mut world = World::new();
    let output = world.types("supple demo --keep");
    let path = world.desk().join("supple-demo/diary.db");
    assert!(output.stderr.contains(&format!("SUPPLE_DB={}", path.display())), "{output:?}");
    world.set("SUPPLE_DB", path);
    world.quietly("supple log 4");
    assert!(world.quietly("supple undo").stdout.contains("log 4"));
    // What was kept is never written over.
    let again = world.run(&["demo", "--keep"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("supple-demo is there already."), "{again:?}");
    world.quietly("supple demo --keep another");
    assert!(world.desk().join("another/diary.db").exists());
}

#[test]
fn the_guided_walk_can_be_tried_out() {
    let mut world = World::new();
    let output = world.quietly("supple demo session");
    assert!(output.stdout.contains("$ supple session"), "{output:?}");
    // Nothing in it leads into a diary that is not there.
    assert!(!output.stderr.contains("supple done"), "{output:?}");
    assert!(!world.diary().exists());
}
