//! The backup of Daylio: JSON in Base64, of which entries name their mood and their tags by number.

use std::collections::BTreeMap;
use std::io::BufRead;

use chrono::{FixedOffset, NaiveDate, TimeZone};
use serde_json::Value;

use super::file::{Listed, json, whole};
use super::html_text::plain;
use crate::exchange::records::Problem;

/// The moods that everybody has, by their numbers from 1 on.
const MOODS: [&str; 5] = ["rad", "good", "meh", "bad", "awful"];

/// Whether something begins as an object of JSON in Base64 does, and goes on as Base64.
pub fn is_base64(beginning: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(byte);
    beginning.starts_with(b"eyJ") && beginning.iter().all(is_letter)
}

/// The entries of a backup.
pub fn records(from: Box<dyn BufRead>) -> Result<Listed, Problem> {
    let bytes = whole(from)?;
    let backup = match bytes.trim_ascii_start().first() {
        Some(b'{') => json(&bytes)?,
        _ => json(&from_base64(&bytes).ok_or_else(|| (0, "it is no Base64".to_owned()))?)?,
    };
    let list = |key: &str| backup.get(key).and_then(Value::as_array).into_iter().flatten();
    let names = |key: &str, name: &str| -> BTreeMap<i64, String> {
        let named = |each: &Value| Some((number(each, "id")?, text(each, name)));
        list(key).filter_map(named).collect()
    };
    let tags = names("tags", "name");
    let mut moods = names("customMoods", "custom_name");
    for mood in list("customMoods") {
        let known = number(mood, "predefined_name_id").and_then(|known| {
            let place = usize::try_from(known.checked_sub(1)?).ok()?;
            MOODS.get(place)
        });
        if let (Some(id), Some(known)) = (number(mood, "id"), known) {
            let own = moods.entry(id).or_default();
            if own.is_empty() {
                *own = (*known).to_owned();
            }
        }
    }
    let rows = list("dayEntries").map(|entry| {
        let mood = number(entry, "mood").and_then(|id| moods.get(&id).cloned());
        let of_entry = entry.get("tags").and_then(Value::as_array).into_iter().flatten();
        let of_entry: Vec<String> = of_entry
            .filter_map(|tag| tags.get(&tag.as_i64()?).cloned())
            .filter(|name| !name.is_empty())
            .collect();
        vec![
            moment(entry).unwrap_or_default(),
            mood.unwrap_or_default(),
            of_entry.join(" | "),
            plain(&text(entry, "note_title")),
            plain(&text(entry, "note")),
        ]
    });
    Ok(Listed::new(&["daylio", "mood", "tags", "note_title", "note"], rows.collect()))
}

/// A whole number of an object.
fn number(object: &Value, key: &str) -> Option<i64> {
    object.get(key)?.as_i64()
}

/// A text of an object.
fn text(object: &Value, key: &str) -> String {
    object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// When an entry was: its months count from 0, and its offset from UTC is in milliseconds.
fn moment(entry: &Value) -> Option<String> {
    let part = |key: &str| u32::try_from(number(entry, key)?).ok();
    let year = i32::try_from(number(entry, "year")?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, part("month")?.checked_add(1)?, part("day")?)?;
    let local = date.and_hms_opt(part("hour")?, part("minute")?, 0)?;
    let seconds = number(entry, "timeZoneOffset").map(|offset| offset / 1000);
    let offset = seconds.and_then(|seconds| FixedOffset::east_opt(i32::try_from(seconds).ok()?));
    Some(match offset.and_then(|offset| offset.from_local_datetime(&local).single()) {
        Some(moment) => moment.to_rfc3339(),
        None => local.to_string(),
    })
}

/// Base64 as bytes; `None` where it is none. Line ends in it say nothing.
fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::App;
    use super::super::tests::read;
    use super::*;

    #[test]
    fn base64_is_read_back() {
        for (text, bytes) in [
            ("", Some(&b""[..])),
            ("Zg==", Some(b"f")),
            ("Zm9v\nYmE=", Some(b"fooba")),
            ("+/+/", Some(b"\xfb\xff\xbf")),
            ("Zm*v", None),
        ] {
            assert_eq!(from_base64(text.as_bytes()).as_deref(), bytes, "{text}");
        }
    }

    #[test]
    fn entries_have_the_names_of_their_moods_and_tags() {
        let text = r#"{"version":15,
            "customMoods":[{"id":1,"custom_name":"","predefined_name_id":1},{"id":7,"custom_name":"so so","predefined_name_id":-1}],
            "tags":[{"id":3,"name":"walk"},{"id":4,"name":"bad sleep"}],
            "dayEntries":[
              {"minute":5,"hour":23,"day":31,"month":0,"year":2026,"datetime":1,"timeZoneOffset":3600000,"mood":7,"tags":[4,3,9],"note":"<p>sore &amp; stiff</p><p>all day</p>","note_title":""},
              {"minute":5,"hour":8,"day":1,"month":11,"year":2026,"mood":1,"tags":[],"note":""},
              {"month":12,"year":2026,"day":1,"hour":1,"minute":1}]}"#;
        let found = read(App::Daylio, &[("", text)]);
        assert_eq!(
            found,
            [
                "1: daylio|mood|tags|note_title|note",
                "1: 2026-01-31T23:05:00+01:00|so so|bad sleep | walk||sore & stiff\nall day",
                "2: 2026-12-01 08:05:00|rad|||",
                "3: ||||",
            ]
        );
    }
}
