//! When something is wrong with the diary's file, its place, or the person's own exercise files: a
//! clear error, and nothing lost.

use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::world::World;

/// Lines that read, and lines that write.
const READING: [&str; 4] =
    ["supple history", "supple today", "supple chart", "supple history --json"];
const WRITING: [&str; 4] =
    ["supple log 5", "supple undo", "supple edit 1 --score 3", "supple done bridge"];

/// A world with a diary of a few entries, and a clean record.
pub fn with_a_diary() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    World::with_diary_of(&ONCE, || {
        let mut world = World::assigned();
        for score in 0..10 {
            world.quietly(&format!(
                "supple log {score} --note 'a note that takes some room in the file'"
            ));
        }
        world.quietly("supple done walking");
        world
    })
}

/// Asserts that no verb opens the diary, that each says so, and that not a byte of it changes.
fn is_refused_and_untouched(world: &mut World) {
    let path = world.diary();
    let before = fs::read(&path).expect("it is there");
    let files = world.files();
    for line in READING.into_iter().chain(WRITING) {
        let output = world.run(&crate::world::words(line)[1..]);
        assert_eq!((output.code, output.stdout.as_str()), (1, ""), "{line}: {output:?}");
        assert!(output.stderr.starts_with("supple: "), "{line}: {output:?}");
        assert!(fs::read(&path).expect("it is there") == before, "{line} changed it");
    }
    assert_eq!(world.files(), files, "nothing was put beside it");
}

#[test]
fn a_file_that_is_no_diary_is_left_alone() {
    let mut world = World::new();
    fs::create_dir_all(world.diary().parent().expect("a folder")).expect("a folder");
    let noise: Vec<u8> =
        (0..5000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (what, bytes) in [
        ("a text", b"Dear diary, today it hurt.\n".as_slice()),
        ("one byte", b"\0"),
        ("noise", &noise),
        ("half a header", b"SQLite format 3\0"),
    ] {
        fs::write(world.diary(), bytes).expect("it is written");
        is_refused_and_untouched(&mut world);
        world.remark(what);
        world.types_all(&["supple log 4", "supple history"]);
    }
    assert_snapshot!(world.told(), @"
    # a text
    $ supple log 4
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    $ supple history
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    # one byte
    $ supple log 4
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    $ supple history
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    # noise
    $ supple log 4
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    $ supple history
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    # half a header
    $ supple log 4
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    $ supple history
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    ");
}

#[test]
fn somebody_elses_database_is_left_alone() {
    let mut world = World::new();
    fs::create_dir_all(world.diary().parent().expect("a folder")).expect("a folder");
    world
        .database()
        .execute_batch("CREATE TABLE rating (score); INSERT INTO rating VALUES (4)")
        .expect("a table");
    is_refused_and_untouched(&mut world);
    world.types("supple log 4");
    assert_snapshot!(world.told(), @"
    $ supple log 4
    2> supple: ~/.local/share/supple/diary.db is not a supple diary.
    2> It was left as it is. Set SUPPLE_DB to the path of your diary.
    => 1
    ");
}

#[test]
fn a_diary_cut_short_is_left_alone() {
    let mut world = with_a_diary();
    let whole = fs::read(world.diary()).expect("a diary");
    for part in [50, 100, 4096, whole.len() / 2] {
        fs::write(world.diary(), &whole[..part]).expect("it is written");
        let before = fs::read(world.diary()).expect("it is there");
        for line in READING.into_iter().chain(WRITING) {
            let output = world.run(&crate::world::words(line)[1..]);
            assert_eq!(output.code, 1, "{line} of {part} bytes: {output:?}");
            assert!(
                fs::read(world.diary()).expect("it is there") == before,
                "{line} changed {part} bytes"
            );
        }
        world.remark(&format!("the first {part} bytes"));
        world.types_all(&["supple log 4", "supple history"]);
    }
    assert_snapshot!(world.told());
}

#[test]
fn damaged_pages_are_never_taken_for_entries() {
    let mut world = with_a_diary();
    let whole = fs::read(world.diary()).expect("a diary");
    let right = world.json("supple history --json");
    for page in 0..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..(page + 1) * 4096]
            .iter_mut()
            .skip(if page == 0 { 100 } else { 0 })
            .for_each(|byte| *byte ^= 0xff);
        fs::write(world.diary(), &damaged).expect("it is written");
        let output = world.run(&["history", "--json"]);
        match output.code {
            0 => assert_eq!(
                serde_json::from_str::<serde_json::Value>(&output.stdout).expect("JSON"),
                right,
                "page {page}"
            ),
            code => assert_eq!((code, output.stdout.as_str()), (1, ""), "page {page}: {output:?}"),
        }
        let output = world.run(&["log", "5"]);
        match output.code {
            0 => assert!(
                fs::read(world.diary()).expect("it is there").len() >= damaged.len(),
                "page {page}"
            ),
            code => {
                assert_eq!((code, output.stdout.as_str()), (1, ""), "page {page}: {output:?}");
                assert!(
                    fs::read(world.diary()).expect("it is there") == damaged,
                    "page {page} was changed"
                );
            }
        }
    }
}

#[test]
fn a_diary_of_a_newer_supple_is_left_alone() {
    let mut world = with_a_diary();
    let mut bytes = fs::read(world.diary()).expect("a diary");
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(world.diary(), bytes).expect("it is written");
    is_refused_and_untouched(&mut world);
    world.types_all(&["supple log 4", "supple today"]);
    assert_snapshot!(world.told(), @"
    $ supple log 4
    2> supple: the diary ~/.local/share/supple/diary.db was written by
    2> a newer supple (version 99; this one knows 12).
    2> It was left as it is. Update supple, and try again.
    => 1
    $ supple today
    2> supple: the diary ~/.local/share/supple/diary.db was written by
    2> a newer supple (version 99; this one knows 12).
    2> It was left as it is. Update supple, and try again.
    => 1
    ");
}

#[test]
fn a_diary_that_something_else_has_changed_is_left_alone() {
    for (what, change) in [
        ("a trigger", "CREATE TRIGGER t AFTER INSERT ON rating BEGIN DELETE FROM rating; END"),
        ("a view", "CREATE VIEW v AS SELECT 1"),
        ("a table", "CREATE TABLE more (x)"),
        ("an index", "CREATE INDEX i ON rating (score)"),
        ("a column", "ALTER TABLE rating ADD COLUMN x TEXT"),
        ("a write-ahead log", "PRAGMA journal_mode = WAL"),
    ] {
        let mut world = with_a_diary();
        world.database().execute_batch(change).unwrap_or_else(|error| panic!("{what}: {error}"));
        is_refused_and_untouched(&mut world);
        let output = world.types("supple log 4");
        let said = output.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("not built as supple builds one"), "{what}: {said}");
    }
}

#[test]
fn another_program_that_does_not_finish_is_waited_for_and_named() {
    // The one slow test: the program waits ten seconds before it gives up. The file is not read
    // meanwhile: on Unix, closing it anywhere in this process would give the lock back.
    let mut world = with_a_diary();
    let before = fs::read(world.diary()).expect("it is there");
    let other = world.database();
    other.execute_batch("BEGIN EXCLUSIVE").expect("it locks");
    world.types("supple log 5");
    drop(other);
    assert!(fs::read(world.diary()).expect("it is there") == before);
    world.types("supple log 5");
    assert_snapshot!(world.told(), @"
    $ supple log 5
    2> supple: another program is using the diary
    2> ~/.local/share/supple/diary.db, and did not finish in time.
    2> Wait for the other one to finish, and try again.
    => 1
    $ supple log 5
    Logged 5 for today, Sun 22 Nov, 14:31. It is entry 12.
    ");
}

#[test]
fn a_reminder_does_not_wait_for_whoever_writes_and_is_no_silence() {
    let mut world = with_a_diary();
    let other = world.database();
    other.execute_batch("BEGIN EXCLUSIVE").expect("it locks");
    let begun = std::time::Instant::now();
    let output = world.types("supple remind");
    assert!(begun.elapsed() < std::time::Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("another program is using the diary"), "{output:?}");
    drop(other);
}

#[cfg(unix)]
#[test]
fn a_diary_that_others_could_read_is_closed_and_that_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = with_a_diary();
    let diary = world.diary();
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    fs::set_permissions(&diary, fs::Permissions::from_mode(0o644)).expect("its own file");
    world.quietly("supple history");
    assert_eq!(mode(&diary), 0o644, "whoever only reads changes nothing");
    let said = world.types("supple log 5").stderr;
    assert!(said.contains("could read your diary (mode 644); now only you can"), "{said}");
    assert_eq!(mode(&diary), 0o600);
    assert!(!world.types("supple log 5").stderr.contains("could read"));
}

/// A diary whose writer was cut off in the middle, with the journal that takes it back.
fn cut_off_while_writing() -> World {
    let world = with_a_diary();
    let [diary, journal] =
        ["diary.db", "diary.db-journal"].map(|name| world.diary().with_file_name(name));
    let other = world.database();
    other.execute_batch("PRAGMA cache_size = 2; BEGIN IMMEDIATE").expect("it begins");
    for number in 0..200 {
        let text = format!("UPDATE rating SET note = '{}{number}'", "half written ".repeat(100));
        other.execute_batch(&text).expect("it writes");
    }
    let [half, back] = [&diary, &journal].map(|path| fs::read(path).expect("it is there"));
    drop(other);
    fs::write(&diary, half).expect("it is written");
    fs::write(&journal, back).expect("it is written");
    world
}

#[test]
fn after_a_power_cut_the_diary_is_as_it_was_before() {
    let mut before = with_a_diary();
    let before = before.json("supple history --json");
    for first in ["supple history --json", "supple log 5"] {
        let mut world = cut_off_while_writing();
        let output = world.run(&crate::world::words(first)[1..]);
        assert_eq!(output.code, 0, "{first}: {output:?}");
        if first == "supple log 5" {
            world.quietly("supple undo");
        }
        assert_eq!(world.json("supple history --json"), before, "{first}");
    }
}

#[test]
fn two_at_once_are_both_kept() {
    let mut world = World::new();
    let running: Vec<_> = (0..8)
        .map(|_| {
            world
                .command(&["log", "4"])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .expect("it starts")
        })
        .collect();
    for mut each in running {
        assert!(each.wait().expect("it ends").success());
    }
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(8));
}

#[test]
fn a_diary_may_be_anywhere() {
    let mut world = World::new();
    fs::create_dir(world.desk().join("Mein Übungs buch")).expect("a folder");
    for path in [
        "mine.db",
        "Mein Übungs buch/日記 'x'.db",
        ":memory:",
        "file:x?mode=memory",
        "file:y.db",
        "../beside.db",
        "new/folder/mine.db",
        "~/x.db",
        "percent%20 #hash?query.db",
    ] {
        world.set("SUPPLE_DB", path);
        assert_eq!(world.run(&["log", "4"]).code, 0, "{path}");
        assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(1), "{path}");
        assert!(world.desk().join(path).is_file(), "{path}: {:?}", world.files());
    }
    assert!(!world.diary().exists());
}

#[test]
fn a_path_without_a_home_is_enough() {
    let mut world = World::new();
    let path = world.home().join("mine.db");
    world.set("SUPPLE_DB", path.clone());
    world.unset("HOME");
    world.types_all(&["supple log 4", "supple history", "supple exercises bridge", "supple chart"]);
    assert!(path.is_file());
    assert_snapshot!(world.told());
}

#[test]
fn without_any_place_the_library_still_reads() {
    for home in [None, Some(""), Some("not/absolute")] {
        let mut world = World::new();
        match home {
            None => world.unset("HOME"),
            Some(home) => world.set("HOME", home),
        }
        // Nothing is logged here: where the system knows a home for the user, that would be the
        // place.
        for line in [
            "supple exercises bridge",
            "supple conditions",
            "supple completions bash",
            "supple --help",
        ] {
            world.quietly(line);
        }
    }
}

#[test]
fn a_place_that_is_no_file_is_refused() {
    let mut world = World::new();
    world.set("SUPPLE_DB", "");
    world.remark("SUPPLE_DB is empty");
    world.types_all(&["supple log 4", "supple history"]);

    fs::create_dir(world.desk().join("folder")).expect("a folder");
    for path in ["folder", "folder/", "/", ".."] {
        world.set("SUPPLE_DB", path);
        world.remark(&format!("SUPPLE_DB is {path}"));
        world.types_all(&["supple log 4", "supple history"]);
    }
    fs::write(world.desk().join("file"), "a file").expect("a file");
    world.set("SUPPLE_DB", "file/diary.db");
    world.remark("SUPPLE_DB is in a file");
    world.types_all(&["supple log 4", "supple history"]);
    assert_snapshot!(world.told());
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_followed() {
    let mut world = with_a_diary();
    std::os::unix::fs::symlink(world.diary(), world.desk().join("link.db")).expect("a link");
    std::os::unix::fs::symlink("nowhere.db", world.desk().join("dangling.db")).expect("a link");
    let made = world.program("mkfifo").arg("pipe.db").status().expect("mkfifo is there");
    assert!(made.success());
    for path in ["link.db", "dangling.db", "pipe.db", "/dev/null"] {
        world.set("SUPPLE_DB", path);
        world.remark(&format!("SUPPLE_DB is {path}"));
        world.types_all(&["supple log 4", "supple history"]);
    }
    assert!(!world.desk().join("nowhere.db").exists());
    assert_snapshot!(world.told(), @"
    # SUPPLE_DB is link.db
    $ supple log 4
    2> supple: ~/desk/link.db is a link, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    $ supple history
    2> supple: ~/desk/link.db is a link, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    # SUPPLE_DB is dangling.db
    $ supple log 4
    2> supple: ~/desk/dangling.db is a link, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    $ supple history
    2> supple: ~/desk/dangling.db is a link, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    # SUPPLE_DB is pipe.db
    $ supple log 4
    2> supple: ~/desk/pipe.db is a device, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    $ supple history
    2> supple: ~/desk/pipe.db is a device, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    # SUPPLE_DB is /dev/null
    $ supple log 4
    2> supple: /dev/null is a device, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    $ supple history
    2> supple: /dev/null is a device, not a diary.
    2> Set SUPPLE_DB to the path of the diary file itself.
    => 1
    ");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_followed() {
    let mut world = World::new();
    fs::create_dir(world.home().join("real")).expect("a folder");
    std::os::unix::fs::symlink(world.home().join("real"), world.desk().join("linked"))
        .expect("a link");
    world.set("SUPPLE_DB", "linked/diary.db");
    world.quietly("supple log 4");
    assert!(world.home().join("real/diary.db").is_file());
}

/// A command as somebody who may not write what this test's user made; `None` where that cannot be
/// had.
#[cfg(unix)]
fn as_a_reader(world: &World, arguments: &[&str]) -> Option<std::process::Command> {
    use std::os::unix::fs::PermissionsExt;
    let command = world.command(arguments);
    let mut folders = vec![world.home().to_owned()];
    while let Some(path) = folders.pop() {
        let is_folder = path.is_dir();
        if is_folder {
            folders.extend(
                fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()),
            );
        }
        let mode = if is_folder { 0o555 } else { 0o444 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("its own file");
    }
    as_somebody(world, command)
}

/// The same command as somebody for whom there are permissions; `None` where that cannot be had.
#[cfg(unix)]
pub fn as_somebody(
    world: &World,
    mut command: std::process::Command,
) -> Option<std::process::Command> {
    use std::os::unix::process::CommandExt;
    if world.is_roots() {
        // Nothing is read-only for root, so it steps down to nobody, if nobody may start the
        // program.
        command.uid(65534).gid(65534);
        let mut probe = world.command(&["--version"]);
        probe.uid(65534).gid(65534);
        probe.output().ok().filter(|output| output.status.success())?;
    }
    Some(command)
}

/// Gives the folders back, so that they can be thrown away.
#[cfg(unix)]
pub fn open_again(world: &World) {
    use std::os::unix::fs::PermissionsExt;
    let mut folders = vec![world.home().to_owned()];
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its own folder");
            folders.extend(
                fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()),
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn on_a_read_only_folder_reading_works_and_writing_says_why_not() {
    let mut world = with_a_diary();
    let before = fs::read(world.diary()).expect("a diary");
    for arguments in [
        vec!["history", "--from", "today"],
        vec!["today"],
        vec!["log", "4"],
        vec!["done", "walking"],
        vec!["undo"],
        vec!["chart"],
        vec!["chart", "--out", "new.png"],
    ] {
        let Some(command) = as_a_reader(&world, &arguments) else { return open_again(&world) };
        let output = world.finish(command);
        assert!(!output.stderr.contains(".tmp"), "no name that nobody has heard of: {output:?}");
        world.record(&format!("supple {}", arguments.join(" ")), &output);
    }
    open_again(&world);
    assert!(fs::read(world.diary()).expect("a diary") == before);
    assert!(
        !world.files().iter().any(|file| file.ends_with(".png") || file.ends_with("-journal")),
        "{:?}",
        world.files()
    );
    assert_snapshot!(world.told());
}

#[cfg(unix)]
#[test]
fn the_first_score_where_nothing_may_be_written_says_so() {
    let mut world = World::new();
    let Some(command) = as_a_reader(&world, &["log", "4"]) else { return open_again(&world) };
    let output = world.finish(command);
    world.record("supple log 4", &output);
    open_again(&world);
    assert_snapshot!(world.told(), @"
    $ supple log 4
    2> supple: the diary ~/.local/share/supple/diary.db cannot be
    2> opened: permission denied.
    2> See who may write there: ls -ld ~/.local/share/supple
    => 1
    ");
}

#[test]
fn a_folder_whose_place_a_file_takes_is_named() {
    let mut world = World::new();
    fs::write(world.home().join(".local"), "a file").expect("a file");
    world.types_all(&["supple log 4", "supple history"]);
    assert_snapshot!(world.told(), @"
    $ supple log 4
    2> supple: the diary ~/.local/share/supple/diary.db has no place:
    2> ~/.local is a file, and not a folder.
    2> Give that file another name, or set SUPPLE_DB to the path the diary should have.
    => 1
    $ supple history
    2> supple: the diary ~/.local/share/supple/diary.db has no place:
    2> ~/.local is a file, and not a folder.
    2> Give that file another name, or set SUPPLE_DB to the path the diary should have.
    => 1
    ");
}

/// Puts a file of the person's own into the configuration folder.
pub fn own_exercise(world: &World, id: &str, text: &str) -> PathBuf {
    let path = world.home().join(".config/supple/exercises/library").join(format!("{id}.toml"));
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("it is written");
    path
}

/// The bridge as shipped.
pub const BRIDGE: &str = include_str!("../../exercises/library/bridge.toml");

#[test]
fn an_own_file_stands_in_for_ours() {
    let mut world = World::new();
    let own = BRIDGE
        .replace("sets = 3", "sets = 2")
        .replace("reps = 12", "reps = 7")
        .replace("hold_s = 3", "hold_s = 4")
        .replace("2-3-3", "2-4-3");
    assert_ne!(own, BRIDGE);
    own_exercise(&world, "bridge", &own);
    world.quietly("supple assign ischial-bursitis");
    world.types_all(&["supple exercises bridge", "supple today"]);
    assert_eq!(world.json("supple exercises bridge --json")["dose"]["reps"], 7);
    assert_snapshot!(world.told());
}

#[test]
fn an_own_file_that_does_not_read_is_named_with_its_line() {
    let mut world = World::new();
    world.quietly("supple assign ischial-bursitis");
    own_exercise(&world, "bridge", &BRIDGE.replace("sets = 3", "sets = many"));
    world.types_all(&[
        "supple exercises bridge",
        "supple today",
        "supple exercises",
        "supple done bridge",
        "supple done walking",
        "supple chart",
        "supple log 4",
        "supple history",
        "supple exercises clamshell --json",
    ]);
    assert_snapshot!(world.told());
}

#[test]
fn an_exercise_that_is_nowhere_any_more_stays_in_the_history() {
    let mut world = World::new();
    let path = own_exercise(
        &world,
        "my-stretch",
        &BRIDGE
            .replace("id = \"bridge\"", "id = \"my-stretch\"")
            .replace("name = \"Bridge\"", "name = \"My stretch\""),
    );
    world.types("supple done my-stretch --pain 1");
    fs::remove_file(path).expect("it is removed");
    world.types_all(&["supple history", "supple chart", "supple done my-stretch", "supple undo"]);
    assert_snapshot!(world.told(), @"
    $ supple done my-stretch --pain 1
    Done for today: My stretch (pain 1).
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> No plan asks for it; it is recorded all the same.
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  14:30  my-stretch done  pain 1
    $ supple chart
    No pain has been recorded yet; 0 of 1 day recorded.
    Drawn to ~/desk/supple-2026-11-22.png
    $ supple done my-stretch
    2> supple: there is no exercise “my-stretch”.
    2> See them all: supple exercises
    => 2
    $ supple undo
    Undone: done my-stretch --pain 1 (Sun 22 Nov, 14:30).
    2> supple redo brings it back.
    ");
}

#[cfg(unix)]
#[test]
fn a_suggested_command_can_be_copied_whatever_a_file_is_called() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    if !crate::completions::has("bash") {
        return;
    }
    let mut world = World::new();
    let names: [&[u8]; 8] = [
        b"plain.toml",
        b"it's.toml",
        b"it's $HOME.toml",
        b"two  words.toml",
        b"-x.toml",
        b"$(touch PWNED);`touch PWNED`.toml",
        "esc\u{1b}[31m\u{202e}\n.toml".as_bytes(),
        b"\xff\xfe.toml",
    ];
    for (number, name) in names.iter().enumerate() {
        let (id, name) = (format!("bridge-{number}"), OsStr::from_bytes(name));
        let text = BRIDGE.replace("id = \"bridge\"", &format!("id = \"{id}\""));
        fs::write(world.desk().join(name), text).expect("it is written");
        let output =
            world.run(&[OsStr::new("library"), OsStr::new("check"), OsStr::new("--"), name]);
        assert_eq!(output.code, 0, "{name:?}: {output:?}");
        let (_, suggested) =
            output.stderr.trim().split_once("To use it: supple ").expect("a command");
        let mut bash = world.program("bash");
        bash.args(["--norc", "-c", &format!("'{}' {suggested}", crate::world::PROGRAM)]);
        let output = world.finish(bash);
        assert!(
            output.stdout.contains(&format!("{id} is in your library")),
            "{suggested}: {output:?}"
        );
    }
    assert!(!world.desk().join("PWNED").exists());
    for out in ["it's.txt", "-o", "two words.txt"] {
        let output = world.run(&["chart".to_owned(), format!("--out={out}")]);
        world.record(&format!("supple chart \"--out={out}\""), &output);
    }
    assert_snapshot!(world.told());
}
