//! `supple bring`: six lines for whoever sees the person, in their own words.

use serde::Serialize;
use strum::VariantArray;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::clearable::Clearable;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::diary::{AccountLineView, account_lines};
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply};
use crate::cli::view::screening::watch;
use crate::cli::writing::Manner;
use crate::domain::diary::own_account::{AccountLine, OwnAccount};
use crate::domain::diary::own_words;
use crate::store::{Change, IfMissing};
use crate::words::entry::{account_lead, account_question};
use crate::words::text::capital;

// Arguments of `bring`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "You need no diagnosis and no plan for it. In a terminal, supple bring asks for the six lines one by one; elsewhere it prints them.\n\
                  A line stays until you change it; `-` clears it. supple report puts them on the page.\n\n\
                  Examples:\n  supple bring --place 'left buttock, deep' --since 'a fall in March'\n  \
                  supple bring --eases -\n  supple bring --json"
)]
pub struct Args {
    /// Where it hurts
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    place: Option<Clearable<String>>,
    /// Since when
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    since: Option<Clearable<String>>,
    /// What brings it on, or makes it worse
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    brings_on: Option<Clearable<String>>,
    /// What eases it
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    eases: Option<Clearable<String>>,
    /// What you cannot do
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    cannot: Option<Clearable<String>>,
    /// What you fear
    #[arg(long, value_name = "TEXT", value_parser = text_or_dash)]
    fear: Option<Clearable<String>>,
    /// Clear all six
    #[arg(long, conflicts_with_all = ["place", "since", "brings_on", "eases", "cannot", "fear"])]
    clear: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What a person wants of one line.
type Wanted = (AccountLine, Clearable<String>);

/// What clears a line. Not `none`, as elsewhere: “what eases it: none” is an answer.
const DASH: &str = "-";

/// A line as it is kept, or the wish to clear it.
fn text_or_dash(text: &str) -> Result<Clearable<String>, String> {
    // A line is one: what was pasted with breaks in it is read on without them.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.as_str() {
        DASH => Ok(Clearable::Clear),
        "" => Err("it is empty; - clears a line".to_owned()),
        text => own_words::note(text).map(Clearable::Set),
    }
}

impl Args {
    /// What was typed of each line.
    fn wanted(&self) -> Vec<Wanted> {
        AccountLine::VARIANTS.iter().filter_map(|line| Some((*line, self.of(*line)?))).collect()
    }

    /// What was typed of one line.
    fn of(&self, line: AccountLine) -> Option<Clearable<String>> {
        if self.clear {
            return Some(Clearable::Clear);
        }
        let typed = match line {
            AccountLine::Place => &self.place,
            AccountLine::Since => &self.since,
            AccountLine::BringsOn => &self.brings_on,
            AccountLine::Eases => &self.eases,
            AccountLine::Cannot => &self.cannot,
            AccountLine::Fear => &self.fear,
        };
        typed.clone()
    }
}

/// Runs `bring`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let mut wanted = args.wanted();
    if wanted.is_empty() {
        let account =
            context.read_diary()?.map_or(Ok(OwnAccount::default()), |diary| diary.own_account())?;
        if args.json || !(context.interactive && context.terminal) {
            return Ok(answer(&account, args.json, context));
        }
        wanted = ask(&account, context);
        // Who only looked has changed nothing, and must not begin a diary by it.
        if wanted.is_empty() {
            return Ok(answer(&account, false, context));
        }
    }
    let makes = wanted.iter().any(|(_, text)| matches!(text, Clearable::Set(_)));
    let missing = if makes { IfMissing::Make } else { IfMissing::Leave };
    let manner = Manner { missing, ..context.manner() };
    let Some(kept) = context.write_in(manner, |change| keep(wanted, change))? else {
        return Ok(answer(&OwnAccount::default(), args.json, context));
    };
    if args.json {
        return Ok(kept.answer(context, |written, diary| {
            let mut talk = context.page();
            watch(&written, diary, context, &mut talk);
            let answer = answer(&diary.own_account()?, true, context);
            Ok(Output { talk: talk.text() + &answer.talk, ..answer })
        }));
    }
    let is_change = kept.is_change;
    Ok(kept.tell(context, |written, diary, page, talk| {
        let account = diary.own_account()?;
        if account.is_empty() {
            let back = if is_change { " supple undo brings them back." } else { "" };
            page.para(&format!("All six lines are clear.{back}"));
        } else {
            show(&account, page);
        }
        let heard = watch(&written, diary, context, talk);
        if heard.is_crisis {
            talk.para("That line is kept for you alone: it is on no page.");
        } else if heard.is_nothing() && !account.is_empty() {
            talk.para("To hand over, on one page: supple report");
        }
        Ok(())
    }))
}

/// Keeps the lines, and returns the texts that are new.
fn keep(wanted: Vec<Wanted>, change: &mut Change<'_>) -> Result<Vec<String>, Failure> {
    let before = change.own_account()?;
    let mut new = Vec::new();
    for (line, text) in wanted {
        let text = text.into_option();
        change.set_account_line(line, text.as_deref())?;
        new.extend(text.filter(|text| before.entry(line).is_none_or(|was| was.text != *text)));
    }
    Ok(new)
}

/// Asks for the six lines one by one. What was typed is kept wherever the person stops.
fn ask(account: &OwnAccount, context: &Context) -> Vec<Wanted> {
    let mut prompt = Prompt::new(context);
    prompt.keep_on_ctrl_c(true);
    prompt.say(|page| {
        page.para("Six lines for whoever sees you, in your own words.");
        page.note("Enter goes on · - clears a line · Esc goes back · Ctrl-C stops and keeps them");
    });
    let lines = AccountLine::VARIANTS;
    let mut given: Vec<Option<Clearable<String>>> = vec![None; lines.len()];
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let now = match &given[number] {
            Some(Clearable::Set(text)) => Some(text.as_str()),
            Some(Clearable::Clear) => None,
            None => account.entry(*line).map(|entry| entry.text.as_str()),
        };
        let asks = |page: &mut Page, refused: Option<&str>| {
            if let Some(why) = refused {
                page.para(&format!("{}.", capital(why)));
            }
            page.item(&format!("{}/{}", number + 1, lines.len()), account_question(*line));
            if let Some(now) = now {
                page.indented(4, &format!("Enter keeps: {now}"));
            }
        };
        let typed = Line { goes_back: number > 0, ..Line::default() };
        let read = |typed: &str| match typed {
            "" => Ok(None),
            typed => text_or_dash(typed).map(Some),
        };
        match prompt.line(&typed, asks, read) {
            Reply::Given(text) => {
                given[number] = text.or(given[number].take());
                number += 1;
            }
            Reply::Back => number -= 1,
            Reply::End => break,
        }
    }
    lines.iter().copied().zip(given).filter_map(|(line, text)| Some((line, text?))).collect()
}

/// The lines, for a person or a program.
fn answer(account: &OwnAccount, as_json: bool, context: &Context) -> Output {
    if as_json {
        return json::document(&AccountView { lines: account_lines(account) });
    }
    if account.is_empty() {
        return context.message(
            "Nothing is written for a visit yet. In a terminal: supple bring. \
             Elsewhere: supple bring --place '…' --since '…'",
        );
    }
    let mut page = context.page();
    show(account, &mut page);
    Output::results(page.text())
}

/// The lines that were written.
fn show(account: &OwnAccount, page: &mut Page) {
    for entry in account.entries() {
        page.item(" •", &format!("{}: {}", account_lead(entry.line), entry.text));
    }
}

/// The six lines, for a program.
#[derive(Debug, Serialize)]
struct AccountView<'a> {
    lines: Vec<AccountLineView<'a>>,
}
