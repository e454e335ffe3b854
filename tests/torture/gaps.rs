//! One command between any two steps of another.
//!
//! A command holds a lock while it reads or writes, and none in between. Here it is stopped in each
//! of these gaps in turn; another command runs from its beginning to its end; then the first one
//! goes on. What depends on chance when two are started at once happens here every time.

use std::time::Duration;
use std::{fs, thread};

use super::home::{Home, Seen, aloud, ended};
use super::pairs::{PAIRS, wrong};
use super::preload::{library, under};
use super::table::prove;

/// Runs `first` up to a gap, then `second`, then the rest of `first`; `None` when there is no such
/// gap.
pub fn within(home: &Home, first: &str, second: &str, gap: u32) -> Option<[Seen; 2]> {
    let folder = tempfile::tempdir().expect("a folder");
    let gate = folder.path().join("gate");
    let number = gap.to_string();
    let wishes =
        [("TORTURE_GATE", gate.to_str().expect("a path")), ("TORTURE_GATE_AT", number.as_str())];
    let mut stopped =
        under(home.line(first), home, library()?, &wishes).spawn().expect("it starts");
    while !gate.with_extension("reached").exists() {
        if stopped.try_wait().expect("it is asked").is_some()
            && !gate.with_extension("reached").exists()
        {
            return None;
        }
        thread::sleep(Duration::from_micros(500));
    }
    let second = ended(home.line(second));
    fs::write(gate.with_extension("open"), "").expect("it is opened");
    Some([Seen::from(stopped.wait_with_output().expect("it ends")), second])
}

#[test]
fn a_command_in_any_gap_of_another_loses_nothing() {
    if library().is_none() {
        return;
    }
    let (mut lost, mut gaps) = (Vec::new(), 0);
    for pair in &PAIRS {
        let start = Home::after(pair.before);
        let contents = start.contents();
        for turned in [false, true] {
            let [one, other] =
                if turned { [1, 0] } else { [0, 1] }.map(|number| pair.deeds[number].line);
            for gap in 1.. {
                let home = start.copied();
                let Some(mut seen) = within(&home, one, other, gap) else {
                    assert!(gap > 1, "{one} takes no lock");
                    break;
                };
                gaps += 1;
                if turned {
                    seen.reverse();
                }
                let wrong = wrong(pair, &home, &contents, [&seen[0], &seen[1]]);
                lost.extend(wrong.map(|wrong| {
                    format!("{}, `{other}` in gap {gap} of `{one}`: {wrong}", pair.name)
                }));
            }
        }
    }
    lost.iter().for_each(|lost| aloud(lost));
    prove("A11d", gaps, gaps - lost.len());
}

#[test]
fn two_first_commands_make_one_diary() {
    if library().is_none() {
        return;
    }
    for (first, second) in
        [("log 4", "log 5"), ("goal add walk", "log 5"), ("assign piriformis-dgs", "goal add walk")]
    {
        for gap in 1.. {
            let home = Home::new();
            let Some(seen) = within(&home, first, second, gap) else { break };
            assert!(
                seen.iter().all(Seen::is_done),
                "`{second}` in gap {gap} of `{first}`: {seen:?}"
            );
            home.proves_sound();
            assert_eq!(home.number("SELECT count(*) FROM journal"), 2, "gap {gap}: {seen:?}");
        }
    }
}
