//! Diaries that earlier versions wrote: what they hold is kept, and what has changed is said.

use std::fs;
use std::path::Path;

use crate::world::World;

/// A world with the diary of a version.
fn with_diary_of_version(version: u32) -> World {
    let mut world = World::unanswered();
    let kept =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/diaries/v{version}.db"));
    fs::create_dir_all(world.diary().parent().expect("a folder")).expect("a folder");
    fs::copy(kept, world.diary()).expect("it is copied");
    world.at("2026-10-10T08:00:00+02:00");
    world
}

/// Whether `supple today` and `supple plan` say that the rules have changed.
fn says_what_changed(world: &mut World) -> [bool; 2] {
    ["supple today", "supple plan"].map(|line| {
        world.quietly(line).stderr.replace('\n', " ").contains("rules of supple have changed")
    })
}

#[test]
fn an_older_diary_keeps_every_entry_and_says_what_changed_until_it_is_written() {
    for version in 1..=5 {
        let mut world = with_diary_of_version(version);
        let before = fs::read(world.diary()).expect("it reads");
        let entries = world.json("supple history --json");
        assert_eq!(says_what_changed(&mut world), [true; 2], "version {version}");
        // Whoever has answered before is told why the routine waits for answers now.
        let today = world.quietly("supple today").stdout.replace("\n ", "");
        let has_changed = today.contains("The safety questions have changed since you answered");
        assert_eq!(has_changed, version >= 3, "version {version}: {today}");
        assert_eq!(fs::read(world.diary()).expect("it reads"), before, "version {version}");
        world.quietly("supple log 3");
        let after = world.json("supple history --json");
        let (entries, after) = (entries.as_array(), after.as_array());
        let (entries, after) = (entries.expect("a list"), after.expect("a list"));
        // The newest twenty are listed: but for the new one, and one that it has pushed out.
        let kept = after.iter().filter(|entry| entries.contains(entry)).count();
        assert!(
            kept + 1 >= entries.len().min(20),
            "version {version}: {kept} of {}",
            entries.len()
        );
        assert_eq!(says_what_changed(&mut world), [false; 2], "version {version}");
    }
}
