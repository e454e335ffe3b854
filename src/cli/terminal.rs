//! The terminal as the environment describes it: how wide it is, and what it can show.

use std::env;

/// The widest a line of prose is laid out, however wide the terminal: longer lines are hard to
/// follow.
const WIDEST: usize = 96;

/// The narrowest that is still laid out; below it the terminal does the wrapping.
const NARROWEST: usize = 24;

/// Columns to lay text out in.
pub fn columns() -> usize {
    width().unwrap_or(80).clamp(NARROWEST, WIDEST)
}

/// The width that `COLUMNS` or the terminal gives.
fn width() -> Option<usize> {
    let asked = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse::<usize>().ok())
        .filter(|columns| *columns > 0);
    asked.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
}

/// Columns that one line may take before the terminal breaks it.
pub fn raw_columns() -> usize {
    // Who sets COLUMNS may want less than there is, and never gets more.
    let there = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    width().unwrap_or(there).min(there)
}

/// Whether the terminal can move its cursor; a `dumb` one only writes on.
pub fn moves_cursor() -> bool {
    env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The width clap lays its help out in; 0 leaves the lines as they are.
pub fn help_width() -> usize {
    width().map_or(WIDEST, |width| width.min(WIDEST))
}

/// Whether the environment leaves colour on (no-color.org; a `dumb` terminal shows the codes, and so
/// does the console of Windows unless it is asked not to).
pub fn takes_colour() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    #[cfg(windows)]
    let obeys = crossterm::ansi_support::supports_ansi();
    #[cfg(not(windows))]
    let obeys = true;
    !refused && env::var_os("TERM").is_none_or(|term| term != "dumb") && obeys
}

/// Whether the terminal shows more than ASCII: the Linux console has too few glyphs, and a locale
/// that is not UTF-8 has none. Windows has no such variables, and shows them.
pub fn shows_symbols() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|set| !set.is_empty()));
    let utf8 = locale.map_or(cfg!(windows), |locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    utf8 && env::var_os("TERM").is_none_or(|term| term != "linux" && term != "dumb")
}
