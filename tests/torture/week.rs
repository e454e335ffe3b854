//! A week of everything that goes wrong: two who write, programs that are killed, disks that are
//! full for a while, and clocks that jump.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::home::{Home, Seen, ended, rounds, scatter};
use super::preload::{library, under};
use super::table::prove;

/// What happens to a command.
enum Fate {
    Nothing,
    /// It is killed after so many microseconds.
    Killed(u64),
    /// From its so manieth write on, the disk is full.
    DiskFull(u64),
    /// Its clock is wrong by so many days.
    WrongClock(i64),
}

impl Fate {
    fn any(chance: u64) -> Self {
        match chance % 12 {
            0 | 1 => Self::Killed((chance >> 8) % 40_000),
            2 => Self::DiskFull(1 + (chance >> 8) % 25),
            3 => Self::WrongClock([-20_000, -400, -1, 1, 400, 4_000][(chance >> 8) as usize % 6]),
            _ => Self::Nothing,
        }
    }
}

/// A line that keeps something with a note of its own.
fn line(chance: u64, note: &str) -> String {
    match chance % 16 {
        0 => format!("done glute-squeeze --note {note}"),
        1 => format!("skip walking --why {note}"),
        2 => format!("log 6 --worst 8 --site buttock:left --tag sitting --note {note}"),
        3 => format!("log 3 --took ibuprofen:400mg --eased heat --note {note}"),
        number => format!("log {} --note {note}", number % 11),
    }
}

/// Types a line, with its fate; `None` when it was killed.
fn typed(home: &Home, line: &str, now: DateTime<Utc>, fate: &Fate) -> Option<Seen> {
    let mut command = home.line(line);
    let days = if let Fate::WrongClock(days) = fate { *days } else { 0 };
    command.env("SUPPLE_NOW", (now + chrono::Duration::days(days)).to_rfc3339());
    match fate {
        Fate::Nothing | Fate::WrongClock(_) => Some(ended(command)),
        Fate::DiskFull(write) => {
            let wish = format!("write:{write}:28:+");
            Some(ended(under(command, home, library()?, &[("TORTURE_FAIL", &wish)])))
        }
        Fate::Killed(after) => {
            let mut child = command.spawn().expect("it starts");
            thread::sleep(Duration::from_micros(*after));
            child.kill().expect("it is killed, or has ended");
            let seen = Seen::from(child.wait_with_output().expect("it ended"));
            // What had answered before it was killed is acknowledged like any other.
            (!seen.stdout.is_empty()).then_some(Seen { code: Some(0), ..seen })
        }
    }
}

#[test]
fn a_week_of_everything_loses_nothing() {
    if library().is_none() {
        return;
    }
    let each = if rounds() > 1 { 100 * rounds() } else { 8 };
    let home = Home::after(&["assign piriformis-dgs --side left", "log 4", "goal add walk"]);
    let monday: DateTime<Utc> = "2026-11-23T08:00:00Z".parse().expect("a moment");
    let (mut acknowledged, mut unknown) = (Vec::new(), Vec::new());
    for day in 0..7_u64 {
        let write = |writer: u64| {
            let (mut done, mut unknown) = (Vec::new(), Vec::new());
            for number in 0..each {
                let chance = scatter((day * 2 + writer) * 1_000_003 + number);
                let note = format!("d{day}w{writer}n{number}");
                let seconds = day * 86_400 + number * (50_000 / each);
                let now =
                    monday + chrono::Duration::seconds(i64::try_from(seconds).expect("a week"));
                let fate = Fate::any(chance >> 20);
                let seen = typed(&home, &line(chance, &note), now, &fate);
                match seen.map(|seen| (seen.code, seen)) {
                    Some((Some(0), _)) => done.push(note),
                    Some((Some(1), seen)) if !seen.stderr.contains("may or may not") => {
                        assert!(matches!(fate, Fate::DiskFull(_)), "refused: {seen:?}");
                    }
                    Some((Some(1), _)) | None => unknown.push(note),
                    Some((_, seen)) => panic!("{seen:?}"),
                }
            }
            (done, unknown)
        };
        let (mine, theirs) = thread::scope(|scope| {
            let theirs = scope.spawn(|| write(1));
            (write(0), theirs.join().expect("it ends"))
        });
        for (done, open) in [mine, theirs] {
            acknowledged.extend(done);
            unknown.extend(open);
        }
        // In the evening all is well, and it reads.
        home.works("check");
        home.works("history");
        home.works("stats");
    }
    home.proves_sound();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let written = "SELECT note FROM rating UNION ALL SELECT coalesce(note, why) FROM session";
    for note in home.ask(written) {
        *found.entry(note).or_default() += 1;
    }
    let times = |note: &String| found.get(note).copied().unwrap_or_default();
    assert!(unknown.iter().all(|note| times(note) <= 1), "something is there twice");
    // What was refused is nowhere.
    let known = acknowledged.iter().chain(&unknown).filter(|note| times(note) == 1).count();
    let of_the_week = found.keys().filter(|note| note.starts_with('d')).count();
    assert_eq!(of_the_week, known, "something is there that was refused");
    let kept = acknowledged.iter().filter(|note| times(note) == 1).count();
    prove("S14", acknowledged.len(), kept);
}
