//! What the person says about flares and weeks: rows of `flare_word` and `week_answer` ↔ the
//! domain's.

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Value};

use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::rating::Stored;
use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

impl Diary {
    /// Every word about a flare, in the order of their days and of their writing.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn flare_words(&self) -> Result<Vec<Stored<FlareWord>>, StoreError> {
        let sql = "SELECT id, day, change, written_at FROM flare_word ORDER BY day, id";
        self.ask(|c| c.prepare(sql)?.query_map([], read_word)?.collect())
    }

    /// Every answer about a week, in the order of their days and of their writing.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn week_answers(&self) -> Result<Vec<Stored<WeekAnswer>>, StoreError> {
        let sql = "SELECT id, plan, day, average, against_start, written_at FROM week_answer
             ORDER BY day, id";
        self.ask(|c| c.prepare(sql)?.query_map([], read_answer)?.collect())
    }
}

/// A word about a flare: `id, day, change, written_at`.
fn read_word(row: &Row<'_>) -> rusqlite::Result<Stored<FlareWord>> {
    let change = FlareChange::from_word(row.get_ref(2)?.as_str()?);
    let word = FlareWord {
        day: value::day(row.get_ref(1)?)?,
        change: change.ok_or(FromSqlError::InvalidType)?,
        written_at: value::moment(row.get_ref(3)?)?,
    };
    Ok(Stored { id: row.get(0)?, value: word })
}

/// The answers about a week: `id, plan, day, average, against_start, written_at`.
fn read_answer(row: &Row<'_>) -> rusqlite::Result<Stored<WeekAnswer>> {
    let against_start = value::maybe(row.get_ref(4)?, |word| {
        Comparison::from_word(word.as_str()?).ok_or(FromSqlError::InvalidType)
    })?;
    let answer = WeekAnswer {
        plan: row.get(1)?,
        day: value::day(row.get_ref(2)?)?,
        average: value::maybe(row.get_ref(3)?, value::score)?,
        against_start,
        written_at: value::moment(row.get_ref(5)?)?,
    };
    Ok(Stored { id: row.get(0)?, value: answer })
}

impl Change<'_> {
    /// Adds a word about a flare and returns its number, which it shares with ratings and sessions.
    /// `word.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_flare_word(&mut self, word: &FlareWord) -> Result<i64, StoreError> {
        let columns = [
            ("uuid", self.uuid()),
            ("day", Value::Text(from_day(word.day))),
            ("change", Value::Text(word.change.word().to_owned())),
            ("written_at", self.written_at()),
        ];
        self.insert("flare_word", &columns)
    }

    /// Removes the word about a flare of that number; `false` when there is none.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_flare_word(&mut self, id: i64) -> Result<bool, StoreError> {
        Ok(self.delete("flare_word", "id", id)? > 0)
    }

    /// Adds the answers about a week and returns their number, which they share with ratings and
    /// sessions. `answer.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it, for one because neither question was answered.
    pub fn add_week_answer(&mut self, answer: &WeekAnswer) -> Result<i64, StoreError> {
        let against_start = answer.against_start.map(|comparison| comparison.word().to_owned());
        let columns = [
            ("uuid", self.uuid()),
            ("plan", answer.plan.into()),
            ("day", Value::Text(from_day(answer.day))),
            ("average", answer.average.map(|average| average.tenths()).into()),
            ("against_start", against_start.into()),
            ("written_at", self.written_at()),
        ];
        self.insert("week_answer", &columns)
    }

    /// Removes the answers about a week of that number; `false` when there are none.
    ///
    /// # Errors
    /// When the diary does not let them go.
    pub fn remove_week_answer(&mut self, id: i64) -> Result<bool, StoreError> {
        Ok(self.delete("week_answer", "id", id)? > 0)
    }
}
