//! Counting in days, and how a day is written.

use chrono::{Datelike, Days, NaiveDate, Weekday};

pub use super::style::DateStyle;
use super::style::Style;

/// `days` earlier; stays at the calendar's edge instead of leaving it.
pub fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// `days` later; stays at the calendar's edge instead of leaving it.
pub fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The first day of a day's week, where weeks begin on `week_starts`.
pub fn week_of(day: NaiveDate, week_starts: Weekday) -> NaiveDate {
    days_before(day, day.weekday().days_since(week_starts).into())
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Every day from `from` to `to`, both included; empty when `to` is earlier.
pub fn days_in(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

/// Days as numbers, for what is written down and read again by the program itself: as text they take
/// longer to read than all that stands beside them.
pub mod day_number {
    use chrono::{Datelike, NaiveDate};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a day as its number.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        day.num_days_from_ce().serialize(to)
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When it is no day of the calendar.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let day = NaiveDate::from_num_days_from_ce_opt(i32::deserialize(from)?);
        day.ok_or_else(|| D::Error::custom("no day of the calendar"))
    }
}

/// Moments as seconds, and the offset in seconds; for the same.
pub mod seconds {
    use chrono::{DateTime, FixedOffset};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes a moment in whole seconds, as a diary keeps it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn serialize<S: Serializer>(
        moment: &DateTime<FixedOffset>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        (moment.timestamp(), moment.offset().local_minus_utc()).serialize(to)
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When it is no moment of the calendar.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<DateTime<FixedOffset>, D::Error> {
        let (seconds, east) = Deserialize::deserialize(from)?;
        let moment = DateTime::from_timestamp(seconds, 0).zip(FixedOffset::east_opt(east));
        let moment = moment.map(|(moment, offset)| moment.with_timezone(&offset));
        moment.ok_or_else(|| D::Error::custom("no moment of the calendar"))
    }
}

/// The same of moments that may not be known.
pub mod maybe_seconds {
    use super::seconds;
    use chrono::{DateTime, FixedOffset};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Moment(#[serde(with = "seconds")] DateTime<FixedOffset>);

    /// Writes a moment that may not be known.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn serialize<S: Serializer>(
        moment: &Option<DateTime<FixedOffset>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        moment.map(Moment).serialize(to)
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When it is no moment of the calendar.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
        Ok(Option::<Moment>::deserialize(from)?.map(|Moment(moment)| moment))
    }
}

/// The days of the week, from Monday on, as they are typed and stand in the settings.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whom a sentence is for: the present day, whose year goes without saying, and how they like what
/// they read to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The present day.
    pub today: NaiveDate,
    /// How it is written.
    pub style: Style,
}

/// A day alone stands for a reader who set nothing; `--json` is for that reader whatever is set.
impl From<NaiveDate> for Reader {
    fn from(today: NaiveDate) -> Self {
        Self { today, style: Style::default() }
    }
}

/// A day for a person: `Sun 22 Nov`, with the year when it is not the present one.
pub fn short(day: NaiveDate, reader: impl Into<Reader>) -> String {
    format!("{} {}", day.format("%a"), shortest(day, reader))
}

/// The same without its weekday: `22 Nov`.
pub fn shortest(day: NaiveDate, reader: impl Into<Reader>) -> String {
    let Reader { today, style } = reader.into();
    let form = match (style.dates, day.year() == today.year()) {
        (DateStyle::DayFirst, true) => "%-d %b",
        (DateStyle::DayFirst, false) => "%-d %b %Y",
        (DateStyle::MonthFirst, true) => "%b %-d",
        (DateStyle::MonthFirst, false) => "%b %-d, %Y",
        (DateStyle::Iso, _) => "%Y-%m-%d",
    };
    day.format(form).to_string()
}

/// Days from one to another for a title: `30 Aug – 22 Nov 2026`, with what both ends share said
/// once.
pub fn range(from: NaiveDate, to: NaiveDate, style: Style) -> String {
    let style = style.dates;
    let last = to.format(style.form("%-d %b %Y", "%b %-d, %Y")).to_string();
    if from == to {
        return last;
    }
    // What both ends share is written once, but where the month comes first a day alone after it
    // would be read as a year.
    let (same_year, same_month) = (from.year() == to.year(), from.month() == to.month());
    let first = from.format(match (same_year, same_month) {
        (true, true) => style.form("%-d", "%b %-d"),
        (true, false) => style.form("%-d %b", "%b %-d"),
        (false, _) => style.form("%-d %b %Y", "%b %-d, %Y"),
    });
    match (style, same_year && same_month) {
        (DateStyle::MonthFirst, true) => format!("{first} – {}", to.format("%-d, %Y")),
        _ => format!("{first} – {last}"),
    }
}

/// A day in full: `Sunday 22 November 2026`.
pub fn long(day: NaiveDate, style: Style) -> String {
    let style = style.dates;
    let form = style.form("%-d %B %Y", "%B %-d, %Y");
    // English with the month first has a comma on either side of it.
    let comma = if style == DateStyle::MonthFirst { "," } else { "" };
    format!("{}{comma} {}", day.format("%A"), day.format(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day, `2026-11-22`.
    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn days_are_written_as_their_reader_likes() {
        let (day, today) = (day("2025-03-02"), day("2026-11-22"));
        for (style, this_year, last_year) in [
            (DateStyle::DayFirst, "Sun 22 Nov", "Sun 2 Mar 2025"),
            (DateStyle::MonthFirst, "Sun Nov 22", "Sun Mar 2, 2025"),
            (DateStyle::Iso, "Sun 2026-11-22", "Sun 2025-03-02"),
        ] {
            let reader = Reader { today, style: Style { dates: style, ..Style::default() } };
            assert_eq!(
                (short(today, reader), short(day, reader)),
                (this_year.to_owned(), last_year.to_owned())
            );
        }
        assert_eq!(short(day, today), "Sun 2 Mar 2025");
        for (style, one, month, year, years, in_full) in [
            (
                DateStyle::DayFirst,
                "22 Nov 2026",
                "1 – 22 Nov 2026",
                "30 Aug – 22 Nov 2026",
                "2 Mar 2025 – 22 Nov 2026",
                "Sunday 22 November 2026",
            ),
            (
                DateStyle::MonthFirst,
                "Nov 22, 2026",
                "Nov 1 – 22, 2026",
                "Aug 30 – Nov 22, 2026",
                "Mar 2, 2025 – Nov 22, 2026",
                "Sunday, November 22, 2026",
            ),
            (
                DateStyle::Iso,
                "2026-11-22",
                "2026-11-01 – 2026-11-22",
                "2026-08-30 – 2026-11-22",
                "2025-03-02 – 2026-11-22",
                "Sunday 2026-11-22",
            ),
        ] {
            let style = Style { dates: style, ..Style::default() };
            let froms = [today, days_before(today, 21), days_before(today, 84), day];
            assert_eq!(froms.map(|from| range(from, today, style)), [one, month, year, years]);
            assert_eq!(long(today, style), in_full);
        }
    }

    #[test]
    fn a_week_begins_where_a_person_says() {
        let sunday = day("2026-11-22");
        for (starts, first) in [
            (Weekday::Mon, "2026-11-16"),
            (Weekday::Sun, "2026-11-22"),
            (Weekday::Sat, "2026-11-21"),
        ] {
            assert_eq!(week_of(sunday, starts).to_string(), first);
            assert_eq!(week_of(week_of(sunday, starts), starts).to_string(), first);
        }
    }

    #[test]
    fn the_calendars_edge_holds() {
        assert_eq!(days_before(NaiveDate::MIN, 9), NaiveDate::MIN);
        assert_eq!(days_after(NaiveDate::MAX, 9), NaiveDate::MAX);
    }
}
