//! Goals: rows of `goal` and `goal_rating` ↔ the domain's.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};

use crate::domain::diary::goal::Goal;
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

impl Diary {
    /// Every goal there is or was, with its ratings, in the order they were set.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn goals(&self) -> Result<Vec<Stored<Goal>>, StoreError> {
        self.ask(|c| {
            let sql = "SELECT day, score FROM goal_rating WHERE goal = ?1 ORDER BY day";
            let mut ratings = c.prepare_cached(sql)?;
            let sql = "SELECT id, activity, started_on, ended_on FROM goal ORDER BY id";
            let mut statement = c.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            let mut goals = Vec::new();
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let entry = Goal {
                    activity: row.get(1)?,
                    started_on: value::day(row.get_ref(2)?)?,
                    ended_on: value::maybe(row.get_ref(3)?, value::day)?,
                    ratings: ratings
                        .query_map([id], read_rating)?
                        .collect::<rusqlite::Result<_>>()?,
                };
                goals.push(Stored { id, value: entry });
            }
            Ok(goals)
        })
    }
}

/// A rating of a goal: `day, score`.
fn read_rating(row: &Row<'_>) -> rusqlite::Result<(NaiveDate, Score)> {
    Ok((value::day(row.get_ref(0)?)?, value::score(row.get_ref(1)?)?))
}

impl Change<'_> {
    /// Adds a goal and returns its number. Its ratings are not looked at.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_goal(&mut self, goal: &Goal) -> Result<i64, StoreError> {
        let mut columns = vec![("uuid", self.uuid()), ("written_at", self.written_at())];
        columns.extend(own_columns(goal));
        self.insert("goal", &columns)
    }

    /// Makes the goal of that number what `goal` says, but for its ratings.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_goal(&mut self, id: i64, goal: &Goal) -> Result<(), StoreError> {
        self.update("goal", id, &own_columns(goal))
    }

    /// Removes a goal with all its ratings.
    ///
    /// # Errors
    /// When the diary does not let it go.
    pub fn remove_goal(&mut self, id: i64) -> Result<(), StoreError> {
        self.delete("goal_rating", "goal", id)?;
        self.delete("goal", "id", id).map(drop)
    }

    /// Sets the rating of a goal on a day, in place of one that is there; `None` removes it.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn rate_goal(
        &mut self,
        goal: i64,
        day: NaiveDate,
        score: Option<Score>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT id FROM goal_rating WHERE goal = ?1 AND day = ?2";
        let there: Option<i64> = self
            .ask(|c| c.query_row(sql, params![goal, from_day(day)], |row| row.get(0)).optional())?;
        let Some(score) = score else {
            return there.map_or(Ok(()), |id| self.delete("goal_rating", "id", id).map(drop));
        };
        let score = ("score", Value::Integer(score.tenths()));
        let written = ("written_at", self.written_at());
        match there {
            // A day has one rating of a goal; its name stays.
            Some(id) => self.update("goal_rating", id, &[score, written]),
            None => {
                let goal = ("goal", Value::Integer(goal));
                let day = ("day", Value::Text(from_day(day)));
                let columns = [("uuid", self.uuid()), goal, day, score, written];
                self.insert("goal_rating", &columns).map(drop)
            }
        }
    }
}

/// The columns of `goal` that a person sets.
fn own_columns(goal: &Goal) -> [(&'static str, Value); 3] {
    [
        ("activity", Value::Text(goal.activity.clone())),
        ("started_on", Value::Text(from_day(goal.started_on))),
        ("ended_on", goal.ended_on.map(from_day).into()),
    ]
}
