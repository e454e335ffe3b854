//! Which day a moment counts for, and how a day is written.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::text::date::{days_after, days_before};

/// When a day ends unless a person sets it: anything earlier in the night still belongs to the
/// evening before (04:00). Design choice: a score logged at 02:00 is about the day that has not
/// been slept off yet.
///
/// Whether an entry is late, and since when a past decision could know of it, always goes by this
/// end: another setting must not change what was said of days that have gone by.
pub const DAY_ENDS_AT: NaiveTime = NaiveTime::from_hms_opt(4, 0, 0).expect("04:00 is a time");

/// When a day ends for a rating. A morning check counts for the calendar's day from midnight on:
/// whoever says that it is morning has slept, and what was done the evening before is asked about
/// on the day that follows. Design choice, as the day's end itself is.
pub fn ends_at(morning: bool, day_ends_at: NaiveTime) -> NaiveTime {
    if morning { NaiveTime::MIN } else { day_ends_at }
}

/// When a morning is over: from 11:00 on nobody is asked for a morning check any more, and no score
/// is taken for one. Design choice: after some hours on the feet it says little about the night.
pub const MORNING_ENDS_AT: NaiveTime = NaiveTime::from_hms_opt(11, 0, 0).expect("11:00 is a time");

/// The day a local clock time counts for.
pub fn day_of(local: NaiveDateTime, day_ends_at: NaiveTime) -> NaiveDate {
    if local.time() < day_ends_at { days_before(local.date(), 1) } else { local.date() }
}

/// The local clock time of `time` on the diary's day `day`: a time before the day's end is in the
/// night that follows it.
pub fn local_time_on(day: NaiveDate, time: NaiveTime, day_ends_at: NaiveTime) -> NaiveDateTime {
    if time < day_ends_at { days_after(day, 1).and_time(time) } else { day.and_time(time) }
}

/// Whether an entry about `day` was written more than 48 hours after the day's usual end, which no
/// setting moves: recall is inflated by then, so such entries are marked (`[seen: PMC2617790]` for
/// the effect; the 48 hours are a design choice).
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
    fn an_entry_is_late_after_two_days() {
        let day = local("2026-11-20 12:00").date();
        let written = |text: &str| DateTime::parse_from_rfc3339(text).expect(text);
        assert!(!is_late(day, written("2026-11-21T09:00:00+01:00")));
        assert!(!is_late(day, written("2026-11-23T03:59:00+01:00")));
        assert!(is_late(day, written("2026-11-23T04:01:00+01:00")));
    }
}
