//! What is erased is nowhere any more: every byte of the diary's folder is searched for it.

use std::fs;
use std::path::PathBuf;

use crate::world::World;

/// A text that stands nowhere by chance.
const SECRET: &str = "zwetschgenknödel";

/// The files of the diary's folder, however deep, in which a text stands.
fn with_text(world: &World, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![world.diary().parent().expect("a folder").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).expect("it reads");
            if bytes.windows(text.len()).any(|part| part == text.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}

/// A diary in which a secret stands wherever one can be: in an entry of each kind, in what was
/// edited, removed and undone, in the history, and in copies.
fn full_of_it() -> World {
    let mut world = World::new();
    world.at("2026-11-20T08:00:00+01:00");
    for number in 0..40 {
        world.quietly(&format!("supple log 3 --note 'something else {number}'"));
    }
    world.quietly(&format!("supple log 4 --note '{SECRET} in a note'"));
    world.quietly(&format!("supple log 5 --took '{SECRET} 2 mg'"));
    world.quietly(&format!("supple log 5 --tag {SECRET}"));
    world.quietly("supple log 6");
    world.quietly(&format!("supple edit 44 --note '{SECRET} before'"));
    world.quietly("supple edit 44 --note 'now something else'");
    world.quietly(&format!("supple log 7 --note '{SECRET} removed'"));
    world.quietly("supple remove 45");
    world.quietly(&format!("supple done bridge --note '{SECRET} of an exercise'"));
    world.at("2026-11-21T08:00:00+01:00");
    world.quietly("supple log 2 --note 'of the day between'");
    world.at("2026-11-22T08:00:00+01:00");
    world.quietly("supple log 1 --note 'of today'");
    world.quietly(&format!("supple log 7 --note '{SECRET} undone'"));
    world.quietly("supple undo");
    world
}

#[test]
fn entries_are_gone_from_the_file_the_history_and_the_copies() {
    let mut world = full_of_it();
    assert!(with_text(&world, SECRET).len() >= 3, "it is there: {:?}", with_text(&world, SECRET));
    let asked = world.run(&["erase", "41-46"]);
    assert_eq!(asked.code, 1, "nobody is there to say yes");
    let said = asked.stderr.replace('\n', " ");
    assert!(said.contains("6 entries would be erased, for good"), "{said}");
    assert!(said.contains("your own copies and backups"), "{said}");
    let done = world.run(&["erase", "41-46", "49", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("Erased 7 entries, for good."), "{}", done.stdout);
    assert!(done.stdout.contains("diary.db.copies/2026-11-21.db"), "named: {}", done.stdout);
    assert_eq!(with_text(&world, SECRET), Vec::<PathBuf>::new());
    // The rest is all there, in the diary and in each copy.
    assert_eq!(with_text(&world, "something else 39").len(), 3);
    assert_eq!(world.run(&["check"]).code, 0);
    assert!(!world.run(&["undo"]).stdout.contains("edit 44"));
    assert_eq!(world.run(&["erase", "41", "--yes"]).code, 2, "there is none any more");
    // Joined with a copy from before, it does not come back.
    assert!(world.quietly("supple log 2").stdout.contains("entry 50"));
}

#[test]
fn another_machine_does_not_bring_it_back() {
    let mut world = full_of_it();
    fs::copy(world.diary(), world.desk().join("other.db")).expect("copied");
    world.quietly("supple erase 41 --yes");
    world.quietly("supple merge other.db");
    let history = world.quietly("supple history --from 2026-11-01").stdout;
    assert!(!history.contains(&format!("{SECRET} in a note")), "{history}");
}

#[test]
fn everything_before_a_day_is_gone() {
    let mut world = full_of_it();
    let done = world.run(&["erase", "--before", "2026-11-21", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(with_text(&world, "something else"), Vec::<PathBuf>::new());
    let left = with_text(&world, SECRET);
    // What was undone today is of today.
    assert!(left.iter().all(|file| !file.ends_with("2026-11-20.db")), "{left:?}");
    assert!(world.quietly("supple history").stdout.contains("of today"));
    assert_eq!(world.run(&["check"]).code, 0);
}

#[test]
fn all_of_it_is_gone_with_every_copy() {
    let mut world = full_of_it();
    let copy = world.diary().with_file_name("diary.db.copies").join("2026-11-20.db");
    world.quietly(&format!("supple restore {} --yes", copy.display()));
    let done = world.run(&["erase", "--all", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("diary.db.replaced-"), "named: {}", done.stdout);
    let folder = fs::read_dir(world.diary().parent().expect("a folder")).expect("a folder");
    assert_eq!(folder.count(), 0);
    world.quietly("supple log 4");
}

#[test]
fn the_history_is_bounded_by_age_and_keeps_no_dead_branch() {
    let mut world = World::new();
    world.quietly(&format!("supple log 7 --note '{SECRET} undone'"));
    world.quietly("supple undo");
    world.quietly("supple log 4 --note 'an old entry'");
    world.quietly("supple remove 2");
    let kept = |world: &World| -> i64 {
        let sql = "SELECT count(*) FROM journal";
        world.database().query_row(sql, [], |row| row.get(0)).expect("asked")
    };
    assert_eq!(kept(&world), 3);
    // What was undone can never be redone once something else was done: gone with the next day.
    world.at("2026-11-23T08:00:00+01:00");
    world.quietly("supple log 5");
    assert_eq!(kept(&world), 3, "two of yesterday, one of today");
    assert!(!with_text(&world, SECRET).contains(&world.diary()));
    world.quietly("supple undo");
    world.quietly("supple undo");
    assert!(world.quietly("supple history").stdout.contains("an old entry"));
    world.quietly("supple redo");
    // After its days, nothing of it is left.
    world.at("2027-03-01T08:00:00+01:00");
    world.quietly("supple log 6");
    assert_eq!(kept(&world), 1);
    assert!(!with_text(&world, "an old entry").contains(&world.diary()));
    let config = world.home().join(".config/supple/config.toml");
    fs::create_dir_all(config.parent().expect("a folder")).expect("made");
    fs::write(config, "undo_days = \"365\"\n").expect("written");
    world.at("2027-09-01T08:00:00+01:00");
    world.quietly("supple log 6");
    assert_eq!(kept(&world), 2);
}

#[test]
fn before_a_day_goes_also_what_was_removed_already() {
    let mut world = World::new();
    world.quietly("supple log 3 --note 'something else'");
    world.quietly("supple log 6 --on 2026-11-02");
    // A step that names no day by itself.
    world.quietly(&format!("supple edit 2 --tag {SECRET}"));
    world.quietly(&format!("supple edit 2 --took '{SECRET} 2 mg'"));
    world.quietly("supple remove 2");
    world.quietly(&format!("supple visit 2026-11-03 --note {SECRET}"));
    world.quietly("supple visit 2026-11-03 --remove");
    assert!(!with_text(&world, SECRET).is_empty(), "the history has it");
    let seen = world.quietly("supple erase --before 2026-11-10 --yes");
    assert!(seen.stdout.contains("Erased 1 entry, for good."), "{}", seen.stdout);
    assert_eq!(with_text(&world, SECRET), Vec::<PathBuf>::new());
    assert!(world.quietly("supple history").stdout.contains("something else"));
    let seen = world.quietly("supple erase --before 2026-11-10 --yes");
    assert!(seen.stderr.contains("There is nothing to erase"), "{}", seen.stderr);
}
