//! Which day a moment counts for, and how a day is written.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::settings::Reader;

/// When a day ends unless a person sets it: anything earlier in the night still belongs to the evening before (04:00).
/// Design choice: a score logged at 02:00 is about the day that has not been slept off yet.
///
/// Whether an entry is late, and since when a past decision could know of it, always goes by this end: another setting
/// must not change what was said of days that have gone by.
pub const DAY_ENDS_AT: NaiveTime = NaiveTime::from_hms_opt(4, 0, 0).expect("04:00 is a time");

/// When a day ends for a rating. A morning check counts for the calendar's day from midnight on: whoever says that
/// it is morning has slept, and what was done the evening before is asked about on the day that follows. Design
/// choice, as the day's end itself is.
pub fn ends_at(morning: bool, day_ends_at: NaiveTime) -> NaiveTime {
    if morning { NaiveTime::MIN } else { day_ends_at }
}

/// The day a local clock time counts for.
pub fn day_of(local: NaiveDateTime, day_ends_at: NaiveTime) -> NaiveDate {
    match local.time() < day_ends_at {
        true => days_before(local.date(), 1),
        false => local.date(),
    }
}

/// The local clock time of `time` on the diary's day `day`: a time before the day's end is in the night
/// that follows it.
pub fn local_time_on(day: NaiveDate, time: NaiveTime, day_ends_at: NaiveTime) -> NaiveDateTime {
    match time < day_ends_at {
        true => days_after(day, 1).and_time(time),
        false => day.and_time(time),
    }
}

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
    use chrono::Datelike;
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

/// How days are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `Sun 22 Nov`.
    DayFirst,
    /// `Sun Nov 22`.
    MonthFirst,
    /// `Sun 2026-11-22`, always with the year.
    Iso,
}

impl DateStyle {
    /// Every style with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::DayFirst, "day-first"), (Self::MonthFirst, "month-first"), (Self::Iso, "iso")];

    /// How a day is written: in one of two forms of chrono's, or as `2026-11-22`.
    pub fn form(self, day_first: &'static str, month_first: &'static str) -> &'static str {
        match self {
            Self::DayFirst => day_first,
            Self::MonthFirst => month_first,
            Self::Iso => "%Y-%m-%d",
        }
    }
}

/// A day for a person: `Sun 22 Nov`, with the year when it is not the present one.
pub fn short(day: NaiveDate, reader: impl Into<Reader>) -> String {
    use chrono::Datelike;
    let Reader { today, date_style, .. } = reader.into();
    let form = match (date_style, day.year() == today.year()) {
        (DateStyle::DayFirst, true) => "%a %-d %b",
        (DateStyle::DayFirst, false) => "%a %-d %b %Y",
        (DateStyle::MonthFirst, true) => "%a %b %-d",
        (DateStyle::MonthFirst, false) => "%a %b %-d, %Y",
        (DateStyle::Iso, _) => "%a %Y-%m-%d",
    };
    day.format(form).to_string()
}

/// Days from one to another for a title: `30 Aug – 22 Nov 2026`, with what both ends share said once.
pub fn range(from: NaiveDate, to: NaiveDate, style: DateStyle) -> String {
    use chrono::Datelike;
    let last = to.format(style.form("%-d %b %Y", "%b %-d, %Y")).to_string();
    if from == to {
        return last;
    }
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
pub fn long(day: NaiveDate, style: DateStyle) -> String {
    let form = style.form("%-d %B %Y", "%B %-d, %Y");
    let comma = if style == DateStyle::MonthFirst { "," } else { "" };
    format!("{}{comma} {}", day.format("%A"), day.format(form))
}

/// Whether an entry about `day` was written more than 48 hours after the day's usual end, which no setting moves:
/// recall is inflated by then, so such entries are marked (`[seen: PMC2617790]` for the effect; the 48 hours are a
/// design choice).
pub fn is_late(day: NaiveDate, written_at: DateTime<FixedOffset>) -> bool {
    written_at.naive_local() > days_after(day, 3).and_time(DAY_ENDS_AT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A local time, `2026-11-22 02:00`.
    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect(text)
    }

    #[test]
    fn the_small_hours_belong_to_the_evening_before() {
        for (at, day) in [
            ("2026-11-22 02:00", "2026-11-21"),
            ("2026-11-22 03:59", "2026-11-21"),
            ("2026-11-22 04:00", "2026-11-22"),
            ("2026-11-22 23:59", "2026-11-22"),
            ("2024-03-01 01:00", "2024-02-29"),
            ("2026-01-01 00:30", "2025-12-31"),
        ] {
            assert_eq!(day_of(local(at), DAY_ENDS_AT).to_string(), day, "{at}");
        }
    }

    #[test]
    fn a_time_on_a_day_counts_for_that_day() {
        let day = local("2026-11-21 12:00").date();
        for hour in 0..24 {
            let time = NaiveTime::from_hms_opt(hour, 30, 0).expect("an hour");
            assert_eq!(
                day_of(local_time_on(day, time, DAY_ENDS_AT), DAY_ENDS_AT),
                day,
                "{hour}:30"
            );
        }
    }

    #[test]
    fn days_are_written_as_their_reader_likes() {
        let (day, today) = (local("2025-03-02 12:00").date(), local("2026-11-22 12:00").date());
        for (style, this_year, last_year) in [
            (DateStyle::DayFirst, "Sun 22 Nov", "Sun 2 Mar 2025"),
            (DateStyle::MonthFirst, "Sun Nov 22", "Sun Mar 2, 2025"),
            (DateStyle::Iso, "Sun 2026-11-22", "Sun 2025-03-02"),
        ] {
            let reader = Reader { date_style: style, ..today.into() };
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
            let froms = [today, days_before(today, 21), days_before(today, 84), day];
            assert_eq!(froms.map(|from| range(from, today, style)), [one, month, year, years]);
            assert_eq!(long(today, style), in_full);
        }
    }

    #[test]
    fn an_entry_is_late_after_two_days() {
        let day = local("2026-11-20 12:00").date();
        let written = |text: &str| DateTime::parse_from_rfc3339(text).expect(text);
        assert!(!is_late(day, written("2026-11-21T09:00:00+01:00")));
        assert!(!is_late(day, written("2026-11-23T03:59:00+01:00")));
        assert!(is_late(day, written("2026-11-23T04:01:00+01:00")));
    }

    #[test]
    fn a_week_begins_where_a_person_says() {
        let sunday = local("2026-11-22 12:00").date();
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
