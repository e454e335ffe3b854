//! The clock and the time zone: moments for what a person typed.

use chrono::{
    DateTime, Datelike, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone,
};

use crate::cli::failure::Failure;
use crate::domain::diary::day;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::when;

/// Years in which a diary may be kept: outside them a day or a moment could not be written as the
/// diary writes it.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9998;

/// The present moment in the local zone: `SUPPLE_NOW` where it is set, else the machine's clock.
pub fn now() -> Result<DateTime<FixedOffset>, Failure> {
    zone_can_be_read()?;
    let now = match std::env::var("SUPPLE_NOW") {
        Err(_) => Local::now(),
        Ok(text) => DateTime::parse_from_rfc3339(&text)
            .map_err(|_| {
                Failure::usage(format!("SUPPLE_NOW is “{text}”, which is not a moment."))
                    .next("Write it like 2026-11-22T14:30:00+01:00, or unset it.")
            })?
            .with_timezone(&Local),
    };
    // A clock in 1970 is a flat battery; entries written by it could never be put in order again.
    if !YEARS.contains(&now.year()) {
        let shown = now.format("%-d %b %Y");
        return Err(Failure::could_not(format!(
            "the clock says {shown}, and that cannot be right."
        ))
        .next("Set the clock, and try again."));
    }
    // Seconds are as fine as a diary gets, and what the file holds.
    Ok(DateTime::from_timestamp(now.timestamp(), 0)
        .map_or(now, |whole| whole.with_timezone(&Local))
        .fixed_offset())
}

/// The largest file of a time zone that is read, in bytes; the system's own have 4 kB at most.
#[cfg(unix)]
const ZONE_MAX: u64 = 64 * 1024;

/// Where chrono looks for the zone that `TZ` names, in this order.
#[cfg(unix)]
const ZONE_FOLDERS: [&str; 4] =
    ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];

/// Fails where `TZ` names something that cannot be read as a file of a time zone, or not to its
/// end.
///
/// chrono reads `TZ` by itself, and all of whatever it names: for a pipe it would wait without
/// end, and a device would fill the memory. So the same paths are looked at before it does. What
/// names no file is a rule such as `CET-1CEST`, or is refused.
#[cfg(unix)]
fn zone_can_be_read() -> Result<(), Failure> {
    use crate::library::{ReadFailure, read_bounded};
    use std::path::Path;
    // chrono sees only what is Unicode; of these two it names no file that TZ could choose.
    let Some(zone) =
        std::env::var("TZ").ok().filter(|zone| !zone.is_empty() && zone != "localtime")
    else {
        return Ok(());
    };
    let name = Path::new(zone.strip_prefix(':').unwrap_or(&zone));
    // An absolute path takes the folder's place in a join.
    let folders = if name.is_absolute() { &ZONE_FOLDERS[..1] } else { &ZONE_FOLDERS };
    for path in folders.iter().map(|folder| Path::new(folder).join(name)) {
        match read_bounded(&path, ZONE_MAX) {
            Ok(_) => return Ok(()),
            // What cannot be opened is not there for chrono either, but it would wait for what has
            // nothing to read yet.
            Err(ReadFailure::Refused(error)) if error.kind() != std::io::ErrorKind::WouldBlock => {}
            Err(unread) => {
                let what = format!("TZ names {}, which {unread}.", path.display());
                return Err(Failure::usage(what).next(
                    "Set TZ to a zone such as Europe/Berlin, or unset it to use this machine's.",
                ));
            }
        }
    }
    if is_rule(&zone) {
        return Ok(());
    }
    // chrono would go by UTC without a word, and late scores would be of the day before.
    let what = format!("TZ is “{zone}”, and there is no such time zone on this machine.");
    Err(Failure::usage(what)
        .next("Set TZ to a zone such as Europe/Berlin, or unset it to use this machine's."))
}

/// Whether a zone is spelt out, as in `CET-1CEST` or `<+03>-3`, or needs no table.
#[cfg(unix)]
fn is_rule(zone: &str) -> bool {
    let zone = zone.strip_prefix(':').unwrap_or(zone);
    let after_name = match zone.strip_prefix('<') {
        Some(rest) => rest.split_once('>').map(|(_, after)| after),
        None => zone
            .find(|c: char| !c.is_ascii_alphabetic())
            .filter(|letters| *letters >= 3)
            .map(|letters| &zone[letters..]),
    };
    let has_offset = after_name.is_some_and(|after| {
        after.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
    });
    has_offset || matches!(zone, "UTC" | "GMT" | "Etc/UTC" | "Etc/GMT")
}

/// What the time zone is called, and how far it is from UTC: `Europe/Berlin, +01:00`.
pub fn zone(now: DateTime<FixedOffset>) -> String {
    // Elsewhere it is not what the clock goes by.
    let named = std::env::var("TZ").ok().filter(|zone| cfg!(unix) && !zone.is_empty());
    let name = named.unwrap_or_else(|| "this machine's".to_owned());
    format!("{name}, {}", now.format("%:z"))
}

/// On other systems chrono asks the system, and not `TZ`.
#[cfg(not(unix))]
fn zone_can_be_read() -> Result<(), Failure> {
    Ok(())
}

/// The farthest day that is looked ahead to: a year from now, and by then much will be otherwise.
const AHEAD_DAYS: i64 = 366;

/// The moment some time after another, in whole seconds. A run that lasts longer than a breath
/// reads the clock once all the same, and counts on from there: a clock that is set meanwhile
/// cannot move what it records.
pub fn after(moment: DateTime<FixedOffset>, elapsed: std::time::Duration) -> DateTime<FixedOffset> {
    let seconds = i64::try_from(elapsed.as_secs()).unwrap_or(0);
    let later = moment.checked_add_signed(chrono::TimeDelta::seconds(seconds)).unwrap_or(moment);
    later.with_timezone(&Local).fixed_offset()
}

/// What was typed of a day and a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// The time alone.
    Time,
    /// The day alone, beside a time that an entry has.
    Day,
    /// Both.
    DayAndTime,
}

/// When something happened, as far as it is known.
#[derive(Debug, Clone)]
pub struct Happened {
    /// The day it counts for.
    pub day: NaiveDate,
    /// The moment, when a time was given or it is now.
    pub at: Option<DateTime<FixedOffset>>,
    /// What the person should know about how it was read; most often empty.
    pub note: Option<String>,
}

/// The clock of a run, which was read once, and how its days are told.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The moment of the run, in the local zone.
    pub now: DateTime<FixedOffset>,
    /// The diary's day it falls on, and how days are written.
    pub reader: Reader,
}

impl Clock {
    /// The first and the last day that `--from` and `--to` name; `None` where none was named.
    pub fn range(
        self,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Failure> {
        let day = |text: Option<&str>| {
            // A range only shows, and “5 dec” has been where it looks back.
            text.map(|text| when::latest_day(text, self.reader.today)).transpose()
        };
        match (day(from)?, day(to)?) {
            (Some(from), Some(to)) if to < from => {
                Err(Failure::usage(format!("the range ends on {to}, before it begins on {from}."))
                    .next("Give the earlier day to --from."))
            }
            range => Ok(range),
        }
    }

    /// The moment that `--on` and `--at` name. Neither means now; a day alone leaves the time open,
    /// unless it is today; a time alone is the last such time, within the last day. A day ends at
    /// `ends_at`.
    pub fn happened(
        self,
        on: Option<NaiveDate>,
        at: Option<NaiveTime>,
        ends_at: NaiveTime,
    ) -> Result<Happened, Failure> {
        let today = day::day_of(self.now.naive_local(), ends_at);
        match (on, at) {
            (None, None) => Ok(Happened { day: today, at: Some(self.now), note: None }),
            // “Yesterday” says nothing of the hour, and a guess would be drawn as one.
            (Some(day), None) => Ok(Happened {
                day,
                at: (day == today).then_some(self.now),
                note: self.long_ago(day, today),
            }),
            // A time alone was today, or last night for whoever logs after midnight.
            (None, Some(time)) => self.last(today, time, ends_at),
            (Some(day), Some(time)) => {
                let happened = self.moment_on(day, time, Typed::DayAndTime, ends_at)?;
                let notes = [
                    happened.note.clone(),
                    self.which_night(&happened, day, time),
                    self.long_ago(day, today),
                ];
                let note =
                    notes.into_iter().flatten().reduce(|one, other| format!("{one} {other}"));
                Ok(Happened { note, ..happened })
            }
        }
    }

    /// Says which night a small hour of a day is of, because the calendar calls it the next day.
    fn which_night(self, happened: &Happened, day: NaiveDate, time: NaiveTime) -> Option<String> {
        let date = happened.at?.date_naive();
        (date != day).then(|| {
            format!(
                "That is the night from {} to {}: a day goes on until it ends at night. If the \
                     night before was meant, give --on {} --at {}.",
                self.day(day),
                self.day(date),
                date::days_before(day, 1),
                time.format("%H:%M")
            )
        })
    }

    /// Says how long ago a day was, where that is more than a year and may be a slip of the year.
    fn long_ago(self, day: NaiveDate, today: NaiveDate) -> Option<String> {
        let years = today.years_since(day).filter(|years| *years > 0)?;
        let years =
            if years == 1 { "more than a year".to_owned() } else { format!("{years} years") };
        Some(format!("That day is {years} ago. If the year is a slip, supple undo takes it back."))
    }

    /// The last time the clock showed `time`: on the clock's own date, or in the night after an
    /// evening that the diary still counts as today. An evening before that is named by its day,
    /// because a slip of the hand would otherwise go back a whole day unseen.
    fn last(
        self,
        today: NaiveDate,
        time: NaiveTime,
        ends_at: NaiveTime,
    ) -> Result<Happened, Failure> {
        let date = self.now.date_naive();
        let evening = today.and_time(time);
        if date.and_time(time) > self.now.naive_local() && evening <= self.now.naive_local() {
            self.local(evening, Typed::Time, ends_at)
        } else {
            self.local(date.and_time(time), Typed::Time, ends_at)
        }
    }

    /// The moment of a time on a day of the diary, of which `typed` was typed.
    pub fn moment_on(
        self,
        day: NaiveDate,
        time: NaiveTime,
        typed: Typed,
        ends_at: NaiveTime,
    ) -> Result<Happened, Failure> {
        self.local(day::local_time_on(day, time, ends_at), typed, ends_at)
    }

    /// The moment when local clocks showed `shown`. Where clocks are put forward some times never
    /// come, and where they are put back some come twice.
    fn local(
        self,
        shown: NaiveDateTime,
        typed: Typed,
        ends_at: NaiveTime,
    ) -> Result<Happened, Failure> {
        let (text, date) = (self.reader.style.time(shown), self.day(shown.date()));
        // What the zone's tables offer is taken only where it shows that very time again: at the
        // edges of a change they also offer moments that were never on a clock.
        let offered = Local.from_local_datetime(&shown);
        let offered = [offered.earliest(), offered.latest()]
            .into_iter()
            .flatten()
            .map(|at| at.fixed_offset());
        let mut moments: Vec<DateTime<FixedOffset>> =
            offered.filter(|at| at.with_timezone(&Local).naive_local() == shown).collect();
        moments.sort();
        moments.dedup();
        let Some(at) = moments.first().copied() else {
            return Err(Failure::usage(format!(
                "there was no {text} on {date}: the clocks were put forward over it."
            ))
            .next("Give a time from before or after, such as an hour later."));
        };
        // A score of a moment to come is a slip, most often of an evening that is typed after
        // midnight.
        if at > self.now {
            let failure = Failure::usage(format!("{text} on {date} is still to come."));
            let yesterday =
                self.day(date::days_before(day::day_of(self.now.naive_local(), ends_at), 1));
            return Err(failure.next(match typed {
                Typed::Time => format!("For {yesterday} add --on yesterday."),
                Typed::Day => {
                    "Say at which time it was, or leave that open: --at TIME, or --at none"
                        .to_owned()
                }
                Typed::DayAndTime => {
                    format!("Give an earlier time, or for {yesterday}: --on yesterday")
                }
            }));
        }
        let note = (moments.len() > 1).then(|| {
            format!(
                "The clocks were put back on {date}, so {text} came twice; this is kept as the \
                 first."
            )
        });
        Ok(Happened { day: day::day_of(shown, ends_at), at: Some(at), note })
    }

    /// The day to be looked at: today, one before it, or one of the year to come.
    pub fn day_to_see(self, on: Option<&str>) -> Result<NaiveDate, Failure> {
        let today = self.reader.today;
        // It can be looked up ahead; nothing is recorded by it.
        let day = on.map_or(Ok(today), |text| when::ahead(text, today, today))?;
        if date::days_between(today, day) <= AHEAD_DAYS {
            Ok(day)
        } else {
            Err(Failure::usage(format!(
                "{} is more than a year ahead.",
                day.format("%a %-d %b %Y")
            ))
            .next("Give a day of the year to come, or an earlier one."))
        }
    }

    /// A day for a person.
    fn day(self, day: NaiveDate) -> String {
        date::short(day, self.reader)
    }
}
