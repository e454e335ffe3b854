//! Files that are not what they should be: out of sight, no files at all, or without an end.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::trouble::{BRIDGE, as_somebody, open_again, own_exercise, with_a_diary};
use crate::world::World;

/// Lets everybody do anything in the home, and with the folder at `path` no more than `mode`.
fn close(world: &World, path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let mut folders = vec![world.home().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let entry = entry.expect("an entry").path();
            match entry.is_dir() {
                true => folders.push(entry),
                false => fs::set_permissions(&entry, fs::Permissions::from_mode(0o666))
                    .expect("its own file"),
            }
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).expect("its own folder");
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its own folder");
}

/// Types a line as somebody for whom there are permissions, and records it; whether that could be
/// had.
fn types_as_somebody(world: &mut World, line: &str) -> bool {
    let command = world.command(&crate::world::words(line)[1..]);
    let Some(command) = as_somebody(world, command) else { return false };
    let output = world.finish(command);
    world.record(line, &output);
    true
}

#[test]
fn a_file_in_a_folder_that_cannot_be_listed_is_not_overwritten() {
    let mut world = World::new();
    let mine = format!("{BRIDGE}# mine\n");
    let path = own_exercise(&world, "bridge", &mine);
    fs::write(world.desk().join("bridge.toml"), BRIDGE).expect("it is written");
    // Its files can be opened and replaced by name, but nobody can say which there are.
    let folder = path.parent().expect("a folder").to_owned();
    close(&world, &folder, 0o333);
    for line in [
        "supple library add bridge.toml",
        "supple library add --replace bridge.toml",
        "supple library remove bridge",
        "supple library",
        "supple exercises bridge",
    ] {
        if !types_as_somebody(&mut world, line) {
            return open_again(&world);
        }
    }
    open_again(&world);
    assert_eq!(fs::read_to_string(&path).expect("it is there"), mine);
    assert_snapshot!(world.told());
}

#[test]
fn what_cannot_be_looked_at_is_not_taken_for_nothing() {
    let mut world = with_a_diary();
    for folder in ["pages", ".config/supple"] {
        fs::create_dir_all(world.home().join(folder)).expect("a folder");
    }
    for file in ["pages/supple.1", "pages/chart.png", ".config/supple/config.toml"] {
        fs::write(world.home().join(file), "").expect("it is written");
    }
    let before = world.files();
    for (folder, lines) in [
        (
            "pages",
            [
                "supple chart --out ../pages/chart.png",
                "supple chart --replace --out ../pages/chart.png",
            ],
        ),
        ("pages", ["supple manual --dir ../pages", "supple manual --replace --dir ../pages"]),
        (".config/supple", ["supple config --init", "supple today"]),
    ] {
        let folder = world.home().join(folder);
        close(&world, &folder, 0o666);
        for line in lines {
            if !types_as_somebody(&mut world, line) {
                return open_again(&world);
            }
        }
        open_again(&world);
    }
    assert_eq!(world.files(), before);
    assert_snapshot!(world.told());
}

#[test]
fn a_file_that_cannot_be_kept_is_not_replaced() {
    let mut world = World::new();
    fs::write(world.desk().join("bridge.toml"), BRIDGE).expect("it is written");
    let path = own_exercise(&world, "bridge", "");
    fs::remove_file(&path).expect("it is removed");
    pipe(&path);
    world.types("supple library add --replace bridge.toml");
    world.types_all(&["supple library remove bridge", "supple library add bridge.toml"]);
    assert_eq!(fs::read_to_string(&path).expect("it is there"), BRIDGE);
    assert_snapshot!(world.told());
}

/// Makes a pipe that nobody writes into.
fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// Types a line that must end by itself within ten seconds, whatever it reads.
fn ends_soon(world: &mut World, line: &str, stdin: std::process::Stdio) {
    let mut command = world.command(&crate::world::words(line)[1..]);
    command.stdin(stdin).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let begin = std::time::Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begin.elapsed().as_secs() >= 10 {
            child.kill().expect("it is stopped");
            panic!("{line} does not end; before it:\n{}", world.told());
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let output = child.wait_with_output().expect("it has ended");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let output = crate::world::Output {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code().expect("it ends by itself"),
    };
    world.record(line, &output);
}

#[test]
fn what_is_no_file_is_neither_waited_for_nor_read_without_end() {
    let mut world = World::new();
    let null = std::process::Stdio::null;
    pipe(&world.desk().join("pipe"));
    fs::write(world.desk().join("long"), [b' '; 64 * 1024 + 1]).expect("it is written");
    fs::write(world.desk().join("bytes"), b"\xff").expect("it is written");
    for file in ["pipe", "/dev/zero", ".", "long", "bytes", "none"] {
        ends_soon(&mut world, &format!("supple screen --answers {file}"), null());
    }
    let endless = fs::File::open("/dev/zero").expect("a device");
    ends_soon(&mut world, "supple screen --answers -", endless.into());
    for file in ["pipe", "/dev/zero"] {
        for verb in ["check", "add"] {
            ends_soon(&mut world, &format!("supple library {verb} {file}"), null());
        }
    }
    let own = own_exercise(&world, "bridge", "");
    let config = world.home().join(".config/supple/config.toml");
    fs::remove_file(&own).expect("it is removed");
    pipe(&own);
    ends_soon(&mut world, "supple exercises bridge", null());
    fs::remove_file(&own).expect("it is removed");
    pipe(&config);
    ends_soon(&mut world, "supple history", null());
    assert_snapshot!(world.told());
}

#[test]
fn a_zone_that_is_no_file_is_named_and_not_read() {
    let mut world = World::new();
    let pipe_path = world.desk().join("pipe").display().to_string();
    pipe(&world.desk().join("pipe"));
    fs::write(world.desk().join("long"), [0; 64 * 1024 + 1]).expect("it is written");
    for zone in [
        pipe_path.clone(),
        format!(":{pipe_path}"),
        "/dev/zero".to_owned(),
        world.desk().join("long").display().to_string(),
        world.desk().display().to_string(),
    ] {
        world.remark(&format!("TZ={zone}"));
        world.set("TZ", zone);
        ends_soon(&mut world, "supple log 4", std::process::Stdio::null());
    }
    assert!(!world.diary().exists());
    // From a folder of zones upwards, where the system has one.
    if Path::new("/usr/share/zoneinfo").is_dir() {
        for zone in [
            format!("../../..{pipe_path}"),
            format!(":../../..{pipe_path}"),
            "../../../dev/zero".to_owned(),
        ] {
            world.set("TZ", zone);
            let line = "supple history";
            let output = world.run(&["history"]);
            assert_eq!(output.code, 2, "{line}: {output:?}");
            assert!(
                output.stderr.starts_with("supple: TZ names /usr/share/zoneinfo/../../../"),
                "{output:?}"
            );
        }
    }
    // Rules and nothing are as they were.
    for zone in ["CET-1CEST,M3.5.0,M10.5.0/3", "", "JST-9", "localtime"] {
        world.set("TZ", zone);
        world.quietly("supple history");
    }
    // With a name that nothing has, chrono would go by UTC without a word.
    for zone in ["Nowhere/Land", "/nowhere", "CEST"] {
        world.set("TZ", zone);
        assert_eq!(world.types("supple history").code, 2, "{zone}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn who_may_not_write_reads_past_a_command_that_did_not_end() {
    let mut world = with_a_diary();
    let before = world.quietly("supple history").stdout;
    let diary = world.diary();
    let journal = diary.with_file_name("diary.db-journal");
    let half = world.database();
    half.execute_batch("BEGIN IMMEDIATE; UPDATE rating SET note = 'half'").expect("begun");
    half.cache_flush().expect("written");
    let left = [&diary, &journal].map(|file| fs::read(file).expect("it reads"));
    drop(half);
    fs::write(&diary, &left[0]).expect("written");
    fs::write(&journal, &left[1]).expect("written");
    let folder = diary.parent().expect("a folder").to_owned();
    close(&world, &folder, 0o555);
    for file in [&diary, &journal] {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o444)).expect("its own file");
    }
    let command = world.command(&["history"]);
    let Some(command) = as_somebody(&world, command) else { return open_again(&world) };
    let seen = world.finish(command);
    open_again(&world);
    assert_eq!((seen.code, seen.stdout.as_str()), (0, before.as_str()), "{}", seen.stderr);
    assert_eq!(fs::read(&diary).expect("it reads"), left[0], "it was only read");
    assert_eq!(fs::read(&journal).expect("it reads"), left[1], "it was only read");
    assert!(!before.contains("half"));
}

#[test]
fn a_home_that_is_a_file_is_told_of_by_every_verb_and_the_library_reads() {
    let mut world = World::new();
    let home = world.home().join("file");
    fs::write(&home, "").expect("written");
    world.set("HOME", home.clone());
    for verb in ["log 4", "history", "today", "plan", "check", "backup", "restore", "chart", "undo"]
    {
        let seen = world.run(&verb.split(' ').collect::<Vec<_>>());
        assert_eq!(seen.code, 1, "{verb}: {}", seen.stderr);
        assert!(seen.stderr.contains("there is no home folder"), "{verb}: {}", seen.stderr);
        assert!(seen.stderr.contains("Set HOME"), "{verb}: {}", seen.stderr);
    }
    for verb in ["conditions", "exercises bridge", "library"] {
        world.quietly(&format!("supple {verb}"));
    }
    world.set("SUPPLE_DB", home.join("diary.db"));
    let seen = world.run(&["log", "4"]);
    assert_eq!(seen.code, 1);
    assert!(seen.stderr.contains("is a file, and not a folder"), "{}", seen.stderr);
}

/// Everything below a folder.
fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("it").path());
    entries
        .flat_map(|path| {
            let below = if path.is_dir() { everything_below(&path) } else { Vec::new() };
            below.into_iter().chain([path])
        })
        .collect()
}

#[test]
fn what_an_administrator_makes_in_somebodys_home_is_theirs() {
    use std::os::unix::fs::{MetadataExt, chown};
    const THEM: u32 = 65_534;
    let mut world = World::new();
    if !world.is_roots() {
        return;
    }
    let home = world.home().to_owned();
    let before = everything_below(&home);
    for path in before.iter().chain([&home]) {
        chown(path, Some(THEM), Some(THEM)).expect("root gives away");
    }
    for line in [
        "supple log 4",
        "supple config --init",
        "supple chart --out pain.png",
        "supple export --out all.jsonl",
        "supple export --format csv --out tables",
    ] {
        let seen = world.quietly(line);
        assert_eq!(seen.code, 0, "{line}: {}", seen.stderr);
    }
    let made = everything_below(&home);
    assert!(made.len() > before.len() + 8, "{made:?}");
    for path in made {
        let owner = fs::symlink_metadata(&path).expect("it is there").uid();
        assert_eq!(owner, THEM, "{}", path.display());
    }
}
