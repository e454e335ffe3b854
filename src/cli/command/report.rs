//! `supple report`: the page for a visit, to a file that can be handed over, or in words.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::{PageSource, VisitPage};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::page_args::FontArgs;
use crate::cli::input::page_args::{Range, RangeArgs};
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::diary::{AccountLineView, account_lines};
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::CheckView;
use crate::cli::view::due::show_early_visits;
use crate::cli::view::page_notes::page_notes;
use crate::domain::analysis::report::{
    AnswerFigure, CurrentPhase, Report, ReportLine, Section, SectionKind, Seen,
};
use crate::domain::diary::own_words;
use crate::domain::diary::settings::Sheet;
use crate::domain::text::limits;
use crate::figure::{self, Format, Paper};
use crate::store::Diary;
use crate::words::report::WHAT_IT_IS;

/// A sheet that an office prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SheetSize {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 inches
    Letter,
}

impl SheetSize {
    /// The sheet of the settings.
    fn from_settings(context: &Context) -> Self {
        match context.settings.paper {
            Sheet::A4 => Self::A4,
            Sheet::Letter => Self::Letter,
        }
    }

    /// The name of the sheet, upright.
    fn paper(self) -> &'static str {
        match self {
            Self::A4 => "a4-portrait",
            Self::Letter => "letter-portrait",
        }
    }
}

// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It begins with your last visit (supple visit), or without one with the first two weeks of the present plan.\n\
                  What you logged with --private is never on it. What you wrote with supple bring is, unless you say --no-own-words.\n\nExamples:\n  supple report\n  supple report --out visit.pdf --name 'Dana Novak'\n  supple report --text"
)]
pub struct Args {
    /// The file to write, a .png, .svg or .pdf, or an .html for a phone or a browser; without it,
    /// supple-report-DATE.png in this folder
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    replace: bool,
    /// Your name, to stand on the page; without it, that of your settings
    #[arg(long, value_name = "TEXT", value_parser = own_words::name)]
    name: Option<String>,
    /// Leave out what you wrote with supple bring
    #[arg(long)]
    no_own_words: bool,
    /// Since the last visit, also where that is what it does anyway
    #[arg(long, conflicts_with_all = ["from", "weeks"])]
    since_visit: bool,
    /// The days.
    #[command(flatten)]
    range: RangeArgs,
    /// The sheet; without it, that of your settings
    #[arg(long, value_name = "SHEET", value_enum)]
    size: Option<SheetSize>,
    /// Dots per inch of a .png
    #[arg(long, value_name = "N", default_value_t = Paper::USUAL_DPI, value_parser = limits::within(limits::DPI), allow_hyphen_values = true)]
    dpi: u32,
    /// The typeface.
    #[command(flatten)]
    font: FontArgs,
    /// Draw in black, white and greys
    #[arg(long)]
    mono: bool,
    /// Say it in words here instead of drawing it
    #[arg(long)]
    text: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `report`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let paper =
        Paper::parse(args.size.unwrap_or(SheetSize::from_settings(context)).paper(), args.dpi)
            .map_err(Failure::usage)?
            .in_grey(args.mono);
    let format = args.out.as_deref().map_or(Ok(Some(Format::Png)), files::page_format)?;
    let range = Range::from_args(&args.range, context)?;
    let nothing = || range.nothing("there is nothing to report yet.", context);
    let diary = context.read_diary()?.ok_or_else(nothing)?;
    // Whoever names a first day wants that one, and not the last visit's.
    let visit = if range.from.is_some() { None } else { last_visit(&diary, range.to)? };
    if args.since_visit && visit.is_none() {
        return Err(
            Failure::could_not("no visit is noted yet.").next("Note one: supple visit 2026-11-01")
        );
    }
    let asked_from = range.from.or(visit.as_ref().map(|visit| visit.day));
    let name =
        args.name.or_else(|| Some(context.settings.name.clone()).filter(|name| !name.is_empty()));
    let source = |from| {
        let settings = &context.settings;
        PageSource::load(&diary, context.library(), settings, from, range.to, context.today)
    };
    let has_own_words = !args.no_own_words && !diary.own_account()?.is_empty();
    let source = match source(asked_from)? {
        // Before the first score there may be six lines to bring, and a visit tomorrow.
        None if has_own_words => source(Some(range.to))?,
        found => found,
    };
    let source = source.ok_or_else(nothing)?;
    let mut visit_page = VisitPage::load(&source, name, visit)?;
    if args.no_own_words {
        visit_page = visit_page.without_own_words();
    }
    // A program reads days the same way whatever the person set.
    let for_programs =
        |path| json::document(&ReportView::new(&visit_page.report(context.today.into()), path));
    if args.text && args.json {
        return Ok(for_programs(None));
    }
    let report = visit_page.report(context.reader());
    let mut early = context.page();
    show_early_visits(&diary, context, &mut early)?;
    // A browser has more typefaces than the page, and so has a terminal.
    let is_drawn = format.is_some() && !args.text;
    if is_drawn {
        args.font.prepare(context)?;
    }
    let drawn = if is_drawn { report.description() } else { String::new() };
    let notes = page_notes(&source, &drawn, context) + &early.text();
    if args.text {
        return Ok(Output { talk: notes, ..Output::results(in_words(&report, context)) });
    }
    let bytes = match format {
        Some(format) => figure::render(&report, paper, format),
        None => figure::render_report_html(&report).map(String::into_bytes),
    };
    let bytes = bytes.map_err(|error| Failure::could_not(error.to_string()))?;
    // With its day, so that the page of one visit never takes the place of another's.
    let stem = format!("supple-report-{}", context.today);
    let path = files::write_page(args.out, &stem, &bytes, args.replace)?;
    if args.json {
        return Ok(for_programs(Some(&path)).saved());
    }
    let mut page = context.page();
    page.para(&report.about.with_alerts(&report.sentence()));
    page.para(&format!("Drawn to {path}"));
    Ok(Output { talk: notes, ..Output::results(page.text()) }.saved())
}

/// The last visit before a day.
fn last_visit(diary: &Diary, day: NaiveDate) -> Result<Option<Seen>, Failure> {
    let mut visits = diary.visits()?.into_iter().map(|visit| visit.value);
    let last = visits.rfind(|visit| visit.day < day);
    Ok(last.map(|visit| Seen { day: visit.day, with: visit.clinician }))
}

/// The page in words.
fn in_words(report: &Report, context: &Context) -> String {
    let mut page = context.page();
    page.heading(&format!("{}, {}", title(report), report.about.range()));
    page.note(&report.who());
    for (act, signs) in report.to_do_first() {
        page.item("!", &format!("Open: {act}"));
        for sign in signs {
            page.item("  •", &sign);
        }
    }
    for phase in report.phases_in_words() {
        page.para(&phase);
    }
    page.gap();
    for answer in report.answers() {
        page.item(" •", &answer.text());
    }
    page.gap();
    page.para(&report.sentence());
    if let Some(work) = report.work_in_words() {
        page.para(&work);
    }
    for section in report.sections() {
        page.gap();
        page.heading(&section.heading);
        if !section.aside.is_empty() {
            page.note(&section.aside);
        }
        for item in &section.items {
            match section.part {
                SectionKind::Questions => page.item(&format!(" {}.", item.lead), &item.rest),
                _ => page.item(" •", &item.text()),
            }
        }
    }
    page.gap();
    page.para(&format!("{}.", report.completeness()));
    if let Some(numbers) = &report.own_numbers {
        page.para(numbers);
    }
    page.note(WHAT_IT_IS);
    page.text()
}

/// The conditions as one title.
fn title(report: &Report) -> String {
    match report.about.titles().as_slice() {
        [] => "Pain diary".to_owned(),
        titles => titles.join(" · "),
    }
}

/// The page, for a program.
#[derive(Debug, Serialize)]
struct ReportView<'a> {
    file: Option<&'a str>,
    from: DayText,
    to: DayText,
    days: i64,
    days_rated: usize,
    late: usize,
    name: Option<&'a str>,
    conditions: Vec<&'a str>,
    has_plan: bool,
    own_words: Vec<AccountLineView<'a>>,
    phases: Vec<CurrentPhaseView<'a>>,
    visit: Option<SeenView<'a>>,
    alerts: &'a [String],
    open: Vec<String>,
    sentence: String,
    answers: Vec<AnswerView>,
    stopped: Vec<&'a str>,
    sessions_done: u32,
    sessions_planned: u32,
    sessions_beyond: u32,
    sections: Vec<SectionView>,
    own_numbers: Option<&'a str>,
}

impl<'a> ReportView<'a> {
    /// A page, and the file that it was drawn to.
    fn new(report: &'a Report, path: Option<&'a str>) -> Self {
        let work = report.progress.work_total();
        let stopped = report.doses.iter().filter(|dose| dose.is_stopped);
        let conditions = report.about.subjects.iter();
        Self {
            file: path,
            from: DayText(report.about.from),
            to: DayText(report.about.to),
            days: report.about.days(),
            days_rated: report.progress.days_rated,
            late: report.late,
            name: report.name.as_deref(),
            conditions: conditions.map(|subject| subject.name.as_str()).collect(),
            has_plan: report.has_plan,
            own_words: account_lines(&report.own_words),
            phases: report.phases.iter().map(CurrentPhaseView::from).collect(),
            visit: report.visit.as_ref().map(SeenView::from),
            alerts: &report.about.alerts,
            open: report.open_flags(),
            sentence: report.sentence(),
            answers: report.answers().into_iter().map(AnswerView::from).collect(),
            stopped: stopped.map(|dose| dose.exercise.as_str()).collect(),
            sessions_done: work.done,
            sessions_planned: work.asked,
            sessions_beyond: work.beyond,
            sections: report.sections().into_iter().map(SectionView::from).collect(),
            own_numbers: report.own_numbers.as_deref(),
        }
    }
}

/// A condition and where its programme stands.
#[derive(Debug, Serialize)]
struct CurrentPhaseView<'a> {
    condition: &'a str,
    diagnosis: bool,
    phase: &'static str,
    day: i64,
    agreed: Option<CheckView<'a>>,
}

impl<'a> From<&'a CurrentPhase> for CurrentPhaseView<'a> {
    fn from(current: &'a CurrentPhase) -> Self {
        Self {
            condition: &current.subject,
            diagnosis: current.is_diagnosis,
            phase: current.phase,
            day: current.day,
            agreed: current.agreed.as_ref().map(CheckView::from),
        }
    }
}

/// The visit that the page begins with.
#[derive(Debug, Serialize)]
struct SeenView<'a> {
    day: DayText,
    with: Option<&'a str>,
}

impl<'a> From<&'a Seen> for SeenView<'a> {
    fn from(seen: &'a Seen) -> Self {
        Self { day: DayText(seen.day), with: seen.with.as_deref() }
    }
}

/// A figure of the band that the page begins with.
#[derive(Debug, Serialize)]
struct AnswerView {
    about: String,
    figure: String,
    says: String,
    tone: &'static str,
}

impl From<AnswerFigure> for AnswerView {
    fn from(answer: AnswerFigure) -> Self {
        Self {
            about: answer.label,
            figure: answer.figure,
            says: answer.note,
            tone: answer.tone.into(),
        }
    }
}

/// A part of the page.
#[derive(Debug, Serialize)]
struct SectionView {
    part: &'static str,
    heading: String,
    note: String,
    items: Vec<ReportLineView>,
}

impl From<Section> for SectionView {
    fn from(section: Section) -> Self {
        Self {
            part: section.part.word(),
            heading: section.heading,
            note: section.aside,
            items: section.items.into_iter().map(ReportLineView::from).collect(),
        }
    }
}

/// A line of the page.
#[derive(Debug, Serialize)]
struct ReportLineView {
    about: String,
    says: String,
}

impl From<ReportLine> for ReportLineView {
    fn from(line: ReportLine) -> Self {
        Self { about: line.lead, says: line.rest }
    }
}
