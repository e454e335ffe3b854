//! Flares by a person's own word.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn a_flare_begins_and_ends_by_a_word() {
    let mut world = World::new();
    world.types_all(&["supple flare --over", "supple flare"]);
    world.clock("2026-11-23T10:00:00+01:00");
    world.types_all(&[
        "supple flare",
        "supple flare --on saturday --over",
        "supple undo",
        "supple flare --over",
        "supple flare --over",
        "supple history",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn a_word_about_a_flare_is_listed_found_and_removed() {
    let mut world = World::new();
    world.quietly("supple log 4 --note 'a flare?'");
    world.quietly("supple flare --on 'saturday'");
    world.quietly("supple flare --over");
    world.types_all(&[
        "supple history --text flare",
        "supple history --on saturday",
        "supple history --min 3",
        "supple edit 2 --on friday",
        "supple remove 2",
        "supple history",
        "supple undo",
        "supple redo",
    ]);
    world.quietly("supple undo");
    let history = world.json("supple history --json");
    assert_eq!(
        (&history[1]["kind"], &history[1]["change"], &history[2]["change"]),
        (&"flare".into(), &"ended".into(), &"began".into()),
        "{history}"
    );
    assert_snapshot!(world.told());
}

#[test]
fn a_day_that_is_to_come_or_long_gone_is_refused() {
    let mut world = World::new();
    world.types_all(&[
        "supple flare --on tomorrow",
        "supple flare --on 2026-11-14",
        "supple flare --on 2026-02-31",
        "supple flare tomorrow",
    ]);
    assert!(!world.diary().exists(), "nothing was said");
    world.quietly("supple flare --on 2026-11-15");
    assert_snapshot!(world.told());
}
