//! `supple log 4`: a pain score, in one breath.

mod ask;
mod part;
mod slips;

use std::time::Instant;

use chrono::{NaiveDate, Timelike};
use clap_complete::engine::ArgValueCompleter;

use slips::Slip;

use crate::app::flare_unless_held;
use crate::cli::clock::{self, Clock, Happened};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::clearable::nothing_to_clear;
use crate::cli::input::complete;
use crate::cli::input::day_and_time;
use crate::cli::input::entry_fields::{are_few, check_scores, meant, places, with_units};
use crate::cli::input::measure_args::MeasureArgs;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::cli::prompt::Prompt;
use crate::cli::view::entry::rating_line;
use crate::cli::view::screening::{Heard, warn_of_amounts, watch};
use crate::cli::writing::{Manner, made};
use crate::domain::analysis::patterns;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place::{self, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::diary::{day, own_words};
use crate::domain::text::style::Style;
use crate::domain::text::{date, limits};
use crate::store::{Audience, Change, Diary, IfMissing};
use crate::words;

// Arguments of `log`.
#[derive(Debug, Clone, clap::Args)]
#[command(
    group = clap::ArgGroup::new("where").multiple(true),
    after_help = "Examples:\n  supple log 4\n  supple log 6 --worst 8 --on yesterday --at 21:30\n  \
                  supple log 4 --site buttock:left --site low-back --tag sitting\n  \
                  supple log 5 --feels burning --eased heat --took ibuprofen:400mg\n  \
                  supple log 5 --slept 6h30 --sat 35 --note 'long drive'\n  \
                  supple log same 4\n  \
                  supple log --site buttock:left=6 --site low-back=3\n  \
                  supple log --took 'paracetamol 2 x 500 mg'\n\n\
                  Without a score it asks, in a terminal; a medicine, a night, a note or a word may stand alone. Where each place has a score and the whole has none, the entry counts as the highest of them. `same` repeats the sites and tags of the last entry that has any.\n\n\
                  A day ends at 04:00, unless you set another time (supple config): what is logged at 02:00 counts for the day before. A morning check counts for the \
                  morning that has begun."
)]
pub struct Args {
    /// Pain now, 0 (none) to 10 (the worst imaginable), with at most one decimal; or `same`, and
    /// then the score
    #[arg(value_name = "SCORE", value_parser = ScoreOrSame::parse, allow_negative_numbers = true, add = ArgValueCompleter::new(complete::same))]
    what: Option<ScoreOrSame>,
    /// The score after `same`, or what follows a score: `4 out of 10`
    #[arg(value_name = "SCORE", value_parser = AfterScore::parse, allow_negative_numbers = true, hide = true)]
    more: Vec<AfterScore>,
    /// The worst of the day, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    worst: Option<Score>,
    /// The least of the day, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    least: Option<Score>,
    /// The day: 2026-11-20, yesterday, monday, 3 days ago, 20 nov
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// The first score of a morning, which says how the exercises of the day before were taken
    #[arg(long)]
    morning: bool,
    /// Where it hurts, and how much there: buttock, sit-bone:left, low-back=3 …; may be repeated
    #[arg(long = "site", value_name = "SITE", group = "where", value_parser = RatedPlace::parse, add = ArgValueCompleter::new(complete::sites))]
    sites: Vec<RatedPlace>,
    /// A site that supple has no word for; from then on --site takes it too
    #[arg(long = "own-site", value_name = "SITE", group = "where", value_parser = RatedPlace::parse)]
    own_sites: Vec<RatedPlace>,
    /// On which side, where a site does not say it itself
    #[arg(long, requires = "where", value_name = "SIDE", value_parser = place::side, add = ArgValueCompleter::new(complete::sides))]
    side: Option<Side>,
    /// What it feels like: burning, aching, shooting …; may be repeated
    #[arg(long, value_name = "WORD", value_delimiter = ',', value_parser = own_words::tag, add = ArgValueCompleter::new(complete::feels))]
    feels: Vec<String>,
    /// What came before it: sitting, stairs …; may be repeated
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',', value_parser = own_words::tag, add = ArgValueCompleter::new(complete::before))]
    tags: Vec<String>,
    /// What eased it: heat, walking …; may be repeated
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = own_words::tag, add = ArgValueCompleter::new(complete::eased))]
    eased: Vec<String>,
    /// A medicine that was taken: ibuprofen:400mg, 'ibuprofen 400 mg'; may be repeated
    #[arg(long, value_name = "MEDICINE", value_parser = Intake::parse, add = ArgValueCompleter::new(complete::medicines))]
    took: Vec<Intake>,
    /// Numbers beside the score.
    #[command(flatten)]
    measures: MeasureArgs,
    /// The first day of bleeding: the same as --cycle-day 1
    #[arg(long, conflicts_with = "cycle_day")]
    period_started: bool,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    note: Option<String>,
    /// For your own eyes: no page and no export shows it
    #[arg(long)]
    private: bool,
    /// Keep an unusual amount of a medicine without being asked
    #[arg(long)]
    yes: bool,
}

/// What stands where the score stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ScoreOrSame {
    Score(Score),
    Same,
}

impl ScoreOrSame {
    fn parse(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "same" => Ok(Self::Same),
            _ => Score::parse(text).map(Self::Score),
        }
    }
}

/// A word behind the first one.
#[derive(Debug, Clone, PartialEq)]
enum AfterScore {
    Score(Score),
    /// A word of a scale, as typed: `4 of 10`, `4 / 10`.
    OfScale(String),
}

impl AfterScore {
    fn parse(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        // The `/10` of `4 /10` as well.
        let is_of_scale = matches!(word.as_str(), "of" | "out") || word.starts_with('/');
        if is_of_scale { Ok(Self::OfScale(word)) } else { Score::parse(text).map(Self::Score) }
    }
}

/// The score that some words come to, and a second one that has no place.
fn score_of(words: &[AfterScore]) -> Result<(Option<Score>, Option<Score>), Failure> {
    match words {
        [] => Ok((None, None)),
        [AfterScore::Score(score)] => Ok((Some(*score), None)),
        [AfterScore::Score(first), AfterScore::Score(second)] => Ok((Some(*first), Some(*second))),
        words => {
            let words = words.iter().map(|word| match word {
                AfterScore::Score(score) => score.typed(),
                AfterScore::OfScale(word) => word.clone(),
            });
            let typed = words.collect::<Vec<_>>().join(" ");
            let score = Score::parse(&typed)
                .map_err(|why| Failure::usage(format!("“{typed}” does not fit score: {why}.")))?;
            Ok((Some(score), None))
        }
    }
}

impl Args {
    /// Whether it says what stands without a score for the whole: a medicine, a night, a note or a
    /// word, or a score for each place. A worst and a morning check are of a score.
    fn stands_without_score(&self) -> bool {
        let says_something =
            self.sites.iter().chain(&self.own_sites).any(|each| each.score.is_some())
                || !self.took.is_empty()
                || !self.tags.is_empty()
                || !self.eased.is_empty()
                || !self.feels.is_empty()
                || !self.measures.named().is_empty()
                || self.period_started
                || self.note.is_some();
        says_something && self.worst.is_none() && self.least.is_none() && !self.morning
    }
}

/// Runs `log`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let is_same = args.what == Some(ScoreOrSame::Same);
    let first = match args.what {
        Some(ScoreOrSame::Score(score)) => vec![AfterScore::Score(score)],
        Some(ScoreOrSame::Same) | None => Vec::new(),
    };
    let (given, second) = score_of(&[first, args.more.clone()].concat())?;
    if let Some((first, second)) = given.zip(second) {
        // Two numbers are most often the pain now and the worst of the day, and their sizes say
        // which is which.
        let (less, more) = if second < first { (second, first) } else { (first, second) };
        let [first, less, more] = [first, less, more].map(Score::typed);
        let second = second.shown(context.settings.style());
        let same = if is_same { "same " } else { "" };
        let what = format!("that is two scores, and {second} has no place.");
        return Err(Failure::usage(what).next(format!(
            "One of them: supple log {same}{first}. If {more} was the worst of the day: \
             supple log {same}{less} --worst {more}"
        )));
    }
    let sites = args.sites.len() + args.own_sites.len();
    let words = [args.feels.len(), args.tags.len(), args.eased.len()];
    are_few(sites, words, args.took.len())?;
    if args.measures.clears() {
        return Err(nothing_to_clear());
    }
    let is_without_score = given.is_none() && !is_same && args.stands_without_score();
    if given.is_none() && !is_without_score && !context.interactive {
        let next = if is_same { "supple log same N" } else { "supple log N" };
        return Err(Failure::usage("the score is missing.")
            .next(format!("Give one, with N from 0 to 10: {next}")));
    }
    let ends_at = context.ends_at(args.morning);
    let mut prompt = Prompt::new(context);
    let (on, at) = (args.on.as_deref(), args.at.as_deref());
    let mut happened = day_and_time::happened(on, at, ends_at, &mut prompt, context)?;
    let started = Instant::now();
    // A score is written in one breath.
    let manner = Manner { missing: IfMissing::Make, follows_plan: false, ..context.manner() };
    let logged = if given.is_some() || is_without_score {
        // Where nobody can be asked, the change itself looks, and the diary is opened once.
        let looks_first = context.interactive || !context.has_diary();
        let mut unusual = Vec::new();
        if looks_first && !args.took.is_empty() {
            let diary = context.read_diary()?;
            let took = with_units(args.took.clone(), diary.as_ref())?;
            let Some(meant) = meant(&took, args.yes, diary.as_ref(), &mut prompt, context)? else {
                return Ok(context.message("Nothing was logged."));
            };
            unusual = meant;
        }
        // The terminal is given back before anything is written.
        drop(prompt);
        if !context.has_diary() {
            // What would be refused is refused before a diary is made for it.
            drafted(&args, given, &happened, is_same, None, context)?;
        }
        let kept = context.write_in(manner, |change| {
            let (rating, repeated) =
                drafted(&args, given, &happened, is_same, Some(change), context)?;
            if !looks_first && !args.took.is_empty() {
                let prompt = &mut Prompt::new(context);
                let took = &rating.medicines;
                unusual.extend(
                    meant(took, args.yes, Some(change), prompt, context)?.into_iter().flatten(),
                );
            }
            keep(change, Draft { rating, repeated, unusual }, context)
        })?;
        made(kept)?
    } else {
        let diary = context.read_diary()?;
        let Some(mut draft) =
            asked(&args, &happened, is_same, diary.as_ref(), &mut prompt, context)?
        else {
            return Ok(context.message("Nothing was logged."));
        };
        drop(prompt);
        // What was answered is what undo calls it by.
        let command_line = format!(
            "{} {}",
            context.command_line,
            words::entry::score(&draft.rating, Style::default())
        );
        // A question may stand open over night, with the machine asleep: what counts is when it was
        // answered.
        let now = clock::after(context.now, started.elapsed()).max(clock::now()?);
        if args.on.is_none() && args.at.is_none() {
            let answered = Clock { now, ..context.clock() }.happened(None, None, ends_at)?;
            draft.rating.at = draft.rating.at.and(answered.at);
            // A morning check has set its day by itself.
            if answered.day != happened.day {
                draft.rating.day = answered.day;
                happened.note = Some(
                    "The day has turned since the question was put: it is kept for the moment of \
                     your answer."
                        .to_owned(),
                );
            }
        }
        let manner = Manner { now, command_line: &command_line, ..manner };
        let kept = context.write_in(manner, |change| keep(change, draft, context))?;
        made(kept)?
    };
    let is_new = logged.is_new;
    Ok(logged.tell(context, |logged, diary, page, talk| {
        let line = rating_line(&logged.rating, context);
        page.para(&format!("Logged {line}. It is entry {}.", logged.id));
        if let Some(note) = &happened.note {
            talk.para(note);
        }
        if let Some(repeated) = logged.repeated.as_ref().filter(|_| is_same) {
            talk.para(&format!("{repeated}."));
        }
        let heard = tell_what_follows(&logged, diary, context, talk)?;
        // A score alone is a whole diary; what else there is is said once, and never again.
        if is_new && heard.is_nothing() && diary.plans()?.is_empty() {
            talk.para(
                "That is all a diary needs. Safe first steps, what it may come from, and whom to \
                 see:",
            );
            talk.command("supple begin");
        }
        Ok(())
    }))
}

/// A rating as the arguments say it, with what is repeated of an earlier one; what was repeated, in
/// words.
fn drafted(
    args: &Args,
    score: Option<Score>,
    happened: &Happened,
    is_same: bool,
    diary: Option<&Diary>,
    context: &Context,
) -> Result<(Rating, Option<String>), Failure> {
    // A morning that is told in the afternoon was not at this hour, and at which nobody said.
    let is_told_later = args.morning && args.at.is_none() && context.now.hour() >= 12;
    let mut rating = args.measures.over(Rating {
        worst: args.worst,
        least: args.least,
        morning: args.morning,
        places: places(args.sites.clone(), args.own_sites.clone(), args.side, diary)?,
        feels: own_words::once(args.feels.clone()),
        tags: own_words::once(args.tags.clone()),
        eased: own_words::once(args.eased.clone()),
        medicines: with_units(args.took.clone(), diary)?,
        cycle_day: args.period_started.then_some(1),
        note: args.note.clone(),
        private: args.private,
        ..Rating::new(happened.day, happened.at.filter(|_| !is_told_later), score, context.now)
    });
    let mut repeated = None;
    if is_same {
        repeated = repeat(repeatable(args.private, diary)?, &mut rating, context);
    }
    check_scores(&rating, context)?;
    Ok((rating, repeated))
}

/// A rating whose score, and unless it is to be the same as before the rest of it, is asked for;
/// `None` when nothing is to be logged.
fn asked(
    args: &Args,
    happened: &Happened,
    is_same: bool,
    diary: Option<&Diary>,
    prompt: &mut Prompt<'_>,
    context: &Context,
) -> Result<Option<Draft>, Failure> {
    // What would be refused whatever the score is refused before it is asked for.
    places(args.sites.clone(), args.own_sites.clone(), args.side, diary)?;
    with_units(args.took.clone(), diary)?;
    if is_same {
        repeatable(args.private, diary)?;
    }
    let Some(score) = ask::score(diary, prompt, context) else { return Ok(None) };
    let (mut rating, mut repeated) = drafted(args, Some(score), happened, is_same, diary, context)?;
    let mut unusual = Vec::new();
    if !is_same {
        // Where it hurts is most often where it hurt; what came before it is of its own day.
        let earlier = diary.map_or(Ok(None), |diary| ask::with_sites(args.private, diary))?;
        repeated = earlier.and_then(|earlier| repeat(earlier, &mut rating, context));
        loop {
            if !ask::rest(&mut rating, repeated.as_deref(), diary, prompt, context) {
                return Ok(None);
            }
            // Whoever says no puts it right.
            if let Some(meant) = meant(&rating.medicines, args.yes, diary, prompt, context)? {
                unusual = meant;
                break;
            }
        }
    }
    check_scores(&rating, context)?;
    Ok(Some(Draft { rating, repeated, unusual }))
}

/// The entry whose sites and tags `same` repeats.
fn repeatable(private: bool, diary: Option<&Diary>) -> Result<Rating, Failure> {
    let earlier = diary.map_or(Ok(None), |diary| ask::described(private, diary))?;
    earlier.ok_or_else(|| {
        Failure::usage("there is no entry with a site or a tag that could be repeated.")
            .next("Say them once, with N from 0 to 10: supple log N --site buttock --tag sitting")
    })
}

/// A rating that is to be kept.
struct Draft {
    rating: Rating,
    /// What was repeated of an earlier one.
    repeated: Option<String>,
    /// Amounts of medicines that were confirmed.
    unusual: Vec<Intake>,
}

/// A rating that was kept.
struct Logged {
    id: i64,
    rating: Rating,
    /// What was repeated of an earlier one.
    repeated: Option<String>,
    /// Amounts of medicines that were confirmed.
    unusual: Vec<Intake>,
    /// Words that may be meant for others.
    slips: Vec<Slip>,
    /// Whether that morning had a check already.
    is_another: bool,
    /// A day of the cycle that its own does not go with, and the number by that one.
    other_cycle_day: Option<((NaiveDate, u32), i64)>,
}

/// Keeps a rating.
fn keep(
    change: &mut Change<'_>,
    Draft { rating, repeated, unusual }: Draft,
    context: &Context,
) -> Result<Logged, Failure> {
    let slips = slips::find(&rating, change, context);
    // Asked before this one is added, which would be found itself.
    let is_another = rating.morning
        && change.felt(rating.day, rating.day, Audience::Person)?.iter().any(|felt| felt.morning);
    let other_cycle_day = match rating.cycle_day {
        Some(number) => {
            // All that may be of the same cycle.
            let from = date::days_before(rating.day, number.into());
            let to = date::days_after(rating.day, (*limits::CYCLE_DAY.end()).into());
            let recorded = change.cycle_days(from, to, Audience::Person)?;
            patterns::cycle_contradiction(&recorded, rating.day, number)
        }
        None => None,
    };
    let id = change.add_rating(&rating)?;
    Ok(Logged { id, rating, repeated, unusual, slips, is_another, other_cycle_day })
}

/// Says what a person should know of a rating that was kept. What was heard in its
/// words: beside a warning nothing else follows.
fn tell_what_follows(
    logged: &Logged,
    diary: &Diary,
    context: &Context,
    talk: &mut Page,
) -> Result<Heard, Failure> {
    let Logged { id, rating, unusual, slips, is_another, other_cycle_day, .. } = logged;
    if rating.day > context.today {
        let day_ends_at = context.settings.style().time(context.settings.day_ends_at);
        talk.para(&format!(
            "A morning check counts for the day that has begun by the calendar, also before \
             {day_ends_at}."
        ));
    }
    for slip in slips {
        talk.para(&slip.in_words(*id));
    }
    if let Some((other, by_that)) = *other_cycle_day {
        talk.para(&words::entry::other_cycle_day(other, by_that, *id, context.reader()));
    }
    if *is_another {
        talk.para("That morning had a check already; this one counts now.");
    }
    if day::is_late(rating.day, rating.known_at()) {
        talk.para(words::entry::LATE);
    }
    // A site of one's own is free text as well, and may hold a warning word.
    let sites = rating.places.iter().map(|each| &each.place.site);
    let written = rating
        .tags
        .iter()
        .chain(&rating.eased)
        .chain(&rating.feels)
        .chain(&rating.note)
        .chain(sites);
    let heard = watch(written, diary, context, talk);
    warn_of_amounts(unusual, context, talk);
    if heard.is_nothing() && may_be_much_worse(rating, context.today) {
        offer_lighter_day(rating, diary, context, talk);
    } else if let Some(score) = grave_score(rating, context.today).filter(|_| heard.is_nothing()) {
        // Once a day: whoever logs it three times has read it.
        let today = diary.felt(rating.day, rating.day, Audience::Person)?;
        if today.iter().filter(|felt| felt.score.tenths() >= GRAVE_FROM).count() == 1 {
            for line in words::flare::grave(score, context.settings.style()) {
                talk.para(&line);
            }
        }
    }
    Ok(heard)
}

/// The least score of a morning for which the diary is followed, in tenths. Whether it is much worse
/// is for the rules (`worse-least`, which is no lower); every other score is written without reading
/// rules or library.
const LOOKED_INTO_FROM: i64 = 50;

/// Whether a morning of today may be much worse than usual, by its score alone.
fn may_be_much_worse(rating: &Rating, today: NaiveDate) -> bool {
    let is_high = rating.score().is_some_and(|score| score.tenths() >= LOOKED_INTO_FROM);
    rating.morning && rating.day == today && is_high
}

/// The least score, in tenths, that is answered at any time of the day, whatever is usual: nobody
/// should log the worst pain there is and read a number back (design choice).
const GRAVE_FROM: i64 = 90;

/// The score of today that is answered whatever is usual; `None` for any other.
fn grave_score(rating: &Rating, today: NaiveDate) -> Option<Score> {
    rating.score().filter(|score| score.tenths() >= GRAVE_FROM && rating.day == today)
}

/// Says that a morning is much worse than usual, where it is, and offers a lighter day; and that a
/// flare has begun with it, where one has.
fn offer_lighter_day(rating: &Rating, diary: &Diary, context: &Context, talk: &mut Page) {
    // The entry is written: a file that cannot be read is for the verbs that show the plan. While a
    // sign is open, what to do about that is the only thing that is said.
    let now = flare_unless_held(diary, &context.library(), context.today);
    let Ok(Some((now, waits))) = now else { return };
    if let Some(score) = rating.score().filter(|_| now.is_much_worse && now.flare.is_none()) {
        let usual = now.usual.morning.map(|usual| usual.round().to_integer() as f64 / 10.0);
        for line in words::flare::much_worse(score, usual, waits, context.settings.style()) {
            talk.para(&line);
        }
    }
    for line in words::flare::beginning(&now, waits, context.today) {
        talk.para(&line);
    }
}

/// Takes over where it hurt and what came before from an earlier entry, where nothing else was
/// said, and tells what.
fn repeat(earlier: Rating, rating: &mut Rating, context: &Context) -> Option<String> {
    let sites = rating.places.is_empty() && !earlier.places.is_empty();
    let tags = rating.tags.is_empty() && !earlier.tags.is_empty();
    let what = match (sites, tags) {
        (true, true) => "Sites and tags are",
        (true, false) => "Sites are",
        (false, true) => "Tags are",
        (false, false) => return None,
    };
    if sites {
        // Where it hurts is repeated, and how much it did then is not.
        let places = earlier.places.into_iter();
        rating.places = places.map(|each| RatedPlace::from(each.place)).collect();
    }
    if tags {
        rating.tags = earlier.tags;
    }
    Some(format!("{what} as on {}", context.day(earlier.day)))
}
