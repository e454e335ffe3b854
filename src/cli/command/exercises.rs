//! `supple exercises`: how an exercise is done, how it looks, when to stop, and where its dose
//! comes from.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::input::page_args::FontArgs;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::json::programme::ExerciseView;
use crate::cli::output::page::Page;
use crate::domain::diary::place::Side;
use crate::domain::programme::condition::Condition;
use crate::domain::programme::exercise::{Exercise, Kind, Position};
use crate::domain::screening::safety::Safety;
use crate::domain::text::date::Reader;
use crate::domain::text::limits;
use crate::domain::text::suggest::closest;
use crate::domain::text::vocabulary::vocabulary;
use crate::figure::{self, Paper, SidedExercise};
use crate::library::{FileKind, Library};
use crate::words::programme::{growth, reviewed};
use crate::words::text::capital;

/// What stands for "needs nothing" in `--equipment`.
const NOTHING: &str = "none";

// Arguments of `exercises`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  supple exercises --condition sciatica --equipment none\n  supple exercises --kind stretch --position supine\n  supple exercises bridge --out bridge.png"
)]
pub struct Args {
    /// One of them, to read it whole
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises))]
    exercise: Option<String>,
    /// Only this kind: strength, coordination, stretch, mobility, aerobic, release, relaxation,
    /// neural
    #[arg(long, value_name = "KIND", value_parser = kind, conflicts_with = "exercise")]
    kind: Option<Kind>,
    /// Only those in the programme of a condition
    #[arg(long, value_name = "CONDITION", conflicts_with = "exercise", add = ArgValueCompleter::new(complete::conditions))]
    condition: Option<String>,
    /// Only those that need this, such as band; none for those that need nothing
    #[arg(long, value_name = "TEXT", conflicts_with = "exercise")]
    equipment: Option<String>,
    /// Only in this position: supine, prone, side-lying, quadruped, kneeling, seated, standing
    #[arg(long, value_name = "POSITION", value_parser = position, conflicts_with = "exercise")]
    position: Option<Position>,
    /// Draw it to this file: .png, .svg or .pdf
    #[arg(long, value_name = "FILE", requires = "exercise")]
    out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    replace: bool,
    /// The paper of the drawing: a4, letter, a4-portrait, letter-portrait, or WIDTHxHEIGHT in mm
    #[arg(
        long,
        value_name = "PAPER",
        default_value = "160x80",
        requires = "out",
        allow_hyphen_values = true
    )]
    size: String,
    /// Dots per inch of the drawing
    #[arg(long, value_name = "N", default_value_t = 200, requires = "out", value_parser = limits::within(limits::DPI), allow_hyphen_values = true)]
    dpi: u32,
    /// The typeface.
    #[command(flatten)]
    font: FontArgs,
    /// Draw in black, white and greys
    #[arg(long, requires = "out")]
    mono: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A kind of exercise by its word.
fn kind(text: &str) -> Result<Kind, String> {
    one_of(&vocabulary(), text)
}

/// A position by its word.
fn position(text: &str) -> Result<Position, String> {
    one_of(&vocabulary(), text)
}

/// The value a word stands for, or what may have been meant.
fn one_of<T: Copy>(words: &[(T, &'static str)], text: &str) -> Result<T, String> {
    let asked = text.trim().to_lowercase();
    words.iter().find(|(_, word)| *word == asked).map(|(value, _)| *value).ok_or_else(|| {
        let near = closest(&asked, words.iter().map(|(_, word)| *word));
        if near.is_empty() {
            format!("it is {}", words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", "))
        } else {
            format!("did you mean {}?", near.join(" or "))
        }
    })
}

impl Args {
    /// Whether an exercise is one of those asked for.
    fn wants(&self, exercise: &Exercise) -> bool {
        self.kind.is_none_or(|kind| exercise.kind == kind)
            && self.position.is_none_or(|position| exercise.position == position)
            && self.equipment.as_ref().is_none_or(|asked| needs(exercise, asked))
    }
}

/// Whether an exercise needs a thing, or nothing where that is what was asked for.
fn needs(exercise: &Exercise, asked: &str) -> bool {
    match asked.trim().to_lowercase().as_str() {
        NOTHING => exercise.equipment.is_empty(),
        asked => exercise.equipment.iter().any(|thing| thing.to_lowercase().contains(asked)),
    }
}

/// The phases of a condition that list an exercise for any programme of it, its upkeep, and its bad
/// days.
fn phases_with(condition: &Condition, id: &str) -> Vec<&'static str> {
    let lists = condition.phases.iter().filter(|phase| phase.lists(id));
    let bad_days = condition.flare_plan.iter().any(|listed| listed == id).then_some("bad days");
    lists.map(|phase| phase.name.word()).chain(bad_days).collect()
}

/// Runs `exercises`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let Some(asked) = args.exercise.clone() else { return list(&args, &library, context) };
    let id = library.exercise_id(&asked)?;
    let exercise = library.exercise(&id)?;
    let safety = library.safety()?;
    let stop: Vec<String> =
        exercise.stop.iter().filter_map(|id| safety.stop_rules.get(id)).cloned().collect();
    let own = library.own_file_path(FileKind::Exercise, &id)?;
    if let Some(path) = args.out {
        let paper = Paper::parse(&args.size, args.dpi).map_err(Failure::usage)?.in_grey(args.mono);
        let format = files::format(&path)?;
        args.font.prepare(context)?;
        let side = sore_side(&exercise, &library, context);
        let drawn = SidedExercise { exercise: &exercise, side };
        let bytes = figure::render(&drawn, paper, format)
            .map_err(|error| Failure::could_not(error.to_string()))?;
        let shown = files::write_page(Some(path), "", &bytes, args.replace)?;
        if args.json {
            return Ok(
                json::document(&DrawnExerciseView { exercise: &exercise.id, file: &shown }).saved()
            );
        }
        let mut page = context.page();
        page.para(&format!("{} is drawn to {shown}", exercise.name));
        return Ok(Output::results(page.text()).saved());
    }
    if args.json {
        return Ok(json::document(&ExerciseView::new(&exercise, &stop, own.as_deref())));
    }
    let mut page = context.page();
    // Braille dots need a font that has them; a pipe gets the words alone.
    let drawing = (context.draws && context.symbols)
        .then(|| figure::braille(&exercise, sore_side(&exercise, &library, context), context.width))
        .flatten();
    let reader = context.reader();
    show(&exercise, &safety, &stop, own, &drawing.unwrap_or_default(), reader, &mut page);
    Ok(Output::results(page.text()))
}

/// The sore side of what the exercise is done for; `None` without a plan that has it. An exercise
/// is shown whatever the diary is like, so trouble with it is no trouble here.
fn sore_side(exercise: &Exercise, library: &Library, context: &Context) -> Option<Side> {
    let diary = context.read_diary().ok().flatten()?;
    let snapshot = PlanSnapshot::on(context.today, context.today, &diary, library).ok()?;
    let mut plans = snapshot.running(context.today);
    let plan = plans.find(|plan| {
        let condition = snapshot.shelf.conditions.get(&plan.condition);
        condition.is_some_and(|condition| !phases_with(condition, &exercise.id).is_empty())
    });
    plan?.side
}

/// All of them, a line each.
fn list(args: &Args, library: &Library, context: &Context) -> Result<Output, Failure> {
    let condition = args
        .condition
        .as_ref()
        .map(|asked| library.condition(&library.condition_id(asked)?))
        .transpose()?;
    let phases = |id: &str| condition.as_ref().map(|condition| phases_with(condition, id));
    let ids = library.exercise_ids();
    let listed = ids.iter().filter(|id| phases(id).is_none_or(|phases| !phases.is_empty()));
    let mut exercises = listed.map(|id| library.exercise(id)).collect::<Result<Vec<_>, _>>()?;
    exercises.retain(|exercise| args.wants(exercise));
    if args.json {
        let rows = exercises.iter().map(|each| ListedExerciseView::new(each, phases(&each.id)));
        return Ok(json::document(&rows.collect::<Vec<_>>()));
    }
    if exercises.is_empty() {
        let mut talk = context.page();
        talk.para("No exercise is all of that. Leave one of the filters out, or see all: supple exercises");
        return Ok(Output::talk(talk.text()));
    }
    let mut page = context.page();
    // With the phases beside it a table would cut ids in two, and an id has to be typed.
    if page.has_room_for_table() && condition.is_none() {
        let rows =
            exercises.iter().map(|e| vec![e.id.clone(), e.name.clone(), e.kind.word().to_owned()]);
        page.table(&["exercise", "", "kind"], rows.collect());
    } else {
        for exercise in &exercises {
            page.para(&exercise.id);
            let phases = phases(&exercise.id)
                .map_or(String::new(), |phases| format!(" · {}", phases.join(", ")));
            page.indented(2, &format!("{} · {}{phases}", exercise.name, exercise.kind.word()));
        }
    }
    let mut talk = context.page();
    talk.para("More about one: supple exercises ID");
    Ok(Output { talk: format!("\n{}", talk.text()), ..Output::results(page.text()) })
}

/// An exercise like a leaflet: who it is not for, how it is done, when to stop, how much and why.
fn show(
    exercise: &Exercise,
    safety: &Safety,
    stop: &[String],
    own: Option<String>,
    drawing: &[String],
    reader: Reader,
    page: &mut Page,
) {
    page.heading(&format!("{}  ({})", exercise.name, exercise.id));
    page.note(&format!(
        "{} · {} · for {}",
        exercise.kind.word(),
        exercise.position.word(),
        exercise.target.join(", ")
    ));
    if let Some(path) = own {
        page.note(&format!("From your own file {path}"));
    }
    if !exercise.equipment.is_empty() {
        page.para(&format!("You need: {}", exercise.equipment.join(", ")));
    }
    let asks = |ids: &[String]| {
        ids.iter().filter_map(|id| safety.setup_question(id).cloned()).collect::<Vec<_>>()
    };
    let hides: Vec<String> =
        asks(&exercise.contra).into_iter().map(|question| question.ask).collect();
    page.list("Not for you if you answer yes to", &hides);
    let cautions: Vec<String> = asks(&exercise.caution)
        .into_iter()
        .map(|question| format!("{} {}", question.ask, question.line))
        .collect();
    page.list("Take care", &cautions);
    page.gap();
    for row in drawing {
        page.unwrapped(row);
    }
    page.gap();
    page.heading("How");
    for (number, step) in exercise.steps.iter().enumerate() {
        page.item(&format!(" {}.", number + 1), step);
    }
    page.list("When to stop", stop);
    page.list("What often goes wrong", &exercise.errors);
    let dose = &exercise.dose;
    let effort = dose.effort.map_or(String::new(), |effort| format!(", effort {effort} of 10"));
    let rest = dose
        .rest_s
        .filter(|_| dose.sets > 1)
        .map_or(String::new(), |rest| format!(", {rest} s rest between sets"));
    let pace = dose.tempo.map_or(String::new(), |tempo| {
        format!(", {} s up, {} s held, {} s down", tempo.up_s, tempo.hold_s, tempo.down_s)
    });
    page.section("Dose", &format!("{dose}{pace}{rest}{effort}; {}", dose.frequency()));
    if let Some(growth) = growth(dose, reader.style) {
        page.indented(1, &capital(&growth));
    }
    page.indented(1, "Your plan may have another dose and a lower limit for pain: supple today");
    page.indented(1, &format!("Where it comes from: {}", exercise.dose_source.text()));
    page.indented(1, &reviewed(exercise.review.as_ref(), reader));
    for (heading, ids) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
        if !ids.is_empty() {
            page.section(heading, &ids.join(", "));
        }
    }
}

/// An exercise of the list, for a program.
#[derive(Debug, Serialize)]
struct ListedExerciseView<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    position: &'static str,
    equipment: &'a [String],
    /// The phases that have it, where the list is that of a condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    phases: Option<Vec<&'static str>>,
}

impl<'a> ListedExerciseView<'a> {
    fn new(exercise: &'a Exercise, phases: Option<Vec<&'static str>>) -> Self {
        Self {
            id: &exercise.id,
            name: &exercise.name,
            kind: exercise.kind.word(),
            position: exercise.position.word(),
            equipment: &exercise.equipment,
            phases,
        }
    }
}

/// An exercise that was drawn, and where to, for a program.
#[derive(Debug, Serialize)]
struct DrawnExerciseView<'a> {
    exercise: &'a str,
    file: &'a str,
}
