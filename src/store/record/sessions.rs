//! Sessions: rows of `session` ↔ the domain's.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};
use rusqlite::{Connection, Row};

use super::days::{NOON, way_to};
use super::ratings::{Filter, gathered};
use crate::domain::analysis::adherence::CountedSession;
use crate::domain::analysis::practice::Done;
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace, Symptom};
use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Stored;
use crate::store::change::Change;
use crate::store::diary::{Audience, Diary};
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

/// The columns [`read`] reads, symptoms gathered into one text.
fn columns() -> String {
    format!(
        "id, day, at, exercise, outcome, sets, reps, hold_s, minutes, load_g, pain, effort,
    pain_before, pain_place, reps_of_sets, side, why, note, written_at, private, {},
    source_written_at",
        gathered("symptom", "session_symptom WHERE session = s.id")
    )
}

/// The sessions of some days in the order of their days, their moments and their numbers, newest
/// first.
pub(super) fn newest_first() -> String {
    format!(
        "SELECT {} FROM session s WHERE day BETWEEN ?1 AND ?2
         ORDER BY day DESC, julianday(coalesce(at, {NOON})) DESC, id DESC",
        columns()
    )
}

impl Diary {
    /// Sessions, newest first: by day, then by moment, then by number.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sessions(&self, filter: Filter) -> Result<Vec<Stored<ExerciseRecord>>, StoreError> {
        self.sessions_that(filter, |_| true)
    }

    /// The sessions that are wanted, newest first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sessions_that(
        &self,
        filter: Filter,
        wanted: impl Fn(&ExerciseRecord) -> bool,
    ) -> Result<Vec<Stored<ExerciseRecord>>, StoreError> {
        self.ask(|c| {
            filter.collect(c.prepare(&newest_first())?.query_map(filter.bounds(), read)?, |found| {
                wanted(&found.value)
            })
        })
    }

    /// Sessions as the rules about doses need them, without notes, in the order of their days and
    /// numbers: a plan of ten years has fifteen thousand.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sessions_for_rules(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<ExerciseRecord>, StoreError> {
        // One look for all signs: a subquery for each of fifteen thousand rows takes longer than
        // all the rest.
        let mut symptoms: BTreeMap<i64, Vec<Symptom>> = BTreeMap::new();
        self.ask(|c| {
            // Of none before the first of the sessions; `+` keeps SQLite from going by the order alone.
            let sql = "SELECT session, symptom FROM session_symptom
                 WHERE session >= (SELECT min(id) FROM session WHERE day BETWEEN ?1 AND ?2)
                 ORDER BY +id";
            let mut statement = c.prepare(sql)?;
            let mut rows = statement.query([from_day(from), from_day(to)])?;
            while let Some(row) = rows.next()? {
                let symptom = Symptom::from_word(row.get_ref(1)?.as_str()?)
                    .ok_or(FromSqlError::InvalidType)?;
                symptoms.entry(row.get(0)?).or_default().push(symptom);
            }
            Ok(())
        })?;
        let read = |row: &Row<'_>| {
            let id = row.get(0)?;
            let (at, written_at) = (row.get_ref(15)?, row.get_ref(16)?);
            let moment = value::moment(written_at)?;
            let outcome = match row.get_ref(3)? {
                // As bytes, which need no check for UTF-8.
                ValueRef::Text(b"done") => Outcome::Done(Actual {
                    symptoms: symptoms.get(&id).cloned().unwrap_or_default(),
                    ..actual(row, 4)?
                }),
                _ => Outcome::Skipped { why: row.get(17)? },
            };
            let session = ExerciseRecord {
                day: value::day(row.get_ref(1)?)?,
                // What is ticked off while it is done has one moment, and it need not be read
                // twice.
                at: if at == written_at { Some(moment) } else { value::maybe(at, value::moment)? },
                exercise: row.get(2)?,
                outcome,
                note: None,
                private: row.get(18)?,
                written_at: moment,
                source_written_at: value::maybe(row.get_ref(19)?, value::moment)?,
            };
            Ok((id, session))
        };
        self.ask(|c| {
            let way = way_to(c, "session", from)?;
            let sql = format!(
                "SELECT id, day, exercise, outcome, sets, reps, hold_s, minutes, load_g, pain,
                 effort, pain_before, pain_place, reps_of_sets, side, at, written_at, why, private,
                 source_written_at
                 FROM session {way} WHERE day BETWEEN ?1 AND ?2"
            );
            let mut found: Vec<(i64, ExerciseRecord)> = c
                .prepare(&sql)?
                .query_map([from_day(from), from_day(to)], read)?
                .collect::<Result<_, _>>()?;
            // Sorted here, for SQLite would look every row up on its own to have them in order.
            found.sort_by_key(|(id, session)| (session.day, *id));
            Ok(found.into_iter().map(|(_, session)| session).collect())
        })
    }

    /// What was done and left out of some days, as far as it is counted, in no order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn sessions_to_count(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<CountedSession>, StoreError> {
        self.ask(|c| {
            let way = way_to(c, "session", from)?;
            let sql = format!(
                "SELECT day, exercise, outcome, private, why
                 FROM session {way} WHERE day BETWEEN ?1 AND ?2"
            );
            let mut statement = c.prepare(&sql)?;
            let mut rows = statement.query([from_day(from), from_day(to)])?;
            let mut exercises: Vec<Arc<str>> = Vec::new();
            let mut counted = Vec::new();
            while let Some(row) = rows.next()? {
                let exercise = row.get_ref(1)?.as_str()?;
                let known = exercises.iter().position(|known| **known == *exercise);
                let place = known.unwrap_or_else(|| {
                    exercises.push(exercise.into());
                    exercises.len() - 1
                });
                counted.push(CountedSession {
                    day: value::day(row.get_ref(0)?)?,
                    exercise: Arc::clone(&exercises[place]),
                    is_done: row.get_ref(2)? == ValueRef::Text(b"done"),
                    private: row.get(3)?,
                    why: row.get(4)?,
                });
            }
            Ok(counted)
        })
    }

    /// The session of that number; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn session(&self, id: i64) -> Result<Option<Stored<ExerciseRecord>>, StoreError> {
        self.ask(|c| numbered(c, id))
    }

    /// The first day with a session; `None` when there is none.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn first_session_day(&self, audience: Audience) -> Result<Option<NaiveDate>, StoreError> {
        let sql = "SELECT min(day) FROM session WHERE private = 0 OR ?1";
        self.ask(|c| {
            c.query_row(sql, [audience.sees_private()], |row| {
                Ok(value::maybe(row.get_ref(0)?, value::day)?)
            })
        })
    }

    /// What was done in a range, in the order of the days; an exercise stands under its id.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn done_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        audience: Audience,
    ) -> Result<Vec<Done>, StoreError> {
        let read = |row: &Row<'_>| {
            let (day, exercise) = (value::day(row.get_ref(1)?)?, row.get(2)?);
            Ok((row.get(0)?, Done { day, exercise, actual: actual(row, 3)? }))
        };
        let mut done: Vec<(i64, Done)> = self.ask(|c| {
            let way = way_to(c, "session", from)?;
            let sql = format!(
                "SELECT id, day, exercise, sets, reps, hold_s, minutes, load_g, pain, effort,
                     pain_before, pain_place, reps_of_sets, side
                 FROM session {way}
                 WHERE day BETWEEN ?1 AND ?2 AND outcome = 'done' AND (private = 0 OR ?3)"
            );
            c.prepare(&sql)?
                .query_map((from_day(from), from_day(to), audience.sees_private()), read)?
                .collect()
        })?;
        done.sort_by_key(|(id, done)| (done.day, *id));
        Ok(done.into_iter().map(|(_, done)| done).collect())
    }
}

/// The session of that number.
fn numbered(connection: &Connection, id: i64) -> rusqlite::Result<Option<Stored<ExerciseRecord>>> {
    let sql = format!("SELECT {} FROM session s WHERE id = ?1", columns());
    connection.prepare(&sql)?.query_map([id], read)?.next().transpose()
}

impl Change<'_> {
    /// Adds a session and returns its number. `session.written_at` is not looked at: it is now.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_session(&mut self, session: &ExerciseRecord) -> Result<i64, StoreError> {
        let mut columns = vec![("uuid", self.uuid()), ("written_at", self.written_at())];
        columns.extend(own_columns(session));
        let id = self.insert("session", &columns)?;
        self.add_symptoms(id, session)?;
        Ok(id)
    }

    /// Changes the session of that number from what it was read as to `session`. What is the same
    /// in both stays as it is in the diary; when it was first written stays as well.
    ///
    /// # Errors
    /// When the diary does not take it, or the session is gone.
    pub fn set_session(
        &mut self,
        known: &Stored<ExerciseRecord>,
        session: &ExerciseRecord,
    ) -> Result<(), StoreError> {
        let Stored { id, value: before } = known;
        self.update_changed("session", *id, own_columns(before), own_columns(session))?;
        // Signs have no names of their own: writing them anew is as good as finding the difference.
        if symptoms(before) != symptoms(session) {
            self.delete("session_symptom", "session", *id)?;
            self.add_symptoms(*id, session)?;
        }
        Ok(())
    }

    /// Removes the session of that number; `false` when there is none.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_session(&mut self, id: i64) -> Result<bool, StoreError> {
        self.delete("session_symptom", "session", id)?;
        Ok(self.delete("session", "id", id)? > 0)
    }

    fn add_symptoms(&mut self, id: i64, session: &ExerciseRecord) -> Result<(), StoreError> {
        for symptom in symptoms(session) {
            let word = Value::Text(symptom.word().to_owned());
            self.insert("session_symptom", &[("session", Value::Integer(id)), ("symptom", word)])?;
        }
        Ok(())
    }
}

/// The signs that came with a session; none with one that was skipped.
fn symptoms(session: &ExerciseRecord) -> &[Symptom] {
    match &session.outcome {
        Outcome::Done(actual) => &actual.symptoms,
        Outcome::Skipped { .. } => &[],
    }
}

/// The columns of `session` that a person sets.
fn own_columns(session: &ExerciseRecord) -> Vec<(&'static str, Value)> {
    let skipped = Actual::default();
    let (actual, why) = match &session.outcome {
        Outcome::Done(actual) => (actual, None),
        Outcome::Skipped { why } => (&skipped, why.clone()),
    };
    vec![
        ("day", Value::Text(from_day(session.day))),
        ("at", value::from_maybe_moment(session.at)),
        ("exercise", Value::Text(session.exercise.clone())),
        ("outcome", Value::Text(session.outcome.word().to_owned())),
        ("sets", value::from_count(actual.sets)),
        ("reps", value::from_count(actual.reps)),
        ("hold_s", value::from_count(actual.hold_s)),
        ("minutes", value::from_count(actual.minutes)),
        ("load_g", value::from_count(actual.load_g)),
        ("pain", value::from_score(actual.pain)),
        ("effort", value::from_count(actual.effort)),
        ("pain_before", value::from_score(actual.pain_before)),
        ("pain_place", actual.pain_place.map(|place| place.word().to_owned()).into()),
        ("reps_of_sets", from_reps(&actual.reps_of_sets)),
        ("side", actual.side.map(|side| side.word().to_owned()).into()),
        ("why", why.into()),
        ("note", session.note.clone().into()),
        ("private", session.private.into()),
        ("source_written_at", value::from_maybe_moment(session.source_written_at)),
    ]
}

/// A row of [`columns`].
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Stored<ExerciseRecord>> {
    let outcome = match row.get_ref(4)?.as_str()? {
        "done" => Outcome::Done(Actual {
            symptoms: value::list(row.get_ref(20)?, Symptom::from_word)?,
            ..actual(row, 5)?
        }),
        _ => Outcome::Skipped { why: row.get(16)? },
    };
    let entry = ExerciseRecord {
        day: value::day(row.get_ref(1)?)?,
        at: value::maybe(row.get_ref(2)?, value::moment)?,
        exercise: row.get(3)?,
        outcome,
        note: row.get(17)?,
        private: row.get(19)?,
        written_at: value::moment(row.get_ref(18)?)?,
        source_written_at: value::maybe(row.get_ref(21)?, value::moment)?,
    };
    Ok(Stored { id: row.get(0)?, value: entry })
}

/// The repeats of each set as a column: `12,10,8`; absent where they did not differ.
fn from_reps(reps: &[u32]) -> Value {
    let reps: Vec<String> = reps.iter().map(u32::to_string).collect();
    (!reps.is_empty()).then(|| reps.join(",")).into()
}

/// A column's text as the repeats of each set.
fn reps(column: ValueRef<'_>) -> FromSqlResult<Vec<u32>> {
    let numbers = column.as_str()?.split(',').map(str::parse);
    numbers.collect::<Result<_, _>>().map_err(|_| FromSqlError::InvalidType)
}

/// What was really done, from eleven columns in the order of `sets, reps, hold_s, minutes, load_g,
/// pain, effort, pain_before, pain_place, reps_of_sets, side`; the symptoms stand elsewhere.
fn actual(row: &Row<'_>, first: usize) -> rusqlite::Result<Actual> {
    Ok(Actual {
        sets: row.get(first)?,
        reps: row.get(first + 1)?,
        hold_s: row.get(first + 2)?,
        minutes: row.get(first + 3)?,
        load_g: row.get(first + 4)?,
        pain: value::maybe(row.get_ref(first + 5)?, value::score)?,
        effort: row.get(first + 6)?,
        pain_before: value::maybe(row.get_ref(first + 7)?, value::score)?,
        pain_place: value::maybe(row.get_ref(first + 8)?, |place| {
            PainPlace::from_word(place.as_str()?).ok_or(FromSqlError::InvalidType)
        })?,
        reps_of_sets: value::maybe(row.get_ref(first + 9)?, reps)?.unwrap_or_default(),
        side: value::maybe(row.get_ref(first + 10)?, |side| {
            Side::from_word(side.as_str()?).ok_or(FromSqlError::InvalidType)
        })?,
        symptoms: Vec::new(),
    })
}
