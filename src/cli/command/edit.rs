//! `supple edit 12 --score 5`: an entry put right.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use clap_complete::engine::ArgValueCompleter;

use crate::app::PlanSnapshot;
use crate::cli::clock::{Happened, Typed};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::actual_args::{ActualArgs, check_side, symptom};
use crate::cli::input::clearable::{Clearable, NONE, clearable};
use crate::cli::input::complete;
use crate::cli::input::day_and_time;
use crate::cli::input::entry_fields::no_such_entry;
use crate::cli::input::entry_fields::{
    LAST, are_few, check_scores, entry_or_last, last_entry, meant, places, with_units,
};
use crate::cli::input::measure_args::MeasureArgs;
use crate::cli::output::Output;
use crate::cli::prompt::Prompt;
use crate::cli::view::entry::rating_line;
use crate::cli::view::screening::{show_stop_rules, warn_of_amounts, warn_of_pain, watch};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::place::{self, RatedPlace, Side};
use crate::domain::diary::rating::Rating;
use crate::domain::diary::score::Score;
use crate::domain::diary::{day, own_words};
use crate::domain::text::when;
use crate::store::{Change, Diary};
use crate::words;

// Arguments of `edit`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`none` clears a field: --worst none, --at none, --tag none, --pain none, --sets none, --why none. Only the score and the day \
                        cannot be cleared. What is not named stays as it was.\n\n\
                        Examples:\n  supple edit 12 --score 5\n  supple edit 12 --worst none --tag stairs --tag cold"
)]
pub struct Args {
    /// The entry's number, as `supple history` shows it, or `last` for the one written last
    #[arg(value_name = "ENTRY", value_parser = entry_or_last, allow_hyphen_values = true)]
    entry: i64,
    /// The score, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    score: Option<Score>,
    /// The worst of the day, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = clearable(Score::parse), allow_negative_numbers = true)]
    worst: Option<Clearable<Score>>,
    /// The least of the day, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = clearable(Score::parse), allow_negative_numbers = true)]
    least: Option<Clearable<Score>>,
    /// It was the first score of a morning
    #[arg(long, conflicts_with = "no_morning")]
    morning: bool,
    /// It was not the first score of a morning
    #[arg(long)]
    no_morning: bool,
    /// The day: 2026-11-20, yesterday, monday
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// The time: 21:30, 9pm, noon
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Where it hurt; replaces all sites
    #[arg(long = "site", value_name = "SITE", value_parser = clearable(RatedPlace::parse), add = ArgValueCompleter::new(complete::sites))]
    sites: Vec<Clearable<RatedPlace>>,
    /// A site that supple has no word for; replaces all sites, beside those of --site
    #[arg(long = "own-site", value_name = "SITE", value_parser = RatedPlace::parse)]
    own_sites: Vec<RatedPlace>,
    /// On which side, of a place or an exercise
    #[arg(long, value_name = "SIDE", value_parser = place::side, add = ArgValueCompleter::new(complete::sides))]
    side: Option<Side>,
    /// What it felt like; replaces all such words
    #[arg(long, value_name = "WORD", value_delimiter = ',', value_parser = clearable(own_words::tag), add = ArgValueCompleter::new(complete::feels))]
    feels: Vec<Clearable<String>>,
    /// What came before it; replaces all tags
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',', value_parser = clearable(own_words::tag), add = ArgValueCompleter::new(complete::before))]
    tags: Vec<Clearable<String>>,
    /// What eased it; replaces all that did
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = clearable(own_words::tag), add = ArgValueCompleter::new(complete::eased))]
    eased: Vec<Clearable<String>>,
    /// A medicine that was taken, such as ibuprofen:400mg; replaces all medicines
    #[arg(long, value_name = "MEDICINE", value_parser = clearable(Intake::parse), add = ArgValueCompleter::new(complete::medicines))]
    took: Vec<Clearable<Intake>>,
    /// Numbers beside the score.
    #[command(flatten)]
    measures: MeasureArgs,
    /// Keep an unusual amount without being asked
    #[arg(long)]
    yes: bool,
    /// Anything else
    #[arg(long, value_name = "TEXT", value_parser = clearable(own_words::note))]
    note: Option<Clearable<String>>,
    /// For your own eyes: no page and no export shows it
    #[arg(long, conflicts_with = "no_private")]
    private: bool,
    /// For pages and exports as well
    #[arg(long)]
    no_private: bool,
    /// Pain while doing an exercise, 0 to 10
    #[arg(long, value_name = "SCORE", value_parser = clearable(Score::parse), allow_negative_numbers = true)]
    pain: Option<Clearable<Score>>,
    /// What was really done
    #[command(flatten)]
    actual: ActualArgs,
    /// A sign that came with an exercise: leg-spread, bulge, fall, numb-weak, pelvic-numb; replaces
    /// all signs
    #[arg(long = "symptom", value_name = "SIGN", value_parser = clearable(symptom), add = ArgValueCompleter::new(complete::symptoms))]
    symptoms: Vec<Clearable<Symptom>>,
    /// Why an exercise was skipped
    #[arg(long, value_name = "TEXT", value_parser = clearable(own_words::note))]
    why: Option<Clearable<String>>,
}

/// What a list of fields was set to, each once; `none` among them adds nothing.
fn set<T: PartialEq>(fields: Vec<Clearable<T>>) -> Vec<T> {
    own_words::once(fields.into_iter().filter_map(Clearable::into_option).collect())
}

/// A mark after the option that sets it and the one that takes it off.
fn switched(was: bool, on: bool, off: bool) -> bool {
    (was || on) && !off
}

/// Fields of the two kinds of entry that were named, in the words of the options.
impl Args {
    fn rating_fields(&self) -> Vec<&'static str> {
        let named = [
            (self.score.is_some(), "--score"),
            (self.worst.is_some(), "--worst"),
            (self.least.is_some(), "--least"),
            (self.morning, "--morning"),
            (self.no_morning, "--no-morning"),
            (!self.sites.is_empty(), "--site"),
            (!self.own_sites.is_empty(), "--own-site"),
            (self.side.is_some(), "--side"),
            (!self.feels.is_empty(), "--feels"),
            (!self.tags.is_empty(), "--tag"),
            (!self.eased.is_empty(), "--eased"),
            (!self.took.is_empty(), "--took"),
        ];
        let named = named.into_iter().filter(|(is, _)| *is).map(|(_, option)| option);
        named.chain(self.measures.named()).collect()
    }

    fn session_fields(&self) -> Vec<&'static str> {
        let named = [
            (self.side.is_some(), "--side"),
            (self.pain.is_some(), "--pain"),
            (self.actual.before.is_some(), "--before"),
            (self.actual.place.is_some(), "--where"),
            (self.actual.effort.is_some(), "--effort"),
            (self.actual.sets.is_some(), "--sets"),
            (self.actual.reps.is_some(), "--reps"),
            (self.actual.hold.is_some(), "--hold"),
            (self.actual.minutes.is_some(), "--minutes"),
            (self.actual.load.is_some(), "--load"),
            (!self.symptoms.is_empty(), "--symptom"),
            (self.why.is_some(), "--why"),
        ];
        named.into_iter().filter(|(is, _)| *is).map(|(_, option)| option).collect()
    }

    fn names_nothing(&self) -> bool {
        self.rating_fields().is_empty()
            && self.session_fields().is_empty()
            && self.on.is_none()
            && self.at.is_none()
            && self.note.is_none()
            && !self.private
            && !self.no_private
    }
}

/// Runs `edit`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let sites = args.sites.len() + args.own_sites.len();
    let words = [args.feels.len(), args.tags.len(), args.eased.len()];
    are_few(sites, words, args.took.len())?;
    if args.names_nothing() {
        return Err(Failure::usage("nothing to change was named.")
            .next("For example: supple edit 12 --score 5"));
    }
    let mut args = args;
    if args.entry == LAST {
        args.entry = last_entry(context)?;
    }
    let took = set(args.took.clone());
    let mut unusual = Vec::new();
    if !took.is_empty() {
        let diary = context.read_diary()?;
        let took = with_units(took, diary.as_ref())?;
        let prompt = &mut Prompt::new(context);
        let Some(meant) = meant(&took, args.yes, diary.as_ref(), prompt, context)? else {
            return Ok(context.message("Nothing was changed."));
        };
        unusual = meant;
    }
    if args.actual.has_amount()
        && let Some(diary) = context.read_diary()?
        && let Some(session) = diary.session(args.entry)?
    {
        let exercise = context.library().exercise(&session.value.exercise)?;
        if !args.actual.are_meant(&[exercise], args.yes, &mut Prompt::new(context), context)? {
            return Ok(context.message("Nothing was changed."));
        }
    }
    let (id, pain) = (args.entry, args.pain.and_then(Clearable::into_option));
    let symptoms = set(args.symptoms.clone());
    // Only what is new: for the old words the questions were due when they were written.
    let written: Vec<String> = args
        .tags
        .iter()
        .chain(&args.feels)
        .chain(&args.eased)
        .chain(&args.note)
        .chain(&args.why)
        .filter_map(|field| field.clone().into_option())
        .chain(args.own_sites.iter().map(|each| each.place.site.clone()))
        .chain(symptoms.iter().map(|symptom| symptom.word().to_owned()))
        .collect();
    let edited =
        context.amend(|change| edit(change, args, context))?.ok_or_else(|| no_such_entry(id))?;
    let now = if edited.is_change { "now" } else { "as it was:" };
    Ok(edited.tell(context, |edited, diary, page, notes| {
        page.para(&format!("Entry {id} is {now} {}.", edited.words));
        show_stop_rules(&symptoms, context, notes);
        watch(&written, diary, context, notes);
        warn_of_amounts(&unusual, context, notes);
        if let Some(note) = &edited.about_time {
            notes.para(note);
        }
        if edited.is_late {
            notes.para(words::entry::LATE);
        }
        if let Some(session) = edited.session.filter(|_| pain.is_some()) {
            let library = context.library();
            let snapshot = PlanSnapshot::on(session.day, context.today, diary, &library)?;
            if let Some(actual) = session.actual() {
                let exercise = library.exercise(&session.exercise)?;
                warn_of_pain(&[exercise], actual, &snapshot, false, context, notes);
            }
        }
        Ok(())
    }))
}

/// An entry that was edited.
struct Edited {
    /// What it says now.
    words: String,
    /// The exercise, where it is one.
    session: Option<ExerciseRecord>,
    /// What the person should know of how its time was read.
    about_time: Option<String>,
    /// Whether it was written more than two days after its day.
    is_late: bool,
}

/// Edits the entry inside a change.
fn edit(change: &mut Change<'_>, args: Args, context: &Context) -> Result<Edited, Failure> {
    let id = args.entry;
    if let Some(stored) = change.rating(id)? {
        // Passed over in silence, an option of the other kind would seem to have worked.
        let of_exercise: Vec<&str> =
            args.session_fields().into_iter().filter(|option| *option != "--side").collect();
        let score = args.pain.and_then(Clearable::into_option);
        let meant = score.map(|score| format!("--score {}", score.typed()));
        refuse(&of_exercise, id, "a pain score", meant.filter(|_| of_exercise == ["--pain"]))?;
        let (rating, about_time) = edited_rating(args, stored.value.clone(), change, context)?;
        change.set_rating(&stored, &rating)?;
        let is_late = day::is_late(rating.day, rating.known_at());
        return Ok(Edited {
            words: rating_line(&rating, context),
            session: None,
            about_time,
            is_late,
        });
    }
    let Some(stored) = change.session(id)? else { return Err(not_to_edit(id, change)?) };
    let of_rating: Vec<&str> =
        args.rating_fields().into_iter().filter(|option| *option != "--side").collect();
    let meant = args.score.map(|score| format!("--pain {}", score.typed()));
    refuse(&of_rating, id, "an exercise", meant.filter(|_| of_rating == ["--score"]))?;
    let (session, about_time) = edited_session(args, stored.value.clone(), context)?;
    change.set_session(&stored, &session)?;
    let is_late = day::is_late(session.day, session.known_at());
    Ok(Edited {
        words: words::entry::exercise_record(&session, context.reader()),
        session: Some(session),
        about_time,
        is_late,
    })
}

/// Why the entry of that number, which is neither a rating nor an exercise, cannot be edited.
fn not_to_edit(id: i64, diary: &Diary) -> Result<Failure, Failure> {
    let is_flare = diary.flare_words()?.iter().any(|word| word.id == id);
    let what = match is_flare {
        true => "a flare",
        false if diary.week_answers()?.iter().any(|answer| answer.id == id) => "a week",
        false => return Ok(no_such_entry(id)),
    };
    let failure = Failure::usage(format!("entry {id} is about {what}, and has nothing to edit."));
    Ok(failure.next(format!("Remove it, and say it as it was: supple remove {id}")))
}

/// Refuses options that belong to the other kind of entry; `meant` is what the one that was typed is
/// called in this kind.
fn refuse(options: &[&str], id: i64, kind: &str, meant: Option<String>) -> Result<(), Failure> {
    let Some(option) = options.first() else { return Ok(()) };
    let next = match meant {
        Some(meant) => format!("Did you mean {meant}?"),
        None => "See what it says: supple history; see what can be changed: supple edit --help"
            .to_owned(),
    };
    Err(Failure::usage(format!("entry {id} is {kind}, and has no {option}.")).next(next))
}

/// The day and moment of an entry after `--on` and `--at`. A new day keeps the time, a new time the
/// day.
fn moved(
    on: Option<&str>,
    at: Option<&str>,
    old: (NaiveDate, Option<DateTime<FixedOffset>>),
    ends_at: NaiveTime,
    context: &Context,
) -> Result<Happened, Failure> {
    let (old_day, old_at) = old;
    let today = day::day_of(context.now.naive_local(), ends_at);
    let day = on.map(|text| when::day(text, today)).transpose()?.unwrap_or(old_day);
    let time: Option<NaiveTime> = match at {
        Some(NONE) => None,
        Some(text) => Some(day_and_time::time(text)?),
        None => old_at.map(|at| at.time()),
    };
    match (time, old_at) {
        // Untouched: the moment stays exactly as it was, in its own offset.
        (Some(_), Some(_)) if on.is_none() && at.is_none() => {
            Ok(Happened { day: old_day, at: old_at, note: None })
        }
        (Some(time), _) => {
            let typed = match (on, at) {
                (None, _) => Typed::Time,
                (Some(_), None) => Typed::Day,
                (Some(_), Some(_)) => Typed::DayAndTime,
            };
            context.clock().moment_on(day, time, typed, ends_at)
        }
        (None, _) => Ok(Happened { day, at: None, note: None }),
    }
}

/// The rating after the changes.
fn edited_rating(
    args: Args,
    old: Rating,
    diary: &Diary,
    context: &Context,
) -> Result<(Rating, Option<String>), Failure> {
    let morning = switched(old.morning, args.morning, args.no_morning);
    let ends_at = context.ends_at(morning);
    // The small hours are of the morning that begins, or of the evening before.
    let old_day = match old.at.filter(|_| morning != old.morning) {
        Some(at) => day::day_of(at.naive_local(), ends_at),
        None => old.day,
    };
    let Happened { day, at, note: about_time } =
        moved(args.on.as_deref(), args.at.as_deref(), (old_day, old.at), ends_at, context)?;
    // Replaced as a whole: in a shell nobody can say which of them is meant.
    let mut places = if args.sites.is_empty() && args.own_sites.is_empty() {
        old.places
    } else {
        places(set(args.sites), args.own_sites, None, Some(diary))?
    };
    if let Some(side) = args.side {
        if places.is_empty() {
            return Err(Failure::usage("--side needs a site, and the entry has none.")
                .next("Add one, such as --site buttock."));
        }
        places.iter_mut().for_each(|each| each.place.side = Some(side));
    }
    let list =
        |new: Vec<Clearable<String>>, old: Vec<String>| if new.is_empty() { old } else { set(new) };
    let rating = args.measures.over(Rating {
        day,
        at,
        whole: args.score.or(old.whole),
        worst: args.worst.map_or(old.worst, Clearable::into_option),
        least: args.least.map_or(old.least, Clearable::into_option),
        morning,
        places,
        feels: list(args.feels, old.feels),
        tags: list(args.tags, old.tags),
        eased: list(args.eased, old.eased),
        medicines: if args.took.is_empty() {
            old.medicines
        } else {
            with_units(
                args.took.into_iter().filter_map(Clearable::into_option).collect(),
                Some(diary),
            )?
        },
        note: args.note.map_or(old.note, Clearable::into_option),
        private: switched(old.private, args.private, args.no_private),
        ..old
    });
    check_scores(&rating, context)?;
    Ok((rating, about_time))
}

/// The session after the changes.
fn edited_session(
    args: Args,
    old: ExerciseRecord,
    context: &Context,
) -> Result<(ExerciseRecord, Option<String>), Failure> {
    let Happened { day, at, note: about_time } = moved(
        args.on.as_deref(),
        args.at.as_deref(),
        (old.day, old.at),
        context.ends_at(false),
        context,
    )?;
    let outcome = match old.outcome.clone() {
        // Done and skipped are two kinds of entry: making one of the other would invent what
        // happened.
        Outcome::Done(_) if args.why.is_some() => {
            return Err(Failure::usage(
                "that exercise was done, so there is no --why of skipping it.",
            )
            .next("Remove the entry and skip the exercise instead, if that is what happened."));
        }
        Outcome::Skipped { .. }
            if args.session_fields().iter().any(|option| *option != "--why") =>
        {
            return Err(Failure::usage(
                "that exercise was skipped, so there is nothing that was done in it.",
            )
            .next("Remove the entry, and tick the exercise off with supple done."));
        }
        Outcome::Done(actual) => {
            let actual = args.actual.over(args.pain, &actual);
            args.actual.check(&actual)?;
            if args.side == Some(Side::Middle) {
                return Err(Failure::usage("an exercise has a left and a right side.")
                    .next("Say --side left, --side right or --side both."));
            }
            if args.side.is_some() {
                check_side(args.side, &context.library().exercise(&old.exercise)?)?;
            }
            let actual = Actual { side: args.side.or(actual.side), ..actual };
            let symptoms =
                if args.symptoms.is_empty() { actual.symptoms } else { set(args.symptoms) };
            Outcome::Done(Actual { symptoms, ..actual })
        }
        Outcome::Skipped { why } => {
            Outcome::Skipped { why: args.why.map_or(why, Clearable::into_option) }
        }
    };
    let note = args.note.map_or(old.note.clone(), Clearable::into_option);
    let private = switched(old.private, args.private, args.no_private);
    Ok((ExerciseRecord { day, at, outcome, note, private, ..old }, about_time))
}
