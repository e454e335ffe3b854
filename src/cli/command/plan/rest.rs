//! `supple plan pause` and `supple plan resume`: the whole plan rests and goes on, and an exercise that
//! was stopped begins again.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use super::open::{ByArgs, OpenPlan, amend, find_exercise};
use super::settings::{keep_overrides, tell_after};
use crate::app::PlanSnapshot;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::domain::diary::own_words;
use crate::domain::plan::assignment::{Override, Pause, SetBy};
use crate::domain::progression::standing::Standing;
use crate::domain::text::{date, when};
use crate::words;

/// Arguments of `plan pause`.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The day it goes on again: 2026-12-07, friday, in 2 weeks; without it, when you say so
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, add = ArgValueCompleter::new(complete::days_ahead))]
    until: Option<String>,
    /// Why, in a few words
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    why: Option<String>,
}

/// The day on which a rest ends: one to come.
fn until(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    match when::ahead(text, today, date::days_after(today, 1))? {
        day if day > today => Ok(day),
        day => {
            let what = format!("{} is not a day to come.", day.format("%a %-d %b %Y"));
            Err(Failure::usage(what).next(
                "Give the date on which the plan goes on, such as --until 2026-12-07, or leave \
                 --until out.",
            ))
        }
    }
}

/// Runs `plan pause`.
pub fn pause(args: PauseArgs, context: &Context) -> Result<Output, Failure> {
    let to = args.until.as_deref().map(|text| until(text, context.today)).transpose()?;
    let paused = amend(context, |change, open| {
        if let Some(pause) =
            open.snapshot.record.pauses.iter().find(|pause| pause.covers(context.today))
        {
            let until = pause.to.map_or(String::new(), |to| format!(", until {}", context.day(to)));
            return Err(Failure::could_not(format!(
                "the plan rests already, since {}{until}.",
                context.day(pause.from)
            ))
            .next(
                "To go on now: supple plan resume. For another end, resume first and pause again.",
            ));
        }
        Ok(change.add_pause(&Pause { from: context.today, to, why: args.why.clone() })?)
    })?;
    Ok(paused.tell(context, |(), _, page, talk| {
        page.para(&match to {
            Some(to) => format!(
                "The plan rests until {}. To go on before that: supple plan resume",
                words::day::distance(to, context.reader())
            ),
            None => "The plan rests from today on. It goes on when you say so: supple plan resume"
                .to_owned(),
        });
        talk.para(
            "Nothing is counted as missed meanwhile. Scores can be logged as always: supple log",
        );
        Ok(())
    }))
}

/// Arguments of `plan resume`.
#[derive(Debug, clap::Args)]
pub struct ResumeArgs {
    /// An exercise that was stopped until a clinician has looked; without one, the whole plan
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::plan_exercises))]
    exercise: Option<String>,
    /// Who has looked at it
    #[command(flatten)]
    by: ByArgs,
}

/// Runs `plan resume`.
pub fn resume(args: ResumeArgs, context: &Context) -> Result<Output, Failure> {
    if args.exercise.is_some() {
        return resume_exercise(args, context);
    }
    // Passed over in silence, a clinician's look would be believed to be on record.
    if args.by.by.is_some() {
        return Err(Failure::usage("--by belongs to an exercise that a clinician has looked at.")
            .next("The whole plan goes on when you say so: supple plan resume"));
    }
    let resumed = amend(context, |change, open| {
        let rests = open.snapshot.record.pauses.iter().any(|pause| pause.covers(context.today));
        if rests {
            change.end_pauses(context.today)?;
        }
        Ok(rests)
    })?;
    Ok(resumed.tell(context, |rested, _, page, talk| {
        if rested {
            page.para(
                "The plan goes on from today. After a week or more without an exercise, it starts \
                 one step down.",
            );
            talk.para("Today's routine: supple today");
        } else {
            talk.para(
                "The plan does not rest, so there is nothing to resume. Today's routine: \
                       supple today",
            );
        }
        Ok(())
    }))
}

/// Refuses on the day of a sign: what was recorded today is decided on tomorrow, and a look is about
/// what was decided.
fn refuse_today(
    standing: &Standing,
    name: &str,
    open: &OpenPlan,
    context: &Context,
) -> Result<(), Failure> {
    let routine = open.snapshot.routine();
    let due = routine.due.iter().find(|due| due.exercise == standing.exercise);
    if due.and_then(|due| due.left).is_none() {
        return Ok(());
    }
    Err(Failure::could_not(format!(
        "{name} is left for today, and what becomes of it is decided tomorrow."
    ))
    .next(format!(
        "If it is stopped then, today's look counts: supple plan resume {} --by 'Dr Name' --on {}",
        standing.exercise, context.today
    )))
}

/// Begins an exercise again that was stopped, once a clinician has looked.
fn resume_exercise(args: ResumeArgs, context: &Context) -> Result<Output, Failure> {
    let kept = amend(context, |change, open| {
        let wanted = args.exercise.as_deref().unwrap_or_default();
        let standing = find_exercise(wanted, &open.snapshot)?.clone();
        let name = open.snapshot.exercise_name(&standing.exercise);
        let Some(stop) = standing.decision.clone().filter(|_| standing.is_stopped) else {
            refuse_today(&standing, name, open, context)?;
            return Ok((standing, None));
        };
        let SetBy::Clinician(check) = args.by.set_by(context)? else {
            return Err(Failure::could_not(format!(
                "{name} is stopped until a clinician has looked at it: who, and when."
            ))
            .next(format!(
                "When one has: supple plan resume {} --by 'Dr Name' --on yesterday",
                standing.exercise
            )));
        };
        // A look from before the trouble cannot have been about it.
        let last = stop.responses.last().map_or(stop.on, |response| response.day);
        if check.is_before(last) {
            return Err(Failure::usage(format!(
                "it was stopped for {}, and a look on {} came before that.",
                context.day(last),
                context.day(check.on)
            ))
            .next("Give the day of a later look."));
        }
        let sentence = format!(
            "{} has looked at it on {}. It begins again with no more than when it stopped.",
            check.by,
            context.day(check.on)
        );
        let by = SetBy::Clinician(check);
        keep_overrides(
            change,
            open,
            &standing,
            &[(&standing.exercise, Override::Released)],
            &by,
            context,
        )?;
        Ok((standing, Some(sentence)))
    })?;
    Ok(kept.tell(context, |(standing, sentence), diary, page, talk| {
        let snapshot = PlanSnapshot::on(context.today, context.today, diary, &context.library())?;
        match sentence {
            Some(sentence) => tell_after(&snapshot, &standing, &sentence, context, page),
            None => {
                let name = snapshot.exercise_name(&standing.exercise);
                talk.para(&format!("{name} is not stopped. Today's routine: supple today"));
            }
        }
        Ok(())
    }))
}
