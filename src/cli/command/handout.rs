//! `supple handout`: today's exercises, or the week's, on pages to pin to the wall.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::page_args::FontArgs;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::plan::StoppedForTodayView;
use crate::cli::output::json::programme::DoseView;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::json::screening::HoldsView;
use crate::cli::view::page_notes::show_undrawn;
use crate::cli::view::routine::{NO_PLAN, show_holds, show_left};
use crate::domain::plan::handout::{DAYS, Handout, HandoutItem, PainGuide};
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::routine::{Due, Routine};
use crate::domain::screening::safety::HandoutSigns;
use crate::domain::text::date::{Reader, days_after};
use crate::domain::text::limits;
use crate::domain::text::style::Style;
use crate::figure::{self, FigureError, Format, Paper};
use crate::store::Diary;
use crate::words;
use crate::words::screening::own_numbers;
use crate::words::text::capital;

// Arguments of `handout`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without --week it has the exercises of today, with boxes for the next seven days."
)]
pub struct Args {
    /// Every exercise of the next seven days
    #[arg(long)]
    week: bool,
    /// The file to write, .png, .svg, .pdf, or .html for a phone; without it, supple-handout-DATE.png in this folder. A .pdf
    /// has all pages; of the others each page is a file: NAME-1.png, NAME-2.png
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long)]
    replace: bool,
    /// The paper: a4-portrait (unless your settings say letter), a4, letter, letter-portrait, or
    /// WIDTHxHEIGHT in mm
    #[arg(long, value_name = "PAPER", allow_hyphen_values = true)]
    size: Option<String>,
    /// Dots per inch
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = limits::within(limits::DPI), allow_hyphen_values = true)]
    dpi: u32,
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

/// Runs `handout`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let paper = Paper::parse(args.size.as_deref().unwrap_or(context.paper(true)), args.dpi)
        .map_err(Failure::usage)?
        .in_grey(args.mono);
    let diary = context.read_diary()?.ok_or_else(no_plan)?;
    let snapshot = PlanSnapshot::with_routines(
        context.today,
        last_day(context),
        context.today,
        &diary,
        &context.library(),
    )?;
    let now = snapshot.routine();
    if !now.holds.is_empty() {
        if args.json {
            return Ok(json::document(&HoldsView::from(&now.holds[..])));
        }
        let mut page = context.page();
        show_holds(&now.holds, context, &mut page);
        page.gap();
        // Whoever waits for a file must not take this for one.
        return Err(Failure::could_not("no handout was drawn: the exercises wait for this.")
            .after(&page.text()));
    }
    if snapshot.running(context.today).next().is_none() {
        return Err(no_plan());
    }
    let handout = handout(&snapshot, &diary, args.week, context)?;
    if handout.items.is_empty() {
        let next = if args.week {
            "See why: supple today"
        } else {
            "The next seven days: supple handout --week"
        };
        return Err(
            Failure::could_not("no exercise is due, so there is nothing to hand out.").next(next)
        );
    }
    let format = args.out.as_deref().map_or(Ok(Some(Format::Png)), files::page_format)?;
    // A browser has more typefaces than the page.
    if format.is_some() {
        args.font.prepare(context)?;
    }
    let pages = match format {
        Some(format) => figure::render_handout(&handout, paper, format),
        None => figure::render_handout_html(&handout).map(|page| vec![page.into_bytes()]),
    };
    let pages = pages.map_err(|error| match error {
        FigureError::NoRoom => Failure::could_not(format!("{error}."))
            .next("Choose a larger one: supple handout --size a4-portrait"),
        error => Failure::could_not(error.to_string()),
    })?;
    let stem = format!("supple-handout-{}", context.today);
    let (shown, others) = files::write_pages(args.out, &stem, &pages, args.replace)?;
    if args.json {
        let own_numbers = own_numbers(&context.settings);
        let view = HandoutView::new(&handout, &now, &shown, own_numbers.as_deref());
        return Ok(json::document(&view).saved());
    }
    let names: Vec<&str> = handout.items.iter().map(|item| item.exercise.name.as_str()).collect();
    let mut page = context.page();
    page.list("On the page", &names);
    page.gap();
    show_left(&now.due, context.today, &snapshot, context, &mut page);
    match &shown[..] {
        [only] => page.para(&format!("Drawn to {only}")),
        all => {
            page.list(&format!("Drawn to {} pages", all.len()), all);
            page.gap();
            page.para("All pages in one file: supple handout --out handout.pdf");
        }
    }
    let mut talk = context.page();
    if format.is_some() {
        show_undrawn(&own_texts(&handout), &mut talk);
    }
    if let Some(other) = others {
        talk.para(&format!("{other} is of an earlier handout, and was left as it is."));
    }
    Ok(Output { talk: talk.text(), ..Output::results(page.text()) }.saved())
}

/// What a page says in the words of a person or of a file of their own.
fn own_texts(handout: &Handout) -> String {
    let items = handout.items.iter().flat_map(|item| {
        let exercise = [&item.exercise.name].into_iter().chain(&item.exercise.steps);
        exercise.chain(&item.told).chain(&item.cautions).chain(&item.stop)
    });
    let texts = items.chain(&handout.subjects).chain(&handout.told).chain([&handout.clinic]);
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// There is nothing to hand out.
fn no_plan() -> Failure {
    Failure::could_not("there is no plan, so there is nothing to hand out.").next(NO_PLAN)
}

/// The last day with boxes.
fn last_day(context: &Context) -> NaiveDate {
    days_after(context.today, DAYS as u64 - 1)
}

/// What the page says.
fn handout(
    snapshot: &PlanSnapshot,
    diary: &Diary,
    week: bool,
    context: &Context,
) -> Result<Handout, Failure> {
    let mut items: Vec<HandoutItem> = Vec::new();
    let (mut notes, mut in_flare) = (Vec::new(), false);
    for (number, routine) in snapshot.routines().into_iter().enumerate() {
        let day = routine.day;
        if number == 0 {
            in_flare = routine.flare.flare.is_some();
            notes = routine.notes;
        }
        let is_today = number == 0;
        // What is carried over depends on what will be left undone, which no paper knows.
        for due in routine.due.into_iter().filter(|due| is_today || !due.is_carried_over()) {
            match items.iter_mut().find(|item| item.exercise.id == due.exercise) {
                Some(item) => item.days[number] = has_box(&due),
                None if number == 0 || week => {
                    // With the dose of its first day: on paper it cannot change from day to day.
                    items.extend(item(
                        snapshot,
                        due,
                        day,
                        number,
                        context.settings.style(),
                        context.reader(),
                    ))
                }
                None => {}
            }
        }
    }
    // What is left for today and comes back as another exercise, or not in these days, has no box
    // to tick.
    items.retain(|item| item.days.contains(&true));
    let next_visit = diary
        .visit_days(days_after(context.today, 1), days_after(context.today, 366))?
        .into_iter()
        .next();
    Ok(Handout {
        subjects: snapshot.running(context.today).map(|plan| snapshot.subject(plan)).collect(),
        from: context.today,
        to: last_day(context),
        items,
        told: agreements(snapshot, context),
        notes,
        signs: snapshot.safety.handout.clone(),
        next_visit,
        pain: PainGuide::new(
            &snapshot.rules,
            &snapshot.safety.monitor,
            snapshot.has_bone(),
            in_flare,
        ),
        clinic: context.settings.clinic.clone(),
        emergency_number: context.settings.emergency_number.clone(),
        style: context.settings.style(),
    })
}

/// The phases that a clinician has agreed to, in words.
fn agreements(snapshot: &PlanSnapshot, context: &Context) -> Vec<String> {
    let running = snapshot.running(context.today);
    let agreed = running.filter_map(|plan| {
        let start = plan.phase_on(context.today)?;
        let agreed = words::plan::agreed(start.cleared.as_ref()?, context.reader());
        Some(format!("{}, {} phase. {agreed}", snapshot.subject(plan), start.phase))
    });
    agreed.collect()
}

/// Whether an exercise has a box to tick on a day: not where the rest of it is left.
fn has_box(due: &Due) -> bool {
    due.rest_left().is_none()
}

/// An exercise as the page has it.
fn item(
    snapshot: &PlanSnapshot,
    due: Due,
    day: NaiveDate,
    number: usize,
    style: Style,
    reader: Reader,
) -> Option<HandoutItem> {
    // The captions of its drawing say the hold of today, not the usual one.
    let exercise = snapshot.shelf.exercise(&due.exercise)?;
    let exercise = Exercise { dose: due.dose.clone(), ..exercise.clone() };
    let mut days = [false; DAYS];
    days[number] = has_box(&due);
    let sore = snapshot.sore_side(&due.conditions, day);
    let stop = snapshot.safety.stop_rules_of(&exercise);
    let set = due.set_by.as_ref().filter(|by| by.check().is_some());
    let set = set.map(|by| format!("The dose: {}.", by.set_it()));
    let told = due.terms.iter().filter(|term| term.by.check().is_some());
    let told =
        told.map(|term| format!("{}.", capital(&words::plan::term(term, &snapshot.shelf, reader))));
    Some(HandoutItem {
        told: set.into_iter().chain(told).collect(),
        stop,
        exercise,
        dose: due.dose,
        style,
        sore,
        pain_max: due.pain_max,
        cautions: due.cautions,
        days,
    })
}

/// The page, for a program.
#[derive(Debug, Serialize)]
struct HandoutView<'a> {
    file: &'a str,
    files: &'a [String],
    from: DayText,
    to: DayText,
    subjects: &'a [String],
    told: &'a [String],
    exercises: Vec<HandoutItemView<'a>>,
    notes: &'a [String],
    advice: Vec<AdviceView>,
    signs: Vec<SignsView<'a>>,
    left: BTreeMap<&'a str, StoppedForTodayView>,
    next_visit: Option<DayText>,
    own_numbers: Option<&'a str>,
}

impl<'a> HandoutView<'a> {
    fn new(
        handout: &'a Handout,
        now: &'a Routine,
        files: &'a [String],
        own_numbers: Option<&'a str>,
    ) -> Self {
        let items = handout.items.iter();
        let left = now.due.iter().filter_map(|due| {
            Some((due.exercise.as_str(), StoppedForTodayView::from(due.rest_left()?)))
        });
        let advice = handout.advice().into_iter();
        let advice = advice.map(|(about, text)| AdviceView { about, text });
        Self {
            file: files.first().map_or("", String::as_str),
            files,
            advice: advice.collect(),
            from: DayText(handout.from),
            to: DayText(handout.to),
            subjects: &handout.subjects,
            told: &handout.told,
            exercises: items.map(|item| HandoutItemView::new(item, handout.from)).collect(),
            notes: &handout.notes,
            signs: handout.signs.iter().map(SignsView::from).collect(),
            left: left.collect(),
            next_visit: handout.next_visit.map(DayText),
            own_numbers,
        }
    }
}

/// One exercise of the page.
#[derive(Debug, Serialize)]
struct HandoutItemView<'a> {
    exercise: &'a str,
    name: &'a str,
    dose: DoseView,
    in_words: String,
    pain_max: u32,
    pain_rule: String,
    stop: &'a [String],
    told: &'a [String],
    cautions: &'a [String],
    steps: &'a [String],
    days: Vec<DayText>,
}

impl<'a> HandoutItemView<'a> {
    /// An exercise of a page whose boxes begin on the day `from`.
    fn new(item: &'a HandoutItem, from: NaiveDate) -> Self {
        // A day without a box is a day off: the page is all the person looks at.
        let boxes = item.days.iter().zip(0..).filter(|(has_box, _)| **has_box);
        Self {
            exercise: &item.exercise.id,
            name: &item.exercise.name,
            dose: DoseView::from(&item.dose),
            in_words: item.dose_in_words(),
            pain_max: item.pain_max,
            pain_rule: item.pain_rule(),
            stop: &item.stop,
            told: &item.told,
            cautions: &item.cautions,
            steps: &item.exercise.steps,
            days: boxes.map(|(_, number)| DayText(days_after(from, number))).collect(),
        }
    }
}

/// Something about pain.
#[derive(Debug, Serialize)]
struct AdviceView {
    about: &'static str,
    text: String,
}

/// Signs that call for the same thing.
#[derive(Debug, Serialize)]
struct SignsView<'a> {
    urgency: &'static str,
    act: &'a str,
    asks: &'a [String],
}

impl<'a> From<&'a HandoutSigns> for SignsView<'a> {
    fn from(signs: &'a HandoutSigns) -> Self {
        Self { urgency: signs.urgency.word(), act: &signs.act, asks: &signs.signs }
    }
}
