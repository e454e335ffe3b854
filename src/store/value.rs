//! Days, moments and scores as the diary's columns hold them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use crate::domain::diary::score::Score;
use crate::domain::screening::answers::Check;

/// An entry's own score in SQL, as `Rating::score` has it in Rust: the one given for the whole,
/// else the highest of its places. NULL where no pain was rated: whatever computes on scores skips
/// such an entry.
pub(super) const OWN_SCORE: &str = "coalesce(rating.score,
    (SELECT max(score) FROM rating_site WHERE rating = rating.id))";

/// A day as text: `2026-11-22`.
pub(super) fn from_day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A moment as text, to the second, with its offset: `2026-11-22T14:30:00+01:00`.
pub(super) fn from_moment(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A whole number as a column; absent where it was not recorded.
pub(super) fn from_count(number: Option<u32>) -> Value {
    number.map(i64::from).into()
}

/// A score as a column, in tenths; absent where it was not recorded.
pub(super) fn from_score(score: Option<Score>) -> Value {
    score.map(Score::tenths).into()
}

/// A moment as a column; absent where it is not known.
pub(super) fn from_maybe_moment(moment: Option<DateTime<FixedOffset>>) -> Value {
    moment.map(from_moment).into()
}

/// A column's text as a day.
pub(super) fn day(column: ValueRef<'_>) -> FromSqlResult<NaiveDate> {
    match column {
        ValueRef::Text(text) => plain_day(text).ok_or(FromSqlError::InvalidType),
        _ => Err(FromSqlError::InvalidType),
    }
}

/// A column's text as a moment.
pub(super) fn moment(column: ValueRef<'_>) -> FromSqlResult<DateTime<FixedOffset>> {
    // As with days: what `from_moment` writes is read without the general parser.
    if let ValueRef::Text(text) = column
        && let Some(moment) = plain_moment(text)
    {
        return Ok(moment);
    }
    DateTime::parse_from_rfc3339(column.as_str()?)
        .map_err(|error| FromSqlError::Other(Box::new(error)))
}

/// A day in just the form that [`from_day`] writes. Every chart of a long diary reads a million of
/// these, and the general parser is ten times slower.
fn plain_day(text: &[u8]) -> Option<NaiveDate> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    NaiveDate::from_ymd_opt(
        i32::try_from(100 * two(a, b)? + two(c, d)?).ok()?,
        two(e, f)?,
        two(g, h)?,
    )
}

/// A moment in just the form that [`from_moment`] writes.
fn plain_moment(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let (date, time) = text.split_at_checked(10)?;
    let &[b'T', a, b, b':', c, d, b':', e, f, sign, g, h, b':', i, j] = time else { return None };
    let local = plain_day(date)?.and_hms_opt(two(a, b)?, two(c, d)?, two(e, f)?)?;
    let seconds = i32::try_from(two(g, h)? * 3600 + two(i, j)? * 60).ok()?;
    let east = match sign {
        b'+' => seconds,
        b'-' => -seconds,
        _ => return None,
    };
    local.and_local_timezone(FixedOffset::east_opt(east)?).single()
}

/// Whether a text is a moment to the letter as [`from_moment`] writes it.
pub(super) fn is_written_moment(text: &str) -> bool {
    let text = text.as_bytes();
    // An offset of `-00:00`, or of more than 59 minutes, reads as another.
    let is_other = text.ends_with(b"-00:00") || text.get(23).is_none_or(|tens| *tens > b'5');
    !is_other && plain_moment(text).is_some()
}

/// A number of two digits.
fn two(tens: u8, ones: u8) -> Option<u32> {
    Some(10 * digit(tens)? + digit(ones)?)
}

/// A digit as a number.
fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

/// A column's tenths as a score.
pub(super) fn score(column: ValueRef<'_>) -> FromSqlResult<Score> {
    let tenths = column.as_i64()?;
    Score::from_tenths(tenths).ok_or(FromSqlError::OutOfRange(tenths))
}

/// A column that may be NULL, read by one of the functions above.
pub(super) fn maybe<T>(
    column: ValueRef<'_>,
    read: impl FnOnce(ValueRef<'_>) -> FromSqlResult<T>,
) -> FromSqlResult<Option<T>> {
    match column {
        ValueRef::Null => Ok(None),
        column => read(column).map(Some),
    }
}

/// The parts of a column that `group_concat` gathered with `char(31)` between them.
pub(super) fn list<T>(
    column: ValueRef<'_>,
    read: impl Fn(&str) -> Option<T>,
) -> FromSqlResult<Vec<T>> {
    match maybe(column, |column| Ok(column.as_str()?.to_owned()))? {
        None => Ok(Vec::new()),
        Some(text) => {
            text.split('\u{1f}').map(|part| read(part).ok_or(FromSqlError::InvalidType)).collect()
        }
    }
}

/// Who looked and when, from two columns that are both there or both NULL.
pub(super) fn check(by: Option<String>, on: ValueRef<'_>) -> FromSqlResult<Option<Check>> {
    Ok(by.zip(maybe(on, day)?).map(|(by, on)| Check { by, on }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_moment_is_as_written_when_writing_it_again_changes_nothing(
            text in "[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9][-+](00|01|14|23|24):[0-7][0-9]|-?[0-9TZ:+-]{20,25}"
        ) {
            let again = DateTime::parse_from_rfc3339(&text).map(from_moment);
            prop_assert_eq!(is_written_moment(&text), again.as_ref() == Ok(&text));
        }
    }
}
