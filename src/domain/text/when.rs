//! The words people use for a day and a time, read strictly and with the past in mind.
//!
//! A diary looks back: `monday` is the last one, and `20 nov` the latest one that has been. Where a
//! day to come is asked for, [`ahead`] looks forward: `friday` is the coming one. A wrong day,
//! silently kept, is worse than a refusal, so whatever is not plainly one of the forms is refused
//! with a sentence that shows them.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use super::hidden::is_hidden;
use super::suggest;
use crate::domain::text::date::{WEEKDAYS, days_after, days_before, days_between};

/// The forms of a day, as messages and help texts show them.
const DAYS: &str = "2026-11-20, today, yesterday, monday, 3 days ago, 20 nov";

/// The forms of a day to come, as messages show them.
const DAYS_AHEAD: &str = "2026-12-05, tomorrow, friday, in 2 weeks, 5 dec";

/// The forms of a time, as messages show them.
const TIMES: &str = "21:30, 9.30pm, 7 am, noon, midnight";

/// The longest text looked at, in characters; every form is far shorter.
const LONGEST: usize = 60;

/// The longest echo of a refused text, in characters, so that the message stays readable.
const ECHO: usize = 40;

/// Days of half a year: of a day without a year the coming one is nearer than one further back.
const HALF_YEAR: i64 = 183;

/// The first year there is: an earlier one is always a slip of the fingers.
const FIRST_YEAR: i32 = 1900;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const COUNTS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const OTHER_WORDS: [&str; 15] = [
    "today",
    "tomorrow",
    "next",
    "this",
    "after",
    "yesterday",
    "last",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "before",
    "ago",
];

/// Why a text is no day or time; its message says what to type instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenError {
    /// It has none of the forms.
    Unreadable {
        /// What was typed, shortened, with nothing in it that a terminal would obey.
        text: String,
        /// What was looked for: `day` or `time`.
        wanted: &'static str,
        /// The forms that are understood.
        understood: &'static str,
        /// The same text with one word corrected, where that makes it one of the forms.
        near: Option<String>,
    },
    /// It is a day later than today.
    Future {
        /// The day that was understood.
        day: NaiveDate,
    },
    /// It has a form, but no calendar or clock shows it.
    Impossible {
        /// A sentence, without its full stop.
        why: String,
    },
    /// It has no year, and this year it is still to come: only a year that nobody gave would make
    /// it a day that has been.
    YearBack {
        /// The latest such day.
        last: NaiveDate,
        /// The latest day of that number, in whatever month.
        other_month: NaiveDate,
    },
    /// It has more than one meaning.
    Ambiguous {
        /// The part that has.
        text: String,
        /// Half a sentence, without its full stop.
        why: &'static str,
        /// The days up to today that may have been meant.
        readings: Vec<NaiveDate>,
        /// Those that are less likely, because they are still to come this year: the latest ones.
        years_back: Vec<NaiveDate>,
        /// Those that are still to come in the year that was given.
        ahead: Vec<NaiveDate>,
    },
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { text, wanted, understood, near } => {
                write!(f, "“{text}” is not a {wanted} supple understands. ")?;
                if let Some(near) = near {
                    write!(f, "Did you mean “{near}”? ")?;
                }
                write!(f, "It understands {understood}.")
            }
            Self::Future { day } => write!(
                f,
                "{} is still to come, and the diary keeps days up to today. Type today, yesterday \
                 or an earlier day.",
                day.format("%a %-d %b %Y")
            ),
            Self::Impossible { why } => write!(f, "{why}. Check it and type it again."),
            Self::YearBack { last, other_month } => write!(
                f,
                "{} is still to come, and the last one was {}. Type {last} for that one, or \
                 {other_month} if the month is a slip.",
                last.format("%-d %B"),
                last.format("%a %-d %b %Y")
            ),
            Self::Ambiguous { text, why, readings, years_back, ahead } => {
                write!(f, "it is not clear what “{text}” means: {why}.")?;
                match readings.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" or ") {
                    none if none.is_empty() && !(years_back.is_empty() && ahead.is_empty()) => {}
                    none if none.is_empty() => {
                        write!(f, " Type the year first, such as 2026-11-20.")?;
                    }
                    readings => write!(f, " Type {readings}.")?,
                }
                years_back.iter().try_for_each(|last| {
                    let named = last.format("%-d %B");
                    write!(f, " {named} is still to come; the last one was {last}.")
                })?;
                ahead
                    .iter()
                    .try_for_each(|day| write!(f, " {} is still to come.", day.format("%-d %B %Y")))
            }
        }
    }
}

impl std::error::Error for WhenError {}

/// The day that `text` names where something is kept for it, seen from `today`: as by
/// [`latest_day`], but a day and a month without a year are none that is still to come this year,
/// unless the one that has been is nearer.
///
/// # Errors
/// A [`WhenError`] that says what to type instead, for anything that is not plainly one such day.
pub fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, WhenError> {
    let day = latest_day(text, today)?;
    let lower = text.to_ascii_lowercase();
    let words = words(&lower);
    // A weekday that fits tells the year.
    let has_weekday = words.first().is_some_and(|first| named(first, &WEEKDAYS).is_some());
    if has_weekday || !leaves_year_open(&words) || !is_year_back(day, today) {
        return Ok(day);
    }
    let mut months = (0..12).filter_map(|months| {
        today.with_day(1)?.checked_sub_months(Months::new(months))?.with_day(day.day())
    });
    let other_month = months.find(|other| *other <= today).unwrap_or(day);
    Err(WhenError::YearBack { last: day, other_month })
}

/// Whether the latest of the days of that date is of an earlier year, and the coming one nearer.
fn is_year_back(latest: NaiveDate, today: NaiveDate) -> bool {
    let mut later = (0..=8).filter_map(|years| latest.with_year(today.year() + years));
    let next = later.find(|day| *day > today);
    let is_nearer = |next| days_between(today, next) < days_between(latest, today);
    latest.year() < today.year() && next.is_some_and(is_nearer)
}

/// The day that `text` names, seen from `today`: never later than today.
///
/// A weekday's name is the latest such day, today included; `last` before it leaves today out. A
/// day and a month without a year are the latest such day up to today.
///
/// # Errors
/// A [`WhenError`] that says what to type instead, for anything that is not plainly one such day.
pub fn latest_day(text: &str, today: NaiveDate) -> Result<NaiveDate, WhenError> {
    // Only ASCII is lowered, so that no look-alike letter becomes one of ours.
    let lower = text.to_ascii_lowercase();
    let words = words(&lower);
    let Some(day) = read_day(&words, today) else {
        let known = [&WEEKDAYS[..], &MONTHS, &COUNTS, &OTHER_WORDS].concat();
        let reads =
            |words: &[&str]| matches!(read_day(words, today), Some(Ok(day)) if day <= today);
        return Err(WhenError::Unreadable {
            text: echo(text),
            wanted: "day",
            understood: DAYS,
            near: near(&words, &known, reads),
        });
    };
    match day? {
        day if day > today => Err(WhenError::Future { day }),
        day if day.year() < FIRST_YEAR => Err(WhenError::Impossible {
            why: format!("That day is before {FIRST_YEAR}, where the diary's calendar begins"),
        }),
        day => Ok(day),
    }
}

/// Whether a text is a day, whatever day it is today: `yesterday`, `monday`, `tomorrow`.
pub fn names_a_day(text: &str) -> bool {
    NaiveDate::from_ymd_opt(9998, 6, 15)
        .is_some_and(|today| latest_day(text, today).is_ok() || ahead(text, today, today).is_ok())
}

/// The day and the time that a text names one behind the other, each as it is typed: `sunday 10pm`,
/// `10pm on sunday`.
pub fn day_and_time(text: &str) -> Option<(String, String)> {
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> =
        words(&lower).into_iter().filter(|word| !matches!(*word, "at" | "on")).collect();
    // Digits alone may be a year or a day as well.
    let is_time = |text: &str| number(text).is_none() && time(text).is_ok();
    (1..words.len()).find_map(|at| {
        let (first, last) = (words[..at].join(" "), words[at..].join(" "));
        if names_a_day(&first) && is_time(&last) {
            Some((first, last))
        } else {
            (names_a_day(&last) && is_time(&first)).then_some((last, first))
        }
    })
}

/// The day that `text` names where one to come is asked for: a visit, the end of a rest, a day to
/// look at. It may be any day, also one that has been.
///
/// A weekday's name is the first such day from `from` on; `next` before it leaves today out. A day
/// and a month without a year are the next such day; a weekday beside them tells whether the last
/// one is meant instead. What names the past plainly, such as `yesterday`, is read as by [`latest_day`].
///
/// # Errors
/// A [`WhenError`] that says what to type instead, for anything that is not plainly one such day.
pub fn ahead(text: &str, today: NaiveDate, from: NaiveDate) -> Result<NaiveDate, WhenError> {
    let lower = text.to_ascii_lowercase();
    let words = words(&lower);
    let read = |words: &[&str]| read_ahead(words, today, from);
    match read(&words) {
        Some(Ok(day)) if day.year() < FIRST_YEAR => Err(WhenError::Impossible {
            why: format!("That day is before {FIRST_YEAR}, where the diary's calendar begins"),
        }),
        Some(read) => read,
        None => {
            let known = [&WEEKDAYS[..], &MONTHS, &COUNTS, &OTHER_WORDS].concat();
            Err(WhenError::Unreadable {
                text: echo(text),
                wanted: "day",
                understood: DAYS_AHEAD,
                near: near(&words, &known, |words| matches!(read(words), Some(Ok(_)))),
            })
        }
    }
}

/// A day that is looked for from `from` on; `None` when it has none of the forms.
fn read_ahead(
    words: &[&str],
    today: NaiveDate,
    from: NaiveDate,
) -> Option<Result<NaiveDate, WhenError>> {
    let first = |name: &str, from: NaiveDate| {
        let wanted = named(name, &WEEKDAYS)? + 7;
        Some(Ok(days_after(from, ((wanted - from.weekday().num_days_from_monday()) % 7).into())))
    };
    match *words {
        ["on" | "this" | "coming", name] => return first(name, from),
        ["next", name] => return first(name, days_after(today, 1)),
        ["day", "after", "tomorrow"] => return Some(Ok(days_after(today, 2))),
        [name] if named(name, &WEEKDAYS).is_some() => return first(name, from),
        // “5 dec”: the last such day is read, and so is the one after it.
        _ => {}
    }
    let first_from = |last: NaiveDate| {
        let mut later = (0..=8).filter_map(|years| last.with_year(today.year() + years));
        later.find(|day| *day >= from).unwrap_or(last)
    };
    let last = match read_day(words, today)? {
        Err(WhenError::Ambiguous { text, why, readings, years_back, ahead }) => {
            let all = readings.into_iter().chain(years_back).chain(ahead);
            // “10/11”, without a year that would have been given.
            let is_year_open = text.split(['/', '-', '.']).count() == 2;
            let mut readings: Vec<NaiveDate> =
                all.map(|day| if is_year_open { first_from(day) } else { day }).collect();
            readings.sort();
            let (years_back, ahead) = (Vec::new(), Vec::new());
            return Some(Err(WhenError::Ambiguous { text, why, readings, years_back, ahead }));
        }
        last => last,
    };
    if !leaves_year_open(words) {
        return Some(last);
    }
    let (weekday, date) = match words {
        [name, date @ ..] if words.len() > 1 && named(name, &WEEKDAYS).is_some() => {
            (named(name, &WEEKDAYS), date)
        }
        date => (None, date),
    };
    let last = match calendar(date, today)? {
        Ok(last) => last,
        refused => return Some(refused),
    };
    let next = first_from(last);
    let Some(said) = weekday else { return Some(Ok(next)) };
    // Half a year back the coming one is nearer, and a weekday that does not fit is a slip.
    let recent = Some(last).filter(|last| days_between(*last, today) <= HALF_YEAR);
    let fits = [Some(next), recent]
        .into_iter()
        .flatten()
        .find(|day| day.weekday().num_days_from_monday() == said);
    Some(
        fits.ok_or_else(|| WhenError::Impossible {
            why: next.format("%-d %B %Y is a %A").to_string(),
        }),
    )
}

/// Whether words are a day and a month, and no year.
fn leaves_year_open(words: &[&str]) -> bool {
    // “10.10.” and “10/10” have their month in figures.
    let has_month = words.iter().any(|word| {
        named(word, &MONTHS).is_some() && named(word, &WEEKDAYS).is_none()
            || word.strip_suffix('.').unwrap_or(word).matches(['.', '/', '-']).count() == 1
    });
    let has_year = words.iter().any(|word| word.len() == 4 && number(word).is_some());
    has_month && !has_year && !words.contains(&"ago")
}

/// The clock time that `text` names: `21:30`, `9:05`, `9.30pm`, `7 am`, `noon`, `midnight` (00:00);
/// `8` and `0830` are of the clock with 24 hours.
///
/// # Errors
/// A [`WhenError`] that says what to type instead, for anything that is not plainly one such time.
pub fn time(text: &str) -> Result<NaiveTime, WhenError> {
    let lower = text.to_ascii_lowercase();
    let words = words(&lower);
    read_time(&words).unwrap_or_else(|| {
        let near = near(&words, &["noon", "midnight", "am", "pm"], |words| {
            matches!(read_time(words), Some(Ok(_)))
        });
        Err(WhenError::Unreadable { text: echo(text), wanted: "time", understood: TIMES, near })
    })
}

/// The words of a text; none at all when it cannot be any of the forms. A comma parts words as a
/// blank does: `november 20, 2025`.
fn words(text: &str) -> Vec<&str> {
    let text = text.trim();
    if text.chars().nth(LONGEST).is_some() || text.contains(is_hidden) {
        return Vec::new();
    }
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect()
}

/// The text as a message may repeat it.
fn echo(text: &str) -> String {
    let mut shown = String::new();
    for c in text.trim().chars() {
        match c {
            _ if shown.chars().count() >= ECHO => {
                shown.push('…');
                break;
            }
            // Line breaks and tabs as they are known.
            '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// The words with the first one corrected that makes them readable. A correction that would only be
/// refused again is not offered.
fn near(words: &[&str], known: &[&str], reads: impl Fn(&[&str]) -> bool) -> Option<String> {
    words.iter().enumerate().find_map(|(at, word)| {
        suggest::closest(word, known.iter().copied()).into_iter().find_map(|meant| {
            let corrected = [&words[..at], &[meant], &words[at + 1..]].concat();
            reads(&corrected).then(|| corrected.join(" "))
        })
    })
}

/// The place of a name in its list. Three letters tell all the weekdays and months apart, and
/// whoever types `tues` or `sept` means no other.
fn named(word: &str, names: &[&str]) -> Option<u32> {
    names
        .iter()
        .zip(0..)
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word))
        .map(|(_, at)| at)
}

/// One or two digits.
fn small(digits: &str) -> Option<u32> {
    if digits.len() > 2 { None } else { number(digits)?.try_into().ok() }
}

/// Digits and nothing else: no sign, and no digits of other scripts. A number too long to hold is
/// the largest, which is out of every range.
fn number(digits: &str) -> Option<u64> {
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits_only.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The day that is given relative to today, or else by the calendar; `None` when it is neither. It
/// may be later than today or long before [`FIRST_YEAR`].
fn read_day(words: &[&str], today: NaiveDate) -> Option<Result<NaiveDate, WhenError>> {
    let since =
        |name| Some((today.weekday().num_days_from_monday() + 7 - named(name, &WEEKDAYS)?) % 7);
    let back = match *words {
        ["today"] => 0,
        ["yesterday"] => 1,
        ["day", "before", "yesterday"] => 2,
        ["tomorrow"] => return Some(Ok(days_after(today, 1))),
        ["in", ref amount @ ..] => return in_time(amount, today).map(Ok),
        ["last", name] => match since(name)? {
            0 => 7,
            days => days.into(),
        },
        [ref amount @ .., "ago"] => {
            let (count, unit) = amount_of(amount, &["a"])?;
            match unit {
                "d" | "day" | "days" => count,
                "w" | "week" | "weeks" => count.saturating_mul(7),
                "month" | "months" => {
                    let months = Months::new(count.try_into().unwrap_or(u32::MAX));
                    return Some(Ok(today.checked_sub_months(months).unwrap_or(NaiveDate::MIN)));
                }
                _ => return None,
            }
        }
        [name] => match since(name) {
            Some(days) => days.into(),
            // A day of the week comes first: no month begins with the letters of one.
            None => return calendar(words, today),
        },
        _ => return calendar(words, today),
    };
    Some(Ok(days_before(today, back)))
}

/// A count and its unit: `2 weeks`, `two weeks`, `10d`, or one of the words that stand for one.
fn amount_of<'t>(amount: &[&'t str], one: &[&str]) -> Option<(u64, &'t str)> {
    let (count, unit) = match *amount {
        [count, unit] => (count, unit),
        [both] => both.split_at(both.find(|c: char| !c.is_ascii_digit())?),
        _ => return None,
    };
    let count = match COUNTS.iter().zip(1..).find(|(word, _)| **word == count) {
        Some((_, count)) => count,
        None if one.contains(&count) => 1,
        None => number(count)?,
    };
    Some((count, unit))
}

/// The day that is so much time from today: `2 weeks`, `a month`, `10d`.
fn in_time(amount: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let (count, unit) = amount_of(amount, &["a", "an"])?;
    match unit {
        "d" | "day" | "days" => Some(days_after(today, count)),
        "w" | "week" | "weeks" => Some(days_after(today, count.saturating_mul(7))),
        "month" | "months" => {
            let months = Months::new(count.try_into().unwrap_or(u32::MAX));
            Some(today.checked_add_months(months).unwrap_or(NaiveDate::MAX))
        }
        _ => None,
    }
}

/// The day that is given by its number and month, with or without its weekday and year.
fn calendar(words: &[&str], today: NaiveDate) -> Option<Result<NaiveDate, WhenError>> {
    let weekday = words.first().filter(|_| words.len() > 1).and_then(|name| named(name, &WEEKDAYS));
    let (day, month, year) = match words[usize::from(weekday.is_some())..] {
        [digits] => {
            let mark = digits.chars().find(|c| !c.is_ascii_digit())?;
            match (mark, &digits.split(mark).collect::<Vec<_>>()[..]) {
                ('-' | '/', [year, month, day]) if year.len() == 4 => {
                    (small(day)?, small(month)?, *year)
                }
                ('.', [day, month, year]) => (small(day)?, small(month)?, *year),
                // “27.11”, in a hurry.
                ('.', [day, month]) if is_plain(day, month)? => (small(day)?, small(month)?, ""),
                // “28/11/2026” and “11/28”: there is no other month. “20-11-26” may begin with its
                // year.
                ('-' | '/', [one, other, year @ ..])
                    if year.len() <= 1
                        && (mark == '/' || year.concat().len() != 2)
                        && is_plain(one, other)? =>
                {
                    let is_month_first = small(other)? > 12;
                    let (day, month) = if is_month_first { (other, one) } else { (one, other) };
                    (small(day)?, small(month)?, year.first().copied().unwrap_or_default())
                }
                ('-' | '/' | '.', [one, other, year @ ..]) if year.len() <= 1 => {
                    let year = year.concat();
                    let orders = [format!("{one}.{other}.{year}"), format!("{other}.{one}.{year}")];
                    let why = "some countries put the day first and others the month";
                    // Guessing would put an entry on a day months away, where nobody looks for it.
                    return ambiguous(digits, why, &orders, today);
                }
                _ => return None,
            }
        }
        [one, other, ref year @ ..] if year.len() <= 1 => {
            let (day, month) = match named(other, &MONTHS) {
                Some(month) => (one, month),
                None => (other, named(one, &MONTHS)?),
            };
            let bare = ["st", "nd", "rd", "th", "."]
                .iter()
                .find_map(|ordinal| day.strip_suffix(ordinal))
                .unwrap_or(day);
            (small(bare)?, month + 1, year.first().copied().unwrap_or_default())
        }
        _ => return None,
    };
    // A year of two digits may be a day: `20 nov 25`.
    let full_year = match (year.len(), number(year)) {
        (0, _) => None,
        (2, Some(_)) => {
            let meant = [format!("20{year}-{month}-{day}")];
            return ambiguous(year, "a year has four digits", &meant, today);
        }
        (4, Some(year)) => Some(i32::try_from(year).ok()?),
        _ => return None,
    };
    // The year 2000 had a 29 February: what it does not have, no year has.
    let any_year = full_year.unwrap_or(2000);
    let Some(found) = NaiveDate::from_ymd_opt(any_year, month, day) else {
        let why = match NaiveDate::from_ymd_opt(any_year, month, 1) {
            None => format!("Months go from 1 to 12; there is no {month}"),
            Some(first) => {
                let name = first.format(if full_year.is_some() { "%B %Y" } else { "%B" });
                format!(
                    "The days of {name} go from 1 to {}; there is no {day}",
                    first.num_days_in_month()
                )
            }
        };
        return Some(Err(WhenError::Impossible { why }));
    };
    // Eight years back there is always a 29 February, even across 2100.
    let mut latest =
        (0..=8).filter_map(|back| found.with_year(today.year() - back)).filter(|day| *day <= today);
    let found = if full_year.is_some() { found } else { latest.next().unwrap_or(NaiveDate::MIN) };
    // A weekday that does not fit means that one of the two is a slip; the person knows which.
    match weekday {
        Some(said) if said != found.weekday().num_days_from_monday() => {
            Some(Err(WhenError::Impossible { why: found.format("%-d %B %Y is a %A").to_string() }))
        }
        _ => Some(Ok(found)),
    }
}

/// Whether a day and a month can be told apart by their size, or are the same.
fn is_plain(day: &str, month: &str) -> Option<bool> {
    let (day, month) = (small(day)?, small(month)?);
    Some(day > 12 || month > 12 || day == month)
}

/// What may have been meant by a text that can be read in several ways.
fn ambiguous(
    text: &str,
    why: &'static str,
    meant: &[String],
    today: NaiveDate,
) -> Option<Result<NaiveDate, WhenError>> {
    let mut readings = Vec::new();
    for meant in meant {
        readings.extend(calendar(&[meant], today)?.ok());
    }
    readings.dedup();
    let (ahead, readings): (Vec<_>, Vec<_>) = readings.into_iter().partition(|day| *day > today);
    let leaves_year_open = meant.iter().all(|meant| leaves_year_open(&[meant]));
    let (years_back, readings) =
        readings.into_iter().partition(|day| leaves_year_open && is_year_back(*day, today));
    Some(Err(WhenError::Ambiguous { text: text.to_owned(), why, readings, years_back, ahead }))
}

/// The time of a clock with 24 hours, or with twelve and the half of the day.
fn read_time(words: &[&str]) -> Option<Result<NaiveTime, WhenError>> {
    let (clock, half) = match *words {
        // 12 am and 12 pm are read the other way round by many: these two words are not.
        ["noon"] => ("12", "pm"),
        ["midnight"] => ("12", "am"),
        [clock, half] => (clock, half),
        // `19h30` and `7h`, as in French.
        [word] if hours_and_minutes(word).is_some() => {
            let (hour, minute) = hours_and_minutes(word)?;
            return read_clock(
                small(hour)?,
                if minute.is_empty() { 0 } else { small(minute)? },
                "",
            );
        }
        [word] => word.split_at(word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len())),
        _ => return None,
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (small(hour)?, small(minute)?),
        None if matches!(clock.len(), 3 | 4) && number(clock).is_some() => {
            let (hour, minute) = clock.split_at(clock.len() - 2);
            (small(hour)?, small(minute)?)
        }
        None => (small(clock)?, 0),
        _ => return None,
    };
    let half = if matches!(half, "o'clock" | "o’clock" | "oclock" | "uhr") { "" } else { half };
    read_clock(hour, minute, half)
}

/// What stands on either side of the `h` of `19h30`; no minutes in `7h`.
fn hours_and_minutes(word: &str) -> Option<(&str, &str)> {
    let (hour, minute) = word.split_once('h')?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = matches!(hour.len(), 1 | 2) && matches!(minute.len(), 0 | 2);
    (is_whole && is_number(hour) && is_number(minute)).then_some((hour, minute))
}

/// A time of the day, or why there is no such; `None` for no half of the day.
fn read_clock(hour: u32, minute: u32, half: &str) -> Option<Result<NaiveTime, WhenError>> {
    let (hours, hour_of_day, hours_said) = match half {
        "" => (0..=23, hour, "Hours"),
        "am" => (1..=12, hour % 12, "With am, hours"),
        "pm" => (1..=12, hour % 12 + 12, "With pm, hours"),
        _ => return None,
    };
    Some(if hours.contains(&hour) {
        NaiveTime::from_hms_opt(hour_of_day, minute, 0).ok_or_else(|| WhenError::Impossible {
            why: format!("Minutes go from 0 to 59; there is no {minute}"),
        })
    } else {
        Err(WhenError::Impossible {
            why: format!(
                "{hours_said} go from {} to {}; there is no {hour}",
                hours.start(),
                hours.end()
            ),
        })
    })
}

#[cfg(test)]
mod tests;
