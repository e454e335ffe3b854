//! `supple log 4`: a pain score, in one breath.

use chrono::Timelike;
use clap_complete::engine::ArgValueCompleter;

use super::screen;
use crate::cli::answer::Answer;
use crate::cli::clock::{self, Happened};
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::page;
use crate::cli::world::World;
use crate::domain::day::{self, DAY_ENDS_AT};
use crate::domain::place::{self, Place, Side};
use crate::domain::rating::Rating;
use crate::domain::score::Score;
use crate::domain::words;

/// Arguments of `log`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  supple log 4\n  supple log 6 --worst 8 --on yesterday --at 21:30\n  \
                        supple log 4 --site buttock --side left --tag sitting --note 'long drive'\n\nA day ends at 04:00: what is logged at 02:00 counts for the day before.")]
pub struct Args {
    /// Pain now, 0 (none) to 10 (the worst imaginable), with at most one decimal
    #[arg(value_parser = Score::parse, allow_negative_numbers = true)]
    score: Score,
    /// The worst of the day, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    worst: Option<Score>,
    /// The day: 2026-11-20, yesterday, monday, 3 days ago, 20 nov
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// The first score of a morning, which says how the exercises of the day before were taken
    #[arg(long)]
    morning: bool,
    /// Where it hurts: buttock, sit-bone, low-back …; may be repeated
    #[arg(long = "site", value_name = "SITE", value_parser = place::site, add = ArgValueCompleter::new(complete::sites))]
    sites: Vec<String>,
    /// On which side
    #[arg(long, requires = "sites", value_name = "SIDE", value_parser = side, add = ArgValueCompleter::new(complete::sides))]
    side: Option<Side>,
    /// What came before it: sitting, stairs …; may be repeated
    #[arg(long = "tag", value_name = "TAG", value_parser = words::tag, add = ArgValueCompleter::new(complete::tags))]
    tags: Vec<String>,
    /// Day of the menstrual cycle: 1 is the first day of bleeding
    #[arg(long, value_name = "N", value_parser = |text: &str| words::whole(text, 1, 400), allow_hyphen_values = true)]
    cycle_day: Option<u32>,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = words::note)]
    note: Option<String>,
    /// For your own eyes: no page and no export shows it
    #[arg(long)]
    private: bool,
}

/// A side as typed.
pub fn side(text: &str) -> Result<Side, String> {
    let wanted = text.trim().to_lowercase();
    Side::from_word(&wanted).ok_or_else(|| "a side is left, right, both or middle".to_owned())
}

/// A worst score that the score does not exceed.
pub fn check_worst(score: Score, worst: Option<Score>) -> Result<(), Failure> {
    match worst {
        Some(worst) if worst < score => {
            Err(Failure::usage(format!("the worst of the day, {worst}, is below the score, {score}."))
                .next("Give a worst of at least the score, or leave it out."))
        }
        _ => Ok(()),
    }
}

/// Each value once, in the order it first came.
pub fn once<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// Runs `log`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    check_worst(args.score, args.worst)?;
    let ends_at = day::ends_at(args.morning);
    let happened = clock::happened(world, args.on.as_deref(), args.at.as_deref(), ends_at)?;
    let Happened { day, at, note: about_time } = happened;
    // A morning that is told in the afternoon was not at this hour, and at which nobody said.
    let is_told_later = args.morning && args.at.is_none() && world.now.hour() >= 12;
    let places = once(args.sites).into_iter().map(|site| Place { site, side: args.side }).collect();
    let rating = Rating {
        worst: args.worst,
        morning: args.morning,
        places,
        tags: once(args.tags),
        cycle_day: args.cycle_day,
        note: args.note,
        private: args.private,
        ..Rating::new(day, at.filter(|_| !is_told_later), args.score, world.now)
    };

    let (mut diary, about_diary) = world.write_diary()?;
    let is_another = rating.morning && !diary.mornings(day, day)?.is_empty();
    let mut change = diary.change(world.now)?;
    let id = change.add_rating(&rating)?;
    change.commit(&world.said)?;

    let mut page = world.page();
    page.para(&format!("Logged {}. It is entry {id}.", in_words(&rating, world)));
    let mut talk = world.page();
    if let Some(note) = about_time {
        talk.para(&note);
    }
    if rating.day > world.today {
        talk.para("A morning check counts for the day that has begun by the calendar, also before 04:00.");
    }
    if is_another {
        talk.para("That morning had a check already; this one counts now.");
    }
    if day::is_late(rating.day, rating.written_at, DAY_ENDS_AT) {
        talk.para("It is marked as written more than two days later.");
    }
    screen::watch(rating.tags.iter().chain(&rating.note), world, &mut talk);
    if !about_diary.is_empty() && diary.plans()?.is_empty() {
        talk.para("Next, tell supple what you were diagnosed with: supple assign piriformis-dgs --side left");
        talk.para("supple conditions lists what it knows.");
    }
    Ok(Answer { results: page.text(), talk: about_diary + &talk.text(), saved: true })
}

/// A rating in words: `6 for Sat 21 Nov, 21:30: worst 8, left buttock, after sitting`.
pub fn in_words(rating: &Rating, world: &World) -> String {
    let at = rating.at.map_or(String::new(), |at| format!(", {}", clock::time_of_day(rating.day, at)));
    let today = day::day_of(world.now.naive_local(), day::ends_at(rating.morning));
    let today = if rating.day == today { "today, " } else { "" };
    let morning = rating.morning.then(|| "morning check".to_owned());
    let private = rating.private.then(|| "private".to_owned());
    let worst = rating.worst.map(|worst| format!("worst {worst}"));
    let after = (!rating.tags.is_empty()).then(|| format!("after {}", page::and(&rating.tags)));
    let cycle = rating.cycle_day.map(|day| format!("cycle day {day}"));
    let places = rating.places.iter().map(ToString::to_string);
    let more: Vec<String> =
        morning.into_iter().chain(worst).chain(places).chain(after).chain(cycle).chain(private).collect();
    let colon = if more.is_empty() { "" } else { ": " };
    format!("{} for {today}{}{at}{colon}{}", rating.score, world.day(rating.day), more.join(", "))
}
