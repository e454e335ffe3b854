//! How much memory a verb that reads may take: of a long diary no more than of a short one, but for
//! what the page of SQLite's cache and the days themselves take.

use std::io::Read;
use std::process::Stdio;

use crate::world::{World, words};

/// Every kind of reading that goes over all entries. `flare` keeps its word first, and then reads.
const READING: [&str; 10] = [
    "supple stats",
    "supple flare",
    "supple patterns --from 2026-08-15",
    "supple report --from 2026-08-15 --replace --out page.pdf",
    "supple chart --from 2026-08-15 --size 80x60 --dpi 60 --replace --out chart.png",
    "supple chart --kind times --from 2026-08-15 --size 80x60 --dpi 60 --replace --out times.png",
    "supple chart --kind sites --from 2026-08-15 --size 80x60 --dpi 60 --replace --out sites.png",
    "supple history --from 2026-08-15 --json",
    "supple history --from 2026-08-15",
    "supple history --text 'nothing like it'",
];

/// Days of the diary, up to the day of the tests.
const DAYS: u32 = 100;

/// The most memory that a diary of ten times the ratings may take more, in KiB: SQLite holds a
/// MiB of a file in memory, and most of a short one is less.
const MORE: u64 = 2_000;

/// A diary of so many ratings a day.
fn diary(a_day: u32) -> World {
    let mut world = World::new();
    world.at("2026-08-15T09:00:00+02:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.at("2026-11-22T14:30:00+01:00");
    let sql = format!(
        "BEGIN;
         WITH RECURSIVE numbers(n) AS
             (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {})
         INSERT INTO rating (id, uuid, day, at, score, note, written_at)
         SELECT 1000 + n, printf('%08x-0000-7000-8000-000000000000', n), day,
             day || 'T08:00:00+01:00', 10 * (2 + n % 5), iif(n % 9, NULL, 'a long drive'),
             day || 'T08:00:00+01:00'
         FROM (SELECT n, date('2026-08-15', '+' || (n / {a_day}) || ' days') AS day FROM numbers);
         INSERT INTO rating_site (rating, site, side)
             SELECT id, iif(id % 8, 'buttock', 'hip'), 'left' FROM rating WHERE id % 4 = 0;
         INSERT INTO rating_tag (rating, role, tag)
             SELECT id, 'before', iif(id % 10, 'sitting', 'stairs') FROM rating WHERE id % 5 = 0;
         UPDATE last_number SET number = (SELECT max(id) FROM rating) WHERE kind = 'entry';
         COMMIT;",
        DAYS * a_day
    );
    world.database().execute_batch(&sql).expect("it is filled");
    world
}

/// The most memory that a line took, in KiB, as the system says it while the program runs.
fn peak(world: &World, line: &str) -> u64 {
    let mut command = world.command(&words(line)[1..]);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let status = format!("/proc/{}/status", child.id());
    let mut output = child.stdout.take().expect("a pipe");
    let taken = std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    let mut most = 0;
    while child.try_wait().expect("it is ours").is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        most = kib.unwrap_or(0).max(most);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let mut talk = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut talk).expect("text");
    assert!(child.wait().expect("it ended").success(), "{line}: {talk}");
    taken.join().expect("it is read").expect("it is read");
    most
}

#[test]
fn ten_times_the_ratings_take_no_more_memory() {
    let [short, long] = [40, 400].map(|a_day| {
        let mut world = diary(a_day);
        // The first change of a day follows the plan for the days to come.
        world.quietly("supple log 4");
        world
    });
    let mut told = String::new();
    let mut is_bounded = true;
    for line in READING {
        let (short, long) = (peak(&short, line), peak(&long, line));
        told += &format!("{line}: {short} KiB, {long} KiB\n");
        is_bounded &= short > 0 && long < short + MORE;
    }
    assert!(is_bounded, "{told}");
}

#[test]
fn following_the_plan_of_twice_the_ratings_takes_no_more_memory() {
    // Of both, more than SQLite holds of a file while it is written to.
    let (short, long) = (diary(400), diary(800));
    let [short, long] = [&short, &long].map(|world| peak(world, "supple log 4"));
    assert!(short > 0 && long < short + MORE, "{short} KiB, {long} KiB");
}

/// The most that erasing or going back from ten times the ratings may take more, in KiB: the numbers
/// of entries are in memory, and what they hold is not, which would be some ten times this.
const NUMBERS_MORE: u64 = 6_000;

#[test]
fn what_is_erased_is_not_held_in_memory() {
    let line = "supple erase --before 2026-11-20 --yes";
    let (short, long) = (peak(&diary(40), line), peak(&diary(400), line));
    assert!(short > 0 && long < short + NUMBERS_MORE, "{short} KiB, {long} KiB");
}

#[test]
fn what_a_copy_has_not_is_not_held_in_memory() {
    let whole = |a_day: u32| {
        let mut made = diary(a_day);
        made.quietly("supple export --private --out all.jsonl");
        let mut world = World::new();
        let all = made.desk().join("all.jsonl");
        std::fs::copy(all, world.desk().join("all.jsonl")).expect("a copy");
        world.quietly("supple import all.jsonl");
        std::fs::copy(world.diary(), world.desk().join("own.db")).expect("a copy");
        world
    };
    let (short, long) = (whole(40), whole(400));
    for world in [&short, &long] {
        std::fs::copy(short.desk().join("own.db"), world.desk().join("few.db")).expect("a copy");
    }
    for line in ["supple restore own.db --yes", "supple restore few.db --yes"] {
        let (short, long) = (peak(&short, line), peak(&long, line));
        assert!(short > 0 && long < short + NUMBERS_MORE, "{line}: {short} KiB, {long} KiB");
    }
}
