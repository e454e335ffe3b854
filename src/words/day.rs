//! Days and moments beside others.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::domain::text::date::{self, Reader, days_between};
use crate::domain::text::style::Style;

/// The time of a moment in its own offset, as a person reads it on the page of `day`.
pub fn time_of_day(day: NaiveDate, at: DateTime<FixedOffset>, style: Style) -> String {
    // 02:00 belongs to the evening before; the time alone would read as that day's morning.
    let night = if at.date_naive() == day { "" } else { " that night" };
    format!("{}{night}", style.time(at))
}

/// A day with how far it is: `Tue 1 Dec, in 9 days`; a day that is past stands
/// alone.
pub fn distance(day: NaiveDate, reader: Reader) -> String {
    match days_between(reader.today, day) {
        0 => "today".to_owned(),
        1 => format!("{}, tomorrow", date::short(day, reader)),
        days if days > 1 => format!("{}, in {days} days", date::short(day, reader)),
        _ => date::short(day, reader),
    }
}

/// `yesterday`, or the day.
pub fn yesterday_or(day: NaiveDate, reader: Reader) -> String {
    if days_between(day, reader.today) == 1 {
        "yesterday".to_owned()
    } else {
        date::short(day, reader)
    }
}

/// `today`, or the day.
pub fn today_or(day: NaiveDate, reader: Reader) -> String {
    if day == reader.today { "today".to_owned() } else { date::short(day, reader) }
}
