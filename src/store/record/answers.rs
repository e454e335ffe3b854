//! Answers to the safety questions: rows of `screening_answer` ↔ the domain's.

use rusqlite::Row;
use rusqlite::types::{FromSqlError, Value};

use crate::domain::screening::answers::{Answer, Answers, Asked, Says};
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

impl Diary {
    /// Every answer to a safety question, in the order they were given.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn answers(&self) -> Result<Answers, StoreError> {
        // By the order of writing, not by day: the newest answer counts, also against an earlier
        // one of the same day.
        let sql = "SELECT question, answer, day, checked_by, checked_on, written_at, asked, wording
             FROM screening_answer ORDER BY id";
        self.ask(|c| c.prepare(sql)?.query_map([], read)?.collect())
    }
}

/// An answer: `question, answer, day, checked_by, checked_on, written_at, asked, wording`.
fn read(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        question: row.get(0)?,
        says: Says::from_word(row.get_ref(1)?.as_str()?).ok_or(FromSqlError::InvalidType)?,
        day: value::day(row.get_ref(2)?)?,
        checked: value::check(row.get(3)?, row.get_ref(4)?)?,
        asked: Asked::from_word(row.get_ref(6)?.as_str()?).ok_or(FromSqlError::InvalidType)?,
        wording: row.get(7)?,
        written_at: value::moment(row.get_ref(5)?)?,
    })
}

impl Change<'_> {
    /// Adds an answer to a safety question. `answer.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_answer(&mut self, answer: &Answer) -> Result<i64, StoreError> {
        self.insert(
            "screening_answer",
            &[
                ("uuid", self.uuid()),
                ("question", Value::Text(answer.question.clone())),
                ("answer", Value::Text(answer.says.word().to_owned())),
                ("day", Value::Text(from_day(answer.day))),
                ("checked_by", answer.checked.as_ref().map(|check| check.by.clone()).into()),
                ("checked_on", answer.checked.as_ref().map(|check| from_day(check.on)).into()),
                ("asked", Value::Text(answer.asked.word().to_owned())),
                ("wording", Value::Integer(answer.wording.into())),
                ("written_at", self.written_at()),
            ],
        )
    }

    /// Removes an answer that was a slip. Whether it was there.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_answer(&mut self, id: i64) -> Result<bool, StoreError> {
        Ok(self.delete("screening_answer", "id", id)? > 0)
    }
}
