//! A unit that is typed behind a number, as a word of its own: `--sat 25 minutes`.

use std::ffi::{OsStr, OsString};

/// Options whose value may have a unit.
const OPTIONS: [&str; 9] =
    ["--sat", "--slept", "--minutes", "--hold", "--load", "--reps", "--sets", "--leaks", "--at"];

/// Units that are no word of anything else.
const UNITS: [&str; 33] = [
    "min", "mins", "min.", "minute", "minutes", "m", "h", "hr", "hrs", "hour", "hours", "s", "sec",
    "secs", "second", "seconds", "kg", "kgs", "kilo", "kilos", "lb", "lbs", "pounds", "rep",
    "reps", "set", "sets", "times", "am", "pm", "a.m.", "p.m.", "o'clock",
];

/// The words of a line, a number and the unit behind it as one: what follows an option with a
/// number belongs to it where it is a unit, and could be nothing else.
pub fn joined(typed: &[OsString]) -> Vec<OsString> {
    let mut words: Vec<OsString> = Vec::with_capacity(typed.len());
    let mut rest = typed.iter().map(OsString::as_os_str).peekable();
    // Whether the word before is an option with a number, or the number of one.
    let mut is_open = false;
    while let Some(word) = rest.next() {
        let text = word.to_str().unwrap_or_default();
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let begins = OPTIONS.contains(&name);
        let is_number = if begins { !value.is_empty() } else { is_open && starts_with_digit(word) };
        if is_number {
            words.push(with_units(word, &mut rest));
        } else {
            words.push(word.to_owned());
        }
        is_open = begins && value.is_empty();
    }
    words
}

/// A number with the units that follow, and with the numbers between them: `6 h 30 min`.
fn with_units<'w>(
    number: &OsStr,
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'w OsStr> + Clone>,
) -> OsString {
    let mut value = number.to_owned();
    loop {
        let mut ahead = rest.clone();
        let first = ahead.next();
        let taken = match (first, ahead.next()) {
            (Some(unit), _) if is_unit(unit) => 1,
            (Some(number), Some(unit)) if starts_with_digit(number) && is_unit(unit) => 2,
            _ => return value,
        };
        for word in rest.by_ref().take(taken) {
            value.push(" ");
            value.push(word);
        }
    }
}

/// Whether a word is a unit.
fn is_unit(word: &OsStr) -> bool {
    word.to_str().is_some_and(|word| UNITS.contains(&word.to_lowercase().as_str()))
}

/// Whether a word is a number, with or without a unit.
fn starts_with_digit(word: &OsStr) -> bool {
    word.to_str().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_belongs_to_the_number_before_it_and_nothing_else_does() {
        for (typed, expected) in [
            ("log 4 --sat 25 minutes", "log|4|--sat|25 minutes"),
            ("log --sat 25 min 4", "log|--sat|25 min|4"),
            ("log 4 --slept 6 h 30 min --tag x", "log|4|--slept|6 h 30 min|--tag|x"),
            ("log 4 --slept=7 hours", "log|4|--slept=7 hours"),
            ("log 4 --at 9 pm", "log|4|--at|9 pm"),
            ("done walking --minutes 20 min", "done|walking|--minutes|20 min"),
            ("done --hold 20 bridge", "done|--hold|20|bridge"),
            ("log --sat 25 4", "log|--sat|25|4"),
            ("log 4 --note 25 minutes", "log|4|--note|25|minutes"),
            ("log 4 minutes", "log|4|minutes"),
            ("log --sat minutes", "log|--sat|minutes"),
            ("log --sat", "log|--sat"),
        ] {
            let words: Vec<OsString> = typed.split(' ').map(OsString::from).collect();
            let seen: Vec<String> =
                joined(&words).iter().map(|word| word.to_string_lossy().into_owned()).collect();
            assert_eq!(seen.join("|"), expected);
        }
    }
}
