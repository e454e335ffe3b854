//! Killed in the middle of what puts one state of a diary in the place of another.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::home::{Contents, Home, Seen, rounds, scatter};
use super::table::prove;

/// A text that stands nowhere by chance.
const SECRET: &str = "zwetschgenknoedel";

/// A diary with entries of which one is to go, and a copy from before the last of them.
fn diary() -> Home {
    let home = Home::new();
    for number in 0..40 {
        home.works(&format!("log 3 --note 'something else {number}'"));
    }
    home.works(&format!("log 4 --note {SECRET}"));
    home.works("backup kept.db");
    home.works("log 5 --note 'after the copy'");
    home
}

/// The same diary again, with the folder of its copies.
fn again(home: &Home) -> Home {
    let other = home.copied();
    let copies = |home: &Home| home.path().join("diary.db.copies");
    fs::create_dir(copies(&other)).expect("a folder");
    for entry in fs::read_dir(copies(home)).expect("a folder") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), copies(&other).join(entry.file_name())).expect("copied");
    }
    other
}

/// How long a line takes when nobody kills it, and what the diary holds then.
fn undisturbed(home: &Home, line: &str) -> (Duration, Contents) {
    let other = again(home);
    let began = Instant::now();
    other.works(line);
    (began.elapsed(), other.contents())
}

/// Whether a file below a folder has a text in it.
fn has_text(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return has_text(&path, text);
        }
        let bytes = fs::read(&path).expect("it reads");
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    })
}

/// Kills a line at many moments. The diary is as before or as after, and whole; `then` looks at the
/// rest.
fn killed(line: &str, then: impl Fn(&Home) -> bool) -> (usize, usize) {
    let original = diary();
    let before = original.contents();
    let (time, after) = undisturbed(&original, line);
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX).max(2);
    let (mut tries, mut survived) = (0, 0);
    for round in 0..20 * rounds() {
        let home = again(&original);
        let mut child = home.line(line).spawn().expect("it starts");
        std::thread::sleep(Duration::from_micros(scatter(round) % micros));
        child.kill().expect("it is killed, or has ended");
        child.wait().expect("it ended");
        // The next command takes back what was not finished.
        home.works("log 1 --note 'the next command'");
        home.works("undo");
        let is_whole = home.types("check").is_done();
        let contents = home.contents();
        let is_one = contents == before || contents == after;
        tries += 1;
        survived += usize::from(is_whole && is_one && then(&home));
    }
    (tries, survived)
}

#[test]
fn a_killed_erase_is_finished_by_the_next() {
    let (tries, survived) = killed("erase 41 --yes", |home| {
        let again = home.types("erase 41 --yes");
        // Done now, or done before.
        (again.is_done() || again.code == Some(2)) && {
            // What stands in a copy of one's own is out of reach, and was said.
            fs::remove_file(home.path().join("kept.db")).expect("it was there");
            for name in home.names().iter().filter(|name| name.starts_with(".supple-part-")) {
                fs::remove_file(home.path().join(name)).expect("it was there");
            }
            !has_text(&home.diary().with_file_name("diary.db.copies"), SECRET)
                && !has_text(home.path(), SECRET)
        }
    });
    prove("C15a", tries, survived);
}

#[test]
fn a_killed_restore_leaves_one_of_the_two() {
    let (tries, survived) = killed("restore kept.db --yes", |_| true);
    prove("S6", tries, survived);
}

#[test]
fn a_killed_backup_leaves_no_half_of_one() {
    let (tries, survived) = killed("backup new.db", |home| {
        !home.path().join("new.db").exists() || home.types("restore new.db --yes").is_done()
    });
    prove("S8", tries, survived);
}

#[test]
fn a_restore_beside_writers_loses_none_that_came_after_it() {
    let (mut tries, mut survived) = (0, 0);
    for round in 0..4 * rounds() {
        let home = diary();
        let acknowledged: Vec<String> = std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                let notes = (0..12).map(|number| format!("w{round}-{number}"));
                notes.filter(|note| home.types(&format!("log 5 --note {note}")).is_done()).collect()
            });
            // Who is told that another program did not finish tries again, as a person would.
            let restore = || home.types("restore kept.db --yes");
            let is_held_up = |seen: &Seen| seen.stderr.contains("did not finish in");
            let mut restored = restore();
            while is_held_up(&restored) {
                restored = restore();
            }
            assert!(restored.is_done(), "{restored:?}");
            writing.join().expect("it ends")
        });
        // Each is in the diary, or in the one that was replaced.
        let replaced = home.names().into_iter().find(|name| name.contains(".replaced-"));
        let replaced = fs::read(home.path().join(replaced.expect("kept"))).expect("it reads");
        let notes = home.ask("SELECT note FROM rating");
        let is_kept = |note: &String| {
            notes.contains(note) || replaced.windows(note.len()).any(|part| part == note.as_bytes())
        };
        tries += acknowledged.len();
        survived += acknowledged.iter().filter(|note| is_kept(note)).count();
    }
    prove("S7", tries, survived);
}
