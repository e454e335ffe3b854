//! Dates and times as other programs and people write them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use super::recipe::DateOrder;

/// A cell with a date, as far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A date, and perhaps a time, both as clocks there showed them.
    Local(NaiveDate, Option<NaiveTime>),
    /// A moment with its offset from UTC.
    Moment(DateTime<FixedOffset>),
    /// A moment that knows no place: it was counted from 1970 on, or in UTC.
    Instant(DateTime<Utc>),
}

/// Whether a date does not say by itself which of its numbers is the day.
pub fn needs_order(text: &str) -> bool {
    numbers_of(text)
        .is_some_and(|(first, second, _)| first <= 12 && second <= 12 && first != second)
}

/// The order that a date can only have; `None` where it can have both or is another kind.
pub fn order_of(text: &str) -> Option<DateOrder> {
    match numbers_of(text)? {
        (first, second, _) if first > 12 && second <= 12 => Some(DateOrder::DayFirst),
        (first, second, _) if second > 12 && first <= 12 => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The three numbers of a date like `11/22/2026` at the beginning of a text.
fn numbers_of(text: &str) -> Option<(u32, u32, i32)> {
    let date = text.split_whitespace().next()?;
    let separator = ['/', '-'].into_iter().find(|separator| date.contains(*separator))?;
    let parts: Vec<&str> = date.split(separator).collect();
    let [first, second, year] = parts[..] else { return None };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    (is_short(first) && is_short(second))
        .then(|| Some((first.parse().ok()?, second.parse().ok()?, self::year(year)?)))
        .flatten()
}

/// A year of four digits, or of two.
fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Reads a cell with a date. `order` says which number is the day where the date does not; `beside`
/// is the year of another column, for dates without one.
///
/// # Errors
/// A part of a sentence that says what is wrong with it.
pub fn when(text: &str, order: Option<DateOrder>, beside: Option<i32>) -> Result<When, String> {
    let text = text.trim().trim_matches('\u{a0}');
    let wrong = || {
        // The days since 1900, from 1968 to 2064.
        let is_count = text.parse::<f64>().is_ok_and(|days| (25_000.0..60_000.0).contains(&days));
        let more = if is_count { ", but a count of days; show the column as dates" } else { "" };
        format!("“{text}” is no date{more}")
    };
    if let Some(instant) = epoch(text) {
        return Ok(When::Instant(instant));
    }
    if let Some(found) = iso(text) {
        return Ok(found);
    }
    // 22.11.2026 is only written in countries where the day is first.
    if let Some((date, rest)) = dotted(text) {
        return with_time(date.ok_or_else(wrong)?, rest).ok_or_else(wrong);
    }
    if let Some((first, second, year)) = numbers_of(text) {
        let order = order_of(text).or(order).or((first == second).then_some(DateOrder::DayFirst));
        let (day, month) = match order {
            Some(DateOrder::DayFirst) => (first, second),
            Some(DateOrder::MonthFirst) => (second, first),
            None => {
                return Err(format!(
                    "“{text}” may be two dates; say --dates day-first or --dates month-first"
                ));
            }
        };
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(wrong)?;
        let rest = text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        return with_time(date, rest).ok_or_else(wrong);
    }
    named(text, beside).ok_or_else(wrong)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<DateTime<Utc>> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9 | 10 => DateTime::from_timestamp(number, 0),
        12 | 13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// `2026-11-22`, with or without a time and an offset.
fn iso(text: &str) -> Option<When> {
    let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    let rest = text[10..].trim_start_matches(['T', 't', ' ', ',']);
    if let Some(local) = rest.strip_suffix(['Z', 'z']).or(rest.strip_suffix(" UTC")) {
        let time = time(local.trim())?;
        return Some(When::Instant(date.and_time(time).and_utc()));
    }
    // The sign of the offset, which no time has.
    if let Some(sign) = rest.rfind(['+', '-']).filter(|at| *at >= 4) {
        let time = time(rest[..sign].trim())?;
        let offset = super::recipe::offset(&rest[sign..]).ok()?;
        return date.and_time(time).and_local_timezone(offset).single().map(When::Moment);
    }
    with_time(date, rest)
}

/// `22.11.2026`, and what stands behind it.
fn dotted(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    let (date, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let parts: Vec<&str> = date.trim_end_matches('.').split('.').collect();
    let [day, month, year] = parts[..] else { return None };
    let date = NaiveDate::from_ymd_opt(self::year(year)?, month.parse().ok()?, day.parse().ok()?);
    Some((date, rest))
}

/// `22nd Sep 2020`, `Sep 22, 2020`, `September 22` beside a year; English months.
fn named(text: &str, beside: Option<i32>) -> Option<When> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<String> = text
        .split([' ', ',', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let month_of = |word: &str| {
        MONTHS
            .iter()
            .position(|month| word.get(..3) == Some(month))
            .filter(|_| word.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    let day_of = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        digits.parse::<u32>().ok().filter(|_| digits.len() <= 2)
    };
    let (month, day) = match (words.first(), words.get(1)) {
        (Some(a), Some(b)) if month_of(a).is_some() => (month_of(a)?, day_of(b)?),
        (Some(a), Some(b)) => (month_of(b)?, day_of(a)?),
        _ => return None,
    };
    let told = words.get(2).filter(|word| word.len() == 4).and_then(|word| year(word));
    let rest = words.get(if told.is_some() { 3 } else { 2 }..)?.join(" ");
    let date = NaiveDate::from_ymd_opt(told.or(beside)?, u32::try_from(month).ok()? + 1, day)?;
    with_time(date, rest.trim_start_matches("at "))
}

/// A date with the time that stands behind it, or with none.
fn with_time(date: NaiveDate, rest: &str) -> Option<When> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(When::Local(date, None));
    }
    Some(When::Local(date, Some(time(rest)?)))
}

/// `9:03`, `21:30:05`, `6:50 pm`, `6 pm`; `None` for anything else.
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().replace(['\u{a0}', '\u{202f}'], " ").to_lowercase().replace('.', ":");
    let (clock, is_afternoon) =
        if let Some(clock) = text.strip_suffix("pm").or(text.strip_suffix("p:m:")) {
            (clock.trim(), Some(true))
        } else if let Some(clock) = text.strip_suffix("am").or(text.strip_suffix("a:m:")) {
            (clock.trim(), Some(false))
        } else {
            (text.as_str(), None)
        };
    let parts: Vec<&str> = clock.split(':').collect();
    // A bare number is a time only where am or pm says so.
    if parts.len() < 2 && is_afternoon.is_none() {
        return None;
    }
    let number = |part: Option<&&str>| part.map_or(Some(0), |part| part.parse::<u32>().ok());
    let (hour, minute, second) =
        (number(parts.first())?, number(parts.get(1))?, number(parts.get(2))?);
    let hour = match is_afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A date as it was read, in the words of the debugger.
    fn read(text: &str) -> String {
        match when(text, None, Some(2020)) {
            Ok(When::Local(date, time)) => {
                format!("{date} {}", time.map_or("-".to_owned(), |time| time.to_string()))
            }
            Ok(When::Moment(moment)) => moment.to_rfc3339(),
            Ok(When::Instant(instant)) => instant.to_rfc3339(),
            Err(why) => why,
        }
    }

    #[test]
    fn dates_are_read_as_apps_write_them() {
        for (text, found) in [
            ("2020-09-22", "2020-09-22 -"),
            ("2020-09-22T21:30", "2020-09-22 21:30:00"),
            ("2020-09-22 21:30:05", "2020-09-22 21:30:05"),
            ("2020-09-22T21:30:05Z", "2020-09-22T21:30:05+00:00"),
            ("2020-09-22T21:30:05.123Z", "2020-09-22T21:30:05+00:00"),
            ("2020-09-22T21:30:05+02:00", "2020-09-22T21:30:05+02:00"),
            ("2020-09-22 21:30:05 -0500", "2020-09-22T21:30:05-05:00"),
            ("22nd Sep 2020", "2020-09-22 -"),
            ("Sep 22, 2020 6:50 pm", "2020-09-22 18:50:00"),
            ("September 22", "2020-09-22 -"),
            ("22.9.2020", "2020-09-22 -"),
            ("22/9/20", "2020-09-22 -"),
            ("9/22/2020 7:05", "2020-09-22 07:05:00"),
            ("9/9/2020", "2020-09-09 -"),
            ("1600808400", "2020-09-22T21:00:00+00:00"),
            ("1600808400000", "2020-09-22T21:00:00+00:00"),
            ("2020-02-30", "“2020-02-30” is no date"),
            ("30/2/2020", "“30/2/2020” is no date"),
            ("pain", "“pain” is no date"),
            ("46001.5", "“46001.5” is no date, but a count of days; show the column as dates"),
            ("", "“” is no date"),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
        assert!(read("11/12/2020").contains("may be two dates"));
        assert!(
            needs_order("11/12/2020") && !needs_order("13/12/2020") && !needs_order("2020-11-12")
        );
    }

    #[test]
    fn times_are_read_on_both_clocks() {
        for (text, found) in [
            ("9:03", Some("09:03:00")),
            ("12:10 am", Some("00:10:00")),
            ("12:10\u{202f}PM", Some("12:10:00")),
            ("6 pm", Some("18:00:00")),
            ("24:00", None),
            ("13:00 pm", None),
            ("7", None),
            ("all day", None),
            ("am", None),
        ] {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), found, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,30}|[0-9/.:T +-]{0,30}") {
            let _ = (when(&text, Some(DateOrder::DayFirst), None), time(&text), needs_order(&text));
        }
    }
}
