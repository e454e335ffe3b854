//! `supple import FILE`: what another program, or this one, has written.

mod ask;
mod diary;
mod file;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Serialize;

use self::file::{Source, recipe_file, recognised, unread};
use self::table::{Order, Tally};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::domain::diary::rating::Rating;
use crate::domain::text::shell;
use crate::exchange::csv_text;
use crate::exchange::recipe::{DateOrder, Recipe, pair};
use crate::exchange::table::check;
use crate::store::Imported;
use crate::words;
use crate::words::text::count;

// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "What supple export wrote (json, or a folder of csv) comes back row for row, into a diary in which nothing is recorded yet.\n\
                  Tables (csv) of Bearable, Daylio, Track & Graph, HabitBull, CrisisCore, Tonnta, cluster-headache-tracker, drip, Flaredown and Garmin are recognised, and Apple Health, Clue, Flo, Loop Habit Tracker, Migraine Buddy, the backup of Daylio and FHIR, also in a zip; of any other table, --map says what the columns mean, or in a terminal supple asks. FIELD is score, worst, least, on (the date), at (the time), year, month, day, site, side, feels, before, eased, medicine, sleep-minutes, sleep-hours, sitting-minutes, cycle-day, written or note.\n\
                  A word stays a word, in the note, unless --words says what it counts as. Rows that are not taken are named. The same rows again add nothing. All of it is one change: supple undo takes it back.\n\n\
                  Examples:\n  supple import pain.csv --map score=intensity,on=date --scale 0-100 --dry-run\n  \
                  supple import pain.csv --map score=intensity,on=date --scale 0-100 --save my-table\n  \
                  supple import newer.csv --recipe my-table"
)]
pub struct Args {
    /// The file or folder
    file: PathBuf,
    /// Only say what would come in
    #[arg(long)]
    dry_run: bool,
    /// What the columns of a table mean, between commas; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// The ends of its scale of pain [default: 0-10]
    #[arg(long, value_name = "LEAST-MOST")]
    scale: Option<String>,
    /// What a word counts as, in points: mild=3; may be repeated
    #[arg(long, value_name = "WORD=POINTS")]
    words: Vec<String>,
    /// Which number of a date is the day: day-first or month-first
    #[arg(long, value_name = "ORDER", value_parser = order_of_date)]
    dates: Option<DateOrder>,
    /// The offset from UTC of its times: UTC, +01:00 [default: those of this machine]
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    zone: Option<String>,
    /// Where it hurt, for rows that do not say it: buttock:left
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// Only rows with this text in a column; may be repeated
    #[arg(long, value_name = "COLUMN=TEXT")]
    only: Vec<String>,
    /// A blank date is that of the row above
    #[arg(long)]
    carry: bool,
    /// Read it by a recipe that was saved
    #[arg(long, value_name = "NAME")]
    recipe: Option<String>,
    /// Keep what the columns mean as a recipe
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
    /// For your own eyes: no page and no export shows the entries
    #[arg(long)]
    private: bool,
    /// Write the rows that are not taken into a file (csv)
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which number of a date is the day, as typed.
fn order_of_date(text: &str) -> Result<DateOrder, String> {
    text.parse().map_err(|_| "it is day-first or month-first".to_owned())
}

/// How many rows that were not taken are named on the screen.
const NAMED: usize = 20;

impl Args {
    /// What was typed of a recipe.
    fn typed(&self) -> Result<Recipe, Failure> {
        let halves = |text: &String| {
            let (left, right) = text.split_once('=')?;
            Some((left.trim().to_owned(), right.trim().to_owned()))
        };
        let wrong = |text: &str, form: &str| Failure::usage(format!("“{text}” is not {form}."));
        let mut words = BTreeMap::new();
        for text in self.words.iter().flat_map(|text| text.split(',').map(str::to_owned)) {
            let (word, points) = halves(&text).ok_or_else(|| wrong(&text, "WORD=POINTS"))?;
            words.insert(word, points);
        }
        let mut only: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for text in &self.only {
            let (column, cell) = halves(text).ok_or_else(|| wrong(text, "COLUMN=TEXT"))?;
            only.entry(column).or_default().push(cell);
        }
        let recipe = Recipe {
            map: self.map.iter().flat_map(|text| pairs(text)).collect(),
            scale: self.scale.clone(),
            dates: self.dates,
            zone: self.zone.clone(),
            site: self.site.clone(),
            words,
            only,
            carry: self.carry,
            ..Recipe::default()
        };
        check(&recipe).map_err(|why| Failure::usage(format!("{why}.")))?;
        Ok(recipe)
    }
}

/// The pairs of a text, at whose commas a new one may begin: a column may have a comma too.
fn pairs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split(',') {
        match found.last_mut() {
            Some(last) if pair(part).is_err() => *last = format!("{last},{part}"),
            _ => found.push(part.to_owned()),
        }
    }
    found
}

/// Runs `import`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let typed = args.typed()?;
    let source = recognised(&args.file)?;
    match source {
        Source::Table => import_table(&args, typed, context),
        Source::Diary | Source::Tables => import_diary(source, &args, context),
    }
}

/// Reads a diary of supple.
fn import_diary(source: Source, args: &Args, context: &Context) -> Result<Output, Failure> {
    if args.dry_run {
        // What is wrong with the rows themselves is found by the diary alone.
        let mut rows = 0;
        diary::each_lot(source, &args.file, &mut |lot| {
            rows += lot.rows.len();
            Ok(())
        })?;
        return Ok(answer(source, rows, args, context));
    }
    let kept = context.write(|change| diary::put_all(source, &args.file, change))?;
    if args.json {
        return Ok(kept.answer(context, |rows, _| Ok(answer(source, rows, args, context))));
    }
    Ok(kept.tell(context, |rows, _, page, _| {
        page.para(&format!("Read as {}. {} came in.", source.words(), count(rows, "row", "rows")));
        Ok(())
    }))
}

/// What came in of a diary, or would.
fn answer(source: Source, rows: usize, args: &Args, context: &Context) -> Output {
    if args.json {
        return json::document(&ImportView {
            read_as: source.words(),
            rows,
            dry_run: args.dry_run,
            ..ImportView::default()
        });
    }
    let mut page = context.page();
    page.para(&format!(
        "Read as {}. {} would come in. Nothing was changed.",
        source.words(),
        count(rows, "row", "rows")
    ));
    let mut talk = context.page();
    talk.para(&format!("To do it: supple import {}", shell::path(&args.file)));
    Output { results: page.text(), talk: talk.text(), saved: false }
}

/// Reads somebody's table.
fn import_table(args: &Args, typed: Recipe, context: &Context) -> Result<Output, Failure> {
    let mut save = args.save.clone();
    // Before anything is read: a name that cannot be one is found now.
    let saved_to = |name: &String| recipe_file(context.config.as_ref(), name);
    save.as_ref().map(saved_to).transpose()?;
    let known = match &args.recipe {
        Some(name) => Some(saved(name, context)?),
        None => table::recipe_of(&args.file)?,
    };
    let is_asked = known.is_none() && typed.map.is_empty();
    let mut recipe = match known {
        Some(known) => table::with_typed(known, typed)?,
        None if !is_asked => typed,
        None => {
            let found = table::first_rows(&args.file)?;
            if args.json || !context.interactive {
                return Err(unknown(&found.header, args));
            }
            let Some(asked) = ask::ask(&found, context) else {
                return Ok(context.message("Nothing was changed."));
            };
            table::with_typed(asked, typed)?
        }
    };
    recipe.dates = match table::order_of_dates(&args.file, &recipe)? {
        Order::Told(order) => order,
        Order::Unknown(_) if args.json || !context.interactive => return Err(two_ways(args)),
        Order::Unknown(date) => match ask::order(&date, context) {
            Some(order) => Some(order),
            None => return Ok(context.message("Nothing was changed.")),
        },
    };
    if is_asked || args.dry_run {
        let try_it = |recipe: &Recipe| {
            table::read(&args.file, recipe, args.private, context, |_| Ok(Ok(Imported::New)))
        };
        let mut would = try_it(&recipe)?;
        if args.dry_run {
            return told(&would, &recipe, args, context);
        }
        let Some(words) = ask::words(&would.words, context) else {
            return Ok(context.message("Nothing was changed."));
        };
        if !words.is_empty() {
            recipe.words.extend(words);
            would = try_it(&recipe)?;
        }
        match ask::agree(|page| preview(&would, args, context, page), context) {
            Some(name) => save = save.or(name),
            None => return Ok(context.message("Nothing was changed.")),
        }
    }
    let save = save.as_ref().map(|name| Ok::<_, Failure>((name, saved_to(name)?))).transpose()?;
    let kept = context
        .write(|change| table::import(&args.file, &recipe, args.private, context, change))?;
    Ok(kept.answer(context, |tally, _| {
        let mut output = told(&tally, &recipe, args, context)?;
        if let Some((name, path)) = &save {
            let recipe = Recipe { name: (*name).clone(), header: Vec::new(), ..recipe.clone() };
            let folder = path.parent().unwrap_or(path);
            files::make_folder(folder)?;
            files::write(path, recipe.to_toml().as_bytes(), true)?;
            if !args.json {
                let mut talk = context.page();
                talk.para(&format!("Such a table again: supple import FILE --recipe {name}"));
                output.talk += &talk.text();
            }
        }
        Ok(output.saved())
    }))
}

/// Nothing says which number of a date is the day.
fn two_ways(args: &Args) -> Failure {
    Failure::usage(format!(
        "its dates may be read in two ways, and none of them tells which ({}).",
        args.file.display()
    ))
    .next("Say which number is the day: --dates day-first, or --dates month-first")
}

/// What would come in, and what would not.
fn preview(would: &Tally, args: &Args, context: &Context, page: &mut Page) {
    let left = would.left.len() + would.left_unnamed;
    show_left(would, left, args, page);
    page.heading(&format!("The first of {}, as they were understood", would.new));
    would.first.iter().for_each(|entry| page.item(" •", &in_words(entry, context)));
}

/// A recipe that was saved.
fn saved(name: &str, context: &Context) -> Result<Recipe, Failure> {
    let path = recipe_file(context.config.as_ref(), name)?;
    if !path.is_file() {
        return Err(Failure::usage(format!("there is no recipe {name}."))
            .next(format!("Recipes are files like {}", shell::path(&path))));
    }
    let text = fs::read_to_string(&path).map_err(|error| unread(&path, &error))?;
    Recipe::read(&text)
        .map_err(|why| Failure::could_not(format!("{} does not read: {why}.", path.display())))
}

/// Nobody knows what the columns of a table mean.
fn unknown(header: &[String], args: &Args) -> Failure {
    let names: Vec<String> = header.iter().filter(|name| !name.is_empty()).cloned().collect();
    let what = format!("supple does not know this table. Its columns are {}.", names.join(", "));
    Failure::usage(what).next(format!(
        "Say what they mean: supple import {} --map score=COLUMN,on=COLUMN",
        shell::path(&args.file)
    ))
}

/// An entry in words, as a preview shows it.
fn in_words(entry: &Rating, context: &Context) -> String {
    let style = context.settings.style();
    let at = entry.at.map_or(String::new(), |at| format!(", {}", style.time(at)));
    let score = entry.score().map_or_else(|| "no score".to_owned(), |score| score.shown(style));
    let places = entry.places.iter().map(|place| place.place.to_string());
    let words = [&entry.feels, &entry.tags, &entry.eased].into_iter().flatten().cloned();
    let medicines = entry.medicines.iter().map(|intake| intake.in_words(style));
    let note = entry.note.as_deref().map(words::text::shortened);
    let more: Vec<String> = places.chain(words).chain(medicines).chain(note).collect();
    let more = if more.is_empty() { String::new() } else { format!("; {}", more.join(", ")) };
    format!("{}{at}: {score}{more}", context.day(entry.day))
}

/// What became of a table, for a person or a program.
fn told(tally: &Tally, recipe: &Recipe, args: &Args, context: &Context) -> Result<Output, Failure> {
    let name = if recipe.name.is_empty() { "a table" } else { &recipe.name };
    if let Some(report) = &args.report {
        let mut text = csv_text::line(["line", "why"]);
        for (line, why) in &tally.left {
            text += &csv_text::line([&line.to_string(), why]);
        }
        files::write(report, text.as_bytes(), false)?;
    }
    let left = tally.left.len() + tally.left_unnamed;
    if args.json {
        return Ok(json::document(&ImportView {
            read_as: name,
            rows: tally.new + tally.known + tally.removed + tally.other + left,
            dry_run: args.dry_run,
            new: tally.new,
            known: tally.known,
            removed: tally.removed,
            other: tally.other,
            left: tally.left.iter().map(|(line, why)| LeftView { line: *line, why }).collect(),
        }));
    }
    let (mut page, mut talk) = (context.page(), context.page());
    let verb = if args.dry_run { "would come in" } else { "came in" };
    page.para(&format!("Read as {name}. {} {verb}.", count(tally.new, "entry", "entries")));
    for (number, what) in [
        (tally.known, "there already"),
        (tally.removed, "removed by you before, and stayed out"),
        (tally.other, "of another kind"),
    ] {
        if number > 0 {
            let were = if number == 1 { "row was" } else { "rows were" };
            page.para(&format!("{number} {were} {what}."));
        }
    }
    show_left(tally, left, args, &mut page);
    if args.dry_run {
        if !tally.first.is_empty() {
            page.gap();
            page.heading("The first of them");
        }
        tally.first.iter().for_each(|entry| page.item(" •", &in_words(entry, context)));
        talk.para("Nothing was changed. What is there already is only seen when it is done.");
    } else if tally.new > 0 {
        talk.para("supple undo takes all of it back.");
    }
    if tally.new > 0 && recipe.pairs().is_ok_and(|pairs| has_score(&pairs)) {
        let scale = recipe.scale.as_deref().unwrap_or("0-10");
        let rounded = match tally.rounded {
            0 => String::new(),
            1 => " 1 was rounded to a tenth.".to_owned(),
            number => format!(" {number} were rounded to a tenth."),
        };
        talk.para(&format!("Scores were read on a scale of {scale}.{rounded}"));
    }
    let with_words: usize = tally.words.values().sum();
    if with_words > 0 {
        talk.para(&format!(
            "{} a word in place of a score, which stands in the note; --words says what it counts \
             as.",
            count(with_words, "entry has", "entries have")
        ));
    }
    if tally.is_latin {
        talk.para("Some of it is no UTF-8, and was read as Latin-1: look at its accents.");
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: !args.dry_run })
}

/// Whether a recipe takes a score.
fn has_score(pairs: &[(crate::exchange::recipe::Field, String)]) -> bool {
    pairs.iter().any(|(field, _)| field.word() == "score")
}

/// The rows that were not taken, each with its line and why.
fn show_left(tally: &Tally, left: usize, args: &Args, page: &mut Page) {
    if left == 0 {
        return;
    }
    page.gap();
    page.heading(&format!("{} not taken", count(left, "row was", "rows were")));
    for (line, why) in tally.left.iter().take(NAMED) {
        page.item(&format!(" {} {line}:", tally.unit), why);
    }
    if left > NAMED {
        let where_all = match &args.report {
            Some(report) => format!("all of them are in {}", report.display()),
            None => "all of them: --report FILE".to_owned(),
        };
        page.para(&format!("… and {} more; {where_all}", left - NAMED));
    }
}

/// What came in, for a program.
#[derive(Debug, Default, Serialize)]
struct ImportView<'a> {
    read_as: &'a str,
    rows: usize,
    dry_run: bool,
    new: usize,
    known: usize,
    removed: usize,
    other: usize,
    left: Vec<LeftView<'a>>,
}

/// A row that was not taken.
#[derive(Debug, Serialize)]
struct LeftView<'a> {
    line: usize,
    why: &'a str,
}
