//! Visits and what to ask there: rows of `visit` and `visit_question` ↔ the domain's.

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Value};

use crate::domain::diary::rating::Stored;
use crate::domain::diary::visit::{EarlyVisit, Impression, Question, Visit};
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

impl Diary {
    /// The days of visits within a range, in order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn visit_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>, StoreError> {
        let sql = "SELECT DISTINCT day FROM visit WHERE day BETWEEN ?1 AND ?2 ORDER BY day";
        self.ask(|c| {
            c.prepare(sql)?
                .query_map([from_day(from), from_day(to)], |row| Ok(value::day(row.get_ref(0)?)?))?
                .collect()
        })
    }

    /// Every visit, past and to come, in the order of their days.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn visits(&self) -> Result<Vec<Stored<Visit>>, StoreError> {
        let sql = "SELECT id, day, clinician, note, impression FROM visit ORDER BY day, id";
        self.ask(|c| c.prepare_cached(sql)?.query_map([], read_visit)?.collect())
    }

    /// The visits that seem to have been booked a year too early, each with the day it was noted on
    /// and the day that may have been meant.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn visits_a_year_early(&self, today: NaiveDate) -> Result<Vec<EarlyVisit>, StoreError> {
        let sql = "SELECT id, day, clinician, note, impression, written_at FROM visit ORDER BY day";
        let all: Vec<(Visit, NaiveDate)> = self.ask(|c| {
            c.prepare(sql)?
                .query_map([], |row| {
                    let written_at = value::moment(row.get_ref(5)?)?;
                    Ok((read_visit(row)?.value, written_at.date_naive()))
                })?
                .collect()
        })?;
        let early = all
            .into_iter()
            .filter_map(|(visit, written_on)| EarlyVisit::find(&visit, written_on, today));
        Ok(early.collect())
    }

    /// Every question for a visit, in the order they were written down.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn visit_questions(&self) -> Result<Vec<Stored<Question>>, StoreError> {
        let sql = "SELECT id, question, day, visit FROM visit_question ORDER BY id";
        self.ask(|c| c.prepare(sql)?.query_map([], read_question)?.collect())
    }
}

/// A visit: `id, day, clinician, note, impression`.
fn read_visit(row: &Row<'_>) -> rusqlite::Result<Stored<Visit>> {
    let impression = value::maybe(row.get_ref(4)?, |column| {
        Impression::from_point(column.as_i64()?).ok_or(FromSqlError::InvalidType)
    })?;
    let day = value::day(row.get_ref(1)?)?;
    let visit = Visit { day, clinician: row.get(2)?, note: row.get(3)?, impression };
    Ok(Stored { id: row.get(0)?, value: visit })
}

/// A question for a visit: `id, question, day, visit`.
fn read_question(row: &Row<'_>) -> rusqlite::Result<Stored<Question>> {
    let question =
        Question { question: row.get(1)?, day: value::day(row.get_ref(2)?)?, visit: row.get(3)? };
    Ok(Stored { id: row.get(0)?, value: question })
}

impl Change<'_> {
    /// Adds a visit and returns its number.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_visit(&mut self, visit: &Visit) -> Result<i64, StoreError> {
        let mut columns = vec![("uuid", self.uuid()), ("written_at", self.written_at())];
        columns.extend(own_columns(visit));
        self.insert("visit", &columns)
    }

    /// Makes the visit of that number what `visit` says.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_visit(&mut self, id: i64, visit: &Visit) -> Result<(), StoreError> {
        self.update("visit", id, &own_columns(visit))
    }

    /// Removes a visit. `asked`, the questions that were asked there, wait for another one then.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_visit(&mut self, id: i64, asked: &[i64]) -> Result<(), StoreError> {
        for question in asked {
            // First, or the reference to the visit would refuse its removal; the question waits
            // again.
            self.set_asked(*question, None)?;
        }
        self.delete("visit", "id", id).map(drop)
    }

    /// Adds a question for the next visit and returns its number.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_visit_question(
        &mut self,
        question: &str,
        day: NaiveDate,
    ) -> Result<i64, StoreError> {
        let question = Value::Text(question.to_owned());
        let day = Value::Text(from_day(day));
        let columns = [
            ("uuid", self.uuid()),
            ("question", question),
            ("day", day),
            ("written_at", self.written_at()),
        ];
        self.insert("visit_question", &columns)
    }

    /// Sets the visit a question was asked at; `None` while it waits for one.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_asked(&mut self, question: i64, visit: Option<i64>) -> Result<(), StoreError> {
        self.update("visit_question", question, &[("visit", visit.into())])
    }

    /// Takes a question off the list.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_visit_question(&mut self, question: i64) -> Result<(), StoreError> {
        self.delete("visit_question", "id", question).map(drop)
    }
}

/// The columns of `visit` that a person sets.
fn own_columns(visit: &Visit) -> [(&'static str, Value); 4] {
    [
        ("day", Value::Text(from_day(visit.day))),
        ("clinician", visit.clinician.clone().into()),
        ("note", visit.note.clone().into()),
        ("impression", visit.impression.map(Impression::point).into()),
    ]
}
