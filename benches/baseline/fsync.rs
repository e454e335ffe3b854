//! `fsync FILE`: adds one line to a file and does not end before the disk has it.
//!
//! The least that keeping an entry for good takes.

use std::fs::File;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let path = std::env::args_os().nth(1).expect("a file");
    let mut file = File::options().append(true).create(true).open(path)?;
    file.write_all(b"2026-11-22T20:00:00+01:00 4\n")?;
    file.sync_all()
}
