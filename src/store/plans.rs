//! The plan: rows of `plan` and `plan_phase` ↔ the domain's.

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, Value};

use super::change::Change;
use super::error::StoreError;
use super::open::Diary;
use super::value::{self, from_day};
use crate::domain::condition::PhaseName;
use crate::domain::place::Side;
use crate::domain::plan::{PhaseStart, Plan};
use crate::domain::rating::Numbered;
use crate::domain::screening::Check;

impl Diary {
    /// Every condition that is or was in the plan, with its phases, in the order of rank.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn plans(&self) -> Result<Vec<Numbered<Plan>>, StoreError> {
        let sql = "SELECT id, condition, side, variant, rank, started_on, ended_on FROM plan ORDER BY rank, id";
        self.ask(|c| {
            let mut phases = c.prepare(
                "SELECT phase, from_day, gate_by, gate_on FROM plan_phase WHERE plan = ?1 ORDER BY from_day",
            )?;
            let mut statement = c.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut plans = Vec::new();
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let phases = phases.query_map([id], |row| {
                    let phase = PhaseName::from_word(row.get_ref(0)?.as_str()?).ok_or(FromSqlError::InvalidType)?;
                    let cleared = value::check(row.get(2)?, row.get_ref(3)?)?;
                    Ok(PhaseStart { phase, from: value::day(row.get_ref(1)?)?, cleared })
                })?;
                let side = value::maybe(row.get_ref(2)?, |side| {
                    Side::from_word(side.as_str()?).ok_or(FromSqlError::InvalidType)
                })?;
                let entry = Plan {
                    condition: row.get(1)?,
                    side,
                    variant: row.get(3)?,
                    rank: row.get(4)?,
                    started_on: value::day(row.get_ref(5)?)?,
                    ended_on: value::maybe(row.get_ref(6)?, value::day)?,
                    phases: phases.collect::<rusqlite::Result<_>>()?,
                };
                plans.push(Numbered { id, entry });
            }
            Ok(plans)
        })
    }
}

impl Change<'_> {
    /// Adds a condition to the plan and returns its number.
    ///
    /// # Errors
    /// When the diary does not take it, for one because the condition is in the plan already.
    pub fn add_plan(&mut self, plan: &Plan) -> Result<i64, StoreError> {
        let id = self.insert(
            "plan",
            &[
                ("uuid", self.uuid()),
                ("condition", Value::Text(plan.condition.clone())),
                ("side", side_column(plan.side)),
                ("variant", plan.variant.clone().into()),
                ("rank", Value::Integer(plan.rank.into())),
                ("started_on", Value::Text(from_day(plan.started_on))),
                ("ended_on", plan.ended_on.map(from_day).into()),
                ("written_at", self.written_at()),
            ],
        )?;
        for start in &plan.phases {
            self.insert(
                "plan_phase",
                &[
                    ("plan", Value::Integer(id)),
                    ("phase", Value::Text(start.phase.word().to_owned())),
                    ("from_day", Value::Text(from_day(start.from))),
                    ("gate_by", start.cleared.as_ref().map(|check| check.by.clone()).into()),
                    ("gate_on", start.cleared.as_ref().map(|check| from_day(check.on)).into()),
                ],
            )?;
        }
        Ok(id)
    }

    /// Sets the side and the variant of a condition of the plan.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_plan(&mut self, id: i64, side: Option<Side>, variant: Option<String>) -> Result<(), StoreError> {
        self.update("plan", id, &[("side", side_column(side)), ("variant", variant.into())])
    }

    /// Records a clinician's agreement to the phase of a plan that began on `from`.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn clear_phase(&mut self, plan: i64, from: NaiveDate, check: &Check) -> Result<(), StoreError> {
        let sql = "SELECT id FROM plan_phase WHERE plan = ?1 AND from_day = ?2";
        let id = self.ask(|t| t.query_row(sql, rusqlite::params![plan, from_day(from)], |row| row.get(0)))?;
        let by = ("gate_by", Value::Text(check.by.clone()));
        self.update("plan_phase", id, &[by, ("gate_on", Value::Text(from_day(check.on)))])
    }

    /// Ends a condition of the plan: `day` is the first it is no longer followed on.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn end_plan(&mut self, id: i64, day: NaiveDate) -> Result<(), StoreError> {
        self.update("plan", id, &[("ended_on", Value::Text(from_day(day)))])
    }
}

/// A side as a column.
fn side_column(side: Option<Side>) -> Value {
    side.map(|side| side.word().to_owned()).into()
}
