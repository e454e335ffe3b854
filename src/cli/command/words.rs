//! `supple words`: the tags, sites and medicines of the diary, and putting one in the place of
//! another everywhere.

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;
use strum::VariantArray;

use crate::app::suggestions;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_words;
use crate::domain::diary::place::{self, SITES, Side};
use crate::domain::diary::word::{Renamed, UsedWord, WordKind};
use crate::domain::text::number::counted;
use crate::domain::text::{shell, suggest};
use crate::store::{Diary, StoreError};
use crate::words::text::{and, capital};

// Arguments of `words`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  supple words\n  supple words rename siting sitting"
)]
pub struct Args {
    /// What to do; without it, the words are listed
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

// What to do with a word.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Put a word in the place of another, in every entry
    #[command(
        after_help = "If the new word is in use already, the two become one. Notes stay as they were written. supple undo takes all of it back.\n\nExamples:\n  supple words rename siting sitting\n  supple words rename 'left over scar' scar\n  supple words rename heat warmth --kind tag"
    )]
    Rename {
        /// The word as it is
        #[arg(value_name = "WORD", add = ArgValueCompleter::new(complete::used_words))]
        old: String,
        /// The word that it is to be
        #[arg(value_name = "NEW", add = ArgValueCompleter::new(complete::used_words))]
        new: String,
        /// What it is, where it is several: tag, site or medicine
        #[arg(long, value_name = "KIND", value_parser = kind)]
        kind: Option<WordKind>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// A kind of word as typed.
fn kind(text: &str) -> Result<WordKind, String> {
    let typed = text.trim().to_lowercase();
    WordKind::VARIANTS
        .iter()
        .find(|kind| typed == kind.word() || typed.strip_suffix('s') == Some(kind.word()))
        .copied()
        .ok_or_else(|| "it is tag, site or medicine".to_owned())
}

/// Runs `words`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    match args.verb {
        None => list(args.json, context),
        Some(Verb::Rename { old, new, kind, json }) => rename(&old, &new, kind, json, context),
    }
}

/// Every word of the diary.
fn used_words(diary: &Diary) -> Result<Vec<UsedWord>, StoreError> {
    let kinds = WordKind::VARIANTS.iter().map(|kind| diary.used_words(*kind));
    Ok(kinds.collect::<Result<Vec<_>, _>>()?.concat())
}

/// Whether a word is the library's own, in lists by kind.
fn is_ours(kind: WordKind, word: &str, library_tags: &impl Fn(&str) -> bool) -> bool {
    match kind {
        WordKind::Tag => library_tags(word),
        WordKind::Site => SITES.iter().any(|(site, _)| *site == word),
        WordKind::Medicine => false,
    }
}

/// The words with how often they stand in the diary, and those that look like a slip.
fn list(as_json: bool, context: &Context) -> Result<Output, Failure> {
    let used = context.read_diary()?.as_ref().map_or(Ok(Vec::new()), used_words)?;
    let tags = suggestions::library_tags(&context.library());
    let is_ours = |used: &UsedWord| is_ours(used.kind, &used.word, &|word| tags.contains(word));
    if as_json {
        let words = used.iter().map(|each| WordView::new(each, !is_ours(each))).collect();
        return Ok(json::document(&WordsView { words }));
    }
    if used.is_empty() {
        return Ok(context.message(
            "No entry has a tag, a site or a medicine yet. Say them with a score: \
             supple log 4 --tag sitting --site buttock --took 'ibuprofen 400 mg'",
        ));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    for kind in WordKind::VARIANTS {
        let of_kind: Vec<&UsedWord> = used.iter().filter(|each| each.kind == *kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        page.gap();
        page.heading(&capital(plural(*kind)));
        for each in &of_kind {
            let days = days(each, context);
            page.item(
                " ",
                &format!(
                    "{}, in {}, {days}{}",
                    each.word,
                    counted(each.entries, "entry", "entries"),
                    // Medicines are all the person's own.
                    if *kind == WordKind::Medicine || is_ours(each) { "" } else { " · your own" }
                ),
            );
        }
        for each in of_kind.iter().filter(|each| !is_ours(each)) {
            // Of two words of the person's own, the rarer is the slip.
            let others =
                of_kind.iter().filter(|other| is_ours(other) || other.entries > each.entries);
            if let Some(meant) =
                suggest::misspelt(&each.word, others.map(|other| other.word.as_str()))
            {
                talk.para(&format!("If “{}” is {meant}, make the two one:", each.word));
                talk.command(&format!(
                    "supple words rename {} {}",
                    shell::word(&each.word),
                    shell::word(meant)
                ));
            }
        }
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// The days from the first to the last entry with a word.
fn days(used: &UsedWord, context: &Context) -> String {
    if used.first == used.last {
        context.day(used.first)
    } else {
        format!("{} to {}", context.day(used.first), context.day(used.last))
    }
}

/// Several words of a kind.
fn plural(kind: WordKind) -> &'static str {
    match kind {
        WordKind::Tag => "tags",
        WordKind::Site => "sites",
        WordKind::Medicine => "medicines",
    }
}

/// Puts a word in the place of another.
fn rename(
    old: &str,
    new: &str,
    kind: Option<WordKind>,
    as_json: bool,
    context: &Context,
) -> Result<Output, Failure> {
    let tags = suggestions::library_tags(&context.library());
    let renamed = context.amend(|change| {
        let all = used_words(change)?;
        let found = find(old, kind, &all)?.clone();
        if is_ours(found.kind, &found.word, &|word| tags.contains(word)) {
            return Err(ours(&found));
        }
        let to = new_word(found.kind, new, &all)?;
        if to == found.word {
            return Err(Failure::usage(format!("“{to}” is that word already.")));
        }
        let is_known = all.iter().any(|each| each.kind == found.kind && each.word == to);
        let renamed = change.rename_word(found.kind, &found.word, &to)?;
        Ok((found, to, is_known, renamed))
    })?;
    let renamed = renamed.ok_or_else(|| not_found(old, &[]))?;
    Ok(renamed.answer(context, |(found, to, is_known, renamed), _| {
        if as_json {
            return Ok(json::document(&RenamedView::new(&found, &to, renamed)));
        }
        let (mut page, mut talk) = (context.page(), context.page());
        page.para(&format!(
            "“{}” is “{to}” now, in {}, {}.",
            found.word,
            counted(renamed.entries, "entry", "entries"),
            days(&found, context)
        ));
        if is_known {
            let both = match renamed.with_both {
                0 => String::new(),
                both => format!(" {} had both.", counted(both, "entry", "entries")),
            };
            talk.para(&format!("There was “{to}” before: the two are one now.{both}"));
        }
        talk.para("Notes stay as they were written. supple undo takes it back.");
        Ok(Output { results: page.text(), talk: talk.text(), saved: true })
    }))
}

/// The word of the diary that was typed.
fn find<'w>(
    typed: &str,
    kind: Option<WordKind>,
    all: &'w [UsedWord],
) -> Result<&'w UsedWord, Failure> {
    let is_meant = |each: &&UsedWord| {
        kind.is_none_or(|kind| kind == each.kind)
            && kept(each.kind, typed).as_ref() == Some(&each.word)
    };
    let found: Vec<&UsedWord> = all.iter().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(not_found(typed, all)),
        [first, ..] => {
            let what = found.iter().map(|each| {
                let entries = counted(each.entries, "entry", "entries");
                format!("{} in {entries}", noun(each.kind))
            });
            let what = and(&what.collect::<Vec<_>>());
            let word = shell::word(&first.word);
            let kinds = found.iter().map(|each| each.kind.word()).collect::<Vec<_>>();
            Err(Failure::usage(format!("“{}” is {what}.", first.word)).next(format!(
                "Say which, by --kind {}: supple words rename {word} NEW --kind {}",
                kinds.join(" or --kind "),
                first.kind.word()
            )))
        }
    }
}

/// A word as a kind of word is kept; `None` where it could be none.
fn kept(kind: WordKind, typed: &str) -> Option<String> {
    match kind {
        WordKind::Tag | WordKind::Site => own_words::tag(typed).ok(),
        WordKind::Medicine => {
            Some(typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        }
    }
}

/// A kind of word as a noun.
fn noun(kind: WordKind) -> &'static str {
    match kind {
        WordKind::Tag => "a tag",
        WordKind::Site => "a site",
        WordKind::Medicine => "a medicine",
    }
}

/// No entry has that word.
fn not_found(typed: &str, all: &[UsedWord]) -> Failure {
    let near = suggest::closest(typed, all.iter().map(|each| each.word.as_str()));
    Failure::usage(format!("no entry has the word “{typed}”.")).next(match near.as_slice() {
        [] => "See the words of your entries: supple words".to_owned(),
        near => format!("Did you mean {}?", near.join(" or ")),
    })
}

/// A word that is ours is not renamed: the rest of supple goes by it.
fn ours(found: &UsedWord) -> Failure {
    let option = match found.kind {
        WordKind::Site => "--site",
        WordKind::Tag | WordKind::Medicine => "--tag",
    };
    Failure::usage(format!(
        "“{}” is {} of supple's own, and keeps its name.",
        found.word,
        noun(found.kind)
    ))
    .next(format!("To put one entry right, with its number from supple history: supple edit ENTRY {option} WORD"))
}

/// The new word, as it is kept.
fn new_word(kind: WordKind, typed: &str, all: &[UsedWord]) -> Result<String, Failure> {
    let refused = |why: String| Failure::usage(format!("“{typed}” does not fit: {why}."));
    match kind {
        WordKind::Tag => own_words::tag(typed).map_err(refused),
        WordKind::Site => {
            let site = own_words::tag(typed).map_err(refused)?;
            if Side::from_word(&site).is_some() {
                return Err(refused("a side is no site; the side of each entry stays".to_owned()));
            }
            let is_own = all.iter().any(|each| each.kind == kind && each.word == site);
            Ok(place::everyday(&site).filter(|_| !is_own).map_or(site, str::to_owned))
        }
        WordKind::Medicine => {
            let intake = Intake::parse(typed).map_err(refused)?;
            if intake.amount.is_some() || intake.unit.is_some() {
                return Err(refused("a name is enough; the amounts of each entry stay".to_owned()));
            }
            Ok(intake.medicine)
        }
    }
}

/// The words of a diary, for a program.
#[derive(Debug, Serialize)]
struct WordsView<'w> {
    words: Vec<WordView<'w>>,
}

/// A word of a diary, for a program.
#[derive(Debug, Serialize)]
struct WordView<'w> {
    kind: &'static str,
    word: &'w str,
    entries: u32,
    first: DayText,
    last: DayText,
    is_own: bool,
}

impl<'w> WordView<'w> {
    fn new(used: &'w UsedWord, is_own: bool) -> Self {
        Self {
            kind: used.kind.word(),
            word: &used.word,
            entries: used.entries,
            first: DayText(used.first),
            last: DayText(used.last),
            is_own,
        }
    }
}

/// A word that was renamed, for a program.
#[derive(Debug, Serialize)]
struct RenamedView<'w> {
    kind: &'static str,
    from: &'w str,
    to: &'w str,
    entries: u32,
    with_both: u32,
}

impl<'w> RenamedView<'w> {
    fn new(found: &'w UsedWord, to: &'w str, renamed: Renamed) -> Self {
        let Renamed { entries, with_both } = renamed;
        Self { kind: found.kind.word(), from: &found.word, to, entries, with_both }
    }
}
