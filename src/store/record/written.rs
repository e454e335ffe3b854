//! What was written down beside scores and exercises, and for a visit, and when: entries, the
//! person's account and the journal → the domain's.
//!
//! An entry keeps when it was first written, and a correction may bring words into it later. When
//! that was, the journal knows. A line of the account has the moment of its words itself.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Map, Value as Json};

use super::ratings::Filter;
use crate::domain::diary::day::{DAY_ENDS_AT, day_of};
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::diary::rating::{Rating, Stored};
use crate::domain::screening::closer_look::Written;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::row_change::RowChange;
use crate::store::{row_change, value};

/// The columns that hold a person's words, and the signs, which are a word as well.
const WORDS: [&str; 5] = ["note", "why", "tag", "site", "symptom"];

impl Diary {
    /// The notes, tags, sites, reasons and signs of the entries from `from` to `to`, and the lines
    /// of the account that were written then, that are `wanted`, each with the moment it came in.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn written(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        wanted: impl Fn(&Written) -> bool,
    ) -> Result<Vec<Written>, StoreError> {
        let filter = Filter { from: Some(from), to: Some(to), newest: None };
        // Those of exercises stand behind the others.
        let (mut found, mut of_sessions) = (Vec::new(), Vec::new());
        self.each_day_of_entries::<StoreError>(filter, |day| {
            for rating in day.ratings {
                self.written_with(rating, &wanted, &mut found)?;
            }
            for session in day.sessions {
                self.written_in(session, &wanted, &mut of_sessions)?;
            }
            Ok(())
        })?;
        found.extend(of_sessions);
        for entry in self.own_account()?.entries() {
            let day = day_of(entry.written_at.naive_local(), DAY_ENDS_AT);
            let written = Written { day, text: entry.text.clone(), written_at: entry.written_at };
            if (from..=to).contains(&day) && wanted(&written) {
                found.push(written);
            }
        }
        Ok(found)
    }

    /// Finds what is wanted of what was written with a rating.
    fn written_with(
        &self,
        Stored { id, value: entry }: Stored<Rating>,
        wanted: impl Fn(&Written) -> bool,
        found: &mut Vec<Written>,
    ) -> Result<(), StoreError> {
        let sites = entry.places.into_iter().map(|each| each.place.site);
        let texts = entry
            .tags
            .into_iter()
            .chain(entry.eased)
            .chain(entry.feels)
            .chain(entry.note)
            .chain(sites);
        for text in texts {
            let written = Written { day: entry.day, text, written_at: entry.written_at };
            found.extend(self.dated(id, written, &wanted)?);
        }
        Ok(())
    }

    /// Finds what is wanted of what was written with an exercise, its signs among it.
    fn written_in(
        &self,
        Stored { id, value: entry }: Stored<ExerciseRecord>,
        wanted: impl Fn(&Written) -> bool,
        found: &mut Vec<Written>,
    ) -> Result<(), StoreError> {
        let said = match entry.outcome {
            Outcome::Skipped { why } => Vec::from_iter(why),
            Outcome::Done(actual) => {
                actual.symptoms.iter().map(|sign| sign.word().to_owned()).collect()
            }
        };
        for text in said.into_iter().chain(entry.note) {
            let written = Written { day: entry.day, text, written_at: entry.written_at };
            found.extend(self.dated(id, written, &wanted)?);
        }
        Ok(())
    }

    /// A text of the entry of that number with the moment it came in, where it is `wanted`.
    fn dated(
        &self,
        id: i64,
        written: Written,
        wanted: impl Fn(&Written) -> bool,
    ) -> Result<Option<Written>, StoreError> {
        if !wanted(&written) {
            return Ok(None);
        }
        // The journal is only asked about what is wanted: it is long.
        let written_at = self.came_in(id, &written.text)?.unwrap_or(written.written_at);
        Ok(Some(Written { written_at, ..written }))
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
