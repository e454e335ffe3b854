//! Days with something on them as a calendar (RFC 5545).
//!
//! Every event is of a whole day and takes no time of it, so that a calendar shows nobody as busy.
//! Its name stays the same in every export: a calendar that reads the file again changes its events
//! and has none twice.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Utc};

/// The most bytes of a line without its end; a longer one goes on in the next.
const LINE_BYTES: usize = 75;

/// What a day has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name in every calendar.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What it is, in a few words.
    pub summary: String,
    /// More about it; empty where there is nothing.
    pub description: String,
}

/// A calendar of these events, as it is at a moment.
pub fn calendar(events: &[Event], made_at: DateTime<FixedOffset>) -> String {
    let stamp = made_at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string();
    let mut text = String::new();
    let mut put = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//supple//diary//EN");
    for event in events {
        let end = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
        put("BEGIN", "VEVENT");
        put("UID", &escaped(&event.uid));
        put("DTSTAMP", &stamp);
        put("DTSTART;VALUE=DATE", &event.day.format("%Y%m%d").to_string());
        put("DTEND;VALUE=DATE", &end.format("%Y%m%d").to_string());
        put("SUMMARY", &escaped(&event.summary));
        if !event.description.is_empty() {
            put("DESCRIPTION", &escaped(&event.description));
        }
        put("CLASS", "PRIVATE");
        put("TRANSP", "TRANSPARENT");
        put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    text
}

/// A text as a value: what separates is escaped, and what no calendar may hold is left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' | '\r' => value.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

/// Adds a line, folded where it is too long, and never within a letter.
fn fold(line: &str, text: &mut String) {
    let mut room = LINE_BYTES;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE_BYTES - 1;
        }
        text.push(letter);
        room -= letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A calendar of one event.
    fn of(summary: &str, description: &str) -> String {
        let now = DateTime::parse_from_rfc3339("2026-11-22T14:30:00+01:00").expect("a moment");
        let event = Event {
            uid: "a@supple".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
            summary: summary.to_owned(),
            description: description.to_owned(),
        };
        calendar(&[event], now)
    }

    #[test]
    fn an_event_is_of_a_whole_day_and_escaped() {
        let text = of("Dr A; room 3, left", "x-ray\n\u{1b}[31m");
        for line in [
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            "DTSTAMP:20261122T133000Z\r\n",
            "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n",
            "SUMMARY:Dr A\\; room 3\\, left\r\n",
            "DESCRIPTION:x-ray\\n[31m\r\n",
            "END:VEVENT\r\nEND:VCALENDAR\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
        assert!(!of("a", "").contains("DESCRIPTION"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_unfolding_gives_the_text(summary in "\\PC{0,200}") {
            let text = of(&summary, &summary);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE_BYTES));
            let whole = text.replace("\r\n ", "");
            let expected = format!("SUMMARY:{}\r\n", escaped(&summary));
            prop_assert!(whole.contains(&expected));
        }
    }
}
