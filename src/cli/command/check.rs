//! `supple check`: whether the diary is whole, and what still reads of it.

use serde::Serialize;

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::view::entry::row_name;
use crate::domain::text::shell;
use crate::store::{Damage, DamagedRow, Health, IfMissing, Mended, copies};
use crate::words::text::count;

// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Every page and every row is read, each row is laid beside the checksum that was written with it, and what is kept of following your plan beside your entries. Nothing is changed without --mend; the exit code is 1 when something is wrong.\n\n\
                  Examples:\n  supple check\n  supple check --mend"
)]
pub struct Args {
    /// Keep the file as it is beside itself, and save every row that reads into a good diary
    #[arg(long)]
    mend: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `check`. The number is the exit code.
pub fn run(args: Args, context: &Context) -> Result<(Output, u8), Failure> {
    let Some(diary) = context.read_diary()? else {
        return Ok((context.message("There is no diary yet, and so nothing to look at."), 0));
    };
    let (health, is_older) = (diary.check()?, diary.is_older());
    // What is damaged is mended first, and with it goes what was kept. A file of exercises that does
    // not read is no matter of the diary.
    let is_course_right = !health.is_whole()
        || PlanSnapshot::is_kept_rightly(context.today, &diary, &context.library()).unwrap_or(true);
    drop(diary);
    let mended = if args.mend && !health.is_whole() { mend(context)? } else { None };
    let is_forgotten = args.mend && !is_course_right && forget_course(context)?;
    // What is wrong no longer is, once it was mended; what was lost is said.
    let is_wrong = (!health.is_whole() && mended.is_none()) || (!is_course_right && !is_forgotten);
    let code = u8::from(is_wrong);
    if args.json {
        let view = CheckView::new(&health, is_course_right, mended.as_ref(), context);
        return Ok((json::document(&view), code));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    if !is_course_right {
        page.item(
            "!",
            "What supple keeps of the course of your plan is not what your entries come to. The \
             exercises of today may be the wrong ones, and pages may tell of others than were due.",
        );
        if is_forgotten {
            page.para(
                "It is forgotten, and your plan followed from its beginning. Look: supple today",
            );
        } else {
            talk.para("Your entries are all there. To forget the rest: supple check --mend");
        }
    }
    if health.is_whole() {
        let rows = count(health.rows, "row", "rows");
        // An older diary has no checksums: it got them in memory, just now.
        let how = if is_older { "" } else { ", each as it was written" };
        page.para(&format!("The diary is whole: {rows}{how}."));
        return Ok((Output { results: page.text(), talk: talk.text(), saved: is_forgotten }, code));
    }
    show(&health, &mut page, context);
    match &mended {
        Some(mended) => show_mended(mended, &mut page, &mut talk, context),
        None => {
            talk.para("Nothing was changed. To save every row that reads: supple check --mend");
            let good = context
                .diary
                .as_deref()
                .and_then(|diary| copies::newest_good(diary, context.today));
            if let Some(good) = good {
                talk.para(&format!(
                    "The newest good copy, to see what it has: supple restore {}",
                    shell::path(&good)
                ));
            }
        }
    }
    Ok((Output { results: page.text(), talk: talk.text(), saved: mended.is_some() }, code))
}

/// Mends the diary.
fn mend(context: &Context) -> Result<Option<Mended>, Failure> {
    let Some(mut writer) = context.open_to_write(IfMissing::Leave)? else { return Ok(None) };
    Ok(Some(writer.mend(context.now)?))
}

/// Forgets what is kept of following the plan, which is followed from its beginning then.
fn forget_course(context: &Context) -> Result<bool, Failure> {
    let Some(mut writer) = context.open_to_write(IfMissing::Leave)? else { return Ok(false) };
    writer.forget_checkpoint()?;
    Ok(true)
}

/// What is wrong.
fn show(health: &Health, page: &mut Page, context: &Context) {
    page.heading("The diary is damaged");
    for row in &health.damaged {
        page.item("!", &sentence(row, context));
    }
    if health.more > 0 {
        page.item("!", &count(health.more, "more row", "more rows"));
    }
    for pages in &health.pages {
        page.item("!", &format!("SQLite finds: {pages}"));
    }
}

/// What is wrong with a row, in a sentence.
fn sentence(row: &DamagedRow, context: &Context) -> String {
    let name = row_name(row.kind, row.id, &row.row, context);
    let what = match row.damage {
        Damage::Changed => "is not as it was written",
        Damage::Lost => "is gone, or does not read",
        Damage::Dangling => "belongs to an entry that is not there",
    };
    format!("{name} {what}.")
}

/// What became of mending.
fn show_mended(mended: &Mended, page: &mut Page, talk: &mut Page, context: &Context) {
    page.gap();
    page.heading("Mended");
    page.para(&format!("Saved: {}.", count(mended.kept, "row", "rows")));
    for row in &mended.doubtful {
        let name = row_name(row.kind, row.id, &row.row, context);
        page.item("?", &format!("{name} is kept as it reads now. Look at it: is it right?"));
    }
    for row in &mended.lost {
        page.item("-", &format!("Lost: {}.", row_name(row.kind, row.id, &row.row, context)));
    }
    talk.para(&format!("The file as it was before: {}", mended.before.display()));
}

/// Whether the diary is whole, for a program.
#[derive(Debug, Serialize)]
struct CheckView {
    whole: bool,
    rows: usize,
    pages: Vec<String>,
    damaged: Vec<RowView>,
    more: usize,
    /// Whether what is kept of following the plan comes to what the entries come to.
    course_right: bool,
    newest_good_copy: Option<String>,
    mended: Option<MendedView>,
}

impl CheckView {
    fn new(
        health: &Health,
        is_course_right: bool,
        mended: Option<&Mended>,
        context: &Context,
    ) -> Self {
        let good = context.diary.as_deref().and_then(|diary| {
            copies::newest_good(diary, context.today).map(|copy| copy.display().to_string())
        });
        Self {
            whole: health.is_whole(),
            rows: health.rows,
            pages: health.pages.clone(),
            damaged: row_views(&health.damaged, context),
            more: health.more,
            course_right: is_course_right,
            newest_good_copy: good,
            mended: mended.map(|mended| MendedView {
                before: mended.before.display().to_string(),
                kept: mended.kept,
                doubtful: row_views(&mended.doubtful, context),
                lost: row_views(&mended.lost, context),
            }),
        }
    }
}

/// What became of mending, for a program.
#[derive(Debug, Serialize)]
struct MendedView {
    before: String,
    kept: usize,
    doubtful: Vec<RowView>,
    lost: Vec<RowView>,
}

/// A row that something is wrong with, for a program.
#[derive(Debug, Serialize)]
struct RowView {
    kind: &'static str,
    id: i64,
    in_words: String,
}

/// Rows for a program.
fn row_views(rows: &[DamagedRow], context: &Context) -> Vec<RowView> {
    let view =
        |row: &DamagedRow| RowView { kind: row.kind, id: row.id, in_words: sentence(row, context) };
    rows.iter().map(view).collect()
}
