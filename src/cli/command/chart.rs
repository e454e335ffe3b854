//! `supple chart`: the progress chart, to a file that can be handed over.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::answer::Answer;
use crate::cli::facts::{Range, RangeArgs, Source};
use crate::cli::failure::Failure;
use crate::cli::files;
use crate::cli::json;
use crate::cli::show::{self, How};
use crate::cli::world::World;
use crate::domain::about::About;
use crate::domain::calendar::Calendar;
use crate::domain::day::DateStyle;
use crate::domain::goals::{GoalRow, Goals};
use crate::domain::practice::{Practice, PracticeRow};
use crate::domain::progress::Progress;
use crate::domain::score::Score;
use crate::domain::sites::{SiteRow, Sites};
use crate::domain::stats::DayPain;
use crate::domain::times::{Group, Times};
use crate::domain::words;
use crate::figure::{self, FigureError, Format, Paper};

/// What a chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Kind {
    /// How it went: pain and exercises over time
    #[default]
    Progress,
    /// Each day's pain, month by month
    Calendar,
    /// How much of each exercise was done, and the pain in it
    Exercise,
    /// Goals and how they were rated
    Goals,
    /// Where it hurt, and when
    Sites,
    /// Pain by time of day and day of the week
    Times,
}

// Arguments of `chart`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a range it begins with the first two weeks of the present plan, or of the diary.")]
pub struct Args {
    /// What it is about
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    /// The file to write, a .png, .svg or .pdf; without it, supple-DATE.png or
    /// supple-KIND-DATE.png in this folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    replace: bool,
    /// The days.
    #[command(flatten)]
    range: RangeArgs,
    /// The paper: a4 (unless your settings say letter), a4-portrait, letter, letter-portrait, or WIDTHxHEIGHT in mm
    #[arg(long, value_name = "PAPER", allow_hyphen_values = true)]
    size: Option<String>,
    /// Dots per inch; 200 for a file
    #[arg(long, value_name = "N", value_parser = |text: &str| words::whole(text, 1, 100_000), allow_hyphen_values = true)]
    dpi: Option<u32>,
    /// Show it here instead of writing a file: a picture where the terminal can, else blocks and words
    #[arg(long, value_name = "HOW", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "auto", conflicts_with = "json")]
    show: Option<How>,
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
            kind: Kind::Progress,
            out: Some(path),
            replace: false,
            range: RangeArgs::default(),
            size: None,
            dpi: None,
            show: None,
            mono: false,
            json: false,
        }
    }
}

/// Runs `chart`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let size = args.size.as_deref().unwrap_or(world.paper(false));
    let dpi = args.dpi.unwrap_or(Paper::USUAL_DPI);
    let paper = Paper::parse(size, dpi).map_err(Failure::usage)?.in_grey(args.mono);
    let format = args.out.as_deref().map_or(Ok(Format::Png), files::format)?;
    let range = Range::of(&args.range, world)?;
    let nothing = || range.nothing("there is nothing to draw yet.", world);
    let diary = world.read_diary()?.ok_or_else(nothing)?;
    let source = Source::of(&diary, range.from, range.to, world)?.ok_or_else(nothing)?;
    let chart = Chart::of(args.kind, &source)?;
    let shown = args.show.map(|how| show(&chart, &source, how, paper, args.dpi.is_some(), world)).transpose()?;
    if let (Some(shown), None) = (&shown, &args.out) {
        return Ok(Answer::results(shown.clone()));
    }
    let bytes = chart.print(paper, format).map_err(|error| Failure::could_not(error.to_string()))?;

    let stem = format!("supple{}-{}", args.kind.infix(), world.today);
    let path = files::write_page(args.out, &stem, &bytes, args.replace)?;
    if args.json {
        let chart = chart.for_programs();
        return Ok(json::answer(&chart.to_json(&source.about, &path)).saved());
    }
    let mut page = world.page();
    if shown.is_none() {
        page.para(&chart.sentence());
    }
    page.para(&format!("Drawn to {path}"));
    Ok(Answer::results(shown.unwrap_or_default() + &page.text()).saved())
}

/// The chart in the terminal, with its sentence under it.
fn show(
    chart: &Chart,
    source: &Source<'_>,
    how: How,
    paper: Paper,
    is_dpi_asked: bool,
    world: &World,
) -> Result<String, Failure> {
    let mut page = world.page();
    let columns = u32::try_from(world.width).unwrap_or(80);
    let paper = if is_dpi_asked { paper } else { paper.about_as_wide(columns * show::COLUMN_PIXELS) };
    let could_not = |error: FigureError| Failure::could_not(error.to_string());
    let png = || chart.print(paper, Format::Png).map_err(could_not);
    let picture = match world.how_to_show(how) {
        How::Kitty => show::kitty(&png()?, world.width),
        How::Iterm => show::iterm(&png()?, world.width),
        How::Sixel => chart.sixels(paper).map_err(could_not)? + "\n",
        How::Auto | How::Text => {
            show::blocks(&mut page, &source.calendar()?, world.width);
            page.gap();
            page.para(&chart.description());
            return Ok(page.text());
        }
    };
    page.para(&chart.sentence());
    Ok(picture + &page.text())
}

impl Kind {
    /// What stands in the name of its files.
    fn infix(self) -> &'static str {
        match self {
            Self::Progress => "",
            Self::Calendar => "-calendar",
            Self::Exercise => "-exercise",
            Self::Goals => "-goals",
            Self::Sites => "-sites",
            Self::Times => "-times",
        }
    }
}

/// What a chart shows.
enum Chart {
    /// How it went.
    Progress(Box<Progress>),
    /// Each day in its month.
    Calendar(Calendar),
    /// Each exercise.
    Practice(Practice),
    /// Each goal.
    Goals(Goals),
    /// Each place.
    Sites(Sites),
    /// Times of day and days of the week.
    Times(Times),
}

impl Chart {
    /// The facts of a kind; it fails when there is nothing of what the chart is about.
    fn of(kind: Kind, source: &Source<'_>) -> Result<Self, Failure> {
        Ok(match kind {
            Kind::Progress => Self::Progress(Box::new(source.progress(&source.known()?)?)),
            Kind::Calendar => Self::Calendar(source.calendar()?),
            Kind::Exercise => {
                let practice = source.practice()?;
                if practice.rows.is_empty() {
                    return Err(Failure::could_not("no exercise was recorded in these days.")
                        .next("Tick one off first: supple done clamshell --sets 2 --reps 10"));
                }
                Self::Practice(practice)
            }
            Kind::Goals => {
                let goals = source.goals()?;
                if goals.rows.is_empty() {
                    return Err(Failure::could_not("no goal was rated in these days.")
                        .next("Set one and rate it: supple goal add 'sit through a film', supple goal rate film N"));
                }
                Self::Goals(goals)
            }
            Kind::Sites => {
                let sites = source.sites()?;
                if sites.rows.is_empty() {
                    return Err(Failure::could_not("no place was recorded in these days.")
                        .next("Say where it hurts with a score: supple log N --site buttock --side left"));
                }
                Self::Sites(sites)
            }
            Kind::Times => Self::Times(source.times()?),
        })
    }

    /// As the bytes of a file.
    fn print(&self, paper: Paper, format: Format) -> Result<Vec<u8>, FigureError> {
        match self {
            Self::Progress(facts) => figure::print(facts.as_ref(), paper, format),
            Self::Calendar(facts) => figure::print(facts, paper, format),
            Self::Practice(facts) => figure::print(facts, paper, format),
            Self::Goals(facts) => figure::print(facts, paper, format),
            Self::Sites(facts) => figure::print(facts, paper, format),
            Self::Times(facts) => figure::print(facts, paper, format),
        }
    }

    /// As sixels.
    fn sixels(&self, paper: Paper) -> Result<String, FigureError> {
        match self {
            Self::Progress(facts) => figure::sixels(facts.as_ref(), paper),
            Self::Calendar(facts) => figure::sixels(facts, paper),
            Self::Practice(facts) => figure::sixels(facts, paper),
            Self::Goals(facts) => figure::sixels(facts, paper),
            Self::Sites(facts) => figure::sixels(facts, paper),
            Self::Times(facts) => figure::sixels(facts, paper),
        }
    }

    /// In plain words.
    fn description(&self) -> String {
        match self {
            Self::Progress(facts) => facts.description(),
            Self::Calendar(facts) => facts.description(),
            Self::Practice(facts) => facts.description(),
            Self::Goals(facts) => facts.description(),
            Self::Sites(facts) => facts.description(),
            Self::Times(facts) => facts.description(),
        }
    }

    /// In a sentence.
    fn sentence(&self) -> String {
        match self {
            Self::Progress(facts) => facts.sentence(),
            Self::Calendar(facts) => facts.sentence(),
            Self::Practice(facts) => facts.sentence(),
            Self::Goals(facts) => facts.sentence(),
            Self::Sites(facts) => facts.sentence(),
            Self::Times(facts) => facts.sentence(),
        }
    }

    /// With its days as programs read them, whatever the person set.
    fn for_programs(self) -> Self {
        match self {
            Self::Progress(facts) => Self::Progress(Box::new(Progress { date_style: DateStyle::DayFirst, ..*facts })),
            other => other,
        }
    }

    /// Its numbers.
    fn to_json(&self, about: &About, path: &str) -> Value {
        let mut all = match self {
            Self::Progress(facts) => progress_to_json(facts),
            Self::Calendar(facts) => {
                let day = |pain: &DayPain| json!({ "day": json::day(pain.day), "mean": pain.mean, "worst": pain.worst.value() });
                json!({ "days_rated": facts.days.len(), "rated": facts.days.iter().map(day).collect::<Vec<_>>() })
            }
            Self::Practice(facts) => {
                let exercise = |row: &PracticeRow| {
                    let amounts = row.amounts.iter().filter(|(_, _, amount)| *amount > 0);
                    let amounts = amounts.map(|(from, to, amount)| json!({ "from": json::day(*from), "to": json::day(*to), "amount": amount }));
                    let pains =
                        row.pains.iter().map(|(from, to, pain)| {
                        json!({ "from": json::day(*from), "to": json::day(*to), "most": pain.value() })
                    });
                    json!({
                        "exercise": row.exercise,
                        "times": row.times,
                        "unit": row.unit.word(),
                        "amounts": amounts.collect::<Vec<_>>(),
                        "pains": pains.collect::<Vec<_>>(),
                    })
                };
                json!({ "days_with_exercise": facts.days, "exercises": facts.rows.iter().map(exercise).collect::<Vec<_>>() })
            }
            Self::Goals(facts) => {
                let goal = |row: &GoalRow| {
                    let rated = |(day, score): &(NaiveDate, Score)| json!({ "day": json::day(*day), "score": json::score(Some(*score)) });
                    json!({ "activity": row.activity, "ratings": row.ratings.iter().map(rated).collect::<Vec<_>>() })
                };
                json!({ "days_rated": facts.days, "goals": facts.rows.iter().map(goal).collect::<Vec<_>>() })
            }
            Self::Sites(facts) => {
                let place = |row: &SiteRow| {
                    json!({
                        "site": row.place.site,
                        "side": row.place.side.map(|side| side.word()),
                        "days": row.days,
                        "median": row.median,
                    })
                };
                json!({
                    "days_rated": facts.rated,
                    "days_with_place": facts.placed,
                    "places": facts.rows.iter().map(place).collect::<Vec<_>>(),
                })
            }
            Self::Times(facts) => {
                let group = |group: &Group| {
                    json!({
                        "name": group.name,
                        "days": group.days,
                        "median": group.pain.map(|pain| pain.median),
                        "quarter_at_or_below": group.pain.map(|pain| pain.low),
                        "quarter_at_or_above": group.pain.map(|pain| pain.high),
                    })
                };
                json!({
                    "days_rated": facts.rated,
                    "parts_of_the_day": facts.parts.iter().map(group).collect::<Vec<_>>(),
                    "days_of_the_week": facts.week.iter().map(group).collect::<Vec<_>>(),
                })
            }
        };
        all["file"] = json!(path);
        all["from"] = json!(json::day(about.from));
        all["to"] = json!(json::day(about.to));
        all["days"] = json!(about.days());
        all["sentence"] = json!(self.sentence());
        all
    }
}

/// The numbers of the progress chart.
fn progress_to_json(progress: &Progress) -> Value {
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
        "days_rated": progress.days_rated,
        "baseline": baseline,
        "change": change,
        "sessions_done": done,
        "sessions_planned": planned,
    })
}
