//! A diary that lasts: the copies of each day, damage that is noticed and mended, and the way back.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::world::World;

/// The copies of each day that there are, by their names.
fn copies(world: &World) -> Vec<String> {
    let folder = world.diary().with_file_name("diary.db.copies");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The copy of a day.
fn copy(world: &World, day: &str) -> PathBuf {
    world.diary().with_file_name("diary.db.copies").join(format!("{day}.db"))
}

/// The scores of a diary's file, in tenths.
fn scores(file: &PathBuf) -> Vec<i64> {
    let diary = Connection::open(file).expect("it opens");
    let mut statement = diary.prepare("SELECT score FROM rating ORDER BY id").expect("asked");
    let scores = statement.query_map([], |row| row.get(0)).expect("asked");
    scores.collect::<Result<_, _>>().expect("scores")
}

/// A diary of three days.
fn three_days() -> World {
    let mut world = World::new();
    for (day, score) in [(20, "4"), (21, "5"), (22, "6")] {
        world.at(&format!("2026-11-{day}T08:00:00+01:00"));
        world.quietly(&format!("supple log {score} --note 'note {score}'"));
    }
    world
}

#[test]
fn the_first_change_of_a_day_makes_a_copy_and_old_ones_are_thinned() {
    let mut world = three_days();
    world.quietly("supple log 7");
    assert_eq!(copies(&world), ["2026-11-20.db", "2026-11-21.db", "2026-11-22.db"]);
    assert_eq!(scores(&copy(&world, "2026-11-22")), [40, 50, 60], "as after the first change");
    // Read alone makes none.
    world.at("2026-11-23T08:00:00+01:00");
    world.quietly("supple history");
    assert_eq!(copies(&world).len(), 3);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &PathBuf| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let file = copy(&world, "2026-11-22");
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&file.parent().expect("a folder").to_owned()), 0o700);
    }
    for day in 1..=28 {
        world.at(&format!("2027-02-{day:02}T08:00:00+01:00"));
        world.quietly("supple log 3");
    }
    let left = copies(&world);
    assert!(left.contains(&"2027-02-28.db".to_owned()), "{left:?}");
    assert!(left.contains(&"2027-02-22.db".to_owned()), "seven days: {left:?}");
    assert!(left.contains(&"2027-02-07.db".to_owned()), "the last of a week: {left:?}");
    assert!(!left.contains(&"2027-02-10.db".to_owned()), "{left:?}");
    assert!(left.contains(&"2026-11-22.db".to_owned()), "the last of a month: {left:?}");
}

#[test]
fn a_copy_that_cannot_be_made_stops_nothing() {
    let mut world = World::new();
    let place = world.diary().with_file_name("diary.db.copies");
    fs::create_dir_all(place.parent().expect("a folder")).expect("made");
    fs::write(&place, "in the way").expect("written");
    let logged = world.run(&["log", "4"]);
    assert_eq!(logged.code, 0);
    assert!(logged.stdout.starts_with("Logged 4"), "{}", logged.stdout);
    let said = logged.stderr.replace('\n', " ");
    assert!(said.contains("It is saved. Today's copy of your diary could not be made"), "{said}");
    assert!(world.quietly("supple history").stdout.contains("pain 4"));
}

#[test]
fn what_was_never_finished_is_swept_away_by_the_next_copy() {
    let mut world = three_days();
    let folder = world.diary().with_file_name("diary.db.copies");
    let old = folder.join(".supple-part-abc");
    let file = fs::File::create(&old).expect("made");
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    file.set_modified(long_ago).expect("set");
    let young = folder.join(".supple-part-new");
    fs::write(&young, "").expect("made");
    world.at("2026-11-23T08:00:00+01:00");
    world.quietly("supple log 3");
    assert!(!old.exists(), "nobody is at it any more");
    assert!(young.exists(), "somebody may be");
}

#[test]
fn a_changed_row_is_named_and_stops_nobody_else() {
    let mut world = three_days();
    let whole = world.quietly("supple check");
    assert_eq!(whole.stdout, "The diary is whole: 6 rows, each as it was written.\n");
    world.database().execute("UPDATE rating SET score = 90 WHERE id = 2", []).expect("changed");
    let seen = world.run(&["check"]);
    assert_eq!(seen.code, 1);
    let said = "! the score of Sat 21 Nov (entry 2) is not as it was written.";
    assert!(seen.stdout.contains(said), "{}", seen.stdout);
    assert!(seen.stderr.contains("supple check --mend"), "{}", seen.stderr);
    // An edit would call it whole; everything else goes on.
    let edit = world.run(&["edit", "2", "--note", "more"]);
    assert_eq!(edit.code, 1);
    assert!(edit.stderr.contains("entry 2 is not as it was written"), "{}", edit.stderr);
    for line in ["supple log 3", "supple history", "supple stats", "supple today"] {
        world.quietly(line);
    }
    let json = world.run(&["check", "--json"]);
    assert!(json.stdout.contains("\"whole\": false") && json.code == 1, "{}", json.stdout);
}

#[test]
fn a_row_that_vanished_is_missed() {
    let mut world = three_days();
    world.database().execute("DELETE FROM rating WHERE id = 2", []).expect("gone");
    let seen = world.run(&["check"]);
    assert_eq!(seen.code, 1);
    assert!(seen.stdout.contains("the score (entry 2) is gone"), "{}", seen.stdout);
}

#[test]
fn a_damaged_diary_is_mended_after_a_copy_and_what_was_lost_is_said() {
    let mut world = three_days();
    for score in 0..300 {
        world.quietly(&format!("supple log {} --note 'row {score}'", score % 10));
    }
    // A page of the scores is overwritten, as a disk does it.
    let root = leaf_of_ratings(&world);
    let mut bytes = fs::read(world.diary()).expect("it reads");
    let at = usize::try_from(root - 1).expect("a page") * 4096;
    bytes[at..at + 4096].fill(0xa5);
    fs::write(world.diary(), &bytes).expect("damaged");
    let seen = world.run(&["check"]);
    assert_eq!(seen.code, 1, "{}", seen.stdout);
    assert!(seen.stdout.contains("is gone, or does not read"), "{}", seen.stdout);
    let mended = world.run(&["check", "--mend"]);
    assert_eq!(mended.code, 0, "{}{}", mended.stdout, mended.stderr);
    assert!(mended.stdout.contains("Lost: the score (entry "), "{}", mended.stdout);
    let kept = world.files().into_iter().find(|file| file.contains("diary.db.damaged-"));
    let kept = kept.expect("the file as it was");
    assert_eq!(fs::read(world.home().join(kept)).expect("it reads"), bytes);
    assert_eq!(world.run(&["check"]).code, 0);
    let left = scores(&world.diary()).len();
    assert!((200..303).contains(&left), "most of it: {left}");
    // Numbers are not given again, and undo has not lost its way.
    let logged = world.quietly("supple log 1").stdout;
    assert!(logged.contains("It is entry 304."), "{logged}");
    world.quietly("supple undo");
}

/// A page in which scores stand, found by a note of theirs.
fn leaf_of_ratings(world: &World) -> i64 {
    let bytes = fs::read(world.diary()).expect("it reads");
    let page = bytes.chunks(4096).position(|page| {
        let has = |text: &str| page.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        // A leaf of a table, and not one of the history.
        page.first() == Some(&13) && has("row 40") && !has("before") && !has("[[\"rating\"")
    });
    i64::try_from(page.expect("a page")).expect("a page") + 1
}

#[test]
fn every_refusal_of_a_damaged_diary_names_the_newest_good_copy() {
    let mut world = three_days();
    fs::write(copy(&world, "2026-11-22"), "damaged itself").expect("written");
    let names = |said: &str| {
        said.replace('\n', " ").contains("diary.db.copies/2026-11-21.db")
            && said.contains("supple restore")
    };
    for damage in [&b""[..], b"no diary at all", &[0; 8192]] {
        fs::write(world.diary(), damage).expect("damaged");
        for line in ["supple log 3", "supple history", "supple check"] {
            let refused = world.run(&crate::world::words(line)[1..]);
            assert_eq!(refused.code, 1, "{line}: {refused:?}");
            let said = refused.stderr.replace(" \n", " ");
            // An empty one is told of by what is there, good or not.
            assert!(names(&said) || damage.is_empty(), "{line}: {said}");
            assert!(said.contains("supple restore"), "{line}: {said}");
        }
        assert_eq!(fs::read(world.diary()).expect("it reads"), damage, "left as it is");
    }
    fs::remove_file(world.diary()).expect("gone");
    let refused = world.run(&["history"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let file = copy(&world, "2026-11-21").display().to_string();
    let back = world.run(&["restore", &file, "--yes"]);
    assert_eq!(back.code, 0, "{}", back.stderr);
    assert_eq!(scores(&world.diary()), [40, 50]);
}

#[test]
fn a_restore_shows_what_would_be_gone_asks_and_keeps_it() {
    let mut world = three_days();
    world.quietly("supple edit 1 --score 2");
    let file = copy(&world, "2026-11-21").display().to_string();
    let asked = world.run(&["restore", &file]);
    assert_eq!(asked.code, 1, "nobody is there to say yes");
    assert!(asked.stderr.contains("the score of Sun 22 Nov (entry 3): gone"), "{}", asked.stderr);
    assert!(asked.stderr.contains("(entry 1): as earlier"), "{}", asked.stderr);
    assert_eq!(scores(&world.diary()), [20, 50, 60], "untouched");
    let done = world.run(&["restore", &file, "--yes"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(scores(&world.diary()), [40, 50]);
    let kept = world.files().into_iter().find(|file| file.contains("diary.db.replaced-"));
    let kept = world.home().join(kept.expect("what it was before"));
    assert_eq!(scores(&kept), [20, 50, 60]);
    // And back again, in the same way.
    world.quietly(&format!("supple restore {} --yes", kept.display()));
    assert_eq!(scores(&world.diary()), [20, 50, 60]);
    assert_eq!(world.run(&["check"]).code, 0);
    let list = world.quietly("supple restore").stdout;
    assert!(list.contains("Sun 22 Nov"), "{list}");
}

#[test]
fn a_restore_says_which_open_warning_sign_it_forgets() {
    let mut world = three_days();
    fs::write(world.desk().join("yes.json"), r#"{"ces-saddle": "yes"}"#).expect("written");
    world.quietly("supple screen --answers yes.json");
    world.quietly("supple log 6 --note 'fever and shivering since last night'");
    let file = copy(&world, "2026-11-21").display().to_string();
    let asked = world.run(&["restore", &file]).stderr;
    assert_eq!(asked.matches("! Open in your diary, and not in the copy: “").count(), 2, "{asked}");
    let done = world.run(&["restore", &file, "--yes"]);
    assert_eq!(done.stderr.matches("! Not in it any more").count(), 2, "{done:?}");
    // The one that it goes back to knows them.
    let back = done.stderr.lines().last().expect("what to type").trim().to_owned();
    assert!(back.starts_with("supple restore "), "{back}");
    let asked = world.types(&back).stderr;
    assert!(!asked.contains("Open in your diary"), "{asked}");
}

#[test]
fn a_copy_that_is_damaged_itself_takes_no_diarys_place() {
    let mut world = three_days();
    let file = copy(&world, "2026-11-21");
    Connection::open(&file)
        .and_then(|copy| copy.execute("UPDATE rating SET score = 1 WHERE id = 1", []))
        .expect("changed");
    let refused = world.run(&["restore", &file.display().to_string(), "--yes"]);
    assert_eq!(refused.code, 1);
    let said = refused.stderr.replace('\n', " ");
    assert!(said.contains("is damaged itself"), "{said}");
    assert_eq!(scores(&world.diary()), [40, 50, 60]);
}

#[test]
fn a_backup_is_whole_for_oneself_alone_and_replaces_nothing_unasked() {
    let mut world = three_days();
    let made = world.quietly("supple backup kept.db");
    assert!(made.stdout.starts_with("Copied your diary to "), "{}", made.stdout);
    let kept = world.desk().join("kept.db");
    assert_eq!(scores(&kept), [40, 50, 60]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&kept).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }
    world.quietly("supple log 7");
    assert_eq!(world.run(&["backup", "kept.db"]).code, 1);
    assert_eq!(scores(&kept).len(), 3);
    world.quietly("supple backup kept.db --replace");
    assert_eq!(scores(&kept).len(), 4);
    let diary = world.diary().display().to_string();
    assert_eq!(world.run(&["backup", &diary, "--replace"]).code, 2);
    assert_eq!(scores(&world.diary()).len(), 4);
    world.quietly("supple backup");
    assert!(world.desk().join("supple-2026-11-22.db").exists());
}

#[cfg(unix)]
#[test]
fn a_diary_that_others_could_read_is_made_private_and_that_is_said_once() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = three_days();
    for mode in [0o644, 0o666, 0o640] {
        let open = fs::Permissions::from_mode(mode);
        fs::set_permissions(world.diary(), open).expect("set");
        let said = world.quietly("supple log 3").stderr.replace('\n', " ");
        let expected = format!("Others on this machine could read your diary (mode {mode:o})");
        assert!(said.contains(&expected), "{said}");
        let now = fs::metadata(world.diary()).expect("there").permissions().mode() & 0o777;
        assert_eq!(now, 0o600);
        assert!(!world.quietly("supple log 3").stderr.contains("Others"));
    }
}

#[cfg(unix)]
#[test]
fn another_name_of_the_diary_is_said_with_the_first_change_of_a_day() {
    let mut world = three_days();
    fs::hard_link(world.diary(), world.home().join("elsewhere.db")).expect("a link");
    world.at("2026-11-23T08:00:00+01:00");
    let said = world.quietly("supple log 3").stderr.replace('\n', " ");
    assert!(said.contains("has another name on this disk (a hard link)"), "{said}");
    assert!(!world.quietly("supple log 3").stderr.contains("hard link"));
}

#[test]
fn a_clock_that_has_jumped_is_asked_about_and_the_entry_is_kept() {
    for year in ["1970", "2038", "2099"] {
        let mut world = three_days();
        world.at(&format!("{year}-01-03T08:00:00+01:00"));
        let said = world.quietly("supple log 3").stderr.replace('\n', " ");
        assert!(said.contains("Is the clock right?"), "{year}: {said}");
        assert!(!world.quietly("supple log 3").stderr.contains("Is the clock right?"));
        // And when it is right again.
        world.at("2026-11-24T08:00:00+01:00");
        let back = world.quietly("supple log 3").stderr.replace('\n', " ");
        assert!(back.contains("Is the clock right?"), "{year}: {back}");
        // The newest copy is not the one of a day that is still to come.
        fs::write(world.diary(), "no diary").expect("damaged");
        let refused = world.run(&["history"]).stderr.replace('\n', " ");
        assert!(refused.contains("2026-11-24.db"), "{year}: {refused}");
    }
    let mut world = three_days();
    world.at("2028-11-23T08:00:00+01:00");
    assert!(!world.quietly("supple log 3").stderr.contains("clock"), "a diary may rest");
}

#[test]
fn no_page_and_no_export_is_written_over_a_diary() {
    let mut world = three_days();
    let before = fs::read(world.diary()).expect("it reads");
    let diary = world.diary().display().to_string();
    for line in [
        format!("supple export --out {diary} --replace"),
        format!("supple export --out {} --replace", copy(&world, "2026-11-21").display()),
    ] {
        let refused = world.run(&crate::world::words(&line)[1..]);
        assert_eq!(refused.code, 1, "{line}: {refused:?}");
        assert!(refused.stderr.replace('\n', " ").contains("is a diary"), "{}", refused.stderr);
    }
    assert_eq!(fs::read(world.diary()).expect("it reads"), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_size_limit_is_an_error_and_there_is_no_core() {
    let mut world = three_days();
    let before = scores(&world.diary());
    let program = crate::world::PROGRAM;
    // In blocks of 512 or 1024 bytes: less than the diary has in any case.
    let script = format!("ulimit -f 8; {program} log 3 --note canary; echo \"code $?\"");
    let mut command = world.program("sh");
    command.args(["-c", &script]);
    let seen = world.finish(command);
    assert!(seen.stdout.contains("code 1"), "no signal: {seen:?}");
    assert!(!seen.stderr.contains("SQL"), "{}", seen.stderr);
    assert_eq!(scores(&world.diary()), before);
    let script = format!(
        "ulimit -c unlimited; {program} manual --help >/dev/null; \
        {program} completions bash >/dev/null; echo done"
    );
    let mut command = world.program("sh");
    command.args(["-c", &script]);
    assert!(world.finish(command).stdout.contains("done"));
}

#[test]
fn tab_does_not_wait_for_somebody_who_writes() {
    let mut world = three_days();
    let other = world.database();
    other.execute_batch("BEGIN EXCLUSIVE").expect("it locks");
    world.set("COMPLETE", "bash");
    world.set("_CLAP_COMPLETE_INDEX", "2");
    let began = std::time::Instant::now();
    world.run(&["--", "supple", "edit", ""]);
    let took = began.elapsed();
    // 0.1 s, and what starting takes in a test.
    assert!(took < std::time::Duration::from_secs(2), "{took:?}");
}

/// Writes a passphrase into a file on the desk.
fn passphrase(world: &World, name: &str, text: &str) {
    fs::write(world.desk().join(name), text).expect("written");
}

#[test]
fn a_sealed_copy_opens_with_its_passphrase_alone() {
    let mut world = three_days();
    passphrase(&world, "right", "four words or more\n");
    passphrase(&world, "wrong", "four words or less\n");
    let sealed = "supple backup kept.age --seal --passphrase-file right";
    let json = world.json(&format!("{sealed} --json"));
    assert_eq!(json["sealed"], true);
    let file = world.desk().join("kept.age");
    let bytes = fs::read(&file).expect("there");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let holds =
        |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|at| at == text.as_bytes());
    assert!(!holds(&bytes, "note 4") && holds(&fs::read(world.diary()).expect("there"), "note 4"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    }
    // It is left as it is unless somebody says so, like every other file.
    assert_eq!(world.run(&crate::world::words(sealed)[1..]).code, 1);
    let before = world.files();
    world.quietly("supple log 7");
    let refused = world.run(&["restore", "kept.age", "--yes", "--passphrase-file", "wrong"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("that passphrase does not open"), "{}", refused.stderr);
    assert_eq!(scores(&world.diary()), [40, 50, 60, 70]);
    let mut cut = bytes.clone();
    cut.truncate(bytes.len() - 1);
    fs::write(world.desk().join("cut.age"), cut).expect("written");
    let refused = world.run(&["restore", "cut.age", "--yes", "--passphrase-file", "right"]);
    assert!(refused.stderr.contains("is not as it was when it was sealed"), "{}", refused.stderr);
    // Where there is no diary at all, as on another machine.
    fs::remove_file(world.diary()).expect("gone");
    fs::remove_dir_all(world.diary().with_file_name("diary.db.copies")).expect("gone");
    world.quietly("supple restore kept.age --yes --passphrase-file right");
    assert_eq!(scores(&world.diary()), [40, 50, 60]);
    // Nothing that was in the open meanwhile is left.
    let left: Vec<_> = world.files().into_iter().filter(|name| !before.contains(name)).collect();
    assert!(left.iter().all(|name| name.ends_with("cut.age")), "{left:?}");
}

#[test]
fn a_passphrase_is_never_guessed_at() {
    let mut world = three_days();
    passphrase(&world, "short", "1964\n");
    for (line, said) in [
        ("backup --seal --passphrase-file short", "at least 8 characters"),
        ("backup --seal --passphrase-file nowhere", "is not there"),
        ("backup --passphrase-file short", "--seal"),
        ("backup --seal", "--passphrase-file FILE"),
    ] {
        let seen = world.run(&line.split(' ').collect::<Vec<_>>());
        assert_ne!(seen.code, 0, "{line}");
        assert!(seen.stderr.contains(said), "{line}: {}", seen.stderr);
    }
    assert_eq!(fs::read_dir(world.desk()).expect("a folder").count(), 1, "no copy was made");
}

/// The days by whose beginning what the plan came to is kept, the first of them with its course.
fn kept_for(world: &World) -> Vec<String> {
    let diary = Connection::open(world.diary()).expect("it opens");
    let sql = "SELECT day, course <> x'' FROM plan_checkpoint ORDER BY day";
    let mut rows = diary.prepare(sql).expect("it is there");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("it runs");
    let rows: Vec<(String, bool)> = rows.collect::<Result<_, _>>().expect("days");
    assert!(rows.iter().zip((0..).map(|n| n == 0)).all(|((_, has), first)| *has == first));
    rows.into_iter().map(|(day, _)| day).collect()
}

#[test]
fn the_course_of_a_long_plan_is_kept_and_forgotten_with_what_it_was_made_from() {
    let mut world = World::new();
    world.clock("2026-01-05T08:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple done walking");
    assert!(kept_for(&world).is_empty(), "a young plan is followed as quickly");
    world.clock("2026-07-15T08:00:00+02:00");
    let (far, both) = (["2026-06-17"], ["2026-06-17", "2026-07-13"]);
    // The first change of the day makes a copy as well.
    world.quietly("supple log 4");
    assert_eq!(kept_for(&world), both);
    world.quietly("supple log 5 --on 2026-07-13");
    assert_eq!(kept_for(&world), both, "no earlier day than the later one is for");
    world.quietly("supple log 5 --on 2026-06-20");
    assert_eq!(kept_for(&world), far, "a later day than it is for");
    world.quietly("supple log 5 --on 2026-02-01");
    assert!(kept_for(&world).is_empty());
    world.quietly("supple log 3");
    assert!(kept_for(&world).is_empty(), "a score follows no plan");
    world.quietly("supple done walking");
    assert_eq!(kept_for(&world), both);
    world.quietly("supple undo");
    assert_eq!(kept_for(&world), both, "it was of today");
    world.quietly("supple remove --on 2026-02-01");
    world.quietly("supple today");
    assert_eq!(kept_for(&world), both, "made anew by the same command");
    // The worst of its places is what an entry without a score of its own counts as.
    world.quietly("supple log --site buttock=4 --on 2026-06-10");
    world.quietly("supple done walking");
    let diary = world.diary();
    let ask = |sql: &str| -> (i64, Vec<u8>) {
        let diary = Connection::open(&diary).expect("it opens");
        diary.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("it is there")
    };
    let sql = "SELECT id, (SELECT state FROM plan_checkpoint ORDER BY day LIMIT 1)
         FROM rating WHERE day = '2026-06-10'";
    let (id, kept) = ask(sql);
    world.quietly(&format!("supple edit {id} --site buttock=8"));
    world.quietly("supple done walking");
    assert!(ask(sql) != (id, kept), "its score is another");
    world.quietly("supple remove --on 2026-06-10");
    world.quietly("supple today");
    // The one of the last days goes with them, and the other one is moved on now and then.
    world.clock("2026-07-16T08:00:00+02:00");
    world.quietly("supple today");
    assert_eq!(kept_for(&world), both, "nothing was written");
    world.quietly("supple log 4");
    assert_eq!(kept_for(&world), ["2026-06-17", "2026-07-14"]);
    world.clock("2026-09-15T08:00:00+02:00");
    world.quietly("supple log 4");
    assert_eq!(kept_for(&world), ["2026-08-18", "2026-09-13"]);
    // A clock that is set back.
    world.clock("2026-07-16T08:00:00+02:00");
    world.quietly("supple done walking");
    assert_eq!(kept_for(&world), ["2026-06-18", "2026-07-14"]);
}

#[test]
fn a_course_that_is_not_what_the_entries_come_to_is_found_and_forgotten() {
    let mut world = World::new();
    world.clock("2026-01-05T08:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.clock("2026-07-15T08:00:00+02:00");
    world.quietly("supple done walking");
    let whole = world.run(&["check"]);
    assert!(whole.stdout.starts_with("The diary is whole"), "{whole:?}");
    // As a mistake in supple would keep it: what the entries of somebody else come to.
    let mut other = World::new();
    other.clock("2026-01-05T08:00:00+01:00");
    other.quietly("supple assign piriformis-dgs --side left");
    other.quietly("supple done walking --pain 7");
    other.clock("2026-07-15T08:00:00+02:00");
    other.quietly("supple done walking");
    let sql = format!("ATTACH '{}' AS other", other.diary().display());
    let wrong = |world: &World, columns: &str, has_course: &str| {
        let diary = Connection::open(world.diary()).expect("it opens");
        diary.execute_batch(&sql).expect("it is there");
        let sql = format!(
            "UPDATE plan_checkpoint SET ({columns}) =
             (SELECT {columns} FROM other.plan_checkpoint AS other
                 WHERE other.day = plan_checkpoint.day)
             WHERE (course <> x'') = {has_course}"
        );
        assert_eq!(diary.execute(&sql, []).expect("changed"), 1);
    };
    for (columns, has_course) in
        [("made_from, state", "true"), ("made_from, state", "false"), ("course", "true")]
    {
        world.quietly("supple done walking");
        wrong(&world, columns, has_course);
        let seen = world.run(&["check"]);
        assert_eq!(seen.code, 1);
        let said = seen.stdout.replace('\n', " ");
        assert!(said.contains("The exercises of today may be the wrong ones, and"), "{seen:?}");
        assert!(seen.stderr.contains("supple check --mend"), "{seen:?}");
        assert!(world.run(&["check", "--json"]).stdout.contains("\"course_right\": false"));
        let mended = world.run(&["check", "--mend"]);
        assert_eq!(mended.code, 0);
        assert!(mended.stdout.contains("It is forgotten"), "{mended:?}");
        assert!(kept_for(&world).is_empty());
        assert!(world.run(&["check"]).stdout.starts_with("The diary is whole"));
    }
}

#[test]
fn a_page_tells_the_same_from_what_is_kept_of_the_course_as_from_the_beginning() {
    let mut world = World::new();
    world.clock("2026-01-05T08:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    // Better at first, then a bad week, and better again.
    for (number, score) in (0..).zip([5, 4, 4, 3, 3, 8, 8, 7, 4, 3, 3, 2]) {
        let month = 1 + number / 3;
        world.at(&format!("2026-{month:02}-{:02}T20:00:00Z", 6 + 9 * (number % 3)));
        world.quietly(&format!("supple log {score} --morning"));
        world.quietly("supple done --all");
        if number == 4 {
            world.quietly("supple done walking --pain 7 --private");
            world.quietly("supple plan pause --until 2026-02-24");
        }
    }
    world.at("2026-07-15T08:00:00Z");
    world.quietly("supple log 2");
    assert_eq!(kept_for(&world), ["2026-06-17", "2026-07-13"]);
    let lines = [
        "supple report --json --from 2026-01-05",
        "supple report --json --from 2026-02-20",
        "supple report --json --from 2026-07-01",
        "supple chart --json --from 2026-01-05",
        "supple chart --json --kind exercise --from 2026-01-05",
        "supple stats --json",
        "supple plan --why walking --json",
    ];
    let told = |world: &mut World| {
        lines.map(|line| {
            let mut told = world.json(line);
            // Each run draws into a file of its own.
            told.as_object_mut().expect("an object").remove("file");
            told
        })
    };
    let from_course = told(&mut world);
    let change = |world: &World, sql: &str| {
        let diary = Connection::open(world.diary()).expect("it opens");
        assert_ne!(diary.execute(sql, []).expect("it runs"), 0, "{sql}");
    };
    // What is damaged is not gone on from, and a page does not need it.
    change(
        &world,
        "UPDATE plan_checkpoint SET course = CAST(course || x'00' AS BLOB) WHERE course <> x''",
    );
    let same = |world: &mut World| lines.into_iter().zip(told(world)).zip(&from_course);
    for ((line, now), before) in same(&mut world) {
        assert!(now == *before, "{line}");
    }
    change(&world, "DELETE FROM plan_checkpoint");
    for ((line, now), before) in same(&mut world) {
        assert!(now == *before, "{line}");
    }
}
