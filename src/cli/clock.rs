//! The clock and the time zone: moments for what a person typed.

use chrono::{DateTime, FixedOffset, Local, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::failure::Failure;
use super::world::World;
use crate::domain::day::{self, DAY_ENDS_AT};
use crate::domain::when;

/// The present moment in the local zone: `SUPPLE_NOW` where it is set, else the machine's clock.
pub fn now() -> Result<DateTime<FixedOffset>, Failure> {
    let now = match std::env::var("SUPPLE_NOW") {
        Err(_) => Local::now(),
        Ok(text) => DateTime::parse_from_rfc3339(&text)
            .map_err(|error| {
                Failure::usage(format!("SUPPLE_NOW is “{text}”, which is not a moment ({error})."))
                    .next("Write it like 2026-11-22T14:30:00+01:00, or unset it.")
            })?
            .with_timezone(&Local),
    };
    // Seconds are as fine as a diary gets, and what the file holds.
    Ok(DateTime::from_timestamp(now.timestamp(), 0).map_or(now, |whole| whole.with_timezone(&Local)).fixed_offset())
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

/// The moment that `--on` and `--at` name. Neither means now; a day alone leaves the time open, unless it is
/// today; a time alone is the last such time of the clock's own date.
pub fn happened(world: &World, on: Option<&str>, at: Option<&str>) -> Result<Happened, Failure> {
    let day = on.map(|text| when::day(text, world.today)).transpose()?;
    let time = at.map(when::time).transpose()?;
    match (day, time) {
        (None, None) => Ok(Happened { day: world.today, at: Some(world.now), note: None }),
        (Some(day), None) => Ok(Happened { day, at: (day == world.today).then_some(world.now), note: None }),
        (None, Some(time)) => local(world, world.now.date_naive().and_time(time)),
        (Some(day), Some(time)) => local(world, day::local_time_on(day, time, DAY_ENDS_AT)),
    }
}

/// The moment of a time on a day that is already in the diary.
pub fn moment_on(world: &World, day: NaiveDate, time: NaiveTime) -> Result<Happened, Failure> {
    local(world, day::local_time_on(day, time, DAY_ENDS_AT))
}

/// The moment when local clocks showed `shown`. Where clocks are put forward some times never come, and
/// where they are put back some come twice.
fn local(world: &World, shown: NaiveDateTime) -> Result<Happened, Failure> {
    let text = shown.format("%H:%M");
    let (at, note) = match Local.from_local_datetime(&shown) {
        LocalResult::Single(at) => (at, None),
        LocalResult::Ambiguous(first, _) => {
            let date = world.day(shown.date());
            (
                first,
                Some(format!("The clocks were put back on {date}, so {text} came twice; this is kept as the first.")),
            )
        }
        LocalResult::None => {
            let date = world.day(shown.date());
            return Err(Failure::usage(format!("there was no {text} on {date}: the clocks were put forward over it."))
                .next("Give a time from before or after, such as an hour later."));
        }
    };
    if at > world.now {
        let date = world.day(shown.date());
        return Err(
            Failure::usage(format!("{text} on {date} is still to come.")).next("For last night, add --on yesterday.")
        );
    }
    Ok(Happened { day: day::day_of(shown, DAY_ENDS_AT), at: Some(at.fixed_offset()), note })
}

/// The local time of a moment in its own offset, as a person reads it.
pub fn time_of_day(at: DateTime<FixedOffset>) -> String {
    at.format("%H:%M").to_string()
}
