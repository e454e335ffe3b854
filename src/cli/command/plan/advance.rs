//! `supple plan advance` and `supple plan back`: from one phase to the next, and back.
//!
//! A phase begins when every criterion for it is met, or when a clinician says so: their word
//! outranks the numbers, but no open sign, no exclusion, and no exercise that is stopped. Going
//! back is always allowed.

use clap_complete::engine::ArgValueCompleter;

use super::open::{OpenPlan, amend, no_plan, not_there};
use crate::app::tags_for;
use crate::app::{PhaseProgress, PlanSnapshot};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::agreement::refuse_before_flare;
use crate::cli::input::complete;
use crate::cli::input::week_questions::WeekAnswers;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Prompt, Reply, Words};
use crate::cli::view::phase::show_phase;
use crate::cli::view::routine::show_holds;
use crate::domain::diary::own_words;
use crate::domain::diary::score::Score;
use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::domain::plan::assignment::PhaseStart;
use crate::domain::plan::exit::{Criterion, Requirement, TestResult};
use crate::domain::plan::phase_change::{NoStepBack, StepBack};
use crate::domain::programme::condition::{ExitTest, PhaseName};
use crate::domain::progression::routine::BlockedUntil;
use crate::domain::screening::answers::Check;
use crate::domain::text::style::Style;
use crate::domain::text::when;
use crate::store::{Change, Diary};
use crate::words;
use crate::words::text::{and, capital};

/// Arguments of `plan advance`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "In a terminal it asks the tests that you have not said yes to in this phase, and how the last week \
                        was where you rated too few days of it. Every answer is kept with its day.\n\nWhat your clinician says counts beside \
                        all of it: with --agreed-by the next phase begins whatever pain, days, tests or a flare say. It \
                        passes no warning sign that is open, and what was stopped stays stopped.\n\nExamples:\n  supple plan advance\n  \
                        supple plan advance piriformis-dgs --passed sit-20-min --not-yet no-new-numbness\n  \
                        supple plan advance --agreed-by 'Dr Okafor' --agreed-on yesterday"
)]
pub struct Args {
    /// The condition, where the plan has several
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::plan_conditions))]
    condition: Option<String>,
    /// A test that goes as its line says; may be repeated
    #[arg(long, value_name = "TEST", add = ArgValueCompleter::new(complete::exit_tests))]
    passed: Vec<String>,
    /// A test that does not go yet; may be repeated
    #[arg(long, value_name = "TEST", add = ArgValueCompleter::new(complete::exit_tests))]
    not_yet: Vec<String>,
    /// The clinician who says that the next phase may begin, whatever the numbers say
    #[arg(long, value_name = "NAME", value_parser = own_words::name)]
    agreed_by: Option<String>,
    /// When they agreed: today unless said otherwise
    #[arg(long, value_name = "DAY", requires = "agreed_by", allow_hyphen_values = true)]
    agreed_on: Option<String>,
    /// How your pain was on average in the last week, 0 to 10, where you rated too few days
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    week_average: Option<Score>,
    /// The last week against the start of the programme: better, same or worse
    #[arg(long, value_name = "HOW", value_parser = Comparison::parse, add = ArgValueCompleter::new(complete::comparisons))]
    against_start: Option<Comparison>,
}

/// Arguments of `plan back`.
#[derive(Debug, clap::Args)]
pub struct BackArgs {
    /// The condition, where the plan has several
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::plan_conditions))]
    condition: Option<String>,
}

/// Runs `plan advance`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let mut answers = Vec::new();
    let mut may_ask = false;
    let mut week = WeekAnswers { average: args.week_average, against_start: args.against_start };
    if context.interactive {
        let diary = context.read_diary()?.ok_or_else(no_plan)?;
        let open = OpenPlan::load(&diary, context)?;
        // What would be refused is refused before anybody answers questions for it.
        let leaving = leaving(&args, &open, &diary, context)?;
        let ticked = given(&args, &leaving.phase.exit.tests, context)?;
        let agreed = agreement(&args, leaving.start, &open, context)?;
        // Where more is missing than what can be answered, answering it now would be in vain; and
        // where a clinician has agreed, nothing is missing.
        may_ask = agreed.is_none()
            && leaving.criteria.iter().all(|criterion| criterion.is_met || is_asked(criterion));
        // Neither answer about the week says much without the other.
        if !week.is_empty() || may_ask && leaving.criteria.iter().any(Criterion::waits_for_week) {
            week = week.ask_for_missing(&mut Prompt::new(context));
        }
        if may_ask {
            answers = ask(&untried(&leaving, &ticked), context);
        }
    }
    let answers = Answers { tests: answers, were_asked: may_ask, week };
    let kept = amend(context, |change, open| advance(&args, &answers, change, open, context))?;
    // What was answered is kept also where it is not enough for the next phase.
    Ok(kept.unless_refused()?.tell(context, |begun, diary, page, talk| {
        let what = format!("the {} phase begins today", begun.next);
        show_begun(&begun.condition, &what, diary, context, page, talk)?;
        if let Some((check, outranked)) = begun.agreed.zip(begun.outranked) {
            show_outranked(&check, &outranked, &begun.stopped, page);
        }
        Ok(())
    }))
}

/// A phase that has begun.
struct Begun {
    /// The condition's id.
    condition: String,
    /// The phase.
    next: PhaseName,
    /// The agreement to it.
    agreed: Option<Check>,
    /// What that agreement passed over, a line each; `None` where everything was met.
    outranked: Option<Vec<String>>,
    /// The names of the exercises that stay stopped.
    stopped: Vec<String>,
}

/// What a clinician's word has passed over, and what it has not.
fn show_outranked(check: &Check, outranked: &[String], stopped: &[String], page: &mut Page) {
    if !outranked.is_empty() {
        page.list(&format!("Still open, and outranked by what {} says", check.by), outranked);
    }
    if !stopped.is_empty() {
        page.para(&format!(
            "{} {} stopped until a clinician has looked: supple plan resume EXERCISE --by '{}'",
            and(stopped),
            if stopped.len() == 1 { "stays" } else { "stay" },
            check.by
        ));
    }
}

/// What was answered before the next phase is looked for.
struct Answers {
    /// To the tests, in the terminal.
    tests: Vec<TestResult>,
    /// Whether the tests were asked there.
    were_asked: bool,
    /// About the last week.
    week: WeekAnswers,
}

/// Keeps the answers and, if everything is met, begins the next phase; which one of what, or why it
/// does not begin.
fn advance(
    args: &Args,
    answers: &Answers,
    change: &mut Change<'_>,
    open: &OpenPlan,
    context: &Context,
) -> Result<Result<Begun, Failure>, Failure> {
    let before = leaving(args, open, change, context)?;
    let (plan, id) = (open.condition(args.condition.as_deref())?.id, before.plan.condition.clone());
    let next = before.next.ok_or_else(|| is_last(&before))?;
    let agreed = agreement(args, before.start, open, context)?;
    let mut ticked = given(args, &before.phase.exit.tests, context)?;
    ticked.extend_from_slice(&answers.tests);
    for ticked in &ticked {
        change.add_exit_test(plan, ticked)?;
    }
    if !answers.week.is_empty() {
        change.add_week_answer(&WeekAnswer {
            plan: Some(plan),
            day: context.today,
            average: answers.week.average,
            against_start: answers.week.against_start,
            written_at: context.now,
        })?;
    }
    // Counted again with the new answers in the diary, by the same rules as everywhere.
    let after = find(PhaseProgress::load_all(&open.snapshot, change, context.today)?, &id)?;
    // A refusal within the change: the answers stay in the diary, and the phase does not begin.
    let kept = ticked.len() + usize::from(!answers.week.is_empty());
    if agreed.is_none() {
        let style = context.settings.style();
        if let Err(refusal) = refuse_open(&after, next, kept, answers.were_asked, &id, style) {
            return Ok(Err(refusal));
        }
        if after.needs_clearance {
            return Ok(Err(refuse_unagreed(next, &id, open)));
        }
    }
    let unmet = || after.criteria.iter().filter(|criterion| !criterion.is_met);
    let outranked = unmet().filter(|criterion| criterion.stopped().is_empty());
    let outranked: Vec<String> =
        outranked.map(|criterion| criterion.in_words(context.settings.style())).collect();
    let begun = Begun {
        condition: id,
        next,
        agreed: agreed.clone(),
        outranked: unmet().next().is_some().then_some(outranked),
        stopped: unmet().flat_map(Criterion::stopped).cloned().collect(),
    };
    change.begin_phase(plan, &PhaseStart { phase: next, from: context.today, cleared: agreed })?;
    Ok(Ok(begun))
}

/// Refuses a phase that only a clinician's agreement is missing for.
fn refuse_unagreed(next: PhaseName, id: &str, open: &OpenPlan) -> Failure {
    let several = open.running.len() > 1;
    let condition = if several { format!(" {id}") } else { String::new() };
    Failure::could_not(format!(
        "everything for the {next} phase is met, and your clinician must agree as well: who, and \
         when."
    ))
    .next(format!(
        "When they have: supple plan advance{condition} --agreed-by 'Dr Name' --agreed-on yesterday"
    ))
}

/// The phase that is to be left, unless something else comes first.
fn leaving<'o>(
    args: &Args,
    open: &'o OpenPlan,
    diary: &Diary,
    context: &Context,
) -> Result<PhaseProgress<'o>, Failure> {
    let id = &open.condition(args.condition.as_deref())?.value.condition;
    open.refuse_holds()?;
    let routine = open.snapshot.routine();
    if routine.paused.is_some() {
        return Err(Failure::could_not(
            "the plan rests, and a phase begins only while it goes on.",
        )
        .next("To go on: supple plan resume"));
    }
    if let Some(waiting) = routine.waiting.iter().find(|waiting| waiting.condition == *id) {
        let (what, next) = match &waiting.until {
            BlockedUntil::Cleared(phase) => (
                format!("the {phase} phase itself still waits for your clinician's agreement."),
                format!("Record it: supple assign {id} --agreed-by 'Dr Name'"),
            ),
            BlockedUntil::Alone { other } => (
                format!("its exercises wait as long as {other} is in the plan beside it."),
                format!(
                    "Ask your clinician which it is, and take the other out: supple assign \
                     {other} --end"
                ),
            ),
        };
        return Err(Failure::could_not(what).next(next));
    }
    let leaving = find(PhaseProgress::load_all(&open.snapshot, diary, context.today)?, id)?;
    if leaving.next.is_none() {
        return Err(is_last(&leaving));
    }
    let flare_day = leaving.criteria.iter().find_map(|criterion| match criterion.asks {
        Requirement::NoFlare { day } => Some(day),
        _ => None,
    });
    // A clinician may decide otherwise, once they know of the flare.
    if let Some(day) = flare_day.filter(|_| args.agreed_by.is_none()) {
        let (what, next) = words::flare::no_phase(day);
        return Err(Failure::could_not(what).next(next));
    }
    Ok(leaving)
}

/// There is no phase after this one.
fn is_last(leaving: &PhaseProgress<'_>) -> Failure {
    Failure::could_not(format!("the {} phase is the last one.", leaving.start.phase))
        .next("What it leads to: supple plan")
}

/// The phase of one condition.
fn find<'a>(all: Vec<PhaseProgress<'a>>, condition: &str) -> Result<PhaseProgress<'a>, Failure> {
    let found = all.into_iter().find(|leaving| leaving.plan.condition == condition);
    found.ok_or_else(|| {
        Failure::could_not("its phase is not in the library any more.")
            .next("See why: supple library")
    })
}

/// The agreement that `--agreed-by` records: to leaving a phase, so not from before it began.
///
/// What was said before a flare began was not said about it.
fn agreement(
    args: &Args,
    start: &PhaseStart,
    open: &OpenPlan,
    context: &Context,
) -> Result<Option<Check>, Failure> {
    let Some(by) = args.agreed_by.clone() else { return Ok(None) };
    let on = args
        .agreed_on
        .as_deref()
        .map(|text| when::day(text, context.today))
        .transpose()?
        .unwrap_or(context.today);
    let check = Check { by, on };
    if check.is_before(start.from) {
        Err(Failure::usage(format!(
            "on {} the {} phase had not begun, so nobody could agree to leaving it.",
            context.day(on),
            start.phase
        ))
        .next(format!("It began on {}. Give the day of a later look.", context.day(start.from))))
    } else {
        refuse_before_flare(&check, &open.snapshot.outcome().flare, context)?;
        Ok(Some(check))
    }
}

/// The answers that the options give, each test once.
fn given(args: &Args, tests: &[ExitTest], context: &Context) -> Result<Vec<TestResult>, Failure> {
    let ids: Vec<String> = tests.iter().map(|test| test.id.clone()).collect();
    let answers =
        args.passed.iter().map(|id| (id, true)).chain(args.not_yet.iter().map(|id| (id, false)));
    let mut ticked: Vec<TestResult> = Vec::new();
    for (id, passed) in answers {
        if !ids.contains(id) {
            return Err(if ids.is_empty() {
                Failure::usage("this phase has no tests to tick.").next("What it has: supple plan")
            } else {
                not_there(id, "a test", &ids)
            });
        }
        match ticked.iter().find(|other| other.test == *id) {
            None => ticked.push(TestResult { test: id.clone(), day: context.today, passed }),
            Some(other) if other.passed == passed => {}
            Some(_) => {
                return Err(Failure::usage(format!("“{id}” cannot both go and not go yet."))
                    .next("Name it once."));
            }
        }
    }
    Ok(ticked)
}

/// Whether a criterion is one that the person is asked about.
fn is_asked(criterion: &Criterion) -> bool {
    criterion.asked_test().is_some() || criterion.waits_for_week()
}

/// Tests without a yes, which were not answered just now either.
fn untried<'a>(leaving: &PhaseProgress<'a>, ticked: &[TestResult]) -> Vec<&'a ExitTest> {
    let unmet = leaving.criteria.iter().filter(|criterion| !criterion.is_met);
    let open: Vec<&str> = unmet.filter_map(Criterion::asked_test).collect();
    let tests = leaving.phase.exit.tests.iter().filter(|test| open.contains(&test.id.as_str()));
    tests.filter(|test| ticked.iter().all(|ticked| ticked.test != test.id)).collect()
}

/// What is answered to a test; `None` leaves it open.
const ANSWERS: [(Words, Option<bool>); 3] =
    [(&["y", "yes"], Some(true)), (&["n", "no", "not yet"], Some(false)), (&[""], None)];

/// Asks the tests, one by one, for as long as somebody answers.
fn ask(tests: &[&ExitTest], context: &Context) -> Vec<TestResult> {
    let mut prompt = Prompt::new(context);
    let mut given: Vec<Option<bool>> = vec![None; tests.len()];
    let mut number = 0;
    while let Some(test) = tests.get(number) {
        let reply = prompt.key(&ANSWERS, number > 0, |page, is_again| {
            if is_again {
                page.note("y yes, n not yet, Enter leaves it open  [y/n/Enter]");
            } else {
                page.gap();
                page.para(&format!("{} of {}  {}", number + 1, tests.len(), capital(&test.line)));
                page.note("Does that go? y yes, n not yet, Enter leaves it open  [y/n/Enter]");
            }
        });
        match reply {
            Reply::Given(passed) => {
                given[number] = passed;
                number += 1;
            }
            Reply::Back => number -= 1,
            Reply::End => break,
        }
    }
    let results = tests.iter().zip(given).filter_map(|(test, passed)| {
        Some(TestResult { test: test.id.clone(), day: context.today, passed: passed? })
    });
    results.collect()
}

/// Refuses while a criterion is open, and says which, and how what is asked is answered. `kept` counts
/// the answers that were kept all the same.
fn refuse_open(
    leaving: &PhaseProgress<'_>,
    next: PhaseName,
    kept: usize,
    was_asked: bool,
    condition: &str,
    style: Style,
) -> Result<(), Failure> {
    let open: Vec<&Criterion> =
        leaving.criteria.iter().filter(|criterion| !criterion.is_met).collect();
    if open.is_empty() {
        return Ok(());
    }
    let the = match kept {
        0 => "the",
        1 => "your answer is kept. The",
        _ => "your answers are kept. The",
    };
    let mut what = format!("{the} {next} phase does not begin yet. Still open:");
    for criterion in &open {
        what += &format!("\n - {}", criterion.in_words(style));
    }
    let mut hints = Vec::new();
    if !was_asked {
        hints.extend(open.iter().find_map(|criterion| criterion.asked_test()).map(|test| {
            format!(
                "When a test goes: supple plan advance {condition} --passed {test}\nWhen it does \
                 not yet: --not-yet {test}"
            )
        }));
        // Two answers hold for a week, so they are asked for when they can decide.
        let can_decide = open.iter().all(|criterion| is_asked(criterion));
        if can_decide && open.iter().any(|criterion| criterion.waits_for_week()) {
            hints.push(format!(
                "How the last week was: supple plan advance {condition} --week-average SCORE \
                 --against-start better (or same, or worse)"
            ));
        }
    }
    let hint = match hints.is_empty() {
        true => "It all stands in supple plan. There is no hurry.".to_owned(),
        false => hints.join("\n"),
    };
    Err(Failure::could_not(what).next(hint))
}

/// Runs `plan back`.
pub fn back(args: BackArgs, context: &Context) -> Result<Output, Failure> {
    let kept = amend(context, |change, open| {
        let plan = open.condition(args.condition.as_deref())?;
        let step = plan.value.step_back(context.today).map_err(|none| match none {
            NoStepBack::NotBegun => Failure::could_not("its phase has not begun yet.")
                .next("See your plan: supple plan"),
            NoStepBack::IsFirst(phase) => {
                Failure::could_not(format!("the {phase} phase is the first one."))
                    .next("When it is too much: supple plan pause, and ask your physiotherapist.")
            }
        })?;
        let how = match &step {
            // Begun by mistake or too soon: the phase before it keeps the days it had.
            StepBack::Resumes { drops, .. } => {
                change.drop_phase(plan.id, *drops)?;
                "goes on as it was"
            }
            StepBack::Begins(start) => {
                change.begin_phase(plan.id, start)?;
                "begins again today"
            }
        };
        Ok((plan.value.condition.clone(), format!("the {} phase {how}", step.phase())))
    })?;
    Ok(kept.tell(context, |(condition, what), diary, page, talk| {
        show_begun(&condition, &what, diary, context, page, talk)
    }))
}

/// What the phase that has begun is for, and its exercises.
fn show_begun(
    condition: &str,
    what: &str,
    diary: &Diary,
    context: &Context,
    page: &mut Page,
    talk: &mut Page,
) -> Result<(), Failure> {
    let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
    let routine = snapshot.routine();
    let tags = tags_for([&routine], &context.library())?;
    let present = snapshot.running(context.today).find(|each| each.condition == condition);
    if let Some((plan, condition)) = present.zip(snapshot.shelf.conditions.get(condition)) {
        page.para(&format!("{}: {what}.", snapshot.subject(plan)));
        if routine.holds.is_empty() {
            show_phase(plan, condition, &snapshot, &routine, &tags, context, page)
        } else {
            show_holds(&routine.holds, context, page)
        }
    }
    talk.gap();
    talk.para("Today's routine: supple today. supple undo takes this back.");
    Ok(())
}
