//! `supple demo`: a made-up diary in a file of its own, and the commands that show what there is.
//!
//! What they show is theirs: `mod.rs` runs them in the made-up diary, each as a person types it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::safety_questions::keep_answers;
use crate::cli::output::files;
use crate::cli::output::page::Page;
use crate::cli::writing::made;
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome};
use crate::domain::diary::place::{Place, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::diary::settings::Settings;
use crate::domain::diary::visit::Visit;
use crate::domain::plan::assignment::{PhaseStart, Plan};
use crate::domain::programme::condition::PhaseName;
use crate::domain::screening::answers::{Answer, Asked, Says};
use crate::domain::screening::safety::Safety;
use crate::domain::screening::setup_question::Effect;
use crate::domain::text::date::{days_after, days_before};
use crate::domain::text::shell;
use crate::store::IfMissing;

/// Days of the made-up diary: twelve weeks.
const DAYS: u64 = 84;

/// The folder in which a made-up diary is kept, unless another is named.
const KEPT_IN: &str = "supple-demo";

// Arguments of `demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Your own diary is not touched.\n\n\
                  Examples:\n  supple demo\n  supple demo session\n  supple demo --keep")]
pub struct Args {
    /// What to see; without it, a bit of everything
    #[arg(value_name = "WHAT", value_enum)]
    part: Option<DemoPart>,
    /// Leave the diary to play in, in a new folder: supple-demo here, or this one
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = KEPT_IN, conflicts_with = "part")]
    keep: Option<PathBuf>,
}

/// A part of the demo that is seen by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DemoPart {
    /// The guided walk through a routine, to try it out
    Session,
}

/// A made-up diary, and what there is to see in it.
pub struct Demo {
    /// The same world with the made-up diary in the place of the person's.
    pub context: Context,
    /// What it is, before anything is shown.
    pub opening: String,
    /// The commands that show it.
    pub commands: Vec<Vec<String>>,
    /// How to go on from here.
    pub closing: String,
}

/// Makes the diary, and says which commands show it.
///
/// # Errors
/// When there is no place for it, or the folder that was asked for is there already.
pub fn make(args: &Args, context: &Context) -> Result<Demo, Failure> {
    let folder = match &args.keep {
        Some(folder) => new_folder(folder)?,
        None => throw_away_folder()?,
    };
    let path = folder.join("diary.db");
    let settings = Settings { name: String::new(), ..context.settings.clone() };
    let demo = Context { diary: Some(path.clone()), exercises: None, settings, ..context.clone() };
    let (ratings, sessions) = keep_a_diary(&demo)?;
    let mut opening = context.page();
    opening.para(&format!(
        "A made-up diary of twelve weeks: {ratings} pain scores and {sessions} exercises, with \
         a condition that a clinician found."
    ));
    let commands = match (args.part, &args.keep) {
        (Some(DemoPart::Session), _) => vec![vec!["session".to_owned()]],
        (None, Some(_)) => vec![Vec::new()],
        (None, None) => tour(&folder, &demo)?,
    };
    let mut closing = context.page();
    closing.gap();
    match &args.keep {
        Some(_) => show_way_in(&path, &mut closing),
        None => {
            let path = shell::path(&path);
            closing.para(&format!("Look around in it: SUPPLE_DB={path} supple history"));
            closing.para("Keep one to play in: supple demo --keep");
        }
    }
    closing.para("Begin your own: supple log");
    Ok(Demo { context: demo, opening: opening.text(), commands, closing: closing.text() })
}

/// How to play in a diary that was kept.
fn show_way_in(path: &Path, page: &mut Page) {
    // It is to be found from every folder.
    let path = shell::path(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
    let (set, unset) = if cfg!(windows) {
        (format!("$env:SUPPLE_DB = {path}"), "Remove-Item Env:SUPPLE_DB")
    } else {
        (format!("export SUPPLE_DB={path}"), "unset SUPPLE_DB")
    };
    page.para("To play in it, in this terminal:");
    page.command(&set);
    page.para("Every command is about it then, until you type:");
    page.command(unset);
}

/// The commands that show a bit of everything: the day, why a dose is what it is, how it went, and
/// the page to hand over.
fn tour(folder: &Path, demo: &Context) -> Result<Vec<Vec<String>>, Failure> {
    let diary = made(demo.read_diary()?)?;
    let snapshot = PlanSnapshot::on(demo.today, demo.today, &diary, &demo.library())?;
    let due = snapshot.routine().due;
    let why =
        due.first().map(|due| vec!["plan".to_owned(), "--why".to_owned(), due.exercise.clone()]);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let file = |name: &str| folder.join(name).display().to_string();
    let chart = words(&["chart", "--show", "--out", &file("progress.png")]);
    let report = words(&["report", "--out", &file("visit-page.png")]);
    Ok([words(&["today"])].into_iter().chain(why).chain([chart, report]).collect())
}

/// A folder that the person asked for, and nobody else has made.
fn new_folder(folder: &Path) -> Result<PathBuf, Failure> {
    if files::metadata(folder)?.is_some() {
        let name = shell::path(folder);
        return Err(Failure::could_not(format!("{name} is there already."))
            .next("Another folder: supple demo --keep FOLDER"));
    }
    files::make_folder(folder)?;
    Ok(folder.to_path_buf())
}

/// A folder for a diary that nobody will miss.
fn throw_away_folder() -> Result<PathBuf, Failure> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("supple-demo-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir().map_err(|error| {
        Failure::could_not(format!("there is no place for a throw-away diary: {error}."))
    })?;
    // It stays, so that the person can look around in it; the system clears its own folder of
    // these.
    Ok(folder.keep())
}

/// Fills the diary as a person would have: a plan, a score most days, most of each day's routine.
/// Returns how many scores and exercises there are.
fn keep_a_diary(context: &Context) -> Result<(usize, usize), Failure> {
    let first = days_before(context.today, DAYS - 1);
    let library = context.library();
    let mut chance = DemoRandom(20_261_122);
    let mut kept = (0, 0);

    // The phases begin about when a careful person would have met what each of them asks for.
    let starts = [(PhaseName::Calm, 0), (PhaseName::Restore, 17), (PhaseName::Strengthen, 48)];
    let plan = Plan {
        condition: "piriformis-dgs".to_owned(),
        side: Some(Side::Left),
        variant: library.condition("piriformis-dgs")?.default_variant,
        rank: 1,
        started_on: first,
        ended_on: None,
        phases: starts
            .map(|(phase, day)| PhaseStart { phase, from: days_after(first, day), cleared: None })
            .to_vec(),
    };
    let mut writer = made(context.open_to_write(IfMissing::Make)?)?;
    // A change for each day, as a person makes them: the journal of the demo can be undone like any
    // other.
    let mut change = writer.change(oclock(21, first, context))?;
    let safety = library.safety()?;
    keep_answers(&mut change, &no_signs(&safety, Asked::Group, first, oclock(21, first, context)))?;
    change.add_plan(&plan)?;
    for day in [0, 45] {
        change.add_visit(&Visit::on(days_after(first, day)))?;
    }
    change.commit("assign piriformis-dgs --side left")?;
    // Read once and brought up to date day by day: the files of the library do not change
    // meanwhile.
    let mut snapshot = {
        let change = writer.change(context.now)?;
        PlanSnapshot::up_to(first, context.today, None, &change, &library)?
    };

    for number in 0..DAYS {
        let day = days_after(first, number);
        let now = oclock(21, day, context);
        // A weekend away, and now and then a morning or an evening that was forgotten.
        let away = (60..63).contains(&number);
        if !away && !chance.one_in(20) {
            let early = oclock(8, day, context);
            let mut change = writer.change(early)?;
            change.add_rating(&rating_of_morning(number, day, early))?;
            change.commit("demo")?;
            kept.0 += 1;
        }
        let mut change = writer.change(now)?;
        if number > 0 && number.is_multiple_of(ANSWERED_EVERY) {
            keep_answers(&mut change, &no_signs(&safety, Asked::Week, day, now))?;
        }
        // The routine of a day rests on what was recorded until the evening before.
        snapshot.read_again(&change, &library)?;
        let routine = snapshot.routine_as_of(day);
        if !away && !chance.one_in(14) {
            change.add_rating(&rating(number, day, now, &mut chance))?;
            kept.0 += 1;
        }
        // The last day stays open, so that `today` has something to show.
        for due in routine.due.iter().filter(|_| number + 1 < DAYS) {
            if away || chance.one_in(6) {
                continue;
            }
            for _ in 0..due.dose.times_per_day {
                let pain = Score::from_tenths(
                    i64::from(chance.below(9) / 3) * 10 + 10 * i64::from(chance.one_in(14)),
                );
                let actual = Actual { pain, effort: due.dose.effort, ..Actual::default() };
                change.add_session(&ExerciseRecord {
                    at: Some(oclock(19, day, context)),
                    ..ExerciseRecord::new(day, &due.exercise, Outcome::Done(actual), now)
                })?;
                kept.1 += 1;
            }
        }
        change.commit("demo")?;
    }
    Ok(kept)
}

/// Days between two answers to the weekly questions.
const ANSWERED_EVERY: u64 = 7;

/// No to the safety questions: to all of them by their groups, to the warning signs by the weekly
/// screen.
fn no_signs(
    safety: &Safety,
    asked: Asked,
    day: NaiveDate,
    now: DateTime<FixedOffset>,
) -> Vec<Answer> {
    let flags = safety.red_flags.iter().map(|flag| (&flag.id, flag.wording));
    let setup = safety.setup_questions.iter().filter(|_| asked == Asked::Group);
    let setup = setup.filter(|question| question.effect != Effect::Skip);
    flags
        .chain(setup.map(|question| (&question.id, 1)))
        .map(|(id, wording)| Answer { asked, wording, ..Answer::new(id, Says::No, day, now) })
        .collect()
}

/// An hour of a day, or now when that is still to come.
fn oclock(hour: u32, day: NaiveDate, context: &Context) -> DateTime<FixedOffset> {
    let then = day
        .and_hms_opt(hour, 0, 0)
        .and_then(|then| then.and_local_timezone(*context.now.offset()).single());
    then.unwrap_or(context.now).min(context.now)
}

/// The first score of a morning: a little below the day, without its ups and downs.
fn rating_of_morning(number: u64, day: NaiveDate, early: DateTime<FixedOffset>) -> Rating {
    let score = Score::from_tenths((course(number) - 5).max(0) / 10 * 10);
    let score = score.unwrap_or_else(|| unreachable!("held to 0 to 100"));
    Rating { morning: true, ..Rating::new(day, Some(early), score, early) }
}

/// What the scores of a day go around, in tenths: from about 6 down to about 2.5.
fn course(number: u64) -> i64 {
    62 - i64::try_from(number).unwrap_or(0).saturating_sub(8).max(0) * 50 / 100
}

/// A score that falls from about 6 to about 2.5, with better and worse days and two flares.
fn rating(
    number: u64,
    day: NaiveDate,
    now: DateTime<FixedOffset>,
    chance: &mut DemoRandom,
) -> Rating {
    let flare = if (31..35).contains(&number) || (56..58).contains(&number) { 18 } else { 0 };
    let score = (course(number) + flare + i64::from(chance.below(21)) - 10).clamp(0, 100) / 5 * 5;
    let worst = (score + 10 + i64::from(chance.below(15))).min(100) / 5 * 5;
    let tags = ["sitting", "driving", "stairs"]
        .iter()
        .filter(|_| chance.one_in(4))
        .map(|tag| (*tag).to_owned());
    let score = Score::from_tenths(score).unwrap_or_else(|| unreachable!("held to 0 to 100"));
    Rating {
        worst: Score::from_tenths(worst),
        places: vec![Place { site: "buttock".to_owned(), side: Some(Side::Left) }.into()],
        tags: tags.collect(),
        note: (flare > 0).then(|| "a long drive the day before".to_owned()),
        ..Rating::new(day, Some(now), score, now)
    }
}

/// Numbers that look like chance and are the same every time (a linear congruential generator,
/// Knuth's constants), so that the demo is one picture for everybody.
struct DemoRandom(u64);

impl DemoRandom {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap_or(0)
    }

    fn one_in(&mut self, number: u32) -> bool {
        self.below(number) == 0
    }
}
