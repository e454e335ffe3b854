//! `supple history`: what was recorded, newest first.

use std::cmp::Reverse;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::iter;

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::json;
use crate::cli::output::json::diary::EntryView;
use crate::cli::output::page::Page;
use crate::cli::output::{Output, unprinted};
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::flare_word::FlareWord;
use crate::domain::diary::place::{self, Place};
use crate::domain::diary::rating::{Rating, Stored, TagRole};
use crate::domain::diary::score::Score;
use crate::domain::diary::search::Search;
use crate::domain::diary::week_answer::WeekAnswer;
use crate::domain::diary::{day, own_words};
use crate::domain::plan::assignment::Pause;
use crate::domain::text::date::Reader;
use crate::domain::text::suggest;
use crate::store::{DayEntries, Diary, Filter, StoreError};
use crate::words;
use crate::words::day::time_of_day;

/// Entries shown when no range is asked for.
const NEWEST: u32 = 20;

// Arguments of `history`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a day or a range it shows the newest 20 entries; with one, all of it. Whatever else is asked for, an \
                  entry must have all of it.\n\nExamples:\n  supple history --from '4 weeks ago' --min 6\n  \
                  supple history --site buttock:left --tag sitting\n  supple history --text ibuprofen"
)]
pub struct Args {
    /// Of this day alone: yesterday, monday, 2026-11-20
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
    on: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Where it hurt: buttock, or buttock:left
    #[arg(long, value_name = "SITE", value_parser = Place::parse, add = ArgValueCompleter::new(complete::sites))]
    site: Option<Place>,
    /// What came before, what eased it or what it felt like
    #[arg(long, value_name = "TAG", value_parser = own_words::tag, add = ArgValueCompleter::new(complete::tags))]
    tag: Option<String>,
    /// Pain of at least this, also in an exercise
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    min: Option<Score>,
    /// Pain of at most this, also in an exercise
    #[arg(long, value_name = "SCORE", value_parser = Score::parse, allow_negative_numbers = true)]
    max: Option<Score>,
    /// A piece of anything that was written: a note, a tag, a medicine, an exercise
    #[arg(long, value_name = "TEXT", value_parser = own_words::note)]
    text: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Entries that are laid out together, so that the columns of so many lines fit each other: a
/// longer answer has headings again after them.
const LAID_OUT_TOGETHER: usize = 1_000;

/// What was recorded. A rest of the plan has no number: it is changed by `plan`.
enum HistoryEntry {
    Rating(Stored<Rating>),
    Session(Stored<ExerciseRecord>),
    Flare(Stored<FlareWord>),
    Week(Stored<WeekAnswer>),
    Pause(Pause),
}

impl HistoryEntry {
    fn id(&self) -> Option<i64> {
        match self {
            Self::Rating(rating) => Some(rating.id),
            Self::Session(session) => Some(session.id),
            Self::Flare(word) => Some(word.id),
            Self::Week(answer) => Some(answer.id),
            Self::Pause(_) => None,
        }
    }

    /// Its number as it is shown.
    fn number(&self) -> String {
        self.id().map_or("—".to_owned(), |id| id.to_string())
    }

    fn day(&self) -> NaiveDate {
        match self {
            Self::Rating(rating) => rating.value.day,
            Self::Session(session) => session.value.day,
            Self::Flare(word) => word.value.day,
            Self::Week(answer) => answer.value.day,
            Self::Pause(pause) => pause.from,
        }
    }

    fn at(&self) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Rating(rating) => rating.value.at,
            Self::Session(session) => session.value.at,
            // Said of a day as a whole.
            Self::Flare(_) | Self::Week(_) | Self::Pause(_) => None,
        }
    }

    /// When it became known; `None` of a rest, which begins on the day it is said.
    fn known_at(&self) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Rating(rating) => Some(rating.value.known_at()),
            Self::Session(session) => Some(session.value.known_at()),
            Self::Flare(word) => Some(word.value.written_at),
            Self::Week(answer) => Some(answer.value.written_at),
            Self::Pause(_) => None,
        }
    }

    fn is_late(&self) -> bool {
        self.known_at().is_some_and(|known_at| day::is_late(self.day(), known_at))
    }

    /// Newest first: by day, then by moment, then by number. An entry whose time is not known
    /// stands at noon of the clock that it was written by.
    fn order(&self) -> impl Ord + use<> {
        let noon = self.day().and_hms_opt(12, 0, 0).map(|noon| {
            let clock = self.known_at().map_or(0, |known_at| known_at.offset().local_minus_utc());
            noon.and_utc().timestamp() - i64::from(clock)
        });
        let moment = self.at().map(|at| at.timestamp()).or(noon);
        (Reverse(self.day()), Reverse(moment), Reverse(self.id()))
    }

    /// What it says, in a few words, and what else was written with it.
    fn words(&self, reader: Reader) -> (String, String) {
        match self {
            Self::Rating(rating) => words::entry::rating_row(&rating.value, reader.style),
            Self::Session(session) => {
                words::entry::exercise_record_row(&session.value, reader.style)
            }
            Self::Flare(word) => {
                (words::flare::word_row(word.value.change).to_owned(), String::new())
            }
            Self::Week(answer) => words::entry::week_row(&answer.value, reader.style),
            Self::Pause(pause) => words::plan::rest_row(pause, reader),
        }
    }

    /// What it says where it is neither a rating nor an exercise, by which it is searched.
    fn says(&self, reader: Reader) -> String {
        let (what, more) = self.words(reader);
        format!("{what} {more}")
    }
}

impl<'a> From<&'a HistoryEntry> for EntryView<'a> {
    fn from(entry: &'a HistoryEntry) -> Self {
        match entry {
            HistoryEntry::Rating(rating) => Self::Rating(Box::new(rating.into())),
            HistoryEntry::Session(session) => Self::Session(Box::new(session.into())),
            HistoryEntry::Flare(word) => Self::Flare(word.into()),
            HistoryEntry::Week(answer) => Self::WeekAnswer(answer.into()),
            HistoryEntry::Pause(pause) => Self::Pause(pause.into()),
        }
    }
}

/// The words about flares, the answers about weeks and the rests of the plan that begin within a
/// range and are looked for.
fn said(
    diary: &Diary,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    search: &Search,
    reader: Reader,
) -> Result<Vec<HistoryEntry>, Failure> {
    let flares = diary.flare_words()?.into_iter().map(HistoryEntry::Flare);
    let weeks = diary.week_answers()?.into_iter().map(HistoryEntry::Week);
    // One that was taken back on its first day rested no day.
    let rests = diary.pauses()?.into_iter().filter(|pause| pause.to != Some(pause.from));
    let rests = rests.map(HistoryEntry::Pause);
    let is_within = |entry: &HistoryEntry| {
        from.is_none_or(|from| entry.day() >= from) && to.is_none_or(|to| entry.day() <= to)
    };
    let is_found = |entry: &HistoryEntry| {
        let average = match entry {
            HistoryEntry::Week(answer) => answer.value.average,
            _ => None,
        };
        search.finds_other(average, &entry.says(reader))
    };
    Ok(flares
        .chain(weeks)
        .chain(rests)
        .filter(|entry| is_within(entry) && is_found(entry))
        .collect())
}

/// Runs `history`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let on = args.on.as_deref();
    let (from, to) =
        context.clock().range(args.from.as_deref().or(on), args.to.as_deref().or(on))?;
    if let Some((min, max)) = args.min.zip(args.max).filter(|(min, max)| max < min) {
        let [min, max] = [min, max].map(|score| score.shown(context.settings.style()));
        return Err(Failure::usage(format!("no pain is at least {min} and at most {max}."))
            .next("Give the lower one to --min."));
    }
    // One more than is shown, to know whether there are more.
    let newest = (from.is_none() && to.is_none()).then_some(NEWEST + 1);
    let Some(diary) = context.read_diary()? else {
        return if args.json {
            Ok(json::document(&Vec::<EntryView<'_>>::new()))
        } else {
            Ok(context.message("There is no diary yet. Begin one with: supple log"))
        };
    };

    let mut search =
        Search { place: args.site, tag: args.tag, min: args.min, max: args.max, text: args.text };
    // A misspelt site finds nothing, and would read as a place that never hurt.
    if let Some(place) = &mut search.place {
        let site = place.site.clone();
        *place = place::resolve(place.clone(), &diary.sites()?)
            .map_err(|why| Failure::usage(format!("“{site}”: {why}.")))?;
    }
    let filter = Filter { from, to, newest };
    let said = said(&diary, (from, to), &search, context.reader())?;
    let mut more = false;
    let (entries, is_begun) = if newest.is_some() {
        let mut entries = newest_entries(&diary, filter, &search, said)?;
        more = entries.len() > NEWEST as usize;
        entries.truncate(NEWEST as usize);
        (entries, false)
    } else {
        match print_all(&diary, filter, &search, said, args.json, context) {
            Ok(left) => left,
            Err(Stopped::Unread(error)) => return Err(error.into()),
            // Whoever has gone has had enough.
            Err(Stopped::Unprinted(error)) if error.kind() == ErrorKind::BrokenPipe => {
                return Ok(Output::default());
            }
            Err(Stopped::Unprinted(error)) => return Err(Failure::could_not(unprinted(&error))),
        }
    };

    if args.json {
        return Ok(match newest {
            Some(_) => json::document(&entries.iter().map(EntryView::from).collect::<Vec<_>>()),
            None => Output::default(),
        });
    }
    let mut page = context.page();
    show(&entries, context, &mut page);
    let mut talk = context.page();
    if entries.is_empty() && !is_begun {
        talk.para(match (search.is_empty(), newest) {
            (true, Some(_)) => "Nothing is recorded yet.",
            (true, None) => "Nothing was recorded in that time.",
            (false, Some(_)) => "Nothing that is recorded fits.",
            (false, None) => "Nothing that was recorded in that time fits.",
        });
        // Tags are the person's own words: an empty answer is most often a slip in one.
        let near = search
            .tag
            .as_ref()
            .map(|tag| known_tags(&diary).map(|known| nearest(tag, &known)))
            .transpose()?;
        if let Some(near) = near.filter(|near| !near.is_empty()) {
            talk.para(&format!("Did you mean {}?", near.join(" or ")));
        }
    } else if more {
        talk.para(&format!("These are the newest {NEWEST}. For more add --from '4 weeks ago'"));
    }
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// The newest entries that are looked for.
fn newest_entries(
    diary: &Diary,
    filter: Filter,
    search: &Search,
    said: Vec<HistoryEntry>,
) -> Result<Vec<HistoryEntry>, Failure> {
    let ratings = diary.ratings_that(filter, |rating| search.finds_rating(rating))?;
    let sessions = diary.sessions_that(filter, |session| search.finds_session(session))?;
    let ratings = ratings.into_iter().map(HistoryEntry::Rating);
    let sessions = sessions.into_iter().map(HistoryEntry::Session);
    let mut entries: Vec<HistoryEntry> = ratings.chain(sessions).chain(said).collect();
    entries.sort_by_cached_key(HistoryEntry::order);
    Ok(entries)
}

/// Why not all entries were printed.
enum Stopped {
    /// The diary cannot be read.
    Unread(StoreError),
    /// Nobody takes them.
    Unprinted(io::Error),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Unread(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Unprinted(error)
    }
}

/// Prints all entries of a range that are looked for while they are read, because there may be a
/// million: as JSON all of them, else as many as are laid out together each time. Returns those
/// that are left, and whether any were printed.
fn print_all(
    diary: &Diary,
    filter: Filter,
    search: &Search,
    said: Vec<HistoryEntry>,
    as_json: bool,
    context: &Context,
) -> Result<(Vec<HistoryEntry>, bool), Stopped> {
    let mut out = BufWriter::new(io::stdout().lock());
    if as_json {
        let mut list = json::List::new(out);
        each_entry(diary, filter, search, said, |entry| Ok(list.put(&EntryView::from(&entry))?))?;
        list.end()?;
        return Ok((Vec::new(), true));
    }
    let (mut entries, mut is_begun) = (Vec::new(), false);
    each_entry(diary, filter, search, said, |entry| {
        if entries.len() == LAID_OUT_TOGETHER {
            let mut page = context.page();
            show(&entries, context, &mut page);
            out.write_all(page.text().as_bytes())?;
            entries.clear();
            is_begun = true;
        }
        entries.push(entry);
        Ok(())
    })?;
    out.flush()?;
    Ok((entries, is_begun))
}

/// Gives all entries of a range that are looked for, newest first; `said` are those that are neither
/// ratings nor exercises.
fn each_entry(
    diary: &Diary,
    filter: Filter,
    search: &Search,
    mut said: Vec<HistoryEntry>,
    mut take: impl FnMut(HistoryEntry) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    said.sort_by_cached_key(HistoryEntry::order);
    let mut said = said.into_iter().peekable();
    diary.each_day_of_entries(filter, |DayEntries { day, mut ratings, mut sessions }| {
        ratings.retain(|rating| search.finds_rating(&rating.value));
        sessions.retain(|session| search.finds_session(&session.value));
        let ratings = ratings.into_iter().map(HistoryEntry::Rating);
        let sessions = sessions.into_iter().map(HistoryEntry::Session);
        // What was said of later days stands before those of the day.
        let said = iter::from_fn(|| said.next_if(|entry| entry.day() >= day));
        let mut entries: Vec<HistoryEntry> = ratings.chain(sessions).chain(said).collect();
        entries.sort_by_cached_key(HistoryEntry::order);
        entries.into_iter().try_for_each(&mut take)
    })?;
    said.try_for_each(take)
}

/// Every tag of the diary.
fn known_tags(diary: &Diary) -> Result<Vec<String>, Failure> {
    let roles = [TagRole::Before, TagRole::Eased, TagRole::Feels];
    Ok(roles.iter().map(|role| diary.tags(*role)).collect::<Result<Vec<_>, _>>()?.concat())
}

/// The tags that one which is not there may have been meant for.
fn nearest(tag: &str, known: &[String]) -> Vec<String> {
    let others = known.iter().map(String::as_str).filter(|known| *known != tag);
    suggest::closest(tag, others).into_iter().map(str::to_owned).collect()
}

/// When an entry was, as a day and a time, and whether it was written late.
fn day_and_time(entry: &HistoryEntry, context: &Context) -> (String, String) {
    let style = context.settings.style();
    let time = entry.at().map_or("—".to_owned(), |at| time_of_day(entry.day(), at, style));
    let late = if entry.is_late() { " late" } else { "" };
    (context.day(entry.day()), format!("{time}{late}"))
}

/// Lays the entries out: as a table where there is room, else as a list.
fn show(entries: &[HistoryEntry], context: &Context, page: &mut Page) {
    if page.has_room_for_table() && !entries.is_empty() {
        let rows = entries.iter().map(|entry| {
            let (day, time) = day_and_time(entry, context);
            let (what, more) = entry.words(context.reader());
            vec![entry.number(), day, time, what, more]
        });
        page.table(&["entry", "day", "time", "what", ""], rows.collect());
        return;
    }
    for entry in entries {
        let (day, time) = day_and_time(entry, context);
        let (what, more) = entry.words(context.reader());
        page.item(&entry.number(), &format!("{day} {time}: {what}"));
        if !more.is_empty() {
            page.indented(3, &more);
        }
    }
}
