//! The plan: rows of `plan`, `plan_phase`, `plan_item`, `plan_pause` and `exit_test` ↔ the
//! domain's.

use chrono::NaiveDate;
use rusqlite::types::{FromSqlError, Value, ValueRef};
use rusqlite::{OptionalExtension, Row};

use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Stored;
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::{
    InPlan, Override, Pause, PhaseStart, Plan, SetBy, Setting, Term,
};
use crate::domain::plan::exit::TestResult;
use crate::domain::programme::condition::{DoseOverride, PhaseName};
use crate::domain::screening::answers::Check;
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value::{self, from_day};

/// The column that what was told of an exercise begins with, in what is read of `plan_item`.
const FIRST_OF_TOLD: usize = 6;

/// The column of what it was told about a rule, of the same.
const TERM: usize = 15;

impl Diary {
    /// Every condition that is or was in the plan, with its phases, in the order of rank.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn plans(&self) -> Result<Vec<Stored<Plan>>, StoreError> {
        let sql = "SELECT id, condition, side, variant, rank, started_on, ended_on
             FROM plan ORDER BY rank, id";
        self.ask(|c| {
            let mut phases = c.prepare(
                "SELECT phase, from_day, gate_by, gate_on
                 FROM plan_phase WHERE plan = ?1 ORDER BY from_day",
            )?;
            let mut statement = c.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut plans = Vec::new();
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let phases = phases.query_map([id], |row| {
                    let phase = PhaseName::from_word(row.get_ref(0)?.as_str()?)
                        .ok_or(FromSqlError::InvalidType)?;
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
    /// What the plan was told about the doses of single exercises, in the order it was told. What
    /// was told of a condition that has ended since holds until then.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        self.told_of_exercises(|row| {
            if row.get_ref(TERM)? != ValueRef::Null {
                return Ok(None);
            }
            // Handing back outranks whatever else the row may hold.
            let is_released: bool = row.get(FIRST_OF_TOLD + 1)?;
            if is_released {
                return Ok(Some(Override::Released));
            }
            Ok(Some(match row.get::<_, Option<String>>(FIRST_OF_TOLD)? {
                Some(other) => Override::Substitute(other),
                None => Override::Dose(DoseOverride {
                    sets: row.get(FIRST_OF_TOLD + 2)?,
                    reps: row.get(FIRST_OF_TOLD + 3)?,
                    hold_s: row.get(FIRST_OF_TOLD + 4)?,
                    minutes: row.get(FIRST_OF_TOLD + 5)?,
                    load_g: row.get(FIRST_OF_TOLD + 6)?,
                    times_per_day: row.get(FIRST_OF_TOLD + 7)?,
                    days_per_week: row.get(FIRST_OF_TOLD + 8)?,
                    ..DoseOverride::default()
                }),
            }))
        })
    }

    /// What the plan was told about the rules of single exercises, in the order it was told. What
    /// was told of a condition that has ended since holds until then.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn terms(&self) -> Result<Vec<Setting<Term>>, StoreError> {
        self.told_of_exercises(|row| {
            let Some(term) = row.get_ref(TERM)?.as_str_or_null()? else { return Ok(None) };
            let (value, other) = (row.get(TERM + 1)?, row.get(FIRST_OF_TOLD)?);
            Ok(Some(term_from(term, value, other).ok_or(FromSqlError::InvalidType)?))
        })
    }

    /// What the plan was told of single exercises, in the order it was told, as far as `told` finds
    /// something in the columns that begin at [`FIRST_OF_TOLD`].
    fn told_of_exercises<T>(
        &self,
        told: impl Fn(&Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Vec<Setting<T>>, StoreError> {
        let sql = "SELECT exercise, from_day, set_by, told_by, told_on, ended_on,
                 in_place_of, handed_back, sets, reps, hold_s, minutes, load_g, times_per_day,
                 days_per_week, term, value
             FROM plan_item JOIN plan ON plan.id = plan
             ORDER BY from_day, plan_item.id";
        let read = |row: &Row<'_>| {
            let Some(told) = told(row)? else { return Ok(None) };
            let check = value::check(row.get(3)?, row.get_ref(4)?)?;
            let by = match (row.get_ref(2)?.as_str()?, check) {
                // Without a name nobody answers for it, and it counts as the person's own.
                ("clinician", Some(check)) => SetBy::Clinician(check),
                _ => SetBy::Person,
            };
            Ok(Some(Setting {
                exercise: row.get(0)?,
                from: value::day(row.get_ref(1)?)?,
                until: value::maybe(row.get_ref(5)?, value::day)?,
                by,
                told,
            }))
        };
        self.ask(|c| {
            c.prepare_cached(sql)?.query_map([], read)?.filter_map(Result::transpose).collect()
        })
    }

    /// When the plan rested, in order.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn pauses(&self) -> Result<Vec<Pause>, StoreError> {
        let sql = "SELECT from_day, to_day, why FROM plan_pause ORDER BY from_day, id";
        self.ask(|c| c.prepare(sql)?.query_map([], read_pause)?.collect())
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
        // A test of an earlier stay in the phase says nothing about the body of today.
        let sql = "SELECT test, day, passed FROM exit_test t WHERE day >= ?2
             AND plan = (SELECT id FROM plan WHERE condition = ?1 AND ended_on IS NULL)
             AND id = (SELECT max(id) FROM exit_test WHERE plan = t.plan AND test = t.test)
             ORDER BY id";
        self.ask(|c| {
            c.prepare(sql)?
                .query_map(rusqlite::params![condition, from_day(since)], read_test)?
                .collect()
        })
    }
}

impl Change<'_> {
    /// Keeps what the plan was told about the dose of one exercise.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_setting(&mut self, plan: i64, setting: &Setting) -> Result<(), StoreError> {
        let told = match &setting.told {
            Override::Released => {
                vec![reason("handed back"), ("handed_back", Value::Integer(1))]
            }
            Override::Substitute(other) => {
                vec![reason("in the place of another"), ("in_place_of", Value::Text(other.clone()))]
            }
            Override::Dose(dose) => vec![
                reason("a dose of its own"),
                ("sets", value::from_count(dose.sets)),
                ("reps", value::from_count(dose.reps)),
                ("hold_s", value::from_count(dose.hold_s)),
                ("minutes", value::from_count(dose.minutes)),
                ("load_g", value::from_count(dose.load_g)),
                ("times_per_day", value::from_count(dose.times_per_day)),
                ("days_per_week", value::from_count(dose.days_per_week)),
            ],
        };
        self.insert_item(plan, setting, told)
    }

    /// Keeps what the plan was told about the rules of one exercise.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_term(&mut self, plan: i64, setting: &Setting<Term>) -> Result<(), StoreError> {
        let (value, other) = term_columns(&setting.told);
        let told = vec![
            reason("a rule of its own"),
            ("term", Value::Text(setting.told.word().to_owned())),
            ("value", value.into()),
            // The other exercise that a row names: here the one of another day.
            ("in_place_of", other.into()),
        ];
        self.insert_item(plan, setting, told)
    }

    /// Adds a row of `plan_item`; `told` are the columns that say what was told.
    fn insert_item<T>(
        &mut self,
        plan: i64,
        setting: &Setting<T>,
        told: Vec<(&'static str, Value)>,
    ) -> Result<(), StoreError> {
        let check = setting.by.check();
        let mut columns = vec![
            ("uuid", self.uuid()),
            ("plan", Value::Integer(plan)),
            ("exercise", Value::Text(setting.exercise.clone())),
            ("from_day", Value::Text(from_day(setting.from))),
            ("set_by", Value::Text(setting.by.word().to_owned())),
            ("told_by", check.map(|check| check.by.clone()).into()),
            ("told_on", check.map(|check| from_day(check.on)).into()),
        ];
        columns.extend(told);
        self.insert("plan_item", &columns).map(drop)
    }

    /// Keeps the answer to a test at the end of a phase.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn add_exit_test(&mut self, plan: i64, ticked: &TestResult) -> Result<(), StoreError> {
        let columns = [
            ("uuid", self.uuid()),
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
        // Advancing and going back on one day would leave a phase of no days behind.
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
            ("uuid", self.uuid()),
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
            ("uuid", self.uuid()),
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
        // A phase refers to the plan, which has to be there first.
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

/// A rest of the plan: `from_day, to_day, why`.
fn read_pause(row: &Row<'_>) -> rusqlite::Result<Pause> {
    let to = value::maybe(row.get_ref(1)?, value::day)?;
    Ok(Pause { from: value::day(row.get_ref(0)?)?, to, why: row.get(2)? })
}

/// The answer to a test: `test, day, passed`.
fn read_test(row: &Row<'_>) -> rusqlite::Result<TestResult> {
    let day = value::day(row.get_ref(1)?)?;
    Ok(TestResult { test: row.get(0)?, day, passed: row.get(2)? })
}

/// Why a row of `plan_item` is there, as a column.
fn reason(words: &str) -> (&'static str, Value) {
    ("reason", Value::Text(words.to_owned()))
}

/// The value of a term, which is absent where something is taken back, and the other exercise that
/// it names.
fn term_columns(term: &Term) -> (Option<i64>, Option<String>) {
    match term {
        Term::MayGrow(value) | Term::GoesOnInFlares(value) => (value.map(i64::from), None),
        Term::PainLimit(value) => (value.map(Score::tenths), None),
        Term::InPlan(Some(InPlan::Added { not_same_day })) => (Some(1), not_same_day.clone()),
        Term::InPlan(Some(InPlan::Dropped)) => (Some(0), None),
        Term::InPlan(None) => (None, None),
    }
}

/// The term of a word, a value and the other exercise that is named; `None` where they are none.
fn term_from(word: &str, value: Option<i64>, other: Option<String>) -> Option<Term> {
    let is_so = value.map(|value| value != 0);
    Some(match word {
        "may-grow" => Term::MayGrow(is_so),
        "in-flares" => Term::GoesOnInFlares(is_so),
        "in-plan" => Term::InPlan(is_so.map(|is_added| {
            if is_added { InPlan::Added { not_same_day: other } } else { InPlan::Dropped }
        })),
        "pain-limit" => Term::PainLimit(match value {
            Some(tenths) => Some(Score::from_tenths(tenths)?),
            None => None,
        }),
        _ => return None,
    })
}

/// A side as a column.
fn side_column(side: Option<Side>) -> Value {
    side.map(|side| side.word().to_owned()).into()
}
