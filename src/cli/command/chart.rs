//! `supple chart`: the progress chart, to a file that can be handed over.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use crate::app::PageSource;
use crate::cli::chart_kinds::facts::ChartFacts;
use crate::cli::chart_kinds::{self, ChartKind, KINDS};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::page_args::FontArgs;
use crate::cli::input::page_args::{Range, RangeArgs};
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::terminal_image::{self, Protocol};
use crate::cli::view::page_notes::page_notes;
use crate::domain::analysis::page_scope::PageScope;
use crate::domain::text::limits;
use crate::figure::{self, FigureError, Format, Paper};

// Arguments of `chart`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a range it begins with the first two weeks of the present plan, or of the diary."
)]
pub struct Args {
    /// What it is about
    #[arg(long, value_parser = chart_kinds::parser(), default_value = KINDS[0].name)]
    kind: &'static ChartKind,
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
    /// The paper: a4 (unless your settings say letter), a4-portrait, letter, letter-portrait, or
    /// WIDTHxHEIGHT in mm
    #[arg(long, value_name = "PAPER", allow_hyphen_values = true)]
    size: Option<String>,
    /// Dots per inch; 200 for a file
    #[arg(long, value_name = "N", value_parser = limits::within(limits::DPI), allow_hyphen_values = true)]
    dpi: Option<u32>,
    /// Show it here instead of writing a file: a picture where the terminal can, else blocks and
    /// words
    #[arg(long, value_name = "HOW", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "auto", conflicts_with = "json")]
    show: Option<Protocol>,
    /// The typeface.
    #[command(flatten)]
    font: FontArgs,
    /// Draw in black, white and greys
    #[arg(long)]
    mono: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `chart`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let size = args.size.as_deref().unwrap_or(context.paper(false));
    let dpi = args.dpi.unwrap_or(Paper::USUAL_DPI);
    let paper = Paper::parse(size, dpi).map_err(Failure::usage)?.in_grey(args.mono);
    let format = args.out.as_deref().map_or(Ok(Format::Png), files::format)?;
    let range = Range::from_args(&args.range, context)?;
    let nothing = || range.nothing("there is nothing to draw yet.", context);
    let diary = context.read_diary()?.ok_or_else(nothing)?;
    let source = PageSource::load(
        &diary,
        context.library(),
        &context.settings,
        range.from,
        range.to,
        context.today,
    )?
    .ok_or_else(nothing)?;
    args.font.prepare(context)?;
    let mut chart = (args.kind.read)(&source)?;
    let shown =
        args.show.map(|how| show(&*chart, how, paper, args.dpi.is_some(), context)).transpose()?;
    // Shown and not named: no file is left behind that nobody asked for.
    if let (Some(shown), None) = (&shown, &args.out) {
        return Ok(Output::results(shown.clone()));
    }
    let bytes = figure::render(&*chart, paper, format)
        .map_err(|error| Failure::could_not(error.to_string()))?;

    let stem = format!("supple{}-{}", args.kind.infix(), context.today);
    let path = files::write_page(args.out, &stem, &bytes, args.replace)?;
    if args.json {
        chart.use_program_style();
        return Ok(json::document(&ChartView::new(&*chart, &source.about, &path)).saved());
    }
    let mut page = context.page();
    if shown.is_none() {
        page.para(&chart.sentence());
    }
    page.para(&format!("Drawn to {path}"));
    let results = Output::results(shown.unwrap_or_default() + &page.text());
    Ok(Output { talk: page_notes(&source, &chart.description(), context), ..results }.saved())
}

/// The chart in the terminal, with its sentence under it.
fn show(
    chart: &dyn ChartFacts,
    how: Protocol,
    paper: Paper,
    is_dpi_asked: bool,
    context: &Context,
) -> Result<String, Failure> {
    let mut page = context.page();
    let columns = u32::try_from(context.width).unwrap_or(80);
    // On the screen the window says how large it is drawn, unless the person does.
    let paper = if is_dpi_asked {
        paper
    } else {
        paper.about_as_wide(columns * terminal_image::COLUMN_PIXELS)
    };
    let could_not = |error: FigureError| Failure::could_not(error.to_string());
    let png = || figure::render(chart, paper, Format::Png).map_err(could_not);
    let picture = match context.how_to_show(how) {
        Protocol::Kitty => terminal_image::kitty(&png()?, context.width),
        Protocol::Iterm => terminal_image::iterm(&png()?, context.width),
        Protocol::Sixel => figure::render_sixels(chart, paper).map_err(could_not)? + "\n",
        Protocol::Auto | Protocol::Text => {
            chart.text_chart().put(&mut page, context.width, context.symbols);
            page.gap();
            page.para(&chart.description());
            return Ok(page.text());
        }
    };
    page.para(&chart.sentence());
    Ok(picture + &page.text())
}

/// The numbers of a chart, with those that every chart has.
#[derive(Debug, Serialize)]
struct ChartView<'a> {
    file: &'a str,
    from: DayText,
    to: DayText,
    days: i64,
    sentence: String,
    #[serde(flatten)]
    numbers: Value,
}

impl<'a> ChartView<'a> {
    fn new(chart: &dyn ChartFacts, about: &PageScope, path: &'a str) -> Self {
        Self {
            file: path,
            from: DayText(about.from),
            to: DayText(about.to),
            days: about.days(),
            sentence: chart.sentence(),
            numbers: chart.numbers(),
        }
    }
}
