//! `meter RUNS`: runs commands in turns, and prints how long each run took and how much memory it held.
//!
//! Reads one command a line from stdin, its words separated by tabs, `NAME=value` words before the program.
//! Prints `command nanoseconds kilobytes` for every run. Each command runs once unmeasured, so that what it
//! reads is in memory; then they take turns, in order and in reverse order, so that whatever else the
//! machine does meets all of them alike.
//!
//! A small program rather than Python: a child's peak memory counts that of the program it was started
//! from, and starting one from Python takes about as long as the shortest commands run.

use std::io::BufRead;
use std::process::{Command, Stdio, exit};
use std::time::Instant;

/// `struct rusage` of Linux and macOS on 64 bits: two times, the peak memory, and the rest.
#[repr(C)]
#[derive(Default)]
struct Usage {
    times: [i64; 4],
    peak: i64,
    rest: [i64; 13],
}

unsafe extern "C" {
    fn wait4(process: i32, status: *mut i32, options: i32, usage: *mut Usage) -> i32;
}

/// The time and the peak memory of one run; ends everything when the run fails, as it then measured nothing.
fn run(command: &mut Command) -> (u128, i64) {
    let start = Instant::now();
    let child = command.spawn().unwrap_or_else(|error| fail(command, &error.to_string()));
    let process = i32::try_from(child.id()).expect("a process id");
    let (mut status, mut usage) = (0, Usage::default());
    // SAFETY: both pointers are to live values of the types that wait4 fills.
    let waited = unsafe { wait4(process, &mut status, 0, &mut usage) };
    let taken = start.elapsed().as_nanos();
    if waited != process || status != 0 && status != 3 << 8 {
        fail(command, &format!("status {status}"));
    }
    (taken, if cfg!(target_os = "macos") { usage.peak / 1024 } else { usage.peak })
}

fn fail(command: &Command, why: &str) -> ! {
    eprintln!("this failed ({why}): {command:?}");
    exit(1)
}

/// The command that a line says.
fn command(line: &str) -> Command {
    let mut words = line.split('\t').peekable();
    let settings: Vec<_> = std::iter::from_fn(|| words.next_if(|word| word.contains('=')))
        .filter_map(|word| word.split_once('='))
        .collect();
    let mut command = Command::new(words.next().expect("a program"));
    command.args(words).envs(settings);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn main() {
    let runs: usize = std::env::args().nth(1).and_then(|runs| runs.parse().ok()).expect("how many runs");
    let lines = std::io::stdin().lock().lines();
    let mut commands: Vec<Command> = lines.map(|line| command(&line.expect("a line"))).collect();
    let mut order: Vec<usize> = (0..commands.len()).collect();
    for round in 0..=runs {
        for &index in &order {
            let (nanoseconds, kilobytes) = run(&mut commands[index]);
            if round > 0 {
                println!("{index} {nanoseconds} {kilobytes}");
            }
        }
        order.reverse();
    }
}
