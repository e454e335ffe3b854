//! The plan: rows of `plan`, `plan_phase`, `plan_item`, `plan_pause` and `exit_test` ↔ the
//! domain's.

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, Value};
use rusqlite::{OptionalExtension, Row};

use super::change::Change;
use super::diary::Diary;
use super::error::StoreError;
use super::value::{self, from_day};
use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Stored;
use crate::domain::plan::assignment::{Override, Pause, PhaseStart, Plan, SetBy, Setting};
use crate::domain::plan::exit::TestResult;
use crate::domain::programme::condition::{DoseOverride, PhaseName};
use crate::domain::screening::answers::Check;

impl Diary {
    /// Every condition that is or was in the plan, with its phases, in the order of rank.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn plans(&self) -> Result<Vec<Stored<Plan>>, StoreError> {
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
                plans.push(Stored { id, value: entry });
            }
            Ok(plans)
        })
    }
}

impl Diary {
    /// What the plan was told about single exercises, in the order it was told. What was told of a
    /// condition that has ended since holds until then.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        let sql = "SELECT exercise, from_day, set_by, told_by, told_on, in_place_of, handed_back, sets, reps, hold_s,
                 minutes, load_g, times_per_day, days_per_week, ended_on
             FROM plan_item JOIN plan ON plan.id = plan ORDER BY from_day, plan_item.id";
        self.ask(|c| {
            let read = |row: &Row<'_>| {
                let by = match (
                    row.get_ref(2)?.as_str()?,
                    value::check(row.get(3)?, row.get_ref(4)?)?,
                ) {
                    ("clinician", Some(check)) => SetBy::Clinician(check),
                    _ => SetBy::Person,
                };
                let told = match (row.get::<_, Option<String>>(5)?, row.get(6)?) {
                    (_, true) => Override::Released,
                    (Some(other), false) => Override::Substitute(other),
                    (None, false) => Override::Dose(DoseOverride {
                        sets: row.get(7)?,
                        reps: row.get(8)?,
                        hold_s: row.get(9)?,
                        minutes: row.get(10)?,
                        load_g: row.get(11)?,
                        times_per_day: row.get(12)?,
                        days_per_week: row.get(13)?,
                        ..DoseOverride::default()
                    }),
                };
                let (from, until) =
                    (value::day(row.get_ref(1)?)?, value::maybe(row.get_ref(14)?, value::day)?);
                Ok(Setting { exercise: row.get(0)?, from, until, by, told })
            };
            c.prepare(sql)?.query_map([], read)?.collect()
        })
    }

    /// When the plan rested, in order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn pauses(&self) -> Result<Vec<Pause>, StoreError> {
        let read = |row: &Row<'_>| {
            let to = value::maybe(row.get_ref(1)?, value::day)?;
            Ok(Pause { from: value::day(row.get_ref(0)?)?, to, why: row.get(2)? })
        };
        self.ask(|c| {
            c.prepare("SELECT from_day, to_day, why FROM plan_pause ORDER BY from_day, id")?
                .query_map([], read)?
                .collect()
        })
    }

    /// The newest answer to each test at the end of a phase that was given for a condition of the
    /// plan on `since` or later.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn exit_tests(
        &self,
        condition: &str,
        since: NaiveDate,
    ) -> Result<Vec<TestResult>, StoreError> {
        let sql = "SELECT test, day, passed FROM exit_test t WHERE day >= ?2
             AND plan = (SELECT id FROM plan WHERE condition = ?1 AND ended_on IS NULL)
             AND id = (SELECT max(id) FROM exit_test WHERE plan = t.plan AND test = t.test) ORDER BY id";
        let read = |row: &Row<'_>| {
            Ok(TestResult {
                test: row.get(0)?,
                day: value::day(row.get_ref(1)?)?,
                passed: row.get(2)?,
            })
        };
        self.ask(|c| {
            c.prepare(sql)?
                .query_map(rusqlite::params![condition, from_day(since)], read)?
                .collect()
        })
    }
}

impl Change<'_> {
    /// Keeps what the plan was told about one exercise.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_setting(&mut self, plan: i64, setting: &Setting) -> Result<(), StoreError> {
        let number = |number: Option<u32>| number.map(i64::from).into();
        let (set_by, check) = match &setting.by {
            SetBy::Person => ("person", None),
            SetBy::Clinician(check) => ("clinician", Some(check)),
        };
        let mut columns = vec![
            ("plan", Value::Integer(plan)),
            ("exercise", Value::Text(setting.exercise.clone())),
            ("from_day", Value::Text(from_day(setting.from))),
            ("set_by", Value::Text(set_by.to_owned())),
            ("told_by", check.map(|check| check.by.clone()).into()),
            ("told_on", check.map(|check| from_day(check.on)).into()),
        ];
        match &setting.told {
            Override::Released => {
                columns.extend([
                    ("reason", Value::Text("handed back".to_owned())),
                    ("handed_back", Value::Integer(1)),
                ]);
            }
            Override::Substitute(other) => {
                let other = ("in_place_of", Value::Text(other.clone()));
                columns
                    .extend([("reason", Value::Text("in the place of another".to_owned())), other]);
            }
            Override::Dose(dose) => columns.extend([
                ("reason", Value::Text("a dose of its own".to_owned())),
                ("sets", number(dose.sets)),
                ("reps", number(dose.reps)),
                ("hold_s", number(dose.hold_s)),
                ("minutes", number(dose.minutes)),
                ("load_g", number(dose.load_g)),
                ("times_per_day", number(dose.times_per_day)),
                ("days_per_week", number(dose.days_per_week)),
            ]),
        }
        self.insert("plan_item", &columns).map(drop)
    }

    /// Keeps the answer to a test at the end of a phase.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_exit_test(&mut self, plan: i64, ticked: &TestResult) -> Result<(), StoreError> {
        let columns = [
            ("plan", Value::Integer(plan)),
            ("test", Value::Text(ticked.test.clone())),
            ("day", Value::Text(from_day(ticked.day))),
            ("passed", Value::Integer(ticked.passed.into())),
            ("written_at", self.written_at()),
        ];
        self.insert("exit_test", &columns).map(drop)
    }

    /// Begins a phase of a plan; one that began on the same day is replaced.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn begin_phase(&mut self, plan: i64, start: &PhaseStart) -> Result<(), StoreError> {
        let sql = "SELECT id FROM plan_phase WHERE plan = ?1 AND from_day = ?2";
        let same: Option<i64> = self.ask(|c| {
            c.query_row(sql, rusqlite::params![plan, from_day(start.from)], |row| row.get(0))
                .optional()
        })?;
        if let Some(same) = same {
            self.delete("plan_phase", "id", same)?;
        }
        self.insert_phase(plan, start)
    }

    /// Takes out the phase of a plan that began on `from`, so that the one before it goes on as it
    /// was.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn drop_phase(&mut self, plan: i64, from: NaiveDate) -> Result<(), StoreError> {
        let sql = "SELECT id FROM plan_phase WHERE plan = ?1 AND from_day = ?2";
        let id = self
            .ask(|c| c.query_row(sql, rusqlite::params![plan, from_day(from)], |row| row.get(0)))?;
        self.delete("plan_phase", "id", id).map(drop)
    }

    fn insert_phase(&mut self, plan: i64, start: &PhaseStart) -> Result<(), StoreError> {
        let columns = [
            ("plan", Value::Integer(plan)),
            ("phase", Value::Text(start.phase.word().to_owned())),
            ("from_day", Value::Text(from_day(start.from))),
            ("gate_by", start.cleared.as_ref().map(|check| check.by.clone()).into()),
            ("gate_on", start.cleared.as_ref().map(|check| from_day(check.on)).into()),
        ];
        self.insert("plan_phase", &columns).map(drop)
    }

    /// Lets the whole plan rest.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_pause(&mut self, pause: &Pause) -> Result<(), StoreError> {
        let columns = [
            ("from_day", Value::Text(from_day(pause.from))),
            ("to_day", pause.to.map(from_day).into()),
            ("why", pause.why.clone().into()),
            ("written_at", self.written_at()),
        ];
        self.insert("plan_pause", &columns).map(drop)
    }

    /// Ends every rest that covers `day`, on that day.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn end_pauses(&mut self, day: NaiveDate) -> Result<(), StoreError> {
        let sql =
            "SELECT id FROM plan_pause WHERE from_day <= ?1 AND (to_day IS NULL OR to_day > ?1)";
        let open: Vec<i64> =
            self.ask(|c| c.prepare(sql)?.query_map([from_day(day)], |row| row.get(0))?.collect())?;
        for id in open {
            self.update("plan_pause", id, &[("to_day", Value::Text(from_day(day)))])?;
        }
        Ok(())
    }

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
            self.insert_phase(id, start)?;
        }
        Ok(id)
    }

    /// Sets the side and the variant of a condition of the plan.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn set_plan(
        &mut self,
        id: i64,
        side: Option<Side>,
        variant: Option<String>,
    ) -> Result<(), StoreError> {
        self.update("plan", id, &[("side", side_column(side)), ("variant", variant.into())])
    }

    /// Records a clinician's agreement to the phase of a plan that began on `from`.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn clear_phase(
        &mut self,
        plan: i64,
        from: NaiveDate,
        check: &Check,
    ) -> Result<(), StoreError> {
        let sql = "SELECT id FROM plan_phase WHERE plan = ?1 AND from_day = ?2";
        let id = self
            .ask(|c| c.query_row(sql, rusqlite::params![plan, from_day(from)], |row| row.get(0)))?;
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
