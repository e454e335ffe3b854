//! `supple merge OTHER.db`: two diaries as one.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::domain::text::shell;
use crate::store::{Diary, IfMissing, Merged, SetAside};
use crate::words;
use crate::words::text::count;

// Arguments of `merge`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Everything that is in one of the two diaries is in yours then, once: entries, edits, removals. The other file stays as it is; merge yours into it there, and both are the same. What was removed on one side does not come back from the other.\n\
                  Where both sides changed the same thing, one version stands and the other is set aside; supple merge lists those, and you decide. Your diary is copied beside itself before: undo does not take a merge back.\n\n\
                  Examples:\n  supple merge laptop.db\n  supple merge\n  supple merge --take 1\n  supple merge --keep 1"
)]
pub struct Args {
    /// The other diary, or a copy that a synced folder made of this one
    file: Option<PathBuf>,
    /// Let the version that is set aside under this number stand
    #[arg(long, value_name = "N", conflicts_with_all = ["file", "keep"])]
    take: Option<usize>,
    /// Keep what stands, and drop the version under this number
    #[arg(long, value_name = "N", conflicts_with = "file")]
    keep: Option<usize>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `merge`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    if let Some(file) = &args.file {
        return merge(file, &args, context);
    }
    if let Some((number, takes_it)) =
        args.take.map(|number| (number, true)).or(args.keep.map(|number| (number, false)))
    {
        return decide(number, takes_it, &args, context);
    }
    let aside = context.read_diary()?.map_or(Ok(Vec::new()), |diary| diary.set_aside())?;
    if args.json {
        return Ok(json::document(&MergeView::new(Merged::default(), None, &aside)));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if aside.is_empty() {
        talk.para("Nothing is set aside. To take another diary in: supple merge OTHER.db");
    }
    show(&aside, &mut page);
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// Takes another diary in.
fn merge(file: &Path, args: &Args, context: &Context) -> Result<Output, Failure> {
    if let Some(own) = &context.diary
        && files::are_same(own, file)?
    {
        return Err(Failure::usage("that is your diary itself.")
            .next("Name the other one: supple merge OTHER.db"));
    }
    // Before anything is changed: a file that is no diary must leave no copy behind.
    let other = Diary::open_to_read(file)?
        .ok_or_else(|| Failure::could_not(format!("there is no diary in {}.", file.display())))?;
    let writer = context.open_to_write(IfMissing::Leave)?;
    let about = writer.as_ref().map(|writer| context.about(writer)).unwrap_or_default();
    let copy = writer.map(|writer| writer.copy_beside(context.now)).transpose()?;
    let done = context.write(|change| Ok(change.merge(&other)?));
    if done.as_ref().map_or(true, |kept| kept.value == Merged::default()) {
        // There is nothing that one would go back to. A copy that stays does no harm.
        let _ = copy.as_ref().map(fs::remove_file);
    }
    let kept = done.map_err(|failure| failure.after(&about))?;
    let output = kept.answer(context, |merged, diary| {
        let aside = diary.set_aside()?;
        let copy = copy.filter(|copy| copy.exists());
        if args.json {
            return Ok(json::document(&MergeView::new(merged, copy.as_deref(), &aside)).saved());
        }
        let (mut page, mut talk) = (context.page(), context.page());
        if merged == Merged::default() {
            page.para("Everything that is there was in your diary already.");
        } else {
            page.para(&format!(
                "{} new, {} changed, {} removed.",
                count(merged.added, "row is", "rows are"),
                merged.changed,
                merged.removed
            ));
        }
        show(&aside, &mut page);
        if let Some(copy) = &copy {
            talk.para(&format!("Your diary as it was before: {}", copy.display()));
        }
        talk.para(&format!(
            "{} was left as it is, and is needed here no more. Where another machine uses it, merge \
             this diary into it there.",
            shell::path(file)
        ));
        Ok(Output { results: page.text(), talk: talk.text(), saved: true })
    });
    Ok(Output { talk: about + &output.talk, ..output })
}

/// Decides about a version that is set aside.
fn decide(
    number: usize,
    takes_it: bool,
    args: &Args,
    context: &Context,
) -> Result<Output, Failure> {
    let none = || {
        Failure::usage(format!("nothing is set aside under the number {number}."))
            .next("See what is: supple merge")
    };
    let kept = context.amend(|change| {
        let aside = change.set_aside()?;
        let one = number.checked_sub(1).and_then(|index| aside.get(index)).ok_or_else(none)?;
        change.decide(one, takes_it)?;
        Ok(())
    })?;
    let kept = kept.ok_or_else(none)?;
    Ok(kept.answer(context, |(), diary| {
        let aside = diary.set_aside()?;
        if args.json {
            return Ok(json::document(&MergeView::new(Merged::default(), None, &aside)).saved());
        }
        let mut page = context.page();
        page.para(if takes_it { "It stands now." } else { "What stands is kept." });
        show(&aside, &mut page);
        Ok(Output { saved: true, ..Output::results(page.text()) })
    }))
}

/// What is set aside, with what stands in its place.
fn show(aside: &[SetAside], page: &mut Page) {
    if aside.is_empty() {
        return;
    }
    page.gap();
    page.heading("Set aside, for you to decide");
    for (index, each) in aside.iter().enumerate() {
        let (stands, other) = differing(each);
        page.item(&format!("{:2}", index + 1), &format!("{}: {other}", subject(each)));
        page.indented(4, &format!("in your diary: {stands}"));
    }
    page.para("To let one stand: supple merge --take N. To drop it: supple merge --keep N");
}

/// What a version is of, in words.
fn subject(aside: &SetAside) -> String {
    let noun = words::row::a_noun(&aside.kind);
    let day =
        ["day", "from_day", "started_on"].iter().find_map(|key| aside.row.get(*key)?.as_str());
    day.map_or_else(|| noun.clone(), |day| format!("{noun}, {day}"))
}

/// What stands and what is set aside, where they differ.
fn differing(aside: &SetAside) -> (String, String) {
    let nothing = Map::new();
    let stands = aside.stands.as_ref().unwrap_or(&nothing);
    let mut keys: Vec<&String> = stands.keys().chain(aside.row.keys()).collect();
    keys.sort();
    keys.dedup();
    let differs = |key: &&&String| stands.get(**key) != aside.row.get(**key);
    let told = |row: &Map<String, Value>| {
        let parts = keys.iter().filter(differs).filter_map(|key| {
            row.get(*key)
                .map(|value| format!("{} {}", key.replace('_', " "), value_words(key, value)))
        });
        parts.collect::<Vec<_>>().join(", ")
    };
    let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    let without = if aside.stands.is_some() { "without that" } else { "removed, or not there" };
    (or(told(stands), without), or(told(&aside.row), "without that"))
}

/// A value as a person reads it.
fn value_words(key: &str, value: &Value) -> String {
    let is_score = ["score", "worst", "least", "heaviness", "pain", "pain_before", "average"];
    match value {
        Value::Number(tenths) if is_score.contains(&key) => match tenths.as_i64() {
            Some(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
            Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
            None => tenths.to_string(),
        },
        Value::Array(parts) => {
            let words = parts.iter().filter_map(|part| {
                ["site", "tag", "symptom"].iter().find_map(|key| part.get(*key)?.as_str())
            });
            words.collect::<Vec<_>>().join(" ")
        }
        Value::String(text) => format!("“{text}”"),
        value => value.to_string(),
    }
}

/// What a merge has done, for a program.
#[derive(Debug, Serialize)]
struct MergeView<'a> {
    added: usize,
    changed: usize,
    removed: usize,
    copy: Option<String>,
    set_aside: Vec<AsideView<'a>>,
}

impl<'a> MergeView<'a> {
    fn new(merged: Merged, copy: Option<&Path>, aside: &'a [SetAside]) -> Self {
        let Merged { added, changed, removed } = merged;
        let aside = aside.iter().enumerate().map(|(index, each)| AsideView {
            number: index + 1,
            kind: &each.kind,
            uuid: &each.uuid,
            row: Value::Object(each.row.clone()).to_string(),
            stands: each.stands.as_ref().map(|row| Value::Object(row.clone()).to_string()),
        });
        Self {
            added,
            changed,
            removed,
            copy: copy.map(|copy| copy.display().to_string()),
            set_aside: aside.collect(),
        }
    }
}

/// A version that is set aside; rows as texts of JSON, as `docs/format.md` has them.
#[derive(Debug, Serialize)]
struct AsideView<'a> {
    number: usize,
    kind: &'a str,
    uuid: &'a str,
    row: String,
    stands: Option<String>,
}
