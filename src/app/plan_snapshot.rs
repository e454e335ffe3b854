//! The plan with everything that a routine is decided from, read once from the diary and the library.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::error::AppError;
use crate::domain::diary::place::Side;
use crate::domain::plan::assignment::{self, Plan, Setting};
use crate::domain::programme::condition::PainRule;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::library_subset::LibrarySubset;
use crate::domain::progression::candidates;
use crate::domain::progression::case::{Case, Record};
use crate::domain::progression::decision::Decision;
use crate::domain::progression::replay::{self, Planned, Progression};
use crate::domain::progression::routine::{NotDueReason, Routine};
use crate::domain::progression::standing::Standing;
use crate::domain::progression::week;
use crate::domain::screening::answers::{Answer, Screening, WORDS_ASK_FOR, Written};
use crate::domain::screening::safety::Safety;
use crate::domain::text::date::{days_after, days_before};
use crate::domain::text::load::WeightUnit;
use crate::library::{ActiveCondition, Library};
use crate::store::Diary;
use crate::words;

/// Days before the first day of the progression that the rules look back on: exercise records for
/// what rests and is carried over, ratings for what is usual.
const LOOK_BACK_DAYS: u64 = 30;

/// The plan, the files it needs, what was recorded, and the safety questions with their answers.
#[derive(Debug)]
pub struct PlanSnapshot {
    /// Every condition that is or was in the plan.
    pub plans: Vec<Plan>,
    /// The files of those that matter, and of the exercises that may be asked for.
    pub shelf: LibrarySubset,
    /// The safety questions, and the limits on pain.
    pub safety: Safety,
    /// What was answered, in order.
    pub answers: Vec<Answer>,
    /// What was recorded, and what the plan was told.
    pub record: Record,
    from: NaiveDate,
    to: NaiveDate,
    outcome: OnceCell<PlanOutcome>,
}

/// What tags mean, in words, by tag.
pub type Tags = BTreeMap<String, String>;

/// What the plan has come to on the last day it was read for. Expensive; computed once.
#[derive(Debug)]
pub struct PlanOutcome {
    /// The routine of the day.
    pub routine: Routine,
    /// What has become of each exercise.
    pub standings: Vec<Standing>,
    /// Everything that was changed on the way, in order.
    pub changes: Vec<Decision>,
    /// How many sessions of each exercise were asked for on which days, in order.
    pub planned: BTreeMap<String, Vec<(NaiveDate, u32)>>,
}

impl From<Progression<'_>> for PlanOutcome {
    fn from(progression: Progression<'_>) -> Self {
        Self {
            routine: progression.routine(),
            standings: progression.standings().collect(),
            changes: progression.changes().to_vec(),
            planned: by_exercise(&progression.planned()),
        }
    }
}

impl PlanSnapshot {
    /// For one day: the conditions that are followed on it, with the phases that matter for what
    /// has become of them.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn on(day: NaiveDate, diary: &Diary, library: &Library) -> Result<Self, AppError> {
        Self::between(day, day, diary, library)
    }

    /// For every day from `from` to `to`.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn between(
        from: NaiveDate,
        to: NaiveDate,
        diary: &Diary,
        library: &Library,
    ) -> Result<Self, AppError> {
        let plans: Vec<Plan> = diary.plans()?.into_iter().map(|plan| plan.value).collect();
        let from = replay::beginning(&plans, from);
        let phases = |plan| {
            let phases = Plan::phases_between(plan, from, to);
            phases.map(|start| ActiveCondition {
                condition: &plan.condition,
                variant: plan.variant.as_deref(),
                phase: Some(start.phase),
            })
        };
        let followed: Vec<ActiveCondition<'_>> = plans.iter().flat_map(phases).collect();
        let shelf = library.subset_for(&followed)?;
        let mut snapshot = Self {
            shelf,
            safety: library.safety()?,
            answers: Vec::new(),
            record: Record::default(),
            plans,
            from,
            to,
            outcome: OnceCell::new(),
        };
        snapshot.read_again(diary)?;
        for setting in &snapshot.record.settings {
            if !snapshot.shelf.exercises.contains_key(&setting.exercise) {
                // An exercise that is no longer in the library is left out, as one that nobody set
                // would be.
                if let Ok(exercise) = library.exercise(&setting.exercise) {
                    snapshot.shelf.exercises.insert(exercise.id.clone(), exercise);
                }
            }
        }
        // An easier or a harder exercise is read on the day that a rule asks for it.
        loop {
            let progression = Progression::replay(snapshot.case(), from, to);
            let wanted: Vec<String> = progression.wanted().map(str::to_owned).collect();
            if wanted.is_empty() {
                let outcome = PlanOutcome::from(progression);
                snapshot.outcome = OnceCell::from(outcome);
                return Ok(snapshot);
            }
            for id in wanted {
                snapshot.shelf.exercises.insert(id.clone(), library.exercise(&id)?);
            }
        }
    }

    /// Reads again what was recorded and answered, after the diary was changed.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn read_again(&mut self, diary: &Diary) -> Result<(), AppError> {
        let from = days_before(self.from, LOOK_BACK_DAYS);
        self.outcome = OnceCell::new();
        self.answers = diary.answers()?;
        self.record = Record {
            sessions: diary.sessions_for_rules(from, self.to)?,
            felt: if self.plans.is_empty() { Vec::new() } else { diary.felt(from, self.to)? },
            settings: diary.settings()?,
            pauses: diary.pauses()?,
        };
        Ok(())
    }

    /// The case that the rules decide on.
    pub fn case(&self) -> Case<'_> {
        let Self { plans, shelf, safety, answers, record, .. } = self;
        Case { plans, shelf, safety, answers, record }
    }

    /// What the plan has come to on the last day it was read for.
    pub fn outcome(&self) -> &PlanOutcome {
        self.outcome
            .get_or_init(|| PlanOutcome::from(Progression::replay(self.case(), self.from, self.to)))
    }

    /// The plan's progression up to a day between the two it was read for.
    pub fn progression(&self, day: NaiveDate) -> Progression<'_> {
        Progression::replay(self.case(), replay::beginning(&self.plans, day), day)
    }

    /// The routine of a day; see [`PlanSnapshot::routines`].
    pub fn routine(&self, day: NaiveDate, today: NaiveDate) -> Routine {
        if day == self.to && day <= today {
            self.hidden_while_open(self.outcome().routine.clone(), today)
        } else {
            self.routines(day, day, today).remove(0)
        }
    }

    /// The routines of every day from `from` to `to`, seen from `today`: those to come as they will
    /// be if everything until then is done. What is open `today` hides the routine of earlier days
    /// as well.
    pub fn routines(&self, from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Vec<Routine> {
        let routines = week::routines(self.case(), from, to, today).into_iter();
        routines.map(|routine| self.hidden_while_open(routine, today)).collect()
    }

    /// A routine, unless something is open that hides it.
    fn hidden_while_open(&self, routine: Routine, today: NaiveDate) -> Routine {
        match self.screening(today.max(routine.day)).holds() {
            holds if holds.is_empty() => routine,
            holds => routine.hidden_by(holds),
        }
    }

    /// The conditions that are followed on a day.
    pub fn running(&self, day: NaiveDate) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(move |plan| plan.runs_on(day))
    }

    /// What a person or a clinician set for an exercise of the plan that holds on a day: another
    /// exercise in its place, and a dose.
    pub fn set_for(&self, standing: &Standing, day: NaiveDate) -> impl Iterator<Item = &Setting> {
        let newest = move |of: fn(&assignment::Override) -> bool| {
            let mut settings =
                self.record.settings.iter().rev().filter(move |setting| setting.holds_on(day));
            settings.find(|setting| setting.exercise == standing.exercise && of(&setting.told))
        };
        let swap = standing
            .chosen_by
            .as_ref()
            .and_then(|_| newest(|told| matches!(told, assignment::Override::Substitute(_))));
        let dose = standing
            .set_by
            .as_ref()
            .and_then(|_| newest(|told| matches!(told, assignment::Override::Dose(_))));
        swap.into_iter().chain(dose)
    }

    /// The dose that the phase of a day has for an exercise; `None` where its file was not read.
    pub fn phase_dose(&self, standing: &Standing, day: NaiveDate) -> Option<Dose> {
        let exercise = self.shelf.exercises.get(&standing.exercise)?;
        Some(candidates::prescribed(self.case(), exercise, &standing.conditions, day))
    }

    /// The dose of an exercise now, and how often, in a line.
    pub fn dose_line(&self, standing: &Standing, day: NaiveDate, weights: WeightUnit) -> String {
        words::plan::dose_now(standing, self.sore_side(&standing.conditions, day), weights)
    }

    /// The sore side of what an exercise is for on a day: that of the first of its conditions in
    /// the plan.
    pub fn sore_side(&self, conditions: &[String], day: NaiveDate) -> Option<Side> {
        self.running(day).find(|plan| conditions.contains(&plan.condition))?.side
    }

    /// The limits on pain of the conditions that are followed on the last day it was read for.
    pub fn pain_rules(&self) -> impl Iterator<Item = PainRule> {
        self.running(self.to)
            .filter_map(|plan| Some(self.shelf.conditions.get(&plan.condition)?.pain_rule))
    }

    /// The answers up to a day against the questions.
    pub fn screening(&self, day: NaiveDate) -> Screening<'_> {
        Screening::new(&self.safety, &self.answers, day)
    }

    /// A condition's name with its side.
    pub fn subject(&self, plan: &Plan) -> String {
        subject(self.shelf.condition_name(&plan.condition), plan)
    }

    /// An exercise's name.
    pub fn exercise_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.shelf.exercise_name(id)
    }
}

/// What was asked for, exercise by exercise.
fn by_exercise(planned: &[Planned<'_>]) -> BTreeMap<String, Vec<(NaiveDate, u32)>> {
    let mut found: BTreeMap<&str, Vec<(NaiveDate, u32)>> = BTreeMap::new();
    for planned in planned {
        found.entry(planned.exercise).or_default().push((planned.day, planned.sessions));
    }
    found.into_iter().map(|(exercise, days)| (exercise.to_owned(), days)).collect()
}

/// The name of a plan's condition with its side.
pub(super) fn subject(name: &str, plan: &Plan) -> String {
    plan.side.map_or_else(|| name.to_owned(), |side| format!("{name}, {side}"))
}

/// The words that the reasons of some routines need. They are read only where there are such
/// reasons.
///
/// # Errors
/// When the file of the tags does not read.
pub fn tags_for<'r>(
    routines: impl IntoIterator<Item = &'r Routine>,
    library: &Library,
) -> Result<Tags, AppError> {
    let mut not_due = routines.into_iter().flat_map(|routine| &routine.not_today);
    if not_due.any(|exercise| matches!(exercise.because, NotDueReason::Barred(_))) {
        Ok(library.tags()?)
    } else {
        Ok(Tags::new())
    }
}

/// What was written down in the days for which words ask for answers, as far as it holds one of
/// the warning words.
///
/// # Errors
/// When the diary cannot be read.
pub fn written(diary: &Diary, safety: &Safety, today: NaiveDate) -> Result<Vec<Written>, AppError> {
    let from = days_before(today, WORDS_ASK_FOR - 1);
    // A morning check of the night counts for the day to come.
    Ok(diary.written(from, days_after(today, 1), |text| safety.warns(text))?)
}
