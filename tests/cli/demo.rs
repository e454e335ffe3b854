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
    assert!(picture.starts_with("tmp/supple-demo-") && picture.ends_with("/progress.png"), "{files:?}");

    world.set("SUPPLE_DB", world.home().join(diary));
    let history = world.json("supple history --json");
    assert_eq!(history.as_array().map(Vec::len), Some(20));
    assert_snapshot!(world.told());
}

#[test]
fn the_demo_is_the_same_for_everybody() {
    let numbers =
        |text: &str| text.lines().filter(|line| !line.contains("Drawn to")).map(str::to_owned).collect::<Vec<_>>();
    let mut world = World::assigned();
    let first = world.quietly("supple demo").stdout;
    world.set("SUPPLE_DB", world.home().join("mine.db"));
    world.unset("HOME");
    let second = world.quietly("supple demo").stdout;
    assert_eq!(numbers(&first), numbers(&second));
    assert!(!world.home().join("mine.db").exists());
}
