//! `supple goal`: what the person wants to be able to do again, and how near it is.

use chrono::NaiveDate;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::clearable::{Clearable, clearable};
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::cli::prompt::{Line, Prompt, Reply};
use crate::cli::view::goals::{GoalsView, show_goals};
use crate::domain::diary::goal::{Goal, MOST};
use crate::domain::diary::own_words;
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::domain::text::{suggest, when};
use crate::words::goal::change_of_one;
use crate::words::text::capital;

// Arguments of `goal`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "A goal is an activity that matters to you. Rate it once a week or so, from 0 (cannot) to 10 (as before).\n\n\
                  Examples:\n  supple goal add 'walk the dog for an hour'\n  supple goal rate walk 4\n  supple goal"
)]
pub struct Args {
    /// What to do; without it, the goals are listed
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

// What to do with a goal.
#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Add a goal
    Add {
        /// The activity, in your own words
        #[arg(value_name = "ACTIVITY", required = true, value_parser = activity)]
        activity: Vec<String>,
    },
    /// Rate a goal, or in a terminal all of them
    Rate {
        /// Its number, or part of its words
        #[arg(value_name = "GOAL", requires = "score", add = ArgValueCompleter::new(complete::goals))]
        goal: Option<String>,
        /// From 0 (cannot) to 10 (as before); `none` removes the rating of the day
        #[arg(value_name = "0-10", value_parser = clearable(Score::parse), allow_negative_numbers = true)]
        score: Option<Clearable<Score>>,
        /// The day: yesterday, monday, 2026-11-20
        #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
        on: Option<String>,
    },
    /// Say a goal in other words
    Edit {
        /// Its number, or part of its words
        #[arg(value_name = "GOAL", add = ArgValueCompleter::new(complete::goals))]
        goal: String,
        /// The activity
        #[arg(value_name = "ACTIVITY", value_parser = activity)]
        activity: String,
    },
    /// End a goal: reached, or no longer wanted; it stays in the list
    End {
        /// Its number, or part of its words
        #[arg(value_name = "GOAL", add = ArgValueCompleter::new(complete::goals))]
        goal: String,
    },
    /// Remove a goal and its ratings
    Remove {
        /// Its number, or part of its words
        #[arg(value_name = "GOAL", add = ArgValueCompleter::new(complete::goals))]
        goal: String,
    },
}

/// An activity as it is kept.
fn activity(text: &str) -> Result<String, String> {
    let kept = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if kept.is_empty() || kept.chars().count() > own_words::NAME_MAX || kept.contains('\0') {
        Err(format!(
            "a goal is a few words, up to {} letters: 'walk the dog for an hour'",
            own_words::NAME_MAX
        ))
    } else {
        Ok(kept)
    }
}

/// Runs `goal`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let Some(verb) = args.verb else {
        let goals = context.read_diary()?.map_or(Ok(Vec::new()), |diary| diary.goals())?;
        return Ok(list(&goals, args.json, context));
    };
    match verb {
        // `goal add walk the dog` needs no quotes.
        Verb::Add { activity: words } => add(
            activity(&words.join(" ")).map_err(|why| Failure::usage(format!("{why}.")))?,
            context,
        ),
        Verb::Rate { goal: Some(goal), score: Some(score), on } => {
            let day = on
                .map(|text| when::day(&text, context.today))
                .transpose()?
                .unwrap_or(context.today);
            rate(&goal, score.into_option(), day, context)
        }
        Verb::Rate { on, .. } => rate_all(on.as_deref(), context),
        Verb::Edit { goal, activity } => change(&goal, context, |goal| {
            let sentence = format!("Goal {} is now: {activity}", goal.id);
            (Some(Goal { activity, ..goal.value.clone() }), sentence)
        }),
        Verb::End { goal } => change(&goal, context, |goal| {
            let sentence = format!("Ended: {}. It stays in the list.", goal.value.activity);
            // A clock that was set back must not end a goal before it began.
            let ended_on = Some(context.today.max(goal.value.started_on));
            (Some(Goal { ended_on, ..goal.value.clone() }), sentence)
        }),
        Verb::Remove { goal } => change(&goal, context, |goal| {
            (None, format!("Removed: {}. supple undo brings it back.", goal.value.activity))
        }),
    }
}

/// Adds a goal.
fn add(activity: String, context: &Context) -> Result<Output, Failure> {
    let added = context.write(|change| {
        let goals = change.goals()?;
        let active = goals.iter().filter(|goal| goal.value.is_active());
        // The published marks are of a handful of activities; the mean of many says little about
        // any.
        if active.clone().count() >= MOST {
            return Err(Failure::usage(format!("{MOST} goals are the most at one time."))
                .next("End one that is reached, or no longer matters: supple goal end 1"));
        }
        // The same goal twice would count twice in the mean.
        let wanted = activity.to_lowercase();
        if let Some(same) = active.clone().find(|goal| goal.value.activity.to_lowercase() == wanted)
        {
            return Err(Failure::usage(format!("that is goal {} already.", same.id))
                .next("See them: supple goal"));
        }
        let activity = activity.clone();
        let goal =
            Goal { activity, started_on: context.today, ended_on: None, ratings: Vec::new() };
        Ok(change.add_goal(&goal)?)
    })?;
    Ok(added.tell(context, |number, _, page, talk| {
        page.para(&format!("Goal {number}: {activity}"));
        talk.para(&format!(
            "Say how it goes now, 0 cannot to 10 as before: supple goal rate {number} N"
        ));
        Ok(())
    }))
}

/// Rates one goal.
fn rate(
    wanted: &str,
    score: Option<Score>,
    day: NaiveDate,
    context: &Context,
) -> Result<Output, Failure> {
    let rated = context.amend(|change| {
        let goal = find(wanted, change.goals()?)?;
        change.rate_goal(goal.id, day, score)?;
        find(&goal.id.to_string(), change.goals()?)
    })?;
    let Some(rated) = rated else { return Err(none()) };
    Ok(rated.tell(context, |goal, _, page, _| {
        let day = if day == context.today { "today".to_owned() } else { context.day(day) };
        page.para(&match score {
            Some(score) => {
                let score = score.shown(context.settings.style());
                format!("{}: {score} of 10, {day}.", capital(&goal.value.activity))
            }
            None => {
                format!("{}: no rating for {day} any more.", capital(&goal.value.activity))
            }
        });
        if let Some(change) = goal.value.change().filter(|_| score.is_some()) {
            page.para(&change_of_one(&change, context.settings.style()));
        }
        Ok(())
    }))
}

/// Asks for every goal in turn.
fn rate_all(on: Option<&str>, context: &Context) -> Result<Output, Failure> {
    let day = on.map(|text| when::day(text, context.today)).transpose()?.unwrap_or(context.today);
    if !context.interactive {
        return Err(Failure::usage("the goals are asked for in a terminal, and this is none.")
            .next(
                "Name one, and say how it goes, 0 cannot to 10 as before: supple goal rate 1 N",
            ));
    }
    let Some(diary) = context.read_diary()? else { return Err(none()) };
    let goals: Vec<_> = diary.goals()?.into_iter().filter(|goal| goal.value.is_active()).collect();
    if goals.is_empty() {
        return Err(none());
    }
    // The questions take as long as they take, and other terminals may write meanwhile.
    drop(diary);
    let mut prompt = Prompt::new(context);
    prompt
        .say(|page| page.note("0 cannot · 10 as before · Enter leaves one out · b back · q stops"));
    let mut given = vec![None; goals.len()];
    let mut number = 0;
    while let Some(goal) = goals.get(number) {
        let last = goal.value.ratings.last().map_or(String::new(), |(day, score)| {
            format!(", last {} on {}", score.shown(context.settings.style()), context.day(*day))
        });
        let text = format!("{}{last} [0-10]", capital(&goal.value.activity));
        let mark = format!("{}/{}", number + 1, goals.len());
        match ask_one(&mark, &text, number > 0, &mut prompt) {
            Reply::Given(Rated::As(score)) => {
                given[number] = score;
                number += 1;
            }
            Reply::Back => number -= 1,
            Reply::Given(Rated::Stop) | Reply::End => break,
        }
    }
    drop(prompt);
    let given = goals.iter().zip(given).filter_map(|(goal, score)| Some((goal.id, score?)));
    let given: Vec<(i64, Score)> = given.collect();
    let rated = context.amend(|change| {
        // One of them may have been removed in another terminal since it was asked about.
        let still_there: Vec<i64> = change.goals()?.iter().map(|goal| goal.id).collect();
        for (goal, score) in given.iter().filter(|(goal, _)| still_there.contains(goal)) {
            change.rate_goal(*goal, day, Some(*score))?;
        }
        Ok(())
    })?;
    let Some(rated) = rated else { return Err(none()) };
    Ok(rated.answer(context, |(), diary| Ok(list(&diary.goals()?, false, context))))
}

/// What was answered for one goal.
enum Rated {
    /// A score, or none: it is left out.
    As(Option<Score>),
    /// No more of them.
    Stop,
}

/// Asks for one goal until the answer can be read.
fn ask_one(mark: &str, text: &str, goes_back: bool, prompt: &mut Prompt<'_>) -> Reply<Rated> {
    let question = |page: &mut Page, refused: Option<&str>| {
        if let Some(why) = refused {
            page.para(&capital(why));
        }
        page.item(mark, text);
    };
    let line = Line { keys: "sqb", goes_back, ..Line::default() };
    prompt.line(&line, question, |typed| match typed.to_lowercase().as_str() {
        "q" | "quit" => Ok(Rated::Stop),
        "" | "s" | "skip" => Ok(Rated::As(None)),
        typed => Score::parse(typed).map(|score| Rated::As(Some(score))),
    })
}

/// Changes or removes one goal.
fn change(
    wanted: &str,
    context: &Context,
    to: impl FnOnce(&Stored<Goal>) -> (Option<Goal>, String),
) -> Result<Output, Failure> {
    let changed = context.amend(|change| {
        let goal = find(wanted, change.goals()?)?;
        let (after, sentence) = to(&goal);
        match after {
            Some(after) => change.set_goal(goal.id, &after)?,
            None => change.remove_goal(goal.id)?,
        }
        Ok(sentence)
    })?;
    let Some(changed) = changed else { return Err(none()) };
    Ok(changed.tell(context, |sentence, _, page, _| {
        page.para(&sentence);
        Ok(())
    }))
}

/// There is no goal at all.
fn none() -> Failure {
    Failure::usage("there is no goal yet.")
        .next("Add one: supple goal add 'walk the dog for an hour'")
}

/// The active goal that a number or part of the words names.
fn find(wanted: &str, goals: Vec<Stored<Goal>>) -> Result<Stored<Goal>, Failure> {
    let (mut active, ended): (Vec<_>, Vec<_>) =
        goals.into_iter().partition(|goal| goal.value.is_active());
    let (number, lower) = (wanted.trim().parse::<i64>().ok(), wanted.trim().to_lowercase());
    let is_meant = |goal: &Stored<Goal>| match number {
        Some(number) => goal.id == number,
        None => !lower.is_empty() && goal.value.activity.to_lowercase().contains(&lower),
    };
    if let Some(goal) =
        ended.iter().find(|goal| is_meant(goal)).filter(|_| !active.iter().any(is_meant))
    {
        return Err(Failure::usage(format!(
            "goal {} has ended: {}.",
            goal.id, goal.value.activity
        ))
        .next("Take it up again under a new number with supple goal add"));
    }
    if active.is_empty() {
        return Err(none());
    }
    let meant: Vec<String> = active
        .iter()
        .filter(|goal| is_meant(goal))
        .map(|goal| format!("{} ({})", goal.id, goal.value.activity))
        .collect();
    match meant.len() {
        1 => Ok(active.swap_remove(active.iter().position(is_meant).unwrap_or(0))),
        0 => {
            let near =
                suggest::closest(wanted, active.iter().map(|goal| goal.value.activity.as_str()));
            let next = match near.first() {
                Some(near) => format!("Did you mean “{near}”?"),
                None => "See them with their numbers: supple goal".to_owned(),
            };
            let what = match number {
                Some(number) => format!("there is no goal {number}."),
                None => format!("no goal is called “{wanted}”."),
            };
            Err(Failure::usage(what).next(next))
        }
        _ => Err(Failure::usage(format!("“{wanted}” may be {}.", meant.join(" or ")))
            .next("Give its number.")),
    }
}

/// The goals with their first and last rating, and what the change means.
fn list(goals: &[Stored<Goal>], as_json: bool, context: &Context) -> Output {
    if as_json {
        return json::document(&GoalsView::from(goals));
    }
    if goals.is_empty() {
        return context.message(
            "No goals yet. Name an activity you want back: supple goal add \
                                'walk the dog for an hour'",
        );
    }
    let mut page = context.page();
    show_goals(goals, context, &mut page);
    let mut talk = context.page();
    if let Some(due) = goals.iter().find(|goal| goal.value.is_due(context.today)) {
        talk.para(&format!(
            "Say how it goes, 0 cannot to 10 as before: supple goal rate {} N",
            due.id
        ));
    }
    Output { results: page.text(), talk: talk.text(), saved: false }
}
