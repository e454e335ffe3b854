//! What the diary keeps when things go wrong: programs that die, programs that all write at once,
//! disks that fail, and power that goes.
//!
//! Everything here runs the real program, in a home of its own, and looks at the file it leaves
//! behind. `cargo test` runs a tenth of it; `TORTURE=10 cargo test --release --test torture` runs
//! all of it. `rows.rs` is the list of everything that is tried, here and by other tests;
//! `.ci/proof` tries all of it and writes the table of `docs/proof.md`.

mod damage;
mod exchange;
#[cfg(target_os = "linux")]
mod faults;
#[cfg(target_os = "linux")]
mod gaps;
mod home;
mod keeping;
mod kills;
mod migration;
mod model;
mod numbers;
mod pairs;
#[cfg(target_os = "linux")]
mod power;
#[cfg(target_os = "linux")]
mod preload;
mod rows;
mod soak;
#[cfg(unix)]
mod surface;
mod table;
mod teeth;
#[cfg(unix)]
mod terminal;
#[cfg(target_os = "linux")]
mod watch;
#[cfg(target_os = "linux")]
mod week;
