//! What was typed and cannot be taken, said in words that need no programmer, with what to type
//! instead.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::behind_score::{self, DiaryWords};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place;
use crate::domain::diary::score::Score;
use crate::domain::text::shell;
use crate::domain::text::suggest::{closest, hyphenated};
use crate::domain::text::when;
use crate::words::text::and;

/// The longest echo of a value that was refused, in characters.
const ECHO_MAX: usize = 40;

/// Options whose value may be several words, which a shell keeps together only in quotes.
const OF_WORDS: [&str; 13] = [
    "--took",
    "--on",
    "--at",
    "--from",
    "--to",
    "--until",
    "--agreed-on",
    "--move",
    "--note",
    "--why",
    "--with",
    "--by",
    "--agreed-by",
];

/// What clap has to say about the words that were typed: help and version are answers, the rest is
/// a usage error. `diary_words` looks up the words of the person's diary, where they are needed.
pub fn from_clap(
    error: &clap::Error,
    typed: &[OsString],
    command: &clap::Command,
    diary_words: impl Fn() -> Option<DiaryWords>,
) -> Result<Output, Failure> {
    let text = error.render().to_string();
    let typed: Vec<String> =
        typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Output::results(text)),
        ErrorKind::ValueValidation => {
            let (argument, value) =
                (one(error, ContextKind::InvalidArg), one(error, ContextKind::InvalidValue));
            let option = argument
                .split(' ')
                .next()
                .unwrap_or_default()
                .trim_matches(['<', '>', '[', ']', '.']);
            let option =
                if option.starts_with('-') { option.to_owned() } else { option.to_lowercase() };
            // The reason comes from our own parsers, and clap carries it as the source of its
            // error.
            let why = std::error::Error::source(error).map_or(String::new(), ToString::to_string);
            let failure = Failure::usage(format!(
                "“{}” does not fit {option}: {}.",
                echo(&value),
                why.trim_end_matches('.')
            ));
            if let Some(next) = in_quotes(&value, &typed).or_else(|| long_dash(&typed)) {
                return Err(failure.next(next));
            }
            if let Some(most) = above_the_most(&value, &option, &typed) {
                return Err(failure.next(most));
            }
            if let Some(score) = behind_score::without_point(&value) {
                return Err(failure.next(missed_point(&value, score, &option, &typed)));
            }
            // Said behind the score, as people say it.
            let is_beside_score = option == "score" && typed.first().is_some_and(|v| v == "log");
            let log = command.find_subcommand("log").filter(|_| is_beside_score);
            let Some(log) = log else { return Err(failure) };
            let is_number = value.parse::<f64>().is_ok();
            let answer = diary_words()
                .filter(|_| !is_number)
                .and_then(|words| behind_score::answer(&typed, log, &words));
            Err(answer.unwrap_or_else(|| {
                if place::is_named(&value) {
                    failure.next("To say where, and on which side: --site buttock:left")
                } else {
                    failure
                }
            }))
        }
        ErrorKind::InvalidValue => {
            let (argument, value) =
                (one(error, ContextKind::InvalidArg), one(error, ContextKind::InvalidValue));
            let verb = typed.iter().find(|word| !word.starts_with('-')).map_or("", String::as_str);
            // A short list is shown whole; a near miss in it says more than the list.
            let choices = all(error, ContextKind::ValidValue);
            let near = closest(&value, choices.iter().map(String::as_str));
            let what = match value.as_str() {
                "" => format!("{argument} has nothing behind it."),
                value => format!("“{}” does not fit {argument}.", echo(value)),
            };
            Err(Failure::usage(what).next(match (near.as_slice(), choices.as_slice()) {
                ([], []) => format!("More about it: supple {verb} --help"),
                ([], choices) => format!("It is one of {}.", choices.join(", ")),
                (near, _) => format!("Did you mean {}?", near.join(" or ")),
            }))
        }
        ErrorKind::InvalidSubcommand => Err(no_verb(error, &typed, command, diary_words)),
        ErrorKind::UnknownArgument => {
            let word = one(error, ContextKind::InvalidArg);
            let near = one(error, ContextKind::SuggestedArg);
            let verb = verb(error);
            let failure = if word.starts_with('-') {
                Failure::usage(format!("{verb} has no {}.", echo(&word)))
            } else {
                Failure::usage(format!("“{}” has no place there.", echo(&word)))
            };
            let in_other_words = || {
                let verb = verb_of(&verb, command)?;
                let takes = |name: &str| {
                    let name = name.strip_prefix("--");
                    verb.get_arguments().any(|option| option.get_long() == name)
                };
                let mut named = SYNONYMS.iter().filter(|(words, _)| words.contains(&&*word));
                let (_, meant) = named.find(|(_, meant)| takes(meant))?;
                let value = typed.iter().skip_while(|each| **each != word).nth(1);
                let value = value.filter(|value| !value.starts_with('-'));
                let value = value.map_or(String::new(), |value| format!(" {}", shell::word(value)));
                Some(format!("Did you mean {meant}{value}?"))
            };
            let elsewhere = || {
                if verb == "supple log" && word == "--pain" {
                    return Some(pain_by_itself(&typed));
                }
                let found = INSTEAD.iter().find(|each| (each.0, each.1) == (verb.as_str(), &word));
                found.map(|(.., instead)| (*instead).to_owned())
            };
            let next = in_quotes(&word, &typed)
                .or_else(|| long_dash(&typed))
                .or_else(elsewhere)
                .or_else(in_other_words)
                .or_else(|| as_file(&word, &verb, command))
                .or_else(|| as_option(&word, &verb, &typed, command));
            Err(failure.next(match next {
                Some(next) => next,
                None if !near.is_empty() => format!("Did you mean {near}?"),
                None => format!("See what it takes: {verb} --help"),
            }))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg);
            // A side alone.
            if missing.iter().any(|missing| missing.contains("--site")) {
                return Err(Failure::usage("a side needs its site, and none is given.")
                    .next("Such as: --site buttock:left"));
            }
            let are = if missing.len() == 1 { "is" } else { "are" };
            let usage = usage(error);
            Err(Failure::usage(format!("{} {are} missing.", and(&missing)))
                .next(format!("It goes like this: {usage}\nMore about it: {} --help", verb(error))))
        }
        ErrorKind::ArgumentConflict if !all(error, ContextKind::PriorArg).is_empty() => {
            let both =
                [all(error, ContextKind::InvalidArg), all(error, ContextKind::PriorArg)].concat();
            Err(Failure::usage(format!("{} do not go together.", and(&both)))
                .next(format!("Leave one of them out. More about it: {} --help", verb(error))))
        }
        ErrorKind::InvalidUtf8 => {
            Err(Failure::usage("one of the words is not text.").next("Type it again in UTF-8."))
        }
        _ => Err(Failure::usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end())),
    }
}

/// There is no such verb, or no such word behind one.
fn no_verb(
    error: &clap::Error,
    typed: &[String],
    command: &clap::Command,
    diary_words: impl Fn() -> Option<DiaryWords>,
) -> Failure {
    let word = one(error, ContextKind::InvalidSubcommand);
    let verb = verb(error);
    if verb != "supple" {
        let near = all(error, ContextKind::SuggestedSubcommand);
        let mut meant = WORDS_OF_PLAN.iter().filter(|_| verb == "supple plan");
        if let Some((_, meant)) = meant.find(|(names, _)| names.contains(&word.as_str())) {
            return Failure::usage(format!("{verb} has no “{}”.", echo(&word)))
                .next(format!("Did you mean {verb} {meant}{}?", behind(&word, typed)));
        }
        let next = match near.as_slice() {
            // `goal running 3`: what it is, and how near.
            [] if verb == "supple goal" => {
                let words = typed.iter().skip_while(|each| **each != word);
                let words = words.take_while(|each| !each.starts_with('-'));
                let words: Vec<&str> =
                    words.map(String::as_str).filter(|each| Score::parse(each).is_err()).collect();
                format!("Did you mean supple goal add {}?", shell::word(words.join(" ")))
            }
            [] => format!("See what it takes: {verb} --help"),
            near => format!("Did you mean {verb} {}?", near.join(" or ")),
        };
        return Failure::usage(format!("{verb} has no “{}”.", echo(&word))).next(next);
    }
    let rest = behind(&word, typed);
    // Words that other programs have for it.
    if let Some((_, here)) = ELSEWHERE.iter().find(|(name, _)| *name == word) {
        let what = format!("there is no verb “{}”.", echo(&word));
        return Failure::usage(what).next(format!("Here it is: {here}"));
    }
    if let Some((_, here)) = OTHER_VERBS.iter().find(|(names, _)| names.contains(&word.as_str())) {
        let what = format!("there is no verb “{}”.", echo(&word));
        return Failure::usage(what).next(format!("Did you mean supple {here}{rest}?"));
    }
    let next = match closest(&word, command.get_subcommands().map(clap::Command::get_name))
        .as_slice()
    {
        // `supple 4` is what somebody in pain is most likely to type.
        _ if Score::parse(&word).is_ok() => {
            format!("To log it as your pain: supple log {word}{rest}")
        }
        // `supple bridge`, of whoever has done it.
        [] if diary_words().is_some_and(|words| words.exercises.contains(&hyphenated(&word))) => {
            format!("Did you mean supple done {}{rest}?", shell::word(&word))
        }
        [] => "See what there is: supple --help".to_owned(),
        [near] => format!("Did you mean supple {near}{rest}?"),
        near => format!("Did you mean {}?", near.join(" or ")),
    };
    Failure::usage(format!("there is no verb “{}”.", echo(&word))).next(next)
}

/// The rest of the line behind a word, so that the line offered can be copied as a whole.
fn behind(word: &str, typed: &[String]) -> String {
    let rest = typed.iter().skip_while(|each| *each != word).skip(1).map(|each| {
        // A dash that a text program made of two hyphens is given back as those.
        let bare = each.trim_start_matches(['–', '—', '−']);
        shell::word(if bare.len() < each.len() { format!("--{bare}") } else { each.clone() })
    });
    std::iter::once(String::new()).chain(rest).collect::<Vec<_>>().join(" ")
}

/// What to say of a score that is a little above the scale: most often the worst there is.
fn above_the_most(value: &str, option: &str, typed: &[String]) -> Option<String> {
    let is_score = ["score", "--worst", "--least", "--pain", "--before", "--score", "--heaviness"];
    let number: f64 = value.parse().ok()?;
    let is_above = number > 10.0 && number <= 20.0 && is_score.contains(&option);
    let meant =
        || if option.starts_with('-') { format!("{option} 10") } else { with(typed, value, "10") };
    is_above.then(|| format!("The worst that you can imagine is 10: {}", meant()))
}

/// The line as it was typed, with another word in the place of one.
fn with(typed: &[String], word: &str, other: &str) -> String {
    let words =
        typed.iter().map(|each| if each == word { other.to_owned() } else { shell::word(each) });
    format!("supple {}", words.collect::<Vec<_>>().join(" "))
}

/// What to say of `log --pain`: the score of an entry stands by itself.
fn pain_by_itself(typed: &[String]) -> String {
    let behind = typed.iter().skip_while(|word| *word != "--pain").nth(1);
    let given = behind.and_then(|text| Score::parse(text).ok());
    let first = typed.get(1).and_then(|text| Score::parse(text).ok());
    let by_itself = "The score stands by itself";
    match (first, given) {
        (Some(first), Some(given)) if first != given => {
            let (first, given) = (first.typed(), given.typed());
            format!("{by_itself}, and is one: supple log {first}, or supple log {given}")
        }
        (Some(score), _) | (None, Some(score)) => {
            format!("{by_itself}: supple log {}", score.typed())
        }
        (None, None) => format!("{by_itself}, from 0 to 10: supple log 4"),
    }
}

/// What to say of a file, or of a kind of file, that was typed without `--out`.
fn as_file(word: &str, verb: &str, command: &clap::Command) -> Option<String> {
    let takes = verb_of(verb, command)?;
    takes.get_arguments().find(|option| option.get_long() == Some("out"))?;
    let kind =
        Some(word.trim_start_matches("--")).filter(|kind| ["png", "pdf", "svg"].contains(kind));
    let file = match kind {
        Some(kind) => format!("{}.{kind}", verb.rsplit(' ').next()?),
        None => {
            let is_letters = |end: &str| {
                (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic())
            };
            let (name, end) = word.rsplit_once('.')?;
            (!name.starts_with('-') && is_letters(end)).then(|| word.to_owned())?
        }
    };
    Some(format!("Did you mean --out {}?", shell::word(file)))
}

/// What to say of a score of two digits, which is most often one without its point.
fn missed_point(value: &str, score: Score, option: &str, typed: &[String]) -> String {
    let meant = score.typed();
    if option.starts_with('-') {
        return format!("Did you mean {option} {meant}?");
    }
    let line = |score: &str| with(typed, value, score);
    let (now, worst) = value.split_at(1);
    let mut told = format!("Did you mean {meant}? {}", line(&meant));
    if worst > now && typed.first().is_some_and(|verb| verb == "log") {
        let both = line(&format!("{now} --worst {worst}"));
        told += &format!("\nOr {now} now, and {worst} at its worst? {both}");
    }
    told
}

/// What to say where an option begins with a dash that a text program made of two hyphens.
fn long_dash(typed: &[String]) -> Option<String> {
    let is_dash = |each: &&String| each.starts_with(['–', '—', '−']);
    let word = typed.iter().find(is_dash)?;
    let meant = word.trim_start_matches(['–', '—', '−', '-']);
    Some(format!("“{}” begins with a pasted dash; type two hyphens: --{}", echo(word), echo(meant)))
}

/// The verb of that name: `supple plan set`.
fn verb_of<'c>(verb: &str, command: &'c clap::Command) -> Option<&'c clap::Command> {
    verb.split(' ').skip(1).try_fold(command, |at, name| at.find_subcommand(name))
}

/// What to say of a word that an option of the verb is called by, such as `until monday` or `-on`,
/// or that is a day, a side or a score.
fn as_option(word: &str, verb: &str, typed: &[String], command: &clap::Command) -> Option<String> {
    let verb = verb_of(verb, command)?;
    let takes = |name: &str| verb.get_arguments().any(|option| option.get_long() == Some(name));
    // `assign sciatica left`, `edit last 3`.
    let by_value = [("side", place::side(word).is_ok()), ("score", Score::parse(word).is_ok())];
    for (name, fits) in by_value {
        if fits && takes(name) {
            return Some(format!("Did you mean --{name} {}?", shell::word(word)));
        }
    }
    // `export csv`, `chart calendar`: a value of an option.
    let bare = word.trim_start_matches("--");
    let of_value = verb.get_arguments().find(|option| {
        let values = option.get_possible_values();
        option.get_long().is_some() && values.iter().any(|value| value.get_name() == bare)
    });
    if let Some(name) = of_value.and_then(clap::Arg::get_long) {
        return Some(format!("Did you mean --{name} {bare}?"));
    }
    // `-on monday`: one hyphen for two.
    if word.starts_with('-') {
        let mut typed = typed.iter();
        let meant = typed.find(|each| {
            each.strip_prefix('-').is_some_and(|name| name.len() > 1 && takes(name))
        })?;
        let value = typed.next().map_or(String::new(), |value| format!(" {}", shell::word(value)));
        return Some(format!("Did you mean -{meant}{value}?"));
    }
    if when::names_a_day(word) {
        return takes("on").then(|| format!("Did you mean --on {}?", shell::word(word)));
    }
    let mut from_here = typed.iter().skip_while(|each| *each != word).skip(1);
    if word.parse::<u32>().is_ok()
        && matches!(from_here.next().map(String::as_str), Some("week" | "weeks"))
        && takes("weeks")
    {
        return Some(format!("Did you mean --weeks {word}?"));
    }
    let Some(option) = verb.get_arguments().find(|option| option.get_long() == Some(word)) else {
        let is_word = word.chars().all(char::is_alphabetic) && takes("text");
        return is_word.then(|| format!("Did you mean --text {}?", shell::word(word)));
    };
    let value = typed.iter().skip_while(|each| *each != word).nth(1);
    let value = value.filter(|_| option.get_action().takes_values());
    let value = value.map_or(String::new(), |value| format!(" {}", shell::word(value.clone())));
    Some(format!("Did you mean --{word}{value}?"))
}

/// What to say of a word that may belong to the words before it, as in `--on 3 days ago`.
fn in_quotes(word: &str, typed: &[String]) -> Option<String> {
    let at = typed.iter().rposition(|each| each == word)?;
    let option = typed[..at].iter().rposition(|each| each.starts_with('-'))?;
    let end = typed[at..]
        .iter()
        .position(|each| each.starts_with('-'))
        .map_or(typed.len(), |more| at + more);
    let words = &typed[option + 1..end];
    if matches!(typed[option].as_str(), "--on" | "--at")
        && let Some((day, time)) = when::day_and_time(&words.join(" "))
    {
        return Some(format!("Did you mean --on {} --at {}?", shell::word(day), shell::word(time)));
    }
    // A medicine belongs to its amount, and not to the place that is said behind it.
    let is_amount = || Intake::parse(&words.join(" ")).is_ok_and(|intake| intake.amount.is_some());
    if typed[option] == "--took" && !is_amount() {
        return None;
    }
    (OF_WORDS.contains(&typed[option].as_str()) && words.len() > 1).then(|| {
        format!(
            "Words that belong together need quotes: {} {}",
            typed[option],
            shell::word(words.join(" "))
        )
    })
}

/// What is typed about medicines.
const MEDICINES: &str =
    "supple log --took 'NAME 400 mg' for one that was taken, supple words for their names";

/// Verbs that other programs have, and what is typed here.
const ELSEWHERE: [(&str, &str); 35] = [
    ("pain", "supple log SCORE"),
    ("score", "supple log SCORE"),
    ("note", "supple log --note 'in a few words'"),
    ("sleep", "supple log --slept 7h"),
    ("medicine", MEDICINES),
    ("medication", MEDICINES),
    ("meds", MEDICINES),
    ("med", MEDICINES),
    ("took", MEDICINES),
    ("safety", "supple screen"),
    ("questions", "supple screen"),
    ("settings", "supple config"),
    ("diary", "supple history"),
    ("entries", "supple history"),
    ("routine", "supple today"),
    ("doctor", "supple visit DAY for a visit, supple report for the page to take there"),
    ("appointment", "supple visit DAY"),
    ("print", "supple report for a visit, supple handout for the exercises"),
    ("pdf", "supple report for a visit, supple handout for the exercises"),
    ("graph", "supple chart"),
    ("pause", "supple plan pause"),
    ("init", "supple begin"),
    ("list", "supple history for entries, supple today for exercises"),
    ("ls", "supple history for entries, supple today for exercises"),
    ("show", "supple history for entries, supple today for exercises"),
    ("add", "supple log SCORE for pain, supple done EXERCISE for an exercise"),
    ("new", "supple log SCORE for pain, supple done EXERCISE for an exercise"),
    ("version", "supple --version"),
    ("yesterday", "supple today --on yesterday"),
    ("tomorrow", "supple today --on tomorrow"),
    ("status", "supple today"),
    ("tags", "supple words"),
    ("medicines", MEDICINES),
    ("sites", "supple words"),
    ("rename", "supple words rename WORD NEW"),
];

/// What verbs are called elsewhere, and here; the rest of the line stays as it is.
const OTHER_VERBS: [(&[&str], &str); 21] = [
    (&["rm", "delete", "del"], "remove"),
    (&["morning", "woke"], "log --morning"),
    (&["slept"], "log --slept"),
    (&["sat"], "log --sat"),
    (&["walk", "walked"], "done walking"),
    (&["rest", "stop", "holiday"], "plan pause"),
    (&["resume", "continue"], "plan resume"),
    (&["advance"], "plan advance"),
    (&["swap"], "plan swap"),
    (&["drop"], "plan drop"),
    (&["did", "do", "finish", "finished", "complete", "completed", "tick"], "done"),
    (&["record", "rate", "entry", "write", "hurts"], "log"),
    (&["missed", "miss", "skipped"], "skip"),
    (&["go", "start", "train", "workout", "exercise", "guide"], "session"),
    (&["change", "correct", "fix", "modify", "update"], "edit"),
    (&["revert", "oops"], "undo"),
    (&["find", "grep", "search"], "history --text"),
    (&["flareup", "flare-up", "flared"], "flare"),
    (&["statistics", "summary", "average", "numbers"], "stats"),
    (&["sync"], "merge"),
    (&["setup", "onboard"], "begin"),
];

/// What words of `plan` are called elsewhere, and here.
const WORDS_OF_PLAN: [(&[&str], &str); 6] = [
    (&["stop", "rest", "hold", "break"], "pause"),
    (&["continue", "restart", "unpause"], "resume"),
    (&["next", "forward"], "advance"),
    (&["remove", "delete"], "drop"),
    (&["replace", "exchange"], "swap"),
    (&["change", "edit"], "set"),
];

/// What options are called elsewhere, and here. The first that the verb has is meant.
const SYNONYMS: [(&[&str], &str); 25] = [
    (
        &["--med", "--meds", "--medicine", "--medicines", "--medication", "--drug", "--pills"],
        "--took",
    ),
    (&["--place", "--where", "--location"], "--site"),
    (&["--date", "--day", "--when"], "--on"),
    (&["--time", "--hour"], "--at"),
    (&["--comment", "--text", "--message", "--notes", "-m"], "--note"),
    (&["--tags", "--trigger", "--before", "--after"], "--tag"),
    (&["--sleep"], "--slept"),
    (&["--sitting"], "--sat"),
    (&["--feeling", "--quality"], "--feels"),
    (&["--output", "--file", "--save", "--filename", "-o"], "--out"),
    (&["--force", "--overwrite", "-f"], "--replace"),
    (&["--force", "--confirm", "-y"], "--yes"),
    (&["--since", "--start", "--begin"], "--from"),
    (&["--until", "--end"], "--to"),
    (&["--max", "--high", "--highest"], "--worst"),
    (&["--min", "--low", "--lowest"], "--least"),
    (&["--min", "--mins", "--duration", "--length", "--time"], "--minutes"),
    (&["--weight", "--kg", "--lb"], "--load"),
    (&["--repetitions", "--repeats", "--times"], "--reps"),
    (&["--seconds", "--secs", "--sec"], "--hold"),
    (&["--reason", "--because", "--note"], "--why"),
    (&["--last", "--past"], "--weeks"),
    (&["--hours"], "--slept"),
    (&["--grey", "--gray", "--greyscale", "--grayscale", "--bw"], "--mono"),
    (&["--rpe", "--exertion", "--intensity"], "--effort"),
];

/// What is looked for in a verb that does not have it, and what to type instead.
const INSTEAD: [(&str, &str, &str); 6] = [
    ("supple week", "next", "The week to come: supple week --on 'in a week'"),
    ("supple week", "last", "The week before: supple week --on 'a week ago'"),
    ("supple log", "-n", "For a note: --note 'in a few words'"),
    ("supple session", "--on", "What was done on another day: supple done EXERCISE --on DAY"),
    (
        "supple plan pause",
        "--by",
        "Who advised it is part of why: --why 'Dr Okafor, after the scan'",
    ),
    (
        "supple config",
        "set",
        "Settings stand in a file of your own. To write it: supple config --init",
    ),
];

/// A word that was refused, shortened.
fn echo(word: &str) -> String {
    let cut = if word.chars().count() > ECHO_MAX { "…" } else { "" };
    word.chars().take(ECHO_MAX).chain(cut.chars()).collect()
}

/// How the verb is typed: `supple done [EXERCISE]...`.
fn usage(error: &clap::Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    usage.trim_start_matches("Usage:").trim().to_owned()
}

/// The verb that was typed: `supple plan set`.
fn verb(error: &clap::Error) -> String {
    let usage = usage(error);
    let words = usage
        .split_whitespace()
        .take_while(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    words.collect::<Vec<_>>().join(" ")
}

/// What clap names once.
fn one(error: &clap::Error, kind: ContextKind) -> String {
    all(error, kind).into_iter().next().unwrap_or_default()
}

/// All that clap names, in words: of a place in the line, or of several options, without the
/// brackets.
fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    let named = match error.get(kind) {
        Some(ContextValue::String(one)) => std::slice::from_ref(one),
        Some(ContextValue::Strings(all)) => all,
        _ => &[],
    };
    let plain =
        |name: &String| match name.strip_prefix("<-").and_then(|name| name.strip_suffix('>')) {
            Some(options) => format!("-{}", options.replace('|', " or ")),
            None => {
                // `<FILE>` keeps its own, so that it is seen to stand for something.
                let name = name.trim_end_matches("...");
                let plain = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
                plain.unwrap_or(name).to_owned()
            }
        };
    named.iter().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_together_are_put_in_quotes() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (typed, word, quoted) in [
            ("log 5 --on 3 days ago", "ago", Some("--on '3 days ago'")),
            ("log 5 --on 31 feb --tag x", "feb", Some("--on '31 feb'")),
            ("log 5 --on yesterday", "yesterday", None),
            ("log 5 --tag a b", "b", None),
            ("log 5 --took ibu 400 mg", "400", Some("--took 'ibu 400 mg'")),
            ("log 5 --took ibu left bum", "left", None),
            ("log 5 b", "b", None),
        ] {
            let said = in_quotes(word, &words(typed));
            assert_eq!(said.is_some(), quoted.is_some(), "{typed}");
            assert!(said.unwrap_or_default().ends_with(quoted.unwrap_or_default()), "{typed}");
        }
    }
}
