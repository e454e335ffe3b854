//! `supple chart`: the progress chart, to a file that can be handed over.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::history;
use crate::cli::answer::Answer;
use crate::cli::episode::Episode;
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::json;
use crate::cli::known::{Known, hold_words};
use crate::cli::world::World;
use crate::domain::day::days_before;
use crate::domain::plan::Plan;
use crate::domain::progress::{DayWork, Facts, Mark, MarkKind, Progress};
use crate::domain::routine;
use crate::domain::stats::WINDOW_DAYS;
use crate::domain::words;
use crate::figure::{self, Format, Paper};
use crate::store::{Audience, Diary};

// Arguments of `chart`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a range it begins with the first two weeks of the present plan, or of the diary.")]
pub struct Args {
    /// The file to write, a .png, .svg or .pdf; without it, supple-DATE.png in this folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    replace: bool,
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// The last so many weeks
    #[arg(long, value_name = "N", conflicts_with = "from", value_parser = |text: &str| words::whole(text, 1, 5200), allow_hyphen_values = true)]
    weeks: Option<u32>,
    /// The paper: a4, a4-portrait, letter, letter-portrait, or WIDTHxHEIGHT in mm
    #[arg(long, value_name = "PAPER", default_value = "a4", allow_hyphen_values = true)]
    size: String,
    /// Dots per inch
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = |text: &str| words::whole(text, 1, 100_000), allow_hyphen_values = true)]
    dpi: u32,
    /// Draw in black, white and greys
    #[arg(long)]
    mono: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// A chart of everything, to `path`, as the options' defaults have it.
    pub fn to_file(path: PathBuf) -> Self {
        Self {
            out: Some(path),
            replace: false,
            from: None,
            to: None,
            weeks: None,
            size: "a4".to_owned(),
            dpi: 200,
            mono: false,
            json: false,
        }
    }
}

/// Runs `chart`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let paper = Paper::parse(&args.size, args.dpi).map_err(Failure::usage)?.in_grey(args.mono);
    let format = args.out.as_deref().map_or(Ok(Format::Png), files::format)?;
    let (from, to) = (history::bound(args.from.as_deref(), world)?, history::bound(args.to.as_deref(), world)?);
    history::check_range(from, to)?;
    let nothing = || match to {
        Some(to) => Failure::could_not(format!("nothing was recorded up to {}.", world.day(to)))
            .next("See what was: supple history --from 2020-01-01"),
        None => Failure::could_not("there is nothing to draw yet.").next("Log a score first: supple log 4"),
    };
    let diary = world.read_diary()?.ok_or_else(nothing)?;
    let last = to.unwrap_or(world.today);
    let asked_from = from.or(args.weeks.map(|weeks| days_before(last, u64::from(weeks) * 7 - 1)));
    let progress = progress(&diary, asked_from, last, world)?.ok_or_else(nothing)?;
    let bytes = figure::print(&progress, paper, format).map_err(|error| Failure::could_not(error.to_string()))?;

    let folder = std::env::current_dir().unwrap_or_default();
    let path = match args.out {
        Some(path) => path,
        None => files::free_name(&folder, &format!("supple-{}", world.today), "png"),
    };
    files::write(&path, &bytes, args.replace)?;
    let shown = std::path::absolute(&path).unwrap_or(path).display().to_string();
    if args.json {
        return Ok(json::answer(&to_json(&progress, &shown)).saved());
    }
    let mut page = world.page();
    page.para(&progress.sentence());
    page.para(&format!("Drawn to {shown}"));
    Ok(Answer::results(page.text()).saved())
}

/// What the chart shows; `None` when nothing was ever recorded.
fn progress(diary: &Diary, from: Option<NaiveDate>, to: NaiveDate, world: &World) -> Result<Option<Progress>, Failure> {
    let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.entry).filter(|plan| plan.runs_on(to)).collect();

    let episode = Episode::until(to, &plans, diary, Audience::Others)?;
    let earliest = match episode.begins() {
        None => diary.first_session_day(Audience::Others)?,
        found => found,
    };
    let Some(from) = from.or(earliest).filter(|from| *from <= to) else { return Ok(None) };

    let baseline = episode.first_weeks(diary)?;
    let known = Known::between(from, to, diary, &world.library())?;
    let facts = Facts {
        subjects: known.running(to).map(|plan| known.subject(plan)).collect(),
        from,
        to,
        readings: diary.readings(days_before(from, WINDOW_DAYS - 1), to, Audience::Others)?,
        baseline,
        marks: marks(diary, &known.plans, from, to)?,
        work: work(diary, &known, from, to, Audience::Others)?,
        alerts: known.screening(to).holds().iter().map(hold_words).collect(),
    };
    Ok(Some(Progress::new(facts)))
}

/// Phase changes and visits.
fn marks(diary: &Diary, plans: &[Plan], from: NaiveDate, to: NaiveDate) -> Result<Vec<Mark>, Failure> {
    let phases = plans.iter().flat_map(|plan| &plan.phases);
    let phases =
        phases.map(|start| Mark { day: start.from, kind: MarkKind::Phase, label: start.phase.word().to_owned() });
    let visits = diary.visit_days(from, to)?;
    let visits = visits.into_iter().map(|day| Mark { day, kind: MarkKind::Visit, label: "visit".to_owned() });
    Ok(phases.chain(visits).collect())
}

/// Sessions done and planned on every day of the range.
pub fn work(
    diary: &Diary,
    known: &Known,
    from: NaiveDate,
    to: NaiveDate,
    audience: Audience,
) -> Result<Vec<DayWork>, Failure> {
    let mut done = diary.done_per_day(from, to, audience)?.into_iter().peekable();
    let planned = routine::planned_sessions(known.case(), from, to).into_iter();
    let days = planned.map(|(day, planned)| DayWork {
        day,
        done: done.next_if(|(done_on, _)| *done_on == day).map_or(0, |(_, count)| count),
        planned,
    });
    Ok(days.collect())
}

/// The chart's numbers.
fn to_json(progress: &Progress, path: &str) -> Value {
    let (done, planned) = progress.work_total();
    let baseline = progress.baseline.map(|baseline| {
        json!({
            "from": json::day(baseline.from),
            "to": json::day(baseline.to),
            "rated_days": baseline.rated,
            "mean": baseline.mean,
        })
    });
    let change = progress.change.ok().map(|change| {
        json!({
            "before": change.before,
            "now": change.now,
            "points": change.points(),
            "percent": change.percent(),
            "reaches_threshold": change.reaches_threshold(),
        })
    });
    json!({
        "file": path,
        "from": json::day(progress.from),
        "to": json::day(progress.to),
        "days_rated": progress.days_rated,
        "days": progress.days_total(),
        "baseline": baseline,
        "change": change,
        "sessions_done": done,
        "sessions_planned": planned,
        "sentence": progress.sentence(),
    })
}
