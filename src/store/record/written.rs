//! What was written down beside scores and exercises, and for a visit, and when: entries, the
//! person's account and the journal → the domain's.
//!
//! An entry keeps when it was first written, and a correction may bring words into it later. When
//! that was, the journal knows. A line of the account has the moment of its words itself.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Map, Value as Json};

use crate::domain::diary::day::{DAY_ENDS_AT, day_of};
use crate::domain::screening::closer_look::Written;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::row_change::RowChange;
use crate::store::value::from_day;
use crate::store::{row_change, value};

/// The columns that hold a person's words, and the signs, which are a word as well.
const WORDS: [&str; 5] = ["note", "why", "tag", "site", "symptom"];

/// Every text of the entries of some days, at most two in a row, with the entry's number, day and
/// moment. No entry is gathered for it: a day may have hundreds.
const TEXTS: &str = "
    SELECT id, day, written_at, note, NULL FROM rating
        WHERE day BETWEEN ?1 AND ?2 AND note IS NOT NULL
    UNION ALL SELECT rating.id, day, written_at, tag, NULL
        FROM rating CROSS JOIN rating_tag ON rating = rating.id WHERE day BETWEEN ?1 AND ?2
    UNION ALL SELECT rating.id, day, written_at, site, NULL
        FROM rating CROSS JOIN rating_site ON rating = rating.id WHERE day BETWEEN ?1 AND ?2
    UNION ALL SELECT id, day, written_at, note, why FROM session
        WHERE day BETWEEN ?1 AND ?2 AND (note IS NOT NULL OR why IS NOT NULL)
    UNION ALL SELECT session.id, day, written_at, symptom, NULL
        FROM session CROSS JOIN session_symptom ON session = session.id
        WHERE day BETWEEN ?1 AND ?2";

impl Diary {
    /// The notes, tags, sites, reasons and signs of the entries from `from` to `to`, and the lines
    /// of the account that were written then, whose text is `wanted`, each with the moment it came
    /// in, in no order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn written(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        mut wanted: impl FnMut(&str) -> bool,
    ) -> Result<Vec<Written>, StoreError> {
        let mut found = Vec::new();
        self.ask(|c| {
            let mut statement = c.prepare(TEXTS)?;
            let mut rows = statement.query([from_day(from), from_day(to)])?;
            while let Some(row) = rows.next()? {
                for column in [3, 4] {
                    let text = row.get_ref(column)?.as_str_or_null()?;
                    let Some(text) = text.filter(|text| wanted(text)) else { continue };
                    let (id, day) = (row.get(0)?, value::day(row.get_ref(1)?)?);
                    let written_at = value::moment(row.get_ref(2)?)?;
                    found.push((id, Written { day, text: text.to_owned(), written_at }));
                }
            }
            Ok(())
        })?;
        let dated = |(id, written): (i64, Written)| {
            // The journal is only asked about what is wanted: it is long.
            let written_at = self.came_in(id, &written.text)?.unwrap_or(written.written_at);
            Ok(Written { written_at, ..written })
        };
        let mut found: Vec<Written> = found.into_iter().map(dated).collect::<Result<_, _>>()?;
        for entry in self.own_account()?.entries() {
            let day = day_of(entry.written_at.naive_local(), DAY_ENDS_AT);
            if (from..=to).contains(&day) && wanted(&entry.text) {
                let (text, written_at) = (entry.text.clone(), entry.written_at);
                found.push(Written { day, text, written_at });
            }
        }
        Ok(found)
    }

    /// When the newest command that stands brought a text into the entry of that number; `None`
    /// when none did. Ratings and sessions share their numbers, so one of them has it.
    fn came_in(&self, id: i64, text: &str) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        let sql = "SELECT at, rows FROM journal WHERE state = 'done'
                 AND (instr(rows, ?1) OR instr(rows, ?2) OR instr(rows, ?3) OR instr(rows, ?4))
             ORDER BY id DESC";
        let marks = [
            format!("[\"rating\",{id},"),
            format!("[\"session\",{id},"),
            format!("\"rating\":{id},"),
            format!("\"session\":{id},"),
        ];
        self.ask(|c| {
            let mut statement = c.prepare(sql)?;
            let mut rows = statement.query(marks)?;
            while let Some(row) = rows.next()? {
                let changed = row_change::read(row.get_ref(1)?.as_str()?).unwrap_or_default();
                let of_it: Vec<RowChange> =
                    changed.into_iter().filter(|row| row.is_of(id)).collect();
                let had = of_it.iter().any(|row| says(&row.before, text));
                // Words that only stayed were answered for before: what counts is when they came
                // in.
                if !had && of_it.iter().any(|row| says(&row.after, text)) {
                    return Ok(Some(value::moment(row.get_ref(0)?)?));
                }
            }
            Ok(None)
        })
    }
}

impl RowChange {
    /// Whether it is a row of the entry of that number, or one that belongs to it.
    fn is_of(&self, id: i64) -> bool {
        let image = self.before.as_ref().or(self.after.as_ref());
        let is_it = ["rating", "session"].contains(&self.table.as_str()) && self.id == id;
        is_it
            || ["rating", "session"].iter().any(|parent| {
                image.and_then(|image| image.get(*parent)).and_then(Json::as_i64) == Some(id)
            })
    }
}

/// Whether one of the columns with words of a row is this text.
fn says(image: &Option<Map<String, Json>>, text: &str) -> bool {
    let Some(image) = image else { return false };
    WORDS.iter().any(|name| image.get(*name).and_then(Json::as_str) == Some(text))
}
