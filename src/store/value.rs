//! Days, moments and scores as the diary's columns hold them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use rusqlite::types::{FromSqlError, FromSqlResult, ValueRef};

use crate::domain::score::Score;
use crate::domain::screening::Check;

/// A day as text: `2026-11-22`.
pub(super) fn from_day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A moment as text, to the second, with its offset: `2026-11-22T14:30:00+01:00`.
pub(super) fn from_moment(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A column's text as a day.
pub(super) fn day(column: ValueRef<'_>) -> FromSqlResult<NaiveDate> {
    let text = column.as_str()?;
    // Every chart of a long diary reads a million of these, and the general parser is ten times slower.
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let parts = (number(0, 4), number(5, 7), number(8, 10));
    let (Some(year), Some(month), Some(day)) = parts else { return Err(FromSqlError::InvalidType) };
    let year = i32::try_from(year).map_err(|_| FromSqlError::InvalidType)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(FromSqlError::InvalidType)
}

/// A column's text as a moment.
pub(super) fn moment(column: ValueRef<'_>) -> FromSqlResult<DateTime<FixedOffset>> {
    let text = column.as_str()?;
    // As with days: what `from_moment` writes is read without the general parser.
    if let Some(moment) = plain_moment(text) {
        return Ok(moment);
    }
    DateTime::parse_from_rfc3339(text).map_err(|error| FromSqlError::Other(Box::new(error)))
}

/// A moment in just the form that [`from_moment`] writes.
fn plain_moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let bytes = text.as_bytes();
    let is_plain = bytes.len() == 25 && [bytes[10], bytes[13], bytes[16], bytes[22]] == *b"T:::";
    let number = |from: usize| text.get(from..from + 2)?.parse::<u32>().ok();
    let east = match bytes.get(19).filter(|_| is_plain)? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let date = day(ValueRef::Text(bytes.get(..10)?)).ok()?;
    let local = date.and_hms_opt(number(11)?, number(14)?, number(17)?)?;
    let offset = i32::try_from(number(20)? * 3600 + number(23)? * 60).ok()?;
    local.and_local_timezone(FixedOffset::east_opt(east * offset)?).single()
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
pub(super) fn list<T>(column: ValueRef<'_>, read: impl Fn(&str) -> Option<T>) -> FromSqlResult<Vec<T>> {
    match maybe(column, |column| Ok(column.as_str()?.to_owned()))? {
        None => Ok(Vec::new()),
        Some(text) => text.split('\u{1f}').map(|part| read(part).ok_or(FromSqlError::InvalidType)).collect(),
    }
}

/// Who looked and when, from two columns that are both there or both NULL.
pub(super) fn check(by: Option<String>, on: ValueRef<'_>) -> FromSqlResult<Option<Check>> {
    Ok(by.zip(maybe(on, day)?).map(|(by, on)| Check { by, on }))
}
