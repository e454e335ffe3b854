//! Every command that a message says to type is one that is understood: those that stand in the
//! sources, with something in the places that are filled in, and those that people have been shown.

use std::fs;
use std::path::Path;

use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::Arguments;

/// What comes before a command to type.
const BEFORE: &str = ": supple ";

/// What may end a command to type, be it a sentence that goes on about it.
const ENDS: [&str; 12] =
    [". ", "; ", ", ", ")", "(", "”", "\n", " or ", " > ", " takes ", " tells ", " lists "];

/// What supple itself does, where a sentence begins with its name.
const DEEDS: [&str; 3] = ["knows", "reads", "says"];

/// What stands for something to be filled in, with such a thing.
const STAND_INS: [(&str, &str); 14] = [
    ("N", "4"),
    ("SCORE", "4"),
    ("DAY", "yesterday"),
    ("ENTRY", "12"),
    ("ID", "clamshell"),
    ("EXERCISE", "clamshell"),
    ("WORD", "sitting"),
    ("NEW", "seated"),
    ("NAME", "Ada"),
    ("{verb}", "done"),
    ("{option}", "--tag"),
    ("{kind}", "exercise"),
    ("{points}", "2"),
    ("{last}", "2026-11-20"),
];

/// All files of a folder with one of some endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file")) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(fs::read_to_string(&path).expect("a text"));
        }
    }
}

/// The commands that a text says to type; how a verb goes in general is none.
fn commands(text: &str) -> Vec<String> {
    let text = text.strip_prefix("supple: ").unwrap_or(text);
    let mut commands = Vec::new();
    for (at, _) in text.match_indices(BEFORE) {
        let command = &text[at + 2..];
        let end = ENDS.iter().filter_map(|end| command.find(end)).min().unwrap_or(command.len());
        let command = command[..end].trim().trim_end_matches('.');
        let is_deed = command.split(' ').nth(1).is_some_and(|word| DEEDS.contains(&word));
        if !is_deed && !text[..at].ends_with("It goes like this") {
            commands.push(command.to_owned());
        }
    }
    commands
}

/// The texts of a source, each as it is when it runs, without the tests in it.
fn texts(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    let mut texts = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        // A quotation mark as a character begins no text.
        if letter == '\'' && letters.peek() == Some(&'"') {
            letters.next();
            continue;
        }
        if letter != '"' {
            continue;
        }
        let mut text = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => match letters.next() {
                    Some('n') => text.push('\n'),
                    Some('\n') => {
                        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
                    }
                    Some(other) => text.push(other),
                    None => break,
                },
                letter => text.push(letter),
            }
        }
        texts.push(text);
    }
    texts
}

/// The words of a command as a shell would part them; what stands in braces is filled in.
fn words(command: &str) -> Vec<String> {
    let command = command.replace("plan {verb}", "plan set");
    let mut filled = String::new();
    let mut rest = command.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or(("", after));
        filled += before;
        // Behind a word stands what brings its own blank, where there is anything.
        if before.is_empty() || before.ends_with([' ', '\'', '=']) {
            let named = format!("{{{name}}}");
            let known = STAND_INS.iter().find(|(stand_in, _)| *stand_in == named);
            filled += known.map_or("1", |(_, word)| word);
        }
        rest = after;
    }
    filled += rest;
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in filled.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            letter => words.last_mut().expect("a word").push(letter),
        }
    }
    let stand_in = |word: String| {
        STAND_INS.iter().find(|(name, _)| *name == word).map_or(word.clone(), |(_, w)| (*w).into())
    };
    words.into_iter().filter(|word| !word.is_empty()).map(stand_in).collect()
}

/// Why a command is not understood; where something was filled in, it may be the wrong kind of
/// thing.
fn fault(command: &str) -> Option<String> {
    let error = Arguments::try_parse_from(words(command)).err()?;
    let is_filled_in = command.contains('{');
    let is_value = matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue);
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let is_fault = !(is_answer || is_filled_in && is_value);
    is_fault.then(|| format!("{command}\n    {}", error.to_string().lines().next().unwrap_or("")))
}

#[test]
fn every_command_of_a_message_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&root.join("src"), &[".rs"], &mut sources);
    let of_sources = sources.iter().flat_map(|source| texts(source));
    let mut all: Vec<String> = of_sources.flat_map(|text| commands(&text)).collect();
    assert!(all.len() > 150, "only {} commands in the sources", all.len());
    // What people have been shown, each line by itself: a command is never broken where it fits.
    let mut shown = Vec::new();
    files(&root.join("tests/cli"), &[".rs", ".snap"], &mut shown);
    for line in shown.iter().flat_map(|text| text.lines()) {
        if let Some(said) = line.trim_start().strip_prefix("2> ") {
            all.extend(commands(said));
            // Alone on its line, as the next thing to type.
            all.extend(said.strip_prefix("  supple ").map(|rest| format!("supple {rest}")));
        }
    }
    all.sort();
    all.dedup();
    let faults: Vec<String> = all.iter().filter_map(|command| fault(command)).collect();
    assert!(faults.is_empty(), "of {}:\n{}", all.len(), faults.join("\n"));
}
